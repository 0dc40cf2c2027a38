/*
 * files.c - the imported files: their rows, their cache, the printed ids of facts
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "base/data.h"
#include "base/text.h"
#include "store/facts.h"

enum { LONGEST_NAME = 80 };

ent_status
ent_file_insert(ent_ctx *ctx, sqlite3 *db, const ent_file_row *row, int64_t first_number,
                int64_t *file)
{
    sqlite3_stmt *statement = NULL;
    ent_bind      bind;
    ent_status    status =
        ent_db_prepare(ctx, db,
                       "INSERT INTO files SELECT max(coalesce(max(file) + 1, 1), ?), ?, ?, ?, ?,"
                       " ?, 0, 0, NULL, NULL, ?, ?, ?, ? FROM files",
                       &statement);

    if (status != ENT_OK) {
        return status;
    }
    ent_bind_start(&bind, statement);
    ent_bind_integer(&bind, first_number);
    ent_bind_text(&bind, row->set);
    ent_bind_text(&bind, row->version);
    ent_bind_text(&bind, row->layout);
    ent_bind_text(&bind, row->name);
    ent_bind_text(&bind, row->sha256);
    ent_bind_text(&bind, row->publisher);
    ent_bind_text(&bind, row->licence);
    ent_bind_text(&bind, row->citation);
    ent_bind_text(&bind, row->bibtex);
    status = ent_bind_run(ctx, &bind);
    if (status == ENT_OK) {
        *file = sqlite3_last_insert_rowid(db);
    }
    (void)sqlite3_finalize(statement);
    return status;
}

ent_status
ent_file_finish(ent_ctx *ctx, sqlite3 *db, int64_t file, const ent_fact_writer *writer,
                ent_span span)
{
    sqlite3_stmt *statement = NULL;
    ent_bind      bind;
    ent_status    status = ent_db_prepare(
           ctx, db, "UPDATE files SET rows=?, rejects=?, first=?, last=? WHERE file=?", &statement);

    if (status != ENT_OK) {
        return status;
    }
    if (span.from == ENT_DAY_MIN && writer->first != ENT_DAY_MAX) {
        span.from = writer->first;
        if (writer->last != ENT_DAY_MIN &&
            (span.to == ENT_DAY_MAX || (!writer->open && writer->last >= span.to))) {
            span.to = writer->last + 1;
        }
    }
    ent_bind_start(&bind, statement);
    ent_bind_integer(&bind, (int64_t)writer->rows);
    ent_bind_integer(&bind, (int64_t)writer->rejects);
    ent_bind_start_day(&bind, span.from);
    ent_bind_end_day(&bind, span.to);
    ent_bind_integer(&bind, file);
    status = ent_bind_run(ctx, &bind);
    (void)sqlite3_finalize(statement);
    return status;
}

/* One row of the cache; its texts are copied to the store's memory. */
static ent_status
load_file(ent_ctx *ctx, ent_arena *memory, sqlite3_stmt *statement, ent_source_file *out)
{
    const char *texts[5];
    ent_day     after;

    for (int i = 0; i < 5; i++) {
        const char *text = ent_db_text(statement, i + 1);

        texts[i] = ent_arena_strdup(memory, text != NULL ? text : "");
        if (texts[i] == NULL) {
            return ent_fail_nomem(ctx);
        }
    }
    out->file = (uint32_t)sqlite3_column_int64(statement, 0);
    out->set = texts[0];
    out->version = texts[1];
    out->name = texts[2];
    out->sha256 = texts[3];
    out->citation = texts[4];
    out->rows = (uint64_t)sqlite3_column_int64(statement, 6);
    out->rejects = (uint64_t)sqlite3_column_int64(statement, 7);
    if (!ent_db_day(statement, 8, false, &out->first) || !ent_db_day(statement, 9, true, &after)) {
        return ent_fail(ctx, ENT_E_STORE, "%s: a date of file %u is no date",
                        ent_db_name(sqlite3_db_handle(statement)), (unsigned)out->file);
    }
    if (sqlite3_column_int64(statement, 6) < 0 || sqlite3_column_int64(statement, 7) < 0) {
        return ent_fail(ctx, ENT_E_STORE, "%s: file %u has less than 0 rows",
                        ent_db_name(sqlite3_db_handle(statement)), (unsigned)out->file);
    }
    out->last = after == ENT_DAY_MAX ? ENT_DAY_MAX : after - 1;
    return ENT_OK;
}

static ent_status
load_from(ent_ctx *ctx, ent_files *files, sqlite3 *db, size_t room, bool without_world)
{
    sqlite3_stmt *statement = NULL;
    bool          row = true;
    ent_status    status = ent_db_prepare(
           ctx, db,
        without_world ? "SELECT file, \"set\", version, name, sha256, citation, rows, rejects,"
                           " first, last FROM files WHERE \"set\" <> 'world'"
                         : "SELECT file, \"set\", version, name, sha256, citation, rows, rejects,"
                           " first, last FROM files",
           &statement);

    /* What another process adds after the count is left for the next opening. */
    while (status == ENT_OK && files->count < room) {
        status = ent_db_step(ctx, statement, &row);
        if (status != ENT_OK || !row) {
            break;
        }
        status = load_file(ctx, &files->memory, statement, &files->files[files->count++]);
    }
    (void)sqlite3_finalize(statement);
    return status;
}

static int
compare_files(const void *a, const void *b)
{
    const ent_source_file *x = a, *y = b;
    int                    order = strcmp(x->set, y->set);

    if (order == 0) {
        order = strcmp(x->version, y->version);
    }
    return order != 0 ? order : strcmp(x->name, y->name);
}

static int
compare_numbers(const void *a, const void *b)
{
    const ent_source_file *const *x = a, *const *y = b;

    return ((*x)->file > (*y)->file) - ((*x)->file < (*y)->file);
}

static ent_status
count_files(ent_ctx *ctx, const ent_store *store, size_t *count)
{
    static const char SQL[] = "SELECT count(*) FROM files";
    int64_t           in_db = 0, in_overlay = 0;
    ent_status        status = ent_db_integer(ctx, store->db, SQL, 0, &in_db);

    if (status == ENT_OK && store->overlay != NULL) {
        status = ent_db_integer(ctx, store->overlay, SQL, 0, &in_overlay);
    }
    *count = (size_t)(in_db + in_overlay);
    return status;
}

static ent_status
fill_files(ent_ctx *ctx, const ent_store *store, size_t count, ent_files *out)
{
    ent_status status;

    out->files = ent_arena_alloc(&out->memory, count + 1, sizeof *out->files);
    out->by_number = ent_arena_alloc(&out->memory, count + 1, sizeof *out->by_number);
    if (out->files == NULL || out->by_number == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = load_from(ctx, out, store->db, count, store->overlay != NULL);
    if (status == ENT_OK && store->overlay != NULL) {
        status = load_from(ctx, out, store->overlay, count, false);
    }
    if (status == ENT_OK) {
        qsort(out->files, out->count, sizeof *out->files, compare_files);
        for (size_t i = 0; i < out->count; i++) {
            out->by_number[i] = &out->files[i];
        }
        qsort(out->by_number, out->count, sizeof(ent_source_file *), compare_numbers);
    }
    return status;
}

ent_status
ent_files_read(ent_ctx *ctx, const ent_store *store, ent_files *out)
{
    size_t     count = 0;
    ent_status status;

    memset(out, 0, sizeof *out);
    ent_arena_init(&out->memory);
    status = count_files(ctx, store, &count);
    if (status == ENT_OK) {
        status = fill_files(ctx, store, count, out);
    }
    if (status != ENT_OK) {
        ent_files_clear(out);
    }
    return status;
}

void
ent_files_clear(ent_files *files)
{
    ent_arena_clear(&files->memory);
    memset(files, 0, sizeof *files);
    ent_arena_init(&files->memory);
}

void
ent_files_replace(ent_store *store, ent_files *files)
{
    ent_files_clear(&store->files);
    store->files = *files;
}

ent_status
ent_store_files(ent_ctx *ctx, ent_store *store, const ent_source_file **out, size_t *count)
{
    (void)ctx;
    *out = store->files.files;
    *count = store->files.count;
    return ENT_OK;
}

const ent_source_file *
ent_files_find(const ent_store *store, int64_t number)
{
    size_t low = 0, high = store->files.count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (store->files.by_number[middle]->file < number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < store->files.count && store->files.by_number[low]->file == number
               ? store->files.by_number[low]
               : NULL;
}

void
ent_store_fact_id(const ent_store *store, const ent_provenance *from, char out[160])
{
    const ent_source_file *file = ent_files_find(store, from->file);

    out[0] = '\0';
    if (file != NULL) {
        (void)snprintf(out, 160, "%.32s@%.31s/%.*s:%u", file->set, file->version, (int)LONGEST_NAME,
                       ent_base_name(file->name), (unsigned)from->line);
    }
}

ent_status
ent_store_state(ent_ctx *ctx, ent_store *store, char digest[65])
{
    static const char QUERY[] =
        "SELECT (SELECT group_concat(file || ' ' || rows || ' ' || sha256) FROM"
        " (SELECT * FROM files ORDER BY file)), (SELECT count(*) || ' ' || max(document) || ' ' ||"
        " max(sha256) || min(sha256) FROM documents), (SELECT count(*) || ' ' || max(fit) FROM fits)";
    sqlite3_stmt *statement = NULL;
    bool          row = false;
    ent_text      all;
    ent_status    status = ent_db_prepare(ctx, store->db, QUERY, &statement);

    ent_text_init(&all);
    if (status == ENT_OK) {
        status = ent_db_step(ctx, statement, &row);
    }
    for (int i = 0; status == ENT_OK && row && i < 3; i++) {
        const char *part = ent_db_text(statement, i);

        ent_text_addf(&all, "%s;", part != NULL ? part : "");
    }
    (void)sqlite3_finalize(statement);
    if (status == ENT_OK && all.failed) {
        status = ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        ent_sha256(ent_text_get(&all), all.length, digest);
    }
    ent_text_clear(&all);
    return status;
}
