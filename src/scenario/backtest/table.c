/*
 * table.c - the rows of a backtest
 *
 *   1. columns     2. scores     3. comparisons     4. a row
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "base/alloc.h"
#include "base/context.h"
#include "scenario/backtest/backtest.h"

/* 1. columns */

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
    SCENARIO,
    WITHIN,
    LOG_SKILL,
    LOG_LO,
    LOG_HI,
    LOG_TREATIES_LO,
    LOG_TREATIES_HI,
    COLUMNS
};

static const ent_column COLUMN[COLUMNS] = {{"origin", ENT_COLUMN_INTEGER},
                                           {"horizon", ENT_COLUMN_INTEGER},
                                           {"outcome", ENT_COLUMN_TEXT},
                                           {"model", ENT_COLUMN_TEXT},
                                           {"n", ENT_COLUMN_INTEGER},
                                           {"events", ENT_COLUMN_INTEGER},
                                           {"treaties", ENT_COLUMN_INTEGER},
                                           {"brier", ENT_COLUMN_NUMBER},
                                           {"log_score", ENT_COLUMN_NUMBER},
                                           {"auc_roc", ENT_COLUMN_NUMBER},
                                           {"auc_pr", ENT_COLUMN_NUMBER},
                                           {"reliability", ENT_COLUMN_NUMBER},
                                           {"resolution", ENT_COLUMN_NUMBER},
                                           {"uncertainty", ENT_COLUMN_NUMBER},
                                           {"skill", ENT_COLUMN_NUMBER},
                                           {"lo", ENT_COLUMN_NUMBER},
                                           {"hi", ENT_COLUMN_NUMBER},
                                           {"expected", ENT_COLUMN_NUMBER},
                                           {"rmse", ENT_COLUMN_NUMBER},
                                           {"gain", ENT_COLUMN_NUMBER},
                                           {"gain_lo", ENT_COLUMN_NUMBER},
                                           {"gain_hi", ENT_COLUMN_NUMBER},
                                           {"treaties_lo", ENT_COLUMN_NUMBER},
                                           {"treaties_hi", ENT_COLUMN_NUMBER},
                                           {"note", ENT_COLUMN_TEXT},
                                           {"scenario", ENT_COLUMN_TEXT},
                                           {"within", ENT_COLUMN_NUMBER},
                                           {"log_skill", ENT_COLUMN_NUMBER},
                                           {"log_lo", ENT_COLUMN_NUMBER},
                                           {"log_hi", ENT_COLUMN_NUMBER},
                                           {"log_treaties_lo", ENT_COLUMN_NUMBER},
                                           {"log_treaties_hi", ENT_COLUMN_NUMBER}};

ent_status
ent_backtest_table_create(ent_ctx *ctx, ent_table **out)
{
    return ent_table_create(ctx, COLUMN, COLUMNS, out);
}

/* 2. scores */

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
add_scores(ent_ctx *ctx, ent_table *table, const ent_forecasts *f, size_t from, size_t rival)
{
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
    ent_table_number(table, WITHIN, s.within);
    ent_table_number(table, EXPECTED, expected);
    ent_table_text(table, NOTE, note_of(&s, rival));
    return ENT_OK;
}

/* 3. comparisons */

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

static void
add_log_skill(ent_table *table, const ent_backtest_row *row, const ent_pooled *p)
{
    ent_table_number(table, LOG_SKILL, p->log_skill.value);
    if (row->scenario == NULL) {
        ent_table_number(table, LOG_LO, p->log_skill.lo);
        ent_table_number(table, LOG_HI, p->log_skill.hi);
    }
    if (row->treaties) {
        ent_table_number(table, LOG_TREATIES_LO, p->log_by_treaties.lo);
        ent_table_number(table, LOG_TREATIES_HI, p->log_by_treaties.hi);
    }
}

static void
add_comparison(ent_table *table, const ent_backtest_row *row, size_t rival, const ent_pooled *p)
{
    bool scenario = row->scenario != NULL; /* its states are few: what is drawn are its outcomes */

    ent_table_number(table, SKILL, p->skill.value);
    ent_table_number(table, LO, scenario ? (double)NAN : p->skill.lo);
    ent_table_number(table, HI, scenario ? (double)NAN : p->skill.hi);
    if (row->treaties) {
        ent_table_integer(table, TREATIES, (int64_t)p->treaties);
    }
    if (!row->amounts) {
        add_log_skill(table, row, p);
    }
    if (rival != ENT_RIVAL_MODEL) {
        ent_table_number(table, GAIN, p->gain.value);
        ent_table_number(table, GAIN_LO, scenario ? p->by_treaties.lo : p->gain.lo);
        ent_table_number(table, GAIN_HI, scenario ? p->by_treaties.hi : p->gain.hi);
        if (row->treaties) {
            ent_table_number(table, TREATIES_LO, p->by_treaties.lo);
            ent_table_number(table, TREATIES_HI, p->by_treaties.hi);
        }
    }
}

/* 4. a row */

ent_status
ent_backtest_table_add(ent_ctx *ctx, ent_table *table, const ent_backtest_row *row,
                       const ent_forecasts *f, size_t from, size_t rival, const ent_pooled *pooled)
{
    ent_status status = ENT_OK;

    ent_table_row(table);
    if (row->origin > 0) {
        ent_table_integer(table, ORIGIN, row->origin);
    }
    if (row->horizon > 0) {
        ent_table_integer(table, HORIZON, row->horizon);
    }
    ent_table_text(table, OUTCOME, row->outcome);
    ent_table_text(table, MODEL, ENT_RIVAL_NAMES[rival]);
    ent_table_text(table, SCENARIO, row->scenario);
    ent_table_integer(table, N, (int64_t)(f->count - from));
    if (row->amounts) {
        ent_table_number(table, RMSE, sqrt(mean_square(f, from, rival)));
    } else {
        status = add_scores(ctx, table, f, from, rival);
    }
    if (row->silent && rival == ENT_RIVAL_SAOM) {
        ent_table_text(table, NOTE, "did not converge: the base rate");
    }
    if (row->treaties && pooled == NULL) {
        ent_table_integer(table, TREATIES, count_treaties(f, from));
    }
    if (pooled != NULL) {
        add_comparison(table, row, rival, pooled);
    }
    return status == ENT_OK ? ent_table_check(ctx, table) : status;
}
