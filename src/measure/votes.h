/*
 * votes.h - the roll calls that are asked for, and how alike two states voted in them
 *
 * Stage: measure.  What votes and influence share.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_VOTES_H
#define ENT_MEASURE_VOTES_H

#include "entente/measure.h"

/** A roll call that is asked for; its place in the list is its column in the positions. */
typedef struct ent_ballot_call {
    const char *key;
    int         year;
} ent_ballot_call;

/** What states did in all of them: yes 2, abstain 1, no 0, nothing 255. */
typedef struct ent_ballot {
    const ent_record          *record;
    const ent_measure_options *options;
    ent_ballot_call           *calls; /**< by key */
    size_t                     call_count;
    uint32_t                  *of_year; /**< places of the calls of the year chosen last */
    size_t                     of_year_count;
    uint8_t                   *positions;
    size_t                     state_count;
} ent_ballot;

/**
 * Gather the roll calls of the days that the options ask for, and the votes in them.
 *
 * @param record,options borrowed for the ballot's life
 * @param out            ent_ballot_clear() frees; written only on ENT_OK
 * @return ENT_OK, ENT_E_NOMEM.  A record without votes gives a ballot without calls.
 */
ENT_MUST_CHECK ent_status ent_ballot_init(ent_ctx *ctx, const ent_record *record,
                                          const ent_measure_options *options, ent_ballot *out);
void                      ent_ballot_clear(ent_ballot *ballot);

/** Choose the roll calls of a year. */
void ent_ballot_choose(ent_ballot *ballot, int year);

/**
 * The agreement of two states over the chosen roll calls in which both voted; NaN for none.
 *
 *     agreement = 1 - sum |x_a - x_b| / n,   x = 1 yes, 1/2 abstain, 0 no
 *
 * @param n number of these roll calls
 * Reference: Lijphart (1963), American Political Science Review 57:902-917.
 */
double ent_ballot_agreement(const ent_ballot *ballot, ent_state a, ent_state b, unsigned *n);

#endif
