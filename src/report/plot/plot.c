/*
 * plot.c - a table as a picture of letters: what is drawn, and as what
 *
 *   1. columns     2. series     3. the choice of a picture
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/plot/plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/date.h"
#include "report/picture/picture.h"

enum { MOST_LINES = 6, MOST_SERIES = 400, MOST_KEYS = 8, MONTHS = 12 };

static const double DAYS_OF_A_MONTH = 30.44; /* in the mean: enough to number the months */

/* 1. columns */

/* What is found in a table. */
typedef struct layout {
    int    when, value;
    size_t keys[MOST_KEYS];
    size_t key_count;
    bool   has_units;  /* of more than one unit: no common scale */
    bool   is_nominal; /* a number that is a name: its rows are counted */
} layout;

static bool
is_count(const char *name)
{
    static const char *const NAMES[] = {"n",     "carried", "runs",    "session",
                                        "ccode", "votes",   "votes_n", "known"};

    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        if (strcmp(NAMES[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static bool
has_values(const ent_table *table, size_t column)
{
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        if (!isnan(ent_table_get_number(table, row, column))) {
            return true;
        }
    }
    return false;
}

/* The first column of a type that says something and is no count of what stands behind it. */
static int
first_of(const ent_table *table, ent_column_type type, int when)
{
    const ent_column *columns = ent_table_columns(table);

    for (size_t i = 0; i < ent_table_column_count(table); i++) {
        if (columns[i].type == type && (int)i != when && !is_count(columns[i].name) &&
            has_values(table, i)) {
            return (int)i;
        }
    }
    return -1;
}

static bool
has_two_units(ent_table *table, int column)
{
    char first[32] = "";

    for (size_t row = 0; column >= 0 && row < ent_table_row_count(table); row++) {
        const char *unit = ent_table_get_text(table, row, (size_t)column);

        if (row == 0) {
            (void)snprintf(first, sizeof first, "%s", unit);
        } else if (strncmp(first, unit, sizeof first - 1) != 0) {
            return true;
        }
    }
    return false;
}

/* Leave out keys that are the same throughout, as long as one is left; pairs keep both states. */
static void
drop_idle_keys(ent_table *table, layout *l)
{
    size_t kept = 0;

    for (size_t i = 0; i < l->key_count && l->key_count > 2; i++) {
        if (!ent_table_is_alike(table, l->keys[i])) {
            l->keys[kept++] = l->keys[i];
        }
    }
    l->key_count = kept > 0 ? kept : l->key_count;
}

/* Groups of ties that are named by their years; -1 where one is not. */
static int
find_dated(ent_table *table)
{
    int      group = ent_table_find(table, "group");
    ent_span span;

    for (size_t row = 0; group >= 0 && row < ent_table_row_count(table); row++) {
        const char *text = ent_table_get_text(table, row, (size_t)group);

        if (!ent_span_read(text, strlen(text), &span)) {
            return -1;
        }
    }
    return group;
}

static ent_status
find_layout(ent_ctx *ctx, ent_table *table, const char *value, layout *out)
{
    const ent_column *columns = ent_table_columns(table);
    int year = ent_table_find(table, "year"), period = ent_table_find(table, "period");
    int unit = ent_table_find(table, "unit");

    *out = (layout){.when = year >= 0 ? year : period >= 0 ? period : find_dated(table)};
    out->value = value != NULL ? ent_table_find(table, value)
                               : first_of(table, ENT_COLUMN_NUMBER, out->when);
    if (out->value < 0 && value == NULL) {
        out->value = first_of(table, ENT_COLUMN_INTEGER, out->when);
    }
    if (out->value < 0) {
        return value != NULL
                   ? ent_fail(ctx, ENT_E_ARG, "the answer has no column '%s' to draw", value)
                   : ent_fail(ctx, ENT_E_ARG, "the answer holds no numbers to draw");
    }
    if (columns[out->value].type != ENT_COLUMN_NUMBER &&
        columns[out->value].type != ENT_COLUMN_INTEGER) {
        return ent_fail(ctx, ENT_E_ARG, "the column '%s' holds no numbers to draw",
                        columns[out->value].name);
    }
    out->is_nominal = strcmp(columns[out->value].name, "bloc") == 0;
    for (int i = 0; i < out->value && out->key_count < MOST_KEYS && !out->is_nominal; i++) {
        if (columns[i].type == ENT_COLUMN_TEXT && i != out->when) {
            out->keys[out->key_count++] = (size_t)i;
        }
    }
    out->has_units = has_two_units(table, unit);
    if (out->has_units && unit > out->value && out->key_count < MOST_KEYS) {
        out->keys[out->key_count++] = (size_t)unit;
    }
    drop_idle_keys(table, out);
    return ENT_OK;
}

/* In years; NaN where the cell says no time. */
static double
time_of(ent_table *table, size_t row, int column)
{
    const char *text;
    ent_span    span;

    if (column < 0) {
        return 0;
    }
    text = ent_table_get_text(table, row, (size_t)column);
    if (!ent_span_read(text, strlen(text), &span)) {
        return (double)NAN;
    }
    return ent_date_year(span.from) +
           round((span.from - ent_span_of_year(ent_date_year(span.from)).from) / DAYS_OF_A_MONTH) /
               MONTHS;
}

/* 2. series */

typedef struct gathering {
    ent_ctx      *ctx;
    ent_table    *table;
    layout        columns;
    ent_arena     arena;
    const char   *between[2]; /* the words of a name; in ASCII */
    ent_plot_data data;
} gathering;

static int
compare_times(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* The times of all rows, each once. */
static ent_status
gather_times(gathering *g)
{
    size_t rows = ent_table_row_count(g->table), kept = 0;

    g->data.times = ent_arena_alloc(&g->arena, rows + 1, sizeof *g->data.times);
    if (g->data.times == NULL) {
        return ent_fail_nomem(g->ctx);
    }
    for (size_t row = 0; row < rows; row++) {
        double when = time_of(g->table, row, g->columns.when);

        if (!isnan(when)) {
            g->data.times[g->data.time_count++] = when;
            g->data.by_month = g->data.by_month || when != floor(when);
        }
    }
    if (g->data.time_count > 0) {
        qsort(g->data.times, g->data.time_count, sizeof *g->data.times, compare_times);
    }
    for (size_t i = 0; i < g->data.time_count; i++) {
        if (kept == 0 || g->data.times[i] != g->data.times[kept - 1]) {
            g->data.times[kept++] = g->data.times[i];
        }
    }
    g->data.time_count = kept;
    return ENT_OK;
}

/* The keys of a row, one behind the other. */
static ent_status
print_keys(gathering *g, size_t row, size_t count, ent_text *out)
{
    ent_text_reset(out);
    for (size_t i = 0; i < count; i++) {
        const char *part = ent_table_get_text(g->table, row, g->columns.keys[i]);

        if (out->length > 0 && part[0] != '\0') {
            ent_text_add(out, g->between[g->data.options.ascii]);
        }
        ent_text_add(out, part);
    }
    return out->failed ? ent_fail_nomem(g->ctx) : ENT_OK;
}

/* What is before its last key, and that. */
static ent_status
split_name(gathering *g, size_t row, ent_plot_series *s)
{
    size_t     count = g->columns.key_count;
    ent_text   group;
    ent_status status;

    ent_text_init(&group);
    status = print_keys(g, row, count > 1 ? count - 1 : 0, &group);
    if (status == ENT_OK) {
        s->group = ent_arena_strdup(&g->arena, ent_text_get(&group));
        s->own = count > 0
                     ? ent_arena_strdup(
                           &g->arena, ent_table_get_text(g->table, row, g->columns.keys[count - 1]))
                     : "";
        status = s->group != NULL && s->own != NULL ? ENT_OK : ent_fail_nomem(g->ctx);
    }
    ent_text_clear(&group);
    return status;
}

static ent_status
begin_series(gathering *g, size_t row, const char *name)
{
    ent_plot_series *s = &g->data.series[g->data.count];

    s->name = ent_arena_strdup(&g->arena, name);
    s->values = ent_arena_alloc(&g->arena, g->data.time_count, sizeof *s->values);
    if (s->name == NULL || s->values == NULL) {
        return ent_fail_nomem(g->ctx);
    }
    for (size_t i = 0; i < g->data.time_count; i++) {
        s->values[i] = (double)NAN;
    }
    for (size_t i = 0; i < 2 && i < g->columns.key_count; i++) {
        s->key[i] =
            ent_arena_strdup(&g->arena, ent_table_get_text(g->table, row, g->columns.keys[i]));
        if (s->key[i] == NULL) {
            return ent_fail_nomem(g->ctx);
        }
    }
    g->data.count++;
    if (g->columns.is_nominal) {
        s->group = "";
        s->own = s->name;
        return ENT_OK;
    }
    return split_name(g, row, s);
}

/* Rows of one series mostly follow each other, or come in the same order each year. */
static size_t
find_series(const ent_plot_data *data, const char *name, size_t hint)
{
    for (size_t i = 0; i < data->count; i++) {
        size_t at = (hint + i) % data->count;

        if (strcmp(data->series[at].name, name) == 0) {
            return at;
        }
    }
    return data->count;
}

static size_t
find_time(const ent_plot_data *data, double when)
{
    const double *found = bsearch(&when, data->times, data->time_count, sizeof when, compare_times);

    return found != NULL ? (size_t)(found - data->times) : data->time_count;
}

static ent_status
gather_values(gathering *g, size_t most, ent_text *name)
{
    size_t     rows = ent_table_row_count(g->table), hint = 0;
    ent_status status = ENT_OK;

    g->data.series = ent_arena_alloc(&g->arena, most, sizeof *g->data.series);
    if (g->data.series == NULL) {
        return ent_fail_nomem(g->ctx);
    }
    g->data.least = INFINITY;
    g->data.most = -INFINITY;
    for (size_t row = 0; row < rows && status == ENT_OK; row++) {
        double value = ent_table_get_number(g->table, row, (size_t)g->columns.value);
        size_t when = find_time(&g->data, time_of(g->table, row, g->columns.when)), at;

        status = print_keys(g, row, g->columns.key_count, name);
        if (g->columns.is_nominal && !isnan(value)) {
            ent_text_addf(name, "%s %lld", ent_table_columns(g->table)[g->columns.value].name,
                          (long long)value);
        }
        if (status != ENT_OK || when == g->data.time_count || isnan(value)) {
            continue;
        }
        at = find_series(&g->data, ent_text_get(name), hint);
        if (at == g->data.count && at < most) {
            status = begin_series(g, row, ent_text_get(name));
        }
        g->data.is_cut = g->data.is_cut || at == most;
        if (status == ENT_OK && at < g->data.count) {
            double *place = &g->data.series[at].values[when];

            value = !g->columns.is_nominal ? value : isnan(*place) ? 1 : *place + 1;
            *place = value;
            g->data.least = fmin(g->data.least, value);
            g->data.most = fmax(g->data.most, value);
            hint = at + 1;
        }
    }
    return status;
}

/* 3. the choice of a picture */

static void
find_pairs(gathering *g)
{
    static const struct {
        const char *names[2], *between[2];
    } PAIRS[] = {{{"state_a", "state_b"}, {"\xE2\x80\x93", "-"}},
                 {{"state", "from"}, {"\xE2\x86\x90", "<"}},
                 {{"state", "partner"}, {"\xE2\x86\x92", ">"}}};
    const ent_column *columns = ent_table_columns(g->table);

    g->between[0] = " \xC2\xB7 ";
    g->between[1] = ", ";
    for (size_t i = 0; i < sizeof PAIRS / sizeof *PAIRS && g->columns.key_count == 2; i++) {
        if (strcmp(columns[g->columns.keys[0]].name, PAIRS[i].names[0]) == 0 &&
            strcmp(columns[g->columns.keys[1]].name, PAIRS[i].names[1]) == 0) {
            g->data.is_pairs = true;
            g->data.is_directed = i > 0;
            memcpy(g->between, PAIRS[i].between, sizeof g->between);
        }
    }
}

static ent_status
draw(gathering *g, ent_text *out)
{
    if (g->data.count == 0) {
        return ent_fail(g->ctx, ENT_E_ARG, "the answer has no value to draw");
    }
    if (g->data.time_count > 1) {
        if (g->data.count <= MOST_LINES && !g->columns.has_units) {
            ent_plot_lines(&g->data, out);
        } else {
            ent_plot_sparks(&g->data, out);
        }
        return ENT_OK;
    }
    if (g->data.is_pairs && g->data.count > 1) {
        return ent_plot_matrix(g->ctx, &g->data, out);
    }
    ent_plot_bars(&g->data, out);
    return ENT_OK;
}

static ent_status
gather_and_draw(gathering *g, const ent_plot_options *options, ent_text *out)
{
    size_t     rows = ent_table_row_count(g->table), most;
    ent_text   name;
    ent_status status = find_layout(g->ctx, g->table, options->value, &g->columns);

    if (status == ENT_OK) {
        status = gather_times(g);
    }
    if (status != ENT_OK) {
        return status;
    }
    g->data.value = g->columns.is_nominal ? "states of each"
                                          : ent_table_columns(g->table)[g->columns.value].name;
    find_pairs(g);
    most = g->data.time_count > 1 && rows > MOST_SERIES ? MOST_SERIES : rows;
    ent_text_init(&name);
    status = gather_values(g, most > 0 ? most : 1, &name);
    ent_text_clear(&name);
    return status == ENT_OK ? draw(g, out) : status;
}

ent_status
ent_plot_table(ent_ctx *ctx, ent_table *table, const ent_plot_options *options, ent_text *out)
{
    gathering        g = {.ctx = ctx, .table = table};
    ent_plot_options chosen = options != NULL ? *options : (ent_plot_options){0};
    ent_status       status;

    chosen.width = chosen.width == 0                   ? 80
                   : chosen.width < ENT_PLOT_NARROWEST ? ENT_PLOT_NARROWEST
                   : chosen.width > ENT_PLOT_WIDEST    ? ENT_PLOT_WIDEST
                                                       : chosen.width;
    g.data.options = chosen;
    if (chosen.value == NULL && ent_table_find(table, "start") >= 0 &&
        ent_table_find(table, "end") >= 0) {
        status = ent_plot_spans(ctx, table, &chosen, out);
    } else {
        ent_arena_init(&g.arena);
        status = gather_and_draw(&g, &chosen, out);
        ent_arena_clear(&g.arena);
    }
    return status == ENT_OK && out->failed ? ent_fail_nomem(ctx) : status;
}
