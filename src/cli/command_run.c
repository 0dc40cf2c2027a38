/*
 * command_run.c - entente run SCENARIO...
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "cli/cli.h"

enum { OWN_RUNS, OWN_DRY, OWN_WHY, OWN_SENSITIVITY, OWN_SCORE };

static const cli_option OPTIONS[] = {
    {"runs", 0, "N", "number of runs (as the scenario says)", true},
    {"dry-run", 0, NULL, "check the scenarios, say what they would do, and run nothing", false},
    {"why", 0, NULL, "what moves the outcomes: effects by year, interventions by rank", true},
    {"sensitivity", 0, "OUTCOME", "which parameters and sizes move an outcome in the last year",
     true},
    {"score", 0, NULL, "beside each outcome whose year has passed, what came of it", false},
    {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {
    "entente run base taiwan-crisis",
    "two scenarios that come with the program, the second against its base",
    "entente run mine.yaml --runs 10000 --seed 7 -f csv",
    "a scenario of your own; 'extends: base.yaml' states only the differences",
    "entente run taiwan-crisis --dry-run",
    "what happens in it, and what its sizes rest on",
    "entente run taiwan-crisis --why",
    "the log-odds by effect over the years, and what each intervention changed",
    "entente run taiwan-crisis --sensitivity 'RUS-CHN defence pact'",
    "which parameters and sizes it depends on, with errors",
    NULL};

static ent_status
read_runs(cli *c, uint64_t *runs)
{
    const char *value = cli_own(c, OWN_RUNS);
    int64_t     number = 0;

    if (value != NULL && (!ent_integer_read(value, strlen(value), &number) || number < 1 ||
                          number > ENT_SCENARIO_MOST_RUNS)) {
        return cli_usage(c, "--runs is '%s', expected a number from 1 to %d", value,
                         ENT_SCENARIO_MOST_RUNS);
    }
    *runs = (uint64_t)number;
    return ENT_OK;
}

/* Words of a file, made visible, on a line. */
static void
add_line(ent_text *out, const char *before, const char *first, const char *between,
         const char *second)
{
    ent_text_add(out, before);
    ent_text_add_visible(out, first, strlen(first));
    ent_text_add(out, between);
    ent_text_add_visible(out, second, strlen(second));
    ent_text_add_char(out, '\n');
}

static ent_status
describe(cli *c, const char *name, uint64_t runs, ent_text *out)
{
    ent_scenario *scenario;
    ent_status    status = ent_scenario_load(c->ctx, c->codes, name, &scenario);

    if (status != ENT_OK) {
        return status;
    }
    add_line(out, "", ent_scenario_name(scenario), ": ", ent_scenario_title(scenario));
    for (size_t i = 0; i < ent_scenario_interventions(scenario); i++) {
        add_line(out, "  ", ent_scenario_intervention(scenario, i), "", "");
    }
    runs = runs > 0 ? runs : ent_scenario_runs(scenario);
    ent_text_addf(out, "  %llu run%s\n", (unsigned long long)runs, runs == 1 ? "" : "s");
    ent_scenario_destroy(scenario);
    return ENT_OK;
}

/* The same as rows: one an intervention, or a single one without. */
static ent_status
add_plan(cli *c, const char *name, uint64_t runs, ent_table *table)
{
    ent_scenario *scenario;
    size_t        count;
    ent_status    status = ent_scenario_load(c->ctx, c->codes, name, &scenario);

    if (status != ENT_OK) {
        return status;
    }
    count = ent_scenario_interventions(scenario);
    for (size_t i = 0; i < (count > 0 ? count : 1); i++) {
        ent_table_row(table);
        ent_table_text(table, 0, ent_scenario_name(scenario));
        ent_table_text(table, 1, ent_scenario_title(scenario));
        ent_table_integer(table, 2, (int64_t)(runs > 0 ? runs : ent_scenario_runs(scenario)));
        ent_table_text(table, 3, i < count ? ent_scenario_intervention(scenario, i) : NULL);
    }
    ent_scenario_destroy(scenario);
    return ENT_OK;
}

static ent_status
dry_run_rows(cli *c, uint64_t runs)
{
    static const ent_column COLUMNS[] = {{"scenario", ENT_COLUMN_TEXT},
                                         {"title", ENT_COLUMN_TEXT},
                                         {"runs", ENT_COLUMN_INTEGER},
                                         {"intervention", ENT_COLUMN_TEXT}};
    ent_table              *table;
    ent_status              status = ent_table_create(c->ctx, COLUMNS, 4, &table);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < c->argument_count && status == ENT_OK; i++) {
        status = add_plan(c, c->arguments[i], runs, table);
    }
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    return cli_print(c, table);
}

static ent_status
dry_run(cli *c, uint64_t runs)
{
    ent_text   text;
    ent_status status = cli_open_codes(c);

    if (status == ENT_OK && c->format != ENT_FORMAT_TABLE) {
        return dry_run_rows(c, runs);
    }
    ent_text_init(&text);
    for (size_t i = 0; i < c->argument_count && status == ENT_OK; i++) {
        status = describe(c, c->arguments[i], runs, &text);
    }
    if (status != ENT_OK) {
        ent_text_clear(&text);
        return status;
    }
    return cli_print_text(c, &text);
}

static void
say_variance(cli *c, const ent_ensemble *ensembles)
{
    for (size_t i = 0; i < c->argument_count; i++) {
        if (ensembles[i].runs > 0 && !isnan(ensembles[i].paired_variance_ratio)) {
            ent_say(c->ctx, ENT_INFO,
                    "%s: variance of the paired difference over that of the unpaired one: %.3g",
                    ensembles[i].scenario, ensembles[i].paired_variance_ratio);
        }
    }
}

/* The columns of csv are an interface; JSON has what they have no place for. */
static ent_status
print_ensembles(cli *c, const ent_ensemble *ensembles)
{
    size_t     count = c->argument_count;
    ent_table *table, *sources;
    ent_status status;

    if (c->format == ENT_FORMAT_CSV) {
        status = ent_ensemble_table(c->ctx, ensembles, count, &table);
        return status == ENT_OK ? cli_print(c, table) : status;
    }
    if (c->format != ENT_FORMAT_TABLE) {
        status = ent_ensemble_table_whole(c->ctx, ensembles, count, &table);
        return status == ENT_OK ? cli_print(c, table) : status;
    }
    status = ent_ensemble_table_reading(c->ctx, ensembles, count, &table);
    if (status != ENT_OK) {
        return status;
    }
    status = ent_ensemble_table_sources(c->ctx, ensembles, count, &sources);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    return cli_print_two(c, table, sources);
}

/* What came of them, beside what was said. */
static ent_status
print_scores(cli *c, ent_scenario *const *scenarios, const ent_ensemble *ensembles)
{
    ent_table *table;
    ent_status status =
        ent_ensemble_score(c->ctx, c->record, scenarios, ensembles, c->argument_count, &table);

    return status == ENT_OK ? cli_print(c, table) : status;
}

static ent_status
print_answer(cli *c, ent_scenario *const *scenarios, const ent_ensemble *ensembles)
{
    return cli_own(c, OWN_SCORE) != NULL ? print_scores(c, scenarios, ensembles)
                                         : print_ensembles(c, ensembles);
}

/* Load the scenarios of the command line, and the record. */
static ent_status
load_scenarios(cli *c, ent_scenario **scenarios)
{
    ent_status status = cli_open_record(c);

    for (size_t i = 0; i < c->argument_count && status == ENT_OK; i++) {
        status = ent_scenario_load(c->ctx, c->codes, c->arguments[i], &scenarios[i]);
    }
    return status;
}

/* Runs are kept while they are made: what reads the answer may leave before its end. */
static ent_status
run_kept(cli *c, uint64_t runs, ent_scenario **scenarios, ent_ensemble *ensembles)
{
    cli_runs        kept;
    ent_run_options options = {.seed = c->seed, .runs = runs, .keeper = &kept.keeper};
    ent_status      status = cli_runs_open(c, c->argument_count, &kept);

    if (status == ENT_OK) {
        status =
            ent_scenario_run(c->ctx, c->record, scenarios, c->argument_count, &options, ensembles);
    }
    if (status == ENT_OK) {
        say_variance(c, ensembles);
        status = print_answer(c, scenarios, ensembles);
    }
    if (status == ENT_OK && kept.failed != ENT_OK) {
        status = ent_fail(c->ctx, kept.failed,
                          "%zu of %zu scenarios could not be run; 'entente list runs' shows them",
                          kept.failed_count, c->argument_count);
    }
    cli_runs_close(&kept);
    return status;
}

static ent_status
run_unkept(cli *c, uint64_t runs, ent_scenario **scenarios, ent_ensemble *ensembles)
{
    ent_run_options options = {.seed = c->seed, .runs = runs};
    ent_status      status =
        ent_scenario_run(c->ctx, c->record, scenarios, c->argument_count, &options, ensembles);

    if (status == ENT_OK) {
        say_variance(c, ensembles);
        status = print_answer(c, scenarios, ensembles);
    }
    return status;
}

static ent_status
run_all(cli *c, uint64_t runs, ent_scenario **scenarios, ent_ensemble *ensembles)
{
    ent_status status = cli_keeps_runs(c) ? cli_open_store(c, ENT_STORE_ADD) : ENT_OK;

    if (status == ENT_OK) {
        status = load_scenarios(c, scenarios);
    }
    if (status == ENT_OK) {
        status = cli_keeps_runs(c) ? run_kept(c, runs, scenarios, ensembles)
                                   : run_unkept(c, runs, scenarios, ensembles);
    }
    for (size_t i = 0; i < c->argument_count; i++) {
        ent_ensemble_clear(&ensembles[i]);
        ent_scenario_destroy(scenarios[i]);
    }
    return status;
}

static ent_status
explain(cli *c, uint64_t runs, ent_scenario **scenarios)
{
    ent_run_options options = {.seed = c->seed, .runs = runs};
    ent_table      *table;
    ent_status      status = load_scenarios(c, scenarios);

    if (status == ENT_OK && cli_own(c, OWN_WHY) != NULL) {
        status =
            ent_scenario_why(c->ctx, c->record, scenarios, c->argument_count, &options, &table);
    } else if (status == ENT_OK) {
        status = ent_scenario_sensitivity(c->ctx, c->record, scenarios, c->argument_count,
                                          cli_own(c, OWN_SENSITIVITY), &options, &table);
    }
    if (status == ENT_OK) {
        status = cli_print(c, table);
    }
    for (size_t i = 0; i < c->argument_count; i++) {
        ent_scenario_destroy(scenarios[i]);
    }
    return status;
}

static ent_status
run(cli *c)
{
    ent_scenario **scenarios;
    ent_ensemble  *ensembles;
    uint64_t       runs = 0;
    ent_status     status = read_runs(c, &runs);

    if (status != ENT_OK) {
        return status;
    }
    if (c->argument_count == 0) {
        return cli_usage(c, "expected a scenario; 'entente list scenarios' names those at hand");
    }
    if (c->span.from < c->span.to) {
        status = cli_open_record(c);
        return status != ENT_OK
                   ? status
                   : cli_usage(c, "a run begins on its scenario's date: 'base' in its file, in "
                                  "place of --at and --from; 'horizon' says how long it lasts");
    }
    if (cli_own(c, OWN_WHY) != NULL && cli_own(c, OWN_SENSITIVITY) != NULL) {
        return cli_usage(c, "--why and --sensitivity are two questions: ask one at a time");
    }
    if (cli_own(c, OWN_DRY) != NULL) {
        return dry_run(c, runs);
    }
    scenarios = ent_alloc_zero(c->argument_count, sizeof *scenarios);
    ensembles = ent_alloc_zero(c->argument_count, sizeof *ensembles);
    if (scenarios == NULL || ensembles == NULL) {
        status = ent_fail_nomem(c->ctx);
    } else if (cli_own(c, OWN_WHY) != NULL || cli_own(c, OWN_SENSITIVITY) != NULL) {
        status = explain(c, runs, scenarios);
    } else {
        status = run_all(c, runs, scenarios, ensembles);
    }
    ent_free(scenarios);
    ent_free(ensembles);
    return status;
}

const cli_command command_run = {
    .name = "run",
    .group = "Asking questions",
    .summary = "run scenarios forward, each against its base",
    .usage = "SCENARIO... [--runs N] [--seed N] [--why | --sensitivity OUTCOME]",
    .examples = EXAMPLES,
    .formats = CLI_TABLE_FORMATS,
    .options = OPTIONS,
    .details =
        "A scenario is a YAML file ('entente schema scenario' says what may stand in it), or the\n"
        "name of one that comes with the program ('entente list scenarios'). Columns: the\n"
        "probability of each outcome by year with its 90 % interval over parameters, the same in\n"
        "the base, their paired difference with its interval, the base rate (how often the\n"
        "record's reference class would have brought it by that year), the Monte Carlo error\n"
        "(what another seed would change), and the share of the variance that comes from assumed\n"
        "sizes: above 0.5, quote the direction and the range, not the point. With --db FILE the\n"
        "result is kept in that store: see 'entente list runs' and 'entente show run N'.",
    .run = run,
    .reads_files = true,
    .draws = true,
};
