/*
 * kept.h - estimates of models that a store keeps
 *
 * Stage: scenario.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_CLAIM_KEPT_H
#define ENT_SCENARIO_CLAIM_KEPT_H

#include "base/text.h"
#include "entente/graded.h"
#include "entente/store.h"

/** A model of an outcome with the bytes of its file, as a claim names it. */
typedef struct ent_kept_model {
    const ent_graded *model;
    const char       *file; /**< its bytes, as a fit is kept with them */
    ent_text sources;       /**< "set version" of the record that a fit of it reads, a line each */
    bool     any;           /**< the store keeps a fit of this file; else sources stay empty */
} ent_kept_model;

/**
 * See whether a store keeps fits of a model, and of which sources the record is that they would be
 * made from now.
 *
 * @param out model and file are set; ent_kept_model_clear() frees
 * @return ENT_OK; ENT_E_STORE, ENT_E_NOMEM, what loading a record returns
 */
ENT_MUST_CHECK ent_status ent_kept_model_find(ent_ctx *ctx, ent_store *store,
                                              const ent_codes *codes, ent_kept_model *out);
void                      ent_kept_model_clear(ent_kept_model *model);

/**
 * The newest kept fit that is of the same file, program, sources, power and signs, and of all its
 * years: what a fit made now would give.
 *
 * @param out effect, of, estimate, se, z, p, rows, dyad_effects, lag_5, apart; NULL: none; owned
 * @return ENT_OK; ENT_E_STORE, ENT_E_NOMEM.  A result that cannot be read is none.
 */
ENT_MUST_CHECK ent_status ent_kept_model_fit(ent_ctx *ctx, ent_store *store,
                                             const ent_kept_model *model, ent_power power,
                                             ent_signs signs, ent_table **out);

#endif
