/*
 * dependence.c - how much of a state's trade and arms is with a partner
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "base/context.h"
#include "measure/exchange.h"
#include "measure/measure.h"

enum { YEAR, STATE, PARTNER, TRADE_SHARE, ASYMMETRY, SALIENCE, ARMS_SHARE, TRADE, COLUMNS };

static const ent_column COLUMN[COLUMNS] = {
    {"year", ENT_COLUMN_INTEGER},      {"state", ENT_COLUMN_TEXT},
    {"partner", ENT_COLUMN_TEXT},      {"trade_share", ENT_COLUMN_NUMBER},
    {"asymmetry", ENT_COLUMN_NUMBER},  {"salience", ENT_COLUMN_NUMBER},
    {"arms_share", ENT_COLUMN_NUMBER}, {"trade", ENT_COLUMN_NUMBER}};

static void
add_pair(const ent_measure_job *job, const ent_exchange *exchange, int year, ent_state_ix i,
         ent_state_ix j)
{
    const ent_system *system = exchange->system;
    double            trade = ent_exchange_trade(exchange, i, j);
    double            share = ent_exchange_trade_share(exchange, i, j);
    double            back = ent_exchange_trade_share(exchange, j, i);
    double            arms = ent_exchange_arms_share(exchange, i, j);
    bool              is_known = !isnan(trade) || !isnan(arms);

    if (!(trade > 0) && !(arms > 0) && (job->options->state_count < 2 || !is_known)) {
        return; /* most pairs neither trade nor arm each other */
    }
    ent_table_row(job->table);
    ent_table_integer(job->table, YEAR, year);
    ent_table_text(job->table, STATE, ent_system_member_at(system, i)->id);
    ent_table_text(job->table, PARTNER, ent_system_member_at(system, j)->id);
    ent_table_number(job->table, TRADE_SHARE, share);
    ent_table_number(job->table, ASYMMETRY, share - back);
    ent_table_number(job->table, SALIENCE, sqrt(share * back));
    ent_table_number(job->table, ARMS_SHARE, arms);
    ent_table_number(job->table, TRADE, trade);
}

static ent_status
visit(ent_ctx *ctx, const ent_system *system, int year, const ent_measure_job *job)
{
    ent_exchange exchange;
    ent_shown    shown;
    size_t       n = ent_system_size(system);

    ent_measure_find_shown(job->options, system, &shown);
    ent_exchange_init(&exchange, job->record, system, shown.either ? NULL : shown.state);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = ent_shown_next(&shown, i, 0); j < n; j = ent_shown_next(&shown, i, j + 1)) {
            if (i != j) {
                add_pair(job, &exchange, year, (ent_state_ix)i, (ent_state_ix)j);
            }
        }
    }
    return ent_table_check(ctx, job->table);
}

static ent_status
run(ent_ctx *ctx, const ent_record *record, const ent_measure_options *options, ent_table **out)
{
    static const ent_fact_kind KINDS[] = {ENT_FACT_TRADE, ENT_FACT_KINDS};

    return ent_measure_table(ctx, record, options, KINDS, COLUMN, COLUMNS, visit, NULL, out);
}

const ent_measure ent_measure_dependence = {
    "dependence",
    "how much of a state's trade and arms is with a partner, and how unevenly",
    "The share of `partner` in the trade of `state`, and how far the two depend alike.\n"
    "\n"
    "    trade       = imports of state from partner + imports of partner from state\n"
    "    trade_share = trade / sum over all partners of the trade of state\n"
    "    asymmetry   = trade_share of state with partner - trade_share of partner with state\n"
    "    salience    = sqrt(trade_share of state * trade_share of partner)\n"
    "    arms_share  = TIV of the major arms that state ordered from partner in five years\n"
    "                  / TIV of all that it ordered from states\n"
    "\n"
    "Of Barbieri's three, salience stands here as she has it; her symmetry is 1 - |asymmetry|,\n"
    "her interdependence salience * symmetry. The sign is ours: asymmetry above 0 means that\n"
    "state depends more on partner than partner on it. Trade is in million current US dollars,\n"
    "goods alone; arms are trend-indicator values, which measure what was delivered, not prices.\n"
    "Totals are the sums of the flows between states that the record has: where the flow in one\n"
    "direction is missing the pair has no trade, and the known one counts in the total. Shares\n"
    "need the flows of all pairs: after the last year of the imported set (COW 4.0: 2014) trade\n"
    "of single pairs stands alone and its share is missing, as arms_share is after the last year\n"
    "of the register or where nothing was ordered. Nothing is carried. Pairs without trade and\n"
    "arms are left out unless --states names both.\n"
    "Example: entente measure dependence --states RUS,CHN --from 1992 --to 2014\n"
    "Reference: Barbieri (1996), Journal of Peace Research 33:29-49; Barbieri, Keshk and Pollins\n"
    "(2009), Conflict Management and Peace Science 26:471-491.",
    run,
    ENT_RECORD_FLOWS,
    COLUMN,
    COLUMNS};
