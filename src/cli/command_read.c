/*
 * command_read.c - entente read DOC...
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "cli/cli.h"

enum { OWN_EXPLAIN, OWN_PUBLISHED, OWN_DEDUPE, OWN_POSITIONS };

static const cli_option OPTIONS[] = {
    {"explain", 0, NULL, "one line a sentence: kept or dropped, and why it gave no event", true},
    {"published", 0, "DATE", "date of documents that have none", true},
    {"dedupe", 0, NULL, "one line an act: several reports of it once, with all their sentences",
     true},
    {"positions", 0, NULL, "one line a position: who supports or opposes what", true},
    {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {
    "entente read article.txt -f jsonl",
    "one event a line: who did what to whom, when, in which sentence",
    "entente read news/ --explain",
    "every sentence of a folder, with the reason where it gave no event",
    "entente read news/ --dedupe -f jsonl",
    "one act a line, with every sentence that reports it",
    "entente read article.txt --positions",
    "who supports or opposes what: Taiwan, enlargement of NATO, sanctions, ...",
    "curl -s https://example.org/feed.xml | entente read - --db :memory:",
    "a feed from standard input; nothing is stored",
    NULL};

static ent_status
write_reading(cli *c, const ent_reading *reading)
{
    ent_table_about  about = {.command = ent_text_get(&c->normalised)};
    ent_reading_rows rows = cli_own(c, OWN_EXPLAIN) != NULL     ? ENT_ROWS_SENTENCES
                            : cli_own(c, OWN_POSITIONS) != NULL ? ENT_ROWS_POSITIONS
                            : cli_own(c, OWN_POSITIONS) != NULL ? ENT_ROWS_POSITIONS
                            : cli_own(c, OWN_DEDUPE) != NULL    ? ENT_ROWS_ACTS
                                                                : ENT_ROWS_EVENTS;
    ent_output       output;
    ent_status       status = cli_output_open(
              c, c->value[OPTION_OUTPUT] != NULL ? c->value[OPTION_OUTPUT] : "-", &output);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_reading_write(c->ctx, reading, rows, c->format, &about, output.stream);
    if (status != ENT_OK) {
        ent_output_abandon(&output);
        return status;
    }
    return ent_output_commit(c->ctx, &output);
}

static ent_status
keep_reading(cli *c, const ent_reading *reading)
{
    ent_status status;

    if (c->value[OPTION_DB] != NULL && strcmp(c->value[OPTION_DB], ":memory:") == 0) {
        return ENT_OK;
    }
    status = cli_open_store(c, ENT_STORE_LATE);
    return status == ENT_OK ? ent_store_add_reading(c->ctx, c->store, reading) : status;
}

ent_status
cli_read(cli *c, const char *published, ent_reading *out)
{
    ent_read_options options = {{ENT_DAY_MIN, ENT_DAY_MAX}};
    ent_status       status;

    if (c->argument_count == 0) {
        return cli_usage(c, "expected documents: files, folders, or - for standard input");
    }
    if (published != NULL && !ent_span_read(published, strlen(published), &options.published)) {
        return cli_usage(c, "--published is '%s', expected a date as 2022-02-04", published);
    }
    status = cli_open_codes(c);
    if (status == ENT_OK) {
        status = ent_reader_create(c->ctx, c->codes, &c->reader);
    }
    if (status == ENT_OK) {
        status = ent_read_paths(c->ctx, c->reader, c->arguments, c->argument_count, &options, out);
    }
    return status;
}

void
cli_say_no_events(cli *c, const ent_reading *reading)
{
    size_t read = ent_reading_read_count(reading);

    if (reading->event_count == 0) {
        ent_say(c->ctx, ENT_WARNING, "no event in %zu document%s that could be read%s", read,
                read == 1 ? "" : "s",
                read > 0 ? "; 'entente read --explain' says why, sentence by sentence" : "");
    }
}

static ent_status
run(cli *c)
{
    ent_reading reading;
    ent_status  status = cli_read(c, cli_own(c, OWN_PUBLISHED), &reading);

    if (status != ENT_OK) {
        return status;
    }
    status = keep_reading(c, &reading);
    if (status == ENT_OK) {
        status = write_reading(c, &reading);
    }
    if (status == ENT_OK && cli_own(c, OWN_EXPLAIN) == NULL) {
        cli_say_no_events(c, &reading);
    }
    ent_reading_clear(&reading);
    return status;
}

const cli_command command_read = {
    .name = "read",
    .group = "The main job",
    .summary = "read documents into coded events",
    .usage = "DOC... [--explain | --dedupe | --positions] [--published DATE]",
    .examples = EXAMPLES,
    .formats = CLI_TABLE_FORMATS,
    .options = OPTIONS,
    .details =
        "Documents are plain text, HTML, RSS or Atom, or JSON Lines; a folder means its files.\n"
        "They and their events are kept in the store, in a layer of their own that never alters\n"
        "the record; --db :memory: keeps nothing.  A document that cannot be read, or that is the\n"
        "same as one before it, is set aside with a warning and the others are read; the exit\n"
        "code is 4 only when none of the files could be opened.",
    .run = run,
    .reads_files = true,
};
