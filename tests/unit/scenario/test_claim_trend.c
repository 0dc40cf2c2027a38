/*
 * test_claim_trend.c - Kendall's tau over years, Mann's test, Holm's correction
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "base/random.h"
#include "scenario/claim/trend.h"

/* Two numbers, as doubles. */
static void
assert_near(double a, double b, double within)
{
    if (!(fabs(a - b) <= within)) {
        fail_msg("%.15g is not %.15g", a, b);
    }
}

static ent_trend
trend_of(const double *values, size_t count)
{
    ent_trend out;

    assert_int_equal(ent_trend_of(values, count, &out), ENT_OK);
    return out;
}

/* tau-b straight from its definition: pairs in order, against order, tied. */
static double
slow_tau(const double *values, size_t n)
{
    double with = 0, against = 0, tied = 0;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            with += values[j] > values[i];
            against += values[j] < values[i];
            tied += values[j] == values[i];
        }
    }
    return (with - against) / sqrt((with + against) * (with + against + tied));
}

static void
tau_is_that_of_the_definition(void **state)
{
    (void)state;
    for (uint32_t run = 0; run < 200; run++) {
        ent_key key = {1, run, ENT_PROCESS_TEST, 0, 0};
        double  values[30];
        size_t  n = 5 + run % 26;

        for (size_t i = 0; i < n; i++) {
            values[i] = floor(6 * ent_random_uniform(&key, (uint32_t)i)); /* with ties */
        }
        assert_near(trend_of(values, n).tau, slow_tau(values, n), 1e-12);
    }
}

/* Without ties and with neighbours that pull apart nothing is added to the variance. */
static void
the_test_of_a_known_row_is_manns(void **state)
{
    static const double ROW[] = {1, 3, 2, 5, 4, 7, 6, 9, 8, 10};
    /* S = 37, var S = 10 9 25 / 18 = 125, z = 36 / sqrt 125 */
    ent_trend t = trend_of(ROW, 10);

    (void)state;
    assert_near(t.tau, 37.0 / 45, 1e-12);
    assert_near(t.p, erfc(36 / sqrt(125.0) / sqrt(2.0)), 1e-9);
    assert_int_equal(t.n, 10);
}

static void
turning_a_row_turns_its_sign_alone(void **state)
{
    static const double ROW[] = {1, 2, 2, 5, 3, 8, 7, NAN, 9};
    double              back[9];
    ent_trend           there = trend_of(ROW, 9), turned;

    (void)state;
    for (size_t i = 0; i < 9; i++) {
        back[i] = -ROW[i];
    }
    turned = trend_of(back, 9);
    assert_near(there.tau, -turned.tau, 1e-12);
    assert_near(there.slope, -turned.slope, 1e-12);
    assert_near(there.p, turned.p, 1e-12);
    assert_int_equal(there.n, 8);
}

static void
the_scale_of_the_values_does_not_matter(void **state)
{
    static const double ROW[] = {3, 1, 4, 1, 5, 9, 2, 6};
    double              scaled[8];
    ent_trend           a = trend_of(ROW, 8), b;

    (void)state;
    for (size_t i = 0; i < 8; i++) {
        scaled[i] = 1000 * ROW[i] + 7;
    }
    b = trend_of(scaled, 8);
    assert_near(a.tau, b.tau, 1e-12);
    assert_near(a.p, b.p, 1e-9);
    assert_near(1000 * a.slope, b.slope, 1e-9);
}

static void
nothing_that_changes_is_no_trend(void **state)
{
    static const double FLAT[] = {2, 2, 2, 2, 2, 2};
    ent_trend           t = trend_of(FLAT, 6);

    (void)state;
    assert_near(t.tau, 0, 0);
    assert_near(t.slope, 0, 0);
    assert_near(t.p, 1, 0);
}

static void
fewer_than_five_years_have_no_trend(void **state)
{
    static const double SHORT[] = {1, 2, NAN, 3, 4};
    ent_trend           t = trend_of(SHORT, 5);

    (void)state;
    assert_int_equal(t.n, 4);
    assert_true(isnan(t.tau) && isnan(t.p) && isnan(t.slope));
}

/* A random walk trends by chance: the plain test would reject in about half of the cases. */
static void
years_that_hang_together_tell_less(void **state)
{
    int rejected = 0, rejected_white = 0;

    (void)state;
    for (uint32_t run = 0; run < 400; run++) {
        ent_key key = {2, run, ENT_PROCESS_TEST, 0, 0};
        double  pulled[40], white[40], at = 0;

        for (uint32_t i = 0; i < 40; i++) {
            white[i] = ent_random_normal(&key, i);
            at = 0.6 * at + white[i];
            pulled[i] = at;
        }
        rejected += trend_of(pulled, 40).p <= 0.05;
        rejected_white += trend_of(white, 40).p <= 0.05;
    }
    assert_in_range(rejected_white, 4, 32); /* 5 % of 400 is 20 */
    assert_in_range(rejected, 0, 60);       /* without the correction about 120 */
}

static void
holm_is_that_of_the_definition(void **state)
{
    double p[] = {0.01, NAN, 0.04, 0.03, 0.005};

    (void)state;
    assert_int_equal(ent_holm(p, 5), ENT_OK);
    assert_near(p[0], 0.03, 1e-12);
    assert_true(isnan(p[1]));
    assert_near(p[2], 0.06, 1e-12); /* never below that of 0.03 */
    assert_near(p[3], 0.06, 1e-12);
    assert_near(p[4], 0.02, 1e-12);
}

static void
holm_never_passes_one(void **state)
{
    double p[] = {0.9, 0.8, 1};

    (void)state;
    assert_int_equal(ent_holm(p, 3), ENT_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_near(p[i], 1, 0);
    }
    assert_int_equal(ent_holm(p, 0), ENT_OK);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tau_is_that_of_the_definition),
        cmocka_unit_test(the_test_of_a_known_row_is_manns),
        cmocka_unit_test(turning_a_row_turns_its_sign_alone),
        cmocka_unit_test(the_scale_of_the_values_does_not_matter),
        cmocka_unit_test(nothing_that_changes_is_no_trend),
        cmocka_unit_test(fewer_than_five_years_have_no_trend),
        cmocka_unit_test(years_that_hang_together_tell_less),
        cmocka_unit_test(holm_is_that_of_the_definition),
        cmocka_unit_test(holm_never_passes_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
