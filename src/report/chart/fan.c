/*
 * fan.c - the cooperation level over the runs of a scenario
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>

#include "report/chart/chart.h"
#include "report/html.h"
#include "report/svg.h"

enum { WIDTH = 360, HEIGHT = 224, LEFT = 30, RIGHT = 18, TOP = 14, BOTTOM = 26, MOST_YEARS = 201 };

/* Forth along `hi`, back along `lo`. */
static void
add_band(ent_text *out, const char *klass, const ent_fan *fan, const ent_scale *x,
         const ent_scale *y, int percent)
{
    double points[4 * MOST_YEARS];
    size_t n = fan->year_count;

    for (size_t i = 0; i < n; i++) {
        const ent_level_year *at = &fan->years[i];
        double                lo = percent == 50 ? at->lo50 : percent == 80 ? at->lo80 : at->lo95;
        double                hi = percent == 50 ? at->hi50 : percent == 80 ? at->hi80 : at->hi95;

        points[2 * i] = ent_scale_at(x, at->year);
        points[2 * i + 1] = ent_scale_at(y, hi);
        points[4 * n - 2 * i - 2] = ent_scale_at(x, at->year);
        points[4 * n - 2 * i - 1] = ent_scale_at(y, lo);
    }
    ent_svg_path(out, klass, points, 2 * n, true);
}

static void
add_mean(ent_text *out, const char *klass, const ent_level_year *years, size_t n,
         const ent_scale *x, const ent_scale *y)
{
    double points[2 * MOST_YEARS];

    for (size_t i = 0; i < n; i++) {
        points[2 * i] = ent_scale_at(x, years[i].year);
        points[2 * i + 1] = ent_scale_at(y, years[i].mean);
    }
    ent_svg_path(out, klass, points, n, false);
}

static void
add_axes(ent_text *out, const ent_fan *fan, const ent_scale *x, const ent_scale *y)
{
    int    first = fan->years[0].year, last = fan->years[fan->year_count - 1].year;
    int    step = (int)ent_scale_step(first, last, 6);
    char   label[16];
    double right = WIDTH - RIGHT;

    step = step < 1 ? 1 : step;
    for (int level = 0; level <= 7; level++) {
        double at = ent_scale_at(y, level);

        ent_svg_line(out, level == 0 ? "axis" : "grid", LEFT, at, right, at, NULL);
        (void)snprintf(label, sizeof label, "%d", level);
        ent_svg_text(out, "tick end", LEFT - 7, at + 4, label);
    }
    for (int year = first; year <= last; year++) {
        if ((year - first) % step == 0) {
            double at = ent_scale_at(x, year);

            ent_svg_line(out, "axis", at, HEIGHT - BOTTOM, at, HEIGHT - BOTTOM + 4, NULL);
            (void)snprintf(label, sizeof label, "%d", year);
            ent_svg_text(out, "tick mid", at, HEIGHT - BOTTOM + 17, label);
        }
    }
}

static void
add_data(ent_text *out, const ent_fan *fan)
{
    static const char *const COLUMNS[] = {"year",      "mean",      "low 50 %", "high 50 %",
                                          "low 80 %",  "high 80 %", "low 95 %", "high 95 %",
                                          "base mean", NULL};

    ent_html_data_open(out, "Data of this chart", COLUMNS);
    for (size_t i = 0; i < fan->year_count; i++) {
        const ent_level_year *at = &fan->years[i];
        const double          values[] = {at->mean, at->lo50, at->hi50, at->lo80,
                                          at->hi80, at->lo95, at->hi95};

        ent_text_addf(out, "<tr><th scope=\"row\">%d</th>", at->year);
        for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
            ent_html_cell_number(out, values[k], 2);
        }
        if (fan->base != NULL) {
            ent_html_cell_number(out, fan->base[i].mean, 2);
        } else {
            ent_html_cell(out, fan->is_base ? "this is the base" : "");
        }
        ent_text_add(out, "</tr>\n");
    }
    ent_html_data_close(out);
}

static void
describe(char *out, size_t size, const ent_fan *fan)
{
    const ent_level_year *first = &fan->years[0], *last = &fan->years[fan->year_count - 1];
    const char           *base = fan->base != NULL ? " The dashed line is the base scenario." : "";
    const double          shown[] = {first->mean, last->mean, last->lo80, last->hi80};
    char                  numbers[4][32];

    for (size_t i = 0; i < 4; i++) {
        (void)ent_number_print_digits(shown[i], 2, numbers[i], sizeof numbers[i]);
    }
    (void)snprintf(out, size,
                   "Cooperation level of %s, 0 to 7. Mean %s in %d and %s in %d; 80 %% of the "
                   "runs lie between %s and %s in the last year.%s",
                   fan->pair, numbers[0], first->year, numbers[1], last->year, numbers[2],
                   numbers[3], base);
}

void
ent_chart_fan(ent_text *out, const ent_fan *fan)
{
    ent_scale x, y = {0, 7, HEIGHT - BOTTOM, TOP};
    char      desc[512];

    if (fan->year_count == 0 || fan->year_count > MOST_YEARS) {
        ent_text_add(out, "<p class=\"none\">No years to draw.</p>\n");
        return;
    }
    x = (ent_scale){fan->years[0].year, fan->years[fan->year_count - 1].year, LEFT + 4,
                    WIDTH - RIGHT};
    describe(desc, sizeof desc, fan);
    ent_svg_open(out, fan->id, "chart fan", WIDTH, HEIGHT, fan->title, desc);
    add_band(out, "band95", fan, &x, &y, 95);
    add_band(out, "band80", fan, &x, &y, 80);
    add_band(out, "band50", fan, &x, &y, 50);
    add_axes(out, fan, &x, &y);
    if (fan->base != NULL) {
        add_mean(out, "mean-base", fan->base, fan->year_count, &x, &y);
    }
    add_mean(out, "mean", fan->years, fan->year_count, &x, &y);
    ent_svg_close(out);
    add_data(out, fan);
}
