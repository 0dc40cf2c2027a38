/*
 * arena.h - memory that is given back all at once
 *
 * Stage: base.  A chain of blocks; what is taken stays until the arena is
 * cleared.  Under the address sanitizer every request is a block of its own,
 * so that an overrun or a use after clear is seen.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_ARENA_H
#define ENT_BASE_ARENA_H

#include <stddef.h>

#include "entente/status.h"

typedef struct ent_arena {
    struct ent_arena_block *blocks; /**< newest first */
} ent_arena;

void ent_arena_init(ent_arena *arena);
void ent_arena_clear(ent_arena *arena);

/** `count` objects of `size` bytes, cleared, aligned for any type; NULL when there is no memory. */
void *ent_arena_alloc(ent_arena *arena, size_t count, size_t size);

char *ent_arena_strdup(ent_arena *arena, const char *text);
char *ent_arena_strndup(ent_arena *arena, const char *text, size_t length);
char *ent_arena_printf(ent_arena *arena, const char *format, ...) ENT_PRINTF(2, 3);

#endif
