/*
 * backtest.h - forecasts of rivals and what came of them
 *
 * Stage: scenario.  Shared by the files of the backtest.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_BACKTEST_BACKTEST_H
#define ENT_SCENARIO_BACKTEST_BACKTEST_H

#include "entente/backtest.h"
#include "entente/store.h"
#include "model/graded/graded.h"

/** Who forecasts; the first is what the others are compared with. */
enum {
    ENT_RIVAL_MODEL,
    ENT_RIVAL_LOGIT,     /**< its plain logit: not of amounts */
    ENT_RIVAL_CONTROLS,  /**< levels and time, or the amount of the last year, alone */
    ENT_RIVAL_BASE_RATE, /**< of the years before; of amounts the mean of the pair */
    ENT_RIVAL_NO_CHANGE,
    ENT_RIVAL_SAOM, /**< a model of ties simulated forward, where one is asked for */
    ENT_RIVAL_RULE, /**< the rule of scenarios run forward, where it is asked for */
    ENT_RIVALS
};
extern const char *const ENT_RIVAL_NAMES[ENT_RIVALS];

/** What all said of a pair, and what came. */
typedef struct ent_forecast {
    double    p[ENT_RIVALS]; /**< probability or amount; NaN: none */
    double    y;             /**< 0 or 1, or an amount */
    ent_state a, b;
    uint32_t  when; /**< year in which a tie began or ended; 0: it did not, or no tie */
} ent_forecast;

typedef struct ent_forecasts {
    ent_forecast *items;
    size_t        count, capacity;
} ent_forecasts;

enum { ENT_BACKTEST_MOST_EQUATIONS = 2 };

/** Two of moves and levels (up, down), one of all else. */
size_t ent_backtest_equations(const ent_graded *model);

/** "up", "rise", "onset", ... */
const char *ent_backtest_outcome(const ent_graded *model, size_t equation);

/** Estimates of the last origin, where those of the next begin; by parameter. */
typedef struct ent_backtest_starts {
    double logit[ENT_BACKTEST_MOST_EQUATIONS * ENT_REGRESSION_MOST_COLUMNS];
    double model[ENT_BACKTEST_MOST_EQUATIONS * ENT_REGRESSION_MOST_COLUMNS];
    bool   known;
} ent_backtest_starts;

/**
 * Fit every rival to the rows whose outcome was known by the end of an origin, and forecast the
 * rows that begin then; without a row to learn from none is forecast.
 *
 * @param starts updated
 * @param out    by equation, appended
 * @return ENT_OK; what the fits return
 */
ENT_MUST_CHECK ent_status ent_backtest_forecast(ent_ctx *ctx, const ent_graded *model,
                                                const ent_panel         *panel,
                                                const ent_graded_sample *sample, int origin,
                                                int horizon, ent_backtest_starts *starts,
                                                ent_forecasts out[ENT_BACKTEST_MOST_EQUATIONS]);

/** What the model told of a pair, and what came: log odds and 0 or 1, or changes of an amount. */
typedef struct ent_told {
    double told, came;
    int    origin;
} ent_told;

typedef struct ent_past {
    ent_told *items; /**< by origin */
    size_t    count, capacity;
} ent_past;

/**
 * Correct the model's forecasts of an origin by what came of those of earlier origins that were
 * over by then.
 *
 *     log odds' = a + b log odds       of probabilities
 *     change'   = a + b change         of amounts, from the last one known
 *
 * a and b are most likely given those forecasts, each of which counts for 1/horizon (an event
 * stands in that many origins), and a normal prior around 0 and 1 with the precision
 * model->calibrate; of amounts a prior worth that many forecasts.  With nothing to learn from the
 * forecasts stay.
 *
 * @param past what was told before, of the same equation and horizon; these forecasts are added
 * @param from the first forecast of the origin
 * Cost: a few passes over all that was told before.
 * Reference: Cox (1958), Biometrika 45:562-565; Platt (1999).
 */
ENT_MUST_CHECK ent_status ent_backtest_calibrate(ent_ctx *ctx, const ent_graded *model, int origin,
                                                 int horizon, ent_past *past, ent_forecasts *f,
                                                 size_t from);

/** A model of ties that forecasts beside the others. */
typedef struct ent_backtest_saom ent_backtest_saom;

/**
 * Read the file of a model of ties.
 *
 * @param model of the onset or end of `bilateral`, which is what such a model simulates
 * @param path  as ent_saom_load() takes it; borrowed
 * @param out   owned: ent_backtest_saom_close()
 * @return ENT_OK; ENT_E_ARG for another outcome; ENT_E_INPUT for a model of tables, or of other
 *         obligations than all; what reading a file returns
 */
ENT_MUST_CHECK ent_status ent_backtest_saom_open(ent_ctx *ctx, const ent_graded *model,
                                                 const char *path, ent_backtest_saom **out);
void                      ent_backtest_saom_close(ent_backtest_saom *saom);

/**
 * Fit it to waves up to the end of a year and simulate on from there: 40 draws of its parameters
 * with 50 runs each.
 *
 * @param years how far
 * @return ENT_OK, also where the fit did not converge; what ent_saom_fit() returns
 */
ENT_MUST_CHECK ent_status ent_backtest_saom_forecast(ent_ctx *ctx, ent_backtest_saom *saom,
                                                     const ent_record *record, int origin,
                                                     int years, uint64_t seed);

/** Whether the fit of the last origin converged. */
bool ent_backtest_saom_says(const ent_backtest_saom *saom);

/**
 * The chance that what a pair has is over within some years: the share of the runs, with one more
 * run that went by the base rate, so that nothing is impossible.  The base rate itself where
 * the model says nothing: it did not converge, a larger treaty binds the pair, or a state is new.
 */
double ent_backtest_saom_chance(const ent_backtest_saom *saom, ent_state a, ent_state b, int years,
                                double base);

/** The rule that scenarios are run by, as a forecaster. */
typedef struct ent_backtest_rule ent_backtest_rule;

/**
 * Let the rule take part.
 *
 * @param out owned: ent_backtest_rule_close()
 * @return ENT_OK; ENT_E_ARG for a model of another outcome than moves of `cooperation`; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_backtest_rule_open(ent_ctx *ctx, const ent_graded *model,
                                                 ent_backtest_rule **out);
void                      ent_backtest_rule_close(ent_backtest_rule *rule); /**< NULL is fine */

/**
 * Estimate it from the record as it was known at the end of a year, and run the world of that day
 * on, all dyads of a permanent member followed: 100 runs, each with a draw of its parameters.
 *
 * @param years how far
 * @return ENT_OK; ENT_E_CANCELLED; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_backtest_rule_forecast(ent_ctx *ctx, ent_backtest_rule *rule,
                                                     const ent_record *record, int origin,
                                                     int years, uint64_t seed);

/**
 * The chance that the level of a dyad is higher (equation 0) or lower (1) after some years: the
 * mean of the runs, with one more run that went by the base rate, so that nothing is impossible (a
 * new enmity of two who are no rivals is nothing that the rule foresees).  The base rate itself of
 * a dyad that the rule does not follow.
 */
double ent_backtest_rule_chance(const ent_backtest_rule *rule, ent_state a, ent_state b, int years,
                                size_t equation, double base);

/** A share and its 90 percent interval over samples; NaN: it cannot be told. */
typedef struct ent_share {
    double value, lo, hi;
} ent_share;

/** What pooled forecasts say of a rival. */
typedef struct ent_pooled {
    ent_share skill; /**< of the base rate's squared error, what the rival takes away */
    ent_share gain;  /**< of the rival's, what the model takes away; over samples of the states */
    ent_share by_treaties; /**< the same over samples of the treaties; NaN where there are none */
    ent_share log_skill;   /**< of the base rate's log loss, what the rival takes away; NaN where
                                either gave no chance to what came, and of amounts */
    ent_share log_by_treaties; /**< the same over samples of the treaties */
    size_t    treaties;        /**< that began or ended: pairs and years */
} ent_pooled;

/**
 * Compare all rivals on pooled forecasts.
 *
 * States are drawn with replacement, and a row counts as often as the product of its members;
 * treaties are drawn with all their rows, which begin in several origins, the other rows staying.
 *
 * Cost: samples x pairs of states.
 */
ENT_MUST_CHECK ent_status ent_backtest_pool(ent_ctx *ctx, const ent_forecasts *forecasts,
                                            uint64_t seed, ent_pooled out[ENT_RIVALS]);

/** What a row of the table is of. */
typedef struct ent_backtest_row {
    int         origin, horizon; /**< 0: pooled over all */
    const char *outcome;
    const char *scenario; /**< NULL: of a model of pairs; "all": pooled over scenarios */
    bool        amounts;  /**< no probabilities */
    bool        treaties; /**< events are treaties */
    bool        silent;   /**< the model of ties did not converge, and said nothing */
} ent_backtest_row;

ENT_MUST_CHECK ent_status ent_backtest_table_create(ent_ctx *ctx, ent_table **out);

/**
 * Add the row of a rival.
 *
 * @param from   the first of the forecasts that it is of
 * @param pooled the rival's comparison, in a row that is pooled; NULL: none
 */
ENT_MUST_CHECK ent_status ent_backtest_table_add(ent_ctx *ctx, ent_table *table,
                                                 const ent_backtest_row *row,
                                                 const ent_forecasts *f, size_t from, size_t rival,
                                                 const ent_pooled *pooled);

ENT_MUST_CHECK ent_status ent_backtest_groups_create(ent_ctx *ctx, ent_table **out);

/**
 * Add a rival's pooled forecasts in groups of like probability: how many, what was told on the
 * average, what share came, and its 90 percent interval over samples of the states (where none or
 * all came: the share at which that has a chance of one in twenty, of n / horizon rows, for windows
 * overlap).
 *
 * Cost: samples x forecasts.
 */
ENT_MUST_CHECK ent_status ent_backtest_groups_add(ent_ctx *ctx, ent_table *table,
                                                  const ent_backtest_row *row,
                                                  const ent_forecasts *f, size_t rival,
                                                  uint64_t seed);

/**
 * On which kinds of outcomes the runs of scenarios have beaten both the base rate and no change,
 * by the newest backtest of scenarios that a store keeps: at least ENT_FORECAST_LEAST_EVENTS events
 * and a gain whose interval lies above 0.  Of levels the newest backtest in which the rule took
 * part tells it, too: at every horizon the rule takes away of the base rate's squared error more
 * than nothing, and no change less, by the intervals of both (rises for levels reached, falls for
 * lost).
 *
 * @param out bit k: the ent_outcome_kind k; 0 where none is kept
 * @return ENT_OK; ENT_E_STORE, ENT_E_NOMEM.  A result that cannot be read says nothing.
 */
ENT_MUST_CHECK ent_status ent_backtest_beaten(ent_ctx *ctx, ent_store *store, unsigned *out);

#endif
