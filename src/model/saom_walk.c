/*
 * saom_walk.c - one period, step by step: an actor is drawn, and chooses
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

#include "model/saom_bench.h"

/* 1. what strangers offer */

/* The value of a new tie of i to each actor, but for what depends on ties. */
static void
value_strangers(ent_saom_bench *b, ent_saom_strangers *s, size_t i)
{
    const ent_saom *m = b->model;
    size_t          n = m->n, terms = m->term_count;
    double         *each = &s->each[i * n], *by_term = &s->by_term[i * terms];

    s->sum[i] = 0;
    memset(by_term, 0, terms * sizeof *by_term);
    for (size_t j = 0; j < n; j++) {
        double value = 0;

        each[j] = 0;
        if (!ent_saom_may_change(b, i, j)) {
            continue;
        }
        for (size_t k = 0; k < terms; k++) {
            if (m->terms[k].effect->reach == ENT_SAOM_CONSTANT) {
                value += b->making[k] * ent_saom_term_change(&b->state, &m->terms[k], i, j);
            }
        }
        each[j] = exp(value);
        s->sum[i] += each[j];
        for (size_t k = 0; k < terms; k++) {
            if (m->terms[k].effect->reach == ENT_SAOM_CONSTANT &&
                m->terms[k].part != ENT_SAOM_ENDOWMENT) {
                by_term[k] += each[j] * ent_saom_term_change(&b->state, &m->terms[k], i, j);
            }
        }
    }
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
            if (ent_saom_may_change(b, i, j)) {
                b->alters[b->alter_count++] = j;
            }
        }
    }
}

/* exp of what i gains by changing the tie to j; its change statistics go to `change`. */
static double
weigh_alter(ent_saom_bench *b, size_t i, size_t j, double *change)
{
    const ent_saom *m = b->model;
    bool            ends = b->state.tie[i * m->n + j] != 0;
    double          value = 0;

    for (size_t k = 0; k < m->term_count; k++) {
        const ent_saom_term *term = &m->terms[k];

        change[k] = ent_saom_term_change(&b->state, term, i, j);
        if (ends) {
            value -= b->ending[k] * change[k];
        } else if (term->effect->reach != ENT_SAOM_CONSTANT) {
            value += b->making[k] * change[k];
        }
    }
    if (ends) {
        return exp(value);
    }
    return value != 0 ? b->row->each[i * m->n + j] * exp(value) : b->row->each[i * m->n + j];
}

/* The sign with which the change statistic of a term counts in a score. */
static double
sign_of(const ent_saom_term *term, bool ends)
{
    return ends ? -(term->part != ENT_SAOM_CREATION) : term->part != ENT_SAOM_ENDOWMENT;
}

/* Weigh all choices of i; with scores, what each term is expected to change. */
static void
weigh(ent_saom_bench *b, size_t period, size_t i, bool scores)
{
    const ent_saom *m = b->model;
    size_t          terms = m->term_count;

    b->row = &b->strangers[period];
    if (b->row->version[i] != b->version) {
        value_strangers(b, &b->strangers[period], i);
    }
    list_alters(b, i);
    b->rest = b->row->sum[i];
    memcpy(b->expected, &b->row->by_term[i * terms], terms * sizeof *b->expected);
    b->total = 1;
    for (size_t t = 0; t < b->alter_count; t++) {
        size_t  j = b->alters[t];
        double *change = &b->change[t * terms], known = b->row->each[i * m->n + j];
        bool    ends = b->state.tie[i * m->n + j] != 0;

        b->weight[t] = weigh_alter(b, i, j, change);
        b->total += b->weight[t];
        b->rest -= known;
        for (size_t k = 0; scores && k < terms; k++) {
            const ent_saom_term *term = &m->terms[k];

            b->expected[k] += b->weight[t] * sign_of(term, ends) * change[k];
            if (term->effect->reach == ENT_SAOM_CONSTANT) {
                b->expected[k] -= known * sign_of(term, false) * change[k];
            }
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
    (void)weigh_alter(b, i, last, &b->change[b->alter_count * b->model->term_count]);
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

/* Whether j takes up the offer of i; its score is added. */
static bool
consents(ent_saom_bench *b, size_t i, size_t j, double uniform, double *scores)
{
    const ent_saom *m = b->model;
    double         *change = &b->change[(m->n - 1) * m->term_count], value = 0, yes;
    bool            accepts;

    for (size_t k = 0; k < m->term_count; k++) {
        change[k] = ent_saom_term_change(&b->state, &m->terms[k], j, i);
        value += b->making[k] * change[k];
    }
    yes = 1 / (1 + exp(-value));
    accepts = uniform < yes;
    for (size_t k = 0; scores != NULL && k < m->term_count; k++) {
        scores[k] += sign_of(&m->terms[k], false) * change[k] * (accepts ? 1 - yes : -yes);
    }
    return accepts;
}

static void
step(ent_saom_bench *b, size_t period, size_t i, const double *uniform, double *scores)
{
    const ent_saom *m = b->model;
    long            chosen;
    size_t          j;
    bool            ends;

    weigh(b, period, i, scores != NULL);
    chosen = choose(b, i, uniform[0]);
    for (size_t k = 0; scores != NULL && k < m->term_count; k++) {
        scores[k] -= b->expected[k] / b->total;
    }
    if (chosen == NO_CHANGE) {
        return;
    }
    j = b->alters[chosen];
    ends = b->state.tie[i * m->n + j] != 0;
    for (size_t k = 0; scores != NULL && k < m->term_count; k++) {
        scores[k] += sign_of(&m->terms[k], ends) * b->change[(size_t)chosen * m->term_count + k];
    }
    if (m->type == ENT_SAOM_INITIATIVE && !ends && !consents(b, i, j, uniform[1], scores)) {
        return;
    }
    ent_saom_state_flip(&b->state, i, j);
}

/* 4. the walk */

/*
 * Opportunities come at rate * (actors present).  When an actor comes or goes the clock is set to
 * that moment: waiting times have no memory.
 */
static void
walk_actors(ent_saom_bench *b, size_t period, double rate, bool conditional, const ent_key *key,
            double *scores, ent_saom_path *out)
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
    if (scores != NULL) {
        memset(scores, 0, m->term_count * sizeof *scores);
    }
    if (m->type >= ENT_SAOM_PAIRWISE_FORCING) {
        ent_saom_walk_pairs(bench, conditional ? 1 : rate, conditional, key, scores, out);
    } else {
        walk_actors(bench, period, conditional ? 1 : rate, conditional, key, scores, out);
    }
    out->distance = (double)bench->state.distance;
    ent_saom_state_settle(&bench->state);
    ent_saom_statistics(&bench->state,
                        bench->settled[period].block != NULL ? &bench->settled[period]
                                                             : &bench->start[period],
                        statistics);
}
