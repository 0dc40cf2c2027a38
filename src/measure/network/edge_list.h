/*
 * edge_list.h - signed networks from a file of ties
 *
 * Stage: measure.  Reads one file; touches no record.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_NETWORK_EDGE_LIST_H
#define ENT_MEASURE_NETWORK_EDGE_LIST_H

#include "base/arena.h"
#include "entente/measure.h"
#include "measure/network/signed_network.h"

/** One network of a file. */
typedef struct ent_edge_group {
    const char        *name; /**< what stands in the grouping column; "" without one */
    ent_signed_network network;
    const char       **nodes; /**< their names, in the order of their first tie that counts */
} ent_edge_group;

/** The networks of a file, in the order of their first rows. */
typedef struct ent_edge_list {
    ent_edge_group *groups;
    size_t          group_count;
    size_t          loops, cancelled; /**< ties left out: of a node with itself, with sum 0 */
    ent_arena       memory;           /**< of all of it */
} ent_edge_list;

/**
 * Read a CSV file (plain, gzip or zstd; "-" is standard input) of ties.
 *
 * Columns: `source` and `target` (or `from` and `to`, `a` and `b`, `i` and `j`, `state_a` and
 * `state_b`, `ccode1` and `ccode2`), `sign` (1 or -1), and where the weights are added a `weight`
 * (its own sign must not contradict that of the tie).  A tie is undirected: the rows of a pair, in
 * either direction, are added up by their signs, or by their weights; the sign of the sum is the
 * tie, a sum of 0 is none.  Each tie counts 1.  A tie of a node with itself is left out.  A node is
 * one that has a tie left.
 *
 * @param options `edges` the file, `group` the grouping column or NULL, `merge`
 * @param out     ent_edge_list_clear() frees
 * @return ENT_OK; ENT_E_INPUT with file, line and column; ENT_E_FILE; ENT_E_LIMIT (over 1 GB, or
 *         10 million rows); ENT_E_NOMEM.  Cost: n log n in the rows.
 */
ENT_MUST_CHECK ent_status ent_edge_list_read(ent_ctx *ctx, const ent_measure_edges *options,
                                             ent_edge_list *out);
void                      ent_edge_list_clear(ent_edge_list *list);

#endif
