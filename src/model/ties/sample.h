/*
 * sample.h - many simulations of a model at the same parameters, and their moments
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_TIES_SAMPLE_H
#define ENT_MODEL_TIES_SAMPLE_H

#include "model/ties/saom.h"

/** Simulations: for each run and period the distance and each statistic, and their scores. */
typedef struct ent_saom_sample {
    const ent_saom *model;
    size_t          runs, width;       /**< 1 + terms */
    double         *statistic, *score; /**< runs * periods * width; slot 0 is distance and rate */
    double         *elapsed;           /**< runs * periods                                       */
    bool stopped; /**< a walk came to the limit of steps; runs that were to follow it are zeros */
} ent_saom_sample;

/** At what to simulate. */
typedef struct ent_saom_point {
    const double *rates; /**< of the periods; NULL: conditional on the distances */
    const double *effects;
    bool          scores;
    uint64_t      seed;
    uint32_t phase, first; /**< parts of the keys of random numbers: the number of the first run */
} ent_saom_point;

/** One simulation of all periods, in slots as above. */
void ent_saom_simulate_once(ent_saom_bench *bench, const ent_saom_point *point, uint32_t run,
                            double *statistic, double *score, double *elapsed, bool *stopped);

/** Simulate in parallel; `out` is cleared by ent_saom_sample_clear(). */
ENT_MUST_CHECK ent_status ent_saom_sample_make(ent_ctx *ctx, const ent_saom *model,
                                               const ent_saom_point *point, size_t runs,
                                               const char *what, ent_saom_sample *out);
void                      ent_saom_sample_clear(ent_saom_sample *sample);

/** Parameters of a model: rates of the periods first, unless it is conditional; then effects. */
size_t ent_saom_parameter_count(const ent_saom *model, bool conditional);

/** Means of the statistics that belong to the parameters, summed over periods; of their scores. */
void ent_saom_sample_mean(const ent_saom_sample *sample, bool conditional, double *statistics,
                          double *scores);

/**
 * Covariances, each the sum over periods, which are independent: of the statistics (S), of
 * statistics with scores (D: the derivative of their means by the parameters), of the scores (F).
 * Any may be NULL.
 */
void ent_saom_sample_moments(const ent_saom_sample *sample, bool conditional, double *s, double *d,
                             double *f);

/** The mean over runs of a slot in one period. */
double ent_saom_sample_mean_of(const ent_saom_sample *sample, size_t period, size_t slot);

/**
 * Of one period, by slots: means, covariances of the statistics (S), of statistics with scores (D);
 * width * width each.
 */
void ent_saom_sample_period(const ent_saom_sample *sample, size_t period, double *mean, double *s,
                            double *d);

/** The observed statistics of each period in the slots of a run: periods * (1 + terms). */
ENT_MUST_CHECK ent_status ent_saom_observed(ent_ctx *ctx, const ent_saom *model, double *out);

/** The observed statistics in the same order. */
ENT_MUST_CHECK ent_status ent_saom_targets(ent_ctx *ctx, const ent_saom *model, bool conditional,
                                           double *out);

/**
 * The chance of every pair that what it has at the last wave is over so many years later: that a
 * tie has begun by then where there was none, or ended where there was one; the mean over all runs
 * of ent_saom_forward().
 *
 * @param options its actors are left aside: all of the model
 * @param out     options->years matrices of n * n; NaN: the model says nothing (no state, fixed)
 * @return what ent_saom_forward() returns
 */
ENT_MUST_CHECK ent_status ent_saom_chances(ent_ctx *ctx, const ent_saom *model, const ent_fit *fit,
                                           const ent_forward_options *options, double *out);

#endif
