/*
 * scenario.c - scenarios of the past scored by what came of them
 *
 *   1. forecasts     2. rows     3. pooled by kind of outcome
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "scenario/backtest/backtest.h"
#include "scenario/scenario.h"

enum { ALL = ENT_OUTCOME_KINDS, POOLS };

typedef struct scoring {
    ent_table    *table;
    uint64_t      seed;
    uint32_t      outcomes;     /* so far: years of one outcome are drawn together */
    bool          scored;       /* the record tells of some outcome */
    ent_forecasts one;          /* of the outcome at hand */
    ent_forecasts pools[POOLS]; /* by kind; of all */
} scoring;

/* 1. forecasts */

enum { SCORED_PROBABILITY = 3, SCORED_BASE_RATE = 4, SCORED_HAPPENED = 5 };

static ent_status
append(ent_ctx *ctx, ent_forecasts *to, const ent_forecast *f)
{
    if (!ENT_GROW(to->items, to->capacity, to->count + 1)) {
        return ent_fail_nomem(ctx);
    }
    to->items[to->count++] = *f;
    return ENT_OK;
}

/* What is at the base date goes on; what is counted from there on has not come yet. */
static ent_status
add_year(ent_ctx *ctx, scoring *s, const ent_outcome_result *result, const ent_table *scored,
         size_t row)
{
    ent_forecast f = {.y = ent_table_get_number(scored, row, SCORED_HAPPENED),
                      .a = result->outcome.a,
                      .b = result->outcome.b,
                      .when = s->outcomes};
    ent_status   status;

    for (size_t r = 0; r < ENT_RIVALS; r++) {
        f.p[r] = (double)NAN;
    }
    f.p[ENT_RIVAL_MODEL] = ent_table_get_number(scored, row, SCORED_PROBABILITY);
    f.p[ENT_RIVAL_BASE_RATE] = ent_table_get_number(scored, row, SCORED_BASE_RATE);
    f.p[ENT_RIVAL_NO_CHANGE] = result->years[0].probability;
    if (isnan(f.y) || isnan(f.p[ENT_RIVAL_MODEL])) {
        return ENT_OK;
    }
    s->scored = true;
    status = append(ctx, &s->one, &f);
    if (status == ENT_OK) {
        status = append(ctx, &s->pools[result->outcome.kind], &f);
    }
    return status == ENT_OK && !isnan(f.p[ENT_RIVAL_BASE_RATE]) ? append(ctx, &s->pools[ALL], &f)
                                                                : status;
}

/* 2. rows */

/* Models of pairs have rivals that runs have not; some outcomes have no base rate. */
static bool
takes_part(const ent_forecasts *f, size_t rival)
{
    bool says =
        rival == ENT_RIVAL_MODEL || rival == ENT_RIVAL_BASE_RATE || rival == ENT_RIVAL_NO_CHANGE;

    for (size_t i = 0; i < f->count && says; i++) {
        says = !isnan(f->items[i].p[rival]);
    }
    return says;
}

static ent_status
add_rows(ent_ctx *ctx, scoring *s, const ent_backtest_row *row, const ent_forecasts *f,
         const ent_pooled *pooled)
{
    ent_status status = ENT_OK;

    for (size_t r = 0; r < ENT_RIVALS && status == ENT_OK; r++) {
        if (takes_part(f, r)) {
            status = ent_backtest_table_add(ctx, s->table, row, f, 0, r,
                                            pooled != NULL ? &pooled[r] : NULL);
        }
    }
    return status;
}

/* The rows of the scored table that are of one outcome follow each other. */
static ent_status
add_outcome(ent_ctx *ctx, scoring *s, const ent_ensemble *e, const ent_outcome_result *result,
            const ent_table *scored, size_t *at)
{
    ent_backtest_row row = {.origin = e->first_year,
                            .horizon = e->year_count - 1,
                            .outcome = result->outcome.name,
                            .scenario = e->scenario};
    ent_status       status = ENT_OK;

    s->one.count = 0;
    s->outcomes++;
    for (int year = 1; year < e->year_count && status == ENT_OK; year++) {
        status = add_year(ctx, s, result, scored, (*at)++);
    }
    return status == ENT_OK ? add_rows(ctx, s, &row, &s->one, NULL) : status;
}

/* 3. pooled by kind of outcome */

static ent_status
add_pools(ent_ctx *ctx, scoring *s)
{
    ent_status status = ENT_OK;

    for (size_t k = 0; k < POOLS && status == ENT_OK; k++) {
        ent_backtest_row row = {.outcome =
                                    k == ALL ? "all" : ent_outcome_kind_name((ent_outcome_kind)k),
                                .scenario = "all"};
        ent_pooled       pooled[ENT_RIVALS];

        if (s->pools[k].count == 0) {
            continue;
        }
        status = ent_backtest_pool(ctx, &s->pools[k], s->seed, pooled);
        if (status == ENT_OK) {
            status = add_rows(ctx, s, &row, &s->pools[k], pooled);
        }
    }
    return status;
}

static ent_status
go_through(ent_ctx *ctx, scoring *s, const ent_ensemble *ensembles, size_t count,
           const ent_table *scored)
{
    size_t     at = 0;
    ent_status status = ent_backtest_table_create(ctx, &s->table);

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        for (size_t o = 0; o < ensembles[i].outcome_count && status == ENT_OK; o++) {
            status = add_outcome(ctx, s, &ensembles[i], &ensembles[i].outcomes[o], scored, &at);
        }
    }
    if (status == ENT_OK && !s->scored) {
        status = ent_fail(ctx, ENT_E_NOTFOUND,
                          "the record tells nothing of what came of the outcomes: nothing can be "
                          "scored");
    }
    return status == ENT_OK ? add_pools(ctx, s) : status;
}

ent_status
ent_backtest_scenarios(ent_ctx *ctx, const ent_record *record, ent_scenario *const *scenarios,
                       const ent_ensemble *ensembles, size_t count, uint64_t seed, ent_table **out)
{
    scoring    s = {.seed = seed};
    ent_table *scored = NULL;
    ent_status status = ent_ensemble_score(ctx, record, scenarios, ensembles, count, &scored);

    if (status == ENT_OK) {
        status = go_through(ctx, &s, ensembles, count, scored);
    }
    ent_table_destroy(scored);
    ent_free(s.one.items);
    for (size_t k = 0; k < POOLS; k++) {
        ent_free(s.pools[k].items);
    }
    if (status != ENT_OK) {
        ent_table_destroy(s.table);
        return status;
    }
    *out = s.table;
    return ENT_OK;
}
