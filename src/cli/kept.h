/*
 * kept.h - results that go into a store, and out of it again
 *
 * Stage: cli.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_CLI_KEPT_H
#define ENT_CLI_KEPT_H

#include "cli/cli.h"

/** The table as CSV with its header: what a row of the store holds of a result. */
ENT_MUST_CHECK ent_status cli_table_as_csv(cli *c, ent_table *table, ent_text *out);

/** The sources of the record, a line each; nothing where none is open. */
ENT_MUST_CHECK ent_status cli_sources_as_lines(cli *c, ent_text *out);

/** The same, and what was chosen among them: --source, --power, --signs as they were given. */
ENT_MUST_CHECK ent_status cli_data_as_lines(cli *c, ent_text *out);

/** The lines as a NULL-terminated list in the arena; NULL when there is no memory. */
const char *const *cli_split_lines(ent_arena *arena, const char *text);

/** A line of a heading, `label  value` made visible; nothing for no value. */
void cli_add_line(ent_text *out, const char *label, const char *value);

#endif
