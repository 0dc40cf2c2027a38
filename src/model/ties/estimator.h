/*
 * estimator.h - what an estimation holds, shared by its phases
 *
 * Stage: model.  ties/estimator.c has what all phases do, ties/estimate.c the phases that move the
 * parameters, ties/final.c the last
 * simulations and what they say.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_TIES_ESTIMATOR_H
#define ENT_MODEL_TIES_ESTIMATOR_H

#include "model/ties/estimate.h"
#include "model/ties/sample.h"

#define ENT_SAOM_TOO_LONG "simulations came to the limit of 1,000,000 steps in a period"

/** Everything that an estimation holds.  Arrays are of all parameters or of those estimated. */
typedef struct ent_saom_estimator {
    ent_ctx        *ctx;
    const ent_saom *model;
    ent_arena       arena;
    ent_saom_bench *bench;
    ent_fit        *fit;
    uint64_t        seed, iterations;
    size_t          count, rates, used; /* parameters, rates among them, those estimated */
    size_t         *index;              /* of the parameters that are estimated */
    const char    **dropped;            /* why a parameter is left out from the start */
    const char    **problem;            /* of each parameter; NULL: it is estimated */
    int     *side; /* of each: all final simulations lie above (1) or below (-1) the target */
    double  *theta, *target, *mean, *mean_score, *spread;
    double  *all_s, *all_d, *all_f;                      /* S, D and F of all parameters */
    double  *s, *d, *inverse, *s_inverse, *work, *other; /* of those estimated */
    double  *control;    /* what scores explain of deviations: D F^-1 */
    double  *step_limit; /* h */
    double  *v, *before, *sum, *mean_theta, *step, *products;
    double  *scale;               /* room of ent_saom_invert() */
    double  *pooled, pooled_runs; /* the mean of last steps of Newton, and how many runs made it */
    double  *statistic, *score, *elapsed;
    double  *observed; /* the statistics of each period, as a run has them */
    double  *between;  /* of effects: variance between periods; NaN not known */
    uint32_t phase;    /* a number in the keys */
    unsigned stops;    /* how often simulations came to the limit of steps */
} ent_saom_estimator;

/** Random numbers and parameters as they are now, with scores. */
ent_saom_point ent_saom_here(const ent_saom_estimator *e);

/** The rows and columns of those parameters that are estimated. */
void ent_saom_pick(const ent_saom_estimator *e, const double *from, double *to);

/** The inverse of a matrix of those estimated; false: it has none. */
bool ent_saom_invert(ent_saom_estimator *e, const double *a, double *out);

/** Simulate here; take over mean, S, D and F. */
ENT_MUST_CHECK ent_status ent_saom_learn(ent_saom_estimator *e, size_t runs, const char *what,
                                         ent_saom_sample *sample);

/** Whether a parameter is held at 0, to be tested. */
bool ent_saom_is_held(const ent_saom_estimator *e, size_t a);

/** The final simulations; `good`: they agree with the data. */
ENT_MUST_CHECK ent_status ent_saom_phase_3(ent_saom_estimator *e, bool *good);

/** Standard errors, tests, and all else that a fit says, from the final simulations. */
ENT_MUST_CHECK ent_status ent_saom_conclude(ent_saom_estimator *e);

#endif
