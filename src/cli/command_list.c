/*
 * command_list.c - entente list WHAT
 *
 *   1. states and codes     2. institutions and ties     3. sets, sources     4. the catalogues
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "cli/cli.h"
#include "entente/export.h"
#include "report/lists.h"

static const char *const EXAMPLES[] = {"entente list states --at 2016 -f csv",
                                       "the states of a year, with their codes and names",
                                       "entente list ties --at 2022-02-24 --states RUS",
                                       "what binds and divides one state on one day",
                                       "entente list sources",
                                       "which data set supplies what, and until when",
                                       NULL};

/* Finish a table: hand it to the printer unless it failed. */
static ent_status
finish(cli *c, ent_table *table, ent_status status)
{
    if (status == ENT_OK) {
        status = ent_table_check(c->ctx, table);
    }
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    return cli_print(c, table);
}

/* 1. states and codes */

static ent_list_options
options_of(const cli *c)
{
    return (ent_list_options){c->span, c->states, c->state_count};
}

static ent_status
list_states(cli *c)
{
    ent_list_options options = options_of(c);
    ent_table       *table;
    ent_status       status = cli_open_record(c);

    if (status == ENT_OK) {
        status = ent_list_states(c->ctx, c->codes, &options, &table);
    }
    return status == ENT_OK ? cli_print(c, table) : status;
}

/* 2. institutions and ties */

static ent_status
list_institutions(cli *c)
{
    ent_list_options options = options_of(c);
    ent_table       *table;
    ent_status       status = cli_open_record(c);

    if (status == ENT_OK) {
        status = ent_list_institutions(c->ctx, c->record, &options, &table);
    }
    return status == ENT_OK ? cli_print(c, table) : status;
}

static ent_status
list_ties(cli *c)
{
    ent_table *table;
    ent_status status;

    if (c->value[OPTION_AT] == NULL) {
        return cli_usage(c, "ties are those of one year or one day: --at 2022");
    }
    status = cli_open_record(c);
    if (status == ENT_OK) {
        ent_export_options options = {
            .signs = c->signs, .states = c->states, .state_count = c->state_count};

        status = ent_export_ties(c->ctx, c->record, c->span, &options, &table);
    }
    return status == ENT_OK ? cli_print(c, table) : status;
}

/* 3. sets, sources */

static ent_status
list_sets(cli *c)
{
    static const ent_column COLUMNS[] = {
        {"set", ENT_COLUMN_TEXT},    {"publisher", ENT_COLUMN_TEXT}, {"matter", ENT_COLUMN_TEXT},
        {"layout", ENT_COLUMN_TEXT}, {"versions", ENT_COLUMN_TEXT},  {"licence", ENT_COLUMN_TEXT}};
    const ent_set *set;
    ent_table     *table;
    ent_status     status = ent_table_create(c->ctx, COLUMNS, 6, &table);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; (set = ent_import_set(i)) != NULL; i++) {
        const char *cells[] = {set->name,   set->publisher, set->matter,
                               set->layout, set->versions,  set->licence};

        ent_table_row(table);
        for (size_t j = 0; j < 6; j++) {
            ent_table_text(table, j, cells[j]);
        }
    }
    return finish(c, table, ENT_OK);
}

static ent_status
list_sources(cli *c)
{
    ent_table *table;
    ent_status status = cli_open_record(c);

    if (status == ENT_OK) {
        status = ent_list_sources(c->ctx, c->record, &table);
    }
    return status == ENT_OK ? cli_print(c, table) : status;
}

static ent_status
list_rejects(cli *c)
{
    ent_table *table;
    ent_status status = cli_open_store(c, ENT_STORE_READ);

    if (status == ENT_OK) {
        status = ent_store_rejects(c->ctx, c->store, &table);
    }
    return status == ENT_OK ? cli_print(c, table) : status;
}

static ent_status
list_stored(cli *c)
{
    ent_table *table;
    ent_status status = cli_open_store(c, ENT_STORE_READ);

    if (status == ENT_OK) {
        status = ent_store_list(c->ctx, c->store, c->arguments[0], &table);
    }
    return status == ENT_OK ? cli_print(c, table) : status;
}

/* 4. the catalogues */

static ent_status
list_measures(cli *c)
{
    ent_table *table;
    ent_status status = ent_list_measures(c->ctx, &table);

    return status == ENT_OK ? cli_print(c, table) : status;
}

static ent_status
list_scenarios(cli *c)
{
    ent_table *table;
    ent_status status = cli_open_codes(c);

    if (status == ENT_OK) {
        status = ent_list_scenarios(c->ctx, c->codes, &table);
    }
    return status == ENT_OK ? cli_print(c, table) : status;
}

static ent_status
list_claims(cli *c)
{
    ent_table *table;
    ent_status status = cli_open_codes(c);

    if (status == ENT_OK) {
        status = ent_list_claims(c->ctx, c->codes, &table);
    }
    return status == ENT_OK ? cli_print(c, table) : status;
}

static ent_status
list_motions(cli *c)
{
    ent_table *table;
    ent_status status = cli_open_codes(c);

    if (status == ENT_OK) {
        status = ent_list_motions(c->ctx, c->codes, &table);
    }
    return status == ENT_OK ? cli_print(c, table) : status;
}

/* The parameters of the rule as the record up to a date (all of it without one) gives them. */
static ent_status
list_parameters(cli *c)
{
    static const ent_column COLUMNS[] = {
        {"parameter", ENT_COLUMN_TEXT},    {"basis", ENT_COLUMN_TEXT},
        {"mean", ENT_COLUMN_NUMBER},       {"sd", ENT_COLUMN_NUMBER},
        {"events", ENT_COLUMN_INTEGER},    {"trials", ENT_COLUMN_INTEGER},
        {"dyad_effects", ENT_COLUMN_TEXT}, {"lag_5", ENT_COLUMN_TEXT},
        {"apart", ENT_COLUMN_TEXT},        {"reference_class", ENT_COLUMN_TEXT}};
    ent_rule   rule;
    ent_table *table;
    int        first, last;
    ent_status status = cli_open_record(c);

    if (status == ENT_OK) {
        ent_record_years(c->record, ENT_FACT_ACT, &first, &last);
        status = ent_rule_estimate(
            c->ctx, c->record, c->span.from < c->span.to ? c->span.to : ent_span_of_year(last).to,
            &rule);
    }
    if (status == ENT_OK) {
        status = ent_table_create(c->ctx, COLUMNS, 10, &table);
    }
    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < ENT_PARAMETERS; i++) {
        const ent_prior *prior = &rule.priors[i];

        ent_table_row(table);
        ent_table_text(table, 0, prior->name);
        ent_table_text(table, 1, ent_basis_name(prior->basis));
        for (size_t k = 0; k < ENT_RULE_CHECKS && prior->checks[k] != ENT_HOLDING_NONE; k++) {
            ent_table_text(table, 6 + k, ent_holding_name(prior->checks[k]));
        }
        ent_table_number(table, 2, prior->held ? NAN : prior->mean);
        ent_table_number(table, 3, prior->held ? NAN : prior->sd);
        if (prior->trials > 0) {
            ent_table_integer(table, 4, (int64_t)prior->events);
            ent_table_integer(table, 5, (int64_t)prior->trials);
            ent_table_text(table, 9, prior->reference_class);
        } else if (prior->held) {
            ent_table_text(table, 9, "held fixed: the record does not tell it");
        }
    }
    return finish(c, table, ENT_OK);
}

static const struct {
    const char *what;
    ent_status (*list)(cli *c);
} LISTS[] = {
    {"documents", list_stored}, {"sentences", list_stored},  {"events", list_stored},
    {"positions", list_stored}, {"states", list_states},     {"institutions", list_institutions},
    {"ties", list_ties},        {"sets", list_sets},         {"sources", list_sources},
    {"rejects", list_rejects},  {"measures", list_measures}, {"scenarios", list_scenarios},
    {"claims", list_claims},    {"motions", list_motions},   {"parameters", list_parameters},
    {"fits", list_stored},      {"runs", list_stored}};

enum { LIST_COUNT = sizeof LISTS / sizeof LISTS[0] };

static ent_status
run(cli *c)
{
    const char *words[LIST_COUNT];
    const char *nearest;

    if (c->argument_count != 1) {
        return cli_usage(c, "expected one thing to list");
    }
    for (size_t i = 0; i < LIST_COUNT; i++) {
        if (strcmp(LISTS[i].what, c->arguments[0]) == 0) {
            return LISTS[i].list(c);
        }
        words[i] = LISTS[i].what;
    }
    nearest = ent_nearest_word(c->arguments[0], words, LIST_COUNT);
    return nearest != NULL
               ? cli_usage(c, "cannot list '%s', did you mean '%s'?", c->arguments[0], nearest)
               : cli_usage(c, "cannot list '%s'", c->arguments[0]);
}

const cli_command command_list = {
    .name = "list",
    .group = "The record",
    .summary = "list states, ties, sources, measures, scenarios, what was read, ...",
    .usage = "WHAT [--at DATE] [--states A,B]",
    .examples = EXAMPLES,
    .formats = CLI_TABLE_FORMATS,
    .details =
        "WHAT is one of: documents sentences events positions (what was read), states\n"
        "institutions ties (the system; ties need --at), sets sources rejects (data sets known,\n"
        "loaded, and rows set aside), measures, scenarios, claims (files of them), motions (of\n"
        "'entente decide'), parameters (of the rule that scenarios run by), fits and runs (kept "
        "by\n"
        "'entente fit' and 'entente run' with --db FILE).",
    .run = run,
};
