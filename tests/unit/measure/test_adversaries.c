/*
 * test_adversaries.c - shared adversaries against a slow reference, on random records
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_measure.h"

#include <math.h>

#include "base/random.h"
#include "base/text.h"

enum { STATES = 12 };

typedef struct random_record {
    bool   adversary[STATES][STATES];
    double cinc[STATES]; /* NaN missing */
} random_record;

/* The printed id of the i-th state under a relabelling (a shift of the alphabet). */
static void
print_id(int i, int shift, char out[4])
{
    (void)snprintf(out, 4, "S%c%c", 'A' + (i + shift) % STATES, 'Z');
}

/* Rivalries, disputes that count and disputes that do not, by chance; ids shifted by `shift`. */
static void
write_random(world *w, uint32_t run, int shift, random_record *out)
{
    ent_key  key = {.seed = 1914, .run = run, .process = ENT_PROCESS_TEST};
    ent_text states, rivalries, disputes, profiles;
    char     a[4], b[4];

    ent_text_init(&states);
    ent_text_init(&rivalries);
    ent_text_init(&disputes);
    ent_text_init(&profiles);
    ent_text_add(&states, "state,ccode,cow,start,end,source,locator\n");
    ent_text_add(&rivalries, "rivalry,state_a,state_b,start,end,source,locator\n");
    ent_text_add(&disputes,
                 "dispute,name,state_a,state_b,start,end,hostility,initiator,source,locator\n");
    ent_text_add(&profiles, "state,year,cinc,regime,polyarchy,source,locator\n");
    memset(out, 0, sizeof *out);
    for (int i = 0; i < STATES; i++) {
        print_id(i, shift, a);
        out->cinc[i] = i == 3 ? (double)NAN : 1.0 / (1 << i);
        ent_text_addf(&states, "%s,%d,%s,1900,,s,\n", a, 100 + (i + shift) % STATES, a);
        ent_text_addf(&profiles, i == 3 ? "%s,2000,,,,s,\n" : "%s,2000,%.17g,,,s,\n", a,
                      out->cinc[i]);
        for (int j = i + 1; j < STATES; j++) {
            uint64_t kind = ent_random_below(&key, (uint32_t)(i * STATES + j), 6);

            print_id(j, shift, b);
            out->adversary[i][j] = out->adversary[j][i] = kind < 2;
            if (kind == 0) {
                ent_text_addf(&rivalries, "r-%s-%s,%s,%s,1999,2001,s,\n", a, b, a, b);
            } else if (kind < 4) { /* 1: counted; 2: too weak; 3: over for five years */
                ent_text_addf(&disputes, "d,D,%s,%s,%d,%d,%d,,s,\n", b, a, kind == 3 ? 1994 : 1996,
                              kind == 3 ? 1995 : 1996, kind == 2 ? 3 : 4);
            }
        }
    }
    world_write(w, "states", ent_text_get(&states));
    world_write(w, "rivalries", ent_text_get(&rivalries));
    world_write(w, "disputes", ent_text_get(&disputes));
    world_write(w, "profiles", ent_text_get(&profiles));
    ent_text_clear(&states);
    ent_text_clear(&rivalries);
    ent_text_clear(&disputes);
    ent_text_clear(&profiles);
    world_write(w, "names", "state,name,start,end\n");
    world_write(w, "governments", "state,government,start,end\n");
    world_load(w);
}

static void
check_pair(ent_table *table, const random_record *r, int i, int j, int shift)
{
    char   a[4], b[4];
    int    shared = 0;
    double power = 0, world_power = 0;
    long   row;

    for (int k = 0; k < STATES; k++) {
        world_power += isnan(r->cinc[k]) ? 0 : r->cinc[k];
    }
    for (int k = 0; k < STATES; k++) {
        if (k != i && k != j && r->adversary[i][k] && r->adversary[j][k]) {
            shared++;
            power += r->cinc[k] / world_power;
        }
    }
    print_id(i, shift, a);
    print_id(j, shift, b);
    row = measure_pair(table, 2000, a, b);
    row = row < 0 ? measure_pair(table, 2000, b, a) : row;
    if (shared == 0) {
        assert_int_equal(row, -1); /* left out unless asked for */
        return;
    }
    assert_true(row >= 0);
    assert_true(measure_number(table, (size_t)row, "shared") == shared);
    if (isnan(power)) {
        assert_true(isnan(measure_number(table, (size_t)row, "shared_power")));
    } else {
        assert_true(fabs(measure_number(table, (size_t)row, "shared_power") - power) < 1e-12);
    }
}

static void
shared_adversaries_are_those_counted_by_hand(void **state)
{
    world        *w = *state;
    random_record r;

    for (uint32_t run = 0; run < 20; run++) {
        int        shift = (int)run % STATES; /* relabelling the states permutes the result */
        ent_table *table;

        write_random(w, run / 2, shift, &r);
        table = measure_run(w, "adversaries", (ent_measure_options){0}, "2000", "2000");
        measure_check_columns(table, "year,state_a,state_b,shared,shared_power");
        for (int i = 0; i < STATES; i++) {
            for (int j = i + 1; j < STATES; j++) {
                check_pair(table, &r, i, j, shift);
            }
        }
        ent_table_destroy(table);
        world_unload(w);
    }
}

static void
a_pair_that_is_asked_for_is_shown_with_none(void **state)
{
    world              *w = *state;
    ent_state           states[2];
    ent_measure_options options = {.states = states, .state_count = 2};
    ent_table          *table;

    world_write(w, "rivalries",
                "rivalry,state_a,state_b,start,end,source,locator\n"
                "r,AAA,BBB,1950,,s,\n");
    world_load(w);
    states[0] = ent_codes_find(w->codes, "BBB");
    states[1] = ent_codes_find(w->codes, "AAA");
    table = measure_run(w, "adversaries", options, "1960", "1960");
    assert_int_equal(ent_table_row_count(table), 1);
    assert_true(measure_number(table, 0, "shared") == 0);
    assert_true(measure_number(table, 0, "shared_power") == 0);
    ent_table_destroy(table);
    table = measure_run(w, "adversaries", (ent_measure_options){0}, "1960", "1960");
    assert_int_equal(ent_table_row_count(table), 0);
    ent_table_destroy(table);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        TEST(shared_adversaries_are_those_counted_by_hand),
        TEST(a_pair_that_is_asked_for_is_shown_with_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
