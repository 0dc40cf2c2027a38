/*
 * optimal_partition.c - the partition of a signed network with the fewest errors, and its proof
 *
 *   1. one block    2. blocks put together    3. two blocs, any number    4. a given number
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/network/optimal_partition.h"

#include <string.h>

#include "base/alloc.h"
#include "measure/network/blocks.h"
#include "measure/network/reduction.h"

enum { SWEEPS = 40, MOST_SWEEPS = 400, MOST_ENUMERATED = 60, STEPS = 5000000 };

/* Draws of the search are the same whatever the seed: the optimum does not depend on it. */
static const ent_key KEY = {1, 0, ENT_PROCESS_NULL, 0, UINT32_MAX};

/* What is put together from the blocks: each node goes with another, on its side or not. */
typedef struct assembly {
    const ent_signed_network *network;
    ent_cycles                kind;
    ent_cover_limits          limits;
    uint32_t                 *tree;    /* union-find */
    uint8_t                  *opposes; /* the node above; two blocs */
    uint32_t                 *local;   /* number of a node in the block at hand, + 1 */
    int64_t                   errors, lower;
} assembly;

/* A block with nodes numbered from 0. */
typedef struct block {
    ent_signed_network network;
    uint32_t          *global; /* numbers of its nodes */
    uint32_t          *bloc;
} block;

ent_cover_limits
ent_partition_limits(void)
{
    return (ent_cover_limits){2000, 500000};
}

void
ent_partition_clear(ent_partition *partition)
{
    ent_free(partition->bloc);
    *partition = (ent_partition){0};
}

/* 1. one block */

static void
block_clear(block *b)
{
    ent_free(b->network.edges);
    ent_free(b->global);
    ent_free(b->bloc);
}

static uint32_t
number_in(block *b, assembly *a, uint32_t node)
{
    if (a->local[node] == 0) {
        b->global[b->network.node_count++] = node;
        a->local[node] = (uint32_t)b->network.node_count;
    }
    return a->local[node] - 1;
}

static ent_status
block_init(ent_ctx *ctx, assembly *a, const uint32_t *edges, size_t count, block *b)
{
    *b = (block){{0, count, ent_alloc(count, sizeof *b->network.edges)}, NULL, NULL};
    b->global = ent_alloc(count + 1, sizeof *b->global);
    b->bloc = ent_alloc_zero(count + 1, sizeof *b->bloc);
    if (b->network.edges == NULL || b->global == NULL || b->bloc == NULL) {
        block_clear(b);
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < count; i++) {
        ent_signed_edge edge = a->network->edges[edges[i]];
        uint32_t        from = number_in(b, a, edge.a), to = number_in(b, a, edge.b);

        b->network.edges[i] = (ent_signed_edge){from, to, edge.weight};
    }
    for (size_t i = 0; i < b->network.node_count; i++) {
        a->local[b->global[i]] = 0;
    }
    return ENT_OK;
}

/* A good partition to begin with. */
static ent_status
begin_block(ent_ctx *ctx, const assembly *a, block *b)
{
    uint32_t         most = a->kind == ENT_CYCLES_ODD ? 2 : ENT_BLOCS_ANY;
    ent_signed_graph graph;
    ent_status       status = ent_signed_graph_init(ctx, &b->network, &graph);

    if (status == ENT_OK) {
        status = ent_partition_anneal(ctx, &b->network, &graph, most, SWEEPS, KEY, b->bloc);
        ent_signed_graph_clear(&graph);
    }
    return status;
}

/* The root of a node's tree; the nodes on the way are hung right below it. */
static uint32_t
root_of(assembly *a, uint32_t node, uint8_t *opposes)
{
    uint32_t root = node;
    uint8_t  rest = 0;

    while (a->tree[root] != root) {
        rest ^= a->opposes[root];
        root = a->tree[root];
    }
    *opposes = rest;
    while (a->tree[node] != root && node != root) {
        uint32_t above = a->tree[node];
        uint8_t  own = a->opposes[node];

        a->tree[node] = root;
        a->opposes[node] = rest;
        rest ^= own;
        node = above;
    }
    return root;
}

static void
go_with(assembly *a, uint32_t node, uint32_t other, uint8_t opposes)
{
    uint8_t  of_node, of_other;
    uint32_t root = root_of(a, node, &of_node), above = root_of(a, other, &of_other);

    if (root != above) {
        a->tree[root] = above;
        a->opposes[root] = of_node ^ of_other ^ opposes;
    }
}

/* Nodes of one bloc go together; of two blocs the other stands against it. */
static ent_status
join_block(ent_ctx *ctx, assembly *a, const block *b)
{
    size_t    n = b->network.node_count;
    uint32_t *first = ent_alloc_zero(n + 2, sizeof *first); /* node of a bloc, + 1 */

    if (first == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < n; i++) {
        if (a->kind == ENT_CYCLES_ODD) {
            go_with(a, b->global[i], b->global[0], b->bloc[i] != b->bloc[0]);
        } else if (first[b->bloc[i]] == 0) {
            first[b->bloc[i]] = b->global[i] + 1;
        } else {
            go_with(a, b->global[i], first[b->bloc[i]] - 1, 0);
        }
    }
    ent_free(first);
    return ENT_OK;
}

static ent_status
take_block(ent_ctx *ctx, void *user, const uint32_t *edges, size_t count)
{
    assembly  *a = user;
    block      b;
    int64_t    errors = 0, lower = 0;
    ent_status status = block_init(ctx, a, edges, count, &b);

    if (status != ENT_OK) {
        return status;
    }
    if (count == 1) {
        b.bloc[1] = b.network.edges[0].weight < 0;
    } else {
        status = begin_block(ctx, a, &b);
        if (status == ENT_OK) {
            status = ent_cycle_cover(ctx, &b.network, a->kind, &a->limits, b.bloc, &errors, &lower);
        }
    }
    if (status == ENT_OK) {
        status = join_block(ctx, a, &b);
    }
    a->errors += errors;
    a->lower += lower;
    block_clear(&b);
    return status;
}

/* 2. blocks put together */

static void
number_blocs(assembly *a, ent_partition *out)
{
    for (size_t i = 0; i < a->network->node_count; i++) {
        a->local[i] = 0; /* of a root: what its first node has, + 1 */
    }
    for (uint32_t i = 0; i < a->network->node_count; i++) {
        uint8_t  opposes;
        uint32_t root = root_of(a, i, &opposes);

        if (a->kind == ENT_CYCLES_ODD) {
            a->local[root] = a->local[root] != 0 ? a->local[root] : 1u + opposes;
            out->bloc[i] = (a->local[root] - 1) ^ opposes;
        } else {
            a->local[root] = a->local[root] != 0 ? a->local[root] : ++out->bloc_count;
            out->bloc[i] = a->local[root] - 1;
        }
    }
}

static ent_status
assemble(ent_ctx *ctx, const ent_signed_network *network, ent_cycles kind,
         const ent_cover_limits *limits, ent_partition *out)
{
    size_t     n = network->node_count;
    assembly   a = {.network = network, .kind = kind, .limits = *limits};
    ent_status status = ENT_OK;

    a.tree = ent_alloc(n, sizeof *a.tree);
    a.opposes = ent_alloc_zero(n, sizeof *a.opposes);
    a.local = ent_alloc_zero(n, sizeof *a.local);
    *out = (ent_partition){.bloc = ent_alloc_zero(n, sizeof *out->bloc)};
    if (a.tree == NULL || a.opposes == NULL || a.local == NULL || out->bloc == NULL) {
        status = ent_fail_nomem(ctx);
    }
    for (uint32_t i = 0; i < n && status == ENT_OK; i++) {
        a.tree[i] = i;
    }
    if (status == ENT_OK) {
        status = ent_blocks_visit(ctx, network, take_block, &a);
    }
    if (status == ENT_OK) {
        number_blocs(&a, out);
        out->errors = a.errors;
        out->lower_bound = a.lower;
    } else {
        ent_partition_clear(out);
    }
    ent_free(a.tree);
    ent_free(a.opposes);
    ent_free(a.local);
    return status;
}

/* 3. two blocs, any number */

/* The first node of each connected part is in bloc 0: the reduction may have turned it. */
static ent_status
solve_two(ent_ctx *ctx, const ent_signed_network *network, const ent_cover_limits *limits,
          ent_partition *out)
{
    ent_reduction reduction;
    ent_status    status = ent_reduce(ctx, network, &reduction);

    if (status != ENT_OK) {
        return status;
    }
    status = assemble(ctx, &reduction.kernel, ENT_CYCLES_ODD, limits, out);
    if (status == ENT_OK) {
        ent_reduction_expand(&reduction, out->bloc);
        out->errors += reduction.errors;
        out->lower_bound += reduction.errors;
        out->bloc_count = network->node_count > 1 ? 2 : (uint32_t)network->node_count;
    }
    ent_reduction_clear(&reduction);
    return status;
}

/* 4. a given number */

/* Blocs being put into so few groups. */
typedef struct grouping {
    uint32_t *group; /* of a bloc, + 1 */
    int64_t  *cost;  /* of each group */
} grouping;

/* The group in which a bloc breaks least: negative ties into it count against it, positive for it.
 */
static uint32_t
best_group(const ent_signed_network *network, const ent_partition *p, uint32_t bloc, uint32_t most,
           grouping *g)
{
    uint32_t best = 0;

    memset(g->cost, 0, most * sizeof *g->cost);
    for (size_t e = 0; e < network->edge_count; e++) {
        uint32_t a = p->bloc[network->edges[e].a], b = p->bloc[network->edges[e].b];

        if (a != b && (a == bloc || b == bloc) && g->group[a == bloc ? b : a] != 0) {
            g->cost[g->group[a == bloc ? b : a] - 1] -= network->edges[e].weight;
        }
    }
    for (uint32_t k = 1; k < most; k++) {
        best = g->cost[k] < g->cost[best] ? k : best;
    }
    return best;
}

static ent_status
group_blocs(ent_ctx *ctx, const ent_signed_network *network, uint32_t most, ent_partition *p)
{
    grouping g = {ent_alloc_zero(p->bloc_count, sizeof *g.group), ent_alloc(most, sizeof *g.cost)};
    ent_status status = g.group == NULL || g.cost == NULL ? ent_fail_nomem(ctx) : ENT_OK;

    for (uint32_t bloc = 0; bloc < p->bloc_count && status == ENT_OK; bloc++) {
        g.group[bloc] = best_group(network, p, bloc, most, &g) + 1;
    }
    for (size_t i = 0; i < network->node_count && status == ENT_OK; i++) {
        p->bloc[i] = g.group[p->bloc[i]] - 1;
    }
    ent_free(g.group);
    ent_free(g.cost);
    return status;
}

/*
 * The best of what is there, of a search from it, of the two blocs that are proven, and, where
 * nodes are few, of all.
 */
static ent_status
search_given(ent_ctx *ctx, const ent_signed_network *network, uint32_t most,
             const ent_cover_limits *limits, ent_partition *p)
{
    ent_signed_graph graph;
    ent_partition    two;
    ent_status       status = ent_signed_graph_init(ctx, network, &graph);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_partition_anneal(ctx, network, &graph, most, MOST_SWEEPS, KEY, p->bloc);
    if (status == ENT_OK) {
        status = solve_two(ctx, network, limits, &two);
    }
    if (status == ENT_OK) {
        if (two.errors < ent_partition_errors(network, p->bloc)) {
            memcpy(p->bloc, two.bloc, network->node_count * sizeof *p->bloc);
        }
        ent_partition_clear(&two);
    }
    if (status == ENT_OK && network->node_count <= MOST_ENUMERATED) {
        bool whole;

        status = ent_partition_enumerate(ctx, network, &graph, most, STEPS, p->bloc, &whole);
        if (status == ENT_OK && whole) {
            p->lower_bound = ent_partition_errors(network, p->bloc);
        }
    }
    ent_signed_graph_clear(&graph);
    return status;
}

/* Number the blocs in the order of their first node; those without any are none. */
static ent_status
renumber(ent_ctx *ctx, size_t nodes, ent_partition *p)
{
    uint32_t *number = ent_alloc_zero(p->bloc_count, sizeof *number); /* + 1 */

    if (number == NULL) {
        return ent_fail_nomem(ctx);
    }
    p->bloc_count = 0;
    for (size_t i = 0; i < nodes; i++) {
        if (number[p->bloc[i]] == 0) {
            number[p->bloc[i]] = ++p->bloc_count;
        }
        p->bloc[i] = number[p->bloc[i]] - 1;
    }
    ent_free(number);
    return ENT_OK;
}

static ent_status
solve_given(ent_ctx *ctx, const ent_signed_network *network, uint32_t most,
            const ent_cover_limits *limits, ent_partition *out)
{
    ent_partition p;
    ent_status    status = assemble(ctx, network, ENT_CYCLES_ONE, limits, &p);

    if (status != ENT_OK) {
        return status;
    }
    if (p.bloc_count > most) {
        status = group_blocs(ctx, network, most, &p);
        p.bloc_count = most;
    }
    if (status == ENT_OK && ent_partition_errors(network, p.bloc) > p.lower_bound) {
        status = search_given(ctx, network, most, limits, &p);
    }
    if (status == ENT_OK) {
        status = renumber(ctx, network->node_count, &p);
    }
    if (status != ENT_OK) {
        ent_partition_clear(&p);
        return status;
    }
    p.errors = ent_partition_errors(network, p.bloc);
    *out = p;
    return ENT_OK;
}

ent_status
ent_partition_solve(ent_ctx *ctx, const ent_signed_network *network, uint32_t most,
                    const ent_cover_limits *limits, ent_partition *out)
{
    ent_cover_limits usual = ent_partition_limits();

    if (limits == NULL) {
        limits = &usual;
    }
    if (most == 2) {
        return solve_two(ctx, network, limits, out);
    }
    return most == ENT_BLOCS_ANY ? assemble(ctx, network, ENT_CYCLES_ONE, limits, out)
                                 : solve_given(ctx, network, most, limits, out);
}
