/*
 * document.h - the forms documents come in: plain text, HTML, feeds, JSON Lines
 *
 * Stage: read.  A file holds one document, or one an item.  Offsets into
 * plain text are bytes of the file as given, whatever the bytes are; offsets
 * into HTML, feeds and JSON Lines are bytes of the text taken out of them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_DOCUMENT_H
#define ENT_READ_DOCUMENT_H

#include "base/arena.h"
#include "base/context.h"
#include "base/text.h"
#include "entente/read.h"
#include "read/clean.h"

enum {
    ENT_ITEMS_MOST = 100000,  /**< documents in one file */
    ENT_MARKUP_DEEPEST = 4096 /**< open elements; deeper ones are read as if they stood there */
};

/** One document of a file, taken out of its form. */
typedef struct ent_item {
    ent_document   document; /**< its strings belong to the arena */
    const char    *text;     /**< borrowed from the file, or from `owned` */
    size_t         length;
    ent_text       owned;
    ent_paragraphs paragraphs; /**< of markup; empty: still to be split */
} ent_item;

typedef struct ent_items {
    ent_item *items;
    size_t    count, capacity;
} ent_items;

void ent_items_clear(ent_items *items);

/** A new item, cleared, or NULL when there is no memory. */
ent_item *ent_items_add(ent_items *items);

/**
 * Take the documents out of a file.
 *
 * @param name base name; its end is a hint of the form
 * @return ENT_OK also when something was set aside; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_items_read(ent_ctx *ctx, ent_arena *arena, const char *name,
                                         const char *bytes, size_t length, ent_items *out);

/** An HTML page as one item; also for HTML inside feeds.  Private to document.c and markup.c. */
ENT_MUST_CHECK ent_status ent_item_from_html(ent_ctx *ctx, ent_arena *arena, const char *bytes,
                                             size_t length, ent_item *item);

/** RSS or Atom, an item each. */
ENT_MUST_CHECK ent_status ent_items_from_feed(ent_ctx *ctx, ent_arena *arena, const char *name,
                                              const char *bytes, size_t length, ent_items *out);

/** Read a date as metadata writes it: ISO 8601 with or without time, RFC 822. */
bool ent_published_read(const char *text, ent_span *out);

#endif
