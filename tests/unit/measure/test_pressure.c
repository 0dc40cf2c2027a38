/*
 * test_pressure.c - pressure against a slow reference, on random records; each part by hand
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/pressure.h"
#include "unit_relations.h"

typedef struct parts {
    double sanctions, rivalry, disputes, border, trade_war;
} parts;

/* From the definition alone; without troops there are five parts. */
static parts
slow(const relations *r, int i, int k)
{
    parts out = {0};
    int   allies = 0;

    for (int m = 0; m < STATES; m++) {
        allies += m != i && m != k && r->border[i][m] && r->defence[k][m] && !r->defence[i][m];
    }
    out.sanctions = r->sanctions[k][i] / (r->sanctions[k][i] + 5.0);
    out.rivalry = r->rivalry[i][k];
    out.disputes = r->hostility[i][k] == 5 ? 1 : r->hostility[i][k] == 4 ? 0.5 : 0;
    out.border = r->rivalry[i][k] || r->hostility[i][k] >= 4 ? allies / (allies + 2.0) : 0;
    out.trade_war = r->on_trade[i][k] > 0 && r->on_trade[k][i] > 0;
    return out;
}

static void
check_pair(ent_table *table, const relations *r, int i, int k, int shift)
{
    parts  want = slow(r, i, k);
    double mean =
        (want.sanctions + want.rivalry + want.disputes + want.border + want.trade_war) / 5;
    char a[4], b[4];
    long row;

    relations_id(i, shift, a);
    relations_id(k, shift, b);
    row = relations_row(table, RELATIONS_YEAR, a, "from", b);
    if (mean == 0) {
        assert_int_equal(row, -1);
        return;
    }
    assert_true(row >= 0);
    relations_same(measure_number(table, (size_t)row, "pressure"), mean);
    relations_same(measure_number(table, (size_t)row, "sanctions"), want.sanctions);
    relations_same(measure_number(table, (size_t)row, "rivalry"), want.rivalry);
    relations_same(measure_number(table, (size_t)row, "disputes"), want.disputes);
    relations_same(measure_number(table, (size_t)row, "border"), want.border);
    relations_same(measure_number(table, (size_t)row, "trade_war"), want.trade_war);
    assert_true(isnan(measure_number(table, (size_t)row, "deployments")));
    assert_true(measure_number(table, (size_t)row, "known") == 5);
}

static void
pressure_is_the_one_counted_by_hand(void **state)
{
    world    *w = *state;
    relations r;

    for (uint32_t run = 0; run < 16; run++) {
        int        shift = (int)run % STATES; /* relabelling the states permutes the result */
        ent_table *table;

        relations_write(w, run / 2, shift, &r);
        relations_load(w);
        table = measure_run(w, "pressure", (ent_measure_options){0}, "2000", "2000");
        measure_check_columns(table, "year,state,from,pressure,sanctions,rivalry,disputes,border,"
                                     "trade_war,deployments,known,carried");
        for (int i = 0; i < STATES; i++) {
            for (int k = 0; k < STATES; k++) {
                if (i != k) {
                    check_pair(table, &r, i, k, shift);
                }
            }
        }
        ent_table_destroy(table);
        world_unload(w);
    }
}

#define RIVALRIES "rivalry,state_a,state_b,start,end,source,locator\n"
#define DISPUTES  "dispute,name,state_a,state_b,start,end,hostility,initiator,source,locator\n"
#define SANCTIONS "sanction,sender,target,start,end,kinds,instrument,source,locator\n"

static ent_pressure
pressure_at(world *w, const char *at, const char *i, const char *k)
{
    ent_system  *system = world_system(w, at, NULL);
    ent_pressure out = ent_pressure_of(system, ent_system_find_id(system, i),
                                       ent_system_find_id(system, k), ENT_SIGNS_RIVALRY);

    ent_system_destroy(system);
    return out;
}

static void
what_no_source_speaks_of_is_missing(void **state)
{
    world       *w = *state;
    ent_pressure p;

    world_write(w, "rivalries", RIVALRIES "r,AAA,BBB,1950,1999,s,\n");
    world_write(w, "sanctions", SANCTIONS "s,AAA,BBB,1980,1990,trade,,s,\n");
    world_load(w);
    p = pressure_at(w, "1949", "AAA", "BBB");
    assert_true(p.known == 0 && isnan(p.pressure)); /* nothing known is no peace */
    p = pressure_at(w, "1960", "AAA", "BBB");
    assert_true(p.rivalry == 1 && isnan(p.sanctions) && isnan(p.disputes) && isnan(p.border));
    assert_true(p.known == 1 && p.pressure == 1);
    p = pressure_at(w, "1985", "BBB", "AAA");
    assert_true(p.sanctions == 1 / 6.0 && p.trade_war == 0 && p.known == 3);
    relations_same(p.pressure, (1 + 1 / 6.0) / 3);
    p = pressure_at(w, "1985", "AAA", "BBB"); /* sanctions have a direction */
    assert_true(p.sanctions == 0);
    p = pressure_at(w, "1995", "AAA", "BBB"); /* five years after the last day of sanctions */
    assert_int_equal(p.carried, 5);
}

/* GSDB speaks of restrictions for ends of foreign policy, to the end of 2023: a tariff is none. */
static void
a_trade_war_by_tariffs_is_not_seen_by_a_source_that_counts_none(void **state)
{
    world       *w = *state;
    ent_pressure p;

    world_write(w, "sanctions", SANCTIONS "s,AAA,BBB,2000,,trade,,s,\n");
    world_write(w, "names", "state,name,start,end\nAAA,Aland,,\nBBB,Bland,,\nCCC,Cland,,\n");
    world_open(w);
    world_import_text(w, "case_id,sanctioned_state,sanctioning_state,begin,end,trade,descr_trade,"
                         "arms,military,financial,travel,other,target_mult,sender_mult,objective,"
                         "success\n"
                         "1,Bland,Aland,2000,2003,1,exp_compl,0,0,1,1,0,0,0,democracy,failed\n"
                         "2,Aland,Bland,2001,2002,1,exp_compl,0,0,1,1,0,0,0,democracy,failed\n");
    world_record(w, NULL);
    p = pressure_at(w, "2000", "BBB", "AAA");
    assert_true(p.sanctions == 1 / 6.0 && isnan(p.trade_war) && p.known == 1);
    assert_true(p.pressure == p.sanctions);
    p = pressure_at(w, "2001", "BBB", "AAA"); /* what both do by sanctions is a trade war */
    assert_true(p.trade_war == 1 && p.known == 2);
    p = pressure_at(w, "2001", "CCC", "AAA");
    assert_true(p.sanctions == 0 && isnan(p.trade_war));
    p = pressure_at(w, "2024", "BBB", "AAA"); /* our own table counts tariffs */
    assert_true(p.trade_war == 0 && p.known == 2);
}

static void
a_state_does_not_press_on_itself(void **state)
{
    world *w = *state;

    world_write(w, "rivalries", RIVALRIES "r,AAA,BBB,1950,1999,s,\n");
    world_load(w);
    assert_int_equal(pressure_at(w, "1960", "AAA", "AAA").known, 0);
}

static const char TROOPS[] =
    "countryname,year,ccode,iso3c,region,troops_ad,army_ad,navy_ad,air_force_ad,marine_corps_ad,"
    "coast_guard_ad,space_force_ad,army_national_guard,air_national_guard,army_reserve,"
    "navy_reserve,marine_corps_reserve,air_force_reserve,coast_guard_reserve,"
    "total_selected_reserve,army_civilian,navy_civilian,marine_corps_civilian,air_force_civilian,"
    "dod_civilian,total_civilian\n";

/* USA has 6000 in CCC, which borders on BBB, 500 in BBB itself, 90000 in DDD, which is far. */
static void
troops_count_in_a_state_and_near_it(void **state)
{
    static const char REST[] = "1,1,1,1,1,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0\n";
    world            *w = *state;
    char              text[2048];
    ent_pressure      p;

    world_write(
        w, "states",
        "state,ccode,cow,start,end,source,locator\nUSA,2,USA,1900,,s,\nBBB,20,BBB,1900,,s,\n"
        "CCC,30,CCC,1900,,s,\nDDD,40,DDD,1900,,s,\n");
    world_write(w, "names", "state,name,start,end\n");
    world_write(w, "governments", "state,government,start,end\n");
    world_write(w, "rivalries", RIVALRIES "r,USA,BBB,1950,1999,s,\n");
    world_write(w, "disputes", DISPUTES "d,D,USA,BBB,1940,1940,2,,s,\n");
    world_write(w, "borders", "state_a,state_b,source,locator\nBBB,CCC,s,\n");
    (void)snprintf(text, sizeof text,
                   "%sC,1960,30,NA,X,6000,%sB,1960,20,NA,X,500,%sD,1960,40,NA,X,90000,%s"
                   "C,1961,30,NA,X,0,%s",
                   TROOPS, REST, REST, REST, REST);
    world_open(w);
    world_import_text(w, text);
    relations_load(w);
    p = pressure_at(w, "1960", "BBB", "USA");
    relations_same(p.deployments, 6500 / 16500.0);
    p = pressure_at(w, "1960", "DDD", "USA"); /* not hostile */
    relations_same(p.deployments, 0);
    p = pressure_at(w, "1960", "USA", "BBB"); /* of BBB no troops are counted */
    assert_true(isnan(p.deployments));
    p = pressure_at(w, "1961", "BBB", "USA"); /* none anywhere is not counted */
    assert_true(isnan(p.deployments));
}

static void
signs_of_peace_need_the_peace_scale(void **state)
{
    world              *w = *state;
    ent_measure_options options = {.signs = ENT_SIGNS_PEACE};
    ent_table          *table = NULL;

    world_write(w, "rivalries", RIVALRIES "r,AAA,BBB,1950,1999,s,\n");
    world_load(w);
    assert_int_equal(ent_measure_find("pressure")->run(w->ctx, w->record, &options, &table),
                     ENT_E_NOTFOUND); /* no peace scale */
    assert_null(table);
}

static void
zero_is_shown_where_both_are_named(void **state)
{
    world              *w = *state;
    ent_state           states[2];
    ent_measure_options options = {.states = states, .state_count = 2};
    ent_table          *table;

    world_write(w, "rivalries", RIVALRIES "r,AAA,BBB,1950,,s,\n");
    world_load(w);
    states[0] = ent_codes_find(w->codes, "AAA");
    states[1] = ent_codes_find(w->codes, "CCC");
    table = measure_run(w, "pressure", options, "1960", "1960");
    assert_int_equal(ent_table_row_count(table), 2);
    relations_same(relations_number(table, 1960, "AAA", "from", "CCC", "pressure"), 0);
    ent_table_destroy(table);
    options.state_count = 1;
    table = measure_run(w, "pressure", options, "1960", "1960");
    assert_int_equal(ent_table_row_count(table), 2); /* AAA and BBB on each other */
    ent_table_destroy(table);
}

/* One more row of any kind never lowers the pressure on BBB. */
static void
pressure_rises_with_each_part(void **state)
{
    static const struct {
        const char *table, *less, *more;
    } STEPS[] = {
        {"rivalries", RIVALRIES "old,CCC,DDD,1900,1901,s,\n",
         RIVALRIES "old,CCC,DDD,1900,1901,s,\nr,AAA,BBB,1950,,s,\n"},
        {"disputes", DISPUTES "old,O,CCC,DDD,1900,1901,5,,s,\nd,D,AAA,BBB,1960,1960,4,,s,\n",
         DISPUTES "old,O,CCC,DDD,1900,1901,5,,s,\nd,D,AAA,BBB,1960,1960,5,,s,\n"},
        {"sanctions", SANCTIONS "old,CCC,DDD,1900,1901,trade,,s,\ns,AAA,BBB,1950,,arms,,s,\n",
         SANCTIONS "old,CCC,DDD,1900,1901,trade,,s,\ns,AAA,BBB,1950,,arms,,s,\n"
                   "t,AAA,BBB,1951,,arms,,s,\n"},
    };
    world *w = *state;

    for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0]; i++) {
        double before;

        world_write(w, STEPS[i].table, STEPS[i].less);
        world_load(w);
        before = pressure_at(w, "1960", "BBB", "AAA").pressure;
        world_unload(w);
        world_write(w, STEPS[i].table, STEPS[i].more);
        world_load(w);
        assert_true(pressure_at(w, "1960", "BBB", "AAA").pressure > before);
        world_unload(w);
    }
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        TEST(pressure_is_the_one_counted_by_hand),
        TEST(what_no_source_speaks_of_is_missing),
        TEST(a_state_does_not_press_on_itself),
        TEST(troops_count_in_a_state_and_near_it),
        TEST(signs_of_peace_need_the_peace_scale),
        TEST(zero_is_shown_where_both_are_named),
        TEST(pressure_rises_with_each_part),
        TEST(a_trade_war_by_tariffs_is_not_seen_by_a_source_that_counts_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
