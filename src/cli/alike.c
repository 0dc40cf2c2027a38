/*
 * alike.c - a table for reading: what all its rows say alike stands once, under it
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "cli/cli.h"
#include "cli/kept.h"

static bool
is_named(const char *const *names, const char *name)
{
    while (*names != NULL && strcmp(*names, name) != 0) {
        names++;
    }
    return *names != NULL;
}

/* A line for what is alike and says something; the places of the other columns. */
static size_t
part(ent_table *table, const char *const *names, size_t *kept, ent_text *under)
{
    const ent_column *columns = ent_table_columns(table);
    size_t            count = 0;

    for (size_t i = 0; i < ent_table_column_count(table); i++) {
        if (!is_named(names, columns[i].name) || !ent_table_is_alike(table, i)) {
            kept[count++] = i;
        } else if (!ent_table_is_missing(table, 0, i)) {
            cli_add_line(under, columns[i].name, ent_table_get_text(table, 0, i));
        }
    }
    return count;
}

ent_status
cli_write_alike(cli *c, ent_table *table, const char *const *names, FILE *stream)
{
    size_t    *kept = ent_alloc(ent_table_column_count(table) + 1, sizeof *kept);
    ent_table *rest = NULL;
    ent_text   under;
    ent_status status = kept != NULL ? ENT_OK : ent_fail_nomem(c->ctx);

    ent_text_init(&under);
    if (status == ENT_OK) {
        size_t count = part(table, names, kept, &under);

        status = under.failed ? ent_fail_nomem(c->ctx)
                              : ent_table_select(c->ctx, table, kept, count, &rest);
    }
    if (status == ENT_OK) {
        status = ent_table_write(c->ctx, rest, ENT_FORMAT_TABLE, NULL, stream);
    }
    if (status == ENT_OK && under.length > 0) {
        (void)fprintf(stream, "\n%s", ent_text_get(&under));
    }
    ent_table_destroy(rest);
    ent_text_clear(&under);
    ent_free(kept);
    return status;
}

ent_status
cli_print_alike(cli *c, ent_table *table, const char *const *names)
{
    const char *path = c->value[OPTION_OUTPUT] != NULL ? c->value[OPTION_OUTPUT] : "-";
    ent_output  output;
    ent_status  status;

    if (c->format != ENT_FORMAT_TABLE || c->value[OPTION_PLOT] != NULL) {
        return cli_print(c, table);
    }
    status = cli_output_open(c, path, &output);
    if (status == ENT_OK) {
        status = cli_write_alike(c, table, names, output.stream);
        if (status == ENT_OK) {
            status = ent_output_commit(c->ctx, &output);
        } else {
            ent_output_abandon(&output);
        }
    }
    ent_table_destroy(table);
    return status;
}

const char *const CLI_FIT_ALIKE[] = {"outcome", "of",    "type",      "problem", "rows",
                                     "events",  "pairs", "converged", "basis",   NULL};
