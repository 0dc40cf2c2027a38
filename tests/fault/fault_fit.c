/*
 * fault_fit.c - allocation failures in reading models of ties, in fitting and simulating them
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "entente/fit.h"
#include "fault_record.h"
#include "model/ties/accession.h"

static const char *
model_path(char room[1024], const char *name)
{
    (void)snprintf(room, 1024, "%s/tests/data/saom/%s", getenv("ENT_SOURCE"), name);
    return room;
}

static ent_status
load(ent_ctx *ctx, const char *name)
{
    char       room[1024];
    ent_saom  *model = NULL;
    ent_status status = ent_saom_load(ctx, NULL, model_path(room, name), &model);

    if (status != ENT_OK && model != NULL) {
        return ENT_E_BUG; /* an output written on failure */
    }
    ent_saom_destroy(model);
    return status;
}

static ent_status
load_directed(ent_ctx *ctx, void *state)
{
    (void)state;
    return load(ctx, "friends.yaml");
}

static ent_status
load_undirected(ent_ctx *ctx, void *state)
{
    (void)state;
    return load(ctx, "pacts.yaml");
}

/* ent_saom_parse with nothing to open. */
static ent_status
parse(ent_ctx *ctx, void *state)
{
    static const char BYTES[] = "format: 1\nname: x\ntie: {type: 2}\neffects: [{name: density}]\n";
    ent_saom         *model = NULL;
    ent_status        status = ent_saom_parse(ctx, NULL, "x.yaml", BYTES, sizeof BYTES - 1, &model);

    (void)state;
    return status == ENT_E_INPUT ? ENT_OK : status;
}

static ent_status
kind(ent_ctx *ctx, void *state)
{
    char           room[1024];
    ent_model_kind found = ENT_MODEL_OUTCOME;
    bool           of_record = true;
    unsigned       detail;
    ent_status     status =
        ent_model_kind_of(ctx, model_path(room, "pacts.yaml"), &found, &of_record, &detail);

    (void)state;
    return status == ENT_OK && (found != ENT_MODEL_TIE || of_record) ? ENT_E_BUG : status;
}

static void *
open_model(ent_ctx *ctx)
{
    char      room[1024];
    ent_saom *model;

    return ent_saom_load(ctx, NULL, model_path(room, "tiny.yaml"), &model) == ENT_OK ? model : NULL;
}

static void
close_model(void *state)
{
    ent_saom_destroy(state);
}

static ent_status
fit(ent_ctx *ctx, void *state)
{
    ent_fit_options options = {.n3 = 20, .restarts = -1};
    ent_fit         result = {0};
    ent_table      *table = NULL;
    ent_status      status = ent_saom_fit(ctx, state, &options, &result);

    if (status != ENT_OK && result.memory != NULL) {
        return ENT_E_BUG;
    }
    if (status == ENT_OK) {
        status = ent_fit_table(ctx, &result, &table);
    }
    ent_table_destroy(table);
    ent_fit_clear(&result);
    return status;
}

/* A model with its fit. */
typedef struct fitted {
    ent_saom *model;
    ent_fit   fit;
} fitted;

static void *
open_fitted(ent_ctx *ctx, const char *name, const char *json)
{
    char    room[1024];
    fitted *f = calloc(1, sizeof *f);

    return f != NULL && ent_saom_load(ctx, NULL, model_path(room, name), &f->model) == ENT_OK &&
                   ent_fit_parse(ctx, json, &f->fit) == ENT_OK
               ? f
               : NULL;
}

#define RATES   "{\"n3\": 10, \"rates\": [{\"estimate\": 1}, {\"estimate\": 1}], \"effects\": ["
#define EFFECT  "{\"name\": \"density\", \"estimate\": -1, \"se\": 1}"
#define EFFECTS "], \"conditional\": true, \"covariance\": "

static void *
open_fit(ent_ctx *ctx)
{
    return open_fitted(ctx, "friends.yaml",
                       RATES EFFECT ", " EFFECT ", " EFFECT EFFECTS
                                    "[[1, 0, 0], [0, 1, 0], [0, 0, 1]]}");
}

static void *
open_tiny(ent_ctx *ctx)
{
    return open_fitted(ctx, "tiny.yaml", RATES EFFECT ", " EFFECT EFFECTS "[[1, 0], [0, 1]]}");
}

static void
close_fit(void *state)
{
    fitted *f = state;

    ent_fit_clear(&f->fit);
    ent_saom_destroy(f->model);
    free(f);
}

/* An answer is owned by the caller, or not there. */
static ent_status
give_up(ent_status status, ent_table *table)
{
    if (status != ENT_OK && table != NULL) {
        return ENT_E_BUG;
    }
    ent_table_destroy(table);
    return status;
}

static ent_status
goodness(ent_ctx *ctx, void *state)
{
    fitted    *f = state;
    ent_table *table = NULL;

    ent_status status = ent_saom_goodness(ctx, f->model, &f->fit, 3, &table);

    return give_up(status, table);
}

static ent_status
time_test(ent_ctx *ctx, void *state)
{
    fitted    *f = state;
    ent_table *table = NULL;

    ent_status status = ent_saom_time_test(ctx, f->model, &f->fit, 3, &table);

    return give_up(status, table);
}

static ent_status
forward(ent_ctx *ctx, void *state)
{
    static const size_t ACTORS[] = {0, 1, 2};
    fitted             *f = state;
    ent_forward_options options = {
        .years = 2, .draws = 2, .runs = 1, .actors = ACTORS, .actor_count = 3};
    ent_table *table = NULL;

    ent_status status = ent_saom_forward(ctx, f->model, &f->fit, &options, &table);

    return give_up(status, table);
}

static ent_status
hazards(ent_ctx *ctx, void *state)
{
    static const size_t PAIRS[1][2] = {{0, 1}};
    fitted             *f = state;
    ent_forward_options options = {.years = 1, .draws = 2, .runs = 1};
    ent_tie_hazard      found[2];
    double              rates[2], effects[2 * 3];

    return ent_saom_hazards(ctx, f->model, &f->fit, &options, PAIRS, 1, found, rates, effects);
}

static ent_status
explain(ent_ctx *ctx, void *state)
{
    fitted    *f = state;
    ent_table *table = NULL;

    ent_status status = ent_fit_explain(ctx, &f->fit, &table);

    return give_up(status, table);
}

/* Of tables, so that one other model is fitted. */
static ent_status
check(ent_ctx *ctx, void *state)
{
    fitted *f = state;

    return ent_saom_check(ctx, NULL, f->model, &f->fit);
}

static ent_status
parse_fit(ent_ctx *ctx, void *state)
{
    static const char JSON[] =
        "{\"rates\": [{}], \"effects\": [{\"name\": \"density\"}], \"conditional\": true, "
        "\"covariance\": [[1]]}";
    ent_fit    found = {0};
    ent_status status = ent_fit_parse(ctx, JSON, &found);

    (void)state;
    if (status != ENT_OK && found.memory != NULL) {
        return ENT_E_BUG;
    }
    ent_fit_clear(&found);
    return status;
}

static const char OF_RECORD[] =
    "format: 1\nname: r\ntie: {type: 2}\nrecord: {obligation: any, from: 1907, to: 1911, every: "
    "2}\n"
    "effects: [{name: density}, {name: X, of: border}]\nnegative: border\n";

static ent_status
needs(ent_ctx *ctx, void *state)
{
    bool       of_record = false;
    unsigned   detail;
    ent_status status =
        ent_saom_needs(ctx, "r.yaml", OF_RECORD, sizeof OF_RECORD - 1, &of_record, &detail);

    (void)state;
    return status == ENT_OK && !of_record ? ENT_E_BUG : status;
}

static void *
open_record(ent_ctx *ctx)
{
    return fault_record_open(ctx, true);
}

/* Waves and covariates of a record of two states with a treaty of their own. */
static ent_status
load_record(ent_ctx *ctx, void *state)
{
    fault_record *r = state;
    ent_saom     *model = NULL;
    ent_status    status =
        ent_saom_parse(ctx, r->record, "r.yaml", OF_RECORD, sizeof OF_RECORD - 1, &model);

    if (status != ENT_OK && model != NULL) {
        return ENT_E_BUG;
    }
    ent_saom_destroy(model);
    return status;
}

/* ent_saom_load_until of a model of tables is refused once all is read. */
static ent_status
load_until(ent_ctx *ctx, void *state)
{
    char       room[1024];
    ent_saom  *model = NULL;
    ent_status status = ent_saom_load_until(ctx, NULL, model_path(room, "tiny.yaml"), 1910, &model);

    (void)state;
    return status == ENT_E_INPUT ? ENT_OK : status;
}

/* Institutions of a record that has none in which anybody joins. */
static ent_status
accession(ent_ctx *ctx, void *state)
{
    static const char *const ACTORS[] = {"AAA", "BBB"};
    static const uint8_t     TIE[4] = {0, 1, 1, 0}, THERE[2] = {1, 1};
    fault_record            *r = state;
    ent_accession           *made = NULL;
    ent_status status = ent_accession_create(ctx, r->record, ent_date_day(1910, 12, 31), ACTORS, 2,
                                             TIE, THERE, &made);

    if (status != ENT_OK && made != NULL) {
        return ENT_E_BUG;
    }
    ent_accession_destroy(made);
    return status;
}

static ent_status
simulate(ent_ctx *ctx, void *state)
{
    static const double THETA[] = {1, 1, -1, .5};
    ent_table          *table = NULL;
    ent_status          status = ent_saom_simulate(ctx, state, THETA, 4, 2, 1, &table);

    ent_table_destroy(table);
    return status;
}

static ent_status
schema(ent_ctx *ctx, void *state)
{
    char      *text = NULL;
    ent_status status = ent_saom_schema(ctx, &text);

    (void)state;
    ent_saom_schema_free(text);
    return status;
}

static ent_status
effects(ent_ctx *ctx, void *state)
{
    ent_table *table = NULL;
    ent_status status = ent_saom_effect_list(ctx, &table);

    (void)state;
    ent_table_destroy(table);
    return status;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"load a model of directed ties", NULL, load_directed, NULL, false},
        {"load a model of undirected ties", NULL, load_undirected, NULL, false},
        {"parse", NULL, parse, NULL, false},
        {"kind of a model", NULL, kind, NULL, false},
        {"fit", open_model, fit, close_model, false},
        {"simulate", open_model, simulate, close_model, false},
        {"goodness of fit", open_fit, goodness, close_fit, false},
        {"test of time", open_fit, time_test, close_fit, false},
        {"years ahead", open_fit, forward, close_fit, false},
        {"probabilities of a year", open_fit, hazards, close_fit, false},
        {"a fit in words", open_fit, explain, close_fit, false},
        {"checks of effects", open_tiny, check, close_fit, false},
        {"a fit that was kept", NULL, parse_fit, NULL, false},
        {"what a model needs", NULL, needs, NULL, false},
        {"load a model of the record", open_record, load_record, fault_record_close, false},
        {"load until a year", NULL, load_until, NULL, false},
        {"who joins", open_record, accession, fault_record_close, false},
        {"schema", NULL, schema, NULL, false},
        {"effects", NULL, effects, NULL, false},
    };

    return fault_main("fit", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);
}
