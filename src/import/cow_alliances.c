/*
 * cow_alliances.c - COW Formal Alliances
 *
 * What the set says: a blank end with right_censor 1 is "still in force on the
 * last day of the set"; the four flags do not exclude each other; an entente
 * is an obligation to consult; the set codes no offence.  A spell that ends
 * the day before it starts (1954, 1990) and a pair of codes of one state (678
 * and 679) are no facts: they are set aside.  The directed spells and the
 * years hold nothing that the spells of dyads and members do not.
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/importer.h"

#define COW_ALLIANCES(layout_, name_, kind_)                                                       \
    {                                                                                              \
        .name = (name_), .publisher = "Correlates of War Project", .matter = "obligations",        \
        .layout = (layout_), .versions = "4.1", .licence = ENT_LICENCE_COW,                        \
        .citation = "Gibler, Douglas M. 2009. International Military Alliances, 1648-2008. "       \
                    "Washington, DC: CQ Press. Correlates of War Formal Alliances, version 4.1.",  \
        .bibtex = "@book{gibler2009, author = {Gibler, Douglas M.}, title = {International "       \
                  "Military Alliances, 1648--2008}, publisher = {CQ Press}, address = "            \
                  "{Washington, DC}, year = {2009}}",                                              \
        .kind = (kind_),                                                                           \
    }

static const ent_release RELEASES[] = {{"4.1", "4.1", " v4.1 ", 20121231}, {NULL, NULL, NULL, 0}};

enum {
    START_DAY,
    START_MONTH,
    START_YEAR,
    END_DAY,
    END_MONTH,
    END_YEAR,
    ALLIANCE_START_DAY,
    ALLIANCE_START_MONTH,
    ALLIANCE_START_YEAR,
    ALLIANCE_END_DAY,
    ALLIANCE_END_MONTH,
    ALLIANCE_END_YEAR
};

static const size_t START[] = {START_DAY, START_MONTH, START_YEAR};
static const size_t END[] = {END_DAY, END_MONTH, END_YEAR};
static const size_t ALLIANCE_START[] = {ALLIANCE_START_DAY, ALLIANCE_START_MONTH,
                                        ALLIANCE_START_YEAR};
static const size_t ALLIANCE_END[] = {ALLIANCE_END_DAY, ALLIANCE_END_MONTH, ALLIANCE_END_YEAR};

static const ent_row_column DYAD[] = {ENT_READ_COLUMN("dyad_st_day"),
                                      ENT_READ_COLUMN("dyad_st_month"),
                                      ENT_READ_COLUMN("dyad_st_year"),
                                      ENT_READ_COLUMN("dyad_end_day"),
                                      ENT_READ_COLUMN("dyad_end_month"),
                                      ENT_READ_COLUMN("dyad_end_year"),
                                      ENT_COLUMN("version4id", ent_alliance, alliance),
                                      ENT_COLUMN("ccode1", ent_alliance, state_a),
                                      ENT_COLUMN("ccode2", ent_alliance, state_b),
                                      ENT_COLUMN("defense", ent_alliance, defence),
                                      ENT_COLUMN("neutrality", ent_alliance, neutrality),
                                      ENT_COLUMN("nonaggression", ent_alliance, nonaggression),
                                      ENT_COLUMN("entente", ent_alliance, consultation),
                                      ENT_COLUMN("asymmetric", ent_alliance, asymmetric),
                                      ENT_COLUMNS_END};

static void
read_dyad(ent_row *row, void *fact)
{
    ent_alliance *alliance = fact;

    ent_row_check_dyad(row, 8, alliance->state_a, alliance->state_b);
    ent_row_spell(row, START, END, &alliance->start, &alliance->end);
}

const ent_importer ent_import_cow_alliances = {
    .set = COW_ALLIANCES("dyad spells", "cow-alliances", ENT_FACT_ALLIANCE),
    .lacks = " year ",
    .releases = RELEASES,
    .version_column = "version",
    .parties = ENT_SCHEME_CCODE,
    .columns = DYAD,
    .read = read_dyad,
};

static const ent_row_column MEMBER[] = {
    ENT_READ_COLUMN("mem_st_day"),
    ENT_READ_COLUMN("mem_st_month"),
    ENT_READ_COLUMN("mem_st_year"),
    ENT_READ_COLUMN("mem_end_day"),
    ENT_READ_COLUMN("mem_end_month"),
    ENT_READ_COLUMN("mem_end_year"),
    ENT_READ_COLUMN("all_st_day"),
    ENT_READ_COLUMN("all_st_month"),
    ENT_READ_COLUMN("all_st_year"),
    ENT_READ_COLUMN("all_end_day"),
    ENT_READ_COLUMN("all_end_month"),
    ENT_READ_COLUMN("all_end_year"),
    ENT_COLUMN("version4id", ent_alliance_member, alliance),
    ENT_COLUMN("ccode", ent_alliance_member, state),
    ENT_COLUMN("ss_type", ent_alliance_member, kind),
    ENT_COLUMN("defense", ent_alliance_member, defence),
    ENT_COLUMN("neutrality", ent_alliance_member, neutrality),
    ENT_COLUMN("nonaggression", ent_alliance_member, nonaggression),
    ENT_COLUMN("entente", ent_alliance_member, consultation),
    ENT_COLUMNS_END};

static void
read_member(ent_row *row, void *fact)
{
    ent_alliance_member *member = fact;

    ent_row_spell(row, START, END, &member->start, &member->end);
    ent_row_spell(row, ALLIANCE_START, ALLIANCE_END, &member->alliance_start,
                  &member->alliance_end);
}

const ent_importer ent_import_cow_alliances_members = {
    .set = COW_ALLIANCES("member spells", "cow-alliances-members", ENT_FACT_ALLIANCE_MEMBER),
    .lacks = " year ",
    .releases = RELEASES,
    .version_column = "version",
    .parties = ENT_SCHEME_CCODE,
    .columns = MEMBER,
    .read = read_member,
};

static const ent_row_column DIRECTED[] = {
    ENT_READ_COLUMN("version4id"),   ENT_READ_COLUMN("ccode1"),  ENT_READ_COLUMN("ccode2"),
    ENT_READ_COLUMN("dyad_st_year"), ENT_READ_COLUMN("defense"), ENT_COLUMNS_END};

const ent_importer ent_import_cow_alliances_directed = {
    .set = COW_ALLIANCES("directed dyad spells", "cow-alliances-directed", ENT_FACT_ALLIANCE),
    .skipped = "each of its spells stands in the file of dyad spells: import that one",
    .lacks = " year asymmetric ",
    .releases = RELEASES,
    .version_column = "version",
    .columns = DIRECTED,
};

static const ent_row_column YEARS[] = {ENT_READ_COLUMN("version4id"), ENT_READ_COLUMN("year"),
                                       ENT_READ_COLUMN("defense"), ENT_READ_COLUMN("entente"),
                                       ENT_COLUMNS_END};

const ent_importer ent_import_cow_alliances_years = {
    .set = COW_ALLIANCES("years", "cow-alliances-years", ENT_FACT_ALLIANCE),
    .skipped = "the years of the spells: import the file of dyad spells or of member spells",
    .releases = RELEASES,
    .version_column = "version",
    .columns = YEARS,
};

static const ent_row_column DERIVED[] = {
    ENT_READ_COLUMN("ccode1"),      ENT_READ_COLUMN("ccode2"),
    ENT_READ_COLUMN("year"),        ENT_READ_COLUMN("cow_defense"),
    ENT_READ_COLUMN("cow_neutral"), ENT_READ_COLUMN("cow_nonagg"),
    ENT_READ_COLUMN("cow_entente"), ENT_COLUMNS_END};

const ent_importer ent_import_cow_alliances_derived = {
    .set = COW_ALLIANCES("directed dyad-years", "cow-alliances-derived", ENT_FACT_ALLIANCE),
    .skipped = "derived by others from the spells of dyads: import the publisher's file",
    .releases = RELEASES,
    .columns = DERIVED,
};
