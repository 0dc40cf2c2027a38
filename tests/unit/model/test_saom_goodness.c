/*
 * test_saom_goodness.c - what a fit is held against: counts of networks, tests, years ahead
 *
 *   1. slow counts     2. score tests     3. data of known parameters     4. goodness, time
 *   5. years ahead     6. fits that were kept
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_saom.h"

#include <math.h>

#include "base/text.h"
#include "model/ties/auxiliary.h"
#include "model/ties/bench.h"
#include "model/ties/sample.h"
#include "model/ties/score_test.h"

/* 1. slow counts */

enum { N = 9 };

static int
tie(const ent_saom_state *s, size_t i, size_t j)
{
    return s->tie[i * s->n + j];
}

/* The class of a triad by mutual, one-way and no ties, and the way that the latter go. */
static const char *
slow_class(const ent_saom_state *s, const size_t *v)
{
    static const size_t PAIRS[3][2] = {{0, 1}, {0, 2}, {1, 2}};
    int                 mutual = 0, one_way = 0, out[3] = {0}, in[3] = {0}, in_mutual[3] = {0};

    for (int k = 0; k < 3; k++) {
        size_t a = PAIRS[k][0], b = PAIRS[k][1];
        int    ab = tie(s, v[a], v[b]), ba = tie(s, v[b], v[a]);

        if (ab != 0 && ba != 0) {
            mutual++;
            in_mutual[a]++;
            in_mutual[b]++;
        } else if (ab != 0 || ba != 0) {
            one_way++;
            out[ab != 0 ? a : b]++;
            in[ab != 0 ? b : a]++;
        }
    }
    bool two_out = out[0] == 2 || out[1] == 2 || out[2] == 2;
    bool two_in = in[0] == 2 || in[1] == 2 || in[2] == 2;

    switch (mutual * 10 + one_way) {
    case 0:
        return "003";
    case 1:
        return "012";
    case 10:
        return "102";
    case 2:
        return two_out ? "021D" : two_in ? "021U" : "021C";
    case 11: /* A <-> B <- C is 111D */
        for (int k = 0; k < 3; k++) {
            if (in_mutual[k] == 1 && in[k] == 1) {
                return "111D";
            }
        }
        return "111U";
    case 3:
        return two_out ? "030T" : "030C";
    case 20:
        return "201";
    case 12:
        return two_out ? "120D" : two_in ? "120U" : "120C";
    case 21:
        return "210";
    default:
        return "300";
    }
}

static double
slow_value(const ent_saom_state *s, const ent_saom_auxiliary *a, size_t k)
{
    double count = 0;
    size_t n = s->n;

    if (strcmp(a->name, "triads") == 0) {
        for (size_t h = 0; h < n * n * n; h++) {
            size_t v[3] = {h / n / n, h / n % n, h % n};

            if (v[0] < v[1] && v[1] < v[2]) {
                int ties = tie(s, v[0], v[1]) + tie(s, v[0], v[2]) + tie(s, v[1], v[2]);

                count += s->model->directed ? strcmp(slow_class(s, v), a->value[k]) == 0
                                            : ties == (int)k;
            }
        }
    } else if (strcmp(a->name, "geodesic") == 0) {
        double far[N * N];

        for (size_t c = 0; c < n * n; c++) {
            far[c] = s->tie[c] != 0 ? 1 : INFINITY;
        }
        for (size_t h = 0; h < n; h++) {
            for (size_t c = 0; c < n * n; c++) {
                far[c] = fmin(far[c], far[c / n * n + h] + far[h * n + c % n]);
            }
        }
        for (size_t c = 0; c < n * n; c++) {
            count += c / n != c % n && far[c] <= (k == a->count - 1 ? 1e9 : (double)k + 1);
        }
        count /= s->model->directed ? 1 : 2;
    } else {
        for (size_t i = 0; i < n; i++) {
            int degree = 0;

            for (size_t j = 0; j < n; j++) {
                degree += strcmp(a->name, "indegree") == 0 ? tie(s, j, i) : tie(s, i, j);
            }
            count += degree <= a->level[k];
        }
    }
    return count;
}

static double
slow_signed(const ent_saom_state *s, size_t k)
{
    double count = 0;

    for (size_t h = 0; h < s->n * s->n * s->n; h++) {
        size_t v[3] = {h / s->n / s->n, h / s->n % s->n, h % s->n};
        size_t pairs[3] = {v[0] * s->n + v[1], v[0] * s->n + v[2], v[1] * s->n + v[2]};
        int    negative = 0, known = 0;

        for (int p = 0; p < 3; p++) {
            bool minus = s->model->negative->value[0][pairs[p]] > 0;

            negative += minus;
            known += minus || s->tie[pairs[p]] != 0;
        }
        count += v[0] < v[1] && v[1] < v[2] && known == 3 && negative == (int)k;
    }
    return count;
}

static void
compare_counts(const char *yaml, const unit_file *files)
{
    ent_ctx           *ctx = unit_ctx(1);
    ent_saom          *m = unit_model(ctx, yaml, files);
    ent_saom_auxiliary of[ENT_SAOM_MOST_AUXILIARIES];
    size_t             count = ent_saom_auxiliaries(m, N - 1, of);
    ent_saom_state     state;

    assert_int_equal(m->n, N);
    assert_int_equal(ent_saom_state_init(ctx, m, &state), ENT_OK);
    for (uint32_t run = 0; run < 40; run++) {
        ent_key key = {9, run, ENT_PROCESS_TEST, 0, 0};
        uint8_t ties[N * N] = {0};
        double  values[ENT_SAOM_MOST_LEVELS];

        for (uint32_t c = 0; c < N * N; c++) {
            size_t i = c / N, j = c % N;

            ties[c] = i != j && ent_random_uniform(&key, c) < .1 + .01 * run;
            ties[c] = !m->directed && i > j ? ties[j * N + i] : ties[c];
        }
        ent_saom_state_set(&state, &m->periods[0], ties);
        for (size_t f = 0; f < count; f++) {
            of[f].of(&state, &of[f], values);
            for (size_t k = 0; k < of[f].count; k++) {
                double slow =
                    of[f].name[0] == 's' ? slow_signed(&state, k) : slow_value(&state, &of[f], k);

                if (values[k] != slow) {
                    fail_msg("%s %s: %g, slowly %g", of[f].name, of[f].value[k], values[k], slow);
                }
            }
        }
    }
    ent_saom_state_clear(&state);
    ent_saom_destroy(m);
    ent_ctx_destroy(ctx);
}

static const unit_file PLAIN[] = {{"e", "wave,i,j\n1,0,1\n2,0,2\n"},
                                  {"q", "i,j\n0,1\n2,3\n4,5\n1,4\n0,8\n2,8\n3,8\n0,2\n"},
                                  {NULL, NULL}};

static void
counts_of_networks_are_those_of_the_definitions(void **state)
{
    (void)state;
    compare_counts("format: 1\nname: d\ntie: {type: 1}\nwaves: {edges: e}\nactors: {count: 9}\n"
                   "effects: [{name: density}]\n",
                   PLAIN);
    compare_counts("format: 1\nname: u\ntie: {type: 2}\nwaves: {edges: e}\nactors: {count: 9}\n"
                   "covariates: [{name: q, kind: dyadic, file: q}]\nnegative: q\n"
                   "effects: [{name: density}]\n",
                   PLAIN);
}

/* 2. score tests */

static void
assert_near(double found, double expected, double tolerance)
{
    if (!(fabs(found - expected) <= tolerance)) {
        fail_msg("%.12g, expected %.12g", found, expected);
    }
}

static void
the_tail_of_chi_square_is_that_of_tables(void **state)
{
    (void)state;
    assert_near(ent_chi_square_tail(3.841459, 1), .05, 1e-7);
    assert_near(ent_chi_square_tail(5.991465, 2), .05, 1e-7);
    assert_near(ent_chi_square_tail(11.34487, 3), .01, 1e-7);
    assert_near(ent_chi_square_tail(18.30704, 10), .05, 1e-7);
    assert_true(ent_chi_square_tail(0, 4) == 1 && ent_chi_square_tail(-1, 4) == 1);
    assert_true(isnan(ent_chi_square_tail(1, 0)) && isnan(ent_chi_square_tail((double)NAN, 1)));
}

/* With D = S (as of a maximum of likelihood) the test is that of Rao, known in closed form. */
static void
a_score_test_is_that_of_the_formula(void **state)
{
    static const double S[] = {4, 1, 1, 3}, G[] = {0, 2};
    ent_score_point     at = {2, S, S, G};
    size_t              estimated[] = {0}, tested[] = {1}, both[] = {1, 1};
    double              work[4 * 4 + 4];
    ent_score_test      found;

    (void)state;
    assert_int_equal(ent_score_test_room(2), 20);
    assert_true(ent_score_test_make(&at, estimated, 1, tested, 1, work, &found));
    assert_near(found.statistic, 4 / (3 - .25), 1e-12); /* g2 / (S_tt - S_te S_ee^-1 S_et) */
    assert_near(found.z, 2 / sqrt(2.75), 1e-12);
    assert_near(found.one_step, 2 / 2.75, 1e-12);
    assert_int_equal(found.df, 1);
    assert_true(ent_score_test_make(&at, estimated, 1, both, 2, work, &found));
    assert_int_equal(found.df, 1); /* the same one twice is one */
    assert_near(found.statistic, 4 / 2.75, 1e-9);
    assert_true(ent_score_test_make(&at, estimated, 1, estimated, 1, work, &found));
    assert_int_equal(found.df, 0); /* nothing is left of what is estimated */
    assert_true(isnan(found.p));
}

/* D is not symmetric: two parameters are estimated, two are tested beside them. */
static const double SCORE_S[] = {5, 1, .5, -1, 1, 4, 1, .5, .5, 1, 3, 1, -1, .5, 1, 6};
static const double SCORE_D[] = {4, .5, 1, 0, 1.5, 3, -.5, 1, .2, 1, 2, .7, -1, 0, .8, 5};

/* Of rows e = (0, 2) and t = (1, 3): gamma = D_te D_ee^-1, written out. */
static void
slow_gamma(double gamma[2][2])
{
    const double *d = SCORE_D;
    double        det = d[0] * d[10] - d[2] * d[8];

    for (size_t i = 0; i < 2; i++) {
        const double *row = &d[(2 * i + 1) * 4];

        gamma[i][0] = (row[0] * d[10] - row[2] * d[8]) / det;
        gamma[i][1] = (row[2] * d[0] - row[0] * d[2]) / det;
    }
}

/* r' V^-1 r with r = A g and V = A S A', A = (-gamma, 1). */
static double
slow_statistic(const double g[4], double one_step[2])
{
    double gamma[2][2], a[2][4], r[2] = {0, 0}, v[2][2] = {{0, 0}, {0, 0}};

    slow_gamma(gamma);
    for (size_t i = 0; i < 2; i++) {
        double slope = 0;

        a[i][0] = -gamma[i][0];
        a[i][2] = -gamma[i][1];
        a[i][1] = i == 0;
        a[i][3] = i == 1;
        for (size_t k = 0; k < 4; k++) {
            r[i] += a[i][k] * g[k];
            slope += a[i][k] * SCORE_D[k * 4 + 2 * i + 1];
        }
        one_step[i] = r[i] / slope;
    }
    for (size_t i = 0; i < 16; i++) {
        for (size_t j = 0; j < 4; j++) {
            v[i / 8][i / 4 % 2] += a[i / 8][i % 4] * SCORE_S[i % 4 * 4 + j] * a[i / 4 % 2][j];
        }
    }
    return (r[0] * r[0] * v[1][1] - 2 * r[0] * r[1] * v[0][1] + r[1] * r[1] * v[0][0]) /
           (v[0][0] * v[1][1] - v[0][1] * v[1][0]);
}

/* A draw of deviations with covariance S, by its Cholesky root. */
static void
draw_deviations(uint32_t number, double g[4])
{
    ent_key key = {.seed = 31, .run = number, .process = ENT_PROCESS_TEST};
    double  root[16] = {0};

    for (size_t i = 0; i < 4; i++) {
        g[i] = 0;
        for (size_t j = 0; j <= i; j++) {
            double left = SCORE_S[i * 4 + j];

            for (size_t k = 0; k < j; k++) {
                left -= root[i * 4 + k] * root[j * 4 + k];
            }
            root[i * 4 + j] = i == j ? sqrt(left) : left / root[j * 4 + j];
            g[i] += root[i * 4 + j] * ent_random_normal(&key, (uint32_t)j);
        }
    }
}

/* And where nothing is there, it is a chi-square of as many degrees: mean df, 5 % beyond it. */
static void
a_score_test_beside_others_is_a_chi_square(void **state)
{
    enum { DRAWS = 4000 };
    static const size_t ESTIMATED[] = {0, 2}, TESTED[] = {1, 3};
    double              g[4], work[4 * 16 + 8], one_step[2], sum = 0;
    size_t              beyond = 0;
    ent_score_point     at = {4, SCORE_S, SCORE_D, g};

    (void)state;
    assert_int_equal(ent_score_test_room(4), 72);
    for (uint32_t draw = 0; draw < DRAWS; draw++) {
        ent_score_test both, one;

        draw_deviations(draw, g);
        assert_true(ent_score_test_make(&at, ESTIMATED, 2, TESTED, 2, work, &both));
        assert_int_equal(both.df, 2);
        assert_near(both.statistic, slow_statistic(g, one_step), 1e-9 * (1 + both.statistic));
        assert_near(both.p, exp(-both.statistic / 2), 1e-9);
        for (size_t i = 0; i < 2; i++) {
            assert_true(ent_score_test_make(&at, ESTIMATED, 2, &TESTED[i], 1, work, &one));
            assert_near(one.one_step, one_step[i], 1e-9 * (1 + fabs(one_step[i])));
            assert_near(one.z * one.z, one.statistic, 1e-9 * (1 + one.statistic));
        }
        sum += both.statistic;
        beyond += both.p < .05;
    }
    assert_near(sum / DRAWS, 2, .13); /* four standard errors */
    assert_near((double)beyond / DRAWS, .05, .014);
}

/* 3. data of known parameters: a ring of actors, and what becomes of it */

enum { ACTORS = 40 };

static void
add_wave(ent_text *out, size_t wave, const ent_saom_state *s)
{
    for (size_t c = 0; c < s->n * s->n; c++) {
        if (s->tie[c] != 0 && (s->model->directed || c / s->n < c % s->n)) {
            ent_text_addf(out, "%zu,%zu,%zu\n", wave, c / s->n, c % s->n);
        }
    }
}

/*
 * Waves by density and a second effect, whose parameter is another in the second period; written
 * as edges.  `head` is a model file without its effects; of undirected ties.
 */
static void
make_waves(ent_ctx *ctx, const char *head, const double *second, size_t periods, uint32_t seed,
           ent_text *out)
{
    ent_text        start, yaml;
    ent_saom_bench *bench;
    ent_saom       *m;
    double          z[2], theta[2] = {-1.8, 0};

    ent_text_init(&start);
    ent_text_init(&yaml);
    ent_text_init(out);
    ent_text_add(&start, "wave,i,j\n");
    for (size_t i = 0; i < ACTORS; i++) {
        ent_text_addf(&start, "1,%zu,%zu\n1,%zu,%zu\n2,%zu,%zu\n3,%zu,%zu\n", i, (i + 1) % ACTORS,
                      i, (i + 5) % ACTORS, i, (i + 2) % ACTORS, i, (i + 3) % ACTORS);
    }
    ent_text_addf(&yaml, "%seffects: [{name: density}, {name: transTriads}]\n", head);
    m = unit_model(ctx, ent_text_get(&yaml),
                   (unit_file[]){{"e", ent_text_get(&start)}, {NULL, NULL}});
    assert_int_equal(ent_saom_bench_create(ctx, m, &bench), ENT_OK);
    ent_text_add(out, "wave,i,j\n");
    for (size_t p = 0; p < periods; p++) {
        ent_key       key = {seed, 0, ENT_PROCESS_TIES, (uint32_t)p, 0};
        ent_saom_path path;

        theta[1] = second[p];
        ent_saom_bench_set(bench, theta);
        ent_saom_bench_begin(bench, 0);
        if (p == 0) {
            add_wave(out, 1, ent_saom_bench_state(bench));
        }
        ent_saom_walk(bench, p > 0, 3, false, &key, z, NULL, &path);
        add_wave(out, p + 2, ent_saom_bench_state(bench));
        ent_saom_bench_go_on(bench, 1);
    }
    ent_saom_bench_destroy(bench);
    ent_saom_destroy(m);
    ent_text_clear(&start);
    ent_text_clear(&yaml);
}

#define HEAD "format: 1\nname: r\ntie: {type: 2}\nwaves: {edges: e}\nactors: {count: 40}\n"

typedef struct fitted {
    ent_ctx  *ctx;
    ent_saom *model;
    ent_fit   fit;
    ent_text  ties;
} fitted;

static void
fit_waves(const char *effects, const double *second, size_t periods, uint32_t seed, uint64_t n3,
          fitted *out)
{
    ent_fit_options options = {.n3 = n3};
    char            yaml[1000];

    out->ctx = unit_ctx(1);
    make_waves(out->ctx, HEAD, second, periods, seed, &out->ties);
    (void)snprintf(yaml, sizeof yaml, HEAD "effects: [%s]\n", effects);
    out->model =
        unit_model(out->ctx, yaml, (unit_file[]){{"e", ent_text_get(&out->ties)}, {NULL, NULL}});
    assert_int_equal(ent_saom_fit(out->ctx, out->model, &options, &out->fit), ENT_OK);
    assert_true(out->fit.converged);
}

static void
forget(fitted *f)
{
    ent_fit_clear(&f->fit);
    ent_saom_destroy(f->model);
    ent_text_clear(&f->ties);
    ent_ctx_destroy(f->ctx);
}

/* 4. goodness, time */

static double
cell(const ent_table *table, size_t row, const char *name)
{
    size_t column = 0;

    while (strcmp(ent_table_columns(table)[column].name, name) != 0) {
        column++;
    }
    return ent_table_get_number(table, row, column);
}

static const double SAME[] = {.5, .5}, STRONG[] = {1, 1};

static void
what_is_held_is_tested_and_has_no_estimate(void **state)
{
    static const double NOTHING[] = {0, 0};
    fitted              there, not_there;

    (void)state;
    fit_waves("{name: density}, {name: transTriads, test: true}", STRONG, 2, 2, 300, &there);
    assert_true(isnan(there.fit.effects[1].estimate) && isnan(there.fit.effects[1].se));
    assert_true(there.fit.effects[1].score_z > 2.5 && there.fit.effects[1].score_p < .02);
    assert_true(there.fit.effects[1].one_step > .2);
    assert_int_equal(there.fit.score_df, 1);
    assert_near(there.fit.score_p, there.fit.effects[1].score_p, 1e-9);
    assert_true(isnan(there.fit.effects[0].score_z));
    forget(&there);
    fit_waves("{name: transTriads, test: true}, {name: density}", NOTHING, 2, 3, 300, &not_there);
    assert_true(fabs(not_there.fit.effects[0].score_z) < 3);
    assert_true(fabs(not_there.fit.effects[0].one_step) < .5);
    forget(&not_there);
}

static void
effects_that_differ_between_periods_are_found(void **state)
{
    static const double OTHER[] = {1.2, -1.5};
    fitted              same, other;
    ent_table          *table;

    (void)state;
    fit_waves("{name: density}, {name: transTriads}", SAME, 2, 4, 300, &same);
    assert_int_equal(ent_saom_time_test(same.ctx, same.model, &same.fit, 0, &table), ENT_OK);
    assert_int_equal(ent_table_row_count(table), 1 + 2 + 1 + 2);
    assert_true(cell(table, 0, "p") > .001);
    assert_true(cell(table, 0, "df") == 2);
    ent_table_destroy(table);
    forget(&same);
    fit_waves("{name: density}, {name: transTriads}", OTHER, 2, 5, 300, &other);
    assert_int_equal(ent_saom_time_test(other.ctx, other.model, &other.fit, 0, &table), ENT_OK);
    assert_true(cell(table, 0, "p") < .01);
    assert_true(cell(table, 2, "p") < .01); /* of transTriads */
    assert_true(cell(table, 5, "one_step") < 0);
    assert_true(other.fit.effects[1].between > 0);
    ent_table_destroy(table);
    assert_int_equal(ent_saom_time_test(other.ctx, other.model, &other.fit, 1, &table), ENT_E_ARG);
    forget(&other);
}

static void
one_period_is_like_no_other(void **state)
{
    fitted     f;
    ent_table *table = NULL;

    (void)state;
    fit_waves("{name: density}", SAME, 1, 6, 120, &f);
    assert_int_equal(ent_saom_time_test(f.ctx, f.model, &f.fit, 0, &table), ENT_E_NOTFOUND);
    assert_null(table);
    assert_true(isnan(f.fit.effects[0].between));
    forget(&f);
}

/* A model that leaves the triads out does not make them; the whole one does. */
static void
goodness_tells_what_is_left_out(void **state)
{
    fitted     whole, part;
    ent_table *table;

    (void)state;
    fit_waves("{name: density}, {name: transTriads}", STRONG, 2, 7, 300, &whole);
    assert_int_equal(ent_saom_goodness(whole.ctx, whole.model, &whole.fit, 0, &table), ENT_OK);
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        double p = cell(table, row, "p");

        assert_true(p > .003 && p <= 1);
        assert_true(cell(table, row, "min") <= cell(table, row, "q25"));
        assert_true(cell(table, row, "q25") <= cell(table, row, "q95"));
        assert_true(cell(table, row, "q95") <= cell(table, row, "max"));
        assert_true(cell(table, row, "runs") == 300);
    }
    ent_table_destroy(table);
    fit_waves("{name: density}", STRONG, 2, 7, 300, &part);
    assert_int_equal(ent_saom_goodness(part.ctx, part.model, &part.fit, 200, &table), ENT_OK);
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        if (strcmp(ent_table_get_text(table, row, 0), "triads") == 0) {
            assert_true(cell(table, row, "p") < .02);
        }
    }
    ent_table_destroy(table);
    assert_int_equal(ent_saom_goodness(part.ctx, part.model, &whole.fit, 0, &table), ENT_E_ARG);
    forget(&whole);
    forget(&part);
}

/* Errors of rates are those of the data, not of the seed. */
static void
errors_of_rates_hardly_depend_on_the_seed(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    ent_text ties;
    double   least = INFINITY, most = 0;

    (void)state;
    make_waves(ctx, HEAD, SAME, 1, 10, &ties);
    for (uint64_t seed = 1; seed <= 4; seed++) {
        ent_fit_options options = {.n3 = 4000, .seed = seed};
        ent_saom       *m = unit_model(ctx, HEAD "conditional: false\neffects: [{name: density}]\n",
                                       (unit_file[]){{"e", ent_text_get(&ties)}, {NULL, NULL}});
        ent_fit         fit;

        assert_int_equal(ent_saom_fit(ctx, m, &options, &fit), ENT_OK);
        assert_true(fit.converged);
        least = fmin(least, fit.rates[0].se / fit.rates[0].estimate);
        most = fmax(most, fit.rates[0].se / fit.rates[0].estimate);
        ent_fit_clear(&fit);
        ent_saom_destroy(m);
    }
    ent_text_clear(&ties);
    ent_ctx_destroy(ctx);
    if (!(most < 1.1 * least)) {
        fail_msg("from %g to %g of the rate", least, most);
    }
}

/* 5. years ahead */

static void
years_ahead_begin_with_the_last_wave(void **state)
{
    static const size_t PAIRS[] = {0, 1, 2, 3, 4, 5, 6, 7};
    fitted              f;
    ent_table          *table, *again;
    ent_forward_options options = {
        .years = 3, .draws = 10, .runs = 10, .actors = PAIRS, .actor_count = 8};
    size_t rows;

    (void)state;
    fit_waves("{name: density}, {name: transTriads}", SAME, 2, 8, 150, &f);
    assert_int_equal(ent_saom_forward(f.ctx, f.model, &f.fit, &options, &table), ENT_OK);
    assert_int_equal(ent_saom_forward(f.ctx, f.model, &f.fit, &options, &again), ENT_OK);
    rows = ent_table_row_count(table);
    assert_int_equal(rows, 28 * 3);
    for (size_t row = 0; row < rows; row++) {
        bool   tied = strcmp(ent_table_get_text(table, row, 3), "tied") == 0;
        double now = cell(table, row, "tied"), left = cell(table, row, tied ? "ended" : "begun");

        assert_true(now >= 0 && now <= 1 && left >= 0 && left <= 1);
        assert_true(tied ? now >= 1 - left - 1e-9 : now <= left + 1e-9);
        assert_true(isnan(cell(table, row, tied ? "begun" : "ended")));
        assert_true(cell(table, row, "tied_lo") <= cell(table, row, "tied_hi"));
        assert_true(row % 3 == 0 || left >= cell(table, row - 1, tied ? "ended" : "begun"));
        assert_true(now == cell(again, row, "tied"));
    }
    ent_table_destroy(table);
    ent_table_destroy(again);
    for (size_t p = 0; p < f.fit.rate_count; p++) { /* nobody has opportunities: all stays */
        f.fit.rates[p] = (ent_fit_rate){0, (double)NAN};
    }
    options.actor_count = 0;
    assert_int_equal(ent_saom_forward(f.ctx, f.model, &f.fit, &options, &table), ENT_OK);
    assert_int_equal(ent_table_row_count(table), 3);
    assert_true(cell(table, 2, "begun") == 0 && cell(table, 2, "ended") == 0);
    assert_true(cell(table, 2, "tied") == cell(table, 0, "tied") && cell(table, 0, "tied") > 10);
    ent_table_destroy(table);
    options.years = 51;
    assert_int_equal(ent_saom_forward(f.ctx, f.model, &f.fit, &options, &table), ENT_E_ARG);
    forget(&f);
}

/* Of one year with known parameters: as many ties as simulations of a period have. */
static void
a_year_ahead_is_a_period_of_the_model(void **state)
{
    static const char *const TYPES[] = {"2", "5"};

    (void)state;
    for (size_t t = 0; t < 2; t++) {
        ent_ctx            *ctx = unit_ctx(1);
        ent_text            ties, head;
        ent_saom           *m;
        ent_fit_options     few = {.n3 = 60, .restarts = -1};
        ent_fit             fit;
        ent_forward_options options = {.years = 2, .draws = 20, .runs = 40};
        ent_saom_sample     sample;
        double              rates[] = {.7}, effects[] = {-1, .2}, sum = 0;
        ent_saom_point      point = {rates, effects, false, 1, 0, 0};
        ent_table          *table;

        make_waves(ctx, HEAD, SAME, 1, 9, &ties);
        ent_text_init(&head);
        ent_text_addf(&head,
                      "format: 1\nname: r\ntie: {type: %s}\nwaves: {edges: e}\n"
                      "actors: {count: 40}\neffects: [{name: density}, {name: transTriads}]\n",
                      TYPES[t]);
        m = unit_model(ctx, ent_text_get(&head),
                       (unit_file[]){{"e", ent_text_get(&ties)}, {NULL, NULL}});
        assert_int_equal(ent_saom_fit(ctx, m, &few, &fit), ENT_OK);
        for (size_t k = 0; k < 2; k++) { /* no doubt about the parameters */
            fit.effects[k].estimate = effects[k];
            fit.effects[k].between = 0;
        }
        memset(fit.covariance, 0, fit.parameter_count * fit.parameter_count * sizeof(double));
        fit.rates[0] = (ent_fit_rate){rates[0], 0};
        assert_int_equal(ent_saom_forward(ctx, m, &fit, &options, &table), ENT_OK);
        memcpy(m->periods[0].start, m->periods[1].start, m->n * m->n);
        assert_int_equal(ent_saom_sample_make(ctx, m, &point, 800, NULL, &sample), ENT_OK);
        for (size_t run = 0; run < 800; run++) {
            sum += sample.statistic[run * sample.width + 1] / 800;
        }
        assert_near(cell(table, 0, "tied"), sum, .04 * sum);
        ent_saom_sample_clear(&sample);
        ent_table_destroy(table);
        ent_fit_clear(&fit);
        ent_saom_destroy(m);
        ent_text_clear(&ties);
        ent_text_clear(&head);
        ent_ctx_destroy(ctx);
    }
}

/* With few choices a year, what begins and ends is what the probabilities of a choice say. */
static void
probabilities_of_a_year_are_those_of_its_choices(void **state)
{
    static const char *const TYPES[] = {"2", "3"};
    enum { SIZE = 40, PAIRS = SIZE * (SIZE - 1) / 2, DRAWS = 10, RUNS = 150 };

    (void)state;
    for (size_t t = 0; t < 2; t++) {
        ent_ctx            *ctx = unit_ctx(1);
        ent_text            ties, head;
        ent_saom           *m;
        ent_fit_options     few = {.n3 = 60, .restarts = -1};
        ent_fit             fit;
        ent_forward_options options = {.years = 1, .draws = DRAWS, .runs = RUNS};
        ent_tie_hazard     *hazards = calloc((size_t)2 * PAIRS, sizeof *hazards);
        size_t(*pairs)[2] = calloc(PAIRS, sizeof *pairs), count = 0;
        double     rates[2], effects[2 * 2], begin = 0, end = 0;
        ent_table *table;

        make_waves(ctx, HEAD, SAME, 1, 9, &ties);
        ent_text_init(&head);
        ent_text_addf(&head,
                      "format: 1\nname: r\ntie: {type: %s}\nwaves: {edges: e}\n"
                      "actors: {count: 40}\neffects: [{name: density}, {name: transTriads}]\n",
                      TYPES[t]);
        m = unit_model(ctx, ent_text_get(&head),
                       (unit_file[]){{"e", ent_text_get(&ties)}, {NULL, NULL}});
        assert_int_equal(ent_saom_fit(ctx, m, &few, &fit), ENT_OK);
        fit.effects[0] = (ent_fit_effect){.name = "density", .of = "", .estimate = -1};
        fit.effects[1] = (ent_fit_effect){.name = "transTriads", .of = "", .estimate = .2};
        memset(fit.covariance, 0, fit.parameter_count * fit.parameter_count * sizeof(double));
        fit.rates[0] = (ent_fit_rate){.05, 0};
        assert_int_equal(ent_saom_forward(ctx, m, &fit, &options, &table), ENT_OK);
        for (size_t i = 0; i < SIZE; i++) {
            for (size_t j = i + 1; j < SIZE; j++) {
                pairs[count][0] = i;
                pairs[count++][1] = j;
            }
        }
        options.draws = 2;
        options.runs = 1;
        assert_int_equal(ent_saom_hazards(ctx, m, &fit, &options, (const size_t(*)[2])pairs, PAIRS,
                                          hazards, rates, effects),
                         ENT_OK);
        assert_true(rates[0] == .05 && effects[0] == -1 && effects[3] == .2);
        for (size_t k = 0; k < PAIRS; k++) {
            bool tied = m->periods[m->period_count].start[pairs[k][0] * SIZE + pairs[k][1]] != 0;

            assert_true(hazards[k].begin >= 0 && hazards[k].end >= 0 && hazards[k].joined == 0);
            begin += tied ? 0 : 2 * .05 * hazards[k].begin;
            end += tied ? 2 * .05 * hazards[k].end : 0;
        }
        assert_near(cell(table, 0, "begun"), begin, .08 * begin);
        assert_near(cell(table, 0, "ended"), end, .12 * end + .02);
        ent_table_destroy(table);
        free(hazards);
        free(pairs);
        ent_fit_clear(&fit);
        ent_saom_destroy(m);
        ent_text_clear(&ties);
        ent_text_clear(&head);
        ent_ctx_destroy(ctx);
    }
}

/* Effects vary by their covariance and by their spread between periods; rates are of one period. */
static void
draws_hold_all_that_is_not_known_of_the_parameters(void **state)
{
    enum { DRAWS = 4000 };
    static const double THETA[] = {-1, .2}, COVARIANCE[] = {.04, .03, .03, .09}, BETWEEN = .25;
    static const double WANT[] = {.04 + .25, .03, .09};
    static const size_t PAIR[][2] = {{0, 1}};
    ent_forward_options options = {.years = 1, .draws = DRAWS, .runs = 1};
    ent_tie_hazard     *hazards = calloc(DRAWS, sizeof *hazards);
    double             *rates = calloc(DRAWS, sizeof *rates), mean[2] = {0, 0}, got[3] = {0, 0, 0};
    double             *effects = calloc((size_t)DRAWS * 2, sizeof *effects), quiet = 0;
    fitted              f;

    (void)state;
    fit_waves("{name: density}, {name: transTriads}", SAME, 2, 8, 150, &f);
    assert_true(f.fit.parameter_count == 2 && f.fit.rate_count == 2);
    memcpy(f.fit.covariance, COVARIANCE, sizeof COVARIANCE);
    for (size_t k = 0; k < 2; k++) {
        f.fit.effects[k].estimate = THETA[k];
        f.fit.effects[k].between = k == 0 ? BETWEEN : (double)NAN;
        f.fit.rates[k] = (ent_fit_rate){k == 0 ? .02 : .06, (double)NAN};
    }
    assert_int_equal(
        ent_saom_hazards(f.ctx, f.model, &f.fit, &options, PAIR, 1, hazards, rates, effects),
        ENT_OK);
    for (size_t d = 0; d < DRAWS; d++) {
        assert_true(rates[d] == .02 || rates[d] == .06);
        quiet += rates[d] == .02;
        for (size_t k = 0; k < 2; k++) {
            mean[k] += effects[d * 2 + k] / DRAWS;
        }
    }
    for (size_t d = 0; d < DRAWS; d++) {
        double x = effects[d * 2] - mean[0], y = effects[d * 2 + 1] - mean[1];

        got[0] += x * x / DRAWS;
        got[1] += x * y / DRAWS;
        got[2] += y * y / DRAWS;
    }
    assert_near(quiet / DRAWS, .5, .04); /* five standard errors, as below */
    for (size_t k = 0; k < 2; k++) {
        assert_near(mean[k], THETA[k], 5 * sqrt(WANT[2 * k] / DRAWS));
        assert_near(got[2 * k], WANT[2 * k], 5 * WANT[2 * k] * sqrt(2. / DRAWS));
    }
    assert_near(got[1], WANT[1], 5 * sqrt((WANT[0] * WANT[2] + WANT[1] * WANT[1]) / DRAWS));
    free(hazards);
    free(rates);
    free(effects);
    forget(&f);
}

/* 6. fits that were kept */

static void
a_kept_fit_is_read_again(void **state)
{
    static const char JSON[] =
        "{\"model\": \"m\", \"converged\": true, \"conditional\": true, \"seed\": 7, \"n3\": 50, "
        "\"basis\": \"associated, all dyads, 1950-2012\", \"checked\": true, "
        "\"rates\": [{\"period\": 1, \"estimate\": 2.5, \"se\": 0.5}], "
        "\"effects\": [{\"name\": \"density\", \"of\": null, \"estimate\": -2, \"se\": 0.5, "
        "\"spread\": 0.5}, {\"name\": \"X\", \"of\": \"c\", \"estimate\": null, \"se\": null, "
        "\"problem\": \"why\", \"lag_5\": \"weaker\", \"check_note\": \"dyad effects: n\"}], "
        "\"covariance\": [[0.25, null], [0, 1]]}";
    static const char *const WRONG[] = {
        "",
        "[",
        "[]",
        "{}",
        "{\"rates\": [1], \"effects\": [2], \"covariance\": [[1]]}",
        "{\"rates\": [1], \"effects\": [2], \"conditional\": true, \"covariance\": [[1], [2]]}"};
    ent_ctx   *ctx = unit_ctx(1);
    ent_fit    fit;
    ent_table *table;

    (void)state;
    assert_int_equal(ent_fit_parse(ctx, JSON, &fit), ENT_OK);
    assert_true(fit.converged && fit.seed == 7 && fit.n3 == 50 && fit.parameter_count == 2);
    assert_true(fit.rates[0].estimate == 2.5 && fit.covariance[0] == .25);
    assert_true(isnan(fit.covariance[1]) && fit.covariance[3] == 1);
    assert_true(fit.effects[0].between == .25 && isnan(fit.effects[1].estimate));
    assert_string_equal(fit.effects[1].lag_5, "weaker");
    assert_string_equal(fit.effects[1].check_note, "dyad effects: n");
    assert_int_equal(ent_fit_explain(ctx, &fit, &table), ENT_OK);
    assert_string_equal(ent_table_get_text(table, 1, 3), "why");
    assert_non_null(
        strstr(ent_table_get_text(table, 0, 3), "odds of 0.135 (95 %: 0.0508 to 0.361)"));
    assert_string_equal(ent_table_get_text(table, 0, 8), "associated, all dyads, 1950-2012");
    ent_table_destroy(table);
    ent_fit_clear(&fit);
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        assert_int_equal(ent_fit_parse(ctx, WRONG[i], &fit), ENT_E_INPUT);
        assert_true(strlen(ent_ctx_error(ctx)) > 0);
    }
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_of_networks_are_those_of_the_definitions),
        cmocka_unit_test(the_tail_of_chi_square_is_that_of_tables),
        cmocka_unit_test(a_score_test_is_that_of_the_formula),
        cmocka_unit_test(a_score_test_beside_others_is_a_chi_square),
        cmocka_unit_test(what_is_held_is_tested_and_has_no_estimate),
        cmocka_unit_test(effects_that_differ_between_periods_are_found),
        cmocka_unit_test(one_period_is_like_no_other),
        cmocka_unit_test(goodness_tells_what_is_left_out),
        cmocka_unit_test(errors_of_rates_hardly_depend_on_the_seed),
        cmocka_unit_test(years_ahead_begin_with_the_last_wave),
        cmocka_unit_test(a_year_ahead_is_a_period_of_the_model),
        cmocka_unit_test(probabilities_of_a_year_are_those_of_its_choices),
        cmocka_unit_test(draws_hold_all_that_is_not_known_of_the_parameters),
        cmocka_unit_test(a_kept_fit_is_read_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
