/*
 * command_import.c - entente import SET|auto FILE...
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/context.h"
#include "cli/cli.h"
#include "scenario/scenario.h"
#include "store/answers.h"
#include "store/packs.h"

enum { OWN_MAX_REJECTS, OWN_KEEP_EVENTS };

static const cli_option OPTIONS[] = {
    {"max-rejects", 0, "SHARE", "refuse a file when more of its rows cannot be read (0.01)", true},
    {"keep-events", 0, NULL, "keep coded events one by one, not only their monthly counts", true},
    {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {
    "entente import auto alliance_v4.1_by_dyad.csv NMC-60-abridged.csv",
    "recognise each file by its header, and keep it in entente.db",
    "entente import cow-nmc NMC_5_0.csv --db study.db",
    "a named set, in a store of its own",
    "entente import auto 20151027.export.CSV.zip archive.zip && zcat x.csv.gz | entente import "
    "auto -",
    "packed files and standard input; of coded events (GDELT, ICEWS) the monthly counts are kept",
    "entente list sets",
    "the sets that are known",
    NULL};

typedef struct importing {
    cli *c;
    bool stored; /* something has come, or was there */
    bool votes;  /* roll calls have come */
} importing;

static bool
brings_votes(const char *name)
{
    const ent_set *set = NULL;

    for (size_t i = 0; (set = ent_import_set(i)) != NULL; i++) {
        if (strcmp(set->name, name) == 0) {
            return set->kind == ENT_FACT_VOTE || set->kind == ENT_FACT_ROLL_CALL;
        }
    }
    return false;
}

static void
say_report(void *user, const char *name, const ent_import_report *report)
{
    importing *state = user;
    const cli *c = state->c;
    char       unmatched[48] = "";

    if (report->skipped != NULL) {
        cli_tell(c, "%s: skipped: %s", name, report->skipped);
    } else if (report->unchanged) {
        state->stored = true;
        cli_tell(c, "%s: %s %s is there already, nothing changed", name, report->set,
                 report->version);
    } else {
        state->stored = true;
        state->votes = state->votes || brings_votes(report->set);
        if (report->unmatched > 0) {
            (void)snprintf(unmatched, sizeof unmatched, ", %llu unmatched",
                           (unsigned long long)report->unmatched);
        }
        cli_tell(c, "%s: %s %s, %llu row%s, %llu set aside%s%s", name, report->set, report->version,
                 (unsigned long long)report->rows, report->rows == 1 ? "" : "s",
                 (unsigned long long)(report->rejects - report->unmatched), unmatched,
                 report->replaced ? ", in place of an earlier file" : "");
    }
    if (report->repeated > 0) {
        cli_tell(c, "%s: %llu repeated events counted once", name,
                 (unsigned long long)report->repeated);
    }
}

/* What cannot be imported is told and passed over: the others go on. */
static ent_status
import_all(importing *state, const ent_import_options *options)
{
    cli        *c = state->c;
    const char *first = NULL;
    size_t      failed = 0, files = c->argument_count - 1;
    ent_status  status = ENT_OK;

    for (size_t i = 1; i <= files && status == ENT_OK; i++) {
        const char *path = c->arguments[i];

        status = ent_store_import_files(c->ctx, c->store, c->arguments[0], path, options,
                                        say_report, state);
        if (status == ENT_E_INPUT || status == ENT_E_FILE || status == ENT_E_LIMIT) {
            ent_say(c->ctx, ENT_WARNING, "%s", ent_ctx_error(c->ctx));
            first = failed == 0 ? path : first;
            failed++;
            status = ENT_OK;
        }
    }
    if (status != ENT_OK || failed == 0) {
        return status;
    }
    return ent_fail(c->ctx, ENT_E_INPUT, "%zu of %zu file%s %s not imported%s: %s", failed, files,
                    files == 1 ? "" : "s", failed == 1 ? "was" : "were",
                    failed == 1 ? "" : ", the first", first);
}

/* What takes longest of all that is asked of votes. */
static ent_status
find_ideal_points(ent_ctx *ctx, ent_store *store, const ent_codes *codes)
{
    ent_record_options  loaded = {.detail = ENT_RECORD_VOTES};
    ent_measure_options options = {.signs = ENT_SIGNS_RIVALRY};
    ent_table          *table = NULL;
    ent_record         *record;
    ent_status          status = ent_record_load(ctx, store, codes, &loaded, &record);

    if (status == ENT_OK) {
        status = ent_measure_find("idealpoints")->run(ctx, record, &options, &table);
        ent_table_destroy(table);
        ent_record_destroy(record);
    }
    return status;
}

/* What takes longest before the first run of any scenario. */
static ent_status
find_rules(ent_ctx *ctx, ent_store *store, const ent_codes *codes)
{
    ent_run_options    few = {.seed = 1, .runs = 1};
    ent_record_options all = {.detail = ENT_RECORD_TIES};
    ent_scenario      *base = NULL;
    ent_record        *record = NULL;
    ent_ensemble       ensemble;
    ent_status         status = ent_scenario_load(ctx, codes, "base", &base);

    if (status == ENT_OK) {
        status = ent_record_load(ctx, store, codes, &all, &record);
    }
    if (status == ENT_OK) {
        status = ent_scenario_run(ctx, record, &base, 1, &few, &ensemble);
        if (status == ENT_OK) {
            ent_ensemble_clear(&ensemble);
        }
    }
    ent_record_destroy(record);
    ent_scenario_destroy(base);
    return status;
}

/* Let large tables be read at once.  Where they cannot be packed, their rows are read. */
static ent_status
pack_rows(cli *c)
{
    ent_ctx   *quiet;
    ent_status status;

    if (ent_ctx_child(c->ctx, &quiet) != ENT_OK) {
        return ent_fail_nomem(c->ctx);
    }
    status = ent_packs_make(quiet, c->store);
    ent_ctx_destroy(quiet);
    return status == ENT_E_NOMEM ? ent_fail_nomem(c->ctx) : ENT_OK;
}

/* Let the store have both, so that the first who asks need not wait.  Where one cannot be found,
   the import stands all the same, and who asks is told why. */
static ent_status
keep_answers(cli *c)
{
    const char *path = c->value[OPTION_DB] != NULL ? c->value[OPTION_DB] : CLI_DEFAULT_STORE;
    ent_store  *store = NULL;
    ent_ctx    *quiet;
    ent_status  status;

    ent_store_close(c->store); /* what is kept is of a state that nobody is changing */
    c->store = NULL;
    if (ent_ctx_child(c->ctx, &quiet) != ENT_OK) {
        return ent_fail_nomem(c->ctx);
    }
    status = ent_store_open(quiet, path, ENT_STORE_READ, c->codes, &store);
    if (status == ENT_OK && ent_store_answers(store) != NULL) {
        status = find_ideal_points(quiet, store, c->codes);
        if (status == ENT_OK) {
            status = find_rules(quiet, store, c->codes);
        }
        if (status == ENT_OK) {
            status = ent_answers_write(quiet, ent_store_answers(store));
        }
    }
    ent_store_close(store);
    ent_ctx_destroy(quiet);
    return status == ENT_E_NOMEM ? ent_fail_nomem(c->ctx) : ENT_OK;
}

static ent_status
run(cli *c)
{
    const char *share = cli_own(c, OWN_MAX_REJECTS);
    importing   state = {c, false, false};
    ent_status  status;

    ent_import_options options = {.max_rejects = 0.01,
                                  .keep_events = cli_own(c, OWN_KEEP_EVENTS) != NULL};

    if (share != NULL && (!ent_number_read(share, strlen(share), &options.max_rejects) ||
                          options.max_rejects < 0 || options.max_rejects > 1)) {
        return cli_usage(c, "--max-rejects is '%s', expected a share from 0 to 1", share);
    }
    if (c->argument_count < 2) {
        return cli_usage(c, "expected a set (or 'auto') and files");
    }
    status = cli_open_store(c, ENT_STORE_LATE);
    if (status == ENT_OK) {
        status = import_all(&state, &options);
    }
    if (state.stored && (status == ENT_OK || status == ENT_E_INPUT)) { /* others may have failed */
        ent_status kept = pack_rows(c);

        if (kept == ENT_OK && state.votes) {
            kept = keep_answers(c);
        }
        status = kept != ENT_OK ? kept : status;
    }
    return status;
}

const cli_command command_import = {
    .name = "import",
    .group = "The record",
    .summary = "bring published data sets into the store",
    .usage = "SET|auto FILE... [--max-rejects SHARE] [--keep-events]",
    .examples = EXAMPLES,
    .options = OPTIONS,
    .details =
        "SET is a name from 'entente list sets', which says what each set holds and where it\n"
        "comes from; auto recognises it. Each file is one transaction: a file is in the store\n"
        "whole or not at all. Rows that cannot be read are set aside, names and codes of no\n"
        "state ('unmatched') stay as given: see 'entente list rejects'. Files may be packed\n"
        "with gzip, zstd or zip, whose files are each one of their own; - is standard input.\n"
        "Coded events (GDELT, ICEWS) are streamed into counts by month, pair of countries and\n"
        "PLOVER type. Votes of the General Assembly leave their ideal points and the rates of\n"
        "the rule in the store, so that the first who asks for them need not wait.",
    .run = run,
    .reads_files = true,
};
