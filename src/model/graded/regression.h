/*
 * regression.h - regressions of what pairs of states do, with errors that know of pairs
 *
 * Stage: model.  Works on plain arrays: touches no record, no file, no clock, no random numbers.
 * graded/logit.c has outcomes of several kinds and of ordered levels, graded/linear.c amounts.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_GRADED_REGRESSION_H
#define ENT_MODEL_GRADED_REGRESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "entente/context.h"

enum { ENT_REGRESSION_MOST_COLUMNS = 64, ENT_REGRESSION_MOST_CATEGORIES = 16 };

/** Rows of pairs by year; everything borrowed. */
typedef struct ent_sample {
    size_t          rows, columns;
    const double   *x;       /**< rows x columns, row-major, finite                          */
    const uint8_t  *level;   /**< of each row, from 0 on: for the logits                     */
    const double   *amount;  /**< of each row: for the linear model                          */
    const uint32_t *choices; /**< bit k: level k could have been; NULL: all of them          */
    const uint32_t *pair;    /**< of each row, below `pairs`                                 */
    const uint32_t *a, *b;   /**< its members, below `states`                                */
    const uint32_t *year;    /**< below `years`: for the linear model                        */
    size_t          pairs, states, years;
} ent_sample;

/** What standard errors take as dependent. */
typedef enum ent_cluster {
    ENT_CLUSTER_PAIR,   /**< all years of a pair                        */
    ENT_CLUSTER_MEMBERS /**< all rows that have a member in common      */
} ent_cluster;

/** Why a parameter has no number. */
typedef enum ent_identified {
    ENT_IDENTIFIED,
    ENT_NO_VARIATION, /**< its column is constant, or the outcome never occurs      */
    ENT_COLLINEAR,    /**< its column follows from those before it                  */
    ENT_SEPARATED     /**< it tells some outcomes perfectly: no finite estimate     */
} ent_identified;

/** In words; NULL for ENT_IDENTIFIED. */
const char *ent_identified_text(ent_identified why);

/** What was estimated; owned. */
typedef struct ent_regression {
    size_t   parameters;
    double  *estimate;   /**< NaN where not identified                                  */
    double  *covariance; /**< parameters x parameters, robust to clusters; NaN likewise */
    uint8_t *identified; /**< an ent_identified each                                    */
    double   log_likelihood;
    size_t   rows, clusters; /**< rows that tell anything; pairs among them             */
    unsigned iterations;
    bool     converged;
} ent_regression;

void ent_regression_clear(ent_regression *fit);

/** The square root of a diagonal element; NaN where it is not positive. */
double ent_regression_error(const ent_regression *fit, size_t parameter);

/**
 * Multinomial logit; with two levels the logit.
 *
 *     P(k) = exp(x b_k) / sum over the choices l of exp(x b_l),   b_0 = 0
 *
 * by maximum likelihood (Newton).  Parameters: b_1 by column, then b_2, ...
 *
 * The covariance is B M B with B the inverse information and
 *
 *     pairs:    M = G / (G - 1) sum over pairs d of s_d s_d',   G their number
 *     members:  M = sum over states u of s_u s_u' - sum over pairs d of s_d s_d'
 *
 * where s_d and s_u are the sums of the scores of all rows of a pair, or with a member (Aronow,
 * Samii and Assenova 2015, Political Analysis 23:564-577).
 *
 * Not identified: a column that is constant, or follows from those before it, in the rows that
 * have the choice; a level that never occurs; what separates outcomes, of which the rows that are
 * then told perfectly leave the likelihood, so that the other estimates are the limit (Albert and
 * Anderson 1984, Biometrika 71:1-10).
 *
 * @param levels 2 to ENT_REGRESSION_MOST_CATEGORIES
 * @param out    written only on success; ent_regression_clear() frees it
 * @return ENT_OK, also where it did not converge; ENT_E_ARG for no rows, too many columns, a level
 *         or choice out of range; ENT_E_CANCELLED, ENT_E_NOMEM
 * Cost: rows x (columns x levels)^2 an iteration, ten of them or so.
 */
ENT_MUST_CHECK ent_status ent_logit_fit(ent_ctx *ctx, const ent_sample *sample, size_t levels,
                                        ent_cluster cluster, ent_regression *out);

/**
 * The estimates of the same without their errors, for forecasts: with a penalty the maximum of
 *
 *     log-likelihood - 1/2 sum over columns c and levels k of penalty_c b_kc^2
 *
 * (ridge), which shrinks towards 0 what few events tell.
 *
 * @param penalty by column, 0 or more; NULL: none
 * @param start   by parameter, NaN where there is none, as another fit's estimates; NULL: 0.  It
 *                changes the time taken alone
 * @param out     its covariance is missing throughout
 * @return as ent_logit_fit()
 * Reference: le Cessie and van Houwelingen (1992), Applied Statistics 41:191-201.
 */
ENT_MUST_CHECK ent_status ent_logit_estimate(ent_ctx *ctx, const ent_sample *sample, size_t levels,
                                             const double *penalty, const double *start,
                                             ent_regression *out);

/** Interval and spread of each parameter over samples of the years; owned. */
typedef struct ent_bootstrap {
    double *error, *lo, *hi; /**< standard deviation, 2.5 and 97.5 percent; NaN: too few samples */
    size_t  samples;         /**< in which every parameter could be told */
} ent_bootstrap;
void ent_bootstrap_clear(ent_bootstrap *bootstrap);

/**
 * The logit of two outcomes over samples of the years, drawn with replacement, as many as there
 * are: each sample's estimate is one Newton step from that of all years,
 *
 *     b* = b + (sum over the years drawn of I_y)^-1 (sum over the years drawn of g_y)
 *
 * with g_y and I_y the score and the information of a year at b.  Samples that do not tell every
 * parameter are left out; with fewer than 20 others, or rows of one year alone, there is no error.
 *
 * @param seed a sample's draws have the key (seed, its number)
 * @return ENT_OK; ENT_E_ARG without years, and as ent_logit_fit(); ENT_E_CANCELLED, ENT_E_NOMEM
 * Cost: a fit, then years x parameters^2 a sample.
 * Reference: Moulton and Zeger (1991), Computational Statistics and Data Analysis 11:53-63;
 * Desmarais and Cranmer (2012), Physica A 391:1865-1876, for pseudo-likelihood.
 */
ENT_MUST_CHECK ent_status ent_logit_bootstrap(ent_ctx *ctx, const ent_sample *sample,
                                              size_t samples, uint64_t seed, ent_bootstrap *out);

/**
 * Ordered logit.
 *
 *     P(level <= k) = F(t_k - x b),   F logistic
 *
 * Parameters: b by column, then the thresholds t_0 .. t_(levels - 2).  The columns hold no
 * constant.  Errors and what is not identified as above; a level that never occurs has its
 * threshold missing, and its neighbours part at the next one.
 * Reference: McCullagh (1980), Journal of the Royal Statistical Society B 42:109-142.
 */
ENT_MUST_CHECK ent_status ent_logit_ordered(ent_ctx *ctx, const ent_sample *sample, size_t levels,
                                            ent_cluster cluster, ent_regression *out);

/** The same without its errors, for forecasts: the covariance is missing throughout. */
ENT_MUST_CHECK ent_status ent_logit_ordered_estimate(ent_ctx *ctx, const ent_sample *sample,
                                                     size_t levels, ent_regression *out);

/**
 * Least squares with an effect of each pair and of each year.
 *
 *     amount = x b + pair + year + e
 *
 * Both effects are taken out of the amounts and columns by turns of means until nothing moves.
 * Parameters: b by column.  M for pairs has the factor G / (G - 1) (n - 1) / (n - k).
 */
ENT_MUST_CHECK ent_status ent_linear_fit(ent_ctx *ctx, const ent_sample *sample,
                                         ent_cluster cluster, ent_regression *out);

/**
 * The effects of pairs and years that belong to the estimates of a linear fit, for forecasts.
 *
 * Effects of years have the mean 0 over the rows; the constant is in those of pairs.
 *
 * @param pair of each pair: its effect; the mean of all over the rows where it has no row
 * @param year of each year: its effect; NaN where it has no row
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_linear_effects(ent_ctx *ctx, const ent_sample *sample,
                                             const ent_regression *fit, double *pair, double *year);

#endif
