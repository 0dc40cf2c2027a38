/*
 * kept_run.c - a run into the store, and out of it again
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
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

ent_status
cli_data_as_lines(cli *c, ent_text *out)
{
    static const struct {
        size_t      option;
        const char *name;
    } CHOICES[] = {{OPTION_POWER, "--power"}, {OPTION_SIGNS, "--signs"}};
    ent_status status = cli_sources_as_lines(c, out);

    for (size_t i = 0; i < c->source_count && c->record != NULL; i++) {
        ent_text_addf(out, "\n--source %s", c->sources[i]);
    }
    for (size_t i = 0; i < sizeof CHOICES / sizeof *CHOICES && c->record != NULL; i++) {
        if (c->value[CHOICES[i].option] != NULL) {
            ent_text_addf(out, "\n%s %s", CHOICES[i].name, c->value[CHOICES[i].option]);
        }
    }
    return status == ENT_OK && out->failed ? ent_fail_nomem(c->ctx) : status;
}

/* Runs are rows of the store that was named with --db; without one nothing is written. */
bool
cli_keeps_runs(const cli *c)
{
    const char *path = c->value[OPTION_DB];

    return path != NULL && strcmp(path, ":memory:") != 0;
}

/* The row of a run that begins. */
static ent_status
with_row(cli *c, const ent_run_start *start, const char *said,
         ent_status (*give)(cli *c, const ent_run_row *row, int64_t *run), int64_t *run)
{
    char       at[16];
    ent_text   sources;
    ent_status status;

    ent_text_init(&sources);
    ent_date_print(ent_date_day(start->first_year, 12, 31), at);
    status = cli_sources_as_lines(c, &sources);
    if (status == ENT_OK) {
        ent_run_row row = {.scenario = start->name,
                           .model = "cooperation rule",
                           .system_at = at,
                           .file_sha256 = start->digest[0] != '\0' ? start->digest : NULL,
                           .seed = start->seed,
                           .runs = start->runs,
                           .horizon = (uint64_t)start->horizon,
                           .status = said,
                           .version = ent_version(),
                           .command = ent_text_get(&c->normalised),
                           .sources = ent_text_get(&sources)};

        status = give(c, &row, run);
    }
    ent_text_clear(&sources);
    return status;
}

static ent_status
give_begun(cli *c, const ent_run_row *row, int64_t *run)
{
    return ent_store_begin_run(c->ctx, c->store, row, run);
}

static ent_status
give_failed(cli *c, const ent_run_row *row, int64_t *run)
{
    (void)run;
    return ent_store_add_run(c->ctx, c->store, row);
}

static ent_status
begin(ent_ctx *ctx, void *user, const ent_run_start *start)
{
    cli_runs *kept = user;

    (void)ctx;
    return with_row(kept->c, start, "partial", give_begun, &kept->runs[start->scenario]);
}

static ent_store_batch
batch_of(const cli_runs *kept, const ent_run_batch *batch)
{
    return (ent_store_batch){.run = kept->runs[batch->scenario],
                             .batch = (int64_t)batch->batch,
                             .runs = batch->runs,
                             .numbers = {batch->numbers[0], batch->numbers[1]},
                             .counts = {batch->counts[0], batch->counts[1]}};
}

static ent_status
load(ent_ctx *ctx, void *user, const ent_run_batch *batch, bool *found)
{
    cli_runs       *kept = user;
    ent_store_batch wanted = batch_of(kept, batch);
    ent_status      status = ent_store_load_batch(ctx, kept->c->store, &wanted, found);

    if (status == ENT_OK && *found && !kept->said) {
        ent_say(ctx, ENT_INFO, "going on with what run %lld has of its runs",
                (long long)wanted.run);
        kept->said = true;
    }
    return status;
}

static ent_status
save(ent_ctx *ctx, void *user, const ent_run_batch *batches, size_t count)
{
    cli_runs        *kept = user;
    ent_store_batch *given = ent_alloc(count, sizeof *given);
    ent_status       status;

    if (given == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < count; i++) {
        given[i] = batch_of(kept, &batches[i]);
    }
    status = ent_store_save_batches(ctx, kept->c->store, given, count);
    ent_free(given);
    return status;
}

static ent_status
finish(ent_ctx *ctx, void *user, size_t scenario, const ent_ensemble *ensemble)
{
    cli_runs  *kept = user;
    ent_text   result;
    ent_table *table;
    ent_status status = ent_ensemble_table_whole(ctx, ensemble, 1, &table);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&result);
    status = cli_table_as_csv(kept->c, table, &result);
    ent_table_destroy(table);
    if (status == ENT_OK) {
        status = ent_store_finish_run(ctx, kept->c->store, kept->runs[scenario], "done",
                                      ent_text_get(&result));
    }
    ent_text_clear(&result);
    return status;
}

/* A scenario that cannot be run is a row that says why. */
static ent_status
set_aside(ent_ctx *ctx, void *user, const ent_run_start *start, ent_status status, const char *why)
{
    cli_runs *kept = user;
    char      said[600];

    (void)snprintf(said, sizeof said, "failed: %s", why);
    kept->failed = kept->failed != ENT_OK ? kept->failed : status;
    kept->failed_count++;
    ent_say(ctx, ENT_WARNING, "%s is set aside: %s", start->name, why);
    if (kept->runs[start->scenario] != 0) {
        return ent_store_finish_run(ctx, kept->c->store, kept->runs[start->scenario], said, NULL);
    }
    return with_row(kept->c, start, said, give_failed, NULL);
}

ent_status
cli_runs_open(cli *c, size_t count, cli_runs *out)
{
    *out = (cli_runs){.c = c, .runs = ent_alloc_zero(count, sizeof *out->runs)};
    out->keeper = (ent_run_keeper){out, begin, load, save, finish, set_aside};
    return out->runs != NULL ? ENT_OK : ent_fail_nomem(c->ctx);
}

void
cli_runs_close(cli_runs *kept)
{
    ent_free(kept->runs);
    kept->runs = NULL;
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
    ent_status      status = cli_output_open(c, path, &output);

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

/* A run that is partial or failed has a heading alone. */
static ent_status
show_unfinished(cli *c, const ent_run_row *row)
{
    ent_arena          arena;
    ent_text           text;
    const char *const *sources;

    ent_arena_init(&arena);
    ent_text_init(&text);
    sources = cli_split_lines(&arena, row->sources != NULL ? row->sources : "");
    if (sources == NULL) {
        ent_arena_clear(&arena);
        return ent_fail_nomem(c->ctx);
    }
    add_heading(&text, row, sources);
    ent_arena_clear(&arena);
    return cli_print_text(c, &text);
}

/* Which columns a format has of a result; for reading of the last year, of every year where asked.
 */
static ent_run_form
form_of(const cli *c)
{
    return c->format == ENT_FORMAT_CSV        ? ENT_RUN_OUTCOMES
           : c->format != ENT_FORMAT_TABLE    ? ENT_RUN_WHOLE
           : c->value[OPTION_VERBOSE] != NULL ? ENT_RUN_READING
                                              : ENT_RUN_SUMMARY;
}

static ent_status
show_row(ent_ctx *ctx, void *user, const ent_run_row *row)
{
    cli               *c = user;
    ent_arena          arena;
    const char *const *sources;
    ent_table         *table;
    ent_status         status;

    if (row->result == NULL && c->format == ENT_FORMAT_TABLE) {
        return show_unfinished(c, row);
    }
    if (row->result == NULL) {
        return ent_fail(ctx, ENT_E_NOTFOUND, "run %s of '%s' has no result: it is %s",
                        c->arguments[1], row->scenario, row->status);
    }
    ent_arena_init(&arena);
    sources = cli_split_lines(&arena, row->sources != NULL ? row->sources : "");
    status = sources != NULL
                 ? ent_ensemble_table_read(ctx, "result", row->result, form_of(c), &table)
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
