/*
 * test_document.c - the forms documents come in, and what is set aside
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_read.h"

static ent_reading
read_text(void **state, const char *name, const char *text)
{
    return unit_read(*state, name, text, strlen(text), NULL);
}

static void
expect_set_aside(void **state, const char *name, const char *bytes, size_t length,
                 const char *reason)
{
    ent_reading r = unit_read(*state, name, bytes, length, NULL);

    assert_int_equal(r.document_count, 1);
    assert_int_equal(r.sentence_count, 0);
    assert_int_equal(r.event_count, 0);
    assert_string_equal(r.documents[0].set_aside, reason);
    ent_reading_clear(&r);
}

static void
an_empty_document_is_set_aside(void **state)
{
    expect_set_aside(state, "a.txt", "", 0, "empty");
    expect_set_aside(state, "a.txt", " \n\t\n", 4, "empty");
    expect_set_aside(state, "a.html", "", 0, "empty");
}

static void
binary_bytes_are_set_aside(void **state)
{
    expect_set_aside(state, "a.txt", "abc\0def", 7, "binary");
    expect_set_aside(state, "a.txt",
                     "\xFF\xFE\xFF\xFE"
                     "abc",
                     7, "binary");
}

static void
a_document_that_is_too_large_is_set_aside(void **state)
{
    size_t length = (size_t)ENT_DOCUMENT_LARGEST + 1;
    char  *bytes = malloc(length);

    assert_non_null(bytes);
    memset(bytes, 'a', length);
    expect_set_aside(state, "a.txt", bytes, length, "too large");
    free(bytes);
}

static void
invalid_bytes_are_replaced_and_offsets_stay(void **state)
{
    const char *text = "He\xFFllo there, the Russian army attacked Poland. Then it ended there.";
    ent_reading r = read_text(state, "a.txt", text);

    assert_int_equal(r.sentence_count, 2);
    assert_string_equal(r.sentences[0].text,
                        "He\xEF\xBF\xBDllo there, the Russian army attacked Poland.");
    assert_int_equal(r.sentences[0].place.offset, 0);
    assert_memory_equal(text + r.sentences[1].place.offset, "Then it ended there.", 20);
    assert_int_equal(r.event_count, 1);
    assert_memory_equal(text + r.events[0].verb.offset, "attacked", 8);
    assert_memory_equal(text + r.events[0].source_place.offset, "Russian army", 12);
    assert_memory_equal(text + r.events[0].target_place.offset, "Poland", 6);
    ent_reading_clear(&r);
}

static void
offsets_are_bytes_of_the_file(void **state)
{
    const char *text = "\xEF\xBB\xBF"
                       "A title of words\r\n\r\n  Peru attacked Chile.  Chile "
                       "attacked\tPeru.\r\n";
    ent_reading r = read_text(state, "a.txt", text);

    assert_int_equal(r.sentence_count, 3);
    assert_string_equal(r.sentences[0].dropped, "title");
    assert_string_equal(r.documents[0].title, "A title of words");
    for (size_t i = 1; i < 3; i++) {
        assert_memory_equal(text + r.sentences[i].place.offset, i == 1 ? "Peru" : "Chile", 4);
        assert_int_equal(text[r.sentences[i].place.offset + r.sentences[i].place.length - 1], '.');
    }
    assert_string_equal(r.sentences[2].text, "Chile attacked Peru.");
    ent_reading_clear(&r);
}

static void
a_page_gives_its_text_title_and_date(void **state)
{
    const char *page =
        "<html><head><title>The News</title>"
        "<meta property='article:published_time' content='2021-03-04T10:00:00Z'>"
        "<script>var x = 'Cuba attacked Haiti.';</script></head><body>"
        "<nav><a href='x'>Cuba attacked Haiti.</a></nav><h1>The News</h1>"
        "<p>Peru attacked <b>Chile</b> on\n Monday.</p><div>Brazil praised Peru.</div>"
        "<footer>Cuba attacked Haiti.</footer></body></html>";
    ent_reading r = read_text(state, "a.html", page);
    char        date[32];

    assert_string_equal(r.documents[0].title, "The News");
    assert_int_equal(r.documents[0].published.from, ent_date_day(2021, 3, 4));
    assert_int_equal(r.event_count, 2);
    ent_event_date(&r.events[0], date);
    assert_string_equal(date, "2021-03-01");
    assert_string_equal(r.sentences[0].dropped, "navigation");
    assert_string_equal(r.sentences[r.sentence_count - 1].dropped, "footer");
    ent_reading_clear(&r);
}

static void
a_page_that_is_deeply_nested_is_read(void **state)
{
    enum { DEPTH = 20000 };
    char  *page = malloc(DEPTH * 5 + 64);
    size_t length = 0;

    assert_non_null(page);
    for (size_t i = 0; i < DEPTH; i++) {
        length += (size_t)sprintf(page + length, "<div>");
    }
    length += (size_t)sprintf(page + length, "<p>Peru attacked Chile.</p>");
    {
        ent_reading r = unit_read(*state, "a.html", page, length, NULL);

        assert_int_equal(r.document_count, 1);
        ent_reading_clear(&r);
    }
    free(page);
}

static void
each_item_of_a_feed_is_a_document(void **state)
{
    const char *rss =
        "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
        "<rss version='2.0'><channel><title>All</title>"
        "<item><guid>one</guid><title>First</title>"
        "<pubDate>Fri, 04 Feb 2022 10:00:00 GMT</pubDate>"
        "<description>&lt;p&gt;Peru attacked Chile.&lt;/p&gt;</description></item>"
        "<item><title>Second</title><description>Brazil praised Peru.</description></item>"
        "<item><title>Third</title></item></channel></rss>";
    ent_reading r = read_text(state, "a.rss", rss);

    assert_int_equal(r.document_count, 3);
    assert_string_equal(r.documents[0].name, "one");
    assert_string_equal(r.documents[0].title, "First");
    assert_int_equal(r.documents[0].published.from, ent_date_day(2022, 2, 4));
    assert_string_equal(r.documents[1].name, "a.rss:2");
    assert_string_equal(r.documents[2].set_aside, "empty");
    assert_int_equal(r.event_count, 2);
    assert_int_equal(r.sentences[r.events[1].sentence].document, 1);
    ent_reading_clear(&r);
}

static void
an_atom_entry_is_a_document(void **state)
{
    const char *atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>e1</id>"
                       "<title>T</title><updated>2020-01-02T03:04:05Z</updated>"
                       "<content type='html'>Peru attacked Chile.</content></entry></feed>";
    ent_reading r = read_text(state, "a.atom", atom);

    assert_int_equal(r.document_count, 1);
    assert_int_equal(r.documents[0].published.from, ent_date_day(2020, 1, 2));
    assert_int_equal(r.event_count, 1);
    ent_reading_clear(&r);
}

static void
each_json_line_is_a_document(void **state)
{
    const char *lines = "{\"id\": \"x1\", \"title\": \"A\", \"date\": \"2020-01-02\", "
                        "\"text\": \"Peru attacked Chile.\"}\n"
                        "not json\n\n{\"content\": \"Brazil praised Peru.\"}\n{\"text\": 3}\n";
    ent_reading r = read_text(state, "a.jsonl", lines);

    assert_int_equal(r.document_count, 4);
    assert_string_equal(r.documents[0].name, "x1");
    assert_int_equal(r.documents[0].published.from, ent_date_day(2020, 1, 2));
    assert_string_equal(r.documents[1].set_aside, "not a JSON object");
    assert_string_equal(r.documents[2].name, "a.jsonl:4");
    assert_string_equal(r.documents[3].set_aside, "no text");
    assert_int_equal(r.event_count, 2);
    ent_reading_clear(&r);
}

static void
json_that_is_nested_too_deep_is_set_aside(void **state)
{
    enum { DEPTH = 100000 };
    char *text = malloc(DEPTH);

    assert_non_null(text);
    memset(text, '[', DEPTH);
    expect_set_aside(state, "a.jsonl", text, DEPTH, "nested too deep");
    free(text);
}

static void
a_dateline_dates_the_text(void **state)
{
    const char *text = "A title of some words\n\nBEIJING, 14 April 1971 - Premier Zhou Enlai on "
                       "Wednesday received the American delegation.\n";
    ent_reading r = read_text(state, "a.txt", text);
    char        date[32];

    assert_int_equal(r.documents[0].published.from, ent_date_day(1971, 4, 14));
    assert_int_equal(r.event_count, 1);
    ent_event_date(&r.events[0], date);
    assert_string_equal(date, "1971-04-14");
    ent_reading_clear(&r);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_document_is_set_aside),
        cmocka_unit_test(binary_bytes_are_set_aside),
        cmocka_unit_test(a_document_that_is_too_large_is_set_aside),
        cmocka_unit_test(invalid_bytes_are_replaced_and_offsets_stay),
        cmocka_unit_test(offsets_are_bytes_of_the_file),
        cmocka_unit_test(a_page_gives_its_text_title_and_date),
        cmocka_unit_test(a_page_that_is_deeply_nested_is_read),
        cmocka_unit_test(each_item_of_a_feed_is_a_document),
        cmocka_unit_test(an_atom_entry_is_a_document),
        cmocka_unit_test(each_json_line_is_a_document),
        cmocka_unit_test(json_that_is_nested_too_deep_is_set_aside),
        cmocka_unit_test(a_dateline_dates_the_text),
    };

    return cmocka_run_group_tests(tests, unit_reader_setup, unit_reader_teardown);
}
