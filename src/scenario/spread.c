/*
 * spread.c - where the spread of an ensemble comes from
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/spread.h"

#include <math.h>
#include <stdlib.h>

ent_design
ent_design_of(uint64_t runs, size_t most_cells)
{
    size_t side = 1;

    while ((uint64_t)(side + 1) * (side + 1) * 2 <= runs && (side + 1) * (side + 1) <= most_cells) {
        side++;
    }
    return (ent_design){(size_t)runs, side, side};
}

size_t
ent_design_cells(const ent_design *design)
{
    return design->rows * design->columns;
}

size_t
ent_design_cell_runs(const ent_design *design, size_t cell)
{
    size_t cells = ent_design_cells(design);

    return design->runs / cells + (cell < design->runs % cells);
}

uint32_t
ent_design_row(const ent_design *design, size_t cell)
{
    return (uint32_t)(cell % design->rows);
}

uint32_t
ent_design_column(const ent_design *design, size_t cell)
{
    return (uint32_t)(cell / design->rows);
}

/* Pooled variance within the cells. */
static double
variance_within(const ent_design *design, const ent_cell *cells)
{
    size_t count = ent_design_cells(design);
    double within = 0;

    for (size_t i = 0; i < count; i++) {
        double n = (double)ent_design_cell_runs(design, i);
        double left = cells[i].squares - cells[i].sum * cells[i].sum / n;

        /* below what rounding leaves of nothing */
        within += left > 1e-12 * cells[i].squares ? left : 0;
    }
    return within / (double)(design->runs - count);
}

/* Means of the rows and of the columns, and the sum of squares of the cells about their mean. */
static double
marginal_means(const ent_design *design, const ent_cell *cells, double *rows, double *columns,
               double *mean)
{
    size_t count = ent_design_cells(design);
    double sum = 0, squares = 0;

    for (size_t i = 0; i < design->rows + design->columns; i++) {
        rows[i] = 0; /* the columns follow the rows */
    }
    for (size_t i = 0; i < count; i++) {
        double cell = cells[i].sum / (double)ent_design_cell_runs(design, i);

        rows[ent_design_row(design, i)] += cell;
        columns[ent_design_column(design, i)] += cell;
        sum += cell;
    }
    for (size_t i = 0; i < design->rows; i++) {
        rows[i] /= (double)design->columns;
    }
    for (size_t i = 0; i < design->columns; i++) {
        columns[i] /= (double)design->rows;
    }
    *mean = sum / (double)count;
    for (size_t i = 0; i < count; i++) {
        double deviation = cells[i].sum / (double)ent_design_cell_runs(design, i) - *mean;

        squares += deviation * deviation;
    }
    return squares;
}

static double
squares_about(const double *values, size_t n, double mean)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        sum += (values[i] - mean) * (values[i] - mean);
    }
    return sum;
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

/* One way in which the table can be cut: into rows, or into columns. */
typedef struct margin {
    double variance; /* of the effects, what chance adds taken off; at least 0 */
    double down, up; /* how far the 5 % and 95 % quantiles of the effects lie from their mean */
} margin;

/* `across` is the number of cells behind each mean; the means are sorted. */
static margin
margin_of(double *means, size_t n, size_t across, double mean, double ms_both)
{
    double ms = (double)across * squares_about(means, n, mean) / (double)(n - 1);
    margin out = {0, 0, 0};

    if (ms > ms_both * (1 + 1e-9)) { /* above what rounding leaves */
        double shrink = sqrt(1 - ms_both / ms);

        qsort(means, n, sizeof *means, compare_numbers);
        out.variance = (ms - ms_both) / (double)across;
        out.down = shrink * (mean - quantile(means, n, 0.05));
        out.up = shrink * (quantile(means, n, 0.95) - mean);
    }
    return out;
}

/* 95 % quantile of the standard normal: 5 % on either side. */
static const double NORMAL_90 = 1.6448536269514722;

/* Variance of what row and column do together; 0 where chance alone would show as much. */
static double
variance_of_both(double ms_both, double ms_chance, size_t freedom)
{
    double noise = NORMAL_90 * sqrt(2 / (double)freedom);

    return ms_both > ms_chance * (1 + noise) ? ms_both - ms_chance : 0;
}

/*
 * Where no run differs from another, three in so many runs is what may yet be (Hanley and
 * Lippman-Hand 1983), and half a run what is expected, as in the rates of the rule.
 */
static void
spread_of_equals(const ent_design *design, double least, double most, ent_spread *out)
{
    double n = (double)design->runs, down = out->mean - least, up = most - out->mean;

    out->lo = clip(out->mean - 3 / n * down, least, most);
    out->hi = clip(out->mean + 3 / n * up, least, most);
    out->mc_se = sqrt(0.5) / n * (down > up ? down : up);
}

ent_spread
ent_spread_of(const ent_design *design, const ent_cell *cells, double *scratch, double least,
              double most)
{
    size_t     n = design->rows, m = design->columns, count = ent_design_cells(design);
    ent_spread out = {0, NAN, NAN, NAN, NAN};
    double     chance, squares, mean, ms_both, both, total, rest, sum = 0;
    double    *rows = scratch, *columns = scratch + n;
    margin     row, column;

    for (size_t i = 0; i < count; i++) {
        sum += cells[i].sum;
    }
    out.mean = sum / (double)design->runs;
    if (n < 2 || m < 2) {
        return out;
    }
    chance = variance_within(design, cells);
    squares = marginal_means(design, cells, rows, columns, &mean);
    if (chance + squares < 1e-20) {
        spread_of_equals(design, least, most, &out);
        return out;
    }
    ms_both = squares - (double)m * squares_about(rows, n, mean) -
              (double)n * squares_about(columns, m, mean);
    ms_both = ms_both > 1e-12 * squares ? ms_both / (double)((n - 1) * (m - 1)) : 0;
    both =
        variance_of_both(ms_both, chance * (double)count / (double)design->runs, (n - 1) * (m - 1));
    row = margin_of(rows, n, m, mean, ms_both);
    column = margin_of(columns, m, n, mean, ms_both);
    out.mc_se = sqrt(row.variance / (double)n + column.variance / (double)m + both / (double)count +
                     chance / (double)design->runs);
    rest = NORMAL_90 * sqrt(both + out.mc_se * out.mc_se);
    out.lo = clip(out.mean - hypot(hypot(row.down, column.down), rest), least, most);
    out.hi = clip(out.mean + hypot(hypot(row.up, column.up), rest), least, most);
    total = row.variance + column.variance + both + chance / (double)design->runs;
    out.column_share = (column.variance + both) / total;
    return out;
}
