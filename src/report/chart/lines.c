/*
 * lines.c - a measure over the years: one line a state or a pair
 *
 *   1. scales     2. axes     3. lines and their intervals     4. names     5. one drawing
 *   6. panels     7. the whole
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>

#include "report/chart/chart.h"
#include "report/svg.h"

enum {
    WIDTH = 960,
    HEIGHT = 420,
    LEFT = 62,
    RIGHT = 252, /* room for the names at the ends of the lines */
    TOP = 24,    /* and for the seams */
    BOTTOM = 34,
    NAME_STEP = 16,
    LABEL_STEP = 56, /* between years that are written */
    STYLES = 8       /* .s1 to .s8 of the style sheet */
};

/* 1. scales */

typedef struct frame {
    const ent_lines *lines;
    ent_scale        x, y;     /* from its left to its right, from its bottom to its top */
    double           step;     /* of the grid of values */
    bool             measured; /* the grid has its values beside it */
} frame;

static void
widen(double value, double *lo, double *hi)
{
    if (isfinite(value)) {
        *lo = value < *lo ? value : *lo;
        *hi = value > *hi ? value : *hi;
    }
}

static double
scanty_at(const ent_series *series, size_t year)
{
    return series->scanty != NULL ? series->scanty[year] : NAN;
}

static frame
frame_of(const ent_lines *lines, int steps)
{
    double lo = INFINITY, hi = -INFINITY, step;
    size_t years = (size_t)(lines->last - lines->first + 1);

    for (size_t s = 0; s < lines->count; s++) {
        for (size_t i = 0; i < years; i++) {
            widen(lines->series[s].values[i], &lo, &hi);
            widen(scanty_at(&lines->series[s], i), &lo, &hi);
            if (lines->series[s].errors != NULL) {
                widen(lines->series[s].values[i] - 1.96 * lines->series[s].errors[i], &lo, &hi);
                widen(lines->series[s].values[i] + 1.96 * lines->series[s].errors[i], &lo, &hi);
            }
        }
    }
    widen(0, &lo, &hi); /* the grid begins at nought, or holds it */
    widen(lines->most, &lo, &hi);
    if (!(hi > lo)) {
        hi = lo + 1;
    }
    step = ent_scale_step(lo, hi, steps);
    return (frame){
        lines,
        {lines->first, lines->last, LEFT, WIDTH - RIGHT},
        {floor(lo / step + 1e-9) * step, ceil(hi / step - 1e-9) * step, HEIGHT - BOTTOM, TOP},
        step,
        true};
}

/* 2. axes */

static void
add_values(ent_text *out, const frame *f)
{
    int steps = (int)round((f->y.d1 - f->y.d0) / f->step);

    for (int i = 0; i <= steps; i++) {
        double value = f->y.d0 + i * f->step, at = ent_scale_at(&f->y, value);
        char   label[32];

        value = fabs(value) < f->step / 2 ? 0 : value;
        (void)ent_number_print_digits(value, 6, label, sizeof label);
        ent_svg_line(out, value == 0 ? "axis" : "grid", f->x.r0, at, f->x.r1, at, NULL);
        if (f->measured) {
            ent_svg_text(out, "tick end", f->x.r0 - 8, at + 4, label);
        }
    }
}

static void
add_years(ent_text *out, const frame *f)
{
    int    most = (int)((f->x.r1 - f->x.r0) / LABEL_STEP);
    int    step = (int)ceil(ent_scale_step(f->lines->first, f->lines->last, most));
    double bottom = f->y.r0;

    for (int year = f->lines->first; year <= f->lines->last; year++) {
        if (year % step == 0 || f->lines->first == f->lines->last) {
            double at = ent_scale_at(&f->x, year);
            char   label[16];

            (void)snprintf(label, sizeof label, "%d", year);
            ent_svg_line(out, "axis", at, bottom, at, bottom + 4, NULL);
            ent_svg_text(out, "tick mid", at, bottom + 18, label);
        }
    }
}

/* 3. lines and their intervals; both are broken where a year is missing */

static size_t
end_of_run(const ent_series *series, size_t from, size_t count)
{
    while (from < count && isfinite(series->values[from])) {
        from++;
    }
    return from;
}

static void
add_run(ent_text *out, const frame *f, const ent_series *series, size_t from, size_t to)
{
    double points[4 * ENT_LINES_MOST_YEARS];

    for (size_t i = from; i < to && series->errors != NULL; i++) {
        double x = ent_scale_at(&f->x, f->lines->first + (double)i);
        double half = isfinite(series->errors[i]) ? 1.96 * series->errors[i] : 0;
        size_t low = 2 * (i - from), high = 2 * (2 * (to - from) - 1 - (i - from));

        points[low] = points[high] = x;
        points[low + 1] = ent_scale_at(&f->y, series->values[i] - half);
        points[high + 1] = ent_scale_at(&f->y, series->values[i] + half);
    }
    if (series->errors != NULL) {
        ent_svg_path(out, "interval", points, 2 * (to - from), true);
    }
    for (size_t i = from; i < to; i++) {
        points[2 * (i - from)] = ent_scale_at(&f->x, f->lines->first + (double)i);
        points[2 * (i - from) + 1] = ent_scale_at(&f->y, series->values[i]);
    }
    ent_svg_path(out, "line", points, to - from, false);
}

/* Where years lie closer than this, a point shows under the pointer alone: the line is enough. */
#define DENSE 7.0

static bool
is_known(const ent_series *series, size_t i, size_t count)
{
    return i < count && isfinite(series->values[i]);
}

static void
add_point(ent_text *out, const frame *f, const ent_series *series, const char *klass, size_t i,
          double value, double radius)
{
    char tip[256], number[32];

    (void)ent_number_print_digits(value, 4, number, sizeof number);
    (void)snprintf(tip, sizeof tip, "%.160s, %d: %s", series->name, f->lines->first + (int)i,
                   number);
    ent_svg_circle(out, klass, ent_scale_at(&f->x, f->lines->first + (double)i),
                   ent_scale_at(&f->y, value), radius, tip);
}

static void
add_points(ent_text *out, const frame *f, const ent_series *series, size_t count)
{
    bool dense = (f->x.r1 - f->x.r0) / (double)count < DENSE;

    for (size_t i = 0; i < count; i++) {
        bool in_line = is_known(series, i - 1, count) || is_known(series, i + 1, count);

        if (isfinite(series->values[i])) {
            add_point(out, f, series, dense && in_line ? "point quiet" : "point", i,
                      series->values[i], dense && in_line ? 4 : 2.6);
        }
        if (isfinite(scanty_at(series, i))) {
            add_point(out, f, series, "point scanty", i, scanty_at(series, i), 3);
        }
    }
}

static const double NAME_ROOM = (RIGHT - 14) / 1.1;

/* 4. names: at the height of the last value, pushed apart from top to bottom */

typedef struct name_place {
    size_t series, year, last; /* in which it ends; in which the last of all lines ends */
    double x, y, at;           /* of the last value; of the name */
} name_place;

static bool
last_point(const frame *f, const ent_series *series, size_t count, name_place *out)
{
    for (size_t i = count; i-- > 0;) {
        if (isfinite(series->values[i])) {
            out->x = ent_scale_at(&f->x, f->lines->first + (double)i);
            out->y = out->at = ent_scale_at(&f->y, series->values[i]);
            out->year = i;
            return true;
        }
    }
    return false;
}

static size_t
place_names(const frame *f, size_t years, name_place places[ENT_LINES_MOST])
{
    size_t count = 0, last = 0;

    for (size_t s = 0; s < f->lines->count; s++) {
        name_place place = {.series = s};
        size_t     i = count;

        if (!last_point(f, &f->lines->series[s], years, &place)) {
            continue;
        }
        for (; i > 0 && places[i - 1].y > place.y; i--) {
            places[i] = places[i - 1];
        }
        places[i] = place;
        count++;
    }
    for (size_t i = 0; i < count; i++) {
        last = places[i].year > last ? places[i].year : last;
    }
    for (size_t i = 0; i < count; i++) {
        places[i].last = last;
    }
    for (size_t i = 1; i < count; i++) {
        double least = places[i - 1].at + NAME_STEP;

        places[i].at = places[i].at < least ? least : places[i].at;
    }
    for (size_t i = count; i-- > 0;) {
        double most = i + 1 < count ? places[i + 1].at - NAME_STEP : HEIGHT - BOTTOM;

        places[i].at = places[i].at > most ? most : places[i].at;
    }
    return count;
}

/* The name of a line and its last value, with its year where that is not the last of all. */
static void
add_name(ent_text *out, const frame *f, const ent_series *series, const name_place *place)
{
    int  year = f->lines->first + (int)place->year;
    char name[200], value[32], dated[16] = "";

    (void)ent_number_print_digits(series->values[place->year], 2, value, sizeof value);
    if (place->year != place->last) {
        (void)snprintf(dated, sizeof dated, " (%d)", year);
    }
    (void)snprintf(name, sizeof name, "%.140s  %s%s", series->name, value, dated);
    if (ent_svg_text_width(name, 12) > NAME_ROOM) { /* the year can be read off the axis */
        (void)snprintf(name, sizeof name, "%.140s  %s", series->name, value);
    }
    ent_svg_line(out, "leader", place->x + 4, place->y, WIDTH - RIGHT + 10, place->at, NULL);
    ent_svg_text_fit(out, "name", WIDTH - RIGHT + 13, place->at + 4, name, 12, NAME_ROOM);
}

static void
open_series(ent_text *out, const frame *f, const ent_series *series, size_t style, size_t years)
{
    char klass[32];

    (void)snprintf(klass, sizeof klass, "series s%d", (int)(style % STYLES) + 1);
    ent_svg_group_open(out, klass, series->key, series->name);
    for (size_t from = 0, to; from < years; from = to + 1) {
        to = end_of_run(series, from, years);
        if (to > from) {
            add_run(out, f, series, from, to);
        }
    }
    add_points(out, f, series, years);
}

/* 5. one drawing */

static void
add_seams(ent_text *out, const frame *f)
{
    for (size_t i = 0; i < f->lines->seam_count; i++) {
        const ent_line_seam *seam = &f->lines->seams[i];
        double               x = ent_scale_at(&f->x, seam->last + 0.5);
        char                 tip[160], words[96];

        (void)snprintf(tip, sizeof tip, "to %d from %.50s, then from %.50s", seam->last,
                       seam->before, seam->from);
        (void)snprintf(words, sizeof words, "%.40s \xE2\x86\x92 %.40s", seam->before, seam->from);
        ent_svg_line(out, "seam", x, f->y.r1 - (f->measured ? 4 + 13 * (double)(i % 2) : 0), x,
                     f->y.r0, tip);
        if (f->measured) {
            ent_svg_text(out, "tick end", x - 4, f->y.r1 - 6 - 13 * (double)(i % 2), words);
        }
    }
}

static void
add_drawing(ent_text *out, const frame *f, size_t years)
{
    name_place places[ENT_LINES_MOST];
    size_t     count = place_names(f, years, places), drawn;

    add_values(out, f);
    add_years(out, f);
    add_seams(out, f);
    for (size_t s = 0; s < f->lines->count; s++) {
        for (drawn = 0; drawn < count && places[drawn].series != s; drawn++) {
        }
        open_series(out, f, &f->lines->series[s], s, years);
        if (drawn < count) {
            add_name(out, f, &f->lines->series[s], &places[drawn]);
        }
        ent_svg_group_close(out);
    }
}

/* 6. panels: few lines each, on the same scales, named above them */

enum { ACROSS = 3, GAP = 22, NAMES = 44, PLOT = 170, PANEL = NAMES + TOP + PLOT + BOTTOM };

static size_t
across(const ent_lines *lines)
{
    return lines->panel_count < ACROSS ? lines->panel_count : ACROSS;
}

static double
height_of(const ent_lines *lines)
{
    size_t in_a_row = across(lines);

    return lines->panel_count > 1 ? (double)((lines->panel_count + in_a_row - 1) / in_a_row) * PANEL
                                  : HEIGHT;
}

/* The place of the last year in which any line has a value. */
static size_t
last_of_all(const ent_lines *lines, size_t years)
{
    size_t last = 0;

    for (size_t s = 0; s < lines->count; s++) {
        for (size_t i = last; i < years; i++) {
            last = isfinite(lines->series[s].values[i]) ? i : last;
        }
    }
    return last;
}

/* Its stroke, its name and its last value, with its year where that is not the last of all. */
static void
add_panel_name(ent_text *out, const frame *f, const ent_series *series, size_t years, double y)
{
    double     left = f->x.r0, room = f->x.r1 - f->x.r0 - 32;
    name_place end;
    char       name[200], value[32], dated[16] = "";

    if (!last_point(f, series, years, &end)) {
        return;
    }
    (void)ent_number_print_digits(series->values[end.year], 2, value, sizeof value);
    if (end.year != last_of_all(f->lines, years)) {
        (void)snprintf(dated, sizeof dated, " (%d)", f->lines->first + (int)end.year);
    }
    (void)snprintf(name, sizeof name, "%.140s  %s%s", series->name, value, dated);
    ent_svg_line(out, "line", left, y - 4, left + 26, y - 4, NULL);
    ent_svg_text_fit(out, "name", left + 32, y, name, 12, room / 1.1);
}

static void
add_panel(ent_text *out, frame f, size_t panel, size_t years)
{
    double width =
        (WIDTH - LEFT - GAP * (double)(across(f.lines) - 1) - GAP / 2.0) / (double)across(f.lines);
    size_t column = panel % across(f.lines), style = 0;
    double top = (double)(panel / across(f.lines)) * PANEL;

    f.x.r0 = LEFT + (double)column * (width + GAP);
    f.x.r1 = f.x.r0 + width;
    f.y.r1 = top + NAMES + TOP;
    f.y.r0 = f.y.r1 + PLOT;
    f.measured = column == 0;
    add_values(out, &f);
    add_years(out, &f);
    add_seams(out, &f);
    for (size_t s = 0; s < f.lines->count; s++) {
        if (f.lines->series[s].panel == panel) {
            open_series(out, &f, &f.lines->series[s], style, years);
            add_panel_name(out, &f, &f.lines->series[s], years,
                           top + NAME_STEP * (double)(style + 1));
            ent_svg_group_close(out);
            style++;
        }
    }
}

/* 7. the whole */

void
ent_draw_nothing(ent_text *out, const char *id, const char *title, const char *why)
{
    ent_svg_open(out, id, "chart wide", WIDTH, 120, title, why);
    ent_svg_text(out, "title", 12, 26, title);
    ent_svg_text_fit(out, "said", 12, 66, why, 13, WIDTH - 24);
    ent_svg_close(out);
}

void
ent_draw_lines(ent_text *out, const ent_lines *lines)
{
    const char  *id = lines->id != NULL ? lines->id : "lines";
    ent_svg_head head = {lines->title, lines->axis, NULL, 0};
    bool         panels = lines->panel_count > 1;
    size_t       years;
    char         desc[320];
    frame        f;

    if (lines->count == 0 || lines->last < lines->first ||
        lines->last - lines->first >= ENT_LINES_MOST_YEARS) {
        ent_draw_nothing(out, id, lines->title, "The record holds no such value then.");
        return;
    }
    f = frame_of(lines, panels ? 4 : 6);
    years = (size_t)(lines->last - lines->first + 1);
    (void)snprintf(desc, sizeof desc,
                   "%zu line%s from %d to %d, each named %s and of its own "
                   "stroke; %.120s.",
                   lines->count, lines->count == 1 ? "" : "s", lines->first, lines->last,
                   panels ? "above its panel" : "at its end", lines->axis);
    ent_svg_open_headed(out, id, "chart wide", WIDTH, height_of(lines), &head, desc);
    if (!panels) {
        add_drawing(out, &f, years);
    }
    for (size_t panel = 0; panels && panel < lines->panel_count; panel++) {
        add_panel(out, f, panel, years);
    }
    ent_svg_close(out);
}
