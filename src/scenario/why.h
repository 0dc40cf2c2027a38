/*
 * why.h - the terms of the log-odds by which the rule moves what an outcome asks about
 *
 * Stage: scenario.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_WHY_H
#define ENT_SCENARIO_WHY_H

#include "model/rule/world.h"
#include "scenario/scenario.h"

enum { ENT_WHY_TERMS = 8 };

typedef struct ent_why_term {
    const char *move;  /**< "pact begins" */
    const char *name;  /**< "closeness" */
    double      value; /**< in log-odds of that move in the year */
} ent_why_term;

/** What a pair was before its move. */
typedef struct ent_why_before {
    double      level;   /**< the mean over the levels that it may have */
    ent_footing footing; /**< likewise, of what levels add to its moves */
    bool        great;   /**< both are permanent members */
    bool        allied;  /**< bound beyond non-aggression at the base date */
} ent_why_before;

ent_why_before ent_why_before_of(const ent_pair *pair, const double *parameters);

/**
 * The terms whose sum is the log-odds of the move that an outcome asks about.
 *
 * @param drift  what moved the pair in the year
 * @param before what it was
 * @return how many; 0 for an outcome that no single move makes
 */
size_t ent_why_terms(ent_outcome_kind outcome, const ent_drift *drift, const double *parameters,
                     const ent_why_before *before, ent_why_term out[ENT_WHY_TERMS]);

#endif
