/*
 * test_similarity.c - the coefficients of two portfolios against their definition
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_similarity.h"

#include "base/random.h"

static ent_similarity
from_table(size_t n, const int *x, const int *y, const asked *how)
{
    ent_contingency table = {.categories = (size_t)how->most + 1};

    for (size_t i = 0; i < n; i++) {
        table.count[x[i]][y[i]]++;
        table.weight[x[i]][y[i]] += how->weights != NULL ? how->weights[i] : 1;
    }
    return ent_similarity_of(&table, how->squared);
}

/* Portfolios of one trial; every fifth has one without ties, every seventh the same twice. */
static size_t
draw_trial(uint32_t trial, int most, int *x, int *y, double *weights)
{
    ent_key key = {.seed = 20261122, .process = ENT_PROCESS_TEST, .run = trial};
    size_t  n = 1 + (size_t)ent_random_below(&key, 0, trial % 10 == 0 ? 200 : 30);
    double  px = ent_random_uniform(&key, 1), py = trial % 5 == 0 ? 0 : ent_random_uniform(&key, 2);

    for (uint32_t i = 0; i < n; i++) {
        x[i] = ent_random_uniform(&key, 10 + 5 * i) < px
                   ? 1 + (int)ent_random_below(&key, 11 + 5 * i, (uint64_t)most)
                   : 0;
        y[i] = ent_random_uniform(&key, 12 + 5 * i) < py
                   ? 1 + (int)ent_random_below(&key, 13 + 5 * i, (uint64_t)most)
                   : 0;
        y[i] = trial % 7 == 0 ? x[i] : y[i];
        weights[i] = trial % 11 == 0 ? 0 : ent_random_uniform(&key, 14 + 5 * i);
    }
    return n;
}

static void
coefficients_are_those_of_the_definition(void **state)
{
    int    x[LONGEST], y[LONGEST];
    double weights[LONGEST];

    (void)state;
    for (uint32_t trial = 0; trial < 1200; trial++) {
        int    most = 1 + (int)trial % 3;
        size_t n = draw_trial(trial, most, x, y, weights);

        for (int squared = 0; squared < 2; squared++) {
            for (int weighted = 0; weighted < 2; weighted++) {
                asked          how = {most, weighted ? weights : NULL, squared};
                ent_similarity fast = from_table(n, x, y, &how), slow = reference(n, x, y, &how);

                check_same(&fast, &slow);
            }
        }
    }
}

/* Binary portfolios know one distance; equal weights are none; and either may come first. */
static void
choices_that_change_nothing_change_nothing(void **state)
{
    int    x[LONGEST], y[LONGEST];
    double weights[LONGEST];

    (void)state;
    for (uint32_t trial = 0; trial < 200; trial++) {
        int            most = 1 + (int)trial % 3;
        size_t         n = draw_trial(trial, most, x, y, weights);
        asked          plain = {most, NULL, false}, even = {most, weights, false};
        asked          squared = {most, NULL, true};
        ent_similarity one = from_table(n, x, y, &plain), other = from_table(n, y, x, &plain);

        check_same(&one, &other);
        for (size_t i = 0; i < n; i++) {
            weights[i] = 0.25;
        }
        other = from_table(n, x, y, &even);
        check_same(&one, &other);
        other = from_table(n, x, y, &squared);
        assert_true(near(one.kappa, other.kappa, 0) && near(one.pi, other.pi, 0));
        if (most == 1) {
            check_same(&one, &other);
        }
    }
}

/* One position less apart, and S, kappa and pi of the same margins rise. */
static void
agreement_raises_every_coefficient(void **state)
{
    const int      x[6] = {0, 1, 2, 3, 0, 0}, far[6] = {3, 0, 1, 2, 0, 0};
    const int      nearer[6] = {0, 3, 1, 2, 0, 0};
    const asked    valued = {3, NULL, false};
    ent_similarity low = from_table(6, x, far, &valued), high = from_table(6, x, nearer, &valued);

    (void)state;
    assert_true(low.s < high.s && low.kappa < high.kappa && low.pi < high.pi);
    assert_true(low.tau_b < high.tau_b && low.s_chance == high.s_chance);
}

static void
portfolios_without_variation_have_no_coefficient(void **state)
{
    const int      ones[4] = {1, 1, 1, 1}, none[4] = {0, 0, 0, 0}, some[4] = {1, 0, 1, 0};
    const double   weightless[4] = {0, 0, 0, 0};
    const asked    unknown = {1, weightless, false};
    ent_similarity s;

    (void)state;
    s = from_table(4, ones, ones, &BINARY);
    assert_true(isnan(s.kappa) && isnan(s.pi) && isnan(s.tau_b));
    assert_true(s.s == 1 && s.s_chance == 1);
    s = from_table(4, none, none, &BINARY);
    assert_true(isnan(s.kappa) && isnan(s.pi) && isnan(s.tau_b));
    s = from_table(4, ones, none, &BINARY);
    assert_true(s.s == -1 && s.pi == -1 && s.kappa == 0 && isnan(s.tau_b));
    s = from_table(4, some, some, &BINARY);
    assert_true(s.kappa == 1 && s.pi == 1 && s.s == 1 && s.tau_b == 1);
    s = from_table(4, some, some, &unknown);
    assert_true(isnan(s.s) && isnan(s.s_chance) && s.kappa == 1);
    s = from_table(0, ones, ones, &BINARY);
    assert_true(isnan(s.s) && isnan(s.s_chance) && isnan(s.kappa) && isnan(s.pi));
}

/* Signorino and Ritter's own setting: three ranks of ties, weighted by the third state's power. */
static void
a_weighted_s_by_hand(void **state)
{
    const int      x[4] = {3, 0, 2, 1}, y[4] = {3, 3, 0, 1};
    const double   weights[4] = {0.4, 0.1, 0.3, 0.2};
    const asked    absolute = {3, weights, false}, squared = {3, weights, true};
    ent_similarity s;

    (void)state;
    s = from_table(4, x, y, &absolute); /* d = 0.1 3 + 0.3 2 = 0.9, of at most 3 */
    assert_true(near(s.s, 1 - 2 * 0.9 / 3, 1e-15));
    s = from_table(4, x, y, &squared); /* 0.1 9 + 0.3 4 = 2.1, of at most 9 */
    assert_true(near(s.s, 1 - 2 * 2.1 / 9, 1e-15));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coefficients_are_those_of_the_definition),
        cmocka_unit_test(choices_that_change_nothing_change_nothing),
        cmocka_unit_test(agreement_raises_every_coefficient),
        cmocka_unit_test(portfolios_without_variation_have_no_coefficient),
        cmocka_unit_test(a_weighted_s_by_hand),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
