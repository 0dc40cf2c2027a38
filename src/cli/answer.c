/*
 * answer.c - an answer of tables: states in the code asked for, in the format asked for
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/date.h"
#include "cli/cli.h"

static bool
is_state_column(const char *name)
{
    static const char *const NAMES[] = {"state",  "state_a",    "state_b", "pivot",
                                        "leader", "second",     "from",    "partner",
                                        "power",  "invoked_by", "against"};

    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        if (strcmp(NAMES[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* The last day of a cell that holds a year, a period (`2015-10`) or a day; else false. */
static bool
day_of_cell(ent_table *table, size_t row, size_t column, ent_day *out)
{
    const char *name = ent_table_columns(table)[column].name;
    const char *text;
    ent_span    span;

    if (strcmp(name, "year") != 0 && strcmp(name, "period") != 0 && strcmp(name, "date") != 0) {
        return false;
    }
    text = ent_table_get_text(table, row, column);
    if (!ent_span_read(text, strlen(text), &span)) {
        return false;
    }
    *out = span.to - 1;
    return true;
}

/* The date that a row speaks of, else the one asked for, else none. */
static ent_day
day_of_row(const cli *c, ent_table *table, size_t row)
{
    ent_day day;

    for (size_t i = 0; i < ent_table_column_count(table); i++) {
        if (day_of_cell(table, row, i, &day)) {
            return day;
        }
    }
    return c->span.from < c->span.to ? c->span.to - 1 : ENT_NO_DAY;
}

static ent_status
translate(cli *c, ent_table *table, size_t row, size_t column, ent_table *out)
{
    ent_state state = ent_codes_find(c->codes, ent_table_get_text(table, row, column));
    ent_day   day = day_of_row(c, table, row);
    char      number[ENT_CODE_SIZE] = "";

    if (state == ENT_NO_STATE) {
        ent_table_text(out, column, ent_table_get_text(table, row, column));
        return ENT_OK;
    }
    if (day == ENT_NO_DAY) {
        ent_status status = ent_codes_to(c->ctx, c->codes, state, c->code, day, number);

        if (status != ENT_OK) {
            return status;
        }
    } else {
        ent_ccode code = c->code == ENT_SCHEME_GW ? ent_codes_gw(c->codes, state, day)
                                                  : ent_codes_ccode(c->codes, state, day);

        (void)snprintf(number, sizeof number, "%d", (int)code);
    }
    ent_table_text(out, column, number);
    return ENT_OK;
}

static ent_status
copy_cell(cli *c, ent_table *table, size_t row, size_t column, ent_table *out)
{
    const ent_column *columns = ent_table_columns(table);

    if (ent_table_is_missing(table, row, column)) {
        return ENT_OK;
    }
    switch (columns[column].type) {
    case ENT_COLUMN_TEXT:
        if (is_state_column(columns[column].name)) {
            return translate(c, table, row, column, out);
        }
        ent_table_text(out, column, ent_table_get_text(table, row, column));
        break;
    case ENT_COLUMN_NUMBER:
        ent_table_number(out, column, ent_table_get_number(table, row, column));
        break;
    case ENT_COLUMN_INTEGER:
        ent_table_integer(out, column, (int64_t)ent_table_get_number(table, row, column));
        break;
    case ENT_COLUMN_BOOLEAN:
        ent_table_boolean(out, column, ent_table_get_number(table, row, column) != 0);
        break;
    case ENT_COLUMN_DAY:
        ent_table_day(out, column, (ent_day)ent_table_get_number(table, row, column));
        break;
    }
    return ENT_OK;
}

/* The same table with states in the scheme of --code. */
static ent_status
recode(cli *c, ent_table **table)
{
    ent_table *out;
    ent_status status = cli_open_codes(c);

    if (status == ENT_OK) {
        status = ent_table_create(c->ctx, ent_table_columns(*table), ent_table_column_count(*table),
                                  &out);
    }
    if (status != ENT_OK) {
        return status;
    }
    for (size_t row = 0; row < ent_table_row_count(*table) && status == ENT_OK; row++) {
        ent_table_row(out);
        for (size_t i = 0; i < ent_table_column_count(*table) && status == ENT_OK; i++) {
            status = copy_cell(c, *table, row, i, out);
        }
    }
    if (status == ENT_OK) {
        status = ent_table_check(c->ctx, out);
    }
    if (status != ENT_OK) {
        ent_table_destroy(out);
        return status;
    }
    ent_table_destroy(*table);
    *table = out;
    return ENT_OK;
}

ent_status
cli_sources(cli *c, ent_arena *arena, const char *const **out)
{
    const ent_source_file *const *sources;
    size_t                        count;
    const char                  **list;

    *out = NULL;
    if (c->record == NULL) {
        return ENT_OK;
    }
    sources = ent_record_sources(c->record, &count);
    list = ent_arena_alloc(arena, count + 1, sizeof *list);
    if (list == NULL) {
        return ent_fail_nomem(c->ctx);
    }
    for (size_t i = 0; i < count; i++) {
        list[i] = ent_arena_printf(arena, "%s %s", sources[i]->set, sources[i]->version);
        if (list[i] == NULL) {
            return ent_fail_nomem(c->ctx);
        }
    }
    *out = list;
    return ENT_OK;
}

/* One table, or several for reading with an empty line between them. */
static ent_status
write_tables(cli *c, ent_table *const *tables, size_t count)
{
    ent_table_about about = {.command = ent_text_get(&c->normalised),
                             .seed = c->seed,
                             .has_seed = c->value[OPTION_SEED] != NULL || c->command->draws};
    const char     *path = c->value[OPTION_OUTPUT] != NULL ? c->value[OPTION_OUTPUT] : "-";
    ent_output      output;
    ent_arena       arena;
    ent_status      status;

    ent_arena_init(&arena);
    status = cli_sources(c, &arena, &about.sources);
    if (status == ENT_OK) {
        status = cli_output_open(c, path, &output);
    }
    if (status != ENT_OK) {
        ent_arena_clear(&arena);
        return status;
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        (void)fputs(i > 0 ? "\n" : "", output.stream);
        status = ent_table_write(c->ctx, tables[i], c->format, &about, output.stream);
    }
    ent_arena_clear(&arena);
    if (status != ENT_OK) {
        ent_output_abandon(&output);
        return ent_note(c->ctx, status, "while writing '%s'", path);
    }
    return ent_output_commit(c->ctx, &output);
}

ent_status
cli_print(cli *c, ent_table *table)
{
    ent_status status = c->code != ENT_SCHEME_ID ? recode(c, &table) : ENT_OK;

    if (status == ENT_OK) {
        status = c->value[OPTION_PLOT] != NULL ? cli_plot(c, table) : write_tables(c, &table, 1);
    }
    ent_table_destroy(table);
    return status;
}

ent_status
cli_print_tables(cli *c, ent_table **tables, size_t count)
{
    ent_status status = ENT_OK;

    if (c->value[OPTION_PLOT] != NULL) {
        for (size_t i = 1; i < count; i++) {
            ent_table_destroy(tables[i]);
        }
        return cli_print(c, tables[0]);
    }
    for (size_t i = 0; i < count && status == ENT_OK && c->code != ENT_SCHEME_ID; i++) {
        status = recode(c, &tables[i]);
    }
    if (status == ENT_OK) {
        status = write_tables(c, tables, c->format == ENT_FORMAT_TABLE ? count : 1);
    }
    for (size_t i = 0; i < count; i++) {
        ent_table_destroy(tables[i]);
    }
    return status;
}

ent_status
cli_print_two(cli *c, ent_table *first, ent_table *second)
{
    ent_table *tables[] = {first, second};

    return cli_print_tables(c, tables, 2);
}
