/*
 * bench.c - the memory of a simulation, and who is present in it
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/ties/bench.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/exponential.h"

/* Of the exponent of one factor: no draw tells e^100 from certainty. */
static const double LARGEST_FACTOR = 100;

static ent_status
make_states(ent_ctx *ctx, ent_saom_bench *b)
{
    const ent_saom *m = b->model;
    ent_status      status = ent_saom_state_init(ctx, m, &b->state);
    bool            parts = false;

    for (size_t k = 0; k < m->term_count; k++) {
        parts |= m->terms[k].part != ENT_SAOM_EVALUATION;
    }
    b->start = ent_arena_alloc(&b->arena, m->period_count, sizeof *b->start);
    b->settled = ent_arena_alloc(&b->arena, m->period_count, sizeof *b->settled);
    b->start_sums =
        ent_arena_alloc(&b->arena, m->period_count * m->constant_count, sizeof *b->start_sums);
    if (status == ENT_OK && (b->start == NULL || b->settled == NULL || b->start_sums == NULL)) {
        status = ent_fail_nomem(ctx);
    }
    for (size_t p = 0; p < m->period_count && status == ENT_OK; p++) {
        status = ent_saom_state_init(ctx, m, &b->start[p]);
        if (status == ENT_OK) {
            ent_saom_state_set(&b->start[p], &m->periods[p], m->periods[p].start);
            ent_saom_state_copy(&b->start[p], &b->state);
            ent_saom_state_settle(&b->state);
            ent_saom_sum_constants(&b->state, &b->start_sums[p * m->constant_count]);
            status = parts ? ent_saom_state_init(ctx, m, &b->settled[p]) : ENT_OK;
        }
        if (status == ENT_OK && parts) {
            ent_saom_state_copy(&b->state, &b->settled[p]);
        }
    }
    return status;
}

static double *
numbers(ent_saom_bench *b, size_t count, bool *failed)
{
    double *out = ent_arena_alloc(&b->arena, count, sizeof *out);

    *failed |= out == NULL;
    return out;
}

static bool
make_strangers(ent_saom_bench *b)
{
    size_t n = b->model->n;
    bool   failed = false;

    b->strangers = ent_arena_alloc(&b->arena, b->model->period_count, sizeof *b->strangers);
    if (b->strangers == NULL) {
        return false;
    }
    for (size_t p = 0; p < b->model->period_count && !failed; p++) {
        ent_saom_strangers *s = &b->strangers[p];

        s->each = numbers(b, n * n, &failed);
        s->sum = numbers(b, n, &failed);
        s->by_term = numbers(b, n * b->model->term_count, &failed);
        s->total = numbers(b, n, &failed);
        s->expected = numbers(b, n * b->model->term_count, &failed);
        s->version = ent_arena_alloc(&b->arena, n, sizeof *s->version);
        s->weighed = ent_arena_alloc(&b->arena, n, sizeof *s->weighed);
        failed |= s->version == NULL || s->weighed == NULL;
    }
    return !failed;
}

/* Those at the start of each period, and one more for the walk. */
static bool
make_pairs(ent_saom_bench *b)
{
    size_t n = b->model->n, terms = b->model->term_count;
    bool   failed = false;

    b->pairs = ent_arena_alloc(&b->arena, b->model->period_count + 1, sizeof *b->pairs);
    if (b->pairs == NULL) {
        return false;
    }
    for (size_t p = 0; p <= b->model->period_count && !failed; p++) {
        b->pairs[p].rate = numbers(b, n * n, &failed);
        b->pairs[p].slope = numbers(b, terms * n * n, &failed);
        b->pairs[p].row = numbers(b, n, &failed);
        b->pairs[p].row_slope = numbers(b, terms * n, &failed);
    }
    return !failed;
}

static bool
make_choices(ent_saom_bench *b)
{
    size_t n = b->model->n, terms = b->model->term_count;
    bool   failed = false;

    b->making = numbers(b, terms, &failed);
    b->ending = numbers(b, terms, &failed);
    b->make_sign = numbers(b, terms, &failed);
    b->end_sign = numbers(b, terms, &failed);
    b->make_factor = numbers(b, terms * (2 * n + 1), &failed);
    b->end_factor = numbers(b, terms * (2 * n + 1), &failed);
    b->score = numbers(b, terms, &failed);
    b->sums = numbers(b, terms, &failed);
    b->weight = numbers(b, n, &failed);
    b->change = numbers(b, n * terms, &failed);
    b->expected = numbers(b, terms, &failed);
    b->alters = ent_arena_alloc(&b->arena, n, sizeof *b->alters);
    b->number = ent_arena_alloc(&b->arena, n, sizeof *b->number);
    b->moved = ent_arena_alloc(&b->arena, (n + 63) / 64, sizeof *b->moved);
    b->present = ent_arena_alloc(&b->arena, n, sizeof *b->present);
    b->strange = ent_arena_alloc(&b->arena, (n + 63) / 64, sizeof *b->strange);
    b->is_present = ent_arena_alloc(&b->arena, n, 1);
    b->events = ent_arena_alloc(&b->arena, 2 * n, sizeof *b->events);
    return !failed && b->alters != NULL && b->number != NULL && b->moved != NULL &&
           b->strange != NULL && b->present != NULL && b->is_present != NULL && b->events != NULL;
}

ent_status
ent_saom_bench_create(ent_ctx *ctx, const ent_saom *model, ent_saom_bench **out)
{
    ent_saom_bench *b = ent_alloc_zero(1, sizeof *b);
    ent_status      status;

    if (b == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&b->arena);
    b->model = model;
    status = make_states(ctx, b);
    if (status == ENT_OK &&
        (!make_choices(b) ||
         !(model->type >= ENT_SAOM_PAIRWISE_FORCING ? make_pairs(b) : make_strangers(b)))) {
        status = ent_fail_nomem(ctx);
    }
    if (status != ENT_OK) {
        ent_saom_bench_destroy(b);
        return status;
    }
    *out = b;
    return ENT_OK;
}

void
ent_saom_bench_destroy(ent_saom_bench *bench)
{
    if (bench == NULL) {
        return;
    }
    for (size_t p = 0; p < bench->model->period_count; p++) {
        if (bench->start != NULL) {
            ent_saom_state_clear(&bench->start[p]);
        }
        if (bench->settled != NULL) {
            ent_saom_state_clear(&bench->settled[p]);
        }
    }
    ent_saom_state_clear(&bench->state);
    ent_arena_clear(&bench->arena);
    ent_free(bench);
}

/* exp of what a term brings, for every number; kept away from what no double holds. */
static void
fill_factors(const ent_saom_bench *b, size_t at, double theta, double *out)
{
    const ent_saom_term *term = &b->model->terms[b->model->order[at]];

    for (size_t k = 0; k <= 2 * b->model->n; k++) {
        out[k] = ent_exp(fmax(-LARGEST_FACTOR, fmin(LARGEST_FACTOR, theta * term->value[k])));
    }
}

void
ent_saom_bench_set(ent_saom_bench *bench, const double *effects)
{
    const ent_saom *m = bench->model;
    size_t          row = 2 * m->n + 1;

    bench->mirrored = true;
    for (size_t at = 0; at < m->term_count; at++) {
        const ent_saom_term *term = &m->terms[m->order[at]];
        double               theta = effects[m->order[at]];

        bench->make_sign[at] = term->part == ENT_SAOM_ENDOWMENT ? 0 : 1;
        bench->end_sign[at] = term->part == ENT_SAOM_CREATION ? 0 : -1;
        bench->making[at] = theta * bench->make_sign[at];
        bench->ending[at] = theta * bench->end_sign[at];
        if (at < m->constant_count) {
            bench->mirrored = bench->mirrored && term->part == ENT_SAOM_EVALUATION;
        } else {
            fill_factors(bench, at, bench->making[at], &bench->make_factor[at * row]);
            fill_factors(bench, at, bench->ending[at], &bench->end_factor[at * row]);
        }
    }
    bench->version++;
}

const ent_saom_state *
ent_saom_bench_state(const ent_saom_bench *bench)
{
    return &bench->state;
}

void
ent_saom_bench_go_on(ent_saom_bench *bench, size_t period)
{
    size_t          n = bench->model->n;
    ent_saom_pairs *pairs = bench->pairs;

    ent_saom_state_copy(&bench->state, &bench->start[period]);
    bench->start[period].period = &bench->model->periods[period];
    if (bench->strangers != NULL) {
        memset(bench->strangers[period].weighed, 0, n * sizeof(uint64_t));
    }
    if (pairs != NULL) {
        const ent_saom_pairs *walk = &pairs[bench->model->period_count];

        memcpy(pairs[period].rate, walk->rate, n * n * sizeof *walk->rate);
        memcpy(pairs[period].row, walk->row, n * sizeof *walk->row);
        pairs[period].version = bench->version;
    }
}

void
ent_saom_bench_put(ent_saom_bench *bench, size_t period, size_t i, size_t j, bool tied)
{
    ent_saom_state *s = &bench->start[period];

    if ((s->tie[i * s->n + j] != 0) != tied) {
        ent_saom_state_flip(s, i, j);
    }
    ent_saom_bench_forget(bench);
}

void
ent_saom_bench_forget(ent_saom_bench *bench)
{
    bench->version++;
}

const ent_saom_state *
ent_saom_bench_start(const ent_saom_bench *bench, size_t period)
{
    return &bench->start[period];
}

static int
compare_events(const void *a, const void *b)
{
    const ent_saom_event *x = a, *y = b;

    if (x->at != y->at) {
        return x->at < y->at ? -1 : 1;
    }
    return x->actor < y->actor ? -1 : x->actor > y->actor;
}

static void
list_present(ent_saom_bench *b)
{
    b->present_count = 0;
    for (size_t i = 0; i < b->model->n; i++) {
        if (b->is_present[i]) {
            b->present[b->present_count++] = i;
        }
    }
}

void
ent_saom_bench_begin(ent_saom_bench *bench, size_t period)
{
    const ent_saom_period *p = &bench->model->periods[period];
    size_t                 n = bench->model->n;

    ent_saom_state_copy(&bench->start[period], &bench->state);
    bench->weights = bench->model->weights[period];
    bench->all_free = p->free == NULL && p->joins == NULL;
    bench->event_count = bench->event_at = 0;
    memset(bench->moved, 0, bench->state.words * sizeof *bench->moved);
    memcpy(bench->sums, &bench->start_sums[period * bench->model->constant_count],
           bench->model->constant_count * sizeof *bench->sums);
    for (size_t i = 0; i < n; i++) {
        bench->is_present[i] = p->joins == NULL || (p->joins[i] <= 0 && p->leaves[i] > 0);
        if (p->joins == NULL) {
            continue;
        }
        if (p->joins[i] > 0 && p->joins[i] < 1) {
            bench->events[bench->event_count++] = (ent_saom_event){p->joins[i], i, true};
        }
        if (p->leaves[i] > 0 && p->leaves[i] < 1) {
            bench->events[bench->event_count++] = (ent_saom_event){p->leaves[i], i, false};
        }
    }
    list_present(bench);
    if (bench->event_count > 0) {
        qsort(bench->events, bench->event_count, sizeof *bench->events, compare_events);
    }
}

/* The neighbours of an actor are others than at the start. */
static void
mark_moved(ent_saom_bench *b, size_t i)
{
    const ent_saom_state *s = &b->state;

    b->moved[i / 64] |= (uint64_t)1 << i % 64;
    for (size_t w = 0; w < s->words; w++) {
        b->moved[w] |= s->out_bits[i * s->words + w] | s->in_bits[i * s->words + w];
    }
}

void
ent_saom_bench_flip(ent_saom_bench *bench, size_t i, size_t j)
{
    const ent_saom *m = bench->model;
    size_t          n = m->n;
    const double   *out = ent_saom_weights_of(m, bench->weights, i);
    const double   *back = ent_saom_weights_of(m, bench->weights, j);
    bool            counts = bench->state.period->counted[i * n + j] != 0;
    double          sign = bench->state.tie[i * n + j] != 0 ? -1 : 1;

    for (size_t at = 0; at < m->constant_count && counts; at++) {
        double both = m->directed ? 0 : back[at * n + i];

        bench->sums[at] += sign * (out[at * n + j] + both);
    }
    ent_saom_state_flip(&bench->state, i, j);
    mark_moved(bench, i);
    mark_moved(bench, j);
}

void
ent_saom_bench_event(ent_saom_bench *bench, const ent_saom_event *event)
{
    size_t i = event->actor, n = bench->model->n;

    bench->is_present[i] = event->joins;
    bench->event_at++;
    list_present(bench);
    for (size_t j = 0; j < n && !event->joins; j++) {
        if (bench->state.tie[i * n + j] != 0) {
            ent_saom_bench_flip(bench, i, j);
        }
        if (bench->state.tie[j * n + i] != 0) {
            ent_saom_bench_flip(bench, j, i);
        }
    }
}
