/*
 * network.c - who is bound to whom and against whom, in one year
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "report/chart/chart.h"
#include "report/html.h"
#include "report/layout.h"
#include "report/svg.h"

enum { WIDTH = 960, HEIGHT = 600, MARGIN = 26, RADIUS = 16, GAP = 44 };

/* Wished distances: friends 1, adversaries far apart, others by the shortest way over friends. */
#define FRIENDS     1.0
#define FARTHEST    2.0
#define ADVERSARIES 2.7

static ent_status
wish_distances(ent_ctx *ctx, const ent_network *network, double **out)
{
    size_t  n = network->node_count;
    double *distance = ent_alloc(n * n, sizeof *distance);

    if (distance == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < n * n; i++) {
        distance[i] = i % (n + 1) == 0 ? 0 : INFINITY;
    }
    for (size_t e = 0; e < network->edge_count; e++) {
        const ent_network_edge *edge = &network->edges[e];

        if (edge->sign > 0) {
            distance[edge->a * n + edge->b] = distance[edge->b * n + edge->a] = FRIENDS;
        }
    }
    ent_layout_paths(n, distance);
    for (size_t i = 0; i < n * n; i++) {
        distance[i] = distance[i] > FARTHEST ? FARTHEST : distance[i];
    }
    for (size_t e = 0; e < network->edge_count; e++) {
        const ent_network_edge *edge = &network->edges[e];

        if (edge->sign < 0) {
            distance[edge->a * n + edge->b] = distance[edge->b * n + edge->a] = ADVERSARIES;
        }
    }
    *out = distance;
    return ENT_OK;
}

/* How much of a wished distance is that of the map; what is left is that of the ties. */
#define PULL 0.4

/* Places on the map in units of the wished distances; a state without one begins in the middle, and
   none on another's place.  False where the map knows fewer than two. */
static bool
scale_homes(const ent_network *network, double *xy)
{
    size_t n = network->node_count, known = 0;
    double middle[2] = {0, 0}, spread = 0;

    for (size_t i = 0; network->home != NULL && i < n; i++) {
        if (!isnan(network->home[2 * i])) {
            middle[0] += network->home[2 * i];
            middle[1] += network->home[2 * i + 1];
            known++;
        }
    }
    if (known < 2) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t axis = 0; axis < 2; axis++) {
            double at = network->home[2 * i + axis] - middle[axis] / (double)known;

            xy[2 * i + axis] = isnan(at) ? 0 : at;
        }
        spread += hypot(xy[2 * i], xy[2 * i + 1]) / (double)n;
    }
    for (size_t i = 0; i < 2 * n && spread > 0; i++) {
        xy[i] = xy[i] / spread + 1e-3 * (double)(i % 7);
    }
    return spread > 0;
}

static void
pull_home(const ent_network *network, const double *xy, double *distance)
{
    size_t n = network->node_count;

    for (size_t i = 0; i < n * n; i++) {
        size_t a = i / n, b = i % n;

        if (a != b && !isnan(network->home[2 * a]) && !isnan(network->home[2 * b])) {
            double apart = hypot(xy[2 * a] - xy[2 * b], xy[2 * a + 1] - xy[2 * b + 1]);

            distance[i] = (1 - PULL) * distance[i] + PULL * fmax(apart, 0.2);
        }
    }
}

static ent_status
lay_out(ent_ctx *ctx, const ent_network *network, double *distance, double *xy)
{
    double    *start = ent_alloc(2 * network->node_count, sizeof *start);
    ent_status status;

    if (start == NULL) {
        return ent_fail_nomem(ctx);
    }
    if (scale_homes(network, start)) {
        pull_home(network, start, distance);
        status = ent_layout_stress(ctx, network->node_count, distance, start, xy);
    } else {
        status = ent_layout_stress(ctx, network->node_count, distance, NULL, xy);
    }
    ent_free(start);
    return status;
}

static const char *
edge_class(const ent_network_edge *edge)
{
    if (edge->sign < 0 || edge->adversaries) {
        return "edge adversary";
    }
    if (edge->sign == 0) {
        return NULL; /* non-aggression alone: most pairs have that, and a line for each hides the
                        rest */
    }
    return edge->obligations != 0 ? "edge bound" : "edge practice";
}

/* The line between two nodes, from rim to rim. */
static void
add_edge(ent_text *out, const ent_network *network, const double *xy, const ent_network_edge *edge,
         const char *klass)
{
    const double *a = &xy[2 * edge->a], *b = &xy[2 * edge->b];
    double        dx = b[0] - a[0], dy = b[1] - a[1], apart = sqrt(dx * dx + dy * dy), rim;
    ent_text      tip;

    rim = apart > 2 * RADIUS ? RADIUS / apart : 0;
    ent_text_init(&tip);
    ent_text_addf(&tip, "%.80s \xE2\x80\x93 %.80s: ", network->nodes[edge->a].name,
                  network->nodes[edge->b].name);
    ent_text_add(&tip, edge->adversaries ? "adversaries; obligations: " : "obligations: ");
    ent_obligations_print(&tip, edge->obligations);
    ent_svg_line(out, klass, MARGIN + a[0] + dx * rim, MARGIN + a[1] + dy * rim,
                 MARGIN + b[0] - dx * rim, MARGIN + b[1] - dy * rim, ent_text_get(&tip));
    out->failed = out->failed || tip.failed;
    ent_text_clear(&tip);
}

static void
add_edges(ent_text *out, const ent_network *network, const double *xy)
{
    /* adversaries last, so that the many obligations do not hide them */
    for (int against = 0; against < 2; against++) {
        for (size_t e = 0; e < network->edge_count; e++) {
            const ent_network_edge *edge = &network->edges[e];
            bool                    is_against = edge->sign < 0 || edge->adversaries;

            if (is_against == (against == 1) && edge_class(edge) != NULL) {
                add_edge(out, network, xy, edge, edge_class(edge));
            }
        }
    }
}

static void
add_nodes(ent_text *out, const ent_network *network, const double *xy)
{
    for (size_t i = 0; i < network->node_count; i++) {
        const ent_network_node *node = &network->nodes[i];
        double                  x = MARGIN + xy[2 * i], y = MARGIN + xy[2 * i + 1];
        const char *klass = node->power ? "node power" : node->mentions > 0 ? "node named" : "node";
        char        tip[160];

        (void)snprintf(tip, sizeof tip, "%.80s%s", node->name,
                       node->mentions > 0 ? ", named by the documents" : "");
        ent_svg_circle(out, klass, x, y, RADIUS, tip);
        ent_svg_text(out, node->power ? "node-id on-dark" : "node-id", x, y + 3.8, node->id);
    }
}

static void
add_data(ent_text *out, const ent_network *network)
{
    static const char *const COLUMNS[] = {
        "state", "state", "sign", "obligations", "adversaries", "cooperation level", NULL};

    ent_html_data_open(out, "Data of this chart", COLUMNS);
    for (size_t e = 0; e < network->edge_count; e++) {
        const ent_network_edge *edge = &network->edges[e];

        ent_text_add(out, "<tr>");
        ent_html_cell(out, network->nodes[edge->a].name);
        ent_html_cell(out, network->nodes[edge->b].name);
        ent_html_cell(out, edge->sign > 0   ? "+ positive"
                           : edge->sign < 0 ? "\xE2\x88\x92 negative"
                                            : "0 neutral");
        ent_text_add(out, "<td>");
        ent_obligations_print(out, edge->obligations);
        ent_text_addf(out, "</td><td>%s</td>", edge->adversaries ? "yes" : "no");
        ent_html_cell_number(out, edge->cooperation < 0 ? NAN : (double)edge->cooperation, 0);
        ent_text_add(out, "</tr>\n");
    }
    ent_html_data_close(out);
}

/* What the network comes to, in a line, and what its marks say. */
typedef struct words {
    char title[128], said[200], desc[320];
} words;

static void
print_words(const ent_network *network, words *out)
{
    size_t against = 0, bound = 0;

    for (size_t e = 0; e < network->edge_count; e++) {
        const char *klass = edge_class(&network->edges[e]);

        against += klass != NULL && strcmp(klass, "edge adversary") == 0;
        bound += klass != NULL && strcmp(klass, "edge bound") == 0;
    }
    (void)snprintf(out->title, sizeof out->title,
                   "%d: of %zu states %zu pairs are bound to each other, %zu are adversaries",
                   network->year, network->node_count, bound, against);
    (void)snprintf(out->said, sizeof out->said,
                   "Obligations and adversaries in %d; states that are bound to each other stand "
                   "together",
                   network->year);
    (void)snprintf(out->desc, sizeof out->desc,
                   "A network of %zu states. %zu pairs are bound by obligations (solid lines), "
                   "%zu pairs are adversaries (dashed lines). States that are bound to each other "
                   "stand together.",
                   network->node_count, bound, against);
}

static bool
names_others(const ent_network *network)
{
    for (size_t i = 0; i < network->node_count; i++) {
        if (network->nodes[i].mentions > 0 && !network->nodes[i].power) {
            return true;
        }
    }
    return false;
}

static void
add_drawing(ent_text *out, const ent_network *network, double *xy)
{
    static const ent_svg_key KEYS[] = {
        {ENT_KEY_LINE, "edge bound", NULL, "obligation beyond non-aggression"},
        {ENT_KEY_LINE, "edge practice", NULL, "cooperation in practice without one"},
        {ENT_KEY_LINE, "edge adversary", NULL, "adversaries"},
        {ENT_KEY_DOT, "node power", NULL, "permanent member of the Security Council"},
        {ENT_KEY_DOT, "node named", NULL, "named by the documents"}};
    words        w;
    ent_svg_head head = {w.title, w.said, KEYS, sizeof KEYS / sizeof *KEYS};

    print_words(network, &w);
    head.key_count -= names_others(network) ? 0 : 1;
    ent_layout_fit(network->node_count, xy, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN, GAP);
    ent_svg_open_headed(out, "network", "chart wide", WIDTH, HEIGHT, &head, w.desc);
    add_edges(out, network, xy);
    add_nodes(out, network, xy);
    ent_svg_close(out);
}

ent_status
ent_draw_network(ent_ctx *ctx, ent_text *out, const ent_network *network)
{
    size_t     n = network->node_count;
    double    *distance = NULL, *xy = NULL;
    ent_status status = wish_distances(ctx, network, &distance);

    if (status == ENT_OK) {
        xy = ent_alloc(2 * n, sizeof *xy);
        status = xy != NULL ? ENT_OK : ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        status = lay_out(ctx, network, distance, xy);
    }
    if (status == ENT_OK) {
        add_drawing(out, network, xy);
    }
    ent_free(distance);
    ent_free(xy);
    return status;
}

ent_status
ent_chart_network(ent_ctx *ctx, ent_text *out, const ent_network *network)
{
    words      w;
    ent_status status;

    if (network->node_count == 0) {
        ent_text_add(out, "<p class=\"none\">The record holds no system to draw.</p>\n");
        return ENT_OK;
    }
    print_words(network, &w);
    ent_html_scroll_open(out, w.title);
    status = ent_draw_network(ctx, out, network);
    ent_html_scroll_close(out);
    add_data(out, network);
    return status;
}
