/*
 * fit_ties.c - entente fit of a model of ties
 *
 *   1. reading options     2. simulations at given parameters     3. what is asked of a fit
 *   4. the answer     5. fits     6. fits that were kept
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "cli/fit.h"
#include "cli/kept.h"
#include "report/chart/chart.h"

/* 1. reading options */

ent_status
cli_fit_runs(cli *c, uint64_t otherwise, uint64_t *runs)
{
    static const size_t WITH[] = {FIT_SIMULATE, FIT_GOODNESS, FIT_TIME, FIT_FORWARD};
    const char         *value = cli_own(c, FIT_RUNS);
    int64_t             number = (int64_t)otherwise;
    bool                used = value == NULL;

    if (value != NULL && (!ent_integer_read(value, strlen(value), &number) || number < 1 ||
                          number > ENT_SAOM_MOST_RUNS)) {
        return cli_usage(c, "--runs is '%s', expected a number from 1 to %d", value,
                         ENT_SAOM_MOST_RUNS);
    }
    for (size_t i = 0; i < sizeof WITH / sizeof *WITH; i++) {
        used = used || cli_own(c, WITH[i]) != NULL;
    }
    if (!used) {
        return cli_usage(c,
                         "--runs goes with --simulate, --gof, --time-test and --forward; 'n3' in "
                         "the model file is the number of simulations of a fit");
    }
    *runs = (uint64_t)number;
    return ENT_OK;
}

/* Numbers between commas, as many as the model has parameters. */
static ent_status
read_parameters(cli *c, const ent_saom *model, double *out)
{
    const char *at = cli_own(c, FIT_SIMULATE);
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

/* 2. simulations at given parameters */

static ent_status
simulate(cli *c, const ent_saom *model)
{
    uint64_t   runs;
    double    *theta = ent_alloc(ent_saom_periods(model) + ent_saom_effects(model), sizeof *theta);
    ent_table *table;
    ent_text   text;
    ent_status status = theta != NULL ? cli_fit_runs(c, 1000, &runs) : ent_fail_nomem(c->ctx);

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
    cli_add_statistics(&text, table);
    ent_table_destroy(table);
    return cli_print_text(c, &text);
}

/* 3. what is asked of a fit */

typedef struct asked {
    cli_fit_extras extras;
    size_t        *actors, actor_count, years;
} asked;

static void
clear_asked(asked *a)
{
    ent_table_destroy(a->extras.goodness);
    ent_table_destroy(a->extras.time);
    ent_table_destroy(a->extras.forward);
    ent_free(a->actors);
    memset(a, 0, sizeof *a);
}

/* What the options mean, before any work is done; one table at most, but of JSON. */
static ent_status
check_asked(cli *c)
{
    static const size_t TABLES[] = {FIT_GOODNESS, FIT_TIME, FIT_FORWARD};
    size_t              count = 0;

    for (size_t i = 0; i < sizeof TABLES / sizeof *TABLES; i++) {
        count += cli_own(c, TABLES[i]) != NULL;
    }
    if (count > 1 && c->format != ENT_FORMAT_JSON) {
        return cli_usage(c,
                         "--gof, --time-test and --forward print a table each: one at a time, or "
                         "all with -f json");
    }
    if (count > 0 && cli_own(c, FIT_SIMULATE) != NULL) {
        return cli_usage(c, "--simulate estimates nothing that could be tested or simulated on");
    }
    if (cli_own(c, FIT_PICTURE) != NULL && cli_own(c, FIT_GOODNESS) == NULL) {
        return cli_usage(c, "--picture goes with --gof");
    }
    if (cli_own(c, FIT_ACTORS) != NULL && cli_own(c, FIT_FORWARD) == NULL) {
        return cli_usage(c, "--actors goes with --forward");
    }
    return cli_own(c, FIT_PICTURE) != NULL ? cli_check_output(c, cli_own(c, FIT_PICTURE)) : ENT_OK;
}

/* Numbers of actors between commas. */
static ent_status
read_actors(cli *c, const ent_saom *model, asked *a)
{
    const char *at = cli_own(c, FIT_ACTORS);

    for (;; at++) {
        size_t  length = strcspn(at, ",");
        int64_t number;

        if (a->actor_count == ent_saom_actors(model) || !ent_integer_read(at, length, &number) ||
            number < 0 || number >= (int64_t)ent_saom_actors(model)) {
            return cli_usage(c, "--actors takes numbers from 0 to %zu between commas",
                             ent_saom_actors(model) - 1);
        }
        a->actors[a->actor_count++] = (size_t)number;
        at += length;
        if (*at == '\0') {
            return ENT_OK;
        }
    }
}

static ent_status
read_states(cli *c, const ent_saom *model, asked *a)
{
    for (size_t i = 0; i < c->state_count; i++) {
        const char *id = ent_codes_id(c->codes, c->states[i]);

        a->actors[a->actor_count] = ent_saom_actor(model, id);
        if (a->actors[a->actor_count++] == ent_saom_actors(model)) {
            return cli_usage(c, "'%s' is no state of the model's years", id);
        }
    }
    return ENT_OK;
}

static ent_status
read_forward(cli *c, const ent_saom *model, asked *a)
{
    const char *value = cli_own(c, FIT_FORWARD);
    int64_t     years;

    if (value == NULL) {
        return ENT_OK;
    }
    if (!ent_integer_read(value, strlen(value), &years) || years < 1 || years > 50) {
        return cli_usage(c, "--forward is '%s', expected a number of years from 1 to 50", value);
    }
    a->years = (size_t)years;
    a->actors = ent_alloc(ent_saom_actors(model) + CLI_MOST_STATES, sizeof *a->actors);
    if (a->actors == NULL) {
        return ent_fail_nomem(c->ctx);
    }
    if (cli_own(c, FIT_ACTORS) != NULL) {
        return read_actors(c, model, a);
    }
    return c->state_count > 0 ? read_states(c, model, a) : ENT_OK;
}

static ent_status
go_forward(cli *c, const ent_saom *model, const ent_fit *fit, asked *a)
{
    ent_forward_options options = {.years = a->years,
                                   .seed = c->value[OPTION_SEED] != NULL ? c->seed : 0,
                                   .actors = a->actors,
                                   .actor_count = a->actor_count,
                                   .record = c->record};
    ent_status          status = cli_fit_runs(c, 0, &options.runs);

    return status == ENT_OK ? ent_saom_forward(c->ctx, model, fit, &options, &a->extras.forward)
                            : status;
}

static ent_status
answer_asked(cli *c, const ent_saom *model, ent_fit *fit, asked *a)
{
    uint64_t   runs;
    ent_status status = cli_fit_runs(c, 0, &runs);

    if (status == ENT_OK && cli_own(c, FIT_CHECKS) != NULL) {
        status = ent_saom_check(c->ctx, c->record, model, fit);
    }
    if (status == ENT_OK && cli_own(c, FIT_GOODNESS) != NULL) {
        status = ent_saom_goodness(c->ctx, model, fit, runs, &a->extras.goodness);
    }
    if (status == ENT_OK && cli_own(c, FIT_PICTURE) != NULL) {
        status = cli_draw(c, cli_own(c, FIT_PICTURE), ent_draw_goodness, a->extras.goodness);
    }
    if (status == ENT_OK && cli_own(c, FIT_TIME) != NULL) {
        status = ent_saom_time_test(c->ctx, model, fit, runs, &a->extras.time);
    }
    return status == ENT_OK && a->years > 0 ? go_forward(c, model, fit, a) : status;
}

/* 4. the answer */

/* Take over the one table that was asked for, or that of the estimates. */
static ent_table *
choose_table(cli_fit_extras *extras, ent_table **estimates)
{
    ent_table **all[] = {&extras->goodness, &extras->time, &extras->forward, estimates};
    ent_table  *chosen = NULL;

    for (size_t i = 0; i < 4 && chosen == NULL; i++) {
        chosen = *all[i];
        *all[i] = NULL;
    }
    return chosen;
}

/* Print; beside it the row of the store that was named, unless it is there already. */
static ent_status
give_fit(cli *c, const ent_fit *fit, const char *file, double seconds, asked *a, bool keep)
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
    cli_add_fit(&json, c, fit, &a->extras, seconds);
    if (status == ENT_OK && json.failed) {
        status = ent_fail_nomem(c->ctx);
    }
    if (status == ENT_OK && keep) {
        row.details = ent_text_get(&json);
        status = cli_keep_fit(c, &row, table);
    }
    if (status == ENT_OK && c->format == ENT_FORMAT_JSON) {
        ent_table_destroy(table);
        return cli_print_text(c, &json);
    }
    ent_text_clear(&json);
    if (status == ENT_OK) {
        status = cli_print(c, choose_table(&a->extras, &table));
    }
    ent_table_destroy(table);
    return status;
}

/* 5. fits */

/* A fit that --at cut is none of its file, by which it would be read again. */
static bool
is_kept(const cli *c)
{
    return cli_keeps_runs(c) && c->value[OPTION_AT] == NULL;
}

static ent_status
fit_ties(cli *c, const ent_saom *model, asked *a)
{
    ent_fit_options options = {.seed = c->value[OPTION_SEED] != NULL ? c->seed : 0};
    ent_fit         fit;
    clock_t         began = clock();
    ent_status      status = ent_saom_fit(c->ctx, model, &options, &fit);

    if (status != ENT_OK) {
        return status;
    }
    status = answer_asked(c, model, &fit, a);
    if (status == ENT_OK) {
        status = give_fit(c, &fit, ent_saom_text(model), (double)(clock() - began) / CLOCKS_PER_SEC,
                          a, is_kept(c));
    }
    if (status == ENT_OK && !fit.converged) {
        ent_say(c->ctx, ENT_WARNING, "did not converge after %d restarts: %s", fit.restarts,
                fit.reason);
        c->unconverged = true;
    }
    ent_fit_clear(&fit);
    return status;
}

static ent_status
use_model(cli *c, const ent_saom *model)
{
    asked      a = {0};
    ent_status status = read_forward(c, model, &a);

    if (status == ENT_OK) {
        status = cli_own(c, FIT_SIMULATE) != NULL ? simulate(c, model) : fit_ties(c, model, &a);
    }
    clear_asked(&a);
    return status;
}

/* With --at the last wave is of that year. */
static ent_status
load_model(cli *c, const char *path, bool of_record, ent_saom **out)
{
    if (c->value[OPTION_AT] == NULL) {
        return ent_saom_load(c->ctx, of_record ? c->record : NULL, path, out);
    }
    if (!of_record) {
        return cli_usage(c, "--at goes with models of the record: tables have their waves");
    }
    return ent_saom_load_until(c->ctx, c->record, path, ent_date_year(c->span.to - 1), out);
}

ent_status
cli_fit_ties(cli *c, const char *path, bool of_record, unsigned detail)
{
    ent_saom  *model;
    ent_status status = check_asked(c);

    if (status == ENT_OK && is_kept(c) && cli_own(c, FIT_DRY) == NULL &&
        cli_own(c, FIT_SIMULATE) == NULL) {
        status = cli_open_store(c, ENT_STORE_ADD); /* before the work, which would be lost */
    }
    if (status == ENT_OK && of_record) {
        status = cli_open_record_of(c, detail, NULL, 0);
    }
    if (status == ENT_OK) {
        status = load_model(c, path, of_record, &model);
    }
    if (status != ENT_OK) {
        return status;
    }
    ent_saom_say_gaps(c->ctx, model);
    if (cli_own(c, FIT_DRY) != NULL) {
        cli_tell(c, "%s: %zu periods, %zu effects", ent_saom_name(model), ent_saom_periods(model),
                 ent_saom_effects(model));
    } else {
        status = use_model(c, model);
    }
    ent_saom_destroy(model);
    return status;
}

/* 6. fits that were kept */

typedef struct kept {
    ent_text file, details, sources;
} kept;

static ent_status
copy_row(ent_ctx *ctx, void *user, const ent_fit_row *row)
{
    kept *k = user;

    ent_text_add(&k->file, row->file);
    ent_text_add(&k->details, row->details);
    ent_text_add(&k->sources, row->sources != NULL ? row->sources : "");
    return k->file.failed || k->details.failed || k->sources.failed ? ent_fail_nomem(ctx) : ENT_OK;
}

/* The same parameters on other data are another forecast: it is said. */
static ent_status
compare_sources(cli *c, const kept *k)
{
    ent_text   now;
    ent_status status;

    ent_text_init(&now);
    status = cli_data_as_lines(c, &now);
    if (status == ENT_OK && strcmp(ent_text_get(&now), ent_text_get(&k->sources)) != 0) {
        ent_say(c->ctx, ENT_WARNING,
                "the record is not that of the fit: sets, versions or choices (--source, --power, "
                "--signs) differ from those that 'entente show fit %s' names",
                cli_own(c, FIT_KEPT));
    }
    ent_text_clear(&now);
    return status;
}

static ent_status
open_kept_model(cli *c, const kept *k, ent_saom **out)
{
    char       name[40];
    bool       of_record;
    unsigned   detail;
    ent_status status;

    (void)snprintf(name, sizeof name, "fit %.20s", cli_own(c, FIT_KEPT));
    status =
        ent_saom_needs(c->ctx, name, ent_text_get(&k->file), k->file.length, &of_record, &detail);
    if (status == ENT_OK && of_record) {
        status = cli_open_record_of(c, detail, NULL, 0);
    }
    if (status == ENT_OK && of_record) {
        status = compare_sources(c, k);
    }
    return status == ENT_OK ? ent_saom_parse(c->ctx, of_record ? c->record : NULL, name,
                                             ent_text_get(&k->file), k->file.length, out)
                            : status;
}

static ent_status
answer_kept(cli *c, const kept *k)
{
    ent_fit    fit;
    ent_saom  *model = NULL;
    asked      a = {0};
    ent_status status = ent_fit_parse(c->ctx, ent_text_get(&k->details), &fit);

    if (status != ENT_OK) {
        return status;
    }
    status = open_kept_model(c, k, &model);
    if (status == ENT_OK) {
        status = read_forward(c, model, &a);
    }
    if (status == ENT_OK) {
        status = answer_asked(c, model, &fit, &a);
    }
    if (status == ENT_OK) {
        status = give_fit(c, &fit, NULL, 0, &a, false);
    }
    clear_asked(&a);
    ent_saom_destroy(model);
    ent_fit_clear(&fit);
    return status;
}

ent_status
cli_fit_again(cli *c)
{
    const char *number = cli_own(c, FIT_KEPT);
    kept        k;
    int64_t     fit;
    ent_status  status = check_asked(c);

    if (status != ENT_OK) {
        return status;
    }
    if (!ent_integer_read(number, strlen(number), &fit) || fit < 1) {
        return cli_usage(c, "'%s' is no number of a fit; 'entente list fits' shows them", number);
    }
    if (cli_own(c, FIT_SIMULATE) != NULL) {
        return cli_usage(c, "--simulate needs the model file, not a fit that was kept");
    }
    ent_text_init(&k.file);
    ent_text_init(&k.details);
    ent_text_init(&k.sources);
    status = cli_open_store(c, ENT_STORE_READ);
    if (status == ENT_OK) {
        status = ent_store_fit(c->ctx, c->store, fit, copy_row, &k);
    }
    if (status == ENT_OK) {
        status = answer_kept(c, &k);
    }
    ent_text_clear(&k.file);
    ent_text_clear(&k.details);
    ent_text_clear(&k.sources);
    return status;
}
