/*
 * test_sensitivity.c - indices against published functions; what does nothing in a scenario
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_scenario.h"

#include <math.h>

#include "scenario/indices.h"

/* 1. functions whose indices are known */

/* sin x + 7 sin^2 y + 0.1 z^4 sin x on (-pi, pi)^3, and a fourth input that it does not look at. */
static ent_status
ishigami(ent_ctx *ctx, const void *data, const double *points, size_t count, double *out)
{
    const double  pi = 3.14159265358979323846;
    const size_t *inputs = data;

    (void)ctx;
    for (size_t i = 0; i < count; i++) {
        const double *u = points + i * *inputs;
        double        x = pi * (2 * u[0] - 1), y = pi * (2 * u[1] - 1), z = pi * (2 * u[2] - 1);

        out[i] = sin(x) + 7 * sin(y) * sin(y) + 0.1 * z * z * z * z * sin(x);
    }
    return ENT_OK;
}

static const size_t THREE = 3, FOUR = 4;

/* Ishigami and Homma (1990): V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2 with a = 7, b = 0.1. */
static void
the_indices_of_ishigami_are_the_published_ones(void **state)
{
    static const double FIRST[] = {0.3139, 0.4424, 0, 0}, TOTAL[] = {0.5576, 0.4424, 0.2437, 0};
    ent_ctx            *ctx = unit_ctx(2);
    ent_index           found[4];
    size_t              covered = 0;

    (void)state;
    assert_int_equal(ent_indices_sobol(ctx, ishigami, &FOUR, 4, 8192, 7, found), ENT_OK);
    for (size_t i = 0; i < 4; i++) {
        (void)printf("%zu: %.4f %.4f, errors %.4f %.4f\n", i, found[i].first, found[i].total,
                     found[i].first_se, found[i].total_se);
        assert_true(fabs(found[i].first - FIRST[i]) < 0.03);
        assert_true(fabs(found[i].total - TOTAL[i]) < 0.05);
        assert_true(fabs(found[i].first - FIRST[i]) <= 4 * found[i].first_se);
        assert_true(fabs(found[i].total - TOTAL[i]) <= 4 * found[i].total_se);
        assert_true(found[i].kept_rank > 0.9);
        covered += found[i].total_lo <= TOTAL[i] && TOTAL[i] <= found[i].total_hi;
    }
    assert_true(found[3].first == 0 && found[3].total == 0 && found[3].total_hi == 0);
    assert_true(covered >= 3);
    assert_int_equal(found[0].rank, 1);
    assert_int_equal(found[3].rank, 4);
    ent_ctx_destroy(ctx);
}

enum { G_INPUTS = 6 };
static const double A[G_INPUTS] = {0, 0.5, 3, 9, 99, 99};

/* Sobol's g-function: the product of (|4 u - 2| + a) / (1 + a). */
static ent_status
g_function(ent_ctx *ctx, const void *data, const double *points, size_t count, double *out)
{
    const double *a = data;

    (void)ctx;
    for (size_t n = 0; n < count; n++) {
        out[n] = 1;
        for (size_t i = 0; i < G_INPUTS; i++) {
            out[n] *= (fabs(4 * points[n * G_INPUTS + i] - 2) + a[i]) / (1 + a[i]);
        }
    }
    return ENT_OK;
}

/* Saltelli and Sobol (1995): V_i = 1 / (3 (1 + a_i)^2), V = product of (1 + V_i) less 1. */
static void
the_indices_of_the_g_function_are_the_published_ones(void **state)
{
    ent_ctx  *ctx = unit_ctx(2);
    ent_index found[G_INPUTS];
    double    all = 1;

    (void)state;
    for (size_t i = 0; i < G_INPUTS; i++) {
        all *= 1 + 1 / (3 * (1 + A[i]) * (1 + A[i]));
    }
    assert_int_equal(ent_indices_sobol(ctx, g_function, A, G_INPUTS, 8192, 3, found), ENT_OK);
    for (size_t i = 0; i < G_INPUTS; i++) {
        double own = 1 / (3 * (1 + A[i]) * (1 + A[i]));
        double first = own / (all - 1), total = own * all / (1 + own) / (all - 1);

        (void)printf("%zu: %.4f (%.4f) %.4f (%.4f)\n", i, found[i].first, first, found[i].total,
                     total);
        assert_true(fabs(found[i].first - first) < 0.03);
        assert_true(fabs(found[i].total - total) < 0.03);
    }
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(found[i].rank, i + 1);
    }
    ent_ctx_destroy(ctx);
}

/* The error that is claimed is what another seed shows. */
static void
the_monte_carlo_error_of_an_index_is_true(void **state)
{
    enum { SEEDS = 40 };
    ent_ctx *ctx = unit_ctx(2);
    double   sum = 0, squares = 0, claimed = 0, sd;

    (void)state;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        ent_index found[3];

        assert_int_equal(ent_indices_sobol(ctx, ishigami, &THREE, 3, 256, seed, found), ENT_OK);
        sum += found[0].total;
        squares += found[0].total * found[0].total;
        claimed += found[0].total_se / SEEDS;
    }
    sd = sqrt((squares - sum * sum / SEEDS) / (SEEDS - 1));
    (void)printf("seeds 1 to %d: claimed %g, found %g\n", SEEDS, claimed, sd);
    assert_true(claimed / sd > 0.6 && claimed / sd < 1.6);
    ent_ctx_destroy(ctx);
}

static ent_status
linear(ent_ctx *ctx, const void *data, const double *points, size_t count, double *out)
{
    (void)ctx;
    (void)data;
    for (size_t i = 0; i < count; i++) {
        const double *u = points + 4 * i;

        out[i] = 3 * u[0] - 2 * u[1] + 0 * u[2] + u[3] * u[3];
    }
    return ENT_OK;
}

/* Of a straight line the elementary effects are its slope, and do not scatter. */
static void
screening_finds_slopes(void **state)
{
    ent_ctx      *ctx = unit_ctx(1);
    ent_screening found[4];

    (void)state;
    assert_int_equal(ent_indices_screen(ctx, linear, NULL, 4, 30, 5, found), ENT_OK);
    assert_true(fabs(found[0].mu_star - 3 * 0.95) < 1e-9 && found[0].sigma < 1e-6);
    assert_true(fabs(found[1].mu_star - 2 * 0.95) < 1e-9 && found[1].sigma < 1e-6);
    assert_true(found[2].mu_star == 0 && found[2].sigma == 0);
    assert_true(found[3].sigma > 0.1); /* no straight line */
    ent_ctx_destroy(ctx);
}

static ent_status
constant(ent_ctx *ctx, const void *data, const double *points, size_t count, double *out)
{
    (void)ctx;
    (void)data;
    (void)points;
    for (size_t i = 0; i < count; i++) {
        out[i] = 4;
    }
    return ENT_OK;
}

static ent_status
wrong(ent_ctx *ctx, const void *data, const double *points, size_t count, double *out)
{
    (void)data;
    (void)points;
    (void)count;
    (void)out;
    return ent_fail(ctx, ENT_E_INPUT, "no such point");
}

static void
what_cannot_be_asked_is_refused(void **state)
{
    ent_ctx      *ctx = unit_ctx(1);
    ent_index     index[2];
    ent_screening screened[2];

    (void)state;
    assert_int_equal(ent_indices_sobol(ctx, constant, NULL, 2, 16, 1, index), ENT_OK);
    assert_true(isnan(index[0].first) && isnan(index[0].total)); /* of no variance */
    assert_int_equal(ent_indices_sobol(ctx, constant, NULL, 0, 16, 1, index), ENT_E_ARG);
    assert_int_equal(ent_indices_sobol(ctx, constant, NULL, 2, 7, 1, index), ENT_E_ARG);
    assert_int_equal(ent_indices_sobol(ctx, constant, NULL, 2, 1 << 24, 1, index), ENT_E_LIMIT);
    assert_int_equal(ent_indices_sobol(ctx, wrong, NULL, 2, 16, 1, index), ENT_E_INPUT);
    assert_int_equal(ent_indices_screen(ctx, constant, NULL, 2, 1, 1, screened), ENT_E_ARG);
    assert_int_equal(ent_indices_screen(ctx, wrong, NULL, 2, 4, 1, screened), ENT_E_INPUT);
    ent_ctx_destroy(ctx);
}

/* 2. of a scenario */

enum { RANK = 3, INPUT, MU_STAR = 6, FIRST = 8, TOTAL = 11, STABLE = 15 };

static size_t
row_of(ent_table *table, const char *input)
{
    for (size_t i = 0; i < ent_table_row_count(table); i++) {
        if (strstr(ent_table_get_text(table, i, INPUT), input) != NULL) {
            return i;
        }
    }
    fail_msg("no input '%s'", input);
    return 0;
}

/* A treaty is signed whatever its strength; Brazil presses on nobody. */
static void
an_input_that_does_nothing_has_no_index(void **state)
{
    stage          *s = *state;
    ent_run_options options = {.seed = 2, .runs = 48};
    ent_table      *one = NULL, *two = NULL;
    ent_ctx        *other = unit_ctx(2);
    ent_scenario   *scenario = load(s, "s.yaml",
                                    "format: 1\nname: s\nextends: base\nhorizon: 4\ninterventions:\n"
                                      "  - {date: 2026, kind: dispute, a: JPN, b: CHN, years: 2}\n"
                                      "  - {date: 2026, kind: sanction, a: BRA, b: FRA}\n");

    assert_int_equal(ent_scenario_sensitivity(s->ctx, s->record, &scenario, 1,
                                              "RUS-CHN level 6 or more", &options, &one),
                     ENT_OK);
    assert_true(ent_table_get_number(one, row_of(one, "sanction BRA FRA"), MU_STAR) == 0);
    assert_true(ent_table_get_number(one, row_of(one, "sanction BRA FRA"), FIRST) == 0);
    assert_true(ent_table_get_number(one, row_of(one, "sanction BRA FRA"), TOTAL) == 0);
    assert_true(ent_table_get_number(one, row_of(one, "pact"), TOTAL) == 0);
    assert_true(ent_table_get_number(one, row_of(one, "end"), TOTAL) == 0);
    assert_string_equal(ent_table_get_text(one, 0, INPUT), "up");
    assert_true(ent_table_get_number(one, 0, TOTAL) > 0.3);
    assert_true(ent_table_get_number(one, row_of(one, "up_exercises"), TOTAL) > 0.03);
    /* the same at any number of threads */
    assert_int_equal(ent_scenario_sensitivity(other, s->record, &scenario, 1,
                                              "RUS-CHN level 6 or more", &options, &two),
                     ENT_OK);
    for (size_t i = 0; i < ent_table_row_count(one); i++) {
        double a = ent_table_get_number(one, i, TOTAL), b = ent_table_get_number(two, i, TOTAL);

        assert_true(isnan(a) ? isnan(b) : a == b);
    }
    ent_table_destroy(one);
    ent_table_destroy(two);
    ent_ctx_destroy(other);
    ent_scenario_destroy(scenario);
}

static void
heard_text(void *user, ent_severity severity, const char *text)
{
    (void)severity;
    (void)snprintf(user, 512, "%s", text);
}

static void
an_order_that_is_not_stable_is_said(void **state)
{
    stage          *s = *state;
    char            heard[512] = "";
    ent_ctx_options with = {.jobs = 1, .on_message = heard_text, .user = heard};
    ent_run_options options = {.seed = 2, .runs = 8};
    ent_ctx        *ctx = NULL;
    ent_table      *table = NULL;
    ent_scenario   *scenario = load(s, "base", NULL);

    assert_int_equal(ent_ctx_create(&with, &ctx), ENT_OK);
    assert_int_equal(ent_scenario_sensitivity(ctx, s->record, &scenario, 1, "RUS-CHN defence pact",
                                              &options, &table),
                     ENT_OK);
    assert_non_null(strstr(heard, "the order of the inputs is not stable"));
    ent_table_destroy(table);
    table = NULL;
    assert_int_equal(
        ent_scenario_sensitivity(ctx, s->record, &scenario, 1, "peace", &options, &table),
        ENT_E_NOTFOUND);
    assert_null(table);
    assert_non_null(strstr(ent_ctx_error(ctx), "has no outcome 'peace', it has 'RUS-CHN level 6"));
    ent_ctx_destroy(ctx);
    ent_scenario_destroy(scenario);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_indices_of_ishigami_are_the_published_ones),
        cmocka_unit_test(the_indices_of_the_g_function_are_the_published_ones),
        cmocka_unit_test(the_monte_carlo_error_of_an_index_is_true),
        cmocka_unit_test(screening_finds_slopes),
        cmocka_unit_test(what_cannot_be_asked_is_refused),
        cmocka_unit_test(an_input_that_does_nothing_has_no_index),
        cmocka_unit_test(an_order_that_is_not_stable_is_said),
    };

    return cmocka_run_group_tests(tests, stage_setup, stage_teardown);
}
