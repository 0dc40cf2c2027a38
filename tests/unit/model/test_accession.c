/*
 * test_accession.c - who joins a treaty of many: counts by hand, the rule, and chances against
 * draws
 *
 * SPDX-License-Identifier: MIT
 */
#include "model/ties/accession.h"

#include <math.h>

#include "accession_past.h"
#include "unit_world.h"

#define SPAN "# span: 1945-01-01..2005-12-31\n"
#define INSTITUTIONS                                                                               \
    "# table: institutions\n" SPAN                                                                 \
    "institution,name,kind,start,end,rule,rule_note,commitment,source,locator\n"
#define MEMBERS   "# table: members\n" SPAN "institution,state,status,start,end,source,locator\n"
#define RIVALRIES "# table: rivalries\n" SPAN "rivalry,state_a,state_b,start,end,source,locator\n"

#define VOTING "institution,matter,start,end,clause,criterion,of,quota,abstain,source,locator\n"

enum { ACTORS = 6, YEAR = 2000 };

static void
write_voting(world *w, const char *rows)
{
    char  path[128];
    FILE *file;

    (void)snprintf(path, sizeof path, "%s/rules", w->folder);
    (void)mkdir(path, 0700);
    (void)snprintf(path, sizeof path, "%s/rules/voting.csv", w->folder);
    file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(VOTING, file) >= 0 && fputs(rows, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static int
setup(void **state)
{
    int status = world_setup(state);

    write_voting(*state, "");
    return status;
}

static int
teardown(void **state)
{
    world *w = *state;
    char   path[128];

    (void)snprintf(path, sizeof path, "%s/rules/voting.csv", w->folder);
    (void)unlink(path);
    (void)snprintf(path, sizeof path, "%s/rules", w->folder);
    (void)rmdir(path);
    return world_teardown(state);
}

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
    c = &a->counts[ENT_ACCESSION_DEFENCE];
    assert_int_equal(c->events.n, 20); /* 1981 to 2000 */
    assert_int_equal(c->events.k, 1);
    assert_int_equal(c->left.n, 2 * 20 + 10); /* CCC from 1991 on */
    assert_int_equal(c->left.k, 0);
    /* at the end of 1989 CCC, DDD, EEE, OLD and TWO stood outside; nobody waited; CCC and EEE had
       a border with a member, and EEE an adversary */
    assert_int_equal(c->joined[ENT_ACCESSION_NEAR][0].n, 1);
    assert_int_equal(c->joined[ENT_ACCESSION_FAR][0].n, 3);
    assert_int_equal(c->joined[ENT_ACCESSION_NEAR][1].n, 1);
    assert_int_equal(c->joined[ENT_ACCESSION_NEAR][0].k, 1);
    assert_int_equal(c->joined[ENT_ACCESSION_NEAR][1].k, 0);
    assert_int_equal(c->joined[ENT_ACCESSION_PARTNER][0].n, 0);
    assert_int_equal(c->adversaries, 1);
    /* three quarters of a state expected without objections */
    assert_near(ent_accession_objection(a, ENT_ACCESSION_DEFENCE), 1 - .5 / 1.25, 1e-12);
    assert_int_equal(a->counts[ENT_ACCESSION_CONSULTATION].events.n, 0);
    assert_int_equal(ent_accession_bodies(a), 1); /* who binds to nothing takes nobody in */
    assert_string_equal(ent_accession_body_id(a, 0), "PACT");
    assert_memory_equal(ent_accession_members(a), "\1\1\1\0\0\0", ACTORS);
    ent_accession_destroy(a);
    a = accession_of(w, 1989); /* CCC is no member yet, and nothing later is seen */
    assert_int_equal(a->counts[ENT_ACCESSION_DEFENCE].events.k, 0);
    assert_int_equal(a->counts[ENT_ACCESSION_DEFENCE].events.n, 9);
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

/* Rates of an institution as they are given: an invited state, one near, one far. */
static ent_accession_rates
rates_of(double leave)
{
    ent_accession_rates rates = {.event = {.5}, .leave = {leave}};

    rates.join[0][ENT_ACCESSION_INVITED] = .4;
    rates.join[0][ENT_ACCESSION_BESIDE] = .2;
    return rates;
}

/* The chance that a and b come to be bound with fixed rates, where DDD has an adversary inside. */
static double
chance_under(world *w, const char *rule, size_t i, size_t j)
{
    ent_accession_rates rates = rates_of(0);
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

/* What an institution writes of accessions goes before how it votes otherwise. */
static void
accessions_have_a_rule_of_their_own(void **state)
{
    world *w = *state;
    double all = chance_under(w, "consensus", 0, 3), most;

    write_voting(w, "PACT,substance,1980-01-01,,1,votes,members,all,no,s,\n"
                    "PACT,accession,1980-01-01,,1,votes,members,2,no,s,\n");
    most = chance_under(w, "none", 0, 3);
    assert_near(most, .5 * .4, 1e-12); /* two of three are enough, and one may object */
    write_voting(w, "PACT,substance,1980-01-01,,1,votes,members,all,no,s,\n");
    assert_near(chance_under(w, "none", 0, 3), all, 1e-12);
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
    assert_int_equal(a->counts[ENT_ACCESSION_DEFENCE].joined[ENT_ACCESSION_ELSEWHERE][0].n,
                     1); /* EEE, when CCC joined */
    assert_int_equal(a->counts[ENT_ACCESSION_CONSULTATION].events.k, 1);
    assert_int_equal(ent_accession_bodies(a), 1); /* one pair is no treaty of many */
    ent_accession_destroy(a);
}

typedef struct bound {
    size_t pairs[ACTORS * ACTORS];
} bound;

static void
note(void *user, size_t i, size_t j, bool bound_now)
{
    bound *b = user;

    assert_true(bound_now);
    b->pairs[i * ACTORS + j]++;
    b->pairs[j * ACTORS + i]++;
}

static void
note_freed(void *user, size_t i, size_t j, bool bound_now)
{
    size_t *freed = user;

    assert_false(bound_now);
    freed[i * ACTORS + j]++;
    freed[j * ACTORS + i]++;
}

static void
draws_are_as_frequent_as_their_chance_and_who_joins_is_tied_to_all(void **state)
{
    enum { RUNS = 20000 };
    ent_accession_rates rates = rates_of(0);
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
        events += ent_accession_step(a, &rates, key, member, note, &b).events;
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

/* Each year of two members; who leaves is let go by those who stay, and joins no body anew. */
static void
who_leaves_is_set_free_but_not_where_another_pact_holds_him(void **state)
{
    enum { RUNS = 4000 };
    static const char   MORE[] = "REST,BBB,member,1985,,s,\nREST,CCC,member,1985,,s,\n";
    ent_accession_rates rates = rates_of(.25);
    world              *w = *state;
    ent_accession      *a;
    uint8_t             member[2 * ACTORS];
    size_t              left = 0, freed[ACTORS * ACTORS] = {0};

    write_pact(w, "consensus", MORE);
    world_write(w, "institutions",
                INSTITUTIONS "PACT,A pact,organisation,1980,,consensus,,collective_defence,s,\n"
                             "REST,Others,organisation,1985,,none,,consultation,s,\n");
    world_load(w);
    a = accession_of(w, YEAR);
    assert_int_equal(ent_accession_bodies(a), 1); /* a pair is no body of its own */
    rates.event[0] = 0;
    for (uint32_t run = 0; run < RUNS; run++) {
        ent_accession_year year;

        memcpy(member, ent_accession_members(a), ACTORS);
        year = ent_accession_step(a, &rates, (ent_key){4, run, ENT_PROCESS_TEST, 0, 0}, member,
                                  note_freed, freed);
        assert_int_equal(year.events + year.joined, 0);
        assert_int_equal(year.left, 3 - member[0] - member[1] - member[2]);
        left += year.left;
    }
    assert_near((double)left / RUNS, 3 * .25, 5 * sqrt(3 * .25 * .75 / RUNS));
    /* a pair is free when one of the two has gone */
    assert_near((double)freed[0 * ACTORS + 1] / RUNS, 1 - .75 * .75, .05);
    assert_int_equal(freed[0 * ACTORS + 3], 0);
    ent_accession_destroy(a);
}

static void
withdrawals_are_counted_of_members_that_go_on(void **state)
{
    world         *w = *state;
    ent_accession *a;

    write_pact(w, "consensus",
               "PACT,EEE,member,1985,1989-06-30,s,\nPACT,OLD,member,1985,1990-06-30,s,\n");
    world_load(w);
    a = accession_of(w, YEAR);
    assert_int_equal(a->counts[ENT_ACCESSION_DEFENCE].left.k,
                     1); /* OLD is no more: it left nobody */
    assert_true(a->leave[ENT_ACCESSION_DEFENCE].mean > 0);
    ent_accession_destroy(a);
}

static void
suspension_leaves_a_state_what_it_was(void **state)
{
    world         *w = *state;
    ent_accession *a;

    write_pact(w, "consensus",
               "PACT,EEE,partner,1990,1999-12-31,s,\nPACT,EEE,suspended,2000-01-01,,s,\n");
    world_load(w);
    a = accession_of(w, YEAR);
    assert_memory_equal(ent_accession_members(a), "\1\1\1\0\0\0", ACTORS);
    assert_int_equal(a->bodies[0].tier[4], ENT_ACCESSION_PARTNER);
    assert_int_equal(a->bodies[0].tier[3], ENT_ACCESSION_INVITED);
    ent_accession_destroy(a);
}

static void
rates_are_drawn_towards_those_of_the_kind(void **state)
{
    enum { DRAWS = 4000 };
    static const ent_accession_share ALIKE[] = {{2, 20}, {2, 20}, {2, 20}, {2, 20}},
                                     APART[] = {{18, 20}, {0, 20}, {20, 20}, {1, 20}};
    ent_accession_prior alike = ent_accession_prior_of(ALIKE, 4);
    ent_accession_prior apart = ent_accession_prior_of(APART, 4);
    world              *w = *state;
    ent_accession      *a;
    double              sum = 0, strength, mean;

    assert_near(alike.mean, 8.5 / 81, 1e-12);
    assert_true(alike.strength >= 256 && apart.strength <= 2);
    write_pact(w, "consensus", "");
    world_load(w);
    a = accession_of(w, YEAR);
    for (uint32_t draw = 0; draw < DRAWS; draw++) {
        ent_accession_rates rates, again;

        memset(&rates, 0, sizeof rates);
        memset(&again, 0, sizeof again);
        ent_accession_draw(a, (ent_key){3, draw, ENT_PROCESS_TEST, 0, 0}, &rates);
        ent_accession_draw(a, (ent_key){3, draw, ENT_PROCESS_TEST, 0, 0}, &again);
        assert_memory_equal(&rates, &again, sizeof rates);
        sum += rates.event[0];
    }
    strength = a->event[0].strength;
    mean = (1 + strength * a->event[0].mean) / (20 + strength); /* 1 event in 20 years */
    assert_near(sum / DRAWS, mean, .1 * mean);
    ent_accession_destroy(a);
}

/* Accessions and withdrawals of ten years, expected of the record before: 90 % of the draws. */
static void
what_came_lies_where_it_was_expected(void **state)
{
    past_world w;
    int        held = 0, all = 0;

    (void)state;
    assert_true(past_open(&w));
    for (int origin = 1965; origin <= 2015; origin += 10) {
        past_row row;

        assert_true(past_look(&w, origin, 10, 100, &row));
        held += row.joined.counted >= row.joined.lo && row.joined.counted <= row.joined.hi;
        held += row.left.counted >= row.left.lo && row.left.counted <= row.left.hi;
        all += 2;
    }
    past_close(&w);
    if (held < all - 2) {
        fail_msg("%d of %d intervals hold what came", held, all);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(enlargements_are_counted_by_who_stood_outside, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(an_institution_whose_members_are_not_tied_binds_nobody,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(a_member_of_another_camp_is_told_apart, setup, teardown),
        cmocka_unit_test_setup_teardown(the_rule_says_how_many_may_object, setup, teardown),
        cmocka_unit_test_setup_teardown(
            draws_are_as_frequent_as_their_chance_and_who_joins_is_tied_to_all, setup, teardown),
        cmocka_unit_test_setup_teardown(accessions_have_a_rule_of_their_own, setup, teardown),
        cmocka_unit_test_setup_teardown(who_leaves_is_set_free_but_not_where_another_pact_holds_him,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(withdrawals_are_counted_of_members_that_go_on, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(suspension_leaves_a_state_what_it_was, setup, teardown),
        cmocka_unit_test_setup_teardown(rates_are_drawn_towards_those_of_the_kind, setup, teardown),
        cmocka_unit_test(what_came_lies_where_it_was_expected),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
