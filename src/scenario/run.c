/*
 * run.c - ensembles: many runs of scenarios, each beside its base
 *
 * Scenarios with one base (the same root, outcomes, horizon and number of
 * runs) are run in one go: the runs of the base are made once.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "scenario/job.h"

/* What one call is about; `group` is what is run in one go. */
typedef struct running {
    const ent_record      *record;
    ent_scenario *const   *scenarios;
    size_t                 count;
    const ent_run_options *options;
    const ent_scenario   **group;
    ent_arm               *arms;
    size_t                 group_count;
    bool                  *taken;
    ent_ground             ground;
    ent_day                estimated; /* before which the rules of the ground were estimated */
    ent_ensemble          *out;
} running;

static uint64_t
runs_of(const running *r, const ent_scenario *scenario)
{
    return r->options->runs > 0 ? r->options->runs : scenario->runs;
}

static bool
share_base(const running *r, const ent_scenario *a, const ent_scenario *b)
{
    return strcmp(a->root_digest, b->root_digest) == 0 &&
           strcmp(a->outcomes_digest, b->outcomes_digest) == 0 && a->base.to == b->base.to &&
           a->horizon == b->horizon && a->outcome_count == b->outcome_count &&
           a->root_interventions == b->root_interventions && runs_of(r, a) == runs_of(r, b);
}

/* The scenarios that are run with the first one that is left, as many as fit into memory. */
static void
choose_group(running *r, size_t first)
{
    size_t bytes = sizeof(ent_tally) * r->scenarios[first]->outcome_count *
                   ((size_t)r->scenarios[first]->horizon + 1) *
                   (size_t)runs_of(r, r->scenarios[first]) / 2;
    size_t most = ENT_JOB_LARGEST / (bytes + 1) + 1;

    r->group_count = 0;
    for (size_t i = first; i < r->count && r->group_count < most; i++) {
        const ent_scenario *scenario = r->scenarios[i];

        if (r->taken[i] || !share_base(r, r->scenarios[first], scenario)) {
            continue;
        }
        r->taken[i] = true;
        r->group[r->group_count] = scenario;
        r->arms[r->group_count++] = (ent_arm){.scenario = scenario,
                                              .place = i,
                                              .count = scenario->intervention_count,
                                              .omitted = SIZE_MAX,
                                              .is_reference = scenario->is_root};
    }
}

static ent_status
estimate(ent_ctx *ctx, running *r)
{
    ent_day    before = r->group[0]->base.to;
    ent_status status = ENT_OK;

    if (before != r->estimated) {
        status = ent_ground_estimate(ctx, r->record, before, &r->ground);
        r->estimated = status == ENT_OK ? before : ENT_NO_DAY;
    }
    return status;
}

static ent_status
begin(ent_ctx *ctx, const running *r, const ent_job *job)
{
    const ent_run_keeper *keeper = r->options->keeper;
    ent_status            status = ENT_OK;

    for (size_t i = 0; keeper != NULL && i < job->arm_count && status == ENT_OK; i++) {
        const ent_scenario *scenario = job->arms[i].scenario;
        ent_run_start       start = {.scenario = job->arms[i].place,
                                     .name = scenario->name,
                                     .first_year = job->ground->worlds[0].year,
                                     .horizon = scenario->horizon,
                                     .seed = job->seed,
                                     .runs = job->design.runs};

        ent_job_digest(job, r->record, scenario, start.digest);
        status = keeper->begin(ctx, keeper->user, &start);
    }
    return status;
}

static ent_status
finish(ent_ctx *ctx, const running *r, const ent_job *job)
{
    const ent_run_keeper *keeper = r->options->keeper;
    ent_status            status = ENT_OK;

    for (size_t i = 0; i < job->arm_count && status == ENT_OK; i++) {
        size_t place = job->arms[i].place;

        status = ent_job_summarise(ctx, job, &job->arms[i], &r->out[place]);
        if (status == ENT_OK && keeper != NULL) {
            status = keeper->finish(ctx, keeper->user, place, &r->out[place]);
        }
    }
    return status;
}

/* What is finished of a job that was broken off; no keeper is told, for whom it is not done. */
static ent_status
finish_part(ent_ctx *ctx, const running *r, ent_job *job, ent_status cancelled)
{
    ent_status status = ENT_OK;

    if (!ent_job_cut(job)) {
        return cancelled;
    }
    for (size_t i = 0; i < job->arm_count && status == ENT_OK; i++) {
        status = ent_job_summarise(ctx, job, &job->arms[i], &r->out[job->arms[i].place]);
    }
    return status == ENT_OK ? cancelled : status;
}

static ent_status
run_job(ent_ctx *ctx, const running *r)
{
    const ent_ground *ground = &r->ground;
    ent_job           job = {.ground = ground,
                             .seed = r->options->seed != 0 ? r->options->seed : 1,
                             .design = ent_job_design(ground, runs_of(r, r->group[0])),
                             .levels = {ground->windows, ground->variants, false},
                             .reference = {.scenario = r->group[0],
                                           .count = r->group[0]->root_interventions,
                                           .omitted = SIZE_MAX},
                             .arms = r->arms,
                             .arm_count = r->group_count};
    ent_status        status = begin(ctx, r, &job);

    if (status == ENT_OK) {
        status = ent_job_run(ctx, &job, r->options->keeper);
    }
    if (status == ENT_OK) {
        status = finish(ctx, r, &job);
    } else if (status == ENT_E_CANCELLED && r->options->keep_finished && job.blocks > 0) {
        status = finish_part(ctx, r, &job, status);
    }
    ent_job_clear(&job);
    return status;
}

static ent_status
run_group(ent_ctx *ctx, running *r)
{
    uint64_t   runs = runs_of(r, r->group[0]);
    ent_status status;

    if (runs < 1 || runs > ENT_SCENARIO_MOST_RUNS) {
        return ent_fail(ctx, ENT_E_ARG, "%llu runs, expected 1 to %d", (unsigned long long)runs,
                        ENT_SCENARIO_MOST_RUNS);
    }
    status = estimate(ctx, r);
    for (size_t i = 0; i < r->group_count && status == ENT_OK; i++) {
        status = ent_scenario_settle(ctx, r->record, r->scenarios[r->arms[i].place]);
    }
    if (status == ENT_OK) {
        status = ent_ground_prepare(ctx, r->record, r->group, r->group_count, &r->ground);
    }
    if (status == ENT_OK) {
        status = run_job(ctx, r);
        ent_ground_clear(&r->ground);
    }
    return status;
}

/* Why a group failed is kept with each of its scenarios, and the others go on. */
static ent_status
set_aside(ent_ctx *ctx, const running *r, ent_status status)
{
    const ent_run_keeper *keeper = r->options->keeper;
    char                  why[512];
    ent_status            kept = ENT_OK;

    (void)snprintf(why, sizeof why, "%s", ent_ctx_error(ctx));
    (void)ent_note(ctx, status, "while running scenario '%s'", r->group[0]->name);
    if (keeper == NULL || status == ENT_E_CANCELLED || status == ENT_E_NOMEM ||
        status == ENT_E_STORE) {
        return status;
    }
    why[strcspn(why, "\n")] = '\0';
    for (size_t i = 0; i < r->group_count && kept == ENT_OK; i++) {
        ent_run_start start = {.scenario = r->arms[i].place,
                               .name = r->group[i]->name,
                               .first_year = ent_date_year(r->group[i]->base.to - 1),
                               .horizon = r->group[i]->horizon,
                               .seed = r->options->seed != 0 ? r->options->seed : 1,
                               .runs = runs_of(r, r->group[i])};

        ent_ensemble_clear(&r->out[r->arms[i].place]);
        kept = keeper->fail(ctx, keeper->user, &start, status, why);
    }
    return kept;
}

static ent_status
run_all(ent_ctx *ctx, running *r)
{
    for (size_t i = 0; i < r->count; i++) {
        ent_status status;

        if (r->taken[i]) {
            continue;
        }
        choose_group(r, i);
        status = run_group(ctx, r);
        if (status != ENT_OK) {
            status = set_aside(ctx, r, status);
        }
        if (status != ENT_OK) {
            return status;
        }
    }
    return ENT_OK;
}

ent_status
ent_scenario_run(ent_ctx *ctx, const ent_record *record, ent_scenario *const *scenarios,
                 size_t count, const ent_run_options *options, ent_ensemble *out)
{
    static const ent_run_options DEFAULTS = {0};
    running                      r = {.record = record,
                                      .scenarios = scenarios,
                                      .count = count,
                                      .options = options != NULL ? options : &DEFAULTS,
                                      .group = ent_alloc(count, sizeof(const ent_scenario *)),
                                      .arms = ent_alloc(count, sizeof(ent_arm)),
                                      .taken = ent_alloc_zero(count, sizeof(bool)),
                                      .estimated = ENT_NO_DAY,
                                      .out = out};
    ent_status                   status = ENT_OK;

    memset(out, 0, count * sizeof *out);
    if (r.group == NULL || r.arms == NULL || r.taken == NULL) {
        status = ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        status = run_all(ctx, &r);
    }
    for (size_t i = 0; i < count && status != ENT_OK; i++) {
        if (status != ENT_E_CANCELLED || !r.options->keep_finished) {
            ent_ensemble_clear(&out[i]);
        }
    }
    ent_free(r.group);
    ent_free(r.arms);
    ent_free(r.taken);
    return status;
}

ent_status
ent_scenario_check(ent_ctx *ctx, const ent_record *record, ent_scenario *scenario)
{
    const ent_scenario *only = scenario;
    ent_ground          ground = {0};
    ent_status          status = ent_scenario_settle(ctx, record, scenario);

    if (status == ENT_OK) {
        status = ent_ground_prepare(ctx, record, &only, 1, &ground);
    }
    if (status != ENT_OK) {
        return status;
    }
    ent_ground_clear(&ground);
    return ENT_OK;
}
