/*
 * test_keys.c - rows that say the same thing twice are found, with both their lines
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "base/keys.h"

/* The error of a table with these keys; "" where it is good. */
static const char *
check(ent_ctx *ctx, const char *columns, const char *text)
{
    static char error[512];
    ent_keys    keys;
    ent_csv     csv;
    ent_status  status;
    bool        more = true;

    ent_keys_init(&keys, columns);
    ent_csv_init(&csv, "t.csv", text, strlen(text), ',', true);
    assert_int_equal(ent_csv_read_header(ctx, &csv), ENT_OK);
    while (ent_csv_next(ctx, &csv, &more) == ENT_OK && more) {
        assert_int_equal(ent_keys_add(ctx, &keys, &csv), ENT_OK);
    }
    status = ent_keys_check(ctx, &keys, "t.csv");
    assert_true(status == ENT_OK || status == ENT_E_INPUT);
    (void)snprintf(error, sizeof error, "%s", status == ENT_OK ? "" : ent_ctx_error(ctx));
    ent_keys_clear(&keys);
    ent_csv_clear(&csv);
    return error;
}

static int
setup(void **state)
{
    *state = unit_ctx(1);
    return 0;
}

static int
teardown(void **state)
{
    ent_ctx_destroy(*state);
    return 0;
}

static void
a_table_without_keys_or_rows_is_good(void **state)
{
    assert_string_equal(check(*state, NULL, "a\n1\n1\n"), "");
    assert_string_equal(check(*state, "a", "a\n"), "");
    assert_string_equal(check(*state, "a", "a\n1\n2\n"), "");
}

static void
a_repeated_key_is_told_with_both_lines(void **state)
{
    assert_string_equal(check(*state, "a", "# c\na,b\n1,x\n2,x\n1,y\n"),
                        "t.csv:5: the same 'a' as in t.csv:3; one of them has to go");
    assert_string_equal(check(*state, "a b", "a,b\n1,x\n2,x\n1,y\n2,x\n"),
                        "t.csv:5: the same 'a b' as in t.csv:3; one of them has to go");
}

static void
values_do_not_run_into_each_other(void **state)
{
    assert_string_equal(check(*state, "a b", "a,b\n12,3\n1,23\n"), "");
    assert_string_equal(check(*state, "a, b", "a,b\n1,2\n2,1\n"), "");
}

static void
a_pair_is_the_same_in_either_order(void **state)
{
    assert_string_equal(check(*state, "k (a b)", "k,a,b\nz,CHN,RUS\nz,RUS,CHN\n"),
                        "t.csv:3: the same 'k (a b)' as in t.csv:2; one of them has to go");
    assert_string_equal(check(*state, "k a b", "k,a,b\nz,CHN,RUS\nz,RUS,CHN\n"), "");
}

static void
the_second_key_counts_too(void **state)
{
    assert_string_equal(check(*state, "k, (a b)", "k,a,b\ny,CHN,RUS\nz,RUS,CHN\n"),
                        "t.csv:3: the same '(a b)' as in t.csv:2; one of them has to go");
}

static void
spells_may_follow_each_other(void **state)
{
    static const char        HEAD[] = "k,start,end\n";
    static const char *const GOOD[] = {"a,1990-01-01,1991-05-31\na,1991-06-01,\n",
                                       "a,1990,1991\na,1991,1992\n", /* known to the year */
                                       "a,,1990\na,1995,\n", "a,2000,2001\nb,2000,2001\n"};
    static const char *const BAD[] = {"a,1990-01-01,1991-05-31\na,1991-05-31,\n",
                                      "a,1990,\na,1991,1992\n",
                                      "a,,\na,1991-02,1991-03\n",
                                      "a,1991,1991\na,1991,1991\n",
                                      "a,1980,1999\na,1985,1986\n",
                                      "a,,\na,,\n"};
    char                     text[200];

    for (size_t i = 0; i < sizeof GOOD / sizeof GOOD[0]; i++) {
        (void)snprintf(text, sizeof text, "%s%s", HEAD, GOOD[i]);
        assert_string_equal(check(*state, "k", text), "");
    }
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        (void)snprintf(text, sizeof text, "%s%s", HEAD, BAD[i]);
        assert_string_equal(check(*state, "k", text),
                            "t.csv:3: the same 'k' at the same time as in "
                            "t.csv:2; one of them has to go");
    }
}

/* The long first spell covers the last, though one between them has ended long before. */
static void
a_spell_within_another_is_found_past_a_third(void **state)
{
    assert_string_equal(
        check(*state, "k", "k,start,end\na,1950,1999\nb,1960,1961\na,1970,1980\n"),
        "t.csv:4: the same 'k' at the same time as in t.csv:2; one of them has to go");
}

static void
what_may_stand_once_may_not_come_again_later(void **state)
{
    static const char TEXT[] = "k,start,end\na,1990,1991\na,1995,1996\n";

    assert_string_equal(check(*state, "k", TEXT), "");
    assert_string_equal(check(*state, "k once", TEXT),
                        "t.csv:3: the same 'k' as in t.csv:2; one of them has to go");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_without_keys_or_rows_is_good),
        cmocka_unit_test(a_repeated_key_is_told_with_both_lines),
        cmocka_unit_test(values_do_not_run_into_each_other),
        cmocka_unit_test(a_pair_is_the_same_in_either_order),
        cmocka_unit_test(the_second_key_counts_too),
        cmocka_unit_test(spells_may_follow_each_other),
        cmocka_unit_test(a_spell_within_another_is_found_past_a_third),
        cmocka_unit_test(what_may_stand_once_may_not_come_again_later),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
