/*
 * importer.h - what one importer is: how it knows its file, how it reads a row
 *
 * Stage: import.  A new set is one file with these two functions and one row
 * in registry.c.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_IMPORT_IMPORTER_H
#define ENT_IMPORT_IMPORTER_H

#include "entente/import.h"
#include "import/row.h"

/** A file at its first rows, as the recognisers see it. */
typedef struct ent_import_file {
    const char *name;  /**< base name, for a version that stands there */
    const char *bytes; /**< UTF-8 */
    size_t      length;
    ent_csv    *csv; /**< header read; the first row, if there is one, is the current row */
} ent_import_file;

typedef struct ent_importer {
    const char *const *columns; /**< those that a row is made of, NULL-terminated */
    /**
     * Whether the file is of this set; fills version, last and skipped of `out`.
     * ENT_OK with `*known` false for any other file.
     */
    ENT_MUST_CHECK ent_status (*recognise)(ent_ctx *ctx, const ent_import_file *file,
                                           ent_recognised *out, bool *known);
    /** Make a fact of the current row; a wrong field goes to ent_row_reject(). */
    void (*read)(ent_row *row, void *fact);
} ent_importer;

/** Whether all `names` (NULL-terminated) stand in the header. */
bool ent_import_has_columns(const ent_csv *csv, const char *const *names);

/** Copy a version; what is too long or holds blanks is cut there. */
void ent_import_set_version(ent_recognised *out, const char *version, size_t length);

ENT_MUST_CHECK ent_status ent_cow_alliances_recognise(ent_ctx *ctx, const ent_import_file *file,
                                                      ent_recognised *out, bool *known);
void                      ent_cow_alliances_read(ent_row *row, void *fact);
extern const char *const  ent_cow_alliances_columns[];

ENT_MUST_CHECK ent_status ent_cow_nmc_recognise(ent_ctx *ctx, const ent_import_file *file,
                                                ent_recognised *out, bool *known);
void                      ent_cow_nmc_read(ent_row *row, void *fact);
extern const char *const  ent_cow_nmc_columns[];

ENT_MUST_CHECK ent_status ent_td_rivalries_recognise(ent_ctx *ctx, const ent_import_file *file,
                                                     ent_recognised *out, bool *known);
void                      ent_td_rivalries_read(ent_row *row, void *fact);
extern const char *const  ent_td_rivalries_columns[];

ENT_MUST_CHECK ent_status ent_tss_rivalries_recognise(ent_ctx *ctx, const ent_import_file *file,
                                                      ent_recognised *out, bool *known);
void                      ent_tss_rivalries_read(ent_row *row, void *fact);
extern const char *const  ent_tss_rivalries_columns[];

#endif
