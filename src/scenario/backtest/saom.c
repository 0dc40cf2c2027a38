/*
 * saom.c - a model of ties among the rivals of a backtest
 *
 *   1. the model file     2. an origin     3. a pair
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/yaml.h"
#include "model/model_file.h"
#include "model/ties/read.h"
#include "model/ties/sample.h"
#include "scenario/backtest/backtest.h"

/* Few draws of the parameters with many runs each: chances are small, and their doubt is not asked
 * for. */
enum { DRAWS = 40, RUNS = 50, PSEUDO_RUNS = 1, RESTARTS = 2 };

struct ent_backtest_saom {
    ent_bytes     file;
    const char   *name;
    size_t        n, years; /* of the origin at hand; years 0: nothing is said */
    ent_state    *states;
    const double *chance; /* years x n x n */
    ent_arena     arena;
};

/* 1. the model file */

/* What it ties has to be what the backtest counts. */
static ent_status
check_file(ent_ctx *ctx, const ent_backtest_saom *s)
{
    ent_yaml            *yaml;
    const ent_yaml_node *record;
    ent_status status = ent_yaml_parse(ctx, s->name, s->file.bytes, s->file.length, NULL, &yaml);

    if (status != ENT_OK) {
        return status;
    }
    record = ent_yaml_get(ent_yaml_root(yaml), "record");
    if (ent_yaml_get(ent_yaml_root(yaml), "tie") == NULL ||
        strcmp(ent_yaml_text(ent_yaml_get(record, "obligation"), ""), "any") != 0) {
        status = ent_yaml_fail(ctx, record != NULL ? record : ent_yaml_root(yaml),
                               "a model of ties with 'obligation: any' of the record is needed: "
                               "those are what 'bilateral' counts");
    }
    ent_yaml_destroy(yaml);
    return status;
}

ent_status
ent_backtest_saom_open(ent_ctx *ctx, const ent_graded *model, const char *path,
                       ent_backtest_saom **out)
{
    ent_backtest_saom *s;
    ent_status         status;

    if (strcmp(model->outcome->name, "bilateral") != 0 ||
        (model->kind != ENT_GRADED_ONSET && model->kind != ENT_GRADED_END)) {
        return ent_fail(ctx, ENT_E_ARG,
                        "%s: a model of ties forecasts the onset or end of 'bilateral' alone",
                        model->name);
    }
    s = ent_alloc_zero(1, sizeof *s);
    if (s == NULL) {
        return ent_fail_nomem(ctx);
    }
    s->name = path;
    ent_arena_init(&s->arena);
    status = ent_model_file_read(ctx, path, &s->file);
    if (status == ENT_OK) {
        status = check_file(ctx, s);
    }
    if (status != ENT_OK) {
        ent_backtest_saom_close(s);
        return status;
    }
    *out = s;
    return ENT_OK;
}

void
ent_backtest_saom_close(ent_backtest_saom *s)
{
    if (s != NULL) {
        ent_arena_clear(&s->arena);
        ent_bytes_clear(&s->file);
        ent_free(s);
    }
}

/* 2. an origin */

static ent_status
take_states(ent_ctx *ctx, ent_backtest_saom *s, const ent_codes *codes, const ent_saom *ties)
{
    s->n = ent_saom_actors(ties);
    s->states = ent_arena_alloc(&s->arena, s->n, sizeof *s->states);
    if (s->states == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < s->n; i++) {
        s->states[i] = ent_codes_find(codes, ties->actors[i]);
    }
    return ENT_OK;
}

static ent_status
look_ahead(ent_ctx *ctx, ent_backtest_saom *s, const ent_saom *ties, const ent_fit *fit,
           size_t years, uint64_t seed)
{
    ent_forward_options options = {.years = years, .draws = DRAWS, .runs = RUNS, .seed = seed};
    double             *chance = ent_arena_alloc(&s->arena, years * s->n * s->n, sizeof *chance);
    ent_status          status =
        chance != NULL ? ent_saom_chances(ctx, ties, fit, &options, chance) : ent_fail_nomem(ctx);

    if (status == ENT_OK) {
        s->chance = chance;
        s->years = years;
    }
    return status;
}

ent_status
ent_backtest_saom_forecast(ent_ctx *ctx, ent_backtest_saom *s, const ent_record *record, int origin,
                           int years, uint64_t seed)
{
    ent_fit_options options = {.seed = seed, .restarts = RESTARTS};
    ent_saom       *ties = NULL;
    ent_fit         fit;
    ent_status      status;

    s->years = 0;
    ent_arena_clear(&s->arena);
    ent_arena_init(&s->arena);
    status =
        ent_saom_read_until(ctx, record, s->name, s->file.bytes, s->file.length, origin, &ties);
    if (status == ENT_OK) {
        status = take_states(ctx, s, ent_record_codes(record), ties);
    }
    if (status == ENT_OK) {
        status = ent_saom_fit(ctx, ties, &options, &fit);
        if (status == ENT_OK && fit.converged) {
            status = look_ahead(ctx, s, ties, &fit, (size_t)years, seed);
        }
        if (status == ENT_OK) {
            ent_fit_clear(&fit);
        }
    }
    ent_saom_destroy(ties);
    return status;
}

/* 3. a pair */

bool
ent_backtest_saom_says(const ent_backtest_saom *s)
{
    return s->years > 0;
}

static size_t
place_of(const ent_backtest_saom *s, ent_state state)
{
    size_t i = 0;

    while (i < s->n && s->states[i] != state) {
        i++;
    }
    return i;
}

double
ent_backtest_saom_chance(const ent_backtest_saom *s, ent_state a, ent_state b, int years,
                         double base)
{
    size_t i = place_of(s, a), j = place_of(s, b);
    double chance = (double)NAN, runs = (double)DRAWS * RUNS;

    if ((size_t)years <= s->years && i < s->n && j < s->n) {
        chance = s->chance[((size_t)(years - 1) * s->n + i) * s->n + j];
    }
    return isnan(chance) ? base : (runs * chance + PSEUDO_RUNS * base) / (runs + PSEUDO_RUNS);
}
