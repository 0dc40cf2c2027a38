/*
 * test_threat.c - threat against a slow reference, on random records; power over a distance
 *
 * SPDX-License-Identifier: MIT
 */
#include "measure/threat.h"
#include "unit_relations.h"

/* All pairs without a border are 800 km and 100 km for each number apart. */
static double
distance_of(const relations *r, int i, int k)
{
    return r->border[i][k] ? 0 : 800 + 100.0 * (i + k);
}

static void
import_distances(world *w, int shift)
{
    ent_text text;

    ent_text_init(&text);
    ent_text_add(&text, "ccode1,ccode2,styear,endyear,mindist\n");
    for (int i = 0; i < STATES; i++) {
        for (int k = i + 1; k < STATES; k++) {
            int a = 100 + (i + shift) % STATES, b = 100 + (k + shift) % STATES;

            ent_text_addf(&text, "%d,%d,1950,2019,%d\n", a < b ? a : b, a < b ? b : a,
                          800 + 100 * (i + k));
        }
    }
    world_import_text(w, ent_text_get(&text));
    ent_text_clear(&text);
}

static double
slow_threat(const relations *r, int i, int k)
{
    double world_power = 0, miles = distance_of(r, i, k) / 1.609344;
    double hostility = r->hostility[i][k] >= 2 ? (r->hostility[i][k] - 1) / 4.0 : 0;

    for (int m = 0; m < STATES; m++) {
        world_power += isnan(r->power[m]) ? 0 : r->power[m];
    }
    return pow(r->power[k] / world_power, log10(miles / 500 + 10 - 2.718281828459045)) *
           (1 + r->force[k] / (r->force[k] + 2.0)) * (1 + (r->rivalry[i][k] + hostility) / 2) / 4;
}

static void
threat_is_the_one_counted_by_hand(void **state)
{
    world    *w = *state;
    relations r;

    for (uint32_t run = 0; run < 12; run++) {
        int        shift = (int)run % STATES; /* relabelling the states permutes the result */
        ent_table *table;

        relations_write(w, run / 2, shift, &r);
        import_distances(w, shift);
        relations_load(w);
        table = measure_run(w, "threat", (ent_measure_options){0}, "2000", "2000");
        measure_check_columns(table, "year,state,from,threat,power,kilometres,reach,offensive,"
                                     "intent,carried");
        for (int i = 0; i < STATES; i++) {
            for (int k = 0; k < STATES; k++) {
                char a[4], b[4];

                relations_id(i, shift, a);
                relations_id(k, shift, b);
                if (i == k || isnan(r.power[k])) {
                    assert_int_equal(relations_row(table, 2000, a, "from", b), -1);
                    continue;
                }
                relations_same(relations_number(table, 2000, a, "from", b, "threat"),
                               slow_threat(&r, i, k));
                relations_same(relations_number(table, 2000, a, "from", b, "kilometres"),
                               distance_of(&r, i, k));
            }
        }
        ent_table_destroy(table);
        world_unload(w);
    }
}

/* By a calculator: 0.2^0.8622, 0.2^log10(8.2817), 0.1^log10(27.2817). */
static void
power_arrives_less_from_afar(void **state)
{
    (void)state;
    assert_true(fabs(ent_threat_reach(0.2, 0, 1900) - 0.2496458729) < 1e-9);
    assert_true(fabs(ent_threat_reach(0.2, 804.672, 1950) - 0.2281714735) < 1e-9);
    assert_true(fabs(ent_threat_reach(0.1, 8046.72, 1918) - 0.0366545829) < 1e-9);
    assert_true(ent_threat_reach(0.1, 1000, 1918) < ent_threat_reach(0.1, 1000, 1919));
    assert_true(ent_threat_reach(0.1, 1000, 1945) < ent_threat_reach(0.1, 1000, 1946));
    assert_true(isnan(ent_threat_reach((double)NAN, 0, 1900)));
    assert_true(isnan(ent_threat_reach(0.1, (double)NAN, 1900)));
    assert_true(ent_threat_reach(0, 100, 1900) == 0);
}

static void
threat_rises_with_each_part(void **state)
{
    (void)state;
    for (int step = 0; step < 10; step++) {
        double x = step / 10.0, y = (step + 1) / 10.0;

        assert_true(ent_threat_of(y, 0.3, 0.4) > ent_threat_of(x, 0.3, 0.4));
        assert_true(ent_threat_of(0.3, y, 0.4) > ent_threat_of(0.3, x, 0.4));
        assert_true(ent_threat_of(0.3, 0.4, y) > ent_threat_of(0.3, 0.4, x));
        assert_true(ent_threat_reach(y, 500, 1990) > ent_threat_reach(x, 500, 1990));
        assert_true(ent_threat_reach(0.2, y * 1e4, 1990) < ent_threat_reach(0.2, x * 1e4, 1990));
    }
    assert_true(ent_threat_of(1, 1, 1) == 1 && ent_threat_of(0, 1, 1) == 0);
    assert_true(isnan(ent_threat_of((double)NAN, 0, 0)));
}

static void
without_a_distance_there_is_no_threat(void **state)
{
    world              *w = *state;
    ent_state           states[2];
    ent_measure_options options = {.states = states, .state_count = 2};
    relations           r;
    ent_table          *table;

    relations_write(w, 3, 0, &r); /* nothing is imported */
    relations_load(w);
    table = measure_run(w, "threat", (ent_measure_options){0}, "2000", "2000");
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        assert_true(measure_number(table, row, "kilometres") == 0); /* neighbours alone */
    }
    ent_table_destroy(table);
    for (int k = 1; k < STATES; k++) {
        if (!r.border[0][k]) {
            char id[4];

            relations_id(k, 0, id);
            states[0] = ent_codes_find(w->codes, "SAZ");
            states[1] = ent_codes_find(w->codes, id);
            table = measure_run(w, "threat", options, "2000", "2000");
            assert_int_equal(ent_table_row_count(table), 2);
            assert_true(isnan(measure_number(table, 0, "threat")));
            assert_true(!isnan(measure_number(table, 0, "intent")));
            ent_table_destroy(table);
        }
    }
}

/* The table of disputes begins in 1950: the five years of 1953 begin before. */
static void
acts_of_a_year_need_five_years_of_disputes(void **state)
{
    world     *w = *state;
    relations  r;
    ent_table *table;

    relations_write(w, 3, 0, &r);
    relations_load(w);
    table = measure_run(w, "threat", (ent_measure_options){0}, "1953", "1953");
    assert_int_equal(ent_table_row_count(table), 0);
    ent_table_destroy(table);
}

/* SAZ and SBZ at 1/4 of the scale; of all others it says nothing. */
static void
under_signs_of_peace_intent_is_what_peace_lacks(void **state)
{
    world              *w = *state;
    ent_measure_options options = {.signs = ENT_SIGNS_PEACE};
    relations           r;
    ent_table          *table;

    relations_write(w, 3, 0, &r);
    import_distances(w, 0);
    world_import_text(w, "100101,19500101-20209999,0.25,,,,,,,,,,,,,,,,,,\n");
    relations_load(w);
    table = measure_run(w, "threat", options, "2000", "2000");
    assert_int_equal(ent_table_row_count(table), 2);
    relations_same(relations_number(table, 2000, "SAZ", "from", "SBZ", "intent"), 0.75);
    relations_same(relations_number(table, 2000, "SBZ", "from", "SAZ", "intent"), 0.75);
    ent_table_destroy(table);
    table = measure_run(w, "pressure", options, "2000", "2000");
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        bool known = strcmp(measure_text(table, row, "state"), "SAZ") == 0 &&
                     strcmp(measure_text(table, row, "from"), "SBZ") == 0;

        known = known || (strcmp(measure_text(table, row, "from"), "SAZ") == 0 &&
                          strcmp(measure_text(table, row, "state"), "SBZ") == 0);
        assert_true(isnan(measure_number(table, row, "border")) != known);
    }
    ent_table_destroy(table);
}

static void
signs_of_peace_need_the_peace_scale(void **state)
{
    world              *w = *state;
    ent_measure_options options = {.signs = ENT_SIGNS_PEACE};
    relations           r;
    ent_table          *table = NULL;

    relations_write(w, 3, 0, &r);
    relations_load(w);
    assert_int_equal(ent_measure_find("threat")->run(w->ctx, w->record, &options, &table),
                     ENT_E_NOTFOUND);
    options = (ent_measure_options){.power = ENT_POWER_GDP};
    assert_int_equal(ent_measure_find("threat")->run(w->ctx, w->record, &options, &table),
                     ENT_E_NOTFOUND);
    assert_null(table);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        TEST(threat_is_the_one_counted_by_hand),
        TEST(power_arrives_less_from_afar),
        TEST(threat_rises_with_each_part),
        TEST(without_a_distance_there_is_no_threat),
        TEST(acts_of_a_year_need_five_years_of_disputes),
        TEST(under_signs_of_peace_intent_is_what_peace_lacks),
        TEST(signs_of_peace_need_the_peace_scale),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
