/*
 * goodness.c - counts of simulated networks against those observed
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/chart/chart.h"
#include "report/picture/picture.h"
#include "report/svg.h"

enum { WIDTH = 960, LEFT = 62, RIGHT = 24, TOP = 62, PANEL = 236, BASE = 178, REACH = 5 };

/* The columns that the drawing reads, by their place in the table. */
typedef struct columns {
    size_t statistic, value, observed, mean, sd, least, q05, q25, median, q75, q95, most, p;
} columns;

static bool
find_columns(const ent_table *table, columns *out)
{
    struct {
        const char *name;
        size_t     *at;
    } wanted[] = {{"statistic", &out->statistic},
                  {"value", &out->value},
                  {"observed", &out->observed},
                  {"mean", &out->mean},
                  {"sd", &out->sd},
                  {"min", &out->least},
                  {"q05", &out->q05},
                  {"q25", &out->q25},
                  {"median", &out->median},
                  {"q75", &out->q75},
                  {"q95", &out->q95},
                  {"max", &out->most},
                  {"p", &out->p}};

    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        int at = ent_table_find(table, wanted[i].name);

        if (at < 0) {
            return false;
        }
        *wanted[i].at = (size_t)at;
    }
    return true;
}

/* One family of counts: rows `from` to `to` of the table. */
typedef struct panel {
    ent_table     *table;
    const columns *column;
    size_t         from, to;
    double         top; /* of its area */
    ent_scale      y;   /* in standard deviations from the simulated mean */
} panel;

static double
cell(const panel *p, size_t row, size_t column)
{
    return ent_table_get_number(p->table, row, column);
}

/* The height of a count; those beyond the area lie at its edge, those that never vary too. */
static double
height_of(const panel *p, size_t row, double count)
{
    double far = count - cell(p, row, p->column->mean), sd = cell(p, row, p->column->sd);
    double at = sd > 0 ? far / sd : fabs(far) < 1e-9 ? 0 : far > 0 ? REACH : -REACH;

    return ent_scale_at(&p->y, fmax(-REACH, fmin(REACH, at)));
}

static void
add_box(ent_text *out, const panel *p, size_t row, const char *klass, double x, double half,
        size_t low, size_t high)
{
    double top = height_of(p, row, cell(p, row, high)), end = height_of(p, row, cell(p, row, low));

    ent_svg_rect(out, klass, x - half, top, 2 * half, fmax(1, end - top), NULL);
}

static void
print_tip(const panel *p, size_t row, char *out, size_t size)
{
    const size_t shown[] = {p->column->observed, p->column->mean, p->column->q05, p->column->q95};
    char         number[4][32];

    for (size_t i = 0; i < 4; i++) {
        (void)ent_number_print_digits(cell(p, row, shown[i]), 4, number[i], sizeof number[i]);
    }
    (void)snprintf(out, size, "%.40s: observed %s; simulated %s on the average, 90 %% in %s to %s",
                   ent_table_get_text(p->table, row, p->column->value), number[0], number[1],
                   number[2], number[3]);
}

static void
add_values(ent_text *out, const panel *p, const ent_scale *x)
{
    double points[2 * 64], half = fmin(22, (x->r1 - x->r0) / (double)(p->to - p->from) / 3);
    size_t count = p->to - p->from < 64 ? p->to - p->from : 64;

    for (size_t i = 0; i < count; i++) {
        size_t row = p->from + i;
        double at = ent_scale_at(x, (double)i + .5);

        ent_svg_line(out, "axis", at, height_of(p, row, cell(p, row, p->column->least)), at,
                     height_of(p, row, cell(p, row, p->column->most)), NULL);
        add_box(out, p, row, "band95", at, half, p->column->q05, p->column->q95);
        add_box(out, p, row, "band50", at, half, p->column->q25, p->column->q75);
        points[2 * i] = at;
        points[2 * i + 1] = height_of(p, row, cell(p, row, p->column->observed));
        ent_svg_text(out, "tick mid", at, p->top + BASE + 18,
                     ent_table_get_text(p->table, row, p->column->value));
    }
    ent_svg_group_open(out, "series s2", "observed", "observed");
    ent_svg_path(out, "line", points, count, false);
    for (size_t i = 0; i < count; i++) {
        char tip[256], number[32];

        print_tip(p, p->from + i, tip, sizeof tip);
        (void)ent_number_print_digits(cell(p, p->from + i, p->column->observed), 6, number,
                                      sizeof number);
        ent_svg_circle(out, "point", points[2 * i], points[2 * i + 1], 4, tip);
        ent_svg_text(out, "name mid", points[2 * i], points[2 * i + 1] - 8, number);
    }
    ent_svg_group_close(out);
}

static void
add_panel(ent_text *out, const panel *p)
{
    ent_scale x = {0, (double)(p->to - p->from), LEFT, WIDTH - RIGHT};
    char      title[160], number[32], label[16];

    (void)ent_number_print_digits(cell(p, p->from, p->column->p), 3, number, sizeof number);
    (void)snprintf(title, sizeof title, "%.60s: p %s",
                   ent_table_get_text(p->table, p->from, p->column->statistic), number);
    ent_svg_text(out, "said", LEFT, p->top - 4, title);
    for (int step = -4; step <= 4; step += 2) {
        double at = ent_scale_at(&p->y, step);

        (void)snprintf(label, sizeof label, "%d", step);
        ent_svg_line(out, step == 0 ? "axis" : "grid", LEFT, at, WIDTH - RIGHT, at, NULL);
        ent_svg_text(out, "tick end", LEFT - 8, at + 4, label);
    }
    add_values(out, p, &x);
}

static size_t
end_of_family(ent_table *table, const columns *c, size_t from)
{
    char   name[64];
    size_t to = from;

    (void)snprintf(name, sizeof name, "%s", ent_table_get_text(table, from, c->statistic));
    while (to < ent_table_row_count(table) &&
           strcmp(name, ent_table_get_text(table, to, c->statistic)) == 0) {
        to++;
    }
    return to;
}

void
ent_draw_goodness(ent_text *out, ent_table *table)
{
    static const char TITLE[] = "Networks of the model against those observed";
    columns           c;
    size_t            rows = ent_table_row_count(table), families = 0;

    if (rows == 0 || !find_columns(table, &c)) {
        ent_draw_nothing(out, "goodness", TITLE, "There is nothing to compare.");
        return;
    }
    for (size_t from = 0; from < rows; from = end_of_family(table, &c, from)) {
        families++;
    }
    ent_svg_open(
        out, "goodness", "chart wide", WIDTH, TOP + PANEL * (double)families, TITLE,
        "For each count a band that holds 90 % of the simulations, a darker one that holds "
        "half of them, a line to the extremes, and a dot where the observed count lies.");
    ent_svg_text(out, "title", 12, 24, TITLE);
    ent_svg_text(out, "tick", 12, 43,
                 "standard deviations from the simulated mean; bands: 90 % and 50 % of the "
                 "simulations; dots: observed; p: simulations as far off as the observed network");
    for (size_t from = 0, i = 0; from < rows; i++) {
        panel p = {.table = table, .column = &c, .from = from, .top = TOP + PANEL * (double)i + 14};

        p.to = end_of_family(table, &c, from);
        p.y = (ent_scale){-REACH, REACH, p.top + BASE, p.top + 6};
        add_panel(out, &p);
        from = p.to;
    }
    ent_svg_close(out);
}
