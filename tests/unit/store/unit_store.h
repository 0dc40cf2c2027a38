/*
 * unit_store.h - a folder of its own for each test, stores in it, SQL on them
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_UNIT_STORE_H
#define ENT_TESTS_UNIT_STORE_H

#include "unit_facts.h"

#include <sqlite3.h>
#include <unistd.h>

#include "entente/store.h"

typedef struct bench {
    ent_ctx   *ctx; /**< its data are tests/data/small */
    ent_codes *codes;
    char       folder[64], store[96];
} bench;

static inline int
bench_setup(void **state)
{
    bench   *made = calloc(1, sizeof *made);
    ent_ctx *whole = unit_ctx(1);

    assert_non_null(made);
    made->codes = unit_codes(whole);
    ent_ctx_destroy(whole);
    made->ctx = unit_small_ctx();
    (void)snprintf(made->folder, sizeof made->folder, "/tmp/entente-store-XXXXXX");
    assert_non_null(mkdtemp(made->folder));
    (void)snprintf(made->store, sizeof made->store, "%s/store.db", made->folder);
    *state = made;
    return 0;
}

static inline int
bench_teardown(void **state)
{
    bench *made = *state;

    (void)unlink(made->store);
    assert_int_equal(rmdir(made->folder), 0); /* nothing else is left in it */
    ent_codes_destroy(made->codes);
    ent_ctx_destroy(made->ctx);
    free(made);
    return 0;
}

static inline ent_store *
bench_open(bench *made, const char *path, ent_store_mode mode)
{
    ent_store *store = NULL;

    if (ent_store_open(made->ctx, path, mode, made->codes, &store) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(made->ctx));
    }
    return store;
}

/** The store must not open, and say this. */
static inline void
bench_refused(bench *made, ent_store_mode mode, ent_status status, const char *message)
{
    ent_store *store = (ent_store *)made;

    assert_int_equal(ent_store_open(made->ctx, made->store, mode, made->codes, &store), status);
    if (strstr(ent_ctx_error(made->ctx), message) == NULL) {
        fail_msg("'%s' is not in '%s'", message, ent_ctx_error(made->ctx));
    }
    assert_ptr_equal(store, made); /* nothing is written */
}

/** A store made and closed again. */
static inline void
bench_make(bench *made)
{
    ent_store_close(bench_open(made, made->store, ENT_STORE_WRITE));
}

/** Run SQL on a database file from outside, with nothing switched off. */
static inline void
bench_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char    *message = NULL;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) {
        fail_msg("%s", message);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/** The first column of the first row, from outside. */
static inline int64_t
bench_number(const char *path, const char *sql)
{
    sqlite3      *db = NULL;
    sqlite3_stmt *statement = NULL;
    int64_t       number;

    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    }
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    number = sqlite3_column_int64(statement, 0);
    assert_int_equal(sqlite3_finalize(statement), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return number;
}

static inline void
bench_write(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

/** The facts of a kind in the store, as text; owned by the caller. */
static inline unit_facts
bench_facts(bench *made, ent_store *store, ent_fact_kind kind)
{
    unit_facts    facts;
    ent_fact_sink sink = unit_facts_init(&facts, made->codes);

    if (ent_store_facts(made->ctx, store, kind, &sink) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(made->ctx));
    }
    return facts;
}

/** All cells of a table, rows by line, cells joined by `|`. */
static inline ent_text
bench_table(ent_table *table)
{
    ent_text text;

    ent_text_init(&text);
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        for (size_t column = 0; column < ent_table_column_count(table); column++) {
            ent_text_addf(&text, "%s%s", column > 0 ? "|" : "",
                          ent_table_get_text(table, row, column));
        }
        ent_text_add_char(&text, '\n');
    }
    return text;
}

#endif
