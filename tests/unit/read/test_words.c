/*
 * test_words.c - words as the treebank cuts them
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "read/words.h"

/* The words joined by "|". */
static void
expect(const char *text, const char *wanted)
{
    static ent_word words[ENT_WORDS_MAX];
    ent_token       tokens[64];
    size_t          count = ent_tokens_split(text, strlen(text), tokens, 64), used = 0;
    size_t          made = ent_words_cut(text, tokens, count, words);
    char            got[512] = "";

    for (size_t i = 0; i < made; i++) {
        used += (size_t)snprintf(got + used, sizeof got - used, "%s%.*s", i > 0 ? "|" : "",
                                 (int)words[i].length, text + words[i].start);
        assert_true(words[i].token < count);
    }
    assert_string_equal(got, wanted);
}

static void
a_contraction_falls_apart(void **state)
{
    (void)state;
    expect("It didn't work", "It|did|n't|work");
    expect("I'm sure they\xE2\x80\x99ve left", "I|'m|sure|they|\xE2\x80\x99ve|left");
    expect("We CAN\xE2\x80\x99T and cannot", "We|CA|N\xE2\x80\x99T|and|can|not");
    expect("He'd say she'll go", "He|'d|say|she|'ll|go");
    expect("at 5pm", "at|5|pm");
}

static void
a_name_with_an_apostrophe_stays_whole(void **state)
{
    (void)state;
    expect("C\xC3\xB4te d'Ivoire", "C\xC3\xB4te|d'Ivoire");
    expect("O'Brien's car", "O'Brien|'s|car");
}

static void
an_abbreviation_has_its_full_stop(void **state)
{
    (void)state;
    expect("Mr. Putin met Gen. J. Smith.", "Mr.|Putin|met|Gen.|J.|Smith|.");
    expect("He said no.", "He|said|no|.");
    expect("the U.S. army", "the|U.S.|army");
}

static void
runs_of_marks_are_one_word(void **state)
{
    (void)state;
    expect("Well... no -- really?!", "Well|...|no|--|really|?!");
}

static void
clock_times_dates_and_addresses_are_one_word(void **state)
{
    (void)state;
    expect("at 8:30 on 9/11/2001", "at|8:30|on|9/11/2001");
    expect("AT&T and R & D", "AT&T|and|R|&|D");
    expect("ask a.b@mail.org, please", "ask|a.b@mail.org|,|please");
    expect("see http://un.org/a.", "see|http://un.org/a|.");
}

static void
hyphens_and_quotes_stay_apart(void **state)
{
    (void)state;
    expect("a US-led \"bloc\"", "a|US|-|led|\"|bloc|\"");
}

static void
there_are_never_more_words_than_room(void **state)
{
    enum { TOKENS = ENT_WORDS_MAX };
    static char      text[TOKENS * 7 + 1];
    static ent_token tokens[TOKENS];
    static ent_word  words[ENT_WORDS_MAX];
    size_t           count;

    (void)state;
    for (size_t i = 0; i < TOKENS; i++) {
        memcpy(text + 7 * i, "cannot ", 7);
    }
    count = ent_tokens_split(text, sizeof text - 1, tokens, TOKENS);
    assert_int_equal(ent_words_cut(text, tokens, count, words), ENT_WORDS_MAX);
    assert_int_equal(words[ENT_WORDS_MAX - 1].token, ENT_WORDS_MAX / 2 - 1);
    assert_int_equal(ent_words_cut(text, tokens, 0, words), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_contraction_falls_apart),
        cmocka_unit_test(a_name_with_an_apostrophe_stays_whole),
        cmocka_unit_test(an_abbreviation_has_its_full_stop),
        cmocka_unit_test(runs_of_marks_are_one_word),
        cmocka_unit_test(clock_times_dates_and_addresses_are_one_word),
        cmocka_unit_test(hyphens_and_quotes_stay_apart),
        cmocka_unit_test(there_are_never_more_words_than_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
