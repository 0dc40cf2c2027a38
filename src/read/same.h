/*
 * same.h - a document that was read before counts once
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_SAME_H
#define ENT_READ_SAME_H

#include "base/arena.h"
#include "base/context.h"
#include "entente/read.h"

/**
 * Of the documents of one digest the first stays; the others are set aside as
 * "same as NAME", each with a warning, and their sentences and events go.
 *
 * @param arena of the reading, for the reasons
 * @return ENT_OK; ENT_E_NOMEM, and then the reading can only be cleared
 *
 * Cost: O(n log n) in documents, O(n) in sentences and events.
 */
ENT_MUST_CHECK ent_status ent_reading_part_same(ent_ctx *ctx, ent_reading *reading,
                                                ent_arena *arena);

#endif
