/*
 * command_run.c - entente run SCENARIO...
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "cli/kept.h"
#include "cli/run.h"
#include "entente/backtest.h"

static const cli_option OPTIONS[] = {
    {"runs", 0, "N", "number of runs (as the scenario says)", true},
    {"dry-run", 0, NULL,
     "check the scenarios, by file and record, say what they do, and run nothing", false},
    {"why", 0, NULL, "what moves the outcomes: effects by year, interventions by rank", true},
    {"sensitivity", 0, "OUTCOME", "which parameters and sizes move an outcome in the last year",
     true},
    {"score", 0, NULL, "beside each outcome whose year has passed, what came of it", false},
    {"freeze", 0, "FORECASTS",
     "write the forecasts to a new file, to be scored by 'entente backtest FILE'", true},
    {"made", 0, "DATE", "with --freeze: the day on which they are made", true},
    {"pause-each", 0, "YEARS", "play the scenario as a game, in turns of so many years", true},
    {"state", 0, "GAME", "the file of the game: begun where there is none, else gone on with",
     false},
    {"moves", 0, "FILE", "what the sides do and the umpire rules in this turn", false},
    {"replay", 0, "GAME", "play the log of a game again, and say where it comes out otherwise",
     true},
    {"strict", 0, NULL, "exit with 1 when a replay comes out otherwise", true},
    {"bargains", 0, NULL, "where bargains settle in the last year, by the model and its rivals",
     true},
    {"years", 0, NULL, "for reading, every year of the horizon, and where the spread comes from",
     false},
    {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {
    "entente run base taiwan-crisis",
    "two scenarios that come with the program, the second against its base",
    "entente run base taiwan-crisis --years",
    "the same with every year, and where the spread comes from",
    "entente run mine.yaml --runs 10000 --seed 7 -f csv",
    "a scenario of your own; 'extends: base.yaml' states only the differences",
    "entente run taiwan-crisis --dry-run",
    "what happens in it, and what its sizes rest on",
    "entente run taiwan-crisis --why",
    "the log-odds by effect over the years, and what each intervention changed",
    "entente run taiwan-crisis --sensitivity 'RUS-CHN defence pact'",
    "which parameters and sizes it depends on, with errors",
    "entente run base --freeze forecasts.csv --made 2026-01-15",
    "the same written down, with its digest, for a later day to score",
    "entente run base --pause-each 1 --state class.yaml --moves moves.yaml",
    "a turn of a game: see entente-game(7)",
    NULL};

static ent_status
read_runs(cli *c, uint64_t *runs)
{
    const char *value = cli_own(c, RUN_RUNS);
    int64_t     number = 0;

    if (value != NULL && (!ent_integer_read(value, strlen(value), &number) || number < 1 ||
                          number > ENT_SCENARIO_MOST_RUNS)) {
        return cli_usage(c, "--runs is '%s', expected a number from 1 to %d", value,
                         ENT_SCENARIO_MOST_RUNS);
    }
    *runs = (uint64_t)number;
    return ENT_OK;
}

/* The same as rows: one an intervention, or a single one without. */
static void
add_plan(const ent_scenario *scenario, uint64_t runs, ent_table *table)
{
    size_t count = ent_scenario_interventions(scenario);

    for (size_t i = 0; i < (count > 0 ? count : 1); i++) {
        ent_table_row(table);
        ent_table_text(table, 0, ent_scenario_name(scenario));
        ent_table_text(table, 1, ent_scenario_title(scenario));
        ent_table_integer(table, 2, (int64_t)(runs > 0 ? runs : ent_scenario_runs(scenario)));
        ent_table_text(table, 3, i < count ? ent_scenario_intervention(scenario, i) : NULL);
    }
}

static ent_status
print_plan_rows(cli *c, uint64_t runs, ent_scenario *const *scenarios)
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
    for (size_t i = 0; i < c->argument_count; i++) {
        add_plan(scenarios[i], runs, table);
    }
    return cli_print(c, table);
}

/* What is counted, and how often. */
static void
describe_rest(const ent_scenario *scenario, uint64_t runs, ent_text *out)
{
    runs = runs > 0 ? runs : ent_scenario_runs(scenario);
    for (size_t i = 0; i < ent_scenario_outcomes(scenario); i++) {
        ent_text_add(out, i == 0 ? "  asks  " : "        ");
        ent_text_add_visible(out, ent_scenario_outcome(scenario, i),
                             strlen(ent_scenario_outcome(scenario, i)));
        ent_text_add_char(out, '\n');
    }
    ent_text_addf(out, "  %llu run%s\n", (unsigned long long)runs, runs == 1 ? "" : "s");
}

static ent_status
print_plan(cli *c, uint64_t runs, ent_scenario *const *scenarios)
{
    ent_text text;

    if (c->format != ENT_FORMAT_TABLE) {
        return print_plan_rows(c, runs, scenarios);
    }
    ent_text_init(&text);
    for (size_t i = 0; i < c->argument_count; i++) {
        cli_describe_scenario(scenarios[i], SIZE_MAX, &text);
        describe_rest(scenarios[i], runs, &text);
    }
    return cli_print_text(c, &text);
}

/* All that a run would find wrong before its first step. */
static ent_status
dry_run(cli *c, uint64_t runs, ent_scenario **scenarios)
{
    ent_status status = cli_load_scenarios(c, c->arguments, c->argument_count, scenarios);

    for (size_t i = 0; i < c->argument_count && status == ENT_OK; i++) {
        status = ent_scenario_check(c->ctx, c->record, scenarios[i]);
        if (status != ENT_OK) {
            (void)ent_note(c->ctx, status, "in scenario '%s'", ent_scenario_name(scenarios[i]));
        }
    }
    if (status == ENT_OK) {
        status = print_plan(c, runs, scenarios);
    }
    for (size_t i = 0; i < c->argument_count; i++) {
        ent_scenario_destroy(scenarios[i]);
    }
    return status;
}

/* The day is the user's word; what was known on the base date is all that the runs know. */
static ent_status
read_made(cli *c, ent_day *out)
{
    const char *value = cli_own(c, RUN_MADE);
    ent_span    day;

    if ((value == NULL) != (cli_own(c, RUN_FREEZE) == NULL)) {
        return cli_usage(c, "--freeze FILE and --made DATE go together");
    }
    if (value != NULL && (!ent_span_read(value, strlen(value), &day) || day.to != day.from + 1)) {
        return cli_usage(c, "--made is '%s', expected a day as 2026-01-15", value);
    }
    *out = value != NULL ? day.from : ENT_NO_DAY;
    return ENT_OK;
}

/* What is written down stays: no file is frozen twice. */
static ent_status
check_frozen(cli *c)
{
    const char *path = cli_own(c, RUN_FREEZE);
    struct stat about;
    ent_day     made;
    ent_status  status = read_made(c, &made);

    if (status == ENT_OK && path != NULL && stat(path, &about) == 0) {
        return cli_usage(c, "'%s' is there already: forecasts are frozen once", path);
    }
    return status;
}

static ent_status
write_frozen(cli *c, ent_table *table)
{
    ent_output output;
    ent_status status = cli_output_open(c, cli_own(c, RUN_FREEZE), &output);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_table_write(c->ctx, table, ENT_FORMAT_CSV, NULL, output.stream);
    if (status == ENT_OK) {
        return ent_output_commit(c->ctx, &output);
    }
    ent_output_abandon(&output);
    return status;
}

static ent_status
freeze(cli *c, ent_scenario **scenarios, const ent_ensemble *ensembles)
{
    ent_frozen_about about = {.version = ent_version()};
    ent_table       *table = NULL;
    ent_text         sources;
    ent_status       status = read_made(c, &about.made);

    if (status != ENT_OK || cli_own(c, RUN_FREEZE) == NULL) {
        return status;
    }
    ent_text_init(&sources);
    status = cli_sources_as_lines(c, &sources);
    for (size_t i = 0; status == ENT_OK && i < sources.length; i++) {
        sources.bytes[i] = (char)(sources.bytes[i] == '\n' ? ';' : sources.bytes[i]);
    }
    if (status == ENT_OK) {
        about.record = ent_text_get(&sources);
        status = ent_frozen_table(c->ctx, c->arguments, scenarios, ensembles, c->argument_count,
                                  &about, &table);
    }
    if (status == ENT_OK) {
        status = write_frozen(c, table);
    }
    ent_table_destroy(table);
    ent_text_clear(&sources);
    return status;
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

/* What is written down comes first: who reads the answer may leave before its end. */
static ent_status
print_answer(cli *c, ent_scenario **scenarios, const ent_ensemble *ensembles)
{
    ent_status status = freeze(c, scenarios, ensembles);

    if (status != ENT_OK) {
        return status;
    }
    return cli_own(c, RUN_SCORE) != NULL ? print_scores(c, scenarios, ensembles)
                                         : cli_print_runs(c, scenarios, ensembles);
}

/* Ctrl-C leaves what is finished: it is printed, and the exit code says that it is not all. */
static void
print_finished(cli *c, ent_scenario *const *scenarios, const ent_ensemble *ensembles, uint64_t runs)
{
    bool any = false;

    for (size_t i = 0; i < c->argument_count; i++) {
        uint64_t wanted = runs > 0 ? runs : ent_scenario_runs(scenarios[i]);

        any |= ensembles[i].runs > 0;
        if (ensembles[i].runs < wanted) {
            ent_say(c->ctx, ENT_WARNING, "interrupted: %s has %llu of %llu runs",
                    ent_scenario_name(scenarios[i]), (unsigned long long)ensembles[i].runs,
                    (unsigned long long)wanted);
        }
    }
    if (any && cli_print_runs(c, scenarios, ensembles) != ENT_OK) {
        ent_say(c->ctx, ENT_WARNING, "what is finished cannot be printed: %s",
                ent_ctx_error(c->ctx));
    }
}

/* Runs are kept while they are made: what reads the answer may leave before its end. */
static ent_status
run_kept(cli *c, uint64_t runs, ent_scenario **scenarios, ent_ensemble *ensembles)
{
    cli_runs        kept;
    ent_run_options options = {
        .seed = c->seed, .runs = runs, .keeper = &kept.keeper, .keep_finished = true};
    ent_status status = cli_runs_open(c, c->argument_count, &kept);

    if (status == ENT_OK) {
        status =
            ent_scenario_run(c->ctx, c->record, scenarios, c->argument_count, &options, ensembles);
    }
    if (status == ENT_OK) {
        status = print_answer(c, scenarios, ensembles);
    }
    if (status == ENT_E_CANCELLED) {
        print_finished(c, scenarios, ensembles, runs);
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
    ent_run_options options = {.seed = c->seed, .runs = runs, .keep_finished = true};
    ent_status      status =
        ent_scenario_run(c->ctx, c->record, scenarios, c->argument_count, &options, ensembles);

    if (status == ENT_OK) {
        status = print_answer(c, scenarios, ensembles);
    } else if (status == ENT_E_CANCELLED) {
        print_finished(c, scenarios, ensembles, runs);
    }
    return status;
}

static ent_status
run_all(cli *c, uint64_t runs, ent_scenario **scenarios, ent_ensemble *ensembles)
{
    ent_status status = cli_keeps_runs(c) ? cli_open_store(c, ENT_STORE_ADD) : ENT_OK;

    if (status == ENT_OK) {
        status = cli_load_scenarios(c, c->arguments, c->argument_count, scenarios);
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
    ent_status      status = cli_load_scenarios(c, c->arguments, c->argument_count, scenarios);

    if (status == ENT_OK && cli_own(c, RUN_WHY) != NULL) {
        status =
            ent_scenario_why(c->ctx, c->record, scenarios, c->argument_count, &options, &table);
    } else if (status == ENT_OK && cli_own(c, RUN_BARGAINS) != NULL) {
        status = ent_scenario_bargains(c->ctx, c->record, scenarios, c->argument_count, &options,
                                       &table);
    } else if (status == ENT_OK) {
        status = ent_scenario_sensitivity(c->ctx, c->record, scenarios, c->argument_count,
                                          cli_own(c, RUN_SENSITIVITY), &options, &table);
    }
    if (status == ENT_OK) {
        status = cli_print(c, table);
    }
    for (size_t i = 0; i < c->argument_count; i++) {
        ent_scenario_destroy(scenarios[i]);
    }
    return status;
}

static bool
is_game(const cli *c)
{
    return cli_own(c, RUN_PAUSE) != NULL || cli_own(c, RUN_STATE) != NULL ||
           cli_own(c, RUN_MOVES) != NULL || cli_own(c, RUN_REPLAY) != NULL;
}

static ent_status
run(cli *c)
{
    ent_scenario **scenarios;
    ent_ensemble  *ensembles;
    uint64_t       runs = 0;
    ent_status     status = read_runs(c, &runs);

    if (status == ENT_OK) {
        status = check_frozen(c);
    }
    if (status != ENT_OK) {
        return status;
    }
    if (is_game(c)) {
        return cli_run_game(c, runs);
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
    if ((cli_own(c, RUN_WHY) != NULL) + (cli_own(c, RUN_SENSITIVITY) != NULL) +
            (cli_own(c, RUN_BARGAINS) != NULL) >
        1) {
        return cli_usage(c, "--why, --sensitivity and --bargains are questions of their own: ask "
                            "one at a time");
    }
    scenarios = ent_alloc_zero(c->argument_count, sizeof *scenarios);
    ensembles = ent_alloc_zero(c->argument_count, sizeof *ensembles);
    if (scenarios == NULL || ensembles == NULL) {
        status = ent_fail_nomem(c->ctx);
    } else if (cli_own(c, RUN_DRY) != NULL) {
        status = dry_run(c, runs, scenarios);
    } else if (cli_own(c, RUN_WHY) != NULL || cli_own(c, RUN_SENSITIVITY) != NULL ||
               cli_own(c, RUN_BARGAINS) != NULL) {
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
    .usage = "SCENARIO... [--runs N] [--seed N] [--why | --sensitivity OUTCOME | --bargains | "
             "--pause-each YEARS --state GAME]",
    .examples = EXAMPLES,
    .formats = CLI_TABLE_FORMATS,
    .options = OPTIONS,
    .details =
        "A scenario is a YAML file ('entente schema scenario' says what may stand in it), or the\n"
        "name of one that comes with the program ('entente list scenarios'). The answer for\n"
        "reading says of each outcome in the last year (and in the year of the largest change,\n"
        "where that is another) how probable it is with the interventions and without, in percent\n"
        "with the 90 % interval and in words, by how many points they change it, the base rate\n"
        "(how often the record's reference class would have brought it by then), and what that\n"
        "rests on. Where more than half of the spread comes from assumed sizes the change has a\n"
        "direction and a range, and no point. --years, csv and json have all years; --why says\n"
        "what moves them. With --db FILE the result is kept in that store: see 'entente list\n"
        "runs' and 'entente show run N'.",
    .run = run,
    .reads_files = true,
    .draws = true,
};
