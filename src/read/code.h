/*
 * code.h - a parsed sentence to events
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_CODE_H
#define ENT_READ_CODE_H

#include "base/context.h"
#include "read/parse.h"

enum { ENT_SENTENCE_EVENTS_MOST = 24 };

typedef struct ent_event_list {
    ent_event *items;
    size_t     count, capacity;
} ent_event_list;

typedef struct ent_position_list {
    ent_position *items;
    size_t        count, capacity;
} ent_position_list;

/**
 * Code the sentence in `parse`, and tell the discourse what it said.
 *
 * @param sentence number in the reading, for the events
 * @param reason   why there is no event; NULL if there is one; static
 */
ENT_MUST_CHECK ent_status ent_sentence_code(ent_ctx *ctx, ent_arena *arena, const ent_parse *parse,
                                            ent_discourse *discourse, uint32_t sentence,
                                            ent_event_list *out, ent_position_list *positions,
                                            const char **reason);

/** Count the actors of a sentence that is not coded (a title). */
void ent_discourse_hear(ent_discourse *discourse, const ent_parse *parse);

#endif
