/*
 * command_brief.c - entente brief DOC...: the main job; entente report: the page without documents
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "base/file.h"
#include "base/parallel.h"
#include "cli/cli.h"
#include "report/section/section.h"
#include "scenario/scenario.h"
#include "store/answers.h"

static const char *const SCENARIOS[] = {"base", "taiwan-crisis", "us-russia-normalisation"};
enum { SCENARIO_COUNT = sizeof SCENARIOS / sizeof SCENARIOS[0] };

enum { MOST_REMEMBERED = 224 << 20 };

/* The option is the first of both commands, so that one function reads it. */
enum { OWN_SINCE, OWN_PUBLISHED };

#define SINCE                                                                                      \
    {                                                                                              \
        "since", 0, "PAGE.html", "say what changed since an earlier page", true                    \
    }

static const cli_option OPTIONS[] = {
    SINCE,
    {"published", 0, "DATE", "date of documents that have none", true},
    {NULL, 0, NULL, NULL, false}};

static const cli_option REPORT_OPTIONS[] = {SINCE, {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {
    "entente brief article.txt",
    "read it, match it with the record, run the scenarios, write brief.html",
    "entente brief news/ -o monday.html --published 2024-11-25",
    "all documents of a folder, undated ones taken to be of that day",
    "entente brief news/ -o tuesday.html --since monday.html",
    "and what is said now that was not, or otherwise, the day before",
    NULL};

static bool
is_standard_output(const char *path)
{
    return strcmp(path, "-") == 0;
}

static void
say_summary(cli *c, const char *path, const ent_reading *reading, const ent_match *matches)
{
    size_t read = ent_reading_read_count(reading), counts[4] = {0};
    char   aside[48] = "";

    for (size_t i = 0; i < reading->event_count; i++) {
        counts[matches[i].verdict]++;
    }
    if (read < reading->document_count) {
        snprintf(aside, sizeof aside, ", %zu set aside", reading->document_count - read);
    }
    cli_tell(c,
             "%s: %zu document%s%s, %zu event%s; the record corroborates %zu, contradicts %zu, "
             "%zu are new to it",
             is_standard_output(path) ? "standard output" : path, read, read == 1 ? "" : "s", aside,
             reading->event_count, reading->event_count == 1 ? "" : "s",
             counts[ENT_MATCH_CORROBORATED], counts[ENT_MATCH_CONTRADICTED], counts[ENT_MATCH_NEW]);
}

static const char *
page_path(const cli *c, const char *otherwise)
{
    return c->value[OPTION_OUTPUT] != NULL ? c->value[OPTION_OUTPUT] : otherwise;
}

/* What the page says beside the record: what two of its parts find out at the same time. */
typedef struct findings {
    cli              *c;
    ent_report_input *input;
    ent_record       *votes;
    ent_scenario     *scenarios[SCENARIO_COUNT];
    ent_ensemble      ensembles[SCENARIO_COUNT];
} findings;

/* Whether one of the documents is the one that makes the claims; without documents all are asked.
 */
static bool
is_read(const ent_reading *reading, const ent_claims *claims)
{
    if (reading == NULL) {
        return true;
    }
    for (size_t i = 0; i < reading->document_count; i++) {
        if (reading->documents[i].sha256[0] != '\0' &&
            strcmp(reading->documents[i].sha256, ent_claims_sha256(claims)) == 0) {
            return true;
        }
    }
    return false;
}

/* Test the claims of the pack whose documents were read; no tables where there are none.  A brief
   writes nothing but its page. */
static ent_status
check_claims(ent_ctx *ctx, const findings *f)
{
    const cli         *c = f->c;
    ent_report_input  *page = f->input;
    ent_check_options  options = {.quick = true,
                                  .curves = &page->curves,
                                  .votes = c->source_count == 0 ? f->votes : NULL,
                                  .keep = page->reading == NULL};
    const ent_claims **asked;
    ent_claims       **all;
    size_t             count, kept = 0;
    ent_status         status = ent_claims_load_all(ctx, c->codes, &all, &count);

    if (status != ENT_OK) {
        return status;
    }
    asked = ent_alloc_zero(count + 1, sizeof *asked);
    status = asked != NULL ? ENT_OK : ent_fail_nomem(ctx);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        if (is_read(page->reading, all[i])) {
            asked[kept++] = all[i];
        }
    }
    if (status == ENT_OK && kept > 0) {
        status = ent_claims_check(ctx, c->store, c->codes, asked, kept, &options, &page->verdicts);
    }
    ent_free(asked);
    ent_claims_free_all(all, count);
    return status;
}

static ent_status
load_votes(ent_ctx *ctx, findings *f)
{
    cli *c = f->c;

    ent_status status = ent_view_load_votes(
        ctx, c->store, c->codes, c->source_count > 0 ? c->sources : NULL, c->record, &f->votes);

    return status == ENT_OK ? ent_record_remember(ctx, f->votes, MOST_REMEMBERED) : status;
}

/* The outcomes, and what moves them, of fewer runs. */
static ent_status
run_scenarios(ent_ctx *ctx, findings *f)
{
    ent_run_options options = {.seed = f->c->seed},
                    few = {.seed = f->c->seed, .runs = ENT_WHY_RUNS};
    ent_status status =
        ent_scenario_run(ctx, f->c->record, f->scenarios, SCENARIO_COUNT, &options, f->ensembles);

    if (status != ENT_OK) {
        return status;
    }
    f->input->scenarios = f->scenarios;
    f->input->ensembles = f->ensembles;
    f->input->ensemble_count = SCENARIO_COUNT;
    return ent_scenario_why(ctx, f->c->record, f->scenarios, SCENARIO_COUNT, &few, &f->input->why);
}

/* The store is read by one of the parts alone. */
enum { OF_STORE, OF_RECORD, PARTS };

static ent_status
find_out(ent_ctx *ctx, size_t part, void *data)
{
    findings  *f = data;
    ent_status status;

    if (part == OF_RECORD) {
        return run_scenarios(ctx, f);
    }
    status = load_votes(ctx, f);
    if (status == ENT_OK) {
        f->input->votes = f->votes;
        status = check_claims(ctx, f);
    }
    return status == ENT_OK && f->input->reading == NULL
               ? ent_store_list(ctx, f->c->store, "events", &f->input->events)
               : status;
}

static void
clear_findings(findings *f)
{
    for (size_t i = 0; i < SCENARIO_COUNT; i++) {
        if (f->input->ensemble_count > 0) {
            ent_ensemble_clear(&f->ensembles[i]);
        }
        ent_scenario_destroy(f->scenarios[i]);
    }
    ent_table_destroy(f->input->events);
    ent_table_destroy(f->input->verdicts);
    ent_table_destroy(f->input->curves);
    ent_table_destroy(f->input->why);
    ent_record_destroy(f->votes);
}

/* Check the claims, run the scenarios and compose the page. */
static ent_status
find_and_compose(cli *c, ent_report_input *input, ent_text *out)
{
    findings   f = {.c = c, .input = input};
    ent_status status = cli_load_scenarios(c, SCENARIOS, SCENARIO_COUNT, f.scenarios);

    if (status == ENT_OK) {
        status = ent_parallel_tasks(c->ctx, "claims and scenarios", PARTS, find_out, &f);
    }
    if (status == ENT_OK) {
        status = cli_compose_page(c, input, out);
    }
    clear_findings(&f);
    return status;
}

typedef ent_status composer(cli *c, ent_report_input *input, ent_text *out);

/* Compose the page and write it; what changed since an earlier page, where one is named, is read
   before that is overwritten. */
static ent_status
write_page(cli *c, const char *path, ent_report_input *input, composer *compose)
{
    const char *since = cli_own(c, OWN_SINCE);
    ent_bytes   before = {0};
    ent_text    page;
    ent_status  status = since != NULL ? cli_read_page(c, since, &before) : ENT_OK;

    if (status != ENT_OK) {
        return status;
    }
    if (since != NULL) {
        input->before = before.bytes;
        input->before_length = before.length;
        input->before_name = ent_base_name(since);
    }
    ent_text_init(&page);
    status = compose(c, input, &page);
    if (status == ENT_OK) {
        status = cli_write_page(c, path, input, &page);
    }
    ent_text_clear(&page);
    ent_bytes_clear(&before);
    return status;
}

/* The page asks for the same years in many sections, its runs for the same rule twice. */
static ent_status
open_record(cli *c)
{
    ent_status status = cli_open_record(c);

    return status == ENT_OK ? ent_record_remember(c->ctx, c->record, MOST_REMEMBERED) : status;
}

static ent_status
brief_reading(cli *c, const ent_reading *reading)
{
    const char      *path = page_path(c, "brief.html");
    ent_match       *matches = ent_alloc_zero(reading->event_count, sizeof *matches);
    ent_report_input page = {.title = "Briefing", .reading = reading, .matches = matches};
    ent_status       status = matches != NULL ? open_record(c) : ent_fail_nomem(c->ctx);

    if (status == ENT_OK) {
        status = ent_match_reading(c->ctx, c->record, reading, matches);
    }
    if (status == ENT_OK) {
        status = write_page(c, path, &page, find_and_compose);
    }
    if (status == ENT_OK) {
        say_summary(c, path, reading, matches);
        cli_say_no_events(c, reading);
    }
    ent_free(matches);
    return status;
}

static ent_status
run_brief(cli *c)
{
    ent_reading reading;
    ent_status  status = cli_read(c, cli_own(c, OWN_PUBLISHED), NULL, &reading);

    if (status != ENT_OK) {
        return status;
    }
    status = brief_reading(c, &reading);
    ent_reading_clear(&reading);
    return status;
}

const cli_command command_brief = {
    .name = "brief",
    .group = "The main job",
    .summary = "from documents to one page: read, match, measure, run, write",
    .usage = "DOC... [-o PAGE.html] [--published DATE] [--since PAGE.html]",
    .examples = EXAMPLES,
    .options = OPTIONS,
    .details =
        "DOC is a file of plain text, HTML, RSS or Atom, or JSON Lines, a folder of them, or -.\n"
        "The record is the built-in facts, with the store if there is one: it is read, never\n"
        "written; the documents are laid over it in memory and nothing but the page is written\n"
        "(brief.html unless -o names another file). Events are matched with the record by their\n"
        "date: give --published where a document has none. What cannot be read is set aside as\n"
        "'entente read' does, with the same exit code. The page needs no network and no "
        "JavaScript.\n"
        "--since names a page written before: the new one lists which of its figures, verdicts "
        "and\n"
        "outlooks are other now.",
    .run = run_brief,
    .reads_files = true,
};

/* entente report */

static const char *const REPORT_EXAMPLES[] = {
    "entente report -o system.html",
    "the page of the record alone: alignments, Russia-China line, scenarios", NULL};

static ent_status
draw(cli *c, ent_report_input *input, ent_text *out)
{
    ent_status status = open_record(c);

    return status == ENT_OK ? find_and_compose(c, input, out) : status;
}

/* All that the page rests on beside the store: a file in this folder may have a scenario's name. */
static ent_status
describe(cli *c, ent_text *out)
{
    ent_status status = ENT_OK;

    cli_describe_page(c, out);
    for (size_t i = 0; i < SCENARIO_COUNT && status == ENT_OK; i++) {
        ent_scenario *scenario;

        status = ent_scenario_load(c->ctx, c->codes, SCENARIOS[i], &scenario);
        if (status == ENT_OK) {
            ent_text_addf(out, "scenario %s\n", scenario->digest);
            ent_scenario_destroy(scenario);
        }
    }
    return status == ENT_OK && out->failed ? ent_fail_nomem(c->ctx) : status;
}

/* Keep a page beside which nothing had to be said. */
static ent_status
keep(cli *c, const char *question, uint64_t said, const ent_text *page)
{
    ent_answers *answers = ent_store_answers(c->store);
    ent_status   status = ENT_OK;

    if (ent_ctx_said(c->ctx) == said && !page->failed) {
        status = ent_answers_retain(c->ctx, answers, question, ent_text_get(page));
    }
    return status == ENT_OK ? ent_answers_write(c->ctx, answers) : status;
}

/* The page that was kept of this state of the store, or one that is drawn now and kept. */
static ent_status
recall_or_draw(cli *c, ent_report_input *input, ent_text *out)
{
    ent_text   question;
    char      *kept = NULL;
    uint64_t   said;
    ent_status status = cli_open_store(c, ENT_STORE_READ);

    ent_text_init(&question);
    said = ent_ctx_said(c->ctx);
    if (status == ENT_OK) {
        status = describe(c, &question);
    }
    if (status == ENT_OK) {
        status =
            ent_answers_recall(c->ctx, ent_store_answers(c->store), ent_text_get(&question), &kept);
    }
    if (status == ENT_OK && kept != NULL) {
        ent_text_add(out, kept);
        status = out->failed ? ent_fail_nomem(c->ctx) : ENT_OK;
    } else if (status == ENT_OK) {
        status = draw(c, input, out);
        if (status == ENT_OK) {
            status = keep(c, ent_text_get(&question), said, out);
        }
    }
    ent_free(kept);
    ent_text_clear(&question);
    return status;
}

static ent_status
run_report(cli *c)
{
    const char      *path = page_path(c, "report.html");
    ent_report_input page = {.title = "Report"};
    ent_status       status;

    if (c->argument_count > 0) {
        return cli_usage(c, "'report' takes no documents; 'entente brief' does");
    }
    status = write_page(c, path, &page, recall_or_draw);
    if (status == ENT_OK && !is_standard_output(path)) {
        cli_tell(c, "%s", path);
    }
    return status;
}

const cli_command command_report = {
    .name = "report",
    .group = "The record",
    .summary = "write the page of the record, without documents",
    .usage = "[-o PAGE.html] [--since PAGE.html]",
    .examples = REPORT_EXAMPLES,
    .options = REPORT_OPTIONS,
    .details =
        "The page of 'entente brief' without documents, in report.html unless -o names\n"
        "another file: who is aligned with whom, Russia and China over time, the triangle of\n"
        "the two with the United States, three scenarios, the claims that come with the program "
        "and\n"
        "what holds of them, the sources of all of it.",
    .run = run_report,
};
