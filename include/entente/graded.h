/*
 * graded.h - graded relations of a pair by year, estimated from the record
 *
 * Stage: model.  Reads a model file; takes its rows from the record and its
 * systems; opens no store and no clock.  Six kinds of outcome:
 *
 *     moves    a step up or down the peace scale, against none: competing risks in yearly steps,
 *              a multinomial logit with the level and the log of the years spent at it
 *     ordered  a level, here of cooperation: an ordered logit with the level of the year before
 *     linear   an amount: least squares with its value of the year before and an effect of each
 *              pair and of each year
 *     onset    a tie where there was none: a logit with the log of the years without it
 *     end      a tie that is given up: a logit with the log of its years
 *     network  a tie given that of the year before and all others of its own year: a logit on
 *              change statistics, with errors from samples of the years
 *
 * Covariates are taken some years before the outcome, never carried, and an effect is an
 * association: beside each stand the checks that it passes.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_GRADED_H
#define ENTENTE_GRADED_H

#include "entente/measure.h"

enum { ENT_GRADED_MOST_EFFECTS = 24 };

typedef struct ent_graded ent_graded;

/**
 * Read a model file of an outcome (see entente-outcome(5)).
 *
 * @param path a file, or the name of one in data/models (with or without .yaml)
 * @param out  owned: ent_graded_destroy()
 * @return ENT_OK; ENT_E_INPUT with file, line and column (unknown keys, outcomes, covariates and
 *         effects; years in disorder); ENT_E_FILE, ENT_E_NOTFOUND for a name that is none,
 *         ENT_E_LIMIT, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_graded_load(ent_ctx *ctx, const char *path, ent_graded **out);

/** The same from bytes; `name` stands in messages. */
ENT_MUST_CHECK ent_status ent_graded_parse(ent_ctx *ctx, const char *name, const char *bytes,
                                           size_t length, ent_graded **out);
void                      ent_graded_destroy(ent_graded *model);

const char *ent_graded_name(const ent_graded *model);    /**< borrowed */
const char *ent_graded_outcome(const ent_graded *model); /**< a covariate; borrowed */
uint64_t    ent_graded_seed(const ent_graded *model);    /**< of its samples of years */
unsigned    ent_graded_detail(const ent_graded *model);  /**< of the record that it needs */

/** The JSON Schema of model files of outcomes; owned by the caller: ent_graded_schema_free(). */
ENT_MUST_CHECK ent_status ent_graded_schema(ent_ctx *ctx, char **out);
void                      ent_graded_schema_free(char *schema);

/** Every covariate there is: name, of states or pairs, formula, seams behind it. */
ENT_MUST_CHECK ent_status ent_covariate_list(ent_ctx *ctx, ent_table **out);

typedef struct ent_graded_options {
    ent_power power;
    ent_signs signs;
    int       known_until; /**< last year of the covariates, by which the parts of pressure are
                                chosen, and each year is taken as it was known at its end
                                (entente/system.h, as_it_stood); 0: that of the model, whole */
} ent_graded_options;

/**
 * Estimate a model from the record.
 *
 * Each row is an effect on an outcome: estimate and standard error (robust to what the model file
 * names), z, p; what a unit and a standard deviation more mean in odds (`odds`, of a linear model
 * missing), and three checks, each of which holds (same sign, 95 percent interval without 0), is
 * `weaker` (same sign), `reversed`, or `not identified`:
 *
 *     dyad_effects  with the mean of every covariate over the years of the pair beside it, so that
 *                   the effect is that of change within a pair (Mundlak 1978, Econometrica
 *                   46:69-85); a linear model has them from the start
 *     lag_5         with all covariates taken five years before the outcome
 *     apart         without adversaries acquired jointly; missing where no effect counts any
 *
 * What is not identified has no number and says why.
 *
 * @param record of the detail ent_graded_detail()
 * @param out    outcome, effect, of, estimate, se, z, p, odds, lo, hi, sd, odds_sd, dyad_effects,
 *               lag_5, apart, problem, rows, events, pairs, converged, basis; owned
 * @return ENT_OK; ENT_E_NOTFOUND where no row has all it needs, with the years in which each
 *         covariate is observed; ENT_E_CANCELLED, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_graded_fit(ent_ctx *ctx, const ent_graded *model,
                                         const ent_record         *record,
                                         const ent_graded_options *options, ent_table **out);

/**
 * The rows that the fit is made from: year, state_a, state_b, value (level from 0, or amount), the
 * levels that could have been as bits, and each column under its effect.
 *
 * @param model owns the names of the columns: it outlives the table
 */
ENT_MUST_CHECK ent_status ent_graded_rows(ent_ctx *ctx, ent_graded *model, const ent_record *record,
                                          const ent_graded_options *options, ent_table **out);

#endif
