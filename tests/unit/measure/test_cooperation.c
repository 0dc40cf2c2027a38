/*
 * test_cooperation.c - the table of cooperation levels, and the list of measures
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_measure.h"

#define ACTS "act,state_a,state_b,start,end,level,kind,title,source,locator\n"

static void
a_level_has_its_age_and_its_row(void **state)
{
    world     *w = *state;
    ent_table *table;
    long       row;

    world_write(w, "acts",
                ACTS "a,AAA,BBB,1960-05-01,1960-05-09,4,exercise,E,s,\n"
                     "b,BBB,CCC,1961-05-01,1961-05-09,2,consultation,C,s,\n"
                     "c,AAA,DDD,1961-05-01,1961-05-09,,trade,T,s,\n");
    world_load(w);
    table = measure_run(w, "cooperation", (ent_measure_options){0}, NULL, NULL);
    measure_check_columns(table, "year,state_a,state_b,level,carried,fact_id");
    assert_int_equal(ent_table_row_count(table), 3); /* 1960, and two in 1961 */
    row = measure_pair(table, 1961, "AAA", "BBB");
    assert_true(row >= 0);
    assert_true(measure_number(table, (size_t)row, "level") == 4);
    assert_true(measure_number(table, (size_t)row, "carried") == 1);
    assert_non_null(strstr(measure_text(table, (size_t)row, "fact_id"), "/acts.csv:2"));
    row = measure_pair(table, 1961, "BBB", "CCC");
    assert_true(measure_number(table, (size_t)row, "carried") == 0);
    assert_int_equal(measure_pair(table, 1961, "AAA", "DDD"), -1); /* missing is no level */
    ent_table_destroy(table);
}

static void
a_day_is_that_day(void **state)
{
    world              *w = *state;
    ent_measure_options options = {.is_day = true};
    ent_table          *table;

    world_write(w, "acts", ACTS "a,AAA,BBB,1960-05-01,1960-05-09,4,exercise,E,s,\n");
    world_load(w);
    table = measure_run(w, "cooperation", options, "1960-04-30", "1960-04-30");
    assert_int_equal(ent_table_row_count(table), 0);
    ent_table_destroy(table);
    table = measure_run(w, "cooperation", options, "1960-05-01", "1960-05-01");
    assert_int_equal(ent_table_row_count(table), 1);
    ent_table_destroy(table);
}

static void
our_own_acts_follow_russia_and_china_in_every_year(void **state)
{
    world              *w = *state;
    ent_state           states[2];
    ent_measure_options options = {.states = states, .state_count = 2};
    ent_table          *table;
    int                 at[3] = {0};

    ent_ctx_destroy(w->ctx);
    w->ctx = unit_ctx(1);
    world_load(w);
    states[0] = ent_codes_find(w->codes, "RUS");
    states[1] = ent_codes_find(w->codes, "CHN");
    table = measure_run(w, "cooperation", options, "1949", "2024");
    assert_int_equal(ent_table_row_count(table), 76);
    for (size_t row = 0; row < 76; row++) {
        int year = (int)measure_number(table, row, "year");
        int level = (int)measure_number(table, row, "level");

        at[year == 1970 ? 0 : year == 2019 ? 1 : 2] = level;
        assert_in_range(level, 0, 7);
        /* a level above 0 has a row behind it, a level of 0 has none */
        assert_int_equal(ent_table_is_missing(table, row, measure_column(table, "fact_id")),
                         level == 0);
    }
    assert_int_equal(at[0], 0);
    assert_true(at[1] >= 5); /* the joint patrol of July 2019 */
    ent_table_destroy(table);
}

static void
a_call_that_is_cancelled_gives_nothing(void **state)
{
    volatile sig_atomic_t stop = 1;
    ent_ctx_options       ctx_options = {.jobs = 1, .cancel = &stop};
    ent_measure_options   options = {0};
    world                *w = *state;
    ent_ctx              *ctx;
    ent_table            *table = NULL;
    size_t                count;

    world_write(w, "acts", ACTS "a,AAA,BBB,1960-05-01,1960-05-09,4,exercise,E,s,\n");
    world_write(w, "profiles",
                "state,year,cinc,regime,polyarchy,source,locator\n"
                "AAA,1960,0.5,,,s,\n");
    world_write(w, "rivalries",
                "rivalry,state_a,state_b,start,end,source,locator\n"
                "r,AAA,BBB,1950,,s,\n");
    world_load(w);
    assert_int_equal(ent_ctx_create(&ctx_options, &ctx), ENT_OK);
    assert_int_equal(ent_measure_find("cooperation")->run(ctx, w->record, &options, &table),
                     ENT_E_CANCELLED);
    assert_int_equal(ent_measure_find("power")->run(ctx, w->record, &options, &table),
                     ENT_E_CANCELLED);
    assert_int_equal(ent_measure_find("adversaries")->run(ctx, w->record, &options, &table),
                     ENT_E_CANCELLED);
    assert_null(table);
    ent_ctx_destroy(ctx);
    (void)ent_measures(&count);
    assert_true(count >= 5);
}

static void
every_measure_is_found_by_its_name_and_documented(void **state)
{
    size_t                    count;
    const ent_measure *const *measures = ent_measures(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        assert_ptr_equal(ent_measure_find(measures[i]->name), measures[i]);
        assert_true(strlen(measures[i]->title) > 10);
        assert_non_null(strstr(measures[i]->entry, "Reference"));
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(measures[i]->name, measures[j]->name);
        }
    }
    assert_null(ent_measure_find("alignments"));
    assert_null(ent_measure_find(""));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_level_has_its_age_and_its_row),
        TEST(a_day_is_that_day),
        TEST(our_own_acts_follow_russia_and_china_in_every_year),
        TEST(a_call_that_is_cancelled_gives_nothing),
        cmocka_unit_test(every_measure_is_found_by_its_name_and_documented),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
