/*
 * search.c - all local optima, their basins, and samples where there is too much of both
 *
 *   1. local optima: actors are placed one by one     2. basins     3. samples
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/parallel.h"
#include "base/random.h"
#include "model/landscape/landscape.h"

/* Rows of weights are as wide as this, filled up with 0. */
enum { WIDTH = 32 };

/* 1. local optima */

enum { PLACED_BEFORE = 8 }; /* actors behind the first whose sides a unit of work is given */

/* A landscape with its actors in the order in which they are placed. */
typedef struct placing {
    const ent_landscape *l;
    size_t               n, before;
    size_t               actor[WIDTH];
    double               weights[WIDTH][WIDTH];
    double               open[WIDTH + 1][WIDTH]; /* sum of |weights| to those not placed yet */
} placing;

typedef struct stable_list {
    ent_sides *sides;
    size_t     count, capacity;
} stable_list;

/* One path of placings; row d of `pull` is sum over the placed j of w_ij y_j. */
typedef struct path {
    const placing *p;
    double         y[WIDTH];
    double         pull[WIDTH + 1][WIDTH];
    stable_list   *found;
    ent_ctx       *ctx;
    ent_status     status;
} path;

static void
order_actors(placing *p)
{
    double strength[WIDTH];
    size_t n = p->n;

    for (size_t i = 0; i < n; i++) {
        size_t at = i;

        strength[i] = 0;
        for (size_t j = 0; j < n; j++) {
            strength[i] += fabs(ent_landscape_weight(p->l, i, j));
        }
        for (; at > 0 && strength[p->actor[at - 1]] < strength[i]; at--) {
            p->actor[at] = p->actor[at - 1];
        }
        p->actor[at] = i;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            p->weights[i][j] = ent_landscape_weight(p->l, p->actor[i], p->actor[j]);
        }
    }
    for (size_t d = n; d-- > 0;) {
        for (size_t i = 0; i < n; i++) {
            p->open[d][i] = p->open[d + 1][i] + fabs(p->weights[d][i]);
        }
    }
}

/* Whether each placed actor may still be content, wherever the others go. */
static bool
may_hold(const path *w, size_t placed)
{
    const double *pull = w->pull[placed], *open = w->p->open[placed];
    double        least = -w->p->l->rounding;

    for (size_t i = 0; i < placed; i++) {
        if (w->y[i] * pull[i] + open[i] < least) {
            return false;
        }
    }
    return true;
}

static void
place(path *w, size_t at, double side)
{
    const double *from = w->pull[at], *weights = w->p->weights[at];
    double       *to = w->pull[at + 1];

    w->y[at] = side;
    for (size_t i = 0; i < WIDTH; i++) {
        to[i] = from[i] + side * weights[i];
    }
}

static void
keep(path *w)
{
    size_t       n = w->p->n;
    ent_sides    sides = 0;
    stable_list *found = w->found;

    for (size_t i = 0; i < n; i++) {
        sides |= (ent_sides)(w->y[i] < 0) << (n - 1 - w->p->actor[i]);
    }
    if (ent_side_of(sides, n, 0)) {
        sides = ~sides & (((ent_sides)1 << n) - 1);
    }
    if (found->count == ENT_LANDSCAPE_MOST_OPTIMA) {
        w->status = ent_fail(w->ctx, ENT_E_LIMIT,
                             "over %d configurations are local optima: actors of no weight, or "
                             "too many of the same one, make them alike; leave some out",
                             ENT_LANDSCAPE_MOST_OPTIMA);
    } else if (!ENT_GROW(found->sides, found->capacity, found->count + 1)) {
        w->status = ent_fail_nomem(w->ctx);
    } else {
        found->sides[found->count++] = sides;
    }
}

static void
visit(path *w, size_t placed) /* NOLINT(misc-no-recursion): at most 30 deep */
{
    if (w->status != ENT_OK || !may_hold(w, placed)) {
        return;
    }
    if (placed == w->p->n) {
        keep(w);
        return;
    }
    place(w, placed, 1);
    visit(w, placed + 1);
    place(w, placed, -1);
    visit(w, placed + 1);
}

typedef struct stable_work {
    placing     p;
    stable_list lists[1 << PLACED_BEFORE];
} stable_work;

static ent_status
stable_unit(ent_ctx *ctx, size_t index, void *data)
{
    stable_work *work = data;
    path         w = {.p = &work->p, .found = &work->lists[index], .ctx = ctx};

    place(&w, 0, 1);
    for (size_t i = 1; i <= work->p.before; i++) {
        if (!may_hold(&w, i)) {
            return ENT_OK;
        }
        place(&w, i, index >> (i - 1) & 1 ? -1 : 1);
    }
    visit(&w, work->p.before + 1);
    return w.status;
}

typedef struct stable {
    double    energy;
    ent_sides sides;
} stable;

static int
compare_stable(const void *a, const void *b)
{
    const stable *x = a, *y = b;

    if (x->energy != y->energy) {
        return x->energy < y->energy ? -1 : 1;
    }
    return x->sides < y->sides ? -1 : x->sides > y->sides;
}

/* The lists of all units as one, by energy. */
static ent_status
join(ent_ctx *ctx, const stable_work *work, size_t units, ent_sides **out, size_t *count)
{
    const ent_landscape *l = work->p.l;
    size_t               total = 0, at = 0;
    stable              *all;
    ent_sides           *sides;

    for (size_t i = 0; i < units; i++) {
        total += work->lists[i].count;
    }
    all = ent_alloc(total, sizeof *all);
    sides = ent_alloc(total, sizeof *sides);
    if (all == NULL || sides == NULL) {
        ent_free(all);
        ent_free(sides);
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < units; i++) {
        for (size_t k = 0; k < work->lists[i].count; k++) {
            char digits[WIDTH + 1];

            ent_sides_print(work->lists[i].sides[k], l->n, digits);
            all[at].sides = work->lists[i].sides[k];
            all[at++].energy = ent_landscape_rounded(l, ent_landscape_energy(l, digits));
        }
    }
    qsort(all, total, sizeof *all, compare_stable);
    for (size_t i = 0; i < total; i++) {
        sides[i] = all[i].sides;
    }
    ent_free(all);
    *out = sides;
    *count = total;
    return ENT_OK;
}

ent_status
ent_landscape_stable(ent_ctx *ctx, const ent_landscape *l, ent_sides **out, size_t *count)
{
    stable_work *work = ent_alloc_zero(1, sizeof *work);
    size_t       units, total = 0;
    ent_status   status;

    if (work == NULL) {
        return ent_fail_nomem(ctx);
    }
    work->p.l = l;
    work->p.n = l->n;
    work->p.before = l->n - 1 < PLACED_BEFORE ? l->n - 1 : PLACED_BEFORE;
    order_actors(&work->p);
    units = (size_t)1 << work->p.before;
    status = ent_parallel_for(ctx, "local optima", units, stable_unit, work);
    for (size_t i = 0; i < units; i++) {
        total += work->lists[i].count;
    }
    if (status == ENT_OK && total > ENT_LANDSCAPE_MOST_OPTIMA) {
        status = ent_fail(ctx, ENT_E_LIMIT,
                          "%zu configurations are local optima, at most %d are listed: actors of "
                          "no weight, or too many of the same one, make them alike; leave some out",
                          total, ENT_LANDSCAPE_MOST_OPTIMA);
    }
    if (status == ENT_OK) {
        status = join(ctx, work, units, out, count);
    }
    for (size_t i = 0; i < units; i++) {
        ent_free(work->lists[i].sides);
    }
    ent_free(work);
    return status;
}

/* 2. basins */

/*
 * A configuration holds the actor that changes sides there, or STAYS; then, once known, FOUND and
 * its end where that is one of the first KNOWN optima.  A byte each, so that much of them is near.
 */
enum { BLOCK_BITS = 12, STAYS = WIDTH - 1, FOUND = WIDTH, KNOWN = UINT8_MAX + 1 - FOUND };

/* Two numbers at a time: what every processor has, and sums on the grid are exact in any order. */
typedef double  pair __attribute__((vector_size(16)));
typedef int64_t pair_bits __attribute__((vector_size(16)));

enum { PAIRS = WIDTH / 2 };

typedef union row {
    pair   pairs[PAIRS];
    double numbers[WIDTH];
} row;

typedef struct basin_work {
    const ent_landscape *l;
    size_t               n, pairs;
    row                  weights[2][WIDTH]; /* twice the weights, and less them */
    uint8_t             *next;
} basin_work;

/* Two configurations that differ in the last actor: on side 0, and on side 1. */
typedef struct twins {
    row pull;    /* of the first */
    row y[2];    /* sides of each, 1 and -1 */
    row hold[2]; /* y times pull */
} twins;

static pair
lesser(pair a, pair b)
{
    pair_bits less = a < b;

    return (pair)((less & (pair_bits)a) | (~less & (pair_bits)b));
}

/* Let both follow an actor that comes to one side (`weights` says which); the least holds, or 0. */
static void
follow(const basin_work *work, twins *t, const row *weights, double least[2])
{
    const row *last = &work->weights[1][work->n - 1];
    pair       low[2] = {{0, 0}, {0, 0}};

    for (size_t i = 0; i < work->pairs; i++) {
        pair pull = t->pull.pairs[i] + weights->pairs[i];
        pair one = t->y[0].pairs[i] * pull;
        pair other = t->y[1].pairs[i] * (pull + last->pairs[i]);

        t->pull.pairs[i] = pull;
        t->hold[0].pairs[i] = one;
        t->hold[1].pairs[i] = other;
        low[0] = lesser(one, low[0]);
        low[1] = lesser(other, low[1]);
    }
    for (size_t k = 0; k < 2; k++) {
        least[k] = low[k][0] < low[k][1] ? low[k][0] : low[k][1];
    }
}

/* The first of the actors whose change of sides lowers the energy most. */
static uint32_t
steepest(size_t pairs, const row *hold, double least, double rounding)
{
    pair      most = {least + rounding, least + rounding};
    pair_bits place = {1, 2}, found = {0, 0};

    if (least >= -rounding) {
        return STAYS;
    }
    for (size_t i = 0; i < pairs; i++) {
        found |= (hold->pairs[i] <= most) & place;
        place <<= 2;
    }
    return (uint32_t)__builtin_ctzll((uint64_t)(found[0] | found[1]));
}

static void
begin(const basin_work *work, ent_sides sides, twins *t)
{
    size_t n = work->n;

    memset(t, 0, sizeof *t);
    for (size_t i = 0; i < n; i++) {
        t->y[0].numbers[i] = t->y[1].numbers[i] = ent_side_of(sides, n, i) ? -1 : 1;
        for (size_t j = 0; j < n; j++) {
            t->pull.numbers[i] += work->weights[ent_side_of(sides, n, j)][j].numbers[i] / 2;
        }
    }
    t->y[1].numbers[n - 1] = -1;
}

/* One block of configurations that differ in their last actors, in the order of a Gray code. */
static ent_status
basin_unit(ent_ctx *ctx, size_t index, void *data)
{
    static const row  NOBODY = {{{0, 0}}};
    const basin_work *work = data;
    const row        *moved = &NOBODY;
    size_t            n = work->n, bits = n - 1 < BLOCK_BITS ? n - 1 : BLOCK_BITS;
    size_t            steps = ((size_t)1 << bits) / 2; /* of two configurations each */
    ent_sides         sides = (ent_sides)(index << bits);
    twins             t;

    (void)ctx;
    begin(work, sides, &t);
    for (size_t step = 1;; step++) {
        size_t   bit = (size_t)__builtin_ctzll(step) + 1, actor;
        unsigned side;
        double   least[2];

        follow(work, &t, moved, least);
        for (unsigned last = 0; last < 2; last++) {
            work->next[sides | last] =
                (uint8_t)steepest(work->pairs, &t.hold[last], least[last], work->l->rounding);
        }
        if (step >= steps) {
            return ENT_OK;
        }
        actor = n - 1 - bit;
        sides ^= (ent_sides)1 << bit;
        side = ent_side_of(sides, n, actor);
        t.y[0].numbers[actor] = t.y[1].numbers[actor] = side ? -1 : 1;
        moved = &work->weights[side][actor];
    }
}

typedef struct basin_end {
    ent_sides sides;
    size_t    place; /* among the optima */
} basin_end;

static int
compare_ends(const void *a, const void *b)
{
    const basin_end *x = a, *y = b;

    return (x->sides > y->sides) - (x->sides < y->sides);
}

/* The place of an optimum among those behind the first KNOWN, which are in the order of sides. */
static size_t
find_end(const basin_end *later, size_t count, ent_sides sides)
{
    size_t low = 0, high = count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;

        *(later[middle].sides <= sides ? &low : &high) = middle;
    }
    return later[low].place;
}

/* Follow each configuration to one whose end is known, and tell all on the way. */
static void
count_basins(uint8_t *next, size_t n, const basin_end *later, size_t later_count, uint64_t *out)
{
    ent_sides change[WIDTH]; /* the bits that turn when an actor changes sides: the first is 0 */
    ent_sides configurations = ((ent_sides)1 << n) / 2;

    for (size_t i = 0; i < n; i++) {
        change[i] = i > 0 ? (ent_sides)1 << (n - 1 - i) : configurations - 1;
    }
    for (ent_sides sides = 0; sides < configurations; sides++) {
        ent_sides at = sides;
        uint8_t   end;

        while (next[at] < STAYS) {
            at ^= change[next[at]];
        }
        end = next[at];
        if (end == STAYS) {
            out[find_end(later, later_count, at)]++;
            continue;
        }
        out[end - FOUND]++;
        for (at = sides; next[at] < STAYS;) {
            uint8_t actor = next[at];

            next[at] = end;
            at ^= change[actor];
        }
    }
}

/* Mark the first optima where they stand; the others are found by their sides. */
static ent_status
mark_ends(ent_ctx *ctx, const ent_sides *optima, size_t count, uint8_t *next, basin_end **later)
{
    size_t known = count < KNOWN ? count : KNOWN;

    *later = ent_alloc(count - known, sizeof **later);
    if (*later == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < known; i++) {
        next[optima[i]] = (uint8_t)(FOUND + i);
    }
    for (size_t i = known; i < count; i++) {
        (*later)[i - known] = (basin_end){optima[i], i};
    }
    qsort(*later, count - known, sizeof **later, compare_ends);
    return ENT_OK;
}

ent_status
ent_landscape_basins(ent_ctx *ctx, const ent_landscape *l, const ent_sides *optima, size_t count,
                     uint64_t *out)
{
    size_t      configurations = (size_t)1 << (l->n - 1), units = configurations >> BLOCK_BITS;
    basin_work *work = ent_alloc_zero(1, sizeof *work);
    uint8_t    *next = ent_alloc(configurations, sizeof *next);
    basin_end  *later = NULL;
    ent_status  status = work != NULL && next != NULL ? ENT_OK : ent_fail_nomem(ctx);

    if (status == ENT_OK) {
        *work = (basin_work){.l = l, .n = l->n, .next = next};
        work->pairs = (l->n + 1) / 2;
        for (size_t i = 0; i < l->n; i++) {
            for (size_t j = 0; j < l->n; j++) {
                work->weights[0][i].numbers[j] = 2 * ent_landscape_weight(l, i, j);
                work->weights[1][i].numbers[j] = -2 * ent_landscape_weight(l, i, j);
            }
        }
        status = ent_parallel_for(ctx, "basins", units > 0 ? units : 1, basin_unit, work);
    }
    if (status == ENT_OK) {
        memset(out, 0, count * sizeof *out);
        status = mark_ends(ctx, optima, count, next, &later);
    }
    if (status == ENT_OK) {
        count_basins(next, l->n, later, count - (count < KNOWN ? count : KNOWN), out);
    }
    ent_free(later);
    ent_free(work);
    ent_free(next);
    return status;
}

/* 3. samples */

enum { SAMPLES_EACH = 64 };

typedef struct sample_work {
    const ent_landscape *l;
    uint64_t             seed;
    uint32_t             samples;
    char                *out;
} sample_work;

/* Change sides, one actor at a time, until none gains by it. */
static void
descend(const ent_landscape *l, char *digits, double *hold)
{
    for (size_t i = 0; i < l->n; i++) {
        hold[i] = ent_landscape_hold(l, digits, i);
    }
    for (;;) {
        double worst = 0;
        size_t actor = 0;

        for (size_t i = 0; i < l->n; i++) {
            worst = hold[i] < worst ? hold[i] : worst;
        }
        if (worst >= -l->rounding) {
            return;
        }
        while (hold[actor] > worst + l->rounding) {
            actor++;
        }
        digits[actor] = digits[actor] == '0' ? '1' : '0';
        hold[actor] = -hold[actor];
        for (size_t i = 0; i < l->n; i++) {
            double weight = 2 * ent_landscape_weight(l, actor, i);

            if (i != actor) {
                hold[i] += digits[i] == digits[actor] ? weight : -weight;
            }
        }
    }
}

static ent_status
sample_unit(ent_ctx *ctx, size_t index, void *data)
{
    const sample_work *work = data;
    size_t             n = work->l->n, from = index * SAMPLES_EACH;
    double             hold[ENT_LANDSCAPE_MOST_ACTORS];

    (void)ctx;
    for (size_t s = from; s < from + SAMPLES_EACH && s < work->samples; s++) {
        char   *digits = work->out + s * (n + 1);
        ent_key key = {work->seed, (uint32_t)s, ENT_PROCESS_LANDSCAPE, 0, 0};

        for (size_t i = 0; i < n; i++) {
            digits[i] = ent_random_uniform(&key, (uint32_t)i) < 0.5 ? '0' : '1';
        }
        digits[n] = '\0';
        descend(work->l, digits, hold);
        if (digits[0] == '1') {
            for (size_t i = 0; i < n; i++) {
                digits[i] = digits[i] == '0' ? '1' : '0';
            }
        }
    }
    return ENT_OK;
}

ent_status
ent_landscape_sample(ent_ctx *ctx, const ent_landscape *l, uint64_t seed, uint32_t samples,
                     char *out)
{
    sample_work work = {l, seed, samples, out};

    return ent_parallel_for(ctx, "descents", (samples + SAMPLES_EACH - 1) / SAMPLES_EACH,
                            sample_unit, &work);
}
