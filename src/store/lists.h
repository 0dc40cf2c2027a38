/*
 * lists.h - what no reading or run of ours writes, looked for before rows are shown
 *
 * Stage: store.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_STORE_LISTS_H
#define ENT_STORE_LISTS_H

#include "store/db.h"

/**
 * Whether the tables that a query names hold what entente writes.
 *
 * @param sql in which their names stand
 * @return ENT_OK; ENT_E_STORE with table, row and column of the first that was altered; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_lists_check(ent_ctx *ctx, sqlite3 *db, const char *sql);

#endif
