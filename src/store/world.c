/*
 * world.c - data/world as a set of the store
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/world.h"

#include <stdio.h>
#include <string.h>

#include "base/data.h"
#include "base/text.h"
#include "import/world.h"
#include "store/facts.h"

ent_status
ent_world_version(ent_ctx *ctx, char out[ENT_WORLD_VERSION_SIZE])
{
    char     **names = NULL;
    size_t     count = 0;
    ent_text   all;
    char       digits[65];
    ent_status status = ent_data_names(ctx, "world/", ".csv", &names, &count);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&all);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        ent_bytes bytes;

        status = ent_data_read(ctx, names[i], &bytes);
        if (status == ENT_OK) {
            ent_sha256(bytes.bytes, bytes.length, digits);
            ent_text_addf(&all, "%s %s\n", names[i], digits);
            ent_bytes_clear(&bytes);
        }
    }
    if (status == ENT_OK && all.failed) {
        status = ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        ent_sha256(ent_text_get(&all), all.length, digits);
        (void)snprintf(out, ENT_WORLD_VERSION_SIZE, "%.12s", digits);
    }
    ent_text_clear(&all);
    ent_data_names_free(names, count);
    return status;
}

ent_status
ent_world_is_current(ent_ctx *ctx, sqlite3 *db, const char *version, bool *out)
{
    sqlite3_stmt *statement = NULL;
    bool          row = false;
    ent_bind      bind;
    ent_status    status = ent_db_prepare(ctx, db,
                                          "SELECT total(version = ?), count(*) FROM files"
                                             " WHERE \"set\" = 'world'",
                                          &statement);

    if (status != ENT_OK) {
        return status;
    }
    ent_bind_start(&bind, statement);
    ent_bind_text(&bind, version);
    status = ent_bind_check(ctx, &bind);
    if (status == ENT_OK) {
        status = ent_db_step(ctx, statement, &row);
    }
    if (status == ENT_OK) {
        int64_t same = sqlite3_column_int64(statement, 0);
        int64_t all = sqlite3_column_int64(statement, 1);

        *out = row && all > 0 && same == all;
    }
    (void)sqlite3_finalize(statement);
    return status;
}

static ent_status
write_table(ent_ctx *ctx, sqlite3 *db, const ent_codes *codes, ent_fact_kind kind, int64_t file,
            const char *name, const ent_bytes *bytes)
{
    ent_span        span = {ENT_DAY_MIN, ENT_DAY_MAX};
    ent_fact_writer writer;
    ent_fact_sink   sink;
    ent_status      status = ent_fact_writer_open(ctx, db, codes, file, &writer);

    if (status != ENT_OK) {
        return status;
    }
    sink = ent_fact_writer_sink(&writer);
    status = ent_import_world_table(ctx, codes, kind, name, bytes->bytes, bytes->length, &sink);
    if (status == ENT_OK) {
        (void)ent_world_span(bytes->bytes, bytes->length, &span); /* else its facts tell */
        status = ent_file_finish(ctx, db, file, &writer, span);
    }
    ent_fact_writer_close(&writer);
    return status;
}

static ent_status
import_table(ent_ctx *ctx, sqlite3 *db, const ent_codes *codes, ent_fact_kind kind,
             const char *version, int64_t first_number)
{
    const char  *table = ent_fact_describe(kind)->table;
    char         name[64], digits[65];
    ent_bytes    bytes;
    int64_t      file = 0;
    ent_file_row row = {"world",
                        version,
                        table,
                        name,
                        digits,
                        "entente",
                        "MIT",
                        "entente, data/world: dated facts, each with its source.",
                        "@misc{ententeworld, title = {entente, data/world}}"};
    ent_status   status;

    (void)snprintf(name, sizeof name, "world/%s.csv", table);
    status = ent_data_read(ctx, name, &bytes);
    if (status != ENT_OK) {
        return status == ENT_E_NOTFOUND ? ENT_OK : status;
    }
    ent_sha256(bytes.bytes, bytes.length, digits);
    status = ent_file_insert(ctx, db, &row, first_number, &file);
    if (status == ENT_OK) {
        status = write_table(ctx, db, codes, kind, file, name, &bytes);
    }
    ent_bytes_clear(&bytes);
    return status;
}

ent_status
ent_world_import(ent_ctx *ctx, sqlite3 *db, const ent_codes *codes, const char *version,
                 int64_t first_number)
{
    ent_status status = ent_db_exec(ctx, db, "DELETE FROM files WHERE \"set\" = 'world'");

    for (int kind = 0; kind < ENT_FACT_KINDS && status == ENT_OK; kind++) {
        status = import_table(ctx, db, codes, (ent_fact_kind)kind, version, first_number);
    }
    return status;
}
