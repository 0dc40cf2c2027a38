/*
 * accession.c - how treaties of three and more take in members: by the rule of their institution
 *
 *   1. who has which status     2. what the record counts     3. institutions of the day
 *   4. rates     5. a year
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/ties/accession.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/date.h"

enum { OUTSIDE, WAITING, MEMBER }; /* what a state is to an institution */

static const double LEAST_TIED = .9;

typedef struct body {
    const char        *name, *rule;
    ent_accession_kind kind;
    size_t             members;
    uint8_t           *tier;      /* n: of each state outside */
    uint16_t          *opponents; /* n: members that are adversaries of each state */
} body;

struct ent_accession {
    ent_arena           arena;
    size_t              n, body_count;
    body               *bodies;
    uint8_t            *there, *member;
    ent_accession_count counts[ENT_ACCESSION_KINDS];
    double              objection[ENT_ACCESSION_KINDS];
};

/* What the record is read with. */
typedef struct counting {
    ent_ctx          *ctx;
    const ent_record *record;
    ent_accession    *a;
    size_t            states;
    /* of every state of the codes: its standing before a year and in it; whether another
       institution holds it; room for a third standing */
    uint8_t *before, *within, *elsewhere, *other;
} counting;

/* 1. who has which status */

static bool
kind_of(const ent_institution *institution, ent_accession_kind *out)
{
    *out = strcmp(institution->commitment, "collective_defence") == 0 ? ENT_ACCESSION_DEFENCE
                                                                      : ENT_ACCESSION_CONSULTATION;
    return strcmp(institution->commitment, "collective_defence") == 0 ||
           strcmp(institution->commitment, "consultation") == 0;
}

/* A suspended member is one still. */
static uint8_t
standing_of(const char *status)
{
    static const char *const WAITS[] = {"candidate", "invited", "observer", "partner"};

    if (strcmp(status, "member") == 0 || strcmp(status, "suspended") == 0) {
        return MEMBER;
    }
    for (size_t i = 0; i < sizeof WAITS / sizeof *WAITS; i++) {
        if (strcmp(status, WAITS[i]) == 0) {
            return WAITING;
        }
    }
    return OUTSIDE;
}

/* The standing of every state of the codes on one of the days. */
static void
fill_standing(const ent_record *record, const ent_institution *institution, ent_span days,
              uint8_t *out)
{
    size_t                count;
    const ent_membership *rows = ent_record_facts(record, ENT_FACT_MEMBERSHIP, &count);

    memset(out, OUTSIDE, ent_codes_count(ent_record_codes(record)));
    for (size_t i = 0; i < count; i++) {
        if (rows[i].state != ENT_NO_STATE &&
            strcmp(rows[i].institution, institution->institution) == 0 &&
            ent_span_overlap((ent_span){rows[i].start, rows[i].end}, days)) {
            uint8_t standing = standing_of(rows[i].status);

            out[rows[i].state] = standing > out[rows[i].state] ? standing : out[rows[i].state];
        }
    }
}

static bool
borders_member(const ent_system *system, const uint8_t *standing, ent_state_ix i)
{
    for (size_t j = 0; j < ent_system_size(system); j++) {
        if (j != i && standing[ent_system_member_at(system, (ent_state_ix)j)->state] == MEMBER &&
            ent_system_dyad(system, i, (ent_state_ix)j)->border != 0) {
            return true;
        }
    }
    return false;
}

static unsigned
count_opponents(const ent_system *system, const uint8_t *standing, ent_state_ix i)
{
    unsigned count = 0;

    for (size_t j = 0; j < ent_system_size(system); j++) {
        count += j != i &&
                 standing[ent_system_member_at(system, (ent_state_ix)j)->state] == MEMBER &&
                 ent_dyad_is_hostile(ent_system_dyad(system, i, (ent_state_ix)j));
    }
    return count;
}

static bool
shares_member(const counting *c)
{
    for (size_t s = 0; s < c->states; s++) {
        if (c->before[s] == MEMBER && c->other[s] == MEMBER) {
            return true;
        }
    }
    return false;
}

/* Whom other institutions hold that have no member in common with the one at hand. */
static void
mark_elsewhere(counting *c, const ent_institution *institution, ent_span day)
{
    size_t                 count;
    const ent_institution *all = ent_record_facts(c->record, ENT_FACT_INSTITUTION, &count);
    ent_accession_kind     kind;

    memset(c->elsewhere, 0, c->states);
    for (size_t i = 0; i < count; i++) {
        if (&all[i] == institution || !kind_of(&all[i], &kind) ||
            !ent_span_overlap((ent_span){all[i].start, all[i].end}, day)) {
            continue;
        }
        fill_standing(c->record, &all[i], day, c->other);
        if (shares_member(c)) {
            continue;
        }
        for (size_t s = 0; s < c->states; s++) {
            c->elsewhere[s] |= c->other[s] == MEMBER;
        }
    }
}

static bool
has_list(const uint8_t *standing, size_t states)
{
    for (size_t s = 0; s < states; s++) {
        if (standing[s] == WAITING) {
            return true;
        }
    }
    return false;
}

static ent_accession_tier
tier_of(const counting *c, const ent_system *system, bool list, ent_state_ix i)
{
    ent_state state = ent_system_member_at(system, i)->state;

    return c->elsewhere[state] != 0               ? ENT_ACCESSION_ELSEWHERE
           : c->before[state] == WAITING          ? ENT_ACCESSION_WAITING
           : list                                 ? ENT_ACCESSION_BESIDE
           : borders_member(system, c->before, i) ? ENT_ACCESSION_NEAR
                                                  : ENT_ACCESSION_FAR;
}

/* 2. what the record counts */

/* States come at a year's end with those that they were outside of the day before it. */
static ent_status
count_event(counting *c, const ent_institution *institution, ent_day eve,
            ent_accession_count *count)
{
    ent_span    day = {eve, eve + 1};
    ent_system *system;
    ent_status  status = ent_system_at(c->ctx, c->record, day, NULL, &system);
    bool        list = has_list(c->before, c->states);

    if (status != ENT_OK) {
        return status;
    }
    mark_elsewhere(c, institution, day);
    for (size_t i = 0; i < ent_system_size(system); i++) {
        const ent_system_member *m = ent_system_member_at(system, (ent_state_ix)i);
        unsigned                 opponents, tier;

        if (c->before[m->state] == MEMBER) {
            continue;
        }
        opponents = count_opponents(system, c->before, (ent_state_ix)i);
        tier = tier_of(c, system, list, (ent_state_ix)i);
        count->outside[tier][opponents > 0]++;
        count->joined[tier][opponents > 0] += c->within[m->state] == MEMBER;
        count->adversaries += opponents;
    }
    ent_system_destroy(system);
    return ENT_OK;
}

static bool
has_joined(const counting *c)
{
    for (size_t s = 0; s < c->states; s++) {
        if (c->within[s] == MEMBER && c->before[s] != MEMBER) {
            return true;
        }
    }
    return false;
}

static ent_status
count_institution(counting *c, const ent_institution *institution, ent_accession_kind kind,
                  int last)
{
    ent_accession_count *count = &c->a->counts[kind];
    int        end = institution->end == ENT_NO_DAY ? last : ent_date_year(institution->end - 1);
    ent_status status = ENT_OK;

    end = end < last ? end : last;
    for (int year = ent_date_year(institution->start) + 1; year <= end && status == ENT_OK;
         year++) {
        ent_span whole = ent_span_of_year(year);

        fill_standing(c->record, institution, (ent_span){whole.from - 1, whole.from}, c->before);
        fill_standing(c->record, institution, whole, c->within);
        count->years++;
        if (has_joined(c)) {
            count->events++;
            status = count_event(c, institution, whole.from - 1, count);
        }
    }
    return status;
}

static double
share_of(uint64_t k, uint64_t n)
{
    return ((double)k + .5) / ((double)n + 1);
}

/* How likely one adversary inside objects, so that as many are kept out as the record has. */
static double
find_objection(const ent_accession_count *c)
{
    double expected = 0, joined = 0, opposed = 0, admitted;

    for (size_t t = 0; t < ENT_ACCESSION_TIERS; t++) {
        expected += share_of(c->joined[t][0], c->outside[t][0]) * (double)c->outside[t][1];
        joined += (double)c->joined[t][1];
        opposed += (double)c->outside[t][1];
    }
    admitted = fmin(1, (joined + .5) / (expected + .5));
    return opposed > 0 ? 1 - pow(admitted, opposed / (double)c->adversaries) : 0;
}

static ent_status
count_all(counting *c, ent_day day)
{
    size_t                 count;
    const ent_institution *all = ent_record_facts(c->record, ENT_FACT_INSTITUTION, &count);
    ent_status             status = ENT_OK;

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        ent_accession_kind kind;

        if (kind_of(&all[i], &kind) && all[i].start < day) {
            /* of the year of the day not all is seen, unless it is its last day */
            status = count_institution(c, &all[i], kind, ent_date_year(day + 1) - 1);
        }
    }
    for (size_t k = 0; k < ENT_ACCESSION_KINDS; k++) {
        c->a->objection[k] = find_objection(&c->a->counts[k]);
    }
    return status;
}

/* 3. institutions of the day */

static bool
binds(const ent_accession *a, const uint8_t *member, const uint8_t *tie)
{
    size_t pairs = 0, tied = 0;

    for (size_t i = 0; i < a->n; i++) {
        for (size_t j = i + 1; j < a->n && member[i] != 0; j++) {
            pairs += member[j];
            tied += member[j] != 0 && tie[i * a->n + j] != 0;
        }
    }
    return pairs > 1 && (double)tied >= LEAST_TIED * (double)pairs;
}

static void
fill_body(const counting *c, const ent_system *system, const ent_state *states, body *b)
{
    bool list = has_list(c->before, c->states);

    for (size_t i = 0; i < c->a->n; i++) {
        ent_state_ix at =
            states[i] != ENT_NO_STATE ? ent_system_find(system, states[i]) : ENT_NO_STATE_IX;

        if (at != ENT_NO_STATE_IX) {
            b->tier[i] = (uint8_t)tier_of(c, system, list, at);
            b->opponents[i] = (uint16_t)count_opponents(system, c->before, at);
        }
    }
}

/* An institution that binds becomes one of the bodies; else its place is used again. */
static ent_status
take_body(counting *c, const ent_institution *institution, ent_accession_kind kind,
          const ent_system *system, const ent_state *states, const uint8_t *tie)
{
    ent_accession *a = c->a;
    uint8_t       *member = &a->member[a->body_count * a->n];
    body          *b = &a->bodies[a->body_count];

    *b = (body){.name = institution->institution, .rule = institution->rule, .kind = kind};
    for (size_t i = 0; i < a->n; i++) {
        member[i] = a->there[i] != 0 && states[i] != ENT_NO_STATE && c->before[states[i]] == MEMBER;
        b->members += member[i];
    }
    if (!binds(a, member, tie)) {
        memset(member, 0, a->n);
        return ENT_OK;
    }
    b->tier = ent_arena_alloc(&a->arena, a->n, 1);
    b->opponents = ent_arena_alloc(&a->arena, a->n, sizeof *b->opponents);
    b->name = ent_arena_strdup(&a->arena, b->name);
    b->rule = ent_arena_strdup(&a->arena, b->rule);
    if (b->tier == NULL || b->opponents == NULL || b->name == NULL || b->rule == NULL) {
        return ent_fail_nomem(c->ctx);
    }
    fill_body(c, system, states, b);
    a->body_count++;
    return ENT_OK;
}

static ent_status
take_bodies(counting *c, ent_day day, const char *const *actors, const uint8_t *tie)
{
    size_t                 count;
    const ent_institution *all = ent_record_facts(c->record, ENT_FACT_INSTITUTION, &count);
    ent_accession         *a = c->a;
    ent_state             *states = ent_arena_alloc(&a->arena, a->n, sizeof *states);
    ent_span               today = {day, day + 1};
    ent_system            *system;
    ent_status             status;

    a->bodies = ent_arena_alloc(&a->arena, count, sizeof *a->bodies);
    a->member = ent_arena_alloc(&a->arena, count * a->n, 1);
    if (states == NULL || a->bodies == NULL || a->member == NULL) {
        return ent_fail_nomem(c->ctx);
    }
    for (size_t i = 0; i < a->n; i++) {
        states[i] = ent_codes_find(ent_record_codes(c->record), actors[i]);
    }
    status = ent_system_at(c->ctx, c->record, today, NULL, &system);
    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        ent_accession_kind kind;

        if (kind_of(&all[i], &kind) &&
            ent_span_overlap((ent_span){all[i].start, all[i].end}, today)) {
            fill_standing(c->record, &all[i], today, c->before);
            mark_elsewhere(c, &all[i], today);
            status = take_body(c, &all[i], kind, system, states, tie);
        }
    }
    ent_system_destroy(system);
    return status;
}

ent_status
ent_accession_create(ent_ctx *ctx, const ent_record *record, ent_day day, const char *const *actors,
                     size_t n, const uint8_t *tie, const uint8_t *there, ent_accession **out)
{
    ent_accession *a = ent_alloc_zero(1, sizeof *a);
    counting       c = {ctx,  record, a,    ent_codes_count(ent_record_codes(record)),
                        NULL, NULL,   NULL, NULL};
    ent_status     status;

    if (a == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&a->arena);
    a->n = n;
    a->there = ent_arena_alloc(&a->arena, n, 1);
    c.before = ent_arena_alloc(&a->arena, c.states, 1);
    c.within = ent_arena_alloc(&a->arena, c.states, 1);
    c.elsewhere = ent_arena_alloc(&a->arena, c.states, 1);
    c.other = ent_arena_alloc(&a->arena, c.states, 1);
    if (a->there == NULL || c.before == NULL || c.within == NULL || c.elsewhere == NULL ||
        c.other == NULL) {
        ent_accession_destroy(a);
        return ent_fail_nomem(ctx);
    }
    memcpy(a->there, there, n);
    status = count_all(&c, day);
    if (status == ENT_OK) {
        status = take_bodies(&c, day, actors, tie);
    }
    if (status != ENT_OK) {
        ent_accession_destroy(a);
        return status;
    }
    *out = a;
    return ENT_OK;
}

void
ent_accession_destroy(ent_accession *accession)
{
    if (accession != NULL) {
        ent_arena_clear(&accession->arena);
        ent_free(accession);
    }
}

size_t
ent_accession_bodies(const ent_accession *accession)
{
    return accession->body_count;
}

const char *
ent_accession_body(const ent_accession *accession, size_t at)
{
    return accession->bodies[at].name;
}

const ent_accession_count *
ent_accession_counts(const ent_accession *accession, ent_accession_kind kind)
{
    return &accession->counts[kind];
}

double
ent_accession_objection(const ent_accession *accession, ent_accession_kind kind)
{
    return accession->objection[kind];
}

const uint8_t *
ent_accession_members(const ent_accession *accession)
{
    return accession->member;
}

/* 4. rates */

static double
draw_rate(uint64_t k, uint64_t n, const ent_key *key, uint32_t index)
{
    double yes = (double)k + .5, no = (double)(n - k) + .5;
    double log_odds = log(yes / no) + sqrt(1 / yes + 1 / no) * ent_random_normal(key, index);

    return 1 / (1 + exp(-log_odds));
}

void
ent_accession_draw(const ent_accession *accession, ent_key key, ent_accession_rates *out)
{
    key.process = ENT_PROCESS_ACCESSION;
    key.step = 0;
    for (size_t k = 0; k < ENT_ACCESSION_KINDS; k++) {
        const ent_accession_count *c = &accession->counts[k];

        key.unit = (uint32_t)k;
        out->event[k] = draw_rate(c->events, c->years, &key, 0);
        for (size_t t = 0; t < ENT_ACCESSION_TIERS; t++) {
            out->join[k][t] = draw_rate(c->joined[t][0], c->outside[t][0], &key, (uint32_t)t + 1);
        }
    }
}

/* Probability that at most `most` of `count` object. */
static double
at_most(size_t most, size_t count, double objection)
{
    double term = pow(1 - objection, (double)count), sum = term;

    if (most >= count || objection >= 1) {
        return most >= count;
    }
    for (size_t k = 1; k <= most; k++) {
        term *= (double)(count - k + 1) / (double)k * objection / (1 - objection);
        sum += term;
    }
    return fmin(1, sum);
}

/* Probability that the rule lets one in whom so many members may object to. */
static double
passes(const body *b, size_t opponents, double objection)
{
    if (strcmp(b->rule, "none") == 0) {
        return 1;
    }
    if (strcmp(b->rule, "consensus") == 0 || strcmp(b->rule, "unanimity") == 0) {
        return at_most(0, opponents, objection);
    }
    return at_most(strcmp(b->rule, "two_thirds") == 0 ? b->members / 3 : (b->members - 1) / 2,
                   opponents, objection);
}

/* Probability that a state outside joins in a year in which the institution enlarges. */
static double
chance_of(const ent_accession *a, const ent_accession_rates *rates, const body *b, size_t i)
{
    return a->there[i] != 0 ? rates->join[b->kind][b->tier[i]] *
                                  passes(b, b->opponents[i], a->objection[b->kind])
                            : 0;
}

/* 5. a year */

size_t
ent_accession_step(const ent_accession *accession, const ent_accession_rates *rates, ent_key key,
                   uint8_t *member, ent_accession_binder bind, void *user)
{
    size_t events = 0;

    key.process = ENT_PROCESS_ACCESSION;
    for (size_t g = 0; g < accession->body_count; g++) {
        const body *b = &accession->bodies[g];
        uint8_t    *of = &member[g * accession->n];
        bool        grows = false;

        key.unit = (uint32_t)g + ENT_ACCESSION_KINDS;
        if (ent_random_uniform(&key, 0) >= rates->event[b->kind]) {
            continue;
        }
        for (size_t i = 0; i < accession->n; i++) {
            if (of[i] != 0 ||
                ent_random_uniform(&key, (uint32_t)i + 1) >= chance_of(accession, rates, b, i)) {
                continue;
            }
            of[i] = 1;
            grows = true;
            for (size_t j = 0; j < accession->n; j++) {
                if (j != i && of[j] != 0) {
                    bind(user, i, j);
                }
            }
        }
        events += grows;
    }
    return events;
}

double
ent_accession_chance(const ent_accession *accession, const ent_accession_rates *rates,
                     const uint8_t *member, size_t i, size_t j)
{
    double none = 1;

    for (size_t g = 0; g < accession->body_count; g++) {
        const body    *b = &accession->bodies[g];
        const uint8_t *of = &member[g * accession->n];
        double         both = of[i] != 0 && of[j] != 0 ? 0 : 1; /* bound already: nothing begins */

        both *= of[i] != 0 ? 1 : chance_of(accession, rates, b, i);
        both *= of[j] != 0 ? 1 : chance_of(accession, rates, b, j);
        none *= 1 - rates->event[b->kind] * both;
    }
    return 1 - none;
}
