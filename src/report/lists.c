/*
 * lists.c - what the record holds, as tables for `list` and for the API
 *
 *   1. states     2. institutions     3. sources     4. the catalogues
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/lists.h"

#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "base/data.h"
#include "base/date.h"
#include "base/text.h"
#include "entente/claim.h"
#include "entente/decide.h"
#include "entente/measure.h"
#include "entente/scenario.h"

/* Hand over a filled table, or destroy it. */
static ent_status
finish(ent_ctx *ctx, ent_table *table, ent_status status, ent_table **out)
{
    if (status == ENT_OK) {
        status = ent_table_check(ctx, table);
    }
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

/* 1. states */

static bool
shows(const ent_list_options *options, ent_state state)
{
    for (size_t i = 0; i < options->state_count; i++) {
        if (options->states[i] == state) {
            return true;
        }
    }
    return options->state_count == 0;
}

ent_status
ent_list_states(ent_ctx *ctx, const ent_codes *codes, const ent_list_options *options,
                ent_table **out)
{
    static const ent_column COLUMNS[] = {
        {"state", ENT_COLUMN_TEXT}, {"ccode", ENT_COLUMN_INTEGER}, {"gwcode", ENT_COLUMN_INTEGER},
        {"name", ENT_COLUMN_TEXT},  {"start", ENT_COLUMN_DAY},     {"end", ENT_COLUMN_DAY}};
    const ent_spell *spells;
    size_t           count;
    ent_table       *table;
    ent_status       status = ent_table_create(ctx, COLUMNS, 6, &table);

    if (status != ENT_OK) {
        return status;
    }
    spells = ent_codes_spells(codes, &count);
    for (size_t i = 0; i < count; i++) {
        ent_day day = spells[i].span.to == ENT_DAY_MAX ? spells[i].span.to : spells[i].span.to - 1;
        ent_day shown = day;
        ent_ccode gw;

        if (!shows(options, spells[i].state)) {
            continue;
        }
        if (options->span.from < options->span.to) {
            if (!ent_span_overlap(options->span, spells[i].span)) {
                continue;
            }
            shown = options->span.to - 1 < day ? options->span.to - 1 : day;
        }
        ent_table_row(table);
        ent_table_text(table, 0, ent_codes_id(codes, spells[i].state));
        ent_table_integer(table, 1, spells[i].ccode);
        gw = ent_codes_gw(codes, spells[i].state, shown);
        if (gw != 0) {
            ent_table_integer(table, 2, gw);
        }
        ent_table_text(table, 3, ent_codes_name(codes, spells[i].state, shown));
        ent_table_day(table, 4, spells[i].span.from);
        ent_table_day(table, 5, day);
    }
    return finish(ctx, table, ENT_OK, out);
}

/* 2. institutions */

static ent_day
last_day(ent_day end)
{
    return end == ENT_DAY_MAX ? end : end - 1;
}

static bool
within(const ent_list_options *options, ent_day start, ent_day end)
{
    ent_span span = {start, end};

    return options->span.from >= options->span.to || ent_span_overlap(span, options->span);
}

ent_status
ent_list_institutions(ent_ctx *ctx, const ent_record *record, const ent_list_options *options,
                      ent_table **out)
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
    ent_status             status = ent_table_create(ctx, COLUMNS, 8, &table);

    if (status != ENT_OK) {
        return status;
    }
    rows = ent_record_facts(record, ENT_FACT_INSTITUTION, &count);
    members = ent_record_facts(record, ENT_FACT_MEMBERSHIP, &member_count);
    for (size_t i = 0; i < count; i++) {
        int64_t found = 0;

        if (!within(options, rows[i].start, rows[i].end)) {
            continue;
        }
        for (size_t j = 0; j < member_count; j++) {
            bool inside = options->span.from < options->span.to
                              ? within(options, members[j].start, members[j].end)
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
    return finish(ctx, table, ENT_OK, out);
}

/* 3. sources */

/* The kinds that a set supplies, joined by a blank, and the last day for which one is read. */
static ent_status
add_use(ent_ctx *ctx, const ent_record *record, const ent_source_file *file, ent_table *table)
{
    size_t          count;
    const ent_seam *seams = ent_record_seams(record, &count);
    ent_text        kinds;
    ent_day         until = ENT_DAY_MIN;
    ent_status      status = ENT_OK;

    ent_text_init(&kinds);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(seams[i].set, file->set) == 0 && strcmp(seams[i].version, file->version) == 0 &&
            ent_record_supplies(record, &seams[i], file)) {
            ent_text_addf(&kinds, "%s%s", kinds.length > 0 ? " " : "", seams[i].kind);
            until = last_day(seams[i].used.to) > until ? last_day(seams[i].used.to) : until;
        }
    }
    if (kinds.failed) {
        status = ent_fail_nomem(ctx);
    } else if (kinds.length > 0) {
        ent_table_text(table, 6, kinds.bytes);
        ent_table_day(table, 7, until);
    }
    ent_text_clear(&kinds);
    return status;
}

ent_status
ent_list_sources(ent_ctx *ctx, const ent_record *record, ent_table **out)
{
    static const ent_column COLUMNS[] = {
        {"set", ENT_COLUMN_TEXT},      {"version", ENT_COLUMN_TEXT},  {"file", ENT_COLUMN_TEXT},
        {"rows", ENT_COLUMN_INTEGER},  {"first", ENT_COLUMN_DAY},     {"last", ENT_COLUMN_DAY},
        {"used_for", ENT_COLUMN_TEXT}, {"used_until", ENT_COLUMN_DAY}};
    const ent_source_file *files;
    size_t                 count;
    ent_table             *table;
    ent_status             status = ent_table_create(ctx, COLUMNS, 8, &table);

    if (status != ENT_OK) {
        return status;
    }
    files = ent_record_files(record, &count);
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        ent_table_row(table);
        ent_table_text(table, 0, files[i].set);
        ent_table_text(table, 1, files[i].version);
        ent_table_text(table, 2, files[i].name);
        ent_table_integer(table, 3, (int64_t)files[i].rows);
        ent_table_day(table, 4, files[i].first);
        ent_table_day(table, 5, files[i].last);
        status = add_use(ctx, record, &files[i], table);
    }
    return finish(ctx, table, status, out);
}

/* 4. the catalogues */

ent_status
ent_list_measures(ent_ctx *ctx, ent_table **out)
{
    static const ent_column COLUMNS[] = {{"measure", ENT_COLUMN_TEXT}, {"title", ENT_COLUMN_TEXT}};
    size_t                  count;
    const ent_measure *const *measures = ent_measures(&count);
    ent_table                *table;
    ent_status                status = ent_table_create(ctx, COLUMNS, 2, &table);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        ent_table_row(table);
        ent_table_text(table, 0, measures[i]->name);
        ent_table_text(table, 1, measures[i]->title);
    }
    return finish(ctx, table, ENT_OK, out);
}

static ent_status
add_scenario(ent_ctx *ctx, const ent_codes *codes, const char *file, ent_table *table)
{
    char          name[128];
    const char   *base = ent_base_name(file);
    ent_scenario *scenario;
    ent_status    status;

    (void)snprintf(name, sizeof name, "%.*s", (int)(strlen(base) - strlen(".yaml")), base);
    status = ent_scenario_load(ctx, codes, name, &scenario);
    if (status == ENT_OK) {
        ent_table_row(table);
        ent_table_text(table, 0, ent_scenario_name(scenario));
        ent_table_text(table, 1, ent_scenario_title(scenario));
        ent_table_integer(table, 2, (int64_t)ent_scenario_interventions(scenario));
        ent_scenario_destroy(scenario);
    }
    return status;
}

static ent_status
add_claims(ent_ctx *ctx, const ent_codes *codes, const char *file, ent_table *table)
{
    ent_claims *pack;
    ent_status  status = ent_claims_load(ctx, codes, ent_base_name(file), &pack);

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
add_motion(ent_ctx *ctx, const ent_codes *codes, const char *file, ent_table *table)
{
    char        name[128];
    const char *base = ent_base_name(file);
    ent_motion  motion;
    ent_status  status;

    (void)snprintf(name, sizeof name, "%.*s", (int)(strlen(base) - strlen(".yaml")), base);
    status = ent_motion_load(ctx, codes, name, &motion);
    if (status == ENT_OK) {
        ent_table_row(table);
        ent_table_text(table, 0, motion.name);
        ent_table_text(table, 1, motion.title);
        ent_table_text(table, 2, motion.institution);
        ent_motion_clear(&motion);
    }
    return status;
}

/* A row for each file of a folder of the data. */
static ent_status
list_files(ent_ctx *ctx, const ent_codes *codes, const char *folder, const ent_column columns[3],
           ent_status (*add)(ent_ctx *ctx, const ent_codes *codes, const char *file,
                             ent_table *table),
           ent_table **out)
{
    char     **names;
    size_t     count;
    ent_table *table;
    ent_status status = ent_data_names(ctx, folder, ".yaml", &names, &count);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_table_create(ctx, columns, 3, &table);
    if (status == ENT_OK) {
        for (size_t i = 0; i < count && status == ENT_OK; i++) {
            status = add(ctx, codes, names[i], table);
        }
        status = finish(ctx, table, status, out);
    }
    ent_data_names_free(names, count);
    return status;
}

ent_status
ent_list_scenarios(ent_ctx *ctx, const ent_codes *codes, ent_table **out)
{
    static const ent_column COLUMNS[] = {{"scenario", ENT_COLUMN_TEXT},
                                         {"title", ENT_COLUMN_TEXT},
                                         {"interventions", ENT_COLUMN_INTEGER}};

    return list_files(ctx, codes, "scenarios/", COLUMNS, add_scenario, out);
}

ent_status
ent_list_claims(ent_ctx *ctx, const ent_codes *codes, ent_table **out)
{
    static const ent_column COLUMNS[] = {
        {"file", ENT_COLUMN_TEXT}, {"document", ENT_COLUMN_TEXT}, {"claims", ENT_COLUMN_INTEGER}};

    return list_files(ctx, codes, "claims/", COLUMNS, add_claims, out);
}

ent_status
ent_list_motions(ent_ctx *ctx, const ent_codes *codes, ent_table **out)
{
    static const ent_column COLUMNS[] = {
        {"motion", ENT_COLUMN_TEXT}, {"title", ENT_COLUMN_TEXT}, {"institution", ENT_COLUMN_TEXT}};

    return list_files(ctx, codes, "motions/", COLUMNS, add_motion, out);
}
