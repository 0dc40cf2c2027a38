/*
 * halves.c - any criteria: two halves of the members against each other
 *
 * One criterion (the fine one) is kept as sums to be compared, the others (counts of states, of
 * permanent members) put the subsets of a half into groups.  A pair of groups has one threshold
 * of the fine criterion, and two sorted lists are gone through once.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "measure/voting/count.h"

enum { NEVER = -1 };

static const double MOST_STEPS = 4e9;

typedef struct subset {
    int64_t  sums[ENT_VOTING_MOST_CRITERIA]; /* but for the fine ones */
    int64_t  fine;
    uint32_t members;
    uint16_t size;
} subset;

typedef struct half {
    size_t    first, count; /* members */
    subset   *subsets;
    size_t    subset_count;
    size_t   *groups; /* where each begins, and the end */
    size_t    group_count;
    uint64_t *winning; /* of subset and size of the other: pairs that win */
} half;

typedef struct halves {
    const ent_voting_rule *rule;
    bool                   is_fine[ENT_VOTING_MOST_CRITERIA];
    half                   half[2];
} halves;

static int
compare_numbers(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return (x > y) - (x < y);
}

/* How many different weights a criterion has: the one with most is the fine one. */
static size_t
different_weights(const ent_voting_rule *rule, size_t criterion)
{
    int64_t sorted[ENT_VOTING_MOST_MEMBERS];
    size_t  n = rule->member_count, different = 1;

    memcpy(sorted, rule->criteria[criterion].weights, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, compare_numbers);
    for (size_t i = 1; i < n; i++) {
        different += sorted[i] != sorted[i - 1];
    }
    return different;
}

static void
choose_fine(halves *h)
{
    const ent_voting_rule *rule = h->rule;
    size_t                 best = 0;

    for (size_t i = 1; i < rule->criterion_count; i++) {
        best = different_weights(rule, i) > different_weights(rule, best) ? i : best;
    }
    for (size_t i = 0; i < rule->criterion_count; i++) {
        h->is_fine[i] = memcmp(rule->criteria[i].weights, rule->criteria[best].weights,
                               rule->member_count * sizeof(int64_t)) == 0;
    }
}

/* Size first, then the criteria of the group. */
static int
compare_groups(const subset *a, const subset *b)
{
    if (a->size != b->size) {
        return a->size < b->size ? -1 : 1;
    }
    for (size_t i = 0; i < ENT_VOTING_MOST_CRITERIA; i++) {
        if (a->sums[i] != b->sums[i]) {
            return a->sums[i] < b->sums[i] ? -1 : 1;
        }
    }
    return 0;
}

static int
compare_subsets(const void *a, const void *b)
{
    const subset *x = a, *y = b;
    int           order = compare_groups(x, y);

    return order != 0 ? order : (x->fine > y->fine) - (x->fine < y->fine);
}

/* The subset of the bits of `members`, from the one without its lowest bit. */
static void
fill_subset(const halves *h, half *part, uint32_t members)
{
    subset *out = &part->subsets[members];
    size_t  bit = 0;

    if (members == 0) {
        return;
    }
    while ((members >> bit & 1) == 0) {
        bit++;
    }
    *out = part->subsets[members & (members - 1)];
    out->members = members;
    out->size++;
    for (size_t i = 0, fine = 0; i < h->rule->criterion_count; i++) {
        int64_t weight = h->rule->criteria[i].weights[part->first + bit];

        if (!h->is_fine[i]) {
            out->sums[i] += weight;
        } else if (fine++ == 0) {
            out->fine += weight;
        }
    }
}

static ent_status
fill_half(ent_ctx *ctx, const halves *h, half *part, size_t others)
{
    size_t count = (size_t)1 << part->count;

    part->subset_count = count;
    part->subsets = ent_alloc_zero(count, sizeof *part->subsets);
    part->groups = ent_alloc(count + 1, sizeof *part->groups);
    part->winning = ent_alloc_zero(count * (others + 1), sizeof *part->winning);
    if (part->subsets == NULL || part->groups == NULL || part->winning == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < count; i++) {
        fill_subset(h, part, (uint32_t)i);
    }
    qsort(part->subsets, count, sizeof *part->subsets, compare_subsets);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || compare_groups(&part->subsets[i - 1], &part->subsets[i]) != 0) {
            part->groups[part->group_count++] = i;
        }
    }
    part->groups[part->group_count] = count;
    return ENT_OK;
}

/* The least sum of the fine criterion with which the groups of two subsets win, or NEVER. */
static int64_t
threshold_of(const halves *h, const subset *a, const subset *b)
{
    const ent_voting_rule *rule = h->rule;
    int64_t                least = NEVER;

    for (size_t i = 0; i < rule->criterion_count; i++) {
        int64_t needed = 0;
        bool    met = true;

        for (size_t j = 0; j < rule->criterion_count; j++) {
            const ent_criterion *criterion = &rule->criteria[j];

            if (criterion->clause != rule->criteria[i].clause) {
                continue;
            }
            if (h->is_fine[j]) {
                needed = criterion->quota > needed ? criterion->quota : needed;
            } else {
                met = met && a->sums[j] + b->sums[j] >= criterion->quota;
            }
        }
        if (met && (least == NEVER || needed < least)) {
            least = needed;
        }
    }
    return least;
}

/* For each subset of a group of `part`, how many of a group of `other` it wins with. */
static void
match_groups(const halves *h, half *part, size_t group, const half *other, size_t other_group)
{
    size_t  from = other->groups[other_group], to = other->groups[other_group + 1], at = to;
    size_t  other_size = other->subsets[from].size;
    int64_t threshold = threshold_of(h, &part->subsets[part->groups[group]], &other->subsets[from]);

    for (size_t i = part->groups[group]; i < part->groups[group + 1] && threshold != NEVER; i++) {
        while (at > from && part->subsets[i].fine + other->subsets[at - 1].fine >= threshold) {
            at--;
        }
        part->winning[i * (other->count + 1) + other_size] += to - at;
    }
}

static ent_status
match_halves(ent_ctx *ctx, halves *h)
{
    ent_status status = ENT_OK;
    double     steps = (double)h->half[0].group_count * (double)h->half[1].subset_count +
                   (double)h->half[1].group_count * (double)h->half[0].subset_count;

    if (steps > MOST_STEPS) {
        return ent_fail(ctx, ENT_E_LIMIT,
                        "case '%.60s' has %zu members and more than one criterion by which nearly "
                        "all of them differ: too many to count",
                        h->rule->name, h->rule->member_count);
    }
    for (size_t side = 0; side < 2; side++) {
        half       *part = &h->half[side];
        const half *other = &h->half[1 - side];

        for (size_t i = 0; i < part->group_count && status == ENT_OK; i++) {
            for (size_t j = 0; j < other->group_count; j++) {
                match_groups(h, part, i, other, j);
            }
            status = ent_check_cancelled(ctx);
        }
    }
    return status;
}

/* Winning coalitions by size, and of these those with a given member. */
static void
count_winning(const halves *h, size_t side, uint64_t *by_size,
              uint64_t (*with)[ENT_VOTING_MOST_MEMBERS])
{
    const half *part = &h->half[side], *other = &h->half[1 - side];

    for (size_t i = 0; i < part->subset_count; i++) {
        const subset *s = &part->subsets[i];

        for (size_t k = 0; k <= other->count; k++) {
            uint64_t count = part->winning[i * (other->count + 1) + k];

            by_size[s->size + k] += side == 0 ? count : 0;
            for (size_t bit = 0; bit < part->count && count > 0; bit++) {
                with[part->first + bit][s->size + k] += (s->members >> bit & 1) != 0 ? count : 0;
            }
        }
    }
}

/* A swing of i at size k: a winning coalition of k + 1 with i whose rest of k does not win. */
static void
count_swings(ent_tally *tally, const uint64_t *by_size, uint64_t (*with)[ENT_VOTING_MOST_MEMBERS])
{
    size_t n = tally->rule->member_count;

    for (size_t t = 0; t < tally->types; t++) {
        const uint64_t *own = with[tally->first[t]];

        for (size_t k = 0; k < n; k++) {
            ent_whole count = ent_whole_of(own[k + 1] - (by_size[k] - own[k]));

            ent_tally_add(tally, t, k, &count);
        }
    }
    for (size_t k = 0; k <= n; k++) {
        ent_whole count = ent_whole_of(by_size[k]);

        ent_whole_add(&tally->winning, &count);
    }
}

ent_status
ent_tally_halves(ent_ctx *ctx, ent_tally *tally)
{
    size_t     n = tally->rule->member_count;
    halves     h = {.rule = tally->rule, .half = {{.count = n / 2}, {.first = n / 2}}};
    uint64_t   by_size[ENT_VOTING_MOST_MEMBERS] = {0};
    ent_status status;
    uint64_t(*with)[ENT_VOTING_MOST_MEMBERS] = ent_alloc_zero(n, sizeof *with);

    h.half[1].count = n - n / 2;
    choose_fine(&h);
    status = with != NULL ? fill_half(ctx, &h, &h.half[0], h.half[1].count) : ent_fail_nomem(ctx);
    if (status == ENT_OK) {
        status = fill_half(ctx, &h, &h.half[1], h.half[0].count);
    }
    if (status == ENT_OK) {
        status = match_halves(ctx, &h);
    }
    if (status == ENT_OK) {
        count_winning(&h, 0, by_size, with);
        count_winning(&h, 1, by_size, with);
        count_swings(tally, by_size, with);
    }
    for (size_t side = 0; side < 2; side++) {
        ent_free(h.half[side].subsets);
        ent_free(h.half[side].groups);
        ent_free(h.half[side].winning);
    }
    ent_free(with);
    return status;
}
