/*
 * world_step.c - a year of the rule: shocks are drawn, pairs follow with their probabilities
 *
 *   1. shocks     2. a pair     3. the step
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "model/rule/world.h"
#include "model/ties/forming.h"

static double
logistic(double x)
{
    return 1 / (1 + exp(-x));
}

/* 1. shocks */

/* The printed ids are for life, so that a dyad has one number in every scenario. */
uint32_t
ent_world_unit(const ent_world *world, size_t a, size_t b)
{
    uint32_t x = world->states[a], y = world->states[b];

    return x < y ? x << 16 | y : y << 16 | x;
}

/* Of two numbers for a pair the first is that of the state with the smaller printed id. */
static void
punish(const ent_world *world, size_t i, size_t j, double probability, ent_key key)
{
    bool   in_order = world->states[i] < world->states[j];
    double draws[2];

    key.process = ENT_PROCESS_SANCTION;
    ent_random_pair(&key, 0, draws);
    ent_world_tension(world, (int)i, (int)j)->sanctions += draws[!in_order] < probability;
    ent_world_tension(world, (int)j, (int)i)->sanctions += draws[in_order] < probability;
}

/* A dispute may begin; the two have it in memory from then on. */
static void
dispute(ent_world *world, size_t i, size_t j, double probability, ent_key key)
{
    ent_tension *there = ent_world_tension(world, (int)i, (int)j);
    ent_tension *back = ent_world_tension(world, (int)j, (int)i);

    there->dispute += (1 - there->dispute) * probability;
    back->dispute = there->dispute;
    key.process = ENT_PROCESS_DISPUTE;
    if (ent_random_uniform(&key, 0) < probability) {
        there->force = back->force = 1;
        there->force_until = back->force_until = (int16_t)(world->year + ENT_WORLD_MEMORY - 1);
    }
}

/* Rivalry is symmetric: it ends, or two great powers take it up. */
static void
turn_rivalry(ent_world *world, size_t i, size_t j, const double *parameters, ent_key key)
{
    ent_tension *there = ent_world_tension(world, (int)i, (int)j);
    ent_tension *back = ent_world_tension(world, (int)j, (int)i);
    bool         rivals = (double)there->rivalry >= 0.5;
    bool         great = world->stances[i].great && world->stances[j].great;
    double       odds = parameters[rivals ? ENT_PARAMETER_RECONCILE : ENT_PARAMETER_RIVAL];

    key.process = ENT_PROCESS_RIVALRY;
    if ((rivals || great) && odds > -INFINITY && ent_random_uniform(&key, 0) < logistic(odds)) {
        there->rivalry = back->rivalry = !rivals;
    }
}

/* One of the sanctions of a state on another ends; each may. */
static float
left_of(float sanctions, double probability, double draw)
{
    bool lifted = draw < 1 - pow(1 - probability, (double)sanctions);

    return !lifted ? sanctions : sanctions > 1 ? sanctions - 1 : 0;
}

static void
lift(ent_world *world, size_t i, size_t j, double probability, ent_key key)
{
    ent_tension *there = ent_world_tension(world, (int)i, (int)j);
    ent_tension *back = ent_world_tension(world, (int)j, (int)i);
    bool         in_order = world->states[i] < world->states[j];
    double       draws[2];

    if (probability > 0 && (there->sanctions > 0 || back->sanctions > 0)) {
        key.process = ENT_PROCESS_LIFT;
        ent_random_pair(&key, 0, draws);
        there->sanctions = left_of(there->sanctions, probability, draws[!in_order]);
        back->sanctions = left_of(back->sanctions, probability, draws[in_order]);
    }
}

/* A war of the record ends by the rule, one that an intervention brought with its years. */
static void
make_peace(ent_world *world, size_t i, size_t j, double probability, ent_key key)
{
    ent_tension *there = ent_world_tension(world, (int)i, (int)j);

    key.process = ENT_PROCESS_TRUCE;
    if (there->at_war && probability > 0 && ent_random_uniform(&key, 0) < probability) {
        there->at_war = ent_world_tension(world, (int)j, (int)i)->at_war = false;
    }
}

/* Only what is done by or to a state of a followed pair can matter to one. */
static void
step_tensions(ent_world *world, const double *parameters, ent_key key)
{
    double force = logistic(parameters[ENT_PARAMETER_DISPUTE]);
    double sanction = logistic(parameters[ENT_PARAMETER_SANCTION]);
    double lifted = logistic(parameters[ENT_PARAMETER_LIFT]);
    double truce = logistic(parameters[ENT_PARAMETER_TRUCE]);

    for (size_t i = 0; i < world->state_count; i++) {
        for (size_t j = i + 1; j < world->state_count; j++) {
            if (!world->stances[i].followed && !world->stances[j].followed) {
                continue;
            }
            key.unit = ent_world_unit(world, i, j);
            lift(world, i, j, lifted, key);
            make_peace(world, i, j, truce, key);
            turn_rivalry(world, i, j, parameters, key);
            if ((double)ent_world_tension(world, (int)i, (int)j)->rivalry < 0.5) {
                continue;
            }
            dispute(world, i, j, force, key);
            if (sanction > 0) {
                punish(world, i, j, sanction, key);
            }
        }
    }
}

/* Others than rivals: only where an outcome counts the pair, whatever else is followed. */
static void
step_others(ent_world *world, double probability, ent_key key)
{
    for (size_t i = 0; i < world->clashing && probability > 0; i++) {
        size_t a = world->pairs[i].a, b = world->pairs[i].b;

        if ((double)ent_world_tension(world, (int)a, (int)b)->rivalry < 0.5) {
            key.unit = ent_world_unit(world, a, b);
            dispute(world, a, b, probability, key);
        }
    }
}

static bool
happens(const ent_world *world, size_t state, ent_process process, double log_odds, ent_key key)
{
    double probability = logistic(log_odds);

    key.process = process;
    key.unit = world->states[state];
    return probability > 0 && ent_random_uniform(&key, 0) < probability;
}

bool
ent_world_leader_goes(const ent_world *world, size_t state, const double *parameters, ent_key key)
{
    key.step = (uint32_t)world->year;
    return happens(world, state, ENT_PROCESS_LEADER, parameters[ENT_PARAMETER_LEADER], key);
}

bool
ent_world_regime_changes(const ent_world *world, size_t state, const double *parameters,
                         ent_key key)
{
    key.step = (uint32_t)world->year;
    return happens(world, state, ENT_PROCESS_REGIME, parameters[ENT_PARAMETER_REGIME], key);
}

/* How many upheavals a state has in a year: a leader who goes, a regime that changes. */
static double
upheavals(const ent_world *world, size_t state, const double *parameters, ent_key key)
{
    return world->unrest[state] + (ent_world_leader_goes(world, state, parameters, key) ||
                                   ent_world_regime_changes(world, state, parameters, key));
}

/* A great power goes to war with somebody outside, or its war there ends. */
static void
step_wars(ent_world *world, const double *parameters, ent_key key)
{
    for (size_t i = 0; i < world->state_count; i++) {
        ent_stance *s = &world->stances[i];
        bool        at_war = s->war_since > 0;

        if (s->great && s->followed && (s->campaign || !at_war)) {
            s->campaign ^=
                happens(world, i, ENT_PROCESS_WAR,
                        parameters[at_war ? ENT_PARAMETER_TRUCE : ENT_PARAMETER_WAR], key);
        }
    }
    ent_world_date_wars(world);
}

/*
 * The rates of the record hold for years with and without upheavals: what these multiply the odds
 * by is taken over what it is on average, so that it is 1 over all years, however strong.
 */
static double
loosening(const ent_world *world, const ent_pair *pair, const double *parameters, ent_key key)
{
    double loose = parameters[ENT_PARAMETER_LOOSE];
    double calm = (1 - logistic(parameters[ENT_PARAMETER_LEADER])) *
                  (1 - logistic(parameters[ENT_PARAMETER_REGIME]));
    double both =
        upheavals(world, pair->a, parameters, key) + upheavals(world, pair->b, parameters, key);

    return loose * both - 2 * log(calm + (1 - calm) * exp(loose));
}

/* 2. a pair */

/* The two exclude each other. */
static void
exclude(double *rise, double *fall)
{
    if (*rise + *fall > 1) {
        *rise /= *rise + *fall;
        *fall = 1 - *rise;
    }
}

/* One year of a chain: in each state it rises, falls or stays; a move goes on with a probability.
 */
typedef struct chain {
    int    count;
    double up[ENT_LEVELS], down[ENT_LEVELS];
    double leap[ENT_LEVELS],
        slip[ENT_LEVELS]; /* that a rise, and a fall, that came there goes on */
} chain;

/* What moves from a state spreads over those beyond it, the last of which takes the rest. */
static void
spread(double *after, int from, int last, double moving, const double *on)
{
    int step = last > from ? 1 : -1;

    for (int at = from + step; at != last && moving > 0; at += step) {
        after[at] += moving * (1 - on[at]);
        moving *= on[at];
    }
    after[last] += moving;
}

static void
move_chain(const chain *c, double *chance)
{
    double after[ENT_LEVELS] = {0};

    for (int at = 0; at < c->count; at++) {
        double rise = at < c->count - 1 ? c->up[at] : 0, fall = at > 0 ? c->down[at] : 0;

        if (chance[at] <= 0) {
            continue;
        }
        exclude(&rise, &fall);
        after[at] += chance[at] * (1 - rise - fall);
        if (rise > 0) {
            spread(after, at, c->count - 1, chance[at] * rise, c->leap);
        }
        if (fall > 0) {
            spread(after, at, 0, chance[at] * fall, c->slip);
        }
    }
    memcpy(chance, after, (size_t)c->count * sizeof *chance);
}

ent_acts
ent_acts_of(int level)
{
    static const ent_acts OF[ENT_LEVELS] = {ENT_ACTS_NONE,  ENT_ACTS_WORDS,     ENT_ACTS_WORDS,
                                            ENT_ACTS_ARMS,  ENT_ACTS_EXERCISES, ENT_ACTS_EXERCISES,
                                            ENT_ACTS_BASES, ENT_ACTS_BASES};

    return OF[level];
}

ent_footing
ent_level_footing(const double *parameters, int level, size_t place)
{
    static const ent_parameter UP[ENT_ACTS_KINDS] = {
        ENT_PARAMETER_AGAIN, ENT_PARAMETER_UP_WORDS, ENT_PARAMETER_UP_ARMS,
        ENT_PARAMETER_UP_EXERCISES, ENT_PARAMETER_UP_BASES};
    static const ent_parameter LAPSE[ENT_ACTS_KINDS] = {
        [ENT_ACTS_WORDS] = ENT_PARAMETER_LAPSE_WORDS,
        [ENT_ACTS_EXERCISES] = ENT_PARAMETER_LAPSE_EXERCISES,
        [ENT_ACTS_BASES] = ENT_PARAMETER_LAPSE_BASES};
    ent_acts    acts = ent_acts_of(level);
    ent_footing out = {acts != ENT_ACTS_NONE || place > 0 ? parameters[UP[acts]] : 0, 0};

    if (acts != ENT_ACTS_NONE) {
        out.lapse = acts != ENT_ACTS_ARMS ? parameters[LAPSE[acts]] : 0;
        out.lapse += place > 0 ? parameters[ENT_PARAMETER_STALE] : 0;
    }
    return out;
}

ent_footing
ent_pair_footing(const ent_pair *pair, const double *parameters)
{
    ent_footing sum = {0, 0};
    double      above = 0;

    for (int level = 0; level < ENT_LEVELS; level++) {
        for (size_t place = 0; place < ENT_WORLD_MEMORY; place++) {
            ent_footing here = ent_level_footing(parameters, level, place);

            sum.rise += pair->held[level][place] * here.rise;
            sum.lapse += pair->held[level][place] * here.lapse;
            above += level > 0 ? pair->held[level][place] : 0;
        }
    }
    sum.lapse /= above > 0 ? above : 1;
    return sum;
}

/* The log-odds of a rise and of a lapse, but for the level. */
static ent_footing
odds_of(const ent_pair *pair, const double *parameters, const ent_drift *d)
{
    double push = d->closer[ENT_MOVE_LEVEL] - d->enmity +
                  (pair->allied ? parameters[ENT_PARAMETER_ALLIED] : 0);

    return (ent_footing){
        parameters[pair->great ? ENT_PARAMETER_UP : ENT_PARAMETER_UP_ONE] + push + d->loose,
        parameters[pair->great ? ENT_PARAMETER_LAPSE : ENT_PARAMETER_LAPSE_ONE] - push + d->loose};
}

/* What a fall leaves rests on older acts: a year older than the newest, and so on. */
static void
leave_older(double *held, double falling, double worn)
{
    int last = ENT_WORLD_MEMORY - 1;

    for (int age = 0; age < last; age++) {
        held[age] += falling * (1 - worn);
        falling *= worn;
    }
    held[last] += falling;
}

/* A year of the ages of the acts that bear levels out; `c` becomes the chain of the levels alone.
 */
static void
move_held(ent_pair *pair, const double *parameters, const ent_footing *odds, double broken,
          chain *c)
{
    double after[ENT_LEVELS][ENT_WORLD_MEMORY] = {{0}}, risen[ENT_LEVELS] = {0};
    double fallen[ENT_LEVELS] = {0}, worn = logistic(parameters[ENT_PARAMETER_WORN]);
    int    oldest = ENT_WORLD_MEMORY - 1;

    for (int level = 0; level < ENT_LEVELS; level++) {
        double all = 0, rises = 0, falls = 0, breaks = level > 0 ? broken : 0;

        for (int place = 0; place <= oldest; place++) {
            double      here = pair->held[level][place], rise, stays, lapse;
            ent_footing more;

            if (here <= 0) {
                continue;
            }
            more = ent_level_footing(parameters, level, (size_t)place);
            rise =
                level < ENT_LEVELS - 1 ? here * (1 - breaks) * logistic(odds->rise + more.rise) : 0;
            stays = here * (1 - breaks) - rise;
            falls += here * breaks;
            lapse = level > 0 ? stays * logistic(odds->lapse + more.lapse) : 0;
            after[level][level > 0 ? 0 : place] += stays - lapse;
            if (lapse > 0 && place < oldest) {
                after[level][place + 1] += lapse;
            } else {
                falls += lapse;
            }
            rises += rise;
            all += here;
        }
        c->up[level] = all > 0 ? rises / all : 0;
        c->down[level] = all > 0 ? falls / all : 0;
        if (rises > 0) {
            spread(risen, level, ENT_LEVELS - 1, rises, c->leap);
        }
        if (falls > 0) {
            spread(fallen, level, 0, falls, c->slip);
        }
    }
    after[0][1] += fallen[0];
    for (int level = 1; level < ENT_LEVELS; level++) {
        after[level][0] += risen[level];
        leave_older(after[level], fallen[level], worn);
    }
    memcpy(pair->held, after, sizeof after);
}

static void
move_levels(ent_pair *pair, const double *parameters, const ent_drift *d, bool adversaries)
{
    bool        turned = adversaries && !pair->adversaries;
    chain       c = {.count = ENT_LEVELS};
    ent_footing odds = odds_of(pair, parameters, d);

    for (int level = 1; level < ENT_LEVELS - 1; level++) {
        c.leap[level] = logistic(parameters[ENT_PARAMETER_LEAP_1 + level - 1]);
        c.slip[level] = logistic(parameters[ENT_PARAMETER_SLIP_1 + level - 1]);
    }
    move_held(pair, parameters, &odds, turned ? logistic(parameters[ENT_PARAMETER_BROKEN]) : 0, &c);
    pair->adversaries = adversaries;
    for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
        move_chain(&c, pair->chance[pact]);
    }
}

/* Log-odds that an obligation begins at a level. */
static double
tie_odds(const double *parameters, ent_parameter rate, int level, const ent_drift *d)
{
    return parameters[rate] + parameters[ENT_PARAMETER_CLOSE] * level + d->closer[ENT_MOVE_TIES];
}

/* Obligations begin at a rate that depends on the level, and end at one that does not. */
static void
move_pacts(ent_pair *pair, const double *parameters, const ent_drift *d, const ent_formed *formed)
{
    double after[ENT_PACTS][ENT_LEVELS] = {{0}};
    double end = formed != NULL ? formed->end : logistic(parameters[ENT_PARAMETER_END] + d->loose);

    for (int level = 0; level < ENT_LEVELS; level++) {
        double begin = formed != NULL
                           ? formed->pact
                           : logistic(tie_odds(parameters, ENT_PARAMETER_PACT, level, d));

        for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
            bool   held = (pact & ENT_PACT_HOLDS) != 0;
            double change = held ? end : begin;

            after[pact][level] += pair->chance[pact][level] * (1 - change);
            after[ent_pact_after(pact, !held)][level] += pair->chance[pact][level] * change;
        }
    }
    memcpy(pair->chance, after, sizeof after);
}

/* The mean over the levels that a pair may have: which of them goes with which bond is not kept. */
static double
bond_begins(const ent_pair *pair, const double *parameters, const ent_drift *d)
{
    double sum = 0;

    for (int level = 0; level < ENT_LEVELS; level++) {
        double share = 0;

        for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
            share += pair->chance[pact][level];
        }
        if (share > 0) {
            sum += share * logistic(tie_odds(parameters, ENT_PARAMETER_BOND, level, d));
        }
    }
    return sum;
}

/* Short of defence one obligation can follow another; none ends in the year of a new one. */
static void
move_bonds(ent_pair *pair, double begin, double end)
{
    double after[ENT_PACTS] = {0};

    for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
        bool   held = (pact & ENT_PACT_HOLDS) != 0;
        double ends = held ? end * (1 - begin) : 0;

        after[pact] += pair->bond[pact] * (1 - begin - ends);
        after[ent_pact_after(pact, false)] += pair->bond[pact] * ends;
        after[pact | ENT_PACT_HOLDS | ENT_PACT_BEGAN] += pair->bond[pact] * begin;
    }
    memcpy(pair->bond, after, sizeof after);
}

static void
move_peace(ent_pair *pair, const double *parameters, const ent_drift *d)
{
    double push = d->closer[ENT_MOVE_PEACE] - d->strain;
    double leap = logistic(parameters[ENT_PARAMETER_LEAP_PEACE]);
    double slip = logistic(parameters[ENT_PARAMETER_SLIP_PEACE]);
    chain  c = {.count = ENT_GRADES};

    for (int grade = 0; grade < ENT_GRADES; grade++) {
        c.leap[grade] = leap;
        c.slip[grade] = slip;
        c.up[grade] = logistic(parameters[ENT_PARAMETER_WARMER] + push + d->loose);
        c.down[grade] = logistic(parameters[ENT_PARAMETER_COLDER] - push + d->loose);
    }
    move_chain(&c, pair->peace);
}

ent_drift
ent_world_drift(const ent_world *world, const ent_pair *pair, const double *parameters, ent_key key)
{
    static const ent_parameter PARTS[ENT_PARTS] = {
        ENT_PARAMETER_COMMON_RIVALRY, ENT_PARAMETER_COMMON_FORCE, ENT_PARAMETER_COMMON_SANCTIONS,
        ENT_PARAMETER_COMMON_PRESENCE};
    static const ent_parameter BURDEN[ENT_MOVES] = {
        ENT_PARAMETER_BURDEN, ENT_PARAMETER_BURDEN_PEACE, ENT_PARAMETER_BURDEN_TIES};
    double    parts[ENT_PARTS];
    double    common = ent_world_common_parts(world, pair->a, pair->b, NULL, 0, parts);
    double    burden = ent_world_burden(world, pair->a, pair->b);
    bool      hostile = ent_world_adversaries(world, pair->a, pair->b);
    ent_drift d = {.pull = pair->pull,
                   .enmity = hostile ? parameters[ENT_PARAMETER_ENMITY] : 0,
                   .strain =
                       parameters[ENT_PARAMETER_STRAIN] * ent_world_force(world, pair->a, pair->b)};

    key.step = (uint32_t)world->year;
    d.loose = loosening(world, pair, parameters, key);
    for (int p = 0; p < ENT_PARTS; p++) {
        d.pressure[ENT_MOVE_LEVEL] += parameters[PARTS[p]] * parts[p];
    }
    d.pressure[ENT_MOVE_PEACE] = parameters[ENT_PARAMETER_COMMON_PEACE] * common;
    d.pressure[ENT_MOVE_TIES] = parameters[ENT_PARAMETER_COMMON_TIES] * common;
    for (int move = 0; move < ENT_MOVES; move++) {
        d.burden[move] = parameters[BURDEN[move]] * burden;
        d.closer[move] = d.pressure[move] - d.burden[move] + d.pull;
    }
    return d;
}

/* By the rule, or by a model of ties where the world has one. */
static void
move_obligations(const ent_world *world, ent_pair *pair, const double *parameters,
                 const ent_drift *d)
{
    double     begins = bond_begins(pair, parameters, d);
    double     ends = logistic(parameters[ENT_PARAMETER_UNBOND] + d->loose);
    ent_formed formed;

    if (world->forming == NULL) {
        move_pacts(pair, parameters, d, NULL);
    } else {
        formed = ent_forming_of(world->forming, world, pair, parameters, d);
        move_pacts(pair, parameters, d, &formed);
        begins = world->forming->any ? formed.bond : begins;
        ends = world->forming->any ? formed.end : ends;
    }
    move_bonds(pair, begins, ends);
}

static void
step_pair(const ent_world *world, ent_pair *pair, const double *parameters, ent_key key)
{
    ent_drift d = ent_world_drift(world, pair, parameters, key);

    move_obligations(world, pair, parameters, &d); /* they follow the level of the year before */
    move_levels(pair, parameters, &d, ent_world_adversaries(world, pair->a, pair->b));
    move_peace(pair, parameters, &d);
    if (world->draws_signs) {
        key.process = ENT_PROCESS_SIGN;
        key.unit = ent_world_unit(world, pair->a, pair->b);
        pair->draw = ent_random_uniform(&key, 0);
    }
}

/* 3. the step */

void
ent_world_shock(ent_world *world, const double parameters[ENT_PARAMETERS], ent_key key)
{
    world->year++;
    key.step = (uint32_t)world->year;
    world->sway += exp(2 * parameters[ENT_PARAMETER_SWAY]);
    step_tensions(world, parameters, key);
    step_wars(world, parameters, key);
    step_others(world, logistic(parameters[ENT_PARAMETER_CLASH]), key);
}

void
ent_world_follow(ent_world *world, const double parameters[ENT_PARAMETERS], ent_key key)
{
    key.step = (uint32_t)world->year;
    for (size_t i = 0; i < world->pair_count; i++) {
        step_pair(world, &world->pairs[i], parameters, key);
    }
}

void
ent_world_step(ent_world *world, const double parameters[ENT_PARAMETERS], ent_key key)
{
    ent_world_shock(world, parameters, key);
    ent_world_follow(world, parameters, key);
}
