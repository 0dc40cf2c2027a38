/*
 * exponential.h - exp() inside a loop
 *
 * Stage: base.  The library's exp() is a call; this one is none, and gives the same digits on
 * every machine.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_EXPONENTIAL_H
#define ENT_BASE_EXPONENTIAL_H

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { ENT_EXPONENTIAL_STEPS = 64 };

/** 2^(k / 64), k from 0 to 63. */
extern const double ENT_EXPONENTIAL_PARTS[ENT_EXPONENTIAL_STEPS];

/**
 * exp(x) within 3e-16 of its value: x = (64 m + k) ln 2 / 64 + r with |r| at most ln 2 / 128, and
 * exp(x) = 2^m 2^(k / 64) (1 + r + r^2 / 2 + ... + r^5 / 120).  Beyond 700 on either side, and for
 * NaN, it is exp() itself.
 */
static inline double
ent_exp(double x)
{
    const double magic = 0x1.8p52, per_step = 0x1.71547652b82fep+6, high = 0x1.62e42fee00000p-7,
                 low = 0x1.a39ef35793c76p-39;
    double   shifted = x * per_step + magic, steps = shifted - magic, r, tail, out;
    uint64_t bits, whole;

    if (!(fabs(x) < 700)) {
        return exp(x);
    }
    r = x - steps * high - steps * low;
    tail = r + r * r * (1. / 2 + r * (1. / 6 + r * (1. / 24 + r * (1. / 120))));
    memcpy(&whole, &shifted, sizeof whole); /* its last bits are those of the whole number */
    out = ENT_EXPONENTIAL_PARTS[whole % ENT_EXPONENTIAL_STEPS];
    out += out * tail;
    memcpy(&bits, &out, sizeof bits);
    bits += (whole / ENT_EXPONENTIAL_STEPS) << 52; /* times 2^m: m wraps as the exponent does */
    memcpy(&out, &bits, sizeof out);
    return out;
}

/**
 * The same within 4e-16 and without a branch or a table, so that loops become vectors.
 *
 * @param x from -700 to 700, or NaN, which stays NaN
 *
 * exp(x) = 2^m (1 + r + r^2 / 2 + ... + r^13 / 13!), x = m ln 2 + r with |r| at most ln 2 / 2.
 */
static inline double
ent_exp_within(double x)
{
    const double magic = 0x1.8p52, per_step = 0x1.71547652b82fep+0, high = 0x1.62e42fee00000p-1,
                 low = 0x1.a39ef35793c76p-33;
    double   shifted = x * per_step + magic, steps = shifted - magic;
    double   r = x - steps * high - steps * low, out = 1. / 6227020800;
    uint64_t whole, bits;

    out = 1. / 479001600 + r * out;
    out = 1. / 39916800 + r * out;
    out = 1. / 3628800 + r * out;
    out = 1. / 362880 + r * out;
    out = 1. / 40320 + r * out;
    out = 1. / 5040 + r * out;
    out = 1. / 720 + r * out;
    out = 1. / 120 + r * out;
    out = 1. / 24 + r * out;
    out = 1. / 6 + r * out;
    out = 1. / 2 + r * out;
    out = 1 + (r + r * r * out);
    memcpy(&whole, &shifted, sizeof whole); /* its last bits are those of the whole number */
    memcpy(&bits, &out, sizeof bits);
    bits += whole << 52; /* times 2^m: m wraps as the exponent does */
    memcpy(&out, &bits, sizeof out);
    return out;
}

/** Before a function: made for the vectors of newer processors, too, where the compiler can; the
 * one that fits is taken when the program starts.  Without contraction all give the same bits. */
#if defined __x86_64__ && defined __gnu_linux__ && defined __GNUC__ && !defined __clang__ &&       \
    !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__
#define ENT_VECTORS __attribute__((target_clones("avx2", "default")))
#else
#define ENT_VECTORS
#endif

#endif
