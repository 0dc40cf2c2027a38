/*
 * slice.c - a part of a line: trimmed, cut, compared, read as a day
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/dictionary/slice.h"

#include <string.h>

#include "base/date.h"

bool
ent_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

ent_slice
ent_slice_trim(ent_slice slice)
{
    while (slice.length > 0 && ent_is_blank(slice.text[0])) {
        slice.text++;
        slice.length--;
    }
    while (slice.length > 0 && ent_is_blank(slice.text[slice.length - 1])) {
        slice.length--;
    }
    return slice;
}

ent_slice
ent_slice_cut(ent_slice *rest, char separator)
{
    const char *at = rest->length > 0 ? memchr(rest->text, separator, rest->length) : NULL;
    ent_slice   part = *rest;

    if (at == NULL) {
        *rest = (ent_slice){rest->text + rest->length, 0};
    } else {
        part.length = (size_t)(at - rest->text);
        *rest = (ent_slice){at + 1, rest->length - part.length - 1};
    }
    return part;
}

bool
ent_slice_is(ent_slice slice, const char *text)
{
    return slice.length == strlen(text) && memcmp(slice.text, text, slice.length) == 0;
}

bool
ent_short_date_read(const char *text, size_t length, ent_day *out)
{
    int digits[8], year, month, day;

    if (length != 6 && length != 8) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        digits[i] = text[i] - '0';
    }
    year = digits[0] * 10 + digits[1];
    if (length == 8) {
        year = year * 100 + digits[2] * 10 + digits[3];
    } else {
        year += year <= 30 ? 2000 : 1900;
    }
    month = digits[length - 4] * 10 + digits[length - 3];
    day = digits[length - 2] * 10 + digits[length - 1];
    if (!ent_date_is_valid(year, month, day)) {
        return false;
    }
    *out = ent_date_day(year, month, day);
    return true;
}
