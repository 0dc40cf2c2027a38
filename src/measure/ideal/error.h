/*
 * error.h - how certain ideal points are, given that their items are estimated, too
 *
 * Stage: measure.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_IDEAL_ERROR_H
#define ENT_MEASURE_IDEAL_ERROR_H

#include "measure/ideal/state.h"

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
