/*
 * optimal_partition.h - the partition of a signed network with the fewest errors, and its proof
 *
 * Stage: measure.  Touches no record, no file, no clock.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_NETWORK_OPTIMAL_PARTITION_H
#define ENT_MEASURE_NETWORK_OPTIMAL_PARTITION_H

#include "measure/network/cycle_cover.h"

/** A partition, what is against it, and how much less could be against another. */
typedef struct ent_partition {
    uint32_t *bloc;        /**< of each node, from 0 in the order of the nodes; owned */
    uint32_t  bloc_count;  /**< 0 for a network without nodes */
    int64_t   errors;      /**< weight of the ties against it */
    int64_t   lower_bound; /**< no partition has fewer errors */
} ent_partition;

/**
 * Find the partition with the fewest errors into two blocs, into at most `most`, or into any
 * number.
 *
 * With two blocs the error is the frustration index, or line index of balance: the fewest ties
 * whose removal (or change of sign) balances the network.  Blocks of the network that hang together
 * by single nodes are solved one by one, each reduced first (two blocs), by ent_cycle_cover().
 *
 * With three and more given, the optimum for any number is proven where its blocs can be joined
 * into so few without an error more, or all partitions were gone through (few nodes); else the
 * result is that of a search, and the bound that of any number.
 *
 * @param most   ENT_BLOCS_ANY, or from 2 on
 * @param limits for each block; NULL: those of ent_partition_limits()
 * @param out    ent_partition_clear() frees
 * @return ENT_OK (proven or not: compare lower_bound), ENT_E_NOMEM, ENT_E_CANCELLED
 *
 * Edge cases: a network without ties has no errors, and nodes without ties are in the first bloc.
 * References: Harary (1959), Behavioral Science 4:316-323; Doreian and Mrvar (1996), Social
 * Networks 18:149-168; Aref, Mason and Wilson (2020), Networks 75:95-110.
 */
ENT_MUST_CHECK ent_status ent_partition_solve(ent_ctx *ctx, const ent_signed_network *network,
                                              uint32_t most, const ent_cover_limits *limits,
                                              ent_partition *out);
void                      ent_partition_clear(ent_partition *partition);

/** The limits without any given. */
ent_cover_limits ent_partition_limits(void);

#endif
