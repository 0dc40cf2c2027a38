/*
 * matrix.c - how similar the obligations of each two states are
 *
 * Size of the square is the size of kappa; hollow squares are negative.
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>

#include "report/chart/chart.h"
#include "report/html.h"
#include "report/svg.h"

enum { CELL = 17, LEFT = 40, TOP = 40, LEAST = 460 };

static void
add_names(ent_text *out, const ent_network *network)
{
    for (size_t i = 0; i < network->node_count; i++) {
        const char *id = network->nodes[network->order[i]].id;
        double      at = CELL * (double)i + CELL / 2.0;

        ent_svg_text(out, "matrix-id end", LEFT - 5, TOP + at + 3.5, id);
        /* read from below: turned about the foot of its column */
        ent_text_add(out, "<g transform=\"translate(");
        ent_svg_number(out, LEFT + at + 3.5);
        ent_text_addf(out, " %d) rotate(-90)\">", TOP - 5);
        ent_svg_text(out, "matrix-id", 0, 0, id);
        ent_text_add(out, "</g>\n");
    }
}

static void
add_cell(ent_text *out, const ent_network *network, size_t row, size_t column)
{
    size_t      n = network->node_count;
    size_t      i = network->order[row], j = network->order[column];
    double      kappa = network->kappa[i * n + j], side;
    double      x = LEFT + CELL * (double)column, y = TOP + CELL * (double)row;
    const char *klass;
    char        tip[256], shown[32];

    (void)ent_number_print_digits(kappa, 2, shown, sizeof shown);
    (void)snprintf(tip, sizeof tip, "%.80s \xE2\x80\x93 %.80s: kappa %s", network->nodes[i].name,
                   network->nodes[j].name, shown);
    if (isnan(kappa)) {
        ent_svg_line(out, "kappa-missing", x + 5, y + CELL - 5, x + CELL - 5, y + 5, NULL);
        return;
    }
    side = sqrt(fmin(fabs(kappa), 1)) * (CELL - 2);
    klass = kappa < 0       ? "kappa-negative"
            : kappa >= 0.75 ? "kappa-4"
            : kappa >= 0.5  ? "kappa-3"
            : kappa >= 0.25 ? "kappa-2"
                            : "kappa-1";
    if (side >= 1) {
        ent_svg_rect(out, klass, x + (CELL - side) / 2, y + (CELL - side) / 2, side, side, tip);
    }
}

/* A line where one bloc ends and another begins. */
static void
add_blocs(ent_text *out, const ent_network *network)
{
    double size = CELL * (double)network->node_count;

    for (size_t i = 1; network->blocs != NULL && i < network->node_count; i++) {
        double at = CELL * (double)i;

        if (network->blocs[network->order[i]] != network->blocs[network->order[i - 1]]) {
            ent_svg_line(out, "bloc", LEFT, TOP + at, LEFT + size, TOP + at, NULL);
            ent_svg_line(out, "bloc", LEFT + at, TOP, LEFT + at, TOP + size, NULL);
        }
    }
}

static void
add_data(ent_text *out, const ent_network *network)
{
    static const char *const COLUMNS[] = {"state", "state", "kappa", NULL};
    size_t                   n = network->node_count;

    ent_html_data_open(out, "Data of this chart", COLUMNS);
    for (size_t row = 0; row < n; row++) {
        for (size_t column = row + 1; column < n; column++) {
            size_t i = network->order[row], j = network->order[column];

            ent_text_add(out, "<tr>");
            ent_html_cell(out, network->nodes[i].id);
            ent_html_cell(out, network->nodes[j].id);
            ent_html_cell_number(out, network->kappa[i * n + j], 3);
            ent_text_add(out, "</tr>\n");
        }
    }
    ent_html_data_close(out);
}

/* "Obligations in 1965: 217 of 630 pairs of states are more alike than by chance". */
static void
print_title(const ent_network *network, char title[128])
{
    size_t n = network->node_count, known = 0, alike = 0;

    for (size_t i = 0; i < n * n; i++) {
        if (i / n < i % n && !isnan(network->kappa[i])) {
            known++;
            alike += network->kappa[i] > 0;
        }
    }
    if (known == 0) {
        (void)snprintf(title, 128, "Similarity of obligations in %d", network->year);
    } else {
        (void)snprintf(
            title, 128,
            "Obligations in %d: %zu of %zu pairs of states are more alike than by chance",
            network->year, alike, known);
    }
}

static const char SAID[] =
    "Cohen's kappa of obligations beyond non-aggression of each two states, ordered by bloc, "
    "lines between: the larger the square, the more similar";

void
ent_draw_matrix(ent_text *out, const ent_network *network)
{
    static const ent_svg_key KEYS[] = {
        {ENT_KEY_BOX, "kappa-4", NULL, "0.75 to 1"},
        {ENT_KEY_BOX, "kappa-3", NULL, "to 0.75"},
        {ENT_KEY_BOX, "kappa-2", NULL, "to 0.5"},
        {ENT_KEY_BOX, "kappa-1", NULL, "0 to 0.25"},
        {ENT_KEY_BOX, "kappa-negative", NULL, "less than by chance"}};
    size_t       n = network->node_count;
    char         title[128], desc[320];
    double       size = CELL * (double)n, width = fmax(LEFT + size + 6, LEAST);
    ent_svg_head head = {title, SAID, KEYS, sizeof KEYS / sizeof *KEYS};

    print_title(network, title);
    (void)snprintf(
        desc, sizeof desc,
        "A square matrix of %zu states, ordered by bloc, lines between, and so that states "
        "with similar obligations stand together. The larger the square, the more similar; hollow "
        "squares are "
        "less similar than by chance.",
        n);
    ent_svg_open_headed(out, "matrix", "chart matrix", width, TOP + size + 6, &head, desc);
    ent_svg_rect(out, "frame", LEFT, TOP, size, size, NULL);
    add_names(out, network);
    for (size_t row = 0; row < n; row++) {
        for (size_t column = 0; column < n; column++) {
            if (row != column) {
                add_cell(out, network, row, column);
            }
        }
    }
    add_blocs(out, network);
    ent_svg_close(out);
}

void
ent_chart_matrix(ent_text *out, const ent_network *network)
{
    char title[128];

    if (network->kappa == NULL || network->node_count < 2) {
        return;
    }
    print_title(network, title);
    ent_html_scroll_open(out, title);
    ent_draw_matrix(out, network);
    ent_html_scroll_close(out);
    add_data(out, network);
}
