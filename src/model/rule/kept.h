/*
 * kept.h - a rule as a store keeps it
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_RULE_KEPT_H
#define ENT_MODEL_RULE_KEPT_H

#include "base/bits.h"
#include "entente/model.h"

/** Add a rule, to the bit; false where one of its words is not this program's own. */
bool ent_rule_print(const ent_rule *rule, ent_text *out);

/** The next rule; its words are this program's.  False for what is none. */
bool ent_rule_read(ent_bits *from, ent_rule *out);

#endif
