/*
 * export.c - ties, states and events as tables; what stands beside a CSV file
 *
 * SPDX-License-Identifier: MIT
 */
#include "entente/export.h"

#include <string.h>

#include "base/context.h"
#include "base/date.h"
#include "report/facts.h"
#include "report/graph/graph.h"

/* 1. ties */

enum { STATE_A, STATE_B, KIND, VALUE, SIGN, START, END, FACT_ID, DIRECTED, CARRIED, TIE_COLUMNS };

static const ent_column TIE_COLUMN[TIE_COLUMNS] = {
    {"state_a", ENT_COLUMN_TEXT},   {"state_b", ENT_COLUMN_TEXT}, {"kind", ENT_COLUMN_TEXT},
    {"value", ENT_COLUMN_TEXT},     {"sign", ENT_COLUMN_INTEGER}, {"start", ENT_COLUMN_DAY},
    {"end", ENT_COLUMN_DAY},        {"fact_id", ENT_COLUMN_TEXT}, {"directed", ENT_COLUMN_BOOLEAN},
    {"carried", ENT_COLUMN_INTEGER}};

static void
fill_tie(const ent_graph *graph, const ent_tie *tie, ent_table *table)
{
    ent_table_row(table);
    ent_table_text(table, STATE_A, ent_system_member_at(graph->system, tie->a)->id);
    ent_table_text(table, STATE_B, ent_system_member_at(graph->system, tie->b)->id);
    ent_table_text(table, KIND, ent_tie_name(tie->kind));
    if (tie->value[0] != '\0') {
        ent_table_text(table, VALUE, tie->value);
    }
    ent_table_integer(table, SIGN, tie->sign);
    ent_table_day(table, START, tie->days.from);
    if (tie->days.to != ENT_DAY_MAX) {
        ent_table_day(table, END, tie->days.to - 1);
    }
    if (tie->from != NULL) {
        char fact[160];

        ent_record_fact_id(graph->record, tie->from, fact);
        ent_table_text(table, FACT_ID, fact);
    }
    ent_table_boolean(table, DIRECTED, ent_tie_is_directed(tie->kind));
    if (tie->carried >= 0) {
        ent_table_integer(table, CARRIED, tie->carried);
    }
}

/* Hand over a filled table, or destroy it where a cell did not fit in memory. */
static ent_status
finish(ent_ctx *ctx, ent_table *table, ent_table **out)
{
    ent_status status = ent_table_check(ctx, table);

    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

ent_status
ent_export_ties(ent_ctx *ctx, const ent_record *record, ent_span span,
                const ent_export_options *options, ent_table **out)
{
    ent_graph  graph;
    ent_table *table;
    ent_status status = ent_graph_make(ctx, record, span, options, &graph);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_table_create(ctx, TIE_COLUMN, TIE_COLUMNS, &table);
    if (status == ENT_OK) {
        for (size_t i = 0; i < graph.tie_count; i++) {
            fill_tie(&graph, &graph.ties[i], table);
        }
        status = finish(ctx, table, out);
    }
    ent_graph_clear(&graph);
    return status;
}

/* 2. states */

enum {
    STATE,
    CCODE,
    GWCODE,
    NAME,
    CINC,
    MILEX,
    POWER_YEAR,
    POLYARCHY,
    POWER_FACT,
    GDP,
    POPULATION,
    GDP_YEAR,
    GDP_FACT,
    POLITY,
    STATE_COLUMNS
};

static const ent_column STATE_COLUMN[STATE_COLUMNS] = {
    {"state", ENT_COLUMN_TEXT},         {"ccode", ENT_COLUMN_INTEGER},
    {"gwcode", ENT_COLUMN_INTEGER},     {"name", ENT_COLUMN_TEXT},
    {"cinc", ENT_COLUMN_NUMBER},        {"milex", ENT_COLUMN_NUMBER},
    {"power_year", ENT_COLUMN_INTEGER}, {"polyarchy", ENT_COLUMN_NUMBER},
    {"fact_id", ENT_COLUMN_TEXT},       {"gdp", ENT_COLUMN_NUMBER},
    {"population", ENT_COLUMN_NUMBER},  {"gdp_year", ENT_COLUMN_INTEGER},
    {"gdp_fact", ENT_COLUMN_TEXT},      {"polity2", ENT_COLUMN_INTEGER}};

static void
fill_wealth(const ent_record *record, ent_state state, int year, ent_table *table)
{
    const ent_gdp    *gdp = ent_gdp_until(record, state, year);
    const ent_regime *regime = ent_polity_until(record, state, year);

    if (gdp != NULL) {
        char fact[160];

        ent_record_fact_id(record, &gdp->from, fact);
        ent_table_number(table, GDP, gdp->gdp);
        ent_table_number(table, POPULATION, gdp->population);
        ent_table_integer(table, GDP_YEAR, gdp->year);
        ent_table_text(table, GDP_FACT, fact);
    }
    if (regime != NULL && regime->year == year) {
        ent_table_integer(table, POLITY, regime->polity2);
    }
}

static void
fill_state(const ent_record *record, const ent_system *system, const ent_system_member *member,
           ent_table *table)
{
    const ent_codes      *codes = ent_record_codes(record);
    const ent_provenance *from = ent_system_provenance(system, member->power_fact);
    ent_day               day = ent_system_span(system).to - 1;
    ent_ccode             gw = ent_codes_gw(codes, member->state, day);

    ent_table_row(table);
    ent_table_text(table, STATE, member->id);
    ent_table_integer(table, CCODE, member->ccode);
    if (gw != 0) {
        ent_table_integer(table, GWCODE, gw);
    }
    ent_table_text(table, NAME, ent_codes_name(codes, member->state, day));
    ent_table_number(table, CINC, member->cinc);
    ent_table_number(table, MILEX, member->milex);
    ent_table_number(table, POLYARCHY, member->polyarchy);
    if (from != NULL) {
        char fact[160];

        ent_record_fact_id(record, from, fact);
        ent_table_integer(table, POWER_YEAR, member->power_year);
        ent_table_text(table, POWER_FACT, fact);
    }
    fill_wealth(record, member->state, ent_date_year(day), table);
}

static bool
is_chosen(const ent_export_options *options, ent_state state)
{
    if (options == NULL || options->state_count == 0) {
        return true;
    }
    for (size_t i = 0; i < options->state_count; i++) {
        if (options->states[i] == state) {
            return true;
        }
    }
    return false;
}

ent_status
ent_export_states(ent_ctx *ctx, const ent_record *record, ent_span span,
                  const ent_export_options *options, ent_table **out)
{
    ent_system *system;
    ent_table  *table;
    ent_status  status = ent_system_at(ctx, record, span, NULL, &system);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_table_create(ctx, STATE_COLUMN, STATE_COLUMNS, &table);
    if (status == ENT_OK) {
        for (size_t i = 0; i < ent_system_size(system); i++) {
            const ent_system_member *member = ent_system_member_at(system, (ent_state_ix)i);

            if (is_chosen(options, member->state)) {
                fill_state(record, system, member, table);
            }
        }
        status = finish(ctx, table, out);
    }
    ent_system_destroy(system);
    return status;
}

/* 3. events */

/* How many of the chosen states stand in a list of ids joined by `;`. */
static size_t
count_chosen(const ent_codes *codes, const ent_export_options *options, const char *ids)
{
    size_t found = 0;

    while (*ids != '\0') {
        size_t length = strcspn(ids, ";");

        for (size_t i = 0; i < options->state_count; i++) {
            const char *id = ent_codes_id(codes, options->states[i]);

            found += strlen(id) == length && strncmp(id, ids, length) == 0;
        }
        ids += length + (ids[length] == ';');
    }
    return found;
}

static bool
is_event_chosen(ent_table *events, size_t row, const ent_codes *codes, ent_span span,
                const ent_export_options *options)
{
    ent_span days;
    size_t   from, to;

    if (span.from < span.to &&
        (!ent_reported_days(ent_table_get_text(events, row, ent_column_of(events, "date")),
                            &days) ||
         !ent_span_overlap(days, span))) {
        return false;
    }
    if (options == NULL || options->state_count == 0) {
        return true;
    }
    from = count_chosen(codes, options,
                        ent_table_get_text(events, row, ent_column_of(events, "source")));
    to = count_chosen(codes, options,
                      ent_table_get_text(events, row, ent_column_of(events, "target")));
    return options->state_count == 1 ? from + to > 0 : from > 0 && to > 0;
}

/* Events hold text, whole numbers and numbers. */
static void
copy_row(ent_table *from, size_t row, ent_table *to)
{
    const ent_column *columns = ent_table_columns(from);

    ent_table_row(to);
    for (size_t i = 0; i < ent_table_column_count(from); i++) {
        if (ent_table_is_missing(from, row, i)) {
            continue;
        }
        if (columns[i].type == ENT_COLUMN_TEXT) {
            ent_table_text(to, i, ent_table_get_text(from, row, i));
        } else if (columns[i].type == ENT_COLUMN_NUMBER) {
            ent_table_number(to, i, ent_table_get_number(from, row, i));
        } else {
            ent_table_integer(to, i, (int64_t)ent_table_get_number(from, row, i));
        }
    }
}

ent_status
ent_export_events(ent_ctx *ctx, ent_store *store, const ent_codes *codes, ent_span span,
                  const ent_export_options *options, ent_table **out)
{
    ent_table *events, *table;
    ent_status status = ent_store_list(ctx, store, "events", &events);

    if (status != ENT_OK) {
        return status;
    }
    status =
        ent_table_create(ctx, ent_table_columns(events), ent_table_column_count(events), &table);
    if (status == ENT_OK) {
        for (size_t row = 0; row < ent_table_row_count(events); row++) {
            if (is_event_chosen(events, row, codes, span, options)) {
                copy_row(events, row, table);
            }
        }
        status = finish(ctx, table, out);
    }
    ent_table_destroy(events);
    return status;
}

/* 4. what stands beside a CSV file */

static void
add_json_pair(ent_text *out, const char *key, const char *value)
{
    ent_text_addf(out, "\"%s\": ", key);
    if (value != NULL) {
        ent_text_add_json(out, value, strlen(value));
    } else {
        ent_text_add(out, "null");
    }
}

static void
add_json_sources(const ent_record *record, ent_text *out)
{
    size_t                        count;
    const ent_source_file *const *sources = ent_record_sources(record, &count);

    for (size_t i = 0; i < count; i++) {
        ent_text_add(out, i > 0 ? ",\n  {" : "\n  {");
        add_json_pair(out, "set", sources[i]->set);
        ent_text_add(out, ", ");
        add_json_pair(out, "version", sources[i]->version);
        ent_text_add(out, ", ");
        add_json_pair(out, "citation", sources[i]->citation);
        ent_text_add_char(out, '}');
    }
}

static ent_status
add_json_documents(ent_ctx *ctx, ent_store *store, ent_text *out)
{
    ent_table *documents;
    ent_status status = ent_store_list(ctx, store, "documents", &documents);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t row = 0; row < ent_table_row_count(documents); row++) {
        ent_text_add(out, row > 0 ? ",\n  {" : "\n  {");
        add_json_pair(out, "document",
                      ent_table_get_text(documents, row, ent_column_of(documents, "document")));
        ent_text_add(out, ", ");
        add_json_pair(out, "sha256",
                      ent_table_get_text(documents, row, ent_column_of(documents, "sha256")));
        ent_text_add_char(out, '}');
    }
    ent_table_destroy(documents);
    return ENT_OK;
}

ent_status
ent_export_about(ent_ctx *ctx, const ent_record *record, ent_store *store, const char *command,
                 FILE *stream)
{
    ent_text   text;
    ent_status status = ENT_OK;

    ent_text_init(&text);
    ent_text_add_char(&text, '{');
    add_json_pair(&text, "entente", ent_version());
    ent_text_add(&text, ",\n ");
    add_json_pair(&text, "command", command);
    ent_text_add(&text, ",\n \"sources\": [");
    if (record != NULL) {
        add_json_sources(record, &text);
    }
    ent_text_add(&text, "],\n \"documents\": [");
    if (store != NULL) {
        status = add_json_documents(ctx, store, &text);
    }
    ent_text_add(&text, "]}\n");
    if (status == ENT_OK) {
        status = ent_graph_flush(ctx, &text, stream);
    }
    ent_text_clear(&text);
    return status;
}
