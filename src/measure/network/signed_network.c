/*
 * signed_network.c - nodes, ties with a sign, and what is counted on them
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/network/signed_network.h"

#include "base/alloc.h"

void
ent_signed_graph_clear(ent_signed_graph *graph)
{
    ent_free(graph->start);
    ent_free(graph->arcs);
    *graph = (ent_signed_graph){0, NULL, NULL};
}

ent_status
ent_signed_graph_init(ent_ctx *ctx, const ent_signed_network *network, ent_signed_graph *out)
{
    ent_signed_graph graph = {network->node_count, NULL, NULL};
    uint32_t        *start = ent_alloc_zero(network->node_count + 2, sizeof *start);

    graph.arcs = ent_alloc(network->edge_count, 2 * sizeof *graph.arcs);
    graph.start = start;
    if (start == NULL || graph.arcs == NULL) {
        ent_signed_graph_clear(&graph);
        return ent_fail_nomem(ctx);
    }
    for (size_t e = 0; e < network->edge_count; e++) {
        start[network->edges[e].a + 2]++;
        start[network->edges[e].b + 2]++;
    }
    for (size_t i = 2; i < network->node_count + 2; i++) {
        start[i] += start[i - 1];
    }
    for (size_t e = 0; e < network->edge_count; e++) { /* moves start[i + 1] to its place */
        ent_signed_edge edge = network->edges[e];

        graph.arcs[start[edge.a + 1]++] = (ent_signed_arc){edge.b, (uint32_t)e, edge.weight};
        graph.arcs[start[edge.b + 1]++] = (ent_signed_arc){edge.a, (uint32_t)e, edge.weight};
    }
    *out = graph;
    return ENT_OK;
}

/* Whether a tie leads from `from` upwards: towards more ties, then towards the higher number. */
static bool
is_upward(const ent_signed_graph *graph, uint32_t from, uint32_t to)
{
    uint32_t of_from = graph->start[from + 1] - graph->start[from];
    uint32_t of_to = graph->start[to + 1] - graph->start[to];

    return of_from != of_to ? of_from < of_to : from < to;
}

/* The triangles of which `low` is the lowest node; `mark` holds edge + 1 to each node above it. */
static bool
visit_above(const ent_signed_graph *graph, uint32_t low, uint32_t *mark,
            ent_signed_triangle_visitor visit, void *user)
{
    bool goes_on = true;

    for (uint32_t i = graph->start[low]; i < graph->start[low + 1]; i++) {
        mark[graph->arcs[i].to] =
            is_upward(graph, low, graph->arcs[i].to) ? graph->arcs[i].edge + 1 : 0;
    }
    for (uint32_t i = graph->start[low]; i < graph->start[low + 1] && goes_on; i++) {
        uint32_t middle = graph->arcs[i].to;

        for (uint32_t j = graph->start[middle];
             mark[middle] != 0 && j < graph->start[middle + 1] && goes_on; j++) {
            ent_signed_arc arc = graph->arcs[j];

            if (mark[arc.to] != 0 && is_upward(graph, middle, arc.to)) {
                goes_on = visit(
                    user, (ent_signed_triangle){{graph->arcs[i].edge, arc.edge, mark[arc.to] - 1}});
            }
        }
    }
    for (uint32_t i = graph->start[low]; i < graph->start[low + 1]; i++) {
        mark[graph->arcs[i].to] = 0;
    }
    return goes_on;
}

ent_status
ent_signed_triangles_visit(ent_ctx *ctx, const ent_signed_network *network,
                           ent_signed_triangle_visitor visit, void *user)
{
    ent_signed_graph graph;
    uint32_t        *mark;
    ent_status       status = ent_signed_graph_init(ctx, network, &graph);

    if (status != ENT_OK) {
        return status;
    }
    mark = ent_alloc_zero(network->node_count, sizeof *mark);
    if (mark == NULL) {
        status = ent_fail_nomem(ctx);
    }
    for (uint32_t i = 0; status == ENT_OK && i < network->node_count; i++) {
        if (!visit_above(&graph, i, mark, visit, user)) {
            break;
        }
    }
    ent_free(mark);
    ent_signed_graph_clear(&graph);
    return status;
}

/* What a count goes through. */
typedef struct counting {
    const ent_signed_network *network;
    ent_signed_triangles      count;
} counting;

static bool
count_one(void *user, ent_signed_triangle triangle)
{
    counting *c = user;
    int       negative = 0;

    for (size_t i = 0; i < 3; i++) {
        negative += c->network->edges[triangle.edges[i]].weight < 0;
    }
    c->count.all++;
    c->count.unbalanced += (uint64_t)(negative % 2);
    return true;
}

ent_status
ent_signed_triangles_count(ent_ctx *ctx, const ent_signed_network *network,
                           ent_signed_triangles *out)
{
    counting   c = {network, {0, 0}};
    ent_status status = ent_signed_triangles_visit(ctx, network, count_one, &c);

    if (status == ENT_OK) {
        *out = c.count;
    }
    return status;
}

size_t
ent_signed_negative_count(const ent_signed_network *network)
{
    size_t count = 0;

    for (size_t e = 0; e < network->edge_count; e++) {
        count += network->edges[e].weight < 0;
    }
    return count;
}
