/*
 * dominance.c - how much of some points lies at or beyond a place in all coordinates at once
 *
 * Asks and points are items, sorted by one coordinate and parted in the middle: within each part
 * the question is asked again, and of the asks of the lower part and the points of the upper one
 * that coordinate is settled, and one less is left.
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/voting/dominance.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"

enum { FEW = 24 }; /* items that are compared pair by pair */

/* An item is an ask below ask_count, behind that a point. */
typedef struct dominating {
    ent_ctx             *ctx;
    const ent_dominance *d;
    uint32_t            *ranks; /* [coordinate * items + item] */
    uint32_t            *spare; /* for merging, and behind it for each coordinate what is left */
    size_t               items;
    double              *out;
} dominating;

static const uint32_t *
ranks_of(const dominating *w, size_t k)
{
    return w->ranks + k * w->items;
}

static bool
is_point(const dominating *w, uint32_t item)
{
    return item >= w->d->ask_count;
}

/* 1. ranks: at the same place asks come before points, so that a point later in order dominates */

typedef struct place {
    int64_t  at;
    uint32_t item;
} place;

/* One digit of what places lie above the lowest: equal ones keep their order. */
static void
sort_digit(const place *from, size_t count, int64_t lowest, unsigned shift, place *to)
{
    size_t next[257] = {0};

    for (size_t i = 0; i < count; i++) {
        next[(((uint64_t)from[i].at - (uint64_t)lowest) >> shift & 255) + 1]++;
    }
    for (size_t digit = 0; digit < 256; digit++) {
        next[digit + 1] += next[digit];
    }
    for (size_t i = 0; i < count; i++) {
        to[next[((uint64_t)from[i].at - (uint64_t)lowest) >> shift & 255]++] = from[i];
    }
}

/* Sort the places, digit by digit; where they stand in the end, of the two arrays. */
static const place *
sort_places(place *places, size_t count, place *spare)
{
    int64_t lowest = places[0].at, highest = lowest;

    for (size_t i = 1; i < count; i++) {
        lowest = places[i].at < lowest ? places[i].at : lowest;
        highest = places[i].at > highest ? places[i].at : highest;
    }
    for (unsigned shift = 0; shift < 64 && ((uint64_t)highest - (uint64_t)lowest) >> shift != 0;
         shift += 8) {
        place *sorted = spare;

        sort_digit(places, count, lowest, shift, sorted);
        spare = places;
        places = sorted;
    }
    return places;
}

/* The ranks in one coordinate, and the items in their order. */
static void
rank_items(dominating *w, size_t k, place *places, uint32_t *order)
{
    const ent_dominance *d = w->d;
    const place         *sorted;

    for (size_t i = 0; i < w->items; i++) {
        places[i].at = i < d->ask_count ? d->asks[i * d->dims + k]
                                        : d->points[(i - d->ask_count) * d->dims + k];
        places[i].item = (uint32_t)i;
    }
    sorted = sort_places(places, w->items, places + w->items);
    for (size_t i = 0; i < w->items; i++) {
        order[i] = sorted[i].item;
        w->ranks[k * w->items + order[i]] = (uint32_t)i;
    }
}

/* 2. parting */

/* The last coordinate: from the top down, what has been passed dominates. */
static void
sweep(const dominating *w, const uint32_t *items, size_t count)
{
    double above = 0;

    for (size_t i = count; i-- > 0;) {
        if (is_point(w, items[i])) {
            above += w->d->weights[items[i] - w->d->ask_count];
        } else {
            w->out[items[i]] += above;
        }
    }
}

static bool
dominates(const dominating *w, uint32_t point, uint32_t ask, size_t k)
{
    for (; k < w->d->dims; k++) {
        if (ranks_of(w, k)[point] < ranks_of(w, k)[ask]) {
            return false;
        }
    }
    return true;
}

/* Of a few items: coordinate k is settled by the order, the others are compared. */
static void
compare_pairs(const dominating *w, uint32_t *items, size_t count, size_t k)
{
    const uint32_t *next = ranks_of(w, k + 1);

    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count && !is_point(w, items[i]); j++) {
            if (is_point(w, items[j]) && dominates(w, items[j], items[i], k + 1)) {
                w->out[items[i]] += w->d->weights[items[j] - w->d->ask_count];
            }
        }
    }
    for (size_t i = 1; i < count; i++) {
        uint32_t item = items[i];
        size_t   at = i;

        for (; at > 0 && next[items[at - 1]] > next[item]; at--) {
            items[at] = items[at - 1];
        }
        items[at] = item;
    }
}

/* Two runs in the order of ranks become one; `chosen` takes asks of the first and points of the
 * second alone. */
static size_t
merge_runs(const dominating *w, const uint32_t *items, size_t middle, size_t count,
           const uint32_t *ranks, bool chosen, uint32_t *out)
{
    size_t low = 0, high = middle, filled = 0;

    while (low < middle || high < count) {
        bool     first = high == count || (low < middle && ranks[items[low]] < ranks[items[high]]);
        uint32_t item = items[first ? low++ : high++];

        if (!chosen || is_point(w, item) != first) {
            out[filled++] = item;
        }
    }
    return filled;
}

/* The items come in the order of coordinate k, and go in that of k + 1 where there is one. */
static ent_status
part(const dominating *w, uint32_t *items, size_t count, size_t k)
{
    size_t     middle = count / 2, left;
    uint32_t  *cross = w->spare + (k + 1) * w->items;
    ent_status status;

    if (k + 1 == w->d->dims) {
        sweep(w, items, count);
        return ENT_OK;
    }
    if (count <= FEW) {
        compare_pairs(w, items, count, k);
        return ENT_OK;
    }
    status = ent_check_cancelled(w->ctx);
    if (status == ENT_OK) {
        status = part(w, items, middle, k);
    }
    if (status == ENT_OK) {
        status = part(w, items + middle, count - middle, k);
    }
    if (status == ENT_OK) {
        left = merge_runs(w, items, middle, count, ranks_of(w, k + 1), true, cross);
        status = part(w, cross, left, k + 1);
    }
    if (status == ENT_OK) {
        left = merge_runs(w, items, middle, count, ranks_of(w, k + 1), false, w->spare);
        memcpy(items, w->spare, left * sizeof *items);
    }
    return status;
}

/* 3. the whole */

static ent_status
rank_and_part(dominating *w)
{
    place    *places = ent_alloc(w->items, 2 * sizeof *places);
    uint32_t *items = w->spare + w->d->dims * w->items;

    if (places == NULL) {
        return ent_fail_nomem(w->ctx);
    }
    for (size_t k = w->d->dims; k-- > 0;) {
        rank_items(w, k, places, items);
    }
    ent_free(places);
    return part(w, items, w->items, 0);
}

static void
add_all(const ent_dominance *d, double *out)
{
    double whole = 0;

    for (size_t i = 0; i < d->point_count; i++) {
        whole += d->weights[i];
    }
    for (size_t i = 0; i < d->ask_count; i++) {
        out[i] += whole;
    }
}

ent_status
ent_dominance_add(ent_ctx *ctx, const ent_dominance *d, double *out)
{
    dominating w = {.ctx = ctx, .d = d, .items = d->ask_count + d->point_count, .out = out};
    ent_status status;

    if (d->dims == 0 || d->ask_count == 0 || d->point_count == 0) {
        add_all(d, out);
        return ENT_OK;
    }
    w.ranks = ent_alloc(w.items, d->dims * sizeof *w.ranks);
    w.spare = ent_alloc(w.items, (d->dims + 1) * sizeof *w.spare);
    status = w.ranks != NULL && w.spare != NULL ? rank_and_part(&w) : ent_fail_nomem(ctx);
    ent_free(w.ranks);
    ent_free(w.spare);
    return status;
}

double
ent_dominance_steps(size_t asks, size_t points, size_t dims)
{
    double n = (double)asks + (double)points, levels = log2(n + 2), steps = n * levels;

    for (size_t k = 2; k < dims; k++) {
        steps *= levels / (double)k;
    }
    return fmin(steps, n * levels + (double)asks * (double)points * (double)dims);
}
