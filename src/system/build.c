/*
 * build.c - what each part of a system does while the block is not whole: find, see, add
 *
 * SPDX-License-Identifier: MIT
 */
#include "system/build.h"
#include "base/alloc.h"
#include "base/date.h"

ent_system_member *
ent_build_members(const ent_builder *b)
{
    return (ent_system_member *)(void *)((unsigned char *)b->system + b->system->member_offset);
}

ent_dyad *
ent_build_dyads(const ent_builder *b)
{
    return (ent_dyad *)(void *)((unsigned char *)b->system + b->system->dyad_offset);
}

uint32_t
ent_build_fact(ent_builder *b, const ent_provenance *from)
{
    if (b->fact_count > 0 && b->facts[b->fact_count - 1].file == from->file &&
        b->facts[b->fact_count - 1].line == from->line) {
        return (uint32_t)b->fact_count;
    }
    if (b->failed || !ENT_GROW(b->facts, b->fact_capacity, b->fact_count + 1)) {
        b->failed = true;
        return 0;
    }
    b->facts[b->fact_count++] = *from;
    return (uint32_t)b->fact_count;
}

bool
ent_build_sees(const ent_builder *b, ent_day start, ent_day end)
{
    ent_span span = {start, end};

    return start < b->as_of && ent_span_overlap(span, b->span);
}

ent_state_ix
ent_build_ix(const ent_builder *b, ent_state state)
{
    return state < ENT_SYSTEM_MOST_STATES ? b->system->ix_of_state[state] : ENT_NO_STATE_IX;
}

bool
ent_build_sees_year(const ent_builder *b, int32_t year)
{
    return year > 0 && year <= b->year && ent_span_of_year(year).from < b->as_of;
}

ent_dyad *
ent_build_dyad(ent_builder *b, ent_state a, ent_state c)
{
    ent_state_ix i = ent_build_ix(b, a), j = ent_build_ix(b, c);

    if (i == ENT_NO_STATE_IX || j == ENT_NO_STATE_IX || i == j) {
        return NULL;
    }
    return &ent_build_dyads(b)[(size_t)i * b->system->state_count + j];
}
