/*
 * regression_core.h - what the regressions share
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_GRADED_REGRESSION_CORE_H
#define ENT_MODEL_GRADED_REGRESSION_CORE_H

#include "base/arena.h"
#include "model/graded/regression.h"

enum { ENT_REGRESSION_MOST_PARAMETERS = 512 };

/** Sample in range, or ENT_E_ARG. */
ENT_MUST_CHECK ent_status ent_sample_check(ent_ctx *ctx, const ent_sample *sample, size_t levels);

/** A result of `parameters`, none of them estimated yet. */
ENT_MUST_CHECK ent_status ent_regression_create(ent_ctx *ctx, size_t parameters,
                                                ent_regression *out);

/**
 * Which columns are independent, from their sums of squares and products, in their order.
 *
 * @param n       of columns
 * @param gram    n x n, lower triangle; destroyed
 * @param centred the sum of squares of each column about its mean
 * @param blame   of a column that is not: ENT_COLLINEAR stands for ENT_NO_VARIATION, too, where
 *                the column is constant
 * @param why     only columns that are ENT_IDENTIFIED on the way in are looked at
 */
void ent_columns_identify(size_t n, double *gram, const double *centred, ent_identified blame,
                          uint8_t *why);

/** Factor a positive definite matrix, lower triangle, in place; false: it is none. */
bool ent_cholesky(size_t n, double *a);
/** Solve with what ent_cholesky() made. */
void ent_cholesky_solve(size_t n, const double *a, double *x);

/** The way up a log-likelihood. */
typedef struct ent_climb {
    size_t   count; /**< of parameters */
    double  *theta, *step, *trial, *gradient, *information;
    double   log_likelihood;
    unsigned iterations;
    bool     converged;
    double   separated; /**< stride of the last step where it never ends; 0: it does */
} ent_climb;

/** The log-likelihood; adds to gradient and information (lower triangle) where not NULL. */
typedef double (*ent_likelihood)(const void *data, const double *theta, double *gradient,
                                 double *information);
/** The largest change of a linear predictor of any row by a step. */
typedef double (*ent_stride)(const void *data, const double *step);

ENT_MUST_CHECK ent_status ent_climb_create(ent_ctx *ctx, ent_arena *arena, size_t most,
                                           ent_climb *out);

/** Newton's way from climb->theta, with halved steps where a whole one does not gain. */
ENT_MUST_CHECK ent_status ent_climb_run(ent_ctx *ctx, ent_climb *climb, ent_likelihood likelihood,
                                        ent_stride stride, const void *data);

/** Sums of scores by pair and by state. */
typedef struct ent_scores {
    size_t  parameters, pairs, states;
    double *of_pair, *of_state;
    bool   *seen; /**< of a pair: has a row */
} ent_scores;
ENT_MUST_CHECK ent_status ent_scores_create(ent_ctx *ctx, const ent_sample *sample,
                                            size_t parameters, ent_scores *out);
void                      ent_scores_clear(ent_scores *scores);
/** Add the scores of a row to its pair and to its two members. */
void ent_scores_add(ent_scores *scores, const ent_sample *sample, size_t row, const double *score);

/**
 * The robust covariance of the parameters at the places `of` of a fit.
 *
 * @param information of those parameters, lower triangle; destroyed
 * @param factor      of the errors by pair, beside G / (G - 1)
 */
ENT_MUST_CHECK ent_status ent_regression_errors(ent_ctx *ctx, double *information,
                                                const ent_scores *scores, ent_cluster cluster,
                                                double factor, const size_t *of,
                                                ent_regression *fit);

/** What a climb came to goes to the parameters at the places `of` of a fit; no errors. */
void ent_climb_estimates(const ent_climb *climb, const size_t *of, ent_regression *fit);

/** The robust covariance at the end of a climb, whose estimates and state go to the fit. */
ENT_MUST_CHECK ent_status ent_climb_errors(ent_ctx *ctx, ent_climb *climb,
                                           ent_likelihood likelihood, const void *data,
                                           const ent_scores *scores, ent_cluster cluster,
                                           const size_t *of, ent_regression *fit);

#endif
