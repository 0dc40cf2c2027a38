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
                     "\xFF\xFE"
                     "a\0b\0",
                     6, "UTF-16; save it as UTF-8");
    expect_set_aside(state, "a.txt", "\xFE\xFF\0a\0b", 6, "UTF-16; save it as UTF-8");
    expect_set_aside(state, "a.txt",
                     "\xFA\xFB\xFA\xFB"
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
    ent_reported_date(r.events[0].date, r.events[0].precision, date);
    assert_string_equal(date, "2021-03-01");
    assert_string_equal(r.sentences[0].dropped, "navigation");
    assert_string_equal(r.sentences[r.sentence_count - 1].dropped, "footer");
    ent_reading_clear(&r);
}

/* `before`, then `tag` that many times, then `after`; the caller frees it. */
static char *
repeated(const char *before, const char *tag, size_t times, const char *after)
{
    size_t length = strlen(tag), used = strlen(before);
    char  *text = malloc(used + length * times + strlen(after) + 1);

    assert_non_null(text);
    memcpy(text, before, used);
    for (size_t i = 0; i < times; i++, used += length) {
        memcpy(text + used, tag, length);
    }
    memcpy(text + used, after, strlen(after) + 1);
    return text;
}

static void
text_behind_a_deep_nest_is_read(void **state)
{
    static const struct {
        const char *name, *before, *tag, *after;
    } CASES[] = {
        {"a.html", "<html><body>", "<div>", "Peru attacked Chile.</div></body>"},
        {"a.html", "<p>", "<b>", "</i></p><p>Peru attacked Chile.</p>"},
        {"a.rss", "<rss><channel><item><description>", "<a>", "Peru attacked Chile."},
    };

    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char       *text = repeated(CASES[i].before, CASES[i].tag, 300000, CASES[i].after);
        ent_reading r = read_text(state, CASES[i].name, text);

        assert_int_equal(r.document_count, 1);
        assert_null(r.documents[0].set_aside);
        assert_int_equal(r.event_count, 1);
        ent_reading_clear(&r);
        free(text);
    }
}

static void
a_feed_beyond_our_depth_is_set_aside_with_its_place(void **state)
{
    char *text = repeated("<rss>\n", "<a>", 1000100, "");

    expect_set_aside(state, "a.xml", text, strlen(text),
                     "line 2, column 3000001: more than 1000000 elements inside each other");
    free(text);
}

/* Each of these took a look at all open elements, or at the rest of the page, for each tag. */
static void
time_grows_with_the_bytes_alone(void **state)
{
    static const char *const TAGS[][2] = {
        {"<b>", "</i>"},   {"<!--", ""},     {"<title>", ""},     {"<a=\"\"", "<a=\">\""},
        {"<div>", "</p>"}, {"<script", "'"}, {"<![CDATA[", "]]"}, {"<?", "<!"},
    };

    for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++) {
        char *tail = repeated("", TAGS[i][1], 200000, "<p>Peru attacked Chile.</p>");
        char *text = repeated("", TAGS[i][0], 200000, tail);

        for (int k = 0; k < 2; k++) {
            ent_reading r = read_text(state, k == 0 ? "a.html" : "a.xml", text);

            assert_int_equal(r.document_count, 1);
            ent_reading_clear(&r);
        }
        free(text);
        free(tail);
    }
}

static void
a_page_without_its_end_tags_is_read(void **state)
{
    const char *page =
        "<title>The News</title><meta name=date content=2021-03-04>"
        "<h1><span>The News</span></h1><p>Share <button>Cuba attacked Haiti.</p><p>Peru "
        "attacked Chile on Monday, it said in a statement.</p>"
        "<div><nav>Cuba attacked Haiti.</div>"
        "<li>Brazil praised Peru &amp; Chile&#8217;s people in a long "
        "statement.<script>Cuba attacked Haiti.";
    ent_reading r = read_text(state, "a.html", page);

    assert_string_equal(r.documents[0].title, "The News");
    assert_int_equal(r.documents[0].published.from, ent_date_day(2021, 3, 4));
    assert_string_equal(r.sentences[0].dropped, "title");
    assert_int_equal(r.event_count, 2);
    assert_string_equal(r.sentences[r.events[1].sentence].text,
                        "Brazil praised Peru & Chile\xE2\x80\x99s people in a long statement.");
    ent_reading_clear(&r);
}

static void
a_feed_that_breaks_off_says_where(void **state)
{
    expect_set_aside(state, "a.xml", "<rss>\n<channel><item><title>T</title></ite", 42,
                     "not well-formed, line 2, column 32: a tag that never ends");
    expect_set_aside(state, "a.xml", "<rss><item><title>T</title></rss>", 33,
                     "not well-formed, line 1, column 28: </rss> stands where </item> is expected");
    expect_set_aside(state, "a.xml", "<rss><channel>", 14,
                     "not well-formed, line 1, column 15: the feed ends inside <channel>");
    expect_set_aside(state, "a.xml", "<rss></rss></a>", 15,
                     "not well-formed, line 1, column 12: </a> ends nothing");
    expect_set_aside(state, "a.xml", "<rss></rss>", 11, "no items of a feed");
}

static void
a_feed_that_breaks_off_keeps_what_it_said(void **state)
{
    const char *rss = "<rss><item><description>Brazil praised Peru.</description></item>"
                      "<item><description>Peru attacked Chile.";
    ent_reading r = read_text(state, "a.xml", rss);

    assert_int_equal(r.document_count, 2);
    assert_int_equal(r.event_count, 2);
    ent_reading_clear(&r);
}

static void
elements_inside_an_item_part_its_text(void **state)
{
    const char *atom = "<feed><entry><content type='xhtml'><div><p>Peru attacked Chile.</p>"
                       "<p>Brazil praised &lt;Peru&gt;.</p></div></content></entry></feed>";
    ent_reading r = read_text(state, "a.atom", atom);

    assert_int_equal(r.sentence_count, 2);
    assert_string_equal(r.sentences[0].text, "Peru attacked Chile.");
    assert_string_equal(r.sentences[1].text, "Brazil praised <Peru>.");
    ent_reading_clear(&r);
}

static void
a_feed_in_another_encoding_is_read(void **state)
{
    ent_reading r = read_text(state, "a.xml",
                              "<?xml version='1.0' encoding='ISO-8859-1'?><rss><item><description>"
                              "C\xF4te d'Ivoire attacked Peru.</description></item></rss>");

    assert_int_equal(r.sentence_count, 1);
    assert_string_equal(r.sentences[0].text, "C\xC3\xB4te d'Ivoire attacked Peru.");
    ent_reading_clear(&r);
    r = read_text(state, "a.xml",
                  "<?xml version='1.0' encoding='nonsense'?><rss><item><description>"
                  "Chile attacked Peru.</description></item></rss>");
    assert_int_equal(r.event_count, 1);
    ent_reading_clear(&r);
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
a_line_of_many_values_is_set_aside(void **state)
{
    char *text = repeated("{\"text\": \"Peru attacked Chile.\", \"a\": [", "0,", 200000, "0]}");

    expect_set_aside(state, "a.jsonl", text, strlen(text), "more than 100000 values in a line");
    free(text);
}

static void
a_name_shows_what_cannot_be_shown(void **state)
{
    ent_reading r = read_text(state, "a.jsonl",
                              "{\"id\": \"a\\nb\\u001b[31m\\u007f\\u009b\\t\\u00e9\", \"title\": "
                              "\"A\\u001b \\n title\", \"text\": \"Peru attacked Chile.\"}");
    char       *text;

    assert_string_equal(r.documents[0].name, "a b\x1B[31m\x7F\xC2\x9B \xC3\xA9");
    assert_string_equal(r.documents[0].title, "A title");
    ent_reading_clear(&r);
    r = read_text(state, "a\x1B\xFF.txt", "Peru attacked Chile.");
    assert_string_equal(r.documents[0].name, "a\x1B\xEF\xBF\xBD.txt");
    ent_reading_clear(&r);
    r = read_text(state, "a.rss",
                  "<rss><item><guid>x&#10;y</guid><description>Peru attacked Chile.</description>"
                  "</item></rss>");
    assert_string_equal(r.documents[0].name, "x y");
    ent_reading_clear(&r);
    text = repeated("{\"id\": \"", "\xC3\xA9", 5000, "\", \"text\": \"Peru attacked Chile.\"}");
    r = read_text(state, "a.jsonl", text);
    assert_int_equal(strlen(r.documents[0].name), 403);
    assert_string_equal(r.documents[0].name + 398, "\xC3\xA9...");
    ent_reading_clear(&r);
    free(text);
}

static void
documents_of_one_file_have_digests_of_their_own(void **state)
{
    ent_reading r = read_text(state, "a.jsonl",
                              "{\"text\": \"Peru attacked Chile.\"}\n"
                              "{\"text\": \"Peru attacked Chile.\"}\n"
                              "{\"date\": \"2020-01-01\", \"text\": \"Peru attacked Chile.\"}\n"
                              "{\"title\": \"T\", \"text\": \"Peru attacked Chile.\"}\n{}\n[]\n");

    assert_int_equal(r.document_count, 6);
    assert_string_equal(r.documents[1].set_aside, "same as a.jsonl:1");
    assert_int_equal(r.event_count, 3);
    assert_int_equal(r.sentence_count, 3);
    assert_int_equal(r.sentences[r.events[2].sentence].document, 3);
    for (size_t i = 0; i < r.document_count; i++) {
        assert_int_equal(strlen(r.documents[i].sha256), 64);
        for (size_t k = 0; k < i; k++) {
            assert_true((strcmp(r.documents[i].sha256, r.documents[k].sha256) == 0) ==
                        (k == 0 && i == 1));
        }
    }
    ent_reading_clear(&r);
}

static void
a_paragraph_on_its_own_is_text(void **state)
{
    static const char *const CASES[][2] = {
        {"a.txt", "Peru attacked Chile on Monday\n"},
        {"a.txt", "\nPeru attacked Chile\n\n"},
        {"a.html", "<nav>Home</nav><h1>Peru attacked Chile</h1>"},
        {"a.html", "<h1>The News of Monday</h1><p>Peru attacked Chile</p>"},
        {"a.jsonl", "{\"title\": \"T\", \"text\": \"Peru attacked Chile on Monday\"}"},
    };

    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ent_reading r = read_text(state, CASES[i][0], CASES[i][1]);

        assert_int_equal(r.event_count, 1);
        ent_reading_clear(&r);
    }
}

static void
lines_of_json_with_ids_of_their_own_are_documents_of_their_own(void **state)
{
    const char *lines = "{\"id\": \"a\", \"text\": \"Peru attacked Chile.\"}\n"
                        "{\"id\": \"b\", \"text\": \"Peru attacked Chile.\"}\n"
                        "{\"id\": \"b\", \"text\": \"Peru attacked Chile.\"}\n";
    ent_reading r = read_text(state, "a.jsonl", lines);

    assert_int_equal(r.document_count, 3);
    assert_int_equal(r.event_count, 2);
    assert_null(r.documents[1].set_aside);
    assert_string_equal(r.documents[2].set_aside, "same as b");
    ent_reading_clear(&r);
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
    ent_reported_date(r.events[0].date, r.events[0].precision, date);
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
        cmocka_unit_test(text_behind_a_deep_nest_is_read),
        cmocka_unit_test(a_feed_beyond_our_depth_is_set_aside_with_its_place),
        cmocka_unit_test(time_grows_with_the_bytes_alone),
        cmocka_unit_test(a_page_without_its_end_tags_is_read),
        cmocka_unit_test(a_feed_that_breaks_off_says_where),
        cmocka_unit_test(a_feed_that_breaks_off_keeps_what_it_said),
        cmocka_unit_test(elements_inside_an_item_part_its_text),
        cmocka_unit_test(a_feed_in_another_encoding_is_read),
        cmocka_unit_test(each_item_of_a_feed_is_a_document),
        cmocka_unit_test(an_atom_entry_is_a_document),
        cmocka_unit_test(each_json_line_is_a_document),
        cmocka_unit_test(json_that_is_nested_too_deep_is_set_aside),
        cmocka_unit_test(a_line_of_many_values_is_set_aside),
        cmocka_unit_test(a_name_shows_what_cannot_be_shown),
        cmocka_unit_test(documents_of_one_file_have_digests_of_their_own),
        cmocka_unit_test(a_paragraph_on_its_own_is_text),
        cmocka_unit_test(lines_of_json_with_ids_of_their_own_are_documents_of_their_own),
        cmocka_unit_test(a_dateline_dates_the_text),
    };

    return cmocka_run_group_tests(tests, unit_reader_setup, unit_reader_teardown);
}
