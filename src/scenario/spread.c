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
    size_t cells = (size_t)(runs / 4) * 2;

    cells = cells < most_cells ? cells : most_cells / 2 * 2;
    return (ent_design){(size_t)runs, cells < 4 ? 1 : cells};
}

size_t
ent_design_cell_runs(const ent_design *design, size_t cell)
{
    return design->runs / design->cells + (cell < design->runs % design->cells);
}

uint32_t
ent_design_row(const ent_design *design, size_t cell)
{
    (void)design;
    return (uint32_t)(cell / 2);
}

uint32_t
ent_design_column(const ent_design *design, size_t cell)
{
    return (uint32_t)((cell + 1) % design->cells / 2);
}

/* Pooled variance within the cells. */
static double
variance_within(const ent_design *design, const ent_cell *cells)
{
    size_t count = design->cells;
    double within = 0;

    for (size_t i = 0; i < count; i++) {
        double n = (double)ent_design_cell_runs(design, i);
        double left = cells[i].squares - cells[i].sum * cells[i].sum / n;

        /* below what rounding leaves of nothing */
        within += left > 1e-12 * cells[i].squares ? left : 0;
    }
    return within / (double)(design->runs - count);
}

/* Variance of the cell means: of all, within the rows, within the columns. */
typedef struct between {
    double all, in_rows, in_columns;
} between;

static between
variances_between(const double *means, size_t n)
{
    between out = {0, 0, 0};
    double  mean = 0;

    for (size_t i = 0; i < n; i++) {
        mean += means[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        double step = means[(i + 1) % n] - means[i];

        out.all += (means[i] - mean) * (means[i] - mean) / (double)(n - 1);
        *(i % 2 == 0 ? &out.in_rows : &out.in_columns) += step * step / (double)n;
    }
    return out;
}

static int
compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static double
clip(double x, double least, double most)
{
    return x < least ? least : x > most ? most : x;
}

/* A new value lies below the i-th of n sorted ones with probability i / (n + 1). */
static double
quantile(const double *sorted, size_t n, double q)
{
    double at = clip(q * (double)(n + 1) - 1, 0, (double)(n - 1));
    size_t below = (size_t)at;

    return below + 1 < n
               ? sorted[below] + (at - (double)below) * (sorted[below + 1] - sorted[below])
               : sorted[n - 1];
}

/* 95 % quantile of the standard normal: 5 % on either side. */
static const double NORMAL_90 = 1.6448536269514722;

static double
positive(double x)
{
    return x > 0 ? x : 0;
}

/* What a variance is expected to be that is not negative and was estimated with this error. */
static double
expected_variance(double estimate, double error)
{
    static const double SQRT_2 = 1.41421356237309504880, SQRT_2_PI = 2.50662827463100050242;
    double              t = error > 0 ? estimate / error : 0;

    if (error <= 0) {
        return positive(estimate);
    }
    return positive(estimate + error * exp(-t * t / 2) / SQRT_2_PI / (erfc(-t / SQRT_2) / 2));
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
    size_t     n = design->cells;
    double     runs = (double)design->runs, chance, noise, total, scale, error, sum = 0;
    ent_spread out = {0, NAN, NAN, NAN, NAN};
    between    v;

    for (size_t i = 0; i < n; i++) {
        sum += cells[i].sum;
        scratch[i] = cells[i].sum / (double)ent_design_cell_runs(design, i);
    }
    out.mean = sum / runs;
    if (n < 2) {
        return out;
    }
    chance = variance_within(design, cells);
    v = variances_between(scratch, n);
    if (chance + v.all < 1e-20) {
        spread_of_equals(design, least, most, &out);
        return out;
    }
    noise = chance * (double)n / runs;
    error = noise * sqrt(2 / (double)(n - 1) + 2 / (runs - (double)n));
    scale = v.all > 0 ? sqrt(expected_variance(v.all - noise, error) / v.all) : 0;
    total = positive(v.all - noise) + chance / runs;
    out.mc_se =
        sqrt((v.all + positive(v.all - v.in_rows) + positive(v.all - v.in_columns)) / (double)n);
    out.column_share = clip(positive(v.in_rows - noise) / total, 0, 1);
    qsort(scratch, n, sizeof *scratch, compare_numbers);
    out.lo = out.mean -
             hypot(scale * positive(out.mean - quantile(scratch, n, 0.05)), NORMAL_90 * out.mc_se);
    out.hi = out.mean +
             hypot(scale * positive(quantile(scratch, n, 0.95) - out.mean), NORMAL_90 * out.mc_se);
    out.lo = clip(out.lo, least, most);
    out.hi = clip(out.hi, least, most);
    return out;
}
