/*
 * command_cite.c - entente cite
 *
 * SPDX-License-Identifier: MIT
 */
#include "cli/cli.h"

enum { OWN_ALL };

static const cli_option OPTIONS[] = {
    {"all", 0, NULL, "every treaty, resolution and page behind the built-in facts too", true},
    {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {"entente cite", "the citations of the sets in the store",
                                       "entente cite --all -f csv",
                                       "and of every source of the built-in facts", NULL};

static ent_status
run(cli *c)
{
    ent_table *table;
    ent_status status;

    if (c->argument_count > 0) {
        return cli_usage(c, "'cite' takes no arguments");
    }
    status = cli_open_record(c);
    if (status == ENT_OK) {
        status = ent_store_citations(c->ctx, c->store, cli_own(c, OWN_ALL) != NULL, &table);
    }
    return status == ENT_OK ? cli_print(c, table) : status;
}

const cli_command command_cite = {
    .name = "cite",
    .group = "The record",
    .summary = "print the citations of what is in the store",
    .usage = "[--all]",
    .examples = EXAMPLES,
    .formats = CLI_TABLE_FORMATS,
    .options = OPTIONS,
    .details =
        "Of each set in the store and of the built-in facts: how to cite it, in words and in\n"
        "BibTeX.",
    .run = run,
};
