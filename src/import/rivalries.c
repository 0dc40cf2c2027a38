/*
 * rivalries.c - strategic rivalries: Thompson and Dreyer 2012; Thompson, Sakuwa and Suhas 2021
 *
 * Years only: a spell is whole years.  A rivalry that lasts into the last year
 * of the book is one whose end was not seen: its end stays open.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/date.h"
#include "import/importer.h"

enum column { NUMBER, CCODE1, CCODE2, START, END };
enum { FIRST_YEAR = 1000, TD_LAST_YEAR = 2010, TSS_LAST_YEAR = 2020 };

const char *const ent_td_rivalries_columns[] = {"rivalryno", "ccode1",  "ccode2",
                                                "styear",    "endyear", NULL};
const char *const ent_tss_rivalries_columns[] = {"tssr_id", "ccode1", "ccode2",
                                                 "start",   "end",    NULL};

ent_status
ent_td_rivalries_recognise(ent_ctx *ctx, const ent_import_file *file, ent_recognised *out,
                           bool *known)
{
    (void)ctx;
    *known = ent_import_has_columns(file->csv, ent_td_rivalries_columns);
    if (*known) {
        ent_import_set_version(out, "2012", 4);
        out->last = ent_date_day(TD_LAST_YEAR, 12, 31);
    }
    return ENT_OK;
}

ent_status
ent_tss_rivalries_recognise(ent_ctx *ctx, const ent_import_file *file, ent_recognised *out,
                            bool *known)
{
    (void)ctx;
    *known = ent_import_has_columns(file->csv, ent_tss_rivalries_columns);
    if (*known) {
        ent_import_set_version(out, "2021", 4);
        out->last = ent_date_day(TSS_LAST_YEAR, 12, 31);
    }
    return ENT_OK;
}

static void
read_rivalry(ent_row *row, ent_rivalry *rivalry, const char *prefix, int32_t last)
{
    int32_t start, end;

    rivalry->rivalry = ent_row_key(row, NUMBER, prefix);
    rivalry->state_a = ent_row_ccode(row, CCODE1);
    rivalry->state_b = ent_row_ccode(row, CCODE2);
    start = ent_row_integer(row, START, FIRST_YEAR, last);
    if (start == ENT_NO_INTEGER) {
        ent_row_expect(row, START, "a year");
    }
    end = ent_row_integer(row, END, FIRST_YEAR, last);
    if (!row->bad && end != ENT_NO_INTEGER && end < start) {
        ent_row_expect(row, END, "a year not before the start");
    }
    if (row->bad) {
        return;
    }
    rivalry->start = ent_date_day(start, 1, 1);
    rivalry->end = end == ENT_NO_INTEGER || end == last ? ENT_DAY_MAX : ent_date_day(end + 1, 1, 1);
}

void
ent_td_rivalries_read(ent_row *row, void *fact)
{
    read_rivalry(row, fact, "td-", TD_LAST_YEAR);
}

void
ent_tss_rivalries_read(ent_row *row, void *fact)
{
    read_rivalry(row, fact, "tss-", TSS_LAST_YEAR);
}
