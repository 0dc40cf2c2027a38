/*
 * answers.c - what is dear to find out, kept as long as the file is what it was
 *
 *   1. the state of a file     2. recalling     3. retaining     4. asking and keeping
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/answers.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/build.h"
#include "base/digest.h"
#include "store/db.h"
#include "store/schema.h"

enum { MOST_ANSWERS = 16, LONGEST_ANSWER = 16 << 20, COUNT_AT = 24, COUNT_BYTES = 4 };

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

/* 1. the state of a file */

/* The count of changes in the header of the file; only while a transaction holds it. */
static bool
read_count(sqlite3 *db, int64_t *out)
{
    sqlite3_file *file = NULL;
    unsigned char bytes[COUNT_BYTES];

    if (sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, (void *)&file) != SQLITE_OK ||
        file == NULL || file->pMethods == NULL ||
        file->pMethods->xRead(file, bytes, COUNT_BYTES, COUNT_AT) != SQLITE_OK) {
        return false;
    }
    *out = (int64_t)bytes[0] << 24 | (int64_t)bytes[1] << 16 | (int64_t)bytes[2] << 8 | bytes[3];
    return true;
}

void
ent_store_mark(ent_ctx *ctx, ent_store *store)
{
    int64_t version;

    store->change = -1;
    if (store->db == NULL || ent_db_exec(ctx, store->db, "BEGIN") != ENT_OK) {
        return;
    }
    if (ent_db_integer(ctx, store->db, "PRAGMA user_version", 0, &version) != ENT_OK ||
        !read_count(store->db, &store->change)) {
        store->change = -1;
    }
    if (ent_db_exec(ctx, store->db, "COMMIT") != ENT_OK) {
        store->change = -1;
    }
}

/* The digest of a question put to this build; false where no answer may be kept. */
static bool
name_question(const ent_ctx *ctx, const ent_store *store, const char *question, char out[65])
{
    char       build[ENT_BUILD_SIZE];
    ent_digest digest;

    if (store->change < 0 || ent_ctx_data_dir(ctx) != NULL || !ent_build_id(build)) {
        return false;
    }
    ent_digest_init(&digest);
    ent_digest_add(&digest, build, strlen(build) + 1);
    ent_digest_add(&digest, question, strlen(question));
    ent_digest_print(&digest, out);
    return true;
}

/* 2. recalling */

static ent_status
find(ent_ctx *ctx, ent_store *store, const char *name, char **out)
{
    sqlite3_stmt *statement = NULL;
    bool          found = false;
    ent_bind      bind;
    ent_status    status = ent_db_prepare(
           ctx, store->db, "SELECT answer FROM answers WHERE question = ? AND change = ?", &statement);

    if (status == ENT_OK) {
        ent_bind_start(&bind, statement);
        ent_bind_text(&bind, name);
        ent_bind_integer(&bind, store->change);
        status = ent_bind_check(ctx, &bind);
    }
    if (status == ENT_OK) {
        status = ent_db_step(ctx, statement, &found);
    }
    if (status == ENT_OK && found && ent_db_text(statement, 0) != NULL &&
        sqlite3_column_bytes(statement, 0) <= LONGEST_ANSWER) {
        *out = ent_strdup(ent_db_text(statement, 0));
        status = *out != NULL ? ENT_OK : ent_fail_nomem(ctx);
    }
    (void)sqlite3_finalize(statement);
    return status;
}

static ent_status
recall(ent_ctx *ctx, ent_store *store, const char *name, char **out)
{
    int64_t    change = -1;
    ent_status status = ent_db_exec(ctx, store->db, "BEGIN");

    if (status != ENT_OK) {
        return status;
    }
    status = find(ctx, store, name, out);
    if (status == ENT_OK && (!read_count(store->db, &change) || change != store->change)) {
        ent_free(*out); /* it was changed since it was opened */
        *out = NULL;
    }
    return ent_db_end(ctx, store->db, status);
}

/* 3. retaining */

/* All answers hold of the state that the transaction leaves, which counts one more. */
static ent_status
write_answer(ent_ctx *ctx, sqlite3 *db, int64_t change, const char *name, const char *answer)
{
    char          sql[320];
    sqlite3_stmt *statement = NULL;
    ent_bind      bind;
    ent_status    status;

    (void)snprintf(sql, sizeof sql,
                   "DELETE FROM answers WHERE change <> %lld;"
                   "DELETE FROM answers WHERE rowid NOT IN"
                   " (SELECT rowid FROM answers ORDER BY rowid DESC LIMIT %d);"
                   "UPDATE answers SET change = change + 1",
                   (long long)change, MOST_ANSWERS - 1);
    status = ent_db_exec(ctx, db, sql);
    if (status == ENT_OK) {
        status =
            ent_db_prepare(ctx, db, "INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", &statement);
    }
    if (status == ENT_OK) {
        ent_bind_start(&bind, statement);
        ent_bind_text(&bind, name);
        ent_bind_integer(&bind, change + 1);
        ent_bind_text(&bind, answer);
        status = ent_bind_run(ctx, &bind);
    }
    (void)sqlite3_finalize(statement);
    return status;
}

/* By a connection of its own: that of the answer is one that only reads. */
static ent_status
retain(ent_ctx *ctx, ent_store *store, const char *name, const char *answer)
{
    sqlite3   *db = NULL;
    int64_t    change = -1;
    ent_status status = ent_db_open(ctx, ent_db_name(store->db), true, &db);

    if (status != ENT_OK) {
        return status;
    }
    (void)sqlite3_busy_timeout(db, 0);
    status = ent_db_begin(ctx, db);
    if (status == ENT_OK) {
        if (!read_count(db, &change) || change != store->change) {
            status = ent_fail(ctx, ENT_E_STORE, "the store has changed");
        } else {
            status = write_answer(ctx, db, change, name, answer);
        }
        status = ent_db_end(ctx, db, status);
    }
    store->change = status == ENT_OK ? change + 1 : store->change;
    (void)sqlite3_close(db);
    return status;
}

/* 4. asking and keeping */

/* What goes wrong with an answer is no fault of the question: it is asked anew. */
static ent_status
quietly(ent_ctx *ctx, ent_store *store, const char *name, const char *answer, char **out)
{
    ent_ctx   *quiet;
    ent_status status = ent_ctx_child(ctx, &quiet);

    if (status != ENT_OK) {
        return ent_fail_nomem(ctx);
    }
    status = out != NULL ? recall(quiet, store, name, out) : retain(quiet, store, name, answer);
    ent_ctx_destroy(quiet);
    return status == ENT_E_NOMEM ? ent_fail_nomem(ctx) : ENT_OK;
}

ent_status
ent_store_recall(ent_ctx *ctx, ent_store *store, const char *question, char **out)
{
    char name[65];

    *out = NULL;
    return name_question(ctx, store, question, name) ? quietly(ctx, store, name, NULL, out)
                                                     : ENT_OK;
}

ent_status
ent_store_retain(ent_ctx *ctx, ent_store *store, const char *question, const char *answer)
{
    char name[65];

    return strlen(answer) <= LONGEST_ANSWER && name_question(ctx, store, question, name)
               ? quietly(ctx, store, name, answer, NULL)
               : ENT_OK;
}
