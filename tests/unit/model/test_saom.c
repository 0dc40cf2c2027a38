/*
 * test_saom.c - ties that form and end, against slow versions straight from the definitions
 *
 *   1. functions of actors     2. counts     3. a slow simulator     4. scores     5. fits
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_saom.h"

#include <math.h>

#include "base/random.h"
#include "model/ties/sample.h"

enum { N = 7 };

static const unit_file FILES[] = {
    {"w1", "0,1,0,0,0,1,0\n1,0,1,0,0,0,0\n0,0,0,1,0,0,0\n0,0,1,0,1,0,0\n0,0,0,0,0,1,0\n"
           "1,0,0,0,0,0,1\n0,0,0,0,0,0,0\n"},
    {"w2", "0,1,1,0,0,1,0\n0,0,1,0,0,0,0\n0,1,0,1,0,0,0\n0,0,0,0,1,0,0\n1,0,0,0,0,1,0\n"
           "1,0,0,0,0,0,0\n0,0,0,1,0,0,0\n"},
    {"w3", "0,1,1,0,1,0,0\n0,0,1,0,0,0,0\n0,1,0,0,0,0,0\n0,0,0,0,1,1,0\n1,0,0,0,0,1,0\n"
           "0,0,0,0,1,0,0\n0,1,0,1,0,0,0\n"},
    {"u", "wave,i,j\n1,0,1\n1,1,2\n1,0,2\n1,3,4\n1,2,3\n1,5,6\n2,0,1\n2,1,2\n2,3,4\n2,2,4\n2,0,4\n"
          "3,0,1\n3,1,2\n3,3,4\n3,2,4\n3,2,3\n3,5,0\n"},
    {"v", "i,a,b\n0,1,2\n1,3,1\n2,2,0\n3,0,4\n4,5,5\n5,1,3\n6,4,4\n"},
    {"c", "1\n3\n2\n1\n3\n3\n2\n"},
    {"d", "period,i,j,value\n1,0,1,2\n1,2,5,1\n1,3,6,3\n2,0,3,1\n2,1,5,2\n2,4,6,1\n"},
    {"p", "i,from,to\n3,1.5,\n0,,2.75\n5,2.25,\n"},
    {NULL, NULL}};

#define COVARIATES                                                                                 \
    "covariates:\n"                                                                                \
    "  - {name: v, kind: actor, file: v, columns: [a, b], centred: true}\n"                        \
    "  - {name: c, kind: actor, file: c}\n"                                                        \
    "  - {name: d, kind: dyadic, file: d}\n"

static const char DIRECTED[] =
    "format: 1\nname: d\ntie: {type: 1}\nwaves: {matrices: [w1, w2, w3]}\n" COVARIATES
    "effects: [{name: density}, {name: recip}, {name: transTrip}, {name: transRecTrip}, "
    "{name: cycle3}, {name: inPop}, {name: inPopSqrt}, {name: outAct}, {name: outActSqrt}, "
    "{name: outPop}, {name: inAct}, {name: isolateNet}, {name: X, of: d}, {name: egoX, of: v}, "
    "{name: altX, of: v}, {name: egoPlusAltX, of: v}, {name: simX, of: v}, {name: sameX, of: c}, "
    "{name: absDiffX, of: v}, {name: gwespFF}]\n";

static const char UNDIRECTED[] =
    "format: 1\nname: u\ntie: {type: 2}\nwaves: {edges: u}\nactors: {count: 7}\n" COVARIATES
    "effects: [{name: density}, {name: transTriads}, {name: inPop}, {name: inPopSqrt}, "
    "{name: outAct}, {name: outActSqrt}, {name: isolateNet}, {name: X, of: d}, {name: altX, of: "
    "v}, "
    "{name: egoPlusAltX, of: v}, {name: simX, of: v}, {name: sameX, of: c}, "
    "{name: absDiffX, of: v}, {name: gwespFF}]\n";

static void
assert_near(double found, double expected, double tolerance)
{
    if (!(fabs(found - expected) <= tolerance)) {
        fail_msg("%.12g, expected %.12g", found, expected);
    }
}

static ent_key
key(uint32_t run)
{
    return (ent_key){17, run, ENT_PROCESS_TEST, 0, 0};
}

/* 1. functions of actors */

typedef struct slow {
    const ent_saom *m;
    size_t          period;
    int             x[N][N];
} slow;

static int
degree(const slow *s, size_t i, bool in)
{
    int sum = 0;

    for (size_t h = 0; h < N; h++) {
        sum += in ? s->x[h][i] : s->x[i][h];
    }
    return sum;
}

static double
value_of(const slow *s, const ent_saom_term *t, size_t i)
{
    return t->covariate->value[s->period < t->covariate->count ? s->period : 0][i];
}

/* Mean similarity, over pairs and periods, and range. */
static double
similarity(const slow *s, const ent_saom_term *t, size_t i, size_t j)
{
    double least = INFINITY, most = -INFINITY, sum = 0, pairs = 0;

    for (size_t k = 0; k < t->covariate->count; k++) {
        for (size_t a = 0; a < N; a++) {
            least = fmin(least, t->covariate->value[k][a]);
            most = fmax(most, t->covariate->value[k][a]);
        }
    }
    for (size_t k = 0; k < t->covariate->count; k++) {
        for (size_t a = 0; a < N * N; a++) {
            if (a / N != a % N) {
                sum += 1 - fabs(t->covariate->value[k][a / N] - t->covariate->value[k][a % N]) /
                               (most - least);
                pairs++;
            }
        }
    }
    return 1 - fabs(value_of(s, t, i) - value_of(s, t, j)) / (most - least) - sum / pairs;
}

static double
mean(const ent_saom_term *t)
{
    double sum = 0;

    for (size_t k = 0; k < t->covariate->count; k++) {
        for (size_t a = 0; a < N; a++) {
            sum += t->covariate->value[k][a];
        }
    }
    return t->covariate->centred ? sum / (double)(N * t->covariate->count) : 0;
}

/* What a covariate gives to a tie. */
static double
slow_weight(const slow *s, const ent_saom_term *t, const char *name, size_t i, size_t j)
{
    if (strcmp(name, "X") == 0) {
        return t->covariate->value[s->period][i * N + j];
    }
    if (strcmp(name, "egoX") == 0) {
        return value_of(s, t, i) - mean(t);
    }
    if (strcmp(name, "altX") == 0) {
        return value_of(s, t, j) - mean(t);
    }
    if (strcmp(name, "egoPlusAltX") == 0) {
        return value_of(s, t, i) + value_of(s, t, j) - 2 * mean(t);
    }
    if (strcmp(name, "simX") == 0) {
        return similarity(s, t, i, j);
    }
    if (strcmp(name, "sameX") == 0) {
        return value_of(s, t, i) == value_of(s, t, j);
    }
    assert_string_equal(name, "absDiffX");
    return fabs(value_of(s, t, i) - value_of(s, t, j));
}

/* Triples i, j, h of distinct actors with a tie from i to j, counted where `kind` asks for more. */
static double
triples(const slow *s, size_t i, const char *name)
{
    double sum = 0;

    for (size_t j = 0; j < N; j++) {
        for (size_t h = 0; h < N; h++) {
            if (j == i || h == i || h == j || !s->x[i][j]) {
                continue;
            }
            if (strcmp(name, "transTrip") == 0) {
                sum += s->x[i][h] * s->x[h][j];
            } else if (strcmp(name, "transTriads") == 0) {
                sum += s->x[i][h] * s->x[h][j] / 2.0;
            } else if (strcmp(name, "transRecTrip") == 0) {
                sum += s->x[j][i] * s->x[i][h] * s->x[h][j];
            } else {
                sum += s->x[j][h] * s->x[h][i];
            }
        }
    }
    return sum;
}

/* f_i of one effect, from its definition; gwesp, which is elementary, apart. */
static double
slow_function(const slow *s, const ent_saom_term *t, size_t i)
{
    const char *name = t->effect->name;
    double      sum = 0, out = degree(s, i, false);

    if (strcmp(name, "isolateNet") == 0) {
        return out == 0 && degree(s, i, true) == 0;
    }
    if (strncmp(name, "trans", 5) == 0 || strcmp(name, "cycle3") == 0) {
        return triples(s, i, name);
    }
    for (size_t j = 0; j < N; j++) {
        if (!s->x[i][j]) {
            continue;
        }
        if (strcmp(name, "density") == 0) {
            sum += 1;
        } else if (strcmp(name, "recip") == 0) {
            sum += s->x[j][i];
        } else if (strcmp(name, "inPop") == 0) {
            sum += degree(s, j, true);
        } else if (strcmp(name, "inPopSqrt") == 0) {
            sum += sqrt(degree(s, j, true));
        } else if (strcmp(name, "outAct") == 0) {
            sum += out;
        } else if (strcmp(name, "outActSqrt") == 0) {
            sum += sqrt(out);
        } else if (strcmp(name, "outPop") == 0) {
            sum += degree(s, j, false);
        } else if (strcmp(name, "inAct") == 0) {
            sum += degree(s, i, true);
        } else {
            sum += slow_weight(s, t, name, i, j);
        }
    }
    return sum;
}

static double
slow_gwesp(const slow *s, size_t i, size_t j)
{
    int paths = 0;

    for (size_t h = 0; h < N; h++) {
        paths += s->x[i][h] * s->x[h][j];
    }
    return exp(.69) * (1 - pow(1 - exp(-.69), paths));
}

static double
slow_change(slow *s, const ent_saom_term *t, size_t i, size_t j)
{
    int    before = s->x[i][j], mirror = s->x[j][i];
    double with, without;

    if (strcmp(t->effect->name, "gwespFF") == 0) {
        return slow_gwesp(s, i, j);
    }
    s->x[i][j] = 1;
    s->x[j][i] = s->m->directed ? mirror : 1;
    with = slow_function(s, t, i);
    s->x[i][j] = 0;
    s->x[j][i] = s->m->directed ? mirror : 0;
    without = slow_function(s, t, i);
    s->x[i][j] = before;
    s->x[j][i] = mirror;
    return with - without;
}

/* How often the sum over actors counts what the statistic counts once. */
static double
times(const ent_saom *m, const char *name)
{
    if (strcmp(name, "transTriads") == 0 || strcmp(name, "cycle3") == 0) {
        return 3;
    }
    return strcmp(name, "density") == 0 && !m->directed ? 2 : 1;
}

static double
slow_statistic(const slow *s, const ent_saom_term *t)
{
    double sum = 0;

    for (size_t i = 0; i < N; i++) {
        if (strcmp(t->effect->name, "gwespFF") != 0) {
            sum += slow_function(s, t, i);
        }
        for (size_t j = 0; j < N && strcmp(t->effect->name, "gwespFF") == 0; j++) {
            sum += s->x[i][j] ? slow_gwesp(s, i, j) : 0;
        }
    }
    return sum / times(s->m, t->effect->name);
}

static slow
slow_of(const ent_saom_state *state)
{
    slow s = {.m = state->model, .period = (size_t)(state->period - state->model->periods)};

    for (size_t cell = 0; cell < N * N; cell++) {
        s.x[cell / N][cell % N] = state->tie[cell];
    }
    return s;
}

static void
compare_with_slow(const ent_saom_state *state)
{
    const ent_saom *m = state->model;
    slow            s = slow_of(state);
    double          statistics[ENT_SAOM_MOST_EFFECTS];

    ent_saom_statistics(state, state, statistics);
    for (size_t k = 0; k < m->term_count; k++) {
        assert_near(statistics[k], slow_statistic(&s, &m->terms[k]), 1e-9);
        for (size_t cell = 0; cell < N * N; cell++) {
            size_t i = cell / N, j = cell % N;

            if (i != j && fabs(ent_saom_term_change(state, &m->terms[k], i, j) -
                               slow_change(&s, &m->terms[k], i, j)) > 1e-9) {
                fail_msg("%s of %zu and %zu: %g, expected %g", m->terms[k].effect->name, i, j,
                         ent_saom_term_change(state, &m->terms[k], i, j),
                         slow_change(&s, &m->terms[k], i, j));
            }
        }
    }
}

/* 2. counts */

static void
check_walk_of_flips(const char *yaml)
{
    ent_ctx       *ctx = unit_ctx(1);
    ent_saom      *m = unit_model(ctx, yaml, FILES);
    ent_saom_state state, again;

    assert_int_equal(ent_saom_state_init(ctx, m, &state), ENT_OK);
    assert_int_equal(ent_saom_state_init(ctx, m, &again), ENT_OK);
    for (uint32_t run = 0; run < 2; run++) {
        ent_key k = key(run);

        ent_saom_state_set(&state, &m->periods[run], m->periods[run].start);
        for (uint32_t flip = 0; flip < 60; flip++) {
            size_t i = (size_t)ent_random_below(&k, 2 * flip, N);
            size_t j = (i + 1 + (size_t)ent_random_below(&k, 2 * flip + 1, N - 1)) % N;

            compare_with_slow(&state);
            ent_saom_state_flip(&state, i, j);
        }
        ent_saom_state_set(&again, &m->periods[run], state.tie);
        assert_memory_equal(again.block, state.block, state.size);
        assert_int_equal(again.distance, state.distance);
    }
    ent_saom_state_clear(&state);
    ent_saom_state_clear(&again);
    ent_saom_destroy(m);
    ent_ctx_destroy(ctx);
}

static void
directed_changes_and_statistics_are_those_of_the_definitions(void **state)
{
    (void)state;
    check_walk_of_flips(DIRECTED);
}

static void
undirected_changes_and_statistics_are_those_of_the_definitions(void **state)
{
    (void)state;
    check_walk_of_flips(UNDIRECTED);
}

/* 3. a slow simulator */

static double
gain(slow *s, const double *theta, size_t i, size_t j)
{
    double sum = 0;

    for (size_t k = 0; k < s->m->term_count; k++) {
        sum += theta[k] * slow_change(s, &s->m->terms[k], i, j);
    }
    return s->x[i][j] ? -sum : sum;
}

static void
slow_flip(slow *s, size_t i, size_t j)
{
    s->x[i][j] = 1 - s->x[i][j];
    if (!s->m->directed) {
        s->x[j][i] = s->x[i][j];
    }
}

static double
logistic(double x)
{
    return 1 / (1 + exp(-x));
}

/* An actor compares all options; with type 3 the other has to agree to a new tie. */
static void
slow_step(slow *s, const double *theta, const ent_key *k, uint32_t *draw)
{
    size_t i = (size_t)ent_random_below(k, (*draw)++, N), chosen = i;
    double sum = 0, weight[N], left;

    for (size_t j = 0; j < N; j++) {
        sum += weight[j] = i == j ? 1 : exp(gain(s, theta, i, j));
    }
    left = ent_random_uniform(k, (*draw)++) * sum;
    for (size_t j = 0; j < N; j++) {
        left -= weight[j];
        if (left < 0) {
            chosen = j;
            break;
        }
    }
    if (chosen == i || (s->m->type == ENT_SAOM_INITIATIVE && !s->x[i][chosen] &&
                        ent_random_uniform(k, (*draw)++) >= logistic(gain(s, theta, chosen, i)))) {
        return;
    }
    slow_flip(s, i, chosen);
}

/* Two meet. */
static void
slow_meeting(slow *s, const double *theta, const ent_key *k, uint32_t *draw)
{
    size_t i = (size_t)ent_random_below(k, (*draw)++, N);
    size_t j = (i + 1 + (size_t)ent_random_below(k, (*draw)++, N - 1)) % N;
    double a = logistic(gain(s, theta, i, j)), b = logistic(gain(s, theta, j, i)), yes = a;

    if (s->m->type == ENT_SAOM_PAIRWISE_MUTUAL) {
        yes = s->x[i][j] ? a + b - a * b : a * b;
    } else if (s->m->type == ENT_SAOM_PAIRWISE_JOINT) {
        yes = logistic(gain(s, theta, i, j) + gain(s, theta, j, i));
    }
    if (ent_random_uniform(k, (*draw)++) < yes) {
        slow_flip(s, i, j);
    }
}

static void
slow_period(slow *s, const double *theta, double rate, const ent_key *k)
{
    bool     meets = s->m->type >= ENT_SAOM_PAIRWISE_FORCING;
    double   pace = meets ? rate * rate * N * (N - 1) : rate * N, at = 0;
    uint32_t draw = 0;

    for (;;) {
        at -= log(ent_random_uniform(k, draw++)) / pace;
        if (at >= 1) {
            return;
        }
        if (meets) {
            slow_meeting(s, theta, k, &draw);
        } else {
            slow_step(s, theta, k, &draw);
        }
    }
}

typedef struct moments {
    double sum[ENT_SAOM_MOST_EFFECTS + 1], squares[ENT_SAOM_MOST_EFFECTS + 1];
} moments;

static void
add(moments *m, size_t slot, double value)
{
    m->sum[slot] += value;
    m->squares[slot] += value * value;
}

static void
slow_run(const ent_saom *m, const double *theta, double rate, uint32_t run, moments *out)
{
    slow    s = {.m = m, .period = 0};
    ent_key k = key(run);
    double  distance = 0;

    for (size_t cell = 0; cell < N * N; cell++) {
        s.x[cell / N][cell % N] = m->periods[0].start[cell];
    }
    slow_period(&s, theta, rate, &k);
    for (size_t cell = 0; cell < N * N; cell++) {
        distance += s.x[cell / N][cell % N] != m->periods[0].start[cell];
    }
    add(out, 0, distance);
    for (size_t t = 0; t < m->term_count; t++) {
        add(out, t + 1, slow_statistic(&s, &m->terms[t]));
    }
}

/* Means of distance and statistics of both simulators, within 4.5 standard errors. */
static void
compare_simulators(const char *yaml, const double *theta, double rate)
{
    enum { RUNS = 6000 };
    ent_ctx        *ctx = unit_ctx(0);
    ent_saom       *m = unit_model(ctx, yaml, FILES);
    moments         slow_moments = {0}, fast = {0};
    double          rates[] = {rate, rate};
    ent_saom_point  point = {rates, theta, true, 5, 0, 0};
    ent_saom_sample sample;

    assert_int_equal(ent_saom_sample_make(ctx, m, &point, RUNS, NULL, &sample), ENT_OK);
    for (uint32_t run = 0; run < RUNS; run++) {
        slow_run(m, theta, rate, run, &slow_moments);
        for (size_t slot = 0; slot < sample.width; slot++) {
            add(&fast, slot, sample.statistic[run * m->period_count * sample.width + slot]);
        }
    }
    for (size_t slot = 0; slot < sample.width; slot++) {
        double a = slow_moments.sum[slot] / RUNS, b = fast.sum[slot] / RUNS;
        double v = slow_moments.squares[slot] / RUNS - a * a + fast.squares[slot] / RUNS - b * b;

        if (fabs(a - b) > 4.5 * sqrt(v / RUNS) + 1e-9) {
            fail_msg("type %d, slot %zu: %g, slowly %g", (int)m->type, slot, b, a);
        }
        if (slot == 0) {
            assert_true(a > 2); /* there is something to compare */
        }
    }
    ent_saom_sample_clear(&sample);
    ent_saom_destroy(m);
    ent_ctx_destroy(ctx);
}

#define TIES_OF(type)                                                                              \
    "format: 1\nname: u\ntie: {type: " type                                                        \
    "}\nwaves: {edges: u}\nactors: {count: 7}\n" COVARIATES                                        \
    "effects: [{name: density}, {name: transTriads}, {name: X, of: d}, {name: altX, of: v}, "      \
    "{name: inPop}]\n"

static const char *const TYPES[] = {TIES_OF("2"), TIES_OF("3"), TIES_OF("4"), TIES_OF("5"),
                                    TIES_OF("6")};
/* another set of effects, none of which depends on degrees */
static const char LOCAL[] =
    "format: 1\nname: d\ntie: {type: 1}\nwaves: {matrices: [w1, w2, w3]}\n" COVARIATES
    "effects: [{name: density}, {name: recip}, {name: transTrip}, {name: egoX, of: v}, "
    "{name: cycle3}]\n";

static void
the_simulator_agrees_with_a_slow_one(void **state)
{
    static const double THETA[] = {-.8, .3, .4, -.2, .1}, OF_LOCAL[] = {-1, .7, .3, .2, -.4};

    (void)state;
    compare_simulators(LOCAL, OF_LOCAL, 3);
    for (size_t i = 0; i < sizeof TYPES / sizeof TYPES[0]; i++) {
        compare_simulators(TYPES[i], THETA, i < 2 ? 2 : .8);
    }
}

/* 4. scores */

/* Their mean is 0, and their covariance with the statistics is the derivative of the means. */
static void
check_scores(const char *yaml, const double *theta, double rate, bool conditional, size_t runs)
{
    enum { TERMS = 5 };
    static const double H = .05;
    ent_ctx            *ctx = unit_ctx(0);
    ent_saom           *m = unit_model(ctx, yaml, FILES);
    double              rates[] = {rate, rate}, other[TERMS], derivative[49], up[7], down[7], s[49];
    ent_saom_point      point = {conditional ? NULL : rates, theta, true, 5, 0, 0};
    size_t              q = ent_saom_parameter_count(m, conditional), first = conditional ? 0 : 2;
    ent_saom_sample     sample;

    assert_int_equal(m->term_count, TERMS);
    assert_int_equal(ent_saom_sample_make(ctx, m, &point, runs, NULL, &sample), ENT_OK);
    ent_saom_sample_moments(&sample, conditional, s, derivative, NULL);
    for (size_t slot = conditional ? 1 : 0; slot < sample.width; slot++) {
        double sum = 0, squares = 0;

        for (size_t run = 0; run < runs; run++) {
            double u = sample.score[run * 2 * sample.width + slot];

            sum += u;
            squares += u * u;
        }
        if (!(squares > 0 && fabs(sum) < 4.5 * sqrt(squares))) {
            fail_msg("type %d, slot %zu: scores of %g, %g squared", (int)m->type, slot, sum,
                     squares);
        }
    }
    ent_saom_sample_clear(&sample);
    for (size_t k = 0; k < TERMS; k++) { /* the same random numbers on both sides */
        memcpy(other, theta, sizeof other);
        point.effects = other;
        other[k] += H;
        assert_int_equal(ent_saom_sample_make(ctx, m, &point, runs, NULL, &sample), ENT_OK);
        ent_saom_sample_mean(&sample, conditional, up, NULL);
        ent_saom_sample_clear(&sample);
        other[k] -= 2 * H;
        assert_int_equal(ent_saom_sample_make(ctx, m, &point, runs, NULL, &sample), ENT_OK);
        ent_saom_sample_mean(&sample, conditional, down, NULL);
        ent_saom_sample_clear(&sample);
        for (size_t a = 0; a < q; a++) {
            double slope = (up[a] - down[a]) / (2 * H);
            double error = sqrt(2 * s[a * q + a] / (double)runs) / (2 * H) +
                           sqrt(s[a * q + a] / (double)runs) * 3 + .05 * fabs(slope);

            if (fabs(derivative[a * q + first + k] - slope) > 4.5 * error) {
                fail_msg("type %d: derivative %zu by %zu: %g, expected %g", (int)m->type, a, k,
                         derivative[a * q + first + k], slope);
            }
        }
    }
    ent_saom_destroy(m);
    ent_ctx_destroy(ctx);
}

static void
scores_give_the_derivatives(void **state)
{
    enum { RUNS = 10000 };
    static const double THETA[] = {-.8, .3, .4, -.2, .1}, OF_LOCAL[] = {-1, .7, .3, .2, -.4};

    (void)state;
    check_scores(LOCAL, OF_LOCAL, 2, false, RUNS);
    check_scores(LOCAL, OF_LOCAL, 2, true, RUNS);
    for (size_t i = 0; i < sizeof TYPES / sizeof TYPES[0]; i++) {
        check_scores(TYPES[i], THETA, i < 2 ? 2 : .8, i % 2 == 0, RUNS);
    }
}

/* Parts of effects, and actors who come and go, have the same kinds of scores. */
static const char PARTS[] =
    "format: 1\nname: d\ntie: {type: 1}\nwaves: {matrices: [w1, w2, w3]}\n" COVARIATES
    "effects: [{name: density}, {name: recip, type: endowment}, {name: transTrip, type: creation}, "
    "{name: egoX, of: v, type: endowment}, {name: X, of: d, type: creation}]\n";
static const char COMING[] =
    "format: 1\nname: u\ntie: {type: 2}\nwaves: {edges: u}\n"
    "actors: {count: 7, presence: p}\n" COVARIATES
    "effects: [{name: density}, {name: transTriads}, {name: X, of: d}, {name: altX, of: v}, "
    "{name: gwespFF}]\n";

static void
scores_of_parts_and_of_those_who_come_and_go_give_the_derivatives(void **state)
{
    enum { RUNS = 10000 };
    static const double THETA[] = {-.8, .5, .3, -.2, .4}, OF_COMING[] = {-.6, .2, .3, -.1, .2};

    (void)state;
    check_scores(PARTS, THETA, 2, false, RUNS / 4);
    check_scores(COMING, OF_COMING, 2, false, RUNS / 4);
}

/* What a part counts: ties made, and with the other sign ties ended. */
static void
parts_count_what_was_made_and_what_was_ended(void **state)
{
    ent_ctx       *ctx = unit_ctx(1);
    ent_saom      *m = unit_model(ctx, PARTS, FILES);
    double         found[2 * 6];
    const uint8_t *x, *y;
    double         lost = 0, made = 0;

    (void)state;
    assert_int_equal(ent_saom_observed(ctx, m, found), ENT_OK);
    x = m->periods[0].start;
    y = m->periods[0].end;
    for (size_t i = 0; i < N; i++) {
        for (size_t j = 0; j < N; j++) {
            lost += x[i * N + j] && !y[i * N + j] ? x[j * N + i] : 0;
            for (size_t h = 0; h < N; h++) {
                made += y[i * N + j] && !x[i * N + j] ? y[i * N + h] * y[h * N + j] : 0;
            }
        }
    }
    assert_true(lost > 0 && made > 0);
    assert_near(found[2], -lost, 1e-12);
    assert_near(found[3], made, 1e-12);
    ent_saom_destroy(m);
    ent_ctx_destroy(ctx);
}

/* From one tie to all: no walk comes so far, and none is waited for to no end. */
static void
what_no_simulation_reaches_is_said_soon(void **state)
{
    static const char YAML[] = "format: 1\nname: u\ntie: {type: 2}\nwaves: {edges: e}\n"
                               "actors: {count: 12}\nconditional: true\n"
                               "effects: [{name: density}, {name: transTriads}]\n";
    ent_ctx          *ctx = unit_ctx(1);
    ent_text          edges;
    unit_file         tables[] = {{"e", NULL}, {NULL, NULL}};
    ent_saom         *m;
    ent_fit           fit;

    (void)state;
    ent_text_init(&edges);
    ent_text_add(&edges, "wave,i,j\n1,0,1\n");
    for (int pair = 0; pair < 12 * 12; pair++) {
        if (pair / 12 < pair % 12) {
            ent_text_addf(&edges, "2,%d,%d\n", pair / 12, pair % 12);
        }
    }
    tables[0].text = edges.bytes;
    m = unit_model(ctx, YAML, tables);
    assert_int_equal(ent_saom_fit(ctx, m, NULL, &fit), ENT_OK);
    assert_false(fit.converged);
    assert_non_null(strstr(fit.reason, "the limit of"));
    assert_true(isnan(fit.rates[0].estimate) && isnan(fit.rates[0].se));
    for (size_t k = 0; k < fit.effect_count; k++) {
        assert_true(isnan(fit.effects[k].estimate) && fit.effects[k].problem != NULL);
        assert_true(isnan(fit.effects[k].simulated) && isnan(fit.effects[k].sd));
    }
    ent_fit_clear(&fit);
    ent_saom_destroy(m);
    ent_text_clear(&edges);
    ent_ctx_destroy(ctx);
}

/* 5. fits */

static void
a_fit_is_the_same_at_any_number_of_threads(void **state)
{
    ent_fit fits[2];
    size_t  known = 0;

    (void)state;
    for (int jobs = 1; jobs <= 2; jobs++) {
        ent_ctx        *ctx = unit_ctx(jobs);
        ent_fit_options options = {.n3 = 120, .restarts = -1};
        ent_saom       *m = unit_model(ctx, LOCAL, FILES);

        assert_int_equal(ent_saom_fit(ctx, m, &options, &fits[jobs - 1]), ENT_OK);
        ent_saom_destroy(m);
        ent_ctx_destroy(ctx);
    }
    assert_int_equal(fits[0].effect_count, 5);
    for (size_t k = 0; k < fits[0].effect_count; k++) {
        assert_true((fits[0].effects[k].problem == NULL) == (fits[1].effects[k].problem == NULL));
        if (fits[0].effects[k].problem == NULL) {
            assert_true(fits[0].effects[k].estimate == fits[1].effects[k].estimate);
            assert_true(fits[0].effects[k].se == fits[1].effects[k].se);
            known++;
        }
    }
    assert_true(known >= 3);
    ent_fit_clear(&fits[0]);
    ent_fit_clear(&fits[1]);
}

/* The same covariate twice; the second is centred, and adds nothing. */
static void
what_cannot_be_told_has_no_number(void **state)
{
    static const char YAML[] =
        "format: 1\nname: t\ntie: {type: 1}\nwaves: {matrices: [w1, w2, w3]}\n"
        "covariates: [{name: d, kind: dyadic, file: d}, "
        "{name: again, kind: dyadic, file: d, centred: true}]\n"
        "effects: [{name: density}, {name: X, of: d}, {name: X, of: again}]\nn3: 100\n";
    ent_ctx  *ctx = unit_ctx(1);
    ent_saom *m = unit_model(ctx, YAML, FILES);
    ent_fit   fit;

    (void)state;
    assert_int_equal(ent_saom_fit(ctx, m, NULL, &fit), ENT_OK);
    assert_null(fit.effects[0].problem);
    assert_null(fit.effects[1].problem);
    assert_non_null(fit.effects[2].problem);
    assert_true(isnan(fit.effects[2].estimate) && isnan(fit.effects[2].se));
    assert_true(isnan(fit.covariance[2 * 3 + 2]) && fit.covariance[0] > 0);
    ent_fit_clear(&fit);
    ent_saom_destroy(m);
    ent_ctx_destroy(ctx);
}

/* What a covariate is counted in moves the decimal point of its effect and nothing else. */
static void
units_of_a_covariate_decide_nothing(void **state)
{
    static const char *const POWER[] = {"e-7", "", "e12"};
    static const double      UNIT[] = {1e-7, 1, 1e12};
    double                   estimate[3], se[3];

    (void)state;
    for (size_t u = 0; u < 3; u++) {
        ent_ctx        *ctx = unit_ctx(1);
        ent_fit_options options = {.n3 = 200};
        ent_text        values;
        unit_file       files[5];
        ent_saom       *m;
        ent_fit         fit;

        ent_text_init(&values);
        for (int i = 0; i < N; i++) {
            ent_text_addf(&values, "%d%s\n", (i * 5) % N, POWER[u]);
        }
        memcpy(files, FILES, 3 * sizeof *files);
        files[3] = (unit_file){"v", values.bytes};
        files[4] = (unit_file){NULL, NULL};
        m = unit_model(ctx,
                       "format: 1\nname: t\ntie: {type: 1}\nwaves: {matrices: [w1, w2, w3]}\n"
                       "covariates: [{name: v, kind: actor, file: v}]\n"
                       "effects: [{name: density}, {name: altX, of: v}]\n",
                       files);
        assert_int_equal(ent_saom_fit(ctx, m, &options, &fit), ENT_OK);
        assert_true(fit.converged && fit.effects[1].problem == NULL);
        estimate[u] = fit.effects[1].estimate * UNIT[u];
        se[u] = fit.effects[1].se * UNIT[u];
        ent_fit_clear(&fit);
        ent_saom_destroy(m);
        ent_text_clear(&values);
        ent_ctx_destroy(ctx);
    }
    for (size_t u = 0; u < 3; u += 2) {
        assert_near(estimate[u], estimate[1], .2 * se[1]);
        assert_near(se[u], se[1], .2 * se[1]);
    }
}

/* Five ties more and none less: no network of the model has more, so that none is too many. */
static void
what_only_grows_has_no_estimate(void **state)
{
    static const unit_file GROWS[] = {{"g", "wave,i,j\n1,0,1\n1,2,3\n2,0,1\n2,2,3\n2,3,4\n2,1,4\n"
                                            "2,0,5\n2,2,6\n2,6,7\n"},
                                      {NULL, NULL}};
    static const char      MODEL[] = "format: 1\nname: g\ntie: {type: 2}\nwaves: {edges: g}\n"
                                     "actors: {count: 10}\neffects: [{name: density}]\nn3: 200\n";
    ent_ctx               *ctx = unit_ctx(1);
    ent_saom              *m = unit_model(ctx, MODEL, GROWS);
    ent_fit                fit;

    (void)state;
    assert_int_equal(ent_saom_fit(ctx, m, NULL, &fit), ENT_OK);
    assert_true(isnan(fit.effects[0].estimate) && isnan(fit.covariance[0]));
    assert_non_null(strstr(fit.effects[0].problem, "more of it than was observed"));
    ent_fit_clear(&fit);
    ent_saom_destroy(m);
    ent_ctx_destroy(ctx);
}

/* Edges of a network of `n` actors, two waves, the second simulated from the first. */
static void
write_waves(const ent_saom_state *start, const ent_saom_state *end, ent_text *out)
{
    const ent_saom_state *waves[] = {start, end};

    ent_text_init(out);
    ent_text_add(out, "wave,i,j\n");
    for (size_t w = 0; w < 2; w++) {
        for (size_t cell = 0; cell < start->n * start->n; cell++) {
            size_t i = cell / start->n, j = cell % start->n;

            if (waves[w]->tie[cell] != 0 && (start->model->directed || i < j)) {
                ent_text_addf(out, "%zu,%zu,%zu\n", w + 1, i, j);
            }
        }
    }
}

static void
write_ring(size_t n, ent_text *out)
{
    ent_text_init(out);
    ent_text_add(out, "wave,i,j\n");
    for (size_t i = 0; i < n; i++) {
        ent_text_addf(out, "1,%zu,%zu\n1,%zu,%zu\n2,%zu,%zu\n", i, (i + 1) % n, i, (i + 5) % n, i,
                      (i + 2) % n);
    }
}

/* From parameters to networks and back: within 4 standard errors. */
static void
check_recovery(const char *type, const double *theta, double rate)
{
    enum { ACTORS = 60, TERMS = 2 };
    ent_ctx        *ctx = unit_ctx(0);
    ent_text        ring, ties, yaml;
    ent_saom       *m, *again;
    ent_saom_bench *bench;
    ent_saom_path   path;
    ent_key         k = {3, 0, ENT_PROCESS_TIES, 0, 0};
    double          z[TERMS];
    ent_fit_options options = {.n3 = 300};
    ent_fit         fit;

    write_ring(ACTORS, &ring);
    ent_text_init(&yaml);
    ent_text_addf(&yaml,
                  "format: 1\nname: r\ntie: {type: %s}\nwaves: {edges: e}\nactors: {count: %d}\n"
                  "effects: [{name: density}, {name: %s}]\n",
                  type, ACTORS, type[0] == '1' ? "recip" : "transTriads");
    m = unit_model(ctx, ent_text_get(&yaml),
                   (unit_file[]){{"e", ent_text_get(&ring)}, {NULL, NULL}});
    assert_int_equal(ent_saom_bench_create(ctx, m, &bench), ENT_OK);
    ent_saom_bench_set(bench, theta);
    ent_saom_walk(bench, 0, rate, false, &k, z, NULL, &path);
    {
        ent_saom_state start;

        assert_int_equal(ent_saom_state_init(ctx, m, &start), ENT_OK);
        ent_saom_state_set(&start, &m->periods[0], m->periods[0].start);
        write_waves(&start, ent_saom_bench_state(bench), &ties);
        ent_saom_state_clear(&start);
    }
    again = unit_model(ctx, ent_text_get(&yaml),
                       (unit_file[]){{"e", ent_text_get(&ties)}, {NULL, NULL}});
    assert_int_equal(ent_saom_fit(ctx, again, &options, &fit), ENT_OK);
    assert_true(fit.converged);
    assert_true(fabs(fit.rates[0].estimate - rate) < 4 * fit.rates[0].se);
    for (size_t t = 0; t < TERMS; t++) {
        assert_true(fit.effects[t].se > 0 && fit.effects[t].se < 1.5);
        assert_true(fabs(fit.effects[t].estimate - theta[t]) < 4 * fit.effects[t].se);
    }
    ent_fit_clear(&fit);
    ent_saom_bench_destroy(bench);
    ent_saom_destroy(m);
    ent_saom_destroy(again);
    ent_text_clear(&ring);
    ent_text_clear(&ties);
    ent_text_clear(&yaml);
    ent_ctx_destroy(ctx);
}

static void
parameters_come_back_from_simulated_data(void **state)
{
    (void)state;
    check_recovery("1", (double[]){-1.6, 1.2}, 4);
    check_recovery("2", (double[]){-1.8, .4}, 3);
    check_recovery("3", (double[]){-.8, .3}, 3);
    check_recovery("4", (double[]){-2.5, .5}, .6);
    check_recovery("5", (double[]){-1, .3}, .6);
    check_recovery("6", (double[]){-1, .25}, .6);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(directed_changes_and_statistics_are_those_of_the_definitions),
        cmocka_unit_test(undirected_changes_and_statistics_are_those_of_the_definitions),
        cmocka_unit_test(the_simulator_agrees_with_a_slow_one),
        cmocka_unit_test(scores_give_the_derivatives),
        cmocka_unit_test(scores_of_parts_and_of_those_who_come_and_go_give_the_derivatives),
        cmocka_unit_test(parts_count_what_was_made_and_what_was_ended),
        cmocka_unit_test(what_no_simulation_reaches_is_said_soon),
        cmocka_unit_test(a_fit_is_the_same_at_any_number_of_threads),
        cmocka_unit_test(what_cannot_be_told_has_no_number),
        cmocka_unit_test(units_of_a_covariate_decide_nothing),
        cmocka_unit_test(what_only_grows_has_no_estimate),
        cmocka_unit_test(parameters_come_back_from_simulated_data),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
