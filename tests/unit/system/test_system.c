/*
 * test_system.c - the picture of an invented record at a date
 *
 *   1. states and spans     2. obligations     3. other ties     4. attributes
 *   5. the block
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_world.h"

#include <math.h>

#define TREATIES                                                                                   \
    "treaty,title,form,signed,start,end,end_reason,defence,offence,neutrality,nonaggression,"      \
    "consultation,cow,note,source,locator\n"
#define PARTIES   "treaty,state,role,start,end,source,locator\n"
#define DISPUTES  "dispute,name,state_a,state_b,start,end,hostility,initiator,source,locator\n"
#define ACTS      "act,state_a,state_b,start,end,level,kind,title,source,locator\n"
#define RIVALRIES "rivalry,state_a,state_b,start,end,source,locator\n"
#define SANCTIONS "sanction,sender,target,start,end,kinds,instrument,source,locator\n"
#define PROFILES  "state,year,cinc,regime,polyarchy,source,locator\n"

/* ---- 1. states and spans ---- */

static void
a_year_holds_every_state_of_its_days_and_a_day_those_of_the_day(void **state)
{
    world      *w = *state;
    ent_system *year, *day;

    world_load(w);
    year = world_system(w, "1990", NULL);
    day = world_system(w, "1990-07-01", NULL);
    assert_int_equal(ent_system_size(year), 8);
    assert_int_equal(ent_system_size(day), 7);
    assert_int_not_equal(ent_system_find_id(year, "OLD"), ENT_NO_STATE_IX);
    assert_int_not_equal(ent_system_find_id(year, "NEW"), ENT_NO_STATE_IX);
    assert_int_equal(ent_system_find_id(day, "OLD"), ENT_NO_STATE_IX);
    assert_int_not_equal(ent_system_find_id(day, "NEW"), ENT_NO_STATE_IX);
    assert_int_equal(ent_system_find(day, ENT_NO_STATE), ENT_NO_STATE_IX);
    assert_int_equal(ent_system_span(day).from, world_span("1990-07-01").from);
    ent_system_destroy(year);
    ent_system_destroy(day);
}

static void
a_state_stands_once_with_the_number_of_the_last_day(void **state)
{
    world            *w = *state;
    const char *const AT[] = {"1989", "1990", "1990-10-02", "1991"};
    const int         NUMBERS[] = {1, 2, 1, 1}, CCODES[] = {80, 85, 80, 85};

    world_load(w);
    for (size_t i = 0; i < 4; i++) {
        ent_system              *system = world_system(w, AT[i], NULL);
        const ent_system_member *two =
            ent_system_member_at(system, ent_system_find_id(system, "TWO"));

        assert_int_equal(two->numbers, NUMBERS[i]);
        assert_int_equal(two->ccode, CCODES[i]);
        for (size_t j = 1; j < ent_system_size(system); j++) {
            assert_true(ent_system_member_at(system, (ent_state_ix)(j - 1))->ccode <
                        ent_system_member_at(system, (ent_state_ix)j)->ccode);
        }
        ent_system_destroy(system);
    }
}

static void
a_date_without_states_is_refused(void **state)
{
    world      *w = *state;
    ent_system *system = (ent_system *)w;

    world_load(w);
    assert_int_equal(ent_system_at(w->ctx, w->record, world_span("1899"), NULL, &system),
                     ENT_E_NOTFOUND);
    assert_int_equal(ent_system_at(w->ctx, w->record, (ent_span){5, 5}, NULL, &system), ENT_E_ARG);
    assert_int_equal(
        ent_system_at(w->ctx, w->record, (ent_span){ENT_DAY_MIN, ENT_DAY_MAX}, NULL, &system),
        ENT_E_ARG);
    assert_ptr_equal(system, w);
}

/* ---- 2. obligations ---- */

static void
write_union(world *w)
{
    world_write(w, "treaties",
                TREATIES "union,The Union,multilateral,,1950-01-01,,,1,0,0,1,0,,,s,\n"
                         "guard,The Guard,multilateral,,1950-01-01,1960-12-31,,1,0,0,0,0,,,s,\n"
                         "talk,The Talk,bilateral,,1955-06-01,,,0,0,0,0,1,,,s,\n");
    world_write(w, "treaty_members",
                PARTIES "union,AAA,mutual,1950-01-01,,s,\n"
                        "union,BBB,mutual,1950-01-01,1966-07-01,s,\n"
                        "union,CCC,mutual,1955-05-06,,s,\n"
                        "union,DDD,mutual,1966-07-02,,s,\n"
                        "guard,AAA,guarantor,1950-01-01,1960-12-31,s,\n"
                        "guard,DDD,protected,1950-01-01,1960-12-31,s,\n"
                        "guard,EEE,protected,1950-01-01,1960-12-31,s,\n"
                        "talk,AAA,mutual,1955-06-01,,s,\n"
                        "talk,BBB,mutual,1955-06-01,,s,\n");
}

static int
obligations(world *w, const char *at, const char *a, const char *b)
{
    ent_system *system = world_system(w, at, NULL);
    int         flags = world_dyad(system, a, b)->obligations;

    assert_int_equal(flags, world_dyad(system, b, a)->obligations);
    ent_system_destroy(system);
    return flags;
}

static void
a_treaty_binds_from_accession_to_exit(void **state)
{
    enum { UNION = ENT_OBLIGATION_DEFENCE | ENT_OBLIGATION_NONAGGRESSION };
    world *w = *state;

    write_union(w);
    world_load(w);
    assert_int_equal(obligations(w, "1949-12-31", "AAA", "BBB"), 0);
    assert_int_equal(obligations(w, "1950-01-01", "AAA", "BBB"), UNION);
    assert_int_equal(obligations(w, "1955-05-05", "AAA", "CCC"), 0);
    assert_int_equal(obligations(w, "1955-05-06", "BBB", "CCC"), UNION);
    assert_int_equal(obligations(w, "1955", "BBB", "CCC"), UNION);
    assert_int_equal(obligations(w, "1966-07-01", "BBB", "CCC"), UNION);
    assert_int_equal(obligations(w, "1966-07-02", "BBB", "CCC"), 0);
    /* one left on the eve of the other's accession: never together, also not in the year */
    assert_int_equal(obligations(w, "1966", "BBB", "DDD"), 0);
    assert_int_equal(obligations(w, "1966", "AAA", "DDD"), UNION);
    assert_int_equal(obligations(w, "1956", "AAA", "BBB"), UNION | ENT_OBLIGATION_CONSULTATION);
    assert_int_equal(obligations(w, "1967", "AAA", "BBB"), ENT_OBLIGATION_CONSULTATION);
}

/* The obligation of a pair: its days, and the row that dates it. */
static void
check_obligation(world *w, const char *at, const char *a, const char *b, const char *days,
                 const char *row)
{
    ent_system     *system = world_system(w, at, NULL);
    const ent_dyad *dyad = world_dyad(system, a, b);
    char            from[16], to[16] = "", found[64], id[160];

    ent_date_print(dyad->obligation_days.from, from);
    if (dyad->obligation_days.to != ENT_DAY_MAX) {
        ent_date_print(dyad->obligation_days.to - 1, to);
    }
    (void)snprintf(found, sizeof found, "%s..%s", from, to);
    assert_string_equal(found, days);
    ent_record_fact_id(w->record, ent_system_provenance(system, dyad->obligation_fact), id);
    assert_string_equal(strchr(id, '/') + 1, row);
    assert_true(dyad->obligation_days.from == world_dyad(system, b, a)->obligation_days.from);
    ent_system_destroy(system);
}

static void
an_obligation_lasts_while_both_are_members(void **state)
{
    world *w = *state;

    world_write(w, "treaties",
                TREATIES "union,The Union,multilateral,,1950-01-01,1989-12-31,,1,0,0,0,0,,,s,\n");
    world_write(w, "treaty_members",
                PARTIES "union,AAA,mutual,1950-01-01,,s,\n"
                        "union,BBB,mutual,1950-01-01,,s,\n"
                        "union,CCC,mutual,1955-05-06,1960-03-31,s,\n"
                        "union,DDD,mutual,1966-07-02,,s,\n"
                        "union,CCC,mutual,1968-05-22,,s,\n");
    world_load(w);
    check_obligation(w, "1969", "AAA", "BBB", "1950-01-01..1989-12-31", "treaties.csv:2");
    check_obligation(w, "1957", "AAA", "CCC", "1955-05-06..1960-03-31", "treaty_members.csv:4");
    check_obligation(w, "1969", "AAA", "CCC", "1968-05-22..1989-12-31", "treaty_members.csv:6");
    check_obligation(w, "1967", "BBB", "DDD", "1966-07-02..1989-12-31", "treaty_members.csv:5");
    check_obligation(w, "1969", "DDD", "CCC", "1968-05-22..1989-12-31", "treaty_members.csv:6");
    assert_int_equal(obligations(w, "1964", "AAA", "CCC"), 0); /* it had left */
}

static void
the_strongest_obligation_stands_for_all(void **state)
{
    world *w = *state;

    world_write(w, "treaties",
                TREATIES "peace,Peace,bilateral,,1950-01-01,,,0,0,0,1,0,,,s,\n"
                         "talk,Talk,bilateral,,1955-01-01,,,0,0,0,1,1,,,s,\n"
                         "calm,Calm,bilateral,,1956-01-01,,,0,0,1,0,0,,,s,\n"
                         "guard,Guard,bilateral,,1960-01-01,1964-12-31,,1,0,0,0,0,,,s,\n");
    world_write(w, "treaty_members",
                PARTIES "peace,AAA,mutual,,,s,\npeace,BBB,mutual,,,s,\n"
                        "talk,AAA,mutual,,,s,\ntalk,BBB,mutual,,,s,\n"
                        "calm,AAA,mutual,,,s,\ncalm,BBB,mutual,,,s,\n"
                        "guard,AAA,mutual,,,s,\nguard,BBB,mutual,,,s,\n");
    world_load(w);
    check_obligation(w, "1951", "AAA", "BBB", "1950-01-01..", "treaties.csv:2");
    check_obligation(w, "1957", "AAA", "BBB", "1955-01-01..", "treaties.csv:3"); /* the first */
    check_obligation(w, "1962", "AAA", "BBB", "1960-01-01..1964-12-31", "treaties.csv:5");
}

static void
two_protected_states_owe_each_other_nothing(void **state)
{
    world *w = *state;

    write_union(w);
    world_load(w);
    assert_int_equal(obligations(w, "1955", "AAA", "DDD"), ENT_OBLIGATION_DEFENCE);
    assert_int_equal(obligations(w, "1955", "AAA", "EEE"), ENT_OBLIGATION_DEFENCE);
    assert_int_equal(obligations(w, "1955", "DDD", "EEE"), 0);
    assert_int_equal(obligations(w, "1961", "AAA", "EEE"), 0); /* the treaty has ended */
}

static void
parties_bind_only_while_the_treaty_is_in_force(void **state)
{
    world *w = *state;

    world_write(w, "treaties", TREATIES "t,T,bilateral,,1950-07-01,1950-09-30,,1,0,0,0,0,,,s,\n");
    world_write(w, "treaty_members",
                PARTIES "t,AAA,mutual,1950-01-01,1950-03-31,s,\nt,BBB,mutual,1950-01-01,,s,\n");
    world_load(w);
    /* A had left before the entry into force, in the same year */
    assert_int_equal(obligations(w, "1950", "AAA", "BBB"), 0);
}

static void
nothing_that_starts_after_the_day_of_knowledge_is_seen(void **state)
{
    world      *w = *state;
    ent_system *system;

    write_union(w);
    world_write(w, "rivalries", RIVALRIES "r,AAA,EEE,1968,,s,\n");
    world_write(w, "disputes", DISPUTES "d,D,BBB,EEE,1968-02-01,1968-03-01,4,,s,\n");
    world_write(w, "sanctions", SANCTIONS "x,AAA,EEE,1968-05-01,,trade,,s,\n");
    world_write(w, "acts", ACTS "a,AAA,DDD,1968-06-01,1968-06-02,4,exercise,E,s,\n");
    world_write(w, "profiles", PROFILES "AAA,1968,0.5,democracy,0.9,s,\n");
    world_write(w, "claims",
                "claim,territory,claimant,holder,start,end,note,source,locator\n"
                "c,C,CCC,EEE,1968-01-01,,,s,\n");
    world_load(w);
    system = world_system(w, "1968", "1966-07-01");
    assert_int_equal(world_dyad(system, "AAA", "DDD")->obligations, 0);
    assert_int_not_equal(world_dyad(system, "AAA", "CCC")->obligations, 0);
    assert_int_equal(world_dyad(system, "AAA", "EEE")->rivalry, 0);
    assert_int_equal(world_dyad(system, "BBB", "EEE")->hostility, 0);
    assert_int_equal(world_dyad(system, "AAA", "EEE")->sanctions, 0);
    assert_int_equal(world_dyad(system, "AAA", "DDD")->cooperation, -1);
    assert_int_equal(world_dyad(system, "CCC", "EEE")->claim, 0);
    assert_true(isnan(ent_system_member_at(system, ent_system_find_id(system, "AAA"))->cinc));
    assert_true(isnan(ent_system_member_at(system, ent_system_find_id(system, "AAA"))->polyarchy));
    ent_system_destroy(system);
    system = world_system(w, "1968", "1968-12-31");
    assert_int_equal(world_dyad(system, "AAA", "DDD")->obligations & ENT_OBLIGATION_DEFENCE, 1);
    assert_int_equal(world_dyad(system, "AAA", "EEE")->rivalry, 1);
    assert_int_equal(world_dyad(system, "BBB", "EEE")->hostility, 4);
    assert_int_equal(world_dyad(system, "AAA", "EEE")->sanctions, 1);
    assert_int_equal(world_dyad(system, "AAA", "DDD")->cooperation, 4);
    assert_int_equal(world_dyad(system, "CCC", "EEE")->claim, 1);
    ent_system_destroy(system);
}

static void
the_first_day_of_1970_is_a_day_of_knowledge_like_any(void **state)
{
    world      *w = *state;
    ent_system *system;

    world_write(w, "rivalries", RIVALRIES "r,AAA,EEE,1970-01-01,,s,\nq,AAA,BBB,1970-01-02,,s,\n");
    world_load(w);
    system = world_system(w, "1970", "1970-01-01");
    assert_int_equal(world_dyad(system, "AAA", "EEE")->rivalry, 1);
    assert_int_equal(world_dyad(system, "AAA", "BBB")->rivalry, 0);
    ent_system_destroy(system);
}

/* ---- 3. other ties ---- */

static int
hostility(world *w, const char *at, const char *a, const char *b)
{
    ent_system *system = world_system(w, at, NULL);
    int         level = world_dyad(system, a, b)->hostility;

    assert_int_equal(level, world_dyad(system, b, a)->hostility);
    ent_system_destroy(system);
    return level;
}

static void
a_dispute_is_remembered_for_five_years_to_the_day(void **state)
{
    world *w = *state;

    world_write(w, "disputes",
                DISPUTES "d,D,AAA,BBB,1960-01-01,1960-06-15,4,,s,\n"
                         "e,E,AAA,BBB,1962-01-01,1962-01-31,3,,s,\n"
                         "f,F,AAA,CCC,1960-02-28,1960-02-29,5,,s,\n");
    world_load(w);
    assert_int_equal(hostility(w, "1959-12-31", "AAA", "BBB"), 0);
    assert_int_equal(hostility(w, "1960-01-01", "AAA", "BBB"), 4);
    assert_int_equal(hostility(w, "1965-06-14", "AAA", "BBB"), 4);
    assert_int_equal(hostility(w, "1965-06-15", "AAA", "BBB"), 3);
    assert_int_equal(hostility(w, "1964", "AAA", "BBB"), 4);
    assert_int_equal(hostility(w, "1965", "AAA", "BBB"), 3);
    assert_int_equal(hostility(w, "1967-01-30", "AAA", "BBB"), 3);
    assert_int_equal(hostility(w, "1967-01-31", "AAA", "BBB"), 0);
    assert_int_equal(hostility(w, "1965-02-28", "AAA", "CCC"), 5);
    assert_int_equal(hostility(w, "1965-03-01", "AAA", "CCC"), 0);
}

static void
a_war_that_goes_on_is_seen_beside_one_that_is_over(void **state)
{
    world      *w = *state;
    ent_system *system;

    world_write(w, "disputes",
                DISPUTES "d,D,AAA,BBB,1960-01-01,1960-12-31,5,,s,\n"
                         "e,E,AAA,BBB,1963-01-01,1964-12-31,5,,s,\n"
                         "f,F,AAA,CCC,1960-01-01,1960-12-31,5,,s,\n");
    world_load(w);
    system = world_system(w, "1963", NULL);
    assert_int_equal(world_dyad(system, "AAA", "BBB")->at_war, 1);
    assert_int_equal(
        ent_system_provenance(system, world_dyad(system, "AAA", "BBB")->hostility_fact)->line, 3);
    assert_int_equal(world_dyad(system, "AAA", "CCC")->hostility, 5);
    assert_int_equal(world_dyad(system, "AAA", "CCC")->at_war, 0);
    ent_system_destroy(system);
}

static void
a_government_does_not_inherit_disputes(void **state)
{
    world *w = *state;

    world_write(w, "disputes",
                DISPUTES "d,D,AAA,DDD,1948-01-01,1948-12-31,5,,s,\n"
                         "e,E,BBB,DDD,1949-12-01,1949-12-31,5,,s,\n"
                         "f,F,CCC,DDD,1949-03-01,1949-04-30,4,,s,\n");
    world_load(w);
    assert_int_equal(hostility(w, "1949-09-30", "AAA", "DDD"), 5);
    assert_int_equal(hostility(w, "1949-10-01", "AAA", "DDD"), 0);
    assert_int_equal(hostility(w, "1950", "AAA", "DDD"), 0);
    assert_int_equal(hostility(w, "1950", "BBB", "DDD"), 5); /* its own */
    assert_int_equal(hostility(w, "1949", "CCC", "DDD"), 4); /* a year is all its days */
    assert_int_equal(hostility(w, "1950", "CCC", "DDD"), 0);
}

static void
a_dispute_or_an_act_without_a_level_is_none(void **state)
{
    world      *w = *state;
    ent_system *system;

    world_write(w, "disputes", DISPUTES "f,F,AAA,DDD,1960-01-01,1960-06-15,,,s,\n");
    world_write(w, "acts", ACTS "a,AAA,BBB,1960-01-01,1960-01-02,,exercise,E,s,\n");
    world_load(w);
    assert_int_equal(hostility(w, "1960", "AAA", "DDD"), 0);
    system = world_system(w, "1960", NULL);
    assert_int_equal(world_dyad(system, "AAA", "BBB")->cooperation, -1);
    ent_system_destroy(system);
}

static void
a_sanction_of_an_organisation_falls_on_no_dyad(void **state)
{
    world      *w = *state;
    ent_system *system;
    int         sum = 0;

    world_write(w, "sanctions",
                SANCTIONS "x,EU,AAA,2000,,trade,,s,\n"
                          "y,UN,AAA,2000,,arms,,s,\n"
                          "z,AAA,EU,2000,,trade,,s,\n"
                          "v,BBB,AAA,2000,2005-06-30,trade,,s,\n"
                          "u,BBB,AAA,2001,,financial,,s,\n");
    world_load(w);
    system = world_system(w, "2003", NULL);
    for (size_t i = 0; i < ent_system_size(system); i++) {
        for (size_t j = 0; j < ent_system_size(system); j++) {
            sum += ent_system_dyad(system, (ent_state_ix)i, (ent_state_ix)j)->sanctions;
        }
    }
    assert_int_equal(sum, 2);
    assert_int_equal(world_dyad(system, "BBB", "AAA")->sanctions, 2);
    assert_int_equal(world_dyad(system, "AAA", "BBB")->sanctions, 0); /* of a on b alone */
    ent_system_destroy(system);
    system = world_system(w, "2005-07-01", NULL);
    assert_int_equal(world_dyad(system, "BBB", "AAA")->sanctions, 1);
    ent_system_destroy(system);
}

static void
check_cooperation(world *w, const char *at, const char *a, const char *b, int level, int carried)
{
    ent_system     *system = world_system(w, at, NULL);
    const ent_dyad *dyad = world_dyad(system, a, b);

    if (dyad->cooperation != level || (level > 0 && dyad->cooperation_carried != carried)) {
        fail_msg("%s-%s at %s is %d (%d)", a, b, at, dyad->cooperation, dyad->cooperation_carried);
    }
    assert_int_equal(dyad->cooperation_fact == 0, level <= 0);
    ent_system_destroy(system);
}

static void
cooperation_is_observed_carried_or_missing(void **state)
{
    world *w = *state;

    world_write(w, "acts",
                ACTS "a,AAA,BBB,1960-05-01,1960-05-09,4,exercise,E,s,\n"
                     "b,AAA,BBB,1962-05-01,1962-05-09,2,consultation,C,s,\n"
                     "c,AAA,BBB,1963-05-01,1963-05-09,,trade,T,s,\n"
                     "d,AAA,BBB,1964-05-01,1964-05-09,4,exercise,E,s,\n"
                     "e,AAA,CCC,1960-05-01,,6,basing,B,s,\n");
    world_load(w);
    check_cooperation(w, "1959", "AAA", "BBB", -1, 0);
    check_cooperation(w, "1960", "AAA", "BBB", 4, 0);
    check_cooperation(w, "1960-04-30", "AAA", "BBB", -1, 0);
    check_cooperation(w, "1963", "AAA", "BBB", 4, 3);
    check_cooperation(w, "1964", "BBB", "AAA", 4, 0); /* the newer of two alike */
    check_cooperation(w, "1968", "AAA", "BBB", 4, 4);
    check_cooperation(w, "1969", "AAA", "BBB", -1, 0); /* missing, not 0 */
    check_cooperation(w, "1990", "AAA", "CCC", 6, 0);  /* it lasts */
    check_cooperation(w, "1963", "BBB", "CCC", -1, 0);
}

static void
a_dyad_that_is_followed_in_full_has_a_level_of_0(void **state)
{
    world *w = *state;

    world_write(w, "states",
                "state,ccode,cow,start,end,source,locator\n"
                "RUS,365,RUS,1900-01-01,,s,\nCHN,710,CHN,1900-01-01,,s,\n"
                "AAA,10,AAA,1900-01-01,,s,\n");
    world_write(w, "governments", "state,government,start,end,source,locator\n");
    world_write(w, "acts",
                ACTS "a,CHN,RUS,1950-02-14,1950-02-14,2,treaty,T,s,\n"
                     "b,AAA,RUS,1980-01-01,1980-01-02,4,exercise,E,s,\n");
    world_load(w);
    check_cooperation(w, "1948", "CHN", "RUS", -1, 0);
    check_cooperation(w, "1949", "CHN", "RUS", 0, 0);
    check_cooperation(w, "1950", "CHN", "RUS", 2, 0);
    check_cooperation(w, "1955", "CHN", "RUS", 0, 0);
    check_cooperation(w, "1980", "CHN", "RUS", 0, 0);
    check_cooperation(w, "1981", "CHN", "RUS", -1, 0); /* the table ends in 1980 */
}

static void
signs_follow_rivalry_dispute_obligation_and_cooperation(void **state)
{
    world            *w = *state;
    ent_system       *system;
    ent_state_ix      a, others[4];
    const char *const IDS[] = {"BBB", "CCC", "DDD", "EEE"};
    const int         SIGNS[] = {-1, 1, 0, 1};

    world_write(w, "treaties",
                TREATIES "m,M,bilateral,,1950,,,1,0,0,0,0,,,s,\n"
                         "n,N,bilateral,,1950,,,1,0,0,1,0,,,s,\n"
                         "o,O,bilateral,,1950,,,0,0,0,1,0,,,s,\n");
    world_write(w, "treaty_members",
                PARTIES "m,AAA,mutual,1950,,s,\nm,BBB,mutual,1950,,s,\n"
                        "n,AAA,mutual,1950,,s,\nn,CCC,mutual,1950,,s,\n"
                        "o,AAA,mutual,1950,,s,\no,DDD,mutual,1950,,s,\n");
    world_write(w, "disputes",
                DISPUTES "d,D,AAA,BBB,1960-01-01,1960-06-15,4,,s,\n"
                         "e,E,AAA,CCC,1960-01-01,1960-06-15,3,,s,\n");
    world_write(w, "acts", ACTS "x,AAA,EEE,1960-01-01,1960-01-02,4,exercise,E,s,\n");
    world_load(w);
    system = world_system(w, "1960", NULL);
    a = ent_system_find_id(system, "AAA");
    for (size_t i = 0; i < 4; i++) {
        others[i] = ent_system_find_id(system, IDS[i]);
        assert_int_equal(ent_system_sign(system, a, others[i], ENT_SIGNS_RIVALRY), SIGNS[i]);
        assert_int_equal(ent_system_sign(system, others[i], a, ENT_SIGNS_RIVALRY), SIGNS[i]);
        assert_int_equal(ent_system_adversaries(system, a, others[i]), SIGNS[i] < 0);
        assert_int_equal(ent_system_sign(system, a, others[i], ENT_SIGNS_PEACE), 0);
    }
    ent_system_destroy(system);
}

/* ---- 4. attributes ---- */

static void
capabilities_are_of_the_newest_year_not_of_the_future(void **state)
{
    static const char NMC[] = "ccode,year,milex,milper,irst,pec,tpop,upop,cinc,stateabb,version\n"
                              "10,1950,100,-9,1,1,1,1,0.25,AAA,2021\n"
                              "10,1948,90,1,1,1,1,1,0.5,AAA,2021\n"
                              "20,1949,-9,1,1,1,1,1,0.125,BBB,2021\n";
    world            *w = *state;
    ent_system       *system;
    const ent_system_member *a, *b, *c;

    world_write(w, "profiles",
                PROFILES "AAA,2022,0.75,democracy,0.9,s,\n"
                         "AAA,2020,,autocracy,0.1,s,\n");
    world_open(w);
    world_import_text(w, NMC);
    world_record(w, NULL);
    system = world_system(w, "1949", NULL);
    a = ent_system_member_at(system, ent_system_find_id(system, "AAA"));
    b = ent_system_member_at(system, ent_system_find_id(system, "BBB"));
    c = ent_system_member_at(system, ent_system_find_id(system, "CCC"));
    assert_true(a->cinc == 0.5 && a->milex == 90 && a->power_year == 1948);
    assert_true(b->cinc == 0.125 && isnan(b->milex) && b->power_year == 1949);
    assert_true(isnan(c->cinc) && c->power_fact == 0 && c->power_year == 0);
    assert_int_equal(ent_system_provenance(system, a->power_fact)->line, 3);
    ent_system_destroy(system);
    system = world_system(w, "1960", NULL);
    a = ent_system_member_at(system, ent_system_find_id(system, "AAA"));
    assert_true(a->cinc == 0.25 && a->power_year == 1950); /* carried, and it shows */
    assert_true(isnan(a->polyarchy));
    ent_system_destroy(system);
    system = world_system(w, "2023", NULL);
    a = ent_system_member_at(system, ent_system_find_id(system, "AAA"));
    assert_true(a->cinc == 0.75 && isnan(a->milex) && a->power_year == 2022);
    assert_true(a->polyarchy == 0.9); /* of the newest year, not of the last row */
    ent_system_destroy(system);
}

/* ---- 5. the block ---- */

/* A record with ties of every kind; the rows of each table forwards or backwards. */
static void
write_everything(world *w, bool backwards)
{
    static const char *const ROWS[][8] = {
        {"treaties", TREATIES, "m,M,multilateral,,1950,,,1,0,0,0,0,,,s,\n",
         "n,N,bilateral,,1950,,,0,0,0,0,1,,,s,\n", "o,O,bilateral,,1950,,,1,0,0,1,0,,,s,\n", NULL},
        {"treaty_members", PARTIES, "m,AAA,mutual,1950,,s,\n", "m,BBB,mutual,1950,,s,\n",
         "m,TWO,mutual,1950,,s,\n", "n,AAA,mutual,1950,,s,\n", "n,BBB,mutual,1950,,s,\n", NULL},
        {"disputes", DISPUTES, "d,D,AAA,CCC,1988,1989,5,,s,\n", "e,E,AAA,CCC,1990,1990,5,,s,\n",
         "f,F,AAA,CCC,1990,1990,3,,s,\n", NULL},
        {"rivalries", RIVALRIES, "r,AAA,DDD,1950,,s,\n", "q,OLD,NEW,1950,,s,\n", NULL},
        {"sanctions", SANCTIONS, "x,AAA,DDD,1980,,trade,,s,\n", "y,AAA,DDD,1985,,arms,,s,\n", NULL},
        {"acts", ACTS, "a,AAA,BBB,1988-01-01,1988-01-02,4,exercise,E,s,\n",
         "b,AAA,BBB,1990-01-01,1990-01-02,4,exercise,E,s,\n",
         "c,AAA,BBB,1990-01-01,1990-01-02,2,consultation,E,s,\n", NULL},
        {"profiles", PROFILES, "AAA,1989,0.5,democracy,0.9,s,\n", "BBB,1989,,,,s,\n",
         "AAA,1980,0.1,democracy,0.8,s,\n", NULL},
        {"borders", "state_a,state_b,source,locator\n", "AAA,BBB,s,\n", "CCC,AAA,s,\n", NULL},
    };

    for (size_t t = 0; t < sizeof ROWS / sizeof ROWS[0]; t++) {
        char   text[2048];
        size_t count = 0;

        while (ROWS[t][2 + count] != NULL) {
            count++;
        }
        (void)snprintf(text, sizeof text, "%s", ROWS[t][1]);
        for (size_t i = 0; i < count; i++) {
            const char *row = ROWS[t][2 + (backwards ? count - 1 - i : i)];

            (void)snprintf(text + strlen(text), sizeof text - strlen(text), "%s", row);
        }
        world_write(w, ROWS[t][0], text);
    }
}

static void
the_same_record_gives_the_same_bytes(void **state)
{
    world      *w = *state;
    ent_system *first, *second;
    size_t      bytes, again;
    const void *x, *y;
    char       *noise;

    write_everything(w, false);
    world_load(w);
    first = world_system(w, "1990", NULL);
    /* memory that is given back is not zero: padding that nobody sets would show */
    noise = malloc(1 << 16);
    assert_non_null(noise);
    memset(noise, 0xA5, 1 << 16);
    free(noise);
    world_unload(w);
    world_load(w);
    second = world_system(w, "1990", NULL);
    x = ent_system_block(first, &bytes);
    y = ent_system_block(second, &again);
    assert_int_equal(bytes, again);
    assert_memory_equal(x, y, bytes);
    ent_system_destroy(first);
    ent_system_destroy(second);
}

/* All but which row stands behind a tie. */
static void
check_same_values(const ent_system *x, const ent_system *y)
{
    size_t n = ent_system_size(x);

    assert_int_equal(n, ent_system_size(y));
    for (size_t i = 0; i < n; i++) {
        ent_system_member p = *ent_system_member_at(x, (ent_state_ix)i);
        ent_system_member q = *ent_system_member_at(y, (ent_state_ix)i);

        assert_string_equal(p.id, q.id);
        assert_true(p.cinc == q.cinc || (isnan(p.cinc) && isnan(q.cinc)));
        assert_true(p.polyarchy == q.polyarchy || (isnan(p.polyarchy) && isnan(q.polyarchy)));
        assert_int_equal(p.power_year, q.power_year);
        for (size_t j = 0; j < n; j++) {
            ent_dyad s = *ent_system_dyad(x, (ent_state_ix)i, (ent_state_ix)j);
            ent_dyad t = *ent_system_dyad(y, (ent_state_ix)i, (ent_state_ix)j);

            assert_memory_equal(&s, &t, offsetof(ent_dyad, obligation_fact));
        }
    }
}

static void
the_order_of_rows_changes_no_value(void **state)
{
    world      *w = *state;
    ent_system *forwards, *backwards;

    write_everything(w, false);
    world_load(w);
    forwards = world_system(w, "1990", NULL);
    assert_int_equal(world_dyad(forwards, "AAA", "CCC")->at_war, 1);
    assert_int_equal(world_dyad(forwards, "AAA", "BBB")->cooperation_carried, 0);
    world_unload(w);
    write_everything(w, true);
    world_load(w);
    backwards = world_system(w, "1990", NULL);
    check_same_values(forwards, backwards);
    ent_system_destroy(forwards);
    ent_system_destroy(backwards);
}

/* One that remembers answers with the same block, and with the same bytes as one that does not. */
static void
a_record_that_remembers_answers_the_same(void **state)
{
    world      *w = *state;
    ent_system *alone, *first, *again, *of_a_day, *as_of;
    size_t      bytes, more;
    const void *x, *y;

    write_everything(w, false);
    world_load(w);
    alone = world_system(w, "1990", NULL);
    world_check(w, ent_record_remember(w->ctx, w->record, 1 << 20));
    world_check(w, ent_record_remember(w->ctx, w->record, 1 << 20)); /* once is enough */
    first = world_system(w, "1990", NULL);
    again = world_system(w, "1990", NULL);
    of_a_day = world_system(w, "1990-01-01", NULL);
    as_of = world_system(w, "1990", "1989-12-31");
    assert_ptr_equal(first, again);
    assert_ptr_not_equal(first, of_a_day);
    assert_ptr_not_equal(first, as_of);
    x = ent_system_block(alone, &bytes);
    y = ent_system_block(first, &more);
    assert_int_equal(bytes, more);
    assert_memory_equal(x, y, bytes);
    ent_system_destroy(alone);
    ent_system_destroy(first);
    ent_system_destroy(of_a_day);
    ent_system_destroy(as_of);
    assert_int_equal(world_dyad(again, "AAA", "DDD")->sanctions, 2); /* still held */
    ent_system_destroy(again);
}

static void
the_block_can_be_moved(void **state)
{
    world      *w = *state;
    ent_system *system;
    size_t      bytes;
    const void *block;
    ent_system *moved;

    write_everything(w, false);
    world_load(w);
    system = world_system(w, "1990", NULL);
    block = ent_system_block(system, &bytes);
    moved = malloc(bytes);
    assert_non_null(moved);
    memcpy(moved, block, bytes);
    assert_ptr_equal(ent_system_block(moved, &bytes), moved);
    check_same_values(system, moved);
    assert_int_equal(
        ent_system_provenance(moved, world_dyad(moved, "AAA", "DDD")->rivalry_fact)->line,
        ent_system_provenance(system, world_dyad(system, "AAA", "DDD")->rivalry_fact)->line);
    ent_system_destroy(system);
    assert_int_equal(world_dyad(moved, "AAA", "DDD")->sanctions, 2); /* nothing points back */
    free(moved);
}

static void
every_tie_leads_to_a_row_that_says_so(void **state)
{
    static const struct {
        const char *a, *b, *table;
        size_t      fact; /* in the dyad */
        int         line;
    } TIES[] = {{"AAA", "BBB", "treaties", offsetof(ent_dyad, obligation_fact), 2},
                {"AAA", "TWO", "treaties", offsetof(ent_dyad, obligation_fact), 2},
                {"AAA", "DDD", "rivalries", offsetof(ent_dyad, rivalry_fact), 2},
                {"OLD", "NEW", "rivalries", offsetof(ent_dyad, rivalry_fact), 3},
                {"AAA", "CCC", "disputes", offsetof(ent_dyad, hostility_fact), 3},
                {"AAA", "DDD", "sanctions", offsetof(ent_dyad, sanction_fact), 3},
                {"AAA", "BBB", "acts", offsetof(ent_dyad, cooperation_fact), 3}};
    world      *w = *state;
    ent_system *system;
    char        id[160], expected[64];

    write_everything(w, false);
    world_load(w);
    system = world_system(w, "1990", NULL);
    for (size_t i = 0; i < sizeof TIES / sizeof TIES[0]; i++) {
        const ent_dyad *dyad = world_dyad(system, TIES[i].a, TIES[i].b);
        uint32_t        fact;

        memcpy(&fact, (const char *)dyad + TIES[i].fact, sizeof fact);
        assert_non_null(ent_system_provenance(system, fact));
        ent_record_fact_id(w->record, ent_system_provenance(system, fact), id);
        (void)snprintf(expected, sizeof expected, "/%s.csv:%d", TIES[i].table, TIES[i].line);
        if (strstr(id, expected) == NULL) {
            fail_msg("%s-%s: %s, expected %s", TIES[i].a, TIES[i].b, id, expected);
        }
    }
    assert_null(ent_system_provenance(system, 0));
    assert_null(ent_system_provenance(system, 4096));
    ent_system_destroy(system);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_year_holds_every_state_of_its_days_and_a_day_those_of_the_day),
        TEST(a_state_stands_once_with_the_number_of_the_last_day),
        TEST(a_date_without_states_is_refused),
        TEST(a_treaty_binds_from_accession_to_exit),
        TEST(an_obligation_lasts_while_both_are_members),
        TEST(the_strongest_obligation_stands_for_all),
        TEST(two_protected_states_owe_each_other_nothing),
        TEST(parties_bind_only_while_the_treaty_is_in_force),
        TEST(nothing_that_starts_after_the_day_of_knowledge_is_seen),
        TEST(the_first_day_of_1970_is_a_day_of_knowledge_like_any),
        TEST(a_dispute_is_remembered_for_five_years_to_the_day),
        TEST(a_war_that_goes_on_is_seen_beside_one_that_is_over),
        TEST(a_government_does_not_inherit_disputes),
        TEST(a_dispute_or_an_act_without_a_level_is_none),
        TEST(a_sanction_of_an_organisation_falls_on_no_dyad),
        TEST(cooperation_is_observed_carried_or_missing),
        TEST(a_dyad_that_is_followed_in_full_has_a_level_of_0),
        TEST(signs_follow_rivalry_dispute_obligation_and_cooperation),
        TEST(capabilities_are_of_the_newest_year_not_of_the_future),
        TEST(the_same_record_gives_the_same_bytes),
        TEST(the_order_of_rows_changes_no_value),
        TEST(a_record_that_remembers_answers_the_same),
        TEST(the_block_can_be_moved),
        TEST(every_tie_leads_to_a_row_that_says_so),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
