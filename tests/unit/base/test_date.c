/*
 * test_date.c - days, partial dates, spans
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "base/date.h"

static bool
is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Every day of two thousand years against a calendar that only counts. */
static void
every_day_from_1000_to_3000_agrees_with_counting(void **state)
{
    static const int LENGTH[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    ent_day          day = ent_date_day(1000, 1, 1);
    int              weekday = 2; /* 1000-01-01 (Gregorian) was a Wednesday */

    (void)state;
    for (int year = 1000; year <= 3000; year++) {
        for (int month = 1; month <= 12; month++) {
            int length = LENGTH[month - 1] + (month == 2 && is_leap(year));

            assert_int_equal(ent_date_month_length(year, month), length);
            for (int dom = 1; dom <= length; dom++, day++, weekday = (weekday + 1) % 7) {
                int y, m, d;

                ent_date_split(day, &y, &m, &d);
                if (ent_date_day(year, month, dom) != day || y != year || m != month || d != dom ||
                    ent_date_weekday(day) != weekday || ent_date_year(day) != year) {
                    fail_msg("%04d-%02d-%02d", year, month, dom);
                }
            }
        }
    }
    assert_int_equal(ent_date_day(1970, 1, 1), 0);
    assert_int_equal(day, ent_date_day(3001, 1, 1));
}

static void
known_days_have_their_weekdays(void **state)
{
    (void)state;
    assert_int_equal(ent_date_weekday(ent_date_day(1970, 1, 1)), 3);  /* Thursday */
    assert_int_equal(ent_date_weekday(ent_date_day(1949, 10, 1)), 5); /* Saturday */
    assert_int_equal(ent_date_weekday(ent_date_day(2022, 2, 4)), 4);  /* Friday */
    assert_int_equal(ent_date_weekday(ent_date_day(1815, 6, 9)), 4);  /* Friday */
}

static void
days_far_away_do_not_overflow(void **state)
{
    char printed[16];
    int  year, month, day;

    (void)state;
    ent_date_split(ENT_DAY_MAX - 1, &year, &month, &day);
    assert_int_equal(year, 5881580);
    ent_date_split(ENT_DAY_MIN + 1, &year, &month, &day);
    assert_int_equal(year, -5877641);
    assert_in_range(ent_date_weekday(ENT_DAY_MIN), 0, 6);
    ent_date_print(ENT_DAY_MAX - 1, printed);
    assert_string_equal(printed, "5881580-07-10");
    ent_date_print(ENT_DAY_MIN + 1, printed);
    assert_string_equal(printed, "-5877641-06-24");
}

static void
dates_that_do_not_exist_are_invalid(void **state)
{
    (void)state;
    assert_true(ent_date_is_valid(2000, 2, 29));
    assert_false(ent_date_is_valid(1900, 2, 29));
    assert_false(ent_date_is_valid(2023, 4, 31));
    assert_false(ent_date_is_valid(2023, 0, 1));
    assert_false(ent_date_is_valid(2023, 13, 1));
    assert_false(ent_date_is_valid(2023, 1, 0));
    assert_false(ent_date_is_valid(999, 12, 31));
    assert_false(ent_date_is_valid(3001, 1, 1));
}

static void
assert_span(const char *text, ent_day from, ent_day to)
{
    ent_span span;

    assert_true(ent_span_read(text, strlen(text), &span));
    assert_int_equal(span.from, from);
    assert_int_equal(span.to, to);
}

static void
partial_dates_mean_spans(void **state)
{
    (void)state;
    assert_span("1970", 0, 365);
    assert_span("1972", 730, 1096);
    assert_span("1970-02", 31, 59);
    assert_span("1972-02", 761, 790);
    assert_span("1970-12", 334, 365);
    assert_span("1969-12-31", -1, 0);
    assert_span("3000-12-31", ent_date_day(3000, 12, 31), ent_date_day(3001, 1, 1));
}

static void
what_is_no_date_is_refused(void **state)
{
    static const char *const WRONG[] = {
        "",           "197",     "0999",       "3001",      "1970-",      "1970-1",
        "1970-13",    "1970-00", "1970-02-30", "1970-1-01", "1970-01-1",  "1970-01-011",
        "1970/01/01", "+970",    "-970",       "19 0",      "1970-01-32", "1970-+1",
        "1970-01-+1", "1970x01", "1970-01x01", "1970-01-00"};
    ent_span span = {1, 2};

    (void)state;
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        if (ent_span_read(WRONG[i], strlen(WRONG[i]), &span)) {
            fail_msg("'%s' was read", WRONG[i]);
        }
    }
    assert_int_equal(span.from, 1); /* written on success alone */
    assert_int_equal(span.to, 2);
}

static void
a_printed_day_reads_back(void **state)
{
    char printed[16];

    (void)state;
    for (ent_day day = ent_date_day(1000, 1, 1); day < ent_date_day(3001, 1, 1); day += 97) {
        ent_date_print(day, printed);
        assert_span(printed, day, day + 1);
    }
    ent_date_print(ENT_DAY_MIN, printed);
    assert_string_equal(printed, "");
    ent_date_print(ENT_DAY_MAX, printed);
    assert_string_equal(printed, "");
}

static void
spans_are_half_open(void **state)
{
    (void)state;
    assert_true(ent_span_overlap((ent_span){0, 10}, (ent_span){9, 20}));
    assert_false(ent_span_overlap((ent_span){0, 10}, (ent_span){10, 20}));
    assert_false(ent_span_overlap((ent_span){10, 20}, (ent_span){0, 10}));
    assert_true(ent_span_overlap((ent_span){ENT_DAY_MIN, ENT_DAY_MAX}, (ent_span){5, 6}));
    assert_int_equal(ent_span_of_year(2024).to - ent_span_of_year(2024).from, 366);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_from_1000_to_3000_agrees_with_counting),
        cmocka_unit_test(known_days_have_their_weekdays),
        cmocka_unit_test(days_far_away_do_not_overflow),
        cmocka_unit_test(dates_that_do_not_exist_are_invalid),
        cmocka_unit_test(partial_dates_mean_spans),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(a_printed_day_reads_back),
        cmocka_unit_test(spans_are_half_open),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
