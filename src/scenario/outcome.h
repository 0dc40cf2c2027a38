/*
 * outcome.h - what is counted: its probability in the world of a run, and what the record says
 *
 * Stage: scenario.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_OUTCOME_H
#define ENT_SCENARIO_OUTCOME_H

#include "scenario/issue.h"
#include "scenario/scenario.h"

/**
 * Probability of an outcome, given the shocks of a run up to this year and its parameters.
 *
 * @param index   of the outcome in its scenario
 * @param pair    of its a and b
 * @param a,b,c   its states in the world
 * Cost: of frustration and blocs 2^(n - 1) n for n states, else O(1).  A bargain is valued by
 * ent_issue_beyond(): here it is missing.
 */
double ent_outcome_value(const ent_outcome *outcome, size_t index, const ent_pair *pair, int a,
                         int b, int c, const ent_world *world);

enum { ENT_OUTCOME_MOST_PAIRS = ENT_OUTCOME_MOST_STATES * (ENT_OUTCOME_MOST_STATES - 1) / 2 };

/** The pairs of states that must be followed beside a and b; returns how many. */
size_t ent_outcome_pairs(const ent_outcome *outcome, ent_state out[ENT_OUTCOME_MOST_PAIRS][2]);

/**
 * Whether an outcome can happen in a world at its start, and a warning for what is not known of it.
 *
 * @return ENT_OK; ENT_E_INPUT, saying why it cannot
 */
ENT_MUST_CHECK ent_status ent_outcome_check(ent_ctx *ctx, const ent_scenario *scenario,
                                            const ent_outcome *outcome, const ent_pair *pair,
                                            const ent_world *world);

/** The rates whose reference class is an outcome's, of rivals or of others; how many: 0 to 2. */
size_t ent_outcome_references(ent_outcome_kind kind, bool rivals, ent_parameter out[2]);

/** The chance that the base rate of an outcome makes it within some years; NaN without one. */
double ent_outcome_base_rate(const ent_outcome_result *result, int elapsed);

/** Whether an outcome is of a network of states: a, b and those with them. */
bool ent_outcome_is_of_network(ent_outcome_kind kind);

/** The states of an outcome of a network; returns how many. */
size_t ent_outcome_states(const ent_outcome *outcome, ent_state out[ENT_OUTCOME_MOST_STATES]);

/** Least number of ties to be changed so that a signed network falls into two hostile sides. */
int ent_frustration_of(size_t n, const signed char *signs);

/** Whether a share of the variance from assumed sizes is most of it. */
bool ent_share_is_assumed(double share);

enum { ENT_OUTCOME_WORDS = 64 /* bytes */ };

/** A year's probability in words; a range of them where most of it is assumed. */
void ent_outcome_words(const ent_outcome_year *year, char out[ENT_OUTCOME_WORDS]);

#endif
