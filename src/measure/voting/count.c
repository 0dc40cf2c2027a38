/*
 * count.c - counting swings by types and by weights
 *
 *   1. types of members     2. compositions of types     3. weights
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/voting/count.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"

/* 1. types of members */

static bool
same_weights(const ent_voting_rule *rule, size_t a, size_t b)
{
    for (size_t i = 0; i < rule->criterion_count; i++) {
        if (rule->criteria[i].weights[a] != rule->criteria[i].weights[b]) {
            return false;
        }
    }
    return true;
}

void
ent_tally_init(ent_tally *tally, const ent_voting_rule *rule)
{
    size_t n = rule->member_count;

    memset(tally, 0, sizeof *tally);
    tally->rule = rule;
    for (size_t i = 0; i < n; i++) {
        size_t type = 0;

        while (type < tally->types && !same_weights(rule, i, tally->first[type])) {
            type++;
        }
        if (type == tally->types) {
            tally->first[tally->types++] = i;
        }
        tally->type_of[i] = type;
        tally->size[type]++;
    }
    /* s! (n-1-s)! / n! = 1 / (n C(n-1, s)), and n C(n-1, s) divides lcm(1..n) */
    tally->orders = ent_whole_lcm_to(n);
    tally->order[0] = tally->orders;
    (void)ent_whole_divide(&tally->order[0], n);
    for (size_t s = 1; s < n; s++) {
        tally->order[s] = tally->order[s - 1];
        ent_whole_multiply(&tally->order[s], s);
        (void)ent_whole_divide(&tally->order[s], n - s);
    }
}

void
ent_tally_add(ent_tally *tally, size_t type, size_t size, const ent_whole *count)
{
    ent_whole part = ent_whole_product(count, &tally->order[size]);

    ent_whole_add(&tally->swings[type], count);
    ent_whole_add(&tally->shapley[type], &part);
}

int64_t
ent_tally_weight(const ent_tally *tally, size_t criterion, size_t type)
{
    return tally->rule->criteria[criterion].weights[tally->first[type]];
}

static int
compare_weights(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;

    return (x > y) - (x < y);
}

void
ent_tally_ascending(const ent_tally *tally, size_t out[ENT_VOTING_MOST_MEMBERS])
{
    size_t n = tally->rule->member_count;

    for (size_t i = 0; i < n; i++) {
        out[i] = (size_t)tally->rule->criteria[0].weights[i];
    }
    qsort(out, n, sizeof *out, compare_weights);
}

/* 2. compositions of types */

/* A composition: how many of each type are in favour. */
typedef struct composition {
    size_t size, taken[ENT_VOTING_MOST_MEMBERS];
} composition;

/* The next one, the first type fastest; false behind the last. */
static bool
next_composition(const ent_tally *tally, composition *c)
{
    for (size_t t = 0; t < tally->types; t++) {
        if (c->taken[t] < tally->size[t]) {
            c->taken[t]++;
            c->size++;
            return true;
        }
        c->size -= c->taken[t];
        c->taken[t] = 0;
    }
    return false;
}

static bool
composition_wins(const ent_tally *tally, const composition *c)
{
    int64_t sums[ENT_VOTING_MOST_CRITERIA] = {0};

    for (size_t i = 0; i < tally->rule->criterion_count; i++) {
        for (size_t t = 0; t < tally->types; t++) {
            sums[i] += (int64_t)c->taken[t] * ent_tally_weight(tally, i, t);
        }
    }
    return ent_voting_rule_wins(tally->rule, sums, NULL);
}

/* The coalitions of a composition. */
static ent_whole
coalitions_of(const ent_tally *tally, const composition *c)
{
    ent_whole count = ent_whole_of(1);

    for (size_t t = 0; t < tally->types; t++) {
        for (size_t k = 0; k < c->taken[t]; k++) {
            ent_whole_multiply(&count, tally->size[t] - k);
            (void)ent_whole_divide(&count, k + 1);
        }
    }
    return count;
}

static void
add_swings_of(ent_tally *tally, const composition *c, const bool *wins, size_t at,
              const ent_whole *count)
{
    size_t stride = 1;

    for (size_t t = 0; t < tally->types; t++) {
        size_t left = tally->size[t] - c->taken[t];

        if (left > 0 && wins[at + stride]) {
            ent_whole without = *count; /* a given member of the type is not in it */

            ent_whole_multiply(&without, left);
            (void)ent_whole_divide(&without, tally->size[t]);
            ent_tally_add(tally, t, c->size, &without);
        }
        stride *= tally->size[t] + 1;
    }
}

ent_status
ent_tally_types(ent_ctx *ctx, ent_tally *tally)
{
    composition c = {0};
    size_t      states = 1, at = 0;
    bool       *wins;

    for (size_t t = 0; t < tally->types; t++) {
        states *= tally->size[t] + 1;
    }
    wins = ent_alloc(states, sizeof *wins);
    if (wins == NULL) {
        return ent_fail_nomem(ctx);
    }
    do {
        wins[at++] = composition_wins(tally, &c);
    } while (next_composition(tally, &c));
    at = 0;
    do {
        ent_whole count = coalitions_of(tally, &c);

        if (wins[at]) {
            ent_whole_add(&tally->winning, &count);
        } else {
            add_swings_of(tally, &c, wins, at, &count);
        }
        at++;
    } while (next_composition(tally, &c));
    ent_free(wins);
    return ENT_OK;
}

/*
 * 3. weights
 *
 * Coalitions by weight below the quota q, and by size where asked for, in numbers of as many limbs
 * as 2^n needs.  With C the number of coalitions of weight up to x and C' that of those without a
 * given member of weight w, C(s, x) = C'(s, x) + C'(s-1, x-w), so
 * C'(s, x) = C(s, x) - C(s-1, x-w) + C(s-2, x-2w) - ...: few terms, exact modulo a power of 2.
 *
 * Of q and W - q + 1 the smaller one: in the dual rule those win whose opponents do not, so that
 * the swings are as many, each of size s one of size n-1-s, and the coalitions that lose there are
 * as many as win here.
 */

typedef struct weights {
    size_t    q, limbs, rows; /* rows: sizes, or 1 */
    bool      dual;
    uint64_t *counts; /* of row, weight, limb */
} weights;

static uint64_t *
cell(const weights *w, size_t row, size_t weight)
{
    return w->counts + (row * w->q + weight) * w->limbs;
}

static void
add_limbs(uint64_t *a, const uint64_t *b, size_t limbs)
{
    uint64_t carry = 0;

    for (size_t i = 0; i < limbs; i++) {
        uint64_t sum = b[i] + carry;

        carry = sum < carry;
        a[i] += sum;
        carry += a[i] < sum;
    }
}

static void
subtract_limbs(uint64_t *a, const uint64_t *b, size_t limbs)
{
    uint64_t borrow = 0;

    for (size_t i = 0; i < limbs; i++) {
        uint64_t less = b[i] + borrow;

        borrow = less < borrow;
        borrow += a[i] < less;
        a[i] -= less;
    }
}

/* One more member: coalitions with it are those without it, one larger and heavier. */
static void
take_member(weights *w, size_t members, size_t reached, size_t weight)
{
    size_t top = reached + weight < w->q ? reached + weight : w->q - 1;
    bool   by_size = w->rows > 1;

    for (size_t s = by_size ? members + 1 : 1; s-- > 0 && weight < w->q;) {
        for (size_t t = top + 1; t-- > weight;) {
            add_limbs(cell(w, by_size ? s + 1 : 0, t), cell(w, s, t - weight), w->limbs);
        }
    }
}

static void
accumulate(weights *w)
{
    for (size_t s = 0; s < w->rows; s++) {
        for (size_t t = 1; t < w->q; t++) {
            add_limbs(cell(w, s, t), cell(w, s, t - 1), w->limbs);
        }
    }
}

/* Coalitions of the others in row s with a weight from q - w to q - 1. */
static ent_whole
turned_by(const weights *w, size_t s, size_t weight)
{
    uint64_t sum[ENT_WHOLE_LIMBS] = {0};
    bool     by_size = w->rows > 1;

    for (size_t k = 0; k * weight < w->q && (!by_size || k <= s); k++) {
        size_t x = w->q - 1 - k * weight, row = by_size ? s - k : 0;

        (k % 2 == 0 ? add_limbs : subtract_limbs)(sum, cell(w, row, x), w->limbs);
        if (x >= weight) {
            (k % 2 == 0 ? subtract_limbs : add_limbs)(sum, cell(w, row, x - weight), w->limbs);
        }
    }
    return ent_whole_of_limbs(sum, w->limbs);
}

static void
count_swings(ent_tally *tally, const weights *w)
{
    size_t n = tally->rule->member_count;

    for (size_t t = 0; t < tally->types; t++) {
        size_t weight = (size_t)ent_tally_weight(tally, 0, t);

        for (size_t s = 0; s < (w->rows > 1 ? n : 1) && weight > 0; s++) {
            ent_whole count = turned_by(w, s, weight);

            if (w->rows > 1) {
                ent_tally_add(tally, t, s, &count);
            } else {
                tally->swings[t] = count;
            }
        }
    }
    for (size_t s = 0; s < w->rows; s++) {
        ent_whole below = ent_whole_of_limbs(cell(w, s, w->q - 1), w->limbs);

        ent_whole_add(&tally->winning, &below);
    }
    if (!w->dual) {
        ent_whole all = ent_whole_power(2, n);

        ent_whole_subtract(&all, &tally->winning);
        tally->winning = all;
    }
}

ent_status
ent_tally_weights(ent_ctx *ctx, ent_tally *tally, bool by_size)
{
    const ent_criterion *criterion = &tally->rule->criteria[0];
    size_t               n = tally->rule->member_count, reached = 0;
    int64_t              opposed = criterion->total - criterion->quota + 1;
    weights              w = {.limbs = n / 64 + 1, .dual = opposed < criterion->quota};
    size_t               ascending[ENT_VOTING_MOST_MEMBERS];
    ent_status           status = ENT_OK;

    w.q = (size_t)(w.dual ? opposed : criterion->quota);
    w.rows = by_size ? n + 1 : 1;
    w.counts = ent_alloc_zero(w.rows * w.q, w.limbs * sizeof *w.counts);
    if (w.counts == NULL) {
        return ent_fail_nomem(ctx);
    }
    *cell(&w, 0, 0) = 1;
    ent_tally_ascending(tally, ascending);
    for (size_t i = 0; i < n && status == ENT_OK; i++) {
        take_member(&w, i, reached, ascending[i]);
        reached = reached + ascending[i] < w.q ? reached + ascending[i] : w.q - 1;
        status = ent_check_cancelled(ctx);
    }
    if (status == ENT_OK) {
        accumulate(&w);
        count_swings(tally, &w);
    }
    ent_free(w.counts);
    return status;
}
