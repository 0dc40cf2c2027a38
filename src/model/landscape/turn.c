/*
 * turn.c - the lowest energies with each pair together and apart
 *
 * Actors are placed one by one; what is known of the actors still open below a placing (the lowest
 * energy, with each of them on either side, with each two together and apart) comes from the two
 * placings of the next one.  Below half of all placings there is one open actor, below a quarter
 * two: the whole costs about 2^n.
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/parallel.h"
#include "model/landscape/landscape.h"

enum { WIDTH = ENT_LANDSCAPE_TURNING, PLACED_BEFORE = 6 };

typedef struct low {
    double    energy;
    ent_sides sides;
} low;

/* What is known below a placing: of the actors from the first open one on. */
typedef struct below {
    low all;
    low one[WIDTH][2];        /* with actor j on side 0, on side 1     */
    low two[WIDTH][WIDTH][2]; /* with j < k together, with both apart  */
} below;

typedef struct descent {
    const ent_landscape *l;
    size_t               n;
    double               pull[WIDTH + 1][WIDTH];  /* of the placed actors on each */
    double               crowd[WIDTH + 1][WIDTH]; /* the same, were all on side 0 */
    below                levels[WIDTH + 1][2];
} descent;

typedef struct turn_work {
    const ent_landscape *l;
    size_t               before; /* actors behind the first whose sides a unit is given */
    ent_pair_low        *lows;   /* n*n for each unit */
} turn_work;

static low
lower(low a, low b)
{
    bool second = b.energy < a.energy || (b.energy == a.energy && b.sides < a.sides);

    return second ? b : a;
}

/* `placed` actors stand; the next one on side 0 gives `zero`, on side 1 `one`. */
static void
combine(size_t n, size_t placed, const below *zero, const below *one, below *out)
{
    out->all = lower(zero->all, one->all);
    out->one[placed][0] = zero->all;
    out->one[placed][1] = one->all;
    for (size_t j = placed + 1; j < n; j++) {
        for (size_t side = 0; side < 2; side++) {
            out->one[j][side] = lower(zero->one[j][side], one->one[j][side]);
            out->two[placed][j][side] = lower(zero->one[j][side], one->one[j][1 - side]);
        }
        for (size_t k = j + 1; k < n; k++) {
            out->two[j][k][0] = lower(zero->two[j][k][0], one->two[j][k][0]);
            out->two[j][k][1] = lower(zero->two[j][k][1], one->two[j][k][1]);
        }
    }
}

/* Put the next actor on a side; returns the energy with the pairs that are whole now. */
static double
place(descent *d, size_t actor, unsigned side, double energy)
{
    double y = side ? -1 : 1;

    for (size_t i = actor + 1; i < d->n; i++) {
        double weight = ent_landscape_weight(d->l, actor, i);

        d->pull[actor + 1][i] = d->pull[actor][i] + y * weight;
        d->crowd[actor + 1][i] = d->crowd[actor][i] + weight;
    }
    return energy + d->crowd[actor][actor] - y * d->pull[actor][actor];
}

static void
visit(descent *d, size_t placed, double energy, ent_sides sides, below *out) /* NOLINT */
{
    below *zero = &d->levels[placed][0], *one = &d->levels[placed][1];

    if (placed == d->n) {
        out->all = (low){energy, sides};
        return;
    }
    visit(d, placed + 1, place(d, placed, 0, energy), sides << 1, zero);
    visit(d, placed + 1, place(d, placed, 1, energy), sides << 1 | 1, one);
    combine(d->n, placed, zero, one, out);
}

static ent_pair_low
pair_of(low together, low apart)
{
    return (ent_pair_low){{together.energy, apart.energy}, {together.sides, apart.sides}};
}

/* Pairs of two placed actors, of one placed and one open, and of two open ones. */
static void
take_pairs(size_t n, size_t placed, ent_sides sides, const below *found, ent_pair_low *out)
{
    const low none = {INFINITY, 0};

    for (size_t i = 0; i < n; i++) {
        unsigned side = i < placed ? sides >> (placed - 1 - i) & 1 : 0;

        for (size_t j = i + 1; j < n; j++) {
            if (j < placed) {
                bool apart = (sides >> (placed - 1 - j) & 1) != side;

                out[i * n + j] = pair_of(apart ? none : found->all, apart ? found->all : none);
            } else if (i < placed) {
                out[i * n + j] = pair_of(found->one[j][side], found->one[j][1 - side]);
            } else {
                out[i * n + j] = pair_of(found->two[i][j][0], found->two[i][j][1]);
            }
        }
    }
}

static ent_status
turn_unit(ent_ctx *ctx, size_t index, void *data)
{
    const turn_work *work = data;
    size_t           n = work->l->n, placed = work->before + 1;
    descent         *d = ent_alloc_zero(1, sizeof *d);
    below           *found = ent_alloc_zero(1, sizeof *found);
    ent_status       status = d != NULL && found != NULL ? ENT_OK : ent_fail_nomem(ctx);

    if (status == ENT_OK) {
        double energy = 0;

        d->l = work->l;
        d->n = n;
        for (size_t i = 0; i < placed; i++) {
            energy = place(d, i, index >> (placed - 1 - i) & 1, energy);
        }
        visit(d, placed, energy, (ent_sides)index, found);
        take_pairs(n, placed, (ent_sides)index, found, work->lows + index * n * n);
    }
    ent_free(d);
    ent_free(found);
    return status;
}

ent_status
ent_landscape_lows(ent_ctx *ctx, const ent_landscape *l, ent_pair_low *out)
{
    turn_work  work = {.l = l, .before = l->n - 1 < PLACED_BEFORE ? l->n - 1 : PLACED_BEFORE};
    size_t     units = (size_t)1 << work.before, n = l->n;
    ent_status status;

    work.lows = ent_alloc(units * n * n, sizeof *work.lows);
    status = work.lows != NULL
                 ? ent_parallel_for(ctx, "turning propensities", units, turn_unit, &work)
                 : ent_fail_nomem(ctx);
    for (size_t u = 0; u < units && status == ENT_OK; u++) {
        for (size_t i = 0; i < n; i++) {
            for (size_t j = i + 1; j < n; j++) {
                const ent_pair_low *one = &work.lows[u * n * n + i * n + j];
                ent_pair_low       *all = &out[i * n + j];

                for (size_t side = 0; side < 2; side++) {
                    low best = {one->energy[side], one->sides[side]};

                    if (u > 0) {
                        best = lower((low){all->energy[side], all->sides[side]}, best);
                    }
                    all->energy[side] = best.energy;
                    all->sides[side] = best.sides;
                }
            }
        }
    }
    ent_free(work.lows);
    return status;
}
