/*
 * test_backtest.c - scores by hand and by their definitions; forecasts that know nothing later
 *
 * SPDX-License-Identifier: MIT
 */
#include "entente/backtest.h"

#include <math.h>

#include "base/random.h"
#include "unit_ties.h"

enum { MANY = 300 };

static void
near(double have, double want)
{
    if (!(fabs(have - want) < 1e-9)) {
        fail_msg("%.12g, expected %.12g", have, want);
    }
}

static void
scores_of_four_forecasts_are_those_by_hand(void **state)
{
    static const double  P[] = {0.9, 0.1, 0.5, 0.5};
    static const uint8_t Y[] = {1, 0, 0, 1};
    ent_ctx             *ctx = unit_ctx(1);
    ent_forecast_score   s;

    (void)state;
    assert_int_equal(ent_forecast_score_of(ctx, 4, P, Y, &s), ENT_OK);
    near(s.brier, (0.01 + 0.01 + 0.25 + 0.25) / 4);
    near(s.log_score, -(2 * log(0.9) + 2 * log(0.5)) / 4);
    near(s.uncertainty, 0.25);
    near(s.reliability, (0.01 + 0.01) / 4);
    near(s.resolution, (0.25 + 0.25) / 4);
    near(s.within, 0); /* four forecasts in ten groups: none differs from others of its own */
    assert_true(isnan(s.auc_roc) && s.events == 2); /* too few to rank */
    assert_int_equal(ent_forecast_score_of(ctx, 0, P, Y, &s), ENT_OK);
    assert_true(isnan(s.brier) && isnan(s.uncertainty));
    ent_ctx_destroy(ctx);
}

/* Every pair of an event and another; every threshold. */
static void
ranks_are_those_of_the_definition(void **state)
{
    ent_ctx *ctx = unit_ctx(1);

    (void)state;
    for (uint32_t run = 0; run < 5; run++) {
        ent_key            key = {.seed = 1648, .run = run, .process = ENT_PROCESS_TEST};
        double             p[MANY], pairs = 0, above = 0, precision = 0, events = 0;
        uint8_t            y[MANY];
        ent_forecast_score s;

        for (uint32_t i = 0; i < MANY; i++) {
            p[i] = (double)ent_random_below(&key, 2 * i, 20) / 20; /* with ties */
            y[i] = ent_random_uniform(&key, 2 * i + 1) < p[i] / 3;
            events += y[i];
        }
        for (size_t i = 0; i < MANY; i++) {
            double at_least = 0, hits = 0;

            for (size_t j = 0; j < MANY; j++) {
                pairs += y[i] != 0 && y[j] == 0;
                above +=
                    y[i] != 0 && y[j] == 0 ? (p[i] > p[j]) + (fabs(p[i] - p[j]) < 1e-12) / 2.0 : 0;
                at_least += p[j] >= p[i];
                hits += p[j] >= p[i] && y[j] != 0;
            }
            precision += y[i] != 0 ? hits / at_least : 0;
        }
        assert_int_equal(ent_forecast_score_of(ctx, MANY, p, y, &s), ENT_OK);
        assert_true(events >= 10);
        near(s.auc_roc, above / pairs);
        near(s.auc_pr, precision / events);
        /* what a group's forecasts differ among themselves is the fourth part, and the rest */
        near(s.brier, s.reliability - s.resolution + s.uncertainty + s.within);
        assert_true(fabs(s.within) > 1e-9 && fabs(s.within) < 0.02);
    }
    ent_ctx_destroy(ctx);
}

/* ---- forecasts ---- */

static const char MODEL[] = "format: 1\nname: m\noutcome: {name: bilateral, model: onset}\n"
                            "record: {from: 1955, to: 1985}\neffects: [{name: X, of: rivalry}]\n";

static ent_table *
backtest_of(world *w, const char *text, int first, int last, int horizon)
{
    ent_backtest_options options = {
        .first = first, .last = last, .seed = 3, .horizons = {horizon}, .horizon_count = 1};
    ent_graded *model = NULL;
    ent_table  *table = NULL;

    world_check(w, ent_graded_parse(w->ctx, "m.yaml", text, strlen(text), &model));
    world_check(w, ent_backtest_run(w->ctx, model, w->record, &options, &table));
    ent_graded_destroy(model);
    return table;
}

static ent_table *
backtest(world *w, int first, int last)
{
    return backtest_of(w, MODEL, first, last, 1);
}

enum { RIVALS = 5, NOTE = 24 };

static void
what_came_later_changes_no_forecast(void **state)
{
    world     *w = *state;
    ent_table *whole, *early;

    ties_write(w, 1985);
    whole = backtest(w, 1970, 1982);
    world_unload(w);
    ties_write(w, 1976);
    early = backtest(w, 1970, 1975);
    assert_int_equal(ent_table_row_count(whole), 14 * RIVALS);
    assert_int_equal(ent_table_row_count(early), 7 * RIVALS);
    for (size_t row = 0; row < 6 * RIVALS; row++) { /* the pooled rows come last */
        for (size_t column = 0; column < ent_table_column_count(early); column++) {
            char text[64];

            (void)snprintf(text, sizeof text, "%s", ent_table_get_text(early, row, column));
            assert_string_equal(ent_table_get_text(whole, row, column), text);
        }
    }
    assert_true(ent_table_is_missing(early, 30, 0)); /* origin */
    assert_true(ent_table_get_number(early, 30, 15) <= ent_table_get_number(early, 30, 14) &&
                ent_table_get_number(early, 30, 14) <= ent_table_get_number(early, 30, 16));
    near(ent_table_get_number(early, 33, 14), 0); /* the base rate against itself */
    ent_table_destroy(whole);
    ent_table_destroy(early);
}

/* What may be told of a longer horizon from the rows of a year: 45 pairs, or fewer. */
static void
a_longer_horizon_counts_what_came_within_it(void **state)
{
    world     *w = *state;
    ent_table *one, *three;
    double     events = 0;

    ties_write(w, 1985);
    one = backtest_of(w, MODEL, 1970, 1970, 1);
    three = backtest_of(w, MODEL, 1970, 1970, 3);
    assert_int_equal(ent_table_get_number(one, 0, 4), ent_table_get_number(three, 0, 4));
    assert_true(ent_table_get_number(three, 0, 5) > ent_table_get_number(one, 0, 5));
    assert_true(ent_table_get_number(three, 0, 6) <= ent_table_get_number(three, 0, 5));
    for (size_t row = 0; row < RIVALS; row++) {
        /* each is at least as likely within three years; the sum of all is what is expected */
        assert_true(ent_table_get_number(three, row, 17) >= ent_table_get_number(one, row, 17));
        events += ent_table_get_number(three, row, 5);
    }
    assert_true(events > 0);
    ent_table_destroy(one);
    ent_table_destroy(three);
}

/* Ties of a year alone end in the next: within two years all have, whatever the model. */
static void
what_ends_is_an_event_of_its_own(void **state)
{
    static const char END[] = "format: 1\nname: m\noutcome: {name: bilateral, model: end}\n"
                              "record: {from: 1955, to: 1985}\n"
                              "effects: [{name: X, of: rivalry}]\n";
    world            *w = *state;
    ent_table        *one, *ten;

    ties_write(w, 1985);
    one = backtest_of(w, END, 1970, 1978, 1);
    ten = backtest_of(w, END, 1970, 1974, 10);
    assert_string_equal(ent_table_get_text(one, 0, 2), "end");
    assert_true(ent_table_get_number(one, 9 * RIVALS, 4) < 9 * 10);
    assert_true(ent_table_get_number(one, 9 * RIVALS, 5) > 0);
    assert_int_equal(ent_table_get_number(ten, 0, 4), ent_table_get_number(ten, 0, 5));
    ent_table_destroy(one);
    ent_table_destroy(ten);
}

/* All of the base rate's weight is the base rate; a huge penalty leaves the constant. */
static void
what_is_shrunk_to_the_end_knows_the_base_rate_alone(void **state)
{
    static const char POOLED[] = "format: 1\nname: m\noutcome: {name: bilateral, model: onset}\n"
                                 "record: {from: 1955, to: 1985}\nforecast: {pool: 1}\n"
                                 "effects: [{name: X, of: rivalry}]\n";
    static const char HEAVY[] = "format: 1\nname: m\noutcome: {name: bilateral, model: onset}\n"
                                "record: {from: 1955, to: 1985}\nforecast: {penalty: 1e9}\n"
                                "effects: [{name: X, of: rivalry}]\n";
    const char *const TEXTS[] = {POOLED, HEAVY};
    world            *w = *state;

    ties_write(w, 1985);
    for (size_t i = 0; i < 2; i++) {
        ent_table *table = backtest_of(w, TEXTS[i], 1975, 1975, 1);

        for (size_t column = 7; column <= 8; column++) { /* Brier, log score */
            double have = ent_table_get_number(table, 0, column);

            assert_true(fabs(have - ent_table_get_number(table, 3, column)) < 1e-6);
            assert_true(fabs(have - ent_table_get_number(table, 1, column)) > 1e-9);
        }
        ent_table_destroy(table);
    }
}

/* With no event before there is no number to learn from, and none is made up. */
static void
what_never_happened_has_no_chance_and_a_note_says_so(void **state)
{
    static const char NEVER[] = "format: 1\nname: m\noutcome: {name: defence, model: onset}\n"
                                "record: {from: 1962, to: 1985}\n"
                                "effects: [{name: X, of: rivalry}]\n";
    world            *w = *state;
    ent_table        *table;

    ties_write(w, 1960);
    table = backtest_of(w, NEVER, 1975, 1976, 1);
    for (size_t row = 0; row < ent_table_row_count(table); row++) {
        assert_true(ent_table_get_number(table, row, 4) > 0);
        near(ent_table_get_number(table, row, 5), 0);
        near(ent_table_get_number(table, row, 7), 0);
        assert_string_equal(ent_table_get_text(table, row, NOTE), "fewer than 10 positives");
    }
    ent_table_destroy(table);
}

static void
a_question_without_an_answer_is_refused(void **state)
{
    static const char    LINEAR[] = "format: 1\nname: m\noutcome: {name: defence, model: network}\n"
                                    "record: {from: 1955, to: 1985}\n"
                                    "effects: [{name: X, of: rivalry}]\n";
    world               *w = *state;
    ent_graded          *model = NULL;
    ent_table           *table = NULL;
    ent_backtest_options late = {.first = 1985, .last = 1990};
    ent_backtest_options none = {.horizons = {0}, .horizon_count = 1};

    ties_write(w, 1960);
    world_check(w, ent_graded_parse(w->ctx, "m.yaml", LINEAR, sizeof LINEAR - 1, &model));
    assert_int_equal(ent_backtest_run(w->ctx, model, w->record, NULL, &table), ENT_E_ARG);
    ent_graded_destroy(model);
    world_check(w, ent_graded_parse(w->ctx, "m.yaml", MODEL, sizeof MODEL - 1, &model));
    assert_int_equal(ent_backtest_run(w->ctx, model, w->record, &late, &table), ENT_E_ARG);
    assert_int_equal(ent_backtest_run(w->ctx, model, w->record, &none, &table), ENT_E_ARG);
    assert_null(table);
    ent_graded_destroy(model);
}

/* ---- scenarios ---- */

#define SCENARIO_FILE "test_backtest_frozen.yaml"

static void
write_scenario(const char *text)
{
    FILE *file = fopen(SCENARIO_FILE, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* A table as CSV; the caller frees it. */
static char *
as_csv(ent_ctx *ctx, ent_table *table)
{
    FILE  *stream = tmpfile();
    char  *bytes;
    size_t length;

    assert_non_null(stream);
    assert_int_equal(ent_table_write(ctx, table, ENT_FORMAT_CSV, NULL, stream), ENT_OK);
    length = (size_t)ftell(stream);
    bytes = calloc(length + 1, 1);
    assert_non_null(bytes);
    rewind(stream);
    assert_int_equal(fread(bytes, 1, length, stream), length);
    assert_int_equal(fclose(stream), 0);
    return bytes;
}

/* Replace the first `from` in a copy of a text; the caller frees it. */
static char *
changed(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    size_t      size = strlen(text) + strlen(to) + 1;
    char       *out = malloc(size);

    assert_non_null(at);
    assert_non_null(out);
    (void)snprintf(out, size, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    return out;
}

/* A row that stands twice is refused with its line, also where the two say the same. */
static void
twice_is_once_too_often(ent_ctx *ctx, const ent_codes *codes, const ent_record *record,
                        const char *csv)
{
    const char *last = csv + strlen(csv) - 1;
    char       *doubled = malloc(2 * strlen(csv)), line[32];
    ent_table  *again = NULL;
    size_t      lines = 1;

    assert_non_null(doubled);
    while (last[-1] != '\n') {
        last--;
    }
    for (const char *at = csv; *at != '\0'; at++) {
        lines += *at == '\n';
    }
    (void)snprintf(doubled, 2 * strlen(csv), "%s%s", csv, last);
    assert_int_equal(
        ent_frozen_score(ctx, codes, record, "f.csv", doubled, strlen(doubled), 1, &again),
        ENT_E_INPUT);
    (void)snprintf(line, sizeof line, "f.csv:%zu:", lines);
    assert_memory_equal(ent_ctx_error(ctx), line, strlen(line));
    assert_non_null(strstr(ent_ctx_error(ctx), "this is a second"));
    assert_null(again);
    free(doubled);
}

/* What is frozen and read again scores as the runs do, but for years that were over; nothing of it
 * can be changed unseen. */
static void
freeze_and_score(ent_ctx *ctx, const ent_codes *codes, const ent_record *record,
                 ent_scenario *scenario, const ent_ensemble *ensemble, ent_table *scored)
{
    static const char *const NAME[] = {SCENARIO_FILE};
    static const char *const WRONG[][2] = {
        {"pact,2023", "pact,1999"},  {"pact,2023", "pax,2023"},
        {"2023-12-31", "yesterday"}, {"exercises,2023,", "exercises,2023,7"},
        {"sha256", "hash"},          {"pact,2024", "pact,2023"}};
    ent_frozen_about about = {.made = ent_date_day(2023, 12, 31), .version = "v", .record = "r"};
    ent_table       *table = NULL, *again = NULL;
    char            *csv;

    assert_int_equal(ent_frozen_table(ctx, NAME, &scenario, ensemble, 1, &about, &table), ENT_OK);
    csv = as_csv(ctx, table);
    assert_int_equal(ent_frozen_score(ctx, codes, record, "f", csv, strlen(csv), 1, &again),
                     ENT_OK);
    near(ent_table_get_number(again, 0, 4),
         ent_table_get_number(scored, 0, 4) - 1); /* 2023 is over */
    ent_table_destroy(again);
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        char *wrong = changed(csv, WRONG[i][0], WRONG[i][1]);

        again = NULL;
        assert_int_equal(ent_frozen_score(ctx, codes, record, "f", wrong, strlen(wrong), 1, &again),
                         ENT_E_INPUT);
        assert_null(again);
        free(wrong);
    }
    twice_is_once_too_often(ctx, codes, record, csv);
    free(csv);
    ent_table_destroy(table);
}

/* What came of the runs' years is in the built-in record; scores are those of the definition. */
static void
a_scenario_is_scored_by_what_came_of_it(void **state)
{
    static const char TEXT[] =
        "format: 1\nname: s\nbase: 2022-12-31\nhorizon: 2\nruns: 20\noutcomes:\n"
        "  - {name: exercises, kind: level_at_least, a: RUS, b: CHN, level: 4}\n"
        "  - {name: pact, kind: defence_begins, a: RUS, b: CHN}\n";
    ent_ctx        *ctx = unit_ctx(1);
    ent_run_options few = {.seed = 5, .runs = 20};
    ent_codes      *codes;
    ent_store      *store;
    ent_record     *record;
    ent_scenario   *scenario;
    ent_ensemble    ensemble;
    ent_table      *table = NULL;
    size_t          rows, compared = 0;

    (void)state;
    assert_int_equal(ent_codes_load(ctx, &codes), ENT_OK);
    assert_int_equal(ent_store_open(ctx, ":memory:", ENT_STORE_READ, codes, &store), ENT_OK);
    assert_int_equal(ent_record_load(ctx, store, codes, NULL, &record), ENT_OK);
    write_scenario(TEXT);
    assert_int_equal(ent_scenario_load(ctx, codes, SCENARIO_FILE, &scenario), ENT_OK);
    assert_int_equal(ent_scenario_run(ctx, record, &scenario, 1, &few, &ensemble), ENT_OK);
    if (ent_backtest_scenarios(ctx, record, &scenario, &ensemble, 1, 1, &table) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(ctx));
    }
    rows = ent_table_row_count(table);
    for (size_t row = 0; row < rows; row++) {
        const ent_outcome_year *y = ensemble.outcomes[0].years;
        double                  n = ent_table_get_number(table, row, 4), want = 0;

        assert_true(n >= 1 && n <= 4);
        if (strcmp(ent_table_get_text(table, row, 2), "exercises") == 0 &&
            strcmp(ent_table_get_text(table, row, 3), "model") == 0) {
            for (int at = 1; at <= (int)n; at++) { /* they exercise every year */
                want += (y[at].probability - 1) * (y[at].probability - 1) / n;
            }
            near(ent_table_get_number(table, row, 7), want);
            assert_int_equal(ent_table_get_number(table, row, 5), n);
            compared++;
        }
        if (strcmp(ent_table_get_text(table, row, 2), "pact") == 0) {
            near(ent_table_get_number(table, row, 5), 0);
            compared++;
        }
    }
    assert_true(compared > 2);
    assert_string_equal(ent_table_get_text(table, rows - 1, 2), "all");
    assert_string_equal(ent_table_get_text(table, rows - 1, 3), "no change");
    assert_string_equal(ent_table_get_text(table, rows - 1, 25), "all");
    freeze_and_score(ctx, codes, record, scenario, &ensemble, table);
    ent_table_destroy(table);
    ent_ensemble_clear(&ensemble);
    ent_scenario_destroy(scenario);
    ent_record_destroy(record);
    ent_store_close(store);
    ent_codes_destroy(codes);
    ent_ctx_destroy(ctx);
    assert_int_equal(remove(SCENARIO_FILE), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_of_four_forecasts_are_those_by_hand),
        cmocka_unit_test(ranks_are_those_of_the_definition),
        cmocka_unit_test(a_scenario_is_scored_by_what_came_of_it),
        cmocka_unit_test_setup_teardown(what_came_later_changes_no_forecast, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(a_longer_horizon_counts_what_came_within_it, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(what_ends_is_an_event_of_its_own, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(what_is_shrunk_to_the_end_knows_the_base_rate_alone,
                                        world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(what_never_happened_has_no_chance_and_a_note_says_so,
                                        world_setup, world_teardown),
        cmocka_unit_test_setup_teardown(a_question_without_an_answer_is_refused, world_setup,
                                        world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
