/*
 * schema.h - the steps from version to version, and the comparison of a store with them
 *
 * Stage: store.  A new store takes the same steps as an old one, so that the
 * schema of a version is the same text wherever it comes from.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_STORE_SCHEMA_H
#define ENT_STORE_SCHEMA_H

#include "store/db.h"

enum { ENT_STORE_APPLICATION = 0x454E5445 }; /* "ENTE" */

/** One step: from the version before to its own (its place in the table, from 1). */
typedef struct ent_schema_step {
    const char    *what;
    ENT_MUST_CHECK ent_status (*take)(ent_ctx *ctx, sqlite3 *db);
} ent_schema_step;

/** The steps of this program; their count is the version that it writes. */
const ent_schema_step *ent_schema_steps(size_t *count);

/** What a database file says it is; asked before any other query. */
typedef struct ent_schema_identity {
    int64_t application, version, pages;
} ent_schema_identity;

ENT_MUST_CHECK ent_status ent_schema_identify(ent_ctx *ctx, sqlite3 *db, ent_schema_identity *out);

/** Take the steps after `version`, inside the caller's transaction. */
ENT_MUST_CHECK ent_status ent_schema_migrate(ent_ctx *ctx, sqlite3 *db,
                                             const ent_schema_step *steps, size_t count,
                                             int64_t version);

/** ENT_E_STORE unless the schema is, word for word, what the first `version` steps make. */
ENT_MUST_CHECK ent_status ent_schema_compare(ent_ctx *ctx, sqlite3 *db,
                                             const ent_schema_step *steps, int64_t version);

/** A hardened connection to an empty database in memory. */
ENT_MUST_CHECK ent_status ent_schema_memory(ent_ctx *ctx, sqlite3 **out);

#endif
