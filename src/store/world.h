/*
 * world.h - data/world as a set of the store
 *
 * Stage: store.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_STORE_WORLD_H
#define ENT_STORE_WORLD_H

#include "store/db.h"

enum { ENT_WORLD_VERSION_SIZE = 13 };

/** The version of data/world: 12 hexadecimal digits over the names and bytes of its tables. */
ENT_MUST_CHECK ent_status ent_world_version(ent_ctx *ctx, char out[ENT_WORLD_VERSION_SIZE]);

/** Whether the store holds exactly this version. */
ENT_MUST_CHECK ent_status ent_world_is_current(ent_ctx *ctx, sqlite3 *db, const char *version,
                                               bool *out);

/**
 * Put this version in the place of any other, inside the caller's
 * transaction.  A table that is not there is passed over.
 */
ENT_MUST_CHECK ent_status ent_world_import(ent_ctx *ctx, sqlite3 *db, const ent_codes *codes,
                                           const char *version, int64_t first_number);

#endif
