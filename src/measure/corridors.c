/*
 * corridors.c - what passed along the transport corridors between China and Europe
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "measure/measure.h"

enum { YEAR, ROUTE, VOLUME, SHARE, SOURCE, UNIT, FACT_ID, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"year", ENT_COLUMN_INTEGER}, {"route", ENT_COLUMN_TEXT},  {"volume", ENT_COLUMN_NUMBER},
    {"share", ENT_COLUMN_NUMBER}, {"source", ENT_COLUMN_TEXT}, {"unit", ENT_COLUMN_TEXT},
    {"fact_id", ENT_COLUMN_TEXT}};

static int
compare_corridors(const void *a, const void *b)
{
    const ent_corridor *x = *(const ent_corridor *const *)a;
    const ent_corridor *y = *(const ent_corridor *const *)b;
    int                 unit = strcmp(x->unit, y->unit);

    if (x->year != y->year) {
        return x->year < y->year ? -1 : 1;
    }
    return unit != 0 ? unit : strcmp(x->route, y->route);
}

static bool
is_asked_for(const ent_measure_options *options, int32_t year)
{
    bool dated = options->span.from < options->span.to;

    return !dated || ent_span_overlap(options->span, ent_span_of_year(year));
}

/* The share of a row among the routes of its year and unit; false: there is no other route. */
static bool
share_of(const ent_corridor *rows, size_t count, const ent_corridor *row, double *out)
{
    double total = 0;
    size_t routes = 0;

    for (size_t i = 0; i < count; i++) {
        if (rows[i].year == row->year && strcmp(rows[i].unit, row->unit) == 0) {
            total += rows[i].volume;
            routes++;
        }
    }
    *out = total > 0 ? row->volume / total : 0;
    return routes > 1 && total > 0;
}

static void
add_row(const ent_record *record, const ent_corridor *rows, size_t count, const ent_corridor *row,
        ent_table *table)
{
    char   fact[160];
    double share;

    ent_record_fact_id(record, &row->from, fact);
    ent_table_row(table);
    ent_table_integer(table, YEAR, row->year);
    ent_table_text(table, ROUTE, row->route);
    ent_table_number(table, VOLUME, row->volume);
    if (share_of(rows, count, row, &share)) {
        ent_table_number(table, SHARE, share);
    }
    ent_table_text(table, SOURCE, row->from.citation);
    ent_table_text(table, UNIT, row->unit);
    ent_table_text(table, FACT_ID, fact);
}

static ent_status
add_rows(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options,
         ent_table *table)
{
    size_t               count, kept = 0;
    const ent_corridor  *rows = ent_record_facts(record, ENT_FACT_CORRIDOR, &count);
    const ent_corridor **sorted = ent_alloc(count + 1, sizeof *sorted);

    if (sorted == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < count; i++) {
        if (is_asked_for(options, rows[i].year)) {
            sorted[kept++] = &rows[i];
        }
    }
    qsort(sorted, kept, sizeof *sorted, compare_corridors);
    for (size_t i = 0; i < kept; i++) {
        add_row(record, rows, count, sorted[i], table);
    }
    ent_free(sorted);
    return ent_table_check(ctx, table);
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    ent_table *table;
    ent_status status;

    if (options->state_count > 0) {
        return ent_fail(ctx, ENT_E_ARG,
                        "a corridor is of several states: 'corridors' has no rows "
                        "of one, leave --states out");
    }
    status = ent_table_create(ctx, COLUMN, COLUMNS, &table);
    if (status != ENT_OK) {
        return status;
    }
    status = add_rows(ctx, record, options, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

const ent_measure ent_measure_corridors = {
    "corridors",
    "what passed along the transport corridors, by route",
    "Yearly volumes of the land routes between China and Europe, as an operator or a ministry\n"
    "reports them:\n"
    "\n"
    "    northern  by rail through Kazakhstan, Russia and Belarus: containers on the services of\n"
    "              their common carrier, in both directions\n"
    "    middle    the Trans-Caspian route, through Kazakhstan, the Caspian, Azerbaijan and\n"
    "              Georgia\n"
    "\n"
    "One row a year, route and unit. volume is in the row's unit: TEU (containers of twenty\n"
    "feet) or tonnes of all cargo; the two are never added. share is the volume over that of all\n"
    "routes which have a row of the same year and unit, and missing where there is but one: it\n"
    "compares these routes, not all trade, most of which goes by sea. The northern route has\n"
    "another carrier's trains beside those counted (the carrier's own were 91 % of that track in\n"
    "2020), so that its share is, if anything, too low. Years without a row were not found in a\n"
    "source that can be opened; none is filled in. The table is short: `entente list sources`\n"
    "and the header of data/world/corridors.csv say what it covers.\n"
    "Example: entente measure corridors --from 2019\n"
    "Reference: the source of each row (entente cite --all).",
    run,
    ENT_RECORD_TIES,
    COLUMN,
    COLUMNS};
