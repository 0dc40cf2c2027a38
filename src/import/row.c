/*
 * row.c - one row of a table on its way to a fact
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/row.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"

enum { FIRST_YEAR = 1000, LAST_YEAR = 3000, KEY_ROOM = 64 };

void
ent_row_init(ent_row *row, const ent_codes *codes, const char *name, const char *bytes,
             size_t length, bool comments)
{
    memset(row, 0, sizeof *row);
    row->codes = codes;
    ent_csv_init(&row->csv, name, bytes, length, ',', comments);
}

void
ent_row_clear(ent_row *row)
{
    ent_csv_clear(&row->csv);
    ent_free(row->strings);
    row->strings = NULL;
    row->used = row->capacity = 0;
}

ent_status
ent_row_header(ent_ctx *ctx, ent_row *row, const char *const *names)
{
    size_t     count = 0;
    ent_status status = ent_csv_read_header(ctx, &row->csv);

    if (status != ENT_OK) {
        return status;
    }
    while (names[count] != NULL) {
        count++;
    }
    if (count > ENT_ROW_MAX_COLUMNS) {
        return ent_fail(ctx, ENT_E_BUG, "%s: an importer of %zu columns", row->csv.name, count);
    }
    return ent_csv_find_columns(ctx, &row->csv, names, count, row->columns);
}

/* Room for a copy of every field and a key, so that the texts of one row never move. */
static bool
reserve_strings(ent_row *row)
{
    size_t need = KEY_ROOM;

    for (size_t i = 0; i < row->csv.count; i++) {
        need += row->csv.fields[i].length + 1;
    }
    row->used = 0;
    return ENT_GROW(row->strings, row->capacity, need);
}

ent_status
ent_row_next(ent_ctx *ctx, ent_row *row, bool *more)
{
    ent_status status = ent_csv_next(ctx, &row->csv, more);

    row->bad = false;
    row->reason[0] = '\0';
    row->bad_column = 1;
    if (status == ENT_E_INPUT) {
        const char *text = ent_ctx_error(ctx);
        const char *reason = strstr(text, ": ");

        row->bad = true;
        (void)snprintf(row->reason, sizeof row->reason, "%s", reason != NULL ? reason + 2 : text);
        return ENT_OK;
    }
    if (status == ENT_OK && *more && !reserve_strings(row)) {
        return ent_fail_nomem(ctx);
    }
    return status;
}

void
ent_row_reject(ent_row *row, size_t index, const char *format, ...)
{
    va_list arguments;

    if (row->bad) {
        return;
    }
    row->bad = true;
    row->bad_column = ent_row_field(row, index).column;
    va_start(arguments, format);
    (void)vsnprintf(row->reason, sizeof row->reason, format, arguments);
    va_end(arguments);
}

void
ent_row_expect(ent_row *row, size_t index, const char *expected)
{
    ent_field field = ent_row_field(row, index), name = {.bytes = "?", .length = 1};

    if (row->columns[index] < row->csv.header_count) {
        name = row->csv.header[row->columns[index]];
    }
    ent_row_reject(row, index, "'%.*s' is '%.*s', expected %s",
                   name.length > 40 ? 40 : (int)name.length, name.bytes,
                   field.length > 60 ? 60 : (int)field.length, field.bytes, expected);
}

ent_field
ent_row_field(const ent_row *row, size_t index)
{
    ent_field field = ent_csv_field(&row->csv, row->columns[index]);

    while (field.length > 0 && (field.bytes[0] == ' ' || field.bytes[0] == '\t')) {
        field.bytes++;
        field.length--;
        field.column++;
    }
    while (field.length > 0 &&
           (field.bytes[field.length - 1] == ' ' || field.bytes[field.length - 1] == '\t')) {
        field.length--;
    }
    return field;
}

static bool
field_is(ent_field field, const char *text)
{
    return field.length == strlen(text) && memcmp(field.bytes, text, field.length) == 0;
}

bool
ent_row_missing(const ent_row *row, size_t index)
{
    ent_field field = ent_row_field(row, index);

    return field.length == 0 || field_is(field, ".") || field_is(field, "NA") ||
           field_is(field, "-9") || field_is(field, "-8") || field_is(field, "-9.0");
}

const char *
ent_row_text(ent_row *row, size_t index)
{
    ent_field field = ent_row_field(row, index);
    char     *copy = row->strings + row->used;

    if (field.length == 0) {
        return NULL;
    }
    if (memchr(field.bytes, '\0', field.length) != NULL) {
        ent_row_reject(row, index, "a zero byte in the text");
        return NULL;
    }
    memcpy(copy, field.bytes, field.length);
    copy[field.length] = '\0';
    row->used += field.length + 1;
    return copy;
}

const char *
ent_row_key(ent_row *row, size_t index, const char *prefix)
{
    int32_t number = ent_row_integer(row, index, 1, INT32_MAX);
    char   *key = row->strings + row->used;

    if (number == ENT_NO_INTEGER) {
        ent_row_expect(row, index, "a positive number");
        return NULL;
    }
    (void)snprintf(key, KEY_ROOM, "%s%d", prefix, (int)number);
    row->used += strlen(key) + 1;
    return key;
}

int32_t
ent_row_integer(ent_row *row, size_t index, int32_t least, int32_t most)
{
    ent_field field = ent_row_field(row, index);
    int64_t   value;
    char      expected[64];

    if (ent_row_missing(row, index)) {
        return ENT_NO_INTEGER;
    }
    if (!ent_integer_read(field.bytes, field.length, &value) || value < least || value > most) {
        (void)snprintf(expected, sizeof expected, "a whole number from %d to %d", (int)least,
                       (int)most);
        ent_row_expect(row, index, expected);
        return ENT_NO_INTEGER;
    }
    return (int32_t)value;
}

double
ent_row_amount(ent_row *row, size_t index)
{
    ent_field field = ent_row_field(row, index);
    double    value;

    if (ent_row_missing(row, index)) {
        return (double)NAN;
    }
    if (!ent_number_read(field.bytes, field.length, &value) || !(value >= 0)) {
        ent_row_expect(row, index, "a number of at least 0, or -9 for missing");
        return (double)NAN;
    }
    return value;
}

bool
ent_row_flag(ent_row *row, size_t index)
{
    ent_field field = ent_row_field(row, index);

    if (ent_row_missing(row, index) || field_is(field, "0")) {
        return false;
    }
    if (!field_is(field, "1")) {
        ent_row_expect(row, index, "0 or 1");
        return false;
    }
    return true;
}

ent_state
ent_row_ccode(ent_row *row, size_t index)
{
    ent_field field = ent_row_field(row, index);
    int64_t   value;
    ent_state state;

    if (!ent_integer_read(field.bytes, field.length, &value) || value < 1 || value > INT32_MAX) {
        ent_row_expect(row, index, "a COW state number");
        return ENT_NO_STATE;
    }
    state = ent_codes_by_ccode(row->codes, (ent_ccode)value);
    if (state == ENT_NO_STATE) {
        ent_row_reject(row, index, "unmatched ccode %d", (int)value);
    }
    return state;
}

bool
ent_row_date(ent_row *row, size_t day, size_t month, size_t year, ent_span *out)
{
    int32_t y = ent_row_integer(row, year, FIRST_YEAR, LAST_YEAR);
    int32_t m = ent_row_integer(row, month, 1, 12);
    int32_t d = ent_row_integer(row, day, 1, 31);

    if (y == ENT_NO_INTEGER || row->bad) {
        return false;
    }
    if (m == ENT_NO_INTEGER) {
        *out = ent_span_of_year(y);
    } else if (d == ENT_NO_INTEGER) {
        out->from = ent_date_day(y, m, 1);
        out->to = out->from + ent_date_month_length(y, m);
    } else if (!ent_date_is_valid(y, m, d)) {
        ent_row_expect(row, day, "a day of that month");
        return false;
    } else {
        out->from = ent_date_day(y, m, d);
        out->to = out->from + 1;
    }
    return true;
}
