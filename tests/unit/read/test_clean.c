/*
 * test_clean.c - which paragraphs of a page are no part of what it says
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "read/clean.h"

#define BODY                                                                                       \
    "Russia and China have held talks on the border for many years, and they will go on with "     \
    "them in the next year.\n"

/* The kinds of the paragraphs joined by "|", "-" for text that is kept. */
static void
expect(const char *text, const char *wanted)
{
    ent_paragraphs all = {NULL, 0, 0};
    char           got[512] = "";
    size_t         used = 0;

    assert_true(ent_paragraphs_split(text, strlen(text), &all));
    ent_paragraphs_judge(text, &all);
    for (size_t i = 0; i < all.count; i++) {
        used += (size_t)snprintf(got + used, sizeof got - used, "%s%s", i > 0 ? "|" : "",
                                 all.items[i].kind == NULL ? "-" : all.items[i].kind);
    }
    free(all.items);
    assert_string_equal(got, wanted);
}

static void
the_first_line_without_a_stop_is_the_title(void **state)
{
    (void)state;
    expect("Two Powers and Their Border\n\n" BODY, "title|-");
    expect(BODY BODY, "-|-");
}

static void
share_and_related_boxes_go(void **state)
{
    (void)state;
    expect("A title of some words\n\nSimilar Posts\n\nShare this:\n\n" BODY "\nSpread the love\n",
           "title|related|share|-|share");
}

static void
a_newsletter_box_goes(void **state)
{
    (void)state;
    expect("A title of some words\n\n" BODY
           "\nThe Morning Newsletter\n\nYou can unsubscribe at any time.\n",
           "title|-|newsletter|newsletter");
}

static void
a_byline_and_a_biography_go(void **state)
{
    (void)state;
    expect("A title of some words\n\nBy Jane Q. Doe\n\n" BODY
           "\nJane Doe\n\nShe received her PhD from a university and works as a lecturer at "
           "another one.\n",
           "title|byline|-|byline|biography");
}

static void
other_languages_go(void **state)
{
    (void)state;
    expect(
        "A title of some words\n\n" BODY "\nEtkinli\xC4\x9F"
        "e kat\xC4\xB1lan \xC3\xA7ok say\xC4\xB1"
        "da uzman b\xC3\xB6lgenin "
        "gelece\xC4\x9Fi hakk\xC4\xB1nda g\xC3\xB6r\xC3\xBC\xC5\x9Flerini payla\xC5\x9Ft\xC4\xB1 "
        "ve sonra konu\xC5\x9Ftu.\n"
        "\n\xD0\x9D\xD0\xBE\xD0\xB2\xD0\xBE\xD1\x81\xD1\x82\xD0\xB8"
        "\n",
        "title|-|foreign|foreign");
}

static void
what_follows_the_comment_box_goes(void **state)
{
    (void)state;
    expect("A title of some words\n\n" BODY BODY BODY "\nLeave a comment\n\n" BODY,
           "title|-|-|-|comments|comments");
}

static void
endnotes_go(void **state)
{
    (void)state;
    expect("A title of some words\n\n" BODY "\n[i] A paper, A Press, 2020.\n[ii] Another one.\n",
           "title|-|endnote|endnote");
}

static void
a_bullet_of_a_list_stays(void **state)
{
    (void)state;
    expect("A title of some words\n\n" BODY "\n  \xE2\x80\xA2 China should support the new plan.\n",
           "title|-|-");
}

static void
wrapped_lines_are_one_paragraph(void **state)
{
    (void)state;
    expect("A title of some words\n\n"
           "Russia and China have held talks on the border for many years, and they\n"
           "will go on with them in the next year, as both sides said at the end of\n"
           "the meeting.\n",
           "title|-");
}

static void
numbers_alone_are_no_text(void **state)
{
    (void)state;
    expect("A title of some words\n\n1310\n\n+2\n\n" BODY, "title|number|number|-");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_line_without_a_stop_is_the_title),
        cmocka_unit_test(share_and_related_boxes_go),
        cmocka_unit_test(a_newsletter_box_goes),
        cmocka_unit_test(a_byline_and_a_biography_go),
        cmocka_unit_test(other_languages_go),
        cmocka_unit_test(what_follows_the_comment_box_goes),
        cmocka_unit_test(endnotes_go),
        cmocka_unit_test(a_bullet_of_a_list_stays),
        cmocka_unit_test(wrapped_lines_are_one_paragraph),
        cmocka_unit_test(numbers_alone_are_no_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
