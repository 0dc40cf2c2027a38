/*
 * world.c - the state of one run
 *
 *   1. from a system     2. pressure     3. a pair: the probabilities of its states
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/rule/world.h"
#include "model/rule/great_power.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/date.h"
#include "system/record.h"

/* 1. from a system */

static ent_status
allocate(ent_ctx *ctx, size_t states, size_t pairs, ent_world *out)
{
    ent_world world = {.state_count = states, .pair_count = pairs, .clashing = pairs};

    world.states = ent_alloc_zero(states, sizeof *world.states);
    world.weights = ent_alloc_zero(states, sizeof *world.weights);
    world.tensions = ent_alloc_zero(states * states, sizeof *world.tensions);
    world.pairs = ent_alloc_zero(pairs, sizeof *world.pairs);
    world.unrest = ent_alloc_zero(states, sizeof *world.unrest);
    world.stances = ent_alloc_zero(states, sizeof *world.stances);
    if (world.states == NULL || world.weights == NULL || world.tensions == NULL ||
        world.pairs == NULL || world.unrest == NULL || world.stances == NULL) {
        ent_world_clear(&world);
        return ent_fail_nomem(ctx);
    }
    *out = world;
    return ENT_OK;
}

void
ent_world_clear(ent_world *world)
{
    ent_free(world->states);
    ent_free(world->weights);
    ent_free(world->tensions);
    ent_free(world->pairs);
    ent_free(world->unrest);
    ent_free(world->stances);
    memset(world, 0, sizeof *world);
}

ent_status
ent_world_like(ent_ctx *ctx, const ent_world *from, ent_world *out)
{
    return allocate(ctx, from->state_count, from->pair_count, out);
}

void
ent_world_copy(const ent_world *from, ent_world *to)
{
    to->year = from->year;
    to->unweighed = from->unweighed;
    to->draws_signs = from->draws_signs;
    to->sway = from->sway;
    to->bodies = from->bodies;
    to->passing = from->passing;
    to->forming = from->forming;
    to->began = from->began != NULL ? from->began : from->weights;
    to->key = from->key;
    to->weaker = from->weaker;
    to->clashing = from->clashing;
    memcpy(to->states, from->states, from->state_count * sizeof *from->states);
    memcpy(to->weights, from->weights, from->state_count * sizeof *from->weights);
    memcpy(to->tensions, from->tensions,
           from->state_count * from->state_count * sizeof *from->tensions);
    memcpy(to->pairs, from->pairs, from->pair_count * sizeof *from->pairs);
    memcpy(to->unrest, from->unrest, from->state_count * sizeof *from->unrest);
    memcpy(to->stances, from->stances, from->state_count * sizeof *from->stances);
}

static bool
presses(const ent_system *system, size_t a, size_t b)
{
    return ent_system_adversaries(system, (ent_state_ix)a, (ent_state_ix)b) ||
           ent_system_dyad(system, (ent_state_ix)a, (ent_state_ix)b)->sanctions > 0;
}

/*
 * Number the states of the pairs, every state that presses on one of them, and the great powers,
 * which may come to; -1: left out.
 */
static size_t
choose_states(const ent_system *system, const ent_state (*pairs)[2], size_t pair_count, int *index)
{
    size_t n = ent_system_size(system), count = 0;

    for (size_t i = 0; i < n; i++) {
        index[i] = -1;
    }
    for (size_t i = 0; i < pair_count; i++) {
        index[ent_system_find(system, pairs[i][0])] = 0;
        index[ent_system_find(system, pairs[i][1])] = 0;
    }
    for (size_t i = 0; i < n; i++) {
        if (index[i] < 0 && ent_is_great_power(ent_system_member_at(system, (ent_state_ix)i)->id)) {
            index[i] = 1;
        }
        for (size_t j = 0; j < n && index[i] < 0; j++) {
            if (i != j && index[j] == 0 && presses(system, i, j)) {
                index[i] = 1;
            }
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (index[i] >= 0) {
            index[i] = (int)count++;
        }
    }
    return count;
}

static void
fill_states(const ent_system *system, const int *index, ent_world *world)
{
    size_t n = ent_system_size(system);
    double strongest = 0;

    world->year = ent_date_year(ent_system_span(system).to - 1);
    for (size_t i = 0; i < n; i++) {
        double share = ent_system_member_at(system, (ent_state_ix)i)->cinc;

        strongest = share > strongest ? share : strongest;
    }
    for (size_t i = 0; i < n; i++) {
        const ent_system_member *member = ent_system_member_at(system, (ent_state_ix)i);

        if (index[i] >= 0) {
            world->states[index[i]] = member->state;
            world->weights[index[i]] =
                strongest > 0 ? fmax(member->cinc, 0) / strongest : ent_is_great_power(member->id);
            world->stances[index[i]].great = ent_is_great_power(member->id);
        }
    }
    world->unweighed = strongest <= 0;
}

int
ent_dyad_grade(const ent_dyad *dyad, bool *published)
{
    bool force = dyad->hostility >= 4;

    *published = !isnan(dyad->peace);
    if (*published) {
        return (int)lround((double)dyad->peace * (ENT_GRADES - 1));
    }
    if (dyad->rivalry > 0 || force) {
        return dyad->rivalry > 0 && force ? 0 : 1;
    }
    return (dyad->obligations & ENT_OBLIGATION_DEFENCE) != 0 || dyad->cooperation >= 4 ? 3 : 2;
}

bool
ent_dyad_is_allied(const ent_dyad *dyad)
{
    return (dyad->obligations & ~(unsigned)ENT_OBLIGATION_NONAGGRESSION) != 0;
}

static void
begin_bond(ent_pair *pair, bool tied)
{
    memset(pair->bond, 0, sizeof pair->bond);
    pair->bond[tied ? ENT_PACT_HOLDS : 0] = 1;
}

/* The act that bears a level out is some years old. */
static void
age_level(ent_pair *pair, int level, int years)
{
    int most = ENT_WORLD_MEMORY - 1;

    pair->held[level][0] = 0;
    pair->held[level][years < most ? years : most] = 1;
}

static void
fill_pairs(const ent_system *system, const ent_state (*pairs)[2], const int *index,
           ent_world *world)
{
    for (size_t i = 0; i < world->pair_count; i++) {
        ent_state_ix    a = ent_system_find(system, pairs[i][0]);
        ent_state_ix    b = ent_system_find(system, pairs[i][1]);
        const ent_dyad *dyad = ent_system_dyad(system, a, b);

        world->pairs[i] =
            (ent_pair){.a = (uint16_t)index[a],
                       .b = (uint16_t)index[b],
                       .unknown = dyad->cooperation < 0,
                       .great = world->stances[index[a]].great && world->stances[index[b]].great,
                       .allied = ent_dyad_is_allied(dyad)};
        ent_pair_begin(&world->pairs[i], dyad->cooperation > 0 ? dyad->cooperation : 0,
                       (dyad->obligations & ENT_OBLIGATION_DEFENCE) != 0);
        if (dyad->cooperation > 0) {
            age_level(&world->pairs[i], dyad->cooperation, dyad->cooperation_carried);
        }
        begin_bond(&world->pairs[i], (dyad->obligations & ~ENT_OBLIGATION_DEFENCE) != 0);
        world->pairs[i].grade = (uint8_t)ent_dyad_grade(dyad, &world->pairs[i].graded);
        ent_pair_set_grade(&world->pairs[i], world->pairs[i].grade);
        world->pairs[i].draw = 0.5;
        world->stances[index[a]].followed = world->stances[index[b]].followed = true;
    }
}

static void
fill_tensions(const ent_system *system, const int *index, ent_world *world)
{
    size_t n = ent_system_size(system);

    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            const ent_dyad *dyad = ent_system_dyad(system, (ent_state_ix)i, (ent_state_ix)j);
            ent_tension    *tension;

            if (i == j || index[i] < 0 || index[j] < 0) {
                continue;
            }
            tension = ent_world_tension(world, index[i], index[j]);
            tension->rivalry = dyad->rivalry;
            tension->sanctions = dyad->sanctions;
            tension->at_war = dyad->at_war != 0;
            if (dyad->hostility >= 4) {
                tension->force = 1;
                tension->force_until = (int16_t)world->year;
            }
        }
    }
}

/* What the system remembers is forgotten five years after its last day, as in the record. */
static void
date_disputes(const ent_record *record, ent_day before, ent_world *world)
{
    size_t             count;
    const ent_dispute *disputes = ent_record_facts(record, ENT_FACT_DISPUTE, &count);

    for (size_t i = 0; i < count; i++) {
        ent_day end = disputes[i].end < before ? disputes[i].end : before;
        int     until, a, b;

        if (disputes[i].hostility < 4 || disputes[i].start >= before) {
            continue;
        }
        until = ent_date_year(end - 1) + ENT_WORLD_MEMORY - 1;
        if (until <= world->year) {
            continue; /* what is remembered lasts as long already */
        }
        a = ent_world_find(world, disputes[i].state_a);
        b = ent_world_find(world, disputes[i].state_b);
        if (a < 0 || b < 0 || a == b) {
            continue;
        }
        for (int side = 0; side < 2; side++) {
            ent_tension *tension =
                side == 0 ? ent_world_tension(world, a, b) : ent_world_tension(world, b, a);

            if (tension->force > 0 && until > tension->force_until) {
                tension->force_until = (int16_t)until;
            }
        }
    }
}

/* Takes the wars of states at war back by those that overlap the year before; false: none does. */
static bool
extend_wars(const ent_record *record, ent_world *world)
{
    size_t             count;
    const ent_dispute *disputes = ent_record_facts(record, ENT_FACT_DISPUTE, &count);
    bool               more = false;

    for (size_t i = 0; i < count; i++) {
        const ent_state sides[2] = {disputes[i].state_a, disputes[i].state_b};
        int             began = ent_date_year(disputes[i].start);

        if (disputes[i].hostility < 5 || disputes[i].start == ENT_DAY_MIN || began >= world->year) {
            continue;
        }
        for (int side = 0; side < 2; side++) {
            int at = ent_world_find(world, sides[side]);
            int since = at >= 0 ? world->stances[at].war_since : 0;

            if (since > 0 && began < since && ent_date_year(disputes[i].end - 1) >= since - 1 &&
                ent_record_uses(record, "disputes", &disputes[i].from, disputes[i].start)) {
                world->stances[at].war_since = (int16_t)began;
                more = true;
            }
        }
    }
    return more;
}

static void
date_wars(const ent_record *record, ent_world *world)
{
    for (size_t i = 0; i < world->state_count; i++) {
        for (size_t j = 0; j < world->state_count; j++) {
            if (ent_world_at_war(world, i, j)) {
                world->stances[i].war_since = (int16_t)world->year;
            }
        }
    }
    while (extend_wars(record, world)) {
    }
}

/* A pair at level 0 is told apart by whether it was higher once. */
static ent_status
recall_cooperation(ent_ctx *ctx, const ent_record *record, ent_day before, ent_world *world)
{
    size_t     states = ent_codes_count(ent_record_codes(record));
    uint8_t   *once = ent_alloc_zero(states * states, sizeof *once);
    ent_status status = ENT_OK;

    if (once == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_record_cooperated(record, before, states, once);
    for (size_t i = 0; i < world->pair_count; i++) {
        ent_pair *pair = &world->pairs[i];
        size_t    a = world->states[pair->a], b = world->states[pair->b];

        if (pair->held[0][0] > 0 && once[a * states + b] != 0) {
            age_level(pair, 0, 1);
        }
    }
    ent_free(once);
    return status;
}

ent_status
ent_world_create(ent_ctx *ctx, const ent_record *record, const ent_system *system,
                 const ent_state (*pairs)[2], size_t pair_count, ent_world *out)
{
    int        index[ENT_WORLD_MOST_STATES] = {0};
    ent_status status;

    for (size_t i = 0; i < 2 * pair_count; i++) {
        if (ent_system_find(system, pairs[i / 2][i % 2]) == ENT_NO_STATE_IX) {
            return ent_fail(ctx, ENT_E_ARG, "a dyad to follow has a state that does not exist");
        }
    }
    status = allocate(ctx, choose_states(system, pairs, pair_count, index), pair_count, out);
    if (status == ENT_OK) {
        fill_states(system, index, out);
        fill_pairs(system, pairs, index, out);
        fill_tensions(system, index, out);
        date_disputes(record, ent_system_span(system).to, out);
        date_wars(record, out);
        for (size_t i = 0; i < pair_count; i++) {
            ent_pair *pair = &out->pairs[i];

            pair->adversaries = ent_world_adversaries(out, pair->a, pair->b);
        }
        status = recall_cooperation(ctx, record, ent_system_span(system).to, out);
        if (status != ENT_OK) {
            ent_world_clear(out);
        }
    }
    return status;
}

int
ent_world_find(const ent_world *world, ent_state state)
{
    for (size_t i = 0; i < world->state_count; i++) {
        if (world->states[i] == state) {
            return (int)i;
        }
    }
    return -1;
}

ent_pair *
ent_world_pair(const ent_world *world, ent_state a, ent_state b)
{
    for (size_t i = 0; i < world->pair_count; i++) {
        ent_state x = world->states[world->pairs[i].a], y = world->states[world->pairs[i].b];

        if ((x == a && y == b) || (x == b && y == a)) {
            return &world->pairs[i];
        }
    }
    return NULL;
}

ent_tension *
ent_world_tension(const ent_world *world, int a, int b)
{
    return &world->tensions[(size_t)a * world->state_count + (size_t)b];
}

double
ent_world_growth(const ent_world *world, int state)
{
    double then = world->began != NULL ? world->began[state] : 0;

    return then > 0 ? world->weights[state] / then : 1;
}

/* 2. pressure */

static double
remembered_force(const ent_world *world, const ent_tension *tension)
{
    double own = world->year <= tension->force_until ? (double)tension->force : 0;
    double imposed = world->year <= tension->imposed_until ? (double)tension->imposed : 0;

    return own > imposed ? own : imposed;
}

/* The pressure of a on b, and its parts, which sum to it. */
static double
press(const ent_world *world, size_t a, size_t b, double parts[ENT_PARTS])
{
    const ent_tension *tension = &world->tensions[a * world->state_count + b];
    double             sanctions = (double)tension->sanctions / 3, pressure;

    parts[ENT_PART_RIVALRY] = (double)tension->rivalry / 3;
    parts[ENT_PART_FORCE] = remembered_force(world, tension) / 3;
    parts[ENT_PART_SANCTIONS] = (sanctions > 1 ? 1 : sanctions < 0 ? 0 : sanctions) / 3;
    parts[ENT_PART_PRESENCE] = tension->presence > 0 ? tension->presence / 3 : 0;
    pressure = parts[ENT_PART_RIVALRY] + parts[ENT_PART_FORCE] + parts[ENT_PART_SANCTIONS] +
               parts[ENT_PART_PRESENCE];
    for (size_t p = 0; p < ENT_PARTS && pressure > 1; p++) {
        parts[p] /= pressure;
    }
    return pressure > 1 ? 1 : pressure;
}

double
ent_world_pressure(const ent_world *world, size_t a, size_t b)
{
    double parts[ENT_PARTS];

    return press(world, a, b, parts);
}

double
ent_world_force(const ent_world *world, int a, int b)
{
    return remembered_force(world, ent_world_tension(world, a, b));
}

/* Whether k came to press on both within a year; of what is older than the record none can tell. */
static bool
is_joint(const ent_world *world, const int16_t *since, int first, size_t k, size_t a, size_t b)
{
    int on_a = since[k * world->state_count + a], on_b = since[k * world->state_count + b];

    return on_a > first && on_b > first && abs(on_a - on_b) <= 1;
}

double
ent_world_common_parts(const ent_world *world, size_t a, size_t b, const int16_t *apart, int first,
                       double parts[ENT_PARTS])
{
    double sum = 0;

    memset(parts, 0, ENT_PARTS * sizeof *parts);
    for (size_t k = 0; k < world->state_count; k++) {
        double of_a[ENT_PARTS], of_b[ENT_PARTS], on_a, on_b, both;

        if (k == a || k == b || !(world->weights[k] > 0)) {
            continue;
        }
        on_a = press(world, k, a, of_a);
        on_b = on_a > 0 ? press(world, k, b, of_b) : 0;
        if (!(on_b > 0) || (apart != NULL && is_joint(world, apart, first, k, a, b))) {
            continue;
        }
        both = world->weights[k] * (world->weaker ? fmin(on_a, on_b) : sqrt(on_a * on_b));
        sum += both;
        for (size_t p = 0; p < ENT_PARTS; p++) {
            parts[p] += both * (of_a[p] / on_a + of_b[p] / on_b) / 2;
        }
    }
    return sum;
}

double
ent_world_common_pressure(const ent_world *world, size_t a, size_t b)
{
    double parts[ENT_PARTS];

    return ent_world_common_parts(world, a, b, NULL, 0, parts);
}

bool
ent_world_at_war(const ent_world *world, size_t a, size_t b)
{
    const ent_tension *tension = &world->tensions[a * world->state_count + b];

    return tension->at_war || tension->war_until >= world->year;
}

static bool
fights_another(const ent_world *world, size_t state, size_t partner)
{
    bool fights = world->stances[state].campaign;

    for (size_t k = 0; k < world->state_count && !fights; k++) {
        fights = k != partner && ent_world_at_war(world, state, k);
    }
    return fights;
}

static double
war_cost(const ent_world *world, size_t state, size_t partner)
{
    int since = world->stances[state].war_since;

    return since > 0 && fights_another(world, state, partner) ? log(world->year - since + 2) : 0;
}

double
ent_world_burden(const ent_world *world, size_t a, size_t b)
{
    return war_cost(world, a, b) + war_cost(world, b, a);
}

void
ent_world_date_wars(ent_world *world)
{
    for (size_t i = 0; i < world->state_count; i++) {
        ent_stance *stance = &world->stances[i];

        if (!stance->followed) {
            continue;
        }
        if (!fights_another(world, i, SIZE_MAX)) {
            stance->war_since = 0;
        } else if (stance->war_since == 0) {
            stance->war_since = (int16_t)world->year;
        }
    }
}

bool
ent_world_adversaries(const ent_world *world, int a, int b)
{
    const ent_tension *tension = ent_world_tension(world, a, b);

    return (double)tension->rivalry >= 0.5 || remembered_force(world, tension) >= 0.5;
}

/* 3. a pair: the probabilities of its states */

void
ent_pair_begin(ent_pair *pair, int level, bool defence)
{
    begin_bond(pair, false);
    ent_pair_set_grade(pair, 2);
    memset(pair->chance, 0, sizeof pair->chance);
    memset(pair->held, 0, sizeof pair->held);
    pair->chance[defence ? ENT_PACT_HOLDS : 0][level] = 1;
    pair->held[level][0] = 1;
}

unsigned
ent_pact_after(unsigned pact, bool defence)
{
    bool held = (pact & ENT_PACT_HOLDS) != 0;

    if (held == defence) {
        return pact;
    }
    return defence ? pact | ENT_PACT_HOLDS | ENT_PACT_BEGAN
                   : (pact & ~(unsigned)ENT_PACT_HOLDS) | ENT_PACT_ENDED;
}

void
ent_pair_bind(ent_pair *pair, bool defence)
{
    double after[ENT_PACTS][ENT_LEVELS] = {{0}};

    for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
        for (int level = 0; level < ENT_LEVELS; level++) {
            after[ent_pact_after(pact, defence)][level] += pair->chance[pact][level];
        }
    }
    memcpy(pair->chance, after, sizeof after);
}

void
ent_pair_tie(ent_pair *pair, bool tied)
{
    double after[ENT_PACTS] = {0};

    for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
        after[tied ? pact | ENT_PACT_HOLDS | ENT_PACT_BEGAN : ent_pact_after(pact, false)] +=
            pair->bond[pact];
    }
    memcpy(pair->bond, after, sizeof after);
}

/* What stands in the first `count` levels goes to one of them. */
static void
gather_levels(ent_pair *pair, int count, int level)
{
    for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
        double sum = 0;

        for (int i = 0; i < count; i++) {
            sum += pair->chance[pact][i];
            pair->chance[pact][i] = 0;
        }
        pair->chance[pact][level] += sum;
    }
}

/* What stood in the first `count` levels is borne out anew at one of them. */
static void
renew(ent_pair *pair, int count, int level)
{
    double never = pair->held[0][0], sum = 0;

    for (int i = 0; i < count; i++) {
        for (int place = 0; place < ENT_WORLD_MEMORY; place++) {
            sum += pair->held[i][place];
            pair->held[i][place] = 0;
        }
    }
    if (level > 0) {
        pair->held[level][0] = sum;
    } else {
        pair->held[0][0] = never;
        pair->held[0][1] = sum - never;
    }
}

void
ent_pair_set_level(ent_pair *pair, int level)
{
    gather_levels(pair, ENT_LEVELS, level);
    renew(pair, ENT_LEVELS, level);
}

void
ent_pair_raise_level(ent_pair *pair, int level)
{
    gather_levels(pair, level, level);
    if (level > 0) {
        renew(pair, level + 1, level);
    }
}

void
ent_pair_find(ent_pair *pair, int level, unsigned pact)
{
    double sum = 0;

    for (int place = 0; place < ENT_WORLD_MEMORY; place++) {
        sum += pair->held[level][place];
    }
    for (int i = 0; i < ENT_LEVELS; i++) {
        for (int place = 0; place < ENT_WORLD_MEMORY; place++) {
            pair->held[i][place] = i == level && sum > 0 ? pair->held[i][place] / sum : 0;
        }
    }
    pair->held[level][0] += sum > 0 ? 0 : 1;
    memset(pair->chance, 0, sizeof pair->chance);
    pair->chance[pact][level] = 1;
}

void
ent_pair_set_grade(ent_pair *pair, int grade)
{
    memset(pair->peace, 0, sizeof pair->peace);
    pair->peace[grade] = 1;
}

void
ent_pair_raise_grade(ent_pair *pair, double probability)
{
    for (int grade = ENT_GRADES - 1; grade > 0; grade--) {
        double rise = pair->peace[grade - 1] * probability;

        pair->peace[grade] += rise;
        pair->peace[grade - 1] -= rise;
    }
}

/* Not 1 less the rest: what is certain stays exactly 1. */
static double
share_of(double in, double out)
{
    return in / (in + out);
}

double
ent_pair_grade_share(const ent_pair *pair, int grade)
{
    double sums[2] = {0, 0};

    for (int i = 0; i < ENT_GRADES; i++) {
        sums[i >= grade] += pair->peace[i];
    }
    return share_of(sums[1], sums[0]);
}

double
ent_pair_bond_share(const ent_pair *pair, unsigned wanted)
{
    double sums[2] = {0, 0};

    for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
        sums[(pact & wanted) != 0] += pair->bond[pact];
    }
    return 1 - share_of(sums[0], sums[1]) * (1 - ent_pair_share(pair, wanted, 0));
}

double
ent_pair_share(const ent_pair *pair, unsigned wanted, int least)
{
    double in = 0, out = 0;

    for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
        for (int level = 0; level < ENT_LEVELS; level++) {
            bool is_in = level >= least && (wanted == 0 || (pact & wanted) != 0);

            *(is_in ? &in : &out) += pair->chance[pact][level];
        }
    }
    return share_of(in, out);
}
