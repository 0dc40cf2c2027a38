/*
 * test_cooperation.c - the table of cooperation levels, what evidences them, the list of measures
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_measure.h"

#define ACTS "act,state_a,state_b,start,end,level,kind,title,source,locator\n"

static void
a_level_has_its_age_and_its_row(void **state)
{
    world     *w = *state;
    ent_table *table;
    long       row;

    world_write(w, "acts",
                ACTS "a,AAA,BBB,1960-05-01,1960-05-09,4,exercise,E,s,\n"
                     "b,BBB,CCC,1961-05-01,1961-05-09,2,consultation,C,s,\n"
                     "c,AAA,DDD,1961-05-01,1961-05-09,,trade,T,s,\n");
    world_load(w);
    table = measure_run(w, "cooperation", (ent_measure_options){0}, NULL, NULL);
    measure_check_columns(table, "year,state_a,state_b,level,carried,fact_id");
    assert_int_equal(ent_table_row_count(table), 3); /* 1960, and two in 1961 */
    row = measure_pair(table, 1961, "AAA", "BBB");
    assert_true(row >= 0);
    assert_true(measure_number(table, (size_t)row, "level") == 4);
    assert_true(measure_number(table, (size_t)row, "carried") == 1);
    assert_non_null(strstr(measure_text(table, (size_t)row, "fact_id"), "/acts.csv:2"));
    row = measure_pair(table, 1961, "BBB", "CCC");
    assert_true(measure_number(table, (size_t)row, "carried") == 0);
    assert_int_equal(measure_pair(table, 1961, "AAA", "DDD"), -1); /* missing is no level */
    ent_table_destroy(table);
}

static void
a_day_is_that_day(void **state)
{
    world              *w = *state;
    ent_measure_options options = {.is_day = true};
    ent_table          *table;

    world_write(w, "acts", ACTS "a,AAA,BBB,1960-05-01,1960-05-09,4,exercise,E,s,\n");
    world_load(w);
    table = measure_run(w, "cooperation", options, "1960-04-30", "1960-04-30");
    assert_int_equal(ent_table_row_count(table), 0);
    ent_table_destroy(table);
    table = measure_run(w, "cooperation", options, "1960-05-01", "1960-05-01");
    assert_int_equal(ent_table_row_count(table), 1);
    ent_table_destroy(table);
}

static void
our_own_acts_follow_russia_and_china_in_every_year(void **state)
{
    world              *w = *state;
    ent_state           states[2];
    ent_measure_options options = {.states = states, .state_count = 2};
    ent_table          *table;
    int                 at[3] = {0};

    ent_ctx_destroy(w->ctx);
    w->ctx = unit_ctx(1);
    world_load(w);
    states[0] = ent_codes_find(w->codes, "RUS");
    states[1] = ent_codes_find(w->codes, "CHN");
    table = measure_run(w, "cooperation", options, "1949", "2024");
    assert_int_equal(ent_table_row_count(table), 76);
    for (size_t row = 0; row < 76; row++) {
        int year = (int)measure_number(table, row, "year");
        int level = (int)measure_number(table, row, "level");

        at[year == 1970 ? 0 : year == 2019 ? 1 : 2] = level;
        assert_in_range(level, 0, 7);
        /* a level above 0 has a row behind it, a level of 0 has none */
        assert_int_equal(ent_table_is_missing(table, row, measure_column(table, "fact_id")),
                         level == 0);
    }
    assert_int_equal(at[0], 0);
    assert_true(at[1] >= 5); /* the joint patrol of July 2019 */
    ent_table_destroy(table);
}

/* ---- published evidence ---- */

/* A power, its rival, and three others; the acts follow none of their pairs. */
#define STATES                                                                                     \
    "state,ccode,cow,start,end,source,locator\n"                                                   \
    "USA,2,USA,1900-01-01,,s,\nRUS,365,RUS,1900-01-01,,s,\nAAA,10,AAA,1900-01-01,,s,\n"            \
    "BBB,20,BBB,1900-01-01,,s,\nCCC,30,CCC,1900-01-01,,s,\n"                                       \
    "GBR,200,UKG,1900-01-01,,s,\nFRA,220,FRN,1900-01-01,,s,\nCHN,710,CHN,1900-01-01,,s,\n"
#define NAMES "state,name,start,end\nAAA,Aland,,\nBBB,Beland,,\nCCC,Celand,,\nUSA,Usland,,\n"
#define CODES                                                                                      \
    "state,scheme,code,start,end\nAAA,iso3,AAA,,\nBBB,iso3,BBB,,\nCCC,iso3,CCC,,\nUSA,iso3,USA,,"  \
    "\n"
#define RIVALS                                                                                     \
    "rivalry,state_a,state_b,start,end,source,locator\n"                                           \
    "r,USA,RUS,1945,,s,\nq,AAA,CCC,1945,,s,\n"

static void
evidence_open(world *w)
{
    world_write(w, "states", STATES);
    world_write(w, "names", NAMES);
    world_write(w, "codes", CODES);
    world_write(w, "governments", "state,government,start,end,source,locator\n");
    world_write(w, "rivalries", RIVALS);
    world_write(w, "acts", ACTS "a,AAA,BBB,1950,1950,1,border,B,s,\n");
    world_open(w);
}

/* What the United States signalled for a state in a year. */
static void
add_signal(char *text, size_t room, int state, int year, const char *visits, const char *exercises,
           const char *arms, const char *troops)
{
    (void)snprintf(
        text + strlen(text), room - strlen(text),
        "x,%d,X,%d,0,0,0,%s,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,%s,0,0,0,0,%s,0,0,0,0,%s,0,0,"
        "0,0\n",
        state, year, visits, exercises, arms, troops);
}

static void
check_level(ent_table *table, int year, const char *a, const char *b, int level, int carried,
            const char *set)
{
    long row = measure_pair(table, year, a, b);

    if (level < 0) {
        assert_int_equal(row, -1);
        return;
    }
    if (row < 0 || (int)measure_number(table, (size_t)row, "level") != level ||
        (int)measure_number(table, (size_t)row, "carried") != carried) {
        fail_msg("%s-%s in %d is not %d, carried %d", a, b, year, level, carried);
    }
    assert_int_equal(strncmp(measure_text(table, (size_t)row, "fact_id"), set, strlen(set)), 0);
}

static void
signals_of_a_power_are_evidence(void **state)
{
    world *w = *state;
    char   text[4096] =
        "ctry_yr,ccode,country,year,us_nukes,rus_nukes,uk_nukes,us_vis,uk_vis,fra_vis,rus_vis,"
        "chi_vis,us_econaid,us_bit,uk_bit,fra_bit,chi_bit,rus_bit,us_pact,uk_pact,fra_pact,"
        "rus_pact,chi_pact,us_words,us_ex,uk_ex,fra_ex,rus_ex,chi_ex,us_arms,uk_arms,fra_arms,"
        "rus_arms,chi_arms,us_troops,uk_troops,fra_troops,rus_troops,chi_troops\n";
    ent_table *table;

    add_signal(text, sizeof text, 10, 1960, "0", "0", "0", "0");
    add_signal(text, sizeof text, 10, 1965, "1", "0", "0", "0");
    add_signal(text, sizeof text, 10, 1966, "1", "0", "5", "99");
    add_signal(text, sizeof text, 20, 1966, "1", "1", "5", "0");
    add_signal(text, sizeof text, 30, 1966, "0", "1", "0", "100");
    add_signal(text, sizeof text, 365, 1966, "0", "1", "5", "5000");
    evidence_open(w);
    world_import_text(w, text);
    world_record(w, NULL);
    table = measure_run(w, "cooperation", (ent_measure_options){0}, "1960", "1975");
    check_level(table, 1960, "USA", "AAA", -1, 0, ""); /* nothing seen is not 0 */
    check_level(table, 1965, "USA", "AAA", 2, 0, "major-power-signals@2019/import.csv:3");
    check_level(table, 1966, "USA", "AAA", 3, 0, "major-power-signals@2019/import.csv:4");
    check_level(table, 1970, "USA", "AAA", 3, 4, "major-power-signals@2019/import.csv:4");
    check_level(table, 1971, "USA", "AAA", -1, 0, "");
    check_level(table, 1966, "USA", "BBB", 4, 0, "major-power-signals");
    check_level(table, 1966, "USA", "CCC", 6, 0, "major-power-signals");
    check_level(table, 1966, "USA", "RUS", 1, 0, "major-power-signals"); /* rivals */
    check_level(table, 1966, "AAA", "BBB", -1, 0, "");
    ent_table_destroy(table);
}

static void
deliveries_and_exercises_of_two_are_evidence(void **state)
{
    world     *w = *state;
    ent_table *table;

    evidence_open(w);
    world_import_text(
        w, "Recipient,Supplier,Year of order,Year of order qualifier,Number ordered,Number ordered "
           "qualifier,Weapon designation,Weapon description,Number delivered,Number delivered "
           "qualifier,Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total "
           "order,SIPRI TIV of delivered weapons\n"
           "Aland,Beland,1970,,26,,AI-25,turbofan,26,,1977; 1979,New,,1,26,26\n"
           "Celand,Beland,1970,,26,,AI-25,turbofan,,,,New,,1,26,\n"
           "Celand,Aland,1970,,26,,AI-25,turbofan,26,,1977,New,,1,26,26\n");
    world_import_text(
        w, "Exercise Name,Location1,What is the purpose of the JME?,Anything interesting to note "
           "about this exercise?,Start Date,s.year,s.month,s.day,enddate,e.year,e.month,e.day,"
           "Location2,Trimmed Name,JME Type,Which state hosted the exercise?,Institution(s) "
           "involved,State A,State B,State C\n"
           "One,x,x,x,,1985,3,1,,1985,3,9,x,x,x,x,x,BBB,CCC,\n"
           "Two,x,x,x,,1985,3,1,,1985,3,9,x,x,x,x,x,AAA,BBB,USA\n"
           "Three,x,x,x,,1985,3,1,,1985,3,9,x,x,x,x,x,AAA,CCC,\n");
    world_record(w, NULL);
    table = measure_run(w, "cooperation", (ent_measure_options){0}, "1970", "1995");
    check_level(table, 1970, "AAA", "BBB", -1, 0, ""); /* ordered, not delivered */
    check_level(table, 1977, "AAA", "BBB", 3, 0, "sipri-arms@2024/import.csv:2");
    check_level(table, 1978, "AAA", "BBB", 3, 1, "sipri-arms@2024/import.csv:2");
    check_level(table, 1979, "AAA", "BBB", 3, 0, "sipri-arms@2024/import.csv:2");
    check_level(table, 1983, "AAA", "BBB", 3, 4, "sipri-arms@2024/import.csv:2");
    check_level(table, 1977, "BBB", "CCC", -1, 0, ""); /* never delivered */
    check_level(table, 1977, "AAA", "CCC", -1, 0, ""); /* to a rival */
    check_level(table, 1985, "BBB", "CCC", 4, 0, "jme@3/import.csv:2");
    check_level(table, 1989, "BBB", "CCC", 4, 4, "jme@3/import.csv:2");
    check_level(table, 1990, "BBB", "CCC", -1, 0, "");
    check_level(table, 1985, "USA", "AAA", -1, 0, "");                  /* an exercise of three */
    check_level(table, 1985, "AAA", "CCC", 1, 0, "jme@3/import.csv:4"); /* of rivals */
    ent_table_destroy(table);
}

static void
our_table_alone_speaks_of_the_pair_that_it_follows_in_full(void **state)
{
    static const char *const FILES[] = {"arms-transfers/sipri_trade_register.csv.gz",
                                        "military-exercises/mme_v7.csv.gz",
                                        "major-power-signals/individual_signals.csv.gz"};
    world                   *w = *state;
    ent_state                states[2];
    ent_measure_options      options = {.states = states, .state_count = 2};
    ent_table               *with, *without;

    for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++) {
        world_shared(w, FILES[i]);
    }
    world_record(w, NULL);
    states[0] = ent_codes_find(w->codes, "RUS");
    states[1] = ent_codes_find(w->codes, "CHN");
    with = measure_run(w, "cooperation", options, "1949", "2024");
    world_unload(w);
    world_load(w);
    without = measure_run(w, "cooperation", options, "1949", "2024");
    assert_int_equal(ent_table_row_count(with), 76);
    for (size_t row = 0; row < 76; row++) {
        assert_true(measure_number(with, row, "level") == measure_number(without, row, "level"));
    }
    ent_table_destroy(with);
    ent_table_destroy(without);
}

/*
 * Korolev (2019; 2022, ch. 3) orders the stages so: early, confidence measures, then regular
 * consultation; moderate, arms and technology, then regular exercises; advanced, interoperability
 * and command, bases, a common defence policy.  He finds the moderate stages reached when he
 * writes, the advanced ones not, and a steady rise since the Cold War.
 */
static void
russia_and_china_rise_as_korolev_describes(void **state)
{
    world              *w = *state;
    ent_state           states[2];
    ent_measure_options options = {.states = states, .state_count = 2};
    ent_table          *table;
    int                 before = 0;

    ent_ctx_destroy(w->ctx);
    w->ctx = unit_ctx(1);
    world_load(w);
    states[0] = ent_codes_find(w->codes, "RUS");
    states[1] = ent_codes_find(w->codes, "CHN");
    table = measure_run(w, "cooperation", options, "1992", "2024");
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        int year = (int)measure_number(table, row, "year");
        int level = (int)measure_number(table, row, "level");

        assert_true(level >= before && (before == 0 || level <= before + 1)); /* none left out */
        assert_true(measure_number(table, row, "carried") <= 1);
        assert_int_equal(level, year < 2005 ? 3 : year < 2019 ? 4 : 5);
        before = level;
    }
    assert_int_equal(ent_table_row_count(table), 33);
    ent_table_destroy(table);
}

static void
a_call_that_is_cancelled_gives_nothing(void **state)
{
    volatile sig_atomic_t stop = 1;
    ent_ctx_options       ctx_options = {.jobs = 1, .cancel = &stop};
    ent_measure_options   options = {0};
    world                *w = *state;
    ent_ctx              *ctx;
    ent_table            *table = NULL;
    size_t                count;

    world_write(w, "acts", ACTS "a,AAA,BBB,1960-05-01,1960-05-09,4,exercise,E,s,\n");
    world_write(w, "profiles",
                "state,year,cinc,regime,polyarchy,source,locator\n"
                "AAA,1960,0.5,,,s,\n");
    world_write(w, "rivalries",
                "rivalry,state_a,state_b,start,end,source,locator\n"
                "r,AAA,BBB,1950,,s,\n");
    world_load(w);
    assert_int_equal(ent_ctx_create(&ctx_options, &ctx), ENT_OK);
    assert_int_equal(ent_measure_find("cooperation")->run(ctx, w->record, &options, &table),
                     ENT_E_CANCELLED);
    assert_int_equal(ent_measure_find("power")->run(ctx, w->record, &options, &table),
                     ENT_E_CANCELLED);
    assert_int_equal(ent_measure_find("adversaries")->run(ctx, w->record, &options, &table),
                     ENT_E_CANCELLED);
    assert_null(table);
    ent_ctx_destroy(ctx);
    (void)ent_measures(&count);
    assert_true(count >= 5);
}

static void
every_measure_is_found_by_its_name_and_documented(void **state)
{
    size_t                    count;
    const ent_measure *const *measures = ent_measures(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        assert_ptr_equal(ent_measure_find(measures[i]->name), measures[i]);
        assert_true(strlen(measures[i]->title) > 10);
        assert_non_null(strstr(measures[i]->entry, "Reference"));
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(measures[i]->name, measures[j]->name);
        }
    }
    assert_null(ent_measure_find("alignments"));
    assert_null(ent_measure_find(""));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_level_has_its_age_and_its_row),
        TEST(a_day_is_that_day),
        TEST(our_own_acts_follow_russia_and_china_in_every_year),
        TEST(signals_of_a_power_are_evidence),
        TEST(deliveries_and_exercises_of_two_are_evidence),
        TEST(our_table_alone_speaks_of_the_pair_that_it_follows_in_full),
        TEST(russia_and_china_rise_as_korolev_describes),
        TEST(a_call_that_is_cancelled_gives_nothing),
        cmocka_unit_test(every_measure_is_found_by_its_name_and_documented),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
