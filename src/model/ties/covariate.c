/*
 * covariate.c - what is known of actors and pairs beside their ties
 *
 *   1. actors     2. pairs     3. means and ranges     4. what tells the future     5. the list
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "model/ties/read.h"

/* Room for `count` matrices (or rows) of a covariate, filled with `value`. */
static ent_status
make_room(ent_saom_reading *r, ent_saom_covariate *c, size_t count, double value)
{
    size_t n = r->model->n, size = c->dyadic ? n * n : n;

    r->cells += count * size;
    if (r->cells > ENT_SAOM_MOST_CELLS) {
        return ent_fail(r->ctx, ENT_E_LIMIT, "%s:%zu: covariates of more than %d numbers",
                        r->model->file, c->line, ENT_SAOM_MOST_CELLS);
    }
    c->count = count;
    c->value = ent_arena_alloc(&r->model->arena, count, sizeof *c->value);
    for (size_t k = 0; k < count && c->value != NULL; k++) {
        c->value[k] = ent_arena_alloc(&r->model->arena, size, sizeof(double));
        if (c->value[k] == NULL) {
            return ent_fail_nomem(r->ctx);
        }
        for (size_t i = 0; i < size; i++) {
            c->value[k][i] = value;
        }
    }
    return c->value != NULL ? ENT_OK : ent_fail_nomem(r->ctx);
}

/* 1. actors */

/* One column is constant; of as many as there are waves the last belongs to no period. */
static bool
fits_periods(const ent_saom *m, size_t columns)
{
    return columns == 1 || columns == m->period_count || columns == m->period_count + 1;
}

static ent_status
fail_columns(ent_saom_reading *r, const ent_yaml_node *at, size_t columns)
{
    return ent_yaml_fail(r->ctx, at,
                         "%zu columns; expected 1 (constant), %zu (a period each) or %zu (a wave "
                         "each)",
                         columns, r->model->period_count, r->model->period_count + 1);
}

static ent_status
read_actor(ent_saom_reading *r, const ent_saom_table *table, ent_saom_covariate *c, size_t actor,
           const size_t *columns)
{
    for (size_t k = 0; k < c->count; k++) {
        ent_field field = ent_csv_field(&table->csv, columns[k]);
        double    value = NAN;

        if (field.length > 0 && !ent_field_is(field, "NA") &&
            (!ent_number_read(field.bytes, field.length, &value) || !isfinite(value))) {
            return ent_csv_fail(r->ctx, &table->csv, columns[k], "a number or NA");
        }
        c->value[k][actor] = value;
    }
    return ENT_OK;
}

/* Actors by the column `index`, `i` or `actor`, else in their order. */
static int
find_index(const ent_csv *csv)
{
    int index = ent_csv_column(csv, "index");

    if (index < 0) {
        index = ent_csv_column(csv, "i");
    }
    return index >= 0 ? index : ent_csv_column(csv, "actor");
}

static ent_status
read_actor_rows(ent_saom_reading *r, ent_saom_table *table, ent_saom_covariate *c,
                const size_t *columns)
{
    size_t     n = r->model->n, rows = 0;
    int        index = find_index(&table->csv);
    bool       more;
    ent_status status;

    while ((status = ent_csv_next(r->ctx, &table->csv, &more)) == ENT_OK && more) {
        size_t actor = rows++;

        if (index >= 0) {
            status = ent_saom_table_index(r, table, (size_t)index, 0, n - 1, &actor);
        } else if (actor >= n) {
            status = ent_fail(r->ctx, ENT_E_INPUT, "%s:%zu: more than %zu rows, one an actor",
                              table->csv.name, table->csv.line, n);
        }
        if (status == ENT_OK) {
            status = read_actor(r, table, c, actor, columns);
        }
        if (status != ENT_OK) {
            return status;
        }
    }
    if (status == ENT_OK && index < 0 && rows < n) {
        status = ent_fail(r->ctx, ENT_E_INPUT, "%s: %zu rows, expected %zu, one an actor",
                          table->csv.name, rows, n);
    }
    return status;
}

/* The year that the name of a column ends with; 0: none. */
static int
year_in(const char *name)
{
    size_t  length = strlen(name);
    int64_t year;

    return length > 4 && strspn(name + length - 4, "0123456789") == 4 &&
                   strchr("0123456789", name[length - 5]) == NULL &&
                   ent_integer_read(name + length - 4, 4, &year)
               ? (int)year
               : 0;
}

/* Columns of years that begin after their period. */
static ent_status
refuse_late_columns(ent_saom_reading *r, const ent_yaml_node *list)
{
    const ent_saom *m = r->model;

    for (size_t k = 0; k < m->period_count && ent_yaml_count(list) > 1; k++) {
        const char *name = ent_yaml_text(ent_yaml_item(list, k), "");
        int         begins = m->first_year + (int)k * m->every;

        if (m->first_year != 0 && year_in(name) > begins) {
            return ent_yaml_fail(r->ctx, ent_yaml_item(list, k),
                                 "column '%s' is of %d, but period %zu begins in %d: it would tell "
                                 "the future",
                                 name, year_in(name), k + 1, begins);
        }
    }
    return ENT_OK;
}

static ent_status
read_named_columns(ent_saom_reading *r, ent_saom_table *table, ent_saom_covariate *c,
                   const ent_yaml_node *list)
{
    size_t     count = ent_yaml_count(list), columns[ENT_SAOM_MOST_WAVES];
    ent_status status = fits_periods(r->model, count) ? ent_csv_read_header(r->ctx, &table->csv)
                                                      : fail_columns(r, list, count);

    for (size_t k = 0; k < count && status == ENT_OK; k++) {
        const ent_yaml_node *item = ent_yaml_item(list, k);
        int                  column = ent_csv_column(&table->csv, ent_yaml_text(item, ""));

        if (column < 0) {
            return ent_yaml_fail(r->ctx, item, "no column '%s' in the header of %s",
                                 ent_yaml_text(item, ""), table->csv.name);
        }
        columns[k] = (size_t)column;
    }
    count = count > r->model->period_count ? r->model->period_count : count;
    if (status == ENT_OK) {
        status = refuse_late_columns(r, list);
    }
    if (status == ENT_OK) {
        status = make_room(r, c, count, NAN);
    }
    return status == ENT_OK ? read_actor_rows(r, table, c, columns) : status;
}

/* A plain matrix: one row an actor. */
static ent_status
read_plain_columns(ent_saom_reading *r, ent_saom_table *table, ent_saom_covariate *c,
                   const ent_yaml_node *at)
{
    size_t     n = r->model->n, count, rows = 0, columns[ENT_SAOM_MOST_WAVES];
    bool       more;
    ent_status status = ent_csv_next(r->ctx, &table->csv, &more);

    if (status != ENT_OK) {
        return status;
    }
    count = more ? table->csv.count : 0;
    if (!fits_periods(r->model, count)) {
        return fail_columns(r, at, count);
    }
    for (size_t k = 0; k < count; k++) {
        columns[k] = k;
    }
    count = count > r->model->period_count ? r->model->period_count : count;
    status = make_room(r, c, count, NAN);
    for (; status == ENT_OK && more; rows++) {
        if (rows == n) {
            return ent_fail(r->ctx, ENT_E_INPUT, "%s:%zu: more than %zu rows, one an actor",
                            table->csv.name, table->csv.line, n);
        }
        status = read_actor(r, table, c, rows, columns);
        if (status == ENT_OK) {
            status = ent_csv_next(r->ctx, &table->csv, &more);
        }
    }
    if (status == ENT_OK && rows < n) {
        status = ent_fail(r->ctx, ENT_E_INPUT, "%s: %zu rows, expected %zu, one an actor",
                          table->csv.name, rows, n);
    }
    return status;
}

/* 2. pairs */

static ent_status
read_pair(ent_saom_reading *r, const ent_saom_table *table, ent_saom_covariate *c, int period,
          const size_t *pair, int value)
{
    size_t     n = r->model->n, which = 1, i, j;
    double     number = 1;
    ent_status status = ENT_OK;

    if (period >= 0) {
        status =
            ent_saom_table_index(r, table, (size_t)period, 1, r->model->period_count + 1, &which);
    }
    if (status == ENT_OK) {
        status = ent_saom_table_index(r, table, pair[0], 0, n - 1, &i);
    }
    if (status == ENT_OK) {
        status = ent_saom_table_index(r, table, pair[1], 0, n - 1, &j);
    }
    if (status != ENT_OK) {
        return status;
    }
    if (value >= 0) {
        ent_field field = ent_csv_field(&table->csv, (size_t)value);

        if (field.length == 0 || ent_field_is(field, "NA")) {
            number = NAN;
        } else if (!ent_number_read(field.bytes, field.length, &number) || !isfinite(number)) {
            return ent_csv_fail(r->ctx, &table->csv, (size_t)value, "a number or NA");
        }
    }
    if (which <= c->count) {
        c->value[which - 1][i * n + j] = number;
        if (!r->model->directed) {
            c->value[which - 1][j * n + i] = number;
        }
    }
    return ENT_OK;
}

/* `i,j[,value]`, or `period,i,j[,value]`; pairs without a row are 0. */
static ent_status
read_pairs(ent_saom_reading *r, ent_saom_table *table, ent_saom_covariate *c)
{
    static const char *const PAIR[] = {"i", "j"};
    size_t                   pair[2];
    int                      period, value;
    bool                     more;
    ent_status               status = ent_csv_read_header(r->ctx, &table->csv);

    if (status == ENT_OK) {
        status = ent_csv_find_columns(r->ctx, &table->csv, PAIR, 2, pair);
    }
    if (status != ENT_OK) {
        return status;
    }
    period = ent_csv_column(&table->csv, "period");
    value = ent_csv_column(&table->csv, "value");
    status = make_room(r, c, period >= 0 ? r->model->period_count : 1, 0);
    while (status == ENT_OK && (status = ent_csv_next(r->ctx, &table->csv, &more)) == ENT_OK &&
           more) {
        status = read_pair(r, table, c, period, pair, value);
    }
    return status;
}

/* A matrix without a header: one row and column an actor. */
static ent_status
read_square(ent_saom_reading *r, ent_saom_table *table, ent_saom_covariate *c)
{
    size_t     n = r->model->n, i = 0;
    double    *row = ent_alloc(n, sizeof *row);
    bool       more = true;
    ent_status status = row != NULL ? make_room(r, c, 1, 0) : ent_fail_nomem(r->ctx);

    while (status == ENT_OK && i <= n &&
           (status = ent_saom_table_numbers(r, table, n, row, &more)) == ENT_OK && more) {
        if (i < n) {
            memcpy(&c->value[0][i * n], row, n * sizeof *row);
        }
        i++;
    }
    ent_free(row);
    if (status == ENT_OK && i != n) {
        status = ent_fail(r->ctx, ENT_E_INPUT, "%s: %s than %zu rows, one an actor",
                          table->csv.name, i < n ? "fewer" : "more", n);
    }
    for (i = 0; i < n && status == ENT_OK && !r->model->directed; i++) {
        for (size_t j = i + 1; j < n && status == ENT_OK; j++) {
            double a = c->value[0][i * n + j], b = c->value[0][j * n + i];

            if (a != b && !(isnan(a) && isnan(b))) {
                status = ent_fail(r->ctx, ENT_E_INPUT,
                                  "%s:%zu: column %zu differs from row %zu, column %zu; between "
                                  "ties without direction a covariate is the same both ways",
                                  table->csv.name, i + 1, j + 1, j + 1, i + 1);
            }
        }
    }
    return status;
}

/* 3. means and ranges */

static void
find_mean(ent_saom_covariate *c, size_t n)
{
    size_t size = c->dyadic ? n * n : n, count = 0;
    double sum = 0;

    for (size_t k = 0; k < c->count && c->centred; k++) {
        for (size_t i = 0; i < size; i++) {
            if (!isnan(c->value[k][i]) && (!c->dyadic || i / n != i % n)) {
                sum += c->value[k][i];
                count++;
            }
        }
    }
    c->mean = count > 0 ? sum / (double)count : 0;
}

/* Over the values that belong to periods: the last wave's do not. */
static void
find_similarity(ent_saom_covariate *c, size_t n)
{
    double least = INFINITY, most = -INFINITY, sum = 0;
    size_t count = 0;

    for (size_t k = 0; k < c->count; k++) {
        for (size_t i = 0; i < n; i++) {
            least = fmin(least, c->value[k][i]);
            most = fmax(most, c->value[k][i]);
        }
    }
    c->range = most > least ? most - least : 0;
    for (size_t k = 0; k < c->count && c->range > 0; k++) {
        for (size_t i = 0; i < n; i++) {
            for (size_t j = i + 1; j < n; j++) {
                double difference = fabs(c->value[k][i] - c->value[k][j]);

                if (!isnan(difference)) {
                    sum += 1 - difference / c->range;
                    count++;
                }
            }
        }
    }
    c->similarity = count > 0 ? sum / (double)count : 0;
}

static bool
varies(const ent_saom_covariate *c, size_t n)
{
    double least = INFINITY, most = -INFINITY;

    for (size_t k = 0; k < c->count; k++) {
        for (size_t i = 0; i < (c->dyadic ? n * n : n); i++) {
            if (!c->dyadic || i / n != i % n) {
                least = fmin(least, c->value[k][i]);
                most = fmax(most, c->value[k][i]);
            }
        }
    }
    return most > least;
}

/* Covariances of sums over pairs, and products of four of them, are numbers yet. */
static const double LARGEST = 1e50;

static bool
is_too_large(const ent_saom_covariate *c, size_t n)
{
    for (size_t k = 0; k < c->count; k++) {
        for (size_t i = 0; i < (c->dyadic ? n * n : n); i++) {
            if (fabs(c->value[k][i]) > LARGEST) {
                return true;
            }
        }
    }
    return false;
}

ent_status
ent_saom_measure_covariate(ent_saom_reading *r, ent_saom_covariate *c, const ent_yaml_node *at)
{
    if (is_too_large(c, r->model->n)) {
        return ent_yaml_fail(r->ctx, at,
                             "covariate '%s' has values beyond 1e50: take a larger unit", c->name);
    }
    if (!varies(c, r->model->n)) {
        return ent_yaml_fail(r->ctx, at,
                             "covariate '%s' has the same value everywhere: it can explain nothing",
                             c->name);
    }
    find_mean(c, r->model->n);
    if (!c->dyadic) {
        find_similarity(c, r->model->n);
    }
    return ENT_OK;
}

/* 4. what tells the future */

/* Whether a covariate of pairs is the network at the end of a period, in other numbers. */
static bool
is_end_of(const ent_saom *m, const ent_saom_period *p, const double *value)
{
    double of[2] = {NAN, NAN}; /* of pairs without a tie at the end, and with one */

    for (size_t cell = 0; cell < m->n * m->n; cell++) {
        if (p->counted[cell] != 0 && cell / m->n != cell % m->n) {
            double *known = &of[p->end[cell] != 0];

            if (isnan(value[cell]) || (!isnan(*known) && *known != value[cell])) {
                return false;
            }
            *known = value[cell];
        }
    }
    return !isnan(of[0]) && !isnan(of[1]) && of[0] != of[1];
}

/* One that tells of every pair what becomes of it tells what the model is to explain. */
static ent_status
refuse_future(ent_saom_reading *r, const ent_saom_covariate *c, const ent_yaml_node *at)
{
    const ent_saom *m = r->model;
    size_t          moving = 0, told = 0;

    for (size_t p = 0; p < m->period_count && c->dyadic; p++) {
        const ent_saom_period *period = &m->periods[p];

        if (period->distance > 0) {
            moving++;
            told += is_end_of(m, period, c->value[p < c->count ? p : 0]);
        }
    }
    return moving > 0 && told == moving
               ? ent_yaml_fail(r->ctx, at,
                               "covariate '%s' is the network at the end of each period: it tells "
                               "the future that the model is to explain; give what was known when "
                               "the period began",
                               c->name)
               : ENT_OK;
}

/* 5. the list */

static ent_status
read_values(ent_saom_reading *r, ent_saom_covariate *c, const ent_yaml_node *map)
{
    const ent_yaml_node *file = ent_yaml_get(map, "file"), *columns = ent_yaml_get(map, "columns");
    ent_saom_table       table;
    ent_status           status = ent_saom_table_open(r, file, &table);
    bool                 more;

    if (status != ENT_OK) {
        return status;
    }
    if (!c->dyadic) {
        status = columns != NULL ? read_named_columns(r, &table, c, columns)
                                 : read_plain_columns(r, &table, c, file);
    } else {
        ent_saom_table first = table; /* a first look: numbers, or names of columns */
        double         number;

        ent_csv_init(&first.csv, table.csv.name, table.bytes.bytes, table.bytes.length, ',', false);
        status = ent_csv_next(r->ctx, &first.csv, &more);
        if (status == ENT_OK && more) {
            ent_field field = ent_csv_field(&first.csv, 0);

            status =
                ent_number_read(field.bytes, field.length, &number) || ent_field_is(field, "NA")
                    ? read_square(r, &table, c)
                    : read_pairs(r, &table, c);
        } else if (status == ENT_OK) {
            status = ent_fail(r->ctx, ENT_E_INPUT, "%s:1: empty, expected 'i,j' or numbers",
                              table.csv.name);
        }
        ent_csv_clear(&first.csv);
    }
    ent_saom_table_close(&table);
    return status;
}

static ent_status
read_covariate(ent_saom_reading *r, ent_saom_covariate *c, const ent_yaml_node *map)
{
    ent_status status;

    c->name = ent_arena_strdup(&r->model->arena, ent_yaml_text(ent_yaml_get(map, "name"), ""));
    c->dyadic = strcmp(ent_yaml_text(ent_yaml_get(map, "kind"), ""), "dyadic") == 0;
    c->centred = ent_yaml_boolean(ent_yaml_get(map, "centred"), false);
    c->line = ent_yaml_line(map);
    if (c->name == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    for (const ent_saom_covariate *other = r->model->covariates; other < c; other++) {
        if (strcmp(other->name, c->name) == 0) {
            return ent_yaml_fail(r->ctx, map, "covariate '%s' is there already, in line %zu",
                                 c->name, other->line);
        }
    }
    if (c->dyadic && ent_yaml_get(map, "columns") != NULL) {
        return ent_yaml_fail(r->ctx, ent_yaml_get(map, "columns"),
                             "'columns' are of covariates of kind actor");
    }
    status = read_values(r, c, map);
    if (status == ENT_OK) {
        status = refuse_future(r, c, map);
    }
    return status == ENT_OK ? ent_saom_measure_covariate(r, c, map) : status;
}

ent_status
ent_saom_read_covariates(ent_saom_reading *r, const ent_yaml_node *root)
{
    const ent_yaml_node *list = ent_yaml_get(root, "covariates");
    size_t               count = ent_yaml_count(list);
    ent_status           status = ENT_OK;

    if (count > ENT_SAOM_MOST_COVARIATES) {
        return ent_yaml_fail(r->ctx, list, "%zu covariates, at most %d", count,
                             ENT_SAOM_MOST_COVARIATES);
    }
    r->model->covariates = ent_arena_alloc(&r->model->arena, count, sizeof *r->model->covariates);
    if (r->model->covariates == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = read_covariate(r, &r->model->covariates[i], ent_yaml_item(list, i));
        r->model->covariate_count += status == ENT_OK;
    }
    return status;
}
