/*
 * side.c - on which side of a cut answers lie, many at once
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/ideal/side.h"

#include <math.h>

#include "base/exponential.h"

static const double FURTHEST = 700;

enum { AT_ONCE = 8 }; /* a number that is known makes vectors of the loop */

ENT_VECTORS
void
ent_ideal_average(ent_ideal_sides *sides, size_t count)
{
    for (size_t i = count; i % AT_ONCE != 0; i++) {
        sides->mean[i] = sides->variance[i] = 0;
    }
    for (size_t from = 0; from < count; from += AT_ONCE) {
        const double *mean = sides->mean + from, *variance = sides->variance + from;
        double       *slope = sides->slope + from, *bend = sides->bend + from;
        double        scale[AT_ONCE], power[AT_ONCE];

        for (size_t i = 0; i < AT_ONCE; i++) {
            scale[i] = 1 / sqrt(1 + M_PI / 8 * variance[i]);
            power[i] = mean[i] * scale[i];
        }
        for (size_t i = 0; i < AT_ONCE; i++) {
            power[i] = power[i] > FURTHEST ? FURTHEST : power[i] < -FURTHEST ? -FURTHEST : power[i];
        }
        for (size_t i = 0; i < AT_ONCE; i++) {
            power[i] = ent_exp_within(power[i]);
        }
        for (size_t i = 0; i < AT_ONCE; i++) {
            slope[i] = 1 / (1 + power[i]);
            bend[i] = slope[i] * (1 - slope[i]) * scale[i];
        }
    }
}
