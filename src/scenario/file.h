/*
 * file.h - reading a scenario file: the fields of its parts, and how each is folded in
 *
 * Stage: scenario.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_FILE_H
#define ENT_SCENARIO_FILE_H

#include "scenario/folding.h"

enum { ENT_MOVE_KEYS = 3 /* that an intervention has not */ };

extern const ent_yaml_field ent_move_fields[], ent_outcome_fields[];

/** The words for the grades of the peace scale, the lowest first; NULL-terminated. */
extern const char *const ent_grade_words[];

/** Check one intervention, or one outcome, and add it to the scenario. */
ENT_MUST_CHECK ent_status ent_folding_intervention(ent_folding *f, const ent_yaml_node *map);
ENT_MUST_CHECK ent_status ent_folding_outcome(ent_folding *f, const ent_yaml_node *map);

#endif
