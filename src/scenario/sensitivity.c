/*
 * sensitivity.c - which inputs of a scenario matter for an outcome in its last year
 *
 *   1. inputs     2. the outcome as a function of them     3. the table
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "scenario/indices.h"
#include "scenario/job.h"

enum {
    PATHS = 20,      /* of the screening */
    ROWS = 512,      /* of the samples of the indices */
    RUNS = 16,       /* behind one value: chance is an input of its own */
    SHOCKS = 1 << 16 /* sets of runs that chance has to choose from */
};

/* An input that moves less than this share of what the first one moves is held at its middle. */
static const double NEGLIGIBLE = 0.01;

/* A rank that fewer resamples than this keep is not stable. */
static const double STABLE = 0.9;

enum {
    SCENARIO,
    OUTCOME,
    YEAR,
    RANK,
    INPUT,
    BASIS,
    MU_STAR,
    SIGMA,
    FIRST,
    FIRST_LO,
    FIRST_HI,
    TOTAL,
    TOTAL_LO,
    TOTAL_HI,
    MC_SE,
    IS_STABLE,
    COLUMNS
};

static const ent_column COLUMN[COLUMNS] = {
    {"scenario", ENT_COLUMN_TEXT},   {"outcome", ENT_COLUMN_TEXT},    {"year", ENT_COLUMN_INTEGER},
    {"rank", ENT_COLUMN_INTEGER},    {"input", ENT_COLUMN_TEXT},      {"basis", ENT_COLUMN_TEXT},
    {"mu_star", ENT_COLUMN_NUMBER},  {"sigma", ENT_COLUMN_NUMBER},    {"first", ENT_COLUMN_NUMBER},
    {"first_lo", ENT_COLUMN_NUMBER}, {"first_hi", ENT_COLUMN_NUMBER}, {"total", ENT_COLUMN_NUMBER},
    {"total_lo", ENT_COLUMN_NUMBER}, {"total_hi", ENT_COLUMN_NUMBER}, {"mc_se", ENT_COLUMN_NUMBER},
    {"stable", ENT_COLUMN_BOOLEAN}};

/* 1. inputs */

typedef enum input_kind { PARAMETER, SIZE, PERIOD, VARIANT, TIES, CHANCE } input_kind;

typedef struct input {
    input_kind  kind;
    size_t      index; /* of the parameter or intervention */
    const char *name, *basis;
} input;

typedef struct question {
    const ent_ground   *ground;
    const ent_scenario *scenario;
    size_t              outcome;
    uint64_t            seed;
    input              *inputs;
    size_t              count;
    size_t             *asked; /* those that are not held at their middle */
    size_t              asked_count;
} question;

static bool
is_drawn(const ent_intervention *change)
{
    return change->basis == ENT_BASIS_ASSUMED || change->sd > 0;
}

static void
name_inputs(question *q)
{
    const ent_ground   *g = q->ground;
    const ent_scenario *s = q->scenario;

    for (size_t i = 0; i < ENT_PARAMETERS; i++) {
        const ent_prior *prior = &g->rules[0].priors[i];

        if (prior->sd > 0 && !prior->held) {
            q->inputs[q->count++] =
                (input){PARAMETER, i, prior->name, ent_basis_name(prior->basis)};
        }
    }
    for (size_t i = 0; i < s->intervention_count; i++) {
        if (is_drawn(&s->interventions[i])) {
            q->inputs[q->count++] = (input){SIZE, i, s->interventions[i].shown,
                                            ent_basis_name(s->interventions[i].basis)};
        }
    }
    if (g->windows > 1) {
        q->inputs[q->count++] = (input){PERIOD, 0, "period of the record", NULL};
    }
    if (g->variants > 1) {
        q->inputs[q->count++] = (input){VARIANT, 0, "variant of the model", NULL};
    }
    if (g->formation != NULL) {
        q->inputs[q->count++] =
            (input){TIES, 0, "model of ties", ent_basis_name(ENT_BASIS_ESTIMATED)};
    }
    q->inputs[q->count++] = (input){CHANCE, 0, "shocks", NULL};
}

/* 2. the outcome as a function of them */

/* The x with a probability of p below it, of the standard normal, from -9 to 9: the approximation
 * 26.2.22 of Abramowitz and Stegun (1964), and three steps of Halley from there. */
static double
normal_quantile(double p)
{
    double tail = p < 0.5 ? p : 1 - p, t = sqrt(-2 * log(fmax(tail, 1e-19)));
    double x = (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + t * 0.04481)) - t;

    for (int i = 0; i < 3; i++) {
        double density = exp(-x * x / 2) / 2.50662827463100050242;
        double off = (erfc(-x / 1.41421356237309504880) / 2 - tail) / density;

        x -= off / (1 + x * off / 2);
    }
    x = fmax(x, -9);
    return p < 0.5 ? x : -x;
}

static size_t
choose(double u, size_t count)
{
    size_t at = (size_t)(u * (double)count);

    return at < count ? at : count - 1;
}

/* What a point means: where the rates are from, before what is drawn around them. */
typedef struct meaning {
    size_t   window, variant, draw;
    uint32_t first_run;
    double   parameters[ENT_PARAMETERS];
    double  *strengths;
} meaning;

static void
read_choices(const question *q, const double *values, meaning *out)
{
    for (size_t i = 0; i < q->count; i++) {
        if (q->inputs[i].kind == PERIOD) {
            out->window = choose(values[i], q->ground->windows);
        } else if (q->inputs[i].kind == VARIANT) {
            out->variant = choose(values[i], q->ground->variants);
        } else if (q->inputs[i].kind == TIES) {
            out->draw = choose(values[i], ENT_FORMATION_DRAWS);
        } else if (q->inputs[i].kind == CHANCE) {
            out->first_run = (uint32_t)(choose(values[i], SHOCKS) * RUNS);
        }
    }
}

static void
read_sizes(const question *q, const double *values, meaning *out)
{
    const ent_scenario *s = q->scenario;

    for (size_t i = 0; i < ENT_PARAMETERS; i++) {
        out->parameters[i] = q->ground->rules[out->window].priors[i].mean;
    }
    for (size_t i = 0; i < s->intervention_count; i++) {
        out->strengths[i] = s->interventions[i].size;
    }
    for (size_t i = 0; i < q->count; i++) {
        size_t at = q->inputs[i].index;

        if (q->inputs[i].kind == PARAMETER) {
            out->parameters[at] +=
                q->ground->rules[out->window].priors[at].sd * normal_quantile(values[i]);
        } else if (q->inputs[i].kind == SIZE && s->interventions[at].basis == ENT_BASIS_ASSUMED) {
            out->strengths[at] = 2 * s->interventions[at].size * values[i];
        } else if (q->inputs[i].kind == SIZE) {
            out->strengths[at] += s->interventions[at].sd * normal_quantile(values[i]);
        }
    }
    ent_rule_settle(&q->ground->rules[out->window], out->parameters);
}

typedef struct asking {
    const question *question;
    double          sum;
} asking;

static ent_status
note_last(ent_ctx *ctx, void *user, size_t year, const ent_world *world)
{
    asking    *a = user;
    double     value = 0;
    ent_status status = ENT_OK;

    if (year + 1 == a->question->ground->years) {
        status = ent_ground_value(ctx, a->question->ground, a->question->outcome, world, &value);
    }
    a->sum += value;
    return status;
}

static ent_status
answer(ent_ctx *ctx, const question *q, const meaning *m, ent_world *world, double *out)
{
    ent_status status = ENT_OK;
    asking     a = {q, 0};
    ent_course course = {.ground = q->ground,
                         .interventions = q->scenario->interventions,
                         .count = q->scenario->intervention_count,
                         .omitted = SIZE_MAX,
                         .strengths = m->strengths,
                         .parameters = m->parameters,
                         .variant = m->variant,
                         .draw = m->draw,
                         .key = {.seed = q->seed}};

    for (uint32_t run = 0; run < RUNS && status == ENT_OK; run++) {
        course.key.run = m->first_run + run;
        status = ent_course_run(ctx, &course, world, note_last, &a);
    }
    *out = a.sum / RUNS;
    return status;
}

/* A point is of the inputs that are asked; the others are in their middle. */
static ent_status
answer_point(ent_ctx *ctx, const question *q, const double *point, double *values, meaning *m,
             ent_world *world, double *out)
{
    m->window = m->variant = m->draw = 0;
    for (size_t i = 0; i < q->count; i++) {
        values[i] = 0.5;
    }
    for (size_t i = 0; i < q->asked_count; i++) {
        values[q->asked[i]] = point[i];
    }
    read_choices(q, values, m);
    read_sizes(q, values, m);
    return answer(ctx, q, m, world, out);
}

static ent_status
respond(ent_ctx *ctx, const void *data, const double *points, size_t count, double *out)
{
    const question *q = data;
    ent_world       world = {0};
    double         *values = ent_alloc(q->count, sizeof *values);
    meaning         m = {.strengths = ent_alloc(q->scenario->intervention_count, sizeof(double))};
    ent_status      status = ent_world_like(ctx, &q->ground->worlds[0], &world);

    if (status == ENT_OK && (values == NULL || m.strengths == NULL)) {
        status = ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = answer_point(ctx, q, points + i * q->asked_count, values, &m, &world, &out[i]);
        if (status == ENT_OK) {
            status = ent_check_cancelled(ctx);
        }
    }
    ent_free(values);
    ent_free(m.strengths);
    ent_world_clear(&world);
    return status;
}

/* 3. the table */

static void
add_row(ent_table *table, const question *q, size_t at, const ent_screening *screened,
        const ent_index *index)
{
    const input *in = &q->inputs[at];

    ent_table_row(table);
    ent_table_text(table, SCENARIO, q->scenario->name);
    ent_table_text(table, OUTCOME, q->scenario->outcomes[q->outcome].name);
    ent_table_integer(table, YEAR, q->ground->worlds[0].year + q->scenario->horizon);
    ent_table_text(table, INPUT, in->name);
    ent_table_text(table, BASIS, in->basis);
    ent_table_number(table, MU_STAR, screened->mu_star);
    ent_table_number(table, SIGMA, screened->sigma);
    if (index == NULL) {
        return;
    }
    ent_table_integer(table, RANK, (int64_t)index->rank);
    ent_table_number(table, FIRST, index->first);
    ent_table_number(table, FIRST_LO, index->first_lo);
    ent_table_number(table, FIRST_HI, index->first_hi);
    ent_table_number(table, TOTAL, index->total);
    ent_table_number(table, TOTAL_LO, index->total_lo);
    ent_table_number(table, TOTAL_HI, index->total_hi);
    ent_table_number(table, MC_SE, index->total_se);
    ent_table_boolean(table, IS_STABLE, index->kept_rank >= STABLE);
}

static void
say_what_is_not_stable(ent_ctx *ctx, const question *q, const ent_index *indices, size_t rows)
{
    size_t unstable = 0;
    double error = 0;

    for (size_t i = 0; i < q->asked_count; i++) {
        unstable += indices[i].kept_rank < STABLE && indices[i].total > NEGLIGIBLE;
        error = indices[i].total_se > error ? indices[i].total_se : error;
    }
    if (unstable > 0) {
        ent_say(ctx, ENT_WARNING,
                "%s: the order of the inputs is not stable: %zu of %zu have another rank in more "
                "than a tenth of the resamples, the Monte Carlo error is up to %d %%; take more "
                "than %zu rows",
                q->scenario->name, unstable, q->asked_count, (int)ceil(100 * error), rows);
    }
}

/* Those that the screening keeps: what does nothing at all needs no index to be known as 0. */
static void
keep_movers(question *q, const ent_screening *screened)
{
    double most = 0;

    for (size_t i = 0; i < q->count; i++) {
        most = screened[i].mu_star > most ? screened[i].mu_star : most;
    }
    q->asked_count = 0;
    for (size_t i = 0; i < q->count && most > 0; i++) {
        if (screened[i].mu_star >= NEGLIGIBLE * most) {
            q->asked[q->asked_count++] = i;
        }
    }
}

/* The kept inputs by rank, then the others. */
static void
add_rows(ent_table *table, const question *q, const ent_screening *screened,
         const ent_index *indices)
{
    static const ent_index NOTHING = {.kept_rank = 1};

    for (size_t rank = 1; rank <= q->asked_count; rank++) {
        for (size_t i = 0; i < q->asked_count; i++) {
            if (indices[i].rank == rank) {
                add_row(table, q, q->asked[i], &screened[q->asked[i]], &indices[i]);
            }
        }
    }
    for (size_t i = 0; i < q->count; i++) {
        bool asked = false;

        for (size_t k = 0; k < q->asked_count; k++) {
            asked = asked || q->asked[k] == i;
        }
        if (!asked && screened[i].mu_star == 0 && q->asked_count > 0) {
            ent_index nothing = NOTHING;

            nothing.rank = q->asked_count + 1;
            add_row(table, q, i, &screened[i], &nothing);
        } else if (!asked) {
            add_row(table, q, i, &screened[i], NULL);
        }
    }
}

static ent_status
ask(ent_ctx *ctx, question *q, size_t rows, ent_table *table)
{
    ent_screening *screened = ent_alloc(q->count, sizeof *screened);
    ent_index     *indices = ent_alloc(q->count, sizeof *indices);
    ent_status     status = screened != NULL && indices != NULL ? ENT_OK : ent_fail_nomem(ctx);

    for (size_t i = 0; i < q->count; i++) {
        q->asked[i] = i;
    }
    q->asked_count = q->count;
    if (status == ENT_OK) {
        status = ent_indices_screen(ctx, respond, q, q->count, PATHS, q->seed, screened);
    }
    if (status == ENT_OK) {
        keep_movers(q, screened);
    }
    if (status == ENT_OK && q->asked_count > 0) {
        status = ent_indices_sobol(ctx, respond, q, q->asked_count, rows, q->seed, indices);
    }
    if (status == ENT_OK) {
        add_rows(table, q, screened, indices);
        say_what_is_not_stable(ctx, q, indices, rows);
    }
    ent_free(screened);
    ent_free(indices);
    return status;
}

static ent_status
find_outcome(ent_ctx *ctx, const ent_scenario *scenario, const char *name, size_t *out)
{
    char   known[256] = "";
    size_t used = 0;

    for (size_t i = 0; i < scenario->outcome_count; i++) {
        if (strcmp(scenario->outcomes[i].name, name) == 0) {
            *out = i;
            return ENT_OK;
        }
        if (used < sizeof known) {
            used += (size_t)snprintf(known + used, sizeof known - used, "%s'%.60s'",
                                     i > 0 ? ", " : "", scenario->outcomes[i].name);
        }
    }
    return ent_fail(ctx, ENT_E_NOTFOUND, "scenario '%s' has no outcome '%.60s', it has %s",
                    scenario->name, name, known);
}

static ent_status
ask_scenario(ent_ctx *ctx, const ent_record *record, const ent_scenario *scenario,
             const char *outcome, const ent_run_options *options, ent_table *table)
{
    ent_ground ground = {0};
    size_t     most = ENT_PARAMETERS + scenario->intervention_count + 4;
    question   q = {.ground = &ground,
                    .scenario = scenario,
                    .seed = options->seed != 0 ? options->seed : 1,
                    .inputs = ent_alloc(most, sizeof(input)),
                    .asked = ent_alloc(most, sizeof(size_t))};
    ent_status status = q.inputs != NULL && q.asked != NULL ? ENT_OK : ent_fail_nomem(ctx);

    if (status == ENT_OK) {
        status = find_outcome(ctx, scenario, outcome, &q.outcome);
    }
    if (status == ENT_OK) {
        status = ent_ground_estimate(ctx, record, scenario->base.to, &ground);
    }
    if (status == ENT_OK) {
        status = ent_ground_prepare(ctx, record, &scenario, 1, &ground);
    }
    if (status == ENT_OK) {
        name_inputs(&q);
        status = ask(ctx, &q, options->runs > 0 ? (size_t)options->runs : ROWS, table);
    }
    ent_ground_clear(&ground);
    ent_free(q.inputs);
    ent_free(q.asked);
    return status == ENT_OK
               ? status
               : ent_note(ctx, status, "while asking what moves scenario '%s'", scenario->name);
}

ent_status
ent_scenario_sensitivity(ent_ctx *ctx, const ent_record *record, ent_scenario *const *scenarios,
                         size_t count, const char *outcome, const ent_run_options *options,
                         ent_table **out)
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
            status = ask_scenario(ctx, record, scenarios[i], outcome,
                                  options != NULL ? options : &DEFAULTS, table);
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
