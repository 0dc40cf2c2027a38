/*
 * dense.c - the exact chance that a motion passes on a board of many different weights
 *
 * One sum, whole numbers up to some millions: its distribution is an array.  Members stand in the
 * order of what they can add, so that most arrays are short.  With a vote fixed,
 *
 *     P = sum over s of F(s) G(needed - s - what the vote adds),
 *
 * F the distribution of the lighter members, G the chance that the heavier ones reach so much.
 *
 *   1. members in order     2. one more member     3. votes that are fixed     4. the whole
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "model/decide/score.h"

enum { MOST_REACH = 12 << 20, MARKS = 8 /* places at which F is kept */ };

/* 1. members in order */

/* What a member adds above the least that it can, and how likely. */
typedef struct part {
    size_t member;
    size_t adds[ENT_STANCES];
    double chance[ENT_STANCES];
} part;

typedef struct board {
    size_t n;
    part   parts[ENT_VOTING_MOST_MEMBERS];
    size_t reach[ENT_VOTING_MOST_MEMBERS + 1]; /* the most that those before a place add */
    size_t needed;                             /* above the least of all; beyond the reach: never */
} board;

static int
compare_parts(const void *a, const void *b)
{
    const part *x = a, *y = b;
    size_t      p = x->adds[ENT_STANCE_YES], q = y->adds[ENT_STANCE_YES];

    return p != q ? (p > q) - (p < q) : (x->member > y->member) - (x->member < y->member);
}

/* The least sum that meets every criterion of some clause. */
static int64_t
least_that_passes(const ent_vote_scores *scores)
{
    int64_t least = INT64_MAX;

    for (size_t i = 0; i < scores->criterion_count; i++) {
        int64_t needed = INT64_MIN;

        for (size_t j = 0; j < scores->criterion_count; j++) {
            if (scores->criteria[j].clause == scores->criteria[i].clause) {
                int64_t threshold = scores->criteria[j].threshold;

                needed = threshold > needed ? threshold : needed;
            }
        }
        least = needed < least ? needed : least;
    }
    return least;
}

static bool
lay_out(const ent_vote_scores *scores, const ent_chances *chances, board *b)
{
    int64_t least = 0, most = 0, needed = least_that_passes(scores);

    b->n = scores->member_count;
    for (size_t i = 0; i < b->n; i++) {
        const int64_t *of = scores->adds[i].of;

        least += of[ENT_STANCE_NO];
        most += of[ENT_STANCE_YES];
        if (most - least > MOST_REACH) {
            return false;
        }
        b->parts[i].member = i;
        for (int stance = 0; stance < ENT_STANCES; stance++) {
            b->parts[i].adds[stance] = (size_t)(of[stance] - of[ENT_STANCE_NO]);
            b->parts[i].chance[stance] = chances[i].of[stance];
        }
    }
    qsort(b->parts, b->n, sizeof *b->parts, compare_parts);
    for (size_t i = 0; i < b->n; i++) {
        b->reach[i + 1] = b->reach[i] + b->parts[i].adds[ENT_STANCE_YES];
    }
    b->needed = needed <= least ? 0 : needed > most ? b->reach[b->n] + 1 : (size_t)(needed - least);
    return true;
}

/* 2. one more member */

/* F of the members before a place becomes that of one more. */
static void
add_below(const board *b, size_t place, double *f)
{
    const part *p = &b->parts[place];
    size_t      reach = b->reach[place];

    memset(f + reach + 1, 0, p->adds[ENT_STANCE_YES] * sizeof *f);
    for (size_t s = b->reach[place + 1] + 1; s-- > 0;) {
        double sum = p->chance[ENT_STANCE_NO] * f[s];

        for (int stance = ENT_STANCE_ABSTAIN; stance < ENT_STANCES; stance++) {
            sum += s >= p->adds[stance] ? p->chance[stance] * f[s - p->adds[stance]] : 0;
        }
        f[s] = sum;
    }
}

/* G(t), the chance that those behind a place reach t, becomes that of the place as well. */
static void
add_above(const board *b, size_t place, double *g)
{
    const part *p = &b->parts[place];

    for (size_t t = b->reach[b->n] + 1; t-- > 0;) {
        double sum = p->chance[ENT_STANCE_NO] * g[t];

        for (int stance = ENT_STANCE_ABSTAIN; stance < ENT_STANCES; stance++) {
            sum += p->chance[stance] * (t > p->adds[stance] ? g[t - p->adds[stance]] : 1);
        }
        g[t] = sum;
    }
}

/* 3. votes that are fixed */

typedef struct marks {
    size_t  stride;
    double *kept[MARKS]; /* F of the members before place i * stride */
} marks;

static void
clear_marks(marks *m)
{
    for (size_t i = 0; i < MARKS; i++) {
        ent_free(m->kept[i]);
    }
}

/* F of all, and what is kept of it on the way. */
static ent_status
build(ent_ctx *ctx, const board *b, double *f, marks *m)
{
    ent_status status = ENT_OK;

    f[0] = 1;
    for (size_t i = 0; i < b->n && status == ENT_OK; i++) {
        if (m != NULL && i % m->stride == 0) {
            size_t   size = b->reach[i] + 1;
            double **kept = &m->kept[i / m->stride];

            *kept = ent_alloc(size, sizeof **kept);
            if (*kept == NULL) {
                return ent_fail_nomem(ctx);
            }
            memcpy(*kept, f, size * sizeof *f);
        }
        add_below(b, i, f);
        status = ent_check_cancelled(ctx);
    }
    return status;
}

static void
fix_vote(const board *b, size_t place, const double *f, const double *g, double *given)
{
    const part *p = &b->parts[place];

    for (int stance = 0; stance < ENT_STANCES; stance++) {
        double sum = 0;

        for (size_t s = 0; s <= b->reach[place]; s++) {
            size_t have = s + p->adds[stance];

            sum += f[s] * (have >= b->needed ? 1 : g[b->needed - have]);
        }
        given[p->member * ENT_STANCES + (size_t)stance] = sum < 1 ? sum : 1;
    }
}

static ent_status
fix_votes(ent_ctx *ctx, const board *b, const marks *m, double *f, double *given)
{
    size_t     top = b->reach[b->n] + 1; /* g[top] is of a sum that nobody reaches */
    double    *g = ent_alloc_zero(top + 1, sizeof *g);
    ent_status status = g != NULL ? ENT_OK : ent_fail_nomem(ctx);

    if (status == ENT_OK) {
        g[0] = 1;
    }
    for (size_t i = b->n; i-- > 0 && status == ENT_OK;) {
        size_t from = i / m->stride * m->stride;

        memcpy(f, m->kept[i / m->stride], (b->reach[from] + 1) * sizeof *f);
        for (size_t k = from; k < i; k++) {
            add_below(b, k, f);
        }
        fix_vote(b, i, f, g, given);
        add_above(b, i, g);
        status = ent_check_cancelled(ctx);
    }
    ent_free(g);
    return status;
}

/* 4. the whole */

static double
chance_of(const board *b, const double *f)
{
    double passes = 0;

    for (size_t s = b->reach[b->n] + 1; s-- > b->needed;) {
        passes += f[s];
    }
    return passes < 1 ? passes : 1;
}

ent_status
ent_odds_dense(ent_ctx *ctx, const ent_vote_scores *scores, const ent_chances *chances,
               ent_odds *out)
{
    board     *b = ent_alloc_zero(1, sizeof *b);
    marks      m = {.stride = (scores->member_count + MARKS - 1) / MARKS};
    double    *f = NULL, passes = 0;
    ent_status status = b != NULL ? ENT_OK : ent_fail_nomem(ctx);

    if (status == ENT_OK && (scores->sum_count != 1 || !lay_out(scores, chances, b))) {
        status = ent_fail(ctx, ENT_E_LIMIT, "the votes have too many sums to be listed");
    }
    if (status == ENT_OK) {
        f = ent_alloc(b->reach[b->n] + 1, sizeof *f);
        status = f != NULL ? build(ctx, b, f, out->given != NULL ? &m : NULL) : ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        passes = chance_of(b, f);
        status = out->given != NULL ? fix_votes(ctx, b, &m, f, out->given) : ENT_OK;
    }
    clear_marks(&m);
    ent_free(f);
    ent_free(b);
    out->passes = status == ENT_OK ? passes : out->passes;
    return status;
}
