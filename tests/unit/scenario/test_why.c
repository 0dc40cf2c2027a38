/*
 * test_why.c - terms are what the rule moves by; an intervention left out is one that was not there
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_scenario.h"

#include <math.h>

#include "scenario/ground.h"
#include "scenario/why.h"

static const double PARAMETERS[ENT_PARAMETERS] = {[ENT_PARAMETER_UP] = -1.5,
                                                  [ENT_PARAMETER_LAPSE] = -2,
                                                  [ENT_PARAMETER_PACT] = -3,
                                                  [ENT_PARAMETER_END] = -2.5,
                                                  [ENT_PARAMETER_DISPUTE] = -1,
                                                  [ENT_PARAMETER_COMMON_RIVALRY] = 0.7,
                                                  [ENT_PARAMETER_COMMON_FORCE] = 0.7,
                                                  [ENT_PARAMETER_COMMON_SANCTIONS] = 0.7,
                                                  [ENT_PARAMETER_COMMON_PRESENCE] = 0.7,
                                                  [ENT_PARAMETER_ENMITY] = 0.9,
                                                  [ENT_PARAMETER_CLOSE] = 0.4,
                                                  [ENT_PARAMETER_LEADER] = -1,
                                                  [ENT_PARAMETER_REGIME] = -2,
                                                  [ENT_PARAMETER_LOOSE] = 0.6,
                                                  [ENT_PARAMETER_BOND] = -2,
                                                  [ENT_PARAMETER_UNBOND] = -2,
                                                  [ENT_PARAMETER_WARMER] = -1.2,
                                                  [ENT_PARAMETER_COLDER] = -1.4,
                                                  [ENT_PARAMETER_STRAIN] = 0.8,
                                                  [ENT_PARAMETER_UP_EXERCISES] = -1,
                                                  [ENT_PARAMETER_BURDEN] = 0.3,
                                                  [ENT_PARAMETER_COMMON_PEACE] = 0.5,
                                                  [ENT_PARAMETER_COMMON_TIES] = 0.6,
                                                  [ENT_PARAMETER_BURDEN_PEACE] = -0.1,
                                                  [ENT_PARAMETER_BURDEN_TIES] = 0.15,
                                                  [ENT_PARAMETER_RIVAL] = -INFINITY,
                                                  [ENT_PARAMETER_RECONCILE] = -3,
                                                  [ENT_PARAMETER_LIFT] = -2,
                                                  [ENT_PARAMETER_WAR] = -2,
                                                  [ENT_PARAMETER_TRUCE] = -1,
                                                  [ENT_PARAMETER_UP_ONE] = -1.3,
                                                  [ENT_PARAMETER_LAPSE_ONE] = -0.7,
                                                  [ENT_PARAMETER_ALLIED] = 0.35,
                                                  [ENT_PARAMETER_UP_WORDS] = 0.15,
                                                  [ENT_PARAMETER_LAPSE_EXERCISES] = 0.45,
                                                  [ENT_PARAMETER_STALE] = 1.1,
                                                  [ENT_PARAMETER_BROKEN] = -INFINITY,
                                                  [ENT_PARAMETER_LEAP_PEACE] = -2,
                                                  [ENT_PARAMETER_SLIP_PEACE] = -2};

static double
logistic_of_terms(const ent_outcome *outcome, const ent_world *world, size_t pair,
                  const ent_why_before *before)
{
    ent_key      key = {.seed = 1};
    ent_drift    drift = ent_world_drift(world, &world->pairs[pair], PARAMETERS, key);
    ent_why_term terms[ENT_WHY_TERMS];
    size_t       count = ent_why_terms(outcome->kind, &drift, PARAMETERS, before, terms);
    double       sum = 0;

    for (size_t i = 0; i < count; i++) {
        sum += terms[i].value;
    }
    return 1 / (1 + exp(-sum));
}

/* One step from a level and an obligation that are known: what moved is what the terms say. */
static void
the_terms_sum_to_what_the_rule_moves_by(void **state)
{
    static const char TEXT[] =
        "format: 1\nname: s\nbase: 2024-12-31\nhorizon: 1\noutcomes:\n"
        "  - {name: up, kind: level_at_least, a: RUS, b: CHN, level: 6}\n"
        "  - {name: down, kind: level_below, a: RUS, b: CHN, level: 4}\n"
        "  - {name: begins, kind: defence_begins, a: RUS, b: CHN}\n"
        "  - {name: ends, kind: defence_ends, a: RUS, b: CHN}\n"
        "  - {name: hostile, kind: level_at_least, a: RUS, b: USA, level: 3}\n"
        "  - {name: bond, kind: obligation_begins, a: RUS, b: USA}\n"
        "  - {name: warmer, kind: peace_rises, a: RUS, b: USA}\n"
        "  - {name: colder, kind: peace_falls, a: RUS, b: USA}\n";
    stage              *s = *state;
    ent_scenario       *scenario = load(s, "s.yaml", TEXT);
    const ent_scenario *list[] = {scenario};
    ent_ground          ground = {0};
    ent_world           world = {0};
    ent_key             key = {.seed = 1};
    ent_pair           *pair, *other;
    ent_why_before      of_pair, of_other;
    double              rise;

    assert_int_equal(ent_ground_prepare(s->ctx, s->record, list, 1, &ground), ENT_OK);
    assert_int_equal(ent_world_like(s->ctx, &ground.worlds[0], &world), ENT_OK);
    for (int defence = 0; defence < 2; defence++) {
        ent_world_copy(&ground.worlds[0], &world);
        pair = &world.pairs[ground.targets[0].pair];
        other = &world.pairs[ground.targets[4].pair];
        ent_pair_begin(pair, 5, defence);
        pair->held[5][0] = 0; /* nothing bore it out for four years: it may fall */
        pair->held[5][4] = 1;
        pair->great = defence;
        ent_pair_begin(other, 2, false);
        of_pair = ent_why_before_of(pair, PARAMETERS);
        of_other = ent_why_before_of(other, PARAMETERS);
        ent_world_step(&world, PARAMETERS, key);
        rise = logistic_of_terms(&scenario->outcomes[0], &world, 0, &of_pair);
        assert_true(fabs(ent_pair_share(pair, 0, 6) - rise) < 1e-12);
        assert_true(fabs(1 - ent_pair_share(pair, 0, 5) -
                         (1 - rise) * logistic_of_terms(&scenario->outcomes[1], &world, 0,
                                                        &of_pair)) < 1e-12);
        assert_true(fabs(ent_pair_share(other, 0, 3) -
                         logistic_of_terms(&scenario->outcomes[4], &world, ground.targets[4].pair,
                                           &of_other)) < 1e-12);
        ent_world_copy(&ground.worlds[0], &world);
        ent_pair_begin(other, 2, false);
        ent_pair_set_grade(other, 1);
        memset(other->bond, 0, sizeof other->bond);
        other->bond[0] = 1;
        ent_world_step(&world, PARAMETERS, key);
        assert_true(fabs(other->bond[ENT_PACT_HOLDS | ENT_PACT_BEGAN] -
                         logistic_of_terms(&scenario->outcomes[5], &world, ground.targets[4].pair,
                                           &of_other)) < 1e-12);
        assert_true(fabs(ent_pair_grade_share(other, 2) -
                         logistic_of_terms(&scenario->outcomes[6], &world, ground.targets[4].pair,
                                           &of_other)) < 1e-12);
        assert_true(fabs(1 - ent_pair_grade_share(other, 1) -
                         logistic_of_terms(&scenario->outcomes[7], &world, ground.targets[4].pair,
                                           &of_other)) < 1e-12);
        if (defence) {
            ent_world_copy(&ground.worlds[0], &world);
            ent_pair_begin(pair, 5, true);
            ent_world_step(&world, PARAMETERS, key);
            assert_true(fabs(ent_pair_share(pair, ENT_PACT_ENDED, 0) -
                             logistic_of_terms(&scenario->outcomes[3], &world, 0, &of_pair)) <
                        1e-12);
        }
    }
    ent_world_clear(&world);
    ent_ground_clear(&ground);
    ent_scenario_destroy(scenario);
}

static ent_table *
why(const stage *s, ent_scenario *scenario, uint64_t runs)
{
    ent_run_options options = {.seed = 3, .runs = runs};
    ent_table      *table = NULL;

    if (ent_scenario_why(s->ctx, s->record, &scenario, 1, &options, &table) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(s->ctx));
    }
    return table;
}

enum { OUTCOME = 1, YEAR, KIND, RANK, WHAT, VALUE, WITHOUT, CHANGE };

static bool
is_row(ent_table *table, size_t row, size_t column, const char *text)
{
    return strcmp(ent_table_get_text(table, row, column), text) == 0;
}

/* With one intervention, the world without it is the base; with two that do nothing more, too. */
static void
an_intervention_left_out_was_not_there(void **state)
{
    stage          *s = *state;
    ent_scenario   *scenario = load(s, "s.yaml",
                                    "format: 1\nname: s\nextends: base\nhorizon: 4\ninterventions:\n"
                                      "  - {date: 2026, kind: capability, a: RUS, factor: 1}\n"
                                      "  - {date: 2026, kind: dispute, a: JPN, b: CHN, years: 2}\n");
    ent_run_options options = {.seed = 3, .runs = 400};
    ent_table      *table = why(s, scenario, 400);
    ent_ensemble    e;
    size_t          seen = 0, effects = 0;

    assert_int_equal(ent_scenario_run(s->ctx, s->record, &scenario, 1, &options, &e), ENT_OK);
    for (size_t i = 0; i < ent_table_row_count(table); i++) {
        const ent_outcome_year *last = &e.outcomes[seen / 2].years[4];

        effects += is_row(table, i, KIND, "effect");
        if (!is_row(table, i, KIND, "intervention")) {
            continue;
        }
        assert_true(fabs(ent_table_get_number(table, i, VALUE) - last->probability) < 1e-12);
        if (seen % 2 == 0 && last->difference != 0) { /* the dispute comes first */
            assert_non_null(strstr(ent_table_get_text(table, i, WHAT), "dispute JPN CHN"));
            assert_true(fabs(ent_table_get_number(table, i, CHANGE) - last->difference) < 1e-12);
            assert_true(fabs(ent_table_get_number(table, i, WITHOUT) - last->base) < 1e-12);
        } else {
            assert_true(ent_table_get_number(table, i, CHANGE) == 0);
        }
        assert_int_equal((int)ent_table_get_number(table, i, RANK), (int)(seen % 2) + 1);
        seen++;
    }
    assert_int_equal(seen, 2 * e.outcome_count);
    assert_int_equal(effects, 4 * (8 + 8 + 5 + 1));
    assert_true(e.outcomes[0].years[4].difference != 0);
    ent_table_destroy(table);
    ent_ensemble_clear(&e);
    ent_scenario_destroy(scenario);
}

static void
what_an_intervention_adds_shows_in_the_log_odds(void **state)
{
    stage        *s = *state;
    ent_scenario *scenario =
        load(s, "s.yaml",
             "format: 1\nname: s\nextends: base\nhorizon: 3\ninterventions:\n"
             "  - {date: 2026, kind: rivalry, a: JPN, b: CHN, basis: estimated, source: X}\n"
             "  - {date: 2026, kind: rivalry, a: JPN, b: RUS, basis: estimated, source: X}\n");
    ent_table *table = why(s, scenario, 64);
    int        seen = 0;

    for (size_t i = 0; i < ent_table_row_count(table); i++) {
        if (is_row(table, i, WHAT, "level rises: common pressure")) {
            double change = ent_table_get_number(table, i, CHANGE);

            assert_true(is_row(table, i, YEAR, "2025") ? change == 0 : change > 0);
            seen++;
        }
        if (is_row(table, i, WHAT, "level rises: rate")) {
            assert_true(ent_table_get_number(table, i, CHANGE) == 0);
        }
    }
    assert_int_equal(seen, 3);
    ent_table_destroy(table);
    ent_scenario_destroy(scenario);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_terms_sum_to_what_the_rule_moves_by),
        cmocka_unit_test(an_intervention_left_out_was_not_there),
        cmocka_unit_test(what_an_intervention_adds_shows_in_the_log_odds),
    };

    return cmocka_run_group_tests(tests, stage_setup, stage_teardown);
}
