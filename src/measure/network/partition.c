/*
 * partition.c - nodes of a signed network in blocs, and the ties against them
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/network/partition.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"

/* A rise of HOPELESS times the temperature is accepted once in 10^13 times: it is not drawn for. */
static const double COLDEST = 0.15, HOPELESS = 30;

/* A partition that is being changed: the sizes of the blocs, and a sum for each of them. */
typedef struct search {
    const ent_signed_graph *graph;
    uint32_t                most; /* blocs that there may be */
    uint32_t               *bloc, *size, *spare;
    uint32_t                spare_count; /* blocs without nodes */
    int64_t                *sum;         /* 0 between the calls */
} search;

int64_t
ent_partition_errors(const ent_signed_network *network, const uint32_t *bloc)
{
    int64_t errors = 0;

    for (size_t e = 0; e < network->edge_count; e++) {
        ent_signed_edge edge = network->edges[e];

        if (ent_partition_is_error(edge, bloc)) {
            errors += edge.weight > 0 ? edge.weight : -edge.weight;
        }
    }
    return errors;
}

static void
search_clear(search *s)
{
    ent_free(s->size);
    ent_free(s->spare);
    ent_free(s->sum);
}

static ent_status
search_init(ent_ctx *ctx, const ent_signed_graph *graph, uint32_t most, uint32_t *bloc, search *out)
{
    uint32_t n = (uint32_t)graph->node_count;
    search   s = {graph, most == ENT_BLOCS_ANY || most > n ? n : most, bloc, NULL, NULL, 0, NULL};

    s.most = s.most < 2 ? 2 : s.most;
    s.size = ent_alloc_zero(s.most, sizeof *s.size);
    s.spare = ent_alloc_zero(s.most, sizeof *s.spare);
    s.sum = ent_alloc_zero(s.most, sizeof *s.sum);
    if (s.size == NULL || s.spare == NULL || s.sum == NULL) {
        search_clear(&s);
        return ent_fail_nomem(ctx);
    }
    for (uint32_t i = 0; i < n; i++) {
        s.size[bloc[i]]++;
    }
    for (uint32_t k = s.most; k-- > 0;) {
        if (s.size[k] == 0) {
            s.spare[s.spare_count++] = k;
        }
    }
    *out = s;
    return ENT_OK;
}

static void
move(search *s, uint32_t node, uint32_t to)
{
    uint32_t from = s->bloc[node];

    if (s->size[to]++ == 0) {
        s->spare_count--; /* an empty bloc is always taken from the top */
    }
    if (--s->size[from] == 0) {
        s->spare[s->spare_count++] = from;
    }
    s->bloc[node] = to;
}

/* The empty bloc that a node may found, or its own where it may not. */
static uint32_t
new_bloc(const search *s, uint32_t node)
{
    return s->spare_count > 0 && s->size[s->bloc[node]] > 1 ? s->spare[s->spare_count - 1]
                                                            : s->bloc[node];
}

/* Positive less negative weight of a node's ties into its best bloc and into its own. */
static uint32_t
best_bloc(search *s, uint32_t node)
{
    const ent_signed_arc *arc = s->graph->arcs + s->graph->start[node];
    const ent_signed_arc *end = s->graph->arcs + s->graph->start[node + 1];
    uint32_t              best = s->bloc[node], fresh = new_bloc(s, node);

    for (const ent_signed_arc *i = arc; i < end; i++) {
        s->sum[s->bloc[i->to]] += i->weight;
    }
    for (const ent_signed_arc *i = arc; i < end; i++) {
        if (s->sum[s->bloc[i->to]] > s->sum[best]) {
            best = s->bloc[i->to];
        }
    }
    if (s->sum[best] < 0) {
        best = s->sum[fresh] > s->sum[best] ? fresh : best;
        for (uint32_t k = 0; s->most == 2 && k < 2; k++) {
            best = s->sum[k] > s->sum[best] ? k : best;
        }
    }
    for (const ent_signed_arc *i = arc; i < end; i++) {
        s->sum[s->bloc[i->to]] = 0;
    }
    return best;
}

static void
improve(search *s)
{
    bool changed = true;

    while (changed) {
        changed = false;
        for (uint32_t i = 0; i < s->graph->node_count; i++) {
            uint32_t to = best_bloc(s, i);

            if (to != s->bloc[i]) {
                move(s, i, to);
                changed = true;
            }
        }
    }
}

ent_status
ent_partition_improve(ent_ctx *ctx, const ent_signed_graph *graph, uint32_t most, uint32_t *bloc)
{
    search     s;
    ent_status status = search_init(ctx, graph, most, bloc, &s);

    if (status == ENT_OK) {
        improve(&s);
        search_clear(&s);
    }
    return status;
}

/* The rise of the error if a node went to another bloc. */
static int64_t
rise(const search *s, uint32_t node, uint32_t to)
{
    int64_t  lost = 0;
    uint32_t from = s->bloc[node];

    for (uint32_t i = s->graph->start[node]; i < s->graph->start[node + 1]; i++) {
        ent_signed_arc arc = s->graph->arcs[i];

        lost += s->bloc[arc.to] == from ? arc.weight : s->bloc[arc.to] == to ? -arc.weight : 0;
    }
    return lost;
}

/* Where to move: the other side of two; else the bloc of a node tied to it, or one of its own. */
static uint32_t
propose(const search *s, uint32_t node, double chance)
{
    uint32_t degree = s->graph->start[node + 1] - s->graph->start[node];
    uint32_t pick = (uint32_t)(chance * (degree + 1));

    if (s->most == 2) {
        return 1 - s->bloc[node];
    }
    return pick < degree ? s->bloc[s->graph->arcs[s->graph->start[node] + pick].to]
                         : new_bloc(s, node);
}

static double
hottest(const ent_signed_graph *graph)
{
    int64_t most = 4;

    for (size_t i = 0; i < graph->node_count; i++) {
        int64_t degree = 0;

        for (uint32_t j = graph->start[i]; j < graph->start[i + 1]; j++) {
            int32_t weight = graph->arcs[j].weight;

            degree += weight > 0 ? weight : -weight;
        }
        most = degree > most ? degree : most;
    }
    return (double)most / 2;
}

static void
anneal(search *s, unsigned sweeps, ent_key key)
{
    double hot = hottest(s->graph), factor = pow(COLDEST / hot, 1.0 / (sweeps > 1 ? sweeps : 1));

    for (unsigned sweep = 0; sweep < sweeps; sweep++, hot *= factor) {
        key.step = sweep;
        for (uint32_t i = 0; i < s->graph->node_count; i++) {
            uint32_t to = propose(s, i, s->most == 2 ? 0 : ent_random_uniform(&key, 2 * i + 1));
            int64_t  more = to == s->bloc[i] ? 0 : rise(s, i, to);

            if (to != s->bloc[i] &&
                (more <= 0 || ((double)more < HOPELESS * hot &&
                               ent_random_uniform(&key, 2 * i) < exp((double)-more / hot)))) {
                move(s, i, to);
            }
        }
    }
    improve(s);
}

ent_status
ent_partition_anneal(ent_ctx *ctx, const ent_signed_network *network, const ent_signed_graph *graph,
                     uint32_t most, unsigned sweeps, ent_key key, uint32_t *bloc)
{
    size_t     bytes = network->node_count * sizeof *bloc;
    uint32_t  *start = ent_alloc(network->node_count, sizeof *start);
    search     s;
    ent_status status =
        start == NULL ? ent_fail_nomem(ctx) : search_init(ctx, graph, most, bloc, &s);

    if (status == ENT_OK) {
        memcpy(start, bloc, bytes);
        anneal(&s, sweeps, key);
        if (ent_partition_errors(network, start) < ent_partition_errors(network, bloc)) {
            memcpy(bloc, start, bytes);
        }
        search_clear(&s);
    }
    ent_free(start);
    return status;
}

/* Nodes being put into blocs one after the other, those with most ties first. */
typedef struct enumeration {
    const ent_signed_graph *graph;
    uint32_t               *order;
    uint32_t               *place; /* bloc + 1; 0 not yet */
    uint32_t               *best;
    int64_t                 best_errors;
    uint32_t                most;
    uint64_t                steps;
} enumeration;

/* What a node adds to the errors in a bloc, by its ties to nodes that have a place. */
static int64_t
errors_in(const enumeration *e, uint32_t node, uint32_t place)
{
    int64_t errors = 0;

    for (uint32_t i = e->graph->start[node]; i < e->graph->start[node + 1]; i++) {
        ent_signed_arc arc = e->graph->arcs[i];

        if (e->place[arc.to] != 0 && (e->place[arc.to] == place) != (arc.weight > 0)) {
            errors += arc.weight > 0 ? arc.weight : -arc.weight;
        }
    }
    return errors;
}

/* Blocs are founded in order, so that no partition is seen under two numberings. */
static void
enumerate(enumeration *e, uint32_t depth, uint32_t used, int64_t errors)
{
    uint32_t node;

    if (depth == e->graph->node_count) {
        e->best_errors = errors;
        for (uint32_t i = 0; i < depth; i++) {
            e->best[i] = e->place[i] - 1;
        }
        return;
    }
    node = e->order[depth];
    for (uint32_t place = 1; place <= used + 1 && place <= e->most && e->steps > 0; place++) {
        int64_t more = errors + errors_in(e, node, place);

        e->steps--;
        if (more < e->best_errors) {
            e->place[node] = place;
            enumerate(e, depth + 1, place > used ? place : used, more);
            e->place[node] = 0;
        }
    }
}

ent_status
ent_partition_enumerate(ent_ctx *ctx, const ent_signed_network *network,
                        const ent_signed_graph *graph, uint32_t most, uint64_t steps,
                        uint32_t *bloc, bool *whole)
{
    uint32_t    n = (uint32_t)network->node_count;
    enumeration e = {graph, ent_alloc(n, sizeof *e.order),       ent_alloc_zero(n, sizeof *e.place),
                     bloc,  ent_partition_errors(network, bloc), most,
                     steps};
    ent_status  status = e.order == NULL || e.place == NULL ? ent_fail_nomem(ctx) : ENT_OK;

    for (uint32_t i = 0; i < n && status == ENT_OK; i++) {
        uint32_t degree = graph->start[i + 1] - graph->start[i], at = i;

        for (; at > 0 && graph->start[e.order[at - 1] + 1] - graph->start[e.order[at - 1]] < degree;
             at--) {
            e.order[at] = e.order[at - 1];
        }
        e.order[at] = i;
    }
    if (status == ENT_OK) {
        enumerate(&e, 0, 0, 0);
        *whole = e.steps > 0;
    }
    ent_free(e.order);
    ent_free(e.place);
    return status;
}
