/*
 * arms_race.h - do rivals answer each other's military expenditure?  Richardson's question in
 * growth
 *
 * Stage: model.  Reads a model file; takes its rows from the record; opens no store.  With m the
 * military expenditure of a state in a year and
 *
 *     g_it = log(m_it / m_i,t-1) - median over all states of the same in that year
 *
 * its growth beyond that of the states of the system, in a year and pair of rivals i, j:
 *
 *     mean       g_it = a
 *     own        g_it = a + b g_i,t-1
 *     reaction   g_it = a + b g_i,t-1 + c g_j,t-1
 *     gap        g_it = a + b g_i,t-1 + c g_j,t-1 + d log(m_j,t-1 / m_i,t-1)
 *
 * Richardson's reaction is c, his fatigue b below 0, his grievance a; d is a wish to draw level.
 * Taking off the median deflates: all expenditures of a year are in one currency (in the published
 * set pounds until 1913, dollars since), whose change of price, and the change of currency itself,
 * is the same for all.  What grows everywhere in a year goes with it.
 *
 * Each model is estimated from the years of all pairs together (`pooled`), and tells each next year
 * twice: from the years of all pairs before it, and from those of the side alone (`side`, all
 * earlier years of the two states, whether or not they were rivals then).
 *
 * Richardson (1960), Arms and Insecurity, Pittsburgh: Boxwood.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_ARMS_RACE_H
#define ENTENTE_ARMS_RACE_H

#include "entente/system.h"

typedef struct ent_race_model ent_race_model;

/**
 * Read a model file of arms races (see entente-arms-race(7)).
 *
 * @param path a file, or the name of one in data/models (with or without .yaml)
 * @param out  owned: ent_race_model_destroy()
 * @return ENT_OK; ENT_E_INPUT with file, line and column (unknown keys, years in disorder);
 *         ENT_E_FILE, ENT_E_LIMIT, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_race_model_load(ent_ctx *ctx, const char *path, ent_race_model **out);

/** The same from bytes; `name` stands in messages. */
ENT_MUST_CHECK ent_status ent_race_model_parse(ent_ctx *ctx, const char *name, const char *bytes,
                                               size_t length, ent_race_model **out);
void                      ent_race_model_destroy(ent_race_model *model);

const char *ent_race_model_name(const ent_race_model *model);   /**< borrowed */
unsigned    ent_race_model_detail(const ent_race_model *model); /**< of the record that it needs */

/** The JSON Schema of model files of arms races; owned: ent_race_schema_free(). */
ENT_MUST_CHECK ent_status ent_race_schema(ent_ctx *ctx, char **out);
void                      ent_race_schema_free(char *schema);

/**
 * Estimate the four models from the record, and forecast each next year by them.
 *
 * A row of `pooled` is a term of a model: estimate, its standard error (robust to what all rows of
 * the state whose growth it is share), z, the rows and pairs behind it.  Beside it, and in rows of
 * `side` without a term, stand the forecasts: their number, the root of their mean squared error
 * and the median of their size; `relative`, that root over the one of each side's own
 * autoregression (`side`, `own`), and `relative_z`, the difference of the squared errors in
 * standard errors (by state), below -1.96 where the model is better than that beyond chance.
 *
 * A year is forecast when the side has `least` earlier rows and all pairs together 50, and every
 * model can be estimated from them: all models are judged by the same years.
 *
 * @param record of the detail ent_race_model_detail()
 * @param out    scope, model, term, estimate, se, z, rows, pairs, forecasts, rmse, median_error,
 *               relative, relative_z; owned
 * @return ENT_OK; ENT_E_NOTFOUND where the record has no such pairs, or no expenditure of them;
 *         ENT_E_CANCELLED, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_race_fit(ent_ctx *ctx, const ent_race_model *model,
                                       const ent_record *record, ent_table **out);

#endif
