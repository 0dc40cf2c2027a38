/*
 * cow_igo.c - COW Intergovernmental Organizations: how many two states share, how many one is in
 *
 * Numbers only: which organisations they are does not stand in these tables.
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/importer.h"

#define COW_IGO(layout_, name_, kind_)                                                             \
    {                                                                                              \
        .name = (name_), .publisher = "Correlates of War Project", .matter = "organisations",      \
        .layout = (layout_), .versions = "3.0", .licence = ENT_LICENCE_COW,                        \
        .citation = "Pevehouse, Jon C. W., Timothy Nordstrom, Roseanne W. McManus and Anne "       \
                    "Spencer Jamison. 2020. Tracking Organizations in the World: The Correlates "  \
                    "of War IGO Version 3.0 Datasets. Journal of Peace Research 57(3): 492-503.",  \
        .bibtex = "@article{pevehouse2020, author = {Pevehouse, Jon C. W. and Nordstrom, Timothy " \
                  "and McManus, Roseanne W. and Jamison, Anne Spencer}, title = {Tracking "        \
                  "Organizations in the World: The Correlates of War {IGO} Version 3.0 "           \
                  "Datasets}, journal = {Journal of Peace Research}, volume = {57}, number = "     \
                  "{3}, pages = {492--503}, year = {2020}}",                                       \
        .kind = (kind_),                                                                           \
    }

static const ent_release RELEASES[] = {{"3.0", NULL, NULL, 20141231}, {NULL, NULL, NULL, 0}};

static const ent_row_column DYAD[] = {
    ENT_COLUMN("ccode1", ent_igo_count, state_a), ENT_COLUMN("ccode2", ent_igo_count, state_b),
    ENT_COLUMN("year", ent_igo_count, year), ENT_COLUMN("dyadigos", ent_igo_count, shared),
    ENT_COLUMNS_END};

static void
check_dyad(ent_row *row, void *fact)
{
    const ent_igo_count *count = fact;

    ent_row_check_dyad(row, 1, count->state_a, count->state_b);
}

const ent_importer ent_import_cow_igo = {
    .set = COW_IGO("dyad-years", "cow-igo", ENT_FACT_IGO_COUNT),
    .releases = RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = DYAD,
    .read = check_dyad,
};

static const ent_row_column TOTAL[] = {ENT_COLUMN("ccode", ent_igo_total, state),
                                       ENT_COLUMN("year", ent_igo_total, year),
                                       ENT_COLUMN("sum_igo_full", ent_igo_total, full),
                                       ENT_COLUMN("sum_igo_associate", ent_igo_total, associate),
                                       ENT_COLUMN("sum_igo_observer", ent_igo_total, observer),
                                       ENT_COLUMN("sum_igo_anytype", ent_igo_total, any_kind),
                                       ENT_COLUMNS_END};

const ent_importer ent_import_cow_igo_totals = {
    .set = COW_IGO("state-years", "cow-igo-totals", ENT_FACT_IGO_TOTAL),
    .releases = RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = TOTAL,
};
