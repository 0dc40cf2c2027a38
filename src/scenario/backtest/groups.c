/*
 * groups.c - what came of forecasts that were alike
 *
 *   1. groups     2. samples of states     3. the table
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/random.h"
#include "scenario/backtest/backtest.h"

/* Where events are rare most forecasts lie near 0, and the first groups are narrow. */
static const double EDGES[] = {0, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.4, 0.6, 0.8, 1};
enum {
    GROUPS = sizeof EDGES / sizeof EDGES[0] - 1,
    SAMPLES = 200,
    STATES = ENT_SYSTEM_MOST_STATES
};
static const double TAIL = 0.05;

typedef struct group {
    double n, events, forecast;
} group;

typedef struct grouping {
    const ent_forecasts *from;
    size_t               rival;
    group                groups[GROUPS];
    double               share[GROUPS][SAMPLES]; /* of events in each sample; NaN: no row */
    unsigned             times[STATES];
} grouping;

/* 1. groups */

static size_t
group_of(double p)
{
    size_t g = 0;

    while (g + 1 < GROUPS && p >= EDGES[g + 1]) {
        g++;
    }
    return g;
}

/* Rows as often as the product of their members' `times`; NULL: once. */
static void
fill(const grouping *g, const unsigned *times, group out[GROUPS])
{
    memset(out, 0, GROUPS * sizeof *out);
    for (size_t i = 0; i < g->from->count; i++) {
        const ent_forecast *f = &g->from->items[i];
        double              weight = times != NULL ? times[f->a] * times[f->b] : 1;

        if (weight > 0) {
            group *to = &out[group_of(f->p[g->rival])];

            to->n += weight;
            to->events += weight * f->y;
            to->forecast += weight * f->p[g->rival];
        }
    }
}

/* 2. samples of states */

static size_t
list_states(const ent_forecasts *f, ent_state *out)
{
    bool   seen[STATES] = {false};
    size_t count = 0;

    for (size_t i = 0; i < f->count; i++) {
        const ent_state members[] = {f->items[i].a, f->items[i].b};

        for (size_t m = 0; m < 2; m++) {
            if (!seen[members[m]]) {
                seen[members[m]] = true;
                out[count++] = members[m];
            }
        }
    }
    return count;
}

static void
draw_samples(grouping *g, uint64_t seed)
{
    ent_state states[STATES];
    size_t    count = list_states(g->from, states);
    group     drawn[GROUPS];

    for (uint32_t s = 0; s < SAMPLES; s++) {
        ent_key key = {.seed = seed, .run = s, .process = ENT_PROCESS_WAVES};

        memset(g->times, 0, sizeof g->times);
        for (size_t i = 0; i < count; i++) {
            g->times[states[ent_random_below(&key, (uint32_t)i, count)]]++;
        }
        fill(g, g->times, drawn);
        for (size_t k = 0; k < GROUPS; k++) {
            g->share[k][s] = drawn[k].n > 0 ? drawn[k].events / drawn[k].n : (double)NAN;
        }
    }
}

static int
compare(const void *x, const void *y)
{
    const double *a = x, *b = y;

    return (*a > *b) - (*a < *b);
}

/*
 * The interval of a group over the samples.  Where none or all came no sample differs: the share at
 * which as little would come in one of twenty, of as many rows as do not overlap.
 */
static void
bound(grouping *g, size_t k, int horizon, double *lo, double *hi)
{
    const group *of = &g->groups[k];
    double       apart = fmax(1, of->n / horizon), none = 1 - pow(TAIL, 1 / apart);
    size_t       kept = 0;

    for (size_t s = 0; s < SAMPLES; s++) {
        g->share[k][kept] = g->share[k][s];
        kept += isnan(g->share[k][kept]) ? 0u : 1u;
    }
    *lo = *hi = (double)NAN;
    if (kept > SAMPLES / 2) {
        qsort(g->share[k], kept, sizeof *g->share[k], compare);
        *lo = g->share[k][kept / 20];
        *hi = g->share[k][kept - 1 - kept / 20];
    }
    if (!(of->events > 0)) {
        *lo = 0;
        *hi = none;
    } else if (!(of->events < of->n)) {
        *lo = 1 - none;
        *hi = 1;
    }
}

/* 3. the table */

enum { HORIZON, OUTCOME, MODEL, FROM, TO, N, EVENTS, FORECAST, OBSERVED, LO, HI, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"horizon", ENT_COLUMN_INTEGER}, {"outcome", ENT_COLUMN_TEXT},
    {"model", ENT_COLUMN_TEXT},      {"from", ENT_COLUMN_NUMBER},
    {"to", ENT_COLUMN_NUMBER},       {"n", ENT_COLUMN_INTEGER},
    {"events", ENT_COLUMN_INTEGER},  {"forecast", ENT_COLUMN_NUMBER},
    {"observed", ENT_COLUMN_NUMBER}, {"lo", ENT_COLUMN_NUMBER},
    {"hi", ENT_COLUMN_NUMBER}};

ent_status
ent_backtest_groups_create(ent_ctx *ctx, ent_table **out)
{
    return ent_table_create(ctx, COLUMN, COLUMNS, out);
}

static void
add_rows(grouping *g, const ent_backtest_row *row, ent_table *table)
{
    for (size_t k = 0; k < GROUPS; k++) {
        const group *of = &g->groups[k];
        double       lo, hi;

        if (!(of->n > 0)) {
            continue;
        }
        bound(g, k, row->horizon, &lo, &hi);
        ent_table_row(table);
        ent_table_integer(table, HORIZON, row->horizon);
        ent_table_text(table, OUTCOME, row->outcome);
        ent_table_text(table, MODEL, ENT_RIVAL_NAMES[g->rival]);
        ent_table_number(table, FROM, EDGES[k]);
        ent_table_number(table, TO, EDGES[k + 1]);
        ent_table_integer(table, N, (int64_t)of->n);
        ent_table_integer(table, EVENTS, (int64_t)of->events);
        ent_table_number(table, FORECAST, of->forecast / of->n);
        ent_table_number(table, OBSERVED, of->events / of->n);
        ent_table_number(table, LO, lo);
        ent_table_number(table, HI, hi);
    }
}

ent_status
ent_backtest_groups_add(ent_ctx *ctx, ent_table *table, const ent_backtest_row *row,
                        const ent_forecasts *f, size_t rival, uint64_t seed)
{
    grouping *g = ent_alloc_zero(1, sizeof *g);

    if (g == NULL) {
        return ent_fail_nomem(ctx);
    }
    g->from = f;
    g->rival = rival;
    fill(g, NULL, g->groups);
    draw_samples(g, seed);
    add_rows(g, row, table);
    ent_free(g);
    return ent_table_check(ctx, table);
}
