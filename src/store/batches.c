/*
 * batches.c - runs while they are made: begun, kept batch by batch, gone on with, finished
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "store/db.h"

static ent_status
check_writable(ent_ctx *ctx, const ent_store *store)
{
    return store->writable
               ? ENT_OK
               : ent_fail(ctx, ENT_E_ARG, "the store is open for reading, a run is written");
}

/* The newest run with this digest that was broken off; 0: none. */
static ent_status
find_partial(ent_ctx *ctx, ent_store *store, const char *digest, int64_t *out)
{
    sqlite3_stmt *statement = NULL;
    bool          found = false;
    ent_bind      bind;
    ent_status    status = ent_db_prepare(ctx, store->db,
                                          "SELECT run FROM runs WHERE file_sha256 = ? AND"
                                             " status = 'partial' ORDER BY run DESC LIMIT 1",
                                          &statement);

    if (status != ENT_OK) {
        return status;
    }
    ent_bind_start(&bind, statement);
    ent_bind_text(&bind, digest);
    status = ent_bind_check(ctx, &bind);
    if (status == ENT_OK) {
        status = ent_db_step(ctx, statement, &found);
    }
    *out = found ? sqlite3_column_int64(statement, 0) : 0;
    (void)sqlite3_finalize(statement);
    return status;
}

ent_status
ent_store_begin_run(ent_ctx *ctx, ent_store *store, const ent_run_row *row, int64_t *out)
{
    ent_run_row begun = *row;
    int64_t     found = 0;
    ent_status  status = check_writable(ctx, store);

    begun.finished = 0;
    begun.status = "partial";
    begun.result = NULL;
    if (status == ENT_OK && row->file_sha256 != NULL) {
        status = find_partial(ctx, store, row->file_sha256, &found);
    }
    if (status == ENT_OK && found == 0) {
        status = ent_store_add_run(ctx, store, &begun);
        if (status == ENT_OK) {
            found = sqlite3_last_insert_rowid(store->db);
        }
    }
    if (status == ENT_OK) {
        *out = found;
    }
    return status;
}

/* The numbers of a batch, as they stand in the store; every one must be finite. */
static ent_status
copy_numbers(ent_ctx *ctx, ent_store *store, sqlite3_stmt *statement, const ent_store_batch *batch)
{
    const char *bytes = sqlite3_column_blob(statement, 0);
    size_t      size = (size_t)sqlite3_column_bytes(statement, 0);
    size_t      sizes[2] = {batch->counts[0] * sizeof(double), batch->counts[1] * sizeof(double)};

    if (size != sizes[0] + sizes[1]) {
        return ent_fail(ctx, ENT_E_STORE, "%s: batch %lld of run %lld has %zu bytes, expected %zu",
                        ent_db_name(store->db), (long long)batch->batch, (long long)batch->run,
                        size, sizes[0] + sizes[1]);
    }
    for (size_t part = 0; part < 2; part++) {
        if (sizes[part] > 0) {
            memcpy(batch->numbers[part], bytes, sizes[part]);
            bytes += sizes[part];
        }
        for (size_t i = 0; i < batch->counts[part]; i++) {
            if (!isfinite(batch->numbers[part][i])) {
                return ent_fail(ctx, ENT_E_STORE, "%s: batch %lld of run %lld holds no number",
                                ent_db_name(store->db), (long long)batch->batch,
                                (long long)batch->run);
            }
        }
    }
    return ENT_OK;
}

ent_status
ent_store_load_batch(ent_ctx *ctx, ent_store *store, const ent_store_batch *batch, bool *found)
{
    sqlite3_stmt *statement = NULL;
    bool          row = false;
    ent_bind      bind;
    ent_status    status = ent_db_prepare(
           ctx, store->db, "SELECT numbers FROM batches WHERE run = ? AND batch = ?", &statement);

    if (status != ENT_OK) {
        return status;
    }
    ent_bind_start(&bind, statement);
    ent_bind_integer(&bind, batch->run);
    ent_bind_integer(&bind, batch->batch);
    status = ent_bind_check(ctx, &bind);
    if (status == ENT_OK) {
        status = ent_db_step(ctx, statement, &row);
    }
    if (status == ENT_OK && row) {
        status = copy_numbers(ctx, store, statement, batch);
    }
    (void)sqlite3_finalize(statement);
    if (status == ENT_OK) {
        *found = row;
    }
    return status;
}

static ent_status
add_batch(ent_ctx *ctx, sqlite3_stmt *statement, const ent_store_batch *batch)
{
    int64_t  size = (int64_t)((batch->counts[0] + batch->counts[1]) * sizeof(double));
    void    *bytes = sqlite3_malloc64((sqlite3_uint64)size + 1);
    size_t   first = batch->counts[0] * sizeof(double);
    ent_bind bind;

    if (bytes == NULL) {
        return ent_fail_nomem(ctx);
    }
    if (first > 0) {
        memcpy(bytes, batch->numbers[0], first);
    }
    if (batch->counts[1] > 0) {
        memcpy((char *)bytes + first, batch->numbers[1], (size_t)size - first);
    }
    ent_bind_start(&bind, statement);
    ent_bind_integer(&bind, batch->run);
    ent_bind_integer(&bind, batch->batch);
    ent_bind_integer(&bind, (int64_t)batch->runs);
    ent_bind_blob(&bind, bytes, (size_t)size, sqlite3_free);
    return ent_bind_run(ctx, &bind);
}

static ent_status
count_finished(ent_ctx *ctx, ent_store *store, int64_t run)
{
    char sql[160];

    (void)snprintf(sql, sizeof sql,
                   "UPDATE runs SET finished = (SELECT sum(b.runs) FROM batches b WHERE b.run ="
                   " runs.run) WHERE run = %lld",
                   (long long)run);
    return ent_db_exec(ctx, store->db, sql);
}

static ent_status
add_batches(ent_ctx *ctx, ent_store *store, const ent_store_batch *batches, size_t count)
{
    sqlite3_stmt *statement = NULL;
    ent_status    status = ent_db_prepare(
           ctx, store->db, "INSERT OR REPLACE INTO batches VALUES (?, ?, ?, ?)", &statement);

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = add_batch(ctx, statement, &batches[i]);
        if (status == ENT_OK) {
            status = count_finished(ctx, store, batches[i].run);
        }
    }
    (void)sqlite3_finalize(statement);
    return status;
}

ent_status
ent_store_save_batches(ent_ctx *ctx, ent_store *store, const ent_store_batch *batches, size_t count)
{
    ent_status status = check_writable(ctx, store);

    if (status == ENT_OK) {
        status = ent_db_begin(ctx, store->db);
    }
    return status == ENT_OK ? ent_db_end(ctx, store->db, add_batches(ctx, store, batches, count))
                            : status;
}

static ent_status
end_run(ent_ctx *ctx, ent_store *store, int64_t run, const char *said, const char *result)
{
    sqlite3_stmt *statement = NULL;
    ent_bind      bind;
    char          sql[64];
    ent_status    status = ent_db_prepare(ctx, store->db,
                                          "UPDATE runs SET status = ?1, result = ?2,"
                                             " finished = iif(?2 IS NULL, finished, runs) WHERE run = ?3",
                                          &statement);

    if (status != ENT_OK) {
        return status;
    }
    ent_bind_start(&bind, statement);
    ent_bind_text(&bind, said);
    ent_bind_text(&bind, result);
    ent_bind_integer(&bind, run);
    status = ent_bind_run(ctx, &bind);
    (void)sqlite3_finalize(statement);
    (void)snprintf(sql, sizeof sql, "DELETE FROM batches WHERE run = %lld", (long long)run);
    return status == ENT_OK ? ent_db_exec(ctx, store->db, sql) : status;
}

ent_status
ent_store_finish_run(ent_ctx *ctx, ent_store *store, int64_t run, const char *said,
                     const char *result)
{
    ent_status status = check_writable(ctx, store);

    if (status == ENT_OK) {
        status = ent_db_begin(ctx, store->db);
    }
    return status == ENT_OK ? ent_db_end(ctx, store->db, end_run(ctx, store, run, said, result))
                            : status;
}
