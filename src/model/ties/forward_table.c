/*
 * forward_table.c - what years ahead brought, as a table
 *
 *   1. shares and their intervals     2. the table
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/context.h"
#include "model/ties/forward.h"

/* 1. shares and their intervals */

static const double LOW = .05, HIGH = .95;

static int
compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

typedef struct interval {
    double mean, lo, hi;
} interval;

/*
 * The quantiles of the beta distribution of this mean and variance, summed up on the scale of log
 * odds, where its density is p^a (1 - p)^b.
 */
static void
find_beta(double mean, double variance, interval *out)
{
    enum { STEPS = 4000 };
    double size = mean * (1 - mean) / variance - 1, a, b, reach, all = 0, sum = 0;

    size = fmax(size, .02);
    a = mean * size;
    b = (1 - mean) * size;
    reach = fmin(2000, 30 / fmin(1, fmin(a, b)));
    out->lo = out->hi = mean;
    for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < STEPS; k++) {
            double x = reach * (2 * (k + .5) / STEPS - 1), p = 1 / (1 + exp(-x)), before = sum;
            double density = exp(-a * log1p(exp(-x)) - b * log1p(exp(x)));

            if (pass == 0) {
                all += density;
                continue;
            }
            sum += density / all;
            out->lo = before < LOW && sum >= LOW ? p : out->lo;
            out->hi = before < HIGH && sum >= HIGH ? p : out->hi;
        }
    }
}

/*
 * Mean and 90 % of the draws.  Each draw's share is one of few runs: what these add to the variance
 * is taken off, and the shares are taken as of a beta distribution.  Counts of all pairs are
 * numbers that chance moves little.
 */
static interval
find_interval(const ent_ahead *f, size_t year, size_t slot, size_t kind, double *sorted)
{
    size_t   draws = (size_t)f->options.draws;
    double   squares = 0, chance = 0, runs = (double)f->options.runs;
    interval out = {0, 0, 0};

    for (size_t d = 0; d < draws; d++) {
        sorted[d] =
            f->share[((d * f->options.years + year) * f->slots + slot) * ENT_AHEAD_KINDS + kind];
        out.mean += sorted[d] / (double)draws;
        chance += sorted[d] * (1 - sorted[d]) / fmax(1, runs - 1) / (double)draws;
    }
    for (size_t d = 0; d < draws; d++) {
        squares += (sorted[d] - out.mean) * (sorted[d] - out.mean) / ((double)draws - 1);
    }
    if (f->pairs > 0) {
        out.lo = out.hi = out.mean;
        if (squares > chance && out.mean > 0 && out.mean < 1) {
            find_beta(out.mean, squares - chance, &out);
        }
        return out;
    }
    qsort(sorted, draws, sizeof *sorted, compare_numbers);
    out.lo = sorted[(size_t)(LOW * (double)(draws - 1) + .5)];
    out.hi = sorted[(size_t)(HIGH * (double)(draws - 1) + .5)];
    return out;
}

/* 2. the table */

enum {
    YEAR,
    STATE_A,
    STATE_B,
    NOW,
    FIRST_NUMBER,
    RUNS_COLUMN = FIRST_NUMBER + 3 * ENT_AHEAD_KINDS,
    COLUMNS
};

static const ent_column COLUMN[COLUMNS] = {{"year", ENT_COLUMN_INTEGER},
                                           {"state_a", ENT_COLUMN_TEXT},
                                           {"state_b", ENT_COLUMN_TEXT},
                                           {"now", ENT_COLUMN_TEXT},
                                           {"tied", ENT_COLUMN_NUMBER},
                                           {"tied_lo", ENT_COLUMN_NUMBER},
                                           {"tied_hi", ENT_COLUMN_NUMBER},
                                           {"begun", ENT_COLUMN_NUMBER},
                                           {"begun_lo", ENT_COLUMN_NUMBER},
                                           {"begun_hi", ENT_COLUMN_NUMBER},
                                           {"ended", ENT_COLUMN_NUMBER},
                                           {"ended_lo", ENT_COLUMN_NUMBER},
                                           {"ended_hi", ENT_COLUMN_NUMBER},
                                           {"joined", ENT_COLUMN_NUMBER},
                                           {"joined_lo", ENT_COLUMN_NUMBER},
                                           {"joined_hi", ENT_COLUMN_NUMBER},
                                           {"enlargements", ENT_COLUMN_NUMBER},
                                           {"enlargements_lo", ENT_COLUMN_NUMBER},
                                           {"enlargements_hi", ENT_COLUMN_NUMBER},
                                           {"withdrawals", ENT_COLUMN_NUMBER},
                                           {"withdrawals_lo", ENT_COLUMN_NUMBER},
                                           {"withdrawals_hi", ENT_COLUMN_NUMBER},
                                           {"runs", ENT_COLUMN_INTEGER}};

static void
name_actor(const ent_ahead *f, ent_table *table, size_t column, size_t i)
{
    char number[24];

    if (f->model->actors != NULL) {
        ent_table_text(table, column, f->model->actors[i]);
    } else {
        (void)snprintf(number, sizeof number, "%zu", i);
        ent_table_text(table, column, number);
    }
}

/* What is known of a pair before: how it stands, and whether it is tied. */
typedef struct standing {
    bool fixed, tied;
} standing;

/*
 * What cannot begin, or end, or is not modelled has no number; of what a larger treaty fixes, only
 * whether the two stay in it.
 */
static bool
applies(const ent_ahead *f, ent_ahead_kind kind, standing before)
{
    bool all = f->pairs == 0;

    switch (kind) {
    case ENT_AHEAD_BEGUN:
        return all || (!before.tied && !before.fixed);
    case ENT_AHEAD_ENDED:
        return all || before.tied;
    case ENT_AHEAD_JOINED:
        return f->accession != NULL && !before.fixed;
    case ENT_AHEAD_ENLARGED:
    case ENT_AHEAD_LEFT:
        return f->accession != NULL && all;
    default:
        return true;
    }
}

static void
add_row(const ent_ahead *f, size_t year, size_t slot, double *sorted, ent_table *table)
{
    const ent_saom_period *p = &f->view.periods[0];
    int                    first = ent_saom_last_year(f->model);
    standing               before = {false, false};

    ent_table_row(table);
    ent_table_integer(table, YEAR, first + (int)year + 1);
    if (f->pairs > 0) {
        size_t i = f->pair[slot][0], j = f->pair[slot][1], cell = i * f->model->n + j;

        before = (standing){p->free[cell] == 0, p->start[cell] != 0};
        name_actor(f, table, STATE_A, i);
        name_actor(f, table, STATE_B, j);
        ent_table_text_borrowed(table, NOW,
                                p->counted[cell] == 0 ? "no state"
                                : before.fixed        ? "fixed"
                                : before.tied         ? "tied"
                                                      : "none");
        if (before.fixed && (f->accession == NULL || p->counted[cell] == 0 || !before.tied)) {
            return; /* of these the model says nothing */
        }
    }
    for (size_t kind = 0; kind < ENT_AHEAD_KINDS; kind++) {
        interval found = find_interval(f, year, slot, kind, sorted);
        size_t   at = FIRST_NUMBER + 3 * kind;

        if (!applies(f, (ent_ahead_kind)kind, before)) {
            continue;
        }
        ent_table_number(table, at, found.mean);
        ent_table_number(table, at + 1, found.lo);
        ent_table_number(table, at + 2, found.hi);
    }
    ent_table_integer(table, RUNS_COLUMN, (int64_t)(f->options.draws * f->options.runs));
}

ent_status
ent_ahead_tabulate(ent_ahead *f, ent_table **out)
{
    double    *sorted = ent_arena_alloc(&f->arena, (size_t)f->options.draws, sizeof *sorted);
    ent_table *table = NULL;
    ent_status status =
        sorted != NULL ? ent_table_create(f->ctx, COLUMN, COLUMNS, &table) : ent_fail_nomem(f->ctx);

    for (size_t slot = 0; slot < f->slots && status == ENT_OK; slot++) {
        for (size_t year = 0; year < f->options.years; year++) {
            add_row(f, year, slot, sorted, table);
        }
    }
    if (status == ENT_OK) {
        status = ent_table_check(f->ctx, table);
    }
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}
