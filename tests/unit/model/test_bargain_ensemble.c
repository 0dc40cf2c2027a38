/*
 * test_bargain_ensemble.c - many paths, and what needs no model
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_bargain.h"

enum {
    MEAN = 3,
    SD,
    LO,
    HI,
    STABLE,
    OUTCOME = 9,
    OUTCOME_LO,
    OUTCOME_HI,
    RIVALS,
    SD_INPUTS = RIVALS + 4,
    SD_PARAMETERS,
    OUTCOME_SD_INPUTS,
    OUTCOME_SD_PARAMETERS
};

typedef struct heard {
    int  warnings;
    char last[512];
} heard;

static void
hear(void *user, ent_severity severity, const char *text)
{
    heard *h = user;

    h->warnings += severity == ENT_WARNING;
    (void)snprintf(h->last, sizeof h->last, "%s", text);
}

static ent_table *
ensemble_of(ent_ctx *ctx, const ent_bargain *b, const ent_bargain_options *o,
            const ent_bargain_ensemble_options *more)
{
    ent_table *table = NULL;

    assert_int_equal(ent_bargain_ensemble(ctx, b, o, more, &table), ENT_OK);
    return table;
}

static void
check_equal(ent_table *first, ent_table *second)
{
    assert_int_equal(ent_table_row_count(first), ent_table_row_count(second));
    for (size_t row = 0; row < ent_table_row_count(first); row++) {
        for (size_t column = 0; column < ent_table_column_count(first); column++) {
            double a = ent_table_get_number(first, row, column);
            double b = ent_table_get_number(second, row, column);

            assert_memory_equal(&a, &b, sizeof a);
        }
    }
}

static void
threads_change_nothing(void **state)
{
    ent_ctx                     *one = unit_ctx(1), *many = unit_ctx(4);
    ent_bargain_options          o = {.turns = 6, .seed = 9};
    ent_bargain_ensemble_options more = {.runs = 24};
    drawn_bargain                b;
    ent_table                   *first, *second;

    (void)state;
    bargain_draw(&b, 1, 9, 2);
    first = ensemble_of(one, &b.bargain, &o, &more);
    second = ensemble_of(many, &b.bargain, &o, &more);
    check_equal(first, second);
    ent_table_destroy(first);
    ent_table_destroy(second);
    ent_ctx_destroy(one);
    ent_ctx_destroy(many);
}

/* All parameters fixed and no noise: every run is the plain path. */
static void
without_noise_all_runs_are_one(void **state)
{
    ent_ctx                     *ctx = unit_ctx(1);
    ent_bargain_options          o = {.turns = 5};
    ent_bargain_ensemble_options more = {.runs = 10, .has_noise = true, .fixed = 0xFF};
    drawn_bargain                b;
    ent_table                   *all, *path;

    (void)state;
    bargain_draw(&b, 2, 8, 2);
    all = ensemble_of(ctx, &b.bargain, &o, &more);
    assert_int_equal(ent_bargain_path(ctx, &b.bargain, &o, &path), ENT_OK);
    assert_int_equal(ent_table_row_count(all), ent_table_row_count(path));
    for (size_t row = 0; row < ent_table_row_count(all); row++) {
        double position = ent_table_get_number(path, row, 3);

        assert_true(fabs(ent_table_get_number(all, row, MEAN) - position) < 1e-9);
        assert_true(ent_table_get_number(all, row, SD) < 1e-9);
        assert_true(ent_table_get_number(all, row, SD_INPUTS) < 1e-9);
        assert_true(ent_table_is_missing(all, row, SD_PARAMETERS)); /* one path alone */
        assert_true(ent_table_get_number(all, row, OUTCOME_SD_INPUTS) < 1e-9);
        assert_true(ent_table_is_missing(all, row, OUTCOME_SD_PARAMETERS));
        assert_true(fabs(ent_table_get_number(all, row, LO) - position) < 1e-9);
        assert_true(fabs(ent_table_get_number(all, row, HI) - position) < 1e-9);
        assert_true(fabs(ent_table_get_number(all, row, OUTCOME) -
                         ent_table_get_number(path, row, 5)) < 1e-9);
        for (size_t k = 0; k < 4; k++) {
            assert_true(ent_table_get_number(all, row, RIVALS + k) ==
                        ent_table_get_number(path, row, 6 + k));
        }
    }
    ent_table_destroy(all);
    ent_table_destroy(path);
    ent_ctx_destroy(ctx);
}

/* Every path that one change of a parameter gives, and the one of none. */
static void
parameters_spread_as_their_paths_do(void **state)
{
    ent_ctx                     *ctx = unit_ctx(1);
    ent_bargain_options          o = {.turns = 2};
    ent_bargain_ensemble_options more = {.runs = 8};
    double                       sum[6] = {0}, squares[6] = {0};
    size_t                       paths = 0;
    drawn_bargain                b;
    ent_table                   *table;

    (void)state;
    bargain_draw(&b, 12, 6, 1);
    for (size_t p = 0; p < ENT_BARGAIN_PARAMETERS; p++) {
        for (int value = p == 0 ? 0 : 1; value < BARGAIN_VALUES[p]; value++) {
            ent_bargain_options other = o;
            ent_table          *path;

            bargain_set(&other, p, value);
            assert_int_equal(ent_bargain_path(ctx, &b.bargain, &other, &path), ENT_OK);
            for (size_t i = 0; i < 6; i++) {
                double x = ent_table_get_number(path, 12 + i, 3);

                sum[i] += x;
                squares[i] += x * x;
            }
            ent_table_destroy(path);
            paths++;
        }
    }
    assert_int_equal(paths, 24);
    table = ensemble_of(ctx, &b.bargain, &o, &more);
    for (size_t i = 0; i < 6; i++) {
        double sd = sqrt((squares[i] - sum[i] * sum[i] / 24) / 23);

        assert_true(fabs(ent_table_get_number(table, 12 + i, SD_PARAMETERS) - sd) < 1e-6);
        assert_true(ent_table_get_number(table, i, SD_PARAMETERS) == 0); /* not of the input */
        assert_true(ent_table_get_number(table, i, SD_INPUTS) > 0);
    }
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

/* The input of turn 0 shows what the noise is; parameters do not touch it. */
static void
noise_is_as_large_as_it_is_said_to_be(void **state)
{
    ent_ctx                     *ctx = unit_ctx(0);
    ent_bargain_options          o = {.turns = 1};
    ent_bargain_ensemble_options more = {.runs = 2000, .has_noise = true, .noise = 2};
    drawn_bargain                b;
    ent_table                   *table;

    (void)state;
    bargain_draw(&b, 3, 4, 1);
    for (size_t i = 0; i < 4; i++) {
        b.position[i][0] = 20 + 20 * (double)i;
    }
    table = ensemble_of(ctx, &b.bargain, &o, &more);
    for (size_t i = 0; i < 4; i++) {
        double mean = ent_table_get_number(table, i, MEAN);

        /* four standard errors of mean and standard deviation; 1.645 deviations on either side */
        assert_true(fabs(mean - b.position[i][0]) < 4 * 2 / sqrt(2000));
        assert_true(fabs(ent_table_get_number(table, i, SD) - 2) < 4 * 2 / sqrt(2 * 2000));
        assert_true(fabs(ent_table_get_number(table, i, LO) - (mean - 1.645 * 2)) < 0.4);
        assert_true(fabs(ent_table_get_number(table, i, HI) - (mean + 1.645 * 2)) < 0.4);
    }
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

static void
few_runs_have_no_interval_and_positions_stay_on_the_scale(void **state)
{
    ent_ctx                     *ctx = unit_ctx(1);
    ent_bargain_ensemble_options more = {.runs = 7, .has_noise = true, .noise = 50};
    ent_bargain_options          o = {.turns = 3};
    drawn_bargain                b;
    ent_table                   *table;

    (void)state;
    bargain_draw(&b, 4, 6, 3);
    table = ensemble_of(ctx, &b.bargain, &o, &more);
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        assert_true(ent_table_is_missing(table, row, LO));
        assert_true(ent_table_is_missing(table, row, OUTCOME_HI));
        assert_true(ent_table_get_number(table, row, MEAN) >= 0 &&
                    ent_table_get_number(table, row, MEAN) <= 100);
    }
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

/* Five who agree stay where they are whatever breathes on them. */
static void
agreement_is_stable_and_said_nothing_of(void **state)
{
    heard                        h = {0};
    ent_ctx_options              options = {.on_message = hear, .user = &h};
    ent_bargain_ensemble_options more = {.runs = 8};
    ent_bargain_options          o = {.turns = 5, .last = true};
    drawn_bargain                b;
    ent_ctx                     *ctx;
    ent_table                   *table;

    (void)state;
    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    bargain_draw(&b, 5, 5, 1);
    for (size_t i = 0; i < 5; i++) {
        b.position[i][0] = 40;
    }
    table = ensemble_of(ctx, &b.bargain, &o, &more);
    assert_int_equal(ent_table_row_count(table), 5); /* the last turn alone */
    for (size_t row = 0; row < 5; row++) {
        assert_true(ent_table_get_number(table, row, STABLE) == 1);
    }
    assert_int_equal(h.warnings, 0);
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

/* Two targets of the same worth to a third: a breath decides whom it goes to. */
static void
a_tie_is_unstable_and_told(void **state)
{
    static const char            TEXT[] = "Tie,,3,1\nA,D,P,Way,S\nLeft,,3,5,90\nRight,,3,95,90\n"
                                          "Middle,,2,50,60\n";
    heard                        h = {0};
    ent_ctx_options              options = {.on_message = hear, .user = &h};
    ent_bargain_ensemble_options more = {.runs = 8};
    ent_bargain                  b;
    ent_ctx                     *ctx;
    ent_table                   *table;
    size_t                       unstable = 0;

    (void)state;
    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    assert_int_equal(ent_bargain_parse(ctx, "t.csv", TEXT, strlen(TEXT), &b), ENT_OK);
    table = ensemble_of(ctx, &b, &(ent_bargain_options){.turns = 3}, &more);
    for (size_t row = 9; row < ent_table_row_count(table); row++) {
        unstable += ent_table_get_number(table, row, STABLE) == 0;
    }
    assert_true(unstable > 0);
    assert_int_equal(h.warnings, 1);
    assert_non_null(strstr(h.last, "of 3 last positions"));
    assert_non_null(strstr(h.last, "the outcome of 'Way' from"));
    ent_table_destroy(table);
    ent_bargain_clear(&b);
    ent_ctx_destroy(ctx);
}

/* Rivals */

static void
rivals_of(const ent_bargain *b, ent_bargain_rival *out)
{
    ent_ctx *ctx = unit_ctx(1);

    assert_int_equal(ent_bargain_rivals(ctx, b, out), ENT_OK);
    ent_ctx_destroy(ctx);
}

/* The logarithm of the product, straight from its definition. */
static double
log_product(const ent_bargain *b, const double *point)
{
    double sum = 0;

    for (size_t i = 0; i < b->actor_count; i++) {
        const ent_bargain_actor *a = &b->actors[i];
        double                   above = 0, below = 0, total = 0;

        for (size_t k = 0; k < b->dimension_count; k++) {
            above += pow(a->salience[k] * (a->position[k] - point[k]) / 100, 2);
            below += pow(a->salience[k], 2);
            total += a->salience[k] / 100;
        }
        sum += a->capability * total * log(1 - sqrt(above / below));
    }
    return sum;
}

/* No point near it, and none drawn anywhere, has a larger product. */
static void
nothing_beats_the_nash_product(void **state)
{
    (void)state;
    for (uint32_t run = 0; run < 60; run++) {
        ent_key           key = {.seed = 5, .run = run, .process = ENT_PROCESS_TEST};
        ent_bargain_rival rivals[SLOW_DIMENSIONS];
        drawn_bargain     b;
        double            best, point[SLOW_DIMENSIONS];
        size_t            d = 1 + run % 3;

        bargain_draw(&b, 3000 + run, 2 + run % 10, d);
        rivals_of(&b.bargain, rivals);
        for (size_t k = 0; k < d; k++) {
            point[k] = rivals[k].nash;
        }
        best = log_product(&b.bargain, point);
        for (uint32_t trial = 0; trial < 3000; trial++) {
            double reach = 100 * pow(10, -(double)(trial % 8));

            for (uint32_t k = 0; k < d; k++) {
                double to =
                    rivals[k].nash + reach * (ent_random_uniform(&key, trial * 8 + k) - 0.5);

                point[k] = fmin(100, fmax(0, to));
            }
            assert_true(!(log_product(&b.bargain, point) > best + 1e-7));
        }
    }
}

static void
means_and_medians_are_those_of_the_weights(void **state)
{
    static const char TEXT[] = "B,,4,2\nA,D,P,X,S,Y,S\nN,,1,10,50,0,0\nS,,2,20,25,50,0\n"
                               "E,,1,40,100,60,0\nW,,4,80,25,90,0\n";
    ent_bargain_rival rivals[2];
    ent_bargain       b;
    ent_ctx          *ctx = unit_ctx(1);

    (void)state;
    assert_int_equal(ent_bargain_parse(ctx, "b.csv", TEXT, strlen(TEXT), &b), ENT_OK);
    rivals_of(&b, rivals);
    /* weights 50, 50, 100, 100 */
    assert_true(fabs(rivals[0].weighted_mean - (10 + 20 + 80 + 160) / 6.0) < 1e-12);
    assert_true(fabs(rivals[0].weighted_median - 40) < 1e-12);
    assert_true(fabs(rivals[0].plain_mean - 37.5) < 1e-12);
    assert_true(isnan(rivals[1].weighted_mean)); /* nobody cares */
    assert_true(isnan(rivals[1].weighted_median));
    assert_true(isnan(rivals[1].nash));
    assert_true(rivals[1].plain_mean == 50);
    ent_bargain_clear(&b);
    ent_ctx_destroy(ctx);
}

static void
a_median_between_two_halves_lies_in_their_middle(void **state)
{
    static const char TEXT[] = "B,,3,1\nA,D,P,X,S\nN,,1,10,50\nS,,2,90,50\nE,,1,30,50\n";
    ent_bargain_rival rival;
    ent_bargain       b;
    ent_ctx          *ctx = unit_ctx(1);

    (void)state;
    assert_int_equal(ent_bargain_parse(ctx, "b.csv", TEXT, strlen(TEXT), &b), ENT_OK);
    rivals_of(&b, &rival);
    assert_true(rival.weighted_median == 60);
    ent_bargain_clear(&b);
    ent_ctx_destroy(ctx);
}

/* Two alike meet halfway; who has all the weight has its way. */
static void
nash_divides_evenly_between_equals(void **state)
{
    static const char EVEN[] = "B,,2,1\nA,D,P,X,S\nN,,1,20,50\nS,,1,60,50\n";
    static const char UNEVEN[] = "B,,2,1\nA,D,P,X,S\nN,,1000,20,50\nS,,1,60,50\n";
    ent_bargain_rival rival;
    ent_bargain       b;
    ent_ctx          *ctx = unit_ctx(1);

    (void)state;
    assert_int_equal(ent_bargain_parse(ctx, "b.csv", EVEN, strlen(EVEN), &b), ENT_OK);
    rivals_of(&b, &rival);
    assert_true(fabs(rival.nash - 40) < 1e-6);
    ent_bargain_clear(&b);
    assert_int_equal(ent_bargain_parse(ctx, "b.csv", UNEVEN, strlen(UNEVEN), &b), ENT_OK);
    rivals_of(&b, &rival);
    assert_true(fabs(rival.nash - 20) < 1e-4);
    ent_bargain_clear(&b);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(without_noise_all_runs_are_one),
        cmocka_unit_test(parameters_spread_as_their_paths_do),
        cmocka_unit_test(noise_is_as_large_as_it_is_said_to_be),
        cmocka_unit_test(few_runs_have_no_interval_and_positions_stay_on_the_scale),
        cmocka_unit_test(agreement_is_stable_and_said_nothing_of),
        cmocka_unit_test(a_tie_is_unstable_and_told),
        cmocka_unit_test(nothing_beats_the_nash_product),
        cmocka_unit_test(means_and_medians_are_those_of_the_weights),
        cmocka_unit_test(a_median_between_two_halves_lies_in_their_middle),
        cmocka_unit_test(nash_divides_evenly_between_equals),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
