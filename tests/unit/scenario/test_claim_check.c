/*
 * test_claim_check.c - claims -> verdicts, on the built-in record
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "base/date.h"
#include "base/text.h"
#include "entente/claim.h"

typedef struct bench {
    ent_ctx    *ctx;
    ent_codes  *codes;
    ent_store  *store;
    ent_claims *pack;
    ent_table  *table;
} bench;

/* Two numbers, as doubles. */
static void
assert_near(double a, double b, double within)
{
    if (!(fabs(a - b) <= within)) {
        fail_msg("%.15g is not %.15g", a, b);
    }
}

static int
bench_setup(void **state)
{
    bench *b = calloc(1, sizeof *b);

    assert_non_null(b);
    b->ctx = unit_ctx(2);
    assert_int_equal(ent_codes_load(b->ctx, &b->codes), ENT_OK);
    assert_int_equal(ent_store_open(b->ctx, ":memory:", ENT_STORE_WRITE, b->codes, &b->store),
                     ENT_OK);
    *state = b;
    return 0;
}

static void
forget(bench *b)
{
    ent_table_destroy(b->table);
    ent_claims_destroy(b->pack);
    b->table = NULL;
    b->pack = NULL;
}

static int
bench_teardown(void **state)
{
    bench *b = *state;

    forget(b);
    ent_store_close(b->store);
    ent_codes_destroy(b->codes);
    ent_ctx_destroy(b->ctx);
    free(b);
    return 0;
}

static ent_status
check_with(bench *b, const char *text, const ent_check_options *options)
{
    const ent_claims *packs[1];
    ent_status        status;

    forget(b);
    status = ent_claims_parse(b->ctx, b->codes, "c.yaml", text, strlen(text), &b->pack);
    if (status != ENT_OK) {
        fail_msg("%s in\n%s", ent_ctx_error(b->ctx), text);
    }
    packs[0] = b->pack;
    return ent_claims_check(b->ctx, b->store, b->codes, packs, 1, options, &b->table);
}

static void
check(bench *b, const char *text)
{
    static const ent_check_options FEW = {.runs = 40};

    if (check_with(b, text, &FEW) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(b->ctx));
    }
}

static size_t
column(const bench *b, const char *name)
{
    size_t i = 0;

    while (strcmp(ent_table_columns(b->table)[i].name, name) != 0) {
        i++;
    }
    return i;
}

static const char *
cell(bench *b, size_t row, const char *name)
{
    return ent_table_get_text(b->table, row, column(b, name));
}

static double
number(bench *b, size_t row, const char *name)
{
    return ent_table_get_number(b->table, row, column(b, name));
}

static void
expect(bench *b, size_t row, const char *verdict)
{
    if (strcmp(cell(b, row, "verdict"), verdict) != 0) {
        char found[40];

        (void)snprintf(found, sizeof found, "%s", cell(b, row, "verdict"));
        fail_msg("%s, expected %s: %s", found, verdict, cell(b, row, "reason"));
    }
}

#define DATED(day) "format: 1\nname: n\ndocument: {name: d.txt, date: " day "}\nclaims:\n"
#define CLAIM(id, kind, test)                                                                      \
    "  - id: " id "\n    says: s\n    refuted: r\n    kind: " kind "\n    test: {" test "}\n"

static void
the_slips_are_contradicted_by_a_row(void **state)
{
    static const char *const SLIPS[] = {"003-cfe-is-cica", "003-nato-suspends-csto",
                                        "003-csto-1992"};
    static const char *const TABLES[] = {
        "/institutions.csv:", "/members.csv:", "/institutions.csv:"};
    static const ent_check_options NO_RUNS = {.quick = true};
    bench                         *b = *state;
    const ent_claims              *packs[1];
    size_t                         found = 0;

    assert_int_equal(ent_claims_load(b->ctx, b->codes, "003-two-ideas-of-security", &b->pack),
                     ENT_OK);
    packs[0] = b->pack;
    assert_int_equal(ent_claims_check(b->ctx, b->store, b->codes, packs, 1, &NO_RUNS, &b->table),
                     ENT_OK);
    assert_int_equal(ent_table_row_count(b->table), 2 * ent_claims_count(b->pack));
    for (size_t row = 0; row < ent_table_row_count(b->table); row++) {
        for (size_t i = 0; i < 3; i++) {
            if (strcmp(cell(b, row, "id"), SLIPS[i]) == 0) {
                expect(b, row, "contradicted");
                assert_non_null(strstr(cell(b, row, "fact_id"), TABLES[i]));
                found++;
            }
        }
    }
    assert_int_equal(found, 6); /* as of the document and of today */
    assert_true(ent_verdict_count(b->table, ENT_VERDICT_CONTRADICTED) >= 6);
}

static void
nothing_later_than_the_document_is_seen(void **state)
{
    bench *b = *state;

    check(b, DATED("2023-08-31") CLAIM("a", "fact",
                                       "record: members, where: [institution=NATO, state=SWE,"
                                       " status=member]")
                 CLAIM("b", "fact", "record: votes, where: [roll_call=ES-11/1, state=CHN]"));
    expect(b, 0, "undetermined");
    expect(b, 1, "supported");
    assert_string_equal(cell(b, 0, "as_of"), "2023-08-31");
    assert_string_equal(cell(b, 0, "fact_id"), "");
    expect(b, 2, "supported");
    check(b, DATED("2022-03-01")
                 CLAIM("b", "fact", "record: votes, where: [roll_call=ES-11/1, state=CHN]"));
    expect(b, 0, "undetermined"); /* the vote was on the next day */
    expect(b, 1, "supported");
}

static void
a_claim_without_a_date_has_one_verdict(void **state)
{
    bench *b = *state;

    check(b, "format: 1\nname: n\nclaims:\n" CLAIM(
                 "a", "fact", "record: acts, pair: [CHN, RUS], where: [kind=patrol]"));
    assert_int_equal(ent_table_row_count(b->table), 1);
    assert_string_equal(cell(b, 0, "document"), "");
    assert_string_equal(cell(b, 0, "offset"), "");
    expect(b, 0, "supported");
}

/* Rows counted one by one, straight from the record. */
static void
as_many_rows_are_found_as_there_are(void **state)
{
    bench         *b = *state;
    ent_record    *record;
    const ent_act *acts;
    size_t         count, expected = 0;
    ent_state russia = ent_codes_find(b->codes, "RUS"), china = ent_codes_find(b->codes, "CHN");

    assert_int_equal(ent_record_load(b->ctx, b->store, b->codes, NULL, &record), ENT_OK);
    acts = ent_record_facts(record, ENT_FACT_ACT, &count);
    for (size_t i = 0; i < count; i++) {
        bool pair = (acts[i].state_a == russia && acts[i].state_b == china) ||
                    (acts[i].state_a == china && acts[i].state_b == russia);

        expected += pair && acts[i].level >= 4 && acts[i].level != ENT_NO_INTEGER &&
                    acts[i].start >= ent_date_day(2005, 1, 1) &&
                    strcmp(acts[i].kind, "patrol") != 0;
    }
    ent_record_destroy(record);
    check(b, DATED("2030-01-01") CLAIM("a", "fact",
                                       "record: acts, pair: [RUS, CHN],"
                                       " where: ['level>=4', 'start>=2005', 'kind!=patrol']")
                 CLAIM("b", "fact",
                       "record: acts, pair: [CHN, RUS],"
                       " where: ['level>=4', 'start>=2005', 'kind!=patrol']"));
    assert_true(expected > 20);
    assert_near(number(b, 1, "n"), (double)expected, 0);
    assert_near(number(b, 3, "n"), (double)expected, 0); /* a pair has no order */
}

static void
what_the_table_has_whole_can_be_denied(void **state)
{
    bench *b = *state;

    check(b, DATED("2024-01-01") CLAIM("a", "fact",
                                       "record: treaties, where: ['treaty~rus-chn', defence=1,"
                                       " 'start>=1981'], at_most: 0, complete: true")
                 CLAIM("b", "fact",
                       "record: treaties, where: ['treaty~rus-chn', defence=1,"
                       " 'start>=1981'], at_most: 0")
                     CLAIM("c", "fact",
                           "record: treaties, where: ['treaty~rus-chn', defence=1],"
                           " at_most: 0, complete: true")
                         CLAIM("d", "fact",
                               "record: treaties, where: ['treaty~rus-chn', defence=1,"
                               " 'start>=1981'], complete: true"));
    expect(b, 0, "supported");
    expect(b, 2, "undetermined");
    expect(b, 4, "contradicted");
    expect(b, 6, "contradicted");
}

static void
a_forecast_is_open_then_scored(void **state)
{
    bench *b = *state;

    check(b, DATED("2022-02-04") CLAIM("a", "forecast",
                                       "record: disputes, pair: [RUS, UKR], where: [hostility=5],"
                                       " by: 2022-12-31, probability: 0.7")
                 CLAIM("b", "forecast",
                       "record: disputes, pair: [RUS, UKR], where: [hostility=5],"
                       " by: 2022-02-20, probability: 0.7")
                     CLAIM("c", "forecast",
                           "record: disputes, pair: [RUS, UKR], where: [hostility=5],"
                           " at_most: 0, by: 2022-02-20, probability: 0.4")
                         CLAIM("d", "forecast",
                               "record: disputes, pair: [RUS, UKR], where: [hostility=5],"
                               " at_most: 5, by: 2999-12-31, probability: 0.4"));
    for (size_t row = 0; row < 8; row += 2) {
        expect(b, row, "undetermined");
        assert_true(isnan(number(b, row, "value")));
    }
    expect(b, 1, "supported");
    assert_near(number(b, 1, "value"), 0.09, 1e-12);
    expect(b, 3, "contradicted");
    assert_near(number(b, 3, "value"), 0.49, 1e-12);
    expect(b, 5, "supported");
    assert_near(number(b, 5, "value"), 0.36, 1e-12);
    expect(b, 7, "undetermined"); /* not due yet */
}

/* The war of February 2022 is no news in March; and what no table reaches has not failed. */
static void
a_forecast_is_of_what_comes_after_it_and_within_the_record(void **state)
{
    bench      *b = *state;
    ent_record *record;
    char        text[1024], last[16];

    assert_int_equal(ent_record_load(b->ctx, b->store, b->codes, NULL, &record), ENT_OK);
    ent_date_print(ent_record_span(record).to - 1, last); /* later than that of disputes */
    ent_record_destroy(record);
    (void)snprintf(
        text, sizeof text,
        DATED("2022-03-01") CLAIM("a", "forecast",
                                  "record: disputes, pair: [RUS, UKR], where: "
                                  "[hostility=5], by: 2022-12-31, probability: 0.5")
            CLAIM("b", "forecast", "record: disputes, pair: [BRA, ARG], by: %s, probability: 0.5"),
        last);
    check(b, text);
    expect(b, 0, "undetermined");
    expect(b, 1, "contradicted");
    expect(b, 3, "undetermined");
    assert_non_null(strstr(cell(b, 3, "reason"), "and the rows of disputes reach to 20"));
}

/* The mean of a measure by hand, over the stated window. */
static void
a_comparison_is_of_the_means(void **state)
{
    bench              *b = *state;
    ent_record         *record;
    ent_table          *table;
    ent_state           states[2];
    ent_measure_options options = {.states = states, .state_count = 2};
    double              here = 0, there = 0;

    states[0] = ent_codes_find(b->codes, "RUS");
    states[1] = ent_codes_find(b->codes, "CHN");
    options.span = (ent_span){ent_date_day(1950, 1, 1), ent_date_day(2021, 1, 1)};
    assert_int_equal(ent_record_load(b->ctx, b->store, b->codes, NULL, &record), ENT_OK);
    assert_int_equal(ent_measure_find("cooperation")->run(b->ctx, record, &options, &table),
                     ENT_OK);
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        double year = ent_table_get_number(table, row, 0);
        double level = ent_table_get_number(table, row, 3);

        here += year >= 2016 && year <= 2020 ? level / 5 : 0;
        there += year >= 1950 && year <= 1953 ? level / 4 : 0;
    }
    ent_table_destroy(table);
    ent_record_destroy(record);
    check(b, DATED("2030-01-01") CLAIM("a", "comparison",
                                       "measures: [cooperation.level], states: [RUS, CHN],"
                                       " from: 2016, to: 2020, relation: more,"
                                       " than: {from: 1950, to: 1953}, threshold: 0")
                 CLAIM("b", "comparison",
                       "measures: [cooperation.level], states: [RUS, CHN],"
                       " from: 2016, to: 2020, relation: less,"
                       " than: {value: 7}, threshold: 0"));
    assert_near(number(b, 1, "value"), here - there, 1e-12);
    expect(b, 1, "contradicted");
    assert_near(number(b, 3, "value"), here, 1e-12);
    assert_near(number(b, 3, "threshold"), 7, 0);
    expect(b, 3, "supported");
    assert_int_equal(number(b, 3, "n"), 3); /* windows */
}

/* Two years cannot lose one, those that they are compared with can: how often the value changes
 * says how many ways there are. */
static void
the_years_compared_with_vary_as_well(void **state)
{
    bench            *b = *state;
    ent_table        *curves = NULL;
    ent_check_options options = {.quick = true, .curves = &curves};
    static const int  THAN[][2] = {{2010, 2020}, {2012, 2020}, {2010, 2018}};
    static const int  SHORT[][2] = {{2018, 2020}, {2019, 2020}, {2018, 2019}};

    assert_int_equal(
        check_with(b,
                   DATED("2030-01-01") CLAIM("a", "comparison",
                                             "measures: [cooperation.level], states: [RUS, CHN],"
                                             " from: 2022, to: 2023, relation: more,"
                                             " than: {from: 2010, to: 2020}, threshold: 0")
                       CLAIM("b", "comparison",
                             "measures: [cooperation.level], states: [RUS, CHN],"
                             " from: 2018, to: 2020, relation: less,"
                             " than: {value: 7}, threshold: 0")
                           CLAIM("c", "comparison",
                                 "measures: [cooperation.level], states: [RUS, CHN],"
                                 " from: 2023, to: 2024, relation: at_least,"
                                 " than: {from: 2021, to: 2022}, threshold: 0"),
                   &options),
        ENT_OK);
    assert_int_equal(ent_table_row_count(curves), 2 * 7);
    for (size_t row = 0; row < 3; row++) {
        assert_near(ent_table_get_number(curves, row, 3), 2022, 0);
        assert_near(ent_table_get_number(curves, row, 11), THAN[row][0], 0);
        assert_near(ent_table_get_number(curves, row, 12), THAN[row][1], 0);
        assert_near(ent_table_get_number(curves, 6 + row, 3), SHORT[row][0], 0);
        assert_near(ent_table_get_number(curves, 6 + row, 4), SHORT[row][1], 0);
    }
    assert_true(ent_table_get_number(curves, 0, 8) > ent_table_get_number(curves, 1, 8));
    assert_true(ent_table_get_number(curves, 2, 8) > ent_table_get_number(curves, 0, 8));
    assert_near(number(b, 5, "n"), 1, 0);
    ent_table_destroy(curves);
}

static void
a_trend_and_its_reverse_are_told_apart(void **state)
{
    bench *b = *state;

    check(b,
          DATED("2030-01-01") CLAIM("a", "trend",
                                    "measures: [cooperation.level], states: [RUS, CHN], from: 1985,"
                                    " to: 2020, direction: rises, threshold: 0.3")
              CLAIM("b", "trend",
                    "measures: ['-cooperation.level'], states: [CHN, RUS],"
                    " from: 1985, to: 2020, direction: rises, threshold: 0.3")
                  CLAIM("c", "trend",
                        "measures: [cooperation.level], states: [RUS, CHN], from: 1985,"
                        " to: 2020, direction: falls, threshold: 0.3"));
    expect(b, 1, "supported");
    expect(b, 3, "contradicted");
    expect(b, 5, "contradicted");
    assert_near(number(b, 1, "value"), -number(b, 3, "value"), 1e-12);
    assert_true(number(b, 1, "p") <= 0.05);
}

/* Whatever the verdict says of a curve is so of its rows. */
static void
a_verdict_is_that_of_its_specifications(void **state)
{
    bench            *b = *state;
    ent_table        *curves = NULL;
    ent_check_options options = {.quick = true, .curves = &curves};
    double            lowest = INFINITY, highest = -INFINITY, agreeing = 0, rows = 0;

    assert_int_equal(check_with(b,
                                DATED("2010-01-01")
                                    CLAIM("a", "trend",
                                          "measures: [cooperation.level], states: [RUS, CHN],"
                                          " from: 1985, to: 2020, direction: rises, threshold: 0"),
                                &options),
                     ENT_OK);
    assert_non_null(curves);
    for (size_t row = 0; row < ent_table_row_count(curves); row++) {
        assert_string_equal(ent_table_get_text(curves, row, 2), "cooperation.level");
        assert_true(ent_table_get_number(curves, row, 3) >= 1985);
        if (strcmp(ent_table_get_text(curves, row, 1), "2010-01-01") == 0) {
            continue;
        }
        rows++;
        agreeing += strcmp(ent_table_get_text(curves, row, 10), "true") == 0;
        lowest = fmin(lowest, ent_table_get_number(curves, row, 8));
        highest = fmax(highest, ent_table_get_number(curves, row, 8));
    }
    assert_true(rows >= 3);
    assert_true(ent_table_row_count(curves) > rows);
    assert_near(number(b, 1, "n"), rows, 0);
    assert_near(number(b, 1, "agree"), agreeing / rows, 1e-12);
    assert_near(number(b, 1, "lo"), lowest, 0);
    assert_near(number(b, 1, "hi"), highest, 0);
    ent_table_destroy(curves);
}

/* The same claim alone and beside nine others: the correction grows with their number. */
static void
more_tests_in_a_file_ask_for_more(void **state)
{
    static const char TEST[] =
        "measures: [cooperation.level], states: [RUS, CHN], from: 1985, to: 2020,"
        " direction: rises, threshold: 0.3";
    bench   *b = *state;
    ent_text text;
    double   alone;

    ent_text_init(&text);
    for (int i = 0; i < 10; i++) {
        if (i == 0) {
            ent_text_add(&text, DATED("2030-01-01"));
        }
        ent_text_addf(&text,
                      "  - id: c%d\n    says: s\n    refuted: r\n    kind: trend\n"
                      "    test: {%s}\n",
                      i, TEST);
        if (i == 0) {
            check(b, ent_text_get(&text));
            alone = number(b, 1, "p");
        }
    }
    check(b, ent_text_get(&text));
    assert_near(number(b, 1, "p"), 10 * alone, 1e-9);
    ent_text_clear(&text);
}

static void
one_coding_of_signs_is_not_enough(void **state)
{
    bench *b = *state;

    check(b, DATED("2030-01-01") CLAIM("a", "comparison",
                                       "measures: [triangle.pivot], is: RUS, from: 1973, to: 1979,"
                                       " relation: more, than: {from: 1960, to: 1968},"
                                       " threshold: 0"));
    expect(b, 1, "undetermined"); /* the built-in record has no peace scale */
    assert_near(number(b, 1, "agree"), 1, 0);
    assert_non_null(strstr(cell(b, 1, "reason"), "under one coding of signs alone"));
}

/* A trade war rests on sanctions: not on signs, though the whole of pressure does. */
static void
what_a_column_does_not_rest_on_is_no_choice(void **state)
{
    bench *b = *state;

    check(b, DATED("2030-01-01") CLAIM("a", "comparison",
                                       "measures: [pressure.trade_war], states: [CHN, USA],"
                                       " from: 2018, to: 2022, relation: more,"
                                       " than: {from: 2012, to: 2017}, threshold: 0")
                 CLAIM("b", "comparison",
                       "measures: [pressure.pressure], states: [CHN, USA], from: 2018, to: 2022,"
                       " relation: more, than: {from: 2012, to: 2017}, threshold: 0"));
    expect(b, 1, "supported");
    assert_near(number(b, 1, "n"), 3, 0); /* windows */
    expect(b, 3, "undetermined");
    assert_non_null(strstr(cell(b, 3, "reason"), "under one coding of signs alone"));
}

static void
a_divided_curve_says_what_divides_it(void **state)
{
    bench *b = *state;

    check(b, DATED("2030-01-01") CLAIM("a", "trend",
                                       "measures: [cooperation.level, -cooperation.level],"
                                       " states: [RUS, CHN], from: 1985, to: 2020,"
                                       " direction: rises, threshold: 0.3"));
    expect(b, 1, "undetermined");
    assert_non_null(strstr(cell(b, 1, "reason"),
                           "3 of 6 specifications agree: most with cooperation.level (3 of 3), "
                           "fewest with -cooperation.level (0 of 3)"));
}

static void
what_is_not_observed_is_missing(void **state)
{
    bench *b = *state;

    check(b, DATED("2030-01-01") CLAIM("a", "trend",
                                       "measures: [peace.level], states: [RUS, CHN], from: 1991,"
                                       " to: 2009, direction: rises, threshold: 0.3"));
    expect(b, 1, "undetermined");
    assert_true(isnan(number(b, 1, "value")));
    assert_non_null(strstr(cell(b, 1, "reason"), "peace.level is observed in 0 of the years"));
}

static void
what_rests_on_assumed_sizes_is_never_more_than_undetermined(void **state)
{
    bench *b = *state;

    check(b, DATED("2022-02-04") CLAIM("a", "contrast",
                                       "scenario: taiwan-crisis, against: base, year: 2034,"
                                       " outcome: RUS-CHN level 6 or more, direction: more,"
                                       " threshold: 0")
                 CLAIM("b", "contrast",
                       "scenario: pressure-on-russia, against: pressure-on-both,"
                       " year: 2030, outcome: RUS-CHN level 6 or more,"
                       " direction: less, threshold: 0")
                     CLAIM("c", "ordering",
                           "scenario: base, outcome: RUS-CHN level 6 or more, year: 2034,"
                           " above: RUS-CHN defence pact, threshold: 0"));
    for (size_t row = 0; row < 6; row++) {
        expect(b, row, "undetermined");
        assert_true(isnan(number(b, row, "value")) == (row % 2 == 0));
    }
    for (size_t row = 1; row < 6; row += 2) {
        assert_true(number(b, row, "lo") <= number(b, row, "value"));
        assert_true(number(b, row, "hi") >= number(b, row, "value"));
        assert_near(number(b, row, "n"), 40, 0);
    }
}

/* A backtest as the store keeps it: what the base rate and no change lose to the runs. */
static void
keep_backtest(bench *b, const char *dispute, const char *pact)
{
    char        csv[512];
    ent_fit_row row = {.model = "scenarios", .status = "backtest", .file = "", .details = "[]"};

    (void)snprintf(csv, sizeof csv,
                   "outcome,model,events,gain_lo,scenario,origin,lo,hi\n"
                   "dispute,base rate,40,%s,all,,,\ndispute,no change,40,0.1,all,,,\n"
                   "defence_begins,base rate,40,%s,all,,,\n"
                   "defence_begins,no change,40,0.1,all,,,\n",
                   dispute, pact);
    row.result = csv;
    assert_int_equal(ent_store_add_fit(b->ctx, b->store, &row), ENT_OK);
}

/* Without interventions no size is assumed: what is missing is that the runs are worth anything. */
static void
runs_that_beat_their_baselines_may_decide(void **state)
{
    static const char ORDER[] =
        DATED("2022-02-04") CLAIM("a", "ordering",
                                  "scenario: base, outcome: USA-CHN dispute, year: 2034,"
                                  " above: RUS-CHN defence pact, threshold: 0")
            CLAIM("b", "contrast",
                  "scenario: taiwan-crisis, against: base, year: 2034,"
                  " outcome: RUS-CHN level 6 or more, direction: more, threshold: 0");
    static const char *const       KEPT[][2] = {{"-0.01", "0.2"}, {"0.2", "-0.01"}, {"0.2", "0.2"}};
    static const ent_check_options SOME = {.runs = 400};
    bench                         *b = *state;

    assert_int_equal(check_with(b, ORDER, &SOME), ENT_OK);
    expect(b, 1, "undetermined");
    for (size_t i = 0; i < 3; i++) { /* the newest decides */
        keep_backtest(b, KEPT[i][0], KEPT[i][1]);
        assert_int_equal(check_with(b, ORDER, &SOME), ENT_OK);
        expect(b, 1, i < 2 ? "undetermined" : "supported");
        expect(b, 3, "undetermined"); /* assumed sizes */
    }
    assert_non_null(strstr(cell(b, 1, "reason"), "beat their baselines"));
    keep_backtest(b, "", "nonsense");
    assert_int_equal(check_with(b, ORDER, &SOME), ENT_OK);
    expect(b, 1, "undetermined");
}

/* Of two horizons: how much of the base rate's error the rule takes away, and no change. */
static void
keep_moves(bench *b, const char *one, const char *five)
{
    char        csv[512];
    ent_fit_row row = {.model = "moves", .status = "backtest", .file = "", .details = "[]"};

    (void)snprintf(csv, sizeof csv,
                   "outcome,model,events,gain_lo,scenario,origin,lo,hi\n"
                   "down,rule,40,,,1990,-1,-1\n" /* of one origin: it does not matter */
                   "down,no change,40,,,,-0.2,-0.1\ndown,rule,40,,,,%s,0.5\n"
                   "down,no change,40,,,,-0.2,-0.1\ndown,rule,40,,,,%s,0.5\n",
                   one, five);
    row.result = csv;
    assert_int_equal(ent_store_add_fit(b->ctx, b->store, &row), ENT_OK);
}

/* Its sizes are estimated, so that what is left is whether the rule forecasts levels at all. */
static void
a_rule_that_forecasts_levels_may_decide_of_them(void **state)
{
    static const char CONTRAST[] =
        DATED("2022-02-04") CLAIM("a", "contrast",
                                  "scenario: us-russia-normalisation, against: base, year: 2034,"
                                  " outcome: RUS-CHN below level 4, direction: more, threshold: 0");
    static const struct {
        const char *one, *five, *verdict;
    } KEPT[] = {{"-0.01", "0.2", "undetermined"},
                {"0.2", "-0.01", "undetermined"},
                {"0.2", "", "undetermined"},
                {"0.1", "0.2", "supported"}};
    static const ent_check_options SOME = {.runs = 2000};
    bench                         *b = *state;

    assert_int_equal(check_with(b, CONTRAST, &SOME), ENT_OK);
    expect(b, 1, "undetermined");
    assert_non_null(strstr(cell(b, 1, "reason"), "not been shown to beat its baselines"));
    for (size_t i = 0; i < sizeof KEPT / sizeof KEPT[0]; i++) {
        keep_moves(b, KEPT[i].one, KEPT[i].five);
        assert_int_equal(check_with(b, CONTRAST, &SOME), ENT_OK);
        expect(b, 1, KEPT[i].verdict);
    }
}

static void
a_rule_says_what_passes(void **state)
{
    bench *b = *state;

    check(b, DATED("2020-06-01") CLAIM("a", "rule",
                                       "institution: UNSC, objecting: [RUS], result: blocked")
                 CLAIM("b", "rule", "institution: UNSC, objecting: [DEU], result: blocked")
                     CLAIM("c", "rule", "institution: SCO, objecting: [IND], result: blocked")
                         CLAIM("d", "rule", "institution: SCO, objecting: [USA], result: blocked")
                             CLAIM("e", "rule", "institution: SCO, objecting: [], result: passes"));
    expect(b, 0, "supported");
    expect(b, 2, "contradicted"); /* an elected member of that year has no veto */
    expect(b, 4, "supported");
    expect(b, 6, "undetermined");
    assert_non_null(strstr(cell(b, 6, "reason"), "USA has no vote in SCO on 2020-06-01"));
    expect(b, 8, "supported");
}

static void
a_motive_is_not_testable_and_says_why(void **state)
{
    bench *b = *state;

    check(b, DATED("2020-06-01") CLAIM("a", "motive", "reason: a state of mind"));
    expect(b, 0, "not-testable");
    assert_string_equal(cell(b, 0, "basis"), "");
    assert_string_equal(cell(b, 0, "reason"), "a state of mind");
}

static void
a_quotation_needs_its_words(void **state)
{
    bench *b = *state;

    check(b, DATED("2022-03-01") CLAIM("a", "quotation",
                                       "speaker: X, words: LIMITS, record: acts, pair: [RUS, CHN]")
                 CLAIM("b", "quotation", "speaker: X, words: xyzzy, record: acts, pair: [RUS, CHN]")
                     CLAIM("c", "quotation", "speaker: X, words: xyzzy"));
    expect(b, 0, "supported");
    expect(b, 2, "undetermined");
    expect(b, 3, "undetermined");
    expect(b, 5, "undetermined");
    assert_non_null(
        strstr(cell(b, 5, "reason"), "no text at hand that holds the words: X, 'xyzzy'"));
}

static void
a_name_that_is_not_there_is_told_with_its_place(void **state)
{
    static const char *const WRONG[][2] = {
        {CLAIM("a", "rule", "institution: UNCS, objecting: [RUS], result: blocked"),
         "c.yaml:9:25: "},
        {CLAIM("a", "contrast",
               "scenario: taiwan, against: base, outcome: x, year: 2030,"
               " direction: more, threshold: 0"),
         "c.yaml:9:22: no scenario 'taiwan'"},
        {CLAIM("a", "contrast",
               "scenario: taiwan-crisis, against: base, outcome: x, year: 2030,"
               " direction: more, threshold: 0"),
         "'x' is no outcome of 'taiwan-crisis', which counts 'RUS-CHN level 6 or more'"},
        {CLAIM("a", "contrast",
               "scenario: taiwan-crisis, against: base, year: 2050,"
               " outcome: RUS-CHN defence pact, direction: more, threshold: 0"),
         "'taiwan-crisis' runs from 2024 to 2034, not to 2050"}};
    bench *b = *state;

    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        char text[1024];

        (void)snprintf(text, sizeof text, "%s%s", DATED("2020-06-01"), WRONG[i][0]);
        assert_int_equal(check_with(b, text, NULL), ENT_E_INPUT);
        assert_null(b->table);
        if (strstr(ent_ctx_error(b->ctx), WRONG[i][1]) == NULL) {
            fail_msg("'%s' is not in '%s'", WRONG[i][1], ent_ctx_error(b->ctx));
        }
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, bench_setup, bench_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_slips_are_contradicted_by_a_row),
        TEST(nothing_later_than_the_document_is_seen),
        TEST(a_claim_without_a_date_has_one_verdict),
        TEST(as_many_rows_are_found_as_there_are),
        TEST(what_the_table_has_whole_can_be_denied),
        TEST(a_forecast_is_open_then_scored),
        TEST(a_forecast_is_of_what_comes_after_it_and_within_the_record),
        TEST(a_comparison_is_of_the_means),
        TEST(the_years_compared_with_vary_as_well),
        TEST(a_trend_and_its_reverse_are_told_apart),
        TEST(a_verdict_is_that_of_its_specifications),
        TEST(more_tests_in_a_file_ask_for_more),
        TEST(one_coding_of_signs_is_not_enough),
        TEST(what_a_column_does_not_rest_on_is_no_choice),
        TEST(a_divided_curve_says_what_divides_it),
        TEST(what_is_not_observed_is_missing),
        TEST(what_rests_on_assumed_sizes_is_never_more_than_undetermined),
        TEST(runs_that_beat_their_baselines_may_decide),
        TEST(a_rule_that_forecasts_levels_may_decide_of_them),
        TEST(a_rule_says_what_passes),
        TEST(a_motive_is_not_testable_and_says_why),
        TEST(a_quotation_needs_its_words),
        TEST(a_name_that_is_not_there_is_told_with_its_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
