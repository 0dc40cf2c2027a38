/*
 * markup.h - an HTML page as a document
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_MARKUP_H
#define ENT_READ_MARKUP_H

#include "read/item.h"

/**
 * An HTML page as one item; also for HTML inside feeds.  Memory grows with
 * the bytes alone, whatever the tags, the stack not at all.
 */
ENT_MUST_CHECK ent_status ent_item_from_html(ent_ctx *ctx, ent_arena *arena, const char *bytes,
                                             size_t length, ent_item *item);

#endif
