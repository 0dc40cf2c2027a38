/*
 * count.h - what the record holds of the events whose rates the rule needs
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_RULE_COUNT_H
#define ENT_MODEL_RULE_COUNT_H

#include "model/rule/rows.h"

typedef struct ent_rate {
    uint64_t events, trials;
} ent_rate;

/** Changes and the sum of their squares. */
typedef struct ent_scatter {
    uint64_t count;
    double   squares;
} ent_scatter;

/** All counts of the permanent members of the Security Council since 1946. */
typedef struct ent_rule_counts {
    ent_rate up[2], lapse[2];  /**< of pairs of two permanent members, and of one */
    ent_rate leap[6], slip[6]; /**< rises and falls that came to level 1, ..., and went on */
    ent_rate broken;           /**< levels of two who turned adversaries, and those that fell */
    ent_rate worn;             /**< of what falls left: years of its acts, and those before which
                                    there was another */
    ent_rate    pact, end, dispute, clash;
    ent_rate    leap_peace, slip_peace; /**< moves that went on */
    ent_rate    leader, regime, sanction, lift;
    ent_rate    rival, reconcile, war, truce;
    ent_rate    with, without; /**< moves of levels, in years with an upheaval and without */
    ent_rate    bond, unbond, warmer, colder;
    ent_scatter sway; /**< yearly changes of agreement in votes */
} ent_rule_counts;

/**
 * Count them for some spans of years, and gather the rows of the widest.
 *
 * @param spans the first of which contains the others; what began before the first year of one is
 *              not counted in it
 * @param out   one for each span
 * @param walk  went through all years; ent_rule_walk_destroy() frees it
 * @return ENT_OK; ENT_E_CANCELLED; ENT_E_NOMEM
 * Cost: one system for each year since 1945.
 */
ENT_MUST_CHECK ent_status ent_rule_count(ent_ctx *ctx, const ent_record *record,
                                         const ent_rule_span *spans, size_t count,
                                         ent_rule_counts *out, ent_rule_walk **walk);

/** Count how levels moved, of the rows of the years `first` to `last`: up, lapse, leap,
 * slip, broken, worn.
 */
void ent_rule_count_levels(const ent_rule_rows *rows, int first, int last, ent_rule_counts *out);

/** Count a chance of an event, and whether it came. */
void ent_rate_add(ent_rate *rate, bool event);

/**
 * Count how far a move went: at each step but the last possible it could have gone on.
 *
 * @param rates  a step that came to `at` counts in rates[stride * (at - 1)]
 * @param stride 0: all of them in the first
 */
void ent_rate_add_steps(ent_rate *rates, int stride, int from, int to, int last);

/** Whether a state got a new leader in a year, of those that the record reads then. */
bool ent_new_leader(const ent_record *record, ent_state state, const char *office, int year);

/** Whether a bilateral treaty of two states, of defence or short of it, came into force in a year.
 */
bool ent_treaty_begins(const ent_record *record, ent_state a, ent_state b, int year);

#endif
