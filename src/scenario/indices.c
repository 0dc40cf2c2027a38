/*
 * indices.c - how much each input of a function matters: Morris screening, Sobol indices
 *
 *   1. calls     2. screening     3. indices     4. what other points would change
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/indices.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/parallel.h"
#include "base/random.h"

/* 1. calls */

/* Points at which f is asked: row after row of inputs, and its values. */
typedef struct calls {
    ent_response f;
    const void  *data;
    size_t       inputs, count;
    double      *points, *values;
} calls;

enum { BLOCKS = 16 }; /* units of parallel work */

static ent_status
call(ent_ctx *ctx, size_t block, void *data)
{
    calls     *c = data;
    size_t     first = block * c->count / BLOCKS, end = (block + 1) * c->count / BLOCKS;
    ent_status status = ent_check_cancelled(ctx);

    return status == ENT_OK
               ? c->f(ctx, c->data, c->points + first * c->inputs, end - first, c->values + first)
               : status;
}

static ent_status
check_shape(ent_ctx *ctx, size_t inputs, size_t rows, size_t least)
{
    if (inputs < 1 || inputs > ENT_INDICES_MOST_INPUTS) {
        return ent_fail(ctx, ENT_E_ARG, "%zu inputs, expected 1 to %d", inputs,
                        ENT_INDICES_MOST_INPUTS);
    }
    if (rows < least) {
        return ent_fail(ctx, ENT_E_ARG, "a sample of %zu rows, expected %zu or more", rows, least);
    }
    if (rows > (size_t)ENT_INDICES_MOST_NUMBERS / (inputs + 2) / inputs) {
        return ent_fail(ctx, ENT_E_LIMIT, "%zu rows of %zu inputs are more than fit into memory",
                        rows, inputs);
    }
    return ENT_OK;
}

/* 2. screening */

enum { LEVELS = 4 };

static const double ROUNDING = 1e-12; /* values that differ by less are the same */
static const double STEP = 2.0 / 3;   /* of the grid 0, 1/3, 2/3, 1 */

/* One path: a start from which each input can rise or fall, and the order in which they move. */
static void
make_path(size_t inputs, uint64_t seed, uint32_t path, size_t *order, double *points)
{
    ent_key key = {seed, path, ENT_PROCESS_SCREENING, 0, 0};

    for (size_t i = 0; i < inputs; i++) {
        key.unit = (uint32_t)i;
        points[i] = (double)ent_random_below(&key, 0, LEVELS) / (LEVELS - 1);
        order[i] = i;
    }
    for (size_t i = inputs; i > 1; i--) {
        size_t other, kept = order[i - 1];

        key.unit = (uint32_t)(i - 1);
        other = (size_t)ent_random_below(&key, 1, i);
        order[i - 1] = order[other];
        order[other] = kept;
    }
    for (size_t i = 0; i < inputs; i++) {
        double *next = points + (i + 1) * inputs;

        memcpy(next, points + i * inputs, inputs * sizeof *next);
        next[order[i]] += next[order[i]] < 0.5 ? STEP : -STEP;
    }
}

/* Grid points 0 and 1 are no numbers of an open interval: every quantile must be finite. */
static void
pull_in(double *points, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        points[i] = 0.025 + 0.95 * points[i];
    }
}

static void
note_effects(const calls *c, size_t path, const size_t *order, double *sums, double *squares,
             double *absolute)
{
    const double *values = c->values + path * (c->inputs + 1);
    const double *points = c->points + path * (c->inputs + 1) * c->inputs;

    for (size_t i = 0; i < c->inputs; i++) {
        size_t at = order[i];
        double step = points[(i + 1) * c->inputs + at] - points[i * c->inputs + at];
        double change = values[i + 1] - values[i];
        double effect = fabs(change) > ROUNDING ? change / (step > 0 ? STEP : -STEP) : 0;

        sums[at] += effect;
        squares[at] += effect * effect;
        absolute[at] += fabs(effect);
    }
}

static ent_status
walk_paths(ent_ctx *ctx, calls *c, size_t paths, size_t *orders, double *sums, ent_screening *out)
{
    size_t     k = c->inputs;
    ent_status status;

    for (size_t i = 0; i < paths; i++) {
        pull_in(c->points + i * (k + 1) * k, (k + 1) * k);
    }
    status = ent_parallel_for(ctx, "screening", BLOCKS, call, c);
    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < paths; i++) {
        note_effects(c, i, orders + i * k, sums, sums + k, sums + 2 * k);
    }
    for (size_t i = 0; i < k; i++) {
        double n = (double)paths, mean = sums[i] / n;
        double variance = (sums[k + i] - n * mean * mean) / (n - 1);

        out[i] = (ent_screening){sums[2 * k + i] / n, variance > 0 ? sqrt(variance) : 0};
    }
    return ENT_OK;
}

ent_status
ent_indices_screen(ent_ctx *ctx, ent_response f, const void *data, size_t inputs, size_t paths,
                   uint64_t seed, ent_screening *out)
{
    calls      c = {.f = f, .data = data, .inputs = inputs, .count = paths * (inputs + 1)};
    size_t    *orders;
    double    *sums;
    ent_status status = check_shape(ctx, inputs, paths, 2);

    if (status != ENT_OK) {
        return status;
    }
    c.points = ent_alloc(c.count * inputs, sizeof *c.points);
    c.values = ent_alloc(c.count, sizeof *c.values);
    orders = ent_alloc(paths * inputs, sizeof *orders);
    sums = ent_alloc_zero(3 * inputs, sizeof *sums);
    if (c.points == NULL || c.values == NULL || orders == NULL || sums == NULL) {
        status = ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < paths && status == ENT_OK; i++) {
        make_path(inputs, seed, (uint32_t)i, orders + i * inputs,
                  c.points + i * (inputs + 1) * inputs);
    }
    if (status == ENT_OK) {
        status = walk_paths(ctx, &c, paths, orders, sums, out);
    }
    ent_free(c.points);
    ent_free(c.values);
    ent_free(orders);
    ent_free(sums);
    return status;
}

/* 3. indices */

/* Values of a row: f(A), f(B), then f(A with input i of B). */
static const double *
row_of(const calls *c, size_t row)
{
    return c->values + row * (c->inputs + 2);
}

static void
make_row(calls *c, size_t row, uint64_t seed)
{
    size_t  k = c->inputs;
    double *a = c->points + row * (k + 2) * k, *b = a + k;
    ent_key key = {seed, (uint32_t)row, ENT_PROCESS_INDICES, 0, 0};

    for (size_t i = 0; i < k; i++) {
        double both[2];

        key.unit = (uint32_t)i;
        ent_random_pair(&key, 0, both);
        a[i] = both[0];
        b[i] = both[1];
    }
    for (size_t i = 0; i < k; i++) {
        double *crossed = b + (i + 1) * k;

        memcpy(crossed, a, k * sizeof *crossed);
        crossed[i] = b[i];
    }
}

/* The indices of the rows of a sample; `first` and `total` have one an input. */
static void
indices_of(const calls *c, const uint32_t *sample, size_t rows, double *first, double *total)
{
    size_t k = c->inputs;
    double mean = 0, variance = 0;

    for (size_t r = 0; r < rows; r++) {
        const double *row = row_of(c, sample[r]);

        mean += (row[0] + row[1]) / (2 * (double)rows);
    }
    for (size_t r = 0; r < rows; r++) {
        const double *row = row_of(c, sample[r]);
        double        a = row[0] - mean, b = row[1] - mean;

        variance += (a * a + b * b) / (2 * (double)rows - 1);
    }
    for (size_t i = 0; i < k; i++) {
        double alone = 0, with = 0;

        for (size_t r = 0; r < rows; r++) {
            const double *row = row_of(c, sample[r]);
            double        step = row[2 + i] - row[0];

            alone += (row[1] - mean) * step;
            with += step * step;
        }
        first[i] = variance > 1e-20 ? alone / (double)rows / variance : NAN;
        total[i] = variance > 1e-20 ? with / (2 * (double)rows) / variance : NAN;
    }
}

/* By `total`, the largest first; equal ones by their place. */
static void
rank(const double *total, size_t k, size_t *out)
{
    for (size_t i = 0; i < k; i++) {
        out[i] = 1;
        for (size_t j = 0; j < k; j++) {
            out[i] += total[j] > total[i] || (total[j] == total[i] && j < i);
        }
    }
}

/* 4. what other points would change */

/* Room for the resamples: [resample][input], and one sample of rows. */
typedef struct room {
    uint32_t *sample;
    double   *first, *total, *sorted;
    size_t   *ranks, *rank;
} room;

static void
room_clear(room *r)
{
    ent_free(r->sample);
    ent_free(r->first);
    ent_free(r->total);
    ent_free(r->sorted);
    ent_free(r->ranks);
    ent_free(r->rank);
}

static bool
room_make(size_t inputs, size_t rows, room *out)
{
    *out = (room){ent_alloc(rows, sizeof *out->sample),
                  ent_alloc(ENT_INDICES_RESAMPLES * inputs, sizeof *out->first),
                  ent_alloc(ENT_INDICES_RESAMPLES * inputs, sizeof *out->total),
                  ent_alloc(ENT_INDICES_RESAMPLES, sizeof *out->sorted),
                  ent_alloc(inputs, sizeof *out->ranks),
                  ent_alloc(inputs, sizeof *out->rank)};
    return out->sample != NULL && out->first != NULL && out->total != NULL && out->sorted != NULL &&
           out->ranks != NULL && out->rank != NULL;
}

static int
compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

/* 5 % and 95 % of the resamples, and their standard deviation. */
static void
spread_of(const double *values, size_t stride, double *sorted, double *lo, double *hi, double *se)
{
    enum { N = ENT_INDICES_RESAMPLES };
    double mean = 0, squares = 0;

    for (size_t i = 0; i < N; i++) {
        sorted[i] = values[i * stride];
        mean += sorted[i] / N;
    }
    for (size_t i = 0; i < N; i++) {
        squares += (sorted[i] - mean) * (sorted[i] - mean);
    }
    qsort(sorted, N, sizeof *sorted, compare_numbers);
    *lo = sorted[N / 20];
    *hi = sorted[N - 1 - N / 20];
    *se = sqrt(squares / (N - 1));
}

static ent_status
resample(ent_ctx *ctx, const calls *c, size_t rows, uint64_t seed, room *r, ent_index *out)
{
    size_t k = c->inputs;

    for (size_t i = 0; i < k; i++) {
        out[i].kept_rank = 0;
    }
    for (uint32_t n = 0; n < ENT_INDICES_RESAMPLES; n++) {
        ent_status status = ent_check_cancelled(ctx);

        if (status != ENT_OK) {
            return status;
        }
        for (size_t i = 0; i < rows; i++) {
            ent_key key = {seed, n, ENT_PROCESS_RESAMPLE, 0, (uint32_t)i};

            r->sample[i] = (uint32_t)ent_random_below(&key, 0, rows);
        }
        indices_of(c, r->sample, rows, r->first + n * k, r->total + n * k);
        rank(r->total + n * k, k, r->rank);
        for (size_t i = 0; i < k; i++) {
            out[i].kept_rank += (double)(r->rank[i] == out[i].rank) / ENT_INDICES_RESAMPLES;
        }
    }
    for (size_t i = 0; i < k; i++) {
        spread_of(r->first + i, k, r->sorted, &out[i].first_lo, &out[i].first_hi, &out[i].first_se);
        spread_of(r->total + i, k, r->sorted, &out[i].total_lo, &out[i].total_hi, &out[i].total_se);
    }
    return ENT_OK;
}

static ent_status
estimate(ent_ctx *ctx, const calls *c, size_t rows, uint64_t seed, ent_index *out)
{
    room       r;
    ent_status status = ENT_OK;

    if (!room_make(c->inputs, rows, &r)) {
        room_clear(&r);
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < rows; i++) {
        r.sample[i] = (uint32_t)i;
    }
    indices_of(c, r.sample, rows, r.first, r.total);
    rank(r.total, c->inputs, r.ranks);
    for (size_t i = 0; i < c->inputs; i++) {
        out[i] = (ent_index){.first = r.first[i], .total = r.total[i], .rank = r.ranks[i]};
    }
    status = resample(ctx, c, rows, seed, &r, out);
    room_clear(&r);
    return status;
}

ent_status
ent_indices_sobol(ent_ctx *ctx, ent_response f, const void *data, size_t inputs, size_t rows,
                  uint64_t seed, ent_index *out)
{
    calls      c = {.f = f, .data = data, .inputs = inputs, .count = rows * (inputs + 2)};
    ent_status status = check_shape(ctx, inputs, rows, 8);

    if (status != ENT_OK) {
        return status;
    }
    c.points = ent_alloc(c.count * inputs, sizeof *c.points);
    c.values = ent_alloc(c.count, sizeof *c.values);
    if (c.points == NULL || c.values == NULL) {
        status = ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < rows && status == ENT_OK; i++) {
        make_row(&c, i, seed);
    }
    if (status == ENT_OK) {
        status = ent_parallel_for(ctx, "indices", BLOCKS, call, &c);
    }
    if (status == ENT_OK) {
        status = estimate(ctx, &c, rows, seed, out);
    }
    ent_free(c.points);
    ent_free(c.values);
    return status;
}
