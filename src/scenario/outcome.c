/*
 * outcome.c - what is counted: its probability in the world of a run
 *
 *   1. networks: frustration, blocs     2. the value of each kind     3. what it rests on
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/outcome.h"

#include <math.h>

#include "base/context.h"
#include "model/landscape/landscape.h"

/* 1. networks: frustration, blocs */

static int
sign_of(const ent_world *world, int a, int b)
{
    return ent_world_adversaries(world, a, b) ? -1 : 1;
}

int
ent_frustration_of(size_t n, const signed char *signs)
{
    int least = (int)(n * n);

    for (unsigned side = 0; side < 1U << (n > 0 ? n - 1 : 0); side++) {
        int frustrated = 0;

        for (size_t i = 0; i < n; i++) {
            for (size_t j = i + 1; j < n; j++) {
                bool together = (side >> i & 1) == (side >> j & 1);

                frustrated += signs[i * n + j] == (together ? -1 : 1);
            }
        }
        least = frustrated < least ? frustrated : least;
    }
    return least;
}

/* Friends are bound to defend each other, or work together at level 4 and more. */
static double
friendship(const ent_pair *pair)
{
    double high = ent_pair_share(pair, 0, 4);
    double bound = ent_pair_share(pair, ENT_PACT_HOLDS, 0);
    double both = ent_pair_share(pair, ENT_PACT_HOLDS, 4);

    return high + bound - both;
}

/* Adversaries are at enmity; whether two others are friends is drawn for the year. */
static signed char
drawn_sign(const ent_world *world, ent_state a, ent_state b)
{
    const ent_pair *pair = ent_world_pair(world, a, b);

    if (ent_world_adversaries(world, ent_world_find(world, a), ent_world_find(world, b))) {
        return -1;
    }
    return pair != NULL && pair->draw < friendship(pair) ? 1 : 0;
}

size_t
ent_outcome_states(const ent_outcome *o, ent_state out[ENT_OUTCOME_MOST_STATES])
{
    size_t count = 2;

    out[0] = o->a;
    out[1] = o->b;
    for (size_t i = 0; i < o->with_count && count < ENT_OUTCOME_MOST_STATES; i++) {
        out[count++] = o->with[i];
    }
    return count;
}

static double
is_frustrated(const ent_outcome *o, const ent_world *world)
{
    ent_state   states[ENT_OUTCOME_MOST_STATES];
    signed char signs[ENT_OUTCOME_MOST_STATES * ENT_OUTCOME_MOST_STATES] = {0};
    size_t      n = ent_outcome_states(o, states);

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            signs[i * n + j] = drawn_sign(world, states[i], states[j]);
        }
    }
    return ent_frustration_of(n, signs) >= o->level;
}

/* The rule of entente-landscape(7) in a world; whether two are bound is drawn for the year. */
static double
propensity(const ent_world *world, ent_state a, ent_state b, int leaning)
{
    const ent_pair *pair = ent_world_pair(world, a, b);
    int             i = ent_world_find(world, a), j = ent_world_find(world, b);
    double          sanctions = (double)ent_world_tension(world, i, j)->sanctions +
                       (double)ent_world_tension(world, j, i)->sanctions;
    ent_affinity affinity = {.bond = pair != NULL && pair->draw < friendship(pair),
                             .regime = leaning,
                             .rivalry = (double)ent_world_tension(world, i, j)->rivalry >= 0.5,
                             .dispute = ent_world_force(world, i, j) >= 0.5,
                             .sanction = sanctions >= 0.5};

    return ent_affinity_sum(&affinity);
}

static double
stand_together(const ent_outcome *o, const ent_world *world)
{
    ent_state states[ENT_OUTCOME_MOST_STATES];
    double    sizes[ENT_OUTCOME_MOST_STATES];
    double    propensities[ENT_OUTCOME_MOST_STATES * ENT_OUTCOME_MOST_STATES] = {0};
    size_t    n = ent_outcome_states(o, states);

    for (size_t i = 0; i < n; i++) {
        sizes[i] = world->weights[ent_world_find(world, states[i])];
        for (size_t j = i + 1; j < n; j++) {
            propensities[i * n + j] = propensities[j * n + i] =
                propensity(world, states[i], states[j], o->leaning[i * n + j]);
        }
    }
    return o->basins ? ent_landscape_drawn_together(n, sizes, propensities, 0, 1)
                     : ent_landscape_together(n, sizes, propensities, 0, 1);
}

/* 2. the value of each kind */

/* Agreement wanders from what it was at the base date, with the variance of the record. */
static double
chance_apart(const ent_outcome *o, const ent_world *world)
{
    double beyond = o->distance - (1 - o->agreement);

    if (world->sway <= 0) {
        return beyond <= 0;
    }
    return erfc(beyond / sqrt(2 * world->sway)) / 2;
}

static double
chance_passed(size_t index, const ent_world *world)
{
    const ent_passing *p = world->passing;

    return p != NULL ? p->values[index << p->bits | world->bodies] : NAN;
}

double
ent_outcome_value(const ent_outcome *o, size_t index, const ent_pair *pair, int a, int b, int c,
                  const ent_world *world)
{
    switch (o->kind) {
    case ENT_OUTCOME_LEVEL_AT_LEAST:
        return ent_pair_share(pair, 0, o->level);
    case ENT_OUTCOME_LEVEL_BELOW:
        return 1 - ent_pair_share(pair, 0, o->level);
    case ENT_OUTCOME_DEFENCE_BEGINS:
        return ent_pair_share(pair, ENT_PACT_BEGAN, 0);
    case ENT_OUTCOME_DEFENCE_ENDS:
        return ent_pair_share(pair, ENT_PACT_ENDED, 0);
    case ENT_OUTCOME_DISPUTE:
        return ent_world_tension(world, a, b)->dispute;
    case ENT_OUTCOME_TRIANGLE:
        return ent_triangle_classify(sign_of(world, a, b), sign_of(world, b, c),
                                     sign_of(world, a, c))
                   .type == o->type;
    case ENT_OUTCOME_OBLIGATION_BEGINS:
        return ent_pair_bond_share(pair, ENT_PACT_BEGAN);
    case ENT_OUTCOME_OBLIGATION_ENDS:
        return ent_pair_bond_share(pair, ENT_PACT_ENDED);
    case ENT_OUTCOME_PEACE_RISES:
        return ent_pair_grade_share(pair, pair->grade + 1);
    case ENT_OUTCOME_PEACE_FALLS:
        return 1 - ent_pair_grade_share(pair, pair->grade);
    case ENT_OUTCOME_PEACE_AT_LEAST:
        return ent_pair_grade_share(pair, o->level);
    case ENT_OUTCOME_VOTES_APART:
        return chance_apart(o, world);
    case ENT_OUTCOME_PASSES:
        return chance_passed(index, world);
    case ENT_OUTCOME_FRUSTRATION_AT_LEAST:
        return is_frustrated(o, world);
    case ENT_OUTCOME_SAME_BLOC:
        return stand_together(o, world);
    case ENT_OUTCOME_SETTLES:
        break;
    }
    return NAN;
}

/* 3. what it rests on */

bool
ent_outcome_is_of_network(ent_outcome_kind kind)
{
    return kind == ENT_OUTCOME_FRUSTRATION_AT_LEAST || kind == ENT_OUTCOME_SAME_BLOC;
}

size_t
ent_outcome_pairs(const ent_outcome *o, ent_state out[ENT_OUTCOME_MOST_PAIRS][2])
{
    ent_state states[ENT_OUTCOME_MOST_STATES];
    size_t    n = ent_outcome_states(o, states), count = 0;

    if (o->kind == ENT_OUTCOME_TRIANGLE) {
        out[0][0] = o->b;
        out[0][1] = o->c;
        return 1;
    }
    for (size_t i = 0; i < n && ent_outcome_is_of_network(o->kind); i++) {
        for (size_t j = i + 1; j < n; j++) {
            out[count][0] = states[i];
            out[count++][1] = states[j];
        }
    }
    return count;
}

static bool
is_of_levels(ent_outcome_kind kind)
{
    return kind == ENT_OUTCOME_LEVEL_AT_LEAST || kind == ENT_OUTCOME_LEVEL_BELOW;
}

static bool
is_of_peace(ent_outcome_kind kind)
{
    return kind == ENT_OUTCOME_PEACE_RISES || kind == ENT_OUTCOME_PEACE_FALLS ||
           kind == ENT_OUTCOME_PEACE_AT_LEAST;
}

/* A state without power is indifferent to every other: it is left out, or its power is imported. */
static ent_status
check_sizes(ent_ctx *ctx, const ent_scenario *scenario, const ent_outcome *o,
            const ent_world *world)
{
    ent_state states[ENT_OUTCOME_MOST_STATES];
    size_t    n = ent_outcome_states(o, states), unknown = 0;

    for (size_t i = 0; i < n; i++) {
        unknown += !(world->weights[ent_world_find(world, states[i])] > 0);
    }
    return unknown == 0 ? ENT_OK
                        : ent_fail(ctx, ENT_E_INPUT,
                                   "%s: '%.60s': the record holds no power of %zu of its %zu "
                                   "states at the base date; leave them out, or import cow-nmc",
                                   scenario->name, o->name, unknown, n);
}

ent_status
ent_outcome_check(ent_ctx *ctx, const ent_scenario *scenario, const ent_outcome *o,
                  const ent_pair *pair, const ent_world *world)
{
    if ((o->kind == ENT_OUTCOME_PEACE_RISES && pair->grade == ENT_GRADES - 1) ||
        (o->kind == ENT_OUTCOME_PEACE_FALLS && pair->grade == 0)) {
        return ent_fail(ctx, ENT_E_INPUT,
                        "%s: '%.60s' cannot happen: at the base date the two are %s; count "
                        "'peace_at_least'",
                        o->place, o->name,
                        pair->grade == 0 ? "severe rivals, the lowest grade of the peace scale"
                                         : "a security community, the highest grade");
    }
    if (is_of_levels(o->kind) && pair->unknown) {
        ent_say(
            ctx, ENT_WARNING,
            "the record holds no cooperation level for '%.60s' at the base date; it begins at 0",
            o->name);
    }
    if (is_of_peace(o->kind) && !pair->graded) {
        ent_say(
            ctx, ENT_WARNING,
            "the record holds no grade of the peace scale for '%.60s' at the base date; rivalry, "
            "disputes and obligations tell it",
            o->name);
    }
    if (o->kind == ENT_OUTCOME_SAME_BLOC) {
        return check_sizes(ctx, scenario, o, world);
    }
    return ENT_OK;
}

size_t
ent_outcome_references(ent_outcome_kind kind, bool rivals, ent_parameter out[2])
{
    static const struct {
        ent_outcome_kind kind;
        size_t           count;
        ent_parameter    parameters[2];
    } REFERENCES[] = {{ENT_OUTCOME_DEFENCE_BEGINS, 1, {ENT_PARAMETER_PACT, ENT_PARAMETER_PACT}},
                      {ENT_OUTCOME_DEFENCE_ENDS, 1, {ENT_PARAMETER_END, ENT_PARAMETER_END}},
                      {ENT_OUTCOME_DISPUTE, 1, {ENT_PARAMETER_DISPUTE, ENT_PARAMETER_DISPUTE}},
                      {ENT_OUTCOME_OBLIGATION_BEGINS, 2, {ENT_PARAMETER_PACT, ENT_PARAMETER_BOND}},
                      {ENT_OUTCOME_OBLIGATION_ENDS, 2, {ENT_PARAMETER_END, ENT_PARAMETER_UNBOND}}};

    for (size_t i = 0; i < sizeof REFERENCES / sizeof REFERENCES[0]; i++) {
        if (REFERENCES[i].kind == kind) {
            out[0] = kind == ENT_OUTCOME_DISPUTE && !rivals ? ENT_PARAMETER_CLASH
                                                            : REFERENCES[i].parameters[0];
            out[1] = REFERENCES[i].parameters[1];
            return REFERENCES[i].count;
        }
    }
    return 0;
}
