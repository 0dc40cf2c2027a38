/*
 * test_rule_kept.c - a rule comes back from its text to the bit
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <string.h>

#include "model/rule/effects.h"
#include "model/rule/kept.h"
#include "model/rule/priors.h"

static void
invent(ent_rule *rule)
{
    ent_rule_words(rule);
    for (size_t i = 0; i < ENT_PARAMETERS; i++) {
        rule->priors[i].mean = -1. / (double)(i + 3);
        rule->priors[i].events = i;
        rule->priors[i].trials = 100 * i;
        rule->priors[i].basis = i % 2 == 0 ? ENT_BASIS_ESTIMATED : ENT_BASIS_ASSUMED;
        rule->priors[i].held = i % 5 == 0;
        rule->priors[i].checks[i % ENT_RULE_CHECKS] = (ent_holding)(i % (ENT_HOLDING_UNTOLD + 1));
    }
    rule->priors[2].reference_class = NULL;
    rule->priors[3].reference_class = ENT_RULE_CLASS_OF_ROWS;
    rule->priors[4].reference_class = ENT_RULE_CLASS_SHIPPED;
    rule->priors[5].reference_class = ENT_RULE_CLASS_OF_ENDINGS;
    rule->shift_count = 2;
    rule->shifts[0] = (ent_shift){ENT_PARAMETER_UP, ENT_PARAMETER_COMMON_FORCE, .1};
    rule->shifts[1] = (ent_shift){ENT_PARAMETER_LAPSE, ENT_PARAMETER_BURDEN, -.3};
}

static void
every_parameter_has_its_words(void **state)
{
    ent_rule rule;

    (void)state;
    ent_rule_words(&rule);
    for (size_t i = 0; i < ENT_PARAMETERS; i++) {
        assert_non_null(rule.priors[i].name);
    }
    assert_string_equal(rule.priors[ENT_PARAMETER_UP].name, "up");
    assert_non_null(rule.priors[ENT_PARAMETER_UP].reference_class);
    assert_non_null(rule.priors[ENT_PARAMETER_LOOSE].reference_class);
}

static void
a_rule_comes_back_to_the_bit(void **state)
{
    ent_rule rule, again;
    ent_text text;
    ent_bits bits;

    (void)state;
    invent(&rule);
    ent_text_init(&text);
    assert_true(ent_rule_print(&rule, &text));
    bits = (ent_bits){ent_text_get(&text), false};
    assert_true(ent_rule_read(&bits, &again));
    assert_true(ent_bits_are_over(&bits));
    for (size_t i = 0; i < ENT_PARAMETERS; i++) {
        const ent_prior *a = &rule.priors[i], *b = &again.priors[i];

        assert_string_equal(a->name, b->name);
        assert_int_equal(a->reference_class == NULL, b->reference_class == NULL);
        assert_string_equal(a->reference_class != NULL ? a->reference_class : "",
                            b->reference_class != NULL ? b->reference_class : "");
        assert_memory_equal(&a->mean, &b->mean, sizeof a->mean);
        assert_memory_equal(&a->sd, &b->sd, sizeof a->sd);
        assert_int_equal(a->basis, b->basis);
        assert_int_equal(a->events, b->events);
        assert_int_equal(a->trials, b->trials);
        assert_int_equal(a->held, b->held);
        assert_memory_equal(a->checks, b->checks, sizeof a->checks);
    }
    assert_int_equal(again.shift_count, 2);
    assert_memory_equal(rule.shifts, again.shifts, 2 * sizeof *rule.shifts);
    ent_text_clear(&text);
}

static void
what_is_no_rule_is_none(void **state)
{
    ent_rule rule, again;
    ent_text text;

    (void)state;
    invent(&rule);
    ent_text_init(&text);
    assert_true(ent_rule_print(&rule, &text));
    for (size_t length = 0; length < text.length; length += 7) { /* cut anywhere */
        char     c = text.bytes[length];
        ent_bits bits = {text.bytes, false};

        text.bytes[length] = '\0';
        assert_false(ent_rule_read(&bits, &again));
        text.bytes[length] = c;
    }
    ent_text_clear(&text);
    rule.priors[7].reference_class = "words of somebody else";
    assert_false(ent_rule_print(&rule, &text));
    ent_text_clear(&text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_parameter_has_its_words),
                                       cmocka_unit_test(a_rule_comes_back_to_the_bit),
                                       cmocka_unit_test(what_is_no_rule_is_none)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
