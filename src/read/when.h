/*
 * when.h - what the finders of dates share; private to when*.c
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_WHEN_H
#define ENT_READ_WHEN_H

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

/**
 * A date that counts from another one: from the day of publication ("last week", "three years ago",
 * "on Friday") or from the date named last ("a year later", "the next day", "that month").
 *
 * @return the token after it, or `at`
 *
 * A date is as precise as what it counts from and what it counts in: "two years later" is a year
 * whatever came before; "two days later" is a day after a day, and nothing after a year.
 */
size_t ent_when_relative(ent_parse *parse, const ent_discourse *discourse, size_t at);

#endif
