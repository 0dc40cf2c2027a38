/*
 * db.c - SQLite as the rooms of the store use it
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/db.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/date.h"

enum { BUSY_MILLISECONDS = 5000, LARGEST_VALUE = 256 << 20 };

const char *
ent_db_name(sqlite3 *db)
{
    const char *name = sqlite3_db_filename(db, "main");

    return name != NULL && name[0] != '\0' ? name : "store in memory";
}

ent_status
ent_db_fail(ent_ctx *ctx, sqlite3 *db, int code, const char *doing)
{
    const char *name = ent_db_name(db);

    switch (code & 0xFF) {
    case SQLITE_NOMEM:
        return ent_fail_nomem(ctx);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ent_fail(ctx, ENT_E_STORE, "%s: store is locked by another process", name);
    case SQLITE_NOTADB:
        return ent_fail(ctx, ENT_E_STORE, "%s: not a store: the file is no SQLite database", name);
    case SQLITE_CORRUPT:
        return ent_fail(ctx, ENT_E_STORE, "%s: store is damaged (%s), while %s", name,
                        sqlite3_errmsg(db), doing);
    case SQLITE_FULL:
        return ent_fail(ctx, ENT_E_STORE, "%s: no space left, while %s", name, doing);
    case SQLITE_READONLY:
        return ent_fail(ctx, ENT_E_STORE, "%s: store cannot be written, while %s", name, doing);
    default:
        return ent_fail(ctx, ENT_E_STORE, "%s: %s, while %s", name, sqlite3_errmsg(db), doing);
    }
}

ent_status
ent_db_harden(ent_ctx *ctx, sqlite3 *db)
{
    static const struct {
        int option, value;
    } SWITCHES[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0}, {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},        {SQLITE_DBCONFIG_DQS_DDL, 0},
    };

    for (size_t i = 0; i < sizeof SWITCHES / sizeof SWITCHES[0]; i++) {
        int code = sqlite3_db_config(db, SWITCHES[i].option, SWITCHES[i].value, (int *)NULL);

        if (code != SQLITE_OK) {
            return ent_db_fail(ctx, db, code, "setting up");
        }
    }
    (void)sqlite3_extended_result_codes(db, 1);
    (void)sqlite3_busy_timeout(db, BUSY_MILLISECONDS);
    (void)sqlite3_limit(db, SQLITE_LIMIT_LENGTH, LARGEST_VALUE);
    (void)sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    return ent_db_exec(ctx, db,
                       "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;"
                       "PRAGMA foreign_keys=ON");
}

bool
ent_db_is_missing(const char *path)
{
    struct stat about;

    return stat(path, &about) != 0 && errno == ENOENT;
}

static ent_status
check_file(ent_ctx *ctx, const char *path)
{
    struct stat about;

    if (ent_db_is_missing(path)) {
        return ent_fail(ctx, ENT_E_STORE,
                        lstat(path, &about) == 0
                            ? "%s: a link to a store that is not there"
                            : "%s: no such store; `entente import` and `entente read` make one",
                        path);
    }
    if (stat(path, &about) == 0 && !S_ISREG(about.st_mode)) {
        return ent_fail(ctx, ENT_E_STORE, "%s: %s, expected a store", path,
                        S_ISDIR(about.st_mode) ? "a folder" : "no regular file");
    }
    return ENT_OK;
}

ent_status
ent_db_open(ent_ctx *ctx, const char *path, bool write, sqlite3 **out)
{
    sqlite3   *db = NULL;
    ent_status status = check_file(ctx, path);
    int        code;

    if (status != ENT_OK) {
        return status;
    }
    code = sqlite3_open_v2(path, &db,
                           (write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) |
                               SQLITE_OPEN_NOMUTEX, /* a store is used by one thread */
                           NULL);
    if (db == NULL) {
        return ent_fail_nomem(ctx);
    }
    if (code != SQLITE_OK) {
        status = code == SQLITE_NOMEM ? ent_fail_nomem(ctx)
                                      : ent_fail(ctx, ENT_E_STORE, "%s: cannot open the store: %s",
                                                 path, strerror(sqlite3_system_errno(db)));
    } else if (write && sqlite3_db_readonly(db, "main") == 1) {
        status = ent_fail(ctx, ENT_E_STORE, "%s: store cannot be written", path);
    } else {
        status = ent_db_harden(ctx, db);
    }
    if (status != ENT_OK) {
        (void)sqlite3_close(db);
        return status;
    }
    *out = db;
    return ENT_OK;
}

ent_status
ent_db_exec(ent_ctx *ctx, sqlite3 *db, const char *sql)
{
    int code = sqlite3_exec(db, sql, NULL, NULL, NULL);

    return code == SQLITE_OK ? ENT_OK : ent_db_fail(ctx, db, code, "changing the store");
}

ent_status
ent_db_prepare(ent_ctx *ctx, sqlite3 *db, const char *sql, sqlite3_stmt **out)
{
    sqlite3_stmt *statement = NULL;
    int           code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);

    if (code != SQLITE_OK) {
        return ent_db_fail(ctx, db, code, "preparing a query");
    }
    *out = statement;
    return ENT_OK;
}

ent_status
ent_db_step(ent_ctx *ctx, sqlite3_stmt *statement, bool *row)
{
    int code = sqlite3_step(statement);

    *row = code == SQLITE_ROW;
    if (code == SQLITE_ROW) {
        return ENT_OK;
    }
    (void)sqlite3_reset(statement);
    return code == SQLITE_DONE
               ? ENT_OK
               : ent_db_fail(ctx, sqlite3_db_handle(statement), code, "querying the store");
}

ent_status
ent_db_integer(ent_ctx *ctx, sqlite3 *db, const char *sql, int64_t otherwise, int64_t *out)
{
    sqlite3_stmt *statement = NULL;
    bool          row = false;
    ent_status    status = ent_db_prepare(ctx, db, sql, &statement);

    if (status == ENT_OK) {
        status = ent_db_step(ctx, statement, &row);
    }
    if (status == ENT_OK) {
        *out = row ? sqlite3_column_int64(statement, 0) : otherwise;
    }
    (void)sqlite3_finalize(statement);
    return status;
}

ent_status
ent_db_begin(ent_ctx *ctx, sqlite3 *db)
{
    return ent_db_exec(ctx, db, "BEGIN IMMEDIATE");
}

ent_status
ent_db_end(ent_ctx *ctx, sqlite3 *db, ent_status status)
{
    if (status == ENT_OK) {
        status = ent_db_exec(ctx, db, "COMMIT");
    }
    if (status != ENT_OK && sqlite3_get_autocommit(db) == 0) {
        (void)sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL); /* the failure is already told */
    }
    return status;
}

ent_status
ent_db_check_references(ent_ctx *ctx, sqlite3 *db, const char *table)
{
    sqlite3_stmt *statement = NULL;
    char          sql[96];
    bool          row = false;
    ent_status    status;

    (void)snprintf(sql, sizeof sql, "PRAGMA foreign_key_check(%.60s)", table);
    status = ent_db_prepare(ctx, db, sql, &statement);
    if (status == ENT_OK) {
        status = ent_db_step(ctx, statement, &row);
    }
    if (status == ENT_OK && row) {
        status = ent_fail(ctx, ENT_E_STORE,
                          "%s: table '%s' holds a row of '%s' that is not there; the store was "
                          "altered outside of entente: import its files into a new one",
                          ent_db_name(db), table, ent_db_text(statement, 2));
    }
    (void)sqlite3_finalize(statement);
    return status;
}

void
ent_bind_start(ent_bind *bind, sqlite3_stmt *statement)
{
    bind->statement = statement;
    bind->at = 0;
    bind->code = SQLITE_OK;
}

static void
keep(ent_bind *bind, int code)
{
    if (bind->code == SQLITE_OK) {
        bind->code = code;
    }
}

void
ent_bind_text(ent_bind *bind, const char *value)
{
    keep(bind, sqlite3_bind_text(bind->statement, ++bind->at, value, -1, SQLITE_STATIC));
}

void
ent_bind_integer(ent_bind *bind, int64_t value)
{
    keep(bind, sqlite3_bind_int64(bind->statement, ++bind->at, value));
}

void
ent_bind_number(ent_bind *bind, double value)
{
    if (isnan(value)) {
        ent_bind_text(bind, NULL);
    } else {
        keep(bind, sqlite3_bind_double(bind->statement, ++bind->at, value));
    }
}

void
ent_bind_blob(ent_bind *bind, void *bytes, size_t size, void (*release)(void *))
{
    keep(bind, sqlite3_bind_blob64(bind->statement, ++bind->at, bytes, size, release));
}

static void
bind_day(ent_bind *bind, ent_day day)
{
    char text[16];

    ent_date_print(day, text);
    keep(bind, sqlite3_bind_text(bind->statement, ++bind->at, text, -1, SQLITE_TRANSIENT));
}

void
ent_bind_start_day(ent_bind *bind, ent_day day)
{
    if (day == ENT_DAY_MIN) {
        ent_bind_text(bind, NULL);
    } else {
        bind_day(bind, day);
    }
}

void
ent_bind_end_day(ent_bind *bind, ent_day day)
{
    if (day == ENT_DAY_MAX) {
        ent_bind_text(bind, NULL);
    } else {
        bind_day(bind, day - 1);
    }
}

ent_status
ent_bind_check(ent_ctx *ctx, const ent_bind *bind)
{
    return bind->code == SQLITE_OK ? ENT_OK
                                   : ent_db_fail(ctx, sqlite3_db_handle(bind->statement),
                                                 bind->code, "binding a value");
}

ent_status
ent_bind_run(ent_ctx *ctx, ent_bind *bind)
{
    ent_status status = ent_bind_check(ctx, bind);
    bool       row = false;

    if (status == ENT_OK) {
        status = ent_db_step(ctx, bind->statement, &row);
    }
    if (status == ENT_OK && row) {
        (void)sqlite3_reset(bind->statement);
    }
    return status;
}

const char *
ent_db_text(sqlite3_stmt *statement, int column)
{
    return (const char *)sqlite3_column_text(statement, column);
}

bool
ent_db_day(sqlite3_stmt *statement, int column, bool end, ent_day *out)
{
    const char *text = ent_db_text(statement, column);
    ent_span    span;

    if (text == NULL) {
        *out = end ? ENT_DAY_MAX : ENT_DAY_MIN;
        return true;
    }
    if (!ent_span_read(text, strlen(text), &span) || span.to - span.from != 1) {
        return false;
    }
    *out = end ? span.to : span.from;
    return true;
}
