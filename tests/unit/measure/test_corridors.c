/*
 * test_corridors.c - routes by year: shares within a unit, gaps, dates, our own table
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_measure.h"

static const char CORRIDORS[] = "route,year,unit,volume,note,source,locator\n"
                                "northern,2001,TEU,300,,s,\n"
                                "middle,2001,TEU,100,,s,\n"
                                "middle,2001,tonnes,5000,,s,\n"
                                "middle,2000,TEU,7,,s,\n"
                                "northern,2003,TEU,0,,s,\n"
                                "middle,2003,TEU,0,,s,\n";

static ent_table *
load_and_run(world *w, ent_measure_options options, const char *from, const char *to)
{
    world_write(w, "corridors", CORRIDORS);
    if (w->record == NULL) {
        world_load(w);
    }
    return measure_run(w, "corridors", options, from, to);
}

static void
a_share_is_among_the_routes_of_its_year_and_unit(void **state)
{
    world     *w = *state;
    ent_table *table = load_and_run(w, (ent_measure_options){0}, NULL, NULL);

    measure_check_columns(table, "year,route,volume,share,source,unit,fact_id");
    assert_int_equal(ent_table_row_count(table), 6);
    assert_string_equal(measure_text(table, 0, "year"), "2000");
    assert_string_equal(measure_text(table, 0, "share"), ""); /* no other route to compare with */
    assert_string_equal(measure_text(table, 1, "route"), "middle");
    assert_string_equal(measure_text(table, 1, "share"), "0.25");
    assert_string_equal(measure_text(table, 2, "share"), "0.75");
    assert_string_equal(measure_text(table, 3, "unit"), "tonnes");
    assert_string_equal(measure_text(table, 3, "share"), "");
    assert_string_equal(measure_text(table, 4, "share"), ""); /* of nothing there is no share */
    assert_non_null(strstr(measure_text(table, 0, "fact_id"), "/corridors.csv:5"));
    ent_table_destroy(table);
}

static void
dates_choose_and_states_are_refused(void **state)
{
    world              *w = *state;
    ent_state           states[1];
    ent_measure_options options = {0};
    ent_table          *table = load_and_run(w, options, "2001", "2002");

    assert_int_equal(ent_table_row_count(table), 3);
    ent_table_destroy(table);
    states[0] = ent_codes_find(w->codes, "CCC");
    options = (ent_measure_options){.states = states, .state_count = 1};
    table = NULL;
    assert_int_equal(ent_measure_find("corridors")->run(w->ctx, w->record, &options, &table),
                     ENT_E_ARG);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "--states"));
    assert_null(table);
}

/* What the founding documents say of the two routes: the northern one carries nearly all. */
static void
our_own_table_has_the_northern_route_far_ahead(void **state)
{
    world     *w = *state;
    ent_table *table;

    ent_ctx_destroy(w->ctx);
    w->ctx = unit_ctx(1); /* the embedded tables */
    world_load(w);
    table = measure_run(w, "corridors", (ent_measure_options){0}, "2021", "2021");
    assert_int_equal(ent_table_row_count(table), 3);
    assert_string_equal(measure_text(table, 1, "route"), "northern");
    assert_true(measure_number(table, 1, "share") > 0.9);
    ent_table_destroy(table);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_share_is_among_the_routes_of_its_year_and_unit),
        TEST(dates_choose_and_states_are_refused),
        TEST(our_own_table_has_the_northern_route_far_ahead),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
