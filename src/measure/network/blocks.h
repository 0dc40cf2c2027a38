/*
 * blocks.h - the parts of a network that hang together by single nodes
 *
 * Stage: measure.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_NETWORK_BLOCKS_H
#define ENT_MEASURE_NETWORK_BLOCKS_H

#include "measure/network/signed_network.h"

/** Called with the edges of a block. */
typedef ENT_MUST_CHECK ent_status (*ent_block_visitor)(ent_ctx *ctx, void *user,
                                                       const uint32_t *edges, size_t count);

/**
 * Go through the blocks (biconnected components; a bridge is one): every cycle lies within one.
 *
 * @return ENT_OK, what `visit` returned, ENT_E_NOMEM.  Cost: nodes and edges.
 * Reference: Hopcroft and Tarjan (1973), Communications of the ACM 16:372-378.
 */
ENT_MUST_CHECK ent_status ent_blocks_visit(ent_ctx *ctx, const ent_signed_network *network,
                                           ent_block_visitor visit, void *user);

#endif
