/*
 * formation.h - obligations of followed dyads by a model of ties that a scenario names
 *
 * Stage: scenario.  The model is fitted to the record up to the year of the base, its last wave,
 * and goes on from there: what it says of the years ahead is kept draw by draw, and each run takes
 * one of them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_FORMATION_H
#define ENT_SCENARIO_FORMATION_H

#include "model/ties/forming.h"
#include "scenario/scenario.h"

typedef struct ent_formation ent_formation;

enum { ENT_FORMATION_DRAWS = 100 };

/** What of a fit the years ahead rest on, and of what it is the fit. */
typedef struct ent_formation_fit {
    char    key[65]; /**< SHA-256 of model file, year, record and version */
    double *numbers;
    size_t  count;
} ent_formation_fit;

/**
 * Check that a name is that of a model of obligations of the record.
 *
 * @param detail added: what the model needs of the record
 * @return ENT_OK; ENT_E_INPUT, ENT_E_NOTFOUND, ENT_E_FILE, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_formation_check(ent_ctx *ctx, const char *model, unsigned *detail);

/**
 * Fit it and look ahead; what an earlier one of the same model, year and record found is taken
 * over.
 *
 * @param model as in a scenario file
 * @param year  of the base date: the last wave
 * @param years ahead
 * @param known an earlier one, also one of a fit alone, or NULL; it may be of anything else
 * @return ENT_OK; ENT_E_INPUT where the record does not hold its covariates, or where pairs meet;
 *         ENT_E_NOTFOUND where it does not converge; ENT_E_CANCELLED, ENT_E_NOMEM
 *
 * A state that the model does not know of takes up and gives up nothing.
 * Cost: that of a fit, and of 100 draws of 10 runs.
 */
ENT_MUST_CHECK ent_status ent_formation_create(ent_ctx *ctx, const ent_record *record,
                                               const char *model, int year, size_t years,
                                               const ent_state (*pairs)[2], size_t pair_count,
                                               const ent_formation *known, ent_formation **out);
void                      ent_formation_destroy(ent_formation *formation);

/** What it was fitted to be; borrowed. */
const ent_formation_fit *ent_formation_fitted(const ent_formation *formation);

/**
 * One of a fit alone, as it was kept; nothing can be taken from it but the fit.
 *
 * @param fit copied; of a file, so anything: what cannot be a fit is never used
 */
ENT_MUST_CHECK ent_status ent_formation_of_fit(ent_ctx *ctx, const ent_formation_fit *fit,
                                               ent_formation **out);

/** One draw, for a run that begins in a world whose pairs are those of the formation. */
void ent_formation_take(const ent_formation *formation, size_t draw, const ent_world *start,
                        ent_forming *out);

/**
 * The middle of all draws, for what has no second uncertainty beside its luck: the mean of their
 * rates, effects and probabilities.
 */
void ent_formation_take_middle(const ent_formation *formation, const ent_world *start,
                               ent_forming *out);

/** All numbers that a run may take from it. */
const double *ent_formation_numbers(const ent_formation *formation, size_t *count);

#endif
