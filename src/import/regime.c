/*
 * regime.c - regime indices of state-years: Polity, V-Dem, and tables that join them
 *
 * A Polity score runs from -10 to 10, so that -7, -8 and -9 are values; -66
 * (interruption), -77 (collapse) and -88 (transition) are no scores.  The file
 * of Polity carries the publisher's own numbers, which differ from everyone
 * else's (364, 529, 769, 818 ...), and beside them Gleditsch-Ward numbers:
 * these are read.  The table of V-Dem's index has rows of countries without a
 * number, and no names.
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/importer.h"

enum { LEAST_POLITY = -10, MOST_POLITY = 10 };

static void
check_share(ent_row *row, size_t index, double share)
{
    if (share > 1) {
        ent_row_expect(row, index, "a share from 0 to 1");
    }
}

/* 1. Polity */

enum { POLITY_GW, POLITY_SCORE, POLITY_SCORE2, POLITY_DEMOCRACY, POLITY_AUTOCRACY };

static void
read_polity(ent_row *row, void *fact)
{
    ent_regime *regime = fact;

    ent_row_check_party(row, POLITY_GW, regime->state);
    regime->polity = ent_row_integer(row, POLITY_SCORE, LEAST_POLITY, MOST_POLITY);
    regime->polity2 = ent_row_integer(row, POLITY_SCORE2, LEAST_POLITY, MOST_POLITY);
    regime->democracy = ent_row_integer(row, POLITY_DEMOCRACY, 0, MOST_POLITY);
    regime->autocracy = ent_row_integer(row, POLITY_AUTOCRACY, 0, MOST_POLITY);
}

static const ent_release POLITY_RELEASES[] = {{"2018", NULL, NULL, 20181231},
                                              {NULL, NULL, NULL, 0}};

static const ent_row_column POLITY[] = {ENT_COLUMN("GWn", ent_regime, state),
                                        ENT_READ_COLUMN("polity"),
                                        ENT_READ_COLUMN("polity2"),
                                        ENT_READ_COLUMN("democ"),
                                        ENT_READ_COLUMN("autoc"),
                                        ENT_COLUMN("year", ent_regime, year),
                                        ENT_COLUMN("durable", ent_regime, durable),
                                        ENT_READ_COLUMN("p5"),
                                        ENT_READ_COLUMN("cyear"),
                                        ENT_COLUMNS_END};

#define POLITY_CITATION                                                                            \
    "Marshall, Monty G. and Ted Robert Gurr. 2020. Polity5: Political Regime Characteristics and " \
    "Transitions, 1800-2018. Dataset Users' Manual. Vienna, VA: Center for Systemic Peace."
#define VDEM_CITATION                                                                              \
    "Coppedge, Michael, John Gerring, Carl Henrik Knutsen, Staffan I. Lindberg, Jan Teorell and "  \
    "others. V-Dem Country-Year Dataset. Varieties of Democracy (V-Dem) Project."
#define UDS_CITATION                                                                               \
    "Marquez, Xavier. 2016. A Quick Method for Extending the Unified Democracy Scores. SSRN "      \
    "2753830."

const ent_importer ent_import_polity5 = {
    .set = {"polity5", "Center for Systemic Peace", "regime", "state-years", "2018",
            "free for non-commercial use with citation", POLITY_CITATION,
            "@techreport{marshall2020, author = {Marshall, Monty G. and Gurr, Ted Robert}, title = "
            "{Polity5: Political Regime Characteristics and Transitions, 1800--2018. Dataset "
            "Users' Manual}, institution = {Center for Systemic Peace}, address = {Vienna, VA}, "
            "year = {2020}}",
            ENT_FACT_REGIME},
    .releases = POLITY_RELEASES,
    .parties = ENT_SCHEME_GW,
    .columns = POLITY,
    .read = read_polity,
};

/* 2. V-Dem */

enum { VDEM_COW, VDEM_POLYARCHY };

static void
read_vdem(ent_row *row, void *fact)
{
    ent_regime *regime = fact;

    if (ent_row_missing(row, VDEM_COW)) {
        ent_row_unmatched(row, VDEM_COW, "unmatched COWcode: the row names no country");
    }
    check_share(row, VDEM_POLYARCHY, regime->polyarchy);
}

static const ent_release VDEM_RELEASES[] = {
    {"9", NULL, NULL, 20181231}, {"10", NULL, NULL, 20191231}, {NULL, NULL, NULL, 0}};

static const ent_row_column VDEM[] = {ENT_COLUMN("COWcode", ent_regime, state),
                                      ENT_COLUMN("v2x_polyarchy", ent_regime, polyarchy),
                                      ENT_COLUMN("year", ent_regime, year), ENT_COLUMNS_END};

const ent_importer ent_import_vdem = {
    .set = {"vdem", "V-Dem Project", "regime", "state-years of the electoral democracy index",
            "9 10", "CC BY-SA 4.0", VDEM_CITATION,
            "@misc{vdem, author = {Coppedge, Michael and Gerring, John and Knutsen, Carl Henrik "
            "and Lindberg, Staffan I. and Teorell, Jan and others}, title = {{V-Dem} Country-Year "
            "Dataset}, publisher = {Varieties of Democracy ({V-Dem}) Project}}",
            ENT_FACT_REGIME},
    .releases = VDEM_RELEASES,
    .year_column = "year",
    .parties = ENT_SCHEME_CCODE,
    .columns = VDEM,
    .read = read_vdem,
};

/* 3. tables that join the indices by COW state-year */

enum { JOINED_CCODE, JOINED_POLITY2, JOINED_POLYARCHY };

static void
read_joined(ent_row *row, void *fact)
{
    ent_regime *regime = fact;

    ent_row_check_party(row, JOINED_CCODE, regime->state);
    regime->polity2 = ent_row_integer(row, JOINED_POLITY2, LEAST_POLITY, MOST_POLITY);
    check_share(row, JOINED_POLYARCHY, regime->polyarchy);
}

#define JOINED_CITATION(joiner)                                                                    \
    POLITY_CITATION " " VDEM_CITATION " " UDS_CITATION " Joined in " joiner

static const ent_release PEACESCIENCER_RELEASES[] = {{"2020", NULL, NULL, 20201231},
                                                     {NULL, NULL, NULL, 0}};

static const ent_row_column PEACESCIENCER[] = {ENT_COLUMN("ccode", ent_regime, state),
                                               ENT_READ_COLUMN("polity2"),
                                               ENT_COLUMN("v2x_polyarchy", ent_regime, polyarchy),
                                               ENT_COLUMN("year", ent_regime, year),
                                               ENT_SIGNED_COLUMN("xm_qudsest", ent_regime, uds),
                                               ENT_COLUMNS_END};

const ent_importer ent_import_peacesciencer_democracy = {
    .set = {"peacesciencer-democracy", "Marshall and Gurr; V-Dem Project; Marquez", "regime",
            "state-years of three indices", "2020", "as its sources; the R package is GPL-2",
            JOINED_CITATION(
                "Miller, Steven V. 2022. peacesciencer: An R Package for Quantitative Peace "
                "Science Research. Conflict Management and Peace Science 39(6): 755-779."),
            "@article{miller2022, author = {Miller, Steven V.}, title = {peacesciencer: An {R} "
            "Package for Quantitative Peace Science Research}, journal = {Conflict Management and "
            "Peace Science}, volume = {39}, number = {6}, pages = {755--779}, year = {2022}}",
            ENT_FACT_REGIME},
    .releases = PEACESCIENCER_RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = PEACESCIENCER,
    .read = read_joined,
};

static const ent_release ISARD_RELEASES[] = {{"2025", NULL, NULL, 20251231}, {NULL, NULL, NULL, 0}};

static const ent_row_column ISARD[] = {ENT_COLUMN("ccode", ent_regime, state),
                                       ENT_READ_COLUMN("polity2"),
                                       ENT_COLUMN("v2x_polyarchy", ent_regime, polyarchy),
                                       ENT_COLUMN("year", ent_regime, year),
                                       ENT_SIGNED_COLUMN("euds", ent_regime, uds),
                                       ENT_SIGNED_COLUMN("aeuds", ent_regime, uds_adjusted),
                                       ENT_COLUMNS_END};

const ent_importer ent_import_isard_democracy = {
    .set = {"isard-democracy", "Marshall and Gurr; V-Dem Project; Marquez", "regime",
            "state-years of four indices", "2025", "as its sources; the R package is GPL",
            JOINED_CITATION("Miller, Steven V. isard: data sets for international relations. R "
                            "package."),
            "@misc{isard, author = {Miller, Steven V.}, title = {isard: data sets for "
            "international relations}, note = {R package; joins Polity, V-Dem and the extended "
            "Unified Democracy Scores}}",
            ENT_FACT_REGIME},
    .releases = ISARD_RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = ISARD,
    .read = read_joined,
};
