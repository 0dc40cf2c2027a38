/*
 * accession.c - how treaties of three and more take in and lose members: what the record tells
 *
 *   1. who has which status     2. what the record counts     3. how close rates are
 *   4. consent     5. institutions of the day
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/ties/accession.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/context.h"
#include "base/date.h"
#include "model/decide/score.h"
#include "model/panel/panel.h"

enum { OUTSIDE, PARTNER, INVITED, MEMBER }; /* what a state is to an institution */

static const double LEAST_TIED = .9;

/* What the record is read with. */
typedef struct counting {
    ent_ctx             *ctx;
    const ent_record    *record;
    ent_accession       *a;
    size_t               states;
    ent_accession_count *own;    /* of every institution of the record */
    ent_accession_share *shares; /* room for one of each */
    /* of every state of the codes: its standing before a year, in it and at its end; whether
       another institution holds it; room for another standing */
    uint8_t *before, *within, *after, *elsewhere, *other;
    unsigned regions; /* bits: those of members */
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

static uint8_t
standing_of(const char *status)
{
    static const struct {
        const char *status;
        uint8_t     standing;
    } KNOWN[] = {{"member", MEMBER},
                 {"candidate", INVITED},
                 {"invited", INVITED},
                 {"observer", PARTNER},
                 {"partner", PARTNER}};

    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
        if (strcmp(status, KNOWN[i].status) == 0) {
            return KNOWN[i].standing;
        }
    }
    return OUTSIDE;
}

/* Who is suspended is what he was before. */
static uint8_t
standing_in(const ent_membership *rows, size_t count, const ent_membership *row)
{
    if (strcmp(row->status, "suspended") != 0) {
        return standing_of(row->status);
    }
    for (size_t i = 0; i < count; i++) {
        if (rows[i].state == row->state && rows[i].end == row->start &&
            strcmp(rows[i].institution, row->institution) == 0) {
            return standing_of(rows[i].status);
        }
    }
    return MEMBER;
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
            uint8_t standing = standing_in(rows, count, &rows[i]);

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

static unsigned
regions_of_members(const counting *c, const ent_system *system)
{
    unsigned regions = 0;

    for (size_t i = 0; i < ent_system_size(system); i++) {
        const ent_system_member *m = ent_system_member_at(system, (ent_state_ix)i);

        regions |= c->before[m->state] == MEMBER ? 1U << ent_panel_region(m->ccode) : 0;
    }
    return regions;
}

static bool
has_list(const uint8_t *standing, size_t states)
{
    for (size_t s = 0; s < states; s++) {
        if (standing[s] == INVITED || standing[s] == PARTNER) {
            return true;
        }
    }
    return false;
}

static ent_accession_tier
tier_of(const counting *c, const ent_system *system, bool list, ent_state_ix i)
{
    const ent_system_member *m = ent_system_member_at(system, i);

    if (c->elsewhere[m->state] != 0) {
        return ENT_ACCESSION_ELSEWHERE;
    }
    if (c->before[m->state] == INVITED) {
        return ENT_ACCESSION_INVITED;
    }
    if ((c->regions >> ent_panel_region(m->ccode) & 1) == 0) {
        return ENT_ACCESSION_ABROAD;
    }
    if (c->before[m->state] == PARTNER) {
        return ENT_ACCESSION_PARTNER;
    }
    return list                                   ? ENT_ACCESSION_BESIDE
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
    c->regions = regions_of_members(c, system);
    for (size_t i = 0; i < ent_system_size(system); i++) {
        const ent_system_member *m = ent_system_member_at(system, (ent_state_ix)i);
        unsigned                 opponents, tier;

        if (c->before[m->state] == MEMBER) {
            continue;
        }
        opponents = count_opponents(system, c->before, (ent_state_ix)i);
        tier = tier_of(c, system, list, (ent_state_ix)i);
        count->joined[tier][opponents > 0].n++;
        count->joined[tier][opponents > 0].k += c->within[m->state] == MEMBER;
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

/* Of those who were members the day before the year: who left while it and the state went on. */
static void
count_left(const counting *c, ent_span year, ent_accession_share *left)
{
    for (size_t s = 0; s < c->states; s++) {
        ent_state state = (ent_state)s;

        if (c->before[s] == MEMBER && ent_codes_exists(ent_record_codes(c->record), state,
                                                       (ent_span){year.to - 1, year.to})) {
            left->n++;
            left->k += c->after[s] != MEMBER;
        }
    }
}

static ent_status
count_institution(counting *c, const ent_institution *institution, size_t place, int last)
{
    ent_accession_count *own = &c->own[place];
    int        end = institution->end == ENT_NO_DAY ? last : ent_date_year(institution->end - 1);
    ent_status status = ENT_OK;

    end = end < last ? end : last;
    for (int year = ent_date_year(institution->start) + 1; year <= end && status == ENT_OK;
         year++) {
        ent_span whole = ent_span_of_year(year), close = {whole.to - 1, whole.to};

        fill_standing(c->record, institution, (ent_span){whole.from - 1, whole.from}, c->before);
        fill_standing(c->record, institution, whole, c->within);
        fill_standing(c->record, institution, close, c->after);
        own->events.n++;
        if (institution->end == ENT_NO_DAY || institution->end >= whole.to) {
            count_left(c, whole, &own->left);
        }
        if (has_joined(c)) {
            own->events.k++;
            status = count_event(c, institution, whole.from - 1, own);
        }
    }
    return status;
}

static double
share_of(ent_accession_share s)
{
    return ((double)s.k + .5) / ((double)s.n + 1);
}

/* How likely one adversary inside objects, so that as many are kept out as the record has. */
static double
find_objection(const ent_accession_count *c)
{
    double expected = 0, joined = 0, opposed = 0, admitted;

    for (size_t t = 0; t < ENT_ACCESSION_TIERS; t++) {
        expected += share_of(c->joined[t][0]) * (double)c->joined[t][1].n;
        joined += (double)c->joined[t][1].k;
        opposed += (double)c->joined[t][1].n;
    }
    admitted = fmin(1, (joined + .5) / (expected + .5));
    return opposed > 0 ? 1 - pow(admitted, opposed / (double)c->adversaries) : 0;
}

static void
add_share(ent_accession_share *to, ent_accession_share more)
{
    to->k += more.k;
    to->n += more.n;
}

static void
add_count(ent_accession_count *to, const ent_accession_count *more)
{
    add_share(&to->events, more->events);
    add_share(&to->left, more->left);
    for (size_t t = 0; t < ENT_ACCESSION_TIERS; t++) {
        add_share(&to->joined[t][0], more->joined[t][0]);
        add_share(&to->joined[t][1], more->joined[t][1]);
    }
    to->adversaries += more->adversaries;
}

/* 3. how close rates are */

/* The logarithm of x (x + 1) ... (x + count - 1). */
static double
log_rising(double x, uint64_t count)
{
    double sum = 0;

    for (uint64_t i = 0; i < count; i++) {
        sum += log(x + (double)i);
    }
    return sum;
}

ent_accession_prior
ent_accession_prior_of(const ent_accession_share *shares, size_t count)
{
    enum { MOST = 1024 };
    double              k = .5, n = 1, best = -INFINITY;
    ent_accession_prior out = {0, 1};

    for (size_t i = 0; i < count; i++) {
        k += (double)shares[i].k;
        n += (double)shares[i].n;
    }
    out.mean = k / n;
    for (int s = 1; s <= MOST; s *= 2) {
        double sum = 0;

        for (size_t i = 0; i < count; i++) {
            sum += log_rising(s * out.mean, shares[i].k) +
                   log_rising(s * (1 - out.mean), shares[i].n - shares[i].k) -
                   log_rising(s, shares[i].n);
        }
        if (sum > best) {
            best = sum;
            out.strength = s;
        }
    }
    return out;
}

/* The prior of one share over the institutions that `of` names, all or those of a kind. */
static ent_accession_prior
prior_among(counting *c, size_t offset, int of)
{
    size_t                 count, found = 0;
    const ent_institution *all = ent_record_facts(c->record, ENT_FACT_INSTITUTION, &count);

    for (size_t i = 0; i < count; i++) {
        ent_accession_kind kind;

        if (kind_of(&all[i], &kind) && (of < 0 || of == (int)kind)) {
            memcpy(&c->shares[found++], (const char *)&c->own[i] + offset, sizeof *c->shares);
        }
    }
    return ent_accession_prior_of(c->shares, found);
}

static void
find_priors(counting *c)
{
    ent_accession *a = c->a;

    for (int k = 0; k < ENT_ACCESSION_KINDS; k++) {
        a->event[k] = prior_among(c, offsetof(ent_accession_count, events), k);
        a->leave[k] = prior_among(c, offsetof(ent_accession_count, left), k);
    }
    for (size_t t = 0; t < ENT_ACCESSION_TIERS; t++) {
        a->join[t] = prior_among(c, offsetof(ent_accession_count, joined[t][0]), -1);
    }
}

static ent_status
count_all(counting *c, ent_day day)
{
    size_t                 count;
    const ent_institution *all = ent_record_facts(c->record, ENT_FACT_INSTITUTION, &count);
    ent_status             status = ENT_OK;

    c->own = ent_arena_alloc(&c->a->arena, count + 1, sizeof *c->own);
    c->shares = ent_arena_alloc(&c->a->arena, count + 1, sizeof *c->shares);
    if (c->own == NULL || c->shares == NULL) {
        return ent_fail_nomem(c->ctx);
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        ent_accession_kind kind;

        if (kind_of(&all[i], &kind) && all[i].start < day) {
            /* of the year of the day not all is seen, unless it is its last day */
            status = count_institution(c, &all[i], i, ent_date_year(day + 1) - 1);
            add_count(&c->a->counts[kind], &c->own[i]);
        }
    }
    for (size_t k = 0; k < ENT_ACCESSION_KINDS; k++) {
        c->a->objection[k] = find_objection(&c->a->counts[k]);
    }
    find_priors(c);
    return status;
}

/* 4. consent */

/* The rule by which it takes in members on the day; without members: none is written. */
static ent_status
open_rule(counting *c, const char *institution, ent_day day, ent_voting_rules *out)
{
    ent_status status = ent_voting_rule_of(c->ctx, c->record, institution, "accession", day, out);

    if (status == ENT_E_NOTFOUND) {
        status = ent_voting_rule_of(c->ctx, c->record, institution, NULL, day, out);
    }
    if (status == ENT_E_NOTFOUND) {
        *out = (ent_voting_rules){.count = 0};
        return ENT_OK;
    }
    return status;
}

/* The chance that the rule lets a state in whose adversaries among the members may object. */
static ent_status
ask_members(const counting *c, const ent_voting_rule *rule, const ent_system *system,
            ent_state_ix candidate, double objection, double *out)
{
    static ent_chances const YES = {{0, 0, 1}};
    ent_chances             *chances = ent_alloc(rule->member_count, sizeof *chances);
    ent_vote_scores          scores = {0};
    ent_odds                 odds = {0, NULL};
    ent_status               status =
        chances != NULL ? ent_vote_scores_of(c->ctx, rule, &scores) : ent_fail_nomem(c->ctx);

    for (size_t k = 0; k < rule->member_count && status == ENT_OK; k++) {
        ent_state    state = ent_codes_find(ent_record_codes(c->record), rule->members[k]);
        ent_state_ix at = ent_system_find(system, state);

        chances[k] = YES;
        if (at != ENT_NO_STATE_IX && at != candidate &&
            ent_dyad_is_hostile(ent_system_dyad(system, candidate, at))) {
            chances[k] = (ent_chances){{objection, 0, 1 - objection}};
        }
    }
    if (status == ENT_OK) {
        status = ent_odds_exact(c->ctx, &scores, chances, &odds);
    }
    *out = odds.passes;
    ent_vote_scores_clear(&scores);
    ent_free(chances);
    return status;
}

/* 5. institutions of the day */

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

static ent_status
fill_body(counting *c, const ent_system *system, const ent_state *states, ent_day day,
          ent_accession_body *b)
{
    bool             list = has_list(c->before, c->states);
    double           objection = c->a->objection[b->kind];
    ent_voting_rules rules;
    ent_status       status = open_rule(c, b->name, day, &rules);

    if (status != ENT_OK) {
        return status;
    }
    c->regions = regions_of_members(c, system);
    for (size_t i = 0; i < c->a->n && status == ENT_OK; i++) {
        ent_state_ix at =
            states[i] != ENT_NO_STATE ? ent_system_find(system, states[i]) : ENT_NO_STATE_IX;

        b->consent[i] = 1;
        if (at == ENT_NO_STATE_IX || c->before[states[i]] == MEMBER) {
            continue;
        }
        b->tier[i] = (uint8_t)tier_of(c, system, list, at);
        if (rules.count > 0 && count_opponents(system, c->before, at) > 0) {
            status = ask_members(c, rules.rules[0], system, at, objection, &b->consent[i]);
        }
    }
    if (rules.count > 0) {
        ent_voting_rules_clear(&rules);
    }
    return status;
}

/* An institution that binds becomes one of the bodies; else its place is used again. */
static ent_status
take_body(counting *c, const ent_institution *institution, size_t place, const ent_system *system,
          const ent_state *states, const uint8_t *tie, ent_day day)
{
    ent_accession      *a = c->a;
    uint8_t            *member = &a->member[a->body_count * a->n];
    ent_accession_body *b = &a->bodies[a->body_count];

    *b = (ent_accession_body){.place = place, .own = c->own[place]};
    (void)kind_of(institution, &b->kind);
    for (size_t i = 0; i < a->n; i++) {
        member[i] = a->there[i] != 0 && states[i] != ENT_NO_STATE && c->before[states[i]] == MEMBER;
    }
    if (!binds(a, member, tie)) {
        memset(member, 0, a->n);
        return ENT_OK;
    }
    if (a->body_count == ENT_ACCESSION_MOST_BODIES) {
        return ent_fail(c->ctx, ENT_E_LIMIT, "more than %d institutions bind their members",
                        (int)ENT_ACCESSION_MOST_BODIES);
    }
    b->tier = ent_arena_alloc(&a->arena, a->n, 1);
    b->consent = ent_arena_alloc(&a->arena, a->n, sizeof *b->consent);
    b->name = ent_arena_strdup(&a->arena, institution->institution);
    if (b->tier == NULL || b->consent == NULL || b->name == NULL) {
        return ent_fail_nomem(c->ctx);
    }
    a->body_count++;
    return fill_body(c, system, states, day, b);
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

    a->bodies = ent_arena_alloc(&a->arena, count + 1, sizeof *a->bodies);
    a->member = ent_arena_alloc(&a->arena, (count + 1) * a->n, 1);
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
            status = take_body(c, &all[i], i, system, states, tie, day);
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
    counting       c = {
              .ctx = ctx, .record = record, .a = a, .states = ent_codes_count(ent_record_codes(record))};
    ent_status status;

    if (a == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&a->arena);
    a->n = n;
    a->there = ent_arena_alloc(&a->arena, n, 1);
    c.before = ent_arena_alloc(&a->arena, c.states, 1);
    c.within = ent_arena_alloc(&a->arena, c.states, 1);
    c.after = ent_arena_alloc(&a->arena, c.states, 1);
    c.elsewhere = ent_arena_alloc(&a->arena, c.states, 1);
    c.other = ent_arena_alloc(&a->arena, c.states, 1);
    if (a->there == NULL || c.before == NULL || c.within == NULL || c.after == NULL ||
        c.elsewhere == NULL || c.other == NULL) {
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
