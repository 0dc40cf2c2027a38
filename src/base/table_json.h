/*
 * table_json.h - tables as a text, and their frame in JSON for rows whose values are no plain cells
 *
 * Stage: base (internal side of entente/table.h).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_TABLE_JSON_H
#define ENT_BASE_TABLE_JSON_H

#include "base/text.h"
#include "entente/table.h"

/** What stands before the rows: version, and what `about` holds (NULL: no more). */
void ent_table_about_add(ent_text *out, const ent_table_about *about);

/** ent_table_write() into a text; ENT_E_ARG for the aligned form, which is for a stream. */
ENT_MUST_CHECK ent_status ent_table_print(ent_ctx *ctx, const ent_table *table, ent_format format,
                                          const ent_table_about *about, ent_text *out);

/**
 * The table that ent_table_print() gave as JSON: the same cells, to the bit.
 *
 * @param columns of the table; their names are borrowed for its life
 * @return ENT_OK; ENT_E_INPUT for what is no such table: no JSON, a column that a row does not
 * have, a value of another type; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_table_read(ent_ctx *ctx, const char *json, size_t length,
                                         const ent_column *columns, size_t count, ent_table **out);

/** What stands before the row of this index, and after the last of so many. */
#define ENT_TABLE_JSON_BEFORE(row) ((row) > 0 ? ",\n  " : "\n  ")
#define ENT_TABLE_JSON_END(rows)   ((rows) > 0 ? "\n ]}\n" : "]}\n")

#endif
