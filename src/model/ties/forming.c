/*
 * forming.c - obligations of followed pairs by a fitted model of ties, in the place of the rule
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/ties/forming.h"

#include <math.h>
#include <string.h>

static const char *const MOVED[] = {
    "shared_adversaries", "adversaries", "pressure_product", "pressure_max", "pressure_min",
    "power_ratio",        NULL};

const char *const *
ent_forming_covariates(void)
{
    return MOVED;
}

static double
shared_adversaries(const ent_world *world, int a, int b)
{
    double count = 0;

    for (int k = 0; k < (int)world->state_count; k++) {
        count += k != a && k != b && ent_world_adversaries(world, k, a) &&
                 ent_world_adversaries(world, k, b);
    }
    return count;
}

static double
common_pressure(const ent_world *world, size_t a, size_t b, const char *name)
{
    double sum = 0;

    for (size_t k = 0; k < world->state_count; k++) {
        double on_a, on_b;

        if (k == a || k == b) {
            continue;
        }
        on_a = ent_world_pressure(world, k, a);
        on_b = ent_world_pressure(world, k, b);
        sum += strcmp(name, "pressure_product") == 0 ? on_a * on_b
               : strcmp(name, "pressure_max") == 0   ? fmax(on_a, on_b)
                                                     : fmin(on_a, on_b);
    }
    return sum;
}

static double
power_ratio(const ent_world *world, size_t a, size_t b)
{
    double ratio = world->weights[a] / world->weights[b];

    return ratio > 0 && isfinite(ratio) ? fabs(log(ratio)) : 0;
}

static double
value_of(const char *name, const ent_world *world, const ent_pair *pair)
{
    if (strcmp(name, "shared_adversaries") == 0) {
        return shared_adversaries(world, pair->a, pair->b);
    }
    if (strcmp(name, "adversaries") == 0) {
        return ent_world_adversaries(world, pair->a, pair->b);
    }
    return strcmp(name, "power_ratio") == 0 ? power_ratio(world, pair->a, pair->b)
                                            : common_pressure(world, pair->a, pair->b, name);
}

/* A probability whose odds are multiplied by exp(more). */
static double
shift(double p, double more)
{
    double up = p * exp(fmin(more, 50));

    return up > 0 ? up / (1 - p + up) : 0;
}

static double
logistic(double x)
{
    return 1 / (1 + exp(-x));
}

ent_formed
ent_forming_of(const ent_forming *forming, const ent_world *world, const ent_pair *pair,
               const double *parameters, const ent_drift *drift)
{
    size_t                year = (size_t)(world->year - forming->start->year - 1);
    size_t                place = (size_t)(pair - world->pairs);
    const ent_tie_hazard *h = &forming->hazards[year * forming->pairs + place];
    double                more = drift->pull, begins, defence = 1;
    ent_formed            out = {0, 0, 0};

    for (size_t k = 0; k < forming->effect_count; k++) {
        const char *name = forming->covariates[k];

        more += forming->theta[k] * (value_of(name, world, pair) -
                                     value_of(name, forming->start, &forming->start->pairs[place]));
    }
    if (forming->any) {
        double pact = logistic(parameters[ENT_PARAMETER_PACT]),
               bond = logistic(parameters[ENT_PARAMETER_BOND]);

        defence = pact + bond > 0 ? pact / (pact + bond) : 0;
    }
    begins = 1 - exp(-2 * forming->rate * shift(h->begin, more)) * (1 - h->joined);
    out.pact = defence * begins;
    out.bond = (1 - defence) * begins;
    out.end = 1 - exp(-2 * forming->rate * shift(h->end, drift->loose - more));
    return out;
}
