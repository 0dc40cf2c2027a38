/*
 * ordered.c - the ordered logit
 *
 *   1. what can be told     2. likelihood     3. separation     4. the fit
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "model/graded/regression_core.h"

static const double CERTAIN = 0.999; /* a probability on its way to 1 */

/* Slopes of the columns that can be told, then a threshold above each level but the highest. */
typedef struct ladder {
    const ent_sample *sample;
    size_t            columns, slopes, levels;                 /* levels that occur */
    uint8_t           step_of[ENT_REGRESSION_MOST_CATEGORIES]; /* level to those that occur */
    uint8_t           level_of[ENT_REGRESSION_MOST_CATEGORIES];
    bool             *closed; /* rows that are told perfectly */
    size_t           *of;     /* place of each parameter among all */
    double           *row;
    ent_climb         climb;
} ladder;

/* 1. what can be told */

static void
list_levels(ladder *l, size_t levels)
{
    bool occurs[ENT_REGRESSION_MOST_CATEGORIES] = {false};

    for (size_t i = 0; i < l->sample->rows; i++) {
        occurs[l->sample->level[i]] = occurs[l->sample->level[i]] || !l->closed[i];
    }
    l->levels = 0;
    for (size_t k = 0; k < levels; k++) {
        l->step_of[k] = (uint8_t)l->levels;
        if (occurs[k]) {
            l->level_of[l->levels++] = (uint8_t)k;
        }
    }
}

/* Sums of squares about the mean: a constant is not told from the thresholds. */
static void
add_up(const ladder *l, double *gram, double *centred)
{
    size_t n = l->columns;
    double mean[ENT_REGRESSION_MOST_COLUMNS] = {0}, rows = 0;

    memset(gram, 0, n * n * sizeof *gram);
    for (size_t i = 0; i < l->sample->rows; i++) {
        const double *x = l->sample->x + i * n;

        rows += !l->closed[i];
        for (size_t c = 0; c < n && !l->closed[i]; c++) {
            mean[c] += x[c];
            for (size_t d = 0; d <= c; d++) {
                gram[c * n + d] += x[c] * x[d];
            }
        }
    }
    for (size_t c = 0; c < n; c++) {
        for (size_t d = 0; d <= c; d++) {
            double both = gram[c * n + d];

            gram[c * n + d] -= mean[c] * mean[d] / rows;
            if (d == c && gram[c * n + c] <= 1e-12 * both) {
                gram[c * n + c] = 0;
            }
        }
        centred[c] = gram[c * n + c];
    }
}

static ent_status
identify(ent_ctx *ctx, ladder *l, size_t levels, ent_identified blame, uint8_t *why)
{
    double  centred[ENT_REGRESSION_MOST_COLUMNS];
    double *gram = ent_alloc(l->columns * l->columns, sizeof *gram);

    if (gram == NULL) {
        return ent_fail_nomem(ctx);
    }
    list_levels(l, levels);
    add_up(l, gram, centred);
    ent_columns_identify(l->columns, gram, centred, blame, why);
    ent_free(gram);
    l->slopes = 0;
    for (size_t c = 0; c < l->columns; c++) {
        if (why[c] == ENT_IDENTIFIED) {
            l->of[l->slopes++] = c;
        }
    }
    for (size_t k = 0; k + 1 < levels; k++) {
        why[l->columns + k] = ENT_NO_VARIATION;
    }
    for (size_t k = 0; k + 1 < l->levels; k++) {
        l->of[l->slopes + k] = l->columns + l->level_of[k];
        why[l->columns + l->level_of[k]] = ENT_IDENTIFIED;
    }
    l->climb.count = l->slopes + (l->levels > 1 ? l->levels - 1 : 0);
    return ENT_OK;
}

/* 2. likelihood */

/* Of one row: P = F(u) - F(v), its slopes g and the curvature h by upper and lower threshold. */
typedef struct rung {
    double p, log_p, gu, gv, huu, huv, hvv;
} rung;

static double
logistic(double x)
{
    return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x));
}

static double
slope_of(double x)
{
    return logistic(x) * logistic(-x);
}

static rung
rung_at(double u, double v)
{
    rung   r = {0};
    double fu, fv;

    if (isinf(u)) {
        r.p = logistic(-v);
    } else if (isinf(v)) {
        r.p = logistic(u);
    } else {
        r.p = logistic(u) * logistic(-v) * -expm1(v - u); /* without cancellation */
    }
    r.log_p = log(r.p);
    fu = isinf(u) ? 0 : slope_of(u);
    fv = isinf(v) ? 0 : slope_of(v);
    r.gu = fu / r.p;
    r.gv = -fv / r.p;
    r.huu = fu * (1 - 2 * logistic(u)) / r.p - r.gu * r.gu;
    r.hvv = -fv * (1 - 2 * logistic(v)) / r.p - r.gv * r.gv;
    r.huv = -r.gu * r.gv;
    return r;
}

static double
predict(const ladder *l, size_t row, const double *theta)
{
    const double *x = l->sample->x + row * l->columns;
    double        eta = 0;

    for (size_t j = 0; j < l->slopes; j++) {
        eta += theta[j] * x[l->of[j]];
    }
    return eta;
}

static rung
rung_of(const ladder *l, size_t row, const double *theta)
{
    size_t        step = l->step_of[l->sample->level[row]];
    const double *t = theta + l->slopes;
    double        eta = predict(l, row, theta);

    return rung_at(step + 1 < l->levels ? t[step] - eta : (double)INFINITY,
                   step > 0 ? t[step - 1] - eta : -(double)INFINITY);
}

static void
add_slopes(const ladder *l, const rung *r, const double *x, double *information)
{
    double weight = -(r->huu + 2 * r->huv + r->hvv);
    size_t m = l->climb.count;

    for (size_t i = 0; i < l->slopes; i++) {
        double xi = x[l->of[i]] * weight;

        for (size_t j = 0; j <= i && xi != 0; j++) {
            information[i * m + j] += xi * x[l->of[j]];
        }
    }
}

static void
add_threshold(const ladder *l, size_t at, double g, double own, double other, const double *x,
              double *gradient, double *information)
{
    size_t m = l->climb.count;

    gradient[at] = g;
    if (information == NULL) {
        return;
    }
    information[at * m + at] -= own;
    for (size_t j = 0; j < l->slopes; j++) {
        information[at * m + j] += (own + other) * x[l->of[j]];
    }
}

/* Gradient of one row, and its information added. */
static void
add_row(const ladder *l, size_t row, const rung *r, double *gradient, double *information)
{
    const double *x = l->sample->x + row * l->columns;
    size_t        step = l->step_of[l->sample->level[row]], upper = l->slopes + step;

    memset(gradient, 0, l->climb.count * sizeof *gradient);
    for (size_t j = 0; j < l->slopes; j++) {
        gradient[j] = -(r->gu + r->gv) * x[l->of[j]];
    }
    if (information != NULL) {
        add_slopes(l, r, x, information);
    }
    if (step + 1 < l->levels) {
        add_threshold(l, upper, r->gu, r->huu, r->huv, x, gradient, information);
    }
    if (step > 0) {
        add_threshold(l, upper - 1, r->gv, r->hvv, r->huv, x, gradient, information);
    }
    if (information != NULL && step > 0 && step + 1 < l->levels) {
        information[upper * l->climb.count + upper - 1] -= r->huv;
    }
}

static double
evaluate(const void *data, const double *theta, double *gradient, double *information)
{
    const ladder *l = data;
    double        sum = 0;

    for (size_t k = l->slopes + 1; k < l->climb.count; k++) {
        if (!(theta[k] > theta[k - 1])) {
            return -(double)INFINITY; /* thresholds have an order */
        }
    }
    for (size_t i = 0; i < l->sample->rows; i++) {
        rung r;

        if (l->closed[i]) {
            continue;
        }
        r = rung_of(l, i, theta);
        sum += r.log_p;
        if (gradient != NULL) {
            add_row(l, i, &r, l->row, information);
            for (size_t j = 0; j < l->climb.count; j++) {
                gradient[j] += l->row[j];
            }
        }
    }
    return sum;
}

/* 3. separation */

static double
stride(const void *data, const double *step)
{
    const ladder *l = data;
    double        longest = 0;

    for (size_t i = 0; i < l->sample->rows; i++) {
        longest = fmax(longest, l->closed[i] ? 0 : fabs(predict(l, i, step)));
    }
    return longest;
}

static size_t
prune(ladder *l)
{
    size_t pruned = 0;

    for (size_t i = 0; i < l->sample->rows; i++) {
        if (!l->closed[i] && rung_of(l, i, l->climb.theta).p > CERTAIN &&
            fabs(predict(l, i, l->climb.step)) > l->climb.separated / 10) {
            l->closed[i] = true;
            pruned++;
        }
    }
    return pruned;
}

/* 4. the fit */

/* Thresholds at the shares of the levels, slopes at 0. */
static void
start(ladder *l)
{
    double count[ENT_REGRESSION_MOST_CATEGORIES] = {0}, all = 0, below = 0;

    memset(l->climb.theta, 0, l->climb.count * sizeof *l->climb.theta);
    for (size_t i = 0; i < l->sample->rows; i++) {
        count[l->step_of[l->sample->level[i]]] += !l->closed[i];
        all += !l->closed[i];
    }
    for (size_t k = 0; k + 1 < l->levels; k++) {
        below += count[k];
        l->climb.theta[l->slopes + k] = log(below / (all - below));
    }
}

static ent_status
settle(ent_ctx *ctx, ladder *l, size_t levels, uint8_t *why)
{
    ent_identified blame = ENT_COLLINEAR;
    ent_status     status;

    do {
        status = identify(ctx, l, levels, blame, why);
        if (status == ENT_OK) {
            start(l);
            status = ent_climb_run(ctx, &l->climb, evaluate, stride, l);
        }
        blame = ENT_SEPARATED;
    } while (status == ENT_OK && l->climb.separated > 0 && prune(l) > 0);
    return status;
}

static ent_status
add_errors(ent_ctx *ctx, ladder *l, ent_cluster cluster, ent_regression *out)
{
    ent_scores scores;
    ent_status status = ent_scores_create(ctx, l->sample, l->climb.count, &scores);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < l->sample->rows; i++) {
        if (!l->closed[i]) {
            rung r = rung_of(l, i, l->climb.theta);

            out->rows++;
            add_row(l, i, &r, l->row, NULL);
            ent_scores_add(&scores, l->sample, i, l->row);
        }
    }
    status = ent_climb_errors(ctx, &l->climb, evaluate, l, &scores, cluster, l->of, out);
    ent_scores_clear(&scores);
    return status;
}

static ent_status
make(ent_ctx *ctx, ent_arena *arena, const ent_sample *sample, size_t most, ladder *l)
{
    *l = (ladder){.sample = sample,
                  .columns = sample->columns,
                  .closed = ent_arena_alloc(arena, sample->rows, sizeof *l->closed),
                  .of = ent_arena_alloc(arena, most + 1, sizeof *l->of),
                  .row = ent_arena_alloc(arena, most + 1, sizeof *l->row)};
    return l->closed != NULL && l->of != NULL && l->row != NULL
               ? ent_climb_create(ctx, arena, most, &l->climb)
               : ent_fail_nomem(ctx);
}

/* The estimates alone: what a forecast needs. */
static void
give_estimates(const ladder *l, ent_regression *out)
{
    for (size_t i = 0; i < l->sample->rows; i++) {
        out->rows += !l->closed[i];
    }
    ent_climb_estimates(&l->climb, l->of, out);
}

static ent_status
fit(ent_ctx *ctx, const ent_sample *sample, size_t levels, const ent_cluster *cluster,
    ent_regression *out)
{
    ent_regression made;
    ent_arena      arena;
    ladder         l;
    size_t         most = sample->columns + levels - 1;
    ent_status     status = ent_sample_check(ctx, sample, levels);

    if (status == ENT_OK) {
        status = ent_regression_create(ctx, most, &made);
    }
    if (status != ENT_OK) {
        return status;
    }
    ent_arena_init(&arena);
    status = make(ctx, &arena, sample, most, &l);
    if (status == ENT_OK) {
        status = settle(ctx, &l, levels, made.identified);
    }
    if (status == ENT_OK && cluster != NULL) {
        status = add_errors(ctx, &l, *cluster, &made);
    } else if (status == ENT_OK) {
        give_estimates(&l, &made);
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
ent_logit_ordered(ent_ctx *ctx, const ent_sample *sample, size_t levels, ent_cluster cluster,
                  ent_regression *out)
{
    return fit(ctx, sample, levels, &cluster, out);
}

ent_status
ent_logit_ordered_estimate(ent_ctx *ctx, const ent_sample *sample, size_t levels,
                           ent_regression *out)
{
    return fit(ctx, sample, levels, NULL, out);
}
