/*
 * score.c - how well probabilities told what came
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/context.h"
#include "entente/backtest.h"

enum { GROUPS = 10 };

typedef struct forecast {
    double  p;
    uint8_t y;
} forecast;

static int
compare(const void *x, const void *y)
{
    const forecast *a = x, *b = y;

    return (a->p > b->p) - (a->p < b->p);
}

/* Where the forecasts that are like the one at `from` end. */
static size_t
end_of_ties(const forecast *f, size_t n, size_t from)
{
    size_t to = from + 1;

    while (to < n && !(f[to].p > f[from].p)) {
        to++;
    }
    return to;
}

/* Ties count half; precision falls by whole groups of ties, from the highest forecast down. */
static void
add_ranks(const forecast *f, ent_forecast_score *out)
{
    double events = (double)out->events, others = (double)(out->n - out->events);
    double above = 0, precision = 0, seen = 0, hits = 0;

    for (size_t from = 0, to; from < out->n; from = to) {
        double here = 0;

        to = end_of_ties(f, out->n, from);
        for (size_t i = from; i < to; i++) {
            here += f[i].y;
        }
        above += here * (seen + ((double)(to - from) - here) / 2);
        seen += (double)(to - from) - here; /* others so far */
    }
    out->auc_roc = above / (events * others);
    for (size_t to = out->n, from; to > 0; to = from) {
        double here = 0;

        for (from = to - 1; from > 0 && !(f[from - 1].p < f[to - 1].p);) {
            from--;
        }
        for (size_t i = from; i < to; i++) {
            here += f[i].y;
        }
        hits += here;
        precision += here * hits / (double)(out->n - from);
    }
    out->auc_pr = precision / events;
}

static const double ROUNDING = 1e-12; /* of the other parts */

/* Ten groups of as many forecasts, each grown to the end of its ties. */
static void
add_parts(const forecast *f, ent_forecast_score *out)
{
    double base = (double)out->events / (double)out->n, n = (double)out->n;

    out->reliability = out->resolution = out->within = 0;
    out->uncertainty = base * (1 - base);
    for (size_t from = 0, to; from < out->n; from = to) {
        double p = 0, y = 0, count;

        to = from + (out->n + GROUPS - 1) / GROUPS;
        to = to < out->n ? end_of_ties(f, out->n, to - 1) : out->n;
        count = (double)(to - from);
        for (size_t i = from; i < to; i++) {
            p += f[i].p / count;
            y += f[i].y / count;
        }
        out->reliability += count / n * (p - y) * (p - y);
        out->resolution += count / n * (y - base) * (y - base);
        for (size_t i = from; i < to; i++) {
            out->within += (f[i].p - p) * (f[i].p + p - 2 * f[i].y) / n;
        }
    }
    if (fabs(out->within) < ROUNDING * (out->reliability + out->resolution + out->uncertainty)) {
        out->within = 0;
    }
}

static void
add_means(const forecast *f, ent_forecast_score *out)
{
    double n = (double)out->n;

    out->brier = out->log_score = 0;
    for (size_t i = 0; i < out->n; i++) {
        double told = f[i].y != 0 ? f[i].p : 1 - f[i].p;

        out->brier += (f[i].p - f[i].y) * (f[i].p - f[i].y) / n;
        out->log_score += told > 0 ? -log(told) / n : (double)NAN;
    }
}

ent_status
ent_forecast_score_of(ent_ctx *ctx, size_t n, const double *p, const uint8_t *y,
                      ent_forecast_score *out)
{
    ent_forecast_score made = {n, 0, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    forecast          *f = ent_alloc(n, sizeof *f);

    if (f == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < n; i++) {
        f[i] = (forecast){p[i], y[i]};
        made.events += y[i] != 0;
    }
    if (n > 0) {
        qsort(f, n, sizeof *f, compare);
        add_means(f, &made);
        add_parts(f, &made);
    }
    if (made.events >= ENT_FORECAST_LEAST_EVENTS && made.events < n) {
        add_ranks(f, &made);
    }
    ent_free(f);
    *out = made;
    return ENT_OK;
}
