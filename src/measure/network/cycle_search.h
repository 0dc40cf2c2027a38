/*
 * cycle_search.h - unbalanced cycles that are short in given lengths
 *
 * Stage: measure.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_NETWORK_CYCLE_SEARCH_H
#define ENT_MEASURE_NETWORK_CYCLE_SEARCH_H

#include "measure/network/cycle_cover.h"

typedef struct ent_cycle_search ent_cycle_search;

/** Takes the edges of a cycle. */
typedef ENT_MUST_CHECK ent_status (*ent_cycle_taker)(ent_ctx *ctx, void *user,
                                                     const uint32_t *edges, size_t count);

/** Make room for searches in a network; it and its graph are borrowed.  ENT_E_NOMEM. */
ENT_MUST_CHECK ent_status ent_cycle_search_create(ent_ctx *ctx, const ent_signed_network *network,
                                                  const ent_signed_graph *graph, ent_cycles kind,
                                                  ent_cycle_search **out);
void                      ent_cycle_search_destroy(ent_cycle_search *search);

/**
 * Find unbalanced cycles of a length below 1, for each tie that is against a partition at most one.
 *
 * Every odd cycle holds an odd number of the ties that are against a partition into two blocs, so
 * it is enough to look for the way back from one end of such a tie to the other over an even
 * number of them: a shortest path among two copies of each node.  A cycle with one negative tie is
 * the way back over positive ones.
 *
 * @param length of each edge, 0 to 1
 * @param bloc   two blocs; not read for ENT_CYCLES_ONE
 * @param take   called for each cycle
 * @return ENT_OK, what `take` returned, ENT_E_NOMEM.  With none found there is none that is
 *         shorter than 1 by more than 1/100.
 */
ENT_MUST_CHECK ent_status ent_cycle_search_run(ent_ctx *ctx, ent_cycle_search *search,
                                               const double *length, const uint32_t *bloc,
                                               ent_cycle_taker take, void *user);

#endif
