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
#include "entente/scenario.h"

/** The status of a backtest among the fits of a store. */
#define ENT_BACKTEST_KEPT "backtest"

enum { ENT_FORECAST_LEAST_EVENTS = 10 /* for ranks */ };

/** How well probabilities told what came. */
typedef struct ent_forecast_score {
    size_t n, events;
    double brier;       /**< mean of (p - y)^2                                            */
    double log_score;   /**< mean of -log of the probability of what came; NaN where 0    */
    double auc_roc;     /**< chance that an event had the higher p; NaN under 10 events   */
    double auc_pr;      /**< average precision; likewise                                  */
    double reliability; /**< Murphy's parts over ten groups of like forecasts:            */
    double resolution;  /**< brier = reliability - resolution + uncertainty + within      */
    double uncertainty;
    double within; /**< what the p of a group, differing among themselves, add or take away */
} ent_forecast_score;

/**
 * Score n forecasts.
 *
 * @param p 0 to 1
 * @param y 0 or 1
 *
 * Edge cases: none gives NaN throughout.  Forecasts that are alike stand in one group.
 * Cost: O(n log n).  Reference: Brier (1950), Monthly Weather Review 78:1-3; Murphy (1973),
 * Journal of Applied Meteorology 12:595-600; of `within`: Stephenson, Coelho and Jolliffe (2008),
 * Weather and Forecasting 23:752-757.
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
    const char
        *ties;   /**< a model of ties among the rivals, as ent_saom_load() takes it; NULL: none */
    bool rule;   /**< the rule of scenarios among the rivals: of moves of `cooperation` */
    bool groups; /**< a table of groups of like forecasts in the place of scores */
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
 *     rule       with `rule`: the rule of scenarios, run on from the origin; pairs of two permanent
 *                members are pooled by themselves, too ("up between permanent members")
 *     saom       with `ties`: a model of ties fitted to waves up to the origin and simulated on
 * from there (ent_saom_forward()); pairs of which it says nothing have the base rate
 *
 * A model that its file lets calibrate forecasts from its first possible origin on: what came of
 * the forecasts that were over by an origin corrects those made there.
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
 *              note (why scores are missing), scenario (missing), within, log_skill (as skill, of
 *              the log score) with log_lo, log_hi and, of bilateral obligations, log_treaties_lo,
 *              log_treaties_hi; with `groups`, pooled over
 *              origins by horizon, outcome and model: from, to (probabilities of the group), n,
 *              events, forecast (mean), observed (share), lo, hi (90 percent, over samples of the
 *              states); owned
 * @return ENT_OK; ENT_E_ARG for a model of a network, a horizon out of range, no origin with
 *         years before and after it, or `ties` beside another outcome than the onset or end of
 *         bilateral obligations; what ent_graded_fit() and ent_saom_fit() return
 * Cost: a fit of each rival, origin and horizon; with `ties` a fit and 2,000 simulations an origin.
 */
ENT_MUST_CHECK ent_status ent_backtest_run(ent_ctx *ctx, const ent_graded *model,
                                           const ent_record           *record,
                                           const ent_backtest_options *options, ent_table **out);

/**
 * Score scenarios whose years have passed by what came of them after the record.
 *
 * Each outcome of a scenario has a row for the model (its runs), the base rate of its reference
 * class and no change (what is at the base date goes on), over the years that the record tells
 * (ent_ensemble_score()).  Rows of the scenario `all` are pooled by kind of outcome, and over all
 * kinds: `gain` has a 90 percent interval over samples of the outcomes, each with all its years.
 *
 * @param ensembles of the scenarios, from before what they forecast
 * @param out       the columns of ent_backtest_run(); origin is the base year; owned
 * @return ENT_OK; ENT_E_NOTFOUND where the record tells nothing of them; ENT_E_CANCELLED,
 *         ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_backtest_scenarios(ent_ctx *ctx, const ent_record *record,
                                                 ent_scenario *const *scenarios,
                                                 const ent_ensemble *ensembles, size_t count,
                                                 uint64_t seed, ent_table **out);

/** What stands beside frozen forecasts. */
typedef struct ent_frozen_about {
    ent_day     made;    /**< as the user says: the library knows no clock */
    const char *version; /**< of the program */
    const char *record;  /**< "set version; ..." of the record behind them */
} ent_frozen_about;

/**
 * The forecasts of scenarios as a table to be written down: one row for each outcome and year, from
 * the base year on, with the digest of the scenario's files, so that nobody can change them unseen.
 *
 * @param files names or paths of the scenarios, as ent_scenario_load() takes them
 * @param out   file, sha256, outcome, year, probability, lo, hi, base_rate (a year), as_of (the
 *              base date), made, deadline (the last day of the year), rule (when it has come),
 *              seed, runs, version, record; owned
 */
ENT_MUST_CHECK ent_status ent_frozen_table(ent_ctx *ctx, const char *const *files,
                                           ent_scenario *const *scenarios,
                                           const ent_ensemble *ensembles, size_t count,
                                           const ent_frozen_about *about, ent_table **out);

/**
 * Score what was written down, as CSV, by what the record says now (ent_backtest_scenarios());
 * years that were over on the day `made` are left out.
 *
 * @param name of the file, for messages
 * @return ENT_OK; ENT_E_INPUT with line and column: a scenario whose files have changed, outcomes
 *         and years that it has not, no probability, years that are missing; what
 *         ent_scenario_load() and ent_backtest_scenarios() return
 */
ENT_MUST_CHECK ent_status ent_frozen_score(ent_ctx *ctx, const ent_codes *codes,
                                           const ent_record *record, const char *name,
                                           const char *bytes, size_t length, uint64_t seed,
                                           ent_table **out);

#endif
