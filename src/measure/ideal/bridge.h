/*
 * bridge.h - which roll calls put the same resolution to the vote again
 *
 * Stage: measure.  Works on plain arrays: touches no record, no file.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_IDEAL_BRIDGE_H
#define ENT_MEASURE_IDEAL_BRIDGE_H

#include "measure/ballot.h"

/** Roll calls in the order of sessions, and what is known of them; everything borrowed. */
typedef struct ent_ideal_agenda {
    size_t                      states, calls;
    const uint8_t              *answers; /**< states * calls, row-major: ENT_BALLOT_NO, ... */
    const uint32_t             *session; /**< of each roll call, ascending                  */
    const ent_roll_call *const *rows;    /**< of each roll call: its texts                  */
} ent_ideal_agenda;

/**
 * Join roll calls of neighbouring sessions on the same resolution, in pairs.
 *
 *     similarity = sum over common words of w^2 / (|a| |b|),   w = log(calls / calls with the word)
 *
 * over the sets of words (letters alone, without case) of title and description: the cosine.  Two
 * roll calls are one resolution where each is the other's most similar, by 0.8 at least, and nine
 * in ten of the states that answered both answered alike: a text that is repeated for decades
 * does not stay the same question.  For the same reason a roll call is in one pair at most: a
 * chain of repetitions bridges every other seam between sessions.
 *
 * @param item of each roll call: its number, from 0 in the order of first appearance
 * @param items how many there are
 * @return ENT_OK; ENT_E_NOMEM
 *
 * Edge cases: roll calls without texts, on paragraphs and on amendments stay alone.
 * Cost: O(sum over sessions of calls * calls of the next * words).
 */
ENT_MUST_CHECK ent_status ent_ideal_bridge(ent_ctx *ctx, const ent_ideal_agenda *agenda,
                                           uint32_t *item, size_t *items);

#endif
