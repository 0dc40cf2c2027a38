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
#include "entente/decide.h"
#include "entente/scenario.h"
#include "model/rule/world.h"
#include "scenario/body.h"

typedef enum ent_intervention_kind {
    ENT_INTERVENTION_DISPUTE,
    ENT_INTERVENTION_SANCTION,
    ENT_INTERVENTION_RIVALRY,
    ENT_INTERVENTION_RAPPROCHEMENT,
    ENT_INTERVENTION_TREATY,
    ENT_INTERVENTION_COOPERATION,
    ENT_INTERVENTION_CAPABILITY,
    ENT_INTERVENTION_WAR,
    ENT_INTERVENTION_DEFEAT,
    ENT_INTERVENTION_LEADER,
    ENT_INTERVENTION_REGIME,
    ENT_INTERVENTION_EXERCISE,
    ENT_INTERVENTION_PATROL,
    ENT_INTERVENTION_ARMS,
    ENT_INTERVENTION_BASING,
    ENT_INTERVENTION_MISSILES,
    ENT_INTERVENTION_TRADE,
    ENT_INTERVENTION_INSTITUTION,
    ENT_INTERVENTION_KINDS
} ent_intervention_kind;

/** What an intervention can change in the state of a run. */
typedef enum ent_variable {
    ENT_VARIABLE_FORCE,       /**< force between a and b, in each year and remembered */
    ENT_VARIABLE_SANCTIONS,   /**< number of sanctions of a on b                      */
    ENT_VARIABLE_RIVALRY,     /**< of a and b, 0 to 1                                 */
    ENT_VARIABLE_EASE,        /**< share of the tension of a and b that goes          */
    ENT_VARIABLE_PRESENCE,    /**< what else of a presses on b; 1 weighs as a rivalry */
    ENT_VARIABLE_PULL,        /**< log-odds by which a and b draw together            */
    ENT_VARIABLE_UNREST,      /**< upheavals in a; 1: as a new leader                 */
    ENT_VARIABLE_WEIGHT,      /**< factor of the power of a                           */
    ENT_VARIABLE_PACT,        /**< a defence obligation of a and b holds (1) or not   */
    ENT_VARIABLE_BOND,        /**< the same of obligations short of defence           */
    ENT_VARIABLE_LEVEL,       /**< cooperation level of a and b                       */
    ENT_VARIABLE_LEAST_LEVEL, /**< the least that it is from now on                   */
    ENT_VARIABLE_GRADE,       /**< grade of the peace scale of a and b                */
    ENT_VARIABLE_WARMER       /**< probability of a grade up                          */
} ent_variable;

/** One change of a variable, in proportion to the strength of its intervention. */
typedef struct ent_effect {
    ent_variable variable;
    ent_state    a, b;
    double       amount;    /**< at strength 1 */
    double       half_life; /**< years in which half of it goes; 0: it lasts; below 0: a year */
} ent_effect;

/** What an intervention does to a body. */
typedef enum ent_body_verb {
    ENT_BODY_FOUNDED, /**< a and those with it are its members */
    ENT_BODY_JOINED,  /**< they join it                        */
    ENT_BODY_LEFT,    /**< they leave it                       */
    ENT_BODY_RULED    /**< its rule or its commitment changes  */
} ent_body_verb;

typedef struct ent_body_change {
    const char        *institution; /**< NULL: none */
    ent_body_verb      verb;
    bool               commits; /**< its commitment changes */
    ent_commitment     commitment;
    ent_reform         reform; /**< of its rule */
    unsigned           bit;    /**< of what it would pass */
    bool               asked;  /**< an outcome asks what it would pass */
    const ent_passing *passing;
} ent_body_change;

enum { ENT_SCENARIO_MOST_WITH = 16 }; /**< states that a list of an intervention may name */

typedef struct ent_intervention {
    size_t                move; /**< number of the move of a game that it is; 0: of the scenario */
    ent_intervention_kind kind;
    int                   year;
    double           share; /**< of its first year that is left from its day on, above 0 to 1 */
    ent_day          day;
    ent_state        a, b;
    ent_state        to;   /**< whom a regime or trade turns to, or ENT_NO_STATE */
    const ent_state *with; /**< others that act with a */
    size_t           with_count;
    ent_state        against; /**< whom an exercise, patrol, base is against, or ENT_NO_STATE */
    bool             ends;    /**< of sanction, rivalry, treaty, missiles, basing, trade */
    int              years;   /**< how long a dispute lasts */
    int              level;   /**< of cooperation; hostility of a dispute */
    unsigned         obligation, into; /**< flags of a treaty; into: 0 unless it changes */
    double           amount;    /**< number of sanctions; factor of a capability; share of trade */
    double           half_life; /**< 0: of its kind */
    ent_body_change  body;
    ent_basis        basis;
    bool             by_record; /**< its size is that of the rule's parameter, times `size` */
    double           size, sd;  /**< of the strength: normal, or uniform on 0..2 size if assumed */
    const char      *source;    /**< of the event or the size; NULL */
    const char      *shown;
    const char      *place;   /**< "mine.yaml:5:5": where a file states it */
    ent_effect      *effects; /**< what it changes: ent_intervention_plan(), and of bodies
                                   ent_scenario_settle() */
    size_t effect_count;
} ent_intervention;

struct ent_scenario {
    ent_arena         arena;
    const char       *name, *title, *about, *file;
    const char       *root_name;
    const char       *formation; /**< model of ties that obligations follow; NULL: the rule */
    unsigned          formation_detail; /**< what that needs of the record */
    ent_span          base;
    const char       *base_place; /**< "mine.yaml:3:7": where its file states it */
    int               horizon;
    uint64_t          runs;
    ent_outcome      *outcomes;
    size_t            outcome_count;
    ent_intervention *interventions; /**< those of the root first, each by day */
    size_t            intervention_count;
    size_t            root_interventions; /**< how many of them the root scenario has */
    bool              is_root;
    ent_issue       **issues; /**< bargains that its outcomes, or those it replaced, ask about */
    size_t            issue_count;
    ent_passing       passing;             /**< what bodies would pass; no values: nobody asks */
    char              root_digest[65];     /**< of the bytes of the root */
    char              outcomes_digest[65]; /**< of the file whose outcomes these are */
    char              digest[65];          /**< of all files */
};

/** What stands in the table of kinds, which the manual repeats. */
typedef struct ent_intervention_rule {
    const char *name;   /**< in files */
    ent_basis   basis;  /**< of its size unless a file says otherwise */
    const char *source; /**< of a basis that is not assumed; NULL */
    const char *help;   /**< what it changes, by how much, for how long */
} ent_intervention_rule;

const ent_intervention_rule *ent_intervention_rule_of(ent_intervention_kind kind);

/** Whether a, b and those with them do it with each other, and not a and those with it to b. */
bool ent_intervention_is_joint(ent_intervention_kind kind);

/**
 * Lay out what an intervention changes: the effects of its kind, in the arena.
 *
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_intervention_plan(ent_ctx *ctx, ent_arena *arena,
                                                ent_intervention *intervention);

/** Whether it changes something in the world of this year: from its own on, while it fades. */
bool ent_intervention_acts(const ent_intervention *intervention, int year);

/** Whether something that it changes holds as written, whatever its strength. */
bool ent_intervention_sets(const ent_intervention *intervention);

/**
 * Change the world, which stands at the end of the year before, by what an intervention of a given
 * strength (1: as written) changes in the next.
 */
void ent_intervention_apply(const ent_intervention *intervention, double strength,
                            ent_world *world);

/**
 * What a scenario takes from the record beside its world, once: what changes of institutions do to
 * pairs, what bodies would pass, how states voted.
 *
 * @return ENT_OK; ENT_E_INPUT for what the record does not tell; ENT_E_NOTFOUND; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_scenario_settle(ent_ctx *ctx, const ent_record *record,
                                              ent_scenario *scenario);

/**
 * The members and the commitment of the body of an intervention, as those before it leave them.
 *
 * @param of_root only those of the root count
 */
ENT_MUST_CHECK ent_status ent_scenario_body(ent_ctx *ctx, const ent_codes *codes,
                                            const ent_scenario     *scenario,
                                            const ent_intervention *before, bool of_root,
                                            ent_body *out);

/** Tell a world of its start what the scenario's outcomes ask of it. */
void ent_scenario_arm_world(const ent_scenario *scenario, ent_world *world);

/** The strength of an intervention in one draw of the assumed sizes. */
double ent_intervention_strength(const ent_intervention *intervention, size_t index, uint64_t seed,
                                 uint32_t estimated, uint32_t assumed);

/** The word of a scenario file for a kind of outcome: "level_at_least". */
const char *ent_outcome_kind_name(ent_outcome_kind kind);

#endif
