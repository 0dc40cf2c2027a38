/*
 * test_backtest_rule.c - the rule of scenarios as a forecaster of moves of the cooperation level
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_scenario.h"

#include <math.h>

#include "base/date.h"
#include "model/rule/world.h"
#include "scenario/backtest/backtest.h"

enum { ORIGIN = 2012, YEARS = 3, RUNS = 100, SEED = 4 };

static const char MOVES[] = "format: 1\nname: m\noutcome: {name: cooperation, model: moves}\n"
                            "record: {from: 1981, to: 2012}\npairs: great-powers\neffects:\n  - "
                            "{name: X, of: contiguity}\n";

static ent_graded *
model_of(const stage *s, const char *text)
{
    ent_graded *model = NULL;

    assert_int_equal(ent_graded_parse(s->ctx, "m.yaml", text, strlen(text), &model), ENT_OK);
    return model;
}

static ent_backtest_rule *
open_rule(const stage *s)
{
    ent_graded        *model = model_of(s, MOVES);
    ent_backtest_rule *rule = NULL;

    assert_int_equal(ent_backtest_rule_open(s->ctx, model, &rule), ENT_OK);
    ent_graded_destroy(model);
    return rule;
}

/* A world of one dyad alone, run by run: no dyad moves another, so that the chances are the same.
 */
static void
slow_chances(const stage *s, const ent_record *known, ent_state a, ent_state b, double out[2])
{
    const ent_state pair[1][2] = {{a, b}};
    ent_day         before = ent_span_of_year(ORIGIN).to;
    ent_rule        rule;
    ent_system     *system;
    ent_world       start, world;
    int             from = -1;

    assert_int_equal(ent_rule_estimate(s->ctx, known, before, &rule), ENT_OK);
    assert_int_equal(ent_system_at(s->ctx, known, (ent_span){before - 1, before}, NULL, &system),
                     ENT_OK);
    assert_int_equal(ent_world_create(s->ctx, known, system, pair, 1, &start), ENT_OK);
    assert_int_equal(ent_world_like(s->ctx, &start, &world), ENT_OK);
    start.clashing = 0;
    for (int level = 0; level < ENT_LEVELS; level++) {
        from = ent_pair_share(&start.pairs[0], 0, level) > 0.5 ? level : from;
    }
    out[0] = out[1] = 0;
    for (uint32_t run = 0; run < RUNS; run++) {
        double  parameters[ENT_PARAMETERS];
        ent_key key = {.seed = SEED, .run = run};

        ent_world_copy(&start, &world);
        ent_rule_draw(&rule, SEED, run, run, parameters);
        for (int y = 0; y < YEARS; y++) {
            ent_world_step(&world, parameters, key);
        }
        out[0] += (from < 7 ? ent_pair_share(&world.pairs[0], 0, from + 1) : 0) / RUNS;
        out[1] += (1 - ent_pair_share(&world.pairs[0], 0, from)) / RUNS;
    }
    ent_world_clear(&world);
    ent_world_clear(&start);
    ent_system_destroy(system);
}

static void
the_rule_says_of_a_dyad_what_a_world_of_that_dyad_alone_does(void **state)
{
    static const char *const PAIRS[][2] = {{"RUS", "CHN"}, {"IND", "USA"}};
    const stage             *s = *state;
    ent_backtest_rule       *rule = open_rule(s);
    ent_record              *known;

    assert_int_equal(ent_record_known(s->ctx, s->record, ent_span_of_year(ORIGIN).to - 1, &known),
                     ENT_OK);
    assert_int_equal(ent_backtest_rule_forecast(s->ctx, rule, s->record, ORIGIN, YEARS, SEED),
                     ENT_OK);
    for (size_t i = 0; i < 2; i++) {
        ent_state a = ent_codes_find(s->codes, PAIRS[i][0]);
        ent_state b = ent_codes_find(s->codes, PAIRS[i][1]);
        double    want[2];

        slow_chances(s, known, a, b, want);
        for (size_t q = 0; q < 2; q++) {
            double said = ent_backtest_rule_chance(rule, a, b, YEARS, q, 0.5);

            assert_true(fabs(said - (RUNS * want[q] + 0.5) / (RUNS + 1)) < 1e-9);
            assert_true(said == ent_backtest_rule_chance(rule, b, a, YEARS, q, 0.5));
            assert_true(said >= ent_backtest_rule_chance(rule, a, b, 1, q, 0.5));
        }
    }
    ent_record_destroy(known);
    ent_backtest_rule_close(rule);
}

static void
what_came_later_changes_no_forecast_and_strangers_have_the_base_rate(void **state)
{
    const stage       *s = *state;
    ent_state          rus = ent_codes_find(s->codes, "RUS"), chn = ent_codes_find(s->codes, "CHN");
    ent_state          bra = ent_codes_find(s->codes, "BRA"), arg = ent_codes_find(s->codes, "ARG");
    ent_backtest_rule *rule = open_rule(s);
    ent_record        *known;
    double             before;

    assert_int_equal(ent_record_known(s->ctx, s->record, ent_span_of_year(ORIGIN).to - 1, &known),
                     ENT_OK);
    assert_true(ent_backtest_rule_chance(rule, rus, chn, 1, 0, 0.25) == 0.25); /* nothing is run */
    assert_int_equal(ent_backtest_rule_forecast(s->ctx, rule, s->record, ORIGIN, 1, SEED), ENT_OK);
    before = ent_backtest_rule_chance(rule, rus, chn, 1, 0, 0);
    assert_true(before > 0 && before < 1);
    assert_true(ent_backtest_rule_chance(rule, bra, arg, 1, 0, 0.25) == 0.25);
    assert_int_equal(ent_backtest_rule_forecast(s->ctx, rule, known, ORIGIN, 1, SEED), ENT_OK);
    assert_true(before == ent_backtest_rule_chance(rule, rus, chn, 1, 0, 0));
    ent_record_destroy(known);
    ent_backtest_rule_close(rule);
}

static void
the_rule_forecasts_moves_of_cooperation_alone(void **state)
{
    static const char  OTHER[] = "format: 1\nname: o\noutcome: {name: bilateral, model: onset}\n"
                                 "record: {from: 1950, to: 2012}\neffects:\n"
                                 "  - {name: X, of: contiguity}\n";
    const stage       *s = *state;
    ent_graded        *model = model_of(s, OTHER);
    ent_backtest_rule *rule = NULL;

    assert_int_equal(ent_backtest_rule_open(s->ctx, model, &rule), ENT_E_ARG);
    assert_non_null(strstr(ent_ctx_error(s->ctx), "moves of 'cooperation' alone"));
    assert_null(rule);
    ent_backtest_rule_close(NULL);
    ent_graded_destroy(model);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_rule_says_of_a_dyad_what_a_world_of_that_dyad_alone_does),
        cmocka_unit_test(what_came_later_changes_no_forecast_and_strangers_have_the_base_rate),
        cmocka_unit_test(the_rule_forecasts_moves_of_cooperation_alone),
    };

    return cmocka_run_group_tests(tests, stage_setup, stage_teardown);
}
