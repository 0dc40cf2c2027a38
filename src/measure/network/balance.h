/*
 * balance.h - what balance and blocs share: the signed network of a system
 *
 * Stage: measure.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_NETWORK_BALANCE_H
#define ENT_MEASURE_NETWORK_BALANCE_H

#include "measure/measure.h"
#include "measure/network/algebraic_conflict.h"
#include "measure/network/edge_list.h"
#include "measure/network/signed_network.h"

/** The signed network of the states of a system that have a tie with a sign. */
typedef struct ent_system_network {
    ent_signed_network network;
    ent_state_ix      *states; /**< of each node */
} ent_system_network;

/**
 * Ties with the signs of a coding (DESIGN 3.5), each of weight 1; neutral pairs have none.
 *
 * @param out ent_system_network_clear() frees
 * @return ENT_OK, ENT_E_NOMEM.  Cost: pairs of states.
 */
ENT_MUST_CHECK ent_status ent_system_network_init(ent_ctx *ctx, const ent_system *system,
                                                  ent_signs signs, ent_system_network *out);
void                      ent_system_network_clear(ent_system_network *network);

/** What balance says of one network. */
typedef struct ent_balance {
    ent_signed_triangles   triangles;
    ent_algebraic_conflict conflict;
    size_t                 negative;
    int64_t                index, lower_bound;
    double                 z_signs, z_degrees; /**< NaN where they are undefined or not asked for */
} ent_balance;

/**
 * Measure the balance of one network.
 *
 * @param draws  networks of each null; 0: no z-scores
 * @param stream tells the random streams of several networks apart
 * @return ENT_OK, ENT_E_NOMEM, ENT_E_CANCELLED
 */
ENT_MUST_CHECK ent_status ent_balance_of(ent_ctx *ctx, const ent_signed_network *network,
                                         uint32_t draws, uint64_t seed, uint32_t stream,
                                         ent_balance *out);

/** Adds the rows of one network of a file; `number` is its place among them, from 0. */
typedef ent_status (*ent_group_visitor)(ent_ctx *ctx, ent_table *table,
                                        const ent_measure_options *options,
                                        const ent_edge_group *group, uint32_t number);

/**
 * The table of the networks of options->edges, in the order of the file; what of the ties is left
 * out is told.
 *
 * @return ENT_OK, what reading the file or `add` returns, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_balance_of_edges(ent_ctx *ctx, const ent_measure_options *options,
                                               const ent_column *columns, size_t column_count,
                                               ent_group_visitor add, ent_table **out);

/** The kinds of facts that signs of a coding are made of, ended by ENT_FACT_KINDS. */
const ent_fact_kind *ent_sign_kinds(ent_signs signs);

#endif
