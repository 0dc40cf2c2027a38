/*
 * cycle_cover.h - the fewest ties that break every unbalanced cycle, by branch and cut
 *
 * Stage: measure.  The only place that calls the library of linear programs.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_NETWORK_CYCLE_COVER_H
#define ENT_MEASURE_NETWORK_CYCLE_COVER_H

#include "measure/network/partition.h"

/** Which cycles have to be broken. */
typedef enum ent_cycles {
    ENT_CYCLES_ODD, /**< an odd number of negative ties: what is left falls into two blocs  */
    ENT_CYCLES_ONE  /**< one negative tie alone: what is left falls into any number of blocs */
} ent_cycles;

/** How far to go: numbers of steps, never times, so that the answer is the same everywhere. */
typedef struct ent_cover_limits {
    uint64_t nodes;  /**< of the search tree */
    uint64_t pivots; /**< of all linear programs together */
} ent_cover_limits;

/**
 * Find the partition with the smallest error and prove it.
 *
 *     min sum |w_e| f_e,   0 <= f_e <= 1,   sum over C of f_e >= 1 for each unbalanced cycle C
 *
 * The cycles that an optimum of the linear program violates are found by shortest paths and added,
 * until there are none; where the bound, rounded up, falls short of the best partition known, a
 * tie of broken value is set to 1 and to 0 in turn.  Each bound is computed anew from the dual
 * values, so that no tolerance of the linear programs can make it too high.
 *
 * @param bloc       start (an upper bound) and result
 * @param errors     of the result
 * @param lower      no partition has a smaller error; equals `errors` when proven
 * @return ENT_OK (also when a limit was met: lower < errors), ENT_E_NOMEM, ENT_E_CANCELLED
 * Reference: Groetschel and Wakabayashi (1989), Mathematical Programming 45:59-96; Aref, Mason and
 * Wilson (2020), Networks 75:95-110.
 */
ENT_MUST_CHECK ent_status ent_cycle_cover(ent_ctx *ctx, const ent_signed_network *network,
                                          ent_cycles kind, const ent_cover_limits *limits,
                                          uint32_t *bloc, int64_t *errors, int64_t *lower);

#endif
