/*
 * table.c - rows of named, typed columns
 *
 *   1. cells     2. reading them back     3. CSV, JSON, JSON Lines     4. aligned text
 *
 * SPDX-License-Identifier: MIT
 */
#include "entente/table.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/date.h"
#include "base/table_json.h"

typedef union cell {
    const char *text; /* NULL: missing */
    int64_t     integer;
    double      number;
} cell;

/* The bit pattern of a missing integer, boolean or day. */
#define MISSING INT64_MIN

struct ent_table {
    ent_column *columns;
    size_t      column_count, row_count;
    cell       *cells;
    size_t      capacity;
    ent_arena   arena;
    bool        failed;
    const char *misused; /* a column that was given a value of another type, or NULL */
    cell        nowhere; /* takes the values that have no cell */
    char        shown[40];
};

/* 1. cells */

ent_status
ent_table_create(ent_ctx *ctx, const ent_column *columns, size_t count, ent_table **out)
{
    ent_table *table = ent_alloc_zero(1, sizeof *table);

    if (table == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&table->arena);
    table->columns = ent_alloc(count, sizeof *columns);
    if (table->columns == NULL) {
        ent_table_destroy(table);
        return ent_fail_nomem(ctx);
    }
    memcpy(table->columns, columns, count * sizeof *columns);
    table->column_count = count;
    *out = table;
    return ENT_OK;
}

void
ent_table_destroy(ent_table *table)
{
    if (table != NULL) {
        ent_arena_clear(&table->arena);
        ent_free(table->columns);
        ent_free(table->cells);
        ent_free(table);
    }
}

static void
set_missing(const ent_table *table, cell *at, size_t column)
{
    switch (table->columns[column].type) {
    case ENT_COLUMN_TEXT:
        at->text = NULL;
        break;
    case ENT_COLUMN_NUMBER:
        at->number = NAN;
        break;
    case ENT_COLUMN_INTEGER:
    case ENT_COLUMN_BOOLEAN:
    case ENT_COLUMN_DAY:
        at->integer = MISSING;
        break;
    }
}

void
ent_table_row(ent_table *table)
{
    size_t first = table->row_count * table->column_count;

    if (table->failed || !ENT_GROW(table->cells, table->capacity, first + table->column_count)) {
        table->failed = true;
        return;
    }
    for (size_t i = 0; i < table->column_count; i++) {
        set_missing(table, &table->cells[first + i], i);
    }
    table->row_count++;
}

/* The cell of the last row; a wrong column or type is a bug of the caller, told by the check. */
static cell *
current(ent_table *table, size_t column, ent_column_type type)
{
    if (column >= table->column_count || table->columns[column].type != type) {
        table->misused = column < table->column_count ? table->columns[column].name : "?";
        return &table->nowhere;
    }
    if (table->failed || table->row_count == 0) {
        return &table->nowhere;
    }
    return &table->cells[(table->row_count - 1) * table->column_count + column];
}

void
ent_table_text(ent_table *table, size_t column, const char *value)
{
    const char *copy;

    if (value == NULL || table->failed) {
        return;
    }
    copy = ent_arena_strdup(&table->arena, value);
    if (copy == NULL) {
        table->failed = true;
        return;
    }
    current(table, column, ENT_COLUMN_TEXT)->text = copy;
}

void
ent_table_text_borrowed(ent_table *table, size_t column, const char *value)
{
    current(table, column, ENT_COLUMN_TEXT)->text = value;
}

void
ent_table_integer(ent_table *table, size_t column, int64_t value)
{
    if (column < table->column_count && table->columns[column].type == ENT_COLUMN_NUMBER) {
        ent_table_number(table, column, (double)value);
    } else {
        current(table, column, ENT_COLUMN_INTEGER)->integer = value;
    }
}

void
ent_table_number(ent_table *table, size_t column, double value)
{
    current(table, column, ENT_COLUMN_NUMBER)->number = value;
}

void
ent_table_boolean(ent_table *table, size_t column, bool value)
{
    current(table, column, ENT_COLUMN_BOOLEAN)->integer = value;
}

void
ent_table_day(ent_table *table, size_t column, ent_day day)
{
    if (day != ENT_DAY_MIN && day != ENT_DAY_MAX) {
        current(table, column, ENT_COLUMN_DAY)->integer = day;
    }
}

ent_status
ent_table_check(ent_ctx *ctx, const ent_table *table)
{
    if (table->misused != NULL) {
        return ent_fail(ctx, ENT_E_BUG, "column '%s' was given a value of another type",
                        table->misused);
    }
    return table->failed ? ent_fail_nomem(ctx) : ENT_OK;
}

/* 2. reading them back */

size_t
ent_table_row_count(const ent_table *table)
{
    return table->row_count;
}

size_t
ent_table_column_count(const ent_table *table)
{
    return table->column_count;
}

const ent_column *
ent_table_columns(const ent_table *table)
{
    return table->columns;
}

static const cell *
cell_at(const ent_table *table, size_t row, size_t column)
{
    return &table->cells[row * table->column_count + column];
}

bool
ent_table_is_missing(const ent_table *table, size_t row, size_t column)
{
    const cell *at = cell_at(table, row, column);

    switch (table->columns[column].type) {
    case ENT_COLUMN_TEXT:
        return at->text == NULL;
    case ENT_COLUMN_NUMBER:
        return !isfinite(at->number);
    case ENT_COLUMN_INTEGER:
    case ENT_COLUMN_BOOLEAN:
    case ENT_COLUMN_DAY:
        break;
    }
    return at->integer == MISSING;
}

/* The cell as text: that of the table, or printed into `room` (40 bytes); never NULL. */
static const char *
cell_text(const ent_table *table, size_t row, size_t column, char *room)
{
    const cell *at = cell_at(table, row, column);

    if (ent_table_is_missing(table, row, column)) {
        return "";
    }
    switch (table->columns[column].type) {
    case ENT_COLUMN_TEXT:
        return at->text;
    case ENT_COLUMN_NUMBER:
        (void)ent_number_print(at->number, room, 40);
        break;
    case ENT_COLUMN_INTEGER:
        (void)ent_integer_print(at->integer, room);
        break;
    case ENT_COLUMN_BOOLEAN:
        return at->integer != 0 ? "true" : "false";
    case ENT_COLUMN_DAY:
        ent_date_print((ent_day)at->integer, room);
        break;
    }
    return room;
}

static void
add_cell(const ent_table *table, size_t row, size_t column, ent_text *out)
{
    char room[40];

    ent_text_add(out, cell_text(table, row, column, room));
}

const char *
ent_table_get_text(ent_table *table, size_t row, size_t column)
{
    return cell_text(table, row, column, table->shown);
}

double
ent_table_get_number(const ent_table *table, size_t row, size_t column)
{
    const cell *at = cell_at(table, row, column);

    if (ent_table_is_missing(table, row, column)) {
        return NAN;
    }
    switch (table->columns[column].type) {
    case ENT_COLUMN_TEXT:
        return NAN;
    case ENT_COLUMN_NUMBER:
        return at->number;
    case ENT_COLUMN_INTEGER:
    case ENT_COLUMN_BOOLEAN:
    case ENT_COLUMN_DAY:
        break;
    }
    return (double)at->integer;
}

static bool
is_same(ent_column_type type, const cell *a, const cell *b)
{
    switch (type) {
    case ENT_COLUMN_TEXT:
        return strcmp(a->text, b->text) == 0;
    case ENT_COLUMN_NUMBER:
        return a->number == b->number;
    case ENT_COLUMN_INTEGER:
    case ENT_COLUMN_BOOLEAN:
    case ENT_COLUMN_DAY:
        break;
    }
    return a->integer == b->integer;
}

bool
ent_table_is_alike(const ent_table *table, size_t column)
{
    for (size_t row = 1; row < table->row_count; row++) {
        bool none = ent_table_is_missing(table, row, column);

        if (none != ent_table_is_missing(table, 0, column) ||
            (!none && !is_same(table->columns[column].type, cell_at(table, row, column),
                               cell_at(table, 0, column)))) {
            return false;
        }
    }
    return table->row_count > 1;
}

ent_status
ent_table_select(ent_ctx *ctx, const ent_table *table, const size_t *columns, size_t count,
                 ent_table **out)
{
    ent_column *chosen = ent_alloc(count + 1, sizeof *chosen);
    ent_table  *made = NULL;
    ent_status  status = chosen != NULL ? ENT_OK : ent_fail_nomem(ctx);

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        chosen[i] = table->columns[columns[i]];
    }
    if (status == ENT_OK) {
        status = ent_table_create(ctx, chosen, count, &made);
    }
    ent_free(chosen);
    for (size_t row = 0; row < table->row_count && status == ENT_OK; row++) {
        ent_table_row(made);
        for (size_t i = 0; i < count && !made->failed; i++) {
            cell *to = &made->cells[row * count + i];

            *to = *cell_at(table, row, columns[i]);
            if (made->columns[i].type == ENT_COLUMN_TEXT && to->text != NULL) {
                to->text = ent_arena_strdup(&made->arena, to->text);
                made->failed = to->text == NULL;
            }
        }
        status = ent_table_check(ctx, made);
    }
    if (status != ENT_OK) {
        ent_table_destroy(made);
        return status;
    }
    *out = made;
    return ENT_OK;
}

/* 3. CSV, JSON, JSON Lines */

static void
add_json_cell(const ent_table *table, size_t row, size_t column, ent_text *out)
{
    const cell *at = cell_at(table, row, column);

    if (ent_table_is_missing(table, row, column)) {
        ent_text_add(out, "null");
    } else if (table->columns[column].type == ENT_COLUMN_TEXT) {
        ent_text_add_json(out, at->text, strlen(at->text));
    } else if (table->columns[column].type == ENT_COLUMN_DAY) {
        ent_text_add_char(out, '"');
        add_cell(table, row, column, out);
        ent_text_add_char(out, '"');
    } else {
        add_cell(table, row, column, out);
    }
}

static void
add_json_row(const ent_table *table, size_t row, ent_text *out)
{
    ent_text_add_char(out, '{');
    for (size_t i = 0; i < table->column_count; i++) {
        ent_text_addf(out, "%s\"%s\": ", i > 0 ? ", " : "", table->columns[i].name);
        add_json_cell(table, row, i, out);
    }
    ent_text_add_char(out, '}');
}

static void
add_csv_row(const ent_table *table, size_t row, ent_text *out)
{
    for (size_t i = 0; i < table->column_count; i++) {
        const cell *at = cell_at(table, row, i);

        if (i > 0) {
            ent_text_add_char(out, ',');
        }
        if (table->columns[i].type == ENT_COLUMN_TEXT && at->text != NULL) {
            ent_text_add_csv(out, at->text);
        } else {
            add_cell(table, row, i, out);
        }
    }
    ent_text_add_char(out, '\n');
}

static void
add_csv_header(const ent_table *table, ent_text *out)
{
    for (size_t i = 0; i < table->column_count; i++) {
        ent_text_addf(out, "%s%s", i > 0 ? "," : "", table->columns[i].name);
    }
    ent_text_add_char(out, '\n');
}

void
ent_table_about_add(ent_text *out, const ent_table_about *about)
{
    const char *version = about != NULL && about->version != NULL ? about->version : ent_version();

    ent_text_add(out, "{\"entente\": ");
    ent_text_add_json(out, version, strlen(version));
    ent_text_add(out, ",\n");
    if (about != NULL && about->command != NULL) {
        ent_text_add(out, " \"command\": ");
        ent_text_add_json(out, about->command, strlen(about->command));
        ent_text_add(out, ",\n");
    }
    if (about != NULL && about->has_seed) {
        ent_text_addf(out, " \"seed\": %llu,\n", (unsigned long long)about->seed);
    }
    if (about != NULL && about->sources != NULL) {
        ent_text_add(out, " \"sources\": [");
        for (size_t i = 0; about->sources[i] != NULL; i++) {
            ent_text_add(out, i > 0 ? ", " : "");
            ent_text_add_json(out, about->sources[i], strlen(about->sources[i]));
        }
        ent_text_add(out, "],\n");
    }
    ent_text_add(out, " \"rows\": [");
}

/* 4. aligned text */

enum { WIDEST = 72 };

/* Characters, not bytes; good enough for the scripts that the tables hold. */
static size_t
width_of(const char *text, size_t length)
{
    size_t width = 0;

    for (size_t i = 0; i < length; i++) {
        width += ((unsigned char)text[i] & 0xC0) != 0x80;
    }
    return width;
}

static void
add_shown_number(double value, ent_text *out)
{
    char printed[40];

    ent_text_add_bytes(out, printed, ent_number_print_shown(value, printed, sizeof printed));
}

/* Text for a terminal, on one line. */
static void
add_printable(const char *text, ent_text *out)
{
    size_t length = strlen(text);

    for (size_t i = 0; i < length;) {
        char   shown[ENT_VISIBLE_SIZE];
        size_t taken = ent_visible_at(text + i, length - i, shown);

        ent_text_add(out, strchr("\n\r\t", text[i]) != NULL ? " " : shown);
        i += taken;
    }
}

static void
add_shown_cell(const ent_table *table, size_t row, size_t column, ent_text *out)
{
    if (ent_table_is_missing(table, row, column)) {
        ent_text_add(out, "-");
    } else if (table->columns[column].type == ENT_COLUMN_NUMBER) {
        add_shown_number(cell_at(table, row, column)->number, out);
    } else if (table->columns[column].type == ENT_COLUMN_TEXT) {
        add_printable(cell_at(table, row, column)->text, out);
    } else {
        add_cell(table, row, column, out);
    }
}

static void
add_padded(ent_text *out, const char *text, size_t length, size_t width, bool right, bool last)
{
    size_t own = width_of(text, length);
    size_t gap = width > own ? width - own : 0;

    for (size_t i = 0; right && i < gap; i++) {
        ent_text_add_char(out, ' ');
    }
    ent_text_add_bytes(out, text, length);
    for (size_t i = 0; !right && !last && i < gap; i++) {
        ent_text_add_char(out, ' ');
    }
    ent_text_add(out, last ? "\n" : "  ");
}

static bool
is_right(const ent_table *table, size_t column)
{
    return table->columns[column].type == ENT_COLUMN_NUMBER ||
           table->columns[column].type == ENT_COLUMN_INTEGER;
}

static void
write_aligned(ent_table *table, size_t *widths, FILE *stream, ent_text *line)
{
    ent_text shown;

    ent_text_init(&shown);
    for (size_t i = 0; i < table->column_count; i++) {
        widths[i] = strlen(table->columns[i].name);
        for (size_t row = 0; row < table->row_count && !shown.failed; row++) {
            size_t width;

            shown.length = 0;
            add_shown_cell(table, row, i, &shown);
            width = width_of(ent_text_get(&shown), shown.length);
            widths[i] = width > widths[i] ? width : widths[i];
        }
        widths[i] = widths[i] > WIDEST ? WIDEST : widths[i];
    }
    for (size_t row = 0; row <= table->row_count; row++) {
        line->length = 0;
        for (size_t i = 0; i < table->column_count; i++) {
            bool last = i + 1 == table->column_count;

            shown.length = 0;
            if (row == 0) {
                ent_text_add(&shown, table->columns[i].name);
            } else {
                add_shown_cell(table, row - 1, i, &shown);
            }
            add_padded(line, ent_text_get(&shown), shown.length, widths[i], is_right(table, i),
                       last);
        }
        (void)fwrite(ent_text_get(line), 1, line->length, stream);
    }
    line->failed = line->failed || shown.failed;
    ent_text_clear(&shown);
}

/* What stands before, in and behind the rows of a table in a format for programs. */
static void
add_head(const ent_table *table, ent_format format, const ent_table_about *about, ent_text *out)
{
    if (format == ENT_FORMAT_CSV) {
        add_csv_header(table, out);
    } else if (format == ENT_FORMAT_JSON) {
        ent_table_about_add(out, about);
    }
}

static void
add_row(const ent_table *table, ent_format format, size_t row, ent_text *out)
{
    if (format == ENT_FORMAT_CSV) {
        add_csv_row(table, row, out);
    } else if (format == ENT_FORMAT_JSONL) {
        add_json_row(table, row, out);
        ent_text_add_char(out, '\n');
    } else {
        ent_text_add(out, ENT_TABLE_JSON_BEFORE(row));
        add_json_row(table, row, out);
    }
}

static void
add_foot(const ent_table *table, ent_format format, ent_text *out)
{
    if (format == ENT_FORMAT_JSON) {
        ent_text_add(out, ENT_TABLE_JSON_END(table->row_count));
    }
}

/* Row by row, so that a large table needs no second copy of itself. */
static void
write_parts(const ent_table *table, ent_format format, const ent_table_about *about, FILE *stream,
            ent_text *line)
{
    add_head(table, format, about, line);
    (void)fwrite(ent_text_get(line), 1, line->length, stream);
    for (size_t row = 0; row < table->row_count; row++) {
        line->length = 0;
        add_row(table, format, row, line);
        (void)fwrite(ent_text_get(line), 1, line->length, stream);
    }
    line->length = 0;
    add_foot(table, format, line);
    (void)fwrite(ent_text_get(line), 1, line->length, stream);
}

ent_status
ent_table_print(ent_ctx *ctx, const ent_table *table, ent_format format,
                const ent_table_about *about, ent_text *out)
{
    ent_status status = ent_table_check(ctx, table);

    if (status != ENT_OK) {
        return status;
    }
    if (format == ENT_FORMAT_TABLE) {
        return ent_fail(ctx, ENT_E_ARG, "the aligned form of a table is for a stream");
    }
    add_head(table, format, about, out);
    for (size_t row = 0; row < table->row_count; row++) {
        add_row(table, format, row, out);
    }
    add_foot(table, format, out);
    return out->failed ? ent_fail_nomem(ctx) : ENT_OK;
}

ent_status
ent_table_write(ent_ctx *ctx, ent_table *table, ent_format format, const ent_table_about *about,
                FILE *stream)
{
    ent_text   line;
    size_t    *widths = NULL;
    ent_status status = ent_table_check(ctx, table);
    bool       failed = false;

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&line);
    if (format == ENT_FORMAT_TABLE) {
        widths = ent_alloc(table->column_count, sizeof *widths);
        failed = widths == NULL;
        if (!failed) {
            write_aligned(table, widths, stream, &line);
        }
        ent_free(widths);
    } else {
        write_parts(table, format, about, stream, &line);
    }
    failed = failed || line.failed;
    ent_text_clear(&line);
    if (failed) {
        return ent_fail_nomem(ctx);
    }
    if (ferror(stream) != 0) {
        return ent_fail(ctx, ENT_E_FILE, "cannot write: %s", strerror(errno));
    }
    return ENT_OK;
}
