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
#include "scenario/outcome.h"
#include "scenario/spread.h"

enum {
    MOST_BLOCKS = 64,         /* units of parallel work */
    POLL_RUNS = 64,           /* runs between two looks at the cancel flag */
    LARGEST_TALLY = 256 << 20 /* bytes of counts of one scenario */
};

/* Sums over the runs of one cell, in one outcome and year. */
typedef struct tally {
    ent_cell own, base, difference; /* of the scenario; of its base; of the two, run by run */
} tally;

/* Where an outcome is to be looked up in a world. */
typedef struct target {
    size_t pair;
    int    a, b, c;
} target;

/* What all runs of one scenario share. The arms are the scenario itself and its base. */
typedef struct job {
    const ent_scenario *scenario;
    const ent_rule     *rule;
    const ent_world    *start;
    uint64_t            seed;
    ent_design          design;
    size_t              years, arms, blocks;
    tally              *tallies; /* [outcome][year][cell] */
    double             *levels;  /* [block][pair][year][level], of the scenario itself */
    target             *targets; /* [outcome] */
    ent_state (*pairs)[2];       /* that are followed: those of the outcomes first */
    size_t pair_count, outcome_pairs;
} job;

static tally *
tallies_of(const job *j, size_t outcome, size_t year)
{
    return j->tallies + (outcome * j->years + year) * j->design.cells;
}

static double *
levels_of(const job *j, size_t block, size_t pair, size_t year)
{
    return j->levels + ((block * j->outcome_pairs + pair) * j->years + year) * ENT_LEVELS;
}

/* 1. one run */

static double
chance_of(const job *j, size_t outcome, const ent_world *world)
{
    const target *t = &j->targets[outcome];

    return ent_outcome_value(&j->scenario->outcomes[outcome], outcome, &world->pairs[t->pair], t->a,
                             t->b, t->c, world);
}

/* One cell at work: its draws, and what one run of it gave. */
typedef struct work {
    const job *j;
    size_t     block, cell;
    double     parameters[ENT_PARAMETERS];
    ent_world  world;
    double    *own; /* [outcome][year] of the scenario itself, to be compared with its base */
} work;

static void
add_value(ent_cell *cell, double value)
{
    cell->sum += value;
    cell->squares += value * value;
}

static void
note_year(work *w, size_t arm, size_t year)
{
    const job *j = w->j;

    for (size_t i = 0; i < j->scenario->outcome_count; i++) {
        tally  *sums = &tallies_of(j, i, year)[w->cell];
        double *own = &w->own[i * j->years + year];
        double  now = chance_of(j, i, &w->world);

        if (arm == 0) {
            *own = now;
            add_value(&sums->own, now);
        } else {
            add_value(&sums->base, now);
            add_value(&sums->difference, *own - now);
        }
    }
    for (size_t i = 0; arm == 0 && i < j->outcome_pairs; i++) {
        double *levels = levels_of(j, w->block, i, year);

        for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
            for (int level = 0; level < ENT_LEVELS; level++) {
                levels[level] += w->world.pairs[i].chance[pact][level];
            }
        }
    }
}

static void
intervene(work *w, size_t arm, int year)
{
    const job          *j = w->j;
    const ent_scenario *s = j->scenario;
    size_t              count = arm == 0 ? s->intervention_count : s->root_interventions;

    for (size_t i = 0; i < count; i++) {
        if (ent_intervention_acts(&s->interventions[i], year)) {
            ent_intervention_apply(
                &s->interventions[i],
                ent_intervention_strength(&s->interventions[i], i, j->seed,
                                          ent_design_row(&j->design, w->cell),
                                          ent_design_column(&j->design, w->cell)),
                &w->world);
        }
    }
}

static void
run_once(work *w, size_t arm, size_t run)
{
    ent_key key = {.seed = w->j->seed, .run = (uint32_t)run};

    ent_world_copy(w->j->start, &w->world);
    note_year(w, arm, 0);
    for (size_t year = 1; year < w->j->years; year++) {
        intervene(w, arm, w->world.year + 1);
        ent_world_step(&w->world, w->parameters, key);
        note_year(w, arm, year);
    }
}

/* 2. all runs */

static ent_status
run_cell(ent_ctx *ctx, work *w)
{
    const job *j = w->j;
    size_t     cells = j->design.cells, done = 0;

    ent_rule_draw(j->rule, j->seed, ent_design_row(&j->design, w->cell),
                  ent_design_column(&j->design, w->cell), w->parameters);
    for (size_t run = w->cell; run < j->design.runs; run += cells) {
        for (size_t arm = 0; arm < j->arms; arm++) {
            run_once(w, arm, run);
        }
        if (++done % POLL_RUNS == 0) {
            ent_status status = ent_check_cancelled(ctx);

            if (status != ENT_OK) {
                return status;
            }
        }
    }
    return ENT_OK;
}

/* A block of cells: no two blocks write to the same place. */
static ent_status
run_block(ent_ctx *ctx, size_t index, void *data)
{
    const job *j = data;
    size_t     cells = j->design.cells;
    size_t     end = (index + 1) * cells / j->blocks;
    work       w = {.j = j, .block = index};
    ent_status status = ent_world_like(ctx, j->start, &w.world);

    if (status != ENT_OK) {
        return status;
    }
    w.own = ent_alloc(j->scenario->outcome_count * j->years, sizeof *w.own);
    if (w.own == NULL) {
        status = ent_fail_nomem(ctx);
    }
    for (w.cell = index * cells / j->blocks; w.cell < end && status == ENT_OK; w.cell++) {
        status = ent_check_cancelled(ctx);
        if (status == ENT_OK) {
            status = run_cell(ctx, &w);
        }
    }
    ent_free(w.own);
    ent_world_clear(&w.world);
    return status;
}

/* 3. from runs to outcomes */

/* Where the spread of a year is made; both hold as many as there are cells. */
typedef struct scratch {
    ent_cell *cells;
    double   *means;
} scratch;

/*
 * Whether assumed sizes alone make the difference from the base: with sizes of
 * 0, which their priors include, there would be none.
 */
static bool
differs_by_assumption(const ent_scenario *scenario)
{
    for (size_t i = scenario->root_interventions; i < scenario->intervention_count; i++) {
        const ent_intervention *change = &scenario->interventions[i];

        if (change->basis != ENT_BASIS_ASSUMED || ent_intervention_sets(change)) {
            return false;
        }
    }
    return scenario->intervention_count > scenario->root_interventions;
}

static void
summarise_year(const job *j, size_t outcome, size_t year, const scratch *s, ent_outcome_year *out)
{
    const tally *sums = tallies_of(j, outcome, year);
    size_t       cells = j->design.cells;
    ent_spread   spread;
    double       base = 0;

    for (size_t i = 0; i < cells; i++) {
        s->cells[i] = sums[i].own;
        base += sums[i].base.sum;
    }
    spread = ent_spread_of(&j->design, s->cells, s->means, 0, 1);
    *out = (ent_outcome_year){.year = j->start->year + (int)year,
                              .probability = spread.mean,
                              .lo = spread.lo,
                              .hi = spread.hi,
                              .base = NAN,
                              .difference = NAN,
                              .difference_lo = NAN,
                              .difference_hi = NAN,
                              .difference_mc_se = NAN,
                              .mc_se = spread.mc_se,
                              .assumed_share = spread.column_share};
    if (j->arms == 2) {
        for (size_t i = 0; i < cells; i++) {
            s->cells[i] = sums[i].difference;
        }
        spread = ent_spread_of(&j->design, s->cells, s->means, -1, 1);
        out->base = base / (double)j->design.runs;
        out->difference = spread.mean;
        out->difference_lo = spread.lo;
        out->difference_hi = spread.hi;
        out->difference_mc_se = spread.mc_se;
        out->assumed_share = isnan(spread.column_share) || !differs_by_assumption(j->scenario)
                                 ? spread.column_share
                                 : 1;
    }
}

static double
level_quantile(const double shares[ENT_LEVELS], double q)
{
    double below = 0;

    for (int level = 0; level < ENT_LEVELS; level++) {
        below += shares[level];
        if (below >= q) {
            return level;
        }
    }
    return ENT_LEVELS - 1;
}

static void
summarise_levels(const job *j, size_t pair, size_t year, ent_level_year *out)
{
    double shares[ENT_LEVELS] = {0}, total = 0, mean = 0;

    for (size_t block = 0; block < j->blocks; block++) {
        for (int level = 0; level < ENT_LEVELS; level++) {
            shares[level] += levels_of(j, block, pair, year)[level];
        }
    }
    for (int level = 0; level < ENT_LEVELS; level++) {
        total += shares[level];
        mean += shares[level] * level;
    }
    out->year = j->start->year + (int)year;
    out->mean = mean / total;
    out->lo95 = level_quantile(shares, 0.025 * total);
    out->lo80 = level_quantile(shares, 0.10 * total);
    out->lo50 = level_quantile(shares, 0.25 * total);
    out->hi50 = level_quantile(shares, 0.75 * total);
    out->hi80 = level_quantile(shares, 0.90 * total);
    out->hi95 = level_quantile(shares, 0.975 * total);
}

static void
add_cell(ent_cell *to, const ent_cell *cell)
{
    to->sum += cell->sum;
    to->squares += cell->squares;
}

static double
variance_of(const ent_cell *cell, double n)
{
    return cell->squares / n - cell->sum / n * (cell->sum / n);
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
        const tally *sums = tallies_of(j, i, j->years - 1);
        ent_cell     own = {0, 0}, base = {0, 0}, difference = {0, 0};

        for (size_t cell = 0; cell < j->design.cells; cell++) {
            add_cell(&own, &sums[cell].own);
            add_cell(&base, &sums[cell].base);
            add_cell(&difference, &sums[cell].difference);
        }
        paired += variance_of(&difference, n);
        unpaired += variance_of(&own, n) + variance_of(&base, n);
    }
    return unpaired > 0 ? paired / unpaired : NAN;
}

/* The chance that one of the rates of the outcome's reference classes makes it in a year. */
static bool
set_base_rate(const job *j, ent_arena *arena, const target *t, ent_outcome_result *out)
{
    ent_parameter parameters[2];
    bool   rivals = (double)ent_world_tension(j->start, t->a, t->b)->rivalry >= 0.5;
    size_t count = ent_outcome_references(out->outcome.kind, rivals, parameters);
    double        none = 1;

    out->base_rate = NAN;
    out->base_rate_note = "";
    for (size_t i = 0; i < count && out->base_rate_note != NULL; i++) {
        const ent_prior *prior = &j->rule->priors[parameters[i]];

        if (prior->trials == 0) {
            continue;
        }
        none *= 1 - (double)prior->events / (double)prior->trials;
        out->base_rate = 1 - none;
        out->base_rate_note = ent_arena_printf(
            arena, "%s%s%llu in %llu %s", out->base_rate_note,
            out->base_rate_note[0] != '\0' ? "; " : "", (unsigned long long)prior->events,
            (unsigned long long)prior->trials, prior->reference_class);
    }
    return out->base_rate_note != NULL;
}

/* 4. the ensemble */

static ent_status
summarise_outcomes(ent_ctx *ctx, const job *j, const scratch *s, ent_arena *arena,
                   ent_ensemble *out)
{
    for (size_t i = 0; i < out->outcome_count; i++) {
        ent_outcome_result *result = &out->outcomes[i];
        ent_status          status = ent_check_cancelled(ctx);

        if (status != ENT_OK) {
            return status;
        }
        result->outcome = j->scenario->outcomes[i];
        result->years = ent_arena_alloc(arena, j->years, sizeof *result->years);
        if (result->years == NULL || !set_base_rate(j, arena, &j->targets[i], result)) {
            return ent_fail_nomem(ctx);
        }
        for (size_t year = 0; year < j->years; year++) {
            summarise_year(j, i, year, s, &result->years[year]);
        }
    }
    return ENT_OK;
}

static ent_status
summarise(ent_ctx *ctx, const job *j, ent_arena *arena, ent_ensemble *out)
{
    scratch    s = {ent_alloc(j->design.cells, sizeof *s.cells),
                    ent_alloc(j->design.cells, sizeof *s.means)};
    ent_status status = ENT_OK;

    out->outcome_count = j->scenario->outcome_count;
    out->level_count = j->outcome_pairs;
    out->outcomes = ent_arena_alloc(arena, out->outcome_count, sizeof *out->outcomes);
    out->levels = ent_arena_alloc(arena, out->level_count, sizeof *out->levels);
    if (s.cells == NULL || s.means == NULL || out->outcomes == NULL || out->levels == NULL) {
        status = ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        status = summarise_outcomes(ctx, j, &s, arena, out);
    }
    for (size_t i = 0; i < out->level_count && status == ENT_OK; i++) {
        ent_level_year *years = ent_arena_alloc(arena, j->years, sizeof *years);

        if (years == NULL) {
            status = ent_fail_nomem(ctx);
            break;
        }
        for (size_t year = 0; year < j->years; year++) {
            summarise_levels(j, i, year, &years[year]);
        }
        out->levels[i] = (ent_level_result){j->pairs[i][0], j->pairs[i][1], years};
    }
    out->paired_variance_ratio = paired_ratio(j);
    ent_free(s.cells);
    ent_free(s.means);
    return status;
}

/* The place of a followed pair; it is added where it is new. */
static size_t
add_pair(job *j, ent_state a, ent_state b)
{
    for (size_t i = 0; i < j->pair_count; i++) {
        if ((j->pairs[i][0] == a && j->pairs[i][1] == b) ||
            (j->pairs[i][0] == b && j->pairs[i][1] == a)) {
            return i;
        }
    }
    j->pairs[j->pair_count][0] = a;
    j->pairs[j->pair_count][1] = b;
    return j->pair_count++;
}

/* Every dyad that an outcome or an intervention speaks of is followed. */
static void
name_pairs(job *j)
{
    const ent_scenario *s = j->scenario;
    ent_state           more[ENT_OUTCOME_MOST_PAIRS][2];

    for (size_t i = 0; i < s->outcome_count; i++) {
        size_t count = ent_outcome_pairs(&s->outcomes[i], more);

        j->targets[i].pair = add_pair(j, s->outcomes[i].a, s->outcomes[i].b);
        for (size_t k = 0; k < count; k++) {
            (void)add_pair(j, more[k][0], more[k][1]);
        }
    }
    j->outcome_pairs = j->pair_count;
    for (size_t i = 0; i < s->intervention_count; i++) {
        for (size_t k = 0; k < s->interventions[i].effect_count; k++) {
            const ent_effect *effect = &s->interventions[i].effects[k];

            if (effect->a != effect->b) {
                (void)add_pair(j, effect->a, effect->b);
            }
        }
    }
}

/* Room for all pairs, were they all different. */
static size_t
most_pairs(const ent_scenario *s)
{
    size_t count = s->outcome_count * (ENT_OUTCOME_MOST_PAIRS + 1);

    for (size_t i = 0; i < s->intervention_count; i++) {
        count += s->interventions[i].effect_count;
    }
    return count;
}

static ent_status
aim(ent_ctx *ctx, const job *j)
{
    ent_status status = ENT_OK;

    for (size_t i = 0; i < j->scenario->outcome_count && status == ENT_OK; i++) {
        const ent_outcome *o = &j->scenario->outcomes[i];
        target            *t = &j->targets[i];

        t->a = ent_world_find(j->start, o->a);
        t->b = ent_world_find(j->start, o->b);
        t->c = ent_world_find(j->start, o->c);
        status = ent_outcome_check(ctx, j->scenario, o, &j->start->pairs[t->pair]);
    }
    return status;
}

static ent_status
run_job(ent_ctx *ctx, job *j, ent_arena *arena, ent_ensemble *out)
{
    size_t     cells = j->design.cells;
    ent_status status;

    j->blocks = cells < MOST_BLOCKS ? cells : MOST_BLOCKS;
    j->tallies = ent_alloc_zero(j->scenario->outcome_count * j->years * cells, sizeof *j->tallies);
    j->levels =
        ent_alloc_zero(j->blocks * j->outcome_pairs * j->years * ENT_LEVELS, sizeof *j->levels);
    if (j->tallies == NULL || j->levels == NULL) {
        status = ent_fail_nomem(ctx);
    } else {
        status = ent_parallel_for(ctx, j->scenario->name, j->blocks, run_block, j);
    }
    if (status == ENT_OK) {
        status = summarise(ctx, j, arena, out);
    }
    ent_free(j->tallies);
    ent_free(j->levels);
    return status;
}

static ent_status
prepare_world(ent_ctx *ctx, const ent_record *record, const job *j, ent_world *out)
{
    ent_span    last_day = {j->scenario->base.to - 1, j->scenario->base.to}, base = last_day;
    ent_system *system;
    ent_status  status = ent_record_cut(ctx, record, &base);

    if (status != ENT_OK) {
        (void)ent_note(ctx, status, "a run starts within the record");
        return status;
    }
    status = ent_system_at(ctx, record, last_day, NULL, &system);
    if (status == ENT_OK) {
        status = ent_world_create(ctx, record, system, (const ent_state(*)[2])j->pairs,
                                  j->pair_count, out);
        ent_system_destroy(system);
    }
    if (status == ENT_OK) {
        ent_scenario_arm_world(j->scenario, out);
    }
    if (status == ENT_OK && out->unweighed) {
        ent_say(ctx, ENT_WARNING,
                "%s: the record holds no capabilities up to %d: the permanent members of the "
                "Security Council weigh alike, all others nothing; import cow-nmc",
                j->scenario->name, out->year);
    }
    return status;
}

/* The cells of the runs, no more than its counts fit into memory. */
static ent_design
design_of(const ent_scenario *scenario, size_t years, uint64_t runs)
{
    return ent_design_of(runs, LARGEST_TALLY / (scenario->outcome_count * years * sizeof(tally)));
}

static ent_status
run_prepared(ent_ctx *ctx, job *j, ent_ensemble *out)
{
    ent_arena *arena = ent_alloc_zero(1, sizeof *arena);
    ent_status status;

    if (arena == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(arena);
    *out = (ent_ensemble){.scenario = j->scenario->name,
                          .seed = j->seed,
                          .runs = j->design.runs,
                          .first_year = j->start->year,
                          .year_count = (int)j->years,
                          .memory = arena};
    status = aim(ctx, j);
    return status == ENT_OK ? run_job(ctx, j, arena, out) : status;
}

static ent_status
run_scenario(ent_ctx *ctx, const ent_record *record, const ent_scenario *scenario,
             const ent_rule *rule, const ent_run_options *options, ent_ensemble *out)
{
    uint64_t   runs = options != NULL && options->runs > 0 ? options->runs : scenario->runs;
    job        j = {.scenario = scenario, .rule = rule, .years = (size_t)scenario->horizon + 1};
    ent_world  world = {0};
    ent_status status = ENT_OK;

    memset(out, 0, sizeof *out);
    if (runs < 1 || runs > ENT_SCENARIO_MOST_RUNS) {
        return ent_fail(ctx, ENT_E_ARG, "%llu runs, expected 1 to %d", (unsigned long long)runs,
                        ENT_SCENARIO_MOST_RUNS);
    }
    j.seed = options != NULL && options->seed != 0 ? options->seed : 1;
    j.design = design_of(scenario, j.years, runs);
    j.start = &world;
    j.arms = scenario->is_root ? 1 : 2;
    j.targets = ent_alloc_zero(scenario->outcome_count, sizeof *j.targets);
    j.pairs = ent_alloc(most_pairs(scenario), sizeof *j.pairs);
    if (j.targets == NULL || j.pairs == NULL) {
        status = ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        name_pairs(&j);
        status = prepare_world(ctx, record, &j, &world);
    }
    if (status == ENT_OK) {
        status = run_prepared(ctx, &j, out);
    }
    ent_world_clear(&world);
    ent_free(j.targets);
    ent_free(j.pairs);
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
            status = ent_scenario_settle(ctx, record, scenarios[i]);
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
