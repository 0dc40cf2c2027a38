/*
 * test_exponential.c - exp() inside a loop, against the library's
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <float.h>
#include <math.h>

#include "base/exponential.h"
#include "base/random.h"

static void
compare(double x)
{
    double found = ent_exp(x), expected = exp(x);

    if (found != expected && !(fabs(found - expected) <= 4e-16 * expected)) {
        fail_msg("exp(%.17g) is %.17g, expected %.17g", x, found, expected);
    }
}

static void
compare_within(double x)
{
    double found = ent_exp_within(x), expected = exp(x);

    if (found != expected && !(fabs(found - expected) <= 5e-16 * expected)) {
        fail_msg("exp(%.17g) is %.17g, expected %.17g", x, found, expected);
    }
}

/* Without a branch, up to 700 on either side. */
static void
that_for_vectors_is_that_of_the_library(void **state)
{
    ent_key key = {.seed = 4, .process = ENT_PROCESS_TEST};

    (void)state;
    for (uint32_t k = 0; k < 200000; k++) {
        double u = 2 * ent_random_uniform(&key, k) - 1;

        compare_within(u);
        compare_within(30 * u);
        compare_within(700 * u);
    }
    for (int k = -2 * 1000; k <= 2 * 1000; k++) { /* where the whole number changes */
        compare_within(k * (log(2) / 2));
    }
    assert_true(ent_exp_within(0) == 1);
    assert_true(isnan(ent_exp_within((double)NAN)));
}

static void
it_is_that_of_the_library(void **state)
{
    ent_key key = {.seed = 3, .process = ENT_PROCESS_TEST};

    (void)state;
    for (uint32_t k = 0; k < 200000; k++) {
        double u = 2 * ent_random_uniform(&key, k) - 1;

        compare(u);
        compare(30 * u);
        compare(710 * u);
    }
    for (int k = -64 * 700; k <= 64 * 700; k++) { /* where the parts meet */
        compare(k * (log(2) / 64));
        compare((k + .5) * (log(2) / 64));
    }
}

static void
its_ends_are_those_of_the_library(void **state)
{
    static const double ENDS[] = {0, -0., 700, -700, 709.7, -745, 1e-300, -1e-300, DBL_MAX};

    (void)state;
    for (size_t i = 0; i < sizeof ENDS / sizeof ENDS[0]; i++) {
        assert_true(ent_exp(ENDS[i]) == exp(ENDS[i]) ||
                    fabs(ent_exp(ENDS[i]) / exp(ENDS[i]) - 1) < 4e-16);
    }
    assert_true(ent_exp(0) == 1);
    assert_true(isinf(ent_exp(INFINITY)) && ent_exp(-INFINITY) == 0);
    assert_true(isnan(ent_exp((double)NAN)));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(it_is_that_of_the_library),
                                       cmocka_unit_test(that_for_vectors_is_that_of_the_library),
                                       cmocka_unit_test(its_ends_are_those_of_the_library)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
