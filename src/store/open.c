/*
 * open.c - opening a store: what it is, whether it is ours, what it lacks
 *
 *   1. whose a file is     2. what it lacks     3. coming into being     4. opening
 *
 * The journal is the rollback journal: after a kill at any moment the next
 * opening finds the last whole transaction, and a reader needs no second file
 * that it would have to write.
 *
 * SPDX-License-Identifier: MIT
 */
#include "store/open.h"

#include <string.h>

#include "base/alloc.h"
#include "store/facts.h"
#include "store/schema.h"
#include "store/world.h"

/* 1. whose a file is */

/*
 * A writer that was killed leaves its journal; a reader cannot play it back.
 * Opening the store once for writing does, and writes nothing else.
 */
static ent_status
play_back(ent_ctx *ctx, const char *path)
{
    sqlite3            *db = NULL;
    ent_schema_identity identity;
    ent_status          status = ent_db_open(ctx, path, true, &db);

    if (status == ENT_OK) {
        status = ent_schema_identify(ctx, db, &identity);
        (void)sqlite3_close(db);
    }
    return status == ENT_OK
               ? ENT_OK
               : ent_note(ctx, status, "while undoing what a killed program left half done");
}

static ent_status
identify(ent_ctx *ctx, const char *path, ent_store *store, ent_schema_identity *out)
{
    ent_status status = ent_schema_identify(ctx, store->db, out);

    if (status == ENT_E_STORE && sqlite3_extended_errcode(store->db) == SQLITE_READONLY_ROLLBACK) {
        status = play_back(ctx, path);
        if (status == ENT_OK) {
            status = ent_schema_identify(ctx, store->db, out);
        }
    }
    return status;
}

static ent_status
check_identity(ent_ctx *ctx, const ent_store *store, const ent_schema_identity *identity)
{
    const char *name = ent_db_name(store->db);
    size_t      newest;

    (void)ent_schema_steps(&newest);
    if (identity->pages == 0) {
        return store->writable ? ENT_OK
                               : ent_fail(ctx, ENT_E_STORE, "%s: empty, expected a store", name);
    }
    if (identity->application != ENT_STORE_APPLICATION) {
        return ent_fail(ctx, ENT_E_STORE, "%s: not a store: a database of another program", name);
    }
    if (identity->version < 1) {
        return ent_fail(ctx, ENT_E_STORE, "%s: not a store: version %lld", name,
                        (long long)identity->version);
    }
    if (identity->version > (int64_t)newest) {
        return ent_fail(ctx, ENT_E_STORE,
                        "%s: made by a newer entente (store version %lld, this one knows %zu)",
                        name, (long long)identity->version, newest);
    }
    return ent_schema_compare(ctx, store->db, ent_schema_steps(&newest), identity->version);
}

/* 2. what it lacks */

/* Steps of the schema and data/world, whatever is lacking, in one transaction. */
static ent_status
bring_up_to_date(ent_ctx *ctx, ent_store *store, const char *world)
{
    ent_schema_identity    identity = {0, 0, 0};
    size_t                 newest;
    const ent_schema_step *steps = ent_schema_steps(&newest);
    bool                   current = false;
    ent_status             status = ent_db_begin(ctx, store->db);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_schema_identify(ctx, store->db, &identity); /* another may have been faster */
    if (status == ENT_OK) {
        status = ent_schema_migrate(ctx, store->db, steps, newest, identity.version);
    }
    if (status == ENT_OK) {
        status = ent_world_is_current(ctx, store->db, world, &current);
    }
    if (status == ENT_OK && !current) {
        status = ent_world_import(ctx, store->db, store->codes, world, 1);
    }
    status = ent_db_end(ctx, store->db, status);
    if (status == ENT_OK && identity.version > 0 && identity.version < (int64_t)newest) {
        ent_say(ctx, ENT_INFO, "%s: store brought from version %lld to %zu", ent_db_name(store->db),
                (long long)identity.version, newest);
    }
    return status;
}

/* Its files are numbered after those of the store. */
static ent_status
make_overlay(ent_ctx *ctx, ent_store *store, const char *world)
{
    size_t                 newest;
    const ent_schema_step *steps = ent_schema_steps(&newest);
    int64_t                last = 0;
    ent_status status = ent_db_integer(ctx, store->db, "SELECT max(file) FROM files", 0, &last);

    if (status == ENT_OK) {
        status = ent_schema_memory(ctx, &store->overlay);
    }
    if (status == ENT_OK) {
        status = ent_db_begin(ctx, store->overlay);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = ent_schema_migrate(ctx, store->overlay, steps, newest, 0);
    if (status == ENT_OK) {
        status = ent_world_import(ctx, store->overlay, store->codes, world, last + 1);
    }
    return ent_db_end(ctx, store->overlay, status);
}

static ent_status
fill(ent_ctx *ctx, const char *path, ent_store *store)
{
    ent_schema_identity identity = {0, 0, 0};
    char                world[ENT_WORLD_VERSION_SIZE];
    size_t              newest;
    bool                current = false;
    ent_status          status = identify(ctx, path, store, &identity);

    (void)ent_schema_steps(&newest);
    if (status == ENT_OK) {
        status = check_identity(ctx, store, &identity);
    }
    if (status == ENT_OK && !store->writable && identity.version < (int64_t)newest) {
        status = ent_fail(ctx, ENT_E_STORE,
                          "%s: made by an older entente (store version %lld); any command that "
                          "writes, such as `entente import`, brings it to %zu",
                          path, (long long)identity.version, newest);
    }
    if (status == ENT_OK && !store->writable) {
        status = ent_store_mark(ctx, store);
    }
    if (status == ENT_OK) {
        status = ent_world_version(ctx, world);
    }
    if (status == ENT_OK && identity.version == (int64_t)newest) {
        status = ent_world_is_current(ctx, store->db, world, &current);
    }
    if (status == ENT_OK && !current) {
        status =
            store->writable ? bring_up_to_date(ctx, store, world) : make_overlay(ctx, store, world);
    }
    return status == ENT_OK ? ent_files_read(ctx, store, &store->files) : status;
}

/* 3. coming into being */

/* The journal stands in memory: a temporary that a killed program leaves is one file. */
static ent_status
conceive(ent_ctx *ctx, const char *path, ent_store *store)
{
    ent_status status = ent_birth_begin(ctx, path, &store->birth);

    if (status == ENT_OK) {
        status = ent_db_open(ctx, store->birth.temporary, true, &store->db);
    }
    if (status == ENT_OK) {
        status = ent_db_exec(ctx, store->db, "PRAGMA journal_mode=MEMORY");
    }
    return status == ENT_OK ? fill(ctx, path, store) : status;
}

/*
 * The store gets its name, and is opened under it.  What goes wrong after that leaves a whole
 * store behind, and here one that takes nothing more: its connection knows the old name.
 */
static ent_status
bring_forth(ent_ctx *ctx, ent_store *store, bool *taken)
{
    char      *path = ent_strdup(store->birth.path);
    sqlite3   *old = store->db;
    ent_status status =
        path != NULL ? ent_birth_end(ctx, &store->birth, taken) : ent_fail_nomem(ctx);

    if (status == ENT_OK) {
        status = ent_db_open(ctx, path, true, &store->db);
        if (status == ENT_OK) {
            (void)sqlite3_close(old);
            ent_files_clear(&store->files);
            status = fill(ctx, path, store);
        }
        store->writable = status == ENT_OK;
    }
    ent_free(path);
    return status;
}

ent_status
ent_store_keep(ent_ctx *ctx, ent_store *store, ent_store_giver *give, void *what)
{
    bool       taken = false;
    ent_status status = give(ctx, store, what);

    if (status == ENT_OK && store->birth.path != NULL) {
        status = bring_forth(ctx, store, &taken);
        if (status == ENT_OK && taken) {
            status = give(ctx, store, what);
        }
    }
    return status;
}

/* 4. opening */

static ent_status
open_path(ent_ctx *ctx, const char *path, ent_store_mode mode, ent_store *store)
{
    bool       taken;
    ent_status status;

    if (strcmp(path, ":memory:") == 0) {
        status = ent_schema_memory(ctx, &store->db);
        return status == ENT_OK ? fill(ctx, path, store) : status;
    }
    if ((mode == ENT_STORE_WRITE || mode == ENT_STORE_LATE) && ent_db_is_missing(path)) {
        status = conceive(ctx, path, store);
        return status == ENT_OK && mode == ENT_STORE_WRITE ? bring_forth(ctx, store, &taken)
                                                           : status;
    }
    status = mode != ENT_STORE_READ ? ent_birth_sweep(ctx, path) : ENT_OK;
    if (status == ENT_OK) {
        status = ent_db_open(ctx, path, store->writable, &store->db);
    }
    return status == ENT_OK ? fill(ctx, path, store) : status;
}

ent_status
ent_store_open(ent_ctx *ctx, const char *path, ent_store_mode mode, const ent_codes *codes,
               ent_store **out)
{
    ent_store *store;
    ent_status status;

    if (path[0] == '\0') {
        return ent_fail(ctx, ENT_E_ARG, "the path of the store is empty");
    }
    store = ent_alloc_zero(1, sizeof *store);
    if (store == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&store->files.memory);
    store->codes = codes;
    store->writable = mode != ENT_STORE_READ || strcmp(path, ":memory:") == 0;
    status = open_path(ctx, path, mode, store);
    if (status != ENT_OK) {
        ent_store_close(store);
        return status;
    }
    *out = store;
    return ENT_OK;
}

void
ent_store_close(ent_store *store)
{
    if (store == NULL) {
        return;
    }
    (void)sqlite3_close(store->overlay);
    (void)sqlite3_close(store->db);
    ent_birth_abandon(&store->birth);
    ent_files_clear(&store->files);
    ent_answers_release(store->answers);
    ent_free(store);
}
