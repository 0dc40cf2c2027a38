/*
 * time.c - whether effects are the same in all periods
 *
 *   1. what is tested     2. matrices     3. tests     4. the table
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
#include "model/ties/score_test.h"

enum { MOST_TESTED = 400, EVERY = -1 };

static const uint32_t PHASE = 0x7173; /* of the keys: no phase of an estimation */

/* 1. what is tested */

/* A parameter: a slot of the simulations in one period, or in every one. */
typedef struct part {
    size_t slot;
    long   period;
} part;

typedef struct time_test {
    ent_ctx        *ctx;
    const ent_saom *model;
    const ent_fit  *fit;
    ent_arena       arena;
    size_t          width, count, estimated, first; /* parts; dummies come after those estimated */
    part           *parts;
    double         *observed, *mean, *s, *d; /* of each period, by slots */
    double         *all_s, *all_d, *deviation, *work;
    size_t         *places;
    ent_table      *table;
} time_test;

static bool
is_estimated(const ent_fit *fit, size_t k)
{
    return !fit->effects[k].held && fit->effects[k].problem == NULL;
}

/* The first period that says anything stands for the others to be compared with. */
static size_t
reference_period(const ent_saom *m)
{
    size_t p = 0;

    while (p + 1 < m->period_count && m->periods[p].distance == 0) {
        p++;
    }
    return p;
}

static bool
may_differ(const time_test *t, size_t k)
{
    return is_estimated(t->fit, k) && t->model->terms[k].only == 0;
}

/* Rates (unless conditional) and effects as estimated, then a dummy for each effect and period. */
static ent_status
list_parts(time_test *t)
{
    const ent_saom *m = t->model;
    size_t          rates = t->fit->conditional ? 0 : m->period_count;

    t->parts =
        ent_arena_alloc(&t->arena, rates + m->term_count * (1 + m->period_count), sizeof *t->parts);
    if (t->parts == NULL) {
        return ent_fail_nomem(t->ctx);
    }
    for (size_t p = 0; p < rates; p++) {
        if (t->fit->rates[p].estimate > 0) {
            t->parts[t->count++] = (part){0, (long)p};
        }
    }
    for (size_t k = 0; k < m->term_count; k++) {
        if (is_estimated(t->fit, k)) {
            t->parts[t->count++] = (part){k + 1, EVERY};
        }
    }
    t->estimated = t->count;
    t->first = reference_period(m);
    for (size_t k = 0; k < m->term_count; k++) {
        for (size_t p = t->first + 1; p < m->period_count && may_differ(t, k); p++) {
            if (m->periods[p].distance > 0) { /* else nothing in it could differ */
                t->parts[t->count++] = (part){k + 1, (long)p};
            }
        }
    }
    if (t->count == t->estimated) {
        return ent_fail(t->ctx, ENT_E_NOTFOUND,
                        "%s: one period, or no effect that was estimated: nothing can differ "
                        "between periods",
                        m->name);
    }
    return t->count - t->estimated <= MOST_TESTED
               ? ENT_OK
               : ent_fail(t->ctx, ENT_E_LIMIT, "%s: %zu effects in single periods, at most %d",
                          m->name, t->count - t->estimated, MOST_TESTED);
}

/* 2. matrices */

/* The sum over the periods that two parts share. */
static double
shared(const time_test *t, const double *of_periods, part a, part b)
{
    double sum = 0;

    for (size_t p = 0; p < t->model->period_count; p++) {
        if ((a.period == EVERY || a.period == (long)p) &&
            (b.period == EVERY || b.period == (long)p)) {
            sum += of_periods[(p * t->width + a.slot) * t->width + b.slot];
        }
    }
    return sum;
}

static double
deviation_of(const time_test *t, part a)
{
    double sum = 0;

    for (size_t p = 0; p < t->model->period_count; p++) {
        if (a.period == EVERY || a.period == (long)p) {
            sum += t->observed[p * t->width + a.slot] - t->mean[p * t->width + a.slot];
        }
    }
    return sum;
}

static void
fill(time_test *t)
{
    for (size_t i = 0; i < t->count; i++) {
        t->deviation[i] = deviation_of(t, t->parts[i]);
        for (size_t j = 0; j < t->count; j++) {
            t->all_s[i * t->count + j] = shared(t, t->s, t->parts[i], t->parts[j]);
            t->all_d[i * t->count + j] = shared(t, t->d, t->parts[i], t->parts[j]);
        }
    }
}

static double *
numbers(time_test *t, size_t count, bool *failed)
{
    double *out = ent_arena_alloc(&t->arena, count, sizeof *out);

    *failed |= out == NULL;
    return out;
}

static ent_status
make_room(time_test *t)
{
    size_t w = t->width, periods = t->model->period_count, q = t->count;
    bool   failed = false;

    t->observed = numbers(t, periods * w, &failed);
    t->mean = numbers(t, periods * w, &failed);
    t->s = numbers(t, periods * w * w, &failed);
    t->d = numbers(t, periods * w * w, &failed);
    t->all_s = numbers(t, q * q, &failed);
    t->all_d = numbers(t, q * q, &failed);
    t->deviation = numbers(t, q, &failed);
    t->work = numbers(t, ent_score_test_room(q), &failed);
    t->places = ent_arena_alloc(&t->arena, 2 * q, sizeof *t->places);
    return failed || t->places == NULL ? ent_fail_nomem(t->ctx) : ENT_OK;
}

static ent_status
simulate(time_test *t, size_t runs)
{
    double         rates[ENT_SAOM_MOST_WAVES], effects[ENT_SAOM_MOST_EFFECTS];
    ent_saom_point point = {
        t->fit->conditional ? NULL : rates, effects, true, t->fit->seed, PHASE, 0};
    ent_saom_sample sample;
    ent_status      status = ent_saom_observed(t->ctx, t->model, t->observed);

    ent_saom_point_of(t->fit, rates, effects);
    if (status == ENT_OK) {
        status = ent_saom_sample_make(t->ctx, t->model, &point, runs, "tests of time", &sample);
    }
    if (status != ENT_OK) {
        return status;
    }
    for (size_t p = 0; p < t->model->period_count; p++) {
        ent_saom_sample_period(&sample, p, &t->mean[p * t->width], &t->s[p * t->width * t->width],
                               &t->d[p * t->width * t->width]);
    }
    ent_saom_sample_clear(&sample);
    fill(t);
    return ENT_OK;
}

/* 3. tests */

enum { TEST, PARAMETER, OF, TYPE, PERIOD, CHI2, DF, P, Z, ONE_STEP, SUGGESTED, PROBLEM, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"test", ENT_COLUMN_TEXT},         {"parameter", ENT_COLUMN_TEXT},
    {"of", ENT_COLUMN_TEXT},           {"type", ENT_COLUMN_TEXT},
    {"period", ENT_COLUMN_INTEGER},    {"chi_square", ENT_COLUMN_NUMBER},
    {"df", ENT_COLUMN_INTEGER},        {"p", ENT_COLUMN_NUMBER},
    {"z", ENT_COLUMN_NUMBER},          {"one_step", ENT_COLUMN_NUMBER},
    {"suggested", ENT_COLUMN_BOOLEAN}, {"problem", ENT_COLUMN_TEXT}};

/* The dummies of an effect (`slot`; 0: all) in a period (EVERY: in all). */
static size_t
choose(const time_test *t, size_t slot, long period, size_t *out)
{
    size_t count = 0;

    for (size_t i = t->estimated; i < t->count; i++) {
        if ((slot == 0 || t->parts[i].slot == slot) &&
            (period == EVERY || t->parts[i].period == period)) {
            out[count++] = i;
        }
    }
    return count;
}

static const char *
why_not(const time_test *t, const ent_score_test *found, bool done, long period)
{
    if (done && found->df > 0) {
        return NULL;
    }
    if (period != EVERY && t->model->periods[period].distance == 0) {
        return "no tie changed in this period";
    }
    return done ? "collinear: it follows from the effects that are estimated"
                : "the estimated effects cannot be told apart";
}

/* One row: the test of some dummies together. */
static void
add_test(time_test *t, const char *test, size_t slot, long period)
{
    size_t         *estimated = t->places, *tested = t->places + t->count;
    size_t          count = choose(t, slot, period, tested);
    ent_score_point at = {t->count, t->all_s, t->all_d, t->deviation};
    ent_score_test  found;
    bool            done;

    for (size_t i = 0; i < t->estimated; i++) {
        estimated[i] = i;
    }
    done = ent_score_test_make(&at, estimated, t->estimated, tested, count, t->work, &found);
    ent_table_row(t->table);
    ent_table_text_borrowed(t->table, TEST, test);
    if (slot > 0) {
        const ent_fit_effect *e = &t->fit->effects[slot - 1];

        ent_table_text(t->table, PARAMETER, e->name);
        ent_table_text(t->table, OF, e->of[0] != '\0' ? e->of : NULL);
        ent_table_text(t->table, TYPE, e->type[0] != '\0' ? e->type : NULL);
    }
    if (period != EVERY) {
        ent_table_integer(t->table, PERIOD, period + 1);
    }
    ent_table_number(t->table, CHI2, found.statistic);
    ent_table_integer(t->table, DF, (int64_t)found.df);
    ent_table_number(t->table, P, found.p);
    if (count == 1 && slot > 0 && period != EVERY) {
        ent_table_number(t->table, Z, found.z);
        ent_table_number(t->table, ONE_STEP, found.one_step);
        ent_table_boolean(t->table, SUGGESTED,
                          found.p * (double)(t->count - t->estimated) < .05); /* Bonferroni */
    }
    ent_table_text_borrowed(t->table, PROBLEM, why_not(t, &found, done, period));
}

/* All together; each effect over periods; each period over effects; each effect in each period. */
static void
add_tests(time_test *t)
{
    const ent_saom *m = t->model;

    add_test(t, "all", 0, EVERY);
    for (size_t k = 0; k < m->term_count; k++) {
        if (may_differ(t, k)) {
            add_test(t, "effect", k + 1, EVERY);
        }
    }
    for (size_t p = t->first + 1; p < m->period_count; p++) {
        add_test(t, "period", 0, (long)p);
    }
    for (size_t i = t->estimated; i < t->count; i++) {
        add_test(t, "effect in period", t->parts[i].slot, t->parts[i].period);
    }
}

/* 4. the table */

static ent_status
test_all(time_test *t, size_t runs)
{
    ent_status status = list_parts(t);

    if (status == ENT_OK) {
        status = make_room(t);
    }
    if (status == ENT_OK) {
        status = simulate(t, runs);
    }
    if (status == ENT_OK) {
        status = ent_table_create(t->ctx, COLUMN, COLUMNS, &t->table);
    }
    if (status == ENT_OK) {
        add_tests(t);
        status = ent_table_check(t->ctx, t->table);
    }
    return status;
}

ent_status
ent_saom_time_test(ent_ctx *ctx, const ent_saom *model, const ent_fit *fit, uint64_t runs,
                   ent_table **out)
{
    time_test  t = {.ctx = ctx, .model = model, .fit = fit, .width = 1 + model->term_count};
    ent_status status;

    status = ent_saom_check_fit(ctx, model, fit, runs);
    if (status != ENT_OK) {
        return status;
    }
    ent_arena_init(&t.arena);
    status = test_all(&t, (size_t)(runs != 0 ? runs : fit->n3));
    ent_arena_clear(&t.arena);
    if (status != ENT_OK) {
        ent_table_destroy(t.table);
        return status;
    }
    *out = t.table;
    return ENT_OK;
}
