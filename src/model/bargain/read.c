/*
 * read.c - the file of a bargain, read and written
 *
 *   1. fields     2. the first two lines     3. an actor     4. ideals that follow others
 *   5. the whole     6. writing
 *
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/csv.h"
#include "base/file.h"
#include "entente/bargain.h"

enum { LARGEST_FILE = 64 << 20, FIRST_NUMBER = 3 /* columns before the positions */ };

static const double MOST_CAPABILITY = 1e30, LEAST_SALIENCE = 1e-6, ROUNDING = 1e-6;

typedef struct reading {
    ent_ctx    *ctx;
    ent_csv     csv;
    ent_arena  *arena;
    ent_bargain out;
    size_t      promised; /* actors, by the first line */
} reading;

/* 1. fields */

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The field without blanks around it; its column is that of its first byte that is none. */
static ent_field
field_of(const reading *r, size_t column)
{
    ent_field field = ent_csv_field(&r->csv, column);

    while (field.length > 0 && is_blank(field.bytes[0])) {
        field.bytes++;
        field.length--;
        field.column++;
    }
    while (field.length > 0 && is_blank(field.bytes[field.length - 1])) {
        field.length--;
    }
    return field;
}

/* Where a field stands, or would stand at the end of its row. */
static ent_status
fail_at(const reading *r, size_t column, const char *what, const char *expected)
{
    const ent_csv *csv = &r->csv;
    ent_field      field = field_of(r, column);

    if (column >= csv->count) {
        return ent_fail(r->ctx, ENT_E_INPUT, "%s:%zu:%zu: no %s, expected %s", csv->name,
                        field.line, field.column, what, expected);
    }
    return ent_fail(r->ctx, ENT_E_INPUT, "%s:%zu:%zu: the %s is '%.*s', expected %s", csv->name,
                    field.line, field.column, what, (int)(field.length < 60 ? field.length : 60),
                    field.bytes, expected);
}

static ent_status
read_text(reading *r, size_t column, const char **out)
{
    ent_field field = field_of(r, column);
    char     *copy;

    if (memchr(field.bytes, '\0', field.length) != NULL) {
        return ent_fail(r->ctx, ENT_E_INPUT, "%s:%zu:%zu: a zero byte, expected text", r->csv.name,
                        field.line, field.column);
    }
    copy = ent_arena_strndup(r->arena, field.bytes, field.length);
    if (copy == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    *out = copy;
    return ENT_OK;
}

static ent_status
read_count(const reading *r, size_t column, const char *what, const char *expected, size_t least,
           size_t most, size_t *out)
{
    ent_field field = field_of(r, column);
    int64_t   number;

    if (field.length == 0 || !ent_integer_read(field.bytes, field.length, &number) ||
        number < (int64_t)least || number > (int64_t)most) {
        return fail_at(r, column, what, expected);
    }
    *out = (size_t)number;
    return ENT_OK;
}

static ent_status
read_percent(const reading *r, size_t column, const char *what, double *out)
{
    ent_field field = field_of(r, column);
    double    number;

    if (field.length == 0 || !ent_number_read(field.bytes, field.length, &number) ||
        !(number >= 0 && number <= 100)) {
        return fail_at(r, column, what, "a number from 0 to 100");
    }
    *out = number + 0.0; /* no -0 */
    return ENT_OK;
}

/* A row of nothing but separators and blanks, as spreadsheets leave them. */
static bool
is_empty(const reading *r)
{
    for (size_t i = 0; i < r->csv.count; i++) {
        if (field_of(r, i).length > 0) {
            return false;
        }
    }
    return true;
}

static ent_status
next_row(reading *r, bool *more)
{
    ent_status status;

    do {
        status = ent_csv_next(r->ctx, &r->csv, more);
    } while (status == ENT_OK && *more && is_empty(r));
    return status;
}

/* 2. the first two lines */

static ent_status
read_head(reading *r)
{
    bool       more;
    ent_status status = next_row(r, &more);

    if (status == ENT_OK && !more) {
        return ent_fail(r->ctx, ENT_E_INPUT,
                        "%s:1:1: no line in it, expected 'name, description, actors, dimensions'",
                        r->csv.name);
    }
    if (status == ENT_OK) {
        status = read_text(r, 0, &r->out.name);
    }
    if (status == ENT_OK) {
        status = read_text(r, 1, &r->out.description);
    }
    if (status == ENT_OK) {
        status = read_count(r, 2, "number of actors",
                            "a whole number from 2 to 1000 in the line 'name, description, "
                            "actors, dimensions' (a text with a comma needs double quotes)",
                            ENT_BARGAIN_LEAST_ACTORS, ENT_BARGAIN_MOST_ACTORS, &r->promised);
    }
    if (status == ENT_OK) {
        status = read_count(r, 3, "number of dimensions", "a whole number from 1 to 100", 1,
                            ENT_BARGAIN_MOST_DIMENSIONS, &r->out.dimension_count);
    }
    return status;
}

static ent_status
read_columns(reading *r)
{
    bool       more;
    size_t     count = r->out.dimension_count;
    ent_status status = next_row(r, &more);

    if (status == ENT_OK && !more) {
        return ent_fail(r->ctx, ENT_E_INPUT, "%s:%zu:1: no line with the names of columns",
                        r->csv.name, r->csv.next_line);
    }
    r->out.dimensions = ent_arena_alloc(r->arena, count, sizeof *r->out.dimensions);
    if (r->out.dimensions == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    for (size_t k = 0; k < count && status == ENT_OK; k++) {
        size_t column = FIRST_NUMBER + 2 * k;

        if (field_of(r, column).length == 0 || field_of(r, column + 1).length == 0) {
            return fail_at(r, field_of(r, column).length == 0 ? column : column + 1,
                           "name of a column",
                           "one for position and one for salience of each dimension");
        }
        status = read_text(r, column, &r->out.dimensions[k]);
    }
    return status;
}

/* 3. an actor */

/* The row's sum of saliences says too much, or nothing at all. */
static ent_status
check_salience(const reading *r, const ent_bargain_actor *actor)
{
    double sum = 0;
    size_t last = FIRST_NUMBER + 1;
    char   shown[32];

    for (size_t k = 0; k < r->out.dimension_count; k++) {
        sum += actor->salience[k];
        last = FIRST_NUMBER + 2 * k + 1;
        if (sum > 100 + ROUNDING) {
            break;
        }
    }
    if (sum >= LEAST_SALIENCE && sum <= 100 + ROUNDING) {
        return ENT_OK;
    }
    (void)ent_number_print_digits(sum, 6, shown, sizeof shown);
    return ent_fail(r->ctx, ENT_E_INPUT,
                    "%s:%zu:%zu: the saliences of '%s' sum to %s, expected above 0 and at most 100",
                    r->csv.name, field_of(r, last).line, field_of(r, last).column, actor->name,
                    shown);
}

static ent_status
read_capability(const reading *r, ent_bargain_actor *actor)
{
    ent_field field = field_of(r, 2);

    actor->capability = 0;
    if (field.length == 0 || !ent_number_read(field.bytes, field.length, &actor->capability) ||
        !(actor->capability > 0 && actor->capability <= MOST_CAPABILITY)) {
        return fail_at(r, 2, "capability",
                       actor->capability > MOST_CAPABILITY
                           ? "a number up to 1e30: only their ratios matter"
                           : "a number above 0 (a name with a comma needs double quotes)");
    }
    return ENT_OK;
}

/* Behind the last salience nothing may stand: a comma in a name shifts all fields. */
static ent_status
check_end(const reading *r)
{
    for (size_t i = FIRST_NUMBER + 2 * r->out.dimension_count; i < r->csv.count; i++) {
        if (field_of(r, i).length > 0) {
            return fail_at(r, i, "field behind the last salience",
                           "as many as the first line has dimensions (a name with a comma needs "
                           "double quotes)");
        }
    }
    return ENT_OK;
}

static ent_status
read_actor(reading *r)
{
    ent_bargain_actor *actor = &r->out.actors[r->out.actor_count];
    size_t             count = r->out.dimension_count;
    ent_status         status;

    if (field_of(r, 0).length == 0) {
        return fail_at(r, 0, "name of the actor", "a name");
    }
    actor->position = ent_arena_alloc(r->arena, count, sizeof *actor->position);
    actor->salience = ent_arena_alloc(r->arena, count, sizeof *actor->salience);
    if (actor->position == NULL || actor->salience == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    status = read_text(r, 0, &actor->name);
    if (status == ENT_OK) {
        status = read_text(r, 1, &actor->description);
    }
    if (status == ENT_OK) {
        status = read_capability(r, actor);
    }
    for (size_t k = 0; k < count && status == ENT_OK; k++) {
        status = read_percent(r, FIRST_NUMBER + 2 * k, "position", &actor->position[k]);
        if (status == ENT_OK) {
            status = read_percent(r, FIRST_NUMBER + 2 * k + 1, "salience", &actor->salience[k]);
        }
    }
    if (status == ENT_OK) {
        status = check_end(r);
    }
    if (status == ENT_OK) {
        status = check_salience(r, actor);
    }
    r->out.actor_count += status == ENT_OK;
    return status;
}

/* 4. ideals that follow others */

/* An actor by its name: the names in order. */
typedef struct named {
    const char *name;
    size_t      actor;
} named;

static int
compare_names(const void *a, const void *b)
{
    return strcmp(((const named *)a)->name, ((const named *)b)->name);
}

static bool
is_ideals_head(const reading *r)
{
    return ent_field_is(field_of(r, 0), "Ideal") && ent_field_is(field_of(r, 1), "Follows") &&
           ent_field_is(field_of(r, 2), "Share");
}

static ent_status
find_actor(const reading *r, const named *names, size_t column, size_t *out)
{
    ent_field field = field_of(r, column);
    size_t    low = 0, high = r->out.actor_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        size_t length = strlen(names[middle].name);
        int    order =
            memcmp(names[middle].name, field.bytes, length < field.length ? length : field.length);

        if (order < 0 || (order == 0 && length < field.length)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == r->out.actor_count || !ent_field_is(field, names[low].name)) {
        return fail_at(r, column, "actor", "the name of one of the lines above");
    }
    if (low + 1 < r->out.actor_count && strcmp(names[low].name, names[low + 1].name) == 0) {
        return fail_at(r, column, "actor", "a name that only one actor has");
    }
    *out = names[low].actor;
    return ENT_OK;
}

/* What the ideal of an actor follows in all, its own position by default entirely. */
static double
sum_of_shares(const double *shares, size_t count, size_t actor)
{
    double sum = isnan(shares[actor]) ? 100 : 0;

    for (size_t j = 0; j < count; j++) {
        sum += isnan(shares[j]) ? 0 : shares[j];
    }
    return sum;
}

static ent_status
read_ideal(const reading *r, const named *names, double *follows, size_t *lines)
{
    size_t     n = r->out.actor_count, who = 0, whom = 0;
    double     percent = 0;
    ent_status status = find_actor(r, names, 0, &who);

    if (status == ENT_OK) {
        status = find_actor(r, names, 1, &whom);
    }
    if (status == ENT_OK) {
        status = read_percent(r, 2, "share", &percent);
    }
    if (status == ENT_OK && !isnan(follows[who * n + whom])) {
        return fail_at(r, 1, "actor", "a pair that no line above names");
    }
    for (size_t i = 3; i < r->csv.count && status == ENT_OK; i++) {
        if (field_of(r, i).length > 0) {
            status = fail_at(r, i, "field behind the share", "nothing");
        }
    }
    if (status == ENT_OK) {
        follows[who * n + whom] = percent;
        lines[who] = r->csv.line;
    }
    return status;
}

static ent_status
check_shares(const reading *r, const double *follows, const size_t *lines)
{
    size_t n = r->out.actor_count;
    char   shown[32];

    for (size_t i = 0; i < n; i++) {
        double sum = sum_of_shares(follows + i * n, n, i);

        if (sum > 100 + ROUNDING) {
            (void)ent_number_print_digits(sum, 6, shown, sizeof shown);
            return ent_fail(r->ctx, ENT_E_INPUT,
                            "%s:%zu:1: the shares that the ideal of '%s' follows sum to %s, "
                            "expected at most 100 (its own position counts 100 where no line "
                            "says how far it follows that)",
                            r->csv.name, lines[i], r->out.actors[i].name, shown);
        }
    }
    return ENT_OK;
}

static ent_status
read_pairs(reading *r, const named *names, size_t *lines)
{
    size_t     n = r->out.actor_count;
    double    *follows = ent_arena_alloc(r->arena, n * n, sizeof *follows);
    bool       more = true;
    ent_status status = follows != NULL ? ENT_OK : ent_fail_nomem(r->ctx);

    for (size_t i = 0; i < n * n && status == ENT_OK; i++) {
        follows[i] = NAN;
    }
    while (status == ENT_OK) {
        status = next_row(r, &more);
        if (status != ENT_OK || !more) {
            break;
        }
        status = read_ideal(r, names, follows, lines);
    }
    r->out.follows = follows;
    return status == ENT_OK ? check_shares(r, follows, lines) : status;
}

/* The last row read is the head of the pairs. */
static ent_status
read_ideals(reading *r)
{
    size_t     n = r->out.actor_count;
    named     *names = ent_alloc(n, sizeof *names);
    size_t    *lines = ent_alloc(n, sizeof *lines);
    ent_status status = names != NULL && lines != NULL ? ENT_OK : ent_fail_nomem(r->ctx);

    if (status == ENT_OK) {
        for (size_t i = 0; i < n; i++) {
            names[i] = (named){r->out.actors[i].name, i};
        }
        qsort(names, n, sizeof *names, compare_names);
        status = read_pairs(r, names, lines);
    }
    ent_free(names);
    ent_free(lines);
    return status;
}

/* 5. the whole */

static ent_status
read_actors(reading *r)
{
    bool       more = true;
    ent_status status = ENT_OK;

    r->out.actors = ent_arena_alloc(r->arena, r->promised, sizeof *r->out.actors);
    if (r->out.actors == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    while (status == ENT_OK) {
        status = next_row(r, &more);
        if (status != ENT_OK || !more || is_ideals_head(r)) {
            break;
        }
        if (r->out.actor_count == r->promised) {
            return ent_fail(r->ctx, ENT_E_INPUT,
                            "%s:%zu:1: an actor more than the %zu of the first line", r->csv.name,
                            r->csv.line, r->promised);
        }
        status = read_actor(r);
    }
    if (status == ENT_OK && r->out.actor_count < r->promised) {
        return ent_fail(r->ctx, ENT_E_INPUT,
                        "%s:%zu:1: %s after %zu actors, expected the %zu of the first line",
                        r->csv.name, more ? r->csv.line : r->csv.next_line,
                        more ? "the ideals" : "the end", r->out.actor_count, r->promised);
    }
    return status == ENT_OK && more ? read_ideals(r) : status;
}

static ent_status
tell_repeated(const reading *r)
{
    size_t count = r->out.actor_count;
    named *names = ent_alloc(count, sizeof *names);
    bool   told = false;

    if (names == NULL) {
        return ent_fail_nomem(r->ctx);
    }
    for (size_t i = 0; i < count; i++) {
        names[i] = (named){r->out.actors[i].name, i};
    }
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 1; i < count; i++) {
        bool same = strcmp(names[i - 1].name, names[i].name) == 0;

        if (same && !told) {
            ent_say(r->ctx, ENT_WARNING, "%s: more than one actor is named '%s'", r->csv.name,
                    names[i].name);
        }
        told = same;
    }
    ent_free(names);
    return ENT_OK;
}

ent_status
ent_bargain_parse(ent_ctx *ctx, const char *name, const char *bytes, size_t length,
                  ent_bargain *out)
{
    reading    r = {.ctx = ctx};
    ent_status status;

    if (ent_is_utf16(bytes, length)) {
        return ent_fail(ctx, ENT_E_INPUT, "%s:1:1: UTF-16, expected UTF-8", name);
    }
    r.arena = ent_alloc(1, sizeof *r.arena);
    if (r.arena == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(r.arena);
    r.out.memory = r.arena;
    ent_csv_init(&r.csv, name, bytes, length, ',', false);
    status = read_head(&r);
    if (status == ENT_OK) {
        status = read_columns(&r);
    }
    if (status == ENT_OK) {
        status = read_actors(&r);
    }
    if (status == ENT_OK) {
        status = tell_repeated(&r);
    }
    ent_csv_clear(&r.csv);
    if (status != ENT_OK) {
        ent_bargain_clear(&r.out);
        return status;
    }
    *out = r.out;
    return ENT_OK;
}

ent_status
ent_bargain_read(ent_ctx *ctx, const char *path, ent_bargain *out)
{
    ent_bytes  bytes;
    ent_status status = ent_file_read(ctx, path, LARGEST_FILE, &bytes);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_bargain_parse(ctx, strcmp(path, "-") == 0 ? "standard input" : path, bytes.bytes,
                               bytes.length, out);
    ent_bytes_clear(&bytes);
    return status;
}

void
ent_bargain_clear(ent_bargain *bargain)
{
    if (bargain->memory != NULL) {
        ent_arena_clear(bargain->memory);
        ent_free(bargain->memory);
    }
    memset(bargain, 0, sizeof *bargain);
}

/* 6. writing */

/* Always in quotes: what blanks and commas it has is its own. */
static void
add_quoted(ent_text *out, const char *text)
{
    ent_text_add_char(out, '"');
    for (; *text != '\0'; text++) {
        ent_text_add(out, *text == '"' ? "\"\"" : "");
        if (*text != '"') {
            ent_text_add_char(out, *text);
        }
    }
    ent_text_add_char(out, '"');
}

static void
add_actor(ent_text *out, const ent_bargain_actor *actor, size_t dimensions)
{
    add_quoted(out, actor->name);
    ent_text_add_char(out, ',');
    add_quoted(out, actor->description);
    ent_text_add_char(out, ',');
    ent_text_add_number(out, actor->capability);
    for (size_t k = 0; k < dimensions; k++) {
        ent_text_add_char(out, ',');
        ent_text_add_number(out, actor->position[k]);
        ent_text_add_char(out, ',');
        ent_text_add_number(out, actor->salience[k]);
    }
    ent_text_add_char(out, '\n');
}

static void
add_ideals(ent_text *out, const ent_bargain *bargain)
{
    size_t n = bargain->actor_count;

    if (bargain->follows == NULL) {
        return;
    }
    ent_text_add(out, "Ideal,Follows,Share\n");
    for (size_t i = 0; i < n * n; i++) {
        if (!isnan(bargain->follows[i])) {
            add_quoted(out, bargain->actors[i / n].name);
            ent_text_add_char(out, ',');
            add_quoted(out, bargain->actors[i % n].name);
            ent_text_add_char(out, ',');
            ent_text_add_number(out, bargain->follows[i]);
            ent_text_add_char(out, '\n');
        }
    }
}

ent_status
ent_bargain_write(ent_ctx *ctx, const ent_bargain *bargain, FILE *stream)
{
    ent_text   text;
    ent_status status = ENT_OK;

    ent_text_init(&text);
    add_quoted(&text, bargain->name);
    ent_text_add_char(&text, ',');
    add_quoted(&text, bargain->description);
    ent_text_addf(&text, ",%zu,%zu\nActor,Description,Capability", bargain->actor_count,
                  bargain->dimension_count);
    for (size_t k = 0; k < bargain->dimension_count; k++) {
        ent_text_add_char(&text, ',');
        add_quoted(&text, bargain->dimensions[k]);
        ent_text_add(&text, ",Salience");
    }
    ent_text_add_char(&text, '\n');
    for (size_t i = 0; i < bargain->actor_count; i++) {
        add_actor(&text, &bargain->actors[i], bargain->dimension_count);
    }
    add_ideals(&text, bargain);
    if (text.failed) {
        status = ent_fail_nomem(ctx);
    } else if (fwrite(text.bytes, 1, text.length, stream) != text.length) {
        status = ent_fail(ctx, ENT_E_FILE, "cannot write: %s", strerror(errno));
    }
    ent_text_clear(&text);
    return status;
}
