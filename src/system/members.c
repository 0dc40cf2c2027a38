/*
 * members.c - which states a system has, and what they are
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "system/builder.h"

enum { MOST_NUMBERS = 8 };

static int
compare_members(const void *a, const void *b)
{
    const ent_system_member *x = a, *y = b;

    if (x->ccode != y->ccode) {
        return x->ccode < y->ccode ? -1 : 1;
    }
    return strcmp(x->id, y->id);
}

/*
 * The COW numbers that a state holds within the system's span, by number: bit
 * k is set where the k-th is held on a day of `span` too.
 */
unsigned
ent_build_numbers(const ent_builder *b, ent_state state, ent_span span, unsigned *count)
{
    size_t           spell_count;
    const ent_spell *spells = ent_codes_spells(b->codes, &spell_count);
    ent_ccode        last = 0;
    unsigned         within = 0;

    *count = 0;
    for (size_t i = 0; i < spell_count; i++) {
        if (spells[i].state != state || !ent_span_overlap(spells[i].span, b->span)) {
            continue;
        }
        if (*count == 0 || (spells[i].ccode != last && *count < MOST_NUMBERS)) {
            last = spells[i].ccode;
            ++*count;
        }
        if (ent_span_overlap(spells[i].span, span)) {
            within |= 1u << (*count - 1);
        }
    }
    return within;
}

/* The block is compared and hashed byte by byte: a member is cleared with its padding. */
static void
describe_member(const ent_builder *b, ent_state state, ent_system_member *out)
{
    unsigned numbers;

    memset(out, 0, sizeof *out);
    (void)ent_build_numbers(b, state, b->span, &numbers);
    out->state = state;
    out->numbers = (uint8_t)numbers;
    out->ccode = ent_codes_ccode(b->codes, state, b->span.to - 1);
    out->cinc = out->milex = out->polyarchy = NAN;
    memcpy(out->id, ent_codes_id(b->codes, state), 4);
}

size_t
ent_build_count_states(const ent_builder *b)
{
    size_t count = 0, total = ent_codes_count(b->codes);

    for (size_t i = 0; i < total; i++) {
        count += ent_codes_exists(b->codes, (ent_state)i, b->span);
    }
    return count;
}

void
ent_build_states(ent_builder *b)
{
    ent_system_member *members = ent_build_members(b);
    size_t             count = 0, total = ent_codes_count(b->codes);

    for (size_t i = 0; i < total; i++) {
        if (ent_codes_exists(b->codes, (ent_state)i, b->span)) {
            describe_member(b, (ent_state)i, &members[count++]);
        }
    }
    qsort(members, count, sizeof *members, compare_members);
    for (size_t i = 0; i < ENT_SYSTEM_MOST_STATES; i++) {
        b->system->ix_of_state[i] = ENT_NO_STATE_IX;
    }
    for (size_t i = 0; i < count; i++) {
        b->system->ix_of_state[members[i].state] = (ent_state_ix)i;
    }
}

/* The member that a yearly capability is of, if it is newer than what is there. */
static ent_system_member *
member_for_year(const ent_builder *b, ent_state state, int32_t year, const ent_provenance *from)
{
    ent_state_ix       ix = ent_build_ix(b, state);
    ent_system_member *member;

    if (ix == ENT_NO_STATE_IX || !ent_build_sees_year(b, year) ||
        !ent_record_uses(b->record, "capabilities", from, ent_span_of_year(year).from)) {
        return NULL;
    }
    member = &ent_build_members(b)[ix];
    if (year <= member->power_year) {
        return NULL;
    }
    member->power_year = year;
    return member;
}

static void
add_capabilities(ent_builder *b)
{
    const ent_provenance *newest[ENT_SYSTEM_MOST_STATES] = {NULL};
    ent_system_member    *members = ent_build_members(b);
    size_t                count;
    const ent_capability *rows = ent_record_facts(b->record, ENT_FACT_CAPABILITY, &count);
    const ent_profile    *profiles;

    for (size_t i = 0; i < count; i++) {
        ent_system_member *member =
            member_for_year(b, rows[i].state.state, rows[i].year, &rows[i].from);

        if (member != NULL) {
            member->cinc = rows[i].cinc;
            member->milex = rows[i].milex;
            newest[member - members] = &rows[i].from;
        }
    }
    profiles = ent_record_facts(b->record, ENT_FACT_PROFILE, &count);
    for (size_t i = 0; i < count; i++) {
        ent_system_member *member =
            member_for_year(b, profiles[i].state, profiles[i].year, &profiles[i].from);

        if (member != NULL) {
            member->cinc = profiles[i].cinc;
            member->milex = NAN;
            newest[member - members] = &profiles[i].from;
        }
    }
    for (size_t i = 0; i < b->system->state_count; i++) {
        members[i].power_fact = newest[i] != NULL ? ent_build_fact(b, newest[i]) : 0;
    }
}

static void
add_regimes(ent_builder *b)
{
    int32_t            newest[ENT_SYSTEM_MOST_STATES] = {0};
    size_t             count;
    const ent_profile *profiles = ent_record_facts(b->record, ENT_FACT_PROFILE, &count);

    for (size_t i = 0; i < count; i++) {
        ent_state_ix ix = ent_build_ix(b, profiles[i].state);

        if (ix != ENT_NO_STATE_IX && ent_build_sees_year(b, profiles[i].year) &&
            profiles[i].year > newest[ix]) {
            newest[ix] = profiles[i].year;
            ent_build_members(b)[ix].polyarchy = profiles[i].polyarchy;
        }
    }
}

void
ent_build_attributes(ent_builder *b)
{
    add_capabilities(b);
    add_regimes(b);
}
