/*
 * builder.h - how a system is made: what its parts share while the block is not whole
 *
 * Stage: system.  members.c adds states and what they are, ties.c what binds and divides them,
 * cooperation.c how far they work together, flows.c what they exchange; system.c makes the block.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SYSTEM_BUILDER_H
#define ENT_SYSTEM_BUILDER_H

#include "system/record.h"

/* Header, members, dyads, provenance, without pointers. */
struct ent_system {
    uint64_t     bytes;
    uint32_t     state_count, fact_count;
    ent_span     span;
    uint64_t     member_offset, dyad_offset, fact_offset;
    ent_state_ix ix_of_state[ENT_SYSTEM_MOST_STATES];
    int16_t      carried[ENT_KNOWN_KINDS]; /* years; -1: not known */
    /* members, dyads and facts follow */
};

/* What is gathered before the block is made: the number of facts is not known before. */
typedef struct ent_builder {
    ent_ctx          *ctx;
    const ent_record *record;
    const ent_codes  *codes;
    ent_span          span;
    int               year;  /* of the last day of the span */
    ent_day           as_of; /* first day after what may be seen */
    bool              as_it_stood;
    ent_system       *system;
    ent_provenance   *facts;
    size_t            fact_count, fact_capacity;
    bool              failed;
} ent_builder;

ent_system_member *ent_build_members(const ent_builder *b);
ent_dyad          *ent_build_dyads(const ent_builder *b);

/** The number of a fact in the block; 0 when there is no memory, which is told at the end. */
uint32_t ent_build_fact(ent_builder *b, const ent_provenance *from);

/** Whether something of these days is in the system, and not of its future. */
bool ent_build_sees(const ent_builder *b, ent_day start, ent_day end);

/** Whether a yearly value is not of the future. */
bool ent_build_sees_year(const ent_builder *b, int32_t year);

ent_state_ix ent_build_ix(const ent_builder *b, ent_state state);

/** What `a` has to do with `c`; NULL where one is no member, or both are the same. */
ent_dyad *ent_build_dyad(ent_builder *b, ent_state a, ent_state c);

/**
 * The COW numbers that a state holds within the system's span, by number: bit k is set where the
 * k-th is held on a day of `span` too.
 */
unsigned ent_build_numbers(const ent_builder *b, ent_state state, ent_span span, unsigned *count);

size_t ent_build_count_states(const ent_builder *b);
void   ent_build_states(ent_builder *b);
void   ent_build_attributes(ent_builder *b);
void   ent_build_ties(ent_builder *b);
void   ent_build_cooperation(ent_builder *b); /**< after the ties: adversaries give no arms */
void   ent_build_flows(ent_builder *b);

#endif
