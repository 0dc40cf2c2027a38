/*
 * logit_network.h - ties given the ties around them: change statistics, pseudo-likelihood,
 * bootstrap
 *
 * Stage: model.  Works on plain arrays.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_GRADED_LOGIT_NETWORK_H
#define ENT_MODEL_GRADED_LOGIT_NETWORK_H

#include <stddef.h>

#include "entente/context.h"

/**
 * How much two statistics of a network without directions grow when a pair is tied, all other ties
 * as they are:
 *
 *     gwesp   = e^a sum over ties ij of (1 - (1 - e^-a)^(partners that i and j share)),  a = 0.69
 *     degree  = sum over nodes of d (d - 1) / 2: of a pair the ties of both without their own
 *
 * @param tie    n x n, symmetric, above 0 where there is a tie; NaN and less: none
 * @param gwesp  n x n, symmetric; the diagonal is 0
 * @param degree likewise
 * @return ENT_OK, ENT_E_NOMEM
 * Cost: O(n^2) and the ties of tied pairs.
 * Reference: Hunter (2007), Social Networks 29:216-230.
 */
ENT_MUST_CHECK ent_status ent_network_change(ent_ctx *ctx, size_t n, const float *tie, float *gwesp,
                                             float *degree);

#endif
