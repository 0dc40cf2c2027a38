/*
 * test_html.c - words, numbers and links of the page, and its list of references
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "base/date.h"
#include "report/html.h"
#include "report/references.h"

static ent_text out;

static const char *
taken(void)
{
    static char copy[2048];

    (void)snprintf(copy, sizeof copy, "%s", ent_text_get(&out));
    ent_text_clear(&out);
    return copy;
}

static void
text_is_escaped_and_control_characters_shown(void **state)
{
    (void)state;
    ent_html_text(&out, "<script>alert(\"x\") & 'y'</script>\x07\xFF");
    assert_string_equal(taken(), "&lt;script&gt;alert(&quot;x&quot;) &amp; &#39;y&#39;"
                                 "&lt;/script&gt;\\u0007\xEF\xBF\xBD");
    ent_html_text(&out, NULL);
    assert_string_equal(taken(), "");
}

static void
a_cut_never_parts_a_character(void **state)
{
    (void)state;
    ent_html_clip(&out, "ab\xE2\x82\xAC", 4);
    assert_string_equal(taken(), "ab\xE2\x80\xA6");
    ent_html_clip(&out, "ab\xE2\x82\xAC", 5);
    assert_string_equal(taken(), "ab\xE2\x82\xAC");
    ent_html_clip(&out, "\x80\x80\x80\x80\x80\x80\x80\x80", 6); /* not UTF-8 at all */
    assert_true(strlen(taken()) > 3);
}

static void
only_secure_web_addresses_become_links(void **state)
{
    (void)state;
    ent_html_linked(&out, "Haege 2011, https://doi.org/10.1093/pan/mpr014. See <b>", 500);
    assert_string_equal(taken(), "Haege 2011, <a rel=\"noreferrer\" "
                                 "href=\"https://doi.org/10.1093/pan/mpr014\">"
                                 "https://doi.org/10.1093/pan/mpr014</a>. See &lt;b&gt;");
    ent_html_linked(&out, "javascript:alert(1) http://a.b https:// x", 500);
    assert_null(strstr(taken(), "<a "));
    ent_html_linked(&out, "https://a.b/\"onclick=\"x", 500);
    assert_string_equal(taken(), "<a rel=\"noreferrer\" href=\"https://a.b/\">https://a.b/</a>"
                                 "&quot;onclick=&quot;x");
    ent_html_linked(&out, "see https://a.b/long-address", 15);
    assert_null(strstr(taken(), "<a "));
}

static void
shares_are_shown_as_they_can_be_known(void **state)
{
    (void)state;
    ent_html_percent(&out, 0.123);
    assert_string_equal(taken(), "12\xE2\x80\xAF%");
    ent_html_percent(&out, 0.0344);
    assert_string_equal(taken(), "3.4\xE2\x80\xAF%");
    ent_html_percent(&out, 0.0004);
    assert_string_equal(taken(), "under 0.1\xE2\x80\xAF%");
    ent_html_percent(&out, 0);
    assert_string_equal(taken(), "0\xE2\x80\xAF%");
    ent_html_percent(&out, 1);
    assert_string_equal(taken(), "100\xE2\x80\xAF%");
    ent_html_percent(&out, 0.9996);
    assert_string_equal(taken(), "over 99.9\xE2\x80\xAF%");
    ent_html_percent(&out, 0.9967);
    assert_string_equal(taken(), "99.7\xE2\x80\xAF%");
    ent_html_percent(&out, NAN);
    assert_string_equal(taken(), "\xE2\x80\x93");
    ent_html_points(&out, -0.021);
    assert_string_equal(taken(), "\xE2\x88\x92"
                                 "2.1");
    ent_html_points(&out, 0.2);
    assert_string_equal(taken(), "+20");
    ent_html_points(&out, -0.0001);
    assert_string_equal(taken(), "0.0");
}

static void
a_head_says_its_column_in_words_and_keeps_its_name(void **state)
{
    (void)state;
    ent_html_head(&out, "used_until");
    assert_string_equal(taken(), "<th scope=\"col\" data-name=\"used_until\">used until</th>");
    ent_html_head(&out, "ccode");
    assert_string_equal(taken(), "<th scope=\"col\" data-name=\"ccode\">COW code</th>");
}

/* What a cell shows, and what its title keeps. */
static void
a_cell_shows_words_lists_and_dates_and_keeps_them_as_its_title(void **state)
{
    static const struct {
        const char *name, *text, *cell;
    } CASES[] = {
        {"rule", "two_thirds", "<td title=\"two_thirds\">two thirds</td>"},
        {"rule", "consensus", "<td>consensus</td>"},
        {"file", "two_thirds", "<td>two_thirds</td>"},
        {"target", "RUS;CHN", "<td title=\"RUS;CHN\">RUS, CHN</td>"},
        {"source", "T\xC3\xBC;<b>", "<td title=\"T\xC3\xBC;&lt;b&gt;\">T\xC3\xBC, &lt;b&gt;</td>"},
        {"date", "2022-02-04", "<td class=\"date\">2022-02-04</td>"},
        {"date", "2022-02-04..2022-02-06",
         "<td title=\"2022-02-04..2022-02-06\"><span class=\"date\">2022-02-04</span> to <span "
         "class=\"date\">2022-02-06</span></td>"},
        {"date", "<1950-", "<td>&lt;1950-</td>"},
        {"date", "1950", "<td>1950</td>"}};

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const ent_column column = {CASES[i].name, ENT_COLUMN_TEXT};
        ent_ctx         *ctx;
        ent_table       *table;
        const char      *shown, *from;

        assert_int_equal(ent_ctx_create(NULL, &ctx), ENT_OK);
        assert_int_equal(ent_table_create(ctx, &column, 1, &table), ENT_OK);
        ent_table_row(table);
        ent_table_text(table, 0, CASES[i].text);
        ent_html_table(&out, table, "data", 1);
        shown = taken();
        from = strstr(shown, "<tbody>\n<tr>");
        assert_non_null(from);
        from += strlen("<tbody>\n<tr>");
        assert_memory_equal(from, CASES[i].cell, strlen(CASES[i].cell));
        ent_table_destroy(table);
        ent_ctx_destroy(ctx);
    }
}

static void
numbers_need_no_locale(void **state)
{
    (void)state;
    ent_html_number(&out, 3.14159, 2);
    assert_string_equal(taken(), "3.14");
    ent_html_number(&out, -0.004, 2);
    assert_string_equal(taken(), "0.00");
    ent_html_number(&out, INFINITY, 2);
    assert_string_equal(taken(), "\xE2\x80\x93");
    ent_html_thousands(&out, 1234567);
    assert_string_equal(taken(), "1,234,567");
    ent_html_count(&out, 1, "event", "events");
    assert_string_equal(taken(), "1 event");
    ent_html_count(&out, 2000, "event", "events");
    assert_string_equal(taken(), "2,000 events");
}

static void
spans_are_shown_inclusive(void **state)
{
    (void)state;
    ent_html_span(&out, ent_date_day(2001, 7, 16), ent_date_day(2002, 1, 1));
    assert_string_equal(taken(), "2001-07-16 to 2001");
    ent_html_span(&out, ent_date_day(2001, 7, 16), ent_date_day(2001, 7, 17));
    assert_string_equal(taken(), "2001-07-16");
    ent_html_span(&out, ent_date_day(1950, 1, 1), ent_date_day(1951, 1, 1));
    assert_string_equal(taken(), "1950");
    ent_html_span(&out, ent_date_day(2001, 7, 16), ENT_DAY_MAX);
    assert_string_equal(taken(), "since 2001-07-16");
    ent_html_span(&out, ENT_DAY_MIN, ent_date_day(2001, 7, 16));
    assert_string_equal(taken(), "to 2001-07-15");
    ent_html_span(&out, ENT_DAY_MIN, ENT_DAY_MAX);
    assert_string_equal(taken(), "");
}

static void
a_citation_keeps_its_number(void **state)
{
    ent_references references = {0};
    static char    texts[3000][16];

    (void)state;
    assert_int_equal(ent_references_number(&references, ""), 0);
    assert_int_equal(ent_references_number(&references, NULL), 0);
    for (size_t i = 0; i < 3000; i++) {
        (void)snprintf(texts[i], sizeof texts[i], "source %zu", i);
        assert_int_equal(ent_references_number(&references, texts[i]), i + 1);
    }
    for (size_t i = 0; i < 3000; i += 7) {
        char copy[16];

        memcpy(copy, texts[i], sizeof copy);
        assert_int_equal(ent_references_number(&references, copy), i + 1);
    }
    assert_int_equal(references.count, 3000);
    assert_false(references.failed);
    ent_references_clear(&references);
    assert_int_equal(references.count, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_escaped_and_control_characters_shown),
        cmocka_unit_test(a_cut_never_parts_a_character),
        cmocka_unit_test(only_secure_web_addresses_become_links),
        cmocka_unit_test(shares_are_shown_as_they_can_be_known),
        cmocka_unit_test(a_head_says_its_column_in_words_and_keeps_its_name),
        cmocka_unit_test(a_cell_shows_words_lists_and_dates_and_keeps_them_as_its_title),
        cmocka_unit_test(numbers_need_no_locale),
        cmocka_unit_test(spans_are_shown_inclusive),
        cmocka_unit_test(a_citation_keeps_its_number),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
