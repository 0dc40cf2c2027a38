/*
 * decimal.h - the shortest decimal of a number, in whole arithmetic
 *
 * Stage: base.  What prints tables of numbers; touches no locale.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_DECIMAL_H
#define ENT_BASE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>

/**
 * The shortest decimal of 15 to 17 significant digits that reads back exactly, the nearest of
 * these, without zeros at its end: what `%.15g` to `%.17g` print (below 0.0001 with an exponent),
 * at a tenth of their time.
 *
 * @param value any number; those of 0.000001 <= |value| < 1e15 are served
 * @param out   written only where true is returned, with a point in any locale; at least 32 bytes
 * @return the length; 0 for other numbers, and where a power of two needs more than 15 digits
 *         (the numbers below it lie closer than those above)
 *
 * With value = f 2^-s and f 10^k < 2^128, its digits are m = f 10^k / 2^s to the nearest, half to
 * even; m 10^-k reads back as value where |m 2^s - f 10^k| is below 10^k / 2, and at it where f is
 * even.  All of it is exact.
 */
size_t ent_decimal_print(double value, char *out);

#endif
