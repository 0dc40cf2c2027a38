/*
 * members.c - which states a system has, and what they are
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "system/members.h"

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
    out->gdp = out->gdp_per_head = out->population = NAN;
    out->polity = ENT_NO_INTEGER;
    memcpy(out->id, ent_codes_id(b->codes, state), 4);
}

/* Which states exist in the span, in one walk over all spells; how many. */
static size_t
mark_states(const ent_builder *b, bool exists[ENT_SYSTEM_MOST_STATES])
{
    size_t           spells, count = 0;
    const ent_spell *spell = ent_codes_spells(b->codes, &spells);

    memset(exists, 0, ENT_SYSTEM_MOST_STATES * sizeof *exists);
    for (size_t i = 0; i < spells; i++) {
        if (!exists[spell[i].state] && ent_span_overlap(spell[i].span, b->span)) {
            exists[spell[i].state] = true;
            count++;
        }
    }
    return count;
}

size_t
ent_build_count_states(const ent_builder *b)
{
    bool exists[ENT_SYSTEM_MOST_STATES];

    return mark_states(b, exists);
}

void
ent_build_states(ent_builder *b)
{
    ent_system_member *members = ent_build_members(b);
    size_t             count = 0, total = ent_codes_count(b->codes);
    bool               exists[ENT_SYSTEM_MOST_STATES];

    (void)mark_states(b, exists);
    for (size_t i = 0; i < total; i++) {
        if (exists[i]) {
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

/* A value older than this is not carried. */
enum { MOST_CARRIED = 40 };

/*
 * What is known of states by the year: the newest year that is seen, for each state.  `take` puts
 * the fact of a place into a member, or refuses it as missing.
 */
typedef struct yearly {
    const char   *kind; /* as the seams have it */
    ent_fact_kind fact;
    size_t        state; /* offset of the fact's state */
    bool          party; /* whether that is an ent_party */
    bool (*take)(ent_system_member *member, const void *fact);
} yearly;

static bool
take_capability(ent_system_member *member, const void *fact)
{
    const ent_capability *row = fact;

    member->cinc = row->cinc;
    member->milex = row->milex;
    member->power_year = row->year;
    return true;
}

static bool
take_profile_power(ent_system_member *member, const void *fact)
{
    const ent_profile *row = fact;

    member->cinc = row->cinc;
    member->power_year = row->year;
    return true;
}

static bool
take_regime(ent_system_member *member, const void *fact)
{
    const ent_regime *row = fact;

    member->polyarchy = row->polyarchy;
    member->polity = row->polity2;
    member->regime_year = row->year;
    return true;
}

static bool
take_profile_regime(ent_system_member *member, const void *fact)
{
    const ent_profile *row = fact;

    member->polyarchy = row->polyarchy;
    member->regime_year = row->year;
    return true;
}

/* Published numbers, which some sets give as their natural logarithm. */
static bool
take_income(ent_system_member *member, const void *fact)
{
    const ent_gdp *row = fact;
    bool           logged = row->logged == 1;

    if (isnan(row->gdp)) {
        return false;
    }
    member->gdp = logged ? exp(row->gdp) / 1e6 : row->gdp;
    member->gdp_per_head = logged ? exp(row->gdp_per_head) : row->gdp_per_head;
    member->population = logged ? exp(row->population) / 1e6 : row->population;
    member->gdp_year = row->year;
    return true;
}

static ent_state
state_in(const yearly *what, const unsigned char *fact)
{
    ent_party party;
    ent_state state;

    if (what->party) {
        memcpy(&party, fact + what->state, sizeof party);
        return party.state;
    }
    memcpy(&state, fact + what->state, sizeof state);
    return state;
}

/* One year's facts, to the members that have no newer one; returns how many got one. */
static size_t
take_year(ent_builder *b, const yearly *what, int year, const ent_provenance **newest)
{
    ent_yearly           told = ent_record_year(b->record, what->fact, year);
    const unsigned char *facts = told.rows;
    size_t               size = ent_fact_describe(what->fact)->size, taken = 0;

    for (size_t i = 0; i < told.count; i++) {
        const unsigned char  *fact = facts + told.places[i] * size;
        const ent_provenance *from = (const void *)fact;
        ent_state_ix          ix = ent_build_ix(b, state_in(what, fact));

        if (ix != ENT_NO_STATE_IX && newest[ix] == NULL &&
            ent_record_uses(b->record, what->kind, from, ent_span_of_year(year).from) &&
            what->take(&ent_build_members(b)[ix], fact)) {
            newest[ix] = from;
            taken++;
        }
    }
    return taken;
}

/* From the system's own year backwards, the published set before ours in each. */
static void
take_newest(ent_builder *b, const yearly *kinds, size_t count, const ent_provenance **newest)
{
    int    last = b->year;
    size_t taken = 0;

    for (int year = last; year > last - MOST_CARRIED && taken < b->system->state_count; year--) {
        for (size_t k = 0; k < count && ent_build_sees_year(b, year); k++) {
            taken += take_year(b, &kinds[k], year, newest);
        }
    }
}

/* The facts are numbered by member when the newest is known, so that the block holds no other. */
static void
add_yearly(ent_builder *b, const yearly *kinds, size_t count, size_t fact_offset)
{
    const ent_provenance *newest[ENT_SYSTEM_MOST_STATES] = {NULL};

    take_newest(b, kinds, count, newest);
    for (size_t i = 0; i < b->system->state_count; i++) {
        uint32_t fact = newest[i] != NULL ? ent_build_fact(b, newest[i]) : 0;

        memcpy((char *)&ent_build_members(b)[i] + fact_offset, &fact, sizeof fact);
    }
}

static void
add_major_powers(ent_builder *b)
{
    size_t                 count;
    const ent_major_power *rows = ent_record_facts(b->record, ENT_FACT_MAJOR_POWER, &count);

    for (size_t i = 0; i < count; i++) {
        ent_state_ix ix = ent_build_ix(b, rows[i].state.state);

        if (ix != ENT_NO_STATE_IX && ent_build_sees(b, rows[i].start, rows[i].end)) {
            ent_build_members(b)[ix].major_power = 1;
        }
    }
}

void
ent_build_attributes(ent_builder *b)
{
    static const yearly POWER[] = {{"capabilities", ENT_FACT_CAPABILITY,
                                    offsetof(ent_capability, state), true, take_capability},
                                   {"capabilities", ENT_FACT_PROFILE, offsetof(ent_profile, state),
                                    false, take_profile_power}};
    static const yearly REGIME[] = {
        {"regimes", ENT_FACT_REGIME, offsetof(ent_regime, state), true, take_regime},
        {"regimes", ENT_FACT_PROFILE, offsetof(ent_profile, state), false, take_profile_regime}};
    static const yearly INCOME[] = {
        {"gdp", ENT_FACT_GDP, offsetof(ent_gdp, state), true, take_income}};

    add_yearly(b, POWER, 2, offsetof(ent_system_member, power_fact));
    add_yearly(b, REGIME, 2, offsetof(ent_system_member, regime_fact));
    add_yearly(b, INCOME, 1, offsetof(ent_system_member, gdp_fact));
    add_major_powers(b);
}
