/*
 * command_list.c - entente list WHAT
 *
 *   1. states and codes     2. institutions and ties     3. sets, sources     4. the catalogues
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/context.h"
#include "base/data.h"
#include "base/date.h"
#include "cli/cli.h"
#include "entente/claim.h"
#include "entente/export.h"

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

static bool
shows(const cli *c, ent_state state)
{
    for (size_t i = 0; i < c->state_count; i++) {
        if (c->states[i] == state) {
            return true;
        }
    }
    return c->state_count == 0;
}

static ent_status
list_states(cli *c)
{
    static const ent_column COLUMNS[] = {
        {"state", ENT_COLUMN_TEXT}, {"ccode", ENT_COLUMN_INTEGER}, {"gwcode", ENT_COLUMN_INTEGER},
        {"name", ENT_COLUMN_TEXT},  {"start", ENT_COLUMN_DAY},     {"end", ENT_COLUMN_DAY}};
    const ent_spell *spells;
    size_t           count;
    ent_table       *table;
    ent_status       status = cli_open_record(c);

    if (status == ENT_OK) {
        status = ent_table_create(c->ctx, COLUMNS, 6, &table);
    }
    if (status != ENT_OK) {
        return status;
    }
    spells = ent_codes_spells(c->codes, &count);
    for (size_t i = 0; i < count; i++) {
        ent_day day = spells[i].span.to == ENT_DAY_MAX ? spells[i].span.to : spells[i].span.to - 1;
        ent_day shown = day;
        ent_ccode gw;

        if (!shows(c, spells[i].state)) {
            continue;
        }
        if (c->span.from < c->span.to) {
            if (!ent_span_overlap(c->span, spells[i].span)) {
                continue;
            }
            shown = c->span.to - 1 < day ? c->span.to - 1 : day;
        }
        ent_table_row(table);
        ent_table_text(table, 0, ent_codes_id(c->codes, spells[i].state));
        ent_table_integer(table, 1, spells[i].ccode);
        gw = ent_codes_gw(c->codes, spells[i].state, shown);
        if (gw != 0) {
            ent_table_integer(table, 2, gw);
        }
        ent_table_text(table, 3, ent_codes_name(c->codes, spells[i].state, shown));
        ent_table_day(table, 4, spells[i].span.from);
        ent_table_day(table, 5, day);
    }
    return finish(c, table, ENT_OK);
}

/* 2. institutions and ties */

static ent_day
last_day(ent_day end)
{
    return end == ENT_DAY_MAX ? end : end - 1;
}

static bool
within(const cli *c, ent_day start, ent_day end)
{
    ent_span span = {start, end};

    return c->span.from >= c->span.to || ent_span_overlap(span, c->span);
}

static ent_status
list_institutions(cli *c)
{
    static const ent_column COLUMNS[] = {
        {"institution", ENT_COLUMN_TEXT}, {"name", ENT_COLUMN_TEXT},
        {"kind", ENT_COLUMN_TEXT},        {"members", ENT_COLUMN_INTEGER},
        {"rule", ENT_COLUMN_TEXT},        {"commitment", ENT_COLUMN_TEXT},
        {"start", ENT_COLUMN_DAY},        {"end", ENT_COLUMN_DAY}};
    const ent_institution *rows;
    const ent_membership  *members;
    size_t                 count, member_count;
    ent_table             *table;
    ent_status             status = cli_open_record(c);

    if (status == ENT_OK) {
        status = ent_table_create(c->ctx, COLUMNS, 8, &table);
    }
    if (status != ENT_OK) {
        return status;
    }
    rows = ent_record_facts(c->record, ENT_FACT_INSTITUTION, &count);
    members = ent_record_facts(c->record, ENT_FACT_MEMBERSHIP, &member_count);
    for (size_t i = 0; i < count; i++) {
        int64_t found = 0;

        if (!within(c, rows[i].start, rows[i].end)) {
            continue;
        }
        for (size_t j = 0; j < member_count; j++) {
            bool inside = c->span.from < c->span.to ? within(c, members[j].start, members[j].end)
                                                    : members[j].end == ENT_DAY_MAX;

            found += inside && strcmp(members[j].institution, rows[i].institution) == 0 &&
                     (strcmp(members[j].status, "member") == 0 ||
                      strcmp(members[j].status, "permanent") == 0 ||
                      strcmp(members[j].status, "elected") == 0);
        }
        ent_table_row(table);
        ent_table_text(table, 0, rows[i].institution);
        ent_table_text(table, 1, rows[i].name);
        ent_table_text(table, 2, rows[i].kind);
        ent_table_integer(table, 3, found);
        ent_table_text(table, 4, rows[i].rule);
        ent_table_text(table, 5, rows[i].commitment);
        ent_table_day(table, 6, rows[i].start);
        ent_table_day(table, 7, last_day(rows[i].end));
    }
    return finish(c, table, ENT_OK);
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

/* The kinds that a set supplies, joined by a blank, and the last day for which one is read. */
static ent_status
add_use(cli *c, const ent_source_file *file, ent_table *table)
{
    size_t          count;
    const ent_seam *seams = ent_record_seams(c->record, &count);
    ent_text        kinds;
    ent_day         until = ENT_DAY_MIN;
    ent_status      status = ENT_OK;

    ent_text_init(&kinds);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(seams[i].set, file->set) == 0 && strcmp(seams[i].version, file->version) == 0 &&
            ent_record_supplies(c->record, &seams[i], file)) {
            ent_text_addf(&kinds, "%s%s", kinds.length > 0 ? " " : "", seams[i].kind);
            until = last_day(seams[i].used.to) > until ? last_day(seams[i].used.to) : until;
        }
    }
    if (kinds.failed) {
        status = ent_fail_nomem(c->ctx);
    } else if (kinds.length > 0) {
        ent_table_text(table, 6, kinds.bytes);
        ent_table_day(table, 7, until);
    }
    ent_text_clear(&kinds);
    return status;
}

static ent_status
list_sources(cli *c)
{
    static const ent_column COLUMNS[] = {
        {"set", ENT_COLUMN_TEXT},      {"version", ENT_COLUMN_TEXT},  {"file", ENT_COLUMN_TEXT},
        {"rows", ENT_COLUMN_INTEGER},  {"first", ENT_COLUMN_DAY},     {"last", ENT_COLUMN_DAY},
        {"used_for", ENT_COLUMN_TEXT}, {"used_until", ENT_COLUMN_DAY}};
    const ent_source_file *files;
    size_t                 count;
    ent_table             *table;
    ent_status             status = cli_open_record(c);

    if (status == ENT_OK) {
        status = ent_table_create(c->ctx, COLUMNS, 8, &table);
    }
    if (status != ENT_OK) {
        return status;
    }
    files = ent_record_files(c->record, &count);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        ent_table_row(table);
        ent_table_text(table, 0, files[i].set);
        ent_table_text(table, 1, files[i].version);
        ent_table_text(table, 2, files[i].name);
        ent_table_integer(table, 3, (int64_t)files[i].rows);
        ent_table_day(table, 4, files[i].first);
        ent_table_day(table, 5, files[i].last);
        status = add_use(c, &files[i], table);
    }
    return finish(c, table, status);
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
    static const ent_column COLUMNS[] = {{"measure", ENT_COLUMN_TEXT}, {"title", ENT_COLUMN_TEXT}};
    size_t                  count;
    const ent_measure *const *measures = ent_measures(&count);
    ent_table                *table;
    ent_status                status = ent_table_create(c->ctx, COLUMNS, 2, &table);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        ent_table_row(table);
        ent_table_text(table, 0, measures[i]->name);
        ent_table_text(table, 1, measures[i]->title);
    }
    return finish(c, table, ENT_OK);
}

static ent_status
add_scenario(cli *c, const char *file, ent_table *table)
{
    char          name[128];
    const char   *base = ent_base_name(file);
    ent_scenario *scenario;
    ent_status    status;

    (void)snprintf(name, sizeof name, "%.*s", (int)(strlen(base) - strlen(".yaml")), base);
    status = ent_scenario_load(c->ctx, c->codes, name, &scenario);
    if (status == ENT_OK) {
        ent_table_row(table);
        ent_table_text(table, 0, ent_scenario_name(scenario));
        ent_table_text(table, 1, ent_scenario_title(scenario));
        ent_table_integer(table, 2, (int64_t)ent_scenario_interventions(scenario));
        ent_scenario_destroy(scenario);
    }
    return status;
}

/* A row for each file of a folder of the data. */
static ent_status
list_files(cli *c, const char *folder, const ent_column *columns, size_t column_count,
           ent_status (*add)(cli *c, const char *file, ent_table *table))
{
    char     **names;
    size_t     count;
    ent_table *table;
    ent_status status = cli_open_codes(c);

    if (status == ENT_OK) {
        status = ent_data_names(c->ctx, folder, ".yaml", &names, &count);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = ent_table_create(c->ctx, columns, column_count, &table);
    if (status == ENT_OK) {
        for (size_t i = 0; i < count && status == ENT_OK; i++) {
            status = add(c, names[i], table);
        }
        status = finish(c, table, status);
    }
    ent_data_names_free(names, count);
    return status;
}

static ent_status
list_scenarios(cli *c)
{
    static const ent_column COLUMNS[] = {{"scenario", ENT_COLUMN_TEXT},
                                         {"title", ENT_COLUMN_TEXT},
                                         {"interventions", ENT_COLUMN_INTEGER}};

    return list_files(c, "scenarios/", COLUMNS, 3, add_scenario);
}

static ent_status
add_claims(cli *c, const char *file, ent_table *table)
{
    ent_claims *pack;
    ent_status  status = ent_claims_load(c->ctx, c->codes, ent_base_name(file), &pack);

    if (status == ENT_OK) {
        ent_table_row(table);
        ent_table_text(table, 0, ent_claims_name(pack));
        ent_table_text(table, 1, ent_claims_title(pack));
        ent_table_integer(table, 2, (int64_t)ent_claims_count(pack));
        ent_claims_destroy(pack);
    }
    return status;
}

static ent_status
list_claims(cli *c)
{
    static const ent_column COLUMNS[] = {
        {"file", ENT_COLUMN_TEXT}, {"document", ENT_COLUMN_TEXT}, {"claims", ENT_COLUMN_INTEGER}};

    return list_files(c, "claims/", COLUMNS, 3, add_claims);
}

/* The parameters of the rule as the record up to a date (all of it without one) gives them. */
static ent_status
list_parameters(cli *c)
{
    static const ent_column COLUMNS[] = {
        {"parameter", ENT_COLUMN_TEXT},      {"basis", ENT_COLUMN_TEXT},
        {"mean", ENT_COLUMN_NUMBER},         {"sd", ENT_COLUMN_NUMBER},
        {"events", ENT_COLUMN_INTEGER},      {"trials", ENT_COLUMN_INTEGER},
        {"reference_class", ENT_COLUMN_TEXT}};
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
        status = ent_table_create(c->ctx, COLUMNS, 7, &table);
    }
    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < ENT_PARAMETERS; i++) {
        const ent_prior *prior = &rule.priors[i];

        ent_table_row(table);
        ent_table_text(table, 0, prior->name);
        ent_table_text(table, 1, ent_basis_name(prior->basis));
        ent_table_number(table, 2, prior->mean);
        ent_table_number(table, 3, prior->sd);
        if (prior->trials > 0) {
            ent_table_integer(table, 4, (int64_t)prior->events);
            ent_table_integer(table, 5, (int64_t)prior->trials);
            ent_table_text(table, 6, prior->reference_class);
        }
    }
    return finish(c, table, ENT_OK);
}

static const struct {
    const char *what;
    ent_status (*list)(cli *c);
} LISTS[] = {{"documents", list_stored},  {"sentences", list_stored},
             {"events", list_stored},     {"positions", list_stored},
             {"states", list_states},     {"institutions", list_institutions},
             {"ties", list_ties},         {"sets", list_sets},
             {"sources", list_sources},   {"rejects", list_rejects},
             {"measures", list_measures}, {"scenarios", list_scenarios},
             {"claims", list_claims},     {"parameters", list_parameters},
             {"runs", list_stored}};

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
        "loaded, and rows set aside), measures, scenarios, claims (files of them), parameters (of\n"
        "the rule that scenarios run by), runs (kept by 'entente run --db FILE').",
    .run = run,
};
