/*
 * forming.h - obligations of followed pairs by a fitted model of ties, in the place of the rule
 *
 * Stage: model.
 *
 * A model of ties gives, for each draw of its parameters and each year ahead, the probability p
 * with which one of the two takes up (or gives up) the obligation when he has the choice, averaged
 * over simulated networks, the rate r of choices, and the probability that a larger treaty comes to
 * bind the two (entente/fit.h).  In a run
 *
 *     odds of p   times exp(sum over effects k of theta_k (w_k in the run - w_k at its start) +
 * pull) P(begins)   = 1 - exp(-2 r p) (1 - P(joined)) P(ends)     = 1 - exp(-2 r q), the odds of q
 * divided by the same, and times exp(loose u)
 *
 * over the covariates that a run moves (ent_forming_covariates()); other states are as in the
 * simulated networks.  Of obligations of any kind the share of defence is that of the rule's rates.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_TIES_FORMING_H
#define ENT_MODEL_TIES_FORMING_H

#include "entente/fit.h"
#include "model/rule/world.h"

enum { ENT_FORMING_MOST = 40 /* effects */ };

/** One draw of a model, as a run needs it. */
typedef struct ent_forming {
    const ent_tie_hazard *hazards; /**< [year ahead][pair of the world] */
    size_t                years, pairs;
    double                rate; /**< of choices a year */
    bool                  any;  /**< obligations of any kind; false: of defence */
    size_t                effect_count;
    const char           *covariates[ENT_FORMING_MOST]; /**< those that runs move */
    double                theta[ENT_FORMING_MOST];
    const ent_world      *start; /**< the world that the run began with */
} ent_forming;

/** Probabilities of a year. */
typedef struct ent_formed {
    double pact, bond, end;
} ent_formed;

/** The names of the covariates that a run moves; NULL ends them. */
const char *const *ent_forming_covariates(void);

/** What the model says of a pair in the world's year, which is the one that begins. */
ent_formed ent_forming_of(const ent_forming *forming, const ent_world *world, const ent_pair *pair,
                          const double *parameters, const ent_drift *drift);

#endif
