/*
 * gml_mid.c - Militarized Interstate Disputes as Gibler, Miller and Little recoded them
 *
 * The directed dyad-years of 2.03 and 2.2.1 have the same columns in another
 * order; the column `version` tells.  They repeat in every row what holds for
 * the dispute as a whole, so that the list of disputes says nothing more.  The
 * month 13 of a few disputes of 2.2.1 and the month 19 of one are not months:
 * their rows are set aside.
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/importer.h"

#define GML_MID(layout_, name_, versions_, kind_)                                                  \
    {                                                                                              \
        .name = (name_), .publisher = "Gibler, Miller and Little", .matter = "disputes",           \
        .layout = (layout_), .versions = (versions_),                                              \
        .licence = "free to use with citation; no open licence stated",                            \
        .citation =                                                                                \
            "Gibler, Douglas M., Steven V. Miller and Erin K. Little. 2016. An Analysis of the "   \
            "Militarized Interstate Dispute (MID) Dataset, 1816-2001. International Studies "      \
            "Quarterly 60(4): 719-730.",                                                           \
        .bibtex = "@article{gibler2016, author = {Gibler, Douglas M. and Miller, Steven V. and "   \
                  "Little, Erin K.}, title = {An Analysis of the Militarized Interstate Dispute "  \
                  "({MID}) Dataset, 1816--2001}, journal = {International Studies Quarterly}, "    \
                  "volume = {60}, number = {4}, pages = {719--730}, year = {2016}}",               \
        .kind = (kind_),                                                                           \
    }

static const ent_release RELEASES[] = {{"2.03", "gml-2.03", NULL, 20101231},
                                       {"2.2.1", "gml-2.2.1", NULL, 20101231},
                                       {NULL, NULL, NULL, 0}};
static const ent_release NEWEST[] = {{"2.2.1", NULL, NULL, 20101231}, {NULL, NULL, NULL, 0}};

enum { STATE_B };

static const ent_row_column DYAD_YEAR[] = {
    ENT_COLUMN("ccode2", ent_mid_dyad_year, state_b),
    ENT_COLUMN("dispnum", ent_mid_dyad_year, dispute),
    ENT_COLUMN("ccode1", ent_mid_dyad_year, state_a),
    ENT_COLUMN("year", ent_mid_dyad_year, year),
    ENT_CODE_COLUMN("midongoing", ent_mid_dyad_year, ongoing, 0, 1),
    ENT_CODE_COLUMN("midonset", ent_mid_dyad_year, onset, 0, 1),
    ENT_CODE_COLUMN("sidea1", ent_mid_dyad_year, side_a, 0, 1),
    ENT_CODE_COLUMN("sidea2", ent_mid_dyad_year, side_b, 0, 1),
    ENT_CODE_COLUMN("revstate1", ent_mid_dyad_year, revisionist_a, 0, 1),
    ENT_CODE_COLUMN("revstate2", ent_mid_dyad_year, revisionist_b, 0, 1),
    ENT_CODE_COLUMN("revtype11", ent_mid_dyad_year, revision_1_a, 0, 4),
    ENT_CODE_COLUMN("revtype12", ent_mid_dyad_year, revision_1_b, 0, 4),
    ENT_CODE_COLUMN("revtype21", ent_mid_dyad_year, revision_2_a, 0, 4),
    ENT_CODE_COLUMN("revtype22", ent_mid_dyad_year, revision_2_b, 0, 4),
    ENT_CODE_COLUMN("fatality1", ent_mid_dyad_year, fatality_a, 0, 6),
    ENT_CODE_COLUMN("fatality2", ent_mid_dyad_year, fatality_b, 0, 6),
    ENT_COLUMN("fatalpre1", ent_mid_dyad_year, deaths_a),
    ENT_COLUMN("fatalpre2", ent_mid_dyad_year, deaths_b),
    ENT_CODE_COLUMN("hiact1", ent_mid_dyad_year, highest_action_a, 0, 21),
    ENT_CODE_COLUMN("hiact2", ent_mid_dyad_year, highest_action_b, 0, 21),
    ENT_CODE_COLUMN("hostlev1", ent_mid_dyad_year, hostility_a, 1, 5),
    ENT_CODE_COLUMN("hostlev2", ent_mid_dyad_year, hostility_b, 1, 5),
    ENT_CODE_COLUMN("orig1", ent_mid_dyad_year, original_a, 0, 1),
    ENT_CODE_COLUMN("orig2", ent_mid_dyad_year, original_b, 0, 1),
    ENT_CODE_COLUMN("hiact", ent_mid_dyad_year, highest_action, 0, 21),
    ENT_CODE_COLUMN("hostlev", ent_mid_dyad_year, hostility, 1, 5),
    ENT_COLUMN("mindur", ent_mid_dyad_year, days_least),
    ENT_COLUMN("maxdur", ent_mid_dyad_year, days_most),
    ENT_CODE_COLUMN("outcome", ent_mid_dyad_year, outcome, 1, 9),
    ENT_CODE_COLUMN("settle", ent_mid_dyad_year, settlement, 1, 4),
    ENT_CODE_COLUMN("fatality", ent_mid_dyad_year, fatality, 0, 6),
    ENT_COLUMN("fatalpre", ent_mid_dyad_year, deaths),
    ENT_CODE_COLUMN("stmon", ent_mid_dyad_year, month, 1, 12),
    ENT_CODE_COLUMN("endmon", ent_mid_dyad_year, end_month, 1, 12),
    ENT_CODE_COLUMN("recip", ent_mid_dyad_year, reciprocated, 0, 1),
    ENT_COLUMN("numa", ent_mid_dyad_year, states_a),
    ENT_COLUMN("numb", ent_mid_dyad_year, states_b),
    ENT_CODE_COLUMN("ongo2010", ent_mid_dyad_year, unended, 0, 1),
    ENT_COLUMNS_END};

static void
read_dyad_year(ent_row *row, void *fact)
{
    const ent_mid_dyad_year *dyad = fact;

    ent_row_check_dyad(row, STATE_B, dyad->state_a, dyad->state_b);
}

const ent_importer ent_import_gml_mid_dyads = {
    .set = GML_MID("directed dyad-years", "gml-mid-dyads", "2.03 2.2.1", ENT_FACT_MID_DYAD_YEAR),
    .releases = RELEASES,
    .version_column = "version",
    .parties = ENT_SCHEME_CCODE,
    .columns = DYAD_YEAR,
    .read = read_dyad_year,
};

enum { START_DAY, START_MONTH, START_YEAR, END_DAY, END_MONTH, END_YEAR };

static const size_t START[] = {START_DAY, START_MONTH, START_YEAR};
static const size_t END[] = {END_DAY, END_MONTH, END_YEAR};

static const ent_row_column PARTICIPANT[] = {
    ENT_READ_COLUMN("stday"),
    ENT_READ_COLUMN("stmon"),
    ENT_READ_COLUMN("styear"),
    ENT_READ_COLUMN("endday"),
    ENT_READ_COLUMN("endmon"),
    ENT_READ_COLUMN("endyear"),
    ENT_COLUMN("dispnum", ent_mid_participant, dispute),
    ENT_COLUMN("ccode", ent_mid_participant, state),
    ENT_CODE_COLUMN("sidea", ent_mid_participant, side_a, 0, 1),
    ENT_CODE_COLUMN("hiact", ent_mid_participant, highest_action, 0, 21),
    ENT_CODE_COLUMN("orig", ent_mid_participant, original, 0, 1),
    ENT_COLUMN("obsid_start", ent_mid_participant, leader_start),
    ENT_COLUMN("obsid_end", ent_mid_participant, leader_end),
    ENT_COLUMNS_END};

static void
read_participant(ent_row *row, void *fact)
{
    ent_mid_participant *participant = fact;

    ent_row_spell(row, START, END, &participant->start, &participant->end);
}

const ent_importer ent_import_gml_mid_participants = {
    .set = GML_MID("participants by spell, with leaders", "gml-mid-participants", "2.2.1",
                   ENT_FACT_MID_PARTICIPANT),
    .releases = NEWEST,
    .parties = ENT_SCHEME_CCODE,
    .columns = PARTICIPANT,
    .read = read_participant,
};

static const ent_row_column DERIVED[] = {
    ENT_READ_COLUMN("dispnum"), ENT_READ_COLUMN("ccode1"),        ENT_READ_COLUMN("ccode2"),
    ENT_READ_COLUMN("year"),    ENT_READ_COLUMN("gmlmidongoing"), ENT_COLUMNS_END};

const ent_importer ent_import_gml_mid_derived = {
    .set = GML_MID("dyad-years, shortened", "gml-mid-derived", "2.2.1", ENT_FACT_MID_DYAD_YEAR),
    .skipped = "each of its rows and columns stands in the directed dyad-years: import that file",
    .releases = NEWEST,
    .columns = DERIVED,
};

static const ent_row_column DISPUTES[] = {ENT_READ_COLUMN("dispnum"), ENT_READ_COLUMN("styear"),
                                          ENT_READ_COLUMN("stmon"),   ENT_READ_COLUMN("outcome"),
                                          ENT_READ_COLUMN("settle"),  ENT_READ_COLUMN("fatality"),
                                          ENT_READ_COLUMN("hiact"),   ENT_READ_COLUMN("hostlev"),
                                          ENT_READ_COLUMN("recip"),   ENT_COLUMNS_END};

const ent_importer ent_import_gml_mid_disputes = {
    .set = GML_MID("disputes, shortened", "gml-mid-disputes", "2.2.1", ENT_FACT_MID),
    .skipped = "what it says of a dispute stands in the directed dyad-years: import that file",
    .lacks = " stday endyear ",
    .releases = NEWEST,
    .columns = DISPUTES,
};
