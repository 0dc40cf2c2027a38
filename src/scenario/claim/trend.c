/*
 * trend.c - whether a yearly figure rises or falls, and how sure that is
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/claim/trend.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"

static int
compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double
median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare_numbers);
    return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

/* Correlation of neighbours in the residuals, each from the mean of all. */
static double
neighbours(const double *residuals, size_t n)
{
    double mean = 0, above = 0, below = 0;

    for (size_t i = 0; i < n; i++) {
        mean += residuals[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        double here = residuals[i] - mean;

        below += here * here;
        above += i + 1 < n ? here * (residuals[i + 1] - mean) : 0;
    }
    return below > 0 ? above / below : 0;
}

/* How much the variance grows where r is above 0. */
static double
inflation(double r, size_t n)
{
    double sum = 0, power = 1;

    if (!(r > 0)) {
        return 1;
    }
    for (size_t k = 1; k < n; k++) {
        power *= r;
        sum += (1 - (double)k / (double)n) * power;
    }
    return 1 + 2 * sum;
}

/* Sum over groups of equal values, which are sorted. */
static void
count_ties(const double *sorted, size_t n, double *pairs, double *variance)
{
    *pairs = *variance = 0;
    for (size_t i = 0; i < n;) {
        size_t end = i;
        double t;

        while (end < n && sorted[end] == sorted[i]) {
            end++;
        }
        t = (double)(end - i);
        *pairs += t * (t - 1) / 2;
        *variance += t * (t - 1) * (2 * t + 5);
        i = end;
    }
}

static void
test(const double *years, const double *values, size_t n, double *scratch, ent_trend *out)
{
    double score = 0, ties, ties_variance, variance, all = (double)n * ((double)n - 1) / 2;
    size_t slopes = 0;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            score += (values[j] > values[i]) - (values[j] < values[i]);
            scratch[slopes++] = (values[j] - values[i]) / (years[j] - years[i]);
        }
    }
    out->slope = median(scratch, slopes);
    for (size_t i = 0; i < n; i++) {
        scratch[i] = values[i] - out->slope * years[i];
    }
    variance = inflation(neighbours(scratch, n), n);
    for (size_t i = 0; i < n; i++) {
        scratch[i] = values[i];
    }
    qsort(scratch, n, sizeof *scratch, compare_numbers);
    count_ties(scratch, n, &ties, &ties_variance);
    out->tau = all > ties ? score / sqrt(all * (all - ties)) : 0;
    variance *= ((double)n * ((double)n - 1) * (2 * (double)n + 5) - ties_variance) / 18;
    out->p =
        score == 0 || !(variance > 0) ? 1 : erfc((fabs(score) - 1) / sqrt(variance) / sqrt(2.0));
}

ent_status
ent_trend_of(const double *values, size_t count, ent_trend *out)
{
    double *memory;
    size_t  n = 0;

    for (size_t i = 0; i < count; i++) {
        n += isnan(values[i]) ? 0 : 1;
    }
    *out = (ent_trend){n, NAN, NAN, NAN};
    if (n < ENT_TREND_FEWEST) {
        return ENT_OK;
    }
    memory = ent_alloc(2 * n + n * (n - 1) / 2, sizeof *memory);
    if (memory == NULL) {
        return ENT_E_NOMEM;
    }
    n = 0;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(values[i])) {
            memory[n] = (double)i;
            memory[out->n + n++] = values[i];
        }
    }
    test(memory, memory + n, n, memory + 2 * n, out);
    ent_free(memory);
    return ENT_OK;
}

typedef struct ranked {
    double p;
    size_t place;
} ranked;

static int
compare_ranked(const void *a, const void *b)
{
    const ranked *x = a, *y = b;

    return x->p != y->p ? (x->p > y->p) - (x->p < y->p)
                        : (x->place > y->place) - (x->place < y->place);
}

ent_status
ent_holm(double *p, size_t count)
{
    ranked *order = ent_alloc(count, sizeof *order);
    size_t  n = 0;
    double  least = 0;

    if (order == NULL) {
        return ENT_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        if (!isnan(p[i])) {
            order[n++] = (ranked){p[i], i};
        }
    }
    if (n > 0) {
        qsort(order, n, sizeof *order, compare_ranked);
    }
    for (size_t i = 0; i < n; i++) {
        double corrected = fmin(1, order[i].p * (double)(n - i));

        least = fmax(least, corrected);
        p[order[i].place] = least;
    }
    ent_free(order);
    return ENT_OK;
}
