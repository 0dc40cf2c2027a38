/*
 * reduction.c - a smaller signed network with the same optima
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/network/reduction.h"

#include <stdlib.h>

#include "base/alloc.h"

/* A tie in the list of one of its ends; one to a node that is gone is no longer any. */
typedef struct tie {
    uint32_t to;
    int32_t  weight;
} tie;

typedef struct ties {
    tie   *items;
    size_t count, capacity;
} ties;

/* The network while it is reduced, and the nodes to look at. */
typedef struct working {
    ties          *of;
    size_t         node_count;
    uint32_t      *queue; /* a ring */
    uint8_t       *queued;
    size_t         first, waiting;
    ent_reduction *out;
} working;

void
ent_reduction_clear(ent_reduction *reduction)
{
    ent_free(reduction->kernel.edges);
    ent_free(reduction->follows);
    ent_free(reduction->opposes);
    ent_free(reduction->order);
    *reduction = (ent_reduction){0};
}

static void
working_clear(working *w)
{
    for (size_t i = 0; w->of != NULL && i < w->node_count; i++) {
        ent_free(w->of[i].items);
    }
    ent_free(w->of);
    ent_free(w->queue);
    ent_free(w->queued);
}

static void
look_at(working *w, uint32_t node)
{
    if (w->queued[node] == 0) {
        w->queued[node] = 1;
        w->queue[(w->first + w->waiting++) % w->node_count] = node;
    }
}

static tie *
find(ties *list, uint32_t to)
{
    for (size_t i = list->count; i-- > 0;) { /* what was put in last is asked for most */
        if (list->items[i].to == to) {
            return &list->items[i];
        }
    }
    return NULL;
}

static void
take_out(ties *list, uint32_t to)
{
    tie *found = find(list, to);

    *found = list->items[--list->count];
}

static ent_status
put_in(ent_ctx *ctx, ties *list, tie new)
{
    if (!ENT_GROW(list->items, list->capacity, list->count + 1)) {
        return ent_fail_nomem(ctx);
    }
    list->items[list->count++] = new;
    return ENT_OK;
}

/* A further tie between two nodes: beside the one that is there, or against it. */
static ent_status
add_tie(ent_ctx *ctx, working *w, uint32_t a, uint32_t b, int32_t weight)
{
    bool       a_is_short = w->of[a].count <= w->of[b].count;
    tie       *there = a_is_short ? find(&w->of[a], b) : find(&w->of[b], a);
    int32_t    sum;
    ent_status status;

    if (there == NULL) {
        status = put_in(ctx, &w->of[a], (tie){b, weight});
        return status == ENT_OK ? put_in(ctx, &w->of[b], (tie){a, weight}) : status;
    }
    sum = there->weight + weight;
    if ((there->weight > 0) != (weight > 0)) {
        int32_t lighter = abs(weight) < abs(there->weight) ? abs(weight) : abs(there->weight);

        w->out->errors += lighter;
    }
    if (sum == 0) {
        take_out(&w->of[a], b);
        take_out(&w->of[b], a);
    } else {
        find(&w->of[a], b)->weight = sum;
        find(&w->of[b], a)->weight = sum;
    }
    return ENT_OK;
}

/* Make `node` one with the other end of a tie. */
static ent_status
contract(ent_ctx *ctx, working *w, uint32_t node, tie with)
{
    ent_reduction *out = w->out;
    ent_status     status = ENT_OK;

    out->follows[node] = with.to;
    out->opposes[node] = with.weight < 0;
    out->order[out->gone++] = node;
    for (size_t i = 0; i < w->of[node].count && status == ENT_OK; i++) {
        tie moved = w->of[node].items[i];

        if (moved.to != with.to) {
            status =
                add_tie(ctx, w, with.to, moved.to, with.weight < 0 ? -moved.weight : moved.weight);
        }
        look_at(w, moved.to);
    }
    w->of[node].count = 0;
    return status;
}

/* Forget the ties to nodes that are gone. */
static void
tidy(const ent_reduction *out, ties *list)
{
    size_t kept = 0;

    for (size_t i = 0; i < list->count; i++) {
        if (out->follows[list->items[i].to] == list->items[i].to) {
            list->items[kept++] = list->items[i];
        }
    }
    list->count = kept;
}

/* The heaviest tie of a node where it weighs as much as the others together, else NULL. */
static const tie *
ruling_tie(const ties *list)
{
    const tie *heaviest = NULL;
    int64_t    sum = 0;

    for (size_t i = 0; i < list->count; i++) {
        sum += abs(list->items[i].weight);
        if (heaviest == NULL || abs(list->items[i].weight) > abs(heaviest->weight)) {
            heaviest = &list->items[i];
        }
    }
    return heaviest != NULL && 2 * (int64_t)abs(heaviest->weight) >= sum ? heaviest : NULL;
}

static ent_status
working_init(ent_ctx *ctx, const ent_signed_network *network, ent_reduction *out, working *w)
{
    size_t     n = network->node_count;
    ent_status status = ENT_OK;

    out->follows = ent_alloc(n, sizeof *out->follows);
    out->opposes = ent_alloc_zero(n, sizeof *out->opposes);
    out->order = ent_alloc(n, sizeof *out->order);
    out->kernel.edges = ent_alloc(network->edge_count, sizeof *out->kernel.edges);
    w->node_count = n;
    w->out = out;
    w->of = ent_alloc_zero(n, sizeof *w->of);
    w->queue = ent_alloc(n, sizeof *w->queue);
    w->queued = ent_alloc_zero(n, sizeof *w->queued);
    if (out->follows == NULL || out->opposes == NULL || out->order == NULL ||
        out->kernel.edges == NULL || w->of == NULL || w->queue == NULL || w->queued == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t e = 0; e < network->edge_count && status == ENT_OK; e++) {
        ent_signed_edge edge = network->edges[e];

        status = put_in(ctx, &w->of[edge.a], (tie){edge.b, edge.weight});
        if (status == ENT_OK) {
            status = put_in(ctx, &w->of[edge.b], (tie){edge.a, edge.weight});
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        out->follows[i] = i;
        look_at(w, i);
    }
    return status;
}

static void
keep_kernel(const working *w, ent_reduction *out)
{
    out->kernel.node_count = w->node_count;
    for (uint32_t i = 0; i < w->node_count; i++) {
        tidy(out, &w->of[i]);
        for (size_t j = 0; j < w->of[i].count; j++) {
            tie t = w->of[i].items[j];

            if (i < t.to) {
                out->kernel.edges[out->kernel.edge_count++] = (ent_signed_edge){i, t.to, t.weight};
            }
        }
    }
}

ent_status
ent_reduce(ent_ctx *ctx, const ent_signed_network *network, ent_reduction *out)
{
    ent_reduction made = {0};
    working       w = {0};
    ent_status    status = working_init(ctx, network, &made, &w);

    while (status == ENT_OK && w.waiting > 0) {
        uint32_t   node = w.queue[w.first];
        const tie *ruling;

        tidy(&made, &w.of[node]);
        ruling = ruling_tie(&w.of[node]);
        w.first = (w.first + 1) % w.node_count;
        w.waiting--;
        w.queued[node] = 0;
        if (ruling != NULL) {
            status = contract(ctx, &w, node, *ruling);
        }
    }
    if (status == ENT_OK) {
        keep_kernel(&w, &made);
        *out = made;
    } else {
        ent_reduction_clear(&made);
    }
    working_clear(&w);
    return status;
}

void
ent_reduction_expand(const ent_reduction *reduction, uint32_t *bloc)
{
    for (size_t i = reduction->gone; i-- > 0;) {
        uint32_t node = reduction->order[i];

        bloc[node] = bloc[reduction->follows[node]] ^ reduction->opposes[node];
    }
}
