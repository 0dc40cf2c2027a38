/*
 * command_check.c - entente check CLAIMS...
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "cli/cli.h"
#include "entente/claim.h"

enum { OWN_STRICT, OWN_DRY, OWN_RUNS, OWN_QUICK, OWN_CURVES };

static const cli_option OPTIONS[] = {
    {"strict", 0, NULL, "exit with 1 when a claim is contradicted", true},
    {"dry-run", 0, NULL, "check the files, list their claims, and test nothing", false},
    {"runs", 0, "N", "of each scenario that a claim compares (as the scenario says)", true},
    {"quick", 0, NULL, "leave scenarios and estimated effects untested", true},
    {"curves", 0, NULL, "print the specifications behind trends and comparisons", true},
    {NULL, 0, NULL, NULL, false}};

static const char *const EXAMPLES[] = {
    "entente check 001-axis-takes-shape",
    "the claims of a founding document, as of its date and of today",
    "entente check mine.yaml --strict -f csv",
    "claims of your own; the exit code is 1 where one is contradicted",
    "entente check all --quick",
    "the claims of all files that come with the program, without scenarios and estimates",
    "entente check 001-axis-takes-shape --curves -f csv",
    "every way in which a trend or comparison was asked, and whether it agrees",
    "entente check mine.yaml --dry-run",
    "what would be tested, and whether the file is right",
    NULL};

/* The files that were named; `all` alone: those that come with the program. */
static ent_status
load(cli *c, ent_claims ***out, size_t *count)
{
    ent_status   status = cli_open_codes(c);
    ent_claims **packs;

    if (status == ENT_OK && c->argument_count == 1 && strcmp(c->arguments[0], "all") == 0) {
        return ent_claims_load_all(c->ctx, c->codes, out, count);
    }
    packs = ent_alloc_zero(c->argument_count, sizeof *packs);
    if (packs == NULL) {
        return ent_fail_nomem(c->ctx);
    }
    for (*count = 0; *count < c->argument_count && status == ENT_OK; *count += status == ENT_OK) {
        status = ent_claims_load(c->ctx, c->codes, c->arguments[*count], &packs[*count]);
    }
    if (status != ENT_OK) {
        ent_claims_free_all(packs, *count);
        return status;
    }
    *out = packs;
    return ENT_OK;
}

static void
copy_cell(ent_table *from, size_t row, size_t column, ent_table *to, size_t place)
{
    ent_column_type type = ent_table_columns(from)[column].type;
    double          value = ent_table_get_number(from, row, column);

    if (ent_table_is_missing(from, row, column)) {
        return;
    }
    if (type == ENT_COLUMN_TEXT) {
        ent_table_text(to, place, ent_table_get_text(from, row, column));
    } else if (type == ENT_COLUMN_NUMBER) {
        ent_table_number(to, place, value);
    } else if (type == ENT_COLUMN_DAY) {
        ent_table_day(to, place, (ent_day)value);
    } else {
        ent_table_integer(to, place, (int64_t)value);
    }
}

/* What a line of a terminal has room for; the other formats have all columns. */
static ent_status
narrow(cli *c, ent_table **table)
{
    static const char *const SHOWN[] = {"id", "kind", "verdict", "as_of", "value", "n", "reason"};
    enum { SHOWN_COUNT = sizeof SHOWN / sizeof SHOWN[0] };
    const ent_column *all = ent_table_columns(*table);
    ent_column        columns[SHOWN_COUNT];
    size_t            from[SHOWN_COUNT];
    ent_table        *out;
    ent_status        status;

    for (size_t i = 0; i < SHOWN_COUNT; i++) {
        for (from[i] = 0; strcmp(all[from[i]].name, SHOWN[i]) != 0; from[i]++) {
        }
        columns[i] = all[from[i]];
    }
    status = ent_table_create(c->ctx, columns, SHOWN_COUNT, &out);
    if (status != ENT_OK) {
        return status;
    }
    for (size_t row = 0; row < ent_table_row_count(*table); row++) {
        ent_table_row(out);
        for (size_t i = 0; i < SHOWN_COUNT; i++) {
            copy_cell(*table, row, from[i], out, i);
        }
    }
    ent_table_destroy(*table);
    *table = out;
    return ent_table_check(c->ctx, out);
}

static ent_status
answer(cli *c, const ent_claims *const *packs, size_t count, uint64_t runs, ent_table **out)
{
    ent_table        *curves;
    ent_check_options options = {.seed = c->seed,
                                 .runs = runs,
                                 .sources = c->source_count > 0 ? c->sources : NULL,
                                 .quick = cli_own(c, OWN_QUICK) != NULL,
                                 .keep = true};
    ent_status        status;

    if (cli_own(c, OWN_CURVES) != NULL) {
        options.curves = &curves;
    }

    if (cli_own(c, OWN_DRY) != NULL) {
        return ent_claims_table(c->ctx, packs, count, out);
    }
    status = cli_open_store(c, ENT_STORE_READ);
    if (status == ENT_OK) {
        status = ent_claims_check(c->ctx, c->store, c->codes, packs, count, &options, out);
    }
    if (status == ENT_OK && cli_own(c, OWN_STRICT) != NULL) {
        c->negative = ent_verdict_count(*out, ENT_VERDICT_CONTRADICTED) > 0;
    }
    if (status == ENT_OK && options.curves != NULL) {
        ent_table_destroy(*out);
        *out = curves;
    } else if (status == ENT_OK && c->format == ENT_FORMAT_TABLE) {
        status = narrow(c, out);
        if (status != ENT_OK) {
            ent_table_destroy(*out);
        }
    }
    return status;
}

static ent_status
read_runs(cli *c, uint64_t *runs)
{
    const char *value = cli_own(c, OWN_RUNS);
    int64_t     number = 0;

    if (value != NULL && (!ent_integer_read(value, strlen(value), &number) || number < 1 ||
                          number > ENT_SCENARIO_MOST_RUNS)) {
        return cli_usage(c, "--runs is '%s', expected a number from 1 to %d", value,
                         ENT_SCENARIO_MOST_RUNS);
    }
    *runs = (uint64_t)number;
    return ENT_OK;
}

static ent_status
run(cli *c)
{
    ent_claims **packs;
    ent_table   *table;
    size_t       count;
    uint64_t     runs = 0;
    ent_status   status = read_runs(c, &runs);

    if (status != ENT_OK) {
        return status;
    }
    if (c->argument_count == 0) {
        return cli_usage(c, "expected a file of claims; 'entente list claims' names those at hand");
    }
    status = load(c, &packs, &count);
    if (status != ENT_OK) {
        return status;
    }
    status = answer(c, (const ent_claims *const *)packs, count, runs, &table);
    if (status == ENT_OK) {
        status = cli_print(c, table);
    }
    ent_claims_free_all(packs, count);
    return status;
}

const cli_command command_check = {
    .name = "check",
    .group = "Asking questions",
    .summary = "test what a document claims, and say what holds",
    .usage = "CLAIMS... [--strict] [--quick] [--curves] [--runs N]",
    .examples = EXAMPLES,
    .formats = CLI_TABLE_FORMATS,
    .options = OPTIONS,
    .details =
        "A file of claims ('entente schema claims' says what may stand in it), or the name of one\n"
        "that comes with the program ('entente list claims'), or all of these. Each claim has two "
        "rows: as of the\n"
        "day of its document, with nothing that came later, and of all that the record holds.\n"
        "The verdict is supported, contradicted, undetermined or not-testable; its basis is the\n"
        "record, an association, a model or what is assumed; value, lo and hi are the number\n"
        "behind it (rows, Kendall's tau, a difference, a Brier score), n what it rests on. Then\n"
        "come p after Holm's correction, the share of specifications that agree, the row that\n"
        "decided, and the reason. A table for reading leaves most of them out: take -f csv.\n"
        "--curves prints in their place the specifications of each trend and comparison: measure,\n"
        "years, coding of signs, kind of power, source, value and whether it agrees.",
    .run = run,
    .reads_files = true,
};
