/*
 * arms_race.c - terms of arms races by least squares, and forecasts against each side's own past
 *
 *   1. sums     2. estimates     3. forecasts     4. errors     5. the table
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/arms_race/arms_race.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/context.h"
#include "model/small_matrix.h"

enum { TERMS = ENT_RACE_TERMS, MODELS = 2 * TERMS, OWN = 1 };

/* 1. sums */

typedef struct sums {
    size_t count;
    double xx[TERMS][TERMS], xy[TERMS];
} sums;

static void
add_row(sums *s, const ent_race_row *row)
{
    s->count++;
    for (size_t i = 0; i < TERMS; i++) {
        s->xy[i] += row->x[i] * row->y;
        for (size_t j = 0; j < TERMS; j++) {
            s->xx[i][j] += row->x[i] * row->x[j];
        }
    }
}

/* The inverse of the first `terms` rows and columns; false where it has none. */
static bool
invert(const sums *s, size_t terms, double *out)
{
    double work[TERMS * TERMS];

    for (size_t i = 0; i < terms; i++) {
        for (size_t j = 0; j < terms; j++) {
            work[i * terms + j] = s->xx[i][j];
        }
    }
    return s->count > terms && ent_matrix_invert(terms, work, out);
}

static void
solve(const sums *s, size_t terms, const double *inverse, double *out)
{
    for (size_t i = 0; i < terms; i++) {
        out[i] = 0;
        for (size_t j = 0; j < terms; j++) {
            out[i] += inverse[i * terms + j] * s->xy[j];
        }
    }
}

static double
told(const ent_race_row *row, const double *beta, size_t terms)
{
    double sum = 0;

    for (size_t i = 0; i < terms; i++) {
        sum += beta[i] * row->x[i];
    }
    return sum;
}

/* 2. estimates */

static uint32_t
most_states(const ent_race_row *rows, size_t count)
{
    uint32_t most = 0;

    for (size_t i = 0; i < count; i++) {
        most = rows[i].state >= most ? rows[i].state + 1 : most;
    }
    return most;
}

/* Sums over the rows of a state count as one observation (Liang and Zeger 1986). */
static void
add_state(const ent_race_row *rows, size_t count, uint32_t state, const double *beta, size_t terms,
          double *middle)
{
    double score[TERMS] = {0};

    for (size_t i = 0; i < count; i++) {
        if (rows[i].active && rows[i].state == state) {
            double error = rows[i].y - told(&rows[i], beta, terms);

            for (size_t k = 0; k < terms; k++) {
                score[k] += rows[i].x[k] * error;
            }
        }
    }
    for (size_t k = 0; k < terms; k++) {
        for (size_t m = 0; m < terms; m++) {
            middle[k * terms + m] += score[k] * score[m];
        }
    }
}

static size_t
count_pairs(const ent_race_row *rows, size_t count)
{
    size_t   pairs = 0;
    uint32_t most = 0;

    for (size_t i = 0; i < count; i++) {
        most = rows[i].side / 2 >= most ? rows[i].side / 2 + 1 : most;
    }
    for (uint32_t pair = 0; pair < most; pair++) {
        size_t i = 0;

        while (i < count && !(rows[i].active && rows[i].side / 2 == pair)) {
            i++;
        }
        pairs += i < count;
    }
    return pairs;
}

ent_race_terms
ent_race_estimate(const ent_race_row *rows, size_t count, size_t terms)
{
    ent_race_terms out = {.pairs = count_pairs(rows, count)};
    sums           s = {0};
    double         inverse[TERMS * TERMS], middle[TERMS * TERMS] = {0};
    double         work[TERMS * TERMS], covariance[TERMS * TERMS];
    uint32_t       states = most_states(rows, count);

    for (size_t i = 0; i < count; i++) {
        if (rows[i].active) {
            add_row(&s, &rows[i]);
        }
    }
    out.rows = s.count;
    for (size_t i = 0; i < TERMS; i++) {
        out.estimate[i] = out.se[i] = NAN;
    }
    if (!invert(&s, terms, inverse)) {
        return out;
    }
    solve(&s, terms, inverse, out.estimate);
    for (uint32_t state = 0; state < states; state++) {
        add_state(rows, count, state, out.estimate, terms, middle);
    }
    ent_matrix_sandwich(terms, inverse, middle, inverse, work, covariance);
    for (size_t i = 0; i < terms; i++) {
        out.se[i] = sqrt(covariance[i * terms + i]);
    }
    return out;
}

/* 3. forecasts */

typedef struct forecasting {
    sums  pooled;
    sums *sides;
    double (*errors)[MODELS]; /* of each forecast, those of the sides first */
    uint32_t *states;         /* whose growth each is */
    size_t    count;
} forecasting;

/* The errors of one row by every model, kept when there are all of them. */
static void
forecast_row(forecasting *f, const ent_race_row *row)
{
    double *errors = f->errors[f->count];

    for (size_t model = 0; model < MODELS; model++) {
        const sums *s = model < TERMS ? &f->sides[row->side] : &f->pooled;
        size_t      terms = model % TERMS + 1;
        double      inverse[TERMS * TERMS], beta[TERMS];

        if (!invert(s, terms, inverse)) {
            return;
        }
        solve(s, terms, inverse, beta);
        errors[model] = row->y - told(row, beta, terms);
    }
    f->states[f->count++] = row->state;
}

/* Year by year: what a year brings is told before it is learned. */
static void
forecast_rows(forecasting *f, const ent_race_row *rows, size_t count, size_t least)
{
    for (size_t from = 0, to = 0; from < count; from = to) {
        for (; to < count && rows[to].year == rows[from].year; to++) {
            if (rows[to].active && f->sides[rows[to].side].count >= least &&
                f->pooled.count >= ENT_RACE_LEAST_POOLED) {
                forecast_row(f, &rows[to]);
            }
        }
        for (size_t i = from; i < to; i++) {
            add_row(&f->sides[rows[i].side], &rows[i]);
            if (rows[i].active) {
                add_row(&f->pooled, &rows[i]);
            }
        }
    }
}

/* 4. errors */

static int
compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static double
mean_square(const forecasting *f, size_t model)
{
    double sum = 0;

    for (size_t i = 0; i < f->count; i++) {
        sum += f->errors[i][model] * f->errors[i][model];
    }
    return sum / (double)f->count;
}

/* The mean difference of squared errors from those of `own`, over its error by states. */
static double
compare_with_own(const forecasting *f, size_t model, double mean, double *by_state, size_t states)
{
    double square = 0;

    for (size_t i = 0; i < states; i++) {
        by_state[i] = 0;
    }
    for (size_t i = 0; i < f->count; i++) {
        by_state[f->states[i]] += f->errors[i][model] * f->errors[i][model] -
                                  f->errors[i][OWN] * f->errors[i][OWN] - mean;
    }
    for (size_t i = 0; i < states; i++) {
        square += by_state[i] * by_state[i];
    }
    return square > 0 ? mean * (double)f->count / sqrt(square) : NAN;
}

static ent_race_errors
judge(const forecasting *f, size_t model, double *work, size_t states)
{
    ent_race_errors out = {NAN, NAN, NAN, NAN};
    double          own, mean;

    if (f->count == 0) {
        return out;
    }
    own = mean_square(f, OWN);
    mean = mean_square(f, model);
    for (size_t i = 0; i < f->count; i++) {
        work[i] = fabs(f->errors[i][model]);
    }
    qsort(work, f->count, sizeof *work, compare_numbers);
    out.rmse = sqrt(mean);
    out.median = (work[f->count / 2] + work[(f->count - 1) / 2]) / 2;
    out.relative = sqrt(mean / own);
    out.relative_z = compare_with_own(f, model, mean - own, work, states);
    return out;
}

ent_status
ent_race_forecast(ent_ctx *ctx, const ent_race_row *rows, size_t count, size_t least,
                  ent_race_forecasts *out)
{
    forecasting f = {.count = 0};
    uint32_t    sides = 0;
    size_t      states = most_states(rows, count);
    double     *work = ent_alloc(count + states, sizeof *work);
    ent_status  status = ENT_OK;

    for (size_t i = 0; i < count; i++) {
        sides = rows[i].side >= sides ? rows[i].side + 1 : sides;
    }
    f.sides = ent_alloc_zero(sides, sizeof *f.sides);
    f.errors = ent_alloc(count, sizeof *f.errors);
    f.states = ent_alloc(count, sizeof *f.states);
    if (work == NULL || f.sides == NULL || f.errors == NULL || f.states == NULL) {
        status = ent_fail_nomem(ctx);
    } else {
        forecast_rows(&f, rows, count, least);
        out->count = f.count;
        for (size_t model = 0; model < TERMS; model++) {
            out->side[model] = judge(&f, model, work, states);
            out->pooled[model] = judge(&f, TERMS + model, work, states);
        }
    }
    ent_free(work);
    ent_free(f.sides);
    ent_free(f.errors);
    ent_free(f.states);
    return status;
}

/* 5. the table */

enum {
    SCOPE,
    MODEL,
    TERM,
    ESTIMATE,
    SE,
    Z,
    ROWS,
    PAIRS,
    FORECASTS,
    RMSE,
    MEDIAN_ERROR,
    RELATIVE,
    RELATIVE_Z,
    COLUMNS
};

static const ent_column COLUMN[COLUMNS] = {
    {"scope", ENT_COLUMN_TEXT},          {"model", ENT_COLUMN_TEXT},
    {"term", ENT_COLUMN_TEXT},           {"estimate", ENT_COLUMN_NUMBER},
    {"se", ENT_COLUMN_NUMBER},           {"z", ENT_COLUMN_NUMBER},
    {"rows", ENT_COLUMN_INTEGER},        {"pairs", ENT_COLUMN_INTEGER},
    {"forecasts", ENT_COLUMN_INTEGER},   {"rmse", ENT_COLUMN_NUMBER},
    {"median_error", ENT_COLUMN_NUMBER}, {"relative", ENT_COLUMN_NUMBER},
    {"relative_z", ENT_COLUMN_NUMBER}};

static const char *const MODEL_NAMES[TERMS] = {"mean", "own", "reaction", "gap"};
static const char *const TERM_NAMES[TERMS] = {"constant", "own", "other", "gap"};

static void
add_model(ent_table *table, const char *scope, size_t model, size_t forecasts,
          const ent_race_errors *errors)
{
    ent_table_row(table);
    ent_table_text(table, SCOPE, scope);
    ent_table_text(table, MODEL, MODEL_NAMES[model]);
    ent_table_integer(table, FORECASTS, (int64_t)forecasts);
    ent_table_number(table, RMSE, errors->rmse);
    ent_table_number(table, MEDIAN_ERROR, errors->median);
    ent_table_number(table, RELATIVE, errors->relative);
    ent_table_number(table, RELATIVE_Z, errors->relative_z);
}

static void
fill(const ent_race_row *rows, size_t count, const ent_race_forecasts *f, ent_table *table)
{
    for (size_t model = 0; model < TERMS; model++) {
        ent_race_terms terms = ent_race_estimate(rows, count, model + 1);

        for (size_t term = 0; term <= model; term++) {
            add_model(table, "pooled", model, f->count, &f->pooled[model]);
            ent_table_text(table, TERM, TERM_NAMES[term]);
            ent_table_number(table, ESTIMATE, terms.estimate[term]);
            ent_table_number(table, SE, terms.se[term]);
            ent_table_number(table, Z, terms.estimate[term] / terms.se[term]);
            ent_table_integer(table, ROWS, (int64_t)terms.rows);
            ent_table_integer(table, PAIRS, (int64_t)terms.pairs);
        }
    }
    for (size_t model = 0; model < TERMS; model++) {
        add_model(table, "side", model, f->count, &f->side[model]);
    }
}

ent_status
ent_race_fit(ent_ctx *ctx, const ent_race_model *model, const ent_record *record, ent_table **out)
{
    ent_race_row      *rows;
    size_t             count;
    ent_race_forecasts forecasts;
    ent_table         *table = NULL;
    ent_status         status = ent_race_rows(ctx, model, record, &rows, &count);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_race_forecast(ctx, rows, count, model->least, &forecasts);
    if (status == ENT_OK) {
        status = ent_table_create(ctx, COLUMN, COLUMNS, &table);
    }
    if (status == ENT_OK) {
        fill(rows, count, &forecasts, table);
        status = ent_table_check(ctx, table);
    }
    ent_free(rows);
    if (status == ENT_OK) {
        *out = table;
    } else {
        ent_table_destroy(table);
    }
    return status;
}
