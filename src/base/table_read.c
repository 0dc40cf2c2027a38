/*
 * table_read.c - a table out of the JSON that it was printed as
 *
 * SPDX-License-Identifier: MIT
 */
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "base/table_json.h"

static bool
read_day(const json_t *value, ent_table *table, size_t column)
{
    const char *text = json_string_value(value);
    ent_span    span;

    if (text == NULL || !ent_span_read(text, strlen(text), &span) || span.to - span.from != 1) {
        return false;
    }
    ent_table_day(table, column, span.from);
    return true;
}

/* False where the value is of another type than the column. */
static bool
read_cell(const json_t *value, ent_column_type type, ent_table *table, size_t column)
{
    if (json_is_null(value)) {
        return true;
    }
    switch (type) {
    case ENT_COLUMN_TEXT:
        ent_table_text(table, column, json_string_value(value));
        return json_is_string(value);
    case ENT_COLUMN_INTEGER:
        ent_table_integer(table, column, json_integer_value(value));
        return json_is_integer(value);
    case ENT_COLUMN_NUMBER:
        ent_table_number(table, column, json_is_number(value) ? json_number_value(value) : NAN);
        return json_is_number(value);
    case ENT_COLUMN_BOOLEAN:
        ent_table_boolean(table, column, json_is_true(value));
        return json_is_boolean(value);
    case ENT_COLUMN_DAY:
        break;
    }
    return read_day(value, table, column);
}

static ent_status
read_rows(ent_ctx *ctx, const json_t *rows, const ent_column *columns, size_t count,
          ent_table *table)
{
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);

        ent_table_row(table);
        for (size_t c = 0; c < count; c++) {
            const json_t *value = json_object_get(row, columns[c].name);

            if (value == NULL || !read_cell(value, columns[c].type, table, c)) {
                return ent_fail(ctx, ENT_E_INPUT, "row %zu: %s of '%s'", i + 1,
                                value == NULL ? "no value" : "another type", columns[c].name);
            }
        }
    }
    return ent_table_check(ctx, table);
}

ent_status
ent_table_read(ent_ctx *ctx, const char *json, size_t length, const ent_column *columns,
               size_t count, ent_table **out)
{
    json_error_t  error;
    json_t       *whole = json_loadb(json, length, 0, &error);
    const json_t *rows = json_object_get(whole, "rows");
    ent_table    *table = NULL;
    ent_status    status = ent_table_create(ctx, columns, count, &table);

    if (status == ENT_OK && !json_is_array(rows)) {
        status = ent_fail(ctx, ENT_E_INPUT, "no table: %s",
                          whole == NULL ? error.text : "it has no list of rows");
    }
    if (status == ENT_OK) {
        status = read_rows(ctx, rows, columns, count, table);
    }
    json_decref(whole);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}
