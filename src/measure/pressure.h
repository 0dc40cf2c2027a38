/*
 * pressure.h - how hard one state presses on another
 *
 * Stage: measure.  Reads a system, writes numbers.  Touches no record, no file, no clock.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_PRESSURE_H
#define ENT_MEASURE_PRESSURE_H

#include "entente/system.h"

/** What pressure is made of, each from 0 to 1; NaN where the record cannot say. */
typedef struct ent_pressure {
    double sanctions;   /**< n / (n + 5) of the n sanctions of k on i in force            */
    double rivalry;     /**< 1: strategic rivals                                          */
    double disputes;    /**< of the last five years: 1/2 use of force, 1 war              */
    double border;      /**< n / (n + 2) of the n allies of a hostile k that border on i  */
    double trade_war;   /**< 1: both restrict trade with the other                        */
    double deployments; /**< t / (t + 10000) of the t troops of a hostile k in or near i  */
    double pressure;    /**< mean of those that are known; NaN where none is              */
    int    known;       /**< number of those that are known                               */
    int    carried;     /**< years since the last day of the oldest source behind them    */
} ent_pressure;

enum { ENT_PRESSURE_PARTS = 6 };

/**
 * The pressure of k on i.
 *
 *     pressure = mean of sanctions, rivalry, disputes, border, trade_war and deployments,
 *
 * of those that are known.  k is hostile where the sign of the two is negative.  An ally of
 * k is a third state with an obligation of defence to k and none to i; near is within 400 miles
 * (644 km): a common border, COW contiguity of any kind, or the least distance of territories.
 *
 * @param i,k   two different members of the system
 * @param signs the coding by which k is hostile
 *
 * Missing: sanctions and trade_war without a source of sanctions for the last day of the system,
 * trade_war where that source counts no tariffs and not both restrict trade by sanctions, rivalry
 * and disputes likewise; border without obligations, or signs of the pair; deployments without
 * flows, and in years in which no troops of k anywhere are counted.
 * Edge cases: i = k has no known part.
 * Cost: O(states) where k is hostile, else O(1) but for a look through the hosts of k.
 */
ent_pressure ent_pressure_of(const ent_system *system, ent_state_ix i, ent_state_ix k,
                             ent_signs signs);

/** The same without deployments, which are left missing: they are the dearest part to find. */
ent_pressure ent_pressure_of_ties(const ent_system *system, ent_state_ix i, ent_state_ix k,
                                  ent_signs signs);

#endif
