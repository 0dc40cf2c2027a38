/*
 * test_match.c - one reported event of each kind against an invented record
 *
 * SPDX-License-Identifier: MIT
 */
#include "../model/unit_powers.h"

#include <math.h>

#include "entente/match.h"

static int
setup(void **state)
{
    world *w;

    (void)world_setup(state);
    w = *state;
    powers_write(w);
    world_write(w, "acts",
                UNIT_ACTS "visit,CHN,RUS,2019-06-05,2019-06-07,2,consultation,Visit,s,\n"
                          "arms,RUS,CHN,2015-11-01,,3,arms,Arms,s,\n"
                          "games,RUS,CHN,2019-06-10,2019-06-20,4,exercise,Games,s,\n"
                          "bombers,RUS,CHN,1952,1960,3,arms,Bombers,s,\n"
                          "staffs,RUS,CHN,1997,1997,2,consultation,Staff talks begin,s,\n"
                          "talks,RUS,CHN,1969-10-20,1978,,border,Border talks,s,\n"
                          "line,RUS,CHN,1991-05-16,1991-05-16,1,border,Border line,s,\n"
                          "summit,RUS,CHN,1991-05-15,1991-05-19,2,consultation,Summit,s,\n"
                          "port,RUS,CHN,1950-02-14,1955-05-26,6,basing,Port,s,\n");
    world_write(w, "treaties",
                UNIT_TREATIES "law,Law,bilateral,2001-07-16,2002-02-28,,,0,0,0,1,1,,,s,\n"
                              "many,Many,multilateral,1962-07-23,1962-07-23,,,0,0,0,0,1,,,s,\n");
    world_write(w, "treaty_members",
                UNIT_MEMBERS "law,CHN,mutual,,,s,\nlaw,RUS,mutual,,,s,\n"
                             "many,CHN,mutual,,,s,\nmany,USA,mutual,,,s,\n");
    world_write(w, "sanctions",
                UNIT_SANCTIONS "eu,EU,RUS,2014-03-17,,trade,,s,\n"
                               "us,USA,RUS,2014-03-06,2018-12-31,trade,,s,\n"
                               "ru,RUS,EU,2014-08-07,,food,,s,\n");
    world_write(w, "disputes",
                UNIT_DISPUTES "war,,RUS,IND,2010-01-10,2010-02-20,5,,s,\n"
                              "show,,USA,CHN,2012-05-01,2012-05-20,3,,s,\n");
    world_write(w, "institutions",
                "institution,name,kind,start,end,rule,rule_note,commitment,source,locator\n"
                "UNSC,Security Council,organisation,1945-10-24,,quota_veto,,none,s,\n");
    world_write(w, "members",
                UNIT_MEMBERSHIP
                "UNSC,RUS,permanent,1945-10-24,,s,\nUNSC,CHN,permanent,1945-10-24,,s,\n"
                "UNSC,USA,permanent,1945-10-24,,s,\nUNSC,JPN,elected,2016-01-01,,s,\n");
    world_write(w, "vetoes",
                UNIT_VETOES "S/1,2007-01-12,RUS,Matter,,s,\nS/2,2007-01-12,CHN,Matter,,s,\n"
                            "S/3,2011-10-04,RUS,Other,,s,\nS/4,2022-02-25,RUS,Last,,s,\n");
    world_load(w);
    return 0;
}

/* An event in words: sides joined by a comma, its date as written. */
typedef struct reported {
    const char      *sources, *targets, *type, *cameo, *date;
    ent_event_status status;
} reported;

static size_t
split(const char *words, char store[64], const char *out[4])
{
    size_t count = 0;

    (void)snprintf(store, 64, "%s", words);
    for (char *at = store; *at != '\0' && count < 4;) {
        size_t length = strcspn(at, ",");

        out[count++] = at;
        at += length;
        if (*at == ',') {
            *at++ = '\0';
        }
    }
    return count;
}

static ent_precision
precision_of(const char *date)
{
    static const ent_precision BY_LENGTH[] = {
        [4] = ENT_PRECISION_YEAR, [7] = ENT_PRECISION_MONTH, [10] = ENT_PRECISION_DAY};

    return date == NULL ? ENT_PRECISION_NONE : BY_LENGTH[strlen(date)];
}

/* Match one event of a document published on a day (NULL: undated). */
static ent_match
match_of(world *w, const reported *what, ent_precision precision, const char *published)
{
    char         sources[64], targets[64];
    const char  *source[4], *target[4];
    ent_document document = {.name = "d", .published = {ENT_DAY_MIN, ENT_DAY_MAX}};
    ent_sentence sentence = {.document = 0, .number = 1, .text = "x"};
    ent_event    event = {.sentence = 0,
                          .date = {ENT_DAY_MIN, ENT_DAY_MAX},
                          .precision = precision,
                          .sources = source,
                          .targets = target,
                          .type = what->type,
                          .cameo = what->cameo,
                          .goldstein = NAN,
                          .status = what->status,
                          .speaker = "author",
                          .rule = "test"};
    ent_reading  reading = {.documents = &document,
                            .document_count = 1,
                            .sentences = &sentence,
                            .sentence_count = 1,
                            .events = &event,
                            .event_count = 1};
    ent_match    out;

    event.source_count = split(what->sources, sources, source);
    event.target_count = split(what->targets, targets, target);
    if (what->date != NULL) {
        event.date = world_span(what->date);
    }
    if (published != NULL) {
        document.published = world_span(published);
    }
    world_check(w, ent_match_reading(w->ctx, w->record, &reading, &out));
    return out;
}

static ent_match
match_in(world *w, const reported *what, const char *published)
{
    return match_of(w, what, precision_of(what->date), published);
}

static void
check(world *w, const reported *what, ent_match_verdict verdict, ent_fact_kind kind, unsigned line)
{
    ent_match             found = match_in(w, what, NULL);
    const ent_provenance *from = found.fact;

    if (found.verdict != verdict || found.kind != kind || (from != NULL) != (line > 0) ||
        (from != NULL && from->line != line)) {
        fail_msg("%s %s %s %s: '%s' by kind %d line %u", what->sources, what->type, what->targets,
                 what->date != NULL ? what->date : "undated", ent_match_name(found.verdict),
                 (int)found.kind, from != NULL ? from->line : 0);
    }
}

/* The n-th row of a table stands in line n + 1. */
static void
found(world *w, reported what, ent_fact_kind kind, unsigned row)
{
    check(w, &what, ENT_MATCH_CORROBORATED, kind, row + 1);
}

static void
is_new(world *w, reported what)
{
    check(w, &what, ENT_MATCH_NEW, ENT_FACT_KINDS, 0);
}

static void
is_contradicted(world *w, reported what, ent_fact_kind kind)
{
    check(w, &what, ENT_MATCH_CONTRADICTED, kind, 0);
}

static void
does_not_apply(world *w, reported what)
{
    check(w, &what, ENT_MATCH_NOT_APPLICABLE, ENT_FACT_KINDS, 0);
}

static void
acts_and_treaties_corroborate_what_fits_them(void **state)
{
    world *w = *state;

    found(w, (reported){"RUS", "CHN", "CONSULT", "042", "2019-06-06", ENT_EVENT_ACTUAL},
          ENT_FACT_ACT, 1);
    found(w, (reported){"CHN", "RUS", "CONSULT", "042", "2019-06", ENT_EVENT_PAST}, ENT_FACT_ACT,
          1);
    found(w, (reported){"CHN,RUS", "RUS,CHN", "COOPERATE", "062", "2019-06-12", ENT_EVENT_ACTUAL},
          ENT_FACT_ACT, 3);
    found(w, (reported){"RUS", "CHN", "AID", "072", "2018", ENT_EVENT_ACTUAL}, ENT_FACT_ACT, 2);
    found(w, (reported){"RUS", "CHN", "SUPPORT", "057", "2001-07-16", ENT_EVENT_PAST},
          ENT_FACT_TREATY, 1);
    is_new(w, (reported){"RUS", "CHN", "CONSULT", "042", "2019-09-01", ENT_EVENT_ACTUAL});
    is_new(w, (reported){"RUS", "JPN", "CONSULT", "042", "2019-06-06", ENT_EVENT_ACTUAL});
    is_new(w, (reported){"RUS", "CHN", "CONSULT", "042", "2018-01-01", ENT_EVENT_ACTUAL});
}

static void
a_day_has_three_days_of_slack_and_a_month_none(void **state)
{
    world *w = *state;

    found(w, (reported){"RUS", "CHN", "CONSULT", "042", "2019-06-02", ENT_EVENT_ACTUAL},
          ENT_FACT_ACT, 1);
    found(w, (reported){"RUS", "CHN", "CONSULT", "042", "2019-06-10", ENT_EVENT_ACTUAL},
          ENT_FACT_ACT, 1);
    is_new(w, (reported){"RUS", "CHN", "CONSULT", "042", "2019-06-01", ENT_EVENT_ACTUAL});
    is_new(w, (reported){"RUS", "CHN", "CONSULT", "042", "2019-06-11", ENT_EVENT_ACTUAL});
    is_new(w, (reported){"RUS", "CHN", "CONSULT", "042", "2019-05", ENT_EVENT_ACTUAL});
    found(w, (reported){"RUS", "CHN", "COOPERATE", "062", "1953-01-01", ENT_EVENT_ACTUAL},
          ENT_FACT_ACT, 9); /* it lasts over the day */
}

static void
a_fact_must_be_of_the_same_kind(void **state)
{
    world *w = *state;

    /* bombers are delivered, a port is to be returned */
    does_not_apply(w, (reported){"RUS", "CHN", "AGREE", "030", "1952", ENT_EVENT_ACTUAL});
    does_not_apply(w, (reported){"RUS", "CHN", "SUPPORT", "057", "1952", ENT_EVENT_ACTUAL});
    is_new(w, (reported){"RUS", "CHN", "COOPERATE", "061", "1952", ENT_EVENT_ACTUAL});
    is_new(w, (reported){"RUS", "CHN", "COOPERATE", "062", "1957", ENT_EVENT_ACTUAL});
    found(w, (reported){"RUS", "CHN", "AID", "072", "1957", ENT_EVENT_ACTUAL}, ENT_FACT_ACT, 4);
    /* the paper, not the meeting at which it was signed */
    found(w, (reported){"RUS", "CHN", "SUPPORT", "057", "1991-05-16", ENT_EVENT_ACTUAL},
          ENT_FACT_ACT, 7);
    found(w, (reported){"RUS", "CHN", "CONSULT", "040", "1991-05-16", ENT_EVENT_ACTUAL},
          ENT_FACT_ACT, 8);
}

static void
what_may_go_with_it_counts_on_its_day_or_in_its_month(void **state)
{
    world *w = *state;

    found(w, (reported){"RUS", "CHN", "SUPPORT", "050", "2019-06-06", ENT_EVENT_ACTUAL},
          ENT_FACT_ACT, 1); /* a statement, at the meeting */
    found(w, (reported){"RUS", "CHN", "SUPPORT", "050", "2019-06", ENT_EVENT_ACTUAL}, ENT_FACT_ACT,
          1);
    found(w, (reported){"RUS", "CHN", "AGREE", "030", "2019-06-06", ENT_EVENT_ACTUAL}, ENT_FACT_ACT,
          1);
    /* like it, and so not new; no evidence of it either */
    does_not_apply(w, (reported){"RUS", "CHN", "SUPPORT", "050", "2019-06-09", ENT_EVENT_ACTUAL});
    does_not_apply(w, (reported){"RUS", "CHN", "SUPPORT", "050", "2019", ENT_EVENT_ACTUAL});
    does_not_apply(w, (reported){"RUS", "CHN", "AGREE", "030", "2019", ENT_EVENT_ACTUAL});
}

static void
of_what_lasts_the_beginning_is_the_event(void **state)
{
    world *w = *state;

    found(w, (reported){"RUS", "CHN", "CONSULT", "046", "1969-10-20", ENT_EVENT_ACTUAL},
          ENT_FACT_ACT, 6);
    is_new(w, (reported){"RUS", "CHN", "CONSULT", "046", "1974-10-20", ENT_EVENT_ACTUAL});
    /* a fact of a year is no fact of a day or a month */
    found(w, (reported){"RUS", "CHN", "CONSULT", "040", "1997", ENT_EVENT_ACTUAL}, ENT_FACT_ACT, 5);
    is_new(w, (reported){"RUS", "CHN", "CONSULT", "040", "1997-01-02", ENT_EVENT_ACTUAL});
    is_new(w, (reported){"RUS", "CHN", "CONSULT", "040", "1997-01", ENT_EVENT_ACTUAL});
}

static void
in_a_year_a_treaty_of_many_is_no_evidence(void **state)
{
    world *w = *state;

    found(w, (reported){"RUS", "CHN", "SUPPORT", "057", "2001", ENT_EVENT_PAST}, ENT_FACT_TREATY,
          1);
    is_new(w, (reported){"USA", "CHN", "SUPPORT", "057", "1962", ENT_EVENT_PAST});
    found(w, (reported){"USA", "CHN", "SUPPORT", "057", "1962-07", ENT_EVENT_PAST}, ENT_FACT_TREATY,
          2);
}

static void
words_alone_are_neither_found_nor_new(void **state)
{
    static const char *const CODES[] = {"020", "051", "111", "130", "174", "084"};
    world                   *w = *state;

    for (size_t i = 0; i < sizeof CODES / sizeof CODES[0]; i++) {
        does_not_apply(
            w, (reported){"RUS", "CHN", "ACCUSE", CODES[i], "2019-06-06", ENT_EVENT_ACTUAL});
    }
}

static void
sanctions_are_matched_by_sender_and_target(void **state)
{
    world *w = *state;

    found(w, (reported){"EU", "RUS", "SANCTION", "163", "2014-03-17", ENT_EVENT_ACTUAL},
          ENT_FACT_SANCTION, 1);
    found(w, (reported){"USA", "RUS", "SANCTION", "163", "2016", ENT_EVENT_ACTUAL},
          ENT_FACT_SANCTION, 2);
    found(w, (reported){"RUS", "EU", "SANCTION", "163", "2014-08-07", ENT_EVENT_ACTUAL},
          ENT_FACT_SANCTION, 3);
    is_new(w, (reported){"USA", "RUS", "SANCTION", "163", "2020-01-01", ENT_EVENT_ACTUAL});
    found(w, (reported){"EU", "RUS", "SANCTION", "163", "2014-03", ENT_EVENT_ACTUAL},
          ENT_FACT_SANCTION, 1);
    /* in force, and so not new; but this day brought no sanction that the record knows */
    does_not_apply(w, (reported){"USA", "RUS", "SANCTION", "163", "2016-05-01", ENT_EVENT_ACTUAL});
    is_new(w, (reported){"RUS", "USA", "SANCTION", "163", "2016", ENT_EVENT_ACTUAL});
    is_new(w, (reported){"EU", "CHN", "SANCTION", "163", "2016", ENT_EVENT_ACTUAL});
    does_not_apply(w, (reported){"EU", "RUS", "CONSULT", "042", "2016", ENT_EVENT_ACTUAL});
}

static void
force_needs_a_dispute_of_its_strength(void **state)
{
    world *w = *state;

    found(w, (reported){"IND", "RUS", "ASSAULT", "190", "2010-02-01", ENT_EVENT_PAST},
          ENT_FACT_DISPUTE, 1);
    found(w, (reported){"CHN", "USA", "MOBILIZE", "150", "2012-05-10", ENT_EVENT_ACTUAL},
          ENT_FACT_DISPUTE, 2);
    is_new(w, (reported){"CHN", "USA", "ASSAULT", "190", "2012-05-10", ENT_EVENT_ACTUAL});
    is_new(w, (reported){"IND", "RUS", "ASSAULT", "190", "2011-02-01", ENT_EVENT_ACTUAL});
    found(w, (reported){"CHN", "USA", "THREATEN", "138", "2012-05", ENT_EVENT_ACTUAL},
          ENT_FACT_DISPUTE, 2);
    is_new(w, (reported){"IND", "RUS", "ASSAULT", "190", "2010-02-24", ENT_EVENT_ACTUAL});
    found(w, (reported){"IND", "RUS", "ASSAULT", "190", "2010-02-23", ENT_EVENT_ACTUAL},
          ENT_FACT_DISPUTE, 1);
}

static void
a_veto_that_is_not_on_the_list_did_not_happen(void **state)
{
    world *w = *state;

    found(w, (reported){"RUS", "", "REJECT", "129", "2007-01-12", ENT_EVENT_PAST}, ENT_FACT_VETO,
          1);
    found(w, (reported){"RUS", "USA", "REJECT", "129", "2011", ENT_EVENT_PAST}, ENT_FACT_VETO, 3);
    found(w, (reported){"CHN,RUS", "", "REJECT", "129", "2011-10-04", ENT_EVENT_PAST},
          ENT_FACT_VETO, 3);
    is_contradicted(w, (reported){"CHN", "", "REJECT", "129", "2011-10-04", ENT_EVENT_PAST},
                    ENT_FACT_VETO);
    is_contradicted(w, (reported){"USA", "", "REJECT", "129", "2015", ENT_EVENT_PAST},
                    ENT_FACT_VETO);
    /* the list may not be at its end yet */
    is_new(w, (reported){"USA", "", "REJECT", "129", "2022-12-01", ENT_EVENT_ACTUAL});
    is_new(w, (reported){"USA", "", "REJECT", "129", "2001", ENT_EVENT_PAST});
    /* what others veto, they veto elsewhere */
    does_not_apply(w, (reported){"JPN", "", "REJECT", "129", "2015", ENT_EVENT_PAST});
    does_not_apply(w, (reported){"EU", "", "REJECT", "129", "2015", ENT_EVENT_PAST});
}

static void
a_state_that_is_gone_cannot_have_acted(void **state)
{
    world *w = *state;

    is_contradicted(w, (reported){"RUS", "DDR", "SANCTION", "163", "1995-05-01", ENT_EVENT_ACTUAL},
                    ENT_FACT_KINDS);
    is_contradicted(w, (reported){"DDR", "RUS", "ASSAULT", "190", "1991", ENT_EVENT_PAST},
                    ENT_FACT_KINDS);
    is_new(w, (reported){"RUS", "DDR", "SANCTION", "163", "1989", ENT_EVENT_PAST});
    is_new(w, (reported){"RUS", "DDR", "SANCTION", "163", "1990", ENT_EVENT_PAST});
}

/* Membership in the state system begins late for some, and was interrupted by occupation. */
static void
what_a_state_did_outside_the_system_is_not_denied(void **state)
{
    world *w = *state;

    does_not_apply(w, (reported){"IND", "CHN", "CONSULT", "042", "1940", ENT_EVENT_PAST});
    does_not_apply(w, (reported){"GBR", "CHN", "ASSAULT", "190", "1840", ENT_EVENT_PAST});
    does_not_apply(w, (reported){"JPN", "USA", "SUPPORT", "057", "1951-08-01", ENT_EVENT_PAST});
    does_not_apply(w, (reported){"DDR", "RUS", "SUPPORT", "057", "1950-07-06", ENT_EVENT_PAST});
    does_not_apply(w, (reported){"FRA", "RUS", "ASSAULT", "190", "1812", ENT_EVENT_PAST});
    is_new(w, (reported){"JPN", "RUS", "ASSAULT", "190", "1953", ENT_EVENT_PAST});
}

static void
only_dated_acts_of_two_sides_are_matched(void **state)
{
    world *w = *state;

    does_not_apply(w,
                   (reported){"RUS", "CHN", "CONSULT", "042", "2019-06-06", ENT_EVENT_CONDITIONAL});
    does_not_apply(w, (reported){"RUS", "CHN", "CONSULT", "042", "2019-06-06", ENT_EVENT_NEGATED});
    does_not_apply(w, (reported){"RUS", "CHN", "CONSULT", "042", NULL, ENT_EVENT_ACTUAL});
    does_not_apply(w, (reported){"RUS", "", "CONSULT", "042", "2019-06-06", ENT_EVENT_ACTUAL});
    does_not_apply(w, (reported){"", "CHN", "CONSULT", "042", "2019-06-06", ENT_EVENT_ACTUAL});
    does_not_apply(w, (reported){"RUS", "RUS", "CONSULT", "042", "2019-06-06", ENT_EVENT_ACTUAL});
    does_not_apply(w, (reported){"RUS", "WEST", "CONSULT", "042", "2019-06-06", ENT_EVENT_ACTUAL});
    does_not_apply(w, (reported){"RUS", "", "REJECT", "129", "2007-01-12", ENT_EVENT_CONDITIONAL});
}

static void
what_its_sentence_does_not_date_is_not_matched(void **state)
{
    world    *w = *state;
    reported  meets = {"RUS", "CHN", "CONSULT", "042", NULL, ENT_EVENT_ACTUAL};
    reported  veto = {"RUS", "", "REJECT", "129", NULL, ENT_EVENT_ACTUAL};
    ent_match out;

    assert_int_equal(match_in(w, &meets, "2019-06-06").verdict, ENT_MATCH_NOT_APPLICABLE);
    assert_int_equal(match_in(w, &veto, "2007-01-12").verdict, ENT_MATCH_NOT_APPLICABLE);
    meets.date = "2019-06-06";
    out = match_of(w, &meets, ENT_PRECISION_SPAN, NULL);
    assert_int_equal(out.verdict, ENT_MATCH_NOT_APPLICABLE);
    out = match_of(w, &meets, ENT_PRECISION_DAY, NULL);
    assert_int_equal(out.verdict, ENT_MATCH_CORROBORATED);
}

static void
every_verdict_has_its_name(void **state)
{
    (void)state;
    assert_string_equal(ent_match_name(ENT_MATCH_NOT_APPLICABLE), "");
    assert_string_equal(ent_match_name(ENT_MATCH_NEW), "new");
    assert_string_equal(ent_match_name(ENT_MATCH_CORROBORATED), "corroborated");
    assert_string_equal(ent_match_name(ENT_MATCH_CONTRADICTED), "contradicted");
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, setup, world_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WORLD(acts_and_treaties_corroborate_what_fits_them),
        IN_WORLD(a_day_has_three_days_of_slack_and_a_month_none),
        IN_WORLD(a_fact_must_be_of_the_same_kind),
        IN_WORLD(what_may_go_with_it_counts_on_its_day_or_in_its_month),
        IN_WORLD(of_what_lasts_the_beginning_is_the_event),
        IN_WORLD(in_a_year_a_treaty_of_many_is_no_evidence),
        IN_WORLD(words_alone_are_neither_found_nor_new),
        IN_WORLD(sanctions_are_matched_by_sender_and_target),
        IN_WORLD(force_needs_a_dispute_of_its_strength),
        IN_WORLD(a_veto_that_is_not_on_the_list_did_not_happen),
        IN_WORLD(a_state_that_is_gone_cannot_have_acted),
        IN_WORLD(what_a_state_did_outside_the_system_is_not_denied),
        IN_WORLD(only_dated_acts_of_two_sides_are_matched),
        IN_WORLD(what_its_sentence_does_not_date_is_not_matched),
        cmocka_unit_test(every_verdict_has_its_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
