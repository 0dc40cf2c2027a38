/*
 * bargains.c - where bargains settle in the runs of scenarios, beside what needs no model
 *
 *   1. runs     2. rows     3. the table
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/parallel.h"
#include "model/bargain/bargain.h"
#include "scenario/issue.h"
#include "scenario/job.h"

enum { MOST_RUNS = 1000, RUNS_EACH = 16, ARMS = 2 };

/* 1. runs */

/* What all runs of a scenario, and of its base, come to. */
typedef struct settling {
    const ent_job      *job;
    const ent_scenario *scenario;
    double             *positions; /* [outcome][rule][arm][run] */
} settling;

static double *
positions_of(const settling *s, size_t outcome, size_t rule, size_t arm)
{
    return s->positions +
           ((outcome * ENT_SETTLED_BY_RULES + rule) * ARMS + arm) * s->job->design.runs;
}

static bool
is_asked(const ent_outcome *o)
{
    return o->kind == ENT_OUTCOME_SETTLES && o->rule == ENT_SETTLED_BY_MODEL;
}

typedef struct noting {
    const settling *s;
    size_t          run, arm;
} noting;

static ent_status
note_last(ent_ctx *ctx, void *user, size_t year, const ent_world *world)
{
    const noting   *n = user;
    const settling *s = n->s;
    ent_status      status = ENT_OK;

    for (size_t i = 0; i < s->scenario->outcome_count && status == ENT_OK; i++) {
        double positions[ENT_SETTLED_BY_RULES];

        if (year + 1 < s->job->ground->years || !is_asked(&s->scenario->outcomes[i])) {
            continue;
        }
        status = ent_issue_settle(ctx, s->scenario->outcomes[i].issue, world, positions);
        for (size_t rule = 0; rule < ENT_SETTLED_BY_RULES && status == ENT_OK; rule++) {
            positions_of(s, i, rule, n->arm)[n->run] = positions[rule];
        }
    }
    return status;
}

static ent_status
settle_run(ent_ctx *ctx, const settling *s, size_t run, double *strengths, ent_world *world)
{
    const ent_job *job = s->job;
    size_t         cell = run % job->design.cells;
    double         parameters[ENT_PARAMETERS];
    ent_course     course = {.ground = job->ground,
                             .interventions = s->scenario->interventions,
                             .omitted = SIZE_MAX,
                             .strengths = strengths,
                             .parameters = parameters,
                             .variant = ent_design_variant(&job->design, &job->levels, cell),
                             .draw = ent_design_row(&job->design, cell),
                             .key = {.seed = job->seed, .run = (uint32_t)run}};
    ent_status     status = ENT_OK;

    ent_job_draw(job, cell, parameters);
    ent_job_strengths(job, s->scenario, cell, strengths);
    for (size_t arm = 0; arm < ARMS && status == ENT_OK; arm++) {
        noting n = {s, run, arm};

        course.count = arm == 0 ? s->scenario->intervention_count : s->scenario->root_interventions;
        status = ent_course_run(ctx, &course, world, note_last, &n);
    }
    return status;
}

static ent_status
settle_block(ent_ctx *ctx, size_t block, void *data)
{
    const settling *s = data;
    size_t          end = (block + 1) * RUNS_EACH;
    double         *strengths = ent_alloc(s->scenario->intervention_count, sizeof *strengths);
    ent_world       world = {0};
    ent_status      status = ent_world_like(ctx, &s->job->ground->worlds[0], &world);

    if (status == ENT_OK && strengths == NULL) {
        status = ent_fail_nomem(ctx);
    }
    for (size_t run = block * RUNS_EACH; run < end && run < s->job->design.runs && status == ENT_OK;
         run++) {
        status = settle_run(ctx, s, run, strengths, &world);
    }
    ent_free(strengths);
    ent_world_clear(&world);
    return status;
}

/* 2. rows */

enum {
    SCENARIO,
    OUTCOME,
    YEAR,
    DIMENSION,
    RULE,
    POSITION,
    LO,
    HI,
    BASE,
    DIFFERENCE,
    DIFFERENCE_LO,
    DIFFERENCE_HI,
    BEYOND,
    BASE_BEYOND,
    RUNS,
    COLUMNS
};

static const ent_column COLUMN[COLUMNS] = {{"scenario", ENT_COLUMN_TEXT},
                                           {"outcome", ENT_COLUMN_TEXT},
                                           {"year", ENT_COLUMN_INTEGER},
                                           {"dimension", ENT_COLUMN_TEXT},
                                           {"rule", ENT_COLUMN_TEXT},
                                           {"position", ENT_COLUMN_NUMBER},
                                           {"lo", ENT_COLUMN_NUMBER},
                                           {"hi", ENT_COLUMN_NUMBER},
                                           {"base", ENT_COLUMN_NUMBER},
                                           {"difference", ENT_COLUMN_NUMBER},
                                           {"difference_lo", ENT_COLUMN_NUMBER},
                                           {"difference_hi", ENT_COLUMN_NUMBER},
                                           {"beyond", ENT_COLUMN_NUMBER},
                                           {"base_beyond", ENT_COLUMN_NUMBER},
                                           {"runs", ENT_COLUMN_INTEGER}};

static double
share_beyond(const ent_issue_question *question, const double *positions, size_t n)
{
    size_t beyond = 0;

    for (size_t i = 0; i < n; i++) {
        beyond += question->below ? positions[i] < question->threshold
                                  : positions[i] > question->threshold;
    }
    return (double)beyond / (double)n;
}

/* A scenario without a base has none to be compared with. */
static void
add_row(const settling *s, size_t outcome, size_t rule, double *scratch, ent_table *table)
{
    static const char *const  NAMES[] = {"model", "weighted mean", "weighted median", "plain mean",
                                         "Nash product"};
    const ent_outcome        *o = &s->scenario->outcomes[outcome];
    const ent_issue_question *question = ent_issue_asked(o->issue);
    double *own = positions_of(s, outcome, rule, 0), *base = positions_of(s, outcome, rule, 1);
    size_t  n = s->job->design.runs;
    ent_bargain_summary found;

    for (size_t i = 0; i < n; i++) {
        scratch[i] = own[i] - base[i];
    }
    ent_table_row(table);
    ent_table_text(table, SCENARIO, s->scenario->name);
    ent_table_text(table, OUTCOME, o->name);
    ent_table_integer(table, YEAR, s->job->ground->worlds[0].year + s->scenario->horizon);
    ent_table_text(table, DIMENSION, ent_issue_dimension(o->issue));
    ent_table_text(table, RULE, NAMES[rule]);
    ent_table_number(table, BEYOND, share_beyond(question, own, n));
    if (!s->scenario->is_root) {
        ent_table_number(table, BASE_BEYOND, share_beyond(question, base, n));
        found = ent_bargain_summarise(scratch, n);
        ent_table_number(table, DIFFERENCE, found.mean);
        ent_table_number(table, DIFFERENCE_LO, found.lo);
        ent_table_number(table, DIFFERENCE_HI, found.hi);
        ent_table_number(table, BASE, ent_bargain_summarise(base, n).mean);
    }
    found = ent_bargain_summarise(own, n);
    ent_table_number(table, POSITION, found.mean);
    ent_table_number(table, LO, found.lo);
    ent_table_number(table, HI, found.hi);
    ent_table_integer(table, RUNS, (int64_t)n);
}

static void
add_rows(const settling *s, double *scratch, ent_table *table)
{
    for (size_t i = 0; i < s->scenario->outcome_count; i++) {
        for (size_t rule = 0; rule < ENT_SETTLED_BY_RULES && is_asked(&s->scenario->outcomes[i]);
             rule++) {
            add_row(s, i, rule, scratch, table);
        }
    }
}

/* 3. the table */

static ent_status
run_all(ent_ctx *ctx, settling *s, ent_table *table)
{
    size_t     runs = s->job->design.runs, blocks = (runs + RUNS_EACH - 1) / RUNS_EACH;
    double    *scratch = ent_alloc(runs, sizeof *scratch);
    ent_status status;

    s->positions = ent_alloc(runs * ARMS * ENT_SETTLED_BY_RULES * s->scenario->outcome_count,
                             sizeof *s->positions);
    status = scratch != NULL && s->positions != NULL
                 ? ent_parallel_for(ctx, s->scenario->name, blocks, settle_block, s)
                 : ent_fail_nomem(ctx);
    if (status == ENT_OK) {
        add_rows(s, scratch, table);
    }
    ent_free(scratch);
    ent_free(s->positions);
    return status;
}

static ent_status
settle_scenario(ent_ctx *ctx, const ent_record *record, ent_scenario *scenario,
                const ent_run_options *options, ent_table *table)
{
    uint64_t   runs = options->runs > 0 ? options->runs : scenario->runs;
    ent_ground ground = {0};
    ent_job    job = {.ground = &ground, .seed = options->seed != 0 ? options->seed : 1};
    settling   s = {&job, scenario, NULL};
    ent_status status = ENT_OK;

    if (scenario->issue_count == 0) {
        return ENT_OK;
    }
    status = ent_scenario_settle(ctx, record, scenario);
    if (status == ENT_OK) {
        status = ent_ground_estimate(ctx, record, scenario->base.to, &ground);
    }
    if (status == ENT_OK) {
        const ent_scenario *alone = scenario;

        status = ent_ground_prepare(ctx, record, &alone, 1, &ground);
    }
    if (status == ENT_OK) {
        job.design = ent_job_design(&ground, runs < MOST_RUNS ? runs : MOST_RUNS);
        job.levels = (ent_levels){ground.windows, ground.variants, false};
        status = run_all(ctx, &s, table);
    }
    ent_ground_clear(&ground);
    return status == ENT_OK ? status
                            : ent_note(ctx, status, "while settling the bargains of scenario '%s'",
                                       scenario->name);
}

ent_status
ent_scenario_bargains(ent_ctx *ctx, const ent_record *record, ent_scenario *const *scenarios,
                      size_t count, const ent_run_options *options, ent_table **out)
{
    static const ent_run_options DEFAULTS = {0};
    ent_table                   *table;
    ent_status                   status = ent_table_create(ctx, COLUMN, COLUMNS, &table);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = settle_scenario(ctx, record, scenarios[i], options != NULL ? options : &DEFAULTS,
                                 table);
    }
    if (status == ENT_OK) {
        status = ent_table_check(ctx, table);
    }
    if (status == ENT_OK && ent_table_row_count(table) == 0) {
        status = ent_fail(ctx, ENT_E_NOTFOUND,
                          "no outcome of %s asks where a bargain settles (kind: settles)",
                          count == 1 ? scenarios[0]->name : "these scenarios");
    }
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}
