/*
 * table_json.h - the frame of tables in JSON, for rows whose values are no plain cells
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

/** What stands before the row of this index, and after the last of so many. */
#define ENT_TABLE_JSON_BEFORE(row) ((row) > 0 ? ",\n  " : "\n  ")
#define ENT_TABLE_JSON_END(rows)   ((rows) > 0 ? "\n ]}\n" : "]}\n")

#endif
