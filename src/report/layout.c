/*
 * layout.c - where to put the nodes of a network, and in which order to put its rows
 *
 *   1. a start by classical scaling     2. stress majorisation
 *   3. fitting into a box               4. an order of rows
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/layout.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"

/* 1. a start by classical scaling */

/* Wished distances without holes: every entry off the diagonal finite and above 0. */
static double *
complete_distances(size_t n, const double *distance)
{
    double *full = ent_alloc(n * n, sizeof *full);
    double  most = 0;

    if (full == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < n * n; i++) {
        most = isfinite(distance[i]) && distance[i] > most ? distance[i] : most;
    }
    most = most > 0 ? most : 1;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            double d = distance[i * n + j];

            full[i * n + j] = i == j ? 0 : isfinite(d) && d > 0 ? d : most;
        }
    }
    return full;
}

/* b_ij = -(d_ij^2 - mean of row i - mean of row j + mean of all) / 2 */
static void
double_centre(size_t n, const double *distance, double *b, double *mean)
{
    double total = 0;

    for (size_t i = 0; i < n; i++) {
        mean[i] = 0;
        for (size_t j = 0; j < n; j++) {
            mean[i] += distance[i * n + j] * distance[i * n + j] / (double)n;
        }
        total += mean[i] / (double)n;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            double d = distance[i * n + j];

            b[i * n + j] = -(d * d - mean[i] - mean[j] + total) / 2;
        }
    }
}

/* The leading eigenvector of b by power iteration; its eigenvalue is taken out of b. */
static double
take_eigenvector(size_t n, double *b, double *v, double *next)
{
    double value = 0;

    for (size_t i = 0; i < n; i++) {
        v[i] =
            1 + 0.37 * (double)((i * 7919) % 101) / 101; /* any fixed vector in general position */
    }
    for (int sweep = 0; sweep < 100; sweep++) {
        double length = 0;

        for (size_t i = 0; i < n; i++) {
            next[i] = 0;
            for (size_t j = 0; j < n; j++) {
                next[i] += b[i * n + j] * v[j];
            }
            length += next[i] * next[i];
        }
        length = sqrt(length);
        value = length;
        for (size_t i = 0; i < n; i++) {
            v[i] = length > 0 ? next[i] / length : 0;
        }
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            b[i * n + j] -= value * v[i] * v[j];
        }
    }
    return value;
}

static ent_status
classical_start(ent_ctx *ctx, size_t n, const double *distance, double *xy)
{
    double *b = ent_alloc(n * n, sizeof *b);
    double *v = ent_alloc(n, sizeof *v), *next = ent_alloc(n, sizeof *next);
    bool    whole = b != NULL && v != NULL && next != NULL;

    if (whole) {
        double_centre(n, distance, b, next);
        for (size_t axis = 0; axis < 2; axis++) {
            double size = sqrt(fabs(take_eigenvector(n, b, v, next)));

            for (size_t i = 0; i < n; i++) {
                /* a little spiral parts the nodes that are alike in every distance */
                double angle = 2.399963 * (double)i + (axis == 0 ? 0 : 1.570796);

                xy[2 * i + axis] = size * v[i] + 0.05 * cos(angle) * sqrt((double)i / (double)n);
            }
        }
    }
    ent_free(b);
    ent_free(v);
    ent_free(next);
    return whole ? ENT_OK : ent_fail_nomem(ctx);
}

/* 2. stress majorisation */

static double
move_node(size_t n, const double *distance, double *xy, size_t i)
{
    double x = 0, y = 0, weight = 0, dx, dy;

    for (size_t j = 0; j < n; j++) {
        double d = distance[i * n + j], w, apart, ratio;

        if (j == i) {
            continue;
        }
        w = 1 / (d * d);
        dx = xy[2 * i] - xy[2 * j];
        dy = xy[2 * i + 1] - xy[2 * j + 1];
        apart = sqrt(dx * dx + dy * dy);
        ratio = apart > 1e-9 ? d / apart : 0;
        x += w * (xy[2 * j] + ratio * dx);
        y += w * (xy[2 * j + 1] + ratio * dy);
        weight += w;
    }
    dx = x / weight - xy[2 * i];
    dy = y / weight - xy[2 * i + 1];
    xy[2 * i] += dx;
    xy[2 * i + 1] += dy;
    return dx * dx + dy * dy;
}

static void
centre(size_t n, double *xy)
{
    for (size_t axis = 0; axis < 2; axis++) {
        double mean = 0;

        for (size_t i = 0; i < n; i++) {
            mean += xy[2 * i + axis] / (double)n;
        }
        for (size_t i = 0; i < n; i++) {
            xy[2 * i + axis] -= mean;
        }
    }
}

ent_status
ent_layout_stress(ent_ctx *ctx, size_t n, const double *distance, const double *start, double *xy)
{
    double    *full;
    ent_status status = ENT_OK;

    if (n > ENT_LAYOUT_MOST_NODES) {
        return ent_fail(ctx, ENT_E_LIMIT, "%zu nodes to draw, at most %d", n,
                        ENT_LAYOUT_MOST_NODES);
    }
    if (n < 2) {
        memset(xy, 0, 2 * n * sizeof *xy);
        return ENT_OK;
    }
    full = complete_distances(n, distance);
    if (full == NULL) {
        return ent_fail_nomem(ctx);
    }
    if (start != NULL) {
        memcpy(xy, start, 2 * n * sizeof *xy);
    } else {
        status = classical_start(ctx, n, full, xy);
    }
    for (int sweep = 0; status == ENT_OK && sweep < 300; sweep++) {
        double moved = 0;

        for (size_t i = 0; i < n; i++) {
            moved += move_node(n, full, xy, i);
        }
        if (moved < 1e-8 * (double)n) {
            break;
        }
    }
    if (status == ENT_OK && start == NULL) {
        centre(n, xy);
    }
    ent_free(full);
    return status;
}

/* 3. fitting into a box */

static void
stretch(size_t n, double *xy, size_t axis, double length)
{
    double low = INFINITY, high = -INFINITY;

    for (size_t i = 0; i < n; i++) {
        low = fmin(low, xy[2 * i + axis]);
        high = fmax(high, xy[2 * i + axis]);
    }
    for (size_t i = 0; i < n; i++) {
        double *at = &xy[2 * i + axis];

        *at = high - low > 1e-9 ? (*at - low) / (high - low) * length : length / 2;
    }
}

static bool
push_apart(double *a, double *b, double gap, size_t turn)
{
    double dx = b[0] - a[0], dy = b[1] - a[1], apart = sqrt(dx * dx + dy * dy), push;

    if (apart >= gap - 1e-6) {
        return false;
    }
    if (apart < 1e-9) {
        dx = cos(2.399963 * (double)turn);
        dy = sin(2.399963 * (double)turn);
        apart = 1;
        push = gap / 2;
    } else {
        push = (gap - apart) / 2;
    }
    a[0] -= dx / apart * push;
    a[1] -= dy / apart * push;
    b[0] += dx / apart * push;
    b[1] += dy / apart * push;
    return true;
}

void
ent_layout_fit(size_t n, double *xy, double width, double height, double gap)
{
    stretch(n, xy, 0, width);
    stretch(n, xy, 1, height);
    for (int sweep = 0; sweep < 200; sweep++) {
        bool moved = false;

        for (size_t i = 0; i < n; i++) {
            for (size_t j = i + 1; j < n; j++) {
                moved |= push_apart(&xy[2 * i], &xy[2 * j], gap, i + j);
            }
        }
        for (size_t i = 0; i < n; i++) {
            xy[2 * i] = fmin(fmax(xy[2 * i], 0), width);
            xy[2 * i + 1] = fmin(fmax(xy[2 * i + 1], 0), height);
        }
        if (!moved) {
            break;
        }
    }
}

void
ent_layout_paths(size_t n, double *distance)
{
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) {
                double way = distance[i * n + k] + distance[k * n + j];

                if (i != j && way < distance[i * n + j]) {
                    distance[i * n + j] = way;
                }
            }
        }
    }
}

/* 4. an order of rows */

/* Branches of the tree as lists: next[i] follows i, first and last of the branch led by i. */
typedef struct branches {
    size_t *next, *first, *last, *size;
    double *similarity; /* of the branches, by their leader */
    bool   *gone;
} branches;

#define NOTHING ((size_t)-1)

static void
branches_clear(branches *tree)
{
    ent_free(tree->next);
    ent_free(tree->first);
    ent_free(tree->last);
    ent_free(tree->size);
    ent_free(tree->similarity);
    ent_free(tree->gone);
}

static bool
branches_init(branches *tree, size_t n, const double *similarity)
{
    tree->next = ent_alloc(n, sizeof *tree->next);
    tree->first = ent_alloc(n, sizeof *tree->first);
    tree->last = ent_alloc(n, sizeof *tree->last);
    tree->size = ent_alloc(n, sizeof *tree->size);
    tree->similarity = ent_alloc(n * n, sizeof *tree->similarity);
    tree->gone = ent_alloc_zero(n, sizeof *tree->gone);
    if (tree->next == NULL || tree->first == NULL || tree->last == NULL || tree->size == NULL ||
        tree->similarity == NULL || tree->gone == NULL) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        tree->next[i] = NOTHING;
        tree->first[i] = tree->last[i] = i;
        tree->size[i] = 1;
    }
    for (size_t i = 0; i < n * n; i++) {
        tree->similarity[i] = isnan(similarity[i]) ? -1 : similarity[i];
    }
    return true;
}

static void
reverse(branches *tree, size_t leader)
{
    size_t before = NOTHING;

    for (size_t at = tree->first[leader]; at != NOTHING;) {
        size_t following = tree->next[at];

        tree->next[at] = before;
        before = at;
        at = following;
    }
    before = tree->first[leader];
    tree->first[leader] = tree->last[leader];
    tree->last[leader] = before;
}

/* Put b behind a, both turned so that their most similar ends meet. */
static void
join(branches *tree, size_t n, const double *similarity, size_t a, size_t b)
{
    double best = -INFINITY;
    int    turn = 0;

    for (int way = 0; way < 4; way++) {
        size_t end = way & 1 ? tree->first[a] : tree->last[a];
        size_t beginning = way & 2 ? tree->last[b] : tree->first[b];

        if (similarity[end * n + beginning] > best) {
            best = similarity[end * n + beginning];
            turn = way;
        }
    }
    if (turn & 1) {
        reverse(tree, a);
    }
    if (turn & 2) {
        reverse(tree, b);
    }
    tree->next[tree->last[a]] = tree->first[b];
    tree->last[a] = tree->last[b];
}

static void
merge_nearest(branches *tree, size_t n, const double *similarity)
{
    double best = -INFINITY;
    size_t a = 0, b = 0;

    for (size_t i = 0; i < n; i++) {
        for (size_t j = i + 1; j < n && !tree->gone[i]; j++) {
            if (!tree->gone[j] && (b == 0 || tree->similarity[i * n + j] > best)) {
                best = tree->similarity[i * n + j];
                a = i;
                b = j;
            }
        }
    }
    join(tree, n, similarity, a, b);
    for (size_t k = 0; k < n; k++) {
        double mean = ((double)tree->size[a] * tree->similarity[a * n + k] +
                       (double)tree->size[b] * tree->similarity[b * n + k]) /
                      (double)(tree->size[a] + tree->size[b]);

        tree->similarity[a * n + k] = tree->similarity[k * n + a] = mean;
    }
    tree->size[a] += tree->size[b];
    tree->gone[b] = true;
}

ent_status
ent_layout_order(ent_ctx *ctx, size_t n, const double *similarity, size_t *order)
{
    branches tree;
    bool     whole;
    size_t   written = 0;

    if (n > ENT_LAYOUT_MOST_NODES) {
        return ent_fail(ctx, ENT_E_LIMIT, "%zu rows to order, at most %d", n,
                        ENT_LAYOUT_MOST_NODES);
    }
    if (n == 0) {
        return ENT_OK;
    }
    memset(&tree, 0, sizeof tree);
    whole = branches_init(&tree, n, similarity);
    for (size_t merges = 1; whole && merges < n; merges++) {
        merge_nearest(&tree, n, similarity);
    }
    for (size_t at = whole ? tree.first[0] : NOTHING; at != NOTHING; at = tree.next[at]) {
        order[written++] = at;
    }
    branches_clear(&tree);
    return whole ? ENT_OK : ent_fail_nomem(ctx);
}
