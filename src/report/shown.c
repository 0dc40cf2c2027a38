/*
 * shown.c - the rows that `show` answers with, before they are a table
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/shown.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "base/text.h"

void
ent_shown_init(ent_shown *shown, ent_ctx *ctx, const ent_record *record,
               const ent_show_options *options)
{
    memset(shown, 0, sizeof *shown);
    shown->ctx = ctx;
    shown->record = record;
    shown->span = (ent_span){ENT_DAY_MIN, ENT_DAY_MAX};
    if (options != NULL) {
        shown->for_reading = options->for_reading;
        shown->every_year = options->every_year;
        if (options->span.from < options->span.to) {
            shown->span = options->span;
        }
    }
    ent_arena_init(&shown->arena);
}

void
ent_shown_clear(ent_shown *shown)
{
    ent_arena_clear(&shown->arena);
    ent_free(shown->rows);
    shown->rows = NULL;
    shown->count = shown->capacity = 0;
}

const ent_source_file *
ent_shown_file(const ent_shown *shown, const ent_provenance *from)
{
    size_t                 count;
    const ent_source_file *files = ent_record_files(shown->record, &count);

    for (size_t i = 0; from != NULL && i < count; i++) {
        if (files[i].file == from->file) {
            return &files[i];
        }
    }
    return NULL;
}

/* Nothing is known of a published spell after its source's last day. */
static void
end_with_source(ent_shown *shown, ent_shown_row *row)
{
    const ent_source_file *file = ent_shown_file(shown, row->from);

    if (file == NULL || row->days.to != ENT_DAY_MAX || file->last == ENT_DAY_MAX ||
        strcmp(file->set, "world") == 0) {
        return;
    }
    row->days.to = file->last + 1;
    row->status =
        row->status != NULL
            ? ent_shown_keep(shown, ent_arena_printf(&shown->arena, "%s, last seen", row->status))
            : NULL;
}

void
ent_shown_add(ent_shown *shown, const ent_shown_row *row)
{
    ent_shown_row fresh = *row;

    end_with_source(shown, &fresh);
    if (ent_span_overlap(fresh.days, shown->span)) {
        ent_shown_put(shown, &fresh);
    }
}

void
ent_shown_put(ent_shown *shown, const ent_shown_row *row)
{
    if (shown->failed || !ENT_GROW(shown->rows, shown->capacity, shown->count + 1)) {
        shown->failed = true;
        return;
    }
    shown->rows[shown->count] = *row;
    shown->rows[shown->count].order = shown->count;
    shown->count++;
}

bool
ent_shown_has_year(const ent_shown *shown, int year, int last)
{
    bool is_short = shown->span.from != ENT_DAY_MIN && shown->span.to != ENT_DAY_MAX &&
                    ent_date_year(shown->span.to - 1) - ent_date_year(shown->span.from) < 10;

    return !shown->for_reading || shown->every_year || is_short || year % 5 == 0 || year == last;
}

const char *
ent_shown_keep(ent_shown *shown, const char *text)
{
    shown->failed = shown->failed || text == NULL;
    return text;
}

const char *
ent_shown_number(ent_shown *shown, double value)
{
    char printed[40];

    (void)ent_number_print(value, printed, sizeof printed);
    return ent_shown_keep(shown, ent_arena_strdup(&shown->arena, printed));
}

const char *
ent_shown_status(const ent_shown *shown, const char *seam, const ent_provenance *from,
                 ent_span days)
{
    const ent_source_file *file = ent_shown_file(shown, from);
    size_t                 count;
    const ent_seam        *seams = ent_record_seams(shown->record, &count);

    for (size_t i = 0; file != NULL && i < count; i++) {
        if (strcmp(seams[i].kind, seam) == 0 && strcmp(seams[i].set, file->set) == 0 &&
            strcmp(seams[i].version, file->version) == 0 && ent_span_overlap(seams[i].used, days)) {
            return "used";
        }
    }
    return "beside";
}

static int
compare_rows(const void *a, const void *b)
{
    const ent_shown_row *x = a, *y = b;

    if (x->days.from != y->days.from) {
        return x->days.from < y->days.from ? -1 : 1;
    }
    return x->order < y->order ? -1 : x->order > y->order;
}

void
ent_shown_sort(ent_shown *shown)
{
    if (shown->count > 1) {
        qsort(shown->rows, shown->count, sizeof *shown->rows, compare_rows);
    }
}

/* The columns of the interface. */

enum { KIND, TYPE, START, END, VALUE, STATUS, SOURCE, CITATION, FACT_ID, TITLE, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"kind", ENT_COLUMN_TEXT},   {"type", ENT_COLUMN_TEXT},     {"start", ENT_COLUMN_DAY},
    {"end", ENT_COLUMN_DAY},     {"value", ENT_COLUMN_TEXT},    {"status", ENT_COLUMN_TEXT},
    {"source", ENT_COLUMN_TEXT}, {"citation", ENT_COLUMN_TEXT}, {"fact_id", ENT_COLUMN_TEXT},
    {"title", ENT_COLUMN_TEXT},
};

/* A file of data/world, whose version is that of the tables of states too; NULL: none is there. */
static const ent_source_file *
file_of_world(const ent_record *record)
{
    size_t                 count;
    const ent_source_file *files = ent_record_files(record, &count);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(files[i].set, "world") == 0) {
            return &files[i];
        }
    }
    return NULL;
}

/* Where a row comes from, in the words of the interface; all NULL where it is not a single fact. */
typedef struct origin {
    const char *source; /* the key of the row's own citation, else the set and its version */
    const char *citation, *fact_id;
} origin;

static const char *
set_and_version(ent_shown *shown, const ent_source_file *file)
{
    return ent_shown_keep(shown,
                          ent_arena_printf(&shown->arena, "%s %s", file->set, file->version));
}

static origin
origin_of_code(ent_shown *shown, const ent_code_row *row)
{
    const ent_source_file *file = file_of_world(shown->record);
    ent_provenance         cited = {.citation = row->citation};
    origin                 out = {row->citation, NULL, NULL};

    if (file == NULL) {
        return out;
    }
    if (row->citation == NULL) {
        out.source = set_and_version(shown, file);
    }
    out.citation =
        row->citation != NULL ? ent_record_citation(shown->record, &cited) : file->citation;
    out.fact_id =
        ent_shown_keep(shown, ent_arena_printf(&shown->arena, "%s@%s/%s.csv:%u", file->set,
                                               file->version, row->table, (unsigned)row->line));
    return out;
}

static origin
origin_of(ent_shown *shown, const ent_shown_row *row)
{
    const ent_source_file *file;
    char                   fact[160];
    origin                 out = {NULL, NULL, NULL};

    if (row->row.table != NULL) {
        return origin_of_code(shown, &row->row);
    }
    if (row->file != NULL) {
        out.source = set_and_version(shown, row->file);
        out.citation = row->file->citation;
    }
    if (row->from == NULL) {
        return out;
    }
    file = ent_shown_file(shown, row->from);
    out.source = row->from->citation;
    if (out.source == NULL && file != NULL) {
        out.source = set_and_version(shown, file);
    }
    ent_record_fact_id(shown->record, row->from, fact);
    out.citation = ent_record_citation(shown->record, row->from);
    out.fact_id = ent_shown_keep(shown, ent_arena_strdup(&shown->arena, fact));
    return out;
}

static void
fill_row(ent_shown *shown, const ent_shown_row *row, ent_table *table)
{
    origin from = origin_of(shown, row);

    ent_table_row(table);
    ent_table_text(table, KIND, row->kind);
    ent_table_text(table, TYPE, row->type);
    ent_table_day(table, START, row->days.from);
    if (row->days.to != ENT_DAY_MAX) {
        ent_table_day(table, END, row->days.to - 1);
    }
    ent_table_text(table, VALUE, row->value);
    ent_table_text(table, STATUS, row->status);
    ent_table_text(table, TITLE, row->title);
    ent_table_text(table, SOURCE, from.source);
    ent_table_text(table, CITATION, from.citation);
    ent_table_text(table, FACT_ID, from.fact_id);
}

/* The columns for reading. */

enum { WHEN, READ_KIND, WHAT, READ_VALUE, READ_SOURCE, READ_COLUMNS };

static const ent_column READ_COLUMN[READ_COLUMNS] = {{"when", ENT_COLUMN_TEXT},
                                                     {"kind", ENT_COLUMN_TEXT},
                                                     {"what", ENT_COLUMN_TEXT},
                                                     {"value", ENT_COLUMN_TEXT},
                                                     {"source", ENT_COLUMN_TEXT}};

enum { WHAT_WIDTH = 52, VALUE_WIDTH = 44, SOURCE_WIDTH = 28 };

static bool
is_of_one_month(ent_span days)
{
    char first[16], last[16];

    if (days.from == ENT_DAY_MIN || days.to == ENT_DAY_MAX) {
        return false;
    }
    ent_date_print(days.from, first);
    ent_date_print(days.to - 1, last);
    return strncmp(first, last, strlen("1969-03")) == 0;
}

/* As short as says it: 1969-03-02, 1969-03, 1969, 1950-1980, 2001-, -1949. */
static const char *
print_when(ent_shown *shown, ent_span days)
{
    char day[16], from[16] = "", to[16] = "";

    if (days.from != ENT_DAY_MIN && days.to != ENT_DAY_MAX && days.to - days.from == 1) {
        ent_date_print(days.from, day);
        return ent_shown_keep(shown, ent_arena_strdup(&shown->arena, day));
    }
    if (days.from == ENT_DAY_MIN && days.to == ENT_DAY_MAX) {
        return NULL;
    }
    if (is_of_one_month(days)) {
        ent_date_print(days.from, day);
        return ent_shown_keep(shown, ent_arena_strndup(&shown->arena, day, strlen("1969-03")));
    }
    if (days.from != ENT_DAY_MIN) {
        (void)snprintf(from, sizeof from, "%d", ent_date_year(days.from));
    }
    if (days.to != ENT_DAY_MAX) {
        (void)snprintf(to, sizeof to, "%d", ent_date_year(days.to - 1));
    }
    if (strcmp(from, to) == 0) {
        return ent_shown_keep(shown, ent_arena_strdup(&shown->arena, from));
    }
    return ent_shown_keep(shown, ent_arena_printf(&shown->arena, "%s-%s", from, to));
}

/* At most `width` characters, the last an ellipsis where there are more. */
static const char *
cut(ent_shown *shown, const char *text, size_t width)
{
    size_t at = 0, last = 0, length = text != NULL ? strlen(text) : 0;

    for (size_t i = 0; i < width && at < length; i++) {
        size_t bytes = ent_utf8_length(text + at, length - at);

        last = at;
        at += bytes > 0 ? bytes : 1;
    }
    if (at >= length) {
        return text;
    }
    return ent_shown_keep(shown,
                          ent_arena_printf(&shown->arena, "%.*s\xE2\x80\xA6", (int)last, text));
}

static bool
is_usual(const char *status)
{
    return status == NULL || strcmp(status, "used") == 0 || strcmp(status, "observed") == 0;
}

static void
fill_reading_row(ent_shown *shown, const ent_shown_row *row, ent_table *table)
{
    const char *what = row->title != NULL ? row->title : row->type;
    const char *value = row->value != NULL ? row->value : "";

    if (row->mark != NULL && what != NULL) {
        what = ent_shown_keep(shown, ent_arena_printf(&shown->arena, "%s: %s", row->mark, what));
    }
    if (!is_usual(row->status)) {
        value = ent_shown_keep(shown, ent_arena_printf(&shown->arena, "%s%s(%s)", value,
                                                       value[0] != '\0' ? " " : "", row->status));
    }
    ent_table_row(table);
    ent_table_text(table, WHEN, print_when(shown, row->days));
    ent_table_text(table, READ_KIND, row->kind);
    ent_table_text(table, WHAT, cut(shown, what, WHAT_WIDTH));
    if (value != NULL && value[0] != '\0') {
        ent_table_text(table, READ_VALUE, cut(shown, value, VALUE_WIDTH));
    }
    ent_table_text(table, READ_SOURCE, cut(shown, origin_of(shown, row).source, SOURCE_WIDTH));
}

ent_status
ent_shown_table(ent_shown *shown, ent_table **out)
{
    ent_table *table;
    ent_status status = shown->for_reading
                            ? ent_table_create(shown->ctx, READ_COLUMN, READ_COLUMNS, &table)
                            : ent_table_create(shown->ctx, COLUMN, COLUMNS, &table);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < shown->count; i++) {
        if (shown->for_reading) {
            fill_reading_row(shown, &shown->rows[i], table);
        } else {
            fill_row(shown, &shown->rows[i], table);
        }
    }
    status = shown->failed ? ent_fail_nomem(shown->ctx) : ent_table_check(shown->ctx, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}
