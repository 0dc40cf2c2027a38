/*
 * whole.h - whole numbers of up to 1536 bits, and their exact ratios
 *
 * Stage: measure.  Counts of coalitions and the fractions made of them.  No
 * allocation; what would not fit is the caller's to rule out.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_WHOLE_H
#define ENT_MEASURE_WHOLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ENT_WHOLE_LIMBS = 24, ENT_WHOLE_DIGITS = 480 /**< room for any of them in decimal */ };

/** A whole number from 0; the limbs from `used` on are not looked at. */
typedef struct ent_whole {
    size_t   used; /**< limbs up to the highest that is not 0 */
    uint64_t limb[ENT_WHOLE_LIMBS];
} ent_whole;

ent_whole ent_whole_of(uint64_t value);
/** From `count` limbs, the lowest first. */
ent_whole ent_whole_of_limbs(const uint64_t *limbs, size_t count);
ent_whole ent_whole_power(uint64_t base, size_t exponent);

void ent_whole_add(ent_whole *a, const ent_whole *b);
/** a - b, where b is not above a. */
void      ent_whole_subtract(ent_whole *a, const ent_whole *b);
ent_whole ent_whole_product(const ent_whole *a, const ent_whole *b);
void      ent_whole_multiply(ent_whole *a, uint64_t factor);
/** Divide by a number above 0; returns the remainder. */
uint64_t ent_whole_divide(ent_whole *a, uint64_t divisor);

/** -1, 0 or 1 as a is below, equal to or above b. */
int ent_whole_compare(const ent_whole *a, const ent_whole *b);

/** Least common multiple of 1 to n; of 1 for n = 0. */
ent_whole ent_whole_lcm_to(size_t n);

/** Divide both by their greatest common divisor; b above 0. */
void ent_whole_reduce(ent_whole *a, ent_whole *b);

/** The double nearest to a / b (ties to even); NaN for b = 0.  Both below 2^1400. */
double ent_whole_ratio(const ent_whole *a, const ent_whole *b);

/** In decimal. */
void ent_whole_print(const ent_whole *a, char out[ENT_WHOLE_DIGITS]);

#endif
