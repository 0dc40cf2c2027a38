/*
 * backtest.h - models fitted to the past and scored by the later past
 *
 * Stage: scenario.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_BACKTEST_H
#define ENTENTE_BACKTEST_H

#include "entente/graded.h"

/** How well probabilities told what came. */
typedef struct ent_forecast_score {
    size_t n, events;
    double brier;       /**< mean of (p - y)^2                                            */
    double log_score;   /**< mean of -log of the probability of what came; NaN where 0    */
    double auc_roc;     /**< chance that an event had the higher p; NaN under 10 events   */
    double auc_pr;      /**< average precision; likewise                                  */
    double reliability; /**< Murphy's parts over ten groups of like forecasts:            */
    double resolution;  /**< brier = reliability - resolution + uncertainty + what the p  */
    double uncertainty; /**< of a group differ among themselves                           */
} ent_forecast_score;

/**
 * Score n forecasts.
 *
 * @param p 0 to 1
 * @param y 0 or 1
 *
 * Edge cases: none gives NaN throughout.  Forecasts that are alike stand in one group.
 * Cost: O(n log n).  Reference: Brier (1950), Monthly Weather Review 78:1-3; Murphy (1973),
 * Journal of Applied Meteorology 12:595-600.
 */
ENT_MUST_CHECK ent_status ent_forecast_score_of(ent_ctx *ctx, size_t n, const double *p,
                                                const uint8_t *y, ent_forecast_score *out);

typedef struct ent_backtest_options {
    ent_power power;
    ent_signs signs;
    int       first, last; /**< origins, the last years that are known; 0: 1985 and 2008 */
    uint64_t  seed;
} ent_backtest_options;

/**
 * Fit a model to the years up to each origin, forecast the year after it, and score it.
 *
 * Pseudo-out-of-sample: the published codings were made later.  Ideal points are estimated from the
 * votes up to the origin; all else is of its own year.  Beside the model stand `controls` (its
 * levels and time, without its effects), `base rate` (the share of events in the years before) and
 * `no change`.  The last rows of each outcome are pooled over origins, with the Brier skill against
 * the base rate and its 90 percent interval over samples of the states (drawn with replacement; a
 * row counts as often as the product of its members).
 *
 * @param model of moves or of an onset
 * @param out   origin (missing: pooled), horizon, outcome, model, n, events, treaties (of bilateral
 *              obligations: one each), brier, log_score, auc_roc, auc_pr, reliability, resolution,
 *              uncertainty, skill, lo, hi; owned
 * @return ENT_OK; ENT_E_ARG for a model of another kind, or no origin with years before and after
 *         it; what ent_graded_fit() returns
 */
ENT_MUST_CHECK ent_status ent_backtest_run(ent_ctx *ctx, const ent_graded *model,
                                           const ent_record           *record,
                                           const ent_backtest_options *options, ent_table **out);

#endif
