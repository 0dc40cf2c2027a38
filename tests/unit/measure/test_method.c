/*
 * test_method.c - what states begin themselves, by hand
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/initiated.h"
#include "unit_relations.h"

#define DISPUTES  "dispute,name,state_a,state_b,start,end,hostility,initiator,source,locator\n"
#define SANCTIONS "sanction,sender,target,start,end,kinds,instrument,source,locator\n"

/*
 * AAA in 2000: one dispute with force against two at once (one act), one without, one sanction on
 * two (one act).  None of its own of these days: what it began in 1995, though EEE joined it later;
 * what the other began; what nobody is said to have begun; what the EU did.
 */
static void
load_acts(world *w)
{
    world_write(w, "disputes",
                DISPUTES "old,O,CCC,DDD,1950,1951,5,CCC,s,\n"
                         "d1,D,AAA,BBB,1996-01-01,1996-02,4,AAA,s,\n"
                         "d1,D,AAA,CCC,1996-01-01,1996-02,3,AAA,s,\n"
                         "d2,D,BBB,AAA,2000-12-31,,2,AAA,s,\n"
                         "d3,D,AAA,DDD,1995-12-31,1996-05,5,AAA,s,\n"
                         "d3,D,AAA,EEE,1996-02-01,1996-05,5,AAA,s,\n"
                         "d4,D,AAA,EEE,1997,1997,5,EEE,s,\n"
                         "d5,D,AAA,EEE,1998,1998,5,,s,\n");
    world_write(w, "sanctions",
                SANCTIONS "old,CCC,DDD,1950,1951,trade,,s,\n"
                          "s1,AAA,BBB,1999,,trade,,s,\ns1,AAA,CCC,1999,,trade,,s,\n"
                          "s2,EU,BBB,1999,,trade,,s,\n");
    world_load(w);
}

static void
force_is_counted_among_the_acts_of_five_years(void **state)
{
    world     *w = *state;
    ent_table *table;

    load_acts(w);
    table = measure_run(w, "method", (ent_measure_options){0}, "2000", "2000");
    measure_check_columns(table, "year,state,share_of_force,n,force,disputes,sanctions,carried");
    assert_int_equal(ent_table_row_count(table), 2); /* AAA and EEE: others began nothing */
    assert_string_equal(measure_text(table, 0, "state"), "AAA");
    relations_same(measure_number(table, 0, "share_of_force"), 1 / 3.0);
    assert_int_equal((int)measure_number(table, 0, "n"), 3);
    assert_int_equal((int)measure_number(table, 0, "force"), 1);
    assert_int_equal((int)measure_number(table, 0, "disputes"), 2);
    assert_int_equal((int)measure_number(table, 0, "sanctions"), 1);
    assert_string_equal(measure_text(table, 1, "state"), "EEE");
    relations_same(measure_number(table, 1, "share_of_force"), 1);
    ent_table_destroy(table);
}

static void
a_share_of_no_acts_is_missing(void **state)
{
    world              *w = *state;
    ent_state           states[1];
    ent_measure_options options = {.states = states, .state_count = 1};
    ent_table          *table;

    load_acts(w);
    states[0] = ent_codes_find(w->codes, "BBB");
    table = measure_run(w, "method", options, "2000", "2000");
    assert_int_equal(ent_table_row_count(table), 1);
    assert_int_equal((int)measure_number(table, 0, "n"), 0);
    assert_true(isnan(measure_number(table, 0, "share_of_force")));
    ent_table_destroy(table);
}

/* Both tables begin in 1950: 1954 is the first year with all five. */
static void
years_without_both_sources_have_no_rows(void **state)
{
    world     *w = *state;
    ent_table *table;

    load_acts(w);
    table = measure_run(w, "method", (ent_measure_options){0}, NULL, NULL);
    assert_int_equal((int)measure_number(table, 0, "year"), 1954);
    assert_string_equal(measure_text(table, 0, "state"), "CCC"); /* both its acts are of 1950 */
    assert_int_equal((int)measure_number(table, 0, "n"), 2);
    ent_table_destroy(table);
}

/* A dispute of a day after the one asked for is not begun yet. */
static void
a_day_ends_the_five_years(void **state)
{
    world        *w = *state;
    ent_initiated acts[ENT_SYSTEM_MOST_STATES];
    ent_state     aaa;
    int           carried = -7;

    load_acts(w);
    aaa = ent_codes_find(w->codes, "AAA");
    world_check(w, ent_initiated_count(w->ctx, w->record, world_span("2000-12-30").from, acts));
    assert_int_equal(acts[aaa].disputes, 1);
    world_check(w, ent_initiated_count(w->ctx, w->record, world_span("2000-12-31").from, acts));
    assert_int_equal(acts[aaa].disputes, 2);
    assert_false(ent_initiated_is_known(w->record, world_span("1953").from, true, &carried));
    assert_int_equal(carried, -7);
    assert_true(ent_initiated_is_known(w->record, world_span("1999").from, true, &carried));
    assert_int_equal(carried, 0);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        TEST(force_is_counted_among_the_acts_of_five_years),
        TEST(a_share_of_no_acts_is_missing),
        TEST(years_without_both_sources_have_no_rows),
        TEST(a_day_ends_the_five_years),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
