/*
 * model.h - the rule by which the system changes from year to year
 *
 * Stage: model.  Never opens the store.  The formation rule, for each followed dyad of states and
 * each year:
 *
 *     x                           = sum over k of w_k sqrt(p_ki p_kj)          common pressure
 *     c                           = sum over parts of common_part x_part - burden b + pull
 *     logit P(level rises)        = up    + c - enmity h + allied d + up_l + again g + loose u
 *     logit P(it is not kept up)  = lapse - c + enmity h - allied d + lapse_l + stale s + loose u
 *     logit P(peace warmer)       = warmer + c' - strain f + loose u
 *     logit P(peace colder)       = colder - c' + strain f + loose u
 *     logit P(obligation begins)  = pact or bond + c" + close l
 *     logit P(it ends)            = end or unbond + loose u
 *     P(a move past level l goes on) = logistic(leap_l), logistic(slip_l)
 *     P(one of peace goes on)        = logistic(leap_peace), logistic(slip_peace)
 *     P(dispute between rivals), P(between others)  = logistic(dispute), logistic(clash)
 *     P(sanction of a rival), P(one ends)           = logistic(sanction), logistic(lift)
 *     P(two great powers become rivals), P(no more) = logistic(rival), logistic(reconcile)
 *     P(war of a great power), P(it ends)           = logistic(war), logistic(truce)
 *     P(a leader goes), P(a regime changes)         = logistic(leader), logistic(regime)
 *
 * x_part is what of x is by rivals, by force, by sanctions and by what interventions add: of each k
 * by the mean share of the part in p_ki and in p_kj.  c' and c" have common x in the place of their
 * sum, and the parameters for peace and for ties in place of common and burden.  In a run the
 * shocks are drawn; given them, the probabilities of a dyad's levels, obligations and grades follow
 * exactly.
 *
 * p_ki is the pressure of k on i: a third each of rivalry (0 or 1), a dispute
 * of hostility 4 or 5 in the last five years (0 or 1), sanctions in force
 * (min(1, number / 3)) and what interventions add (deployments and the like),
 * at most 1.  w_k is the power of k over that of the strongest state.  b is the
 * sum over the two of log(1 + years at war without a break) with others than
 * each other, h is 1 when the two are adversaries themselves, f the force
 * between them that is remembered, l the level of the year before, u the
 * upheavals in the two states in the year, less those of an average year.
 *
 * A level is what the acts of the last five years bear out.  One that does not
 * rise is kept up in a year, by an act that bears it out, or it is not; after
 * five years of none it falls to what lesser acts bear out, each of which is a
 * year older than the newest with probability logistic(worn), and so on.  That
 * of two who turn adversaries falls at once with probability logistic(broken),
 * for arms and troops on an adversary's soil are no cooperation.  s is
 * 1 where the newest act is not of the year before, g where a level of 0 was
 * higher once, d where the two were bound beyond non-aggression at the start
 * (in a run, at its base date).  Dyads of two permanent members of the Security
 * Council have up and lapse, others up_one and lapse_one.
 *
 * Rates are estimated from the record, or held fixed where it holds nothing of
 * them; effects are estimated where it has moves enough, else assumed: priors
 * that include 0 (entente-scenario(5)).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_MODEL_H
#define ENTENTE_MODEL_H

#include "entente/measure.h"

typedef enum ent_parameter {
    ENT_PARAMETER_UP,
    ENT_PARAMETER_LAPSE, /**< a level is not kept up in a year: a rate */
    ENT_PARAMETER_PACT,
    ENT_PARAMETER_END,
    ENT_PARAMETER_DISPUTE,
    ENT_PARAMETER_COMMON_RIVALRY, /**< of common pressure by rivals, on moves of the level */
    ENT_PARAMETER_ENMITY,
    ENT_PARAMETER_CLOSE,
    ENT_PARAMETER_LEADER,       /**< a leader goes in a year: a rate */
    ENT_PARAMETER_REGIME,       /**< a regime changes in a year: a rate */
    ENT_PARAMETER_SANCTION,     /**< a rival puts a sanction on the other in a year: a rate */
    ENT_PARAMETER_LOOSE,        /**< log-odds by which an upheaval makes moves and ends likelier */
    ENT_PARAMETER_BOND,         /**< an obligation short of defence begins in a year: a rate */
    ENT_PARAMETER_UNBOND,       /**< one ends: a rate */
    ENT_PARAMETER_WARMER,       /**< a grade up the peace scale in a year: a rate */
    ENT_PARAMETER_COLDER,       /**< a grade down: a rate */
    ENT_PARAMETER_STRAIN,       /**< log-odds by which force between two makes them colder */
    ENT_PARAMETER_CLASH,        /**< a dispute of two who are no rivals begins in a year: a rate */
    ENT_PARAMETER_SWAY,         /**< logarithm of the yearly change of agreement in votes */
    ENT_PARAMETER_COMMON_PEACE, /**< of common pressure on moves of the peace scale      */
    ENT_PARAMETER_COMMON_TIES,  /**< on the beginning of obligations                     */
    ENT_PARAMETER_BURDEN,       /**< of wars of the two with others, against closer levels */
    ENT_PARAMETER_BURDEN_PEACE, /**< against warmer peace                                */
    ENT_PARAMETER_BURDEN_TIES,  /**< against obligations                                 */
    ENT_PARAMETER_RIVAL,        /**< two become rivals in a year: a rate                 */
    ENT_PARAMETER_RECONCILE,    /**< a rivalry ends: a rate                              */
    ENT_PARAMETER_LIFT,         /**< a sanction ends: a rate                             */
    ENT_PARAMETER_WAR,          /**< a state goes to war: a rate                         */
    ENT_PARAMETER_TRUCE,        /**< its wars end: a rate                                */
    ENT_PARAMETER_LEAP_PEACE,   /**< a grade that grew warmer grows so once more         */
    ENT_PARAMETER_SLIP_PEACE,   /**< one that grew colder grows so once more             */
    ENT_PARAMETER_COMMON_FORCE, /**< of common pressure by force, on moves of the level  */
    ENT_PARAMETER_COMMON_SANCTIONS, /**< by sanctions                                    */
    ENT_PARAMETER_COMMON_PRESENCE,  /**< by what interventions add                       */
    ENT_PARAMETER_EASE,   /**< share of two rivals' pressure on each other that is gone after they
                               ended it: no log-odds, the size of a rapprochement */
    ENT_PARAMETER_UP_ONE, /**< up and lapse of pairs of which not both are permanent members: */
    ENT_PARAMETER_LAPSE_ONE,       /**< rates                                               */
    ENT_PARAMETER_ALLIED,          /**< of obligations at the start, for higher levels      */
    ENT_PARAMETER_AGAIN,           /**< of a level above 0 once, on a rise from 0           */
    ENT_PARAMETER_UP_WORDS,        /**< of levels 1 and 2 on a rise, beside level 0         */
    ENT_PARAMETER_UP_ARMS,         /**< of level 3                                          */
    ENT_PARAMETER_UP_EXERCISES,    /**< of levels 4 and 5                             */
    ENT_PARAMETER_UP_BASES,        /**< of levels 6 and 7                             */
    ENT_PARAMETER_LAPSE_WORDS,     /**< the same on a lapse, beside level 3           */
    ENT_PARAMETER_LAPSE_EXERCISES, /**< of levels 4 and 5                             */
    ENT_PARAMETER_LAPSE_BASES,     /**< of levels 6 and 7                             */
    ENT_PARAMETER_STALE,           /**< of a year that did not keep it up, on a lapse */
    ENT_PARAMETER_BROKEN, /**< the level of two who turn adversaries falls in that year: a rate */
    ENT_PARAMETER_WORN,   /**< what a fall leaves is a year older still: a rate */
    ENT_PARAMETER_LEAP_1, /**< a rise that reached level 1 goes on: a rate; then of 2 to 6 */
    ENT_PARAMETER_LEAP_6 = ENT_PARAMETER_LEAP_1 + 5,
    ENT_PARAMETER_SLIP_1, /**< a fall that reached it does; then of 2 to 6 */
    ENT_PARAMETER_SLIP_6 = ENT_PARAMETER_SLIP_1 + 5,
    ENT_PARAMETERS
} ent_parameter;

typedef enum ent_basis { ENT_BASIS_ESTIMATED, ENT_BASIS_LITERATURE, ENT_BASIS_ASSUMED } ent_basis;

/** What becomes of an effect under a check (DESIGN 3.9), as in entente/graded.h. */
typedef enum ent_holding {
    ENT_HOLDING_NONE,     /**< not asked */
    ENT_HOLDING_HOLDS,    /**< the same sign, and its 95 percent interval is without 0 */
    ENT_HOLDING_WEAKER,   /**< the same sign */
    ENT_HOLDING_REVERSED, /**< the other sign */
    ENT_HOLDING_UNTOLD    /**< not identified */
} ent_holding;

/**
 * The checks: with the mean of each covariate over the years of the dyad beside it; with covariates
 * of five years earlier; without third states that came to press on both within a year.
 */
typedef enum ent_rule_check {
    ENT_RULE_CHECK_DYADS,
    ENT_RULE_CHECK_LAG,
    ENT_RULE_CHECK_APART,
    ENT_RULE_CHECKS
} ent_rule_check;

/** A parameter's distribution: normal on the scale of log-odds. */
typedef struct ent_prior {
    const char *name;
    double      mean, sd;
    ent_basis   basis;
    uint64_t events, trials; /**< of an estimated rate: mean = logit((events + 1/2) / (trials + 1)),
                                but for those that effects add to: moved so that over their dyads,
                                and all draws, the rule expects so many */
    const char *reference_class; /**< "years of followed dyads, 1950-2025" */
    bool        held; /**< the record holds nothing to estimate it from: held fixed, at no effect
                           (a rate of 0: its mean is minus infinity) */
    ent_holding checks[ENT_RULE_CHECKS]; /**< of an effect that was estimated: where one reverses
                           it, it is assumed, with its estimate as mean and an interval with 0 */
} ent_prior;

/** What the dyads that a rate was counted in have of an effect on average: with its sign. */
typedef struct ent_shift {
    ent_parameter rate, effect;
    double        amount;
} ent_shift;

enum { ENT_RULE_MOST_SHIFTS = 96, ENT_RULE_MOST_SPANS = 4 };

typedef struct ent_rule {
    ent_prior priors[ENT_PARAMETERS];
    ent_shift shifts[ENT_RULE_MOST_SHIFTS]; /**< a rate is the log-odds at these averages */
    size_t    shift_count;
} ent_rule;

/** Years that a rule is estimated from: `first` to the last whole year before a day. */
typedef struct ent_rule_span {
    int     first; /**< 1946 or later */
    ent_day before;
} ent_rule_span;

/**
 * The rule with its rates estimated from the record up to a day: of the permanent members of the
 * Security Council since 1946, the great powers whose dyads the record follows.
 *
 *     mean = log((k + 1/2) / (n - k + 1/2)),  sd = sqrt(1 / (k + 1/2) + 1 / (n - k + 1/2))
 *
 * from k events in n trials (Haldane 1956; Gart and Zweifel 1967, Biometrika
 * 54:181-187).  A rate that never occurred stays possible.  `loose` is the log of the odds ratio of
 * a move of the level in years with an upheaval to years without, each count with 1/2 added, and
 * its standard error; `sway` the log of the root mean square of yearly changes of agreement, with
 * 1 / sqrt(2 n).
 *
 * @param before nothing of this day or later is counted
 * @return ENT_OK, ENT_E_NOMEM, ENT_E_CANCELLED
 */
ENT_MUST_CHECK ent_status ent_rule_estimate(ent_ctx *ctx, const ent_record *record, ent_day before,
                                            ent_rule *out);

/**
 * The same for several spans of years.  What the first span tells and another does not is that of
 * the first.
 *
 * @param spans the first of which contains the others
 * @param count 1 to ENT_RULE_MOST_SPANS
 * @param out   one for each; written only on ENT_OK
 */
ENT_MUST_CHECK ent_status ent_rule_estimate_spans(ent_ctx *ctx, const ent_record *record,
                                                  const ent_rule_span *spans, size_t count,
                                                  ent_rule *out);

const char *ent_basis_name(ent_basis basis); /**< "estimated", "literature", "assumed" */

/** "holds", "weaker", "reversed", "not identified"; "" for none. */
const char *ent_holding_name(ent_holding holding);

#endif
