/*
 * test_regression.c - regressions against published figures and slow versions; recovery; what
 * cannot be told
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/graded/regression.h"
#include "unit.h"

#include <math.h>
#include <stdlib.h>

#include "base/random.h"

enum { MOST_ROWS = 4000, MOST_COLUMNS = 8 };

typedef struct rows {
    double     x[MOST_ROWS * MOST_COLUMNS], amount[MOST_ROWS];
    uint8_t    level[MOST_ROWS];
    uint32_t   choices[MOST_ROWS], pair[MOST_ROWS], a[MOST_ROWS], b[MOST_ROWS], year[MOST_ROWS];
    ent_sample sample;
} rows;

static rows *
make_rows(size_t count, size_t columns)
{
    rows *r = calloc(1, sizeof *r);

    assert_non_null(r);
    assert_true(count <= MOST_ROWS && columns <= MOST_COLUMNS);
    r->sample = (ent_sample){.rows = count,
                             .columns = columns,
                             .x = r->x,
                             .level = r->level,
                             .amount = r->amount,
                             .pair = r->pair,
                             .a = r->a,
                             .b = r->b,
                             .year = r->year};
    return r;
}

static void
near(double have, double want, double tolerance)
{
    if (!(fabs(have - want) <= tolerance)) {
        fail_msg("%.12g, expected %.12g", have, want);
    }
}

/* ---- published: satisfaction in 1,681 households of Copenhagen ---- */

/* By satisfaction, influence, type of house and contact, the first moving fastest. */
static const int HOUSING[72] = {
    21, 21, 28, 34, 22, 36, 10, 11, 36, 61, 23, 17, 43, 35, 40, 26, 18, 54, 13, 9,  10, 8,  8,  12,
    6,  7,  9,  18, 6,  7,  15, 13, 13, 7,  5,  11, 14, 19, 37, 17, 23, 40, 3,  5,  23, 78, 46, 43,
    48, 45, 86, 15, 25, 62, 20, 23, 20, 10, 22, 24, 7,  10, 21, 57, 23, 13, 31, 21, 13, 5,  6,  13};

/* A household a row, with the columns of treatment contrasts; `first` 1 puts a constant first. */
static rows *
housing(size_t first)
{
    rows  *r = make_rows(1681, 6 + first);
    size_t row = 0;

    for (size_t cell = 0; cell < 72; cell++) {
        size_t influence = cell / 3 % 3, type = cell / 9 % 4, contact = cell / 36;

        for (int n = 0; n < HOUSING[cell]; n++, row++) {
            double *x = r->x + row * (6 + first);

            if (first == 1) {
                x[0] = 1;
            }
            for (size_t k = 1; k < 3; k++) {
                x[first + k - 1] = influence == k;
            }
            for (size_t k = 1; k < 4; k++) {
                x[first + 1 + k] = type == k;
            }
            x[first + 5] = (double)contact;
            r->level[row] = (uint8_t)(cell % 3);
            r->pair[row] = (uint32_t)row; /* each for itself */
            r->a[row] = (uint32_t)(2 * row);
            r->b[row] = (uint32_t)(2 * row + 1);
        }
    }
    assert_int_equal(row, 1681);
    r->sample.pairs = row;
    r->sample.states = 2 * row;
    return r;
}

/* Venables and Ripley (2002), Modern Applied Statistics with S, section 7.3. */
static void
ordered_levels_give_the_published_estimates(void **state)
{
    static const double WANT[] = {0.56639374,  1.28881906, -0.57235015, -0.36618657,
                                  -1.09101491, 0.36028415, -0.4961353,  0.6907083};
    ent_ctx            *ctx = unit_ctx(1);
    rows               *r = housing(0);
    ent_regression      fit;

    (void)state;
    assert_int_equal(ent_logit_ordered(ctx, &r->sample, 3, ENT_CLUSTER_PAIR, &fit), ENT_OK);
    assert_true(fit.converged);
    assert_int_equal(fit.parameters, 8);
    for (size_t i = 0; i < 8; i++) {
        near(fit.estimate[i], WANT[i], 2e-6);
        assert_int_equal(fit.identified[i], ENT_IDENTIFIED);
    }
    near(-2 * fit.log_likelihood, 3479.149, 1e-3);
    near(ent_regression_error(&fit, 0), 0.1046, 0.003); /* robust beside theirs of the model */
    ent_regression_clear(&fit);
    free(r);
    ent_ctx_destroy(ctx);
}

/* The same data, section 7.3, their multinomial model. */
static void
several_outcomes_give_the_published_estimates(void **state)
{
    static const double WANT[14] = {-0.4192287364, 0.4463958933,  0.6649353323,  -0.4356887036,
                                    0.1313702893,  -0.6665704467, 0.3608518877,  -0.1387427455,
                                    0.7348632222,  1.6126310695,  -0.7356317251, -0.4079780879,
                                    -1.4123276801, 0.4818270106};
    ent_ctx            *ctx = unit_ctx(1);
    rows               *r = housing(1);
    ent_regression      fit;

    (void)state;
    assert_int_equal(ent_logit_fit(ctx, &r->sample, 3, ENT_CLUSTER_PAIR, &fit), ENT_OK);
    assert_true(fit.converged);
    for (size_t i = 0; i < 14; i++) {
        near(fit.estimate[i], WANT[i], 1e-6);
    }
    near(fit.log_likelihood, -1735.041933, 1e-6);
    ent_regression_clear(&fit);
    free(r);
    ent_ctx_destroy(ctx);
}

/* At the top of the penalized likelihood the score of each parameter is what its penalty pulls. */
static void
a_penalty_pulls_as_much_as_the_score(void **state)
{
    static const double PENALTY[7] = {0, 5, 50, 1, 20, 3, 10};
    double              score[14] = {0}, start[14];
    ent_ctx            *ctx = unit_ctx(1);
    rows               *r = housing(1);
    ent_regression      plain, fit, again;

    (void)state;
    assert_int_equal(ent_logit_fit(ctx, &r->sample, 3, ENT_CLUSTER_PAIR, &plain), ENT_OK);
    assert_int_equal(ent_logit_estimate(ctx, &r->sample, 3, NULL, NULL, &again), ENT_OK);
    for (size_t i = 0; i < 14; i++) {
        near(again.estimate[i], plain.estimate[i], 1e-9);
        assert_true(isnan(ent_regression_error(&again, i)));
        start[i] = i == 3 ? (double)NAN : again.estimate[i] + 0.5;
    }
    ent_regression_clear(&again);
    assert_int_equal(ent_logit_estimate(ctx, &r->sample, 3, PENALTY, NULL, &fit), ENT_OK);
    assert_int_equal(ent_logit_estimate(ctx, &r->sample, 3, PENALTY, start, &again), ENT_OK);
    for (size_t row = 0; row < r->sample.rows; row++) {
        const double *x = r->x + row * 7;
        double        weight[3] = {1, 0, 0}, sum = 1;

        for (size_t k = 0; k < 2; k++) {
            double eta = 0;

            for (size_t c = 0; c < 7; c++) {
                eta += fit.estimate[k * 7 + c] * x[c];
            }
            weight[k + 1] = exp(eta);
            sum += weight[k + 1];
        }
        for (size_t i = 0; i < 14; i++) {
            score[i] += ((r->level[row] == i / 7 + 1) - weight[i / 7 + 1] / sum) * x[i % 7];
        }
    }
    for (size_t i = 0; i < 14; i++) {
        near(score[i], PENALTY[i % 7] * fit.estimate[i], 1e-4);
        near(again.estimate[i], fit.estimate[i], 1e-6);
        assert_true(i % 7 == 0 || fabs(fit.estimate[i]) < fabs(plain.estimate[i]) + 0.1);
    }
    ent_regression_clear(&plain);
    ent_regression_clear(&fit);
    ent_regression_clear(&again);
    free(r);
    ent_ctx_destroy(ctx);
}

/* Two by two: the estimate is the log of the odds ratio, its model variance the sum of 1 / n. */
static void
two_outcomes_of_two_groups_give_the_odds_ratio(void **state)
{
    static const int N[2][2] = {{40, 10}, {20, 30}};
    ent_ctx         *ctx = unit_ctx(1);
    rows            *r = make_rows(100, 2);
    size_t           row = 0;
    ent_regression   fit;

    (void)state;
    for (size_t g = 0; g < 2; g++) {
        for (size_t y = 0; y < 2; y++) {
            for (int n = 0; n < N[g][y]; n++, row++) {
                r->x[2 * row] = 1;
                r->x[2 * row + 1] = (double)g;
                r->level[row] = (uint8_t)y;
                r->pair[row] = (uint32_t)row;
            }
        }
    }
    r->sample.pairs = row;
    r->sample.states = 1;
    assert_int_equal(ent_logit_fit(ctx, &r->sample, 2, ENT_CLUSTER_PAIR, &fit), ENT_OK);
    near(fit.estimate[0], log(10.0 / 40), 1e-9);
    near(fit.estimate[1], log(30.0 / 20) - log(10.0 / 40), 1e-9);
    /* in a saturated model without clusters the robust variance is that of the model */
    near(ent_regression_error(&fit, 1),
         sqrt(100.0 / 99 * (1.0 / 40 + 1.0 / 10 + 1.0 / 20 + 1.0 / 30)), 1e-9);
    ent_regression_clear(&fit);
    free(r);
    ent_ctx_destroy(ctx);
}

/* ---- slow versions ---- */

enum { STATES = 12, YEARS = 10 };

/* All pairs of some states by year, with an effect of each state, and outcomes by a known rule. */
static rows *
invent(uint32_t run, size_t levels, bool constant, double truth)
{
    ent_key key = {.seed = 1919, .run = run, .process = ENT_PROCESS_TEST};
    rows   *r = make_rows(STATES * (STATES - 1) / 2 * YEARS, 3);
    size_t  row = 0, pair = 0;

    for (uint32_t i = 0; i < STATES; i++) {
        for (uint32_t j = i + 1; j < STATES; j++, pair++) {
            for (uint32_t year = 0; year < YEARS; year++, row++) {
                double *x = r->x + row * 3, best = -INFINITY;

                key.unit = i * 65536 + j;
                key.step = year;
                x[0] = constant ? 1 : ent_random_normal(&key, 3);
                x[1] = ent_random_normal(&key, 0);
                x[2] = ent_random_below(&key, 2, 2) == 0;
                for (size_t k = 0; k < levels; k++) { /* random utilities */
                    double u = (double)k * (truth * x[1] - 0.5) -
                               log(-log(ent_random_uniform(&key, 10 + (uint32_t)k)));

                    if (u > best) {
                        best = u;
                        r->level[row] = (uint8_t)k;
                    }
                }
                r->amount[row] =
                    truth * x[1] + 0.1 * (double)(i + j) + 0.3 * year + ent_random_normal(&key, 30);
                r->pair[row] = (uint32_t)pair;
                r->a[row] = i;
                r->b[row] = j;
                r->year[row] = year;
            }
        }
    }
    r->sample.pairs = pair;
    r->sample.states = STATES;
    r->sample.years = YEARS;
    return r;
}

/* Of a logit of three outcomes, written down row by row. */
static double
slow_score(const rows *r, size_t row, const double *theta, double *score)
{
    const double *x = r->x + row * 3;
    double        e[3] = {1, 0, 0}, sum;

    for (size_t k = 1; k < 3; k++) {
        const double *b = theta + (k - 1) * 3;

        e[k] = exp(b[0] * x[0] + b[1] * x[1] + b[2] * x[2]);
    }
    sum = e[0] + e[1] + e[2];
    for (size_t k = 1; k < 3; k++) {
        for (size_t c = 0; c < 3; c++) {
            score[(k - 1) * 3 + c] = ((r->level[row] == k) - e[k] / sum) * x[c];
        }
    }
    return log(e[r->level[row]] / sum);
}

/* a x = b by elimination, a destroyed. */
static void
slow_solve(size_t n, double *a, double *b)
{
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < n; i++) {
            double factor = i != k ? a[i * n + k] / a[k * n + k] : 0;

            for (size_t j = 0; j < n && i != k; j++) {
                a[i * n + j] -= factor * a[k * n + j];
            }
            b[i] -= i != k ? factor * b[k] : 0;
        }
    }
    for (size_t k = 0; k < n; k++) {
        b[k] /= a[k * n + k];
    }
}

/* Curvature by differences of the slow scores. */
static void
slow_information(const rows *r, const double *theta, double *out)
{
    const double H = 1e-5;

    memset(out, 0, 36 * sizeof *out);
    for (size_t j = 0; j < 6; j++) {
        double up[6], down[6], s[6];

        memcpy(up, theta, sizeof up);
        memcpy(down, theta, sizeof down);
        up[j] += H;
        down[j] -= H;
        for (size_t i = 0; i < r->sample.rows; i++) {
            (void)slow_score(r, i, up, s);
            for (size_t k = 0; k < 6; k++) {
                out[k * 6 + j] -= s[k] / (2 * H);
            }
            (void)slow_score(r, i, down, s);
            for (size_t k = 0; k < 6; k++) {
                out[k * 6 + j] += s[k] / (2 * H);
            }
        }
    }
}

/* The meat by its definition: every two rows of a pair, or with a member in common. */
static void
slow_meat(const rows *r, const double *theta, ent_cluster cluster, double *out)
{
    size_t n = r->sample.rows;
    double s[6], t[6];

    memset(out, 0, 36 * sizeof *out);
    for (size_t i = 0; i < n; i++) {
        (void)slow_score(r, i, theta, s);
        for (size_t j = 0; j < n; j++) {
            bool together = cluster == ENT_CLUSTER_PAIR
                                ? r->pair[i] == r->pair[j]
                                : r->a[i] == r->a[j] || r->a[i] == r->b[j] || r->b[i] == r->a[j] ||
                                      r->b[i] == r->b[j];

            if (together) {
                (void)slow_score(r, j, theta, t);
                for (size_t k = 0; k < 36; k++) {
                    out[k] += s[k / 6] * t[k % 6];
                }
            }
        }
    }
}

static void
errors_are_those_of_the_definition(void **state)
{
    ent_ctx *ctx = unit_ctx(1);

    (void)state;
    for (uint32_t run = 0; run < 4; run++) {
        ent_cluster    cluster = run % 2 == 0 ? ENT_CLUSTER_PAIR : ENT_CLUSTER_MEMBERS;
        rows          *r = invent(run, 3, true, 0.5);
        double         information[36], meat[36], gradient[6] = {0}, s[6], sum = 0;
        double         pairs = (double)r->sample.pairs;
        ent_regression fit;

        assert_int_equal(ent_logit_fit(ctx, &r->sample, 3, cluster, &fit), ENT_OK);
        for (size_t i = 0; i < r->sample.rows; i++) {
            sum += slow_score(r, i, fit.estimate, s);
            for (size_t k = 0; k < 6; k++) {
                gradient[k] += s[k];
            }
        }
        near(fit.log_likelihood, sum, 1e-8);
        slow_meat(r, fit.estimate, cluster, meat);
        for (size_t k = 0; k < 6; k++) {
            double factor = cluster == ENT_CLUSTER_PAIR ? pairs / (pairs - 1) : 1;
            double left[36], column[6], row[6] = {0};

            near(gradient[k], 0, 1e-6); /* the top of the likelihood */
            slow_information(r, fit.estimate, information);
            memset(column, 0, sizeof column);
            column[k] = 1;
            memcpy(left, information, sizeof left);
            slow_solve(6, left, column); /* column k of the inverse */
            for (size_t i = 0; i < 36; i++) {
                row[i % 6] += column[i / 6] * meat[i] * factor;
            }
            memcpy(left, information, sizeof left);
            slow_solve(6, left, row);
            for (size_t j = 0; j < 6; j++) {
                near(fit.covariance[k * 6 + j], row[j], 1e-5 * (fabs(row[j]) + 1e-4));
            }
        }
        ent_regression_clear(&fit);
        free(r);
    }
    ent_ctx_destroy(ctx);
}

/* Least squares with a column for each pair and year but one, by elimination. */
static void
effects_taken_out_are_those_of_dummies(void **state)
{
    enum { PAIRS = STATES * (STATES - 1) / 2, ALL = 2 + PAIRS + YEARS - 1 };
    ent_ctx       *ctx = unit_ctx(1);
    rows          *r = invent(7, 2, false, 0.5);
    double        *gram = calloc(ALL * ALL, sizeof *gram), b[ALL] = {0};
    double         pair[PAIRS], year[YEARS], mean = 0;
    size_t         kept = 0;
    ent_regression fit;

    (void)state;
    assert_non_null(gram);
    for (size_t i = 0; i < r->sample.rows; i++) { /* an unbalanced panel: rows are missing */
        if (i % 7 != 0) {
            memmove(r->x + kept * 2, r->x + i * 3 + 1, 2 * sizeof *r->x);
            r->amount[kept] = r->amount[i];
            r->pair[kept] = r->pair[i];
            r->a[kept] = r->a[i];
            r->b[kept] = r->b[i];
            r->year[kept++] = r->year[i];
        }
    }
    r->sample.rows = kept;
    r->sample.columns = 2;
    for (size_t i = 0; i < kept; i++) {
        double x[ALL] = {r->x[2 * i], r->x[2 * i + 1]};

        x[2 + r->pair[i]] = 1;
        if (r->year[i] > 0) {
            x[2 + PAIRS + r->year[i] - 1] = 1;
        }
        for (size_t c = 0; c < ALL; c++) {
            b[c] += x[c] * r->amount[i];
            for (size_t d = 0; d < ALL && x[c] != 0; d++) {
                gram[c * ALL + d] += x[c] * x[d];
            }
        }
    }
    slow_solve(ALL, gram, b);
    assert_int_equal(ent_linear_fit(ctx, &r->sample, ENT_CLUSTER_PAIR, &fit), ENT_OK);
    assert_true(fit.converged);
    near(fit.estimate[0], b[0], 1e-8);
    near(fit.estimate[1], b[1], 1e-8);
    assert_true(ent_regression_error(&fit, 0) > 0);
    assert_int_equal(ent_linear_effects(ctx, &r->sample, &fit, pair, year), ENT_OK);
    for (size_t i = 0; i < kept; i++) { /* each alone is told but for a constant */
        double want = b[2 + r->pair[i]] + (r->year[i] > 0 ? b[2 + PAIRS + r->year[i] - 1] : 0);

        near(pair[r->pair[i]] + year[r->year[i]], want, 1e-6);
        mean += year[r->year[i]] / (double)kept;
    }
    near(mean, 0, 1e-9);
    ent_regression_clear(&fit);
    free(gram);
    free(r);
    ent_ctx_destroy(ctx);
}

/* ---- recovery ---- */

static void
what_was_put_in_comes_out(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    int      covered = 0;
    double   sum = 0;

    (void)state;
    for (uint32_t run = 0; run < 60; run++) {
        rows          *r = invent(1000 + run, 2, true, 0.8);
        ent_regression fit;

        assert_int_equal(ent_logit_fit(ctx, &r->sample, 2, ENT_CLUSTER_PAIR, &fit), ENT_OK);
        sum += fit.estimate[1];
        covered += fabs(fit.estimate[1] - 0.8) < 1.96 * ent_regression_error(&fit, 1);
        ent_regression_clear(&fit);
        free(r);
    }
    near(sum / 60, 0.8, 0.05);
    assert_true(covered >= 52); /* 95 percent of 60 are 57 */
    ent_ctx_destroy(ctx);
}

static void
states_by_other_numbers_give_the_same(void **state)
{
    ent_ctx       *ctx = unit_ctx(1);
    rows          *r = invent(3, 3, false, 0.5);
    ent_regression one, other;

    (void)state;
    assert_int_equal(ent_logit_ordered(ctx, &r->sample, 3, ENT_CLUSTER_MEMBERS, &one), ENT_OK);
    for (size_t i = 0; i < r->sample.rows; i++) {
        uint32_t a = (r->a[i] + 5) % STATES, b = (r->b[i] + 5) % STATES;

        r->a[i] = b;
        r->b[i] = a;
        r->pair[i] = (uint32_t)r->sample.pairs - 1 - r->pair[i];
    }
    assert_int_equal(ent_logit_ordered(ctx, &r->sample, 3, ENT_CLUSTER_MEMBERS, &other), ENT_OK);
    for (size_t j = 0; j < one.parameters; j++) {
        near(one.estimate[j], other.estimate[j], 1e-10);
    }
    for (size_t j = 0; j < one.parameters * one.parameters; j++) {
        near(one.covariance[j], other.covariance[j], 1e-10);
    }
    ent_regression_clear(&one);
    ent_regression_clear(&other);
    free(r);
    ent_ctx_destroy(ctx);
}

/* ---- what cannot be told ---- */

static void
what_cannot_be_told_has_no_number(void **state)
{
    ent_ctx       *ctx = unit_ctx(1);
    rows          *r = invent(5, 2, true, 0.5), *wide = make_rows(r->sample.rows, 6);
    ent_regression fit, plain;

    (void)state;
    memcpy(wide->level, r->level, sizeof r->level);
    memcpy(wide->pair, r->pair, sizeof r->pair);
    memcpy(wide->a, r->a, sizeof r->a);
    memcpy(wide->b, r->b, sizeof r->b);
    wide->sample.pairs = r->sample.pairs;
    wide->sample.states = STATES;
    for (size_t i = 0; i < r->sample.rows; i++) {
        double *x = wide->x + i * 6;

        memcpy(x, r->x + i * 3, 3 * sizeof *x);
        x[3] = 7;                              /* no variation */
        x[4] = 2 * x[1] - x[2] + 3;            /* collinear */
        x[5] = r->level[i] == 1 && i % 9 == 0; /* whenever it is 1 the outcome is 1 */
    }
    assert_int_equal(ent_logit_fit(ctx, &wide->sample, 2, ENT_CLUSTER_PAIR, &fit), ENT_OK);
    assert_true(fit.converged);
    assert_int_equal(fit.identified[3], ENT_NO_VARIATION);
    assert_int_equal(fit.identified[4], ENT_COLLINEAR);
    assert_int_equal(fit.identified[5], ENT_SEPARATED);
    for (size_t j = 3; j < 6; j++) {
        assert_true(isnan(fit.estimate[j]) && isnan(ent_regression_error(&fit, j)));
        assert_non_null(ent_identified_text(fit.identified[j]));
    }
    assert_null(ent_identified_text(ENT_IDENTIFIED));
    /* the others are those without the rows that are told perfectly */
    {
        size_t kept = 0;

        for (size_t i = 0; i < r->sample.rows; i++) {
            if (wide->x[i * 6 + 5] == 0) {
                memmove(r->x + kept * 3, r->x + i * 3, 3 * sizeof *r->x);
                r->level[kept] = r->level[i];
                r->pair[kept++] = r->pair[i];
            }
        }
        r->sample.rows = kept;
    }
    assert_int_equal(ent_logit_fit(ctx, &r->sample, 2, ENT_CLUSTER_PAIR, &plain), ENT_OK);
    assert_int_equal(plain.rows, fit.rows);
    for (size_t j = 0; j < 3; j++) {
        near(fit.estimate[j], plain.estimate[j], 1e-6);
    }
    ent_regression_clear(&fit);
    ent_regression_clear(&plain);
    free(wide);
    free(r);
    ent_ctx_destroy(ctx);
}

static void
an_ordered_outcome_that_is_told_perfectly_has_no_number(void **state)
{
    ent_ctx       *ctx = unit_ctx(1);
    rows          *r = invent(6, 3, false, 0.5);
    ent_regression fit;

    (void)state;
    for (size_t i = 0; i < r->sample.rows; i++) {
        r->x[i * 3 + 2] = r->level[i] == 2 && i % 5 == 0;
        r->level[i] = (uint8_t)(r->level[i] == 2 ? 3 : r->level[i]); /* level 2 never occurs */
    }
    assert_int_equal(ent_logit_ordered(ctx, &r->sample, 4, ENT_CLUSTER_PAIR, &fit), ENT_OK);
    assert_true(fit.converged);
    assert_int_equal(fit.identified[2], ENT_SEPARATED);
    assert_int_equal(fit.identified[0], ENT_IDENTIFIED);
    assert_true(isnan(fit.estimate[2]));
    assert_int_equal(fit.identified[3], ENT_IDENTIFIED); /* thresholds 0, 1 | 2: none between */
    assert_int_equal(fit.identified[4], ENT_IDENTIFIED);
    assert_int_equal(fit.identified[5], ENT_NO_VARIATION);
    assert_true(fit.estimate[3] < fit.estimate[4] && isnan(fit.estimate[5]));
    ent_regression_clear(&fit);
    free(r);
    ent_ctx_destroy(ctx);
}

/* What a pair always has follows from the effects of pairs. */
static void
a_pair_s_constant_is_not_told_from_its_effect(void **state)
{
    ent_ctx       *ctx = unit_ctx(1);
    rows          *r = invent(8, 2, false, 0.5);
    ent_regression fit;

    (void)state;
    for (size_t i = 0; i < r->sample.rows; i++) {
        r->x[i * 3 + 2] = sqrt(r->pair[i] + 0.1);
    }
    assert_int_equal(ent_linear_fit(ctx, &r->sample, ENT_CLUSTER_MEMBERS, &fit), ENT_OK);
    assert_int_equal(fit.identified[2], ENT_NO_VARIATION);
    assert_true(isnan(fit.estimate[2]));
    near(fit.estimate[1], 0.5, 0.2);
    ent_regression_clear(&fit);
    free(r);
    ent_ctx_destroy(ctx);
}

static void
an_outcome_that_never_occurs_is_told_so(void **state)
{
    ent_ctx       *ctx = unit_ctx(1);
    rows          *r = invent(9, 2, true, 0.5);
    ent_regression fit;

    (void)state;
    assert_int_equal(ent_logit_fit(ctx, &r->sample, 3, ENT_CLUSTER_PAIR, &fit), ENT_OK);
    assert_int_equal(fit.identified[0], ENT_IDENTIFIED);
    assert_int_equal(fit.identified[3], ENT_NO_VARIATION);
    memset(r->level, 0, sizeof r->level);
    ent_regression_clear(&fit);
    assert_int_equal(ent_logit_fit(ctx, &r->sample, 2, ENT_CLUSTER_PAIR, &fit), ENT_OK);
    assert_int_equal(fit.identified[1], ENT_NO_VARIATION);
    ent_regression_clear(&fit);
    assert_int_equal(ent_logit_ordered(ctx, &r->sample, 2, ENT_CLUSTER_PAIR, &fit), ENT_OK);
    assert_true(isnan(fit.estimate[3]));
    ent_regression_clear(&fit);
    free(r);
    ent_ctx_destroy(ctx);
}

/* A row that could not have had a level says nothing of it. */
static void
choices_that_were_not_there_do_not_count(void **state)
{
    ent_ctx       *ctx = unit_ctx(1);
    rows          *r = invent(10, 3, true, 0.5);
    ent_regression all, some;

    (void)state;
    for (size_t i = 0; i < r->sample.rows; i++) {
        r->choices[i] = r->level[i] == 2 ? 7u : i % 2 == 0 ? 3u : 7u;
    }
    r->sample.choices = r->choices;
    assert_int_equal(ent_logit_fit(ctx, &r->sample, 3, ENT_CLUSTER_PAIR, &some), ENT_OK);
    r->sample.choices = NULL;
    assert_int_equal(ent_logit_fit(ctx, &r->sample, 3, ENT_CLUSTER_PAIR, &all), ENT_OK);
    assert_true(some.estimate[3] > all.estimate[3]); /* of fewer chances more were taken */
    r->sample.choices = r->choices;
    r->choices[0] = 1u << ((r->level[0] + 1) % 3);
    assert_int_equal(ent_logit_fit(ctx, &r->sample, 3, ENT_CLUSTER_PAIR, &some), ENT_E_ARG);
    ent_regression_clear(&all);
    ent_regression_clear(&some);
    r->sample.choices = NULL;
    r->sample.rows = 0;
    assert_int_equal(ent_logit_ordered(ctx, &r->sample, 3, ENT_CLUSTER_PAIR, &some), ENT_E_ARG);
    assert_int_equal(ent_linear_fit(ctx, &r->sample, ENT_CLUSTER_PAIR, &some), ENT_E_ARG);
    free(r);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ordered_levels_give_the_published_estimates),
        cmocka_unit_test(several_outcomes_give_the_published_estimates),
        cmocka_unit_test(a_penalty_pulls_as_much_as_the_score),
        cmocka_unit_test(two_outcomes_of_two_groups_give_the_odds_ratio),
        cmocka_unit_test(errors_are_those_of_the_definition),
        cmocka_unit_test(effects_taken_out_are_those_of_dummies),
        cmocka_unit_test(what_was_put_in_comes_out),
        cmocka_unit_test(states_by_other_numbers_give_the_same),
        cmocka_unit_test(what_cannot_be_told_has_no_number),
        cmocka_unit_test(an_ordered_outcome_that_is_told_perfectly_has_no_number),
        cmocka_unit_test(a_pair_s_constant_is_not_told_from_its_effect),
        cmocka_unit_test(an_outcome_that_never_occurs_is_told_so),
        cmocka_unit_test(choices_that_were_not_there_do_not_count),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
