/*
 * coder.h - the parts of the event coder; private to code.c, noun.c, event.c and discourse.c
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_CODER_H
#define ENT_READ_CODER_H

#include "read/code.h"

typedef struct ent_coder {
    ent_ctx         *ctx;
    ent_arena       *arena;
    const ent_parse *p;
    ent_discourse   *d;
    uint32_t         sentence;
    ent_event_list  *out;
    size_t           first; /* event of this sentence */
    ent_attribution  said[4];
    size_t           said_count;
    bool             used[ENT_TOKENS_MAX]; /* nouns that a verb's frame has taken */
    const char      *reason;
} ent_coder;

/** An event that is being put together. */
typedef struct ent_draft {
    const ent_frame *frame;
    size_t           at;     /* token of the verb or noun */
    size_t           length; /* its tokens */
    ent_parties      sources, targets;
    int              source, target; /* mentions, or -1 */
    ent_voice        voice;
    const char      *how; /* "passive", "light", or NULL */
    bool             shrinks;
    bool             home; /* done by a state, or people in it, to its own */
} ent_draft;

/** Give the draft the parties of a mention (none for -1). */
void ent_draft_take_source(const ent_coder *coder, ent_draft *draft, int mention);
void ent_draft_take_target(const ent_coder *coder, ent_draft *draft, int mention);

/** Whether the draft has the parties that its frame needs; otherwise sets the reason. */
bool ent_draft_settle(ent_coder *coder, ent_draft *draft);

/** Make the draft an event, unless the sentence has it already. */
ENT_MUST_CHECK ent_status ent_draft_emit(ent_coder *coder, const ent_draft *draft);

/** Code the noun at `at`, of `length` tokens, with the first frame that can be filled. */
ENT_MUST_CHECK ent_status ent_noun_code(ent_coder *coder, const ent_entry *entry, size_t at,
                                        size_t length);

/** Parties that were named together: whom "the two countries" means from now on. */
void ent_discourse_pair(ent_discourse *discourse, const ent_parties *pair);

/** Where nobody was named together yet, "the two countries" are the two named most. */
void ent_discourse_guess(ent_discourse *discourse);

#endif
