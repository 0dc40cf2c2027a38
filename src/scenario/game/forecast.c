/*
 * forecast.c - ensembles from where a game stands: the next year of each pair, and the
 * outcomes of the scenario
 *
 *   1. worlds     2. what the next year may bring     3. an ensemble     4. both
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "scenario/game/game.h"
#include "scenario/job.h"

/* 1. worlds: each variant weighs the states in its own way, and as much more or less as the game */

static ent_status
move_world(ent_ctx *ctx, ent_game *game, const double *at_base, ent_world *variant)
{
    const ent_world *now = &game->world;
    size_t           n = now->state_count;
    bool             weaker = variant->weaker;
    double          *own = ent_arena_alloc(&game->arena, n, sizeof *own);

    if (own == NULL) {
        return ent_fail_nomem(ctx);
    }
    memcpy(own, variant->weights, n * sizeof *own);
    ent_world_copy(now, variant);
    variant->weaker = weaker;
    variant->began = own;
    for (size_t i = 0; i < n; i++) {
        variant->weights[i] = at_base[i] > 0 ? own[i] * (now->weights[i] / at_base[i]) : own[i];
    }
    return ENT_OK;
}

static ent_status
move_worlds(ent_ctx *ctx, ent_game *game)
{
    ent_ground *g = &game->ground;
    size_t      n = game->world.state_count;
    double     *at_base = ent_arena_alloc(&game->arena, n, sizeof *at_base);
    ent_status  status = at_base != NULL ? ENT_OK : ent_fail_nomem(ctx);

    if (status == ENT_OK) {
        memcpy(at_base, g->worlds[0].weights, n * sizeof *at_base);
        game->world.began = at_base;
    }
    for (size_t i = 0; i < g->variants && status == ENT_OK && g->formation != NULL; i++) {
        status = ent_world_like(ctx, &g->worlds[i], &game->began[i]);
        if (status == ENT_OK) {
            ent_world_copy(&g->worlds[i], &game->began[i]);
            g->formed = game->began;
        }
    }
    for (size_t i = 0; i < g->variants && status == ENT_OK; i++) {
        status = move_world(ctx, game, at_base, &g->worlds[i]);
    }
    return status;
}

/* 2. what the next year may bring */

enum { MOST_STEPS = 9 /* of a pair */ };

/* Nothing has begun or ended yet, and peace is measured from the grade that it has. */
static void
begin_anew(ent_pair *pair)
{
    ent_standing at = ent_game_standing(pair);

    ent_pair_begin(pair, (int)at.level, (at.pact & ENT_PACT_HOLDS) != 0);
    memset(pair->bond, 0, sizeof pair->bond);
    pair->bond[at.bond & ENT_PACT_HOLDS] = 1;
    pair->grade = (uint8_t)at.grade;
    ent_pair_set_grade(pair, (int)at.grade);
}

/* The steps that a pair can take, as outcomes. */
static size_t
steps_of(const ent_world *world, size_t index, ent_outcome out[MOST_STEPS])
{
    const ent_pair *pair = &world->pairs[index];
    ent_standing    at = ent_game_standing(pair);
    bool            pact = (at.pact & ENT_PACT_HOLDS) != 0, bond = (at.bond & ENT_PACT_HOLDS) != 0;
    bool            rivals = (double)ent_world_tension(world, pair->a, pair->b)->rivalry >= 0.5;
    size_t          count = 0;
    const struct {
        bool        possible;
        ent_outcome outcome;
    } STEPS[MOST_STEPS] = {
        {at.level + 1 < ENT_LEVELS,
         {.name = "level rises", .kind = ENT_OUTCOME_LEVEL_AT_LEAST, .level = (int)at.level + 1}},
        {at.level > 0,
         {.name = "level falls", .kind = ENT_OUTCOME_LEVEL_BELOW, .level = (int)at.level}},
        {!pact, {.name = "defence pact begins", .kind = ENT_OUTCOME_DEFENCE_BEGINS}},
        {pact, {.name = "defence pact ends", .kind = ENT_OUTCOME_DEFENCE_ENDS}},
        {true, {.name = "obligation begins", .kind = ENT_OUTCOME_OBLIGATION_BEGINS}},
        {pact || bond, {.name = "obligation ends", .kind = ENT_OUTCOME_OBLIGATION_ENDS}},
        {at.grade + 1 < ENT_GRADES, {.name = "peace warmer", .kind = ENT_OUTCOME_PEACE_RISES}},
        {at.grade > 0, {.name = "peace colder", .kind = ENT_OUTCOME_PEACE_FALLS}},
        {rivals || index < world->clashing, {.name = "dispute", .kind = ENT_OUTCOME_DISPUTE}}};

    for (size_t i = 0; i < MOST_STEPS; i++) {
        if (STEPS[i].possible) {
            out[count] = STEPS[i].outcome;
            out[count].a = world->states[pair->a];
            out[count++].b = world->states[pair->b];
        }
    }
    return count;
}

/* Outcomes and targets of all pairs in a ground of one year. */
static ent_status
aim_steps(ent_ctx *ctx, ent_game *game, ent_ground *out)
{
    const ent_world *world = &out->worlds[0];
    size_t           most = (world->pair_count + 1) * MOST_STEPS, count = 0;
    ent_outcome     *outcomes = ent_arena_alloc(&game->arena, most, sizeof *outcomes);
    ent_target      *targets = ent_arena_alloc(&game->arena, most, sizeof *targets);

    if (outcomes == NULL || targets == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < world->pair_count; i++) {
        size_t more = steps_of(world, i, outcomes + count);

        for (size_t k = 0; k < more; k++) {
            targets[count++] =
                (ent_target){.pair = i, .a = world->pairs[i].a, .b = world->pairs[i].b, .c = -1};
        }
    }
    game->step = *game->scenario;
    game->step.outcomes = outcomes;
    game->step.outcome_count = count;
    out->scenario = &game->step;
    out->targets = targets;
    return ENT_OK;
}

/* The worlds of a ground again, as they begin the next year. */
static ent_status
make_step(ent_ctx *ctx, ent_game *game, ent_ground *out)
{
    ent_status status = ENT_OK;

    *out = game->ground;
    memset(out->worlds, 0, sizeof out->worlds);
    out->years = 2;
    for (size_t i = 0; i < out->variants && status == ENT_OK; i++) {
        ent_world *world = &out->worlds[i];

        status = ent_world_like(ctx, &game->ground.worlds[i], world);
        if (status != ENT_OK) {
            return status;
        }
        ent_world_copy(&game->ground.worlds[i], world);
        for (size_t k = 0; k < world->pair_count; k++) {
            begin_anew(&world->pairs[k]);
        }
        for (size_t k = 0; k < world->state_count * world->state_count; k++) {
            world->tensions[k].dispute = 0;
        }
    }
    return status == ENT_OK ? aim_steps(ctx, game, out) : status;
}

/* 3. an ensemble */

static ent_status
run(ent_ctx *ctx, const ent_game *game, const ent_ground *ground, uint64_t runs, ent_ensemble *out)
{
    ent_arm    arm = {.scenario = ground->scenario,
                      .count = ground->scenario->intervention_count,
                      .omitted = SIZE_MAX,
                      .is_reference = true};
    ent_job    job = {.ground = ground,
                      .seed = game->seed,
                      .design = ent_job_design(ground, runs),
                      .levels = {ground->windows, ground->variants, false},
                      .reference = arm,
                      .arms = &arm,
                      .arm_count = 1};
    ent_status status = ent_job_run(ctx, &job, NULL);

    if (status == ENT_OK) {
        status = ent_job_summarise(ctx, &job, &arm, out);
    }
    ent_job_clear(&job);
    return status;
}

/* 4. both */

static ent_status
look_a_year_ahead(ent_ctx *ctx, ent_game *game, uint64_t runs)
{
    ent_ground step;
    ent_status status = make_step(ctx, game, &step);

    if (status == ENT_OK) {
        status = run(ctx, game, &step, runs, &game->next);
    }
    for (size_t i = 0; i < ENT_GROUND_VARIANTS; i++) {
        ent_world_clear(&step.worlds[i]);
    }
    return status;
}

ent_status
ent_game_forecast(ent_ctx *ctx, ent_game *game, uint64_t runs)
{
    ent_status status;

    runs = runs > 0 ? runs : game->scenario->runs;
    if (runs > ENT_SCENARIO_MOST_RUNS) {
        return ent_fail(ctx, ENT_E_ARG, "%llu runs, expected 1 to %d", (unsigned long long)runs,
                        ENT_SCENARIO_MOST_RUNS);
    }
    if (game->forecast > 0 || game->year >= game->last) {
        return ENT_OK; /* once is enough; what is over has nothing ahead */
    }
    status = move_worlds(ctx, game);
    game->ground.years = (size_t)(game->last - game->year) + 1;
    if (status == ENT_OK) {
        status = look_a_year_ahead(ctx, game, runs);
    }
    if (status == ENT_OK) {
        status = run(ctx, game, &game->ground, runs, &game->rest);
    }
    game->forecast = status == ENT_OK ? runs : 0;
    return status;
}
