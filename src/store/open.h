/*
 * open.h - what is kept comes into a store through its opening
 *
 * Stage: store.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_STORE_OPEN_H
#define ENT_STORE_OPEN_H

#include "store/db.h"

/** What a store is given to keep, in a transaction of its own. */
typedef ent_status ent_store_giver(ent_ctx *ctx, ent_store *store, void *what);

/**
 * Keep something.  A store that waits for its first thing comes into being with it; where another
 * store of its name was faster, that one is given it too.
 */
ENT_MUST_CHECK ent_status ent_store_keep(ent_ctx *ctx, ent_store *store, ent_store_giver *give,
                                         void *what);

#endif
