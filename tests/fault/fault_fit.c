/*
 * fault_fit.c - allocation failures in reading models of ties, in fitting and simulating them
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <stdio.h>
#include <stdlib.h>

#include "entente/fit.h"

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

    return ent_saom_load(ctx, NULL, model_path(room, "friends.yaml"), &model) == ENT_OK ? model
                                                                                        : NULL;
}

static void
close_model(void *state)
{
    ent_saom_destroy(state);
}

static ent_status
fit(ent_ctx *ctx, void *state)
{
    ent_fit_options options = {.n3 = 60, .restarts = -1};
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

static ent_status
simulate(ent_ctx *ctx, void *state)
{
    static const double THETA[] = {1, 1, -1, .5, .1};
    ent_table          *table = NULL;
    ent_status          status = ent_saom_simulate(ctx, state, THETA, 5, 2, 1, &table);

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
        {"schema", NULL, schema, NULL, false},
        {"effects", NULL, effects, NULL, false},
    };

    return fault_main("fit", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);
}
