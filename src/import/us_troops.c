/*
 * us_troops.c - active-duty personnel of the United States by host and year
 *
 * Hosts that are no state (Guam, Antarctica) have numbers above 1000 of the
 * publisher's own.  In some years a host stands there under two spellings,
 * one of them with zeros: the sum is right, either row alone may not be.
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/importer.h"

static const ent_release RELEASES[] = {{"2024", NULL, NULL, 20241231}, {NULL, NULL, NULL, 0}};

static const ent_row_column COLUMNS[] = {ENT_COLUMN("ccode", ent_troops, state),
                                         ENT_COLUMN("countryname", ent_troops, host),
                                         ENT_COLUMN("year", ent_troops, year),
                                         ENT_COLUMN("troops_ad", ent_troops, troops),
                                         ENT_COLUMN("army_ad", ent_troops, army),
                                         ENT_COLUMN("navy_ad", ent_troops, navy),
                                         ENT_COLUMN("air_force_ad", ent_troops, air_force),
                                         ENT_COLUMN("marine_corps_ad", ent_troops, marines),
                                         ENT_COLUMN("coast_guard_ad", ent_troops, coast_guard),
                                         ENT_COLUMN("space_force_ad", ent_troops, space_force),
                                         ENT_COLUMN("total_selected_reserve", ent_troops, reserve),
                                         ENT_COLUMN("total_civilian", ent_troops, civilians),
                                         ENT_COLUMNS_END};

const ent_importer ent_import_us_troops = {
    .set = {"us-troops", "Allen, Flynn and Machain", "troops abroad", "host-years", "2024",
            "GPL-3 (the R package troopdata)",
            "Allen, Michael A., Michael E. Flynn and Carla Martinez Machain. 2022. US Global "
            "Military Deployments, 1950-2020. Conflict Management and Peace Science 39(3): "
            "351-370.",
            "@article{allen2022, author = {Allen, Michael A. and Flynn, Michael E. and Martinez "
            "Machain, Carla}, title = {{US} Global Military Deployments, 1950--2020}, journal = "
            "{Conflict Management and Peace Science}, volume = {39}, number = {3}, pages = "
            "{351--370}, year = {2022}}",
            ENT_FACT_TROOPS},
    .releases = RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = COLUMNS,
};
