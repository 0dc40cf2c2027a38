/*
 * picture_map.c - the world, its land by what a state is to another
 *
 *   1. the projection     2. what each state is     3. rings of land     4. the legend     5. the
 * whole
 *
 * Borders come from a table that the build makes (web/build.mjs): one line a ring, the id of its
 * state, its name, and longitude and latitude in hundredths of a degree.
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/data.h"
#include "base/date.h"
#include "report/chart.h"
#include "report/picture.h"
#include "report/svg.h"

enum { WIDTH = 960, TOP = 54, MOST_POINTS = 1000, ID = 4 };

/* 1. the projection: Equal Earth (Savric, Patterson and Jenny 2019, International Journal of
   Geographical Information Science 33:454-465), which shows areas as they are */

#define HALF_WIDTH  2.7066299836 /* x of 180 degrees east on the equator */
#define HALF_HEIGHT 1.3173627592 /* y of the pole */

static void
project(double longitude, double latitude, double *x, double *y)
{
    static const double A[] = {1.340264, -0.081106, 0.000893, 0.003796};
    const double        turn = acos(-1.0) / 180, root = sqrt(3.0);
    double              theta = asin(root / 2 * sin(latitude * turn));
    double              t2 = theta * theta, t6 = t2 * t2 * t2, scale = WIDTH / (2 * HALF_WIDTH);

    *x = WIDTH / 2.0 + scale * 2 * root * longitude * turn * cos(theta) /
                           (3 * (9 * A[3] * t6 * t2 + 7 * A[2] * t6 + 3 * A[1] * t2 + A[0]));
    *y = TOP + scale * (HALF_HEIGHT - theta * (A[3] * t6 * t2 + A[2] * t6 + A[1] * t2 + A[0]));
}

/* 2. what each state is */

typedef struct meaning {
    const char *klass;
    double      value; /* NaN: none */
} meaning;

static const char *
class_of(double kappa)
{
    return isnan(kappa)    ? "land unknown"
           : kappa < 0     ? "land against"
           : kappa >= 0.75 ? "land with4"
           : kappa >= 0.5  ? "land with3"
           : kappa >= 0.25 ? "land with2"
                           : "land with1";
}

/* The row of the table that is of this state, for a table of all pairs of one. */
static meaning
meaning_of(const ent_picture_job *job, const char *self, const char *id)
{
    int a = ent_table_find(job->table, "state_a"), b = ent_table_find(job->table, "state_b");
    int value = ent_table_find(job->table, job->picture->value);

    if (strcmp(self, id) == 0) {
        return (meaning){"land self", NAN};
    }
    for (size_t row = 0; a >= 0 && b >= 0 && value >= 0 && row < ent_table_row_count(job->table);
         row++) {
        if (strcmp(ent_table_get_text(job->table, row, (size_t)a), id) == 0 ||
            strcmp(ent_table_get_text(job->table, row, (size_t)b), id) == 0) {
            double number = ent_table_get_number(job->table, row, (size_t)value);

            return (meaning){class_of(number), number};
        }
    }
    return (meaning){"land unknown", NAN};
}

/* 3. rings of land */

typedef struct ring {
    char   id[ID], name[64];
    double points[2 * MOST_POINTS];
    size_t count;
    double left, right, top, bottom;
} ring;

static bool
read_ring(const char *line, const char *end, ring *out)
{
    const char *first = memchr(line, ',', (size_t)(end - line));
    const char *second = first != NULL ? memchr(first + 1, ',', (size_t)(end - first - 1)) : NULL;
    char       *at;

    if (second == NULL || first - line >= ID) {
        return false;
    }
    (void)snprintf(out->id, sizeof out->id, "%.*s", (int)(first - line), line);
    (void)snprintf(out->name, sizeof out->name, "%.*s", (int)(second - first - 1), first + 1);
    out->count = 0;
    out->left = out->top = INFINITY;
    out->right = out->bottom = -INFINITY;
    at = (char *)(uintptr_t)(second + 1);
    while (at < end && out->count < MOST_POINTS) {
        double  longitude = (double)strtol(at, &at, 10) / 100;
        double  latitude = (double)strtol(at, &at, 10) / 100;
        double *p = &out->points[2 * out->count++];

        project(longitude, latitude, &p[0], &p[1]);
        out->left = fmin(out->left, p[0]);
        out->right = fmax(out->right, p[0]);
        out->top = fmin(out->top, p[1]);
        out->bottom = fmax(out->bottom, p[1]);
        at += at < end;
    }
    return true;
}

/* Where its land is, as the mean of its corners weighted by area. */
static void
middle_of(const ring *r, double *x, double *y)
{
    double area = 0;

    *x = *y = 0;
    for (size_t i = 0; i < r->count; i++) {
        const double *p = &r->points[2 * i], *q = &r->points[2 * ((i + 1) % r->count)];
        double        cross = p[0] * q[1] - q[0] * p[1];

        area += cross / 2;
        *x += (p[0] + q[0]) * cross / 6;
        *y += (p[1] + q[1]) * cross / 6;
    }
    *x = area != 0 ? *x / area : r->left;
    *y = area != 0 ? *y / area : r->top;
}

static void
add_ring(ent_text *out, const ring *r, const meaning *what)
{
    char tip[128], shown[32];

    (void)ent_number_print_digits(what->value, 3, shown, sizeof shown);
    (void)snprintf(tip, sizeof tip, "%.63s%s%s", r->name, isnan(what->value) ? "" : ": kappa ",
                   isnan(what->value) ? "" : shown);
    ent_svg_group_open(out, "country", r->id, tip);
    ent_svg_path(out, what->klass, r->points, r->count, true);
    if (strcmp(what->klass, "land against") == 0 && r->right - r->left > 16 &&
        r->bottom - r->top > 12) {
        double x, y;

        middle_of(r, &x, &y);
        ent_svg_text(out, "glyph", x, y + 4, "\xE2\x88\x92");
    }
    ent_svg_group_close(out);
}

static void
add_land(ent_text *out, const ent_picture_job *job, const ent_bytes *borders, const char *self,
         ring *room)
{
    const char *end = borders->bytes + borders->length;

    for (const char *line = borders->bytes; line < end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));

        stop = stop != NULL ? stop : end;
        if (read_ring(line, stop, room) && strcmp(room->name, "Antarctica") != 0) {
            meaning what = meaning_of(job, self, room->id);

            add_ring(out, room, &what);
        }
        line = stop + 1;
    }
}

/* 4. the legend */

static void
add_legend(ent_text *out, double y)
{
    static const char *const ENTRIES[][2] = {{"land against", "less than by chance"},
                                             {"land with1", "0 to 0.25"},
                                             {"land with2", "to 0.5"},
                                             {"land with3", "to 0.75"},
                                             {"land with4", "more similar"},
                                             {"land unknown", "no value"}};
    double                   x = 12;

    for (size_t i = 0; i < sizeof ENTRIES / sizeof *ENTRIES; i++) {
        ent_svg_rect(out, ENTRIES[i][0], x, y, 18, 12, NULL);
        if (i == 0) {
            ent_svg_text(out, "glyph", x + 9, y + 10, "\xE2\x88\x92");
        }
        ent_svg_text(out, "tick", x + 23, y + 10.5, ENTRIES[i][1]);
        x += 40 + ent_svg_text_width(ENTRIES[i][1], 11.5);
    }
}

/* 5. the whole */

static void
add_map(ent_text *out, const ent_picture_job *job, const ent_bytes *borders, ring *room)
{
    const ent_codes *codes = ent_record_codes(job->record);
    ent_day          day = job->query->span.to - 1;
    const char      *self = ent_codes_id(codes, job->query->states[0]);
    double           height = TOP + WIDTH * HALF_HEIGHT / HALF_WIDTH - 40; /* no Antarctica */
    char             title[160];

    (void)snprintf(title, sizeof title, "Alignment with %.80s in %d",
                   ent_codes_name(codes, job->query->states[0], day), ent_date_year(day));
    ent_svg_open(out, "map", "chart wide", WIDTH, height + 30, title, job->picture->about);
    ent_svg_text(out, "title", 12, 24, title);
    ent_svg_text(out, "tick", 12, 43, "similarity of obligations (kappa); borders of today");
    add_land(out, job, borders, self, room);
    add_legend(out, height + 8);
    ent_svg_close(out);
}

ent_status
ent_picture_draw_map(ent_ctx *ctx, const ent_picture_job *job, ent_text *out)
{
    ent_bytes borders;
    ring     *room;

    if (ent_data_embedded("page/borders.txt", &borders) != ENT_OK) {
        ent_draw_nothing(out, "map", job->picture->title,
                         "This program was built without the borders of the world.");
        return ENT_OK;
    }
    room = ent_alloc(1, sizeof *room);
    if (room == NULL) {
        return ent_fail_nomem(ctx);
    }
    add_map(out, job, &borders, room);
    ent_free(room);
    return ENT_OK;
}
