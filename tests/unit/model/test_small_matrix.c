/*
 * test_small_matrix.c - inverses, forms and eigenvalues of small matrices
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "model/small_matrix.h"

enum { N = 4 };

static const double A[N * N] = {0, 2, 1, 3, 4, -1, 0, 2, 1, 1, 5, 0, -2, 0, 1, 6};

static void
assert_near(double found, double expected, double tolerance)
{
    if (!(fabs(found - expected) <= tolerance)) {
        fail_msg("%.12g, expected %.12g", found, expected);
    }
}

static void
a_matrix_times_its_inverse_is_one(void **state)
{
    double copy[N * N], inverse[N * N];

    (void)state;
    memcpy(copy, A, sizeof copy);
    assert_true(ent_matrix_invert(N, copy, inverse));
    for (size_t i = 0; i < N; i++) {
        for (size_t j = 0; j < N; j++) {
            double sum = 0;

            for (size_t k = 0; k < N; k++) {
                sum += A[i * N + k] * inverse[k * N + j];
            }
            assert_near(sum, i == j, 1e-12);
        }
    }
}

/* Rows and columns in units from 1e-9 to 1e20: the inverse is that without units in theirs. */
static void
units_decide_nothing(void **state)
{
    static const double UNIT[N] = {1e20, 1, 1e-9, 1e6};
    double              copy[N * N], inverse[N * N], plain[N * N], scale[N], a[N * N];
    double              singular[] = {1, 2e7, 2e7, 4e14};

    (void)state;
    for (size_t i = 0; i < N * N; i++) {
        copy[i] = a[i] = A[i] + (i / N == i % N ? 7 : 0);
    }
    assert_true(ent_matrix_invert(N, copy, plain));
    for (size_t i = 0; i < N * N; i++) {
        copy[i] = a[i] * UNIT[i / N] * UNIT[i % N];
    }
    assert_true(ent_matrix_invert_balanced(N, copy, scale, inverse));
    for (size_t i = 0; i < N * N; i++) {
        assert_near(inverse[i] * UNIT[i / N] * UNIT[i % N], plain[i], 1e-9);
    }
    assert_false(ent_matrix_invert_balanced(2, singular, scale, inverse));
}

static void
what_is_singular_or_no_number_has_no_inverse(void **state)
{
    double singular[] = {1, 2, 2, 4}, no_number[] = {1, NAN, 0, 1}, zero[] = {0, 0, 0, 0}, out[4];

    (void)state;
    assert_false(ent_matrix_invert(2, singular, out));
    assert_false(ent_matrix_invert(2, no_number, out));
    assert_false(ent_matrix_invert(2, zero, out));
}

static void
eigenvectors_put_a_symmetric_matrix_together_again(void **state)
{
    double s[N * N], a[N * N], v[N * N];

    (void)state;
    for (size_t i = 0; i < N; i++) {
        for (size_t j = 0; j < N; j++) {
            a[i * N + j] = s[i * N + j] = A[i * N + j] + A[j * N + i];
        }
    }
    ent_matrix_eigen(N, a, v);
    for (size_t i = 0; i < N; i++) {
        for (size_t j = 0; j < N; j++) {
            double sum = 0;

            for (size_t k = 0; k < N; k++) {
                sum += v[i * N + k] * a[k * N + k] * v[j * N + k];
            }
            assert_near(sum, s[i * N + j], 1e-10);
        }
    }
}

static void
a_pseudo_inverse_leaves_out_what_never_varies(void **state)
{
    double a[] = {4, 4, 4, 4}, x[] = {2, 2}, work[4]; /* one direction of variance 8 */
    size_t rank;

    (void)state;
    assert_near(ent_matrix_pseudo_form(2, a, x, 1e-9, work, &rank), 1, 1e-12);
    assert_int_equal(rank, 1);
}

/* The conditions of Penrose, of counts that add up to a constant. */
static void
a_pseudo_inverse_is_that_of_penrose(void **state)
{
    static const double COUNTS[] = {5, -2, -3, -2, 6, -4, -3, -4, 7};
    double              a[9], vectors[9], p[9], work[9], out[9];

    (void)state;
    memcpy(a, COUNTS, sizeof a);
    assert_int_equal(ent_matrix_pseudo_invert(3, a, 1e-9, vectors, p), 2);
    ent_matrix_sandwich(3, COUNTS, p, COUNTS, work, out); /* A P A = A, A being symmetric */
    for (size_t i = 0; i < 9; i++) {
        assert_near(out[i], COUNTS[i], 1e-10);
    }
    ent_matrix_sandwich(3, p, COUNTS, p, work, out); /* P A P = P */
    for (size_t i = 0; i < 9; i++) {
        assert_near(out[i], p[i], 1e-12);
        assert_near(p[i], p[i % 3 * 3 + i / 3], 1e-12);
    }
}

static void
sandwiches_and_forms_are_sums(void **state)
{
    static const double B[] = {1, 2, 3, 4}, C[] = {2, 0, 1, 1}, X[] = {1, -2};
    double              work[4], out[4];

    (void)state;
    ent_matrix_sandwich(2, B, C, B, work, out); /* B C B' */
    assert_near(out[0], (4 * 1) + (2 * 2), 1e-12);
    assert_near(out[1], (4 * 3) + (2 * 4), 1e-12);
    assert_near(ent_matrix_form(2, B, X), 1 - 4 - 6 + 16, 1e-12);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_matrix_times_its_inverse_is_one),
        cmocka_unit_test(units_decide_nothing),
        cmocka_unit_test(what_is_singular_or_no_number_has_no_inverse),
        cmocka_unit_test(eigenvectors_put_a_symmetric_matrix_together_again),
        cmocka_unit_test(a_pseudo_inverse_leaves_out_what_never_varies),
        cmocka_unit_test(a_pseudo_inverse_is_that_of_penrose),
        cmocka_unit_test(sandwiches_and_forms_are_sums),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
