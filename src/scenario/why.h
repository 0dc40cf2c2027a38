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

/**
 * The terms whose sum is the log-odds of the move that an outcome asks about.
 *
 * @param drift what moved the pair in the year
 * @param level of the pair before its move
 * @return how many; 0 for an outcome that no single move makes
 */
size_t ent_why_terms(ent_outcome_kind outcome, const ent_drift *drift, const double *parameters,
                     double level, ent_why_term out[ENT_WHY_TERMS]);

#endif
