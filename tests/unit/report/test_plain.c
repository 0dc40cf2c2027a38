/*
 * test_plain.c - the short answer in sentences, and what documents report last
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "base/date.h"
#include "report/section/section.h"
#include "unit_page.h"

enum { YEARS = 11 };

static ent_history_year  years[YEARS];
static ent_triangle_year triangle[2];

static ent_view
view_of(const ent_report_input *input, int before, int now, unsigned obligations)
{
    ent_view view = {.input = input, .last_year = 2020};

    for (int i = 0; i < YEARS; i++) {
        years[i] = (ent_history_year){2010 + i, i < YEARS - 1 ? before : now, 0, obligations};
    }
    view.history.years = years;
    view.history.year_count = YEARS;
    return view;
}

static void
assert_says(const ent_view *view, const char *wanted)
{
    ent_text out;

    ent_text_init(&out);
    ent_answer_plain(&out, view);
    if (strstr(ent_text_get(&out), wanted) == NULL) {
        fail_msg("no '%s' in %s", wanted, ent_text_get(&out));
    }
    ent_text_clear(&out);
}

static void
the_level_is_compared_with_that_of_ten_years_before(void **state)
{
    ent_report_input input = {.record = NULL};
    ent_view         view = view_of(&input, 4, 5, 0);

    (void)state;
    assert_says(&view, "at level 5 of 7 in 2020 (joint patrols, interoperability), up from level 4 "
                       "in 2010. ");
    view = view_of(&input, 7, 2, 0);
    assert_says(&view, ", down from level 7 in 2010. ");
    view = view_of(&input, 3, 3, 0);
    assert_says(&view, ", as in 2010. ");
    view.history.year_count = 5;
    assert_says(&view, "at level 3 of 7 in 2014 (arms and technology transfer). ");
    view = view_of(&input, 3, -1, 0);
    assert_says(&view, "How far Russia and China work together in 2020 is not known. ");
}

static void
duties_are_told_and_the_one_that_is_missing(void **state)
{
    ent_report_input input = {.record = NULL};
    ent_view         view = view_of(&input, 4, 5, 0);

    (void)state;
    assert_says(&view, "No treaty of the record obliges them to anything. ");
    view = view_of(&input, 4, 5, ENT_OBLIGATION_NONAGGRESSION | ENT_OBLIGATION_CONSULTATION);
    assert_says(&view, "Treaties oblige them not to attack each other and to consult each other, "
                       "but not to defend each other. ");
    view = view_of(&input, 4, 5, ENT_OBLIGATION_DEFENCE | ENT_OBLIGATION_CONSULTATION);
    assert_says(&view, "Treaties oblige them to defend each other and to consult each other. ");
}

static void
a_triangle_is_told_by_who_is_at_enmity(void **state)
{
    static const struct {
        ent_triangle_year year;
        const char       *says;
    } CASES[] = {
        {{2020, {-1, 1, -1}, ENT_TRIANGLE_MARRIAGE, 0},
         "Since 2019 the United States is at enmity with Russia and China, which are not at enmity "
         "with each other. "},
        {{2020, {-1, 1, -1}, ENT_TRIANGLE_MARRIAGE, 2},
         "Since 2019 China is at enmity with the United States and Russia, which are not"},
        {{2020, {1, -1, 1}, ENT_TRIANGLE_ROMANTIC, 0},
         "Since 2019 Russia and China are at enmity, and the United States with neither of them. "},
        {{2020, {1, 1, 1}, ENT_TRIANGLE_MENAGE, -1},
         "Since 2019 the United States, Russia and China are all without enmity. "},
        {{2020, {-1, -1, -1}, ENT_TRIANGLE_UNIT_VETO, -1},
         "Since 2019 the United States, Russia and China are all at enmity. "}};
    ent_report_input input = {.record = NULL};
    ent_view         view = {.input = &input};

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        triangle[0] = triangle[1] = CASES[i].year;
        triangle[0].year = 2019;
        view.triangle = (ent_triangle_history){{"United States", "Russia", "China"}, triangle, 2};
        assert_says(&view, CASES[i].says);
    }
    view.triangle.year_count = 0;
    assert_says(&view, "The record holds nothing of Russia and China, and no document was read.");
}

static const char *const RUS[] = {"RUS"}, *const CHN[] = {"CHN"};

static ent_event
event_at(uint32_t sentence, ent_day day, ent_event_status status)
{
    return (ent_event){.sentence = sentence,
                       .date = {day, day + 1},
                       .precision = ENT_PRECISION_DAY,
                       .sources = RUS,
                       .source_count = 1,
                       .targets = CHN,
                       .target_count = 1,
                       .type = "CONSULT",
                       .cameo = "04",
                       .status = status,
                       .speaker = "author",
                       .rule = "meet"};
}

/* Of each sentence once, the newest first; what may be, what has no date and what is of one party
   alone is none. */
static void
the_latest_reports_are_those_asserted_of_two(void **state)
{
    static ent_document documents[] = {{"a.txt", "aa", NULL, {0, 1}, 90, NULL}};
    static ent_sentence sentences[] = {{0, 1, {0, 5}, "old", NULL, NULL},
                                       {0, 2, {6, 5}, "new", NULL, NULL},
                                       {0, 3, {12, 5}, "may be", NULL, NULL},
                                       {0, 4, {18, 5}, "undated", NULL, NULL},
                                       {0, 5, {24, 5}, "alone", NULL, NULL}};
    ent_event           events[] = {
                  event_at(0, 100, ENT_EVENT_PAST),   event_at(1, 200, ENT_EVENT_ACTUAL),
                  event_at(1, 200, ENT_EVENT_ACTUAL), event_at(2, 300, ENT_EVENT_CONDITIONAL),
                  event_at(3, 300, ENT_EVENT_ACTUAL), event_at(4, 300, ENT_EVENT_ACTUAL)};
    ent_reading      reading = {.documents = documents,
                                .document_count = 1,
                                .sentences = sentences,
                                .sentence_count = 5,
                                .events = events,
                                .event_count = sizeof events / sizeof *events};
    ent_match        matches[6] = {{ENT_MATCH_NEW, ENT_FACT_ACT, NULL}};
    ent_report_input input = {.reading = &reading, .matches = matches};
    ent_view         view = {.input = &input};
    ent_text         out;
    const char      *first, *second;

    (void)state;
    events[4].precision = ENT_PRECISION_NONE;
    events[5].target_count = 0;
    ent_text_init(&out);
    ent_reading_latest(&out, &view, 5);
    assert_int_equal(unit_count(ent_text_get(&out), "<p class=\"sentence\">"), 2);
    first = strstr(ent_text_get(&out), "new</mark>");
    second = strstr(ent_text_get(&out), "old</mark>");
    assert_true(first != NULL && second != NULL && first < second);
    assert_non_null(strstr(ent_text_get(&out), "<strong>RUS \xE2\x86\x92 CHN</strong>"));
    ent_text_reset(&out);
    ent_reading_latest(&out, &view, 1);
    assert_int_equal(unit_count(ent_text_get(&out), "<p class=\"sentence\">"), 1);
    ent_text_reset(&out);
    input.reading = NULL;
    ent_reading_latest(&out, &view, 5);
    assert_int_equal(out.length, 0);
    ent_text_clear(&out);
}

static void
reports_and_claims_are_counted(void **state)
{
    static const ent_column COLUMNS[] = {{"id", ENT_COLUMN_TEXT}, {"verdict", ENT_COLUMN_TEXT}};
    ent_ctx                *ctx = unit_ctx(1);
    ent_document            documents[] = {{"a.txt", "aa", NULL, {0, 1}, 90, NULL}};
    ent_event   events[] = {event_at(0, 1, ENT_EVENT_ACTUAL), event_at(0, 2, ENT_EVENT_ACTUAL)};
    ent_reading reading = {
        .documents = documents, .document_count = 1, .events = events, .event_count = 2};
    ent_match        matches[] = {{ENT_MATCH_CORROBORATED, ENT_FACT_ACT, NULL},
                                  {ENT_MATCH_NEW, ENT_FACT_ACT, NULL}};
    ent_report_input input = {.reading = &reading, .matches = matches};
    ent_view         view = {.input = &input};

    (void)state;
    assert_int_equal(ent_table_create(ctx, COLUMNS, 2, &input.verdicts), ENT_OK);
    for (size_t i = 0; i < 4; i++) {
        static const char *const ROWS[][2] = {{"a", "supported"},
                                              {"b", "contradicted"},
                                              {"c", "undetermined"},
                                              {"d", "not-testable"}};

        ent_table_row(input.verdicts);
        ent_table_text(input.verdicts, 0, ROWS[i][0]);
        ent_table_text(input.verdicts, 1, ROWS[i][1]);
    }
    assert_says(&view, "Of 2 events that 1 document reports, the record confirms 1 and contradicts "
                       "none. Of 4 claims that documents make, 1 hold, 1 do not and 2 cannot be "
                       "decided.");
    matches[1].verdict = ENT_MATCH_CONTRADICTED;
    assert_says(&view, "confirms 1 and contradicts 1. ");
    ent_table_destroy(input.verdicts);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_level_is_compared_with_that_of_ten_years_before),
        cmocka_unit_test(duties_are_told_and_the_one_that_is_missing),
        cmocka_unit_test(a_triangle_is_told_by_who_is_at_enmity),
        cmocka_unit_test(the_latest_reports_are_those_asserted_of_two),
        cmocka_unit_test(reports_and_claims_are_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
