/*
 * play.c - the years of a game: what is drawn, and what an umpire puts in its place
 *
 *   1. what happened     2. shocks     3. pairs     4. votes     5. a year     6. all turns
 *
 * SPDX-License-Identifier: MIT
 */
#include "scenario/game/game.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "scenario/outcome.h"

/* Its own run, which no ensemble makes: none is told the luck of a game. */
#define GAME_RUN UINT32_MAX

/* A year at work. */
typedef struct playing {
    ent_game  *game;
    ent_world *before; /* as interventions left it */
    double     parameters[ENT_PARAMETERS];
    double    *strengths, *unrest; /* unrest: what rulings add, by state */
    ent_key    key;
    bool       failed; /* no memory for what happened */
} playing;

/* 1. what happened */

static void
note(playing *p, ent_game_event event)
{
    ent_game *g = p->game;

    event.year = g->world.year;
    if (event.change != NULL) {
        event.year = event.change->year;
    }
    if (p->failed || !ENT_GROW(g->events, g->event_capacity, g->event_count + 1)) {
        p->failed = true;
        return;
    }
    g->events[g->event_count++] = event;
}

/* The last ruling upon it; the order of two states means something of a sanction alone. */
static const ent_game_ruling *
ruling_of(const playing *p, ent_game_what what, ent_state a, ent_state b)
{
    const ent_game        *g = p->game;
    const ent_game_ruling *found = NULL;

    for (size_t i = 0; i < g->ruling_count; i++) {
        const ent_game_ruling *r = &g->rulings[i];
        bool                   turned = r->a == b && r->b == a && what != ENT_GAME_SANCTION;

        if (r->year == g->world.year && r->what == what && ((r->a == a && r->b == b) || turned)) {
            found = r;
        }
    }
    return found;
}

static void
note_changes(playing *p, int year)
{
    const ent_scenario *s = p->game->scenario;

    for (size_t i = 0; i < s->intervention_count; i++) {
        const ent_intervention *change = &s->interventions[i];

        if (change->year == year) {
            note(p, (ent_game_event){.what = ENT_GAME_MOVE,
                                     .a = change->a,
                                     .b = change->b != change->a ? change->b : ENT_NO_STATE,
                                     .was = NAN,
                                     .is = NAN,
                                     .chance = NAN,
                                     .change = change});
        }
    }
}

/* What was drawn, what holds and whether an umpire made it so: noted where anything is new. */
static void
note_drawn(playing *p, ent_game_event event, double drawn, const ent_game_ruling *ruling)
{
    event.drawn = drawn;
    event.ruling = ruling;
    if (ruling != NULL || (isnan(event.was) ? event.is > 0 : event.is != event.was)) {
        note(p, event);
    }
}

/* 2. shocks: of disputes and sanctions the world tells what came, and what the chance was */

static double
chance_of(const playing *p, ent_parameter rate)
{
    return 1 / (1 + exp(-p->parameters[rate]));
}

static void
set_dispute(ent_tension *tension, const ent_tension *before, bool begins, int year)
{
    tension->force = begins ? 1 : before->force;
    tension->force_until = begins ? (int16_t)(year + ENT_WORLD_MEMORY - 1) : before->force_until;
}

static void
settle_dispute(playing *p, int a, int b, bool had)
{
    ent_world             *w = &p->game->world;
    ent_tension           *there = ent_world_tension(w, a, b), *back = ent_world_tension(w, b, a);
    const ent_tension     *before = ent_world_tension(p->before, a, b);
    const ent_game_ruling *ruling = ruling_of(p, ENT_GAME_DISPUTE, w->states[a], w->states[b]);
    double                 chance = there->dispute;
    bool drawn = there->force_until == w->year + ENT_WORLD_MEMORY - 1, begins = drawn;

    if (ruling != NULL) {
        begins = ruling->value > 0;
        set_dispute(there, before, begins, w->year);
        set_dispute(back, ent_world_tension(p->before, b, a), begins, w->year);
    }
    there->dispute = back->dispute = had || begins;
    note_drawn(p,
               (ent_game_event){.what = ENT_GAME_DISPUTE,
                                .a = w->states[a],
                                .b = w->states[b],
                                .was = NAN,
                                .is = begins,
                                .chance = chance},
               drawn, ruling);
}

static void
settle_sanctions(playing *p, int a, int b)
{
    ent_world             *w = &p->game->world;
    ent_tension           *now = ent_world_tension(w, a, b);
    const ent_tension     *before = ent_world_tension(p->before, a, b);
    const ent_game_ruling *ruling = ruling_of(p, ENT_GAME_SANCTION, w->states[a], w->states[b]);
    double                 drawn = (double)now->sanctions;

    if (ruling != NULL) {
        now->sanctions = before->sanctions + (ruling->value > 0 ? 1 : 0);
    }
    note_drawn(p,
               (ent_game_event){
                   .what = ENT_GAME_SANCTION,
                   .a = w->states[a],
                   .b = w->states[b],
                   .was = (double)before->sanctions,
                   .is = (double)now->sanctions,
                   .chance = now->sanctions > before->sanctions
                                 ? chance_of(p, ENT_PARAMETER_SANCTION)
                                 : NAN,
               },
               drawn, ruling);
}

static void
settle_rivalry(playing *p, int a, int b)
{
    ent_world             *w = &p->game->world;
    ent_tension           *there = ent_world_tension(w, a, b), *back = ent_world_tension(w, b, a);
    double                 drawn = (double)there->rivalry;
    const ent_game_ruling *ruling = ruling_of(p, ENT_GAME_RIVALRY, w->states[a], w->states[b]);
    bool                   rivals = drawn >= 0.5;

    if (ruling != NULL) {
        there->rivalry = back->rivalry = (float)ruling->value;
    }
    note_drawn(p,
               (ent_game_event){
                   .what = ENT_GAME_RIVALRY,
                   .a = w->states[a],
                   .b = w->states[b],
                   .was = (double)ent_world_tension(p->before, a, b)->rivalry,
                   .is = (double)there->rivalry,
                   .chance = chance_of(p, rivals ? ENT_PARAMETER_RIVAL : ENT_PARAMETER_RECONCILE)},
               drawn, ruling);
}

static bool
wages(const ent_tension *tension, int year)
{
    return tension->at_war || tension->war_until >= year;
}

/* A war that is over is remembered from then on; one that begins is a dispute of the year, too. */
static void
set_war(ent_tension *tension, bool at_war, int year)
{
    int16_t memory = (int16_t)(year + ENT_WORLD_MEMORY - 1);

    if (at_war && !wages(tension, year)) {
        tension->force = 1;
        tension->force_until = memory;
        tension->dispute = 1;
    }
    tension->at_war = at_war;
    if (!at_war && tension->war_until >= year) {
        tension->war_until = (int16_t)(year - 1);
        tension->imposed_until =
            tension->imposed_until < memory ? tension->imposed_until : (int16_t)(memory - 1);
    }
}

/* Of two followed states; that of an intervention ends with its years, or when it is ruled over. */
static void
settle_war(playing *p, int a, int b)
{
    ent_world             *w = &p->game->world;
    ent_tension           *there = ent_world_tension(w, a, b), *back = ent_world_tension(w, b, a);
    const ent_game_ruling *ruling = ruling_of(p, ENT_GAME_WAR, w->states[a], w->states[b]);
    bool drawn = wages(there, w->year), was = wages(ent_world_tension(p->before, a, b), w->year);

    if (ruling != NULL) {
        set_war(there, ruling->value > 0, w->year);
        set_war(back, ruling->value > 0, w->year);
    }
    note_drawn(p,
               (ent_game_event){.what = ENT_GAME_WAR,
                                .a = w->states[a],
                                .b = w->states[b],
                                .was = was,
                                .is = wages(there, w->year),
                                .chance = chance_of(p, ENT_PARAMETER_TRUCE)},
               drawn, ruling);
}

/* A war of a great power with somebody outside. */
static void
settle_campaign(playing *p, size_t state)
{
    ent_world             *w = &p->game->world;
    ent_stance            *stance = &w->stances[state];
    const ent_game_ruling *ruling = ruling_of(p, ENT_GAME_WAR, w->states[state], ENT_NO_STATE);
    bool                   was = p->before->stances[state].campaign, drawn = stance->campaign;

    stance->campaign = ruling != NULL ? ruling->value > 0 : drawn;
    note_drawn(
        p,
        (ent_game_event){.what = ENT_GAME_WAR,
                         .a = w->states[state],
                         .b = ENT_NO_STATE,
                         .was = was,
                         .is = stance->campaign,
                         .chance = chance_of(p, drawn ? ENT_PARAMETER_WAR : ENT_PARAMETER_TRUCE)},
        drawn, ruling);
}

/* Since when states are at war, from what it was before the draws and what is ruled. */
static void
date_wars(const playing *p)
{
    ent_world *w = &p->game->world;

    for (size_t i = 0; i < w->state_count; i++) {
        w->stances[i].war_since = p->before->stances[i].war_since;
    }
    ent_world_date_wars(w);
}

/* Of upheavals the rule counts one a year, whichever it is. */
static void
settle_upheavals(playing *p, size_t state)
{
    ent_world             *w = &p->game->world;
    const ent_game_ruling *on_leader =
        ruling_of(p, ENT_GAME_LEADER, w->states[state], ENT_NO_STATE);
    const ent_game_ruling *on_regime =
        ruling_of(p, ENT_GAME_REGIME, w->states[state], ENT_NO_STATE);
    bool goes = ent_world_leader_goes(w, state, p->parameters, p->key);
    bool changes = ent_world_regime_changes(w, state, p->parameters, p->key);
    bool leader = on_leader != NULL ? on_leader->value > 0 : goes;
    bool regime = on_regime != NULL ? on_regime->value > 0 : changes;

    p->unrest[state] = (leader || regime) - (goes || changes);
    note_drawn(p,
               (ent_game_event){.what = ENT_GAME_LEADER,
                                .a = w->states[state],
                                .b = ENT_NO_STATE,
                                .was = NAN,
                                .is = leader,
                                .chance = chance_of(p, ENT_PARAMETER_LEADER)},
               goes, on_leader);
    note_drawn(p,
               (ent_game_event){.what = ENT_GAME_REGIME,
                                .a = w->states[state],
                                .b = ENT_NO_STATE,
                                .was = NAN,
                                .is = regime,
                                .chance = chance_of(p, ENT_PARAMETER_REGIME)},
               changes, on_regime);
}

/* That disputes have begun before is put aside, so that the world holds the chance of the year. */
static void
shock(playing *p)
{
    ent_world *w = &p->game->world;
    size_t     n = w->state_count;

    for (size_t i = 0; i < n * n; i++) {
        w->tensions[i].dispute = 0;
    }
    ent_world_shock(w, p->parameters, p->key);
    for (size_t a = 0; a < n; a++) {
        for (size_t b = 0; b < n; b++) {
            if (a < b) {
                settle_dispute(p, (int)a, (int)b,
                               ent_world_tension(p->before, (int)a, (int)b)->dispute > 0);
                settle_rivalry(p, (int)a, (int)b);
                settle_war(p, (int)a, (int)b);
            }
            if (a != b) {
                settle_sanctions(p, (int)a, (int)b);
            }
        }
    }
    for (size_t i = 0; i < n; i++) {
        settle_upheavals(p, i);
        settle_campaign(p, i);
    }
    date_wars(p);
}

/* 3. pairs: what the rule leaves as probabilities is drawn */

/* The first number at which the sum of the chances is over u of their whole. */
static size_t
draw(const double *chance, size_t count, double u)
{
    double sum = 0, whole = 0;
    size_t last = 0;

    for (size_t i = 0; i < count; i++) {
        whole += chance[i];
        last = chance[i] > 0 ? i : last;
    }
    for (size_t i = 0; i < last; i++) {
        sum += chance[i];
        if (u * whole < sum) {
            return i;
        }
    }
    return last;
}

ent_standing
ent_game_standing(const ent_pair *pair)
{
    double       levels[ENT_LEVELS] = {0}, pacts[ENT_PACTS] = {0};
    ent_standing at;

    for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
        for (size_t level = 0; level < ENT_LEVELS; level++) {
            levels[level] += pair->chance[pact][level];
            pacts[pact] += pair->chance[pact][level];
        }
    }
    at.level = draw(levels, ENT_LEVELS, 0.5);
    at.pact = draw(pacts, ENT_PACTS, 0.5);
    at.bond = draw(pair->bond, ENT_PACTS, 0.5);
    at.grade = draw(pair->peace, ENT_GRADES, 0.5);
    return at;
}

static void
set(ent_pair *pair, const ent_standing *at)
{
    ent_pair_find(pair, (int)at->level, (unsigned)at->pact);
    memset(pair->bond, 0, sizeof pair->bond);
    pair->bond[at->bond] = 1;
    ent_pair_set_grade(pair, (int)at->grade);
}

/* Draw from what the step left, and the chances of what came. */
static void
draw_pair(const playing *p, const ent_pair *pair, ent_standing *at, double chances[4])
{
    ent_key key = p->key;
    double  u[2], v[2], levels[ENT_LEVELS] = {0}, pacts[ENT_PACTS];

    key.process = ENT_PROCESS_ADJUDICATION;
    key.step = (uint32_t)p->game->world.year;
    key.unit = ent_world_unit(&p->game->world, pair->a, pair->b);
    ent_random_pair(&key, 0, u);
    ent_random_pair(&key, 1, v);
    for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
        for (size_t level = 0; level < ENT_LEVELS; level++) {
            levels[level] += pair->chance[pact][level];
        }
    }
    at->level = draw(levels, ENT_LEVELS, u[0]);
    for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
        pacts[pact] = pair->chance[pact][at->level];
    }
    at->pact = draw(pacts, ENT_PACTS, u[1]);
    at->bond = draw(pair->bond, ENT_PACTS, v[0]);
    at->grade = draw(pair->peace, ENT_GRADES, v[1]);
    chances[ENT_GAME_LEVEL] = levels[at->level];
    chances[ENT_GAME_DEFENCE] = pacts[at->pact] / levels[at->level];
    chances[ENT_GAME_OBLIGATION] = pair->bond[at->bond];
    chances[ENT_GAME_PEACE] = pair->peace[at->grade];
}

/* In the order of the words of a file. */
static void
list_things(const ent_standing *at, double out[4])
{
    out[ENT_GAME_LEVEL] = (double)at->level;
    out[ENT_GAME_DEFENCE] = (at->pact & ENT_PACT_HOLDS) != 0;
    out[ENT_GAME_OBLIGATION] = (at->bond & ENT_PACT_HOLDS) != 0;
    out[ENT_GAME_PEACE] = (double)at->grade;
}

static void
rule_upon(const ent_game_ruling *const rulings[4], const ent_standing *before, ent_standing *at)
{
    if (rulings[ENT_GAME_LEVEL] != NULL) {
        at->level = (size_t)rulings[ENT_GAME_LEVEL]->value;
    }
    if (rulings[ENT_GAME_DEFENCE] != NULL) {
        at->pact = ent_pact_after((unsigned)before->pact, rulings[ENT_GAME_DEFENCE]->value > 0);
    }
    if (rulings[ENT_GAME_OBLIGATION] != NULL) {
        at->bond = ent_pact_after((unsigned)before->bond, rulings[ENT_GAME_OBLIGATION]->value > 0);
    }
    if (rulings[ENT_GAME_PEACE] != NULL) {
        at->grade = (size_t)rulings[ENT_GAME_PEACE]->value;
    }
}

/* Draw a pair, put what is ruled in its place, and note what is new. */
static void
settle_pair(playing *p, ent_pair *pair, const ent_standing *before)
{
    const ent_world       *w = &p->game->world;
    const ent_game_ruling *rulings[4];
    double                 chances[4], was[4], drawn[4], is[4];
    ent_standing           at;

    draw_pair(p, pair, &at, chances);
    list_things(before, was);
    list_things(&at, drawn);
    for (ent_game_what what = ENT_GAME_LEVEL; what <= ENT_GAME_PEACE; what++) {
        rulings[what] = ruling_of(p, what, w->states[pair->a], w->states[pair->b]);
    }
    rule_upon(rulings, before, &at);
    list_things(&at, is);
    set(pair, &at);
    for (ent_game_what what = ENT_GAME_LEVEL; what <= ENT_GAME_PEACE; what++) {
        note_drawn(p,
                   (ent_game_event){.what = what,
                                    .a = w->states[pair->a],
                                    .b = w->states[pair->b],
                                    .was = was[what],
                                    .is = is[what],
                                    .chance = chances[what]},
                   drawn[what], rulings[what]);
    }
}

/* 4. votes: agreement wanders, and stays between 0 and 1; bodies decide on what is tabled */

static ent_key
key_of(const playing *p, size_t outcome)
{
    const ent_target *target = &p->game->ground.targets[outcome];
    ent_key           key = p->key;

    key.process = ENT_PROCESS_ADJUDICATION;
    key.step = (uint32_t)p->game->world.year;
    key.unit = ent_world_unit(&p->game->world, (size_t)target->a, (size_t)target->b);
    return key;
}

static void
settle_agreement(playing *p, size_t outcome)
{
    ent_outcome           *o = &p->game->scenario->outcomes[outcome];
    ent_key                key = key_of(p, outcome);
    const ent_game_ruling *ruling = ruling_of(p, ENT_GAME_VOTES, o->a, o->b);
    double                 was = o->agreement;
    double                 drawn = was + sqrt(p->game->world.sway) * ent_random_normal(&key, 2);

    drawn = fmin(fmax(drawn, 0), 1);
    o->agreement = ruling != NULL ? ruling->value : drawn;
    note(p, (ent_game_event){.what = ENT_GAME_VOTES,
                             .a = o->a,
                             .b = o->b,
                             .was = was,
                             .is = o->agreement,
                             .chance = NAN,
                             .drawn = drawn,
                             .ruling = ruling});
}

enum { FIRST_DECISION = 16 /* of the draws of a pair: one an outcome */ };

/* A motion is tabled once a year; nothing follows from it that nobody does. */
static void
settle_decision(playing *p, size_t outcome)
{
    const ent_outcome     *o = &p->game->scenario->outcomes[outcome];
    const ent_game_ruling *ruling = NULL;
    ent_key                key = key_of(p, outcome);
    double chance = ent_outcome_value(o, outcome, NULL, -1, -1, -1, &p->game->world);
    bool   drawn = ent_random_uniform(&key, (uint32_t)(FIRST_DECISION + outcome)) < chance;

    for (size_t i = 0; i < p->game->ruling_count; i++) {
        const ent_game_ruling *r = &p->game->rulings[i];

        ruling = r->decision == o && r->year == p->game->world.year ? r : ruling;
    }
    note_drawn(p,
               (ent_game_event){.what = ENT_GAME_PASSES,
                                .a = o->a,
                                .b = o->b,
                                .was = NAN,
                                .is = ruling != NULL ? ruling->value : drawn,
                                .chance = chance,
                                .decision = o},
               drawn, ruling);
}

static void
settle_votes(playing *p)
{
    for (size_t i = 0; i < p->game->scenario->outcome_count; i++) {
        ent_outcome_kind kind = p->game->scenario->outcomes[i].kind;

        if (kind == ENT_OUTCOME_VOTES_APART) {
            settle_agreement(p, i);
        } else if (kind == ENT_OUTCOME_PASSES) {
            settle_decision(p, i);
        }
    }
    p->game->world.sway = 0;
}

/* 5. a year */

static void
play_year(playing *p)
{
    ent_game  *g = p->game;
    ent_world *w = &g->world;
    ent_course course = {.ground = &g->ground,
                         .interventions = g->scenario->interventions,
                         .count = g->scenario->intervention_count,
                         .omitted = SIZE_MAX,
                         .strengths = p->strengths,
                         .parameters = p->parameters,
                         .key = p->key};

    note_changes(p, w->year + 1);
    ent_course_intervene(&course, w->year + 1, w);
    ent_world_copy(w, p->before);
    shock(p);
    for (size_t i = 0; i < w->state_count; i++) {
        w->unrest[i] += p->unrest[i];
    }
    ent_world_follow(w, p->parameters, p->key);
    for (size_t i = 0; i < w->state_count; i++) {
        w->unrest[i] -= p->unrest[i];
    }
    for (size_t i = 0; i < w->pair_count; i++) {
        ent_standing before = ent_game_standing(&p->before->pairs[i]);

        settle_pair(p, &w->pairs[i], &before);
    }
    settle_votes(p);
}

/* 6. all turns */

/* What has been played is certain: looking ahead draws the sizes of what is still to come. */
static void
fix_sizes(ent_game *g)
{
    for (size_t i = 0; i < g->scenario->intervention_count; i++) {
        ent_intervention *change = &g->scenario->interventions[i];

        if (change->year <= g->world.year) {
            change->basis = ENT_BASIS_ESTIMATED;
            change->sd = 0;
        }
    }
}

static ent_status
play_turns(ent_ctx *ctx, ent_game *g)
{
    ent_world   before = {0};
    playing     p = {.game = g,
                     .before = &before,
                     .strengths = ent_alloc(g->scenario->intervention_count, sizeof(double)),
                     .unrest = ent_alloc_zero(g->world.state_count, sizeof(double)),
                     .key = {.seed = g->seed, .run = GAME_RUN}};
    ent_forming forming;
    int         end = g->turn_count > 0 ? g->turns[g->turn_count - 1] : g->base;
    ent_status  status = ent_world_like(ctx, &g->world, &before);

    if (status == ENT_OK && (p.strengths == NULL || p.unrest == NULL)) {
        status = ent_fail_nomem(ctx);
    }
    ent_rule_middle(&g->ground.rules[0], p.parameters);
    for (size_t i = 0; i < g->scenario->intervention_count && status == ENT_OK; i++) {
        p.strengths[i] = g->scenario->interventions[i].size;
    }
    if (g->ground.formation != NULL) {
        ent_formation_take_middle(g->ground.formation, &g->ground.worlds[0], &forming);
        g->world.forming = &forming;
    }
    while (status == ENT_OK && g->world.year < end) {
        play_year(&p);
        status = p.failed ? ent_fail_nomem(ctx) : ent_check_cancelled(ctx);
    }
    g->world.forming = NULL;
    g->year = g->world.year;
    ent_world_clear(&before);
    ent_free(p.strengths);
    ent_free(p.unrest);
    return status;
}

ent_status
ent_game_run(ent_ctx *ctx, ent_game *game)
{
    const ent_scenario *scenario = game->scenario;
    ent_status          status = ent_scenario_settle(ctx, game->record, game->scenario);

    if (status == ENT_OK) {
        status = ent_ground_estimate(ctx, game->record, scenario->base.to, &game->ground);
    }
    if (status == ENT_OK) {
        status = ent_ground_prepare(ctx, game->record, &scenario, 1, &game->ground);
    }
    if (status == ENT_OK) {
        status = ent_world_like(ctx, &game->ground.worlds[0], &game->world);
    }
    if (status == ENT_OK) {
        ent_world_copy(&game->ground.worlds[0], &game->world);
        status = play_turns(ctx, game);
    }
    if (status == ENT_OK) {
        fix_sizes(game);
    }
    return status;
}
