/*
 * estimate.c - the method of moments by stochastic approximation
 *
 *   1. parameters     2. where to begin     3. phase 1     4. phase 2     5. the whole
 *
 * Robbins and Monro (1951) with double averaging, as in Snijders (2001, appendix); derivatives by
 * the score (Schweinberger and Snijders 2007).  Deviations are freed of what the scores explain of
 * them, whose mean is known to be 0 (control variates); the last steps before the final
 * simulations are Newton's.
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/ties/estimator.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "model/small_matrix.h"

enum {
    SUBPHASES = 2,
    RESTARTS = 8,
    FIRST_RUNS = 40, /* of phase 1, and six for each parameter */
    MOST_DOUBLINGS = 3,
    POLISH_RUNS = 300, /* and a third of n3 at least */
    MOST_POLISHES = 4,
    MOST_STOPS = 3 /* a walk to the limit of steps takes as long as a whole estimation */
};

static const double FIRST_GAIN = .2, LONGEST = 5, DIAGONAL = .2, FIRST_STEP = .5, NEAR = .5,
                    COLLINEAR = 1e-8, LARGEST_PARAMETER = 100, RUNAWAY = 30;

/* 1. parameters */

static double *
numbers(ent_saom_estimator *e, size_t count, bool *failed)
{
    double *out = ent_arena_alloc(&e->arena, count, sizeof *out);

    *failed |= out == NULL;
    return out;
}

static ent_status
make_room(ent_saom_estimator *e)
{
    size_t   q = e->count, cells = e->model->period_count * (1 + e->model->term_count);
    bool     failed = false;
    double **squares[] = {&e->all_s,   &e->all_d,     &e->all_f, &e->s,     &e->d,
                          &e->inverse, &e->s_inverse, &e->work,  &e->other, &e->control};
    double **vectors[] = {&e->theta,      &e->target,   &e->mean,   &e->mean_score, &e->spread,
                          &e->step_limit, &e->v,        &e->before, &e->sum,        &e->mean_theta,
                          &e->step,       &e->products, &e->pooled, &e->scale};

    for (size_t i = 0; i < sizeof squares / sizeof squares[0]; i++) {
        *squares[i] = numbers(e, q * q, &failed);
    }
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        *vectors[i] = numbers(e, q, &failed);
    }
    e->statistic = numbers(e, cells, &failed);
    e->score = numbers(e, cells, &failed);
    e->observed = numbers(e, cells, &failed);
    e->between = numbers(e, e->model->term_count, &failed);
    e->elapsed = numbers(e, e->model->period_count, &failed);
    e->index = ent_arena_alloc(&e->arena, q, sizeof *e->index);
    e->problem = ent_arena_alloc(&e->arena, q, sizeof *e->problem);
    e->dropped = ent_arena_alloc(&e->arena, q, sizeof *e->dropped);
    e->side = ent_arena_alloc(&e->arena, q, sizeof *e->side);
    return failed || e->index == NULL || e->problem == NULL || e->dropped == NULL || e->side == NULL
               ? ent_fail_nomem(e->ctx)
               : ENT_OK;
}

static void
choose_used(ent_saom_estimator *e)
{
    e->used = 0;
    for (size_t a = 0; a < e->count; a++) {
        if (e->problem[a] == NULL && !ent_saom_is_held(e, a)) {
            e->index[e->used++] = a;
        } else if (a >= e->rates) {
            e->theta[a] = 0;
        }
    }
}

/* 2. where to begin */

typedef struct changes {
    double made, ended, none, ties; /* changes, and pairs that could change */
} changes;

static changes
count_changes(const ent_saom_period *p, size_t n)
{
    changes c = {0, 0, 0, 0};

    for (size_t cell = 0; cell < n * n; cell++) {
        if (p->counted[cell] != 0) {
            c.none += p->start[cell] == 0;
            c.ties += p->start[cell] != 0;
            c.made += p->start[cell] == 0 && p->end[cell] != 0;
            c.ended += p->start[cell] != 0 && p->end[cell] == 0;
        }
    }
    return c;
}

/*
 * Making against ending goes by exp(2 b) for an effect b of density alone (by exp(b) where one of
 * a pair decides for both).
 */
static void
begin(ent_saom_estimator *e)
{
    const ent_saom *m = e->model;
    bool            one_decides = m->type == ENT_SAOM_PAIRWISE_FORCING;
    changes         all = {0, 0, 0, 0};
    double          density;

    memset(e->theta, 0, e->count * sizeof *e->theta);
    for (size_t p = 0; p < m->period_count; p++) {
        changes c = count_changes(&m->periods[p], m->n);

        all.made += c.made;
        all.ended += c.ended;
        all.none += c.none;
        all.ties += c.ties;
    }
    density = log((all.made + 1) / (all.none + 2)) - log((all.ended + 1) / (all.ties + 2));
    density = fmax(-4, fmin(4, one_decides ? density : density / 2));
    for (size_t k = 0; k < m->term_count; k++) {
        if (strcmp(m->terms[k].effect->name, "density") == 0 && m->terms[k].only == 0 &&
            m->terms[k].part == ENT_SAOM_EVALUATION && !m->terms[k].held) {
            e->theta[e->rates + k] = density;
        }
    }
    for (size_t p = 0; p < e->rates; p++) {
        changes c = count_changes(&m->periods[p], m->n);
        double  meetings = 1 / (1 + exp(-density)) * c.none + 1 / (1 + exp(density)) * c.ties;

        e->theta[p] =
            m->type >= ENT_SAOM_PAIRWISE_FORCING
                ? sqrt((double)m->periods[p].distance / fmax(1, meetings))
                : (double)m->periods[p].distance / (double)m->n * (m->directed ? 1.2 : .6);
        e->theta[p] = fmax(e->theta[p], .01);
        if (m->periods[p].distance == 0) {
            e->theta[p] = 0;
            e->problem[p] = "no tie changed in this period";
        }
    }
}

/* 3. phase 1 */

/* What is estimated comes before what is tested beside it. */
static void
put_held_last(const ent_saom_estimator *e, size_t *order)
{
    size_t count = 0;

    for (int held = 0; held <= 1; held++) {
        for (size_t a = 0; a < e->count; a++) {
            if (ent_saom_is_held(e, a) == (held == 1)) {
                order[count++] = a;
            }
        }
    }
}

/* A statistic that never varies, or that others add up to, tells nothing of its parameter. */
static void
find_unidentified(ent_saom_estimator *e)
{
    size_t  q = e->count, *order = e->index;
    double *c = e->other; /* of the correlations, what others leave */

    for (size_t a = 0; a < q; a++) {
        if (e->problem[a] == NULL && !(e->all_s[a * q + a] > 0)) {
            e->problem[a] = "its statistic is the same in every simulated network";
        }
    }
    for (size_t a = 0; a < q; a++) {
        for (size_t b = 0; b < q; b++) {
            c[a * q + b] =
                e->problem[a] == NULL && e->problem[b] == NULL
                    ? e->all_s[a * q + b] / sqrt(e->all_s[a * q + a] * e->all_s[b * q + b])
                    : 0;
        }
    }
    put_held_last(e, order);
    for (size_t k = 0; k < q; k++) {
        size_t a = order[k];

        if (e->problem[a] != NULL) {
            continue;
        }
        if (c[a * q + a] < COLLINEAR) {
            e->problem[a] = ent_saom_is_held(e, a)
                                ? "its statistic is a sum of those of other effects"
                                : "its statistic is a sum of those of effects above it";
            continue;
        }
        for (size_t i = k + 1; i < q; i++) {
            double factor = c[order[i] * q + a] / c[a * q + a];

            for (size_t j = k + 1; j < q; j++) {
                c[order[i] * q + order[j]] -= factor * c[a * q + order[j]];
            }
        }
    }
}

/* What steps need: D with an off-diagonal weaker by a share, the limits of steps, S inverted. */
static bool
prepare_steps(ent_saom_estimator *e, double diagonal)
{
    size_t q = e->used;

    for (size_t i = 0; i < q; i++) {
        if (!(e->d[i * q + i] > 0) || !isfinite(e->d[i * q + i])) {
            return false;
        }
        for (size_t j = 0; j < q; j++) {
            e->other[i * q + j] = i == j ? e->d[i * q + i] : (1 - diagonal) * e->d[i * q + j];
        }
    }
    if (!ent_saom_invert(e, e->other, e->inverse)) {
        return false;
    }
    memcpy(e->other, e->s, q * q * sizeof *e->other);
    for (size_t i = 0; i < q; i++) {
        e->other[i * q + i] += 1e-4;
    }
    if (!ent_saom_invert(e, e->other, e->s_inverse)) {
        return false;
    }
    ent_matrix_sandwich(q, e->inverse, e->s, e->inverse, e->work, e->other);
    for (size_t i = 0; i < q; i++) {
        e->step_limit[i] = fmin(1, 1 / sqrt(fmax(e->other[i * q + i], 1e-300)));
    }
    return true;
}

/* What the scores explain of each deviation; nothing where they do not vary. */
static void
find_controls(ent_saom_estimator *e)
{
    size_t q = e->used;
    bool   known;

    ent_saom_pick(e, e->all_f, e->control);
    known = ent_saom_invert(e, e->control, e->other);
    memset(e->control, 0, q * q * sizeof *e->control);
    if (!known) {
        return;
    }
    for (size_t i = 0; i < q; i++) {
        for (size_t j = 0; j < q; j++) {
            for (size_t k = 0; k < q; k++) {
                e->control[i * q + j] += e->d[i * q + k] * e->other[k * q + j];
            }
        }
    }
}

/* What is left of a deviation when that which the scores explain is taken off. */
static double
controlled(const ent_saom_estimator *e, size_t i, double deviation, const double *scores)
{
    for (size_t j = 0; j < e->used; j++) {
        deviation -= e->control[i * e->used + j] * scores[e->index[j]];
    }
    return deviation;
}

/*
 * A share of a step of Newton by the mean deviations, shortened where they are large.  Returns
 * how large they are: their root mean square in standard deviations.
 */
static double
newton(ent_saom_estimator *e, double share)
{
    size_t q = e->used;
    double length;

    for (size_t i = 0; i < q; i++) {
        double deviation = e->mean[e->index[i]] - e->target[e->index[i]];

        e->v[i] = controlled(e, i, deviation, e->mean_score);
    }
    length = sqrt(fmax(0, ent_matrix_form(q, e->s_inverse, e->v) / (double)q));
    for (size_t i = 0; i < q; i++) {
        double step = 0, *theta = &e->theta[e->index[i]];

        for (size_t j = 0; j < q; j++) {
            step += e->inverse[i * q + j] * e->v[j];
        }
        step *= share * (length > LONGEST ? LONGEST / length : 1);
        *theta = e->index[i] < e->rates && *theta <= step ? *theta / 2 : *theta - step;
    }
    return length;
}

/*
 * A whole step, from so many runs.  Near the solution each such step is an estimate of its own, and
 * their mean by runs is the better one.
 */
static double
newton_pooled(ent_saom_estimator *e, size_t runs)
{
    double length = newton(e, 1), weight = (double)runs;

    e->pooled_runs = length > NEAR ? 0 : e->pooled_runs + weight;
    for (size_t i = 0; i < e->used && length <= NEAR; i++) {
        double *theta = &e->theta[e->index[i]], *pooled = &e->pooled[i];

        *pooled = e->pooled_runs > weight ? *pooled + weight / e->pooled_runs * (*theta - *pooled)
                                          : *theta;
        *theta = *pooled;
    }
    return length;
}

/*
 * The same, and from it all that steps need; not ready: the statistics do not follow.  What cannot
 * be identified shows at the start; far away from the data anything may look alike.
 */
static ent_status
prepare(ent_saom_estimator *e, size_t runs, const char *what, bool identify, bool *ready)
{
    ent_saom_sample sample;
    ent_status      status = ent_saom_learn(e, runs, what, &sample);

    if (status != ENT_OK) {
        return status;
    }
    ent_saom_sample_clear(&sample);
    if (identify) {
        find_unidentified(e);
        choose_used(e);
    }
    ent_saom_pick(e, e->all_s, e->s);
    ent_saom_pick(e, e->all_d, e->d);
    *ready = e->used > 0 && prepare_steps(e, identify ? DIAGONAL : 0);
    return ENT_OK;
}

static ent_status
phase_1(ent_saom_estimator *e, bool *ready)
{
    size_t     runs = FIRST_RUNS + 6 * e->count;
    ent_status status = ENT_OK;

    *ready = false;
    for (int tries = 0; tries <= MOST_DOUBLINGS && !*ready && status == ENT_OK && e->stops == 0;
         tries++) {
        status = prepare(e, runs, "phase 1", true, ready);
        runs *= 2;
    }
    if (status == ENT_OK && *ready) {
        for (size_t i = 0; i < e->used; i++) { /* of prepare_steps() */
            e->spread[e->index[i]] = sqrt(fmax(e->other[i * e->used + i], 1e-300));
        }
        find_controls(e);
        (void)newton(e, FIRST_STEP);
    }
    return status;
}

/* 4. phase 2 */

/* Deviations of one simulation from the targets, freed of their scores. */
static void
deviate(ent_saom_estimator *e)
{
    const ent_saom *m = e->model;
    ent_saom_point  point = ent_saom_here(e);
    size_t          width = 1 + m->term_count;
    bool            stopped = false;
    double          length, *u = e->step;

    point.first = (uint32_t)e->iterations++;
    ent_saom_bench_set(e->bench, point.effects);
    ent_saom_simulate_once(e->bench, &point, 0, e->statistic, e->score, e->elapsed, &stopped);
    e->stops += stopped;
    for (size_t a = 0; a < e->count; a++) {
        size_t slot = a < e->rates ? 0 : a - e->rates + 1;

        u[a] = 0;
        e->mean[a] = -e->target[a];
        for (size_t p = 0; p < m->period_count; p++) {
            if (a >= e->rates || a == p) {
                u[a] += e->score[p * width + slot];
                e->mean[a] += e->statistic[p * width + slot];
            }
        }
    }
    for (size_t i = 0; i < e->used; i++) {
        e->v[i] = controlled(e, i, e->mean[e->index[i]], u);
    }
    length = sqrt(fmax(0, ent_matrix_form(e->used, e->s_inverse, e->v) / (double)e->used));
    for (size_t i = 0; i < e->used && length > LONGEST; i++) {
        e->v[i] *= LONGEST / length;
    }
}

/* Double averaging: from the mean of all parameters so far, by the sum of all steps so far. */
static void
move(ent_saom_estimator *e, double gain, size_t done)
{
    size_t q = e->used;

    for (size_t i = 0; i < q; i++) {
        double step = 0, next;

        for (size_t j = 0; j < q; j++) {
            step += e->inverse[i * q + j] * e->v[j];
        }
        e->sum[i] += e->step_limit[i] * step;
        next = e->mean_theta[i] / (double)done - gain * e->sum[i];
        if (e->index[i] < e->rates && next <= 0) {
            next = e->theta[e->index[i]] / 2;
        }
        if (fabs(next) > LARGEST_PARAMETER && e->index[i] >= e->rates) {
            next = next > 0 ? LARGEST_PARAMETER : -LARGEST_PARAMETER;
        }
        e->theta[e->index[i]] = next;
        e->mean_theta[i] += next;
    }
}

/* Whether successive deviations of no parameter go the same way. */
static bool
is_settled(const ent_saom_estimator *e)
{
    for (size_t i = 0; i < e->used; i++) {
        if (e->products[i] > 0) {
            return false;
        }
    }
    return true;
}

static ent_status
subphase(ent_saom_estimator *e, double gain, size_t least, size_t most)
{
    ent_status status = ENT_OK;
    size_t     done = 1; /* the parameters that the mean holds */

    for (size_t i = 0; i < e->used; i++) {
        e->sum[i] = e->products[i] = 0;
        e->mean_theta[i] = e->theta[e->index[i]];
    }
    for (size_t n = 0; n < most && status == ENT_OK; n++) {
        memcpy(e->before, e->v, e->used * sizeof *e->v);
        deviate(e);
        for (size_t i = 0; i < e->used && n > 0; i++) {
            e->products[i] += e->v[i] * e->before[i];
        }
        move(e, gain, done++);
        if ((n + 1 >= least && is_settled(e)) || e->stops >= MOST_STOPS) {
            break;
        }
        status = ent_check_cancelled(e->ctx);
    }
    for (size_t i = 0; i < e->used; i++) {
        e->theta[e->index[i]] = e->mean_theta[i] / (double)done;
    }
    return status;
}

static ent_status
phase_2(ent_saom_estimator *e)
{
    double     gain = FIRST_GAIN;
    size_t     least = (size_t)(2.52 * (double)(7 + e->used));
    ent_status status = ENT_OK;

    e->pooled_runs = 0;
    for (int k = 0; k < SUBPHASES && status == ENT_OK; k++) {
        status = subphase(e, gain, least, least + 200);
        gain /= 2;
        least = (size_t)(2.52 * (double)least);
    }
    e->fit->simulations += e->iterations - e->fit->iterations;
    e->fit->iterations = e->iterations;
    return status;
}

/* Newton's steps until the deviations are a matter of chance. */
static ent_status
polish(ent_saom_estimator *e)
{
    double     length = INFINITY;
    bool       ready = true;
    size_t     third = (size_t)e->fit->n3 / 3, runs = third > POLISH_RUNS ? third : POLISH_RUNS;
    ent_status status = ENT_OK;

    for (int k = 0;
         k < MOST_POLISHES && length > NEAR && ready && status == ENT_OK && e->stops < MOST_STOPS;
         k++) {
        status = prepare(e, runs, "phase 2", false, &ready);
        if (status == ENT_OK && ready) {
            find_controls(e);
            length = newton_pooled(e, runs);
        }
    }
    return status;
}

/* 5. the whole */

/* From the start to simulations that agree with the data; `follows`: the statistics followed. */
static ent_status
approach(ent_saom_estimator *e, int most, bool *good, bool *follows)
{
    ent_status status;

    *good = false;
    e->stops = 0;
    begin(e);
    status = phase_1(e, follows);
    if (status == ENT_OK && (!*follows || e->stops > 0)) {
        e->fit->reason = e->stops > 0   ? ENT_SAOM_TOO_LONG
                         : e->used == 0 ? "no effect is left that could be estimated"
                                        : "no statistic follows its parameter at the start";
        e->used = 0;
        *follows = false;
    }
    for (e->fit->restarts = 0; status == ENT_OK && *follows; e->fit->restarts++) {
        if (e->fit->restarts % 3 == 0) { /* else a step of Newton from the last simulations */
            status = phase_2(e);
            status = status == ENT_OK ? polish(e) : status;
        }
        if (status == ENT_OK && e->used > 0) {
            status = ent_saom_phase_3(e, good);
        }
        if (status != ENT_OK || *good) {
            break;
        }
        *follows = e->used > 0 && prepare_steps(e, 0);
        if (e->fit->restarts >= most || !*follows || e->stops >= MOST_STOPS) {
            break;
        }
        find_controls(e);
        (void)newton_pooled(e, (size_t)e->fit->n3);
    }
    return status;
}

/* Leave out the effect that ran furthest away from 0, by the standard errors of the start. */
static bool
drop_runaway(ent_saom_estimator *e)
{
    size_t worst = e->count;
    double furthest = RUNAWAY;

    for (size_t i = 0; i < e->used; i++) {
        size_t a = e->index[i];
        double far = fabs(e->theta[a]) / e->spread[a];

        if (a >= e->rates && far > furthest) {
            worst = a;
            furthest = far;
        }
    }
    if (worst < e->count) {
        e->dropped[worst] = "its estimate has no end: hardly a case speaks against it; left out";
    }
    return worst < e->count;
}

/*
 * Leave out effects of which simulations never have more than was observed, or never less: on
 * the average they come as near as one likes, the further the estimate runs.
 */
static bool
drop_endless(ent_saom_estimator *e)
{
    bool any = false;

    for (size_t i = 0; i < e->used; i++) {
        size_t a = e->index[i];

        if (a >= e->rates && e->side[a] != 0) {
            e->dropped[a] = e->side[a] < 0 ? "its estimate has no end: no network of the model has "
                                             "more of it than was observed; left out"
                                           : "its estimate has no end: no network of the model has "
                                             "less of it than was observed; left out";
            any = true;
        }
    }
    return any;
}

static ent_status
iterate(ent_saom_estimator *e, int most)
{
    bool       good = false, follows = true;
    ent_status status = ENT_OK;

    for (size_t p = 0; p < e->model->period_count; p++) { /* until simulations tell them */
        e->fit->rates[p] = (ent_fit_rate){NAN, NAN};
    }
    for (size_t tries = 0; tries <= e->model->term_count && status == ENT_OK; tries++) {
        memcpy(e->problem, e->dropped, e->count * sizeof *e->problem);
        status = approach(e, most, &good, &follows);
        if (status != ENT_OK || e->stops > 0 || !(good ? drop_endless(e) : drop_runaway(e))) {
            break;
        }
    }
    for (size_t a = 0; a < e->count && status == ENT_OK && e->used == 0; a++) {
        e->problem[a] = e->problem[a] == NULL ? e->fit->reason : e->problem[a];
    }
    if (status == ENT_OK) {
        e->fit->converged = good;
        e->fit->reason = good ? NULL : e->fit->reason;
        status = ent_saom_conclude(e);
    }
    return status;
}

ent_status
ent_saom_estimate(ent_ctx *ctx, const ent_saom *model, int restarts, ent_fit *fit)
{
    ent_saom_estimator e = {.ctx = ctx, .model = model, .fit = fit, .seed = fit->seed};
    ent_status         status;

    e.rates = model->conditional ? 0 : model->period_count;
    e.count = e.rates + model->term_count;
    ent_arena_init(&e.arena);
    status = make_room(&e);
    if (status == ENT_OK) {
        status = ent_saom_bench_create(ctx, model, &e.bench);
    }
    if (status == ENT_OK) {
        status = ent_saom_targets(ctx, model, model->conditional, e.target);
    }
    if (status == ENT_OK) {
        status = ent_saom_observed(ctx, model, e.observed);
    }
    if (status == ENT_OK) {
        status = iterate(&e, restarts == 0 ? RESTARTS : restarts < 0 ? 0 : restarts);
    }
    ent_saom_bench_destroy(e.bench);
    ent_arena_clear(&e.arena);
    return status;
}
