/*
 * slice.h - a part of a line: trimmed, cut, compared, read as a day
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_DICTIONARY_SLICE_H
#define ENT_READ_DICTIONARY_SLICE_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/date.h"

/** A part of a line. */
typedef struct ent_slice {
    const char *text;
    size_t      length;
} ent_slice;

/** A blank, a tab, or what else moves within a line. */
bool ent_is_blank(char c);

ent_slice ent_slice_trim(ent_slice slice);
/** The part before `separator`, which leaves `rest` behind it; all of it when there is none. */
ent_slice ent_slice_cut(ent_slice *rest, char separator);
bool      ent_slice_is(ent_slice slice, const char *text);

/** A day written YYMMDD or YYYYMMDD; false for anything else. */
bool ent_short_date_read(const char *text, size_t length, ent_day *out);

#endif
