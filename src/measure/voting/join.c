/*
 * join.c - what two parts of a body pass together
 *
 *   1. the range of each sum     2. boxes     3. the whole
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/voting/join.h"

#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "measure/voting/dominance.h"

/* 1. the range of each sum */

/* What two halves ask of each other: of each sum at least low, and below high. */
typedef struct joining {
    ent_ctx            *ctx;
    const ent_sum_rule *rule;
    const ent_sums     *asks, *points;
    int64_t             low[ENT_VOTING_MOST_CRITERIA], high[ENT_VOTING_MOST_CRITERIA];
    int64_t             least[ENT_VOTING_MOST_CRITERIA], most[ENT_VOTING_MOST_CRITERIA];
    double             *steps;  /* that are left */
    double             *values; /* of each ask */
} joining;

static void
find_range(const ent_sums *l, size_t width, size_t sum, int64_t *least, int64_t *most)
{
    *least = *most = l->sums[sum];
    for (size_t i = 1; i < l->count; i++) {
        int64_t value = l->sums[i * width + sum];

        *least = value < *least ? value : *least;
        *most = value > *most ? value : *most;
    }
}

static void
find_ranges(joining *j)
{
    size_t width = j->rule->sum_count;

    for (size_t sum = 0; sum < width; sum++) {
        int64_t least, most;

        find_range(j->asks, width, sum, &j->least[sum], &j->most[sum]);
        find_range(j->points, width, sum, &least, &most);
        j->least[sum] += least;
        j->most[sum] += most;
    }
}

/* 2. boxes */

/* A coordinate of a box: sign times the sum, which is at least so much. */
typedef struct side {
    size_t  sum;
    int64_t sign, least;
} side;

/* The sides of the box that are not met by all votes; false: no vote comes into it. */
static bool
sides_of(const joining *j, side *sides, size_t *count)
{
    *count = 0;
    for (size_t i = 0; i < j->rule->sum_count; i++) {
        if (j->low[i] >= j->high[i] || j->most[i] < j->low[i] || j->least[i] >= j->high[i]) {
            return false;
        }
        if (j->least[i] < j->low[i]) {
            sides[(*count)++] = (side){i, 1, j->low[i]};
        }
        if (j->most[i] >= j->high[i]) {
            sides[(*count)++] = (side){i, -1, 1 - j->high[i]};
        }
    }
    return true;
}

static int64_t *
places_of(const joining *j, const ent_sums *l, const side *sides, size_t dims, bool asks)
{
    size_t   width = j->rule->sum_count;
    int64_t *places = ent_alloc(l->count, (dims > 0 ? dims : 1) * sizeof *places);

    for (size_t i = 0; i < l->count && places != NULL; i++) {
        for (size_t k = 0; k < dims; k++) {
            int64_t sum = sides[k].sign * l->sums[i * width + sides[k].sum];

            places[i * dims + k] = asks ? sides[k].least - sum : sum;
        }
    }
    return places;
}

static ent_status
add_box(joining *j)
{
    side          sides[2 * ENT_VOTING_MOST_CRITERIA];
    size_t        dims;
    int64_t      *asks, *points;
    ent_dominance d = {.ask_count = j->asks->count,
                       .point_count = j->points->count,
                       .weights = j->points->weights};
    ent_status    status = ENT_OK;

    if (!sides_of(j, sides, &dims)) {
        return ENT_OK;
    }
    *j->steps -= ent_dominance_steps(d.ask_count, d.point_count, dims);
    if (*j->steps < 0) {
        return ent_fail(j->ctx, ENT_E_LIMIT, "the votes have too many sums to be compared");
    }
    d.dims = dims;
    d.asks = asks = places_of(j, j->asks, sides, dims, true);
    d.points = points = places_of(j, j->points, sides, dims, false);
    status = asks != NULL && points != NULL ? ent_dominance_add(j->ctx, &d, j->values)
                                            : ent_fail_nomem(j->ctx);
    ent_free(asks);
    ent_free(points);
    return status;
}

static bool
is_of_clause(const joining *j, size_t criterion, size_t of)
{
    return j->rule->criteria[criterion].clause == j->rule->criteria[of].clause;
}

static bool
begins_clause(const joining *j, size_t criterion)
{
    size_t first = 0;

    while (!is_of_clause(j, first, criterion)) {
        first++;
    }
    return first == criterion;
}

static void
meet(joining *j, size_t criterion)
{
    int64_t *low = &j->low[j->rule->criteria[criterion].sum];
    int64_t  threshold = j->rule->criteria[criterion].threshold;

    *low = threshold > *low ? threshold : *low;
}

static void
fail(joining *j, size_t criterion)
{
    int64_t *high = &j->high[j->rule->criteria[criterion].sum];
    int64_t  threshold = j->rule->criteria[criterion].threshold;

    *high = threshold < *high ? threshold : *high;
}

/* The clauses from the criterion `at` on, up to that of `met`, are not met: one after the other
 * each of their criteria is the first that is not. */
static ent_status
add_boxes(joining *j, size_t at, size_t met)
{
    int64_t    low[ENT_VOTING_MOST_CRITERIA], high[ENT_VOTING_MOST_CRITERIA];
    ent_status status = ENT_OK;

    while (at < met && !begins_clause(j, at)) {
        at++;
    }
    if (at == met) {
        return add_box(j);
    }
    memcpy(low, j->low, sizeof low);
    memcpy(high, j->high, sizeof high);
    for (size_t i = at; i < j->rule->criterion_count && status == ENT_OK; i++) {
        if (is_of_clause(j, i, at)) {
            fail(j, i);
            status = add_boxes(j, at + 1, met);
            memcpy(j->high, high, sizeof high);
            meet(j, i);
        }
    }
    memcpy(j->low, low, sizeof low);
    return status;
}

/* 3. the whole */

ent_status
ent_sums_join(ent_ctx *ctx, const ent_sum_rule *rule, const ent_sums *asks, const ent_sums *points,
              double *steps, double *out)
{
    joining j = {
        .ctx = ctx, .rule = rule, .asks = asks, .points = points, .steps = steps, .values = out};
    ent_status status = ENT_OK;

    if (asks->count == 0 || points->count == 0) {
        return ENT_OK;
    }
    find_ranges(&j);
    for (size_t met = 0; met < rule->criterion_count && status == ENT_OK; met++) {
        if (!begins_clause(&j, met)) {
            continue;
        }
        for (size_t i = 0; i < rule->sum_count; i++) {
            j.low[i] = INT64_MIN;
            j.high[i] = INT64_MAX;
        }
        for (size_t i = met; i < rule->criterion_count; i++) {
            if (is_of_clause(&j, i, met)) {
                meet(&j, i);
            }
        }
        status = add_boxes(&j, 0, met);
    }
    return status;
}
