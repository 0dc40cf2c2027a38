/*
 * score_test.h - whether parameters that were held at a value should have been left free
 *
 * Stage: model.  Works on plain arrays.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_TIES_SCORE_TEST_H
#define ENT_MODEL_TIES_SCORE_TEST_H

#include <stdbool.h>
#include <stddef.h>

/** P(chi square with df degrees of freedom > x); 1 for x of 0 or less, NaN for df 0 or x NaN. */
double ent_chi_square_tail(double x, size_t df);

/** What was found of parameters under test. */
typedef struct ent_score_test {
    double statistic; /**< chi square                                                      */
    size_t df;        /**< those that the estimated ones leave anything of; 0: nothing     */
    double p;         /**< NaN where df is 0                                               */
    double z;         /**< of one parameter: with the sign that its estimate would have    */
    double one_step;  /**< of one parameter: where one step of Newton from here would lead */
} ent_score_test;

/** Statistics at the estimates of a method of moments; n parameters, row by row. */
typedef struct ent_score_point {
    size_t        n;
    const double *s;         /**< covariance of the statistics                        */
    const double *d;         /**< derivative of their means: row statistic, column parameter */
    const double *deviation; /**< observed minus expected                             */
} ent_score_point;

/**
 * The score-type test of the method of moments (Schweinberger 2012, British Journal of Mathematical
 * and Statistical Psychology 65:263-281): the deviations of the tested statistics, freed of what
 * those estimated explain,
 *
 *     r = g_t - D_te D_ee^-1 g_e,   r' (Var r)+ r is chi square
 *
 * What the estimated statistics (and tested ones before) add up to is left out of df.
 *
 * @param estimated places of the parameters that were estimated
 * @param tested    places of those that were held
 * @param work      4 n n + 2 n numbers
 * @return false where D_ee has no inverse
 */
bool ent_score_test_make(const ent_score_point *at, const size_t *estimated, size_t estimated_count,
                         const size_t *tested, size_t tested_count, double *work,
                         ent_score_test *out);

/** Numbers that `work` needs. */
size_t ent_score_test_room(size_t n);

#endif
