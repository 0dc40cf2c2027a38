/*
 * priors.c - the parameters of the rule: what they are called and believed, and a draw of them
 *
 *   1. priors     2. all of them     3. a draw
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/rule/priors.h"

#include <math.h>

#include "base/random.h"
#include "model/rule/world.h"

/* 1. priors */

const char *
ent_basis_name(ent_basis basis)
{
    static const char *const NAMES[] = {"estimated", "literature", "assumed"};

    return NAMES[basis];
}

const char *
ent_holding_name(ent_holding holding)
{
    static const char *const NAMES[] = {"", "holds", "weaker", "reversed", "not identified"};

    return NAMES[holding];
}

/* A rate that the record never had the chance to show is assumed, whatever was meant. */
static void
estimate(ent_prior *prior, const char *name, ent_rate rate, const char *reference_class)
{
    double k = (double)rate.events + 0.5, rest = (double)(rate.trials - rate.events) + 0.5;

    *prior = (ent_prior){.name = name,
                         .mean = log(k / rest),
                         .sd = sqrt(1 / k + 1 / rest),
                         .basis = rate.trials > 0 ? ENT_BASIS_ESTIMATED : ENT_BASIS_ASSUMED,
                         .events = rate.events,
                         .trials = rate.trials,
                         .reference_class = reference_class};
}

/* Without a trial the rate is held fixed at 0. */
static void
estimate_or_hold(ent_prior *prior, const char *name, ent_rate rate, const char *reference_class)
{
    estimate(prior, name, rate, reference_class);
    if (rate.trials == 0) {
        *prior =
            (ent_prior){.name = name, .mean = -INFINITY, .basis = ENT_BASIS_ASSUMED, .held = true};
    }
}

static void
assume(ent_prior *prior, const char *name, double mean, double sd)
{
    *prior = (ent_prior){.name = name, .mean = mean, .sd = sd, .basis = ENT_BASIS_ASSUMED};
}

/* 2. all of them */

/* The log of an odds ratio: how much likelier a move is in a year with an upheaval. */
static void
compare(ent_prior *prior, ent_rate with, ent_rate without)
{
    double a = (double)with.events + 0.5, b = (double)(with.trials - with.events) + 0.5;
    double c = (double)without.events + 0.5, d = (double)(without.trials - without.events) + 0.5;

    *prior = (ent_prior){.name = "loose",
                         .mean = log(a / b) - log(c / d),
                         .sd = sqrt(1 / a + 1 / b + 1 / c + 1 / d),
                         .basis = ENT_BASIS_ESTIMATED,
                         .events = with.events,
                         .trials = with.trials,
                         .reference_class = "years of dyads of two permanent members with a level "
                                            "and a new leader in either, and moves in them"};
    if (with.trials == 0 || without.trials == 0) {
        *prior = (ent_prior){.name = "loose", .basis = ENT_BASIS_ASSUMED, .held = true};
    }
}

static void
scatter(ent_prior *prior, const ent_scatter *changes)
{
    double n = (double)changes->count;

    *prior =
        (ent_prior){.name = "sway", .mean = -INFINITY, .basis = ENT_BASIS_ASSUMED, .held = true};
    if (changes->count > 0 && changes->squares > 0) {
        *prior = (ent_prior){.name = "sway",
                             .mean = log(changes->squares / n) / 2,
                             .sd = 1 / sqrt(2 * n),
                             .basis = ENT_BASIS_ESTIMATED};
    }
}

static void
fill_shocks(const ent_rule_counts *t, ent_prior *priors)
{
    estimate_or_hold(&priors[ENT_PARAMETER_LEADER], "leader", t->leader,
                     "years of a permanent member of the Security Council since 1946, and those "
                     "in which a new leader came");
    estimate_or_hold(&priors[ENT_PARAMETER_REGIME], "regime", t->regime,
                     "years of a permanent member since 1946 with a published regime, and those "
                     "in which its polyarchy changed by 0.1 or more");
    estimate_or_hold(&priors[ENT_PARAMETER_SANCTION], "sanction", t->sanction,
                     "years of rivalry of two permanent members, in either direction, while "
                     "sanctions are recorded, and those in which one began");
    estimate_or_hold(&priors[ENT_PARAMETER_LIFT], "lift", t->lift,
                     "years of a sanction of a permanent member since 1946, and those in which "
                     "it ended");
    estimate_or_hold(&priors[ENT_PARAMETER_RIVAL], "rival", t->rival,
                     "years of two permanent members since 1946 that were no rivals the year "
                     "before, and those in which they were");
    estimate_or_hold(&priors[ENT_PARAMETER_RECONCILE], "reconcile", t->reconcile,
                     "years of two permanent members since 1946 that were rivals the year before, "
                     "and those in which they were not");
    estimate_or_hold(&priors[ENT_PARAMETER_WAR], "war", t->war,
                     "years of a permanent member since 1946 after one of peace, and those of war");
    estimate_or_hold(&priors[ENT_PARAMETER_TRUCE], "truce", t->truce,
                     "years of a permanent member since 1946 after one of war, and those of peace");
    compare(&priors[ENT_PARAMETER_LOOSE], t->with, t->without);
}

/* Of pairs of one permanent member alone a record may hold no levels: they are as the others. */
static void
fill_levels(const ent_rule_counts *t, ent_prior *priors)
{
    static const char *const LEAPS[] = {"leap_1", "leap_2", "leap_3", "leap_4", "leap_5", "leap_6"};
    static const char *const SLIPS[] = {"slip_1", "slip_2", "slip_3", "slip_4", "slip_5", "slip_6"};

    estimate(&priors[ENT_PARAMETER_UP], "up", t->up[0],
             "years of dyads of two permanent members in which the level in the record could rise");
    estimate(&priors[ENT_PARAMETER_LAPSE], "lapse", t->lapse[0],
             "years of dyads of two permanent members with a level above 0 that did not rise, and "
             "those in which no act kept it up");
    estimate(&priors[ENT_PARAMETER_UP_ONE], "up_one", t->up[t->up[1].trials > 0],
             "years of dyads of a permanent member with another state in which the level in the "
             "record could rise");
    estimate(&priors[ENT_PARAMETER_LAPSE_ONE], "lapse_one", t->lapse[t->lapse[1].trials > 0],
             "years of dyads of a permanent member with another state with a level above 0 that "
             "did not rise, and those in which no act kept it up");
    estimate(&priors[ENT_PARAMETER_BROKEN], "broken", t->broken,
             "years in which a permanent member and a state that it had a level with turned "
             "adversaries, and those in which the level fell");
    estimate(&priors[ENT_PARAMETER_WORN], "worn", t->worn,
             "years of the acts that bear out what falls left, but for the oldest that count, and "
             "those before which there was another");
    for (int i = 0; i < 6; i++) {
        estimate(&priors[ENT_PARAMETER_LEAP_1 + i], LEAPS[i], t->leap[i],
                 "rises of levels of a permanent member that came to this one, and those that "
                 "went on in the same year");
        estimate(&priors[ENT_PARAMETER_SLIP_1 + i], SLIPS[i], t->slip[i],
                 "falls of levels of a permanent member that came to this one, and those that "
                 "went on in the same year");
    }
}

static void
fill_rates(const ent_rule_counts *t, ent_prior *priors)
{
    fill_levels(t, priors);
    estimate(&priors[ENT_PARAMETER_PACT], "pact", t->pact,
             "dyad-years of two permanent members of the Security Council without a defence "
             "obligation, since 1946");
    estimate(&priors[ENT_PARAMETER_END], "end", t->end,
             "treaty-years of bilateral defence pacts in the record since 1946");
    estimate(&priors[ENT_PARAMETER_DISPUTE], "dispute", t->dispute,
             "years of rivalry of two permanent members of the Security Council since 1946");
    estimate_or_hold(
        &priors[ENT_PARAMETER_BOND], "bond", t->bond,
        "dyad-years of two permanent members since 1946, and those in which a bilateral "
        "treaty short of defence began");
    estimate_or_hold(&priors[ENT_PARAMETER_UNBOND], "unbond", t->unbond,
                     "treaty-years of bilateral treaties short of defence since 1946");
    estimate_or_hold(&priors[ENT_PARAMETER_WARMER], "warmer", t->warmer,
                     "years of dyads of two permanent members in which peace could grow warmer");
    estimate_or_hold(&priors[ENT_PARAMETER_COLDER], "colder", t->colder,
                     "years of dyads of two permanent members in which peace could grow colder");
    estimate_or_hold(&priors[ENT_PARAMETER_CLASH], "clash", t->clash,
                     "dyad-years of two permanent members of the Security Council that are no "
                     "rivals, since 1946");
    estimate_or_hold(&priors[ENT_PARAMETER_LEAP_PEACE], "leap_peace", t->leap_peace,
                     "steps by which peace of two permanent members grew warmer, but for those to "
                     "the highest grade, and those that another followed in the same year");
    estimate_or_hold(&priors[ENT_PARAMETER_SLIP_PEACE], "slip_peace", t->slip_peace,
                     "steps by which it grew colder, but for those to the lowest grade, and those "
                     "that another followed");
    scatter(&priors[ENT_PARAMETER_SWAY], &t->sway);
}

/* Priors that include 0. */
static void
fill_effects(ent_prior *priors)
{
    assume(&priors[ENT_PARAMETER_COMMON_RIVALRY], "common_rivalry", 0.5, 0.5);
    assume(&priors[ENT_PARAMETER_COMMON_FORCE], "common_force", 0.5, 0.5);
    assume(&priors[ENT_PARAMETER_COMMON_SANCTIONS], "common_sanctions", 0.5, 0.5);
    assume(&priors[ENT_PARAMETER_COMMON_PRESENCE], "common_presence", 0.5, 0.5);
    assume(&priors[ENT_PARAMETER_COMMON_PEACE], "common_peace", 0.5, 0.5);
    assume(&priors[ENT_PARAMETER_COMMON_TIES], "common_ties", 0.5, 0.5);
    assume(&priors[ENT_PARAMETER_BURDEN], "burden", 0.25, 0.25);
    assume(&priors[ENT_PARAMETER_BURDEN_PEACE], "burden_peace", 0.25, 0.25);
    assume(&priors[ENT_PARAMETER_BURDEN_TIES], "burden_ties", 0.25, 0.25);
    assume(&priors[ENT_PARAMETER_ENMITY], "enmity", 1, 1);
    assume(&priors[ENT_PARAMETER_CLOSE], "close", 0.25, 0.25);
    assume(&priors[ENT_PARAMETER_STRAIN], "strain", 1, 1);
    assume(&priors[ENT_PARAMETER_EASE], "ease", 0.5, 0.5);
    assume(&priors[ENT_PARAMETER_ALLIED], "allied", 0.5, 0.5);
    assume(&priors[ENT_PARAMETER_AGAIN], "again", 0.5, 0.5);
    assume(&priors[ENT_PARAMETER_UP_WORDS], "up_words", 0, 0.5);
    assume(&priors[ENT_PARAMETER_UP_ARMS], "up_arms", 0, 0.5);
    assume(&priors[ENT_PARAMETER_UP_EXERCISES], "up_exercises", 0, 0.5);
    assume(&priors[ENT_PARAMETER_UP_BASES], "up_bases", 0, 0.5);
    assume(&priors[ENT_PARAMETER_LAPSE_WORDS], "lapse_words", 0, 0.5);
    assume(&priors[ENT_PARAMETER_LAPSE_EXERCISES], "lapse_exercises", 0, 0.5);
    assume(&priors[ENT_PARAMETER_LAPSE_BASES], "lapse_bases", 0, 0.5);
    assume(&priors[ENT_PARAMETER_STALE], "stale", 1, 1);
}

void
ent_rule_fill(const ent_rule_counts *counts, ent_prior priors[ENT_PARAMETERS])
{
    fill_rates(counts, priors);
    fill_shocks(counts, priors);
    fill_effects(priors);
}

void
ent_rule_words(ent_rule *out)
{
    const ent_rate once = {1, 1};

    *out = (ent_rule){.shift_count = 0};
    ent_rule_fill(&(ent_rule_counts){.bond = once,
                                     .unbond = once,
                                     .warmer = once,
                                     .colder = once,
                                     .clash = once,
                                     .leap_peace = once,
                                     .slip_peace = once,
                                     .sway = {1, 1},
                                     .leader = once,
                                     .regime = once,
                                     .sanction = once,
                                     .lift = once,
                                     .rival = once,
                                     .reconcile = once,
                                     .war = once,
                                     .truce = once,
                                     .with = once,
                                     .without = once},
                  out->priors);
}

/* 3. a draw */

void
ent_rule_draw(const ent_rule *rule, uint64_t seed, uint32_t estimated, uint32_t assumed,
              double out[ENT_PARAMETERS])
{
    for (uint32_t i = 0; i < ENT_PARAMETERS; i++) {
        const ent_prior *prior = &rule->priors[i];
        ent_key          key = {seed, prior->basis == ENT_BASIS_ESTIMATED ? estimated : assumed,
                                ENT_PROCESS_PARAMETERS, 0, i};

        out[i] = prior->held ? prior->mean : prior->mean + prior->sd * ent_random_normal(&key, 0);
    }
    ent_rule_settle(rule, out);
}

void
ent_rule_settle(const ent_rule *rule, double parameters[ENT_PARAMETERS])
{
    for (size_t i = 0; i < rule->shift_count; i++) {
        const ent_shift *shift = &rule->shifts[i];

        parameters[shift->rate] -= shift->amount * parameters[shift->effect];
    }
}
