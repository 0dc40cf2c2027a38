/*
 * forward.c - from the last wave on, year by year
 *
 *   1. one draw of the parameters     2. runs     3. the whole     4. chances of all pairs
 *   5. probabilities of a year
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/date.h"
#include "base/parallel.h"
#include "model/small_matrix.h"
#include "model/ties/estimate.h"
#include "model/ties/forward.h"

enum { DRAWS = 100, RUNS = 20, MOST_YEARS = 50, MOST_DRAWS = 100000, MOST_PAIRS = 100000 };

/* 1. one draw of the parameters */

/* A square root of the covariance of the effects; what has none varies not. */
static ent_status
find_root(ent_ahead *f)
{
    size_t  terms = f->model->term_count, q = f->fit->parameter_count, rates = q - terms;
    double *a = ent_arena_alloc(&f->arena, terms * terms, sizeof *a);
    double *vectors = ent_arena_alloc(&f->arena, terms * terms, sizeof *vectors);

    f->root = ent_arena_alloc(&f->arena, terms * terms, sizeof *f->root);
    if (a == NULL || vectors == NULL || f->root == NULL) {
        return ent_fail_nomem(f->ctx);
    }
    for (size_t i = 0; i < terms; i++) {
        for (size_t j = 0; j < terms; j++) {
            double value = f->fit->covariance[(rates + i) * q + rates + j];

            a[i * terms + j] = isfinite(value) ? value : 0;
        }
    }
    ent_matrix_eigen(terms, a, vectors);
    for (size_t i = 0; i < terms; i++) {
        for (size_t k = 0; k < terms; k++) {
            f->root[i * terms + k] = vectors[i * terms + k] * sqrt(fmax(0, a[k * terms + k]));
        }
    }
    return ENT_OK;
}

/*
 * Effects from their covariance and, once a draw, from how they differ between periods; the rate is
 * that of one period of the past, for a year.
 */
static double
draw_parameters(const ent_ahead *f, uint32_t draw, double *effects)
{
    ent_key key = {f->options.seed, draw, ENT_PROCESS_PARAMETERS, 0, 0};
    size_t  terms = f->model->term_count, period;
    double  rates[ENT_SAOM_MOST_WAVES], noise[ENT_SAOM_MOST_EFFECTS], rate, years;

    ent_saom_point_of(f->fit, rates, effects);
    for (size_t k = 0; k < terms; k++) {
        noise[k] = ent_random_normal(&key, (uint32_t)k);
    }
    key.step = 1;
    for (size_t k = 0; k < terms; k++) {
        double between = f->fit->effects[k].between;

        for (size_t i = 0; i < terms; i++) {
            effects[k] += f->root[k * terms + i] * noise[i];
        }
        effects[k] += between > 0 ? sqrt(between) * ent_random_normal(&key, (uint32_t)k) : 0;
        if (f->model->terms[k].only != 0) {
            effects[k] = 0; /* of a period that is over */
        }
    }
    key.step = 2;
    period = (size_t)ent_random_below(&key, 0, f->model->period_count);
    rate = rates[period];
    if (isfinite(f->fit->rates[period].se)) {
        rate += f->fit->rates[period].se * ent_random_normal(&key, 1);
    }
    years = f->model->every;
    return fmax(0, rate) / (f->model->type >= ENT_SAOM_PAIRWISE_FORCING ? sqrt(years) : years);
}

/* 2. runs */

/* One draw at work: who may change which tie is its own, for joining fixes ties. */
typedef struct course {
    const ent_ahead    *f;
    ent_saom            view;
    ent_saom_period     periods[2];
    ent_saom_bench     *bench;
    ent_saom_state      first;
    double              rate;
    ent_accession_rates rates;
    uint8_t            *free, *was, *member; /* n * n; of each pair that is told; bodies * n */
    double              enlarged, left, effects[ENT_SAOM_MOST_EFFECTS];
} course;

static bool
is_tied(const ent_saom_state *s, size_t i, size_t j)
{
    return s->tie[i * s->n + j] != 0;
}

/* What became of a pair: its bits are ENT_AHEAD_TIED, ENT_AHEAD_BEGUN and ENT_AHEAD_ENDED. */
static void
note_pair(const course *c, const ent_saom_state *now, size_t i, size_t j, uint8_t *was,
          double *counts)
{
    double weight = 1 / (double)c->f->options.runs;
    bool   before = is_tied(&c->first, i, j), tied = is_tied(now, i, j);
    size_t cell = i * now->n + j;

    *was |= before && !tied ? 1U << ENT_AHEAD_ENDED : 0;
    *was |= !before && tied ? 1U << ENT_AHEAD_BEGUN : 0;
    counts[ENT_AHEAD_TIED] += tied ? weight : 0;
    counts[ENT_AHEAD_BEGUN] += (*was >> ENT_AHEAD_BEGUN & 1) != 0 ? weight : 0;
    counts[ENT_AHEAD_ENDED] += (*was >> ENT_AHEAD_ENDED & 1) != 0 ? weight : 0;
    counts[ENT_AHEAD_JOINED] += c->free[cell] < c->f->view.periods[0].free[cell] ? weight : 0;
}

static void
note_year(const course *c, double *counts)
{
    const ent_ahead      *f = c->f;
    const ent_saom_state *now = ent_saom_bench_start(c->bench, 1);
    size_t                n = f->model->n;

    for (size_t k = 0; k < f->pairs; k++) {
        note_pair(c, now, f->pair[k][0], f->pair[k][1], &c->was[k], &counts[k * ENT_AHEAD_KINDS]);
    }
    for (size_t i = 0; i < n && f->pairs == 0; i++) {
        for (size_t j = f->model->directed ? 0 : i + 1; j < n; j++) {
            if (i != j && f->view.periods[0].free[i * n + j] != 0) {
                note_pair(c, now, i, j, &c->was[i * n + j], counts);
            }
        }
    }
    if (f->pairs == 0) {
        counts[ENT_AHEAD_ENLARGED] += c->enlarged / (double)f->options.runs;
        counts[ENT_AHEAD_LEFT] += c->left / (double)f->options.runs;
    }
}

/*
 * Who joins a treaty of many is bound from the next year on, and fixed; who leaves is free, but
 * where a treaty held the two from the start that is none of these.
 */
static void
bind_pair(void *user, size_t i, size_t j, bool bound)
{
    course              *c = user;
    const ent_accession *a = c->f->accession;
    size_t               n = c->view.n;
    bool                 fixed = c->f->view.periods[0].free[i * n + j] == 0;

    if (!bound && fixed && !ent_accession_share_body(a, ent_accession_members(a), i, j)) {
        return;
    }
    c->free[i * n + j] = c->free[j * n + i] = !bound;
    ent_saom_bench_put(c->bench, 1, i, j, bound);
}

/* What both would choose in the year that begins, whatever comes of it. */
static void
note_hazards(course *c, size_t year, ent_tie_hazard *hazards)
{
    const ent_ahead *f = c->f;
    double           weight = .5 / (double)f->options.runs;

    for (size_t k = 0; k < f->pairs; k++) {
        size_t          i = f->pair[k][0], j = f->pair[k][1];
        ent_tie_hazard *h = &hazards[year * f->pairs + k];

        h->begin += weight * (ent_saom_bench_chance(c->bench, year > 0, i, j, false) +
                              ent_saom_bench_chance(c->bench, year > 0, j, i, false));
        h->end += weight * (ent_saom_bench_chance(c->bench, year > 0, i, j, true) +
                            ent_saom_bench_chance(c->bench, year > 0, j, i, true));
        if (f->accession != NULL && f->view.periods[0].free[i * f->model->n + j] != 0) {
            h->joined +=
                2 * weight * ent_accession_chance(f->accession, &c->rates, c->member, i, j);
        }
    }
}

static void
run_once(course *c, uint32_t number, double *share, ent_tie_hazard *hazards)
{
    const ent_ahead *f = c->f;
    size_t           n = f->model->n;
    ent_saom_path    path;

    memset(c->was, 0, f->pairs > 0 ? f->pairs : n * n);
    if (f->accession != NULL) {
        memcpy(c->free, f->view.periods[0].free, n * n);
        memcpy(c->member, ent_accession_members(f->accession),
               ent_accession_bodies(f->accession) * n);
        c->enlarged = c->left = 0;
        ent_saom_bench_forget(c->bench);
    }
    for (size_t year = 0; year < f->options.years; year++) {
        ent_key key = {f->options.seed, number, ENT_PROCESS_TIES, 0xF0F0, (uint32_t)year};

        if (hazards != NULL) {
            note_hazards(c, year, hazards);
        }
        ent_saom_walk(c->bench, year > 0, c->rate, false, &key, NULL, NULL, &path);
        ent_saom_bench_go_on(c->bench, 1);
        if (f->accession != NULL) {
            ent_accession_year of;

            key.step = (uint32_t)year;
            of = ent_accession_step(f->accession, &c->rates, key, c->member, bind_pair, c);
            c->enlarged += (double)of.events;
            c->left += (double)of.left;
        }
        if (hazards == NULL) {
            note_year(c, &share[year * f->slots * ENT_AHEAD_KINDS]);
        }
    }
}

static ent_status
begin_course(ent_ctx *ctx, const ent_ahead *f, uint32_t draw, course *c)
{
    ent_key    key = {f->options.seed, draw, ENT_PROCESS_ACCESSION, 0, 0};
    size_t     n = f->model->n, bodies = 0;
    ent_status status;

    bodies = f->accession != NULL ? ent_accession_bodies(f->accession) : 0;
    *c = (course){.f = f, .view = f->view};
    c->was = ent_alloc(f->pairs > 0 ? f->pairs : n * n, 1);
    c->free = ent_alloc(n * n, 1);
    c->member = ent_alloc(bodies * n + 1, 1);
    if (c->was == NULL || c->free == NULL || c->member == NULL) {
        return ent_fail_nomem(ctx);
    }
    memcpy(c->free, f->view.periods[0].free, n * n);
    memcpy(c->periods, f->periods, sizeof c->periods);
    c->periods[0].free = c->periods[1].free = c->free;
    c->view.periods = c->periods;
    status = ent_saom_bench_create(ctx, &c->view, &c->bench);
    if (status == ENT_OK) {
        status = ent_saom_state_init(ctx, &c->view, &c->first);
    }
    if (status == ENT_OK) {
        ent_saom_state_set(&c->first, &c->periods[0], c->periods[0].start);
        c->rate = draw_parameters(f, draw, c->effects);
        ent_saom_bench_set(c->bench, c->effects);
    }
    if (status == ENT_OK && f->accession != NULL) {
        ent_accession_draw(f->accession, key, &c->rates);
    }
    return status;
}

static void
end_course(course *c)
{
    ent_saom_state_clear(&c->first);
    ent_saom_bench_destroy(c->bench);
    ent_free(c->was);
    ent_free(c->free);
    ent_free(c->member);
}

static ent_status
run_draw(ent_ctx *ctx, size_t draw, void *data)
{
    const ent_ahead *f = data;
    double          *share = &f->share[draw * f->options.years * f->slots * ENT_AHEAD_KINDS];
    ent_tie_hazard  *hazards = NULL;
    course           c;
    ent_status       status = begin_course(ctx, f, (uint32_t)draw, &c);

    if (status == ENT_OK && f->hazards != NULL) {
        hazards = &f->hazards[draw * f->options.years * f->pairs];
        f->rates[draw] = c.rate;
        memcpy(&f->effects[draw * f->model->term_count], c.effects,
               f->model->term_count * sizeof *c.effects);
    }
    for (size_t run = 0; run < f->options.runs && status == ENT_OK; run++) {
        run_once(&c, (uint32_t)(draw * f->options.runs + run), share, hazards);
        status = ent_check_cancelled(ctx);
    }
    end_course(&c);
    return status;
}

/* 3. the whole */

/* All pairs among the actors that were asked for. */
static ent_status
list_pairs(ent_ahead *f)
{
    size_t count = f->options.actor_count, most = count * (count > 0 ? count - 1 : 0);

    if (most > MOST_PAIRS) {
        return ent_fail(f->ctx, ENT_E_LIMIT, "%zu pairs, at most %d", most, MOST_PAIRS);
    }
    f->pair = ent_arena_alloc(&f->arena, most, sizeof *f->pair);
    if (f->pair == NULL) {
        return ent_fail_nomem(f->ctx);
    }
    for (size_t a = 0; a < count; a++) {
        for (size_t b = f->model->directed ? 0 : a + 1; b < count; b++) {
            if (a != b && f->options.actors[a] != f->options.actors[b]) {
                f->pair[f->pairs][0] = (uint32_t)f->options.actors[a];
                f->pair[f->pairs++][1] = (uint32_t)f->options.actors[b];
            }
        }
    }
    return ENT_OK;
}

static ent_status
make_view(ent_ahead *f)
{
    const ent_saom *m = f->model;

    f->weights[0] = ent_arena_alloc(&f->arena, m->n * m->n * m->constant_count, sizeof(double));
    if (f->weights[0] == NULL) {
        return ent_fail_nomem(f->ctx);
    }
    ent_saom_fill_weights(m, m->period_count, f->weights[0]);
    f->weights[1] = f->weights[0];
    f->periods[0] = f->periods[1] = m->periods[m->period_count];
    f->view = *m;
    f->view.periods = f->periods;
    f->view.period_count = 2;
    f->view.weights = f->weights;
    f->slots = f->pairs > 0 ? f->pairs : 1;
    f->share = ent_arena_alloc(&f->arena, (size_t)f->options.draws,
                               f->options.years * f->slots * ENT_AHEAD_KINDS * sizeof *f->share);
    return f->share != NULL ? ENT_OK : ent_fail_nomem(f->ctx);
}

/* Of the record: which institutions bind, and how they take in states. */
static ent_status
make_accession(ent_ahead *f)
{
    const ent_saom        *m = f->model;
    const ent_saom_period *p = &f->view.periods[0];
    uint8_t               *there;
    ent_status             status;

    if (f->options.record == NULL || m->actors == NULL) {
        return ENT_OK;
    }
    there = ent_arena_alloc(&f->arena, m->n, 1);
    if (there == NULL) {
        return ent_fail_nomem(f->ctx);
    }
    for (size_t i = 0; i < m->n; i++) {
        there[i] = p->joins[i] <= 0;
    }
    status =
        ent_accession_create(f->ctx, f->options.record, ent_date_day(ent_saom_last_year(m), 12, 31),
                             m->actors, m->n, p->start, there, &f->accession);
    for (size_t g = 0; status == ENT_OK && g < ent_accession_bodies(f->accession); g++) {
        ent_say(f->ctx, ENT_INFO, "%s takes in members", ent_accession_body_id(f->accession, g));
    }
    return status;
}

static ent_status
check_options(ent_ctx *ctx, const ent_saom *m, const ent_forward_options *o)
{
    if (o->years < 1 || o->years > MOST_YEARS) {
        return ent_fail(ctx, ENT_E_ARG, "%zu years ahead, expected 1 to %d", o->years, MOST_YEARS);
    }
    if (o->draws < 2 || o->draws > MOST_DRAWS || o->runs < 1 || o->runs > MOST_DRAWS) {
        return ent_fail(ctx, ENT_E_ARG, "%llu draws of %llu runs, expected 2 and 1 to %d",
                        (unsigned long long)o->draws, (unsigned long long)o->runs, MOST_DRAWS);
    }
    for (size_t i = 0; i < o->actor_count; i++) {
        if (o->actors[i] >= m->n) {
            return ent_fail(ctx, ENT_E_ARG, "actor %zu, the last one is %zu", o->actors[i],
                            m->n - 1);
        }
    }
    return o->actor_count == 1
               ? ent_fail(ctx, ENT_E_ARG, "one actor, expected two or more: ties are of pairs")
               : ENT_OK;
}

/* All runs, of the pairs or counts that are asked for; the arena of `f` is the caller's. */
static ent_status
simulate(ent_ahead *f)
{
    ent_status status = f->hazards == NULL ? list_pairs(f) : ENT_OK;

    if (status == ENT_OK) {
        status = find_root(f);
    }
    if (status == ENT_OK) {
        status = make_view(f);
    }
    if (status == ENT_OK) {
        status = make_accession(f);
    }
    return status == ENT_OK
               ? ent_parallel_for(f->ctx, "years ahead", (size_t)f->options.draws, run_draw, f)
               : status;
}

static ent_status
prepare(ent_ahead *f, const ent_forward_options *options)
{
    ent_status status = ent_saom_check_fit(f->ctx, f->model, f->fit, 0);

    f->options = *options;
    f->options.draws = options->draws != 0 ? options->draws : DRAWS;
    f->options.runs = options->runs != 0 ? options->runs : RUNS;
    f->options.seed = options->seed != 0 ? options->seed : f->fit->seed;
    return status == ENT_OK ? check_options(f->ctx, f->model, &f->options) : status;
}

ent_status
ent_saom_forward(ent_ctx *ctx, const ent_saom *model, const ent_fit *fit,
                 const ent_forward_options *options, ent_table **out)
{
    ent_ahead  f = {.ctx = ctx, .model = model, .fit = fit};
    ent_status status = prepare(&f, options);

    if (status != ENT_OK) {
        return status;
    }
    ent_arena_init(&f.arena);
    status = simulate(&f);
    if (status == ENT_OK) {
        status = ent_ahead_tabulate(&f, out);
    }
    ent_accession_destroy(f.accession);
    ent_arena_clear(&f.arena);
    return status;
}

/* 4. chances of all pairs */

/* The mean over draws of what became of a pair. */
static double
mean_share(const ent_ahead *f, size_t year, size_t slot, size_t kind)
{
    double sum = 0;

    for (size_t d = 0; d < f->options.draws; d++) {
        sum += f->share[((d * f->options.years + year) * f->slots + slot) * ENT_AHEAD_KINDS + kind];
    }
    return sum / (double)f->options.draws;
}

static void
fill_chances(const ent_ahead *f, double *out)
{
    const ent_saom_period *p = &f->view.periods[0];
    size_t                 n = f->model->n;

    for (size_t at = 0; at < f->options.years * n * n; at++) {
        out[at] = (double)NAN;
    }
    for (size_t slot = 0; slot < f->pairs; slot++) {
        size_t i = f->pair[slot][0], j = f->pair[slot][1], cell = i * n + j;

        for (size_t year = 0; year < f->options.years && p->free[cell] != 0; year++) {
            double *to = out + year * n * n;

            to[cell] =
                mean_share(f, year, slot, p->start[cell] != 0 ? ENT_AHEAD_ENDED : ENT_AHEAD_BEGUN);
            to[j * n + i] = f->model->directed ? to[j * n + i] : to[cell];
        }
    }
}

ent_status
ent_saom_chances(ent_ctx *ctx, const ent_saom *model, const ent_fit *fit,
                 const ent_forward_options *options, double *out)
{
    ent_ahead  f = {.ctx = ctx, .model = model, .fit = fit};
    size_t    *all = ent_alloc(model->n, sizeof *all);
    ent_status status = all != NULL ? prepare(&f, options) : ent_fail_nomem(ctx);

    for (size_t i = 0; i < model->n && status == ENT_OK; i++) {
        all[i] = i;
    }
    f.options.actors = all;
    f.options.actor_count = model->n;
    if (status == ENT_OK) {
        ent_arena_init(&f.arena);
        status = simulate(&f);
        if (status == ENT_OK) {
            fill_chances(&f, out);
        }
        ent_accession_destroy(f.accession);
        ent_arena_clear(&f.arena);
    }
    ent_free(all);
    return status;
}

/* 5. probabilities of a year */

ent_status
ent_saom_hazards(ent_ctx *ctx, const ent_saom *model, const ent_fit *fit,
                 const ent_forward_options *options, const size_t (*pairs)[2], size_t pair_count,
                 ent_tie_hazard *hazards, double *rates, double *effects)
{
    ent_ahead           f = {.ctx = ctx,
                             .model = model,
                             .fit = fit,
                             .pairs = pair_count,
                             .hazards = hazards,
                             .rates = rates,
                             .effects = effects};
    ent_forward_options own = *options;
    ent_status          status;

    own.actor_count = 0;
    if (model->type >= ENT_SAOM_PAIRWISE_FORCING) {
        return ent_fail(ctx, ENT_E_ARG, "%s: pairs meet in this model: 'type' 1 to 3 is needed",
                        model->name);
    }
    status = prepare(&f, &own);
    if (status != ENT_OK) {
        return status;
    }
    ent_arena_init(&f.arena);
    f.pair = ent_arena_alloc(&f.arena, pair_count, sizeof *f.pair);
    for (size_t k = 0; k < pair_count && f.pair != NULL; k++) {
        f.pair[k][0] = (uint32_t)pairs[k][0];
        f.pair[k][1] = (uint32_t)pairs[k][1];
    }
    memset(hazards, 0, f.options.draws * f.options.years * pair_count * sizeof *hazards);
    status = f.pair != NULL ? simulate(&f) : ent_fail_nomem(ctx);
    ent_accession_destroy(f.accession);
    ent_arena_clear(&f.arena);
    return status;
}

bool
ent_saom_is_of_any(const ent_saom *model)
{
    return model->of_any;
}

const char *
ent_saom_effect_of(const ent_saom *model, size_t effect)
{
    const ent_saom_term *term = &model->terms[effect];

    return term->covariate != NULL && strcmp(term->effect->name, "X") == 0 &&
                   term->part == ENT_SAOM_EVALUATION && term->only == 0
               ? term->covariate->name
               : NULL;
}

size_t
ent_saom_actors(const ent_saom *model)
{
    return model->n;
}

size_t
ent_saom_actor(const ent_saom *model, const char *id)
{
    size_t i = 0;

    while (model->actors != NULL && i < model->n && strcmp(model->actors[i], id) != 0) {
        i++;
    }
    return model->actors != NULL ? i : model->n;
}
