/*
 * cow_nmc.c - COW National Material Capabilities, state-years
 *
 * The column `version` of the official files is the year of a release (2011
 * is 5.0, 2021 is 6.0), not its number; where it is not there, the file's name
 * or else the last year of the table tells.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/date.h"
#include "import/importer.h"

enum column { CCODE, YEAR, MILEX, MILPER, IRST, PEC, TPOP, UPOP, CINC };

const char *const ent_cow_nmc_columns[] = {"ccode", "year", "milex", "milper", "irst",
                                           "pec",   "tpop", "upop",  "cinc",   NULL};

enum { FIRST_YEAR = 1816, LAST_YEAR = 2100 };

typedef struct release {
    const char *version;
    const char *column;   /**< what stands in the column `version`; NULL: it has none at hand */
    const char *names[4]; /**< parts of a file's name */
    int         last_year;
} release;

static const release RELEASES[] = {
    {"5.0", "2011", {"NMC_5", "NMC-5", "nmc_v5", "NMC_v5"}, 2012},
    {"6.0", "2021", {"NMC_6", "NMC-6", "nmc_v6", "NMC_v6"}, 2016},
    {"7.0", NULL, {"NMC_7", "NMC-7", "nmc_v7", "NMC_v7"}, 2022},
};
enum { RELEASE_COUNT = sizeof RELEASES / sizeof RELEASES[0] };

static const release *
by_column(const ent_csv *csv)
{
    int       column = ent_csv_column(csv, "version");
    ent_field field;

    if (column < 0) {
        return NULL;
    }
    field = ent_csv_field(csv, (size_t)column);
    for (size_t i = 0; i < RELEASE_COUNT; i++) {
        if (RELEASES[i].column != NULL && field.length == 4 &&
            memcmp(field.bytes, RELEASES[i].column, 4) == 0) {
            return &RELEASES[i];
        }
    }
    return NULL;
}

static const release *
by_name(const char *name)
{
    for (size_t i = 0; i < RELEASE_COUNT; i++) {
        for (size_t k = 0; k < 4; k++) {
            if (strstr(name, RELEASES[i].names[k]) != NULL) {
                return &RELEASES[i];
            }
        }
    }
    return NULL;
}

/* The greatest year in the column; rows that cannot be read do not count. */
static ent_status
last_year(ent_ctx *ctx, const ent_import_file *file, int64_t *out)
{
    size_t     column = (size_t)ent_csv_column(file->csv, "year");
    ent_status status;
    ent_csv    csv;
    int64_t    year;
    bool       more = true;

    *out = 0;
    ent_csv_init(&csv, file->name, file->bytes, file->length, ',', false);
    while (more) {
        ent_field field;

        status = ent_csv_next(ctx, &csv, &more);
        if (status != ENT_OK && status != ENT_E_INPUT) {
            ent_csv_clear(&csv);
            return status;
        }
        field = ent_csv_field(&csv, column);
        if (status == ENT_OK && more && ent_integer_read(field.bytes, field.length, &year) &&
            year <= LAST_YEAR && year > *out) {
            *out = year;
        }
    }
    ent_csv_clear(&csv);
    return ENT_OK;
}

ent_status
ent_cow_nmc_recognise(ent_ctx *ctx, const ent_import_file *file, ent_recognised *out, bool *known)
{
    const release *found;
    ent_status     status;
    int64_t        year = 0;

    *known = ent_import_has_columns(file->csv, ent_cow_nmc_columns);
    if (!*known) {
        return ENT_OK;
    }
    found = by_column(file->csv);
    if (found == NULL) {
        found = by_name(file->name);
    }
    if (found == NULL) {
        status = last_year(ctx, file, &year);
        if (status != ENT_OK) {
            return status;
        }
    }
    for (size_t i = 0; i < RELEASE_COUNT && found == NULL; i++) {
        found = RELEASES[i].last_year == year ? &RELEASES[i] : NULL;
    }
    if (found == NULL) {
        ent_import_set_version(out, "unknown", 7);
        return ENT_OK;
    }
    ent_import_set_version(out, found->version, strlen(found->version));
    out->last = ent_date_day(found->last_year, 12, 31);
    return ENT_OK;
}

void
ent_cow_nmc_read(ent_row *row, void *fact)
{
    ent_capability *capability = fact;

    capability->state = ent_row_ccode(row, CCODE);
    capability->year = ent_row_integer(row, YEAR, FIRST_YEAR, LAST_YEAR);
    if (capability->year == ENT_NO_INTEGER) {
        ent_row_expect(row, YEAR, "a year");
    }
    capability->milex = ent_row_amount(row, MILEX);
    capability->milper = ent_row_amount(row, MILPER);
    capability->irst = ent_row_amount(row, IRST);
    capability->pec = ent_row_amount(row, PEC);
    capability->tpop = ent_row_amount(row, TPOP);
    capability->upop = ent_row_amount(row, UPOP);
    capability->cinc = ent_row_amount(row, CINC);
    if (capability->cinc > 1) {
        ent_row_expect(row, CINC, "a share from 0 to 1");
    }
}
