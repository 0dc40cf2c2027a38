/*
 * db.h - SQLite as the rooms of the store use it
 *
 * Stage: store.  Statements, binding and failures; the only place that turns
 * SQLite's result codes into ours.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_STORE_DB_H
#define ENT_STORE_DB_H

#include <sqlite3.h>

#include "base/arena.h"
#include "base/context.h"
#include "entente/store.h"
#include "store/answers.h"
#include "store/birth.h"

/** The rows of `files` as ent_store_files() shows them. */
typedef struct ent_files {
    ent_arena               memory;
    ent_source_file        *files; /**< by set, version, name */
    const ent_source_file **by_number;
    size_t                  count;
} ent_files;

struct ent_store {
    sqlite3         *db;
    sqlite3         *overlay; /**< today's data/world in memory, where db holds another; or NULL */
    const ent_codes *codes;   /**< borrowed */
    bool             writable;
    ent_birth        birth; /**< of a store that waits for the first thing to keep */
    ent_files        files;
    ent_answers     *answers; /**< of the state in which it was opened; NULL: none are kept */
};

/** Open the file of a store, hardened; ENT_E_STORE where it is none or cannot be written. */
ENT_MUST_CHECK ent_status ent_db_open(ent_ctx *ctx, const char *path, bool write, sqlite3 **out);

/** Whether nothing stands at a path; a link that leads nowhere is nothing, too. */
bool ent_db_is_missing(const char *path);

/** Turn a result code of SQLite into a failure; `doing` as in "reading the files". */
ent_status ent_db_fail(ent_ctx *ctx, sqlite3 *db, int code, const char *doing);

/** The path of the database, or a name for one in memory; borrowed. */
const char *ent_db_name(sqlite3 *db);

/** Limits and switches that hold for every connection, before anything is asked of it. */
ENT_MUST_CHECK ent_status ent_db_harden(ent_ctx *ctx, sqlite3 *db);

ENT_MUST_CHECK ent_status ent_db_exec(ent_ctx *ctx, sqlite3 *db, const char *sql);
ENT_MUST_CHECK ent_status ent_db_prepare(ent_ctx *ctx, sqlite3 *db, const char *sql,
                                         sqlite3_stmt **out);

/** One step; `*row` says whether there is a row.  At the end the statement is reset. */
ENT_MUST_CHECK ent_status ent_db_step(ent_ctx *ctx, sqlite3_stmt *statement, bool *row);

/** The first column of the first row, or `otherwise` where there is none. */
ENT_MUST_CHECK ent_status ent_db_integer(ent_ctx *ctx, sqlite3 *db, const char *sql,
                                         int64_t otherwise, int64_t *out);

ENT_MUST_CHECK ent_status ent_db_begin(ent_ctx *ctx, sqlite3 *db);

/** Commit after ENT_OK, else roll back and hand on `status`. */
ENT_MUST_CHECK ent_status ent_db_end(ent_ctx *ctx, sqlite3 *db, ent_status status);

/** ENT_E_STORE names the first row of a table that refers to one that is not there. */
ENT_MUST_CHECK ent_status ent_db_check_references(ent_ctx *ctx, sqlite3 *db, const char *table);

/** Values for a statement, in order; the first failure is kept for ent_bind_run(). */
typedef struct ent_bind {
    sqlite3_stmt *statement;
    int           at, code;
} ent_bind;

void ent_bind_start(ent_bind *bind, sqlite3_stmt *statement);
void ent_bind_text(ent_bind *bind, const char *value); /**< borrowed until the run; NULL: NULL */
void ent_bind_integer(ent_bind *bind, int64_t value);
void ent_bind_number(ent_bind *bind, double value); /**< NaN: NULL */
/** Owned from here on: `release` frees it, also after a failure. */
void ent_bind_blob(ent_bind *bind, void *bytes, size_t size, void (*release)(void *));
void ent_bind_start_day(ent_bind *bind, ent_day day); /**< ENT_DAY_MIN: NULL */
void ent_bind_end_day(ent_bind *bind, ent_day day);   /**< first day after; ENT_DAY_MAX: NULL */

/** Whether all values could be bound. */
ENT_MUST_CHECK ent_status ent_bind_check(ent_ctx *ctx, const ent_bind *bind);

/** Run a statement that gives no rows. */
ENT_MUST_CHECK ent_status ent_bind_run(ent_ctx *ctx, ent_bind *bind);

/** The text of a column, NULL for NULL; lives to the next step. */
const char *ent_db_text(sqlite3_stmt *statement, int column);

/** The day of an ISO date; false for anything else than a date or NULL. */
bool ent_db_day(sqlite3_stmt *statement, int column, bool end, ent_day *out);

#endif
