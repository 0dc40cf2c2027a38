/*
 * fit_outcome.c - entente fit of a model of an outcome of pairs
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/context.h"
#include "cli/cli.h"
#include "entente/graded.h"

/* What did not climb to its top says so in its rows; the exit code does, too. */
static void
note_convergence(cli *c, ent_table *table)
{
    size_t columns = ent_table_column_count(table), at = columns;

    for (size_t i = 0; i < columns; i++) {
        at = strcmp(ent_table_columns(table)[i].name, "converged") == 0 ? i : at;
    }
    if (at < columns && ent_table_row_count(table) > 0 &&
        strcmp(ent_table_get_text(table, 0, at), "true") != 0) {
        c->unconverged = true;
    }
}

static ent_status
fit_model(cli *c, ent_graded *model, bool rows)
{
    ent_graded_options options = {.power = c->power, .signs = c->signs};
    ent_table         *table;
    ent_status         status = cli_open_record_of(c, ent_graded_detail(model), NULL, 0);

    if (status == ENT_OK) {
        status = rows ? ent_graded_rows(c->ctx, model, c->record, &options, &table)
                      : ent_graded_fit(c->ctx, model, c->record, &options, &table);
    }
    if (status == ENT_OK) {
        note_convergence(c, table);
        status = cli_print(c, table);
    }
    return status;
}

ent_status
cli_fit_outcome(cli *c, const char *path, bool dry, bool rows)
{
    ent_graded *model;
    ent_status  status = ent_graded_load(c->ctx, path, &model);

    if (status != ENT_OK) {
        return status;
    }
    if (dry) {
        cli_tell(c, "%s: a model of %s", ent_graded_name(model), ent_graded_outcome(model));
    } else {
        status = fit_model(c, model, rows);
    }
    ent_graded_destroy(model);
    return status;
}
