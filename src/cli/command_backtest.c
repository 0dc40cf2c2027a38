/*
 * command_backtest.c - entente backtest MODEL.yaml
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/context.h"
#include "base/date.h"
#include "cli/cli.h"
#include "entente/backtest.h"

static const char *const EXAMPLES[] = {
    "entente backtest onset-1950-2012 --db study.db",
    "fitted to the years up to each of 1985 to 2008, scored by the year after it",
    "entente backtest peace-1900-2014 --from 1990 --to 2000 -f csv", "the same of other origins",
    NULL};

static ent_status
test_model(cli *c, const ent_graded *model)
{
    ent_backtest_options options = {.power = c->power, .signs = c->signs, .seed = c->seed};
    ent_table           *table;
    ent_status           status = cli_open_record_of(c, ent_graded_detail(model), NULL, 0);

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
    .usage = "MODEL.yaml [--from YEAR --to YEAR]",
    .examples = EXAMPLES,
    .formats = CLI_TABLE_FORMATS,
    .details = "MODEL is a model of moves or of an onset (entente-outcome(5)). --from and --to are "
               "the first\n"
               "and last origin, 1985 and 2008 unless said otherwise: the last year that a fit "
               "knows. The\n"
               "year after it is forecast. Beside the model stand its controls (levels and time "
               "alone), the\n"
               "base rate of the years before, and no change. This is pseudo-out-of-sample: the "
               "published\n"
               "codings were made later. Rows without origin are pooled, with the Brier skill "
               "against the\n"
               "base rate and its 90 percent interval over samples of the states.",
    .run = run,
    .reads_files = true,
};
