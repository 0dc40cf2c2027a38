/*
 * scenario.h - a scenario as the runs need it
 *
 * Stage: scenario.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_SCENARIO_H
#define ENT_SCENARIO_SCENARIO_H

#include "base/arena.h"
#include "entente/scenario.h"
#include "model/world.h"

typedef enum ent_intervention_kind {
    ENT_INTERVENTION_DISPUTE,
    ENT_INTERVENTION_SANCTION,
    ENT_INTERVENTION_RIVALRY,
    ENT_INTERVENTION_RAPPROCHEMENT,
    ENT_INTERVENTION_TREATY,
    ENT_INTERVENTION_COOPERATION,
    ENT_INTERVENTION_CAPABILITY
} ent_intervention_kind;

typedef struct ent_intervention {
    ent_intervention_kind kind;
    int                   year;
    ent_state             a, b;
    bool                  ends;   /**< of sanction, rivalry, treaty */
    int                   years;  /**< how long a dispute lasts */
    int                   level;  /**< of cooperation */
    double                amount; /**< number of sanctions; factor of a capability */
    ent_basis             basis;
    double      size, sd; /**< of the strength: normal, or uniform on 0..2 size if assumed */
    const char *shown;
} ent_intervention;

struct ent_scenario {
    ent_arena         arena;
    const char       *name, *title, *about, *file;
    ent_span          base;
    int               horizon;
    uint64_t          runs;
    ent_outcome      *outcomes;
    size_t            outcome_count;
    ent_intervention *interventions; /**< those of the root first */
    size_t            intervention_count;
    size_t            root_interventions; /**< how many of them the root scenario has */
    bool              is_root;
    char              root_digest[65];     /**< of the bytes of the root */
    char              outcomes_digest[65]; /**< of the file whose outcomes these are */
    char              digest[65];          /**< of all files */
};

/** Change the world by an intervention of a given strength (1: as written). */
void ent_intervention_apply(const ent_intervention *intervention, double strength,
                            ent_world *world);

/** The strength of an intervention in one draw of the assumed sizes. */
double ent_intervention_strength(const ent_intervention *intervention, size_t index, uint64_t seed,
                                 uint32_t estimated, uint32_t assumed);

#endif
