/*
 * decimal.c - the shortest decimal of a number, in whole arithmetic
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/decimal.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

enum { FEWEST = 15, MOST = 17 };
enum { LEAST = -6, LEAST_PLAIN = -4 }; /* exponents: of what is served, and without an e */

/* value = fraction 2^-shift; the first digit stands for 10^exponent. */
typedef struct binary {
    uint64_t fraction;
    int      shift, exponent;
} binary;

/* Up to 10^22. */
static wide
power_of_ten(int n)
{
    static const uint64_t POWER[] = {1,
                                     10,
                                     100,
                                     1000,
                                     10000,
                                     100000,
                                     1000000,
                                     10000000,
                                     100000000,
                                     1000000000,
                                     UINT64_C(10000000000),
                                     UINT64_C(100000000000)};

    return (wide)POWER[n / 2] * POWER[n - n / 2];
}

static binary
split(double value)
{
    binary out = {0};
    int    exponent;

    out.fraction = (uint64_t)ldexp(frexp(value, &exponent), DBL_MANT_DIG);
    out.shift = DBL_MANT_DIG - exponent;
    while ((wide)out.fraction >= power_of_ten(out.exponent + 1) << out.shift) {
        out.exponent++;
    }
    while (out.exponent <= 0 && out.fraction * power_of_ten(-out.exponent) < (wide)1 << out.shift) {
        out.exponent--;
    }
    return out;
}

/* The nearest decimal of so many digits; whether it reads back exactly. */
static bool
round_to(const binary *value, int count, uint64_t *digits)
{
    wide power = power_of_ten(count - 1 - value->exponent);
    wide exact = value->fraction * power, half = (wide)1 << (value->shift - 1);
    wide rest = exact & (2 * half - 1), nearest = exact >> value->shift, apart;

    nearest += rest > half || (rest == half && (nearest & 1) != 0);
    *digits = (uint64_t)nearest;
    nearest <<= value->shift;
    apart = 2 * (nearest > exact ? nearest - exact : exact - nearest);
    if (value->fraction == (uint64_t)1 << (DBL_MANT_DIG - 1)) {
        return apart == 0;
    }
    return apart < power || (apart == power && value->fraction % 2 == 0);
}

/* Digits of which the first stands for 10^exponent; returns where they end. */
static char *
write_plain(const char *digits, int count, int exponent, char *at)
{
    if (exponent < 0) {
        *at++ = '0';
        *at++ = '.';
    }
    for (int i = exponent + 1; i < 0; i++) {
        *at++ = '0';
    }
    for (int i = 0; i < count || i <= exponent; i++) {
        if (i > 0 && i == exponent + 1) {
            *at++ = '.';
        }
        *at++ = i < count ? digits[i] : '0';
    }
    return at;
}

/* A number of `count` digits, of which the first stands for 10^exponent. */
static size_t
write_out(bool negative, uint64_t digits, int count, int exponent, char *out)
{
    char  text[MOST] = {0};
    char *at = out;

    if (digits == (uint64_t)power_of_ten(count)) { /* rounded up to one more */
        digits /= 10;
        exponent++;
    }
    for (int i = count; i-- > 0; digits /= 10) {
        text[i] = (char)('0' + digits % 10);
    }
    while (count > 1 && text[count - 1] == '0') {
        count--;
    }
    if (negative) {
        *at++ = '-';
    }
    if (exponent < LEAST_PLAIN) {
        at = write_plain(text, count, 0, at);
        memcpy(at, "e-0", 3);
        at[3] = (char)('0' - exponent);
        at[4] = '\0';
        return (size_t)(at + 4 - out);
    }
    at = write_plain(text, count, exponent, at);
    *at = '\0';
    return (size_t)(at - out);
}

size_t
ent_decimal_print(double value, char *out)
{
    const double least = 1e-6, most = 1e15;
    double       size = fabs(value);
    binary       parts;
    uint64_t     digits;

    if (!(size >= least && size < most)) {
        return 0;
    }
    parts = split(size);
    if (parts.exponent < LEAST) {
        return 0; /* the double that stands for 10^LEAST lies below it */
    }
    for (int count = FEWEST; count < MOST; count++) {
        if (round_to(&parts, count, &digits)) {
            return write_out(value < 0, digits, count, parts.exponent, out);
        }
    }
    if (parts.fraction == (uint64_t)1 << (DBL_MANT_DIG - 1)) {
        return 0;
    }
    (void)round_to(&parts, MOST, &digits);
    return write_out(value < 0, digits, MOST, parts.exponent, out);
}
