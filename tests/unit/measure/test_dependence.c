/*
 * test_dependence.c - shares of trade and arms, by hand and against a slow reference
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/exchange.h"
#include "unit_relations.h"

#define TRADE "ccode1,ccode2,year,flow1,flow2\n"
#define ARMS                                                                                       \
    "Recipient,Supplier,Year of order,Number ordered,Weapon designation,Weapon description,"       \
    "Number delivered,Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total " \
    "order,SIPRI TIV of delivered weapons\n"

/* AAA trades 30 with BBB and 70 with CCC; BBB 30 and, with CCC, 10 in one direction alone. */
static void
load_trade(world *w)
{
    world_write(w, "names", "state,name,start,end\nAAA,Aland,,\nBBB,Bland,,\nCCC,Cland,,\n");
    world_write(w, "trade",
                "state_a,state_b,year,imports_a,imports_b,source,locator\nAAA,BBB,2015,40,60,s,\n"
                "AAA,BBB,2013,1,1,s,\n");
    world_open(w);
    world_import_text(w, TRADE "10,20,2014,10,20\n10,30,2014,70,0\n20,30,2014,10,\n");
    world_import_text(w, ARMS "Aland,Bland,2010,1,T,tank,1,2011,New,,1,30,30\n"
                              "Aland,Cland,2014,1,T,tank,1,2014,New,,1,10,10\n"
                              "Aland,Cland,2009,1,T,tank,1,2014,New,,1,500,500\n");
    relations_load(w);
}

static void
shares_are_of_all_known_trade(void **state)
{
    world     *w = *state;
    ent_table *table;
    double     share = 0.3, back = 0.75; /* 30 of 100; 30 of 40 */

    load_trade(w);
    table = measure_run(w, "dependence", (ent_measure_options){0}, "2014", "2014");
    measure_check_columns(table,
                          "year,state,partner,trade_share,asymmetry,salience,arms_share,trade");
    relations_same(relations_number(table, 2014, "AAA", "partner", "BBB", "trade_share"), share);
    relations_same(relations_number(table, 2014, "BBB", "partner", "AAA", "trade_share"), back);
    relations_same(relations_number(table, 2014, "AAA", "partner", "BBB", "asymmetry"),
                   share - back);
    relations_same(relations_number(table, 2014, "BBB", "partner", "AAA", "asymmetry"),
                   back - share);
    relations_same(relations_number(table, 2014, "AAA", "partner", "BBB", "salience"),
                   sqrt(share * back));
    relations_same(relations_number(table, 2014, "BBB", "partner", "AAA", "salience"),
                   sqrt(share * back));
    relations_same(relations_number(table, 2014, "AAA", "partner", "CCC", "trade"), 70);
    assert_int_equal(relations_row(table, 2014, "BBB", "partner", "CCC"), -1); /* one direction */
    ent_table_destroy(table);
}

static void
arms_are_the_orders_of_five_years(void **state)
{
    world     *w = *state;
    ent_table *table;

    load_trade(w);
    table = measure_run(w, "dependence", (ent_measure_options){0}, "2014", "2014");
    relations_same(relations_number(table, 2014, "AAA", "partner", "BBB", "arms_share"), 0.75);
    relations_same(relations_number(table, 2014, "AAA", "partner", "CCC", "arms_share"), 0.25);
    assert_true(isnan(relations_number(table, 2014, "BBB", "partner", "AAA", "arms_share")));
    ent_table_destroy(table);
}

/* Trade of some pairs alone gives no totals: the figure stands, its share is missing. */
static void
after_the_last_year_of_the_set_there_are_no_shares(void **state)
{
    world     *w = *state;
    ent_table *table;

    load_trade(w);
    table = measure_run(w, "dependence", (ent_measure_options){0}, "2013", "2015");
    /* a year of the set, which has no such flow: ours is not read */
    assert_true(isnan(relations_number(table, 2013, "AAA", "partner", "BBB", "trade")));
    relations_same(relations_number(table, 2015, "AAA", "partner", "BBB", "trade"), 100);
    assert_true(isnan(relations_number(table, 2015, "AAA", "partner", "BBB", "trade_share")));
    assert_true(isnan(relations_number(table, 2015, "AAA", "partner", "BBB", "asymmetry")));
    relations_same(relations_number(table, 2015, "AAA", "partner", "CCC", "arms_share"), 1);
    ent_table_destroy(table);
    table = measure_run(w, "dependence", (ent_measure_options){0}, "2024", "2024");
    assert_int_equal(ent_table_row_count(table), 0); /* the register ends in 2023 */
    ent_table_destroy(table);
}

static void
pairs_without_trade_are_shown_where_both_are_named(void **state)
{
    world              *w = *state;
    ent_state           states[2];
    ent_measure_options options = {.states = states, .state_count = 2};
    ent_table          *table;

    world_open(w);
    world_import_text(w, TRADE "10,20,2014,0,0\n10,30,2014,5,5\n20,30,2014,5,5\n");
    relations_load(w);
    states[0] = ent_codes_find(w->codes, "AAA");
    states[1] = ent_codes_find(w->codes, "BBB");
    table = measure_run(w, "dependence", options, "2014", "2014");
    assert_int_equal(ent_table_row_count(table), 2);
    assert_true(measure_number(table, 0, "trade_share") == 0);
    ent_table_destroy(table);
    states[1] = ent_codes_find(w->codes, "DDD");
    table = measure_run(w, "dependence", options, "2014", "2014");
    assert_int_equal(ent_table_row_count(table), 0); /* nothing is known of them */
    ent_table_destroy(table);
}

/* Random flows of the five states: shares sum to 1 where all are known, as a slow loop has them. */
static void
shares_of_random_flows_sum_to_one(void **state)
{
    static const char *const IDS[] = {"AAA", "BBB", "CCC", "DDD", "EEE"};
    world                   *w = *state;

    for (uint32_t run = 0; run < 10; run++) {
        ent_key    key = {.seed = 1846, .run = run, .process = ENT_PROCESS_TEST};
        double     flow[5][5] = {{0}}, total[5] = {0};
        ent_text   text;
        ent_table *table;

        ent_text_init(&text);
        ent_text_add(&text, TRADE);
        for (int i = 0; i < 5; i++) {
            for (int j = i + 1; j < 5; j++) {
                uint32_t at = (uint32_t)(10 * i + 2 * j);

                flow[i][j] = (double)ent_random_below(&key, at, 1000);
                flow[j][i] = (double)ent_random_below(&key, at + 1, 1000);
                total[i] += flow[i][j] + flow[j][i];
                total[j] += flow[i][j] + flow[j][i];
                ent_text_addf(&text, "%d,%d,1990,%g,%g\n", 10 * (i + 1), 10 * (j + 1), flow[i][j],
                              flow[j][i]);
            }
        }
        world_open(w);
        world_import_text(w, ent_text_get(&text));
        ent_text_clear(&text);
        relations_load(w);
        table = measure_run(w, "dependence", (ent_measure_options){0}, "1990", "1990");
        for (int i = 0; i < 5; i++) {
            double sum = 0;

            for (int j = 0; j < 5; j++) {
                if (i != j) {
                    double have =
                        relations_number(table, 1990, IDS[i], "partner", IDS[j], "trade_share");

                    sum += have;
                    relations_same(have, (flow[i][j] + flow[j][i]) / total[i]);
                }
            }
            relations_same(sum, 1);
        }
        ent_table_destroy(table);
        world_unload(w);
    }
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        TEST(shares_are_of_all_known_trade),
        TEST(arms_are_the_orders_of_five_years),
        TEST(after_the_last_year_of_the_set_there_are_no_shares),
        TEST(pairs_without_trade_are_shown_where_both_are_named),
        TEST(shares_of_random_flows_sum_to_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
