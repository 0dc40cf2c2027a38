/*
 * backtest.c - models of outcomes fitted to the past and scored by the later past
 *
 *   1. panels     2. origins     3. rows of the table     4. pooled     5. the question
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/backtest.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/parallel.h"

enum { FIRST_ORIGIN = 1985, LAST_ORIGIN = 2008, LEAST_YEARS = 10 };
static const int HORIZONS[] = {1, 5, 10};

/* One horizon: its forecasts of all origins, and where those of the origin at hand begin. */
typedef struct run {
    int                 horizon, first, last; /* origins */
    bool                sampled;
    ent_graded_sample   sample;
    ent_backtest_starts starts;
    ent_forecasts       pooled[ENT_BACKTEST_MOST_EQUATIONS];
    size_t              from[ENT_BACKTEST_MOST_EQUATIONS];
} run;

typedef struct testing {
    const ent_graded           *model;
    const ent_record           *record;
    const ent_backtest_options *options;
    ent_table                  *table;
    size_t                      equations;
    run                         runs[ENT_BACKTEST_MOST_HORIZONS];
    size_t                      run_count;
    int                         origin, last;  /* at hand; of all */
    ent_panel                  *panel, *truth; /* truth NULL: the panel's own outcomes */
} testing;

/* 1. panels */

static bool
is_of_points(const ent_covariate *covariate)
{
    return strcmp(covariate->name, "ideal_distance") == 0;
}

/* Ideal points are estimated anew from the votes up to each origin. */
static bool
uses_points(const ent_graded *model)
{
    bool uses = is_of_points(model->outcome);

    for (size_t e = 0; e < model->effect_count; e++) {
        uses = uses || is_of_points(model->effects[e].of);
    }
    return uses;
}

static void
drop_samples(testing *t)
{
    for (size_t h = 0; h < t->run_count; h++) {
        if (t->runs[h].sampled) {
            ent_graded_sample_clear(&t->runs[h].sample);
        }
        t->runs[h].sampled = false;
    }
}

/* The panel as it could be known at the origin; but for ideal points, what came later changes
 * nothing. */
static ent_status
panel_at_origin(ent_ctx *ctx, testing *t)
{
    ent_graded_options options = {t->options->power, t->options->signs, t->last};
    ent_status         status = ENT_OK;

    if (t->panel != NULL && !uses_points(t->model)) {
        return ENT_OK;
    }
    drop_samples(t);
    ent_panel_destroy(t->panel);
    t->panel = NULL;
    if (is_of_points(t->model->outcome) && t->truth == NULL) {
        status = ent_graded_panel(ctx, t->model, t->record, &options, 0, &t->truth);
    }
    return status == ENT_OK ? ent_graded_panel(ctx, t->model, t->record, &options,
                                               uses_points(t->model) ? t->origin : 0, &t->panel)
                            : status;
}

/* 2. origins */

static ent_status
forecast(ent_ctx *ctx, size_t index, void *data)
{
    testing           *t = data;
    run               *r = &t->runs[index];
    ent_graded_variant variant = {
        .lag = t->model->lag, .horizon = r->horizon, .truth = t->truth, .known = t->origin};
    ent_status status = ENT_OK;

    for (size_t q = 0; q < t->equations; q++) {
        r->from[q] = r->pooled[q].count;
    }
    if (t->origin < r->first || t->origin > r->last) {
        return ENT_OK;
    }
    if (!r->sampled) {
        status = ent_graded_sample_take(ctx, t->model, t->panel, variant, &r->sample);
        r->sampled = status == ENT_OK;
    }
    return status == ENT_OK ? ent_backtest_forecast(ctx, t->model, t->panel, &r->sample, t->origin,
                                                    r->horizon, &r->starts, r->pooled)
                            : status;
}

/* 3. rows of the table */

enum {
    ORIGIN,
    HORIZON,
    OUTCOME,
    MODEL,
    N,
    EVENTS,
    TREATIES,
    BRIER,
    LOG_SCORE,
    AUC_ROC,
    AUC_PR,
    RELIABILITY,
    RESOLUTION,
    UNCERTAINTY,
    SKILL,
    LO,
    HI,
    EXPECTED,
    RMSE,
    GAIN,
    GAIN_LO,
    GAIN_HI,
    TREATIES_LO,
    TREATIES_HI,
    NOTE,
    COLUMNS
};

static const ent_column COLUMN[COLUMNS] = {
    {"origin", ENT_COLUMN_INTEGER},     {"horizon", ENT_COLUMN_INTEGER},
    {"outcome", ENT_COLUMN_TEXT},       {"model", ENT_COLUMN_TEXT},
    {"n", ENT_COLUMN_INTEGER},          {"events", ENT_COLUMN_INTEGER},
    {"treaties", ENT_COLUMN_INTEGER},   {"brier", ENT_COLUMN_NUMBER},
    {"log_score", ENT_COLUMN_NUMBER},   {"auc_roc", ENT_COLUMN_NUMBER},
    {"auc_pr", ENT_COLUMN_NUMBER},      {"reliability", ENT_COLUMN_NUMBER},
    {"resolution", ENT_COLUMN_NUMBER},  {"uncertainty", ENT_COLUMN_NUMBER},
    {"skill", ENT_COLUMN_NUMBER},       {"lo", ENT_COLUMN_NUMBER},
    {"hi", ENT_COLUMN_NUMBER},          {"expected", ENT_COLUMN_NUMBER},
    {"rmse", ENT_COLUMN_NUMBER},        {"gain", ENT_COLUMN_NUMBER},
    {"gain_lo", ENT_COLUMN_NUMBER},     {"gain_hi", ENT_COLUMN_NUMBER},
    {"treaties_lo", ENT_COLUMN_NUMBER}, {"treaties_hi", ENT_COLUMN_NUMBER},
    {"note", ENT_COLUMN_TEXT}};

static bool
is_amount(const testing *t)
{
    return t->model->kind == ENT_GRADED_LINEAR;
}

static bool
is_bilateral(const testing *t)
{
    return strcmp(t->model->outcome->name, "bilateral") == 0;
}

/* The base rate and no change give all pairs of an origin the same chance. */
static bool
ranks(size_t rival)
{
    return rival != ENT_RIVAL_BASE_RATE && rival != ENT_RIVAL_NO_CHANGE;
}

static double
mean_square(const ent_forecasts *f, size_t from, size_t rival)
{
    double sum = 0, n = (double)(f->count - from);

    for (size_t i = from; i < f->count; i++) {
        double e = f->items[i].p[rival] - f->items[i].y;

        sum += e * e / n;
    }
    return n > 0 ? sum : (double)NAN;
}

static ent_status
score(ent_ctx *ctx, const ent_forecasts *f, size_t from, size_t rival, ent_forecast_score *out)
{
    size_t     n = f->count - from;
    double    *p = ent_alloc(n, sizeof *p);
    uint8_t   *y = ent_alloc(n, sizeof *y);
    ent_status status = p == NULL || y == NULL ? ent_fail_nomem(ctx) : ENT_OK;

    for (size_t i = 0; i < n && status == ENT_OK; i++) {
        p[i] = f->items[from + i].p[rival];
        y[i] = f->items[from + i].y > 0;
    }
    if (status == ENT_OK) {
        status = ent_forecast_score_of(ctx, n, p, y, out);
    }
    ent_free(p);
    ent_free(y);
    return status;
}

/* Why scores are missing. */
static const char *
note_of(const ent_forecast_score *s, size_t rival)
{
    bool few = s->events < ENT_FORECAST_LEAST_EVENTS;
    bool none = isnan(s->log_score);

    if (s->n == 0) {
        return "nothing to forecast";
    }
    if (few) {
        return none ? "fewer than 10 positives; gave no chance to what came"
                    : "fewer than 10 positives";
    }
    if (!ranks(rival)) {
        return none ? "ranks nothing; gave no chance to what came" : "ranks nothing";
    }
    return none ? "gave no chance to what came" : NULL;
}

static ent_status
add_scores(ent_ctx *ctx, testing *t, const ent_forecasts *f, size_t from, size_t rival)
{
    ent_table         *table = t->table;
    ent_forecast_score s;
    double             expected = 0;
    ent_status         status = score(ctx, f, from, rival, &s);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = from; i < f->count; i++) {
        expected += f->items[i].p[rival];
    }
    ent_table_integer(table, EVENTS, (int64_t)s.events);
    ent_table_number(table, BRIER, s.brier);
    ent_table_number(table, LOG_SCORE, s.log_score);
    ent_table_number(table, AUC_ROC, ranks(rival) ? s.auc_roc : (double)NAN);
    ent_table_number(table, AUC_PR, ranks(rival) ? s.auc_pr : (double)NAN);
    ent_table_number(table, RELIABILITY, s.reliability);
    ent_table_number(table, RESOLUTION, s.resolution);
    ent_table_number(table, UNCERTAINTY, s.uncertainty);
    ent_table_number(table, EXPECTED, expected);
    ent_table_text(table, NOTE, note_of(&s, rival));
    return ENT_OK;
}

/* Of the forecasts of one origin each event is of another treaty. */
static int64_t
count_treaties(const ent_forecasts *f, size_t from)
{
    int64_t count = 0;

    for (size_t i = from; i < f->count; i++) {
        count += f->items[i].when != 0;
    }
    return count;
}

/* The row of a rival, of the forecasts from a place on; origin 0: of all. */
static ent_status
add_row(ent_ctx *ctx, testing *t, const run *r, size_t q, size_t rival, int origin)
{
    const ent_forecasts *f = &r->pooled[q];
    ent_table           *table = t->table;
    size_t               from = origin > 0 ? r->from[q] : 0;
    ent_status           status;

    ent_table_row(table);
    if (origin > 0) {
        ent_table_integer(table, ORIGIN, origin);
    }
    ent_table_integer(table, HORIZON, r->horizon);
    ent_table_text(table, OUTCOME, ent_backtest_outcome(t->model, q));
    ent_table_text(table, MODEL, ENT_RIVAL_NAMES[rival]);
    ent_table_integer(table, N, (int64_t)(f->count - from));
    if (is_amount(t)) {
        ent_table_number(table, RMSE, sqrt(mean_square(f, from, rival)));
        return ent_table_check(ctx, table);
    }
    if (is_bilateral(t) && origin > 0) {
        ent_table_integer(table, TREATIES, count_treaties(f, from));
    }
    status = add_scores(ctx, t, f, from, rival);
    return status == ENT_OK ? ent_table_check(ctx, table) : status;
}

static bool
takes_part(const testing *t, size_t rival)
{
    return rival != ENT_RIVAL_LOGIT || !is_amount(t);
}

static ent_status
add_origin(ent_ctx *ctx, testing *t)
{
    ent_status status = ENT_OK;

    for (size_t h = 0; h < t->run_count; h++) {
        const run *r = &t->runs[h];

        for (size_t i = 0; i < t->equations * ENT_RIVALS && status == ENT_OK; i++) {
            size_t q = i / ENT_RIVALS, rival = i % ENT_RIVALS;

            if (takes_part(t, rival) && t->origin >= r->first && t->origin <= r->last) {
                status = add_row(ctx, t, r, q, rival, t->origin);
            }
        }
    }
    return status;
}

/* 4. pooled */

static void
add_comparison(const testing *t, size_t rival, const ent_pooled *p)
{
    ent_table_number(t->table, SKILL, p->skill.value);
    ent_table_number(t->table, LO, p->skill.lo);
    ent_table_number(t->table, HI, p->skill.hi);
    if (is_bilateral(t)) {
        ent_table_integer(t->table, TREATIES, (int64_t)p->treaties);
    }
    if (rival != ENT_RIVAL_MODEL) {
        ent_table_number(t->table, GAIN, p->gain.value);
        ent_table_number(t->table, GAIN_LO, p->gain.lo);
        ent_table_number(t->table, GAIN_HI, p->gain.hi);
        if (is_bilateral(t)) {
            ent_table_number(t->table, TREATIES_LO, p->by_treaties.lo);
            ent_table_number(t->table, TREATIES_HI, p->by_treaties.hi);
        }
    }
}

static ent_status
add_pooled(ent_ctx *ctx, testing *t, const run *r, size_t q)
{
    ent_pooled pooled[ENT_RIVALS];
    ent_status status = ent_backtest_pool(ctx, &r->pooled[q], t->options->seed, pooled);

    for (size_t rival = 0; rival < ENT_RIVALS && status == ENT_OK; rival++) {
        if (takes_part(t, rival)) {
            status = add_row(ctx, t, r, q, rival, 0);
            add_comparison(t, rival, &pooled[rival]);
        }
    }
    return status;
}

static ent_status
go_through(ent_ctx *ctx, testing *t, int first)
{
    ent_status status = ENT_OK;

    for (t->origin = first; t->origin <= t->last && status == ENT_OK; t->origin++) {
        ent_progress(ctx, "forecasting", (uint64_t)(t->origin - first),
                     (uint64_t)(t->last - first + 1));
        status = panel_at_origin(ctx, t);
        if (status == ENT_OK) {
            status = ent_parallel_for(ctx, NULL, t->run_count, forecast, t);
        }
        if (status == ENT_OK) {
            status = add_origin(ctx, t);
        }
    }
    for (size_t h = 0; h < t->run_count; h++) {
        for (size_t q = 0; q < t->equations && status == ENT_OK; q++) {
            status = add_pooled(ctx, t, &t->runs[h], q);
        }
    }
    return status;
}

/* 5. the question */

/* A horizon has the origins with enough years of the model before them, and its own after them. */
static void
add_horizon(testing *t, int horizon)
{
    int first = t->options->first != 0 ? t->options->first : FIRST_ORIGIN;
    int last = t->options->last != 0 ? t->options->last : LAST_ORIGIN;
    int least = t->model->from + LEAST_YEARS + horizon - 1, most = t->model->to - horizon;

    first = first > least ? first : least;
    last = last < most ? last : most;
    if (first <= last) {
        t->runs[t->run_count++] = (run){.horizon = horizon, .first = first, .last = last};
    }
}

static ent_status
list_horizons(ent_ctx *ctx, testing *t)
{
    const ent_backtest_options *o = t->options;
    size_t count = o->horizon_count > 0 ? o->horizon_count : sizeof HORIZONS / sizeof HORIZONS[0];

    if (count > ENT_BACKTEST_MOST_HORIZONS) {
        return ent_fail(ctx, ENT_E_ARG, "%zu horizons: expected at most %d", count,
                        ENT_BACKTEST_MOST_HORIZONS);
    }
    for (size_t i = 0; i < count; i++) {
        int horizon = o->horizon_count > 0 ? o->horizons[i] : HORIZONS[i];

        if (horizon < 1 || horizon > ENT_BACKTEST_LONGEST) {
            return ent_fail(ctx, ENT_E_ARG, "a horizon of %d years: expected 1 to %d", horizon,
                            ENT_BACKTEST_LONGEST);
        }
        add_horizon(t, horizon);
    }
    return t->run_count > 0
               ? ENT_OK
               : ent_fail(ctx, ENT_E_ARG,
                          "%s: no origin has %d years of the model before it and its horizon "
                          "after it",
                          t->model->name, LEAST_YEARS);
}

static void
clear(testing *t)
{
    drop_samples(t);
    ent_panel_destroy(t->panel);
    ent_panel_destroy(t->truth);
    for (size_t h = 0; h < t->run_count; h++) {
        for (size_t q = 0; q < ENT_BACKTEST_MOST_EQUATIONS; q++) {
            ent_free(t->runs[h].pooled[q].items);
        }
    }
}

static ent_status
test(ent_ctx *ctx, testing *t)
{
    int        first;
    ent_status status = list_horizons(ctx, t);

    if (status != ENT_OK) {
        return status;
    }
    first = t->runs[0].first;
    for (size_t h = 0; h < t->run_count; h++) {
        first = t->runs[h].first < first ? t->runs[h].first : first;
        t->last = t->runs[h].last > t->last ? t->runs[h].last : t->last;
    }
    status = ent_table_create(ctx, COLUMN, COLUMNS, &t->table);
    return status == ENT_OK ? go_through(ctx, t, first) : status;
}

ent_status
ent_backtest_run(ent_ctx *ctx, const ent_graded *model, const ent_record *record,
                 const ent_backtest_options *options, ent_table **out)
{
    static const ent_backtest_options DEFAULTS = {.seed = 1};
    testing                          *t;
    ent_status                        status;

    if (model->kind == ENT_GRADED_NETWORK) {
        return ent_fail(ctx, ENT_E_ARG,
                        "%s: a tie given all others of its own year forecasts nothing; expected "
                        "moves, ordered, linear, onset or end",
                        model->name);
    }
    t = ent_alloc_zero(1, sizeof *t);
    if (t == NULL) {
        return ent_fail_nomem(ctx);
    }
    t->model = model;
    t->record = record;
    t->options = options != NULL ? options : &DEFAULTS;
    t->equations = ent_backtest_equations(model);
    status = test(ctx, t);
    clear(t);
    if (status == ENT_OK) {
        *out = t->table;
    } else {
        ent_table_destroy(t->table);
    }
    ent_free(t);
    return status;
}
