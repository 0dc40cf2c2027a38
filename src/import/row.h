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
#include "entente/import.h"
#include "import/party.h"

enum { ENT_ROW_MAX_COLUMNS = 80 };

/** A column of a file, and the field of the fact that it fills. */
typedef struct ent_row_column {
    const char *name;  /**< NULL ends a table */
    size_t      field; /**< offset in the fact, or ENT_ROW_NO_FIELD */
    bool        optional;
    bool        negative;    /**< may be below 0: -9 is a value, not the code for missing */
    int32_t     least, most; /**< of a whole number, as the codebook says; most 0: no bound */
} ent_row_column;

#define ENT_ROW_NO_FIELD SIZE_MAX

typedef struct ent_row {
    const ent_codes *codes;
    ent_csv          csv;
    size_t           columns[ENT_ROW_MAX_COLUMNS]; /**< of the importer's names, in the file */
    char            *strings;                      /**< copies of this row's texts */
    size_t           used, capacity;
    ent_scheme       parties;     /**< in which states are written */
    const ent_party_index *index; /**< of that scheme; borrowed */
    ent_day                day;   /**< on which the codes of this row are meant, or ENT_NO_DAY */
    int32_t                group; /**< of the row before, where rows come in groups; 0 at first */
    bool                   bad, unmatched;
    size_t                 bad_column; /**< byte column in the line, from 1 */
    char                   reason[200];
} ent_row;

void ent_row_init(ent_row *row, const ent_codes *codes, const char *name, const char *bytes,
                  size_t length, char separator, bool comments);
void ent_row_clear(ent_row *row);

/**
 * Read the header, if there is one, and find the columns; without a header they are counted.
 * An optional column that is not there is empty in every row.
 */
ENT_MUST_CHECK ent_status ent_row_header(ent_ctx *ctx, ent_row *row, bool headless,
                                         const ent_row_column *columns);

/** Go to the next row; a row that cannot be split into fields is ENT_OK and bad. */
ENT_MUST_CHECK ent_status ent_row_next(ent_ctx *ctx, ent_row *row, bool *more);

/** Set the row aside; only the first reason is kept.  `index` is of the importer's columns. */
void ent_row_reject(ent_row *row, size_t index, const char *format, ...) ENT_PRINTF(3, 4);

/** `'name' is 'value', expected ...` */
void ent_row_expect(ent_row *row, size_t index, const char *expected);

ent_field ent_row_field(const ent_row *row, size_t index);

/**
 * Empty, `.`, `NA`, `NaN`, `NULL`, or a number that publishers write for missing in a column of
 * numbers that are never negative: -7, -8, -9, -66, -77, -88, -99, with or without `.0`.
 */
bool ent_row_missing(const ent_row *row, size_t index);

/** The text, NULL where empty; lives to the next row. */
const char *ent_row_text(ent_row *row, size_t index);

/** `prefix` and the positive number that stands there (`tss-7`); NULL where it is wrong. */
const char *ent_row_key(ent_row *row, size_t index, const char *prefix);

/**
 * A whole number in the range, also as 3.0 or 1e+05; ENT_NO_INTEGER where missing or wrong.  A code
 * for missing that the range holds is a value.
 */
int32_t ent_row_integer(ent_row *row, size_t index, int32_t least, int32_t most);

/** A number; NaN where it is empty, `.`, `NA`, `NaN`, `NULL`, or wrong: it may be negative. */
double ent_row_number(ent_row *row, size_t index);

/** A number of at least 0; NaN where missing or wrong. */
double ent_row_amount(ent_row *row, size_t index);

/** 0 or 1; missing is 0. */
bool ent_row_flag(ent_row *row, size_t index);

/**
 * The state that the field means in row->parties, on a day or on ENT_NO_DAY.  What is no state
 * stays as given, and the row is listed as `unmatched`: it is no reject.
 */
ent_party ent_row_party(ent_row *row, size_t index, ent_day day);

/**
 * The next party of a list between commas: the longest part that means a state, since a name may
 * hold a comma ("Korea, North"), else what stands before the next comma, as in ent_row_party().
 *
 * @param rest what is left of the field; at first ent_row_field()
 * @return false at the end of the list
 */
bool ent_row_next_party(ent_row *row, size_t index, ent_field *rest, ent_day day, ent_party *out);

/** The same for a part of a column, as one number of two states has it. */
ent_party ent_row_party_in(ent_row *row, size_t index, ent_field part, ent_day day);

/** Fill the fields of the fact that the columns have; a wrong value sets the row aside. */
void ent_row_fill(ent_row *row, const ent_fact_type *type, const ent_row_column *columns,
                  void *fact);

/**
 * The span of a date; a day or month of ENT_NO_INTEGER widens it.  `index` is the column to blame
 * for a day that its month does not have.  False where that is so and where the year is missing.
 */
bool ent_row_span(ent_row *row, size_t index, int32_t year, int32_t month, int32_t day,
                  ent_span *out);

/**
 * The span of a date in three columns; an unknown day or month widens it, and 0 is unknown.
 * False where the year is missing.
 */
bool ent_row_date(ent_row *row, size_t day, size_t month, size_t year, ent_span *out);

/** The span of a date in one column: YYYYMMDD or ISO 8601.  False where missing or wrong. */
bool ent_row_day(ent_row *row, size_t index, ent_span *out);

/** A spell from two dates in three columns each, day first; a missing end is open. */
void ent_row_spell(ent_row *row, const size_t start[3], const size_t end[3], ent_day *from,
                   ent_day *to);

/** Set aside a row that names no state; one that names what is no state is unmatched, and stays. */
void ent_row_check_party(ent_row *row, size_t index, ent_party party);

/** List the row as `unmatched ...`, for a reason of the importer's own; only the first is kept. */
void ent_row_unmatched(ent_row *row, size_t index, const char *reason);

/** Set aside a row whose two codes mean one state. */
void ent_row_check_dyad(ent_row *row, size_t index, ent_party a, ent_party b);

/** Set aside a row whose spell has no day. */
void ent_row_check_spell(ent_row *row, size_t index, ent_day from, ent_day to);

/**
 * Hand over why the row is set aside or which name it keeps as given, if there is anything to say,
 * and forget it: for a row of many facts, each of which can be wrong.
 *
 * @param stays whether what was read is good, with or without a name that means no state
 */
ENT_MUST_CHECK ent_status ent_row_report(ent_ctx *ctx, ent_row *row, const ent_fact_sink *sink,
                                         bool *stays);

#endif
