/*
 * date.h - days, partial dates, spans
 *
 * Stage: base.  A day is the number of days since 1970-01-01 in the proleptic
 * Gregorian calendar.  Spans are half-open inside the program, inclusive
 * where people read or write them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_DATE_H
#define ENT_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/date.h"

bool    ent_date_is_valid(int year, int month, int day);
ent_day ent_date_day(int year, int month, int day); /**< of a valid date */
void    ent_date_split(ent_day day, int *year, int *month, int *day_of_month);
int     ent_date_year(ent_day day);
int     ent_date_weekday(ent_day day); /**< 0 is Monday */
int     ent_date_month_length(int year, int month);

/**
 * Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD` as the span of days it means.
 * False for anything else, for days that do not exist, and outside 1000-3000.
 */
bool ent_span_read(const char *text, size_t length, ent_span *out);

/** `YYYY-MM-DD`; `out` holds at least 16 bytes.  Empty for ENT_DAY_MIN and ENT_DAY_MAX. */
void ent_date_print(ent_day day, char *out);

/** The span of a calendar year. */
ent_span ent_span_of_year(int year);

bool ent_span_overlap(ent_span a, ent_span b);

#endif
