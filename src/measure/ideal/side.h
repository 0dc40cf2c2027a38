/*
 * side.h - on which side of a cut answers lie, many at once
 *
 * Stage: measure.  Works on plain arrays.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_IDEAL_SIDE_H
#define ENT_MEASURE_IDEAL_SIDE_H

#include <stddef.h>

/** Answers that are looked at in one go. */
enum { ENT_IDEAL_LANES = 256 };

/** Their distances from a cut: each is a normal variable. */
typedef struct ent_ideal_sides {
    double mean[ENT_IDEAL_LANES], variance[ENT_IDEAL_LANES]; /**< variance: of 0 and more */
    double slope[ENT_IDEAL_LANES]; /**< the mean of F(-u), F the logistic function */
    double bend[ENT_IDEAL_LANES];  /**< the mean of F(u) F(-u)                     */
} ent_ideal_sides;

/**
 * Means of F(-u) and of F(u) F(-u) over each u: F scaled by 1 / sqrt(1 + pi s / 8) for a variance
 * of s (MacKay 1992).  Beyond 700 on either side F is taken to be that of 700.
 *
 * @param count 0 to ENT_IDEAL_LANES; mean and variance of so many are set, slope and bend put
 * @return nothing; the same bits on every machine, with vectors and without
 */
void ent_ideal_average(ent_ideal_sides *sides, size_t count);

#endif
