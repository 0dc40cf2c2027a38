/*
 * final.c - the last simulations of an estimation, and what they say
 *
 *   1. phase 3     2. derivatives by the rates     3. standard errors     4. score tests
 *   5. the fit
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "model/small_matrix.h"
#include "model/ties/estimator.h"
#include "model/ties/score_test.h"

static const double GOOD_T = .1, GOOD_RATIO = .25, INSEPARABLE = 1e4, VAGUE = 20, STEP = .1;

/* 1. phase 3 */

static double
overall_ratio(ent_saom_estimator *e)
{
    size_t q = e->used;

    for (size_t i = 0; i < q; i++) {
        e->v[i] = e->mean[e->index[i]] - e->target[e->index[i]];
    }
    ent_saom_pick(e, e->all_s, e->s);
    return ent_saom_invert(e, e->s, e->other) ? sqrt(fmax(0, ent_matrix_form(q, e->other, e->v)))
                                              : NAN;
}

/* Pairs meet at the square of the rate: that is what the time tells of. */
static double
rate_of(const ent_saom *model, double elapsed)
{
    return model->type >= ENT_SAOM_PAIRWISE_FORCING ? sqrt(elapsed) : elapsed;
}

static void
take_rates(ent_saom_estimator *e, const ent_saom_sample *sample)
{
    size_t periods = e->model->period_count;

    for (size_t p = 0; p < periods; p++) {
        double sum = 0, squares = 0, n = (double)sample->runs, mean;

        for (size_t run = 0; run < sample->runs; run++) {
            sum += rate_of(e->model, sample->elapsed[run * periods + p]);
        }
        mean = sum / n;
        for (size_t run = 0; run < sample->runs; run++) {
            double d = rate_of(e->model, sample->elapsed[run * periods + p]) - mean;

            squares += d * d;
        }
        e->fit->rates[p] = (ent_fit_rate){mean, sqrt(squares / (n - 1))};
    }
}

/* Chance alone moves the means of n3 simulations: the fewer, the further. */
static double
bar(const ent_saom_estimator *e, double good, double chance)
{
    return fmax(good, chance / sqrt((double)e->fit->n3));
}

/* Fewer changes of ties say nothing of an effect in a period. */
enum { LEAST_CHANGES = 5 };

/* What one period says of its statistics; slots as in a run. */
typedef struct of_period {
    double *mean, *s, *d;
    size_t  width, p;
} of_period;

/* The parameter that every other one is told beside: of all ties; 0 without one. */
static size_t
slot_of_density(const ent_saom_estimator *e)
{
    for (size_t i = 0; i < e->used; i++) {
        size_t k = e->index[i] - e->rates;

        if (e->index[i] >= e->rates && e->model->terms[k].only == 0 &&
            e->model->terms[k].part == ENT_SAOM_EVALUATION &&
            strcmp(e->model->terms[k].effect->name, "density") == 0) {
            return k + 1;
        }
    }
    return 0;
}

/*
 * How far an effect of this period lies from that of all, by one step of Newton, with the number of
 * ties free beside it; and the variance of that.  A period has too few changes to tell all effects
 * apart.
 */
static bool
look_at_effect(const ent_saom_estimator *e, const of_period *w, size_t density, size_t slot,
               double *estimate, double *variance)
{
    size_t at[2] = {density, slot}, first = density == 0 || density == slot ? 1 : 0;
    size_t q = 2 - first;
    double d[4], s[4], scale[2], inverse[4], work[4], spread[4];

    for (size_t i = 0; i < q; i++) {
        for (size_t j = 0; j < q; j++) {
            s[i * q + j] = w->s[at[first + i] * w->width + at[first + j]];
            d[i * q + j] = w->d[at[first + i] * w->width + at[first + j]];
        }
    }
    if (!ent_matrix_invert_balanced(q, d, scale, inverse)) {
        return false;
    }
    *estimate = 0;
    for (size_t j = 0; j < q; j++) {
        size_t k = at[first + j];

        *estimate += inverse[(q - 1) * q + j] * (e->observed[w->p * w->width + k] - w->mean[k]);
    }
    ent_matrix_sandwich(q, inverse, s, inverse, work, spread);
    *variance = spread[q * q - 1];
    return isfinite(*estimate) && *variance > 0;
}

/* Sums over periods of weights, of weights times estimates, and of their squares. */
typedef struct weighted {
    double one, x, xx, squared;
    size_t count;
} weighted;

/* The moment estimator of DerSimonian and Laird (1986, Controlled Clinical Trials 7:177-188). */
static double
variance_between(const weighted *w)
{
    double q = w->xx - w->x * w->x / w->one;

    return w->count < 2 ? (double)NAN
                        : fmax(0, (q - (double)(w->count - 1)) / (w->one - w->squared / w->one));
}

static void
add_period(const ent_saom_estimator *e, const of_period *w, weighted *of)
{
    size_t density = slot_of_density(e);

    for (size_t i = 0; i < e->used; i++) {
        size_t slot = e->index[i] - e->rates + 1;
        double x, variance;

        if (e->index[i] >= e->rates && look_at_effect(e, w, density, slot, &x, &variance)) {
            of[slot].count++;
            of[slot].one += 1 / variance;
            of[slot].x += x / variance;
            of[slot].xx += x * x / variance;
            of[slot].squared += 1 / (variance * variance);
        }
    }
}

/* How much effects differ between periods, beyond what chance makes of so few changes. */
static ent_status
find_between(ent_saom_estimator *e, const ent_saom_sample *sample)
{
    size_t    w = sample->width, changes = e->model->directed ? LEAST_CHANGES : 2 * LEAST_CHANGES;
    double   *room = ent_alloc(2 * w * w + w, sizeof *room);
    weighted *of = ent_alloc_zero(w, sizeof *of);
    bool      there = room != NULL && of != NULL;

    for (size_t p = 0; p < e->model->period_count && there; p++) {
        of_period here = {room, room + w, room + w + w * w, w, p};

        if (e->model->periods[p].distance >= changes) {
            ent_saom_sample_period(sample, p, here.mean, here.s, here.d);
            add_period(e, &here, of);
        }
    }
    for (size_t k = 0; k < e->model->term_count && there; k++) {
        e->between[k] = variance_between(&of[k + 1]);
    }
    ent_free(room);
    ent_free(of);
    return there ? ENT_OK : ent_fail_nomem(e->ctx);
}

/* A statistic of one run, summed over periods. */
static double
sum_of_run(const ent_saom_sample *sample, size_t run, size_t slot)
{
    size_t periods = sample->model->period_count;
    double sum = 0;

    for (size_t p = 0; p < periods; p++) {
        sum += sample->statistic[(run * periods + p) * sample->width + slot];
    }
    return sum;
}

/* Whether simulations lie on both sides of what was observed; rounding is none. */
static void
find_sides(ent_saom_estimator *e, const ent_saom_sample *sample)
{
    for (size_t i = 0; i < e->used; i++) {
        size_t a = e->index[i];
        double rounding = 1e-9 * fmax(1, fabs(e->target[a]));
        bool   above = false, below = false;

        for (size_t run = 0; run < sample->runs && a >= e->rates && !(above && below); run++) {
            double difference = sum_of_run(sample, run, a - e->rates + 1) - e->target[a];

            above = above || difference > rounding;
            below = below || difference < -rounding;
        }
        e->side[a] = (above && !below) - (below && !above);
    }
}

ent_status
ent_saom_phase_3(ent_saom_estimator *e, bool *good)
{
    ent_saom_sample sample;
    ent_status      status = ent_saom_learn(e, (size_t)e->fit->n3, "phase 3", &sample);
    double          worst = 0;

    *good = false;
    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < e->used; i++) {
        size_t a = e->index[i];
        double sd = sqrt(e->all_s[a * e->count + a]);

        worst = fmax(worst, sd > 0 ? fabs(e->mean[a] - e->target[a]) / sd : INFINITY);
    }
    find_sides(e, &sample);
    e->fit->max_convergence_ratio = overall_ratio(e);
    *good = worst < bar(e, GOOD_T, 3.3) &&
            e->fit->max_convergence_ratio < bar(e, GOOD_RATIO, 2 * sqrt((double)e->used)) &&
            !sample.stopped;
    if (sample.stopped) {
        e->fit->reason = ENT_SAOM_TOO_LONG;
    } else if (!*good) {
        e->fit->reason = "simulated statistics stay away from those observed";
    }
    if (e->rates == 0 && !sample.stopped) {
        take_rates(e, &sample);
    }
    status = find_between(e, &sample);
    ent_saom_sample_clear(&sample);
    return status;
}

/* 2. derivatives by the rates */

/*
 * The score tells little of a rate: steps that go forth and back leave the distance as it was.  The
 * same random numbers at a rate a tenth higher and lower are the same path a little longer and
 * shorter, and their difference knows the derivative ten times as well.
 */
static ent_status
simulate_rates(ent_saom_estimator *e, double factor, size_t runs, ent_saom_sample *out)
{
    ent_saom_point point = ent_saom_here(e);
    ent_status     status;

    point.scores = false;
    for (size_t p = 0; p < e->rates; p++) {
        e->theta[p] *= factor;
    }
    status = ent_saom_sample_make(e->ctx, e->model, &point, runs, "phase 3", out);
    for (size_t p = 0; p < e->rates; p++) {
        e->theta[p] /= factor;
    }
    e->fit->simulations += status == ENT_OK ? runs : 0;
    return status;
}

/* How a statistic of a period follows its rate. */
static double
slope_of(const ent_saom_estimator *e, const ent_saom_sample *up, const ent_saom_sample *down,
         size_t p, size_t slot)
{
    double rise = ent_saom_sample_mean_of(up, p, slot) - ent_saom_sample_mean_of(down, p, slot);

    return rise / (2 * STEP * e->theta[p]);
}

/* Where not even the distance is seen to follow, the score has to do. */
static void
take_slopes(ent_saom_estimator *e, const ent_saom_sample *up, const ent_saom_sample *down)
{
    for (size_t p = 0; p < e->rates; p++) {
        if (!(e->theta[p] > 0 && slope_of(e, up, down, p, 0) > 0)) {
            continue;
        }
        for (size_t a = 0; a < e->count; a++) {
            size_t slot = a < e->rates ? 0 : a - e->rates + 1;

            e->all_d[a * e->count + p] =
                a >= e->rates || a == p ? slope_of(e, up, down, p, slot) : 0;
        }
    }
}

static ent_status
derive_by_rates(ent_saom_estimator *e)
{
    size_t          runs = (size_t)e->fit->n3 / 3 + 1;
    ent_saom_sample up, down;
    ent_status      status;

    if (e->rates == 0 || e->used == 0) {
        return ENT_OK;
    }
    status = simulate_rates(e, 1 + STEP, runs, &up);
    if (status != ENT_OK) {
        return status;
    }
    status = simulate_rates(e, 1 - STEP, runs, &down);
    if (status == ENT_OK) {
        take_slopes(e, &up, &down);
        ent_saom_sample_clear(&down);
    }
    ent_saom_sample_clear(&up);
    return status;
}

/* 3. standard errors */

/* The covariance of the estimates, D^-1 S D^-T, into the fit; what has none is not identified. */
static void
take_covariance(ent_saom_estimator *e)
{
    size_t q = e->used;
    bool   ok = ent_saom_invert(e, e->d, e->inverse);

    for (size_t i = 0; i < e->count * e->count; i++) {
        e->fit->covariance[i] = NAN;
    }
    if (ok) {
        ent_matrix_sandwich(q, e->inverse, e->s, e->inverse, e->work, e->other);
    }
    for (size_t i = 0; i < q; i++) {
        size_t a = e->index[i];
        double variance = ok ? e->other[i * q + i] : NAN, d = e->d[i * q + i];
        double alone = e->s[i * q + i] / (d * d); /* if the other parameters were known */

        if (!(variance > 0) || !(d > 0)) {
            e->problem[a] = "the simulated statistics do not follow the parameters";
        } else if (variance > INSEPARABLE * alone) {
            e->problem[a] = "it cannot be told apart from other effects";
        } else if (sqrt(variance) > VAGUE * fmax(1, fabs(e->theta[a])) && a >= e->rates) {
            e->problem[a] = "its standard error is many times as large as any plausible value";
        }
    }
    for (size_t i = 0; i < q && ok; i++) {
        for (size_t j = 0; j < q; j++) {
            if (e->problem[e->index[i]] == NULL && e->problem[e->index[j]] == NULL) {
                e->fit->covariance[e->index[i] * e->count + e->index[j]] = e->other[i * q + j];
            }
        }
    }
}

/* 4. score tests */

static ent_status
test_held(ent_saom_estimator *e)
{
    size_t          n = e->count, held = 0;
    double         *work = ent_alloc(ent_score_test_room(n), sizeof *work);
    double         *deviation = ent_alloc(n, sizeof *deviation);
    size_t         *tested = ent_alloc(n, sizeof *tested);
    ent_score_point at = {n, e->all_s, e->all_d, deviation};
    bool            there = work != NULL && deviation != NULL && tested != NULL;

    for (size_t a = 0; a < n && there; a++) {
        deviation[a] = e->target[a] - e->mean[a];
        if (!ent_saom_is_held(e, a) || e->problem[a] != NULL) {
            continue;
        }
        tested[held++] = a;
    }
    for (size_t i = 0; i < held && !e->fit->converged; i++) {
        e->fit->effects[tested[i] - e->rates].problem = "no test: the others did not converge";
    }
    held = e->fit->converged ? held : 0;
    for (size_t i = 0; i < held; i++) {
        ent_fit_effect *effect = &e->fit->effects[tested[i] - e->rates];
        ent_score_test  found;

        if (!ent_score_test_make(&at, e->index, e->used, &tested[i], 1, work, &found) ||
            found.df == 0) {
            effect->problem = "what it adds follows from the effects that are estimated";
        }
        effect->score_z = found.z;
        effect->score_p = found.p;
        effect->one_step = found.one_step;
    }
    if (held > 0) {
        ent_score_test found;

        (void)ent_score_test_make(&at, e->index, e->used, tested, held, work, &found);
        e->fit->score_statistic = found.statistic;
        e->fit->score_df = found.df;
        e->fit->score_p = found.p;
    }
    ent_free(work);
    ent_free(deviation);
    ent_free(tested);
    return there ? ENT_OK : ent_fail_nomem(e->ctx);
}

/* 5. the fit */

static void
take_effects(ent_saom_estimator *e)
{
    ent_fit *fit = e->fit;

    for (size_t a = 0; a < e->count; a++) {
        double se = sqrt(fit->covariance[a * e->count + a]);
        double sd = sqrt(e->all_s[a * e->count + a]);
        bool   known = e->problem[a] == NULL && !ent_saom_is_held(e, a);
        bool   whole = fit->reason == NULL || strcmp(fit->reason, ENT_SAOM_TOO_LONG) != 0;

        if (a < e->rates) {
            fit->rates[a] =
                (ent_fit_rate){known || e->theta[a] <= 0 ? e->theta[a] : NAN, known ? se : NAN};
            continue;
        }
        fit->effects[a - e->rates].estimate = known ? e->theta[a] : NAN;
        fit->effects[a - e->rates].se = known ? se : NAN;
        fit->effects[a - e->rates].t_convergence =
            known && sd > 0 ? (e->mean[a] - e->target[a]) / sd : NAN;
        fit->effects[a - e->rates].target = e->target[a];
        fit->effects[a - e->rates].simulated = whole ? e->mean[a] : NAN;
        fit->effects[a - e->rates].sd = whole ? sd : NAN;
        fit->effects[a - e->rates].problem = e->problem[a];
        fit->effects[a - e->rates].between = known ? e->between[a - e->rates] : NAN;
    }
}

bool
ent_saom_is_held(const ent_saom_estimator *e, size_t a)
{
    return a >= e->rates && e->model->terms[a - e->rates].held;
}

ent_status
ent_saom_conclude(ent_saom_estimator *e)
{
    ent_status status = derive_by_rates(e);

    if (status != ENT_OK) {
        return status;
    }
    ent_saom_pick(e, e->all_d, e->d);
    take_covariance(e);
    take_effects(e);
    return test_held(e);
}
