/*
 * test_landscape_system.c - the rule for the system of a date, and what came of it, by hand
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_landscape.h"
#include "unit_powers.h"

#define UNIT_CLAIMS "claim,territory,claimant,holder,start,end,note,source,locator\n"

enum { USA, GBR, FRA, RUS, CHN, IND, ACTORS };

static const char *const ACTOR[ACTORS] = {"USA", "GBR", "FRA", "RUS", "CHN", "IND"};

/* In 1990 all are known; JPN has no power, and is never an actor. */
static void
write_world(world *w)
{
    powers_write(w);
    world_write(w, "profiles",
                "# span: 1990-01-01..1990-12-31\n" UNIT_PROFILES "USA,1990,0.2,,0.9,s,\n"
                "GBR,1990,0.05,,0.5,s,\n"
                "FRA,1990,0.04,,,s,\n"
                "RUS,1990,0.15,,0.49,s,\n"
                "CHN,1990,0.1,,0.1,s,\n"
                "IND,1990,0.06,,0.7,s,\n");
    world_write(w, "treaties",
                "# span: 1945-01-01..2000-12-31\n" UNIT_TREATIES
                "nato,Atlantic,multilateral,,1949-04-04,,,1,0,0,0,1,,,s,\n"
                "talks,IND-RUS,bilateral,,1971-01-01,,,0,0,0,0,1,,,s,\n");
    world_write(w, "treaty_members",
                UNIT_MEMBERS "nato,USA,mutual,,,s,\nnato,GBR,mutual,,,s,\n"
                             "nato,FRA,mutual,,,s,\n"
                             "talks,IND,mutual,,,s,\ntalks,RUS,mutual,,,s,\n");
    world_write(w, "acts",
                "# span: 1949-10-01..2000-12-31\n" UNIT_ACTS
                "games,RUS,CHN,1989-06-01,1989-06-09,4,exercise,Games,s,\n"
                "arms,RUS,IND,1989-06-01,1989-06-09,3,arms,Arms,s,\n");
    world_write(w, "rivalries",
                "# span: 1945..2000\n" UNIT_RIVALRIES "ur,USA,RUS,1946,1990,s,\n"
                "ci,CHN,IND,1949,,s,\n");
    world_write(w, "disputes",
                "# span: 1945-09-03..2000-12-31\n" UNIT_DISPUTES
                "border,,CHN,IND,1987-06-24,1987-07-12,4,,s,\n"
                "words,,CHN,USA,1988-06-24,1988-07-12,3,,s,\n"
                "later,,IND,USA,1994-06-24,1994-07-12,5,,s,\n");
    world_write(w, "sanctions",
                "# span: 1989-06-04..2000-12-31\n" UNIT_SANCTIONS
                "t,USA,CHN,1989-06-04,,trade,,s,\n");
    world_write(w, "claims",
                "# span: 1945-09-03..2000-12-31\n" UNIT_CLAIMS "x,Aksai,IND,CHN,1959-01-01,,,s,\n");
    world_load(w);
}

static ent_landscape *
landscape_of(world *w, const char *at, ent_landscape_states options)
{
    ent_system    *system = world_system(w, at, NULL);
    ent_landscape *l = NULL;

    world_check(w, ent_landscape_of_system(w->ctx, system, &options, &l));
    ent_system_destroy(system);
    return l;
}

static void
each_term_of_the_rule_counts_once(void **state)
{
    /* bond + regime - rivalry - dispute - claim - sanction */
    static const int EXPECTED[ACTORS][ACTORS] = {
        [USA] = {[GBR] = 1 + 1, [FRA] = 1, [RUS] = -1 - 1, [CHN] = -1 - 1, [IND] = 1},
        [GBR] = {[FRA] = 1, [RUS] = -1, [CHN] = -1, [IND] = 1},
        [FRA] = {[RUS] = 0, [CHN] = 0, [IND] = 0},
        [RUS] = {[CHN] = 1, [IND] = -1},
        [CHN] = {[IND] = -1 - 1 - 1 - 1},
    };
    world         *w = *state;
    ent_state      states[ACTORS];
    ent_landscape *l;

    write_world(w);
    for (size_t i = 0; i < ACTORS; i++) {
        states[i] = powers_state(w, ACTOR[i]);
    }
    l = landscape_of(w, "1990-06-30",
                     (ent_landscape_states){.states = states, .state_count = ACTORS});
    assert_int_equal(ent_landscape_size(l), ACTORS);
    for (size_t i = 0; i < ACTORS; i++) {
        assert_string_equal(ent_landscape_name(l, i), ACTOR[i]);
        for (size_t j = i + 1; j < ACTORS; j++) {
            if (l->propensities[i * ACTORS + j] != EXPECTED[i][j]) {
                fail_msg("%s and %s: %d, expected %d", ACTOR[i], ACTOR[j],
                         (int)l->propensities[i * ACTORS + j], EXPECTED[i][j]);
            }
        }
    }
    assert_true(fabs(l->sizes[USA] - 20 / 0.6) < 1e-9); /* percent of all states */
    ent_landscape_destroy(l);
}

static void
the_largest_are_taken_unless_others_are_named(void **state)
{
    static const char *const BY_SIZE[] = {"USA", "RUS", "CHN", "IND", "GBR", "FRA"};
    world                   *w = *state;

    write_world(w);
    for (size_t largest = 2; largest < 9; largest++) {
        ent_landscape *l =
            landscape_of(w, "1990-06-30", (ent_landscape_states){.largest = largest});

        assert_int_equal(ent_landscape_size(l), largest < ACTORS ? largest : ACTORS);
        for (size_t i = 0; i < ent_landscape_size(l); i++) {
            assert_string_equal(ent_landscape_name(l, i), BY_SIZE[i]);
        }
        ent_landscape_destroy(l);
    }
}

static void
a_state_without_power_or_out_of_the_system_is_refused(void **state)
{
    static const char *const NONE[] = {"JPN", "DDR"};
    world                   *w = *state;
    ent_system              *system;
    ent_landscape           *l = NULL;

    write_world(w);
    system = world_system(w, "1995", NULL);
    for (size_t i = 0; i < 2; i++) {
        ent_state            states[] = {powers_state(w, "USA"), powers_state(w, NONE[i])};
        ent_landscape_states options = {.states = states, .state_count = 2};

        assert_int_equal(ent_landscape_of_system(w->ctx, system, &options, &l), ENT_E_INPUT);
        options.state_count = 1;
        assert_int_equal(ent_landscape_of_system(w->ctx, system, &options, &l), ENT_E_INPUT);
    }
    assert_null(l);
    ent_system_destroy(system);
}

/* Every bipartition by itself, with its share of right pairs of each kind. */
static double
slow_score(const char *digits, const ent_came *came, size_t count)
{
    double right[2] = {0, 0}, all[2] = {0, 0};

    for (size_t i = 0; i < count; i++) {
        int kind = came[i].sign < 0;

        all[kind]++;
        right[kind] += (digits[came[i].a] == digits[came[i].b]) == (came[i].sign > 0);
    }
    return all[0] > 0 && all[1] > 0 ? (right[0] / all[0] + right[1] / all[1]) / 2
                                    : (right[0] + right[1]) / (all[0] + all[1]);
}

static void
scores_are_those_of_every_bipartition(void **state)
{
    ent_ctx *ctx = unit_ctx(1);

    (void)state;
    for (uint32_t number = 0; number < 40; number++) {
        drawn                d = draw_landscape(2 + number % 7, number, DRAW_WHOLE);
        ent_key              key = {3, number, ENT_PROCESS_TEST, 1, 0};
        ent_came             came[64];
        size_t               count = 0, good = 0, all = (size_t)1 << (d.n - 1);
        char                 digits[16], mine[16];
        double               sum = 0;
        ent_landscape       *l = make_landscape(ctx, &d);
        ent_landscape_scored scored;

        for (size_t i = 0; i < d.n; i++) {
            for (size_t j = i + 1; j < d.n; j++) {
                uint64_t sign = ent_random_below(&key, (uint32_t)(i * 16 + j), 3);

                if (sign != 1 && !(number % 3 == 0 && sign == 0)) { /* some without negatives */
                    came[count++] = (ent_came){(uint16_t)i, (uint16_t)j, (int8_t)(sign - 1)};
                }
            }
        }
        ent_sides_print((ent_sides)(number % all), d.n, mine);
        assert_int_equal(ent_landscape_compare(ctx, l, mine, came, count, &scored), ENT_OK);
        assert_int_equal(scored.positive + scored.negative, count);
        if (count == 0) {
            assert_true(isnan(scored.score) && isnan(scored.chance) && isnan(scored.at_least));
            ent_landscape_destroy(l);
            continue;
        }
        for (ent_sides sides = 0; sides < all; sides++) {
            ent_sides_print(sides, d.n, digits);
            sum += slow_score(digits, came, count);
            good += slow_score(digits, came, count) >= slow_score(mine, came, count) - 1e-12;
        }
        assert_true(fabs(scored.score - slow_score(mine, came, count)) < 1e-12);
        assert_true(fabs(scored.chance - sum / (double)all) < 1e-12);
        assert_true(scored.at_least == (double)good / (double)all);
        ent_landscape_destroy(l);
    }
    ent_ctx_destroy(ctx);
}

/* 1990 against 1995: what was so already counts in the first row alone. */
static void
what_came_is_the_later_sign_of_each_pair(void **state)
{
    world         *w = *state;
    ent_system    *before, *after;
    ent_landscape *l;
    ent_table     *table;

    write_world(w);
    before = world_system(w, "1990-06-30", NULL);
    after = world_system(w, "1995", NULL);
    l = landscape_of(w, "1990-06-30", (ent_landscape_states){.largest = 6});
    world_check(
        w, ent_landscape_score(w->ctx, w->record, l, before, after, ENT_SIGNS_RIVALRY, &table));
    assert_int_equal(ent_table_row_count(table), 2);
    /* + among USA, GBR and FRA, and of IND and RUS; - of CHN and IND, and of IND and USA, which is
     * new; that of RUS and CHN is over */
    assert_string_equal(ent_table_get_text(table, 0, 0), "all");
    assert_true(ent_table_get_number(table, 0, 2) == 4);
    assert_true(ent_table_get_number(table, 0, 3) == 2);
    assert_true(ent_table_get_number(table, 0, 4) == (3.0 / 4 + 1.0 / 2) / 2);
    assert_true(ent_table_get_number(table, 0, 5) == 0.5);
    assert_string_equal(ent_table_get_text(table, 0, 8), "011000"); /* RUS, CHN on their own */
    assert_string_equal(ent_table_get_text(table, 1, 0), "changed");
    assert_true(ent_table_get_number(table, 1, 2) == 0);
    assert_true(ent_table_get_number(table, 1, 3) == 1);
    assert_true(ent_table_get_number(table, 1, 4) == 0);
    assert_true(ent_table_get_number(table, 1, 6) == 1); /* every bipartition is as good */
    ent_table_destroy(table);
    ent_landscape_destroy(l);
    ent_system_destroy(before);
    ent_system_destroy(after);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_setup, world_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(each_term_of_the_rule_counts_once),
        IN_WORLD(the_largest_are_taken_unless_others_are_named),
        IN_WORLD(a_state_without_power_or_out_of_the_system_is_refused),
        cmocka_unit_test(scores_are_those_of_every_bipartition),
        IN_WORLD(what_came_is_the_later_sign_of_each_pair),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
