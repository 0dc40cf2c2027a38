/*
 * test_edges.c - edge lists and GraphML: what is recognised, what is refused
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_import.h"

static ent_status
import(bench *shared, const char *file, const ent_text *text, unit_facts *facts)
{
    ent_fact_sink  sink = unit_facts_init(facts, shared->codes);
    ent_recognised found;
    ent_status     status =
        ent_import_recognise(shared->ctx, "auto", file, ent_text_get(text), text->length, &found);

    return status == ENT_OK ? ent_import_bytes(shared->ctx, shared->codes, &found, file,
                                               ent_text_get(text), text->length, &sink)
                            : status;
}

/* A GraphML file of a body gives these edges and rejects, or ends with an error that holds `says`.
 */
static void
expect_body(bench *shared, const char *before, const char *body, const char *edges,
            const char *rejects, const char *says)
{
    ent_text   text;
    unit_facts facts;
    ent_status status;

    ent_text_init(&text);
    ent_text_addf(&text, "%s<graphml>%s</graphml>", before, body);
    status = import(shared, "net.graphml", &text, &facts);
    if (says != NULL) {
        assert_int_equal(status, ENT_E_INPUT);
        if (strstr(ent_ctx_error(shared->ctx), says) == NULL) {
            fail_msg("'%s' instead of '%s'", ent_ctx_error(shared->ctx), says);
        }
    } else {
        assert_int_equal(status, ENT_OK);
        assert_string_equal(ent_text_get(&facts.lines), edges);
        assert_string_equal(ent_text_get(&facts.rejects), rejects);
    }
    unit_facts_clear(&facts);
    ent_text_clear(&text);
}

static void
expect_recognised(bench *shared, const char *header, const char *set)
{
    ent_recognised found;
    ent_status     status =
        ent_import_recognise(shared->ctx, "auto", "t.csv", header, strlen(header), &found);

    if (set == NULL) {
        assert_int_equal(status, ENT_E_INPUT);
        return;
    }
    assert_int_equal(status, ENT_OK);
    assert_string_equal(found.set->name, set);
}

static void
a_table_is_an_edge_list_where_its_columns_say_so(void **state)
{
    expect_recognised(*state, "source,target,sign\n1,2,1\n", "edges");
    expect_recognised(*state, "anything,source,target,sign,else\nx,1,2,1,y\n", "edges");
    expect_recognised(*state, "year,a,b\n1981,USA,CAN\n", "edges");
    expect_recognised(*state, "source,target\n1,2\n", "edges");
    expect_recognised(*state, "a,b,colour\n1,2,3\n", NULL); /* any table has a and b */
    expect_recognised(*state, "source,sign\n1,1\n", NULL);
    expect_recognised(*state, "a,b,i,j\n1,2,3,4\n", NULL); /* which pair? */
    expect_recognised(*state, "a,b,i,sign\n1,2,3,1\n", "edges");
}

static void
a_lone_name_of_a_node_does_not_hide_the_pair(void **state)
{
    bench     *shared = *state;
    unit_facts facts;
    ent_text   text;

    ent_text_init(&text);
    ent_text_add(&text, "from,a,b,sign\nx,1,2,-1\n");
    assert_int_equal(import(shared, "t.csv", &text, &facts), ENT_OK);
    assert_string_equal(ent_text_get(&facts.lines), "2|x|1|2|-1|||\n");
    unit_facts_clear(&facts);
    ent_text_clear(&text);
}

static void
two_files_are_two_versions(void **state)
{
    static const char *const NAMES[] = {"dir/one.csv",
                                        "one",
                                        ".csv",
                                        "a b@c.v2.csv",
                                        "dir.d/one.csv.gz",
                                        "the_first_of_two_very_long_names.csv",
                                        "the_first_of_two_very_long_namez.csv"};
    static const char *const VERSIONS[] = {"one",
                                           "one",
                                           ".csv",
                                           "a_b_c.v2",
                                           "one",
                                           "the_first_of_two_very_-",
                                           "the_first_of_two_very_-"};
    const char               TEXT[] = "source,target,sign\n1,2,1\n";
    bench                   *shared = *state;
    ent_recognised           found[7];

    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(
            ent_import_recognise(shared->ctx, "edges", NAMES[i], TEXT, strlen(TEXT), &found[i]),
            ENT_OK);
        assert_memory_equal(found[i].version, VERSIONS[i], strlen(VERSIONS[i]));
        assert_true(i > 4 || strlen(found[i].version) == strlen(VERSIONS[i]));
    }
    assert_int_equal(strlen(found[5].version), 31);
    assert_string_not_equal(found[5].version, found[6].version);
}

static void
only_the_five_entities_of_xml_are_known(void **state)
{
    expect_body(*state, "",
                "<graph id='&lt;&amp;&#65;'><edge source='&quot;' target='&apos;'/></graph>",
                "1|<&A|\"|'||||\n", "", NULL);
    expect_body(*state, "<!DOCTYPE graphml [<!ENTITY e \"x\">]>",
                "<graph><edge source='&e;' target='b'/></graph>", "", "", "net.graphml:1:");
    expect_body(*state, "<!DOCTYPE graphml [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
                "<key id='s' for='edge' attr.name='sign'><default>&e;</default></key>"
                "<graph><edge source='a' target='b'/></graph>",
                "", "", "not well-formed XML");
    expect_body(*state,
                "<!DOCTYPE graphml [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">"
                "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;\">]>",
                "<graph><edge source='&d;' target='b'/></graph>", "", "", "not well-formed XML");
}

static void
a_document_type_alone_does_no_harm(void **state)
{
    expect_body(*state, "<!DOCTYPE graphml SYSTEM \"http://example.org/graphml.dtd\">\n",
                "<graph><edge source='a' target='b'/></graph>", "2||a|b||||\n", "", NULL);
}

static void
what_is_no_graphml_is_refused_with_its_place(void **state)
{
    expect_body(*state, "<x>", "</x>", "", "", "net.graphml:1:3: not GraphML");
    expect_body(*state, "", "<graph>\n<edge source='a' target='b'></graph>", "", "",
                "net.graphml:2:");
    expect_body(*state, "", "<graph><edge source='a'", "", "", "not well-formed XML");
}

static void
depth_has_a_limit_of_ours(void **state)
{
    bench     *shared = *state;
    unit_facts facts;
    ent_text   text;

    ent_text_init(&text);
    ent_text_add(&text, "<graphml>");
    for (size_t i = 0; i < 100000; i++) {
        ent_text_add(&text, "<g>");
    }
    assert_int_equal(import(shared, "deep.graphml", &text, &facts), ENT_E_INPUT);
    assert_non_null(strstr(ent_ctx_error(shared->ctx), "elements nested deeper than 64"));
    unit_facts_clear(&facts);
    ent_text_clear(&text);
}

static void
a_value_has_a_limit_of_ours(void **state)
{
    ent_text body;

    ent_text_init(&body);
    ent_text_add(&body, "<key id='w' for='edge' attr.name='weight'/><graph>"
                        "<edge source='a' target='b'><data key='w'>");
    for (size_t i = 0; i < 101; i++) {
        ent_text_add_char(&body, '1');
    }
    ent_text_add(&body, "</data></edge></graph>");
    expect_body(*state, "", ent_text_get(&body), "", "", "more than 100 characters");
    ent_text_clear(&body);
}

/* The provenance of an edge far down a file of many pieces is still its line. */
static void
lines_are_right_beyond_what_16_bits_hold(void **state)
{
    bench     *shared = *state;
    unit_facts facts;
    ent_text   text;

    ent_text_init(&text);
    ent_text_add(&text, "<graphml><graph>");
    for (size_t i = 0; i < 70000; i++) {
        ent_text_add(&text, "<node id='n'/>\n");
    }
    ent_text_add(&text, "<edge source='a' target='b'/></graph></graphml>");
    assert_int_equal(import(shared, "long.graphml", &text, &facts), ENT_OK);
    assert_string_equal(ent_text_get(&facts.lines), "70001||a|b||||\n");
    unit_facts_clear(&facts);
    ent_text_clear(&text);
}

static ent_status
refuse_fact(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    size_t *calls = user;

    (void)ctx;
    (void)kind;
    (void)fact;
    (*calls)++;
    return ENT_E_STORE;
}

static void
a_sink_that_fails_ends_the_reading(void **state)
{
    const char     TEXT[] = "<graphml><graph><edge source='a' target='b'/>"
                            "<edge source='c' target='d'/></graph></graphml>";
    bench         *shared = *state;
    size_t         calls = 0;
    ent_fact_sink  sink = {&calls, refuse_fact, unit_take_reject};
    ent_recognised found;

    assert_int_equal(
        ent_import_recognise(shared->ctx, "auto", "n.graphml", TEXT, strlen(TEXT), &found), ENT_OK);
    assert_int_equal(ent_import_bytes(shared->ctx, shared->codes, &found, "n.graphml", TEXT,
                                      strlen(TEXT), &sink),
                     ENT_E_STORE);
    assert_int_equal(calls, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_is_an_edge_list_where_its_columns_say_so),
        cmocka_unit_test(a_lone_name_of_a_node_does_not_hide_the_pair),
        cmocka_unit_test(two_files_are_two_versions),
        cmocka_unit_test(only_the_five_entities_of_xml_are_known),
        cmocka_unit_test(a_document_type_alone_does_no_harm),
        cmocka_unit_test(what_is_no_graphml_is_refused_with_its_place),
        cmocka_unit_test(depth_has_a_limit_of_ours),
        cmocka_unit_test(a_value_has_a_limit_of_ours),
        cmocka_unit_test(lines_are_right_beyond_what_16_bits_hold),
        cmocka_unit_test(a_sink_that_fails_ends_the_reading),
    };

    return cmocka_run_group_tests(tests, bench_setup, bench_teardown);
}
