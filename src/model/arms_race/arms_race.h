/*
 * arms_race.h - rows of arms races, what is estimated from them, and what they foretell
 *
 * Stage: model (internal side of entente/arms_race.h).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_ARMS_RACE_ARMS_RACE_H
#define ENT_MODEL_ARMS_RACE_ARMS_RACE_H

#include "base/arena.h"
#include "entente/arms_race.h"

enum { ENT_RACE_TERMS = 4, ENT_RACE_LEAST_POOLED = 50 };

/** Whose years: those of published arms races, or of strategic rivals. */
typedef enum ent_race_pairs { ENT_RACE_RACES, ENT_RACE_RIVALS } ent_race_pairs;

struct ent_race_model {
    ent_arena      memory;
    const char    *name;
    ent_race_pairs pairs;
    int            from, to;
    uint32_t       least; /* earlier rows of a side before it is forecast */
};

/** One side of a pair in a year. */
typedef struct ent_race_row {
    int32_t  year;
    uint32_t side;   /* of a pair: two sides of the k-th are 2k and 2k + 1 */
    uint32_t state;  /* whose growth it is */
    bool     active; /* they were rivals then; else it only teaches the side */
    double   y;
    double   x[ENT_RACE_TERMS]; /* 1, own growth, the other's, the gap: of the year before */
} ent_race_row;

typedef struct ent_race_terms {
    double estimate[ENT_RACE_TERMS], se[ENT_RACE_TERMS]; /* NaN where not identified */
    size_t rows, pairs;
} ent_race_terms;

/** The first `terms` terms from the active rows. */
ent_race_terms ent_race_estimate(const ent_race_row *rows, size_t count, size_t terms);

/** What the forecasts of a model are worth; NaN without a forecast. */
typedef struct ent_race_errors {
    double rmse, median, relative, relative_z;
} ent_race_errors;

typedef struct ent_race_forecasts {
    size_t          count;
    ent_race_errors side[ENT_RACE_TERMS], pooled[ENT_RACE_TERMS]; /* by number of terms - 1 */
} ent_race_forecasts;

/** Forecast each active row from those of earlier years. @param rows by year, then by side */
ENT_MUST_CHECK ent_status ent_race_forecast(ent_ctx *ctx, const ent_race_row *rows, size_t count,
                                            size_t least, ent_race_forecasts *out);

/** The rows of a model, by year, then by side; ent_free() frees.  ENT_E_NOTFOUND for none. */
ENT_MUST_CHECK ent_status ent_race_rows(ent_ctx *ctx, const ent_race_model *model,
                                        const ent_record *record, ent_race_row **out,
                                        size_t *count);

#endif
