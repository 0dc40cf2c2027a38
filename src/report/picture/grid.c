/*
 * grid.c - a state and its partners: time down, partners across
 *
 *   1. partners     2. the grid     3. the whole
 *
 * The larger the bar, the higher the level; what is carried from an older act is
 * hollow.
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "report/chart/chart.h"
#include "report/picture/picture.h"
#include "report/svg.h"

enum {
    MOST_PARTNERS = 30,
    LEFT = 56,
    TOP = 26,
    ROW = 13,
    LEVELS = 7,
    WIDTH = 960,
    MOST_WIDTH = 64
};

/* 1. partners: in the order of the years they have worked together, weighted by level */

typedef struct partner {
    char   id[8];
    double sum;
} partner;

typedef struct grid {
    const ent_picture_job *job;
    const char            *self;
    int                    first, last, columns[5]; /* year, state_a, state_b, value, carried */
    partner                partners[MOST_PARTNERS];
    size_t                 count;
    double                 column; /* its width */
} grid;

enum { YEAR, STATE_A, STATE_B, VALUE, CARRIED };

static void
other_of(const grid *g, size_t row, char id[8])
{
    const char *a = ent_table_get_text(g->job->table, row, (size_t)g->columns[STATE_A]);
    bool        is_self = strcmp(a, g->self) == 0;

    (void)snprintf(id, 8, "%.7s",
                   is_self ? ent_table_get_text(g->job->table, row, (size_t)g->columns[STATE_B])
                           : a);
}

static double
number_of(const grid *g, size_t row, int column)
{
    return ent_table_get_number(g->job->table, row, (size_t)g->columns[column]);
}

static partner *
find_partner(grid *g, const char *id)
{
    for (size_t i = 0; i < g->count; i++) {
        if (strcmp(g->partners[i].id, id) == 0) {
            return &g->partners[i];
        }
    }
    if (g->count == MOST_PARTNERS) {
        return NULL;
    }
    g->partners[g->count] = (partner){{0}, 0};
    (void)snprintf(g->partners[g->count].id, sizeof g->partners[0].id, "%s", id);
    return &g->partners[g->count++];
}

static void
gather(grid *g)
{
    size_t rows = ent_table_row_count(g->job->table);

    g->first = (int)number_of(g, 0, YEAR);
    g->last = (int)number_of(g, rows - 1, YEAR);
    for (size_t row = 0; row < rows; row++) {
        double   level = number_of(g, row, VALUE);
        char     id[8];
        partner *p;

        other_of(g, row, id);
        p = level > 0 ? find_partner(g, id) : NULL;
        if (p != NULL) {
            p->sum += level;
        }
    }
    for (size_t i = 1; i < g->count; i++) {
        partner p = g->partners[i];
        size_t  at = i;

        for (; at > 0 && g->partners[at - 1].sum < p.sum; at--) {
            g->partners[at] = g->partners[at - 1];
        }
        g->partners[at] = p;
    }
}

/* 2. the grid */

static const char *
name_of(const grid *g, const char *id)
{
    const ent_codes *codes = ent_record_codes(g->job->record);
    ent_state        state = ent_codes_find(codes, id);

    return state != ENT_NO_STATE ? ent_codes_name(codes, state, ent_span_of_year(g->last).to - 1)
                                 : id;
}

static void
add_frame(ent_text *out, const grid *g)
{
    double bottom = TOP + ROW * (double)(g->last - g->first + 1);
    int    step = g->last - g->first > 25 ? 10 : 5;

    for (int year = g->first; year <= g->last; year++) {
        double at = TOP + ROW * (double)(year - g->first);
        char   label[16];

        if (year % step == 0 || year == g->first || g->last - g->first < 12) {
            (void)snprintf(label, sizeof label, "%d", year);
            ent_svg_text(out, "tick end", LEFT - 8, at + ROW - 2.5, label);
            ent_svg_line(out, "grid", LEFT, at, LEFT + g->column * (double)g->count, at, NULL);
        }
    }
    for (size_t i = 0; i < g->count; i++) {
        double x = LEFT + g->column * ((double)i + 0.5);

        ent_svg_line(out, "grid", x, TOP, x, bottom, NULL);
        ent_svg_text(out, "tick mid", x, TOP - 7, g->partners[i].id);
    }
}

/* The place of a partner; `count` where it is not drawn. */
static size_t
column_of(const grid *g, const char *id)
{
    size_t at = 0;

    while (at < g->count && strcmp(g->partners[at].id, id) != 0) {
        at++;
    }
    return at;
}

static void
add_cell(ent_text *out, grid *g, size_t row)
{
    double level = number_of(g, row, VALUE), carried = number_of(g, row, CARRIED), side, wide, x, y;
    int    year = (int)number_of(g, row, YEAR);
    char   id[8], tip[224], age[48] = "";
    size_t column;
    const char *klass;

    other_of(g, row, id);
    column = column_of(g, id);
    if (!(level > 0) || column == g->count) {
        return;
    }
    if (carried > 0) {
        (void)snprintf(age, sizeof age, ", from an act of %d", year - (int)carried);
    }
    (void)snprintf(tip, sizeof tip, "%.60s, %d: level %d, %.60s%s", name_of(g, id), year,
                   (int)level, ent_level_name((int)level), age);
    side = sqrt(level / LEVELS) * (ROW - 1);
    wide = side / (ROW - 1) * (g->column - 4);
    x = LEFT + g->column * ((double)column + 0.5);
    y = TOP + ROW * ((double)(year - g->first) + 0.5);
    klass = carried > 0 ? "cell carried" : "cell";
    ent_svg_rect(out, klass, x - wide / 2, y - side / 2, wide, side, tip);
}

/* 3. the whole */

/* "With whom Russia works together, 1949 to 2025; most in 2025: China, level 5" */
static void
print_title(const grid *g, char title[256])
{
    double most = 0;
    char   with[8] = "";
    int    length = snprintf(title, 256, "With whom %.80s works together, %d to %d",
                             name_of(g, g->self), g->first, g->last);

    for (size_t row = 0; row < ent_table_row_count(g->job->table); row++) {
        char other[8];

        other_of(g, row, other);
        if ((int)number_of(g, row, YEAR) == g->last && number_of(g, row, VALUE) > most &&
            column_of(g, other) < g->count) {
            most = number_of(g, row, VALUE);
            (void)snprintf(with, sizeof with, "%s", other);
        }
    }
    if (most > 0) {
        (void)snprintf(title + length, 256 - (size_t)length, "; most in %d: %.80s, level %d",
                       g->last, name_of(g, with), (int)most);
    }
}

ent_status
ent_picture_draw_grid(ent_ctx *ctx, const ent_picture_job *job, ent_text *out)
{
    static const ent_svg_key KEYS[] = {
        {ENT_KEY_BOX, "cell", NULL, "of the year"},
        {ENT_KEY_BOX, "cell carried", NULL, "carried from an act of an earlier year"}};
    static const char *const NAMES[] = {"year", "state_a", "state_b", "level", "carried"};
    const ent_codes         *codes = ent_record_codes(job->record);
    grid                     g = {.job = job, .self = ent_codes_id(codes, job->query->states[0])};
    char                     title[256];
    ent_svg_head head = {title, "The larger the bar, the higher the level of cooperation, 1 to 7",
                         KEYS, 2};

    (void)ctx;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        g.columns[i] = ent_table_find(job->table, NAMES[i]);
    }
    gather(&g);
    if (g.count == 0) {
        ent_draw_nothing(out, "timeline", job->picture->title,
                         "It worked with nobody then, as far as the record knows.");
        return ENT_OK;
    }
    g.column = fmin((WIDTH - LEFT - 12) / (double)g.count, MOST_WIDTH);
    print_title(&g, title);
    ent_svg_open_headed(out, "timeline", "chart wide", WIDTH,
                        TOP + ROW * (double)(g.last - g.first + 1) + 12, &head,
                        job->picture->about);
    add_frame(out, &g);
    for (size_t row = 0; row < ent_table_row_count(job->table); row++) {
        add_cell(out, &g, row);
    }
    ent_svg_close(out);
    return ENT_OK;
}
