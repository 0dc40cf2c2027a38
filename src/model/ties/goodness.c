/*
 * goodness.c - how well a fit describes counts that it was not made from
 *
 *   1. simulations     2. distances     3. the table
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/parallel.h"
#include "model/small_matrix.h"
#include "model/ties/auxiliary.h"
#include "model/ties/estimate.h"
#include "model/ties/sample.h"

enum { RUNS_A_UNIT = 50 };

static const uint32_t PHASE = 0xF17; /* of the keys: no phase of an estimation */

/* Directions in which simulations do not vary, and how far from 0 a count of whole things is. */
static const double TOLERANCE = 1.5e-8, AWAY = 1e-3;

/* 1. simulations */

typedef struct goodness {
    const ent_saom    *model;
    ent_arena          arena;
    ent_saom_auxiliary of[ENT_SAOM_MOST_AUXILIARIES];
    size_t             count, width, runs; /* families; counts of all of them */
    ent_saom_point     point;
    double            *observed; /* width */
    double            *found;    /* runs * width */
} goodness;

/* Add the counts of a settled network. */
static void
add_counts(const goodness *g, const ent_saom_state *state, double *sum)
{
    double counts[ENT_SAOM_MOST_LEVELS];

    for (size_t f = 0; f < g->count; f++) {
        g->of[f].of(state, &g->of[f], counts);
        for (size_t k = 0; k < g->of[f].count; k++) {
            *sum++ += counts[k];
        }
    }
}

static ent_status
simulate_unit(ent_ctx *ctx, size_t index, void *data)
{
    const goodness *g = data;
    const ent_saom *m = g->model;
    size_t          from = index * RUNS_A_UNIT;
    size_t          to = from + RUNS_A_UNIT < g->runs ? from + RUNS_A_UNIT : g->runs;
    double          statistics[ENT_SAOM_MOST_EFFECTS];
    ent_saom_bench *bench;
    ent_status      status = ent_saom_bench_create(ctx, m, &bench);

    if (status != ENT_OK) {
        return status;
    }
    ent_saom_bench_set(bench, g->point.effects);
    for (size_t run = from; run < to && status == ENT_OK; run++) {
        for (size_t p = 0; p < m->period_count; p++) {
            ent_key key = {g->point.seed, (uint32_t)run, ENT_PROCESS_TIES, PHASE, (uint32_t)p};
            ent_saom_path path;

            ent_saom_walk(bench, p, g->point.rates != NULL ? g->point.rates[p] : 1,
                          g->point.rates == NULL, &key, statistics, NULL, &path);
            add_counts(g, ent_saom_bench_state(bench), &g->found[run * g->width]);
        }
        status = ent_check_cancelled(ctx);
    }
    ent_saom_bench_destroy(bench);
    return status;
}

/* The networks observed at the ends of periods; or (`g` without families) their largest degree. */
static ent_status
look_at_observed(ent_ctx *ctx, const goodness *g, int *largest)
{
    const ent_saom *m = g->model;
    ent_saom_state  state;
    ent_status      status = ent_saom_state_init(ctx, m, &state);

    for (size_t p = 0; p < m->period_count && status == ENT_OK; p++) {
        ent_saom_state_set(&state, &m->periods[p], m->periods[p].end);
        ent_saom_state_settle(&state);
        for (size_t i = 0; i < m->n; i++) {
            *largest = state.out[i] > *largest ? state.out[i] : *largest;
            *largest = state.in[i] > *largest ? state.in[i] : *largest;
        }
        if (g->count > 0) {
            add_counts(g, &state, g->observed);
        }
    }
    ent_saom_state_clear(&state);
    return status;
}

static ent_status
gather(ent_ctx *ctx, goodness *g, const ent_fit *fit)
{
    const ent_saom *m = g->model;
    double         *rates = ent_arena_alloc(&g->arena, m->period_count, sizeof *rates);
    double         *effects = ent_arena_alloc(&g->arena, m->term_count, sizeof *effects);
    int             largest = 0;
    ent_status      status = look_at_observed(ctx, g, &largest);

    if (status != ENT_OK || rates == NULL || effects == NULL) {
        return status != ENT_OK ? status : ent_fail_nomem(ctx);
    }
    ent_saom_point_of(fit, rates, effects);
    g->point = (ent_saom_point){fit->conditional ? NULL : rates, effects, false, fit->seed, 0, 0};
    g->count = ent_saom_auxiliaries(m, largest, g->of);
    for (size_t f = 0; f < g->count; f++) {
        g->width += g->of[f].count;
    }
    g->observed = ent_arena_alloc(&g->arena, g->width, sizeof *g->observed);
    g->found = ent_arena_alloc(&g->arena, g->runs * g->width, sizeof *g->found);
    if (g->observed == NULL || g->found == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = look_at_observed(ctx, g, &largest);
    return status == ENT_OK
               ? ent_parallel_for(ctx, "goodness of fit", (g->runs + RUNS_A_UNIT - 1) / RUNS_A_UNIT,
                                  simulate_unit, g)
               : status;
}

/* 2. distances */

/* One family of counts: where it lies among all, and what was found of it. */
typedef struct family {
    const goodness *g;
    size_t          at, q;
    double          mean[ENT_SAOM_MOST_LEVELS];
    double          covariance[ENT_SAOM_MOST_LEVELS * ENT_SAOM_MOST_LEVELS];
    double          inverse[ENT_SAOM_MOST_LEVELS * ENT_SAOM_MOST_LEVELS];
    double          distance, p;
} family;

static const double *
counts_of(const family *f, size_t run)
{
    return &f->g->found[run * f->g->width + f->at];
}

static void
find_moments(family *f)
{
    size_t q = f->q;

    for (size_t run = 0; run < f->g->runs; run++) {
        for (size_t k = 0; k < q; k++) {
            f->mean[k] += counts_of(f, run)[k];
        }
    }
    for (size_t k = 0; k < q; k++) {
        f->mean[k] /= (double)f->g->runs;
    }
    for (size_t run = 0; run < f->g->runs; run++) {
        const double *x = counts_of(f, run);

        for (size_t i = 0; i < q; i++) {
            for (size_t j = 0; j < q; j++) {
                f->covariance[i * q + j] +=
                    (x[i] - f->mean[i]) * (x[j] - f->mean[j]) / (double)(f->g->runs - 1);
            }
        }
    }
}

static double
distance_of(const family *f, const double *counts)
{
    double deviation[ENT_SAOM_MOST_LEVELS];

    for (size_t k = 0; k < f->q; k++) {
        deviation[k] = counts[k] - f->mean[k];
    }
    return ent_matrix_form(f->q, f->inverse, deviation);
}

/* Whether the observed counts lie where no simulation can: off all directions that vary. */
static bool
is_beyond(const family *f, const double *values, const double *vectors, const double *observed)
{
    double largest = 0;

    for (size_t k = 0; k < f->q; k++) {
        largest = fmax(largest, values[k * f->q + k]);
    }
    for (size_t k = 0; k < f->q; k++) {
        double along = 0;

        for (size_t i = 0; i < f->q; i++) {
            along += vectors[i * f->q + k] * (observed[i] - f->mean[i]);
        }
        if (!(values[k * f->q + k] > TOLERANCE * largest) && fabs(along) > AWAY) {
            return true;
        }
    }
    return false;
}

static void
measure(family *f)
{
    double        values[ENT_SAOM_MOST_LEVELS * ENT_SAOM_MOST_LEVELS], vectors[sizeof values / 8];
    const double *observed = &f->g->observed[f->at];
    size_t        further = 0;

    find_moments(f);
    memcpy(values, f->covariance, sizeof values);
    (void)ent_matrix_pseudo_invert(f->q, values, TOLERANCE, vectors, f->inverse);
    f->distance = distance_of(f, observed);
    if (is_beyond(f, values, vectors, observed)) {
        f->distance = NAN;
        f->p = 0;
        return;
    }
    for (size_t run = 0; run < f->g->runs; run++) {
        further += distance_of(f, counts_of(f, run)) >= f->distance * (1 - 1e-12);
    }
    f->p = (double)further / (double)f->g->runs;
}

/* 3. the table */

enum {
    STATISTIC,
    VALUE,
    OBSERVED,
    MEAN,
    SD,
    LEAST,
    Q05,
    Q25,
    MEDIAN,
    Q75,
    Q95,
    MOST,
    FAR,
    P,
    RUNS,
    COLUMNS
};

static const ent_column COLUMN[COLUMNS] = {
    {"statistic", ENT_COLUMN_TEXT},  {"value", ENT_COLUMN_TEXT}, {"observed", ENT_COLUMN_NUMBER},
    {"mean", ENT_COLUMN_NUMBER},     {"sd", ENT_COLUMN_NUMBER},  {"min", ENT_COLUMN_NUMBER},
    {"q05", ENT_COLUMN_NUMBER},      {"q25", ENT_COLUMN_NUMBER}, {"median", ENT_COLUMN_NUMBER},
    {"q75", ENT_COLUMN_NUMBER},      {"q95", ENT_COLUMN_NUMBER}, {"max", ENT_COLUMN_NUMBER},
    {"distance", ENT_COLUMN_NUMBER}, {"p", ENT_COLUMN_NUMBER},   {"runs", ENT_COLUMN_INTEGER}};

static int
compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void
add_row(const family *f, const ent_saom_auxiliary *of, size_t k, double *sorted, ent_table *table)
{
    static const struct {
        int    column;
        double share;
    } QUANTILES[] = {{LEAST, 0}, {Q05, .05}, {Q25, .25}, {MEDIAN, .5},
                     {Q75, .75}, {Q95, .95}, {MOST, 1}};
    size_t runs = f->g->runs;

    for (size_t run = 0; run < runs; run++) {
        sorted[run] = counts_of(f, run)[k];
    }
    qsort(sorted, runs, sizeof *sorted, compare_numbers);
    ent_table_row(table);
    ent_table_text_borrowed(table, STATISTIC, of->name);
    ent_table_text(table, VALUE, of->value[k]);
    ent_table_number(table, OBSERVED, f->g->observed[f->at + k]);
    ent_table_number(table, MEAN, f->mean[k]);
    ent_table_number(table, SD, sqrt(fmax(0, f->covariance[k * f->q + k])));
    for (size_t i = 0; i < sizeof QUANTILES / sizeof QUANTILES[0]; i++) {
        ent_table_number(table, (size_t)QUANTILES[i].column,
                         sorted[(size_t)(QUANTILES[i].share * (double)(runs - 1) + .5)]);
    }
    ent_table_number(table, FAR, f->distance);
    ent_table_number(table, P, f->p);
    ent_table_integer(table, RUNS, (int64_t)runs);
}

static ent_status
tabulate(ent_ctx *ctx, const goodness *g, ent_table **out)
{
    double    *sorted = ent_alloc(g->runs, sizeof *sorted);
    ent_table *table = NULL;
    size_t     at = 0;
    ent_status status =
        sorted != NULL ? ent_table_create(ctx, COLUMN, COLUMNS, &table) : ent_fail_nomem(ctx);

    for (size_t i = 0; i < g->count && status == ENT_OK; i++) {
        family f = {.g = g, .at = at, .q = g->of[i].count};

        measure(&f);
        for (size_t k = 0; k < f.q; k++) {
            add_row(&f, &g->of[i], k, sorted, table);
        }
        at += f.q;
    }
    if (status == ENT_OK) {
        status = ent_table_check(ctx, table);
    }
    ent_free(sorted);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

ent_status
ent_saom_goodness(ent_ctx *ctx, const ent_saom *model, const ent_fit *fit, uint64_t runs,
                  ent_table **out)
{
    goodness   g = {.model = model, .runs = (size_t)(runs != 0 ? runs : fit->n3)};
    ent_status status;

    status = ent_saom_check_fit(ctx, model, fit, runs);
    if (status != ENT_OK) {
        return status;
    }
    ent_arena_init(&g.arena);
    status = gather(ctx, &g, fit);
    if (status == ENT_OK) {
        status = tabulate(ctx, &g, out);
    }
    ent_arena_clear(&g.arena);
    return status;
}
