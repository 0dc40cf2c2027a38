/*
 * result.c - ensembles as the table that `entente run` prints
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include <string.h>

#include "base/csv.h"
#include "scenario/outcome.h"

enum {
    SCENARIO,
    OUTCOME,
    YEAR,
    PROBABILITY,
    LO,
    HI,
    BASE,
    DIFFERENCE,
    DIFFERENCE_LO,
    DIFFERENCE_HI,
    BASE_RATE,
    MC_SE,
    ASSUMED_SHARE,
    RUNS,
    COLUMNS
};

static const ent_column COLUMN[COLUMNS] = {{"scenario", ENT_COLUMN_TEXT},
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
                                           {"runs", ENT_COLUMN_INTEGER}};

ent_direction
ent_outcome_direction(const ent_outcome_year *year)
{
    double margin = 2 * year->difference_mc_se;

    if (year->difference == 0 && year->difference_lo == 0 && year->difference_hi == 0) {
        return ENT_DIRECTION_NONE;
    }
    return year->difference_lo > margin    ? ENT_DIRECTION_UP
           : year->difference_hi < -margin ? ENT_DIRECTION_DOWN
                                           : ENT_DIRECTION_UNCLEAR;
}

double
ent_outcome_base_rate(const ent_outcome_result *result, int elapsed)
{
    return isnan(result->base_rate) ? NAN : 1 - pow(1 - result->base_rate, elapsed);
}

static void
add_year(ent_table *table, const ent_ensemble *ensemble, const ent_outcome_result *result,
         const ent_outcome_year *year)
{
    int elapsed = year->year - ensemble->first_year;

    ent_table_row(table);
    ent_table_text(table, SCENARIO, ensemble->scenario);
    ent_table_text(table, OUTCOME, result->outcome.name);
    ent_table_integer(table, YEAR, year->year);
    ent_table_number(table, PROBABILITY, year->probability);
    ent_table_number(table, LO, year->lo);
    ent_table_number(table, HI, year->hi);
    ent_table_number(table, BASE, year->base);
    ent_table_number(table, DIFFERENCE, year->difference);
    ent_table_number(table, DIFFERENCE_LO, year->difference_lo);
    ent_table_number(table, DIFFERENCE_HI, year->difference_hi);
    if (!isnan(result->base_rate)) {
        ent_table_number(table, BASE_RATE, ent_outcome_base_rate(result, elapsed));
    }
    ent_table_number(table, MC_SE, year->mc_se);
    ent_table_number(table, ASSUMED_SHARE, year->assumed_share);
    ent_table_integer(table, RUNS, (int64_t)ensemble->runs);
}

ent_status
ent_ensemble_table(ent_ctx *ctx, const ent_ensemble *ensembles, size_t count, ent_table **out)
{
    ent_table *table;
    ent_status status = ent_table_create(ctx, COLUMN, COLUMNS, &table);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        const ent_ensemble *ensemble = &ensembles[i];
        int                 first = ensemble->year_count > 1 ? 1 : 0;

        for (size_t j = 0; j < ensemble->outcome_count; j++) {
            for (int year = first; year < ensemble->year_count; year++) {
                add_year(table, ensemble, &ensemble->outcomes[j],
                         &ensemble->outcomes[j].years[year]);
            }
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

static ent_status
check_header(ent_ctx *ctx, const ent_csv *csv)
{
    for (size_t i = 0; i < COLUMNS; i++) {
        if (ent_csv_column(csv, COLUMN[i].name) != (int)i) {
            return ent_fail(ctx, ENT_E_INPUT, "%s: not a result: column %zu is not '%s'", csv->name,
                            i + 1, COLUMN[i].name);
        }
    }
    return ENT_OK;
}

static ent_status
read_rows(ent_ctx *ctx, ent_csv *csv, ent_table *table)
{
    bool       more = true;
    ent_status status = ent_csv_read_header(ctx, csv);

    if (status == ENT_OK) {
        status = check_header(ctx, csv);
    }
    while (status == ENT_OK) {
        status = ent_csv_next(ctx, csv, &more);
        if (status != ENT_OK || !more) {
            break;
        }
        ent_table_row(table);
        for (size_t i = 0; i < COLUMNS && status == ENT_OK; i++) {
            status = read_cell(ctx, csv, i, table);
        }
    }
    return status == ENT_OK ? ent_table_check(ctx, table) : status;
}

ent_status
ent_ensemble_table_read(ent_ctx *ctx, const char *name, const char *csv, ent_table **out)
{
    ent_csv    rows;
    ent_table *table;
    ent_status status = ent_table_create(ctx, COLUMN, COLUMNS, &table);

    if (status != ENT_OK) {
        return status;
    }
    ent_csv_init(&rows, name, csv, strlen(csv), ',', false);
    status = read_rows(ctx, &rows, table);
    ent_csv_clear(&rows);
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}
