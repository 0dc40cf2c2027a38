/*
 * pool.c - rivals compared on pooled forecasts, over samples of states and of treaties
 *
 *   1. sums of losses     2. treaties     3. samples     4. intervals
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

/* What a forecast loses: its squared error; minus the log of the probability of what came. */
typedef enum loss { SQUARED, LOGARITHMIC, LOSSES } loss;

/* Losses of all rivals over some rows. */
typedef struct errors {
    double of[LOSSES][ENT_RIVALS];
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
    double               drawn[SAMPLES];
} pooling;

/* 1. sums of losses */

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
        double told = f->y > 0 ? f->p[r] : 1 - f->p[r];

        to->of[SQUARED][r] += (f->p[r] - f->y) * (f->p[r] - f->y);
        to->of[LOGARITHMIC][r] += told > 0 ? -log(told) : (double)INFINITY;
    }
}

static void
add_weighted(errors *to, const errors *from, double weight)
{
    for (size_t r = 0; r < ENT_RIVALS; r++) {
        to->of[SQUARED][r] += weight * from->of[SQUARED][r];
        to->of[LOGARITHMIC][r] += weight * from->of[LOGARITHMIC][r];
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
            add_weighted(&p->treaties[kept - 1].errors, &p->treaties[i].errors, 1);
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
    if (p->pairs == NULL || p->treaties == NULL) {
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
    errors   sum = {{{0}}};

    for (size_t i = 0; i < p->state_count; i++) {
        times[ent_random_below(&key, (uint32_t)i, p->state_count)]++;
    }
    for (size_t a = 0; a < p->state_count; a++) {
        for (size_t b = 0; b < p->state_count && times[a] > 0; b++) {
            if (times[b] > 0) {
                add_weighted(&sum, &p->pairs[a * p->state_count + b], times[a] * times[b]);
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

        add_weighted(&sum, &drawn->errors, 1);
    }
    return sum;
}

/* What of the loss of `rival` another takes away; missing where either is without end. */
static double
taken(const errors *e, loss kind, size_t other, size_t rival)
{
    double share = 1 - e->of[kind][other] / e->of[kind][rival];

    return e->of[kind][rival] > 0 && isfinite(share) ? share : (double)NAN;
}

/* 4. intervals */

static int
compare(const void *x, const void *y)
{
    const double *a = x, *b = y;

    return (*a > *b) - (*a < *b);
}

/* The interval of what was drawn; NaN where half of the samples have none. */
static void
bound(const pooling *p, ent_share *out)
{
    double values[SAMPLES];
    size_t kept = 0;

    for (size_t s = 0; s < SAMPLES; s++) {
        values[kept] = p->drawn[s];
        kept += isnan(values[kept]) ? 0u : 1u;
    }
    out->lo = out->hi = (double)NAN;
    if (kept > SAMPLES / 2) {
        qsort(values, kept, sizeof *values, compare);
        out->lo = values[kept / 20];
        out->hi = values[kept - 1 - kept / 20];
    }
}

/* What of the loss of `rival` another takes away, with its interval over the samples. */
static ent_share
compare_two(pooling *p, const errors *samples, loss kind, size_t other, size_t rival)
{
    ent_share out = {.value = taken(&p->whole, kind, other, rival)};

    for (size_t s = 0; s < SAMPLES; s++) {
        p->drawn[s] = taken(&samples[s], kind, other, rival);
    }
    bound(p, &out);
    return out;
}

static void
compare_rivals(pooling *p, uint64_t seed, ent_pooled *out)
{
    static const ent_share UNTOLD = {NAN, NAN, NAN};
    errors                 states[SAMPLES], treaties[SAMPLES];
    bool                   few = p->treaty_count < LEAST_TREATIES;

    for (uint32_t s = 0; s < SAMPLES; s++) {
        states[s] = draw_states(p, seed, s);
        treaties[s] = draw_treaties(p, seed, s);
    }
    for (size_t r = 0; r < ENT_RIVALS; r++) {
        out[r].treaties = p->treaty_count;
        out[r].skill = compare_two(p, states, SQUARED, r, ENT_RIVAL_BASE_RATE);
        out[r].gain = compare_two(p, states, SQUARED, ENT_RIVAL_MODEL, r);
        out[r].by_treaties = compare_two(p, treaties, SQUARED, ENT_RIVAL_MODEL, r);
        out[r].log_skill = compare_two(p, states, LOGARITHMIC, r, ENT_RIVAL_BASE_RATE);
        out[r].log_by_treaties = compare_two(p, treaties, LOGARITHMIC, r, ENT_RIVAL_BASE_RATE);
        if (few) {
            out[r].by_treaties.lo = out[r].by_treaties.hi = (double)NAN;
            out[r].log_by_treaties = UNTOLD;
        }
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
