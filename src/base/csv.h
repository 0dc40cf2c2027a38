/*
 * csv.h - rows of delimited text, with the place of every field
 *
 * Stage: base.  RFC 4180 with CR, LF and CRLF ends, any one-byte separator,
 * comment lines where asked for.  Linear in the input; allocates one row.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_CSV_H
#define ENT_BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/context.h"
#include "base/text.h"

enum { ENT_CSV_MAX_COLUMNS = 4096 };

typedef struct ent_field {
    const char *bytes; /**< not zero-terminated; borrowed until the next row */
    size_t      length;
    size_t      column; /**< byte column in its line, from 1; 0 for a field that is not there */
    size_t line; /**< where it begins, from 1; after a quoted field of many lines not the row's */
} ent_field;

typedef struct ent_csv {
    const char *name;  /**< of the file, for messages; borrowed */
    const char *bytes; /**< borrowed */
    size_t      length, at;
    char        separator;
    bool        comments; /**< lines that begin with # are passed over */
    size_t      line;     /**< where the row just read begins, from 1 */
    size_t      next_line;
    ent_field  *fields;
    size_t      count, capacity;
    ent_text    unquoted; /**< of fields with doubled quotes */
    ent_field  *header;   /**< after ent_csv_read_header() */
    size_t      header_count;
    ent_text    header_unquoted;
} ent_csv;

void ent_csv_init(ent_csv *csv, const char *name, const char *bytes, size_t length, char separator,
                  bool comments);
void ent_csv_clear(ent_csv *csv);

/**
 * Read the next row that is not blank.
 *
 * @param more false at the end of the input
 * @return ENT_OK; ENT_E_INPUT for a row that cannot be read (a quote that
 *         never ends, too many columns), after which the next call goes on
 *         behind the line of that quote or column; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_csv_next(ent_ctx *ctx, ent_csv *csv, bool *more);

/** Read the first row as names of columns (a byte order mark is passed over). */
ENT_MUST_CHECK ent_status ent_csv_read_header(ent_ctx *ctx, ent_csv *csv);

/** Read the header and find each of the `count` names; ENT_E_INPUT names the first that is not
 * there. */
ENT_MUST_CHECK ent_status ent_csv_read_columns(ent_ctx *ctx, ent_csv *csv, const char *const *names,
                                               size_t count, size_t *out);

/** What is done with a row; what is not ENT_OK ends the reading. */
typedef ent_status (*ent_csv_take)(ent_ctx *ctx, void *user, const ent_csv *csv);

/** Give every row that is left to `take`; the first status that is not ENT_OK, ent_csv_next()'s or
 * its own, comes back. */
ENT_MUST_CHECK ent_status ent_csv_each(ent_ctx *ctx, ent_csv *csv, ent_csv_take take, void *user);

/** The number of the column of this name, or -1. */
int ent_csv_column(const ent_csv *csv, const char *name);

/** Find each of the `count` names in a header that was read; errors as ent_csv_read_columns(). */
ENT_MUST_CHECK ent_status ent_csv_find_columns(ent_ctx *ctx, const ent_csv *csv,
                                               const char *const *names, size_t count, size_t *out);

/** The field of a column of this row; a row that is too short has empty fields. */
ent_field ent_csv_field(const ent_csv *csv, size_t column);

/** Whether the field is this text. */
bool ent_field_is(ent_field field, const char *text);

/** `file:line:column: 'name' is 'value', expected ...`; returns ENT_E_INPUT. */
ent_status ent_csv_fail(ent_ctx *ctx, const ent_csv *csv, size_t column, const char *expected);

#endif
