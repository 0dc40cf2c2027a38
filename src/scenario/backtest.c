/*
 * backtest.c - models of outcomes fitted to the past and scored by the later past
 *
 *   1. rows of an origin     2. forecasts     3. scores     4. pooled     5. origins
 *
 * SPDX-License-Identifier: MIT
 */
#include "entente/backtest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/random.h"
#include "model/graded.h"

enum { FIRST_ORIGIN = 1985, LAST_ORIGIN = 2008, LEAST_YEARS = 10, SAMPLES = 200 };
enum { FULL, CONTROLS, BASE_RATE, NO_CHANGE, RIVALS };
static const char *const RIVAL_NAMES[RIVALS] = {"model", "controls", "base rate", "no change"};

/* What all rivals said of a pair in a year, and whether it came. */
typedef struct forecast {
    double    p[RIVALS];
    uint8_t   y;
    ent_state a, b;
} forecast;

typedef struct forecasts {
    forecast *items;
    size_t    count, capacity;
} forecasts;

typedef struct testing {
    const ent_graded           *model;
    const ent_record           *record;
    const ent_backtest_options *options;
    ent_table                  *table;
    size_t                      equations;
    forecasts                   pooled[2]; /* by equation */
    ent_panel                  *panel;     /* kept where no origin changes it */
} testing;

/* 1. rows of an origin */

/* The rows of the years up to the origin, with the first `columns` columns alone. */
static ent_status
train_on(ent_ctx *ctx, const ent_graded_sample *all, int first_year, int origin, size_t columns,
         size_t levels, ent_regression *out)
{
    const ent_sample *s = &all->sample;
    ent_arena         arena;
    ent_sample        train = *s;
    double           *x;
    uint8_t          *level;
    uint32_t         *choices, *pair, *a, *b;
    size_t            kept = 0;
    ent_status        status;

    ent_arena_init(&arena);
    x = ent_arena_alloc(&arena, s->rows * columns, sizeof *x);
    level = ent_arena_alloc(&arena, s->rows, sizeof *level);
    choices = ent_arena_alloc(&arena, s->rows, sizeof *choices);
    pair = ent_arena_alloc(&arena, s->rows, sizeof *pair);
    a = ent_arena_alloc(&arena, s->rows, sizeof *a);
    b = ent_arena_alloc(&arena, s->rows, sizeof *b);
    if (x == NULL || level == NULL || choices == NULL || pair == NULL || a == NULL || b == NULL) {
        ent_arena_clear(&arena);
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < s->rows; i++) {
        if (first_year + (int)s->year[i] <= origin) {
            memcpy(x + kept * columns, s->x + i * s->columns, columns * sizeof *x);
            level[kept] = s->level[i];
            choices[kept] = s->choices != NULL ? s->choices[i] : UINT32_MAX;
            pair[kept] = s->pair[i];
            a[kept] = s->a[i];
            b[kept++] = s->b[i];
        }
    }
    train.rows = kept;
    train.columns = columns;
    train.x = x;
    train.level = level;
    train.choices = choices;
    train.pair = pair;
    train.a = a;
    train.b = b;
    status = kept > 0 ? ent_logit_fit(ctx, &train, levels, ENT_CLUSTER_PAIR, out)
                      : ent_fail(ctx, ENT_E_NOTFOUND, "no rows up to %d", origin);
    ent_arena_clear(&arena);
    return status;
}

/* 2. forecasts */

/* What cannot be told adds nothing: a forecast needs a number. */
static double
chance_of(const ent_regression *fit, const ent_sample *s, size_t row, size_t columns,
          size_t equations, size_t equation)
{
    double   weight[2] = {0, 0}, sum = 1;
    uint32_t choices = s->choices != NULL ? s->choices[row] : UINT32_MAX;

    for (size_t q = 0; q < equations; q++) {
        double eta = 0;

        for (size_t c = 0; c < columns; c++) {
            double b = fit->estimate[q * columns + c];

            eta += isnan(b) ? 0 : b * s->x[row * s->columns + c];
        }
        weight[q] = (choices >> (q + 1) & 1) != 0 ? exp(eta) : 0;
        sum += weight[q];
    }
    return weight[equation] / sum;
}

/* The share of events among the rows of the years up to the origin that had the choice. */
static double
base_rate(const ent_sample *s, int first_year, int origin, size_t equation)
{
    double events = 0, rows = 0;

    for (size_t i = 0; i < s->rows; i++) {
        if (first_year + (int)s->year[i] <= origin &&
            (s->choices == NULL || (s->choices[i] >> (equation + 1) & 1) != 0)) {
            rows++;
            events += s->level[i] == equation + 1;
        }
    }
    return rows > 0 ? events / rows : 0;
}

static ent_status
forecast_year(ent_ctx *ctx, testing *t, const ent_panel *panel, const ent_graded_sample *all,
              const ent_regression fits[2], size_t controls, int origin)
{
    const ent_sample *s = &all->sample;

    for (size_t q = 0; q < t->equations; q++) {
        forecasts *f = &t->pooled[q];
        double     base = base_rate(s, t->model->from, origin, q);

        for (size_t i = 0; i < s->rows; i++) {
            if (t->model->from + (int)s->year[i] != origin + 1 ||
                (s->choices != NULL && (s->choices[i] >> (q + 1) & 1) == 0)) {
                continue;
            }
            if (!ENT_GROW(f->items, f->capacity, f->count + 1)) {
                return ent_fail_nomem(ctx);
            }
            f->items[f->count++] =
                (forecast){.p = {[FULL] = chance_of(&fits[0], s, i, s->columns, t->equations, q),
                                 [CONTROLS] = chance_of(&fits[1], s, i, controls, t->equations, q),
                                 [BASE_RATE] = base,
                                 [NO_CHANGE] = 0},
                           .y = s->level[i] == q + 1,
                           .a = ent_panel_state(panel, s->a[i]),
                           .b = ent_panel_state(panel, s->b[i])};
        }
    }
    return ENT_OK;
}

/* 3. scores */

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
    COLUMNS
};

static const ent_column COLUMN[COLUMNS] = {
    {"origin", ENT_COLUMN_INTEGER},    {"horizon", ENT_COLUMN_INTEGER},
    {"outcome", ENT_COLUMN_TEXT},      {"model", ENT_COLUMN_TEXT},
    {"n", ENT_COLUMN_INTEGER},         {"events", ENT_COLUMN_INTEGER},
    {"treaties", ENT_COLUMN_INTEGER},  {"brier", ENT_COLUMN_NUMBER},
    {"log_score", ENT_COLUMN_NUMBER},  {"auc_roc", ENT_COLUMN_NUMBER},
    {"auc_pr", ENT_COLUMN_NUMBER},     {"reliability", ENT_COLUMN_NUMBER},
    {"resolution", ENT_COLUMN_NUMBER}, {"uncertainty", ENT_COLUMN_NUMBER},
    {"skill", ENT_COLUMN_NUMBER},      {"lo", ENT_COLUMN_NUMBER},
    {"hi", ENT_COLUMN_NUMBER}};

static const char *
outcome_name(const testing *t, size_t equation)
{
    return t->model->kind == ENT_GRADED_ONSET ? "onset" : equation == 0 ? "up" : "down";
}

static ent_status
score(ent_ctx *ctx, const forecasts *f, size_t from, size_t rival, ent_forecast_score *out)
{
    size_t     n = f->count - from;
    double    *p = ent_alloc(n, sizeof *p);
    uint8_t   *y = ent_alloc(n, sizeof *y);
    ent_status status = ENT_OK;

    if (p == NULL || y == NULL) {
        status = ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < n && status == ENT_OK; i++) {
        p[i] = f->items[from + i].p[rival];
        y[i] = f->items[from + i].y;
    }
    if (status == ENT_OK) {
        status = ent_forecast_score_of(ctx, n, p, y, out);
    }
    ent_free(p);
    ent_free(y);
    return status;
}

/* The row of a rival, of the forecasts from a place on; origin 0: of all. */
static ent_status
add_row(ent_ctx *ctx, testing *t, size_t q, size_t rival, size_t from, int origin)
{
    ent_forecast_score s;
    ent_table         *table = t->table;
    bool               ranks = rival == FULL || rival == CONTROLS; /* the others rank nothing */
    ent_status         status = score(ctx, &t->pooled[q], from, rival, &s);

    if (status != ENT_OK) {
        return status;
    }
    ent_table_row(table);
    if (origin > 0) {
        ent_table_integer(table, ORIGIN, origin);
    }
    ent_table_integer(table, HORIZON, 1);
    ent_table_text(table, OUTCOME, outcome_name(t, q));
    ent_table_text(table, MODEL, RIVAL_NAMES[rival]);
    ent_table_integer(table, N, (int64_t)s.n);
    ent_table_integer(table, EVENTS, (int64_t)s.events);
    if (strcmp(t->model->outcome->name, "bilateral") == 0) {
        ent_table_integer(table, TREATIES, (int64_t)s.events);
    }
    ent_table_number(table, BRIER, s.brier);
    ent_table_number(table, LOG_SCORE, s.log_score);
    ent_table_number(table, AUC_ROC, ranks ? s.auc_roc : (double)NAN);
    ent_table_number(table, AUC_PR, ranks ? s.auc_pr : (double)NAN);
    ent_table_number(table, RELIABILITY, s.reliability);
    ent_table_number(table, RESOLUTION, s.resolution);
    ent_table_number(table, UNCERTAINTY, s.uncertainty);
    return ent_table_check(ctx, table);
}

/* 4. pooled */

/* The share of the base rate's Brier score that a rival takes away; states weighted. */
static double
skill(const forecasts *f, size_t rival, const double *times)
{
    double own = 0, base = 0;

    for (size_t i = 0; i < f->count; i++) {
        const forecast *at = &f->items[i];
        double          weight = times != NULL ? times[at->a] * times[at->b] : 1;
        double          e = at->p[rival] - at->y, d = at->p[BASE_RATE] - at->y;

        own += weight * e * e;
        base += weight * d * d;
    }
    return base > 0 ? 1 - own / base : (double)NAN;
}

static int
compare(const void *x, const void *y)
{
    const double *a = x, *b = y;

    return (*a > *b) - (*a < *b);
}

/* Draw as many states as there are among the members, with replacement. */
static void
draw_states(const testing *t, const ent_state *states, size_t count, uint32_t sample, double *times,
            size_t all)
{
    ent_key key = {.seed = t->options->seed, .run = sample, .process = ENT_PROCESS_WAVES};

    memset(times, 0, all * sizeof *times);
    for (size_t i = 0; i < count; i++) {
        times[states[ent_random_below(&key, (uint32_t)i, count)]]++;
    }
}

static size_t
list_members(const forecasts *f, ent_state *out, bool *seen)
{
    size_t count = 0;

    for (size_t i = 0; i < f->count; i++) {
        const ent_state members[] = {f->items[i].a, f->items[i].b};

        for (size_t m = 0; m < 2; m++) {
            if (!seen[members[m]]) {
                seen[members[m]] = true;
                out[count++] = members[m];
            }
        }
    }
    return count;
}

/* The 90 percent interval of a skill over samples of the states. */
static void
spread(const testing *t, size_t q, size_t rival, double *lo, double *hi)
{
    double    times[ENT_SYSTEM_MOST_STATES], drawn[SAMPLES];
    ent_state states[ENT_SYSTEM_MOST_STATES];
    bool      seen[ENT_SYSTEM_MOST_STATES] = {false};
    size_t    count = list_members(&t->pooled[q], states, seen), kept = 0;

    for (uint32_t s = 0; s < SAMPLES && count > 0; s++) {
        draw_states(t, states, count, s, times, ENT_SYSTEM_MOST_STATES);
        drawn[kept] = skill(&t->pooled[q], rival, times);
        kept += isnan(drawn[kept]) ? 0u : 1u;
    }
    *lo = *hi = NAN;
    if (kept > SAMPLES / 2) {
        qsort(drawn, kept, sizeof *drawn, compare);
        *lo = drawn[kept / 20];
        *hi = drawn[kept - 1 - kept / 20];
    }
}

static ent_status
add_pooled(ent_ctx *ctx, testing *t, size_t q)
{
    ent_status status = ENT_OK;

    for (size_t r = 0; r < RIVALS && status == ENT_OK; r++) {
        double lo, hi;

        status = add_row(ctx, t, q, r, 0, 0);
        if (status == ENT_OK) {
            spread(t, q, r, &lo, &hi);
            ent_table_number(t->table, SKILL, skill(&t->pooled[q], r, NULL));
            ent_table_number(t->table, LO, lo);
            ent_table_number(t->table, HI, hi);
        }
    }
    return status;
}

/* 5. origins */

static bool
uses_votes(const ent_graded *model)
{
    return (ent_graded_detail(model) & ENT_RECORD_VOTES) != 0;
}

/* The panel as it could be known at an origin; but for votes, what came later changes nothing. */
static ent_status
panel_at(ent_ctx *ctx, testing *t, int origin)
{
    ent_graded_options options = {t->options->power, t->options->signs};

    if (t->panel != NULL && !uses_votes(t->model)) {
        return ENT_OK;
    }
    ent_panel_destroy(t->panel);
    t->panel = NULL;
    return ent_graded_panel(ctx, t->model, t->record, &options, origin, &t->panel);
}

static size_t
count_controls(const ent_graded_sample *sample)
{
    size_t count = 0;

    while (!sample->column[count].own) {
        count++;
    }
    return count;
}

static ent_status
forecast_and_score(ent_ctx *ctx, testing *t, const ent_graded_sample *sample, int origin)
{
    size_t         controls = count_controls(sample), from[2];
    ent_regression fits[2] = {{0}, {0}};
    ent_status     status =
        train_on(ctx, sample, t->model->from, origin, sample->columns, sample->levels, &fits[0]);

    for (size_t q = 0; q < t->equations; q++) {
        from[q] = t->pooled[q].count;
    }
    if (status == ENT_OK) {
        status = train_on(ctx, sample, t->model->from, origin, controls, sample->levels, &fits[1]);
    }
    if (status == ENT_OK) {
        status = forecast_year(ctx, t, t->panel, sample, fits, controls, origin);
    }
    ent_regression_clear(&fits[0]);
    ent_regression_clear(&fits[1]);
    for (size_t q = 0; q < t->equations && status == ENT_OK; q++) {
        for (size_t r = 0; r < RIVALS && status == ENT_OK; r++) {
            status = add_row(ctx, t, q, r, from[q], origin);
        }
    }
    return status;
}

static ent_status
go_through(ent_ctx *ctx, testing *t, int first, int last)
{
    ent_status status = ENT_OK;

    for (int origin = first; origin <= last && status == ENT_OK; origin++) {
        ent_graded_sample sample;

        ent_progress(ctx, "forecasting", (uint64_t)(origin - first), (uint64_t)(last - first + 1));
        status = panel_at(ctx, t, origin);
        if (status == ENT_OK) {
            status = ent_graded_sample_take(ctx, t->model, t->panel,
                                            (ent_graded_variant){.lag = t->model->lag}, &sample);
        }
        if (status == ENT_OK) {
            status = forecast_and_score(ctx, t, &sample, origin);
            ent_graded_sample_clear(&sample);
        }
    }
    for (size_t q = 0; q < t->equations && status == ENT_OK; q++) {
        status = add_pooled(ctx, t, q);
    }
    return status;
}

static ent_status
check_question(ent_ctx *ctx, const ent_graded *model, int *first, int *last)
{
    if (model->kind != ENT_GRADED_MOVES && model->kind != ENT_GRADED_ONSET) {
        return ent_fail(ctx, ENT_E_ARG, "%s: a backtest is of moves or of an onset", model->name);
    }
    *first = *first != 0 ? *first : FIRST_ORIGIN;
    *last = *last != 0 ? *last : LAST_ORIGIN;
    *first = *first > model->from + LEAST_YEARS ? *first : model->from + LEAST_YEARS;
    *last = *last < model->to ? *last : model->to - 1;
    if (*first > *last) {
        return ent_fail(ctx, ENT_E_ARG,
                        "%s: no origin has %d years of the model before it and one after it",
                        model->name, LEAST_YEARS);
    }
    return ENT_OK;
}

ent_status
ent_backtest_run(ent_ctx *ctx, const ent_graded *model, const ent_record *record,
                 const ent_backtest_options *options, ent_table **out)
{
    static const ent_backtest_options DEFAULTS = {.seed = 1};
    testing                           t = {.model = model, .record = record};
    int                               first, last;
    ent_status                        status;

    t.options = options != NULL ? options : &DEFAULTS;
    t.equations = model->kind == ENT_GRADED_MOVES ? 2 : 1;
    first = t.options->first;
    last = t.options->last;
    status = check_question(ctx, model, &first, &last);
    if (status == ENT_OK) {
        status = ent_table_create(ctx, COLUMN, COLUMNS, &t.table);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = go_through(ctx, &t, first, last);
    ent_panel_destroy(t.panel);
    ent_free(t.pooled[0].items);
    ent_free(t.pooled[1].items);
    if (status != ENT_OK) {
        ent_table_destroy(t.table);
        return status;
    }
    *out = t.table;
    return ENT_OK;
}
