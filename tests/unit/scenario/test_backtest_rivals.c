/*
 * test_backtest_rivals.c - forecasts that learn from earlier ones, a model of ties, like forecasts
 *
 *   1. corrections     2. groups     3. skill over the base rate     4. a model of ties
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>

#include "base/alloc.h"

#include "entente/backtest.h"
#include "scenario/backtest/backtest.h"
#include "unit_ties.h"

enum { MANY = 4000, ORIGINS = 10 };

static double
odds_of(double p)
{
    return log(p / (1 - p));
}

static double
share_of(double eta)
{
    return 1 / (1 + exp(-eta));
}

/* 1. corrections */

static const char ONSET[] = "format: 1\nname: m\noutcome: {name: bilateral, model: onset}\n"
                            "record: {from: 1955, to: 1985}\nforecast: {calibrate: 1}\n"
                            "effects: [{name: X, of: rivalry}]\n";

static ent_graded *
parse(ent_ctx *ctx, const char *text)
{
    ent_graded *model = NULL;

    if (ent_graded_parse(ctx, "m.yaml", text, strlen(text), &model) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(ctx));
    }
    return model;
}

/* Forecasts twice too sure of themselves, and half a log odds too high, of `origin`. */
static void
tell(int origin, bool amounts, ent_forecasts *f)
{
    f->count = 0;
    for (uint32_t i = 0; i < MANY / ORIGINS; i++) {
        ent_key key = {
            .seed = 1815, .run = i, .process = ENT_PROCESS_TEST, .unit = (uint32_t)origin};
        double       eta = -1 + 1.5 * ent_random_normal(&key, 0);
        ent_forecast at = {.a = 1, .b = 2};

        at.p[ENT_RIVAL_MODEL] = amounts ? 3 + 2 * eta : share_of(2 * eta + 0.5);
        at.p[ENT_RIVAL_NO_CHANGE] = amounts ? 3 : 0;
        at.y = amounts ? 3 + eta + 0.1 * ent_random_normal(&key, 1)
                       : ent_random_uniform(&key, 2) < share_of(eta);
        f->items[f->count++] = at;
    }
}

/* The penalised likelihood of the first origins, by its definition. */
static double
likelihood_of(const ent_past *past, int until, double a, double b, double horizon, double weight)
{
    double sum = -weight / 2 * (a * a + (b - 1) * (b - 1));

    for (size_t i = 0; i < past->count && past->items[i].origin <= until; i++) {
        double p = share_of(a + b * past->items[i].told);

        sum += log(past->items[i].came > 0 ? p : 1 - p) / horizon;
    }
    return sum;
}

static void
what_was_too_sure_is_made_less_so(void **state)
{
    enum { HORIZON = 2, LAST = 1900 + ORIGINS - 1 };
    ent_ctx      *ctx = unit_ctx(1);
    ent_graded   *model = parse(ctx, ONSET);
    ent_forecast  items[MANY / ORIGINS];
    ent_forecasts f = {.items = items, .capacity = MANY / ORIGINS};
    ent_past      past = {NULL, 0, 0};
    double        told = 0, said = 0, a, b, top;

    (void)state;
    for (int origin = 1900; origin <= LAST; origin++) {
        tell(origin, false, &f);
        told = odds_of(items[0].p[ENT_RIVAL_MODEL]);
        assert_int_equal(ent_backtest_calibrate(ctx, model, origin, HORIZON, &past, &f, 0), ENT_OK);
        said = odds_of(items[0].p[ENT_RIVAL_MODEL]);
        if (origin < 1900 + HORIZON) {
            assert_true(fabs(said - told) < 1e-9); /* nothing was over yet */
        }
    }
    /* two forecasts tell the line that they were put on */
    tell(LAST, false, &f);
    b = (odds_of(items[1].p[ENT_RIVAL_MODEL]) - told);
    tell(LAST, false, &f);
    past.count -= MANY / ORIGINS;
    assert_int_equal(ent_backtest_calibrate(ctx, model, LAST, HORIZON, &past, &f, 0), ENT_OK);
    b = (odds_of(items[1].p[ENT_RIVAL_MODEL]) - said) / b;
    a = said - b * told;
    assert_true(fabs(b - 0.5) < 0.1 && fabs(a + 0.25) < 0.2);
    top = likelihood_of(&past, LAST - HORIZON, a, b, HORIZON, 1);
    for (int step = 0; step < 4; step++) { /* no neighbour is higher */
        static const double NEXT[4][2] = {{1e-3, 0}, {-1e-3, 0}, {0, 1e-3}, {0, -1e-3}};

        assert_true(likelihood_of(&past, LAST - HORIZON, a + NEXT[step][0], b + NEXT[step][1],
                                  HORIZON, 1) < top);
    }
    ent_free(past.items);
    ent_graded_destroy(model);
    ent_ctx_destroy(ctx);
}

static void
of_an_amount_the_share_of_the_change_that_came_is_learnt(void **state)
{
    static const char LINEAR[] = "format: 1\nname: m\noutcome: {name: trade_share, model: linear}\n"
                                 "record: {from: 1955, to: 1985}\nforecast: {calibrate: 1}\n"
                                 "effects: [{name: X, of: rivalry}]\n";
    ent_ctx          *ctx = unit_ctx(1);
    ent_graded       *model = parse(ctx, LINEAR);
    ent_forecast      items[MANY / ORIGINS];
    ent_forecasts     f = {.items = items, .capacity = MANY / ORIGINS};
    ent_past          past = {NULL, 0, 0};

    (void)state;
    for (int origin = 1900; origin < 1900 + ORIGINS; origin++) {
        tell(origin, true, &f);
        assert_int_equal(ent_backtest_calibrate(ctx, model, origin, 1, &past, &f, 0), ENT_OK);
    }
    for (size_t i = 0; i < f.count; i++) { /* half of the change that was told, but for noise */
        assert_true(fabs(items[i].p[ENT_RIVAL_MODEL] - items[i].y) < 0.6);
    }
    ent_free(past.items);
    ent_graded_destroy(model);
    ent_ctx_destroy(ctx);
}

static void
what_cannot_be_corrected_is_refused(void **state)
{
    static const char *const WRONG[] = {
        "format: 1\nname: m\noutcome: {name: defence, model: network}\n"
        "record: {from: 1955, to: 1985}\nforecast: {calibrate: 1}\n"
        "effects: [{name: X, of: rivalry}]\n",
        "format: 1\nname: m\noutcome: {name: trade_share, model: linear}\n"
        "record: {from: 1955, to: 1985}\nforecast: {penalty: 1}\n"
        "effects: [{name: X, of: rivalry}]\n",
        "format: 1\nname: m\noutcome: {name: bilateral, model: onset}\n"
        "record: {from: 1955, to: 1985}\nforecast: {calibrate: -1}\n"
        "effects: [{name: X, of: rivalry}]\n"};
    ent_ctx    *ctx = unit_ctx(1);
    ent_graded *model = NULL;

    (void)state;
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++) {
        assert_int_equal(ent_graded_parse(ctx, "m.yaml", WRONG[i], strlen(WRONG[i]), &model),
                         ENT_E_INPUT);
        assert_null(model);
    }
    ent_ctx_destroy(ctx);
}

/* 2. groups */

static void
like_forecasts_are_counted_together(void **state)
{
    static const double P[] = {0.0001, 0.0001, 0.5, 0.5, 0.45, 0.5, 1, 1};
    static const double Y[] = {0, 0, 1, 0, 0, 1, 1, 1};
    ent_ctx            *ctx = unit_ctx(1);
    ent_forecast        items[8];
    ent_forecasts       f = {.items = items, .count = 8};
    ent_backtest_row    row = {.horizon = 2, .outcome = "onset"};
    ent_table          *table = NULL;

    (void)state;
    for (size_t i = 0; i < 8; i++) {
        items[i] = (ent_forecast){.y = Y[i], .a = (ent_state)(i % 3), .b = (ent_state)(3 + i % 2)};
        items[i].p[ENT_RIVAL_MODEL] = P[i];
    }
    assert_int_equal(ent_backtest_groups_create(ctx, &table), ENT_OK);
    assert_int_equal(ent_backtest_groups_add(ctx, table, &row, &f, ENT_RIVAL_MODEL, 1), ENT_OK);
    assert_int_equal(ent_table_row_count(table), 3); /* groups without a forecast have no row */
    assert_int_equal(ent_table_get_number(table, 0, 5), 2);
    assert_true(fabs(ent_table_get_number(table, 0, 9)) < 1e-12);
    /* one row that does not overlap: nothing comes with a chance of one in twenty at 0.95 */
    assert_true(fabs(ent_table_get_number(table, 0, 10) - 0.95) < 1e-9);
    assert_int_equal(ent_table_get_number(table, 1, 5), 4);
    assert_true(fabs(ent_table_get_number(table, 1, 7) - 1.95 / 4) < 1e-9);
    assert_true(fabs(ent_table_get_number(table, 1, 8) - 0.5) < 1e-9);
    assert_true(ent_table_get_number(table, 1, 9) <= 0.5);
    assert_true(ent_table_get_number(table, 1, 10) >= 0.5);
    assert_true(fabs(ent_table_get_number(table, 2, 9) - 0.05) < 1e-9);
    ent_table_destroy(table);
    ent_ctx_destroy(ctx);
}

/* 3. skill over the base rate */

static double
loss_of(const ent_forecasts *f, size_t rival)
{
    double sum = 0;

    for (size_t i = 0; i < f->count; i++) {
        sum -= log(f->items[i].y > 0 ? f->items[i].p[rival] : 1 - f->items[i].p[rival]);
    }
    return sum;
}

/* Rare events that the model tells apart, and nobody gives no chance: but for no change. */
static void
the_log_score_has_a_skill_of_its_own(void **state)
{
    ent_ctx         *ctx = unit_ctx(1);
    ent_forecast     items[MANY];
    ent_forecasts    f = {.items = items, .count = MANY};
    ent_pooled       pooled[ENT_RIVALS];
    const double     WANT = 1e-12;
    const ent_share *of;

    (void)state;
    for (uint32_t i = 0; i < MANY; i++) {
        ent_key key = {.seed = 1919, .run = i, .process = ENT_PROCESS_TEST};
        double  p = i % 20 == 0 ? 0.2 : 0.002;

        items[i] = (ent_forecast){.y = ent_random_uniform(&key, 0) < p,
                                  .a = (ent_state)(i % 30),
                                  .b = (ent_state)(30 + i % 31)};
        items[i].when = items[i].y > 0 ? 1900 + i : 0;
        for (size_t r = 0; r < ENT_RIVALS; r++) {
            items[i].p[r] = r == ENT_RIVAL_NO_CHANGE ? 0 : r == ENT_RIVAL_MODEL ? p : 0.0119;
        }
    }
    assert_int_equal(ent_backtest_pool(ctx, &f, 1, pooled), ENT_OK);
    of = &pooled[ENT_RIVAL_MODEL].log_skill;
    assert_true(fabs(of->value -
                     (1 - loss_of(&f, ENT_RIVAL_MODEL) / loss_of(&f, ENT_RIVAL_BASE_RATE))) < WANT);
    assert_true(of->lo > 0 && of->lo < of->value && of->value < of->hi);
    of = &pooled[ENT_RIVAL_MODEL].log_by_treaties;
    assert_true(of->lo > 0 && of->lo < of->value && of->value < of->hi);
    assert_true(fabs(pooled[ENT_RIVAL_BASE_RATE].log_skill.value) < WANT);
    assert_true(isnan(pooled[ENT_RIVAL_NO_CHANGE].log_skill.value)); /* what came had no chance */
    assert_true(pooled[ENT_RIVAL_NO_CHANGE].skill.value < 0);
    ent_ctx_destroy(ctx);
}

/* 4. a model of ties */

static const char PLAIN[] = "format: 1\nname: m\noutcome: {name: bilateral, model: onset}\n"
                            "record: {from: 1955, to: 1985}\neffects: [{name: X, of: rivalry}]\n";
static const char TIES[] = "format: 1\nname: t\ntie: {name: obligation, type: 2}\n"
                           "record: {obligation: any, from: 1955, to: 1985, every: 5}\n"
                           "effects: [{name: density}, {name: X, of: rivalry}]\nn3: 100\n";
#define TIES_FILE "test_backtest_ties.yaml"

static void
write_model(const char *text)
{
    FILE *file = fopen(TIES_FILE, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static ent_status
backtest(world *w, const char *text, int first, int last, bool groups, ent_table **out)
{
    ent_backtest_options options = {.first = first,
                                    .last = last,
                                    .seed = 3,
                                    .horizons = {1, 5},
                                    .horizon_count = 2,
                                    .ties = text == ONSET ? NULL : TIES_FILE,
                                    .groups = groups};
    ent_graded          *model = parse(w->ctx, text);
    ent_status           status = ent_backtest_run(w->ctx, model, w->record, &options, out);

    ent_graded_destroy(model);
    return status;
}

enum { RIVALS = 6, SAOM = 5, N = 4, BRIER = 7, LOG_SCORE = 8, EXPECTED = 17 };

static void
a_model_of_ties_forecasts_beside_the_others(void **state)
{
    world     *w = *state;
    ent_table *table = NULL, *early = NULL, *groups = NULL;
    double     count = 0;

    write_model(TIES);
    ties_write_of(w, 1985, 8, 0.03);
    world_check(w, backtest(w, PLAIN, 1975, 1976, false, &table));
    assert_int_equal(ent_table_row_count(table), 6 * RIVALS); /* two origins and all, twice */
    for (size_t row = 0; row < 6 * RIVALS; row += RIVALS) {
        assert_string_equal(ent_table_get_text(table, row + SAOM, 3), "saom");
        assert_int_equal(ent_table_get_number(table, row + SAOM, N),
                         ent_table_get_number(table, row, N));
        assert_true(isfinite(ent_table_get_number(table, row + SAOM, LOG_SCORE)));
        assert_true(ent_table_get_number(table, row + SAOM, EXPECTED) > 0);
    }
    /* more comes within five years than within one */
    assert_true(ent_table_get_number(table, RIVALS + SAOM, EXPECTED) >
                ent_table_get_number(table, SAOM, EXPECTED));
    world_check(w, backtest(w, PLAIN, 1975, 1976, true, &groups));
    for (size_t row = 0; row < ent_table_row_count(groups); row++) {
        count += strcmp(ent_table_get_text(groups, row, 2), "saom") == 0
                     ? ent_table_get_number(groups, row, 5)
                     : 0;
    }
    assert_int_equal((int)count, (int)(ent_table_get_number(table, 4 * RIVALS + SAOM, N) +
                                       ent_table_get_number(table, 5 * RIVALS + SAOM, N)));
    /* what came later changes no forecast: of a year ahead from 1975, 1976 is all that is scored */
    world_unload(w);
    ties_write_of(w, 1980, 8, 0.03);
    world_check(w, backtest(w, PLAIN, 1975, 1975, false, &early));
    for (size_t column = N; column <= EXPECTED; column++) {
        char text[64];

        (void)snprintf(text, sizeof text, "%s", ent_table_get_text(early, SAOM, column));
        assert_string_equal(ent_table_get_text(table, SAOM, column), text);
    }
    ent_table_destroy(table);
    ent_table_destroy(early);
    ent_table_destroy(groups);
    assert_int_equal(remove(TIES_FILE), 0);
}

static void
what_is_no_model_of_these_ties_is_refused(void **state)
{
    static const char DEFENCE[] = "format: 1\nname: t\ntie: {name: obligation, type: 2}\n"
                                  "record: {obligation: defence, from: 1955, to: 1985, every: 5}\n"
                                  "effects: [{name: density}]\n";
    static const char RIVALRY[] = "format: 1\nname: m\noutcome: {name: rivalry, model: onset}\n"
                                  "record: {from: 1955, to: 1985}\n"
                                  "effects: [{name: X, of: obligation}]\n";
    world            *w = *state;
    ent_table        *table = NULL;

    ties_write(w, 1985);
    write_model(DEFENCE);
    assert_int_equal(backtest(w, PLAIN, 1975, 1975, false, &table), ENT_E_INPUT);
    write_model(PLAIN);
    assert_int_equal(backtest(w, PLAIN, 1975, 1975, false, &table), ENT_E_INPUT);
    write_model(TIES);
    assert_int_equal(backtest(w, RIVALRY, 1975, 1975, false, &table), ENT_E_ARG);
    assert_null(table);
    assert_int_equal(remove(TIES_FILE), 0);
}

/* With what is learnt from earlier origins nothing later is seen either. */
static void
corrected_forecasts_know_nothing_later(void **state)
{
    world     *w = *state;
    ent_table *whole = NULL, *early = NULL;

    ties_write(w, 1985);
    world_check(w, backtest(w, ONSET, 1972, 1973, false, &whole));
    world_unload(w);
    ties_write(w, 1978);
    world_check(w, backtest(w, ONSET, 1972, 1973, false, &early));
    for (size_t row = 0; row < RIVALS - 1; row++) {
        char text[64];

        (void)snprintf(text, sizeof text, "%s", ent_table_get_text(early, row, BRIER));
        assert_string_equal(ent_table_get_text(whole, row, BRIER), text);
    }
    /* earlier years taught something: the model is not its own logit any more */
    assert_true(
        fabs(ent_table_get_number(whole, 0, BRIER) - ent_table_get_number(whole, 1, BRIER)) > 1e-9);
    ent_table_destroy(whole);
    ent_table_destroy(early);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_too_sure_is_made_less_so),
        cmocka_unit_test(of_an_amount_the_share_of_the_change_that_came_is_learnt),
        cmocka_unit_test(what_cannot_be_corrected_is_refused),
        cmocka_unit_test(the_log_score_has_a_skill_of_its_own),
        cmocka_unit_test(like_forecasts_are_counted_together),
        cmocka_unit_test_setup_teardown(a_model_of_ties_forecasts_beside_the_others, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(what_is_no_model_of_these_ties_is_refused, world_setup,
                                        world_teardown),
        cmocka_unit_test_setup_teardown(corrected_forecasts_know_nothing_later, world_setup,
                                        world_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
