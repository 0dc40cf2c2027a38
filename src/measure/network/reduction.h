/*
 * reduction.h - a smaller signed network with the same optima
 *
 * Stage: measure.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_NETWORK_REDUCTION_H
#define ENT_MEASURE_NETWORK_REDUCTION_H

#include "measure/network/signed_network.h"

/** What is left of a network, and how the nodes that are gone follow from it. */
typedef struct ent_reduction {
    ent_signed_network
              kernel;  /**< with the same node numbers; the nodes that are gone have no tie */
    uint32_t *follows; /**< the node that a node goes with; itself where it does not */
    uint8_t  *opposes; /**< 1: it stands on the other side than that node */
    uint32_t *order;   /**< the nodes that are gone, in their order */
    size_t    gone;
    int64_t   errors; /**< to be added to those of the kernel */
} ent_reduction;

/**
 * Reduce a network for partitions into two blocs.
 *
 * A tie that weighs as much as all others of one of its ends together is kept in some optimum: its
 * ends become one node (nodes with one or two ties go this way).  Ties that become parallel are
 * added up; where they contradict each other the lighter one is an error for certain.
 *
 * @param out ent_reduction_clear() frees
 * @return ENT_OK, ENT_E_NOMEM.  Cost: the ties that are moved, each with a search in a node's list.
 */
ENT_MUST_CHECK ent_status ent_reduce(ent_ctx *ctx, const ent_signed_network *network,
                                     ent_reduction *out);
void                      ent_reduction_clear(ent_reduction *reduction);

/** From the blocs (0, 1) of the kernel's nodes those of all nodes. */
void ent_reduction_expand(const ent_reduction *reduction, uint32_t *bloc);

#endif
