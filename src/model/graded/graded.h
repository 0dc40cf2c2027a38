/*
 * graded.h - a model of an outcome, and the rows that it is fitted to
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_GRADED_GRADED_H
#define ENT_MODEL_GRADED_GRADED_H

#include "base/arena.h"
#include "entente/graded.h"
#include "model/graded/regression.h"
#include "model/panel/panel.h"

typedef enum ent_graded_kind {
    ENT_GRADED_MOVES,
    ENT_GRADED_ORDERED,
    ENT_GRADED_LINEAR,
    ENT_GRADED_ONSET,
    ENT_GRADED_NETWORK,
    ENT_GRADED_END
} ent_graded_kind;

/** Which pairs a model speaks of. */
typedef enum ent_pair_class {
    ENT_PAIRS_ALL,
    ENT_PAIRS_GREAT_POWERS, /**< one of them at least a major power    */
    ENT_PAIRS_RELEVANT,     /**< contiguous, or one is a major power   */
    ENT_PAIRS_ALLIED        /**< bound by an obligation beyond non-aggression */
} ent_pair_class;

/** How a covariate of states, or of a pair, becomes a number of the pair. */
typedef enum ent_effect_form {
    ENT_EFFECT_X,        /**< of a pair; where it has a direction the larger of the two sides */
    ENT_EFFECT_SUM,      /**< v_i + v_j                                                       */
    ENT_EFFECT_ABS_DIFF, /**< |v_i - v_j|                                                     */
    ENT_EFFECT_MIN,
    ENT_EFFECT_MAX,
    ENT_EFFECT_SAME /**< 1 for v_i = v_j                                                      */
} ent_effect_form;

typedef struct ent_graded_effect {
    const char          *name; /**< as in the file: "X" */
    ent_effect_form      form;
    const ent_covariate *of;
} ent_graded_effect;

struct ent_graded {
    ent_arena            arena;
    const char          *name;
    const ent_covariate *outcome;
    ent_graded_kind      kind;
    int                  from, to, lag;
    ent_pair_class       pairs;
    ent_cluster          cluster;
    size_t               bootstrap; /**< samples of years, of a network */
    uint64_t             seed;
    ent_graded_effect    effects[ENT_GRADED_MOST_EFFECTS];
    size_t               effect_count;
    double               penalty; /**< of a forecast: on the squared estimate of a column of sd 1 */
    double               pool;    /**< of a forecast: the weight of the base rate, 0 to 1 */
    bool                 calibrates; /**< forecasts are corrected by what came of earlier ones */
    double               calibrate;  /**< precision of the prior that they need no correction */
};

/** What varies between the fit and its checks. */
typedef struct ent_graded_variant {
    int              lag;     /**< years */
    bool             apart;   /**< without adversaries acquired jointly */
    bool             means;   /**< with the mean of each effect over the years of the pair */
    int              horizon; /**< years from the last that is known to the outcome; 0: 1 */
    const ent_panel *truth;   /**< outcomes of years after `known`; NULL: the panel's own */
    int              known;   /**< last year of which the panel may tell an outcome; no row begins
                                   after it.  Without `truth` no matter */
} ent_graded_variant;

enum { ENT_GRADED_LEVELS = 8, ENT_GRADED_MOST_LAG = 5 };

/** A column that no effect of the file has: the constant, levels, time. */
typedef struct ent_graded_column {
    const char *name, *of;
    bool        own; /**< of the file's effects */
    double      sd;
} ent_graded_column;

/** The rows of a model; owned. */
typedef struct ent_graded_sample {
    ent_arena         arena;
    ent_sample        sample;
    size_t            levels;                   /**< 0: amounts */
    double            value[ENT_GRADED_LEVELS]; /**< of each level, as the record has it */
    size_t            columns;
    ent_graded_column column[ENT_REGRESSION_MOST_COLUMNS];
    int               first, last; /**< years of the rows */
    uint32_t         *when;        /**< of an onset or end: the year in which it came; 0: not */
    double           *before;      /**< amount of the last year known, or number of its level */
} ent_graded_sample;

/** Take the panel of a model, with all that its checks need; votes_until 0: all votes. */
ENT_MUST_CHECK ent_status ent_graded_panel(ent_ctx *ctx, const ent_graded *model,
                                           const ent_record         *record,
                                           const ent_graded_options *options, int votes_until,
                                           ent_panel **out);

/**
 * The rows of a model or of a check.  Each needs the outcome in its year and the year before, and
 * every covariate `lag` years before.  With a horizon of h years the row of a year tells what came
 * of it h - 1 years later (a level, an amount, a move) or by then (an onset, an end), from what was
 * known the year before it; the outcome has to be observed in all of these years, or the pair to be
 * no more.
 *
 * @return ENT_OK; ENT_E_NOTFOUND where there is no row; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_graded_sample_take(ent_ctx *ctx, const ent_graded *model,
                                                 const ent_panel *panel, ent_graded_variant variant,
                                                 ent_graded_sample *out);
void                      ent_graded_sample_clear(ent_graded_sample *sample);

#endif
