/*
 * calibrate.c - forecasts corrected by what came of earlier ones
 *
 *   1. what was said before     2. probabilities     3. amounts
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "base/alloc.h"
#include "base/context.h"
#include "scenario/backtest/backtest.h"

/* y is about told + intercept + (slope - 1) told, on the scale of log odds or as change. */
typedef struct correction {
    double intercept, slope;
} correction;

typedef struct learning {
    const ent_past *past;
    size_t          count; /* of what was over by the origin: the first ones */
    double          horizon, weight;
} learning;

/* 1. what was said before */

static double
log_odds(double p)
{
    static const double LEAST = 1e-9;

    p = fmin(fmax(p, LEAST), 1 - LEAST);
    return log(p / (1 - p));
}

static ent_status
remember(ent_ctx *ctx, bool amounts, int origin, const ent_forecasts *f, size_t from,
         ent_past *past)
{
    if (!ENT_GROW(past->items, past->capacity, past->count + f->count - from)) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = from; i < f->count; i++) {
        const ent_forecast *at = &f->items[i];
        double              said = at->p[ENT_RIVAL_MODEL], now = at->p[ENT_RIVAL_NO_CHANGE];

        past->items[past->count++] = (ent_told){.origin = origin,
                                                .told = amounts ? said - now : log_odds(said),
                                                .came = amounts ? at->y - now : at->y};
    }
    return ENT_OK;
}

static size_t
count_over(const ent_past *past, int origin, int horizon)
{
    size_t count = 0;

    while (count < past->count && past->items[count].origin + horizon <= origin) {
        count++;
    }
    return count;
}

/* 2. probabilities */

/* Penalised log likelihood with its derivatives; an event counts in as many origins as the horizon
 * has years, and is one. */
static double
likelihood(const learning *l, correction c, double gradient[2], double hessian[3])
{
    double sum = 0, g0 = 0, g1 = 0, h00 = 0, h01 = 0, h11 = 0, w = l->weight, off = c.slope - 1;

    for (size_t i = 0; i < l->count; i++) {
        double x = l->past->items[i].told, y = l->past->items[i].came;
        double eta = c.intercept + c.slope * x, p = 1 / (1 + exp(-eta)), v = p * (1 - p);

        sum += y * eta - (eta > 0 ? eta + log1p(exp(-eta)) : log1p(exp(eta)));
        g0 += y - p;
        g1 += (y - p) * x;
        h00 += v;
        h01 += v * x;
        h11 += v * x * x;
    }
    gradient[0] = g0 / l->horizon - w * c.intercept;
    gradient[1] = g1 / l->horizon - w * off;
    hessian[0] = h00 / l->horizon + w;
    hessian[1] = h01 / l->horizon;
    hessian[2] = h11 / l->horizon + w;
    return sum / l->horizon - w / 2 * (c.intercept * c.intercept + off * off);
}

/* Newton's steps, halved while they go down; the top is one, for the likelihood is concave. */
static correction
climb(const learning *l)
{
    enum { STEPS = 50, HALVINGS = 30 };
    static const double ENOUGH = 1e-10;
    correction          at = {0, 1};
    double              g[2], h[3], now = likelihood(l, at, g, h);

    for (int step = 0; step < STEPS && l->count > 0; step++) {
        double     det = h[0] * h[2] - h[1] * h[1], before = now, size = 1;
        double     d0 = (h[2] * g[0] - h[1] * g[1]) / det;
        double     d1 = (h[0] * g[1] - h[1] * g[0]) / det;
        correction next = {at.intercept + d0, at.slope + d1};

        now = likelihood(l, next, g, h);
        for (int k = 0; k < HALVINGS && !(now >= before); k++) {
            size /= 2;
            next = (correction){at.intercept + size * d0, at.slope + size * d1};
            now = likelihood(l, next, g, h);
        }
        if (!(now >= before)) {
            break;
        }
        at = next;
        if (now - before < ENOUGH * (1 + fabs(now))) {
            break;
        }
    }
    return at;
}

/* 3. amounts */

/* Least squares of the change that came on the change that was told, drawn to it as it is. */
static correction
fit_line(const learning *l)
{
    double n = 0, x = 0, y = 0, xx = 0, xy = 0, ridge, det;

    for (size_t i = 0; i < l->count; i++) {
        const ent_told *at = &l->past->items[i];

        n += 1;
        x += at->told;
        y += at->came;
        xx += at->told * at->told;
        xy += at->told * at->came;
    }
    ridge = n > 0 ? l->weight * l->horizon * xx / n : 0; /* of as many rows as the weight says */
    det = n * (xx + ridge) - x * x;
    if (!(det > 0)) {
        return (correction){0, 1};
    }
    return (correction){.intercept = ((xx + ridge) * y - x * (xy + ridge)) / det,
                        .slope = (n * (xy + ridge) - x * y) / det};
}

ent_status
ent_backtest_calibrate(ent_ctx *ctx, const ent_graded *model, int origin, int horizon,
                       ent_past *past, ent_forecasts *f, size_t from)
{
    bool       amounts = model->kind == ENT_GRADED_LINEAR;
    learning   l = {.past = past, .horizon = horizon, .weight = model->calibrate};
    correction c;
    ent_status status = remember(ctx, amounts, origin, f, from, past);

    if (status != ENT_OK) {
        return status;
    }
    l.count = count_over(past, origin, horizon);
    c = amounts ? fit_line(&l) : climb(&l);
    for (size_t i = from; i < f->count; i++) {
        double *said = &f->items[i].p[ENT_RIVAL_MODEL];
        double  now = f->items[i].p[ENT_RIVAL_NO_CHANGE];

        *said = amounts ? now + c.intercept + c.slope * (*said - now)
                        : 1 / (1 + exp(-(c.intercept + c.slope * log_odds(*said))));
    }
    return ENT_OK;
}
