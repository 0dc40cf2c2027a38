/*
 * test_idealpoints.c - the measure: which votes it takes, which rows it gives
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_measure.h"

#include <math.h>

#include "base/alloc.h"
#include "measure/ideal/idealpoints.h"

static const char *const STATES[] = {"AAA", "BBB", "CCC", "DDD", "EEE"};

enum { STATE_COUNT = 5, CALLS_EACH = 12 };

typedef struct tables {
    char calls[16384], votes[65536];
} tables;

static void
add_call(tables *t, const char *key, const char *session, const char *date)
{
    (void)snprintf(t->calls + strlen(t->calls), sizeof t->calls - strlen(t->calls),
                   "%s,%s,%s,A/%s,One,s,\n", key, session, date, key);
}

static void
add_vote(tables *t, const char *key, const char *state, const char *vote)
{
    (void)snprintf(t->votes + strlen(t->votes), sizeof t->votes - strlen(t->votes), "%s,%s,%s,s,\n",
                   key, state, vote);
}

/* A cut that wanders through the five: those below it say no, the one at it abstains. */
static void
add_session(tables *t, const char *session, const char *date, size_t calls, size_t states)
{
    for (size_t v = 0; v < calls; v++) {
        char key[32];

        (void)snprintf(key, sizeof key, "s%s-%zu", session, v);
        add_call(t, key, session, date);
        for (size_t i = 0; i < states; i++) {
            size_t cut = v % STATE_COUNT;

            add_vote(t, key, STATES[i], i < cut ? "no" : i == cut ? "abstain" : "yes");
        }
    }
}

static tables *
begin(void)
{
    tables *t = calloc(1, sizeof *t);

    assert_non_null(t);
    (void)strcpy(t->calls, "roll_call,session,date,resolution,title,source,locator\n");
    (void)strcpy(t->votes, "roll_call,state,vote,source,locator\n");
    return t;
}

static void
load(world *w, tables *t)
{
    world_write(w, "roll_calls", t->calls);
    world_write(w, "votes", t->votes);
    world_open(w);
    world_record(w, NULL);
    free(t);
}

/* Session 5 of all, session 6 without EEE, session 7 with too few roll calls, one unanimous. */
static void
load_invented(world *w)
{
    tables *t = begin();

    add_session(t, "5", "1950-10-01", CALLS_EACH, STATE_COUNT);
    add_session(t, "6", "1951-11-01", CALLS_EACH, STATE_COUNT - 1);
    add_session(t, "7", "1952-11-01", 3, STATE_COUNT);
    add_session(t, "ES-1", "1951-12-01", CALLS_EACH, STATE_COUNT);
    add_call(t, "same", "5", "1950-11-01");
    for (size_t i = 0; i < STATE_COUNT; i++) {
        add_vote(t, "same", STATES[i], i < 3 ? "yes" : "absent");
    }
    load(w, t);
}

static long
row_of(ent_table *table, int session, const char *state)
{
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        if ((int)measure_number(table, row, "session") == session &&
            strcmp(measure_text(table, row, "state"), state) == 0) {
            return (long)row;
        }
    }
    return -1;
}

static double
number(ent_table *table, int session, const char *state, const char *column)
{
    long row = row_of(table, session, state);

    assert_true(row >= 0);
    return measure_number(table, (size_t)row, column);
}

static void
states_stand_in_the_order_of_their_answers(void **state)
{
    world     *w = *state;
    ent_table *table;
    double     sum = 0, squares = 0;

    load_invented(w);
    table = measure_run(w, "idealpoints", (ent_measure_options){0}, NULL, NULL);
    measure_check_columns(table, "session,year,state,ccode,estimate,se,votes");
    assert_int_equal(ent_table_row_count(table), 5 + 4 + 5);
    for (size_t i = 0; i < 9; i++) {
        double estimate = measure_number(table, i, "estimate");

        assert_true(i == 0 || i == 5 ||
                    fabs(estimate - measure_number(table, i - 1, "estimate")) > .1);
        assert_true(measure_number(table, i, "se") > 0);
        sum += estimate / 9;
        squares += estimate * estimate / 9;
    }
    assert_true(fabs(sum) < 1e-9 && fabs(squares - 1) < 1e-9);
    /* most votes: AAA, at one end of the five */
    assert_true(number(table, 5, "AAA", "estimate") > number(table, 5, "BBB", "estimate"));
    assert_true(number(table, 5, "DDD", "estimate") > number(table, 5, "EEE", "estimate"));
    ent_table_destroy(table);
}

static void
what_cannot_be_estimated_is_missing(void **state)
{
    world     *w = *state;
    ent_table *table;

    load_invented(w);
    table = measure_run(w, "idealpoints", (ent_measure_options){0}, NULL, NULL);
    assert_int_equal((int)row_of(table, 6, "EEE"), -1);      /* did not vote */
    assert_true(isnan(number(table, 7, "AAA", "estimate"))); /* three roll calls */
    assert_true(isnan(number(table, 7, "AAA", "se")));
    assert_int_equal((int)number(table, 7, "AAA", "votes"), 3);
    assert_int_equal((int)number(table, 5, "AAA", "votes"),
                     CALLS_EACH + 1); /* and unanimous ones */
    assert_int_equal((int)number(table, 5, "EEE", "votes"), CALLS_EACH);
    assert_int_equal((int)number(table, 6, "AAA", "year"), 1951);
    assert_int_equal((int)number(table, 6, "AAA", "ccode"), 10);
    ent_table_destroy(table);
}

static void
dates_and_states_choose_rows_and_change_no_estimate(void **state)
{
    world              *w = *state;
    ent_table          *all, *some;
    ent_state           only[1];
    ent_measure_options options = {.states = only, .state_count = 1};

    load_invented(w);
    only[0] = ent_codes_find(w->codes, "CCC");
    all = measure_run(w, "idealpoints", (ent_measure_options){0}, NULL, NULL);
    some = measure_run(w, "idealpoints", options, "1951", "1951");
    assert_int_equal(ent_table_row_count(some), 1);
    assert_true(number(some, 6, "CCC", "estimate") == number(all, 6, "CCC", "estimate"));
    assert_true(number(some, 6, "CCC", "se") == number(all, 6, "CCC", "se"));
    ent_table_destroy(some);
    some = measure_run(w, "idealpoints", (ent_measure_options){0}, "1948", "1949");
    assert_int_equal(ent_table_row_count(some), 0);
    ent_table_destroy(all);
    ent_table_destroy(some);
}

static void
expect_refusal(world *w, const char *words)
{
    ent_measure_options options = {0};
    ent_table          *table = NULL;

    assert_int_equal(ent_measure_find("idealpoints")->run(w->ctx, w->record, &options, &table),
                     ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), words));
    assert_null(table);
}

static void
a_record_without_a_session_is_told_what_to_import(void **state)
{
    world  *w = *state;
    tables *t = begin();

    add_session(t, "5", "1950-10-01", 9, STATE_COUNT);
    load(w, t);
    expect_refusal(w, "unvotes-roll-calls");
    world_unload(w);
    load(w, begin());
    expect_refusal(w, "no votes");
}

/* What is known at the end of 1950 is what a record without later votes gives. */
static void
points_as_of_a_date_know_nothing_later(void **state)
{
    world       *w = *state;
    tables      *t = begin();
    ent_ideal_of then, alone;
    ent_status   status;

    load_invented(w);
    world_check(w, ent_idealpoints_until(w->ctx, w->record, world_span("1951").from, &then));
    status = ent_idealpoints_until(w->ctx, w->record, world_span("1950").from, &alone);
    assert_int_equal(status, ENT_E_NOTFOUND);
    world_unload(w);
    add_session(t, "5", "1950-10-01", CALLS_EACH, STATE_COUNT);
    load(w, t);
    world_check(w, ent_idealpoints_until(w->ctx, w->record, ENT_DAY_MAX, &alone));
    assert_int_equal(then.count, STATE_COUNT);
    assert_int_equal(alone.count, STATE_COUNT);
    for (size_t i = 0; i < then.count; i++) {
        assert_int_equal(then.points[i].year, 1950);
        assert_int_equal(then.points[i].state, alone.points[i].state);
        assert_true(fabs(then.points[i].estimate - alone.points[i].estimate) < 1e-9);
    }
    ent_free(then.points);
    ent_free(alone.points);
}

/* The same estimates as the measure's. */
static void
points_of_all_votes_are_those_of_the_measure(void **state)
{
    world       *w = *state;
    ent_ideal_of all;
    ent_table   *table;

    load_invented(w);
    table = measure_run(w, "idealpoints", (ent_measure_options){0}, NULL, NULL);
    world_check(w, ent_idealpoints_until(w->ctx, w->record, ENT_DAY_MAX, &all));
    assert_int_equal(all.count, 2 * STATE_COUNT - 1);
    for (size_t i = 0; i < all.count; i++) {
        assert_true(number(table, all.points[i].year - 1945,
                           ent_codes_id(w->codes, all.points[i].state),
                           "estimate") == all.points[i].estimate);
    }
    ent_free(all.points);
    ent_table_destroy(table);
}

static void
check_same_tables(ent_table *a, ent_table *b)
{
    assert_int_equal(ent_table_row_count(a), ent_table_row_count(b));
    for (size_t row = 0; row < ent_table_row_count(a); row++) {
        for (size_t column = 0; column < ent_table_column_count(a); column++) {
            assert_string_equal(ent_table_get_text(a, row, column),
                                ent_table_get_text(b, row, column));
        }
    }
}

/* Points of several days: whichever is asked for first, and where the votes are the same. */
static void
points_do_not_depend_on_which_day_was_asked_first(void **state)
{
    static const int YEARS[] = {1950, 1951, 1952, 2000}; /* with one, two and three sessions */
    world           *w = *state;

    load_invented(w);
    world_check(w, ent_record_remember(w->ctx, w->record, 1 << 24));
    for (size_t i = sizeof YEARS / sizeof YEARS[0]; i-- > 0;) {
        ent_record *all = w->record, *known, *alone;
        ent_table  *beside, *first;
        ent_day     day = ent_date_day(YEARS[i], 12, 31);

        world_check(w, ent_record_known(w->ctx, all, day, &known));
        w->record = known; /* shares what `all` remembers */
        beside = measure_run(w, "idealpoints", (ent_measure_options){0}, NULL, NULL);
        world_check(w,
                    ent_record_load(w->ctx, w->store, w->codes,
                                    &(ent_record_options){.detail = ENT_RECORD_VOTES, .as_of = day},
                                    &alone));
        w->record = alone;
        first = measure_run(w, "idealpoints", (ent_measure_options){0}, NULL, NULL);
        check_same_tables(beside, first);
        ent_table_destroy(beside);
        ent_table_destroy(first);
        ent_record_destroy(known);
        ent_record_destroy(alone);
        w->record = all;
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(points_as_of_a_date_know_nothing_later, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(points_of_all_votes_are_those_of_the_measure, world_setup,
                                        world_teardown),
#define IDEAL_TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
        IDEAL_TEST(states_stand_in_the_order_of_their_answers),
        IDEAL_TEST(what_cannot_be_estimated_is_missing),
        IDEAL_TEST(dates_and_states_choose_rows_and_change_no_estimate),
        IDEAL_TEST(points_do_not_depend_on_which_day_was_asked_first),
        IDEAL_TEST(a_record_without_a_session_is_told_what_to_import),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
