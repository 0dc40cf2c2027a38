/*
 * halves.c - any criteria: two halves of the members against each other
 *
 * The subsets of a half are grouped by size, each with its sums of all criteria.  Of a group of one
 * half and a group of the other, ent_sums_join() counts with how many each subset wins; numbers
 * below 2^53, so that its sums are exact.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "measure/voting/count.h"
#include "measure/voting/join.h"

static const double MOST_STEPS = 2e10;

typedef struct half {
    size_t    first, count; /* members */
    size_t    subset_count;
    uint32_t *subsets; /* bits of members, by size */
    int64_t  *sums;    /* [subset * criterion_count + criterion] */
    double   *ones;    /* what each weighs */
    double   *winning; /* of a subset, with those of a group of the other half */
    size_t groups[ENT_VOTING_MOST_HALVED / 2 + 3]; /* where the subsets of a size begin, the end */
} half;

typedef struct halves {
    const ent_voting_rule *rule;
    ent_sum_criterion      criteria[ENT_VOTING_MOST_CRITERIA];
    half                   half[2];
    double                 steps;                               /* that are left */
    uint64_t               by_size[ENT_VOTING_MOST_HALVED + 1]; /* coalitions that win */
    /* of these those with a member: [member][size] */
    uint64_t with[ENT_VOTING_MOST_HALVED][ENT_VOTING_MOST_HALVED + 1];
} halves;

static size_t
size_of(uint32_t subset)
{
    size_t size = 0;

    for (; subset != 0; subset &= subset - 1) {
        size++;
    }
    return size;
}

static void
sum_up(const halves *h, const half *part, size_t place)
{
    size_t criteria = h->rule->criterion_count;

    for (size_t k = 0; k < criteria; k++) {
        int64_t sum = 0;

        for (size_t bit = 0; bit < part->count; bit++) {
            bool is_in = (part->subsets[place] >> bit & 1) != 0;

            sum += is_in ? h->rule->criteria[k].weights[part->first + bit] : 0;
        }
        part->sums[place * criteria + k] = sum;
    }
}

static void
list_subsets(const halves *h, half *part)
{
    size_t next[ENT_VOTING_MOST_HALVED / 2 + 2];

    for (size_t i = 0; i < part->subset_count; i++) {
        part->groups[size_of((uint32_t)i) + 1]++;
    }
    for (size_t size = 0; size <= part->count; size++) {
        part->groups[size + 1] += part->groups[size];
        next[size] = part->groups[size];
    }
    for (size_t i = 0; i < part->subset_count; i++) {
        size_t place = next[size_of((uint32_t)i)]++;

        part->subsets[place] = (uint32_t)i;
        part->ones[place] = 1;
        sum_up(h, part, place);
    }
}

static ent_status
fill_half(ent_ctx *ctx, const halves *h, half *part)
{
    size_t count = (size_t)1 << part->count;

    part->subset_count = count;
    part->subsets = ent_alloc(count, sizeof *part->subsets);
    part->sums = ent_alloc(count, h->rule->criterion_count * sizeof *part->sums);
    part->ones = ent_alloc(count, sizeof *part->ones);
    part->winning = ent_alloc(count, sizeof *part->winning);
    if (part->subsets == NULL || part->sums == NULL || part->ones == NULL ||
        part->winning == NULL) {
        return ent_fail_nomem(ctx);
    }
    list_subsets(h, part);
    return ENT_OK;
}

static ent_sums
group_of(const halves *h, const half *part, size_t size)
{
    size_t first = part->groups[size];

    return (ent_sums){part->groups[size + 1] - first, part->sums + first * h->rule->criterion_count,
                      part->ones + first};
}

/* Winning coalitions of so many of one half and so many of the other, and who is in them. */
static void
count_group(halves *h, size_t side, size_t size, size_t other_size)
{
    const half *part = &h->half[side];

    for (size_t i = part->groups[size]; i < part->groups[size + 1]; i++) {
        uint64_t count = (uint64_t)part->winning[i];

        h->by_size[size + other_size] += side == 0 ? count : 0;
        for (size_t bit = 0; bit < part->count && count > 0; bit++) {
            h->with[part->first + bit][size + other_size] +=
                (part->subsets[i] >> bit & 1) != 0 ? count : 0;
        }
    }
}

static ent_status
match_groups(ent_ctx *ctx, halves *h, size_t side, size_t size, size_t other_size)
{
    half        *part = &h->half[side];
    ent_sum_rule rule = {h->rule->criterion_count, h->rule->criterion_count, h->criteria};
    ent_sums     asks = group_of(h, part, size);
    ent_sums     points = group_of(h, &h->half[1 - side], other_size);
    double      *winning = part->winning + part->groups[size];
    ent_status   status;

    memset(winning, 0, asks.count * sizeof *winning);
    status = ent_sums_join(ctx, &rule, &asks, &points, &h->steps, winning);
    if (status == ENT_OK) {
        count_group(h, side, size, other_size);
    }
    return status;
}

static ent_status
match_halves(ent_ctx *ctx, halves *h)
{
    ent_status status = ENT_OK;

    for (size_t side = 0; side < 2; side++) {
        for (size_t size = 0; size <= h->half[side].count; size++) {
            for (size_t other = 0; other <= h->half[1 - side].count && status == ENT_OK; other++) {
                status = match_groups(ctx, h, side, size, other);
            }
        }
    }
    return status;
}

/* A swing of i at size k: a winning coalition of k + 1 with i whose rest of k does not win. */
static void
count_swings(ent_tally *tally, const halves *h)
{
    size_t n = tally->rule->member_count;

    for (size_t t = 0; t < tally->types; t++) {
        const uint64_t *own = h->with[tally->first[t]];

        for (size_t k = 0; k < n; k++) {
            ent_whole count = ent_whole_of(own[k + 1] - (h->by_size[k] - own[k]));

            ent_tally_add(tally, t, k, &count);
        }
    }
    for (size_t k = 0; k <= n; k++) {
        ent_whole count = ent_whole_of(h->by_size[k]);

        ent_whole_add(&tally->winning, &count);
    }
}

static void
destroy_halves(halves *h)
{
    for (size_t side = 0; side < 2; side++) {
        ent_free(h->half[side].subsets);
        ent_free(h->half[side].sums);
        ent_free(h->half[side].ones);
        ent_free(h->half[side].winning);
    }
    ent_free(h);
}

/* Criteria with the same weights are one sum. */
static void
state_criteria(halves *h)
{
    const ent_voting_rule *rule = h->rule;

    for (size_t i = 0; i < rule->criterion_count; i++) {
        size_t same = 0;

        while (memcmp(rule->criteria[same].weights, rule->criteria[i].weights,
                      rule->member_count * sizeof(int64_t)) != 0) {
            same++;
        }
        h->criteria[i] =
            (ent_sum_criterion){same, rule->criteria[i].quota, rule->criteria[i].clause};
    }
}

ent_status
ent_tally_halves(ent_ctx *ctx, ent_tally *tally)
{
    size_t     n = tally->rule->member_count;
    halves    *h = ent_alloc_zero(1, sizeof *h);
    ent_status status = ENT_OK;

    if (h == NULL) {
        return ent_fail_nomem(ctx);
    }
    h->rule = tally->rule;
    h->steps = MOST_STEPS;
    h->half[0].count = n / 2;
    h->half[1] = (half){.first = n / 2, .count = n - n / 2};
    state_criteria(h);
    for (size_t side = 0; side < 2 && status == ENT_OK; side++) {
        status = fill_half(ctx, h, &h->half[side]);
    }
    if (status == ENT_OK) {
        status = match_halves(ctx, h);
    }
    if (status == ENT_OK) {
        count_swings(tally, h);
    }
    destroy_halves(h);
    return status;
}
