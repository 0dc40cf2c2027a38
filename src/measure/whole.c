/*
 * whole.c - whole numbers of up to 1536 bits, and their exact ratios
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/whole.h"

#include <math.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

enum { LIMB_BITS = 64, QUOTIENT_BITS = 62 };

static void
trim(ent_whole *a)
{
    while (a->used > 0 && a->limb[a->used - 1] == 0) {
        a->used--;
    }
}

static void
append(ent_whole *a, uint64_t limb)
{
    if (limb != 0 && a->used < ENT_WHOLE_LIMBS) {
        a->limb[a->used++] = limb;
    }
}

ent_whole
ent_whole_of(uint64_t value)
{
    return ent_whole_of_limbs(&value, 1);
}

ent_whole
ent_whole_of_limbs(const uint64_t *limbs, size_t count)
{
    ent_whole a = {.used = count};

    memcpy(a.limb, limbs, count * sizeof *limbs);
    trim(&a);
    return a;
}

ent_whole
ent_whole_power(uint64_t base, size_t exponent)
{
    ent_whole a = ent_whole_of(1);

    while (exponent-- > 0) {
        ent_whole_multiply(&a, base);
    }
    return a;
}

void
ent_whole_add(ent_whole *a, const ent_whole *b)
{
    uint64_t carry = 0;

    for (size_t i = 0; i < b->used || (carry != 0 && i < a->used); i++) {
        wide sum = (wide)(i < a->used ? a->limb[i] : 0) + (i < b->used ? b->limb[i] : 0) + carry;

        a->limb[i] = (uint64_t)sum;
        carry = (uint64_t)(sum >> LIMB_BITS);
    }
    a->used = a->used > b->used ? a->used : b->used;
    append(a, carry);
}

void
ent_whole_subtract(ent_whole *a, const ent_whole *b)
{
    uint64_t borrow = 0;

    for (size_t i = 0; i < a->used && (i < b->used || borrow != 0); i++) {
        wide left = a->limb[i], right = (wide)(i < b->used ? b->limb[i] : 0) + borrow;

        borrow = left < right;
        a->limb[i] = (uint64_t)(left - right);
    }
    trim(a);
}

ent_whole
ent_whole_product(const ent_whole *a, const ent_whole *b)
{
    ent_whole out = {0};
    size_t    most = a->used + b->used < ENT_WHOLE_LIMBS ? a->used + b->used : ENT_WHOLE_LIMBS;

    memset(out.limb, 0, most * sizeof out.limb[0]);
    for (size_t i = 0; i < a->used; i++) {
        uint64_t carry = 0;

        for (size_t j = 0; i + j < most && (j < b->used || carry != 0); j++) {
            wide sum = (wide)a->limb[i] * (j < b->used ? b->limb[j] : 0) + out.limb[i + j] + carry;

            out.limb[i + j] = (uint64_t)sum;
            carry = (uint64_t)(sum >> LIMB_BITS);
        }
    }
    out.used = most;
    trim(&out);
    return out;
}

void
ent_whole_multiply(ent_whole *a, uint64_t factor)
{
    uint64_t carry = 0;

    for (size_t i = 0; i < a->used; i++) {
        wide sum = (wide)a->limb[i] * factor + carry;

        a->limb[i] = (uint64_t)sum;
        carry = (uint64_t)(sum >> LIMB_BITS);
    }
    append(a, carry);
    trim(a);
}

uint64_t
ent_whole_divide(ent_whole *a, uint64_t divisor)
{
    uint64_t rest = 0;

    for (size_t i = a->used; i-- > 0;) {
        wide part = ((wide)rest << LIMB_BITS) | a->limb[i];

        a->limb[i] = (uint64_t)(part / divisor);
        rest = (uint64_t)(part % divisor);
    }
    trim(a);
    return rest;
}

int
ent_whole_compare(const ent_whole *a, const ent_whole *b)
{
    if (a->used != b->used) {
        return a->used < b->used ? -1 : 1;
    }
    for (size_t i = a->used; i-- > 0;) {
        if (a->limb[i] != b->limb[i]) {
            return a->limb[i] < b->limb[i] ? -1 : 1;
        }
    }
    return 0;
}

ent_whole
ent_whole_lcm_to(size_t n)
{
    ent_whole a = ent_whole_of(1);

    for (size_t prime = 2; prime <= n; prime++) {
        bool divided = false;

        for (size_t d = 2; d * d <= prime && !divided; d++) {
            divided = prime % d == 0;
        }
        for (size_t power = prime; !divided && power <= n; power *= prime) {
            ent_whole_multiply(&a, prime);
        }
    }
    return a;
}

static size_t
bits_of(const ent_whole *a)
{
    size_t   bits = a->used * LIMB_BITS;
    uint64_t top = a->used > 0 ? a->limb[a->used - 1] : 0;

    while (bits > 0 && (top >> (LIMB_BITS - 1)) == 0) {
        top <<= 1;
        bits--;
    }
    return bits;
}

static ent_whole
shifted_left(const ent_whole *a, size_t bits)
{
    ent_whole out = {0};
    size_t    limbs = bits / LIMB_BITS;

    if (a->used == 0) {
        return out;
    }
    memset(out.limb, 0, limbs * sizeof out.limb[0]);
    memcpy(out.limb + limbs, a->limb, a->used * sizeof a->limb[0]);
    out.used = limbs + a->used;
    ent_whole_multiply(&out, (uint64_t)1 << (bits % LIMB_BITS));
    return out;
}

static void
halve(ent_whole *a)
{
    for (size_t i = 0; i < a->used; i++) {
        a->limb[i] = (a->limb[i] >> 1) | (i + 1 < a->used ? a->limb[i + 1] << (LIMB_BITS - 1) : 0);
    }
    trim(a);
}

/* a becomes what remains of it; returns the lowest 64 bits of the quotient. */
static uint64_t
divide(ent_whole *a, const ent_whole *b, ent_whole *quotient)
{
    size_t    above = bits_of(a) >= bits_of(b) ? bits_of(a) - bits_of(b) : 0;
    ent_whole part = shifted_left(b, above);
    ent_whole one = ent_whole_of(1);

    *quotient = ent_whole_of(0);
    for (size_t i = above + 1; i-- > 0;) {
        ent_whole_multiply(quotient, 2);
        if (ent_whole_compare(a, &part) >= 0) {
            ent_whole_subtract(a, &part);
            ent_whole_add(quotient, &one);
        }
        halve(&part);
    }
    return quotient->used > 0 ? quotient->limb[0] : 0;
}

void
ent_whole_reduce(ent_whole *a, ent_whole *b)
{
    ent_whole x = *a, y = *b, quotient;

    while (x.used > 0) {
        ent_whole rest = y;

        (void)divide(&rest, &x, &quotient);
        y = x;
        x = rest;
    }
    (void)divide(a, &y, &quotient);
    *a = quotient;
    (void)divide(b, &y, &quotient);
    *b = quotient;
}

/* A quotient of 62 or 63 bits, whose last bit also says that something is left. */
double
ent_whole_ratio(const ent_whole *a, const ent_whole *b)
{
    int       shift = QUOTIENT_BITS + (int)bits_of(b) - (int)bits_of(a);
    ent_whole top = *a, bottom = *b, quotient;
    uint64_t  digits;

    if (b->used == 0 || a->used == 0) {
        return b->used == 0 ? (double)NAN : 0;
    }
    if (shift >= 0) {
        top = shifted_left(a, (size_t)shift);
    } else {
        bottom = shifted_left(b, (size_t)-shift);
    }
    digits = divide(&top, &bottom, &quotient) | (top.used > 0);
    return ldexp((double)digits, -shift);
}

void
ent_whole_print(const ent_whole *a, char out[ENT_WHOLE_DIGITS])
{
    char      digits[ENT_WHOLE_DIGITS];
    ent_whole rest = *a;
    size_t    count = 0;

    do {
        digits[count++] = (char)('0' + ent_whole_divide(&rest, 10));
    } while (rest.used > 0);
    for (size_t i = 0; i < count; i++) {
        out[i] = digits[count - 1 - i];
    }
    out[count] = '\0';
}
