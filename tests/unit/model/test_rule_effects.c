/*
 * test_rule_effects.c - effects of the rule: recovered from invented years, rates that keep their
 * class
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>
#include <string.h>

#include "base/random.h"
#include "model/rule/effects.h"
#include "model/rule/world.h"

enum { GREAT = 5, OTHERS = 45, FIRST = 1950, YEARS = 60, SEED = 9021 };
enum { DYADS = GREAT * (GREAT - 1) / 2 + GREAT * OTHERS, ROWS = DYADS * YEARS };

static const double COMMON = 0.9, BURDEN = 0.4, ENMITY = 1.2, REVERT = 0.3, CLOSE = 0.35;

static double
logistic(double x)
{
    return 1 / (1 + exp(-x));
}

/* The years of one dyad as the rule moves it, with covariates that change every few years. */
static void
invent_dyad(ent_rule_row *rows, ent_state a, ent_state b, bool great, double strength)
{
    int level = (int)(a + b) % 4;

    for (int y = 0; y < YEARS; y++) {
        ent_key key = {SEED, a, ENT_PROCESS_TEST, (uint32_t)y / 4, b}, now = key;
        double  z[4], push, odds, u;

        now.step = (uint32_t)(1000 + y);
        for (uint32_t k = 0; k < 4; k++) {
            z[k] = ent_random_uniform(&key, k);
        }
        z[2] = z[2] < 0.3;
        push = strength * (COMMON * z[0] - BURDEN * z[1] - ENMITY * z[2] - REVERT * level);
        odds = great ? -2.0 : -2.6;
        rows[y] = (ent_rule_row){.year = (int16_t)(FIRST + y),
                                 .a = a,
                                 .b = b,
                                 .great = great,
                                 .level = (int8_t)level,
                                 .grade = 2,
                                 .grade_after = 2,
                                 .common = z[0],
                                 .burden = z[1],
                                 .enmity = z[2],
                                 .force = z[3]};
        rows[y].pact = ent_random_uniform(&now, 1) < logistic(-5 + strength * CLOSE * level);
        rows[y].bond = ent_random_uniform(&now, 2) < logistic(-4 + strength * CLOSE * level);
        u = ent_random_uniform(&now, 0);
        if (level < 7 && u < logistic(odds + push)) {
            level++;
        } else if (level > 0 && u > 1 - logistic(odds - push)) {
            level--;
        }
        rows[y].level_after = (int8_t)level;
    }
}

static ent_rule_rows
invent(int shift, double strength)
{
    ent_rule_rows out = {.rows = calloc(ROWS, sizeof *out.rows), .scaled = true};

    assert_non_null(out.rows);
    for (int a = 0; a < GREAT; a++) {
        for (int b = a + 1; b < GREAT + OTHERS; b++) {
            invent_dyad(out.rows + out.count, (ent_state)(1 + a), (ent_state)(1 + b), b < GREAT,
                        strength);
            out.count += YEARS;
        }
    }
    for (size_t i = 0; i < out.count && shift != 0; i++) { /* other numbers for the same states */
        out.rows[i].a = (ent_state)((out.rows[i].a * shift) % 211);
        out.rows[i].b = (ent_state)((out.rows[i].b * shift) % 211);
    }
    return out;
}

/* Rates as they are counted in the rows of great powers, and the priors of effects. */
static ent_rule
prior_rule(const ent_rule_rows *rows)
{
    static const struct {
        ent_parameter of;
        const char   *name;
        double        mean;
    } EFFECTS[] = {{ENT_PARAMETER_COMMON_RIVALRY, "common_rivalry", 0.5},
                   {ENT_PARAMETER_BURDEN, "burden", 0.25},
                   {ENT_PARAMETER_ENMITY, "enmity", 1},
                   {ENT_PARAMETER_REVERT, "revert", 0.25},
                   {ENT_PARAMETER_CLOSE, "close", 0.25},
                   {ENT_PARAMETER_COMMON_TIES, "common_ties", 0.5},
                   {ENT_PARAMETER_BURDEN_TIES, "burden_ties", 0.25},
                   {ENT_PARAMETER_COMMON_PEACE, "common_peace", 0.5}};
    ent_rule rule = {.shift_count = 0};
    double   k[4] = {0}, n[4] = {0};

    for (size_t i = 0; i < rows->count; i++) {
        const ent_rule_row *r = &rows->rows[i];

        if (r->great) {
            n[0] += r->level < 7;
            k[0] += r->level_after > r->level;
            n[1] += r->level > 0;
            k[1] += r->level_after < r->level;
            n[2]++;
            k[2] += r->pact;
            n[3]++;
            k[3] += r->bond;
        }
    }
    for (int i = 0; i < 4; i++) {
        static const ent_parameter RATES[] = {ENT_PARAMETER_UP, ENT_PARAMETER_DOWN,
                                              ENT_PARAMETER_PACT, ENT_PARAMETER_BOND};

        rule.priors[RATES[i]] = (ent_prior){.name = "rate",
                                            .mean = log((k[i] + 0.5) / (n[i] - k[i] + 0.5)),
                                            .sd = sqrt(1 / (k[i] + 0.5) + 1 / (n[i] - k[i] + 0.5)),
                                            .basis = ENT_BASIS_ESTIMATED,
                                            .events = (uint64_t)k[i],
                                            .trials = (uint64_t)n[i]};
    }
    for (size_t i = 0; i < sizeof EFFECTS / sizeof EFFECTS[0]; i++) {
        rule.priors[EFFECTS[i].of] = (ent_prior){.name = EFFECTS[i].name,
                                                 .mean = EFFECTS[i].mean,
                                                 .sd = EFFECTS[i].mean,
                                                 .basis = ENT_BASIS_ASSUMED};
    }
    return rule;
}

static ent_rule
effects_of(const ent_rule_rows *rows, int first, int last)
{
    ent_ctx *ctx = unit_ctx(1);
    ent_rule rule = prior_rule(rows);

    assert_int_equal(ent_rule_effects(ctx, rows, first, last, &rule), ENT_OK);
    ent_ctx_destroy(ctx);
    return rule;
}

static void
check_near(const ent_rule *rule, ent_parameter parameter, double truth)
{
    const ent_prior *prior = &rule->priors[parameter];

    assert_int_equal(prior->basis, ENT_BASIS_ESTIMATED);
    assert_true(prior->sd > 0 && prior->sd < 0.2);
    assert_true(fabs(prior->mean - truth) < 4 * prior->sd);
    assert_true(fabs(prior->mean) > 4 * prior->sd);
}

static void
effects_come_back(void **state)
{
    ent_rule_rows rows = invent(0, 1);
    ent_rule      rule = effects_of(&rows, FIRST, FIRST + YEARS);

    (void)state;
    check_near(&rule, ENT_PARAMETER_COMMON_RIVALRY, COMMON);
    check_near(&rule, ENT_PARAMETER_BURDEN, BURDEN);
    check_near(&rule, ENT_PARAMETER_ENMITY, ENMITY);
    check_near(&rule, ENT_PARAMETER_REVERT, REVERT);
    check_near(&rule, ENT_PARAMETER_CLOSE, CLOSE);
    assert_int_equal(rule.priors[ENT_PARAMETER_COMMON_TIES].basis, ENT_BASIS_ASSUMED);
    assert_true(rule.priors[ENT_PARAMETER_COMMON_TIES].mean == 0.5);
    free(rows.rows);
}

static void
where_nothing_pushes_no_effect_is_found(void **state)
{
    ent_rule_rows rows = invent(0, 0);
    ent_rule      rule = effects_of(&rows, FIRST, FIRST + YEARS);

    (void)state;
    assert_true(fabs(rule.priors[ENT_PARAMETER_COMMON_RIVALRY].mean) <
                4 * rule.priors[ENT_PARAMETER_COMMON_RIVALRY].sd);
    assert_true(fabs(rule.priors[ENT_PARAMETER_ENMITY].mean) <
                4 * rule.priors[ENT_PARAMETER_ENMITY].sd);
    free(rows.rows);
}

static void
other_numbers_for_states_change_nothing(void **state)
{
    ent_rule_rows rows = invent(0, 1), moved = invent(17, 1);
    ent_rule      one = effects_of(&rows, FIRST, FIRST + YEARS);
    ent_rule      two = effects_of(&moved, FIRST, FIRST + YEARS);

    (void)state;
    for (int i = 0; i < ENT_PARAMETERS; i++) {
        assert_true(fabs(one.priors[i].mean - two.priors[i].mean) < 1e-9);
        assert_true(fabs(one.priors[i].sd - two.priors[i].sd) < 1e-9);
    }
    free(rows.rows);
    free(moved.rows);
}

static double
mean_rate(const ent_rule_rows *rows, const ent_rule *rule, ent_parameter rate)
{
    enum { DRAWS = 400 };
    double sum = 0, n = 0, p[ENT_PARAMETERS];

    for (uint32_t d = 0; d < DRAWS; d++) {
        ent_rule_draw(rule, SEED, d, d, p);
        for (size_t i = 0; i < rows->count; i++) {
            const ent_rule_row *r = &rows->rows[i];

            if (!r->great || (rate == ENT_PARAMETER_UP && r->level == 7)) {
                continue;
            }
            if (rate == ENT_PARAMETER_UP) {
                sum += logistic(p[rate] + p[ENT_PARAMETER_COMMON_RIVALRY] * r->common -
                                p[ENT_PARAMETER_BURDEN] * r->burden -
                                p[ENT_PARAMETER_ENMITY] * r->enmity -
                                p[ENT_PARAMETER_REVERT] * r->level);
            } else {
                sum += logistic(p[rate] + p[ENT_PARAMETER_COMMON_TIES] * r->common -
                                p[ENT_PARAMETER_BURDEN_TIES] * r->burden +
                                p[ENT_PARAMETER_CLOSE] * r->level);
            }
            n++;
        }
    }
    return sum / n;
}

/* The prior predictive check: over the class and all draws the rule expects what was counted. */
static void
over_its_class_a_rate_is_what_was_counted(void **state)
{
    static const ent_parameter RATES[] = {ENT_PARAMETER_UP, ENT_PARAMETER_PACT};
    ent_rule_rows              rows = invent(0, 1);
    ent_rule                   counted = prior_rule(&rows);
    ent_rule                   rule = effects_of(&rows, FIRST, FIRST + YEARS);

    (void)state;
    for (int few = 0; few < 2; few++) { /* with effects estimated, and all of them assumed */
        for (size_t i = 0; i < 2; i++) {
            double wanted = logistic(counted.priors[RATES[i]].mean);

            assert_true(fabs(mean_rate(&rows, &rule, RATES[i]) / wanted - 1) < 0.06);
        }
        rule = counted;
        for (size_t i = 0; i < rows.count; i++) {
            rows.rows[i].level_after = rows.rows[i].level; /* no moves: nothing to estimate */
            rows.rows[i].pact = rows.rows[i].bond = 0;
        }
        {
            ent_ctx *ctx = unit_ctx(1);

            assert_int_equal(ent_rule_effects(ctx, &rows, FIRST, FIRST + YEARS, &rule), ENT_OK);
            ent_ctx_destroy(ctx);
        }
        assert_int_equal(rule.priors[ENT_PARAMETER_COMMON_RIVALRY].basis, ENT_BASIS_ASSUMED);
        assert_int_equal(rule.priors[ENT_PARAMETER_CLOSE].basis, ENT_BASIS_ASSUMED);
    }
    free(rows.rows);
}

static void
grades_that_ties_tell_estimate_no_effect_of_ties(void **state)
{
    ent_rule_rows rows = invent(0, 1);
    ent_rule      rule;

    (void)state;
    for (size_t i = 0; i < rows.count; i++) { /* colder where there is force */
        ent_key key = {SEED, (uint32_t)i, ENT_PROCESS_TEST, 7, 0};
        double  u = ent_random_uniform(&key, 0);

        rows.rows[i].grade_after = u < 0.1 * rows.rows[i].force ? 1 : u > 0.97 ? 3 : 2;
    }
    rule = effects_of(&rows, FIRST, FIRST + YEARS);
    assert_int_equal(rule.priors[ENT_PARAMETER_COMMON_PEACE].basis, ENT_BASIS_ESTIMATED);
    rows.scaled = false;
    rule = effects_of(&rows, FIRST, FIRST + YEARS);
    assert_int_equal(rule.priors[ENT_PARAMETER_COMMON_PEACE].basis, ENT_BASIS_ASSUMED);
    free(rows.rows);
}

static void
years_outside_of_the_span_tell_nothing(void **state)
{
    ent_rule_rows rows = invent(0, 1);
    ent_rule      none = effects_of(&rows, 1900, 1910);

    (void)state;
    assert_int_equal(none.priors[ENT_PARAMETER_COMMON_RIVALRY].basis, ENT_BASIS_ASSUMED);
    assert_int_equal(none.shift_count, 0);
    free(rows.rows);
}

/* From the last year of the file on: before it, it would tell of the future. */
static void
what_published_sets_told_stands_in_for_a_record_that_does_not(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    ent_rule rule = {.shift_count = 0};

    (void)state;
    for (int i = 0; i < ENT_PARAMETERS; i++) {
        rule.priors[i] = (ent_prior){.name = "another", .basis = ENT_BASIS_ASSUMED};
    }
    rule.priors[ENT_PARAMETER_COMMON_RIVALRY].name = "common_rivalry";
    rule.priors[ENT_PARAMETER_COMMON_PEACE].name = "common_peace";
    rule.priors[ENT_PARAMETER_BURDEN].name = "burden";
    rule.priors[ENT_PARAMETER_BURDEN_PEACE].name = "burden_peace";
    rule.priors[ENT_PARAMETER_ENMITY].name = "enmity";
    rule.priors[ENT_PARAMETER_REVERT].name = "revert";
    rule.priors[ENT_PARAMETER_STRAIN].name = "strain";
    rule.priors[ENT_PARAMETER_CLOSE] =
        (ent_prior){.name = "close", .mean = 9, .basis = ENT_BASIS_ESTIMATED};
    assert_int_equal(ent_rule_shipped(ctx, 2023, &rule), ENT_OK);
    assert_int_equal(rule.priors[ENT_PARAMETER_COMMON_RIVALRY].basis, ENT_BASIS_ASSUMED);
    assert_int_equal(ent_rule_shipped(ctx, 2024, &rule), ENT_OK);
    assert_int_equal(rule.priors[ENT_PARAMETER_COMMON_RIVALRY].basis, ENT_BASIS_ESTIMATED);
    assert_true(rule.priors[ENT_PARAMETER_COMMON_RIVALRY].events > 1000);
    assert_non_null(strstr(rule.priors[ENT_PARAMETER_COMMON_RIVALRY].reference_class, "effects.csv"));
    assert_true(rule.priors[ENT_PARAMETER_CLOSE].mean == 9); /* what the record tells stays */
    rule.priors[ENT_PARAMETER_STRAIN].name = "unknown";
    assert_int_equal(ent_rule_shipped(ctx, 2024, &rule), ENT_E_INPUT);
    assert_non_null(strstr(ent_ctx_error(ctx), "a parameter of the rule"));
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(effects_come_back),
        cmocka_unit_test(where_nothing_pushes_no_effect_is_found),
        cmocka_unit_test(other_numbers_for_states_change_nothing),
        cmocka_unit_test(over_its_class_a_rate_is_what_was_counted),
        cmocka_unit_test(grades_that_ties_tell_estimate_no_effect_of_ties),
        cmocka_unit_test(what_published_sets_told_stands_in_for_a_record_that_does_not),
        cmocka_unit_test(years_outside_of_the_span_tell_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
