/*
 * test_accession.c - who joins a treaty of many: counts by hand, the rule, and chances against
 * draws
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/ties/accession.h"

#include <math.h>

#include "unit_world.h"

#define SPAN "# span: 1945-01-01..2005-12-31\n"
#define INSTITUTIONS                                                                               \
    "# table: institutions\n" SPAN                                                                 \
    "institution,name,kind,start,end,rule,rule_note,commitment,source,locator\n"
#define MEMBERS   "# table: members\n" SPAN "institution,state,status,start,end,source,locator\n"
#define RIVALRIES "# table: rivalries\n" SPAN "rivalry,state_a,state_b,start,end,source,locator\n"

enum { ACTORS = 6, YEAR = 2000 };
static void
assert_near(double value, double expected, double tolerance)
{
    if (!(fabs(value - expected) <= tolerance)) {
        fail_msg("%.17g instead of %.17g", value, expected);
    }
}

static const char *const IDS[ACTORS] = {"AAA", "BBB", "CCC", "DDD", "EEE", "NEW"};

/* AAA, BBB and CCC are tied, and DDD to nobody, EEE and NEW to each other. */
static ent_accession *
accession_of(world *w, int year)
{
    uint8_t        tie[ACTORS * ACTORS] = {0}, there[ACTORS] = {1, 1, 1, 1, 1, 1};
    ent_accession *a = NULL;

    for (size_t i = 0; i < ACTORS; i++) {
        for (size_t j = 0; j < ACTORS; j++) {
            tie[i * ACTORS + j] = i != j && i < 3 && j < 3;
        }
    }
    tie[4 * ACTORS + 5] = tie[5 * ACTORS + 4] = 1;
    world_check(w, ent_accession_create(w->ctx, w->record, ent_date_day(year, 12, 31), IDS, ACTORS,
                                        tie, there, &a));
    return a;
}

/* A pact of AAA and BBB since 1980 that CCC joined in 1990; DDD was invited in 1995. */
static void
write_pact(world *w, const char *rule, const char *more)
{
    char text[512];

    (void)snprintf(text, sizeof text,
                   INSTITUTIONS "PACT,A pact,organisation,1980,,%s,,collective_defence,s,\n"
                                "CLUB,A club,forum,1980,,none,,none,s,\n",
                   rule);
    world_write(w, "institutions", text);
    (void)snprintf(text, sizeof text,
                   MEMBERS "PACT,AAA,member,1980,,s,\nPACT,BBB,member,1980,,s,\n"
                           "PACT,CCC,member,1990-05-01,,s,\nPACT,DDD,invited,1995,,s,\n"
                           "CLUB,AAA,member,1980,,s,\nCLUB,BBB,member,1980,,s,\n%s",
                   more);
    world_write(w, "members", text);
    world_write(w, "borders",
                "# table: borders\n" SPAN "state_a,state_b,source,locator\n"
                "AAA,CCC,s,\nBBB,EEE,s,\nAAA,NEW,s,\n");
}

static void
enlargements_are_counted_by_who_stood_outside(void **state)
{
    world                     *w = *state;
    const ent_accession_count *c;
    ent_accession             *a;

    write_pact(w, "consensus", "");
    world_write(w, "rivalries", RIVALRIES "r,BBB,EEE,1970,,s,\n");
    world_load(w);
    a = accession_of(w, YEAR);
    c = ent_accession_counts(a, ENT_ACCESSION_DEFENCE);
    assert_int_equal(c->years, 20); /* 1981 to 2000 */
    assert_int_equal(c->events, 1);
    /* at the end of 1989 CCC, DDD, EEE, OLD and TWO stood outside; nobody waited; CCC and EEE had
       a border with a member, and EEE an adversary */
    assert_int_equal(c->outside[ENT_ACCESSION_NEAR][0], 1);
    assert_int_equal(c->outside[ENT_ACCESSION_FAR][0], 3);
    assert_int_equal(c->outside[ENT_ACCESSION_NEAR][1], 1);
    assert_int_equal(c->joined[ENT_ACCESSION_NEAR][0], 1);
    assert_int_equal(c->joined[ENT_ACCESSION_NEAR][1], 0);
    assert_int_equal(c->outside[ENT_ACCESSION_WAITING][0], 0);
    assert_int_equal(c->adversaries, 1);
    /* three quarters of a state expected without objections */
    assert_near(ent_accession_objection(a, ENT_ACCESSION_DEFENCE), 1 - .5 / 1.25, 1e-12);
    assert_int_equal(ent_accession_counts(a, ENT_ACCESSION_CONSULTATION)->years, 0);
    assert_int_equal(ent_accession_bodies(a), 1); /* who binds to nothing takes nobody in */
    assert_string_equal(ent_accession_body(a, 0), "PACT");
    assert_memory_equal(ent_accession_members(a), "\1\1\1\0\0\0", ACTORS);
    ent_accession_destroy(a);
    a = accession_of(w, 1989); /* CCC is no member yet, and nothing later is seen */
    assert_int_equal(ent_accession_counts(a, ENT_ACCESSION_DEFENCE)->events, 0);
    assert_int_equal(ent_accession_counts(a, ENT_ACCESSION_DEFENCE)->years, 9);
    ent_accession_destroy(a);
}

static void
an_institution_whose_members_are_not_tied_binds_nobody(void **state)
{
    world         *w = *state;
    ent_accession *a;

    write_pact(w, "consensus", "PACT,EEE,member,1999,,s,\n");
    world_load(w);
    a = accession_of(w, YEAR); /* three of six pairs */
    assert_int_equal(ent_accession_bodies(a), 0);
    ent_accession_destroy(a);
}

/* The chance that a and b come to be bound with fixed rates, where DDD has an adversary inside. */
static double
chance_under(world *w, const char *rule, size_t i, size_t j)
{
    ent_accession_rates rates = {{.5, .5}, {{0, .4, .2, .1, .05}, {0, .4, .2, .1, .05}}};
    ent_accession      *a;
    double              chance;

    world_unload(w);
    write_pact(w, rule, "");
    world_write(w, "rivalries", RIVALRIES "r,BBB,DDD,1970,,s,\nq,AAA,EEE,1970,,s,\n");
    world_load(w);
    a = accession_of(w, YEAR);
    chance = ent_accession_chance(a, &rates, ent_accession_members(a), i, j);
    ent_accession_destroy(a);
    return chance;
}

static void
the_rule_says_how_many_may_object(void **state)
{
    world *w = *state;
    double none = chance_under(w, "none", 0, 3), third = chance_under(w, "two_thirds", 0, 3);
    double all = chance_under(w, "consensus", 0, 3), own = chance_under(w, "unanimity", 0, 3);

    assert_near(none, .5 * .4, 1e-12); /* nobody is asked */
    assert_near(third, none, 1e-12);   /* one of three may object */
    assert_true(all < none && own == all);
    assert_true(chance_under(w, "consensus", 0, 1) == 0);            /* both are members */
    assert_near(chance_under(w, "none", 3, 4), .5 * .4 * .2, 1e-12); /* both have to join */
    assert_near(chance_under(w, "consensus", 0, 5), .5 * .2, 1e-12); /* whom nobody opposes */
}

static void
a_member_of_another_camp_is_told_apart(void **state)
{
    static const char MORE[] = "REST,EEE,member,1985,,s,\nREST,NEW,member,1990-07-01,,s,\n";
    world            *w = *state;
    ent_accession    *a;

    write_pact(w, "consensus", MORE);
    world_write(w, "institutions",
                INSTITUTIONS "PACT,A pact,organisation,1980,,consensus,,collective_defence,s,\n"
                             "REST,Others,organisation,1985,,none,,consultation,s,\n");
    world_load(w);
    a = accession_of(w, YEAR);
    assert_int_equal(
        ent_accession_counts(a, ENT_ACCESSION_DEFENCE)->outside[ENT_ACCESSION_ELSEWHERE][0],
        1); /* EEE, when CCC joined */
    assert_int_equal(ent_accession_counts(a, ENT_ACCESSION_CONSULTATION)->events, 1);
    assert_int_equal(ent_accession_bodies(a), 1); /* one pair is no treaty of many */
    ent_accession_destroy(a);
}

typedef struct bound {
    size_t pairs[ACTORS * ACTORS];
} bound;

static void
note(void *user, size_t i, size_t j)
{
    bound *b = user;

    b->pairs[i * ACTORS + j]++;
    b->pairs[j * ACTORS + i]++;
}

static void
draws_are_as_frequent_as_their_chance_and_who_joins_is_tied_to_all(void **state)
{
    enum { RUNS = 20000 };
    ent_accession_rates rates = {{.5, .5}, {{0, .4, .2, .1, .05}, {0, .4, .2, .1, .05}}};
    world              *w = *state;
    ent_accession      *a;
    bound               all = {{0}};
    size_t              events = 0;
    uint8_t             member[ACTORS];

    write_pact(w, "consensus", "");
    world_write(w, "rivalries", RIVALRIES "r,BBB,DDD,1970,,s,\n");
    world_load(w);
    a = accession_of(w, YEAR);
    for (uint32_t run = 0; run < RUNS; run++) {
        ent_key key = {9, run, ENT_PROCESS_TEST, 0, 0};
        bound   b = {{0}};

        memcpy(member, ent_accession_members(a), ACTORS);
        events += ent_accession_step(a, &rates, key, member, note, &b);
        for (size_t i = 0; i < ACTORS; i++) {
            for (size_t j = 0; j < ACTORS; j++) {
                bool joined = i != j && member[i] != 0 && member[j] != 0 && (i > 2 || j > 2);

                assert_int_equal(b.pairs[i * ACTORS + j], joined);
                all.pairs[i * ACTORS + j] += b.pairs[i * ACTORS + j];
            }
        }
    }
    assert_true(events > 0 && events < RUNS / 2);
    for (size_t i = 0; i < ACTORS; i++) {
        for (size_t j = i + 1; j < ACTORS; j++) {
            double p = ent_accession_chance(a, &rates, ent_accession_members(a), i, j);

            assert_near((double)all.pairs[i * ACTORS + j] / RUNS, p,
                        5 * sqrt(p * (1 - p) / RUNS) + 1e-9);
        }
    }
    ent_accession_destroy(a);
}

static void
rates_are_drawn_around_those_of_the_record(void **state)
{
    enum { DRAWS = 4000 };
    world         *w = *state;
    ent_accession *a;
    double         sum = 0;

    write_pact(w, "consensus", "");
    world_load(w);
    a = accession_of(w, YEAR);
    for (uint32_t draw = 0; draw < DRAWS; draw++) {
        ent_accession_rates rates, again;

        ent_accession_draw(a, (ent_key){3, draw, ENT_PROCESS_TEST, 0, 0}, &rates);
        ent_accession_draw(a, (ent_key){3, draw, ENT_PROCESS_TEST, 0, 0}, &again);
        assert_memory_equal(&rates, &again, sizeof rates);
        sum += log(rates.event[0] / (1 - rates.event[0]));
    }
    assert_near(sum / DRAWS, log(1.5 / 19.5), .07); /* 1 event in 20 years */
    ent_accession_destroy(a);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(enlargements_are_counted_by_who_stood_outside, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(an_institution_whose_members_are_not_tied_binds_nobody,
                                        world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_member_of_another_camp_is_told_apart, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(the_rule_says_how_many_may_object, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(
            draws_are_as_frequent_as_their_chance_and_who_joins_is_tied_to_all, world_setup,
            world_teardown),
        cmocka_unit_test_setup_teardown(rates_are_drawn_around_those_of_the_record, world_setup,
                                        world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
