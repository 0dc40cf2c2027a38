/*
 * system.c - the picture of the record at a date
 *
 *   1. the block     2. states and attributes     3. ties     4. access
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "system/record.h"

/* 1. the block: header, members, dyads, provenance, without pointers */

typedef struct provenance_entry {
    uint32_t file, line;
    uint32_t kind, index; /* of the fact in the record */
} provenance_entry;

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

static int
compare_members(const ent_system_member *a, const ent_system_member *b)
{
    return a->ccode < b->ccode ? -1 : a->ccode > b->ccode;
}

static ent_status
new_system(builder *b, size_t state_count)
{
    size_t      members = (sizeof(ent_system) + 15) / 16 * 16;
    size_t      dyads = members + (state_count * sizeof(ent_system_member) + 15) / 16 * 16;
    size_t      bytes = dyads + state_count * state_count * sizeof(ent_dyad);
    ent_system *system = ent_alloc_zero(bytes, 1);

    if (system == NULL) {
        return ent_fail_nomem(b->ctx);
    }
    system->bytes = bytes;
    system->state_count = (uint32_t)state_count;
    system->span = b->span;
    system->member_offset = members;
    system->dyad_offset = dyads;
    system->fact_offset = bytes;
    b->system = system;
    return ENT_OK;
}

static void
describe_member(const builder *b, ent_state state, ent_system_member *out)
{
    *out = (ent_system_member){.state = state,
                               .ccode = ent_codes_ccode(b->codes, state, b->span.to - 1),
                               .cinc = NAN,
                               .milex = NAN,
                               .polyarchy = NAN};
    memcpy(out->id, ent_codes_id(b->codes, state), 4);
}

static ent_status
add_states(builder *b)
{
    ent_system_member *members;
    size_t             count = 0, total = ent_codes_count(b->codes);
    ent_status         status;

    if (total > ENT_SYSTEM_MOST_STATES) {
        return ent_fail(b->ctx, ENT_E_LIMIT, "more than %d states", ENT_SYSTEM_MOST_STATES);
    }
    for (size_t i = 0; i < total; i++) {
        count += ent_codes_exists(b->codes, (ent_state)i, b->span);
    }
    if (count == 0) {
        return ent_fail(b->ctx, ENT_E_NOTFOUND, "no state exists at that date (1816 to today)");
    }
    status = new_system(b, count);
    if (status != ENT_OK) {
        return status;
    }
    members = members_of(b->system);
    count = 0;
    for (size_t i = 0; i < total; i++) {
        ent_system_member fresh;
        size_t            at = count;

        if (!ent_codes_exists(b->codes, (ent_state)i, b->span)) {
            continue;
        }
        describe_member(b, (ent_state)i, &fresh);
        for (; at > 0 && compare_members(&fresh, &members[at - 1]) < 0; at--) {
            members[at] = members[at - 1];
        }
        members[at] = fresh;
        count++;
    }
    for (size_t i = 0; i < ENT_SYSTEM_MOST_STATES; i++) {
        b->system->ix_of_state[i] = ENT_NO_STATE_IX;
    }
    for (size_t i = 0; i < count; i++) {
        b->system->ix_of_state[members[i].state] = (ent_state_ix)i;
    }
    return ENT_OK;
}

/* Take a yearly value if it is newer than what is there and not of the future. */
static ent_system_member *
member_for_year(builder *b, ent_state state, int32_t year, const ent_provenance *from)
{
    int                last = ent_date_year(b->span.to - 1);
    ent_state_ix       ix = b->system->ix_of_state[state];
    ent_system_member *member;

    if (ix == ENT_NO_STATE_IX || year > last || ent_span_of_year(year).from >= b->as_of) {
        return NULL;
    }
    member = &members_of(b->system)[ix];
    if (year <= member->power_year) {
        return NULL;
    }
    member->power_year = year;
    member->power_fact = fact_number(b, from);
    return member;
}

static void
add_capabilities(builder *b)
{
    size_t                count;
    const ent_capability *rows = ent_record_facts(b->record, ENT_FACT_CAPABILITY, &count);
    const ent_profile    *profiles;

    for (size_t i = 0; i < count; i++) {
        ent_day            day = ent_span_of_year(rows[i].year).from;
        ent_system_member *member;

        if (!ent_record_uses(b->record, "capabilities", &rows[i].from, day)) {
            continue;
        }
        member = member_for_year(b, rows[i].state, rows[i].year, &rows[i].from);
        if (member != NULL) {
            member->cinc = rows[i].cinc;
            member->milex = rows[i].milex;
        }
    }
    profiles = ent_record_facts(b->record, ENT_FACT_PROFILE, &count);
    for (size_t i = 0; i < count; i++) {
        ent_day            day = ent_span_of_year(profiles[i].year).from;
        ent_state_ix       ix = b->system->ix_of_state[profiles[i].state];
        ent_system_member *member;

        if (ix != ENT_NO_STATE_IX && profiles[i].year <= ent_date_year(b->span.to - 1)) {
            members_of(b->system)[ix].polyarchy = profiles[i].polyarchy;
        }
        if (!ent_record_uses(b->record, "capabilities", &profiles[i].from, day)) {
            continue;
        }
        member = member_for_year(b, profiles[i].state, profiles[i].year, &profiles[i].from);
        if (member != NULL) {
            member->cinc = profiles[i].cinc;
            member->milex = NAN;
        }
    }
}

/* 3. ties */

static ent_dyad *
dyad_of(builder *b, ent_state a, ent_state c)
{
    ent_state_ix i = b->system->ix_of_state[a], j = b->system->ix_of_state[c];

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

/* The fact that is shown is that of the strongest obligation seen first. */
static void
oblige(builder *b, ent_state a, ent_state c, uint8_t flags, const ent_provenance *from)
{
    for (int side = 0; side < 2; side++) {
        ent_dyad *dyad = side == 0 ? dyad_of(b, a, c) : dyad_of(b, c, a);

        if (dyad == NULL) {
            return;
        }
        if (dyad->obligation_fact == 0 || ((flags & ENT_OBLIGATION_DEFENCE) != 0 &&
                                           (dyad->obligations & ENT_OBLIGATION_DEFENCE) == 0)) {
            dyad->obligation_fact = fact_number(b, from);
        }
        dyad->obligations |= flags;
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
            oblige(b, row->state_a, row->state_b,
                   flags_of(row->defence, row->offence, row->neutrality, row->nonaggression,
                            row->consultation),
                   &row->from);
        }
    }
}

/* Members of one treaty follow each other in the file. */
static void
add_treaty(builder *b, const ent_treaty *treaty, const ent_treaty_member *members, size_t count)
{
    uint8_t flags = flags_of(treaty->defence, treaty->offence, treaty->neutrality,
                             treaty->nonaggression, treaty->consultation);

    if (!seen(b, treaty->start, treaty->end) ||
        !ent_record_uses(b->record, "obligations", &treaty->from, b->span.to - 1)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (strcmp(members[i].treaty, treaty->treaty) != 0 ||
            !seen(b, members[i].start, members[i].end)) {
            continue;
        }
        for (size_t j = i + 1; j < count && strcmp(members[j].treaty, treaty->treaty) == 0; j++) {
            /* two states that one other protects have no obligation to each other */
            bool both_protected = strcmp(members[i].role, "protected") == 0 &&
                                  strcmp(members[j].role, "protected") == 0;

            if (seen(b, members[j].start, members[j].end) && !both_protected &&
                members[i].start < members[j].end && members[j].start < members[i].end) {
                oblige(b, members[i].state, members[j].state, flags, &treaty->from);
            }
        }
    }
}

static void
add_treaties(builder *b)
{
    size_t                   treaty_count, member_count;
    const ent_treaty        *treaties = ent_record_facts(b->record, ENT_FACT_TREATY, &treaty_count);
    const ent_treaty_member *members =
        ent_record_facts(b->record, ENT_FACT_TREATY_MEMBER, &member_count);

    for (size_t i = 0; i < treaty_count; i++) {
        size_t first = 0, count = 0;

        while (first < member_count && strcmp(members[first].treaty, treaties[i].treaty) != 0) {
            first++;
        }
        while (first + count < member_count &&
               strcmp(members[first + count].treaty, treaties[i].treaty) == 0) {
            count++;
        }
        add_treaty(b, &treaties[i], members + first, count);
    }
}

static void
add_rivalries(builder *b)
{
    size_t             count;
    const ent_rivalry *rows = ent_record_facts(b->record, ENT_FACT_RIVALRY, &count);

    for (size_t i = 0; i < count; i++) {
        ent_dyad *there = dyad_of(b, rows[i].state_a, rows[i].state_b);
        ent_dyad *back = dyad_of(b, rows[i].state_b, rows[i].state_a);

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

            if (dyad == NULL || row->start >= b->as_of || !ent_span_overlap(span, remembered) ||
                row->hostility <= dyad->hostility) {
                continue;
            }
            dyad->hostility = (uint8_t)row->hostility;
            dyad->hostility_fact = fact_number(b, &row->from);
            dyad->at_war = row->hostility >= 5 && ent_span_overlap(span, b->span);
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
        if (acts[i].level != ENT_NO_INTEGER) {
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

ent_status
ent_system_at(ent_ctx *ctx, const ent_record *record, ent_span span,
              const ent_system_options *options, ent_system **out)
{
    builder    b = {.ctx = ctx, .record = record, .codes = ent_record_codes(record), .span = span};
    ent_status status;

    if (span.from >= span.to || span.from == ENT_DAY_MIN || span.to == ENT_DAY_MAX) {
        return ent_fail(ctx, ENT_E_ARG, "a system needs a day or a year");
    }
    b.as_of = options != NULL && options->as_of != 0 && options->as_of != ENT_NO_DAY
                  ? options->as_of + 1
                  : ENT_DAY_MAX;
    status = add_states(&b);
    if (status == ENT_OK) {
        add_capabilities(&b);
        add_alliances(&b);
        add_treaties(&b);
        add_rivalries(&b);
        add_disputes(&b);
        add_sanctions(&b);
        add_claims_and_borders(&b);
        add_cooperation(&b);
        status = append_facts(&b);
    }
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
