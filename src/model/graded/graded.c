/*
 * graded.c - models of outcomes: the fit, its checks, its table
 *
 *   1. fitting     2. checks     3. rows of the table     4. the fit     5. the sample as a table
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/graded/graded.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "base/text.h"

/* 1. fitting */

static ent_status
estimate(ent_ctx *ctx, const ent_graded *model, const ent_graded_sample *sample,
         ent_regression *out)
{
    switch (model->kind) {
    case ENT_GRADED_MOVES:
    case ENT_GRADED_ONSET:
    case ENT_GRADED_END:
    case ENT_GRADED_NETWORK:
        return ent_logit_fit(ctx, &sample->sample, sample->levels, model->cluster, out);
    case ENT_GRADED_ORDERED:
        return ent_logit_ordered(ctx, &sample->sample, sample->levels, model->cluster, out);
    case ENT_GRADED_LINEAR:
        return ent_linear_fit(ctx, &sample->sample, model->cluster, out);
    }
    return ent_fail(ctx, ENT_E_BUG, "a model of no kind");
}

/* Equations of a model: what a column may have an effect on. */
static size_t
equations(const ent_graded *model)
{
    return model->kind == ENT_GRADED_MOVES ? 2 : 1;
}

static const char *
equation_name(const ent_graded *model, size_t equation)
{
    switch (model->kind) {
    case ENT_GRADED_MOVES:
        return equation == 0 ? "up" : "down";
    case ENT_GRADED_ORDERED:
        return "higher";
    case ENT_GRADED_LINEAR:
        return "amount";
    case ENT_GRADED_ONSET:
        return "onset";
    case ENT_GRADED_END:
        return "end";
    case ENT_GRADED_NETWORK:
        return "tie";
    }
    return "";
}

/* A sample and the regression of it. */
typedef struct fitted {
    bool              there;
    ent_graded_sample sample;
    ent_regression    fit;
    ent_bootstrap     bootstrap; /* of a network */
} fitted;

static void
clear_fitted(fitted *f)
{
    if (f->there) {
        ent_graded_sample_clear(&f->sample);
        ent_regression_clear(&f->fit);
        ent_bootstrap_clear(&f->bootstrap);
    }
    f->there = false;
}

static ent_status
fit_variant(ent_ctx *ctx, const ent_graded *model, const ent_panel *panel,
            ent_graded_variant variant, fitted *out)
{
    ent_status status = ent_graded_sample_take(ctx, model, panel, variant, &out->sample);

    if (status != ENT_OK) {
        return status;
    }
    status = estimate(ctx, model, &out->sample, &out->fit);
    if (status == ENT_OK && model->kind == ENT_GRADED_NETWORK) {
        status = ent_logit_bootstrap(ctx, &out->sample.sample, model->bootstrap, model->seed,
                                     &out->bootstrap);
        if (status != ENT_OK) {
            ent_regression_clear(&out->fit);
        }
    }
    if (status != ENT_OK) {
        ent_graded_sample_clear(&out->sample);
        return status;
    }
    out->there = true;
    return ENT_OK;
}

/* 2. checks */

enum { MAIN, MEANS, LAGGED, APART, VARIANTS };

static bool
counts_adversaries(const ent_graded *model)
{
    for (size_t e = 0; e < model->effect_count; e++) {
        if (model->effects[e].of->apart != NULL) {
            return true;
        }
    }
    return false;
}

/* Which checks a model has.  One that the record has no row for is no failure of the fit. */
static ent_status
fit_all(ent_ctx *ctx, const ent_graded *model, const ent_panel *panel, fitted out[VARIANTS])
{
    const ent_graded_variant VARIANT[VARIANTS] = {[MAIN] = {.lag = model->lag},
                                                  [MEANS] = {.lag = model->lag, .means = true},
                                                  [LAGGED] = {.lag = ENT_GRADED_MOST_LAG},
                                                  [APART] = {.lag = model->lag, .apart = true}};
    const bool               asked[VARIANTS] = {[MAIN] = true,
                                                [MEANS] = model->kind != ENT_GRADED_LINEAR,
                                                [LAGGED] = model->lag < ENT_GRADED_MOST_LAG,
                                                [APART] = counts_adversaries(model)};
    ent_status               status = ENT_OK;

    for (size_t v = 0; v < VARIANTS && status == ENT_OK; v++) {
        ent_progress(ctx, "fitting", v, VARIANTS);
        if (asked[v]) {
            status = fit_variant(ctx, model, panel, VARIANT[v], &out[v]);
        }
        if (status == ENT_E_NOTFOUND && v != MAIN) {
            status = ENT_OK;
        }
    }
    return status;
}

/* The column of the file's e-th effect, or of its mean. */
static size_t
column_of(const ent_graded_sample *sample, const ent_graded *model, size_t e, bool mean)
{
    size_t first = 0;

    while (!sample->column[first].own) {
        first++;
    }
    return first + e + (mean ? model->effect_count : 0);
}

static const double NORMAL_95 = 1.959963984540054;

/* The standard error: of a network that of its bootstrap. */
static double
error_of(const fitted *f, size_t parameter)
{
    return f->bootstrap.error != NULL ? f->bootstrap.error[parameter]
                                      : ent_regression_error(&f->fit, parameter);
}

static bool
excludes_zero(double estimate, double error)
{
    return fabs(estimate) > NORMAL_95 * error;
}

static const char *
compare(double here, double there, double error)
{
    return (here > 0) != (there > 0)     ? "reversed"
           : excludes_zero(there, error) ? "holds"
                                         : "weaker";
}

/* What a check says of an effect on an outcome; NULL where it does not apply. */
static const char *
check(const ent_graded *model, const fitted all[VARIANTS], size_t variant, size_t equation,
      size_t e)
{
    const fitted *main = &all[MAIN], *other = &all[variant];
    size_t        columns, here, there, mean;

    if (variant == MEANS && model->kind == ENT_GRADED_LINEAR) {
        return "in the model";
    }
    here = equation * main->sample.columns + column_of(&main->sample, model, e, false);
    if (!other->there || isnan(main->fit.estimate[here]) ||
        (variant == APART && model->effects[e].of->apart == NULL)) {
        return variant == APART || isnan(main->fit.estimate[here]) ? NULL : "not identified";
    }
    columns = other->sample.columns;
    there = equation * columns + column_of(&other->sample, model, e, false);
    mean = equation * columns + column_of(&other->sample, model, e, true);
    if (isnan(error_of(other, there)) || !other->fit.converged ||
        (variant == MEANS && other->fit.identified[mean] != ENT_IDENTIFIED)) {
        return "not identified"; /* nothing of it changes within pairs, or it is separated */
    }
    return compare(main->fit.estimate[here], other->fit.estimate[there], error_of(other, there));
}

/* 3. rows of the table */

enum {
    OUTCOME,
    EFFECT,
    OF,
    ESTIMATE,
    SE,
    Z,
    P,
    ODDS,
    LO,
    HI,
    SD,
    ODDS_SD,
    DYAD_EFFECTS,
    LAG_5,
    APART_COLUMN,
    PROBLEM,
    ROWS,
    EVENTS,
    PAIRS,
    CONVERGED,
    BASIS,
    COLUMNS
};

static const ent_column COLUMN[COLUMNS] = {
    {"outcome", ENT_COLUMN_TEXT},      {"effect", ENT_COLUMN_TEXT},
    {"of", ENT_COLUMN_TEXT},           {"estimate", ENT_COLUMN_NUMBER},
    {"se", ENT_COLUMN_NUMBER},         {"z", ENT_COLUMN_NUMBER},
    {"p", ENT_COLUMN_NUMBER},          {"odds", ENT_COLUMN_NUMBER},
    {"lo", ENT_COLUMN_NUMBER},         {"hi", ENT_COLUMN_NUMBER},
    {"sd", ENT_COLUMN_NUMBER},         {"odds_sd", ENT_COLUMN_NUMBER},
    {"dyad_effects", ENT_COLUMN_TEXT}, {"lag_5", ENT_COLUMN_TEXT},
    {"apart", ENT_COLUMN_TEXT},        {"problem", ENT_COLUMN_TEXT},
    {"rows", ENT_COLUMN_INTEGER},      {"events", ENT_COLUMN_INTEGER},
    {"pairs", ENT_COLUMN_INTEGER},     {"converged", ENT_COLUMN_BOOLEAN},
    {"basis", ENT_COLUMN_TEXT}};

/* Why a number is missing or not to be relied on; NULL: it is there. */
static const char *
problem_of(const fitted *f, size_t parameter)
{
    const ent_regression *fit = &f->fit;

    if (!fit->converged) {
        return "the likelihood was not climbed to its top";
    }
    if (fit->identified[parameter] == ENT_IDENTIFIED && isnan(error_of(f, parameter))) {
        return f->bootstrap.error != NULL
                   ? "too few samples of years tell it"
                   : "too few clusters for an error: its robust variance is not positive";
    }
    return ent_identified_text((ent_identified)fit->identified[parameter]);
}

static void
add_numbers(ent_table *table, const ent_graded *model, const fitted *f, size_t parameter, double sd)
{
    double b = f->fit.estimate[parameter], se = error_of(f, parameter), z = b / se;
    double lo = f->bootstrap.lo != NULL ? f->bootstrap.lo[parameter] : b - NORMAL_95 * se;
    double hi = f->bootstrap.hi != NULL ? f->bootstrap.hi[parameter] : b + NORMAL_95 * se;
    bool   odds = model->kind != ENT_GRADED_LINEAR;

    ent_table_number(table, ESTIMATE, b);
    ent_table_number(table, SE, se);
    ent_table_number(table, Z, z);
    ent_table_number(table, P, erfc(fabs(z) / sqrt(2)));
    if (odds) {
        ent_table_number(table, ODDS, exp(b));
        ent_table_number(table, ODDS_SD, exp(b * sd));
    }
    ent_table_number(table, LO, odds ? exp(lo) : lo);
    ent_table_number(table, HI, odds ? exp(hi) : hi);
    ent_table_number(table, SD, sd);
    ent_table_text(table, PROBLEM, problem_of(f, parameter));
}

/* Rows in which the outcome of an equation was seen; for levels and amounts all rows. */
static int64_t
events_of(const ent_graded *model, const ent_sample *sample, size_t equation)
{
    int64_t events = 0;

    for (size_t i = 0; i < sample->rows; i++) {
        events += model->kind == ENT_GRADED_ORDERED || model->kind == ENT_GRADED_LINEAR ||
                  sample->level[i] == equation + 1;
    }
    return events;
}

static void
basis_of(const ent_graded *model, const ent_graded_sample *sample, char *out, size_t size)
{
    static const char *const CLASSES[] = {"all dyads", "dyads of great powers",
                                          "politically relevant dyads", "allied dyads"};

    (void)snprintf(out, size, "associated, %s, %d-%d", CLASSES[model->pairs], sample->first,
                   sample->last);
}

static void
add_common(ent_table *table, const ent_graded *model, const fitted *main, size_t equation)
{
    char basis[80];

    basis_of(model, &main->sample, basis, sizeof basis);
    ent_table_integer(table, ROWS, (int64_t)main->sample.sample.rows);
    ent_table_integer(table, EVENTS, events_of(model, &main->sample.sample, equation));
    ent_table_integer(table, PAIRS, (int64_t)main->sample.sample.pairs);
    ent_table_boolean(table, CONVERGED, main->fit.converged);
    ent_table_text(table, BASIS, basis);
}

/* A level that a pair cannot rise from, or that never occurs, has no row. */
static bool
has_row(const ent_graded_column *column, const ent_regression *fit, size_t parameter)
{
    return column->own || fit->identified[parameter] != ENT_NO_VARIATION;
}

static void
add_equation(ent_table *table, const ent_graded *model, const fitted all[VARIANTS], size_t equation)
{
    const fitted *main = &all[MAIN];
    size_t        first = column_of(&main->sample, model, 0, false);

    for (size_t c = 0; c < main->sample.columns; c++) {
        const ent_graded_column *column = &main->sample.column[c];
        size_t                   parameter = equation * main->sample.columns + c;

        if (!has_row(column, &main->fit, parameter)) {
            continue;
        }
        ent_table_row(table);
        ent_table_text(table, OUTCOME, equation_name(model, equation));
        ent_table_text(table, EFFECT, column->name);
        ent_table_text(table, OF, column->of);
        add_numbers(table, model, main, parameter, column->sd);
        if (column->own) {
            ent_table_text(table, DYAD_EFFECTS, check(model, all, MEANS, equation, c - first));
            ent_table_text(table, LAG_5, check(model, all, LAGGED, equation, c - first));
            ent_table_text(table, APART_COLUMN, check(model, all, APART, equation, c - first));
        }
        add_common(table, model, main, equation);
    }
}

/* The thresholds between levels, behind the slopes; no odds. */
static void
add_thresholds(ent_table *table, const ent_graded *model, const fitted *main)
{
    for (size_t k = main->sample.columns; k < main->fit.parameters; k++) {
        char   name[32];
        double se = ent_regression_error(&main->fit, k);

        if (main->fit.identified[k] != ENT_IDENTIFIED) {
            continue;
        }
        (void)snprintf(name, sizeof name, "%zu", k - main->sample.columns);
        ent_table_row(table);
        ent_table_text(table, OUTCOME, "higher");
        ent_table_text(table, EFFECT, "threshold above level");
        ent_table_text(table, OF, name);
        ent_table_number(table, ESTIMATE, main->fit.estimate[k]);
        ent_table_number(table, SE, se);
        add_common(table, model, main, 0);
    }
}

/* 4. the fit */

static ent_status
tabulate(ent_ctx *ctx, const ent_graded *model, const fitted all[VARIANTS], ent_table **out)
{
    ent_table *table;
    ent_status status = ent_table_create(ctx, COLUMN, COLUMNS, &table);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t q = 0; q < equations(model); q++) {
        add_equation(table, model, all, q);
    }
    if (model->kind == ENT_GRADED_ORDERED) {
        add_thresholds(table, model, &all[MAIN]);
    }
    status = ent_table_check(ctx, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

ent_status
ent_graded_fit(ent_ctx *ctx, const ent_graded *model, const ent_record *record,
               const ent_graded_options *options, ent_table **out)
{
    fitted     all[VARIANTS] = {{.there = false}};
    ent_panel *panel = NULL;
    ent_status status = ent_graded_panel(ctx, model, record, options, 0, &panel);

    if (status == ENT_OK) {
        status = fit_all(ctx, model, panel, all);
    }
    if (status == ENT_OK) {
        status = tabulate(ctx, model, all, out);
    }
    for (size_t v = 0; v < VARIANTS; v++) {
        clear_fitted(&all[v]);
    }
    ent_panel_destroy(panel);
    return status;
}

/* 5. the sample as a table */

/* "up.X.contiguity" would name a parameter; a column is "X.contiguity". */
static ent_status
name_columns(ent_ctx *ctx, ent_arena *arena, const ent_graded_sample *sample, ent_column *out)
{
    static const ent_column FIRST[] = {{"year", ENT_COLUMN_INTEGER},
                                       {"state_a", ENT_COLUMN_TEXT},
                                       {"state_b", ENT_COLUMN_TEXT},
                                       {"value", ENT_COLUMN_NUMBER},
                                       {"choices", ENT_COLUMN_INTEGER}};

    memcpy(out, FIRST, sizeof FIRST);
    for (size_t c = 0; c < sample->columns; c++) {
        const ent_graded_column *column = &sample->column[c];
        char                    *name = ent_arena_printf(arena, "%s%s%s", column->name,
                                      column->of[0] != '\0' ? "." : "", column->of);

        if (name == NULL) {
            return ent_fail_nomem(ctx);
        }
        for (char *at = name; *at != '\0'; at++) {
            *at = (char)(*at == ' ' ? '_' : *at);
        }
        out[5 + c] = (ent_column){name, ENT_COLUMN_NUMBER};
    }
    return ENT_OK;
}

static void
print_rows(const ent_graded *model, const ent_panel *panel, const ent_graded_sample *g,
           const ent_codes *codes, ent_table *table)
{
    const ent_sample *s = &g->sample;

    for (size_t i = 0; i < s->rows; i++) {
        ent_table_row(table);
        ent_table_integer(table, 0, model->from + (int)s->year[i]);
        ent_table_text(table, 1, ent_codes_id(codes, ent_panel_state(panel, s->a[i])));
        ent_table_text(table, 2, ent_codes_id(codes, ent_panel_state(panel, s->b[i])));
        ent_table_number(table, 3, g->levels > 0 ? s->level[i] : s->amount[i]);
        if (s->choices != NULL) {
            ent_table_integer(table, 4, s->choices[i]);
        }
        for (size_t c = 0; c < s->columns; c++) {
            ent_table_number(table, 5 + c, s->x[i * s->columns + c]);
        }
    }
}

static ent_status
make_table(ent_ctx *ctx, ent_graded *model, const ent_graded_sample *sample, ent_table **out)
{
    ent_column columns[ENT_REGRESSION_MOST_COLUMNS + 5];
    ent_status status = name_columns(ctx, &model->arena, sample, columns);

    return status == ENT_OK ? ent_table_create(ctx, columns, 5 + sample->columns, out) : status;
}

ent_status
ent_graded_rows(ent_ctx *ctx, ent_graded *model, const ent_record *record,
                const ent_graded_options *options, ent_table **out)
{
    ent_graded_sample sample;
    ent_panel        *panel = NULL;
    ent_table        *table = NULL;
    ent_status        status = ent_graded_panel(ctx, model, record, options, 0, &panel);

    if (status == ENT_OK) {
        status = ent_graded_sample_take(ctx, model, panel, (ent_graded_variant){.lag = model->lag},
                                        &sample);
    }
    if (status != ENT_OK) {
        ent_panel_destroy(panel);
        return status;
    }
    status = make_table(ctx, model, &sample, &table);
    if (status == ENT_OK) {
        print_rows(model, panel, &sample, ent_record_codes(record), table);
        status = ent_table_check(ctx, table);
    }
    ent_graded_sample_clear(&sample);
    ent_panel_destroy(panel);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}
