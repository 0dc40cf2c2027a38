/*
 * test_peace.c - the peace scale by year and by day, against a slow version of the publisher's rule
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "unit_measure.h"

/* The publisher's layout: the smaller COW number, then the larger of three digits. */
#define SCALE                                                                                      \
    "10020,19009999-19520213,0,19520214-19630308,0.25,19630309-19971109,0,19971110-20041013,-9,"   \
    "20041014-20209999,0.5\n"                                                                      \
    "10030,19170417-19490930,0.5,19491001-19720227,0,19720228-20209999,0.25\n"                     \
    "20030,19600101-19730131,0.5,19730201-19800110,0.25\n"                                         \
    "20040,19700610-19750830,1,19750901-20209999,0.75\n"                                           \
    "30040,19911226-20209999,0.5,20150102-20209999,0.75\n"

static void
load_scale(world *w, const char *text)
{
    world_open(w);
    world_import_text(w, text);
    world_record(w, NULL);
}

/* The level of a pair and year; NaN where it is missing or has no row. */
static double
level_of(ent_table *table, int year, const char *a, const char *b)
{
    long row = measure_pair(table, year, a, b);

    return row < 0 || ent_table_is_missing(table, (size_t)row, measure_column(table, "level"))
               ? (double)NAN
               : measure_number(table, (size_t)row, "level");
}

static void
check_level(ent_table *table, int year, const char *a, const char *b, double expected)
{
    double level = level_of(table, year, a, b);

    if (!(fabs(level - expected) < 1e-12)) {
        fail_msg("%s and %s are at %g in %d, not at %g", a, b, level, year, expected);
    }
}

static void
a_year_is_the_mean_of_its_months_without_transitions(void **state)
{
    world     *w = *state;
    ent_table *table;
    long       row;

    load_scale(w, SCALE);
    table = measure_run(w, "peace", (ent_measure_options){0}, NULL, NULL);
    measure_check_columns(table, "year,state_a,state_b,level,carried,fact_id,months,transition");
    check_level(table, 1900, "AAA", "BBB", 0); /* an open start is before 1900 */
    check_level(table, 1952, "AAA", "BBB", 11 * 0.25 / 12);
    check_level(table, 1963, "AAA", "BBB", 2 * 0.25 / 12);
    check_level(table, 1949, "AAA", "CCC", 9 * 0.5 / 12); /* a spell that ends September has it */
    check_level(table, 1973, "BBB", "CCC", 0.25);         /* one that ends January has it not */
    check_level(table, 1980, "BBB", "CCC", 0.25);         /* but for the last of a pair */
    check_level(table, 1975, "BBB", "DDD", (7 * 1 + 4 * 0.75) / 11); /* August is in no spell */
    check_level(table, 2015, "CCC", "DDD", 0.625);                   /* two levels at a time */
    check_level(table, 1997, "AAA", "BBB", 0);
    check_level(table, 2004, "AAA", "BBB", 0.5);
    row = measure_pair(table, 2000, "AAA", "BBB");
    assert_true(row >= 0);
    assert_true(isnan(level_of(table, 2000, "AAA", "BBB")));
    assert_true(measure_number(table, (size_t)row, "transition") == 12);
    assert_true(measure_number(table, (size_t)row, "months") == 0);
    assert_non_null(strstr(measure_text(table, (size_t)row, "fact_id"), "peace-scale@3.1/"));
    row = measure_pair(table, 2004, "AAA", "BBB");
    assert_true(measure_number(table, (size_t)row, "transition") == 9);
    assert_true(measure_number(table, (size_t)row, "months") == 3);
    assert_int_equal(measure_pair(table, 1981, "BBB", "CCC"), -1);
    assert_int_equal(measure_pair(table, 2021, "AAA", "BBB"), -1);
    assert_int_equal(measure_pair(table, 1899, "AAA", "BBB"), -1);
    ent_table_destroy(table);
}

static void
beyond_the_scale_a_level_is_carried_with_its_age(void **state)
{
    world     *w = *state;
    ent_table *table;

    load_scale(w, SCALE);
    table = measure_run(w, "peace", (ent_measure_options){0}, "2020", "2024");
    for (int year = 2020; year <= 2024; year++) {
        long row = measure_pair(table, year, "AAA", "BBB");

        assert_true(row >= 0);
        assert_true(measure_number(table, (size_t)row, "level") == 0.5);
        assert_true(measure_number(table, (size_t)row, "carried") == year - 2020);
    }
    assert_int_equal(measure_pair(table, 2024, "BBB", "CCC"), -1); /* it ended in 1980 */
    ent_table_destroy(table);
    table = measure_run(w, "peace", (ent_measure_options){0}, "1850", "1899");
    assert_int_equal(ent_table_row_count(table), 0);
    ent_table_destroy(table);
}

static void
a_day_has_the_level_of_that_day(void **state)
{
    static const struct {
        const char *day;
        double      level;
    } DAYS[] = {{"1952-02-13", 0},
                {"1952-02-14", 0.25},
                {"1963-03-09", 0},
                {"2004-10-14", 0.5},
                {"2024-10-14", 0.5}};
    world              *w = *state;
    ent_measure_options options = {.is_day = true};
    ent_table          *table;

    load_scale(w, SCALE);
    for (size_t i = 0; i < sizeof DAYS / sizeof DAYS[0]; i++) {
        table = measure_run(w, "peace", options, DAYS[i].day, DAYS[i].day);
        check_level(table, atoi(DAYS[i].day), "AAA", "BBB", DAYS[i].level);
        ent_table_destroy(table);
    }
    table = measure_run(w, "peace", options, "2000-01-01", "2000-01-01");
    assert_true(measure_pair(table, 2000, "AAA", "BBB") >= 0); /* there, without a level */
    assert_true(isnan(level_of(table, 2000, "AAA", "BBB")));
    ent_table_destroy(table);
    table = measure_run(w, "peace", options, "1899-12-31", "1899-12-31");
    assert_int_equal(ent_table_row_count(table), 0);
    ent_table_destroy(table);
}

static void
rows_are_chosen_by_states_and_a_record_without_the_scale_says_so(void **state)
{
    world              *w = *state;
    ent_state           states[2];
    ent_measure_options options = {.states = states, .state_count = 1};
    ent_table          *table;

    load_scale(w, SCALE);
    states[0] = ent_codes_find(w->codes, "AAA");
    states[1] = ent_codes_find(w->codes, "CCC");
    table = measure_run(w, "peace", options, "1960", "1960");
    assert_int_equal(ent_table_row_count(table), 2);
    ent_table_destroy(table);
    options.state_count = 2;
    table = measure_run(w, "peace", options, "1960", "1960");
    assert_int_equal(ent_table_row_count(table), 1);
    ent_table_destroy(table);
    world_unload(w);
    world_load(w);
    options = (ent_measure_options){.span = ent_span_of_year(1960)};
    assert_int_equal(ent_measure_find("peace")->run(w->ctx, w->record, &options, &table),
                     ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "holds no peace scale"));
}

/* ---- a slow version: month by month, months as the publisher writes them (YYYYMM) ---- */

enum { SPELLS = 4, PAIRS = 40, FIRST = 1950, LAST = 1999 };

typedef struct slow_spell {
    int    start, end; /* YYYYMMDD */
    double level;      /* -9: transition */
} slow_spell;

static bool
slow_counts(const slow_spell *s, bool is_last, int month)
{
    static const int ENDS[] = {331, 430, 531, 630, 731, 831, 930, 1031, 1130, 1231};
    bool             whole = is_last;

    for (size_t i = 0; i < sizeof ENDS / sizeof ENDS[0]; i++) {
        whole = whole || s->end % 10000 == ENDS[i];
    }
    return s->start / 100 <= month && (month < s->end / 100 || (whole && month == s->end / 100));
}

static double
slow_mean(const slow_spell *spells, int year)
{
    double sum = 0;
    int    count = 0;

    for (int month = year * 100 + 1; month <= year * 100 + 12; month++) {
        for (int i = 0; i < SPELLS; i++) {
            if (spells[i].level >= 0 && slow_counts(&spells[i], i == SPELLS - 1, month)) {
                sum += spells[i].level;
                count++;
            }
        }
    }
    return count > 0 ? sum / count : (double)NAN;
}

/* A date of a year and months after it; often the last day of a month, as published ones are. */
static int
some_date(uint32_t *seed, int year)
{
    static const int LENGTH[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int              month, day;

    *seed = *seed * 1664525u + 1013904223u;
    month = (int)(*seed >> 16) % 12;
    day = (*seed >> 29) < 3 ? LENGTH[month] : 1 + (int)(*seed >> 8 & 0xFF) % LENGTH[month];
    return year * 10000 + (month + 1) * 100 + day;
}

static void
invent(uint32_t *seed, slow_spell spells[SPELLS])
{
    static const double LEVELS[] = {0, 0.25, 0.5, 0.75, 1, -9};
    int                 year = FIRST;

    for (int i = 0; i < SPELLS; i++) {
        spells[i].start = some_date(seed, year);
        year += 1 + (int)(*seed >> 20) % 8;
        spells[i].end = some_date(seed, year);
        year += (int)(*seed >> 12 & 1); /* what follows begins in the same year, or the next */
        spells[i].level = LEVELS[(*seed >> 24) % 6];
    }
}

/* All ten pairs of five states at a time. */
static void
a_slow_version_gives_the_same(void **state)
{
    static const int   NUMBER[] = {10, 20, 30, 40, 50};
    static const char *ID[] = {"AAA", "BBB", "CCC", "DDD", "EEE"};
    uint32_t           seed = 20;

    for (int round = 0; round < PAIRS / 10; round++) {
        world     *w;
        slow_spell spells[10][SPELLS];
        char       text[4096] = "";
        ent_table *table;
        int        pair = 0;

        assert_int_equal(world_setup(state), 0);
        w = *state;
        for (int i = 0; i < 5; i++) {
            for (int j = i + 1; j < 5; j++, pair++) {
                invent(&seed, spells[pair]);
                (void)snprintf(text + strlen(text), sizeof text - strlen(text), "%d%03d", NUMBER[i],
                               NUMBER[j]);
                for (int k = 0; k < SPELLS; k++) {
                    (void)snprintf(text + strlen(text), sizeof text - strlen(text), ",%d-%d,%g",
                                   spells[pair][k].start, spells[pair][k].end,
                                   spells[pair][k].level);
                }
                (void)snprintf(text + strlen(text), sizeof text - strlen(text), "\n");
            }
        }
        load_scale(w, text);
        table = measure_run(w, "peace", (ent_measure_options){0}, "1950", "1999");
        pair = 0;
        for (int i = 0; i < 5; i++) {
            for (int j = i + 1; j < 5; j++, pair++) {
                for (int year = FIRST; year <= LAST; year++) {
                    double slow = slow_mean(spells[pair], year);
                    double fast = level_of(table, year, ID[i], ID[j]);

                    assert_true(isnan(slow) ? isnan(fast) : fabs(slow - fast) < 1e-12);
                }
            }
        }
        ent_table_destroy(table);
        assert_int_equal(world_teardown(state), 0);
    }
}

static void
other_numbers_for_the_states_permute_the_rows(void **state)
{
    world     *w = *state;
    ent_table *one, *two;

    load_scale(w, "10020,19500101-19600615,0.25,19600616-19901231,0.75\n"
                  "20030,19500101-19700615,0.5,19700616-19901231,1\n");
    one = measure_run(w, "peace", (ent_measure_options){0}, "1950", "1990");
    world_unload(w);
    load_scale(w, "30040,19500101-19600615,0.25,19600616-19901231,0.75\n" /* A, B, C: D, C, A */
                  "10030,19500101-19700615,0.5,19700616-19901231,1\n");
    two = measure_run(w, "peace", (ent_measure_options){0}, "1950", "1990");
    assert_int_equal(ent_table_row_count(one), ent_table_row_count(two));
    for (int year = 1950; year <= 1990; year++) {
        check_level(two, year, "CCC", "DDD", level_of(one, year, "AAA", "BBB"));
        check_level(two, year, "AAA", "CCC", level_of(one, year, "BBB", "CCC"));
    }
    ent_table_destroy(one);
    ent_table_destroy(two);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_year_is_the_mean_of_its_months_without_transitions),
        TEST(beyond_the_scale_a_level_is_carried_with_its_age),
        TEST(a_day_has_the_level_of_that_day),
        TEST(rows_are_chosen_by_states_and_a_record_without_the_scale_says_so),
        cmocka_unit_test(a_slow_version_gives_the_same),
        TEST(other_numbers_for_the_states_permute_the_rows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
