/*
 * result.c - ensembles as the table that `entente run` prints
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/csv.h"
#include "scenario/outcome.h"
#include "scenario/result.h"

static const ent_column COLUMN[ENT_RESULT_ALL] = {{"scenario", ENT_COLUMN_TEXT},
                                                  {"outcome", ENT_COLUMN_TEXT},
                                                  {"year", ENT_COLUMN_INTEGER},
                                                  {"probability", ENT_COLUMN_NUMBER},
                                                  {"lo", ENT_COLUMN_NUMBER},
                                                  {"hi", ENT_COLUMN_NUMBER},
                                                  {"base", ENT_COLUMN_NUMBER},
                                                  {"difference", ENT_COLUMN_NUMBER},
                                                  {"difference_lo", ENT_COLUMN_NUMBER},
                                                  {"difference_hi", ENT_COLUMN_NUMBER},
                                                  {"base_rate", ENT_COLUMN_NUMBER},
                                                  {"mc_se", ENT_COLUMN_NUMBER},
                                                  {"assumed_share", ENT_COLUMN_NUMBER},
                                                  {"runs", ENT_COLUMN_INTEGER},
                                                  {"words", ENT_COLUMN_TEXT},
                                                  {"direction", ENT_COLUMN_TEXT},
                                                  {"rates", ENT_COLUMN_NUMBER},
                                                  {"effects", ENT_COLUMN_NUMBER},
                                                  {"periods", ENT_COLUMN_NUMBER},
                                                  {"variants", ENT_COLUMN_NUMBER},
                                                  {"sizes", ENT_COLUMN_NUMBER},
                                                  {"shocks", ENT_COLUMN_NUMBER},
                                                  {"together", ENT_COLUMN_NUMBER},
                                                  {"paired", ENT_COLUMN_NUMBER}};

static void
add_year(ent_table *table, const ent_ensemble *ensemble, const ent_outcome_result *result,
         const ent_outcome_year *year)
{
    int elapsed = year->year - ensemble->first_year;

    ent_table_row(table);
    ent_table_text(table, ENT_RESULT_SCENARIO, ensemble->scenario);
    ent_table_text(table, ENT_RESULT_OUTCOME, result->outcome.name);
    ent_table_integer(table, ENT_RESULT_YEAR, year->year);
    ent_table_number(table, ENT_RESULT_PROBABILITY, year->probability);
    ent_table_number(table, ENT_RESULT_LO, year->lo);
    ent_table_number(table, ENT_RESULT_HI, year->hi);
    ent_table_number(table, ENT_RESULT_BASE, year->base);
    ent_table_number(table, ENT_RESULT_DIFFERENCE, year->difference);
    ent_table_number(table, ENT_RESULT_DIFFERENCE_LO, year->difference_lo);
    ent_table_number(table, ENT_RESULT_DIFFERENCE_HI, year->difference_hi);
    if (!isnan(result->base_rate)) {
        ent_table_number(table, ENT_RESULT_BASE_RATE, ent_outcome_base_rate(result, elapsed));
    }
    ent_table_number(table, ENT_RESULT_MC_SE, year->mc_se);
    ent_table_number(table, ENT_RESULT_ASSUMED_SHARE, year->assumed_share);
    ent_table_integer(table, ENT_RESULT_RUNS, (int64_t)ensemble->runs);
}

static void
add_words(ent_table *table, const ent_outcome_year *year)
{
    char words[ENT_OUTCOME_WORDS];

    ent_outcome_words(year, words);
    ent_table_text(table, ENT_RESULT_WORDS, words);
    if (!isnan(year->difference_mc_se)) {
        ent_table_text(table, ENT_RESULT_DIRECTION,
                       ent_direction_name(ent_outcome_direction(year)));
    }
}

static void
add_sources(ent_table *table, size_t column, const ent_outcome_year *year)
{
    ent_table_number(table, column++, year->sources.rates);
    ent_table_number(table, column++, year->sources.effects);
    ent_table_number(table, column++, year->sources.periods);
    ent_table_number(table, column++, year->sources.variants);
    ent_table_number(table, column++, year->sources.sizes);
    ent_table_number(table, column++, year->sources.shocks);
    ent_table_number(table, column++, year->sources.together);
    ent_table_number(table, column, year->paired);
}

/* Where most of the variance comes from assumed sizes the point of the last row is not for reading.
 */
static void
hide_point(ent_table *table)
{
    size_t rows = ent_table_row_count(table), row = rows - 1; /* none where memory ran out */

    if (rows > 0 &&
        ent_share_is_assumed(ent_table_get_number(table, row, ENT_RESULT_ASSUMED_SHARE))) {
        ent_table_number(table,
                         ent_table_is_missing(table, row, ENT_RESULT_BASE) ? ENT_RESULT_PROBABILITY
                                                                           : ENT_RESULT_DIFFERENCE,
                         NAN);
    }
}

static void
add_rows(ent_table *table, size_t columns, bool reading, const ent_ensemble *ensemble)
{
    int first = ensemble->year_count > 1 ? 1 : 0;

    for (size_t j = 0; j < ensemble->outcome_count; j++) {
        for (int k = first; k < ensemble->year_count; k++) {
            const ent_outcome_year *year = &ensemble->outcomes[j].years[k];

            add_year(table, ensemble, &ensemble->outcomes[j], year);
            if (columns > ENT_RESULT_WORDS) {
                add_words(table, year);
            }
            if (columns > ENT_RESULT_SOURCES) {
                add_sources(table, ENT_RESULT_SOURCES, year);
            }
            if (reading) {
                hide_point(table);
            }
        }
    }
}

static ent_status
make_table(ent_ctx *ctx, const ent_ensemble *ensembles, size_t count, size_t columns, bool reading,
           ent_table **out)
{
    ent_table *table;
    ent_status status = ent_table_create(ctx, COLUMN, columns, &table);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        add_rows(table, columns, reading, &ensembles[i]);
    }
    status = ent_table_check(ctx, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

ent_status
ent_ensemble_table(ent_ctx *ctx, const ent_ensemble *ensembles, size_t count, ent_table **out)
{
    return make_table(ctx, ensembles, count, ENT_RESULT_INTERFACE, false, out);
}

ent_status
ent_ensemble_table_whole(ent_ctx *ctx, const ent_ensemble *ensembles, size_t count, ent_table **out)
{
    return make_table(ctx, ensembles, count, ENT_RESULT_ALL, false, out);
}

ent_status
ent_ensemble_table_reading(ent_ctx *ctx, const ent_ensemble *ensembles, size_t count,
                           ent_table **out)
{
    return make_table(ctx, ensembles, count, ENT_RESULT_SOURCES, true, out);
}

ent_status
ent_ensemble_table_sources(ent_ctx *ctx, const ent_ensemble *ensembles, size_t count,
                           ent_table **out)
{
    ent_column columns[ENT_RESULT_YEAR + 1 + ENT_RESULT_ALL - ENT_RESULT_SOURCES];
    ent_table *table;
    ent_status status;

    memcpy(columns, COLUMN, (ENT_RESULT_YEAR + 1) * sizeof *columns);
    memcpy(columns + ENT_RESULT_YEAR + 1, COLUMN + ENT_RESULT_SOURCES,
           (ENT_RESULT_ALL - ENT_RESULT_SOURCES) * sizeof *columns);
    status = ent_table_create(ctx, columns, sizeof columns / sizeof *columns, &table);
    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        const ent_ensemble *ensemble = &ensembles[i];

        for (size_t j = 0; j < ensemble->outcome_count; j++) {
            const ent_outcome_year *last = &ensemble->outcomes[j].years[ensemble->year_count - 1];

            ent_table_row(table);
            ent_table_text(table, ENT_RESULT_SCENARIO, ensemble->scenario);
            ent_table_text(table, ENT_RESULT_OUTCOME, ensemble->outcomes[j].outcome.name);
            ent_table_integer(table, ENT_RESULT_YEAR, last->year);
            add_sources(table, ENT_RESULT_YEAR + 1, last);
        }
    }
    status = ent_table_check(ctx, table);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

static ent_status
read_cell(ent_ctx *ctx, const ent_csv *csv, size_t column, ent_table *table)
{
    ent_field field = ent_csv_field(csv, column);
    int64_t   integer;
    double    number;
    char      text[256];

    if (field.length == 0) {
        return ENT_OK;
    }
    switch (COLUMN[column].type) {
    case ENT_COLUMN_INTEGER:
        if (!ent_integer_read(field.bytes, field.length, &integer)) {
            return ent_csv_fail(ctx, csv, column, "a whole number");
        }
        ent_table_integer(table, column, integer);
        break;
    case ENT_COLUMN_NUMBER:
        if (!ent_number_read(field.bytes, field.length, &number)) {
            return ent_csv_fail(ctx, csv, column, "a number");
        }
        ent_table_number(table, column, number);
        break;
    default:
        if (field.length >= sizeof text) {
            return ent_csv_fail(ctx, csv, column, "at most 255 bytes");
        }
        memcpy(text, field.bytes, field.length);
        text[field.length] = '\0';
        ent_table_text(table, column, text);
        break;
    }
    return ENT_OK;
}

/* The columns that it has: those of the interface, or all. */
static ent_status
count_columns(ent_ctx *ctx, const ent_csv *csv, size_t *out)
{
    *out = ent_csv_column(csv, COLUMN[ENT_RESULT_INTERFACE].name) >= 0 ? ENT_RESULT_ALL
                                                                       : ENT_RESULT_INTERFACE;
    for (size_t i = 0; i < *out; i++) {
        if (ent_csv_column(csv, COLUMN[i].name) != (int)i) {
            return ent_fail(ctx, ENT_E_INPUT, "%s: not a result: column %zu is not '%s'", csv->name,
                            i + 1, COLUMN[i].name);
        }
    }
    return ENT_OK;
}

static ent_status
read_rows(ent_ctx *ctx, ent_csv *csv, ent_table *table, bool reading)
{
    size_t     columns = ent_table_column_count(table);
    bool       more = true;
    ent_status status = ENT_OK;

    while (status == ENT_OK) {
        status = ent_csv_next(ctx, csv, &more);
        if (status != ENT_OK || !more) {
            break;
        }
        ent_table_row(table);
        for (size_t i = 0; i < columns && status == ENT_OK; i++) {
            status = read_cell(ctx, csv, i, table);
        }
        if (reading) {
            hide_point(table);
        }
    }
    return status == ENT_OK ? ent_table_check(ctx, table) : status;
}

static ent_status
read_table(ent_ctx *ctx, ent_csv *csv, ent_run_form form, ent_table **out)
{
    static const size_t MOST[] = {[ENT_RUN_OUTCOMES] = ENT_RESULT_INTERFACE,
                                  [ENT_RUN_WHOLE] = ENT_RESULT_ALL,
                                  [ENT_RUN_READING] = ENT_RESULT_SOURCES};
    ent_table          *table;
    size_t              columns;
    ent_status          status = ent_csv_read_header(ctx, csv);

    if (status == ENT_OK) {
        status = count_columns(ctx, csv, &columns);
    }
    if (status == ENT_OK) {
        columns = columns < MOST[form] ? columns : MOST[form];
        status = ent_table_create(ctx, COLUMN, columns, &table);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = read_rows(ctx, csv, table, form == ENT_RUN_READING);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}

/* What is read first of a result that has all its columns. */
static ent_status
read_summary(ent_ctx *ctx, ent_csv *csv, ent_table **out)
{
    ent_table *whole;
    ent_status status = read_table(ctx, csv, ENT_RUN_WHOLE, &whole);

    if (status == ENT_OK && ent_table_column_count(whole) < ENT_RESULT_ALL) {
        *out = whole; /* kept before there were words */
        return ENT_OK;
    }
    if (status == ENT_OK) {
        status = ent_result_summary(ctx, whole, out);
        ent_table_destroy(whole);
    }
    return status;
}

ent_status
ent_ensemble_table_read(ent_ctx *ctx, const char *name, const char *csv, ent_run_form form,
                        ent_table **out)
{
    ent_csv    rows;
    ent_status status;

    ent_csv_init(&rows, name, csv, strlen(csv), ',', false);
    status =
        form == ENT_RUN_SUMMARY ? read_summary(ctx, &rows, out) : read_table(ctx, &rows, form, out);
    ent_csv_clear(&rows);
    return status;
}
