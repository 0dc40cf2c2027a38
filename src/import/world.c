/*
 * world.c - the tables of data/world, read by the fields of their kinds
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/world.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/data.h"
#include "base/date.h"
#include "base/keys.h"
#include "entente/import.h"
#include "import/row.h"

static void
read_text(ent_row *row, size_t index, void *out)
{
    const char *text = ent_row_text(row, index);

    memcpy(out, &text, sizeof text);
}

static void
read_state(ent_row *row, size_t index, void *out)
{
    const char *id = ent_row_text(row, index);
    ent_state   state = id != NULL ? ent_codes_find(row->codes, id) : ENT_NO_STATE;

    if (id != NULL && state == ENT_NO_STATE) {
        ent_row_expect(row, index, "the id of a state");
    }
    memcpy(out, &state, sizeof state);
}

/* A name that is no state's stays as given: an institution, say. */
static void
read_party(ent_row *row, size_t index, bool required, void *out)
{
    const char *given = ent_row_text(row, index);
    ent_party   party = {given != NULL ? ent_codes_find(row->codes, given) : ENT_NO_STATE, NULL};

    party.given = party.state == ENT_NO_STATE ? given : NULL;
    if (party.state == ENT_NO_STATE && required) {
        ent_row_expect(row, index, given != NULL ? "the id of a state" : "a value");
    }
    memcpy(out, &party, sizeof party);
}

static void
read_day(ent_row *row, size_t index, bool end, void *out)
{
    ent_field field = ent_row_field(row, index);
    ent_span  span = {ENT_DAY_MIN, ENT_DAY_MAX};

    if (field.length > 0 && !ent_span_read(field.bytes, field.length, &span)) {
        ent_row_expect(row, index, "a date: YYYY, YYYY-MM or YYYY-MM-DD");
    }
    memcpy(out, end ? &span.to : &span.from, sizeof(ent_day));
}

static void
read_number(ent_row *row, size_t index, void *out)
{
    ent_field field = ent_row_field(row, index);
    double    value = (double)NAN;

    if (field.length > 0 && !ent_number_read(field.bytes, field.length, &value)) {
        ent_row_expect(row, index, "a number");
    }
    memcpy(out, &value, sizeof value);
}

static void
read_integer(ent_row *row, size_t index, void *out)
{
    ent_field field = ent_row_field(row, index);
    int64_t   value = ENT_NO_INTEGER;
    int32_t   narrow;

    if (field.length > 0 && (!ent_integer_read(field.bytes, field.length, &value) ||
                             value <= INT32_MIN || value > INT32_MAX)) {
        ent_row_expect(row, index, "a whole number");
    }
    narrow = (int32_t)value;
    memcpy(out, &narrow, sizeof narrow);
}

static void
read_flag(ent_row *row, size_t index, void *out)
{
    ent_field field = ent_row_field(row, index);
    bool      value = field.length == 1 && field.bytes[0] == '1';

    if (field.length > 1 || (field.length == 1 && !value && field.bytes[0] != '0')) {
        ent_row_expect(row, index, "0 or 1");
    }
    memcpy(out, &value, sizeof value);
}

static void
read_field(ent_row *row, size_t index, const ent_fact_type *type, char *fact)
{
    const ent_fact_field *field = &type->fields[index];
    char                  expected[ENT_FACT_EXPECTED];
    void                 *out = fact + field->offset;

    switch (field->type) {
    case ENT_FIELD_TEXT:
        read_text(row, index, out);
        break;
    case ENT_FIELD_STATE:
        read_state(row, index, out);
        break;
    case ENT_FIELD_PARTY:
        read_party(row, index, field->required, out);
        break;
    case ENT_FIELD_START:
    case ENT_FIELD_END:
        read_day(row, index, field->type == ENT_FIELD_END, out);
        break;
    case ENT_FIELD_INTEGER:
        read_integer(row, index, out);
        break;
    case ENT_FIELD_NUMBER:
        read_number(row, index, out);
        break;
    case ENT_FIELD_FLAG:
        read_flag(row, index, out);
        break;
    }
    if (!row->bad && !ent_fact_accepts(type, field, fact, row->codes, expected)) {
        ent_row_expect(row, index, expected);
    }
}

/* The columns of the kind; returns how many are fields of the kind. */
static size_t
name_columns(const ent_fact_type *type, ent_row_column out[ENT_ROW_MAX_COLUMNS + 1])
{
    size_t count = 0, all;

    memset(out, 0, (ENT_ROW_MAX_COLUMNS + 1) * sizeof *out);
    while (count < ENT_ROW_MAX_COLUMNS - 2 && type->fields[count].name != NULL) {
        out[count].name = type->fields[count].name;
        out[count].optional = !type->fields[count].required;
        count++;
    }
    all = count;
    if (type->cited) {
        out[all++].name = "source";
        out[all++].name = "locator";
    }
    return count;
}

static ent_status
check_no_other_column(ent_ctx *ctx, const ent_row *row, const ent_row_column *columns)
{
    for (size_t i = 0; i < row->csv.header_count; i++) {
        ent_field field = row->csv.header[i];
        size_t    n = 0;

        while (columns[n].name != NULL &&
               (strlen(columns[n].name) != field.length ||
                memcmp(columns[n].name, field.bytes, field.length) != 0)) {
            n++;
        }
        if (columns[n].name == NULL) {
            return ent_fail(ctx, ENT_E_INPUT, "%s:%zu:%zu: unknown column '%.*s'", row->csv.name,
                            row->csv.line, field.column, field.length > 60 ? 60 : (int)field.length,
                            field.bytes);
        }
    }
    return ENT_OK;
}

static ent_status
read_row(ent_ctx *ctx, ent_row *row, ent_fact_kind kind, size_t count, const ent_fact_sink *sink)
{
    const ent_fact_type *type = ent_fact_describe(kind);
    ent_any_fact         fact;
    ent_provenance       from = {0, (uint32_t)row->csv.line, NULL, NULL};

    memset(&fact, 0, sizeof fact);
    for (size_t i = 0; i < count && !row->bad; i++) {
        read_field(row, i, type, (char *)&fact);
    }
    if (!row->bad && type->cited) {
        from.citation = ent_row_text(row, count);
        from.locator = ent_row_text(row, count + 1);
        if (from.citation == NULL) {
            ent_row_expect(row, count, "a key of sources.csv");
        }
    }
    if (row->bad) {
        return ent_fail(ctx, ENT_E_INPUT, "%s:%zu:%zu: %s", row->csv.name, row->csv.line,
                        row->bad_column, row->reason);
    }
    memcpy(&fact, &from, sizeof from); /* every kind begins with its provenance */
    return sink->fact(ctx, sink->user, kind, &fact);
}

ent_status
ent_import_world_table(ent_ctx *ctx, const ent_codes *codes, ent_fact_kind kind, const char *name,
                       const char *bytes, size_t length, const ent_fact_sink *sink)
{
    ent_row_column columns[ENT_ROW_MAX_COLUMNS + 1];
    size_t         count = name_columns(ent_fact_describe(kind), columns);
    ent_keys       keys;
    ent_row        row;
    ent_status     status;
    bool           more = true;

    ent_keys_init(&keys, ent_fact_keys(kind));
    ent_row_init(&row, codes, name, bytes, length, ',', true);
    status = ent_row_header(ctx, &row, false, columns);
    if (status == ENT_OK) {
        status = check_no_other_column(ctx, &row, columns);
    }
    while (status == ENT_OK) {
        status = ent_row_next(ctx, &row, &more);
        if (status != ENT_OK || !more) {
            break;
        }
        status = read_row(ctx, &row, kind, count, sink);
        if (status == ENT_OK) {
            status = ent_keys_add(ctx, &keys, &row.csv);
        }
    }
    if (status == ENT_OK) {
        status = ent_keys_check(ctx, &keys, name);
    }
    ent_keys_clear(&keys);
    ent_row_clear(&row);
    return status;
}

static ent_status
drop_fact(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    (void)ctx;
    (void)user;
    (void)kind;
    (void)fact;
    return ENT_OK;
}

ent_status
ent_import_world_check(ent_ctx *ctx, const ent_codes *codes)
{
    ent_fact_sink sink = {NULL, drop_fact, NULL};
    ent_status    status = ENT_OK;

    for (int kind = 0; kind < ENT_FACT_KINDS && status == ENT_OK; kind++) {
        ent_bytes bytes;
        char      name[64];

        (void)snprintf(name, sizeof name, "world/%s.csv",
                       ent_fact_describe((ent_fact_kind)kind)->table);
        status = ent_data_read(ctx, name, &bytes);
        if (status == ENT_E_NOTFOUND) {
            status = ENT_OK; /* a kind that published sets alone bring */
            continue;
        }
        if (status == ENT_OK) {
            status = ent_import_world_table(ctx, codes, (ent_fact_kind)kind, name, bytes.bytes,
                                            bytes.length, &sink);
            ent_bytes_clear(&bytes);
        }
    }
    return status;
}

bool
ent_world_span(const char *bytes, size_t length, ent_span *out)
{
    static const char KEY[] = "# span: ";
    const char       *at = bytes, *end = bytes + length;
    ent_span          first, last;

    while (at < end && *at == '#') {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        const char *value = at + sizeof KEY - 1, *dots;

        if (stop == NULL) {
            return false;
        }
        if ((size_t)(stop - at) > sizeof KEY && memcmp(at, KEY, sizeof KEY - 1) == 0) {
            const char *tail = stop > at && stop[-1] == '\r' ? stop - 1 : stop;

            dots = memchr(value, '.', (size_t)(tail - value));
            if (dots == NULL || tail - dots < 3 || dots[1] != '.' ||
                !ent_span_read(value, (size_t)(dots - value), &first) ||
                !ent_span_read(dots + 2, (size_t)(tail - dots - 2), &last)) {
                return false;
            }
            *out = (ent_span){first.from, last.to};
            return true;
        }
        at = stop + 1;
    }
    return false;
}
