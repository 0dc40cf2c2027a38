/*
 * lists.c - what the store holds, as tables: rejects, documents, sentences, events, positions, runs
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "store/lists.h"

/* A list: its columns, and the query that gives them in the same order. */
typedef struct store_list {
    const char       *what;
    const char       *sql;
    const ent_column *columns; /**< ends with a NULL name */
} store_list;

static const ent_column REJECTS[] = {{"file", ENT_COLUMN_TEXT},
                                     {"line", ENT_COLUMN_INTEGER},
                                     {"column", ENT_COLUMN_INTEGER},
                                     {"reason", ENT_COLUMN_TEXT},
                                     {NULL, ENT_COLUMN_TEXT}};

static const ent_column DOCUMENTS[] = {{"document", ENT_COLUMN_TEXT},
                                       {"title", ENT_COLUMN_TEXT},
                                       {"published", ENT_COLUMN_TEXT},
                                       {"bytes", ENT_COLUMN_INTEGER},
                                       {"sentences", ENT_COLUMN_INTEGER},
                                       {"events", ENT_COLUMN_INTEGER},
                                       {"set_aside", ENT_COLUMN_TEXT},
                                       {"sha256", ENT_COLUMN_TEXT},
                                       {NULL, ENT_COLUMN_TEXT}};

static const ent_column SENTENCES[] = {
    {"document", ENT_COLUMN_TEXT},  {"sentence", ENT_COLUMN_INTEGER},
    {"offset", ENT_COLUMN_INTEGER}, {"length", ENT_COLUMN_INTEGER},
    {"text", ENT_COLUMN_TEXT},      {"kept", ENT_COLUMN_TEXT},
    {"reason", ENT_COLUMN_TEXT},    {NULL, ENT_COLUMN_TEXT}};

static const ent_column EVENTS[] = {
    {"document", ENT_COLUMN_TEXT},  {"sentence", ENT_COLUMN_INTEGER},
    {"offset", ENT_COLUMN_INTEGER}, {"length", ENT_COLUMN_INTEGER},
    {"date", ENT_COLUMN_TEXT},      {"date_precision", ENT_COLUMN_TEXT},
    {"source", ENT_COLUMN_TEXT},    {"target", ENT_COLUMN_TEXT},
    {"type", ENT_COLUMN_TEXT},      {"plover_mode", ENT_COLUMN_TEXT},
    {"cameo", ENT_COLUMN_TEXT},     {"goldstein", ENT_COLUMN_NUMBER},
    {"status", ENT_COLUMN_TEXT},    {"speaker", ENT_COLUMN_TEXT},
    {"text", ENT_COLUMN_TEXT},      {"rule", ENT_COLUMN_TEXT},
    {NULL, ENT_COLUMN_TEXT}};

static const ent_column POSITIONS[] = {
    {"document", ENT_COLUMN_TEXT},  {"sentence", ENT_COLUMN_INTEGER},
    {"offset", ENT_COLUMN_INTEGER}, {"length", ENT_COLUMN_INTEGER},
    {"date", ENT_COLUMN_TEXT},      {"date_precision", ENT_COLUMN_TEXT},
    {"actor", ENT_COLUMN_TEXT},     {"issue", ENT_COLUMN_TEXT},
    {"position", ENT_COLUMN_TEXT},  {"status", ENT_COLUMN_TEXT},
    {"speaker", ENT_COLUMN_TEXT},   {"text", ENT_COLUMN_TEXT},
    {"rule", ENT_COLUMN_TEXT},      {NULL, ENT_COLUMN_TEXT}};

static const ent_column RUNS[] = {{"run", ENT_COLUMN_INTEGER},     {"scenario", ENT_COLUMN_TEXT},
                                  {"model", ENT_COLUMN_TEXT},      {"system_at", ENT_COLUMN_TEXT},
                                  {"seed", ENT_COLUMN_INTEGER},    {"runs", ENT_COLUMN_INTEGER},
                                  {"horizon", ENT_COLUMN_INTEGER}, {"finished", ENT_COLUMN_INTEGER},
                                  {"status", ENT_COLUMN_TEXT},     {NULL, ENT_COLUMN_TEXT}};

static const ent_column FITS[] = {{"fit", ENT_COLUMN_INTEGER},  {"model", ENT_COLUMN_TEXT},
                                  {"seed", ENT_COLUMN_INTEGER}, {"parameters", ENT_COLUMN_INTEGER},
                                  {"status", ENT_COLUMN_TEXT},  {NULL, ENT_COLUMN_TEXT}};

/* A date as its precision writes it: 2022, 2022-02, 2022-02-04 or A..B. */
#define DATE(precision, start, end)                                                                \
    "CASE " precision " WHEN 'none' THEN NULL WHEN 'year' THEN substr(" start ", 1, 4)"            \
    " WHEN 'month' THEN substr(" start ", 1, 7) WHEN 'day' THEN " start " ELSE coalesce(" start    \
    ", '') || '..' || coalesce(" end ", '') END"

#define ACTORS(side)                                                                               \
    "(SELECT group_concat(actor, ';') FROM (SELECT actor FROM event_actors"                        \
    " WHERE event = e.event AND side = '" side "' ORDER BY position))"

/* clang-format off */
#define EVENT_QUERY                                                                                \
    "SELECT d.name, e.sentence, s.offset, s.length, "                                              \
    DATE("e.precision", "e.start", "e.\"end\"")                                                    \
    ", nullif(e.precision, 'none'), " ACTORS("source") ", " ACTORS("target")                       \
    ", e.type, e.mode, e.cameo, e.goldstein, e.status, e.speaker, s.text, e.rule"                  \
    " FROM events e JOIN documents d USING (document)"                                             \
    " JOIN sentences s USING (document, sentence) ORDER BY e.event"

#define POSITION_QUERY                                                                             \
    "SELECT d.name, q.sentence, s.offset, s.length, "                                              \
    DATE("q.precision", "q.start", "q.\"end\"")                                                    \
    ", nullif(q.precision, 'none'), q.actor, q.issue,"                                             \
    " CASE WHEN q.supports THEN 'supports' ELSE 'opposes' END, q.status, q.speaker, s.text, q.rule"\
    " FROM positions q JOIN documents d USING (document)"                                          \
    " JOIN sentences s USING (document, sentence) ORDER BY q.position"
/* clang-format on */

static const store_list REJECT_LIST = {
    "rejects",
    "SELECT f.name, t.line, t.\"column\", t.reason FROM rejects t JOIN files f USING (file)"
    " ORDER BY f.\"set\", f.version, f.name, t.line, t.\"column\"",
    REJECTS};

static const ent_column EVENT_PLACES[] = {{"offset", ENT_COLUMN_INTEGER},
                                          {"verb_offset", ENT_COLUMN_INTEGER},
                                          {"verb_length", ENT_COLUMN_INTEGER},
                                          {"source_offset", ENT_COLUMN_INTEGER},
                                          {"source_length", ENT_COLUMN_INTEGER},
                                          {"target_offset", ENT_COLUMN_INTEGER},
                                          {"target_length", ENT_COLUMN_INTEGER},
                                          {"length", ENT_COLUMN_INTEGER},
                                          {NULL, ENT_COLUMN_TEXT}};

static const store_list EVENT_PLACE_LIST = {
    "event places",
    "SELECT s.offset, e.verb_offset, e.verb_length, e.source_offset, e.source_length,"
    " e.target_offset, e.target_length, s.length FROM events e"
    " JOIN sentences s USING (document, sentence) ORDER BY e.event",
    EVENT_PLACES};

static const store_list LISTS[] = {
    {"documents",
     "SELECT name, title, CASE WHEN published_start = published_end OR published_end IS NULL"
     " THEN published_start ELSE published_start || '..' || published_end END, bytes,"
     " (SELECT count(*) FROM sentences s WHERE s.document = d.document),"
     " (SELECT count(*) FROM events e WHERE e.document = d.document), set_aside, sha256"
     " FROM documents d ORDER BY document",
     DOCUMENTS},
    {"sentences",
     "SELECT d.name, s.sentence, s.offset, s.length, s.text, coalesce(s.dropped, 'true'),"
     " s.reason FROM sentences s JOIN documents d USING (document)"
     " ORDER BY s.document, s.sentence",
     SENTENCES},
    {"events", EVENT_QUERY, EVENTS},
    {"positions", POSITION_QUERY, POSITIONS},
    {"runs",
     "SELECT run, scenario, model, system_at, seed, runs, horizon, finished, status FROM runs"
     " ORDER BY run",
     RUNS},
    {"fits", "SELECT fit, model, seed, parameters, status FROM fits ORDER BY fit", FITS},
};
enum { LIST_COUNT = sizeof LISTS / sizeof LISTS[0] };

/* What no reading or run of ours writes, by column; a row is named by `row`. */
typedef struct row_rule {
    const char *table, *row, *column, *broken;
} row_rule;

/* The modifier makes a day that does not exist another one. */
#define DAY(column) column " IS NOT NULL AND " column " IS NOT date(" column ", '+0 days')"

static const row_rule RULES[] = {
    {"documents", "document", "published_start", DAY("published_start")},
    {"documents", "document", "published_end", DAY("published_end")},
    {"documents", "document", "bytes", "bytes < 0"},
    {"sentences", "document || '.' || sentence", "sentence", "sentence < 1"},
    {"sentences", "document || '.' || sentence", "offset", "offset < 0"},
    {"sentences", "document || '.' || sentence", "length", "length < 0"},
    {"events", "event", "start", DAY("start")},
    {"events", "event", "end", DAY("\"end\"") " OR \"end\" < start"},
    {"events", "event", "precision", "precision NOT IN ('none', 'day', 'month', 'year', 'span')"},
    {"events", "event", "status", "status NOT IN ('actual', 'conditional', 'negated', 'past')"},
    {"events", "event", "goldstein", "goldstein NOT BETWEEN -10 AND 10"},
    {"positions", "position", "start", DAY("start")},
    {"positions", "position", "end", DAY("\"end\"") " OR \"end\" < start"},
    {"positions", "position", "precision",
     "precision NOT IN ('none', 'day', 'month', 'year', 'span')"},
    {"positions", "position", "status",
     "status NOT IN ('actual', 'conditional', 'negated', 'past')"},
    {"positions", "position", "supports", "supports NOT IN (0, 1)"},
    {"event_actors", "event", "side", "side NOT IN ('source', 'target')"},
    {"runs", "run", "system_at", DAY("system_at")},
    {"runs", "run", "seed", "seed = '' OR seed GLOB '*[^0-9]*'"},
    {"runs", "run", "runs", "runs < 0"},
    {"runs", "run", "horizon", "horizon < 0"},
    {"runs", "run", "finished", "finished < 0"},
    {"fits", "fit", "seed", "seed = '' OR seed GLOB '*[^0-9]*'"},
    {"fits", "fit", "parameters", "parameters < 0"},
    {"rejects", "file", "line", "line < 0"},
    {"rejects", "file", "column", "\"column\" < 0"},
};

static ent_status
check_rule(ent_ctx *ctx, sqlite3 *db, const row_rule *rule)
{
    sqlite3_stmt *statement = NULL;
    ent_text      sql;
    bool          row = false;
    ent_status    status;

    ent_text_init(&sql);
    ent_text_addf(&sql, "SELECT %s, \"%s\" FROM %s WHERE %s LIMIT 1", rule->row, rule->column,
                  rule->table, rule->broken);
    status = sql.failed ? ent_fail_nomem(ctx) : ent_db_prepare(ctx, db, sql.bytes, &statement);
    ent_text_clear(&sql);
    if (status == ENT_OK) {
        status = ent_db_step(ctx, statement, &row);
    }
    if (status == ENT_OK && row) {
        const char *name = ent_db_text(statement, 0), *value = ent_db_text(statement, 1);

        status = ent_fail(ctx, ENT_E_STORE,
                          "%s: table '%s', row %.40s: '%s' is '%.60s'; the store was altered "
                          "outside of entente",
                          ent_db_name(db), rule->table, name != NULL ? name : "", rule->column,
                          value != NULL ? value : "");
    }
    (void)sqlite3_finalize(statement);
    return status;
}

ent_status
ent_lists_check(ent_ctx *ctx, sqlite3 *db, const char *sql)
{
    ent_status status = ENT_OK;

    for (size_t i = 0; i < sizeof RULES / sizeof RULES[0] && status == ENT_OK; i++) {
        const row_rule *rule = &RULES[i];

        if (strstr(sql, rule->table) == NULL) {
            continue;
        }
        if (i == 0 || strcmp(rule->table, RULES[i - 1].table) != 0) {
            status = ent_db_check_references(ctx, db, rule->table);
        }
        if (status == ENT_OK) {
            status = check_rule(ctx, db, rule);
        }
    }
    return status;
}

static void
add_cell(ent_table *table, size_t column, ent_column_type type, sqlite3_stmt *statement)
{
    int at = (int)column;

    if (sqlite3_column_type(statement, at) == SQLITE_NULL) {
        return;
    }
    if (type == ENT_COLUMN_INTEGER) {
        ent_table_integer(table, column, sqlite3_column_int64(statement, at));
    } else if (type == ENT_COLUMN_NUMBER) {
        ent_table_number(table, column, sqlite3_column_double(statement, at));
    } else {
        ent_table_text(table, column, ent_db_text(statement, at));
    }
}

/* All rows of the list's query; rejects of an overlay come after those of the store. */
static ent_status
add_rows(ent_ctx *ctx, sqlite3 *db, const store_list *list, size_t columns, ent_table *table)
{
    sqlite3_stmt *statement = NULL;
    bool          row = true;
    ent_status    status = ent_db_prepare(ctx, db, list->sql, &statement);

    while (status == ENT_OK) {
        status = ent_db_step(ctx, statement, &row);
        if (status != ENT_OK || !row) {
            break;
        }
        ent_table_row(table);
        for (size_t i = 0; i < columns; i++) {
            add_cell(table, i, list->columns[i].type, statement);
        }
    }
    (void)sqlite3_finalize(statement);
    return status == ENT_OK ? ent_table_check(ctx, table) : status;
}

static ent_status
make_list(ent_ctx *ctx, sqlite3 *db, const store_list *list, ent_table **out)
{
    ent_table *table = NULL;
    size_t     columns = 0;
    ent_status status;

    while (list->columns[columns].name != NULL) {
        columns++;
    }
    status = ent_lists_check(ctx, db, list->sql);
    if (status == ENT_OK) {
        status = ent_table_create(ctx, list->columns, columns, &table);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = add_rows(ctx, db, list, columns, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

ent_status
ent_store_rejects(ent_ctx *ctx, ent_store *store, ent_table **out)
{
    return make_list(ctx, store->db, &REJECT_LIST, out);
}

ent_status
ent_store_event_places(ent_ctx *ctx, ent_store *store, ent_table **out)
{
    return make_list(ctx, store->db, &EVENT_PLACE_LIST, out);
}

ent_status
ent_store_list(ent_ctx *ctx, ent_store *store, const char *what, ent_table **out)
{
    const char *names[LIST_COUNT], *nearest;

    for (size_t i = 0; i < LIST_COUNT; i++) {
        if (strcmp(what, LISTS[i].what) == 0) {
            return make_list(ctx, store->db, &LISTS[i], out);
        }
        names[i] = LISTS[i].what;
    }
    nearest = ent_nearest_word(what, names, LIST_COUNT);
    return ent_fail(ctx, ENT_E_ARG, "no list '%.60s' in the store%s%s%s", what,
                    nearest != NULL ? "; do you mean '" : "", nearest != NULL ? nearest : "",
                    nearest != NULL ? "'?" : "");
}
