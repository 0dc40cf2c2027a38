/*
 * walk.c - one period, step by step: an actor is drawn, and chooses
 *
 *   1. what strangers offer     2. the choices of an actor     3. steps     4. the walk
 *
 * Between two who share nothing, the value of a tie comes from covariates and density alone.  It
 * is kept for each actor, so that a step looks only at those around him.
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "model/ties/bench.h"

/* 1. what strangers offer */

/* The value of a new tie of i to each actor, but for what depends on ties. */
static void
value_strangers(ent_saom_bench *b, ent_saom_strangers *s, size_t i)
{
    size_t  n = b->model->n, count = b->model->constant_count;
    double *each = &s->each[i * n], *by_term = &s->by_term[i * count], sum = 0;

    memset(by_term, 0, count * sizeof *by_term);
    for (size_t j = 0; j < n; j++) {
        const double *w = &b->weights[(i * n + j) * count];
        double        value = 0;

        each[j] = 0;
        if (!ent_saom_may_change(b, i, j)) {
            continue;
        }
        for (size_t at = 0; at < count; at++) {
            value += b->making[at] * w[at];
        }
        each[j] = exp(value);
        sum += each[j];
        for (size_t at = 0; at < count; at++) {
            by_term[at] += each[j] * w[at];
        }
    }
    for (size_t at = 0; at < count; at++) {
        by_term[at] *= b->make_sign[at];
    }
    s->sum[i] = sum;
    s->version[i] = b->version;
}

/* 2. the choices of an actor */

/* The 64 actors of a word whom i has a tie or, where terms count paths, a neighbour with. */
static uint64_t
near_in_word(const ent_saom_state *s, size_t i, size_t word)
{
    const ent_saom *m = s->model;
    size_t          words = s->words;
    uint64_t        near = s->out_bits[i * words + word] | s->in_bits[i * words + word];

    for (size_t v = 0; v < words && m->needs_paths; v++) {
        uint64_t between = s->out_bits[i * words + v];

        between |= m->needs_back ? s->in_bits[i * words + v] : 0;
        for (; between != 0; between &= between - 1) {
            size_t h = v * 64 + (size_t)__builtin_ctzll(between);

            near |= s->out_bits[h * words + word] | s->in_bits[h * words + word];
        }
    }
    return near;
}

/* Whom i has to look at: all, or those that a tie or a neighbour brings near. */
static void
list_alters(ent_saom_bench *b, size_t i)
{
    const ent_saom_state *s = &b->state;

    b->alter_count = 0;
    for (size_t w = 0; w < s->words; w++) {
        uint64_t near = b->model->degrees ? ~(uint64_t)0 : near_in_word(s, i, w);

        for (; near != 0; near &= near - 1) {
            size_t j = w * 64 + (size_t)__builtin_ctzll(near);

            if (j >= s->n) {
                break;
            }
            if (b->all_free ? i != j : ent_saom_may_change(b, i, j)) {
                b->alters[b->alter_count++] = j;
            }
        }
    }
}

/* The change statistics of the tie from i to j that ties alter; what they and `theta` make. */
static double
value_of_ties(const ent_saom_bench *b, size_t i, size_t j, const double *theta, double *change)
{
    const ent_saom *m = b->model;
    double          value = 0;

    for (size_t at = m->constant_count; at < m->term_count; at++) {
        change[at] = ent_saom_term_change(&b->state, &m->terms[m->order[at]], i, j);
        value += theta[at] * change[at];
    }
    return value;
}

/* The same of what no tie alters. */
static double
value_of_constants(const ent_saom_bench *b, size_t i, size_t j, const double *theta)
{
    size_t        count = b->model->constant_count;
    const double *w = &b->weights[(i * b->model->n + j) * count];
    double        value = 0;

    for (size_t at = 0; at < count; at++) {
        value += theta[at] * w[at];
    }
    return value;
}

/* exp of what i gains by changing the tie to j, whose value as a stranger is `known`. */
static double
weigh_alter(const ent_saom_bench *b, size_t i, size_t j, double known, double *change)
{
    double value;

    if (b->state.tie[i * b->model->n + j] != 0) {
        value = value_of_ties(b, i, j, b->ending, change);
        return exp(value + value_of_constants(b, i, j, b->ending));
    }
    value = value_of_ties(b, i, j, b->making, change);
    return value != 0 ? known * exp(value) : known;
}

/* Put what is expected of an alter in the place of what was expected of a stranger. */
static void
expect(ent_saom_bench *b, size_t i, size_t j, double weight, double known, const double *change)
{
    size_t        count = b->model->constant_count;
    bool          ends = b->state.tie[i * b->model->n + j] != 0;
    const double *w = &b->weights[(i * b->model->n + j) * count];
    const double *sign = ends ? b->end_sign : b->make_sign;

    for (size_t at = 0; at < count; at++) {
        b->expected[at] += (weight * sign[at] - known * b->make_sign[at]) * w[at];
    }
    for (size_t at = count; at < b->model->term_count; at++) {
        b->expected[at] += weight * sign[at] * change[at];
    }
}

/* Weigh all choices of i; with scores, what each term is expected to change. */
static void
weigh(ent_saom_bench *b, size_t period, size_t i, bool scores)
{
    const ent_saom *m = b->model;
    size_t          terms = m->term_count, count = m->constant_count;

    b->row = &b->strangers[period];
    if (b->row->version[i] != b->version) {
        value_strangers(b, &b->strangers[period], i);
    }
    list_alters(b, i);
    b->rest = b->row->sum[i];
    b->total = 1;
    memcpy(b->expected, &b->row->by_term[i * count], count * sizeof *b->expected);
    memset(b->expected + count, 0, (terms - count) * sizeof *b->expected);
    for (size_t t = 0; t < b->alter_count; t++) {
        size_t j = b->alters[t];
        double known = b->row->each[i * m->n + j];

        b->weight[t] = weigh_alter(b, i, j, known, &b->change[t * terms]);
        b->total += b->weight[t];
        b->rest -= known;
        if (scores) {
            expect(b, i, j, b->weight[t], known, &b->change[t * terms]);
        }
    }
    /* rounding leaves a trace of nobody */
    b->rest = b->alter_count + 1 >= b->present_count || b->rest < 0 ? 0 : b->rest;
    b->total += b->rest;
}

/* The place of a stranger in the list, added at its end; `left` is what is left of the draw. */
static size_t
choose_stranger(ent_saom_bench *b, size_t i, double left)
{
    size_t n = b->model->n, at = 0, last = n;

    for (size_t j = 0; j < n; j++) {
        if (at < b->alter_count && b->alters[at] == j) {
            at++;
            continue;
        }
        if (ent_saom_may_change(b, i, j)) {
            last = j;
            left -= b->row->each[i * n + j];
            if (left < 0) {
                break;
            }
        }
    }
    if (last == n) {
        return b->alter_count; /* there is none: no change */
    }
    b->alters[b->alter_count] = last;
    (void)value_of_ties(b, i, last, b->making, &b->change[b->alter_count * b->model->term_count]);
    return b->alter_count++;
}

enum { NO_CHANGE = -1 };

/* Draw one of the choices; NO_CHANGE, or the place of the alter in the list. */
static long
choose(ent_saom_bench *b, size_t i, double uniform)
{
    double left = uniform * b->total - 1;

    if (left < 0) {
        return NO_CHANGE;
    }
    for (size_t t = 0; t < b->alter_count; t++) {
        left -= b->weight[t];
        if (left < 0) {
            return (long)t;
        }
    }
    if (b->rest > 0) {
        size_t before = b->alter_count, place = choose_stranger(b, i, left);

        return b->alter_count > before ? (long)place : NO_CHANGE;
    }
    return b->alter_count > 0 ? (long)b->alter_count - 1 : NO_CHANGE;
}

/* 3. steps */

/* Add the change of the tie from i to j to the scores, times `factor`. */
static void
score_change(ent_saom_bench *b, size_t i, size_t j, const double *sign, const double *change,
             double factor)
{
    size_t        count = b->model->constant_count;
    const double *w = &b->weights[(i * b->model->n + j) * count];

    for (size_t at = 0; at < count; at++) {
        b->score[at] += factor * sign[at] * w[at];
    }
    for (size_t at = count; at < b->model->term_count; at++) {
        b->score[at] += factor * sign[at] * change[at];
    }
}

/* Whether j takes up the offer of i. */
static bool
consents(ent_saom_bench *b, size_t i, size_t j, double uniform)
{
    double *change = &b->change[(b->model->n - 1) * b->model->term_count];
    double  value = value_of_ties(b, j, i, b->making, change);
    double  yes = 1 / (1 + exp(-value - value_of_constants(b, j, i, b->making)));
    bool    accepts = uniform < yes;

    score_change(b, j, i, b->make_sign, change, accepts ? 1 - yes : -yes);
    return accepts;
}

static void
step(ent_saom_bench *b, size_t period, size_t i, const double *uniform, bool scores)
{
    const ent_saom *m = b->model;
    long            chosen;
    size_t          j;
    bool            ends;

    weigh(b, period, i, scores);
    chosen = choose(b, i, uniform[0]);
    for (size_t at = 0; at < m->term_count; at++) {
        b->score[at] -= b->expected[at] / b->total;
    }
    if (chosen == NO_CHANGE) {
        return;
    }
    j = b->alters[chosen];
    ends = b->state.tie[i * m->n + j] != 0;
    score_change(b, i, j, ends ? b->end_sign : b->make_sign,
                 &b->change[(size_t)chosen * m->term_count], 1);
    if (m->type == ENT_SAOM_INITIATIVE && !ends && !consents(b, i, j, uniform[1])) {
        return;
    }
    ent_saom_state_flip(&b->state, i, j);
}

double
ent_saom_bench_chance(ent_saom_bench *b, size_t period, size_t i, size_t j, bool tied)
{
    size_t n = b->model->n;
    double chance;
    bool   other;

    ent_saom_bench_begin(b, period);
    other = (b->state.tie[i * n + j] != 0) != tied;
    if (!ent_saom_may_change(b, i, j)) {
        return 0;
    }
    if (other) {
        ent_saom_state_flip(&b->state, i, j);
    }
    weigh(b, period, i, false);
    chance = b->row->each[i * n + j] / b->total; /* as a stranger, unless he is near */
    for (size_t t = 0; t < b->alter_count; t++) {
        chance = b->alters[t] == j ? b->weight[t] / b->total : chance;
    }
    if (b->model->type == ENT_SAOM_INITIATIVE && !tied) {
        double *change = &b->change[(n - 1) * b->model->term_count];
        double  value = value_of_ties(b, j, i, b->making, change);

        chance /= 1 + exp(-value - value_of_constants(b, j, i, b->making));
    }
    return chance;
}

/* 4. the walk */

/*
 * Opportunities come at rate * (actors present).  When an actor comes or goes the clock is set to
 * that moment: waiting times have no memory.
 */
static void
walk_actors(ent_saom_bench *b, size_t period, double rate, bool conditional, const ent_key *key,
            bool scores, ent_saom_path *out)
{
    size_t distance = b->model->periods[period].distance, event = 0;
    double elapsed = 0;

    for (uint32_t step_number = 0;; step_number++) {
        double until = event < b->event_count ? b->events[event].at : 1, wait, draws[4];

        ent_random_pair(key, 2 * step_number, draws);
        wait = -log(draws[0]) / (rate * (double)b->present_count);
        if (!conditional && !(elapsed + wait < until)) {
            out->rate_score -= (until - elapsed) * (double)b->present_count;
            elapsed = until;
            if (event == b->event_count) {
                break;
            }
            ent_saom_bench_event(b, &b->events[event++]);
            continue;
        }
        elapsed += wait;
        out->rate_score += 1 / rate - wait * (double)b->present_count;
        ent_random_pair(key, 2 * step_number + 1, &draws[2]);
        step(b, period, b->present[(size_t)(draws[1] * (double)b->present_count)], &draws[2],
             scores);
        if (conditional && b->state.distance >= distance) {
            break;
        }
        if (step_number == ENT_SAOM_MOST_STEPS) {
            out->stopped = true;
            break;
        }
    }
    out->elapsed = elapsed;
}

void
ent_saom_walk(ent_saom_bench *bench, size_t period, double rate, bool conditional,
              const ent_key *key, double *statistics, double *scores, ent_saom_path *out)
{
    const ent_saom *m = bench->model;

    *out = (ent_saom_path){0};
    ent_saom_bench_begin(bench, period);
    memset(bench->score, 0, m->term_count * sizeof *bench->score);
    if (conditional ? m->periods[period].distance == 0 : rate <= 0 && bench->event_count == 0) {
        /* nothing happens in this period */
    } else if (m->type >= ENT_SAOM_PAIRWISE_FORCING) {
        ent_saom_walk_pairs(bench, conditional ? 1 : rate, conditional, key, scores != NULL, out);
    } else {
        walk_actors(bench, period, conditional ? 1 : rate, conditional, key, scores != NULL, out);
    }
    for (size_t at = 0; at < m->term_count && scores != NULL; at++) {
        scores[m->order[at]] = bench->score[at];
    }
    out->distance = (double)bench->state.distance;
    ent_saom_state_settle(&bench->state);
    ent_saom_statistics(&bench->state,
                        bench->settled[period].block != NULL ? &bench->settled[period]
                                                             : &bench->start[period],
                        statistics);
}
