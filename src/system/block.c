/*
 * block.c - a system once it is whole: one block, read by its offsets
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "system/block.h"

size_t
ent_system_size(const ent_system *system)
{
    return system->state_count;
}

ent_span
ent_system_span(const ent_system *system)
{
    return system->span;
}

const ent_system_member *
ent_system_member_at(const ent_system *system, ent_state_ix ix)
{
    const unsigned char *block = (const unsigned char *)system;

    return (const ent_system_member *)(const void *)(block + system->member_offset) + ix;
}

int
ent_system_carried(const ent_system *system, ent_known kind)
{
    return system->carried[kind];
}

ent_state_ix
ent_system_find(const ent_system *system, ent_state state)
{
    return state < ENT_SYSTEM_MOST_STATES ? system->ix_of_state[state] : ENT_NO_STATE_IX;
}

ent_state_ix
ent_system_find_id(const ent_system *system, const char *id)
{
    for (size_t i = 0; i < system->state_count; i++) {
        if (strcmp(ent_system_member_at(system, (ent_state_ix)i)->id, id) == 0) {
            return (ent_state_ix)i;
        }
    }
    return ENT_NO_STATE_IX;
}

const ent_dyad *
ent_system_dyad(const ent_system *system, ent_state_ix a, ent_state_ix b)
{
    const unsigned char *block = (const unsigned char *)system;

    return (const ent_dyad *)(const void *)(block + system->dyad_offset) +
           (size_t)a * system->state_count + b;
}

const ent_provenance *
ent_system_provenance(const ent_system *system, uint32_t fact)
{
    const unsigned char *block = (const unsigned char *)system;

    if (fact == 0 || fact > system->fact_count) {
        return NULL;
    }
    return (const ent_provenance *)(const void *)(block + system->fact_offset) + (fact - 1);
}

const void *
ent_system_block(const ent_system *system, size_t *bytes)
{
    *bytes = (size_t)system->bytes;
    return system;
}
