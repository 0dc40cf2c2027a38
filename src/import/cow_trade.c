/*
 * cow_trade.c - COW Trade: imports between states, and trade of a state
 *
 * flow1 are the imports of the first state from the second, in million current
 * USD.  Blank is missing, 0 is no trade.
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/importer.h"

#define COW_TRADE(layout_, name_, kind_)                                                           \
    {                                                                                              \
        .name = (name_), .publisher = "Correlates of War Project", .matter = "trade",              \
        .layout = (layout_), .versions = "4.0", .licence = ENT_LICENCE_COW,                        \
        .citation = "Barbieri, Katherine, Omar M. G. Keshk and Brian M. Pollins. 2009. Trading "   \
                    "Data: Evaluating our Assumptions and Coding Rules. Conflict Management and "  \
                    "Peace Science 26(5): 471-491. Correlates of War Trade, version 4.0 "          \
                    "(Barbieri and Keshk 2016).",                                                  \
        .bibtex = "@article{barbieri2009, author = {Barbieri, Katherine and Keshk, Omar M. G. "    \
                  "and Pollins, Brian M.}, title = {Trading Data: Evaluating our Assumptions and " \
                  "Coding Rules}, journal = {Conflict Management and Peace Science}, volume = "    \
                  "{26}, number = {5}, pages = {471--491}, year = {2009}}",                        \
        .kind = (kind_),                                                                           \
    }

static const ent_release RELEASES[] = {{"4.0", NULL, NULL, 20141231}, {NULL, NULL, NULL, 0}};

static const ent_row_column DYAD[] = {
    ENT_COLUMN("ccode1", ent_trade, state_a),  ENT_COLUMN("ccode2", ent_trade, state_b),
    ENT_COLUMN("year", ent_trade, year),       ENT_COLUMN("flow1", ent_trade, imports_a),
    ENT_COLUMN("flow2", ent_trade, imports_b), ENT_COLUMNS_END};

static void
check_dyad(ent_row *row, void *fact)
{
    const ent_trade *trade = fact;

    ent_row_check_dyad(row, 1, trade->state_a, trade->state_b);
}

const ent_importer ent_import_cow_trade = {
    .set = COW_TRADE("dyad-years", "cow-trade", ENT_FACT_TRADE),
    .releases = RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = DYAD,
    .read = check_dyad,
};

static const ent_row_column TOTAL[] = {
    ENT_COLUMN("ccode", ent_trade_total, state), ENT_COLUMN("year", ent_trade_total, year),
    ENT_COLUMN("imports", ent_trade_total, imports),
    ENT_COLUMN("exports", ent_trade_total, exports), ENT_COLUMNS_END};

const ent_importer ent_import_cow_trade_totals = {
    .set = COW_TRADE("state-years", "cow-trade-totals", ENT_FACT_TRADE_TOTAL),
    .releases = RELEASES,
    .parties = ENT_SCHEME_CCODE,
    .columns = TOTAL,
};
