/*
 * command_import.c - entente import SET|auto FILE...
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/context.h"
#include "cli/cli.h"

enum { OWN_MAX_REJECTS };

static const cli_option OPTIONS[] = {
    {"max-rejects", 0, "SHARE", "refuse a file when more of its rows cannot be read (0.01)", true},
    {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {
    "entente import auto alliance_v4.1_by_dyad.csv NMC-60-abridged.csv",
    "recognise each file by its header, and keep it in entente.db",
    "entente import cow-nmc NMC_5_0.csv --db study.db",
    "a named set, in a store of its own",
    "entente list sets",
    "the sets that are known",
    NULL};

static void
say_report(cli *c, const char *path, const ent_import_report *report)
{
    const char *name = ent_base_name(path);

    if (report->skipped != NULL) {
        cli_tell(c, "%s: skipped: %s", name, report->skipped);
    } else if (report->unchanged) {
        cli_tell(c, "%s: %s %s is there already, nothing changed", name, report->set,
                 report->version);
    } else {
        cli_tell(c, "%s: %s %s, %llu rows, %llu set aside%s", name, report->set, report->version,
                 (unsigned long long)report->rows, (unsigned long long)report->rejects,
                 report->replaced ? ", in place of an earlier file" : "");
    }
}

static ent_status
run(cli *c)
{
    const char *share = cli_own(c, OWN_MAX_REJECTS);
    double      max_rejects = 0.01;
    ent_status  status, worst = ENT_OK;

    if (share != NULL && (!ent_number_read(share, strlen(share), &max_rejects) || max_rejects < 0 ||
                          max_rejects > 1)) {
        return cli_usage(c, "--max-rejects is '%s', expected a share from 0 to 1", share);
    }
    if (c->argument_count < 2) {
        return cli_usage(c, "expected a set (or 'auto') and files");
    }
    status = cli_open_store(c, true);
    for (size_t i = 1; i < c->argument_count && status == ENT_OK; i++) {
        ent_import_report report;

        status = ent_store_import(c->ctx, c->store, c->arguments[0], c->arguments[i], max_rejects,
                                  &report);
        if (status == ENT_OK) {
            say_report(c, c->arguments[i], &report);
        } else if (status == ENT_E_INPUT || status == ENT_E_FILE || status == ENT_E_LIMIT) {
            ent_say(c->ctx, ENT_WARNING, "%s", ent_ctx_error(c->ctx)); /* the others go on */
            worst = ENT_E_INPUT;
            status = ENT_OK;
        }
    }
    if (status == ENT_OK && worst != ENT_OK) {
        return ent_fail(c->ctx, worst, "not every file was imported");
    }
    return status;
}

const cli_command command_import = {
    .name = "import",
    .group = "The record",
    .summary = "bring published data sets into the store",
    .usage = "SET|auto FILE... [--max-rejects SHARE]",
    .examples = EXAMPLES,
    .options = OPTIONS,
    .details =
        "SET is a name from 'entente list sets', which says what each set holds and where it\n"
        "comes from; auto recognises it. Each file is one transaction: a file is in the store "
        "whole or not at all. Rows that\n"
        "cannot be read are set aside, see 'entente list rejects'.",
    .run = run,
};
