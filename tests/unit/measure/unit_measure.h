/*
 * unit_measure.h - running a measure and reading its table
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_UNIT_MEASURE_H
#define ENT_TESTS_UNIT_MEASURE_H

#include "unit_world.h"

#include "entente/measure.h"

/** Run a measure; `years` as "1950" or NULL for all, never NULL. */
static inline ent_table *
measure_run(world *w, const char *name, ent_measure_options options, const char *from,
            const char *to)
{
    const ent_measure *measure = ent_measure_find(name);
    ent_table         *table = NULL;

    assert_non_null(measure);
    if (from != NULL) {
        options.span = (ent_span){world_span(from).from, world_span(to).to};
    }
    world_check(w, measure->run(w->ctx, w->record, &options, &table));
    assert_non_null(table);
    return table;
}

static inline size_t
measure_column(const ent_table *table, const char *name)
{
    const ent_column *columns = ent_table_columns(table);

    for (size_t i = 0; i < ent_table_column_count(table); i++) {
        if (strcmp(columns[i].name, name) == 0) {
            return i;
        }
    }
    fail_msg("no column %s", name);
    return 0;
}

static inline double
measure_number(ent_table *table, size_t row, const char *column)
{
    return ent_table_get_number(table, row, measure_column(table, column));
}

/** The cell, valid to the next call. */
static inline const char *
measure_text(ent_table *table, size_t row, const char *column)
{
    return ent_table_get_text(table, row, measure_column(table, column));
}

/** Whether the names of the columns are these, joined by a comma. */
static inline void
measure_check_columns(const ent_table *table, const char *expected)
{
    char names[512] = "";

    for (size_t i = 0; i < ent_table_column_count(table); i++) {
        (void)snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s",
                       i > 0 ? "," : "", ent_table_columns(table)[i].name);
    }
    assert_string_equal(names, expected);
}

/** The row of a year and pair, or -1. */
static inline long
measure_pair(ent_table *table, int year, const char *a, const char *b)
{
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        if ((int)measure_number(table, row, "year") == year &&
            strcmp(measure_text(table, row, "state_a"), a) == 0 &&
            strcmp(measure_text(table, row, "state_b"), b) == 0) {
            return (long)row;
        }
    }
    return -1;
}

#endif
