/*
 * block.h - how the block of a system lies in memory, which its makers write
 *
 * Stage: system.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SYSTEM_BLOCK_H
#define ENT_SYSTEM_BLOCK_H

#include "entente/system.h"

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

#endif
