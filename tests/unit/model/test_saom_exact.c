/*
 * test_saom_exact.c - walks of small networks against the exact probabilities of all networks
 *
 *   1. functions of actors     2. the generator     3. what is expected     4. walks
 *
 * Three or four actors have 64 networks.  A walk is a Markov process on them; from its generator Q,
 * written down by the definition of each type, follow exp(Q): the probability of every network at
 * the end of a period, where a conditional walk ends and after how long, and their derivatives by
 * the parameters, which are the means of the scores of the walks that end there.
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_saom.h"

#include <math.h>

#include "model/ties/bench.h"
#include "model/ties/score_test.h"

enum { MOST = 4, NETWORKS = 64, TERMS = 4, RUNS = 20000, PARAMETERS = TERMS + 1 };

static const double UNLIKELY = 1e-5, TOLERANCE = 5; /* of tests; in standard errors */

static const unit_file FILES[] = {{"u", "wave,i,j\n1,0,1\n1,1,2\n2,0,1\n2,0,2\n2,0,3\n"},
                                  {"d1", "0,1,0\n0,0,1\n0,0,0\n"},
                                  {"d2", "0,1,1\n1,0,0\n0,0,0\n"},
                                  {"v", "1\n-.5\n.3\n.8\n"},
                                  {"v3", "1\n-.5\n.3\n"},
                                  {"p", "i,from,to\n3,1.4,\n1,,1.7\n"},
                                  {NULL, NULL}};

static const double VALUE[MOST] = {1, -.5, .3, .8};

/* 1. functions of actors */

/* A network of n actors as bits, one a tie; undirected ties have one bit. */
typedef struct world {
    int            type;
    size_t         n, count;
    const uint8_t *there; /* actors */
    double         theta[TERMS], rate;
} world;

typedef struct network {
    int x[MOST][MOST];
} network;

static size_t
bit_of(const world *w, size_t i, size_t j)
{
    size_t bit = 0;

    for (size_t a = 0; a < w->n; a++) {
        for (size_t b = w->type == 1 ? 0 : a + 1; b < w->n; b++) {
            if (a == b) {
                continue;
            }
            if ((a == i && b == j) || (w->type != 1 && a == j && b == i)) {
                return bit;
            }
            bit++;
        }
    }
    return bit;
}

static network
network_of(const world *w, size_t code)
{
    network g = {{{0}}};

    for (size_t i = 0; i < w->n; i++) {
        for (size_t j = 0; j < w->n; j++) {
            g.x[i][j] = i != j && (code >> bit_of(w, i, j) & 1) != 0;
        }
    }
    return g;
}

/* What i is after: ties; closed pairs (directed: mutual ties); values of others; their degrees. */
static double
part_of(const world *w, size_t code, size_t i, size_t term)
{
    network g = network_of(w, code);
    double  sum = 0;

    for (size_t j = 0; j < w->n; j++) {
        double in = 0, closed = 0;

        for (size_t h = 0; h < w->n; h++) {
            in += g.x[h][j];
            closed += g.x[i][h] * g.x[h][j];
        }
        switch (term) {
        case 0:
            sum += g.x[i][j];
            break;
        case 1:
            sum += w->type == 1 ? g.x[i][j] * g.x[j][i] : g.x[i][j] * closed / 2;
            break;
        case 2:
            sum += g.x[i][j] * VALUE[j];
            break;
        default:
            sum += g.x[i][j] * in;
        }
    }
    return sum;
}

static double
function_of(const world *w, size_t code, size_t i)
{
    double sum = 0;

    for (size_t k = 0; k < TERMS; k++) {
        sum += w->theta[k] * part_of(w, code, i, k);
    }
    return sum;
}

/* 2. the generator */

static double
logistic(double x)
{
    return 1 / (1 + exp(-x));
}

static double
gain(const world *w, size_t code, size_t i, size_t j)
{
    size_t other = code ^ (size_t)1 << bit_of(w, i, j);

    return function_of(w, other, i) - function_of(w, code, i);
}

/* How likely i, who may change one of his ties or none, changes that to j. */
static double
choice(const world *w, size_t code, size_t i, size_t j)
{
    double sum = 1;

    for (size_t h = 0; h < w->n; h++) {
        sum += h != i && w->there[h] ? exp(gain(w, code, i, h)) : 0;
    }
    return exp(gain(w, code, i, j)) / sum;
}

/* How often the tie from i to j (undirected: between them) changes in a time. */
static double
rate_of(const world *w, size_t code, size_t i, size_t j)
{
    bool   made = (code >> bit_of(w, i, j) & 1) == 0;
    double a = gain(w, code, i, j), b = gain(w, code, j, i), meetings = 2 * w->rate * w->rate;

    switch (w->type) {
    case 1:
        return w->rate * choice(w, code, i, j);
    case 2:
        return w->rate * (choice(w, code, i, j) + choice(w, code, j, i));
    case 3:
        return w->rate * (choice(w, code, i, j) * (made ? logistic(b) : 1) +
                          choice(w, code, j, i) * (made ? logistic(a) : 1));
    case 4:
        return meetings * (logistic(a) + logistic(b)) / 2;
    case 5:
        return meetings * (made ? logistic(a) * logistic(b)
                                : logistic(a) + logistic(b) - logistic(a) * logistic(b));
    default:
        return meetings * logistic(a + b);
    }
}

/* Q of networks; those that are at least `most` ties from `start` are left no more (0: all are). */
static void
fill_generator(const world *w, size_t start, int most, double q[NETWORKS][NETWORKS])
{
    memset(q, 0, sizeof(double[NETWORKS][NETWORKS]));
    for (size_t code = 0; code < w->count; code++) {
        for (size_t i = 0; i < w->n; i++) {
            for (size_t j = w->type == 1 ? 0 : i + 1; j < w->n; j++) {
                size_t other = code ^ (size_t)1 << bit_of(w, i, j);

                if (i == j || !w->there[i] || !w->there[j] ||
                    (most > 0 && __builtin_popcountll(code ^ start) >= most)) {
                    continue;
                }
                q[code][other] += rate_of(w, code, i, j);
                q[code][code] -= rate_of(w, code, i, j);
            }
        }
    }
}

/* 3. what is expected */

/* p exp(Q time), by the mean over the number of steps of a walk with a step at a constant rate. */
static void
let_pass(const world *w, double q[NETWORKS][NETWORKS], double time, double *p)
{
    double fastest = 1e-9, weight, now[NETWORKS], next[NETWORKS], out[NETWORKS] = {0};

    for (size_t a = 0; a < w->count; a++) {
        fastest = fmax(fastest, -q[a][a]);
    }
    memcpy(now, p, sizeof now);
    weight = exp(-fastest * time);
    for (int step = 1; step < 400; step++) {
        memset(next, 0, sizeof next);
        for (size_t a = 0; a < w->count; a++) {
            out[a] += weight * now[a];
            for (size_t b = 0; b < w->count; b++) {
                next[b] += now[a] * ((a == b) + q[a][b] / fastest);
            }
        }
        memcpy(now, next, sizeof now);
        weight *= fastest * time / step;
    }
    memcpy(p, out, sizeof out);
}

/* The probability of every network at the end of a period without comings and goings. */
static void
expect_end(const world *w, size_t start, double *p)
{
    static double q[NETWORKS][NETWORKS];

    memset(p, 0, NETWORKS * sizeof *p);
    p[start] = 1;
    fill_generator(w, start, 0, q);
    let_pass(w, q, 1, p);
}

/* The same where actor 3 joins at 0.4 and actor 1 leaves at 0.7, with all his ties. */
static void
expect_passing(world *w, size_t start, double *p)
{
    static const uint8_t THERE[3][MOST] = {{1, 1, 1, 0}, {1, 1, 1, 1}, {1, 0, 1, 1}};
    static const double  TIME[] = {.4, .3, .3};
    static double        q[NETWORKS][NETWORKS];

    memset(p, 0, NETWORKS * sizeof *p);
    p[start] = 1;
    for (size_t k = 0; k < 3; k++) {
        w->there = THERE[k];
        for (size_t code = 0; code < w->count && k == 2; code++) {
            size_t without = code;

            for (size_t j = 0; j < w->n; j++) {
                without &= j == 1 ? ~(size_t)0 : ~((size_t)1 << bit_of(w, 1, j));
            }
            if (without != code) {
                p[without] += p[code];
                p[code] = 0;
            }
        }
        fill_generator(w, start, 0, q);
        let_pass(w, q, TIME[k], p);
    }
}

/* Where a walk is that ends so many ties from where it began; returns its mean time. */
static double
expect_stop(const world *w, size_t start, int distance, double *p)
{
    static double q[NETWORKS][NETWORKS];
    double        now[NETWORKS] = {0}, time = 0, left = 1;

    memset(p, 0, NETWORKS * sizeof *p);
    now[start] = 1;
    fill_generator(w, start, distance, q);
    while (left > 1e-13) {
        double next[NETWORKS] = {0};

        left = 0;
        for (size_t a = 0; a < w->count; a++) {
            if (q[a][a] == 0) {
                p[a] += now[a];
                continue;
            }
            time += now[a] / -q[a][a];
            for (size_t b = 0; b < w->count; b++) {
                next[b] += a == b ? 0 : now[a] * q[a][b] / -q[a][a];
            }
            left += now[a];
        }
        memcpy(now, next, sizeof now);
    }
    return time;
}

/* 4. walks */

/* Of walks that ended in a network: how many, sums of scores (the rate's last) and squares. */
typedef struct ending {
    double count, score[PARAMETERS], squares[PARAMETERS];
} ending;

typedef struct walks {
    ending of[NETWORKS];
    double elapsed, squares;
} walks;

static size_t
code_of(const world *w, const uint8_t *tie)
{
    size_t code = 0;

    for (size_t i = 0; i < w->n; i++) {
        for (size_t j = 0; j < w->n; j++) {
            code |= i != j && tie[i * w->n + j] != 0 ? (size_t)1 << bit_of(w, i, j) : 0;
        }
    }
    return code;
}

static void
walk(const world *w, const ent_saom *m, bool conditional, walks *out)
{
    ent_ctx        *ctx = unit_ctx(1);
    ent_saom_bench *bench;
    double          statistics[TERMS], scores[PARAMETERS];

    memset(out, 0, sizeof *out);
    assert_int_equal(ent_saom_bench_create(ctx, m, &bench), ENT_OK);
    ent_saom_bench_set(bench, w->theta);
    for (uint32_t run = 0; run < RUNS; run++) {
        ent_key       key = {23, run, ENT_PROCESS_TEST, 0, 0};
        ent_saom_path path;
        ending       *at;

        ent_saom_walk(bench, 0, w->rate, conditional, &key, statistics, scores, &path);
        assert_false(path.stopped);
        scores[TERMS] = path.rate_score;
        at = &out->of[code_of(w, ent_saom_bench_state(bench)->tie)];
        at->count++;
        out->elapsed += path.elapsed / RUNS;
        out->squares += path.elapsed * path.elapsed / RUNS;
        for (size_t k = 0; k < PARAMETERS; k++) {
            at->score[k] += scores[k];
            at->squares[k] += scores[k] * scores[k];
        }
    }
    ent_saom_bench_destroy(bench);
    ent_ctx_destroy(ctx);
}

/* Pearson's statistic; networks that are hardly ever reached are taken together. */
static void
compare_counts(const world *w, const walks *found, const double *p, const char *what)
{
    double few = 0, few_found = 0, chi = 0, tail;
    size_t cells = 0;

    for (size_t code = 0; code < NETWORKS; code++) {
        double expected = RUNS * p[code], there = found->of[code].count;

        if (p[code] < 1e-12) {
            assert_true(there == 0);
        } else if (expected < 5) {
            few += expected;
            few_found += there;
        } else {
            chi += (there - expected) * (there - expected) / expected;
            cells++;
        }
    }
    if (few >= 5) {
        chi += (few_found - few) * (few_found - few) / few;
        cells++;
    }
    assert_true(cells > 5);
    tail = ent_chi_square_tail(chi, cells - 1);
    if (tail < UNLIKELY) {
        fail_msg("type %d, %s: chi-square %g of %zu networks, p %g", w->type, what, chi, cells,
                 tail);
    }
}

/* What is expected with a parameter moved by so much; `ties`: of a walk until the distance. */
static void
expect_moved(const world *w, size_t start, int ties, size_t parameter, double by, double *p)
{
    world other = *w;

    if (parameter < TERMS) {
        other.theta[parameter] += by;
    } else {
        other.rate += by;
    }
    if (ties > 0) {
        (void)expect_stop(&other, start, ties, p);
    } else {
        expect_end(&other, start, p);
    }
}

/* The mean score of walks that end in a network, times its probability: the derivative of that. */
static void
compare_scores(const world *w, size_t start, int ties, const walks *found)
{
    static const double H = 1e-4;
    double              up[NETWORKS], down[NETWORKS];

    for (size_t k = 0; k < (ties > 0 ? TERMS : PARAMETERS); k++) {
        expect_moved(w, start, ties, k, H, up);
        expect_moved(w, start, ties, k, -H, down);
        for (size_t code = 0; code < w->count; code++) {
            double slope = (up[code] - down[code]) / (2 * H);
            double mean = found->of[code].score[k] / RUNS;
            double error = sqrt(found->of[code].squares[k] / RUNS - mean * mean) / sqrt(RUNS);

            if (fabs(mean - slope) > TOLERANCE * error + 3.0 / RUNS) {
                fail_msg("type %d, network %zu, parameter %zu: %g, expected %g (%g)", w->type, code,
                         k, mean, slope, error);
            }
        }
    }
}

static const uint8_t ALL[MOST] = {1, 1, 1, 1};

static world
world_of(int type)
{
    /* forces that differ between the two, so that who decides matters; type 4 to 6 meet */
    return (world){.type = type,
                   .n = type == 1 ? 3 : 4,
                   .count = NETWORKS,
                   .there = ALL,
                   .theta = {-1, .8, 1, .3},
                   .rate = type < 4 ? 2.5 : 1.1};
}

static ent_saom *
model_of(ent_ctx *ctx, int type, const char *presence)
{
    char text[1024];

    (void)snprintf(text, sizeof text,
                   "format: 1\nname: m\ntie: {type: %d}\nwaves: {%s}\n%s"
                   "covariates: [{name: v, kind: actor, file: %s}]\n"
                   "effects: [{name: density}, {name: %s}, {name: altX, of: v}, {name: inPop}]\n",
                   type, type == 1 ? "matrices: [d1, d2]" : "edges: u", presence,
                   type == 1 ? "v3" : "v", type == 1 ? "recip" : "transTriads");
    return unit_model(ctx, text, FILES);
}

static void
check_type(int type)
{
    ent_ctx  *ctx = unit_ctx(1);
    world     w = world_of(type);
    ent_saom *m = model_of(ctx, type, type == 1 ? "" : "actors: {count: 4}\n");
    size_t    start = code_of(&w, m->periods[0].start);
    int       ties = (int)m->periods[0].distance / (type == 1 ? 1 : 2);
    walks     found;
    double    p[NETWORKS], time, error;

    walk(&w, m, false, &found);
    expect_end(&w, start, p);
    compare_counts(&w, &found, p, "a period");
    compare_scores(&w, start, 0, &found);
    walk(&w, m, true, &found);
    w.rate = 1;
    time = expect_stop(&w, start, ties, p);
    compare_counts(&w, &found, p, "until the distance");
    compare_scores(&w, start, ties, &found);
    error = sqrt((found.squares - found.elapsed * found.elapsed) / RUNS);
    if (fabs(found.elapsed - time) > TOLERANCE * error) {
        fail_msg("type %d: %g until the distance, expected %g", type, found.elapsed, time);
    }
    ent_saom_destroy(m);
    ent_ctx_destroy(ctx);
}

static void
walks_of_every_type_end_as_often_as_they_should(void **state)
{
    (void)state;
    for (int type = 1; type <= 6; type++) {
        check_type(type);
    }
}

static void
those_who_come_and_go_do_so_in_every_type(void **state)
{
    (void)state;
    for (int type = 2; type <= 6; type++) {
        ent_ctx  *ctx = unit_ctx(1);
        world     w = world_of(type);
        ent_saom *m = model_of(ctx, type, "conditional: false\nactors: {count: 4, presence: p}\n");
        walks     found;
        double    p[NETWORKS];

        walk(&w, m, false, &found);
        expect_passing(&w, code_of(&w, m->periods[0].start), p);
        compare_counts(&w, &found, p, "with comings and goings");
        ent_saom_destroy(m);
        ent_ctx_destroy(ctx);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walks_of_every_type_end_as_often_as_they_should),
        cmocka_unit_test(those_who_come_and_go_do_so_in_every_type),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
