/*
 * ground.c - what the runs of scenarios start from: worlds, rules, followed dyads, and one run
 *
 *   1. outcomes     2. windows     3. followed dyads     4. worlds     5. one run
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/ground.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/bits.h"
#include "base/context.h"
#include "base/date.h"
#include "base/memo.h"
#include "base/text.h"
#include "model/rule/kept.h"
#include "scenario/outcome.h"
#include "system/record.h"

/* 1. outcomes */

ent_status
ent_ground_value(ent_ctx *ctx, const ent_ground *ground, size_t outcome, const ent_world *world,
                 double *out)
{
    const ent_target  *t = &ground->targets[outcome];
    const ent_outcome *o = &ground->scenario->outcomes[outcome];

    if (o->kind == ENT_OUTCOME_SETTLES) {
        return ent_issue_beyond(ctx, o->issue, o->rule, world, out);
    }
    *out = ent_outcome_value(o, outcome, &world->pairs[t->pair], t->a, t->b, t->c, world);
    return ENT_OK;
}

/* 2. windows */

enum { FIRST_YEAR = 1946 }; /* of what the rule is estimated from */

/* The rules of all windows before a day: what takes longest before the first run, and is asked for
   again by each question about the same record. */
typedef struct windows {
    ent_rule rules[ENT_GROUND_WINDOWS];
    size_t   count;
} windows;

typedef struct window_question {
    const ent_record *record;
    ent_day           before;
} window_question;

static ent_status
estimate_windows(ent_ctx *ctx, const window_question *asked, windows *out)
{
    ent_day before = asked->before;
    int     last = ent_date_year(before) - 1, half = FIRST_YEAR + (last - FIRST_YEAR + 1) / 2;
    const ent_rule_span spans[ENT_GROUND_WINDOWS] = {
        {FIRST_YEAR, before}, {FIRST_YEAR, ent_date_day(half, 1, 1)}, {half, before}};
    bool halves = last - FIRST_YEAR + 1 >= 2 * ENT_GROUND_LEAST_YEARS;

    out->count = halves ? ENT_GROUND_WINDOWS : 1;
    return ent_rule_estimate_spans(ctx, asked->record, spans, out->count, out->rules);
}

/* Nothing is made where the store keeps nothing, or what it keeps is none. */
static ent_status
recall_windows(ent_ctx *ctx, const window_question *asked, const char *question, windows *out)
{
    ent_bits   bits;
    char      *kept;
    bool       good;
    ent_status status = ent_record_recall(ctx, asked->record, question, &kept);

    if (status != ENT_OK || kept == NULL) {
        return status;
    }
    bits = (ent_bits){kept, false};
    out->count = (size_t)ent_bits_next(&bits);
    good = out->count <= ENT_GROUND_WINDOWS;
    for (size_t i = 0; good && i < out->count; i++) {
        good = ent_rule_read(&bits, &out->rules[i]);
    }
    if (!good || !ent_bits_are_over(&bits)) {
        out->count = 0;
    }
    ent_free(kept);
    return ENT_OK;
}

static ent_status
retain_windows(ent_ctx *ctx, const window_question *asked, const char *question,
               const windows *made)
{
    bool       good = true;
    ent_text   text;
    ent_status status = ENT_OK;

    ent_text_init(&text);
    ent_bits_add(&text, made->count);
    for (size_t i = 0; good && i < made->count; i++) {
        good = ent_rule_print(&made->rules[i], &text);
    }
    if (text.failed) {
        status = ent_fail_nomem(ctx);
    } else if (good) {
        status = ent_record_retain(ctx, asked->record, question, ent_text_get(&text));
    }
    ent_text_clear(&text);
    return status;
}

static ent_status
make_windows(ent_ctx *ctx, ent_memo_item *self, const void *user, void **out, size_t *bytes)
{
    const window_question *asked = user;
    windows               *made = ent_alloc_zero(1, sizeof *made);
    char                   question[64];
    ent_status             status;

    (void)self;
    if (made == NULL) {
        return ent_fail_nomem(ctx);
    }
    (void)snprintf(question, sizeof question, "rules before %d", (int)asked->before);
    status = recall_windows(ctx, asked, question, made);
    if (status == ENT_OK && made->count == 0) {
        status = estimate_windows(ctx, asked, made);
        if (status == ENT_OK) {
            status = retain_windows(ctx, asked, question, made);
        }
    }
    if (status != ENT_OK) {
        ent_free(made);
        return status;
    }
    *bytes = sizeof *made;
    *out = made;
    return ENT_OK;
}

static void
free_windows(void *made)
{
    ent_free(made);
}

static const ent_memo_kind WINDOWS = {make_windows, free_windows};

ent_status
ent_ground_estimate(ent_ctx *ctx, const ent_record *record, ent_day before, ent_ground *out)
{
    const window_question asked = {record, before};
    const ent_memo_key    key = {&WINDOWS, {before}};
    ent_memo_item        *item;
    const windows        *made;
    ent_status            status = ent_memo_take(ctx, ent_record_memo(record), &key, &asked, &item);

    if (status != ENT_OK) {
        return status;
    }
    made = ent_memo_object(item);
    memcpy(out->rules, made->rules, made->count * sizeof *made->rules);
    out->windows = made->count;
    ent_memo_release(item);
    return ENT_OK;
}

/* 3. followed dyads */

/* The place of a followed pair; it is added where it is new. */
static size_t
add_pair(ent_ground *g, ent_state a, ent_state b)
{
    for (size_t i = 0; i < g->pair_count; i++) {
        if ((g->pairs[i][0] == a && g->pairs[i][1] == b) ||
            (g->pairs[i][0] == b && g->pairs[i][1] == a)) {
            return i;
        }
    }
    g->pairs[g->pair_count][0] = a;
    g->pairs[g->pair_count][1] = b;
    return g->pair_count++;
}

/* Those who bargain are in the world, whose power counts; no dyad of theirs is counted. */
static void
add_actors(ent_ground *g, const ent_outcome *o)
{
    size_t           count = 0;
    const ent_state *states = o->issue != NULL ? ent_issue_states(o->issue, &count) : NULL;

    for (size_t i = 0; i < count; i++) {
        if (states[i] != ENT_NO_STATE && states[i] != o->a) {
            (void)add_pair(g, o->a, states[i]);
        }
    }
}

/* Every dyad that an outcome counts is followed, and every state that an intervention moves. */
static void
name_pairs(ent_ground *g, const ent_scenario *const *scenarios, size_t count)
{
    const ent_scenario *s = g->scenario;
    ent_state           more[ENT_OUTCOME_MOST_PAIRS][2];

    for (size_t i = 0; i < s->outcome_count; i++) {
        size_t others = ent_outcome_pairs(&s->outcomes[i], more);

        g->targets[i].pair = add_pair(g, s->outcomes[i].a, s->outcomes[i].b);
        for (size_t k = 0; k < others; k++) {
            (void)add_pair(g, more[k][0], more[k][1]);
        }
    }
    g->outcome_pairs = g->pair_count;
    for (size_t i = 0; i < s->outcome_count; i++) {
        add_actors(g, &s->outcomes[i]);
    }
    for (size_t k = 0; k < count; k++) {
        for (size_t i = 0; i < scenarios[k]->intervention_count; i++) {
            const ent_intervention *change = &scenarios[k]->interventions[i];

            for (size_t e = 0; e < change->effect_count; e++) {
                if (change->effects[e].a != change->effects[e].b) {
                    (void)add_pair(g, change->effects[e].a, change->effects[e].b);
                }
            }
        }
    }
}

static ent_status
aim(ent_ctx *ctx, ent_ground *g)
{
    const ent_world *world = &g->worlds[0];
    ent_status       status = ENT_OK;

    for (size_t i = 0; i < g->scenario->outcome_count && status == ENT_OK; i++) {
        const ent_outcome *o = &g->scenario->outcomes[i];
        ent_target        *t = &g->targets[i];

        t->a = ent_world_find(world, o->a);
        t->b = ent_world_find(world, o->b);
        t->c = ent_world_find(world, o->c);
        status = ent_outcome_check(ctx, g->scenario, o, &world->pairs[t->pair], world);
    }
    return status;
}

/* 4. worlds */

/* Without power there would be no pressure: who has it is told in words then. */
static void
tell_power(ent_ctx *ctx, const ent_ground *g)
{
    if (g->worlds[0].unweighed) {
        ent_say(ctx, ENT_WARNING,
                "the record holds no capabilities up to %d: the permanent members of the Security "
                "Council weigh alike, all others nothing; import cow-nmc",
                g->worlds[0].year);
    }
}

/* Shocks without a rate in the record do not happen. */
static ent_status
tell_held(ent_ctx *ctx, const ent_ground *g)
{
    ent_text   names;
    ent_status status = ENT_OK;

    ent_text_init(&names);
    for (size_t i = 0; i < ENT_PARAMETERS; i++) {
        const ent_prior *prior = &g->rules[0].priors[i];

        if (prior->held) {
            ent_text_addf(&names, "%s%s", ent_text_get(&names)[0] != '\0' ? ", " : "", prior->name);
        }
    }
    if (names.failed) {
        status = ent_fail_nomem(ctx);
    } else if (ent_text_get(&names)[0] != '\0') {
        ent_say(ctx, ENT_INFO, "%s: held fixed, for the record tells no rate: %s",
                g->scenario->name, ent_text_get(&names));
    }
    ent_text_clear(&names);
    return status;
}

typedef double (*power_of)(const ent_system_member *member);

static double
military_expenditure(const ent_system_member *member)
{
    return member->milex;
}

static double
income(const ent_system_member *member)
{
    return member->gdp;
}

static double
net_resources(const ent_system_member *member)
{
    return member->gdp * member->gdp_per_head;
}

/* Weigh the states of a world by another power; false where the record has too few values. */
static bool
weigh(const ent_system *system, power_of power, ent_world *world)
{
    double strongest = 0;
    size_t known = 0;

    for (size_t i = 0; i < ent_system_size(system); i++) {
        double value = power(ent_system_member_at(system, (ent_state_ix)i));

        strongest = value > strongest ? value : strongest;
    }
    for (size_t i = 0; i < world->state_count; i++) {
        ent_state_ix at = ent_system_find(system, world->states[i]);
        double       value = power(ent_system_member_at(system, at));

        if (value >= 0 && strongest > 0) { /* not where it is missing */
            world->weights[i] = value / strongest;
            known++;
        }
    }
    return 2 * known >= world->state_count;
}

static ent_status
add_variant(ent_ctx *ctx, ent_ground *g, size_t from, bool weaker, const char *name)
{
    ent_world *world = &g->worlds[g->variants];
    ent_status status = ent_world_like(ctx, &g->worlds[from], world);

    if (status == ENT_OK) {
        ent_world_copy(&g->worlds[from], world);
        world->weaker = weaker;
        g->variant_names[g->variants++] = name;
    }
    return status;
}

static ent_status
add_variants(ent_ctx *ctx, const ent_system *system, ent_ground *g)
{
    static const struct {
        power_of    power;
        const char *name, *weaker;
    } POWERS[] = {{military_expenditure, "military expenditure", "military expenditure, weaker"},
                  {income, "GDP", "GDP, weaker"},
                  {net_resources, "net resources", "net resources, weaker"}};
    ent_status status = add_variant(ctx, g, 0, true, "CINC, weaker");

    for (size_t i = 0; i < sizeof POWERS / sizeof POWERS[0] && status == ENT_OK; i++) {
        status = add_variant(ctx, g, 0, false, POWERS[i].name);
        if (status != ENT_OK) {
            break;
        }
        if (weigh(system, POWERS[i].power, &g->worlds[g->variants - 1])) {
            status = add_variant(ctx, g, g->variants - 1, true, POWERS[i].weaker);
        } else {
            ent_world_clear(&g->worlds[--g->variants]);
        }
    }
    return status;
}

static ent_status
make_worlds(ent_ctx *ctx, const ent_record *record, ent_ground *g)
{
    ent_span    base = g->scenario->base, last_day = {base.to - 1, base.to};
    ent_system *system;
    ent_status  status;

    base = last_day;
    status = ent_record_cut(ctx, record, &base);
    if (status != ENT_OK) {
        return ent_note(ctx, status, "at %s: a run starts within the record",
                        g->scenario->base_place);
    }
    status = ent_system_at(ctx, record, last_day, NULL, &system);
    if (status != ENT_OK) {
        return status;
    }
    status = ent_world_create(ctx, record, system, (const ent_state(*)[2])g->pairs, g->pair_count,
                              &g->worlds[0]);
    if (status == ENT_OK) {
        g->variants = 1;
        g->variant_names[0] = "CINC";
        g->worlds[0].clashing = g->outcome_pairs;
        ent_scenario_arm_world(g->scenario, &g->worlds[0]);
        tell_power(ctx, g);
        status = tell_held(ctx, g);
    }
    if (status == ENT_OK) {
        status = add_variants(ctx, system, g);
    }
    ent_system_destroy(system);
    return status;
}

ent_status
ent_ground_prepare(ent_ctx *ctx, const ent_record *record, const ent_scenario *const *scenarios,
                   size_t count, ent_ground *out)
{
    size_t     pairs = (ENT_OUTCOME_MOST_PAIRS + 1) * scenarios[0]->outcome_count;
    ent_status status = ENT_OK;

    for (size_t i = 0; i < scenarios[0]->outcome_count; i++) {
        size_t actors = 0;

        if (scenarios[0]->outcomes[i].issue != NULL) {
            (void)ent_issue_states(scenarios[0]->outcomes[i].issue, &actors);
        }
        pairs += actors;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < scenarios[i]->intervention_count; k++) {
            pairs += scenarios[i]->interventions[k].effect_count;
        }
    }
    out->scenario = scenarios[0];
    out->years = (size_t)scenarios[0]->horizon + 1;
    out->variants = out->pair_count = 0;
    out->formation = NULL;
    out->formed = NULL;
    out->targets = ent_alloc_zero(scenarios[0]->outcome_count, sizeof *out->targets);
    out->pairs = ent_alloc(pairs, sizeof *out->pairs);
    if (out->targets == NULL || out->pairs == NULL) {
        status = ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        name_pairs(out, scenarios, count);
        status = make_worlds(ctx, record, out);
    }
    if (status == ENT_OK) {
        status = aim(ctx, out);
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = ent_ground_check(ctx, out, scenarios[i]);
    }
    if (status == ENT_OK && out->scenario->formation != NULL && out->scenario->horizon > 0) {
        status =
            ent_formation_create(ctx, record, out->scenario->formation, out->worlds[0].year,
                                 (size_t)out->scenario->horizon, (const ent_state(*)[2])out->pairs,
                                 out->pair_count, out->known, &out->formation);
    }
    if (status != ENT_OK) {
        ent_ground_clear(out);
    }
    return status;
}

void
ent_ground_clear(ent_ground *ground)
{
    for (size_t i = 0; i < ENT_GROUND_VARIANTS; i++) {
        ent_world_clear(&ground->worlds[i]);
    }
    ent_free(ground->targets);
    ent_free(ground->pairs);
    ent_formation_destroy(ground->formation);
    ground->formation = NULL;
    ground->targets = NULL;
    ground->pairs = NULL;
    ground->variants = ground->pair_count = 0;
}

/* 5. one run */

/* What the record says of the size of an intervention, in the draw at hand. */
static double
by_record(const ent_course *course, size_t change)
{
    double ease = course->parameters[ENT_PARAMETER_EASE];

    return !course->interventions[change].by_record ? 1 : ease < 0 ? 0 : ease > 1 ? 1 : ease;
}

void
ent_course_intervene(const ent_course *course, int year, ent_world *world)
{
    for (size_t i = 0; i < course->count; i++) {
        if (i != course->omitted && ent_intervention_acts(&course->interventions[i], year)) {
            ent_intervention_apply(&course->interventions[i],
                                   course->strengths[i] * by_record(course, i), world);
        }
    }
}

ent_status
ent_course_run(ent_ctx *ctx, const ent_course *course, ent_world *world, ent_year_visitor visit,
               void *user)
{
    const ent_world *start = &course->ground->worlds[course->variant];
    ent_forming      forming;
    ent_status       status;

    ent_world_copy(start, world);
    world->key = course->key;
    if (course->ground->formation != NULL) {
        const ent_world *formed =
            course->ground->formed != NULL ? &course->ground->formed[course->variant] : start;

        ent_formation_take(course->ground->formation, course->draw, formed, &forming);
        world->forming = &forming;
    }
    status = visit(ctx, user, 0, world);
    for (size_t year = 1; year < course->ground->years && status == ENT_OK; year++) {
        ent_course_intervene(course, world->year + 1, world);
        ent_world_step(world, course->parameters, course->key);
        status = visit(ctx, user, year, world);
    }
    world->forming = NULL;
    return status;
}
