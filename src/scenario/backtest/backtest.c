/*
 * backtest.c - models of outcomes fitted to the past and scored by the later past
 *
 *   1. panels     2. origins     3. rows of the table     4. pooled     5. the question
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/backtest/backtest.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/parallel.h"
#include "model/rule/great_power.h"

enum { FIRST_ORIGIN = 1985, LAST_ORIGIN = 2008, LEAST_YEARS = 10 };
static const int HORIZONS[] = {1, 5, 10};

/* One horizon: its forecasts of all origins, and where those of the origin at hand begin. */
typedef struct run {
    int                 horizon, warm, first, last; /* origins; those from `warm` on teach */
    bool                sampled;
    ent_graded_sample   sample;
    ent_backtest_starts starts;
    ent_forecasts       pooled[ENT_BACKTEST_MOST_EQUATIONS];
    size_t              from[ENT_BACKTEST_MOST_EQUATIONS];
    ent_past            past[ENT_BACKTEST_MOST_EQUATIONS];
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
    ent_backtest_saom          *saom;          /* NULL: no model of ties takes part */
    ent_backtest_rule          *rule;          /* NULL: the rule takes no part */
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
    int                votes_until = uses_points(t->model) ? t->origin : 0;
    ent_status         status = ENT_OK;

    if (t->panel == NULL) {
        if (is_of_points(t->model->outcome)) {
            status = ent_graded_panel(ctx, t->model, t->record, &options, 0, &t->truth);
        }
        return status == ENT_OK
                   ? ent_graded_panel(ctx, t->model, t->record, &options, votes_until, &t->panel)
                   : status;
    }
    if (votes_until == 0) {
        return ENT_OK;
    }
    drop_samples(t);
    return ent_panel_vote(ctx, t->panel, votes_until);
}

/* 2. origins */

static bool
is_scored(const run *r, int origin)
{
    return origin >= r->first && origin <= r->last;
}

/* What earlier forecasts taught; those of origins that only teach are not kept. */
static ent_status
correct(ent_ctx *ctx, const testing *t, run *r)
{
    ent_status status = ENT_OK;

    for (size_t q = 0; q < t->equations && status == ENT_OK; q++) {
        if (t->model->calibrates) {
            status = ent_backtest_calibrate(ctx, t->model, t->origin, r->horizon, &r->past[q],
                                            &r->pooled[q], r->from[q]);
        }
        r->pooled[q].count = is_scored(r, t->origin) ? r->pooled[q].count : r->from[q];
    }
    return status;
}

static void
ask_saom(const testing *t, run *r)
{
    for (size_t i = r->from[0]; i < r->pooled[0].count && t->saom != NULL; i++) {
        ent_forecast *f = &r->pooled[0].items[i];

        f->p[ENT_RIVAL_SAOM] =
            ent_backtest_saom_chance(t->saom, f->a, f->b, r->horizon, f->p[ENT_RIVAL_BASE_RATE]);
    }
}

static void
ask_rule(const testing *t, run *r)
{
    for (size_t q = 0; q < t->equations && t->rule != NULL; q++) {
        for (size_t i = r->from[q]; i < r->pooled[q].count; i++) {
            ent_forecast *f = &r->pooled[q].items[i];

            f->p[ENT_RIVAL_RULE] = ent_backtest_rule_chance(t->rule, f->a, f->b, r->horizon, q,
                                                            f->p[ENT_RIVAL_BASE_RATE]);
        }
    }
}

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
    if (t->origin < r->warm || t->origin > r->last) {
        return ENT_OK;
    }
    if (!r->sampled) {
        status = ent_graded_sample_take(ctx, t->model, t->panel, variant, &r->sample);
        r->sampled = status == ENT_OK;
    }
    if (status == ENT_OK) {
        status = ent_backtest_forecast(ctx, t->model, t->panel, &r->sample, t->origin, r->horizon,
                                       &r->starts, r->pooled);
    }
    if (status == ENT_OK) {
        if (is_scored(r, t->origin)) {
            ask_saom(t, r);
            ask_rule(t, r);
        }
        status = correct(ctx, t, r);
    }
    return status;
}

/* Simulated once for all horizons, and only where something is scored. */
static ent_status
simulate(ent_ctx *ctx, const testing *t)
{
    int        years = 0;
    ent_status status = ENT_OK;

    for (size_t h = 0; h < t->run_count; h++) {
        const run *r = &t->runs[h];

        years = is_scored(r, t->origin) && r->horizon > years ? r->horizon : years;
    }
    if (t->saom != NULL && years > 0) {
        status =
            ent_backtest_saom_forecast(ctx, t->saom, t->record, t->origin, years, t->options->seed);
    }
    if (t->rule != NULL && years > 0 && status == ENT_OK) {
        status =
            ent_backtest_rule_forecast(ctx, t->rule, t->record, t->origin, years, t->options->seed);
    }
    return status;
}

/* 3. rows of the table */

static bool
is_amount(const testing *t)
{
    return t->model->kind == ENT_GRADED_LINEAR;
}

static ent_backtest_row
row_of(const testing *t, const run *r, size_t q, int origin)
{
    return (ent_backtest_row){.origin = origin,
                              .horizon = r->horizon,
                              .outcome = ent_backtest_outcome(t->model, q),
                              .amounts = is_amount(t),
                              .treaties = strcmp(t->model->outcome->name, "bilateral") == 0,
                              .silent = origin != 0 && t->saom != NULL &&
                                        !ent_backtest_saom_says(t->saom)};
}

static bool
takes_part(const testing *t, size_t rival)
{
    return rival == ENT_RIVAL_SAOM   ? t->saom != NULL
           : rival == ENT_RIVAL_RULE ? t->rule != NULL
                                     : rival != ENT_RIVAL_LOGIT || !is_amount(t);
}

static ent_status
add_origin(ent_ctx *ctx, testing *t)
{
    ent_status status = ENT_OK;

    for (size_t h = 0; h < t->run_count; h++) {
        const run *r = &t->runs[h];

        for (size_t i = 0; i < t->equations * ENT_RIVALS && status == ENT_OK; i++) {
            size_t           q = i / ENT_RIVALS, rival = i % ENT_RIVALS;
            ent_backtest_row row = row_of(t, r, q, t->origin);

            if (takes_part(t, rival) && is_scored(r, t->origin)) {
                status = ent_backtest_table_add(ctx, t->table, &row, &r->pooled[q], r->from[q],
                                                rival, NULL);
            }
        }
    }
    return status;
}

/* 4. pooled */

static ent_status
compare_rivals(ent_ctx *ctx, testing *t, const ent_backtest_row *row, const ent_forecasts *f)
{
    ent_pooled pooled[ENT_RIVALS];
    ent_status status = ent_backtest_pool(ctx, f, t->options->seed, pooled);

    for (size_t rival = 0; rival < ENT_RIVALS && status == ENT_OK; rival++) {
        if (takes_part(t, rival)) {
            status = ent_backtest_table_add(ctx, t->table, row, f, 0, rival, &pooled[rival]);
        }
    }
    return status;
}

/* The pairs that the rule has rates of its own for, and that scenarios mostly ask about. */
static ent_status
add_between(ent_ctx *ctx, testing *t, const run *r, size_t q)
{
    static const char *const OUTCOMES[ENT_BACKTEST_MOST_EQUATIONS] = {
        "up between permanent members", "down between permanent members"};
    const ent_codes     *codes = ent_record_codes(t->record);
    const ent_forecasts *all = &r->pooled[q];
    ent_backtest_row     row = row_of(t, r, q, 0);
    ent_forecasts        f = {.items = ent_alloc(all->count + 1, sizeof *f.items)};
    ent_status           status;

    if (f.items == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < all->count; i++) {
        if (ent_is_great_power(ent_codes_id(codes, all->items[i].a)) &&
            ent_is_great_power(ent_codes_id(codes, all->items[i].b))) {
            f.items[f.count++] = all->items[i];
        }
    }
    row.outcome = OUTCOMES[q];
    status = compare_rivals(ctx, t, &row, &f);
    ent_free(f.items);
    return status;
}

static ent_status
add_pooled(ent_ctx *ctx, testing *t, const run *r, size_t q)
{
    ent_backtest_row row = row_of(t, r, q, 0);
    ent_status       status = compare_rivals(ctx, t, &row, &r->pooled[q]);

    return status == ENT_OK && t->rule != NULL ? add_between(ctx, t, r, q) : status;
}

/* The table of groups has no rows of origins, and none of amounts, which have no probability. */
static ent_status
add_groups(ent_ctx *ctx, testing *t, const run *r, size_t q)
{
    ent_backtest_row row = row_of(t, r, q, 0);
    ent_status       status = ENT_OK;

    for (size_t rival = 0; rival < ENT_RIVALS && status == ENT_OK; rival++) {
        if (takes_part(t, rival)) {
            status = ent_backtest_groups_add(ctx, t->table, &row, &r->pooled[q], rival,
                                             t->options->seed);
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
            status = simulate(ctx, t);
        }
        if (status == ENT_OK) {
            status = ent_parallel_for(ctx, NULL, t->run_count, forecast, t);
        }
        if (status == ENT_OK && !t->options->groups) {
            status = add_origin(ctx, t);
        }
    }
    for (size_t h = 0; h < t->run_count; h++) {
        for (size_t q = 0; q < t->equations && status == ENT_OK; q++) {
            status = t->options->groups ? add_groups(ctx, t, &t->runs[h], q)
                                        : add_pooled(ctx, t, &t->runs[h], q);
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
        t->runs[t->run_count++] = (run){.horizon = horizon,
                                        .warm = t->model->calibrates ? least : first,
                                        .first = first,
                                        .last = last};
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
            ent_free(t->runs[h].past[q].items);
        }
    }
    ent_backtest_saom_close(t->saom);
    ent_backtest_rule_close(t->rule);
}

static ent_status
test(ent_ctx *ctx, testing *t)
{
    int        first;
    ent_status status = list_horizons(ctx, t);

    if (status != ENT_OK) {
        return status;
    }
    first = t->runs[0].warm;
    for (size_t h = 0; h < t->run_count; h++) {
        first = t->runs[h].warm < first ? t->runs[h].warm : first;
        t->last = t->runs[h].last > t->last ? t->runs[h].last : t->last;
    }
    if (t->options->ties != NULL) {
        status = ent_backtest_saom_open(ctx, t->model, t->options->ties, &t->saom);
    }
    if (status == ENT_OK && t->options->rule) {
        status = ent_backtest_rule_open(ctx, t->model, &t->rule);
    }
    if (status == ENT_OK) {
        status = t->options->groups ? ent_backtest_groups_create(ctx, &t->table)
                                    : ent_backtest_table_create(ctx, &t->table);
    }
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
    if (options != NULL && options->groups && model->kind == ENT_GRADED_LINEAR) {
        return ent_fail(ctx, ENT_E_ARG, "%s: amounts have no probabilities that could be grouped",
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
