/*
 * test_triangle.c - Dittmer's triangle: all sign patterns, and the published rivalries of 1950-2020
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_measure.h"

static void
all_27_patterns_of_signs_are_classified(void **state)
{
    /* by which of ab, bc, ac are negative: the type, and the corner named (-1 none) */
    static const struct {
        ent_triangle type;
        int          pivot;
    } TABLE[8] = {{ENT_TRIANGLE_MENAGE, -1},  /* none: all stand well                   */
                  {ENT_TRIANGLE_ROMANTIC, 2}, /* ab: c is the pivot                     */
                  {ENT_TRIANGLE_ROMANTIC, 0}, /* bc: a                                  */
                  {ENT_TRIANGLE_MARRIAGE, 1}, /* ab and bc: a and c together, b outside */
                  {ENT_TRIANGLE_ROMANTIC, 1}, /* ac: b                                  */
                  {ENT_TRIANGLE_MARRIAGE, 0}, /* ab and ac: b and c together, a outside */
                  {ENT_TRIANGLE_MARRIAGE, 2}, /* bc and ac: a and b together, c outside */
                  {ENT_TRIANGLE_UNIT_VETO, -1}};

    (void)state;
    for (int ab = -1; ab <= 1; ab++) {
        for (int bc = -1; bc <= 1; bc++) {
            for (int ac = -1; ac <= 1; ac++) {
                int                at = (ab < 0) | (bc < 0) << 1 | (ac < 0) << 2;
                ent_triangle_class found = ent_triangle_classify(ab, bc, ac);

                assert_int_equal(found.type, TABLE[at].type);
                assert_int_equal(found.pivot, TABLE[at].pivot);
            }
        }
    }
}

static void
swapping_two_corners_moves_the_pivot_with_them(void **state)
{
    (void)state;
    for (int ab = -1; ab <= 1; ab++) {
        for (int bc = -1; bc <= 1; bc++) {
            for (int ac = -1; ac <= 1; ac++) {
                static const int   SWAPPED[] = {-1, 1, 0, 2}; /* a and b change places */
                ent_triangle_class one = ent_triangle_classify(ab, bc, ac);
                ent_triangle_class two = ent_triangle_classify(ab, ac, bc);

                assert_int_equal(one.type, two.type);
                assert_int_equal(SWAPPED[one.pivot + 1], two.pivot);
            }
        }
    }
}

static void
the_types_have_names(void **state)
{
    (void)state;
    assert_string_equal(ent_triangle_name(ENT_TRIANGLE_MENAGE), "menage");
    assert_string_equal(ent_triangle_name(ENT_TRIANGLE_ROMANTIC), "romantic");
    assert_string_equal(ent_triangle_name(ENT_TRIANGLE_MARRIAGE), "marriage");
    assert_string_equal(ent_triangle_name(ENT_TRIANGLE_UNIT_VETO), "unit-veto");
}

typedef struct period {
    int         from, to;
    const char *type, *pivot;
} period;

/* What Thompson, Sakuwa and Suhas's rivalries give; none of our disputes changes a year of it. */
static const period PUBLISHED[] = {
    {1950, 1957, "marriage", "USA"}, {1958, 1972, "unit-veto", ""},
    {1973, 1989, "marriage", "RUS"}, {1990, 1995, "menage", ""},
    {1996, 2006, "romantic", "RUS"}, {2007, 2020, "marriage", "USA"},
};

/* With COW's disputes: incidents of 1972, 1986, 1993, 1994, 1997, 2000, 2009 and 2012 count. */
static const period WITH_DISPUTES[] = {
    {1950, 1957, "marriage", "USA"}, {1958, 1976, "unit-veto", ""},
    {1977, 1989, "marriage", "RUS"}, {1990, 1990, "romantic", "USA"},
    {1991, 1992, "menage", ""},      {1993, 1995, "romantic", "USA"},
    {1996, 1996, "marriage", "CHN"}, {1997, 1998, "unit-veto", ""},
    {1999, 2004, "marriage", "USA"}, {2005, 2006, "romantic", "RUS"},
    {2007, 2008, "marriage", "USA"}, {2009, 2016, "unit-veto", ""},
    {2017, 2020, "marriage", "USA"},
};

/* The peace scale: allies of 1950 are lesser rivals, and so are the USA and China from 1972. */
static const period PEACE[] = {
    {1950, 1988, "unit-veto", ""},
    {1989, 1991, "marriage", "CHN"},
    {1992, 1996, "unit-veto", ""},
    {1997, 2020, "marriage", "USA"},
};

static void
check_periods(world *w, ent_signs signs, const period *periods)
{
    ent_table *table =
        measure_run(w, "triangle", (ent_measure_options){.signs = signs}, "1950", "2020");

    measure_check_columns(table, "year,a_b,b_c,a_c,type,pivot,carried");
    assert_int_equal(ent_table_row_count(table), 71);
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        int           year = (int)measure_number(table, row, "year");
        const period *p = periods;

        while (p->to < year) {
            p++;
        }
        if (strcmp(measure_text(table, row, "type"), p->type) != 0 ||
            strcmp(measure_text(table, row, "pivot"), p->pivot) != 0) {
            fail_msg("%d is not %s %s", year, p->type, p->pivot);
        }
    }
    ent_table_destroy(table);
}

static void
the_published_rivalries_give_the_known_periods(void **state)
{
    world *w = *state;

    world_shared(w, "rivalries/thompson_sakuwa_suhas_2021.csv");
    world_record(w, NULL);
    check_periods(w, ENT_SIGNS_RIVALRY, PUBLISHED);
}

static void
our_own_rivalries_give_the_same_periods(void **state)
{
    world *w = *state;

    ent_ctx_destroy(w->ctx);
    w->ctx = unit_ctx(1);
    world_load(w);
    check_periods(w, ENT_SIGNS_RIVALRY, PUBLISHED);
}

static void
disputes_of_cow_count_for_five_years_and_ours_can_be_chosen(void **state)
{
    static const char *const OURS[] = {"disputes=world", NULL};
    world                   *w = *state;

    world_shared(w, "rivalries/thompson_sakuwa_suhas_2021.csv");
    world_shared(w, "cow-mid/MIDB 5.0.csv");
    world_record(w, NULL);
    check_periods(w, ENT_SIGNS_RIVALRY, WITH_DISPUTES);
    world_record(w, OURS);
    check_periods(w, ENT_SIGNS_RIVALRY, PUBLISHED);
}

static void
the_peace_scale_tells_another_story(void **state)
{
    world              *w = *state;
    ent_measure_options options = {.signs = ENT_SIGNS_PEACE};
    ent_table          *table;

    world_shared(w, "peace-scale/peacedata3.1.csv");
    world_record(w, NULL);
    check_periods(w, ENT_SIGNS_PEACE, PEACE);
    table = measure_run(w, "triangle", options, NULL, NULL); /* the years of the scale */
    assert_true(measure_number(table, 0, "year") == 1900);
    assert_true(measure_number(table, ent_table_row_count(table) - 1, "year") == 2020);
    assert_true(measure_number(table, ent_table_row_count(table) - 1, "carried") == 0);
    ent_table_destroy(table);
    table = measure_run(w, "triangle", options, "2024", "2024");
    assert_string_equal(measure_text(table, 0, "type"), "marriage");
    assert_true(measure_number(table, 0, "carried") == 3);
    ent_table_destroy(table);
    table = measure_run(w, "triangle", options, "1850", "1899"); /* not before the scale */
    assert_int_equal(ent_table_row_count(table), 0);
    ent_table_destroy(table);
}

/* Of 1973-1989 the entry says so: one enmity less makes a pivot of the outsider's rival. */
static void
a_detente_would_make_the_usa_the_pivot(void **state)
{
    ent_triangle_class without = ent_triangle_classify(-1, -1, 0);
    ent_triangle_class with = ent_triangle_classify(0, -1, 0); /* USA-RUS, RUS-CHN, USA-CHN */

    (void)state;
    assert_int_equal(without.type, ENT_TRIANGLE_MARRIAGE);
    assert_int_equal(without.pivot, 1); /* Russia is outside */
    assert_int_equal(with.type, ENT_TRIANGLE_ROMANTIC);
    assert_int_equal(with.pivot, 0);
}

static void
write_corners(world *w)
{
    world_write(w, "rivalries",
                "rivalry,state_a,state_b,start,end,source,locator\n"
                "r,AAA,BBB,1950,1959,s,\nq,NEW,AAA,1990-07-01,1995,s,\n");
    world_load(w);
}

static void
the_corners_are_named_in_the_order_asked_for(void **state)
{
    static const char *const ORDER[][4] = {
        {"AAA", "BBB", "CCC", "a_b"}, {"CCC", "AAA", "BBB", "b_c"}, {"AAA", "CCC", "BBB", "a_c"}};
    world *w = *state;

    write_corners(w);
    for (size_t i = 0; i < 3; i++) {
        ent_state           corners[3];
        ent_measure_options options = {.states = corners, .state_count = 3};
        ent_table          *table;

        for (size_t j = 0; j < 3; j++) {
            corners[j] = ent_codes_find(w->codes, ORDER[i][j]);
        }
        table = measure_run(w, "triangle", options, "1955", "1955");
        assert_int_equal(ent_table_row_count(table), 1);
        assert_string_equal(measure_text(table, 0, "type"), "romantic");
        assert_string_equal(measure_text(table, 0, "pivot"), "CCC");
        assert_true(measure_number(table, 0, ORDER[i][3]) == -1);
        ent_table_destroy(table);
    }
}

static void
a_year_without_one_of_the_corners_has_no_row(void **state)
{
    world              *w = *state;
    ent_state           corners[3];
    ent_measure_options options = {.states = corners, .state_count = 3};
    ent_table          *table;

    write_corners(w);
    corners[0] = ent_codes_find(w->codes, "AAA");
    corners[1] = ent_codes_find(w->codes, "BBB");
    corners[2] = ent_codes_find(w->codes, "NEW");
    table = measure_run(w, "triangle", options, "1985", "1992");
    assert_int_equal(ent_table_row_count(table), 3);
    assert_true(measure_number(table, 0, "year") == 1990);
    ent_table_destroy(table);
    /* before the first fact the record is silent: that is no menage */
    corners[2] = ent_codes_find(w->codes, "CCC");
    table = measure_run(w, "triangle", options, "1930", "1951");
    assert_int_equal(ent_table_row_count(table), 2);
    assert_true(measure_number(table, 0, "year") == 1950);
    ent_table_destroy(table);
}

static void
what_is_no_triangle_is_refused(void **state)
{
    world              *w = *state;
    ent_state           corners[3];
    ent_measure_options options = {.states = corners, .state_count = 2};
    const ent_measure  *measure = ent_measure_find("triangle");
    ent_table          *table = NULL;

    write_corners(w);
    corners[0] = corners[1] = ent_codes_find(w->codes, "AAA");
    corners[2] = ent_codes_find(w->codes, "BBB");
    assert_int_equal(measure->run(w->ctx, w->record, &options, &table), ENT_E_ARG);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "three states"));
    options.state_count = 3;
    assert_int_equal(measure->run(w->ctx, w->record, &options, &table), ENT_E_ARG);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "three different states"));
    corners[1] = ent_codes_find(w->codes, "CCC");
    options.signs = ENT_SIGNS_PEACE;
    assert_int_equal(measure->run(w->ctx, w->record, &options, &table), ENT_E_NOTFOUND);
    assert_null(table);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_27_patterns_of_signs_are_classified),
        cmocka_unit_test(swapping_two_corners_moves_the_pivot_with_them),
        cmocka_unit_test(the_types_have_names),
        TEST(the_published_rivalries_give_the_known_periods),
        TEST(our_own_rivalries_give_the_same_periods),
        TEST(disputes_of_cow_count_for_five_years_and_ours_can_be_chosen),
        TEST(the_peace_scale_tells_another_story),
        cmocka_unit_test(a_detente_would_make_the_usa_the_pivot),
        TEST(the_corners_are_named_in_the_order_asked_for),
        TEST(a_year_without_one_of_the_corners_has_no_row),
        TEST(what_is_no_triangle_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
