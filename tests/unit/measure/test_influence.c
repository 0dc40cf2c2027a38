/*
 * test_influence.c - the shares of two powers in a third state, by hand
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_relations.h"

#define MAJORS "stateabb,ccode,styear,stmonth,stday,endyear,endmonth,endday,version\n"

/* AAA and BBB are powers; CCC trades, votes, exercises and has treaties with them and with DDD. */
static void
write_world(world *w)
{
    world_write(w, "names",
                "state,name,start,end\nAAA,Aland,,\nBBB,Bland,,\nCCC,Cland,,\nDDD,Dland,,\n");
    world_write(w, "treaties",
                "treaty,title,form,signed,start,end,end_reason,defence,offence,neutrality,"
                "nonaggression,consultation,cow,note,source,locator\n"
                "one,T,bilateral,1980,1980,,,1,0,0,1,1,,,s,\n"
                "two,T,bilateral,1980,1980,,,0,0,0,1,0,,,s,\n"
                "six,T,bilateral,1980,1980,,,0,0,1,0,0,,,s,\n");
    world_write(w, "treaty_members",
                "treaty,state,role,start,end,source,locator\n"
                "one,AAA,mutual,,,s,\none,CCC,mutual,,,s,\ntwo,BBB,mutual,,,s,\n"
                "two,CCC,mutual,,,s,\nsix,DDD,mutual,,,s,\nsix,CCC,mutual,,,s,\n");
    world_write(w, "roll_calls",
                "roll_call,session,date,resolution,title,source,locator\n"
                "r1,5,2005-10-01,A/1,One,s,\nr2,5,2005-11-01,A/2,Two,s,\n");
    world_write(w, "votes",
                "roll_call,state,vote,source,locator\n"
                "r1,AAA,yes,s,\nr1,BBB,no,s,\nr1,CCC,yes,s,\nr2,AAA,abstain,s,\nr2,CCC,yes,s,\n");
}

static void
load(world *w, bool majors)
{
    write_world(w);
    world_open(w);
    if (majors) {
        world_import_text(w, MAJORS "AAA,10,1950,1,1,2010,12,31,2010\n"
                                    "BBB,20,1950,1,1,2010,12,31,2010\n"
                                    "DDD,40,1900,1,1,1949,12,31,2010\n");
    }
    world_import_text(w, "ccode1,ccode2,year,flow1,flow2\n10,30,2005,10,20\n20,30,2005,30,15\n"
                         "30,40,2005,5,20\n");
    relations_load(w);
}

static void
each_share_is_of_what_the_state_does(void **state)
{
    world     *w = *state;
    ent_table *table;

    load(w, true);
    table = measure_run(w, "influence", (ent_measure_options){0}, "2005", "2005");
    measure_check_columns(table, "year,state,power,trade,arms,exercises,obligations,votes,votes_n");
    relations_same(relations_number(table, 2005, "CCC", "power", "AAA", "trade"), 0.3);
    relations_same(relations_number(table, 2005, "CCC", "power", "BBB", "trade"), 0.45);
    /* defence, neutrality, non-aggression and consultation; three of them with AAA */
    relations_same(relations_number(table, 2005, "CCC", "power", "AAA", "obligations"), 0.75);
    relations_same(relations_number(table, 2005, "CCC", "power", "BBB", "obligations"), 0.25);
    relations_same(relations_number(table, 2005, "CCC", "power", "AAA", "votes"), 0.75);
    relations_same(relations_number(table, 2005, "CCC", "power", "AAA", "votes_n"), 2);
    relations_same(relations_number(table, 2005, "CCC", "power", "BBB", "votes"), 0);
    relations_same(relations_number(table, 2005, "CCC", "power", "BBB", "votes_n"), 1);
    assert_true(isnan(relations_number(table, 2005, "CCC", "power", "AAA", "arms")));
    assert_true(isnan(relations_number(table, 2005, "CCC", "power", "AAA", "exercises")));
    relations_same(relations_number(table, 2005, "DDD", "power", "AAA", "obligations"), 0);
    assert_true(isnan(relations_number(table, 2005, "DDD", "power", "AAA", "trade")));
    assert_int_equal(relations_row(table, 2005, "AAA", "power", "BBB"), -1); /* no third state */
    assert_int_equal(relations_row(table, 2005, "CCC", "power", "DDD"), -1); /* no power now */
    ent_table_destroy(table);
}

static void
powers_stay_after_the_last_day_of_their_list(void **state)
{
    world     *w = *state;
    ent_table *table;

    load(w, true);
    table = measure_run(w, "influence", (ent_measure_options){0}, "2020", "2020");
    relations_same(relations_number(table, 2020, "CCC", "power", "AAA", "obligations"), 0.75);
    assert_true(isnan(relations_number(table, 2020, "CCC", "power", "AAA", "trade")));
    assert_int_equal(relations_row(table, 2020, "CCC", "power", "DDD"), -1);
    ent_table_destroy(table);
}

static void
states_choose_powers_and_others_apart(void **state)
{
    world              *w = *state;
    ent_state           states[2];
    ent_measure_options options = {.states = states, .state_count = 2};
    ent_table          *table;

    load(w, true);
    states[0] = ent_codes_find(w->codes, "CCC");
    states[1] = ent_codes_find(w->codes, "BBB");
    table = measure_run(w, "influence", options, "2005", "2005");
    assert_int_equal(ent_table_row_count(table), 1);
    assert_true(relations_row(table, 2005, "CCC", "power", "BBB") == 0);
    ent_table_destroy(table);
    options.state_count = 1; /* one state, all powers */
    table = measure_run(w, "influence", options, "2005", "2005");
    assert_int_equal(ent_table_row_count(table), 2);
    ent_table_destroy(table);
}

static void
without_a_list_the_permanent_members_are_the_powers(void **state)
{
    world     *w = *state;
    ent_table *table;

    world_write(w, "institutions",
                "institution,name,kind,start,end,rule,rule_note,commitment,source,locator\n"
                "UNSC,Council,organisation,1945,,quota_veto,,none,s,\n");
    world_write(w, "members",
                "institution,state,status,start,end,source,locator\n"
                "UNSC,BBB,permanent,1945,,s,\nUNSC,DDD,elected,2004,2006,s,\n");
    load(w, false);
    table = measure_run(w, "influence", (ent_measure_options){0}, "2005", "2005");
    assert_true(relations_row(table, 2005, "CCC", "power", "BBB") >= 0);
    assert_int_equal(relations_row(table, 2005, "CCC", "power", "AAA"), -1);
    assert_int_equal(relations_row(table, 2005, "CCC", "power", "DDD"), -1);
    ent_table_destroy(table);
}

/* Two exercises of CCC, one of them with AAA; one in which it stood alone is no joint one. */
static void
exercises_are_those_of_the_year(void **state)
{
    static const char HEAD[] =
        "MMEID,Ex_Name,Series_Name,Location,lat,lon,StartDate,s.year,s.month,s.day,EndDate,e.year,"
        "e.month,e.day,CPX,Air,Land,Sea,Amphibious,Cyber,Warfighting,Peacekeeping,Humanitarian,"
        "FocusDescription,AdditionalParticipantInfo,StateA,StateB,StateC,StateD,StateE,StateF,"
        "StateG,StateH,StateI,StateJ,StateK,StateL,StateM,StateN,StateO,StateP,StateQ,StateR,"
        "StateS,StateT,StateU,StateV,StateW,StateX,StateY,StateZ,\n";
    static const char *const WITH[] = {"Aland,Cland,", "Cland,Dland,", "Cland,,"};
    world                   *w = *state;
    ent_text                 text;
    ent_table               *table;

    write_world(w);
    world_open(w);
    world_import_text(w, MAJORS "AAA,10,1950,1,1,2010,12,31,2010\n");
    ent_text_init(&text);
    ent_text_add(&text, HEAD);
    for (int i = 0; i < 3; i++) {
        ent_text_addf(&text,
                      "m%d,E,,,1,1,,2005,1,%d,,2005,1,%d,0,0,0,1,0,0,1,0,0,x,,%s,,,,,,,,,,,,,,,,,,,"
                      ",,,,,\n",
                      i, i + 1, i + 2, WITH[i]);
    }
    world_import_text(w, ent_text_get(&text));
    ent_text_clear(&text);
    relations_load(w);
    table = measure_run(w, "influence", (ent_measure_options){0}, "2005", "2005");
    relations_same(relations_number(table, 2005, "CCC", "power", "AAA", "exercises"), 0.5);
    relations_same(relations_number(table, 2005, "DDD", "power", "AAA", "exercises"), 0);
    ent_table_destroy(table);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        TEST(each_share_is_of_what_the_state_does),
        TEST(powers_stay_after_the_last_day_of_their_list),
        TEST(states_choose_powers_and_others_apart),
        TEST(without_a_list_the_permanent_members_are_the_powers),
        TEST(exercises_are_those_of_the_year),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
