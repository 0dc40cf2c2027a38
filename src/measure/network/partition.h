/*
 * partition.h - nodes of a signed network in blocs, and the ties against them
 *
 * Stage: measure.  Touches no record, no file, no clock.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_NETWORK_PARTITION_H
#define ENT_MEASURE_NETWORK_PARTITION_H

#include "base/random.h"
#include "measure/network/signed_network.h"

/** Any number of blocs. */
enum { ENT_BLOCS_ANY = 0 };

/**
 * The error of a partition: the weight of the positive ties between blocs and of the negative
 * ties within one.
 *
 * @param bloc of each node; with two blocs this is the number of frustrated ties
 */
int64_t ent_partition_errors(const ent_signed_network *network, const uint32_t *bloc);

/** Whether a tie is against the partition. */
static inline bool
ent_partition_is_error(ent_signed_edge edge, const uint32_t *bloc)
{
    return (bloc[edge.a] == bloc[edge.b]) != (edge.weight > 0);
}

/**
 * Move single nodes to the bloc that suits them best while that lessens the error.
 *
 * @param most  2 or more blocs, ENT_BLOCS_ANY; bloc numbers stay below it, and below the nodes
 * @param bloc  taken as the start, improved
 * @return ENT_OK, ENT_E_NOMEM.  Cost: the ties, for each pass.
 */
ENT_MUST_CHECK ent_status ent_partition_improve(ent_ctx *ctx, const ent_signed_graph *graph,
                                                uint32_t most, uint32_t *bloc);

/**
 * Simulated annealing by moves of single nodes, then ent_partition_improve().
 *
 * The temperature falls from half the largest degree (2 at least: whole groups of allies have to
 * change sides) to 0.15 by a constant factor a sweep.  The result is a function of its inputs and
 * the key; it is an upper bound and nothing more.
 *
 * @param bloc start and result: never worse than the start
 * @return ENT_OK, ENT_E_NOMEM.  Cost: sweeps times ties.
 * Reference: Kirkpatrick, Gelatt and Vecchi (1983), Science 220:671-680.
 */
ENT_MUST_CHECK ent_status ent_partition_anneal(ent_ctx *ctx, const ent_signed_network *network,
                                               const ent_signed_graph *graph, uint32_t most,
                                               unsigned sweeps, ent_key key, uint32_t *bloc);

/**
 * Go through all partitions into at most `most` blocs that can be better than the one given.
 *
 * @param steps places of nodes to try at most
 * @param bloc  the best one known, and the best one there is
 * @param whole false where the steps did not suffice: the best of those seen
 * @return ENT_OK, ENT_E_NOMEM.  Cost: exponential in the nodes, up to `steps` times their ties.
 */
ENT_MUST_CHECK ent_status ent_partition_enumerate(ent_ctx *ctx, const ent_signed_network *network,
                                                  const ent_signed_graph *graph, uint32_t most,
                                                  uint64_t steps, uint32_t *bloc, bool *whole);

#endif
