/*
 * run.c - ensembles: many runs of a scenario, each beside its base
 *
 *   1. one run     2. all runs     3. from runs to outcomes     4. the ensemble
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "base/parallel.h"
#include "scenario/scenario.h"
#include "scenario/spread.h"

enum { BLOCK = 64, MOST_PAIRS = 3 };

/* What all runs of one scenario share. The arms are the scenario itself and its base. */
typedef struct job {
    const ent_scenario *scenario;
    const ent_rule     *rule;
    const ent_world    *start;
    uint64_t            seed;
    ent_design          design;
    size_t              years, arms;
    uint8_t            *hits;   /* [arm][outcome][year][run] */
    uint8_t            *levels; /* [pair][year][run], of the scenario itself */
    ent_state (*pairs)[2];      /* that outcomes name */
    size_t pair_count;
} job;

static uint8_t *
hits_of(const job *j, size_t arm, size_t outcome, size_t year)
{
    return j->hits +
           ((arm * j->scenario->outcome_count + outcome) * j->years + year) * j->design.runs;
}

static uint8_t *
levels_of(const job *j, size_t pair, size_t year)
{
    return j->levels + (pair * j->years + year) * j->design.runs;
}

/* 1. one run */

static bool
has_triangle(const ent_world *world, const ent_outcome *outcome)
{
    int a = ent_world_find(world, outcome->a), b = ent_world_find(world, outcome->b);
    int c = ent_world_find(world, outcome->c);

    return ent_triangle_classify(ent_world_adversaries(world, a, b) ? -1 : 1,
                                 ent_world_adversaries(world, b, c) ? -1 : 1,
                                 ent_world_adversaries(world, a, c) ? -1 : 1)
               .type == outcome->type;
}

/* Whether the outcome holds this year; `before` is whether a lasting one had come already. */
static bool
holds(const ent_world *start, const ent_world *world, const ent_outcome *outcome, bool before)
{
    const ent_pair *pair = ent_world_pair(world, outcome->a, outcome->b);
    const ent_pair *first = ent_world_pair(start, outcome->a, outcome->b);

    switch (outcome->kind) {
    case ENT_OUTCOME_LEVEL_AT_LEAST:
        return pair->level >= outcome->level;
    case ENT_OUTCOME_LEVEL_BELOW:
        return pair->level < outcome->level;
    case ENT_OUTCOME_DEFENCE_BEGINS:
        return before || (pair->defence && !first->defence);
    case ENT_OUTCOME_DEFENCE_ENDS:
        return before || (!pair->defence && first->defence);
    case ENT_OUTCOME_DISPUTE:
        return ent_world_tension(world, ent_world_find(world, outcome->a),
                                 ent_world_find(world, outcome->b))
                   ->dispute_year > start->year;
    case ENT_OUTCOME_TRIANGLE:
        return has_triangle(world, outcome);
    }
    return false;
}

static void
note_year(const job *j, size_t arm, size_t run, size_t year, const ent_world *world)
{
    for (size_t i = 0; i < j->scenario->outcome_count; i++) {
        bool before = year > 0 && hits_of(j, arm, i, year - 1)[run] != 0;

        hits_of(j, arm, i, year)[run] = holds(j->start, world, &j->scenario->outcomes[i], before);
    }
    for (size_t i = 0; arm == 0 && i < j->pair_count; i++) {
        levels_of(j, i, year)[run] =
            (uint8_t)ent_world_pair(world, j->pairs[i][0], j->pairs[i][1])->level;
    }
}

static void
intervene(const job *j, size_t arm, size_t run, ent_world *world, int year)
{
    const ent_scenario *s = j->scenario;
    size_t              count = arm == 0 ? s->intervention_count : s->root_interventions;

    for (size_t i = 0; i < count; i++) {
        if (s->interventions[i].year == year) {
            ent_intervention_apply(&s->interventions[i],
                                   ent_intervention_strength(&s->interventions[i], i, j->seed,
                                                             ent_design_row(&j->design, run),
                                                             ent_design_column(&j->design, run)),
                                   world);
        }
    }
}

static void
run_once(const job *j, size_t arm, size_t run, ent_world *world)
{
    double  parameters[ENT_PARAMETERS];
    ent_key key = {.seed = j->seed, .run = (uint32_t)run};

    ent_rule_draw(j->rule, j->seed, ent_design_row(&j->design, run),
                  ent_design_column(&j->design, run), parameters);
    ent_world_copy(j->start, world);
    note_year(j, arm, run, 0, world);
    for (size_t year = 1; year < j->years; year++) {
        intervene(j, arm, run, world, world->year + 1);
        ent_world_step(world, parameters, key);
        note_year(j, arm, run, year, world);
    }
}

/* 2. all runs */

static ent_status
run_block(ent_ctx *ctx, size_t index, void *data)
{
    const job *j = data;
    ent_world  world;
    size_t     end = (index + 1) * BLOCK < j->design.runs ? (index + 1) * BLOCK : j->design.runs;
    ent_status status = ent_world_like(ctx, j->start, &world);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t run = index * BLOCK; run < end; run++) {
        for (size_t arm = 0; arm < j->arms; arm++) {
            run_once(j, arm, run, &world);
        }
    }
    ent_world_clear(&world);
    return ENT_OK;
}

/* 3. from runs to outcomes */

/* Difference of two outcomes of one run: -1, 0 or 1. */
static void
subtract(const uint8_t *a, const uint8_t *b, size_t n, double *out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = (double)a[i] - (double)b[i];
    }
}

static void
widen(const uint8_t *a, size_t n, double *out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = (double)a[i];
    }
}

static void
summarise_year(const job *j, size_t outcome, size_t year, double *values, double *cells,
               ent_outcome_year *out)
{
    const uint8_t *own = hits_of(j, 0, outcome, year);
    ent_spread     spread;

    widen(own, j->design.runs, values);
    spread = ent_spread_of(&j->design, values, cells, 0, 1);
    out->year = j->start->year + (int)year;
    out->probability = spread.mean;
    out->lo = spread.lo;
    out->hi = spread.hi;
    out->mc_se = spread.mc_se;
    out->assumed_share = spread.column_share;
    out->base = out->difference = out->difference_lo = out->difference_hi = NAN;
    if (j->arms == 2) {
        const uint8_t *base = hits_of(j, 1, outcome, year);

        widen(base, j->design.runs, values);
        out->base = ent_spread_of(&j->design, values, cells, 0, 1).mean;
        subtract(own, base, j->design.runs, values);
        spread = ent_spread_of(&j->design, values, cells, -1, 1);
        out->difference = spread.mean;
        out->difference_lo = spread.lo;
        out->difference_hi = spread.hi;
        out->assumed_share = spread.column_share;
    }
}

static double
level_quantile(const uint64_t counts[8], uint64_t runs, double q)
{
    uint64_t below = 0;

    for (int level = 0; level < 8; level++) {
        below += counts[level];
        if ((double)below >= q * (double)runs) {
            return level;
        }
    }
    return 7;
}

static void
summarise_levels(const job *j, size_t pair, size_t year, ent_level_year *out)
{
    const uint8_t *levels = levels_of(j, pair, year);
    uint64_t       counts[8] = {0};
    double         sum = 0;

    for (size_t run = 0; run < j->design.runs; run++) {
        counts[levels[run]]++;
        sum += levels[run];
    }
    out->year = j->start->year + (int)year;
    out->mean = sum / (double)j->design.runs;
    out->lo95 = level_quantile(counts, j->design.runs, 0.025);
    out->lo80 = level_quantile(counts, j->design.runs, 0.10);
    out->lo50 = level_quantile(counts, j->design.runs, 0.25);
    out->hi50 = level_quantile(counts, j->design.runs, 0.75);
    out->hi80 = level_quantile(counts, j->design.runs, 0.90);
    out->hi95 = level_quantile(counts, j->design.runs, 0.975);
}

/* Variance of the paired difference over that of the unpaired one, in the last year. */
static double
paired_ratio(const job *j)
{
    double paired = 0, unpaired = 0, n = (double)j->design.runs;

    if (j->arms < 2) {
        return NAN;
    }
    for (size_t i = 0; i < j->scenario->outcome_count; i++) {
        const uint8_t *own = hits_of(j, 0, i, j->years - 1), *base = hits_of(j, 1, i, j->years - 1);
        double         a = 0, b = 0, d = 0, dd = 0;

        for (size_t run = 0; run < j->design.runs; run++) {
            double difference = (double)own[run] - (double)base[run];

            a += own[run];
            b += base[run];
            d += difference;
            dd += difference * difference;
        }
        paired += dd / n - d / n * (d / n);
        unpaired += a / n * (1 - a / n) + b / n * (1 - b / n);
    }
    return unpaired > 0 ? paired / unpaired : NAN;
}

static ent_parameter
reference_of(ent_outcome_kind kind)
{
    switch (kind) {
    case ENT_OUTCOME_DEFENCE_BEGINS:
        return ENT_PARAMETER_PACT;
    case ENT_OUTCOME_DEFENCE_ENDS:
        return ENT_PARAMETER_END;
    case ENT_OUTCOME_DISPUTE:
        return ENT_PARAMETER_DISPUTE;
    case ENT_OUTCOME_LEVEL_AT_LEAST:
    case ENT_OUTCOME_LEVEL_BELOW:
    case ENT_OUTCOME_TRIANGLE:
        break;
    }
    return ENT_PARAMETERS;
}

static bool
set_base_rate(const job *j, ent_arena *arena, ent_outcome_result *out)
{
    ent_parameter    parameter = reference_of(out->outcome.kind);
    const ent_prior *prior;

    out->base_rate = NAN;
    out->base_rate_note = "";
    if (parameter == ENT_PARAMETERS || j->rule->priors[parameter].trials == 0) {
        return true;
    }
    prior = &j->rule->priors[parameter];
    out->base_rate = (double)prior->events / (double)prior->trials;
    out->base_rate_note =
        ent_arena_printf(arena, "%llu in %llu %s", (unsigned long long)prior->events,
                         (unsigned long long)prior->trials, prior->reference_class);
    return out->base_rate_note != NULL;
}

/* 4. the ensemble */

static ent_status
summarise(ent_ctx *ctx, const job *j, ent_arena *arena, ent_ensemble *out)
{
    size_t  outcomes = j->scenario->outcome_count;
    double *values = ent_alloc(j->design.runs, sizeof *values);
    double *cells = ent_alloc(ent_design_cells(&j->design), sizeof *cells);
    bool    good = values != NULL && cells != NULL;

    out->outcomes = ent_arena_alloc(arena, outcomes, sizeof *out->outcomes);
    out->levels = ent_arena_alloc(arena, j->pair_count, sizeof *out->levels);
    good = good && out->outcomes != NULL && out->levels != NULL;
    for (size_t i = 0; good && i < outcomes; i++) {
        ent_outcome_result *result = &out->outcomes[i];

        result->outcome = j->scenario->outcomes[i];
        result->years = ent_arena_alloc(arena, j->years, sizeof *result->years);
        good = result->years != NULL && set_base_rate(j, arena, result);
        for (size_t year = 0; good && year < j->years; year++) {
            summarise_year(j, i, year, values, cells, &result->years[year]);
        }
    }
    for (size_t i = 0; good && i < j->pair_count; i++) {
        out->levels[i] =
            (ent_level_result){j->pairs[i][0], j->pairs[i][1],
                               ent_arena_alloc(arena, j->years, sizeof *out->levels[i].years)};
        good = out->levels[i].years != NULL;
        for (size_t year = 0; good && year < j->years; year++) {
            summarise_levels(j, i, year, &out->levels[i].years[year]);
        }
    }
    out->paired_variance_ratio = paired_ratio(j);
    ent_free(values);
    ent_free(cells);
    return good ? ENT_OK : ent_fail_nomem(ctx);
}

static bool
add_pair(job *j, ent_state a, ent_state b)
{
    for (size_t i = 0; i < j->pair_count; i++) {
        if ((j->pairs[i][0] == a && j->pairs[i][1] == b) ||
            (j->pairs[i][0] == b && j->pairs[i][1] == a)) {
            return false;
        }
    }
    j->pairs[j->pair_count][0] = a;
    j->pairs[j->pair_count][1] = b;
    j->pair_count++;
    return true;
}

/* Every dyad that an outcome or an intervention speaks of is followed. */
static void
name_pairs(job *j)
{
    const ent_scenario *s = j->scenario;

    for (size_t i = 0; i < s->outcome_count; i++) {
        (void)add_pair(j, s->outcomes[i].a, s->outcomes[i].b);
        if (s->outcomes[i].kind == ENT_OUTCOME_TRIANGLE) {
            (void)add_pair(j, s->outcomes[i].b, s->outcomes[i].c);
            (void)add_pair(j, s->outcomes[i].a, s->outcomes[i].c);
        }
    }
    for (size_t i = 0; i < s->intervention_count; i++) {
        if (s->interventions[i].a != s->interventions[i].b) {
            (void)add_pair(j, s->interventions[i].a, s->interventions[i].b);
        }
    }
}

static ent_status
run_job(ent_ctx *ctx, job *j, ent_arena *arena, ent_ensemble *out)
{
    size_t     cells = j->years * j->design.runs;
    size_t     blocks = (j->design.runs + BLOCK - 1) / BLOCK;
    ent_status status;

    j->hits = ent_alloc_zero(j->arms * j->scenario->outcome_count * cells, 1);
    j->levels = ent_alloc_zero((j->pair_count + 1) * cells, 1);
    if (j->hits == NULL || j->levels == NULL) {
        status = ent_fail_nomem(ctx);
    } else {
        status = ent_parallel_for(ctx, j->scenario->name, blocks, run_block, j);
    }
    if (status == ENT_OK) {
        status = summarise(ctx, j, arena, out);
    }
    ent_free(j->hits);
    ent_free(j->levels);
    return status;
}

static ent_status
prepare_world(ent_ctx *ctx, const ent_record *record, const job *j, ent_world *out)
{
    ent_span    last_day = {j->scenario->base.to - 1, j->scenario->base.to};
    ent_system *system;
    ent_status  status = ent_system_at(ctx, record, last_day, NULL, &system);

    if (status == ENT_OK) {
        status = ent_world_create(ctx, record, system, (const ent_state(*)[2])j->pairs, j->pair_count, out);
        ent_system_destroy(system);
    }
    return status;
}

static ent_status
run_scenario(ent_ctx *ctx, const ent_record *record, const ent_scenario *scenario,
             const ent_rule *rule, const ent_run_options *options, ent_ensemble *out)
{
    job        j = {.scenario = scenario, .years = (size_t)scenario->horizon + 1};
    ent_world  world = {0};
    ent_arena *arena = ent_alloc_zero(1, sizeof *arena);
    ent_status status = ENT_OK;

    memset(out, 0, sizeof *out);
    j.seed = options != NULL && options->seed != 0 ? options->seed : 1;
    j.design = ent_design_of(options != NULL && options->runs > 0 ? options->runs : scenario->runs);
    j.rule = rule;
    j.start = &world;
    j.arms = scenario->is_root ? 1 : 2;
    j.pairs = ent_alloc(MOST_PAIRS * scenario->outcome_count + scenario->intervention_count + 1,
                        sizeof *j.pairs);
    if (arena == NULL || j.pairs == NULL) {
        status = ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        name_pairs(&j);
        status = prepare_world(ctx, record, &j, &world);
    }
    if (status == ENT_OK) {
        ent_arena_init(arena);
        out->scenario = scenario->name;
        out->seed = j.seed;
        out->runs = j.design.runs;
        out->first_year = world.year;
        out->year_count = (int)j.years;
        out->outcome_count = scenario->outcome_count;
        out->level_count = j.pair_count;
        out->memory = arena;
        status = run_job(ctx, &j, arena, out);
        arena = NULL;
    }
    ent_world_clear(&world);
    ent_free(j.pairs);
    ent_free(arena);
    if (status != ENT_OK) {
        ent_ensemble_clear(out);
        return ent_note(ctx, status, "while running scenario '%s'", scenario->name);
    }
    return ENT_OK;
}

ent_status
ent_scenario_run(ent_ctx *ctx, const ent_record *record, ent_scenario *const *scenarios,
                 size_t count, const ent_run_options *options, ent_ensemble *out)
{
    ent_rule rule;
    ent_day  estimated = ENT_NO_DAY;

    for (size_t i = 0; i < count; i++) {
        ent_status status = ENT_OK;

        if (scenarios[i]->base.to != estimated) {
            status = ent_rule_estimate(ctx, record, scenarios[i]->base.to, &rule);
            estimated = scenarios[i]->base.to;
        }
        if (status == ENT_OK) {
            status = run_scenario(ctx, record, scenarios[i], &rule, options, &out[i]);
        }
        if (status != ENT_OK) {
            while (i-- > 0) {
                ent_ensemble_clear(&out[i]);
            }
            return status;
        }
    }
    return ENT_OK;
}

void
ent_ensemble_clear(ent_ensemble *ensemble)
{
    if (ensemble->memory != NULL) {
        ent_arena_clear(ensemble->memory);
        ent_free(ensemble->memory);
    }
    memset(ensemble, 0, sizeof *ensemble);
}
