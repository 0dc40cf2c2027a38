/*
 * join.h - what two parts of a body pass together
 *
 * Stage: measure.  The members of a body are parted in two; the sums that the votes of each part
 * come to are listed.  For each entry of one list: how much of the other passes with it?
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_VOTING_JOIN_H
#define ENT_MEASURE_VOTING_JOIN_H

#include "measure/voting/rule.h"

/** Met when a sum of both parts together reaches the threshold; a clause, when all of it is. */
typedef struct ent_sum_criterion {
    size_t  sum;
    int64_t threshold, clause;
} ent_sum_criterion;

/** What the votes of a part come to; borrowed. */
typedef struct ent_sums {
    size_t         count;
    const int64_t *sums;    /**< [entry * sum_count + sum] */
    const double  *weights; /**< of each entry, not negative; those of asks are not read */
} ent_sums;

/** A rule over sums. */
typedef struct ent_sum_rule {
    size_t                   sum_count; /**< 1 to ENT_VOTING_MOST_CRITERIA */
    size_t                   criterion_count;
    const ent_sum_criterion *criteria;
} ent_sum_rule;

/**
 * Add to each ask the weights of the points with which it passes.
 *
 *     out_i += sum of w_j over the points j for which some clause has all of its criteria met by
 *              asks_i + points_j
 *
 * Votes that pass are parted into boxes that share none: a clause is met, and of each clause before
 * it one criterion is the first that is not.  A box is as many coordinates of ent_dominance_add()
 * as it has bounds that not all votes keep; what that says of exactness holds here.
 *
 * @param steps those of ent_dominance_steps() that may still be made; what all boxes take is taken
 * off
 * @param out   one number an ask, added to; undefined after an error
 * @return ENT_OK; ENT_E_LIMIT for more steps; ENT_E_CANCELLED; ENT_E_NOMEM
 *
 * Cost: for s entries O(s log s) where a box has two bounds that bind, log s for each more.
 */
ENT_MUST_CHECK ent_status ent_sums_join(ent_ctx *ctx, const ent_sum_rule *rule,
                                        const ent_sums *asks, const ent_sums *points, double *steps,
                                        double *out);

#endif
