/*
 * test_ideal_model.c - ideal points of invented assemblies: recovery, coverage, a sampler beside
 *
 *   1. assemblies     2. recovery and coverage     3. slow references     4. what must not matter
 *   5. edge cases
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "base/random.h"
#include "measure/ideal/model.h"

/* 1. assemblies: points by random walks, items and answers drawn from the model */

typedef struct assembly {
    ent_ideal_votes votes;
    uint8_t        *answers;
    uint32_t       *session, *item;
    int32_t        *year;
    double         *truth; /* states * sessions */
} assembly;

/* Beyond the priors: discriminations as sharp as those of the General Assembly. */
static const double SHARPNESS = 2, WALK = .3, CUTS = 1.5, WIDTH = .8;

static double
normal(uint32_t seed, uint32_t step, uint32_t unit, uint32_t index)
{
    ent_key key = {.seed = seed, .process = ENT_PROCESS_TEST, .step = step, .unit = unit};

    return ent_random_normal(&key, index);
}

static double
uniform(uint32_t seed, uint32_t step, uint32_t unit, uint32_t index)
{
    ent_key key = {.seed = seed, .process = ENT_PROCESS_TEST, .step = step, .unit = unit};

    return ent_random_uniform(&key, index);
}

static uint8_t
draw_answer(uint32_t seed, uint32_t call, uint32_t state, double at, double low, double high)
{
    double u = uniform(seed, 2, call * 1000 + state, 0);

    if (u < 1 / (1 + exp(at - low))) {
        return ENT_BALLOT_NO;
    }
    return u < 1 / (1 + exp(at - high)) ? ENT_BALLOT_ABSTAIN : ENT_BALLOT_YES;
}

/* The state that stands furthest out: on which side it is, is no matter of chance. */
static size_t
outermost(const double *truth, size_t states, size_t sessions)
{
    double furthest = 0;
    size_t found = 0;

    for (size_t i = 0; i < states; i++) {
        double sum = 0;

        for (size_t t = 0; t < sessions; t++) {
            sum += truth[i * sessions + t];
        }
        if (fabs(sum) > furthest) {
            furthest = fabs(sum);
            found = i;
        }
    }
    return found;
}

static void
make_assembly(assembly *a, uint32_t seed, size_t states, size_t sessions, size_t calls_each)
{
    size_t calls = sessions * calls_each;

    a->answers = calloc(states * calls, 1);
    a->session = calloc(calls, sizeof *a->session);
    a->item = calloc(calls, sizeof *a->item);
    a->year = calloc(sessions, sizeof *a->year);
    a->truth = calloc(states * sessions, sizeof *a->truth);
    for (size_t t = 0; t < sessions; t++) {
        a->year[t] = 1946 + (int32_t)t;
        for (size_t i = 0; i < states; i++) {
            double drawn = normal(seed, 0, (uint32_t)i, (uint32_t)t);

            a->truth[i * sessions + t] =
                t == 0 ? drawn : a->truth[i * sessions + t - 1] + WALK * drawn;
        }
    }
    for (size_t v = 0; v < calls; v++) {
        double slope = SHARPNESS * normal(seed, 1, (uint32_t)v, 0);
        double low = CUTS * normal(seed, 1, (uint32_t)v, 1) - WIDTH;

        a->session[v] = (uint32_t)(v / calls_each);
        a->item[v] = (uint32_t)v;
        for (size_t i = 0; i < states; i++) {
            a->answers[i * calls + v] =
                draw_answer(seed, (uint32_t)v, (uint32_t)i,
                            slope * a->truth[i * sessions + a->session[v]], low, low + 2 * WIDTH);
        }
    }
    a->votes = (ent_ideal_votes){states,  sessions,   calls,
                                 calls,   a->answers, a->session,
                                 a->year, a->item,    outermost(a->truth, states, sessions),
                                 false};
}

static void
free_assembly(assembly *a)
{
    free(a->answers);
    free(a->session);
    free(a->item);
    free(a->year);
    free(a->truth);
}

/* The truth on the scale of the estimates: mean 0, standard deviation 1 where states answered. */
static void
standardise(const assembly *a)
{
    size_t sessions = a->votes.sessions, cells = a->votes.states * sessions;
    double sum = 0, squares = 0, count = 0, anchored = 0, mean, sd;

    for (size_t k = 0; k < cells; k++) {
        bool answered = false;

        for (size_t v = 0; v < a->votes.calls; v++) {
            answered |= a->session[v] == k % sessions &&
                        a->answers[k / sessions * a->votes.calls + v] != ENT_BALLOT_NONE;
        }
        if (answered) {
            sum += a->truth[k];
            squares += a->truth[k] * a->truth[k];
            count++;
        }
    }
    mean = sum / count;
    sd = sqrt(squares / count - mean * mean);
    for (size_t t = 0; t < sessions; t++) {
        anchored += a->truth[a->votes.anchor * sessions + t] - mean;
    }
    for (size_t k = 0; k < cells; k++) {
        a->truth[k] = (a->truth[k] - mean) / (anchored < 0 ? -sd : sd);
    }
}

static ent_ideal_points
fit(const ent_ideal_votes *votes)
{
    ent_ctx         *ctx = unit_ctx(1);
    ent_ideal_points points = {0};

    assert_int_equal(ent_ideal_fit(ctx, votes, &points), ENT_OK);
    ent_ctx_destroy(ctx);
    return points;
}

static double
correlation(const double *x, const double *y, size_t n)
{
    double mx = 0, my = 0, xx = 0, yy = 0, xy = 0;

    for (size_t i = 0; i < n; i++) {
        mx += x[i] / (double)n;
        my += y[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        xx += (x[i] - mx) * (x[i] - mx);
        yy += (y[i] - my) * (y[i] - my);
        xy += (x[i] - mx) * (y[i] - my);
    }
    return xy / sqrt(xx * yy);
}

/* 2. recovery and coverage */

static void
points_are_recovered(void **state)
{
    assembly         a;
    ent_ideal_points p;

    (void)state;
    make_assembly(&a, 1, 60, 8, 40);
    standardise(&a);
    p = fit(&a.votes);
    assert_true(p.converged);
    assert_true(correlation(a.truth, p.estimate, 60 * 8) > .95);
    ent_ideal_points_clear(&p);
    free_assembly(&a);
}

/* One that stands in the middle agrees with nobody: the poles are found all the same. */
static void
an_anchor_in_the_middle_still_finds_the_poles(void **state)
{
    assembly         a;
    ent_ideal_points p;

    (void)state;
    make_assembly(&a, 1, 60, 8, 40);
    for (size_t i = 0; i < 60; i++) {
        a.votes.anchor =
            fabs(a.truth[i * 8 + 4]) < fabs(a.truth[a.votes.anchor * 8 + 4]) ? i : a.votes.anchor;
    }
    p = fit(&a.votes);
    assert_true(fabs(correlation(a.truth, p.estimate, 60 * 8)) > .95);
    ent_ideal_points_clear(&p);
    free_assembly(&a);
}

/* How many intervals of nine in ten hold the truth, over several assemblies. */
static double
coverage(size_t states, size_t sessions, size_t calls_each, uint32_t runs, double absence)
{
    double held = 0, all = 0;

    for (uint32_t run = 0; run < runs; run++) {
        assembly         a;
        ent_ideal_points p;

        make_assembly(&a, 100 + run, states, sessions, calls_each);
        for (size_t k = 0; k < states * a.votes.calls; k++) {
            if (uniform(run, 3, (uint32_t)k, 0) < absence) {
                a.answers[k] = ENT_BALLOT_NONE;
            }
        }
        standardise(&a);
        p = fit(&a.votes);
        for (size_t k = 0; k < states * sessions; k++) {
            held += fabs(p.estimate[k] - a.truth[k]) <= 1.645 * p.error[k];
            all++;
        }
        ent_ideal_points_clear(&p);
        free_assembly(&a);
    }
    return held / all;
}

static void
intervals_of_nine_in_ten_hold_nine_in_ten(void **state)
{
    double large = coverage(60, 6, 40, 6, 0), small = coverage(25, 6, 20, 12, 0),
           absent = coverage(40, 6, 40, 6, .3);

    (void)state;
    print_message("coverage %.3f, of few states and roll calls %.3f, with absences %.3f\n", large,
                  small, absent);
    assert_in_range((int)(1000 * large), 850, 950);
    assert_in_range((int)(1000 * small), 850, 950);
    assert_in_range((int)(1000 * absent), 850, 950);
}

/* 3. slow references */

/* log density of the priors of ideal_model.h and of all answers. */
static double
log_density(const assembly *a, const double *theta, double (*items)[3])
{
    size_t sessions = a->votes.sessions, calls = a->votes.calls;
    double sum = 0, each = (double)calls / (double)sessions;

    for (size_t v = 0; v < calls; v++) {
        const double *k = items[v];

        sum -= .5 * (k[0] * k[0] + (k[1] * k[1] + k[2] * k[2]) / 25);
        sum += log(k[2] - k[1]);
        for (size_t i = 0; i < a->votes.states; i++) {
            double  at = k[0] * theta[i * sessions + a->session[v]];
            double  low = 1 / (1 + exp(at - k[1])), high = 1 / (1 + exp(at - k[2]));
            uint8_t answer = a->answers[i * calls + v];

            sum += answer == ENT_BALLOT_NO        ? log(low)
                   : answer == ENT_BALLOT_ABSTAIN ? log(high - low)
                   : answer == ENT_BALLOT_YES     ? log(1 - high)
                                                  : 0;
        }
    }
    for (size_t k = 0; k < a->votes.states * sessions; k++) {
        double step = k % sessions > 0 ? theta[k] - theta[k - 1] : 0;

        sum -= .5 * (.02 * each * theta[k] * theta[k] + step * step);
    }
    return sum;
}

enum { FEW_STATES = 14, FEW_SESSIONS = 3, FEW_CALLS = 14, SWEEPS = 2500, CELLS = 14 * 3 };

/* One number moves by chance, and stays there where the density allows it (Metropolis 1953). */
static void
sample_one(const assembly *a, double *theta, double (*items)[3], double *one, double width,
           double *density, uint32_t sweep, uint32_t unit)
{
    double before = *one, now;

    *one += width * normal(9, sweep, unit, 0);
    for (size_t v = 0; v < a->votes.calls; v++) {
        if (!(items[v][1] < items[v][2])) {
            *one = before;
            return;
        }
    }
    now = log_density(a, theta, items);
    if (log(uniform(9, sweep, unit, 7)) < now - *density) {
        *density = now;
    } else {
        *one = before;
    }
}

/* Means and standard deviations of the standardised points under the posterior. */
static void
sample(const assembly *a, double *mean, double *sd)
{
    static double items[FEW_SESSIONS * FEW_CALLS][3];
    double        theta[CELLS] = {0}, density;
    uint32_t      kept = 0;

    for (size_t v = 0; v < a->votes.calls; v++) {
        items[v][0] = 0;
        items[v][1] = -1;
        items[v][2] = 1;
    }
    for (size_t k = 0; k < CELLS; k++) {
        theta[k] = a->truth[k]; /* the mirror image is as likely: begin on this side */
    }
    density = log_density(a, theta, items);
    for (uint32_t sweep = 0; sweep < SWEEPS; sweep++) {
        double m = 0, s = 0;

        for (uint32_t k = 0; k < CELLS; k++) {
            sample_one(a, theta, items, &theta[k], .8, &density, sweep, k);
        }
        for (uint32_t k = 0; k < 3 * a->votes.calls; k++) {
            sample_one(a, theta, items, &items[k / 3][k % 3], .8, &density, sweep, 1000 + k);
        }
        for (size_t k = 0; k < CELLS; k++) {
            m += theta[k] / CELLS;
            s += theta[k] * theta[k] / CELLS;
        }
        s = sqrt(s - m * m);
        if (sweep >= SWEEPS / 5) {
            kept++;
            for (size_t k = 0; k < CELLS; k++) {
                mean[k] += (theta[k] - m) / s;
                sd[k] += (theta[k] - m) / s * (theta[k] - m) / s;
            }
        }
    }
    for (size_t k = 0; k < CELLS; k++) {
        mean[k] /= kept;
        sd[k] = sqrt(sd[k] / kept - mean[k] * mean[k]);
    }
}

/* The posterior of a small assembly, drawn one number at a time. */
static void
a_sampler_finds_the_same_points(void **state)
{
    assembly         a;
    ent_ideal_points p;
    double           mean[CELLS] = {0}, sd[CELLS] = {0}, away = 0, ratio = 0;

    (void)state;
    make_assembly(&a, 7, FEW_STATES, FEW_SESSIONS, FEW_CALLS);
    standardise(&a);
    p = fit(&a.votes);
    sample(&a, mean, sd);
    for (size_t k = 0; k < CELLS; k++) {
        away += fabs(p.estimate[k] - mean[k]) / sd[k] / CELLS;
        ratio += p.error[k] / sd[k] / CELLS;
    }
    print_message("from the sampler's mean %.2f of its deviations, errors beside them %.2f\n", away,
                  ratio);
    assert_true(correlation(p.estimate, mean, CELLS) > .98);
    assert_true(away < .4);
    assert_true(ratio > .8 && ratio < 1.25);
    ent_ideal_points_clear(&p);
    free_assembly(&a);
}

/* 4. what must not matter */

static void
relabelled_states_have_permuted_points(void **state)
{
    assembly         a, b;
    ent_ideal_points p, q;
    size_t           n = 20, sessions = 4, calls = 4 * 15;

    (void)state;
    make_assembly(&a, 3, n, sessions, 15);
    make_assembly(&b, 3, n, sessions, 15);
    for (size_t i = 0; i < n; i++) {
        memcpy(b.answers + (n - 1 - i) * calls, a.answers + i * calls, calls);
    }
    b.votes.anchor = n - 1 - a.votes.anchor;
    p = fit(&a.votes);
    q = fit(&b.votes);
    for (size_t i = 0; i < n; i++) {
        for (size_t t = 0; t < sessions; t++) {
            size_t k = i * sessions + t, l = (n - 1 - i) * sessions + t;

            assert_true(fabs(p.estimate[k] - q.estimate[l]) < 1e-6);
            assert_true(fabs(p.error[k] - q.error[l]) < 1e-6);
        }
    }
    ent_ideal_points_clear(&p);
    ent_ideal_points_clear(&q);
    free_assembly(&a);
    free_assembly(&b);
}

/* The state whose true point is furthest from the anchor's in the first session. */
static size_t
opposite_of(const assembly *a)
{
    size_t found = 0, sessions = a->votes.sessions;
    double anchor = a->truth[a->votes.anchor * sessions];

    for (size_t i = 0; i < a->votes.states; i++) {
        found = fabs(a->truth[i * sessions] - anchor) > fabs(a->truth[found * sessions] - anchor)
                    ? i
                    : found;
    }
    return found;
}

/* Yes for no in all roll calls turns slopes round, not points. */
static void
the_anchor_is_positive_whatever_is_proposed(void **state)
{
    assembly         a;
    ent_ideal_points p, q;

    (void)state;
    make_assembly(&a, 4, 20, 4, 15);
    p = fit(&a.votes);
    for (size_t k = 0; k < 20 * a.votes.calls; k++) {
        a.answers[k] = (uint8_t)(ENT_BALLOT_YES - a.answers[k]);
    }
    q = fit(&a.votes);
    for (size_t k = 0; k < 20 * 4; k++) {
        assert_true(fabs(p.estimate[k] - q.estimate[k]) < 1e-3);
    }
    assert_true(p.estimate[a.votes.anchor * 4] > 0);
    ent_ideal_points_clear(&p);
    ent_ideal_points_clear(&q);
    free_assembly(&a);
}

/* The more of its roll calls a state answers as the anchor does, the nearer it comes. */
static void
who_votes_with_the_anchor_comes_nearer(void **state)
{
    double   before = INFINITY;
    assembly a;

    (void)state;
    make_assembly(&a, 14, 20, 2, 30);
    for (size_t alike = 0; alike <= 60; alike += 20) {
        size_t           other = opposite_of(&a), anchor = a.votes.anchor;
        ent_ideal_points p;
        double           away = 0;

        for (size_t v = 0; v < alike; v++) {
            a.answers[other * 60 + v * 7 % 60] = a.answers[anchor * 60 + v * 7 % 60];
        }
        p = fit(&a.votes);
        for (size_t t = 0; t < 2; t++) {
            away += fabs(p.estimate[other * 2 + t] - p.estimate[anchor * 2 + t]);
        }
        assert_true(away < before);
        before = away;
        ent_ideal_points_clear(&p);
    }
    assert_true(before < 1e-9); /* the same answers, the same points */
    free_assembly(&a);
}

static void
threads_do_not_matter(void **state)
{
    assembly         a;
    ent_ctx         *ctx = unit_ctx(3);
    ent_ideal_points p, q = {0};

    (void)state;
    make_assembly(&a, 5, 30, 5, 20);
    p = fit(&a.votes);
    assert_int_equal(ent_ideal_fit(ctx, &a.votes, &q), ENT_OK);
    assert_memory_equal(p.estimate, q.estimate, 30 * 5 * sizeof(double));
    assert_memory_equal(p.error, q.error, 30 * 5 * sizeof(double));
    ent_ideal_points_clear(&p);
    ent_ideal_points_clear(&q);
    free_assembly(&a);
    ent_ctx_destroy(ctx);
}

/* 5. edge cases */

/* A roll call in two sessions under one item tells more than two items of one session each. */
static void
a_bridge_makes_points_more_certain(void **state)
{
    assembly         a;
    ent_ideal_points alone, bridged;
    double           before = 0, after = 0;

    (void)state;
    make_assembly(&a, 6, 30, 2, 20);
    for (size_t i = 0; i < 30; i++) { /* nothing moves, and all is put to the vote again */
        memcpy(a.answers + i * 40 + 20, a.answers + i * 40, 20);
    }
    alone = fit(&a.votes);
    for (size_t v = 0; v < 20; v++) {
        a.item[20 + v] = (uint32_t)v;
    }
    a.votes.items = 20;
    bridged = fit(&a.votes);
    for (size_t k = 0; k < 60; k++) {
        before += alone.error[k];
        after += bridged.error[k];
    }
    assert_true(after < before);
    ent_ideal_points_clear(&alone);
    ent_ideal_points_clear(&bridged);
    free_assembly(&a);
}

static void
absent_states_have_no_point_outside_their_sessions(void **state)
{
    assembly         a;
    ent_ideal_points p;

    (void)state;
    make_assembly(&a, 8, 20, 6, 15);
    for (size_t v = 0; v < 90; v++) {
        if (v < 15 || v >= 75 || (v >= 30 && v < 45)) {
            a.answers[5 * 90 + v] = ENT_BALLOT_NONE; /* sessions 0, 2 and 5 */
        }
        a.answers[6 * 90 + v] = ENT_BALLOT_NONE; /* never there */
    }
    p = fit(&a.votes);
    assert_true(isnan(p.estimate[5 * 6]) && isnan(p.error[5 * 6]));
    assert_true(isnan(p.estimate[5 * 6 + 5]));
    assert_true(isfinite(p.estimate[5 * 6 + 2])); /* between two that are known */
    assert_true(p.error[5 * 6 + 2] > p.error[5 * 6 + 1]);
    for (size_t t = 0; t < 6; t++) {
        assert_true(isnan(p.estimate[6 * 6 + t]) && isnan(p.error[6 * 6 + t]));
        assert_true(isfinite(p.estimate[t]));
    }
    ent_ideal_points_clear(&p);
    free_assembly(&a);
}

static void
roll_calls_in_which_all_answer_alike_change_little(void **state)
{
    assembly         a, b;
    ent_ideal_points p, q;

    (void)state;
    make_assembly(&a, 11, 30, 2, 30);
    make_assembly(&b, 11, 30, 2, 30);
    for (size_t i = 0; i < 30; i++) {
        b.answers[i * 60] = ENT_BALLOT_YES;
        a.answers[i * 60] = ENT_BALLOT_NONE;
    }
    p = fit(&a.votes);
    q = fit(&b.votes);
    assert_true(correlation(p.estimate, q.estimate, 60) > .999);
    ent_ideal_points_clear(&p);
    ent_ideal_points_clear(&q);
    free_assembly(&a);
    free_assembly(&b);
}

static void
a_single_state_has_no_scale(void **state)
{
    assembly         a;
    ent_ideal_points p;

    (void)state;
    make_assembly(&a, 12, 1, 1, 12);
    p = fit(&a.votes);
    assert_true(isnan(p.estimate[0]) && isnan(p.error[0]));
    ent_ideal_points_clear(&p);
    free_assembly(&a);
}

static void
what_is_out_of_order_is_refused(void **state)
{
    ent_ctx         *ctx = unit_ctx(1);
    ent_ideal_points p = {0};
    assembly         a;

    (void)state;
    make_assembly(&a, 13, 5, 3, 4);
    a.session[5] = 2;
    assert_int_equal(ent_ideal_fit(ctx, &a.votes, &p), ENT_E_ARG);
    a.session[5] = 7;
    assert_int_equal(ent_ideal_fit(ctx, &a.votes, &p), ENT_E_ARG);
    a.session[5] = 1;
    a.item[11] = 0; /* the first session and the third */
    assert_int_equal(ent_ideal_fit(ctx, &a.votes, &p), ENT_E_ARG);
    assert_non_null(strstr(ent_ctx_error(ctx), "item 0"));
    a.item[11] = 10; /* nothing is left of item 11 */
    assert_int_equal(ent_ideal_fit(ctx, &a.votes, &p), ENT_E_ARG);
    assert_null(p.estimate);
    free_assembly(&a);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_are_recovered),
        cmocka_unit_test(an_anchor_in_the_middle_still_finds_the_poles),
        cmocka_unit_test(intervals_of_nine_in_ten_hold_nine_in_ten),
        cmocka_unit_test(a_sampler_finds_the_same_points),
        cmocka_unit_test(relabelled_states_have_permuted_points),
        cmocka_unit_test(the_anchor_is_positive_whatever_is_proposed),
        cmocka_unit_test(who_votes_with_the_anchor_comes_nearer),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(a_bridge_makes_points_more_certain),
        cmocka_unit_test(absent_states_have_no_point_outside_their_sessions),
        cmocka_unit_test(roll_calls_in_which_all_answer_alike_change_little),
        cmocka_unit_test(a_single_state_has_no_scale),
        cmocka_unit_test(what_is_out_of_order_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
