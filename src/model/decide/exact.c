/*
 * exact.c - the exact chance that a motion passes: two halves of the members
 *
 * The sums that a half can reach are a sorted list with their chances.  A member more means three
 * shifted copies of the list, merged; equal sums become one, and those are left out with which
 * nothing can pass any more.
 *
 *   1. lists of sums     2. joining two halves     3. votes that are fixed     4. the whole
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "measure/voting/join.h"
#include "model/decide/score.h"

enum { MOST_SUMS = 1 << 20 };

/* Of a question, and of each vote that is fixed. */
static const double MOST_STEPS = 4e9;

/* What is asked. */
typedef struct question {
    ent_ctx               *ctx;
    const ent_vote_scores *scores;
    const ent_chances     *chances;
    bool                   fixing; /* votes are fixed, too: also those that cannot be */
} question;

/* 1. lists of sums */

typedef struct list {
    size_t   count;
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
make_list(ent_ctx *ctx, size_t count, size_t width, list *out)
{
    count = count > 0 ? count : 1;
    *out = (list){0, ent_alloc(count, width * sizeof *out->sums),
                  ent_alloc(count, sizeof *out->chances)};
    return out->sums != NULL && out->chances != NULL ? ENT_OK : ent_fail_nomem(ctx);
}

/* Nobody has voted. */
static ent_status
start_list(ent_ctx *ctx, size_t width, list *out)
{
    ent_status status = make_list(ctx, 1, width, out);

    if (status == ENT_OK) {
        memset(out->sums, 0, width * sizeof *out->sums);
        out->chances[0] = 1;
        out->count = 1;
    }
    return status;
}

/* The copies of a list that the stances of a member make: those that differ, and can be. */
typedef struct copies {
    size_t  count, width;
    int64_t add[ENT_STANCES][ENT_VOTING_MOST_CRITERIA];
    double  chance[ENT_STANCES];
    size_t  at[ENT_STANCES];
    size_t  of[ENT_STANCES]; /* the copy of a stance; the number of copies: it cannot be */
} copies;

/* The copy that adds what a stance adds; the number of copies where none does. */
static size_t
copy_like(const copies *c, const int64_t *add)
{
    size_t k = 0;

    while (k < c->count && memcmp(c->add[k], add, sizeof c->add[k]) != 0) {
        k++;
    }
    return k;
}

static copies
copies_of(const ent_vote_scores *scores, size_t member, const ent_chances *chances)
{
    int64_t add[ENT_STANCES][ENT_VOTING_MOST_CRITERIA] = {{0}};
    copies  c = {.width = scores->sum_count};

    for (int stance = 0; stance < ENT_STANCES; stance++) {
        for (size_t i = 0; i < c.width; i++) {
            add[stance][i] = scores->adds[i * scores->member_count + member].of[stance];
        }
        if (chances->of[stance] > 0) {
            size_t k = copy_like(&c, add[stance]);

            memcpy(c.add[k], add[stance], sizeof add[stance]);
            c.chance[k] += chances->of[stance];
            c.count += k == c.count;
        }
    }
    for (int stance = 0; stance < ENT_STANCES; stance++) {
        c.of[stance] = copy_like(&c, add[stance]);
    }
    return c;
}

static int
compare_sums(const int64_t *x, const int64_t *add_x, const int64_t *y, const int64_t *add_y,
             size_t width)
{
    for (size_t i = 0; i < width; i++) {
        int64_t p = x[i] + add_x[i], q = y[i] + add_y[i];

        if (p != q) {
            return p < q ? -1 : 1;
        }
    }
    return 0;
}

/* The next entry in order among the copies; its number is c->count when there is none. */
static size_t
next_copy(const list *l, const copies *c)
{
    size_t least = c->count;

    for (size_t k = 0; k < c->count; k++) {
        if (c->at[k] < l->count &&
            (least == c->count ||
             compare_sums(l->sums + c->at[k] * c->width, c->add[k],
                          l->sums + c->at[least] * c->width, c->add[least], c->width) < 0)) {
            least = k;
        }
    }
    return least;
}

/* Whether no clause can be met any more, whatever the sums still gain. */
static bool
is_hopeless(const ent_vote_scores *scores, const int64_t *sums, const int64_t *rest)
{
    int64_t most[ENT_VOTING_MOST_CRITERIA];

    for (size_t i = 0; i < scores->sum_count; i++) {
        most[i] = sums[i] + rest[i];
    }
    return !ent_vote_scores_pass(scores, most);
}

static void
append(const ent_vote_scores *scores, const list *from, const copies *c, size_t k,
       const int64_t *rest, list *to)
{
    size_t   width = c->width;
    int64_t  sums[ENT_VOTING_MOST_CRITERIA] = {0};
    int64_t *last = to->sums + (to->count > 0 ? to->count - 1 : 0) * width;
    double   chance = from->chances[c->at[k]] * c->chance[k];

    for (size_t i = 0; i < width; i++) {
        sums[i] = from->sums[c->at[k] * width + i] + c->add[k][i];
    }
    if (to->count > 0 && memcmp(last, sums, width * sizeof *sums) == 0) {
        to->chances[to->count - 1] += chance;
    } else if (!is_hopeless(scores, sums, rest)) {
        memcpy(to->sums + to->count * width, sums, width * sizeof *sums);
        to->chances[to->count++] = chance;
    }
}

/* The list with one member more, behind which the sums may still gain the rest. */
static ent_status
add_member(const question *q, const list *from, size_t member, const ent_chances *chances,
           const int64_t *rest, list *out)
{
    copies     c = copies_of(q->scores, member, chances);
    ent_status status = make_list(q->ctx, from->count * c.count, c.width, out);

    for (size_t k = 0; status == ENT_OK && (k = next_copy(from, &c)) < c.count;) {
        append(q->scores, from, &c, k, rest, out);
        c.at[k]++;
    }
    if (status == ENT_OK && out->count > MOST_SUMS) {
        status = ent_fail(q->ctx, ENT_E_LIMIT, "the votes have too many sums to be listed");
    }
    return status == ENT_OK ? ent_check_cancelled(q->ctx) : status;
}

/* Half of the members in order, and the list with each one more; what all others may add. */
typedef struct half {
    size_t  count;
    size_t  members[ENT_VOTING_MOST_MEMBERS];
    list    stages[ENT_VOTING_MOST_MEMBERS + 1];
    int64_t rest[ENT_VOTING_MOST_MEMBERS + 1][ENT_VOTING_MOST_CRITERIA];
} half;

static const list *
last_of(const half *h)
{
    return &h->stages[h->count];
}

static void
destroy_half(half *h)
{
    for (size_t i = 0; h != NULL && i <= h->count; i++) {
        clear_list(&h->stages[i]);
    }
    ent_free(h);
}

static bool
is_certain(const ent_chances *chances)
{
    return chances->of[ENT_STANCE_NO] >= 1 || chances->of[ENT_STANCE_ABSTAIN] >= 1 ||
           chances->of[ENT_STANCE_YES] >= 1;
}

/* The most that a member may add to a sum: with votes that are fixed, what a yes does. */
static int64_t
most_of(const question *q, size_t sum, size_t member)
{
    int stance = ENT_STANCE_YES;

    while (!q->fixing && stance > ENT_STANCE_NO && q->chances[member].of[stance] <= 0) {
        stance--;
    }
    return q->scores->adds[sum * q->scores->member_count + member].of[stance];
}

static ent_status
start_half(const question *q, half *out)
{
    for (size_t i = 0; i < q->scores->sum_count; i++) {
        for (size_t member = 0; member < q->scores->member_count; member++) {
            out->rest[0][i] += most_of(q, i, member);
        }
    }
    return start_list(q->ctx, q->scores->sum_count, &out->stages[0]);
}

static ent_status
place_member(const question *q, half *h, size_t member)
{
    size_t stage = h->count++;

    h->members[stage] = member;
    for (size_t i = 0; i < q->scores->sum_count; i++) {
        h->rest[stage + 1][i] = h->rest[stage][i] - most_of(q, i, member);
    }
    return add_member(q, &h->stages[stage], member, &q->chances[member], h->rest[stage + 1],
                      &h->stages[stage + 1]);
}

/* Those whose vote is certain come first, so that the others are hopeless soon; each member goes to
 * the half with fewer sums. */
static ent_status
list_halves(const question *q, half *const halves[2])
{
    size_t     n = q->scores->member_count;
    ent_status status = start_half(q, halves[0]);

    if (status == ENT_OK) {
        status = start_half(q, halves[1]);
    }
    for (size_t i = 0; i < 2 * n && status == ENT_OK; i++) {
        half  *h = halves[last_of(halves[1])->count < last_of(halves[0])->count];
        size_t member = i < n ? i : i - n;

        if (is_certain(&q->chances[member]) == (i < n)) {
            status = place_member(q, h, member);
        }
    }
    return status;
}

/* 2. joining two halves */

/* For each sum of one list the chance that it passes with one of the other; ent_free() frees. */
static ent_status
value_sums(const question *q, const list *asks, const list *points, double **out)
{
    ent_sum_rule rule = {q->scores->sum_count, q->scores->criterion_count, q->scores->criteria};
    ent_sums     a = {asks->count, asks->sums, asks->chances},
             b = {points->count, points->sums, points->chances};
    double     steps = MOST_STEPS;
    double    *values = ent_alloc_zero(asks->count > 0 ? asks->count : 1, sizeof *values);
    ent_status status = values != NULL ? ent_sums_join(q->ctx, &rule, &a, &b, &steps, values)
                                       : ent_fail_nomem(q->ctx);

    if (status != ENT_OK) {
        ent_free(values);
        return status;
    }
    *out = values;
    return ENT_OK;
}

static double
weigh(const list *l, const double *values)
{
    double whole = 0;

    for (size_t i = 0; i < l->count; i++) {
        whole += l->chances[i] * values[i];
    }
    return whole < 1 ? whole : 1;
}

static ent_status
weigh_sums(const question *q, const list *asks, const list *points, double *out)
{
    double    *values;
    ent_status status = value_sums(q, asks, points, &values);

    if (status == ENT_OK) {
        *out = weigh(asks, values);
        ent_free(values);
    }
    return status;
}

/* 3. votes that are fixed */

/* The votes of one half. */
typedef struct fixing {
    const question *q;
    const half     *own;
    const list     *other; /* all of the other half */
    double         *given;
} fixing;

/* A vote of which there is no copy: the list from this member on, once more. */
static ent_status
fix_impossible(const fixing *f, size_t stage, int stance, double *out)
{
    ent_chances fixed = {{0}};
    list        now = {0};
    ent_status  status;

    fixed.of[stance] = 1;
    status = add_member(f->q, &f->own->stages[stage], f->own->members[stage], &fixed,
                        f->own->rest[stage + 1], &now);
    for (size_t i = stage + 1; i < f->own->count && status == ENT_OK; i++) {
        size_t member = f->own->members[i];
        list   before = now;

        status =
            add_member(f->q, &before, member, &f->q->chances[member], f->own->rest[i + 1], &now);
        clear_list(&before);
    }
    if (status == ENT_OK) {
        status = weigh_sums(f->q, &now, f->other, out);
    }
    clear_list(&now);
    return status;
}

/* The value of the entries before a copy of them was made, and the chance of that copy alone; what
 * was left out as hopeless is worth nothing. */
static double
take_back(const list *from, const list *to, const copies *c, size_t k, const double *values,
          double *before)
{
    static const int64_t nothing[ENT_VOTING_MOST_CRITERIA];
    double               given = 0;

    for (size_t i = 0, at = 0; i < from->count; i++) {
        const int64_t *sums = from->sums + i * c->width;
        int            order = -1;

        while (at < to->count && (order = compare_sums(to->sums + at * c->width, nothing, sums,
                                                       c->add[k], c->width)) < 0) {
            at++;
        }
        if (at < to->count && order == 0) {
            before[i] += c->chance[k] * values[at];
            given += from->chances[i] * values[at];
        }
    }
    return given < 1 ? given : 1;
}

/* The votes of the member between a stage and the next; values of the next become those of it. */
static ent_status
fix_member(const fixing *f, size_t stage, double **values)
{
    const list *from = &f->own->stages[stage];
    size_t      member = f->own->members[stage];
    copies      c = copies_of(f->q->scores, member, &f->q->chances[member]);
    double      of_copies[ENT_STANCES];
    double     *before = ent_alloc_zero(from->count > 0 ? from->count : 1, sizeof *before);
    ent_status  status = before != NULL ? ENT_OK : ent_fail_nomem(f->q->ctx);

    for (size_t k = 0; k < c.count && status == ENT_OK; k++) {
        of_copies[k] = take_back(from, from + 1, &c, k, *values, before);
    }
    for (int stance = 0; stance < ENT_STANCES && status == ENT_OK; stance++) {
        double *out = &f->given[member * ENT_STANCES + (size_t)stance];

        if (c.of[stance] < c.count) {
            *out = of_copies[c.of[stance]];
        } else {
            status = fix_impossible(f, stage, stance, out);
        }
    }
    ent_free(*values);
    *values = before;
    return status;
}

static ent_status
fix_each(const fixing *f)
{
    double    *values = NULL;
    ent_status status = value_sums(f->q, last_of(f->own), f->other, &values);

    for (size_t stage = f->own->count; stage-- > 0 && status == ENT_OK;) {
        status = fix_member(f, stage, &values);
    }
    ent_free(values);
    return status;
}

/* 4. the whole */

static ent_status
join_halves(const question *q, half *const halves[2], double *passes, double *given)
{
    ent_status status = list_halves(q, halves);

    if (status == ENT_OK) {
        status = weigh_sums(q, last_of(halves[0]), last_of(halves[1]), passes);
    }
    for (size_t i = 0; i < 2 && given != NULL && status == ENT_OK; i++) {
        fixing f = {q, halves[i], last_of(halves[1 - i]), given};

        status = fix_each(&f);
    }
    return status;
}

ent_status
ent_odds_exact(ent_ctx *ctx, const ent_vote_scores *scores, const ent_chances *chances,
               ent_odds *out)
{
    question   q = {ctx, scores, chances, out->given != NULL};
    half      *halves[2] = {ent_alloc_zero(1, sizeof(half)), ent_alloc_zero(1, sizeof(half))};
    double     passes = 0;
    ent_status status = halves[0] != NULL && halves[1] != NULL
                            ? join_halves(&q, halves, &passes, out->given)
                            : ent_fail_nomem(ctx);

    destroy_half(halves[0]);
    destroy_half(halves[1]);
    out->passes = status == ENT_OK ? passes : out->passes;
    return status == ENT_E_LIMIT ? ent_odds_by_losses(ctx, scores, chances, out) : status;
}
