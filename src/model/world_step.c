/*
 * world_step.c - a year of the rule: shocks are drawn, pairs follow with their probabilities
 *
 *   1. shocks     2. a pair     3. the step
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "model/world.h"

static double
logistic(double x)
{
    return 1 / (1 + exp(-x));
}

/* 1. shocks */

/* The printed ids are for life, so that a dyad has one number in every scenario. */
uint32_t
ent_world_unit(const ent_world *world, size_t a, size_t b)
{
    uint32_t x = world->states[a], y = world->states[b];

    return x < y ? x << 16 | y : y << 16 | x;
}

/* Of two numbers for a pair the first is that of the state with the smaller printed id. */
static void
punish(const ent_world *world, size_t i, size_t j, double probability, ent_key key)
{
    bool   in_order = world->states[i] < world->states[j];
    double draws[2];

    key.process = ENT_PROCESS_SANCTION;
    ent_random_pair(&key, 0, draws);
    ent_world_tension(world, (int)i, (int)j)->sanctions += draws[!in_order] < probability;
    ent_world_tension(world, (int)j, (int)i)->sanctions += draws[in_order] < probability;
}

/* A dispute may begin; the two have it in memory from then on. */
static void
dispute(ent_world *world, size_t i, size_t j, double probability, ent_key key)
{
    ent_tension *there = ent_world_tension(world, (int)i, (int)j);
    ent_tension *back = ent_world_tension(world, (int)j, (int)i);

    there->dispute += (1 - there->dispute) * probability;
    back->dispute = there->dispute;
    key.process = ENT_PROCESS_DISPUTE;
    if (ent_random_uniform(&key, 0) < probability) {
        there->force = back->force = 1;
        there->force_until = back->force_until = (int16_t)(world->year + ENT_WORLD_MEMORY - 1);
    }
}

static void
step_rivals(ent_world *world, const double *parameters, ent_key key)
{
    double force = logistic(parameters[ENT_PARAMETER_DISPUTE]);
    double sanction = logistic(parameters[ENT_PARAMETER_SANCTION]);

    for (size_t i = 0; i < world->state_count; i++) {
        for (size_t j = i + 1; j < world->state_count; j++) {
            if ((double)ent_world_tension(world, (int)i, (int)j)->rivalry < 0.5) {
                continue;
            }
            key.unit = ent_world_unit(world, i, j);
            dispute(world, i, j, force, key);
            if (sanction > 0) {
                punish(world, i, j, sanction, key);
            }
        }
    }
}

/* Others than rivals: only where an outcome counts the pair, whatever else is followed. */
static void
step_others(ent_world *world, double probability, ent_key key)
{
    for (size_t i = 0; i < world->clashing && probability > 0; i++) {
        size_t a = world->pairs[i].a, b = world->pairs[i].b;

        if ((double)ent_world_tension(world, (int)a, (int)b)->rivalry < 0.5) {
            key.unit = ent_world_unit(world, a, b);
            dispute(world, a, b, probability, key);
        }
    }
}

static bool
happens(const ent_world *world, size_t state, ent_process process, double log_odds, ent_key key)
{
    double probability = logistic(log_odds);

    key.process = process;
    key.unit = world->states[state];
    return probability > 0 && ent_random_uniform(&key, 0) < probability;
}

bool
ent_world_leader_goes(const ent_world *world, size_t state, const double *parameters, ent_key key)
{
    key.step = (uint32_t)world->year;
    return happens(world, state, ENT_PROCESS_LEADER, parameters[ENT_PARAMETER_LEADER], key);
}

bool
ent_world_regime_changes(const ent_world *world, size_t state, const double *parameters,
                         ent_key key)
{
    key.step = (uint32_t)world->year;
    return happens(world, state, ENT_PROCESS_REGIME, parameters[ENT_PARAMETER_REGIME], key);
}

/* How many upheavals a state has in a year: a leader who goes, a regime that changes. */
static double
upheavals(const ent_world *world, size_t state, const double *parameters, ent_key key)
{
    return world->unrest[state] + (ent_world_leader_goes(world, state, parameters, key) ||
                                   ent_world_regime_changes(world, state, parameters, key));
}

/*
 * The rates of the record hold for years with and without upheavals: what is added to their
 * log-odds is taken from what an average year has.
 */
static double
loosening(const ent_world *world, const ent_pair *pair, const double *parameters, ent_key key)
{
    double calm = (1 - logistic(parameters[ENT_PARAMETER_LEADER])) *
                  (1 - logistic(parameters[ENT_PARAMETER_REGIME]));
    double both =
        upheavals(world, pair->a, parameters, key) + upheavals(world, pair->b, parameters, key);

    return parameters[ENT_PARAMETER_LOOSE] * (both - 2 * (1 - calm));
}

/* 2. a pair */

/* The two exclude each other. */
static void
exclude(double *rise, double *fall)
{
    if (*rise + *fall > 1) {
        *rise /= *rise + *fall;
        *fall = 1 - *rise;
    }
}

/* One year of a chain whose state moves by one or stays. */
static void
move_chain(double *chance, int count, double up, double down)
{
    double after[ENT_LEVELS] = {0};

    for (int at = 0; at < count; at++) {
        double rise = at < count - 1 ? up : 0, fall = at > 0 ? down : 0;

        exclude(&rise, &fall);
        after[at] += chance[at] * (1 - rise - fall);
        if (rise > 0) {
            after[at + 1] += chance[at] * rise;
        }
        if (fall > 0) {
            after[at - 1] += chance[at] * fall;
        }
    }
    memcpy(chance, after, (size_t)count * sizeof *chance);
}

static void
move_levels(ent_pair *pair, const double *parameters, const ent_drift *d)
{
    double up = logistic(parameters[ENT_PARAMETER_UP] + d->common - d->enmity + d->loose);
    double down = logistic(parameters[ENT_PARAMETER_DOWN] - d->common + d->enmity + d->loose);

    for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
        move_chain(pair->chance[pact], ENT_LEVELS, up, down);
    }
}

/* Obligations begin at a rate that depends on the level, and end at one that does not. */
static void
move_pacts(ent_pair *pair, const double *parameters, const ent_drift *d)
{
    double after[ENT_PACTS][ENT_LEVELS] = {{0}};
    double end = logistic(parameters[ENT_PARAMETER_END] + d->loose);

    for (int level = 0; level < ENT_LEVELS; level++) {
        double begin = logistic(parameters[ENT_PARAMETER_PACT] +
                                parameters[ENT_PARAMETER_CLOSE] * (level - 4) + d->common);

        for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
            bool   held = (pact & ENT_PACT_HOLDS) != 0;
            double change = held ? end : begin;

            after[pact][level] += pair->chance[pact][level] * (1 - change);
            after[ent_pact_after(pact, !held)][level] += pair->chance[pact][level] * change;
        }
    }
    memcpy(pair->chance, after, sizeof after);
}

/* Short of defence one obligation can follow another; none ends in the year of a new one. */
static void
move_bonds(ent_pair *pair, const double *parameters, const ent_drift *d)
{
    double after[ENT_PACTS] = {0};
    double begin = logistic(parameters[ENT_PARAMETER_BOND] + d->common);
    double end = logistic(parameters[ENT_PARAMETER_UNBOND] + d->loose);

    for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
        bool   held = (pact & ENT_PACT_HOLDS) != 0;
        double ends = held ? end * (1 - begin) : 0;

        after[pact] += pair->bond[pact] * (1 - begin - ends);
        after[ent_pact_after(pact, false)] += pair->bond[pact] * ends;
        after[pact | ENT_PACT_HOLDS | ENT_PACT_BEGAN] += pair->bond[pact] * begin;
    }
    memcpy(pair->bond, after, sizeof after);
}

static void
move_peace(ent_pair *pair, const double *parameters, const ent_drift *d)
{
    move_chain(pair->peace, ENT_GRADES,
               logistic(parameters[ENT_PARAMETER_WARMER] + d->common - d->strain + d->loose),
               logistic(parameters[ENT_PARAMETER_COLDER] - d->common + d->strain + d->loose));
}

ent_drift
ent_world_drift(const ent_world *world, const ent_pair *pair, const double *parameters, ent_key key)
{
    bool      hostile = ent_world_adversaries(world, pair->a, pair->b);
    ent_drift d = {.pressure = parameters[ENT_PARAMETER_COMMON] *
                               ent_world_common_pressure(world, pair->a, pair->b),
                   .pull = pair->pull,
                   .enmity = hostile ? parameters[ENT_PARAMETER_ENMITY] : 0,
                   .strain =
                       parameters[ENT_PARAMETER_STRAIN] * ent_world_force(world, pair->a, pair->b)};

    key.step = (uint32_t)world->year;
    d.loose = loosening(world, pair, parameters, key);
    d.common = d.pressure + d.pull;
    return d;
}

static void
step_pair(const ent_world *world, ent_pair *pair, const double *parameters, ent_key key)
{
    ent_drift d = ent_world_drift(world, pair, parameters, key);

    move_levels(pair, parameters, &d);
    move_pacts(pair, parameters, &d);
    move_bonds(pair, parameters, &d);
    move_peace(pair, parameters, &d);
    if (world->draws_signs) {
        key.process = ENT_PROCESS_SIGN;
        key.unit = ent_world_unit(world, pair->a, pair->b);
        pair->draw = ent_random_uniform(&key, 0);
    }
}

/* 3. the step */

void
ent_world_shock(ent_world *world, const double parameters[ENT_PARAMETERS], ent_key key)
{
    world->year++;
    key.step = (uint32_t)world->year;
    world->sway += exp(2 * parameters[ENT_PARAMETER_SWAY]);
    step_rivals(world, parameters, key);
    step_others(world, logistic(parameters[ENT_PARAMETER_CLASH]), key);
}

void
ent_world_follow(ent_world *world, const double parameters[ENT_PARAMETERS], ent_key key)
{
    key.step = (uint32_t)world->year;
    for (size_t i = 0; i < world->pair_count; i++) {
        step_pair(world, &world->pairs[i], parameters, key);
    }
}

void
ent_world_step(ent_world *world, const double parameters[ENT_PARAMETERS], ent_key key)
{
    ent_world_shock(world, parameters, key);
    ent_world_follow(world, parameters, key);
}
