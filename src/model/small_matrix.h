/*
 * small_matrix.h - linear algebra of a few dozen rows
 *
 * Stage: model.  Dense, row by row.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_SMALL_MATRIX_H
#define ENT_MODEL_SMALL_MATRIX_H

#include <stdbool.h>
#include <stddef.h>

/**
 * The inverse by elimination with row pivots.
 *
 * @param a    n * n; destroyed
 * @param out  n * n
 * @return false for a matrix that is singular to rounding, or not finite
 */
bool ent_matrix_invert(size_t n, double *a, double *out);

/**
 * The same where the unit of each row and column is a matter of taste (a covariance): by powers of
 * two they are brought to a diagonal near 1 first, so that what is singular does not depend on it.
 *
 * @param scale room for n
 */
bool ent_matrix_invert_balanced(size_t n, double *a, double *scale, double *out);

/** out = a b c', all n * n; `work` holds n * n. */
void ent_matrix_sandwich(size_t n, const double *a, const double *b, const double *c, double *work,
                         double *out);

/** x' a x. */
double ent_matrix_form(size_t n, const double *a, const double *x);

/**
 * Eigenvalues and vectors of a symmetric matrix by rotations (Jacobi).
 *
 * @param a       n * n; destroyed, its diagonal holds the eigenvalues
 * @param vectors n * n, one a column
 */
void ent_matrix_eigen(size_t n, double *a, double *vectors);

/**
 * The pseudo-inverse of a symmetric matrix: directions below `tolerance` times the largest
 * eigenvalue are left out.
 *
 * @param a       n * n; destroyed, its diagonal holds the eigenvalues
 * @param vectors n * n, one a column
 * @param out     n * n
 * @return the number of directions that are left, its rank
 */
size_t ent_matrix_pseudo_invert(size_t n, double *a, double tolerance, double *vectors,
                                double *out);

/** x' A+ x with the pseudo-inverse: directions below `tolerance` times the largest are left out.
 * `a` is destroyed, `work` holds n * n; `rank` may be NULL. */
double ent_matrix_pseudo_form(size_t n, double *a, const double *x, double tolerance, double *work,
                              size_t *rank);

#endif
