/*
 * gdp.c - gross domestic product and population, as two teams estimate them
 *
 * The surplus series gives natural logarithms of constant 2011 dollars and of
 * persons; the later series gives levels: GDP per head after the Maddison
 * project, GDP and population in millions after the Penn World Table.  Neither
 * is turned into the other: `logged` says which it is.  The column `ccode` of
 * the surplus series holds Gleditsch-Ward numbers (340 Serbia, 678 Yemen after
 * 1990, 970 to 973 Kiribati, Nauru, Tonga and Tuvalu), whatever its name says.
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/importer.h"

enum { STATE };

static void
read_levels(ent_row *row, void *fact)
{
    ent_gdp *gdp = fact;

    ent_row_check_party(row, STATE, gdp->state);
    gdp->logged = 0;
}

static void
read_logs(ent_row *row, void *fact)
{
    ent_gdp *gdp = fact;

    ent_row_check_party(row, STATE, gdp->state);
    gdp->logged = 1;
}

static const ent_release LEVELS_RELEASES[] = {{"2022", NULL, NULL, 20191231},
                                              {NULL, NULL, NULL, 0}};

static const ent_row_column LEVELS[] = {ENT_COLUMN("ccode", ent_gdp, state),
                                        ENT_COLUMN("year", ent_gdp, year),
                                        ENT_COLUMN("mrgdppc", ent_gdp, gdp_per_head),
                                        ENT_COLUMN("sd_mrgdppc", ent_gdp, gdp_per_head_sd),
                                        ENT_COLUMN("pwtrgdp", ent_gdp, gdp),
                                        ENT_COLUMN("sd_pwtrgdp", ent_gdp, gdp_sd),
                                        ENT_COLUMN("pwtpop", ent_gdp, population),
                                        ENT_COLUMN("sd_pwtpop", ent_gdp, population_sd),
                                        ENT_COLUMNS_END};

const ent_importer ent_import_fariss_gdp = {
    .set = {"fariss-gdp", "Fariss, Anders, Markowitz and Barnum", "GDP", "state-years", "2022",
            "CC0 on Dataverse as far as known; table from the R package isard (GPL)",
            "Fariss, Christopher J., Therese Anders, Jonathan N. Markowitz and Miriam Barnum. "
            "2022. New Estimates of Over 500 Years of Historic GDP and Population Data. Journal "
            "of Conflict Resolution 66(3): 553-591.",
            "@article{fariss2022, author = {Fariss, Christopher J. and Anders, Therese and "
            "Markowitz, Jonathan N. and Barnum, Miriam}, title = {New Estimates of Over 500 Years "
            "of Historic {GDP} and Population Data}, journal = {Journal of Conflict Resolution}, "
            "volume = {66}, number = {3}, pages = {553--591}, year = {2022}}",
            ENT_FACT_GDP},
    .releases = LEVELS_RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = LEVELS,
    .read = read_levels,
};

static const ent_release LOGS_RELEASES[] = {{"2020", NULL, NULL, 20161231}, {NULL, NULL, NULL, 0}};

static const ent_row_column LOGS[] = {ENT_COLUMN("ccode", ent_gdp, state),
                                      ENT_COLUMN("year", ent_gdp, year),
                                      ENT_SIGNED_COLUMN("wbgdp2011est", ent_gdp, gdp),
                                      ENT_SIGNED_COLUMN("wbpopest", ent_gdp, population),
                                      ENT_SIGNED_COLUMN("sdpest", ent_gdp, surplus),
                                      ENT_SIGNED_COLUMN("wbgdppc2011est", ent_gdp, gdp_per_head),
                                      ENT_COLUMNS_END};

const ent_importer ent_import_anders_gdp = {
    .set = {"anders-gdp", "Anders, Fariss and Markowitz", "GDP", "state-years in logs", "2020",
            "CC0 on Dataverse as far as known; table from the R package peacesciencer (GPL-2)",
            "Anders, Therese, Christopher J. Fariss and Jonathan N. Markowitz. 2020. Bread Before "
            "Guns or Butter: Introducing Surplus Domestic Product (SDP). International Studies "
            "Quarterly 64(2): 392-405.",
            "@article{anders2020, author = {Anders, Therese and Fariss, Christopher J. and "
            "Markowitz, Jonathan N.}, title = {Bread Before Guns or Butter: Introducing Surplus "
            "Domestic Product ({SDP})}, journal = {International Studies Quarterly}, volume = "
            "{64}, number = {2}, pages = {392--405}, year = {2020}}",
            ENT_FACT_GDP},
    .releases = LOGS_RELEASES,
    .parties = ENT_SCHEME_GW,
    .columns = LOGS,
    .read = read_logs,
};
