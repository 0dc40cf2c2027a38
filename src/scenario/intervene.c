/*
 * intervene.c - what an intervention changes in the world of a run
 *
 *   1. the table of kinds     2. what each kind changes     3. over the years     4. in a world
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/context.h"
#include "scenario/scenario.h"

/* 1. the table of kinds: the manual has the same rows */

#define KOROLEV                                                                                    \
    "Korolev, A. (2019), On the Verge of an Alliance: Contemporary China-Russia Military "         \
    "Cooperation, Asian Security 15:233-252"

static const ent_intervention_rule RULES[ENT_INTERVENTION_KINDS] = {
    [ENT_INTERVENTION_DISPUTE] = {"dispute", ENT_BASIS_ASSUMED, NULL,
                                  "force between a and b in each of its years, remembered for four "
                                  "more: (hostility - 1) / 3, at most 1"},
    [ENT_INTERVENTION_SANCTION] = {"sanction", ENT_BASIS_ASSUMED, NULL,
                                   "sanctions of a on b begin or end; they last until the rule "
                                   "lifts them"},
    [ENT_INTERVENTION_RIVALRY] = {"rivalry", ENT_BASIS_ESTIMATED,
                                  "the record: the rule's parameter `common_rivalry`, with its "
                                  "interval",
                                  "rivalry of a and b rises or falls by 1; it lasts until the rule "
                                  "ends it"},
    [ENT_INTERVENTION_RAPPROCHEMENT] =
        {"rapprochement", ENT_BASIS_ESTIMATED,
         "the record: the rule's parameter `ease`, with its interval",
         "rivalry, force and sanctions of a and b go, by the share that went as rivalries ended; "
         "peace is a grade warmer, as likely; both last"},
    [ENT_INTERVENTION_TREATY] = {"treaty", ENT_BASIS_ASSUMED, NULL,
                                 "an obligation of a and b begins, ends or turns into another"},
    [ENT_INTERVENTION_COOPERATION] = {"cooperation", ENT_BASIS_ASSUMED, NULL,
                                      "the cooperation level of a and b is the one written"},
    [ENT_INTERVENTION_CAPABILITY] = {"capability", ENT_BASIS_ASSUMED, NULL,
                                     "the power of a is multiplied by its factor; it lasts"},
    [ENT_INTERVENTION_WAR] = {"war", ENT_BASIS_ASSUMED, NULL,
                              "a dispute of hostility 5, which weighs on their other ties by how "
                              "long it lasts; rivalry of 1; severe rivalry on the peace scale"},
    [ENT_INTERVENTION_DEFEAT] = {"defeat", ENT_BASIS_ASSUMED, NULL,
                                 "a defeats b: the power of b is multiplied by its factor, half of "
                                 "the loss made good in 9 years; an upheaval in b"},
    [ENT_INTERVENTION_LEADER] = {"leader", ENT_BASIS_ESTIMATED,
                                 "the record: the rule's parameter `loose`, with its interval",
                                 "a new leader in a: an upheaval for a year"},
    [ENT_INTERVENTION_REGIME] = {"regime", ENT_BASIS_ASSUMED, NULL,
                                 "two upheavals in a, half of which are over in a year; half of "
                                 "its tension with the state it turns to goes"},
    [ENT_INTERVENTION_EXERCISE] = {"exercise", ENT_BASIS_LITERATURE, KOROLEV,
                                   "the cooperation level of a and b is at least 4; against c it "
                                   "presses by a third of a rivalry for a year"},
    [ENT_INTERVENTION_PATROL] = {"patrol", ENT_BASIS_LITERATURE, KOROLEV,
                                 "the cooperation level of a and b is at least 5; against c it "
                                 "presses by a third of a rivalry for a year"},
    [ENT_INTERVENTION_ARMS] = {"arms", ENT_BASIS_LITERATURE, KOROLEV,
                               "the cooperation level of a and b is at least 3"},
    [ENT_INTERVENTION_BASING] = {"basing", ENT_BASIS_LITERATURE, KOROLEV,
                                 "the cooperation level of a and b is at least 6; against c it "
                                 "presses by two thirds of a rivalry, and lasts"},
    [ENT_INTERVENTION_MISSILES] = {"missiles", ENT_BASIS_ASSUMED, NULL,
                                   "a, and each host, presses on b as much as a rival; it lasts"},
    [ENT_INTERVENTION_TRADE] = {"trade", ENT_BASIS_ASSUMED, NULL,
                                "a presses on b by the share of trade that it cuts, half of which "
                                "is over in 5 years; b and the state that it turns to draw "
                                "together by half the share"},
    [ENT_INTERVENTION_INSTITUTION] = {"institution", ENT_BASIS_ASSUMED, NULL,
                                      "members join or leave, the rule changes: obligations of a "
                                      "defence pact, pressure of its members on their adversaries "
                                      "across a new border, a pull of 0.25 elsewhere"}};

const ent_intervention_rule *
ent_intervention_rule_of(ent_intervention_kind kind)
{
    return &RULES[kind];
}

/* 2. what each kind changes */

/* All pairs of those that act together, each with two changes, and whom each of them presses on. */
enum {
    MOST_TOGETHER = ENT_SCENARIO_MOST_WITH + 2,
    MOST_EFFECTS = MOST_TOGETHER * (MOST_TOGETHER - 1) + MOST_TOGETHER
};

/* Room for the effects of one intervention. */
typedef struct plan {
    ent_effect effects[MOST_EFFECTS];
    size_t     count;
    double     half_life; /* that a file asks for; 0: none */
} plan;

enum { FOR_A_YEAR = -1 };

static void
add(plan *p, ent_variable variable, ent_state a, ent_state b, double amount, double half_life)
{
    if (p->count < sizeof p->effects / sizeof p->effects[0]) {
        p->effects[p->count++] =
            (ent_effect){variable, a, b, amount, p->half_life > 0 ? p->half_life : half_life};
    }
}

static void
plan_treaty(const ent_intervention *change, ent_state one, ent_state other, plan *p)
{
    unsigned gone = change->into != 0 || change->ends ? change->obligation : 0;
    unsigned come = change->into != 0 ? change->into : change->ends ? 0 : change->obligation;
    unsigned defence = ENT_OBLIGATION_DEFENCE;

    if (((gone ^ come) & defence) != 0) {
        add(p, ENT_VARIABLE_PACT, one, other, (come & defence) != 0, 0);
    }
    if (((gone & ~defence) != 0) != ((come & ~defence) != 0)) {
        add(p, ENT_VARIABLE_BOND, one, other, (come & ~defence) != 0, 0);
    }
}

static void
plan_war(const ent_intervention *change, ent_state side, plan *p)
{
    add(p, ENT_VARIABLE_FORCE, side, change->b, 1, 0);
    add(p, ENT_VARIABLE_RIVALRY, side, change->b, 1, 0);
    add(p, ENT_VARIABLE_GRADE, side, change->b, 0, 0);
}

/* Of a trade cut by a side of it: what b loses there it seeks with the state it turns to. */
static void
plan_trade(const ent_intervention *change, ent_state side, plan *p)
{
    double share = change->ends ? -change->amount : change->amount;

    add(p, ENT_VARIABLE_PRESENCE, side, change->b, share, 5);
    if (change->to != ENT_NO_STATE && side == change->a) {
        add(p, ENT_VARIABLE_PULL, change->b, change->to, share / 2, 5);
    }
}

/* What one side of it does: `side` is a, or one of those that act with a. */
static void
plan_side(const ent_intervention *change, ent_state side, plan *p)
{
    double sign = change->ends ? -1 : 1;

    switch (change->kind) {
    case ENT_INTERVENTION_DISPUTE:
        add(p, ENT_VARIABLE_FORCE, side, change->b, fmin((change->level - 1) / 3.0, 1), 0);
        break;
    case ENT_INTERVENTION_SANCTION:
        add(p, ENT_VARIABLE_SANCTIONS, side, change->b, sign * change->amount, 0);
        break;
    case ENT_INTERVENTION_RIVALRY:
        add(p, ENT_VARIABLE_RIVALRY, side, change->b, sign, 0);
        break;
    case ENT_INTERVENTION_RAPPROCHEMENT:
        add(p, ENT_VARIABLE_EASE, side, change->b, 1, 0);
        add(p, ENT_VARIABLE_WARMER, side, change->b, 1, 0);
        break;
    case ENT_INTERVENTION_COOPERATION:
        add(p, ENT_VARIABLE_LEVEL, side, change->b, change->level, 0);
        break;
    case ENT_INTERVENTION_CAPABILITY:
        add(p, ENT_VARIABLE_WEIGHT, side, side, change->amount, 0);
        break;
    case ENT_INTERVENTION_WAR:
        plan_war(change, side, p);
        break;
    case ENT_INTERVENTION_LEADER:
        add(p, ENT_VARIABLE_UNREST, side, side, 1, FOR_A_YEAR);
        break;
    case ENT_INTERVENTION_REGIME:
        add(p, ENT_VARIABLE_UNREST, side, side, 2, 1);
        if (change->to != ENT_NO_STATE) {
            add(p, ENT_VARIABLE_EASE, side, change->to, 0.5, 0);
        }
        break;
    case ENT_INTERVENTION_MISSILES:
        add(p, ENT_VARIABLE_PRESENCE, side, change->b, sign, 0);
        break;
    case ENT_INTERVENTION_TRADE:
        plan_trade(change, side, p);
        break;
    case ENT_INTERVENTION_DEFEAT:
        add(p, ENT_VARIABLE_WEIGHT, change->b, change->b, change->amount, 9);
        add(p, ENT_VARIABLE_UNREST, change->b, change->b, 1, FOR_A_YEAR);
        break;
    default: /* of pairs that act together, and of bodies */
        break;
    }
}

/* What states do together evidences a level, and presses on whom it is against. */
static const struct {
    int    level;
    double presence, half_life;
} TOGETHER[ENT_INTERVENTION_KINDS] = {[ENT_INTERVENTION_EXERCISE] = {4, 1.0 / 3, FOR_A_YEAR},
                                      [ENT_INTERVENTION_PATROL] = {5, 1.0 / 3, FOR_A_YEAR},
                                      [ENT_INTERVENTION_ARMS] = {3, 0, 0},
                                      [ENT_INTERVENTION_BASING] = {6, 2.0 / 3, 0}};

/* Those that act together are a, b and all with them: each pair of them. */
static void
plan_group(const ent_intervention *change, plan *p)
{
    ent_state all[MOST_TOGETHER] = {change->a, change->b};
    size_t    count = change->with_count + 2;
    double    presence = TOGETHER[change->kind].presence;

    for (size_t i = 2; i < count; i++) {
        all[i] = change->with[i - 2];
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            if (change->kind == ENT_INTERVENTION_TREATY) {
                plan_treaty(change, all[i], all[j], p);
            } else if (!change->ends) {
                add(p, ENT_VARIABLE_LEAST_LEVEL, all[i], all[j], TOGETHER[change->kind].level, 0);
            }
        }
        if (change->against != ENT_NO_STATE && presence > 0) {
            add(p, ENT_VARIABLE_PRESENCE, all[i], change->against,
                change->ends ? -presence : presence, TOGETHER[change->kind].half_life);
        }
    }
}

bool
ent_intervention_is_joint(ent_intervention_kind kind)
{
    return kind == ENT_INTERVENTION_TREATY || kind == ENT_INTERVENTION_EXERCISE ||
           kind == ENT_INTERVENTION_PATROL || kind == ENT_INTERVENTION_ARMS ||
           kind == ENT_INTERVENTION_BASING;
}

ent_status
ent_intervention_plan(ent_ctx *ctx, ent_arena *arena, ent_intervention *change)
{
    plan p;

    p.count = 0;
    p.half_life = change->half_life;
    if (ent_intervention_is_joint(change->kind)) {
        plan_group(change, &p);
    } else {
        plan_side(change, change->a, &p);
        for (size_t i = 0; i < change->with_count; i++) {
            plan_side(change, change->with[i], &p);
        }
    }
    change->effect_count = p.count;
    change->effects = ent_arena_alloc(arena, p.count + 1, sizeof *change->effects);
    if (change->effects == NULL) {
        return ent_fail_nomem(ctx);
    }
    memcpy(change->effects, p.effects, p.count * sizeof *p.effects);
    return ENT_OK;
}

/* 3. over the years */

/* What only holds or does not does so in its year alone; all else is added, and may fade. */
static bool
is_added(ent_variable variable)
{
    return variable == ENT_VARIABLE_SANCTIONS || variable == ENT_VARIABLE_RIVALRY ||
           variable == ENT_VARIABLE_PRESENCE || variable == ENT_VARIABLE_PULL ||
           variable == ENT_VARIABLE_UNREST || variable == ENT_VARIABLE_WEIGHT;
}

/* How much of an effect there is in a year: in the first what is left of the year. */
static double
standing(const ent_intervention *change, const ent_effect *effect, int year)
{
    double age = year - change->year - (1 - change->share); /* at the beginning of the year */

    if (year <= change->year) {
        return year == change->year ? change->share : 0;
    }
    if (effect->half_life < 0) { /* a year in all */
        return year == change->year + 1 ? 1 - change->share : 0;
    }
    return effect->half_life > 0 ? exp2(-age / effect->half_life) : 1;
}

bool
ent_intervention_acts(const ent_intervention *change, int year)
{
    if (year == change->year) {
        return true;
    }
    for (size_t i = 0; i < change->effect_count && year > change->year; i++) {
        const ent_effect *effect = &change->effects[i];

        if (is_added(effect->variable) &&
            standing(change, effect, year) != standing(change, effect, year - 1)) {
            return true;
        }
    }
    return false;
}

bool
ent_intervention_sets(const ent_intervention *change)
{
    if (change->body.asked) {
        return true;
    }
    for (size_t i = 0; i < change->effect_count; i++) {
        switch (change->effects[i].variable) {
        case ENT_VARIABLE_PACT:
        case ENT_VARIABLE_BOND:
        case ENT_VARIABLE_LEVEL:
        case ENT_VARIABLE_LEAST_LEVEL:
        case ENT_VARIABLE_GRADE:
            return true;
        default:
            break;
        }
    }
    return false;
}

/* 4. in a world */

static double
clip(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

/* Of two disputes that interventions bring to a dyad, the stronger is remembered. */
static void
impose(ent_tension *tension, double strength, const ent_intervention *change, int year)
{
    double force = clip(strength, 0, 1);

    if (force >= (double)tension->imposed || tension->imposed_until < year) {
        tension->imposed = (float)force;
        tension->imposed_until = (int16_t)(year + change->years - 1 + ENT_WORLD_MEMORY - 1);
    }
    if (change->level >= 4) {
        tension->dispute = 1;
    }
    if (change->level >= 5) {
        tension->war_until = (int16_t)(year + change->years - 1);
    }
}

static void
ease(ent_tension *tension, double strength)
{
    double left = 1 - clip(strength, 0, 1);

    tension->rivalry = (float)((double)tension->rivalry * left);
    tension->force = (float)((double)tension->force * left);
    tension->imposed = (float)((double)tension->imposed * left);
    tension->sanctions = (float)((double)tension->sanctions * left);
    tension->presence *= left;
}

static void
change_tension(const ent_intervention *change, const ent_effect *effect, double step, int year,
               ent_tension *there, ent_tension *back)
{
    switch (effect->variable) {
    case ENT_VARIABLE_FORCE:
        impose(there, step, change, year);
        impose(back, step, change, year);
        break;
    case ENT_VARIABLE_SANCTIONS:
        there->sanctions = (float)clip((double)there->sanctions + step, 0, 1000);
        break;
    case ENT_VARIABLE_RIVALRY:
        there->rivalry = (float)clip((double)there->rivalry + step, 0, 1);
        back->rivalry = (float)clip((double)back->rivalry + step, 0, 1);
        break;
    case ENT_VARIABLE_EASE:
        ease(there, step);
        ease(back, step);
        break;
    case ENT_VARIABLE_PRESENCE:
        there->presence += step;
        break;
    default:
        break;
    }
}

static void
change_pair(const ent_effect *effect, double step, ent_pair *pair)
{
    switch (effect->variable) {
    case ENT_VARIABLE_PULL:
        pair->pull += step;
        break;
    case ENT_VARIABLE_PACT:
        ent_pair_bind(pair, effect->amount > 0);
        break;
    case ENT_VARIABLE_BOND:
        ent_pair_tie(pair, effect->amount > 0);
        break;
    case ENT_VARIABLE_LEVEL:
        ent_pair_set_level(pair, (int)effect->amount);
        break;
    case ENT_VARIABLE_LEAST_LEVEL:
        ent_pair_raise_level(pair, (int)effect->amount);
        break;
    case ENT_VARIABLE_GRADE:
        ent_pair_set_grade(pair, (int)effect->amount);
        break;
    case ENT_VARIABLE_WARMER:
        ent_pair_raise_grade(pair, clip(step, 0, 1));
        break;
    default:
        break;
    }
}

/* A factor that fades: what stands of it now over what stood of it before. */
static double
factor(const ent_intervention *change, const ent_effect *effect, double strength, int year)
{
    double before = 1 + (effect->amount - 1) * strength * standing(change, effect, year - 1);
    double now = 1 + (effect->amount - 1) * strength * standing(change, effect, year);

    return clip(now, 0, 1000) / clip(before, 0.001, 1000);
}

static void
apply_effect(const ent_intervention *change, const ent_effect *effect, double strength,
             ent_world *world)
{
    int       a = ent_world_find(world, effect->a), b = ent_world_find(world, effect->b);
    int       year = world->year + 1;
    double    step = strength * effect->amount;
    ent_pair *pair;

    if (is_added(effect->variable)) {
        step *= standing(change, effect, year) - standing(change, effect, year - 1);
    } else if (year != change->year) {
        return;
    }
    if (effect->variable == ENT_VARIABLE_WEIGHT && a >= 0) {
        world->weights[a] *= factor(change, effect, strength, year);
    } else if (effect->variable == ENT_VARIABLE_UNREST && a >= 0) {
        world->unrest[a] += step;
    } else if (a >= 0 && b >= 0 && a != b) {
        change_tension(change, effect, step, year, ent_world_tension(world, a, b),
                       ent_world_tension(world, b, a));
        pair = ent_world_pair(world, effect->a, effect->b);
        if (pair != NULL) {
            change_pair(effect, step, pair);
        }
    }
}

void
ent_intervention_apply(const ent_intervention *change, double strength, ent_world *world)
{
    for (size_t i = 0; i < change->effect_count; i++) {
        apply_effect(change, &change->effects[i], strength, world);
    }
    if (change->body.asked && world->year + 1 == change->year) {
        world->passing = change->body.passing;
        world->bodies |= 1U << change->body.bit;
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
