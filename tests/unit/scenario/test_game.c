/*
 * Tests of games: what is drawn, what moves and rulings change, what a game looks ahead to.
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_scenario.h"

#include <math.h>

#include "scenario/game/game.h"

/* The invented record of tests/data/powers, whose scenarios begin at the end of 2000. */
static int
powers_setup(void **state)
{
    static char     folder[1024];
    ent_ctx_options options = {.jobs = 1, .data_dir = folder};
    stage          *s = calloc(1, sizeof *s);
    ent_store      *store = NULL;

    assert_non_null(s);
    (void)snprintf(folder, sizeof folder, "%s/tests/data/powers", getenv("ENT_SOURCE"));
    assert_int_equal(ent_ctx_create(&options, &s->ctx), ENT_OK);
    assert_int_equal(ent_codes_load(s->ctx, &s->codes), ENT_OK);
    assert_int_equal(ent_store_open(s->ctx, ":memory:", ENT_STORE_READ, s->codes, &store), ENT_OK);
    assert_int_equal(ent_record_load(s->ctx, store, s->codes, NULL, &s->record), ENT_OK);
    ent_store_close(store);
    *state = s;
    return 0;
}

static ent_game *
play(const stage *s, const char *scenario, uint64_t seed, int years, const char *moves)
{
    ent_game_source source = {.scenario = scenario, .seed = seed, .years = years};
    ent_game       *game = NULL;

    if (moves != NULL) {
        source.moves = (ent_game_text){"moves.yaml", moves, strlen(moves)};
    }
    if (ent_game_play(s->ctx, s->record, &source, &game) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(s->ctx));
    }
    return game;
}

/* The chances of the first year in the run of a seed, from the rule itself. */
static void
chances_of(const ent_game *game, uint64_t seed, double parameters[ENT_PARAMETERS], double out[4])
{
    ent_world       world = {0};
    const ent_pair *pair;
    ent_ctx        *ctx = unit_ctx(1);

    assert_int_equal(ent_world_like(ctx, &game->ground.worlds[0], &world), ENT_OK);
    ent_world_copy(&game->ground.worlds[0], &world);
    ent_world_step(&world, parameters, (ent_key){.seed = seed, .run = UINT32_MAX});
    pair = &world.pairs[0];
    out[0] = ent_pair_share(pair, 0, 5); /* it stands at 4, and may move by more than one */
    out[1] = 1 - ent_pair_share(pair, 0, 4);
    out[2] = ent_pair_share(pair, ENT_PACT_HOLDS, 0);
    out[3] = ent_pair_grade_share(pair, 4);
    ent_world_clear(&world);
    ent_ctx_destroy(ctx);
}

/* Over many seeds each thing comes as often as the rule says: within four standard deviations. */
static void
a_game_draws_with_the_chances_of_the_rule(void **state)
{
    const stage *s = *state;
    double       expected[4] = {0}, variance[4] = {0}, came[4] = {0};

    ent_game *start = play(s, "base", 1, 0, NULL); /* what stands then no seed changes */

    for (uint64_t seed = 1; seed <= 100; seed++) {
        ent_game    *game = play(s, "base", seed, 1, NULL);
        ent_standing at = ent_game_standing(&game->world.pairs[0]);
        double       parameters[ENT_PARAMETERS], chances[4];

        ent_rule_middle(&game->ground.rules[0], parameters);
        chances_of(start, seed, parameters, chances);
        came[0] += at.level >= 5;
        came[1] += at.level < 4;
        came[2] += (at.pact & ENT_PACT_HOLDS) != 0;
        came[3] += at.grade == 4;
        for (size_t i = 0; i < 4; i++) {
            expected[i] += chances[i];
            variance[i] += chances[i] * (1 - chances[i]);
        }
        ent_game_destroy(game);
    }
    ent_game_destroy(start);
    for (size_t i = 0; i < 4; i++) {
        /* an exercise of 2000 bears level 4 out until 2004 */
        assert_true(i == 1 ? expected[i] == 0 : expected[i] > 0.1);
        assert_true(fabs(came[i] - expected[i]) < 4 * sqrt(variance[i]) + 1);
    }
    assert_true(came[0] > 0);
}

/* Whatever is drawn is certain: one level, one obligation, one grade. */
static void
a_played_pair_is_certain(void **state)
{
    const stage *s = *state;
    ent_game    *game = play(s, "pressure", 3, 4, NULL);

    assert_int_equal(ent_game_year(game), 2004);
    for (size_t i = 0; i < game->world.pair_count; i++) {
        const ent_pair *pair = &game->world.pairs[i];
        ent_standing    at = ent_game_standing(pair);

        assert_true(pair->chance[at.pact][at.level] >= 1);
        assert_true(pair->bond[at.bond] >= 1);
        assert_true(pair->peace[at.grade] >= 1);
    }
    ent_game_destroy(game);
}

/* Before anything is played, a game looks ahead as an ensemble does. */
static void
a_game_that_begins_forecasts_what_a_run_does(void **state)
{
    const stage    *s = *state;
    ent_scenario   *scenario = load(s, "pressure", NULL);
    ent_run_options options = {.seed = 1, .runs = 64};
    ent_ensemble    ensemble;
    ent_game       *game = play(s, "pressure", 1, 0, NULL);

    assert_int_equal(ent_scenario_run(s->ctx, s->record, &scenario, 1, &options, &ensemble),
                     ENT_OK);
    assert_int_equal(ent_game_forecast(s->ctx, game, 64), ENT_OK);
    assert_int_equal(game->rest.outcome_count, ensemble.outcome_count);
    for (size_t i = 0; i < ensemble.outcome_count; i++) {
        for (int year = 0; year < ensemble.year_count; year++) {
            assert_true(game->rest.outcomes[i].years[year].probability ==
                        ensemble.outcomes[i].years[year].probability);
            assert_true(game->rest.outcomes[i].years[year].hi ==
                        ensemble.outcomes[i].years[year].hi);
        }
    }
    ent_game_destroy(game);
    ent_ensemble_clear(&ensemble);
    ent_scenario_destroy(scenario);
}

/* Odds of a pair do not depend on which other pairs are followed. */
static void
a_pair_that_a_move_brings_in_leaves_the_others_alone(void **state)
{
    static const char MOVES[] = "format: 1\nmoves:\n  - {by: IND, date: 2004, kind: treaty, a: "
                                "IND, b: RUS, obligation: consultation}\n";
    const stage      *s = *state;

    for (uint64_t seed = 1; seed <= 20; seed++) {
        ent_game *less = play(s, "pressure", seed, 3, NULL);
        ent_game *more = play(s, "pressure", seed, 3, MOVES);

        assert_true(more->world.pair_count == less->world.pair_count + 1);
        for (size_t i = 0; i < less->world.pair_count; i++) {
            ent_standing a = ent_game_standing(&less->world.pairs[i]);
            ent_standing b = ent_game_standing(&more->world.pairs[i]);

            assert_memory_equal(&a, &b, sizeof a);
        }
        ent_game_destroy(less);
        ent_game_destroy(more);
    }
}

/* A dispute that an umpire puts makes adversaries; one that he takes away does not. */
static void
a_ruling_changes_the_world(void **state)
{
    static const char WITH[] = "format: 1\noverrides:\n  - {year: 2001, outcome: dispute, a: RUS, "
                               "b: CHN, value: true, reason: r}\n  - {year: 2001, outcome: "
                               "defence, a: CHN, b: RUS, value: true, reason: r}\n  - {year: 2001,"
                               " outcome: peace, a: CHN, b: RUS, value: severe-rivalry, reason: "
                               "r}\n  - {year: 2001, outcome: obligation, a: CHN, b: RUS, value: "
                               "true, reason: r}\n";
    static const char WITHOUT[] = "format: 1\noverrides:\n  - {year: 2001, outcome: dispute, a: "
                                  "CHN, b: RUS, value: false, reason: r}\n";
    const stage      *s = *state;

    for (uint64_t seed = 1; seed <= 10; seed++) {
        ent_game *with = play(s, "base", seed, 1, WITH), *none = play(s, "base", seed, 1, WITHOUT);
        ent_standing at = ent_game_standing(&with->world.pairs[0]);

        assert_true(
            ent_world_adversaries(&with->world, with->world.pairs[0].a, with->world.pairs[0].b));
        assert_int_equal(at.pact, ENT_PACT_HOLDS | ENT_PACT_BEGAN);
        assert_int_equal(at.bond, ENT_PACT_HOLDS | ENT_PACT_BEGAN);
        assert_int_equal(at.grade, 0);
        assert_false(
            ent_world_adversaries(&none->world, none->world.pairs[0].a, none->world.pairs[0].b));
        ent_game_destroy(with);
        ent_game_destroy(none);
    }
}

/* A war that an umpire puts is a dispute, too; a rivalry that he ends makes no disputes. */
static void
a_ruling_makes_war_and_ends_rivalry(void **state)
{
    static const char MOVES[] = "format: 1\noverrides:\n  - {year: 2001, outcome: war, a: RUS, b: "
                                "CHN, value: true, reason: r}\n  - {year: 2002, outcome: war, a: "
                                "RUS, b: CHN, value: false, reason: r}\n  - {year: 2001, outcome: "
                                "rivalry, a: CHN, b: USA, value: true, reason: r}\n  - {year: "
                                "2002, outcome: rivalry, a: USA, b: CHN, value: false, reason: "
                                "r}\n  - {year: 2002, outcome: war, a: USA, value: true, reason: "
                                "r}\n";
    const stage      *s = *state;

    for (uint64_t seed = 1; seed <= 5; seed++) {
        ent_game        *one = play(s, "base", seed, 1, MOVES), *two;
        const ent_world *w = &one->world;
        int              rus = ent_world_find(w, ent_codes_find(s->codes, "RUS"));
        int              chn = ent_world_find(w, ent_codes_find(s->codes, "CHN"));
        int              usa = ent_world_find(w, ent_codes_find(s->codes, "USA"));

        assert_true(ent_world_at_war(w, (size_t)rus, (size_t)chn));
        assert_true(ent_world_force(w, chn, rus) >= 1);
        assert_int_equal(w->stances[rus].war_since, 2001);
        assert_true(ent_world_tension(w, usa, chn)->rivalry >= 1);
        two = play(s, "base", seed, 2, MOVES);
        w = &two->world;
        assert_false(ent_world_at_war(w, (size_t)rus, (size_t)chn));
        assert_true(ent_world_force(w, chn, rus) >= 1); /* it is remembered */
        assert_true(ent_world_tension(w, chn, usa)->rivalry <= 0);
        assert_true(w->stances[usa].campaign && w->stances[usa].war_since == 2002);
        ent_game_destroy(one);
        ent_game_destroy(two);
    }
}

/* What was played does not fade away differently in a forecast: its size is certain. */
static void
what_was_played_has_the_size_it_was_played_with(void **state)
{
    static const char MOVES[] = "format: 1\nmoves:\n  - {by: USA, date: 2001, kind: trade, a: USA, "
                                "b: CHN, share: 0.4}\n  - {by: USA, date: 2003, kind: missiles, a: "
                                "USA, b: CHN}\n";
    const stage      *s = *state;
    ent_game         *game = play(s, "base", 1, 1, MOVES);

    for (size_t i = 0; i < game->scenario->intervention_count; i++) {
        const ent_intervention *change = &game->scenario->interventions[i];
        double                  a = ent_intervention_strength(change, i, 1, 0, 0);
        double                  b = ent_intervention_strength(change, i, 1, 0, 1);

        assert_true(change->year == 2001 ? a == 1 && b == 1 : a != b);
    }
    ent_game_destroy(game);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_game_draws_with_the_chances_of_the_rule),
        cmocka_unit_test(a_played_pair_is_certain),
        cmocka_unit_test(a_game_that_begins_forecasts_what_a_run_does),
        cmocka_unit_test(a_pair_that_a_move_brings_in_leaves_the_others_alone),
        cmocka_unit_test(a_ruling_changes_the_world),
        cmocka_unit_test(a_ruling_makes_war_and_ends_rivalry),
        cmocka_unit_test(what_was_played_has_the_size_it_was_played_with),
    };

    return cmocka_run_group_tests(tests, powers_setup, stage_teardown);
}
