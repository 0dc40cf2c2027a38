/*
 * test_arms_race.c - terms that are recovered, forecasts against slow ones, rows by hand, bad files
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_powers.h"

#include <math.h>

#include "base/alloc.h"
#include "base/random.h"
#include "model/arms_race/arms_race.h"

enum { SIDES = 12, YEARS = 60, ROWS = SIDES * YEARS };

/* 1. drawn races */

/* Growth of both sides of six pairs by given terms, with noise; every third year is not active. */
static void
draw_rows(const double *beta, double noise, uint32_t number, ent_race_row *rows)
{
    double  growth[SIDES] = {0}, level[SIDES] = {0};
    ent_key key = {5, number, ENT_PROCESS_TEST, 0, 0};

    for (int t = 0; t < YEARS; t++) {
        double next[SIDES];

        for (uint32_t k = 0; k < SIDES; k++) {
            ent_race_row *row = &rows[t * SIDES + (int)k];

            *row = (ent_race_row){.year = 1900 + t,
                                  .side = k,
                                  .state = k % 7,
                                  .active = t % 3 != 0,
                                  .x = {1, growth[k], growth[k ^ 1], level[k ^ 1] - level[k]}};
            for (size_t i = 0; i < ENT_RACE_TERMS; i++) {
                row->y += beta[i] * row->x[i];
            }
            row->y += noise * ent_random_normal(&key, (uint32_t)t * SIDES + k);
            next[k] = row->y;
        }
        for (uint32_t k = 0; k < SIDES; k++) {
            growth[k] = next[k];
            level[k] += next[k];
        }
    }
}

static void
terms_are_recovered_within_their_errors(void **state)
{
    static const double BETA[] = {0.05, -0.3, 0.4, 0.02};
    static ent_race_row rows[ROWS];
    double              inside = 0, all = 0;

    (void)state;
    for (uint32_t number = 0; number < 40; number++) {
        ent_race_terms terms;

        draw_rows(BETA, 0.1, number, rows);
        terms = ent_race_estimate(rows, ROWS, 4);
        assert_int_equal(terms.rows, SIDES * YEARS * 2 / 3);
        assert_int_equal(terms.pairs, SIDES / 2);
        for (size_t i = 0; i < 4; i++) {
            assert_true(fabs(terms.estimate[i] - BETA[i]) < 6 * terms.se[i]);
            inside += fabs(terms.estimate[i] - BETA[i]) < 2 * terms.se[i];
            all++;
        }
    }
    assert_true(inside / all > 0.75); /* seven clusters: errors are too small by a little */
}

/* Least squares by Gauss-Seidel steps on the normal equations: slow, and nothing shared. */
static bool
slow_fit(const ent_race_row *rows, size_t count, const ent_race_row *before, bool of_side,
         size_t terms, double *beta)
{
    double xx[4][4] = {{0}}, xy[4] = {0};
    size_t used = 0;

    for (size_t i = 0; i < count; i++) {
        if (rows[i].year < before->year &&
            (of_side ? rows[i].side == before->side : rows[i].active)) {
            used++;
            for (size_t k = 0; k < terms; k++) {
                xy[k] += rows[i].x[k] * rows[i].y;
                for (size_t m = 0; m < terms; m++) {
                    xx[k][m] += rows[i].x[k] * rows[i].x[m];
                }
            }
        }
    }
    for (size_t k = 0; k < terms; k++) {
        beta[k] = 0;
    }
    for (int step = 0; step < 20000; step++) {
        for (size_t k = 0; k < terms; k++) {
            double rest = xy[k];

            for (size_t m = 0; m < terms; m++) {
                rest -= m != k ? xx[k][m] * beta[m] : 0;
            }
            beta[k] = rest / xx[k][k];
        }
    }
    return used >= (of_side ? 10u : (size_t)ENT_RACE_LEAST_POOLED);
}

static void
forecasts_are_those_of_refitting_every_year(void **state)
{
    static const double BETA[] = {0.02, 0.2, 0.3, 0};
    enum { FEW = SIDES * 24 };
    static ent_race_row rows[ROWS];
    ent_race_forecasts  f;
    double              square[2] = {0, 0};
    size_t              count = 0;
    ent_ctx            *ctx = unit_ctx(1);

    (void)state;
    draw_rows(BETA, 0.1, 3, rows);
    assert_int_equal(ent_race_forecast(ctx, rows, FEW, 10, &f), ENT_OK);
    for (size_t i = 0; i < FEW; i++) {
        double side[4], pooled[4], error[2] = {rows[i].y, rows[i].y};

        if (!rows[i].active || !slow_fit(rows, FEW, &rows[i], true, 2, side) ||
            !slow_fit(rows, FEW, &rows[i], false, 3, pooled)) {
            continue;
        }
        for (size_t k = 0; k < 3; k++) {
            error[0] -= k < 2 ? side[k] * rows[i].x[k] : 0;
            error[1] -= pooled[k] * rows[i].x[k];
        }
        square[0] += error[0] * error[0];
        square[1] += error[1] * error[1];
        count++;
    }
    assert_true(count > 50);
    assert_int_equal(f.count, count);
    assert_true(fabs(f.side[1].rmse - sqrt(square[0] / (double)count)) < 1e-9);
    assert_true(fabs(f.pooled[2].rmse - sqrt(square[1] / (double)count)) < 1e-9);
    assert_true(fabs(f.pooled[2].relative - sqrt(square[1] / square[0])) < 1e-9);
    assert_true(f.side[1].relative == 1 && isnan(f.side[1].relative_z));
    ent_ctx_destroy(ctx);
}

/* Where sides do answer, the model of answers is the better one; where they do not, it is not. */
static void
a_reaction_that_is_there_is_found_ahead(void **state)
{
    static const double ANSWERS[] = {0, 0, 0.7, 0}, NONE[] = {0, 0, 0, 0};
    static ent_race_row rows[ROWS];
    ent_race_forecasts  f;
    ent_ctx            *ctx = unit_ctx(1);

    (void)state;
    draw_rows(ANSWERS, 0.1, 1, rows);
    assert_int_equal(ent_race_forecast(ctx, rows, ROWS, 10, &f), ENT_OK);
    assert_true(f.pooled[2].relative < 0.9 && f.pooled[2].relative_z < -1.96);
    draw_rows(NONE, 0.1, 1, rows);
    assert_int_equal(ent_race_forecast(ctx, rows, ROWS, 10, &f), ENT_OK);
    assert_true(f.pooled[2].rmse > f.pooled[1].rmse * 0.99);
    ent_ctx_destroy(ctx);
}

static void
other_numbers_of_states_and_sides_change_nothing(void **state)
{
    static const double BETA[] = {0.05, -0.3, 0.4, 0.02};
    static ent_race_row rows[ROWS], moved[ROWS];
    ent_race_forecasts  f, g;
    ent_race_terms      a, b;
    ent_ctx            *ctx = unit_ctx(1);

    (void)state;
    draw_rows(BETA, 0.1, 2, rows);
    for (size_t i = 0; i < ROWS; i++) {
        moved[i] = rows[i / SIDES * SIDES + (SIDES - 1 - i % SIDES)];
        moved[i].side = SIDES - 1 - moved[i].side;
        moved[i].state = (moved[i].state * 3 + 1) % 7 + 2;
    }
    a = ent_race_estimate(rows, ROWS, 4);
    b = ent_race_estimate(moved, ROWS, 4);
    assert_int_equal(ent_race_forecast(ctx, rows, ROWS, 10, &f), ENT_OK);
    assert_int_equal(ent_race_forecast(ctx, moved, ROWS, 10, &g), ENT_OK);
    assert_int_equal(f.count, g.count);
    for (size_t k = 0; k < 4; k++) {
        assert_true(fabs(a.estimate[k] - b.estimate[k]) < 1e-9);
        assert_true(fabs(a.se[k] - b.se[k]) < 1e-9);
        assert_true(fabs(f.side[k].rmse - g.side[k].rmse) < 1e-9);
        assert_true(k == 1 || fabs(f.side[k].relative_z - g.side[k].relative_z) < 1e-6);
        assert_true(fabs(f.pooled[k].median - g.pooled[k].median) < 1e-9);
    }
    ent_ctx_destroy(ctx);
}

static void
what_cannot_be_told_has_no_number(void **state)
{
    static ent_race_row rows[40];
    ent_race_terms      terms;
    ent_race_forecasts  f;
    ent_ctx            *ctx = unit_ctx(1);

    (void)state;
    for (size_t i = 0; i < 40; i++) { /* growth is always the same */
        rows[i] = (ent_race_row){1900 + (int32_t)i, 0, 0, true, 0.1, {1, 0.1, 0.2, 0}};
    }
    terms = ent_race_estimate(rows, 40, 2);
    assert_true(isnan(terms.estimate[0]) && isnan(terms.se[1]));
    assert_int_equal(ent_race_forecast(ctx, rows, 40, 10, &f), ENT_OK);
    assert_int_equal(f.count, 0);
    assert_true(isnan(f.pooled[0].rmse) && isnan(f.side[1].relative));
    ent_ctx_destroy(ctx);
}

/* 2. rows of the record */

static ent_race_model *
parse(ent_ctx *ctx, const char *text)
{
    ent_race_model *model = NULL;

    if (ent_race_model_parse(ctx, "m.yaml", text, strlen(text), &model) != ENT_OK) {
        fail_msg("%s", ent_ctx_error(ctx));
    }
    return model;
}

#define CAPABILITIES "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n"

/* Expenditure of six states from 1950 on: each doubles, but USA and RUS grow faster in 1951. */
static void
write_spending(world *w)
{
    static const char *const STATES[] = {"USA,2",   "RUS,365", "UKG,200",
                                         "FRN,220", "CHN,710", "IND,750"};
    char                     text[8192] = CAPABILITIES;

    for (int year = 1950; year <= 1956; year++) {
        for (size_t i = 0; i < 6; i++) {
            double milex = ldexp(100, year - 1950);

            milex *= year > 1950 && i == 0 ? exp(0.5) : year > 1950 && i == 1 ? exp(0.25) : 1;
            if (year != 1954 || i != 5) { /* IND is silent for a year */
                (void)snprintf(text + strlen(text), sizeof text - strlen(text),
                               "%s,%d,%.6f,-9,-9,-9,-9,-9,-9,2021\n", STATES[i], year, milex);
            }
        }
    }
    world_open(w);
    world_import_text(w, text);
}

static void
rows_are_growth_beyond_the_median_of_the_year(void **state)
{
    world          *w = *state;
    ent_race_row   *rows;
    size_t          count;
    ent_race_model *model;

    powers_write(w);
    world_write(w, "rivalries",
                "# span: 1945..1999\n" UNIT_RIVALRIES "ur,USA,RUS,1952,1954,s,\n"
                "ci,CHN,IND,1949,,s,\n");
    write_spending(w);
    world_record(w, NULL);
    model = parse(w->ctx, "format: 1\nname: x\narms_race: {pairs: rivals, to: 1955}\n");
    assert_int_equal(ent_race_model_detail(model), ENT_RECORD_TIES);
    world_check(w, ent_race_rows(w->ctx, model, w->record, &rows, &count));
    /* 1952 to 1955, both sides; of CHN and IND not where IND in 1954 is needed */
    assert_int_equal(count, 8 + 2 * 2 + 1);
    for (size_t i = 0; i < count; i++) {
        bool first = rows[i].side < 2;

        assert_true(i == 0 || rows[i - 1].year < rows[i].year || rows[i - 1].side < rows[i].side);
        assert_true(fabs(rows[i].y) < 1e-6);
        assert_int_equal(rows[i].active, !first || rows[i].year <= 1954);
        if (first) {
            double own = rows[i].side == 0 ? 0.5 : 0.25, other = 0.75 - own;

            assert_true(fabs(rows[i].x[1] - (rows[i].year == 1952 ? own : 0)) < 1e-6);
            assert_true(fabs(rows[i].x[2] - (rows[i].year == 1952 ? other : 0)) < 1e-6);
            assert_true(fabs(rows[i].x[3] - (other - own)) < 1e-6);
        } else {
            assert_true(rows[i].year < 1954 || (rows[i].year == 1954 && rows[i].side == 2));
        }
    }
    ent_free(rows);
    ent_race_model_destroy(model);
}

static void
a_record_without_races_says_what_is_missing(void **state)
{
    world          *w = *state;
    ent_table      *table = NULL;
    ent_race_model *model;

    powers_write(w);
    world_load(w);
    model = parse(w->ctx, "format: 1\nname: x\narms_race: {pairs: races}\n");
    assert_int_equal(ent_race_model_detail(model), ENT_RECORD_RACES);
    assert_int_equal(ent_race_fit(w->ctx, model, w->record, &table), ENT_E_NOTFOUND);
    assert_non_null(strstr(ent_ctx_error(w->ctx), "import national material capabilities"));
    assert_null(table);
    ent_race_model_destroy(model);
}

/* 3. model files */

static void
a_bad_model_file_is_refused_with_its_place(void **state)
{
    static const char *const BAD[][2] = {
        {"format: 1\nname: x\n", "arms_race"},
        {"format: 1\nname: x\narms_race: {pairs: friends}\n", "m.yaml:3:20"},
        {"format: 1\nname: x\narms_race: {pairs: races, from: 1700}\n", "m.yaml:3:33"},
        {"format: 1\nname: x\narms_race: {pairs: races, from: 1960, to: 1950}\n",
         "m.yaml:3:33: years 1960 to 1950"},
        {"format: 1\nname: x\narms_race: {pairs: races, least: 2}\n", "m.yaml:3:34"},
        {"format: 1\nname: x\narms_race: {pairs: races, colour: red}\n", "m.yaml:3:27"},
        {"format: 2\nname: x\narms_race: {pairs: races}\n", "m.yaml:1"},
        {"", "m.yaml"},
    };
    ent_ctx        *ctx = unit_ctx(1);
    ent_race_model *model = NULL;

    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        assert_int_equal(ent_race_model_parse(ctx, "m.yaml", BAD[i][0], strlen(BAD[i][0]), &model),
                         ENT_E_INPUT);
        assert_null(model);
        if (strstr(ent_ctx_error(ctx), BAD[i][1]) == NULL) {
            fail_msg("'%s' does not say '%s'", ent_ctx_error(ctx), BAD[i][1]);
        }
    }
    assert_int_equal(ent_race_model_load(ctx, "no-such-model", &model), ENT_E_NOTFOUND);
    assert_int_equal(ent_race_model_load(ctx, "arms-race-rivals", &model), ENT_OK);
    assert_string_equal(ent_race_model_name(model), "arms-race-rivals");
    ent_race_model_destroy(model);
    ent_ctx_destroy(ctx);
}

#define IN_WORLD(test) cmocka_unit_test_setup_teardown(test, world_setup, world_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_are_recovered_within_their_errors),
        cmocka_unit_test(forecasts_are_those_of_refitting_every_year),
        cmocka_unit_test(a_reaction_that_is_there_is_found_ahead),
        cmocka_unit_test(other_numbers_of_states_and_sides_change_nothing),
        cmocka_unit_test(what_cannot_be_told_has_no_number),
        IN_WORLD(rows_are_growth_beyond_the_median_of_the_year),
        IN_WORLD(a_record_without_races_says_what_is_missing),
        cmocka_unit_test(a_bad_model_file_is_refused_with_its_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
