/*
 * cow_nmc.c - COW National Material Capabilities, state-years
 *
 * The column `version` of the official files is the year of a release (2011
 * is 5.0, 2021 is 6.0), not its number; where it is not there, the file's name
 * or else the last year of the table tells.
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/importer.h"

enum { CINC = 8 };

static const ent_release RELEASES[] = {{"5.0", "2011", " NMC_5 NMC-5 nmc_v5 NMC_v5 ", 20121231},
                                       {"6.0", "2021", " NMC_6 NMC-6 nmc_v6 NMC_v6 ", 20161231},
                                       {"7.0", NULL, " NMC_7 NMC-7 nmc_v7 NMC_v7 ", 20221231},
                                       {NULL, NULL, NULL, 0}};

static const ent_row_column COLUMNS[] = {
    ENT_COLUMN("ccode", ent_capability, state), ENT_COLUMN("year", ent_capability, year),
    ENT_COLUMN("milex", ent_capability, milex), ENT_COLUMN("milper", ent_capability, milper),
    ENT_COLUMN("irst", ent_capability, irst),   ENT_COLUMN("pec", ent_capability, pec),
    ENT_COLUMN("tpop", ent_capability, tpop),   ENT_COLUMN("upop", ent_capability, upop),
    ENT_COLUMN("cinc", ent_capability, cinc),   ENT_COLUMNS_END};

static void
check(ent_row *row, void *fact)
{
    const ent_capability *capability = fact;

    if (capability->cinc > 1) {
        ent_row_expect(row, CINC, "a share from 0 to 1");
    }
}

const ent_importer ent_import_cow_nmc = {
    .set = {"cow-nmc", "Correlates of War Project", "capabilities", "state-years", "5.0 6.0 7.0",
            ENT_LICENCE_COW,
            "Singer, J. David, Stuart Bremer and John Stuckey. 1972. Capability Distribution, "
            "Uncertainty, and Major Power War, 1820-1965. In Bruce Russett (ed.), Peace, War, and "
            "Numbers. Beverly Hills: Sage, 19-48. Correlates of War National Material "
            "Capabilities.",
            "@incollection{singer1972, author = {Singer, J. David and Bremer, Stuart and Stuckey, "
            "John}, title = {Capability Distribution, Uncertainty, and Major Power War, "
            "1820--1965}, booktitle = {Peace, War, and Numbers}, editor = {Russett, Bruce}, "
            "publisher = {Sage}, address = {Beverly Hills}, pages = {19--48}, year = {1972}}",
            ENT_FACT_CAPABILITY},
    .releases = RELEASES,
    .version_column = "version",
    .year_column = "year",
    .parties = ENT_SCHEME_CCODE,
    .columns = COLUMNS,
    .read = check,
};
