/*
 * answers.c - what is dear to find out, kept as long as the file is what it was
 *
 *   1. the state of a file     2. those of a store     3. recalling     4. retaining
 *   5. writing     6. asking and keeping
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/answers.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/build.h"
#include "base/digest.h"
#include "store/db.h"

enum { MOST_ANSWERS = 64, LONGEST_ANSWER = 16 << 20, NAME = 65, STATE_AT = 18, STATE_BYTES = 22 };
enum { VERSION, COUNT = 6, WITH_JOURNAL = 1 };
enum { OF_ANY_STATE = -1 }; /* in the place of a count of changes: it lasts */

/* Of the header of a file: versions of its form, its count of changes, its pages, its free ones. */
typedef struct file_state {
    unsigned char bytes[STATE_BYTES];
} file_state;

/* An answer of this program that is not written yet. */
typedef struct pending pending;
struct pending {
    char     name[NAME];
    char    *text;
    bool     lasts;
    pending *next;
};

struct ent_answers {
    pthread_mutex_t lock;
    unsigned        holders;
    char           *path;
    file_state      state; /* of the file, that the answers are of */
    sqlite3        *db;    /* reads the file, whatever has its name by now */
    pending        *first; /* the newest first */
};

/* 1. the state of a file */

/* Only while a transaction holds it, of a file with a journal: with a log ahead of it the header
   would not tell of the last changes. */
static bool
read_state(sqlite3 *db, file_state *out)
{
    sqlite3_file *file = NULL;

    return sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, (void *)&file) ==
               SQLITE_OK &&
           file != NULL && file->pMethods != NULL &&
           file->pMethods->xRead(file, out->bytes, STATE_BYTES, STATE_AT) == SQLITE_OK &&
           out->bytes[VERSION] == WITH_JOURNAL;
}

static bool
is_in_state(sqlite3 *db, const file_state *state)
{
    file_state now;

    return read_state(db, &now) && memcmp(&now, state, sizeof now) == 0;
}

static int64_t
changes(const file_state *state)
{
    const unsigned char *b = state->bytes + COUNT;

    return (int64_t)b[0] << 24 | (int64_t)b[1] << 16 | (int64_t)b[2] << 8 | b[3];
}

/* The state of the file now; false where it cannot be told. */
static bool
take_state(ent_ctx *ctx, sqlite3 *db, file_state *out)
{
    int64_t version;
    bool    told;

    if (ent_db_exec(ctx, db, "BEGIN") != ENT_OK) {
        return false;
    }
    told = ent_db_integer(ctx, db, "PRAGMA user_version", 0, &version) == ENT_OK &&
           read_state(db, out);
    return ent_db_exec(ctx, db, "COMMIT") == ENT_OK && told;
}

/* Whether a file still has the name under which it was opened. */
static bool
has_its_name(sqlite3 *db)
{
    int moved = 1;

    return sqlite3_file_control(db, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK &&
           moved == 0;
}

/* 2. those of a store */

static ent_status
create(ent_ctx *ctx, const char *path, ent_answers **out)
{
    ent_answers *made = ent_alloc_zero(1, sizeof *made);

    if (made == NULL) {
        return ent_fail_nomem(ctx);
    }
    made->path = ent_strdup(path);
    if (made->path == NULL || pthread_mutex_init(&made->lock, NULL) != 0) {
        ent_free(made->path);
        ent_free(made);
        return ent_fail_nomem(ctx);
    }
    made->holders = 1;
    *out = made;
    return ENT_OK;
}

/* What goes wrong with an answer is no fault of the question: it is asked anew. */
static ent_status
forgive(ent_ctx *ctx, ent_ctx *quiet, ent_status status)
{
    ent_ctx_destroy(quiet);
    return status == ENT_E_NOMEM ? ent_fail_nomem(ctx) : ENT_OK;
}

/* Both connections are of one file: they opened the same name, and the first one's still has it. */
ent_status
ent_store_mark(ent_ctx *ctx, ent_store *store)
{
    ent_answers *made;
    ent_ctx     *quiet;
    ent_status   status = create(ctx, ent_db_name(store->db), &made);

    if (status != ENT_OK) {
        return status;
    }
    if (ent_ctx_child(ctx, &quiet) != ENT_OK) {
        ent_answers_release(made);
        return ent_fail_nomem(ctx);
    }
    status = ent_db_open(quiet, made->path, false, &made->db);
    if (status == ENT_OK && has_its_name(store->db) && has_its_name(made->db) &&
        take_state(quiet, store->db, &made->state)) {
        store->answers = made;
    } else {
        ent_answers_release(made);
    }
    return forgive(ctx, quiet, status);
}

ent_answers *
ent_store_answers(const ent_store *store)
{
    return store->answers;
}

ent_answers *
ent_answers_hold(ent_answers *answers)
{
    if (answers != NULL) {
        (void)__atomic_add_fetch(&answers->holders, 1, __ATOMIC_RELAXED);
    }
    return answers;
}

static void
forget_pending(ent_answers *answers)
{
    while (answers->first != NULL) {
        pending *next = answers->first->next;

        ent_free(answers->first->text);
        ent_free(answers->first);
        answers->first = next;
    }
}

void
ent_answers_release(ent_answers *answers)
{
    if (answers != NULL && __atomic_sub_fetch(&answers->holders, 1, __ATOMIC_ACQ_REL) == 0) {
        forget_pending(answers);
        (void)sqlite3_close(answers->db);
        (void)pthread_mutex_destroy(&answers->lock);
        ent_free(answers->path);
        ent_free(answers);
    }
}

void
ent_store_share_answers(ent_store *store, ent_answers *answers)
{
    ent_answers *own = store->answers;

    if (own == NULL || answers == NULL || own == answers) {
        return;
    }
    (void)pthread_mutex_lock(&answers->lock);
    if (strcmp(own->path, answers->path) == 0 && has_its_name(own->db) &&
        has_its_name(answers->db) && memcmp(&own->state, &answers->state, sizeof own->state) == 0) {
        store->answers = ent_answers_hold(answers);
    }
    (void)pthread_mutex_unlock(&answers->lock);
    if (store->answers != own) {
        ent_answers_release(own);
    }
}

/* The digest of a question put to this build; false where no answer may be kept. */
static bool
name_question(const ent_ctx *ctx, const ent_answers *answers, const char *question, char out[NAME])
{
    char       build[ENT_BUILD_SIZE];
    ent_digest digest;

    if (answers == NULL || ent_ctx_data_dir(ctx) != NULL || !ent_build_id(build)) {
        return false;
    }
    ent_digest_init(&digest);
    ent_digest_add(&digest, build, strlen(build) + 1);
    ent_digest_add(&digest, question, strlen(question));
    ent_digest_print(&digest, out);
    return true;
}

/* 3. recalling */

static pending *
find_pending(const ent_answers *answers, const char *name)
{
    pending *item = answers->first;

    while (item != NULL && strcmp(item->name, name) != 0) {
        item = item->next;
    }
    return item;
}

static ent_status
find(ent_ctx *ctx, const ent_answers *answers, const char *name, char **out)
{
    sqlite3_stmt *statement = NULL;
    bool          found = false;
    ent_bind      bind;
    ent_status    status = ent_db_prepare(
           ctx, answers->db, "SELECT answer FROM answers WHERE question = ? AND change IN (?, -1)",
           &statement);

    if (status == ENT_OK) {
        ent_bind_start(&bind, statement);
        ent_bind_text(&bind, name);
        ent_bind_integer(&bind, changes(&answers->state));
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

/* By a connection of their own, which every thread may use in its turn. */
static ent_status
recall(ent_ctx *ctx, const ent_answers *answers, const char *name, char **out)
{
    ent_status status = ent_db_exec(ctx, answers->db, "BEGIN");

    if (status != ENT_OK) {
        return status;
    }
    status = find(ctx, answers, name, out);
    if (status == ENT_OK && !is_in_state(answers->db, &answers->state)) {
        ent_free(*out); /* it was changed since it was opened */
        *out = NULL;
    }
    return ent_db_end(ctx, answers->db, status);
}

/* 4. retaining */

static ent_status
retain(ent_ctx *ctx, ent_answers *answers, const char *name, const char *answer, bool lasts)
{
    pending *item = find_pending(answers, name);
    char    *text = ent_strdup(answer);

    if (text != NULL && item == NULL && (item = ent_alloc_zero(1, sizeof *item)) != NULL) {
        memcpy(item->name, name, NAME);
        item->next = answers->first;
        answers->first = item;
    }
    if (text == NULL || item == NULL) {
        ent_free(text);
        return ent_fail_nomem(ctx);
    }
    ent_free(item->text);
    item->text = text;
    item->lasts = lasts;
    return ENT_OK;
}

/* 5. writing */

static ent_status
write_answer(ent_ctx *ctx, sqlite3 *db, const pending *item, int64_t change)
{
    sqlite3_stmt *statement = NULL;
    ent_bind      bind;
    ent_status    status =
        ent_db_prepare(ctx, db, "INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", &statement);

    if (status == ENT_OK) {
        ent_bind_start(&bind, statement);
        ent_bind_text(&bind, item->name);
        ent_bind_integer(&bind, change);
        ent_bind_text(&bind, item->text);
        status = ent_bind_run(ctx, &bind);
    }
    (void)sqlite3_finalize(statement);
    return status;
}

/* Answers of a state hold of that which the transaction leaves, which counts one change more. */
static ent_status
write_all(ent_ctx *ctx, sqlite3 *db, const ent_answers *answers)
{
    const int64_t change = changes(&answers->state);
    char          sql[320];
    ent_status    status;

    (void)snprintf(sql, sizeof sql,
                   "DELETE FROM answers WHERE change NOT IN (%lld, -1);"
                   "UPDATE answers SET change = change + 1 WHERE change <> -1",
                   (long long)change);
    status = ent_db_exec(ctx, db, sql);
    for (const pending *item = answers->first; item != NULL && status == ENT_OK;
         item = item->next) {
        status = write_answer(ctx, db, item, item->lasts ? OF_ANY_STATE : change + 1);
    }
    (void)snprintf(sql, sizeof sql,
                   "DELETE FROM answers WHERE rowid NOT IN"
                   " (SELECT rowid FROM answers ORDER BY rowid DESC LIMIT %d)",
                   MOST_ANSWERS);
    return status == ENT_OK ? ent_db_exec(ctx, db, sql) : status;
}

static ent_status
write_into(ent_ctx *ctx, sqlite3 *db, const ent_answers *answers)
{
    ent_status status = ent_db_begin(ctx, db);

    if (status != ENT_OK) {
        return status;
    }
    if (!has_its_name(answers->db) || !has_its_name(db) || !is_in_state(db, &answers->state)) {
        status = ent_fail(ctx, ENT_E_STORE, "the store has changed");
    } else {
        status = write_all(ctx, db, answers);
    }
    return ent_db_end(ctx, db, status);
}

static ent_status
write_pending(ent_ctx *ctx, ent_answers *answers)
{
    const int64_t before = changes(&answers->state);
    file_state    now;
    sqlite3      *db = NULL;
    ent_status    status = ent_db_open(ctx, answers->path, true, &db);

    if (status != ENT_OK) {
        return status;
    }
    (void)sqlite3_busy_timeout(db, 0);
    status = write_into(ctx, db, answers);
    (void)sqlite3_close(db);
    if (status == ENT_OK) {
        forget_pending(answers);
        if (take_state(ctx, answers->db, &now) && changes(&now) == before + 1) {
            answers->state = now; /* else somebody else has changed it by now */
        }
    }
    return status;
}

/* 6. asking and keeping */

ent_status
ent_answers_recall(ent_ctx *ctx, ent_answers *answers, const char *question, char **out)
{
    char           name[NAME];
    const pending *item;
    ent_ctx       *quiet;
    ent_status     status;

    *out = NULL;
    if (!name_question(ctx, answers, question, name)) {
        return ENT_OK;
    }
    if (ent_ctx_child(ctx, &quiet) != ENT_OK) {
        return ent_fail_nomem(ctx);
    }
    (void)pthread_mutex_lock(&answers->lock);
    item = find_pending(answers, name);
    if (item != NULL) {
        *out = ent_strdup(item->text);
        status = *out != NULL ? ENT_OK : ENT_E_NOMEM;
    } else {
        status = recall(quiet, answers, name, out);
    }
    (void)pthread_mutex_unlock(&answers->lock);
    return forgive(ctx, quiet, status);
}

static ent_status
hold(ent_ctx *ctx, ent_answers *answers, const char *question, const char *answer, bool lasts)
{
    char       name[NAME];
    ent_status status;

    if (strlen(answer) > LONGEST_ANSWER || !name_question(ctx, answers, question, name)) {
        return ENT_OK;
    }
    (void)pthread_mutex_lock(&answers->lock);
    status = retain(ctx, answers, name, answer, lasts);
    (void)pthread_mutex_unlock(&answers->lock);
    return status;
}

ent_status
ent_answers_retain(ent_ctx *ctx, ent_answers *answers, const char *question, const char *answer)
{
    return hold(ctx, answers, question, answer, false);
}

ent_status
ent_answers_retain_lasting(ent_ctx *ctx, ent_answers *answers, const char *question,
                           const char *answer)
{
    return hold(ctx, answers, question, answer, true);
}

ent_status
ent_answers_write(ent_ctx *ctx, ent_answers *answers)
{
    ent_ctx   *quiet;
    ent_status status = ENT_OK;

    if (answers == NULL) {
        return ENT_OK;
    }
    if (ent_ctx_child(ctx, &quiet) != ENT_OK) {
        return ent_fail_nomem(ctx);
    }
    (void)pthread_mutex_lock(&answers->lock);
    if (answers->first != NULL) {
        status = write_pending(quiet, answers);
    }
    (void)pthread_mutex_unlock(&answers->lock);
    return forgive(ctx, quiet, status);
}
