/*
 * ballot.h - what states did in the roll calls of the record
 *
 * Stage: measure.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_BALLOT_H
#define ENT_MEASURE_BALLOT_H

#include "entente/system.h"

enum { ENT_BALLOT_NO = 0, ENT_BALLOT_ABSTAIN = 1, ENT_BALLOT_YES = 2, ENT_BALLOT_NONE = 255 };

/** A roll call; its place in the list is its column in the positions. */
typedef struct ent_ballot_call {
    const char          *key; /**< borrowed from the record, as the row is */
    const ent_roll_call *row;
    int                  year; /**< of its date */
} ent_ballot_call;

typedef struct ent_ballot {
    ent_ballot_call *calls; /**< by key; owned */
    size_t           call_count;
    uint8_t         *positions; /**< state_count * call_count, row-major by ent_state; owned */
    size_t           state_count;
} ent_ballot;

/**
 * The dated roll calls of a span that the seams read, and the positions of all states in them:
 * ENT_BALLOT_NONE where a state was absent, no member, or has no row.
 *
 * @param span from >= to: all days
 * @param out  ent_ballot_clear() frees it; written only on success
 * @return ENT_OK; ENT_E_NOTFOUND where the record holds no votes at all; ENT_E_NOMEM
 *
 * Cost: O(votes log roll calls) time, a byte for each state and roll call.
 */
ENT_MUST_CHECK ent_status ent_ballot_of(ent_ctx *ctx, const ent_record *record, ent_span span,
                                        ent_ballot *out);
void                      ent_ballot_clear(ent_ballot *ballot);

#endif
