/*
 * distance.c - how far states are from each other, and where their capitals are
 *
 *   1. least distance by spell (CShapes)     2. capitals by spell
 *   3. distances and cities without dates (CEPII)
 *
 * A spell into the last year of its set has an end that nobody saw: it stays open.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/date.h"
#include "import/importer.h"

/* 1. least distance by spell */

enum { START, END, CCODE2, FIRST_YEAR = 1886, LAST_YEAR = 2019 };

static const ent_release CSHAPES_RELEASES[] = {{"2.0", NULL, NULL, 20191231},
                                               {NULL, NULL, NULL, 0}};

static const ent_row_column CSHAPES[] = {ENT_READ_COLUMN("styear"),
                                         ENT_READ_COLUMN("endyear"),
                                         ENT_COLUMN("ccode2", ent_distance, state_b),
                                         ENT_COLUMN("ccode1", ent_distance, state_a),
                                         ENT_COLUMN("mindist", ent_distance, kilometres),
                                         ENT_COLUMNS_END};

static void
read_spell(ent_row *row, void *fact)
{
    ent_distance *distance = fact;
    int32_t       start = ent_row_integer(row, START, FIRST_YEAR, LAST_YEAR);
    int32_t       end = ent_row_integer(row, END, FIRST_YEAR, LAST_YEAR);

    ent_row_check_dyad(row, CCODE2, distance->state_a, distance->state_b);
    if (start == ENT_NO_INTEGER) {
        ent_row_expect(row, START, "a year");
    }
    if (end == ENT_NO_INTEGER || end < start) {
        ent_row_expect(row, END, "a year not before the start");
    }
    if (row->bad) {
        return;
    }
    distance->start = ent_date_day(start, 1, 1);
    distance->end = end == LAST_YEAR ? ENT_DAY_MAX : ent_date_day(end + 1, 1, 1);
}

const ent_importer ent_import_cshapes_distances = {
    .set = {"cshapes-distances", "CShapes", "distance", "dyad spells", "2.0",
            "computed from CShapes by the R package peacesciencer (GPL-2)",
            "Schvitz, Guy, Luc Girardin, Seraina Ruegger, Nils B. Weidmann, Lars-Erik Cederman "
            "and Kristian Skrede Gleditsch. 2022. Mapping the International System, 1886-2019: "
            "The CShapes 2.0 Dataset. Journal of Conflict Resolution 66(1): 144-161.",
            "@article{schvitz2022, author = {Schvitz, Guy and Girardin, Luc and R{\\\"u}egger, "
            "Seraina and Weidmann, Nils B. and Cederman, Lars-Erik and Gleditsch, Kristian "
            "Skrede}, title = {Mapping the International System, 1886--2019: The {CShapes} 2.0 "
            "Dataset}, journal = {Journal of Conflict Resolution}, volume = {66}, number = {1}, "
            "pages = {144--161}, year = {2022}}",
            ENT_FACT_DISTANCE},
    .releases = CSHAPES_RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = CSHAPES,
    .read = read_spell,
};

/* 2. capitals by spell */

enum { CAPITALS_LAST = 20241231 };

static const ent_release CAPITALS_RELEASES[] = {{"2024", NULL, NULL, CAPITALS_LAST},
                                                {NULL, NULL, NULL, 0}};

static const ent_row_column CAPITALS[] = {ENT_COLUMN("stdate", ent_capital, start),
                                          ENT_COLUMN("enddate", ent_capital, end),
                                          ENT_COLUMN("ccode", ent_capital, state),
                                          ENT_COLUMN("capital", ent_capital, capital),
                                          ENT_SIGNED_COLUMN("lat", ent_capital, latitude),
                                          ENT_SIGNED_COLUMN("lng", ent_capital, longitude),
                                          ENT_COLUMNS_END};

static void
read_capital(ent_row *row, void *fact)
{
    ent_capital *capital = fact;

    ent_row_check_spell(row, END, capital->start, capital->end);
    if (capital->end > ent_date_day(CAPITALS_LAST / 10000, 12, 31)) {
        capital->end = ENT_DAY_MAX;
    }
}

const ent_importer ent_import_capitals = {
    .set = {"capitals", "Miller", "capitals", "state spells", "2024",
            "the R package peacesciencer (GPL-2)",
            "Miller, Steven V. 2022. peacesciencer: An R Package for Quantitative Peace Science "
            "Research. Conflict Management and Peace Science 39(6): 755-779.",
            "@article{miller2022, author = {Miller, Steven V.}, title = {peacesciencer: An {R} "
            "Package for Quantitative Peace Science Research}, journal = {Conflict Management and "
            "Peace Science}, volume = {39}, number = {6}, pages = {755--779}, year = {2022}}",
            ENT_FACT_CAPITAL},
    .releases = CAPITALS_RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = CAPITALS,
    .read = read_capital,
};

/* 3. distances and cities without dates */

#define CEPII(layout_, name_, matter_, kind_)                                                      \
    {                                                                                              \
        .name = (name_), .publisher = "CEPII", .matter = (matter_), .layout = (layout_),           \
        .versions = "2011", .licence = "citation asked for; packaged under CC0",                   \
        .citation = "Mayer, Thierry and Soledad Zignago. 2011. Notes on CEPII's Distances "        \
                    "Measures: The GeoDist Database. CEPII Working Paper 2011-25. Paris: CEPII.",  \
        .bibtex = "@techreport{mayer2011, author = {Mayer, Thierry and Zignago, Soledad}, title "  \
                  "= {Notes on {CEPII}'s Distances Measures: The {GeoDist} Database}, type = "     \
                  "{CEPII Working Paper}, number = {2011-25}, institution = {CEPII}, address = "   \
                  "{Paris}, year = {2011}}",                                                       \
        .kind = (kind_),                                                                           \
    }

static const ent_release CEPII_RELEASES[] = {{"2011", NULL, NULL, 0}, {NULL, NULL, NULL, 0}};

enum { ORIGIN, DESTINATION };

static const ent_row_column CEPII_DISTANCES[] = {
    ENT_COLUMN("iso_o", ent_geodesic, state_a),
    ENT_COLUMN("iso_d", ent_geodesic, state_b),
    ENT_COLUMN("contig", ent_geodesic, contiguous),
    ENT_COLUMN("comlang_off", ent_geodesic, language_official),
    ENT_COLUMN("comlang_ethno", ent_geodesic, language_spoken),
    ENT_COLUMN("colony", ent_geodesic, colony),
    ENT_COLUMN("curcol", ent_geodesic, colony_now),
    ENT_COLUMN("col45", ent_geodesic, colony_after_1945),
    ENT_COLUMN("comcol", ent_geodesic, common_coloniser),
    ENT_COLUMN("smctry", ent_geodesic, one_country),
    ENT_COLUMN("dist", ent_geodesic, kilometres),
    ENT_COLUMN("distcap", ent_geodesic, kilometres_capitals),
    ENT_COLUMN("distw", ent_geodesic, kilometres_weighted),
    ENT_COLUMN("distwces", ent_geodesic, kilometres_weighted_ces),
    ENT_COLUMNS_END};

/* How far a country is from itself is no matter of two states. */
static ent_status
hand_over_pair(ent_ctx *ctx, ent_row *row, void *fact, const ent_fact_sink *sink)
{
    ent_field origin = ent_row_field(row, ORIGIN), destination = ent_row_field(row, DESTINATION);

    return origin.length == destination.length &&
                   memcmp(origin.bytes, destination.bytes, origin.length) == 0
               ? ENT_OK
               : sink->fact(ctx, sink->user, ENT_FACT_GEODESIC, fact);
}

const ent_importer ent_import_cepii_distances = {
    .set = CEPII("directed dyads", "cepii-distances", "distance", ENT_FACT_GEODESIC),
    .releases = CEPII_RELEASES,
    .parties = ENT_SCHEME_ISO3,
    .columns = CEPII_DISTANCES,
    .hand_over = hand_over_pair,
};

enum { CAPITAL };

static const ent_row_column CEPII_CITIES[] = {ENT_READ_COLUMN("cap"),
                                              ENT_READ_COLUMN("maincity"),
                                              ENT_COLUMN("iso3", ent_capital, state),
                                              ENT_COLUMN("city_en", ent_capital, capital),
                                              ENT_SIGNED_COLUMN("lat", ent_capital, latitude),
                                              ENT_SIGNED_COLUMN("lon", ent_capital, longitude),
                                              ENT_COLUMNS_END};

/* The largest city (0) and an earlier or second seat (2) are no capital. */
static ent_status
hand_over_city(ent_ctx *ctx, ent_row *row, void *fact, const ent_fact_sink *sink)
{
    bool       is_capital = ent_row_integer(row, CAPITAL, 0, 2) == 1;
    bool       stays;
    ent_status status = ent_row_report(ctx, row, sink, &stays);

    return is_capital && status == ENT_OK ? sink->fact(ctx, sink->user, ENT_FACT_CAPITAL, fact)
                                          : status;
}

const ent_importer ent_import_cepii_cities = {
    .set = CEPII("cities", "cepii-cities", "capitals", ENT_FACT_CAPITAL),
    .releases = CEPII_RELEASES,
    .parties = ENT_SCHEME_ISO3,
    .columns = CEPII_CITIES,
    .hand_over = hand_over_city,
};
