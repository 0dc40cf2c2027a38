/*
 * test_export.c - the system, its ties and events for other programs, read back
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_world.h"

#include <math.h>

#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base/text.h"
#include "entente/export.h"

enum { STATE_A, STATE_B, TIE_KIND, VALUE, SIGN, START, END, FACT_ID, DIRECTED, CARRIED };

/* One tie of every kind between AAA and others, and one pair without any. */
static void
write_ties(world *w)
{
    world_write(w, "borders", "state_a,state_b,source,locator\nAAA,BBB,s,\nAAA,NEW,s,\n");
    world_write(w, "rivalries",
                "rivalry,state_a,state_b,start,end,source,locator\nr1,AAA,CCC,1960,,s,\n");
    world_write(w, "claims",
                "claim,territory,claimant,holder,start,end,note,source,locator\n"
                "c1,One,BBB,AAA,1950,1999,,s,\nc2,Two,BBB,AAA,1951,,,s,\n"
                "c3,Gone,BBB,AAA,1950,1955,,s,\n");
    world_write(w, "disputes",
                "dispute,name,state_a,state_b,start,end,hostility,initiator,source,locator\n"
                "d1,A clash,AAA,CCC,1969-03-02,1969-03-05,4,AAA,s,\n");
    world_write(w, "sanctions",
                "sanction,sender,target,start,end,kinds,instrument,source,locator\n"
                "s1,CCC,AAA,1965,,arms,An order,s,\ns2,CCC,AAA,1966,,trade,Another,s,\n"
                "s3,AAA,CCC,1967,,trade,In return,s,\n");
    world_write(w, "treaties",
                "treaty,title,form,signed,start,end,end_reason,defence,offence,neutrality,"
                "nonaggression,consultation,cow,note,source,locator\n"
                "t1,Treaty,bilateral,,1955,1975,,1,0,0,0,1,,,s,\n");
    world_write(w, "treaty_members",
                "treaty,state,role,start,end,source,locator\n"
                "t1,AAA,mutual,,,s,\nt1,BBB,mutual,,,s,\n");
    world_write(w, "acts",
                "act,state_a,state_b,start,end,level,kind,title,source,locator\n"
                "a1,AAA,BBB,1968-06-01,1968-06-03,4,exercise,Exercise,s,\n");
    world_write(w, "profiles",
                "state,year,cinc,regime,polyarchy,source,locator\nAAA,1969,0.25,,0.5,s,\n");
}

static ent_table *
ties(world *w, const char *at, const ent_export_options *options)
{
    ent_table *table = NULL;

    world_check(w, ent_export_ties(w->ctx, w->record, world_span(at), options, &table));
    return table;
}

static void
assert_ties(world *w, const char *at, const ent_export_options *options, const char *expected)
{
    ent_table *table = ties(w, at, options);
    ent_text   found;

    ent_text_init(&found);
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        for (size_t i = 0; i <= CARRIED; i++) {
            if (i != FACT_ID) {
                ent_text_addf(&found, "%s%s", i > 0 ? "|" : "", ent_table_get_text(table, row, i));
            }
        }
        ent_text_add_char(&found, '\n');
    }
    assert_string_equal(ent_text_get(&found), expected);
    ent_text_clear(&found);
    ent_table_destroy(table);
}

typedef ent_status (*graph_writer)(ent_ctx *ctx, const ent_record *record, ent_span span,
                                   const ent_export_options *options, FILE *stream);

/* What a writer of graphs wrote, as an XML document. */
static xmlDocPtr
read_graph(world *w, graph_writer write, const char *at, const ent_export_options *options)
{
    FILE     *file = tmpfile();
    char     *bytes;
    long      length;
    xmlDocPtr document;

    assert_non_null(file);
    world_check(w, write(w->ctx, w->record, world_span(at), options, file));
    length = ftell(file);
    assert_true(length > 0);
    rewind(file);
    bytes = malloc((size_t)length);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, (size_t)length, file), length);
    assert_int_equal(fclose(file), 0);
    document = xmlReadMemory(bytes, (int)length, "graph", NULL,
                             XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    free(bytes);
    assert_non_null(document);
    return document;
}

/* The element of this name that comes next in the document, from `from` on; NULL at the end. */
static xmlNodePtr
next_element(xmlNodePtr from, const char *name)
{
    while (from != NULL) {
        if (from->children != NULL) {
            from = from->children;
        } else {
            while (from != NULL && from->next == NULL) {
                from = from->parent;
            }
            from = from != NULL ? from->next : NULL;
        }
        if (from != NULL && from->type == XML_DOCUMENT_NODE) {
            return NULL;
        }
        if (from != NULL && from->type == XML_ELEMENT_NODE &&
            strcmp((const char *)from->name, name) == 0) {
            return from;
        }
    }
    return NULL;
}

static void
assert_attribute(xmlNodePtr node, const char *name, const char *expected)
{
    xmlChar *value = xmlGetProp(node, (const xmlChar *)name);

    assert_non_null(value);
    assert_string_equal((const char *)value, expected);
    xmlFree(value);
}

/* The value of a GraphML `data` or a GEXF `attvalue` below an element; "" where there is none. */
static void
assert_value(xmlNodePtr element, const char *key, const char *expected)
{
    char found[256] = "";

    for (xmlNodePtr child = element->children; child != NULL; child = child->next) {
        xmlNodePtr value = child;
        xmlChar   *name, *text;
        bool       gexf = strcmp((const char *)child->name, "attvalues") == 0;

        for (value = gexf ? child->children : child; value != NULL;
             value = gexf ? value->next : NULL) {
            name = xmlGetProp(value, (const xmlChar *)(gexf ? "for" : "key"));
            text = gexf ? xmlGetProp(value, (const xmlChar *)"value") : xmlNodeGetContent(value);
            if (name != NULL && text != NULL && strcmp((const char *)name, key) == 0) {
                (void)snprintf(found, sizeof found, "%s", (const char *)text);
            }
            xmlFree(name);
            xmlFree(text);
        }
    }
    assert_string_equal(found, expected);
}

static size_t
count_elements(xmlDocPtr document, const char *name)
{
    size_t     count = 0;
    xmlNodePtr at = xmlDocGetRootElement(document);

    while ((at = next_element(at, name)) != NULL) {
        count++;
    }
    return count;
}

/* 1. tables */

static void
every_kind_of_tie_is_a_row(void **state)
{
    world *w = *state;

    write_ties(w);
    world_load(w);
    assert_ties(w, "1969", NULL,
                "AAA|BBB|obligation|defence consultation|1|1955-01-01|1975-12-31|false|0\n"
                "AAA|BBB|cooperation|4|1|1968-06-01|1968-06-03|false|1\n"
                "AAA|BBB|border||1|||false|\n"
                "BBB|AAA|claim|2|1|1950-01-01|1999-12-31|true|\n"
                "AAA|CCC|rivalry||-1|1960-01-01||false|9\n"
                "AAA|CCC|dispute|4|-1|1969-03-02|1969-03-05|false|\n"
                "AAA|CCC|sanction|1|-1|1967-01-01||true|\n"
                "CCC|AAA|sanction|2|-1|1966-01-01||true|\n");
}

static void
a_day_has_the_ties_of_that_day(void **state)
{
    world *w = *state;

    write_ties(w);
    world_load(w);
    assert_ties(w, "1954-12-31", NULL,
                "AAA|BBB|border||0|||false|\nBBB|AAA|claim|3|0|1950-01-01|1999-12-31|true|\n");
    assert_ties(w, "1955-01-01", NULL,
                "AAA|BBB|obligation|defence consultation|1|1955-01-01|1975-12-31|false|0\n"
                "AAA|BBB|border||1|||false|\n"
                "BBB|AAA|claim|3|1|1950-01-01|1999-12-31|true|\n");
}

static void
a_tie_carries_the_id_of_its_fact(void **state)
{
    world     *w = *state;
    ent_table *table;

    write_ties(w);
    world_load(w);
    table = ties(w, "1969", NULL);
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        assert_true(ent_starts_with(ent_table_get_text(table, row, FACT_ID), "world@"));
    }
    assert_true(ent_ends_with(ent_table_get_text(table, 0, FACT_ID), "/treaties.csv:2"));
    assert_true(ent_ends_with(ent_table_get_text(table, 3, FACT_ID), "/claims.csv:2"));
    ent_table_destroy(table);
}

static void
states_choose_rows_and_leave_the_system_alone(void **state)
{
    world             *w = *state;
    ent_state          chosen[2];
    ent_export_options options = {.states = chosen, .state_count = 1};

    write_ties(w);
    world_load(w);
    chosen[0] = ent_codes_find(w->codes, "BBB");
    chosen[1] = ent_codes_find(w->codes, "CCC");
    assert_ties(w, "1954", &options,
                "AAA|BBB|border||0|||false|\nBBB|AAA|claim|3|0|1950-01-01|1999-12-31|true|\n");
    options.state_count = 2;
    assert_ties(w, "1954", &options, "");
}

static void
signs_of_a_coding_without_data_are_refused(void **state)
{
    world             *w = *state;
    ent_export_options options = {.signs = ENT_SIGNS_PEACE};
    ent_table         *table = NULL;

    write_ties(w);
    world_load(w);
    assert_int_equal(ent_export_ties(w->ctx, w->record, world_span("1969"), &options, &table),
                     ENT_E_NOTFOUND);
    assert_null(table);
}

static void
states_are_rows_with_their_power(void **state)
{
    world     *w = *state;
    ent_table *table = NULL;

    write_ties(w);
    world_write(w, "codes", "state,scheme,code,start,end\nAAA,gw,11,,\n");
    world_load(w);
    world_check(w, ent_export_states(w->ctx, w->record, world_span("1970"), NULL, &table));
    assert_int_equal(ent_table_row_count(table), 7); /* NEW is not born */
    assert_string_equal(ent_table_get_text(table, 0, 0), "AAA");
    assert_string_equal(ent_table_get_text(table, 0, 1), "10");
    assert_string_equal(ent_table_get_text(table, 0, 2), "11");
    assert_string_equal(ent_table_get_text(table, 0, 3), "Aland");
    assert_string_equal(ent_table_get_text(table, 0, 4), "0.25");
    assert_string_equal(ent_table_get_text(table, 0, 6), "1969");
    assert_string_equal(ent_table_get_text(table, 0, 7), "0.5");
    assert_true(ent_ends_with(ent_table_get_text(table, 0, 8), "/profiles.csv:2"));
    assert_true(ent_table_is_missing(table, 1, 2));
    assert_true(ent_table_is_missing(table, 1, 4));
    assert_true(ent_table_is_missing(table, 1, 8));
    ent_table_destroy(table);
}

static void
an_empty_system_is_refused(void **state)
{
    world     *w = *state;
    ent_table *table = NULL;
    FILE      *file = tmpfile();

    world_load(w);
    assert_non_null(file);
    assert_int_equal(ent_export_ties(w->ctx, w->record, world_span("1899"), NULL, &table),
                     ENT_E_NOTFOUND);
    assert_int_equal(ent_export_states(w->ctx, w->record, world_span("1899"), NULL, &table),
                     ENT_E_NOTFOUND);
    assert_int_equal(ent_export_graphml(w->ctx, w->record, world_span("1899"), NULL, file),
                     ENT_E_NOTFOUND);
    assert_int_equal(ent_export_gexf(w->ctx, w->record, world_span("1899"), NULL, file),
                     ENT_E_NOTFOUND);
    assert_int_equal(ent_export_ties(w->ctx, w->record, (ent_span){0, 0}, NULL, &table), ENT_E_ARG);
    assert_null(table);
    assert_int_equal(ftell(file), 0);
    assert_int_equal(fclose(file), 0);
}

/* 2. graphs */

static void
graphml_reads_back_as_the_table(void **state)
{
    static const char *const KEYS[] = {"e_kind",     "e_value",   "e_sign",     "e_fact_start",
                                       "e_fact_end", "e_fact_id", "e_directed", "e_carried"};
    static const int CELLS[] = {TIE_KIND, VALUE, SIGN, START, END, FACT_ID, DIRECTED, CARRIED};
    world           *w = *state;
    ent_table       *table;
    xmlDocPtr        document;
    xmlNodePtr       edge;

    write_ties(w);
    world_load(w);
    table = ties(w, "1969", NULL);
    document = read_graph(w, ent_export_graphml, "1969", NULL);
    edge = xmlDocGetRootElement(document);
    assert_string_equal((const char *)edge->name, "graphml");
    assert_int_equal(count_elements(document, "node"), 7);
    assert_int_equal(count_elements(document, "edge"), ent_table_row_count(table));
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        edge = next_element(edge, "edge");
        assert_non_null(edge);
        assert_attribute(edge, "source", ent_table_get_text(table, row, STATE_A));
        assert_attribute(edge, "target", ent_table_get_text(table, row, STATE_B));
        for (size_t i = 0; i < sizeof KEYS / sizeof KEYS[0]; i++) {
            assert_value(edge, KEYS[i], ent_table_get_text(table, row, (size_t)CELLS[i]));
        }
    }
    assert_value(edge, "e_weight", "2"); /* the two sanctions of the last row */
    ent_table_destroy(table);
    xmlFreeDoc(document);
}

static void
a_node_has_its_attributes_and_no_others(void **state)
{
    world     *w = *state;
    xmlDocPtr  document;
    xmlNodePtr node;

    write_ties(w);
    world_load(w);
    document = read_graph(w, ent_export_graphml, "1970", NULL);
    node = next_element(xmlDocGetRootElement(document), "node");
    assert_attribute(node, "id", "AAA");
    assert_value(node, "n_label", "Aland");
    assert_value(node, "n_ccode", "10");
    assert_value(node, "n_cinc", "0.25");
    assert_value(node, "n_power_year", "1969");
    node = next_element(node, "node");
    assert_attribute(node, "id", "BBB");
    assert_int_equal(xmlChildElementCount(node), 2); /* label and ccode: missing is left out */
    assert_value(node, "n_label", "BBB");
    assert_value(node, "n_ccode", "20");
    xmlFreeDoc(document);
}

/* The days of a tie's fact within 1969; those of the year where the fact lies outside of it. */
static void
assert_interval(xmlNodePtr edge, ent_table *table, size_t row)
{
    static const char FIRST[] = "1969-01-01", LAST[] = "1969-12-31";
    char              start[16], end[16];
    bool              begun, ended;

    (void)snprintf(start, sizeof start, "%s", ent_table_get_text(table, row, START));
    (void)snprintf(end, sizeof end, "%s", ent_table_get_text(table, row, END));
    begun = strcmp(start, FIRST) <= 0;
    ended = end[0] != '\0';

    if (strcmp(start, LAST) > 0 || (ended && strcmp(end, FIRST) < 0)) {
        begun = true;
        ended = false;
    }
    assert_attribute(edge, "start", begun ? FIRST : start);
    assert_attribute(edge, "end", ended && strcmp(end, LAST) < 0 ? end : LAST);
}

static void
gexf_carries_the_interval_of_its_span(void **state)
{
    world     *w = *state;
    ent_table *table;
    xmlDocPtr  document;
    xmlNodePtr at;

    write_ties(w);
    world_load(w);
    table = ties(w, "1969", NULL);
    document = read_graph(w, ent_export_gexf, "1969", NULL);
    at = xmlDocGetRootElement(document);
    assert_attribute(at, "version", "1.3");
    assert_string_equal((const char *)at->ns->href, "http://gexf.net/1.3");
    at = next_element(at, "graph");
    assert_attribute(at, "mode", "dynamic");
    assert_attribute(at, "timeformat", "date");
    assert_int_equal(count_elements(document, "node"), 7);
    assert_int_equal(count_elements(document, "edge"), ent_table_row_count(table));
    at = next_element(at, "node");
    assert_attribute(at, "label", "Aland");
    assert_attribute(at, "start", "1969-01-01");
    assert_attribute(at, "end", "1969-12-31");
    assert_value(at, "cinc", "0.25");
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        at = next_element(at, "edge");
        assert_attribute(at, "source", ent_table_get_text(table, row, STATE_A));
        assert_attribute(at, "target", ent_table_get_text(table, row, STATE_B));
        assert_attribute(at, "kind", ent_table_get_text(table, row, TIE_KIND));
        assert_interval(at, table, row);
        assert_value(at, "sign", ent_table_get_text(table, row, SIGN));
        assert_value(at, "fact_id", ent_table_get_text(table, row, FACT_ID));
    }
    ent_table_destroy(table);
    xmlFreeDoc(document);
}

static void
words_from_elsewhere_are_escaped(void **state)
{
    static const char         LABEL[] = "<A & \"B\"> 'C'--]]>";
    static const graph_writer WRITERS[] = {ent_export_graphml, ent_export_gexf};
    ent_export_options        options = {.command = "entente '<x>&\"\x01\xFF --at 1970"};
    world                    *w = *state;
    xmlNodePtr                node;

    world_write(w, "names", "state,name,start,end\nAAA,\"<A & \"\"B\"\"> 'C'--]]>\",,\n");
    world_load(w);
    for (size_t i = 0; i < 2; i++) {
        xmlDocPtr document = read_graph(w, WRITERS[i], "1970", &options);

        node = next_element(xmlDocGetRootElement(document), "node");
        if (i == 0) {
            xmlNodePtr graph = next_element(xmlDocGetRootElement(document), "graph");

            assert_value(node, "n_label", LABEL);
            assert_value(graph, "g_command", "entente '<x>&\"\\u0001\xEF\xBF\xBD --at 1970");
        } else {
            assert_attribute(node, "label", LABEL);
        }
        xmlFreeDoc(document);
    }
}

static void
nodes_take_the_codes_asked_for(void **state)
{
    world             *w = *state;
    ent_export_options options = {.code = ENT_SCHEME_CCODE};
    xmlDocPtr          document;
    xmlNodePtr         at;

    write_ties(w);
    world_write(w, "codes", "state,scheme,code,start,end\nAAA,gw,11,,\n");
    world_load(w);
    document = read_graph(w, ent_export_graphml, "1969", &options);
    at = next_element(xmlDocGetRootElement(document), "edge");
    assert_attribute(at, "source", "10");
    assert_attribute(at, "target", "20");
    xmlFreeDoc(document);
    options.code = ENT_SCHEME_GW;
    document = read_graph(w, ent_export_gexf, "1969", &options);
    at = next_element(xmlDocGetRootElement(document), "edge");
    assert_attribute(at, "source", "11");
    assert_attribute(at, "target", "BBB"); /* which has no such number */
    xmlFreeDoc(document);
}

static void
a_chosen_state_comes_with_its_partners(void **state)
{
    world             *w = *state;
    ent_state          chosen[1];
    ent_export_options options = {.states = chosen, .state_count = 1};
    xmlDocPtr          document;

    write_ties(w);
    world_load(w);
    chosen[0] = ent_codes_find(w->codes, "BBB");
    document = read_graph(w, ent_export_graphml, "1969", &options);
    assert_int_equal(count_elements(document, "node"), 2);
    assert_int_equal(count_elements(document, "edge"), 4);
    xmlFreeDoc(document);
    chosen[0] = ent_codes_find(w->codes, "EEE");
    document = read_graph(w, ent_export_graphml, "1969", &options);
    assert_int_equal(count_elements(document, "node"), 1);
    assert_int_equal(count_elements(document, "edge"), 0);
    xmlFreeDoc(document);
}

static void
a_full_disk_is_a_failure(void **state)
{
    static const graph_writer WRITERS[] = {ent_export_graphml, ent_export_gexf};
    world                    *w = *state;

    write_ties(w);
    world_load(w);
    for (size_t i = 0; i < 2; i++) {
        FILE *file = fopen("/dev/full", "w");

        assert_non_null(file);
        (void)setvbuf(file, NULL, _IONBF, 0);
        assert_int_equal(WRITERS[i](w->ctx, w->record, world_span("1969"), NULL, file), ENT_E_FILE);
        (void)fclose(file);
    }
}

/* 3. events and what stands beside */

static const char *const AAA[] = {"AAA"};
static const char *const BBB_CCC[] = {"BBB", "CCC"};

static void
add_events(world *w)
{
    static const struct {
        int           first, last; /* years */
        ent_precision precision;
    } DATES[] = {{1969, 1969, ENT_PRECISION_YEAR},
                 {1960, 1965, ENT_PRECISION_SPAN},
                 {0, 0, ENT_PRECISION_NONE}};
    ent_document document = {"a \"b\".txt",
                             "0000000000000000000000000000000000000000000000000000000000000000",
                             NULL,
                             {ENT_DAY_MIN, ENT_DAY_MAX},
                             9,
                             NULL};
    ent_sentence sentence = {0, 1, {0, 9}, "They met.", NULL, NULL};
    ent_event    events[3];
    ent_reading  reading = {.documents = &document,
                            .document_count = 1,
                            .sentences = &sentence,
                            .sentence_count = 1,
                            .events = events,
                            .event_count = 3};

    memset(events, 0, sizeof events);
    for (size_t i = 0; i < 3; i++) {
        events[i].date = DATES[i].first > 0 ? (ent_span){ent_date_day(DATES[i].first, 1, 1),
                                                         ent_date_day(DATES[i].last + 1, 1, 1)}
                                            : (ent_span){ENT_DAY_MIN, ENT_DAY_MAX};
        events[i].precision = DATES[i].precision;
        events[i].sources = AAA;
        events[i].source_count = 1;
        events[i].targets = BBB_CCC;
        events[i].target_count = i == 0 ? 2 : 0;
        events[i].type = "CONSULT";
        events[i].cameo = "04";
        events[i].goldstein = i == 0 ? 1.5 : (double)NAN;
        events[i].speaker = "author";
        events[i].rule = "meet";
    }
    world_check(w, ent_store_add_reading(w->ctx, w->store, &reading));
}

static size_t
count_events(world *w, const char *at, const char *const *ids, size_t count)
{
    ent_state          chosen[2];
    ent_export_options options = {.states = chosen, .state_count = count};
    ent_table         *table = NULL;
    size_t             rows;

    for (size_t i = 0; i < count; i++) {
        chosen[i] = ent_codes_find(w->codes, ids[i]);
    }
    world_check(w, ent_export_events(w->ctx, w->store, w->codes,
                                     at != NULL ? world_span(at) : (ent_span){0, 0}, &options,
                                     &table));
    rows = ent_table_row_count(table);
    ent_table_destroy(table);
    return rows;
}

static void
events_are_chosen_by_date_and_state(void **state)
{
    static const char *const PAIR[] = {"CCC", "AAA"};
    world                   *w = *state;

    world_open(w);
    assert_int_equal(count_events(w, NULL, NULL, 0), 0);
    add_events(w);
    assert_int_equal(count_events(w, NULL, NULL, 0), 3); /* undated ones too */
    assert_int_equal(count_events(w, "1969-12-31", NULL, 0), 1);
    assert_int_equal(count_events(w, "1965", NULL, 0), 1);
    assert_int_equal(count_events(w, "1966", NULL, 0), 0);
    assert_int_equal(count_events(w, NULL, AAA, 1), 3);
    assert_int_equal(count_events(w, NULL, BBB_CCC, 1), 1);
    assert_int_equal(count_events(w, NULL, PAIR, 2), 1);
    assert_int_equal(count_events(w, NULL, BBB_CCC, 2), 0); /* neither acts on the other */
}

static void
events_keep_every_column(void **state)
{
    world     *w = *state;
    ent_table *listed = NULL, *table = NULL;

    world_open(w);
    add_events(w);
    world_check(w, ent_store_list(w->ctx, w->store, "events", &listed));
    world_check(w, ent_export_events(w->ctx, w->store, w->codes, (ent_span){0, 0}, NULL, &table));
    assert_int_equal(ent_table_row_count(table), ent_table_row_count(listed));
    assert_int_equal(ent_table_column_count(table), ent_table_column_count(listed));
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        for (size_t i = 0; i < ent_table_column_count(table); i++) {
            assert_string_equal(ent_table_columns(table)[i].name,
                                ent_table_columns(listed)[i].name);
            assert_string_equal(ent_table_get_text(table, row, i),
                                ent_table_get_text(listed, row, i));
        }
    }
    ent_table_destroy(listed);
    ent_table_destroy(table);
}

static json_t *
read_about(world *w, const ent_record *record, ent_store *store)
{
    FILE   *file = tmpfile();
    json_t *about;

    assert_non_null(file);
    world_check(w, ent_export_about(w->ctx, record, store, "entente export \"x\"", file));
    rewind(file);
    about = json_loadf(file, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(about);
    assert_int_equal(fclose(file), 0);
    return about;
}

static void
what_stands_beside_a_file_is_json(void **state)
{
    world  *w = *state;
    json_t *about, *documents;

    write_ties(w);
    world_load(w);
    add_events(w);
    about = read_about(w, w->record, NULL);
    assert_string_equal(json_string_value(json_object_get(about, "entente")), ent_version());
    assert_string_equal(json_string_value(json_object_get(about, "command")),
                        "entente export \"x\"");
    assert_int_equal(json_array_size(json_object_get(about, "sources")), 1); /* one set */
    assert_string_equal(json_string_value(json_object_get(
                            json_array_get(json_object_get(about, "sources"), 0), "set")),
                        "world");
    assert_int_equal(json_array_size(json_object_get(about, "documents")), 0);
    json_decref(about);
    about = read_about(w, NULL, w->store);
    assert_int_equal(json_array_size(json_object_get(about, "sources")), 0);
    documents = json_object_get(about, "documents");
    assert_int_equal(json_array_size(documents), 1);
    assert_string_equal(
        json_string_value(json_object_get(json_array_get(documents, 0), "document")),
        "a \"b\".txt");
    json_decref(about);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_kind_of_tie_is_a_row),
        TEST(a_day_has_the_ties_of_that_day),
        TEST(a_tie_carries_the_id_of_its_fact),
        TEST(states_choose_rows_and_leave_the_system_alone),
        TEST(signs_of_a_coding_without_data_are_refused),
        TEST(states_are_rows_with_their_power),
        TEST(an_empty_system_is_refused),
        TEST(graphml_reads_back_as_the_table),
        TEST(a_node_has_its_attributes_and_no_others),
        TEST(gexf_carries_the_interval_of_its_span),
        TEST(words_from_elsewhere_are_escaped),
        TEST(nodes_take_the_codes_asked_for),
        TEST(a_chosen_state_comes_with_its_partners),
        TEST(a_full_disk_is_a_failure),
        TEST(events_are_chosen_by_date_and_state),
        TEST(events_keep_every_column),
        TEST(what_stands_beside_a_file_is_json),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    xmlCleanupParser();
    return failed;
}
