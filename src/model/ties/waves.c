/*
 * waves.c - observed networks into periods
 *
 *   1. tables     2. matrices     3. edges     4. presence     5. periods
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "model/ties/read.h"

/* 1. tables */

ent_status
ent_saom_table_open(ent_saom_reading *r, const ent_yaml_node *node, ent_saom_table *out)
{
    const char *file = ent_yaml_text(node, "");
    ent_status  status = r->open(r->ctx, r->user, file, &out->bytes);

    if (status != ENT_OK) {
        return ent_note(r->ctx, status, "which %s:%zu names", r->model->file, ent_yaml_line(node));
    }
    ent_csv_init(&out->csv, file, out->bytes.bytes, out->bytes.length, ',', false);
    return ENT_OK;
}

void
ent_saom_table_close(ent_saom_table *table)
{
    ent_csv_clear(&table->csv);
    ent_bytes_clear(&table->bytes);
}

static bool
is_missing(ent_field field)
{
    return field.length == 0 || ent_field_is(field, "NA");
}

ent_status
ent_saom_table_numbers(ent_saom_reading *r, ent_saom_table *table, size_t columns, double *out,
                       bool *more)
{
    ent_status status = ent_csv_next(r->ctx, &table->csv, more);

    if (status != ENT_OK || !*more) {
        return status;
    }
    if (table->csv.count != columns) {
        return ent_fail(r->ctx, ENT_E_INPUT, "%s:%zu: %zu columns, expected %zu", table->csv.name,
                        table->csv.line, table->csv.count, columns);
    }
    for (size_t i = 0; i < columns; i++) {
        ent_field field = ent_csv_field(&table->csv, i);

        if (is_missing(field)) {
            out[i] = NAN;
        } else if (!ent_number_read(field.bytes, field.length, &out[i]) || !isfinite(out[i])) {
            return ent_csv_fail(r->ctx, &table->csv, i, "a number or NA");
        }
    }
    return ENT_OK;
}

ent_status
ent_saom_table_index(ent_saom_reading *r, const ent_saom_table *table, size_t column, size_t least,
                     size_t most, size_t *out)
{
    ent_field field = ent_csv_field(&table->csv, column);
    int64_t   value;
    char      expected[80];

    if (!ent_integer_read(field.bytes, field.length, &value) || value < (int64_t)least ||
        value > (int64_t)most) {
        (void)snprintf(expected, sizeof expected, "a whole number from %zu to %zu", least, most);
        return ent_csv_fail(r->ctx, &table->csv, column, expected);
    }
    *out = (size_t)value;
    return ENT_OK;
}

/* 2. matrices */

static ent_status
new_wave(ent_saom_reading *r)
{
    uint8_t *wave = ent_arena_alloc(&r->model->arena, r->model->n * r->model->n, 1);

    if (wave == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    r->waves[r->wave_count++] = wave;
    return ENT_OK;
}

static bool
is_tie_code(double value)
{
    return isnan(value) || value == ENT_SAOM_NO_TIE || value == ENT_SAOM_TIE ||
           value == ENT_SAOM_FIXED_NO_TIE || value == ENT_SAOM_FIXED_TIE;
}

static ent_status
read_matrix_rows(ent_saom_reading *r, ent_saom_table *table, double *row)
{
    size_t     n = r->model->n, i = 0;
    uint8_t   *wave = r->waves[r->wave_count - 1];
    bool       more = true;
    ent_status status;

    while ((status = ent_saom_table_numbers(r, table, n, row, &more)) == ENT_OK && more) {
        for (size_t j = 0; j < n && i < n; j++) {
            if (i != j && !is_tie_code(row[j])) {
                return ent_csv_fail(r->ctx, &table->csv, j, "0, 1, NA, or 10 or 11 (fixed)");
            }
            wave[i * n + j] = isnan(row[j]) ? ENT_SAOM_MISSING : (uint8_t)row[j];
        }
        if (i++ == n) {
            break;
        }
    }
    if (status == ENT_OK && i != n) {
        status = ent_fail(r->ctx, ENT_E_INPUT, "%s: %s than %zu rows, one an actor",
                          table->csv.name, i < n ? "fewer" : "more", n);
    }
    return status;
}

/* The number of actors is that of columns in the first row of the first matrix. */
static ent_status
count_columns(ent_saom_reading *r, const ent_yaml_node *node)
{
    ent_saom_table table;
    bool           more;
    ent_status     status = ent_saom_table_open(r, node, &table);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_csv_next(r->ctx, &table.csv, &more);
    if (status == ENT_OK && r->model->n == 0) {
        r->model->n = more ? table.csv.count : 0;
    }
    ent_saom_table_close(&table);
    return status;
}

static ent_status
read_matrix(ent_saom_reading *r, const ent_yaml_node *node)
{
    ent_saom_table table;
    double        *row = ent_alloc(r->model->n, sizeof *row);
    ent_status     status = row != NULL ? new_wave(r) : ent_fail_nomem(r->ctx);

    if (status == ENT_OK) {
        status = ent_saom_table_open(r, node, &table);
    }
    if (status == ENT_OK) {
        status = read_matrix_rows(r, &table, row);
        ent_saom_table_close(&table);
    }
    ent_free(row);
    return status;
}

/* A tie without a direction has one value. */
static ent_status
check_mirror(ent_saom_reading *r, const ent_yaml_node *node)
{
    size_t         n = r->model->n;
    const uint8_t *wave = r->waves[r->wave_count - 1];

    for (size_t i = 0; i < n && !r->model->directed; i++) {
        for (size_t j = i + 1; j < n; j++) {
            if (wave[i * n + j] != wave[j * n + i]) {
                return ent_yaml_fail(r->ctx, node,
                                     "'%s' has one value at row %zu, column %zu and another at row "
                                     "%zu, column %zu; ties without direction are the same both "
                                     "ways",
                                     ent_yaml_text(node, ""), i + 1, j + 1, j + 1, i + 1);
            }
        }
    }
    return ENT_OK;
}

static ent_status
check_size(ent_saom_reading *r, const ent_yaml_node *at, size_t waves)
{
    size_t n = r->model->n;

    if (n < 2 || n > ENT_SAOM_MOST_ACTORS) {
        return ent_yaml_fail(r->ctx, at, "%zu actors, expected 2 to %d", n, ENT_SAOM_MOST_ACTORS);
    }
    if (waves < 2 || waves > ENT_SAOM_MOST_WAVES) {
        return ent_yaml_fail(r->ctx, at, "%zu wave%s, expected 2 to %d", waves,
                             waves == 1 ? "" : "s", ENT_SAOM_MOST_WAVES);
    }
    if (n * n * waves > ENT_SAOM_MOST_CELLS) {
        return ent_fail(r->ctx, ENT_E_LIMIT, "%s: %zu waves of %zu actors are more than %d pairs",
                        r->model->file, waves, n, ENT_SAOM_MOST_CELLS);
    }
    r->waves = ent_arena_alloc(&r->model->arena, waves, sizeof *r->waves);
    return r->waves != NULL ? ENT_OK : ent_fail_nomem(r->ctx);
}

static ent_status
read_matrices(ent_saom_reading *r, const ent_yaml_node *list)
{
    size_t     count = ent_yaml_count(list);
    ent_status status = count > 0 ? count_columns(r, ent_yaml_item(list, 0)) : ENT_OK;

    if (status == ENT_OK) {
        status = check_size(r, list, count);
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = read_matrix(r, ent_yaml_item(list, i));
        if (status == ENT_OK) {
            status = check_mirror(r, ent_yaml_item(list, i));
        }
    }
    return status;
}

/* 3. edges */

static const char *const EDGE_COLUMNS[] = {"wave", "i", "j"};

/* The largest number in the column `wave`. */
static ent_status
count_waves(ent_saom_reading *r, ent_saom_table *table, const size_t *columns, size_t *out)
{
    bool       more;
    ent_status status;

    *out = 0;
    while ((status = ent_csv_next(r->ctx, &table->csv, &more)) == ENT_OK && more) {
        size_t wave;

        status = ent_saom_table_index(r, table, columns[0], 1, ENT_SAOM_MOST_WAVES, &wave);
        if (status != ENT_OK) {
            return status;
        }
        *out = wave > *out ? wave : *out;
    }
    return status;
}

static ent_status
read_edge(ent_saom_reading *r, const ent_saom_table *table, const size_t *columns, int value)
{
    size_t     n = r->model->n, at[3];
    uint8_t    code = ENT_SAOM_TIE;
    ent_status status = ent_saom_table_index(r, table, columns[0], 1, r->wave_count, &at[0]);

    for (size_t k = 1; k < 3 && status == ENT_OK; k++) {
        status = ent_saom_table_index(r, table, columns[k], 0, n - 1, &at[k]);
    }
    if (status == ENT_OK && at[1] == at[2]) {
        return ent_csv_fail(r->ctx, &table->csv, columns[2], "another actor than 'i'");
    }
    if (status == ENT_OK && value >= 0) {
        ent_field field = ent_csv_field(&table->csv, (size_t)value);
        double    number = NAN;

        if (!is_missing(field) &&
            (!ent_number_read(field.bytes, field.length, &number) || !is_tie_code(number))) {
            return ent_csv_fail(r->ctx, &table->csv, (size_t)value,
                                "0, 1, NA, or 10 or 11 (fixed)");
        }
        code = isnan(number) ? ENT_SAOM_MISSING : (uint8_t)number;
    }
    if (status == ENT_OK) {
        r->waves[at[0] - 1][at[1] * n + at[2]] = code;
        if (!r->model->directed) {
            r->waves[at[0] - 1][at[2] * n + at[1]] = code;
        }
    }
    return status;
}

static ent_status
read_edge_rows(ent_saom_reading *r, const ent_yaml_node *node, ent_saom_table *table,
               const size_t *columns)
{
    int        value = ent_csv_column(&table->csv, "value");
    bool       more = true;
    size_t     waves;
    ent_status status = count_waves(r, table, columns, &waves);

    if (status == ENT_OK) {
        status = check_size(r, node, waves);
    }
    for (size_t w = 0; w < waves && status == ENT_OK; w++) {
        status = new_wave(r);
    }
    ent_csv_clear(&table->csv);
    ent_csv_init(&table->csv, ent_yaml_text(node, ""), table->bytes.bytes, table->bytes.length, ',',
                 false);
    if (status == ENT_OK) {
        status = ent_csv_read_header(r->ctx, &table->csv);
    }
    while (status == ENT_OK && (status = ent_csv_next(r->ctx, &table->csv, &more)) == ENT_OK &&
           more) {
        status = read_edge(r, table, columns, value);
    }
    return status;
}

static ent_status
read_edges(ent_saom_reading *r, const ent_yaml_node *node)
{
    ent_saom_table table;
    size_t         columns[3];
    ent_status     status = ent_saom_table_open(r, node, &table);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_csv_read_header(r->ctx, &table.csv);
    if (status == ENT_OK) {
        status = ent_csv_find_columns(r->ctx, &table.csv, EDGE_COLUMNS, 3, columns);
    }
    if (status == ENT_OK) {
        status = read_edge_rows(r, node, &table, columns);
    }
    ent_saom_table_close(&table);
    return status;
}

/* 4. presence */

static ent_status
read_presence_row(ent_saom_reading *r, const ent_saom_table *table, const size_t *columns)
{
    size_t     actor;
    double     when[2];
    ent_status status = ent_saom_table_index(r, table, columns[0], 0, r->model->n - 1, &actor);

    for (size_t k = 0; k < 2 && status == ENT_OK; k++) {
        ent_field field = ent_csv_field(&table->csv, columns[k + 1]);

        when[k] = k == 0 ? 0 : (double)r->wave_count + 1;
        if (field.length > 0 && (!ent_number_read(field.bytes, field.length, &when[k]) ||
                                 !isfinite(when[k]) || (k == 1 && when[1] <= when[0]))) {
            status = ent_csv_fail(r->ctx, &table->csv, columns[k + 1],
                                  k == 0 ? "a time in waves, as 1 or 2.5, or nothing"
                                         : "a time in waves after 'from', or nothing");
        }
    }
    if (status == ENT_OK) {
        r->from[actor] = when[0];
        r->to[actor] = when[1];
    }
    return status;
}

static ent_status
read_presence(ent_saom_reading *r, const ent_yaml_node *node)
{
    static const char *const COLUMNS[] = {"i", "from", "to"};
    ent_saom_table           table;
    size_t                   columns[3];
    bool                     more;
    ent_status               status;

    r->from = ent_arena_alloc(&r->model->arena, r->model->n, sizeof *r->from);
    r->to = ent_arena_alloc(&r->model->arena, r->model->n, sizeof *r->to);
    if (r->from == NULL || r->to == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    for (size_t i = 0; i < r->model->n; i++) {
        r->to[i] = (double)r->wave_count + 1;
    }
    status = ent_saom_table_open(r, node, &table);
    if (status != ENT_OK) {
        return status;
    }
    status = ent_csv_read_header(r->ctx, &table.csv);
    if (status == ENT_OK) {
        status = ent_csv_find_columns(r->ctx, &table.csv, COLUMNS, 3, columns);
    }
    while (status == ENT_OK && (status = ent_csv_next(r->ctx, &table.csv, &more)) == ENT_OK &&
           more) {
        status = read_presence_row(r, &table, columns);
    }
    ent_saom_table_close(&table);
    return status;
}

ent_status
ent_saom_read_waves(ent_saom_reading *r, const ent_yaml_node *root)
{
    const ent_yaml_node *waves = ent_yaml_get(root, "waves"),
                        *actors = ent_yaml_get(root, "actors");
    const ent_yaml_node *edges = ent_yaml_get(waves, "edges"),
                        *matrices = ent_yaml_get(waves, "matrices");
    ent_status status;

    r->model->n = (size_t)ent_yaml_integer(ent_yaml_get(actors, "count"), 0);
    if (waves == NULL) {
        return ent_yaml_fail(r->ctx, root, "'waves' is missing: the networks observed");
    }
    if ((edges == NULL) == (matrices == NULL)) {
        return ent_yaml_fail(r->ctx, waves, "expected either 'edges' or 'matrices'");
    }
    if (edges != NULL && r->model->n == 0) {
        return ent_yaml_fail(r->ctx, edges,
                             "'actors: {count: N}' is missing: edges do not tell who has none");
    }
    r->model->first_year = (int)ent_yaml_integer(ent_yaml_get(waves, "from"), 0);
    r->model->every = (int)ent_yaml_integer(ent_yaml_get(waves, "every"), 1);
    status = edges != NULL ? read_edges(r, edges) : read_matrices(r, matrices);
    if (status == ENT_OK && ent_yaml_get(actors, "presence") != NULL) {
        status = read_presence(r, ent_yaml_get(actors, "presence"));
    }
    return status == ENT_OK ? ent_saom_make_periods(r, waves) : status;
}

/* 5. periods */

/* The share of the period from wave w to the next at which a time lies, 0 to 1. */
static double
share_of(double elapsed, size_t w)
{
    return fmin(1, fmax(0, elapsed - (double)(w + 1)));
}

static bool
is_there(const ent_saom_period *p, size_t i, bool at_end)
{
    return p->joins == NULL ||
           (at_end ? p->joins[i] < 1 && p->leaves[i] >= 1 : p->joins[i] <= 0 && p->leaves[i] > 0);
}

static ent_status
find_presence(ent_saom_reading *r, size_t w, ent_saom_period *p)
{
    size_t n = r->model->n;
    bool   any = false;

    for (size_t i = 0; i < n && r->from != NULL; i++) {
        any |= r->from[i] > (double)(w + 1) || r->to[i] < (double)(w + 2);
    }
    if (!any) {
        return ENT_OK;
    }
    p->joins = ent_arena_alloc(&r->model->arena, n, sizeof *p->joins);
    p->leaves = ent_arena_alloc(&r->model->arena, n, sizeof *p->leaves);
    if (p->joins == NULL || p->leaves == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    for (size_t i = 0; i < n; i++) {
        p->joins[i] = share_of(r->from[i], w);
        p->leaves[i] = share_of(r->to[i], w);
    }
    return ENT_OK;
}

/* The last value known before wave w, 0 without any: what is missing is carried forward. */
static uint8_t
known_before(const ent_saom_reading *r, size_t w, size_t cell)
{
    while (w-- > 0) {
        if (r->waves[w][cell] != ENT_SAOM_MISSING) {
            return r->waves[w][cell];
        }
    }
    return ENT_SAOM_NO_TIE;
}

/* A pair in one period. */
static void
fill_pair(const ent_saom_reading *r, size_t w, ent_saom_period *p, size_t i, size_t j, bool *fixed)
{
    size_t  n = r->model->n, cell = i * n + j;
    uint8_t start = r->waves[w][cell], end = r->waves[w + 1][cell];
    bool    missing = start == ENT_SAOM_MISSING || end == ENT_SAOM_MISSING;
    bool    held = start >= ENT_SAOM_FIXED_NO_TIE;
    bool    begins = is_there(p, i, false) && is_there(p, j, false);
    bool    lasts = is_there(p, i, true) && is_there(p, j, true);

    if (start == ENT_SAOM_MISSING) {
        start = known_before(r, w, cell);
    }
    p->start[cell] = begins && (start == ENT_SAOM_TIE || start == ENT_SAOM_FIXED_TIE);
    p->end[cell] = lasts && (end == ENT_SAOM_TIE || end == ENT_SAOM_FIXED_TIE);
    if (!begins && lasts) {
        missing = end == ENT_SAOM_MISSING; /* who comes has no ties: that is known */
        held = end >= ENT_SAOM_FIXED_NO_TIE;
    }
    if (held) {
        p->end[cell] = lasts && !missing ? p->end[cell] : p->start[cell] && lasts;
    }
    p->counted[cell] = !missing && !held && lasts && end < ENT_SAOM_FIXED_NO_TIE;
    p->free[cell] = !held;
    *fixed |= held;
    p->distance += p->counted[cell] && p->start[cell] != p->end[cell];
}

/* Rows of bits, so that a network is settled in one pass over them. */
static ent_status
mark_aside(ent_saom_reading *r, ent_saom_period *p)
{
    size_t n = r->model->n, words = (n + 63) / 64;

    p->aside = ent_arena_alloc(&r->model->arena, n * words, sizeof *p->aside);
    p->stays = ent_arena_alloc(&r->model->arena, n * words, sizeof *p->stays);
    if (p->aside == NULL || p->stays == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    for (size_t cell = 0; cell < n * n; cell++) {
        size_t   at = cell / n * words + cell % n / 64;
        uint64_t bit = (uint64_t)1 << cell % n % 64;

        if (cell / n != cell % n && p->counted[cell] == 0) {
            p->aside[at] |= bit;
            p->stays[at] |= p->free != NULL && p->free[cell] == 0 && p->end[cell] != 0 ? bit : 0;
        }
    }
    return ENT_OK;
}

static ent_status
make_period(ent_saom_reading *r, size_t w, ent_saom_period *p)
{
    size_t     n = r->model->n;
    bool       fixed = false;
    ent_status status = find_presence(r, w, p);

    p->start = ent_arena_alloc(&r->model->arena, n * n, 1);
    p->end = ent_arena_alloc(&r->model->arena, n * n, 1);
    p->counted = ent_arena_alloc(&r->model->arena, n * n, 1);
    p->free = ent_arena_alloc(&r->model->arena, n * n, 1);
    if (status != ENT_OK || p->start == NULL || p->end == NULL || p->counted == NULL ||
        p->free == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            if (i != j) {
                fill_pair(r, w, p, i, j, &fixed);
            }
        }
    }
    if (!fixed) {
        p->free = NULL;
    }
    return mark_aside(r, p);
}

static bool
is_there_at_last(const ent_saom_reading *r, size_t i)
{
    double last = (double)r->wave_count;

    return r->from == NULL || (r->from[i] <= last && r->to[i] > last);
}

/* What begins with the last wave: who is there then stays, and nobody comes. */
static ent_status
make_ahead(ent_saom_reading *r, ent_saom_period *p)
{
    size_t     n = r->model->n;
    ent_arena *arena = &r->model->arena;

    p->start = ent_arena_alloc(arena, n * n, 1);
    p->counted = ent_arena_alloc(arena, n * n, 1);
    p->free = ent_arena_alloc(arena, n * n, 1);
    p->joins = ent_arena_alloc(arena, n, sizeof *p->joins);
    p->leaves = ent_arena_alloc(arena, n, sizeof *p->leaves);
    if (p->start == NULL || p->counted == NULL || p->free == NULL || p->joins == NULL ||
        p->leaves == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    p->end = p->start;
    for (size_t i = 0; i < n; i++) {
        p->joins[i] = is_there_at_last(r, i) ? 0 : 1;
        p->leaves[i] = 1;
        for (size_t j = 0; j < n; j++) {
            uint8_t code = known_before(r, r->wave_count, i * n + j);
            bool    there = i != j && is_there_at_last(r, i) && is_there_at_last(r, j);

            p->counted[i * n + j] = there;
            p->start[i * n + j] = there && (code == ENT_SAOM_TIE || code == ENT_SAOM_FIXED_TIE);
            p->free[i * n + j] = there && code < ENT_SAOM_FIXED_NO_TIE;
        }
    }
    return ENT_OK;
}

ent_status
ent_saom_make_periods(ent_saom_reading *r, const ent_yaml_node *at)
{
    ent_saom *m = r->model;
    size_t    moving = 0;

    m->period_count = r->wave_count - 1;
    m->periods = ent_arena_alloc(&m->arena, m->period_count + 1, sizeof *m->periods);
    if (m->periods == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    for (size_t w = 0; w < m->period_count; w++) {
        ent_status status = make_period(r, w, &m->periods[w]);

        if (status != ENT_OK) {
            return status;
        }
        moving += m->periods[w].distance > 0;
    }
    if (moving == 0) {
        return ent_yaml_fail(r->ctx, at,
                             "no tie differs between any wave and the next: nothing "
                             "tells how ties change");
    }
    return make_ahead(r, &m->periods[m->period_count]);
}
