/*
 * formation.c - obligations of followed dyads by a model of ties that a scenario names
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/formation.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"

enum { DRAWS = ENT_FORMATION_DRAWS, RUNS = 10, HAZARDS = sizeof(ent_tie_hazard) / sizeof(double) };

struct ent_formation {
    ent_arena       arena;
    size_t          years, pairs, effects; /* of the model, all of them */
    size_t          moved_count;
    const char     *moved[ENT_FORMING_MOST]; /* covariates that runs move, and their effects */
    size_t          effect_of[ENT_FORMING_MOST];
    bool            any;
    double         *numbers; /* rates, effects, hazards, one behind the other */
    size_t          number_count;
    double         *rates, *theta;
    ent_tie_hazard *hazards;
    ent_tie_hazard *middle; /* their means over the draws */
};

ent_status
ent_formation_check(ent_ctx *ctx, const char *model, unsigned *detail)
{
    ent_model_kind kind;
    bool           of_record;
    unsigned       needs;
    ent_status     status = ent_model_kind_of(ctx, model, &kind, &of_record, &needs);

    if (status == ENT_OK && (kind != ENT_MODEL_TIE || !of_record)) {
        return ent_fail(ctx, ENT_E_INPUT,
                        "'%.60s' is no model of obligations of the record: one with 'tie' and "
                        "'record' is needed, as obligations-open",
                        model);
    }
    *detail |= status == ENT_OK ? needs : 0;
    return status;
}

/* The effects of covariates that a run moves. */
static void
list_moved(const ent_saom *model, ent_formation *f)
{
    for (size_t k = 0; k < f->effects && f->moved_count < ENT_FORMING_MOST; k++) {
        const char *of = ent_saom_effect_of(model, k);

        for (const char *const *name = ent_forming_covariates(); of != NULL && *name != NULL;
             name++) {
            if (strcmp(*name, of) == 0) {
                f->effect_of[f->moved_count] = k;
                f->moved[f->moved_count++] = *name;
            }
        }
    }
}

static ent_status
allocate(ent_ctx *ctx, ent_formation *f)
{
    size_t ahead = DRAWS * f->years * f->pairs;

    f->number_count = DRAWS * (1 + f->effects) + ahead * HAZARDS;
    f->numbers = ent_arena_alloc(&f->arena, f->number_count, sizeof *f->numbers);
    f->middle = ent_arena_alloc(&f->arena, f->years * f->pairs, sizeof *f->middle);
    if (f->numbers == NULL || f->middle == NULL) {
        return ent_fail_nomem(ctx);
    }
    f->rates = f->numbers;
    f->theta = f->rates + DRAWS;
    f->hazards = (ent_tie_hazard *)(void *)(f->theta + DRAWS * f->effects);
    return ENT_OK;
}

/* Pairs of actors of the model; those with a state that it does not know are two of the same. */
static void
find_actors(const ent_codes *codes, const ent_saom *model, const ent_state (*pairs)[2],
            size_t count, size_t (*out)[2])
{
    for (size_t k = 0; k < count; k++) {
        size_t a = ent_saom_actor(model, ent_codes_id(codes, pairs[k][0])),
               b = ent_saom_actor(model, ent_codes_id(codes, pairs[k][1]));
        bool known = a < ent_saom_actors(model) && b < ent_saom_actors(model);

        out[k][0] = known ? a : 0;
        out[k][1] = known ? b : 0;
    }
}

static ent_status
look_ahead(ent_ctx *ctx, const ent_record *record, const ent_saom *model, const ent_fit *fit,
           const ent_state (*pairs)[2], ent_formation *f)
{
    ent_forward_options options = {
        .years = f->years, .draws = DRAWS, .runs = RUNS, .record = record};
    size_t(*actors)[2] = ent_arena_alloc(&f->arena, f->pairs, sizeof *actors);
    ent_status status = ENT_OK;

    f->effects = ent_saom_effects(model);
    f->any = ent_saom_is_of_any(model);
    list_moved(model, f);
    if (actors == NULL) {
        return ent_fail_nomem(ctx);
    }
    find_actors(ent_record_codes(record), model, pairs, f->pairs, actors);
    status = allocate(ctx, f);
    return status == ENT_OK
               ? ent_saom_hazards(ctx, model, fit, &options, (const size_t(*)[2])actors, f->pairs,
                                  f->hazards, f->rates, f->theta)
               : status;
}

static void
find_middle(ent_formation *f)
{
    size_t count = f->years * f->pairs;

    memset(f->middle, 0, count * sizeof *f->middle);
    for (size_t i = 0; i < DRAWS * count; i++) {
        f->middle[i % count].begin += f->hazards[i].begin / DRAWS;
        f->middle[i % count].end += f->hazards[i].end / DRAWS;
        f->middle[i % count].joined += f->hazards[i].joined / DRAWS;
    }
}

static ent_status
fit_model(ent_ctx *ctx, const ent_record *record, const char *name, int year,
          const ent_state (*pairs)[2], ent_formation *f)
{
    ent_saom  *model = NULL;
    ent_fit    fit;
    ent_status status = ent_saom_load_until(ctx, record, name, year, &model);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_saom_fit(ctx, model, NULL, &fit);
    if (status == ENT_OK) {
        status = fit.converged ? look_ahead(ctx, record, model, &fit, pairs, f)
                               : ent_fail(ctx, ENT_E_NOTFOUND, "%.60s did not converge: %s", name,
                                          fit.reason);
        ent_fit_clear(&fit);
    }
    ent_saom_destroy(model);
    return status;
}

ent_status
ent_formation_create(ent_ctx *ctx, const ent_record *record, const char *model, int year,
                     size_t years, const ent_state (*pairs)[2], size_t pair_count,
                     ent_formation **out)
{
    ent_formation *f = ent_alloc_zero(1, sizeof *f);
    ent_status     status;

    if (f == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&f->arena);
    f->years = years;
    f->pairs = pair_count;
    status = fit_model(ctx, record, model, year, pairs, f);
    if (status != ENT_OK) {
        ent_formation_destroy(f);
        return ent_note(ctx, status, "obligations by the model '%.60s'", model);
    }
    find_middle(f);
    *out = f;
    return ENT_OK;
}

void
ent_formation_destroy(ent_formation *formation)
{
    if (formation != NULL) {
        ent_arena_clear(&formation->arena);
        ent_free(formation);
    }
}

void
ent_formation_take(const ent_formation *formation, size_t draw, const ent_world *start,
                   ent_forming *out)
{
    draw %= DRAWS;
    *out = (ent_forming){.hazards = &formation->hazards[draw * formation->years * formation->pairs],
                         .years = formation->years,
                         .pairs = formation->pairs,
                         .rate = formation->rates[draw],
                         .any = formation->any,
                         .effect_count = formation->moved_count,
                         .start = start};
    for (size_t k = 0; k < formation->moved_count; k++) {
        out->covariates[k] = formation->moved[k];
        out->theta[k] = formation->theta[draw * formation->effects + formation->effect_of[k]];
    }
}

void
ent_formation_take_middle(const ent_formation *formation, const ent_world *start, ent_forming *out)
{
    ent_formation_take(formation, 0, start, out);
    out->hazards = formation->middle;
    for (size_t draw = 1; draw < DRAWS; draw++) {
        out->rate += formation->rates[draw];
        for (size_t k = 0; k < formation->moved_count; k++) {
            out->theta[k] += formation->theta[draw * formation->effects + formation->effect_of[k]];
        }
    }
    out->rate /= DRAWS;
    for (size_t k = 0; k < formation->moved_count; k++) {
        out->theta[k] /= DRAWS;
    }
}

const double *
ent_formation_numbers(const ent_formation *formation, size_t *count)
{
    *count = formation->number_count;
    return formation->numbers;
}
