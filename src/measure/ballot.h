/*
 * ballot.h - the roll calls of the General Assembly by year, and what each state did in them
 *
 * Stage: measure.  What the measures of votes share.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_BALLOT_H
#define ENT_MEASURE_BALLOT_H

#include "base/memo.h"
#include "measure/measure.h"

/** What a state did in a roll call: in the order of approval. */
enum { ENT_BALLOT_NO, ENT_BALLOT_ABSTAIN, ENT_BALLOT_YES, ENT_BALLOT_NONE, ENT_BALLOT_CHOICES };

typedef struct ent_ballot {
    const ent_record     *record;
    size_t                call_count;
    const ent_roll_call **calls;       /**< by date, then by key; owned, their rows borrowed */
    uint8_t              *votes;       /**< of a state from state * call_count on; owned */
    size_t                state_count; /**< of the codes */
} ent_ballot;

/**
 * The roll calls that the options ask for, and what all states did in them: ENT_BALLOT_NONE where
 * a state was absent, no member, or has no row.
 *
 * A roll call counts where it has a date, its seam reads it, and it is of the days asked for, and
 * of the issue asked for: by the marks of its own row, else by the table of issues.
 *
 * @param options span (from >= to: all days) and issue alone are read
 * @param out     ent_ballot_clear() frees it; written only on success
 * @return ENT_OK; ENT_E_NOTFOUND where the record holds no votes, or says of no roll call what it
 *         is about and an issue was asked for; ENT_E_ARG for an issue that is none; ENT_E_NOMEM
 * Cost: O(votes log roll calls) time, a byte for each state and roll call.
 */
ENT_MUST_CHECK ent_status ent_ballot_of(ent_ctx *ctx, const ent_record *record,
                                        const ent_measure_options *options, ent_ballot *out);
void                      ent_ballot_clear(ent_ballot *ballot);

/**
 * All roll calls of the record on an issue (NULL: on any), an ent_ballot in an item that the record
 * remembers.
 *
 * @param out ent_memo_release() ends the holding
 * @return as ent_ballot_of()
 */
ENT_MUST_CHECK ent_status ent_ballot_whole(ent_ctx *ctx, const ent_record *record,
                                           const char *issue, ent_memo_item **out);

/** The roll calls of one year: `count` from the place `first` on. */
typedef struct ent_ballot_year {
    int    year;
    size_t first, count;
} ent_ballot_year;

/** The roll calls of a year; a count of 0: none. */
ent_ballot_year ent_ballot_year_of(const ent_ballot *ballot, int year);

/** Called with each year that has roll calls, in their order. */
typedef ent_status (*ent_ballot_visitor)(ent_ctx *ctx, const ent_ballot *ballot,
                                         const ent_ballot_year *year, const ent_measure_job *job);

/**
 * The table of a measure of votes: visit the years of the ballot that the options ask for, each
 * with the roll calls of its dates.  Of states asked for that cast no vote in them the context says
 * so, and why.
 *
 * @param out owned by the caller
 * @return ENT_OK, and what ent_ballot_of() returns
 */
ENT_MUST_CHECK ent_status ent_ballot_table(ent_ctx *ctx, const ent_record *record,
                                           const ent_measure_options *options,
                                           const ent_column *columns, size_t column_count,
                                           ent_ballot_visitor visit, const void *user,
                                           ent_table **out);

/** What a state did in the roll calls of a year, in their order; ENT_BALLOT_NONE: no vote. */
const uint8_t *ent_ballot_votes(const ent_ballot *ballot, const ent_ballot_year *year,
                                ent_state state);

/**
 * The index of agreement of two states in a year: 1 - sum |x_a - x_b| / n over the n roll calls in
 * which both voted, x = 1 yes, 1/2 abstain, 0 no; NaN and n = 0 without a common vote.
 *
 * Cost: O(roll calls of the year).  Source: Lijphart (1963), American Political Science Review
 * 57:902-917.
 */
double ent_ballot_agreement(const ent_ballot *ballot, const ent_ballot_year *year, ent_state a,
                            ent_state b, unsigned *n);

/** The states that voted in a year and of which a pair may have a row, in the order of their COW
 *  numbers; returns how many. */
size_t ent_ballot_voters(const ent_ballot *ballot, const ent_ballot_year *year,
                         const ent_measure_options *options, ent_state out[ENT_SYSTEM_MOST_STATES]);

#endif
