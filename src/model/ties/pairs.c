/*
 * pairs.c - one period of the types in which two actors meet and decide on their tie
 *
 *   1. the rate of a pair     2. rates of all pairs     3. the walk
 *
 * Few meetings change anything, so that meetings are not drawn.  Ordered pairs meet at the rate
 * rho^2, and a meeting changes the tie with a probability that only the network knows; what is
 * drawn is the next change, from the rates of change of all pairs.  The score is that of the path
 * of changes.
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/exponential.h"
#include "model/ties/bench.h"

/* 1. the rate of a pair */

static double
logistic(double x)
{
    return 1 / (1 + ent_exp(-x));
}

/*
 * The rate of change of a pair whose members gain a and b by it, per rho^2, with its derivatives
 * by a and b.  Both ordered meetings count.
 */
static double
rate_of_change(ent_saom_type type, bool ends, double a, double b, double *by_a, double *by_b)
{
    double s = logistic(a), t = logistic(b), joint;

    switch (type) {
    case ENT_SAOM_PAIRWISE_FORCING:
        *by_a = s * (1 - s);
        *by_b = t * (1 - t);
        return s + t;
    case ENT_SAOM_PAIRWISE_MUTUAL: /* making needs both, for ending one is enough */
        *by_a = 2 * s * (1 - s) * (ends ? 1 - t : t);
        *by_b = 2 * t * (1 - t) * (ends ? 1 - s : s);
        return 2 * (ends ? s + t - s * t : s * t);
    case ENT_SAOM_PAIRWISE_JOINT:
    case ENT_SAOM_DIRECTED:
    case ENT_SAOM_FORCING:
    case ENT_SAOM_INITIATIVE:
        break;
    }
    joint = logistic(a + b);
    *by_a = *by_b = 2 * joint * (1 - joint);
    return 2 * joint;
}

/* What i gains by changing its tie to j; `change` gets the derivative by each term. */
static double
gain(const ent_saom_bench *b, size_t i, size_t j, bool ends, double *change)
{
    const ent_saom *m = b->model;
    size_t          count = m->constant_count;
    const double   *theta = ends ? b->ending : b->making, *sign = ends ? b->end_sign : b->make_sign;
    const double   *weights = ent_saom_weights_of(m, b->weights, i);
    double          value = 0;

    for (size_t at = 0; at < count; at++) {
        double w = weights[at * m->n + j];

        value += theta[at] * w;
        change[at] = sign[at] * w;
    }
    for (size_t at = count; at < m->term_count; at++) {
        double of_ties = ent_saom_term_change(&b->state, &m->terms[m->order[at]], i, j);

        value += theta[at] * of_ties;
        change[at] = sign[at] * of_ties;
    }
    return value;
}

/* 2. rates of all pairs */

/* Put a new rate of the pair in its place; sums of rows follow. */
static void
update_pair(ent_saom_bench *b, ent_saom_pairs *q, size_t i, size_t j, bool slopes)
{
    const ent_saom *m = b->model;
    size_t          n = m->n, terms = m->term_count;
    double         *of_i = b->change, *of_j = b->change + terms, by_i = 0, by_j = 0, rate = 0;
    double          before = q->rate[i * n + j];

    if (ent_saom_may_change(b, i, j)) {
        bool   ends = b->state.tie[i * n + j] != 0;
        double a = gain(b, i, j, ends, of_i), c = gain(b, j, i, ends, of_j);

        rate = rate_of_change(m->type, ends, a, c, &by_i, &by_j);
    } else {
        memset(b->change, 0, 2 * terms * sizeof *b->change);
    }
    q->rate[i * n + j] = q->rate[j * n + i] = rate;
    q->row[i] += rate - before;
    q->row[j] += rate - before;
    for (size_t k = 0; slopes && k < terms; k++) {
        double *slope = &q->slope[k * n * n], now = by_i * of_i[k] + by_j * of_j[k];
        double  change = now - slope[i * n + j];

        slope[i * n + j] = slope[j * n + i] = now;
        q->row_slope[k * n + i] += change;
        q->row_slope[k * n + j] += change;
    }
}

/* The sums of a row anew, so that rounding does not add up. */
static void
sum_row(const ent_saom_bench *b, ent_saom_pairs *q, size_t i, bool slopes)
{
    size_t n = b->model->n;

    q->row[i] = 0;
    for (size_t j = 0; j < n; j++) {
        q->row[i] += q->rate[i * n + j];
    }
    for (size_t k = 0; slopes && k < b->model->term_count; k++) {
        const double *slope = &q->slope[(k * n + i) * n];
        double        sum = 0;

        for (size_t j = 0; j < n; j++) {
            sum += slope[j];
        }
        q->row_slope[k * n + i] = sum;
    }
}

static void
fill(ent_saom_bench *b, ent_saom_pairs *q)
{
    size_t n = b->model->n;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            update_pair(b, q, i, j, true);
        }
    }
    for (size_t i = 0; i < n; i++) {
        sum_row(b, q, i, true);
    }
    q->version = b->version;
}

/* The rates at the start of the period, computed once for the same parameters. */
static ent_saom_pairs *
start_pairs(ent_saom_bench *b, bool slopes)
{
    size_t          n = b->model->n, terms = b->model->term_count;
    ent_saom_pairs *start = &b->pairs[b->state.period - b->model->periods];
    ent_saom_pairs *walk = &b->pairs[b->model->period_count];

    if (start->version != b->version) {
        fill(b, start);
    }
    memcpy(walk->rate, start->rate, n * n * sizeof *walk->rate);
    memcpy(walk->row, start->row, n * sizeof *walk->row);
    if (slopes) {
        memcpy(walk->slope, start->slope, terms * n * n * sizeof *walk->slope);
        memcpy(walk->row_slope, start->row_slope, terms * n * sizeof *walk->row_slope);
    }
    return walk;
}

/* Update the pairs of i whose rate a change of the tie between i and j may alter. */
static void
update_row(ent_saom_bench *b, ent_saom_pairs *q, size_t i, size_t j, bool slopes)
{
    const ent_saom_state *s = &b->state;

    for (size_t w = 0; w < s->words; w++) {
        uint64_t left = b->model->degrees ? ~(uint64_t)0 : s->out_bits[j * s->words + w];

        for (; left != 0; left &= left - 1) {
            size_t h = w * 64 + (size_t)__builtin_ctzll(left);

            if (h >= s->n) {
                break;
            }
            if (h != i && h != j) {
                update_pair(b, q, i, h, slopes);
            }
        }
    }
}

static void
update_around(ent_saom_bench *b, ent_saom_pairs *q, size_t i, size_t j, bool slopes)
{
    update_pair(b, q, i, j, slopes);
    if (b->model->degrees || b->model->needs_paths) {
        update_row(b, q, i, j, slopes);
        update_row(b, q, j, i, slopes);
    }
    sum_row(b, q, i, slopes);
    sum_row(b, q, j, slopes);
}

/* 3. the walk */

static double
sum_of(const double *values, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++) {
        sum += values[i];
    }
    return sum;
}

/* The place at which the running sum of values reaches `left`, which is lessened. */
static size_t
find(const double *values, size_t count, double *left)
{
    size_t last = count;

    for (size_t i = 0; i < count; i++) {
        if (values[i] <= 0) {
            continue;
        }
        last = i;
        if (*left < values[i]) {
            break;
        }
        *left -= values[i];
    }
    return last;
}

/* Add the derivative of "no change for this time", or of the choice among changes. */
static void
score_waiting(ent_saom_bench *b, const ent_saom_pairs *q, double weight)
{
    size_t n = b->model->n;

    for (size_t k = 0; k < b->model->term_count; k++) {
        b->score[k] -= weight * sum_of(&q->row_slope[k * n], n) / 2;
    }
}

static bool
change_pair(ent_saom_bench *b, ent_saom_pairs *q, double left, bool scores)
{
    size_t n = b->model->n, i = find(q->row, n, &left), j;

    if (i == n) {
        return false;
    }
    j = find(&q->rate[i * n], n, &left);
    if (j == n) {
        return false;
    }
    for (size_t k = 0; scores && k < b->model->term_count; k++) {
        b->score[k] += q->slope[(k * n + i) * n + j] / q->rate[i * n + j];
    }
    ent_saom_bench_flip(b, i, j);
    update_around(b, q, i, j, scores);
    return true;
}

/* Who comes or goes changes the rates of all his pairs, and of those around his ties. */
static void
let_pass(ent_saom_bench *b, ent_saom_pairs *q, const ent_saom_event *event)
{
    ent_saom_bench_event(b, event);
    fill(b, q);
}

void
ent_saom_walk_pairs(ent_saom_bench *bench, double rate, bool conditional, const ent_key *key,
                    bool scores, ent_saom_path *out)
{
    size_t          n = bench->model->n, goal = bench->state.period->distance;
    ent_saom_pairs *q = start_pairs(bench, scores);
    double          elapsed = 0, pace = rate * rate;

    for (uint32_t step = 0; step < ENT_SAOM_MOST_STEPS; step++) {
        double all = sum_of(q->row, n) / 2, draws[2], wait, until;

        ent_random_pair(key, step, draws);
        wait = -log(draws[0]) / (pace * all);
        until = bench->event_at < bench->event_count ? bench->events[bench->event_at].at : 1;
        if (!conditional && !(elapsed + wait < until)) {
            if (scores) {
                score_waiting(bench, q, pace * (until - elapsed));
            }
            out->rate_score -= 2 * rate * all * (until - elapsed);
            out->elapsed = elapsed = until;
            if (bench->event_at == bench->event_count) {
                return;
            }
            let_pass(bench, q, &bench->events[bench->event_at]);
            continue;
        }
        if (scores) {
            score_waiting(bench, q, conditional ? 1 / all : pace * wait);
        }
        out->rate_score += 2 / rate - 2 * rate * all * wait;
        out->elapsed = elapsed += wait;
        if (!change_pair(bench, q, draws[1] * 2 * all, scores)) {
            break;
        }
        if (conditional && bench->state.distance >= goal) {
            return;
        }
    }
    out->stopped = true;
}
