/*
 * test_published.c - what a system takes from published sets, and from which days on from ours
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_world.h"

#include <math.h>

/* The record with what flows. */
static void
load(world *w, const char *const *sources)
{
    ent_record_options options = {.sources = sources, .detail = ENT_RECORD_ALL};

    ent_record_destroy(w->record);
    w->record = NULL;
    world_check(w, ent_record_load(w->ctx, w->store, w->codes, &options, &w->record));
}

static const ent_dyad *
dyad_at(world *w, const char *at, const char *a, const char *b, ent_dyad *out)
{
    ent_system *system = world_system(w, at, NULL);

    *out = *world_dyad(system, a, b);
    ent_system_destroy(system);
    return out;
}

static void
trade_is_of_its_year_and_directed(void **state)
{
    world   *w = *state;
    ent_dyad dyad;

    world_open(w);
    world_import_text(w, "ccode1,ccode2,year,flow1,flow2\n"
                         "10,20,2013,1,2\n10,20,2014,100.5,200.25\n10,30,2014,,7\n");
    load(w, NULL);
    assert_true(dyad_at(w, "2014", "AAA", "BBB", &dyad)->imports == 100.5);
    assert_true(dyad_at(w, "2014", "BBB", "AAA", &dyad)->imports == 200.25);
    assert_true(dyad.trade_fact != 0);
    assert_true(isnan(dyad_at(w, "2014", "AAA", "CCC", &dyad)->imports)); /* missing is not 0 */
    assert_true(dyad_at(w, "2014", "CCC", "AAA", &dyad)->imports == 7);
    assert_true(isnan(dyad_at(w, "2015", "AAA", "BBB", &dyad)->imports)); /* not carried */
    assert_true(dyad_at(w, "2013", "BBB", "AAA", &dyad)->imports == 2);
}

static void
without_flows_there_are_none(void **state)
{
    world   *w = *state;
    ent_dyad dyad;

    world_open(w);
    world_import_text(w, "ccode1,ccode2,year,dyadigos\n10,20,2000,7\n");
    world_record(w, NULL);
    assert_int_equal(dyad_at(w, "2000", "AAA", "BBB", &dyad)->organisations, -1);
    load(w, NULL);
    assert_int_equal(dyad_at(w, "2000", "AAA", "BBB", &dyad)->organisations, 7);
    assert_int_equal(dyad_at(w, "2000", "BBB", "AAA", &dyad)->organisations, 7);
    assert_int_equal(dyad_at(w, "2001", "BBB", "AAA", &dyad)->organisations, -1);
}

/* Facts of a kind in a record of some details. */
static size_t
count_of(world *w, unsigned detail, ent_fact_kind kind)
{
    size_t count;

    world_record_of(w, detail, NULL);
    (void)ent_record_facts(w->record, kind, &count);
    return count;
}

static void
what_is_not_asked_for_is_not_read(void **state)
{
    world *w = *state;

    world_open(w);
    world_import_text(w, "ccode1,ccode2,year,dyadigos\n10,20,2000,7\n");
    world_import_text(w, "ccode1,ccode2,year,flow1,flow2\n10,20,2013,1,2\n");
    world_import_text(w, "ccode1,ccode2,styear,endyear,mindist\n10,20,1921,1950,0\n");
    assert_int_equal(count_of(w, ENT_RECORD_ORGANISATIONS, ENT_FACT_IGO_COUNT), 1);
    assert_int_equal(count_of(w, ENT_RECORD_FLOWS, ENT_FACT_TRADE), 1);
    assert_int_equal(count_of(w, ENT_RECORD_REACH, ENT_FACT_DISTANCE), 1);
    assert_int_equal(
        count_of(w, ENT_RECORD_ALL & ~(unsigned)ENT_RECORD_ORGANISATIONS, ENT_FACT_IGO_COUNT), 0);
    assert_int_equal(count_of(w, ENT_RECORD_ALL & ~(unsigned)ENT_RECORD_FLOWS, ENT_FACT_TRADE), 0);
    assert_int_equal(count_of(w, ENT_RECORD_ALL & ~(unsigned)ENT_RECORD_REACH, ENT_FACT_DISTANCE),
                     0);
}

static void
arms_are_the_orders_of_five_years(void **state)
{
    static const char HEADER[] =
        "Recipient,Supplier,Year of order,Number ordered,Weapon designation,Weapon "
        "description,Number delivered,Year(s) of delivery,status,Comments,SIPRI TIV per "
        "unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons\n";
    world   *w = *state;
    ent_dyad dyad;
    char     text[1024];

    world_write(w, "names", "state,name,start,end\nAAA,Aland,,\nBBB,Bland,,\n");
    world_open(w);
    (void)snprintf(text, sizeof text,
                   "%sAland,Bland,1990,1,T,tank,1,1991,New,,1,10.5,10.5\n"
                   "Aland,Bland,1994,1,T,tank,1,1995,New,,1,4,4\n",
                   HEADER);
    world_import_text(w, text);
    load(w, NULL);
    assert_true(dyad_at(w, "1994", "BBB", "AAA", &dyad)->arms == 14.5f); /* supplier first */
    assert_true(dyad_at(w, "1995", "BBB", "AAA", &dyad)->arms == 4);
    assert_true(dyad_at(w, "1994", "AAA", "BBB", &dyad)->arms == 0);
    assert_true(dyad_at(w, "1989", "BBB", "AAA", &dyad)->arms == 0);
}

static void
contiguity_and_distance_have_their_spells(void **state)
{
    world   *w = *state;
    ent_dyad dyad;

    world_write(w, "borders", "state_a,state_b,source,locator\nCCC,DDD,s,\n");
    world_open(w);
    world_import_text(w, "ccode1,ccode2,conttype,stdate,enddate\n"
                         "10,20,1,1920-01-01,1950-12-01\n20,10,1,1920-01-01,1950-12-01\n"
                         "10,20,4,1951-01-01,2016-12-01\n20,10,4,1951-01-01,2016-12-01\n");
    world_import_text(w, "ccode1,ccode2,styear,endyear,mindist\n10,20,1921,1950,0\n"
                         "10,20,1951,2019,120.5\n");
    load(w, NULL);
    assert_int_equal(dyad_at(w, "1930", "AAA", "BBB", &dyad)->contiguity, 1);
    assert_int_equal(dyad.border, 1);
    assert_true(dyad.kilometres == 0);
    assert_int_equal(dyad_at(w, "1960", "BBB", "AAA", &dyad)->contiguity, 4);
    assert_int_equal(dyad.border, 0);
    assert_true(dyad.kilometres == 120.5f);
    assert_int_equal(dyad_at(w, "1960", "CCC", "DDD", &dyad)->border, 0); /* the set says none */
    assert_int_equal(dyad_at(w, "2022", "CCC", "DDD", &dyad)->border, 1); /* ours, beyond it */
    assert_true(dyad_at(w, "2022", "BBB", "AAA", &dyad)->kilometres == 120.5f); /* stands on */
}

static void
the_peace_scale_gives_levels_and_signs(void **state)
{
    world      *w = *state;
    ent_dyad    dyad;
    ent_system *system;

    world_open(w);
    world_record(w, NULL);
    assert_int_equal(ent_signs_check(w->ctx, w->record, ENT_SIGNS_PEACE), ENT_E_NOTFOUND);
    world_import_text(w, "10020,19009999-19520213,0,19520214-19971109,0.25,19971110-20041013,-9,"
                         "20041014-20209999,0.75\n");
    load(w, NULL);
    assert_int_equal(ent_signs_check(w->ctx, w->record, ENT_SIGNS_PEACE), ENT_OK);
    assert_true(dyad_at(w, "1950", "AAA", "BBB", &dyad)->peace == 0);
    assert_true(dyad_at(w, "1960", "BBB", "AAA", &dyad)->peace == 0.25f);
    assert_true(isnan(dyad_at(w, "2000", "AAA", "BBB", &dyad)->peace)); /* in transition */
    assert_true(dyad_at(w, "2010", "AAA", "BBB", &dyad)->peace == 0.75f && dyad.peace_carried == 0);
    assert_true(dyad_at(w, "2024", "AAA", "BBB", &dyad)->peace == 0.75f && dyad.peace_carried == 4);
    assert_true(isnan(dyad_at(w, "2010", "AAA", "CCC", &dyad)->peace));
    system = world_system(w, "1960", NULL);
    assert_int_equal(ent_system_sign(system, ent_system_find_id(system, "AAA"),
                                     ent_system_find_id(system, "BBB"), ENT_SIGNS_PEACE),
                     -1);
    assert_int_equal(ent_system_sign(system, ent_system_find_id(system, "AAA"),
                                     ent_system_find_id(system, "CCC"), ENT_SIGNS_PEACE),
                     0);
    ent_system_destroy(system);
}

static void
a_dispute_is_a_pair_on_opposite_sides(void **state)
{
    world   *w = *state;
    ent_dyad dyad;

    world_write(w, "disputes",
                "# table: disputes\n# span: 1900-01-01..2026-01-01\n"
                "dispute,name,state_a,state_b,start,end,hostility,initiator,source,locator\n"
                "d1,Old,CCC,DDD,1999-01-01,1999-02-01,5,,s,\n"
                "d2,New,CCC,DDD,2020-01-01,2020-02-01,4,,s,\n");
    world_open(w);
    world_import_text(w, "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,"
                         "revstate,revtype1,revtype2,fatality,fatalpre,hiact,hostlev,orig,version\n"
                         "1,A,10,1,3,2000,30,6,2000,1,1,2,-9,0,0,16,4,1,5\n"
                         "1,B,20,1,3,2000,30,6,2000,0,1,2,-9,0,0,16,2,1,5\n"
                         "1,C,30,1,5,2000,30,5,2000,0,1,2,-9,0,0,16,3,0,5\n"
                         "1,D,40,1,7,2000,30,7,2000,0,1,2,-9,0,0,16,5,0,5\n");
    load(w, NULL);
    assert_int_equal(dyad_at(w, "2000", "AAA", "BBB", &dyad)->hostility, 4); /* the higher one */
    assert_int_equal(dyad_at(w, "2000-04-01", "AAA", "CCC", &dyad)->hostility, 0); /* not yet */
    assert_int_equal(dyad_at(w, "2000", "AAA", "CCC", &dyad)->hostility, 4);
    assert_int_equal(dyad_at(w, "2000", "BBB", "CCC", &dyad)->hostility, 0); /* one side */
    assert_int_equal(dyad_at(w, "2000", "AAA", "DDD", &dyad)->hostility, 0); /* other days */
    assert_int_equal(dyad_at(w, "2000", "CCC", "DDD", &dyad)->hostility, 0); /* the set has none */
    assert_int_equal(dyad_at(w, "2020", "CCC", "DDD", &dyad)->hostility, 4); /* ours, beyond it */
    assert_int_equal(dyad_at(w, "2004", "AAA", "BBB", &dyad)->hostility, 4); /* remembered */
    assert_int_equal(dyad_at(w, "2006", "AAA", "BBB", &dyad)->hostility, 0);
}

static void
another_source_can_be_chosen(void **state)
{
    static const char *const WORLD[] = {"disputes=world", NULL};
    world                   *w = *state;
    ent_dyad                 dyad;

    world_write(w, "disputes",
                "dispute,name,state_a,state_b,start,end,hostility,initiator,source,locator\n"
                "d1,Old,CCC,DDD,1999-01-01,1999-02-01,5,,s,\n");
    world_open(w);
    world_import_text(w, "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,"
                         "revstate,revtype1,revtype2,fatality,fatalpre,hiact,hostlev,orig,version\n"
                         "1,A,10,1,3,1999,30,6,1999,1,1,2,-9,0,0,16,4,1,5\n"
                         "1,B,20,1,3,1999,30,6,1999,0,1,2,-9,0,0,16,2,1,5\n");
    load(w, WORLD);
    assert_int_equal(dyad_at(w, "1999", "AAA", "BBB", &dyad)->hostility, 0);
    assert_int_equal(dyad_at(w, "1999", "CCC", "DDD", &dyad)->hostility, 5);
    load(w, NULL);
    assert_int_equal(dyad_at(w, "1999", "AAA", "BBB", &dyad)->hostility, 4);
    assert_int_equal(dyad_at(w, "1999", "CCC", "DDD", &dyad)->hostility, 0);
}

static void
a_state_has_the_newest_income_and_regime_that_is_seen(void **state)
{
    world                   *w = *state;
    ent_system              *system;
    const ent_system_member *member;

    world_open(w);
    world_import_text(w, "ccode,year,mrgdppc,sd_mrgdppc,pwtrgdp,sd_pwtrgdp,pwtpop,sd_pwtpop\n"
                         "10,1990,10,1,1000,1,100,1\n10,1991,20,1,2000,1,100,1\n"
                         "10,1992,30,1,NA,1,100,1\n");
    world_import_text(w, "ccode,year,euds,aeuds,polity2,v2x_polyarchy\n"
                         "10,1990,0,0,-9,0.25\n10,1995,0,0,8,0.75\n");
    load(w, NULL);
    system = world_system(w, "1993", NULL);
    member = ent_system_member_at(system, ent_system_find_id(system, "AAA"));
    assert_true(member->gdp == 2000 && member->gdp_per_head == 20 && member->gdp_year == 1991);
    assert_true(member->polyarchy == 0.25 && member->polity == -9 && member->regime_year == 1990);
    assert_true(ent_system_provenance(system, member->gdp_fact)->line == 3);
    member = ent_system_member_at(system, ent_system_find_id(system, "BBB"));
    assert_true(isnan(member->gdp) && member->polity == ENT_NO_INTEGER && member->gdp_year == 0);
    ent_system_destroy(system);
}

/* GSDB speaks to the end of 2023; what of ours began before it and lasts is in it until then. */
static void
sanctions_are_counted_of_one_source_at_a_time(void **state)
{
    world   *w = *state;
    ent_dyad dyad;

    world_write(w, "sanctions",
                "sanction,sender,target,start,end,kinds,instrument,source,locator\n"
                "one,AAA,BBB,2000,,trade;arms,,s,\ntwo,AAA,BBB,2020,,travel,,s,\n"
                "six,AAA,BBB,2000,,trades,,s,\n");
    world_write(w, "names", "state,name,start,end\nAAA,Aland,,\nBBB,Bland,,\n");
    world_open(w);
    world_import_text(w, "case_id,sanctioned_state,sanctioning_state,begin,end,trade,descr_trade,"
                         "arms,military,financial,travel,other,target_mult,sender_mult,objective,"
                         "success\n"
                         "1,Bland,Aland,2000,2023,1,exp_compl,0,0,1,1,0,0,0,democracy,ongoing\n"
                         "2,Bland,Aland,2001,2005,0,,0,0,1,1,0,0,0,democracy,failed\n");
    load(w, NULL);
    assert_int_equal(dyad_at(w, "2004", "AAA", "BBB", &dyad)->sanctions, 2);
    assert_int_equal(dyad.trade_sanctions, 1);
    assert_int_equal(dyad_at(w, "2022", "AAA", "BBB", &dyad)->sanctions, 1);
    assert_int_equal(dyad_at(w, "2024", "AAA", "BBB", &dyad)->sanctions, 3);
    assert_int_equal(dyad.trade_sanctions, 1); /* `trades` is another word */
    assert_int_equal(dyad_at(w, "2024", "BBB", "AAA", &dyad)->sanctions, 0);
}

/* What is not there is none where a source speaks of the day, and unknown where none does. */
static void
a_system_tells_what_it_knows(void **state)
{
    world            *w = *state;
    const char *const none[] = {NULL};
    ent_system       *system;
    static const struct {
        const char *at;
        int         rivalries;
    } AGES[] = {{"1949", -1}, {"1950", 0}, {"1999", 0}, {"2000", 1}, {"2010", 11}};

    world_write(w, "rivalries",
                "rivalry,state_a,state_b,start,end,source,locator\nr,AAA,BBB,1950,1999,s,\n");
    world_open(w);
    world_record(w, none); /* without flows */
    for (size_t i = 0; i < sizeof AGES / sizeof AGES[0]; i++) {
        system = world_system(w, AGES[i].at, NULL);
        assert_int_equal(ent_system_carried(system, ENT_KNOWN_RIVALRIES), AGES[i].rivalries);
        assert_int_equal(ent_system_carried(system, ENT_KNOWN_DISPUTES), -1);
        assert_int_equal(ent_system_carried(system, ENT_KNOWN_ARMS), -1);
        ent_system_destroy(system);
    }
    assert_int_equal(ent_record_carried(w->record, "rivalries", world_span("1960").from), 0);
    assert_int_equal(ent_record_carried(w->record, "nothing", world_span("1960").from), -1);
}

/* Of the USA by one source, of other powers by another; a host with two rows has their sum. */
static void
troops_are_of_their_own_sources(void **state)
{
    static const char REST[] = "1,1,1,1,1,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0\n";
    world            *w = *state;
    ent_dyad          dyad;
    char              text[1024];

    world_write(w, "states",
                "state,ccode,cow,start,end,source,locator\nUSA,2,USA,1900,,s,\n"
                "RUS,365,RUS,1900,,s,\nBBB,20,BBB,1900,,s,\n");
    world_write(w, "names", "state,name,start,end\n");
    world_write(w, "governments", "state,government,start,end\n");
    world_open(w);
    (void)snprintf(
        text, sizeof text,
        "countryname,year,ccode,iso3c,region,troops_ad,army_ad,navy_ad,air_force_ad,"
        "marine_corps_ad,coast_guard_ad,space_force_ad,army_national_guard,air_national_guard,"
        "army_reserve,navy_reserve,marine_corps_reserve,air_force_reserve,coast_guard_reserve,"
        "total_selected_reserve,army_civilian,navy_civilian,marine_corps_civilian,"
        "air_force_civilian,dod_civilian,total_civilian\n"
        "B,1990,20,NA,X,30,%sB and so on,1990,20,NA,X,12,%s",
        REST, REST);
    world_import_text(w, text);
    load(w, NULL);
    assert_true(dyad_at(w, "1990", "USA", "BBB", &dyad)->troops == 42);
    assert_true(isnan(dyad_at(w, "1990", "BBB", "USA", &dyad)->troops));
    assert_true(isnan(dyad_at(w, "1990", "RUS", "BBB", &dyad)->troops));
    assert_true(isnan(dyad_at(w, "1991", "USA", "BBB", &dyad)->troops)); /* not carried */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define PUBLISHED_TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
        PUBLISHED_TEST(trade_is_of_its_year_and_directed),
        PUBLISHED_TEST(without_flows_there_are_none),
        PUBLISHED_TEST(what_is_not_asked_for_is_not_read),
        PUBLISHED_TEST(arms_are_the_orders_of_five_years),
        PUBLISHED_TEST(contiguity_and_distance_have_their_spells),
        PUBLISHED_TEST(the_peace_scale_gives_levels_and_signs),
        PUBLISHED_TEST(a_dispute_is_a_pair_on_opposite_sides),
        PUBLISHED_TEST(another_source_can_be_chosen),
        PUBLISHED_TEST(sanctions_are_counted_of_one_source_at_a_time),
        PUBLISHED_TEST(a_system_tells_what_it_knows),
        PUBLISHED_TEST(troops_are_of_their_own_sources),
        PUBLISHED_TEST(a_state_has_the_newest_income_and_regime_that_is_seen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
