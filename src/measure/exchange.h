/*
 * exchange.h - what part of a state's trade and arms is with another
 *
 * Stage: measure.  What dependence and influence share.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_EXCHANGE_H
#define ENT_MEASURE_EXCHANGE_H

#include "entente/system.h"

/** The totals that shares are of, by index in the system; NaN where they are not known. */
typedef struct ent_exchange {
    const ent_system *system;                        /**< borrowed */
    double            trade[ENT_SYSTEM_MOST_STATES]; /**< million current USD, both directions */
    double            arms[ENT_SYSTEM_MOST_STATES];  /**< TIV ordered in five years            */
} ent_exchange;

/**
 * Add up the flows of a system.
 *
 *     trade_i = sum over j of the known imports of i from j and of j from i
 *     arms_i  = sum over j of the arms that i ordered from j in the last five years
 *
 * Missing: trade of years that no published set supplies (a table of some pairs has no totals),
 * and of states of which no flow is known; arms after the last year of their source; a total of 0,
 * for a share of nothing is undefined.  Cost: pairs of states.
 *
 * @param of by index, whose totals are needed; the others stay unset; NULL: of all
 */
void ent_exchange_init(ent_exchange *exchange, const ent_record *record, const ent_system *system,
                       const bool *of);

/** Imports of both from each other, million current USD; NaN where either is missing. */
double ent_exchange_trade(const ent_exchange *exchange, ent_state_ix i, ent_state_ix j);

/** The share of j in all trade of i, 0 to 1; NaN where one of the two is missing. */
double ent_exchange_trade_share(const ent_exchange *exchange, ent_state_ix i, ent_state_ix j);

/** The share of j in the arms that i ordered from states, 0 to 1; NaN where it ordered none. */
double ent_exchange_arms_share(const ent_exchange *exchange, ent_state_ix i, ent_state_ix j);

#endif
