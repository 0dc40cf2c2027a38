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

/* A place in the input, to tell line and column from. */
typedef struct place {
    size_t line, start_of_line;
} place;

/* A quoted field from its opening quote; returns the place after its closing one, 0 if none. */
static size_t
quoted_end(const ent_csv *csv, size_t at, bool *doubled, place *now)
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
            now->line++;
            now->start_of_line = at + 1;
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

/*
 * Go on behind the line of `at`, where reading stopped, and not behind the first line of the row:
 * else the lines of one long row would each be read to its end again.
 */
static void
give_up_row(ent_csv *csv, size_t at, size_t line)
{
    csv->at = at;
    csv->next_line = line;
    skip_line(csv);
}

/* Read one field at `*at` and step to its end; false when its quote never ends. */
static bool
read_field(ent_csv *csv, size_t *at, place *now, ent_field *field)
{
    size_t end = *at;

    *field = (ent_field){csv->bytes + *at, 0, *at - now->start_of_line + 1, now->line};
    if (*at < csv->length && csv->bytes[*at] == '"') {
        bool doubled;

        end = quoted_end(csv, *at, &doubled, now);
        if (end == 0) {
            return false;
        }
        field->bytes = csv->bytes + *at + 1;
        field->length = end - *at - 2;
        if (doubled) {
            unquote(csv, field);
        }
        while (!at_end_of_line(csv, end) && csv->bytes[end] != csv->separator) {
            end++; /* text behind the closing quote is passed over */
        }
    } else {
        while (!at_end_of_line(csv, end) && csv->bytes[end] != csv->separator) {
            end++;
        }
        field->length = end - *at;
    }
    *at = end;
    return true;
}

static ent_status
read_row(ent_ctx *ctx, ent_csv *csv)
{
    place  now = {csv->line, csv->at};
    size_t at = csv->at;

    csv->count = 0;
    csv->unquoted.length = 0;
    for (;;) {
        ent_field *field;

        if (csv->count == ENT_CSV_MAX_COLUMNS) {
            give_up_row(csv, at, now.line);
            return ent_fail(ctx, ENT_E_INPUT, "%s:%zu: more than %d columns", csv->name, csv->line,
                            ENT_CSV_MAX_COLUMNS);
        }
        if (!ENT_GROW(csv->fields, csv->capacity, csv->count + 1)) {
            return ent_fail_nomem(ctx);
        }
        field = &csv->fields[csv->count];
        if (!read_field(csv, &at, &now, field)) {
            give_up_row(csv, at, field->line);
            return ent_fail(ctx, ENT_E_INPUT, "%s:%zu:%zu: the quote never ends", csv->name,
                            field->line, field->column);
        }
        csv->count++;
        if (at_end_of_line(csv, at)) {
            break;
        }
        at++;
    }
    csv->next_line = now.line;
    step_over_end(csv, at);
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
        return ent_fail(ctx, ENT_E_INPUT, "%s:1:1: empty, expected a header row", csv->name);
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
        if (csv->header[i].length == length && memcmp(csv->header[i].bytes, name, length) == 0) {
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

ent_status
ent_csv_read_columns(ent_ctx *ctx, ent_csv *csv, const char *const *names, size_t count,
                     size_t *out)
{
    ent_status status = ent_csv_read_header(ctx, csv);

    return status == ENT_OK ? ent_csv_find_columns(ctx, csv, names, count, out) : status;
}

ent_status
ent_csv_each(ent_ctx *ctx, ent_csv *csv, ent_csv_take take, void *user)
{
    bool       more = true;
    ent_status status = ENT_OK;

    while (status == ENT_OK && more) {
        status = ent_csv_next(ctx, csv, &more);
        if (status == ENT_OK && more) {
            status = take(ctx, user, csv);
        }
    }
    return status;
}

bool
ent_field_is(ent_field field, const char *text)
{
    return field.length == strlen(text) && memcmp(field.bytes, text, field.length) == 0;
}

ent_field
ent_csv_field(const ent_csv *csv, size_t column)
{
    if (column < csv->count) {
        return csv->fields[column];
    }
    return (ent_field){"", 0, 0, csv->line};
}

ent_status
ent_csv_fail(ent_ctx *ctx, const ent_csv *csv, size_t column, const char *expected)
{
    ent_field field = ent_csv_field(csv, column);
    int       shown = field.length > 60 ? 60 : (int)field.length;

    if (column < csv->header_count) {
        return ent_fail(ctx, ENT_E_INPUT, "%s:%zu:%zu: '%.*s' is '%.*s', expected %s", csv->name,
                        field.line, field.column, (int)csv->header[column].length,
                        csv->header[column].bytes, shown, field.bytes, expected);
    }
    return ent_fail(ctx, ENT_E_INPUT, "%s:%zu:%zu: '%.*s', expected %s", csv->name, field.line,
                    field.column, shown, field.bytes, expected);
}
