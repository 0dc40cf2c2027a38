/*
 * registry.c - the published sets that can be imported, and which of them a file is of
 *
 *   1. the sets     2. recognition
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "base/data.h"
#include "base/date.h"
#include "import/importer.h"

/* 1. the sets */

/* The first that knows a file has it: what is more particular stands first. */
static const ent_importer *const IMPORTERS[] = {
    &ent_import_cow_alliances,
    &ent_import_cow_alliances_members,
    &ent_import_cow_alliances_directed,
    &ent_import_cow_alliances_years,
    &ent_import_cow_alliances_derived,
    &ent_import_cow_nmc,
    &ent_import_td_rivalries,
    &ent_import_tss_rivalries,
    &ent_import_cow_states,
    &ent_import_cow_majors,
    &ent_import_cow_system,
    &ent_import_gw_states,
    &ent_import_cow_mid,
    &ent_import_cow_mid_participants,
    &ent_import_cow_mid_incidents,
    &ent_import_cow_mid_incident_participants,
    &ent_import_cow_mid_dyads,
    &ent_import_gml_mid_dyads,
    &ent_import_gml_mid_participants,
    &ent_import_gml_mid_derived,
    &ent_import_gml_mid_disputes,
    &ent_import_cow_wars,
    &ent_import_cow_wars_derived,
    &ent_import_maoz_war_dyads,
    &ent_import_ucdp,
    &ent_import_arms_races,
    &ent_import_territorial_threat,
    &ent_import_gsdb,
    &ent_import_ties_decades,
    &ent_import_atop_members,
    &ent_import_atop_alliances,
    &ent_import_atop_dyad_years,
    &ent_import_atop_state_years,
    &ent_import_peace_scale,
    &ent_import_peace_scale_years,
    &ent_import_signals,
    &ent_import_jme,
    &ent_import_mme,
    &ent_import_us_troops,
    &ent_import_sipri_arms,
    &ent_import_cow_trade,
    &ent_import_cow_trade_totals,
    &ent_import_cow_igo,
    &ent_import_cow_igo_totals,
    &ent_import_cow_contiguity,
    &ent_import_cshapes_distances,
    &ent_import_capitals,
    &ent_import_cepii_distances,
    &ent_import_cepii_cities,
    /* states: product, regime, leaders */
    &ent_import_fariss_gdp,
    &ent_import_anders_gdp,
    &ent_import_polity5,
    &ent_import_isard_democracy,
    &ent_import_peacesciencer_democracy,
    &ent_import_vdem,
    &ent_import_archigos,
    /* the General Assembly */
    &ent_import_unga_roll_calls,
    &ent_import_unga_votes,
    &ent_import_unga_votes_whole,
    &ent_import_unvotes_roll_calls,
    &ent_import_unvotes_votes,
    &ent_import_unvotes_issues,
    &ent_import_unga_idealpoints,
    &ent_import_unga_idealpoints_older,
    /* coded events */
    &ent_import_gdelt_1,
    &ent_import_gdelt_2,
    &ent_import_gdelt_labels,
    &ent_import_icews,
    &ent_import_icews_table,
    /* networks of any kind: they know least, and come last */
    &ent_import_edges,
    &ent_import_edges_graphml,
};
enum { LAST_YEAR = 2100 };
enum { IMPORTER_COUNT = sizeof IMPORTERS / sizeof IMPORTERS[0] };

const ent_set *
ent_import_set(size_t index)
{
    return index < IMPORTER_COUNT ? &IMPORTERS[index]->set : NULL;
}

const ent_importer *
ent_importer_of(const ent_set *set)
{
    for (size_t i = 0; i < IMPORTER_COUNT; i++) {
        if (&IMPORTERS[i]->set == set) {
            return IMPORTERS[i];
        }
    }
    return NULL;
}

/* 2. recognition */

char
ent_importer_separator(const ent_importer *importer)
{
    return importer->separator != '\0' ? importer->separator : ',';
}

/* The next word of a list of words between blanks; false at its end. */
static bool
next_word(const char **list, char word[64])
{
    size_t length;

    while (**list == ' ') {
        (*list)++;
    }
    length = strcspn(*list, " ");
    if (length == 0 || length >= 64) {
        return false;
    }
    memcpy(word, *list, length);
    word[length] = '\0';
    *list += length;
    return true;
}

static bool
header_is_of(const ent_importer *importer, const ent_csv *csv)
{
    const char *lacks = importer->lacks != NULL ? importer->lacks : "";
    char        word[64];

    if (importer->headless) {
        return false;
    }
    for (const ent_row_column *column = importer->columns; column->name != NULL; column++) {
        if (!column->optional && ent_csv_column(csv, column->name) < 0) {
            return false;
        }
    }
    while (next_word(&lacks, word)) {
        if (ent_csv_column(csv, word) >= 0) {
            return false;
        }
    }
    return true;
}

/* Whether the file's name holds one of the words. */
static bool
name_holds(const char *name, const char *words)
{
    char word[64];

    while (words != NULL && next_word(&words, word)) {
        if (strstr(name, word) != NULL) {
            return true;
        }
    }
    return false;
}

static const ent_release *
release_by_column(const ent_importer *importer, const ent_csv *csv)
{
    int column =
        importer->version_column != NULL ? ent_csv_column(csv, importer->version_column) : -1;
    ent_field field;

    if (column < 0) {
        return NULL;
    }
    field = ent_csv_field(csv, (size_t)column);
    for (const ent_release *at = importer->releases; at->version != NULL; at++) {
        if (at->column != NULL && field.length == strlen(at->column) &&
            memcmp(field.bytes, at->column, field.length) == 0) {
            return at;
        }
    }
    return NULL;
}

/* The greatest year in a column; rows that cannot be read do not count. */
static ent_status
last_year(ent_ctx *ctx, const ent_import_file *file, const char *name, char separator, int64_t *out)
{
    int        column = ent_csv_column(file->csv, name);
    ent_status status = ENT_OK;
    ent_csv    csv;
    int64_t    year;
    bool       more = column >= 0;

    *out = 0;
    ent_csv_init(&csv, file->name, file->bytes, file->length, separator, false);
    while (more && (status == ENT_OK || status == ENT_E_INPUT)) {
        ent_field field;

        status = ent_csv_next(ctx, &csv, &more);
        field = ent_csv_field(&csv, (size_t)column);
        if (status == ENT_OK && more && ent_integer_read(field.bytes, field.length, &year) &&
            year <= LAST_YEAR && year > *out) {
            *out = year;
        }
    }
    ent_csv_clear(&csv);
    return status == ENT_E_INPUT ? ENT_OK : status;
}

/* The version column, else the name, else the last year, tells the release. */
static ent_status
find_release(ent_ctx *ctx, const ent_importer *importer, const ent_import_file *file,
             const ent_release **out)
{
    const ent_release *first = importer->releases;
    const ent_release *found = release_by_column(importer, file->csv);
    ent_status         status = ENT_OK;
    int64_t            year = 0;

    for (const ent_release *at = first; found == NULL && at->version != NULL; at++) {
        found = name_holds(file->name, at->names) ? at : NULL;
    }
    if (found == NULL && importer->year_column != NULL) {
        status =
            last_year(ctx, file, importer->year_column, ent_importer_separator(importer), &year);
    }
    for (const ent_release *at = first; found == NULL && at->version != NULL; at++) {
        found = year != 0 && at->last / 10000 == year + importer->year_base ? at : NULL;
    }
    if (found == NULL && year == 0 && first->version != NULL && first[1].version == NULL &&
        first->column == NULL && first->names == NULL) {
        found = first; /* there is no other */
    }
    *out = found;
    return status;
}

/* The version of a release that is not known here: as its column says, else `unknown`. */
static void
version_as_given(const ent_importer *importer, const ent_csv *csv, char out[32])
{
    int column =
        importer->version_column != NULL ? ent_csv_column(csv, importer->version_column) : -1;
    ent_field field = {"", 0, 0, 0};
    size_t    length = 0;

    if (column >= 0) {
        field = ent_csv_field(csv, (size_t)column);
    }
    while (length < field.length && length < 31 && field.bytes[length] > ' ' &&
           field.bytes[length] < 0x7F) {
        out[length] = field.bytes[length];
        length++;
    }
    out[length] = '\0';
    if (length == 0) {
        (void)snprintf(out, 32, "unknown");
    }
}

/* Where the ending of a name begins (`.csv`, `.csv.gz`); a name that begins with a dot has none. */
static size_t
name_length(const char *name)
{
    static const char *const PACKED[] = {".gz", ".zst", ".zip", NULL};
    size_t                   length = strlen(name), stem;

    for (size_t i = 0; PACKED[i] != NULL; i++) {
        size_t end = strlen(PACKED[i]);

        if (length > end && strcmp(name + length - end, PACKED[i]) == 0) {
            length -= end;
            break;
        }
    }
    stem = length;
    while (stem > 0 && name[stem - 1] != '.') {
        stem--;
    }
    return stem > 1 ? stem - 1 : length;
}

/*
 * The name of the file without its ending; of a long one, its beginning and a hash.  What would
 * break a printed id apart is written as _.
 */
static void
version_of_name(const char *name, char out[32])
{
    enum { LONGEST = 31, HASHED = 22, DIGITS = 8 };
    size_t length = name_length(name);
    size_t kept = length <= LONGEST ? length : HASHED;
    char   hash[65];

    for (size_t i = 0; i < kept; i++) {
        bool plain = name[i] > ' ' && name[i] < 0x7F && name[i] != '/' && name[i] != '@';

        out[i] = plain ? name[i] : '_';
    }
    out[kept] = '\0';
    if (length > LONGEST) {
        ent_sha256(name, length, hash);
        (void)snprintf(out + kept, 32 - kept, "-%.*s", DIGITS, hash);
    }
}

static ent_status
describe(ent_ctx *ctx, const ent_importer *importer, const ent_import_file *file,
         ent_recognised *out)
{
    const ent_release *release;
    ent_status         status = find_release(ctx, importer, file, &release);

    memset(out, 0, sizeof *out);
    out->set = &importer->set;
    out->skipped = importer->skipped;
    out->last = ENT_DAY_MAX;
    if (release != NULL) {
        (void)snprintf(out->version, sizeof out->version, "%s", release->version);
    } else if (importer->named_by_file) {
        version_of_name(file->name, out->version);
    } else {
        version_as_given(importer, file->csv, out->version);
    }
    if (release != NULL && release->last != 0) {
        out->last =
            ent_date_day(release->last / 10000, release->last / 100 % 100, release->last % 100);
    }
    return status;
}

static ent_status
check_set_name(ent_ctx *ctx, const char *set_name)
{
    const char *names[IMPORTER_COUNT], *nearest;

    for (size_t i = 0; i < IMPORTER_COUNT; i++) {
        if (strcmp(set_name, IMPORTERS[i]->set.name) == 0) {
            return ENT_OK;
        }
        names[i] = IMPORTERS[i]->set.name;
    }
    nearest = ent_nearest_word(set_name, names, IMPORTER_COUNT);
    if (nearest != NULL) {
        return ent_fail(ctx, ENT_E_ARG, "no set '%.60s'; do you mean '%s'?", set_name, nearest);
    }
    return ent_fail(ctx, ENT_E_ARG, "no set '%.60s'; `entente list sets` names them", set_name);
}

/* Read the header as the importers of one separator see it, and ask them. */
static ent_status
ask(ent_ctx *ctx, char separator, const char *file_name, const char *bytes, size_t length,
    ent_recognised *out, bool *known)
{
    ent_import_file file = {ent_base_name(file_name), bytes, length, NULL};
    ent_status      status;
    ent_csv         csv;
    bool            more;

    ent_csv_init(&csv, file_name, bytes, length, separator, false);
    file.csv = &csv;
    status = ent_csv_read_header(ctx, &csv);
    if (status == ENT_OK) {
        status = ent_csv_next(ctx, &csv, &more); /* the first row may tell the version */
    }
    if (status == ENT_E_INPUT) {
        status = ENT_OK; /* what cannot be read has the header of no set, or a first bad row */
    }
    for (size_t i = 0; i < IMPORTER_COUNT && status == ENT_OK && !*known; i++) {
        const ent_importer *importer = IMPORTERS[i];

        *known = ent_importer_separator(importer) == separator &&
                 (importer->headless || header_is_of(importer, &csv)) &&
                 (importer->knows == NULL || importer->knows(&file));
        if (*known) {
            status = describe(ctx, importer, &file, out);
        }
    }
    ent_csv_clear(&csv);
    return status;
}

static ent_status
refuse(ent_ctx *ctx, const char *file_name, const char *bytes, size_t length)
{
    if (length == 0) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: empty, expected a data set", file_name);
    }
    if (length >= 2 && memcmp(bytes, "\x1F\x8B", 2) == 0) {
        return ent_fail(ctx, ENT_E_INPUT,
                        "%s: compressed by gzip inside an archive, or cut short; unpack it first",
                        file_name);
    }
    if (ent_is_utf16(bytes, length)) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: written in UTF-16; save it as UTF-8", file_name);
    }
    return ent_fail(ctx, ENT_E_INPUT,
                    "%s: not a known set: its header is that of none; `entente list sets` names "
                    "them",
                    file_name);
}

ent_status
ent_import_recognise(ent_ctx *ctx, const char *set_name, const char *file_name, const char *bytes,
                     size_t length, ent_recognised *out)
{
    ent_recognised found;
    ent_status     status = ENT_OK;
    bool           known = false, any = strcmp(set_name, "auto") == 0;

    if (!any) {
        status = check_set_name(ctx, set_name);
    }
    if (status == ENT_OK) {
        status = ask(ctx, ',', file_name, bytes, length, &found, &known);
    }
    if (status == ENT_OK && !known) {
        status = ask(ctx, '\t', file_name, bytes, length, &found, &known);
    }
    if (status != ENT_OK) {
        return status;
    }
    if (!known) {
        return refuse(ctx, file_name, bytes, length);
    }
    if (!any && strcmp(found.set->name, set_name) != 0) {
        return ent_fail(ctx, ENT_E_INPUT, "%s: this is a file of '%s', not of '%.60s'", file_name,
                        found.set->name, set_name);
    }
    *out = found;
    return ENT_OK;
}
