/*
 * pool.c - rivals compared on pooled forecasts, over samples of states and of treaties
 *
 *   1. sums of squared errors     2. treaties     3. samples     4. intervals
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/random.h"
#include "scenario/backtest/backtest.h"

enum { SAMPLES = 200, LEAST_TREATIES = 2, STATES = ENT_SYSTEM_MOST_STATES };

/* Squared errors of all rivals over some rows. */
typedef struct errors {
    double of[ENT_RIVALS];
} errors;

typedef struct treaty {
    uint32_t  when;
    ent_state a, b;
    errors    errors;
} treaty;

typedef struct pooling {
    const ent_forecasts *from;
    ent_state            states[STATES]; /* members of some pair */
    size_t               state_count;
    uint16_t             place[STATES]; /* among them, from 1 on */
    errors              *pairs;         /* state_count x state_count, a before b */
    errors               whole, quiet;  /* all rows; those of no treaty */
    treaty              *treaties;
    size_t               treaty_count;
    double              *drawn; /* samples x rivals */
} pooling;

/* 1. sums of squared errors */

static void
list_states(pooling *p)
{
    for (size_t i = 0; i < p->from->count; i++) {
        const ent_state members[] = {p->from->items[i].a, p->from->items[i].b};

        for (size_t m = 0; m < 2; m++) {
            if (p->place[members[m]] == 0) {
                p->states[p->state_count++] = members[m];
                p->place[members[m]] = (uint16_t)p->state_count;
            }
        }
    }
}

static void
add_errors(errors *to, const ent_forecast *f)
{
    for (size_t r = 0; r < ENT_RIVALS; r++) {
        to->of[r] += (f->p[r] - f->y) * (f->p[r] - f->y);
    }
}

/* 2. treaties: what a pair began or ended in a year, whatever origins it was forecast from */

static int
by_treaty(const void *x, const void *y)
{
    const treaty *a = x, *b = y;

    return a->when != b->when ? (a->when > b->when) - (a->when < b->when)
           : a->a != b->a     ? (a->a > b->a) - (a->a < b->a)
                              : (a->b > b->b) - (a->b < b->b);
}

static void
merge_treaties(pooling *p)
{
    size_t kept = 0;

    if (p->treaty_count > 0) {
        qsort(p->treaties, p->treaty_count, sizeof *p->treaties, by_treaty);
    }
    for (size_t i = 0; i < p->treaty_count; i++) {
        if (kept > 0 && by_treaty(&p->treaties[kept - 1], &p->treaties[i]) == 0) {
            for (size_t r = 0; r < ENT_RIVALS; r++) {
                p->treaties[kept - 1].errors.of[r] += p->treaties[i].errors.of[r];
            }
        } else {
            p->treaties[kept++] = p->treaties[i];
        }
    }
    p->treaty_count = kept;
}

static ent_status
add_up(ent_ctx *ctx, ent_arena *arena, pooling *p)
{
    size_t events = 0;

    list_states(p);
    for (size_t i = 0; i < p->from->count; i++) {
        events += p->from->items[i].when != 0;
    }
    p->pairs = ent_arena_alloc(arena, p->state_count * p->state_count + 1, sizeof *p->pairs);
    p->treaties = ent_arena_alloc(arena, events + 1, sizeof *p->treaties);
    p->drawn = ent_arena_alloc(arena, (size_t)SAMPLES * ENT_RIVALS, sizeof *p->drawn);
    if (p->pairs == NULL || p->treaties == NULL || p->drawn == NULL) {
        return ent_fail_nomem(ctx);
    }
    memset(p->pairs, 0, p->state_count * p->state_count * sizeof *p->pairs);
    for (size_t i = 0; i < p->from->count; i++) {
        const ent_forecast *f = &p->from->items[i];
        size_t              a = p->place[f->a] - 1u, b = p->place[f->b] - 1u;

        add_errors(&p->pairs[a * p->state_count + b], f);
        add_errors(&p->whole, f);
        if (f->when != 0) {
            p->treaties[p->treaty_count] = (treaty){.when = f->when, .a = f->a, .b = f->b};
            add_errors(&p->treaties[p->treaty_count++].errors, f);
        } else {
            add_errors(&p->quiet, f);
        }
    }
    merge_treaties(p);
    return ENT_OK;
}

/* 3. samples */

/* As many states as there are, with replacement; a pair counts as often as its members' product. */
static errors
draw_states(const pooling *p, uint64_t seed, uint32_t sample)
{
    ent_key  key = {.seed = seed, .run = sample, .process = ENT_PROCESS_WAVES};
    unsigned times[STATES] = {0};
    errors   sum = {{0}};

    for (size_t i = 0; i < p->state_count; i++) {
        times[ent_random_below(&key, (uint32_t)i, p->state_count)]++;
    }
    for (size_t a = 0; a < p->state_count; a++) {
        for (size_t b = 0; b < p->state_count && times[a] > 0; b++) {
            double weight = times[a] * times[b];

            for (size_t r = 0; r < ENT_RIVALS && weight > 0; r++) {
                sum.of[r] += weight * p->pairs[a * p->state_count + b].of[r];
            }
        }
    }
    return sum;
}

static errors
draw_treaties(const pooling *p, uint64_t seed, uint32_t sample)
{
    ent_key key = {.seed = seed, .run = sample, .process = ENT_PROCESS_WAVES, .unit = 1};
    errors  sum = p->quiet;

    for (size_t i = 0; i < p->treaty_count; i++) {
        const treaty *drawn = &p->treaties[ent_random_below(&key, (uint32_t)i, p->treaty_count)];

        for (size_t r = 0; r < ENT_RIVALS; r++) {
            sum.of[r] += drawn->errors.of[r];
        }
    }
    return sum;
}

/* What of the error of `rival` another takes away. */
static double
taken(const errors *e, size_t other, size_t rival)
{
    return e->of[rival] > 0 ? 1 - e->of[other] / e->of[rival] : (double)NAN;
}

/* 4. intervals */

static int
compare(const void *x, const void *y)
{
    const double *a = x, *b = y;

    return (*a > *b) - (*a < *b);
}

/* The interval of column `rival` of what was drawn; NaN where half of the samples have none. */
static void
bound(const pooling *p, size_t rival, ent_share *out)
{
    double values[SAMPLES];
    size_t kept = 0;

    for (size_t s = 0; s < SAMPLES; s++) {
        values[kept] = p->drawn[s * ENT_RIVALS + rival];
        kept += isnan(values[kept]) ? 0u : 1u;
    }
    out->lo = out->hi = (double)NAN;
    if (kept > SAMPLES / 2) {
        qsort(values, kept, sizeof *values, compare);
        out->lo = values[kept / 20];
        out->hi = values[kept - 1 - kept / 20];
    }
}

static void
compare_rivals(const pooling *p, uint64_t seed, ent_pooled *out)
{
    errors states[SAMPLES];

    for (uint32_t s = 0; s < SAMPLES; s++) {
        states[s] = draw_states(p, seed, s);
    }
    for (size_t r = 0; r < ENT_RIVALS; r++) {
        out[r].treaties = p->treaty_count;
        out[r].skill.value = taken(&p->whole, r, ENT_RIVAL_BASE_RATE);
        out[r].gain.value = out[r].by_treaties.value = taken(&p->whole, ENT_RIVAL_MODEL, r);
        for (size_t s = 0; s < SAMPLES; s++) {
            p->drawn[s * ENT_RIVALS + r] = taken(&states[s], r, ENT_RIVAL_BASE_RATE);
        }
        bound(p, r, &out[r].skill);
        for (size_t s = 0; s < SAMPLES; s++) {
            p->drawn[s * ENT_RIVALS + r] = taken(&states[s], ENT_RIVAL_MODEL, r);
        }
        bound(p, r, &out[r].gain);
        for (uint32_t s = 0; s < SAMPLES; s++) {
            errors drawn = draw_treaties(p, seed, s);

            p->drawn[s * ENT_RIVALS + r] =
                p->treaty_count < LEAST_TREATIES ? (double)NAN : taken(&drawn, ENT_RIVAL_MODEL, r);
        }
        bound(p, r, &out[r].by_treaties);
    }
}

ent_status
ent_backtest_pool(ent_ctx *ctx, const ent_forecasts *forecasts, uint64_t seed,
                  ent_pooled out[ENT_RIVALS])
{
    ent_arena  arena;
    pooling   *p;
    ent_status status;

    ent_arena_init(&arena);
    p = ent_arena_alloc(&arena, 1, sizeof *p);
    if (p == NULL) {
        return ent_fail_nomem(ctx);
    }
    memset(p, 0, sizeof *p);
    p->from = forecasts;
    status = add_up(ctx, &arena, p);
    if (status == ENT_OK) {
        compare_rivals(p, seed, out);
    }
    ent_arena_clear(&arena);
    return status;
}
