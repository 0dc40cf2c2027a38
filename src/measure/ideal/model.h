/*
 * model.h - ideal points of states from their answers in roll calls
 *
 * Stage: measure.  Works on plain arrays: touches no record, no file, no clock,
 * no random numbers.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_IDEAL_MODEL_H
#define ENT_MEASURE_IDEAL_MODEL_H

#include "measure/ballot.h"

/** Roll calls and the answers of states; everything borrowed. */
typedef struct ent_ideal_votes {
    size_t          states, sessions, calls, items;
    const uint8_t  *answers; /**< states * calls, row-major: ENT_BALLOT_NO, ...              */
    const uint32_t *session; /**< of each roll call, ascending from 0 without a gap          */
    const int32_t  *year;    /**< of each session, ascending: a gap widens the step          */
    const uint32_t *item;    /**< of each roll call: those of one item are one resolution put
                                  to the vote again, in one session or two neighbouring ones */
    size_t anchor;           /**< the state whose points are positive on average             */
    bool   points_only;      /**< errors are left missing: they cost more than the points    */
} ent_ideal_votes;

/** One point and its standard error for each state and session; NaN where there is none. */
typedef struct ent_ideal_points {
    double  *estimate, *error; /**< states * sessions, row-major; owned */
    unsigned iterations;
    bool     converged;
    double   change; /**< of the last iteration, the largest, in standard deviations */
} ent_ideal_points;

/**
 * Fit the dynamic ordinal item-response model by variational inference.
 *
 *     P(x_iv <= c) = F(k_vc - b_v theta_it),   x = 0 no, 1 abstain, 2 yes,   F logistic
 *     theta_it ~ N(theta_i,t-1, years),   b_v ~ N(0, 1),   k_v1, k_v2 ~ N(0, 25) with
 *     density in proportion to their distance; in a session of n roll calls each voter's
 *     theta_it also has the prior N(0, 50 / n), which fixes scale and place: the information
 *     of one vote in fifty, whatever the number of votes
 *
 * States and items are held as independent normal distributions and brought into balance in
 * turn: a path of points by a Newton step through its tridiagonal precision, an item by one in
 * its three parameters, each averaged over the uncertainty of the other, where the mean of F
 * over a normal variable with variance s is F scaled by 1 / sqrt(1 + pi s / 8) (MacKay 1992).
 * Then the points of all states in all sessions in which they voted get mean 0 and standard
 * deviation 1, the anchor's mean being positive.
 *
 * Errors are those of the joint curvature of points and items with the items integrated out
 * (ideal/error.h), and of the mean and standard deviation that the points are divided by.
 *
 * @param votes states, sessions, calls and items from 1 on, each item with a roll call; a state
 *              has points from its first session with an answer to its last
 * @param out   ent_ideal_points_clear() frees it; written only on success
 * @return ENT_OK, also where it did not converge; ENT_E_ARG where roll calls are not in the
 *         order of sessions, or those of an item lie further apart; ENT_E_CANCELLED; ENT_E_NOMEM
 *
 * Edge cases: a roll call in which all answer alike has a slope near 0 and tells little.  Points
 * of a state that is alone in all it does are drawn to 0 by the priors, with a large error.
 * With a single state there is no scale: estimates are NaN.
 * Cost: O(answers) an iteration, about 100 of them; for the errors O(sessions * states^3) time and
 * seven numbers for each session and pair of states.
 * Reference: Bailey, Strezhnev and Voeten (2017), Journal of Conflict Resolution 61:430-456;
 * Imai, Lo and Olmsted (2016), American Political Science Review 110:631-656.
 */
ENT_MUST_CHECK ent_status ent_ideal_fit(ent_ctx *ctx, const ent_ideal_votes *votes,
                                        ent_ideal_points *out);
void                      ent_ideal_points_clear(ent_ideal_points *points);

#endif
