/*
 * map.c - the world, its land by what a state is to another
 *
 *   1. the projection     2. scales of meaning     3. blocs     4. what each state is
 *   5. rings of land     6. the key     7. the whole
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
#include "report/chart/chart.h"
#include "report/picture/picture.h"
#include "report/svg.h"

enum { WIDTH = 960, MOST_POINTS = 1000, ID = 4 };

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
    *y = scale * (HALF_HEIGHT - theta * (A[3] * t6 * t2 + A[2] * t6 + A[1] * t2 + A[0]));
}

/* 2. scales of meaning: classes from the lowest on, each with a glyph where its colour alone would
   tell a sign or a group */

typedef struct land_class {
    double      below; /* the first of which a value is below has it */
    const char *klass, *words, *glyph;
} land_class;

enum { MOST_CLASSES = 8 };

typedef struct land_scale {
    const char *measure; /* whose values it reads */
    const char *value;   /* in words, in a tip */
    const char *title;   /* before the name of the state, where it is of one, and the year */
    const char *note;
    int         fewest; /* rows of less than so many observations have no value; 0: all have */
    land_class  classes[MOST_CLASSES];
} land_scale;

#define MINUS "\xE2\x88\x92"

static const land_scale SCALES[] = {
    {"votes",
     "agreement",
     "Who voted with ",
     "Agreement in roll calls of the General Assembly, an abstention half way",
     ENT_MAP_FEWEST_VOTES,
     {{0.25, "land against", "to 0.25, opposed", MINUS},
      {0.45, "land against1", "to 0.45", MINUS},
      {0.55, "land half", "to 0.55, half way", NULL},
      {0.75, "land with2", "to 0.75", NULL},
      {0.9, "land with3", "to 0.9", NULL},
      {INFINITY, "land with4", "alike", NULL}}},
    {"alignment",
     "kappa",
     "Obligations like those of ",
     "Similarity of obligations beyond non-aggression (kappa)",
     0,
     {{0, "land against", "less than by chance", MINUS},
      {0.25, "land with1", "0 to 0.25", NULL},
      {0.5, "land with2", "to 0.5", NULL},
      {0.75, "land with3", "to 0.75", NULL},
      {INFINITY, "land with4", "more similar", NULL}}},
    {"blocs",
     "bloc",
     "The blocs",
     "Ties within, enemies between, with the fewest errors",
     0,
     {{0.5, "land bloc1", NULL, "A"},
      {1.5, "land bloc2", NULL, "B"},
      {2.5, "land bloc3", NULL, "C"},
      {3.5, "land bloc4", NULL, "D"},
      {INFINITY, "land bloc5", "in smaller blocs or alone", "\xC2\xB7"}}},
};

static const land_scale *
scale_of(const ent_picture *picture)
{
    for (size_t i = 0; i < sizeof SCALES / sizeof *SCALES; i++) {
        if (strcmp(SCALES[i].measure, picture->measure) == 0) {
            return &SCALES[i];
        }
    }
    return &SCALES[0];
}

/* 3. blocs: the largest are told apart, and named after their greatest power */

enum { BLOCS = 4, POWER_YEARS = 10 };

typedef struct blocs {
    size_t count;         /* that are told apart, of two states at least; 0: no blocs are drawn */
    double number[BLOCS]; /* as the table has it */
    size_t size[BLOCS];
    char   words[BLOCS][80]; /* "with the United States" */
} blocs;

/* The class of a value: of blocs its place among the largest. */
static double
class_value(const blocs *b, double value)
{
    for (size_t i = 0; i < b->count; i++) {
        if (b->number[i] == value) {
            return (double)i;
        }
    }
    return b->count > 0 && !isnan(value) ? BLOCS : value;
}

static size_t
size_of_bloc(const ent_table *table, int column, double number)
{
    size_t size = 0;

    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        size += ent_table_get_number(table, row, (size_t)column) == number;
    }
    return size;
}

/* The largest blocs, each once, by size and then by number. */
static void
rank_blocs(const ent_table *table, int column, blocs *out)
{
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        double number = ent_table_get_number(table, row, (size_t)column);
        size_t size = isnan(number) ? 0 : size_of_bloc(table, column, number), at = out->count;
        bool   known = false;

        for (size_t i = 0; i < out->count; i++) {
            known = known || out->number[i] == number;
        }
        if (known || size < 2) {
            continue;
        }
        for (; at > 0 && (out->size[at - 1] < size ||
                          (out->size[at - 1] == size && out->number[at - 1] > number));
             at--) {
            if (at < BLOCS) {
                out->number[at] = out->number[at - 1];
                out->size[at] = out->size[at - 1];
            }
        }
        if (at < BLOCS) {
            out->number[at] = number;
            out->size[at] = size;
            out->count += out->count < BLOCS;
        }
    }
}

/* The last share in the power of all states that the years before tell of a state; 0: none. */
static double
power_of(ent_table *powers, const char *id)
{
    int    state = ent_table_find(powers, "state"), share = ent_table_find(powers, "share");
    double found = 0;

    for (size_t row = 0; row < ent_table_row_count(powers); row++) {
        double value = ent_table_get_number(powers, row, (size_t)share);

        if (!isnan(value) && strcmp(ent_table_get_text(powers, row, (size_t)state), id) == 0) {
            found = value;
        }
    }
    return found;
}

static void
name_bloc(const ent_picture_job *job, ent_table *powers, const int columns[2], blocs *out, size_t i)
{
    const ent_codes *codes = ent_record_codes(job->record);
    const char      *first = NULL;
    double           most = -1;

    for (size_t row = 0; row < ent_table_row_count(job->table); row++) {
        const char *id = ent_table_get_text(job->table, row, (size_t)columns[0]);

        if (ent_table_get_number(job->table, row, (size_t)columns[1]) == out->number[i]) {
            double power = powers != NULL ? power_of(powers, id) : 0;

            first = power > most ? id : first;
            most = power > most ? power : most;
        }
    }
    if (first != NULL) {
        const char *name =
            ent_codes_name(codes, ent_codes_find(codes, first), job->query->span.to - 1);

        (void)snprintf(out->words[i], sizeof out->words[i], "with %s%.60s",
                       ent_starts_with(name, "United ") || ent_starts_with(name, "Soviet ") ? "the "
                                                                                            : "",
                       name);
    }
}

/* Nothing where the picture is of something else.  Without powers a bloc has the name of its first
   state. */
static ent_status
find_blocs(ent_ctx *ctx, const ent_picture_job *job, blocs *out)
{
    int columns[2] = {ent_table_find(job->table, "state"), ent_table_find(job->table, "bloc")};
    int year = ent_date_year(job->query->span.to - 1);
    ent_measure_options options = {
        .span = {ent_span_of_year(year - POWER_YEARS).from, ent_span_of_year(year).to},
        .by_year = true};
    ent_table *powers = NULL;
    ent_ctx   *quiet;
    ent_status status;

    *out = (blocs){.count = 0};
    if (columns[0] < 0 || columns[1] < 0) {
        return ENT_OK;
    }
    rank_blocs(job->table, columns[1], out);
    if (ent_ctx_child(ctx, &quiet) != ENT_OK) {
        return ent_fail_nomem(ctx);
    }
    status = ent_measure_find("power")->run(quiet, job->record, &options, &powers);
    if (status == ENT_E_NOTFOUND || status == ENT_E_INPUT) {
        status = ENT_OK;
        powers = NULL;
    } else if (status != ENT_OK) {
        ent_ctx_absorb(ctx, quiet, true);
    }
    for (size_t i = 0; i < out->count && status == ENT_OK; i++) {
        name_bloc(job, powers, columns, out, i);
    }
    ent_table_destroy(powers);
    ent_ctx_destroy(quiet);
    return status;
}

/* 4. what each state is */

typedef struct meaning {
    const char *klass, *glyph;
    double      value; /* NaN: none */
} meaning;

static const meaning UNKNOWN = {"land unknown", NULL, NAN};

static meaning
meaning_of_value(const land_scale *scale, const blocs *b, double value)
{
    const land_class *at = scale->classes;
    double class = class_value(b, value);

    if (isnan(value)) {
        return UNKNOWN;
    }
    while (class >= at->below) {
        at++;
    }
    return (meaning){at->klass, at->glyph, value};
}

typedef struct columns {
    int a, b, value, n;
} columns;

static columns
columns_of(const ent_picture_job *job)
{
    int a = ent_table_find(job->table, "state_a");

    return (columns){
        a >= 0 ? a : ent_table_find(job->table, "state"), ent_table_find(job->table, "state_b"),
        ent_table_find(job->table, job->picture->value), ent_table_find(job->table, "n")};
}

static bool
is_state(const ent_picture_job *job, size_t row, int column, const char *id)
{
    return column >= 0 && strcmp(ent_table_get_text(job->table, row, (size_t)column), id) == 0;
}

/* The row of the table that is of this state. */
static meaning
meaning_of(const ent_picture_job *job, const blocs *b, const columns *c, const char *self,
           const char *id)
{
    const land_scale *scale = scale_of(job->picture);

    if (strcmp(self, id) == 0) {
        return (meaning){"land self", NULL, NAN};
    }
    for (size_t row = 0; c->a >= 0 && c->value >= 0 && row < ent_table_row_count(job->table);
         row++) {
        if (is_state(job, row, c->a, id) || is_state(job, row, c->b, id)) {
            bool few = c->n >= 0 && scale->fewest > 0 &&
                       ent_table_get_number(job->table, row, (size_t)c->n) < scale->fewest;

            return few ? UNKNOWN
                       : meaning_of_value(scale, b,
                                          ent_table_get_number(job->table, row, (size_t)c->value));
        }
    }
    return UNKNOWN;
}

/* 5. rings of land */

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
add_ring(ent_text *out, const ring *r, const meaning *what, const char *value)
{
    char tip[160], shown[32];

    (void)ent_number_print_digits(what->value, 3, shown, sizeof shown);
    (void)snprintf(tip, sizeof tip, "%.79s%s%s%s%s", r->name, isnan(what->value) ? "" : ": ",
                   isnan(what->value) ? "" : value, isnan(what->value) ? "" : " ",
                   isnan(what->value) ? "" : shown);
    ent_svg_group_open(out, "country", r->id, tip);
    ent_svg_path(out, what->klass, r->points, r->count, true);
    if (what->glyph != NULL && r->right - r->left > 16 && r->bottom - r->top > 12) {
        double x, y;

        middle_of(r, &x, &y);
        ent_svg_text(out, "glyph", x, y + 4, what->glyph);
    }
    ent_svg_group_close(out);
}

static void
add_land(ent_text *out, const ent_picture_job *job, const blocs *b, const ent_bytes *borders,
         const char *self, ring *room)
{
    const char *end = borders->bytes + borders->length;
    columns     c = columns_of(job);

    for (const char *line = borders->bytes; line < end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));

        stop = stop != NULL ? stop : end;
        if (read_ring(line, stop, room) && strcmp(room->name, "Antarctica") != 0) {
            meaning what = meaning_of(job, b, &c, self, room->id);

            add_ring(out, room, &what, scale_of(job->picture)->value);
        }
        line = stop + 1;
    }
}

/* Of each state the middle of its largest piece of land. */
static void
find_places(const ent_bytes *borders, size_t count, const char *const *ids, ring *room,
            double *sizes, double *xy)
{
    const char *end = borders->bytes + borders->length;

    for (const char *line = borders->bytes; line < end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));

        stop = stop != NULL ? stop : end;
        for (size_t i = read_ring(line, stop, room) ? 0 : count; i < count; i++) {
            double size = (room->right - room->left) * (room->bottom - room->top);

            if (strcmp(ids[i], room->id) == 0 && size > sizes[i]) {
                sizes[i] = size;
                middle_of(room, &xy[2 * i], &xy[2 * i + 1]);
            }
        }
        line = stop + 1;
    }
}

ent_status
ent_map_places(ent_ctx *ctx, size_t count, const char *const *ids, double *xy)
{
    ent_bytes borders;
    ring     *room;
    double   *sizes;

    for (size_t i = 0; i < 2 * count; i++) {
        xy[i] = NAN;
    }
    if (ent_data_embedded("page/borders.txt", &borders) != ENT_OK) {
        return ENT_OK;
    }
    room = ent_alloc(1, sizeof *room);
    sizes = ent_alloc_zero(count + 1, sizeof *sizes);
    if (room != NULL && sizes != NULL) {
        find_places(&borders, count, ids, room, sizes, xy);
    }
    ent_free(room);
    ent_free(sizes);
    return room != NULL && sizes != NULL ? ENT_OK : ent_fail_nomem(ctx);
}

/* 6. the key: each class with the number of its states */

typedef struct counted {
    ent_svg_key keys[MOST_CLASSES + 2];
    char        words[MOST_CLASSES][112];
    size_t      of[MOST_CLASSES], count;
} counted;

static void
count_classes(const ent_picture_job *job, const blocs *b, counted *out)
{
    const land_scale *scale = scale_of(job->picture);
    columns           c = columns_of(job);

    for (size_t row = 0; c.value >= 0 && row < ent_table_row_count(job->table); row++) {
        double value = ent_table_get_number(job->table, row, (size_t)c.value);
        bool   few = c.n >= 0 && scale->fewest > 0 &&
                   ent_table_get_number(job->table, row, (size_t)c.n) < scale->fewest;
        size_t at = 0;

        while (!few && !isnan(value) && class_value(b, value) >= scale->classes[at].below) {
            at++;
        }
        out->of[at] += !few && !isnan(value);
    }
}

static void
fill_key(const ent_picture_job *job, const blocs *b, bool of_one, counted *out)
{
    const land_scale *scale = scale_of(job->picture);

    count_classes(job, b, out);
    for (size_t i = 0; i < MOST_CLASSES && scale->classes[i].klass != NULL; i++) {
        const land_class *class = &scale->classes[i];

        if (out->of[i] == 0 && !of_one) {
            continue; /* a bloc that is not there; the classes of a scale are all shown */
        }
        (void)snprintf(out->words[i], sizeof out->words[i], "%s: %zu",
                       class->words != NULL ? class->words : b->words[i], out->of[i]);
        out->keys[out->count++] =
            (ent_svg_key){ENT_KEY_BOX, class->klass, class->glyph, out->words[i]};
    }
    out->keys[out->count++] = (ent_svg_key){ENT_KEY_BOX, "land unknown", NULL, "no value"};
    if (of_one) {
        out->keys[out->count++] = (ent_svg_key){ENT_KEY_BOX, "land self", NULL, "the state itself"};
    }
}

/* 7. the whole */

/* "The blocs in 1965: 50 states with the United States, 12 with the Soviet Union" */
static void
print_blocs(const blocs *b, int year, char title[200])
{
    if (b->count == 1) {
        (void)snprintf(title, 200, "The blocs in %d: one alone, of %zu states", year, b->size[0]);
    } else {
        (void)snprintf(title, 200, "The blocs in %d: %zu states %s, %zu %s", year, b->size[0],
                       b->words[0], b->size[1], b->words[1]);
    }
}

static void
add_map(ent_text *out, const ent_picture_job *job, const blocs *b, const ent_bytes *borders,
        ring *room)
{
    const ent_codes  *codes = ent_record_codes(job->record);
    const land_scale *scale = scale_of(job->picture);
    ent_day           day = job->query->span.to - 1;
    bool              of_one = job->query->state_count > 0;
    ent_state         state = of_one ? job->query->states[0] : ENT_NO_STATE;
    double            height = WIDTH * HALF_HEIGHT / HALF_WIDTH - 40; /* no Antarctica */
    char              title[200], note[200], votes[64] = "";
    counted           key = {.count = 0};
    ent_svg_head      head = {.title = title, .said = note, .keys = key.keys};

    if (job->picture->detail == ENT_RECORD_VOTES) {
        ent_picture_say_votes(job->record, ent_date_year(day), votes, sizeof votes);
    }
    if (b->count > 0) {
        print_blocs(b, ent_date_year(day), title);
    } else {
        (void)snprintf(title, sizeof title, "%s%.80s in %d%s%s", scale->title,
                       of_one ? ent_codes_name(codes, state, day) : "", ent_date_year(day),
                       votes[0] != '\0' ? ": " : "", votes);
    }
    (void)snprintf(note, sizeof note, "%s; borders of today, Crimea by resolution 68/262",
                   scale->note);
    fill_key(job, b, of_one, &key);
    head.key_count = key.count;
    ent_svg_open_headed(out, job->picture->name, "chart wide", WIDTH, height, &head,
                        job->picture->about);
    add_land(out, job, b, borders, of_one ? ent_codes_id(codes, state) : "", room);
    ent_svg_close(out);
}

ent_status
ent_picture_draw_map(ent_ctx *ctx, const ent_picture_job *job, ent_text *out)
{
    ent_bytes  borders;
    ring      *room;
    blocs      found;
    ent_status status;

    if (ent_data_embedded("page/borders.txt", &borders) != ENT_OK) {
        ent_draw_nothing(out, job->picture->name, job->picture->title,
                         "This program was built without the borders of the world.");
        return ENT_OK;
    }
    status = find_blocs(ctx, job, &found);
    if (status != ENT_OK) {
        return status;
    }
    room = ent_alloc(1, sizeof *room);
    if (room == NULL) {
        return ent_fail_nomem(ctx);
    }
    add_map(out, job, &found, &borders, room);
    ent_free(room);
    return ENT_OK;
}
