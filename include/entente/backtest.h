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

enum { ENT_FORECAST_LEAST_EVENTS = 10 /* for ranks */ };

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

enum { ENT_BACKTEST_MOST_HORIZONS = 8, ENT_BACKTEST_LONGEST = 30 /* years */ };

typedef struct ent_backtest_options {
    ent_power power;
    ent_signs signs;
    int       first, last; /**< origins, the last years that are known; 0: 1985 and 2008 */
    uint64_t  seed;
    int       horizons[ENT_BACKTEST_MOST_HORIZONS]; /**< years ahead */
    size_t    horizon_count;                        /**< 0: 1, 5 and 10 years */
} ent_backtest_options;

/**
 * Fit a model to what was over by the end of each origin, forecast the years after it, and score
 * it.
 *
 * Pseudo-out-of-sample: the published codings were made later.  Ideal points are estimated from the
 * votes up to the origin; all else is of its own year.  A horizon of h years asks whether a tie
 * begins or ends within them, and of levels, moves and amounts what they are at their end; it has
 * fits of its own, to windows that were over.  Horizons whose windows the model's years do not hold
 * are left out.  Beside the model, whose forecasts its file may shrink, stand
 *
 *     logit      the plain logit of the same columns (of levels: of moves up and down)
 *     controls   levels and time alone, without its effects; of amounts the lagged one alone
 *     base rate  the share of events in the years before; of amounts the mean of the pair
 *     no change  nothing happens
 *
 * The last rows of each outcome and horizon are pooled over origins: with `skill`, what of the base
 * rate's squared error a rival takes away, and `gain`, what of the rival's the model takes away,
 * each with a 90 percent interval over samples of the states (drawn with replacement; a row counts
 * as often as the product of its members); of bilateral obligations also over samples of the
 * treaties (all rows of one together).
 *
 * @param model not of a network
 * @param out   origin (missing: pooled), horizon, outcome, model, n, events, treaties (of bilateral
 *              obligations: how many different ones), brier, log_score, auc_roc, auc_pr,
 *              reliability, resolution, uncertainty, skill, lo, hi, expected (sum of the
 *              probabilities), rmse (of amounts), gain, gain_lo, gain_hi, treaties_lo, treaties_hi,
 *              note (why scores are missing); owned
 * @return ENT_OK; ENT_E_ARG for a model of a network, a horizon out of range, or no origin with
 *         years before and after it; what ent_graded_fit() returns
 * Cost: a fit of each rival, origin and horizon.
 */
ENT_MUST_CHECK ent_status ent_backtest_run(ent_ctx *ctx, const ent_graded *model,
                                           const ent_record           *record,
                                           const ent_backtest_options *options, ent_table **out);

#endif
