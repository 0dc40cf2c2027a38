/*
 * packs.c - large tables of facts, kept beside their rows in a form that is read at once
 *
 *   1. the table     2. packing     3. reading
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/packs.h"

#include <stdio.h>

#include "base/alloc.h"
#include "base/context.h"

/* Kinds whose published tables are large, and of which records hold all.  The triggers of a step
   are in people's stores: a kind that comes to these needs a step of its own. */
static const ent_fact_kind KINDS[] = {ENT_FACT_VOTE,   ENT_FACT_TRADE,         ENT_FACT_IGO_COUNT,
                                      ENT_FACT_SIGNAL, ENT_FACT_ARMS_TRANSFER, ENT_FACT_DISTANCE,
                                      ENT_FACT_GDP,    ENT_FACT_REGIME,        ENT_FACT_CAPABILITY};
enum { KIND_COUNT = sizeof KINDS / sizeof KINDS[0], LEAST_ROWS = 10000 };

static bool
is_packed(ent_fact_kind kind)
{
    size_t i = 0;

    while (i < KIND_COUNT && KINDS[i] != kind) {
        i++;
    }
    return i < KIND_COUNT;
}

bool
ent_rows_know_years(ent_fact_kind kind)
{
    return kind == ENT_FACT_TRADE || kind == ENT_FACT_IGO_COUNT;
}

/* 1. the table */

static void
add_triggers(ent_text *sql, const char *table)
{
    static const struct {
        const char *event, *file;
    } CHANGES[] = {
        {"INSERT", "NEW.file"}, {"UPDATE", "OLD.file, NEW.file"}, {"DELETE", "OLD.file"}};

    for (size_t i = 0; i < sizeof CHANGES / sizeof CHANGES[0]; i++) {
        ent_text_addf(sql,
                      "CREATE TRIGGER %s_unpacked_by_%s AFTER %s ON %s"
                      " BEGIN DELETE FROM packs WHERE file IN (%s); END;\n",
                      table, CHANGES[i].event, CHANGES[i].event, table, CHANGES[i].file);
    }
}

ent_status
ent_packs_make_table(ent_ctx *ctx, sqlite3 *db)
{
    ent_text   sql;
    ent_status status;

    ent_text_init(&sql);
    ent_text_add(&sql,
                 "CREATE TABLE packs ( /* what rows say, in a form that is read at once: of no "
                 "use to others */\n"
                 "  file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,\n"
                 "  kind TEXT NOT NULL, /* the table of the rows; a change of it ends these */\n"
                 "  form TEXT NOT NULL, /* of the bytes */\n"
                 "  facts BLOB NOT NULL,\n"
                 "  PRIMARY KEY (file, kind)) STRICT;\n");
    for (size_t i = 0; i < KIND_COUNT; i++) {
        add_triggers(&sql, ent_fact_describe(KINDS[i])->table);
    }
    status = sql.failed ? ent_fail_nomem(ctx) : ent_db_exec(ctx, db, ent_text_get(&sql));
    ent_text_clear(&sql);
    return status;
}

/* 2. packing */

static ent_status
bind_place(ent_ctx *ctx, ent_bind *bind, uint32_t file, ent_fact_kind kind, const char *form)
{
    ent_bind_integer(bind, file);
    ent_bind_text(bind, ent_fact_describe(kind)->table);
    ent_bind_text(bind, form);
    return ent_bind_check(ctx, bind);
}

/* Whether a kind has many rows in a file, and no pack in this form. */
static ent_status
lacks_pack(ent_ctx *ctx, sqlite3 *db, uint32_t file, ent_fact_kind kind, const char *form,
           bool *out)
{
    char          sql[256];
    sqlite3_stmt *statement = NULL;
    ent_bind      bind;
    ent_status    status;

    (void)snprintf(
        sql, sizeof sql,
        "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM packs WHERE file = ?1 AND kind = ?2 AND"
        " form = ?3) AND EXISTS (SELECT 1 FROM %s WHERE file = ?1 LIMIT 1 OFFSET %d)",
        ent_fact_describe(kind)->table, LEAST_ROWS - 1);
    status = ent_db_prepare(ctx, db, sql, &statement);
    if (status == ENT_OK) {
        ent_bind_start(&bind, statement);
        status = bind_place(ctx, &bind, file, kind, form);
    }
    if (status == ENT_OK) {
        status = ent_db_step(ctx, statement, out);
    }
    (void)sqlite3_finalize(statement);
    return status;
}

static ent_status
write_pack(ent_ctx *ctx, sqlite3 *db, uint32_t file, ent_fact_kind kind, const char *form,
           ent_text *facts)
{
    sqlite3_stmt *statement = NULL;
    ent_bind      bind;
    ent_status    status =
        ent_db_prepare(ctx, db, "INSERT OR REPLACE INTO packs VALUES (?, ?, ?, ?)", &statement);

    if (status == ENT_OK) {
        ent_bind_start(&bind, statement);
        status = bind_place(ctx, &bind, file, kind, form);
    }
    if (status == ENT_OK) {
        ent_bind_blob(&bind, facts->bytes, facts->length, ent_free);
        ent_text_init(facts);
        status = ent_bind_run(ctx, &bind);
    }
    (void)sqlite3_finalize(statement);
    return status;
}

static ent_status
pack_rows(ent_ctx *ctx, ent_store *store, uint32_t file, ent_fact_kind kind, const char *form)
{
    ent_fact_filter filter = {.file = file};
    ent_packer     *packer = NULL;
    ent_fact_sink   sink;
    ent_text        facts;
    ent_status      status = ent_packer_create(ctx, kind, store->codes, &packer);

    ent_text_init(&facts);
    if (status == ENT_OK) {
        sink = ent_packer_sink(packer);
        status = ent_store_facts_of(ctx, store, kind, &filter, &sink);
    }
    if (status == ENT_OK) {
        status = ent_packer_finish(ctx, packer, &facts);
    }
    if (status == ENT_OK) {
        status = write_pack(ctx, store->db, file, kind, form, &facts);
    }
    ent_text_clear(&facts);
    ent_packer_destroy(packer);
    return status;
}

/* What is read to be packed stays as it is until the pack is there. */
static ent_status
pack(ent_ctx *ctx, ent_store *store, uint32_t file, ent_fact_kind kind)
{
    bool       lacking = false;
    ent_text   form;
    ent_status status = ent_db_begin(ctx, store->db);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&form);
    ent_pack_describe(kind, &form);
    status = form.failed ? ent_fail_nomem(ctx)
                         : lacks_pack(ctx, store->db, file, kind, ent_text_get(&form), &lacking);
    if (status == ENT_OK && lacking) {
        status = pack_rows(ctx, store, file, kind, ent_text_get(&form));
    }
    ent_text_clear(&form);
    return ent_db_end(ctx, store->db, status);
}

ent_status
ent_packs_make(ent_ctx *ctx, ent_store *store)
{
    const ent_source_file *files;
    size_t                 count;
    ent_status             status = ent_store_files(ctx, store, &files, &count);

    for (size_t i = 0; status == ENT_OK && i < count; i++) {
        for (size_t k = 0; status == ENT_OK && k < KIND_COUNT; k++) {
            status = pack(ctx, store, files[i].file, KINDS[k]);
        }
    }
    return status;
}

/* 3. reading */

static ent_status
read_pack(ent_ctx *ctx, const ent_store *store, ent_fact_kind kind, uint32_t file, const char *form,
          ent_arena *texts, ent_unpacked *list, bool *found)
{
    sqlite3_stmt *statement = NULL;
    ent_bind      bind;
    ent_status    status = ent_db_prepare(
           ctx, store->db, "SELECT facts FROM packs WHERE file = ? AND kind = ? AND form = ?",
           &statement);

    if (status == ENT_OK) {
        ent_bind_start(&bind, statement);
        status = bind_place(ctx, &bind, file, kind, form);
    }
    if (status == ENT_OK) {
        status = ent_db_step(ctx, statement, found);
    }
    if (status == ENT_OK && *found) {
        const void *bytes = sqlite3_column_blob(statement, 0);
        int         size = sqlite3_column_bytes(statement, 0);

        *found = bytes != NULL;
        if (*found) {
            status = ent_pack_read(ctx, bytes, (size_t)size, kind, file, store->codes, texts, list,
                                   found);
        }
    }
    (void)sqlite3_finalize(statement);
    return status;
}

/* What goes wrong with a pack is no fault of the rows: they are read. */
ent_status
ent_packs_read(ent_ctx *ctx, const ent_store *store, ent_fact_kind kind, uint32_t file,
               ent_arena *texts, ent_unpacked *list, bool *found)
{
    ent_ctx   *quiet;
    ent_text   form;
    ent_status status;

    *found = false;
    if (!is_packed(kind)) {
        return ENT_OK;
    }
    if (ent_ctx_child(ctx, &quiet) != ENT_OK) {
        return ent_fail_nomem(ctx);
    }
    ent_text_init(&form);
    ent_pack_describe(kind, &form);
    status = form.failed
                 ? ENT_E_NOMEM
                 : read_pack(quiet, store, kind, file, ent_text_get(&form), texts, list, found);
    *found = *found && status == ENT_OK;
    ent_text_clear(&form);
    ent_ctx_destroy(quiet);
    return status == ENT_E_NOMEM ? ent_fail_nomem(ctx) : ENT_OK;
}
