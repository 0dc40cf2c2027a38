/*
 * recovery.c - parameters of ties that form and end come back from data simulated with them
 *
 * usage: recovery [REPETITIONS [TYPE]]
 *
 * Prints the rows of a table, one for each type of ties and parameter: how often intervals of 90
 * and 95 % hold the truth, how far the estimates are off, and how often tests reject.  Designs of
 * which chance would leave too much have several times as many repetitions.
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/text.h"
#include "model/ties/read.h"
#include "model/ties/sample.h"

enum { PERIODS = 2, EFFECTS = 3, PARAMETERS = PERIODS + EFFECTS, N3 = 300 };

/* When the simulation of data ends. */
typedef enum data_end {
    AT_TIME,    /* as the world does                                                       */
    AT_DISTANCE /* when as much has changed for the first time: where conditional fits end */
} data_end;

/* One kind of data: theta are density, a structural effect, and one of a covariate. */
typedef struct design {
    const char *name;
    int         type;
    bool        conditional;
    data_end    end;
    size_t      actors;
    uint32_t    times; /* as many repetitions as of the others */
    double      rate, theta[EFFECTS];
} design;

static const design DESIGNS[] = {
    {"1 directed", 1, false, AT_TIME, 40, 1, 4, {-1.6, 1.2, .4}},
    {"1 directed, conditional", 1, true, AT_TIME, 40, 1, 4, {-1.6, 1.2, .4}},
    {"2 forcing", 2, false, AT_TIME, 40, 5, 3, {-1.8, .4, .4}},
    {"2 forcing, conditional", 2, true, AT_TIME, 40, 5, 3, {-1.8, .4, .4}},
    {"2 forcing, conditional, data end so", 2, true, AT_DISTANCE, 40, 5, 3, {-1.8, .4, .4}},
    {"2 forcing, conditional, 100 actors", 2, true, AT_TIME, 100, 5, 3, {-1.8, .4, .4}},
    {"3 initiative", 3, false, AT_TIME, 40, 1, 3, {-.8, .3, .4}},
    {"4 pairwise forcing", 4, false, AT_TIME, 40, 1, .8, {-2, .3, .4}},
    {"5 pairwise mutual", 5, false, AT_TIME, 40, 1, .6, {-1, .3, .3}},
    {"6 pairwise joint", 6, false, AT_TIME, 40, 1, .6, {-1, .25, .2}}};

static void
die(ent_ctx *ctx, const char *what)
{
    (void)fprintf(stderr, "recovery: %s: %s\n", what, ctx != NULL ? ent_ctx_error(ctx) : "");
    exit(1);
}

/* 1. data */

typedef struct tables {
    ent_text edges, pairs;
} tables;

static ent_status
open_table(ent_ctx *ctx, void *user, const char *file, ent_bytes *out)
{
    const tables   *t = user;
    const ent_text *from = file[0] == 'e' ? &t->edges : &t->pairs;

    (void)ctx;
    *out = (ent_bytes){from->bytes, from->length, NULL};
    return ENT_OK;
}

static ent_saom *
read_model(ent_ctx *ctx, const design *d, const char *effects, tables *t)
{
    ent_text  yaml;
    ent_saom *model = NULL;

    ent_text_init(&yaml);
    ent_text_addf(
        &yaml,
        "format: 1\nname: r\ntie: {type: %d}\nwaves: {edges: e}\nactors: {count: %zu}\n"
        "covariates: [{name: c, kind: dyadic, file: c}]\nconditional: %s\neffects: [%s]\n",
        d->type, d->actors, d->conditional ? "true" : "false", effects);
    if (ent_saom_read(ctx, NULL, "r.yaml", yaml.bytes, yaml.length, open_table, t, &model) !=
        ENT_OK) {
        die(ctx, "a model");
    }
    ent_text_clear(&yaml);
    return model;
}

static void
add_wave(ent_text *out, size_t wave, const ent_saom_state *s)
{
    for (size_t c = 0; c < s->n * s->n; c++) {
        if (s->tie[c] != 0 && (s->model->directed || c / s->n < c % s->n)) {
            ent_text_addf(out, "%zu,%zu,%zu\n", wave, c / s->n, c % s->n);
        }
    }
}

/* A ring, and a covariate of pairs that is 1 for a tenth of them. */
static void
begin(size_t actors, tables *t, uint32_t repetition)
{
    ent_key key = {11, repetition, ENT_PROCESS_TEST, 0, 0};

    ent_text_reset(&t->edges);
    ent_text_reset(&t->pairs);
    ent_text_add(&t->edges, "wave,i,j\n");
    ent_text_add(&t->pairs, "i,j\n");
    for (size_t i = 0; i < actors; i++) {
        ent_text_addf(&t->edges, "1,%zu,%zu\n1,%zu,%zu\n2,%zu,%zu\n3,%zu,%zu\n", i,
                      (i + 1) % actors, i, (i + 5) % actors, i, (i + 2) % actors, i,
                      (i + 3) % actors);
        for (size_t j = i + 1; j < actors; j++) {
            if (ent_random_uniform(&key, (uint32_t)(i * actors + j)) < .1) {
                ent_text_addf(&t->pairs, "%zu,%zu\n%zu,%zu\n", i, j, j, i);
            }
        }
    }
}

#define STRUCTURE(d) ((d)->type == 1 ? "recip" : "transTriads")

static void
print_effects(const design *d, const char *second, const char *third, char out[256])
{
    (void)snprintf(out, 256, "{name: density}, {name: %s%s}, {name: X, of: c%s}", STRUCTURE(d),
                   second, third);
}

/*
 * The walk of the bench made anew until as much has changed as it had, for the first time; the
 * next one of its second period begins there.  Adds the wave.
 */
static void
stop_at_distance(ent_ctx *ctx, const design *d, const double *theta, const ent_key *key,
                 size_t wave, ent_saom_bench *bench, tables *t, ent_text *waves)
{
    const ent_saom_state *end;
    ent_key               other = *key;
    ent_saom_path         path;
    ent_saom_bench       *again;
    char                  effects[256];
    ent_saom             *m;

    print_effects(d, "", "", effects);
    ent_text_reset(&t->edges);
    ent_text_add(&t->edges, "wave,i,j\n");
    add_wave(&t->edges, 1, ent_saom_bench_start(bench, 1));
    add_wave(&t->edges, 2, ent_saom_bench_state(bench));
    m = read_model(ctx, d, effects, t);
    if (ent_saom_bench_create(ctx, m, &again) != ENT_OK) {
        die(ctx, "a simulation");
    }
    ent_saom_bench_set(again, theta);
    other.unit = 1;
    ent_saom_walk(again, 0, 1, true, &other, NULL, NULL, &path);
    end = ent_saom_bench_state(again);
    add_wave(waves, wave, end);
    for (size_t c = 0; c < end->n * end->n; c++) {
        if (c / end->n != c % end->n) {
            ent_saom_bench_put(bench, 1, c / end->n, c % end->n, end->tie[c] != 0);
        }
    }
    ent_saom_bench_destroy(again);
    ent_saom_destroy(m);
}

/* Three waves: a first period from the ring is passed over. */
static void
simulate(ent_ctx *ctx, const design *d, const double *theta, uint32_t repetition, tables *t)
{
    char            effects[256];
    double          z[EFFECTS];
    ent_saom_bench *bench;
    ent_saom       *m;
    ent_text        waves;

    print_effects(d, "", "", effects);
    begin(d->actors, t, repetition);
    m = read_model(ctx, d, effects, t);
    if (ent_saom_bench_create(ctx, m, &bench) != ENT_OK) {
        die(ctx, "a simulation");
    }
    ent_saom_bench_set(bench, theta);
    ent_text_init(&waves);
    ent_text_add(&waves, "wave,i,j\n");
    for (size_t p = 0; p <= PERIODS; p++) {
        ent_key       key = {12, repetition, ENT_PROCESS_TIES, (uint32_t)p, 0};
        ent_saom_path path;

        ent_saom_walk(bench, p > 0, d->rate, false, &key, z, NULL, &path);
        if (p > 0 && d->end == AT_DISTANCE) {
            stop_at_distance(ctx, d, theta, &key, p + 1, bench, t, &waves);
        } else {
            add_wave(&waves, p + 1, ent_saom_bench_state(bench));
            ent_saom_bench_go_on(bench, 1);
        }
    }
    ent_text_clear(&t->edges);
    t->edges = waves;
    ent_saom_bench_destroy(bench);
    ent_saom_destroy(m);
}

/* 2. fits */

typedef struct tally {
    size_t fits, converged, known[PARAMETERS], within_90[PARAMETERS], within_95[PARAMETERS];
    double sum[PARAMETERS], squares[PARAMETERS], se[PARAMETERS];
    size_t null_tests, null_rejected, tests, rejected, time_tests, time_rejected;
} tally;

static void
add_parameter(tally *t, size_t k, double estimate, double se, double truth)
{
    if (isnan(estimate) || isnan(se)) {
        return;
    }
    t->known[k]++;
    t->within_90[k] += fabs(estimate - truth) < 1.644853627 * se;
    t->within_95[k] += fabs(estimate - truth) < 1.959963985 * se;
    t->sum[k] += estimate - truth;
    t->squares[k] += (estimate - truth) * (estimate - truth);
    t->se[k] += se;
}

static void
fit_all(ent_ctx *ctx, const design *d, tables *t, uint64_t seed, tally *out)
{
    ent_fit_options options = {.n3 = N3, .seed = seed};
    char            effects[256];
    ent_saom       *m;
    ent_fit         fit;
    ent_table      *table;

    print_effects(d, "", "", effects);
    m = read_model(ctx, d, effects, t);
    if (ent_saom_fit(ctx, m, &options, &fit) != ENT_OK) {
        die(ctx, "a fit");
    }
    out->fits++;
    out->converged += fit.converged;
    for (size_t k = 0; k < PARAMETERS && fit.converged; k++) {
        if (k < PERIODS) {
            add_parameter(out, k, fit.rates[k].estimate, fit.rates[k].se, d->rate);
        } else {
            add_parameter(out, k, fit.effects[k - PERIODS].estimate, fit.effects[k - PERIODS].se,
                          d->theta[k - PERIODS]);
        }
    }
    if (fit.converged && !d->conditional) {
        ent_status status = ent_saom_time_test(ctx, m, &fit, 0, &table);

        if (status == ENT_OK) {
            out->time_tests++;
            out->time_rejected += ent_table_get_number(table, 0, 7) < .05;
            ent_table_destroy(table);
        } else if (status != ENT_E_NOTFOUND) { /* nothing was told: a row without a test */
            die(ctx, "a test of time");
        }
    }
    ent_fit_clear(&fit);
    ent_saom_destroy(m);
}

/* The covariate is held at 0. */
static void
test_one(ent_ctx *ctx, const design *d, tables *t, uint64_t seed, size_t *tests, size_t *rejected)
{
    ent_fit_options options = {.n3 = N3, .seed = seed};
    char            effects[256];
    ent_saom       *m;
    ent_fit         fit;

    print_effects(d, "", ", test: true", effects);
    m = read_model(ctx, d, effects, t);
    if (ent_saom_fit(ctx, m, &options, &fit) != ENT_OK) {
        die(ctx, "a fit");
    }
    if (fit.converged && !isnan(fit.effects[EFFECTS - 1].score_p)) {
        ++*tests;
        *rejected += fit.effects[EFFECTS - 1].score_p < .05;
    }
    ent_fit_clear(&fit);
    ent_saom_destroy(m);
}

/* 3. the table */

static void
print_share(size_t part, size_t whole)
{
    if (whole > 0) {
        (void)printf("%.1f | ", 100. * (double)part / (double)whole);
    } else {
        (void)printf("| ");
    }
}

static void
print_design(const design *d, const tally *t)
{
    for (size_t k = d->conditional ? PERIODS : 0; k < PARAMETERS; k++) {
        double n = (double)t->known[k], truth = k < PERIODS ? d->rate : d->theta[k - PERIODS];
        double mean = t->sum[k] / n;

        (void)printf("| %s | %s%s | %g | %.3f | %.3f | %.3f | ", d->name,
                     k < PERIODS         ? "rate "
                     : k == PERIODS      ? "density"
                     : k == PERIODS + 1U ? STRUCTURE(d)
                                         : "covariate",
                     k == 0   ? "1"
                     : k == 1 ? "2"
                              : "",
                     truth, mean, sqrt(fmax(0, t->squares[k] / n - mean * mean)), t->se[k] / n);
        print_share(t->within_90[k], t->known[k]);
        print_share(t->within_95[k], t->known[k]);
        print_share(t->converged, t->fits);
        if (k + 1 == PARAMETERS) {
            print_share(t->null_rejected, t->null_tests);
            print_share(t->rejected, t->tests);
            print_share(t->time_rejected, t->time_tests);
        } else {
            (void)printf(" | | | ");
        }
        (void)printf("%zu |\n", t->fits);
    }
    (void)fflush(stdout);
}

int
main(int argc, char **argv)
{
    uint32_t repetitions = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 200;
    int      only = argc > 2 ? atoi(argv[2]) : 0;
    tables   t = {{0}, {0}};
    ent_ctx *ctx;

    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        die(NULL, "no memory");
    }
    for (size_t i = 0; i < sizeof DESIGNS / sizeof *DESIGNS; i++) {
        const design *d = &DESIGNS[i];
        double        null[EFFECTS] = {d->theta[0], d->theta[1], 0};
        tally         found = {0};
        uint32_t      runs = repetitions * d->times;

        for (uint32_t r = 0; r < runs && (only == 0 || only == d->type); r++) {
            simulate(ctx, d, d->theta, r, &t);
            fit_all(ctx, d, &t, r + 1, &found);
            if (d->conditional) {
                continue; /* the tests are those of the parameters above */
            }
            test_one(ctx, d, &t, r + 1, &found.tests, &found.rejected);
            simulate(ctx, d, null, r + runs, &t);
            test_one(ctx, d, &t, r + 1, &found.null_tests, &found.null_rejected);
        }
        if (found.fits > 0) {
            print_design(d, &found);
        }
    }
    ent_text_clear(&t.edges);
    ent_text_clear(&t.pairs);
    ent_ctx_destroy(ctx);
    return 0;
}
