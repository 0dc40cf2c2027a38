/*
 * fault_landscape.c - allocation failures in landscapes and arms races: reading, searching, scoring
 *
 * SPDX-License-Identifier: MIT
 */
#include "fault.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/date.h"
#include "fault_record.h"
#include "model/arms_race/arms_race.h"
#include "model/landscape/landscape.h"

static const char *const NAMES[] = {"a", "b", "c", "d"};

static ent_status
create(ent_ctx *ctx, ent_landscape **out)
{
    static const double P[] = {0, 1, -1, 2, 1, 0, -2, 0.5, -1, -2, 0, -1, 2, 0.5, -1, 0};

    return ent_landscape_create(ctx, 4, NAMES, NULL, P, out);
}

static ent_status
tables(ent_ctx *ctx, void *state)
{
    ent_landscape *l = NULL;
    ent_table     *table[4] = {NULL};
    ent_status     status = create(ctx, &l);

    (void)state;
    if (status == ENT_OK) {
        status = ent_landscape_optima(ctx, l, 1, 1, &table[0]);
    }
    if (status == ENT_OK) {
        status = ent_landscape_all(ctx, l, &table[1]);
    }
    if (status == ENT_OK) {
        status = ent_landscape_frustration(ctx, l, 1, 1, &table[2]);
    }
    if (status == ENT_OK) {
        status = ent_landscape_turning(ctx, l, &table[3]);
    }
    for (size_t i = 0; i < 4; i++) {
        ent_table_destroy(table[i]);
    }
    ent_landscape_destroy(l);
    return status;
}

/* Each search by itself, whose output is not written where it fails. */
static ent_status
search(ent_ctx *ctx, void *state)
{
    ent_landscape       *l = NULL;
    ent_optima           optima = {0};
    ent_sides           *sides = NULL;
    uint64_t             basins[8];
    ent_pair_low         lows[16];
    ent_landscape_scored scored;
    char                 ends[3][5];
    size_t               count = 0;
    ent_status           status = create(ctx, &l);

    (void)state;
    if (status == ENT_OK) {
        status = ent_optima_find(ctx, l, 1, 1, &optima);
    }
    if (status == ENT_OK) {
        status = ent_landscape_stable(ctx, l, &sides, &count);
    }
    if (status == ENT_OK) {
        status = ent_landscape_basins(ctx, l, sides, count, basins);
    }
    if (status == ENT_OK) {
        status = ent_landscape_sample(ctx, l, 1, 3, ends[0]);
    }
    if (status == ENT_OK) {
        status = ent_landscape_lows(ctx, l, lows);
    }
    if (status == ENT_OK) { /* asks for no memory of ours */
        status = ent_landscape_compare(ctx, l, "0000", NULL, 0, &scored);
    }
    ent_free(sides);
    ent_optima_clear(&optima);
    ent_landscape_destroy(l);
    return status;
}

/* Beyond 30 actors descents are all there is. */
static ent_status
sample(ent_ctx *ctx, void *state)
{
    enum { N = 31 };
    char           room[N][4];
    const char    *names[N];
    static double  p[N * N];
    ent_landscape *l = NULL;
    ent_table     *table = NULL;
    ent_status     status;

    (void)state;
    for (size_t i = 0; i < N; i++) {
        (void)snprintf(room[i], sizeof room[i], "%zu", i);
        names[i] = room[i];
        for (size_t j = 0; j < N; j++) {
            p[i * N + j] = (double)((i + j) % 3) - 1;
        }
    }
    status = ent_landscape_create(ctx, N, names, NULL, p, &l);
    if (status == ENT_OK) {
        status = ent_landscape_optima(ctx, l, 1, 20, &table);
    }
    ent_table_destroy(table);
    ent_landscape_destroy(l);
    return status;
}

static ent_status
read_files(ent_ctx *ctx, void *state)
{
    static const char PAIRS[] = "a,b,p\nx,\"y, z\",1\n", SIZES[] = "n,size\n\"y, z\",2\nx,1\n";
    static const char MATRIX[] = ",x,y\nx,,1\ny,1,\n";
    ent_bytes         pairs = {PAIRS, sizeof PAIRS - 1, NULL};
    ent_bytes         sizes = {SIZES, sizeof SIZES - 1, NULL};
    ent_bytes         matrix = {MATRIX, sizeof MATRIX - 1, NULL};
    ent_landscape    *one = NULL, *two = NULL;
    ent_status        status;

    (void)state;
    status = ent_landscape_parse(ctx, "p.csv", &pairs, "s.csv", &sizes, 1, &one);
    if (status == ENT_OK) {
        status = ent_landscape_parse(ctx, "m.csv", &matrix, NULL, NULL, 0, &two);
    }
    if (status != ENT_OK && two != NULL) {
        return ENT_E_BUG; /* an output written on failure */
    }
    ent_landscape_destroy(one);
    ent_landscape_destroy(two);
    return status;
}

static ent_status
read_paths(ent_ctx *ctx, void *state)
{
    const char    *source = getenv("ENT_SOURCE");
    char           path[1024];
    ent_landscape *l = NULL;
    ent_status     status;

    (void)state;
    (void)snprintf(path, sizeof path, "%s/tests/golden/landscape-pairs/pairs.csv", source);
    status = ent_landscape_read(ctx, path, NULL, 0, &l);
    ent_landscape_destroy(l);
    return status;
}

static void *
open_record(ent_ctx *ctx)
{
    return fault_record_open_in(ctx, "tests/data/powers", true);
}

static ent_status
score(ent_ctx *ctx, void *state)
{
    const fault_record  *r = state;
    ent_landscape_states options = {.largest = 5, .power = ENT_POWER_CINC};
    ent_system          *before = NULL, *after = NULL;
    ent_landscape       *l = NULL;
    ent_table           *table = NULL;
    ent_status status = ent_system_at(ctx, r->record, ent_span_of_year(1999), NULL, &before);

    if (status == ENT_OK) {
        status = ent_system_at(ctx, r->record, ent_span_of_year(2001), NULL, &after);
    }
    if (status == ENT_OK) {
        status = ent_landscape_of_system(ctx, before, &options, &l);
    }
    if (status == ENT_OK) {
        status = ent_landscape_score(ctx, r->record, l, before, after, ENT_SIGNS_RIVALRY, &table);
    }
    ent_table_destroy(table);
    ent_landscape_destroy(l);
    ent_system_destroy(before);
    ent_system_destroy(after);
    return status;
}

/* Invented expenditure beside the rivalries of the powers. */
static void *
open_spending(ent_ctx *ctx)
{
    const char       *source = getenv("ENT_SOURCE");
    fault_record     *r = fault_record_open_in(ctx, "tests/data/powers", false);
    char              path[1024];
    ent_import_report report;

    (void)snprintf(path, sizeof path, "%s/tests/data/spending/capabilities.csv",
                   source != NULL ? source : ".");
    if (ent_store_import(r->ctx, r->store, "auto", path, 0.5, &report) != ENT_OK ||
        ent_record_load(r->ctx, r->store, r->codes, NULL, &r->record) != ENT_OK) {
        abort(); /* nothing fails in a setup */
    }
    return r;
}

static ent_status
race_schema(ent_ctx *ctx, void *state)
{
    char      *schema;
    ent_status status = ent_race_schema(ctx, &schema);

    (void)state;
    if (status == ENT_OK) {
        ent_race_schema_free(schema);
    }
    return status;
}

/* ent_race_rows() gives what ent_race_forecast() and the table take. */
static ent_status
fit_races(ent_ctx *ctx, void *state)
{
    static const char   TEXT[] = "format: 1\nname: x\narms_race: {pairs: rivals, least: 6}\n";
    const fault_record *r = state;
    ent_race_model     *model = NULL;
    ent_race_row       *rows = NULL;
    ent_race_forecasts  forecasts;
    ent_table          *table = NULL;
    size_t              count;
    ent_status          status = ent_race_model_parse(ctx, "m.yaml", TEXT, sizeof TEXT - 1, &model);

    if (status == ENT_OK) {
        status = ent_race_rows(ctx, model, r->record, &rows, &count);
    }
    if (status == ENT_OK) {
        status = ent_race_forecast(ctx, rows, count, 6, &forecasts);
    }
    if (status == ENT_OK) {
        status = ent_race_fit(ctx, model, r->record, &table);
    }
    ent_table_destroy(table);
    ent_free(rows);
    ent_race_model_destroy(model);
    return status;
}

static ent_status
load_race(ent_ctx *ctx, void *state)
{
    ent_race_model *model = NULL;
    ent_status      status = ent_race_model_load(ctx, "arms-race-rivals", &model);

    (void)state;
    ent_race_model_destroy(model);
    return status;
}

int
main(void)
{
    static const fault_action ACTIONS[] = {
        {"tables", NULL, tables, NULL, false},
        {"search", NULL, search, NULL, false},
        {"samples", NULL, sample, NULL, false},
        {"files in memory", NULL, read_files, NULL, false},
        {"files", NULL, read_paths, NULL, false},
        {"a system and its score", open_record, score, fault_record_close, false},
        {"arms races", open_spending, fit_races, fault_record_close, false},
        {"a model of the pack", NULL, load_race, NULL, false},
        {"schema of arms races", NULL, race_schema, NULL, false},
    };

    return fault_main("landscape", ACTIONS, sizeof ACTIONS / sizeof ACTIONS[0]);
}
