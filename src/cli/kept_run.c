/*
 * kept_run.c - a run into the store, and out of it again
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/context.h"
#include "base/date.h"
#include "cli/kept.h"

ent_status
cli_table_as_csv(cli *c, ent_table *table, ent_text *out)
{
    for (size_t i = 0; i < ent_table_column_count(table); i++) {
        ent_text_addf(out, "%s%s", i > 0 ? "," : "", ent_table_columns(table)[i].name);
    }
    ent_text_add_char(out, '\n');
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        for (size_t i = 0; i < ent_table_column_count(table); i++) {
            ent_text_add(out, i > 0 ? "," : "");
            ent_text_add_csv(out, ent_table_get_text(table, row, i));
        }
        ent_text_add_char(out, '\n');
    }
    return out->failed ? ent_fail_nomem(c->ctx) : ENT_OK;
}

ent_status
cli_sources_as_lines(cli *c, ent_text *out)
{
    const char *const *sources;
    ent_arena          arena;
    ent_status         status;

    ent_arena_init(&arena);
    status = cli_sources(c, &arena, &sources);
    for (size_t i = 0; status == ENT_OK && sources != NULL && sources[i] != NULL; i++) {
        ent_text_addf(out, "%s%s", i > 0 ? "\n" : "", sources[i]);
    }
    ent_arena_clear(&arena);
    return status == ENT_OK && out->failed ? ent_fail_nomem(c->ctx) : status;
}

/* Runs are rows of the store that was named with --db; without one nothing is written. */
bool
cli_keeps_runs(const cli *c)
{
    const char *path = c->value[OPTION_DB];

    return path != NULL && strcmp(path, ":memory:") != 0;
}

ent_status
cli_keep_run(cli *c, const ent_ensemble *ensemble)
{
    char       at[16];
    ent_text   result, sources;
    ent_table *table;
    ent_status status = ent_ensemble_table(c->ctx, ensemble, 1, &table);

    if (status != ENT_OK) {
        return status;
    }

    ent_text_init(&result);
    ent_text_init(&sources);
    ent_date_print(ent_date_day(ensemble->first_year, 12, 31), at);
    status = cli_table_as_csv(c, table, &result);
    ent_table_destroy(table);
    if (status == ENT_OK) {
        status = cli_sources_as_lines(c, &sources);
    }
    if (status == ENT_OK) {
        ent_run_row row = {.scenario = ensemble->scenario,
                           .model = "cooperation rule",
                           .system_at = at,
                           .seed = ensemble->seed,
                           .runs = ensemble->runs,
                           .horizon = (uint64_t)ensemble->year_count - 1,
                           .finished = ensemble->runs,
                           .status = "done",
                           .result = ent_text_get(&result),
                           .version = ent_version(),
                           .command = ent_text_get(&c->normalised),
                           .sources = ent_text_get(&sources)};

        status = ent_store_add_run(c->ctx, c->store, &row);
    }
    ent_text_clear(&result);
    ent_text_clear(&sources);
    return status;
}

const char *const *
cli_split_lines(ent_arena *arena, const char *text)
{
    size_t       count = 1, used = 0;
    const char **list;

    for (const char *at = text; *at != '\0'; at++) {
        count += *at == '\n';
    }
    list = ent_arena_alloc(arena, count + 1, sizeof *list);
    while (list != NULL && *text != '\0') {
        size_t length = strcspn(text, "\n");

        list[used] = ent_arena_strndup(arena, text, length);
        if (list[used++] == NULL) {
            return NULL;
        }
        text += length + (text[length] == '\n');
    }
    if (list != NULL) {
        list[used] = NULL;
    }
    return list;
}

void
cli_add_line(ent_text *out, const char *label, const char *value)
{
    if (value != NULL && value[0] != '\0') {
        ent_text_addf(out, "%-12s", label);
        ent_text_add_visible(out, value, strlen(value));
        ent_text_add_char(out, '\n');
    }
}

/* What stands above the outcomes for a reader. */
static void
add_heading(ent_text *out, const ent_run_row *row, const char *const *sources)
{
    cli_add_line(out, "scenario", row->scenario);
    cli_add_line(out, "model", row->model);
    cli_add_line(out, "system at", row->system_at);
    ent_text_addf(out, "%-12s%llu\n", "seed", (unsigned long long)row->seed);
    ent_text_addf(out, "%-12s%llu of %llu, %llu year%s each\n", "runs",
                  (unsigned long long)row->finished, (unsigned long long)row->runs,
                  (unsigned long long)row->horizon, row->horizon == 1 ? "" : "s");
    cli_add_line(out, "status", row->status);
    cli_add_line(out, "command", row->command);
    cli_add_line(out, "entente", row->version);
    for (size_t i = 0; sources[i] != NULL; i++) {
        cli_add_line(out, i == 0 ? "sources" : "", sources[i]);
    }
    ent_text_add_char(out, '\n');
}

/* A whole run: for reading its heading, then the outcomes; in JSON both stand beside each other. */
static ent_status
write_run(cli *c, const ent_run_row *row, const char *const *sources, ent_table *table)
{
    ent_table_about about = {.command = row->command,
                             .sources = sources,
                             .seed = row->seed,
                             .has_seed = true,
                             .version = row->version};
    const char     *path = c->value[OPTION_OUTPUT] != NULL ? c->value[OPTION_OUTPUT] : "-";
    ent_text        heading;
    ent_output      output;
    ent_status      status = ent_output_open(c->ctx, path, &output);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&heading);
    if (c->format == ENT_FORMAT_TABLE) {
        add_heading(&heading, row, sources);
    }
    (void)fputs(ent_text_get(&heading), output.stream);
    status = heading.failed ? ent_fail_nomem(c->ctx)
                            : ent_table_write(c->ctx, table, c->format, &about, output.stream);
    ent_text_clear(&heading);
    if (status != ENT_OK) {
        ent_output_abandon(&output);
        return status;
    }
    return ent_output_commit(c->ctx, &output);
}

static ent_status
show_row(ent_ctx *ctx, void *user, const ent_run_row *row)
{
    cli               *c = user;
    ent_arena          arena;
    const char *const *sources;
    ent_table         *table;
    ent_status         status;

    if (row->result == NULL) {
        return ent_fail(ctx, ENT_E_NOTFOUND, "run %s of '%s' has no result: it is %s",
                        c->arguments[1], row->scenario, row->status);
    }
    ent_arena_init(&arena);
    sources = cli_split_lines(&arena, row->sources != NULL ? row->sources : "");
    status = sources != NULL ? ent_ensemble_table_read(ctx, "result", row->result, &table)
                             : ent_fail_nomem(ctx);
    if (status == ENT_OK) {
        status = write_run(c, row, sources, table);
        ent_table_destroy(table);
    }
    ent_arena_clear(&arena);
    return status;
}

ent_status
cli_show_run(cli *c, const char *number)
{
    int64_t    run;
    ent_status status;

    if (!ent_integer_read(number, strlen(number), &run) || run < 1) {
        return cli_usage(c, "'%s' is no number of a run; 'entente list runs' shows them", number);
    }
    status = cli_open_store(c, false);
    return status == ENT_OK ? ent_store_run(c->ctx, c->store, run, show_row, c) : status;
}
