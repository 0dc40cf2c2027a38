/*
 * cycle_search.c - unbalanced cycles that are short in given lengths
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/network/cycle_search.h"

#include "base/alloc.h"

/* A step counts a little, so that of equal cycles the one with fewer ties is found. */
static const double STEP = 1e-6, SHORTER = 1e-4;

/* A place on the way: a node, or one of its two copies. */
typedef struct entry {
    double   distance;
    uint32_t place;
} entry;

struct ent_cycle_search {
    const ent_signed_network *network;
    const ent_signed_graph   *graph;
    ent_cycles                kind;
    const double             *length;
    const uint32_t           *bloc;

    double   *distance; /* of each place, of this search where `seen` says so */
    uint32_t *seen, *from_place, *from_edge;
    uint32_t  round;
    entry    *heap;
    size_t    heap_count, heap_capacity;

    uint32_t *against, *against_start; /* the ties to close, by the node they are closed from */
    uint32_t *cycle, *path;            /* edges; places */
    uint32_t *place_in_path;           /* of each node, + 1 */
};

void
ent_cycle_search_destroy(ent_cycle_search *s)
{
    if (s == NULL) {
        return;
    }
    ent_free(s->distance);
    ent_free(s->seen);
    ent_free(s->from_place);
    ent_free(s->from_edge);
    ent_free(s->heap);
    ent_free(s->against);
    ent_free(s->against_start);
    ent_free(s->cycle);
    ent_free(s->path);
    ent_free(s->place_in_path);
    ent_free(s);
}

ent_status
ent_cycle_search_create(ent_ctx *ctx, const ent_signed_network *network,
                        const ent_signed_graph *graph, ent_cycles kind, ent_cycle_search **out)
{
    size_t            n = network->node_count, places = 2 * n;
    ent_cycle_search *s = ent_alloc_zero(1, sizeof *s);

    if (s == NULL) {
        return ent_fail_nomem(ctx);
    }
    s->network = network;
    s->graph = graph;
    s->kind = kind;
    s->distance = ent_alloc(places, sizeof *s->distance);
    s->seen = ent_alloc_zero(places, sizeof *s->seen);
    s->from_place = ent_alloc(places, sizeof *s->from_place);
    s->from_edge = ent_alloc(places, sizeof *s->from_edge);
    s->against = ent_alloc(network->edge_count, sizeof *s->against);
    s->against_start = ent_alloc(n + 2, sizeof *s->against_start);
    s->cycle = ent_alloc(places + 1, sizeof *s->cycle);
    s->path = ent_alloc(places + 1, sizeof *s->path);
    s->place_in_path = ent_alloc_zero(n, sizeof *s->place_in_path);
    if (s->distance == NULL || s->seen == NULL || s->from_place == NULL || s->from_edge == NULL ||
        s->against == NULL || s->against_start == NULL || s->cycle == NULL || s->path == NULL ||
        s->place_in_path == NULL) {
        ent_cycle_search_destroy(s);
        return ent_fail_nomem(ctx);
    }
    *out = s;
    return ENT_OK;
}

/* 1. a heap of places by distance, then by number */

static bool
is_before(entry a, entry b)
{
    return a.distance != b.distance ? a.distance < b.distance : a.place < b.place;
}

static ent_status
push(ent_ctx *ctx, ent_cycle_search *s, entry new)
{
    size_t at = s->heap_count;

    if (!ENT_GROW(s->heap, s->heap_capacity, s->heap_count + 1)) {
        return ent_fail_nomem(ctx);
    }
    s->heap_count++;
    while (at > 0 && is_before(new, s->heap[(at - 1) / 2])) {
        s->heap[at] = s->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    s->heap[at] = new;
    return ENT_OK;
}

static entry
pop(ent_cycle_search *s)
{
    entry  top = s->heap[0], last = s->heap[--s->heap_count];
    size_t at = 0;

    for (;;) {
        size_t child = 2 * at + 1;

        if (child >= s->heap_count) {
            break;
        }
        if (child + 1 < s->heap_count && is_before(s->heap[child + 1], s->heap[child])) {
            child++;
        }
        if (!is_before(s->heap[child], last)) {
            break;
        }
        s->heap[at] = s->heap[child];
        at = child;
    }
    s->heap[at] = last;
    return top;
}

/* 2. shortest paths */

static bool
is_against(const ent_cycle_search *s, ent_signed_edge edge)
{
    return s->kind == ENT_CYCLES_ODD ? ent_partition_is_error(edge, s->bloc) : edge.weight < 0;
}

static ent_status
reach(ent_ctx *ctx, ent_cycle_search *s, uint32_t place, double distance, uint32_t from,
      uint32_t edge)
{
    if (s->seen[place] == s->round && s->distance[place] <= distance) {
        return ENT_OK;
    }
    s->seen[place] = s->round;
    s->distance[place] = distance;
    s->from_place[place] = from;
    s->from_edge[place] = edge;
    return push(ctx, s, (entry){distance, place});
}

/* All places nearer than `limit`: place 2 i is node i, 2 i + 1 its other copy. */
static ent_status
search_from(ent_ctx *ctx, ent_cycle_search *s, uint32_t node, double limit)
{
    ent_status status;

    s->round++;
    s->heap_count = 0;
    status = reach(ctx, s, 2 * node, 0, 2 * node, 0);
    while (status == ENT_OK && s->heap_count > 0) {
        entry    here = pop(s);
        uint32_t at = here.place / 2;

        if (here.distance > s->distance[here.place]) {
            continue; /* a shorter way was found since */
        }
        for (uint32_t i = s->graph->start[at]; i < s->graph->start[at + 1] && status == ENT_OK;
             i++) {
            ent_signed_arc arc = s->graph->arcs[i];
            double         distance = here.distance + s->length[arc.edge] + STEP;
            bool           crosses = is_against(s, s->network->edges[arc.edge]);

            if (distance < limit && !(crosses && s->kind == ENT_CYCLES_ONE)) {
                status = reach(ctx, s, 2 * arc.to + ((here.place & 1) ^ crosses), distance,
                               here.place, arc.edge);
            }
        }
    }
    return status;
}

/* 3. cycles */

/* The path back from the first copy of `end`, last place first; returns the number of places. */
static size_t
walk_back(const ent_cycle_search *s, uint32_t end)
{
    size_t   count = 0;
    uint32_t place = 2 * end;

    s->path[count++] = place;
    while (s->from_place[place] != place) {
        place = s->from_place[place];
        s->path[count++] = place;
    }
    return count;
}

/*
 * The way back over both copies of a node holds a smaller odd cycle, between the two: of these the
 * first.  Returns the number of edges in s->cycle.
 */
static size_t
take_cycle(ent_cycle_search *s, size_t places, uint32_t closing)
{
    size_t first = 0, last = places - 1, count = 0;
    bool   whole = true;

    for (size_t i = 0; i < places && whole; i++) {
        uint32_t node = s->path[i] / 2;

        if (s->place_in_path[node] != 0) {
            first = s->place_in_path[node] - 1;
            last = i;
            whole = false;
        } else {
            s->place_in_path[node] = (uint32_t)i + 1;
        }
    }
    for (size_t i = 0; i < places; i++) {
        s->place_in_path[s->path[i] / 2] = 0;
    }
    for (size_t i = first; i < last; i++) {
        s->cycle[count++] = s->from_edge[s->path[i]];
    }
    if (whole) {
        s->cycle[count++] = closing;
    }
    return count;
}

/* Sort the ties to close by the end that has more of them. */
static ent_status
collect(ent_ctx *ctx, ent_cycle_search *s)
{
    size_t    n = s->network->node_count;
    uint32_t *count = ent_alloc_zero(n, sizeof *count);

    if (count == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t e = 0; e < s->network->edge_count; e++) {
        if (is_against(s, s->network->edges[e])) {
            count[s->network->edges[e].a]++;
            count[s->network->edges[e].b]++;
        }
    }
    for (size_t i = 0; i < n + 2; i++) {
        s->against_start[i] = 0;
    }
    for (int filling = 0; filling < 2; filling++) {
        for (size_t e = 0; e < s->network->edge_count; e++) {
            ent_signed_edge edge = s->network->edges[e];

            if (is_against(s, edge)) {
                uint32_t from = count[edge.a] >= count[edge.b] ? edge.a : edge.b;

                if (filling == 0) {
                    s->against_start[from + 2]++;
                } else {
                    s->against[s->against_start[from + 1]++] = (uint32_t)e;
                }
            }
        }
        for (size_t i = 2; i < n + 2 && filling == 0; i++) {
            s->against_start[i] += s->against_start[i - 1];
        }
    }
    ent_free(count);
    return ENT_OK;
}

static ent_status
close_from(ent_ctx *ctx, ent_cycle_search *s, uint32_t node, ent_cycle_taker take, void *user)
{
    double     limit = 0;
    ent_status status = ENT_OK;

    for (uint32_t i = s->against_start[node]; i < s->against_start[node + 1]; i++) {
        double room = 1 - SHORTER - s->length[s->against[i]];

        limit = room > limit ? room : limit;
    }
    if (limit > 0) {
        status = search_from(ctx, s, node, limit);
    }
    for (uint32_t i = s->against_start[node];
         limit > 0 && i < s->against_start[node + 1] && status == ENT_OK; i++) {
        ent_signed_edge edge = s->network->edges[s->against[i]];
        uint32_t        end = edge.a == node ? edge.b : edge.a;

        if (s->seen[2 * end] == s->round &&
            s->distance[2 * end] < 1 - SHORTER - s->length[s->against[i]]) {
            status = take(ctx, user, s->cycle, take_cycle(s, walk_back(s, end), s->against[i]));
        }
    }
    return status;
}

ent_status
ent_cycle_search_run(ent_ctx *ctx, ent_cycle_search *s, const double *length, const uint32_t *bloc,
                     ent_cycle_taker take, void *user)
{
    ent_status status;

    s->length = length;
    s->bloc = bloc;
    status = collect(ctx, s);
    for (uint32_t i = 0; i < s->network->node_count && status == ENT_OK; i++) {
        status = close_from(ctx, s, i, take, user);
    }
    return status;
}
