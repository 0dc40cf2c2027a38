/*
 * estimate.h - the method of moments
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_TIES_ESTIMATE_H
#define ENT_MODEL_TIES_ESTIMATE_H

#include "model/ties/saom.h"

/**
 * Fill in a fit whose arrays are made, and whose seed and n3 are set.
 *
 * @param restarts most of them; 0: 8; below 0: none
 */
ENT_MUST_CHECK ent_status ent_saom_estimate(ent_ctx *ctx, const ent_saom *model, int restarts,
                                            ent_fit *fit);

/** ENT_E_ARG for the fit of another model, or a number of simulations out of range (0: its own). */
ENT_MUST_CHECK ent_status ent_saom_check_fit(ent_ctx *ctx, const ent_saom *model,
                                             const ent_fit *fit, uint64_t runs);

/** The parameters of a fit, rates and effects; what has no number is 0. */
void ent_saom_point_of(const ent_fit *fit, double *rates, double *effects);

#endif
