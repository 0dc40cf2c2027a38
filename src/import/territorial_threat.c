/*
 * territorial_threat.c - latent external threat to the territory of a state, by year
 *
 * Estimates in logs, with their standard deviation and 90 percent interval, made
 * of dyads weighted by the distance of capitals; the columns m_ weight by the
 * least distance, and are not there in every year.
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/importer.h"

static const ent_release RELEASES[] = {{"2022", NULL, NULL, 20101231}, {NULL, NULL, NULL, 0}};

static const ent_row_column COLUMNS[] = {
    ENT_COLUMN("ccode", ent_territorial_threat, state),
    ENT_COLUMN("year", ent_territorial_threat, year),
    ENT_SIGNED_COLUMN("lterrthreat", ent_territorial_threat, threat),
    ENT_COLUMN("sd", ent_territorial_threat, sd),
    ENT_SIGNED_COLUMN("lwr", ent_territorial_threat, lower),
    ENT_SIGNED_COLUMN("upr", ent_territorial_threat, upper),
    ENT_SIGNED_COLUMN("m_lterrthreat", ent_territorial_threat, near_threat),
    ENT_COLUMN("m_sd", ent_territorial_threat, near_sd),
    ENT_SIGNED_COLUMN("m_lwr", ent_territorial_threat, near_lower),
    ENT_SIGNED_COLUMN("m_upr", ent_territorial_threat, near_upper),
    ENT_COLUMNS_END};

const ent_importer ent_import_territorial_threat = {
    .set = {"territorial-threat", "Miller", "territorial threat", "state-years", "2022",
            "as distributed with the R package peacesciencer (GPL-2)",
            "Miller, Steven V. 2022. A Random Item Response Model of External Territorial Threat, "
            "1816-2010. Journal of Global Security Studies 7(4): ogac012.",
            "@article{miller2022, author = {Miller, Steven V.}, title = {A Random Item Response "
            "Model of External Territorial Threat, 1816--2010}, journal = {Journal of Global "
            "Security Studies}, volume = {7}, number = {4}, pages = {ogac012}, year = {2022}}",
            ENT_FACT_TERRITORIAL_THREAT},
    .releases = RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = COLUMNS,
};
