/*
 * why.c - why an outcome comes: the log-odds by effect, year by year; what each intervention
 * changed
 *
 *   1. terms     2. their path over the years     3. without each intervention     4. the table
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/parallel.h"
#include "scenario/job.h"
#include "scenario/why.h"

enum { SCENARIO, OUTCOME, YEAR, KIND, RANK, WHAT, VALUE, WITHOUT, CHANGE, MC_SE, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"scenario", ENT_COLUMN_TEXT}, {"outcome", ENT_COLUMN_TEXT},   {"year", ENT_COLUMN_INTEGER},
    {"kind", ENT_COLUMN_TEXT},     {"rank", ENT_COLUMN_INTEGER},   {"what", ENT_COLUMN_TEXT},
    {"value", ENT_COLUMN_NUMBER},  {"without", ENT_COLUMN_NUMBER}, {"change", ENT_COLUMN_NUMBER},
    {"mc_se", ENT_COLUMN_NUMBER}};

enum { PATH_RUNS = 4096 }; /* that a path is the mean of, at most */

/* 1. terms */

static double
mean_level(const ent_pair *pair)
{
    double sum = 0;

    for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
        for (int level = 0; level < ENT_LEVELS; level++) {
            sum += pair->chance[pact][level] * level;
        }
    }
    return sum;
}

ent_why_before
ent_why_before_of(const ent_pair *pair, const double *parameters)
{
    return (ent_why_before){.level = mean_level(pair),
                            .footing = ent_pair_footing(pair, parameters),
                            .great = pair->great,
                            .allied = pair->allied};
}

/* Whether a drift, or none, adds to the log-odds of a move, and with which sign. */
typedef struct recipe {
    ent_outcome_kind kind;
    const char      *move;
    ent_parameter    rate;
    ent_move         of;
    int              common, enmity, loose, strain;
    bool             close;
} recipe;

static const recipe RECIPES[] = {
    {ENT_OUTCOME_LEVEL_AT_LEAST, "level rises", ENT_PARAMETER_UP, ENT_MOVE_LEVEL, 1, -1, 1, 0,
     false},
    {ENT_OUTCOME_LEVEL_BELOW, "level is not kept up", ENT_PARAMETER_LAPSE, ENT_MOVE_LEVEL, -1, 1, 1,
     0, false},
    {ENT_OUTCOME_DEFENCE_BEGINS, "pact begins", ENT_PARAMETER_PACT, ENT_MOVE_TIES, 1, 0, 0, 0,
     true},
    {ENT_OUTCOME_DEFENCE_ENDS, "pact ends", ENT_PARAMETER_END, ENT_MOVE_TIES, 0, 0, 1, 0, false},
    {ENT_OUTCOME_OBLIGATION_BEGINS, "bond begins", ENT_PARAMETER_BOND, ENT_MOVE_TIES, 1, 0, 0, 0,
     true},
    {ENT_OUTCOME_OBLIGATION_ENDS, "bond ends", ENT_PARAMETER_UNBOND, ENT_MOVE_TIES, 0, 0, 1, 0,
     false},
    {ENT_OUTCOME_PEACE_RISES, "peace grows warmer", ENT_PARAMETER_WARMER, ENT_MOVE_PEACE, 1, 0, 1,
     -1, false},
    {ENT_OUTCOME_PEACE_AT_LEAST, "peace grows warmer", ENT_PARAMETER_WARMER, ENT_MOVE_PEACE, 1, 0,
     1, -1, false},
    {ENT_OUTCOME_PEACE_FALLS, "peace grows colder", ENT_PARAMETER_COLDER, ENT_MOVE_PEACE, -1, 0, 1,
     1, false},
    {ENT_OUTCOME_DISPUTE, "dispute of rivals", ENT_PARAMETER_DISPUTE, ENT_MOVE_PEACE, 0, 0, 0, 0,
     false}};

/* Pairs of which not both are permanent members have rates of levels of their own. */
static ent_parameter
rate_of(const recipe *r, const ent_why_before *before)
{
    return before->great || r->of != ENT_MOVE_LEVEL ? r->rate
           : r->rate == ENT_PARAMETER_UP            ? ENT_PARAMETER_UP_ONE
                                                    : ENT_PARAMETER_LAPSE_ONE;
}

static size_t
fill_terms(const recipe *r, const ent_drift *d, const double *parameters,
           const ent_why_before *before, ent_why_term *out)
{
    size_t count = 0;
    double level = before->level;

    out[count++] = (ent_why_term){r->move, "rate", parameters[rate_of(r, before)]};
    if (r->close) {
        out[count++] =
            (ent_why_term){r->move, "closeness", parameters[ENT_PARAMETER_CLOSE] * level};
    }
    if (r->common != 0) {
        out[count++] = (ent_why_term){r->move, "common pressure", r->common * d->pressure[r->of]};
        out[count++] = (ent_why_term){r->move, "wars with others", -r->common * d->burden[r->of]};
        out[count++] = (ent_why_term){r->move, "pull of interventions", r->common * d->pull};
    }
    if (r->of == ENT_MOVE_LEVEL) {
        out[count++] = (ent_why_term){r->move, "level reached",
                                      r->common > 0 ? before->footing.rise : before->footing.lapse};
        out[count++] =
            (ent_why_term){r->move, "old obligations",
                           before->allied ? r->common * parameters[ENT_PARAMETER_ALLIED] : 0};
    }
    if (r->enmity != 0) {
        out[count++] = (ent_why_term){r->move, "enmity", r->enmity * d->enmity};
    }
    if (r->loose != 0) {
        out[count++] = (ent_why_term){r->move, "upheavals", r->loose * d->loose};
    }
    if (r->strain != 0) {
        out[count++] = (ent_why_term){r->move, "force between the two", r->strain * d->strain};
    }
    return count;
}

size_t
ent_why_terms(ent_outcome_kind outcome, const ent_drift *drift, const double *parameters,
              const ent_why_before *before, ent_why_term out[ENT_WHY_TERMS])
{
    for (size_t i = 0; i < sizeof RECIPES / sizeof RECIPES[0]; i++) {
        if (RECIPES[i].kind == outcome) {
            return fill_terms(&RECIPES[i], drift, parameters, before, out);
        }
    }
    return 0;
}

/* 2. their path over the years */

/* Sums over the runs of a cell, of one term: in the scenario, and what it adds to the base. */
typedef struct followed {
    ent_cell own, added;
} followed;

typedef struct path {
    const ent_job      *job;
    const ent_scenario *scenario;
    followed           *sums;  /* [cell][outcome][year][term] */
    ent_why_term       *names; /* [outcome][term]; no move: there is none */
} path;

static size_t
slots_of(const path *p)
{
    return p->job->ground->scenario->outcome_count * p->job->ground->years * ENT_WHY_TERMS;
}

/* The terms of all outcomes in all years of one run. */
static void
follow(const path *p, const ent_course *course, ent_world *world, ent_why_before *befores,
       double *out)
{
    const ent_ground *g = course->ground;

    ent_world_copy(&g->worlds[course->variant], world);
    for (size_t year = 1; year < g->years; year++) {
        ent_course_intervene(course, world->year + 1, world);
        for (size_t i = 0; i < g->pair_count; i++) {
            befores[i] = ent_why_before_of(&world->pairs[i], course->parameters);
        }
        ent_world_step(world, course->parameters, course->key);
        for (size_t i = 0; i < g->scenario->outcome_count; i++) {
            size_t    pair = g->targets[i].pair, count;
            ent_drift drift =
                ent_world_drift(world, &world->pairs[pair], course->parameters, course->key);
            ent_why_term terms[ENT_WHY_TERMS];

            count = ent_why_terms(p->scenario->outcomes[i].kind, &drift, course->parameters,
                                  &befores[pair], terms);
            for (size_t k = 0; k < count; k++) {
                out[(i * g->years + year) * ENT_WHY_TERMS + k] = terms[k].value;
            }
        }
    }
}

static void
add(ent_cell *cell, double value)
{
    cell->sum += value;
    cell->squares += value * value;
}

/* What one cell works with, in one piece of memory. */
typedef struct desk {
    ent_world       world;
    ent_why_before *befores;
    double         *strengths, *own, *base;
} desk;

static void
follow_cell(const path *p, size_t cell, desk *d)
{
    const ent_job *job = p->job;
    size_t         slots = slots_of(p);
    followed      *to = p->sums + cell * slots;
    double         parameters[ENT_PARAMETERS];
    ent_course     course = {.ground = job->ground,
                             .interventions = p->scenario->interventions,
                             .omitted = SIZE_MAX,
                             .strengths = d->strengths,
                             .parameters = parameters,
                             .variant = ent_design_variant(&job->design, &job->levels, cell),
                             .draw = ent_design_row(&job->design, cell),
                             .key = {.seed = job->seed}};

    ent_job_draw(job, cell, parameters);
    ent_job_strengths(job, p->scenario, cell, d->strengths);
    for (size_t run = cell; run < job->design.runs; run += job->design.cells) {
        course.key.run = (uint32_t)run;
        course.count = p->scenario->intervention_count;
        follow(p, &course, &d->world, d->befores, d->own);
        course.count = p->scenario->root_interventions;
        follow(p, &course, &d->world, d->befores, d->base);
        for (size_t i = 0; i < slots; i++) {
            add(&to[i].own, d->own[i]);
            add(&to[i].added, d->own[i] - d->base[i]);
        }
    }
}

static ent_status
follow_block(ent_ctx *ctx, size_t block, void *data)
{
    const path    *p = data;
    const ent_job *job = p->job;
    size_t         slots = slots_of(p), cells = job->design.cells;
    desk           d = {.strengths = ent_alloc(p->scenario->intervention_count, sizeof(double)),
                        .befores = ent_alloc(job->ground->pair_count, sizeof(ent_why_before)),
                        .own = ent_alloc_zero(slots, sizeof(double)),
                        .base = ent_alloc_zero(slots, sizeof(double))};
    ent_status     status = ent_world_like(ctx, &job->ground->worlds[0], &d.world);

    if (status == ENT_OK &&
        (d.strengths == NULL || d.befores == NULL || d.own == NULL || d.base == NULL)) {
        status = ent_fail_nomem(ctx);
    }
    for (size_t cell = block * cells / job->blocks;
         cell < (block + 1) * cells / job->blocks && status == ENT_OK; cell++) {
        status = ent_check_cancelled(ctx);
        if (status == ENT_OK) {
            follow_cell(p, cell, &d);
        }
    }
    ent_free(d.strengths);
    ent_free(d.befores);
    ent_free(d.own);
    ent_free(d.base);
    ent_world_clear(&d.world);
    return status;
}

/* 3. without each intervention */

/* What one intervention changed of an outcome in the last year. */
typedef struct part {
    size_t index;
    double value, without, change, mc_se;
} part;

static int
compare_parts(const void *a, const void *b)
{
    const part *x = a, *y = b;

    if (fabs(x->change) != fabs(y->change)) {
        return fabs(x->change) > fabs(y->change) ? -1 : 1;
    }
    return x->index < y->index ? -1 : x->index > y->index;
}

static ent_spread
spread_of(const ent_job *job, const ent_arm *arm, size_t outcome, bool difference, ent_cell *cells,
          double *scratch)
{
    for (size_t i = 0; i < job->design.cells; i++) {
        const ent_tally *sum = ent_job_tally(job, arm, i, outcome, job->ground->years - 1);

        cells[i] = difference ? sum->difference : sum->own;
    }
    return ent_spread_of(&job->design, &job->levels, cells, scratch, -1, 1);
}

/* Fill the parts of the arms of one job. */
static void
note_arms(const ent_job *job, size_t first, size_t count, part *parts, ent_cell *cells,
          double *scratch)
{
    for (size_t i = 0; i < job->arm_count; i++) {
        size_t at = job->arms[i].omitted;

        for (size_t k = 0; k < job->ground->scenario->outcome_count; k++) {
            ent_spread own = spread_of(job, &job->arms[i], k, false, cells, scratch);
            ent_spread change = spread_of(job, &job->arms[i], k, true, cells, scratch);

            parts[k * count + at - first] =
                (part){at, own.mean - change.mean, own.mean, 0 - change.mean, change.mc_se};
        }
    }
}

/* Each intervention is left out once, as many at a time as fit into memory. */
static ent_status
leave_out(ent_ctx *ctx, ent_job *job, size_t first, part *parts, size_t count)
{
    size_t     cells = job->design.cells;
    size_t     most = ENT_JOB_LARGEST / ent_job_bytes(job->ground, job->design.runs) + 1;
    ent_arm   *arms = ent_alloc(count, sizeof *arms);
    ent_cell  *room = ent_alloc(cells, sizeof *room);
    double    *scratch = ent_alloc(cells, sizeof *scratch);
    ent_status status =
        arms != NULL && room != NULL && scratch != NULL ? ENT_OK : ent_fail_nomem(ctx);

    for (size_t done = 0; done < count && status == ENT_OK; done += job->arm_count) {
        job->arms = arms;
        job->arm_count = count - done < most ? count - done : most;
        for (size_t i = 0; i < job->arm_count; i++) {
            arms[i] = (ent_arm){.scenario = job->reference.scenario,
                                .count = job->reference.count,
                                .omitted = first + done + i};
        }
        status = ent_job_run(ctx, job, NULL);
        if (status == ENT_OK) {
            note_arms(job, first, count, parts, room, scratch);
        }
        ent_job_clear(job);
    }
    ent_free(arms);
    ent_free(room);
    ent_free(scratch);
    return status;
}

/* 4. the table */

static void
begin_row(ent_table *table, const ent_scenario *scenario, size_t outcome, int year,
          const char *kind, const char *what)
{
    ent_table_row(table);
    ent_table_text(table, SCENARIO, scenario->name);
    ent_table_text(table, OUTCOME, scenario->outcomes[outcome].name);
    ent_table_integer(table, YEAR, year);
    ent_table_text(table, KIND, kind);
    ent_table_text(table, WHAT, what);
}

static void
add_numbers(ent_table *table, double value, double without, double change, double mc_se)
{
    ent_table_number(table, VALUE, value);
    ent_table_number(table, WITHOUT, without);
    ent_table_number(table, CHANGE, change);
    ent_table_number(table, MC_SE, mc_se);
}

static void
add_term(ent_table *table, const path *p, size_t outcome, size_t year, size_t term, ent_cell *cells,
         double *scratch)
{
    const ent_job *job = p->job;
    size_t         slots = slots_of(p);
    size_t         slot = (outcome * job->ground->years + year) * ENT_WHY_TERMS + term;
    double         value = 0;
    char           what[80];
    ent_spread     added;

    for (size_t i = 0; i < job->design.cells; i++) {
        value += p->sums[i * slots + slot].own.sum / (double)job->design.runs;
        cells[i] = p->sums[i * slots + slot].added;
    }
    added = ent_spread_of(&job->design, &job->levels, cells, scratch, -INFINITY, INFINITY);
    (void)snprintf(what, sizeof what, "%s: %s", p->names[outcome * ENT_WHY_TERMS + term].move,
                   p->names[outcome * ENT_WHY_TERMS + term].name);
    begin_row(table, p->scenario, outcome, job->ground->worlds[0].year + (int)year, "effect", what);
    if (!isfinite(value)) {
        return; /* of a rate that is held fixed at 0 */
    }
    if (p->scenario->is_root) {
        add_numbers(table, value, NAN, NAN, NAN);
    } else {
        add_numbers(table, value, value - added.mean, added.mean,
                    isfinite(added.mc_se) ? added.mc_se : NAN);
    }
}

static void
name_terms(const ent_scenario *scenario, ent_why_term *names)
{
    static const double    PARAMETERS[ENT_PARAMETERS] = {0};
    static const ent_drift STILL = {0};
    const ent_why_before   before = {0};

    for (size_t i = 0; i < scenario->outcome_count; i++) {
        (void)ent_why_terms(scenario->outcomes[i].kind, &STILL, PARAMETERS, &before,
                            names + i * ENT_WHY_TERMS);
    }
}

static ent_status
add_path(ent_ctx *ctx, const ent_job *all, const ent_scenario *scenario, ent_table *table)
{
    ent_job    job = *all;
    size_t     outcomes = scenario->outcome_count, years = job.ground->years;
    path       p = {.job = &job, .scenario = scenario};
    ent_cell  *cells;
    double    *scratch;
    ent_status status = ENT_OK;

    job.design =
        ent_design_of(job.design.runs < PATH_RUNS ? job.design.runs : PATH_RUNS, job.design.cells);
    job.blocks = job.design.cells < ENT_JOB_MOST_BLOCKS ? job.design.cells : ENT_JOB_MOST_BLOCKS;
    p.sums = ent_alloc_zero(job.design.cells * slots_of(&p), sizeof *p.sums);
    p.names = ent_alloc_zero(outcomes * ENT_WHY_TERMS, sizeof *p.names);
    cells = ent_alloc(job.design.cells, sizeof *cells);
    scratch = ent_alloc(job.design.cells, sizeof *scratch);
    if (p.sums == NULL || p.names == NULL || cells == NULL || scratch == NULL) {
        status = ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        name_terms(scenario, p.names);
        status = ent_parallel_for(ctx, scenario->name, job.blocks, follow_block, &p);
    }
    for (size_t i = 0; i < outcomes && status == ENT_OK; i++) {
        for (size_t k = 0; k < ENT_WHY_TERMS && p.names[i * ENT_WHY_TERMS + k].move != NULL; k++) {
            for (size_t year = 1; year < years; year++) {
                add_term(table, &p, i, year, k, cells, scratch);
            }
        }
    }
    ent_free(p.sums);
    ent_free(p.names);
    ent_free(cells);
    ent_free(scratch);
    return status;
}

static ent_status
add_interventions(ent_ctx *ctx, ent_job *job, const ent_scenario *scenario, ent_table *table)
{
    size_t     first = scenario->is_root ? 0 : scenario->root_interventions;
    size_t     count = scenario->intervention_count - first;
    part      *parts = ent_alloc(scenario->outcome_count * count, sizeof *parts);
    int        year = job->ground->worlds[0].year + scenario->horizon;
    ent_status status =
        parts != NULL ? leave_out(ctx, job, first, parts, count) : ent_fail_nomem(ctx);

    for (size_t i = 0; i < scenario->outcome_count && status == ENT_OK && count > 0; i++) {
        qsort(parts + i * count, count, sizeof *parts, compare_parts);
        for (size_t k = 0; k < count; k++) {
            const part *found = &parts[i * count + k];

            begin_row(table, scenario, i, year, "intervention",
                      scenario->interventions[found->index].shown);
            ent_table_integer(table, RANK, (int64_t)k + 1);
            add_numbers(table, found->value, found->without, found->change, found->mc_se);
        }
    }
    ent_free(parts);
    return status;
}

static ent_status
explain(ent_ctx *ctx, const ent_record *record, const ent_scenario *scenario,
        const ent_run_options *options, ent_table *table)
{
    ent_ground ground = {0};
    ent_status status = ent_ground_estimate(ctx, record, scenario->base.to, &ground);
    uint64_t   runs = options->runs > 0 ? options->runs : scenario->runs;
    ent_job    job = {.ground = &ground, .seed = options->seed != 0 ? options->seed : 1};

    if (status == ENT_OK && (runs < 1 || runs > ENT_SCENARIO_MOST_RUNS)) {
        status = ent_fail(ctx, ENT_E_ARG, "%llu runs, expected 1 to %d", (unsigned long long)runs,
                          ENT_SCENARIO_MOST_RUNS);
    }
    if (status == ENT_OK) {
        status = ent_ground_prepare(ctx, record, &scenario, 1, &ground);
    }
    if (status == ENT_OK) {
        job.design = ent_job_design(&ground, runs);
        job.levels = (ent_levels){ground.windows, ground.variants, false};
        job.reference = (ent_arm){
            .scenario = scenario, .count = scenario->intervention_count, .omitted = SIZE_MAX};
        status = add_path(ctx, &job, scenario, table);
    }
    if (status == ENT_OK) {
        status = add_interventions(ctx, &job, scenario, table);
    }
    ent_ground_clear(&ground);
    return status == ENT_OK ? status
                            : ent_note(ctx, status, "while running scenario '%s'", scenario->name);
}

ent_status
ent_scenario_why(ent_ctx *ctx, const ent_record *record, ent_scenario *const *scenarios,
                 size_t count, const ent_run_options *options, ent_table **out)
{
    static const ent_run_options DEFAULTS = {0};
    ent_table                   *table;
    ent_status                   status = ent_table_create(ctx, COLUMN, COLUMNS, &table);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = ent_scenario_settle(ctx, record, scenarios[i]);
        if (status == ENT_OK) {
            status =
                explain(ctx, record, scenarios[i], options != NULL ? options : &DEFAULTS, table);
        }
    }
    if (status == ENT_OK) {
        status = ent_table_check(ctx, table);
    }
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}
