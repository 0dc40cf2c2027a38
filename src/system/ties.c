/*
 * ties.c - what binds and divides the states of a system
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "system/members.h"
#include "system/ties.h"

enum { THREAT = 2, MOST_HOSTILITY = 5, MOST_CONTIGUITY = 5 };

static uint8_t
flags_of(bool defence, bool offence, bool neutrality, bool nonaggression, bool consultation)
{
    return (uint8_t)((defence ? ENT_OBLIGATION_DEFENCE : 0) |
                     (offence ? ENT_OBLIGATION_OFFENCE : 0) |
                     (neutrality ? ENT_OBLIGATION_NEUTRALITY : 0) |
                     (nonaggression ? ENT_OBLIGATION_NONAGGRESSION : 0) |
                     (consultation ? ENT_OBLIGATION_CONSULTATION : 0));
}

/* Which COW numbers of a state an obligation within a span is with. */
static uint8_t
obliged_numbers(const ent_builder *b, ent_state state, ent_span span)
{
    unsigned count = ent_build_members(b)[ent_build_ix(b, state)].numbers;
    unsigned all = (1u << count) - 1, within = 0;

    if (count > 1) {
        within = ent_build_numbers(b, state, span, &count);
    }
    return (uint8_t)(within != 0 ? within : all);
}

/* The strongest obligation stands for all: defence, then what goes beyond non-aggression. */
static int
strength_of(unsigned flags)
{
    return (flags & ENT_OBLIGATION_DEFENCE) != 0                    ? 2
           : (flags & ~(unsigned)ENT_OBLIGATION_NONAGGRESSION) != 0 ? 1
                                                                    : 0;
}

/* The fact that is shown is that of the strongest obligation seen first. */
static void
oblige(ent_builder *b, ent_state a, ent_state c, uint8_t flags, ent_span span,
       const ent_provenance *from)
{
    for (int side = 0; side < 2; side++) {
        ent_state other = side == 0 ? c : a;
        ent_dyad *dyad = side == 0 ? ent_build_dyad(b, a, c) : ent_build_dyad(b, c, a);

        if (dyad == NULL || flags == 0) {
            return;
        }
        if (dyad->obligation_fact == 0 || strength_of(flags) > strength_of(dyad->obligations)) {
            dyad->obligation_fact = ent_build_fact(b, from);
            dyad->obligation_days = span;
        }
        dyad->obligations |= flags;
        dyad->obliged_numbers |= obliged_numbers(b, other, span);
    }
}

static void
add_alliances(ent_builder *b)
{
    size_t              count;
    const ent_alliance *rows = ent_record_facts(b->record, ENT_FACT_ALLIANCE, &count);

    for (size_t i = 0; i < count; i++) {
        const ent_alliance *row = &rows[i];

        if (ent_build_sees(b, row->start, row->end) &&
            ent_record_uses(b->record, "obligations", &row->from, b->span.to - 1)) {
            oblige(b, row->state_a.state, row->state_b.state,
                   flags_of(row->defence, row->offence, row->neutrality, row->nonaggression,
                            row->consultation),
                   (ent_span){row->start, row->end}, &row->from);
        }
    }
}

static ent_span
common_days(ent_span a, ent_span b)
{
    return (ent_span){a.from > b.from ? a.from : b.from, a.to < b.to ? a.to : b.to};
}

/* The row that dates an obligation: of the treaty, or of the party that joined it last. */
static const ent_provenance *
dated_by(const ent_treaty *treaty, const ent_treaty_member *x, const ent_treaty_member *y)
{
    const ent_treaty_member *later = x->start > y->start ? x : y;

    return later->start > treaty->start ? &later->from : &treaty->from;
}

/* Two parties are bound on the days on which the treaty binds both of them. */
static void
bind_parties(ent_builder *b, const ent_treaty *treaty, const ent_treaty_member *x,
             const ent_treaty_member *y)
{
    ent_span days =
        common_days((ent_span){treaty->start, treaty->end},
                    common_days((ent_span){x->start, x->end}, (ent_span){y->start, y->end}));

    /* two states that one other protects have no obligation to each other */
    if (strcmp(x->role, "protected") == 0 && strcmp(y->role, "protected") == 0) {
        return;
    }
    if (days.from < days.to && ent_build_sees(b, days.from, days.to)) {
        oblige(b, x->state, y->state,
               flags_of(treaty->defence, treaty->offence, treaty->neutrality, treaty->nonaggression,
                        treaty->consultation),
               days, dated_by(treaty, x, y));
    }
}

static void
add_treaties(ent_builder *b)
{
    size_t            count;
    const ent_treaty *treaties = ent_record_facts(b->record, ENT_FACT_TREATY, &count);

    for (size_t i = 0; i < count; i++) {
        size_t                          party_count;
        const ent_treaty_member *const *parties = ent_record_parties(b->record, i, &party_count);

        if (!ent_build_sees(b, treaties[i].start, treaties[i].end) ||
            !ent_record_uses(b->record, "obligations", &treaties[i].from, b->span.to - 1)) {
            continue;
        }
        for (size_t j = 0; j < party_count; j++) {
            for (size_t k = j + 1; k < party_count; k++) {
                bind_parties(b, &treaties[i], parties[j], parties[k]);
            }
        }
    }
}

static void
add_rivalries(ent_builder *b)
{
    size_t             count;
    const ent_rivalry *rows = ent_record_facts(b->record, ENT_FACT_RIVALRY, &count);

    for (size_t i = 0; i < count; i++) {
        ent_dyad *there = ent_build_dyad(b, rows[i].state_a.state, rows[i].state_b.state);
        ent_dyad *back = ent_build_dyad(b, rows[i].state_b.state, rows[i].state_a.state);

        if (there != NULL && back != NULL && ent_build_sees(b, rows[i].start, rows[i].end) &&
            ent_record_uses(b->record, "rivalries", &rows[i].from, b->span.to - 1)) {
            there->rivalry = back->rivalry = 1;
            there->rivalry_fact = back->rivalry_fact = ent_build_fact(b, &rows[i].from);
        }
    }
}

enum { MEMORY_YEARS = 5 };

/* A government does not inherit the disputes of the one it replaced (China in 1949). */
static bool
same_government(const ent_builder *b, ent_state state, const ent_dispute *dispute)
{
    ent_day     then = dispute->end < b->span.to ? dispute->end - 1 : b->span.to - 1;
    const char *old = ent_codes_government(b->codes, state, then);
    const char *now = ent_codes_government(b->codes, state, b->span.to - 1);

    return old == NULL || now == NULL || strcmp(old, now) == 0 ||
           ent_span_overlap((ent_span){dispute->start, dispute->end}, b->span);
}

/* How far one went that is not over is not told yet: the row is of the whole. */
static int32_t
hostility_seen(const ent_builder *b, const ent_dispute *row)
{
    bool over = row->end <= b->as_of || row->end == ENT_DAY_MAX;

    return b->as_it_stood && !over && row->hostility > THREAT ? THREAT : row->hostility;
}

static void
add_hostility(ent_builder *b, ent_dyad *dyad, const ent_dispute *row)
{
    int32_t hostility = hostility_seen(b, row);

    if (hostility < 1 || hostility > MOST_HOSTILITY) {
        return;
    }
    if (hostility > dyad->hostility) {
        dyad->hostility = (uint8_t)hostility;
        dyad->hostility_fact = ent_build_fact(b, &row->from);
    }
    if (hostility == MOST_HOSTILITY &&
        ent_span_overlap((ent_span){row->start, row->end}, b->span)) {
        dyad->at_war = 1;
        dyad->hostility_fact = ent_build_fact(b, &row->from);
    }
}

static void
add_disputes(ent_builder *b)
{
    size_t             count;
    const ent_dispute *rows = ent_record_facts(b->record, ENT_FACT_DISPUTE, &count);
    ent_span           remembered = {b->span.from, b->span.to};
    int                year, month, day;

    ent_date_split(b->span.to - 1, &year, &month, &day);
    year -= MEMORY_YEARS;
    day = day > ent_date_month_length(year, month) ? ent_date_month_length(year, month) : day;
    remembered.from = ent_date_day(year, month, day) + 1;
    for (size_t i = 0; i < count; i++) {
        const ent_dispute *row = &rows[i];
        ent_span           span = {row->start, row->end};

        if (!same_government(b, row->state_a, row) || !same_government(b, row->state_b, row)) {
            continue;
        }
        for (int side = 0; side < 2; side++) {
            ent_dyad *dyad = side == 0 ? ent_build_dyad(b, row->state_a, row->state_b)
                                       : ent_build_dyad(b, row->state_b, row->state_a);

            if (dyad != NULL && row->start < b->as_of && ent_span_overlap(span, remembered)) {
                add_hostility(b, dyad, row);
            }
        }
    }
}

/* Its kinds are words joined by `;`. */
static bool
is_on_trade(const ent_sanction *sanction)
{
    static const char TRADE[] = "trade";
    const char       *at = sanction->kinds;

    while (at != NULL && *at != '\0') {
        size_t length = strcspn(at, ";");

        if (length == sizeof TRADE - 1 && strncmp(at, TRADE, length) == 0) {
            return true;
        }
        at += length + (at[length] == ';');
    }
    return false;
}

/* What our own table says before its days is in the published set: it counts once. */
static bool
is_in_force(const ent_builder *b, const ent_sanction *row)
{
    ent_day first = row->start > b->span.from ? row->start : b->span.from;

    return ent_build_sees(b, row->start, row->end) &&
           ent_record_uses(b->record, "sanctions", &row->from, first);
}

/* The EU is an actor whose sanction counts once: it falls on no dyad of states. */
static void
add_sanctions(ent_builder *b)
{
    size_t              count;
    const ent_sanction *rows = ent_record_facts(b->record, ENT_FACT_SANCTION, &count);

    for (size_t i = 0; i < count; i++) {
        ent_state sender, target;
        ent_dyad *dyad;

        if (!is_in_force(b, &rows[i])) {
            continue; /* most of a long record; what is no state is looked for in vain, and long */
        }
        sender = ent_codes_find(b->codes, rows[i].sender);
        target = ent_codes_find(b->codes, rows[i].target);
        dyad = sender != ENT_NO_STATE && target != ENT_NO_STATE ? ent_build_dyad(b, sender, target)
                                                                : NULL;
        if (dyad != NULL && dyad->sanctions < UINT8_MAX) {
            dyad->sanctions++;
            dyad->trade_sanctions += is_on_trade(&rows[i]);
            dyad->sanction_fact = ent_build_fact(b, &rows[i].from);
        }
    }
}

/* The published spells, up to their last day; false where they say nothing of this date. */
static bool
add_contiguity(ent_builder *b)
{
    size_t                count;
    const ent_contiguity *rows = ent_record_facts(b->record, ENT_FACT_CONTIGUITY, &count);

    if (count == 0 || !ent_record_uses(b->record, "borders", &rows[0].from, b->span.to - 1)) {
        return false; /* all rows are of one file */
    }
    for (size_t i = 0; i < count; i++) {
        const ent_contiguity *row = &rows[i];
        ent_dyad             *dyad = ent_build_dyad(b, row->state_a.state, row->state_b.state);

        if (dyad != NULL && ent_build_sees(b, row->start, row->end) && row->kind >= 1 &&
            row->kind <= MOST_CONTIGUITY &&
            (dyad->contiguity == 0 || row->kind < dyad->contiguity)) {
            dyad->contiguity = (uint8_t)row->kind;
            dyad->border = row->kind == 1;
        }
    }
    return true;
}

static void
take_peace(ent_dyad *dyad, const ent_peace_level *row, int age, uint32_t fact)
{
    dyad->peace = (float)row->level;
    dyad->peace_carried = (uint8_t)(age < UINT8_MAX ? age : UINT8_MAX);
    dyad->peace_fact = fact;
}

enum { FIRST_PEACE_YEAR = 1900 }; /* a spell that began before is of unknown age */

/* The level on the last day; beyond the scale's own last day it is carried, with its age. */
static void
add_peace(ent_builder *b)
{
    size_t                 n = b->system->state_count, count;
    const ent_peace_level *rows = ent_record_facts(b->record, ENT_FACT_PEACE_LEVEL, &count);
    ent_span               day = {b->span.to - 1, b->span.to};

    for (size_t i = 0; i < n * n; i++) {
        ent_build_dyads(b)[i].peace = NAN;
    }
    for (size_t i = 0; i < count && b->year >= FIRST_PEACE_YEAR; i++) {
        const ent_peace_level *row = &rows[i];
        ent_dyad              *there = ent_build_dyad(b, row->state_a.state, row->state_b.state);
        ent_dyad              *back = ent_build_dyad(b, row->state_b.state, row->state_a.state);

        if (there != NULL && back != NULL && row->start < b->as_of &&
            ent_span_overlap((ent_span){row->start, row->end}, day)) {
            int      age = ent_record_age(b->record, &row->from, b->span.to - 1);
            uint32_t fact = ent_build_fact(b, &row->from);

            take_peace(there, row, age, fact);
            take_peace(back, row, age, fact);
        }
    }
}

static void
add_claims_and_borders(ent_builder *b)
{
    size_t            count;
    const ent_claim  *claims = ent_record_facts(b->record, ENT_FACT_CLAIM, &count);
    const ent_border *borders;

    for (size_t i = 0; i < count; i++) {
        ent_dyad *there = ent_build_dyad(b, claims[i].claimant, claims[i].holder);
        ent_dyad *back = ent_build_dyad(b, claims[i].holder, claims[i].claimant);

        if (there != NULL && back != NULL && ent_build_sees(b, claims[i].start, claims[i].end)) {
            there->claim = back->claim = 1;
        }
    }
    if (add_contiguity(b)) {
        return;
    }
    borders = ent_record_facts(b->record, ENT_FACT_BORDER, &count);
    for (size_t i = 0; i < count; i++) {
        ent_dyad *there = ent_build_dyad(b, borders[i].state_a, borders[i].state_b);
        ent_dyad *back = ent_build_dyad(b, borders[i].state_b, borders[i].state_a);

        if (there != NULL && back != NULL) {
            there->border = back->border = 1;
        }
    }
}

void
ent_build_ties(ent_builder *b)
{
    add_alliances(b);
    add_treaties(b);
    add_rivalries(b);
    add_disputes(b);
    add_sanctions(b);
    add_claims_and_borders(b);
    add_peace(b);
}
