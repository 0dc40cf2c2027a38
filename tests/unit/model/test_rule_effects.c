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
#include "model/rule/kept.h"
#include "model/rule/priors.h"
#include "model/rule/world.h"

enum { GREAT = 5, OTHERS = 45, FIRST = 1950, YEARS = 60, SEED = 9022 };
enum { DYADS = GREAT * (GREAT - 1) / 2 + GREAT * OTHERS, ROWS = DYADS * YEARS };

static const double PARTS[ENT_RULE_PARTS] = {0.9, -0.6, 0.7}, BURDEN = 0.4, ENMITY = 1.2,
                    CLOSE = 0.35, STALE = 0.8, ALLIED = 0.7, AGAIN = 0.6, UP_ARMS = -0.5,
                    LAPSE_WORDS = 0.6;

static double
logistic(double x)
{
    return 1 / (1 + exp(-x));
}

static double
parts_push(const double effects[ENT_RULE_PARTS], const double *parts)
{
    return effects[0] * parts[0] + effects[1] * parts[1] + effects[2] * parts[2];
}

/* The years of one dyad as the rule moves it, with covariates that change every twelve years. */
static void
invent_dyad(ent_rule_row *rows, ent_state a, ent_state b, bool great, double strength)
{
    int  level = (int)(a + b) % 4, age = 0;
    bool again = level > 0, allied = (a + b) % 3 == 0;

    for (int y = 0; y < YEARS; y++) {
        ent_key key = {SEED, a, ENT_PROCESS_TEST, (uint32_t)(y + a + b) / 12, b}, now = key;
        double  z[7], push, odds, u;
        int     before = level;

        now.step = (uint32_t)(1000 + y);
        for (uint32_t k = 0; k < 7; k++) {
            z[k] = ent_random_uniform(&key, k);
        }
        z[2] = z[2] < 0.3;
        push =
            strength * (parts_push(PARTS, z + 4) - BURDEN * z[1] - ENMITY * z[2] + ALLIED * allied);
        odds = great ? -2.0 : -2.6;
        rows[y] = (ent_rule_row){.year = (int16_t)(FIRST + y),
                                 .a = a,
                                 .b = b,
                                 .great = great,
                                 .level = (int8_t)level,
                                 .age = (int8_t)age,
                                 .allied = allied,
                                 .again = level == 0 && again,
                                 .grade = 2,
                                 .grade_after = 2,
                                 .common = z[4] + z[5] + z[6],
                                 .common_apart = z[4] + z[5] + z[6],
                                 .parts = {z[4], z[5], z[6]},
                                 .apart = {z[4], z[5], z[6]},
                                 .burden = z[1],
                                 .enmity = z[2],
                                 .force = z[3]};
        rows[y].pact = ent_random_uniform(&now, 1) < logistic(-5 + strength * CLOSE * level);
        rows[y].bond = ent_random_uniform(&now, 2) < logistic(-4 + strength * CLOSE * level);
        u = ent_random_uniform(&now, 0);
        if (level < 7 && u < logistic(odds + push +
                                      strength * (level == 0   ? AGAIN * again
                                                  : level == 3 ? UP_ARMS
                                                               : 0))) {
            level++;
            age = 0;
        } else if (level > 0 &&
                   ent_random_uniform(&now, 3) <
                       logistic(1 - push +
                                strength * (STALE * (age > 0) +
                                            LAPSE_WORDS * (level == 1 || level == 2)))) {
            level -= age == ENT_WORLD_MEMORY - 1;
            age = age == ENT_WORLD_MEMORY - 1 ? 0 : age + 1;
        } else {
            age = 0;
        }
        again = again || level > 0;
        rows[y].level_after = (int8_t)level;
        rows[y].age_after = (int8_t)age;
        assert_true(level >= before - 1);
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
                   {ENT_PARAMETER_COMMON_FORCE, "common_force", 0.5},
                   {ENT_PARAMETER_COMMON_SANCTIONS, "common_sanctions", 0.5},
                   {ENT_PARAMETER_BURDEN, "burden", 0.25},
                   {ENT_PARAMETER_ENMITY, "enmity", 1},
                   {ENT_PARAMETER_CLOSE, "close", 0.25},
                   {ENT_PARAMETER_COMMON_TIES, "common_ties", 0.5},
                   {ENT_PARAMETER_BURDEN_TIES, "burden_ties", 0.25},
                   {ENT_PARAMETER_COMMON_PEACE, "common_peace", 0.5}};
    ent_rule rule = {.shift_count = 0};
    double   k[6] = {0}, n[6] = {0};

    for (size_t i = 0; i < rows->count; i++) {
        const ent_rule_row *r = &rows->rows[i];

        if (r->great) {
            n[0] += r->level < 7;
            k[0] += r->level_after > r->level;
            n[1] += r->level > 0 && r->level_after <= r->level;
            k[1] += r->level > 0 && r->level_after <= r->level &&
                    (r->level_after < r->level || r->age_after > 0);
            n[2]++;
            k[2] += r->pact;
            n[3]++;
            k[3] += r->bond;
        } else {
            n[4] += r->level < 7;
            k[4] += r->level_after > r->level;
            n[5] += r->level > 0 && r->level_after <= r->level;
            k[5] += r->level > 0 && r->level_after <= r->level &&
                    (r->level_after < r->level || r->age_after > 0);
        }
    }
    for (int i = 0; i < 6; i++) {
        static const ent_parameter RATES[] = {ENT_PARAMETER_UP,     ENT_PARAMETER_LAPSE,
                                              ENT_PARAMETER_PACT,   ENT_PARAMETER_BOND,
                                              ENT_PARAMETER_UP_ONE, ENT_PARAMETER_LAPSE_ONE};

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

    assert_int_equal(ent_rule_effects(ctx, rows, first, last, NULL, &rule), ENT_OK);
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
    check_near(&rule, ENT_PARAMETER_COMMON_RIVALRY, PARTS[0]);
    check_near(&rule, ENT_PARAMETER_COMMON_FORCE, PARTS[1]);
    check_near(&rule, ENT_PARAMETER_COMMON_SANCTIONS, PARTS[2]);
    check_near(&rule, ENT_PARAMETER_BURDEN, BURDEN);
    check_near(&rule, ENT_PARAMETER_ENMITY, ENMITY);
    check_near(&rule, ENT_PARAMETER_ALLIED, ALLIED);
    check_near(&rule, ENT_PARAMETER_STALE, STALE);
    check_near(&rule, ENT_PARAMETER_AGAIN, AGAIN);
    check_near(&rule, ENT_PARAMETER_UP_ARMS, UP_ARMS);
    check_near(&rule, ENT_PARAMETER_LAPSE_WORDS, LAPSE_WORDS);
    check_near(&rule, ENT_PARAMETER_CLOSE, CLOSE);
    assert_int_equal(rule.priors[ENT_PARAMETER_COMMON_TIES].basis, ENT_BASIS_ASSUMED);
    assert_true(rule.priors[ENT_PARAMETER_COMMON_TIES].mean == 0.5);
    free(rows.rows);
}

static void
check_holding(const ent_rule *rule, ent_parameter of, ent_rule_check check, ent_holding holding)
{
    const ent_prior *prior = &rule->priors[of];
    bool             reversed = holding == ENT_HOLDING_REVERSED;

    assert_int_equal(prior->checks[check], holding);
    assert_int_equal(prior->basis, reversed ? ENT_BASIS_ASSUMED : ENT_BASIS_ESTIMATED);
    assert_true(!reversed || 1.96 * prior->sd >= fabs(prior->mean)); /* 0 is in its interval */
}

static void
an_effect_that_holds_under_all_checks_is_estimated(void **state)
{
    ent_rule_rows rows = invent(0, 1);
    ent_rule      rule = effects_of(&rows, FIRST, FIRST + YEARS);

    (void)state;
    for (int check = 0; check < ENT_RULE_CHECKS; check++) {
        check_holding(&rule, ENT_PARAMETER_ENMITY, (ent_rule_check)check, ENT_HOLDING_HOLDS);
        assert_int_equal(rule.priors[ENT_PARAMETER_STALE].checks[check], ENT_HOLDING_NONE);
        assert_int_equal(rule.priors[ENT_PARAMETER_COMMON_TIES].checks[check], ENT_HOLDING_NONE);
    }
    free(rows.rows);
}

static void
what_holds_for_what_came_to_both_at_once_alone_is_assumed(void **state)
{
    ent_rule_rows rows = invent(0, 1);
    ent_rule      rule;

    (void)state;
    for (size_t i = 0; i < rows.count; i++) {
        rows.rows[i].apart[1] = 1 - rows.rows[i].parts[1];
    }
    rule = effects_of(&rows, FIRST, FIRST + YEARS);
    check_holding(&rule, ENT_PARAMETER_COMMON_FORCE, ENT_RULE_CHECK_APART, ENT_HOLDING_REVERSED);
    check_holding(&rule, ENT_PARAMETER_ENMITY, ENT_RULE_CHECK_APART, ENT_HOLDING_HOLDS);
    free(rows.rows);
}

/* Between dyads it goes the other way than within them, and is larger there. */
static void
what_tells_dyads_apart_alone_is_assumed(void **state)
{
    ent_rule_rows rows = invent(0, 1);
    ent_rule      rule;

    (void)state;
    for (size_t i = 0; i < rows.count; i++) {
        ent_rule_row *r = &rows.rows[i];
        bool          some = (r->a + r->b) % 2 != 0;

        r->parts[2] = r->apart[2] = 5 * some - r->parts[2];
        if (some && r->year % 4 == 0 && r->level < 7) {
            r->level_after = (int8_t)(r->level + 1);
        }
    }
    rule = effects_of(&rows, FIRST, FIRST + YEARS);
    check_holding(&rule, ENT_PARAMETER_COMMON_SANCTIONS, ENT_RULE_CHECK_DYADS,
                  ENT_HOLDING_REVERSED);
    free(rows.rows);
}

/* What swings every five years was the other way round five years ago. */
static void
what_does_not_last_five_years_is_assumed(void **state)
{
    ent_rule_rows rows = invent(0, 0);
    ent_rule      rule;

    (void)state;
    for (size_t i = 0; i < rows.count; i++) {
        ent_rule_row *r = &rows.rows[i];
        ent_key       key = {SEED, (uint32_t)i, ENT_PROCESS_TEST, 3, 0};

        r->parts[1] = r->apart[1] = (r->year / 5) % 2;
        r->level = 3;
        r->level_after = (int8_t)(ent_random_uniform(&key, 0) < 0.1 + 0.2 * r->parts[1] ? 4 : 3);
    }
    rule = effects_of(&rows, FIRST, FIRST + YEARS);
    check_holding(&rule, ENT_PARAMETER_COMMON_FORCE, ENT_RULE_CHECK_LAG, ENT_HOLDING_REVERSED);
    assert_true(rule.priors[ENT_PARAMETER_COMMON_FORCE].mean > 0.3);
    free(rows.rows);
}

/* Years of a dyad with a rivalry that ends in the fifth, and what the two do to each other. */
static void
write_rivals(ent_rule_row *rows, ent_state other, double before, double after)
{
    for (int y = 0; y < 12; y++) {
        rows[y] = (ent_rule_row){.year = (int16_t)(FIRST + y),
                                 .a = 1,
                                 .b = other,
                                 .rivals = y < 5,
                                 .tension = y < 5    ? before
                                            : y == 9 ? after
                                                     : 0.9};
    }
}

/* Of endings: 1 - (0.1 k over all) / (their 0.5 each), and its error by leaving out each in turn.
 */
static void
the_end_of_a_rivalry_leaves_what_is_counted(void **state)
{
    enum { ENDINGS = 6 };
    ent_ctx      *ctx = unit_ctx(1);
    ent_rule_row  rows[ENDINGS * 12], sorted[ENDINGS * 12];
    ent_rule_rows all = {.rows = sorted, .count = ENDINGS * 12};
    ent_prior     prior = {.name = "ease", .mean = 0.5, .sd = 0.5, .basis = ENT_BASIS_ASSUMED};
    double        share = 1 - 0.1 * 15 / 3.0, sum = 0;

    (void)state;
    for (int k = 0; k < ENDINGS; k++) {
        double off = 1 - 0.1 * (15 - k) / 2.5 - share;

        sum += off * off;
        write_rivals(rows + k * 12, (ent_state)(2 + k), 0.5, 0.1 * k);
    }
    for (int i = 0; i < ENDINGS * 12; i++) { /* rows of the rule go by year */
        sorted[(i % 12) * ENDINGS + i / 12] = rows[i];
    }
    assert_int_equal(ent_rule_ease(ctx, &all, FIRST, FIRST + 8, &prior), ENT_OK);
    assert_int_equal(prior.basis, ENT_BASIS_ASSUMED); /* four years after are not over */
    assert_int_equal(ent_rule_ease(ctx, &all, FIRST, FIRST + 9, &prior), ENT_OK);
    assert_int_equal(prior.basis, ENT_BASIS_ESTIMATED);
    assert_int_equal(prior.events, ENDINGS);
    assert_true(fabs(prior.mean - share) < 1e-12);
    assert_true(fabs(prior.sd - sqrt(sum * (ENDINGS - 1) / ENDINGS)) < 1e-12);
    ent_ctx_destroy(ctx);
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

            if (r->great == (rate == ENT_PARAMETER_UP_ONE) ||
                (rate != ENT_PARAMETER_PACT && r->level == 7)) {
                continue;
            }
            if (rate != ENT_PARAMETER_PACT) {
                double parts[] = {p[ENT_PARAMETER_COMMON_RIVALRY], p[ENT_PARAMETER_COMMON_FORCE],
                                  p[ENT_PARAMETER_COMMON_SANCTIONS]};

                ent_footing more =
                    ent_level_footing(p, r->level, (size_t)(r->level == 0 ? r->again : r->age));

                sum += logistic(p[rate] + parts_push(parts, r->parts) -
                                p[ENT_PARAMETER_BURDEN] * r->burden -
                                p[ENT_PARAMETER_ENMITY] * r->enmity +
                                p[ENT_PARAMETER_ALLIED] * r->allied + more.rise);
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
    static const ent_parameter RATES[] = {ENT_PARAMETER_UP, ENT_PARAMETER_PACT,
                                          ENT_PARAMETER_UP_ONE};
    ent_rule_rows              rows = invent(0, 1);
    ent_rule                   counted = prior_rule(&rows);
    ent_rule                   rule = effects_of(&rows, FIRST, FIRST + YEARS);

    (void)state;
    for (int few = 0; few < 2; few++) { /* with effects estimated, and all of them assumed */
        for (size_t i = 0; i < 3; i++) {
            double wanted = logistic(counted.priors[RATES[i]].mean);

            assert_true(fabs(mean_rate(&rows, &rule, RATES[i]) / wanted - 1) < 0.06);
        }
        rule = counted;
        for (size_t i = 0; i < rows.count; i++) {
            rows.rows[i].level_after = rows.rows[i].level; /* no moves: nothing to estimate */
            rows.rows[i].age_after = 0;
            rows.rows[i].pact = rows.rows[i].bond = 0;
        }
        {
            ent_ctx *ctx = unit_ctx(1);

            assert_int_equal(ent_rule_effects(ctx, &rows, FIRST, FIRST + YEARS, NULL, &rule),
                             ENT_OK);
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
    assert_true(rule.priors[ENT_PARAMETER_COMMON_PEACE].trials > 0);
    rows.scaled = false;
    rule = effects_of(&rows, FIRST, FIRST + YEARS);
    assert_true(rule.priors[ENT_PARAMETER_COMMON_PEACE].trials == 0);
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
    ent_rule rule = {.shift_count = 0}, own;

    (void)state;
    for (int i = 0; i < ENT_PARAMETERS; i++) {
        rule.priors[i] = (ent_prior){.name = "another", .basis = ENT_BASIS_ASSUMED};
    }
    ent_rule_words(&own);
    for (int i = ENT_PARAMETER_ALLIED; i <= ENT_PARAMETER_STALE; i++) {
        rule.priors[i].name = own.priors[i].name;
    }
    rule.priors[ENT_PARAMETER_COMMON_RIVALRY].name = "common_rivalry";
    rule.priors[ENT_PARAMETER_COMMON_FORCE].name = "common_force";
    rule.priors[ENT_PARAMETER_COMMON_SANCTIONS].name = "common_sanctions";
    rule.priors[ENT_PARAMETER_EASE].name = "ease";
    rule.priors[ENT_PARAMETER_COMMON_PEACE].name = "common_peace";
    rule.priors[ENT_PARAMETER_BURDEN].name = "burden";
    rule.priors[ENT_PARAMETER_BURDEN_PEACE].name = "burden_peace";
    rule.priors[ENT_PARAMETER_ENMITY].name = "enmity";
    rule.priors[ENT_PARAMETER_STRAIN].name = "strain";
    rule.priors[ENT_PARAMETER_CLOSE] =
        (ent_prior){.name = "close", .mean = 9, .basis = ENT_BASIS_ESTIMATED};
    assert_int_equal(ent_rule_shipped(ctx, 2023, &rule), ENT_OK);
    assert_int_equal(rule.priors[ENT_PARAMETER_COMMON_RIVALRY].basis, ENT_BASIS_ASSUMED);
    assert_int_equal(ent_rule_shipped(ctx, 2024, &rule), ENT_OK);
    assert_int_equal(rule.priors[ENT_PARAMETER_COMMON_RIVALRY].basis, ENT_BASIS_ESTIMATED);
    check_holding(&rule, ENT_PARAMETER_COMMON_SANCTIONS, ENT_RULE_CHECK_LAG, ENT_HOLDING_WEAKER);
    check_holding(&rule, ENT_PARAMETER_ENMITY, ENT_RULE_CHECK_LAG, ENT_HOLDING_REVERSED);
    assert_true(rule.priors[ENT_PARAMETER_COMMON_RIVALRY].events > 1000);
    assert_non_null(
        strstr(rule.priors[ENT_PARAMETER_COMMON_RIVALRY].reference_class, "effects.csv"));
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
        cmocka_unit_test(an_effect_that_holds_under_all_checks_is_estimated),
        cmocka_unit_test(what_holds_for_what_came_to_both_at_once_alone_is_assumed),
        cmocka_unit_test(what_tells_dyads_apart_alone_is_assumed),
        cmocka_unit_test(what_does_not_last_five_years_is_assumed),
        cmocka_unit_test(the_end_of_a_rivalry_leaves_what_is_counted),
        cmocka_unit_test(other_numbers_for_states_change_nothing),
        cmocka_unit_test(over_its_class_a_rate_is_what_was_counted),
        cmocka_unit_test(grades_that_ties_tell_estimate_no_effect_of_ties),
        cmocka_unit_test(what_published_sets_told_stands_in_for_a_record_that_does_not),
        cmocka_unit_test(years_outside_of_the_span_tell_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
