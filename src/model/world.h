/*
 * world.h - the state of one run: what the rule moves from year to year
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_WORLD_H
#define ENT_MODEL_WORLD_H

#include "base/random.h"
#include "entente/model.h"

enum { ENT_WORLD_MOST_STATES = 512, ENT_WORLD_MEMORY = 5 };

/** One followed dyad; a and b index the world's states. */
typedef struct ent_pair {
    uint16_t a, b;
    int8_t   level;   /**< cooperation level 0 to 7 */
    bool     defence; /**< a defence obligation of one to the other */
} ent_pair;

/** What two states do to each other: row a, column b is what a does to b. */
typedef struct ent_tension {
    float   rivalry;      /**< 0 to 1, symmetric                                  */
    float   force;        /**< strength 0 to 1 of a dispute that is remembered    */
    int16_t force_until;  /**< last year in which it is remembered                */
    int16_t dispute_year; /**< year of the last dispute that the run brought; 0   */
    float   sanctions;    /**< number in force, of a on b                         */
} ent_tension;

typedef struct ent_world {
    int          year;
    size_t       state_count, pair_count;
    ent_state   *states;
    double      *weights;  /**< power over that of the strongest state */
    ent_tension *tensions; /**< state_count x state_count */
    ent_pair    *pairs;
} ent_world;

/**
 * The world of a system: the dyads whose cooperation level is known, those
 * that `also` names, and every state that puts pressure on one of them.
 *
 * @param also pairs of states that must be followed; a pair whose level is missing starts at 0
 */
ENT_MUST_CHECK ent_status ent_world_create(ent_ctx *ctx, const ent_system    *system,
                                           const ent_state (*also)[2], size_t also_count,
                                           ent_world *out);
void                      ent_world_clear(ent_world *world);

/** A copy of the same shape, for one run; `to` was made by ent_world_like(). */
ENT_MUST_CHECK ent_status ent_world_like(ent_ctx *ctx, const ent_world *from, ent_world *out);
void                      ent_world_copy(const ent_world *from, ent_world *to);

/** Index of a state in the world, or -1. */
int ent_world_find(const ent_world *world, ent_state state);
/** The followed pair of two states, or NULL. */
ent_pair    *ent_world_pair(const ent_world *world, ent_state a, ent_state b);
ent_tension *ent_world_tension(const ent_world *world, int a, int b);

/** Pressure of a on b, 0 to 1. */
double ent_world_pressure(const ent_world *world, size_t a, size_t b);

/** Common pressure on two states. */
double ent_world_common_pressure(const ent_world *world, size_t a, size_t b);

/** Whether two states are adversaries in this world. */
bool ent_world_adversaries(const ent_world *world, int a, int b);

/** Move the world to the next year. `key` carries seed and run. */
void ent_world_step(ent_world *world, const double parameters[ENT_PARAMETERS], ent_key key);

/** Draw the parameters: estimated ones by draw `estimated`, assumed ones by draw `assumed`. */
void ent_rule_draw(const ent_rule *rule, uint64_t seed, uint32_t estimated, uint32_t assumed,
                   double out[ENT_PARAMETERS]);

#endif
