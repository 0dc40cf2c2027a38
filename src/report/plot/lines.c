/*
 * lines.c - values over time in letters: lines, sparklines, bars
 *
 *   1. the canvas     2. lines     3. axes     4. the legend     5. sparklines     6. bars
 *
 * A letter of Unicode's Braille holds two by four points; in ASCII a cell is one point.
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "report/plot/plot.h"
#include "report/svg.h"

enum { ROWS = 16, MOST_COLUMNS = ENT_PLOT_WIDEST, DOTS_ACROSS = 2, DOTS_DOWN = 4, TAG_EVERY = 16 };

/* 1. the canvas */

typedef struct canvas {
    const ent_plot_data *data;
    int                  columns, margin; /* of the drawing; left of it */
    double               bottom, top, step;
    unsigned char        dots[ROWS][MOST_COLUMNS];
    char                 tag[ROWS][MOST_COLUMNS];   /* a letter in the place of dots; 0: none */
    unsigned char        owner[ROWS][MOST_COLUMNS]; /* the series, from 1 on; 0: nobody */
} canvas;

static const unsigned char DOT[DOTS_DOWN][DOTS_ACROSS] = {
    {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

/* A point in dots, from the left and from the top. */
static void
set_dot(canvas *c, size_t series, int x, int y)
{
    int column = x / DOTS_ACROSS, row = y / DOTS_DOWN;

    if (x >= 0 && y >= 0 && column < c->columns && row < ROWS) {
        c->dots[row][column] |= DOT[y % DOTS_DOWN][x % DOTS_ACROSS];
        c->owner[row][column] = (unsigned char)(series + 1);
    }
}

static void
draw_line(canvas *c, size_t series, double x0, double y0, double x1, double y1)
{
    double far = fmax(fabs(x1 - x0), fabs(y1 - y0));
    int    steps = (int)ceil(far);

    for (int i = 0; i <= steps; i++) {
        double part = steps > 0 ? (double)i / steps : 0;

        set_dot(c, series, (int)lround(x0 + part * (x1 - x0)), (int)lround(y0 + part * (y1 - y0)));
    }
}

/* 2. lines */

static double
x_of(const canvas *c, double when)
{
    const ent_plot_data *data = c->data;
    ent_scale            scale = {data->times[0], data->times[data->time_count - 1], 0,
                                  c->columns * DOTS_ACROSS - 1};

    return ent_scale_at(&scale, when);
}

static double
y_of(const canvas *c, double value)
{
    ent_scale scale = {c->bottom, c->top, ROWS * DOTS_DOWN - 1, 0};

    return ent_scale_at(&scale, value);
}

/* The least distance of two times: what is further apart has a gap between. */
static double
usual_step(const ent_plot_data *data)
{
    double least = INFINITY;

    for (size_t i = 1; i < data->time_count; i++) {
        least = fmin(least, data->times[i] - data->times[i - 1]);
    }
    return least;
}

static void
draw_series(canvas *c, size_t series)
{
    const ent_plot_data *data = c->data;
    const double        *values = data->series[series].values;
    double               step = usual_step(data) * 1.01;

    for (size_t i = 0; i < data->time_count; i++) {
        bool joined = i > 0 && !isnan(values[i - 1]) && data->times[i] - data->times[i - 1] <= step;

        if (!isnan(values[i])) {
            double x = x_of(c, data->times[i]), y = y_of(c, values[i]);

            draw_line(c, series, joined ? x_of(c, data->times[i - 1]) : x,
                      joined ? y_of(c, values[i - 1]) : y, x, y);
        }
    }
}

/* Without colour the letter of a series stands on its line now and then, in ASCII everywhere. */
static void
tag_series(canvas *c)
{
    bool ascii = c->data->options.ascii;

    if (!ascii && (c->data->options.colour || c->data->count == 1)) {
        return;
    }
    for (int row = 0; row < ROWS; row++) {
        for (int column = 0; column < c->columns; column++) {
            int series = c->owner[row][column] - 1;
            int place = TAG_EVERY / 2 + series * 5;

            if (series >= 0 && (ascii || column % TAG_EVERY == place % TAG_EVERY)) {
                c->tag[row][column] = c->data->count == 1 ? '*' : (char)('a' + series);
            }
        }
    }
}

static void
add_cell(const canvas *c, int row, int column, int zero, ent_text *out)
{
    const ent_plot_options *options = &c->data->options;
    unsigned                series = c->owner[row][column], dots = c->dots[row][column];

    if (series == 0) {
        ent_text_add(out, row != zero ? " " : options->ascii ? "." : "\xC2\xB7");
        return;
    }
    ent_plot_colour(options, series - 1, out);
    if (c->tag[row][column] != 0) {
        ent_text_add_char(out, c->tag[row][column]);
    } else { /* U+2800 and the dots */
        ent_text_add_char(out, (char)0xE2);
        ent_text_add_char(out, (char)(0xA0 | dots >> 6));
        ent_text_add_char(out, (char)(0x80 | (dots & 0x3F)));
    }
    ent_plot_plain(options, out);
}

/* 3. axes */

static void
find_scale(canvas *c)
{
    double least = c->data->least, most = c->data->most;

    if (least == most) {
        least -= 1;
        most += 1;
    }
    c->step = ent_scale_step(least, most, 5);
    c->bottom = floor(least / c->step + 1e-9) * c->step;
    c->top = ceil(most / c->step - 1e-9) * c->step;
    for (double value = c->bottom; value <= c->top + c->step / 2; value += c->step) {
        char label[32];

        ent_plot_number(value, label);
        c->margin = ent_plot_columns(label) > c->margin ? ent_plot_columns(label) : c->margin;
    }
}

static int
row_of(const canvas *c, double value)
{
    return (int)lround(y_of(c, value)) / DOTS_DOWN;
}

static void
add_label(const canvas *c, int row, ent_text *out)
{
    const char *bar = c->data->options.ascii ? " |" : " \xE2\x94\x82";
    char        label[32] = "";

    for (double value = c->bottom; value <= c->top + c->step / 2; value += c->step) {
        if (row_of(c, value) == row) {
            ent_plot_number(value, label);
            bar = c->data->options.ascii ? " +" : " \xE2\x94\xA4";
            break;
        }
    }
    ent_text_addf(out, "%*s%s", c->margin, label, bar);
}

static double
time_step(const ent_plot_data *data, int columns)
{
    double from = data->times[0], to = data->times[data->time_count - 1];
    double step = ent_scale_step(from, to, columns / 10 > 1 ? columns / 10 : 1);

    return data->by_month && to - from < 3 ? 0.5 : fmax(step, 1);
}

/* The years under the ticks, where they do not run into each other. */
static void
add_times(const ent_plot_data *data, int margin, int columns, ent_text *out)
{
    bool   ascii = data->options.ascii;
    double from = data->times[0], to = data->times[data->time_count - 1];
    double step = time_step(data, columns);
    char   ticks[MOST_COLUMNS] = {0}, labels[MOST_COLUMNS + 16];
    int    free_from = 0;

    memset(labels, ' ', sizeof labels);
    for (double when = ceil(from / step - 1e-9) * step; when <= to + 1e-9; when += step) {
        int  column = (int)lround((when - from) / (to - from) * (columns - 1));
        char label[16];
        int  wide, at;

        ent_plot_time(data, when, label);
        wide = ent_plot_columns(label);
        at = column - wide / 2 < 0 ? 0 : column - wide / 2;
        at = at + wide > columns ? columns - wide : at;
        ticks[column] = 1;
        if (at >= free_from) {
            memcpy(labels + at, label, (size_t)wide);
            free_from = at + wide + 1;
        }
    }
    ent_text_addf(out, "%*s %s", margin, "", ascii ? "+" : "\xE2\x94\x94");
    for (int column = 0; column < columns; column++) {
        ent_text_add(out, ticks[column] ? ascii ? "+" : "\xE2\x94\xB4"
                          : ascii       ? "-"
                                        : "\xE2\x94\x80");
    }
    ent_text_addf(out, "\n%*s  %.*s\n", margin, "", free_from > 0 ? free_from - 1 : 0, labels);
}

/* 4. the legend */

enum {
    BOTH_ENDS = 32, /* columns of the first and last value */
    INDENT = 2      /* of what stands under a heading */
};

static void
add_title(const ent_plot_data *data, ent_text *out)
{
    char from[16], to[16];

    ent_plot_time(data, data->times[0], from);
    ent_plot_time(data, data->times[data->time_count - 1], to);
    ent_text_addf(out, "%s, %s to %s\n", data->value, from, to);
}

/* `0.31 (1949) -> 0.87 (2024)`: the first and last value that there is; of a narrow drawing the
   last alone. */
static void
add_ends(const ent_plot_data *data, const ent_plot_series *series, bool narrow, ent_text *out)
{
    size_t first = 0, last = data->time_count;
    char   number[32], when[16];

    while (first < data->time_count && isnan(series->values[first])) {
        first++;
    }
    while (last > first + 1 && isnan(series->values[last - 1])) {
        last--;
    }
    first = narrow && last > first + 1 ? last - 1 : first;
    ent_plot_number(series->values[first], number);
    ent_plot_time(data, data->times[first], when);
    ent_text_addf(out, "%s (%s)", number, when);
    if (last > first + 1) {
        ent_plot_number(series->values[last - 1], number);
        ent_plot_time(data, data->times[last - 1], when);
        ent_text_addf(out, " %s %s (%s)", data->options.ascii ? "->" : "\xE2\x86\x92", number,
                      when);
    }
}

static int
widest_name(const ent_plot_data *data, int most)
{
    int wide = 0;

    for (size_t i = 0; i < data->count; i++) {
        int own = ent_plot_columns(data->series[i].name);

        wide = own > wide ? own : wide;
    }
    return wide < most ? wide : most;
}

static void
add_legend(const ent_plot_data *data, int margin, ent_text *out)
{
    const ent_plot_options *options = &data->options;
    int                     wide = widest_name(data, options->width / 2);
    bool                    narrow = margin + 6 + wide + BOTH_ENDS > options->width;

    for (size_t i = 0; i < data->count; i++) {
        char letter[] = {data->count == 1 ? '*' : (char)('a' + i), '\0'};

        ent_text_addf(out, "%*s", narrow ? 0 : margin + 2, "");
        ent_plot_colour(options, i, out);
        ent_text_add(out, options->ascii                        ? letter
                          : options->colour || data->count == 1 ? "\xE2\x94\x81"
                                                                : letter);
        ent_plot_plain(options, out);
        ent_text_add_char(out, ' ');
        if (wide > 0) {
            ent_plot_cell(options, data->series[i].name, wide, out);
            ent_text_add(out, "  ");
        }
        add_ends(data, &data->series[i], narrow, out);
        ent_text_add_char(out, '\n');
    }
}

void
ent_plot_lines(const ent_plot_data *data, ent_text *out)
{
    canvas c = {.data = data};
    int    zero;

    find_scale(&c);
    c.columns = data->options.width - c.margin - 2;
    for (size_t i = 0; i < data->count; i++) {
        draw_series(&c, i);
    }
    tag_series(&c);
    zero = c.bottom < 0 && c.top > 0 ? row_of(&c, 0) : -1;
    add_title(data, out);
    for (int row = 0; row < ROWS; row++) {
        int end = c.columns;

        add_label(&c, row, out);
        while (end > 0 && c.owner[row][end - 1] == 0 && row != zero) {
            end--; /* no blanks at the end of a line */
        }
        for (int column = 0; column < end; column++) {
            add_cell(&c, row, column, zero, out);
        }
        ent_text_add_char(out, '\n');
    }
    add_times(data, c.margin, c.columns, out);
    add_legend(data, c.margin, out);
}

/* 5. sparklines */

static const char *
block_of(const ent_plot_data *data, double value)
{
    static const char *const BLOCKS[] = {"\xE2\x96\x81", "\xE2\x96\x82", "\xE2\x96\x83",
                                         "\xE2\x96\x84", "\xE2\x96\x85", "\xE2\x96\x86",
                                         "\xE2\x96\x87", "\xE2\x96\x88"};
    static const char *const LETTERS[] = {"_", ".", ":", "-", "=", "+", "*", "#"};
    ent_scale                scale = {data->least, data->most, 0, 7};
    int                      level = (int)lround(ent_scale_at(&scale, value));

    if (isnan(value)) {
        return " ";
    }
    return data->options.ascii ? LETTERS[level] : BLOCKS[level];
}

/* The mean of what falls into a column, or the value that its time has. */
static double
value_in(const ent_plot_data *data, const double *values, int column, int columns)
{
    double from = data->times[0], span = data->times[data->time_count - 1] - from;
    double sum = 0, count = 0;
    double each = (span + usual_step(data)) / columns;

    for (size_t i = 0; i < data->time_count; i++) {
        double end = data->times[i] + usual_step(data);

        if (!isnan(values[i]) && data->times[i] < from + (column + 1) * each - 1e-9 &&
            end > from + column * each + 1e-9) {
            sum += values[i];
            count++;
        }
    }
    return count > 0 ? sum / count : (double)NAN;
}

/* The widest of what a series is called under the heading of its group. */
static int
widest_own(const ent_plot_data *data)
{
    int wide = 0;

    for (size_t i = 0; i < data->count; i++) {
        int own = ent_plot_columns(data->series[i].own);

        wide = own > wide ? own : wide;
    }
    return wide;
}

/* A group's heading, in as many columns as it takes. */
static void
add_heading(const ent_plot_data *data, const char *group, ent_text *out)
{
    int wide = ent_plot_columns(group), most = data->options.width;

    ent_plot_cell(&data->options, group, wide < most ? wide : most, out);
    ent_text_add_char(out, '\n');
}

/* Columns of the first and last value, of the last alone, of the shortest sparkline. */
enum { ENDS = 38, ONE_END = 18, LEAST_SPARK = 8 };

/* What the rows of sparklines are called: whole names, or the last key under headings where these
 * are too wide and there is more than one key. */
typedef struct naming {
    bool grouped, narrow;
    int  columns;
} naming;

static naming
name_sparks(const ent_plot_data *data)
{
    enum { NARROW = 60 };
    int    width = data->options.width, most = width / 3, whole = widest_name(data, width);
    naming n = {.narrow = width < NARROW};

    n.grouped = whole > most && !data->is_pairs && data->series[0].group[0] != '\0';
    most = n.grouped ? width - (n.narrow ? ONE_END : ENDS) - LEAST_SPARK : most;
    n.columns = n.grouped ? widest_own(data) + INDENT : whole;
    n.columns = n.columns < most ? n.columns : most;
    return n;
}

static void
add_spark(const ent_plot_data *data, const ent_plot_series *series, const naming *n, int columns,
          ent_text *out)
{
    ent_text_addf(out, "%*s", n->grouped ? INDENT : 0, "");
    ent_plot_cell(&data->options, n->grouped ? series->own : series->name,
                  n->columns - (n->grouped ? INDENT : 0), out);
    ent_text_add_char(out, ' ');
    for (int column = 0; column < columns; column++) {
        ent_text_add(out, block_of(data, value_in(data, series->values, column, columns)));
    }
    ent_text_add_char(out, ' ');
    add_ends(data, series, n->narrow, out);
    ent_text_add_char(out, '\n');
}

void
ent_plot_sparks(const ent_plot_data *data, ent_text *out)
{
    const naming n = name_sparks(data);
    int          columns = data->options.width - n.columns - (n.narrow ? ONE_END : ENDS);
    char         least[32], most[32];

    columns = columns < LEAST_SPARK ? LEAST_SPARK : columns;
    ent_plot_number(data->least, least);
    ent_plot_number(data->most, most);
    add_title(data, out);
    for (size_t i = 0; i < data->count; i++) {
        const char *group = data->series[i].group;

        if (n.grouped && (i == 0 || strcmp(group, data->series[i - 1].group) != 0)) {
            add_heading(data, group, out);
        }
        add_spark(data, &data->series[i], &n, columns, out);
    }
    ent_text_addf(out, "%*s %s %s, %s %s%sa blank is no value\n", n.narrow ? 0 : n.columns, "",
                  block_of(data, data->least), least, block_of(data, data->most), most,
                  n.narrow ? "\n " : "; ");
    if (data->is_cut) {
        ent_text_addf(out, "the first %zu alone; --states chooses others\n", data->count);
    }
}

/* 6. bars */

static void
add_bar(const ent_plot_options *options, double part, int columns, ent_text *out)
{
    static const char *const EIGHTHS[] = {"",
                                          "\xE2\x96\x8F",
                                          "\xE2\x96\x8E",
                                          "\xE2\x96\x8D",
                                          "\xE2\x96\x8C",
                                          "\xE2\x96\x8B",
                                          "\xE2\x96\x8A",
                                          "\xE2\x96\x89"};
    int                      eighths = (int)lround(fabs(part) * columns * 8);

    ent_plot_colour(options, part < 0, out);
    for (int i = 0; i < eighths / 8; i++) {
        ent_text_add(out, options->ascii ? part < 0 ? "-" : "#"
                          : part < 0     ? "\xE2\x96\x92"
                                         : "\xE2\x96\x88");
    }
    if (!options->ascii && part > 0) {
        ent_text_add(out, EIGHTHS[eighths % 8]);
    }
    ent_plot_plain(options, out);
}

/* The largest first; of equals the first. */
static size_t
next_largest(const ent_plot_data *data, const ent_plot_series *last)
{
    size_t found = data->count;

    for (size_t i = 0; i < data->count; i++) {
        double value = data->series[i].values[0];
        bool   is_after = last == NULL || value < last->values[0] ||
                        (value == last->values[0] && &data->series[i] > last);

        if (is_after && (found == data->count || value > data->series[found].values[0])) {
            found = i;
        }
    }
    return found;
}

void
ent_plot_bars(const ent_plot_data *data, ent_text *out)
{
    enum { MOST_BARS = 60, NUMBER = 12 };
    const ent_plot_options *options = &data->options;
    const ent_plot_series  *last = NULL;
    int                     name = widest_name(data, options->width / 2);
    double                  far = fmax(fabs(data->least), fabs(data->most));
    char                    number[32], when[16] = "";

    ent_plot_time(data, data->times[0], when);
    ent_text_addf(out, "%s%s%s\n", data->value, data->times[0] != 0 ? ", " : "",
                  data->times[0] != 0 ? when : "");
    for (size_t i = 0; i < data->count && i < MOST_BARS; i++) {
        last = &data->series[next_largest(data, last)];
        ent_plot_cell(options, last->name, name, out);
        ent_text_add(out, name > 0 ? " " : "");
        add_bar(options, far > 0 ? last->values[0] / far : 0, options->width - name - NUMBER, out);
        ent_plot_number(last->values[0], number);
        ent_text_addf(out, " %s\n", number);
    }
    if (data->count > MOST_BARS) {
        ent_text_addf(out, "and %zu more\n", data->count - MOST_BARS);
    }
}
