/*
 * row.h - one row of a table on its way to a fact
 *
 * Stage: import.  Typed access to the fields of the current row.  The first
 * field that cannot be read is kept as the reason why the row is set aside.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_IMPORT_ROW_H
#define ENT_IMPORT_ROW_H

#include "base/csv.h"
#include "entente/fact.h"

enum { ENT_ROW_MAX_COLUMNS = 64 };

typedef struct ent_row {
    const ent_codes *codes;
    ent_csv          csv;
    size_t           columns[ENT_ROW_MAX_COLUMNS]; /**< of the importer's names, in the file */
    char            *strings;                      /**< copies of this row's texts */
    size_t           used, capacity;
    bool             bad;
    size_t           bad_column; /**< byte column in the line, from 1 */
    char             reason[200];
} ent_row;

void ent_row_init(ent_row *row, const ent_codes *codes, const char *name, const char *bytes,
                  size_t length, bool comments);
void ent_row_clear(ent_row *row);

/** Read the header and find the columns; the names are NULL-terminated. */
ENT_MUST_CHECK ent_status ent_row_header(ent_ctx *ctx, ent_row *row, const char *const *names);

/** Go to the next row; a row that cannot be split into fields is ENT_OK and bad. */
ENT_MUST_CHECK ent_status ent_row_next(ent_ctx *ctx, ent_row *row, bool *more);

/** Set the row aside; only the first reason is kept.  `index` is of the importer's columns. */
void ent_row_reject(ent_row *row, size_t index, const char *format, ...) ENT_PRINTF(3, 4);

/** `'name' is 'value', expected ...` */
void ent_row_expect(ent_row *row, size_t index, const char *expected);

ent_field ent_row_field(const ent_row *row, size_t index);

/** Empty, `.`, `NA`, or a whole negative number that publishers write for missing (-9, -8). */
bool ent_row_missing(const ent_row *row, size_t index);

/** The text, NULL where empty; lives to the next row. */
const char *ent_row_text(ent_row *row, size_t index);

/** `prefix` and the positive number that stands there (`tss-7`); NULL where it is wrong. */
const char *ent_row_key(ent_row *row, size_t index, const char *prefix);

/** A whole number in the range; ENT_NO_INTEGER where missing or wrong. */
int32_t ent_row_integer(ent_row *row, size_t index, int32_t least, int32_t most);

/** A number of at least 0; NaN where missing or wrong. */
double ent_row_amount(ent_row *row, size_t index);

/** 0 or 1; missing is 0. */
bool ent_row_flag(ent_row *row, size_t index);

/** The state of a COW number; `unmatched ccode N` where there is none. */
ent_state ent_row_ccode(ent_row *row, size_t index);

/**
 * The span of a date in three columns; an unknown day or month widens it.
 * False where the year is missing.
 */
bool ent_row_date(ent_row *row, size_t day, size_t month, size_t year, ent_span *out);

#endif
