/*
 * command_backtest.c - entente backtest MODEL.yaml
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "base/file.h"
#include "cli/cli.h"
#include "entente/backtest.h"
#include "entente/fit.h"
#include "model/model_file.h"
#include "report/chart/chart.h"

enum { OWN_HORIZON, OWN_TIES, OWN_RULE, OWN_CALIBRATION, OWN_PICTURE };
enum { MOST_BYTES = 16 * 1024 * 1024 };

static const cli_option OPTIONS[] = {
    {"horizon", 0, "N,N,...", "years ahead (1,5,10)", true},
    {"ties", 0, "MODEL", "a model of ties among the rivals, simulated forward", true},
    {"rule", 0, NULL, "the rule of scenarios among the rivals, of moves of the cooperation level",
     true},
    {"calibration", 0, NULL, "what came of forecasts that were alike, in the place of scores",
     true},
    {"picture", 0, "PATH", "write the picture of --calibration there (SVG)", true},
    {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {
    "entente backtest onset-1950-2012 --db study.db",
    "fitted to what was over by the end of 1985 to 2008, scored by the 1, 5 and 10 years after it",
    "entente backtest peace-1900-2020 --from 1990 --to 2000 --horizon 1 -f csv",
    "the same of other origins, a year ahead",
    "entente backtest onset-forecast-1950-2012 --ties obligations-forecast-1950-2012 --db study.db",
    "beside a model of ties, fitted to waves up to each origin and simulated forward; minutes",
    "entente backtest peace-1900-2020 --calibration --picture peace.svg --db study.db",
    "of forecasts that were alike, what share came; the same as a picture",
    "entente backtest sino-soviet-1950-1964 triangle-1968-1980 --db study.db",
    "scenarios of the past, scored by what came",
    NULL};

/* Numbers between commas. */
static ent_status
read_horizons(cli *c, ent_backtest_options *options)
{
    const char *at = cli_own(c, OWN_HORIZON);

    while (at != NULL) {
        size_t  length = strcspn(at, ",");
        int64_t number = 0;

        if (options->horizon_count == ENT_BACKTEST_MOST_HORIZONS ||
            !ent_integer_read(at, length, &number) || number < 1 || number > ENT_BACKTEST_LONGEST) {
            return cli_usage(c, "--horizon is '%s', expected up to %d numbers from 1 to %d",
                             cli_own(c, OWN_HORIZON), ENT_BACKTEST_MOST_HORIZONS,
                             ENT_BACKTEST_LONGEST);
        }
        options->horizons[options->horizon_count++] = (int)number;
        at = at[length] == ',' ? at + length + 1 : NULL;
    }
    return ENT_OK;
}

static ent_status
check_picture(cli *c)
{
    const char *path = cli_own(c, OWN_PICTURE);

    if (path != NULL && cli_own(c, OWN_CALIBRATION) == NULL) {
        return cli_usage(c, "--picture goes with --calibration");
    }
    return path != NULL ? cli_check_output(c, path) : ENT_OK;
}

/* Kept beside the fits, so that a claim may ask whether the runs beat their baselines. */
static ent_status
give(cli *c, const char *name, const char *file, ent_table *table)
{
    ent_fit_row row = {.model = name, .status = ENT_BACKTEST_KEPT, .seed = c->seed, .file = file};
    ent_status  status = cli_keeps_runs(c) ? cli_keep_rows(c, &row, table) : ENT_OK;

    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    return cli_print(c, table);
}

static ent_status
test_model(cli *c, const ent_graded *model, const char *file)
{
    ent_backtest_options options = {.power = c->power,
                                    .signs = c->signs,
                                    .seed = c->seed,
                                    .ties = cli_own(c, OWN_TIES),
                                    .rule = cli_own(c, OWN_RULE) != NULL,
                                    .groups = cli_own(c, OWN_CALIBRATION) != NULL};
    unsigned             detail = ent_graded_detail(model), needs = 0;
    ent_table           *table;
    ent_status           status = read_horizons(c, &options);

    if (status == ENT_OK && options.ties != NULL) {
        ent_model_kind kind;
        bool           of_record;

        status = ent_model_kind_of(c->ctx, options.ties, &kind, &of_record, &needs);
    }
    if (status == ENT_OK) {
        status = cli_open_record_of(c, detail | needs, NULL, 0);
    }
    if (c->span.from < c->span.to) {
        options.first = c->span.from != ENT_DAY_MIN ? ent_date_year(c->span.from) : 0;
        options.last = c->span.to != ENT_DAY_MAX ? ent_date_year(c->span.to - 1) : 0;
    }
    if (status == ENT_OK) {
        status = ent_backtest_run(c->ctx, model, c->record, &options, &table);
    }
    if (status == ENT_OK && cli_own(c, OWN_PICTURE) != NULL) {
        status = cli_draw(c, cli_own(c, OWN_PICTURE), ent_draw_reliability, table);
        if (status != ENT_OK) {
            ent_table_destroy(table);
        }
    }
    if (status != ENT_OK) {
        return status;
    }
    return options.groups ? cli_print(c, table) : give(c, ent_graded_name(model), file, table);
}

static ent_status
run_model(cli *c)
{
    ent_graded *model;
    ent_bytes   file;
    ent_status  status = ent_graded_load(c->ctx, c->arguments[0], &model);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_model_file_read(c->ctx, c->arguments[0], &file);
    if (status == ENT_OK) {
        status = test_model(c, model, file.bytes);
        ent_bytes_clear(&file);
    }
    ent_graded_destroy(model);
    return status;
}

static ent_status
test_scenarios(cli *c, ent_scenario **scenarios, ent_ensemble *ensembles)
{
    size_t     count = c->argument_count;
    ent_table *table = NULL;
    ent_status status = cli_run_scenarios(c, c->arguments, count, 0, scenarios, ensembles);

    if (status != ENT_OK) {
        return status;
    }
    status =
        ent_backtest_scenarios(c->ctx, c->record, scenarios, ensembles, count, c->seed, &table);
    for (size_t i = 0; i < count; i++) {
        ent_ensemble_clear(&ensembles[i]);
        ent_scenario_destroy(scenarios[i]);
    }
    return status == ENT_OK ? give(c, "scenarios", "", table) : status;
}

static bool
has_options_of_models(const cli *c)
{
    return cli_own(c, OWN_HORIZON) != NULL || cli_own(c, OWN_TIES) != NULL ||
           cli_own(c, OWN_RULE) != NULL || cli_own(c, OWN_CALIBRATION) != NULL ||
           c->span.from < c->span.to;
}

static ent_status
run_scenarios(cli *c)
{
    ent_scenario **scenarios = ent_alloc(c->argument_count, sizeof *scenarios);
    ent_ensemble  *ensembles = ent_alloc_zero(c->argument_count, sizeof *ensembles);
    ent_status     status =
        scenarios == NULL || ensembles == NULL ? ent_fail_nomem(c->ctx)
            : has_options_of_models(c)
                ? cli_usage(c, "--from, --to, --horizon, --ties, --rule and "
                                   "--calibration are of models; a scenario has a base date and a "
                                   "horizon of its own")
                : test_scenarios(c, scenarios, ensembles);

    ent_free(scenarios);
    ent_free(ensembles);
    return status;
}

static bool
is_frozen(const char *path)
{
    size_t length = strlen(path);

    return length > 4 && strcmp(path + length - 4, ".csv") == 0;
}

/* What `run --freeze` wrote, scored by what has come since. */
static ent_status
run_frozen(cli *c)
{
    const char *path = c->arguments[0];
    ent_table  *table = NULL;
    ent_bytes   file;
    ent_status  status = cli_open_record(c);

    if (status == ENT_OK) {
        status = ent_file_read(c->ctx, path, MOST_BYTES, &file);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = ent_frozen_score(c->ctx, c->codes, c->record, path, file.bytes, file.length, c->seed,
                              &table);
    ent_bytes_clear(&file);
    return status == ENT_OK ? cli_print(c, table) : status;
}

/* A model says what is explained by what; anything else is read as a scenario. */
static ent_status
find_kind(cli *c, bool *is_model)
{
    ent_model_kind kind = ENT_MODEL_OUTCOME;
    bool           of_record;
    unsigned       detail;
    ent_ctx       *quiet;
    ent_status     status = ent_ctx_child(c->ctx, &quiet);

    if (status != ENT_OK) {
        return ent_fail_nomem(c->ctx);
    }
    status = ent_model_kind_of(quiet, c->arguments[0], &kind, &of_record, &detail);
    *is_model = status == ENT_OK;
    if (status == ENT_E_NOMEM || status == ENT_E_CANCELLED) {
        ent_ctx_absorb(c->ctx, quiet, true);
    } else {
        status = ENT_OK;
    }
    ent_ctx_destroy(quiet);
    if (status == ENT_OK && kind != ENT_MODEL_OUTCOME) {
        return cli_usage(c,
                         kind == ENT_MODEL_TIE
                             ? "'%s' is a model of ties: it takes part with --ties beside one of "
                               "an onset or end of 'bilateral'"
                             : "'%s' is no model of an outcome of pairs, nor a scenario",
                         c->arguments[0]);
    }
    return status;
}

static ent_status
run(cli *c)
{
    bool       is_model = false;
    ent_status status;

    if (c->argument_count == 0) {
        return cli_usage(c, "expected a model file of an outcome, or scenarios");
    }
    if (is_frozen(c->arguments[0])) {
        return c->argument_count == 1 ? run_frozen(c)
                                      : cli_usage(c, "expected one file of forecasts");
    }
    status = check_picture(c);
    if (status == ENT_OK) {
        status = find_kind(c, &is_model);
    }
    if (status == ENT_OK && is_model && c->argument_count > 1) {
        return cli_usage(c, "expected one model file of an outcome");
    }
    if (status == ENT_OK && cli_keeps_runs(c)) {
        status = cli_open_store(c, ENT_STORE_ADD); /* before the work, which would be lost */
    }
    if (status != ENT_OK) {
        return status;
    }
    return is_model ? run_model(c) : run_scenarios(c);
}

const cli_command command_backtest = {
    .name = "backtest",
    .group = "Asking questions",
    .summary = "fit a model to the past, forecast the later past, score it",
    .usage = "MODEL.yaml [--from YEAR --to YEAR] [--horizon N,N,...] [--ties MODEL] [--rule] "
             "[--calibration] | SCENARIO... | FORECASTS.csv",
    .examples = EXAMPLES,
    .options = OPTIONS,
    .formats = CLI_TABLE_FORMATS,
    .details =
        "MODEL is a model of an outcome of pairs (entente-outcome(5)). --from and --to are the\n"
        "first and last origin, 1985 and 2008 unless said otherwise: the last year that a fit\n"
        "knows. Forecast is what comes of a pair within each horizon. Beside the model stand the\n"
        "plain logit, the controls (levels and time alone), the base rate of the years before, "
        "and\n"
        "no change. This is pseudo-out-of-sample: the published codings were made later. Rows\n"
        "without origin are pooled: skill is what of the base rate's squared error a rival takes\n"
        "away, gain what of the rival's the model takes away, each with a 90 percent interval "
        "over\n"
        "samples of the states, of treaties of two also over samples of the treaties. --ties puts "
        "a\n"
        "model of ties beside them, fitted to the waves up to each origin and simulated forward.\n"
        "--rule puts the rule of scenarios beside a model of moves of 'cooperation': estimated "
        "from\n"
        "what was known at each origin, and run on from there.\n"
        "--calibration prints groups of like forecasts: what was told on the average, what share\n"
        "came, and its interval. Of scenarios whose years have passed each outcome is scored "
        "beside\n"
        "the base rate and no change; so are forecasts that 'entente run --freeze FORECASTS.csv'\n"
        "wrote down. With --db FILE the result is kept in that store beside the fits ('entente "
        "list\n"
        "fits'), where 'entente check' asks whether the runs beat their baselines.",
    .run = run,
    .reads_files = true,
    .draws = true,
};
