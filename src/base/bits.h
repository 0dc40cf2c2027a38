/*
 * bits.h - numbers as a text, to the bit
 *
 * Stage: base.  For what one build of the program tells itself: not for people, nor for files that
 * another program reads.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_BITS_H
#define ENT_BASE_BITS_H

#include "base/text.h"

/** Add a whole number, or the bits of a number: hexadecimal digits and a space. */
void ent_bits_add(ent_text *out, uint64_t value);
void ent_bits_add_number(ent_text *out, double value);

/** Where a reader stands. */
typedef struct ent_bits {
    const char *at;     /**< zero-terminated */
    bool        failed; /**< it met what is no number, or came to the end */
} ent_bits;

/** The next number; 0 once it has failed. */
uint64_t ent_bits_next(ent_bits *from);
double   ent_bits_next_number(ent_bits *from);

/** Whether all was read, and all were numbers. */
bool ent_bits_are_over(const ent_bits *from);

#endif
