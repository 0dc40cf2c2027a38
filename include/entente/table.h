/*
 * table.h - rows of named, typed columns: what measures and lists answer with
 *
 * Stage: base.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_TABLE_H
#define ENTENTE_TABLE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "entente/context.h"
#include "entente/date.h"

typedef enum ent_column_type {
    ENT_COLUMN_TEXT,
    ENT_COLUMN_INTEGER,
    ENT_COLUMN_NUMBER,
    ENT_COLUMN_BOOLEAN,
    ENT_COLUMN_DAY
} ent_column_type;

typedef struct ent_column {
    const char     *name; /**< snake_case; an interface; borrowed for the table's life */
    ent_column_type type;
} ent_column;

typedef enum ent_format {
    ENT_FORMAT_TABLE, /**< aligned, for reading  */
    ENT_FORMAT_CSV,
    ENT_FORMAT_JSON, /**< {"entente":..., "command":..., "sources":[...], "rows":[{...}]} */
    ENT_FORMAT_JSONL
} ent_format;

typedef struct ent_table ent_table;

/**
 * An empty table.
 *
 * @param columns copied; their names are borrowed for the table's life
 * @param out     owned by the caller: ent_table_destroy()
 */
ENT_MUST_CHECK ent_status ent_table_create(ent_ctx *ctx, const ent_column *columns, size_t count,
                                           ent_table **out);
/** Free the table and its cells; NULL does nothing. */
void ent_table_destroy(ent_table *table);

/**
 * Begin a row, all of whose cells are missing.  A failed allocation is kept
 * in the table: check once, with ent_table_check(), after the last row.
 */
void ent_table_row(ent_table *table);

void ent_table_text(ent_table *table, size_t column,
                    const char *value); /**< copied; NULL: missing */
/** The same, borrowed: the text must outlive the table. */
void ent_table_text_borrowed(ent_table *table, size_t column, const char *value);
void ent_table_integer(ent_table *table, size_t column, int64_t value);
void ent_table_number(ent_table *table, size_t column, double value); /**< NaN: missing */
void ent_table_boolean(ent_table *table, size_t column, bool value);
void ent_table_day(ent_table *table, size_t column, ent_day day); /**< ENT_DAY_MIN/MAX: missing */

/** ENT_E_NOMEM if a value did not fit in memory, ENT_E_BUG if one had the wrong type. */
ENT_MUST_CHECK ent_status ent_table_check(ent_ctx *ctx, const ent_table *table);

/**
 * A table of some columns of another, in the order given.
 *
 * @param columns places in `table`, each below its number of columns
 * @param out     owned by the caller; its names are borrowed as those of `table` are
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_table_select(ent_ctx *ctx, const ent_table *table,
                                           const size_t *columns, size_t count, ent_table **out);

/** Rows begun so far. */
size_t ent_table_row_count(const ent_table *table);

/** Number of columns. */
size_t ent_table_column_count(const ent_table *table);

/** The columns in their order; borrowed. */
const ent_column *ent_table_columns(const ent_table *table);

/** Whether a cell has no value. */
bool ent_table_is_missing(const ent_table *table, size_t row, size_t column);

/** Whether all rows, of which there are at least two, say the same in a column, or all nothing. */
bool ent_table_is_alike(const ent_table *table, size_t column);

/** The cell as text, empty where it is missing; borrowed, valid to the next call. */
const char *ent_table_get_text(ent_table *table, size_t row, size_t column);
/** The cell as a number, NaN where it is missing or text. */
double ent_table_get_number(const ent_table *table, size_t row, size_t column);

/** What stands beside the rows in JSON; any part may be NULL. */
typedef struct ent_table_about {
    const char        *command; /**< the normalised command */
    const char *const *sources; /**< "set version", NULL-terminated */
    uint64_t           seed;
    bool               has_seed;
    const char        *version; /**< of the program that made the rows; NULL: this one */
} ent_table_about;

/** Write the table; ENT_E_FILE when the stream fails. */
ENT_MUST_CHECK ent_status ent_table_write(ent_ctx *ctx, ent_table *table, ent_format format,
                                          const ent_table_about *about, FILE *stream);

#endif
