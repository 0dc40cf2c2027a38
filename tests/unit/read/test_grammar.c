/*
 * test_grammar.c - what the tree of a sentence tells that its order does not
 *
 * Each sentence is coded with a tree and without one: the tree has to make the
 * difference that is claimed for it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_read.h"

static int
setup(void **state)
{
    const char *root = getenv("ENT_SOURCE");
    char        path[512];

    if (root == NULL || unit_reader_setup(state) != 0) {
        return -1;
    }
    (void)snprintf(path, sizeof path, "%s/data/weights/english.weights", root);
    assert_int_equal(
        ent_reader_map_weights(((unit_reader *)*state)->ctx, ((unit_reader *)*state)->reader, path),
        ENT_OK);
    return 0;
}

static void
a_subject_is_found_over_what_stands_between(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru, which condemned Chile and visited Brazil while its army was in the north, may now "
         "attack Ecuador.",
         "PER>CHL ACCUSE actual; PER>BRA CONSULT actual; PER>ECU ASSAULT conditional"},
        {"Peru urged Chile to withdraw its troops from Bolivia.", "PER>CHL REQUEST actual"},
        {"Egypt praised Chile; Britain, France and Israel attacked Peru.",
         "EGY>CHL SUPPORT actual; GBR+FRA+ISR>PER ASSAULT actual"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
what_governs_a_verb_says_how_it_is_meant(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru may weaken Chile by attacking Bolivia.", "PER>BOL ASSAULT conditional"},
        {"Peru will have to think twice before attacking Bolivia.", "PER>BOL ASSAULT conditional"},
        {"Peru weakened Chile by attacking Bolivia.", "PER>BOL ASSAULT actual"},
        {"Peru became the latest country to expel Chilean diplomats.", "PER>CHL SANCTION actual"},
        {"A change towards strengthening Franco-German ties is also possible.",
         "FRA+DEU>FRA+DEU SUPPORT conditional"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
people_in_a_state_who_argue_speak_for_themselves(void **state)
{
    const char *text = "Some analysts in Peru argue that Chile should attack Bolivia.";
    ent_reading r = unit_read(*state, "t.txt", text, strlen(text), NULL);

    assert_int_equal(r.event_count, 1);
    assert_string_equal(r.events[0].speaker, "analysts");
    ent_reading_clear(&r);
}

static void
what_is_done_after_a_word_was_given_is_no_word(void **state)
{
    const char *text = "Peru declared war on Chile and attacked Bolivia in the north.";
    ent_reading r = unit_read(*state, "t.txt", text, strlen(text), NULL);

    assert_int_equal(r.event_count, 2);
    assert_string_equal(r.events[0].speaker, "Peru");
    assert_string_equal(r.events[1].speaker, "author");
    ent_reading_clear(&r);
}

static void
what_is_denied_of_the_whole_is_denied(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru and Chile met in Lima. This cooperation has not created an alliance.",
         "PER+CHL>PER+CHL CONSULT actual; PER+CHL>PER+CHL COOPERATE negated"},
    };

    UNIT_CHECK(EXAMPLES);
}

static void
the_same_said_and_thought_of_are_two(void **state)
{
    static const unit_example EXAMPLES[] = {
        {"Peru attacked Chile on Friday and may attack Chile again.",
         "PER>CHL ASSAULT actual; PER>CHL ASSAULT conditional"},
    };

    UNIT_CHECK(EXAMPLES);
}

/* Without weights the reader goes on by chunk, and says that it does. */
static void
without_weights_sentences_have_no_tree(void **state)
{
    unit_reader *u = *state;
    char         got[256];

    assert_true(ent_reader_parses(u->reader));
    assert_int_equal(ent_reader_map_weights(u->ctx, u->reader, NULL), ENT_OK);
    assert_false(ent_reader_parses(u->reader));
    unit_events(u, "Peru weakened Chile by attacking Bolivia.", "2022-02-05", got, sizeof got);
    assert_string_equal(got, "PER>BOL ASSAULT actual");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_subject_is_found_over_what_stands_between),
        cmocka_unit_test(what_governs_a_verb_says_how_it_is_meant),
        cmocka_unit_test(people_in_a_state_who_argue_speak_for_themselves),
        cmocka_unit_test(what_is_done_after_a_word_was_given_is_no_word),
        cmocka_unit_test(what_is_denied_of_the_whole_is_denied),
        cmocka_unit_test(the_same_said_and_thought_of_are_two),
        cmocka_unit_test(without_weights_sentences_have_no_tree),
    };

    return cmocka_run_group_tests(tests, setup, unit_reader_teardown);
}
