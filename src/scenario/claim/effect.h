/*
 * effect.h - models whose effects claims speak of
 *
 * Stage: scenario.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_CLAIM_EFFECT_H
#define ENT_SCENARIO_CLAIM_EFFECT_H

#include "entente/store.h"
#include "scenario/claim/claim.h"

/** The models that claims name, each estimated once a record. */
typedef struct ent_claim_fits ent_claim_fits;

/**
 * @param store whose kept fits are taken where they are of the same file, program and data
 *              (ent_kept_model_fit()); NULL: all are made; borrowed, as are the codes
 */
ENT_MUST_CHECK ent_status ent_claim_fits_make(ent_ctx *ctx, ent_store *store,
                                              const ent_codes         *codes,
                                              const ent_claims *const *packs, size_t count,
                                              ent_claim_fits **out);
void ent_claim_fits_forget(ent_claim_fits *fits); /**< estimates of a record that goes */
void ent_claim_fits_destroy(ent_claim_fits *fits);

/** A line for each model: what its file says. */
void ent_claim_fits_describe(const ent_claim_fits *fits, ent_text *out);

/** What the models need of the record. */
unsigned ent_claim_fits_detail(const ent_claim_fits *fits);

/** The second kind of power: gdp, or military expenditure where the record has no gdp. */
ent_power ent_second_power(const ent_record *record);

/**
 * An effect under both codings of signs and two kinds of power: supported where its z is at least
 * the threshold in the claimed direction in all but a fifth of them, contradicted where it is in
 * the other direction; undetermined where a check (dyad effects, a lag of five years, adversaries
 * not acquired jointly) turns its sign.
 */
ENT_MUST_CHECK ent_status ent_claim_check_effect(ent_ctx *ctx, const ent_record *record,
                                                 const ent_assertion *claim, ent_day as_of,
                                                 ent_claim_fits *fits, ent_finding *out);

#endif
