/*
 * feed.h - RSS and Atom, each item a document
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_FEED_H
#define ENT_READ_FEED_H

#include "read/item.h"

enum { ENT_MARKUP_DEEPEST = 1000000 /**< elements of a feed inside each other */ };

/**
 * RSS or Atom, an item each.  What is no well-formed XML is read as far as
 * it goes, with a warning that names the first fault, its line and column;
 * beyond our limits, or without any item, the feed is set aside with them.
 *
 * @param name belongs to the arena
 */
ENT_MUST_CHECK ent_status ent_items_from_feed(ent_ctx *ctx, ent_arena *arena, const char *name,
                                              const char *bytes, size_t length, ent_items *out);

#endif
