/*
 * grid.c - a matrix of pairs, and spans of time, in letters
 *
 *   1. the matrix     2. spans
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/date.h"
#include "report/picture/picture.h"
#include "report/plot/plot.h"

/* 1. the matrix */

enum { CELL = 2, LABEL = 4, LEVELS = 4 };

typedef struct matrix {
    const ent_plot_data *data;
    ent_arena            arena;
    const char         **names;
    double              *values; /* row by row; NaN missing */
    size_t              *order;
    size_t               count, shown;
    double               far; /* largest of all values */
} matrix;

static size_t
name_at(matrix *m, const char *name)
{
    size_t at = 0;

    while (at < m->count && strcmp(m->names[at], name) != 0) {
        at++;
    }
    if (at == m->count) {
        m->names[m->count++] = name;
    }
    return at;
}

static ent_status
fill(ent_ctx *ctx, matrix *m)
{
    const ent_plot_data *data = m->data;

    m->names = ent_arena_alloc(&m->arena, 2 * data->count, sizeof *m->names);
    if (m->names == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < data->count; i++) {
        (void)name_at(m, data->series[i].key[0]);
        (void)name_at(m, data->series[i].key[1]);
    }
    m->values = ent_arena_alloc(&m->arena, m->count * m->count, sizeof *m->values);
    m->order = ent_arena_alloc(&m->arena, m->count, sizeof *m->order);
    if (m->values == NULL || m->order == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < m->count * m->count; i++) {
        m->values[i] = (double)NAN;
    }
    for (size_t i = 0; i < data->count; i++) {
        size_t a = name_at(m, data->series[i].key[0]), b = name_at(m, data->series[i].key[1]);

        m->values[a * m->count + b] = data->series[i].values[0];
        if (!data->is_directed) {
            m->values[b * m->count + a] = data->series[i].values[0];
        }
    }
    m->far = fmax(fabs(data->least), fabs(data->most));
    return ENT_OK;
}

static double
weight_of(const matrix *m, size_t i)
{
    double sum = 0;

    for (size_t j = 0; j < m->count; j++) {
        double value = m->values[i * m->count + j];

        sum += isnan(value) ? 0 : fabs(value);
    }
    return sum;
}

static double
distance(const matrix *m, size_t a, size_t b)
{
    double sum = 0;

    for (size_t j = 0; j < m->count; j++) {
        double x = m->values[a * m->count + j], y = m->values[b * m->count + j];

        if (j != a && j != b) {
            sum += fabs((isnan(x) ? 0 : x) - (isnan(y) ? 0 : y));
        }
    }
    return sum;
}

/* The states that say most, as many as fit, each followed by the one that is most like it. */
static void
find_order(matrix *m)
{
    size_t fit = (size_t)(m->data->options.width - LABEL) / CELL;

    m->shown = m->count < fit ? m->count : fit;
    for (size_t i = 0; i < m->count; i++) {
        m->order[i] = i;
    }
    for (size_t i = 0; i < m->shown; i++) {
        for (size_t k = i + 1; k < m->count; k++) {
            if (weight_of(m, m->order[k]) > weight_of(m, m->order[i])) {
                size_t other = m->order[i];

                m->order[i] = m->order[k];
                m->order[k] = other;
            }
        }
    }
    for (size_t i = 1; i + 1 < m->shown; i++) {
        for (size_t k = i + 1; k < m->shown; k++) {
            if (distance(m, m->order[i - 1], m->order[k]) <
                distance(m, m->order[i - 1], m->order[i])) {
                size_t other = m->order[i];

                m->order[i] = m->order[k];
                m->order[k] = other;
            }
        }
    }
}

/* Two columns: four shades up, four of minus signs down. */
static void
add_value(const matrix *m, double value, ent_text *out)
{
    static const char *const SHADES[] = {"\xE2\x96\x91\xE2\x96\x91", "\xE2\x96\x92\xE2\x96\x92",
                                         "\xE2\x96\x93\xE2\x96\x93", "\xE2\x96\x88\xE2\x96\x88"};
    static const char *const LETTERS[] = {"..", "oo", "OO", "@@"};
    static const char *const MINUS[] = {" \xE2\x88\x92", " \xE2\x88\x92",
                                        "\xE2\x88\x92\xE2\x88\x92", "\xE2\x88\x92\xE2\x88\x92"};
    static const char *const HYPHENS[] = {" -", " -", "--", "--"};
    bool                     ascii = m->data->options.ascii;
    int                      level = m->far > 0 ? (int)(fabs(value) / m->far * LEVELS) : 0;

    level = level >= LEVELS ? LEVELS - 1 : level;
    if (isnan(value)) {
        ent_text_add(out, "  ");
    } else if (value == 0) {
        ent_text_add(out, ascii ? " ," : " \xC2\xB7");
    } else {
        ent_plot_colour(&m->data->options, value < 0, out);
        ent_text_add(out, value > 0 ? (ascii ? LETTERS : SHADES)[level]
                                    : (ascii ? HYPHENS : MINUS)[level]);
        ent_plot_plain(&m->data->options, out);
    }
}

/* A shade and the value up to which it goes, on the next line where this one is full. */
static void
add_shade(const matrix *m, double value, double up_to, int *used, ent_text *out)
{
    char number[32];
    int  columns;

    ent_plot_number(up_to, number);
    columns = 2 + (int)strlen(" to ") + (int)strlen(number);
    if (*used > 0 && *used + 2 + columns > m->data->options.width) {
        ent_text_add_char(out, '\n');
        *used = 0;
    }
    ent_text_add(out, *used > 0 ? "  " : "");
    add_value(m, value, out);
    ent_text_addf(out, " to %s", number);
    *used += (*used > 0 ? 2 : 0) + columns;
}

/* Every shade, then every sign of what lies below 0. */
static void
add_key(const matrix *m, ent_text *out)
{
    int used = 0;

    for (int i = 0; i < LEVELS && m->data->most > 0; i++) {
        add_shade(m, (i + 0.5) / LEVELS * m->far, (i + 1.0) / LEVELS * m->far, &used, out);
    }
    ent_text_add(out, used > 0 ? "\n" : "");
    used = 0;
    for (int i = 0; i < LEVELS && m->data->least < 0; i += 2) {
        add_shade(m, -(i + 0.5) / LEVELS * m->far, -(i + 2.0) / LEVELS * m->far, &used, out);
    }
    ent_text_add(out, used == 0 ? "" : used + 32 > m->data->options.width ? "\n" : "  ");
    ent_text_add(out, m->data->options.ascii ? " , is 0; a blank is no value\n"
                                             : " \xC2\xB7 is 0; a blank is no value\n");
    if (m->shown < m->count) {
        ent_text_addf(out, "%zu of %zu: those whose values are largest\n", m->shown, m->count);
    }
}

/* Names stand upright above their columns. */
static void
add_heads(const matrix *m, ent_text *out)
{
    for (size_t letter = 0; letter + 1 < LABEL; letter++) {
        ent_text_addf(out, "%*s", LABEL, "");
        for (size_t i = 0; i < m->shown; i++) {
            const char   *name = m->names[m->order[i]];
            unsigned char c = strlen(name) > letter ? (unsigned char)name[letter] : ' ';

            ent_text_addf(out, " %c", c >= 0x20 && c < 0x7F ? c : '?');
        }
        ent_text_add_char(out, '\n');
    }
}

static void
add_rows(const matrix *m, ent_text *out)
{
    for (size_t i = 0; i < m->shown; i++) {
        ent_plot_cell(&m->data->options, m->names[m->order[i]], LABEL - 1, out);
        ent_text_add_char(out, ' ');
        for (size_t j = 0; j < m->shown; j++) {
            if (i == j) {
                ent_text_add(out, m->data->options.ascii ? " \\" : " \xE2\x95\xB2");
            } else {
                add_value(m, m->values[m->order[i] * m->count + m->order[j]], out);
            }
        }
        ent_text_add_char(out, '\n');
    }
}

ent_status
ent_plot_matrix(ent_ctx *ctx, const ent_plot_data *data, ent_text *out)
{
    matrix     m = {.data = data};
    char       when[16];
    ent_status status;

    ent_arena_init(&m.arena);
    status = fill(ctx, &m);
    if (status == ENT_OK) {
        find_order(&m);
        ent_plot_time(data, data->times[0], when);
        ent_text_addf(out, "%s, %s%s\n", data->value, when,
                      data->is_directed ? ": of the row, by the column" : "");
        add_heads(&m, out);
        add_rows(&m, out);
        add_key(&m, out);
    }
    ent_arena_clear(&m.arena);
    return status;
}

/* 2. spans */

/* A line of the picture: rows of one kind and type. */
typedef struct line {
    const char *name;
    size_t      next; /* the last row that was drawn, and one */
    bool       *years;
    bool        goes_on, began; /* beyond the right, left end */
} line;

typedef struct spans {
    ent_table *table;
    ent_arena  arena;
    int        kind, type, start, end, first, last;
    line      *lines;
    size_t     count;
} spans;

/* The year of a cell that holds a date; 0 where it holds none. */
static int
year_of(spans *s, size_t row, int column)
{
    const char *text = ent_table_get_text(s->table, row, (size_t)column);
    ent_span    span;

    return ent_span_read(text, strlen(text), &span) ? ent_date_year(span.from) : 0;
}

static void
find_years(spans *s)
{
    s->first = INT32_MAX;
    s->last = INT32_MIN;
    for (size_t row = 0; row < ent_table_row_count(s->table); row++) {
        int years[] = {year_of(s, row, s->start), year_of(s, row, s->end)};

        for (size_t i = 0; i < 2; i++) {
            if (years[i] != 0) {
                s->first = years[i] < s->first ? years[i] : s->first;
                s->last = years[i] > s->last ? years[i] : s->last;
            }
        }
    }
}

static ent_status
line_of(ent_ctx *ctx, spans *s, size_t row, line **out)
{
    const char *kind, *name;
    size_t      at = 0;

    kind = ent_arena_strdup(&s->arena,
                            s->kind >= 0 ? ent_table_get_text(s->table, row, (size_t)s->kind) : "");
    name = kind == NULL
               ? NULL
               : ent_arena_printf(&s->arena, "%s %s", kind,
                                  s->type >= 0 ? ent_table_get_text(s->table, row, (size_t)s->type)
                                               : "");
    if (name == NULL) {
        return ent_fail_nomem(ctx);
    }
    while (at < s->count && strcmp(s->lines[at].name, name) != 0) {
        at++;
    }
    *out = &s->lines[at];
    if (at == s->count) {
        s->lines[at].name = name;
        s->lines[at].years =
            ent_arena_alloc(&s->arena, (size_t)(s->last - s->first + 1), sizeof(bool));
        if (s->lines[at].years == NULL) {
            return ent_fail_nomem(ctx);
        }
        s->count++;
    }
    return ENT_OK;
}

static ent_status
add_spans(ent_ctx *ctx, spans *s)
{
    size_t     rows = ent_table_row_count(s->table);
    ent_status status = ENT_OK;

    s->lines = ent_arena_alloc(&s->arena, rows + 1, sizeof *s->lines);
    if (s->lines == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t row = 0; row < rows && status == ENT_OK; row++) {
        int   from = year_of(s, row, s->start), to = year_of(s, row, s->end);
        line *l;

        if (from == 0 && to == 0) {
            continue;
        }
        status = line_of(ctx, s, row, &l);
        if (status == ENT_OK) {
            l->goes_on = l->goes_on || to == 0;
            l->began = l->began || from == 0;
            to = to == 0 ? s->last : to;
            for (int year = from == 0 ? s->first : from; year <= to; year++) {
                l->years[year - s->first] = true;
            }
        }
    }
    return status;
}

static bool
is_set(const spans *s, const line *l, int column, int columns)
{
    int years = s->last - s->first + 1;
    int from = column * years / columns, to = (column + 1) * years / columns;

    for (int i = from; i < to || i == from; i++) {
        if (l->years[i]) {
            return true;
        }
    }
    return false;
}

static void
add_line(const spans *s, const line *l, const ent_plot_options *options, int name, int columns,
         size_t which, ent_text *out)
{
    int end = columns;

    ent_plot_cell(options, l->name, name, out);
    ent_text_add(out, !l->began ? " " : options->ascii ? "<" : "\xE2\x97\x82");
    while (end > 0 && !is_set(s, l, end - 1, columns)) {
        end--;
    }
    ent_plot_colour(options, which, out);
    for (int column = 0; column < end; column++) {
        bool here = is_set(s, l, column, columns);
        bool alone = (column == 0 || !is_set(s, l, column - 1, columns)) &&
                     (column + 1 == columns || !is_set(s, l, column + 1, columns));

        ent_text_add(out, !here            ? " "
                          : alone          ? options->ascii ? "o" : "\xE2\x97\x8F"
                          : options->ascii ? "="
                                           : "\xE2\x94\x81");
    }
    ent_plot_plain(options, out);
    ent_text_add(out, !l->goes_on ? "\n" : options->ascii ? ">\n" : "\xE2\x96\xB8\n");
}

static void
draw_spans(const spans *s, const ent_plot_options *options, ent_text *out)
{
    const char *last_kind = "";
    int         name = options->width * 2 / 5, columns, widest = 0;
    size_t      kinds = 0;

    for (size_t i = 0; i < s->count; i++) {
        int own = ent_plot_columns(s->lines[i].name);

        widest = own > widest ? own : widest;
    }
    name = widest < name ? widest : name;
    columns = options->width - name - 2;
    ent_text_addf(out, "%*s %d%*d\n", name, "", s->first, columns - 4, s->last);
    for (size_t i = 0; i < s->count; i++) {
        size_t word = strcspn(s->lines[i].name, " ");

        if (strncmp(s->lines[i].name, last_kind, word + 1) != 0) { /* a colour each kind */
            last_kind = s->lines[i].name;
            kinds++;
        }
        add_line(s, &s->lines[i], options, name, columns, kinds - 1, out);
    }
}

ent_status
ent_plot_spans(ent_ctx *ctx, ent_table *table, const ent_plot_options *options, ent_text *out)
{
    static const char *const LISTED[] = {"state", "institution"};

    spans      s = {.table = table,
                    .kind = ent_table_find(table, "kind"),
                    .type = ent_table_find(table, "type"),
                    .start = ent_table_find(table, "start"),
                    .end = ent_table_find(table, "end")};
    ent_status status = ENT_OK;

    for (size_t i = 0; i < sizeof LISTED / sizeof *LISTED; i++) {
        if (ent_table_find(table, LISTED[i]) == 0) { /* a line each */
            s.kind = 0;
            s.type = ent_table_find(table, "name");
        }
    }
    find_years(&s);
    if (s.first > s.last) {
        return ent_fail(ctx, ENT_E_ARG, "the answer holds no dates to draw");
    }
    ent_arena_init(&s.arena);
    status = add_spans(ctx, &s);
    if (status == ENT_OK) {
        draw_spans(&s, options, out);
    }
    ent_arena_clear(&s.arena);
    return status;
}
