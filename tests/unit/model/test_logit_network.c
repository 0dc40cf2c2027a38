/*
 * test_logit_network.c - change statistics against whole networks counted twice; the bootstrap of
 * years
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/graded/logit_network.h"
#include "model/graded/regression.h"
#include "unit.h"

#include <math.h>
#include <stdlib.h>

#include "base/random.h"

enum { NODES = 14 };

/* The whole statistics from their definitions. */
static void
slow(const float *tie, double *gwesp, double *stars)
{
    *gwesp = *stars = 0;
    for (size_t i = 0; i < NODES; i++) {
        double ties = 0;

        for (size_t j = 0; j < NODES; j++) {
            int shared = 0;

            ties += i != j && tie[i * NODES + j] > 0;
            for (size_t k = 0; k < NODES; k++) {
                shared += k != i && k != j && tie[i * NODES + k] > 0 && tie[j * NODES + k] > 0;
            }
            if (j > i && tie[i * NODES + j] > 0) {
                *gwesp += exp(0.69) * (1 - pow(1 - exp(-0.69), shared));
            }
        }
        *stars += ties * (ties - 1) / 2;
    }
}

static void
draw(uint32_t run, float *tie)
{
    ent_key key = {.seed = 1648, .run = run, .process = ENT_PROCESS_TEST};

    for (uint32_t i = 0; i < NODES; i++) {
        tie[i * NODES + i] = NAN;
        for (uint32_t j = i + 1; j < NODES; j++) {
            tie[i * NODES + j] = tie[j * NODES + i] =
                ent_random_below(&key, i * NODES + j, 10) < 3         ? 1.0f
                : ent_random_below(&key, 500 + i * NODES + j, 9) == 0 ? NAN
                                                                      : 0.0f;
        }
    }
}

static void
a_change_is_the_difference_of_two_networks(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    float    tie[NODES * NODES], gwesp[NODES * NODES], degree[NODES * NODES];

    (void)state;
    for (uint32_t run = 0; run < 10; run++) {
        draw(run, tie);
        assert_int_equal(ent_network_change(ctx, NODES, tie, gwesp, degree), ENT_OK);
        for (size_t i = 0; i < NODES; i++) {
            assert_true(gwesp[i * NODES + i] == 0 && degree[i * NODES + i] == 0);
            for (size_t j = i + 1; j < NODES; j++) {
                float  was = tie[i * NODES + j];
                double with[2], without[2];

                tie[i * NODES + j] = tie[j * NODES + i] = 1;
                slow(tie, &with[0], &with[1]);
                tie[i * NODES + j] = tie[j * NODES + i] = 0;
                slow(tie, &without[0], &without[1]);
                tie[i * NODES + j] = tie[j * NODES + i] = was;
                assert_true(fabs((double)gwesp[i * NODES + j] - (with[0] - without[0])) < 1e-5);
                assert_true(fabs((double)degree[i * NODES + j] - (with[1] - without[1])) < 1e-5);
                assert_true(gwesp[j * NODES + i] >= gwesp[i * NODES + j] &&
                            degree[j * NODES + i] >= degree[i * NODES + j]);
            }
        }
    }
    ent_ctx_destroy(ctx);
}

/* ---- bootstrap ---- */

enum { YEARS = 30, EACH = 60, ROWS = YEARS * EACH };

typedef struct rows {
    double     x[ROWS * 3];
    uint8_t    level[ROWS];
    uint32_t   pair[ROWS], a[ROWS], b[ROWS], year[ROWS];
    ent_sample sample;
} rows;

/* A third column that is 1 in the first year alone: some samples of years do not have it. */
static rows *
invent(uint32_t run, size_t columns)
{
    rows   *r = calloc(1, sizeof *r);
    ent_key key = {.seed = 1919, .run = run, .process = ENT_PROCESS_TEST};

    assert_non_null(r);
    for (uint32_t i = 0; i < ROWS; i++) {
        double v = ent_random_normal(&key, 3 * i);

        r->year[i] = i / EACH;
        r->pair[i] = i % EACH;
        r->a[i] = i % EACH;
        r->b[i] = EACH + i % EACH;
        r->x[i * columns] = 1;
        r->x[i * columns + 1] = v;
        if (columns > 2) {
            r->x[i * columns + 2] = r->year[i] == 0 && i % 2 == 0;
        }
        r->level[i] = ent_random_uniform(&key, 9000 + i) < 1 / (1 + exp(0.5 - v));
    }
    r->sample = (ent_sample){.rows = ROWS,
                             .columns = columns,
                             .x = r->x,
                             .level = r->level,
                             .pair = r->pair,
                             .a = r->a,
                             .b = r->b,
                             .year = r->year,
                             .pairs = EACH,
                             .states = 2 * EACH,
                             .years = YEARS};
    return r;
}

static void
rows_of_independent_years_have_the_error_of_the_model(void **state)
{
    ent_ctx       *one = unit_ctx(1), *two = unit_ctx(2);
    rows          *r = invent(1, 2);
    ent_regression fit;
    ent_bootstrap  b, again;

    (void)state;
    assert_int_equal(ent_logit_fit(one, &r->sample, 2, ENT_CLUSTER_PAIR, &fit), ENT_OK);
    assert_int_equal(ent_logit_bootstrap(one, &r->sample, 200, 7, &b), ENT_OK);
    assert_int_equal(b.samples, 200);
    for (size_t p = 0; p < 2; p++) {
        assert_true(fabs(b.error[p] / ent_regression_error(&fit, p) - 1) < 0.4);
        assert_true(b.lo[p] < fit.estimate[p] && fit.estimate[p] < b.hi[p]);
        assert_true(fabs((b.hi[p] - b.lo[p]) / (2 * 1.96 * b.error[p]) - 1) < 0.2);
    }
    /* the same at any number of threads, another with another seed */
    assert_int_equal(ent_logit_bootstrap(two, &r->sample, 200, 7, &again), ENT_OK);
    assert_memory_equal(b.error, again.error, 2 * sizeof *b.error);
    ent_bootstrap_clear(&again);
    assert_int_equal(ent_logit_bootstrap(one, &r->sample, 200, 8, &again), ENT_OK);
    assert_true(b.error[0] < again.error[0] || b.error[0] > again.error[0]);
    ent_bootstrap_clear(&again);
    ent_bootstrap_clear(&b);
    ent_regression_clear(&fit);
    free(r);
    ent_ctx_destroy(one);
    ent_ctx_destroy(two);
}

static void
samples_that_do_not_tell_all_are_counted(void **state)
{
    ent_ctx       *ctx = unit_ctx(1);
    rows          *r = invent(2, 3);
    ent_regression fit;
    ent_bootstrap  b = {.samples = 0};

    (void)state;
    assert_int_equal(ent_logit_fit(ctx, &r->sample, 2, ENT_CLUSTER_PAIR, &fit), ENT_OK);
    assert_int_equal(fit.identified[2], ENT_IDENTIFIED);
    assert_int_equal(ent_logit_bootstrap(ctx, &r->sample, 100, 1, &b), ENT_OK);
    assert_true(b.samples > 40 && b.samples < 90); /* 1 - (29/30)^30 of them: two in three */
    ent_bootstrap_clear(&b);
    assert_int_equal(ent_logit_bootstrap(ctx, &r->sample, 10, 1, &b), ENT_OK);
    assert_true(isnan(b.error[0])); /* too few to tell */
    ent_bootstrap_clear(&b);
    r->sample.rows = EACH; /* those of the first year: all samples are the same */
    assert_int_equal(ent_logit_bootstrap(ctx, &r->sample, 100, 1, &b), ENT_OK);
    assert_int_equal(b.samples, 0);
    assert_true(isnan(b.error[0]) && isnan(b.lo[0]) && isnan(b.hi[0]));
    ent_bootstrap_clear(&b);
    r->sample.years = 0;
    assert_int_equal(ent_logit_bootstrap(ctx, &r->sample, 10, 1, &b), ENT_E_ARG);
    ent_regression_clear(&fit);
    free(r);
    ent_ctx_destroy(ctx);
}

/* Each sample fitted to the end, by rows that stand as often as their year was drawn. */
static double
slow_error(ent_ctx *ctx, const rows *r, uint64_t seed, size_t samples)
{
    rows  *drawn = invent(1, 2);
    double sum = 0, squares = 0, n = (double)samples;

    for (size_t s = 0; s < samples; s++) {
        ent_key        key = {.seed = seed, .run = (uint32_t)s, .process = ENT_PROCESS_WAVES};
        ent_regression fit;

        for (uint32_t d = 0; d < YEARS; d++) {
            size_t from = ent_random_below(&key, d, YEARS) * EACH;

            memcpy(drawn->x + d * EACH * 2, r->x + from * 2, EACH * 2 * sizeof *r->x);
            memcpy(drawn->level + d * EACH, r->level + from, EACH);
        }
        assert_int_equal(ent_logit_fit(ctx, &drawn->sample, 2, ENT_CLUSTER_PAIR, &fit), ENT_OK);
        sum += fit.estimate[1];
        squares += fit.estimate[1] * fit.estimate[1];
        ent_regression_clear(&fit);
    }
    free(drawn);
    return sqrt((squares - sum * sum / n) / (n - 1));
}

static void
one_step_is_near_to_all(void **state)
{
    ent_ctx      *ctx = unit_ctx(1);
    rows         *r = invent(4, 2);
    ent_bootstrap b;

    (void)state;
    assert_int_equal(ent_logit_bootstrap(ctx, &r->sample, 60, 5, &b), ENT_OK);
    assert_true(fabs(b.error[1] / slow_error(ctx, r, 5, 60) - 1) < 0.05);
    ent_bootstrap_clear(&b);
    free(r);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_is_the_difference_of_two_networks),
        cmocka_unit_test(rows_of_independent_years_have_the_error_of_the_model),
        cmocka_unit_test(samples_that_do_not_tell_all_are_counted),
        cmocka_unit_test(one_step_is_near_to_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
