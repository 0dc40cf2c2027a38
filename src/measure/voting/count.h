/*
 * count.h - counting the coalitions that a member turns
 *
 * Stage: measure.  The parts of voting/power.h that count.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_VOTING_COUNT_H
#define ENT_MEASURE_VOTING_COUNT_H

#include "measure/voting/power.h"
#include "measure/whole.h"

/** What is counted; members with the same weights throughout are one type. */
typedef struct ent_tally {
    const ent_voting_rule *rule;
    size_t                 types;
    size_t                 type_of[ENT_VOTING_MOST_MEMBERS]; /**< of each member  */
    size_t                 first[ENT_VOTING_MOST_MEMBERS];   /**< a member of each type */
    size_t                 size[ENT_VOTING_MOST_MEMBERS];    /**< members of each type */
    ent_whole              orders;             /**< lcm(1..n), the denominator of Shapley-Shubik */
    ent_whole order[ENT_VOTING_MOST_MEMBERS];  /**< of a swing at size s: orders s! (n-1-s)! / n! */
    ent_whole winning;                         /**< coalitions */
    ent_whole swings[ENT_VOTING_MOST_MEMBERS]; /**< of each type */
    ent_whole shapley[ENT_VOTING_MOST_MEMBERS]; /**< its numerator, unless by quadrature */
    double    quadrature[ENT_VOTING_MOST_MEMBERS];
    size_t    nodes; /**< of the quadrature; 0: exact */
} ent_tally;

void ent_tally_init(ent_tally *tally, const ent_voting_rule *rule);

/** `count` coalitions of `size` others that a member of the type turns. */
void ent_tally_add(ent_tally *tally, size_t type, size_t size, const ent_whole *count);

/** The weights of all members in the first criterion, the lightest first: sums stay small longest.
 */
void ent_tally_ascending(const ent_tally *tally, size_t out[ENT_VOTING_MOST_MEMBERS]);

/** The weight that a type has in a criterion. */
int64_t ent_tally_weight(const ent_tally *tally, size_t criterion, size_t type);

/** Over the compositions of types: the product of (size + 1). */
ENT_MUST_CHECK ent_status ent_tally_types(ent_ctx *ctx, ent_tally *tally);

/** One criterion, over weights: by size too (exact), or swings alone. */
ENT_MUST_CHECK ent_status ent_tally_weights(ent_ctx *ctx, ent_tally *tally, bool by_size);

enum { ENT_VOTING_MOST_HALVED = 40 };

/**
 * Any criteria, two halves of the members against each other; up to ENT_VOTING_MOST_HALVED members.
 *
 * @return ENT_OK; ENT_E_LIMIT for more than 2e10 steps: some three criteria of large numbers beyond
 *         38 members; ENT_E_CANCELLED; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_tally_halves(ent_ctx *ctx, ent_tally *tally);

/** Shapley-Shubik of one criterion by Gauss-Legendre quadrature. */
ENT_MUST_CHECK ent_status ent_tally_quadrature(ent_ctx *ctx, ent_tally *tally);

/** What is not counted but weighed: two-way votes by what is lost of each criterion. */
typedef struct ent_tally_lost {
    double decision;                         /**< share of the coalitions that win */
    double swings[ENT_VOTING_MOST_MEMBERS];  /**< of each type, share of those of the others */
    double shapley[ENT_VOTING_MOST_MEMBERS]; /**< of each type */
    double error;                            /**< of the above, relative, at most */
} ent_tally_lost;

/**
 * Any criteria of which one is fine and the others are small numbers (ent_losses_odds_of()): with T
 * the members that vote no, t of them,
 *
 *     swings_i  = 2^(1-n) times the T without i that pass, and with i do not
 *     shapley_i = E - N_i,  N_i = sum over the T with i that pass of (t-1)! (n-1-t)! / (n-1)!,
 *                           E = (1 + sum over i of N_i) / n: all shares are 1 together
 *
 * @return ENT_OK; ENT_E_LIMIT where that reaches it not, or to less than 1e-6; ENT_E_CANCELLED;
 *         ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_tally_losses(ent_ctx *ctx, const ent_tally *tally,
                                           ent_tally_lost *out);

/** Three-way votes, over the compositions of types. */
typedef struct ent_tally_three {
    ent_whole passing;                         /**< profiles of 3^n */
    ent_whole yes_no[ENT_VOTING_MOST_MEMBERS]; /**< of each type, of 3^(n-1) */
    ent_whole yes_abstain[ENT_VOTING_MOST_MEMBERS], abstain_no[ENT_VOTING_MOST_MEMBERS];
    ent_whole shapley[ENT_VOTING_MOST_MEMBERS]; /**< numerators over 3^n lcm(1..n) */
} ent_tally_three;

ENT_MUST_CHECK ent_status ent_tally_three_way(ent_ctx *ctx, const ent_tally *tally,
                                              ent_tally_three *out);

#endif
