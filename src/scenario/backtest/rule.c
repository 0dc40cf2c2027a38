/*
 * rule.c - the rule of scenarios among the rivals of a backtest: moves of the cooperation level
 *
 *   1. pairs     2. an origin     3. a pair
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "base/parallel.h"
#include "model/rule/great_power.h"
#include "model/rule/world.h"
#include "scenario/backtest/backtest.h"

enum { RUNS = 100, MOST_PAIRS = 5 * ENT_WORLD_MOST_STATES };

/* Chances of an origin, years x pairs x (up, down). */
struct ent_backtest_rule {
    ent_state (*pairs)[2];
    size_t  count, years;
    double *sums;
};

ent_status
ent_backtest_rule_open(ent_ctx *ctx, const ent_graded *model, ent_backtest_rule **out)
{
    ent_backtest_rule *r;

    if (strcmp(model->outcome->name, "cooperation") != 0 || model->kind != ENT_GRADED_MOVES) {
        return ent_fail(ctx, ENT_E_ARG,
                        "%s: the rule of scenarios forecasts moves of 'cooperation' alone",
                        model->name);
    }
    r = ent_alloc_zero(1, sizeof *r);
    if (r == NULL) {
        return ent_fail_nomem(ctx);
    }
    *out = r;
    return ENT_OK;
}

void
ent_backtest_rule_close(ent_backtest_rule *r)
{
    if (r != NULL) {
        ent_free(r->pairs);
        ent_free(r->sums);
        ent_free(r);
    }
}

/* 1. pairs: each of a permanent member */

static ent_status
name_pairs(ent_ctx *ctx, const ent_system *system, ent_backtest_rule *r)
{
    size_t n = ent_system_size(system);

    r->count = 0;
    if (r->pairs == NULL && (r->pairs = ent_alloc(MOST_PAIRS, sizeof *r->pairs)) == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < n; i++) {
        const ent_system_member *one = ent_system_member_at(system, (ent_state_ix)i);

        for (size_t j = 0; j < n && ent_is_great_power(one->id); j++) {
            const ent_system_member *other = ent_system_member_at(system, (ent_state_ix)j);

            if (i != j && (i < j || !ent_is_great_power(other->id))) {
                r->pairs[r->count][0] = one->state;
                r->pairs[r->count++][1] = other->state;
            }
        }
    }
    return ENT_OK;
}

/* 2. an origin */

typedef struct going {
    ent_backtest_rule *rule;
    const ent_rule    *parameters;
    const ent_world   *start;
    uint64_t           seed;
    double            *sums; /* of each run by itself, so that their order is kept */
} going;

static void
add_chances(const ent_pair *now, const ent_pair *then, double *out)
{
    for (int from = 0; from < ENT_LEVELS; from++) {
        double began = 0;

        for (int pact = 0; pact < ENT_PACTS; pact++) {
            began += then->chance[pact][from];
        }
        for (int pact = 0; pact < ENT_PACTS && began > 0; pact++) {
            for (int level = 0; level < ENT_LEVELS; level++) {
                out[0] += level > from ? now->chance[pact][level] : 0;
                out[1] += level < from ? now->chance[pact][level] : 0;
            }
        }
    }
}

static ent_status
go(ent_ctx *ctx, size_t run, void *data)
{
    going    *g = data;
    size_t    width = g->rule->years * g->rule->count * 2;
    double    parameters[ENT_PARAMETERS];
    ent_key   key = {.seed = g->seed, .run = (uint32_t)run};
    ent_world world;

    if (ent_world_like(ctx, g->start, &world) != ENT_OK) {
        return ENT_E_NOMEM;
    }
    ent_world_copy(g->start, &world);
    ent_rule_draw(g->parameters, g->seed, (uint32_t)run, (uint32_t)run, parameters);
    for (size_t y = 0; y < g->rule->years; y++) {
        ent_world_step(&world, parameters, key);
        for (size_t p = 0; p < g->rule->count; p++) {
            add_chances(&world.pairs[p], &g->start->pairs[p],
                        g->sums + run * width + (y * g->rule->count + p) * 2);
        }
    }
    ent_world_clear(&world);
    return ENT_OK;
}

static ent_status
run_all(ent_ctx *ctx, const ent_rule *parameters, const ent_world *start, uint64_t seed,
        ent_backtest_rule *r)
{
    size_t     width = r->years * r->count * 2;
    going      g = {r, parameters, start, seed, ent_alloc_zero(RUNS * width + 1, sizeof(double))};
    ent_status status =
        g.sums != NULL ? ent_parallel_for(ctx, NULL, RUNS, go, &g) : ent_fail_nomem(ctx);

    for (size_t run = 1; run < RUNS && status == ENT_OK; run++) {
        for (size_t i = 0; i < width; i++) {
            g.sums[i] += g.sums[run * width + i];
        }
    }
    if (status == ENT_OK) {
        r->sums = g.sums;
    } else {
        ent_free(g.sums);
    }
    return status;
}

static ent_status
start_from(ent_ctx *ctx, const ent_record *known, int origin, uint64_t seed, ent_backtest_rule *r)
{
    ent_day     before = ent_span_of_year(origin).to;
    ent_system *system;
    ent_world   world;
    ent_rule    rule;
    ent_status  status = ent_rule_estimate(ctx, known, before, &rule);

    if (status == ENT_OK) {
        status = ent_system_at(ctx, known, (ent_span){before - 1, before}, NULL, &system);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = name_pairs(ctx, system, r);
    if (status == ENT_OK) {
        status =
            ent_world_create(ctx, known, system, (const ent_state(*)[2])r->pairs, r->count, &world);
    }
    ent_system_destroy(system);
    if (status != ENT_OK) {
        return status;
    }
    world.clashing = 0; /* no outcome names a pair */
    status = run_all(ctx, &rule, &world, seed, r);
    ent_world_clear(&world);
    return status;
}

ent_status
ent_backtest_rule_forecast(ent_ctx *ctx, ent_backtest_rule *r, const ent_record *record, int origin,
                           int years, uint64_t seed)
{
    ent_record *known;
    ent_status  status = ent_record_known(ctx, record, ent_span_of_year(origin).to - 1, &known);

    ent_free(r->sums);
    r->sums = NULL;
    r->years = (size_t)years;
    if (status == ENT_OK) {
        status = start_from(ctx, known, origin, seed, r);
        ent_record_destroy(known);
    }
    return status;
}

/* 3. a pair */

double
ent_backtest_rule_chance(const ent_backtest_rule *r, ent_state a, ent_state b, int years,
                         size_t equation, double base)
{
    for (size_t p = 0; p < r->count && r->sums != NULL; p++) {
        if ((r->pairs[p][0] == a && r->pairs[p][1] == b) ||
            (r->pairs[p][0] == b && r->pairs[p][1] == a)) {
            return (r->sums[(((size_t)years - 1) * r->count + p) * 2 + equation] + base) /
                   (RUNS + 1);
        }
    }
    return base;
}
