/*
 * test_token.c - words, numbers and marks of a sentence, with their places
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "read/token.h"

/* The tokens joined by "|". */
static void
expect(const char *text, const char *wanted)
{
    ent_token tokens[64];
    size_t    count = ent_tokens_split(text, strlen(text), tokens, 64), used = 0;
    char      got[512] = "";

    for (size_t i = 0; i < count; i++) {
        used += (size_t)snprintf(got + used, sizeof got - used, "%s%.*s", i > 0 ? "|" : "",
                                 (int)tokens[i].length, text + tokens[i].start);
    }
    assert_string_equal(got, wanted);
}

static void
a_possessive_is_a_token(void **state)
{
    (void)state;
    expect("Russia's annexation", "Russia|'s|annexation");
    expect("China\xE2\x80\x99s role", "China|\xE2\x80\x99s|role");
    expect("the allies' troops", "the|allies|'|troops");
    expect("It didn't work", "It|didn't|work");
}

static void
a_hyphenated_name_falls_apart(void **state)
{
    (void)state;
    expect("Sino-American talks", "Sino|-|American|talks");
    expect("a US-led bloc", "a|US|-|led|bloc");
}

static void
an_acronym_keeps_its_stops(void **state)
{
    (void)state;
    expect("the U.S. and U.N.", "the|U.S.|and|U.N.");
}

static void
numbers_keep_their_marks(void **state)
{
    (void)state;
    expect("100,000 troops in the 1990s.", "100,000|troops|in|the|1990s|.");
}

static void
an_endnote_mark_is_passed_over(void **state)
{
    (void)state;
    expect("exist.[ii] Then [3] more", "exist|.|Then|more");
}

static void
accents_stay_in_their_word(void **state)
{
    (void)state;
    expect("T\xC3\xBCrkiye and C\xC3\xB4te d'Ivoire", "T\xC3\xBCrkiye|and|C\xC3\xB4te|d'Ivoire");
}

static void
invalid_bytes_are_marks_of_their_own(void **state)
{
    (void)state;
    expect("a \xFF\xC3 b", "a|\xFF|\xC3|b");
}

static void
there_are_never_more_tokens_than_room(void **state)
{
    ent_token tokens[3];

    (void)state;
    assert_int_equal(ent_tokens_split("a b c d e", 9, tokens, 3), 3);
}

static void
a_word_folds_to_small_letters(void **state)
{
    ent_token token = {.start = 0, .length = 7};
    char      out[ENT_WORD_LONGEST + 1];

    (void)state;
    assert_int_equal(ent_token_fold("Don\xE2\x80\x99T", &token, out), 5);
    assert_string_equal(out, "don't");
    token.length = ENT_WORD_LONGEST + 1;
    assert_int_equal(
        ent_token_fold("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", &token, out), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_possessive_is_a_token),
        cmocka_unit_test(a_hyphenated_name_falls_apart),
        cmocka_unit_test(an_acronym_keeps_its_stops),
        cmocka_unit_test(numbers_keep_their_marks),
        cmocka_unit_test(an_endnote_mark_is_passed_over),
        cmocka_unit_test(accents_stay_in_their_word),
        cmocka_unit_test(invalid_bytes_are_marks_of_their_own),
        cmocka_unit_test(there_are_never_more_tokens_than_room),
        cmocka_unit_test(a_word_folds_to_small_letters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
