/*
 * file.c - a landscape from files of CSV: propensities as a matrix or as pairs, and sizes
 *
 *   1. cells     2. a matrix     3. pairs     4. sizes     5. the whole
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/csv.h"
#include "base/package.h"
#include "model/landscape/landscape.h"

enum { MOST = ENT_LANDSCAPE_MOST_ACTORS, MOST_BYTES = 64 << 20 };

static const double LEAST_SIZE = 1e-12, MOST_VALUE = 1e12;

typedef struct reading {
    ent_ctx    *ctx;
    ent_csv     csv;
    ent_arena   memory;
    size_t      n;
    const char *names[MOST];
    double     *propensities; /* MOST x MOST while pairs are read, else n x n; NaN: not given yet */
    size_t      width;        /* of a row of them */
    double      offset;
} reading;

/* 1. cells */

static ent_status
fail_place(reading *r, ent_field field, ent_status status, const char *what)
{
    return ent_fail(r->ctx, status, "%s:%zu:%zu: %s", r->csv.name, field.line, field.column, what);
}

static int
most_shown(ent_field field)
{
    return field.length > 60 ? 60 : (int)field.length;
}

/* The name of an actor as it may be printed, taken into memory. */
static ent_status
add_name(reading *r, ent_field field)
{
    char *name;

    if (field.length == 0) {
        return fail_place(r, field, ENT_E_INPUT, "an actor without a name; give each one its own");
    }
    if (memchr(field.bytes, '\0', field.length) != NULL) {
        return fail_place(r, field, ENT_E_INPUT, "a zero byte, expected the name of an actor");
    }
    if (r->n == MOST) {
        return fail_place(r, field, ENT_E_LIMIT, "more than 512 actors; leave the smallest out");
    }
    name = ent_arena_strndup(&r->memory, field.bytes, field.length);
    if (name == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    r->names[r->n++] = name;
    return ENT_OK;
}

/* The number of the actor of this name; r->n for none. */
static size_t
find_name(const reading *r, ent_field field)
{
    size_t i = 0;

    while (i < r->n && !ent_field_is(field, r->names[i])) {
        i++;
    }
    return i;
}

static bool
read_propensity(ent_field field, double *out)
{
    return ent_number_read(field.bytes, field.length, out) && fabs(*out) <= MOST_VALUE;
}

/* Keep the propensity of a pair in both of its places; what stands there has to be the same. */
static ent_status
put(reading *r, size_t column, size_t i, size_t j, double value)
{
    double *there = &r->propensities[i * r->width + j];
    double *back = &r->propensities[j * r->width + i];

    value += r->offset;
    if (!isnan(*there) && *there != value) {
        return ent_csv_fail(r->ctx, &r->csv, column,
                            "the propensity that this pair has further up: energies are those of a "
                            "landscape only where propensities are the same both ways");
    }
    *there = *back = value;
    return ENT_OK;
}

static ent_status
check_count(reading *r)
{
    return r->n >= 2 ? ENT_OK
                     : ent_fail(r->ctx, ENT_E_INPUT, "%s:%zu:1: %zu actor%s, expected two or more",
                                r->csv.name, r->csv.line, r->n, r->n == 1 ? "" : "s");
}

static ent_status
new_propensities(reading *r, size_t width)
{
    r->width = width;
    r->propensities = ent_alloc(width * width, sizeof *r->propensities);
    if (r->propensities == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    for (size_t i = 0; i < width * width; i++) {
        r->propensities[i] = NAN;
    }
    return ENT_OK;
}

/* 2. a matrix */

static ent_status
matrix_names(reading *r)
{
    ent_status status = ENT_OK;

    for (size_t i = 1; i < r->csv.header_count && status == ENT_OK; i++) {
        size_t before = find_name(r, r->csv.header[i]);

        status = before < r->n ? fail_place(r, r->csv.header[i], ENT_E_INPUT,
                                            "an actor that has a column already; give each one its "
                                            "own name")
                               : add_name(r, r->csv.header[i]);
    }
    return status == ENT_OK ? check_count(r) : status;
}

static ent_status
matrix_row(reading *r, size_t row)
{
    ent_status status = ENT_OK;

    if (row >= r->n) {
        return fail_place(r, ent_csv_field(&r->csv, 0), ENT_E_INPUT,
                          "more rows than actors in the first row");
    }
    if (!ent_field_is(ent_csv_field(&r->csv, 0), r->names[row])) {
        ent_field name = ent_csv_field(&r->csv, 0);

        return ent_fail(r->ctx, ENT_E_INPUT,
                        "%s:%zu:%zu: the row of '%.*s', expected that of '%s': rows stand in the "
                        "order of the first one",
                        r->csv.name, name.line, name.column, most_shown(name), name.bytes,
                        r->names[row]);
    }
    if (r->csv.count > r->n + 1) {
        return fail_place(r, ent_csv_field(&r->csv, r->n + 1), ENT_E_INPUT,
                          "more cells than actors in the first row");
    }
    for (size_t j = 0; j < r->n && status == ENT_OK; j++) {
        double value;

        if (j == row || ent_csv_field(&r->csv, j + 1).length == 0) {
            continue;
        }
        if (!read_propensity(ent_csv_field(&r->csv, j + 1), &value)) {
            return ent_csv_fail(r->ctx, &r->csv, j + 1, "a number from -1e12 to 1e12");
        }
        status = put(r, j + 1, row, j, value);
    }
    return status;
}

static ent_status
read_matrix(reading *r)
{
    size_t     rows = 0;
    bool       more = true;
    ent_status status = matrix_names(r);

    if (status == ENT_OK) {
        status = new_propensities(r, r->n);
    }
    while (status == ENT_OK && more) { /* the first row is at hand */
        status = matrix_row(r, rows++);
        if (status == ENT_OK) {
            status = ent_csv_next(r->ctx, &r->csv, &more);
        }
    }
    if (status == ENT_OK && rows < r->n) {
        return ent_fail(r->ctx, ENT_E_INPUT,
                        "%s:%zu:1: no row of '%s', expected one for each actor", r->csv.name,
                        r->csv.line, r->names[rows]);
    }
    for (size_t i = 0; i < r->n && status == ENT_OK; i++) {
        for (size_t j = 0; j < i; j++) {
            if (isnan(r->propensities[i * r->n + j])) {
                return ent_fail(r->ctx, ENT_E_INPUT,
                                "%s:%zu:1: at the end no propensity of '%s' and '%s' is known; of "
                                "their two cells one may be empty",
                                r->csv.name, r->csv.line, r->names[j], r->names[i]);
            }
        }
    }
    return status;
}

/* 3. pairs */

static ent_status
pair_actor(reading *r, size_t column, size_t *out)
{
    ent_field field = ent_csv_field(&r->csv, column);

    *out = find_name(r, field);
    return *out < r->n ? ENT_OK : add_name(r, field);
}

static ent_status
pair_row(reading *r)
{
    size_t     a, b;
    double     value;
    ent_status status = pair_actor(r, 0, &a);

    if (status == ENT_OK) {
        status = pair_actor(r, 1, &b);
    }
    if (status != ENT_OK) {
        return status;
    }
    if (a == b) {
        return ent_csv_fail(r->ctx, &r->csv, 1, "another actor than in the first column");
    }
    if (!read_propensity(ent_csv_field(&r->csv, 2), &value)) {
        return ent_csv_fail(r->ctx, &r->csv, 2, "a number from -1e12 to 1e12");
    }
    return put(r, 2, a, b, value);
}

/* Pairs that no row names have no propensity. */
static void
fill_pairs(reading *r)
{
    size_t without = 0;

    for (size_t i = 0; i < r->n; i++) {
        for (size_t j = 0; j < r->n; j++) {
            double value = r->propensities[i * r->width + j];

            without += j < i && isnan(value);
            r->propensities[i * r->n + j] = isnan(value) ? 0 : value;
        }
    }
    r->width = r->n;
    if (without > 0) {
        ent_say(r->ctx, ENT_WARNING, "%s: %zu of %zu pairs have no row: their propensity is 0",
                r->csv.name, without, r->n * (r->n - 1) / 2);
    }
}

static ent_status
read_pairs(reading *r)
{
    bool       more = true;
    ent_status status = new_propensities(r, MOST);

    while (status == ENT_OK && more) { /* the first row is at hand */
        status = pair_row(r);
        if (status == ENT_OK) {
            status = ent_csv_next(r->ctx, &r->csv, &more);
        }
    }
    if (status == ENT_OK) {
        fill_pairs(r);
    }
    return status;
}

/* A matrix repeats its second column's name before its first row. */
static ent_status
read_propensities(reading *r)
{
    bool       more;
    ent_status status = ent_csv_read_header(r->ctx, &r->csv);

    if (status == ENT_OK) {
        status = ent_csv_next(r->ctx, &r->csv, &more);
    }
    if (status != ENT_OK) {
        return status;
    }
    if (!more) {
        return ent_fail(
            r->ctx, ENT_E_INPUT,
            "%s:%zu:1: no actors; expected a matrix (names in the first row and column) "
            "or pairs (actor, actor, propensity)",
            r->csv.name, r->csv.line);
    }
    if (r->csv.header_count > 1) {
        char *second =
            ent_arena_strndup(&r->memory, r->csv.header[1].bytes, r->csv.header[1].length);

        if (second == NULL) {
            return ent_fail_nomem(r->ctx);
        }
        if (second[0] != '\0' && ent_field_is(ent_csv_field(&r->csv, 0), second)) {
            return read_matrix(r);
        }
    }
    if (r->csv.header_count != 3) {
        return fail_place(r, ent_csv_field(&r->csv, 0), ENT_E_INPUT,
                          "neither a matrix, whose rows are named as its columns, nor pairs of "
                          "three columns (actor, actor, propensity)");
    }
    return read_pairs(r);
}

/* 4. sizes */

typedef struct size_rows {
    size_t  column, count; /* of sizes; rows of the file */
    double  values[MOST];
    size_t *actors; /* for each row and column the actor of that name, or n */
    size_t  columns;
} size_rows;

static int
size_column(const ent_csv *csv)
{
    static const char *const NAMES[] = {"size", "strength", "capability"};
    int                      column = -1;

    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0] && column < 0; i++) {
        column = ent_csv_column(csv, NAMES[i]);
    }
    return column;
}

static ent_status
size_row(reading *r, size_rows *rows)
{
    ent_field field = ent_csv_field(&r->csv, rows->column);
    double    value;

    if (rows->count == MOST) {
        return fail_place(r, field, ENT_E_LIMIT, "more than 512 sizes");
    }
    if (!ent_number_read(field.bytes, field.length, &value) || !(value >= LEAST_SIZE) ||
        value > MOST_VALUE) {
        return ent_csv_fail(r->ctx, &r->csv, rows->column, "a size above 0, from 1e-12 to 1e12");
    }
    for (size_t i = 0; i < rows->columns; i++) {
        rows->actors[rows->count * rows->columns + i] = find_name(r, ent_csv_field(&r->csv, i));
    }
    rows->values[rows->count++] = value;
    return ENT_OK;
}

/* Whether each actor stands in this column, once; then the sizes go to them. */
static bool
match_column(const reading *r, const size_rows *rows, size_t column, double *out)
{
    size_t found = 0;
    bool   seen[MOST] = {false};

    for (size_t row = 0; row < rows->count; row++) {
        size_t actor = rows->actors[row * rows->columns + column];

        if (actor < r->n) {
            if (seen[actor]) {
                return false;
            }
            seen[actor] = true;
            out[actor] = rows->values[row];
            found++;
        }
    }
    return found == r->n;
}

static ent_status
match_sizes(reading *r, const size_rows *rows, double *out)
{
    for (size_t column = 0; column < rows->columns; column++) {
        if (column != rows->column && match_column(r, rows, column, out)) {
            return ENT_OK;
        }
    }
    if (rows->count != r->n) {
        return ent_fail(
            r->ctx, ENT_E_INPUT,
            "%s:%zu:1: %zu size%s for %zu actors, and no column that names each of them "
            "once; name them as the propensities do",
            r->csv.name, r->csv.line, rows->count, rows->count == 1 ? "" : "s", r->n);
    }
    memcpy(out, rows->values, r->n * sizeof *out);
    ent_say(r->ctx, ENT_WARNING,
            "%s: no column names every actor: sizes are taken in the order of the actors",
            r->csv.name);
    return ENT_OK;
}

static ent_status
read_sizes(reading *r, double *out)
{
    size_rows  rows = {0};
    bool       more = true;
    int        column;
    ent_status status = ent_csv_read_header(r->ctx, &r->csv);

    if (status != ENT_OK) {
        return status;
    }
    column = size_column(&r->csv);
    if (column < 0) {
        return ent_fail(r->ctx, ENT_E_INPUT,
                        "%s:1:1: no column of sizes, expected 'size', 'strength' or 'capability'",
                        r->csv.name);
    }
    rows.column = (size_t)column;
    rows.columns = r->csv.header_count < 16 ? r->csv.header_count : 16;
    rows.actors = ent_alloc(MOST * rows.columns, sizeof *rows.actors);
    if (rows.actors == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    while (status == ENT_OK && (status = ent_csv_next(r->ctx, &r->csv, &more)) == ENT_OK && more) {
        status = size_row(r, &rows);
    }
    if (status == ENT_OK) {
        status = match_sizes(r, &rows, out);
    }
    ent_free(rows.actors);
    return status;
}

/* 5. the whole */

static ent_status
parse(reading *r, const char *name, const ent_bytes *propensities, const char *size_name,
      const ent_bytes *sizes, ent_landscape **out)
{
    double     values[MOST];
    ent_status status;

    ent_csv_init(&r->csv, name, propensities->bytes, propensities->length, ',', false);
    status = read_propensities(r);
    ent_csv_clear(&r->csv);
    if (status == ENT_OK && sizes != NULL) {
        ent_csv_init(&r->csv, size_name, sizes->bytes, sizes->length, ',', false);
        status = read_sizes(r, values);
        ent_csv_clear(&r->csv);
    }
    return status == ENT_OK
               ? ent_landscape_create(r->ctx, r->n, r->names, sizes != NULL ? values : NULL,
                                      r->propensities, out)
               : status;
}

ent_status
ent_landscape_parse(ent_ctx *ctx, const char *name, const ent_bytes *propensities,
                    const char *size_name, const ent_bytes *sizes, double offset,
                    ent_landscape **out)
{
    reading   *r;
    ent_status status;

    if (!(fabs(offset) <= MOST_VALUE)) {
        return ent_fail(ctx, ENT_E_ARG, "the offset is not from -1e12 to 1e12");
    }
    r = ent_alloc_zero(1, sizeof *r);
    if (r == NULL) {
        return ent_fail_nomem(ctx);
    }
    r->ctx = ctx;
    r->offset = offset;
    ent_arena_init(&r->memory);
    status = parse(r, name, propensities, size_name, sizes, out);
    ent_arena_clear(&r->memory);
    ent_free(r->propensities);
    ent_free(r);
    return status;
}

/* All bytes of the one file that there is to read; `*package` names it, and is closed at the end.
 */
static ent_status
read_bytes(ent_ctx *ctx, const char *path, ent_package **package, ent_bytes *out)
{
    bool       more;
    ent_status status = ent_package_open(ctx, path, MOST_BYTES, package);

    if (status == ENT_OK) {
        status = ent_package_next(ctx, *package, &more);
    }
    if (status == ENT_OK && !more) {
        status = ent_fail(ctx, ENT_E_INPUT, "%s: no file in the archive", path);
    }
    return status == ENT_OK ? ent_package_read(ctx, *package, MOST_BYTES, out) : status;
}

ent_status
ent_landscape_read(ent_ctx *ctx, const char *propensities, const char *sizes, double offset,
                   ent_landscape **out)
{
    ent_package *first = NULL, *second = NULL;
    ent_bytes    bytes = {NULL, 0, NULL}, more = {NULL, 0, NULL};
    ent_status   status = read_bytes(ctx, propensities, &first, &bytes);

    if (status == ENT_OK && sizes != NULL) {
        status = read_bytes(ctx, sizes, &second, &more);
    }
    if (status == ENT_OK) {
        status = ent_landscape_parse(ctx, ent_package_name(first), &bytes,
                                     second != NULL ? ent_package_name(second) : NULL,
                                     second != NULL ? &more : NULL, offset, out);
    }
    ent_bytes_clear(&bytes);
    ent_bytes_clear(&more);
    ent_package_close(first);
    ent_package_close(second);
    return status;
}
