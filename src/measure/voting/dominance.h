/*
 * dominance.h - how much of some points lies at or beyond a place in all coordinates at once
 *
 * Stage: measure.  What joins two halves of the members of a body: the sums of one half ask how
 * many votes of the other meet every criterion with them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_VOTING_DOMINANCE_H
#define ENT_MEASURE_VOTING_DOMINANCE_H

#include <stddef.h>
#include <stdint.h>

#include "base/context.h"

enum { ENT_DOMINANCE_MOST_DIMS = 32 };

/** Places that ask, and points with a weight; all arrays are borrowed. */
typedef struct ent_dominance {
    size_t         dims; /**< coordinates, up to ENT_DOMINANCE_MOST_DIMS; 0: every point counts */
    size_t         ask_count, point_count; /**< together below 2^32 */
    const int64_t *asks;                   /**< [ask * dims + coordinate]   */
    const int64_t *points;                 /**< [point * dims + coordinate] */
    const double  *weights;                /**< of each point */
} ent_dominance;

/**
 * Add to each ask the weights of the points that dominate it.
 *
 *     out_i += sum of w_j over the points j with p_jk >= a_ik for all k
 *
 * Weights that are whole numbers are added up exactly up to 2^53.  Others are added in an order
 * that the coordinates give; where none is negative the relative error is below 2^-53 times the
 * points.
 *
 * @param out one number an ask, added to; undefined after an error
 * @return ENT_OK; ENT_E_CANCELLED; ENT_E_NOMEM
 *
 * Cost: ent_dominance_steps() of some nanoseconds; memory 36 bytes and 8 a coordinate for each
 * ask and point.
 * Reference: Bentley (1980), Multidimensional divide-and-conquer, CACM 23:214-229.
 */
ENT_MUST_CHECK ent_status ent_dominance_add(ent_ctx *ctx, const ent_dominance *d, double *out);

/**
 * About how many steps it takes: n log n for n asks and points in up to two coordinates, each more
 * k-th coordinate times log n / (k - 1); never more than all pairs.
 */
double ent_dominance_steps(size_t asks, size_t points, size_t dims);

#endif
