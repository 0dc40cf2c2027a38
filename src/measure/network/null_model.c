/*
 * null_model.c - signed networks that keep something of a given one and are random otherwise
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/network/null_model.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/parallel.h"

enum { EXCHANGES = 10, SWEEPS = 60, FOR_DRAWING = 0, FOR_SEARCHING = 1 };

/* The pairs that are tied, by hash. */
typedef struct pairs {
    uint64_t *slots; /* pair + 1; 0 empty */
    size_t    count; /* a power of 2 */
} pairs;

static uint64_t
pair_of(uint32_t a, uint32_t b)
{
    return a < b ? ((uint64_t)a << 32 | b) + 1 : ((uint64_t)b << 32 | a) + 1;
}

static size_t
slot_of(const pairs *p, uint64_t pair)
{
    size_t at = (size_t)(pair * 0x9E3779B97F4A7C15u >> 20) & (p->count - 1);

    while (p->slots[at] != 0 && p->slots[at] != pair) {
        at = (at + 1) & (p->count - 1);
    }
    return at;
}

/* Empty a slot and move up what was put behind it. */
static void
take_out(pairs *p, uint64_t pair)
{
    size_t at = slot_of(p, pair);

    p->slots[at] = 0;
    for (at = (at + 1) & (p->count - 1); p->slots[at] != 0; at = (at + 1) & (p->count - 1)) {
        uint64_t moved = p->slots[at];

        p->slots[at] = 0;
        p->slots[slot_of(p, moved)] = moved;
    }
}

static void
permute_signs(ent_signed_network *out, const ent_key *key)
{
    for (size_t i = out->edge_count; i > 1; i--) {
        size_t  j = (size_t)ent_random_below(key, (uint32_t)i, i);
        int32_t weight = out->edges[j].weight;

        out->edges[j].weight = out->edges[i - 1].weight;
        out->edges[i - 1].weight = weight;
    }
}

/* a-b and c-d become a-d and c-b, unless that gives a loop or a pair that is tied. */
static void
exchange(pairs *p, ent_signed_edge *one, ent_signed_edge *two, bool turned)
{
    uint32_t a = one->a, b = one->b, c = turned ? two->b : two->a, d = turned ? two->a : two->b;

    if (a == c || a == d || b == c || b == d || p->slots[slot_of(p, pair_of(a, d))] != 0 ||
        p->slots[slot_of(p, pair_of(c, b))] != 0) {
        return;
    }
    take_out(p, pair_of(a, b));
    take_out(p, pair_of(c, d));
    one->b = d;
    two->a = c;
    two->b = b;
    p->slots[slot_of(p, pair_of(a, d))] = pair_of(a, d);
    p->slots[slot_of(p, pair_of(c, b))] = pair_of(c, b);
}

/* Exchange ends among the ties of each weight. */
static ent_status
exchange_ends(ent_ctx *ctx, ent_signed_network *out, const ent_key *key)
{
    pairs    p = {NULL, 64};
    uint64_t tries = EXCHANGES * (uint64_t)out->edge_count;

    while (p.count < 4 * out->edge_count) {
        p.count *= 2;
    }
    p.slots = ent_alloc_zero(p.count, sizeof *p.slots);
    if (p.slots == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t e = 0; e < out->edge_count; e++) {
        uint64_t pair = pair_of(out->edges[e].a, out->edges[e].b);

        p.slots[slot_of(&p, pair)] = pair;
    }
    for (uint64_t i = 0; i < tries; i++) {
        /* one number gives both ties and the turn */
        uint64_t m = out->edge_count, chosen = ent_random_below(key, (uint32_t)i, 2 * m * m);
        ent_signed_edge *one = &out->edges[chosen / 2 / m], *two = &out->edges[chosen / 2 % m];

        if (one->weight == two->weight) {
            exchange(&p, one, two, chosen % 2 == 1);
        }
    }
    ent_free(p.slots);
    return ENT_OK;
}

ent_status
ent_null_draw(ent_ctx *ctx, const ent_signed_network *network, ent_null null, ent_key key,
              ent_signed_network *out)
{
    out->node_count = network->node_count;
    out->edge_count = network->edge_count;
    if (network->edge_count > 0) {
        memcpy(out->edges, network->edges, network->edge_count * sizeof *out->edges);
    }
    if (null == ENT_NULL_SIGNS) {
        permute_signs(out, &key);
        return ENT_OK;
    }
    return exchange_ends(ctx, out, &key);
}

/* What all draws share; each writes its own index. */
typedef struct drawing {
    const ent_signed_network *network;
    ent_null                  null;
    ent_key                   key;
    int64_t                  *index;
} drawing;

static ent_status
search_drawn(ent_ctx *ctx, const ent_signed_network *drawn, ent_key key, uint32_t *bloc,
             int64_t *index)
{
    ent_signed_graph graph;
    ent_status       status = ent_signed_graph_init(ctx, drawn, &graph);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_partition_anneal(ctx, drawn, &graph, 2, SWEEPS, key, bloc);
    *index = ent_partition_errors(drawn, bloc);
    ent_signed_graph_clear(&graph);
    return status;
}

static ent_status
draw_one(ent_ctx *ctx, size_t number, void *data)
{
    const drawing     *d = data;
    ent_key            key = d->key;
    ent_signed_network drawn = {0, 0, ent_alloc(d->network->edge_count, sizeof *drawn.edges)};
    uint32_t          *bloc = ent_alloc_zero(d->network->node_count, sizeof *bloc);
    ent_status         status = ENT_OK;

    key.run = (uint32_t)number;
    if (drawn.edges == NULL || bloc == NULL) {
        status = ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        status = ent_null_draw(ctx, d->network, d->null, key, &drawn);
    }
    if (status == ENT_OK) {
        key.unit += FOR_SEARCHING;
        status = search_drawn(ctx, &drawn, key, bloc, &d->index[number]);
    }
    ent_free(drawn.edges);
    ent_free(bloc);
    return status;
}

static double
z_of(int64_t observed, const int64_t *index, uint32_t draws)
{
    double mean = 0, squares = 0;

    for (uint32_t i = 0; i < draws; i++) {
        mean += (double)index[i] / draws;
    }
    for (uint32_t i = 0; i < draws; i++) {
        squares += ((double)index[i] - mean) * ((double)index[i] - mean);
    }
    return squares > 0 ? ((double)observed - mean) / sqrt(squares / (draws - 1)) : NAN;
}

ent_status
ent_null_z(ent_ctx *ctx, const ent_signed_network *network, int64_t observed, ent_null null,
           uint32_t draws, uint64_t seed, uint32_t stream, double *z)
{
    drawing    d = {network,
                    null,
                    {seed, 0, ENT_PROCESS_NULL, 0, 4 * stream + 2 * (uint32_t)null + FOR_DRAWING},
                    NULL};
    ent_status status;

    if (draws < 2) {
        *z = NAN;
        return ENT_OK;
    }
    d.index = ent_alloc(draws, sizeof *d.index);
    if (d.index == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = ent_parallel_for(ctx, "drawing networks", draws, draw_one, &d);
    if (status == ENT_OK) {
        *z = z_of(observed, d.index, draws);
    }
    ent_free(d.index);
    return status;
}
