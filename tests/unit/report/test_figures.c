/*
 * test_figures.c - figures of a page, read back and compared
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "report/figures.h"
#include "unit_page.h"

static ent_ctx    *ctx;
static ent_figures read, other;
static ent_text    out;

static int
open_all(void **state)
{
    (void)state;
    ctx = unit_ctx(1);
    return 0;
}

static int
clear(void **state)
{
    (void)state;
    ent_figures_clear(&read);
    ent_figures_clear(&other);
    ent_text_clear(&out);
    ent_ctx_destroy(ctx);
    return 0;
}

static void
parse(const char *page, ent_figures *figures)
{
    assert_int_equal(ent_figures_read(ctx, page, strlen(page), figures), ENT_OK);
}

static void
what_is_written_reads_back(void **state)
{
    (void)state;
    ent_figure_open(&out, "a:1", "A & \"b\" <i>", "it's 5 > 4");
    ent_text_add(&out, "shown");
    ent_figure_close(&out);
    parse(ent_text_get(&out), &read);
    assert_int_equal(read.count, 1);
    assert_string_equal(read.items[0].key, "a:1");
    assert_string_equal(read.items[0].label, "A & \"b\" <i>");
    assert_string_equal(read.items[0].value, "it's 5 > 4");
    assert_null(ent_figures_find(&read, "a:2"));
}

#define FIGURE(key, label, value)                                                                  \
    "<data class=\"figure\" data-key=\"" key "\" data-label=\"" label "\" value=\"" value          \
    "\">x</data>"

static void
a_mark_that_is_not_whole_is_passed_over(void **state)
{
    char       *page = calloc(1, 4000);
    static char many[700];

    (void)state;
    assert_non_null(page);
    memset(many, 'x', sizeof many - 1);
    (void)snprintf(page, 4000,
                   "%s<data class=\"figure\" data-key=\"b\" value=\"1\">%s%s"
                   "<data class=\"figure\" data-key=\"%s\" data-label=\"l\" value=\"v\"><data "
                   "class=\"figure\" data-key=\"open",
                   FIGURE("a", "l", "1"), FIGURE("a", "l", "2"), FIGURE("c", "", "1"), many);
    parse(page, &read);
    assert_int_equal(read.count, 1); /* the first of a key counts */
    assert_string_equal(read.items[0].value, "1");
    ent_figures_clear(&read);
    parse("", &read);
    assert_int_equal(read.count, 0);
    free(page);
}

static void
too_many_figures_are_refused(void **state)
{
    (void)state;
    for (int i = 0; i <= ENT_FIGURES_MOST; i++) {
        ent_text_addf(&out, FIGURE("k%d", "l", "v"), i);
    }
    assert_int_equal(ent_figures_read(ctx, ent_text_get(&out), out.length, &read), ENT_E_LIMIT);
}

static void
changes_are_what_is_other_new_and_gone(void **state)
{
    (void)state;
    parse(FIGURE("same", "Same", "1") FIGURE("other", "Other", "&lt;b&gt;")
              FIGURE("gone", "Gone.", "3"),
          &read);
    parse(FIGURE("same", "Same", "1") FIGURE("other", "Other", "2") FIGURE("new", "New", "4"),
          &other);
    ent_figures_write_changes(&out, &read, &other);
    assert_non_null(strstr(ent_text_get(&out),
                           "<li>Other: <del>&lt;b&gt;</del> <ins>2</ins></li>\n"
                           "<li>New: <ins>4</ins></li>\n<li>Gone. <del>3</del> </li>"));
    assert_null(strstr(ent_text_get(&out), "Same"));
    assert_non_null(strstr(ent_text_get(&out), "3 of 3 figures changed"));
    unit_assert_harmless(ent_text_get(&out));
    ent_text_reset(&out);
    ent_figures_write_changes(&out, &read, &read);
    assert_non_null(strstr(ent_text_get(&out), "Nothing: all figures are the same."));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_all, clear)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_written_reads_back),
        TEST(a_mark_that_is_not_whole_is_passed_over),
        TEST(too_many_figures_are_refused),
        TEST(changes_are_what_is_other_new_and_gone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
