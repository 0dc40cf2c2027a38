/*
 * shown.h - the rows that `show` answers with, before they are a table
 *
 * Stage: report.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_SHOWN_H
#define ENT_REPORT_SHOWN_H

#include "base/arena.h"
#include "entente/show.h"

/** One row.  Strings are borrowed from the record or from the arena below. */
typedef struct ent_shown_row {
    const char            *kind, *type, *value, *status, *title;
    const char            *mark; /**< stands before the title for reading; NULL: none */
    ent_span               days; /**< half-open; ENT_DAY_MIN, ENT_DAY_MAX where open */
    const ent_provenance  *from; /**< NULL: not from a single fact of the record */
    const ent_source_file *file; /**< what many facts of it say together; NULL: none */
    ent_code_row           row;  /**< of a spell, name, code or government; table NULL: none */
    size_t                 order;
} ent_shown_row;

/** Rows on their way; a failed allocation is kept and found by ent_shown_table(). */
typedef struct ent_shown {
    ent_ctx          *ctx;
    const ent_record *record;
    ent_span          span; /**< what is asked for; ENT_DAY_MIN..ENT_DAY_MAX: everything */
    bool              for_reading, every_year;
    ent_arena         arena;
    ent_shown_row    *rows;
    size_t            count, capacity;
    bool              failed;
} ent_shown;

void ent_shown_init(ent_shown *shown, ent_ctx *ctx, const ent_record *record,
                    const ent_show_options *options);
void ent_shown_clear(ent_shown *shown);

/**
 * Add a row if its days touch those asked for.  What a published set saw last on its last day has
 * no end but that day, and is marked.
 */
void ent_shown_add(ent_shown *shown, const ent_shown_row *row);

/** Add a row whatever days are asked for: what is carried to them was observed before. */
void ent_shown_put(ent_shown *shown, const ent_shown_row *row);

/** The imported file of a fact, or NULL; borrowed. */
const ent_source_file *ent_shown_file(const ent_shown *shown, const ent_provenance *from);

/**
 * Whether a row for each year shows this one: for reading a long series has every fifth year and
 * its last.
 */
bool ent_shown_has_year(const ent_shown *shown, int year, int last);

/** Hand on a string just made in the arena, keeping the failure where there is none. */
const char *ent_shown_keep(ent_shown *shown, const char *text);

/** A number as text in the arena. */
const char *ent_shown_number(ent_shown *shown, double value);

/** "used" or "beside": whether the choice of sources lets this one supply the kind in these days.
 */
const char *ent_shown_status(const ent_shown *shown, const char *seam, const ent_provenance *from,
                             ent_span days);

/** Order the rows by their first day; rows of one day stay as they were added. */
void ent_shown_sort(ent_shown *shown);

/** Make the table of the rows; the rows stay. */
ENT_MUST_CHECK ent_status ent_shown_table(ent_shown *shown, ent_table **out);

#endif
