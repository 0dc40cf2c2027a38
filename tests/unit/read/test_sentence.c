/*
 * test_sentence.c - where the sentences of a paragraph begin and end
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "read/sentence.h"

/* The sentences joined by "|". */
static void
expect(const char *text, const char *wanted)
{
    size_t at = 0, start, length, used = 0;
    char   got[1024] = "";

    while (ent_sentence_next(text, strlen(text), &at, &start, &length)) {
        used += (size_t)snprintf(got + used, sizeof got - used, "%s%.*s", used > 0 ? "|" : "",
                                 (int)length, text + start);
    }
    assert_string_equal(got, wanted);
}

static void
a_full_stop_ends_a_sentence(void **state)
{
    (void)state;
    expect(" China met Russia.  They talked! Why? ", "China met Russia.|They talked!|Why?");
}

static void
an_abbreviation_ends_none(void **state)
{
    (void)state;
    expect("Gen. Lee met Dr. Wu. The U.S. Army left.", "Gen. Lee met Dr. Wu.|The U.S. Army left.");
    expect("He lives in the U.S. The rest do not.", "He lives in the U.S.|The rest do not.");
    expect("J. Smith came. I left.", "J. Smith came.|I left.");
}

static void
a_decade_ends_one(void **state)
{
    (void)state;
    expect("It was in the 1970s. After the war it ended.",
           "It was in the 1970s.|After the war it ended.");
}

static void
closing_quotes_and_notes_belong_to_their_sentence(void **state)
{
    (void)state;
    expect("He said \xE2\x80\x9Cno.\xE2\x80\x9D Then he left.[ii] It ended.",
           "He said \xE2\x80\x9Cno.\xE2\x80\x9D|Then he left.[ii]|It ended.");
}

static void
a_bullet_is_passed_over(void **state)
{
    (void)state;
    expect("  \xE2\x80\xA2 China should go.", "China should go.");
}

static void
a_decimal_ends_none(void **state)
{
    (void)state;
    expect("It grew by 2.5 percent. Good.", "It grew by 2.5 percent.|Good.");
}

static void
blank_text_has_no_sentence(void **state)
{
    (void)state;
    expect(" \n\t ", "");
    expect("", "");
}

static void
a_sentence_without_end_is_cut(void **state)
{
    enum { SIZE = 100000 };
    char  *text = malloc(SIZE);
    size_t at = 0, start, length, sum = 0;

    (void)state;
    assert_non_null(text);
    memset(text, 'a', SIZE);
    while (ent_sentence_next(text, SIZE, &at, &start, &length)) {
        assert_true(length > 0 && length <= ENT_SENTENCE_LONGEST);
        assert_int_equal(start, sum);
        sum += length;
    }
    assert_int_equal(sum, SIZE);
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_stop_ends_a_sentence),
        cmocka_unit_test(an_abbreviation_ends_none),
        cmocka_unit_test(a_decade_ends_one),
        cmocka_unit_test(closing_quotes_and_notes_belong_to_their_sentence),
        cmocka_unit_test(a_bullet_is_passed_over),
        cmocka_unit_test(a_decimal_ends_none),
        cmocka_unit_test(blank_text_has_no_sentence),
        cmocka_unit_test(a_sentence_without_end_is_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
