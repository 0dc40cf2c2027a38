/*
 * check.c - whether an effect is still there when the model is asked another way
 *
 *   1. other models     2. verdicts
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "model/panel/panel.h"
#include "model/ties/estimate.h"
#include "model/ties/read.h"

static const double NORMAL_95 = 1.959963984540054;

/* 1. other models */

/* Nothing of a model of another kind is read: its tables are those of the first. */
typedef struct variant_fit {
    ent_fit fit;
    size_t  own; /* effects of the file; means stand behind them */
    bool    there;
    char    why[256]; /* it is not */
} variant_fit;

static ent_status
fit_variant(ent_ctx *ctx, const ent_record *record, const ent_saom *model, ent_saom_variant variant,
            const ent_fit *first, variant_fit *out)
{
    ent_saom       *other = NULL;
    ent_fit_options options = {.seed = first->seed, .n3 = first->n3, .restarts = 2};
    ent_status      status = ent_saom_read_variant(ctx, record, model, variant, &other);

    if (status == ENT_E_INPUT) { /* what it needs is not observed: the check cannot be made */
        (void)snprintf(out->why, sizeof out->why, "%s", ent_ctx_error(ctx));
        return ENT_OK;
    }
    if (status == ENT_OK) {
        status = ent_saom_fit(ctx, other, &options, &out->fit);
        out->there = status == ENT_OK && out->fit.converged;
        out->own = model->term_count;
    }
    if (status == ENT_OK && !out->there) {
        (void)snprintf(out->why, sizeof out->why, "its model did not converge: %s",
                       out->fit.reason);
    }
    ent_saom_destroy(other);
    return status;
}

/* 2. verdicts */

static const char *
compare(const ent_fit_effect *here, const ent_fit_effect *there)
{
    return (here->estimate > 0) != (there->estimate > 0)   ? "reversed"
           : fabs(there->estimate) > NORMAL_95 * there->se ? "holds"
                                                           : "weaker";
}

/* The mean of its pairs that stood beside an effect; NULL: none did. */
static const ent_fit_effect *
mean_of(const variant_fit *f, const ent_fit_effect *effect)
{
    for (size_t k = f->own; k < f->fit.effect_count; k++) {
        if (strcmp(f->fit.effects[k].of + strlen("mean of "), effect->of) == 0) {
            return &f->fit.effects[k];
        }
    }
    return NULL;
}

/* What keeps an effect from being told in a variant, in a sentence; false: nothing does. */
static bool
find_hindrance(const ent_saom *model, const variant_fit *f, const ent_fit_effect *effect, size_t k,
               ent_saom_variant variant, char out[256])
{
    enum { SIZE = 256 };
    const ent_fit_effect *mean = variant == ENT_SAOM_WITH_MEANS ? mean_of(f, effect) : NULL;

    if (!f->there || k >= f->fit.effect_count) {
        (void)snprintf(out, SIZE, "%s", f->why);
    } else if (variant == ENT_SAOM_WITH_MEANS && mean == NULL) {
        char share[32], least[32];

        (void)ent_number_print_digits(100 * ent_saom_find_means(model, &model->terms[k], NULL), 2,
                                      share, sizeof share);
        (void)ent_number_print_digits(100 * ENT_SAOM_LEAST_WITHIN, 2, least, sizeof least);
        (void)snprintf(out, SIZE, "%s %% of its variance lies within pairs, %s %% are needed",
                       share, least);
    } else if (mean != NULL && mean->problem != NULL) {
        (void)snprintf(out, SIZE, "the mean of its pairs has no estimate: %s", mean->problem);
    } else if (isnan(f->fit.effects[k].estimate) || isnan(f->fit.effects[k].se)) {
        (void)snprintf(out, SIZE, "%s",
                       f->fit.effects[k].problem != NULL ? f->fit.effects[k].problem
                                                         : "it has no standard error");
    } else {
        return false;
    }
    return true;
}

static bool
is_judged(const ent_fit_effect *effect, ent_saom_variant variant)
{
    const ent_covariate *of = ent_covariate_find(effect->of);

    return effect->of[0] != '\0' && !effect->held && !isnan(effect->estimate) &&
           (variant != ENT_SAOM_APART || (of != NULL && of->apart != NULL));
}

/* Verdicts of one variant, and beside them why an effect has none. */
static ent_status
judge_all(ent_ctx *ctx, const ent_saom *model, const variant_fit *f, ent_saom_variant variant,
          ent_fit *fit)
{
    static const char *const NAMES[] = {"", "dyad effects", "lag", "apart"};
    char                     why[256];

    for (size_t k = 0; k < fit->effect_count; k++) {
        ent_fit_effect *e = &fit->effects[k];
        const char    **verdict = variant == ENT_SAOM_WITH_MEANS ? &e->dyad_effects
                                  : variant == ENT_SAOM_LAGGED   ? &e->lag_5
                                                                 : &e->apart;

        if (!is_judged(e, variant)) {
            continue;
        }
        if (!find_hindrance(model, f, e, k, variant, why)) {
            *verdict = compare(e, &f->fit.effects[k]);
            continue;
        }
        *verdict = "not identified";
        e->check_note =
            ent_arena_printf(fit->memory, "%s%s%s: %s", e->check_note != NULL ? e->check_note : "",
                             e->check_note != NULL ? "; " : "", NAMES[variant], why);
        if (e->check_note == NULL) {
            return ent_fail_nomem(ctx);
        }
    }
    return ENT_OK;
}

static bool
applies(const ent_saom *model, ent_saom_variant variant)
{
    for (size_t k = 0; k < model->term_count; k++) {
        const ent_saom_covariate *c = model->terms[k].covariate;
        const ent_covariate      *of = c != NULL ? ent_covariate_find(c->name) : NULL;

        if (c != NULL && (variant != ENT_SAOM_APART || (of != NULL && of->apart != NULL))) {
            return variant == ENT_SAOM_WITH_MEANS || model->actors != NULL;
        }
    }
    return false;
}

ent_status
ent_saom_check(ent_ctx *ctx, const ent_record *record, const ent_saom *model, ent_fit *fit)
{
    ent_status status = ent_saom_check_fit(ctx, model, fit, 0);

    for (int v = ENT_SAOM_WITH_MEANS; v <= ENT_SAOM_APART && status == ENT_OK; v++) {
        variant_fit f = {.there = false};

        if (!applies(model, (ent_saom_variant)v)) {
            continue;
        }
        status = fit_variant(ctx, record, model, (ent_saom_variant)v, fit, &f);
        if (status == ENT_OK) {
            status = judge_all(ctx, model, &f, (ent_saom_variant)v, fit);
        }
        ent_fit_clear(&f.fit);
    }
    fit->checked = status == ENT_OK;
    return status;
}
