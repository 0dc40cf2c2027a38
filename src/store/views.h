/*
 * views.h - the views v_* that the steps of the schema make
 *
 * Stage: store.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_STORE_VIEWS_H
#define ENT_STORE_VIEWS_H

#include "store/db.h"

/** The views of the first step. */
ENT_MUST_CHECK ent_status ent_schema_make_views(ent_ctx *ctx, sqlite3 *db);

/** The view of one kind of fact. */
ENT_MUST_CHECK ent_status ent_schema_make_view(ent_ctx *ctx, sqlite3 *db, ent_fact_kind kind);

#endif
