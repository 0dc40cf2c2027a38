/*
 * fit.c - a model and what came of fitting or simulating it, as tables
 *
 *   1. the fit     2. its table     3. simulations at given parameters
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "model/ties/estimate.h"
#include "model/ties/sample.h"

/* 1. the fit */

/* How much the weights of a covariate differ among the pairs of all periods. */
static double
unit_sd(const ent_saom *m, const ent_saom_term *term)
{
    double sum = 0, squares = 0, count = 0;

    for (size_t p = 0; p < m->period_count && term->covariate != NULL; p++) {
        for (size_t cell = 0; cell < m->n * m->n; cell++) {
            double w =
                ent_saom_weights_of(m, m->weights[p], cell / m->n)[term->slot * m->n + cell % m->n];

            if (m->periods[p].counted[cell] != 0) {
                sum += w;
                squares += w * w;
                count++;
            }
        }
    }
    return count > 1 ? sqrt(fmax(0, squares - sum * sum / count) / (count - 1)) : (double)NAN;
}

static const char *
basis_of(const ent_saom *model, ent_arena *arena)
{
    int last = model->first_year + model->every * (int)model->period_count;

    return model->first_year != 0
               ? ent_arena_printf(arena, "associated, all dyads, %d-%d", model->first_year, last)
               : ent_arena_printf(arena, "associated, all pairs, %zu waves",
                                  model->period_count + 1);
}

static ent_status
make_fit(ent_ctx *ctx, const ent_saom *model, ent_fit *fit)
{
    ent_arena *arena = ent_alloc_zero(1, sizeof *arena);

    if (arena == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(arena);
    fit->memory = arena;
    fit->conditional = model->conditional;
    fit->rate_count = model->period_count;
    fit->effect_count = model->term_count;
    fit->parameter_count = ent_saom_parameter_count(model, model->conditional);
    fit->model = ent_arena_strdup(arena, model->name);
    fit->basis = basis_of(model, arena);
    fit->rates = ent_arena_alloc(arena, fit->rate_count, sizeof *fit->rates);
    fit->effects = ent_arena_alloc(arena, fit->effect_count, sizeof *fit->effects);
    fit->covariance = ent_arena_alloc(arena, fit->parameter_count * fit->parameter_count,
                                      sizeof *fit->covariance);
    if (fit->model == NULL || fit->basis == NULL || fit->rates == NULL || fit->effects == NULL ||
        fit->covariance == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t k = 0; k < model->term_count; k++) {
        static const char *const PARTS[] = {"", "creation", "endowment"};
        const ent_saom_term     *term = &model->terms[k];
        const char              *of = term->covariate != NULL ? term->covariate->name : "";

        fit->effects[k].name = term->effect->name;
        fit->effects[k].held = term->held;
        fit->effects[k].score_z = fit->effects[k].score_p = fit->effects[k].one_step = NAN;
        fit->effects[k].between = NAN;
        fit->effects[k].unit_sd = unit_sd(model, term);
        fit->effects[k].of = ent_arena_strdup(arena, of);
        fit->effects[k].type =
            term->only == 0
                ? PARTS[term->part]
                : ent_arena_printf(arena, "%s%speriod %zu", PARTS[term->part],
                                   PARTS[term->part][0] != '\0' ? ", " : "", term->only);
        if (fit->effects[k].of == NULL || fit->effects[k].type == NULL) {
            return ent_fail_nomem(ctx);
        }
    }
    return ENT_OK;
}

ent_status
ent_saom_fit(ent_ctx *ctx, const ent_saom *model, const ent_fit_options *options, ent_fit *out)
{
    ent_fit    fit = {0};
    int        restarts = options != NULL ? options->restarts : 0;
    ent_status status;

    fit.seed = options != NULL && options->seed != 0 ? options->seed : model->seed;
    fit.n3 = options != NULL && options->n3 != 0 ? options->n3 : model->n3;
    if (fit.n3 < 2 || fit.n3 > ENT_SAOM_MOST_RUNS) {
        return ent_fail(ctx, ENT_E_ARG, "%llu simulations, expected 2 to %d",
                        (unsigned long long)fit.n3, ENT_SAOM_MOST_RUNS);
    }
    status = make_fit(ctx, model, &fit);
    if (status == ENT_OK) {
        status = ent_saom_estimate(ctx, model, restarts, &fit);
    }
    if (status != ENT_OK) {
        ent_fit_clear(&fit);
        return status;
    }
    *out = fit;
    return ENT_OK;
}

void
ent_fit_clear(ent_fit *fit)
{
    if (fit->memory != NULL) {
        ent_arena_clear(fit->memory);
        ent_free(fit->memory);
    }
    memset(fit, 0, sizeof *fit);
}

ent_status
ent_saom_check_fit(ent_ctx *ctx, const ent_saom *model, const ent_fit *fit, uint64_t runs)
{
    if (fit->effect_count != model->term_count || fit->rate_count != model->period_count) {
        return ent_fail(ctx, ENT_E_ARG, "the fit of '%s' is not one of this model", fit->model);
    }
    return runs == 1 || runs > ENT_SAOM_MOST_RUNS
               ? ent_fail(ctx, ENT_E_ARG, "%llu simulations, expected 2 to %d",
                          (unsigned long long)runs, ENT_SAOM_MOST_RUNS)
               : ENT_OK;
}

void
ent_saom_point_of(const ent_fit *fit, double *rates, double *effects)
{
    for (size_t p = 0; p < fit->rate_count; p++) {
        rates[p] = fit->rates[p].estimate > 0 ? fit->rates[p].estimate : 0;
    }
    for (size_t k = 0; k < fit->effect_count; k++) {
        effects[k] = isnan(fit->effects[k].estimate) ? 0 : fit->effects[k].estimate;
    }
}

/* 2. its table */

enum {
    PARAMETER,
    OF,
    TYPE,
    PERIOD,
    ESTIMATE,
    SE,
    T,
    TARGET,
    SIMULATED,
    SD,
    PROBLEM,
    ODDS,
    ALWAYS,
    SCORE_Z = ALWAYS,
    SCORE_P,
    ONE_STEP,
    TESTED,
    DYAD_EFFECTS = 0, /* behind those that are there */
    LAG_5,
    APART,
    CHECK_NOTE,
    BASIS,
    CHECKED
};

static const ent_column FIT_COLUMNS[TESTED] = {{"parameter", ENT_COLUMN_TEXT},
                                               {"of", ENT_COLUMN_TEXT},
                                               {"type", ENT_COLUMN_TEXT},
                                               {"period", ENT_COLUMN_INTEGER},
                                               {"estimate", ENT_COLUMN_NUMBER},
                                               {"se", ENT_COLUMN_NUMBER},
                                               {"t_convergence", ENT_COLUMN_NUMBER},
                                               {"target", ENT_COLUMN_NUMBER},
                                               {"simulated", ENT_COLUMN_NUMBER},
                                               {"sd", ENT_COLUMN_NUMBER},
                                               {"problem", ENT_COLUMN_TEXT},
                                               {"odds", ENT_COLUMN_NUMBER},
                                               {"score_z", ENT_COLUMN_NUMBER},
                                               {"score_p", ENT_COLUMN_NUMBER},
                                               {"one_step", ENT_COLUMN_NUMBER}};

static const ent_column CHECK_COLUMNS[CHECKED] = {{"dyad_effects", ENT_COLUMN_TEXT},
                                                  {"lag_5", ENT_COLUMN_TEXT},
                                                  {"apart", ENT_COLUMN_TEXT},
                                                  {"check_note", ENT_COLUMN_TEXT},
                                                  {"basis", ENT_COLUMN_TEXT}};

static void
text_unless_empty(ent_table *table, size_t column, const char *text)
{
    ent_table_text(table, column, text[0] != '\0' ? text : NULL);
}

static void
add_effect(const ent_fit *fit, const ent_fit_effect *e, bool tested, ent_table *table)
{
    size_t checks = tested ? TESTED : ALWAYS;

    ent_table_row(table);
    ent_table_text_borrowed(table, PARAMETER, e->name);
    text_unless_empty(table, OF, e->of);
    text_unless_empty(table, TYPE, e->type);
    ent_table_number(table, ESTIMATE, e->estimate);
    ent_table_number(table, SE, e->se);
    ent_table_number(table, T, e->t_convergence);
    ent_table_number(table, TARGET, e->target);
    ent_table_number(table, SIMULATED, e->simulated);
    ent_table_number(table, SD, e->sd);
    ent_table_text_borrowed(table, PROBLEM, e->problem);
    ent_table_number(table, ODDS, exp(e->estimate));
    if (tested) {
        ent_table_number(table, SCORE_Z, e->score_z);
        ent_table_number(table, SCORE_P, e->score_p);
        ent_table_number(table, ONE_STEP, e->one_step);
    }
    if (fit->checked) {
        ent_table_text_borrowed(table, checks + DYAD_EFFECTS, e->dyad_effects);
        ent_table_text_borrowed(table, checks + LAG_5, e->lag_5);
        ent_table_text_borrowed(table, checks + APART, e->apart);
        ent_table_text(table, checks + CHECK_NOTE, e->check_note);
        ent_table_text(table, checks + BASIS, fit->basis);
    }
}

ent_status
ent_fit_table(ent_ctx *ctx, const ent_fit *fit, ent_table **out)
{
    ent_column columns[TESTED + CHECKED];
    ent_table *table;
    bool       tested = false;
    size_t     count;
    ent_status status;

    for (size_t k = 0; k < fit->effect_count; k++) {
        tested |= fit->effects[k].held;
    }
    count = tested ? TESTED : ALWAYS;
    memcpy(columns, FIT_COLUMNS, count * sizeof *columns);
    memcpy(columns + count, CHECK_COLUMNS, sizeof CHECK_COLUMNS);
    status = ent_table_create(ctx, columns, count + (fit->checked ? CHECKED : 0), &table);
    if (status != ENT_OK) {
        return status;
    }
    for (size_t p = 0; p < fit->rate_count; p++) {
        ent_table_row(table);
        ent_table_text_borrowed(table, PARAMETER, "rate");
        ent_table_integer(table, PERIOD, (int64_t)p + 1);
        ent_table_number(table, ESTIMATE, fit->rates[p].estimate);
        ent_table_number(table, SE, fit->rates[p].se);
    }
    for (size_t k = 0; k < fit->effect_count; k++) {
        add_effect(fit, &fit->effects[k], tested, table);
    }
    status = ent_table_check(ctx, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

/* 3. simulations at given parameters */

/* Mean and standard deviation over runs of one slot, summed over the periods from..to. */
static void
moments_of(const ent_saom_sample *s, size_t slot, size_t from, size_t to, double *mean, double *sd)
{
    size_t row = s->model->period_count * s->width;
    double sum = 0, squares = 0, n = (double)s->runs;

    for (int pass = 0; pass < 2; pass++) {
        for (size_t run = 0; run < s->runs; run++) {
            double value = 0;

            for (size_t p = from; p < to; p++) {
                value += s->statistic[run * row + p * s->width + slot];
            }
            if (pass == 0) {
                sum += value;
            } else {
                squares += (value - sum / n) * (value - sum / n);
            }
        }
    }
    *mean = sum / n;
    *sd = s->runs > 1 ? sqrt(squares / (n - 1)) : NAN;
}

static ent_status
tabulate(ent_ctx *ctx, const ent_saom *m, const ent_saom_sample *sample, const double *observed,
         ent_table **out)
{
    static const ent_column COLUMNS_OF_RUNS[] = {
        {"name", ENT_COLUMN_TEXT},      {"of", ENT_COLUMN_TEXT},
        {"period", ENT_COLUMN_INTEGER}, {"observed", ENT_COLUMN_NUMBER},
        {"mean", ENT_COLUMN_NUMBER},    {"sd", ENT_COLUMN_NUMBER}};
    ent_table *table;
    ent_status status = ent_table_create(ctx, COLUMNS_OF_RUNS, 6, &table);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t a = 0; a < m->period_count + m->term_count; a++) {
        bool   rate = a < m->period_count;
        size_t slot = rate ? 0 : a - m->period_count + 1;
        double mean, sd;

        moments_of(sample, slot, rate ? a : 0, rate ? a + 1 : m->period_count, &mean, &sd);
        ent_table_row(table);
        ent_table_text_borrowed(table, 0,
                                rate ? "distance" : m->terms[a - m->period_count].effect->name);
        if (rate) {
            ent_table_integer(table, 2, (int64_t)a + 1);
        } else if (m->terms[a - m->period_count].covariate != NULL) {
            ent_table_text(table, 1, m->terms[a - m->period_count].covariate->name);
        }
        ent_table_number(table, 3, observed[a]);
        ent_table_number(table, 4, mean);
        ent_table_number(table, 5, sd);
    }
    status = ent_table_check(ctx, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

static ent_status
check_point(ent_ctx *ctx, const ent_saom *m, const double *theta, size_t count, uint64_t runs)
{
    if (count != m->period_count + m->term_count) {
        return ent_fail(ctx, ENT_E_ARG, "%zu parameters, expected %zu: %zu rates and %zu effects",
                        count, m->period_count + m->term_count, m->period_count, m->term_count);
    }
    for (size_t a = 0; a < count; a++) {
        if (!isfinite(theta[a]) || (a < m->period_count && theta[a] < 0)) {
            return ent_fail(ctx, ENT_E_ARG, "parameter %zu is no number%s", a + 1,
                            a < m->period_count ? " that a rate can be" : "");
        }
    }
    if (runs < 1 || runs > ENT_SAOM_MOST_RUNS) {
        return ent_fail(ctx, ENT_E_ARG, "%llu simulations, expected 1 to %d",
                        (unsigned long long)runs, ENT_SAOM_MOST_RUNS);
    }
    return ENT_OK;
}

ent_status
ent_saom_simulate(ent_ctx *ctx, const ent_saom *model, const double *theta, size_t count,
                  uint64_t runs, uint64_t seed, ent_table **out)
{
    ent_saom_point  point = {theta, theta + model->period_count, false, seed, 0, 0};
    ent_saom_sample sample;
    double         *observed;
    ent_status      status = check_point(ctx, model, theta, count, runs);

    if (status != ENT_OK) {
        return status;
    }
    observed = ent_alloc(count, sizeof *observed);
    status = observed != NULL ? ent_saom_targets(ctx, model, false, observed) : ent_fail_nomem(ctx);
    if (status == ENT_OK) {
        status = ent_saom_sample_make(ctx, model, &point, (size_t)runs, "simulations", &sample);
    }
    if (status == ENT_OK) {
        status = tabulate(ctx, model, &sample, observed, out);
        ent_saom_sample_clear(&sample);
    }
    ent_free(observed);
    return status;
}
