/*
 * test_show.c - what the record says of a pair, a state, an institution
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_world.h"

#include "base/text.h"
#include "entente/show.h"

enum { KIND, TYPE, START, END, VALUE, STATUS, SOURCE, CITATION, FACT_ID, TITLE };

static const char TREATIES[] = "treaty,title,form,signed,start,end,end_reason,defence,offence,"
                               "neutrality,nonaggression,consultation,cow,note,source,locator\n";
static const char PARTIES[] = "treaty,state,role,start,end,source,locator\n";
static const char ACTS[] = "act,state_a,state_b,start,end,level,kind,title,source,locator\n";
static const char MEMBERS[] = "institution,state,status,start,end,source,locator\n";
static const char INSTITUTIONS[] =
    "institution,name,kind,start,end,rule,rule_note,commitment,source,locator\n";
static const char VETOES[] = "draft,date,caster,subject,about,source,locator\n";
static const char DISPUTES[] =
    "dispute,name,state_a,state_b,start,end,hostility,initiator,source,locator\n";
static const char RIVALRIES[] = "rivalry,state_a,state_b,start,end,source,locator\n";
static const char SANCTIONS[] =
    "sanction,sender,target,start,end,kinds,instrument,source,locator\n";
static const char CLAIMS[] = "claim,territory,claimant,holder,start,end,note,source,locator\n";
static const char SOURCES[] = "source,kind,citation,locator\n";

/* A table of its header and rows. */
static void
write_table(world *w, const char *table, const char *header, const char *rows)
{
    ent_text text;

    ent_text_init(&text);
    ent_text_add(&text, header);
    ent_text_add(&text, rows);
    world_write(w, table, ent_text_get(&text));
    ent_text_clear(&text);
}

static ent_state
state_of(world *w, const char *id)
{
    ent_state state = ent_codes_find(w->codes, id);

    assert_int_not_equal(state, ENT_NO_STATE);
    return state;
}

static ent_span
years(const char *from, const char *to)
{
    return (ent_span){world_span(from).from, world_span(to).to};
}

/* The chosen columns of a table, one line a row, joined by bars. */
static void
assert_cells(ent_table *table, const int *columns, size_t count, const char *expected)
{
    ent_text found;

    ent_text_init(&found);
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        for (size_t i = 0; i < count; i++) {
            ent_text_addf(&found, "%s%s", i > 0 ? "|" : "",
                          ent_table_get_text(table, row, (size_t)columns[i]));
        }
        ent_text_add_char(&found, '\n');
    }
    assert_string_equal(ent_text_get(&found), expected);
    ent_text_clear(&found);
}

static void
assert_rows(ent_table *table, const char *expected)
{
    static const int COLUMNS[] = {KIND, TYPE, START, END, VALUE, STATUS, TITLE};

    assert_cells(table, COLUMNS, sizeof COLUMNS / sizeof COLUMNS[0], expected);
}

static ent_table *
dyad(world *w, const char *a, const char *b, const ent_show_options *options)
{
    ent_table *table = NULL;

    world_check(w,
                ent_show_dyad(w->ctx, w->record, state_of(w, a), state_of(w, b), options, &table));
    return table;
}

static void
assert_dyad(world *w, const char *a, const char *b, const ent_show_options *options,
            const char *expected)
{
    ent_table *table = dyad(w, a, b, options);

    assert_rows(table, expected);
    ent_table_destroy(table);
}

static void
assert_card(world *w, const char *id, const ent_show_options *options, const char *expected)
{
    ent_table *table = NULL;

    world_check(w, ent_show_state(w->ctx, w->record, state_of(w, id), options, &table));
    assert_rows(table, expected);
    ent_table_destroy(table);
}

/* 1. pairs */

static void
a_history_holds_every_kind_of_fact_in_the_order_of_its_start(void **state)
{
    static const char EXPECTED[] =
        "border|land||||used|common land border\n"
        "rivalry|strategic|1921-01-01|1930-12-31||used|r1\n"
        "claim|BBB>AAA|1922-01-01||isle|used|The Isle\n"
        "dispute|force|1923-03-02|1923-03-05|4|used|A clash\n"
        "sanction|AAA>BBB|1924-01-01||arms;trade|used|An order\n"
        "institution|CLUB|1925-05-01||member|used|The Club\n"
        "obligation|treaty|1926-01-01|1935-12-31|defence consultation|used|Treaty of Two\n"
        "cooperation_level|dyad-years|1927-01-01|1927-12-31|2|observed|regular high-level "
        "consultation\n"
        "cooperation|consultation|1927-06-01|1927-06-03|2|used|A visit\n"
        "veto|S/1|1928-02-03|1928-02-03|CCC|used|A matter\n";
    world *w = *state;

    world_write(w, "borders", "state_a,state_b,source,locator\nAAA,BBB,s,\n");
    write_table(w, "rivalries", RIVALRIES, "r1,AAA,BBB,1921,1930,s,\nr2,AAA,CCC,1921,,s,\n");
    write_table(w, "claims", CLAIMS, "isle,The Isle,BBB,AAA,1922,,,s,\n");
    write_table(w, "disputes", DISPUTES, "d1,A clash,AAA,BBB,1923-03-02,1923-03-05,4,AAA,s,\n");
    write_table(w, "sanctions", SANCTIONS,
                "s1,AAA,BBB,1924,,arms;trade,An order,s,\ns2,EU,BBB,1924,,arms,Of no state,s,\n");
    write_table(w, "institutions", INSTITUTIONS,
                "CLUB,The Club,organisation,1910,,consensus,,none,s,\n");
    write_table(w, "members", MEMBERS, "CLUB,AAA,member,1910,,s,\nCLUB,BBB,member,1925-05,,s,\n");
    write_table(w, "treaties", TREATIES, "t1,Treaty of Two,bilateral,,1926,1935,,1,0,0,0,1,,,s,\n");
    write_table(w, "treaty_members", PARTIES, "t1,AAA,mutual,,,s,\nt1,BBB,mutual,,,s,\n");
    write_table(w, "acts", ACTS, "visit,AAA,BBB,1927-06-01,1927-06-03,2,consultation,A visit,s,\n");
    write_table(w, "vetoes", VETOES,
                "S/1,1928-02-03,AAA,A matter,CCC,s,\nS/1,1928-02-03,BBB,A matter,CCC,s,\n"
                "S/2,1929-02-03,AAA,Alone,CCC,s,\n");
    world_load(w);
    assert_dyad(w, "AAA", "BBB", NULL, EXPECTED);
    assert_dyad(w, "BBB", "AAA", NULL, EXPECTED); /* a pair has no first */
}

static void
each_row_carries_its_fact_and_its_citation(void **state)
{
    static const int COLUMNS[] = {SOURCE, CITATION};
    world           *w = *state;
    ent_table       *table;
    const char      *fact;

    write_table(w, "sources", SOURCES, "beta,book,\"Beta, B. 1910. On Treaties\",\n");
    write_table(w, "rivalries", RIVALRIES, "r1,AAA,BBB,1921,1930,beta,p. 2\n");
    world_load(w);
    table = dyad(w, "AAA", "BBB", NULL);
    assert_cells(table, COLUMNS, 2, "beta|Beta, B. 1910. On Treaties\n");
    fact = ent_table_get_text(table, 0, FACT_ID);
    assert_true(ent_starts_with(fact, "world@"));
    assert_true(ent_ends_with(fact, "/rivalries.csv:2"));
    ent_table_destroy(table);
}

static void
a_pair_without_facts_has_no_rows(void **state)
{
    world *w = *state;

    world_load(w);
    assert_dyad(w, "AAA", "BBB", NULL, "");
}

static void
a_state_and_itself_are_refused(void **state)
{
    world     *w = *state;
    ent_table *table = NULL;
    ent_state  a;

    world_load(w);
    a = state_of(w, "AAA");
    assert_int_equal(ent_show_dyad(w->ctx, w->record, a, a, NULL, &table), ENT_E_ARG);
    assert_null(table);
    assert_string_equal(ent_ctx_error(w->ctx), "'AAA' and itself are no pair of states");
}

static void
a_dispute_of_unknown_hostility_has_no_value(void **state)
{
    world *w = *state;

    write_table(w, "disputes", DISPUTES, "d1,,AAA,BBB,1923-03-02,1923-03-05,,,s,\n");
    world_load(w);
    assert_dyad(w, "AAA", "BBB", NULL, "dispute||1923-03-02|1923-03-05||used|d1\n");
}

static void
an_obligation_binds_while_both_are_parties(void **state)
{
    world *w = *state;

    write_table(w, "treaties", TREATIES,
                "t1,One,multilateral,,1920,1940,,0,0,1,0,0,,,s,\n"
                "t2,Two,multilateral,,1950,,,1,0,0,0,0,,,s,\n");
    write_table(w, "treaty_members", PARTIES,
                "t1,AAA,mutual,,1930,s,\nt1,BBB,mutual,1925,,s,\nt1,CCC,mutual,1931,,s,\n"
                "t2,AAA,guarantor,,,s,\nt2,BBB,protected,,,s,\nt2,CCC,protected,,,s,\n");
    world_load(w);
    assert_dyad(w, "AAA", "BBB", NULL,
                "obligation|treaty|1925-01-01|1930-12-31|neutrality|used|One\n"
                "obligation|one-sided treaty|1950-01-01||defence|used|Two\n");
    /* two that a third protects owe each other nothing */
    assert_dyad(w, "BBB", "CCC", NULL,
                "obligation|treaty|1931-01-01|1940-12-31|neutrality|used|One\n");
    assert_dyad(w, "AAA", "CCC", NULL,
                "obligation|one-sided treaty|1950-01-01||defence|used|Two\n");
}

static void
an_obligation_says_which_government_took_it_on(void **state)
{
    static const char EXPECTED[] =
        "obligation|treaty (government OLDREG)|1945-01-01|1950-02-14|nonaggression|used|"
        "Old\n"
        "obligation|treaty (government NEWREG)|1950-02-14|1980-12-31|defence|used|New\n";
    world *w = *state;

    write_table(w, "treaties", TREATIES,
                "t1,Old,bilateral,,1945,1950-02-14,,0,0,0,1,0,,,s,\n"
                "t2,New,bilateral,,1950-02-14,1980,,1,0,0,0,0,,,s,\n");
    write_table(w, "treaty_members", PARTIES,
                "t1,AAA,mutual,,,s,\nt1,DDD,mutual,,,s,\nt2,AAA,mutual,,,s,\nt2,DDD,mutual,,,s,\n");
    world_load(w);
    assert_dyad(w, "AAA", "DDD", NULL, EXPECTED);
    assert_dyad(w, "DDD", "AAA", NULL, EXPECTED);
}

static void
a_seat_held_by_another_government_is_marked(void **state)
{
    world *w = *state;

    write_table(w, "institutions", INSTITUTIONS,
                "UN,The Nations,organisation,1945-10-24,,two_thirds,,none,s,\n");
    write_table(w, "members", MEMBERS,
                "UN,AAA,member,1945-10-24,,s,\nUN,DDD,member,1945-10-24,,s,\n");
    write_table(w, "vetoes", VETOES,
                "S/1,1955-12-13,AAA,Then,,s,\nS/1,1955-12-13,DDD,Then,,s,\n"
                "S/2,1999-12-13,DDD,Now,,s,\nS/2,1999-12-13,AAA,Now,,s,\n");
    world_load(w);
    assert_dyad(w, "AAA", "DDD", NULL,
                "institution|UN (seat OLDREG)|1945-10-24|1971-10-24|member|used|The Nations\n"
                "veto|S/1 (seat OLDREG)|1955-12-13|1955-12-13||used|Then\n"
                "institution|UN|1971-10-25||member|used|The Nations\n"
                "veto|S/2|1999-12-13|1999-12-13||used|Now\n");
}

static void
only_members_share_an_institution(void **state)
{
    world *w = *state;

    write_table(w, "institutions", INSTITUTIONS,
                "CLUB,The Club,organisation,1910,,consensus,,none,s,\n");
    write_table(w, "members", MEMBERS,
                "CLUB,AAA,permanent,1910,,s,\nCLUB,BBB,elected,1920,1921,s,\n"
                "CLUB,BBB,observer,1922,1929,s,\nCLUB,BBB,elected,1930,1931,s,\n"
                "CLUB,CCC,member,1900,1905,s,\n");
    world_load(w);
    assert_dyad(w, "BBB", "AAA", NULL,
                "institution|CLUB|1920-01-01|1921-12-31|elected, permanent|used|The Club\n"
                "institution|CLUB|1930-01-01|1931-12-31|elected, permanent|used|The Club\n");
    assert_dyad(w, "AAA", "BBB", NULL,
                "institution|CLUB|1920-01-01|1921-12-31|permanent, elected|used|The Club\n"
                "institution|CLUB|1930-01-01|1931-12-31|permanent, elected|used|The Club\n");
    assert_dyad(w, "AAA", "CCC", NULL, "");
}

static void
spells_that_overlap_are_one(void **state)
{
    world *w = *state;

    write_table(w, "members", MEMBERS,
                "CLUB,AAA,member,1910,1950,s,\nCLUB,AAA,permanent,1920,1925,s,\n"
                "CLUB,AAA,member,1950,1960,s,\nCLUB,BBB,member,1900,1955,s,\n");
    world_load(w);
    assert_dyad(w, "AAA", "BBB", NULL, "institution|CLUB|1910-01-01|1955-12-31|member|used|\n");
}

static void
a_level_is_observed_or_carried_and_ends(void **state)
{
    ent_show_options options = {.for_reading = false};
    world           *w = *state;

    write_table(w, "acts", ACTS,
                "a1,AAA,BBB,2000-06-01,2000-06-03,4,exercise,First,s,\n"
                "a2,AAA,BBB,2001-06-01,2001-06-03,4,exercise,Second,s,\n"
                "a3,AAA,BBB,2003-02-01,2003-02-01,,trade,No level,s,\n");
    options.span = years("1999", "2010");
    world_load(w);
    assert_dyad(w, "AAA", "BBB", &options,
                "cooperation_level|dyad-years|2000-01-01|2001-12-31|4|observed|regular joint "
                "exercises\n"
                "cooperation|exercise|2000-06-01|2000-06-03|4|used|First\n"
                "cooperation|exercise|2001-06-01|2001-06-03|4|used|Second\n"
                "cooperation_level|dyad-years|2002-01-01|2005-12-31|4|carried 4|regular joint "
                "exercises\n"
                "cooperation|trade|2003-02-01|2003-02-01||used|No level\n");
}

static void
dates_choose_the_rows_that_they_touch(void **state)
{
    ent_show_options options = {.for_reading = false};
    world           *w = *state;

    write_table(w, "rivalries", RIVALRIES,
                "r1,AAA,BBB,1921,1930,s,\nr2,AAA,BBB,1940,,s,\nr3,AAA,BBB,,1920,s,\n");
    world_load(w);
    options.span = world_span("1930-12-31");
    assert_dyad(w, "AAA", "BBB", &options, "rivalry|strategic|1921-01-01|1930-12-31||used|r1\n");
    options.span = world_span("1920-12-31");
    assert_dyad(w, "AAA", "BBB", &options, "rivalry|strategic||1920-12-31||beside|r3\n");
    options.span = years("1936", "2020");
    assert_dyad(w, "AAA", "BBB", &options, "rivalry|strategic|1940-01-01|||used|r2\n");
}

static void
what_another_source_supplies_stands_beside(void **state)
{
    static const char *const WORLD[] = {"obligations=world", NULL};
    world                   *w = *state;

    write_table(w, "treaties", TREATIES,
                "t1,Ended,bilateral,,1950,1980,,1,0,0,0,0,,,s,\n"
                "t2,Lasting,bilateral,,2001,,,0,0,0,1,0,,,s,\n");
    write_table(w, "treaty_members", PARTIES,
                "t1,AAA,mutual,,,s,\nt1,BBB,mutual,,,s,\nt2,AAA,mutual,,,s,\nt2,BBB,mutual,,,s,\n");
    world_open(w);
    world_import_text(w, "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,"
                         "dyad_st_month,dyad_st_year,dyad_end_day,dyad_end_month,dyad_end_year,"
                         "left_censor,right_censor,defense,neutrality,nonaggression,entente,"
                         "asymmetric,version\n"
                         "7,10,A,20,B,14,2,1950,10,4,1980,0,0,1,0,0,1,1,4.1\n"
                         "8,30,C,50,E,1,1,2000,31,12,2012,0,0,1,0,0,0,0,4.1\n");
    world_record(w, NULL);
    assert_dyad(w, "AAA", "BBB", NULL,
                "obligation|treaty|1950-01-01|1980-12-31|defence|beside|Ended\n"
                "obligation|one-sided alliance|1950-02-14|1980-04-10|defence consultation|used|"
                "alliance 7\n"
                "obligation|treaty|2001-01-01||nonaggression|used|Lasting\n");
    world_record(w, WORLD);
    assert_dyad(w, "AAA", "BBB", NULL,
                "obligation|treaty|1950-01-01|1980-12-31|defence|used|Ended\n"
                "obligation|one-sided alliance|1950-02-14|1980-04-10|defence consultation|beside|"
                "alliance 7\n"
                "obligation|treaty|2001-01-01||nonaggression|used|Lasting\n");
}

static void
for_reading_there_are_five_narrow_columns(void **state)
{
    static const int COLUMNS[] = {0, 1, 2, 3};
    ent_show_options options = {.for_reading = true};
    world           *w = *state;
    ent_table       *table;

    write_table(w, "acts", ACTS,
                "a1,AAA,BBB,2000-06-01,2000-06-01,,trade,One day,s,\n"
                "a2,AAA,BBB,2000-07-01,2000-07-09,,trade,One month,s,\n"
                "a3,AAA,BBB,2001-01-01,2001-12-31,,trade,One year,s,\n"
                "a4,AAA,BBB,2002-01-01,2005-12-31,,trade,\xC3\xA9\xC3\xA9 sixty characters and "
                "more so that there is something that is cut off,s,\n");
    write_table(w, "rivalries", RIVALRIES,
                "r0,AAA,CCC,1900,1901,s,\nr1,AAA,BBB,2006,,s,\nr2,AAA,BBB,,1935,s,\n");
    world_load(w);
    table = dyad(w, "AAA", "BBB", &options);
    assert_int_equal(ent_table_column_count(table), 5);
    assert_string_equal(ent_table_columns(table)[0].name, "when");
    assert_cells(
        table, COLUMNS, 4,
        "-1935|rivalry|strategic: r2|\n"
        "2000-06-01|cooperation|One day|\n"
        "2000-07|cooperation|One month|\n"
        "2001|cooperation|One year|\n"
        "2002-2005|cooperation|\xC3\xA9\xC3\xA9 sixty characters and more so that there is "
        "somet\xE2\x80\xA6|\n"
        "2006-|rivalry|strategic: r1|\n");
    ent_table_destroy(table);
}

/* 2. states */

static void
a_state_shows_what_it_is_called_and_belongs_to(void **state)
{
    ent_show_options options = {.span = world_span("1960")};
    world           *w = *state;

    world_write(w, "names",
                "state,name,start,end\nDDD,Oldland,,1950\nDDD,Newland,1951,\nAAA,Aland,,\n");
    world_write(w, "codes",
                "state,scheme,code,start,end\nDDD,gw,41,,\nDDD,iso3,DD1,,1955\nDDD,iso3,DDD,1956,\n"
                "DDD,iso2,DD,,\n");
    write_table(w, "institutions", INSTITUTIONS,
                "CLUB,The Club,organisation,1910,,consensus,,none,s,\n");
    write_table(w, "members", MEMBERS, "CLUB,DDD,observer,1910,,s,\nCLUB,DDD,left,1900,1905,s,\n");
    world_load(w);
    assert_card(w, "DDD", &options,
                "name||1951-01-01||Newland||Newland\n"
                "code|gw|||41||\n"
                "code|iso3|1956-01-01||DDD||\n"
                "code|iso2|||DD||\n"
                "government|code|1949-10-01||NEWREG||\n"
                "government|seat|1945-10-24|1971-10-24|OLDREG||\n"
                "spell|DDD|1900-01-01||40||in the state system\n"
                "institution|CLUB|1910-01-01||observer|used|The Club\n");
}

static void
a_state_shows_its_relations_in_the_last_year(void **state)
{
    ent_show_options options = {.span = years("1950", "1999")};
    world           *w = *state;

    write_table(w, "acts", ACTS,
                "a1,AAA,BBB,1998-06-01,1998-06-03,5,patrol,Close,s,\n"
                "a3,AAA,DDD,2005-06-01,2005-06-03,4,exercise,Later,s,\n"
                "a2,AAA,CCC,1999-06-01,1999-06-03,3,arms,Not close,s,\n");
    write_table(w, "rivalries", RIVALRIES, "r1,AAA,DDD,1990,,s,\nr2,AAA,CCC,1950,1960,s,\n");
    write_table(w, "disputes", DISPUTES,
                "d1,War,AAA,EEE,1999-03-02,1999-03-05,5,AAA,s,\n"
                "d2,Row,AAA,BBB,1999-03-02,1999-03-05,3,AAA,s,\n");
    write_table(w, "treaties", TREATIES, "t1,Pact,multilateral,,1980,,,1,0,0,0,1,,,s,\n");
    write_table(w, "treaty_members", PARTIES,
                "t1,AAA,mutual,,,s,\nt1,BBB,mutual,,,s,\nt1,CCC,mutual,,,s,\n");
    world_write(w, "profiles",
                "state,year,cinc,regime,polyarchy,source,locator\nAAA,1995,0.25,,,s,\n");
    world_load(w);
    assert_card(w, "AAA", &options,
                "name||||Aland||Aland\n"
                "spell|AAA|1900-01-01||10||in the state system\n"
                "power|cinc|1995-01-01|1995-12-31|0.25|carried 4|share of the world's "
                "capabilities\n"
                "obligation|BBB|1999-01-01|1999-12-31|defence consultation|used|BBB\n"
                "obligation|CCC|1999-01-01|1999-12-31|defence consultation|used|CCC\n"
                "adversary|DDD|1999-01-01|1999-12-31|rivalry|used|DDD\n"
                "adversary|EEE|1999-01-01|1999-12-31|hostility 5|used|EEE\n"
                "partner|BBB|1999-01-01|1999-12-31|5|carried 1|BBB\n");
}

/* Whatever a card says, it says where it stands; a government by the key of its own row. */
static void
each_row_of_a_state_carries_where_it_stands(void **state)
{
    ent_show_options options = {.span = world_span("1960")};
    world           *w = *state;
    ent_table       *table = NULL;
    size_t           rows;

    write_table(w, "acts", ACTS, "a1,AAA,DDD,1958-06-01,1958-06-03,5,patrol,Close,s,\n");
    write_table(w, "rivalries", RIVALRIES, "r1,DDD,CCC,1950,1970,s,\n");
    write_table(w, "treaties", TREATIES, "t1,Pact,bilateral,,1950,,,1,0,0,0,1,,,s,\n");
    write_table(w, "treaty_members", PARTIES, "t1,AAA,mutual,,,s,\nt1,DDD,mutual,,,s,\n");
    world_write(w, "names", "# table: names\nstate,name,start,end\nDDD,Land,,\n");
    world_write(w, "profiles",
                "state,year,cinc,regime,polyarchy,source,locator\nDDD,1955,0.25,,,s,\n");
    write_table(w, "institutions", INSTITUTIONS,
                "CLUB,The Club,organisation,1910,,consensus,,none,s,\n");
    write_table(w, "members", MEMBERS, "CLUB,DDD,member,1910,,s,\n");
    world_load(w);
    world_check(w, ent_show_state(w->ctx, w->record, state_of(w, "DDD"), &options, &table));
    rows = ent_table_row_count(table);
    assert_in_range(rows, 8, 20);
    for (size_t i = 0; i < rows; i++) {
        for (size_t column = 6; column <= 8; column++) {
            assert_false(ent_table_is_missing(table, i, column));
        }
        assert_true(ent_starts_with(ent_table_get_text(table, i, 8), "world@"));
    }
    assert_string_equal(ent_table_get_text(table, 0, 0), "name");
    assert_true(ent_ends_with(ent_table_get_text(table, 0, 8), "/names.csv:3"));
    assert_true(ent_starts_with(ent_table_get_text(table, 0, 6), "world "));
    assert_true(ent_starts_with(ent_table_get_text(table, 0, 7), "entente, data/world"));
    ent_table_destroy(table);
}

static void
a_state_outside_its_time_is_refused(void **state)
{
    ent_show_options options = {.span = world_span("2000")};
    world           *w = *state;
    ent_table       *table = NULL;

    world_load(w);
    assert_int_equal(ent_show_state(w->ctx, w->record, state_of(w, "OLD"), &options, &table),
                     ENT_E_NOTFOUND);
    assert_null(table);
    assert_string_equal(ent_ctx_error(w->ctx),
                        "'OLD' is not in the state system then; it is in 1900-01-01..1990-06-30");
}

static void
a_state_that_is_gone_shows_its_last_year(void **state)
{
    world *w = *state;

    write_table(w, "acts", ACTS,
                "a1,AAA,OLD,1988-06-01,1988-06-03,4,exercise,Close,s,\n"
                "a2,AAA,BBB,2005-06-01,2005-06-03,3,arms,Later,s,\n");
    world_load(w);
    assert_card(w, "OLD", NULL,
                "spell|OLD|1900-01-01|1990-06-30|60||in the state system\n"
                "partner|AAA|1990-01-01|1990-12-31|4|carried 2|Aland\n");
}

/* 3. institutions and words */

static void
an_institution_shows_its_rule_and_its_members_by_status(void **state)
{
    ent_show_options options = {.span = world_span("1985")};
    world           *w = *state;
    ent_table       *table = NULL;

    write_table(w, "institutions", INSTITUTIONS,
                "CLUB,The Club,organisation,1910,,consensus,By consent,collective_defence,s,\n"
                "OTHER,Other,forum,1910,,none,,none,s,\n");
    write_table(w, "members", MEMBERS,
                "CLUB,CCC,observer,1980,,s,\nCLUB,BBB,member,1910,1984,s,\n"
                "CLUB,BBB,left,1985,,s,\nCLUB,AAA,member,1910,,s,\nOTHER,DDD,member,1910,,s,\n");
    world_load(w);
    world_check(w, ent_show_institution(w->ctx, w->record, "CLUB", &options, &table));
    assert_rows(table, "institution|organisation|1910-01-01||CLUB|used|The Club\n"
                       "rule|consensus|1910-01-01||consensus|used|By consent\n"
                       "commitment|collective_defence|1910-01-01||collective_defence|used|\n"
                       "member|member|1910-01-01||AAA|used|Aland\n"
                       "member|observer|1980-01-01||CCC|used|CCC\n"
                       "member|left|1985-01-01||BBB|used|BBB\n");
    ent_table_destroy(table);
    table = NULL;
    options.span = world_span("1905");
    assert_int_equal(ent_show_institution(w->ctx, w->record, "CLUB", &options, &table),
                     ENT_E_NOTFOUND);
    assert_null(table);
    assert_string_equal(ent_ctx_error(w->ctx), "'CLUB' does not exist then; it begins on "
                                               "1910-01-01");
    assert_int_equal(ent_show_institution(w->ctx, w->record, "CLU", NULL, &table), ENT_E_NOTFOUND);
}

static void
a_word_means_a_state_or_an_institution(void **state)
{
    static const struct {
        const char *word, *state, *institution;
        ent_span    span;
    } WORDS[] = {{"AAA", "AAA", NULL, {0, 0}},
                 {"aaa", "AAA", NULL, {0, 0}},
                 {"ALAND", "AAA", NULL, {0, 0}},
                 {"Club", NULL, "CLUB", {0, 0}},
                 {"the club", NULL, "CLUB", {0, 0}}};
    world *w = *state;

    write_table(w, "institutions", INSTITUTIONS,
                "CLUB,The Club,organisation,1910,,consensus,,none,s,\n");
    world_load(w);
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
        ent_subject subject = {ENT_NO_STATE, NULL};

        world_check(w, ent_subject_find(w->ctx, w->record, WORDS[i].word, WORDS[i].span, &subject));
        if (WORDS[i].state != NULL) {
            assert_string_equal(ent_codes_id(w->codes, subject.state), WORDS[i].state);
            assert_null(subject.institution);
        } else {
            assert_int_equal(subject.state, ENT_NO_STATE);
            assert_string_equal(subject.institution, WORDS[i].institution);
        }
    }
}

static void
an_unknown_word_gets_the_nearest_as_a_hint(void **state)
{
    static const char *const WORDS[][2] = {
        {"CLUBB", "no state or institution 'CLUBB', did you mean 'CLUB'?"},
        {"Alund", "no state or institution 'Alund', did you mean 'Aland'?"},
        {"Xyzzyxyzzy", "no state or institution 'Xyzzyxyzzy'; expected an id as RUS or NATO"},
        {"", "no state or institution ''; expected an id as RUS or NATO"}};
    world      *w = *state;
    ent_subject subject = {7, NULL};

    write_table(w, "institutions", INSTITUTIONS,
                "CLUB,The Club,organisation,1910,,consensus,,none,s,\n");
    world_load(w);
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
        assert_int_equal(
            ent_subject_find(w->ctx, w->record, WORDS[i][0], (ent_span){0, 0}, &subject),
            ENT_E_NOTFOUND);
        assert_string_equal(ent_ctx_error(w->ctx), WORDS[i][1]);
        assert_int_equal(subject.state, 7); /* nothing is written */
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_history_holds_every_kind_of_fact_in_the_order_of_its_start),
        TEST(each_row_carries_its_fact_and_its_citation),
        TEST(a_pair_without_facts_has_no_rows),
        TEST(a_state_and_itself_are_refused),
        TEST(a_dispute_of_unknown_hostility_has_no_value),
        TEST(an_obligation_binds_while_both_are_parties),
        TEST(an_obligation_says_which_government_took_it_on),
        TEST(a_seat_held_by_another_government_is_marked),
        TEST(only_members_share_an_institution),
        TEST(spells_that_overlap_are_one),
        TEST(a_level_is_observed_or_carried_and_ends),
        TEST(dates_choose_the_rows_that_they_touch),
        TEST(what_another_source_supplies_stands_beside),
        TEST(for_reading_there_are_five_narrow_columns),
        TEST(a_state_shows_what_it_is_called_and_belongs_to),
        TEST(a_state_shows_its_relations_in_the_last_year),
        TEST(each_row_of_a_state_carries_where_it_stands),
        TEST(a_state_outside_its_time_is_refused),
        TEST(a_state_that_is_gone_shows_its_last_year),
        TEST(an_institution_shows_its_rule_and_its_members_by_status),
        TEST(a_word_means_a_state_or_an_institution),
        TEST(an_unknown_word_gets_the_nearest_as_a_hint),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
