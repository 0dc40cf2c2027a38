/*
 * importing.c - one published file into the store, whole or not at all
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "base/data.h"
#include "base/file.h"
#include "base/text.h"
#include "store/facts.h"

static const size_t LARGEST_FILE = (size_t)1 << 30;

/* So many are read of any file: that of a small one can then say how many of how many. */
enum { BAD_ROWS_READ = 1000 };

/* A file of the same set, version and layout that the store holds. */
typedef struct present {
    bool    found, same;
    int64_t file, rows, rejects;
} present;

static ent_status
find_present(ent_ctx *ctx, sqlite3 *db, const ent_recognised *recognised, const char *sha256,
             present *out)
{
    sqlite3_stmt *statement = NULL;
    bool          row = false;
    ent_bind      bind;
    ent_status    status = ent_db_prepare(ctx, db,
                                          "SELECT file, sha256 = ?, rows, rejects FROM files"
                                             " WHERE \"set\" = ? AND version = ? AND layout = ?",
                                          &statement);

    if (status != ENT_OK) {
        return status;
    }
    ent_bind_start(&bind, statement);
    ent_bind_text(&bind, sha256);
    ent_bind_text(&bind, recognised->set->name);
    ent_bind_text(&bind, recognised->version);
    ent_bind_text(&bind, recognised->set->layout);
    status = ent_bind_check(ctx, &bind);
    if (status == ENT_OK) {
        status = ent_db_step(ctx, statement, &row);
    }
    if (status == ENT_OK) {
        *out = (present){row, false, 0, 0, 0};
        if (row) {
            out->file = sqlite3_column_int64(statement, 0);
            out->same = sqlite3_column_int(statement, 1) != 0;
            out->rows = sqlite3_column_int64(statement, 2);
            out->rejects = sqlite3_column_int64(statement, 3);
        }
    }
    (void)sqlite3_finalize(statement);
    return status;
}

static ent_status
remove_file(ent_ctx *ctx, sqlite3 *db, int64_t file)
{
    char sql[64];

    (void)snprintf(sql, sizeof sql, "DELETE FROM files WHERE file = %lld", (long long)file);
    return ent_db_exec(ctx, db, sql);
}

static ent_status
check_rejects(ent_ctx *ctx, const char *name, const ent_fact_writer *writer, double most)
{
    char percent[32];

    if (writer->rows == 0) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: no rows below the header", name);
    }
    if ((double)writer->unreadable > most * (double)writer->rows) {
        (void)ent_number_print(100 * most, percent, sizeof percent);
        return ent_fail(ctx, ENT_E_INPUT,
                        "%s: %llu of %llu row%s cannot be read, more than %s %%; the first: %s",
                        name, (unsigned long long)writer->unreadable,
                        (unsigned long long)writer->rows, writer->rows == 1 ? "" : "s", percent,
                        writer->first_reason);
    }
    return ENT_OK;
}

static ent_status
write_rows(ent_ctx *ctx, ent_store *store, const ent_recognised *recognised, int64_t file,
           const char *name, const ent_bytes *bytes, double max_rejects, ent_import_report *report)
{
    ent_span        span = {ENT_DAY_MIN, recognised->last};
    ent_fact_writer writer;
    ent_fact_sink   sink;
    ent_status      status = ent_fact_writer_open(ctx, store->db, store->codes, file, &writer);

    if (status != ENT_OK) {
        return status;
    }
    if (span.to != ENT_DAY_MAX) {
        span.to++;
    }
    /* No file has more rows than this: a hostile one is not read to its end. */
    writer.name = name;
    writer.most = (uint64_t)(max_rejects * ((double)bytes->length / 2 + 1)) + BAD_ROWS_READ;
    sink = ent_fact_writer_sink(&writer);
    status =
        ent_import_bytes(ctx, store->codes, recognised, name, bytes->bytes, bytes->length, &sink);
    if (status == ENT_OK) {
        status = check_rejects(ctx, name, &writer, max_rejects);
    }
    if (status == ENT_OK) {
        status = ent_file_finish(ctx, store->db, file, &writer, span);
    }
    report->rows = writer.rows;
    report->rejects = writer.rejects;
    ent_fact_writer_close(&writer);
    return status;
}

/* Inside the transaction: what was there gives way, then the rows come in. */
static ent_status
replace_file(ent_ctx *ctx, ent_store *store, const ent_recognised *recognised, const char *name,
             const char *sha256, const ent_bytes *bytes, double max_rejects,
             ent_import_report *report)
{
    const ent_set *set = recognised->set;
    ent_file_row   row = {set->name,      recognised->version, set->layout,   name,       sha256,
                          set->publisher, set->licence,        set->citation, set->bibtex};
    present        there;
    int64_t        file = 0;
    ent_status     status = find_present(ctx, store->db, recognised, sha256, &there);

    if (status != ENT_OK) {
        return status;
    }
    report->unchanged = there.same;
    if (there.same) {
        report->rows = (uint64_t)there.rows;
        report->rejects = (uint64_t)there.rejects;
        return ENT_OK;
    }
    report->replaced = there.found;
    if (there.found) {
        status = remove_file(ctx, store->db, there.file);
    }
    if (status == ENT_OK) {
        status = ent_file_insert(ctx, store->db, &row, 1, &file);
    }
    return status == ENT_OK
               ? write_rows(ctx, store, recognised, file, name, bytes, max_rejects, report)
               : status;
}

/* A file that was recognised, and what its import is to report. */
typedef struct given_file {
    const ent_recognised *recognised;
    const char           *path;
    const ent_bytes      *bytes;
    double                max_rejects;
    ent_import_report    *report;
} given_file;

static ent_status
import_recognised(ent_ctx *ctx, ent_store *store, void *what)
{
    const given_file *given = what;
    ent_files         files;
    char              sha256[65];
    ent_status        status = ent_db_begin(ctx, store->db);

    if (status != ENT_OK) {
        return status;
    }
    memset(&files, 0, sizeof files);
    ent_arena_init(&files.memory);
    ent_sha256(given->bytes->bytes, given->bytes->length, sha256);
    status = replace_file(ctx, store, given->recognised, ent_base_name(given->path), sha256,
                          given->bytes, given->max_rejects, given->report);
    if (status == ENT_OK) {
        status = ent_files_read(ctx, store, &files); /* before the commit: all of it or nothing */
    }
    status = ent_db_end(ctx, store->db, status);
    if (status != ENT_OK) {
        ent_files_clear(&files);
        return status;
    }
    ent_files_replace(store, &files);
    return ENT_OK;
}

ent_status
ent_store_import(ent_ctx *ctx, ent_store *store, const char *set_name, const char *path,
                 double max_rejects, ent_import_report *out)
{
    ent_import_report report;
    ent_recognised    recognised;
    ent_bytes         bytes;
    ent_status        status;

    if (!store->writable) {
        return ent_fail(ctx, ENT_E_ARG, "the store is open for reading, an import writes");
    }
    if (!(max_rejects >= 0 && max_rejects <= 1)) {
        return ent_fail(ctx, ENT_E_ARG, "the share of rejects is not from 0 to 1");
    }
    memset(&report, 0, sizeof report);
    status = ent_file_read(ctx, path, LARGEST_FILE, &bytes);
    if (status != ENT_OK) {
        return status;
    }
    status = ent_import_recognise(ctx, set_name, path, bytes.bytes, bytes.length, &recognised);
    if (status == ENT_OK) {
        report.set = recognised.set->name;
        memcpy(report.version, recognised.version, sizeof report.version);
        report.skipped = recognised.skipped;
        if (recognised.skipped == NULL) {
            given_file given = {&recognised, path, &bytes, max_rejects, &report};

            status = ent_store_keep(ctx, store, import_recognised, &given);
        }
    }
    ent_bytes_clear(&bytes);
    if (status == ENT_OK) {
        *out = report;
    }
    return status;
}
