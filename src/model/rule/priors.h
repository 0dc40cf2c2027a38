/*
 * priors.h - the parameters of the rule: what they are called and believed
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_RULE_PRIORS_H
#define ENT_MODEL_RULE_PRIORS_H

#include "model/rule/count.h"

/** Priors of all parameters: rates from the counts, effects as they are assumed. */
void ent_rule_fill(const ent_rule_counts *counts, ent_prior priors[ENT_PARAMETERS]);

/** The words of a rule whose rates are all estimated, beside numbers that mean nothing. */
void ent_rule_words(ent_rule *out);

#endif
