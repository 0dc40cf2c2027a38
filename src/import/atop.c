/*
 * atop.c - Alliance Treaty Obligations and Provisions
 *
 *   1. alliances     2. members by phase     3. years of dyads and of states
 *
 * What the set says: 0 in the three columns of an end is "in force on the last
 * day of the set".  A member has a spell for each phase of the treaty, with
 * its own obligations; two members of one alliance and phase owe each other
 * what their rows say on the days that both spells hold.  Only where
 * obligations vary by partner do the years of dyads say more.
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/importer.h"

#define ATOP(layout_, name_, versions_, kind_)                                                     \
    {                                                                                              \
        .name = (name_), .publisher = "Alliance Treaty Obligations and Provisions Project",        \
        .matter = "obligations", .layout = (layout_), .versions = (versions_),                     \
        .licence = "no open licence stated; citation required",                                    \
        .citation =                                                                                \
            "Leeds, Brett Ashley, Jeffrey M. Ritter, Sara McLaughlin Mitchell and Andrew G. "      \
            "Long. 2002. Alliance Treaty Obligations and Provisions, 1815-1944. International "    \
            "Interactions 28(3): 237-260.",                                                        \
        .bibtex =                                                                                  \
            "@article{leeds2002, author = {Leeds, Brett Ashley and Ritter, Jeffrey M. and "        \
            "Mitchell, Sara McLaughlin and Long, Andrew G.}, title = {Alliance Treaty "            \
            "Obligations and Provisions, 1815--1944}, journal = {International Interactions}, "    \
            "volume = {28}, number = {3}, pages = {237--260}, year = {2002}}",                     \
        .kind = (kind_),                                                                           \
    }

static const ent_release RELEASES[] = {{"4.01", "4.01", " v4.01 atop4_01 ", 20161231},
                                       {"4.01", "4.0100002", NULL, 20161231},
                                       {"5.1", "5.1", " atop5_1 ", 20181231},
                                       {NULL, NULL, NULL, 0}};

enum { START_DAY, START_MONTH, START_YEAR, END_DAY, END_MONTH, END_YEAR };

static const size_t START[] = {START_DAY, START_MONTH, START_YEAR};
static const size_t END[] = {END_DAY, END_MONTH, END_YEAR};

/* 1. alliances */

static const ent_row_column ALLIANCE[] = {
    ENT_READ_COLUMN("begday"),
    ENT_READ_COLUMN("begmo"),
    ENT_READ_COLUMN("begyr"),
    ENT_READ_COLUMN("endday"),
    ENT_READ_COLUMN("endmo"),
    ENT_READ_COLUMN("endyr"),
    ENT_READ_COLUMN("mem1"),
    ENT_COLUMN("atopid", ent_atop_alliance, alliance),
    ENT_COLUMN("cow4id", ent_atop_alliance, cow),
    ENT_COLUMN("ineffect", ent_atop_alliance, in_effect),
    ENT_COLUMN("bilat", ent_atop_alliance, bilateral),
    ENT_COLUMN("defense", ent_atop_alliance, defence),
    ENT_COLUMN("offense", ent_atop_alliance, offence),
    ENT_COLUMN("neutral", ent_atop_alliance, neutrality),
    ENT_COLUMN("nonagg", ent_atop_alliance, nonaggression),
    ENT_COLUMN("consul", ent_atop_alliance, consultation),
    ENT_COLUMN("conditio", ent_atop_alliance, conditional),
    ENT_COLUMN("asymm", ent_atop_alliance, asymmetric),
    ENT_COLUMN("pubsecr", ent_atop_alliance, secret),
    ENT_COLUMN("wartime", ent_atop_alliance, wartime),
    ENT_COLUMN("term", ent_atop_alliance, how_ended),
    ENT_COLUMN("length", ent_atop_alliance, length),
    ENT_COLUMN("specthrt", ent_atop_alliance, specific_threat),
    ENT_COLUMN("milcon", ent_atop_alliance, military_contact),
    ENT_COLUMN("milaid", ent_atop_alliance, military_aid),
    ENT_COLUMN("intcom", ent_atop_alliance, integrated_command),
    ENT_COLUMN("organ1", ent_atop_alliance, organisation),
    ENT_COLUMN("base", ent_atop_alliance, bases),
    ENT_COLUMN("contrib", ent_atop_alliance, contributions),
    ENT_COLUMN("armred", ent_atop_alliance, arms_reduction),
    ENT_COLUMN("ecaid", ent_atop_alliance, economic_aid),
    ENT_COLUMNS_END};

enum { ALLIANCE_DEFENCE = 11, MEMBER_DEFENCE = 9, DYAD_DEFENCE = 3 };

/* Obligations are 0 or 1 in five columns that follow each other. */
static void
check_flags(ent_row *row, size_t first, const int32_t flags[5])
{
    for (size_t i = 0; i < 5; i++) {
        if (flags[i] != 0 && flags[i] != 1 && flags[i] != ENT_NO_INTEGER) {
            ent_row_expect(row, first + i, "0 or 1");
        }
    }
}

static void
read_alliance(ent_row *row, void *fact)
{
    ent_atop_alliance *alliance = fact;
    const int32_t      flags[] = {alliance->defence, alliance->offence, alliance->neutrality,
                                  alliance->nonaggression, alliance->consultation};

    check_flags(row, ALLIANCE_DEFENCE, flags);
    ent_row_spell(row, START, END, &alliance->start, &alliance->end);
}

const ent_importer ent_import_atop_alliances = {
    .set = ATOP("alliances", "atop-alliances", "4.01 5.1", ENT_FACT_ATOP_ALLIANCE),
    .releases = RELEASES,
    .version_column = "version",
    .parties = ENT_SCHEME_CCODE,
    .columns = ALLIANCE,
    .read = read_alliance,
};

/* 2. members by phase */

static const ent_row_column MEMBER[] = {ENT_READ_COLUMN("dayent"),
                                        ENT_READ_COLUMN("moent"),
                                        ENT_READ_COLUMN("yrent"),
                                        ENT_READ_COLUMN("dayexit"),
                                        ENT_READ_COLUMN("moexit"),
                                        ENT_READ_COLUMN("yrexit"),
                                        ENT_COLUMN("atopid", ent_atop_member, alliance),
                                        ENT_COLUMN("member", ent_atop_member, state),
                                        ENT_COLUMN("phase", ent_atop_member, phase),
                                        ENT_COLUMN("defense", ent_atop_member, defence),
                                        ENT_COLUMN("offense", ent_atop_member, offence),
                                        ENT_COLUMN("neutral", ent_atop_member, neutrality),
                                        ENT_COLUMN("nonagg", ent_atop_member, nonaggression),
                                        ENT_COLUMN("consul", ent_atop_member, consultation),
                                        ENT_COLUMN("conditio", ent_atop_member, conditional),
                                        ENT_COLUMN("asymm", ent_atop_member, asymmetric),
                                        ENT_COLUMN("obvary", ent_atop_member, obligations_vary),
                                        ENT_COLUMN("termmode", ent_atop_member, how_ended),
                                        ENT_COLUMN("termcaus", ent_atop_member, why_ended),
                                        ENT_COLUMN("base", ent_atop_member, bases),
                                        ENT_COLUMN("milcon", ent_atop_member, military_contact),
                                        ENT_COLUMN("intcom", ent_atop_member, integrated_command),
                                        ENT_COLUMNS_END};

static void
read_member(ent_row *row, void *fact)
{
    ent_atop_member *member = fact;
    const int32_t    flags[] = {member->defence, member->offence, member->neutrality,
                                member->nonaggression, member->consultation};

    check_flags(row, MEMBER_DEFENCE, flags);
    ent_row_spell(row, START, END, &member->start, &member->end);
}

const ent_importer ent_import_atop_members = {
    .set = ATOP("member spells", "atop-members", "4.01 5.1", ENT_FACT_ATOP_MEMBER),
    .releases = RELEASES,
    .version_column = "version",
    .parties = ENT_SCHEME_CCODE,
    .columns = MEMBER,
    .read = read_member,
};

/* 3. years of dyads and of states */

static const ent_release YEAR_RELEASES[] = {{"5", NULL, NULL, 20181231}, {NULL, NULL, NULL, 0}};

static const ent_row_column DYAD_YEAR[] = {
    ENT_COLUMN("ccode1", ent_atop_dyad_year, state_a),
    ENT_COLUMN("ccode2", ent_atop_dyad_year, state_b),
    ENT_COLUMN("year", ent_atop_dyad_year, year),
    ENT_COLUMN("atop_defense", ent_atop_dyad_year, defence),
    ENT_COLUMN("atop_offense", ent_atop_dyad_year, offence),
    ENT_COLUMN("atop_neutral", ent_atop_dyad_year, neutrality),
    ENT_COLUMN("atop_nonagg", ent_atop_dyad_year, nonaggression),
    ENT_COLUMN("atop_consul", ent_atop_dyad_year, consultation),
    ENT_COLUMNS_END};

static void
read_dyad_year(ent_row *row, void *fact)
{
    const ent_atop_dyad_year *dyad = fact;
    const int32_t flags[] = {dyad->defence, dyad->offence, dyad->neutrality, dyad->nonaggression,
                             dyad->consultation};

    check_flags(row, DYAD_DEFENCE, flags);
    ent_row_check_dyad(row, 1, dyad->state_a, dyad->state_b);
}

const ent_importer ent_import_atop_dyad_years = {
    .set = ATOP("directed dyad-years", "atop-dyad-years", "5", ENT_FACT_ATOP_DYAD_YEAR),
    .releases = YEAR_RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = DYAD_YEAR,
    .read = read_dyad_year,
};

static const ent_row_column STATE_YEAR[] = {ENT_READ_COLUMN("state"),    ENT_READ_COLUMN("year"),
                                            ENT_READ_COLUMN("atopally"), ENT_READ_COLUMN("number"),
                                            ENT_READ_COLUMN("transyr"),  ENT_READ_COLUMN("atopid1"),
                                            ENT_READ_COLUMN("defense"),  ENT_COLUMNS_END};

const ent_importer ent_import_atop_state_years = {
    .set = ATOP("state-years", "atop-state-years", "5.1", ENT_FACT_ATOP_MEMBER),
    .skipped = "the years of the spells of members: import the member-level file (atop5_1m)",
    .releases = RELEASES,
    .version_column = "version",
    .columns = STATE_YEAR,
};
