/*
 * great_power.h - whose treaties, disputes and upheavals the rule is counted from
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_RULE_GREAT_POWER_H
#define ENT_MODEL_RULE_GREAT_POWER_H

#include <stdbool.h>

enum { ENT_GREAT_POWERS = 5 };

/** A permanent member, and the office that leads its foreign policy where nobody is known to rule
 *  beside it. */
typedef struct ent_great_power {
    const char *id, *office;
} ent_great_power;

/** The permanent members of the Security Council: the record holds all their treaties since 1945.
 */
extern const ent_great_power ENT_GREAT_POWER[ENT_GREAT_POWERS];

/** Whether a state, by its id, is one of them. */
bool ent_is_great_power(const char *id);

#endif
