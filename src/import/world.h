/*
 * world.h - what the comment lines of a table of data/world say
 *
 * Stage: import.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_IMPORT_WORLD_H
#define ENT_IMPORT_WORLD_H

#include <stdbool.h>
#include <stddef.h>

#include "entente/date.h"

/** The span for which a table is complete (`# span: A..B`); false where none is written. */
bool ent_world_span(const char *bytes, size_t length, ent_span *out);

#endif
