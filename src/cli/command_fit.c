/*
 * command_fit.c - entente fit MODEL.yaml
 *
 *   1. options     2. kinds of models
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "cli/fit.h"
#include "entente/graded.h"

/* 1. options */

static const cli_option OPTIONS[] = {
    {"simulate", 0, "T,T,...", "simulate at these parameters, rates first, and estimate nothing",
     true},
    {"runs", 0, "N", "simulations with --simulate (1000)", true},
    {"effects", 0, NULL, "list the effects that a model of ties may have", true},
    {"dry-run", 0, NULL, "check the model and its tables, and fit nothing", false},
    {"rows", 0, NULL, "print the rows that a model of an outcome is fitted to", true},
    {"covariates", 0, NULL, "list the covariates that the record gives", true},
    {"gof", 0, NULL, "how well networks of the fit agree in what it was not fitted to", true},
    {"time-test", 0, NULL, "whether the effects are the same in all periods", true},
    {"checks", 0, NULL, "check the effects: dyad effects, a lag of 5 years, adversaries apart",
     true},
    {"forward", 0, "YEARS", "simulate from the last wave on; of the pairs of --states", true},
    {"actors", 0, "N,N,...", "with --forward, pairs of actors of a model of tables", true},
    {"picture", 0, "PATH", "write the picture of --gof there (SVG)", false},
    {"kept", 0, "N", "in the place of a model: a fit of the store, as it was made", true},
    {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {
    "entente fit pacts.yaml",
    "why ties of an observed network form and end, one row a parameter",
    "entente fit pacts.yaml -f json --seed 7",
    "the same with its convergence and covariance",
    "entente fit pacts.yaml --simulate 2.4,0.1,-5.1,0.8 --runs 2000",
    "networks simulated at given parameters against those observed",
    "entente fit peace-1900-2014 --db study.db",
    "what goes before a step up or down the peace scale, with its checks",
    "entente fit arms-race-rivals --db study.db",
    "whether rivals answer each other's military expenditure, and whether that tells anything "
    "ahead",
    "entente fit pacts.yaml --gof --picture pacts.svg",
    "degrees, triads and distances of networks of the model against those observed",
    "entente fit obligations-open --forward 10 --states RUS,CHN,IND",
    "the chance that these pairs take up or give up an obligation, year by year",
    "entente fit --kept 1 --forward 10 --states RUS,CHN --db study.db",
    "the same from a fit that was kept, without fitting it again",
    "entente fit --effects",
    "every effect with its statistic and its reference",
    NULL};

/* 2. kinds of models */

static ent_status
list_effects(cli *c)
{
    ent_table *table;
    ent_status status = ent_saom_effect_list(c->ctx, &table);

    return status == ENT_OK ? cli_print(c, table) : status;
}

static ent_status
list_covariates(cli *c)
{
    ent_table *table;
    ent_status status = ent_covariate_list(c->ctx, &table);

    return status == ENT_OK ? cli_print(c, table) : status;
}

static const size_t OF_TIES[] = {FIT_SIMULATE, FIT_GOODNESS, FIT_TIME, FIT_CHECKS, FIT_FORWARD};

static ent_status
run(cli *c)
{
    ent_model_kind kind;
    bool           of_record;
    unsigned       detail;
    uint64_t       runs;
    ent_status     status = cli_fit_runs(c, 0, &runs);

    if (status != ENT_OK) {
        return status;
    }
    if (cli_own(c, FIT_EFFECTS) != NULL) {
        return c->argument_count == 0 ? list_effects(c)
                                      : cli_usage(c, "--effects takes no model file");
    }
    if (cli_own(c, FIT_COVARIATES) != NULL) {
        return c->argument_count == 0 ? list_covariates(c)
                                      : cli_usage(c, "--covariates takes no model file");
    }
    if (cli_own(c, FIT_KEPT) != NULL) {
        return c->argument_count == 0 ? cli_fit_again(c)
                                      : cli_usage(c, "--kept takes no model file");
    }
    if (c->argument_count != 1) {
        return cli_usage(c, "expected one model file");
    }
    status = ent_model_kind_of(c->ctx, c->arguments[0], &kind, &of_record, &detail);
    if (status != ENT_OK) {
        return status;
    }
    if (kind == ENT_MODEL_TIE) {
        return cli_fit_ties(c, c->arguments[0], of_record, detail);
    }
    for (size_t i = 0; i < sizeof OF_TIES / sizeof *OF_TIES; i++) {
        if (cli_own(c, OF_TIES[i]) != NULL) {
            return cli_usage(c, "--%s is of models of ties", OPTIONS[OF_TIES[i]].name);
        }
    }
    if (kind == ENT_MODEL_ARMS_RACE) {
        return cli_own(c, FIT_ROWS) != NULL
                   ? cli_usage(c, "--rows is of models of outcomes")
                   : cli_fit_arms_race(c, c->arguments[0], cli_own(c, FIT_DRY) != NULL);
    }
    return cli_fit_outcome(c, c->arguments[0], cli_own(c, FIT_DRY) != NULL,
                           cli_own(c, FIT_ROWS) != NULL);
}

const cli_command command_fit = {
    .name = "fit",
    .group = "Asking questions",
    .summary = "estimate a model of how ties form and end",
    .usage = "MODEL.yaml [--simulate T,T,... | --gof | --time-test | --checks | --forward YEARS]",
    .examples = EXAMPLES,
    .formats = CLI_TABLE_FORMATS,
    .options = OPTIONS,
    .details =
        "A model is a YAML file (entente-model(5); 'entente schema model' prints its JSON Schema)\n"
        "that names observed networks, covariates and effects. Estimates are log odds: a tie with\n"
        "one unit more of the effect's change statistic is exp(estimate) times as attractive.\n"
        "t_convergence is the distance of simulated networks from the observed one in standard\n"
        "deviations, good below 0.1; what the data do not tell has no number, but a problem.\n"
        "Exit code 5 when the estimation did not converge. With --db FILE the fit is kept in that\n"
        "store: see 'entente list fits' and 'entente show fit N'.",
    .run = run,
    .reads_files = true,
};
