/*
 * icews.c - ICEWS coded events: the tables of the publisher, and of the R package icews
 *
 * The intensity is that of the CAMEO code on the scale from -10 to 10 that Goldstein's was carried
 * over to.  There are no mentions, articles or tone.  The version does not stand in the file.
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/importer.h"

static const ent_row_column COLUMNS[] = {ENT_READ_COLUMN("Event ID"),
                                         ENT_READ_COLUMN("Event Date"),
                                         ENT_READ_COLUMN("Source Name"),
                                         ENT_READ_COLUMN("Source Country"),
                                         ENT_READ_COLUMN("CAMEO Code"),
                                         ENT_READ_COLUMN("Intensity"),
                                         ENT_READ_COLUMN("Target Name"),
                                         ENT_READ_COLUMN("Target Country"),
                                         ENT_COLUMNS_END};

static const ent_row_column TABLE_COLUMNS[] = {ENT_READ_COLUMN("event_id"),
                                               ENT_READ_COLUMN("event_date"),
                                               ENT_READ_COLUMN("source_name"),
                                               ENT_READ_COLUMN("source_country"),
                                               ENT_READ_COLUMN("cameo_code"),
                                               ENT_READ_COLUMN("intensity"),
                                               ENT_READ_COLUMN("target_name"),
                                               ENT_READ_COLUMN("target_country"),
                                               ENT_COLUMNS_END};

static const ent_event_alias ALIASES[] = {{NULL, NULL}};

static const ent_event_layout LAYOUT = {{"Event ID", "Event Date", "Source Country",
                                         "Target Country", "Source Name", "Target Name",
                                         "CAMEO Code", "Intensity", NULL, NULL, NULL},
                                        ALIASES,
                                        false,
                                        false,
                                        1979,
                                        {0, 0}};

static const ent_event_layout TABLE_LAYOUT = {{"event_id", "event_date", "source_country",
                                               "target_country", "source_name", "target_name",
                                               "cameo_code", "intensity", NULL, NULL, NULL},
                                              ALIASES,
                                              false,
                                              true,
                                              1979,
                                              {0, 0}};

#define ICEWS(name_, layout_)                                                                      \
    {                                                                                              \
        .name = (name_), .publisher = "Boschee et al., Harvard Dataverse", .matter = "events",     \
        .layout = (layout_), .versions = "unknown",                                                \
        .licence = "CC0 as far as known (Harvard Dataverse)",                                      \
        .citation = "Boschee, Elizabeth, Jennifer Lautenschlager, Sean O'Brien, Steve Shellman, "  \
                    "James Starz and Michael Ward. 2015. ICEWS Coded Event Data. Harvard "         \
                    "Dataverse, doi:10.7910/DVN/28075.",                                           \
        .bibtex = "@misc{boschee2015, author = {Boschee, Elizabeth and Lautenschlager, Jennifer "  \
                  "and O'Brien, Sean and Shellman, Steve and Starz, James and Ward, Michael}, "    \
                  "title = {{ICEWS} Coded Event Data}, publisher = {Harvard Dataverse}, year = "   \
                  "{2015}, doi = {10.7910/DVN/28075}}",                                            \
        .kind = ENT_FACT_EVENT_COUNT                                                               \
    }

static const ent_release NONE[] = {{NULL, NULL, NULL, 0}};

const ent_importer ent_import_icews = {
    .set = ICEWS("icews", "events, as published"),
    .separator = '\t',
    .releases = NONE,
    .parties = ENT_SCHEME_NAME,
    .columns = COLUMNS,
    .events = &LAYOUT,
};

const ent_importer ent_import_icews_table = {
    .set = ICEWS("icews-table", "events, names in small letters"),
    .releases = NONE,
    .parties = ENT_SCHEME_NAME,
    .columns = TABLE_COLUMNS,
    .events = &TABLE_LAYOUT,
};
