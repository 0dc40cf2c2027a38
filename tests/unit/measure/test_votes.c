/*
 * test_votes.c - agreement in the General Assembly: by hand, and against the published votes
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_measure.h"

#include <math.h>

static const char CALLS[] = "roll_call,session,date,resolution,title,source,locator\n"
                            "r1,5,1950-10-01,A/1,One,s,\n"
                            "r2,5,1950-11-01,A/2,Two,s,\n"
                            "r3,5,1950-12-31,A/3,Three,s,\n"
                            "r4,6,1951-10-01,A/4,Four,s,\n";

static const char VOTES[] = "roll_call,state,vote,source,locator\n"
                            "r1,AAA,yes,s,\nr1,BBB,yes,s,\nr1,CCC,no,s,\n"
                            "r2,AAA,no,s,\nr2,BBB,abstain,s,\nr2,CCC,absent,s,\n"
                            "r3,AAA,yes,s,\nr3,BBB,no,s,\n"
                            "r4,AAA,yes,s,\nr4,CCC,nonmember,s,\n";

static void
load_invented(world *w)
{
    world_write(w, "roll_calls", CALLS);
    world_write(w, "votes", VOTES);
    world_open(w);
    world_record(w, NULL);
}

static void
expect_pair(ent_table *table, size_t row, const char *a, const char *b, double agreement, int n)
{
    assert_string_equal(measure_text(table, row, "state_a"), a);
    assert_string_equal(measure_text(table, row, "state_b"), b);
    assert_true(fabs(measure_number(table, row, "agreement") - agreement) < 1e-15);
    assert_int_equal((int)measure_number(table, row, "n"), n);
}

/* AAA and BBB: 1, 1/2 and 0; with CCC one common vote each, on which it stands alone. */
static void
an_abstention_agrees_by_half(void **state)
{
    world     *w = *state;
    ent_table *table;

    load_invented(w);
    table = measure_run(w, "votes", (ent_measure_options){0}, "1950", "1950");
    measure_check_columns(table, "year,state_a,state_b,agreement,n");
    assert_int_equal(ent_table_row_count(table), 3);
    expect_pair(table, 0, "AAA", "BBB", 0.5, 3);
    expect_pair(table, 1, "AAA", "CCC", 0, 1);
    expect_pair(table, 2, "BBB", "CCC", 0, 1);
    ent_table_destroy(table);
}

static void
a_pair_without_a_common_vote_has_no_row(void **state)
{
    world     *w = *state;
    ent_table *table;

    load_invented(w);
    table = measure_run(w, "votes", (ent_measure_options){0}, "1951", "1951");
    assert_int_equal(ent_table_row_count(table), 0);
    ent_table_destroy(table);
    table = measure_run(w, "votes", (ent_measure_options){0}, NULL, NULL);
    assert_int_equal(ent_table_row_count(table), 3); /* all years have no more */
    ent_table_destroy(table);
}

static void
a_day_has_the_roll_calls_of_that_day(void **state)
{
    world     *w = *state;
    ent_table *table;

    load_invented(w);
    table = measure_run(w, "votes", (ent_measure_options){0}, "1950-11-01", "1950-12-31");
    assert_int_equal(ent_table_row_count(table), 1);
    expect_pair(table, 0, "AAA", "BBB", 0.25, 2);
    ent_table_destroy(table);
}

static void
a_record_without_votes_is_told(void **state)
{
    world              *w = *state;
    ent_measure_options options = {0};
    ent_table          *table = NULL;

    world_open(w);
    world_record(w, NULL);
    assert_int_equal(ent_measure_find("votes")->run(w->ctx, w->record, &options, &table),
                     ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "no votes"));
    assert_null(table);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define VOTE_TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
        VOTE_TEST(an_abstention_agrees_by_half),
        VOTE_TEST(a_pair_without_a_common_vote_has_no_row),
        VOTE_TEST(a_day_has_the_roll_calls_of_that_day),
        VOTE_TEST(a_record_without_votes_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
