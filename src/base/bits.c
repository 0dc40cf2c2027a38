/*
 * bits.c - numbers as a text, to the bit
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/bits.h"

#include <string.h>

enum { MOST_DIGITS = 16, OF_A_DIGIT = 4 };

static const char DIGITS[] = "0123456789abcdef";

void
ent_bits_add(ent_text *out, uint64_t value)
{
    char   text[MOST_DIGITS + 1];
    size_t first = MOST_DIGITS;

    text[MOST_DIGITS] = ' ';
    do {
        text[--first] = DIGITS[value & 15U];
        value >>= OF_A_DIGIT;
    } while (value > 0);
    ent_text_add_bytes(out, text + first, sizeof text - first);
}

void
ent_bits_add_number(ent_text *out, double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    ent_bits_add(out, bits);
}

static int
digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

uint64_t
ent_bits_next(ent_bits *from)
{
    uint64_t value = 0;
    int      digits = 0, digit;

    for (; !from->failed && (digit = digit_of(*from->at)) >= 0; from->at++) {
        value = value << OF_A_DIGIT | (uint64_t)digit;
        from->failed = ++digits > MOST_DIGITS;
    }
    if (from->failed || digits == 0 || *from->at != ' ') {
        from->failed = true;
        return 0;
    }
    from->at++;
    return value;
}

double
ent_bits_next_number(ent_bits *from)
{
    uint64_t bits = ent_bits_next(from);
    double   value;

    memcpy(&value, &bits, sizeof value);
    return value;
}

bool
ent_bits_are_over(const ent_bits *from)
{
    return !from->failed && *from->at == '\0';
}
