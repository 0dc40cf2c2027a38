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

/* 1. the writer of a file */

static void
add_columns(ent_text *sql, const ent_fact_type *type)
{
    ent_text_add(sql, "file, line, part");
    for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
        ent_text_addf(sql, ", \"%s\"", field->name);
        if (field->type == ENT_FIELD_PARTY) {
            ent_text_addf(sql, ", \"%s_given\"", field->name);
        }
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
ent_fact_writer_open(ent_ctx *ctx, sqlite3 *db, const ent_codes *codes, int64_t file,
                     ent_fact_writer *out)
{
    memset(out, 0, sizeof *out);
    out->db = db;
    out->codes = codes;
    out->file = file;
    out->first = ENT_DAY_MAX;
    out->last = ENT_DAY_MIN;
    out->most = UINT64_MAX;
    return ent_db_prepare(ctx, db, "INSERT INTO rejects VALUES (?, ?, ?, ?)", &out->reject);
}

/* The statement that writes facts of a kind. */
static ent_status
find_insert(ent_ctx *ctx, ent_fact_writer *writer, ent_fact_kind kind, sqlite3_stmt **out)
{
    const ent_fact_type *type = ent_fact_describe(kind);
    ent_status           status = ENT_OK;

    if (writer->insert[kind] == NULL) {
        ent_text sql;

        ent_text_init(&sql);
        ent_text_addf(&sql, "INSERT INTO %s (", type->table);
        add_columns(&sql, type);
        ent_text_add(&sql, ") VALUES (?, ?, ?");
        for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
            ent_text_add(&sql, field->type == ENT_FIELD_PARTY ? ", ?, ?" : ", ?");
        }
        ent_text_add(&sql, type->cited ? ", ?, ?)" : ")");
        status = prepare_text(ctx, writer->db, &sql, &writer->insert[kind]);
    }
    *out = writer->insert[kind];
    return status;
}

void
ent_fact_writer_close(ent_fact_writer *writer)
{
    for (int kind = 0; kind < ENT_FACT_KINDS; kind++) {
        (void)sqlite3_finalize(writer->insert[kind]);
        writer->insert[kind] = NULL;
    }
    (void)sqlite3_finalize(writer->reject);
    writer->reject = NULL;
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
bind_party(ent_fact_writer *writer, ent_bind *bind, const ent_party *party)
{
    bind_state(writer, bind, party->state);
    ent_bind_text(bind, party->given);
}

static void
bind_field(ent_fact_writer *writer, ent_bind *bind, const ent_fact_field *field, const char *fact)
{
    const char *at = fact + field->offset;
    const char *text;
    ent_state   state;
    ent_party   party;
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
    case ENT_FIELD_PARTY:
        memcpy(&party, at, sizeof party);
        bind_party(writer, bind, &party);
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
            (void)snprintf(writer->first_reason, sizeof writer->first_reason,
                           "line %u, column %u: %s", (unsigned)line, (unsigned)column, reason);
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
    ent_fact_writer     *writer = user;
    const ent_fact_type *type = ent_fact_describe(kind);
    sqlite3_stmt        *insert;
    ent_provenance       from;
    ent_bind             bind;
    char                 expected[ENT_FACT_EXPECTED], reason[ENT_FACT_EXPECTED + 64];
    ent_status           status = find_insert(ctx, writer, kind, &insert);

    if (status != ENT_OK) {
        return status;
    }
    memcpy(&from, fact, sizeof from);
    for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
        if (!ent_fact_accepts(type, field, fact, writer->codes, expected)) {
            (void)snprintf(reason, sizeof reason, "'%s' is not %s", field->name, expected);
            return write_reject(ctx, user, from.line, 1, reason);
        }
    }
    writer->part = from.line == writer->line ? writer->part + 1 : 0;
    writer->line = from.line;
    count_row(writer, from.line);
    ent_bind_start(&bind, insert);
    ent_bind_integer(&bind, writer->file);
    ent_bind_integer(&bind, from.line);
    ent_bind_integer(&bind, writer->part);
    for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
        bind_field(writer, &bind, field, fact);
    }
    if (type->cited) {
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
    ent_party   party;

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
    case ENT_FIELD_PARTY:
        good = load_state(codes, statement, column, &party.state);
        party.given = ent_db_text(statement, column + 1);
        memcpy(at, &party, sizeof party);
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

/* `out` is of the row before, whose file is mostly the same. */
static ent_status
load_provenance(ent_ctx *ctx, const ent_store *store, sqlite3_stmt *statement,
                const ent_fact_type *type, ent_provenance *out)
{
    int64_t number[PROVENANCE_COLUMNS];

    for (int column = 0; column < PROVENANCE_COLUMNS; column++) {
        bool missing;

        number[column] = sqlite3_column_int64(statement, column);
        missing = number[column] == 0 && is_null(statement, column); /* which reads as 0 */
        if (missing || number[column] < 0 || number[column] > UINT32_MAX) {
            return fail_altered(ctx, statement, type, column, "a number of at least 0");
        }
    }
    if ((number[0] == 0 || number[0] != (int64_t)out->file) &&
        ent_files_find(store, number[0]) == NULL) {
        return fail_altered(ctx, statement, type, 0, "the number of a file that is there");
    }
    out->file = (uint32_t)number[0];
    out->line = (uint32_t)number[1];
    return ENT_OK;
}

static ent_status
visit_row(ent_ctx *ctx, const ent_store *store, sqlite3_stmt *statement, ent_fact_kind kind,
          const ent_fact_sink *sink, ent_provenance *from)
{
    const ent_codes     *codes = store->codes;
    const ent_fact_type *type = ent_fact_describe(kind);
    ent_any_fact         fact;
    char                 room[ENT_FACT_EXPECTED];
    int                  column = PROVENANCE_COLUMNS;
    ent_status           status = load_provenance(ctx, store, statement, type, from);

    memset(&fact, 0, type->size);
    for (const ent_fact_field *field = type->fields; status == ENT_OK && field->name != NULL;
         field++) {
        const char *expected = room;

        if (!load_field(codes, statement, column, field, (char *)&fact, &expected)) {
            status = fail_altered(ctx, statement, type, column, expected);
        } else if (!ent_fact_accepts(type, field, &fact, codes, room)) {
            status = fail_altered(ctx, statement, type, column, room);
        }
        column += field->type == ENT_FIELD_PARTY ? 2 : 1;
    }
    if (status != ENT_OK) {
        return status;
    }
    if (type->cited) {
        from->citation = ent_db_text(statement, column);
        from->locator = ent_db_text(statement, column + 1);
    }
    memcpy(&fact, from, sizeof *from); /* every kind begins with its provenance */
    return sink->fact(ctx, sink->user, kind, &fact);
}

/* A day as the tables have it: ISO text sorts as the days do. */
static void
add_day(ent_text *sql, ent_day day)
{
    char text[16];

    ent_date_print(day, text);
    ent_text_addf(sql, "'%s'", text);
}

/* The condition that a field of the span's names sets, if it is one. */
static void
add_field_condition(ent_text *sql, const ent_fact_field *field, ent_span span)
{
    bool from = span.from != ENT_DAY_MIN, to = span.to != ENT_DAY_MAX;

    if (field->type == ENT_FIELD_START && strcmp(field->name, "start") == 0 && to) {
        ent_text_add(sql, " AND (start IS NULL OR start < ");
        add_day(sql, span.to);
        ent_text_add(sql, ")");
    } else if (field->type == ENT_FIELD_END && strcmp(field->name, "end") == 0 && from) {
        ent_text_add(sql, " AND (\"end\" IS NULL OR \"end\" >= ");
        add_day(sql, span.from);
        ent_text_add(sql, ")");
    } else if (field->type == ENT_FIELD_INTEGER && strcmp(field->name, "year") == 0) {
        if (from) {
            ent_text_addf(sql, " AND year >= %d", ent_date_year(span.from));
        }
        if (to) {
            ent_text_addf(sql, " AND year <= %d", ent_date_year(span.to - 1));
        }
    }
}

/* The same of a fact in memory, where an end is the first day after. */
static bool
meets_condition(const ent_fact_field *field, ent_span span, const void *fact)
{
    const char *at = (const char *)fact + field->offset;
    int32_t     value;

    if (field->type == ENT_FIELD_START && strcmp(field->name, "start") == 0) {
        memcpy(&value, at, sizeof value);
        return value == ENT_DAY_MIN || span.to == ENT_DAY_MAX || value < span.to;
    }
    if (field->type == ENT_FIELD_END && strcmp(field->name, "end") == 0) {
        memcpy(&value, at, sizeof value);
        return value == ENT_DAY_MAX || span.from == ENT_DAY_MIN || value > span.from;
    }
    if (field->type == ENT_FIELD_INTEGER && strcmp(field->name, "year") == 0) {
        memcpy(&value, at, sizeof value);
        return value != ENT_NO_INTEGER &&
               (span.from == ENT_DAY_MIN || value >= ent_date_year(span.from)) &&
               (span.to == ENT_DAY_MAX || value <= ent_date_year(span.to - 1));
    }
    return true;
}

bool
ent_filter_takes(ent_fact_kind kind, const ent_fact_filter *filter, const void *fact)
{
    const ent_fact_field *field = ent_fact_describe(kind)->fields;

    if (filter->span.from >= filter->span.to ||
        (filter->span.from == ENT_DAY_MIN && filter->span.to == ENT_DAY_MAX)) {
        return true;
    }
    while (field->name != NULL && meets_condition(field, filter->span, fact)) {
        field++;
    }
    return field->name == NULL;
}

/* Columns in which a wanted state may stand. */
static bool
names_a_party(const char *column)
{
    static const char *const COLUMNS[] = {"state", "state_a", "state_b", "supplier", "recipient"};

    for (size_t i = 0; i < sizeof COLUMNS / sizeof COLUMNS[0]; i++) {
        if (strcmp(column, COLUMNS[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* As pairs are shown everywhere: one state with all its partners, several among themselves. */
static void
add_state_conditions(ent_text *sql, const ent_codes *codes, const ent_fact_type *type,
                     const ent_fact_filter *filter)
{
    bool any = false;

    for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
        if (!names_a_party(field->name)) {
            continue;
        }
        ent_text_addf(sql, "%s\"%s\" IN (",
                      !any                       ? " AND ("
                      : filter->state_count == 1 ? " OR "
                                                 : " AND ",
                      field->name);
        for (size_t i = 0; i < filter->state_count; i++) {
            ent_text_addf(sql, "%s'%s'", i > 0 ? ", " : "", ent_codes_id(codes, filter->states[i]));
        }
        ent_text_add(sql, ")");
        any = true;
    }
    ent_text_add(sql, any ? ")" : "");
}

static void
add_conditions(ent_text *sql, const ent_codes *codes, const ent_fact_type *type,
               const ent_fact_filter *filter, bool without_world)
{
    static const ent_span ALL = {ENT_DAY_MIN, ENT_DAY_MAX};
    ent_span              span = filter->span.from < filter->span.to ? filter->span : ALL;

    ent_text_add(sql, " WHERE 1");
    if (without_world) {
        ent_text_add(sql, " AND file NOT IN (SELECT file FROM files WHERE \"set\" = 'world')");
    }
    if (filter->file != 0) {
        /* the sign keeps the planner to the index by state: a file has a million rows */
        ent_text_addf(sql, " AND %sfile = %u", filter->states != NULL ? "+" : "",
                      (unsigned)filter->file);
    }
    for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
        add_field_condition(sql, field, span);
    }
    if (filter->states != NULL) {
        add_state_conditions(sql, codes, type, filter);
    }
}

static ent_status
visit(ent_ctx *ctx, const ent_store *store, sqlite3 *db, ent_fact_kind kind,
      const ent_fact_filter *filter, bool without_world, const ent_fact_sink *sink)
{
    const ent_fact_type *type = ent_fact_describe(kind);
    ent_provenance       from = {0, 0, NULL, NULL};
    sqlite3_stmt        *statement = NULL;
    ent_text             sql;
    ent_status           status;
    bool                 row = true;

    ent_text_init(&sql);
    ent_text_add(&sql, "SELECT ");
    add_columns(&sql, type);
    ent_text_addf(&sql, " FROM %s", type->table);
    add_conditions(&sql, store->codes, type, filter, without_world);
    ent_text_add(&sql, " ORDER BY file, line, part");
    status = prepare_text(ctx, db, &sql, &statement);
    for (size_t n = 1; status == ENT_OK; n++) {
        status = ent_db_step(ctx, statement, &row);
        if (status != ENT_OK || !row) {
            break;
        }
        status = visit_row(ctx, store, statement, kind, sink, &from);
        if (status == ENT_OK && n % POLL_EVERY == 0) {
            status = ent_check_cancelled(ctx);
        }
    }
    (void)sqlite3_finalize(statement);
    return status;
}

ent_status
ent_store_facts_of(ent_ctx *ctx, ent_store *store, ent_fact_kind kind,
                   const ent_fact_filter *filter, const ent_fact_sink *sink)
{
    ent_status status;

    if (kind < 0 || kind >= ENT_FACT_KINDS) {
        return ent_fail(ctx, ENT_E_ARG, "no kind of fact %d", (int)kind);
    }
    status = visit(ctx, store, store->db, kind, filter, store->overlay != NULL, sink);
    if (status == ENT_OK && store->overlay != NULL) {
        status = visit(ctx, store, store->overlay, kind, filter, false, sink);
    }
    return status;
}

ent_status
ent_store_facts(ent_ctx *ctx, ent_store *store, ent_fact_kind kind, const ent_fact_sink *sink)
{
    return ent_store_facts_of(ctx, store, kind, &(ent_fact_filter){0}, sink);
}
