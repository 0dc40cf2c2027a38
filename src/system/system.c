/*
 * system.c - the picture of the record at a date
 *
 *   1. the block     2. states and attributes     3. ties     4. access
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "system/record.h"

/* 1. the block: header, members, dyads, provenance, without pointers */

struct ent_system {
    uint64_t     bytes;
    uint32_t     state_count, fact_count;
    ent_span     span;
    uint64_t     member_offset, dyad_offset, fact_offset;
    ent_state_ix ix_of_state[ENT_SYSTEM_MOST_STATES];
    /* members, dyads and facts follow */
};

static ent_system_member *
members_of(ent_system *system)
{
    return (ent_system_member *)(void *)((unsigned char *)system + system->member_offset);
}

static ent_dyad *
dyads_of(ent_system *system)
{
    return (ent_dyad *)(void *)((unsigned char *)system + system->dyad_offset);
}

/* What is gathered before the block is made: the number of facts is not known before. */
typedef struct builder {
    ent_ctx          *ctx;
    const ent_record *record;
    const ent_codes  *codes;
    ent_span          span;
    ent_day           as_of; /* first day after what may be seen */
    ent_system       *system;
    ent_provenance   *facts;
    size_t            fact_count, fact_capacity;
    bool              failed;
} builder;

static uint32_t
fact_number(builder *b, const ent_provenance *from)
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

static bool
seen(const builder *b, ent_day start, ent_day end)
{
    ent_span span = {start, end};

    return start < b->as_of && ent_span_overlap(span, b->span);
}

/* 2. states and attributes */

enum { MOST_NUMBERS = 8, MOST_HOSTILITY = 5, MOST_LEVEL = 7 };

static int
compare_members(const void *a, const void *b)
{
    const ent_system_member *x = a, *y = b;

    if (x->ccode != y->ccode) {
        return x->ccode < y->ccode ? -1 : 1;
    }
    return strcmp(x->id, y->id);
}

/* NULL when there is no memory. */
static ent_system *
new_system(ent_span span, size_t state_count)
{
    size_t      members = (sizeof(ent_system) + 15) / 16 * 16;
    size_t      dyads = members + (state_count * sizeof(ent_system_member) + 15) / 16 * 16;
    size_t      bytes = dyads + state_count * state_count * sizeof(ent_dyad);
    ent_system *system = ent_alloc_zero(bytes, 1);

    if (system != NULL) {
        system->bytes = bytes;
        system->state_count = (uint32_t)state_count;
        system->span = span;
        system->member_offset = members;
        system->dyad_offset = dyads;
        system->fact_offset = bytes;
    }
    return system;
}

/*
 * The COW numbers that a state holds within the system's span, by number: bit
 * k is set where the k-th is held on a day of `span` too.
 */
static unsigned
numbers_within(const builder *b, ent_state state, ent_span span, unsigned *count)
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
describe_member(const builder *b, ent_state state, ent_system_member *out)
{
    unsigned numbers;

    memset(out, 0, sizeof *out);
    (void)numbers_within(b, state, b->span, &numbers);
    out->state = state;
    out->numbers = (uint8_t)numbers;
    out->ccode = ent_codes_ccode(b->codes, state, b->span.to - 1);
    out->cinc = out->milex = out->polyarchy = NAN;
    memcpy(out->id, ent_codes_id(b->codes, state), 4);
}

static size_t
count_states(const builder *b)
{
    size_t count = 0, total = ent_codes_count(b->codes);

    for (size_t i = 0; i < total; i++) {
        count += ent_codes_exists(b->codes, (ent_state)i, b->span);
    }
    return count;
}

static void
add_states(builder *b)
{
    ent_system_member *members = members_of(b->system);
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

/* Where a state of a fact stands; a store from elsewhere may name none. */
static ent_state_ix
ix_of(const builder *b, ent_state state)
{
    return state < ENT_SYSTEM_MOST_STATES ? b->system->ix_of_state[state] : ENT_NO_STATE_IX;
}

/* Whether a yearly value is not of the future. */
static bool
year_seen(const builder *b, int32_t year)
{
    return year > 0 && year <= ent_date_year(b->span.to - 1) &&
           ent_span_of_year(year).from < b->as_of;
}

/* The member that a yearly capability is of, if it is newer than what is there. */
static ent_system_member *
member_for_year(const builder *b, ent_state state, int32_t year, const ent_provenance *from)
{
    ent_state_ix       ix = ix_of(b, state);
    ent_system_member *member;

    if (ix == ENT_NO_STATE_IX || !year_seen(b, year) ||
        !ent_record_uses(b->record, "capabilities", from, ent_span_of_year(year).from)) {
        return NULL;
    }
    member = &members_of(b->system)[ix];
    if (year <= member->power_year) {
        return NULL;
    }
    member->power_year = year;
    return member;
}

static void
add_capabilities(builder *b)
{
    const ent_provenance *newest[ENT_SYSTEM_MOST_STATES] = {NULL};
    ent_system_member    *members = members_of(b->system);
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
        members[i].power_fact = newest[i] != NULL ? fact_number(b, newest[i]) : 0;
    }
}

static void
add_regimes(builder *b)
{
    int32_t            newest[ENT_SYSTEM_MOST_STATES] = {0};
    size_t             count;
    const ent_profile *profiles = ent_record_facts(b->record, ENT_FACT_PROFILE, &count);

    for (size_t i = 0; i < count; i++) {
        ent_state_ix ix = ix_of(b, profiles[i].state);

        if (ix != ENT_NO_STATE_IX && year_seen(b, profiles[i].year) &&
            profiles[i].year > newest[ix]) {
            newest[ix] = profiles[i].year;
            members_of(b->system)[ix].polyarchy = profiles[i].polyarchy;
        }
    }
}

/* 3. ties */

static ent_dyad *
dyad_of(builder *b, ent_state a, ent_state c)
{
    ent_state_ix i = ix_of(b, a), j = ix_of(b, c);

    if (i == ENT_NO_STATE_IX || j == ENT_NO_STATE_IX || i == j) {
        return NULL;
    }
    return &dyads_of(b->system)[(size_t)i * b->system->state_count + j];
}

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
obliged_numbers(const builder *b, ent_state state, ent_span span)
{
    unsigned count = members_of(b->system)[ix_of(b, state)].numbers;
    unsigned all = (1u << count) - 1, within = 0;

    if (count > 1) {
        within = numbers_within(b, state, span, &count);
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
oblige(builder *b, ent_state a, ent_state c, uint8_t flags, ent_span span,
       const ent_provenance *from)
{
    for (int side = 0; side < 2; side++) {
        ent_state other = side == 0 ? c : a;
        ent_dyad *dyad = side == 0 ? dyad_of(b, a, c) : dyad_of(b, c, a);

        if (dyad == NULL || flags == 0) {
            return;
        }
        if (dyad->obligation_fact == 0 || strength_of(flags) > strength_of(dyad->obligations)) {
            dyad->obligation_fact = fact_number(b, from);
            dyad->obligation_days = span;
        }
        dyad->obligations |= flags;
        dyad->obliged_numbers |= obliged_numbers(b, other, span);
    }
}

static void
add_alliances(builder *b)
{
    size_t              count;
    const ent_alliance *rows = ent_record_facts(b->record, ENT_FACT_ALLIANCE, &count);

    for (size_t i = 0; i < count; i++) {
        const ent_alliance *row = &rows[i];

        if (seen(b, row->start, row->end) &&
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
bind_parties(builder *b, const ent_treaty *treaty, const ent_treaty_member *x,
             const ent_treaty_member *y)
{
    ent_span days =
        common_days((ent_span){treaty->start, treaty->end},
                    common_days((ent_span){x->start, x->end}, (ent_span){y->start, y->end}));

    /* two states that one other protects have no obligation to each other */
    if (strcmp(x->role, "protected") == 0 && strcmp(y->role, "protected") == 0) {
        return;
    }
    if (days.from < days.to && seen(b, days.from, days.to)) {
        oblige(b, x->state, y->state,
               flags_of(treaty->defence, treaty->offence, treaty->neutrality, treaty->nonaggression,
                        treaty->consultation),
               days, dated_by(treaty, x, y));
    }
}

static void
add_treaties(builder *b)
{
    size_t            count;
    const ent_treaty *treaties = ent_record_facts(b->record, ENT_FACT_TREATY, &count);

    for (size_t i = 0; i < count; i++) {
        size_t                          party_count;
        const ent_treaty_member *const *parties = ent_record_parties(b->record, i, &party_count);

        if (!seen(b, treaties[i].start, treaties[i].end) ||
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
add_rivalries(builder *b)
{
    size_t             count;
    const ent_rivalry *rows = ent_record_facts(b->record, ENT_FACT_RIVALRY, &count);

    for (size_t i = 0; i < count; i++) {
        ent_dyad *there = dyad_of(b, rows[i].state_a.state, rows[i].state_b.state);
        ent_dyad *back = dyad_of(b, rows[i].state_b.state, rows[i].state_a.state);

        if (there != NULL && back != NULL && seen(b, rows[i].start, rows[i].end) &&
            ent_record_uses(b->record, "rivalries", &rows[i].from, b->span.to - 1)) {
            there->rivalry = back->rivalry = 1;
            there->rivalry_fact = back->rivalry_fact = fact_number(b, &rows[i].from);
        }
    }
}

enum { MEMORY_YEARS = 5 };

/* A government does not inherit the disputes of the one it replaced (China in 1949). */
static bool
same_government(const builder *b, ent_state state, const ent_dispute *dispute)
{
    ent_day     then = dispute->end < b->span.to ? dispute->end - 1 : b->span.to - 1;
    const char *old = ent_codes_government(b->codes, state, then);
    const char *now = ent_codes_government(b->codes, state, b->span.to - 1);

    return old == NULL || now == NULL || strcmp(old, now) == 0 ||
           ent_span_overlap((ent_span){dispute->start, dispute->end}, b->span);
}

static void
add_hostility(builder *b, ent_dyad *dyad, const ent_dispute *row)
{
    if (row->hostility < 1 || row->hostility > MOST_HOSTILITY) {
        return;
    }
    if (row->hostility > dyad->hostility) {
        dyad->hostility = (uint8_t)row->hostility;
        dyad->hostility_fact = fact_number(b, &row->from);
    }
    if (row->hostility == MOST_HOSTILITY &&
        ent_span_overlap((ent_span){row->start, row->end}, b->span)) {
        dyad->at_war = 1;
        dyad->hostility_fact = fact_number(b, &row->from);
    }
}

static void
add_disputes(builder *b)
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
            ent_dyad *dyad = side == 0 ? dyad_of(b, row->state_a, row->state_b)
                                       : dyad_of(b, row->state_b, row->state_a);

            if (dyad != NULL && row->start < b->as_of && ent_span_overlap(span, remembered)) {
                add_hostility(b, dyad, row);
            }
        }
    }
}

/* The EU is an actor whose sanction counts once: it falls on no dyad of states. */
static void
add_sanctions(builder *b)
{
    size_t              count;
    const ent_sanction *rows = ent_record_facts(b->record, ENT_FACT_SANCTION, &count);

    for (size_t i = 0; i < count; i++) {
        ent_state sender = ent_codes_find(b->codes, rows[i].sender);
        ent_state target = ent_codes_find(b->codes, rows[i].target);
        ent_dyad *dyad;

        if (sender == ENT_NO_STATE || target == ENT_NO_STATE ||
            !seen(b, rows[i].start, rows[i].end)) {
            continue;
        }
        dyad = dyad_of(b, sender, target);
        if (dyad != NULL && dyad->sanctions < UINT8_MAX) {
            dyad->sanctions++;
            dyad->sanction_fact = fact_number(b, &rows[i].from);
        }
    }
}

static void
add_claims_and_borders(builder *b)
{
    size_t            count;
    const ent_claim  *claims = ent_record_facts(b->record, ENT_FACT_CLAIM, &count);
    const ent_border *borders;

    for (size_t i = 0; i < count; i++) {
        ent_dyad *there = dyad_of(b, claims[i].claimant, claims[i].holder);
        ent_dyad *back = dyad_of(b, claims[i].holder, claims[i].claimant);

        if (there != NULL && back != NULL && seen(b, claims[i].start, claims[i].end)) {
            there->claim = back->claim = 1;
        }
    }
    borders = ent_record_facts(b->record, ENT_FACT_BORDER, &count);
    for (size_t i = 0; i < count; i++) {
        ent_dyad *there = dyad_of(b, borders[i].state_a, borders[i].state_b);
        ent_dyad *back = dyad_of(b, borders[i].state_b, borders[i].state_a);

        if (there != NULL && back != NULL) {
            there->border = back->border = 1;
        }
    }
}

/*
 * The cooperation level of a year is the highest that an act of the last five
 * years evidences; `carried` is the age of that act.  Where the table of acts
 * follows a dyad in full, five years without an act are level 0; for all
 * other dyads they are missing.
 */
static const struct {
    const char *a, *b;
    int         since;
} FOLLOWED_IN_FULL[] = {{"CHN", "RUS", 1949}};

static void
raise_level(builder *b, const ent_act *act, ent_day last_day)
{
    ent_day end = act->end < b->span.to ? act->end : b->span.to;
    int     age = ent_date_year(b->span.to - 1) - ent_date_year(end - 1);

    if (act->start >= b->as_of || act->start > last_day || age >= MEMORY_YEARS) {
        return;
    }
    for (int side = 0; side < 2; side++) {
        ent_dyad *dyad = side == 0 ? dyad_of(b, act->state_a, act->state_b)
                                   : dyad_of(b, act->state_b, act->state_a);

        if (dyad == NULL) {
            return;
        }
        if (act->level > dyad->cooperation ||
            (act->level == dyad->cooperation && age < dyad->cooperation_carried)) {
            dyad->cooperation = (int8_t)act->level;
            dyad->cooperation_carried = (uint8_t)age;
            dyad->cooperation_fact = fact_number(b, &act->from);
        }
    }
}

static void
add_cooperation(builder *b)
{
    size_t         n = b->system->state_count, count;
    const ent_act *acts = ent_record_facts(b->record, ENT_FACT_ACT, &count);
    int            first, last;

    for (size_t i = 0; i < n * n; i++) {
        dyads_of(b->system)[i].cooperation = -1;
    }
    ent_record_years(b->record, ENT_FACT_ACT, &first, &last);
    for (size_t i = 0; i < sizeof FOLLOWED_IN_FULL / sizeof FOLLOWED_IN_FULL[0]; i++) {
        ent_state a = ent_codes_find(b->codes, FOLLOWED_IN_FULL[i].a);
        ent_state c = ent_codes_find(b->codes, FOLLOWED_IN_FULL[i].b);
        int       year = ent_date_year(b->span.to - 1);

        if (a != ENT_NO_STATE && c != ENT_NO_STATE && dyad_of(b, a, c) != NULL &&
            year >= FOLLOWED_IN_FULL[i].since && year <= last) {
            dyad_of(b, a, c)->cooperation = dyad_of(b, c, a)->cooperation = 0;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (acts[i].level >= 0 && acts[i].level <= MOST_LEVEL) {
            raise_level(b, &acts[i], b->span.to - 1);
        }
    }
}

static ent_status
append_facts(builder *b)
{
    size_t fact_bytes = b->fact_count * sizeof *b->facts;
    size_t bytes = (size_t)b->system->bytes, capacity = bytes;

    /* one more so that the capacity grows exactly once */
    if (b->failed || !ent_grow(&b->system, &capacity, bytes + fact_bytes + 1, 1)) {
        return ent_fail_nomem(b->ctx);
    }
    for (size_t i = 0; i < b->fact_count; i++) {
        b->facts[i].citation = b->facts[i].locator = NULL;
    }
    if (fact_bytes > 0) {
        memcpy((unsigned char *)b->system + bytes, b->facts, fact_bytes);
    }
    b->system->fact_count = (uint32_t)b->fact_count;
    b->system->bytes = bytes + fact_bytes;
    return ENT_OK;
}

/* The state system begins with its first spell; what is known of it ends with the newest file. */
static ent_status
fail_empty(ent_ctx *ctx, const ent_record *record)
{
    size_t                 spell_count, file_count;
    const ent_spell       *spells = ent_codes_spells(ent_record_codes(record), &spell_count);
    const ent_source_file *files = ent_record_files(record, &file_count);
    ent_day                first = spells[0].span.from, last = ENT_DAY_MIN;
    char                   from[16], to[16];

    for (size_t i = 0; i < spell_count; i++) {
        first = spells[i].span.from < first ? spells[i].span.from : first;
    }
    for (size_t i = 0; i < file_count; i++) {
        last = files[i].last != ENT_DAY_MAX && files[i].last > last ? files[i].last : last;
    }
    ent_date_print(first, from);
    ent_date_print(last, to);
    return ent_fail(ctx, ENT_E_NOTFOUND,
                    "no state exists at that date; the record speaks of %s..%s", from, to);
}

ent_status
ent_system_at(ent_ctx *ctx, const ent_record *record, ent_span span,
              const ent_system_options *options, ent_system **out)
{
    builder    b = {.ctx = ctx, .record = record, .codes = ent_record_codes(record), .span = span};
    size_t     state_count;
    ent_status status;

    if (span.from >= span.to || span.from == ENT_DAY_MIN || span.to == ENT_DAY_MAX) {
        return ent_fail(ctx, ENT_E_ARG, "a system needs a day or a year");
    }
    b.as_of = options != NULL && options->as_of != ENT_NO_DAY && options->as_of != ENT_DAY_MAX
                  ? options->as_of + 1
                  : ENT_DAY_MAX;
    if (ent_codes_count(b.codes) > ENT_SYSTEM_MOST_STATES) {
        return ent_fail(ctx, ENT_E_LIMIT, "more than %d states", ENT_SYSTEM_MOST_STATES);
    }
    state_count = count_states(&b);
    if (state_count == 0) {
        return fail_empty(ctx, record);
    }
    b.system = new_system(span, state_count);
    if (b.system == NULL) {
        return ent_fail_nomem(ctx);
    }
    add_states(&b);
    add_capabilities(&b);
    add_regimes(&b);
    add_alliances(&b);
    add_treaties(&b);
    add_rivalries(&b);
    add_disputes(&b);
    add_sanctions(&b);
    add_claims_and_borders(&b);
    add_cooperation(&b);
    status = append_facts(&b);
    ent_free(b.facts);
    if (status != ENT_OK) {
        ent_free(b.system);
        return status;
    }
    *out = b.system;
    return ENT_OK;
}

void
ent_system_destroy(ent_system *system)
{
    ent_free(system);
}

/* 4. access */

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

bool
ent_system_adversaries(const ent_system *system, ent_state_ix a, ent_state_ix b)
{
    const ent_dyad *dyad = ent_system_dyad(system, a, b);

    return dyad->rivalry != 0 || dyad->hostility >= 4;
}

ent_status
ent_signs_check(ent_ctx *ctx, ent_signs signs)
{
    if (signs == ENT_SIGNS_PEACE) {
        return ent_fail(ctx, ENT_E_NOTFOUND,
                        "the record holds no peace scale to take signs from; use --signs rivalry");
    }
    return ENT_OK;
}

int
ent_system_sign(const ent_system *system, ent_state_ix a, ent_state_ix b, ent_signs signs)
{
    const ent_dyad *dyad = ent_system_dyad(system, a, b);

    if (signs == ENT_SIGNS_PEACE) {
        return 0; /* the record holds no peace scale: all pairs are neutral, and shown as such */
    }
    if (ent_system_adversaries(system, a, b)) {
        return -1;
    }
    return (dyad->obligations & ~ENT_OBLIGATION_NONAGGRESSION) != 0 || dyad->cooperation >= 4;
}
