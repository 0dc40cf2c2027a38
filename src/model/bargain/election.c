/*
 * election.c - votes, coalitions, and the option that a group would elect
 *
 *   1. votes     2. coalitions     3. who beats whom     4. elections
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "model/bargain/bargain.h"

/* Strengths and incentives are never 0: a quotient of two of them exists. */
static const double LEAST_STRENGTH = 1e-8, LEAST_INCENTIVE = 1e-10;
static const double NARROW = 1e-8; /* a binary vote is linear within */

/* 1. votes */

static double
binary(double z)
{
    double r = z / NARROW;

    return r > 1 ? 1 : r < -1 ? -1 : r;
}

double
ent_bargain_bent_vote(ent_bargain_vote vote, double w, double z)
{
    switch (vote) {
    case ENT_VOTE_PROP:
        break;
    case ENT_VOTE_BINARY:
        return w * binary(z);
    case ENT_VOTE_PROPBIN:
        return w * ((1 - 0.2) * z + 0.2 * binary(z));
    case ENT_VOTE_PROPCBC:
        return w * (0.5 * z + 0.5 * (z * z * z));
    case ENT_VOTE_CUBIC:
        return w * (z * z * z);
    case ENT_VOTE_ASYMPROSP:
        return z > 0 ? 2 * w * z / 3 : w * z;
    }
    return w * z;
}

/* 2. coalitions */

typedef struct strengths {
    double first, second;
} strengths;

static strengths
count_votes(ent_bargain_vote vote, size_t n, const double *weights, const double *first,
            const double *second)
{
    strengths out = {LEAST_STRENGTH, LEAST_STRENGTH};

    for (size_t k = 0; k < n; k++) {
        double v = ent_bargain_vote_of(vote, weights[k], first[k] - second[k]);

        out.first += v > 0 ? v : 0;
        out.second += v < 0 ? -v : 0;
    }
    return out;
}

/*
 * The strengths of option i and of an earlier one, j.  A vote that weighs losses and gains
 * differently depends on which of the two is taken to stand: where neither does, both in turn.
 */
static strengths
coalitions(const ent_bargain_rules *rules, size_t n, const double *weights, const double *i,
           const double *j, bool j_stands)
{
    strengths out = count_votes(rules->vote, n, weights, i, j), back;

    if (rules->vote != ENT_VOTE_ASYMPROSP || rules->in_order || j_stands) {
        return out;
    }
    back = count_votes(rules->vote, n, weights, j, i);
    return (strengths){(out.first + back.second) / 2, (out.second + back.first) / 2};
}

/* 3. who beats whom */

static double
power_of(double x, int squarings)
{
    for (; squarings > 0; squarings--) {
        x *= x;
    }
    return x;
}

/* Certain when one is stronger by a tenth; linear in its share of the strength between. */
static strengths
binary_odds(strengths s)
{
    const double threshold = 1.1, hardly = 1e-6;
    double       p;

    if (s.first >= threshold * s.second) {
        return (strengths){1, hardly};
    }
    if (s.second >= threshold * s.first) {
        return (strengths){hardly, 1};
    }
    p = (s.first / (s.first + s.second) * (threshold + 1) - 1) / (threshold - 1);
    return (strengths){p, 1 - p};
}

/* Probabilities that the first and that the second wins. */
static strengths
beat(ent_bargain_victory victory, strengths s)
{
    static const int SQUARINGS[] = {0, 1, 2, 3};
    strengths        x;
    double           sum;

    if (victory == ENT_VICTORY_BINARY) {
        x = binary_odds(s);
    } else {
        x.first = power_of(s.first, SQUARINGS[victory]);
        x.second = power_of(s.second, SQUARINGS[victory]);
    }
    sum = x.first + x.second;
    return (strengths){x.first / sum, x.second / sum};
}

/* 4. elections */

enum { MOST_STEPS = 1000 };

/* Products of many probabilities go below the smallest number: their powers of two are kept apart.
 */
static void
elect_conditional(size_t m, const double *win, double *exponents, double *out)
{
    double most = -INFINITY, sum = 0;

    for (size_t i = 0; i < m; i++) {
        double product = 1, exponent = 0;

        for (size_t j = 0; j < m; j++) {
            int power;

            product = frexp(product * win[i * m + j], &power);
            exponent += power;
        }
        out[i] = product;
        exponents[i] = exponent;
        if (product > 0 && exponent > most) {
            most = exponent;
        }
    }
    for (size_t i = 0; i < m; i++) {
        double power = out[i] > 0 ? exponents[i] - most : -INFINITY;

        out[i] = power < -2000 ? 0 : ldexp(out[i], (int)power);
        sum += out[i];
    }
    for (size_t i = 0; i < m; i++) {
        out[i] = sum > 0 ? out[i] / sum : 1 / (double)m; /* all beaten for certain: none ahead */
    }
}

/* One step of a chain: from `p` half of the way to `q`; the largest difference of the two. */
static double
step(size_t m, const double *q, double *p)
{
    double change = 0;

    for (size_t i = 0; i < m; i++) {
        double difference = fabs(q[i] - p[i]);

        change = difference > change ? difference : change;
        p[i] = (p[i] + q[i]) / 2;
    }
    return change;
}

static bool
elect_uniform(size_t m, const double *win, double *q, double *p)
{
    for (size_t i = 0; i < m; i++) {
        p[i] = 1 / (double)m;
    }
    for (int steps = 0; steps < MOST_STEPS; steps++) {
        for (size_t i = 0; i < m; i++) {
            double sum = 0;

            for (size_t j = 0; j < m; j++) {
                sum += win[i * m + j] * (p[i] + p[j]);
            }
            q[i] = sum / (double)m;
        }
        if (step(m, q, p) <= 1e-6) {
            return true;
        }
    }
    return false;
}

/* An option j is challenged by i in proportion to the strength that would win for i. */
static bool
elect_incentive(size_t m, const double *win, double *incentive, double *q, double *p)
{
    for (size_t j = 0; j < m; j++) {
        double sum = 0;

        p[j] = 1 / (double)m;
        for (size_t i = 0; i < m; i++) {
            incentive[i * m + j] =
                incentive[i * m + j] * win[i * m + j] + (i == j ? LEAST_INCENTIVE : 0);
            sum += incentive[i * m + j];
        }
        for (size_t i = 0; i < m; i++) {
            incentive[i * m + j] /= sum;
        }
    }
    for (int steps = 0; steps < MOST_STEPS; steps++) {
        for (size_t i = 0; i < m; i++) {
            double sum = 0;

            for (size_t j = 0; j < m; j++) {
                sum += win[i * m + j] * (p[i] * incentive[j * m + i] + p[j] * incentive[i * m + j]);
            }
            q[i] = sum;
        }
        if (step(m, q, p) <= 1e-8) {
            return true;
        }
    }
    return false;
}

size_t
ent_bargain_elect_scratch(size_t options)
{
    return 2 * options * options + options;
}

bool
ent_bargain_elect(const ent_bargain_rules *rules, size_t n, size_t options, const double *weights,
                  const double *utility, int standing, double *scratch, double *out)
{
    double *strength = scratch, *win = scratch + options * options,
           *more = scratch + 2 * options * options;

    for (size_t i = 0; i < options; i++) {
        for (size_t j = 0; j < i; j++) {
            strengths s =
                coalitions(rules, n, weights, utility + i * n, utility + j * n, (int)j == standing);
            strengths p = beat(rules->victory, s);

            strength[i * options + j] = s.first;
            strength[j * options + i] = s.second;
            win[i * options + j] = p.first;
            win[j * options + i] = p.second;
        }
        strength[i * options + i] = LEAST_STRENGTH;
        win[i * options + i] = 0.5;
    }
    switch (rules->pce) {
    case ENT_PCE_MARKOV_UNIFORM:
        return elect_uniform(options, win, more, out);
    case ENT_PCE_MARKOV_INCENTIVE:
        return elect_incentive(options, win, strength, more, out);
    case ENT_PCE_CONDITIONAL:
        break;
    }
    elect_conditional(options, win, more, out);
    return true;
}
