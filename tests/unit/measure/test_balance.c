/*
 * test_balance.c - the table of balance: its columns, both codings of signs, carried values
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "unit_measure.h"

#define COLUMNS                                                                                    \
    "group,nodes,edges,negative,triangles,unbalanced_triangles,frustration_index,lower_bound,"     \
    "optimal,z_signs,z_degrees,seconds,balanced_triangles,components,algebraic_conflict,carried"

/* A with B against C, and C with A: one tie is against balance; D and E apart. */
#define RIVALS                                                                                     \
    "rivalry,state_a,state_b,start,end,source,locator\nr,BBB,CCC,1950,,s,\nq,DDD,EEE,1950,,s,\n"

static void
write_ties(world *w)
{
    world_write(w, "rivalries", "# span: 1945-01-01..2020-12-31\n" RIVALS);
    world_write(w, "acts",
                "act,state_a,state_b,start,end,level,kind,title,source,locator\n"
                "a,AAA,BBB,1960,1960,4,exercise,E,s,\n"
                "b,AAA,CCC,1962,1962,5,patrol,P,s,\n");
}

static double
at(ent_table *table, const char *column)
{
    return measure_number(table, 0, column);
}

static void
a_year_of_the_record_has_every_column(void **state)
{
    world     *w = *state;
    ent_table *table;

    write_ties(w);
    world_load(w);
    table = measure_run(w, "balance", (ent_measure_options){0}, "1962", "1962");
    measure_check_columns(table, COLUMNS);
    assert_true(at(table, "nodes") == 5 && at(table, "edges") == 4);
    assert_true(at(table, "negative") == 2 && at(table, "triangles") == 1);
    assert_true(at(table, "frustration_index") == 1);
    assert_true(at(table, "balanced_triangles") == 0);
    assert_true(at(table, "components") == 2);
    assert_true(fabs(at(table, "algebraic_conflict") - 1) < 1e-10);
    assert_true(at(table, "carried") == 1); /* the exercise of 1960 */
    ent_table_destroy(table);
    table = measure_run(w, "balance", (ent_measure_options){0}, "1965", "1965");
    assert_true(at(table, "edges") == 3 && at(table, "frustration_index") == 0);
    assert_true(ent_table_is_missing(table, 0, measure_column(table, "balanced_triangles")));
    assert_true(at(table, "algebraic_conflict") == 0 && at(table, "carried") == 1);
    ent_table_destroy(table);
}

static void
a_source_that_has_ended_carries_its_signs(void **state)
{
    world     *w = *state;
    ent_table *table;

    write_ties(w);
    world_open(w);
    world_import_text(w, "10020,19009999-20209999,0.25\n10030,19009999-20209999,0.75\n"
                         "20030,19009999-20209999,0.5\n20040,19009999-20031231,1\n");
    world_record(w, NULL);
    table =
        measure_run(w, "balance", (ent_measure_options){.signs = ENT_SIGNS_PEACE}, "2003", "2003");
    assert_true(at(table, "edges") == 3 && at(table, "negative") == 1);
    assert_true(at(table, "carried") == 0);
    ent_table_destroy(table);
    table =
        measure_run(w, "balance", (ent_measure_options){.signs = ENT_SIGNS_PEACE}, "2022", "2022");
    assert_true(at(table, "edges") == 2 && at(table, "carried") == 2);
    ent_table_destroy(table);
    /* without dates the years of the scale: none is carried */
    table = measure_run(w, "balance", (ent_measure_options){.signs = ENT_SIGNS_PEACE}, NULL, NULL);
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        assert_true(measure_number(table, row, "carried") == 0);
    }
    ent_table_destroy(table);
}

static void
a_rivalry_is_observed_while_its_source_or_a_dispute_speaks(void **state)
{
    world       *w = *state;
    ent_system  *system;
    ent_state_ix b, c, d, e;

    world_write(w, "rivalries", "# span: 1945-01-01..1970-12-31\n" RIVALS);
    world_write(w, "disputes",
                "dispute,name,state_a,state_b,start,end,hostility,initiator,source,locator\n"
                "x,X,BBB,CCC,1975-01-01,1975-02-01,4,,s,\n");
    world_load(w);
    system = world_system(w, "1977", NULL);
    b = ent_system_find_id(system, "BBB");
    c = ent_system_find_id(system, "CCC");
    d = ent_system_find_id(system, "DDD");
    e = ent_system_find_id(system, "EEE");
    assert_int_equal(ent_system_sign(system, d, e, ENT_SIGNS_RIVALRY), -1);
    assert_int_equal(ent_system_sign_age(w->record, system, d, e, ENT_SIGNS_RIVALRY), 7);
    assert_int_equal(ent_system_sign_age(w->record, system, b, c, ENT_SIGNS_RIVALRY), 0);
    assert_int_equal(ent_system_sign_age(w->record, system, b, d, ENT_SIGNS_RIVALRY), 0);
    assert_int_equal(ent_system_sign_age(w->record, system, b, c, ENT_SIGNS_PEACE), 0);
    ent_system_destroy(system);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_year_of_the_record_has_every_column),
        TEST(a_source_that_has_ended_carries_its_signs),
        TEST(a_rivalry_is_observed_while_its_source_or_a_dispute_speaks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
