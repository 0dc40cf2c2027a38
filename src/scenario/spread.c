/*
 * spread.c - where the spread of an ensemble comes from
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/spread.h"

#include <math.h>
#include <stdlib.h>

enum { MOST_LEVELS = 16 };

static const ent_sources NO_SOURCES = {NAN, NAN, NAN, NAN, NAN, NAN, NAN};

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

uint32_t
ent_design_sizes(const ent_design *design, size_t cell)
{
    return ent_design_column(design, cell) / 2;
}

size_t
ent_design_window(const ent_design *design, const ent_levels *levels, size_t cell)
{
    return ent_design_row(design, cell) % levels->windows;
}

size_t
ent_design_variant(const ent_design *design, const ent_levels *levels, size_t cell)
{
    return ent_design_row(design, cell) / levels->windows % levels->variants;
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

/* Variance of the cell means: of all; within rows, of cells that share sizes too; within columns.
 */
typedef struct between {
    double all, in_rows, in_sizes, in_columns;
} between;

static double
mean_of(const double *values, size_t n)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        sum += values[i];
    }
    return sum / (double)n;
}

static between
variances_between(const ent_design *design, bool sizes, const double *means)
{
    between out = {0, 0, 0, 0};
    size_t  n = design->cells, apart = 0, together = 0;
    double  mean = mean_of(means, n);

    for (size_t i = 0; i < n; i++) {
        size_t next = (i + 1) % n;
        double step = (means[next] - means[i]) * (means[next] - means[i]) / 2;

        out.all += (means[i] - mean) * (means[i] - mean) / (double)(n - 1);
        if (i % 2 != 0) {
            out.in_columns += 2 * step / (double)n;
        } else if (sizes && ent_design_sizes(design, i) == ent_design_sizes(design, next)) {
            out.in_sizes += step;
            together++;
        } else {
            out.in_rows += step;
            apart++;
        }
    }
    out.in_sizes = together > 0 ? out.in_sizes / (double)together : 0;
    out.in_rows = apart > 0 ? out.in_rows / (double)apart : out.in_sizes;
    out.in_sizes = together > 0 ? out.in_sizes : out.in_rows;
    return out;
}

/*
 * Variance that levels make which rows take in turn (`level` is that of a cell): that of their
 * means, less what the rows within a level leave in it.
 */
static double
variance_of_levels(const ent_design *design, const ent_levels *levels, size_t count,
                   size_t (*level)(const ent_design *, const ent_levels *, size_t),
                   const double *means)
{
    double sum[MOST_LEVELS] = {0}, rows[MOST_LEVELS] = {0}, within = 0, out = 0, left = 0;
    double grand = mean_of(means, design->cells), n = (double)design->cells / 2;

    if (count < 2 || design->cells / 2 < 2 * count) {
        return 0;
    }
    for (size_t i = 0; i < design->cells; i += 2) {
        sum[level(design, levels, i)] += (means[i] + means[i + 1]) / 2;
        rows[level(design, levels, i)]++;
    }
    for (size_t i = 0; i < design->cells; i += 2) {
        size_t k = level(design, levels, i);
        double off = (means[i] + means[i + 1]) / 2 - sum[k] / rows[k];

        within += off * off / (n - (double)count);
    }
    for (size_t k = 0; k < count; k++) {
        double off = sum[k] / rows[k] - grand;

        out += off * off / (double)count;
        left += within / rows[k] * (1 - rows[k] / n) / (double)count;
    }
    return out > left ? out - left : 0;
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

/* What each source makes of the variance of a run. */
typedef struct components {
    double rows, columns, sizes, windows, variants;
} components;

static components
components_of(const ent_design *design, const ent_levels *levels, const between *v,
              const double *means)
{
    components c = {.rows = positive(v->all - v->in_rows),
                    .columns = positive(v->all - v->in_columns),
                    .sizes = positive(v->in_rows - v->in_sizes)};

    c.sizes = c.sizes < c.columns ? c.sizes : c.columns;
    c.windows = variance_of_levels(design, levels, levels->windows, ent_design_window, means);
    c.variants = variance_of_levels(design, levels, levels->variants, ent_design_variant, means);
    return c;
}

static ent_sources
sources_of(const components *c, double all, double chance)
{
    double sum, scale, rates = positive(c->rows - c->windows - c->variants);
    double total = positive(all) + chance;

    if (total <= 0) {
        return NO_SOURCES;
    }
    sum = rates + c->columns + c->windows + c->variants + chance;
    scale = 1 / (sum > total ? sum : total);
    return (ent_sources){.rates = rates * scale,
                         .effects = (c->columns - c->sizes) * scale,
                         .periods = c->windows * scale,
                         .variants = c->variants * scale,
                         .sizes = c->sizes * scale,
                         .shocks = chance * scale,
                         .together = total > sum ? (total - sum) * scale : 0};
}

/* A row is a draw that two cells share, a column likewise; sizes are shared by four cells. */
static double
error_of_mean(const ent_design *design, const between *v, const components *c, double chance)
{
    double drawn = v->all + c->rows + c->columns + 2 * c->sizes - 2 * (c->windows + c->variants);
    double n = (double)design->cells, least = chance / (double)design->runs;

    return sqrt(drawn / n > least ? drawn / n : least);
}

ent_spread
ent_spread_of(const ent_design *design, const ent_levels *levels, const ent_cell *cells,
              double *scratch, double least, double most)
{
    size_t     n = design->cells;
    double     runs = (double)design->runs, chance, noise, total, scale, error, sum = 0;
    ent_spread out = {0, NAN, NAN, NAN, NAN, NO_SOURCES};
    between    v;
    components c;

    for (size_t i = 0; i < n; i++) {
        sum += cells[i].sum;
        scratch[i] = cells[i].sum / (double)ent_design_cell_runs(design, i);
    }
    out.mean = sum / runs;
    if (n < 2) {
        return out;
    }
    chance = variance_within(design, cells);
    v = variances_between(design, levels->sizes, scratch);
    if (chance + v.all < 1e-20) {
        spread_of_equals(design, least, most, &out);
        return out;
    }
    c = components_of(design, levels, &v, scratch);
    noise = chance * (double)n / runs;
    error = noise * sqrt(2 / (double)(n - 1) + 2 / (runs - (double)n));
    scale = v.all > 0 ? sqrt(expected_variance(v.all - noise, error) / v.all) : 0;
    total = positive(v.all - noise) + chance / runs;
    out.mc_se = error_of_mean(design, &v, &c, chance);
    out.column_share = clip(positive(v.in_rows - noise) / total, 0, 1);
    out.sources = sources_of(&c, v.all - noise, chance);
    qsort(scratch, n, sizeof *scratch, compare_numbers);
    out.lo = out.mean -
             hypot(scale * positive(out.mean - quantile(scratch, n, 0.05)), NORMAL_90 * out.mc_se);
    out.hi = out.mean +
             hypot(scale * positive(quantile(scratch, n, 0.95) - out.mean), NORMAL_90 * out.mc_se);
    out.lo = clip(out.lo, least, most);
    out.hi = clip(out.hi, least, most);
    return out;
}
