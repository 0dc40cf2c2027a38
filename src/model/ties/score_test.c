/*
 * score_test.c - whether parameters that were held at a value should have been left free
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/ties/score_test.h"

#include <math.h>
#include <string.h>

#include "model/small_matrix.h"

/* Shares of a statistic's variance that count as nothing; of correlations, as no direction. */
static const double NOTHING = 1e-6, FLAT = 1e-8;

/* Sums of the Poisson kind, begun at 1 for even and at erfc for odd degrees of freedom. */
double
ent_chi_square_tail(double x, size_t df)
{
    double half = x / 2, sum, term;

    if (df == 0 || isnan(x)) {
        return NAN;
    }
    if (x <= 0) {
        return 1;
    }
    sum = df % 2 == 0 ? 0 : erfc(sqrt(half));
    term = df % 2 == 0 ? exp(-half) : exp(-half) * sqrt(half) / .88622692545275801; /* G(3/2) */
    for (size_t k = df % 2 == 0 ? 2 : 3; k <= df; k += 2) {
        sum += term;
        term *= half / ((double)k / 2);
    }
    return fmin(1, sum);
}

size_t
ent_score_test_room(size_t n)
{
    return 4 * n * n + 2 * n;
}

/* gamma = D_te D_ee^-1, of `tested` rows and `estimated` columns. */
static bool
regress(const ent_score_point *at, const size_t *e, size_t q, const size_t *t, size_t m,
        double *work, double *gamma)
{
    double *d = work, *inverse = work + at->n * at->n, *scale = work + 4 * at->n * at->n;

    for (size_t i = 0; i < q; i++) {
        for (size_t j = 0; j < q; j++) {
            d[i * q + j] = at->d[e[i] * at->n + e[j]];
        }
    }
    if (q > 0 && !ent_matrix_invert_balanced(q, d, scale, inverse)) {
        return false;
    }
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < q; j++) {
            gamma[i * q + j] = 0;
            for (size_t k = 0; k < q; k++) {
                gamma[i * q + j] += at->d[t[i] * at->n + e[k]] * inverse[k * q + j];
            }
        }
    }
    return true;
}

/* Cov(r_i, r_j), r = g_t - gamma g_e. */
static double
covariance(const ent_score_point *at, const size_t *e, size_t q, size_t a, const double *of_a,
           size_t b, const double *of_b)
{
    double sum = at->s[a * at->n + b];

    for (size_t k = 0; k < q; k++) {
        sum -= of_b[k] * at->s[a * at->n + e[k]] + of_a[k] * at->s[e[k] * at->n + b];
        for (size_t l = 0; l < q; l++) {
            sum += of_a[k] * at->s[e[k] * at->n + e[l]] * of_b[l];
        }
    }
    return sum;
}

/* What is left of the deviations and their covariance, in standard deviations; false: nothing. */
static bool
standardise(size_t m, const bool *left, double *v, double *r)
{
    bool any = false;

    for (size_t i = 0; i < m; i++) {
        r[i] = left[i] ? r[i] / sqrt(v[i * m + i]) : 0;
        any |= left[i];
        for (size_t j = 0; j < m; j++) {
            if (i != j) {
                v[i * m + j] =
                    left[i] && left[j] ? v[i * m + j] / sqrt(v[i * m + i] * v[j * m + j]) : 0;
            }
        }
    }
    for (size_t i = 0; i < m; i++) {
        v[i * m + i] = left[i] ? 1 : 0;
    }
    return any;
}

bool
ent_score_test_make(const ent_score_point *at, const size_t *estimated, size_t estimated_count,
                    const size_t *tested, size_t tested_count, double *work, ent_score_test *out)
{
    enum { MOST = 512 };
    size_t  n = at->n, m = tested_count, q = estimated_count;
    double *gamma = work + 2 * n * n, *v = work + 3 * n * n, *r = work + 4 * n * n;
    bool    left[MOST];

    *out = (ent_score_test){.statistic = NAN, .p = NAN, .z = NAN, .one_step = NAN};
    if (m == 0 || m > MOST || !regress(at, estimated, q, tested, m, work, gamma)) {
        return false;
    }
    for (size_t i = 0; i < m; i++) {
        r[i] = at->deviation[tested[i]];
        for (size_t k = 0; k < q; k++) {
            r[i] -= gamma[i * q + k] * at->deviation[estimated[k]];
        }
        for (size_t j = 0; j < m; j++) {
            v[i * m + j] =
                covariance(at, estimated, q, tested[i], &gamma[i * q], tested[j], &gamma[j * q]);
        }
        left[i] = v[i * m + i] > NOTHING * at->s[tested[i] * n + tested[i]];
    }
    if (m == 1 && left[0]) {
        double slope = at->d[tested[0] * n + tested[0]];

        for (size_t k = 0; k < q; k++) {
            slope -= gamma[k] * at->d[estimated[k] * n + tested[0]];
        }
        out->one_step = slope > 0 ? r[0] / slope : (double)NAN;
    }
    if (!standardise(m, left, v, r)) {
        return true;
    }
    out->z = m == 1 ? r[0] : (double)NAN;
    out->statistic = ent_matrix_pseudo_form(m, v, r, FLAT, work, &out->df);
    out->p = ent_chi_square_tail(out->statistic, out->df);
    return true;
}
