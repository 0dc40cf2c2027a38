/*
 * settle.c - what a scenario takes from the record before it is run
 *
 *   1. bodies as the scenario leaves them     2. what their changes do to pairs
 *   3. what they would pass     4. votes     5. blocs     6. bargains     7. all
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "base/text.h"
#include "measure/ballot.h"
#include "model/landscape/landscape.h"
#include "scenario/outcome.h"

enum { MOST_BITS = 6, VOTE_YEARS = 10 };

/* What is at hand while a scenario is settled. */
typedef struct settling {
    const ent_record *record;
    const ent_codes  *codes;
    ent_scenario     *scenario;
    const ent_system *system;
    ent_effect       *effects; /* of the change at work */
    size_t            count, capacity;
    bool              failed;
} settling;

/* 1. bodies as the scenario leaves them */

static void
change_body(const ent_intervention *change, ent_body *body)
{
    void (*move)(ent_body *, ent_state) =
        change->body.verb == ENT_BODY_LEFT ? ent_body_drop : ent_body_add;

    if (change->body.commits) {
        body->commitment = change->body.commitment;
    }
    if (change->body.verb == ENT_BODY_RULED) {
        return;
    }
    body->exists = true;
    move(body, change->a);
    for (size_t i = 0; i < change->with_count; i++) {
        move(body, change->with[i]);
    }
}

/* Of one day; what is not among the scenario's yet comes after all. */
static bool
is_before(const ent_scenario *s, const ent_intervention *a, const ent_intervention *b)
{
    size_t place = 0;

    while (place < s->intervention_count && &s->interventions[place] != b) {
        place++;
    }
    return place == s->intervention_count || a < b;
}

ent_status
ent_scenario_body(ent_ctx *ctx, const ent_codes *codes, const ent_scenario *s,
                  const ent_intervention *before, bool of_root, ent_body *out)
{
    size_t     count = of_root ? s->root_interventions : s->intervention_count;
    ent_status status = ent_body_of(ctx, codes, before->body.institution, s->base.to - 1, out);

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        const ent_intervention *other = &s->interventions[i];
        bool                    earlier =
            other->day < before->day || (other->day == before->day && is_before(s, other, before));

        if (other != before && earlier && other->body.institution != NULL &&
            strcmp(other->body.institution, before->body.institution) == 0) {
            change_body(other, out);
        }
    }
    return status;
}

/* 2. what their changes do to pairs */

/* Only of pairs that an outcome counts, and of pressure on one of their states. */
static bool
is_counted(const ent_scenario *s, ent_variable variable, ent_state a, ent_state b)
{
    ent_state pairs[ENT_OUTCOME_MOST_PAIRS][2];

    for (size_t i = 0; i < s->outcome_count; i++) {
        const ent_outcome *o = &s->outcomes[i];
        size_t             count = ent_outcome_pairs(o, pairs);

        if (variable == ENT_VARIABLE_PRESENCE
                ? (b == o->a || b == o->b)
                : ((a == o->a && b == o->b) || (a == o->b && b == o->a))) {
            return true;
        }
        for (size_t k = 0; k < count; k++) {
            if (variable == ENT_VARIABLE_PRESENCE ? (b == pairs[k][0] || b == pairs[k][1])
                                                  : ((a == pairs[k][0] && b == pairs[k][1]) ||
                                                     (a == pairs[k][1] && b == pairs[k][0]))) {
                return true;
            }
        }
    }
    return false;
}

static void
add(settling *t, ent_variable variable, ent_state a, ent_state b, double amount, double half_life)
{
    if (!is_counted(t->scenario, variable, a, b)) {
        return;
    }
    if (!ENT_GROW(t->effects, t->capacity, t->count + 1)) {
        t->failed = true;
        return;
    }
    t->effects[t->count++] = (ent_effect){variable, a, b, amount, half_life};
}

static const ent_dyad *
dyad_of(const settling *t, ent_state a, ent_state b)
{
    ent_state_ix i = ent_system_find(t->system, a), j = ent_system_find(t->system, b);

    return i == ENT_NO_STATE_IX || j == ENT_NO_STATE_IX || i == j
               ? NULL
               : ent_system_dyad(t->system, i, j);
}

/* A defence pact brings each member to the new one's border, where its adversaries feel it. */
static void
press_across(settling *t, const ent_intervention *change, const ent_body *body, ent_state member,
             ent_state joiner, double sign)
{
    for (size_t i = 0; i < ent_system_size(t->system); i++) {
        ent_state       other = ent_system_member_at(t->system, (ent_state_ix)i)->state;
        const ent_dyad *across = dyad_of(t, joiner, other), *enmity = dyad_of(t, member, other);

        if (across != NULL && enmity != NULL && across->border && ent_dyad_is_hostile(enmity) &&
            !ent_body_has(body, other)) {
            add(t, ENT_VARIABLE_PRESENCE, member, other, sign, change->half_life);
        }
    }
}

/* What two members of a body are to each other, once both are in it or one has left. */
static void
tie(settling *t, const ent_intervention *change, const ent_body *body, ent_state a, ent_state b,
    bool joined)
{
    if (body->commitment == ENT_COMMITMENT_DEFENCE) {
        add(t, ENT_VARIABLE_PACT, a, b, joined, 0);
    } else {
        add(t, ENT_VARIABLE_PULL, a, b, joined ? 0.25 : -0.25, change->half_life);
    }
}

static void
move_member(settling *t, const ent_intervention *change, ent_body *body, ent_state mover)
{
    bool joined = change->body.verb != ENT_BODY_LEFT;

    ent_body_drop(body, mover);
    for (size_t i = 0; i < body->count; i++) {
        tie(t, change, body, body->members[i], mover, joined);
        if (body->commitment == ENT_COMMITMENT_DEFENCE) {
            press_across(t, change, body, body->members[i], mover, joined ? 1 : -1);
        }
    }
    if (joined) {
        ent_body_add(body, mover);
    }
}

/* Another commitment binds all members, or frees them. */
static void
commit(settling *t, const ent_intervention *change, ent_body *body)
{
    bool was = body->commitment == ENT_COMMITMENT_DEFENCE;
    bool is = change->body.commitment == ENT_COMMITMENT_DEFENCE;

    body->commitment = change->body.commitment;
    for (size_t i = 0; i < body->count && was != is; i++) {
        for (size_t j = i + 1; j < body->count; j++) {
            add(t, ENT_VARIABLE_PACT, body->members[i], body->members[j], is, 0);
        }
    }
}

static ent_status
settle_body(ent_ctx *ctx, settling *t, ent_intervention *change)
{
    ent_scenario *s = t->scenario;
    bool          of_root = change < s->interventions + s->root_interventions;
    ent_body      body;
    ent_status    status = ent_scenario_body(ctx, t->codes, s, change, of_root, &body);

    if (status != ENT_OK) {
        return status;
    }
    t->count = 0;
    if (change->body.commits) {
        commit(t, change, &body);
    }
    if (change->body.verb != ENT_BODY_RULED) {
        move_member(t, change, &body, change->a);
        for (size_t i = 0; i < change->with_count; i++) {
            move_member(t, change, &body, change->with[i]);
        }
    }
    change->effects = ent_arena_alloc(&s->arena, t->count + 1, sizeof *change->effects);
    if (t->failed || change->effects == NULL) {
        change->effect_count = 0;
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < t->count; i++) {
        change->effects[i] = t->effects[i];
    }
    change->effect_count = t->count;
    return ENT_OK;
}

static ent_status
settle_bodies(ent_ctx *ctx, settling *t)
{
    ent_span    last_day = {t->scenario->base.to - 1, t->scenario->base.to};
    ent_system *system = NULL;
    ent_status  status = ENT_OK;

    for (size_t i = 0; i < t->scenario->intervention_count && status == ENT_OK; i++) {
        ent_intervention *change = &t->scenario->interventions[i];

        if (change->body.institution == NULL) {
            continue;
        }
        if (system == NULL) {
            status = ent_system_at(ctx, t->record, last_day, NULL, &system);
            t->system = system;
        }
        if (status == ENT_OK) {
            status = settle_body(ctx, t, change);
        }
    }
    ent_system_destroy(system);
    ent_free(t->effects);
    t->effects = NULL;
    return status;
}

/* 3. what they would pass */

static bool
concerns(const ent_intervention *change, const ent_outcome *o)
{
    return o->kind == ENT_OUTCOME_PASSES && change->body.institution != NULL &&
           strcmp(change->body.institution, o->institution) == 0;
}

/* Number the changes of bodies that an outcome asks about. */
static ent_status
number_changes(ent_ctx *ctx, ent_scenario *s)
{
    unsigned bits = 0;

    for (size_t i = 0; i < s->intervention_count; i++) {
        ent_body_change *body = &s->interventions[i].body;

        for (size_t k = 0; k < s->outcome_count && !body->asked; k++) {
            body->asked = concerns(&s->interventions[i], &s->outcomes[k]);
        }
        if (body->asked) {
            body->bit = bits++;
            body->passing = &s->passing;
        }
        if (bits > MOST_BITS) {
            return ent_fail(
                ctx, ENT_E_LIMIT,
                "%s: more than %d changes of institutions whose decisions are asked for", s->name,
                MOST_BITS);
        }
    }
    s->passing.bits = bits;
    return ENT_OK;
}

enum { MOST_REFORMED = 256 };

/* One reform of several changes. */
typedef struct merged {
    const char *lists[5][MOST_REFORMED];
    ent_reform  reform;
} merged;

static void
append(const char **list, size_t *count, const char *const *more, size_t more_count)
{
    for (size_t i = 0; i < more_count && *count < MOST_REFORMED; i++) {
        list[(*count)++] = more[i];
    }
}

static void
merge(merged *m, const ent_reform *more)
{
    append(m->lists[2], &m->reform.veto_count, more->veto, more->veto_count);
    append(m->lists[3], &m->reform.no_veto_count, more->no_veto, more->no_veto_count);
    append(m->lists[4], &m->reform.quota_count, more->quotas, more->quota_count);
    m->reform.veto = m->lists[2];
    m->reform.no_veto = m->lists[3];
    m->reform.quotas = m->lists[4];
}

/* Who is a member in the end and was none, and the other way round. */
static void
merge_members(const settling *t, const ent_body *before, const ent_body *after, merged *m)
{
    for (size_t i = 0; i < after->count; i++) {
        const char *id = ent_codes_id(t->codes, after->members[i]);

        if (!ent_body_has(before, after->members[i])) {
            append(m->lists[0], &m->reform.add_count, &id, 1);
        }
    }
    for (size_t i = 0; i < before->count; i++) {
        const char *id = ent_codes_id(t->codes, before->members[i]);

        if (!ent_body_has(after, before->members[i])) {
            append(m->lists[1], &m->reform.drop_count, &id, 1);
        }
    }
    m->reform.add = m->lists[0];
    m->reform.drop = m->lists[1];
}

/* Those of the changes that are of the outcome's body. */
static unsigned
own_changes(const ent_scenario *s, const ent_outcome *o, unsigned changes)
{
    unsigned own = 0;

    for (size_t i = 0; i < s->intervention_count; i++) {
        own |= concerns(&s->interventions[i], o) ? 1U << s->interventions[i].body.bit : 0;
    }
    return changes & own;
}

static bool
merge_changes(const settling *t, const ent_outcome *o, unsigned changes, const ent_body *before,
              merged *m)
{
    const ent_scenario *s = t->scenario;
    ent_body            after = *before;

    memset(m, 0, sizeof *m);
    for (size_t i = 0; i < s->intervention_count; i++) {
        const ent_body_change *body = &s->interventions[i].body;

        if (concerns(&s->interventions[i], o) && (changes >> body->bit & 1) != 0) {
            change_body(&s->interventions[i], &after);
            merge(m, &body->reform);
        }
    }
    merge_members(t, before, &after, m);
    return m->reform.add_count + m->reform.drop_count + m->reform.veto_count +
               m->reform.no_veto_count + m->reform.quota_count >
           0;
}

static ent_status
decide(ent_ctx *ctx, const settling *t, const ent_outcome *o, const ent_motion *motion,
       const merged *m, bool reformed, double *out)
{
    ent_decide_options options = {.institution = o->institution,
                                  .day = t->scenario->base.to - 1,
                                  .reform = reformed ? &m->reform : NULL};
    ent_decision      *decision;
    ent_status         status = ent_decide(ctx, t->record, motion, &options, &decision);

    if (status != ENT_OK) {
        (void)ent_note(ctx, status, "in outcome '%.60s' of scenario '%s'", o->name,
                       t->scenario->name);
        return status;
    }
    *out = ent_decision_passage(decision, reformed)->passes;
    ent_decision_destroy(decision);
    return ENT_OK;
}

static ent_status
decide_outcome(ent_ctx *ctx, const settling *t, const ent_outcome *o, double *values)
{
    ent_motion motion = ent_motion_init();
    merged    *m = ent_alloc(1, sizeof *m);
    ent_body   body;
    ent_status status = m == NULL ? ent_fail_nomem(ctx) : ENT_OK;

    motion.sponsor = o->a;
    motion.against = o->b;
    if (status == ENT_OK && o->motion != NULL) {
        status = ent_motion_load(ctx, t->codes, o->motion, &motion);
    }
    if (status == ENT_OK) {
        status = ent_body_of(ctx, t->codes, o->institution, t->scenario->base.to - 1, &body);
    }
    for (unsigned changes = 0; changes < 1U << t->scenario->passing.bits && status == ENT_OK;
         changes++) {
        unsigned own = own_changes(t->scenario, o, changes);
        bool     reformed = merge_changes(t, o, own, &body, m);

        values[changes] = values[reformed ? own : 0];
        if (own == changes && (reformed || changes == 0)) {
            status = decide(ctx, t, o, &motion, m, reformed, &values[changes]);
        }
    }
    ent_motion_clear(&motion);
    ent_free(m);
    return status;
}

static ent_status
settle_passages(ent_ctx *ctx, const settling *t)
{
    ent_scenario *s = t->scenario;
    double       *values = NULL;
    ent_status    status = number_changes(ctx, s);

    for (size_t i = 0; i < s->outcome_count && status == ENT_OK; i++) {
        if (s->outcomes[i].kind != ENT_OUTCOME_PASSES) {
            continue;
        }
        if (values == NULL) {
            values =
                ent_arena_alloc(&s->arena, s->outcome_count << s->passing.bits, sizeof *values);
        }
        status = values == NULL
                     ? ent_fail_nomem(ctx)
                     : decide_outcome(ctx, t, &s->outcomes[i], values + (i << s->passing.bits));
    }
    s->passing.values = values;
    return status;
}

/* 4. votes */

static ent_status
find_agreement(ent_ctx *ctx, const settling *t, const ent_ballot *ballot, ent_outcome *o)
{
    int last = ent_date_year(t->scenario->base.to - 1);

    o->agreement = NAN;
    for (int year = last; year > last - VOTE_YEARS && isnan(o->agreement); year--) {
        ent_ballot_year calls = ent_ballot_year_of(ballot, year);
        unsigned        n;

        o->agreement = ent_ballot_agreement(ballot, &calls, o->a, o->b, &n);
    }
    if (isnan(o->agreement)) {
        return ent_fail(ctx, ENT_E_NOTFOUND,
                        "%s: '%.60s': the record holds no votes of %s and %s from %d to %d; import "
                        "published roll calls and votes",
                        o->place, o->name, ent_codes_id(t->codes, o->a),
                        ent_codes_id(t->codes, o->b), last - VOTE_YEARS + 1, last);
    }
    return ENT_OK;
}

static ent_status
settle_votes(ent_ctx *ctx, const settling *t)
{
    ent_measure_options all = {0};
    ent_ballot          ballot;
    bool                open = false;
    ent_status          status = ENT_OK;

    for (size_t i = 0; i < t->scenario->outcome_count && status == ENT_OK; i++) {
        ent_outcome *o = &t->scenario->outcomes[i];

        if (o->kind != ENT_OUTCOME_VOTES_APART) {
            continue;
        }
        if (!open) {
            status = ent_ballot_of(ctx, t->record, &all, &ballot);
            open = status == ENT_OK;
        }
        if (status == ENT_OK) {
            status = find_agreement(ctx, t, &ballot, o);
        }
    }
    if (open) {
        ent_ballot_clear(&ballot);
    }
    return status;
}

/* 5. blocs */

/* What a run leaves as it is of the rule of entente-landscape(7): regimes and claims. */
static ent_status
find_leanings(ent_ctx *ctx, const settling *t, ent_outcome *o)
{
    ent_state    states[ENT_OUTCOME_MOST_STATES];
    size_t       n = ent_outcome_states(o, states);
    signed char *leaning = ent_arena_alloc(&t->scenario->arena, n * n, sizeof *leaning);

    if (leaning == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            ent_state_ix a = ent_system_find(t->system, states[i]);
            ent_state_ix b = ent_system_find(t->system, states[j]);
            ent_affinity affinity = {0};

            if (i != j && a != ENT_NO_STATE_IX && b != ENT_NO_STATE_IX) {
                affinity = ent_affinity_of(t->system, a, b);
            }
            leaning[i * n + j] = (signed char)(affinity.regime - affinity.claim);
        }
    }
    o->leaning = leaning;
    return ENT_OK;
}

static ent_status
settle_blocs(ent_ctx *ctx, settling *t)
{
    ent_span    last_day = {t->scenario->base.to - 1, t->scenario->base.to};
    ent_system *system = NULL;
    ent_status  status = ENT_OK;

    for (size_t i = 0; i < t->scenario->outcome_count && status == ENT_OK; i++) {
        if (t->scenario->outcomes[i].kind != ENT_OUTCOME_SAME_BLOC) {
            continue;
        }
        if (system == NULL) {
            status = ent_system_at(ctx, t->record, last_day, NULL, &system);
            t->system = system;
        }
        if (status == ENT_OK) {
            status = find_leanings(ctx, t, &t->scenario->outcomes[i]);
        }
    }
    ent_system_destroy(system);
    return status;
}

/* 6. bargains */

/* A bargain that a breath of noise moves is no forecast, however many runs it is asked in. */
static void
tell_breath(ent_ctx *ctx, const ent_scenario *s, const ent_outcome *o, const ent_bargain_breath *b)
{
    const ent_issue_question *asked = ent_issue_asked(o->issue);
    char                      low[32], high[32], threshold[32];

    (void)ent_number_print_digits(b->low, 3, low, sizeof low);
    (void)ent_number_print_digits(b->high, 3, high, sizeof high);
    (void)ent_number_print_digits(asked->threshold, 6, threshold, sizeof threshold);
    ent_say(ctx, ENT_WARNING,
            "%s: '%.60s': noise of 0.1 %% moves %zu of the %zu last positions by a standard "
            "deviation of 1 or more, and where it settles from %s to %s%s%s: no single run is a "
            "forecast",
            s->name, o->name, b->moved, b->positions, low, high,
            b->low < asked->threshold && asked->threshold <= b->high ? ", across " : "",
            b->low < asked->threshold && asked->threshold <= b->high ? threshold : "");
}

static ent_status
settle_bargains(ent_ctx *ctx, const settling *t)
{
    ent_status status = ENT_OK;

    for (size_t i = 0; i < t->scenario->outcome_count && status == ENT_OK; i++) {
        const ent_outcome *o = &t->scenario->outcomes[i];
        ent_bargain_breath breath;

        if (o->kind != ENT_OUTCOME_SETTLES || o->rule != ENT_SETTLED_BY_MODEL) {
            continue;
        }
        status = ent_issue_breathe(ctx, o->issue, &breath);
        if (status == ENT_OK && breath.moved > 0) {
            tell_breath(ctx, t->scenario, o, &breath);
        }
    }
    return status;
}

/* 7. all */

ent_status
ent_scenario_settle(ent_ctx *ctx, const ent_record *record, ent_scenario *scenario)
{
    settling   t = {.record = record, .codes = ent_record_codes(record), .scenario = scenario};
    ent_status status = settle_bodies(ctx, &t);

    if (status == ENT_OK) {
        status = settle_votes(ctx, &t);
    }
    if (status == ENT_OK) {
        status = settle_passages(ctx, &t);
    }
    if (status == ENT_OK) {
        status = settle_blocs(ctx, &t);
    }
    if (status == ENT_OK) {
        status = settle_bargains(ctx, &t);
    }
    return status;
}

unsigned
ent_scenario_detail(const ent_scenario *scenario)
{
    unsigned detail = scenario->formation_detail;

    for (size_t i = 0; i < scenario->outcome_count; i++) {
        ent_outcome_kind kind = scenario->outcomes[i].kind;

        if (kind == ENT_OUTCOME_PASSES || kind == ENT_OUTCOME_VOTES_APART) {
            detail |= ENT_RECORD_VOTES;
        }
    }
    return detail;
}

void
ent_scenario_arm_world(const ent_scenario *scenario, ent_world *world)
{
    world->passing = scenario->passing.values != NULL ? &scenario->passing : NULL;
    for (size_t i = 0; i < scenario->outcome_count; i++) {
        world->draws_signs |= ent_outcome_is_of_network(scenario->outcomes[i].kind);
    }
}
