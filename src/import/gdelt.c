/*
 * gdelt.c - GDELT event files, versions 1.0 (57 or 58 columns) and 2.0 (61)
 *
 * The files have no header; the number of columns tells the version.  The countries are those of
 * the actors (CAMEO letters), not of the places.  The lists of column names that go about beside
 * the files hold no events.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "import/importer.h"

enum { ID_DIGITS = 10, DATE_DIGITS = 8 };

/* The first columns, of all versions; what follows (places, the day of adding) is not used. */
static const ent_row_column COLUMNS[] = {ENT_READ_COLUMN("GLOBALEVENTID"),
                                         ENT_READ_COLUMN("SQLDATE"),
                                         ENT_READ_COLUMN("MonthYear"),
                                         ENT_READ_COLUMN("Year"),
                                         ENT_READ_COLUMN("FractionDate"),
                                         ENT_READ_COLUMN("Actor1Code"),
                                         ENT_READ_COLUMN("Actor1Name"),
                                         ENT_READ_COLUMN("Actor1CountryCode"),
                                         ENT_READ_COLUMN("Actor1KnownGroupCode"),
                                         ENT_READ_COLUMN("Actor1EthnicCode"),
                                         ENT_READ_COLUMN("Actor1Religion1Code"),
                                         ENT_READ_COLUMN("Actor1Religion2Code"),
                                         ENT_READ_COLUMN("Actor1Type1Code"),
                                         ENT_READ_COLUMN("Actor1Type2Code"),
                                         ENT_READ_COLUMN("Actor1Type3Code"),
                                         ENT_READ_COLUMN("Actor2Code"),
                                         ENT_READ_COLUMN("Actor2Name"),
                                         ENT_READ_COLUMN("Actor2CountryCode"),
                                         ENT_READ_COLUMN("Actor2KnownGroupCode"),
                                         ENT_READ_COLUMN("Actor2EthnicCode"),
                                         ENT_READ_COLUMN("Actor2Religion1Code"),
                                         ENT_READ_COLUMN("Actor2Religion2Code"),
                                         ENT_READ_COLUMN("Actor2Type1Code"),
                                         ENT_READ_COLUMN("Actor2Type2Code"),
                                         ENT_READ_COLUMN("Actor2Type3Code"),
                                         ENT_READ_COLUMN("IsRootEvent"),
                                         ENT_READ_COLUMN("EventCode"),
                                         ENT_READ_COLUMN("EventBaseCode"),
                                         ENT_READ_COLUMN("EventRootCode"),
                                         ENT_READ_COLUMN("QuadClass"),
                                         ENT_READ_COLUMN("GoldsteinScale"),
                                         ENT_READ_COLUMN("NumMentions"),
                                         ENT_READ_COLUMN("NumSources"),
                                         ENT_READ_COLUMN("NumArticles"),
                                         ENT_READ_COLUMN("AvgTone"),
                                         ENT_COLUMNS_END};

/* CAMEO's letters where they are not those of ISO 3166. */
static const ent_event_alias ALIASES[] = {
    {"MTN", "MNE"}, {"ROM", "ROU"}, {"TMP", "TLS"}, {NULL, NULL}};

#define GDELT_LAYOUT(fewer, more)                                                                  \
    {                                                                                              \
        {"GLOBALEVENTID", "SQLDATE",   "Actor1CountryCode", "Actor2CountryCode", "Actor1Code",     \
         "Actor2Code",    "EventCode", "GoldsteinScale",    "NumMentions",       "NumArticles",    \
         "AvgTone"},                                                                               \
            ALIASES, true, false, 1979,                                                            \
        {                                                                                          \
            fewer, more                                                                            \
        }                                                                                          \
    }

static const ent_event_layout LAYOUT_1 = GDELT_LAYOUT(57, 58);
static const ent_event_layout LAYOUT_2 = GDELT_LAYOUT(61, 61);

static bool
is_number(const char *bytes, size_t length, size_t most)
{
    size_t digits = 0;

    while (digits < length && bytes[digits] >= '0' && bytes[digits] <= '9') {
        digits++;
    }
    return digits == length && digits > 0 && digits <= most;
}

/* Whether the first line has so many columns, of which the first two are a number and a day. */
static bool
knows_columns(const ent_import_file *file, const ent_event_layout *layout)
{
    const char *end = memchr(file->bytes, '\n', file->length);
    const char *stop = end != NULL ? end : file->bytes + file->length;
    const char *starts[3] = {file->bytes, NULL, NULL};
    int         count = 1;

    for (const char *at = file->bytes; at < stop; at++) {
        if (*at == '\t') {
            if (count < 3) {
                starts[count] = at + 1;
            }
            count++;
        }
    }
    return (count == layout->widths[0] || count == layout->widths[1]) &&
           is_number(starts[0], (size_t)(starts[1] - starts[0]) - 1, ID_DIGITS) &&
           starts[2] - starts[1] == DATE_DIGITS + 1 &&
           is_number(starts[1], DATE_DIGITS, DATE_DIGITS);
}

static bool
knows_1(const ent_import_file *file)
{
    return knows_columns(file, &LAYOUT_1);
}

static bool
knows_2(const ent_import_file *file)
{
    return knows_columns(file, &LAYOUT_2);
}

/* A list of columns begins with the first of them. */
static bool
knows_labels(const ent_import_file *file)
{
    static const char FIRST[] = "GLOBALEVENTID";
    ent_field         field = ent_csv_field(file->csv, 0);

    return field.length == strlen(FIRST) && memcmp(field.bytes, FIRST, field.length) == 0;
}

#define GDELT(name_, layout_, version_)                                                            \
    {                                                                                              \
        .name = (name_), .publisher = "The GDELT Project", .matter = "events",                     \
        .layout = (layout_), .versions = (version_),                                               \
        .licence = "free for any use with citation and a link to https://www.gdeltproject.org/",   \
        .citation = "Leetaru, Kalev and Philip A. Schrodt. 2013. GDELT: Global Data on Events, "   \
                    "Location, and Tone, 1979-2012. Paper presented at the Annual Convention of "  \
                    "the International Studies Association, San Francisco. The GDELT Project, "    \
                    "https://www.gdeltproject.org/.",                                              \
        .bibtex = "@inproceedings{leetaru2013, author = {Leetaru, Kalev and Schrodt, Philip A.}, " \
                  "title = {{GDELT}: Global Data on Events, Location, and Tone, 1979--2012}, "     \
                  "booktitle = {Annual Convention of the International Studies Association}, "     \
                  "address = {San Francisco}, year = {2013}, note = {The GDELT Project, "          \
                  "https://www.gdeltproject.org/}}",                                               \
        .kind = ENT_FACT_EVENT_COUNT                                                               \
    }

static const ent_release RELEASES_1[] = {{"1.0", NULL, NULL, 0}, {NULL, NULL, NULL, 0}};
static const ent_release RELEASES_2[] = {{"2.0", NULL, NULL, 0}, {NULL, NULL, NULL, 0}};

const ent_importer ent_import_gdelt_1 = {
    .set = GDELT("gdelt-1", "events, 57 or 58 columns", "1.0"),
    .separator = '\t',
    .headless = true,
    .releases = RELEASES_1,
    .parties = ENT_SCHEME_ISO3,
    .columns = COLUMNS,
    .knows = knows_1,
    .events = &LAYOUT_1,
};

const ent_importer ent_import_gdelt_2 = {
    .set = GDELT("gdelt-2", "events, 61 columns", "2.0"),
    .separator = '\t',
    .headless = true,
    .releases = RELEASES_2,
    .parties = ENT_SCHEME_ISO3,
    .columns = COLUMNS,
    .knows = knows_2,
    .events = &LAYOUT_2,
};

static const ent_row_column LABELS[] = {ENT_READ_COLUMN("tableId"), ENT_COLUMNS_END};
static const ent_release    RELEASES_OF_LABELS[] = {
       {"1.0", NULL, " GDELT_1 ", 0}, {"2.0", NULL, " GDELT_2 ", 0}, {NULL, NULL, NULL, 0}};

const ent_importer ent_import_gdelt_labels = {
    .set = GDELT("gdelt-labels", "names of columns", "1.0 2.0"),
    .skipped =
        "the names of the columns of events, which are known here: import the files of events",
    .releases = RELEASES_OF_LABELS,
    .columns = LABELS,
    .knows = knows_labels,
};
