/*
 * intervene.c - what an intervention changes in the world of a run
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/scenario.h"

static double
clip(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

/* Of two disputes that interventions bring to a dyad, the stronger is remembered. */
static void
impose(ent_tension *tension, double strength, const ent_intervention *change)
{
    double force = clip(strength, 0, 1);

    if (force >= (double)tension->imposed || tension->imposed_until < change->year) {
        tension->imposed = (float)force;
        tension->imposed_until = (int16_t)(change->year + change->years - 1 + ENT_WORLD_MEMORY - 1);
    }
    tension->dispute = 1;
}

static void
ease(ent_tension *tension, double strength)
{
    double left = 1 - clip(strength, 0, 1);

    tension->rivalry = (float)((double)tension->rivalry * left);
    tension->force = (float)((double)tension->force * left);
    tension->imposed = (float)((double)tension->imposed * left);
    tension->sanctions = (float)((double)tension->sanctions * left);
}

static void
change_tensions(const ent_intervention *change, double strength, ent_tension *there,
                ent_tension *back)
{
    double step = change->ends ? -strength : strength;

    switch (change->kind) {
    case ENT_INTERVENTION_DISPUTE:
        impose(there, strength, change);
        impose(back, strength, change);
        break;
    case ENT_INTERVENTION_SANCTION:
        there->sanctions = (float)clip((double)there->sanctions + step * change->amount, 0, 1000);
        break;
    case ENT_INTERVENTION_RIVALRY:
        there->rivalry = (float)clip((double)there->rivalry + step, 0, 1);
        back->rivalry = (float)clip((double)back->rivalry + step, 0, 1);
        break;
    case ENT_INTERVENTION_RAPPROCHEMENT:
        ease(there, strength);
        ease(back, strength);
        break;
    case ENT_INTERVENTION_TREATY:
    case ENT_INTERVENTION_COOPERATION:
    case ENT_INTERVENTION_CAPABILITY:
        break;
    }
}

void
ent_intervention_apply(const ent_intervention *change, double strength, ent_world *world)
{
    int       a = ent_world_find(world, change->a), b = ent_world_find(world, change->b);
    ent_pair *pair;

    if (change->kind == ENT_INTERVENTION_CAPABILITY) {
        if (a >= 0) {
            world->weights[a] *= clip(1 + (change->amount - 1) * strength, 0, 1000);
        }
        return;
    }
    pair = ent_world_pair(world, change->a, change->b);
    if (change->kind == ENT_INTERVENTION_TREATY && pair != NULL) {
        ent_pair_bind(pair, !change->ends);
    } else if (change->kind == ENT_INTERVENTION_COOPERATION && pair != NULL) {
        ent_pair_set_level(pair, change->level);
    } else if (a >= 0 && b >= 0) {
        change_tensions(change, strength, ent_world_tension(world, a, b),
                        ent_world_tension(world, b, a));
    }
}

double
ent_intervention_strength(const ent_intervention *change, size_t index, uint64_t seed,
                          uint32_t estimated, uint32_t assumed)
{
    ent_key key = {seed, change->basis == ENT_BASIS_ASSUMED ? assumed : estimated,
                   ENT_PROCESS_INTERVENTION, 0, (uint32_t)index};

    if (change->basis == ENT_BASIS_ASSUMED) {
        return 2 * change->size * ent_random_uniform(&key, 0);
    }
    return change->size + change->sd * ent_random_normal(&key, 0);
}
