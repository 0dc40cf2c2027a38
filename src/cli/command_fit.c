/*
 * command_fit.c - entente fit MODEL.yaml
 *
 *   1. options     2. JSON     3. reading     4. kinds of models
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/context.h"
#include "cli/cli.h"
#include "entente/fit.h"
#include "entente/graded.h"

/* 1. options */

enum { OWN_SIMULATE, OWN_RUNS, OWN_EFFECTS, OWN_DRY, OWN_ROWS, OWN_COVARIATES };

static const cli_option OPTIONS[] = {
    {"simulate", 0, "T,T,...", "simulate at these parameters, rates first, and estimate nothing",
     true},
    {"runs", 0, "N", "simulations with --simulate (1000)", true},
    {"effects", 0, NULL, "list the effects that a model of ties may have", true},
    {"dry-run", 0, NULL, "check the model and its tables, and fit nothing", false},
    {"rows", 0, NULL, "print the rows that a model of an outcome is fitted to", true},
    {"covariates", 0, NULL, "list the covariates that the record gives", true},
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
    "entente fit --effects",
    "every effect with its statistic and its reference",
    NULL};

/* 2. JSON */

static void
add_key(ent_text *out, const char *before, const char *key)
{
    ent_text_addf(out, "%s\"%s\": ", before, key);
}

static void
add_number(ent_text *out, const char *before, const char *key, double value)
{
    add_key(out, before, key);
    ent_text_add_json_number(out, value);
}

static void
add_string(ent_text *out, const char *before, const char *key, const char *value)
{
    add_key(out, before, key);
    if (value != NULL) {
        ent_text_add_json(out, value, strlen(value));
    } else {
        ent_text_add(out, "null");
    }
}

static void
add_effect(ent_text *out, const ent_fit_effect *e)
{
    add_string(out, "{", "name", e->name);
    add_string(out, ", ", "of", e->of[0] != '\0' ? e->of : NULL);
    add_number(out, ", ", "estimate", e->estimate);
    add_number(out, ", ", "se", e->se);
    add_number(out, ", ", "t_convergence", e->t_convergence);
    add_number(out, ", ", "target", e->target);
    add_string(out, ", ", "type", e->type[0] != '\0' ? e->type : NULL);
    add_number(out, ", ", "simulated", e->simulated);
    add_number(out, ", ", "sd", e->sd);
    add_string(out, ", ", "problem", e->problem);
    ent_text_add_char(out, '}');
}

static void
add_lists(ent_text *out, const ent_fit *fit)
{
    size_t q = fit->parameter_count;

    for (size_t p = 0; p < fit->rate_count; p++) {
        ent_text_addf(out, "%s{\"period\": %zu", p > 0 ? ",\n  " : "\n  ", p + 1);
        add_number(out, ", ", "estimate", fit->rates[p].estimate);
        add_number(out, ", ", "se", fit->rates[p].se);
        ent_text_add_char(out, '}');
    }
    ent_text_add(out, "],\n \"effects\": [");
    for (size_t k = 0; k < fit->effect_count; k++) {
        ent_text_add(out, k > 0 ? ",\n  " : "\n  ");
        add_effect(out, &fit->effects[k]);
    }
    ent_text_add(out, "],\n \"covariance\": [");
    for (size_t i = 0; i < q; i++) {
        ent_text_add(out, i > 0 ? ",\n  [" : "\n  [");
        for (size_t j = 0; j < q; j++) {
            ent_text_add(out, j > 0 ? ", " : "");
            ent_text_add_json_number(out, fit->covariance[i * q + j]);
        }
        ent_text_add_char(out, ']');
    }
    ent_text_add(out, "]");
}

static void
add_fit(ent_text *out, const cli *c, const ent_fit *fit, double seconds)
{
    add_string(out, "{", "model", fit->model);
    ent_text_addf(out, ", \"converged\": %s", fit->converged ? "true" : "false");
    add_number(out, ", ", "max_convergence_ratio", fit->max_convergence_ratio);
    ent_text_addf(out, ", \"iterations\": %llu, \"n3\": %llu, \"seed\": %llu",
                  (unsigned long long)fit->iterations, (unsigned long long)fit->n3,
                  (unsigned long long)fit->seed);
    add_number(out, ", ", "seconds", seconds);
    ent_text_add(out, ",\n \"rates\": [");
    add_lists(out, fit);
    add_string(out, ",\n ", "reason", fit->reason);
    ent_text_addf(out, ", \"conditional\": %s, \"restarts\": %d, \"simulations\": %llu",
                  fit->conditional ? "true" : "false", fit->restarts,
                  (unsigned long long)fit->simulations);
    add_string(out, ",\n ", "entente", ent_version());
    add_string(out, ", ", "command", ent_text_get(&c->normalised));
    ent_text_add(out, "}\n");
}

/* {"statistics": [{"name", "period", "observed", "mean", "sd"}]} */
static void
add_statistics(ent_text *out, ent_table *table)
{
    ent_text_add(out, "{\"statistics\": [");
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        ent_text_add(out, row > 0 ? ",\n  " : "\n  ");
        add_string(out, "{", "name", ent_table_get_text(table, row, 0));
        add_number(out, ", ", "period", ent_table_get_number(table, row, 2));
        add_number(out, ", ", "observed", ent_table_get_number(table, row, 3));
        add_number(out, ", ", "mean", ent_table_get_number(table, row, 4));
        add_number(out, ", ", "sd", ent_table_get_number(table, row, 5));
        add_string(out, ", ", "of",
                   ent_table_is_missing(table, row, 1) ? NULL : ent_table_get_text(table, row, 1));
        ent_text_add_char(out, '}');
    }
    ent_text_add(out, "]}\n");
}

/* 3. reading */

static ent_status
read_runs(cli *c, uint64_t *runs)
{
    const char *value = cli_own(c, OWN_RUNS);
    int64_t     number = 1000;

    if (value != NULL && (!ent_integer_read(value, strlen(value), &number) || number < 1 ||
                          number > ENT_SAOM_MOST_RUNS)) {
        return cli_usage(c, "--runs is '%s', expected a number from 1 to %d", value,
                         ENT_SAOM_MOST_RUNS);
    }
    if (value != NULL && cli_own(c, OWN_SIMULATE) == NULL) {
        return cli_usage(c, "--runs goes with --simulate; 'n3' in the model file is the number of "
                            "simulations of a fit");
    }
    *runs = (uint64_t)number;
    return ENT_OK;
}

/* Numbers between commas, as many as the model has parameters. */
static ent_status
read_parameters(cli *c, const ent_saom *model, double *out)
{
    const char *at = cli_own(c, OWN_SIMULATE);
    size_t      rates = ent_saom_periods(model), expected = rates + ent_saom_effects(model);
    size_t      count = 0;

    for (;; at++) {
        size_t length = strcspn(at, ",");

        if (count == expected || !ent_number_read(at, length, &out[count])) {
            break;
        }
        count++;
        at += length;
        if (*at == '\0') {
            break;
        }
    }
    if (count != expected || *at != '\0') {
        return cli_usage(c,
                         "--simulate takes %zu numbers between commas for this model: %zu rate%s "
                         "and %zu effect%s",
                         expected, rates, rates == 1 ? "" : "s", expected - rates,
                         expected - rates == 1 ? "" : "s");
    }
    return ENT_OK;
}

/* 4. kinds of models */

static ent_status
simulate(cli *c, const ent_saom *model)
{
    uint64_t   runs;
    double    *theta = ent_alloc(ent_saom_periods(model) + ent_saom_effects(model), sizeof *theta);
    ent_table *table;
    ent_text   text;
    ent_status status = theta != NULL ? read_runs(c, &runs) : ent_fail_nomem(c->ctx);

    if (status == ENT_OK) {
        status = read_parameters(c, model, theta);
    }
    if (status == ENT_OK) {
        status = ent_saom_simulate(
            c->ctx, model, theta, ent_saom_periods(model) + ent_saom_effects(model), runs,
            c->value[OPTION_SEED] != NULL ? c->seed : ent_saom_seed(model), &table);
    }
    ent_free(theta);
    if (status != ENT_OK || c->format != ENT_FORMAT_JSON) {
        return status == ENT_OK ? cli_print(c, table) : status;
    }
    ent_text_init(&text);
    add_statistics(&text, table);
    ent_table_destroy(table);
    return cli_print_text(c, &text);
}

/* The answer, and beside it the row of the store that was named. */
static ent_status
give_fit(cli *c, const ent_fit *fit, const char *file, double seconds)
{
    ent_fit_row row = {.model = fit->model,
                       .status = fit->converged ? "converged" : fit->reason,
                       .seed = fit->seed,
                       .parameters = fit->parameter_count,
                       .file = file};
    ent_table  *table = NULL;
    ent_text    json;
    ent_status  status = ent_fit_table(c->ctx, fit, &table);

    ent_text_init(&json);
    add_fit(&json, c, fit, seconds);
    if (status == ENT_OK && json.failed) {
        status = ent_fail_nomem(c->ctx);
    }
    if (status == ENT_OK && cli_keeps_runs(c)) {
        row.details = ent_text_get(&json);
        status = cli_keep_fit(c, &row, table);
    }
    if (status == ENT_OK && c->format == ENT_FORMAT_JSON) {
        ent_table_destroy(table);
        return cli_print_text(c, &json);
    }
    ent_text_clear(&json);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    return cli_print(c, table);
}

static ent_status
fit_ties(cli *c, const ent_saom *model)
{
    ent_fit_options options = {.seed = c->value[OPTION_SEED] != NULL ? c->seed : 0};
    ent_fit         fit;
    clock_t         began = clock();
    ent_status      status = ent_saom_fit(c->ctx, model, &options, &fit);

    if (status != ENT_OK) {
        return status;
    }
    status = give_fit(c, &fit, ent_saom_text(model), (double)(clock() - began) / CLOCKS_PER_SEC);
    if (status == ENT_OK && !fit.converged) {
        ent_say(c->ctx, ENT_WARNING, "did not converge after %d restarts: %s", fit.restarts,
                fit.reason);
        c->unconverged = true;
    }
    ent_fit_clear(&fit);
    return status;
}

static ent_status
run_ties(cli *c, const char *path, bool of_record, unsigned detail)
{
    ent_saom  *model;
    ent_status status = ENT_OK;

    if (cli_keeps_runs(c) && cli_own(c, OWN_DRY) == NULL && cli_own(c, OWN_SIMULATE) == NULL) {
        status = cli_open_store(c, ENT_STORE_ADD); /* before the work, which would be lost */
    }
    if (status == ENT_OK && of_record) {
        status = cli_open_record_of(c, detail, NULL, 0);
    }
    if (status == ENT_OK) {
        status = ent_saom_load(c->ctx, of_record ? c->record : NULL, path, &model);
    }
    if (status != ENT_OK) {
        return status;
    }
    if (cli_own(c, OWN_DRY) != NULL) {
        cli_tell(c, "%s: %zu periods, %zu effects", ent_saom_name(model), ent_saom_periods(model),
                 ent_saom_effects(model));
    } else {
        status = cli_own(c, OWN_SIMULATE) != NULL ? simulate(c, model) : fit_ties(c, model);
    }
    ent_saom_destroy(model);
    return status;
}

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

static ent_status
run(cli *c)
{
    ent_model_kind kind;
    bool           of_record;
    unsigned       detail;
    uint64_t       runs;
    ent_status     status = read_runs(c, &runs);

    if (status != ENT_OK) {
        return status;
    }
    if (cli_own(c, OWN_EFFECTS) != NULL) {
        return c->argument_count == 0 ? list_effects(c)
                                      : cli_usage(c, "--effects takes no model file");
    }
    if (cli_own(c, OWN_COVARIATES) != NULL) {
        return c->argument_count == 0 ? list_covariates(c)
                                      : cli_usage(c, "--covariates takes no model file");
    }
    if (c->argument_count != 1) {
        return cli_usage(c, "expected one model file");
    }
    status = ent_model_kind_of(c->ctx, c->arguments[0], &kind, &of_record, &detail);
    if (status != ENT_OK) {
        return status;
    }
    if (kind == ENT_MODEL_TIE) {
        return run_ties(c, c->arguments[0], of_record, detail);
    }
    if (cli_own(c, OWN_SIMULATE) != NULL) {
        return cli_usage(c, "--simulate is of models of ties");
    }
    if (kind == ENT_MODEL_ARMS_RACE) {
        return cli_own(c, OWN_ROWS) != NULL
                   ? cli_usage(c, "--rows is of models of outcomes")
                   : cli_fit_arms_race(c, c->arguments[0], cli_own(c, OWN_DRY) != NULL);
    }
    return cli_fit_outcome(c, c->arguments[0], cli_own(c, OWN_DRY) != NULL,
                           cli_own(c, OWN_ROWS) != NULL);
}

const cli_command command_fit = {
    .name = "fit",
    .group = "Asking questions",
    .summary = "estimate a model of how ties form and end",
    .usage = "MODEL.yaml [--simulate T,T,... [--runs N]]",
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
