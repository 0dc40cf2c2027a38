/*
 * cow_alliances.c - COW Formal Alliances, the layout of dyad spells
 *
 * What the set says: a blank end with right_censor 1 is "still in force on the
 * last day of the set"; the four flags do not exclude each other; an entente
 * is an obligation to consult; the set codes no offence.  A spell that ends
 * the day before it starts (1954, 1990) and a pair of codes of one state (678
 * and 679) are no facts: they are set aside.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/date.h"
#include "import/importer.h"

enum column {
    ALLIANCE,
    CCODE1,
    CCODE2,
    START_DAY,
    START_MONTH,
    START_YEAR,
    END_DAY,
    END_MONTH,
    END_YEAR,
    DEFENSE,
    NEUTRALITY,
    NONAGGRESSION,
    ENTENTE,
    ASYMMETRIC
};

const char *const ent_cow_alliances_columns[] = {
    "version4id",   "ccode1",        "ccode2",         "dyad_st_day",   "dyad_st_month",
    "dyad_st_year", "dyad_end_day",  "dyad_end_month", "dyad_end_year", "defense",
    "neutrality",   "nonaggression", "entente",        "asymmetric",    NULL};

static const char *const MEMBER[] = {"version4id", "ccode",         "mem_st_year",
                                     "defense",    "nonaggression", NULL};
static const char *const DIRECTED[] = {"version4id", "ccode1",        "ccode2",
                                       "defense",    "nonaggression", NULL};
static const char *const DERIVED[] = {"ccode1",      "ccode2",     "year",        "cow_defense",
                                      "cow_neutral", "cow_nonagg", "cow_entente", NULL};

ent_status
ent_cow_alliances_recognise(ent_ctx *ctx, const ent_import_file *file, ent_recognised *out,
                            bool *known)
{
    int version = ent_csv_column(file->csv, "version");

    (void)ctx;
    *known = true;
    if (ent_import_has_columns(file->csv, ent_cow_alliances_columns) &&
        ent_csv_column(file->csv, "year") < 0) {
        out->skipped = NULL;
    } else if (ent_import_has_columns(file->csv, MEMBER) ||
               ent_import_has_columns(file->csv, DIRECTED)) {
        out->skipped = "the dyad-spell layout is the one imported";
    } else if (ent_import_has_columns(file->csv, DERIVED)) {
        out->skipped = "a table derived from the set; the dyad-spell layout is the one imported";
    } else {
        *known = false;
        return ENT_OK;
    }
    if (version >= 0 && ent_csv_field(file->csv, (size_t)version).length > 0) {
        ent_field field = ent_csv_field(file->csv, (size_t)version);

        ent_import_set_version(out, field.bytes, field.length);
    } else if (strstr(file->name, "4.1") != NULL) {
        ent_import_set_version(out, "4.1", 3);
    } else {
        ent_import_set_version(out, "unknown", 7);
    }
    if (strcmp(out->version, "4.1") == 0) {
        out->last = ent_date_day(2012, 12, 31);
    }
    return ENT_OK;
}

void
ent_cow_alliances_read(ent_row *row, void *fact)
{
    ent_alliance *alliance = fact;
    ent_span      date;

    alliance->alliance = ent_row_text(row, ALLIANCE);
    if (alliance->alliance == NULL) {
        ent_row_expect(row, ALLIANCE, "the number of an alliance");
    }
    alliance->state_a = ent_row_ccode(row, CCODE1);
    alliance->state_b = ent_row_ccode(row, CCODE2);
    if (!row->bad && alliance->state_a == alliance->state_b) {
        ent_row_reject(row, CCODE2, "no dyad: both codes mean %s",
                       ent_codes_id(row->codes, alliance->state_a));
    }
    if (ent_row_date(row, START_DAY, START_MONTH, START_YEAR, &date)) {
        alliance->start = date.from;
    } else {
        ent_row_expect(row, START_YEAR, "a year");
    }
    alliance->end = ent_row_date(row, END_DAY, END_MONTH, END_YEAR, &date) ? date.to : ENT_DAY_MAX;
    if (!row->bad && alliance->end <= alliance->start) {
        ent_row_reject(row, END_DAY, "a spell of no day: it ends before it starts");
    }
    alliance->defence = ent_row_flag(row, DEFENSE);
    alliance->neutrality = ent_row_flag(row, NEUTRALITY);
    alliance->nonaggression = ent_row_flag(row, NONAGGRESSION);
    alliance->consultation = ent_row_flag(row, ENTENTE);
    alliance->asymmetric = ent_row_flag(row, ASYMMETRIC);
}
