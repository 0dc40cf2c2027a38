/*
 * test_intervene.c - what an intervention changes, and how strong it is drawn
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "scenario/ground.h"
#include "scenario/scenario.h"

enum { USA = 1, RUS = 2, CHN = 3 };

typedef struct scene {
    ent_world   world;
    ent_state   states[3];
    double      weights[3];
    ent_tension tensions[9];
    ent_pair    pairs[1];
    double      unrest[3];
    ent_arena   arena;
} scene;

static void
scene_make(scene *s)
{
    memset(s, 0, sizeof *s);
    for (int i = 0; i < 3; i++) {
        s->states[i] = (ent_state)(i + 1);
        s->weights[i] = 0.5;
    }
    s->pairs[0] = (ent_pair){.a = 1, .b = 2};
    ent_pair_begin(&s->pairs[0], 4, false);
    s->world = (ent_world){.year = 2026,
                           .state_count = 3,
                           .pair_count = 1,
                           .states = s->states,
                           .weights = s->weights,
                           .tensions = s->tensions,
                           .pairs = s->pairs,
                           .unrest = s->unrest};
}

/* What an intervention changes, as a file would lay it out. */
static void
apply(ent_intervention *change, double strength, scene *s)
{
    ent_ctx *ctx = unit_ctx(1);

    ent_arena_init(&s->arena);
    assert_int_equal(ent_intervention_plan(ctx, &s->arena, change), ENT_OK);
    ent_intervention_apply(change, strength, &s->world);
    change->effects = NULL;
    change->effect_count = 0;
    ent_arena_clear(&s->arena);
    ent_ctx_destroy(ctx);
}

/* The same in each year from that of the intervention to another. */
static void
live(ent_intervention *change, double strength, scene *s, int until)
{
    for (; s->world.year < until; s->world.year++) {
        apply(change, strength, s);
    }
}

static ent_intervention
of_kind(ent_intervention_kind kind, ent_state a, ent_state b)
{
    return (ent_intervention){.kind = kind,
                              .year = 2027,
                              .share = 1,
                              .a = a,
                              .b = b,
                              .to = ENT_NO_STATE,
                              .against = ENT_NO_STATE,
                              .years = 1,
                              .level = 4,
                              .obligation = ENT_OBLIGATION_DEFENCE,
                              .amount = 3};
}

static const ent_tension *
between(const scene *s, int a, int b)
{
    return ent_world_tension(&s->world, a - 1, b - 1);
}

static void
no_strength_changes_nothing(void **state)
{
    static const ent_intervention_kind KINDS[] = {
        ENT_INTERVENTION_SANCTION, ENT_INTERVENTION_RIVALRY, ENT_INTERVENTION_RAPPROCHEMENT,
        ENT_INTERVENTION_CAPABILITY};
    scene before, after;

    (void)state;
    scene_make(&before);
    ent_world_tension(&before.world, 0, 1)->rivalry = 1;
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
        ent_intervention change = of_kind(KINDS[i], USA, RUS);

        scene_make(&after);
        ent_world_tension(&after.world, 0, 1)->rivalry = 1;
        apply(&change, 0, &after);
        assert_memory_equal(after.tensions, before.tensions, sizeof after.tensions);
        assert_memory_equal(after.pairs, before.pairs, sizeof after.pairs);
        assert_memory_equal(after.weights, before.weights, sizeof after.weights);
    }
}

static void
a_dispute_lasts_its_years_and_is_remembered_four_more(void **state)
{
    ent_intervention change = of_kind(ENT_INTERVENTION_DISPUTE, USA, CHN);
    scene            s;

    (void)state;
    scene_make(&s);
    change.years = 3;
    apply(&change, 0.5, &s);
    for (int side = 0; side < 2; side++) {
        const ent_tension *t = side == 0 ? between(&s, USA, CHN) : between(&s, CHN, USA);

        assert_true(t->imposed == 0.5F);
        assert_int_equal(t->imposed_until, 2033); /* 2027, 2028, 2029 and four more */
        assert_true(t->dispute == 1);
    }
    assert_true(between(&s, USA, RUS)->imposed == 0);
    s.world.year = 2033;
    assert_true(fabs(ent_world_pressure(&s.world, 0, 2) - 0.5 / 3) < 1e-7);
    s.world.year = 2034;
    assert_true(ent_world_pressure(&s.world, 0, 2) == 0);
}

static void
a_weak_dispute_does_not_prolong_a_strong_one(void **state)
{
    ent_intervention first = of_kind(ENT_INTERVENTION_DISPUTE, USA, CHN), second = first;
    scene            s;

    (void)state;
    scene_make(&s);
    ent_world_tension(&s.world, 0, 2)->force = 1; /* of the record */
    ent_world_tension(&s.world, 0, 2)->force_until = 2028;
    second.year = 2029;
    second.years = 10;
    apply(&first, 0.8, &s);
    s.world.year = 2028;
    apply(&second, 0.1, &s);
    assert_true(between(&s, USA, CHN)->force == 1 && between(&s, USA, CHN)->force_until == 2028);
    assert_true(between(&s, USA, CHN)->imposed == 0.8F);
    assert_int_equal(between(&s, USA, CHN)->imposed_until, 2031);
    assert_true(fabs(ent_world_pressure(&s.world, 0, 2) - 1.0 / 3) < 1e-7); /* the stronger */
    s.world.year = 2030;
    assert_true(fabs(ent_world_pressure(&s.world, 0, 2) - 0.8 / 3) < 1e-7);
    second.year = 2031;
    apply(&second, 0.9, &s); /* a stronger one takes its place */
    assert_int_equal(between(&s, USA, CHN)->imposed_until, 2044);
}

static void
sanctions_have_a_direction_and_never_go_below_none(void **state)
{
    ent_intervention change = of_kind(ENT_INTERVENTION_SANCTION, USA, CHN);
    scene            s;

    (void)state;
    scene_make(&s);
    apply(&change, 1.5, &s);
    assert_true(between(&s, USA, CHN)->sanctions == 4.5F);
    assert_true(between(&s, CHN, USA)->sanctions == 0);
    change.ends = true;
    apply(&change, 1, &s);
    assert_true(between(&s, USA, CHN)->sanctions == 1.5F);
    apply(&change, 1, &s);
    assert_true(between(&s, USA, CHN)->sanctions == 0);
}

/* A rapprochement whose size no file states is as large as the ends of rivalries were. */
static void
a_rapprochement_of_no_stated_size_is_that_of_the_record(void **state)
{
    ent_intervention ease = of_kind(ENT_INTERVENTION_RAPPROCHEMENT, USA, RUS);
    double           parameters[ENT_PARAMETERS] = {[ENT_PARAMETER_EASE] = 0.25}, strength = 1;
    ent_course       course = {.interventions = &ease,
                               .count = 1,
                               .omitted = SIZE_MAX,
                               .strengths = &strength,
                               .parameters = parameters};
    ent_ctx         *ctx = unit_ctx(1);
    scene            s;

    (void)state;
    for (int stated = 0; stated < 2; stated++) {
        ease.by_record = stated == 0;
        scene_make(&s);
        ent_arena_init(&s.arena);
        assert_int_equal(ent_intervention_plan(ctx, &s.arena, &ease), ENT_OK);
        ent_world_tension(&s.world, 0, 1)->rivalry = 1;
        ent_course_intervene(&course, ease.year, &s.world);
        assert_true(between(&s, USA, RUS)->rivalry == (stated == 0 ? 0.75F : 0));
        ent_arena_clear(&s.arena);
    }
    ent_ctx_destroy(ctx);
}

static void
rivalry_and_rapprochement_stay_between_0_and_1(void **state)
{
    ent_intervention rivalry = of_kind(ENT_INTERVENTION_RIVALRY, USA, RUS);
    ent_intervention ease = of_kind(ENT_INTERVENTION_RAPPROCHEMENT, USA, RUS);
    scene            s;

    (void)state;
    scene_make(&s);
    apply(&rivalry, 1.7, &s);
    assert_true(between(&s, USA, RUS)->rivalry == 1 && between(&s, RUS, USA)->rivalry == 1);
    ent_world_tension(&s.world, 0, 1)->sanctions = 4;
    ent_world_tension(&s.world, 0, 1)->force = 1;
    ent_world_tension(&s.world, 0, 1)->imposed = 0.5F;
    apply(&ease, 0.25, &s);
    assert_true(between(&s, USA, RUS)->rivalry == 0.75F && between(&s, RUS, USA)->rivalry == 0.75F);
    assert_true(between(&s, USA, RUS)->sanctions == 3);
    assert_true(between(&s, USA, RUS)->force == 0.75F && between(&s, USA, RUS)->imposed == 0.375F);
    apply(&ease, 2, &s);
    assert_true(ent_world_pressure(&s.world, 0, 1) == 0);
    assert_false(ent_world_adversaries(&s.world, 0, 1));
    rivalry.ends = true;
    apply(&rivalry, 1, &s);
    assert_true(between(&s, USA, RUS)->rivalry == 0);
}

static void
a_treaty_and_a_level_are_set_and_noted(void **state)
{
    ent_intervention treaty = of_kind(ENT_INTERVENTION_TREATY, CHN, RUS);
    ent_intervention level = of_kind(ENT_INTERVENTION_COOPERATION, RUS, CHN);
    scene            s;

    (void)state;
    scene_make(&s);
    apply(&treaty, 1, &s);
    assert_true(s.pairs[0].chance[ENT_PACT_HOLDS | ENT_PACT_BEGAN][4] == 1);
    treaty.ends = true;
    apply(&treaty, 1, &s);
    assert_true(s.pairs[0].chance[ENT_PACT_BEGAN | ENT_PACT_ENDED][4] == 1);
    level.level = 6;
    apply(&level, 1, &s);
    assert_true(s.pairs[0].chance[ENT_PACT_BEGAN | ENT_PACT_ENDED][6] == 1);
    assert_true(ent_pair_share(&s.pairs[0], 0, 6) == 1 && ent_pair_share(&s.pairs[0], 0, 7) == 0);
}

static void
a_capability_grows_by_its_factor(void **state)
{
    ent_intervention change = of_kind(ENT_INTERVENTION_CAPABILITY, RUS, RUS);
    scene            s;

    (void)state;
    scene_make(&s);
    change.amount = 1.5;
    apply(&change, 1, &s);
    assert_true(fabs(s.weights[1] - 0.75) < 1e-12);
    change.amount = 0.01;
    apply(&change, 2, &s); /* never below nothing */
    assert_true(s.weights[1] == 0);
    change.a = change.b = 9; /* a state that plays no part in this world */
    apply(&change, 1, &s);
    assert_true(s.weights[0] == 0.5 && s.weights[2] == 0.5);
}

/* 2. more kinds */

static void
hostility_is_force_and_only_its_use_is_a_dispute(void **state)
{
    static const double FORCE[] = {0, 0, 1.0 / 3, 2.0 / 3, 1, 1};

    (void)state;
    for (int hostility = 2; hostility <= 5; hostility++) {
        ent_intervention change = of_kind(ENT_INTERVENTION_DISPUTE, USA, CHN);
        scene            s;

        scene_make(&s);
        change.level = hostility;
        apply(&change, 1, &s);
        assert_true(fabs((double)between(&s, USA, CHN)->imposed - FORCE[hostility]) < 1e-6);
        assert_true(between(&s, USA, CHN)->dispute == (hostility >= 4));
    }
}

static void
a_war_makes_severe_rivals(void **state)
{
    ent_intervention change = of_kind(ENT_INTERVENTION_WAR, CHN, RUS);
    scene            s;

    (void)state;
    scene_make(&s);
    change.level = 5;
    apply(&change, 1, &s);
    assert_true(between(&s, CHN, RUS)->imposed == 1 && between(&s, RUS, CHN)->rivalry == 1);
    assert_true(ent_pair_grade_share(&s.pairs[0], 1) == 0);
}

static void
what_is_lost_in_a_defeat_comes_back_by_half_in_nine_years(void **state)
{
    ent_intervention change = of_kind(ENT_INTERVENTION_DEFEAT, USA, RUS);
    scene            s;

    (void)state;
    scene_make(&s);
    change.amount = 0.6;
    live(&change, 1, &s, 2027);
    assert_true(fabs(s.weights[1] - 0.3) < 1e-12);
    assert_true(s.unrest[1] == 1);
    live(&change, 1, &s, 2028);
    assert_true(s.unrest[1] == 0); /* a year */
    live(&change, 1, &s, 2036);
    assert_true(fabs(s.weights[1] - 0.4) < 1e-12);
    assert_true(s.weights[0] == 0.5);
}

static void
what_comes_late_in_a_year_counts_for_what_is_left_of_it(void **state)
{
    ent_intervention missiles = of_kind(ENT_INTERVENTION_MISSILES, USA, CHN);
    ent_intervention leader = of_kind(ENT_INTERVENTION_LEADER, RUS, RUS);
    scene            s;

    (void)state;
    scene_make(&s);
    missiles.share = leader.share = 0.25;
    apply(&missiles, 1, &s);
    apply(&leader, 1, &s);
    assert_true(fabs(between(&s, USA, CHN)->presence - 0.25) < 1e-12);
    assert_true(fabs(s.unrest[1] - 0.25) < 1e-12);
    s.world.year++;
    apply(&missiles, 1, &s);
    apply(&leader, 1, &s);
    assert_true(fabs(between(&s, USA, CHN)->presence - 1) < 1e-12);
    assert_true(fabs(s.unrest[1] - 0.75) < 1e-12);
    s.world.year++;
    apply(&missiles, 1, &s);
    apply(&leader, 1, &s);
    assert_true(fabs(between(&s, USA, CHN)->presence - 1) < 1e-12);
    assert_true(fabs(s.unrest[1]) < 1e-12);
    assert_true(fabs(ent_world_pressure(&s.world, 0, 2) - 1.0 / 3) < 1e-12);
}

static void
an_intervention_acts_while_it_changes_something(void **state)
{
    ent_ctx         *ctx = unit_ctx(1);
    ent_intervention lasting = of_kind(ENT_INTERVENTION_SANCTION, USA, CHN), fading = lasting;
    scene            s;

    (void)state;
    ent_arena_init(&s.arena);
    fading.half_life = 3;
    assert_int_equal(ent_intervention_plan(ctx, &s.arena, &lasting), ENT_OK);
    assert_int_equal(ent_intervention_plan(ctx, &s.arena, &fading), ENT_OK);
    assert_false(ent_intervention_acts(&lasting, 2026) || ent_intervention_acts(&fading, 2026));
    assert_true(ent_intervention_acts(&lasting, 2027) && ent_intervention_acts(&fading, 2027));
    assert_true(!ent_intervention_acts(&lasting, 2028) && ent_intervention_acts(&fading, 2028));
    lasting.share = 0.5;
    assert_true(ent_intervention_acts(&lasting, 2028) && !ent_intervention_acts(&lasting, 2029));
    ent_arena_clear(&s.arena);
    ent_ctx_destroy(ctx);
}

static void
what_states_do_together_is_at_least_a_level_and_presses_on_others(void **state)
{
    static const struct {
        ent_intervention_kind kind;
        int                   level;
        double                presence;
    } KINDS[] = {{ENT_INTERVENTION_ARMS, 3, 0},
                 {ENT_INTERVENTION_EXERCISE, 4, 1.0 / 3},
                 {ENT_INTERVENTION_PATROL, 5, 1.0 / 3},
                 {ENT_INTERVENTION_BASING, 6, 2.0 / 3}};

    (void)state;
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++) {
        for (int level = 0; level < ENT_LEVELS; level++) {
            ent_intervention change = of_kind(KINDS[i].kind, RUS, CHN);
            int              expected = level > KINDS[i].level ? level : KINDS[i].level;
            scene            s;

            scene_make(&s);
            ent_pair_begin(&s.pairs[0], level, false);
            change.against = USA;
            apply(&change, 1, &s);
            assert_true(ent_pair_share(&s.pairs[0], 0, expected) == 1);
            assert_true(ent_pair_share(&s.pairs[0], 0, expected + 1) == 0);
            assert_true(fabs(between(&s, RUS, USA)->presence - KINDS[i].presence) < 1e-12);
            assert_true(fabs(between(&s, CHN, USA)->presence - KINDS[i].presence) < 1e-12);
            assert_true(between(&s, USA, CHN)->presence == 0);
        }
    }
}

static void
cut_trade_presses_and_turns_to_another(void **state)
{
    ent_intervention change = of_kind(ENT_INTERVENTION_TRADE, USA, RUS);
    scene            s;

    (void)state;
    scene_make(&s);
    change.amount = 0.4;
    change.to = CHN;
    live(&change, 0.5, &s, 2027);
    assert_true(fabs(between(&s, USA, RUS)->presence - 0.2) < 1e-12);
    assert_true(fabs(s.pairs[0].pull - 0.1) < 1e-12);
    live(&change, 0.5, &s, 2032);
    assert_true(fabs(between(&s, USA, RUS)->presence - 0.1) < 1e-12);
    assert_true(fabs(s.pairs[0].pull - 0.05) < 1e-12);
}

static void
a_treaty_turns_into_another(void **state)
{
    ent_intervention change = of_kind(ENT_INTERVENTION_TREATY, CHN, RUS);
    scene            s;

    (void)state;
    scene_make(&s);
    ent_pair_begin(&s.pairs[0], 4, true);
    change.into = ENT_OBLIGATION_CONSULTATION;
    apply(&change, 1, &s);
    assert_true(ent_pair_share(&s.pairs[0], ENT_PACT_HOLDS, 0) == 0);
    assert_true(ent_pair_share(&s.pairs[0], ENT_PACT_ENDED, 0) == 1);
    assert_true(s.pairs[0].bond[ENT_PACT_HOLDS | ENT_PACT_BEGAN] == 1);
    assert_true(ent_pair_bond_share(&s.pairs[0], ENT_PACT_BEGAN) == 1);
}

static void
a_new_regime_turns_to_another_state(void **state)
{
    ent_intervention change = of_kind(ENT_INTERVENTION_REGIME, RUS, RUS);
    scene            s;

    (void)state;
    scene_make(&s);
    ent_world_tension(&s.world, 0, 1)->rivalry = ent_world_tension(&s.world, 1, 0)->rivalry = 1;
    change.to = USA;
    live(&change, 1, &s, 2028);
    assert_true(between(&s, USA, RUS)->rivalry == 0.5F);
    assert_true(fabs(s.unrest[1] - 1) < 1e-12); /* of two, half is over in a year */
}

static void
every_kind_stands_in_the_table(void **state)
{
    (void)state;
    for (int kind = 0; kind < ENT_INTERVENTION_KINDS; kind++) {
        const ent_intervention_rule *rule = ent_intervention_rule_of((ent_intervention_kind)kind);

        assert_non_null(rule->name);
        assert_non_null(rule->help);
        assert_true((rule->basis == ENT_BASIS_ASSUMED) == (rule->source == NULL));
    }
}

static void
an_assumed_strength_is_drawn_from_0_to_twice_its_size(void **state)
{
    enum { DRAWS = 20000, SEED = 31 };
    ent_intervention change = {.basis = ENT_BASIS_ASSUMED, .size = 0.7};
    double           sum = 0, least = 9, most = 0;

    (void)state;
    (void)printf("seed %d\n", SEED);
    for (uint32_t i = 0; i < DRAWS; i++) {
        double x = ent_intervention_strength(&change, 4, SEED, 0, i);

        sum += x;
        least = x < least ? x : least;
        most = x > most ? x : most;
        assert_true(x == ent_intervention_strength(&change, 4, SEED, i + 1, i)); /* no row in it */
    }
    assert_true(least >= 0 && least < 0.01 && most > 1.39 && most <= 1.4);
    assert_true(fabs(sum / DRAWS - 0.7) < 4 * 1.4 / sqrt(12.0 * DRAWS));
    assert_true(ent_intervention_strength(&change, 4, SEED, 0, 1) !=
                ent_intervention_strength(&change, 5, SEED, 0, 1));
}

static void
an_estimated_strength_is_normal_and_drawn_by_row(void **state)
{
    enum { DRAWS = 20000, SEED = 32 };
    ent_intervention change = {.basis = ENT_BASIS_LITERATURE, .size = 2, .sd = 0.3};
    double           sum = 0, squares = 0;

    (void)state;
    (void)printf("seed %d\n", SEED);
    for (uint32_t i = 0; i < DRAWS; i++) {
        double x = ent_intervention_strength(&change, 0, SEED, i, 0);

        sum += x - 2;
        squares += (x - 2) * (x - 2);
        assert_true(x == ent_intervention_strength(&change, 0, SEED, i, i + 1));
    }
    assert_true(fabs(sum / DRAWS) < 4 * 0.3 / sqrt(DRAWS));
    assert_true(fabs(squares / DRAWS / 0.09 - 1) < 4 * sqrt(2.0 / DRAWS));
    change.sd = 0;
    assert_true(ent_intervention_strength(&change, 0, SEED, 1, 1) == 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_strength_changes_nothing),
        cmocka_unit_test(a_dispute_lasts_its_years_and_is_remembered_four_more),
        cmocka_unit_test(a_weak_dispute_does_not_prolong_a_strong_one),
        cmocka_unit_test(sanctions_have_a_direction_and_never_go_below_none),
        cmocka_unit_test(a_rapprochement_of_no_stated_size_is_that_of_the_record),
        cmocka_unit_test(rivalry_and_rapprochement_stay_between_0_and_1),
        cmocka_unit_test(a_treaty_and_a_level_are_set_and_noted),
        cmocka_unit_test(a_capability_grows_by_its_factor),
        cmocka_unit_test(hostility_is_force_and_only_its_use_is_a_dispute),
        cmocka_unit_test(a_war_makes_severe_rivals),
        cmocka_unit_test(what_is_lost_in_a_defeat_comes_back_by_half_in_nine_years),
        cmocka_unit_test(what_comes_late_in_a_year_counts_for_what_is_left_of_it),
        cmocka_unit_test(an_intervention_acts_while_it_changes_something),
        cmocka_unit_test(what_states_do_together_is_at_least_a_level_and_presses_on_others),
        cmocka_unit_test(cut_trade_presses_and_turns_to_another),
        cmocka_unit_test(a_treaty_turns_into_another),
        cmocka_unit_test(a_new_regime_turns_to_another_state),
        cmocka_unit_test(every_kind_stands_in_the_table),
        cmocka_unit_test(an_assumed_strength_is_drawn_from_0_to_twice_its_size),
        cmocka_unit_test(an_estimated_strength_is_normal_and_drawn_by_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
