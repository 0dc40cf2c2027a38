/*
 * kept_fit.c - a fit into the store, and out of it again
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/csv.h"
#include "cli/fit.h"
#include "cli/kept.h"
#include "entente/fit.h"

ent_status
cli_keep_fit(cli *c, const ent_fit_row *row, ent_table *table)
{
    ent_text    result, sources;
    ent_fit_row whole = *row;
    ent_status  status = cli_open_store(c, ENT_STORE_ADD);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&result);
    ent_text_init(&sources);
    status = cli_table_as_csv(c, table, &result);
    if (status == ENT_OK) {
        status = cli_data_as_lines(c, &sources);
    }
    if (status == ENT_OK) {
        whole.result = ent_text_get(&result);
        whole.sources = ent_text_get(&sources);
        whole.version = ent_version();
        whole.command = ent_text_get(&c->normalised);
        status = ent_store_add_fit(c->ctx, c->store, &whole);
    }
    ent_text_clear(&result);
    ent_text_clear(&sources);
    return status;
}

ent_status
cli_keep_rows(cli *c, const ent_fit_row *row, ent_table *table)
{
    ent_fit_row whole = *row;
    ent_text    json;
    ent_status  status;

    ent_text_init(&json);
    for (size_t i = 0; i < ent_table_row_count(table); i++) {
        ent_text_add(&json, i > 0 ? ",\n " : "[");
        cli_add_json_row(&json, table, i);
    }
    ent_text_add(&json, "]\n");
    whole.parameters = ent_table_row_count(table);
    whole.details = ent_text_get(&json);
    status = json.failed ? ent_fail_nomem(c->ctx) : cli_keep_fit(c, &whole, table);
    ent_text_clear(&json);
    return status;
}

/* What a kept table holds: names and cells in an arena, before their types are known. */
typedef struct cells {
    ent_column *columns;
    size_t      count, rows, capacity;
    char      **cell;
} cells;

static ent_status
read_cells(ent_ctx *ctx, ent_csv *csv, ent_arena *arena, cells *out)
{
    bool       more;
    ent_status status = ent_csv_read_header(ctx, csv);

    if (status != ENT_OK) {
        return status;
    }
    out->count = csv->header_count;
    out->columns = ent_arena_alloc(arena, out->count, sizeof *out->columns);
    for (size_t i = 0; i < out->count && out->columns != NULL; i++) {
        out->columns[i] =
            (ent_column){ent_arena_strndup(arena, csv->header[i].bytes, csv->header[i].length),
                         ENT_COLUMN_NUMBER};
        if (out->columns[i].name == NULL) {
            return ent_fail_nomem(ctx);
        }
    }
    while (out->columns != NULL && (status = ent_csv_next(ctx, csv, &more)) == ENT_OK && more) {
        if (csv->count != out->count) {
            return ent_fail(ctx, ENT_E_INPUT, "%s:%zu: %zu columns, expected %zu", csv->name,
                            csv->line, csv->count, out->count);
        }
        if (!ENT_GROW(out->cell, out->capacity, (out->rows + 1) * out->count)) {
            return ent_fail_nomem(ctx);
        }
        for (size_t i = 0; i < out->count; i++) {
            ent_field field = ent_csv_field(csv, i);
            double    number;
            char     *copy = ent_arena_strndup(arena, field.bytes, field.length);

            if (copy == NULL) {
                return ent_fail_nomem(ctx);
            }
            if (field.length > 0 && !ent_number_read(field.bytes, field.length, &number)) {
                out->columns[i].type = ENT_COLUMN_TEXT;
            }
            out->cell[out->rows * out->count + i] = copy;
        }
        out->rows++;
    }
    return out->columns != NULL ? status : ent_fail_nomem(ctx);
}

static ent_status
fill_table(ent_ctx *ctx, const cells *from, ent_table *table)
{
    for (size_t row = 0; row < from->rows; row++) {
        ent_table_row(table);
        for (size_t i = 0; i < from->count; i++) {
            const char *cell = from->cell[row * from->count + i];
            double      number;

            if (from->columns[i].type == ENT_COLUMN_TEXT) {
                ent_table_text(table, i, cell[0] != '\0' ? cell : NULL);
            } else if (ent_number_read(cell, strlen(cell), &number)) {
                ent_table_number(table, i, number);
            }
        }
    }
    return ent_table_check(ctx, table);
}

/*
 * The table back from its CSV; columns of numbers are numbers.  From a store, so it may be
 * anything. The names of its columns lie in the arena.
 */
static ent_status
read_table(ent_ctx *ctx, const char *csv, ent_arena *arena, ent_table **out)
{
    ent_csv    rows;
    cells      read = {0};
    ent_table *table = NULL;
    ent_status status;

    ent_csv_init(&rows, "result", csv, strlen(csv), ',', false);
    status = read_cells(ctx, &rows, arena, &read);
    if (status == ENT_OK) {
        status = ent_table_create(ctx, read.columns, read.count, &table);
    }
    if (status == ENT_OK) {
        status = fill_table(ctx, &read, table);
    }
    ent_csv_clear(&rows);
    ent_free(read.cell);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

/* What stands above the estimates for a reader. */
static void
add_heading(ent_text *out, const ent_fit_row *row, const char *const *sources)
{
    cli_add_line(out, "model", row->model);
    cli_add_line(out, "status", row->status);
    ent_text_addf(out, "%-12s%llu\n", "seed", (unsigned long long)row->seed);
    cli_add_line(out, "command", row->command);
    cli_add_line(out, "entente", row->version);
    for (size_t i = 0; sources[i] != NULL; i++) {
        cli_add_line(out, i == 0 ? "sources" : "", sources[i]);
    }
    ent_text_add_char(out, '\n');
}

/* What the effects of a model of ties mean, in words; nothing of other models. */
static ent_status
explain(cli *c, const ent_fit_row *row, FILE *stream)
{
    ent_fit    fit;
    ent_table *table = NULL;
    ent_status status = ent_fit_parse(c->ctx, row->details, &fit);

    if (status != ENT_OK) {
        return status == ENT_E_INPUT ? ENT_OK : status;
    }
    status = ent_fit_explain(c->ctx, &fit, &table);
    if (status == ENT_OK) {
        (void)fputs("\n", stream);
        status = ent_table_write(c->ctx, table, ENT_FORMAT_TABLE, NULL, stream);
    }
    ent_table_destroy(table);
    ent_fit_clear(&fit);
    return status;
}

/* The heading, the table of estimates, and what they mean. */
static ent_status
print_readable(cli *c, const ent_fit_row *row)
{
    const char        *path = c->value[OPTION_OUTPUT] != NULL ? c->value[OPTION_OUTPUT] : "-";
    ent_arena          arena;
    const char *const *sources;
    ent_text           heading;
    ent_table         *table = NULL;
    ent_output         output;
    ent_status         status;

    ent_arena_init(&arena);
    ent_text_init(&heading);
    status = read_table(c->ctx, row->result, &arena, &table);
    sources = cli_split_lines(&arena, row->sources != NULL ? row->sources : "");
    if (status == ENT_OK) {
        status = sources != NULL ? cli_output_open(c, path, &output) : ent_fail_nomem(c->ctx);
    }
    if (status == ENT_OK) {
        add_heading(&heading, row, sources);
        (void)fputs(ent_text_get(&heading), output.stream);
        status = heading.failed ? ent_fail_nomem(c->ctx)
                                : cli_write_alike(c, table, CLI_FIT_ALIKE, output.stream);
        if (status == ENT_OK) {
            status = explain(c, row, output.stream);
        }
        if (status == ENT_OK) {
            status = ent_output_commit(c->ctx, &output);
        } else {
            ent_output_abandon(&output);
        }
    }
    ent_table_destroy(table);
    ent_text_clear(&heading);
    ent_arena_clear(&arena);
    return status;
}

static ent_status
show_row(ent_ctx *ctx, void *user, const ent_fit_row *row)
{
    cli     *c = user;
    ent_text text;

    (void)ctx;
    if (c->format == ENT_FORMAT_TABLE) {
        return print_readable(c, row);
    }
    ent_text_init(&text);
    ent_text_add(&text, c->format == ENT_FORMAT_CSV ? row->result : row->details);
    return cli_print_text(c, &text);
}

ent_status
cli_show_fit(cli *c, const char *number)
{
    int64_t    fit;
    ent_status status;

    if (!ent_integer_read(number, strlen(number), &fit) || fit < 1) {
        return cli_usage(c, "'%s' is no number of a fit; 'entente list fits' shows them", number);
    }
    status = cli_open_store(c, ENT_STORE_READ);
    return status == ENT_OK ? ent_store_fit(c->ctx, c->store, fit, show_row, c) : status;
}
