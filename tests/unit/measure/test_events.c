/*
 * test_events.c - coded events by month and year, added up by hand; events of documents
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_relations.h"

#define HEAD                                                                                       \
    "event_id,event_date,source_name,source_sectors,source_country,event_text,cameo_code,"         \
    "intensity,target_name,target_sectors,target_country,story_id,sentence_number,publisher,city," \
    "district,province,country,latitude,longitude,year,yearmonth\n"
#define REST ",7,2,A Paper,,,,Nowhere,1.5,2.5,2018,201806\n"

/* June: three consultations of CHL with FRA, one accusation back, one of a state that is none. */
static const char EVENTS[] = HEAD "1,2018-06-01,M,G,Chile,Consult,040,1,C,G,France" REST
                                  "2,2018-06-30,M,G,Chile,Consult,036,4.0,C,G,France" REST
                                  "3,2018-06-09,M,G,Chile,Consult,036,4.5,C,G,France" REST
                                  "4,2018-06-09,M,G,France,Accuse,112,-2.0,C,G,Chile" REST
                                  "5,2018-06-09,M,G,France,Accuse,112,-2.0,C,G,Nowhere" REST
                                  "6,2018-07-09,M,G,France,Accuse,112,-2.0,C,G,Chile" REST
                                  "7,2018-07-09,M,G,France,Accuse,112,-2.0,C,G,France" REST
                                  "8,2018-07-10,M,G,Japan,Accuse,112,-2.0,C,G,France" REST;

static void
load_events(world *w)
{
    ent_ctx_destroy(w->ctx);
    w->ctx = unit_ctx(1); /* the types of CAMEO codes are embedded */
    world_open(w);
    world_import_text(w, EVENTS);
    relations_load(w);
}

static void
expect(ent_table *table, size_t row, const char *period, const char *a, const char *b,
       const char *type, int count, double goldstein, double share)
{
    assert_string_equal(measure_text(table, row, "period"), period);
    assert_string_equal(measure_text(table, row, "state_a"), a);
    assert_string_equal(measure_text(table, row, "state_b"), b);
    assert_string_equal(measure_text(table, row, "type"), type);
    assert_int_equal((int)measure_number(table, row, "count"), count);
    relations_same(measure_number(table, row, "goldstein"), goldstein);
    relations_same(measure_number(table, row, "share"), share);
}

static void
events_are_added_up_by_month_direction_and_type(void **state)
{
    world     *w = *state;
    ent_table *table;

    load_events(w);
    table = measure_run(w, "events", (ent_measure_options){0}, NULL, NULL);
    measure_check_columns(table, "period,state_a,state_b,type,count,goldstein,share");
    assert_int_equal(ent_table_row_count(table), 5);
    expect(table, 0, "2018-06", "CHL", "FRA", "AGREE", 2, 8.5, 2 / 5.0);
    expect(table, 1, "2018-06", "CHL", "FRA", "CONSULT", 1, 1, 1 / 5.0);
    expect(table, 2, "2018-06", "FRA", "CHL", "ACCUSE", 1, -2, 1 / 5.0);
    expect(table, 3, "2018-07", "FRA", "CHL", "ACCUSE", 1, -2, 1 / 3.0);
    expect(table, 4, "2018-07", "JPN", "FRA", "ACCUSE", 1, -2, 1 / 3.0);
    ent_table_destroy(table);
}

static void
a_year_is_the_sum_of_its_months(void **state)
{
    world              *w = *state;
    ent_measure_options options = {.by_year = true};
    ent_table          *table;

    load_events(w);
    table = measure_run(w, "events", options, NULL, NULL);
    assert_int_equal(ent_table_row_count(table), 4);
    expect(table, 2, "2018", "FRA", "CHL", "ACCUSE", 2, -4, 2 / 8.0);
    ent_table_destroy(table);
    table = measure_run(w, "events", options, "2018-07", "2018-07"); /* of the months asked for */
    assert_int_equal(ent_table_row_count(table), 2);
    expect(table, 0, "2018", "FRA", "CHL", "ACCUSE", 1, -2, 1 / 3.0);
    ent_table_destroy(table);
}

static void
net_cooperation_is_of_the_pair(void **state)
{
    world              *w = *state;
    ent_state           states[2];
    ent_measure_options options = {.net = true, .states = states, .state_count = 2};
    ent_table          *table;

    load_events(w);
    states[0] = ent_codes_find(w->codes, "FRA");
    states[1] = ent_codes_find(w->codes, "CHL");
    table = measure_run(w, "events", options, NULL, NULL);
    assert_int_equal(ent_table_row_count(table), 2);
    expect(table, 0, "2018-06", "CHL", "FRA", "net", 4, 7.5, 4 / 5.0);
    expect(table, 1, "2018-07", "CHL", "FRA", "net", 1, -2, 1 / 3.0);
    ent_table_destroy(table);
}

static void
a_record_without_events_is_told(void **state)
{
    world              *w = *state;
    ent_measure_options options = {0};
    ent_table          *table = NULL;

    world_open(w);
    relations_load(w);
    assert_int_equal(ent_measure_find("events")->run(w->ctx, w->record, &options, &table),
                     ENT_E_NOTFOUND);
    assert_null(table);
}

/* ---- events of documents ---- */

enum { DATE, PRECISION, SOURCE, TARGET, TYPE, CAMEO, GOLDSTEIN, STATUS, REPORTED };

static const ent_column COLUMNS[REPORTED] = {
    {"date", ENT_COLUMN_TEXT},        {"date_precision", ENT_COLUMN_TEXT},
    {"source", ENT_COLUMN_TEXT},      {"target", ENT_COLUMN_TEXT},
    {"type", ENT_COLUMN_TEXT},        {"cameo", ENT_COLUMN_TEXT},
    {"goldstein", ENT_COLUMN_NUMBER}, {"status", ENT_COLUMN_TEXT}};

static void
report(ent_table *table, const char *const texts[REPORTED], double goldstein)
{
    ent_table_row(table);
    for (size_t i = 0; i < REPORTED; i++) {
        if (i != GOLDSTEIN) {
            ent_table_text(table, i, texts[i]);
        }
    }
    ent_table_number(table, GOLDSTEIN, goldstein);
}

/* Twice the same act; a meeting of two; what is no assertion or no date; a bloc; a year alone. */
static ent_table *
reports(world *w)
{
    static const char *const ROWS[][REPORTED] = {
        {"2022-02-04", "day", "AAA", "BBB", "ACCUSE", "112", "", "actual"},
        {"2022-02-04", "day", "AAA", "BBB", "ACCUSE", "112", "", "past"},
        {"2022-02-04", "day", "AAA;BBB", "AAA;BBB", "CONSULT", "040", "", "actual"},
        {"2022-02-05", "day", "AAA", "BBB", "ACCUSE", "112", "", "conditional"},
        {"2022-02-05", "day", "AAA", "BBB", "ACCUSE", "112", "", "negated"},
        {NULL, NULL, "AAA", "BBB", "ACCUSE", "112", "", "actual"},
        {"2022-02-05..2022-03-01", "span", "AAA", "BBB", "ACCUSE", "112", "", "actual"},
        {"2022-02", "month", "AAA", "NATO", "ACCUSE", "112", "", "actual"},
        {"2022", "year", "AAA", "BBB", "ACCUSE", "112", "", "actual"},
        {"2022-02-07", "day", "AAA", NULL, "ACCUSE", "112", "", "actual"}};
    ent_table *table;

    world_check(w, ent_table_create(w->ctx, COLUMNS, REPORTED, &table));
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        report(table, ROWS[i], i == 2 ? 1 : -2);
    }
    return table;
}

static void
reported_acts_count_once_and_only_when_asserted(void **state)
{
    world              *w = *state;
    ent_measure_options options = {0};
    ent_table          *table;

    world_open(w);
    relations_load(w);
    options.reported = reports(w);
    table = measure_run(w, "events", options, NULL, NULL);
    assert_int_equal(ent_table_row_count(table), 4);
    expect(table, 0, "2022-02", "AAA", "BBB", "ACCUSE", 1, -2, (double)NAN);
    expect(table, 1, "2022-02", "AAA", "BBB", "CONSULT", 1, 1, (double)NAN);
    expect(table, 2, "2022-02", "AAA", "NATO", "ACCUSE", 1, -2, (double)NAN);
    expect(table, 3, "2022-02", "BBB", "AAA", "CONSULT", 1, 1, (double)NAN);
    ent_table_destroy(table);
    ent_table_destroy(options.reported);
}

static void
a_reciprocal_act_is_one_without_direction(void **state)
{
    world              *w = *state;
    ent_state           states[2];
    ent_measure_options options = {
        .net = true, .by_year = true, .states = states, .state_count = 2};
    ent_table *table;

    world_open(w);
    relations_load(w);
    states[0] = ent_codes_find(w->codes, "AAA");
    states[1] = ent_codes_find(w->codes, "BBB");
    options.reported = reports(w);
    table = measure_run(w, "events", options, NULL, NULL);
    assert_int_equal(ent_table_row_count(table), 1);
    expect(table, 0, "2022", "AAA", "BBB", "net", 3, -3, (double)NAN); /* with the year alone */
    ent_table_destroy(table);
    ent_table_destroy(options.reported);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        TEST(events_are_added_up_by_month_direction_and_type),
        TEST(a_year_is_the_sum_of_its_months),
        TEST(net_cooperation_is_of_the_pair),
        TEST(a_record_without_events_is_told),
        TEST(reported_acts_count_once_and_only_when_asserted),
        TEST(a_reciprocal_act_is_one_without_direction),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
