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

#include "read/item.h"

/**
 * Take the documents out of a file.
 *
 * @param name base name; its end is a hint of the form
 * @return ENT_OK also when something was set aside; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_items_read(ent_ctx *ctx, ent_arena *arena, const char *name,
                                         const char *bytes, size_t length, ent_items *out);

#endif
