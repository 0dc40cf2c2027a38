/*
 * command_export.c - entente export ties|system|events
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/context.h"
#include "cli/cli.h"
#include "entente/export.h"

enum { WHAT_TIES, WHAT_SYSTEM, WHAT_EVENTS, WHATS };
static const char *const WHAT_NAMES[WHATS] = {"ties", "system", "events"};

static const char        GRAPHML[] = "graphml", GEXF[] = "gexf";
static const char *const FORMATS[] = {"csv", "json", "jsonl", GRAPHML, GEXF, NULL};

static const char *const EXAMPLES[] = {
    "entente export ties --at 2012 -f csv",
    "every tie of the system of 2012, each with the fact behind it",
    "entente export system --at 2012 -f graphml -o 2012.graphml",
    "states and ties as a graph, for igraph or networkx",
    "entente export ties --at 1969-03-02 -f gexf -o 1969.gexf",
    "the same of one day, for Gephi",
    "entente export events -f jsonl",
    "the events of the documents in the store",
    NULL};

static ent_status
read_what(cli *c, const char *word, size_t *out)
{
    const char *nearest;

    for (size_t i = 0; i < WHATS; i++) {
        if (strcmp(WHAT_NAMES[i], word) == 0) {
            *out = i;
            return ENT_OK;
        }
    }
    nearest = ent_nearest_word(word, WHAT_NAMES, WHATS);
    return nearest != NULL ? cli_usage(c, "unknown export '%s', did you mean '%s'?", word, nearest)
                           : cli_usage(c, "unknown export '%s'", word);
}

static bool
is_format(const cli *c, const char *format)
{
    return c->value[OPTION_FORMAT] != NULL && strcmp(c->value[OPTION_FORMAT], format) == 0;
}

static ent_export_options
options_of(const cli *c)
{
    return (ent_export_options){c->signs, c->code, c->states, c->state_count,
                                ent_text_get(&c->normalised)};
}

static ent_status
write_graph(cli *c)
{
    ent_export_options options = options_of(c);
    const char        *path = c->value[OPTION_OUTPUT];
    ent_output         output;
    ent_status         status = cli_output_open(c, path != NULL ? path : "-", &output);

    if (status != ENT_OK) {
        return status;
    }
    status = is_format(c, GRAPHML)
                 ? ent_export_graphml(c->ctx, c->record, c->span, &options, output.stream)
                 : ent_export_gexf(c->ctx, c->record, c->span, &options, output.stream);
    if (status != ENT_OK) {
        ent_output_abandon(&output);
        return status;
    }
    return ent_output_commit(c->ctx, &output);
}

/* A CSV file has no room for what it is made from: that stands in FILE.json. */
static ent_status
write_about(cli *c, size_t what)
{
    const char *path = c->value[OPTION_OUTPUT];
    ent_output  output;
    ent_text    name;
    ent_status  status;

    ent_text_init(&name);
    ent_text_addf(&name, "%s.json", path);
    if (name.failed) {
        ent_text_clear(&name);
        return ent_fail_nomem(c->ctx);
    }
    status = cli_output_open(c, ent_text_get(&name), &output);
    ent_text_clear(&name);
    if (status != ENT_OK) {
        return status;
    }
    status = ent_export_about(c->ctx, what == WHAT_EVENTS ? NULL : c->record,
                              what == WHAT_EVENTS ? c->store : NULL, ent_text_get(&c->normalised),
                              output.stream);
    if (status != ENT_OK) {
        ent_output_abandon(&output);
        return status;
    }
    return ent_output_commit(c->ctx, &output);
}

static ent_status
write_table(cli *c, size_t what)
{
    const char        *path = c->value[OPTION_OUTPUT];
    ent_export_options options = options_of(c);
    ent_table         *table;
    ent_status         status;

    if (what == WHAT_TIES) {
        status = ent_export_ties(c->ctx, c->record, c->span, &options, &table);
    } else if (what == WHAT_SYSTEM) {
        status = ent_export_states(c->ctx, c->record, c->span, &options, &table);
    } else {
        status = ent_export_events(c->ctx, c->store, c->codes, c->span, &options, &table);
    }
    if (status == ENT_OK) {
        status = cli_print(c, table);
    }
    if (status == ENT_OK && c->format == ENT_FORMAT_CSV && path != NULL && strcmp(path, "-") != 0) {
        status = write_about(c, what);
    }
    return status;
}

enum { LONGEST_YEAR = 366 };

static ent_status
run(cli *c)
{
    bool       graph = is_format(c, GRAPHML) || is_format(c, GEXF);
    size_t     what = WHAT_TIES;
    ent_status status;

    if (c->argument_count != 1) {
        return cli_usage(c, "expected one of ties, system, events");
    }
    status = read_what(c, c->arguments[0], &what);
    if (status != ENT_OK) {
        return status;
    }
    if (what == WHAT_EVENTS) {
        if (graph) {
            return cli_usage(c, "events are a table: -f csv, json or jsonl");
        }
        status = cli_open_store(c, ENT_STORE_READ);
        return status == ENT_OK ? write_table(c, what) : status;
    }
    if (c->span.from >= c->span.to || (int64_t)c->span.to - c->span.from > LONGEST_YEAR) {
        return cli_usage(c, "the system is that of one year or one day: --at 2012");
    }
    status = cli_open_record(c);
    if (status != ENT_OK) {
        return status;
    }
    return graph ? write_graph(c) : write_table(c, what);
}

const cli_command command_export = {
    .name = "export",
    .group = "The record",
    .summary = "write the system, its ties or events for other programs",
    .usage = "ties|system --at DATE | events [--at DATE | --from DATE --to DATE]",
    .examples = EXAMPLES,
    .formats = FORMATS,
    .details =
        "Graphs hold the states as nodes and the ties as edges, for ties and system alike: "
        "weights\n"
        "are positive, the sign of the pair is an attribute. They are undirected; sanctions and\n"
        "claims carry directed=true and go from sender to target. A CSV file FILE gets a "
        "FILE.json\n"
        "beside it with version, command and sources. Events need a store with documents;\n"
        "with dates those whose day, month, year or span touches them, without any all.",
    .run = run,
};
