/*
 * importer.h - what one importer is: how it knows its file, how it reads a row
 *
 * Stage: import.  A new set is one file with one ent_importer (or one for each
 * of its layouts), and one row for each in registry.c.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_IMPORT_IMPORTER_H
#define ENT_IMPORT_IMPORTER_H

#include "entente/import.h"
#include "import/events.h"
#include "import/row.h"

#define ENT_LICENCE_COW "free to use with citation; no open licence stated"

/** A file at its first rows, as the recognisers see it. */
typedef struct ent_import_file {
    const char *name;  /**< base name, for a version that stands there */
    const char *bytes; /**< UTF-8 */
    size_t      length;
    ent_csv    *csv; /**< header read; the first row, if there is one, is the current row */
} ent_import_file;

/** A release of a set, and what gives it away. */
typedef struct ent_release {
    const char *version; /**< NULL ends a table */
    const char *column;  /**< what stands in the set's column of versions; NULL: nothing known */
    const char *names;   /**< " NMC_5 nmc_v5 ": parts of a file's name; NULL: none known */
    int32_t     last;    /**< the last day it speaks of, as YYYYMMDD; 0: its rows tell */
} ent_release;

/**
 * One layout of one set.
 *
 * A file is of the set when its header has all columns that are not optional, none of
 * `lacks`, and `knows`, if there is one, agrees.  A row becomes a fact column by column: a column
 * with a field is read as the type of that field says, the others are for `read`.
 */
typedef struct ent_importer {
    ent_set               set;
    const char           *skipped;        /**< why its files are not imported; NULL: they are */
    const char           *lacks;          /**< " year ": columns that it does not have, or NULL */
    char                  separator;      /**< 0: comma */
    bool                  headless;       /**< no header row: columns are their place */
    const ent_release    *releases;       /**< newest last; one alone is the version of any file */
    const char           *version_column; /**< or NULL */
    const char           *year_column;    /**< whose greatest year tells the release, or NULL */
    ent_scheme            parties;        /**< in which its states are written */
    const ent_row_column *columns;        /**< ends with a NULL name */
    /** Whether the file is of this set, for what no header tells; NULL: the header tells. */
    bool (*knows)(const ent_import_file *file);
    /** The rest of a fact, after its columns; a wrong field goes to ent_row_reject().  Or NULL. */
    void (*read)(ent_row *row, void *fact);
    /** Hand over what the row holds, where that is not one fact; NULL: that fact. */
    ENT_MUST_CHECK ent_status (*hand_over)(ent_ctx *ctx, ent_row *row, void *fact,
                                           const ent_fact_sink *sink);
    /** Read the whole file, where it has no rows that are facts; NULL: row by row. */
    ENT_MUST_CHECK          ent_status (*whole)(ent_ctx *ctx, const ent_codes *codes,
                                       const ent_import_file *file, const ent_fact_sink *sink);
    const ent_event_layout *events; /**< its rows are coded events, streamed; NULL: they are not */
} ent_importer;

/** A column that must be there and fills a field of the fact; the same, if it is there. */
#define ENT_COLUMN(name, type, field)                                                              \
    {                                                                                              \
        name, offsetof(type, field), false, false                                                  \
    }
#define ENT_OPTIONAL_COLUMN(name, type, field)                                                     \
    {                                                                                              \
        name, offsetof(type, field), true, false                                                   \
    }
/** The same for a column whose numbers may be negative. */
#define ENT_SIGNED_COLUMN(name, type, field)                                                       \
    {                                                                                              \
        name, offsetof(type, field), false, true                                                   \
    }
/** A column that `read` takes; the same, if it is there. */
#define ENT_READ_COLUMN(name)                                                                      \
    {                                                                                              \
        name, ENT_ROW_NO_FIELD, false, false                                                       \
    }
#define ENT_OPTIONAL_READ_COLUMN(name)                                                             \
    {                                                                                              \
        name, ENT_ROW_NO_FIELD, true, false                                                        \
    }
#define ENT_COLUMNS_END                                                                            \
    {                                                                                              \
        NULL, ENT_ROW_NO_FIELD, false, false                                                       \
    }

/** The importer of a set; never NULL for a set of ours. */
const ent_importer *ent_importer_of(const ent_set *set);

/** ent_import_bytes() for a set that is streamed. */
ENT_MUST_CHECK ent_status ent_import_streamed(ent_ctx *ctx, const ent_codes *codes,
                                              const ent_recognised *recognised,
                                              const char *file_name, const char *bytes,
                                              size_t length, const ent_fact_sink *sink);

/** Whether the column stands in the header. */
bool ent_import_has_column(const ent_csv *csv, const char *name);

extern const ent_importer ent_import_cow_alliances;
extern const ent_importer ent_import_cow_alliances_members;
extern const ent_importer ent_import_cow_alliances_directed;
extern const ent_importer ent_import_cow_alliances_years;
extern const ent_importer ent_import_cow_alliances_derived;
extern const ent_importer ent_import_cow_nmc;
extern const ent_importer ent_import_gdelt_1;
extern const ent_importer ent_import_gdelt_2;
extern const ent_importer ent_import_icews;
extern const ent_importer ent_import_icews_table;
extern const ent_importer ent_import_td_rivalries;
extern const ent_importer ent_import_tss_rivalries;

#endif
