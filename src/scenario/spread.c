/*
 * spread.c - where the spread of an ensemble comes from
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/spread.h"

#include <math.h>
#include <stdlib.h>

ent_design
ent_design_of(uint64_t runs)
{
    size_t side = 1;

    while ((uint64_t)(side + 1) * (side + 1) * 2 <= runs) {
        side++;
    }
    return (ent_design){(size_t)runs, side, side};
}

uint32_t
ent_design_row(const ent_design *design, size_t run)
{
    return (uint32_t)(run % design->rows);
}

uint32_t
ent_design_column(const ent_design *design, size_t run)
{
    return (uint32_t)(run / design->rows % design->columns);
}

size_t
ent_design_cells(const ent_design *design)
{
    return design->rows * design->columns;
}

/* Means of the cells; returns the pooled variance within them. */
static double
cell_means(const ent_design *design, const double *values, double *cells)
{
    size_t count = ent_design_cells(design);
    double within = 0;

    for (size_t i = 0; i < count; i++) {
        double sum = 0, squares = 0;
        size_t n = 0;

        for (size_t run = i; run < design->runs; run += count) {
            sum += values[run];
            squares += values[run] * values[run];
            n++;
        }
        cells[i] = sum / (double)n;
        within += squares - sum * sum / (double)n;
    }
    within = within > 1e-9 ? within : 0; /* what rounding leaves of nothing */
    return design->runs > count ? within / (double)(design->runs - count) : NAN;
}

typedef struct components {
    double row, column, both, cells;
} components;

static double
positive(double x)
{
    return x > 0 ? x : 0;
}

static components
components_of(const ent_design *design, const double *cells, double mean, double chance)
{
    size_t     rows = design->rows, columns = design->columns;
    double     per_cell = (double)design->runs / (double)ent_design_cells(design);
    double     row_squares = 0, column_squares = 0, all = 0, ms_row, ms_column, ms_both;
    components out;

    for (size_t r = 0; r < rows; r++) {
        double sum = 0;

        for (size_t c = 0; c < columns; c++) {
            double deviation = cells[c * rows + r] - mean;

            sum += deviation;
            all += deviation * deviation;
        }
        row_squares += sum * sum / (double)columns;
    }
    for (size_t c = 0; c < columns; c++) {
        double sum = 0;

        for (size_t r = 0; r < rows; r++) {
            sum += cells[c * rows + r] - mean;
        }
        column_squares += sum * sum / (double)rows;
    }
    ms_row = row_squares / (double)(rows - 1);
    ms_column = column_squares / (double)(columns - 1);
    ms_both = (all - row_squares - column_squares) / (double)((rows - 1) * (columns - 1));
    out.both = positive(ms_both - chance / per_cell);
    out.row = positive((ms_row - ms_both) / (double)columns);
    out.column = positive((ms_column - ms_both) / (double)rows);
    out.cells = all / (double)(rows * columns - 1);
    return out;
}

static int
compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static double
quantile(const double *sorted, size_t n, double q)
{
    double at = q * (double)(n - 1);
    size_t below = (size_t)at;

    return below + 1 < n
               ? sorted[below] + (at - (double)below) * (sorted[below + 1] - sorted[below])
               : sorted[n - 1];
}

static double
clip(double x, double least, double most)
{
    return x < least ? least : x > most ? most : x;
}

/* 95 % quantile of the standard normal: 5 % on either side. */
static const double NORMAL_90 = 1.6448536269514722;

ent_spread
ent_spread_of(const ent_design *design, const double *values, double *cells, double least,
              double most)
{
    ent_spread out = {0, NAN, NAN, NAN, NAN};
    size_t     count = ent_design_cells(design);
    double     chance, total, shrink, sum = 0, mean = 0;
    components parts;

    for (size_t i = 0; i < design->runs; i++) {
        sum += values[i];
    }
    out.mean = sum / (double)design->runs;
    if (design->rows < 2) {
        return out;
    }
    chance = cell_means(design, values, cells);
    for (size_t i = 0; i < count; i++) {
        mean += cells[i] / (double)count;
    }
    parts = components_of(design, cells, mean, chance);
    total = parts.row + parts.column + parts.both;
    out.mc_se = sqrt(chance / (double)design->runs);
    shrink = parts.cells > 0 ? sqrt(total / parts.cells) : 0;
    shrink = shrink > 1 ? 1 : shrink;
    qsort(cells, count, sizeof *cells, compare_numbers);
    out.lo = clip(out.mean -
                      hypot(shrink * (mean - quantile(cells, count, 0.05)), NORMAL_90 * out.mc_se),
                  least, most);
    out.hi = clip(out.mean +
                      hypot(shrink * (quantile(cells, count, 0.95) - mean), NORMAL_90 * out.mc_se),
                  least, most);
    if (total + chance / (double)design->runs > 0) {
        out.column_share = (parts.column + parts.both) / (total + chance / (double)design->runs);
    }
    return out;
}
