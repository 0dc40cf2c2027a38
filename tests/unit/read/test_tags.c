/*
 * test_tags.c - tags and texts of HTML and XML, however broken
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "read/tags.h"

/* Each tag as `<name attributes>`, `</name>`, `"text"` or `'verbatim'`, one after the other. */
static void
expect(bool xml, const char *bytes, const char *wanted)
{
    char     got[512] = "";
    size_t   used = 0;
    ent_tags tags;
    ent_tag  tag;

    ent_tags_start(&tags, bytes, strlen(bytes), xml);
    for (ent_tags_next(&tags, &tag); tag.kind != ENT_TAG_END; ent_tags_next(&tags, &tag)) {
        bool        text = tag.kind == ENT_TAG_TEXT || tag.kind == ENT_TAG_VERBATIM;
        const char *before = tag.kind == ENT_TAG_TEXT       ? "\""
                             : tag.kind == ENT_TAG_VERBATIM ? "'"
                             : tag.kind == ENT_TAG_OPEN     ? "<"
                                                            : "</";

        used += (size_t)snprintf(got + used, sizeof got - used, "%s%.*s%.*s%s%s", before,
                                 (int)tag.name_length, text ? "" : tag.name,
                                 tag.kind == ENT_TAG_CLOSE ? 0 : (int)tag.length,
                                 tag.length > 0 ? tag.bytes : "", tag.empty ? "/" : "",
                                 text ? (*before == '"' ? "\"" : "'") : ">");
    }
    assert_string_equal(got, wanted);
}

static void
tags_and_texts_come_in_their_order(void **state)
{
    (void)state;
    expect(false, "a<b>c</b><br/>d", "\"a\"<b>\"c\"</b><br/>\"d\"");
    expect(false, "<a title=\"x > y\" b>t</a >", "<a title=\"x > y\" b>\"t\"</a>");
    expect(false, "", "");
    expect(true, "<a:b c='1'/><![CDATA[x < y & z]]>", "<a:b c='1'/>'x < y & z'");
}

static void
what_is_no_text_is_passed(void **state)
{
    (void)state;
    expect(false, "<!doctype html>a<!-- <b> -->b<?php x ?>c<!-->d", "\"a\"\"b\"\"c\"\"d\"");
    expect(true, "<?xml version='1'?><!DOCTYPE r [<!ENTITY x '>'><!-- it's ]> -->]><r>t",
           "<r>\"t\"");
}

static void
a_sign_that_begins_no_tag_is_text(void **state)
{
    (void)state;
    expect(false, "1 < 2 <3<<b>", "\"1 \"\"< 2 \"\"<3\"\"<\"<b>");
}

static void
no_text_is_lost_to_what_never_ends(void **state)
{
    (void)state;
    expect(false, "<a href=\"x>text</a>more", "<a href=\"x>\"text\"</a>\"more\"");
    expect(false, "<!-- x>text<b>", "\"text\"<b>");
    expect(false, "text<a href='x", "\"text\"");
    expect(false, "<a b=\"\" c<i>text", "<a b=\"\" c<i>\"text\"");
    expect(false, "<a b=\"><b>text</b>\"", "<a b=\"><b>\"text\"</b>\"\"\"");
    expect(true, "<a><![CDATA[text", "<a>'text'");
}

static void
a_break_of_the_syntax_is_kept_with_its_place(void **state)
{
    static const struct {
        const char *bytes, *what;
        size_t      at;
    } CASES[] = {{"<a>\n<!-- x", "a comment that never ends", 4},
                 {"<a>x<![CDATA[y", "a CDATA section that never ends", 4},
                 {"<a><b c='", "a tag that never ends", 3},
                 {"<a>1 < 2</a>", "a '<' that begins no tag", 5},
                 {"<!DOCTYPE a [", "a declaration that never ends", 0},
                 {"<?xml", "an instruction that never ends", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ent_tags tags;
        ent_tag  tag;

        ent_tags_start(&tags, CASES[i].bytes, strlen(CASES[i].bytes), true);
        do {
            ent_tags_next(&tags, &tag);
        } while (tag.kind != ENT_TAG_END);
        assert_non_null(tags.broken);
        assert_string_equal(tags.broken, CASES[i].what);
        assert_int_equal(tags.broken_at, CASES[i].at);
    }
}

static void
raw_content_ends_at_its_own_end_tag(void **state)
{
    const char *bytes = "<script>if (a < b) '</scripts>';</SCRIPT >text";
    ent_tags    tags;
    ent_tag     tag, content;

    (void)state;
    ent_tags_start(&tags, bytes, strlen(bytes), false);
    ent_tags_next(&tags, &tag);
    assert_true(ent_tags_pass(&tags, "script", &content));
    assert_int_equal(content.length, strlen("if (a < b) '</scripts>';"));
    assert_false(ent_tags_pass(&tags, "script", &content));
    ent_tags_next(&tags, &tag);
    assert_int_equal(tag.kind, ENT_TAG_TEXT);
    assert_int_equal(tag.length, 4);
}

static void
references_become_what_they_mean(void **state)
{
    static const char *const CASES[][2] = {
        {"a &lt; b &amp;&apos;", "a < b &'"},
        {"&eacute;&#233;&#xE9;&#XE9", "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"},
        {"&mdash;&#x1F600;", "\xE2\x80\x94\xF0\x9F\x98\x80"},
        {"&#0;&#xD800;&#99999999999;", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"AT&T; &nosuch; & &; &#; &#x; &lt", "AT&T; &nosuch; & &; &#; &#x; &lt"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ent_text out;

        ent_text_init(&out);
        ent_references_add(&out, CASES[i][0], strlen(CASES[i][0]));
        assert_string_equal(ent_text_get(&out), CASES[i][1]);
        ent_text_clear(&out);
    }
}

static void
an_attribute_is_found_by_its_name(void **state)
{
    const char *bytes = "<meta NAME=date content = '2020 &amp; 1' x=y empty />";
    ent_tags    tags;
    ent_tag     tag;
    ent_text    out;

    (void)state;
    ent_tags_start(&tags, bytes, strlen(bytes), false);
    ent_tags_next(&tags, &tag);
    ent_text_init(&out);
    assert_true(ent_tag_attribute(&tag, "name", &out));
    assert_true(ent_tag_attribute(&tag, "content", &out));
    assert_true(ent_tag_attribute(&tag, "x", &out));
    assert_true(ent_tag_attribute(&tag, "empty", &out));
    assert_false(ent_tag_attribute(&tag, "y", &out));
    assert_string_equal(ent_text_get(&out), "date2020 & 1y");
    ent_text_clear(&out);
}

static void
a_place_has_a_line_and_a_column(void **state)
{
    size_t line, column;

    (void)state;
    ent_place_count("ab\ncd\n", 0, &line, &column);
    assert_int_equal(line, 1);
    assert_int_equal(column, 1);
    ent_place_count("ab\ncd\n", 4, &line, &column);
    assert_int_equal(line, 2);
    assert_int_equal(column, 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_and_texts_come_in_their_order),
        cmocka_unit_test(what_is_no_text_is_passed),
        cmocka_unit_test(a_sign_that_begins_no_tag_is_text),
        cmocka_unit_test(no_text_is_lost_to_what_never_ends),
        cmocka_unit_test(a_break_of_the_syntax_is_kept_with_its_place),
        cmocka_unit_test(raw_content_ends_at_its_own_end_tag),
        cmocka_unit_test(references_become_what_they_mean),
        cmocka_unit_test(an_attribute_is_found_by_its_name),
        cmocka_unit_test(a_place_has_a_line_and_a_column),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
