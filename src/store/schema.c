/*
 * schema.c - the steps of the schema, and the comparison of a store with them
 *
 * The SQL of a step that has been released never changes: what is new comes
 * in a new step at the end.
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/schema.h"

#include <stdio.h>
#include <string.h>

#include "store/packs.h"
#include "store/tables.h"
#include "store/views.h"

static ent_status
make_first(ent_ctx *ctx, sqlite3 *db)
{
    ent_status status = ent_schema_make_tables(ctx, db);

    return status == ENT_OK ? ent_schema_make_views(ctx, db) : status;
}

static ent_status
make_corridors(ent_ctx *ctx, sqlite3 *db)
{
    ent_status status = ent_schema_make_table(ctx, db, ENT_FACT_CORRIDOR);

    return status == ENT_OK ? ent_schema_make_view(ctx, db, ENT_FACT_CORRIDOR) : status;
}

static const ent_schema_step STEPS[] = {
    {"the tables and views of 0.1", make_first}, {"the batches of runs", ent_schema_make_batches},
    {"the corridors", make_corridors},           {"the answers", ent_schema_make_answers},
    {"the packs", ent_packs_make_table},
};

const ent_schema_step *
ent_schema_steps(size_t *count)
{
    *count = sizeof STEPS / sizeof STEPS[0];
    return STEPS;
}

ent_status
ent_schema_identify(ent_ctx *ctx, sqlite3 *db, ent_schema_identity *out)
{
    ent_schema_identity found;
    ent_status status = ent_db_integer(ctx, db, "PRAGMA application_id", 0, &found.application);

    if (status == ENT_OK) {
        status = ent_db_integer(ctx, db, "PRAGMA user_version", 0, &found.version);
    }
    if (status == ENT_OK) {
        status = ent_db_integer(ctx, db, "PRAGMA page_count", 0, &found.pages);
    }
    if (status == ENT_OK) {
        *out = found;
    }
    return status;
}

ent_status
ent_schema_migrate(ent_ctx *ctx, sqlite3 *db, const ent_schema_step *steps, size_t count,
                   int64_t version)
{
    char       sql[96];
    ent_status status = ENT_OK;

    for (size_t i = version > 0 ? (size_t)version : 0; i < count && status == ENT_OK; i++) {
        status = steps[i].take(ctx, db);
        if (status != ENT_OK) {
            return ent_note(ctx, status, "while making %s", steps[i].what);
        }
        (void)snprintf(sql, sizeof sql, "PRAGMA application_id=%d; PRAGMA user_version=%zu",
                       (int)ENT_STORE_APPLICATION, i + 1);
        status = ent_db_exec(ctx, db, sql);
    }
    return status;
}

ent_status
ent_schema_memory(ent_ctx *ctx, sqlite3 **out)
{
    sqlite3   *db = NULL;
    int        code = sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE, NULL);
    ent_status status = code == SQLITE_OK ? ent_db_harden(ctx, db)
                        : db == NULL      ? ent_fail_nomem(ctx)
                                          : ent_db_fail(ctx, db, code, "opening memory");

    if (status != ENT_OK) {
        (void)sqlite3_close(db);
        return status;
    }
    *out = db;
    return ENT_OK;
}

static bool
same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* Walk both schemas side by side: the first row that differs is named. */
static ent_status
compare_rows(ent_ctx *ctx, sqlite3_stmt *theirs, sqlite3_stmt *ours)
{
    sqlite3   *db = sqlite3_db_handle(theirs);
    bool       have = true, want = true;
    ent_status status = ENT_OK;

    while (have && want) {
        status = ent_db_step(ctx, theirs, &have);
        if (status == ENT_OK) {
            status = ent_db_step(ctx, ours, &want);
        }
        if (status != ENT_OK) {
            return status;
        }
        for (int i = 0; have && want && i < 4; i++) {
            if (!same_text(ent_db_text(theirs, i), ent_db_text(ours, i))) {
                return ent_fail(
                    ctx, ENT_E_STORE, "%s: not a store of ours: its schema differs at '%.60s'",
                    ent_db_name(db), ent_db_text(theirs, 1) != NULL ? ent_db_text(theirs, 1) : "");
            }
        }
    }
    if (have != want) {
        return ent_fail(ctx, ENT_E_STORE, "%s: not a store of ours: its schema %s", ent_db_name(db),
                        have ? "holds more than ours" : "is not whole");
    }
    return ENT_OK;
}

ent_status
ent_schema_compare(ent_ctx *ctx, sqlite3 *db, const ent_schema_step *steps, int64_t version)
{
    static const char SQL[] = "SELECT type, name, tbl_name, sql FROM sqlite_schema"
                              " ORDER BY name, type";
    sqlite3          *ours = NULL;
    sqlite3_stmt     *a = NULL, *b = NULL;
    ent_status        status = ent_schema_memory(ctx, &ours);

    if (status == ENT_OK) {
        status = ent_db_begin(ctx, ours);
    }
    if (status == ENT_OK) {
        status = ent_schema_migrate(ctx, ours, steps, (size_t)version, 0);
    }
    if (status == ENT_OK) {
        status = ent_db_prepare(ctx, db, SQL, &a);
    }
    if (status == ENT_OK) {
        status = ent_db_prepare(ctx, ours, SQL, &b);
    }
    if (status == ENT_OK) {
        status = compare_rows(ctx, a, b);
    }
    (void)sqlite3_finalize(a);
    (void)sqlite3_finalize(b);
    (void)sqlite3_close(ours);
    return status;
}
