/*
 * linear.c - least squares with an effect of each pair and of each year
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "model/graded/regression_core.h"

enum { MOST_TURNS = 10000 };
static const double STILL = 1e-10; /* of the standard deviation of what is left */

typedef struct within {
    const ent_sample *sample;
    double           *x, *y;       /* without the effects: columns x rows, rows */
    double           *sum, *count; /* of the groups */
    double           *whole;       /* sum of squares of each column about its mean, before */
} within;

/* Take the means of groups out of a series; returns the largest of them. */
static double
take_out(within *w, double *series, const uint32_t *group, size_t groups)
{
    double largest = 0;

    memset(w->sum, 0, groups * sizeof *w->sum);
    memset(w->count, 0, groups * sizeof *w->count);
    for (size_t i = 0; i < w->sample->rows; i++) {
        w->sum[group[i]] += series[i];
        w->count[group[i]]++;
    }
    for (size_t g = 0; g < groups; g++) {
        w->sum[g] = w->count[g] > 0 ? w->sum[g] / w->count[g] : 0;
        largest = fmax(largest, fabs(w->sum[g]));
    }
    for (size_t i = 0; i < w->sample->rows; i++) {
        series[i] -= w->sum[group[i]];
    }
    return largest;
}

static double
deviation(const double *series, size_t rows)
{
    double sum = 0, squares = 0;

    for (size_t i = 0; i < rows; i++) {
        sum += series[i];
    }
    for (size_t i = 0; i < rows; i++) {
        squares += (series[i] - sum / (double)rows) * (series[i] - sum / (double)rows);
    }
    return sqrt(squares / (double)rows);
}

/* By turns, until nothing moves; false where that takes too long. */
static bool
take_effects(within *w, double *series)
{
    const ent_sample *s = w->sample;
    double            still = STILL * deviation(series, s->rows);

    for (int turn = 0; turn < MOST_TURNS; turn++) {
        double moved = take_out(w, series, s->pair, s->pairs);

        moved = fmax(moved, take_out(w, series, s->year, s->years));
        if (turn > 0 && moved <= still) {
            return true;
        }
    }
    return false;
}

static ent_status
make(ent_ctx *ctx, ent_arena *arena, const ent_sample *s, within *w)
{
    size_t groups = s->pairs > s->years ? s->pairs : s->years;

    *w = (within){.sample = s,
                  .x = ent_arena_alloc(arena, s->rows * s->columns + 1, sizeof *w->x),
                  .y = ent_arena_alloc(arena, s->rows, sizeof *w->y),
                  .sum = ent_arena_alloc(arena, groups, sizeof *w->sum),
                  .count = ent_arena_alloc(arena, groups, sizeof *w->count),
                  .whole = ent_arena_alloc(arena, s->columns + 1, sizeof *w->whole)};
    if (w->x == NULL || w->y == NULL || w->sum == NULL || w->count == NULL || w->whole == NULL) {
        return ent_fail_nomem(ctx);
    }
    memcpy(w->y, s->amount, s->rows * sizeof *w->y);
    for (size_t c = 0; c < s->columns; c++) {
        double *column = w->x + c * s->rows, sd;

        for (size_t i = 0; i < s->rows; i++) {
            column[i] = s->x[i * s->columns + c];
        }
        sd = deviation(column, s->rows);
        w->whole[c] = sd * sd * (double)s->rows;
    }
    return ENT_OK;
}

static double
product(const double *a, const double *b, size_t rows)
{
    double sum = 0;

    for (size_t i = 0; i < rows; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

/* What the effects leave of a column may be rounding alone: then it has no variation. */
static void
identify(const within *w, double *gram, uint8_t *why)
{
    size_t n = w->sample->columns, rows = w->sample->rows;
    double centred[ENT_REGRESSION_MOST_COLUMNS];

    for (size_t c = 0; c < n; c++) {
        for (size_t d = 0; d <= c; d++) {
            gram[c * n + d] = product(w->x + c * rows, w->x + d * rows, rows);
        }
        centred[c] = gram[c * n + c];
        if (!(centred[c] > 1e-12 * w->whole[c])) {
            why[c] = ENT_NO_VARIATION;
        }
    }
    ent_columns_identify(n, gram, centred, ENT_COLLINEAR, why);
}

/* Information and gradient of the columns that can be told; returns how many. */
static size_t
normal_equations(const within *w, const uint8_t *why, size_t *of, double *information, double *b)
{
    size_t rows = w->sample->rows, m = 0;

    for (size_t c = 0; c < w->sample->columns; c++) {
        if (why[c] == ENT_IDENTIFIED) {
            of[m++] = c;
        }
    }
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j <= i; j++) {
            information[i * m + j] = product(w->x + of[i] * rows, w->x + of[j] * rows, rows);
        }
        b[i] = product(w->x + of[i] * rows, w->y, rows);
    }
    return m;
}

/* Residuals and errors of the estimates at `b`; `work` holds the information again. */
static ent_status
add_errors(ent_ctx *ctx, const within *w, size_t m, const size_t *of, const double *b, double *work,
           ent_cluster cluster, ent_regression *out)
{
    size_t     rows = w->sample->rows;
    double     score[ENT_REGRESSION_MOST_COLUMNS], squares = 0, n = (double)rows;
    ent_scores scores;
    ent_status status = ent_scores_create(ctx, w->sample, m, &scores);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < rows; i++) {
        double left = w->y[i];

        for (size_t j = 0; j < m; j++) {
            left -= b[j] * w->x[of[j] * rows + i];
        }
        for (size_t j = 0; j < m; j++) {
            score[j] = left * w->x[of[j] * rows + i];
        }
        squares += left * left;
        ent_scores_add(&scores, w->sample, i, score);
    }
    out->rows = rows;
    out->log_likelihood = -n / 2 * (log(8 * atan(1) * squares / n) + 1);
    status = ent_regression_errors(ctx, work, &scores, cluster, (n - 1) / (n - (double)m), of, out);
    ent_scores_clear(&scores);
    return status;
}

static ent_status
solve(ent_ctx *ctx, ent_arena *arena, const within *w, ent_cluster cluster, ent_regression *out)
{
    size_t  n = w->sample->columns, m;
    size_t  of[ENT_REGRESSION_MOST_COLUMNS];
    double  b[ENT_REGRESSION_MOST_COLUMNS];
    double *gram = ent_arena_alloc(arena, n * n + 1, sizeof *gram);
    double *factor = ent_arena_alloc(arena, n * n + 1, sizeof *factor);

    if (gram == NULL || factor == NULL) {
        return ent_fail_nomem(ctx);
    }
    identify(w, gram, out->identified);
    m = normal_equations(w, out->identified, of, gram, b);
    memcpy(factor, gram, m * m * sizeof *gram);
    if (!ent_cholesky(m, factor)) {
        return ENT_OK; /* not converged */
    }
    ent_cholesky_solve(m, factor, b);
    for (size_t j = 0; j < m; j++) {
        out->estimate[of[j]] = b[j];
    }
    return add_errors(ctx, w, m, of, b, gram, cluster, out);
}

ent_status
ent_linear_fit(ent_ctx *ctx, const ent_sample *sample, ent_cluster cluster, ent_regression *out)
{
    ent_regression made;
    ent_arena      arena;
    within         w;
    bool           still;
    ent_status     status = ent_sample_check(ctx, sample, 0);

    if (status == ENT_OK) {
        status = ent_regression_create(ctx, sample->columns, &made);
    }
    if (status != ENT_OK) {
        return status;
    }
    ent_arena_init(&arena);
    status = make(ctx, &arena, sample, &w);
    if (status == ENT_OK) {
        still = take_effects(&w, w.y);
        for (size_t c = 0; c < sample->columns && still; c++) {
            still = take_effects(&w, w.x + c * sample->rows);
        }
        made.iterations = 1;
        made.converged = still;
        status = solve(ctx, &arena, &w, cluster, &made);
    }
    if (status == ENT_OK) {
        *out = made;
    } else {
        ent_regression_clear(&made);
    }
    ent_arena_clear(&arena);
    return status;
}

/* Means by group of what the other effects leave; NaN for a group without rows. */
static void
mean_by(const ent_sample *s, const double *left, const uint32_t *of, const uint32_t *other_of,
        const double *other, size_t groups, double *count, double *out)
{
    memset(count, 0, groups * sizeof *count);
    memset(out, 0, groups * sizeof *out);
    for (size_t i = 0; i < s->rows; i++) {
        out[of[i]] += left[i] - other[other_of[i]];
        count[of[i]]++;
    }
    for (size_t g = 0; g < groups; g++) {
        out[g] = count[g] > 0 ? out[g] / count[g] : (double)NAN;
    }
}

/* By turns, until no effect of a pair moves. */
static void
settle_effects(const ent_sample *s, const double *left, double *count, double *before, double *pair,
               double *year)
{
    double still = STILL * (deviation(left, s->rows) + 1e-300), moved = INFINITY;

    memset(year, 0, s->years * sizeof *year);
    memset(before, 0, s->pairs * sizeof *before);
    for (int turn = 0; turn < MOST_TURNS && moved > still; turn++) {
        mean_by(s, left, s->pair, s->year, year, s->pairs, count, pair);
        mean_by(s, left, s->year, s->pair, pair, s->years, count, year);
        moved = 0;
        for (size_t p = 0; p < s->pairs; p++) {
            moved = fmax(moved, fabs(pair[p] - before[p])); /* NaN is passed over */
        }
        memcpy(before, pair, s->pairs * sizeof *before);
    }
}

/* The mean of the effects of years over the rows goes to those of pairs. */
static void
centre_effects(const ent_sample *s, double *pair, double *year)
{
    double of_year = 0, of_pair = 0, n = (double)s->rows;

    for (size_t i = 0; i < s->rows; i++) {
        of_year += year[s->year[i]] / n;
        of_pair += pair[s->pair[i]] / n;
    }
    for (size_t y = 0; y < s->years; y++) {
        year[y] -= of_year;
    }
    for (size_t p = 0; p < s->pairs; p++) {
        pair[p] = (isnan(pair[p]) ? of_pair : pair[p]) + of_year;
    }
}

ent_status
ent_linear_effects(ent_ctx *ctx, const ent_sample *sample, const ent_regression *fit, double *pair,
                   double *year)
{
    size_t     groups = sample->pairs > sample->years ? sample->pairs : sample->years;
    double    *left = ent_alloc(sample->rows, sizeof *left);
    double    *count = ent_alloc(groups, sizeof *count);
    double    *before = ent_alloc(groups, sizeof *before);
    ent_status status = ENT_OK;

    if (left == NULL || count == NULL || before == NULL) {
        status = ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < sample->rows && status == ENT_OK; i++) {
        left[i] = sample->amount[i];
        for (size_t c = 0; c < sample->columns; c++) {
            double b = fit->estimate[c];

            left[i] -= isnan(b) ? 0 : b * sample->x[i * sample->columns + c];
        }
    }
    if (status == ENT_OK) {
        settle_effects(sample, left, count, before, pair, year);
        centre_effects(sample, pair, year);
    }
    ent_free(left);
    ent_free(count);
    ent_free(before);
    return status;
}
