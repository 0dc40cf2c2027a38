/*
 * blocks.c - the parts of a network that hang together by single nodes
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/network/blocks.h"

#include "base/alloc.h"

/* A walk in depth, with its own stack: networks may be long chains. */
typedef struct walk {
    ent_signed_graph graph;
    uint32_t        *number, *low; /* from 1 in the order of the first visit; 0 not seen */
    uint32_t        *next;         /* the next arc of a node */
    uint32_t        *nodes;        /* the way down */
    uint32_t        *by;           /* the edge by which a node was reached */
    uint32_t        *edges;        /* of blocks that are not complete */
    size_t           depth, edge_count;
    uint32_t         seen;
} walk;

static void
walk_clear(walk *w)
{
    ent_signed_graph_clear(&w->graph);
    ent_free(w->number);
    ent_free(w->low);
    ent_free(w->next);
    ent_free(w->nodes);
    ent_free(w->by);
    ent_free(w->edges);
}

static ent_status
walk_init(ent_ctx *ctx, const ent_signed_network *network, walk *w)
{
    size_t     n = network->node_count;
    ent_status status = ent_signed_graph_init(ctx, network, &w->graph);

    if (status != ENT_OK) {
        return status;
    }
    w->number = ent_alloc_zero(n, sizeof *w->number);
    w->low = ent_alloc(n, sizeof *w->low);
    w->next = ent_alloc(n, sizeof *w->next);
    w->nodes = ent_alloc(n, sizeof *w->nodes);
    w->by = ent_alloc(n, sizeof *w->by);
    w->edges = ent_alloc(network->edge_count, sizeof *w->edges);
    return w->number != NULL && w->low != NULL && w->next != NULL && w->nodes != NULL &&
                   w->by != NULL && w->edges != NULL
               ? ENT_OK
               : ent_fail_nomem(ctx);
}

static void
go_down(walk *w, uint32_t node, uint32_t by)
{
    w->number[node] = w->low[node] = ++w->seen;
    w->next[node] = w->graph.start[node];
    w->by[node] = by;
    w->nodes[w->depth++] = node;
}

/* Leave a node; where nothing below it reaches above its parent a block is complete. */
static ent_status
go_up(ent_ctx *ctx, walk *w, ent_block_visitor visit, void *user)
{
    uint32_t node = w->nodes[--w->depth], parent;
    size_t   first = w->edge_count;

    if (w->depth == 0) {
        return ENT_OK;
    }
    parent = w->nodes[w->depth - 1];
    w->low[parent] = w->low[node] < w->low[parent] ? w->low[node] : w->low[parent];
    if (w->low[node] < w->number[parent]) {
        return ENT_OK;
    }
    while (w->edges[--first] != w->by[node]) {
    }
    first = w->edge_count - first;
    w->edge_count -= first;
    return visit(ctx, user, w->edges + w->edge_count, first);
}

static ent_status
walk_from(ent_ctx *ctx, walk *w, uint32_t root, ent_block_visitor visit, void *user)
{
    ent_status status = ENT_OK;

    go_down(w, root, UINT32_MAX);
    while (w->depth > 0 && status == ENT_OK) {
        uint32_t       node = w->nodes[w->depth - 1];
        ent_signed_arc arc;

        if (w->next[node] == w->graph.start[node + 1]) {
            status = go_up(ctx, w, visit, user);
            continue;
        }
        arc = w->graph.arcs[w->next[node]++];
        if (w->number[arc.to] == 0) {
            w->edges[w->edge_count++] = arc.edge;
            go_down(w, arc.to, arc.edge);
        } else if (arc.edge != w->by[node] && w->number[arc.to] < w->number[node]) {
            w->edges[w->edge_count++] = arc.edge;
            w->low[node] = w->number[arc.to] < w->low[node] ? w->number[arc.to] : w->low[node];
        }
    }
    return status;
}

ent_status
ent_blocks_visit(ent_ctx *ctx, const ent_signed_network *network, ent_block_visitor visit,
                 void *user)
{
    walk       w = {0};
    ent_status status = walk_init(ctx, network, &w);

    for (uint32_t i = 0; i < network->node_count && status == ENT_OK; i++) {
        if (w.number[i] == 0) {
            status = walk_from(ctx, &w, i, visit, user);
        }
    }
    walk_clear(&w);
    return status;
}
