/*
 * saom_estimate.h - the method of moments
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_SAOM_ESTIMATE_H
#define ENT_MODEL_SAOM_ESTIMATE_H

#include "model/saom.h"

/**
 * Fill in a fit whose arrays are made, and whose seed and n3 are set.
 *
 * @param restarts most of them; 0: 8; below 0: none
 */
ENT_MUST_CHECK ent_status ent_saom_estimate(ent_ctx *ctx, const ent_saom *model, int restarts,
                                            ent_fit *fit);

#endif
