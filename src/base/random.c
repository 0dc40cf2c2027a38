/*
 * random.c - counter-based random numbers
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/random.h"

#include <Random123/philox.h>
#include <math.h>

/* The counter holds what changes fastest, the key the seed: 4 x 32 and 2 x 32 bits. */
static inline philox4x32_ctr_t
block(const ent_key *key, uint32_t index)
{
    philox4x32_ctr_t counter = {
        {key->unit, key->run, index, ((uint32_t)key->process << 20) ^ (key->step & 0xFFFFFU)}};
    philox4x32_key_t seed = {{(uint32_t)key->seed, (uint32_t)(key->seed >> 32)}};

    return philox4x32(counter, seed);
}

static double
uniform(uint32_t high, uint32_t low)
{
    uint64_t bits = (((uint64_t)high << 32) | low) >> 12;

    /* 52 bits and a half are exact; a 53rd bit would let the largest be rounded to 1 */
    return ((double)bits + 0.5) * 0x1p-52;
}

double
ent_random_uniform(const ent_key *key, uint32_t index)
{
    philox4x32_ctr_t words = block(key, index);

    return uniform(words.v[0], words.v[1]);
}

void
ent_random_pair(const ent_key *key, uint32_t index, double out[2])
{
    philox4x32_ctr_t words = block(key, index);

    out[0] = uniform(words.v[0], words.v[1]);
    out[1] = uniform(words.v[2], words.v[3]);
}

void
ent_random_fours(const ent_key *key, uint32_t index, size_t count, double *out)
{
    for (size_t k = 0; k < count; k++) {
        philox4x32_ctr_t words = block(key, index + (uint32_t)k);

        for (size_t v = 0; v < 4; v++) {
            out[4 * k + v] = ((double)words.v[v] + 0.5) * 0x1p-32;
        }
    }
}

double
ent_random_normal(const ent_key *key, uint32_t index)
{
    static const double TWO_PI = 6.28318530717958647692;
    philox4x32_ctr_t    words = block(key, index);
    double              u = uniform(words.v[0], words.v[1]);
    double              v = uniform(words.v[2], words.v[3]);

    return sqrt(-2 * log(u)) * cos(TWO_PI * v);
}

/* The logarithm of a gamma variable: that of a small shape may be too small for a number. */
static double
log_gamma_variable(const ent_key *key, uint32_t *index, double shape)
{
    double whole = shape < 1 ? shape + 1 : shape, d = whole - 1. / 3, c = 1 / sqrt(9 * d);

    for (;;) {
        double x = ent_random_normal(key, (*index)++), root = 1 + c * x, v = root * root * root;
        double u = ent_random_uniform(key, (*index)++);

        if (root > 0 && log(u) < .5 * x * x + d - d * v + d * log(v)) {
            double more = shape < 1 ? log(ent_random_uniform(key, (*index)++)) / shape : 0;

            return log(d * v) + more;
        }
    }
}

double
ent_random_beta(const ent_key *key, double a, double b)
{
    uint32_t index = 0;
    double   x = log_gamma_variable(key, &index, a), y = log_gamma_variable(key, &index, b);

    return 1 / (1 + exp(y - x));
}

uint64_t
ent_random_below(const ent_key *key, uint32_t index, uint64_t bound)
{
    philox4x32_ctr_t words = block(key, index);
    uint64_t         bits = ((uint64_t)words.v[0] << 32) | words.v[1];
    uint64_t         high = bits >> 32, low = bits & 0xFFFFFFFFU;
    uint64_t         bound_high = bound >> 32, bound_low = bound & 0xFFFFFFFFU;
    uint64_t         middle = high * bound_low + ((low * bound_low) >> 32);
    uint64_t         carry = low * bound_high + (middle & 0xFFFFFFFFU);

    /* the high 64 bits of the 128-bit product bits * bound */
    return high * bound_high + (middle >> 32) + (carry >> 32);
}
