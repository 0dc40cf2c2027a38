/*
 * forecast.c - rivals fitted to the years up to an origin, and what they say of the next
 *
 *   1. rows     2. logits     3. levels     4. amounts     5. simple rivals     6. an origin
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "scenario/backtest/backtest.h"

const char *const ENT_RIVAL_NAMES[ENT_RIVALS] = {"model",     "logit", "controls", "base rate",
                                                 "no change", "saom",  "rule"};

size_t
ent_backtest_equations(const ent_graded *model)
{
    return model->kind == ENT_GRADED_MOVES || model->kind == ENT_GRADED_ORDERED ? 2 : 1;
}

const char *
ent_backtest_outcome(const ent_graded *model, size_t equation)
{
    switch (model->kind) {
    case ENT_GRADED_MOVES:
        return equation == 0 ? "up" : "down";
    case ENT_GRADED_ORDERED:
        return equation == 0 ? "rise" : "fall";
    case ENT_GRADED_LINEAR:
        return "amount";
    case ENT_GRADED_END:
        return "end";
    case ENT_GRADED_ONSET:
    case ENT_GRADED_NETWORK:
        break;
    }
    return "onset";
}

/* 1. rows */

/* All that forecasting from one origin needs. */
typedef struct forecasting {
    const ent_graded        *model;
    const ent_graded_sample *all;
    ent_sample               moves; /* levels as moves up and down; of all other models their own */
    int                      origin, horizon;
    size_t                   equations, controls;
    ent_arena                arena;
    double                  *said[ENT_RIVALS]; /* rows x equations; NULL: not asked */
    size_t                  *asked;            /* the rows to forecast */
    size_t                   asked_count;
} forecasting;

static bool
is_over(const forecasting *f, size_t row)
{
    return f->model->from + (int)f->all->sample.year[row] + f->horizon - 1 <= f->origin;
}

static bool
has_choice(const ent_sample *s, size_t row, size_t equation)
{
    return s->choices == NULL || (s->choices[row] >> (equation + 1) & 1) != 0;
}

/* The rows that were over by the origin, with the first `columns` columns alone. */
static ent_status
known_rows(ent_ctx *ctx, forecasting *f, const ent_sample *from, size_t columns, ent_sample *out)
{
    ent_arena *arena = &f->arena;
    size_t     kept = 0, rows = from->rows;
    double    *x = ent_arena_alloc(arena, rows * columns, sizeof *x);
    double    *amount = ent_arena_alloc(arena, rows, sizeof *amount);
    uint8_t   *level = ent_arena_alloc(arena, rows, sizeof *level);
    uint32_t  *number = ent_arena_alloc(arena, rows * 5, sizeof *number);

    if (x == NULL || amount == NULL || level == NULL || number == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < rows; i++) {
        if (is_over(f, i)) {
            memcpy(x + kept * columns, from->x + i * from->columns, columns * sizeof *x);
            amount[kept] = from->amount[i];
            level[kept] = from->level[i];
            number[kept] = from->choices != NULL ? from->choices[i] : UINT32_MAX;
            number[rows + kept] = from->pair[i];
            number[2 * rows + kept] = from->a[i];
            number[3 * rows + kept] = from->b[i];
            number[4 * rows + kept++] = from->year[i];
        }
    }
    *out = *from;
    out->rows = kept;
    out->columns = columns;
    out->x = x;
    out->amount = amount;
    out->level = level;
    out->choices = number;
    out->pair = number + rows;
    out->a = number + 2 * rows;
    out->b = number + 3 * rows;
    out->year = number + 4 * rows;
    return ENT_OK;
}

/* 2. logits */

/* An outcome that was never seen has no chance; what else cannot be told adds nothing. */
static void
chances(const forecasting *f, const ent_regression *fit, size_t columns, double *said)
{
    for (size_t at = 0; at < f->asked_count; at++) {
        size_t row = f->asked[at];
        double weight[ENT_BACKTEST_MOST_EQUATIONS] = {0, 0}, sum = 1;

        for (size_t q = 0; q < f->equations; q++) {
            double eta = 0;

            for (size_t c = 0; c < columns; c++) {
                double b = fit->estimate[q * columns + c];

                eta += isnan(b) ? 0 : b * f->moves.x[row * f->moves.columns + c];
            }
            weight[q] =
                has_choice(&f->moves, row, q) && !isnan(fit->estimate[q * columns]) ? exp(eta) : 0;
            sum += weight[q];
        }
        for (size_t q = 0; q < f->equations; q++) {
            said[at * f->equations + q] = weight[q] / sum;
        }
    }
}

/* The penalty of a column counts in its standard deviations; the constant has none. */
static void
weigh(const ent_sample *s, double penalty, double *out)
{
    out[0] = 0;
    for (size_t c = 1; c < s->columns; c++) {
        double mean = 0, squares = 0, n = (double)s->rows;

        for (size_t i = 0; i < s->rows; i++) {
            mean += s->x[i * s->columns + c] / n;
        }
        for (size_t i = 0; i < s->rows; i++) {
            double off = s->x[i * s->columns + c] - mean;

            squares += off * off;
        }
        out[c] = penalty * squares / n;
    }
}

static const double LEAST_PENALTY = 1e-3; /* where few rows leave the likelihood without a top */

static ent_status
estimate(ent_ctx *ctx, const forecasting *f, const ent_sample *known, double penalty,
         const double *start, ent_regression *out)
{
    double weights[ENT_REGRESSION_MOST_COLUMNS];

    weigh(known, penalty, weights);
    return ent_logit_estimate(ctx, known, f->equations + 1, penalty > 0 ? weights : NULL, start,
                              out);
}

static ent_status
say_logit(ent_ctx *ctx, const forecasting *f, const ent_sample *known, double penalty, bool started,
          double *start, double *said)
{
    ent_regression fit;
    ent_status     status = estimate(ctx, f, known, penalty, started ? start : NULL, &fit);

    if (status == ENT_OK && !fit.converged) {
        ent_regression_clear(&fit);
        status = estimate(ctx, f, known, fmax(penalty, LEAST_PENALTY), NULL, &fit);
    }
    if (status == ENT_OK) {
        chances(f, &fit, known->columns, said);
        if (start != NULL) {
            memcpy(start, fit.estimate, fit.parameters * sizeof *start);
        }
        ent_regression_clear(&fit);
    }
    return status;
}

static void
pool(const forecasting *f)
{
    for (size_t i = 0; i < f->asked_count * f->equations; i++) {
        f->said[ENT_RIVAL_MODEL][i] = (1 - f->model->pool) * f->said[ENT_RIVAL_MODEL][i] +
                                      f->model->pool * f->said[ENT_RIVAL_BASE_RATE][i];
    }
}

/* The model's own columns; with nothing to shrink it is the logit itself. */
static ent_status
say_moves(ent_ctx *ctx, forecasting *f, ent_backtest_starts *starts)
{
    ent_sample known, few;
    ent_status status = known_rows(ctx, f, &f->moves, f->moves.columns, &known);

    if (status == ENT_OK) {
        status =
            say_logit(ctx, f, &known, 0, starts->known, starts->logit, f->said[ENT_RIVAL_LOGIT]);
    }
    if (status == ENT_OK && f->model->penalty > 0) {
        status = say_logit(ctx, f, &known, f->model->penalty, starts->known, starts->model,
                           f->said[ENT_RIVAL_MODEL]);
    } else if (status == ENT_OK) {
        memcpy(f->said[ENT_RIVAL_MODEL], f->said[ENT_RIVAL_LOGIT],
               f->asked_count * f->equations * sizeof(double));
    }
    if (status == ENT_OK) {
        starts->known = true;
        pool(f);
        status = known_rows(ctx, f, &f->moves, f->controls, &few);
    }
    return status == ENT_OK ? say_logit(ctx, f, &few, 0, false, NULL, f->said[ENT_RIVAL_CONTROLS])
                            : status;
}

/* 3. levels */

/* Levels as moves from that of the year before, for the logit: a constant, then the columns. */
static ent_status
make_moves(ent_ctx *ctx, forecasting *f)
{
    const ent_sample *s = &f->all->sample;
    size_t            columns = s->columns + 1;
    double           *x = ent_arena_alloc(&f->arena, s->rows * columns, sizeof *x);
    uint8_t          *level = ent_arena_alloc(&f->arena, s->rows, sizeof *level);
    uint32_t         *choices = ent_arena_alloc(&f->arena, s->rows, sizeof *choices);

    if (x == NULL || level == NULL || choices == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < s->rows; i++) {
        size_t before = (size_t)f->all->before[i];

        x[i * columns] = 1;
        memcpy(x + i * columns + 1, s->x + i * s->columns, s->columns * sizeof *x);
        level[i] = s->level[i] > before ? 1 : s->level[i] < before ? 2 : 0;
        choices[i] = 1u | (before + 1 < f->all->levels ? 2u : 0) | (before > 0 ? 4u : 0);
    }
    f->moves = *s;
    f->moves.columns = columns;
    f->moves.x = x;
    f->moves.level = level;
    f->moves.choices = choices;
    return ENT_OK;
}

/* P(level <= k); a level that never came has no share, and above the highest nothing comes. */
static double
up_to(const ent_regression *fit, size_t columns, size_t highest, size_t k, double eta)
{
    if (k >= highest) {
        return 1;
    }
    if (isnan(fit->estimate[columns + k])) {
        return k > 0 ? up_to(fit, columns, highest, k - 1, eta) : 0;
    }
    return 1 / (1 + exp(eta - fit->estimate[columns + k]));
}

static void
say_levels_of(const forecasting *f, const ent_regression *fit, const ent_sample *known,
              double *said)
{
    const ent_sample *s = &f->all->sample;
    size_t            highest = 0;

    for (size_t i = 0; i < known->rows; i++) {
        highest = known->level[i] > highest ? known->level[i] : highest;
    }
    for (size_t at = 0; at < f->asked_count; at++) {
        size_t row = f->asked[at], before = (size_t)f->all->before[row];
        double eta = 0;

        for (size_t c = 0; c < known->columns; c++) {
            double b = fit->estimate[c];

            eta += isnan(b) ? 0 : b * s->x[row * s->columns + c];
        }
        said[at * 2] = 1 - up_to(fit, known->columns, highest, before, eta);
        said[at * 2 + 1] = before > 0 ? up_to(fit, known->columns, highest, before - 1, eta) : 0;
    }
}

static ent_status
say_ordered(ent_ctx *ctx, forecasting *f, size_t columns, double *said)
{
    ent_sample     known;
    ent_regression fit;
    ent_status     status = known_rows(ctx, f, &f->all->sample, columns, &known);

    known.choices = NULL;
    if (status == ENT_OK) {
        status = ent_logit_ordered_estimate(ctx, &known, f->all->levels, &fit);
    }
    if (status == ENT_OK) {
        say_levels_of(f, &fit, &known, said);
        ent_regression_clear(&fit);
    }
    return status;
}

static ent_status
say_levels(ent_ctx *ctx, forecasting *f, ent_backtest_starts *starts)
{
    ent_sample known;
    ent_status status = say_ordered(ctx, f, f->all->sample.columns, f->said[ENT_RIVAL_MODEL]);

    if (status == ENT_OK) {
        status = say_ordered(ctx, f, f->controls, f->said[ENT_RIVAL_CONTROLS]);
    }
    if (status == ENT_OK) {
        status = known_rows(ctx, f, &f->moves, f->moves.columns, &known);
    }
    if (status == ENT_OK) {
        status =
            say_logit(ctx, f, &known, 0, starts->known, starts->logit, f->said[ENT_RIVAL_LOGIT]);
        starts->known = true;
    }
    return status;
}

/* 4. amounts */

enum { YEARS_OF_NOW = 5 };

/* The mean effect of the last years known stands for that of the year to come. */
static double
effect_of_now(const double *year, size_t years)
{
    double sum = 0, count = 0;

    for (size_t y = years; y-- > 0 && count < YEARS_OF_NOW;) {
        if (!isnan(year[y])) {
            sum += year[y];
            count++;
        }
    }
    return count > 0 ? sum / count : 0;
}

static ent_status
say_amounts_of(ent_ctx *ctx, forecasting *f, size_t columns, double *said)
{
    const ent_sample *s = &f->all->sample;
    ent_sample        known;
    ent_regression    fit;
    double           *pair = ent_arena_alloc(&f->arena, s->pairs, sizeof *pair), *year, now;
    ent_status        status;

    year = ent_arena_alloc(&f->arena, s->years, sizeof *year);
    if (pair == NULL || year == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = known_rows(ctx, f, s, columns, &known);
    if (status == ENT_OK) {
        status = ent_linear_fit(ctx, &known, ENT_CLUSTER_PAIR, &fit);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = ent_linear_effects(ctx, &known, &fit, pair, year);
    now = status == ENT_OK ? effect_of_now(year, s->years) : 0;
    for (size_t at = 0; at < f->asked_count && status == ENT_OK; at++) {
        size_t row = f->asked[at];

        said[at] = pair[s->pair[row]] + now;
        for (size_t c = 0; c < columns; c++) {
            double b = fit.estimate[c];

            said[at] += isnan(b) ? 0 : b * s->x[row * s->columns + c];
        }
    }
    ent_regression_clear(&fit);
    return status;
}

/* The mean of a pair over the years known, of all pairs where it has none; the last amount. */
static ent_status
say_simple_amounts(ent_ctx *ctx, forecasting *f)
{
    const ent_sample *s = &f->all->sample;
    double           *sum = ent_arena_alloc(&f->arena, s->pairs, sizeof *sum);
    double           *count = ent_arena_alloc(&f->arena, s->pairs, sizeof *count);
    double            whole = 0, rows = 0;

    if (sum == NULL || count == NULL) {
        return ent_fail_nomem(ctx);
    }
    memset(sum, 0, s->pairs * sizeof *sum);
    memset(count, 0, s->pairs * sizeof *count);
    for (size_t i = 0; i < s->rows; i++) {
        if (is_over(f, i)) {
            sum[s->pair[i]] += s->amount[i];
            count[s->pair[i]]++;
            whole += s->amount[i];
            rows++;
        }
    }
    for (size_t at = 0; at < f->asked_count; at++) {
        size_t row = f->asked[at], pair = s->pair[row];

        f->said[ENT_RIVAL_BASE_RATE][at] = count[pair] > 0 ? sum[pair] / count[pair] : whole / rows;
        f->said[ENT_RIVAL_NO_CHANGE][at] = f->all->before[row];
    }
    return ENT_OK;
}

static ent_status
say_amounts(ent_ctx *ctx, forecasting *f)
{
    ent_status status = say_amounts_of(ctx, f, f->all->sample.columns, f->said[ENT_RIVAL_MODEL]);

    if (status == ENT_OK) {
        status = say_amounts_of(ctx, f, f->controls, f->said[ENT_RIVAL_CONTROLS]);
    }
    return status == ENT_OK ? say_simple_amounts(ctx, f) : status;
}

/* 5. simple rivals */

/* The share of events among the rows known that had the choice; and none at all. */
static void
say_simple(const forecasting *f)
{
    for (size_t q = 0; q < f->equations; q++) {
        double events = 0, rows = 0;

        for (size_t i = 0; i < f->moves.rows; i++) {
            if (is_over(f, i) && has_choice(&f->moves, i, q)) {
                rows++;
                events += f->moves.level[i] == q + 1;
            }
        }
        for (size_t at = 0; at < f->asked_count; at++) {
            f->said[ENT_RIVAL_BASE_RATE][at * f->equations + q] = rows > 0 ? events / rows : 0;
            f->said[ENT_RIVAL_NO_CHANGE][at * f->equations + q] = 0;
        }
    }
}

/* 6. an origin */

static ent_status
give(ent_ctx *ctx, const forecasting *f, const ent_panel *panel, ent_forecasts *out)
{
    const ent_sample *s = &f->moves;

    for (size_t i = 0; i < f->asked_count * f->equations; i++) {
        size_t         row = f->asked[i / f->equations], q = i % f->equations;
        ent_forecasts *to = &out[q];
        ent_forecast  *made;

        if (!has_choice(s, row, q)) {
            continue;
        }
        if (!ENT_GROW(to->items, to->capacity, to->count + 1)) {
            return ent_fail_nomem(ctx);
        }
        made = &to->items[to->count++];
        *made = (ent_forecast){.y = f->model->kind == ENT_GRADED_LINEAR ? s->amount[row]
                                                                        : s->level[row] == q + 1,
                               .a = ent_panel_state(panel, s->a[row]),
                               .b = ent_panel_state(panel, s->b[row]),
                               .when = f->all->when[row]};
        for (size_t r = 0; r < ENT_RIVALS; r++) {
            made->p[r] = f->said[r] != NULL ? f->said[r][i] : (double)NAN;
        }
    }
    return ENT_OK;
}

static ent_status
prepare(ent_ctx *ctx, forecasting *f)
{
    const ent_sample *s = &f->all->sample;
    bool              learns = false;

    f->moves = *s;
    f->asked = ent_arena_alloc(&f->arena, s->rows, sizeof *f->asked);
    if (f->asked == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < s->rows; i++) {
        learns = learns || is_over(f, i);
        if (f->model->from + (int)s->year[i] == f->origin + 1) {
            f->asked[f->asked_count++] = i;
        }
    }
    f->asked_count = learns ? f->asked_count : 0; /* with nothing to learn from nothing is said */
    while (!f->all->column[f->controls].own) {
        f->controls++;
    }
    for (size_t r = 0; r < ENT_RIVALS; r++) {
        if (r == ENT_RIVAL_SAOM || r == ENT_RIVAL_RULE ||
            (r == ENT_RIVAL_LOGIT && f->model->kind == ENT_GRADED_LINEAR)) {
            continue;
        }
        f->said[r] = ent_arena_alloc(&f->arena, f->asked_count * f->equations + 1, sizeof(double));
        if (f->said[r] == NULL) {
            return ent_fail_nomem(ctx);
        }
    }
    return f->model->kind == ENT_GRADED_ORDERED ? make_moves(ctx, f) : ENT_OK;
}

static ent_status
say_all(ent_ctx *ctx, forecasting *f, ent_backtest_starts *starts)
{
    if (f->model->kind == ENT_GRADED_LINEAR) {
        return say_amounts(ctx, f);
    }
    say_simple(f);
    return f->model->kind == ENT_GRADED_ORDERED ? say_levels(ctx, f, starts)
                                                : say_moves(ctx, f, starts);
}

ent_status
ent_backtest_forecast(ent_ctx *ctx, const ent_graded *model, const ent_panel *panel,
                      const ent_graded_sample *sample, int origin, int horizon,
                      ent_backtest_starts *starts, ent_forecasts out[ENT_BACKTEST_MOST_EQUATIONS])
{
    forecasting f = {.model = model,
                     .all = sample,
                     .origin = origin,
                     .horizon = horizon,
                     .equations = ent_backtest_equations(model)};
    ent_status  status;

    ent_arena_init(&f.arena);
    status = prepare(ctx, &f);
    if (status == ENT_OK && f.asked_count > 0) {
        status = say_all(ctx, &f, starts);
    }
    if (status == ENT_OK) {
        status = give(ctx, &f, panel, out);
    }
    ent_arena_clear(&f.arena);
    return status;
}
