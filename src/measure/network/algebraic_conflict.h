/*
 * algebraic_conflict.h - algebraic conflict: the least eigenvalue of the signed Laplacian
 *
 * Stage: measure.  Touches no record, no file, no clock, no random numbers.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_NETWORK_ALGEBRAIC_CONFLICT_H
#define ENT_MEASURE_NETWORK_ALGEBRAIC_CONFLICT_H

#include "measure/network/signed_network.h"

typedef struct ent_algebraic_conflict {
    size_t components; /**< parts that hang together */
    size_t nodes;      /**< of the largest of them, the first of several */
    double value;      /**< its least eigenvalue; NaN without ties, or where it is not reached */
} ent_algebraic_conflict;

/**
 * The algebraic conflict of the largest component of a network.
 *
 *     L = D - A,   a_ij the sign of a tie, d_ii the number of ties of i
 *     value = min of x'Lx over |x| = 1 = min of sum over ties of (x_i - s_ij x_j)^2
 *
 * 0 where the component is balanced, and there alone; of n nodes with frustration index f it is at
 * most 4 f / n.  Signs count, sizes of weights do not.
 *
 * @return ENT_OK, ENT_E_NOMEM, ENT_E_CANCELLED
 *
 * Edge cases: balance is decided exactly, and is 0.  Else the value is that of Lanczos's iteration,
 * to about 1e-12 of twice the most ties of a node; NaN where 5,000 steps, or 10^9 visits of ties,
 * do not reach that.  Cost: ties times steps, often a hundred; memory: nodes and ties.
 * Reference: Kunegis et al. (2010), SIAM International Conference on Data Mining, 559-570; Hou
 * (2005), Acta Mathematica Sinica 21:955-960.
 */
ENT_MUST_CHECK ent_status ent_algebraic_conflict_of(ent_ctx *ctx, const ent_signed_network *network,
                                                    ent_algebraic_conflict *out);

#endif
