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
    int32_t               year_base;      /**< added to it: 1945 where it counts sessions */
    bool                  named_by_file;  /**< its version is the name of the file */
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
        name, offsetof(type, field), false, false, 0, 0                                            \
    }
#define ENT_OPTIONAL_COLUMN(name, type, field)                                                     \
    {                                                                                              \
        name, offsetof(type, field), true, false, 0, 0                                             \
    }
/** The same for a column whose numbers may be negative. */
#define ENT_SIGNED_COLUMN(name, type, field)                                                       \
    {                                                                                              \
        name, offsetof(type, field), false, true, 0, 0                                             \
    }
/** The same for the whole numbers of a codebook, from `least` to `most`. */
#define ENT_CODE_COLUMN(name, type, field, least, most)                                            \
    {                                                                                              \
        name, offsetof(type, field), false, false, least, most                                     \
    }
/** A column that `read` takes; the same, if it is there. */
#define ENT_READ_COLUMN(name)                                                                      \
    {                                                                                              \
        name, ENT_ROW_NO_FIELD, false, false, 0, 0                                                 \
    }
#define ENT_OPTIONAL_READ_COLUMN(name)                                                             \
    {                                                                                              \
        name, ENT_ROW_NO_FIELD, true, false, 0, 0                                                  \
    }
#define ENT_COLUMNS_END                                                                            \
    {                                                                                              \
        NULL, ENT_ROW_NO_FIELD, false, false, 0, 0                                                 \
    }

/** The importer of a set; never NULL for a set of ours. */
const ent_importer *ent_importer_of(const ent_set *set);

/** What stands between the fields of its files. */
char ent_importer_separator(const ent_importer *importer);

extern const ent_importer ent_import_anders_gdp;
extern const ent_importer ent_import_archigos;
extern const ent_importer ent_import_arms_races;
extern const ent_importer ent_import_atop_alliances;
extern const ent_importer ent_import_atop_dyad_years;
extern const ent_importer ent_import_atop_members;
extern const ent_importer ent_import_atop_state_years;
extern const ent_importer ent_import_capitals;
extern const ent_importer ent_import_cepii_cities;
extern const ent_importer ent_import_cepii_distances;
extern const ent_importer ent_import_cow_alliances;
extern const ent_importer ent_import_cow_alliances_derived;
extern const ent_importer ent_import_cow_alliances_directed;
extern const ent_importer ent_import_cow_alliances_members;
extern const ent_importer ent_import_cow_alliances_years;
extern const ent_importer ent_import_cow_contiguity;
extern const ent_importer ent_import_cow_igo;
extern const ent_importer ent_import_cow_igo_totals;
extern const ent_importer ent_import_cow_majors;
extern const ent_importer ent_import_cow_mid;
extern const ent_importer ent_import_cow_mid_dyads;
extern const ent_importer ent_import_cow_mid_incident_participants;
extern const ent_importer ent_import_cow_mid_incidents;
extern const ent_importer ent_import_cow_mid_participants;
extern const ent_importer ent_import_cow_nmc;
extern const ent_importer ent_import_cow_states;
extern const ent_importer ent_import_cow_system;
extern const ent_importer ent_import_cow_trade;
extern const ent_importer ent_import_cow_trade_totals;
extern const ent_importer ent_import_cow_wars;
extern const ent_importer ent_import_cow_wars_derived;
extern const ent_importer ent_import_cshapes_distances;
extern const ent_importer ent_import_edges;
extern const ent_importer ent_import_edges_graphml;
extern const ent_importer ent_import_fariss_gdp;
extern const ent_importer ent_import_gdelt_1;
extern const ent_importer ent_import_gdelt_2;
extern const ent_importer ent_import_gdelt_labels;
extern const ent_importer ent_import_gml_mid_derived;
extern const ent_importer ent_import_gml_mid_disputes;
extern const ent_importer ent_import_gml_mid_dyads;
extern const ent_importer ent_import_gml_mid_participants;
extern const ent_importer ent_import_gsdb;
extern const ent_importer ent_import_gw_states;
extern const ent_importer ent_import_icews;
extern const ent_importer ent_import_icews_table;
extern const ent_importer ent_import_isard_democracy;
extern const ent_importer ent_import_jme;
extern const ent_importer ent_import_maoz_war_dyads;
extern const ent_importer ent_import_mme;
extern const ent_importer ent_import_peace_scale;
extern const ent_importer ent_import_peace_scale_years;
extern const ent_importer ent_import_peacesciencer_democracy;
extern const ent_importer ent_import_polity5;
extern const ent_importer ent_import_signals;
extern const ent_importer ent_import_sipri_arms;
extern const ent_importer ent_import_td_rivalries;
extern const ent_importer ent_import_territorial_threat;
extern const ent_importer ent_import_ties_decades;
extern const ent_importer ent_import_tss_rivalries;
extern const ent_importer ent_import_ucdp;
extern const ent_importer ent_import_unga_idealpoints;
extern const ent_importer ent_import_unga_idealpoints_older;
extern const ent_importer ent_import_unga_roll_calls;
extern const ent_importer ent_import_unga_votes;
extern const ent_importer ent_import_unga_votes_whole;
extern const ent_importer ent_import_unvotes_issues;
extern const ent_importer ent_import_unvotes_roll_calls;
extern const ent_importer ent_import_unvotes_votes;
extern const ent_importer ent_import_us_troops;
extern const ent_importer ent_import_vdem;

#endif
