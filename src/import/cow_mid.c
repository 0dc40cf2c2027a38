/*
 * cow_mid.c - COW Militarized Interstate Disputes: disputes, participants, incidents
 *
 * What the set says: a dispute that goes on at the end of the set has an end
 * that nobody saw, and stays open; an unknown day or month widens the spell to
 * the month or year.  Actions are 0 to 21, hostility 1 (none) to 5 (war), deaths by
 * class 0 to 6 and, where known, by number.  The directed dyad-years were made
 * from disputes and participants: they say who stood against whom in which year.
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/importer.h"

#define COW_MID(layout_, name_, kind_)                                                             \
    {                                                                                              \
        .name = (name_), .publisher = "Correlates of War Project", .matter = "disputes",           \
        .layout = (layout_), .versions = "5.0", .licence = ENT_LICENCE_COW,                        \
        .citation =                                                                                \
            "Palmer, Glenn, Roseanne W. McManus, Vito D'Orazio, Michael R. Kenwick, Mikaela "      \
            "Karstens, Chase Bloch, Nick Dietrich, Kayla Kahn, Kellan Ritter and Michael J. "      \
            "Soules. 2022. The MID5 Dataset, 2011-2014: Procedures, coding rules, and "            \
            "description. Conflict Management and Peace Science 39(4): 470-482.",                  \
        .bibtex =                                                                                  \
            "@article{palmer2022, author = {Palmer, Glenn and McManus, Roseanne W. and "           \
            "D'Orazio, Vito and Kenwick, Michael R. and Karstens, Mikaela and Bloch, Chase "       \
            "and Dietrich, Nick and Kahn, Kayla and Ritter, Kellan and Soules, Michael J.}, "      \
            "title = {The {MID5} Dataset, 2011--2014: Procedures, coding rules, and "              \
            "description}, journal = {Conflict Management and Peace Science}, volume = "           \
            "{39}, number = {4}, pages = {470--482}, year = {2022}}",                              \
        .kind = (kind_),                                                                           \
    }

static const ent_release RELEASES[] = {{"5.0", "5", NULL, 20141231}, {NULL, NULL, NULL, 0}};

enum { START_DAY, START_MONTH, START_YEAR, END_DAY, END_MONTH, END_YEAR };

static const size_t START[] = {START_DAY, START_MONTH, START_YEAR};
static const size_t END[] = {END_DAY, END_MONTH, END_YEAR};

#define SPELL_COLUMNS                                                                              \
    ENT_READ_COLUMN("stday"), ENT_READ_COLUMN("stmon"), ENT_READ_COLUMN("styear"),                 \
        ENT_READ_COLUMN("endday"), ENT_READ_COLUMN("endmon"), ENT_READ_COLUMN("endyear")

static const ent_row_column DISPUTE[] = {SPELL_COLUMNS,
                                         ENT_COLUMN("dispnum", ent_mid, dispute),
                                         ENT_CODE_COLUMN("outcome", ent_mid, outcome, 1, 9),
                                         ENT_CODE_COLUMN("settle", ent_mid, settlement, 1, 4),
                                         ENT_CODE_COLUMN("fatality", ent_mid, fatality, 0, 6),
                                         ENT_COLUMN("fatalpre", ent_mid, deaths),
                                         ENT_COLUMN("maxdur", ent_mid, days_most),
                                         ENT_COLUMN("mindur", ent_mid, days_least),
                                         ENT_CODE_COLUMN("hiact", ent_mid, highest_action, 0, 21),
                                         ENT_CODE_COLUMN("hostlev", ent_mid, hostility, 1, 5),
                                         ENT_CODE_COLUMN("recip", ent_mid, reciprocated, 0, 1),
                                         ENT_COLUMN("numa", ent_mid, states_a),
                                         ENT_COLUMN("numb", ent_mid, states_b),
                                         ENT_CODE_COLUMN("ongo2014", ent_mid, ongoing, 0, 1),
                                         ENT_COLUMNS_END};

static void
read_dispute(ent_row *row, void *fact)
{
    ent_mid *dispute = fact;

    ent_row_spell(row, START, END, &dispute->start, &dispute->end);
    if (dispute->ongoing == 1) {
        dispute->end = ENT_DAY_MAX;
    }
}

const ent_importer ent_import_cow_mid = {
    .set = COW_MID("disputes", "cow-mid", ENT_FACT_MID),
    .lacks = " ccode ",
    .releases = RELEASES,
    .version_column = "version",
    .parties = ENT_SCHEME_CCODE,
    .columns = DISPUTE,
    .read = read_dispute,
};

static const ent_row_column PARTICIPANT[] = {
    SPELL_COLUMNS,
    ENT_COLUMN("dispnum", ent_mid_participant, dispute),
    ENT_COLUMN("ccode", ent_mid_participant, state),
    ENT_CODE_COLUMN("sidea", ent_mid_participant, side_a, 0, 1),
    ENT_CODE_COLUMN("revstate", ent_mid_participant, revisionist, 0, 1),
    ENT_CODE_COLUMN("revtype1", ent_mid_participant, revision_1, 0, 4),
    ENT_CODE_COLUMN("revtype2", ent_mid_participant, revision_2, 0, 4),
    ENT_CODE_COLUMN("fatality", ent_mid_participant, fatality, 0, 6),
    ENT_COLUMN("fatalpre", ent_mid_participant, deaths),
    ENT_CODE_COLUMN("hiact", ent_mid_participant, highest_action, 0, 21),
    ENT_CODE_COLUMN("hostlev", ent_mid_participant, hostility, 1, 5),
    ENT_CODE_COLUMN("orig", ent_mid_participant, original, 0, 1),
    ENT_COLUMNS_END};

static void
read_participant(ent_row *row, void *fact)
{
    ent_mid_participant *participant = fact;

    ent_row_spell(row, START, END, &participant->start, &participant->end);
}

const ent_importer ent_import_cow_mid_participants = {
    .set = COW_MID("participants by spell", "cow-mid-participants", ENT_FACT_MID_PARTICIPANT),
    .lacks = " incidnum ",
    .releases = RELEASES,
    .version_column = "version",
    .parties = ENT_SCHEME_CCODE,
    .columns = PARTICIPANT,
    .read = read_participant,
};

static const ent_row_column INCIDENT[] = {
    SPELL_COLUMNS,
    ENT_COLUMN("dispnum", ent_mid_incident, dispute),
    ENT_COLUMN("incidnum", ent_mid_incident, incident),
    ENT_COLUMN("duration", ent_mid_incident, days),
    ENT_CODE_COLUMN("fatality", ent_mid_incident, fatality, 0, 6),
    ENT_COLUMN("fatalpre", ent_mid_incident, deaths),
    ENT_CODE_COLUMN("action", ent_mid_incident, action, 0, 21),
    ENT_CODE_COLUMN("hostlev", ent_mid_incident, hostility, 1, 5),
    ENT_COLUMN("numa", ent_mid_incident, states),
    ENT_COLUMNS_END};

static void
read_incident(ent_row *row, void *fact)
{
    ent_mid_incident *incident = fact;

    ent_row_spell(row, START, END, &incident->start, &incident->end);
}

const ent_importer ent_import_cow_mid_incidents = {
    .set = COW_MID("incidents", "cow-mid-incidents", ENT_FACT_MID_INCIDENT),
    .lacks = " ccode ",
    .releases = RELEASES,
    .version_column = "version",
    .parties = ENT_SCHEME_CCODE,
    .columns = INCIDENT,
    .read = read_incident,
};

static const ent_row_column INCIDENT_PARTICIPANT[] = {
    SPELL_COLUMNS,
    ENT_COLUMN("dispnum", ent_mid_incident_participant, dispute),
    ENT_COLUMN("incidnum", ent_mid_incident_participant, incident),
    ENT_COLUMN("ccode", ent_mid_incident_participant, state),
    ENT_CODE_COLUMN("insidea", ent_mid_incident_participant, side_a_of_incident, 0, 1),
    ENT_CODE_COLUMN("sidea", ent_mid_incident_participant, side_a, 0, 1),
    ENT_CODE_COLUMN("fatality", ent_mid_incident_participant, fatality, 0, 6),
    ENT_COLUMN("fatalpre", ent_mid_incident_participant, deaths),
    ENT_CODE_COLUMN("action", ent_mid_incident_participant, action, 0, 21),
    ENT_CODE_COLUMN("hostlev", ent_mid_incident_participant, hostility, 1, 5),
    ENT_CODE_COLUMN("revtype1", ent_mid_incident_participant, revision_1, 0, 4),
    ENT_CODE_COLUMN("revtype2", ent_mid_incident_participant, revision_2, 0, 4),
    ENT_COLUMNS_END};

static void
read_incident_participant(ent_row *row, void *fact)
{
    ent_mid_incident_participant *participant = fact;

    ent_row_spell(row, START, END, &participant->start, &participant->end);
}

const ent_importer ent_import_cow_mid_incident_participants = {
    .set = COW_MID("participants of incidents", "cow-mid-incident-participants",
                   ENT_FACT_MID_INCIDENT_PARTICIPANT),
    .releases = RELEASES,
    .version_column = "version",
    .parties = ENT_SCHEME_CCODE,
    .columns = INCIDENT_PARTICIPANT,
    .read = read_incident_participant,
};

enum { STATE_B };

static const ent_row_column DYAD_YEAR[] = {
    ENT_COLUMN("ccode2", ent_mid_dyad_year, state_b),
    ENT_COLUMN("dispnum", ent_mid_dyad_year, dispute),
    ENT_COLUMN("ccode1", ent_mid_dyad_year, state_a),
    ENT_COLUMN("year", ent_mid_dyad_year, year),
    ENT_CODE_COLUMN("cowmidongoing", ent_mid_dyad_year, ongoing, 0, 1),
    ENT_CODE_COLUMN("cowmidonset", ent_mid_dyad_year, onset, 0, 1),
    ENT_CODE_COLUMN("sidea1", ent_mid_dyad_year, side_a, 0, 1),
    ENT_CODE_COLUMN("sidea2", ent_mid_dyad_year, side_b, 0, 1),
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
    ENT_CODE_COLUMN("fatality", ent_mid_dyad_year, fatality, 0, 6),
    ENT_CODE_COLUMN("hostlev", ent_mid_dyad_year, hostility, 1, 5),
    ENT_COLUMN("mindur", ent_mid_dyad_year, days_least),
    ENT_COLUMN("maxdur", ent_mid_dyad_year, days_most),
    ENT_CODE_COLUMN("recip", ent_mid_dyad_year, reciprocated, 0, 1),
    ENT_CODE_COLUMN("stmon", ent_mid_dyad_year, month, 1, 12),
    ENT_COLUMNS_END};

static void
read_dyad_year(ent_row *row, void *fact)
{
    const ent_mid_dyad_year *dyad = fact;

    ent_row_check_dyad(row, STATE_B, dyad->state_a, dyad->state_b);
}

static const ent_release DYAD_RELEASES[] = {{"5.0", NULL, NULL, 20141231}, {NULL, NULL, NULL, 0}};

const ent_importer ent_import_cow_mid_dyads = {
    .set = COW_MID("directed dyad-years", "cow-mid-dyads", ENT_FACT_MID_DYAD_YEAR),
    .releases = DYAD_RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = DYAD_YEAR,
    .read = read_dyad_year,
};
