/*
 * job.c - many runs at once: the arms of scenarios beside one reference, cell by cell
 *
 *   1. shape     2. one cell     3. batches     4. what the numbers depend on
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/job.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/digest.h"
#include "base/parallel.h"
#include "base/text.h"
#include "scenario/issue.h"
#include "system/record.h"

enum { POLL_RUNS = 64 }; /* between two looks at the cancel flag */

/* 1. shape */

static size_t
cell_bytes(const ent_ground *ground)
{
    return ground->scenario->outcome_count * ground->years * sizeof(ent_tally);
}

ent_design
ent_job_design(const ent_ground *ground, uint64_t runs)
{
    return ent_design_of(runs, ENT_JOB_LARGEST / cell_bytes(ground));
}

size_t
ent_job_bytes(const ent_ground *ground, uint64_t runs)
{
    return ent_job_design(ground, runs).cells * cell_bytes(ground);
}

static size_t
block_levels(const ent_job *job)
{
    return job->ground->outcome_pairs * job->ground->years * ENT_LEVELS;
}

/* The first cell of a block; one behind the last block gives the number of cells. */
static size_t
first_cell(const ent_job *job, size_t block)
{
    return block * job->design.cells / job->blocks;
}

/* A power of two, so that blocks fall into batches evenly. */
static size_t
batches_of(const ent_job *job)
{
    size_t batches = 1;

    while (job->blocks == ENT_JOB_MOST_BLOCKS && batches < ENT_JOB_MOST_BATCHES &&
           job->design.runs / (2 * batches) >= ENT_JOB_BATCH_RUNS) {
        batches *= 2;
    }
    return batches;
}

static ent_status
allocate(ent_ctx *ctx, ent_job *job)
{
    size_t cells = job->design.cells;

    job->blocks = cells < ENT_JOB_MOST_BLOCKS ? cells : ENT_JOB_MOST_BLOCKS;
    job->batches = batches_of(job);
    for (size_t i = 0; i < job->arm_count; i++) {
        ent_arm *arm = &job->arms[i];

        arm->tallies = ent_alloc_zero(cells, cell_bytes(job->ground));
        arm->levels = ent_alloc_zero(job->blocks * block_levels(job), sizeof *arm->levels);
        if (arm->tallies == NULL || arm->levels == NULL) {
            return ent_fail_nomem(ctx);
        }
    }
    return ENT_OK;
}

void
ent_job_clear(ent_job *job)
{
    for (size_t i = 0; i < job->arm_count; i++) {
        ent_free(job->arms[i].tallies);
        ent_free(job->arms[i].levels);
        job->arms[i].tallies = NULL;
        job->arms[i].levels = NULL;
    }
}

/* 2. one cell */

void
ent_job_draw(const ent_job *job, size_t cell, double parameters[ENT_PARAMETERS])
{
    size_t window = ent_design_window(&job->design, &job->levels, cell);

    ent_rule_draw(&job->ground->rules[window], job->seed, ent_design_row(&job->design, cell),
                  ent_design_column(&job->design, cell), parameters);
}

void
ent_job_strengths(const ent_job *job, const ent_scenario *scenario, size_t cell, double *strengths)
{
    for (size_t i = 0; i < scenario->intervention_count; i++) {
        strengths[i] = ent_intervention_strength(&scenario->interventions[i], i, job->seed,
                                                 ent_design_row(&job->design, cell),
                                                 ent_design_sizes(&job->design, cell));
    }
}

/* One cell at work: its draws, and what one run of it gave. */
typedef struct work {
    ent_job  *job;
    size_t    block, cell;
    double    parameters[ENT_PARAMETERS];
    double   *strengths;
    ent_world world;
    double   *values;  /* [outcome][year] of the run at work */
    double   *against; /* the same of its reference */
    ent_arm  *arm;     /* NULL: the reference is at work */
} work;

static void
add_value(ent_cell *cell, double value)
{
    cell->sum += value;
    cell->squares += value * value;
}

static ent_status
note_year(ent_ctx *ctx, void *user, size_t year, const ent_world *world)
{
    work             *w = user;
    const ent_ground *g = w->job->ground;
    double           *values = w->arm == NULL ? w->against : w->values;
    ent_status        status = ENT_OK;

    for (size_t i = 0; i < g->scenario->outcome_count && status == ENT_OK; i++) {
        status = ent_ground_value(ctx, g, i, world, &values[i * g->years + year]);
    }
    return status;
}

/* The same, with the levels of the pairs that outcomes name first. */
static ent_status
note_levels(ent_ctx *ctx, void *user, size_t year, const ent_world *world)
{
    work *w = user;

    for (size_t i = 0; i < w->job->ground->outcome_pairs; i++) {
        double *levels = ent_job_levels(w->job, w->arm, w->block, i, year);

        for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
            for (int level = 0; level < ENT_LEVELS; level++) {
                levels[level] += world->pairs[i].chance[pact][level];
            }
        }
    }
    return note_year(ctx, user, year, world);
}

static void
count_run(const work *w, ent_arm *arm)
{
    const ent_ground *g = w->job->ground;
    size_t            count = g->scenario->outcome_count * g->years;
    ent_tally        *tallies = ent_job_tally(w->job, arm, w->cell, 0, 0);

    for (size_t i = 0; i < count; i++) {
        add_value(&tallies[i].own, w->values[i]);
        if (!arm->is_reference) {
            add_value(&tallies[i].base, w->against[i]);
            add_value(&tallies[i].difference, w->values[i] - w->against[i]);
        }
    }
}

static ent_status
run_arm(ent_ctx *ctx, work *w, ent_arm *arm, const ent_arm *how, size_t run)
{
    const ent_job *job = w->job;
    ent_status     status;
    ent_course     course = {
            .ground = job->ground,
            .interventions = how->scenario->interventions,
            .count = how->count,
            .omitted = how->omitted,
            .strengths = w->strengths,
            .parameters = w->parameters,
            .variant = ent_design_variant(&job->design, &job->levels, w->cell),
            .draw = ent_design_row(&job->design, w->cell),
            .key = {.seed = job->seed, .run = (uint32_t)run},
    };

    w->arm = arm;
    ent_job_strengths(job, how->scenario, w->cell, w->strengths);
    status = ent_course_run(ctx, &course, &w->world, arm == NULL ? note_year : note_levels, w);
    if (arm != NULL && status == ENT_OK) {
        count_run(w, arm);
    }
    return status;
}

static bool
needs_reference(const ent_job *job)
{
    for (size_t i = 0; i < job->arm_count; i++) {
        if (!job->arms[i].is_reference && !job->arms[i].there) {
            return true;
        }
    }
    return false;
}

static ent_status
run_cell(ent_ctx *ctx, work *w)
{
    ent_job   *job = w->job;
    bool       reference = needs_reference(job);
    size_t     done = 0;
    ent_status status = ENT_OK;

    ent_job_draw(job, w->cell, w->parameters);
    for (size_t run = w->cell; run < job->design.runs && status == ENT_OK;
         run += job->design.cells) {
        if (reference) {
            status = run_arm(ctx, w, NULL, &job->reference, run);
        }
        for (size_t i = 0; i < job->arm_count && status == ENT_OK; i++) {
            if (!job->arms[i].there) {
                status = run_arm(ctx, w, &job->arms[i], &job->arms[i], run);
            }
        }
        if (++done % POLL_RUNS == 0 && status == ENT_OK) {
            status = ent_check_cancelled(ctx);
        }
    }
    return status;
}

static size_t
most_interventions(const ent_job *job)
{
    size_t most = job->reference.scenario->intervention_count;

    for (size_t i = 0; i < job->arm_count; i++) {
        size_t count = job->arms[i].scenario->intervention_count;

        most = count > most ? count : most;
    }
    return most;
}

/* A block of cells: no two blocks write to the same place. */
static ent_status
run_block(ent_ctx *ctx, size_t index, void *data)
{
    ent_job   *job = data;
    size_t     values = job->ground->scenario->outcome_count * job->ground->years;
    work       w = {.job = job, .block = job->first_block + index};
    ent_status status = ent_world_like(ctx, &job->ground->worlds[0], &w.world);

    if (status != ENT_OK) {
        return status;
    }
    w.strengths = ent_alloc(most_interventions(job), sizeof *w.strengths);
    w.values = ent_alloc(values, sizeof *w.values);
    w.against = ent_alloc(values, sizeof *w.against);
    if (w.strengths == NULL || w.values == NULL || w.against == NULL) {
        status = ent_fail_nomem(ctx);
    }
    for (w.cell = first_cell(job, w.block);
         w.cell < first_cell(job, w.block + 1) && status == ENT_OK; w.cell++) {
        status = ent_check_cancelled(ctx);
        if (status == ENT_OK) {
            status = run_cell(ctx, &w);
        }
    }
    ent_free(w.strengths);
    ent_free(w.values);
    ent_free(w.against);
    ent_world_clear(&w.world);
    return status;
}

/* 3. batches */

/* Where the counts of one arm in one batch stand: two runs of numbers. */
static void
batch_of(const ent_job *job, const ent_arm *arm, size_t batch, ent_run_batch *out)
{
    size_t first = batch * job->blocks / job->batches,
           end = (batch + 1) * job->blocks / job->batches;
    size_t cell = first_cell(job, first), cells = first_cell(job, end) - cell;

    *out = (ent_run_batch){.scenario = arm->place, .batch = batch, .batches = job->batches};
    out->numbers[0] = (double *)(void *)ent_job_tally(job, arm, cell, 0, 0);
    out->counts[0] = cells * cell_bytes(job->ground) / sizeof(double);
    out->numbers[1] = ent_job_levels(job, arm, first, 0, 0);
    out->counts[1] = (end - first) * block_levels(job);
    for (size_t i = cell; i < cell + cells; i++) {
        out->runs += ent_design_cell_runs(&job->design, i);
    }
}

static ent_status
load_batch(ent_ctx *ctx, ent_job *job, size_t batch, const ent_run_keeper *keeper)
{
    for (size_t i = 0; i < job->arm_count; i++) {
        ent_run_batch part;
        ent_status    status;

        batch_of(job, &job->arms[i], batch, &part);
        status = keeper->load(ctx, keeper->user, &part, &job->arms[i].there);
        if (status != ENT_OK) {
            return status;
        }
    }
    return ENT_OK;
}

static ent_status
save_batch(ent_ctx *ctx, ent_job *job, size_t batch, const ent_run_keeper *keeper)
{
    ent_run_batch *parts = ent_alloc(job->arm_count, sizeof *parts);
    size_t         count = 0;
    ent_status     status = ENT_OK;

    if (parts == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < job->arm_count; i++) {
        if (!job->arms[i].there) {
            batch_of(job, &job->arms[i], batch, &parts[count++]);
        }
        job->arms[i].there = false;
    }
    if (count > 0) {
        status = keeper->save(ctx, keeper->user, parts, count);
    }
    ent_free(parts);
    return status;
}

static bool
is_all_there(const ent_job *job)
{
    for (size_t i = 0; i < job->arm_count; i++) {
        if (!job->arms[i].there) {
            return false;
        }
    }
    return true;
}

static ent_status
run_batch(ent_ctx *ctx, ent_job *job, size_t batch, const ent_run_keeper *keeper)
{
    size_t      end = (batch + 1) * job->blocks / job->batches;
    const char *name = job->arms[0].scenario->name;
    ent_status  status = keeper != NULL ? load_batch(ctx, job, batch, keeper) : ENT_OK;

    job->first_block = batch * job->blocks / job->batches;
    if (status == ENT_OK && !is_all_there(job)) {
        status = ent_parallel_for(ctx, job->batches == 1 ? name : NULL, end - job->first_block,
                                  run_block, job);
    }
    if (status == ENT_OK && keeper != NULL) {
        status = save_batch(ctx, job, batch, keeper);
    }
    if (status == ENT_OK) {
        job->done = end;
        ent_progress(ctx, name, end, job->blocks);
    }
    return status;
}

ent_status
ent_job_run(ent_ctx *ctx, ent_job *job, const ent_run_keeper *keeper)
{
    ent_status status = allocate(ctx, job);

    for (size_t batch = 0; batch < job->batches && status == ENT_OK; batch++) {
        status = ent_check_cancelled(ctx);
        if (status == ENT_OK) {
            status = run_batch(ctx, job, batch, keeper);
        }
    }
    return status;
}

/* The cells of whole batches, an even number of them, are a smaller table of the same kind. */
bool
ent_job_cut(ent_job *job)
{
    size_t cells, runs = 0;

    while (job->done > 0 && first_cell(job, job->done) % 2 != 0) {
        job->done--;
    }
    cells = first_cell(job, job->done);
    if (cells == 0) {
        return false;
    }
    for (size_t i = 0; i < cells; i++) {
        runs += ent_design_cell_runs(&job->design, i);
    }
    job->design = (ent_design){runs, cells};
    job->blocks = job->done;
    job->cut = true;
    return true;
}

/* 4. what the numbers depend on */

/* Not the worlds: those hold what is followed for the scenarios beside this one, too. */
static void
add_rules(ent_digest *digest, const ent_ground *ground)
{
    for (size_t i = 0; i < ground->windows; i++) {
        for (size_t k = 0; k < ENT_PARAMETERS; k++) {
            ent_digest_add_number(digest, ground->rules[i].priors[k].mean);
            ent_digest_add_number(digest, ground->rules[i].priors[k].sd);
        }
        for (size_t k = 0; k < ground->rules[i].shift_count; k++) {
            ent_digest_add_number(digest, ground->rules[i].shifts[k].amount);
        }
    }
}

void
ent_job_digest(const ent_job *job, const ent_record *record, const ent_scenario *scenario,
               char out[65])
{
    ent_digest digest;

    ent_digest_init(&digest);
    ent_digest_add(&digest, ent_version(), strlen(ent_version()));
    ent_digest_add(&digest, scenario->digest, sizeof scenario->digest);
    ent_digest_add_number(&digest, (double)(job->seed >> 32));
    ent_digest_add_number(&digest, (double)(job->seed & 0xffffffff));
    ent_digest_add_number(&digest, (double)job->design.runs);
    ent_digest_add_number(&digest, (double)job->design.cells);
    for (size_t i = 0; i < scenario->issue_count; i++) {
        ent_digest_add(&digest, ent_issue_digest(scenario->issues[i]), 64);
    }
    ent_record_add_digest(record, &digest);
    add_rules(&digest, job->ground);
    if (job->ground->formation != NULL) {
        size_t        count;
        const double *numbers = ent_formation_numbers(job->ground->formation, &count);

        ent_digest_add(&digest, (const char *)numbers, count * sizeof *numbers);
    }
    ent_digest_print(&digest, out);
}
