/*
 * unga_idealpoints.c - published ideal points of states in the General Assembly
 *
 * The release of 2025 has three series: final-passage votes, all votes, and
 * the older method, which is the only one of the older release.  That release
 * has two rows for Nauru in some years, which nothing tells apart.
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/importer.h"

#define CITATION                                                                                   \
    "Bailey, Michael A., Anton Strezhnev and Erik Voeten. 2017. Estimating Dynamic State "         \
    "Preferences from United Nations Voting Data. Journal of Conflict Resolution 61(2): 430-456."
#define BIBTEX                                                                                     \
    "@article{bailey2017, author = {Bailey, Michael A. and Strezhnev, Anton and Voeten, Erik}, "   \
    "title = {Estimating Dynamic State Preferences from {United Nations} Voting Data}, journal = " \
    "{Journal of Conflict Resolution}, volume = {61}, number = {2}, pages = {430--456}, year = "   \
    "{2017}}"

enum { CCODE };

static void
check_state(ent_row *row, void *fact)
{
    const ent_ideal_point *point = fact;

    ent_row_check_party(row, CCODE, point->state);
}

static const ent_release RELEASES[] = {{"2025-07", NULL, NULL, 20241231}, {NULL, NULL, NULL, 0}};

static const ent_row_column COLUMNS[] = {
    ENT_COLUMN("ccode", ent_ideal_point, state),
    ENT_COLUMN("year", ent_ideal_point, year),
    ENT_SIGNED_COLUMN("idealpointfp", ent_ideal_point, final_passage),
    ENT_SIGNED_COLUMN("idealpointall", ent_ideal_point, all_votes),
    ENT_SIGNED_COLUMN("idealpointlegacy", ent_ideal_point, legacy),
    ENT_COLUMN("nvotesfp", ent_ideal_point, votes_final_passage),
    ENT_COLUMN("nvotesall", ent_ideal_point, votes_all),
    ENT_COLUMN("nvotesLegacy", ent_ideal_point, votes_legacy),
    ENT_SIGNED_COLUMN("q5fp", ent_ideal_point, final_passage_q5),
    ENT_SIGNED_COLUMN("q10fp", ent_ideal_point, final_passage_q10),
    ENT_SIGNED_COLUMN("q50fp", ent_ideal_point, final_passage_q50),
    ENT_SIGNED_COLUMN("q90fp", ent_ideal_point, final_passage_q90),
    ENT_SIGNED_COLUMN("q95fp", ent_ideal_point, final_passage_q95),
    ENT_SIGNED_COLUMN("q5all", ent_ideal_point, all_q5),
    ENT_SIGNED_COLUMN("q10all", ent_ideal_point, all_q10),
    ENT_SIGNED_COLUMN("q50all", ent_ideal_point, all_q50),
    ENT_SIGNED_COLUMN("q90all", ent_ideal_point, all_q90),
    ENT_SIGNED_COLUMN("q95all", ent_ideal_point, all_q95),
    ENT_COLUMNS_END};

const ent_importer ent_import_unga_idealpoints = {
    .set = {"unga-idealpoints", "Bailey, Strezhnev and Voeten", "ideal points",
            "state-years of three series", "2025-07", "CC0 on Dataverse as far as known",
            CITATION " Estimates of July 2025.", BIBTEX, ENT_FACT_IDEAL_POINT},
    .releases = RELEASES,
    .year_column = "year",
    .parties = ENT_SCHEME_CCODE,
    .columns = COLUMNS,
    .read = check_state,
};

enum { LETTERS, AGREE_USA, AGREE_RUS };

static void
check_older(ent_row *row, void *fact)
{
    const ent_ideal_point *point = fact;

    ent_row_check_party(row, LETTERS, point->state);
    if (point->agree_usa > 1) {
        ent_row_expect(row, AGREE_USA, "a share from 0 to 1");
    }
    if (point->agree_rus > 1) {
        ent_row_expect(row, AGREE_RUS, "a share from 0 to 1");
    }
}

static const ent_release OLDER_RELEASES[] = {{"2012", NULL, NULL, 20121231}, {NULL, NULL, NULL, 0}};

static const ent_row_column OLDER[] = {ENT_COLUMN("CountryAbb", ent_ideal_point, state),
                                       ENT_COLUMN("PctAgreeUS", ent_ideal_point, agree_usa),
                                       ENT_COLUMN("PctAgreeRUSSIA", ent_ideal_point, agree_rus),
                                       ENT_COLUMN("Year", ent_ideal_point, year),
                                       ENT_SIGNED_COLUMN("idealpoint", ent_ideal_point, legacy),
                                       ENT_COLUMNS_END};

const ent_importer ent_import_unga_idealpoints_older = {
    .set = {"unga-idealpoints-older", "Bailey, Strezhnev and Voeten", "ideal points",
            "state-years of one series and shares of agreement", "2012",
            "CC0 on Dataverse as far as known; table from the R package qss (GPL-2)",
            CITATION " Estimates to 2012, in Imai, Kosuke. 2017. Quantitative Social Science: An "
                     "Introduction. Princeton: Princeton University Press.",
            BIBTEX, ENT_FACT_IDEAL_POINT},
    .releases = OLDER_RELEASES,
    .parties = ENT_SCHEME_COW,
    .columns = OLDER,
    .read = check_older,
};
