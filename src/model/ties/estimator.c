/*
 * estimator.c - what the phases of an estimation do at the parameters as they are
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/ties/estimator.h"

#include <string.h>

#include "model/small_matrix.h"

ent_saom_point
ent_saom_here(const ent_saom_estimator *e)
{
    return (ent_saom_point){
        e->rates > 0 ? e->theta : NULL, &e->theta[e->rates], true, e->seed, e->phase, 0};
}

/* The matrices of those parameters that are estimated. */
void
ent_saom_pick(const ent_saom_estimator *e, const double *from, double *to)
{
    for (size_t i = 0; i < e->used; i++) {
        for (size_t j = 0; j < e->used; j++) {
            to[i * e->used + j] = from[e->index[i] * e->count + e->index[j]];
        }
    }
}

bool
ent_saom_invert(ent_saom_estimator *e, const double *a, double *out)
{
    memcpy(e->work, a, e->used * e->used * sizeof *e->work);
    return ent_matrix_invert_balanced(e->used, e->work, e->scale, out);
}

/* Simulate here; take over mean, S, D and F. */
ent_status
ent_saom_learn(ent_saom_estimator *e, size_t runs, const char *what, ent_saom_sample *sample)
{
    ent_saom_point point = ent_saom_here(e);
    ent_status     status = ent_saom_sample_make(e->ctx, e->model, &point, runs, what, sample);

    e->phase++;
    if (status == ENT_OK) {
        e->fit->simulations += runs;
        e->stops += sample->stopped;
        ent_saom_sample_mean(sample, e->rates == 0, e->mean, e->mean_score);
        ent_saom_sample_moments(sample, e->rates == 0, e->all_s, e->all_d, e->all_f);
    }
    return status;
}
