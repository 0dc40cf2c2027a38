/*
 * ucdp.c - armed conflicts by year (UCDP/PRIO), also inside states
 *
 * A row names a government (side A), its opponent where that is a state (side
 * B), and one secondary party of each: a conflict-year of several secondary
 * parties has several rows.  Starts have a precision from 1 (the day) to 7; an
 * episode that goes on has no end.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "import/importer.h"

static const ent_release RELEASES[] = {
    {"24.1", NULL, NULL, 20231231}, {"25.1", NULL, NULL, 20241231}, {NULL, NULL, NULL, 0}};

enum { INCOMPATIBILITY, TYPE, EPISODE_END };

static const ent_row_column COLUMNS[] = {
    ENT_COLUMN("incompatibility", ent_conflict, incompatibility),
    ENT_COLUMN("type_of_conflict", ent_conflict, kind),
    ENT_COLUMN("ep_end_date", ent_conflict, episode_end),
    ENT_COLUMN("conflict_id", ent_conflict, conflict),
    ENT_COLUMN("year", ent_conflict, year),
    ENT_COLUMN("gwno_a", ent_conflict, state_a),
    ENT_COLUMN("gwno_a_2nd", ent_conflict, second_a),
    ENT_COLUMN("gwno_b", ent_conflict, state_b),
    ENT_COLUMN("gwno_b_2nd", ent_conflict, second_b),
    ENT_CODE_COLUMN("intensity_level", ent_conflict, intensity, 1, 2),
    ENT_COLUMN("start_date", ent_conflict, start),
    ENT_CODE_COLUMN("start_prec", ent_conflict, start_precision, 1, 7),
    ENT_COLUMN("start_date2", ent_conflict, episode_start),
    ENT_CODE_COLUMN("start_prec2", ent_conflict, episode_start_precision, 1, 7),
    ENT_CODE_COLUMN("ep_end", ent_conflict, episode_ended, 0, 1),
    ENT_COLUMNS_END};

static bool
is_one_of(const char *word, const char *const *words)
{
    for (; word != NULL && *words != NULL; words++) {
        if (strcmp(word, *words) == 0) {
            return true;
        }
    }
    return word == NULL;
}

static void
read_conflict(ent_row *row, void *fact)
{
    static const char *const MATTERS[] = {"territory", "government", "both", NULL};
    static const char *const TYPES[] = {"intrastate", "interstate", "II", "extrasystemic", NULL};
    const ent_conflict      *conflict = fact;

    if (!is_one_of(conflict->incompatibility, MATTERS)) {
        ent_row_expect(row, INCOMPATIBILITY, "territory, government or both");
    }
    if (!is_one_of(conflict->kind, TYPES)) {
        ent_row_expect(row, TYPE, "intrastate, II, interstate or extrasystemic");
    }
    if (conflict->episode_start != ENT_DAY_MIN) {
        ent_row_check_spell(row, EPISODE_END, conflict->episode_start, conflict->episode_end);
    }
}

const ent_importer ent_import_ucdp = {
    .set = {"ucdp", "Uppsala Conflict Data Program and PRIO", "armed conflicts", "conflict-years",
            "24.1 25.1", "CC BY 4.0",
            "Gleditsch, Nils Petter, Peter Wallensteen, Mikael Eriksson, Margareta Sollenberg and "
            "Håvard Strand. 2002. Armed Conflict 1946-2001: A New Dataset. Journal of Peace "
            "Research 39(5): 615-637. Davies, Shawn, Therése Pettersson, Margareta Sollenberg and "
            "Magnus Öberg. 2025. Organized violence 1989-2024, and the challenges of identifying "
            "civilian victims. Journal of Peace Research 62(4): 1223-1240.",
            "@article{gleditsch2002, author = {Gleditsch, Nils Petter and Wallensteen, Peter and "
            "Eriksson, Mikael and Sollenberg, Margareta and Strand, H{\\aa}vard}, title = {Armed "
            "Conflict 1946--2001: A New Dataset}, journal = {Journal of Peace Research}, volume = "
            "{39}, number = {5}, pages = {615--637}, year = {2002}}\n"
            "@article{davies2025, author = {Davies, Shawn and Pettersson, Ther{\\'e}se and "
            "Sollenberg, Margareta and {\\\"O}berg, Magnus}, title = {Organized violence "
            "1989--2024, and the challenges of identifying civilian victims}, journal = {Journal "
            "of Peace Research}, volume = {62}, number = {4}, pages = {1223--1240}, year = {2025}}",
            ENT_FACT_CONFLICT},
    .releases = RELEASES,
    .year_column = "year",
    .parties = ENT_SCHEME_GW,
    .columns = COLUMNS,
    .read = read_conflict,
};
