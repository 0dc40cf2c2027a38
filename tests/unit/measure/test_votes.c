/*
 * test_votes.c - agreement in the General Assembly: by hand, and against the published votes
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_measure.h"

#include <math.h>

#include "measure/ballot.h"

static const char CALLS[] = "roll_call,session,date,resolution,title,source,locator\n"
                            "r1,5,1950-10-01,A/1,One,s,\n"
                            "r2,5,1950-11-01,A/2,Two,s,\n"
                            "r3,5,1950-12-31,A/3,Three,s,\n"
                            "r4,6,1951-10-01,A/4,Four,s,\n";

static const char VOTES[] = "roll_call,state,vote,source,locator\n"
                            "r1,AAA,yes,s,\nr1,BBB,yes,s,\nr1,CCC,no,s,\n"
                            "r2,AAA,no,s,\nr2,BBB,abstain,s,\nr2,CCC,absent,s,\n"
                            "r3,AAA,yes,s,\nr3,BBB,no,s,\n"
                            "r4,AAA,yes,s,\nr4,CCC,nonmember,s,\n";

static void
load_invented(world *w)
{
    world_write(w, "roll_calls", CALLS);
    world_write(w, "votes", VOTES);
    world_open(w);
    world_record(w, NULL);
}

static void
expect_pair(ent_table *table, size_t row, const char *a, const char *b, double agreement, int n)
{
    assert_string_equal(measure_text(table, row, "state_a"), a);
    assert_string_equal(measure_text(table, row, "state_b"), b);
    assert_true(fabs(measure_number(table, row, "agreement") - agreement) < 1e-15);
    assert_int_equal((int)measure_number(table, row, "n"), n);
}

/* AAA and BBB: 1, 1/2 and 0; with CCC one common vote each, on which it stands alone. */
static void
an_abstention_agrees_by_half(void **state)
{
    world     *w = *state;
    ent_table *table;

    load_invented(w);
    table = measure_run(w, "votes", (ent_measure_options){0}, "1950", "1950");
    measure_check_columns(table, "year,state_a,state_b,agreement,n");
    assert_int_equal(ent_table_row_count(table), 3);
    expect_pair(table, 0, "AAA", "BBB", 0.5, 3);
    expect_pair(table, 1, "AAA", "CCC", 0, 1);
    expect_pair(table, 2, "BBB", "CCC", 0, 1);
    ent_table_destroy(table);
}

static void
a_pair_without_a_common_vote_has_no_row(void **state)
{
    world     *w = *state;
    ent_table *table;

    load_invented(w);
    table = measure_run(w, "votes", (ent_measure_options){0}, "1951", "1951");
    assert_int_equal(ent_table_row_count(table), 0);
    ent_table_destroy(table);
    table = measure_run(w, "votes", (ent_measure_options){0}, NULL, NULL);
    assert_int_equal(ent_table_row_count(table), 3); /* all years have no more */
    ent_table_destroy(table);
}

static void
a_day_has_the_roll_calls_of_that_day(void **state)
{
    world     *w = *state;
    ent_table *table;

    load_invented(w);
    table = measure_run(w, "votes", (ent_measure_options){0}, "1950-11-01", "1950-12-31");
    assert_int_equal(ent_table_row_count(table), 1);
    expect_pair(table, 0, "AAA", "BBB", 0.25, 2);
    ent_table_destroy(table);
}

/* r1 is on the Middle East, r2 on human rights and colonialism, r3 on nothing, r4 unknown. */
static const char MARKED[] =
    "roll_call,session,date,resolution,title,middle_east,nuclear,disarmament,rights,colonialism,"
    "economy,source,locator\n"
    "r1,5,1950-10-01,A/1,One,1,0,0,0,0,0,s,\n"
    "r2,5,1950-11-01,A/2,Two,0,0,0,1,1,0,s,\n"
    "r3,5,1950-12-31,A/3,Three,0,0,0,0,0,0,s,\n"
    "r4,6,1951-10-01,A/4,Four,,,,,,,s,\n";

static void
an_issue_takes_the_roll_calls_that_are_marked_with_it(void **state)
{
    world     *w = *state;
    ent_table *table;

    world_write(w, "roll_calls", MARKED);
    world_write(w, "votes", VOTES);
    world_open(w);
    world_record(w, NULL);
    table = measure_run(w, "votes", (ent_measure_options){.issue = "me"}, NULL, NULL);
    assert_int_equal(ent_table_row_count(table), 3);
    expect_pair(table, 0, "AAA", "BBB", 1, 1);
    ent_table_destroy(table);
    for (int i = 0; i < 2; i++) {
        table = measure_run(w, "votes", (ent_measure_options){.issue = i == 0 ? "hr" : "co"}, NULL,
                            NULL);
        assert_int_equal(ent_table_row_count(table), 1);
        expect_pair(table, 0, "AAA", "BBB", 0.5, 1);
        ent_table_destroy(table);
    }
    table = measure_run(w, "votes", (ent_measure_options){.issue = "ec"}, NULL, NULL);
    assert_int_equal(ent_table_row_count(table), 0);
    ent_table_destroy(table);
}

/* Roll calls without marks of their own are looked up by their key. */
static void
the_table_of_issues_stands_in_for_marks(void **state)
{
    world     *w = *state;
    ent_table *table;

    world_write(w, "names", "state,name,start,end\nAAA,Aland,,\nBBB,Bland,,\n");
    world_open(w);
    world_import_text(w, "rcid,session,importantvote,date,unres,amend,para,short,descr\n"
                         "1,5,0,1950-10-01,R/5/1,0,0,ONE,First\n"
                         "2,5,0,1950-11-01,R/5/2,0,0,TWO,Second\n"
                         "3,5,0,1950-12-01,R/5/3,0,0,THREE,Third\n");
    world_import_text(w, "rcid,country,country_code,vote\n1,Aland,,yes\n1,Bland,,no\n"
                         "2,Aland,,yes\n2,Bland,,yes\n3,Aland,,no\n3,Bland,,abstain\n");
    world_import_text(w, "rcid,short_name,issue\n2,me,Palestinian conflict\n"
                         "1,hr,Human rights\n3,hr,Human rights\n");
    world_record_of(w, ENT_RECORD_VOTES, NULL);
    table = measure_run(w, "votes", (ent_measure_options){.issue = "hr"}, NULL, NULL);
    assert_int_equal(ent_table_row_count(table), 1);
    expect_pair(table, 0, "AAA", "BBB", 0.25, 2);
    ent_table_destroy(table);
    table = measure_run(w, "votes", (ent_measure_options){.issue = "me"}, NULL, NULL);
    expect_pair(table, 0, "AAA", "BBB", 1, 1);
    ent_table_destroy(table);
}

static void
check_same_ballots(world *w, const ent_record *one, const ent_record *other, ent_span span,
                   const char *issue)
{
    ent_measure_options options = {.span = span, .issue = issue};
    ent_ballot          a, b;

    world_check(w, ent_ballot_of(w->ctx, one, &options, &a));
    world_check(w, ent_ballot_of(w->ctx, other, &options, &b));
    assert_int_equal(a.call_count, b.call_count);
    assert_int_equal(a.state_count, b.state_count);
    for (size_t i = 0; i < a.call_count; i++) {
        assert_string_equal(a.calls[i]->roll_call, b.calls[i]->roll_call);
    }
    assert_memory_equal(a.votes, b.votes, a.state_count * a.call_count);
    ent_ballot_clear(&a);
    ent_ballot_clear(&b);
}

/* A record that remembers copies them out of that of all roll calls, one cut from it, too. */
static void
a_ballot_of_some_roll_calls_is_the_same_copied_and_read(void **state)
{
    static const int   YEARS[][2] = {{1950, 1950}, {1951, 1951}, {1950, 1951}, {1960, 1960}};
    static const char *ON[] = {NULL, "me", "hr"};
    world             *w = *state;
    ent_day            day = ent_date_day(1951, 1, 1);
    ent_record        *reading, *known, *early;

    world_write(w, "roll_calls", MARKED);
    world_write(w, "votes", VOTES);
    world_open(w);
    world_record(w, NULL);
    world_check(w, ent_record_remember(w->ctx, w->record, 1 << 24));
    world_check(w, ent_record_known(w->ctx, w->record, day, &known));
    world_check(w, ent_record_load(w->ctx, w->store, w->codes,
                                   &(ent_record_options){.detail = ENT_RECORD_ALL}, &reading));
    world_check(w, ent_record_load(w->ctx, w->store, w->codes,
                                   &(ent_record_options){.detail = ENT_RECORD_ALL, .as_of = day},
                                   &early));
    for (size_t i = 0; i < sizeof ON / sizeof ON[0]; i++) {
        check_same_ballots(w, w->record, reading, (ent_span){0, 0}, ON[i]);
        check_same_ballots(w, known, early, (ent_span){0, 0}, ON[i]);
        for (size_t k = 0; k < sizeof YEARS / sizeof YEARS[0]; k++) {
            ent_span span = {ent_span_of_year(YEARS[k][0]).from, ent_span_of_year(YEARS[k][1]).to};

            check_same_ballots(w, w->record, reading, span, ON[i]);
            check_same_ballots(w, known, early, span, ON[i]);
        }
    }
    ent_record_destroy(early);
    ent_record_destroy(reading);
    ent_record_destroy(known);
}

static void
an_issue_of_which_the_record_knows_nothing_is_refused(void **state)
{
    world              *w = *state;
    ent_measure_options options = {.issue = "me"};
    const ent_measure  *votes = ent_measure_find("votes");
    ent_table          *table = NULL;

    load_invented(w);
    assert_int_equal(votes->run(w->ctx, w->record, &options, &table), ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "what roll calls are about"));
    options.issue = "xx";
    assert_int_equal(votes->run(w->ctx, w->record, &options, &table), ENT_E_ARG);
    assert_null(table);
}

static void
the_codes_of_issues_are_the_published_ones(void **state)
{
    static const char *const CODES[] = {"me", "nu", "di", "hr", "co", "ec"};

    (void)state;
    for (size_t i = 0; i < 6; i++) {
        assert_string_equal(ent_issue_code(i), CODES[i]);
    }
    assert_null(ent_issue_code(6));
}

/* By definition: the share of the largest choice less half of the others. */
static void
a_group_is_at_one_or_parted_in_three(void **state)
{
    (void)state;
    assert_true(ent_agreement_index(5, 0, 0) == 1);
    assert_true(ent_agreement_index(0, 0, 7) == 1);
    assert_true(ent_agreement_index(2, 2, 2) == 0);
    assert_true(ent_agreement_index(3, 3, 0) == 0.25);
    assert_true(fabs(ent_agreement_index(8, 1, 1) - 0.7) < 1e-15);
    assert_true(isnan(ent_agreement_index(0, 0, 0)));
    for (unsigned yes = 0; yes < 6; yes++) {
        for (unsigned no = 0; no < 6; no++) {
            assert_true(yes + no == 0 || ent_agreement_index(yes, no, 1) ==
                                             ent_agreement_index(no, 1, yes)); /* by any name */
            assert_true(yes < no || yes == 0 ||
                        ent_agreement_index(yes + 1, no, 0) >= ent_agreement_index(yes, no, 0));
        }
    }
}

/*
 * CLUB has A and B throughout and C from the day of r3 on, which it does not vote in; OTHER never
 * has two that vote.
 */
static void
load_clubs(world *w)
{
    world_write(w, "institutions",
                "institution,name,kind,start,end,rule,rule_note,commitment,source,locator\n"
                "CLUB,Club,organisation,1940-01-01,,consensus,,none,s,\n"
                "OTHER,Other,organisation,1950-12-01,,consensus,,none,s,\n");
    world_write(w, "members",
                "institution,state,status,start,end,source,locator\n"
                "CLUB,AAA,member,1940-01-01,,s,\nCLUB,BBB,member,1940-01-01,,s,\n"
                "CLUB,CCC,member,1950-12-31,,s,\nCLUB,DDD,observer,1940-01-01,,s,\n"
                "OTHER,CCC,member,1950-12-01,,s,\n");
    load_invented(w);
}

static void
cohesion_is_of_those_that_are_members_on_the_day(void **state)
{
    world     *w = *state;
    ent_table *table;

    load_clubs(w);
    table = measure_run(w, "votes", (ent_measure_options){.institution = "CLUB"}, NULL, NULL);
    measure_check_columns(table, "year,institution,cohesion,agreement,members,voters,n");
    assert_int_equal(ent_table_row_count(table), 2);
    assert_string_equal(measure_text(table, 0, "institution"), "CLUB");
    /* r1 both yes: 1; r2 no and abstain, r3 yes and no: 1/4 each; agreement 1, 1/2, 0 */
    assert_true(fabs(measure_number(table, 0, "cohesion") - 0.5) < 1e-15);
    assert_true(fabs(measure_number(table, 0, "agreement") - 0.5) < 1e-15);
    assert_true(measure_number(table, 0, "members") == 3);
    assert_true(measure_number(table, 0, "voters") == 2);
    assert_true(measure_number(table, 0, "n") == 3);
    /* in 1951 A alone votes */
    assert_true(isnan(measure_number(table, 1, "cohesion")));
    assert_true(isnan(measure_number(table, 1, "agreement")));
    assert_true(measure_number(table, 1, "n") == 0);
    ent_table_destroy(table);
    table = measure_run(w, "votes", (ent_measure_options){.institution = "OTHER"}, "1950", "1950");
    assert_int_equal(ent_table_row_count(table), 1);
    assert_true(isnan(measure_number(table, 0, "cohesion")));
    ent_table_destroy(table);
}

static void
an_institution_is_known_and_taken_whole(void **state)
{
    world              *w = *state;
    const ent_measure  *votes = ent_measure_find("votes");
    ent_state           states[1] = {0};
    ent_measure_options options = {.institution = "CLUBB"};
    ent_table          *table = NULL;

    load_clubs(w);
    assert_int_equal(votes->run(w->ctx, w->record, &options, &table), ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "did you mean 'CLUB'"));
    options = (ent_measure_options){.institution = "CLUB", .states = states, .state_count = 1};
    assert_int_equal(votes->run(w->ctx, w->record, &options, &table), ENT_E_ARG);
    assert_null(table);
}

static void
a_record_without_votes_is_told(void **state)
{
    world              *w = *state;
    ent_measure_options options = {0};
    ent_table          *table = NULL;

    world_open(w);
    world_record(w, NULL);
    assert_int_equal(ent_measure_find("votes")->run(w->ctx, w->record, &options, &table),
                     ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "no votes"));
    assert_null(table);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define VOTE_TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
        VOTE_TEST(an_abstention_agrees_by_half),
        VOTE_TEST(a_pair_without_a_common_vote_has_no_row),
        VOTE_TEST(a_day_has_the_roll_calls_of_that_day),
        VOTE_TEST(an_issue_takes_the_roll_calls_that_are_marked_with_it),
        VOTE_TEST(the_table_of_issues_stands_in_for_marks),
        VOTE_TEST(a_ballot_of_some_roll_calls_is_the_same_copied_and_read),
        VOTE_TEST(an_issue_of_which_the_record_knows_nothing_is_refused),
        cmocka_unit_test(the_codes_of_issues_are_the_published_ones),
        cmocka_unit_test(a_group_is_at_one_or_parted_in_three),
        VOTE_TEST(cohesion_is_of_those_that_are_members_on_the_day),
        VOTE_TEST(an_institution_is_known_and_taken_whole),
        VOTE_TEST(a_record_without_votes_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
