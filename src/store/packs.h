/*
 * packs.h - large tables of facts, kept beside their rows in a form that is read at once
 *
 * Stage: store.  A pack says what the rows of a kind in a file say; the rows stay, and are read
 * where there is no pack, or only some of them are wanted.  Whatever changes the rows ends it: a
 * file goes with its packs, and triggers answer for every other program.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_STORE_PACKS_H
#define ENT_STORE_PACKS_H

#include "store/db.h"
#include "store/pack.h"

/** The table of packs, and the triggers that end them: a step of the schema. */
ENT_MUST_CHECK ent_status ent_packs_make_table(ent_ctx *ctx, sqlite3 *db);

/**
 * Pack what has many rows and is not packed yet, a kind of a file in one transaction each.
 *
 * @param store open for writing
 * @return ENT_OK; ENT_E_STORE where it cannot be written; ENT_E_NOMEM, ENT_E_CANCELLED
 * Cost: the reading of these rows, a second for two million.
 */
ENT_MUST_CHECK ent_status ent_packs_make(ent_ctx *ctx, ent_store *store);

/** Whether the rows of a part of the time are found by an index: few of them sooner than all packed
 * ones. */
bool ent_rows_know_years(ent_fact_kind kind);

/**
 * All facts of a kind in a file, where they are packed.
 *
 * @param texts keeps their texts
 * @param list  they are added to it, in the order of their rows; it holds as many as before where
 *              there are none
 * @param found false where there is no pack that this program can read
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_packs_read(ent_ctx *ctx, const ent_store *store, ent_fact_kind kind,
                                         uint32_t file, ent_arena *texts, ent_unpacked *list,
                                         bool *found);

#endif
