/*
 * measure.h - what the measures share: systems to visit, rows to show, power
 *
 * Stage: measure.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_MEASURE_H
#define ENT_MEASURE_MEASURE_H

#include "entente/measure.h"

/** What a measure works on while it goes through the years. */
typedef struct ent_measure_job {
    const ent_record          *record;
    const ent_measure_options *options;
    ent_table                 *table; /**< its rows go here */
    const void                *user;  /**< the measure's own */
} ent_measure_job;

/** Called with the system of each year asked for, or of the one day. */
typedef ent_status (*ent_system_visitor)(ent_ctx *ctx, const ent_system *system, int year,
                                         const ent_measure_job *job);

/**
 * The table of a measure: visit the systems that the options ask for; without
 * dates those of the years that the facts of `kinds` speak of.
 *
 * @param kinds ended by ENT_FACT_KINDS
 * @param out   owned by the caller
 */
ENT_MUST_CHECK ent_status ent_measure_table(ent_ctx *ctx, const ent_record *record,
                                            const ent_measure_options *options,
                                            const ent_fact_kind *kinds, const ent_column *columns,
                                            size_t column_count, ent_system_visitor visit,
                                            const void *user, ent_table **out);

/** Whether a row of one state, or of a pair, is to be shown. */
bool ent_measure_shows(const ent_measure_options *options, ent_state state);
bool ent_measure_shows_pair(const ent_measure_options *options, ent_state a, ent_state b);

/** The same by the index of states, looked up once for all pairs. */
typedef struct ent_shown {
    bool   state[ENT_SYSTEM_MOST_STATES]; /**< itself asked for, or nobody is */
    bool   either;                        /**< one of the two is enough       */
    size_t count, only;                   /**< of states; the one asked for   */
} ent_shown;

void ent_measure_find_shown(const ent_measure_options *options, const ent_system *system,
                            ent_shown *out);

/** The first index from `j` on with which the state at `i` has a row; the number of states where
 *  there is none.  The state itself is not left out. */
size_t ent_shown_next(const ent_shown *shown, size_t i, size_t j);

/** The year in which a state's power was observed; 0: not at all. */
int32_t ent_power_year(const ent_system_member *member, ent_power power);

/** The power of a state in the chosen coin; NaN where it is missing. */
double ent_power_of(const ent_system_member *member, ent_power power);

/** The sum over all states of the system that have a figure. */
double ent_power_sum(const ent_system *system, ent_power power);

/** Its share of the sum over all states of the system; NaN where it is missing. */
double ent_power_share(const ent_system *system, ent_state_ix ix, ent_power power);

/** ENT_OK, or ENT_E_NOTFOUND when the record holds nothing to measure this power by. */
ENT_MUST_CHECK ent_status ent_power_check(ent_ctx *ctx, const ent_record *record, ent_power power);

const char *ent_power_name(ent_power power);

extern const ent_measure ent_measure_power, ent_measure_alignment, ent_measure_adversaries,
    ent_measure_cooperation, ent_measure_peace, ent_measure_triangle, ent_measure_votes,
    ent_measure_votingpower, ent_measure_balance, ent_measure_blocs, ent_measure_polarity,
    ent_measure_idealpoints, ent_measure_threat, ent_measure_pressure, ent_measure_dependence,
    ent_measure_influence, ent_measure_reliability, ent_measure_method, ent_measure_events,
    ent_measure_corridors;

#endif
