/*
 * when_words.h - the numbers and names that dates are made of, and the list of dates
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_WHEN_WORDS_H
#define ENT_READ_WHEN_WORDS_H

#include "read/parse.h"

/** The value of a number of so many digits at most, or -1. */
int ent_when_number(const ent_parse *parse, size_t at, size_t digits_most);

/** The place of the token's first three letters in a list of them ("montue"), or -1. */
int ent_when_named(const ent_parse *parse, size_t at, const char *three_letters, int count);

bool ent_when_is_known(ent_span published);

/** The days of a month, 1 to 12. */
ent_span ent_when_month(int year, int month);

/** A date in tokens [first, last); NULL when the sentence has too many. */
ent_when *ent_when_add(ent_parse *parse, size_t first, size_t last, ent_span span,
                       ent_precision precision);

#endif
