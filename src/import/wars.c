/*
 * wars.c - inter-state wars: participants, and directed dyads by year
 *
 * A participant that left a war and came back has two spells in one row: two
 * facts.  Its deaths are of both, and stand with the first.  The Directed Dyadic
 * War set dates the dyad, not the war; a month 24 and a year 19118 in it are
 * slips of its publisher, and set aside.
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/importer.h"

#define RESORT_TO_WAR(layout_, name_, kind_)                                                       \
    {                                                                                              \
        .name = (name_), .publisher = "Correlates of War Project", .matter = "wars",               \
        .layout = (layout_), .versions = "4.0", .licence = ENT_LICENCE_COW,                        \
        .citation = "Sarkees, Meredith Reid and Frank Whelon Wayman. 2010. Resort to War: "        \
                    "1816-2007. Washington, DC: CQ Press. Correlates of War Inter-State War "      \
                    "Data, version 4.0.",                                                          \
        .bibtex = "@book{sarkees2010, author = {Sarkees, Meredith Reid and Wayman, Frank "         \
                  "Whelon}, title = {Resort to War: 1816--2007}, publisher = {CQ Press}, address " \
                  "= {Washington, DC}, year = {2010}}",                                            \
        .kind = (kind_),                                                                           \
    }

static const ent_release RELEASES[] = {{"4.0", NULL, NULL, 20071231}, {NULL, NULL, NULL, 0}};

enum {
    START_DAY,
    START_MONTH,
    START_YEAR,
    END_DAY,
    END_MONTH,
    END_YEAR,
    AGAIN_DAY,
    AGAIN_MONTH,
    AGAIN_YEAR,
    LAST_DAY,
    LAST_MONTH,
    LAST_YEAR,
    FROM_WAR,
    TO_WAR
};

static const size_t START[] = {START_DAY, START_MONTH, START_YEAR};
static const size_t END[] = {END_DAY, END_MONTH, END_YEAR};
static const size_t AGAIN[] = {AGAIN_DAY, AGAIN_MONTH, AGAIN_YEAR};
static const size_t LAST[] = {LAST_DAY, LAST_MONTH, LAST_YEAR};

static const ent_row_column PARTICIPANT[] = {ENT_READ_COLUMN("StartDay1"),
                                             ENT_READ_COLUMN("StartMonth1"),
                                             ENT_READ_COLUMN("StartYear1"),
                                             ENT_READ_COLUMN("EndDay1"),
                                             ENT_READ_COLUMN("EndMonth1"),
                                             ENT_READ_COLUMN("EndYear1"),
                                             ENT_READ_COLUMN("StartDay2"),
                                             ENT_READ_COLUMN("StartMonth2"),
                                             ENT_READ_COLUMN("StartYear2"),
                                             ENT_READ_COLUMN("EndDay2"),
                                             ENT_READ_COLUMN("EndMonth2"),
                                             ENT_READ_COLUMN("EndYear2"),
                                             ENT_READ_COLUMN("TransFrom"),
                                             ENT_READ_COLUMN("TransTo"),
                                             ENT_COLUMN("WarNum", ent_war, war),
                                             ENT_COLUMN("WarName", ent_war, name),
                                             ENT_CODE_COLUMN("WarType", ent_war, kind, 1, 9),
                                             ENT_COLUMN("ccode", ent_war, state),
                                             ENT_CODE_COLUMN("Side", ent_war, side, 1, 2),
                                             ENT_CODE_COLUMN("WhereFought", ent_war, region, 1, 19),
                                             ENT_CODE_COLUMN("Initiator", ent_war, initiator, 1, 2),
                                             ENT_CODE_COLUMN("Outcome", ent_war, outcome, 1, 8),
                                             ENT_COLUMN("BatDeath", ent_war, deaths),
                                             ENT_COLUMNS_END};

/* The numbers of wars that it came from or became: -8 is none. */
static const char *
read_wars(ent_row *row, size_t index)
{
    return ent_row_missing(row, index) ? NULL : ent_row_text(row, index);
}

static void
read_participant(ent_row *row, void *fact)
{
    ent_war *war = fact;
    ent_day  from, to;

    war->spell = 1;
    war->from_war = read_wars(row, FROM_WAR);
    war->to_war = read_wars(row, TO_WAR);
    ent_row_spell(row, START, END, &war->start, &war->end);
    if (!ent_row_missing(row, AGAIN_YEAR)) {
        ent_row_spell(row, AGAIN, LAST, &from, &to);
        if (!row->bad && from < war->end) {
            ent_row_expect(row, AGAIN_YEAR, "a second spell after the first");
        }
    }
}

static ent_status
hand_over_spells(ent_ctx *ctx, ent_row *row, void *fact, const ent_fact_sink *sink)
{
    ent_war   *war = fact;
    ent_status status = sink->fact(ctx, sink->user, ENT_FACT_WAR, war);

    if (status != ENT_OK || ent_row_missing(row, AGAIN_YEAR)) {
        return status;
    }
    war->spell = 2;
    war->deaths = ENT_NO_INTEGER;
    ent_row_spell(row, AGAIN, LAST, &war->start, &war->end);
    return sink->fact(ctx, sink->user, ENT_FACT_WAR, war);
}

const ent_importer ent_import_cow_wars = {
    .set = RESORT_TO_WAR("participants by spell", "cow-wars", ENT_FACT_WAR),
    .releases = RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = PARTICIPANT,
    .read = read_participant,
    .hand_over = hand_over_spells,
};

static const ent_row_column OPPONENTS[] = {
    ENT_READ_COLUMN("warnum"), ENT_READ_COLUMN("ccode1"),          ENT_READ_COLUMN("ccode2"),
    ENT_READ_COLUMN("year"),   ENT_READ_COLUMN("cowinterongoing"), ENT_COLUMNS_END};

const ent_importer ent_import_cow_wars_derived = {
    .set = RESORT_TO_WAR("directed dyad-years", "cow-wars-derived", ENT_FACT_WAR_DYAD),
    .skipped = "each pair of opponents by year, derived by others from the spells of the "
               "participants: import the publisher's file",
    .releases = RELEASES,
    .columns = OPPONENTS,
};

enum { STATE_B = 6 };

static const ent_row_column DYAD[] = {
    ENT_READ_COLUMN("warstrtday"),
    ENT_READ_COLUMN("warstrtmnth"),
    ENT_READ_COLUMN("warstrtyr"),
    ENT_READ_COLUMN("warenday"),
    ENT_READ_COLUMN("warendmnth"),
    ENT_READ_COLUMN("warendyr"),
    ENT_COLUMN("stateb", ent_war_dyad, state_b),
    ENT_COLUMN("warnum", ent_war_dyad, war),
    ENT_COLUMN("disno", ent_war_dyad, dispute),
    ENT_COLUMN("dyindex", ent_war_dyad, dyad),
    ENT_COLUMN("statea", ent_war_dyad, state_a),
    ENT_COLUMN("year", ent_war_dyad, year),
    ENT_COLUMN("durindx", ent_war_dyad, year_of_war),
    ENT_CODE_COLUMN("warolea", ent_war_dyad, role_a, 1, 4),
    ENT_CODE_COLUMN("waroleb", ent_war_dyad, role_b, 1, 4),
    ENT_CODE_COLUMN("wardyadrolea", ent_war_dyad, dyad_role_a, 1, 4),
    ENT_CODE_COLUMN("wardyadroleb", ent_war_dyad, dyad_role_b, 1, 4),
    ENT_CODE_COLUMN("outcomea", ent_war_dyad, outcome, 1, 8),
    ENT_COLUMN("batdtha", ent_war_dyad, deaths_a),
    ENT_COLUMN("batdthb", ent_war_dyad, deaths_b),
    ENT_COLUMN("batdths", ent_war_dyad, deaths),
    ENT_COLUMN("changes_1", ent_war_dyad, change),
    ENT_COLUMNS_END};

static void
read_dyad(ent_row *row, void *fact)
{
    ent_war_dyad *dyad = fact;

    ent_row_check_dyad(row, STATE_B, dyad->state_a, dyad->state_b);
    ent_row_spell(row, START, END, &dyad->start, &dyad->end);
}

static const ent_release DYAD_RELEASES[] = {{"4.01", NULL, NULL, 20031231}, {NULL, NULL, NULL, 0}};

const ent_importer ent_import_maoz_war_dyads = {
    .set = {"maoz-war-dyads", "Maoz, Johnson, Kaplan, Ogunkoya and Shreve", "wars",
            "directed dyad-years", "4.01", ENT_LICENCE_COW,
            "Maoz, Zeev, Paul L. Johnson, Jasper Kaplan, Fiona Ogunkoya and Aaron P. Shreve. 2019. "
            "The Dyadic Militarized Interstate Disputes (MIDs) Dataset Version 3.0: Logic, "
            "Characteristics, and Comparisons to Alternative Datasets. Journal of Conflict "
            "Resolution 63(3): 811-835. Directed Dyadic Interstate War Dataset.",
            "@article{maoz2019, author = {Maoz, Zeev and Johnson, Paul L. and Kaplan, Jasper and "
            "Ogunkoya, Fiona and Shreve, Aaron P.}, title = {The Dyadic Militarized Interstate "
            "Disputes ({MIDs}) Dataset Version 3.0: Logic, Characteristics, and Comparisons to "
            "Alternative Datasets}, journal = {Journal of Conflict Resolution}, volume = {63}, "
            "number = {3}, pages = {811--835}, year = {2019}}",
            ENT_FACT_WAR_DYAD},
    .releases = DYAD_RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = DYAD,
    .read = read_dyad,
};
