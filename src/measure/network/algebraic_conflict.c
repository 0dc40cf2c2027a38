/*
 * algebraic_conflict.c - algebraic conflict: the least eigenvalue of the signed Laplacian
 *
 *   1. components     2. the least eigenvalue of a tridiagonal matrix     3. Lanczos's iteration
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/network/algebraic_conflict.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"

/* 1. components: nodes put on sides, walking along ties; a tie against the sides unbalances one */

typedef struct components {
    ent_signed_graph graph;
    uint32_t        *queue; /* nodes, component by component */
    int8_t          *side;  /* of each node; 0: not reached yet */
    size_t           count;
    size_t           first, nodes; /* of the largest, in the queue */
    bool             balanced;     /* the largest is */
} components;

static void
components_clear(components *c)
{
    ent_signed_graph_clear(&c->graph);
    ent_free(c->queue);
    ent_free(c->side);
}

/* Put the component of the node at queue[first] behind it; returns the end. */
static size_t
walk(components *c, size_t first, bool *balanced)
{
    size_t end = first + 1;

    *balanced = true;
    for (size_t i = first; i < end; i++) {
        uint32_t node = c->queue[i];

        for (uint32_t k = c->graph.start[node]; k < c->graph.start[node + 1]; k++) {
            const ent_signed_arc *arc = &c->graph.arcs[k];
            int8_t                side = (int8_t)(arc->weight > 0 ? c->side[node] : -c->side[node]);

            if (c->side[arc->to] == 0) {
                c->side[arc->to] = side;
                c->queue[end++] = arc->to;
            }
            *balanced = *balanced && c->side[arc->to] == side;
        }
    }
    return end;
}

static ent_status
components_init(ent_ctx *ctx, const ent_signed_network *network, components *out)
{
    components c = {.queue = ent_alloc(network->node_count, sizeof *c.queue),
                    .side = ent_alloc_zero(network->node_count, sizeof *c.side)};
    ent_status status = c.queue == NULL || c.side == NULL
                            ? ent_fail_nomem(ctx)
                            : ent_signed_graph_init(ctx, network, &c.graph);
    size_t     end = 0;

    for (uint32_t node = 0; status == ENT_OK && node < network->node_count; node++) {
        size_t first = end;
        bool   balanced;

        if (c.side[node] != 0) {
            continue;
        }
        c.side[node] = 1;
        c.queue[first] = node;
        end = walk(&c, first, &balanced);
        c.count++;
        if (end - first > c.nodes) {
            c.first = first;
            c.nodes = end - first;
            c.balanced = balanced;
        }
    }
    if (status != ENT_OK) {
        components_clear(&c);
        return status;
    }
    *out = c;
    return ENT_OK;
}

/* 2. the least eigenvalue of a tridiagonal matrix */

/* Whether one is below x: a negative pivot of T - x (Sturm). */
static bool
has_below(const double *diagonal, const double *beside, size_t n, double x)
{
    double pivot = diagonal[0] - x;

    for (size_t i = 1; i < n && !(pivot < 0); i++) {
        double divisor = pivot > 0 ? pivot : 1e-300;

        pivot = diagonal[i] - x - beside[i - 1] * beside[i - 1] / divisor;
    }
    return pivot < 0;
}

/* Bisection from 0, below which a signed Laplacian has none. */
static double
least_of(const double *diagonal, const double *beside, size_t n, double most)
{
    double low = 0, high = most;

    while (high - low > 1e-15 * most) {
        double middle = low + (high - low) / 2;

        if (middle <= low || middle >= high) {
            break;
        }
        if (has_below(diagonal, beside, n, middle)) {
            high = middle;
        } else {
            low = middle;
        }
    }
    return low + (high - low) / 2;
}

/* 3. Lanczos's iteration: its least value sinks to that of the matrix, copies do no harm */

enum { MOST_STEPS = 5000, FIRST_CHECK = 32 };
#define MOST_VISITS 1e9
#define TOLERANCE   1e-13 /* of twice the most ties of a node */

typedef struct iteration {
    const components *c;
    uint32_t         *place; /* of each node in the component */
    double           *now, *next, *before;
    double           *diagonal, *beside; /* of the tridiagonal matrix */
    double            most;              /* no eigenvalue is above it */
} iteration;

static void
iteration_clear(iteration *it)
{
    ent_free(it->place);
    ent_free(it->now);
    ent_free(it->next);
    ent_free(it->before);
    ent_free(it->diagonal);
    ent_free(it->beside);
}

/* A start that leans on no direction: the fractional parts of multiples of the golden ratio. */
static void
begin(iteration *it)
{
    size_t n = it->c->nodes;
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        double whole, part = modf((double)(i + 1) * 0.6180339887498949, &whole);

        it->now[i] = part - 0.5 + 1e-3;
        sum += it->now[i] * it->now[i];
    }
    for (size_t i = 0; i < n; i++) {
        it->now[i] /= sqrt(sum);
    }
}

static ent_status
iteration_init(ent_ctx *ctx, const components *c, size_t node_count, iteration *out)
{
    iteration it = {.c = c,
                    .place = ent_alloc(node_count, sizeof *it.place),
                    .now = ent_alloc(c->nodes, sizeof *it.now),
                    .next = ent_alloc(c->nodes, sizeof *it.next),
                    .before = ent_alloc_zero(c->nodes, sizeof *it.before),
                    .diagonal = ent_alloc(MOST_STEPS, sizeof *it.diagonal),
                    .beside = ent_alloc(MOST_STEPS, sizeof *it.beside)};

    if (it.place == NULL || it.now == NULL || it.next == NULL || it.before == NULL ||
        it.diagonal == NULL || it.beside == NULL) {
        iteration_clear(&it);
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < c->nodes; i++) {
        uint32_t node = c->queue[c->first + i];
        double   ties = c->graph.start[node + 1] - c->graph.start[node];

        it.place[node] = (uint32_t)i;
        it.most = 2 * ties > it.most ? 2 * ties : it.most;
    }
    begin(&it);
    *out = it;
    return ENT_OK;
}

/* next = L now - beside before; returns now . next */
static double
multiply(iteration *it, double beside)
{
    const ent_signed_graph *graph = &it->c->graph;
    double                  sum = 0;

    for (size_t i = 0; i < it->c->nodes; i++) {
        uint32_t node = it->c->queue[it->c->first + i];
        double   value = (graph->start[node + 1] - graph->start[node]) * it->now[i];

        for (uint32_t k = graph->start[node]; k < graph->start[node + 1]; k++) {
            double other = it->now[it->place[graph->arcs[k].to]];

            value -= graph->arcs[k].weight > 0 ? other : -other;
        }
        it->next[i] = value - beside * it->before[i];
        sum += it->now[i] * it->next[i];
    }
    return sum;
}

/* One step: a further row of the tridiagonal matrix; false where nothing is left. */
static bool
step(iteration *it, size_t k)
{
    double  beside = k > 0 ? it->beside[k - 1] : 0, length = 0;
    double *spare = it->before;

    it->diagonal[k] = multiply(it, beside);
    for (size_t i = 0; i < it->c->nodes; i++) {
        it->next[i] -= it->diagonal[k] * it->now[i];
        length += it->next[i] * it->next[i];
    }
    length = sqrt(length);
    it->beside[k] = length;
    if (length <= TOLERANCE * it->most) {
        return false;
    }
    for (size_t i = 0; i < it->c->nodes; i++) {
        it->next[i] /= length;
    }
    it->before = it->now;
    it->now = it->next;
    it->next = spare;
    return true;
}

/* Steps until a quarter more of them change nothing. */
static ent_status
iterate(ent_ctx *ctx, iteration *it, double *out)
{
    double ties = it->c->graph.start[it->c->graph.node_count], last = INFINITY;
    size_t check = FIRST_CHECK;

    *out = (double)NAN;
    for (size_t k = 0; k < MOST_STEPS && (double)k * ties < MOST_VISITS; k++) {
        bool       goes_on = step(it, k);
        double     value;
        ent_status status = ent_check_cancelled(ctx);

        if (status != ENT_OK) {
            return status;
        }
        if (goes_on && k + 1 < check) {
            continue;
        }
        value = least_of(it->diagonal, it->beside, k + 1, it->most);
        if (!goes_on || fabs(last - value) <= TOLERANCE * it->most) {
            *out = value;
            break;
        }
        last = value;
        check += check / 4;
    }
    return ENT_OK;
}

ent_status
ent_algebraic_conflict_of(ent_ctx *ctx, const ent_signed_network *network,
                          ent_algebraic_conflict *out)
{
    components c;
    ent_status status = components_init(ctx, network, &c);
    double     value = network->edge_count > 0 ? 0 : (double)NAN;

    if (status != ENT_OK) {
        return status;
    }
    if (network->edge_count > 0 && !c.balanced) {
        iteration it;

        status = iteration_init(ctx, &c, network->node_count, &it);
        if (status == ENT_OK) {
            status = iterate(ctx, &it, &value);
            iteration_clear(&it);
        }
    }
    if (status == ENT_OK) {
        *out = (ent_algebraic_conflict){c.count, c.nodes, value};
    }
    components_clear(&c);
    return status;
}
