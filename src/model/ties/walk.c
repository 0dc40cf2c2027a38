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

#include "base/exponential.h"
#include "model/ties/bench.h"

/* 1. what strangers offer */

/* Of the exponent of what covariates make of a tie: beyond it a choice is certain. */
static const double LARGEST_VALUE = 200;

/* The sum of products, in four parts that do not wait for each other. */
static double
dot(const double *a, const double *b, size_t n)
{
    double part[4] = {0, 0, 0, 0};
    size_t k = 0;

    for (; k + 4 <= n; k += 4) {
        part[0] += a[k] * b[k];
        part[1] += a[k + 1] * b[k + 1];
        part[2] += a[k + 2] * b[k + 2];
        part[3] += a[k + 3] * b[k + 3];
    }
    for (; k < n; k++) {
        part[0] += a[k] * b[k];
    }
    return part[0] + part[1] + (part[2] + part[3]);
}

static double
within(double x, double bound)
{
    return x < -bound ? -bound : x > bound ? bound : x;
}

static bool
is_there_at_start(const ent_saom_period *p, size_t i)
{
    return p->joins == NULL || (p->joins[i] <= 0 && p->leaves[i] > 0);
}

/* The value of a new tie of i to each actor, but for what depends on ties. */
static void
value_strangers(ent_saom_bench *b, ent_saom_strangers *s, size_t i)
{
    const ent_saom_period *p = b->state.period;
    size_t                 n = b->model->n, count = b->model->constant_count;
    double                *each = &s->each[i * n], *there = b->weight;
    const double          *weights = ent_saom_weights_of(b->model, b->weights, i);

    memset(each, 0, n * sizeof *each);
    for (size_t at = 0; at < count; at++) {
        double theta = b->making[at];

        for (size_t j = 0; j < n; j++) {
            each[j] += theta * weights[at * n + j];
        }
    }
    s->sum[i] = 0;
    for (size_t j = 0; j < n; j++) {
        bool may = i != j && (p->free == NULL || p->free[i * n + j] != 0);

        each[j] = may ? ent_exp(within(each[j], LARGEST_VALUE)) : 0;
        there[j] = is_there_at_start(p, j) ? each[j] : 0;
        s->sum[i] += there[j];
    }
    for (size_t at = 0; at < count; at++) {
        s->by_term[i * count + at] = b->make_sign[at] * dot(there, &weights[at * n], n);
    }
    s->version[i] = b->version;
}

/* What strangers offer now, who have come and gone since the start. */
static void
sum_strangers(ent_saom_bench *b, size_t i)
{
    const ent_saom *m = b->model;
    size_t          n = m->n, count = m->constant_count;
    const double   *weights = ent_saom_weights_of(m, b->weights, i);

    b->rest = b->row->sum[i];
    for (size_t at = 0; at < m->term_count; at++) {
        b->expected[at] = at < count ? b->row->by_term[i * count + at] : 0;
    }
    for (size_t e = 0; e < b->event_at; e++) {
        size_t j = b->events[e].actor;
        double change = b->events[e].joins ? b->row->each[i * n + j] : -b->row->each[i * n + j];

        b->rest += change;
        for (size_t at = 0; at < count; at++) {
            b->expected[at] += change * b->make_sign[at] * weights[at * n + j];
        }
    }
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

static void
list_bits(ent_saom_bench *b, size_t i, size_t word, uint64_t bits)
{
    uint32_t *alters = b->alters;
    size_t    count = b->alter_count;

    for (; bits != 0; bits &= bits - 1) {
        size_t j = word * 64 + (size_t)__builtin_ctzll(bits);

        if (b->all_free || ent_saom_may_change(b, i, j)) {
            alters[count++] = (uint32_t)j;
        }
    }
    b->alter_count = count;
}

/* The actors of a word but for i. */
static uint64_t
others_in_word(const ent_saom_state *s, size_t i, size_t word)
{
    uint64_t all =
        word + 1 == s->words && s->n % 64 != 0 ? ((uint64_t)1 << s->n % 64) - 1 : ~(uint64_t)0;

    return word == i / 64 ? all & ~((uint64_t)1 << i % 64) : all;
}

/* Whom i has to look at: all, or those that a tie or a neighbour brings near. */
static void
list_alters(ent_saom_bench *b, size_t i)
{
    const ent_saom_state *s = &b->state;
    const uint64_t       *ties = &s->out_bits[i * s->words];

    b->alter_count = 0;
    for (size_t w = 0; w < s->words; w++) {
        uint64_t others = others_in_word(s, i, w);
        uint64_t near = b->model->degrees ? others : near_in_word(s, i, w) & others;

        b->strange[w] = others & ~near;
        list_bits(b, i, w, near & ~ties[w]);
    }
    b->first_tie = b->alter_count;
    for (size_t w = 0; w < s->words; w++) {
        list_bits(b, i, w, ties[w]);
    }
}

/* What the terms that no tie alters make of the tie from i to j. */
static double
value_of_constants(const ent_saom_bench *b, size_t i, size_t j, const double *theta)
{
    size_t        n = b->model->n;
    const double *weights = ent_saom_weights_of(b->model, b->weights, i);
    double        value = 0;

    for (size_t at = 0; at < b->model->constant_count; at++) {
        value += theta[at] * weights[at * n + j];
    }
    return value;
}

/* exp of what i gains by the change of each tie, as far as no tie alters it. */
static void
weigh_constants(ent_saom_bench *b, size_t i)
{
    const double *each = &b->row->each[i * b->model->n];
    double       *weight = b->weight, near = 0;

    for (size_t t = 0; t < b->first_tie; t++) {
        weight[t] = each[b->alters[t]];
        near += weight[t];
    }
    for (size_t t = b->first_tie; t < b->alter_count; t++) {
        double known = each[b->alters[t]];

        near += known;
        weight[t] =
            b->mirrored ? 1 / known : ent_exp(value_of_constants(b, i, b->alters[t], b->ending));
    }
    /* rounding leaves a trace of nobody */
    b->rest -= near;
    b->rest = b->alter_count + 1 >= b->present_count || b->rest < 0 ? 0 : b->rest;
}

/* Put the changes for some numbers in `change`, and their factors upon the weights. */
static void
weigh_numbers(const int32_t *number, size_t count, const double *value, const double *factor,
              double *change, double *weight)
{
    for (size_t t = 0; t < count; t++) {
        change[t] = value[number[t]];
        weight[t] *= factor[number[t]];
    }
}

/* The same of one term that ties alter. */
static void
weigh_term(ent_saom_bench *b, size_t i, size_t at)
{
    const ent_saom_term *term = &b->model->terms[b->model->order[at]];
    size_t  n = b->model->n, row = 2 * n + 1, first = b->first_tie, count = b->alter_count;
    double *change = &b->change[at * n];

    if (term->only != 0 && &b->model->periods[term->only - 1] != b->state.period) {
        memset(change, 0, count * sizeof *change);
        return;
    }
    term->effect->count(&b->state, i, b->alters, count, b->number);
    weigh_numbers(b->number, first, term->value, &b->make_factor[at * row], change, b->weight);
    weigh_numbers(b->number + first, count - first, term->value, &b->end_factor[at * row],
                  change + first, b->weight + first);
}

/* What a term is expected to change among those near, in the place of what strangers offer. */
static double
expect_constant(const ent_saom_bench *b, size_t i, size_t at)
{
    const double   *each = &b->row->each[i * b->model->n], *weight = b->weight;
    const double   *of_pair = ent_saom_weights_of(b->model, b->weights, i) + at * b->model->n;
    const uint32_t *alters = b->alters;
    size_t          first = b->first_tie, count = b->alter_count;
    double          made = 0, ended = 0;

    for (size_t t = 0; t < first; t++) {
        made += (weight[t] - each[alters[t]]) * of_pair[alters[t]];
    }
    for (size_t t = first; t < count; t++) {
        made -= each[alters[t]] * of_pair[alters[t]];
        ended += weight[t] * of_pair[alters[t]];
    }
    return b->make_sign[at] * made + b->end_sign[at] * ended;
}

static double
expect_altered(const ent_saom_bench *b, size_t at)
{
    const double *change = &b->change[at * b->model->n];
    size_t        first = b->first_tie;

    return b->make_sign[at] * dot(b->weight, change, first) +
           b->end_sign[at] * dot(b->weight + first, change + first, b->alter_count - first);
}

/* Weigh all choices of i; with scores, what each term is expected to change. */
static void
weigh(ent_saom_bench *b, size_t period, size_t i, bool scores)
{
    size_t constants = b->model->constant_count, terms = b->model->term_count;
    double near = 0;

    b->row = &b->strangers[period];
    if (b->row->version[i] != b->version) {
        value_strangers(b, &b->strangers[period], i);
    }
    list_alters(b, i);
    sum_strangers(b, i);
    weigh_constants(b, i);
    for (size_t at = constants; at < terms; at++) {
        weigh_term(b, i, at);
    }
    for (size_t t = 0; t < b->alter_count; t++) {
        near += b->weight[t];
    }
    b->total = 1 + b->rest + near;
    for (size_t at = 0; at < terms && scores; at++) {
        b->expected[at] += at < constants ? expect_constant(b, i, at) : expect_altered(b, at);
        b->expected[at] /= b->total;
    }
}

/* The place of a stranger in the list, added at its end; `left` is what is left of the draw. */
static size_t
choose_stranger(ent_saom_bench *b, size_t i, double left)
{
    const ent_saom *m = b->model;
    size_t          n = m->n, last = n, place = b->alter_count;

    for (size_t w = 0; w < b->state.words && left >= 0; w++) {
        for (uint64_t bits = b->strange[w]; bits != 0 && left >= 0; bits &= bits - 1) {
            size_t j = w * 64 + (size_t)__builtin_ctzll(bits);

            if (b->all_free || ent_saom_may_change(b, i, j)) {
                last = j;
                left -= b->row->each[i * n + j];
            }
        }
    }
    if (last == n) {
        return place; /* there is none: no change */
    }
    b->alters[b->alter_count++] = (uint32_t)last;
    for (size_t at = m->constant_count; at < m->term_count; at++) {
        b->change[at * n + place] =
            ent_saom_term_change(&b->state, &m->terms[m->order[at]], i, last);
    }
    return place;
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

/* Add the change of the tie from i to j to the scores; those that ties alter are side by side. */
static void
score_change(ent_saom_bench *b, size_t i, size_t j, const double *sign, const double *change,
             double factor)
{
    size_t        n = b->model->n, count = b->model->constant_count;
    const double *weights = ent_saom_weights_of(b->model, b->weights, i);

    for (size_t at = 0; at < count; at++) {
        b->score[at] += factor * sign[at] * weights[at * n + j];
    }
    for (size_t at = count; at < b->model->term_count; at++) {
        b->score[at] += factor * sign[at] * change[at * n];
    }
}

/* How likely j takes up the offer of i; what his terms change goes to the last alter's place. */
static double
consent(ent_saom_bench *b, size_t i, size_t j)
{
    const ent_saom *m = b->model;
    double          value = value_of_constants(b, j, i, b->making);

    for (size_t at = m->constant_count; at < m->term_count; at++) {
        double *change = &b->change[at * m->n + m->n - 1];

        *change = ent_saom_term_change(&b->state, &m->terms[m->order[at]], j, i);
        value += b->making[at] * *change;
    }
    return 1 / (1 + ent_exp(-value));
}

static bool
consents(ent_saom_bench *b, size_t i, size_t j, double uniform)
{
    double yes = consent(b, i, j);
    bool   accepts = uniform < yes;

    score_change(b, j, i, b->make_sign, &b->change[b->model->n - 1], accepts ? 1 - yes : -yes);
    return accepts;
}

/*
 * The choices of i, if he may change anything by this draw; else their sum and what is expected of
 * them alone.  Both are kept of those around whom nothing has changed since the start.
 */
static bool
look(ent_saom_bench *b, size_t period, size_t i, double uniform, bool scores)
{
    ent_saom_strangers *s = &b->strangers[period];
    size_t              terms = b->model->term_count;
    bool                as_at_start =
        b->event_at == 0 && !b->model->degrees && (b->moved[i / 64] >> i % 64 & 1) == 0;

    if (as_at_start && s->weighed[i] >= 2 * b->version + scores) {
        if (uniform * s->total[i] < 1) {
            memcpy(b->expected, &s->expected[i * terms], terms * sizeof *b->expected);
            return false;
        }
    }
    weigh(b, period, i, scores);
    if (as_at_start) {
        s->total[i] = b->total;
        memcpy(&s->expected[i * terms], b->expected, terms * sizeof *b->expected);
        s->weighed[i] = 2 * b->version + scores;
    }
    return uniform * b->total >= 1;
}

static void
step(ent_saom_bench *b, size_t period, size_t i, const double *uniform, bool scores)
{
    const ent_saom *m = b->model;
    bool            acts = look(b, period, i, uniform[0], scores), ends;
    long            chosen = acts ? choose(b, i, uniform[0]) : NO_CHANGE;
    size_t          j;

    for (size_t at = 0; at < m->term_count && scores; at++) {
        b->score[at] -= b->expected[at];
    }
    if (chosen == NO_CHANGE) {
        return;
    }
    j = b->alters[chosen];
    ends = b->state.tie[i * m->n + j] != 0;
    if (scores) {
        score_change(b, i, j, ends ? b->end_sign : b->make_sign, &b->change[chosen], 1);
    }
    if (m->type == ENT_SAOM_INITIATIVE && !ends && !consents(b, i, j, uniform[1])) {
        return;
    }
    ent_saom_bench_flip(b, i, j);
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
    return b->model->type == ENT_SAOM_INITIATIVE && !tied ? chance * consent(b, i, j) : chance;
}

/* 4. the walk */

/*
 * Opportunities come at rate * (actors present); the times between them are exponential.  Their sum
 * has passed a time when the product of as many uniforms has fallen below exp(-rate * actors *
 * time), so that a logarithm is taken but now and then.
 */
typedef struct waiting {
    double product, passed; /* uniforms not yet in `passed`; the sum of -log of those before */
    double limit;           /* of the product: the time is over */
    double most;            /* of the sum; INFINITY: nothing ends it */
} waiting;

static const double SMALL_PRODUCT = 1e-280; /* times 2^-33 it is a number yet */

static waiting
wait_for(double most)
{
    return (waiting){1, 0, exp(-most), most};
}

/* One time more; false: it is after the end. */
static bool
wait_once(waiting *w, double uniform)
{
    w->product *= uniform;
    if (w->product < SMALL_PRODUCT) {
        w->passed -= log(w->product);
        w->product = 1;
        w->limit = exp(w->passed - w->most);
        return w->passed < w->most;
    }
    return w->product > w->limit;
}

/* Draws of a walk, made some at a time: of the time, the actor, his choice and consent. */
typedef struct draws {
    const ent_key *key;
    uint32_t       made;
    double         uniform[4 * ENT_SAOM_DRAWS];
} draws;

static const double *
draw(draws *d, uint32_t step)
{
    if (step == d->made) {
        ent_random_fours(d->key, step, ENT_SAOM_DRAWS, d->uniform);
        d->made += ENT_SAOM_DRAWS;
    }
    return &d->uniform[4 * (step % ENT_SAOM_DRAWS)];
}

static void
walk_actors(ent_saom_bench *b, size_t period, double rate, bool conditional, const ent_key *key,
            bool scores, ent_saom_path *out)
{
    size_t   distance = b->model->periods[period].distance;
    double   since = 0, until = b->event_count > 0 ? b->events[0].at : 1;
    double   pace = rate * (double)b->present_count;
    waiting  wait = wait_for(conditional ? INFINITY : pace * (until - since));
    draws    d = {.key = key};
    uint32_t number = 0;

    for (;; number++) {
        const double *u = draw(&d, number);

        if (!wait_once(&wait, u[0])) { /* what happens then forgets how long one has waited */
            out->rate_score -= (until - since) * (double)b->present_count;
            since = until;
            if (b->event_at == b->event_count) {
                break;
            }
            ent_saom_bench_event(b, &b->events[b->event_at]);
            until = b->event_at < b->event_count ? b->events[b->event_at].at : 1;
            pace = rate * (double)b->present_count;
            wait = wait_for(pace * (until - since));
            continue;
        }
        out->rate_score += 1 / rate;
        step(b, period, b->present[(size_t)(u[1] * (double)b->present_count)], &u[2], scores);
        if (conditional && b->state.distance >= distance) {
            break;
        }
        if (number == ENT_SAOM_MOST_STEPS) {
            out->stopped = true;
            break;
        }
    }
    out->elapsed = conditional ? (wait.passed - log(wait.product)) / pace : since;
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
    if (statistics != NULL) {
        ent_saom_statistics_from(&bench->state,
                                 bench->settled[period].block != NULL ? &bench->settled[period]
                                                                      : &bench->start[period],
                                 bench->sums, statistics);
    }
}
