/*
 * world.h - the state of one run: what the rule moves from year to year
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_RULE_WORLD_H
#define ENT_MODEL_RULE_WORLD_H

#include "base/random.h"
#include "entente/model.h"

enum { ENT_WORLD_MOST_STATES = 512, ENT_WORLD_MEMORY = 5 };

/** Cooperation levels 0 to 7, and what a defence obligation of a dyad is and was in a run. */
enum {
    ENT_LEVELS = 8,
    ENT_PACT_HOLDS = 1, /**< a defence obligation of one to the other */
    ENT_PACT_BEGAN = 2, /**< one began in a year of the run           */
    ENT_PACT_ENDED = 4, /**< one ended in a year of the run           */
    ENT_PACTS = 8       /**< all their unions                         */
};

/** What bears a level out: nothing (0), words (1, 2), arms (3), exercises and patrols (4, 5), bases
 * and common defence (6, 7). */
typedef enum ent_acts {
    ENT_ACTS_NONE,
    ENT_ACTS_WORDS,
    ENT_ACTS_ARMS,
    ENT_ACTS_EXERCISES,
    ENT_ACTS_BASES,
    ENT_ACTS_KINDS
} ent_acts;

ent_acts ent_acts_of(int level);

/** Grades of the peace scale: severe rivalry, lesser rivalry, negative peace, warm peace, security
 * community. */
enum { ENT_GRADES = 5 };

/**
 * One followed dyad; a and b index the world's states.  Given the disputes of
 * a run and its parameters, level and obligation move by a chain whose
 * probabilities are carried exactly: what need not be drawn adds no noise.
 */
typedef struct ent_pair {
    uint16_t a, b;
    bool     unknown;                       /**< the record holds no level: it begins at 0 */
    bool     great;                         /**< both are permanent members */
    bool     allied;                        /**< bound beyond non-aggression at the base date */
    bool     adversaries;                   /**< in the year before */
    bool     graded;                        /**< the peace scale speaks of it, not the rule */
    uint8_t  grade;                         /**< of the peace scale at the base date */
    double   pull;                          /**< log-odds by which an intervention draws together */
    double   chance[ENT_PACTS][ENT_LEVELS]; /**< of each state; they sum to 1 */
    double   held[ENT_LEVELS][ENT_WORLD_MEMORY]; /**< of each level by the years since the act that
                                      bears it out; of level 0 in the second place that it was
                                      higher once, in the first that it was not.  Given the level,
                                      which pacts go with which years is not kept */
    double bond[ENT_PACTS];   /**< of obligations short of defence; they sum to 1 */
    double peace[ENT_GRADES]; /**< of each grade of the peace scale; they sum to 1 */
    double draw;              /**< uniform of the year, where the world draws signs */
} ent_pair;

/**
 * What bodies would pass, for each outcome that asks and each set of the changes of a scenario:
 * values[outcome << bits | changes].
 */
typedef struct ent_passing {
    unsigned      bits;
    const double *values;
} ent_passing;

/** What two states do to each other: row a, column b is what a does to b. */
typedef struct ent_tension {
    float   rivalry;       /**< 0 to 1, symmetric                                     */
    float   sanctions;     /**< number in force, of a on b                            */
    float   force;         /**< strength 0 to 1 of a dispute of the record or the rule */
    float   imposed;       /**< the same of one that an intervention brought          */
    int16_t force_until;   /**< last year in which `force` is remembered              */
    int16_t imposed_until; /**< last year in which `imposed` is remembered            */
    double  dispute;       /**< probability that one has begun in the run, given its parameters */
    double  presence;  /**< deployments, cut trade and the like, of a on b; 1 weighs as a rivalry */
    bool    at_war;    /**< of the record, symmetric: it ends by the rule */
    int16_t war_until; /**< last year of a war that an intervention brought, symmetric */
} ent_tension;

/** What a state is in, beside what it does to others. */
typedef struct ent_stance {
    int16_t war_since; /**< first year of its wars without a break; 0: at peace */
    bool    campaign;  /**< a war that the rule brought, with somebody outside */
    bool    great;     /**< a permanent member: the rule brings it wars */
    bool    followed;  /**< of a followed pair */
} ent_stance;

typedef struct ent_world {
    int          year;
    size_t       state_count, pair_count;
    ent_state   *states;
    double      *weights;  /**< power over that of the strongest state */
    ent_tension *tensions; /**< state_count x state_count */
    ent_pair    *pairs;
    ent_stance  *stances;   /**< by state */
    double      *unrest;    /**< by state: log-odds that what it keeps up moves, of interventions */
    bool         unweighed; /**< the record holds no capabilities: the great powers weigh alike */
    bool         draws_signs; /**< each pair has a draw of its own a year, for its sign */
    double       sway;   /**< variance that the agreement of two states in votes has gathered */
    unsigned     bodies; /**< bit k: the k-th change of a body has happened */
    const ent_passing        *passing; /**< what bodies would pass; NULL: nobody asks; borrowed */
    const struct ent_forming *forming; /**< obligations by a model of ties; NULL: by the rule */
    const double *began; /**< the weights of the world that a run started from; NULL: this is it */
    ent_key       key;   /**< seed and run, of what is drawn to value an outcome */
    size_t
        clashing; /**< the first so many pairs may clash though they are no rivals: those counted */
    bool weaker;  /**< common pressure is the weaker of two, not their geometric mean */
} ent_world;

/**
 * The world of a system: the dyads that are followed, every state that puts
 * pressure on a state of one of them, and the great powers, who may come to.
 * No dyad moves another, so that those that nobody asks for are left out.
 *
 * @param record the system was made from; it knows when a remembered dispute ended
 * @param pairs  the dyads to follow; world.pairs stand in their order.  One whose cooperation
 *               level is missing starts at 0
 * @return ENT_OK; ENT_E_ARG for a state that is not in the system; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_world_create(ent_ctx *ctx, const ent_record *record,
                                           const ent_system *system, const ent_state (*pairs)[2],
                                           size_t pair_count, ent_world *out);
void                      ent_world_clear(ent_world *world);

/** A copy of the same shape, for one run; `to` was made by ent_world_like(). */
ENT_MUST_CHECK ent_status ent_world_like(ent_ctx *ctx, const ent_world *from, ent_world *out);
void                      ent_world_copy(const ent_world *from, ent_world *to);

/** Index of a state in the world, or -1. */
int ent_world_find(const ent_world *world, ent_state state);
/** The followed pair of two states, or NULL. */
ent_pair *ent_world_pair(const ent_world *world, ent_state a, ent_state b);
/** What a does to b. */
ent_tension *ent_world_tension(const ent_world *world, int a, int b);

/** Power of a state over what it was at the start of the run; 1 where nobody knows its power. */
double ent_world_growth(const ent_world *world, int state);

/** Pressure of a on b, 0 to 1. */
double ent_world_pressure(const ent_world *world, size_t a, size_t b);

/** Force between two states that is remembered in the world's year, 0 to 1. */
double ent_world_force(const ent_world *world, int a, int b);

/** Whether two states are at war with each other in the world's year. */
bool ent_world_at_war(const ent_world *world, size_t a, size_t b);

/**
 * What the wars of two states cost each other: the sum over both of log(1 + years at war without a
 * break), 0 for one that fights nobody but the other.
 */
double ent_world_burden(const ent_world *world, size_t a, size_t b);

/** Say since when states are at war, after wars began or ended; those of followed pairs. */
void ent_world_date_wars(ent_world *world);

/** What pressure is made of: what the record tells of three, and what interventions add. */
typedef enum ent_part {
    ENT_PART_RIVALRY,
    ENT_PART_FORCE,
    ENT_PART_SANCTIONS,
    ENT_PART_PRESENCE,
    ENT_PARTS
} ent_part;

/** Common pressure on two states. */
double ent_world_common_pressure(const ent_world *world, size_t a, size_t b);

/**
 * Common pressure, told apart by what it is made of: that of each third state by the mean share of
 * the part in its pressure on the one and in that on the other.  For the geometric mean that is
 * what Euler's theorem gives each part of a function that doubles where all of them double.
 *
 * @param apart NULL, or of k and i at k * state_count + i the year since which k presses on i: what
 *              came to both within a year of each other, after the first year, is left out
 * @param first the first year of `apart`
 * @param parts written; they sum to the common pressure
 * @return the common pressure
 */
double ent_world_common_parts(const ent_world *world, size_t a, size_t b, const int16_t *apart,
                              int first, double parts[ENT_PARTS]);

/**
 * Grade of the peace scale that a dyad has: the published level where there is one, else what the
 * other ties say (0 rivals with a dispute of hostility 4 or more in the last five years, 1 one of
 * the two, 3 a defence obligation or cooperation of level 4 and more, 2 none of them).
 *
 * @param published written: whether the scale speaks of it
 */
int ent_dyad_grade(const ent_dyad *dyad, bool *published);

/** Whether two are bound by an obligation beyond non-aggression. */
bool ent_dyad_is_allied(const ent_dyad *dyad);

/** Whether two states are adversaries in this world. */
bool ent_world_adversaries(const ent_world *world, int a, int b);

/** A pair of a known level, with or without a defence obligation, at negative peace and without
 * other obligations; none began or ended yet. */
void ent_pair_begin(ent_pair *pair, int level, bool defence);
/** The flags of an obligation after it began, or ended. */
unsigned ent_pact_after(unsigned pact, bool holds);
/** Let a defence obligation of a pair begin or end. */
void ent_pair_bind(ent_pair *pair, bool defence);
/** Let an obligation short of defence begin or end. */
void ent_pair_tie(ent_pair *pair, bool tied);
/** Set its level, borne out in the year. */
void ent_pair_set_level(ent_pair *pair, int level);
/** What lies below a level rises to it; what is at it is borne out in the year. */
void ent_pair_raise_level(ent_pair *pair, int level);
/** It is known to be in one state of level and pact: by when it was borne out stays unknown. */
void ent_pair_find(ent_pair *pair, int level, unsigned pact);
/** Set its grade of the peace scale. */
void ent_pair_set_grade(ent_pair *pair, int grade);
/** Let it rise by a grade with a probability. */
void ent_pair_raise_grade(ent_pair *pair, double probability);
/** Probability that a grade is at least this one; exactly 0 or 1 where nothing else is possible. */
double ent_pair_grade_share(const ent_pair *pair, int grade);
/** Probability that one of the flags is set of obligations of any kind. */
double ent_pair_bond_share(const ent_pair *pair, unsigned wanted);
/**
 * Probability that one of the flags `pact` (0: whatever they are) is set and the level is at least
 * `level`; exactly 0 or 1 where no other state is possible.
 */
double ent_pair_share(const ent_pair *pair, unsigned pact, int level);

/** What a pair's effects are told apart by. */
typedef enum ent_move { ENT_MOVE_LEVEL, ENT_MOVE_PEACE, ENT_MOVE_TIES, ENT_MOVES } ent_move;

/** What moves a pair in a year, in log-odds. */
typedef struct ent_drift {
    double pressure[ENT_MOVES]; /**< of the pressure that the two have in common */
    double burden[ENT_MOVES];   /**< of their wars with others, against */
    double pull;                /**< of what interventions made */
    double closer[ENT_MOVES];   /**< the three together */
    double enmity;              /**< of their being adversaries, against closer levels */
    double loose;               /**< of upheavals, either way */
    double strain;              /**< of the force between them, against warmer peace */
} ent_drift;

/** What a level adds to the log-odds of a rise and of a lapse, beside the rates of its class. */
typedef struct ent_footing {
    double rise, lapse;
} ent_footing;

/** Of a level, by the place of ent_pair.held that it is in. */
ent_footing ent_level_footing(const double *parameters, int level, size_t place);

/** The mean over what a pair may be: of a rise over all levels, of a lapse over those above 0. */
ent_footing ent_pair_footing(const ent_pair *pair, const double *parameters);

/** What moved a pair in the world's year, given the shocks of the run (seed and run of `key`). */
ent_drift ent_world_drift(const ent_world *world, const ent_pair *pair, const double *parameters,
                          ent_key key);

/**
 * Move the world to the next year. `key` carries seed and run: the shocks (disputes and sanctions
 * of rivals, leaders who go, regimes that change) are drawn, the pairs follow with their
 * probabilities.
 */
void ent_world_step(ent_world *world, const double parameters[ENT_PARAMETERS], ent_key key);

/** The two halves of a step: the year begins with its disputes and sanctions; then pairs follow. */
void ent_world_shock(ent_world *world, const double parameters[ENT_PARAMETERS], ent_key key);
void ent_world_follow(ent_world *world, const double parameters[ENT_PARAMETERS], ent_key key);

/** Whether the leader of a state goes, or its regime changes, in the world's year. */
bool ent_world_leader_goes(const ent_world *world, size_t state, const double *parameters,
                           ent_key key);
bool ent_world_regime_changes(const ent_world *world, size_t state, const double *parameters,
                              ent_key key);

/** The number of a dyad in keys: the same in every world. */
uint32_t ent_world_unit(const ent_world *world, size_t a, size_t b);

/** Draw the parameters: estimated ones by draw `estimated`, assumed ones by draw `assumed`. */
void ent_rule_draw(const ent_rule *rule, uint64_t seed, uint32_t estimated, uint32_t assumed,
                   double out[ENT_PARAMETERS]);

/**
 * The parameters of what has no second uncertainty beside its luck: effects, and the rates that
 * they add to, at their middle, other rates as likely as they were counted.
 */
void ent_rule_middle(const ent_rule *rule, double out[ENT_PARAMETERS]);

/** Turn rates at the averages of their dyads into those at no effect, which a step adds to. */
void ent_rule_settle(const ent_rule *rule, double parameters[ENT_PARAMETERS]);

#endif
