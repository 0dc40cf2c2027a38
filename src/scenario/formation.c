/*
 * formation.c - obligations of followed dyads by a model of ties that a scenario names
 *
 *   1. the model     2. its fit     3. the years ahead     4. all     5. what runs take
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/formation.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "scenario/ground.h"
#include "system/record.h"

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
    ent_state (*pair)[2];   /* of the years ahead; NULL: it is of a fit alone */
    ent_formation_fit fit;
};

/* 1. the model */

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

/* 2. its fit: the rates with their errors, the effects with their spread, and the covariance of
 * the effects */

/* No rate that was ever estimated comes near this: a file that says so asks for endless runs. */
static const double LARGEST_RATE = 100;

static void
find_key(const ent_record *record, const ent_saom *model, int year, char out[65])
{
    ent_digest digest;

    ent_digest_init(&digest);
    ent_digest_add(&digest, ent_version(), strlen(ent_version()));
    ent_digest_add(&digest, ent_saom_text(model), strlen(ent_saom_text(model)));
    ent_digest_add_number(&digest, year);
    ent_record_add_digest(record, &digest);
    ent_digest_print(&digest, out);
}

static size_t
count_numbers(size_t rates, size_t effects)
{
    return 2 * rates + 2 * effects + effects * effects;
}

static ent_status
keep_fit(ent_ctx *ctx, const ent_fit *fit, ent_formation *f)
{
    size_t  q = fit->parameter_count, from = q - fit->effect_count, rates = fit->rate_count;
    double *to;

    f->fit.count = count_numbers(rates, fit->effect_count);
    f->fit.numbers = to = ent_arena_alloc(&f->arena, f->fit.count, sizeof *to);
    if (to == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t p = 0; p < rates; p++) {
        *to++ = fit->rates[p].estimate;
        *to++ = fit->rates[p].se;
    }
    for (size_t k = 0; k < fit->effect_count; k++) {
        *to++ = fit->effects[k].estimate;
        *to++ = fit->effects[k].between;
    }
    for (size_t i = from; i < q; i++) {
        for (size_t j = from; j < q; j++) {
            *to++ = fit->covariance[i * q + j];
        }
    }
    return ENT_OK;
}

/* Whether an earlier fit is of this model, this year and this record, and can be one. */
static bool
is_known(const ent_saom *model, const ent_formation *f, const ent_formation *known)
{
    size_t rates = ent_saom_periods(model), effects = ent_saom_effects(model);

    if (known == NULL || strcmp(known->fit.key, f->fit.key) != 0 ||
        known->fit.count != count_numbers(rates, effects)) {
        return false;
    }
    for (size_t i = 0; i < known->fit.count; i++) {
        if (i < 2 * rates && fabs(known->fit.numbers[i]) > LARGEST_RATE) {
            return false;
        }
    }
    return true;
}

/* A fit from what was kept of it: conditional, for the covariance is that of the effects. */
static ent_status
restore_fit(ent_ctx *ctx, const ent_saom *model, const ent_formation_fit *kept, ent_fit *out)
{
    size_t        rates = ent_saom_periods(model), effects = ent_saom_effects(model);
    const double *from = kept->numbers;
    ent_arena    *arena = ent_alloc_zero(1, sizeof *arena);

    if (arena == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(arena);
    *out = (ent_fit){.memory = arena,
                     .model = ent_saom_name(model),
                     .converged = true,
                     .conditional = true,
                     .seed = ent_saom_seed(model),
                     .rate_count = rates,
                     .effect_count = effects,
                     .parameter_count = effects,
                     .rates = ent_arena_alloc(arena, rates, sizeof *out->rates),
                     .effects = ent_arena_alloc(arena, effects, sizeof *out->effects),
                     .covariance = ent_arena_alloc(arena, effects * effects, sizeof(double))};
    if (out->rates == NULL || out->effects == NULL || out->covariance == NULL) {
        ent_fit_clear(out);
        return ent_fail_nomem(ctx);
    }
    for (size_t p = 0; p < rates; p++, from += 2) {
        out->rates[p] = (ent_fit_rate){from[0], from[1]};
    }
    for (size_t k = 0; k < effects; k++, from += 2) {
        out->effects[k] = (ent_fit_effect){.estimate = from[0], .between = from[1]};
    }
    memcpy(out->covariance, from, effects * effects * sizeof *from);
    return ENT_OK;
}

static ent_status
find_fit(ent_ctx *ctx, const ent_saom *model, const ent_formation *f, const ent_formation *known,
         ent_fit *out)
{
    ent_status status = is_known(model, f, known) ? restore_fit(ctx, model, &known->fit, out)
                                                  : ent_saom_fit(ctx, model, NULL, out);

    if (status == ENT_OK && !out->converged) {
        status = ent_fail(ctx, ENT_E_NOTFOUND, "%.60s did not converge: %s", ent_saom_name(model),
                          out->reason);
        ent_fit_clear(out);
    }
    return status;
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

/* 3. the years ahead */

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

    if (actors == NULL) {
        return ent_fail_nomem(ctx);
    }
    find_actors(ent_record_codes(record), model, pairs, f->pairs, actors);
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

/* The same years of the same pairs were looked at before. */
static bool
is_ahead(const ent_formation *f, const ent_formation *known)
{
    return known != NULL && known->pair != NULL && strcmp(known->fit.key, f->fit.key) == 0 &&
           known->years == f->years && known->pairs == f->pairs &&
           memcmp(known->pair, f->pair, f->pairs * sizeof *f->pair) == 0;
}

static ent_status
copy_ahead(ent_ctx *ctx, const ent_formation *known, ent_formation *f)
{
    ent_formation_fit fit = known->fit;

    memcpy(f->numbers, known->numbers, f->number_count * sizeof *f->numbers);
    fit.numbers = ent_arena_alloc(&f->arena, fit.count, sizeof *fit.numbers);
    if (fit.numbers == NULL) {
        return ent_fail_nomem(ctx);
    }
    memcpy(fit.numbers, known->fit.numbers, fit.count * sizeof *fit.numbers);
    f->fit = fit;
    return ENT_OK;
}

/* 4. all */

static ent_status
fit_and_look(ent_ctx *ctx, const ent_record *record, const ent_saom *model,
             const ent_formation *known, ent_formation *f)
{
    ent_fit    fit;
    ent_status status = find_fit(ctx, model, f, known, &fit);

    if (status != ENT_OK) {
        return status;
    }
    status = keep_fit(ctx, &fit, f);
    if (status == ENT_OK) {
        status = look_ahead(ctx, record, model, &fit, (const ent_state(*)[2])f->pair, f);
    }
    ent_fit_clear(&fit);
    return status;
}

static ent_status
fill(ent_ctx *ctx, const ent_record *record, const char *name, int year, const ent_formation *known,
     ent_formation *f)
{
    ent_saom  *model = NULL;
    ent_status status = ent_saom_load_until(ctx, record, name, year, &model);

    if (status != ENT_OK) {
        return status;
    }
    f->effects = ent_saom_effects(model);
    f->any = ent_saom_is_of_any(model);
    list_moved(model, f);
    find_key(record, model, year, f->fit.key);
    status = allocate(ctx, f);
    if (status == ENT_OK) {
        status = is_ahead(f, known) ? copy_ahead(ctx, known, f)
                                    : fit_and_look(ctx, record, model, known, f);
    }
    ent_saom_destroy(model);
    return status;
}

ent_status
ent_formation_create(ent_ctx *ctx, const ent_record *record, const char *model, int year,
                     size_t years, const ent_state (*pairs)[2], size_t pair_count,
                     const ent_formation *known, ent_formation **out)
{
    ent_formation *f = ent_alloc_zero(1, sizeof *f);
    ent_status     status;

    if (f == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&f->arena);
    f->years = years;
    f->pairs = pair_count;
    f->pair = ent_arena_alloc(&f->arena, pair_count, sizeof *f->pair);
    if (f->pair == NULL) {
        status = ent_fail_nomem(ctx);
    } else {
        memcpy(f->pair, pairs, pair_count * sizeof *pairs);
        status = fill(ctx, record, model, year, known, f);
    }
    if (status != ENT_OK) {
        ent_formation_destroy(f);
        return ent_note(ctx, status, "obligations by the model '%.60s'", model);
    }
    find_middle(f);
    *out = f;
    return ENT_OK;
}

ent_status
ent_formation_of_fit(ent_ctx *ctx, const ent_formation_fit *fit, ent_formation **out)
{
    ent_formation *f = ent_alloc_zero(1, sizeof *f);

    if (f == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&f->arena);
    f->fit = *fit;
    f->fit.numbers = ent_arena_alloc(&f->arena, fit->count, sizeof *f->fit.numbers);
    if (f->fit.numbers == NULL) {
        ent_formation_destroy(f);
        return ent_fail_nomem(ctx);
    }
    memcpy(f->fit.numbers, fit->numbers, fit->count * sizeof *fit->numbers);
    *out = f;
    return ENT_OK;
}

const ent_formation_fit *
ent_formation_fitted(const ent_formation *formation)
{
    return &formation->fit;
}

void
ent_formation_destroy(ent_formation *formation)
{
    if (formation != NULL) {
        ent_arena_clear(&formation->arena);
        ent_free(formation);
    }
}

/* 5. what runs take */

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
