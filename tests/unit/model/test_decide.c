/*
 * test_decide.c - what bodies would decide, on our own record and on an invented one
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_world.h"

#include <math.h>

#include "entente/decide.h"
#include "model/decide/past.h"

static void
assert_near(double got, double expected, double tolerance)
{
    if (!(fabs(got - expected) <= tolerance)) {
        fail_msg("%.15g is not %.15g", got, expected);
    }
}

/* The record of our own data. */
static int
own_setup(void **state)
{
    world *w;

    assert_int_equal(world_setup(state), 0);
    w = *state;
    ent_ctx_destroy(w->ctx);
    w->ctx = unit_ctx(1);
    world_open(w);
    world_record_of(w, ENT_RECORD_VOTES, NULL);
    return 0;
}

static ent_state
state_of(const world *w, const char *id)
{
    ent_state found = ent_codes_find(w->codes, id);

    assert_int_not_equal(found, ENT_NO_STATE);
    return found;
}

static ent_motion
motion_of(const world *w, const char *institution, const char *sponsor, const char *against)
{
    ent_motion m = ent_motion_init();

    m.institution = institution;
    m.sponsor = sponsor != NULL ? state_of(w, sponsor) : ENT_NO_STATE;
    m.against = against != NULL ? state_of(w, against) : ENT_NO_STATE;
    return m;
}

static ent_decision *
decide_with(const world *w, const ent_motion *motion, const char *date, ent_decide_options options)
{
    ent_decision *d = NULL;

    options.day = world_span(date).to - 1;
    if (ent_decide(w->ctx, w->record, motion, &options, &d) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(w->ctx));
    }
    return d;
}

static ent_decision *
decide(const world *w, const ent_motion *motion, const char *date)
{
    return decide_with(w, motion, date, (ent_decide_options){.seed = 1});
}

static const ent_decided *
member_of(const ent_decision *d, const char *id)
{
    size_t             count;
    const ent_decided *members = ent_decision_members(d, false, &count);

    for (size_t i = 0; i < count; i++) {
        if (strcmp(members[i].member, id) == 0) {
            return &members[i];
        }
    }
    return NULL;
}

static double
passes(const ent_decision *d, bool reformed)
{
    return ent_decision_passage(d, reformed)->passes;
}

/* A cell of the view's row whose first column holds the word; of several the last. */
static const char *
cell_of(const world *w, const ent_decision *d, ent_decision_view view, const char *word,
        const char *column)
{
    static char text[256];
    ent_table  *table;
    size_t      at = 0;

    world_check((world *)w, ent_decision_table(w->ctx, d, view, &table));
    while (strcmp(ent_table_columns(table)[at].name, column) != 0) {
        at++;
    }
    text[0] = '\0';
    for (size_t i = 0; i < ent_table_row_count(table); i++) {
        if (strcmp(ent_table_get_text(table, i, 0), word) == 0) {
            (void)snprintf(text, sizeof text, "%s", ent_table_get_text(table, i, at));
        }
    }
    ent_table_destroy(table);
    return text;
}

/* 1. worked cases */

static void
russia_vetoes_what_is_against_it(void **state)
{
    const world  *w = *state;
    ent_motion    m = motion_of(w, "UNSC", "USA", "RUS");
    const char   *no_veto[] = {"RUS"}, *nine[] = {"votes=9"}, *less[] = {"votes=5"};
    ent_reform    reform = {.no_veto = no_veto, .no_veto_count = 1};
    ent_decision *d = decide_with(w, &m, "2022-02-25", (ent_decide_options){.reform = &reform});
    double        without;

    assert_true(passes(d, false) == 0);
    without = passes(d, true);
    assert_true(without > 0 && without < 1);
    assert_int_equal(member_of(d, "RUS")->evidence, ENT_EVIDENCE_AGAINST);
    assert_int_equal(member_of(d, "USA")->evidence, ENT_EVIDENCE_SPONSOR);
    assert_int_equal(member_of(d, "CHN")->evidence, ENT_EVIDENCE_PAST_VETOES);
    assert_non_null(strstr(member_of(d, "CHN")->basis, "vetoed 13 of the 28 drafts that RUS"));
    assert_int_equal(member_of(d, "BRA")->evidence, ENT_EVIDENCE_PAST_VOTES);
    assert_string_equal(cell_of(w, d, ENT_VIEW_BLOCKING, "RUS", "alone"), "false"); /* reformed */
    assert_string_equal(cell_of(w, d, ENT_VIEW_TURN, "RUS", "change"), "yes");
    ent_decision_destroy(d);

    reform = (ent_reform){.quotas = nine, .quota_count = 1};
    d = decide_with(w, &m, "2022-02-25", (ent_decide_options){.reform = &reform});
    assert_true(passes(d, true) == passes(d, false)); /* nothing was changed */
    ent_decision_destroy(d);
    reform = (ent_reform){.quotas = less, .quota_count = 1, .no_veto = no_veto, .no_veto_count = 1};
    d = decide_with(w, &m, "2022-02-25", (ent_decide_options){.reform = &reform});
    assert_true(passes(d, true) > without);
    ent_decision_destroy(d);
}

static void
the_states_concerned_choose_the_past(void **state)
{
    const world  *w = *state;
    ent_motion    m = motion_of(w, "UNSC", "USA", "RUS");
    ent_state     ukraine = state_of(w, "UKR"), syria = state_of(w, "SYR");
    ent_decision *on_ukraine, *on_syria;

    m.concern_count = 1;
    m.concerns = &ukraine;
    on_ukraine = decide(w, &m, "2022-02-25");
    m.concerns = &syria;
    on_syria = decide(w, &m, "2022-02-25");
    /* China has vetoed with Russia on Syria, never on Ukraine */
    assert_non_null(strstr(member_of(on_ukraine, "CHN")->basis, "vetoed 0 of the 2 drafts on the"));
    assert_non_null(strstr(member_of(on_syria, "CHN")->basis, "vetoed 10 of the 16 drafts on the"));
    assert_true(member_of(on_syria, "CHN")->chance[0] > member_of(on_ukraine, "CHN")->chance[0]);
    ent_decision_destroy(on_ukraine);
    ent_decision_destroy(on_syria);
}

static void
china_vetoes_what_is_against_it_and_russia_joins(void **state)
{
    const world  *w = *state;
    ent_motion    m = motion_of(w, "UNSC", "USA", "CHN");
    ent_decision *d = decide(w, &m, "2024-12-31");

    assert_true(passes(d, false) == 0);
    assert_int_equal(member_of(d, "RUS")->stance, 0);
    assert_int_equal(member_of(d, "RUS")->evidence, ENT_EVIDENCE_PAST_VETOES);
    assert_true(isnan(ent_decision_passage(d, false)->se)); /* China is certain: exact */
    ent_decision_destroy(d);
}

static void
russia_and_china_move_together(void **state)
{
    const world       *w = *state;
    ent_motion         m = motion_of(w, "UNSC", "USA", NULL);
    ent_decision      *d = decide(w, &m, "2022-02-25"), *alone;
    const ent_passage *v = ent_decision_passage(d, false);
    double             c, lo, hi;

    c = strtod(cell_of(w, d, ENT_VIEW_TOGETHER, "CHN;RUS", "correlation"), NULL);
    lo = strtod(cell_of(w, d, ENT_VIEW_TOGETHER, "CHN;RUS", "lo"), NULL);
    hi = strtod(cell_of(w, d, ENT_VIEW_TOGETHER, "CHN;RUS", "hi"), NULL);
    assert_true(0 < lo && lo < c && c < hi && hi < 1);
    assert_non_null(strstr(cell_of(w, d, ENT_VIEW_TOGETHER, "CHN;RUS", "basis"), "both 13"));
    assert_true(v->se > 0 && v->lo <= v->passes && v->passes <= v->hi);
    alone = decide_with(w, &m, "2022-02-25", (ent_decide_options){.independent = true});
    assert_true(isnan(ent_decision_passage(alone, false)->se));
    /* together they stand in the way less often than one by one */
    assert_true(passes(d, false) > passes(alone, false));
    ent_decision_destroy(alone);
    ent_decision_destroy(d);
}

static void
procedure_knows_no_veto(void **state)
{
    const world  *w = *state;
    ent_motion    m = motion_of(w, "UNSC", "USA", "RUS");
    ent_decision *d = decide_with(w, &m, "2022-02-25", (ent_decide_options){.matter = "procedure"});

    assert_true(passes(d, false) > 0);
    assert_string_equal(cell_of(w, d, ENT_VIEW_BLOCKING, "RUS", "alone"), "false");
    assert_string_equal(cell_of(w, d, ENT_VIEW_BLOCKING, "RUS", "smallest"), "7");
    ent_decision_destroy(d);
}

static void
each_accession_to_the_sco_makes_consensus_harder(void **state)
{
    static const struct {
        const char *date, *newcomer;
        size_t      members;
    } STEPS[] = {{"2017-06-08", NULL, 6},
                 {"2017-06-09", "PAK", 8},
                 {"2023-07-04", "IRN", 9},
                 {"2024-07-04", "BLR", 10}};
    const world *w = *state;
    ent_motion   m = motion_of(w, "SCO", NULL, NULL);
    double       before = 1;

    m.against = state_of(w, "UKR"); /* what Ukraine voted against: each has a position */
    for (size_t i = 0; i < 4; i++) {
        ent_decision *d = decide(w, &m, STEPS[i].date);
        size_t        count;

        (void)ent_decision_members(d, false, &count);
        assert_int_equal(count, STEPS[i].members);
        assert_true(STEPS[i].newcomer == NULL || member_of(d, STEPS[i].newcomer) != NULL);
        ent_decision_destroy(d);
    }
    for (size_t i = 0; i < 4; i++) { /* one day, so that positions are the same */
        const char *later[] = {"IND", "PAK", "IRN", "BLR"};
        ent_reform  reform = {.drop = later + (i < 1 ? 0 : i + 1), .drop_count = i < 1 ? 4 : 3 - i};
        ent_decision *d;
        double        chance;

        m = motion_of(w, "SCO", "RUS", NULL);
        d = decide_with(w, &m, "2024-12-31", (ent_decide_options){.reform = &reform});
        chance = passes(d, reform.drop_count > 0);
        assert_true(chance < before);
        before = chance;
        ent_decision_destroy(d);
    }
}

static void
argentina_declined_and_saudi_arabia_is_only_invited(void **state)
{
    const world              *w = *state;
    ent_motion                m = motion_of(w, "BRICS", "RUS", NULL);
    const ent_stated_position argentina = {"ARG", 2, 1, NULL};
    ent_decide_options        options = {.day = world_span("2024-06-01").from};
    ent_decision             *d = decide(w, &m, "2023-12-31"), *later;
    double                    before = passes(d, false);
    size_t                    count;

    (void)ent_decision_members(d, false, &count);
    assert_int_equal(count, 5);
    later = decide(w, &m, "2024-06-01");
    (void)ent_decision_members(later, false, &count);
    assert_int_equal(count, 9);
    assert_non_null(member_of(later, "ETH"));
    assert_null(member_of(later, "SAU"));
    assert_true(passes(later, false) < before);
    ent_decision_destroy(later);
    ent_decision_destroy(d);
    m.positions = &argentina;
    m.position_count = 1;
    assert_int_equal(ent_decide(w->ctx, w->record, &m, &options, &d), ENT_E_ARG);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "'ARG' has a position and is no member of"));
}

static void
armenia_alone_stops_the_csto(void **state)
{
    const world  *w = *state;
    ent_motion    m;
    ent_decision *d;

    assert_int_equal(ent_motion_load(w->ctx, w->codes, "csto-on-armenia", &m), ENT_OK);
    d = decide(w, &m, "2022-11-23");
    assert_true(passes(d, false) == 0);
    assert_true(passes(d, true) > 0.9); /* without it */
    assert_string_equal(cell_of(w, d, ENT_VIEW_BLOCKING, "RUS", "smallest"), "1");
    assert_int_equal(member_of(d, "ARM")->evidence, ENT_EVIDENCE_GIVEN);
    assert_non_null(strstr(member_of(d, "ARM")->basis, "23 November 2022"));
    ent_decision_destroy(d);
    ent_motion_clear(&m);
}

static void
who_may_not_vote_cannot_block(void **state)
{
    const world  *w = *state;
    ent_motion    m = motion_of(w, "UNSC", "USA", "RUS");
    const char   *russia[] = {"RUS"};
    ent_decision *d;

    m.may_not_vote = russia;
    m.may_not_vote_count = 1;
    d = decide(w, &m, "2022-02-25"); /* a party to a dispute abstains: Art. 27(3) */
    assert_true(passes(d, false) > 0);
    assert_null(member_of(d, "RUS"));
    assert_string_equal(cell_of(w, d, ENT_VIEW_POSITIONS, "RUS", "position"), "no vote");
    ent_decision_destroy(d);
}

static void
the_council_of_the_union_counts_states_and_people(void **state)
{
    const world  *w = *state;
    ent_motion    m = motion_of(w, "EU", NULL, "RUS");
    ent_decision *d = decide(w, &m, "2024-12-31"), *foreign;

    assert_true(passes(d, false) > 0.99);
    /* four are needed: three states, whatever their people, leave the 24 of the second clause */
    assert_string_equal(cell_of(w, d, ENT_VIEW_BLOCKING, "DEU", "smallest"), "4");
    assert_string_equal(cell_of(w, d, ENT_VIEW_BLOCKING, "MLT", "alone"), "false");
    foreign = decide_with(w, &m, "2024-12-31", (ent_decide_options){.matter = "foreign-policy"});
    assert_string_equal(cell_of(w, foreign, ENT_VIEW_BLOCKING, "MLT", "alone"), "true");
    assert_true(passes(foreign, false) < passes(d, false));
    ent_decision_destroy(foreign);
    ent_decision_destroy(d);
}

/* 2. evidence */

static ent_reading
said(ent_position *positions, size_t count)
{
    return (ent_reading){.positions = positions, .position_count = count};
}

static void
a_position_comes_from_the_first_source_that_speaks(void **state)
{
    const world *w = *state;
    ent_position positions[] = {
        {.actor = "CHN", .issue = "sanctions"},
        {.actor = "CHN", .issue = "sanctions", .supports = true, .status = ENT_EVENT_CONDITIONAL},
        {.actor = "BRA", .issue = "quad", .supports = true}};
    ent_reading               reading = said(positions, 3);
    const ent_stated_position given = {"CHN", 1, 0.5, "a letter"};
    ent_motion                m = motion_of(w, "UNSC", "USA", "RUS");
    ent_decision             *d = decide(w, &m, "2022-02-25");
    double                    without = member_of(d, "CHN")->chance[0];
    const ent_decided        *china;

    ent_decision_destroy(d);
    m.issue = "sanctions";
    d = decide_with(w, &m, "2022-02-25", (ent_decide_options){.reading = &reading});
    china = member_of(d, "CHN");
    assert_int_equal(china->evidence, ENT_EVIDENCE_DOCUMENT);
    assert_near(china->chance[0], (1 + 2 * without) / 3, 1e-12); /* one position, two in reserve */
    assert_int_equal(member_of(d, "BRA")->evidence, ENT_EVIDENCE_PAST_VOTES); /* another issue */
    ent_decision_destroy(d);

    m.opposes = true; /* who is against sanctions is for the motion */
    d = decide_with(w, &m, "2022-02-25", (ent_decide_options){.reading = &reading});
    assert_true(member_of(d, "CHN")->chance[2] > 1.0 / 3);
    ent_decision_destroy(d);

    m.positions = &given;
    m.position_count = 1;
    d = decide_with(w, &m, "2022-02-25", (ent_decide_options){.reading = &reading});
    china = member_of(d, "CHN");
    assert_int_equal(china->evidence, ENT_EVIDENCE_GIVEN);
    assert_near(china->chance[1], 0.5, 1e-12);
    assert_near(china->chance[0] + china->chance[1] + china->chance[2], 1, 1e-12);
    assert_string_equal(china->basis, "a letter");
    ent_decision_destroy(d);
}

/* An invented record has a folder of rules without any in it. */
static void
write_no_rules(const world *w)
{
    char  path[128];
    FILE *file;

    (void)snprintf(path, sizeof path, "%s/rules", w->folder);
    assert_int_equal(mkdir(path, 0700), 0);
    (void)snprintf(path, sizeof path, "%s/rules/voting.csv", w->folder);
    file = fopen(path, "w");
    assert_non_null(file);
    (void)fputs("institution,start,end,clause,criterion,of,quota,abstain,source\n", file);
    assert_int_equal(fclose(file), 0);
}

static int
invented_teardown(void **state)
{
    const world *w = *state;
    char         path[128];

    (void)snprintf(path, sizeof path, "%s/rules/voting.csv", w->folder);
    (void)unlink(path);
    (void)snprintf(path, sizeof path, "%s/rules", w->folder);
    (void)rmdir(path);
    return world_teardown(state);
}

/* Twenty roll calls: the sponsor AAA always yes, BBB always no, CCC yes in eight of ten and absent
 * in none; DDD and EEE vote as AAA and BBB, DDD only before the last five years. */
static void
write_votes(world *w)
{
    char calls[2048] = "roll_call,session,date,resolution,title,yes,no,abstain,source,locator\n";
    char votes[8192] = "roll_call,state,vote,source,locator\n";

    for (int i = 0; i < 20; i++) {
        int year = 2000 + i / 2;

        (void)snprintf(calls + strlen(calls), sizeof calls - strlen(calls),
                       "r%d,1,%d-0%d-01,R/%d,%s,1,1,1,s,\n", i, year, 3 + i % 2, i,
                       i % 4 == 0 ? "On Aland" : "On weather");
        (void)snprintf(votes + strlen(votes), sizeof votes - strlen(votes),
                       "r%d,AAA,yes,s,\nr%d,BBB,no,s,\nr%d,CCC,%s,s,\nr%d,EEE,no,s,\n", i, i, i,
                       i % 5 == 0 ? "abstain" : "yes", i);
        if (i < 10) {
            (void)snprintf(votes + strlen(votes), sizeof votes - strlen(votes), "r%d,DDD,yes,s,\n",
                           i);
        }
    }
    write_no_rules(w);
    world_write(w, "roll_calls", calls);
    world_write(w, "votes", votes);
    world_write(w, "institutions",
                "institution,name,kind,start,end,rule,rule_note,commitment,source,locator\n"
                "CLUB,Club,forum,1950-01-01,,unanimity,,none,s,\n");
    world_write(w, "members",
                "institution,state,status,start,end,source,locator\n"
                "CLUB,AAA,member,1950-01-01,,s,\nCLUB,BBB,member,1950-01-01,,s,\n"
                "CLUB,CCC,member,1950-01-01,,s,\nCLUB,DDD,member,1950-01-01,,s,\n"
                "CLUB,EEE,member,1950-01-01,,s,\nCLUB,OLD,member,1950-01-01,,s,\n");
    world_open(w);
    world_record_of(w, ENT_RECORD_VOTES, NULL);
}

static void
past_votes_are_counted_and_drawn_towards_the_rest(void **state)
{
    world             *w = *state;
    ent_motion         m;
    ent_decision      *d;
    const ent_decided *c;
    ent_state          aland;
    double             base;
    const char        *against[] = {"BBB", "DDD", "EEE", "OLD"};
    ent_reform         reform;

    write_votes(w);
    m = motion_of(w, "CLUB", "AAA", NULL);
    aland = state_of(w, "AAA");
    d = decide_with(w, &m, "2010-01-01", (ent_decide_options){.years = 5});
    c = member_of(d, "CCC");
    assert_int_equal(c->evidence, ENT_EVIDENCE_PAST_VOTES);
    assert_non_null(strstr(c->basis, "yes 8, abstain 2, no 0 in 10 roll calls that AAA voted for"));
    assert_true(c->chance[2] > 0.7 && c->chance[2] < 0.8); /* 0.8, drawn to the others */
    assert_int_equal(member_of(d, "EEE")->stance, 0);
    /* EEE was against all of them, as they stood */
    assert_int_equal(ent_decision_passage(d, false)->past_calls, 10);
    assert_true(ent_decision_passage(d, false)->past == 0);
    assert_int_equal(member_of(d, "OLD")->evidence, ENT_EVIDENCE_BASE_RATE);
    /* the base rate: 8 yes, 2 abstentions and 20 noes, and two thirds of a case each */
    base = (20 + 2.0 / 3) / 32;
    assert_near(member_of(d, "OLD")->chance[0], base, 1e-12);
    ent_decision_destroy(d);

    reform = (ent_reform){.drop = against, .drop_count = 4}; /* AAA and CCC are left */
    d = decide_with(w, &m, "2010-01-01", (ent_decide_options){.years = 5, .reform = &reform});
    assert_near(ent_decision_passage(d, true)->past, 0.8, 1e-12);
    ent_decision_destroy(d);

    d = decide_with(w, &m, "2010-01-01", (ent_decide_options){.years = 10});
    assert_non_null(strstr(member_of(d, "CCC")->basis, "yes 16, abstain 4, no 0 in 20"));
    ent_decision_destroy(d);
    m.concerns = &aland; /* its name stands in the title of every fourth */
    m.concern_count = 1;
    d = decide_with(w, &m, "2010-01-01", (ent_decide_options){.years = 10});
    assert_non_null(
        strstr(member_of(d, "CCC")->basis, "yes 4, abstain 1, no 0 in 5 roll calls on"));
    ent_decision_destroy(d);
    d = decide_with(w, &m, "2004-01-01", (ent_decide_options){.years = 10});
    assert_non_null(
        strstr(member_of(d, "CCC")->basis, "in 2 roll calls on it")); /* no later ones */
    ent_decision_destroy(d);
}

static void
without_votes_alignment_speaks(void **state)
{
    world        *w = *state;
    ent_motion    m;
    ent_decision *d;

    write_votes(w);
    m = motion_of(w, "CLUB", "AAA", "BBB");
    d = decide_with(w, &m, "2006-01-01", (ent_decide_options){.years = 1});
    /* DDD voted with AAA until 2004; of 2005 on there is nothing of it */
    assert_int_equal(member_of(d, "DDD")->evidence, ENT_EVIDENCE_ALIGNMENT);
    assert_non_null(strstr(member_of(d, "DDD")->basis, "as near to that side (100 of 100)"));
    ent_decision_destroy(d);
}

static void
a_position_that_nothing_tells_is_an_error(void **state)
{
    world             *w = *state;
    ent_motion         m;
    ent_decide_options options = {.day = world_span("1960").from};
    ent_decision      *d = NULL;

    write_votes(w);
    m = motion_of(w, "CLUB", "AAA", NULL);
    assert_int_equal(ent_decide(w->ctx, w->record, &m, &options, &d), ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "nothing tells the position of 'BBB'"));
    m.issue = "weather";
    options.day = world_span("2009").from;
    assert_int_equal(ent_decide(w->ctx, w->record, &m, &options, &d), ENT_E_ARG);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "the issue 'weather' is none of roll calls"));
    assert_null(d);
}

static void
a_motion_says_who_moves_together(void **state)
{
    const world *w = *state;
    const char  *pair[] = {"RUS", "CHN"}, *others[] = {"FRA", "GBR"}, *none[] = {"FRA", "XXX"};
    ent_together groups[] = {{pair, 2, 0.9}, {others, 2, (double)NAN}};
    ent_motion   m = motion_of(w, "UNSC", "USA", NULL);
    ent_decide_options options = {.day = world_span("2022-02-25").from};
    ent_decision      *d;

    m.together = groups;
    m.together_count = 1;
    d = decide(w, &m, "2022-02-25");
    assert_string_equal(cell_of(w, d, ENT_VIEW_TOGETHER, "CHN;RUS", "correlation"), "0.9");
    assert_string_equal(cell_of(w, d, ENT_VIEW_TOGETHER, "CHN;RUS", "basis"),
                        "stated in the motion");
    assert_true(isnan(ent_decision_passage(d, false)->lo)); /* no interval is known */
    ent_decision_destroy(d);
    m.together_count = 2; /* neither has vetoed anything in thirty years */
    assert_int_equal(ent_decide(w->ctx, w->record, &m, &options, &d), ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "how far 'FRA' and 'GBR' move together"));
    groups[1] = (ent_together){none, 2, 0.5};
    assert_int_equal(ent_decide(w->ctx, w->record, &m, &options, &d), ENT_E_ARG);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "'XXX' has a partner and is no member"));
}

/* 3. properties */

static void
a_likelier_yes_of_a_member_never_hurts(void **state)
{
    const world *w = *state;
    double       before = -1;

    for (int i = 0; i <= 4; i++) {
        ent_stated_position given = {"CHN", 2, i / 4.0, NULL};
        ent_motion          m = motion_of(w, "UNSC", "USA", NULL);
        ent_decision       *d;

        m.positions = &given;
        m.position_count = 1;
        d = decide_with(w, &m, "2022-02-25", (ent_decide_options){.independent = true});
        assert_true(passes(d, false) >= before);
        before = passes(d, false);
        ent_decision_destroy(d);
    }
}

static void
a_decision_is_the_same_at_any_number_of_threads(void **state)
{
    const world       *w = *state;
    ent_motion         m = motion_of(w, "UNSC", "USA", NULL);
    ent_decision      *one = decide(w, &m, "2022-02-25"), *four = NULL;
    ent_ctx           *ctx = unit_ctx(4);
    ent_decide_options options = {.day = world_span("2022-02-25").from, .seed = 1};

    assert_int_equal(ent_decide(ctx, w->record, &m, &options, &four), ENT_OK);
    assert_true(passes(one, false) == passes(four, false));
    assert_true(ent_decision_passage(one, false)->lo == ent_decision_passage(four, false)->lo);
    ent_decision_destroy(four);
    ent_ctx_destroy(ctx);
    ent_decision_destroy(one);
}

/* 4. correlation */

static void
the_normal_integral_is_that_of_the_tables(void **state)
{
    (void)state;
    assert_near(ent_normal_below(1.959963984540054), 0.975, 1e-12);
    assert_near(ent_normal_below_both(0, 0, 0.5), 1.0 / 3, 1e-12); /* Sheppard */
    assert_near(ent_normal_below_both(0, 0, -0.5), 1.0 / 6, 1e-12);
    assert_near(ent_normal_below_both(1, 1, 0.5), 0.745203, 1e-6);
    assert_near(ent_normal_below_both(1, -1, 0), ent_normal_below(1) * ent_normal_below(-1), 1e-12);
    assert_near(ent_normal_below_both(0.3, 2, 0.9), ent_normal_below_both(2, 0.3, 0.9), 1e-12);
    assert_near(ent_normal_below_both(0.5, 8, 0.95), ent_normal_below(0.5), 1e-9);
}

static void
the_correlation_of_a_table_is_found_again(void **state)
{
    const ent_veto_table even = {300, 100, 100, 300, 0, 0}, many = {3000, 1000, 1000, 3000, 0, 0};
    const ent_veto_table against = {100, 300, 300, 100, 0, 0}, empty = {5, 0, 0, 0, 0, 0};
    ent_tetrachoric      c = ent_tetrachoric_of(&even), more = ent_tetrachoric_of(&many);

    (void)state;
    assert_near(c.value, sqrt(0.5), 0.002); /* 1/4 + asin(c) / 2 pi = 3/8 */
    assert_near(more.value, sqrt(0.5), 0.0002);
    assert_true(c.lo < more.lo && more.lo < more.value && more.hi < c.hi);
    assert_near(ent_tetrachoric_of(&against).value, -c.value, 1e-9);
    assert_true(isnan(ent_tetrachoric_of(&empty).value));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(russia_vetoes_what_is_against_it),
        cmocka_unit_test(the_states_concerned_choose_the_past),
        cmocka_unit_test(china_vetoes_what_is_against_it_and_russia_joins),
        cmocka_unit_test(russia_and_china_move_together),
        cmocka_unit_test(procedure_knows_no_veto),
        cmocka_unit_test(each_accession_to_the_sco_makes_consensus_harder),
        cmocka_unit_test(argentina_declined_and_saudi_arabia_is_only_invited),
        cmocka_unit_test(armenia_alone_stops_the_csto),
        cmocka_unit_test(who_may_not_vote_cannot_block),
        cmocka_unit_test(the_council_of_the_union_counts_states_and_people),
        cmocka_unit_test(a_position_comes_from_the_first_source_that_speaks),
        cmocka_unit_test(a_motion_says_who_moves_together),
        cmocka_unit_test(a_likelier_yes_of_a_member_never_hurts),
        cmocka_unit_test(a_decision_is_the_same_at_any_number_of_threads),
        cmocka_unit_test(the_normal_integral_is_that_of_the_tables),
        cmocka_unit_test(the_correlation_of_a_table_is_found_again),
        cmocka_unit_test_setup_teardown(past_votes_are_counted_and_drawn_towards_the_rest,
                                        world_setup, invented_teardown),
        cmocka_unit_test_setup_teardown(without_votes_alignment_speaks, world_setup,
                                        invented_teardown),
        cmocka_unit_test_setup_teardown(a_position_that_nothing_tells_is_an_error, world_setup,
                                        invented_teardown),
    };

    return cmocka_run_group_tests_name("decide", tests, own_setup, world_teardown);
}
