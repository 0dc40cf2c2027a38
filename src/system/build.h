/*
 * build.h - what each part of a system does while the block is not whole: find, see, add
 *
 * Stage: system.  The parts: members.h, ties.h, cooperation.h, flows.h; system.c asks them in turn.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SYSTEM_BUILD_H
#define ENT_SYSTEM_BUILD_H

#include "system/block.h"
#include "system/record.h"

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

/** The members and the dyads of the block, to be written. */
ent_system_member *ent_build_members(const ent_builder *b);
ent_dyad          *ent_build_dyads(const ent_builder *b);

/** The number of a fact in the block; 0 when there is no memory, which is told at the end. */
uint32_t ent_build_fact(ent_builder *b, const ent_provenance *from);

/** Whether something of these days is in the system, and not of its future. */
bool ent_build_sees(const ent_builder *b, ent_day start, ent_day end);

/** Whether a yearly value is not of the future. */
bool ent_build_sees_year(const ent_builder *b, int32_t year);

/** Where a state of a fact stands; ENT_NO_STATE_IX: nowhere, as a store from elsewhere may name. */
ent_state_ix ent_build_ix(const ent_builder *b, ent_state state);

/** What `a` has to do with `c`; NULL where one is no member, or both are the same. */
ent_dyad *ent_build_dyad(ent_builder *b, ent_state a, ent_state c);

#endif
