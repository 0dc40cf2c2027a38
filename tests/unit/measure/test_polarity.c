/*
 * test_polarity.c - concentration, poles and parity: by hand, and against known history
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_measure.h"

#include <math.h>

#include "base/random.h"

/* ---- the coefficients ---- */

/* From the shares as they stand in the paper. */
static double
reference_concentration(size_t n, const double *power)
{
    double sum = 0, above = 0;

    for (size_t i = 0; i < n; i++) {
        sum += power[i];
    }
    for (size_t i = 0; i < n; i++) {
        above += pow(power[i] / sum, 2);
    }
    return sqrt((above - 1.0 / (double)n) / (1 - 1.0 / (double)n));
}

static void
concentration_is_that_of_the_paper(void **state)
{
    ent_key key = {.seed = 20261122, .process = ENT_PROCESS_TEST};
    double  power[8];

    (void)state;
    for (uint32_t trial = 0; trial < 200; trial++) {
        size_t       n = 2 + trial % 7, leader = 0;
        ent_polarity found;

        key.run = trial;
        for (uint32_t i = 0; i < n; i++) {
            power[i] = ent_random_uniform(&key, i);
            leader = power[i] > power[leader] ? i : leader;
        }
        found = ent_polarity_of(n, power);
        assert_true(fabs(found.concentration - reference_concentration(n, power)) < 1e-12);
        assert_int_equal(found.leader, leader);
        assert_true(fabs(found.parity - power[found.second] / power[leader]) < 1e-15);
        for (uint32_t i = 0; i < n; i++) {
            assert_true(i == leader || power[i] <= power[found.second]);
        }
    }
}

/* The same powers in another order, or another unit, are spread alike. */
static void
order_and_unit_change_nothing(void **state)
{
    const double one[5] = {5, 1, 3, 2, 4}, other[5] = {20, 40, 50, 10, 30};
    ent_polarity a = ent_polarity_of(5, one), b = ent_polarity_of(5, other);

    (void)state;
    assert_true(fabs(a.concentration - b.concentration) < 1e-15 && a.parity == b.parity);
    assert_true(a.poles == b.poles && a.leader == 0 && b.leader == 2);
    assert_true(a.second == 4 && b.second == 1);
}

/* What the leader takes from another makes power more concentrated. */
static void
taking_from_the_weak_concentrates(void **state)
{
    double power[4] = {4, 3, 2, 1}, last = -1;

    (void)state;
    for (int i = 0; i < 5; i++) {
        ent_polarity found = ent_polarity_of(4, power);

        assert_true(found.concentration > last);
        last = found.concentration;
        power[0] += 0.2;
        power[3] -= 0.2;
    }
}

static void
poles_follow_the_thresholds(void **state)
{
    static const struct {
        double power[8];
        size_t n;
        int    poles;
    } CASES[] = {
        {{50, 24, 20, 6}, 4, 1}, /* one holds half */
        {{50, 25, 20, 5}, 4, 2}, /* another a quarter: a second pole */
        {{70, 30}, 2, 2},
        {{76, 24}, 2, 1},
        {{25, 25, 25, 25}, 4, 2}, /* each a quarter, two half */
        {{49, 24, 20, 7}, 4, 4},
        {{30, 24, 24, 18, 4}, 5, 4},                    /* one below a twentieth */
        {{48, 20, 4.5, 4.5, 4.5, 4.5, 4.5, 4.5}, 8, 1}, /* half of 95 */
        {{46, 23, 4.5, 4.5, 4.5, 4.5, 4.5, 4.5}, 8, 0}, /* neither rule holds */
        {{1}, 1, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        assert_int_equal(ent_polarity_of(CASES[i].n, CASES[i].power).poles, CASES[i].poles);
    }
}

static void
what_is_undefined_is_missing(void **state)
{
    const double none[3] = {0, 0, 0}, one[1] = {7}, equal[3] = {2, 2, 2};
    ent_polarity found = ent_polarity_of(0, none);

    (void)state;
    assert_true(isnan(found.concentration) && isnan(found.parity) && found.poles == 0);
    found = ent_polarity_of(3, none);
    assert_true(isnan(found.concentration) && found.leader == 3 && found.second == 3);
    found = ent_polarity_of(1, one);
    assert_true(isnan(found.concentration) && isnan(found.parity));
    assert_true(found.leader == 0 && found.second == 1);
    found = ent_polarity_of(3, equal);
    assert_true(found.concentration == 0 && found.parity == 1);
    assert_true(found.leader == 0 && found.second == 1);
}

/* ---- the measure ---- */

static const char MAJORS[] = "stateabb,ccode,styear,stmonth,stday,endyear,endmonth,endday,version\n"
                             "AAA,10,1900,1,1,2016,12,31,2016\nBBB,20,1900,1,1,1950,6,30,2016\n"
                             "CCC,30,1950,12,31,2016,12,31,2016\n";
static const char NMC[] = "ccode,year,milex,milper,irst,pec,tpop,upop,cinc,stateabb,version\n"
                          "10,1950,100,20,30,40,50,60,0.5,AAA,2021\n"
                          "20,1950,300,-9,1,1,1,1,0.25,BBB,2021\n"
                          "30,1950,-9,1,1,1,1,1,0.25,CCC,2021\n"
                          "40,1950,900,1,1,1,1,1,0.9,DDD,2021\n"
                          "10,1951,500,1,1,1,1,1,0.25,AAA,2021\n"
                          "30,1951,500,1,1,1,1,1,-9,CCC,2021\n";

static void
load_invented(world *w)
{
    world_open(w);
    world_import_text(w, MAJORS);
    world_import_text(w, NMC);
    world_record(w, NULL);
}

static void
only_major_powers_of_the_year_count(void **state)
{
    const double POWER[3] = {0.5, 0.25, 0.25};
    world       *w = *state;
    ent_table   *table;

    load_invented(w);
    table = measure_run(w, "polarity", (ent_measure_options){.power_chosen = true}, "1950", "1950");
    measure_check_columns(
        table, "year,power,concentration,poles,leader,second,parity,major_powers,reason");
    assert_int_equal(ent_table_row_count(table), 1);
    assert_string_equal(measure_text(table, 0, "power"), "cinc");
    assert_string_equal(measure_text(table, 0, "leader"), "AAA");
    assert_string_equal(measure_text(table, 0, "second"), "BBB");
    assert_true(fabs(measure_number(table, 0, "concentration") -
                     reference_concentration(3, POWER)) < 1e-15);
    assert_true(measure_number(table, 0, "poles") == 2);
    assert_true(measure_number(table, 0, "parity") == 0.5);
    assert_true(measure_number(table, 0, "major_powers") == 3);
    assert_string_equal(measure_text(table, 0, "reason"), "");
    ent_table_destroy(table);
    /* on one day before C was one of them */
    table = measure_run(w, "polarity", (ent_measure_options){.power_chosen = true, .is_day = true},
                        "1950-03-01", "1950-03-01");
    assert_true(measure_number(table, 0, "major_powers") == 2);
    ent_table_destroy(table);
}

static void
a_major_power_without_a_figure_is_named(void **state)
{
    world     *w = *state;
    ent_table *table;

    load_invented(w);
    table = measure_run(w, "polarity", (ent_measure_options){0}, "1950", "1952");
    assert_int_equal(ent_table_row_count(table), 6); /* two kinds of power a year */
    assert_string_equal(measure_text(table, 1, "power"), "milex");
    assert_string_equal(measure_text(table, 1, "reason"), "no milex of CCC");
    assert_true(isnan(measure_number(table, 1, "concentration")));
    assert_true(isnan(measure_number(table, 1, "poles")));
    assert_string_equal(measure_text(table, 2, "reason"), "no cinc of CCC");
    assert_string_equal(measure_text(table, 3, "leader"), "AAA");
    /* nothing was observed in 1952: carried figures are none */
    assert_string_equal(measure_text(table, 4, "reason"), "no cinc of AAA and 1 more");
    assert_string_equal(measure_text(table, 4, "leader"), "");
    ent_table_destroy(table);
}

static void
a_record_without_a_list_of_major_powers_is_told(void **state)
{
    world              *w = *state;
    ent_measure_options options = {0};
    const ent_measure  *polarity = ent_measure_find("polarity");
    ent_table          *table = NULL;

    world_open(w);
    world_import_text(w, NMC);
    world_record(w, NULL);
    assert_int_equal(polarity->run(w->ctx, w->record, &options, &table), ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "major powers"));
    options.power = ENT_POWER_NET;
    assert_int_equal(polarity->run(w->ctx, w->record, &options, &table), ENT_E_NOTFOUND);
    assert_null(table);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(concentration_is_that_of_the_paper),
        cmocka_unit_test(order_and_unit_change_nothing),
        cmocka_unit_test(taking_from_the_weak_concentrates),
        cmocka_unit_test(poles_follow_the_thresholds),
        cmocka_unit_test(what_is_undefined_is_missing),
        TEST(only_major_powers_of_the_year_count),
        TEST(a_major_power_without_a_figure_is_named),
        TEST(a_record_without_a_list_of_major_powers_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
