/*
 * specifications.c - one claim asked in many ways: the specification curve
 *
 *   1. order and scale     2. the choices below     3. the whole
 *
 * After Simonsohn, Simmons and Nelson (2020), Nature Human Behaviour 4:1208-1214: the results in
 * order above, below each the choices that it makes.
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/chart/chart.h"
#include "report/svg.h"

enum { WIDTH = 720, LEFT = 236, RIGHT = 18, TOP = 26, HEIGHT = 110, ROW = 17, MOST_ROWS = 24 };

/* 1. order and scale */

typedef struct row {
    size_t      choice;
    const char *label;
} row;

typedef struct drawing {
    const ent_specifications *from;
    size_t                    order[ENT_SPECIFICATIONS_MOST];
    double                    scaled[ENT_SPECIFICATIONS_MOST];
    size_t                    count;
    row                       rows[MOST_ROWS];
    size_t                    row_count;
    double                    step;
} drawing;

static bool
is_same(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Values of several measures have several units: each is a share of the largest of its measure. */
static void
scale_values(drawing *d)
{
    const ent_specification_point *points = d->from->points;

    for (size_t i = 0; i < d->count; i++) {
        double largest = d->from->same_unit ? 1 : 0;

        for (size_t k = 0; k < d->count && !d->from->same_unit; k++) {
            if (is_same(points[k].choices[0], points[i].choices[0])) {
                largest = fmax(largest, fabs(points[k].value));
            }
        }
        d->scaled[i] = largest > 0 ? points[i].value / largest : 0;
    }
}

/* By value, equal ones as they were given. */
static void
sort_points(drawing *d)
{
    for (size_t i = 0; i < d->count; i++) {
        size_t at = i;

        for (; at > 0 && d->scaled[d->order[at - 1]] > d->scaled[i]; at--) {
            d->order[at] = d->order[at - 1];
        }
        d->order[at] = i;
    }
}

/* A choice that is the same in all specifications is none. */
static void
find_rows(drawing *d)
{
    const ent_specification_point *points = d->from->points;

    for (size_t c = 0; c < ENT_SPECIFICATION_CHOICES; c++) {
        bool differs = false;

        for (size_t i = 1; i < d->count; i++) {
            differs = differs || !is_same(points[i].choices[c], points[0].choices[c]);
        }
        for (size_t i = 0; i < d->count && differs; i++) {
            const char *label = points[i].choices[c];
            bool        known = label == NULL || d->row_count == MOST_ROWS;

            for (size_t r = 0; r < d->row_count && !known; r++) {
                known = d->rows[r].choice == c && is_same(d->rows[r].label, label);
            }
            if (!known) {
                d->rows[d->row_count++] = (row){c, label};
            }
        }
    }
}

static double
place_of(const drawing *d, size_t rank)
{
    return LEFT + d->step * ((double)rank + 0.5);
}

/* 2. the choices below */

static void
add_choices(ent_text *out, const drawing *d)
{
    for (size_t r = 0; r < d->row_count; r++) {
        double y = TOP + HEIGHT + 26 + ROW * (double)r;

        if (r > 0 && d->rows[r].choice != d->rows[r - 1].choice) {
            ent_svg_line(out, "grid", 8, y - ROW / 2.0, WIDTH - RIGHT, y - ROW / 2.0, NULL);
        }
        ent_svg_text_fit(out, "tick end", LEFT - 10, y + 4, d->rows[r].label, 11.5, LEFT - 18);
        for (size_t rank = 0; rank < d->count; rank++) {
            const ent_specification_point *point = &d->from->points[d->order[rank]];
            double                         x = place_of(d, rank);

            if (is_same(point->choices[d->rows[r].choice], d->rows[r].label)) {
                ent_svg_line(out, "choice", x, y - 5, x, y + 5, NULL);
            }
        }
    }
}

/* 3. the whole */

static void
add_point(ent_text *out, const drawing *d, size_t rank, const ent_scale *y)
{
    const ent_specification_point *point = &d->from->points[d->order[rank]];
    char                           tip[400], value[32];
    int                            length;
    double x = place_of(d, rank), at = ent_scale_at(y, d->scaled[d->order[rank]]);

    (void)ent_number_print_digits(point->value, 3, value, sizeof value);
    length =
        snprintf(tip, sizeof tip, "%s, %s", value, point->agrees ? "agrees" : "does not agree");
    for (size_t c = 0; c < ENT_SPECIFICATION_CHOICES && length > 0; c++) {
        if (point->choices[c] != NULL && (size_t)length < sizeof tip) {
            length +=
                snprintf(tip + length, sizeof tip - (size_t)length, "; %.80s", point->choices[c]);
        }
    }
    ent_svg_line(out, "stem", x, ent_scale_at(y, 0), x, at, NULL);
    ent_svg_circle(out, point->agrees ? "spec agrees" : "spec differs", x, at,
                   fmin(4.5, fmax(2, d->step / 2 - 0.5)), tip);
}

static ent_scale
scale_of(const drawing *d)
{
    double lo = 0, hi = 0;

    for (size_t i = 0; i < d->count; i++) {
        lo = fmin(lo, d->scaled[i]);
        hi = fmax(hi, d->scaled[i]);
    }
    return lo < hi ? (ent_scale){lo, hi, TOP + HEIGHT - 6, TOP + 6}
                   : (ent_scale){-1, 1, TOP + HEIGHT - 6, TOP + 6};
}

static void
add_axis(ent_text *out, const drawing *d, const ent_scale *y)
{
    double ends[] = {y->d0, 0, y->d1};

    for (size_t i = 0; i < 3; i++) {
        char   label[32];
        double at = ent_scale_at(y, ends[i]);

        if (i != 1 && fabs(at - ent_scale_at(y, 0)) < 12) {
            continue;
        }
        (void)ent_number_print_digits(ends[i], 2, label, sizeof label);
        ent_svg_line(out, i == 1 ? "axis" : "grid", LEFT, at, WIDTH - RIGHT, at, NULL);
        ent_svg_text(out, "tick end", LEFT - 10, at + 4,
                     i == 1 || d->from->same_unit ? label
                     : i == 0                     ? "least"
                                                  : "most");
    }
    ent_svg_text(out, "tick", 8, 14, d->from->axis);
}

void
ent_draw_specifications(ent_text *out, const ent_specifications *specifications)
{
    drawing   d = {.from = specifications, .count = specifications->count};
    ent_scale y;
    char      desc[240];
    size_t    agreeing = 0;

    d.count = d.count > ENT_SPECIFICATIONS_MOST ? ENT_SPECIFICATIONS_MOST : d.count;
    if (d.count == 0) {
        return;
    }
    for (size_t i = 0; i < d.count; i++) {
        agreeing += specifications->points[i].agrees;
    }
    scale_values(&d);
    sort_points(&d);
    find_rows(&d);
    y = scale_of(&d);
    d.step = fmin((double)(WIDTH - LEFT - RIGHT) / (double)d.count, 30);
    (void)snprintf(desc, sizeof desc,
                   "%zu of %zu specifications agree with the claim; each dot is one, in the order "
                   "of its value, filled where it agrees; below stand the choices that it makes.",
                   agreeing, d.count);
    ent_svg_open(out, specifications->id, "chart curve", WIDTH,
                 TOP + HEIGHT + (d.row_count > 0 ? 18 + ROW * (double)d.row_count : 4),
                 specifications->title, desc);
    add_axis(out, &d, &y);
    for (size_t rank = 0; rank < d.count; rank++) {
        add_point(out, &d, rank, &y);
    }
    add_choices(out, &d);
    ent_svg_close(out);
}
