/*
 * state.h - the state of a fit of ideal points: its points and items, and what is believed of them
 *
 * Stage: measure.  Points walk at random from session to session, items have normal priors; the
 * cuts of an item keep their order by a term in the logarithm of their distance.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_IDEAL_STATE_H
#define ENT_MEASURE_IDEAL_STATE_H

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

/** Slope of the logarithm of the prior of an item's parameters. */
void ent_ideal_item_pull(const double *value, double out[ENT_IDEAL_PARAMETERS]);

/** ent_parallel_for(), without threads for a single unit: a fit has hundreds of rounds. */
ENT_MUST_CHECK ent_status ent_ideal_each(ent_ctx *ctx, size_t count, ent_unit unit, void *data);

#endif
