/*
 * null_model.h - signed networks that keep something of a given one and are random otherwise
 *
 * Stage: measure.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_NETWORK_NULL_MODEL_H
#define ENT_MEASURE_NETWORK_NULL_MODEL_H

#include "measure/network/partition.h"

typedef enum ent_null {
    ENT_NULL_SIGNS,  /**< the same ties, their signs permuted                               */
    ENT_NULL_DEGREES /**< the same number of positive and of negative ties for each node,
                          to other nodes: pairs of ties of one sign exchange their ends     */
} ent_null;

/**
 * Draw one network.
 *
 * @param key run, seed and step tell the draw; units and indices are used up here
 * @param out its edges have room for those of the network; overwritten
 * @return ENT_OK, ENT_E_NOMEM.  Cost: ties; ENT_NULL_DEGREES tries 10 exchanges a tie.
 * Reference: Maslov and Sneppen (2002), Science 296:910-913 (exchanges of ends).
 */
ENT_MUST_CHECK ent_status ent_null_draw(ent_ctx *ctx, const ent_signed_network *network,
                                        ent_null null, ent_key key, ent_signed_network *out);

/**
 * How far an observed frustration index lies from those of networks drawn at random, in their
 * standard deviations: negative is nearer to balance than chance.
 *
 *     z = (observed - mean) / sd
 *
 * The index of a drawn network is the best of a search by annealing, not proven: it can be too
 * high, never too low.
 *
 * @param draws number of networks; below 2 gives NaN
 * @param stream tells the streams of random numbers of several networks apart
 * @param z     NaN where all drawn networks have the same index
 * @return ENT_OK, ENT_E_NOMEM, ENT_E_CANCELLED.  Cost: draws times 60 times ties, on all threads.
 */
ENT_MUST_CHECK ent_status ent_null_z(ent_ctx *ctx, const ent_signed_network *network,
                                     int64_t observed, ent_null null, uint32_t draws, uint64_t seed,
                                     uint32_t stream, double *z);

#endif
