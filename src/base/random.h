/*
 * random.h - counter-based random numbers
 *
 * Stage: base.  Every number is a function of its key: seed, run, process,
 * step, unit (an actor, or a dyad as i * 65536 + j) and a running index.  The
 * scenario is never in the key, so that a base and its counterfactual share
 * their draws even after their paths part; nor is the thread.
 *
 * Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random
 * numbers: as easy as 1, 2, 3", SC'11), from the Random123 library.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_RANDOM_H
#define ENT_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/** What a random number is for.  Numbers stay as they are: results depend on them. */
typedef enum ent_process {
    ENT_PROCESS_PARAMETERS = 1, /**< a draw of a model's parameters  */
    ENT_PROCESS_DISPUTE = 4,
    ENT_PROCESS_INTERVENTION = 5, /**< a draw of an intervention's size */
    ENT_PROCESS_NULL = 6,         /**< a measure's null distribution    */
    ENT_PROCESS_LAYOUT = 7,
    ENT_PROCESS_TIES = 8,             /**< a simulated change of ties */
    ENT_PROCESS_BARGAIN = 12,         /**< which bargain an actor takes, where it is drawn */
    ENT_PROCESS_BARGAIN_INPUT = 13,   /**< noise on what an actor brings to a bargain      */
    ENT_PROCESS_DECISION = 14,        /**< a member's vote on a motion                     */
    ENT_PROCESS_BARGAIN_VARIANT = 15, /**< which parameter of the model is another one     */
    ENT_PROCESS_LANDSCAPE = 16,       /**< configurations to descend from */
    ENT_PROCESS_WAVES = 17,           /**< which years a bootstrap sample has */
    ENT_PROCESS_TRAINING = 20,        /**< order of sentences, and wrong paths taken */
    ENT_PROCESS_LEADER = 41,          /**< whether a state's leader goes in a year */
    ENT_PROCESS_REGIME = 42,          /**< whether its regime changes */
    ENT_PROCESS_SANCTION = 43,        /**< whether a rival puts a sanction on it */
    ENT_PROCESS_SIGN = 44,            /**< the sign of a pair in a year */
    ENT_PROCESS_LIFT = 45,            /**< whether a sanction on it ends */
    ENT_PROCESS_RIVALRY = 46,         /**< whether two become rivals, or are none any more */
    ENT_PROCESS_WAR = 47,             /**< whether a state goes to war, or its own war ends */
    ENT_PROCESS_TRUCE = 48,           /**< whether a war of two ends */
    ENT_PROCESS_SCREENING = 50,       /**< which inputs of a function move, and how */
    ENT_PROCESS_INDICES = 51,         /**< points at which a function of inputs is asked */
    ENT_PROCESS_RESAMPLE = 52,        /**< rows of a bootstrap sample of those points */
    ENT_PROCESS_ADJUDICATION = 53,    /**< what a year of a game brings a pair */
    ENT_PROCESS_ACCESSION = 54,       /**< whether an institution takes in members, and whom */
    ENT_PROCESS_TEST = 100
} ent_process;

typedef struct ent_key {
    uint64_t    seed;
    uint32_t    run;
    ent_process process;
    uint32_t    step; /**< up to 2^20 */
    uint32_t    unit;
} ent_key;

/** Uniform on the open interval (0, 1), with 52 bits; index picks one of many for one key. */
double ent_random_uniform(const ent_key *key, uint32_t index);

/** Two independent uniforms on (0, 1) at the price of one. */
void ent_random_pair(const ent_key *key, uint32_t index, double out[2]);

/**
 * Four independent uniforms on (0, 1) of 32 bits each for every index from `index` on; `out` has
 * 4 * count.  Blocks made together cost half of what they cost one by one.
 */
void ent_random_fours(const ent_key *key, uint32_t index, size_t count, double *out);

/** Standard normal (by inversion of two uniforms, Box and Muller 1958). */
double ent_random_normal(const ent_key *key, uint32_t index);

/**
 * A number of the beta distribution, as x / (x + y) of two gamma variables (Marsaglia and Tsang
 * 2000, ACM Transactions on Mathematical Software 26:363-372).
 *
 * @param key  whose indices it takes, as many as it needs: the unit is its own
 * @param a, b above 0; the mean is a / (a + b)
 */
double ent_random_beta(const ent_key *key, double a, double b);

/** A whole number from 0 to bound - 1 (bound at least 1), the bias is below bound / 2^64. */
uint64_t ent_random_below(const ent_key *key, uint32_t index, uint64_t bound);

#endif
