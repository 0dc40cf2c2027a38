/*
 * test_check.c - what only the record tells to be wrong with a scenario is found before it is run
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_scenario.h"

#define HEAD "format: 1\nname: s\nbase: 2024-12-31\nhorizon: 10\ninterventions:\n"
#define TAIL "outcomes:\n  - {name: pact, kind: defence_begins, a: RUS, b: CHN}\n"

enum { HEARD = 1024 };

static void
keep_text(void *user, ent_severity severity, const char *text)
{
    char  *heard = user;
    size_t length = strlen(heard);

    (void)snprintf(heard + length, HEARD - length, "%d %s\n", (int)severity, text);
}

/* Check a scenario; `heard` is what it warns of and what is wrong. */
static ent_status
check(const stage *s, const char *text, char *heard)
{
    ent_ctx_options options = {.jobs = 1, .on_message = keep_text, .user = heard};
    ent_scenario   *scenario = load(s, "s.yaml", text);
    ent_ctx        *ctx = NULL;
    ent_status      status;

    heard[0] = '\0';
    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    status = ent_scenario_check(ctx, s->record, scenario);
    if (status != ENT_OK) {
        (void)snprintf(heard, HEARD, "%s", ent_ctx_error(ctx));
    }
    ent_scenario_destroy(scenario);
    ent_ctx_destroy(ctx);
    return status;
}

static void
a_treaty_that_is_not_there_cannot_end(void **state)
{
    char heard[HEARD];

    assert_int_equal(
        check(*state, HEAD "  - {date: 2026, kind: treaty, a: USA, b: RUS, change: ends}\n" TAIL,
              heard),
        ENT_E_INPUT);
    assert_non_null(strstr(heard, "s.yaml:6:5: '2026  treaty USA RUS ends': no such obligation"));
    assert_int_equal(check(*state,
                           HEAD
                           "  - {date: 2026, kind: treaty, a: USA, b: RUS, obligation: "
                           "consultation, into: defence}\n"
                           "  - {date: 2027, kind: treaty, a: USA, b: RUS, change: ends}\n"
                           "  - {date: 2028, kind: treaty, a: USA, b: RUS, change: ends}\n" TAIL,
                           heard),
                     ENT_E_INPUT);
    assert_non_null(strstr(heard, "s.yaml:8:5: '2028  treaty USA RUS ends'"));
}

static void
a_treaty_that_an_intervention_brings_can_end_later(void **state)
{
    char heard[HEARD];

    assert_int_equal(check(*state,
                           HEAD "  - {date: 2027, kind: treaty, a: USA, b: RUS, change: ends}\n"
                                "  - {date: 2026, kind: treaty, a: USA, b: RUS}\n" TAIL,
                           heard),
                     ENT_OK);
    assert_string_equal(heard, "");
    assert_int_equal(
        check(*state, HEAD "  - {date: 2026, kind: treaty, a: USA, b: JPN, change: ends}\n" TAIL,
              heard),
        ENT_OK);
    assert_string_equal(heard, "");
}

static void
what_changes_nothing_is_told(void **state)
{
    static const struct {
        const char *line, *word;
    } IDLE[] = {{"sanction, a: BRA, b: ARG, change: ends", "there is none"},
                {"rivalry, a: BRA, b: ARG, change: ends", "there is none"},
                {"missiles, a: USA, b: GBR, change: ends", "there is none"},
                {"arms, a: RUS, b: CHN", "it stands so already"},
                {"treaty, a: USA, b: JPN", "it stands so already"},
                {"rivalry, a: USA, b: CHN", "it stands so already"},
                {"institution, institution: CSTO, change: leaves, a: ARM", "binds no pair"}};
    char text[512], heard[HEARD];

    for (size_t i = 0; i < sizeof IDLE / sizeof IDLE[0]; i++) {
        (void)snprintf(text, sizeof text, HEAD "  - {date: 2026, kind: %s}\n" TAIL, IDLE[i].line);
        assert_int_equal(check(*state, text, heard), ENT_OK);
        if (strstr(heard, "1 s.yaml:6:5: '2026  ") == NULL || strstr(heard, IDLE[i].word) == NULL) {
            fail_msg("%s: '%s'", IDLE[i].line, heard);
        }
    }
}

static void
what_changes_something_is_not(void **state)
{
    static const char *const BUSY[] = {"dispute, a: USA, b: CHN",
                                       "sanction, a: USA, b: RUS, change: ends",
                                       "rivalry, a: USA, b: CHN, change: ends",
                                       "rapprochement, a: USA, b: CHN",
                                       "patrol, a: IND, b: CHN",
                                       "missiles, a: USA, b: RUS",
                                       "leader, a: RUS",
                                       "defeat, a: UKR, b: RUS",
                                       "capability, a: RUS, factor: 2",
                                       "institution, institution: NATO, change: joins, a: UKR",
                                       "trade, a: USA, b: CHN, to: RUS"};
    char                     text[512], heard[HEARD];

    for (size_t i = 0; i < sizeof BUSY / sizeof BUSY[0]; i++) {
        (void)snprintf(text, sizeof text, HEAD "  - {date: 2026, kind: %s}\n" TAIL, BUSY[i]);
        assert_int_equal(check(*state, text, heard), ENT_OK);
        if (heard[0] != '\0') {
            fail_msg("%s: '%s'", BUSY[i], heard);
        }
    }
}

static void
what_the_record_does_not_hold_is_found_without_a_run(void **state)
{
    static const struct {
        const char *text, *place;
        ent_status  status;
    } WRONG[] = {{"format: 1\nname: s\nbase: 2040\noutcomes:\n"
                  "  - {name: o, kind: dispute, a: USA, b: CHN}\n",
                  "s.yaml:3:7", ENT_E_INPUT},
                 {"format: 1\nname: s\nbase: 2024\noutcomes:\n"
                  "  - {name: o, kind: votes_apart, a: USA, b: TWN, distance: 0.5}\n",
                  "s.yaml:5:5", ENT_E_NOTFOUND},
                 {"format: 1\nname: s\nbase: 2024\noutcomes:\n"
                  "  - {name: o, kind: peace_falls, a: RUS, b: UKR}\n",
                  "s.yaml:5:5", ENT_E_INPUT}};
    char heard[HEARD];

    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        assert_int_equal(check(*state, WRONG[i].text, heard), WRONG[i].status);
        assert_non_null(strstr(heard, WRONG[i].place));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_treaty_that_is_not_there_cannot_end),
        cmocka_unit_test(a_treaty_that_an_intervention_brings_can_end_later),
        cmocka_unit_test(what_changes_nothing_is_told),
        cmocka_unit_test(what_changes_something_is_not),
        cmocka_unit_test(what_the_record_does_not_hold_is_found_without_a_run),
    };

    return cmocka_run_group_tests(tests, stage_setup, stage_teardown);
}
