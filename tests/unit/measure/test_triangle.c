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
    } TABLE[8] = {
        {ENT_TRIANGLE_MENAGE, -1},  /* none: all stand well                   */
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

static const struct expected {
    int         from, to;
    const char *type, *pivot;
} PUBLISHED[] = {
    {1950, 1957, "marriage", "USA"},  {1958, 1972, "unit-veto", ""}, {1973, 1989, "marriage", "RUS"},
    {1996, 2006, "romantic", "RUS"}, {2007, 2020, "marriage", "USA"},
};

static void
the_published_rivalries_give_the_known_periods(void **state)
{
    world     *w = *state;
    ent_table *table;
    int        differ = 0;

    world_shared(w, "rivalries/thompson_sakuwa_suhas_2021.csv");
    world_record(w, NULL);
    table = measure_run(w, "triangle", (ent_measure_options){0}, "1945", "2020");
    measure_check_columns(table, "year,a_b,b_c,a_c,type,pivot");
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        int  year = (int)measure_number(table, row, "year");
        char type[32], pivot[8];

        (void)snprintf(type, sizeof type, "%s", measure_text(table, row, "type"));
        (void)snprintf(pivot, sizeof pivot, "%s", measure_text(table, row, "pivot"));
        printf("%d %g %g %g %s %s\n", year, measure_number(table, row, "a_b"),
               measure_number(table, row, "b_c"), measure_number(table, row, "a_c"), type, pivot);
        for (size_t i = 0; i < sizeof PUBLISHED / sizeof PUBLISHED[0]; i++) {
            if (year >= PUBLISHED[i].from && year <= PUBLISHED[i].to &&
                (strcmp(type, PUBLISHED[i].type) != 0 || strcmp(pivot, PUBLISHED[i].pivot) != 0)) {
                differ++;
            }
        }
    }
    assert_int_equal(differ, 0);
    ent_table_destroy(table);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_27_patterns_of_signs_are_classified),
        cmocka_unit_test(swapping_two_corners_moves_the_pivot_with_them),
        cmocka_unit_test(the_types_have_names),
        cmocka_unit_test_setup_teardown(the_published_rivalries_give_the_known_periods, world_setup,
                                        world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
