/*
 * keys.c - rows of a table that say the same thing twice
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/keys.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/text.h"

/* One key of one row.  The spell is known to begin by `from` and to last until `to`, inclusive. */
struct ent_key {
    const char *text;  /* columns and values */
    const char *shown; /* the columns */
    size_t      shown_length, line;
    bool        timed;
    ent_span    start, end; /* as written */
    ent_day     from, to;
};

void
ent_keys_init(ent_keys *keys, const char *columns)
{
    memset(keys, 0, sizeof *keys);
    keys->columns = columns;
    ent_arena_init(&keys->memory);
    ent_text_init(&keys->text);
}

void
ent_keys_clear(ent_keys *keys)
{
    ent_arena_clear(&keys->memory);
    ent_text_clear(&keys->text);
    ent_free(keys->rows);
    ent_keys_init(keys, keys->columns);
}

static ent_field
field_of(const ent_csv *csv, const char *name, size_t length)
{
    ent_field none = {.bytes = ""};

    for (size_t i = 0; i < csv->header_count; i++) {
        if (csv->header[i].length == length && memcmp(csv->header[i].bytes, name, length) == 0) {
            return ent_csv_field(csv, i);
        }
    }
    return none;
}

/* A date that is no date is told by the reader of the table; here it is none. */
static ent_span
written_date(const ent_csv *csv, const char *name, ent_span otherwise)
{
    ent_field field = field_of(csv, name, strlen(name));
    ent_span  span = otherwise;

    return field.length > 0 && ent_span_read(field.bytes, field.length, &span) ? span : otherwise;
}

static int
compare_fields(ent_field a, ent_field b)
{
    int order = memcmp(a.bytes, b.bytes, a.length < b.length ? a.length : b.length);

    return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

static void
add_field(ent_text *out, ent_field field)
{
    ent_text_addf(out, "%zu:", field.length); /* no value runs into the next */
    ent_text_add_bytes(out, field.bytes, field.length);
}

/* Two columns in parentheses: the smaller value first.  Returns where the pair ends. */
static const char *
add_pair(ent_text *out, const ent_csv *csv, const char *at)
{
    size_t    first = strcspn(at, " "), second = strcspn(at + first + 1, ")");
    ent_field a = field_of(csv, at, first), b = field_of(csv, at + first + 1, second);
    bool      turn = compare_fields(b, a) < 0;

    add_field(out, turn ? b : a);
    add_field(out, turn ? a : b);
    return at + first + 1 + second + 1;
}

/* One key of the row, of the columns from `at` to the comma or the end. */
static void
compose(ent_text *out, const ent_csv *csv, const char *at, const char *end)
{
    while (at < end) {
        size_t length = strcspn(at, " ,");

        if (*at == ' ') {
            at++;
        } else if (*at == '(') {
            at = add_pair(out, csv, at + 1);
        } else {
            add_field(out, field_of(csv, at, length));
            at += length;
        }
    }
}

static ent_status
add_key(ent_ctx *ctx, ent_keys *keys, const ent_csv *csv, const char *at, const char *end)
{
    static const char ONCE[] = " once";
    const ptrdiff_t   length = sizeof ONCE - 1;
    bool              once = end - at > length && strncmp(end - length, ONCE, sizeof ONCE - 1) == 0;
    const char       *stop = once ? end - length : end;
    struct ent_key    key = {.shown = at, .shown_length = (size_t)(stop - at), .line = csv->line};

    key.start = (ent_span){ENT_DAY_MIN, ENT_DAY_MIN + 1};
    key.end = (ent_span){ENT_DAY_MAX, ENT_DAY_MAX};
    key.timed = !once && ent_csv_column(csv, "start") >= 0;
    if (key.timed) {
        key.start = written_date(csv, "start", key.start);
        key.end = written_date(csv, "end", key.end);
    }
    key.from = key.start.to - 1;
    key.to = key.end.from;
    keys->text.length = 0; /* its room serves all keys */
    ent_text_addf(&keys->text, "%td ", at - keys->columns);
    compose(&keys->text, csv, at, stop);
    key.text = ent_arena_strndup(&keys->memory, ent_text_get(&keys->text), keys->text.length);
    if (key.text == NULL || keys->text.failed ||
        !ENT_GROW(keys->rows, keys->capacity, keys->count + 1)) {
        return ent_fail_nomem(ctx);
    }
    keys->rows[keys->count++] = key;
    return ENT_OK;
}

ent_status
ent_keys_add(ent_ctx *ctx, ent_keys *keys, const ent_csv *csv)
{
    const char *at = keys->columns;
    ent_status  status = ENT_OK;

    while (at != NULL && *at != '\0' && status == ENT_OK) {
        const char *end = at + strcspn(at, ",");

        status = add_key(ctx, keys, csv, at, end);
        at = *end == ',' ? end + 1 : end;
        at += strspn(at, " ");
    }
    return status;
}

static int
compare_days(ent_day a, ent_day b)
{
    return (a > b) - (a < b);
}

/* By key, then by spell: those written alike stand together. */
static int
compare_keys(const void *a, const void *b)
{
    const struct ent_key *x = a, *y = b;
    const int             orders[] = {strcmp(x->text, y->text),
                                      compare_days(x->from, y->from),
                                      compare_days(x->start.from, y->start.from),
                                      compare_days(x->end.from, y->end.from),
                                      compare_days(x->end.to, y->end.to),
                                      (x->line > y->line) - (x->line < y->line)};

    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        if (orders[i] != 0) {
            return orders[i];
        }
    }
    return 0;
}

static bool
is_same_spell(const struct ent_key *a, const struct ent_key *b)
{
    return a->start.from == b->start.from && a->start.to == b->start.to &&
           a->end.from == b->end.from && a->end.to == b->end.to;
}

static ent_status
fail_repeated(ent_ctx *ctx, const struct ent_key *a, const struct ent_key *b, const char *name)
{
    const struct ent_key *first = a->line < b->line ? a : b, *second = first == a ? b : a;

    return ent_fail(ctx, ENT_E_INPUT,
                    "%s:%zu: the same '%.*s'%s as in %s:%zu; one of them has to go", name,
                    second->line, (int)a->shown_length, a->shown,
                    a->timed ? " at the same time" : "", name, first->line);
}

ent_status
ent_keys_check(ent_ctx *ctx, const ent_keys *keys, const char *name)
{
    const struct ent_key *longest = keys->rows; /* of its key, so far the last to end */

    if (keys->count > 1) {
        qsort(keys->rows, keys->count, sizeof *keys->rows, compare_keys);
    }
    for (size_t i = 1; i < keys->count; i++) {
        const struct ent_key *row = &keys->rows[i];

        if (strcmp(row->text, longest->text) != 0) {
            longest = row;
            continue;
        }
        if (is_same_spell(row - 1, row)) {
            return fail_repeated(ctx, row - 1, row, name);
        }
        if (row->from <= longest->to && longest->from <= row->to) {
            return fail_repeated(ctx, longest, row, name);
        }
        longest = row->to > longest->to ? row : longest;
    }
    return ENT_OK;
}
