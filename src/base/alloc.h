/*
 * alloc.h - every allocation of ours
 *
 * Stage: base.  All memory that entente itself asks for goes through these
 * functions, so that the fault tests can make each of them fail in turn.
 * Sizes are checked for overflow; nothing exits.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_ALLOC_H
#define ENT_BASE_ALLOC_H

#include <stdbool.h>
#include <stddef.h>

/** `count` objects of `size` bytes, not cleared; NULL on overflow or no memory.  Never 0 bytes. */
void *ent_alloc(size_t count, size_t size);

/** The same, cleared. */
void *ent_alloc_zero(size_t count, size_t size);

void ent_free(void *memory);

/** Copies that the caller owns; NULL when there is no memory. */
char *ent_strdup(const char *text);
char *ent_strndup(const char *text, size_t length);

/** Make room for `need` items of `size`; the items and capacity stay as they were on failure. */
bool ent_grow(void *items, size_t *capacity, size_t need, size_t size);

/** ENT_GROW(vector.items, vector.capacity, vector.count + 1): false when there is no memory. */
#define ENT_GROW(items, capacity, need) ent_grow(&(items), &(capacity), (need), sizeof *(items))

#endif
