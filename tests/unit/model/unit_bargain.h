/*
 * unit_bargain.h - bargains for tests: invented ones, and a slow version straight from the formulas
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_UNIT_BARGAIN_H
#define ENT_TESTS_UNIT_BARGAIN_H

#include "unit.h"

#include <math.h>

#include "base/random.h"
#include "entente/bargain.h"

enum { SLOW_ACTORS = 12, SLOW_DIMENSIONS = 3, SLOW_OPTIONS = 2 * SLOW_ACTORS + 1 };

/** A bargain whose rows a test can move and change; nothing of it is owned. */
typedef struct drawn_bargain {
    ent_bargain       bargain;
    ent_bargain_actor actors[SLOW_ACTORS];
    const char       *dimensions[SLOW_DIMENSIONS];
    char              names[SLOW_ACTORS][8];
    double            position[SLOW_ACTORS][SLOW_DIMENSIONS];
    double            salience[SLOW_ACTORS][SLOW_DIMENSIONS];
    double            follows[SLOW_ACTORS * SLOW_ACTORS];
} drawn_bargain;

static inline void
bargain_draw(drawn_bargain *b, uint32_t run, size_t n, size_t d)
{
    ent_key key = {.seed = 1997, .run = run, .process = ENT_PROCESS_TEST};

    memset(b, 0, sizeof *b);
    b->bargain = (ent_bargain){"Drawn", "", b->dimensions, d, b->actors, n, NULL, NULL};
    for (size_t k = 0; k < d; k++) {
        b->dimensions[k] = "Issue";
    }
    for (size_t i = 0; i < n; i++) {
        key.unit = (uint32_t)i;
        (void)snprintf(b->names[i], sizeof b->names[i], "A%zu", i);
        b->actors[i] = (ent_bargain_actor){b->names[i], "", 1 + 99 * ent_random_uniform(&key, 0),
                                           b->position[i], b->salience[i]};
        for (uint32_t k = 0; k < d; k++) {
            b->position[i][k] = 100 * ent_random_uniform(&key, 1 + 2 * k);
            b->salience[i][k] = (5 + 95 * ent_random_uniform(&key, 2 + 2 * k)) / (double)d;
        }
    }
}

/** Ideals that follow others: of every second actor its own and two more, of the rest no pair. */
static inline void
bargain_draw_ideals(drawn_bargain *b, uint32_t run)
{
    size_t n = b->bargain.actor_count;

    for (size_t i = 0; i < n * n; i++) {
        b->follows[i] = NAN;
    }
    for (size_t i = 0; i < n; i += 2) {
        ent_key key = {.seed = 97, .run = run, .process = ENT_PROCESS_TEST, .unit = (uint32_t)i};

        for (uint32_t j = 1; j < 3; j++) {
            b->follows[i * n + (i + j) % n] = 33 * ent_random_uniform(&key, j);
        }
        b->follows[i * n + i] = 33 * ent_random_uniform(&key, 0);
    }
    b->bargain.follows = b->follows;
}

/** How many values each parameter has, in the order of the bits of `fixed`. */
static const int BARGAIN_VALUES[ENT_BARGAIN_PARAMETERS] = {6, 5, 3, 5, 3, 3, 3, 3};

static inline void
bargain_set(ent_bargain_options *o, size_t parameter, int value)
{
    switch (parameter) {
    case 0:
        o->vote = (ent_bargain_vote)value;
        break;
    case 1:
        o->victory = (ent_bargain_victory)value;
        break;
    case 2:
        o->pce = (ent_bargain_pce)value;
        break;
    case 3:
        o->risk_adjust = (ent_bargain_risk_adjust)value;
        break;
    case 4:
        o->risk_range = (ent_bargain_risk_range)value;
        break;
    case 5:
        o->third_party = (ent_bargain_third_party)value;
        break;
    case 6:
        o->interpolation = (ent_bargain_interpolation)value;
        break;
    default:
        o->mode = (ent_bargain_mode)value;
        break;
    }
}

/* The slow version: every matrix in full, one formula a function. */

typedef struct slow {
    size_t              n, d;
    ent_bargain_options o;
    double              c[SLOW_ACTORS], s[SLOW_ACTORS][SLOW_DIMENSIONS], sum[SLOW_ACTORS];
    double              x[SLOW_ACTORS][SLOW_DIMENSIONS], y[SLOW_ACTORS][SLOW_DIMENSIONS];
    double              r[SLOW_ACTORS];
    const double       *follows;
} slow;

static inline void
slow_start(slow *w, const ent_bargain *b, const ent_bargain_options *o)
{
    *w = (slow){.n = b->actor_count, .d = b->dimension_count, .o = *o};
    w->o.lag = o->has_lag ? o->lag : 1;
    w->follows = b->follows;
    for (size_t i = 0; i < w->n; i++) {
        w->c[i] = b->actors[i].capability;
        for (size_t k = 0; k < w->d; k++) {
            w->x[i][k] = w->y[i][k] = b->actors[i].position[k] / 100;
            w->s[i][k] = b->actors[i].salience[k] / 100;
            w->sum[i] += w->s[i][k];
        }
    }
}

static inline double
slow_utility(const slow *w, size_t i, const double *p, double risk)
{
    double above = 0, below = 0, d;

    for (size_t k = 0; k < w->d; k++) {
        above += pow(w->s[i][k] * (w->y[i][k] - p[k]), 2);
        below += pow(w->s[i][k], 2);
    }
    d = sqrt(above / below);
    return d <= 1 ? (1 - d) * (1 + d * risk) : (1 - d) * (1 + risk);
}

static inline double
slow_vote(ent_bargain_vote rule, double w, double z)
{
    double b = fmin(1, fmax(-1, z / 1e-8));

    switch (rule) {
    case ENT_VOTE_BINARY:
        return w * b;
    case ENT_VOTE_PROPBIN:
        return w * (0.8 * z + 0.2 * b);
    case ENT_VOTE_PROPCBC:
        return w * (z + pow(z, 3)) / 2;
    case ENT_VOTE_CUBIC:
        return w * pow(z, 3);
    case ENT_VOTE_ASYMPROSP:
        return z > 0 ? w * z * 2 / 3 : w * z;
    default:
        return w * z;
    }
}

static inline double
slow_victory(ent_bargain_victory rule, double a, double b)
{
    static const double POWERS[] = {1, 2, 4, 8};

    if (rule == ENT_VICTORY_BINARY) {
        double share = a / (a + b);

        return a >= 1.1 * b   ? 1 / (1 + 1e-6)
               : b >= 1.1 * a ? 1e-6 / (1 + 1e-6)
                              : (2.1 * share - 1) / 0.1;
    }
    return pow(a, POWERS[rule]) / (pow(a, POWERS[rule]) + pow(b, POWERS[rule]));
}

/* C_ij, the strength for i against j; votes of asymprosp both ways, but against option 0. */
static inline void
slow_coalitions(const slow *w, size_t m, double u[SLOW_OPTIONS][SLOW_ACTORS], bool standing,
                double c[SLOW_OPTIONS][SLOW_OPTIONS])
{
    for (size_t i = 0; i < m; i++) {
        c[i][i] = 1e-8;
        for (size_t j = 0; j < i; j++) {
            bool both = !w->o.as_ktab && !(standing && j == 0);

            c[i][j] = c[j][i] = 1e-8;
            for (size_t k = 0; k < w->n; k++) {
                double v = slow_vote(w->o.vote, w->c[k], u[i][k] - u[j][k]);
                double back = -slow_vote(w->o.vote, w->c[k], u[j][k] - u[i][k]);

                v = both ? (v + back) / 2 : v;
                c[i][j] += fmax(v, 0);
                c[j][i] += fmax(-v, 0);
            }
        }
    }
}

static inline void
slow_elect(const slow *w, size_t m, double u[SLOW_OPTIONS][SLOW_ACTORS], bool standing, double *p)
{
    static double c[SLOW_OPTIONS][SLOW_OPTIONS], v[SLOW_OPTIONS][SLOW_OPTIONS],
        g[SLOW_OPTIONS][SLOW_OPTIONS];
    double sum = 0, q[SLOW_OPTIONS], change = 1;

    slow_coalitions(w, m, u, standing, c);
    for (size_t i = 0; i < m; i++) {
        p[i] = 1;
        for (size_t j = 0; j < m; j++) {
            v[i][j] = i == j ? 0.5 : slow_victory(w->o.victory, c[i][j], c[j][i]);
            p[i] *= v[i][j];
        }
        sum += p[i];
    }
    for (size_t j = 0; j < m; j++) {
        double column = 0;

        p[j] = w->o.pce == ENT_PCE_CONDITIONAL ? p[j] / sum : 1.0 / (double)m;
        for (size_t i = 0; i < m; i++) {
            g[i][j] = c[i][j] * v[i][j] + (i == j ? 1e-10 : 0);
            column += g[i][j];
        }
        for (size_t i = 0; i < m; i++) {
            g[i][j] /= column;
        }
    }
    while (w->o.pce != ENT_PCE_CONDITIONAL &&
           change > (w->o.pce == ENT_PCE_MARKOV_UNIFORM ? 1e-6 : 1e-8)) {
        change = 0;
        for (size_t i = 0; i < m; i++) {
            q[i] = 0;
            for (size_t j = 0; j < m; j++) {
                q[i] += v[i][j] * (w->o.pce == ENT_PCE_MARKOV_UNIFORM
                                       ? (p[i] + p[j]) / (double)m
                                       : p[i] * g[j][i] + p[j] * g[i][j]);
            }
            change = fmax(change, fabs(q[i] - p[i]));
        }
        for (size_t i = 0; i < m; i++) {
            p[i] = (p[i] + q[i]) / 2;
        }
    }
}

static inline void
slow_risk(slow *w)
{
    static double u[SLOW_OPTIONS][SLOW_ACTORS];
    double        p[SLOW_OPTIONS], lo = 1, hi = 0;

    for (size_t j = 0; j < w->n; j++) {
        for (size_t i = 0; i < w->n; i++) {
            u[j][i] = slow_utility(w, i, w->x[j], 0);
        }
    }
    slow_elect(w, w->n, u, false, p);
    for (size_t i = 0; i < w->n; i++) {
        lo = fmin(lo, p[i]);
        hi = fmax(hi, p[i]);
    }
    for (size_t i = 0; i < w->n; i++) {
        w->r[i] = w->o.risk_range == ENT_RISK_MIN   ? (p[i] - lo) / (hi - lo)
                  : w->o.risk_range == ENT_RISK_MAX ? (2 * p[i] - hi - lo) / (hi - lo)
                                                    : (3 * p[i] - hi - 2 * lo) / (2 * (hi - lo));
    }
}

/* A^h_ij: the utility to i of the position of j, as h sees it. */
static inline double
slow_seen(const slow *w, size_t h, size_t i, size_t j)
{
    static const double SHARE[] = {[ENT_RISK_NONE] = 0,
                                   [ENT_RISK_ONE_THIRD] = 1.0 / 3,
                                   [ENT_RISK_HALF] = 0.5,
                                   [ENT_RISK_TWO_THIRDS] = 2.0 / 3,
                                   [ENT_RISK_FULL] = 1};
    double              a = SHARE[w->o.risk_adjust];

    return slow_utility(w, i, w->x[j], (1 - a) * w->r[h] + a * w->r[i]);
}

/* The vote of a third party m, from the strengths of i and j alone. */
static inline double
slow_third(const slow *w, size_t h, size_t m, size_t i, size_t j, double x, double y)
{
    double e = slow_seen(w, h, m, m), f = slow_seen(w, h, m, i), l = slow_seen(w, h, m, j);
    double weight = w->c[m] * w->sum[m], t = slow_vote(w->o.vote, weight, f - l);
    double g = (x + fmax(t, 0)) / (x + y + fabs(t));
    double first = 2 * f + e, second = 3 * l, third = 3 * f, fourth = 2 * l + e;

    if (w->o.third_party == ENT_THIRD_FULL) {
        first = 3 * f;
        fourth = 3 * l;
    } else if (w->o.third_party == ENT_THIRD_NO) {
        second = 2 * l + e;
        third = 2 * f + e;
    }
    return slow_vote(w->o.vote, weight,
                     g * first + (1 - g) * second - g * third - (1 - g) * fourth);
}

/* i challenges j, as h sees it: the probability that i wins, and what k gains. */
static inline double
slow_challenge(const slow *w, size_t h, size_t k, size_t i, size_t j, double *probability)
{
    double a =
        slow_vote(w->o.vote, w->c[i] * w->sum[i], slow_seen(w, h, i, i) - slow_seen(w, h, i, j));
    double b =
        slow_vote(w->o.vote, w->c[j] * w->sum[j], slow_seen(w, h, j, i) - slow_seen(w, h, j, j));
    double x0 = 1e-10 + fmax(a, 0) + fmax(b, 0), y0 = 1e-10 + fmax(-a, 0) + fmax(-b, 0);
    double x = x0, y = y0, of_i = slow_seen(w, h, k, i), of_j = slow_seen(w, h, k, j);

    for (size_t m = 0; m < w->n; m++) {
        if (m != i && m != j) {
            double v = slow_third(w, h, m, i, j, x0, y0);

            x += fmax(v, 0);
            y += fmax(-v, 0);
        }
    }
    *probability = x / (x + y);
    return (1 - w->sum[j]) * 2 * of_i +
           w->sum[j] * (*probability * 2 * of_i + (1 - *probability) * 2 * of_j) - (of_i + of_j);
}

typedef struct slow_offer {
    size_t i, j;
    double to_i[SLOW_DIMENSIONS], to_j[SLOW_DIMENSIONS];
} slow_offer;

static inline double
slow_round(double z)
{
    return floor(z * 1e4 + 0.5) / 1e4;
}

static inline slow_offer
slow_propose(const slow *w, size_t i, size_t j, double pi)
{
    slow_offer out = {.i = i, .j = j};

    for (size_t k = 0; k < w->d; k++) {
        double x_i = w->x[i][k], x_j = w->x[j][k], s_i = w->s[i][k], s_j = w->s[j][k], e = 1e-6;
        double power = w->o.interpolation == ENT_INTERPOLATION_S1P1 ? 1 : 2;
        double w_i = pow(s_i * pi, power), w_j = pow(s_j * (1 - pi), power);
        double d_i = fmax(0, 1 - 2 * pi), d_j = fmax(0, 2 * pi - 1);

        if (w->o.interpolation == ENT_INTERPOLATION_S2PMAX) {
            out.to_i[k] =
                x_i + (x_j - x_i) * d_i * s_j * s_j / (d_i * s_j * s_j + e + (1 - d_i) * s_i * s_i);
            out.to_j[k] =
                x_j + (x_i - x_j) * d_j * s_i * s_i / (d_j * s_i * s_i + e + (1 - d_j) * s_j * s_j);
        } else {
            out.to_i[k] = slow_round(((w_i + e) * x_i + w_j * x_j) / (w_i + w_j + e));
            out.to_j[k] = slow_round((w_i * x_i + (w_j + e) * x_j) / (w_i + w_j + e));
        }
    }
    return out;
}

static inline size_t
slow_offers(const slow *w, slow_offer *out)
{
    size_t count = 0;

    for (size_t i = 0; i < w->n; i++) {
        double best = 1e-5, best_pi = 0, pi, gain;
        size_t target = i;

        for (size_t j = 0; j < w->n; j++) {
            gain = i != j ? slow_challenge(w, i, i, i, j, &pi) : 0;
            if (gain > best) {
                best = gain;
                best_pi = pi;
                target = j;
            }
        }
        if (target == i) {
            continue;
        }
        out[count++] = slow_propose(w, i, target, best_pi);
        if (w->o.mode == ENT_BARGAIN_INITIATOR) {
            continue;
        }
        gain = slow_challenge(w, target, i, i, target, &pi);
        out[count++] = slow_propose(w, i, target, w->o.as_ktab ? gain : pi);
        if (w->o.mode == ENT_BARGAIN_COMPROMISE) {
            double      w_i = w->c[i] * w->sum[i];
            double      w_j = w->c[w->o.as_ktab ? i : target] * w->sum[target];
            slow_offer *one = &out[count - 2], *other = &out[count - 1];

            for (size_t k = 0; k < w->d; k++) {
                one->to_i[k] = (w_i * one->to_i[k] + w_j * other->to_i[k]) / (w_i + w_j);
                one->to_j[k] = (w_i * one->to_j[k] + w_j * other->to_j[k]) / (w_i + w_j);
            }
            count--;
        }
    }
    return count;
}

/* The mean utility to a of all positions once b is kept; NULL: as things are. */
static inline double
slow_after(const slow *w, size_t a, const slow_offer *b)
{
    double sum = 0;

    for (size_t j = 0; j < w->n; j++) {
        const double *p = b != NULL && b->i == j   ? b->to_i
                          : b != NULL && b->j == j ? b->to_j
                                                   : w->x[j];

        sum += slow_utility(w, a, p, w->r[a]);
    }
    return sum / (double)w->n;
}

/** One turn. */
static inline void
slow_turn(slow *w)
{
    static double u[SLOW_OPTIONS][SLOW_ACTORS];
    slow_offer    offers[SLOW_OPTIONS];
    double        next[SLOW_ACTORS][SLOW_DIMENSIONS], p[SLOW_OPTIONS];
    size_t        count;

    slow_risk(w);
    count = slow_offers(w, offers);
    for (size_t k = 0; k < w->n; k++) {
        const slow_offer *listed[SLOW_OPTIONS] = {NULL}, *taken;
        size_t            m = 1, best = 0;

        for (size_t b = 0; b < count; b++) {
            if (offers[b].i == k || offers[b].j == k) {
                listed[m++] = &offers[b];
            }
        }
        for (size_t b = 0; b < m; b++) {
            for (size_t a = 0; a < w->n; a++) {
                u[b][a] = slow_after(w, a, listed[b]);
            }
        }
        slow_elect(w, m, u, true, p);
        for (size_t b = 1; b < m; b++) {
            best = p[b] > p[best] ? b : best;
        }
        taken = listed[best];
        memcpy(next[k],
               taken == NULL   ? w->x[k]
               : taken->i == k ? taken->to_i
                               : taken->to_j,
               sizeof next[k]);
    }
    memcpy(w->x, next, w->n * sizeof *w->x);
    for (size_t i = 0; i < w->n; i++) {
        for (size_t k = 0; k < w->d; k++) {
            double to = 0, sum = 0;

            for (size_t j = 0; j < w->n; j++) {
                double named = w->follows != NULL ? w->follows[i * w->n + j] / 100 : NAN;
                double m = !isnan(named) ? named : i == j ? w->o.lag : 0;

                to += m * next[j][k];
                sum += m;
            }
            w->y[i][k] = to + (1 - sum) * w->y[i][k];
        }
    }
}

#endif
