/*
 * ensemble.c - from the counts of many runs to probabilities, intervals and levels
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "scenario/job.h"
#include "scenario/outcome.h"

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

static bool
draws_sizes(const ent_arm *arm)
{
    for (size_t i = 0; i < arm->count; i++) {
        if (arm->scenario->interventions[i].basis == ENT_BASIS_ASSUMED) {
            return true;
        }
    }
    return false;
}

typedef enum counted { OWN, DIFFERENCE } counted;

static ent_spread
spread_of(const ent_job *job, const ent_arm *arm, counted what, size_t outcome, size_t year,
          const scratch *s)
{
    ent_levels levels = job->levels;

    levels.sizes = draws_sizes(arm);
    for (size_t i = 0; i < job->design.cells; i++) {
        const ent_tally *sums = ent_job_tally(job, arm, i, outcome, year);

        s->cells[i] = what == OWN ? sums->own : sums->difference;
    }
    return ent_spread_of(&job->design, &levels, s->cells, s->means, what == OWN ? 0 : -1, 1);
}

static double
mean_of_reference(const ent_job *job, const ent_arm *arm, size_t outcome, size_t year)
{
    double sum = 0;

    for (size_t i = 0; i < job->design.cells; i++) {
        sum += ent_job_tally(job, arm, i, outcome, year)->base.sum;
    }
    return sum / (double)job->design.runs;
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

/* Variances of an outcome in a year: of the difference run by run, and of one without pairs. */
typedef struct paired {
    double paired, unpaired;
} paired;

static paired
variances_of(const ent_job *job, const ent_arm *arm, size_t outcome, size_t year)
{
    ent_cell own = {0, 0}, base = {0, 0}, difference = {0, 0};
    double   n = (double)job->design.runs;

    for (size_t cell = 0; cell < job->design.cells; cell++) {
        const ent_tally *sums = ent_job_tally(job, arm, cell, outcome, year);

        add_cell(&own, &sums->own);
        add_cell(&base, &sums->base);
        add_cell(&difference, &sums->difference);
    }
    return (paired){variance_of(&difference, n), variance_of(&own, n) + variance_of(&base, n)};
}

static double
ratio_of(paired v)
{
    return v.unpaired > 0 ? v.paired / v.unpaired : NAN;
}

/* Of all outcomes in the last year. */
static double
paired_ratio(const ent_job *job, const ent_arm *arm)
{
    paired sum = {0, 0};

    for (size_t i = 0; i < job->ground->scenario->outcome_count && !arm->is_reference; i++) {
        paired v = variances_of(job, arm, i, job->ground->years - 1);

        sum.paired += v.paired;
        sum.unpaired += v.unpaired;
    }
    return ratio_of(sum);
}

/* Before its own first intervention a scenario is its base: nothing is left to chance there. */
static bool
is_still_base(const ent_arm *arm, int year)
{
    const ent_scenario *s = arm->scenario;

    for (size_t i = s->root_interventions; i < arm->count; i++) {
        if (s->interventions[i].year <= year) {
            return false;
        }
    }
    return true;
}

static void
summarise_year(const ent_job *job, const ent_arm *arm, size_t outcome, size_t year,
               const scratch *s, ent_outcome_year *out)
{
    ent_spread spread = spread_of(job, arm, OWN, outcome, year, s);

    *out = (ent_outcome_year){.year = job->ground->worlds[0].year + (int)year,
                              .probability = spread.mean,
                              .lo = spread.lo,
                              .hi = spread.hi,
                              .base = NAN,
                              .difference = NAN,
                              .difference_lo = NAN,
                              .difference_hi = NAN,
                              .difference_mc_se = NAN,
                              .paired = NAN,
                              .mc_se = spread.mc_se,
                              .assumed_share = spread.column_share,
                              .sources = spread.sources};
    if (!arm->is_reference) {
        spread = spread_of(job, arm, DIFFERENCE, outcome, year, s);
        out->base = mean_of_reference(job, arm, outcome, year);
        out->difference = spread.mean;
        out->difference_lo = spread.lo;
        out->difference_hi = spread.hi;
        out->difference_mc_se = spread.mc_se;
        out->paired = ratio_of(variances_of(job, arm, outcome, year));
        if (is_still_base(arm, out->year)) {
            out->difference = out->difference_lo = out->difference_hi = out->difference_mc_se = 0;
        }
        out->sources = spread.sources;
        out->assumed_share = isnan(spread.column_share) || !differs_by_assumption(arm->scenario)
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
summarise_levels(const ent_job *job, const ent_arm *arm, size_t pair, size_t year,
                 ent_level_year *out)
{
    double shares[ENT_LEVELS] = {0}, total = 0, mean = 0;

    for (size_t block = 0; block < job->blocks; block++) {
        const double *levels = ent_job_levels(job, arm, block, pair, year);

        for (int level = 0; level < ENT_LEVELS; level++) {
            shares[level] += levels[level];
        }
    }
    for (int level = 0; level < ENT_LEVELS; level++) {
        total += shares[level];
        mean += shares[level] * level;
    }
    out->year = job->ground->worlds[0].year + (int)year;
    out->mean = mean / total;
    out->lo95 = level_quantile(shares, 0.025 * total);
    out->lo80 = level_quantile(shares, 0.10 * total);
    out->lo50 = level_quantile(shares, 0.25 * total);
    out->hi50 = level_quantile(shares, 0.75 * total);
    out->hi80 = level_quantile(shares, 0.90 * total);
    out->hi95 = level_quantile(shares, 0.975 * total);
}

/* The chance that one of the rates of its reference classes makes it in a year, of all years. */
static bool
set_base_rate(const ent_job *job, ent_arena *arena, const ent_target *at, ent_outcome_result *out)
{
    const ent_world *start = &job->ground->worlds[0];
    bool             rivals = (double)ent_world_tension(start, at->a, at->b)->rivalry >= 0.5;
    ent_parameter    parameters[2];
    size_t           count = ent_outcome_references(out->outcome.kind, rivals, parameters);
    double           none = 1;

    out->base_rate = NAN;
    out->base_rate_note = "";
    for (size_t i = 0; i < count && out->base_rate_note != NULL; i++) {
        const ent_prior *prior = &job->ground->rules[0].priors[parameters[i]];

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

static ent_status
summarise_outcomes(ent_ctx *ctx, const ent_job *job, const ent_arm *arm, const scratch *s,
                   ent_arena *arena, ent_ensemble *out)
{
    for (size_t i = 0; i < out->outcome_count; i++) {
        ent_outcome_result *result = &out->outcomes[i];
        ent_status          status = job->cut ? ENT_OK : ent_check_cancelled(ctx);

        if (status != ENT_OK) {
            return status;
        }
        result->outcome = arm->scenario->outcomes[i];
        result->years = ent_arena_alloc(arena, job->ground->years, sizeof *result->years);
        if (result->years == NULL || !set_base_rate(job, arena, &job->ground->targets[i], result)) {
            return ent_fail_nomem(ctx);
        }
        for (size_t year = 0; year < job->ground->years; year++) {
            summarise_year(job, arm, i, year, s, &result->years[year]);
        }
    }
    return ENT_OK;
}

static ent_status
summarise_pairs(ent_ctx *ctx, const ent_job *job, const ent_arm *arm, ent_arena *arena,
                ent_ensemble *out)
{
    for (size_t i = 0; i < out->level_count; i++) {
        ent_level_year *years = ent_arena_alloc(arena, job->ground->years, sizeof *years);

        if (years == NULL) {
            return ent_fail_nomem(ctx);
        }
        for (size_t year = 0; year < job->ground->years; year++) {
            summarise_levels(job, arm, i, year, &years[year]);
        }
        out->levels[i] =
            (ent_level_result){job->ground->pairs[i][0], job->ground->pairs[i][1], years};
    }
    return ENT_OK;
}

static ent_status
summarise(ent_ctx *ctx, const ent_job *job, const ent_arm *arm, ent_arena *arena, ent_ensemble *out)
{
    scratch    s = {ent_alloc(job->design.cells, sizeof *s.cells),
                    ent_alloc(job->design.cells, sizeof *s.means)};
    ent_status status = ENT_OK;

    out->outcomes = ent_arena_alloc(arena, out->outcome_count, sizeof *out->outcomes);
    out->levels = ent_arena_alloc(arena, out->level_count, sizeof *out->levels);
    if (s.cells == NULL || s.means == NULL || out->outcomes == NULL || out->levels == NULL) {
        status = ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        status = summarise_outcomes(ctx, job, arm, &s, arena, out);
    }
    if (status == ENT_OK) {
        status = summarise_pairs(ctx, job, arm, arena, out);
    }
    ent_free(s.cells);
    ent_free(s.means);
    return status;
}

ent_status
ent_job_summarise(ent_ctx *ctx, const ent_job *job, const ent_arm *arm, ent_ensemble *out)
{
    ent_arena *arena = ent_alloc_zero(1, sizeof *arena);
    ent_status status;

    if (arena == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(arena);
    *out = (ent_ensemble){.scenario = arm->scenario->name,
                          .seed = job->seed,
                          .runs = job->design.runs,
                          .first_year = job->ground->worlds[0].year,
                          .year_count = (int)job->ground->years,
                          .outcome_count = job->ground->scenario->outcome_count,
                          .level_count = job->ground->outcome_pairs,
                          .paired_variance_ratio = paired_ratio(job, arm),
                          .memory = arena};
    status = summarise(ctx, job, arm, arena, out);
    if (status != ENT_OK) {
        ent_ensemble_clear(out);
    }
    return status;
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
