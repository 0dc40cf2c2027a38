/*
 * test_world.c - the state of one run: pressure by hand, the step against drawn paths
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_powers.h"

#include <math.h>

#include "model/rule/world.h"

/* 1. a world of hand-made numbers: states 0, 1 and 2, the pair of 0 and 1 */

typedef struct hand {
    ent_world   world;
    ent_state   states[3];
    double      weights[3];
    ent_tension tensions[9];
    ent_pair    pairs[1];
    double      unrest[3];
    ent_stance  stances[3];
} hand;

static hand *
hand_make(int level, bool defence)
{
    hand *h = calloc(1, sizeof *h);

    assert_non_null(h);
    for (int i = 0; i < 3; i++) {
        h->states[i] = (ent_state)(10 + i);
    }
    h->weights[2] = 1;
    h->stances[0].followed = h->stances[1].followed = true;
    h->pairs[0] = (ent_pair){.a = 0, .b = 1, .great = true};
    ent_pair_begin(&h->pairs[0], level, defence);
    h->world = (ent_world){.year = 2000,
                           .state_count = 3,
                           .pair_count = 1,
                           .clashing = 1,
                           .states = h->states,
                           .weights = h->weights,
                           .tensions = h->tensions,
                           .pairs = h->pairs,
                           .unrest = h->unrest,
                           .stances = h->stances};
    return h;
}

/* What bears the level of the pair out is so many years old. */
static void
hand_age(hand *h, int level, size_t years)
{
    memset(h->pairs[0].held[level], 0, sizeof h->pairs[0].held[level]);
    h->pairs[0].held[level][years] = 1;
}

/* Rivalry of the third state with the first two. */
static void
hand_press(hand *h, float rivalry)
{
    for (int i = 0; i < 2; i++) {
        ent_world_tension(&h->world, 2, i)->rivalry = rivalry;
        ent_world_tension(&h->world, i, 2)->rivalry = rivalry;
    }
}

static void
set_parameters(double parameters[ENT_PARAMETERS])
{
    const double values[ENT_PARAMETERS] = {[ENT_PARAMETER_UP] = -1.2,
                                           [ENT_PARAMETER_LAPSE] = -1.6,
                                           [ENT_PARAMETER_PACT] = -3.6,
                                           [ENT_PARAMETER_END] = -1.5,
                                           [ENT_PARAMETER_DISPUTE] = -1.0,
                                           [ENT_PARAMETER_COMMON_RIVALRY] = 0.9,
                                           [ENT_PARAMETER_COMMON_FORCE] = 0.9,
                                           [ENT_PARAMETER_COMMON_SANCTIONS] = 0.9,
                                           [ENT_PARAMETER_COMMON_PRESENCE] = 0.9,
                                           [ENT_PARAMETER_ENMITY] = 0.7,
                                           [ENT_PARAMETER_CLOSE] = 0.4,
                                           [ENT_PARAMETER_LEADER] = -INFINITY,
                                           [ENT_PARAMETER_REGIME] = -INFINITY,
                                           [ENT_PARAMETER_SANCTION] = -INFINITY,
                                           [ENT_PARAMETER_SWAY] = -INFINITY,
                                           [ENT_PARAMETER_CLASH] = -INFINITY,
                                           [ENT_PARAMETER_RIVAL] = -INFINITY,
                                           [ENT_PARAMETER_RECONCILE] = -INFINITY,
                                           [ENT_PARAMETER_LIFT] = -INFINITY,
                                           [ENT_PARAMETER_WAR] = -INFINITY,
                                           [ENT_PARAMETER_TRUCE] = -INFINITY,
                                           [ENT_PARAMETER_LEAP_PEACE] = -INFINITY,
                                           [ENT_PARAMETER_SLIP_PEACE] = -INFINITY};

    memcpy(parameters, values, sizeof values);
    for (int i = 0; i < 6; i++) {
        parameters[ENT_PARAMETER_LEAP_1 + i] = parameters[ENT_PARAMETER_SLIP_1 + i] = -INFINITY;
    }
    parameters[ENT_PARAMETER_WORN] = parameters[ENT_PARAMETER_BROKEN] = -INFINITY;
}

static double
logistic(double x)
{
    return 1 / (1 + exp(-x));
}

static void
pressure_is_the_mean_of_rivalry_force_and_sanctions(void **state)
{
    hand        *h = hand_make(3, false);
    ent_tension *t = ent_world_tension(&h->world, 2, 0);

    (void)state;
    assert_true(ent_world_pressure(&h->world, 2, 0) == 0);
    t->rivalry = 1;
    assert_true(fabs(ent_world_pressure(&h->world, 2, 0) - 1.0 / 3) < 1e-12);
    t->sanctions = 2;
    assert_true(fabs(ent_world_pressure(&h->world, 2, 0) - (1 + 2.0 / 3) / 3) < 1e-12);
    t->sanctions = 9; /* more than three weigh no more */
    assert_true(fabs(ent_world_pressure(&h->world, 2, 0) - 2.0 / 3) < 1e-12);
    t->force = 0.5F;
    t->force_until = 2000;
    assert_true(fabs(ent_world_pressure(&h->world, 2, 0) - 2.5 / 3) < 1e-12);
    h->world.year = 2001; /* forgotten */
    assert_true(fabs(ent_world_pressure(&h->world, 2, 0) - 2.0 / 3) < 1e-12);
    assert_true(ent_world_pressure(&h->world, 0, 2) == 0); /* it has a direction */
    free(h);
}

/* Euler: doubling one part alone adds what the part is said to be, as the step goes to 0. */
static void
the_parts_of_common_pressure_are_what_each_adds(void **state)
{
    hand        *h = hand_make(3, false);
    ent_tension *on[2];
    double       parts[ENT_PARTS], stretched[ENT_PARTS], sum = 0, all;

    (void)state;
    for (int i = 0; i < 2; i++) {
        on[i] = ent_world_tension(&h->world, 2, i);
        on[i]->sanctions = (float)(1 + i);
        on[i]->rivalry = 0.5F - 0.25F * (float)i;
        on[i]->presence = 0.1 + 0.4 * i;
    }
    all = ent_world_common_parts(&h->world, 0, 1, NULL, 0, parts);
    assert_true(all == ent_world_common_pressure(&h->world, 0, 1));
    for (int p = 0; p < ENT_PARTS; p++) {
        sum += parts[p];
    }
    assert_true(fabs(sum - all) < 1e-12);
    for (int i = 0; i < 2; i++) {
        on[i]->presence *= 1 + 1e-6;
    }
    assert_true(fabs((ent_world_common_parts(&h->world, 0, 1, NULL, 0, stretched) - all) / 1e-6 -
                     parts[ENT_PART_PRESENCE]) < 1e-6);
    assert_true(parts[ENT_PART_FORCE] == 0 && parts[ENT_PART_PRESENCE] > 0.01);
    free(h);
}

static void
what_came_to_both_at_once_is_left_out(void **state)
{
    hand   *h = hand_make(3, false);
    int16_t since[9] = {0};
    double  parts[ENT_PARTS];

    (void)state;
    ent_world_tension(&h->world, 2, 0)->rivalry = ent_world_tension(&h->world, 2, 1)->rivalry = 1;
    since[6] = 1970;
    since[7] = 1971;
    assert_true(ent_world_common_parts(&h->world, 0, 1, since, 1946, parts) == 0);
    since[7] = 1972;
    assert_true(ent_world_common_parts(&h->world, 0, 1, since, 1946, parts) > 0.3);
    since[7] = 1971; /* older than the record: none can tell */
    assert_true(ent_world_common_parts(&h->world, 0, 1, since, 1970, parts) > 0.3);
    free(h);
}

static void
common_pressure_is_the_root_of_the_product_weighed_by_power(void **state)
{
    hand *h = hand_make(3, false);

    (void)state;
    h->weights[2] = 0.8;
    ent_world_tension(&h->world, 2, 0)->sanctions = 3; /* 1/3 */
    ent_world_tension(&h->world, 2, 1)->rivalry = 1;
    ent_world_tension(&h->world, 2, 1)->sanctions = 3; /* 2/3 */
    assert_true(fabs(ent_world_common_pressure(&h->world, 0, 1) - 0.8 * sqrt(2.0) / 3) < 1e-7);
    ent_world_tension(&h->world, 2, 0)->sanctions = 0; /* on one alone is on none in common */
    assert_true(ent_world_common_pressure(&h->world, 0, 1) == 0);
    free(h);
}

/* 2. the step */

static void
step_copy(hand *copy, const double *parameters, ent_key key)
{
    copy->world.states = copy->states;
    copy->world.weights = copy->weights;
    copy->world.tensions = copy->tensions;
    copy->world.pairs = copy->pairs;
    copy->world.unrest = copy->unrest;
    copy->world.stances = copy->stances;
    ent_world_step(&copy->world, parameters, key);
}

/* Probability that the level rises, stays or falls in the next year: the disputes do not matter. */
static void
check_moves(const hand *h, int level, double rise, double fall)
{
    double  parameters[ENT_PARAMETERS];
    hand    after = *h;
    ent_key key = {.seed = 3};
    double  below, above;

    set_parameters(parameters);
    step_copy(&after, parameters, key);
    below = 1 - ent_pair_share(&after.pairs[0], 0, level);
    above = level < 7 ? ent_pair_share(&after.pairs[0], 0, level + 1) : 0;
    assert_int_equal(after.world.year, 2001);
    assert_true(fabs(above - rise) < 1e-12);
    assert_true(fabs(below - fall) < 1e-12);
}

static void
without_pressure_the_rates_are_the_probabilities(void **state)
{
    hand *h = hand_make(3, false);

    (void)state;
    check_moves(h, 3, logistic(-1.2), 0); /* borne out in the base year: it cannot fall yet */
    hand_age(h, 3, 3);
    check_moves(h, 3, logistic(-1.2), 0);
    hand_age(h, 3, 4);
    check_moves(h, 3, logistic(-1.2), (1 - logistic(-1.2)) * logistic(-1.6));
    h->pairs[0].great = false; /* of other pairs, by rates of their own */
    check_moves(h, 3, 0.5, 0.25);
    h->pairs[0].great = true;
    ent_pair_begin(&h->pairs[0], 7, false);
    hand_age(h, 7, 4);
    check_moves(h, 7, 0, logistic(-1.6));
    ent_pair_begin(&h->pairs[0], 0, false);
    check_moves(h, 0, logistic(-1.2), 0);
    free(h);
}

static void
common_pressure_and_enmity_move_the_log_odds(void **state)
{
    hand *h = hand_make(3, false);

    (void)state;
    hand_press(h, 1);
    for (int i = 0; i < 2; i++) { /* sanctions and a dispute as well: full pressure, all year */
        ent_world_tension(&h->world, 2, i)->sanctions = 3;
        ent_world_tension(&h->world, 2, i)->imposed = 1;
        ent_world_tension(&h->world, 2, i)->imposed_until = 2001;
    }
    hand_age(h, 3, 4);
    check_moves(h, 3, logistic(-1.2 + 0.9), (1 - logistic(-1.2 + 0.9)) * logistic(-1.6 - 0.9));
    ent_world_tension(&h->world, 0, 1)->rivalry = 1; /* enemies of each other */
    ent_world_tension(&h->world, 1, 0)->rivalry = 1;
    check_moves(h, 3, logistic(-1.2 + 0.9 - 0.7),
                (1 - logistic(-1.2 + 0.9 - 0.7)) * logistic(-1.6 - 0.9 + 0.7));
    free(h);
}

static double
share_after_step(const hand *h, unsigned pact)
{
    double  parameters[ENT_PARAMETERS];
    hand    after = *h;
    ent_key key = {.seed = 3};

    set_parameters(parameters);
    step_copy(&after, parameters, key);
    return ent_pair_share(&after.pairs[0], pact, 0);
}

static void
pacts_begin_and_end_at_their_rates(void **state)
{
    hand  *h = hand_make(7, false);
    double high = logistic(-3.6 + 0.4 * 7), low = logistic(-3.6);

    (void)state;
    /* obligations follow the level of the year before */
    assert_true(fabs(share_after_step(h, ENT_PACT_BEGAN) - high) < 1e-12);
    ent_pair_begin(&h->pairs[0], 0, false);
    assert_true(fabs(share_after_step(h, ENT_PACT_BEGAN) - low) < 1e-12);
    assert_true(fabs(share_after_step(h, ENT_PACT_HOLDS) - low) < 1e-12);
    assert_true(share_after_step(h, ENT_PACT_ENDED) == 0);
    ent_pair_begin(&h->pairs[0], 0, true);
    assert_true(fabs(share_after_step(h, ENT_PACT_ENDED) - logistic(-1.5)) < 1e-12);
    assert_true(share_after_step(h, ENT_PACT_BEGAN) == 0);
    free(h);
}

/* One drawn path of level, pact, and the age of what bears the level out, straight from the rule.
 */
typedef struct path {
    int      level, age; /* of level 0: whether it was higher once */
    unsigned pact;
} path;

static void
fall(ent_key *key, const double *p, path *at)
{
    key->unit = 1;
    at->level--;
    while (at->level > 0 && ent_random_uniform(key, (uint32_t)at->level) <
                                logistic(p[ENT_PARAMETER_SLIP_1 + at->level - 1])) {
        at->level--;
    }
    key->unit = 2;
    at->age = at->level == 0;
    while (at->level > 0 && at->age < ENT_WORLD_MEMORY - 1 &&
           ent_random_uniform(key, (uint32_t)at->age) < logistic(p[ENT_PARAMETER_WORN])) {
        at->age++;
    }
}

static void
draw_path(ent_key key, const double *p, path *at)
{
    for (uint32_t year = 0; year < 12; year++) {
        ent_footing more = ent_level_footing(p, at->level, (size_t)at->age);
        double begin = logistic(p[ENT_PARAMETER_PACT] + p[ENT_PARAMETER_CLOSE] * at->level), u[3];

        key.step = year;
        key.unit = 0;
        for (uint32_t k = 0; k < 3; k++) {
            u[k] = ent_random_uniform(&key, k);
        }
        if ((at->pact & ENT_PACT_HOLDS) != 0 && u[0] < logistic(p[ENT_PARAMETER_END])) {
            at->pact = (at->pact & ~(unsigned)ENT_PACT_HOLDS) | ENT_PACT_ENDED;
        } else if ((at->pact & ENT_PACT_HOLDS) == 0 && u[0] < begin) {
            at->pact |= ENT_PACT_HOLDS | ENT_PACT_BEGAN;
        }
        if (at->level < 7 && u[1] < logistic(p[ENT_PARAMETER_UP] + more.rise)) {
            at->level++;
            at->age = 0;
        } else if (at->level > 0 && u[2] >= logistic(p[ENT_PARAMETER_LAPSE] + more.lapse)) {
            at->age = 0;
        } else if (at->level > 0 && at->age < ENT_WORLD_MEMORY - 1) {
            at->age++;
        } else if (at->level > 0) {
            fall(&key, p, at);
        }
    }
}

static void
check_share(double drawn, double p, double paths)
{
    assert_true(fabs(drawn - p) <= 4.5 * sqrt(p * (1 - p) / paths) + 1e-15);
}

static void
the_chances_of_a_pair_are_the_frequencies_of_drawn_paths(void **state)
{
    enum { PATHS = 40000, SEED = 77123 };
    double  parameters[ENT_PARAMETERS], levels[ENT_LEVELS] = {0}, pacts[ENT_PACTS] = {0}, sum = 0;
    double  held[ENT_LEVELS][ENT_WORLD_MEMORY] = {{0}};
    hand   *h = hand_make(3, false);
    ent_key step = {.seed = SEED};

    (void)state;
    (void)printf("seed %d\n", SEED);
    set_parameters(parameters);
    parameters[ENT_PARAMETER_CLOSE] = 0;
    parameters[ENT_PARAMETER_LAPSE] = 1;
    parameters[ENT_PARAMETER_STALE] = 0.8;
    parameters[ENT_PARAMETER_AGAIN] = 0.6;
    parameters[ENT_PARAMETER_UP_ARMS] = -0.7;
    parameters[ENT_PARAMETER_LAPSE_EXERCISES] = 0.5;
    parameters[ENT_PARAMETER_WORN] = 0.2;
    parameters[ENT_PARAMETER_SLIP_1 + 1] = 0.4;
    for (uint32_t i = 0; i < PATHS; i++) {
        ent_key key = {SEED, i, ENT_PROCESS_TEST, 0, 0};
        path    at = {.level = 3};

        draw_path(key, parameters, &at);
        levels[at.level] += 1.0 / PATHS;
        pacts[at.pact] += 1.0 / PATHS;
        held[at.level][at.age] += 1.0 / PATHS;
    }
    for (int year = 0; year < 12; year++) {
        ent_world_step(&h->world, parameters, step);
    }
    for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
        double share = 0;

        for (int level = 0; level < ENT_LEVELS; level++) {
            share += h->pairs[0].chance[pact][level];
        }
        check_share(pacts[pact], share, PATHS);
        sum += share;
    }
    assert_true(fabs(sum - 1) < 1e-12);
    for (int level = 0; level < ENT_LEVELS; level++) {
        double share = 0, ages = 0;

        for (int place = 0; place < ENT_WORLD_MEMORY; place++) {
            check_share(held[level][place], h->pairs[0].held[level][place], PATHS);
            ages += h->pairs[0].held[level][place];
        }
        for (unsigned pact = 0; pact < ENT_PACTS; pact++) {
            share += h->pairs[0].chance[pact][level];
        }
        check_share(levels[level], share, PATHS);
        assert_true(fabs(share - ages) < 1e-12);
    }
    free(h);
}

static void
disputes_come_at_their_rate_and_their_chance_adds_up(void **state)
{
    enum { RUNS = 20000, SEED = 41 };
    double parameters[ENT_PARAMETERS], p = logistic(-1.0), count = 0;

    (void)state;
    (void)printf("seed %d\n", SEED);
    set_parameters(parameters);
    for (uint32_t run = 0; run < RUNS; run++) {
        hand   *h = hand_make(3, false);
        ent_key key = {.seed = SEED, .run = run};

        hand_press(h, 1);
        ent_world_step(&h->world, parameters, key);
        count += ent_world_tension(&h->world, 0, 2)->force == 1;
        assert_true(fabs(ent_world_tension(&h->world, 0, 2)->dispute - p) < 1e-12);
        assert_true(ent_world_tension(&h->world, 0, 1)->dispute == 0); /* no rivals */
        ent_world_step(&h->world, parameters, key);
        assert_true(fabs(ent_world_tension(&h->world, 2, 0)->dispute - (2 * p - p * p)) < 1e-12);
        free(h);
    }
    assert_true(fabs(count / RUNS - p) < 4 * sqrt(p * (1 - p) / RUNS));
}

static void
the_same_key_gives_the_same_step(void **state)
{
    double parameters[ENT_PARAMETERS];

    (void)state;
    set_parameters(parameters);
    for (uint32_t run = 0; run < 200; run++) {
        hand   *a = hand_make(3, false), *b = hand_make(3, false);
        ent_key key = {.seed = 5, .run = run};

        hand_press(a, 1);
        hand_press(b, 1);
        for (int year = 0; year < 20; year++) {
            ent_world_step(&a->world, parameters, key);
            ent_world_step(&b->world, parameters, key);
        }
        assert_memory_equal(a->pairs, b->pairs, sizeof a->pairs);
        assert_memory_equal(a->tensions, b->tensions, sizeof a->tensions);
        free(a);
        free(b);
    }
}

static void
more_common_pressure_makes_every_level_likelier(void **state)
{
    double  parameters[ENT_PARAMETERS];
    hand   *less = hand_make(3, false), *more = hand_make(3, false);
    ent_key key = {.seed = 6};

    (void)state;
    set_parameters(parameters);
    for (int year = 0; year < 30; year++) {
        for (int i = 0; i < 2; i++) { /* sanctions: they bring no dispute of their own */
            ent_world_tension(&less->world, 2, i)->sanctions = 1;
            ent_world_tension(&more->world, 2, i)->sanctions = 3;
        }
        ent_world_step(&less->world, parameters, key);
        ent_world_step(&more->world, parameters, key);
        for (int level = 1; level < ENT_LEVELS; level++) {
            double here = ent_pair_share(&more->pairs[0], 0, level);
            double there = ent_pair_share(&less->pairs[0], 0, level);

            bool told = level > 3 ? level <= 4 + year : year >= 4 + 5 * (3 - level);

            assert_true(told ? here > there : here >= there);
        }
    }
    free(less);
    free(more);
}

static void
a_dispute_is_remembered_for_five_years(void **state)
{
    double  parameters[ENT_PARAMETERS];
    hand   *h = hand_make(3, false);
    ent_key key = {.seed = 1};

    (void)state;
    set_parameters(parameters);
    hand_press(h, 1);
    parameters[ENT_PARAMETER_DISPUTE] = 50; /* in any year */
    ent_world_step(&h->world, parameters, key);
    assert_true(ent_world_tension(&h->world, 2, 0)->dispute == 1);
    assert_true(ent_world_tension(&h->world, 0, 2)->dispute == 1);
    hand_press(h, 0); /* rivals no more: only the memory is left */
    for (int year = 2001; year <= 2005; year++) {
        assert_int_equal(h->world.year, year);
        assert_true(ent_world_adversaries(&h->world, 0, 2));
        assert_true(fabs(ent_world_pressure(&h->world, 2, 0) - 1.0 / 3) < 1e-12);
        ent_world_step(&h->world, parameters, key);
    }
    assert_false(ent_world_adversaries(&h->world, 0, 2));
    assert_true(ent_world_pressure(&h->world, 2, 0) == 0);
    free(h);
}

static void
rivals_put_sanctions_on_each_other_at_their_rate(void **state)
{
    enum { RUNS = 4000 };
    double parameters[ENT_PARAMETERS];
    double there = 0, back = 0;

    (void)state;
    set_parameters(parameters);
    parameters[ENT_PARAMETER_SANCTION] = log(0.2 / 0.8);
    for (uint32_t run = 0; run < RUNS; run++) {
        hand *h = hand_make(3, false);

        ent_world_tension(&h->world, 2, 0)->rivalry = ent_world_tension(&h->world, 0, 2)->rivalry =
            1;
        ent_world_step(&h->world, parameters, (ent_key){.seed = 3, .run = run});
        there += (double)ent_world_tension(&h->world, 2, 0)->sanctions / RUNS;
        back += (double)ent_world_tension(&h->world, 0, 2)->sanctions / RUNS;
        assert_true(ent_world_tension(&h->world, 0, 1)->sanctions == 0); /* no rivals */
        free(h);
    }
    assert_true(fabs(there - 0.2) < 4 * sqrt(0.16 / RUNS));
    assert_true(fabs(back - 0.2) < 4 * sqrt(0.16 / RUNS));
}

static void
an_upheaval_loosens_and_on_average_nothing_changes_by_it(void **state)
{
    enum { RUNS = 4000 };
    double parameters[ENT_PARAMETERS], sum = 0, expected, p = 0.3, loose = 0.8, chance[3];

    (void)state;
    set_parameters(parameters);
    parameters[ENT_PARAMETER_LEADER] = log(p / (1 - p));
    parameters[ENT_PARAMETER_LOOSE] = loose;
    for (uint32_t run = 0; run < RUNS; run++) {
        hand *h = hand_make(3, false);

        ent_world_step(&h->world, parameters, (ent_key){.seed = 4, .run = run});
        sum += ent_pair_share(&h->pairs[0], 0, 4) / RUNS;
        free(h);
    }
    for (int changes = 0; changes < 3; changes++) {
        chance[changes] = logistic(parameters[ENT_PARAMETER_UP] + loose * changes -
                                   2 * log(1 - p + p * exp(loose)));
    }
    expected = (1 - p) * (1 - p) * chance[0] + 2 * p * (1 - p) * chance[1] + p * p * chance[2];
    assert_true(fabs(sum - expected) < 4 * 0.1 / sqrt(RUNS));
    assert_true(fabs(expected - logistic(parameters[ENT_PARAMETER_UP])) < 0.02);
}

/* However strong, and whichever way: rare moves stay as rare as they were counted. */
static void
a_strong_upheaval_leaves_rare_moves_as_rare_on_average(void **state)
{
    double p = 0.3, parameters[ENT_PARAMETERS];

    (void)state;
    set_parameters(parameters);
    parameters[ENT_PARAMETER_UP] = -6;
    parameters[ENT_PARAMETER_LEADER] = log(p / (1 - p));
    for (int way = -1; way < 2; way += 2) {
        double sum = 0;

        parameters[ENT_PARAMETER_LOOSE] = way * 1.8;
        for (uint32_t run = 0; run < 20000; run++) {
            hand *h = hand_make(3, false);

            ent_world_step(&h->world, parameters, (ent_key){.seed = 6, .run = run});
            sum += ent_pair_share(&h->pairs[0], 0, 4) / 20000;
            free(h);
        }
        assert_true(fabs(sum / logistic(-6) - 1) < 0.05);
    }
}

static void
peace_moves_by_a_grade_and_force_makes_it_colder(void **state)
{
    double  parameters[ENT_PARAMETERS];
    hand   *h = hand_make(3, false), *strained = hand_make(3, false);
    ent_key key = {.seed = 1};

    (void)state;
    set_parameters(parameters);
    parameters[ENT_PARAMETER_WARMER] = log(0.1 / 0.9);
    parameters[ENT_PARAMETER_COLDER] = log(0.2 / 0.8);
    parameters[ENT_PARAMETER_STRAIN] = 1.5;
    for (int side = 0; side < 2; side++) {
        ent_tension *t = ent_world_tension(&strained->world, side, 1 - side);

        t->force = 1;
        t->force_until = 2010;
    }
    ent_world_step(&h->world, parameters, key);
    ent_world_step(&strained->world, parameters, key);
    assert_true(fabs(h->pairs[0].peace[3] - 0.1) < 1e-12);
    assert_true(fabs(h->pairs[0].peace[1] - 0.2) < 1e-12);
    assert_true(fabs(h->pairs[0].peace[2] - 0.7) < 1e-12);
    assert_true(fabs(strained->pairs[0].peace[3] -
                     logistic(parameters[ENT_PARAMETER_WARMER] - 1.5)) < 1e-12);
    assert_true(fabs(strained->pairs[0].peace[1] -
                     logistic(parameters[ENT_PARAMETER_COLDER] + 1.5)) < 1e-12);
    free(h);
    free(strained);
}

static void
others_than_rivals_clash_only_where_they_are_asked_for(void **state)
{
    double parameters[ENT_PARAMETERS];

    (void)state;
    set_parameters(parameters);
    parameters[ENT_PARAMETER_CLASH] = 50;
    for (size_t asked = 0; asked < 2; asked++) {
        hand *h = hand_make(3, false);

        h->world.clashing = asked; /* followed by an intervention alone, or by an outcome */
        ent_world_step(&h->world, parameters, (ent_key){.seed = 1});
        assert_true(ent_world_adversaries(&h->world, 0, 1) == (asked == 1));
        assert_true(ent_world_tension(&h->world, 0, 1)->dispute == (double)asked);
        assert_false(ent_world_adversaries(&h->world, 0, 2));
        free(h);
    }
}

static void
interventions_pull_and_trouble(void **state)
{
    double parameters[ENT_PARAMETERS];
    hand  *h = hand_make(3, false), *troubled = hand_make(3, false);

    (void)state;
    set_parameters(parameters);
    parameters[ENT_PARAMETER_LOOSE] = 0.5;
    h->pairs[0].pull = 0.3;
    troubled->unrest[1] = 2;
    ent_world_step(&h->world, parameters, (ent_key){.seed = 1});
    ent_world_step(&troubled->world, parameters, (ent_key){.seed = 1});
    assert_true(fabs(ent_pair_share(&h->pairs[0], 0, 4) -
                     logistic(parameters[ENT_PARAMETER_UP] + 0.3)) < 1e-12);
    assert_true(fabs(ent_pair_share(&troubled->pairs[0], 0, 4) -
                     logistic(parameters[ENT_PARAMETER_UP] + 1)) < 1e-12);
    free(h);
    free(troubled);
}

/* Mean of something of a world after a step, over many runs. */
static double
mean_after(const hand *from, const double *parameters, double (*of)(const ent_world *in))
{
    enum { RUNS = 4000 };
    double sum = 0;

    for (uint32_t run = 0; run < RUNS; run++) {
        hand after = *from;

        step_copy(&after, parameters, (ent_key){.seed = 8, .run = run});
        sum += of(&after.world) / RUNS;
    }
    return sum;
}

static double
sanctions_left(const ent_world *in)
{
    return (double)ent_world_tension(in, 2, 0)->sanctions;
}

static double
rivalry_left(const ent_world *in)
{
    assert_true(ent_world_tension(in, 2, 0)->rivalry == ent_world_tension(in, 0, 2)->rivalry);
    return (double)ent_world_tension(in, 2, 0)->rivalry;
}

static void
sanctions_and_rivalries_end_at_their_rates(void **state)
{
    double parameters[ENT_PARAMETERS];
    hand  *h = hand_make(3, false);

    (void)state;
    set_parameters(parameters);
    parameters[ENT_PARAMETER_LIFT] = log(0.3 / 0.7);
    ent_world_tension(&h->world, 2, 0)->sanctions = 2; /* one of two ends where either would */
    assert_true(fabs(mean_after(h, parameters, sanctions_left) - (2 - (1 - 0.7 * 0.7))) < 0.035);
    ent_world_tension(&h->world, 2, 0)->sanctions = 0;
    hand_press(h, 1);
    parameters[ENT_PARAMETER_RECONCILE] = log(0.2 / 0.8);
    assert_true(fabs(mean_after(h, parameters, rivalry_left) - 0.8) < 0.03);
    hand_press(h, 0);
    parameters[ENT_PARAMETER_RIVAL] = log(0.4 / 0.6);
    assert_true(mean_after(h, parameters, rivalry_left) == 0); /* of great powers alone */
    h->stances[0].great = h->stances[2].great = true;
    assert_true(fabs(mean_after(h, parameters, rivalry_left) - 0.4) < 0.035);
    free(h);
}

static double
burden_now(const ent_world *in)
{
    return ent_world_burden(in, 0, 1);
}

static void
a_war_costs_the_partner_by_how_long_it_lasts(void **state)
{
    double parameters[ENT_PARAMETERS];
    hand  *h = hand_make(3, false);

    (void)state;
    set_parameters(parameters);
    assert_true(ent_world_burden(&h->world, 0, 1) == 0);
    ent_world_tension(&h->world, 0, 2)->at_war = ent_world_tension(&h->world, 2, 0)->at_war = true;
    h->stances[0].war_since = 1998;
    assert_true(fabs(ent_world_burden(&h->world, 0, 1) - log(4)) < 1e-12); /* three years of it */
    assert_true(ent_world_burden(&h->world, 0, 2) ==
                0); /* a war of the two is no war with others */
    assert_true(fabs(mean_after(h, parameters, burden_now) - log(5)) < 1e-12);
    parameters[ENT_PARAMETER_TRUCE] = log(0.25 / 0.75);
    assert_true(fabs(mean_after(h, parameters, burden_now) - 0.75 * log(5)) < 0.05);
    ent_world_tension(&h->world, 0, 2)->war_until = ent_world_tension(&h->world, 2, 0)->war_until =
        2001; /* an intervention keeps it up */
    assert_true(fabs(mean_after(h, parameters, burden_now) - log(5)) < 1e-12);
    free(h);
    h = hand_make(3, false);
    parameters[ENT_PARAMETER_WAR] = log(0.1 / 0.9);
    assert_true(mean_after(h, parameters, burden_now) == 0); /* great powers alone go to war */
    h->stances[1].great = true;
    assert_true(fabs(mean_after(h, parameters, burden_now) - 0.1 * log(2)) < 0.02);
    free(h);
}

/* Against levels and obligations, each by its parameter. */
static void
burden_and_what_the_level_rests_on_hold_back(void **state)
{
    double parameters[ENT_PARAMETERS], push = 0.4 - 0.5 * log(3), rise;
    hand  *h = hand_make(3, false);

    (void)state;
    set_parameters(parameters);
    parameters[ENT_PARAMETER_UP_ARMS] = -0.6;
    parameters[ENT_PARAMETER_STALE] = 0.9;
    parameters[ENT_PARAMETER_ALLIED] = 0.4;
    parameters[ENT_PARAMETER_BURDEN] = 0.5;
    parameters[ENT_PARAMETER_BURDEN_TIES] = 0.3;
    h->pairs[0].allied = true;
    hand_age(h, 3, 4);
    ent_world_tension(&h->world, 0, 2)->at_war = ent_world_tension(&h->world, 2, 0)->at_war = true;
    h->stances[0].war_since = 2000;
    ent_world_step(&h->world, parameters, (ent_key){.seed = 1});
    rise = logistic(-1.2 - 0.6 + push);
    assert_true(fabs(ent_pair_share(&h->pairs[0], 0, 4) - rise) < 1e-12);
    assert_true(fabs(1 - ent_pair_share(&h->pairs[0], 0, 3) -
                     (1 - rise) * logistic(-1.6 + 0.9 - push)) < 1e-12);
    assert_true(fabs(ent_pair_share(&h->pairs[0], ENT_PACT_BEGAN, 0) -
                     logistic(-3.6 + 0.4 * 3 - 0.3 * log(3))) < 1e-12);
    free(h);
}

static void
a_move_may_go_on_in_the_same_year(void **state)
{
    double parameters[ENT_PARAMETERS], up = logistic(-1.2), down = (1 - up) * logistic(-1.6);
    hand  *h = hand_make(3, false);

    (void)state;
    set_parameters(parameters);
    for (int i = 0; i < 6; i++) {
        parameters[ENT_PARAMETER_LEAP_1 + i] = log(0.25 / 0.75);
        parameters[ENT_PARAMETER_SLIP_1 + i] = log(0.4 / 0.6);
    }
    parameters[ENT_PARAMETER_LEAP_1 + 4] = 0; /* past level 5 */
    hand_age(h, 3, 4);
    ent_world_step(&h->world, parameters, (ent_key){.seed = 1});
    assert_true(fabs(h->pairs[0].chance[0][4] + h->pairs[0].chance[3][4] - up * 0.75) < 1e-12);
    assert_true(fabs(ent_pair_share(&h->pairs[0], 0, 5) - up * 0.25) < 1e-12);
    assert_true(fabs(ent_pair_share(&h->pairs[0], 0, 7) - up * 0.25 * 0.5 * 0.25) < 1e-12);
    assert_true(fabs(1 - ent_pair_share(&h->pairs[0], 0, 1) - down * 0.4 * 0.4) < 1e-12);
    free(h);
}

static void
check_broken(const hand *h, const double *parameters, double broken)
{
    hand after = *h;

    step_copy(&after, parameters, (ent_key){.seed = 1});
    assert_true(fabs(1 - ent_pair_share(&after.pairs[0], 0, 3) - broken) < 1e-12);
    assert_true(fabs(after.pairs[0].held[2][0] - broken / 2) < 1e-12); /* its acts are older */
    assert_true(fabs(after.pairs[0].held[2][1] - broken / 4) < 1e-12);
    assert_true(after.pairs[0].adversaries);
}

/* In the year in which two turn adversaries, and in no other. */
static void
a_level_breaks_when_the_two_turn_adversaries(void **state)
{
    double parameters[ENT_PARAMETERS];
    hand  *h = hand_make(3, false);

    (void)state;
    set_parameters(parameters);
    parameters[ENT_PARAMETER_BROKEN] = log(0.7 / 0.3);
    parameters[ENT_PARAMETER_WORN] = 0;
    parameters[ENT_PARAMETER_DISPUTE] = -INFINITY;
    ent_world_tension(&h->world, 0, 1)->rivalry = ent_world_tension(&h->world, 1, 0)->rivalry = 1;
    check_broken(h, parameters, 0.7);
    h->pairs[0].adversaries = true;
    check_broken(h, parameters, 0);
    free(h);
}

static void
acts_of_interventions_bear_a_level_out_anew(void **state)
{
    hand *h = hand_make(3, false);

    (void)state;
    hand_age(h, 3, 4);
    ent_pair_raise_level(&h->pairs[0], 2); /* beneath it: nothing */
    assert_true(h->pairs[0].held[3][4] == 1);
    ent_pair_raise_level(&h->pairs[0], 3);
    assert_true(h->pairs[0].held[3][0] == 1 && h->pairs[0].held[3][4] == 0);
    ent_pair_raise_level(&h->pairs[0], 5);
    assert_true(h->pairs[0].held[5][0] == 1 && ent_pair_share(&h->pairs[0], 0, 5) == 1);
    ent_pair_set_level(&h->pairs[0], 0);
    assert_true(h->pairs[0].held[0][1] == 1); /* it was higher once */
    ent_pair_begin(&h->pairs[0], 0, false);
    ent_pair_set_level(&h->pairs[0], 0);
    assert_true(h->pairs[0].held[0][0] == 1);
    free(h);
}

static void
what_is_found_keeps_the_ages_that_go_with_it(void **state)
{
    double parameters[ENT_PARAMETERS];
    hand  *h = hand_make(3, false);

    (void)state;
    set_parameters(parameters);
    ent_world_step(&h->world, parameters, (ent_key){.seed = 1});
    ent_pair_find(&h->pairs[0], 3, ENT_PACT_HOLDS);
    assert_true(h->pairs[0].chance[ENT_PACT_HOLDS][3] == 1);
    assert_true(fabs(h->pairs[0].held[3][0] - (1 - logistic(-1.6))) < 1e-12);
    assert_true(fabs(h->pairs[0].held[3][1] - logistic(-1.6)) < 1e-12);
    ent_pair_find(&h->pairs[0], 6, 0); /* it could not be there: as if borne out in the year */
    assert_true(h->pairs[0].held[6][0] == 1 && h->pairs[0].held[3][0] == 0);
    free(h);
}

/* 3. from a system */

static void
write_tables(world *w)
{
    powers_write(w);
    world_write(w, "acts",
                UNIT_ACTS "games,RUS,CHN,2023-06-01,2023-06-09,4,exercise,Games,s,\n"
                          "old,USA,RUS,2010-06-01,2010-06-09,4,exercise,Once,s,\n"
                          "last,RUS,CHN,2024-12-01,2024-12-01,,declaration,Words,s,\n");
    world_write(w, "rivalries", UNIT_RIVALRIES "ur,USA,RUS,1991,,s,\ngf,GBR,FRA,1991,,s,\n");
    world_write(w, "sanctions",
                UNIT_SANCTIONS "s1,USA,RUS,2014-03-06,,trade,,s,\ns2,USA,RUS,2018-01-01,,arms,,s,\n"
                               "s3,JPN,CHN,2019-01-01,,arms,,s,\n");
    world_write(w, "disputes",
                UNIT_DISPUTES "d1,,IND,CHN,2021-05-05,2021-06-20,4,,s,\n"
                              "d2,,USA,CHN,2019-01-01,2019-12-31,4,,s,\n"
                              "d3,,USA,RUS,2022-02-24,,4,,s,\n"
                              "d4,,FRA,RUS,2024-01-01,2024-01-02,3,,s,\n");
    world_write(w, "profiles",
                UNIT_PROFILES "USA,2022,0.2,d,,s,\nCHN,2022,0.4,a,,s,\nRUS,2022,0.1,a,,s,\n");
    world_write(w, "treaties", UNIT_TREATIES "cr,C,bilateral,,2001-07-16,,,1,0,0,0,0,,,s,\n");
    world_write(w, "treaty_members", UNIT_MEMBERS "cr,CHN,mutual,,,s,\ncr,RUS,mutual,,,s,\n");
    world_load(w);
}

static void
a_world_holds_its_pairs_and_whoever_presses_on_them(void **state)
{
    world      *w = *state;
    ent_system *system;
    ent_world   made;
    int         rus, chn, usa;

    write_tables(w);
    system = world_system(w, "2024-12-31", NULL);
    {
        const ent_state pairs[2][2] = {{powers_state(w, "RUS"), powers_state(w, "CHN")},
                                       {powers_state(w, "RUS"), powers_state(w, "USA")}};

        world_check(w, ent_world_create(w->ctx, w->record, system, pairs, 2, &made));
    }
    rus = ent_world_find(&made, powers_state(w, "RUS"));
    chn = ent_world_find(&made, powers_state(w, "CHN"));
    usa = ent_world_find(&made, powers_state(w, "USA"));
    assert_int_equal(made.year, 2024);
    /* and JPN, IND, who press on CHN; GBR, FRA, who may come to */
    assert_int_equal(made.state_count, 7);
    assert_true(ent_world_find(&made, powers_state(w, "GBR")) >= 0);
    assert_int_equal(made.pair_count, 2);
    assert_true(made.pairs[0].chance[ENT_PACT_HOLDS][4] == 1);
    assert_false(made.pairs[0].unknown);
    assert_true(made.pairs[1].chance[0][0] == 1);
    assert_true(made.pairs[1].unknown);
    assert_true(made.pairs[0].held[4][1] == 1); /* the games were the year before */
    assert_true(made.pairs[1].held[0][1] == 1); /* it was higher in 2010 */
    assert_true(made.pairs[0].great && made.pairs[0].allied && !made.pairs[0].adversaries);
    assert_true(!made.pairs[1].allied && made.pairs[1].adversaries);
    assert_ptr_equal(ent_world_pair(&made, powers_state(w, "CHN"), powers_state(w, "RUS")),
                     &made.pairs[0]);
    assert_null(ent_world_pair(&made, powers_state(w, "CHN"), powers_state(w, "JPN")));
    assert_true(made.weights[chn] == 1 && made.weights[usa] == 0.5 && made.weights[rus] == 0.25);
    assert_true(ent_world_tension(&made, usa, rus)->sanctions == 2);
    assert_true(ent_world_tension(&made, rus, usa)->sanctions == 0);
    assert_true(ent_world_adversaries(&made, usa, rus));
    assert_false(ent_world_adversaries(&made, usa, chn)); /* the dispute ended in 2019 */
    ent_world_clear(&made);
    ent_system_destroy(system);
}

static void
a_dispute_of_the_record_is_forgotten_on_its_day(void **state)
{
    world      *w = *state;
    ent_system *system;
    ent_world   made;
    int         ind, chn, usa, rus;

    write_tables(w);
    system = world_system(w, "2024-12-31", NULL);
    {
        const ent_state pairs[2][2] = {{powers_state(w, "IND"), powers_state(w, "CHN")},
                                       {powers_state(w, "RUS"), powers_state(w, "USA")}};

        world_check(w, ent_world_create(w->ctx, w->record, system, pairs, 2, &made));
    }
    ind = ent_world_find(&made, powers_state(w, "IND"));
    chn = ent_world_find(&made, powers_state(w, "CHN"));
    rus = ent_world_find(&made, powers_state(w, "RUS"));
    usa = ent_world_find(&made, powers_state(w, "USA"));
    assert_int_equal(ent_world_tension(&made, ind, chn)->force_until, 2025); /* of 2021 */
    assert_int_equal(ent_world_tension(&made, chn, ind)->force_until, 2025);
    assert_int_equal(ent_world_tension(&made, usa, rus)->force_until, 2028); /* goes on */
    ent_world_clear(&made);
    ent_system_destroy(system);
}

static void
a_state_that_is_not_there_cannot_be_followed(void **state)
{
    world      *w = *state;
    ent_system *system;
    ent_world   made;

    write_tables(w);
    system = world_system(w, "2024-12-31", NULL);
    {
        const ent_state pairs[1][2] = {{powers_state(w, "DDR"), powers_state(w, "RUS")}};

        assert_int_equal(ent_world_create(w->ctx, w->record, system, pairs, 1, &made), ENT_E_ARG);
    }
    ent_system_destroy(system);
}

static void
a_copy_is_a_world_of_its_own(void **state)
{
    hand     *h = hand_make(3, true);
    ent_ctx  *ctx = unit_ctx(1);
    ent_world copy;

    (void)state;
    hand_press(h, 1);
    assert_int_equal(ent_world_like(ctx, &h->world, &copy), ENT_OK);
    ent_world_copy(&h->world, &copy);
    assert_int_equal(copy.year, 2000);
    assert_memory_equal(copy.tensions, h->tensions, sizeof h->tensions);
    ent_pair_set_level(&copy.pairs[0], 6);
    assert_true(h->pairs[0].chance[ENT_PACT_HOLDS][3] == 1);
    ent_world_clear(&copy);
    ent_ctx_destroy(ctx);
    free(h);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_setup, world_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pressure_is_the_mean_of_rivalry_force_and_sanctions),
        cmocka_unit_test(the_parts_of_common_pressure_are_what_each_adds),
        cmocka_unit_test(what_came_to_both_at_once_is_left_out),
        cmocka_unit_test(common_pressure_is_the_root_of_the_product_weighed_by_power),
        cmocka_unit_test(without_pressure_the_rates_are_the_probabilities),
        cmocka_unit_test(common_pressure_and_enmity_move_the_log_odds),
        cmocka_unit_test(pacts_begin_and_end_at_their_rates),
        cmocka_unit_test(the_chances_of_a_pair_are_the_frequencies_of_drawn_paths),
        cmocka_unit_test(disputes_come_at_their_rate_and_their_chance_adds_up),
        cmocka_unit_test(the_same_key_gives_the_same_step),
        cmocka_unit_test(more_common_pressure_makes_every_level_likelier),
        cmocka_unit_test(a_dispute_is_remembered_for_five_years),
        cmocka_unit_test(rivals_put_sanctions_on_each_other_at_their_rate),
        cmocka_unit_test(an_upheaval_loosens_and_on_average_nothing_changes_by_it),
        cmocka_unit_test(peace_moves_by_a_grade_and_force_makes_it_colder),
        cmocka_unit_test(others_than_rivals_clash_only_where_they_are_asked_for),
        cmocka_unit_test(interventions_pull_and_trouble),
        cmocka_unit_test(sanctions_and_rivalries_end_at_their_rates),
        cmocka_unit_test(a_war_costs_the_partner_by_how_long_it_lasts),
        cmocka_unit_test(burden_and_what_the_level_rests_on_hold_back),
        cmocka_unit_test(a_level_breaks_when_the_two_turn_adversaries),
        cmocka_unit_test(acts_of_interventions_bear_a_level_out_anew),
        cmocka_unit_test(what_is_found_keeps_the_ages_that_go_with_it),
        cmocka_unit_test(a_strong_upheaval_leaves_rare_moves_as_rare_on_average),
        cmocka_unit_test(a_move_may_go_on_in_the_same_year),
        IN_WORLD(a_world_holds_its_pairs_and_whoever_presses_on_them),
        IN_WORLD(a_dispute_of_the_record_is_forgotten_on_its_day),
        IN_WORLD(a_state_that_is_not_there_cannot_be_followed),
        cmocka_unit_test(a_copy_is_a_world_of_its_own),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
