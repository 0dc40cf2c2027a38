/*
 * test_power.c - shares of power: by hand, and against the published capabilities
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_measure.h"

#include <math.h>

#define PROFILES "state,year,cinc,regime,polyarchy,source,locator\n"

static const char NMC[] = "ccode,year,milex,milper,irst,pec,tpop,upop,cinc,stateabb,version\n"
                          "10,1950,100,20,30,40,50,60,0.5,AAA,2021\n"
                          "20,1950,300,-9,1,1,1,1,0.25,BBB,2021\n"
                          "30,1950,-9,1,1,1,1,1,0.125,CCC,2021\n"
                          "10,1951,500,1,1,1,1,1,0.25,AAA,2021\n"
                          "20,1951,500,1,1,1,1,1,-9,BBB,2021\n";

static long
row_of(ent_table *table, int year, const char *id)
{
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        if ((int)measure_number(table, row, "year") == year &&
            strcmp(measure_text(table, row, "state"), id) == 0) {
            return (long)row;
        }
    }
    return -1;
}

static double
share(ent_table *table, int year, const char *id)
{
    long row = row_of(table, year, id);

    assert_true(row >= 0);
    return measure_number(table, (size_t)row, "share");
}

static void
load_invented(world *w)
{
    world_open(w);
    world_import_text(w, NMC);
    world_record(w, NULL);
}

static void
a_share_is_of_the_sum_over_states_with_a_figure(void **state)
{
    world     *w = *state;
    ent_table *table;
    long       row;

    load_invented(w);
    table = measure_run(w, "power", (ent_measure_options){0}, "1950", "1950");
    measure_check_columns(table, "year,state,cinc,milex,milper,irst,pec,tpop,upop,gdp,net,share,"
                                 "cinc_recomputed");
    assert_int_equal(ent_table_row_count(table), 3);
    assert_true(fabs(share(table, 1950, "AAA") - 0.5 / 0.875) < 1e-15);
    row = row_of(table, 1950, "BBB");
    assert_true(ent_table_is_missing(table, (size_t)row, measure_column(table, "milper")));
    assert_true(ent_table_is_missing(table, (size_t)row, measure_column(table, "gdp")));
    assert_true(measure_number(table, (size_t)row, "milex") == 300);
    ent_table_destroy(table);
    table =
        measure_run(w, "power", (ent_measure_options){.power = ENT_POWER_MILEX}, "1950", "1950");
    assert_true(share(table, 1950, "AAA") == 0.25);
    assert_true(isnan(share(table, 1950, "CCC")));
    ent_table_destroy(table);
}

static void
a_carried_figure_is_in_no_row_and_no_sum(void **state)
{
    world     *w = *state;
    ent_table *table;

    load_invented(w);
    /* in 1951 C has no row: its figure of 1950 is no part of the world of 1951 */
    table = measure_run(w, "power", (ent_measure_options){0}, NULL, NULL);
    assert_int_equal(ent_table_row_count(table), 5);
    assert_int_equal(row_of(table, 1951, "CCC"), -1);
    assert_true(share(table, 1951, "AAA") == 1);
    assert_true(isnan(share(table, 1951, "BBB")));
    ent_table_destroy(table);
    table = measure_run(w, "power", (ent_measure_options){0}, "1952", "1960");
    assert_int_equal(ent_table_row_count(table), 0);
    ent_table_destroy(table);
}

static void
an_index_is_the_mean_share_of_the_components_at_hand(void **state)
{
    const double totals[ENT_CINC_COMPONENTS] = {400, 20, 0, 10, 8, 5};
    double       components[ENT_CINC_COMPONENTS] = {100, 5, 0, 10, 2, 5};

    (void)state;
    /* iron and steel is nobody's: five shares */
    assert_true(fabs(ent_cinc_of(components, totals) - (0.25 + 0.25 + 1 + 0.25 + 1) / 5) < 1e-15);
    components[0] = components[3] = (double)NAN;
    assert_true(fabs(ent_cinc_of(components, totals) - (0.25 + 0.25 + 1) / 3) < 1e-15);
    for (size_t i = 0; i < ENT_CINC_COMPONENTS; i++) {
        components[i] = (double)NAN;
    }
    assert_true(isnan(ent_cinc_of(components, totals)));
}

static void
the_index_is_recomputed_beside_the_published_one(void **state)
{
    world     *w = *state;
    ent_table *table;
    long       row;

    load_invented(w);
    table = measure_run(w, "power", (ent_measure_options){0}, "1950", "1950");
    row = row_of(table, 1950, "BBB"); /* without military personnel */
    assert_true(fabs(measure_number(table, (size_t)row, "cinc_recomputed") -
                     (300.0 / 400 + 1.0 / 32 + 1.0 / 42 + 1.0 / 52 + 1.0 / 62) / 5) < 1e-15);
    row = row_of(table, 1950, "CCC");
    assert_true(fabs(measure_number(table, (size_t)row, "cinc_recomputed") -
                     (1.0 / 21 + 1.0 / 32 + 1.0 / 42 + 1.0 / 52 + 1.0 / 62) / 5) < 1e-15);
    ent_table_destroy(table);
}

static void
power_that_the_record_cannot_measure_is_refused(void **state)
{
    world              *w = *state;
    ent_measure_options options = {.power = ENT_POWER_GDP};
    ent_table          *table = NULL;

    load_invented(w);
    assert_int_equal(ent_measure_find("power")->run(w->ctx, w->record, &options, &table),
                     ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "gdp"));
    options.power = ENT_POWER_NET;
    assert_int_equal(ent_measure_find("power")->run(w->ctx, w->record, &options, &table),
                     ENT_E_NOTFOUND);
    assert_null(table);
}

static void
our_own_profiles_stand_in_where_no_set_is_loaded(void **state)
{
    world     *w = *state;
    ent_table *table;

    world_write(w, "profiles", PROFILES "AAA,2022,0.3,democracy,0.9,s,\nBBB,2022,0.1,,,s,\n");
    world_load(w);
    table = measure_run(w, "power", (ent_measure_options){0}, NULL, NULL);
    assert_int_equal(ent_table_row_count(table), 2);
    assert_true(fabs(share(table, 2022, "AAA") - 0.75) < 1e-15);
    assert_true(ent_table_is_missing(table, 0, measure_column(table, "milex")));
    assert_true(ent_table_is_missing(table, 0, measure_column(table, "cinc_recomputed")));
    ent_table_destroy(table);
}

static void
the_published_capabilities_are_reproduced(void **state)
{
    world     *w = *state;
    ent_table *table;
    double     sum = 0;
    long       usa;

    world_shared(w, "cow-nmc/NMC_5_0.csv");
    world_record(w, NULL);
    table = measure_run(w, "power", (ent_measure_options){0}, "1945", "1945");
    usa = row_of(table, 1945, "USA");
    assert_true(usa >= 0);
    assert_true(fabs(measure_number(table, (size_t)usa, "cinc") - 0.3838635) < 5e-8);
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        double value = measure_number(table, row, "share");

        sum += isnan(value) ? 0 : value;
    }
    assert_true(fabs(sum - 1) < 1e-12);
    /* the published index of 1945 adds up to 1.014515: means over fewer parts where one is missing
     */
    assert_true(fabs(measure_number(table, (size_t)usa, "share") - 0.3838635 / 1.014515) < 1e-6);
    ent_table_destroy(table);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_share_is_of_the_sum_over_states_with_a_figure),
        TEST(a_carried_figure_is_in_no_row_and_no_sum),
        cmocka_unit_test(an_index_is_the_mean_share_of_the_components_at_hand),
        TEST(the_index_is_recomputed_beside_the_published_one),
        TEST(power_that_the_record_cannot_measure_is_refused),
        TEST(our_own_profiles_stand_in_where_no_set_is_loaded),
        TEST(the_published_capabilities_are_reproduced),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
