/*
 * test_rule.c - rates counted by hand from invented tables
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_powers.h"

#include <math.h>

#include "base/random.h"
#include "entente/model.h"
#include "model/rule/world.h"

/*
 * Levels of Russia and China: 0 in 1949, 2 in 1950 to 1952, 4 in 1953 to 1957 (an act counts five
 * years), 0 in 1958 to 1960.
 */
static void
write_acts(world *w)
{
    world_write(w, "acts",
                "# span: 1949-10-01..1960-12-31\n" UNIT_ACTS
                "visit,CHN,RUS,1950-01-02,1950-01-05,2,consultation,A visit,s,\n"
                "games,RUS,CHN,1953-06-01,1953-06-09,4,exercise,Games,s,\n"
                "words,CHN,RUS,1960-12-01,1960-12-01,,declaration,Words,s,\n"
                "other,USA,JPN,1951-01-01,1951-01-01,7,exercise,Of others,s,\n");
}

static void
write_treaties(world *w)
{
    world_write(w, "treaties",
                "# span: 1945-01-01..1960-12-31\n" UNIT_TREATIES
                "cr,China-Russia,bilateral,,1950-02-14,1957-06-30,lapsed,1,0,0,0,0,,,s,\n"
                "nato,Atlantic,multilateral,,1949-04-04,,,1,0,0,0,1,,,s,\n"
                "uj,USA-Japan,bilateral,,1955-01-01,,,1,0,0,0,0,,,s,\n"
                "dunkirk,GBR-FRA,bilateral,,1947-03-04,,,1,0,0,0,0,,,s,\n"
                "talks,USA-RUS,bilateral,,1948-01-01,,,0,0,0,0,1,,,s,\n"
                "again,GBR-USA,bilateral,,1951-01-01,,,1,0,0,0,0,,,s,\n"
                "undated,RUS-FRA,bilateral,,,,,1,0,0,0,0,,,s,\n");
    world_write(w, "treaty_members",
                UNIT_MEMBERS "cr,CHN,mutual,,,s,\ncr,RUS,mutual,,,s,\n"
                             "nato,USA,mutual,,,s,\nnato,GBR,mutual,,,s,\nnato,FRA,mutual,,,s,\n"
                             "uj,USA,mutual,,,s,\nuj,JPN,mutual,,,s,\n"
                             "dunkirk,GBR,mutual,,,s,\ndunkirk,FRA,mutual,,,s,\n"
                             "talks,USA,mutual,,,s,\ntalks,RUS,mutual,,,s,\n"
                             "again,GBR,mutual,,,s,\nagain,USA,mutual,,,s,\n");
}

static void
write_disputes(world *w)
{
    world_write(w, "rivalries",
                "# span: 1945..1960\n" UNIT_RIVALRIES "ur,USA,RUS,1946,1955,s,\n"
                "cu,CHN,USA,1949,,s,\n"
                "ju,JPN,USA,1946,,s,\n");
    world_write(w, "disputes",
                "# span: 1945-09-03..1960-12-31\n" UNIT_DISPUTES
                "berlin,,USA,RUS,1948-06-24,1949-05-12,4,,s,\n"
                "shots,,RUS,USA,1948-09-01,1948-09-02,4,,s,\n"
                "korea,,CHN,USA,1950-10-25,1953-07-27,5,,s,\n"
                "islands,,CHN,USA,1954-09-03,1955-04-23,3,,s,\n"
                "late,,USA,RUS,1957-01-01,1957-01-02,4,,s,\n");
}

static void
write_all(world *w)
{
    powers_write(w);
    write_acts(w);
    write_treaties(w);
    write_disputes(w);
    world_load(w);
}

static ent_rule
estimate(world *w, int before)
{
    ent_rule rule;

    world_check(w, ent_rule_estimate(w->ctx, w->record, ent_date_day(before, 1, 1), &rule));
    return rule;
}

/* Whether the effects of the rule add to a rate. */
static bool
is_settled(ent_parameter p)
{
    return p == ENT_PARAMETER_UP || p == ENT_PARAMETER_LAPSE || p == ENT_PARAMETER_PACT ||
           p == ENT_PARAMETER_UP_ONE || p == ENT_PARAMETER_LAPSE_ONE || p == ENT_PARAMETER_BOND ||
           p == ENT_PARAMETER_WARMER || p == ENT_PARAMETER_COLDER;
}

/* What a rate comes to over its draws: the slow way. */
static double
mean_of_draws(const ent_prior *prior)
{
    double sum = 0, weights = 0;

    for (int i = -800; i <= 800; i++) {
        double z = i / 100.0, weight = exp(-z * z / 2);

        sum += weight / (1 + exp(-(prior->mean + prior->sd * z)));
        weights += weight;
    }
    return sum / weights;
}

static void
check_rate(const ent_rule *rule, ent_parameter parameter, uint64_t events, uint64_t trials)
{
    const ent_prior *prior = &rule->priors[parameter];
    double           k = (double)events + 0.5, rest = (double)(trials - events) + 0.5;

    assert_int_equal(prior->events, events);
    assert_int_equal(prior->trials, trials);
    assert_int_equal(prior->basis, ENT_BASIS_ESTIMATED);
    if (is_settled(parameter)) { /* moved so that what is drawn comes to what was counted */
        assert_true(fabs(prior->mean - (log(k) - log(rest))) < prior->sd * prior->sd + 0.1);
    } else {
        assert_true(fabs(mean_of_draws(prior) / (k / (k + rest)) - 1) < 0.01);
    }
    assert_true(fabs(prior->sd * prior->sd - (1 / k + 1 / rest)) < 1e-12);
    assert_non_null(prior->reference_class);
}

static void
moves_of_the_level_are_counted_between_known_years(void **state)
{
    world   *w = *state;
    ent_rule rule;

    write_all(w);
    rule = estimate(w, 1961);
    check_rate(&rule, ENT_PARAMETER_UP, 2, 11); /* to 1950 and to 1953, of 11 years */
    /* no act but in 1950 and 1953: of the years after 1950 to 1957, but for the rise, none kept it
     * up, and after 1957 it fell */
    check_rate(&rule, ENT_PARAMETER_LAPSE, 7, 7);
    check_rate(&rule, ENT_PARAMETER_LAPSE_ONE, 3, 3); /* of the USA and Japan, 1953 to 1955 */
    check_rate(&rule, ENT_PARAMETER_LEAP_1, 1, 1);    /* from 0 to 2, and from 2 to 4 */
    check_rate(&rule, ENT_PARAMETER_LEAP_1 + 1, 0, 1);
    check_rate(&rule, ENT_PARAMETER_LEAP_1 + 2, 1, 1);
    check_rate(&rule, ENT_PARAMETER_LEAP_1 + 3, 0, 1);
    check_rate(&rule, ENT_PARAMETER_SLIP_1 + 2, 1, 1); /* from 4 to 0 */
    check_rate(&rule, ENT_PARAMETER_SLIP_1, 1, 1);
    assert_int_equal(rule.priors[ENT_PARAMETER_SLIP_6].trials, 0);
}

static void
nothing_of_the_day_or_later_is_counted(void **state)
{
    world   *w = *state;
    ent_rule rule;

    write_all(w);
    rule = estimate(w, 1953); /* the years to 1952: levels 0, 2, 2, 2 */
    check_rate(&rule, ENT_PARAMETER_UP, 1, 3);
    check_rate(&rule, ENT_PARAMETER_LAPSE, 2, 2);
    /* cr 1950-52, dunkirk 1947-52, again 1951-52: none has ended yet */
    check_rate(&rule, ENT_PARAMETER_END, 0, 3 + 6 + 2);
    /* ur 1946-52, cu 1949-52: Berlin in 1948, Korea in 1950 */
    check_rate(&rule, ENT_PARAMETER_DISPUTE, 2, 7 + 4);
}

static void
only_unbound_great_powers_can_take_up_a_pact(void **state)
{
    world   *w = *state;
    ent_rule rule;

    write_all(w);
    rule = estimate(w, 1961);
    /*
     * 1946 to 1960: six dyads unbound throughout; USA-GBR and USA-FRA until 1949, whose treaty
     * of three begins no pact; RUS-CHN to 1950 and from 1959; GBR-FRA to 1947.
     */
    check_rate(&rule, ENT_PARAMETER_PACT, 2, 6 * 15 + 4 + 4 + (5 + 2) + 2);
}

static void
ends_are_those_of_dated_bilateral_defence_pacts(void **state)
{
    world   *w = *state;
    ent_rule rule;

    write_all(w);
    rule = estimate(w, 1961);
    check_rate(&rule, ENT_PARAMETER_END, 1, 8 + 6 + 14 + 10); /* cr, uj, dunkirk, again */
}

static void
a_pact_that_ends_on_the_last_day_observed_has_ended(void **state)
{
    world   *w = *state;
    ent_rule rule;

    powers_write(w);
    world_write(w, "treaties",
                "# span: 1945-01-01..1960-12-31\n" UNIT_TREATIES
                "old,Old,bilateral,,1930-01-01,1945-12-31,lapsed,1,0,0,0,0,,,s,\n"
                "cr,C,bilateral,,1950-02-14,1952-12-31,lapsed,1,0,0,0,0,,,s,\n");
    world_write(w, "treaty_members", UNIT_MEMBERS "cr,CHN,mutual,,,s,\ncr,RUS,mutual,,,s,\n");
    world_load(w);
    rule = estimate(w, 1953);
    check_rate(&rule, ENT_PARAMETER_END, 1,
               3); /* the old one was over before anything is counted */
}

static void
a_year_of_rivalry_has_one_dispute_at_most(void **state)
{
    world   *w = *state;
    ent_rule rule;

    write_all(w);
    rule = estimate(w, 1961);
    /* ur 1946-55 and cu 1949-60; two disputes of 1948 are one year, 1954 is too mild */
    check_rate(&rule, ENT_PARAMETER_DISPUTE, 2, 10 + 12);
}

static void
a_published_set_takes_the_place_of_our_rivalries(void **state)
{
    world   *w = *state;
    ent_rule rule;

    powers_write(w);
    write_disputes(w);
    world_open(w);
    world_import_text(w, "tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial,ideological,"
                         "interventionary,principal,aprin\n"
                         "1,US-USSR,2,365,1946,1955,1,,,,1,\n"
                         "2,US-China,2,710,1949,2020,1,,1,,1,\n");
    world_record(w, NULL);
    rule = estimate(w, 1961);
    check_rate(&rule, ENT_PARAMETER_DISPUTE, 2, 10 + 12);
}

/* 2. shocks, and what is not of levels and pacts */

static void
new_leaders_are_counted_where_they_rule(void **state)
{
    world   *w = *state;
    ent_rule rule;

    powers_write(w);
    write_acts(w);
    write_disputes(w);
    world_write(w, "treaties", "# span: 1945-01-01..1960-12-31\n" UNIT_TREATIES);
    world_write(w, "leaders",
                "# span: 1945-01-01..1958-12-31\n" UNIT_LEADERS
                "a,USA,A,head_of_state,1945-01-01,1950-01-19,s,\n"
                "b,USA,B,head_of_state,1950-01-20,,s,\n"
                "c,GBR,C,head_of_state,1952-02-06,,s,\n"      /* reigns */
                "d,GBR,D,head_of_government,1955-04-06,,s,\n" /* governs */
                "e,RUS,E,head_of_state,1953-03-15,,s,\n"      /* another one rules */
                "f,RUS,F,leader,1953-09-14,,s,\n"
                "g,CHN,G,leader,1949-10-01,,s,\n");
    world_load(w);
    rule = estimate(w, 1961);
    /* 1946 to 1958, five states: USA 1950, GBR 1955, RUS 1953, CHN 1949 */
    check_rate(&rule, ENT_PARAMETER_LEADER, 4, 13 * 5);
    /* levels of Russia and China moved in 1950 and 1953 of 1950 to 1958; leaders came in 1953 */
    assert_int_equal(rule.priors[ENT_PARAMETER_LOOSE].events, 1);
    assert_int_equal(rule.priors[ENT_PARAMETER_LOOSE].trials, 1);
    assert_true(fabs(rule.priors[ENT_PARAMETER_LOOSE].mean - (log(1.5 / 0.5) - log(2.5 / 6.5))) <
                1e-12);
    assert_true(fabs(rule.priors[ENT_PARAMETER_LOOSE].sd -
                     sqrt(1 / 1.5 + 1 / 0.5 + 1 / 2.5 + 1 / 6.5)) < 1e-12);
    assert_true(rule.priors[ENT_PARAMETER_REGIME].held); /* no regimes by year */
}

static void
sanctions_of_rivals_and_disputes_of_others_are_counted(void **state)
{
    world   *w = *state;
    ent_rule rule;

    powers_write(w);
    write_acts(w);
    world_write(w, "treaties", "# span: 1945-01-01..1960-12-31\n" UNIT_TREATIES);
    world_write(w, "rivalries", "# span: 1945..1960\n" UNIT_RIVALRIES "ur,USA,RUS,1951,1955,s,\n");
    world_write(w, "disputes",
                "# span: 1945-09-03..1960-12-31\n" UNIT_DISPUTES
                "one,,USA,RUS,1952-06-24,1952-06-25,4,,s,\n"
                "two,,CHN,GBR,1953-06-24,1953-06-25,4,,s,\n"
                "mild,,CHN,FRA,1953-06-24,1953-06-25,3,,s,\n");
    world_write(w, "sanctions",
                "# span: 1950-01-01..1954-12-31\n" UNIT_SANCTIONS
                "x,USA,RUS,1952-01-01,,trade,,s,\ny,USA,RUS,1952-05-01,,arms,,s,\n"
                "z,RUS,USA,1953-01-01,1953-12-31,trade,,s,\nq,USA,CHN,1951-01-01,,trade,,s,\n");
    world_load(w);
    rule = estimate(w, 1961);
    check_rate(&rule, ENT_PARAMETER_SANCTION, 2, 2 * 4); /* 1951 to 1954, either way */
    check_rate(&rule, ENT_PARAMETER_DISPUTE, 1, 5);
    check_rate(&rule, ENT_PARAMETER_CLASH, 1, 10 * 15 - 5);
}

static void
treaties_short_of_defence_follow_each_other(void **state)
{
    world   *w = *state;
    ent_rule rule;

    powers_write(w);
    world_write(w, "treaties",
                "# span: 1945-01-01..1960-12-31\n" UNIT_TREATIES
                "one,One,bilateral,,1950-02-14,1953-12-31,lapsed,0,0,0,1,0,,,s,\n"
                "two,Two,bilateral,,1952-01-01,,,0,0,0,0,1,,,s,\n"
                "pact,Pact,bilateral,,1955-01-01,,,1,0,0,0,1,,,s,\n"
                "many,Many,multilateral,,1957-01-01,,,0,0,0,1,0,,,s,\n");
    world_write(w, "treaty_members",
                UNIT_MEMBERS "one,CHN,mutual,,,s,\none,RUS,mutual,,,s,\ntwo,CHN,mutual,,,s,\n"
                             "two,RUS,mutual,,,s,\npact,USA,mutual,,,s,\npact,GBR,mutual,,,s,\n"
                             "many,USA,mutual,,,s,\nmany,FRA,mutual,,,s,\n");
    world_load(w);
    rule = estimate(w, 1961);
    check_rate(&rule, ENT_PARAMETER_BOND, 2, 10 * 15);
    check_rate(&rule, ENT_PARAMETER_UNBOND, 1, 4 + 9);
    check_rate(&rule, ENT_PARAMETER_PACT, 1, 10 * 15 - 5); /* bound from 1955 to 1959 */
}

static void
what_the_record_could_not_show_is_assumed_or_held_fixed(void **state)
{
    static const ent_parameter HELD[] = {
        ENT_PARAMETER_LEADER, ENT_PARAMETER_REGIME, ENT_PARAMETER_SANCTION, ENT_PARAMETER_LOOSE,
        ENT_PARAMETER_BOND,   ENT_PARAMETER_UNBOND, ENT_PARAMETER_SWAY,     ENT_PARAMETER_RIVAL,
        ENT_PARAMETER_LIFT,   ENT_PARAMETER_WAR,    ENT_PARAMETER_TRUCE};
    double   drawn[ENT_PARAMETERS];
    world   *w = *state;
    ent_rule rule;

    powers_write(w);
    world_load(w);
    rule = estimate(w, 1961);
    for (int i = ENT_PARAMETER_UP; i <= ENT_PARAMETER_DISPUTE; i++) {
        assert_int_equal(rule.priors[i].trials, 0);
        assert_int_equal(rule.priors[i].basis, ENT_BASIS_ASSUMED);
        assert_true(isfinite(rule.priors[i].mean) && rule.priors[i].sd >= 2);
    }
    for (int i = ENT_PARAMETER_COMMON_RIVALRY; i < ENT_PARAMETERS;
         i++) { /* priors that include 0 */
        assert_int_equal(rule.priors[i].basis, ENT_BASIS_ASSUMED);
        assert_true(rule.priors[i].held || rule.priors[i].mean <= 1.96 * rule.priors[i].sd);
    }
    for (size_t i = 0; i < sizeof HELD / sizeof HELD[0]; i++) { /* nothing tells their rates */
        assert_true(rule.priors[HELD[i]].held);
    }
    ent_rule_draw(&rule, 1, 0, 0, drawn);
    assert_true(drawn[ENT_PARAMETER_LEADER] == -INFINITY && drawn[ENT_PARAMETER_LOOSE] == 0);
}

static void
before_the_first_year_counted_all_is_assumed(void **state)
{
    static const int YEARS[] = {1817, 1901, 1930, 1946};
    world           *w = *state;
    ent_rule         rule;

    powers_write(w);
    write_acts(w);
    write_disputes(w);
    world_write(w, "treaties",
                "# span: 1816-01-01..1960-12-31\n" UNIT_TREATIES
                "old,Old,bilateral,,1879-10-07,1918-11-01,lapsed,1,0,0,0,0,,,s,\n"
                "long,Long,bilateral,,1816-01-01,,,1,0,0,0,0,,,s,\n");
    world_load(w);
    for (size_t y = 0; y < sizeof YEARS / sizeof YEARS[0]; y++) {
        rule = estimate(w, YEARS[y]);
        for (int i = ENT_PARAMETER_UP; i <= ENT_PARAMETER_DISPUTE; i++) {
            assert_int_equal(rule.priors[i].trials, 0);
            assert_int_equal(rule.priors[i].basis, ENT_BASIS_ASSUMED);
            assert_true(fabs(rule.priors[i].mean) < 1);
        }
    }
    rule = estimate(w, 1947);
    check_rate(&rule, ENT_PARAMETER_END, 0, 1); /* the long one in 1946 */
}

static void
years_after_the_last_one_observed_are_no_trials(void **state)
{
    world   *w = *state;
    ent_rule here, later;

    write_all(w);
    here = estimate(w, 1961);
    later = estimate(w, 2020);
    for (int i = 0; i < ENT_PARAMETERS; i++) {
        assert_int_equal(later.priors[i].events, here.priors[i].events);
        assert_int_equal(later.priors[i].trials, here.priors[i].trials);
    }
}

/* The draws as they were before the averages of the dyads were taken off. */
static void
unsettle(const ent_rule *rule, double *drawn)
{
    for (size_t i = 0; i < rule->shift_count; i++) {
        drawn[rule->shifts[i].rate] += rule->shifts[i].amount * drawn[rule->shifts[i].effect];
    }
}

static void
draws_follow_their_priors_and_keep_apart(void **state)
{
    enum { DRAWS = 20000, SEED = 20241 };
    world   *w = *state;
    ent_rule rule;
    double   sum[ENT_PARAMETERS] = {0}, squares[ENT_PARAMETERS] = {0};
    double   a[ENT_PARAMETERS], b[ENT_PARAMETERS];

    write_all(w);
    rule = estimate(w, 1961);
    (void)printf("seed %d\n", SEED);
    for (uint32_t i = 0; i < DRAWS; i++) {
        ent_rule_draw(&rule, SEED, i, i, a);
        unsettle(&rule, a);
        for (int k = 0; k < ENT_PARAMETERS; k++) {
            double z = (a[k] - rule.priors[k].mean) / rule.priors[k].sd;

            sum[k] += z;
            squares[k] += z * z;
        }
    }
    for (int k = 0; k < ENT_PARAMETERS; k++) {
        if (rule.priors[k].held) {
            continue; /* at no effect in every draw */
        }
        assert_true(fabs(sum[k] / DRAWS) < 4 / sqrt(DRAWS));
        assert_true(fabs(squares[k] / DRAWS - 1) < 4 * sqrt(2.0 / DRAWS));
    }
    ent_rule_draw(&rule, SEED, 3, 5, a);
    ent_rule_draw(&rule, SEED, 3, 6, b);
    unsettle(&rule, a);
    unsettle(&rule, b);
    for (int k = 0; k < ENT_PARAMETERS; k++) {
        if (rule.priors[k].held || rule.priors[k].basis == ENT_BASIS_ESTIMATED) {
            assert_true(a[k] == b[k] || fabs(a[k] - b[k]) < 1e-12);
        } else {
            assert_true(fabs(a[k] - b[k]) > 1e-12);
        }
    }
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_setup, world_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(moves_of_the_level_are_counted_between_known_years),
        IN_WORLD(nothing_of_the_day_or_later_is_counted),
        IN_WORLD(only_unbound_great_powers_can_take_up_a_pact),
        IN_WORLD(ends_are_those_of_dated_bilateral_defence_pacts),
        IN_WORLD(a_pact_that_ends_on_the_last_day_observed_has_ended),
        IN_WORLD(a_year_of_rivalry_has_one_dispute_at_most),
        IN_WORLD(a_published_set_takes_the_place_of_our_rivalries),
        IN_WORLD(new_leaders_are_counted_where_they_rule),
        IN_WORLD(sanctions_of_rivals_and_disputes_of_others_are_counted),
        IN_WORLD(treaties_short_of_defence_follow_each_other),
        IN_WORLD(what_the_record_could_not_show_is_assumed_or_held_fixed),
        IN_WORLD(before_the_first_year_counted_all_is_assumed),
        IN_WORLD(years_after_the_last_one_observed_are_no_trials),
        IN_WORLD(draws_follow_their_priors_and_keep_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
