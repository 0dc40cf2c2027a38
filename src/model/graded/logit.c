/*
 * logit.c - the logit of several outcomes
 *
 *   1. what can be told     2. likelihood     3. strides     4. separation     5. the fit
 *   6. the bootstrap of years
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/random.h"
#include "model/graded/regression_core.h"

static const double CERTAIN = 1e-3; /* a probability on its way to 0 */

/* The parameters that are estimated: those of an equation stand together. */
typedef struct fitting {
    const ent_sample *sample;
    size_t            levels, columns;
    uint32_t         *choices; /* of each row, without what is told perfectly */
    size_t            count;
    size_t           *of, *column; /* place of each among all parameters, and its column */
    size_t            first[ENT_REGRESSION_MOST_CATEGORIES + 1]; /* of equation k, from 1 on */
    size_t           *end; /* of two levels, the entries that are not 0: of each row, up to where */
    uint32_t         *of_entry; /* their parameters */
    double           *entry;
    double           *row;             /* gradient of one row */
    const double     *penalty, *start; /* by column; by parameter; NULL: none */
    ent_climb         climb;
} fitting;

static bool
is_open(const fitting *f, size_t row)
{
    return (f->choices[row] & (f->choices[row] - 1)) != 0; /* more than one choice is left */
}

/* 1. what can be told */

/* Sums of squares and products of the columns over the rows that have the choice k. */
static size_t
add_up(const fitting *f, size_t k, double *gram, double *centred)
{
    size_t n = f->columns, occurs = 0;
    double mean[ENT_REGRESSION_MOST_COLUMNS] = {0}, rows = 0;

    memset(gram, 0, n * n * sizeof *gram);
    for (size_t i = 0; i < f->sample->rows; i++) {
        const double *x = f->sample->x + i * n;

        if (!is_open(f, i) || (f->choices[i] >> k & 1) == 0) {
            continue;
        }
        occurs += f->sample->level[i] == k;
        rows++;
        for (size_t c = 0; c < n; c++) {
            mean[c] += x[c];
            for (size_t d = 0; d <= c; d++) {
                gram[c * n + d] += x[c] * x[d];
            }
        }
    }
    for (size_t c = 0; c < n; c++) {
        centred[c] = gram[c * n + c] - mean[c] * mean[c] / rows;
    }
    return occurs;
}

static ent_status
identify(ent_ctx *ctx, fitting *f, ent_identified blame, uint8_t *why)
{
    double  centred[ENT_REGRESSION_MOST_COLUMNS];
    double *gram = ent_alloc(f->columns * f->columns, sizeof *gram);

    if (gram == NULL) {
        return ent_fail_nomem(ctx);
    }
    f->count = 0;
    for (size_t k = 1; k < f->levels; k++) {
        uint8_t *of = why + (k - 1) * f->columns;
        size_t   occurs = add_up(f, k, gram, centred);

        if (occurs == 0) {
            for (size_t c = 0; c < f->columns; c++) {
                of[c] = (uint8_t)(of[c] != ENT_IDENTIFIED  ? of[c]
                                  : blame == ENT_COLLINEAR ? ENT_NO_VARIATION
                                                           : blame);
            }
        }
        ent_columns_identify(f->columns, gram, centred, blame, of);
        f->first[k] = f->count;
        for (size_t c = 0; c < f->columns; c++) {
            if (of[c] == ENT_IDENTIFIED) {
                f->column[f->count] = c;
                f->of[f->count++] = (k - 1) * f->columns + c;
            }
        }
    }
    f->first[f->levels] = f->count;
    ent_free(gram);
    return ENT_OK;
}

/* 2. likelihood */

/* The linear predictors of a row; that of level 0 is 0. */
static void
predict(const fitting *f, size_t row, const double *theta, double *eta)
{
    const double *x = f->sample->x + row * f->columns;

    eta[0] = 0;
    for (size_t k = 1; k < f->levels; k++) {
        eta[k] = 0;
        for (size_t p = f->first[k]; p < f->first[k + 1]; p++) {
            eta[k] += theta[p] * x[f->column[p]];
        }
    }
}

/* Probabilities of the choices of a row; returns the log of that of its level. */
static double
chances(const fitting *f, size_t row, const double *theta, double *p)
{
    double most = -INFINITY, sum = 0, own;

    predict(f, row, theta, p);
    for (size_t k = 0; k < f->levels; k++) {
        most = (f->choices[row] >> k & 1) != 0 ? fmax(most, p[k]) : most;
    }
    own = p[f->sample->level[row]] - most;
    for (size_t k = 0; k < f->levels; k++) {
        double below = p[k] - most;

        p[k] = (f->choices[row] >> k & 1) == 0 ? 0 : below == 0 ? 1 : exp(below);
        sum += p[k];
    }
    for (size_t k = 0; k < f->levels; k++) {
        p[k] /= sum;
    }
    return own - log(sum);
}

/* The parameters of an equation whose column is not 0 in a row: dummies mostly are. */
typedef struct entries {
    size_t count, of[ENT_REGRESSION_MOST_COLUMNS];
    double x[ENT_REGRESSION_MOST_COLUMNS];
} entries;

static void
list_entries(const fitting *f, const double *x, size_t k, entries *out)
{
    out->count = 0;
    for (size_t p = f->first[k]; p < f->first[k + 1]; p++) {
        if (x[f->column[p]] != 0) {
            out->of[out->count] = p;
            out->x[out->count++] = x[f->column[p]];
        }
    }
}

/* What two equations share of the information of one row (lower triangle). */
static void
add_products(const fitting *f, const entries *of, const entries *with, double weight,
             double *information)
{
    for (size_t i = 0; i < of->count; i++) {
        double *to = information + of->of[i] * f->count, each = weight * of->x[i];
        size_t  end = of == with ? i + 1 : with->count;

        for (size_t j = 0; j < end; j++) {
            to[with->of[j]] += each * with->x[j];
        }
    }
}

/* Gradient of one row by parameter, and the information of it added (lower triangle). */
static void
add_row(const fitting *f, size_t row, const double *p, double *gradient, double *information)
{
    const double *x = f->sample->x + row * f->columns;
    entries       own[ENT_REGRESSION_MOST_CATEGORIES];

    memset(gradient, 0, f->count * sizeof *gradient);
    for (size_t k = 1; k < f->levels; k++) {
        double off = (f->sample->level[row] == k) - p[k];

        list_entries(f, x, k, &own[k]);
        for (size_t i = 0; i < own[k].count; i++) {
            gradient[own[k].of[i]] = off * own[k].x[i];
        }
        for (size_t l = 1; l <= k && information != NULL; l++) {
            add_products(f, &own[k], &own[l], p[k] * ((k == l) - p[l]), information);
        }
    }
}

/* What large estimates cost: half the penalty of a column times the square. */
static double
add_penalty(const fitting *f, const double *theta, double *gradient, double *information)
{
    double sum = 0;

    for (size_t j = 0; j < f->count; j++) {
        double weight = f->penalty[f->column[j]];

        sum += weight * theta[j] * theta[j] / 2;
        if (gradient != NULL) {
            gradient[j] -= weight * theta[j];
        }
        if (information != NULL) {
            information[j * f->count + j] += weight;
        }
    }
    return sum;
}

static double
evaluate(const void *data, const double *theta, double *gradient, double *information)
{
    const fitting *f = data;
    double         p[ENT_REGRESSION_MOST_CATEGORIES], sum = 0;

    for (size_t i = 0; i < f->sample->rows; i++) {
        if (is_open(f, i)) {
            sum += chances(f, i, theta, p);
            if (gradient != NULL) {
                add_row(f, i, p, f->row, information);
                for (size_t j = 0; j < f->count; j++) {
                    gradient[j] += f->row[j];
                }
            }
        }
    }
    return f->penalty != NULL ? sum - add_penalty(f, theta, gradient, information) : sum;
}

/*
 * Two levels have one equation, and most rows of it are mostly 0: what is not stands apart, and the
 * sums are those of evaluate(), term by term.
 */
static void
list_all_entries(fitting *f)
{
    size_t count = 0;

    for (size_t i = 0; i < f->sample->rows; i++) {
        const double *x = f->sample->x + i * f->columns;

        for (size_t p = 0; p < f->count; p++) {
            if (x[f->column[p]] != 0) {
                f->of_entry[count] = (uint32_t)p;
                f->entry[count++] = x[f->column[p]];
            }
        }
        f->end[i] = count;
    }
}

static double
predict_entries(const fitting *f, size_t from, size_t to, const double *theta)
{
    double eta = 0;

    for (size_t e = from; e < to; e++) {
        eta += theta[f->of_entry[e]] * f->entry[e];
    }
    return eta;
}

/* The same as chances(): of level 1, the probability. */
static double
chance_of_one(double eta, bool is_one, double *p)
{
    double most = fmax(0, eta), zero = 0 - most, one = eta - most, sum;

    zero = zero == 0 ? 1 : exp(zero);
    *p = one == 0 ? 1 : exp(one);
    sum = zero + *p;
    *p /= sum;
    return (is_one ? eta : 0) - most - log(sum);
}

/* What one row tells, from an entry on. */
static void
add_entries(const fitting *f, size_t from, size_t to, double off, double weight, double *gradient,
            double *information)
{
    for (size_t i = from; i < to; i++) {
        gradient[f->of_entry[i]] += off * f->entry[i];
        if (information != NULL) {
            double *row = information + f->of_entry[i] * f->count, each = weight * f->entry[i];

            for (size_t j = from; j <= i; j++) {
                row[f->of_entry[j]] += each * f->entry[j];
            }
        }
    }
}

static double
evaluate_two(const void *data, const double *theta, double *gradient, double *information)
{
    const fitting *f = data;
    double         sum = 0;

    for (size_t i = 0, from = 0; i < f->sample->rows; from = f->end[i++]) {
        bool   is_one = f->sample->level[i] == 1;
        double p;

        if (is_open(f, i)) {
            sum += chance_of_one(predict_entries(f, from, f->end[i], theta), is_one, &p);
            if (gradient != NULL) {
                add_entries(f, from, f->end[i], is_one - p, p * (1 - p), gradient, information);
            }
        }
    }
    return f->penalty != NULL ? sum - add_penalty(f, theta, gradient, information) : sum;
}

/* 3. strides: how far a step would move the linear predictors of a row apart, at most */

static double
stride(const void *data, const double *step)
{
    const fitting *f = data;
    double         eta[ENT_REGRESSION_MOST_CATEGORIES], longest = 0;

    for (size_t i = 0; i < f->sample->rows; i++) {
        if (is_open(f, i)) {
            predict(f, i, step, eta);
            for (size_t k = 0; k < f->levels; k++) {
                if ((f->choices[i] >> k & 1) != 0) {
                    longest = fmax(longest, fabs(eta[k] - eta[f->sample->level[i]]));
                }
            }
        }
    }
    return longest;
}

static double
stride_two(const void *data, const double *step)
{
    const fitting *f = data;
    double         longest = 0;

    for (size_t i = 0, from = 0; i < f->sample->rows; from = f->end[i++]) {
        if (is_open(f, i)) {
            longest = fmax(longest, fabs(predict_entries(f, from, f->end[i], step)));
        }
    }
    return longest;
}

/* 4. separation: choices whose probability is on its way to 0 leave the likelihood */

static size_t
prune(fitting *f)
{
    double p[ENT_REGRESSION_MOST_CATEGORIES], eta[ENT_REGRESSION_MOST_CATEGORIES];
    size_t pruned = 0;

    for (size_t i = 0; i < f->sample->rows; i++) {
        size_t level = f->sample->level[i];

        if (!is_open(f, i)) {
            continue;
        }
        (void)chances(f, i, f->climb.theta, p);
        predict(f, i, f->climb.step, eta);
        for (size_t k = 0; k < f->levels; k++) {
            if (k != level && (f->choices[i] >> k & 1) != 0 && p[k] < CERTAIN &&
                eta[k] - eta[level] < -f->climb.separated / 10) {
                f->choices[i] &= ~(1u << k);
                pruned++;
            }
        }
    }
    return pruned;
}

/* 5. the fit */

/* Room for every entry that is not 0, whichever columns are identified. */
static bool
make_entries(ent_arena *arena, fitting *f)
{
    size_t cells = f->sample->rows * f->columns, count = 0;

    for (size_t i = 0; i < cells; i++) {
        count += f->sample->x[i] != 0;
    }
    f->end = ent_arena_alloc(arena, f->sample->rows, sizeof *f->end);
    f->of_entry = ent_arena_alloc(arena, count, sizeof *f->of_entry);
    f->entry = ent_arena_alloc(arena, count, sizeof *f->entry);
    return f->end != NULL && f->of_entry != NULL && f->entry != NULL;
}

static ent_status
make(ent_ctx *ctx, ent_arena *arena, const ent_sample *sample, size_t levels, fitting *f)
{
    size_t most = (levels - 1) * sample->columns;

    *f = (fitting){.sample = sample,
                   .levels = levels,
                   .columns = sample->columns,
                   .choices = ent_arena_alloc(arena, sample->rows, sizeof *f->choices),
                   .of = ent_arena_alloc(arena, most + 1, sizeof *f->of),
                   .column = ent_arena_alloc(arena, most + 1, sizeof *f->column),
                   .row = ent_arena_alloc(arena, most + 1, sizeof *f->row)};
    if (f->choices == NULL || f->of == NULL || f->column == NULL || f->row == NULL) {
        return ent_fail_nomem(ctx);
    }
    if (levels == 2 && !make_entries(arena, f)) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < sample->rows; i++) {
        f->choices[i] =
            (sample->choices != NULL ? sample->choices[i] : UINT32_MAX) & ((1u << levels) - 1);
    }
    return ent_climb_create(ctx, arena, most, &f->climb);
}

static void
begin(fitting *f)
{
    for (size_t j = 0; j < f->count; j++) {
        double start = f->start != NULL ? f->start[f->of[j]] : 0;

        f->climb.theta[j] = isnan(start) ? 0 : start;
    }
    f->start = NULL;
}

static ent_status
climb(ent_ctx *ctx, fitting *f)
{
    if (f->levels > 2) {
        return ent_climb_run(ctx, &f->climb, evaluate, stride, f);
    }
    list_all_entries(f);
    return ent_climb_run(ctx, &f->climb, evaluate_two, stride_two, f);
}

static ent_status
settle(ent_ctx *ctx, fitting *f, uint8_t *why)
{
    ent_identified blame = ENT_COLLINEAR;
    ent_status     status;

    do {
        status = identify(ctx, f, blame, why);
        if (status == ENT_OK) {
            begin(f);
            f->climb.count = f->count;
            status = climb(ctx, f);
        }
        blame = ENT_SEPARATED;
    } while (status == ENT_OK && f->climb.separated > 0 && prune(f) > 0);
    return status;
}

static ent_status
add_errors(ent_ctx *ctx, fitting *f, ent_cluster cluster, ent_regression *out)
{
    ent_scores scores;
    double     p[ENT_REGRESSION_MOST_CATEGORIES];
    ent_status status = ent_scores_create(ctx, f->sample, f->count, &scores);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < f->sample->rows; i++) {
        if (is_open(f, i)) {
            out->rows++;
            (void)chances(f, i, f->climb.theta, p);
            add_row(f, i, p, f->row, NULL);
            ent_scores_add(&scores, f->sample, i, f->row);
        }
    }
    status = ent_climb_errors(ctx, &f->climb, f->levels > 2 ? evaluate : evaluate_two, f, &scores,
                              cluster, f->of, out);
    ent_scores_clear(&scores);
    return status;
}

/* The estimates alone: what a forecast needs. */
static void
give_estimates(const fitting *f, ent_regression *out)
{
    for (size_t i = 0; i < f->sample->rows; i++) {
        out->rows += is_open(f, i);
    }
    ent_climb_estimates(&f->climb, f->of, out);
}

static ent_status
fit(ent_ctx *ctx, const ent_sample *sample, size_t levels, const ent_cluster *cluster,
    const double *penalty, const double *start, ent_regression *out)
{
    ent_regression made;
    ent_arena      arena;
    fitting        f;
    ent_status     status = ent_sample_check(ctx, sample, levels);

    if (status == ENT_OK) {
        status = ent_regression_create(ctx, (levels - 1) * sample->columns, &made);
    }
    if (status != ENT_OK) {
        return status;
    }
    ent_arena_init(&arena);
    status = make(ctx, &arena, sample, levels, &f);
    if (status == ENT_OK) {
        f.penalty = penalty;
        f.start = start;
        status = settle(ctx, &f, made.identified);
    }
    if (status == ENT_OK && cluster != NULL) {
        status = add_errors(ctx, &f, *cluster, &made);
    } else if (status == ENT_OK) {
        give_estimates(&f, &made);
    }
    if (status == ENT_OK) {
        *out = made;
    } else {
        ent_regression_clear(&made);
    }
    ent_arena_clear(&arena);
    return status;
}

ent_status
ent_logit_fit(ent_ctx *ctx, const ent_sample *sample, size_t levels, ent_cluster cluster,
              ent_regression *out)
{
    return fit(ctx, sample, levels, &cluster, NULL, NULL, out);
}

ent_status
ent_logit_estimate(ent_ctx *ctx, const ent_sample *sample, size_t levels, const double *penalty,
                   const double *start, ent_regression *out)
{
    return fit(ctx, sample, levels, NULL, penalty, start, out);
}

/* 6. the bootstrap of years */

enum { LEAST_SAMPLES = 20 };

/* What each year tells at the estimates of all. */
typedef struct years {
    const fitting *fitting;
    double        *gradient, *information; /* of each year */
    double        *estimates;              /* samples x parameters; NaN: could not be told */
} years;

static void
add_years(const fitting *f, years *y)
{
    double p[ENT_REGRESSION_MOST_CATEGORIES];
    size_t m = f->count;

    for (size_t i = 0; i < f->sample->rows; i++) {
        size_t year = f->sample->year[i];

        if (is_open(f, i)) {
            (void)chances(f, i, f->climb.theta, p);
            add_row(f, i, p, f->row, y->information + year * m * m);
            for (size_t j = 0; j < m; j++) {
                y->gradient[year * m + j] += f->row[j];
            }
        }
    }
}

/* Whether the years drawn tell every parameter. */
static bool
is_told(size_t m, const double *information)
{
    for (size_t j = 0; j < m; j++) {
        if (!(information[j * m + j] > 0)) {
            return false;
        }
    }
    return true;
}

/* Whether a year tells of any. */
static bool
is_any_told(size_t m, const double *information)
{
    for (size_t j = 0; j < m; j++) {
        if (information[j * m + j] > 0) {
            return true;
        }
    }
    return false;
}

/* One step from the estimates of all years, by what the years drawn tell. */
static void
step(const years *y, const ent_key *key, double *gradient, double *information, double *out)
{
    const fitting *f = y->fitting;
    size_t         m = f->count;

    memset(gradient, 0, m * sizeof *gradient);
    memset(information, 0, m * m * sizeof *information);
    for (size_t draw = 0; draw < f->sample->years; draw++) {
        uint64_t year = ent_random_below(key, (uint32_t)draw, f->sample->years);

        for (size_t j = 0; j < m; j++) {
            gradient[j] += y->gradient[year * m + j];
        }
        for (size_t j = 0; j < m * m; j++) {
            information[j] += y->information[year * m * m + j];
        }
    }
    if (!is_told(m, information) || !ent_cholesky(m, information)) {
        for (size_t j = 0; j < m; j++) {
            out[j] = NAN;
        }
        return;
    }
    ent_cholesky_solve(m, information, gradient);
    for (size_t j = 0; j < m; j++) {
        out[j] = f->climb.theta[j] + gradient[j];
    }
}

static int
compare(const void *x, const void *y)
{
    const double *a = x, *b = y;

    return (*a > *b) - (*a < *b);
}

/* Whether two years or more tell something: samples of one are all the same, and no spread. */
static bool
are_several(const years *y)
{
    size_t m = y->fitting->count, found = 0;

    for (size_t year = 0; year < y->fitting->sample->years && m > 0; year++) {
        found += is_any_told(m, y->information + year * m * m);
    }
    return found > 1;
}

/* Between the two nearest, as most programs have it. */
static double
quantile(const double *sorted, size_t count, double share)
{
    double at = share * (double)(count - 1);
    size_t low = (size_t)at;

    return low + 1 < count ? sorted[low] + (at - (double)low) * (sorted[low + 1] - sorted[low])
                           : sorted[count - 1];
}

static void
summarise(const years *y, size_t samples, double *column, ent_bootstrap *out)
{
    const fitting *f = y->fitting;

    for (size_t j = 0; j < f->count; j++) {
        size_t p = f->of[j], count = 0;
        double mean = 0, squares = 0;

        for (size_t s = 0; s < samples; s++) {
            double value = y->estimates[s * f->count + j];

            if (!isnan(value)) {
                column[count++] = value;
                mean += value;
            }
        }
        out->samples = count;
        if (count < LEAST_SAMPLES) {
            continue;
        }
        mean /= (double)count;
        for (size_t i = 0; i < count; i++) {
            squares += (column[i] - mean) * (column[i] - mean);
        }
        qsort(column, count, sizeof *column, compare);
        out->error[p] = sqrt(squares / (double)(count - 1));
        out->lo[p] = quantile(column, count, 0.025);
        out->hi[p] = quantile(column, count, 0.975);
    }
}

void
ent_bootstrap_clear(ent_bootstrap *bootstrap)
{
    ent_free(bootstrap->error);
    ent_free(bootstrap->lo);
    ent_free(bootstrap->hi);
    *bootstrap = (ent_bootstrap){0};
}

static ent_status
draw_samples(ent_ctx *ctx, ent_arena *arena, const fitting *f, size_t samples, uint64_t seed,
             ent_bootstrap *out)
{
    size_t  m = f->count, count = f->sample->years;
    years   y = {f, ent_arena_alloc(arena, count * m + 1, sizeof(double)),
                 ent_arena_alloc(arena, count * m * m + 1, sizeof(double)),
                 ent_arena_alloc(arena, samples * m + 1, sizeof(double))};
    double *column = ent_arena_alloc(arena, samples, sizeof *column);
    double *gradient = ent_arena_alloc(arena, m + 1, sizeof *gradient);
    double *information = ent_arena_alloc(arena, m * m + 1, sizeof *information);

    if (y.gradient == NULL || y.information == NULL || y.estimates == NULL || column == NULL ||
        gradient == NULL || information == NULL) {
        return ent_fail_nomem(ctx);
    }
    add_years(f, &y);
    if (!are_several(&y)) {
        return ENT_OK;
    }
    for (size_t s = 0; s < samples; s++) {
        ent_key key = {.seed = seed, .run = (uint32_t)s, .process = ENT_PROCESS_WAVES};

        step(&y, &key, gradient, information, y.estimates + s * m);
    }
    summarise(&y, samples, column, out);
    return ENT_OK;
}

static ent_status
make_bootstrap(ent_ctx *ctx, size_t parameters, ent_bootstrap *out)
{
    ent_bootstrap made = {.error = ent_alloc(parameters, sizeof *made.error),
                          .lo = ent_alloc(parameters, sizeof *made.lo),
                          .hi = ent_alloc(parameters, sizeof *made.hi)};

    if (made.error == NULL || made.lo == NULL || made.hi == NULL) {
        ent_bootstrap_clear(&made);
        return ent_fail_nomem(ctx);
    }
    for (size_t p = 0; p < parameters; p++) {
        made.error[p] = made.lo[p] = made.hi[p] = NAN;
    }
    *out = made;
    return ENT_OK;
}

ent_status
ent_logit_bootstrap(ent_ctx *ctx, const ent_sample *sample, size_t samples, uint64_t seed,
                    ent_bootstrap *out)
{
    uint8_t       why[ENT_REGRESSION_MOST_COLUMNS] = {0};
    ent_bootstrap made;
    ent_arena     arena;
    fitting       f;
    ent_status    status = ent_sample_check(ctx, sample, 2);

    if (status == ENT_OK && sample->years == 0) {
        status = ent_fail(ctx, ENT_E_ARG, "a bootstrap of no years");
    }
    if (status == ENT_OK) {
        status = make_bootstrap(ctx, sample->columns, &made);
    }
    if (status != ENT_OK) {
        return status;
    }
    ent_arena_init(&arena);
    status = make(ctx, &arena, sample, 2, &f);
    if (status == ENT_OK) {
        status = settle(ctx, &f, why);
    }
    if (status == ENT_OK) {
        status = draw_samples(ctx, &arena, &f, samples, seed, &made);
    }
    if (status == ENT_OK) {
        *out = made;
    } else {
        ent_bootstrap_clear(&made);
    }
    ent_arena_clear(&arena);
    return status;
}
