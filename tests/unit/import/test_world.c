/*
 * test_world.c - the tables of data/world become facts, or say what is wrong where
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_import.h"

#include "base/csv.h"
#include "base/data.h"
#include "import/world.h"

/* Reads a table; the facts are to be cleared. */
static ent_status
read_table(bench *shared, ent_fact_kind kind, const char *bytes, unit_facts *facts)
{
    ent_fact_sink sink = unit_facts_init(facts, shared->codes);

    return ent_import_world_table(shared->ctx, shared->codes, kind, "world/test.csv", bytes,
                                  strlen(bytes), &sink);
}

static void
expect_facts(bench *shared, ent_fact_kind kind, const char *bytes, const char *lines)
{
    unit_facts facts;
    ent_status status = read_table(shared, kind, bytes, &facts);

    assert_string_equal(status == ENT_OK ? "" : ent_ctx_error(shared->ctx), "");
    assert_string_equal(ent_text_get(&facts.lines), lines);
    unit_facts_clear(&facts);
}

static void
expect_refusal(bench *shared, ent_fact_kind kind, const char *bytes, const char *message)
{
    unit_facts facts;

    assert_int_equal(read_table(shared, kind, bytes, &facts), ENT_E_INPUT);
    assert_string_equal(ent_ctx_error(shared->ctx), message);
    unit_facts_clear(&facts);
}

static void
a_table_without_rows_gives_no_fact(void **state)
{
    expect_facts(*state, ENT_FACT_BORDER, "# table: borders\nstate_a,state_b,source,locator\n", "");
}

static void
an_empty_table_is_refused(void **state)
{
    expect_refusal(*state, ENT_FACT_BORDER, "", "world/test.csv:1:1: empty, expected a header row");
}

static void
a_date_means_all_its_days(void **state)
{
    expect_facts(*state, ENT_FACT_CLAIM,
                 "claim,territory,claimant,holder,start,end,note,source,locator\n"
                 "a,Isle,CHN,JPN,2001,2001,,s,\n"
                 "b,Isle,CHN,JPN,2001-02,2004-02,,s,\n"
                 "c,Isle,CHN,JPN,2001-02-03,2001-02-03,,s,\n",
                 "2|a|Isle|CHN|JPN|2001-01-01|2002-01-01||s|\n"
                 "3|b|Isle|CHN|JPN|2001-02-01|2004-03-01||s|\n"
                 "4|c|Isle|CHN|JPN|2001-02-03|2001-02-04||s|\n");
}

static void
an_empty_date_is_open_and_an_empty_number_missing(void **state)
{
    bench     *shared = *state;
    const char bytes[] = "state,year,cinc,regime,polyarchy,source,locator\nCHN,1990,,,,s,\n";
    unit_facts facts;

    expect_facts(shared, ENT_FACT_CLAIM,
                 "claim,territory,claimant,holder,start,end,note,source,locator\n"
                 "a,Isle,CHN,JPN,,,,s,\n",
                 "2|a|Isle|CHN|JPN|||"
                 "|s|\n");
    assert_int_equal(read_table(shared, ENT_FACT_PROFILE, bytes, &facts), ENT_OK);
    assert_string_equal(ent_text_get(&facts.lines), "2|CHN|1990||||s|\n");
    unit_facts_clear(&facts);
}

static void
quoted_text_is_read_whole(void **state)
{
    expect_facts(*state, ENT_FACT_CITATION,
                 "source,kind,citation,locator\n"
                 "k,book,\"A, B. 1900. \"\"Title\"\"\nsecond line\",p. 1\n"
                 "l,news,C,\n",
                 "2|k|book|A, B. 1900. \"Title\"\nsecond line|p. 1\n4|l|news|C|\n");
}

static void
columns_are_found_by_name(void **state)
{
    expect_facts(*state, ENT_FACT_BORDER, "locator,source,state_b,state_a\nrow 1,s,RUS,CHN\n",
                 "2|CHN|RUS|s|row 1\n");
}

static void
an_id_of_its_time_means_the_state(void **state)
{
    expect_facts(*state, ENT_FACT_BORDER, "state_a,state_b,source,locator\nCHN,SUN,s,\n",
                 "2|CHN|RUS|s|\n");
}

static void
a_missing_column_is_refused(void **state)
{
    expect_refusal(*state, ENT_FACT_BORDER, "state_a,state_b,source\nCHN,RUS,s\n",
                   "world/test.csv:1: no column 'locator' in the header");
}

static void
an_unknown_column_is_refused(void **state)
{
    expect_refusal(*state, ENT_FACT_BORDER, "state_a,state_b,source,locator,nots\nCHN,RUS,s,,\n",
                   "world/test.csv:1:32: unknown column 'nots'");
}

static void
an_unknown_state_is_refused_with_its_place(void **state)
{
    expect_refusal(*state, ENT_FACT_BORDER,
                   "# note\nstate_a,state_b,source,locator\nCHN,RUS,s,\nCHN,XQX,s,\n",
                   "world/test.csv:4:5: 'state_b' is 'XQX', expected the id of a state");
}

static void
an_unknown_word_is_refused(void **state)
{
    expect_refusal(*state, ENT_FACT_TREATY_MEMBER,
                   "treaty,state,role,start,end,source,locator\nt,CHN,mut,,,s,\n",
                   "world/test.csv:2:7: 'role' is 'mut', expected one of mutual guarantor "
                   "protected ");
}

static void
a_day_that_does_not_exist_is_refused(void **state)
{
    expect_refusal(*state, ENT_FACT_RIVALRY,
                   "rivalry,state_a,state_b,start,end,source,locator\n"
                   "r,CHN,RUS,1990-02-30,,s,\n",
                   "world/test.csv:2:11: 'start' is '1990-02-30', expected a date: YYYY, YYYY-MM "
                   "or YYYY-MM-DD");
}

static void
a_spell_that_ends_before_it_starts_is_refused(void **state)
{
    expect_refusal(*state, ENT_FACT_RIVALRY,
                   "rivalry,state_a,state_b,start,end,source,locator\n"
                   "r,CHN,RUS,1990,1989,s,\n",
                   "world/test.csv:2:16: 'end' is '1989', expected a day not before the start");
}

static void
an_empty_required_field_is_refused(void **state)
{
    expect_refusal(*state, ENT_FACT_RIVALRY,
                   "rivalry,state_a,state_b,start,end,source,locator\n,CHN,RUS,1990,,s,\n",
                   "world/test.csv:2:1: 'rivalry' is '', expected a value");
    expect_refusal(*state, ENT_FACT_RIVALRY,
                   "rivalry,state_a,state_b,start,end,source,locator\nr,CHN,,1990,,s,\n",
                   "world/test.csv:2:7: 'state_b' is '', expected a value");
}

static void
a_row_without_a_source_is_refused(void **state)
{
    expect_refusal(*state, ENT_FACT_BORDER, "state_a,state_b,source,locator\nCHN,RUS,,p. 1\n",
                   "world/test.csv:2:9: 'source' is '', expected a key of sources.csv");
}

static void
a_flag_is_0_or_1_and_a_number_a_number(void **state)
{
    static const char HEAD[] =
        "alliance,state_a,state_b,start,end,defence,offence,neutrality,nonaggression,consultation,"
        "asymmetric,source,locator\n";
    char bytes[512];

    (void)snprintf(bytes, sizeof bytes, "%sa,CHN,RUS,,,2,0,0,0,0,0,s,\n", HEAD);
    expect_refusal(*state, ENT_FACT_ALLIANCE, bytes,
                   "world/test.csv:2:13: 'defence' is '2', expected 0 or 1");
    expect_refusal(*state, ENT_FACT_PROFILE,
                   "state,year,cinc,regime,polyarchy,source,locator\nCHN,19x0,,,,s,\n",
                   "world/test.csv:2:5: 'year' is '19x0', expected a whole number");
    expect_refusal(*state, ENT_FACT_PROFILE,
                   "state,year,cinc,regime,polyarchy,source,locator\nCHN,1990,0.1.2,,,s,\n",
                   "world/test.csv:2:10: 'cinc' is '0.1.2', expected a number");
}

static void
a_number_out_of_its_range_is_refused(void **state)
{
    static const char ACT[] = "act,state_a,state_b,start,end,level,kind,title,source,locator\n";
    char              bytes[256];

    (void)snprintf(bytes, sizeof bytes, "%sa,CHN,RUS,,,8,arms,T,s,\n", ACT);
    expect_refusal(*state, ENT_FACT_ACT, bytes,
                   "world/test.csv:2:13: 'level' is '8', expected a whole number from 1 to 7");
    (void)snprintf(bytes, sizeof bytes, "%sa,CHN,RUS,,,0,arms,T,s,\n", ACT);
    expect_refusal(*state, ENT_FACT_ACT, bytes,
                   "world/test.csv:2:13: 'level' is '0', expected a whole number from 1 to 7");
    expect_refusal(*state, ENT_FACT_PROFILE,
                   "state,year,cinc,regime,polyarchy,source,locator\nCHN,1990,1.1,,,s,\n",
                   "world/test.csv:2:10: 'cinc' is '1.1', expected a number from 0 to 1");
}

static void
a_repeated_row_is_refused_with_both_lines(void **state)
{
    expect_refusal(*state, ENT_FACT_BORDER,
                   "state_a,state_b,source,locator\nCHN,RUS,s,\nCHN,IND,s,\nRUS,CHN,t,\n",
                   "world/test.csv:4: the same '(state_a state_b)' as in world/test.csv:2; one of "
                   "them has to go");
}

static void
our_own_data_are_checked_whole(void **state)
{
    bench *shared = *state;

    assert_int_equal(ent_data_check(shared->ctx), ENT_OK);
    assert_int_equal(ent_import_world_check(shared->ctx, shared->codes), ENT_OK);
}

static void
a_quote_that_never_ends_is_refused(void **state)
{
    expect_refusal(*state, ENT_FACT_BORDER, "state_a,state_b,source,locator\nCHN,\"RUS,s,\n",
                   "world/test.csv:2:1: the quote never ends");
}

static void
the_span_of_a_table_is_in_its_comments(void **state)
{
    static const char BAD[][40] = {"",
                                   "state,start\n",
                                   "# span: 1900\n",
                                   "# span: 1900..x\n",
                                   "# span: 1900..1901",
                                   "a\n# span: 1900..1901\n"};
    const char        good[] = "# table: x\r\n# span: 1900-02..1999\r\nstate\r\n";
    ent_span          span = {0, 0};

    (void)state;
    assert_true(ent_world_span(good, strlen(good), &span));
    assert_int_equal(span.from, ent_date_day(1900, 2, 1));
    assert_int_equal(span.to, ent_date_day(2000, 1, 1));
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        assert_false(ent_world_span(BAD[i], strlen(BAD[i]), &span));
    }
}

/* Every table of the real data is read; no row is lost. */
static void
every_row_of_our_own_data_is_a_fact(void **state)
{
    bench *shared = *state;
    size_t tables = 0;

    for (int kind = 0; kind < ENT_FACT_KINDS; kind++) {
        unit_facts    facts;
        ent_fact_sink sink = unit_facts_init(&facts, shared->codes);
        ent_bytes     bytes;
        ent_csv       csv;
        char          name[64];
        size_t        rows = 0;
        bool          more = true;

        (void)snprintf(name, sizeof name, "world/%s.csv",
                       ent_fact_describe((ent_fact_kind)kind)->table);
        if (ent_data_read(shared->ctx, name, &bytes) != ENT_OK) {
            continue;
        }
        tables++;
        if (ent_import_world_table(shared->ctx, shared->codes, (ent_fact_kind)kind, name,
                                   bytes.bytes, bytes.length, &sink) != ENT_OK) {
            fail_msg("%s", ent_ctx_error(shared->ctx));
        }
        ent_csv_init(&csv, name, bytes.bytes, bytes.length, ',', true);
        assert_int_equal(ent_csv_read_header(shared->ctx, &csv), ENT_OK);
        while (ent_csv_next(shared->ctx, &csv, &more) == ENT_OK && more) {
            rows++;
        }
        assert_int_equal(facts.count, rows);
        ent_csv_clear(&csv);
        ent_bytes_clear(&bytes);
        unit_facts_clear(&facts);
    }
    assert_true(tables >= 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_without_rows_gives_no_fact),
        cmocka_unit_test(an_empty_table_is_refused),
        cmocka_unit_test(a_date_means_all_its_days),
        cmocka_unit_test(an_empty_date_is_open_and_an_empty_number_missing),
        cmocka_unit_test(quoted_text_is_read_whole),
        cmocka_unit_test(columns_are_found_by_name),
        cmocka_unit_test(an_id_of_its_time_means_the_state),
        cmocka_unit_test(a_missing_column_is_refused),
        cmocka_unit_test(an_unknown_column_is_refused),
        cmocka_unit_test(an_unknown_state_is_refused_with_its_place),
        cmocka_unit_test(an_unknown_word_is_refused),
        cmocka_unit_test(a_day_that_does_not_exist_is_refused),
        cmocka_unit_test(a_spell_that_ends_before_it_starts_is_refused),
        cmocka_unit_test(an_empty_required_field_is_refused),
        cmocka_unit_test(a_row_without_a_source_is_refused),
        cmocka_unit_test(a_flag_is_0_or_1_and_a_number_a_number),
        cmocka_unit_test(a_number_out_of_its_range_is_refused),
        cmocka_unit_test(a_repeated_row_is_refused_with_both_lines),
        cmocka_unit_test(our_own_data_are_checked_whole),
        cmocka_unit_test(a_quote_that_never_ends_is_refused),
        cmocka_unit_test(the_span_of_a_table_is_in_its_comments),
        cmocka_unit_test(every_row_of_our_own_data_is_a_fact),
    };

    return cmocka_run_group_tests(tests, bench_setup, bench_teardown);
}
