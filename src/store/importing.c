/*
 * importing.c - published files into the store, each whole or not at all
 *
 *   1. a file that is in memory           3. any file, in one transaction
 *   2. a file that is streamed            4. the files of a package
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "base/data.h"
#include "base/package.h"
#include "base/text.h"
#include "store/facts.h"
#include "store/open.h"

static const size_t   LARGEST_FILE = (size_t)1 << 30;
static const uint64_t LARGEST_STREAM = (uint64_t)1 << 40;
static const char     STANDARD_INPUT[] = "standard input";

/* So many are read of any file: that of a small one can then say how many of how many. */
enum { BAD_ROWS_READ = 1000 };

/* A file on its way into the store, and what its import is to report. */
typedef struct given_file {
    const char               *set_name; /* or "auto" */
    const char               *name;     /* as the store is to have it */
    ent_package              *package;
    const ent_bytes          *bytes; /* NULL: it is streamed */
    const ent_recognised     *recognised;
    const ent_import_options *options;
    ent_import_report        *report;
} given_file;

/* A file in the store that the given one is, or takes the place of. */
typedef struct present {
    bool    found, same;
    int64_t file, rows, rejects;
} present;

/* A file of a series by its name: without archive, without compression. */
static size_t
core_name(const char *name, const char **out)
{
    size_t length;

    *out = ent_base_name(name);
    length = strlen(*out);
    if (ent_ends_with(*out, ".gz")) {
        return length - 3;
    }
    return ent_ends_with(*out, ".zst") ? length - 4 : length;
}

static bool
same_core(const char *a, const char *b)
{
    size_t length = core_name(a, &a);

    return length == core_name(b, &b) && memcmp(a, b, length) == 0;
}

/* Of one file, bytes tell that it is the same; of one in an archive, its name, too. */
static bool
is_same_file(const given_file *given, const char *name, bool same_bytes)
{
    bool archive = ent_package_is_archive(given->package);

    return same_bytes && (!ent_import_is_streamed(given->recognised) ||
                          same_core(name, given->name) || (!archive && strchr(name, '/') == NULL));
}

/* Whether the file gives way to the given one; what came on standard input has no name. */
static bool
gives_way(const given_file *given, const char *name)
{
    return !ent_import_is_streamed(given->recognised) ||
           (same_core(name, given->name) && strcmp(given->name, STANDARD_INPUT) != 0);
}

/* Look at the files of the set, version and layout, but for the one that is being written. */
static ent_status
look_at_files(ent_ctx *ctx, sqlite3_stmt *statement, const given_file *given, int64_t written,
              present *out)
{
    bool       row = true;
    ent_status status = ENT_OK;

    *out = (present){false, false, 0, 0, 0};
    while (row && !out->same) {
        const char *name;
        bool        same;

        status = ent_db_step(ctx, statement, &row);
        if (status != ENT_OK || !row) {
            return status;
        }
        name = ent_db_text(statement, 4);
        same = is_same_file(given, name, sqlite3_column_int(statement, 1) != 0);
        if (sqlite3_column_int64(statement, 0) != written && (same || gives_way(given, name))) {
            *out =
                (present){true, same, sqlite3_column_int64(statement, 0),
                          sqlite3_column_int64(statement, 2), sqlite3_column_int64(statement, 3)};
        }
    }
    return status;
}

static ent_status
find_present(ent_ctx *ctx, sqlite3 *db, const given_file *given, const char *sha256,
             int64_t written, present *out)
{
    sqlite3_stmt *statement = NULL;
    ent_bind      bind;
    ent_status    status = ent_db_prepare(ctx, db,
                                          "SELECT file, sha256 = ?, rows, rejects, name FROM files"
                                             " WHERE \"set\" = ? AND version = ? AND layout = ?",
                                          &statement);

    if (status != ENT_OK) {
        return status;
    }
    ent_bind_start(&bind, statement);
    ent_bind_text(&bind, sha256);
    ent_bind_text(&bind, given->recognised->set->name);
    ent_bind_text(&bind, given->recognised->version);
    ent_bind_text(&bind, given->recognised->set->layout);
    status = ent_bind_check(ctx, &bind);
    if (status == ENT_OK) {
        status = look_at_files(ctx, statement, given, written, out);
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

/* No file has more rows than half its bytes: a hostile one is not read to its end. */
static uint64_t
most_rejects(const given_file *given, uint64_t bytes)
{
    return (uint64_t)(given->options->max_rejects * ((double)bytes / 2 + 1)) + BAD_ROWS_READ;
}

static ent_status
insert_file(ent_ctx *ctx, ent_store *store, const given_file *given, const char *sha256,
            int64_t *file)
{
    const ent_recognised *recognised = given->recognised;
    const ent_set        *set = recognised->set;
    ent_file_row row = {set->name,      recognised->version, set->layout,   given->name, sha256,
                        set->publisher, set->licence,        set->citation, set->bibtex};

    return ent_file_insert(ctx, store->db, &row, 1, file);
}

static void
report_present(const given_file *given, const present *there)
{
    given->report->unchanged = true;
    given->report->repeated = 0;
    given->report->rows = (uint64_t)there->rows;
    given->report->rejects = (uint64_t)there->rejects;
}

/* What was read is written: is it little enough of rejects, and of when does it speak? */
static ent_status
finish_rows(ent_ctx *ctx, ent_store *store, const given_file *given, int64_t file,
            const ent_fact_writer *writer, ent_span span)
{
    ent_status status = check_rejects(ctx, given->name, writer, given->options->max_rejects);

    if (status == ENT_OK) {
        status = ent_file_finish(ctx, store->db, file, writer, span);
    }
    given->report->rows = writer->rows;
    given->report->rejects = writer->rejects;
    given->report->unmatched = writer->rejects - writer->unreadable;
    return status;
}

/* 1. a file that is in memory */

static ent_status
write_rows(ent_ctx *ctx, ent_store *store, const given_file *given, int64_t file)
{
    const ent_bytes *bytes = given->bytes;
    ent_span         span = {ENT_DAY_MIN, given->recognised->last};
    ent_fact_writer  writer;
    ent_fact_sink    sink;
    ent_status       status = ent_fact_writer_open(ctx, store->db, store->codes, file, &writer);

    if (status != ENT_OK) {
        return status;
    }
    if (span.to != ENT_DAY_MAX) {
        span.to++;
    }
    writer.name = given->name;
    writer.most = most_rejects(given, bytes->length);
    sink = ent_fact_writer_sink(&writer);
    status = ent_import_bytes(ctx, store->codes, given->recognised, given->name, bytes->bytes,
                              bytes->length, &sink);
    if (status == ENT_OK) {
        status = finish_rows(ctx, store, given, file, &writer, span);
    }
    ent_fact_writer_close(&writer);
    return status;
}

/* What was there gives way, then the rows come in. */
static ent_status
replace_file(ent_ctx *ctx, ent_store *store, const given_file *given)
{
    present    there;
    int64_t    file = 0;
    char       sha256[65];
    ent_status status = ent_package_sha256(ctx, given->package, sha256);

    if (status == ENT_OK) {
        status = find_present(ctx, store->db, given, sha256, 0, &there);
    }
    if (status != ENT_OK) {
        return status;
    }
    if (there.same) {
        report_present(given, &there);
        return ENT_OK;
    }
    given->report->replaced = there.found;
    if (there.found) {
        status = remove_file(ctx, store->db, there.file);
    }
    if (status == ENT_OK) {
        status = insert_file(ctx, store, given, sha256, &file);
    }
    return status == ENT_OK ? write_rows(ctx, store, given, file) : status;
}

/* 2. a file that is streamed: its digest is known at its end alone */

static ent_status
feed_blocks(ent_ctx *ctx, const given_file *given, ent_import_stream *stream,
            ent_fact_writer *writer)
{
    uint64_t    done = 0, total, bytes = 0;
    const char *block;
    size_t      length;
    char        what[64];
    ent_status  status;

    (void)snprintf(what, sizeof what, "import %.50s", given->name);
    while ((status = ent_package_block(ctx, given->package, &block, &length)) == ENT_OK &&
           length > 0) {
        bytes += length;
        writer->most = most_rejects(given, bytes);
        status = ent_import_stream_feed(ctx, stream, block, length);
        if (status != ENT_OK) {
            break;
        }
        ent_package_progress(given->package, &done, &total);
        ent_progress(ctx, what, done, total);
    }
    ent_progress(ctx, what, done, done); /* it is over, however it ended */
    return status;
}

static ent_status
write_stream(ent_ctx *ctx, ent_store *store, const given_file *given, int64_t file)
{
    ent_import_stream *stream = NULL;
    ent_import_summary summary;
    ent_fact_writer    writer;
    ent_fact_sink      sink;
    ent_status         status = ent_fact_writer_open(ctx, store->db, store->codes, file, &writer);

    if (status != ENT_OK) {
        return status;
    }
    writer.name = given->name;
    sink = ent_fact_writer_sink(&writer);
    status = ent_import_stream_open(ctx, store->codes, given->recognised, given->name,
                                    given->options->keep_events, &sink, &stream);
    if (status == ENT_OK) {
        status = feed_blocks(ctx, given, stream, &writer);
    }
    if (status == ENT_OK) {
        status = ent_import_stream_finish(ctx, stream, &summary);
    }
    if (status == ENT_OK) {
        writer.rows = summary.rows;
        given->report->repeated = summary.repeated;
        status =
            finish_rows(ctx, store, given, file, &writer,
                        summary.span.from < summary.span.to ? summary.span
                                                            : (ent_span){ENT_DAY_MIN, ENT_DAY_MAX});
    }
    ent_import_stream_close(stream);
    ent_fact_writer_close(&writer);
    return status;
}

static ent_status
set_digest(ent_ctx *ctx, ent_store *store, int64_t file, const char *sha256)
{
    sqlite3_stmt *statement = NULL;
    ent_bind      bind;
    ent_status    status =
        ent_db_prepare(ctx, store->db, "UPDATE files SET sha256 = ? WHERE file = ?", &statement);

    if (status != ENT_OK) {
        return status;
    }
    ent_bind_start(&bind, statement);
    ent_bind_text(&bind, sha256);
    ent_bind_integer(&bind, file);
    status = ent_bind_run(ctx, &bind);
    (void)sqlite3_finalize(statement);
    return status;
}

/* The rows come in; were they there already, they go back, else what was there gives way. */
static ent_status
settle_stream(ent_ctx *ctx, ent_store *store, const given_file *given, int64_t file)
{
    present    there;
    char       sha256[65];
    ent_status status = ent_package_sha256(ctx, given->package, sha256);

    if (status == ENT_OK) {
        status = find_present(ctx, store->db, given, sha256, file, &there);
    }
    if (status != ENT_OK) {
        return status;
    }
    if (there.same) {
        report_present(given, &there);
        return ENT_OK; /* nothing is committed */
    }
    given->report->replaced = there.found;
    if (there.found) {
        status = remove_file(ctx, store->db, there.file);
    }
    return status == ENT_OK ? set_digest(ctx, store, file, sha256) : status;
}

static ent_status
import_stream(ent_ctx *ctx, ent_store *store, const given_file *given)
{
    int64_t    file = 0;
    ent_status status = insert_file(ctx, store, given, "", &file);

    if (status == ENT_OK) {
        status = write_stream(ctx, store, given, file);
    }
    return status == ENT_OK ? settle_stream(ctx, store, given, file) : status;
}

/* 3. any file, in one transaction */

/* A file that is there already leaves the store as it was, to the byte. */
static ent_status
import_recognised(ent_ctx *ctx, ent_store *store, void *what)
{
    const given_file *given = what;
    ent_files         files;
    ent_status        status = ent_db_begin(ctx, store->db);

    if (status != ENT_OK) {
        return status;
    }
    status =
        given->bytes != NULL ? replace_file(ctx, store, given) : import_stream(ctx, store, given);
    if (status == ENT_OK && given->report->unchanged) {
        return ent_db_exec(ctx, store->db, "ROLLBACK");
    }
    memset(&files, 0, sizeof files);
    ent_arena_init(&files.memory);
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

/* Its first bytes tell whether it is streamed; what is no set says so when all of it is there. */
static ent_status
find_streamed(ent_ctx *ctx, const given_file *given, ent_recognised *out, bool *streamed)
{
    const char *name = ent_package_name(given->package);
    const char *head;
    size_t      length;
    ent_status  status = ent_package_peek(ctx, given->package, &head, &length);

    *streamed = false;
    if (status != ENT_OK) {
        return status;
    }
    status = ent_import_recognise(ctx, "auto", name, head, length, out);
    *streamed = status == ENT_OK && ent_import_is_streamed(out);
    if (*streamed) {
        return ent_import_recognise(ctx, given->set_name, name, head, length, out);
    }
    return status == ENT_E_INPUT ? ENT_OK : status;
}

/* `*known` says whether the file is of a known set, the one that was named. */
static ent_status
import_file(ent_ctx *ctx, ent_store *store, const given_file *given, bool *known)
{
    given_file     one = *given;
    ent_recognised recognised;
    ent_bytes      bytes = {NULL, 0, NULL};
    bool           streamed;
    ent_status     status = find_streamed(ctx, given, &recognised, &streamed);

    *known = streamed && status == ENT_OK;
    if (status == ENT_OK && !streamed) {
        status = ent_package_read(ctx, given->package, LARGEST_FILE, &bytes);
        if (status == ENT_OK) {
            status = ent_import_recognise(ctx, given->set_name, ent_package_name(given->package),
                                          bytes.bytes, bytes.length, &recognised);
            *known = status == ENT_OK;
        }
    }
    if (status == ENT_OK) {
        one.recognised = &recognised;
        one.bytes = streamed ? NULL : &bytes;
        given->report->set = recognised.set->name;
        memcpy(given->report->version, recognised.version, sizeof recognised.version);
        given->report->skipped = recognised.skipped;
        if (recognised.skipped == NULL) {
            status = ent_store_keep(ctx, store, import_recognised, &one);
        }
    }
    ent_bytes_clear(&bytes);
    return status;
}

/* 4. the files of a package */

/* What goes on in an archive: one file that fails does not stop the others. */
typedef struct tally {
    size_t known, failed;
} tally;

static bool
is_of_the_file(ent_status status)
{
    return status == ENT_E_INPUT || status == ENT_E_LIMIT;
}

static ent_status
import_entry(ent_ctx *ctx, ent_store *store, const given_file *given, ent_import_visitor visit,
             void *user, tally *count)
{
    given_file        one = *given;
    ent_import_report report;
    bool              known, archive = ent_package_is_archive(given->package);
    ent_status        status;

    memset(&report, 0, sizeof report);
    one.report = &report;
    status = import_file(ctx, store, &one, &known);
    count->known += known;
    if (status == ENT_OK && visit != NULL) {
        visit(user, given->name, &report);
    }
    if (archive && is_of_the_file(status)) {
        ent_say(ctx, ENT_WARNING, known ? "%s" : "passed over: %s", ent_ctx_error(ctx));
        count->failed += known;
        return ENT_OK;
    }
    return status;
}

static ent_status
import_entries(ent_ctx *ctx, ent_store *store, given_file *given, const char *path,
               ent_import_visitor visit, void *user)
{
    size_t     folder = (size_t)(ent_base_name(path) - path);
    tally      count = {0, 0};
    bool       more = true;
    ent_status status = ENT_OK;

    while (status == ENT_OK) {
        status = ent_package_next(ctx, given->package, &more);
        if (status != ENT_OK || !more) {
            break;
        }
        given->name = ent_package_name(given->package) + folder;
        status = import_entry(ctx, store, given, visit, user, &count);
    }
    if (status == ENT_OK && count.known == 0) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: none of its files is of a known set", path);
    }
    if (status == ENT_OK && count.failed > 0) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: %zu of %zu data sets were not imported", path,
                        count.failed, count.known);
    }
    return status;
}

ent_status
ent_store_import_files(ent_ctx *ctx, ent_store *store, const char *set_name, const char *path,
                       const ent_import_options *options, ent_import_visitor visit, void *user)
{
    given_file given = {.set_name = set_name, .options = options};
    ent_status status;

    if (!store->writable) {
        return ent_fail(ctx, ENT_E_ARG, "the store is open for reading, an import writes");
    }
    if (!(options->max_rejects >= 0 && options->max_rejects <= 1)) {
        return ent_fail(ctx, ENT_E_ARG, "the share of rejects is not from 0 to 1");
    }
    status = ent_package_open(ctx, path, LARGEST_STREAM, &given.package);
    if (status == ENT_OK) {
        status = import_entries(ctx, store, &given, path, visit, user);
        ent_package_close(given.package);
    }
    return status;
}

static void
keep_report(void *user, const char *name, const ent_import_report *report)
{
    (void)name;
    *(ent_import_report *)user = *report;
}

ent_status
ent_store_import(ent_ctx *ctx, ent_store *store, const char *set_name, const char *path,
                 double max_rejects, ent_import_report *out)
{
    ent_import_options options = {.max_rejects = max_rejects};

    return ent_store_import_files(ctx, store, set_name, path, &options, keep_report, out);
}
