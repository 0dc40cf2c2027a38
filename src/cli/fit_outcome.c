/*
 * fit_outcome.c - entente fit of a model of an outcome of pairs
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/context.h"
#include "base/text.h"
#include "cli/fit.h"
#include "entente/graded.h"
#include "model/model_file.h"

/* What did not climb to its top says so in its rows; the exit code does, too. */
static bool
is_converged(ent_table *table)
{
    size_t columns = ent_table_column_count(table), at = columns;

    for (size_t i = 0; i < columns; i++) {
        at = strcmp(ent_table_columns(table)[i].name, "converged") == 0 ? i : at;
    }
    return at == columns || ent_table_row_count(table) == 0 ||
           strcmp(ent_table_get_text(table, 0, at), "true") == 0;
}

static ent_status
keep_fit(cli *c, const ent_graded *model, const char *path, ent_table *table)
{
    ent_bytes  file;
    ent_status status = ent_model_file_read(c->ctx, path, &file);

    if (status == ENT_OK) {
        ent_fit_row row = {.model = ent_graded_name(model),
                           .status = is_converged(table) ? "converged" : "did not converge",
                           .seed = ent_graded_seed(model),
                           .file = file.bytes};

        status = cli_keep_rows(c, &row, table);
        ent_bytes_clear(&file);
    }
    return status;
}

static ent_status
fit_model(cli *c, ent_graded *model, const char *path, bool rows)
{
    ent_graded_options options = {.power = c->power, .signs = c->signs};
    ent_table         *table = NULL;
    bool               kept = !rows && cli_keeps_runs(c);
    ent_status         status = kept ? cli_open_store(c, ENT_STORE_ADD) : ENT_OK;

    if (status == ENT_OK) {
        status = cli_open_record_of(c, ent_graded_detail(model), NULL, 0);
    }
    if (status == ENT_OK) {
        status = rows ? ent_graded_rows(c->ctx, model, c->record, &options, &table)
                      : ent_graded_fit(c->ctx, model, c->record, &options, &table);
    }
    if (status == ENT_OK && kept) {
        status = keep_fit(c, model, path, table);
    }
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    c->unconverged = !is_converged(table);
    return rows ? cli_print(c, table) : cli_print_alike(c, table, CLI_FIT_ALIKE);
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
        status = fit_model(c, model, path, rows);
    }
    ent_graded_destroy(model);
    return status;
}
