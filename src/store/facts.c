/*
 * facts.c - facts into their tables and out again, by the fields of their kinds
 *
 *   1. the writer of a file     2. the visit of a kind
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/facts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"

enum { POLL_EVERY = 1024, PROVENANCE_COLUMNS = 3 };

/* Largest struct of a kind. */
typedef union any_fact {
#define ANY_FACT(name, type, table) type table;
    ENT_FACT_LIST(ANY_FACT)
#undef ANY_FACT
} any_fact;

/* 1. the writer of a file */

static void
add_columns(ent_text *sql, const ent_fact_type *type)
{
    ent_text_add(sql, "file, line, part");
    for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
        ent_text_addf(sql, ", \"%s\"", field->name);
    }
    if (type->cited) {
        ent_text_add(sql, ", citation, locator");
    }
}

static ent_status
prepare_text(ent_ctx *ctx, sqlite3 *db, ent_text *sql, sqlite3_stmt **out)
{
    ent_status status =
        sql->failed ? ent_fail_nomem(ctx) : ent_db_prepare(ctx, db, sql->bytes, out);

    ent_text_clear(sql);
    return status;
}

ent_status
ent_fact_writer_open(ent_ctx *ctx, sqlite3 *db, const ent_codes *codes, ent_fact_kind kind,
                     int64_t file, ent_fact_writer *out)
{
    ent_text   sql;
    ent_status status;

    memset(out, 0, sizeof *out);
    out->codes = codes;
    out->type = ent_fact_describe(kind);
    out->file = file;
    out->first = ENT_DAY_MAX;
    out->last = ENT_DAY_MIN;
    out->most = UINT64_MAX;
    ent_text_init(&sql);
    ent_text_addf(&sql, "INSERT INTO %s (", out->type->table);
    add_columns(&sql, out->type);
    ent_text_add(&sql, ") VALUES (?, ?, ?");
    for (const ent_fact_field *field = out->type->fields; field->name != NULL; field++) {
        ent_text_add(&sql, ", ?");
    }
    ent_text_add(&sql, out->type->cited ? ", ?, ?)" : ")");
    status = prepare_text(ctx, db, &sql, &out->insert);
    if (status == ENT_OK) {
        status = ent_db_prepare(ctx, db, "INSERT INTO rejects VALUES (?, ?, ?, ?)", &out->reject);
    }
    if (status != ENT_OK) {
        ent_fact_writer_close(out);
    }
    return status;
}

void
ent_fact_writer_close(ent_fact_writer *writer)
{
    (void)sqlite3_finalize(writer->insert);
    (void)sqlite3_finalize(writer->reject);
    writer->insert = writer->reject = NULL;
}

/* Days that the fact speaks of widen what its file speaks of. */
static void
widen(ent_fact_writer *writer, ent_day first, ent_day after)
{
    if (first != ENT_DAY_MIN && first < writer->first) {
        writer->first = first;
    }
    if (after == ENT_DAY_MAX) {
        writer->open = true;
    } else if (after - 1 > writer->last) {
        writer->last = after - 1;
    }
}

static void
bind_integer_field(ent_fact_writer *writer, ent_bind *bind, const char *name, int32_t value)
{
    if (value == ENT_NO_INTEGER) {
        ent_bind_text(bind, NULL);
        return;
    }
    ent_bind_integer(bind, value);
    if (strcmp(name, "year") == 0 && ent_date_is_valid(value, 1, 1)) {
        ent_span year = ent_span_of_year(value);

        widen(writer, year.from, year.to);
    }
}

static void
bind_state(ent_fact_writer *writer, ent_bind *bind, ent_state state)
{
    ent_bind_text(bind, state == ENT_NO_STATE ? NULL : ent_codes_id(writer->codes, state));
}

static void
bind_field(ent_fact_writer *writer, ent_bind *bind, const ent_fact_field *field, const char *fact)
{
    const char *at = fact + field->offset;
    const char *text;
    ent_state   state;
    ent_day     day;
    int32_t     integer;
    double      number;
    bool        flag;

    switch (field->type) {
    case ENT_FIELD_TEXT:
        memcpy(&text, at, sizeof text);
        ent_bind_text(bind, text);
        break;
    case ENT_FIELD_STATE:
        memcpy(&state, at, sizeof state);
        bind_state(writer, bind, state);
        break;
    case ENT_FIELD_START:
        memcpy(&day, at, sizeof day);
        ent_bind_start_day(bind, day);
        if (day != ENT_DAY_MIN) {
            widen(writer, day, day + 1);
        }
        break;
    case ENT_FIELD_END:
        memcpy(&day, at, sizeof day);
        ent_bind_end_day(bind, day);
        widen(writer, ENT_DAY_MIN, day);
        break;
    case ENT_FIELD_INTEGER:
        memcpy(&integer, at, sizeof integer);
        bind_integer_field(writer, bind, field->name, integer);
        break;
    case ENT_FIELD_NUMBER:
        memcpy(&number, at, sizeof number);
        ent_bind_number(bind, number);
        break;
    case ENT_FIELD_FLAG:
        memcpy(&flag, at, sizeof flag);
        ent_bind_integer(bind, flag);
        break;
    }
}

/* A line counts once, however many facts and rejects it gives. */
static void
count_row(ent_fact_writer *writer, uint32_t line)
{
    if (writer->rows == 0 || line != writer->row) {
        writer->rows++;
        writer->row = line;
    }
}

static ent_status
write_reject(ent_ctx *ctx, void *user, uint32_t line, uint32_t column, const char *reason)
{
    ent_fact_writer *writer = user;
    ent_bind         bind;

    count_row(writer, line);
    writer->rejects++;
    if (!ent_starts_with(reason, "unmatched ")) {
        writer->unreadable++;
        if (writer->unreadable == 1) {
            (void)snprintf(writer->first_reason, sizeof writer->first_reason, "line %u: %s",
                           (unsigned)line, reason);
        }
    }
    if (writer->unreadable > writer->most) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: more than %llu rows cannot be read; the first: %s",
                        writer->name, (unsigned long long)writer->most, writer->first_reason);
    }
    ent_bind_start(&bind, writer->reject);
    ent_bind_integer(&bind, writer->file);
    ent_bind_integer(&bind, line);
    ent_bind_integer(&bind, column);
    ent_bind_text(&bind, reason);
    return ent_bind_run(ctx, &bind);
}

static ent_status
write_fact(ent_ctx *ctx, void *user, ent_fact_kind kind, const void *fact)
{
    ent_fact_writer *writer = user;
    char             expected[ENT_FACT_EXPECTED], reason[ENT_FACT_EXPECTED + 64];
    ent_provenance   from;
    ent_bind         bind;

    if (ent_fact_describe(kind) != writer->type) {
        return ent_fail(ctx, ENT_E_BUG, "a fact of kind '%s' in a file of '%s'",
                        ent_fact_describe(kind)->table, writer->type->table);
    }
    memcpy(&from, fact, sizeof from);
    for (const ent_fact_field *field = writer->type->fields; field->name != NULL; field++) {
        if (!ent_fact_accepts(writer->type, field, fact, writer->codes, expected)) {
            (void)snprintf(reason, sizeof reason, "'%s' is not %s", field->name, expected);
            return write_reject(ctx, user, from.line, 1, reason);
        }
    }
    writer->part = from.line == writer->line ? writer->part + 1 : 0;
    writer->line = from.line;
    count_row(writer, from.line);
    ent_bind_start(&bind, writer->insert);
    ent_bind_integer(&bind, writer->file);
    ent_bind_integer(&bind, from.line);
    ent_bind_integer(&bind, writer->part);
    for (const ent_fact_field *field = writer->type->fields; field->name != NULL; field++) {
        bind_field(writer, &bind, field, fact);
    }
    if (writer->type->cited) {
        ent_bind_text(&bind, from.citation);
        ent_bind_text(&bind, from.locator);
    }
    return ent_bind_run(ctx, &bind);
}

ent_fact_sink
ent_fact_writer_sink(ent_fact_writer *writer)
{
    return (ent_fact_sink){writer, write_fact, write_reject};
}

/* The facts of the file that an earlier line has given: file, line, part, first. */
static void
add_repeats(ent_text *sql, const ent_fact_writer *writer)
{
    ent_text_add(sql, "FROM (SELECT file, line, part, min(line) OVER (PARTITION BY ");
    for (const ent_fact_field *field = writer->type->fields; field->name != NULL; field++) {
        ent_text_addf(sql, "%s\"%s\"", field == writer->type->fields ? "" : ", ", field->name);
    }
    ent_text_addf(sql, ") AS first FROM %s WHERE file = %lld) WHERE line > first",
                  writer->type->table, (long long)writer->file);
}

static ent_status
exec_text(ent_ctx *ctx, sqlite3 *db, ent_text *sql)
{
    ent_status status = sql->failed ? ent_fail_nomem(ctx) : ent_db_exec(ctx, db, sql->bytes);

    ent_text_clear(sql);
    return status;
}

ent_status
ent_fact_writer_set_repeats_aside(ent_ctx *ctx, sqlite3 *db, ent_fact_writer *writer)
{
    ent_text   sql;
    ent_status status;
    uint64_t   repeats;

    ent_text_init(&sql);
    ent_text_add(&sql, "INSERT INTO rejects SELECT file, line, 1, 'repeated: the same as line ' ||"
                       " min(first) ");
    add_repeats(&sql, writer);
    ent_text_add(&sql, " GROUP BY line");
    status = exec_text(ctx, db, &sql);
    repeats = status == ENT_OK ? (uint64_t)sqlite3_changes64(db) : 0;
    if (repeats > 0) {
        writer->rejects += repeats;
        ent_text_addf(&sql, "DELETE FROM %s WHERE (file, line, part) IN (SELECT file, line, part ",
                      writer->type->table);
        add_repeats(&sql, writer);
        ent_text_add(&sql, ")");
        status = exec_text(ctx, db, &sql);
    }
    return status;
}

/* 2. the visit of a kind */

static bool
load_state(const ent_codes *codes, sqlite3_stmt *statement, int column, ent_state *out)
{
    const char *id = ent_db_text(statement, column);

    *out = id != NULL ? ent_codes_find(codes, id) : ENT_NO_STATE;
    return id == NULL || *out != ENT_NO_STATE;
}

static bool
load_integer(sqlite3_stmt *statement, int column, int32_t *out)
{
    int64_t value = sqlite3_column_int64(statement, column);

    if (sqlite3_column_type(statement, column) == SQLITE_NULL) {
        *out = ENT_NO_INTEGER;
        return true;
    }
    *out = (int32_t)value;
    return value > INT32_MIN && value <= INT32_MAX;
}

static bool
is_null(sqlite3_stmt *statement, int column)
{
    return sqlite3_column_type(statement, column) == SQLITE_NULL;
}

static bool
load_number(sqlite3_stmt *statement, int column, double *out)
{
    int type = sqlite3_column_type(statement, column);

    *out = type == SQLITE_NULL ? (double)NAN : sqlite3_column_double(statement, column);
    return type == SQLITE_NULL || type == SQLITE_FLOAT;
}

static bool
load_flag(sqlite3_stmt *statement, int column, bool *out)
{
    int64_t value = sqlite3_column_int64(statement, column);

    *out = value == 1;
    return !is_null(statement, column) && (value == 0 || value == 1);
}

/* False for what is no value of its type; `expected` says what is one. */
static bool
load_field(const ent_codes *codes, sqlite3_stmt *statement, int column, const ent_fact_field *field,
           char *fact, const char **expected)
{
    void       *at = fact + field->offset;
    const char *text;
    ent_state   state;
    ent_day     day;
    int32_t     integer;
    double      number;
    bool        flag, good = true;

    switch (field->type) {
    case ENT_FIELD_TEXT:
        text = ent_db_text(statement, column);
        memcpy(at, &text, sizeof text);
        break;
    case ENT_FIELD_STATE:
        *expected = "a state known to this program";
        good = load_state(codes, statement, column, &state);
        memcpy(at, &state, sizeof state);
        break;
    case ENT_FIELD_START:
    case ENT_FIELD_END:
        *expected = "a day as 1996-04-25";
        good = ent_db_day(statement, column, field->type == ENT_FIELD_END, &day);
        memcpy(at, &day, sizeof day);
        break;
    case ENT_FIELD_INTEGER:
        *expected = "a whole number";
        good = load_integer(statement, column, &integer);
        memcpy(at, &integer, sizeof integer);
        break;
    case ENT_FIELD_NUMBER:
        *expected = "a number";
        good = load_number(statement, column, &number);
        memcpy(at, &number, sizeof number);
        break;
    case ENT_FIELD_FLAG:
        *expected = "0 or 1";
        good = load_flag(statement, column, &flag);
        memcpy(at, &flag, sizeof flag);
        break;
    }
    return good;
}

/* An importer of ours writes no such row. */
static ent_status
fail_altered(ent_ctx *ctx, sqlite3_stmt *statement, const ent_fact_type *type, int column,
             const char *expected)
{
    const char *value = ent_db_text(statement, column);

    return ent_fail(ctx, ENT_E_STORE,
                    "%s: table '%s', file %lld, line %lld, part %lld: '%s' is '%.60s', expected "
                    "%s; the store was altered outside of entente: import its files into a new one",
                    ent_db_name(sqlite3_db_handle(statement)), type->table,
                    (long long)sqlite3_column_int64(statement, 0),
                    (long long)sqlite3_column_int64(statement, 1),
                    (long long)sqlite3_column_int64(statement, 2),
                    sqlite3_column_name(statement, column), value != NULL ? value : "", expected);
}

static ent_status
load_provenance(ent_ctx *ctx, sqlite3_stmt *statement, const ent_fact_type *type,
                ent_provenance *out)
{
    for (int column = 0; column < PROVENANCE_COLUMNS; column++) {
        int64_t number = sqlite3_column_int64(statement, column);

        if (is_null(statement, column) || number < 0 || number > UINT32_MAX) {
            return fail_altered(ctx, statement, type, column, "a number of at least 0");
        }
    }
    out->file = (uint32_t)sqlite3_column_int64(statement, 0);
    out->line = (uint32_t)sqlite3_column_int64(statement, 1);
    return ENT_OK;
}

static ent_status
visit_row(ent_ctx *ctx, const ent_codes *codes, sqlite3_stmt *statement, ent_fact_kind kind,
          const ent_fact_sink *sink)
{
    const ent_fact_type *type = ent_fact_describe(kind);
    ent_provenance       from = {0, 0, NULL, NULL};
    any_fact             fact;
    char                 room[ENT_FACT_EXPECTED];
    int                  column = PROVENANCE_COLUMNS;
    ent_status           status = load_provenance(ctx, statement, type, &from);

    memset(&fact, 0, sizeof fact);
    for (const ent_fact_field *field = type->fields; status == ENT_OK && field->name != NULL;
         field++, column++) {
        const char *expected = room;

        if (!load_field(codes, statement, column, field, (char *)&fact, &expected)) {
            status = fail_altered(ctx, statement, type, column, expected);
        } else if (!ent_fact_accepts(type, field, &fact, codes, room)) {
            status = fail_altered(ctx, statement, type, column, room);
        }
    }
    if (status != ENT_OK) {
        return status;
    }
    if (type->cited) {
        from.citation = ent_db_text(statement, column);
        from.locator = ent_db_text(statement, column + 1);
    }
    memcpy(&fact, &from, sizeof from); /* every kind begins with its provenance */
    return sink->fact(ctx, sink->user, kind, &fact);
}

static ent_status
visit(ent_ctx *ctx, const ent_store *store, sqlite3 *db, ent_fact_kind kind, bool without_world,
      const ent_fact_sink *sink)
{
    sqlite3_stmt *statement = NULL;
    ent_text      sql;
    ent_status    status = ent_db_check_references(ctx, db, ent_fact_describe(kind)->table);
    bool          row = true;

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&sql);
    ent_text_add(&sql, "SELECT ");
    add_columns(&sql, ent_fact_describe(kind));
    ent_text_addf(
        &sql, " FROM %s%s ORDER BY file, line, part", ent_fact_describe(kind)->table,
        without_world ? " WHERE file NOT IN (SELECT file FROM files WHERE \"set\" = 'world')" : "");
    status = prepare_text(ctx, db, &sql, &statement);
    for (size_t n = 1; status == ENT_OK; n++) {
        status = ent_db_step(ctx, statement, &row);
        if (status != ENT_OK || !row) {
            break;
        }
        status = visit_row(ctx, store->codes, statement, kind, sink);
        if (status == ENT_OK && n % POLL_EVERY == 0) {
            status = ent_check_cancelled(ctx);
        }
    }
    (void)sqlite3_finalize(statement);
    return status;
}

ent_status
ent_store_facts(ent_ctx *ctx, ent_store *store, ent_fact_kind kind, const ent_fact_sink *sink)
{
    ent_status status;

    if (kind < 0 || kind >= ENT_FACT_KINDS) {
        return ent_fail(ctx, ENT_E_ARG, "no kind of fact %d", (int)kind);
    }
    status = visit(ctx, store, store->db, kind, store->overlay != NULL, sink);
    if (status == ENT_OK && store->overlay != NULL) {
        status = visit(ctx, store, store->overlay, kind, false, sink);
    }
    return status;
}
