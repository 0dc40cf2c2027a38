/*
 * keys.h - rows of a table that say the same thing twice
 *
 * Stage: base.  Columns that may not repeat at the same time: two rows with the
 * same key and spells that are sure to overlap are an error that names both.
 * A date known to its year or month overlaps only where every day of it does;
 * two rows with the same key and the same written dates are the same.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_KEYS_H
#define ENT_BASE_KEYS_H

#include "base/arena.h"
#include "base/csv.h"

/** The keys of the rows of one table. */
typedef struct ent_keys {
    const char     *columns; /**< as in ent_keys_init(); borrowed */
    ent_arena       memory;
    ent_text        text; /**< of the key at hand */
    struct ent_key *rows;
    size_t          count, capacity;
} ent_keys;

/**
 * @param columns names of columns joined by blanks, such keys joined by commas; two in parentheses
 *                are a pair in either order, and `once` at the end of a key means at no other time
 *                either: "rivalry, (state_a state_b)"; NULL: none.  Borrowed.
 */
void ent_keys_init(ent_keys *keys, const char *columns);
void ent_keys_clear(ent_keys *keys);

/**
 * Take the keys of the current row; `start` and `end` are its spell, where there are such columns.
 * A column that is not there is empty.  Cost: the length of the row.
 */
ENT_MUST_CHECK ent_status ent_keys_add(ent_ctx *ctx, ent_keys *keys, const ent_csv *csv);

/** ENT_E_INPUT for the first two rows of `name` with the same key.  Cost: n log n. */
ENT_MUST_CHECK ent_status ent_keys_check(ent_ctx *ctx, const ent_keys *keys, const char *name);

#endif
