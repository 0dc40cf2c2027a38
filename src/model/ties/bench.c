/*
 * bench.c - the memory of a simulation, and who is present in it
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/ties/bench.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"

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
    if (status == ENT_OK && (b->start == NULL || b->settled == NULL)) {
        status = ent_fail_nomem(ctx);
    }
    for (size_t p = 0; p < m->period_count && status == ENT_OK; p++) {
        status = ent_saom_state_init(ctx, m, &b->start[p]);
        if (status == ENT_OK) {
            ent_saom_state_set(&b->start[p], &m->periods[p], m->periods[p].start);
            status = parts ? ent_saom_state_init(ctx, m, &b->settled[p]) : ENT_OK;
        }
        if (status == ENT_OK && parts) {
            ent_saom_state_copy(&b->start[p], &b->settled[p]);
            ent_saom_state_settle(&b->settled[p]);
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
        s->version = ent_arena_alloc(&b->arena, n, sizeof *s->version);
        failed |= s->version == NULL;
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
    b->score = numbers(b, terms, &failed);
    b->weight = numbers(b, n, &failed);
    b->change = numbers(b, n * terms, &failed);
    b->expected = numbers(b, terms, &failed);
    b->alters = ent_arena_alloc(&b->arena, n, sizeof *b->alters);
    b->present = ent_arena_alloc(&b->arena, n, sizeof *b->present);
    b->is_present = ent_arena_alloc(&b->arena, n, 1);
    b->events = ent_arena_alloc(&b->arena, 2 * n, sizeof *b->events);
    return !failed && b->alters != NULL && b->present != NULL && b->is_present != NULL &&
           b->events != NULL;
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

void
ent_saom_bench_set(ent_saom_bench *bench, const double *effects)
{
    const ent_saom *m = bench->model;

    for (size_t at = 0; at < m->term_count; at++) {
        const ent_saom_term *term = &m->terms[m->order[at]];
        double               theta = effects[m->order[at]];

        bench->make_sign[at] = term->part == ENT_SAOM_ENDOWMENT ? 0 : 1;
        bench->end_sign[at] = term->part == ENT_SAOM_CREATION ? 0 : -1;
        bench->making[at] = theta * bench->make_sign[at];
        bench->ending[at] = theta * bench->end_sign[at];
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
    if (pairs != NULL) {
        const ent_saom_pairs *walk = &pairs[bench->model->period_count];

        memcpy(pairs[period].rate, walk->rate, n * n * sizeof *walk->rate);
        memcpy(pairs[period].row, walk->row, n * sizeof *walk->row);
        pairs[period].version = bench->version;
    }
}

void
ent_saom_bench_bind(ent_saom_bench *bench, size_t period, size_t i, size_t j)
{
    ent_saom_state *s = &bench->start[period];

    if (s->tie[i * s->n + j] == 0) {
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
    bench->event_count = 0;
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
        bench->version++; /* what was kept of choices is of other actors */
    }
}

void
ent_saom_bench_event(ent_saom_bench *bench, const ent_saom_event *event)
{
    size_t i = event->actor, n = bench->model->n;

    bench->is_present[i] = event->joins;
    list_present(bench);
    bench->version++;
    for (size_t j = 0; j < n && !event->joins; j++) {
        if (bench->state.tie[i * n + j] != 0) {
            ent_saom_state_flip(&bench->state, i, j);
        }
        if (bench->state.tie[j * n + i] != 0) {
            ent_saom_state_flip(&bench->state, j, i);
        }
    }
}
