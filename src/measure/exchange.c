/*
 * exchange.c - what part of a state's trade and arms is with another
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/exchange.h"

#include <math.h>
#include <string.h>

/* Whether a published set supplies the trade of that day: of all pairs, not of some. */
static bool
has_all_trade(const ent_record *record, ent_day day)
{
    size_t          count;
    const ent_seam *seams = ent_record_seams(record, &count);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(seams[i].kind, "trade") == 0 && day >= seams[i].used.from &&
            day < seams[i].used.to) {
            return strcmp(seams[i].set, "world") != 0;
        }
    }
    return false;
}

static double
zero_if_missing(double value)
{
    return isnan(value) ? 0 : value;
}

static double
or_missing(bool known, double total)
{
    return known && total > 0 ? total : (double)NAN;
}

void
ent_exchange_init(ent_exchange *exchange, const ent_record *record, const ent_system *system,
                  const bool *of)
{
    size_t n = ent_system_size(system);
    bool   trades = has_all_trade(record, ent_system_span(system).to - 1);
    bool   arms = ent_system_carried(system, ENT_KNOWN_ARMS) == 0;

    exchange->system = system;
    for (size_t i = 0; i < n; i++) {
        double trade = 0, ordered = 0;

        for (size_t j = 0; (of == NULL || of[i]) && j < n; j++) {
            const ent_dyad *there = ent_system_dyad(system, (ent_state_ix)i, (ent_state_ix)j);
            const ent_dyad *back = ent_system_dyad(system, (ent_state_ix)j, (ent_state_ix)i);

            if (i != j) {
                trade += zero_if_missing(there->imports) + zero_if_missing(back->imports);
                ordered += (double)back->arms;
            }
        }
        exchange->trade[i] = or_missing(trades, trade);
        exchange->arms[i] = or_missing(arms, ordered);
    }
}

double
ent_exchange_trade(const ent_exchange *exchange, ent_state_ix i, ent_state_ix j)
{
    return ent_system_dyad(exchange->system, i, j)->imports +
           ent_system_dyad(exchange->system, j, i)->imports;
}

double
ent_exchange_trade_share(const ent_exchange *exchange, ent_state_ix i, ent_state_ix j)
{
    return ent_exchange_trade(exchange, i, j) / exchange->trade[i];
}

double
ent_exchange_arms_share(const ent_exchange *exchange, ent_state_ix i, ent_state_ix j)
{
    return (double)ent_system_dyad(exchange->system, j, i)->arms / exchange->arms[i];
}
