/*
 * command_export.c - entente export ties|system|events|bargaining
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "cli/cli.h"
#include "entente/export.h"

enum { WHAT_TIES, WHAT_SYSTEM, WHAT_EVENTS, WHAT_BARGAINING, WHATS };
static const char *const WHAT_NAMES[WHATS] = {"ties", "system", "events", "bargaining"};

static const char        GRAPHML[] = "graphml", GEXF[] = "gexf";
static const char *const FORMATS[] = {"csv", "json", "jsonl", GRAPHML, GEXF, NULL};

static const char *const EXAMPLES[] = {
    "entente export ties --at 2012 -f csv",
    "every tie of the system of 2012, each with the fact behind it",
    "entente export system --at 2012 -f graphml -o 2012.graphml",
    "states and ties as a graph, for igraph or networkx",
    "entente export ties --at 1969-03-02 -f gexf -o 1969.gexf",
    "the same of one day, for Gephi",
    "entente export ties --from 1990 --to 2000 --kinds trade,arms -o 'flows-{year}.csv'",
    "trade and arms, one file a year",
    "entente export events -f jsonl",
    "the events of the documents in the store",
    "entente export bargaining --issues sanctions,aukus -o issue.csv",
    "who wants what, as documents say it: a file for 'entente bargain'",
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

static const cli_option OPTIONS[] = {
    {"kinds", 0, "KINDS", "only ties of these kinds, joined by commas: obligation,trade", true},
    {"issues", 0, "ISSUES", "bargaining over these alone, joined by commas: sanctions", true},
    {NULL, 0, NULL, NULL, false}};
enum { KINDS, ISSUES };

enum { MOST_KINDS = 32 };

static ent_status
fail_kind(cli *c, const char *word, size_t length)
{
    const char *names[MOST_KINDS], *nearest;
    size_t      count = 0;
    char        kind[32];

    while (count < MOST_KINDS && (names[count] = ent_export_kind(count)) != NULL) {
        count++;
    }
    (void)snprintf(kind, sizeof kind, "%.*s", (int)length, word);
    nearest = ent_nearest_word(kind, names, count);
    return nearest != NULL
               ? cli_usage(c, "--kinds: no kind of tie '%s', did you mean '%s'?", kind, nearest)
               : cli_usage(c, "--kinds: no kind of tie '%s'", kind);
}

/* One bit for each kind; 0 for all. */
static ent_status
read_kinds(cli *c, unsigned *out)
{
    const char *word = cli_own(c, KINDS);

    *out = 0;
    while (word != NULL && *word != '\0') {
        size_t length = strcspn(word, ","), i = 0;

        for (; ent_export_kind(i) != NULL; i++) {
            const char *name = ent_export_kind(i);

            if (strlen(name) == length && strncmp(name, word, length) == 0) {
                *out |= 1U << i;
                break;
            }
        }
        if (ent_export_kind(i) == NULL) {
            return fail_kind(c, word, length);
        }
        word += length + (word[length] == ',');
    }
    return ENT_OK;
}

static ent_export_options
options_of(const cli *c, unsigned kinds)
{
    return (ent_export_options){.signs = c->signs,
                                .code = c->code,
                                .states = c->states,
                                .state_count = c->state_count,
                                .command = ent_text_get(&c->normalised),
                                .kinds = kinds,
                                .power = c->power,
                                .issues = cli_own(c, ISSUES)};
}

static ent_status
write_graph(cli *c, unsigned kinds)
{
    ent_export_options options = options_of(c, kinds);
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
                              what >= WHAT_EVENTS ? c->store : NULL, ent_text_get(&c->normalised),
                              output.stream);
    if (status != ENT_OK) {
        ent_output_abandon(&output);
        return status;
    }
    return ent_output_commit(c->ctx, &output);
}

static ent_status
write_table(cli *c, size_t what, unsigned kinds)
{
    const char        *path = c->value[OPTION_OUTPUT];
    ent_export_options options = options_of(c, kinds);
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

/* The form of KTAB has a line above its columns: it is no table of ours. */
static ent_status
write_bargaining(cli *c)
{
    const char        *path = c->value[OPTION_OUTPUT];
    ent_export_options options = options_of(c, 0);
    ent_output         output;
    ent_status         status;

    if (c->value[OPTION_FORMAT] != NULL && !is_format(c, "csv")) {
        return cli_usage(c, "a bargain is a file in the form of KTAB: -f csv, or no -f");
    }
    status = cli_open_record(c);
    if (status == ENT_OK) {
        status = cli_output_open(c, path != NULL ? path : "-", &output);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = ent_export_bargaining(c->ctx, c->record, c->store, c->span, &options, output.stream);
    if (status != ENT_OK) {
        ent_output_abandon(&output);
        return status;
    }
    status = ent_output_commit(c->ctx, &output);
    return status == ENT_OK && path != NULL && strcmp(path, "-") != 0
               ? write_about(c, WHAT_BARGAINING)
               : status;
}

enum { LONGEST_YEAR = 366 };

static ent_status
write_one(cli *c, size_t what, unsigned kinds)
{
    return is_format(c, GRAPHML) || is_format(c, GEXF) ? write_graph(c, kinds)
                                                       : write_table(c, what, kinds);
}

static const char YEAR[] = "{year}";

/* The name of the file of a year: `{year}` stands for it. */
static ent_status
name_year(cli *c, const char *pattern, int year, ent_text *out)
{
    const char *at = strstr(pattern, YEAR);

    ent_text_reset(out);
    ent_text_addf(out, "%.*s%d%s", (int)(at - pattern), pattern, year, at + strlen(YEAR));
    return out->failed ? ent_fail_nomem(c->ctx) : ENT_OK;
}

/* One file for each year of the span. */
static ent_status
write_years(cli *c, size_t what, unsigned kinds)
{
    const char *pattern = c->value[OPTION_OUTPUT];
    ent_span    span = c->span;
    int         first = ent_date_year(span.from), last = ent_date_year(span.to - 1);
    ent_text    name;
    ent_status  status = ENT_OK;

    ent_text_init(&name);
    for (int year = first; year <= last && status == ENT_OK; year++) {
        ent_progress(c->ctx, "writing the years", (uint64_t)(year - first),
                     (uint64_t)(last - first + 1));
        status = ent_check_cancelled(c->ctx);
        if (status == ENT_OK) {
            status = name_year(c, pattern, year, &name);
        }
        if (status == ENT_OK) {
            ent_span whole = ent_span_of_year(year);

            c->span.from = whole.from > span.from ? whole.from : span.from;
            c->span.to = whole.to < span.to ? whole.to : span.to;
            c->value[OPTION_OUTPUT] = ent_text_get(&name);
            status = write_one(c, what, kinds);
        }
    }
    c->value[OPTION_OUTPUT] = pattern;
    c->span = span;
    ent_text_clear(&name);
    return status;
}

static ent_status
check_span(cli *c)
{
    const char *path = c->value[OPTION_OUTPUT];
    bool        years = path != NULL && strstr(path, YEAR) != NULL;

    if (c->span.from >= c->span.to ||
        (!years && (int64_t)c->span.to - c->span.from > LONGEST_YEAR)) {
        return cli_usage(c, "the system is that of one year or one day: --at 2012, or "
                            "--from 1990 --to 2000 -o 'ties-{year}.csv' for a file a year");
    }
    if (years && (c->span.from == ENT_DAY_MIN || c->span.to == ENT_DAY_MAX)) {
        return cli_usage(c, "a file a year needs both ends: --from 1990 --to 2000");
    }
    return ENT_OK;
}

static ent_status
export_system(cli *c, size_t what)
{
    const char *path = c->value[OPTION_OUTPUT];
    unsigned    kinds;
    ent_status  status = check_span(c);

    if (status == ENT_OK) {
        status = read_kinds(c, &kinds);
    }
    if (status == ENT_OK) {
        status = cli_open_record(c);
    }
    if (status != ENT_OK) {
        return status;
    }
    return path != NULL && strstr(path, YEAR) != NULL ? write_years(c, what, kinds)
                                                      : write_one(c, what, kinds);
}

static ent_status
run(cli *c)
{
    size_t     what = WHAT_TIES;
    ent_status status;

    if (c->argument_count != 1) {
        return cli_usage(c, "expected one of ties, system, events, bargaining");
    }
    status = read_what(c, c->arguments[0], &what);
    if (status != ENT_OK) {
        return status;
    }
    if (cli_own(c, ISSUES) != NULL && what != WHAT_BARGAINING) {
        return cli_usage(c, "--issues is of 'export bargaining'");
    }
    if (what == WHAT_BARGAINING) {
        return write_bargaining(c);
    }
    if (what != WHAT_EVENTS) {
        return export_system(c, what);
    }
    if (is_format(c, GRAPHML) || is_format(c, GEXF)) {
        return cli_usage(c, "events are a table: -f csv, json or jsonl");
    }
    status = cli_open_store(c, ENT_STORE_READ);
    return status == ENT_OK ? write_table(c, what, 0) : status;
}

const cli_command command_export = {
    .name = "export",
    .group = "The record",
    .summary = "write the system, its ties, events or bargains for other programs",
    .usage = "ties|system --at DATE | ties|system --from YEAR --to YEAR -o FILE-{year} |"
             " events [DATES] | bargaining [--issues ISSUES] [DATES]",
    .examples = EXAMPLES,
    .options = OPTIONS,
    .formats = FORMATS,
    .details =
        "Graphs hold the states as nodes and the ties as edges, for ties and system alike: "
        "weights\n"
        "are positive, the sign of the pair is an attribute. They are undirected; sanctions,\n"
        "claims, trade and arms carry directed=true and go from sender to target. In GEXF an\n"
        "edge has the days of its fact within those asked for. Trade, arms, exercises,\n"
        "contiguity and the peace scale are those of published sets in the store. With {year} in\n"
        "the name of FILE each year has a file of its own. A CSV file FILE gets a "
        "FILE.json\n"
        "beside it with version, command and sources. Events need a store with documents;\n"
        "with dates those whose day, month, year or span touches them, without any all. So does\n"
        "bargaining: the position of a state is the share of its statements in favour of an issue\n"
        "times 100, its salience the share of all its statements that speak of the issue, its\n"
        "capability its power in percent of all states on the last of the days.",
    .run = run,
    .of_dates = true,
    .detail = ENT_RECORD_FLOWS,
};
