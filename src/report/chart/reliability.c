/*
 * reliability.c - what came of forecasts that were alike, against what was told
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/chart/chart.h"
#include "report/picture/picture.h"
#include "report/svg.h"

enum { WIDTH = 960, LEFT = 62, TOP = 64, ACROSS = 3, PANEL = 300, AREA = 220 };

/* Events are rare: both axes are logarithmic, and what never came lies on the lower edge. */
static const double LEAST = 1e-5;

enum { HORIZON, OUTCOME, MODEL, N, EVENTS, FORECAST, OBSERVED, LO, HI, COLUMNS };

typedef struct reliability {
    ent_table *table;
    size_t     column[COLUMNS];
    ent_scale  x, y; /* of log10 */
    double     left;
} reliability;

static bool
find_columns(const ent_table *table, size_t *out)
{
    static const char *const NAMES[COLUMNS] = {"horizon",  "outcome",  "model", "n", "events",
                                               "forecast", "observed", "lo",    "hi"};

    for (size_t i = 0; i < COLUMNS; i++) {
        int at = ent_table_find(table, NAMES[i]);

        if (at < 0) {
            return false;
        }
        out[i] = (size_t)at;
    }
    return true;
}

static double
cell(const reliability *r, size_t row, size_t column)
{
    return ent_table_get_number(r->table, row, r->column[column]);
}

static double
place(const ent_scale *scale, double share)
{
    return ent_scale_at(scale, log10(fmax(share, LEAST)));
}

/* Whether two rows are of one horizon and outcome. */
static bool
is_of_panel(const reliability *r, size_t a, size_t b)
{
    char outcome[64];

    (void)snprintf(outcome, sizeof outcome, "%s",
                   ent_table_get_text(r->table, a, r->column[OUTCOME]));
    return fabs(cell(r, a, HORIZON) - cell(r, b, HORIZON)) < 0.5 &&
           strcmp(outcome, ent_table_get_text(r->table, b, r->column[OUTCOME])) == 0;
}

/* A number of the table in words' form. */
typedef struct printed {
    char text[32];
} printed;

static printed
print(double value, int digits)
{
    printed out;

    (void)ent_number_print_digits(value, digits, out.text, sizeof out.text);
    return out;
}

static void
add_axes(ent_text *out, const reliability *r, size_t row)
{
    double years = cell(r, row, HORIZON);
    char   title[128];

    (void)snprintf(title, sizeof title, "%.60s, %s year%s ahead",
                   ent_table_get_text(r->table, row, r->column[OUTCOME]), print(years, 3).text,
                   years > 1 ? "s" : "");
    ent_svg_text(out, "said", r->left, r->y.r1 - 10, title);
    for (int power = -5; power <= 0; power++) {
        double  x = ent_scale_at(&r->x, power), y = ent_scale_at(&r->y, power);
        printed label = print(pow(10, power), 1);

        ent_svg_line(out, "grid", x, r->y.r0, x, r->y.r1, NULL);
        ent_svg_line(out, "grid", r->x.r0, y, r->x.r1, y, NULL);
        ent_svg_text(out, "tick mid", x, r->y.r0 + 18, label.text);
        ent_svg_text(out, "tick end", r->x.r0 - 6, y + 4, label.text);
    }
    ent_svg_line(out, "axis", r->x.r0, r->y.r0, r->x.r1, r->y.r1, NULL);
}

static void
add_point(ent_text *out, const reliability *r, size_t row)
{
    double x = place(&r->x, cell(r, row, FORECAST)), y = place(&r->y, cell(r, row, OBSERVED));
    char   tip[256];

    (void)snprintf(tip, sizeof tip, "told %s, came %s (%s to %s): %s of %s",
                   print(cell(r, row, FORECAST), 3).text, print(cell(r, row, OBSERVED), 3).text,
                   print(cell(r, row, LO), 3).text, print(cell(r, row, HI), 3).text,
                   print(cell(r, row, EVENTS), 9).text, print(cell(r, row, N), 9).text);
    ent_svg_line(out, "line", x, place(&r->y, cell(r, row, LO)), x, place(&r->y, cell(r, row, HI)),
                 NULL);
    ent_svg_circle(out, "point", x, y, 4, tip);
}

/* One rival: rows `from` to `to` of the panel that are its. */
static void
add_rival(ent_text *out, const reliability *r, size_t from, size_t to, const char *name,
          const char *klass)
{
    double points[2 * 64];
    size_t count = 0;

    ent_svg_group_open(out, klass, name, name);
    for (size_t row = from; row < to && count < 64; row++) {
        if (strcmp(ent_table_get_text(r->table, row, r->column[MODEL]), name) == 0) {
            points[2 * count] = place(&r->x, cell(r, row, FORECAST));
            points[2 * count++ + 1] = place(&r->y, cell(r, row, OBSERVED));
            add_point(out, r, row);
        }
    }
    ent_svg_path(out, "line", points, count, false);
    if (count > 0) {
        ent_svg_text(out, "name", points[2 * count - 2] + 7, points[2 * count - 1] + 4, name);
    }
    ent_svg_group_close(out);
}

static size_t
end_of_panel(const reliability *r, size_t from)
{
    size_t to = from;

    while (to < ent_table_row_count(r->table) && is_of_panel(r, from, to)) {
        to++;
    }
    return to;
}

void
ent_draw_reliability(ent_text *out, ent_table *table)
{
    static const char TITLE[] = "What was told, and what came";
    reliability       r = {.table = table};
    size_t            rows = ent_table_row_count(table), panels = 0, at = 0;

    if (rows == 0 || !find_columns(table, r.column)) {
        ent_draw_nothing(out, "reliability", TITLE, "There is no forecast to compare.");
        return;
    }
    for (size_t from = 0; from < rows; from = end_of_panel(&r, from)) {
        panels++;
    }
    ent_svg_open(out, "reliability", "chart wide", WIDTH,
                 TOP + PANEL * ceil((double)panels / ACROSS), TITLE,
                 "For each group of like forecasts a dot: to the right what was told on the "
                 "average, upwards what share came, with an interval of 90 %. On the diagonal "
                 "both are the same.");
    ent_svg_text(out, "title", 12, 24, TITLE);
    ent_svg_text(out, "tick", 12, 43,
                 "right: probability told; up: share that came, with 90 % over samples of the "
                 "states; below the diagonal too much was told; what never came lies at the foot");
    for (size_t from = 0, to; from < rows; from = to, at++) {
        double top = TOP + PANEL * (double)(at / ACROSS);

        to = end_of_panel(&r, from);
        r.left = LEFT + (double)(at % ACROSS) * (WIDTH - 20) / ACROSS;
        r.x = (ent_scale){log10(LEAST), 0, r.left, r.left + AREA};
        r.y = (ent_scale){log10(LEAST), 0, top + 28 + AREA, top + 28};
        add_axes(out, &r, from);
        add_rival(out, &r, from, to, "model", "series s1");
        add_rival(out, &r, from, to, "saom", "series s2");
    }
    ent_svg_close(out);
}
