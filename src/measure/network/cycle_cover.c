/*
 * cycle_cover.c - the fewest ties that break every unbalanced cycle, by branch and cut
 *
 *   1. rows of the linear program    2. its bound     3. partitions from its values
 *   4. cutting                       5. branching
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/network/cycle_cover.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "measure/network/cycle_search.h"
#include "measure/network/linear_program.h"

enum { FIRST_ROWS = 20000 /* triangles to begin with */ };

static const double INTEGRAL = 1e-6, ROUNDING = 1e-7;

/* An edge with its value, for sorting. */
typedef struct valued {
    double   value;
    uint32_t edge;
} valued;

typedef struct cover {
    const ent_signed_network *network;
    ent_signed_graph          graph;
    ent_cycles                kind;
    ent_cover_limits          left;
    ent_linear_program       *lp;
    ent_cycle_search         *search;

    size_t    row_count, row_capacity, cell_capacity; /* rows: their edges, one after the other */
    size_t   *row_end;
    uint32_t *cells;
    uint64_t *marks; /* one a row, to know a row that is there */
    size_t    mark_capacity;
    size_t    rows_in_lp;

    double   *reduced; /* costs */
    valued   *order;
    uint32_t *bloc, *tree; /* of the values at hand; union-find */
    uint8_t  *side;
    uint32_t *best;
    int64_t   best_errors;
} cover;

static void
cover_clear(cover *c)
{
    ent_linear_program_destroy(c->lp);
    ent_cycle_search_destroy(c->search);
    ent_signed_graph_clear(&c->graph);
    ent_free(c->row_end);
    ent_free(c->cells);
    ent_free(c->marks);
    ent_free(c->reduced);
    ent_free(c->order);
    ent_free(c->bloc);
    ent_free(c->tree);
    ent_free(c->side);
}

/* 1. rows of the linear program */

static size_t
row_begin(const cover *c, size_t row)
{
    return row == 0 ? 0 : c->row_end[row - 1];
}

/* The same for the same edges in any order. */
static uint64_t
mark_of(const uint32_t *edges, size_t count)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < count; i++) {
        uint64_t x = (edges[i] + 1) * 0x9E3779B97F4A7C15u;

        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
        sum += x ^ (x >> 27);
    }
    return sum;
}

static ent_status
add_row(ent_ctx *ctx, void *user, const uint32_t *edges, size_t count)
{
    cover   *c = user;
    size_t   cells = row_begin(c, c->row_count);
    uint64_t mark = mark_of(edges, count);

    for (size_t i = c->rows_in_lp; i < c->row_count; i++) {
        if (c->marks[i] == mark) {
            return ENT_OK; /* from another of its ties */
        }
    }
    if (!ENT_GROW(c->row_end, c->row_capacity, c->row_count + 1) ||
        !ENT_GROW(c->marks, c->mark_capacity, c->row_count + 1) ||
        !ENT_GROW(c->cells, c->cell_capacity, cells + count)) {
        return ent_fail_nomem(ctx);
    }
    memcpy(c->cells + cells, edges, count * sizeof *edges);
    c->marks[c->row_count] = mark;
    c->row_end[c->row_count++] = cells + count;
    return ENT_OK;
}

/* Hand the new rows to the linear program. */
static ent_status
send_rows(ent_ctx *ctx, cover *c)
{
    size_t rows = c->row_count - c->rows_in_lp, first = row_begin(c, c->rows_in_lp);
    size_t cells = row_begin(c, c->row_count) - first;
    int *starts = ent_alloc(rows + 1, sizeof *starts), *columns = ent_alloc(cells, sizeof *columns);
    ent_status status = ENT_OK;

    if (starts == NULL || columns == NULL) {
        status = ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i <= rows && status == ENT_OK; i++) {
        starts[i] = (int)(row_begin(c, c->rows_in_lp + i) - first);
    }
    for (size_t i = 0; i < cells && status == ENT_OK; i++) {
        columns[i] = (int)c->cells[first + i];
    }
    if (status == ENT_OK) {
        status = ent_linear_program_add(ctx, c->lp, rows, starts, columns);
    }
    if (status == ENT_OK) {
        c->rows_in_lp = c->row_count;
    }
    ent_free(starts);
    ent_free(columns);
    return status;
}

/* Take out the rows that do not bind. */
static ent_status
drop_rows(ent_ctx *ctx, cover *c)
{
    int   *gone = ent_alloc(c->row_count, sizeof *gone);
    size_t kept = 0, cells = 0, begin = 0, count = 0;

    if (gone == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t row = 0; row < c->row_count; row++) {
        size_t end = c->row_end[row];

        if (!ent_linear_program_binds(c->lp, row)) {
            gone[count++] = (int)row;
        } else {
            memmove(c->cells + cells, c->cells + begin, (end - begin) * sizeof *c->cells);
            cells += end - begin;
            c->row_end[kept] = cells;
            c->marks[kept++] = c->marks[row];
        }
        begin = end;
    }
    ent_linear_program_drop(c->lp, count, gone);
    c->row_count = c->rows_in_lp = kept;
    ent_free(gone);
    return ENT_OK;
}

typedef struct first_rows {
    ent_ctx   *ctx;
    cover     *c;
    ent_status status;
} first_rows;

static bool
add_triangle(void *user, ent_signed_triangle triangle)
{
    first_rows *first = user;
    cover      *c = first->c;
    int         negative = 0;

    for (size_t i = 0; i < 3; i++) {
        negative += c->network->edges[triangle.edges[i]].weight < 0;
    }
    if (negative == 1 || (negative == 3 && c->kind == ENT_CYCLES_ODD)) {
        c->rows_in_lp = c->row_count; /* triangles are found once */
        first->status = add_row(first->ctx, c, triangle.edges, 3);
    }
    return first->status == ENT_OK && c->row_count < FIRST_ROWS;
}

/* 2. its bound */

/*
 * From any y >= 0 follows a bound: sum of y, and each column at the cheaper of its two limits by
 * its reduced cost.  Whatever the dual values are worth, no solution costs less.
 */
static double
bound_of(const cover *c)
{
    const double *dual = ent_linear_program_duals(c->lp);
    const double *low = ent_linear_program_low(c->lp), *high = ent_linear_program_high(c->lp);
    double        bound = 0;

    for (size_t e = 0; e < c->network->edge_count; e++) {
        c->reduced[e] = abs(c->network->edges[e].weight);
    }
    for (size_t row = 0; row < c->rows_in_lp; row++) {
        double y = dual[row] > 0 ? dual[row] : 0;

        bound += y;
        for (size_t i = row_begin(c, row); i < c->row_end[row]; i++) {
            c->reduced[c->cells[i]] -= y;
        }
    }
    for (size_t e = 0; e < c->network->edge_count; e++) {
        bound += c->reduced[e] * (c->reduced[e] > 0 ? low[e] : high[e]);
    }
    return bound;
}

static int64_t
round_up(double bound)
{
    if (bound > 0x1p62) {
        return INT64_MAX; /* of no solution */
    }
    return (int64_t)ceil(bound - ROUNDING * (1 + fabs(bound)));
}

/* 3. partitions from its values */

static int
compare_values(const void *a, const void *b)
{
    const valued *x = a, *y = b;

    return x->value != y->value ? (x->value < y->value ? -1 : 1)
                                : (x->edge > y->edge) - (x->edge < y->edge);
}

/* The root of a node's tree, and on which side of it the node stands. */
static uint32_t
root_of(const cover *c, uint32_t node, uint8_t *side)
{
    *side = 0;
    while (c->tree[node] != node) {
        *side ^= c->side[node];
        node = c->tree[node];
    }
    return node;
}

/* Join two ends as the sign of their tie says, unless they are joined. */
static void
join(cover *c, ent_signed_edge edge)
{
    uint8_t  of_a, of_b;
    uint32_t a = root_of(c, edge.a, &of_a), b = root_of(c, edge.b, &of_b);

    if (a != b) {
        uint32_t high =
            c->order[a].edge < c->order[b].edge ? a : b; /* the smaller tree goes below */

        c->tree[high] = high == a ? b : a;
        c->side[high] = of_a ^ of_b ^ (edge.weight < 0);
        c->order[high == a ? b : a].edge += c->order[high].edge;
    }
}

/* A tree of the ties with the lowest values gives the sides; the positive of low value the blocs.
 */
static ent_status
round_values(ent_ctx *ctx, cover *c, const double *value)
{
    size_t     m = c->network->edge_count, n = c->network->node_count;
    valued    *sorted = c->order + n;
    uint32_t   most = c->kind == ENT_CYCLES_ODD ? 2 : ENT_BLOCS_ANY;
    int64_t    errors;
    ent_status status;

    for (uint32_t e = 0; e < m; e++) {
        sorted[e] = (valued){value[e] < INTEGRAL ? 0 : value[e], e};
    }
    qsort(sorted, m, sizeof *sorted, compare_values);
    for (uint32_t i = 0; i < n; i++) {
        c->tree[i] = i;
        c->side[i] = 0;
        c->order[i].edge = 1; /* size of its tree */
    }
    for (size_t i = 0; i < m; i++) {
        ent_signed_edge edge = c->network->edges[sorted[i].edge];

        if (c->kind == ENT_CYCLES_ODD || (edge.weight > 0 && sorted[i].value < 0.5)) {
            join(c, edge);
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        uint8_t  side;
        uint32_t root = root_of(c, i, &side);

        c->bloc[i] = c->kind == ENT_CYCLES_ODD ? side : root;
    }
    status = ent_partition_improve(ctx, &c->graph, most, c->bloc);
    errors = ent_partition_errors(c->network, c->bloc);
    if (status == ENT_OK && errors < c->best_errors) {
        c->best_errors = errors;
        memcpy(c->best, c->bloc, n * sizeof *c->best);
    }
    return status;
}

/* 4. cutting */

/* Triangles and what closes the ties that are against the best partition: the program has a row. */
static ent_status
start(ent_ctx *ctx, cover *c)
{
    const ent_signed_network *network = c->network;
    first_rows                first = {ctx, c, ENT_OK};
    ent_status                status;

    status = ent_linear_program_create(ctx, network->edge_count, &c->lp);
    if (status != ENT_OK) {
        return status;
    }
    for (size_t e = 0; e < network->edge_count; e++) {
        ent_linear_program_cost(c->lp)[e] = abs(network->edges[e].weight);
        ent_linear_program_low(c->lp)[e] = 0;
        ent_linear_program_high(c->lp)[e] = 1;
    }
    status = ent_signed_triangles_visit(ctx, network, add_triangle, &first);
    if (status == ENT_OK) {
        status = first.status;
    }
    c->rows_in_lp = c->row_count;
    memset(c->reduced, 0, network->edge_count * sizeof *c->reduced);
    if (status == ENT_OK) {
        status = round_values(ctx, c, c->reduced);
    }
    if (status == ENT_OK) {
        status = ent_cycle_search_run(ctx, c->search, c->reduced, c->bloc, add_row, c);
    }
    c->rows_in_lp = 0;
    return status == ENT_OK && c->row_count > 0 ? send_rows(ctx, c) : status;
}

/* Add violated cycles until there are none or the bound is enough; `open` tells which. */
static ent_status
cut(ent_ctx *ctx, cover *c, double *bound, bool *open)
{
    ent_status status = ENT_OK;
    size_t     most_rows = 2000 + c->network->edge_count;
    double     cleared = 0;

    *open = true;
    *bound = 0;
    while (status == ENT_OK) {
        double   now;
        uint64_t pivots;

        status = ent_check_cancelled(ctx);
        if (status != ENT_OK) {
            break;
        }
        now = ent_linear_program_solve(c->lp) ? bound_of(c) : DBL_MAX / 4;
        pivots = ent_linear_program_pivots(c->lp);
        c->left.pivots -= pivots < c->left.pivots ? pivots : c->left.pivots;
        *bound = now > *bound ? now : *bound;
        if (round_up(*bound) < c->best_errors) {
            status = round_values(ctx, c, ent_linear_program_values(c->lp));
        }
        if (status != ENT_OK || round_up(*bound) >= c->best_errors) {
            *open = false;
            break;
        }
        if (c->left.pivots == 0) {
            break;
        }
        if (c->row_count > most_rows && now > cleared + 1e-3) {
            cleared = now;
            status = drop_rows(ctx, c);
        }
        if (status == ENT_OK) {
            status = ent_cycle_search_run(ctx, c->search, ent_linear_program_values(c->lp), c->bloc,
                                          add_row, c);
        }
        if (status != ENT_OK || c->row_count == c->rows_in_lp) {
            break;
        }
        status = send_rows(ctx, c);
    }
    return status;
}

/* 5. branching */

/* The edge whose value is nearest to a half, or the number of edges. */
static size_t
broken_edge(const cover *c)
{
    const double *value = ent_linear_program_values(c->lp);
    size_t        found = c->network->edge_count;
    double        best = INTEGRAL;

    for (size_t e = 0; e < c->network->edge_count; e++) {
        double distance = value[e] < 0.5 ? value[e] : 1 - value[e];

        if (distance > best + INTEGRAL) {
            best = distance;
            found = e;
        }
    }
    return found;
}

/* The bound of what is below this node of the tree. */
static ent_status
explore(ent_ctx *ctx, cover *c, double *bound)
{
    bool       open;
    double     own, below = DBL_MAX;
    size_t     edge;
    ent_status status = cut(ctx, c, &own, &open);

    *bound = own;
    if (status != ENT_OK || !open || c->left.nodes == 0 || c->left.pivots == 0) {
        return status;
    }
    edge = broken_edge(c);
    if (edge == c->network->edge_count) {
        return ENT_OK;
    }
    for (int value = 1; value >= 0 && status == ENT_OK; value--) {
        double *low = &ent_linear_program_low(c->lp)[edge], was_low = *low;
        double *high = &ent_linear_program_high(c->lp)[edge], was_high = *high, child = own;

        if (c->left.nodes > 0) {
            c->left.nodes--;
            *low = *high = value;
            status = explore(ctx, c, &child);
            ent_linear_program_low(c->lp)[edge] = was_low;
            ent_linear_program_high(c->lp)[edge] = was_high;
        }
        below = child < below ? child : below;
    }
    *bound = below > own ? below : own;
    return status;
}

static ent_status
cover_init(ent_ctx *ctx, const ent_signed_network *network, cover *c)
{
    size_t     n = network->node_count, m = network->edge_count;
    ent_status status = ent_signed_graph_init(ctx, network, &c->graph);

    if (status == ENT_OK) {
        status = ent_cycle_search_create(ctx, network, &c->graph, c->kind, &c->search);
    }
    if (status != ENT_OK) {
        return status;
    }
    c->reduced = ent_alloc(m, sizeof *c->reduced);
    c->order = ent_alloc(m + n, sizeof *c->order);
    c->bloc = ent_alloc(n, sizeof *c->bloc);
    c->tree = ent_alloc(n, sizeof *c->tree);
    c->side = ent_alloc(n, sizeof *c->side);
    if (c->reduced == NULL || c->order == NULL || c->bloc == NULL || c->tree == NULL ||
        c->side == NULL) {
        return ent_fail_nomem(ctx);
    }
    return start(ctx, c);
}

ent_status
ent_cycle_cover(ent_ctx *ctx, const ent_signed_network *network, ent_cycles kind,
                const ent_cover_limits *limits, uint32_t *bloc, int64_t *errors, int64_t *lower)
{
    cover      c = {.network = network, .kind = kind, .left = *limits, .best = bloc};
    double     bound = 0;
    ent_status status = ENT_OK;

    c.best_errors = ent_partition_errors(network, bloc);
    if (c.best_errors > 0) {
        status = cover_init(ctx, network, &c);
        if (status == ENT_OK && c.row_count > 0) { /* else no cycle is unbalanced */
            status = explore(ctx, &c, &bound);
        }
        cover_clear(&c);
    }
    if (status == ENT_OK) {
        int64_t proven = round_up(bound);

        *errors = c.best_errors;
        *lower = proven < 0 ? 0 : proven < c.best_errors ? proven : c.best_errors;
    }
    return status;
}
