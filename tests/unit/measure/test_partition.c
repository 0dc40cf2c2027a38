/*
 * test_partition.c - optimal partitions of signed networks against all partitions that there are
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "measure/network/null_model.h"
#include "measure/network/optimal_partition.h"

enum { MOST_NODES = 64, MOST_EDGES = MOST_NODES * (MOST_NODES - 1) / 2 };

typedef struct drawn {
    ent_signed_network network;
    ent_signed_edge    edges[MOST_EDGES];
} drawn;

/* Every pair is tied with some probability, negative with another, by weights up to `heaviest`. */
static void
draw(drawn *d, uint32_t run, uint32_t nodes, double density, double negative, uint32_t heaviest)
{
    ent_key key = {.seed = 1959, .run = run, .process = ENT_PROCESS_TEST};

    d->network = (ent_signed_network){nodes, 0, d->edges};
    for (uint32_t i = 0; i < nodes; i++) {
        for (uint32_t j = i + 1; j < nodes; j++) {
            key.unit = i * MOST_NODES + j;
            if (ent_random_uniform(&key, 0) < density) {
                int32_t weight = 1 + (int32_t)ent_random_below(&key, 1, heaviest);

                d->edges[d->network.edge_count++] = (ent_signed_edge){
                    i, j, ent_random_uniform(&key, 2) < negative ? -weight : weight};
            }
        }
    }
}

/* The straightforward minimum over all partitions into at most `most` blocs. */
static int64_t
slow_minimum(const ent_signed_network *network, uint32_t *bloc, size_t node, uint32_t used,
             uint32_t most)
{
    int64_t best = INT64_MAX;

    if (node == network->node_count) {
        return ent_partition_errors(network, bloc);
    }
    for (uint32_t k = 0; k <= used && k < most; k++) {
        int64_t found;

        bloc[node] = k;
        found = slow_minimum(network, bloc, node + 1, used + (k == used), most);
        best = found < best ? found : best;
    }
    return best;
}

static ent_partition
solve(ent_ctx *ctx, const ent_signed_network *network, uint32_t most)
{
    ent_partition p;

    assert_int_equal(ent_partition_solve(ctx, network, most, NULL, &p), ENT_OK);
    assert_int_equal(p.errors, ent_partition_errors(network, p.bloc));
    assert_true(p.lower_bound <= p.errors);
    for (size_t i = 0; i < network->node_count; i++) {
        assert_true(p.bloc[i] < p.bloc_count);
    }
    return p;
}

static void
two_blocs_are_the_best_of_all_partitions(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    uint32_t bloc[MOST_NODES];
    drawn    d;

    (void)state;
    for (uint32_t run = 0; run < 300; run++) {
        ent_partition p;

        draw(&d, run, 1 + run % 12, 0.3 + 0.1 * (run % 8), 0.2 + 0.1 * (run % 7),
             run % 3 == 0 ? 5 : 1);
        p = solve(ctx, &d.network, 2);
        assert_int_equal(p.errors, slow_minimum(&d.network, bloc, 0, 0, 2));
        assert_int_equal(p.lower_bound, p.errors);
        ent_partition_clear(&p);
    }
    ent_ctx_destroy(ctx);
}

static void
any_number_of_blocs_is_the_best_of_all_partitions(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    uint32_t bloc[MOST_NODES];
    drawn    d;

    (void)state;
    for (uint32_t run = 0; run < 200; run++) {
        ent_partition p;

        draw(&d, run, 1 + run % 9, 0.3 + 0.1 * (run % 8), 0.2 + 0.1 * (run % 7),
             run % 3 == 0 ? 5 : 1);
        p = solve(ctx, &d.network, ENT_BLOCS_ANY);
        assert_int_equal(p.errors, slow_minimum(&d.network, bloc, 0, 0, MOST_NODES));
        assert_int_equal(p.lower_bound, p.errors);
        ent_partition_clear(&p);
    }
    ent_ctx_destroy(ctx);
}

static void
a_given_number_of_blocs_is_the_best_of_all_partitions(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    uint32_t bloc[MOST_NODES];
    drawn    d;

    (void)state;
    for (uint32_t run = 0; run < 100; run++) {
        ent_partition p;

        draw(&d, run, 3 + run % 7, 0.7, 0.2 + 0.1 * (run % 7), run % 3 == 0 ? 5 : 1);
        p = solve(ctx, &d.network, 3);
        assert_int_equal(p.errors, slow_minimum(&d.network, bloc, 0, 0, 3));
        assert_int_equal(p.lower_bound, p.errors);
        ent_partition_clear(&p);
    }
    ent_ctx_destroy(ctx);
}

static void
more_nodes_than_can_be_gone_through_have_an_honest_bound(void **state)
{
    ent_ctx      *ctx = unit_ctx(1);
    ent_partition p;
    drawn         d;

    (void)state;
    d.network = (ent_signed_network){MOST_NODES, 0, d.edges};
    for (uint32_t i = 0; i < MOST_NODES; i++) { /* fours of foes: three blocs are too few */
        for (uint32_t j = i + 1; j < (i / 4 + 1) * 4; j++) {
            d.edges[d.network.edge_count++] = (ent_signed_edge){i, j, -1};
        }
    }
    p = solve(ctx, &d.network, 3);
    assert_int_equal(p.errors, MOST_NODES / 4);
    assert_int_equal(p.lower_bound, 0);
    assert_true(p.bloc_count <= 3);
    ent_partition_clear(&p);
    ent_ctx_destroy(ctx);
}

/* Of n foes the best two blocs are halves; the linear program alone does not prove it. */
static void
a_world_of_foes_is_proven_by_branching(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    drawn    d;

    (void)state;
    for (uint32_t n = 2; n <= 9; n++) {
        ent_partition p;

        draw(&d, n, n, 1.1, 1.1, 1);
        p = solve(ctx, &d.network, 2);
        assert_int_equal(p.errors, n * (n - 1) / 2 - (n / 2) * ((n + 1) / 2));
        assert_int_equal(p.lower_bound, p.errors);
        ent_partition_clear(&p);
    }
    ent_ctx_destroy(ctx);
}

static void
a_limit_leaves_an_honest_bound(void **state)
{
    const ent_cover_limits NONE = {0, 1};
    ent_ctx               *ctx = unit_ctx(1);
    ent_partition          p;
    drawn                  d;

    (void)state;
    draw(&d, 1, 9, 1.1, 1.1, 1);
    assert_int_equal(ent_partition_solve(ctx, &d.network, 2, &NONE, &p), ENT_OK);
    assert_int_equal(p.errors, 16);
    assert_true(p.lower_bound < 16 && p.lower_bound >= 1);
    ent_partition_clear(&p);
    ent_ctx_destroy(ctx);
}

/* Renumber the nodes, and change the side of some: every tie of one of them changes its sign. */
static void
relabel(const drawn *from, drawn *to, uint32_t run)
{
    uint32_t n = (uint32_t)from->network.node_count;
    ent_key  key = {.seed = 7, .run = run, .process = ENT_PROCESS_TEST};

    to->network = (ent_signed_network){n, from->network.edge_count, to->edges};
    for (size_t e = 0; e < from->network.edge_count; e++) {
        ent_signed_edge edge = from->edges[from->network.edge_count - 1 - e];
        bool turned = (ent_random_below(&key, edge.a, 2) ^ ent_random_below(&key, edge.b, 2)) != 0;

        to->edges[e] =
            (ent_signed_edge){n - 1 - edge.b, n - 1 - edge.a, turned ? -edge.weight : edge.weight};
    }
}

static void
the_index_does_not_depend_on_numbers_or_on_sides(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    drawn    one, two;

    (void)state;
    for (uint32_t run = 0; run < 12; run++) {
        ent_partition p, q;

        draw(&one, run, 40, 0.15, 0.3, 1);
        relabel(&one, &two, run);
        p = solve(ctx, &one.network, 2);
        q = solve(ctx, &two.network, 2);
        assert_int_equal(p.errors, q.errors);
        assert_int_equal(p.lower_bound, q.lower_bound);
        assert_int_equal(p.lower_bound, p.errors);
        ent_partition_clear(&p);
        ent_partition_clear(&q);
    }
    ent_ctx_destroy(ctx);
}

static void
blocs_without_a_tie_against_them_are_found_whole(void **state)
{
    ent_ctx      *ctx = unit_ctx(1);
    ent_partition p;
    drawn         d;

    (void)state;
    draw(&d, 1, 30, 0.5, 0, 1);
    for (size_t e = 0; e < d.network.edge_count; e++) { /* three camps */
        if (d.edges[e].a % 3 != d.edges[e].b % 3) {
            d.edges[e].weight = -1;
        }
    }
    p = solve(ctx, &d.network, ENT_BLOCS_ANY);
    assert_int_equal(p.errors, 0);
    assert_int_equal(p.bloc_count, 3);
    for (uint32_t i = 0; i < 30; i++) {
        assert_int_equal(p.bloc[i], i % 3);
    }
    ent_partition_clear(&p);
    ent_ctx_destroy(ctx);
}

static void
networks_without_nodes_or_ties_have_no_errors(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    drawn    d;

    (void)state;
    for (uint32_t nodes = 0; nodes < 3; nodes++) {
        for (uint32_t most = 0; most < 4; most += most == 0 ? 2 : 1) {
            ent_partition p;

            d.network = (ent_signed_network){nodes, 0, d.edges};
            p = solve(ctx, &d.network, most);
            assert_int_equal(p.errors, 0);
            ent_partition_clear(&p);
        }
    }
    ent_ctx_destroy(ctx);
}

/* Chains and stars are long: no step may walk them anew for each of their nodes. */
static void
long_chains_and_wide_stars_take_no_time(void **state)
{
    enum { LONG = 200000 };
    ent_ctx         *ctx = unit_ctx(1);
    ent_signed_edge *edges = malloc(LONG * sizeof *edges);

    (void)state;
    assert_non_null(edges);
    for (int star = 0; star < 2; star++) {
        ent_signed_network network = {LONG, LONG - 1, edges};

        for (uint32_t i = 1; i < LONG; i++) {
            edges[i - 1] = (ent_signed_edge){star != 0 ? 0 : i - 1, i, i % 2 == 0 ? 1 : -1};
        }
        for (uint32_t most = 0; most <= 2; most += 2) {
            ent_partition p = solve(ctx, &network, most);

            assert_int_equal(p.errors, 0);
            ent_partition_clear(&p);
        }
    }
    free(edges);
    ent_ctx_destroy(ctx);
}

static void
triangles_are_counted_once(void **state)
{
    ent_ctx             *ctx = unit_ctx(1);
    ent_signed_triangles count;
    drawn                d;
    int                  sign[MOST_NODES][MOST_NODES] = {{0}};
    uint64_t             all = 0, unbalanced = 0;

    (void)state;
    draw(&d, 3, 30, 0.4, 0.4, 1);
    for (size_t e = 0; e < d.network.edge_count; e++) {
        sign[d.edges[e].a][d.edges[e].b] = d.edges[e].weight;
    }
    for (int i = 0; i < 30; i++) {
        for (int j = i + 1; j < 30; j++) {
            for (int k = j + 1; k < 30; k++) {
                int product = sign[i][j] * sign[j][k] * sign[i][k];

                all += product != 0;
                unbalanced += product < 0;
            }
        }
    }
    assert_int_equal(ent_signed_triangles_count(ctx, &d.network, &count), ENT_OK);
    assert_int_equal(count.all, all);
    assert_int_equal(count.unbalanced, unbalanced);
    ent_ctx_destroy(ctx);
}

static void
count_degrees(const ent_signed_network *network, int degrees[MOST_NODES][2])
{
    memset(degrees, 0, MOST_NODES * sizeof *degrees);
    for (size_t e = 0; e < network->edge_count; e++) {
        degrees[network->edges[e].a][network->edges[e].weight > 0]++;
        degrees[network->edges[e].b][network->edges[e].weight > 0]++;
    }
}

static void
drawn_networks_keep_what_their_null_keeps(void **state)
{
    static bool tied[MOST_NODES][MOST_NODES];
    ent_ctx    *ctx = unit_ctx(1);
    int         before[MOST_NODES][2], after[MOST_NODES][2];
    drawn       one, two;
    size_t      moved = 0;

    (void)state;
    draw(&one, 5, 40, 0.2, 0.3, 1);
    two.network.edges = two.edges;
    for (int null = 0; null < 2; null++) {
        ent_key key = {1, 9, ENT_PROCESS_NULL, 0, 3};

        assert_int_equal(ent_null_draw(ctx, &one.network, (ent_null)null, key, &two.network),
                         ENT_OK);
        assert_int_equal(two.network.edge_count, one.network.edge_count);
        assert_int_equal(ent_signed_negative_count(&two.network),
                         ent_signed_negative_count(&one.network));
        memset(tied, 0, sizeof tied);
        for (size_t e = 0; e < two.network.edge_count; e++) {
            uint32_t a = two.edges[e].a, b = two.edges[e].b;

            assert_true(a != b && !tied[a][b]); /* no loop, no pair twice */
            tied[a][b] = tied[b][a] = true;
            if (null == ENT_NULL_SIGNS) {
                assert_true(a == one.edges[e].a && b == one.edges[e].b);
            }
            moved += two.edges[e].weight != one.edges[e].weight || a != one.edges[e].a ||
                     b != one.edges[e].b;
        }
        count_degrees(&one.network, before);
        count_degrees(&two.network, after);
        if (null == ENT_NULL_DEGREES) {
            assert_memory_equal(before, after, sizeof before);
        }
        assert_true(moved > one.network.edge_count / 4);
        moved = 0;
    }
    ent_ctx_destroy(ctx);
}

static void
z_is_the_same_at_any_number_of_threads_and_follows_the_seed(void **state)
{
    drawn  d;
    double z[3];

    (void)state;
    draw(&d, 2, 30, 0.3, 0.3, 1);
    for (int i = 0; i < 3; i++) {
        ent_ctx *ctx = unit_ctx(i == 0 ? 1 : 4);

        assert_int_equal(
            ent_null_z(ctx, &d.network, 0, ENT_NULL_DEGREES, 40, i == 2 ? 2 : 1, 0, &z[i]), ENT_OK);
        ent_ctx_destroy(ctx);
    }
    assert_true(z[0] == z[1] && z[0] != z[2]);
    assert_true(z[0] < -3); /* nothing frustrated: far below chance */
}

static void
z_is_missing_where_all_networks_are_alike(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    drawn    d;
    double   z = 0;

    (void)state;
    draw(&d, 2, 10, 1.1, 0, 1);
    assert_int_equal(ent_null_z(ctx, &d.network, 0, ENT_NULL_SIGNS, 10, 1, 0, &z), ENT_OK);
    assert_true(z != z);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_blocs_are_the_best_of_all_partitions),
        cmocka_unit_test(any_number_of_blocs_is_the_best_of_all_partitions),
        cmocka_unit_test(a_given_number_of_blocs_is_the_best_of_all_partitions),
        cmocka_unit_test(more_nodes_than_can_be_gone_through_have_an_honest_bound),
        cmocka_unit_test(a_world_of_foes_is_proven_by_branching),
        cmocka_unit_test(a_limit_leaves_an_honest_bound),
        cmocka_unit_test(the_index_does_not_depend_on_numbers_or_on_sides),
        cmocka_unit_test(blocs_without_a_tie_against_them_are_found_whole),
        cmocka_unit_test(networks_without_nodes_or_ties_have_no_errors),
        cmocka_unit_test(long_chains_and_wide_stars_take_no_time),
        cmocka_unit_test(triangles_are_counted_once),
        cmocka_unit_test(drawn_networks_keep_what_their_null_keeps),
        cmocka_unit_test(z_is_the_same_at_any_number_of_threads_and_follows_the_seed),
        cmocka_unit_test(z_is_missing_where_all_networks_are_alike),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
