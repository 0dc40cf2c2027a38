/*
 * test_layout.c - where the nodes stand, and in which order the rows
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "report/layout.h"

enum { MOST = 40 };

/* cmocka compares floats only. */
static void
assert_near(double value, double expected, double tolerance)
{
    if (!(fabs(value - expected) <= tolerance)) {
        fail_msg("%.17g is not %.17g", value, expected);
    }
}

static double
apart(const double *xy, size_t i, size_t j)
{
    return hypot(xy[2 * i] - xy[2 * j], xy[2 * i + 1] - xy[2 * j + 1]);
}

static double
stress_of(size_t n, const double *distance, const double *xy)
{
    double stress = 0;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            double d = distance[i * n + j], off = apart(xy, i, j) - d;

            stress += off * off / (d * d);
        }
    }
    return stress;
}

static void
lay_out(size_t n, const double *distance, const double *start, double *xy)
{
    ent_ctx *ctx = unit_ctx(1);

    assert_int_equal(ent_layout_stress(ctx, n, distance, start, xy), ENT_OK);
    for (size_t i = 0; i < 2 * n; i++) {
        assert_true(isfinite(xy[i]));
    }
    ent_ctx_destroy(ctx);
}

static void
one_node_stands_in_the_middle(void **state)
{
    double distance = 0, xy[2] = {7, 7};

    (void)state;
    lay_out(1, &distance, NULL, xy);
    assert_near(xy[0], 0, 0);
    ent_layout_fit(1, xy, 100, 60, 10);
    assert_near(xy[0], 50, 1e-9);
    assert_near(xy[1], 30, 1e-9);
}

static void
no_node_is_no_trouble(void **state)
{
    double xy[1] = {3};

    (void)state;
    lay_out(0, NULL, NULL, xy);
    ent_layout_fit(0, xy, 100, 60, 10);
    assert_near(xy[0], 3, 0);
}

static void
two_nodes_stand_at_the_wished_distance(void **state)
{
    const double distance[] = {0, 2.5, 2.5, 0};
    double       xy[4];

    (void)state;
    lay_out(2, distance, NULL, xy);
    assert_near(apart(xy, 0, 1), 2.5, 1e-3);
}

static void
three_equal_distances_give_an_equilateral_triangle(void **state)
{
    const double distance[] = {0, 1, 1, 1, 0, 1, 1, 1, 0};
    double       xy[6];

    (void)state;
    lay_out(3, distance, NULL, xy);
    for (size_t i = 0; i < 3; i++) {
        assert_near(apart(xy, i, (i + 1) % 3), 1, 1e-3);
    }
}

/* A grid of 3 by 4 with its true distances. */
static size_t
grid(double *distance)
{
    size_t n = 12;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            distance[i * n + j] =
                hypot((double)(i % 3) - (double)(j % 3), (double)(i / 3) - (double)(j / 3));
        }
    }
    return n;
}

static void
points_of_a_plane_are_found_again(void **state)
{
    double distance[144], xy[24];
    size_t n = grid(distance);

    (void)state;
    lay_out(n, distance, NULL, xy);
    assert_true(stress_of(n, distance, xy) < 1e-4);
}

static void
a_start_is_only_improved(void **state)
{
    double distance[144], start[24], xy[24];
    size_t n = grid(distance);

    (void)state;
    for (size_t i = 0; i < n; i++) {
        start[2 * i] = cos((double)(i * i));
        start[2 * i + 1] = sin((double)(3 * i));
    }
    lay_out(n, distance, start, xy);
    assert_true(stress_of(n, distance, xy) < stress_of(n, distance, start));
}

static void
unconnected_parts_stand_apart_and_finite(void **state)
{
    double distance[36], xy[12];

    (void)state;
    for (size_t i = 0; i < 36; i++) {
        distance[i] = i % 7 == 0 ? 0 : INFINITY;
    }
    for (size_t i = 0; i < 6; i += 2) { /* three pairs */
        distance[i * 6 + i + 1] = distance[(i + 1) * 6 + i] = 1;
    }
    distance[0 * 6 + 2] = distance[2 * 6 + 0] = 4;
    ent_layout_paths(6, distance);
    assert_near(distance[1 * 6 + 3], 6, 1e-12);
    assert_true(isinf(distance[0 * 6 + 4]));
    lay_out(6, distance, NULL, xy);
    assert_true(apart(xy, 0, 1) < apart(xy, 0, 4));
}

static void
nodes_that_are_all_alike_are_parted(void **state)
{
    double distance[25], xy[10];

    (void)state;
    for (size_t i = 0; i < 25; i++) {
        distance[i] = 0; /* wishes that no one can have */
    }
    lay_out(5, distance, NULL, xy);
    ent_layout_fit(5, xy, 300, 200, 40);
    for (size_t i = 0; i < 5; i++) {
        for (size_t j = i + 1; j < 5; j++) {
            assert_true(apart(xy, i, j) > 39);
        }
    }
}

static void
the_same_wishes_give_the_same_bytes(void **state)
{
    double distance[144], first[24], second[24];
    size_t n = grid(distance);

    (void)state;
    lay_out(n, distance, NULL, first);
    lay_out(n, distance, NULL, second);
    assert_memory_equal(first, second, sizeof first);
}

static void
all_nodes_fit_into_the_box(void **state)
{
    double xy[2 * MOST];

    (void)state;
    for (size_t i = 0; i < MOST; i++) {
        xy[2 * i] = 0.001 * (double)(i * i);
        xy[2 * i + 1] = -5;
    }
    ent_layout_fit(MOST, xy, 700, 500, 40);
    for (size_t i = 0; i < MOST; i++) {
        assert_true(xy[2 * i] >= 0 && xy[2 * i] <= 700);
        assert_true(xy[2 * i + 1] >= 0 && xy[2 * i + 1] <= 500);
    }
}

static void
too_many_nodes_are_refused(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    double   xy[2];
    size_t   order[2];

    (void)state;
    assert_int_equal(ent_layout_stress(ctx, ENT_LAYOUT_MOST_NODES + 1, xy, NULL, xy), ENT_E_LIMIT);
    assert_int_equal(ent_layout_order(ctx, ENT_LAYOUT_MOST_NODES + 1, xy, order), ENT_E_LIMIT);
    ent_ctx_destroy(ctx);
}

/* Rows i and j are alike when they are of the same remainder by 3. */
static void
like_rows_stand_together(void **state)
{
    enum { N = 12 };
    ent_ctx *ctx = unit_ctx(1);
    double   similarity[N * N];
    size_t   order[N], changes = 0, seen[N] = {0};

    (void)state;
    for (size_t i = 0; i < N * N; i++) {
        similarity[i] = i / N % 3 == i % N % 3 ? 0.9 : i % 5 == 0 ? NAN : 0.1;
    }
    assert_int_equal(ent_layout_order(ctx, N, similarity, order), ENT_OK);
    for (size_t i = 0; i < N; i++) {
        assert_true(order[i] < N);
        seen[order[i]]++;
        changes += i > 0 && order[i] % 3 != order[i - 1] % 3;
    }
    for (size_t i = 0; i < N; i++) {
        assert_int_equal(seen[i], 1);
    }
    assert_int_equal(changes, 2);
    ent_ctx_destroy(ctx);
}

static void
a_chain_is_ordered_from_end_to_end(void **state)
{
    enum { N = 4 };
    static const size_t PLACE[N] = {2, 0, 3, 1}; /* of each row in the chain */
    ent_ctx            *ctx = unit_ctx(1);
    double              similarity[N * N];
    size_t              order[N];

    (void)state;
    for (size_t i = 0; i < N * N; i++) {
        similarity[i] = -fabs((double)PLACE[i / N] - (double)PLACE[i % N]);
    }
    assert_int_equal(ent_layout_order(ctx, N, similarity, order), ENT_OK);
    for (size_t i = 1; i < N; i++) {
        assert_near(fabs((double)PLACE[order[i]] - (double)PLACE[order[i - 1]]), 1, 0);
    }
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_node_stands_in_the_middle),
        cmocka_unit_test(no_node_is_no_trouble),
        cmocka_unit_test(two_nodes_stand_at_the_wished_distance),
        cmocka_unit_test(three_equal_distances_give_an_equilateral_triangle),
        cmocka_unit_test(points_of_a_plane_are_found_again),
        cmocka_unit_test(a_start_is_only_improved),
        cmocka_unit_test(unconnected_parts_stand_apart_and_finite),
        cmocka_unit_test(nodes_that_are_all_alike_are_parted),
        cmocka_unit_test(the_same_wishes_give_the_same_bytes),
        cmocka_unit_test(all_nodes_fit_into_the_box),
        cmocka_unit_test(too_many_nodes_are_refused),
        cmocka_unit_test(like_rows_stand_together),
        cmocka_unit_test(a_chain_is_ordered_from_end_to_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
