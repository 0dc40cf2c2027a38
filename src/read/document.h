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
    ENT_ITEMS_MOST = 100000,     /**< documents in one file */
    ENT_MARKUP_DEEPEST = 1000000 /**< elements of a feed inside each other */
};

/** One document of a file, taken out of its form. */
typedef struct ent_item {
    ent_document   document; /**< its strings belong to the arena */
    const char    *text;     /**< borrowed from the file, or from `owned` */
    size_t         length;
    ent_text       owned;
    ent_paragraphs paragraphs; /**< of markup; empty: still to be split */
    bool           has_id;     /**< its name is an id that its writer gave it */
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

/**
 * An HTML page as one item; also for HTML inside feeds.  Memory grows with
 * the bytes alone, whatever the tags, the stack not at all.
 */
ENT_MUST_CHECK ent_status ent_item_from_html(ent_ctx *ctx, ent_arena *arena, const char *bytes,
                                             size_t length, ent_item *item);

/**
 * RSS or Atom, an item each.  What is no well-formed XML is read as far as
 * it goes, with a warning that names the first fault, its line and column;
 * beyond our limits, or without any item, the feed is set aside with them.
 *
 * @param name belongs to the arena
 */
ENT_MUST_CHECK ent_status ent_items_from_feed(ent_ctx *ctx, ent_arena *arena, const char *name,
                                              const char *bytes, size_t length, ent_items *out);

/**
 * A document's name on one line: line breaks and tabs as blanks, invalid UTF-8 as U+FFFD, cut
 * after some hundred bytes.  What else steers a terminal is shown where it is printed.  NULL when
 * there is no memory.
 */
char *ent_name_keep(ent_arena *arena, const char *name);

/** A title with its white space folded, control characters as spaces, cut; NULL as above. */
char *ent_title_keep(ent_arena *arena, const char *title);

/** Read a date as metadata writes it: ISO 8601 with or without time, RFC 822. */
bool ent_published_read(const char *text, ent_span *out);

#endif
