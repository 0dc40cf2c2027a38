/*
 * model.h - the rule by which the system changes from year to year
 *
 * Stage: model.  Never opens the store.  The first formation rule, in five
 * lines, for each followed dyad of states and each year:
 *
 *     x           = sum over k of w_k sqrt(p_ki p_kj)                 common pressure
 *     logit P(level rises by 1)         = up   + common x - enmity h
 *     logit P(level falls by 1)         = down - common x + enmity h
 *     logit P(defence obligation begins) = pact + close (level - 4) + common x
 *     P(it ends), P(dispute between rivals) = logistic(end), logistic(dispute)
 *
 * In a run the disputes are drawn; given them, the probabilities of a dyad's
 * levels and obligations follow exactly.
 *
 * p_ki is the pressure of k on i: the mean of rivalry (0 or 1), a dispute of
 * hostility 4 or 5 in the last five years (0 or 1), and sanctions in force
 * (min(1, number / 3)).  w_k is the power of k over that of the strongest
 * state.  h is 1 when the two are adversaries themselves.  up, down, pact,
 * end and dispute are estimated from the record; common, enmity and close are
 * assumed: priors that include 0.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_MODEL_H
#define ENTENTE_MODEL_H

#include "entente/measure.h"

typedef enum ent_parameter {
    ENT_PARAMETER_UP,
    ENT_PARAMETER_DOWN,
    ENT_PARAMETER_PACT,
    ENT_PARAMETER_END,
    ENT_PARAMETER_DISPUTE,
    ENT_PARAMETER_COMMON,
    ENT_PARAMETER_ENMITY,
    ENT_PARAMETER_CLOSE,
    ENT_PARAMETERS
} ent_parameter;

typedef enum ent_basis { ENT_BASIS_ESTIMATED, ENT_BASIS_LITERATURE, ENT_BASIS_ASSUMED } ent_basis;

/** A parameter's distribution: normal on the scale of log-odds. */
typedef struct ent_prior {
    const char *name;
    double      mean, sd;
    ent_basis   basis;
    uint64_t    events,
        trials; /**< of an estimated rate: mean = logit((events + 1/2) / (trials + 1)) */
    const char *reference_class; /**< "years of followed dyads, 1950-2025" */
} ent_prior;

enum { ENT_RULE_FIRST_YEAR = 1946 }; /**< from which the record counts for the rule */

typedef struct ent_rule {
    ent_prior priors[ENT_PARAMETERS];
} ent_rule;

/**
 * The rule with its rates estimated from the record up to a day.
 *
 *     mean = log((k + 1/2) / (n - k + 1/2)),  sd = sqrt(1 / (k + 1/2) + 1 / (n - k + 1/2))
 *
 * from k events in n trials (Haldane 1956; Gart and Zweifel 1967, Biometrika
 * 54:181-187).  A rate that never occurred stays possible.
 *
 * @param before nothing of this day or later is counted
 * @return ENT_OK, ENT_E_NOMEM, ENT_E_CANCELLED
 */
ENT_MUST_CHECK ent_status ent_rule_estimate(ent_ctx *ctx, const ent_record *record, ent_day before,
                                            ent_rule *out);

/** The same from the years since `first` (ENT_RULE_FIRST_YEAR or later) alone: the rates of a period. */
ENT_MUST_CHECK ent_status ent_rule_estimate_from(ent_ctx *ctx, const ent_record *record, int first,
                                                 ent_day before, ent_rule *out);

const char *ent_basis_name(ent_basis basis); /**< "estimated", "literature", "assumed" */

#endif
