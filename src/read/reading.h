/*
 * reading.h - a reading that is put together elsewhere than by reading
 *
 * Stage: read.  For what brings kept events back.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_READING_H
#define ENT_READ_READING_H

#include "base/arena.h"
#include "entente/read.h"

/**
 * An empty reading that owns an arena for its texts.  Its arrays, from ent_alloc(), are the
 * caller's to make; ent_reading_clear() frees all of it.
 *
 * @param texts borrowed from the reading
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_reading_begin(ent_ctx *ctx, ent_reading *out, ent_arena **texts);

#endif
