/*
 * kept.c - a fit that was kept as JSON, read again, and what it says in words
 *
 *   1. values     2. lists     3. the fit     4. in words
 *
 * SPDX-License-Identifier: MIT
 */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/text.h"
#include "entente/fit.h"

enum { LARGEST = 16 << 20 };

/* 1. values; what is missing or of another type is NaN, NULL or false */

static double
number_of(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);

    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

static const char *
text_of(ent_arena *arena, const json_t *object, const char *key, const char *otherwise,
        bool *failed)
{
    const char *value = json_string_value(json_object_get(object, key));
    const char *copy = value != NULL ? ent_arena_strdup(arena, value) : otherwise;

    *failed |= value != NULL && copy == NULL;
    return copy;
}

static uint64_t
count_of(const json_t *object, const char *key)
{
    json_int_t value = json_integer_value(json_object_get(object, key));

    return value > 0 ? (uint64_t)value : 0;
}

/* 2. lists */

static void
take_rates(const json_t *list, ent_fit *fit)
{
    for (size_t p = 0; p < fit->rate_count; p++) {
        const json_t *rate = json_array_get(list, p);

        fit->rates[p] = (ent_fit_rate){number_of(rate, "estimate"), number_of(rate, "se")};
    }
}

static bool
take_effects(ent_arena *arena, const json_t *list, ent_fit *fit)
{
    bool failed = false;

    for (size_t k = 0; k < fit->effect_count; k++) {
        const json_t   *object = json_array_get(list, k);
        ent_fit_effect *e = &fit->effects[k];
        double          spread = number_of(object, "spread");

        e->name = text_of(arena, object, "name", "", &failed);
        e->of = text_of(arena, object, "of", "", &failed);
        e->type = text_of(arena, object, "type", "", &failed);
        e->problem = text_of(arena, object, "problem", NULL, &failed);
        e->estimate = number_of(object, "estimate");
        e->se = number_of(object, "se");
        e->t_convergence = number_of(object, "t_convergence");
        e->target = number_of(object, "target");
        e->simulated = number_of(object, "simulated");
        e->sd = number_of(object, "sd");
        e->held = json_is_true(json_object_get(object, "held"));
        e->score_z = number_of(object, "score_z");
        e->score_p = number_of(object, "score_p");
        e->one_step = number_of(object, "one_step");
        e->unit_sd = number_of(object, "unit_sd");
        e->dyad_effects = text_of(arena, object, "dyad_effects", NULL, &failed);
        e->lag_5 = text_of(arena, object, "lag_5", NULL, &failed);
        e->apart = text_of(arena, object, "apart", NULL, &failed);
        e->check_note = text_of(arena, object, "check_note", NULL, &failed);
        e->between = spread * spread;
    }
    return !failed;
}

static bool
take_covariance(const json_t *list, ent_fit *fit)
{
    size_t q = fit->parameter_count;

    for (size_t i = 0; i < q; i++) {
        const json_t *row = json_array_get(list, i);

        if (json_array_size(row) != q) {
            return false;
        }
        for (size_t j = 0; j < q; j++) {
            const json_t *value = json_array_get(row, j);

            fit->covariance[i * q + j] =
                json_is_number(value) ? json_number_value(value) : (double)NAN;
        }
    }
    return json_array_size(list) == q;
}

/* 3. the fit */

static bool
is_of_ties(const ent_fit *fit)
{
    return fit->rate_count > 0 && fit->rate_count < ENT_SAOM_MOST_WAVES && fit->effect_count > 0 &&
           fit->effect_count <= ENT_SAOM_MOST_EFFECTS;
}

static ent_status
take_fit(ent_ctx *ctx, ent_arena *arena, const json_t *root, ent_fit *fit)
{
    const json_t *rates = json_object_get(root, "rates"),
                 *effects = json_object_get(root, "effects");
    bool failed = false;

    fit->rate_count = json_array_size(rates);
    fit->effect_count = json_array_size(effects);
    if (!is_of_ties(fit)) {
        return ent_fail(ctx, ENT_E_INPUT, "the fit is none of a model of ties");
    }
    fit->conditional = json_is_true(json_object_get(root, "conditional"));
    fit->parameter_count = (fit->conditional ? 0 : fit->rate_count) + fit->effect_count;
    fit->rates = ent_arena_alloc(arena, fit->rate_count, sizeof *fit->rates);
    fit->effects = ent_arena_alloc(arena, fit->effect_count, sizeof *fit->effects);
    fit->covariance = ent_arena_alloc(arena, fit->parameter_count * fit->parameter_count,
                                      sizeof *fit->covariance);
    fit->model = text_of(arena, root, "model", "", &failed);
    fit->basis = text_of(arena, root, "basis", "", &failed);
    fit->reason = text_of(arena, root, "reason", NULL, &failed);
    if (failed || fit->rates == NULL || fit->effects == NULL || fit->covariance == NULL ||
        !take_effects(arena, effects, fit)) {
        return ent_fail_nomem(ctx);
    }
    take_rates(rates, fit);
    fit->converged = json_is_true(json_object_get(root, "converged"));
    fit->checked = json_is_true(json_object_get(root, "checked"));
    fit->max_convergence_ratio = number_of(root, "max_convergence_ratio");
    fit->seed = count_of(root, "seed");
    fit->n3 = count_of(root, "n3");
    fit->iterations = count_of(root, "iterations");
    fit->simulations = count_of(root, "simulations");
    return take_covariance(json_object_get(root, "covariance"), fit)
               ? ENT_OK
               : ent_fail(ctx, ENT_E_INPUT, "the covariance of the fit is not %zu by %zu numbers",
                          fit->parameter_count, fit->parameter_count);
}

ent_status
ent_fit_parse(ent_ctx *ctx, const char *json, ent_fit *out)
{
    json_error_t error;
    size_t       length = strlen(json);
    json_t      *root;
    ent_arena   *arena = ent_alloc_zero(1, sizeof *arena);
    ent_fit      fit = {.memory = arena};
    ent_status   status;

    if (arena == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(arena);
    root = length <= LARGEST ? json_loadb(json, length, 0, &error) : NULL;
    status = root != NULL       ? take_fit(ctx, arena, root, &fit)
             : length > LARGEST ? ent_fail(ctx, ENT_E_LIMIT, "a fit of more than %d bytes", LARGEST)
                                : ent_fail(ctx, ENT_E_INPUT, "the fit is no JSON: %s", error.text);
    json_decref(root);
    if (status != ENT_OK) {
        ent_fit_clear(&fit);
        return status;
    }
    *out = fit;
    return ENT_OK;
}

/* 4. in words */

static void
add_number(ent_text *out, double value)
{
    char number[32];

    (void)ent_number_print_digits(value, 3, number, sizeof number);
    ent_text_add(out, number);
}

/* Odds of so much more, with 95 %. */
static void
add_odds(ent_text *out, const ent_fit_effect *e, double more)
{
    static const double NORMAL_95 = 1.959963984540054;

    add_number(out, exp(more * e->estimate));
    ent_text_add(out, " (95 %: ");
    add_number(out, exp(more * (e->estimate - NORMAL_95 * e->se)));
    ent_text_add(out, " to ");
    add_number(out, exp(more * (e->estimate + NORMAL_95 * e->se)));
    ent_text_add(out, ")");
}

static void
say_effect(const ent_fit_effect *e, ent_text *out)
{
    ent_text_reset(out);
    if (e->held && !isnan(e->score_p)) {
        ent_text_add(out, "held at 0; a test against that has z ");
        add_number(out, e->score_z);
        ent_text_add(out, ", p ");
        add_number(out, e->score_p);
        return;
    }
    if (isnan(e->estimate)) {
        ent_text_add(out, e->problem != NULL ? e->problem : "not known");
        return;
    }
    ent_text_add(out, strcmp(e->name, "density") == 0
                          ? "a tie that nothing else speaks for has odds of "
                          : "one unit more multiplies the odds of a tie by ");
    add_odds(out, e, 1);
    if (e->unit_sd > 0) {
        ent_text_add(out, ", one standard deviation (");
        add_number(out, e->unit_sd);
        ent_text_add(out, ") by ");
        add_odds(out, e, e->unit_sd);
    }
    if (sqrt(e->between) >= .005) {
        ent_text_add(out, "; between periods its estimate differs by ");
        add_number(out, sqrt(e->between));
    }
}

enum { EFFECT, OF, TYPE, MEANING, DYAD_EFFECTS, LAG_5, APART, CHECK_NOTE, BASIS, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"effect", ENT_COLUMN_TEXT},  {"of", ENT_COLUMN_TEXT},           {"type", ENT_COLUMN_TEXT},
    {"meaning", ENT_COLUMN_TEXT}, {"dyad_effects", ENT_COLUMN_TEXT}, {"lag_5", ENT_COLUMN_TEXT},
    {"apart", ENT_COLUMN_TEXT},   {"check_note", ENT_COLUMN_TEXT},   {"basis", ENT_COLUMN_TEXT}};

/* What a check says; that none was made is no finding. */
static const char *
checked(const ent_fit *fit, const ent_fit_effect *e, const char *finding)
{
    return fit->checked || e->of[0] == '\0' ? finding : "not run";
}

ent_status
ent_fit_explain(ent_ctx *ctx, const ent_fit *fit, ent_table **out)
{
    ent_table *table;
    ent_text   said;
    ent_status status = ent_table_create(ctx, COLUMN, COLUMNS, &table);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&said);
    for (size_t k = 0; k < fit->effect_count && !said.failed; k++) {
        const ent_fit_effect *e = &fit->effects[k];

        say_effect(e, &said);
        ent_table_row(table);
        ent_table_text(table, EFFECT, e->name);
        ent_table_text(table, OF, e->of[0] != '\0' ? e->of : NULL);
        ent_table_text(table, TYPE, e->type[0] != '\0' ? e->type : NULL);
        ent_table_text(table, MEANING, ent_text_get(&said));
        ent_table_text(table, DYAD_EFFECTS, checked(fit, e, e->dyad_effects));
        ent_table_text(table, LAG_5, checked(fit, e, e->lag_5));
        ent_table_text(table, APART, checked(fit, e, e->apart));
        ent_table_text(table, CHECK_NOTE,
                       fit->checked || e->of[0] == '\0' ? e->check_note : "fit it with --checks");
        ent_table_text(table, BASIS, fit->basis[0] != '\0' ? fit->basis : NULL);
    }
    status = said.failed ? ent_fail_nomem(ctx) : ent_table_check(ctx, table);
    ent_text_clear(&said);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}
