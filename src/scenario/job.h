/*
 * job.h - many runs at once: the arms of scenarios beside one reference, cell by cell
 *
 * Stage: scenario.  Each run is made once for the reference and once for each
 * arm, with the same draws; what an arm gave is counted beside the reference.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_JOB_H
#define ENT_SCENARIO_JOB_H

#include "scenario/ground.h"
#include "scenario/spread.h"

enum {
    ENT_JOB_MOST_BLOCKS = 64,   /**< units of parallel work */
    ENT_JOB_MOST_BATCHES = 16,  /**< that are kept one after the other */
    ENT_JOB_BATCH_RUNS = 4096,  /**< fewer make no batch of their own */
    ENT_JOB_LARGEST = 256 << 20 /**< bytes of counts of all arms */
};

/** Sums over the runs of one cell, in one outcome and year. */
typedef struct ent_tally {
    ent_cell own, base, difference; /**< of the arm; of the reference; of the two, run by run */
} ent_tally;

typedef struct ent_arm {
    const ent_scenario *scenario;
    size_t              place;   /**< of the scenario in the caller's list */
    size_t              count;   /**< of its interventions, those that happen: the first so many */
    size_t              omitted; /**< one of them that does not; SIZE_MAX: all do */
    bool                is_reference; /**< nothing differs from the reference */
    bool                there;        /**< the batch at work was kept: it need not be run */
    ent_tally          *tallies;      /**< [cell][outcome][year] */
    double             *levels;       /**< [block][pair][year][level] */
} ent_arm;

typedef struct ent_job {
    const ent_ground *ground;
    uint64_t          seed;
    ent_design        design;
    ent_levels        levels;
    ent_arm           reference; /**< its tallies are not kept */
    ent_arm          *arms;
    size_t            arm_count;
    size_t            blocks, batches;
    size_t            first_block; /**< of the batch at work */
    size_t            done;        /**< blocks that are finished */
    bool              cut;         /**< it was broken off, and is summed up all the same */
} ent_job;

/** The cells of so many runs, no more than their counts fit into memory. */
ent_design ent_job_design(const ent_ground *ground, uint64_t runs);

/** Bytes of the counts of one arm. */
size_t ent_job_bytes(const ent_ground *ground, uint64_t runs);

/**
 * Make all runs.
 *
 * @param job    ground, seed, design, levels, reference and arms are set, their counts not
 * @param keeper keeps each batch, and gives back those it has; NULL: nobody does
 * @return ENT_OK; ENT_E_CANCELLED, ENT_E_NOMEM, what the keeper says
 */
ENT_MUST_CHECK ent_status ent_job_run(ent_ctx *ctx, ent_job *job, const ent_run_keeper *keeper);
void                      ent_job_clear(ent_job *job);

/** Of a job that was broken off, keep the runs of what is finished; false where that is nothing. */
bool ent_job_cut(ent_job *job);

static inline ent_tally *
ent_job_tally(const ent_job *job, const ent_arm *arm, size_t cell, size_t outcome, size_t year)
{
    size_t outcomes = job->ground->scenario->outcome_count, years = job->ground->years;

    return &arm->tallies[(cell * outcomes + outcome) * years + year];
}

static inline double *
ent_job_levels(const ent_job *job, const ent_arm *arm, size_t block, size_t pair, size_t year)
{
    size_t pairs = job->ground->outcome_pairs;

    return &arm->levels[((block * pairs + pair) * job->ground->years + year) * ENT_LEVELS];
}

/** Draw what a cell is made with: parameters of the rule, and the strengths of interventions. */
void ent_job_draw(const ent_job *job, size_t cell, double parameters[ENT_PARAMETERS]);
void ent_job_strengths(const ent_job *job, const ent_scenario *scenario, size_t cell,
                       double *strengths);

/** From counts to what `entente run` prints; `arena` holds it. */
ENT_MUST_CHECK ent_status ent_job_summarise(ent_ctx *ctx, const ent_job *job, const ent_arm *arm,
                                            ent_ensemble *out);

/** SHA-256 of all that the numbers of a scenario depend on. */
void ent_job_digest(const ent_job *job, const ent_record *record, const ent_scenario *scenario,
                    char out[65]);

#endif
