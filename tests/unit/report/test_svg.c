/*
 * test_svg.c - the drawing kit
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "report/svg.h"
#include "unit_page.h"

static ent_text out;

/* cmocka compares floats only. */
static void
assert_near(double value, double expected, double tolerance)
{
    if (!(fabs(value - expected) <= tolerance)) {
        fail_msg("%.17g is not %.17g", value, expected);
    }
}

static int
clear(void **state)
{
    (void)state;
    ent_text_clear(&out);
    return 0;
}

static void
a_scale_maps_its_ends_and_its_middle(void **state)
{
    ent_scale scale = {1950, 2050, 100, 300}, down = {0, 7, 200, 60};

    (void)state;
    assert_near(ent_scale_at(&scale, 1950), 100, 1e-12);
    assert_near(ent_scale_at(&scale, 2000), 200, 1e-12);
    assert_near(ent_scale_at(&scale, 2050), 300, 1e-12);
    assert_near(ent_scale_at(&down, 7), 60, 1e-12);
    assert_near(ent_scale_at(&down, 0), 200, 1e-12);
}

static void
a_scale_of_one_value_or_of_none_gives_the_middle(void **state)
{
    ent_scale point = {5, 5, 0, 10}, scale = {0, 1, 0, 10};

    (void)state;
    assert_near(ent_scale_at(&point, 5), 5, 0);
    assert_near(ent_scale_at(&scale, NAN), 5, 0);
    assert_near(ent_scale_at(&scale, INFINITY), 5, 0);
}

static void
steps_are_round_and_few(void **state)
{
    (void)state;
    assert_near(ent_scale_step(0, 10, 5), 2, 1e-12);
    assert_near(ent_scale_step(2024, 2034, 6), 2, 1e-12);
    assert_near(ent_scale_step(0, 1, 4), 0.5, 1e-12);
    assert_near(ent_scale_step(0, 70, 7), 10, 1e-9);
    assert_near(ent_scale_step(3, 3, 5), 1, 0);
    assert_near(ent_scale_step(0, NAN, 5), 1, 0);
}

static void
a_coordinate_has_two_decimals_at_most(void **state)
{
    static const struct {
        double      value;
        const char *text;
    } CASES[] = {{0, "0"},       {1, "1"},           {-1.5, "-1.5"},   {2.346, "2.35"},
                 {2.301, "2.3"}, {0.05, "0.05"},     {-0.001, "0"},    {1e300, "0"},
                 {NAN, "0"},     {1234.5, "1234.5"}, {-0.25, "-0.25"}, {99.999, "100"}};

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ent_text_clear(&out);
        ent_svg_number(&out, CASES[i].value);
        assert_string_equal(ent_text_get(&out), CASES[i].text);
    }
}

static void
words_and_tips_are_escaped(void **state)
{
    (void)state;
    ent_svg_text(&out, "label", 1, 2, "<script>\"&'\x01");
    ent_svg_rect(&out, "flag", 0, 0, 1, -4, "</title><x>");
    ent_svg_open(&out, "c", "chart", 10, 20, "a<b", "c&d");
    assert_null(strstr(ent_text_get(&out), "<script"));
    assert_null(strstr(ent_text_get(&out), "<x>"));
    assert_null(strchr(ent_text_get(&out), '\x01'));
    assert_non_null(strstr(ent_text_get(&out), "&lt;script&gt;&quot;&amp;&#39;\\u0001"));
    assert_non_null(strstr(ent_text_get(&out), "height=\"0\""));
    assert_non_null(strstr(ent_text_get(&out), "<title id=\"c-title\">a&lt;b</title>"));
    assert_non_null(strstr(ent_text_get(&out), "<desc id=\"c-desc\">c&amp;d</desc>"));
    assert_non_null(strstr(ent_text_get(&out), "role=\"img\" viewBox=\"0 0 10 20\""));
}

static void
a_path_of_one_point_is_not_drawn(void **state)
{
    const double points[] = {1, 2, 3, 4};

    (void)state;
    ent_svg_path(&out, "mean", points, 1, false);
    assert_int_equal(out.length, 0);
    ent_svg_path(&out, "mean", points, 2, true);
    assert_string_equal(ent_text_get(&out), "<path class=\"mean\" d=\"M1 2L3 4Z\"/>\n");
}

static void
a_hatch_stays_inside_its_rectangle(void **state)
{
    const char *at;
    size_t      points = 0;

    (void)state;
    ent_svg_hatch(&out, "hatch", 10, 20, 37, 13, 6);
    at = strstr(ent_text_get(&out), "d=\"");
    assert_non_null(at);
    for (at += 3; *at == 'M' || *at == 'L'; points++) {
        char  *end;
        double x = strtod(at + 1, &end), y = strtod(end, &end);

        assert_true(x >= 10 - 0.01 && x <= 47.01);
        assert_true(y >= 20 - 0.01 && y <= 33.01);
        at = end;
    }
    assert_true(points >= 8);
    assert_int_equal(points % 2, 0);
}

static void
a_hatch_of_nothing_or_of_too_much_draws_nothing(void **state)
{
    (void)state;
    ent_svg_hatch(&out, "hatch", 0, 0, 0, 10, 5);
    ent_svg_hatch(&out, "hatch", 0, 0, NAN, 10, 5);
    ent_svg_hatch(&out, "hatch", 0, 0, 1e9, 10, 5);
    ent_svg_hatch(&out, "hatch", 0, 0, 10, 10, 0);
    assert_int_equal(out.length, 0);
}

static void
a_long_text_is_cut_at_a_character(void **state)
{
    (void)state;
    ent_svg_text_fit(&out, "t", 0, 0, "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", 10, 30);
    assert_non_null(strstr(ent_text_get(&out), "\xC3\xA9\xE2\x80\xA6</text>"));
    assert_null(strstr(ent_text_get(&out), "\xEF\xBF\xBD"));
    ent_text_clear(&out);
    ent_svg_text_fit(&out, "t", 0, 0, "short", 10, 400);
    assert_non_null(strstr(ent_text_get(&out), ">short</text>"));
    ent_text_clear(&out);
    ent_svg_text_fit(&out, "t", 0, 0, "no room at all", 10, 5);
    assert_int_equal(out.length, 0);
}

static void
a_head_stands_above_the_drawing_and_goes_on_in_the_next_line(void **state)
{
    const ent_svg_key  keys[] = {{ENT_KEY_LINE, "edge", NULL, "a tie"},
                                 {ENT_KEY_BOX, "land", "1", "a <bloc>"},
                                 {ENT_KEY_DOT, "act", NULL, "an act"},
                                 {ENT_KEY_HATCH, "hatch", NULL, "older"}};
    const ent_svg_head narrow = {"one two three four five six seven", "said", keys, 4};
    const ent_svg_head wide = {"one", NULL, NULL, 0};
    double             box[4], plain[4];

    (void)state;
    ent_svg_open_headed(&out, "h", "chart", 200, 50, &narrow, "d");
    ent_svg_close(&out);
    assert_true(ent_svg_box(ent_text_get(&out), box));
    assert_true(box[1] < 0 && box[2] == 200 && fabs(box[1] + box[3] - 50) < 1e-9);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"title\""), 2);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"said\""), 1);
    assert_int_equal(unit_count(ent_text_get(&out), "class=\"tick\""), 4);
    assert_non_null(strstr(ent_text_get(&out), "a &lt;bloc&gt;"));
    ent_text_clear(&out);
    ent_svg_open_headed(&out, "h", "chart", 200, 50, &wide, "d");
    assert_true(ent_svg_box(ent_text_get(&out), plain));
    assert_true(plain[3] < box[3]);
}

static void
a_foot_makes_the_drawing_higher(void **state)
{
    ent_text bare;
    double   before[4], after[4];

    (void)state;
    ent_text_init(&bare);
    ent_svg_open(&bare, "f", "chart", 400, 30.5, "t", "d");
    ent_svg_close(&bare);
    ent_svg_add_foot(&out, ent_text_get(&bare), "Sources: a & b");
    assert_true(ent_svg_box(ent_text_get(&bare), before));
    assert_true(ent_svg_box(ent_text_get(&out), after));
    assert_true(before[3] == 30.5 && after[3] > before[3] + 15 && after[2] == before[2]);
    assert_non_null(strstr(ent_text_get(&out), ">Sources: a &amp; b</text>\n</svg>"));
    ent_text_clear(&out);
    ent_svg_add_foot(&out, "no drawing", "Sources");
    assert_string_equal(ent_text_get(&out), "no drawing");
    assert_false(ent_svg_box("<svg viewBox=\"0 0 x 1\">", after));
    assert_false(ent_svg_box("<svg viewBox=\"0 0 1", after));
    ent_text_clear(&bare);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_scale_maps_its_ends_and_its_middle, clear),
        cmocka_unit_test_teardown(a_scale_of_one_value_or_of_none_gives_the_middle, clear),
        cmocka_unit_test_teardown(steps_are_round_and_few, clear),
        cmocka_unit_test_teardown(a_coordinate_has_two_decimals_at_most, clear),
        cmocka_unit_test_teardown(words_and_tips_are_escaped, clear),
        cmocka_unit_test_teardown(a_path_of_one_point_is_not_drawn, clear),
        cmocka_unit_test_teardown(a_hatch_stays_inside_its_rectangle, clear),
        cmocka_unit_test_teardown(a_hatch_of_nothing_or_of_too_much_draws_nothing, clear),
        cmocka_unit_test_teardown(a_long_text_is_cut_at_a_character, clear),
        cmocka_unit_test_teardown(a_head_stands_above_the_drawing_and_goes_on_in_the_next_line,
                                  clear),
        cmocka_unit_test_teardown(a_foot_makes_the_drawing_higher, clear),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
