/*
 * command_backtest.c - entente backtest MODEL.yaml
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "cli/cli.h"
#include "entente/backtest.h"

enum { OWN_HORIZON };

static const cli_option OPTIONS[] = {{"horizon", 0, "N,N,...", "years ahead (1,5,10)", true},
                                     {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {
    "entente backtest onset-1950-2012 --db study.db",
    "fitted to what was over by the end of 1985 to 2008, scored by the 1, 5 and 10 years after it",
    "entente backtest peace-1900-2020 --from 1990 --to 2000 --horizon 1 -f csv",
    "the same of other origins, a year ahead", NULL};

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
test_model(cli *c, const ent_graded *model)
{
    ent_backtest_options options = {.power = c->power, .signs = c->signs, .seed = c->seed};
    ent_table           *table;
    ent_status           status = read_horizons(c, &options);

    if (status == ENT_OK) {
        status = cli_open_record_of(c, ent_graded_detail(model), NULL, 0);
    }

    if (c->span.from < c->span.to) {
        options.first = c->span.from != ENT_DAY_MIN ? ent_date_year(c->span.from) : 0;
        options.last = c->span.to != ENT_DAY_MAX ? ent_date_year(c->span.to - 1) : 0;
    }
    if (status == ENT_OK) {
        status = ent_backtest_run(c->ctx, model, c->record, &options, &table);
    }
    return status == ENT_OK ? cli_print(c, table) : status;
}

static ent_status
run(cli *c)
{
    ent_graded *model;
    ent_status  status;

    if (c->argument_count != 1) {
        return cli_usage(c, "expected one model file of an outcome");
    }
    status = ent_graded_load(c->ctx, c->arguments[0], &model);
    if (status == ENT_OK) {
        status = test_model(c, model);
        ent_graded_destroy(model);
    }
    return status;
}

const cli_command command_backtest = {
    .name = "backtest",
    .group = "Asking questions",
    .summary = "fit a model to the past, forecast the later past, score it",
    .usage = "MODEL.yaml [--from YEAR --to YEAR] [--horizon N,N,...]",
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
        "samples of the states, of treaties of two also over samples of the treaties.",
    .run = run,
    .reads_files = true,
};
