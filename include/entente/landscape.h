/*
 * landscape.h - which two blocs are stable: landscape theory of aggregation
 *
 * Stage: model.  Never opens the store.  Of actors i with sizes s_i and
 * symmetric propensities p_ij (above 0: they would rather stand together) a
 * configuration puts each on one of two sides:
 *
 *     F_i = sum over j of s_j p_ij d_ij     frustration; d_ij = 1 on different sides, else 0
 *     E   = sum over i of s_i F_i           energy: every pair counts twice, as in the original
 *
 * A local optimum is a configuration of which no actor alone can lower E by changing sides.  Its
 * basin holds the configurations from which steepest descent (the change of one side that lowers E
 * most; of equal ones that of the first actor) ends in it.  Configurations that differ only in the
 * names of the sides are one: a configuration is written as n digits 0 and 1, that of the first
 * actor 0.
 *
 * All is reckoned with weights s_i s_j p_ij on a grid of 2^-51 of their sum, on which sums are
 * exact: no result depends on an order of adding.  Differences below the rounding of the weights
 * themselves count as none; energies are given to 12 digits of the largest one.
 *
 * Axelrod and Bennett (1993), British Journal of Political Science 23:211-233.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_LANDSCAPE_H
#define ENTENTE_LANDSCAPE_H

#include "entente/measure.h"

enum {
    ENT_LANDSCAPE_MOST_ACTORS = 512,
    ENT_LANDSCAPE_EXHAUSTIVE = 30, /**< actors up to which all local optima are found           */
    ENT_LANDSCAPE_BASINS = 26,     /**< actors up to which basins are counted                   */
    ENT_LANDSCAPE_TURNING = 30,    /**< actors up to which turning propensities are found       */
    ENT_LANDSCAPE_ALL = 20,        /**< actors up to which all configurations are listed        */
    ENT_LANDSCAPE_SCORED = 24,     /**< actors up to which all bipartitions are scored          */
    ENT_LANDSCAPE_LARGEST = 20,    /**< states taken from a system, unless others are asked for */
    ENT_LANDSCAPE_MOST_OPTIMA = 1 << 20,
    ENT_LANDSCAPE_SAMPLES = 10000,
    ENT_LANDSCAPE_MOST_SAMPLES = 100000
};

typedef struct ent_landscape ent_landscape;

/**
 * A landscape of plain arrays.
 *
 * @param n            actors, 2 to ENT_LANDSCAPE_MOST_ACTORS
 * @param names        n, copied; unique
 * @param sizes        n, from 1e-12 to 1e12; NULL: all 1; copied
 * @param propensities n*n row-major, symmetric, up to 1e12 in size; the diagonal is not read;
 * copied
 * @return ENT_OK; ENT_E_ARG for anything else; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_landscape_create(ent_ctx *ctx, size_t n, const char *const *names,
                                               const double *sizes, const double *propensities,
                                               ent_landscape **out);
void                      ent_landscape_destroy(ent_landscape *landscape);

/** How many actors there are. */
size_t ent_landscape_size(const ent_landscape *landscape);
/** The name of an actor by its place; borrowed. */
const char *ent_landscape_name(const ent_landscape *landscape, size_t actor);

/**
 * A landscape from files of CSV.
 *
 * Propensities are a matrix (names in the first row and, in the same order, in the first column;
 * the diagonal is not read; of two cells of a pair one may be empty) or pairs (the first two
 * columns name the actors, the third is the propensity; actors stand in the order of their first
 * use).  `offset` is added to each propensity of the file.  A pair that no row names has none: 0,
 * and it is said how many there are.  Sizes are the column `size`, `strength` or `capability` of
 * the other file, matched by the first column that holds the name of every actor, else taken in
 * the order of the actors where there are as many rows, and it is said so.
 *
 * @param propensities path; "-" is standard input
 * @param sizes        path; NULL: all 1
 * @return ENT_OK; ENT_E_INPUT with file, line and column (no actors, one actor, a name twice or
 *         empty, what is no number or out of range, two propensities of one pair, a size of 0 or
 *         less, an actor without a size); ENT_E_LIMIT for more than 512 actors; ENT_E_FILE;
 *         ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_landscape_read(ent_ctx *ctx, const char *propensities,
                                             const char *sizes, double offset, ent_landscape **out);

typedef struct ent_landscape_states {
    const ent_state *states; /**< the actors; NULL: the largest */
    size_t           state_count;
    size_t           largest; /**< how many of the largest, where `states` is NULL */
    ent_power        power;   /**< the sizes, in percent of all states */
} ent_landscape_states;

/**
 * The landscape of a system, by the rule of entente-landscape(7): propensity = bond + regime -
 * rivalry - dispute - claim - sanction.
 *
 * @return ENT_OK; ENT_E_INPUT for a state that is not in the system or has no power, and for fewer
 *         than two states; ENT_E_LIMIT for more than 512; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_landscape_of_system(ent_ctx *ctx, const ent_system *system,
                                                  const ent_landscape_states *options,
                                                  ent_landscape             **out);

/**
 * The local optima, by energy, then by configuration: configuration, energy, local_minimum (true),
 * basin (configurations; missing beyond 26 actors), share (of all configurations), share_se,
 * side_0, side_1 (who stands there, "A; B").
 *
 * Up to 30 actors all of them.  Beyond 26 actors `share` is that of `samples` random
 * configurations, with its standard error; beyond 30 the table holds the optima that those ended
 * in, and there may be others.
 *
 * @param samples configurations to descend from beyond 26 actors, 1 to 100000
 * @return ENT_OK; ENT_E_LIMIT for over 2^20 optima; ENT_E_CANCELLED; ENT_E_NOMEM
 *
 * Cost: actors are placed one by one, largest first, and a placing is left as soon as an actor in
 * it is bound to gain by changing; basins 2^(n-1) n.
 */
ENT_MUST_CHECK ent_status ent_landscape_optima(ent_ctx *ctx, const ent_landscape *landscape,
                                               uint64_t seed, uint32_t samples, ent_table **out);

/** The same for every configuration in their order, without names; up to 20 actors, else
 * ENT_E_LIMIT. */
ENT_MUST_CHECK ent_status ent_landscape_all(ent_ctx *ctx, const ent_landscape *landscape,
                                            ent_table **out);

/**
 * Each actor in each local optimum: configuration, energy, actor, size, side, frustration (F_i),
 * part (s_i F_i, which add up to the energy), change (of the energy, if it changed sides).
 */
ENT_MUST_CHECK ent_status ent_landscape_frustration(ent_ctx *ctx, const ent_landscape *landscape,
                                                    uint64_t seed, uint32_t samples,
                                                    ent_table **out);

/**
 * Which single propensity would turn the optimum of lowest energy: for each pair the value beyond
 * which another configuration has the lowest energy, all else the same.  actor_a, actor_b,
 * together (in the optimum), propensity, turning, change (turning - propensity), configuration
 * (which would be the lowest then); the least change first.
 *
 *     change = (least energy of those in which the pair stands otherwise - E) / (2 s_i s_j),
 *
 * upwards where the two stand apart in the optimum, downwards where they stand together.  Up to 30
 * actors, else ENT_E_LIMIT.  Cost: 2^n, exact.
 */
ENT_MUST_CHECK ent_status ent_landscape_turning(ent_ctx *ctx, const ent_landscape *landscape,
                                                ent_table **out);

/**
 * The optimum of lowest energy of the landscape of a system against what came, as
 * entente-landscape(7) defines it.  Two rows: all pairs, and those whose sign has changed.  pairs,
 * positive, negative, score, random (mean over all bipartitions), at_least (share of the
 * bipartitions that score at least as well), propensities (score of their signs), configuration.
 * What has no pair to count has missing values.  Up to 24 actors, else ENT_E_LIMIT.
 *
 * @param landscape made of `before` with the same options
 */
ENT_MUST_CHECK ent_status ent_landscape_score(ent_ctx *ctx, const ent_record *record,
                                              const ent_landscape *landscape,
                                              const ent_system *before, const ent_system *after,
                                              ent_signs signs, ent_table **out);

#endif
