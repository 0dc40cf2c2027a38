/*
 * error.h - how certain ideal points are, given that their items are estimated, too
 *
 * Stage: measure.  What ideal/model.c and ideal/error.c share.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_IDEAL_ERROR_H
#define ENT_MEASURE_IDEAL_ERROR_H

#include "base/parallel.h"
#include "measure/ideal/model.h"

/** Parameters of an item: slope, the cut between no and abstain, that between abstain and yes. */
enum { ENT_IDEAL_SLOPE, ENT_IDEAL_LOW, ENT_IDEAL_HIGH, ENT_IDEAL_PARAMETERS };

enum { ENT_IDEAL_ANSWERS = ENT_BALLOT_NONE /* no, abstain, yes */ };

typedef struct ent_ideal_item {
    double value[ENT_IDEAL_PARAMETERS];
    double covariance[ENT_IDEAL_PARAMETERS][ENT_IDEAL_PARAMETERS];
} ent_ideal_item;

/** The state of a fit, on the scale of the priors. */
typedef struct ent_ideal_state {
    const ent_ideal_votes *votes;
    const uint8_t         *by_call; /**< answers of each roll call: calls * states       */
    const uint32_t        *voter, *voter_end; /**< states by roll call and answer; where those of
                                                   each answer end: calls * 3                     */
    const uint32_t *call, *call_end;  /**< roll calls by item; where those of one end      */
    const uint32_t *session_calls;    /**< number of roll calls of each session            */
    const uint32_t *answered;         /**< states * sessions: answers of a state           */
    const uint32_t *first, *last;     /**< sessions of each state; first > last: none      */
    double         *point, *variance; /**< states * sessions                              */
    ent_ideal_item *items;
} ent_ideal_state;

/** Precision of the prior of a point beside its neighbours: 0 in a session without an answer. */
double ent_ideal_prior(const ent_ideal_state *fit, size_t state, size_t session);

/** Precision of the step from a session to the next. */
double ent_ideal_step(const ent_ideal_state *fit, size_t session);

/** Curvature of the prior of an item's parameters; `out` is symmetric. */
void ent_ideal_item_prior(const double *value,
                          double        out[ENT_IDEAL_PARAMETERS][ENT_IDEAL_PARAMETERS]);

/** ent_parallel_for(), without threads for a single unit: a fit has hundreds of rounds. */
ENT_MUST_CHECK ent_status ent_ideal_each(ent_ctx *ctx, size_t count, ent_unit unit, void *data);

/**
 * Standard errors of the points, standardised over the sessions in which states answered.
 *
 *     H = [T  B; B' A],  C = (T - B A^-1 B')^-1,   z = (theta - m) / s
 *     var z_k = g_k' C g_k,   g_k = (e_k - 1/n - z_k z/n) / s
 *
 * T is tridiagonal for each state, A has a 3 * 3 block for each item, and as an item's roll
 * calls lie in neighbouring sessions, the matrix that C is the inverse of is block-tridiagonal
 * in sessions: its blocks are eliminated forwards, the variances found backwards.
 *
 * @param mean,sd of the points on the scale of the priors
 * @param errors  states * sessions; NaN where there is no point
 * @return ENT_OK; ENT_E_CANCELLED; ENT_E_NOMEM; ENT_E_BUG where the curvature is not positive
 */
ENT_MUST_CHECK ent_status ent_ideal_errors(ent_ctx *ctx, const ent_ideal_state *fit, double mean,
                                           double sd, double *errors);

#endif
