/*
 * test_algebraic_conflict.c - the least eigenvalue of signed Laplacians: known ones, a dense solver
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "measure/network/algebraic_conflict.h"
#include "measure/network/optimal_partition.h"
#include "unit.h"

enum { MOST_NODES = 60, MOST_EDGES = MOST_NODES * MOST_NODES / 2 };

typedef struct net {
    ent_signed_network network;
    ent_signed_edge    edges[MOST_EDGES];
} net;

static void
net_init(net *n, size_t nodes)
{
    n->network = (ent_signed_network){nodes, 0, n->edges};
}

static void
tie(net *n, size_t a, size_t b, int sign)
{
    n->edges[n->network.edge_count++] = (ent_signed_edge){(uint32_t)a, (uint32_t)b, sign};
}

static ent_algebraic_conflict
conflict_of(const net *n)
{
    ent_ctx               *ctx = unit_ctx(1);
    ent_algebraic_conflict found;

    assert_int_equal(ent_algebraic_conflict_of(ctx, &n->network, &found), ENT_OK);
    ent_ctx_destroy(ctx);
    return found;
}

static void
check_value(double have, double want)
{
    if (!(fabs(have - want) < 1e-10)) {
        fail_msg("%.17g instead of %.17g", have, want);
    }
}

/* An unbalanced ring of n nodes has 2 - 2 cos(pi / n); n foes of each other n - 2. */
static void
rings_and_worlds_of_foes_have_known_values(void **state)
{
    static net n;

    (void)state;
    for (size_t nodes = 3; nodes <= MOST_NODES; nodes++) {
        net_init(&n, nodes);
        for (size_t i = 0; i < nodes; i++) {
            tie(&n, i, (i + 1) % nodes, i == 1 ? -1 : 1);
        }
        check_value(conflict_of(&n).value, 2 - 2 * cos(acos(-1) / (double)nodes));
        net_init(&n, nodes);
        for (size_t i = 0; i < nodes; i++) {
            for (size_t j = i + 1; j < nodes; j++) {
                tie(&n, i, j, -1);
            }
        }
        check_value(conflict_of(&n).value, (double)nodes - 2);
    }
}

/* ---- a slow version: Jacobi's rotations of the dense matrix ---- */

static double
dense_least(const net *n)
{
    static double a[MOST_NODES][MOST_NODES];
    size_t        size = n->network.node_count;
    double        least = INFINITY;

    memset(a, 0, sizeof a);
    for (size_t e = 0; e < n->network.edge_count; e++) {
        size_t i = n->edges[e].a, j = n->edges[e].b;

        a[i][i]++;
        a[j][j]++;
        a[i][j] = a[j][i] = n->edges[e].weight > 0 ? -1 : 1;
    }
    for (int sweep = 0; sweep < 60; sweep++) {
        for (size_t p = 0; p < size; p++) {
            for (size_t q = p + 1; q < size; q++) {
                double angle = 0.5 * atan2(2 * a[p][q], a[q][q] - a[p][p]);
                double c = cos(angle), s = sin(angle);

                for (size_t k = 0; k < size; k++) {
                    double x = a[k][p], y = a[k][q];

                    a[k][p] = c * x - s * y;
                    a[k][q] = s * x + c * y;
                }
                for (size_t k = 0; k < size; k++) {
                    double x = a[p][k], y = a[q][k];

                    a[p][k] = c * x - s * y;
                    a[q][k] = s * x + c * y;
                }
            }
        }
    }
    for (size_t i = 0; i < size; i++) {
        least = a[i][i] < least ? a[i][i] : least;
    }
    return least;
}

static uint32_t
next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Connected by a path; weights of any size, of which the sign counts. */
static void
invent(net *n, size_t nodes, uint32_t *seed, uint32_t percent)
{
    net_init(n, nodes);
    for (size_t i = 0; i < nodes; i++) {
        for (size_t j = i + 1; j < nodes; j++) {
            if (j == i + 1 || next(seed) % 100 < percent) {
                tie(n, i, j, (next(seed) % 3 == 0 ? -1 : 1) * (int)(1 + next(seed) % 3));
            }
        }
    }
}

static void
a_dense_solver_finds_the_same(void **state)
{
    static net n;
    uint32_t   seed = 7;

    (void)state;
    for (size_t nodes = 3; nodes <= MOST_NODES; nodes += 3) {
        invent(&n, nodes, &seed, (uint32_t)(4 + nodes % 50));
        check_value(conflict_of(&n).value, fmax(0, dense_least(&n)));
    }
}

static void
other_numbers_and_other_sides_change_nothing(void **state)
{
    static net n, other;
    uint32_t   seed = 8;

    (void)state;
    for (size_t nodes = 5; nodes <= MOST_NODES; nodes += 11) {
        invent(&n, nodes, &seed, 20);
        net_init(&other, nodes);
        for (size_t e = n.network.edge_count; e-- > 0;) { /* from the other end, every third */
            size_t a = n.edges[e].a, b = n.edges[e].b;    /* node on the other side */
            int    sign = (a % 3 == 0) != (b % 3 == 0) ? -n.edges[e].weight : n.edges[e].weight;

            tie(&other, nodes - 1 - b, nodes - 1 - a, sign);
        }
        check_value(conflict_of(&other).value, conflict_of(&n).value);
    }
}

static void
it_is_0_where_the_largest_part_is_balanced_and_bounds_the_index(void **state)
{
    static net n;
    uint32_t   seed = 9;
    ent_ctx   *ctx = unit_ctx(1);

    (void)state;
    for (size_t nodes = 3; nodes <= 24; nodes++) {
        ent_partition          partition;
        ent_algebraic_conflict found;

        invent(&n, nodes, &seed, 25);
        for (size_t e = 0; e < n.network.edge_count; e++) {
            n.edges[e].weight = n.edges[e].weight > 0 ? 1 : -1;
        }
        found = conflict_of(&n);
        assert_int_equal(ent_partition_solve(ctx, &n.network, 2, NULL, &partition), ENT_OK);
        assert_true((double)partition.errors >= (double)nodes * found.value / 4 - 1e-9);
        assert_int_equal(partition.errors == 0, found.value == 0);
        ent_partition_clear(&partition);
    }
    ent_ctx_destroy(ctx);
}

static void
the_largest_part_counts_the_first_of_several(void **state)
{
    static net             n;
    ent_algebraic_conflict found;

    (void)state;
    net_init(&n, 9); /* two triangles, the first balanced; a pair; a node alone */
    tie(&n, 0, 1, 1);
    tie(&n, 1, 2, -1);
    tie(&n, 0, 2, -1);
    tie(&n, 3, 4, -1);
    tie(&n, 4, 5, 1);
    tie(&n, 3, 5, 1);
    tie(&n, 6, 7, -1);
    found = conflict_of(&n);
    assert_int_equal(found.components, 4);
    assert_int_equal(found.nodes, 3);
    assert_true(found.value == 0);
    tie(&n, 5, 6, 1); /* the second grows */
    found = conflict_of(&n);
    assert_int_equal(found.components, 3);
    assert_int_equal(found.nodes, 5);
    assert_true(found.value > 0.01);
}

static void
a_network_without_ties_has_none(void **state)
{
    static net             n;
    ent_algebraic_conflict found;

    (void)state;
    net_init(&n, 0);
    found = conflict_of(&n);
    assert_int_equal(found.components, 0);
    assert_true(isnan(found.value));
    net_init(&n, 3);
    found = conflict_of(&n);
    assert_int_equal(found.components, 3);
    assert_true(isnan(found.value));
}

static void
a_call_that_is_cancelled_gives_nothing(void **state)
{
    static net             n;
    volatile sig_atomic_t  stop = 1;
    ent_ctx_options        options = {.jobs = 1, .cancel = &stop};
    ent_algebraic_conflict found = {77, 0, 0};
    ent_ctx               *ctx;
    uint32_t               seed = 1;

    (void)state;
    invent(&n, 20, &seed, 50);
    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    assert_int_equal(ent_algebraic_conflict_of(ctx, &n.network, &found), ENT_E_CANCELLED);
    assert_int_equal(found.components, 77);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rings_and_worlds_of_foes_have_known_values),
        cmocka_unit_test(a_dense_solver_finds_the_same),
        cmocka_unit_test(other_numbers_and_other_sides_change_nothing),
        cmocka_unit_test(it_is_0_where_the_largest_part_is_balanced_and_bounds_the_index),
        cmocka_unit_test(the_largest_part_counts_the_first_of_several),
        cmocka_unit_test(a_network_without_ties_has_none),
        cmocka_unit_test(a_call_that_is_cancelled_gives_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
