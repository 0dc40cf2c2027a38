/*
 * exact.c - the exact chance that a motion passes: two halves of the members
 *
 * The sums that a half can reach are a sorted list with their chances.  A member more means three
 * shifted copies of the list, merged; equal sums become one.  The finest sum is compared last, so
 * that the sums of the other half with the same rest lie together and one search finds all that
 * pass.
 *
 *   1. lists of sums     2. joining two halves     3. the whole
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "model/decide/score.h"

enum { MOST_SUMS = 1 << 20 };

static const double MOST_PAIRS = 3e8;

/* 1. lists of sums */

typedef struct list {
    size_t   count, capacity;
    int64_t *sums; /* [entry * width + sum], sorted */
    double  *chances;
} list;

static void
clear_list(list *l)
{
    ent_free(l->sums);
    ent_free(l->chances);
    *l = (list){0};
}

static ent_status
make_room(ent_ctx *ctx, list *l, size_t count, size_t width)
{
    if (l->sums != NULL && count <= l->capacity) {
        return ENT_OK;
    }
    clear_list(l);
    l->sums = ent_alloc(count, width * sizeof *l->sums);
    l->chances = ent_alloc(count, sizeof *l->chances);
    l->capacity = count;
    return l->sums != NULL && l->chances != NULL ? ENT_OK : ent_fail_nomem(ctx);
}

/* One half in the making, and where its next list goes. */
typedef struct half {
    const ent_vote_scores *scores;
    const size_t          *order; /* of the sums, the finest last */
    list                   list, next;
} half;

static int
compare_shifted(const half *h, size_t a, const int64_t *add_a, size_t b, const int64_t *add_b)
{
    size_t         width = h->scores->sum_count;
    const int64_t *x = h->list.sums + a * width, *y = h->list.sums + b * width;

    for (size_t i = 0; i < width; i++) {
        int64_t p = x[i] + add_a[i], q = y[i] + add_b[i];

        if (p != q) {
            return p < q ? -1 : 1;
        }
    }
    return 0;
}

/* The copies of the list that the stances of a member make: those that differ, and can be. */
typedef struct copies {
    size_t  count;
    int64_t add[ENT_STANCES][ENT_VOTING_MOST_CRITERIA];
    double  chance[ENT_STANCES];
    size_t  at[ENT_STANCES];
} copies;

static copies
copies_of(const half *h, size_t member, const ent_chances *chances)
{
    size_t n = h->scores->member_count, width = h->scores->sum_count;
    copies c = {0};

    for (int stance = 0; stance < ENT_STANCES; stance++) {
        int64_t add[ENT_VOTING_MOST_CRITERIA] = {0};
        size_t  same = 0;

        for (size_t i = 0; i < width; i++) {
            add[i] = h->scores->adds[h->order[i] * n + member].of[stance];
        }
        while (same < c.count && memcmp(c.add[same], add, sizeof add) != 0) {
            same++;
        }
        if (chances->of[stance] > 0) {
            memcpy(c.add[same], add, sizeof add);
            c.chance[same] += chances->of[stance];
            c.count += same == c.count;
        }
    }
    return c;
}

/* The next entry in order among the copies; its number is c->count when there is none. */
static size_t
next_copy(const half *h, const copies *c)
{
    size_t least = c->count;

    for (size_t k = 0; k < c->count; k++) {
        if (c->at[k] < h->list.count &&
            (least == c->count ||
             compare_shifted(h, c->at[k], c->add[k], c->at[least], c->add[least]) < 0)) {
            least = k;
        }
    }
    return least;
}

static void
append(half *h, const copies *c, size_t k)
{
    size_t   width = h->scores->sum_count;
    int64_t  sums[ENT_VOTING_MOST_CRITERIA] = {0};
    int64_t *last = h->next.sums + (h->next.count > 0 ? h->next.count - 1 : 0) * width;
    double   chance = h->list.chances[c->at[k]] * c->chance[k];

    for (size_t i = 0; i < width; i++) {
        sums[i] = h->list.sums[c->at[k] * width + i] + c->add[k][i];
    }
    if (h->next.count > 0 && memcmp(last, sums, width * sizeof *sums) == 0) {
        h->next.chances[h->next.count - 1] += chance;
        return;
    }
    memcpy(h->next.sums + h->next.count * width, sums, width * sizeof *sums);
    h->next.chances[h->next.count++] = chance;
}

static ent_status
add_member(ent_ctx *ctx, half *h, size_t member, const ent_chances *chances)
{
    copies     c = copies_of(h, member, chances);
    list       before = h->list;
    ent_status status = make_room(ctx, &h->next, before.count * c.count, h->scores->sum_count);

    if (status != ENT_OK) {
        return status;
    }
    h->next.count = 0;
    for (size_t k = next_copy(h, &c); k < c.count; k = next_copy(h, &c)) {
        append(h, &c, k);
        c.at[k]++;
    }
    h->list = h->next;
    h->next = before;
    return h->list.count <= MOST_SUMS
               ? ent_check_cancelled(ctx)
               : ent_fail(ctx, ENT_E_LIMIT, "the votes have too many sums to be listed");
}

static ent_status
list_half(ent_ctx *ctx, half *h, const ent_chances *chances, size_t first, size_t after)
{
    ent_status status = make_room(ctx, &h->list, 1, h->scores->sum_count);

    if (status == ENT_OK) {
        memset(h->list.sums, 0, h->scores->sum_count * sizeof *h->list.sums);
        h->list.chances[0] = 1;
        h->list.count = 1;
    }
    for (size_t i = first; i < after && status == ENT_OK; i++) {
        status = add_member(ctx, h, i, &chances[i]);
    }
    return status;
}

/* 2. joining two halves */

/* The least finest sum that passes with these others; INT64_MAX: none. */
static int64_t
finest_needed(const ent_vote_scores *scores, const int64_t *sums, size_t finest)
{
    int64_t least = INT64_MAX;

    for (size_t i = 0; i < scores->criterion_count; i++) {
        int64_t clause = scores->criteria[i].clause, needed = INT64_MIN;
        bool    met = true;

        for (size_t j = 0; j < scores->criterion_count && met; j++) {
            int64_t threshold = scores->criteria[j].threshold;

            if (scores->criteria[j].clause != clause) {
                continue;
            }
            if (scores->criteria[j].sum == finest) {
                needed = threshold > needed ? threshold : needed;
            } else {
                met = sums[scores->criteria[j].sum] >= threshold;
            }
        }
        least = met && needed < least ? needed : least;
    }
    return least;
}

/* The chance of the entries [first, after) whose finest sum is at least `needed`; `above` holds
 * for each entry the chance of it and those behind it in its group. */
static double
chance_from(const list *l, const double *above, size_t width, size_t first, size_t after,
            int64_t needed)
{
    size_t low = first, high = after;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (l->sums[middle * width + width - 1] >= needed) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low < after ? above[low] : 0;
}

static size_t
end_of_group(const list *l, size_t width, size_t first)
{
    size_t after = first + 1;

    while (after < l->count && memcmp(l->sums + first * width, l->sums + after * width,
                                      (width - 1) * sizeof *l->sums) == 0) {
        after++;
    }
    return after;
}

static double
join_group(const half *a, const half *b, const double *above, size_t first, size_t after)
{
    const ent_vote_scores *scores = a->scores;
    size_t                 width = scores->sum_count;
    double                 passes = 0;

    for (size_t i = 0; i < a->list.count; i++) {
        const int64_t *x = a->list.sums + i * width, *y = b->list.sums + first * width;
        int64_t        sums[ENT_VOTING_MOST_CRITERIA], needed;

        for (size_t k = 0; k + 1 < width; k++) {
            sums[a->order[k]] = x[k] + y[k];
        }
        needed = finest_needed(scores, sums, a->order[width - 1]);
        if (needed == INT64_MIN) {
            passes += a->list.chances[i] * above[first];
        } else if (needed != INT64_MAX) {
            passes += a->list.chances[i] *
                      chance_from(&b->list, above, width, first, after, needed - x[width - 1]);
        }
    }
    return passes;
}

static ent_status
join(ent_ctx *ctx, const half *a, const half *b, double *out)
{
    size_t  width = a->scores->sum_count, groups = 0;
    double *above = ent_alloc(b->list.count, sizeof *above), passes = 0;

    if (above == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t first = 0; first < b->list.count; groups++) {
        first = end_of_group(&b->list, width, first);
    }
    if ((double)groups * (double)a->list.count > MOST_PAIRS) {
        ent_free(above);
        return ent_fail(ctx, ENT_E_LIMIT, "the votes have too many sums to be compared");
    }
    for (size_t first = 0; first < b->list.count;) {
        size_t after = end_of_group(&b->list, width, first);

        for (size_t i = after; i-- > first;) {
            above[i] = b->list.chances[i] + (i + 1 < after ? above[i + 1] : 0);
        }
        passes += join_group(a, b, above, first, after);
        first = after;
    }
    ent_free(above);
    *out = passes < 1 ? passes : 1;
    return ENT_OK;
}

/* 3. the whole */

/* How many different things the votes of members add to a sum. */
static size_t
variety_of(const ent_vote_scores *scores, size_t sum)
{
    const ent_member_adds *adds = scores->adds + sum * scores->member_count;
    size_t                 different = 0;

    for (size_t i = 0; i < scores->member_count; i++) {
        size_t j = 0;

        while (j < i && memcmp(&adds[j], &adds[i], sizeof adds[i]) != 0) {
            j++;
        }
        different += j == i;
    }
    return different;
}

static void
order_sums(const ent_vote_scores *scores, size_t order[ENT_VOTING_MOST_CRITERIA])
{
    size_t finest = 0, last = scores->sum_count - 1, swap;

    for (size_t i = 0; i < scores->sum_count; i++) {
        order[i] = i;
        finest = variety_of(scores, i) > variety_of(scores, finest) ? i : finest;
    }
    swap = order[last];
    order[last] = order[finest];
    order[finest] = swap;
}

static void
clear_half(half *h)
{
    clear_list(&h->list);
    clear_list(&h->next);
}

/* What is asked: one half of the members after the other, each of its votes fixed in turn. */
typedef struct asking {
    ent_ctx           *ctx;
    const ent_chances *chances;
    const half        *other; /* all of the other half */
    double            *given;
} asking;

static ent_status
copy_half(ent_ctx *ctx, const half *from, half *to)
{
    size_t     width = from->scores->sum_count;
    ent_status status = make_room(ctx, &to->list, from->list.count, width);

    if (status == ENT_OK) {
        memcpy(to->list.sums, from->list.sums, from->list.count * width * sizeof *to->list.sums);
        memcpy(to->list.chances, from->list.chances, from->list.count * sizeof *to->list.chances);
        to->list.count = from->list.count;
    }
    return status;
}

/* The half holds all but this member. */
static ent_status
fix_votes(const asking *q, const half *but, size_t member)
{
    ent_status status = ENT_OK;

    for (int stance = 0; stance < ENT_STANCES && status == ENT_OK; stance++) {
        ent_chances fixed = {{0}};
        half        with = {but->scores, but->order, {0}, {0}};

        fixed.of[stance] = 1;
        status = copy_half(q->ctx, but, &with);
        if (status == ENT_OK) {
            status = add_member(q->ctx, &with, member, &fixed);
        }
        if (status == ENT_OK) {
            status =
                join(q->ctx, &with, q->other, &q->given[member * ENT_STANCES + (size_t)stance]);
        }
        clear_half(&with);
    }
    return status;
}

/* The half holds all but the members [first, after): each part of them is added for the other. */
static ent_status
leave_out(const asking *q, const half *but, size_t first, size_t after)
{
    size_t     middle = first + (after - first) / 2;
    ent_status status = ENT_OK;

    if (after - first == 1) {
        return fix_votes(q, but, first);
    }
    for (int part = 0; part < 2 && status == ENT_OK; part++) {
        half   more = {but->scores, but->order, {0}, {0}};
        size_t from = part == 0 ? middle : first, to = part == 0 ? after : middle;

        status = copy_half(q->ctx, but, &more);
        for (size_t i = from; i < to && status == ENT_OK; i++) {
            status = add_member(q->ctx, &more, i, &q->chances[i]);
        }
        if (status == ENT_OK) {
            status =
                part == 0 ? leave_out(q, &more, first, middle) : leave_out(q, &more, middle, after);
        }
        clear_half(&more);
    }
    return status;
}

static ent_status
fix_each(ent_ctx *ctx, const ent_chances *chances, const half *other, size_t first, size_t after,
         double *given)
{
    asking     q = {ctx, chances, other, given};
    half       none = {other->scores, other->order, {0}, {0}};
    ent_status status = first < after ? list_half(ctx, &none, chances, first, first) : ENT_OK;

    if (status == ENT_OK && first < after) {
        status = leave_out(&q, &none, first, after);
    }
    clear_half(&none);
    return status;
}

ent_status
ent_odds_exact(ent_ctx *ctx, const ent_vote_scores *scores, const ent_chances *chances,
               ent_odds *out)
{
    size_t     order[ENT_VOTING_MOST_CRITERIA] = {0}, n = scores->member_count;
    half       a = {scores, order, {0}, {0}}, b = {scores, order, {0}, {0}};
    double     passes = 0;
    ent_status status;

    order_sums(scores, order);
    status = list_half(ctx, &a, chances, 0, n / 2);
    if (status == ENT_OK) {
        status = list_half(ctx, &b, chances, n / 2, n);
    }
    if (status == ENT_OK) {
        status = join(ctx, &a, &b, &passes);
    }
    if (status == ENT_OK && out->given != NULL) {
        status = fix_each(ctx, chances, &b, 0, n / 2, out->given);
    }
    if (status == ENT_OK && out->given != NULL) {
        status = fix_each(ctx, chances, &a, n / 2, n, out->given);
    }
    clear_half(&a);
    clear_half(&b);
    out->passes = status == ENT_OK ? passes : out->passes;
    return status == ENT_E_LIMIT ? ent_odds_by_losses(ctx, scores, chances, out) : status;
}
