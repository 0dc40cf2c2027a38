/*
 * tables.c - every table of the store: of files, documents, events and runs, and of each kind of
 * fact
 *
 * Dates are ISO 8601 text, `start` and `end` both inclusive and NULL where
 * open; states are printed ids.  A fact is found by (file, line, part): part
 * counts the facts that one line of a file gives.
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/tables.h"

#include "base/text.h"

static const char *const TABLES[] = {
    "CREATE TABLE files ( /* imported files; one transaction each */\n"
    "  file INTEGER PRIMARY KEY,\n"
    "  \"set\" TEXT NOT NULL,\n"
    "  version TEXT NOT NULL,\n"
    "  layout TEXT NOT NULL,\n"
    "  name TEXT NOT NULL,\n"
    "  sha256 TEXT NOT NULL,\n"
    "  rows INTEGER NOT NULL, /* of the file, kept or set aside */\n"
    "  rejects INTEGER NOT NULL,\n"
    "  first TEXT, /* first and last day that its facts speak of */\n"
    "  last TEXT,\n"
    "  publisher TEXT NOT NULL,\n"
    "  licence TEXT NOT NULL,\n"
    "  citation TEXT NOT NULL,\n"
    "  bibtex TEXT NOT NULL,\n"
    "  UNIQUE (\"set\", version, layout, name, sha256)) STRICT",

    "CREATE TABLE rejects ( /* rows set aside, and codes without a state (`unmatched ...`) */\n"
    "  file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,\n"
    "  line INTEGER NOT NULL,\n"
    "  \"column\" INTEGER NOT NULL,\n"
    "  reason TEXT NOT NULL) STRICT",
    "CREATE INDEX rejects_by_file ON rejects (file, line)",

    "CREATE TABLE documents (\n"
    "  document INTEGER PRIMARY KEY,\n"
    "  name TEXT NOT NULL,\n"
    "  sha256 TEXT NOT NULL UNIQUE,\n"
    "  title TEXT,\n"
    "  published_start TEXT,\n"
    "  published_end TEXT,\n"
    "  bytes INTEGER NOT NULL,\n"
    "  set_aside TEXT /* why it was not read */) STRICT",

    "CREATE TABLE sentences (\n"
    "  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,\n"
    "  sentence INTEGER NOT NULL, /* within the document, from 1 */\n"
    "  offset INTEGER NOT NULL, /* bytes of the document as given */\n"
    "  length INTEGER NOT NULL,\n"
    "  text TEXT NOT NULL,\n"
    "  dropped TEXT, /* kind of boilerplate */\n"
    "  reason TEXT, /* why it gave no event */\n"
    "  PRIMARY KEY (document, sentence)) STRICT, WITHOUT ROWID",

    "CREATE TABLE events ( /* the layer `reported`: it never alters the record */\n"
    "  event INTEGER PRIMARY KEY,\n"
    "  document INTEGER NOT NULL,\n"
    "  sentence INTEGER NOT NULL,\n"
    "  start TEXT,\n"
    "  \"end\" TEXT,\n"
    "  precision TEXT NOT NULL, /* none day month year span */\n"
    "  type TEXT NOT NULL, /* PLOVER */\n"
    "  mode TEXT,\n"
    "  cameo TEXT NOT NULL,\n"
    "  goldstein REAL,\n"
    "  status TEXT NOT NULL, /* actual conditional negated past */\n"
    "  speaker TEXT NOT NULL,\n"
    "  rule TEXT NOT NULL,\n"
    "  verb_offset INTEGER NOT NULL,\n"
    "  verb_length INTEGER NOT NULL,\n"
    "  source_offset INTEGER NOT NULL,\n"
    "  source_length INTEGER NOT NULL,\n"
    "  target_offset INTEGER NOT NULL,\n"
    "  target_length INTEGER NOT NULL,\n"
    "  FOREIGN KEY (document, sentence) REFERENCES sentences ON DELETE CASCADE) STRICT",
    "CREATE INDEX events_by_sentence ON events (document, sentence)",

    "CREATE TABLE event_actors (\n"
    "  event INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,\n"
    "  side TEXT NOT NULL, /* source target */\n"
    "  position INTEGER NOT NULL,\n"
    "  actor TEXT NOT NULL, /* id of a state, organisation or bloc */\n"
    "  PRIMARY KEY (event, side, position)) STRICT, WITHOUT ROWID",
    "CREATE INDEX event_actors_by_actor ON event_actors (actor)",

    "CREATE TABLE positions ( /* who supports or opposes what, in which sentence */\n"
    "  position INTEGER PRIMARY KEY,\n"
    "  document INTEGER NOT NULL,\n"
    "  sentence INTEGER NOT NULL,\n"
    "  actor TEXT NOT NULL, /* id of a state, organisation or bloc */\n"
    "  issue TEXT NOT NULL,\n"
    "  supports INTEGER NOT NULL, /* 1, or 0: opposes */\n"
    "  start TEXT,\n"
    "  \"end\" TEXT,\n"
    "  precision TEXT NOT NULL, /* none day month year span */\n"
    "  status TEXT NOT NULL, /* actual conditional negated past */\n"
    "  speaker TEXT NOT NULL,\n"
    "  rule TEXT NOT NULL,\n"
    "  FOREIGN KEY (document, sentence) REFERENCES sentences ON DELETE CASCADE) STRICT",
    "CREATE INDEX positions_by_sentence ON positions (document, sentence)",

    "CREATE TABLE runs (\n"
    "  run INTEGER PRIMARY KEY,\n"
    "  scenario TEXT NOT NULL,\n"
    "  model TEXT,\n"
    "  system_at TEXT,\n"
    "  file_sha256 TEXT,\n"
    "  seed TEXT NOT NULL, /* unsigned 64 bits do not fit an integer here */\n"
    "  runs INTEGER NOT NULL,\n"
    "  horizon INTEGER NOT NULL,\n"
    "  finished INTEGER NOT NULL,\n"
    "  status TEXT NOT NULL,\n"
    "  result TEXT, /* the result table as CSV */\n"
    "  version TEXT, /* of the program, with its command and the versions of the data */\n"
    "  command TEXT,\n"
    "  sources TEXT) STRICT",

    "CREATE TABLE fits (\n"
    "  fit INTEGER PRIMARY KEY,\n"
    "  model TEXT NOT NULL,\n"
    "  status TEXT NOT NULL, /* converged, or why not */\n"
    "  seed TEXT NOT NULL,\n"
    "  parameters INTEGER NOT NULL,\n"
    "  file TEXT NOT NULL, /* the model file, word for word */\n"
    "  result TEXT NOT NULL, /* the table of estimates as CSV */\n"
    "  details TEXT NOT NULL, /* the same as JSON, with the covariance */\n"
    "  version TEXT, /* of the program, with its command and the versions of the data */\n"
    "  command TEXT,\n"
    "  sources TEXT) STRICT",
};

static const char *
type_of(ent_field_type type)
{
    switch (type) {
    case ENT_FIELD_INTEGER:
        return "INTEGER";
    case ENT_FIELD_NUMBER:
        return "REAL";
    case ENT_FIELD_FLAG:
        return "INTEGER NOT NULL";
    case ENT_FIELD_TEXT:
    case ENT_FIELD_STATE:
    case ENT_FIELD_PARTY:
    case ENT_FIELD_START:
    case ENT_FIELD_END:
        break;
    }
    return "TEXT";
}

ent_status
ent_schema_make_table(ent_ctx *ctx, sqlite3 *db, ent_fact_kind kind)
{
    const ent_fact_type *type = ent_fact_describe(kind);
    ent_text             sql;
    ent_status           status;

    ent_text_init(&sql);
    ent_text_addf(&sql,
                  "CREATE TABLE %s (\n"
                  "  file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,\n"
                  "  line INTEGER NOT NULL,\n"
                  "  part INTEGER NOT NULL,\n",
                  type->table);
    for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
        ent_text_addf(&sql, "  \"%s\" %s%s,\n", field->name, type_of(field->type),
                      field->required && field->type != ENT_FIELD_FLAG &&
                              field->type != ENT_FIELD_PARTY
                          ? " NOT NULL"
                          : "");
        if (field->type == ENT_FIELD_PARTY) {
            ent_text_addf(&sql, "  \"%s_given\" TEXT, /* where it is no state */\n", field->name);
        }
    }
    ent_text_addf(&sql, "%s  PRIMARY KEY (file, line, part)) STRICT, WITHOUT ROWID",
                  type->cited ? "  citation TEXT,\n  locator TEXT,\n" : "");
    status = sql.failed ? ent_fail_nomem(ctx) : ent_db_exec(ctx, db, sql.bytes);
    ent_text_clear(&sql);
    return status;
}

/* Tables of a million rows, of which a picture of one year, and the history of a pair, need few. */
static const char *const INDEXES[] = {
    "CREATE INDEX trade_by_year ON trade (year)",
    "CREATE INDEX trade_by_pair ON trade (state_a, state_b)",
    "CREATE INDEX igo_counts_by_year ON igo_counts (year)",
    "CREATE INDEX igo_counts_by_pair ON igo_counts (state_a, state_b)",
    "CREATE INDEX votes_by_state ON votes (state)",
    "CREATE INDEX event_counts_by_pair ON event_counts (state_a, state_b)",
};

ent_status
ent_schema_make_tables(ent_ctx *ctx, sqlite3 *db)
{
    ent_status status = ENT_OK;

    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0] && status == ENT_OK; i++) {
        status = ent_db_exec(ctx, db, TABLES[i]);
    }
    for (int kind = 0; kind < ENT_SCHEMA_FIRST_KINDS && status == ENT_OK; kind++) {
        status = ent_schema_make_table(ctx, db, (ent_fact_kind)kind);
    }
    for (size_t i = 0; i < sizeof INDEXES / sizeof INDEXES[0] && status == ENT_OK; i++) {
        status = ent_db_exec(ctx, db, INDEXES[i]);
    }
    return status;
}

ent_status
ent_schema_make_batches(ent_ctx *ctx, sqlite3 *db)
{
    return ent_db_exec(ctx, db,
                       "CREATE TABLE batches ( /* what the runs of a part add up to, while others "
                       "are missing */\n"
                       "  run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,\n"
                       "  batch INTEGER NOT NULL,\n"
                       "  runs INTEGER NOT NULL,\n"
                       "  numbers BLOB NOT NULL,\n"
                       "  PRIMARY KEY (run, batch)) STRICT");
}

ent_status
ent_schema_make_answers(ent_ctx *ctx, sqlite3 *db)
{
    return ent_db_exec(
        ctx, db,
        "CREATE TABLE answers ( /* found out of this very state of the file: of no "
        "use to others */\n"
        "  question TEXT PRIMARY KEY, /* its digest, with that of the program */\n"
        "  change INTEGER NOT NULL, /* the file's count of changes when it holds */\n"
        "  answer TEXT NOT NULL) STRICT");
}
