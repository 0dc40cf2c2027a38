/*
 * test_summary.c - what is read first of an ensemble, on invented ones
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "unit_scenario.h"

enum { YEARS = 3 };

typedef struct made {
    ent_outcome_year   years[YEARS];
    ent_outcome_result result;
    ent_ensemble       ensemble;
} made;

static void
make(made *m, double base)
{
    *m = (made){0};
    for (int k = 0; k < YEARS; k++) {
        m->years[k] = (ent_outcome_year){.year = 2024 + k,
                                         .probability = 0.43,
                                         .lo = 0.22,
                                         .hi = 0.7,
                                         .base = base,
                                         .difference = NAN,
                                         .difference_lo = NAN,
                                         .difference_hi = NAN,
                                         .difference_mc_se = NAN,
                                         .paired = NAN,
                                         .sources = {.rates = 0.65, .shocks = 0.31, .sizes = 0.04}};
    }
    m->result = (ent_outcome_result){
        .outcome = {.name = "pact"}, .years = m->years, .base_rate = NAN, .base_rate_note = ""};
    m->ensemble = (ent_ensemble){.scenario = "s",
                                 .runs = 100,
                                 .first_year = 2024,
                                 .year_count = YEARS,
                                 .outcomes = &m->result,
                                 .outcome_count = 1};
}

static void
differ(ent_outcome_year *year, double lo, double difference, double hi)
{
    year->difference = difference;
    year->difference_lo = lo;
    year->difference_hi = hi;
    year->difference_mc_se = 0.001;
    year->paired = 0.1;
}

static ent_table *
summary(const stage *s, const made *m)
{
    ent_table *whole = NULL, *table = NULL;

    assert_int_equal(ent_ensemble_table_whole(s->ctx, &m->ensemble, 1, &whole), ENT_OK);
    assert_int_equal(ent_result_summary(s->ctx, whole, &table), ENT_OK);
    ent_table_destroy(whole);
    return table;
}

static void
has(ent_table *table, size_t row, const char *const *cells)
{
    for (size_t i = 0; cells[i] != NULL; i++) {
        assert_string_equal(ent_table_get_text(table, row, i), cells[i]);
    }
}

static void
a_base_says_how_probable_it_is_in_words_and_numbers(void **state)
{
    static const char *const CELLS[] = {
        "pact", "2026", "43 % (22 to 70)", "unlikely", "2.0 %", "rates 65 %, shocks 31 %", NULL};
    made       m;
    ent_table *table;

    make(&m, NAN);
    m.result.base_rate = 0.01;
    table = summary(*state, &m);
    assert_int_equal(ent_table_row_count(table), 1);
    assert_int_equal(ent_table_column_count(table), 6);
    has(table, 0, CELLS);
    ent_table_destroy(table);
}

static void
where_most_is_assumed_there_is_a_range_and_no_point(void **state)
{
    static const char *const BASE[] = {"pact", "2026",          "22 to 70 %", "unlikely to likely",
                                       "",     "assumed sizes", NULL};
    static const char *const CELLS[] = {"pact",     "2026",          "43 % (22 to 70)",
                                        "unlikely", "40 %",          "down -0.59 to -0.21",
                                        "",         "assumed sizes", NULL};
    made                     m;
    ent_table               *table;

    make(&m, NAN);
    m.years[2].assumed_share = 0.6;
    table = summary(*state, &m);
    has(table, 0, BASE);
    ent_table_destroy(table);
    m.years[2].sources.effects = 0.5; /* more than sizes make */
    table = summary(*state, &m);
    assert_string_equal(ent_table_get_text(table, 0, 5), "assumed effects");
    ent_table_destroy(table);
    make(&m, 0.4);
    differ(&m.years[2], -0.0059, -0.0034, -0.0021);
    m.years[2].difference_mc_se = 0.0001;
    m.years[2].assumed_share = 1;
    table = summary(*state, &m);
    assert_int_equal(ent_table_row_count(table), 1);
    has(table, 0, CELLS);
    ent_table_destroy(table);
}

static void
the_year_of_the_largest_change_stands_above_a_last_year_that_tells_less(void **state)
{
    made       m;
    ent_table *table;

    make(&m, 0.4);
    differ(&m.years[1], 0.1, 0.2, 0.3);
    differ(&m.years[2], 0.05, 0.11, 0.2);
    table = summary(*state, &m);
    assert_int_equal(ent_table_row_count(table), 1); /* more than half of it is left */
    assert_string_equal(ent_table_get_text(table, 0, 5), "up 11 (5.0 to 20)");
    ent_table_destroy(table);
    differ(&m.years[2], -0.01, 0.09, 0.2);
    table = summary(*state, &m);
    assert_int_equal(ent_table_row_count(table), 2);
    assert_string_equal(ent_table_get_text(table, 0, 1), "2025");
    assert_string_equal(ent_table_get_text(table, 0, 5), "up 20 (10 to 30)");
    assert_string_equal(ent_table_get_text(table, 1, 5), "unclear 9.0 (-1.0 to 20)");
    ent_table_destroy(table);
}

/* Three in so many runs is what may yet be: that is no change which was seen. */
static void
what_no_run_changes_is_said_to_be_none(void **state)
{
    made       m;
    ent_table *table;

    make(&m, 0.43);
    differ(&m.years[2], -0.03, 0, 0.03);
    m.years[2].paired = 0;
    table = summary(*state, &m);
    assert_string_equal(ent_table_get_text(table, 0, 5), "none in any run");
    ent_table_destroy(table);
}

static void
a_percentage_is_told_from_nothing_and_from_certainty(void **state)
{
    static const struct {
        double      p;
        const char *said;
    } SAID[] = {{0, "0 %"},        {0.00001, "under 0.01 %"}, {0.0004, "0.04 %"},
                {0.012, "1.2 %"},  {0.123, "12 %"},           {0.96, "96 %"},
                {0.996, "99.6 %"}, {0.9995, "99.95 %"},       {0.99999, "over 99.99 %"},
                {1, "100 %"}};
    made       m;
    ent_table *table;

    for (size_t i = 0; i < sizeof SAID / sizeof SAID[0]; i++) {
        make(&m, NAN);
        m.years[2].probability = SAID[i].p;
        m.years[2].lo = m.years[2].hi = NAN; /* of one run */
        table = summary(*state, &m);
        assert_string_equal(ent_table_get_text(table, 0, 2), SAID[i].said);
        ent_table_destroy(table);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_base_says_how_probable_it_is_in_words_and_numbers),
        cmocka_unit_test(where_most_is_assumed_there_is_a_range_and_no_point),
        cmocka_unit_test(the_year_of_the_largest_change_stands_above_a_last_year_that_tells_less),
        cmocka_unit_test(what_no_run_changes_is_said_to_be_none),
        cmocka_unit_test(a_percentage_is_told_from_nothing_and_from_certainty)};

    return cmocka_run_group_tests(tests, stage_setup, stage_teardown);
}
