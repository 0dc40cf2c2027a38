/*
 * test_whole.c - whole numbers of many limbs and their ratios
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "measure/whole.h"

static void
check_print(const ent_whole *a, const char *expected)
{
    char digits[ENT_WHOLE_DIGITS];

    ent_whole_print(a, digits);
    assert_string_equal(digits, expected);
}

static ent_whole
factorial(size_t n)
{
    ent_whole a = ent_whole_of(1);

    for (size_t i = 2; i <= n; i++) {
        ent_whole_multiply(&a, i);
    }
    return a;
}

static void
powers_and_factorials_have_all_their_digits(void **state)
{
    ent_whole a = ent_whole_power(2, 128), b = factorial(30), zero = ent_whole_of(0);

    (void)state;
    check_print(&a, "340282366920938463463374607431768211456");
    check_print(&b, "265252859812191058636308480000000");
    check_print(&zero, "0");
    a = ent_whole_lcm_to(30);
    check_print(&a, "2329089562800");
    a = ent_whole_lcm_to(0);
    check_print(&a, "1");
}

static void
a_carry_runs_through_all_limbs_and_back(void **state)
{
    ent_whole one = ent_whole_of(1), a = ent_whole_power(2, 256), top = a;

    (void)state;
    ent_whole_subtract(&a, &one);
    assert_int_equal(a.used, 4);
    assert_int_equal(ent_whole_compare(&a, &top), -1);
    ent_whole_add(&a, &one);
    assert_int_equal(ent_whole_compare(&a, &top), 0);
    ent_whole_subtract(&a, &top);
    assert_int_equal(a.used, 0);
    assert_int_equal(ent_whole_compare(&top, &a), 1);
}

static void
a_product_is_undone_by_division(void **state)
{
    ent_whole a = factorial(60), b = factorial(61), product;
    uint64_t  rest = ent_whole_divide(&b, 61);

    (void)state;
    assert_int_equal(rest, 0);
    assert_int_equal(ent_whole_compare(&a, &b), 0);
    product = ent_whole_product(&a, &b);
    for (uint64_t i = 60; i > 1; i--) {
        assert_int_equal(ent_whole_divide(&product, i), 0);
    }
    assert_int_equal(ent_whole_compare(&product, &b), 0);
    assert_int_equal(ent_whole_divide(&b, 61), (uint64_t)61 - 1); /* 60! = -1 modulo 61 */
}

static void
a_fraction_is_reduced_to_its_lowest_terms(void **state)
{
    ent_whole a = ent_whole_of(421), b = ent_whole_of(2145), f = factorial(100), zero = {0};

    (void)state;
    a = ent_whole_product(&a, &f);
    b = ent_whole_product(&b, &f);
    ent_whole_reduce(&a, &b);
    check_print(&a, "421");
    check_print(&b, "2145");
    ent_whole_reduce(&zero, &b);
    check_print(&zero, "0");
    check_print(&b, "1");
}

static void
a_ratio_is_the_nearest_double(void **state)
{
    static const uint64_t PAIRS[][2] = {{1, 3}, {2, 3},  {1, 10},         {421, 2145},
                                        {7, 1}, {1, 49}, {848, 32768},    {9007199254740991, 3},
                                        {5, 9}, {1, 1},  {3, 1000000007}, {123456789, 97}};
    ent_whole             big = factorial(150), zero = {0}, a, b;

    (void)state;
    for (size_t i = 0; i < sizeof PAIRS / sizeof PAIRS[0]; i++) {
        double expected = (double)PAIRS[i][0] / (double)PAIRS[i][1];

        a = ent_whole_of(PAIRS[i][0]);
        b = ent_whole_of(PAIRS[i][1]);
        assert_true(ent_whole_ratio(&a, &b) == expected);
        a = ent_whole_product(&a, &big);
        b = ent_whole_product(&b, &big);
        assert_true(ent_whole_ratio(&a, &b) == expected);
    }
    assert_true(ent_whole_ratio(&zero, &big) == 0);
    assert_true(isnan(ent_whole_ratio(&big, &zero)));
    /* halfway between two doubles goes to the even one, above it to the upper one */
    a = ent_whole_power(2, 53);
    b = ent_whole_of(1);
    ent_whole_add(&a, &b);
    assert_true(ent_whole_ratio(&a, &b) == 9007199254740992.0);
    ent_whole_multiply(&a, 1024);
    ent_whole_add(&a, &b);
    b = ent_whole_of(1024);
    assert_true(ent_whole_ratio(&a, &b) == 9007199254740994.0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(powers_and_factorials_have_all_their_digits),
        cmocka_unit_test(a_carry_runs_through_all_limbs_and_back),
        cmocka_unit_test(a_product_is_undone_by_division),
        cmocka_unit_test(a_fraction_is_reduced_to_its_lowest_terms),
        cmocka_unit_test(a_ratio_is_the_nearest_double),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
