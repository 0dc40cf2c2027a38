/*
 * item.h - one document of a file: its room, and its name, title and date as they are kept
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_ITEM_H
#define ENT_READ_ITEM_H

#include "base/arena.h"
#include "base/context.h"
#include "base/text.h"
#include "entente/read.h"
#include "read/clean.h"

enum { ENT_ITEMS_MOST = 100000 /**< documents in one file */ };

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
