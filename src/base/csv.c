/*
 * csv.c - rows of delimited text, with the place of every field
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/csv.h"

#include <string.h>

#include "base/alloc.h"

void
ent_csv_init(ent_csv *csv, const char *name, const char *bytes, size_t length, char separator,
             bool comments)
{
    memset(csv, 0, sizeof *csv);
    csv->name = name;
    csv->bytes = bytes;
    csv->length = length;
    csv->separator = separator;
    csv->comments = comments;
    csv->next_line = 1;
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        csv->at = 3;
    }
}

void
ent_csv_clear(ent_csv *csv)
{
    ent_free(csv->fields);
    ent_free(csv->header);
    ent_text_clear(&csv->unquoted);
    ent_text_clear(&csv->header_unquoted);
    memset(csv, 0, sizeof *csv);
}

static bool
at_end_of_line(const ent_csv *csv, size_t at)
{
    return at >= csv->length || csv->bytes[at] == '\n' || csv->bytes[at] == '\r';
}

/* Step over one end of line at `at`. */
static void
step_over_end(ent_csv *csv, size_t at)
{
    if (at < csv->length && csv->bytes[at] == '\r') {
        at++;
    }
    if (at < csv->length && csv->bytes[at] == '\n') {
        at++;
    }
    csv->at = at;
    csv->next_line++;
}

static void
skip_line(ent_csv *csv)
{
    size_t at = csv->at;

    while (!at_end_of_line(csv, at)) {
        at++;
    }
    step_over_end(csv, at);
}

/* A quoted field from its opening quote; returns the place after its closing one, 0 if none. */
static size_t
quoted_end(const ent_csv *csv, size_t at, bool *doubled, size_t *lines)
{
    *doubled = false;
    for (at++; at < csv->length; at++) {
        if (csv->bytes[at] == '"') {
            if (at + 1 < csv->length && csv->bytes[at + 1] == '"') {
                *doubled = true;
                at++;
            } else {
                return at + 1;
            }
        } else if (csv->bytes[at] == '\n' ||
                   (csv->bytes[at] == '\r' &&
                    (at + 1 >= csv->length || csv->bytes[at + 1] != '\n'))) {
            (*lines)++;
        }
    }
    return 0;
}

/* Doubled quotes made single, kept in `unquoted` as an offset until the row is whole. */
static void
unquote(ent_csv *csv, ent_field *field)
{
    size_t start = csv->unquoted.length;

    for (size_t i = 0; i < field->length; i++) {
        ent_text_add_char(&csv->unquoted, field->bytes[i]);
        if (field->bytes[i] == '"') {
            i++;
        }
    }
    field->bytes = NULL;
    field->length = csv->unquoted.length - start;
}

static ent_status
read_row(ent_ctx *ctx, ent_csv *csv)
{
    size_t at = csv->at, start_of_line = csv->at, lines = 0;

    csv->count = 0;
    csv->unquoted.length = 0;
    for (;;) {
        ent_field field = {csv->bytes + at, 0, at - start_of_line + 1};

        if (csv->count == ENT_CSV_MAX_COLUMNS) {
            skip_line(csv);
            return ent_fail(ctx, ENT_E_INPUT, "%s:%zu: more than %d columns", csv->name, csv->line,
                            ENT_CSV_MAX_COLUMNS);
        }
        if (!ENT_GROW(csv->fields, csv->capacity, csv->count + 1)) {
            return ent_fail_nomem(ctx);
        }
        if (at < csv->length && csv->bytes[at] == '"') {
            bool   doubled;
            size_t end = quoted_end(csv, at, &doubled, &lines);

            if (end == 0) {
                skip_line(csv);
                return ent_fail(ctx, ENT_E_INPUT, "%s:%zu:%zu: the quote never ends", csv->name,
                                csv->line, field.column);
            }
            field.bytes = csv->bytes + at + 1;
            field.length = end - at - 2;
            at = end;
            if (doubled) {
                unquote(csv, &field);
            }
            while (!at_end_of_line(csv, at) && csv->bytes[at] != csv->separator) {
                at++; /* text behind the closing quote is passed over */
            }
        } else {
            while (!at_end_of_line(csv, at) && csv->bytes[at] != csv->separator) {
                at++;
            }
            field.length = (size_t)(csv->bytes + at - field.bytes);
        }
        csv->fields[csv->count++] = field;
        if (at_end_of_line(csv, at)) {
            break;
        }
        at++;
    }
    step_over_end(csv, at);
    csv->next_line += lines;
    return csv->unquoted.failed ? ent_fail_nomem(ctx) : ENT_OK;
}

ent_status
ent_csv_next(ent_ctx *ctx, ent_csv *csv, bool *more)
{
    ent_status status;
    size_t     offset = 0;

    for (;;) {
        if (csv->at >= csv->length) {
            *more = false;
            return ENT_OK;
        }
        if (at_end_of_line(csv, csv->at)) {
            step_over_end(csv, csv->at);
        } else if (csv->comments && csv->bytes[csv->at] == '#') {
            skip_line(csv);
        } else {
            break;
        }
    }
    *more = true;
    csv->line = csv->next_line;
    status = read_row(ctx, csv);
    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < csv->count; i++) {
        if (csv->fields[i].bytes == NULL) {
            csv->fields[i].bytes = ent_text_get(&csv->unquoted) + offset;
            offset += csv->fields[i].length;
        }
    }
    return ENT_OK;
}

ent_status
ent_csv_read_header(ent_ctx *ctx, ent_csv *csv)
{
    bool       more;
    ent_status status = ent_csv_next(ctx, csv, &more);

    if (status != ENT_OK) {
        return status;
    }
    if (!more) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: empty, expected a header row", csv->name);
    }
    csv->header = csv->fields;
    csv->header_count = csv->count;
    csv->header_unquoted = csv->unquoted;
    ent_text_init(&csv->unquoted);
    csv->fields = NULL;
    csv->count = csv->capacity = 0;
    return ENT_OK;
}

int
ent_csv_column(const ent_csv *csv, const char *name)
{
    size_t length = strlen(name);

    for (size_t i = 0; i < csv->header_count; i++) {
        if (csv->header[i].length == length &&
            memcmp(csv->header[i].bytes, name, length) == 0) {
            return (int)i;
        }
    }
    return -1;
}

ent_status
ent_csv_find_columns(ent_ctx *ctx, const ent_csv *csv, const char *const *names, size_t count,
                     size_t *out)
{
    for (size_t i = 0; i < count; i++) {
        int column = ent_csv_column(csv, names[i]);

        if (column < 0) {
            return ent_fail(ctx, ENT_E_INPUT, "%s:1: no column '%s' in the header", csv->name,
                            names[i]);
        }
        out[i] = (size_t)column;
    }
    return ENT_OK;
}

ent_field
ent_csv_field(const ent_csv *csv, size_t column)
{
    if (column < csv->count) {
        return csv->fields[column];
    }
    return (ent_field){"", 0, 0};
}

ent_status
ent_csv_fail(ent_ctx *ctx, const ent_csv *csv, size_t column, const char *expected)
{
    ent_field field = ent_csv_field(csv, column);
    int       shown = field.length > 60 ? 60 : (int)field.length;

    if (column < csv->header_count) {
        return ent_fail(ctx, ENT_E_INPUT, "%s:%zu:%zu: '%.*s' is '%.*s', expected %s", csv->name,
                        csv->line, field.column, (int)csv->header[column].length,
                        csv->header[column].bytes, shown, field.bytes, expected);
    }
    return ent_fail(ctx, ENT_E_INPUT, "%s:%zu:%zu: '%.*s', expected %s", csv->name, csv->line,
                    field.column, shown, field.bytes, expected);
}
