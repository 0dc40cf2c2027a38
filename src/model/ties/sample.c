/*
 * sample.c - many simulations of a model at the same parameters, and their moments
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/ties/sample.h"

#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/parallel.h"

/* Runs of one unit of parallel work: enough for its bench to be worth its while. */
enum { RUNS_A_UNIT = 50 };

void
ent_saom_simulate_once(ent_saom_bench *bench, const ent_saom_point *point, uint32_t run,
                       double *statistic, double *score, double *elapsed, bool *stopped)
{
    const ent_saom *m = ent_saom_bench_state(bench)->model;
    size_t          width = 1 + m->term_count;

    for (size_t p = 0; p < m->period_count; p++) {
        ent_saom_path path;
        ent_key       key = {point->seed, point->first + run, ENT_PROCESS_TIES, point->phase,
                             (uint32_t)p};

        ent_saom_walk(bench, p, point->rates != NULL ? point->rates[p] : 1, point->rates == NULL,
                      &key, &statistic[p * width + 1], point->scores ? &score[p * width + 1] : NULL,
                      &path);
        statistic[p * width] = path.distance;
        if (point->scores) {
            score[p * width] = path.rate_score;
        }
        elapsed[p] = path.elapsed;
        *stopped |= path.stopped;
    }
}

typedef struct work {
    const ent_saom_point *point;
    ent_saom_sample      *sample;
    bool                 *stopped; /* of each unit */
} work;

static ent_status
simulate_unit(ent_ctx *ctx, size_t index, void *data)
{
    const work      *w = data;
    ent_saom_sample *s = w->sample;
    size_t           periods = s->model->period_count, row = periods * s->width;
    size_t           from = index * RUNS_A_UNIT;
    size_t           to = from + RUNS_A_UNIT < s->runs ? from + RUNS_A_UNIT : s->runs;
    ent_saom_bench  *bench;
    ent_status       status = ent_saom_bench_create(ctx, s->model, &bench);

    if (status != ENT_OK) {
        return status;
    }
    ent_saom_bench_set(bench, w->point->effects);
    for (size_t run = from; run < to && status == ENT_OK && !w->stopped[index]; run++) {
        ent_saom_simulate_once(bench, w->point, (uint32_t)run, &s->statistic[run * row],
                               w->point->scores ? &s->score[run * row] : NULL,
                               &s->elapsed[run * periods], &w->stopped[index]);
        status = ent_check_cancelled(ctx);
    }
    ent_saom_bench_destroy(bench);
    return status;
}

void
ent_saom_sample_clear(ent_saom_sample *sample)
{
    ent_free(sample->statistic);
    ent_free(sample->score);
    ent_free(sample->elapsed);
    memset(sample, 0, sizeof *sample);
}

ent_status
ent_saom_sample_make(ent_ctx *ctx, const ent_saom *model, const ent_saom_point *point, size_t runs,
                     const char *what, ent_saom_sample *out)
{
    size_t          units = (runs + RUNS_A_UNIT - 1) / RUNS_A_UNIT;
    ent_saom_sample sample = {.model = model, .runs = runs, .width = 1 + model->term_count};
    work            w = {point, &sample, ent_alloc_zero(units, sizeof *w.stopped)};
    size_t          slots = runs * model->period_count;
    ent_status      status = ENT_OK;

    sample.statistic = ent_alloc_zero(slots * sample.width, sizeof *sample.statistic);
    sample.elapsed = ent_alloc_zero(slots, sizeof *sample.elapsed);
    sample.score =
        point->scores ? ent_alloc_zero(slots * sample.width, sizeof *sample.score) : NULL;
    if (sample.statistic == NULL || sample.elapsed == NULL || w.stopped == NULL ||
        (point->scores && sample.score == NULL)) {
        status = ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        status = ent_parallel_for(ctx, what, units, simulate_unit, &w);
    }
    for (size_t i = 0; i < units && status == ENT_OK; i++) {
        sample.stopped |= w.stopped[i];
    }
    ent_free(w.stopped);
    if (status != ENT_OK) {
        ent_saom_sample_clear(&sample);
        return status;
    }
    *out = sample;
    return ENT_OK;
}

size_t
ent_saom_parameter_count(const ent_saom *model, bool conditional)
{
    return (conditional ? 0 : model->period_count) + model->term_count;
}

/* The slot of a parameter in a period; 0 rate, and -1 for the rate of another period. */
static int
slot_of(const ent_saom *m, bool conditional, size_t parameter, size_t period)
{
    size_t rates = conditional ? 0 : m->period_count;

    if (parameter >= rates) {
        return (int)(parameter - rates + 1);
    }
    return parameter == period ? 0 : -1;
}

/* The mean of one slot over runs. */
static double
mean_of(const ent_saom_sample *s, const double *values, size_t period, int slot)
{
    double sum = 0;

    for (size_t run = 0; run < s->runs; run++) {
        sum += values[(run * s->model->period_count + period) * s->width + (size_t)slot];
    }
    return sum / (double)s->runs;
}

static void
sum_means(const ent_saom_sample *s, bool conditional, const double *values, double *out)
{
    size_t count = ent_saom_parameter_count(s->model, conditional);

    for (size_t a = 0; a < count; a++) {
        out[a] = 0;
        for (size_t p = 0; p < s->model->period_count; p++) {
            int slot = slot_of(s->model, conditional, a, p);

            out[a] += slot >= 0 ? mean_of(s, values, p, slot) : 0;
        }
    }
}

void
ent_saom_sample_mean(const ent_saom_sample *sample, bool conditional, double *statistics,
                     double *scores)
{
    sum_means(sample, conditional, sample->statistic, statistics);
    if (scores != NULL) {
        sum_means(sample, conditional, sample->score, scores);
    }
}

/* The covariance over runs of a slot of some values with one of others in the same period. */
static double
covariance_of(const ent_saom_sample *s, size_t period, const double *x, int a, const double *y,
              int b)
{
    size_t row = s->model->period_count * s->width, at = period * s->width;
    double first = mean_of(s, x, period, a), second = mean_of(s, y, period, b), sum = 0;

    for (size_t run = 0; run < s->runs; run++) {
        sum += (x[run * row + at + (size_t)a] - first) * (y[run * row + at + (size_t)b] - second);
    }
    return sum / (double)(s->runs - 1);
}

static void
sum_covariances(const ent_saom_sample *s, bool conditional, const double *x, const double *y,
                double *out)
{
    const ent_saom *m = s->model;
    size_t          count = ent_saom_parameter_count(m, conditional);

    for (size_t a = 0; a < count; a++) {
        for (size_t b = 0; b < count; b++) {
            double sum = 0;

            for (size_t p = 0; p < m->period_count; p++) {
                int i = slot_of(m, conditional, a, p), j = slot_of(m, conditional, b, p);

                sum += i >= 0 && j >= 0 ? covariance_of(s, p, x, i, y, j) : 0;
            }
            out[a * count + b] = sum;
        }
    }
}

void
ent_saom_sample_moments(const ent_saom_sample *sample, bool conditional, double *s, double *d,
                        double *f)
{
    if (s != NULL) {
        sum_covariances(sample, conditional, sample->statistic, sample->statistic, s);
    }
    if (d != NULL) {
        sum_covariances(sample, conditional, sample->statistic, sample->score, d);
    }
    if (f != NULL) {
        sum_covariances(sample, conditional, sample->score, sample->score, f);
    }
}

double
ent_saom_sample_mean_of(const ent_saom_sample *sample, size_t period, size_t slot)
{
    return mean_of(sample, sample->statistic, period, (int)slot);
}

void
ent_saom_sample_period(const ent_saom_sample *sample, size_t period, double *mean, double *s,
                       double *d)
{
    size_t w = sample->width, row = sample->model->period_count * w, at = period * w;
    double freedom = (double)(sample->runs - 1);

    for (size_t a = 0; a < w; a++) {
        mean[a] = mean_of(sample, sample->statistic, period, (int)a);
    }
    memset(s, 0, w * w * sizeof *s);
    memset(d, 0, w * w * sizeof *d);
    for (size_t run = 0; run < sample->runs; run++) {
        const double *x = &sample->statistic[run * row + at], *u = &sample->score[run * row + at];

        for (size_t a = 0; a < w; a++) {
            double deviation = (x[a] - mean[a]) / freedom;

            for (size_t b = 0; b < w; b++) { /* deviations add up to 0: u needs no mean */
                s[a * w + b] += deviation * (x[b] - mean[b]);
                d[a * w + b] += deviation * u[b];
            }
        }
    }
}

ent_status
ent_saom_observed(ent_ctx *ctx, const ent_saom *model, double *out)
{
    ent_saom_state state, start;
    ent_status     status = ent_saom_state_init(ctx, model, &state);

    memset(&start, 0, sizeof start);
    if (status == ENT_OK) {
        status = ent_saom_state_init(ctx, model, &start);
    }
    for (size_t p = 0; p < model->period_count && status == ENT_OK; p++) {
        const ent_saom_period *period = &model->periods[p];

        ent_saom_state_set(&state, period, period->end);
        ent_saom_state_set(&start, period, period->start);
        ent_saom_state_settle(&state);
        ent_saom_state_settle(&start);
        out[p * (1 + model->term_count)] = (double)period->distance;
        ent_saom_statistics(&state, &start, &out[p * (1 + model->term_count) + 1]);
    }
    ent_saom_state_clear(&state);
    ent_saom_state_clear(&start);
    return status;
}

ent_status
ent_saom_targets(ent_ctx *ctx, const ent_saom *model, bool conditional, double *out)
{
    size_t     rates = conditional ? 0 : model->period_count, width = 1 + model->term_count;
    double    *observed = ent_alloc(model->period_count * width, sizeof *observed);
    ent_status status =
        observed != NULL ? ent_saom_observed(ctx, model, observed) : ent_fail_nomem(ctx);

    for (size_t a = 0; a < rates + model->term_count && status == ENT_OK; a++) {
        out[a] = a < rates ? observed[a * width] : 0;
        for (size_t p = 0; p < model->period_count && a >= rates; p++) {
            out[a] += observed[p * width + a - rates + 1];
        }
    }
    ent_free(observed);
    return status;
}
