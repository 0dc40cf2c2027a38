/*
 * unit_similarity.h - the coefficients of two portfolios, slowly, from the vectors by definition
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_UNIT_SIMILARITY_H
#define ENT_TESTS_UNIT_SIMILARITY_H

#include "unit_measure.h"

#include <math.h>
#include <stdlib.h>

enum { LONGEST = 600 };

static inline double
mean(size_t n, const int *x)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        sum += x[i];
    }
    return sum / (double)n;
}

static inline double
squares_about(size_t n, const int *x, double about)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        sum += (x[i] - about) * (x[i] - about);
    }
    return sum;
}

/* Kendall's tau-b over all pairs of positions. */
static inline double
reference_tau_b(size_t n, const int *x, const int *y)
{
    double concordant = 0, discordant = 0, untied_x = 0, untied_y = 0;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            int a = (x[i] > x[j]) - (x[i] < x[j]), b = (y[i] > y[j]) - (y[i] < y[j]);

            concordant += a * b > 0;
            discordant += a * b < 0;
            untied_x += a != 0;
            untied_y += b != 0;
        }
    }
    return untied_x * untied_y > 0 ? (concordant - discordant) / sqrt(untied_x * untied_y)
                                   : (double)NAN;
}

/* How S is asked for: the greatest category, the weights of positions, the distance. */
typedef struct asked {
    int           most;
    const double *weights; /* NULL: 1 */
    bool          squared;
} asked;

static inline double
distance(const asked *how, int x, int y)
{
    return how->squared ? (x - y) * (x - y) : abs(x - y);
}

static inline void
reference_s(size_t n, const int *x, const int *y, const asked *how, ent_similarity *out)
{
    double d = 0, chance = 0, sum = 0, most = distance(how, 0, how->most);

    for (size_t i = 0; i < n; i++) {
        double w = how->weights != NULL ? how->weights[i] : 1;

        sum += w;
        d += w * distance(how, x[i], y[i]);
        for (size_t j = 0; j < n; j++) { /* if the positions of y were drawn at random */
            chance += w * (how->weights != NULL ? how->weights[j] : 1) * distance(how, x[i], y[j]);
        }
    }
    out->s = sum > 0 ? 1 - 2 * d / (most * sum) : (double)NAN;
    out->s_chance = sum > 0 ? 1 - 2 * chance / (most * sum * sum) : (double)NAN;
}

static inline ent_similarity
reference(size_t n, const int *x, const int *y, const asked *how)
{
    double         mx = mean(n, x), my = mean(n, y), m = (mx + my) / 2, d = 0, below;
    ent_similarity out;

    for (size_t i = 0; i < n; i++) {
        d += (x[i] - y[i]) * (x[i] - y[i]);
    }
    reference_s(n, x, y, how, &out);
    below = squares_about(n, x, mx) + squares_about(n, y, my) + (double)n * (mx - my) * (mx - my);
    out.kappa = below > 1e-12 ? 1 - d / below : (double)NAN;
    below = squares_about(n, x, m) + squares_about(n, y, m);
    out.pi = below > 1e-12 ? 1 - d / below : (double)NAN;
    out.tau_b = reference_tau_b(n, x, y);
    return out;
}

static inline bool
near(double a, double b, double tolerance)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= tolerance;
}

static inline void
check_same(const ent_similarity *a, const ent_similarity *b)
{
    if (!near(a->kappa, b->kappa, 1e-9) || !near(a->pi, b->pi, 1e-9) || !near(a->s, b->s, 1e-9) ||
        !near(a->s_chance, b->s_chance, 1e-9) || !near(a->tau_b, b->tau_b, 1e-9)) {
        fail_msg("kappa %g %g, pi %g %g, s %g %g, chance %g %g, tau %g %g", a->kappa, b->kappa,
                 a->pi, b->pi, a->s, b->s, a->s_chance, b->s_chance, a->tau_b, b->tau_b);
    }
}

static const asked BINARY = {1, NULL, false};

#endif
