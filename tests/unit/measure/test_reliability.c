/*
 * test_reliability.c - commitments that were invoked: order, filters, our own table
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_measure.h"

static const char INVOCATIONS[] =
    "invocation,treaty,clause,invoked_by,against,date,response,what_followed,source,locator\n"
    "late,pact-1,Art. 5,BBB,AAA,2001-09-12,honoured,Help came,s,\n"
    "early,pact-2,,AAA,,1990-08,declined,\"None, at all\",s,\n"
    "other,pact-1,Art. 4,CCC,,2001-09-12,consultation,They met,s,\n";

static ent_table *
load_and_run(world *w, ent_measure_options options, const char *from, const char *to)
{
    world_write(w, "invocations", INVOCATIONS);
    if (w->record == NULL) {
        world_load(w);
    }
    return measure_run(w, "reliability", options, from, to);
}

static void
cases_stand_by_date_with_their_rows(void **state)
{
    world     *w = *state;
    ent_table *table = load_and_run(w, (ent_measure_options){0}, NULL, NULL);

    measure_check_columns(table, "institution_or_treaty,date,invoked_by,response,fact_id,against,"
                                 "clause,what_followed");
    assert_int_equal(ent_table_row_count(table), 3);
    assert_string_equal(measure_text(table, 0, "date"), "1990-08-01");
    assert_string_equal(measure_text(table, 0, "response"), "declined");
    assert_string_equal(measure_text(table, 0, "against"), "");
    assert_non_null(strstr(measure_text(table, 0, "fact_id"), "/invocations.csv:3"));
    assert_string_equal(measure_text(table, 1, "invoked_by"), "BBB"); /* late before other */
    assert_string_equal(measure_text(table, 2, "what_followed"), "They met");
    ent_table_destroy(table);
}

static void
dates_states_and_treaties_choose(void **state)
{
    world              *w = *state;
    ent_state           states[1];
    ent_measure_options options = {.institution = "pact-1"};
    ent_table          *table = load_and_run(w, (ent_measure_options){0}, "1990", "1990");

    assert_int_equal(ent_table_row_count(table), 1);
    ent_table_destroy(table);
    table = load_and_run(w, options, NULL, NULL);
    assert_int_equal(ent_table_row_count(table), 2);
    ent_table_destroy(table);
    states[0] = ent_codes_find(w->codes, "CCC");
    options = (ent_measure_options){.states = states, .state_count = 1};
    table = load_and_run(w, options, NULL, NULL);
    assert_int_equal(ent_table_row_count(table), 1);
    assert_string_equal(measure_text(table, 0, "clause"), "Art. 4");
    ent_table_destroy(table);
}

static void
a_treaty_that_nobody_invoked_is_told(void **state)
{
    world              *w = *state;
    ent_measure_options options = {.institution = "pact-9"};
    ent_table          *table = NULL;

    ent_table_destroy(load_and_run(w, (ent_measure_options){0}, NULL, NULL));
    assert_int_equal(ent_measure_find("reliability")->run(w->ctx, w->record, &options, &table),
                     ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "pact-9"));
    assert_null(table);
}

/* What the founding documents of the field argue about: 2010, 2021, 2022. */
static void
our_own_table_has_the_cases_of_the_collective_security_treaty(void **state)
{
    static const char *const WANT[][3] = {{"2010-06-12", "KGZ", "declined"},
                                          {"2021-05-01", "ARM", "consultation"},
                                          {"2021-07-07", "TJK", "partly"},
                                          {"2022-01-05", "KAZ", "honoured"},
                                          {"2022-09-13", "ARM", "declined"}};
    world                   *w = *state;
    ent_measure_options      options = {.institution = "cst-1992"};
    ent_table               *table;
    size_t                   at = 0;

    ent_ctx_destroy(w->ctx);
    w->ctx = unit_ctx(1); /* the embedded tables */
    world_load(w);
    table = measure_run(w, "reliability", options, "1990", "2022");
    for (size_t row = 0; row < ent_table_row_count(table) && at < 5; row++) {
        at += strcmp(measure_text(table, row, "date"), WANT[at][0]) == 0 &&
              strcmp(measure_text(table, row, "invoked_by"), WANT[at][1]) == 0 &&
              strcmp(measure_text(table, row, "response"), WANT[at][2]) == 0;
    }
    assert_int_equal(at, 5); /* others may stand between them */
    ent_table_destroy(table);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        TEST(cases_stand_by_date_with_their_rows),
        TEST(dates_states_and_treaties_choose),
        TEST(a_treaty_that_nobody_invoked_is_told),
        TEST(our_own_table_has_the_cases_of_the_collective_security_treaty),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
