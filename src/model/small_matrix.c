/*
 * small_matrix.c - linear algebra of a few dozen rows
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/small_matrix.h"

#include <math.h>
#include <string.h>

static void
swap_rows(size_t n, double *a, size_t r, size_t s)
{
    for (size_t c = 0; c < n && r != s; c++) {
        double held = a[r * n + c];

        a[r * n + c] = a[s * n + c];
        a[s * n + c] = held;
    }
}

static size_t
largest_below(size_t n, const double *a, size_t column)
{
    size_t best = column;

    for (size_t r = column + 1; r < n; r++) {
        if (fabs(a[r * n + column]) > fabs(a[best * n + column])) {
            best = r;
        }
    }
    return best;
}

static void
subtract_row(size_t n, double *a, size_t from, size_t row, double factor)
{
    for (size_t c = 0; c < n; c++) {
        a[from * n + c] -= factor * a[row * n + c];
    }
}

bool
ent_matrix_invert(size_t n, double *a, double *out)
{
    double largest = 0;

    memset(out, 0, n * n * sizeof *out);
    for (size_t i = 0; i < n * n; i++) {
        if (!isfinite(a[i])) {
            return false;
        }
        largest = fmax(largest, fabs(a[i]));
    }
    for (size_t i = 0; i < n; i++) {
        out[i * n + i] = 1;
    }
    for (size_t c = 0; c < n; c++) {
        size_t pivot = largest_below(n, a, c);
        double value = a[pivot * n + c];

        if (!(fabs(value) > 1e-13 * largest)) {
            return false;
        }
        swap_rows(n, a, c, pivot);
        swap_rows(n, out, c, pivot);
        for (size_t k = 0; k < n; k++) {
            a[c * n + k] /= value;
            out[c * n + k] /= value;
        }
        for (size_t r = 0; r < n; r++) {
            if (r != c) {
                double factor = a[r * n + c];

                subtract_row(n, a, r, c, factor);
                subtract_row(n, out, r, c, factor);
            }
        }
    }
    return true;
}

static void
scale_sides(size_t n, const double *scale, double *a)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            a[i * n + j] *= scale[i] * scale[j];
        }
    }
}

bool
ent_matrix_invert_balanced(size_t n, double *a, double *scale, double *out)
{
    for (size_t i = 0; i < n; i++) {
        double size = fabs(a[i * n + i]);

        scale[i] = size > 0 && isfinite(size) ? exp2(-round(log2(size) / 2)) : 1;
    }
    scale_sides(n, scale, a);
    if (!ent_matrix_invert(n, a, out)) {
        return false;
    }
    scale_sides(n, scale, out);
    return true;
}

void
ent_matrix_sandwich(size_t n, const double *a, const double *b, const double *c, double *work,
                    double *out)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            work[i * n + j] = 0;
            for (size_t k = 0; k < n; k++) {
                work[i * n + j] += a[i * n + k] * b[k * n + j];
            }
        }
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            out[i * n + j] = 0;
            for (size_t k = 0; k < n; k++) {
                out[i * n + j] += work[i * n + k] * c[j * n + k];
            }
        }
    }
}

double
ent_matrix_form(size_t n, const double *a, const double *x)
{
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            sum += x[i] * a[i * n + j] * x[j];
        }
    }
    return sum;
}

/* Turn the plane of p and q so that a_pq becomes 0. */
static void
rotate(size_t n, double *a, double *vectors, size_t p, size_t q)
{
    double theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
    double t = (theta >= 0 ? 1 : -1) / (fabs(theta) + sqrt(theta * theta + 1));
    double c = 1 / sqrt(t * t + 1), s = t * c;

    for (size_t k = 0; k < n; k++) {
        double u = a[k * n + p], v = a[k * n + q];

        a[k * n + p] = c * u - s * v;
        a[k * n + q] = s * u + c * v;
    }
    for (size_t k = 0; k < n; k++) {
        double u = a[p * n + k], v = a[q * n + k];

        a[p * n + k] = c * u - s * v;
        a[q * n + k] = s * u + c * v;
        u = vectors[k * n + p];
        v = vectors[k * n + q];
        vectors[k * n + p] = c * u - s * v;
        vectors[k * n + q] = s * u + c * v;
    }
}

void
ent_matrix_eigen(size_t n, double *a, double *vectors)
{
    enum { MOST_SWEEPS = 60 };

    memset(vectors, 0, n * n * sizeof *vectors);
    for (size_t i = 0; i < n; i++) {
        vectors[i * n + i] = 1;
    }
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
        double off = 0, all = 0;

        for (size_t p = 0; p < n; p++) {
            all += a[p * n + p] * a[p * n + p];
            for (size_t q = p + 1; q < n; q++) {
                off += a[p * n + q] * a[p * n + q];
            }
        }
        if (!(off > 1e-30 * all)) {
            return;
        }
        for (size_t p = 0; p < n; p++) {
            for (size_t q = p + 1; q < n; q++) {
                if (a[p * n + q] != 0) {
                    rotate(n, a, vectors, p, q);
                }
            }
        }
    }
}

static double
largest_eigenvalue(size_t n, const double *a)
{
    double largest = 0;

    for (size_t k = 0; k < n; k++) {
        largest = fmax(largest, a[k * n + k]);
    }
    return largest;
}

size_t
ent_matrix_pseudo_invert(size_t n, double *a, double tolerance, double *vectors, double *out)
{
    double largest;
    size_t rank = 0;

    ent_matrix_eigen(n, a, vectors);
    largest = largest_eigenvalue(n, a);
    memset(out, 0, n * n * sizeof *out);
    for (size_t k = 0; k < n; k++) {
        if (!(a[k * n + k] > tolerance * largest)) {
            continue;
        }
        rank++;
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                out[i * n + j] += vectors[i * n + k] * vectors[j * n + k] / a[k * n + k];
            }
        }
    }
    return rank;
}

double
ent_matrix_pseudo_form(size_t n, double *a, const double *x, double tolerance, double *work,
                       size_t *rank)
{
    double largest, sum = 0;
    size_t used = 0;

    ent_matrix_eigen(n, a, work);
    largest = largest_eigenvalue(n, a);
    for (size_t k = 0; k < n; k++) {
        double along = 0;

        for (size_t i = 0; i < n; i++) {
            along += work[i * n + k] * x[i];
        }
        if (a[k * n + k] > tolerance * largest) {
            sum += along * along / a[k * n + k];
            used++;
        }
    }
    if (rank != NULL) {
        *rank = used;
    }
    return sum;
}
