/*
 * signed_network.h - nodes, ties with a sign, and what is counted on them
 *
 * Stage: measure.  Touches no record, no file, no clock, no random numbers.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_NETWORK_SIGNED_NETWORK_H
#define ENT_MEASURE_NETWORK_SIGNED_NETWORK_H

#include <stdint.h>

#include "base/context.h"

/** An undirected tie; its weight has the sign of the tie and is never 0. */
typedef struct ent_signed_edge {
    uint32_t a, b;
    int32_t  weight;
} ent_signed_edge;

/** Ties between the nodes 0 .. node_count - 1, each pair at most once, no loops. */
typedef struct ent_signed_network {
    size_t           node_count, edge_count;
    ent_signed_edge *edges;
} ent_signed_network;

/** An end of a tie seen from the other end. */
typedef struct ent_signed_arc {
    uint32_t to, edge;
    int32_t  weight;
} ent_signed_arc;

/** The ties of each node: of node i the arcs from start[i] to start[i + 1]. */
typedef struct ent_signed_graph {
    size_t          node_count;
    uint32_t       *start;
    ent_signed_arc *arcs;
} ent_signed_graph;

typedef struct ent_signed_triangles {
    uint64_t all, unbalanced; /**< unbalanced: the product of the three signs is negative */
} ent_signed_triangles;

/** The ties of each node, in the order of the edges.  Cost: nodes and edges.  ENT_E_NOMEM. */
ENT_MUST_CHECK ent_status ent_signed_graph_init(ent_ctx *ctx, const ent_signed_network *network,
                                                ent_signed_graph *out);
void                      ent_signed_graph_clear(ent_signed_graph *graph);

/** The edges of one triangle. */
typedef struct ent_signed_triangle {
    uint32_t edges[3];
} ent_signed_triangle;

/** Called for each triangle; false ends the visit. */
typedef bool (*ent_signed_triangle_visitor)(void *user, ent_signed_triangle triangle);

/**
 * Go through all triangles, each once, in an order that the network alone decides.
 *
 * Cost: for each tie the ties of its end with fewer of them.  ENT_E_NOMEM.
 */
ENT_MUST_CHECK ent_status ent_signed_triangles_visit(ent_ctx                    *ctx,
                                                     const ent_signed_network   *network,
                                                     ent_signed_triangle_visitor visit, void *user);

/** Count them.  ENT_E_NOMEM. */
ENT_MUST_CHECK ent_status ent_signed_triangles_count(ent_ctx                  *ctx,
                                                     const ent_signed_network *network,
                                                     ent_signed_triangles     *out);

/** Number of ties with a negative sign. */
size_t ent_signed_negative_count(const ent_signed_network *network);

#endif
