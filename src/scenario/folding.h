/*
 * folding.h - what reading interventions and outcomes shares: states, words, places, choices
 *
 * Stage: scenario.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_FOLDING_H
#define ENT_SCENARIO_FOLDING_H

#include "base/yaml.h"
#include "scenario/scenario.h"

/** A scenario that is being folded together from the files of its chain. */
typedef struct ent_folding {
    ent_ctx         *ctx;
    const ent_codes *codes;
    ent_scenario    *scenario;
    const char      *path;               /**< of the file at work */
    ent_span         last_day;           /**< of the base: the system that the runs start from */
    size_t           first_intervention; /**< of the file at work */
    size_t           intervention_capacity, outcome_capacity, issue_capacity;
    size_t           move; /**< number of the move that is folded in, from 1; 0: of the scenario */
} ent_folding;

/** A state that exists on the base date; an error stands at the node. */
ENT_MUST_CHECK ent_status ent_folding_state(ent_folding *f, const ent_yaml_node *node,
                                            const char *id, ent_state *out);
/** The same of a key; ENT_NO_STATE where it is not there and need not be. */
ENT_MUST_CHECK ent_status ent_folding_read_state(ent_folding *f, const ent_yaml_node *map,
                                                 const char *key, bool required, ent_state *out);
/** A list of different states, in the arena of the scenario; NULL for an empty one. */
ENT_MUST_CHECK ent_status ent_folding_states(ent_folding *f, const ent_yaml_node *list, size_t most,
                                             const ent_state **out, size_t *out_count);
/** A list of words, likewise. */
ENT_MUST_CHECK ent_status ent_folding_texts(ent_folding *f, const ent_yaml_node *list,
                                            const char *const **out, size_t *out_count);
/** Where a node stands, for what only a record can tell to be wrong with it. */
ENT_MUST_CHECK ent_status ent_folding_place(ent_folding *f, const ent_yaml_node *node,
                                            const char **out);
/** Which of the choices it is; `otherwise` where there is none. */
int ent_folding_choice(const ent_yaml_node *node, const char *const *choices, int otherwise);

#endif
