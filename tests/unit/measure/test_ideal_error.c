/*
 * test_ideal_error.c - standard errors by blocks of sessions beside one large matrix
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <math.h>

#include "base/random.h"
#include "measure/ideal/error.h"

enum { STATES = 5, SESSIONS = 4, CALLS = 12, ITEMS = 10, CELLS = STATES * SESSIONS, P = 3 };
enum { ROWS = CELLS + P * ITEMS };

/* Three roll calls a session; two items are put to the vote in two sessions. */
static const uint32_t SESSION[CALLS] = {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3};
static const uint32_t ITEM[CALLS] = {0, 1, 2, 1, 3, 4, 5, 6, 7, 7, 8, 9};
static const uint32_t CALL[CALLS] = {0, 1, 3, 2, 4, 5, 6, 7, 8, 9, 10, 11};
static const uint32_t CALL_END[ITEMS] = {1, 3, 4, 5, 6, 7, 8, 10, 11, 12};
static const uint32_t SESSION_CALLS[SESSIONS] = {3, 3, 3, 3};
static const int32_t  YEAR[SESSIONS] = {1946, 1947, 1949, 1950}; /* a year is missing */

typedef struct invented {
    uint8_t         answers[STATES * CALLS], by_call[CALLS * STATES];
    uint32_t        answered[CELLS], first[STATES], last[STATES];
    double          point[CELLS], variance[CELLS];
    ent_ideal_item  items[ITEMS];
    ent_ideal_votes votes;
    ent_ideal_state fit;
} invented;

static double
draw(uint32_t unit, uint32_t index)
{
    ent_key key = {.seed = 1946, .process = ENT_PROCESS_TEST, .unit = unit};

    return ent_random_normal(&key, index);
}

/* One state is there from the second session on, one has nothing to say in the third. */
static void
invent(invented *w)
{
    for (size_t i = 0; i < STATES; i++) {
        w->first[i] = SESSIONS;
        for (size_t v = 0; v < CALLS; v++) {
            bool    away = (i == 1 && v < 3) || (i == 2 && v >= 6 && v < 9) || (i == 3 && v == 4);
            uint8_t answer = away ? ENT_BALLOT_NONE : (uint8_t)((i * v + v / 2) % 3);

            w->answers[i * CALLS + v] = w->by_call[v * STATES + i] = answer;
            if (answer != ENT_BALLOT_NONE) {
                w->answered[i * SESSIONS + SESSION[v]]++;
                w->first[i] = SESSION[v] < w->first[i] ? SESSION[v] : w->first[i];
                w->last[i] = SESSION[v];
            }
        }
    }
    for (uint32_t k = 0; k < CELLS; k++) {
        w->point[k] = draw(k, 0);
    }
    for (uint32_t k = 0; k < ITEMS; k++) {
        w->items[k].value[ENT_IDEAL_SLOPE] = 2 * draw(k, 1);
        w->items[k].value[ENT_IDEAL_LOW] = draw(k, 2);
        w->items[k].value[ENT_IDEAL_HIGH] = draw(k, 2) + .2 + fabs(draw(k, 3));
    }
    w->votes = (ent_ideal_votes){STATES,  SESSIONS, CALLS, ITEMS, w->answers,
                                 SESSION, YEAR,     ITEM,  0,     false};
    w->fit = (ent_ideal_state){&w->votes, w->by_call,    NULL,        NULL,     CALL,
                               CALL_END,  SESSION_CALLS, w->answered, w->first, w->last,
                               w->point,  w->variance,   w->items};
}

static bool
is_there(const invented *w, size_t cell)
{
    return cell % SESSIONS >= w->first[cell / SESSIONS] &&
           cell % SESSIONS <= w->last[cell / SESSIONS];
}

/* The curvature of one side of an answer: h times the product of the derivatives of k - b theta. */
static void
add_side(const invented *w, double *m, size_t cell, size_t item, int cut)
{
    const double *value = w->items[item].value;
    double        p = 1 / (1 + exp(value[cut] - value[0] * w->point[cell]));
    size_t        at[3] = {cell, CELLS + P * item, CELLS + P * item + (size_t)cut};
    double        d[3] = {-value[0], -w->point[cell], 1};

    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            m[at[i] * ROWS + at[j]] += p * (1 - p) * d[i] * d[j];
        }
    }
}

static void
add_distance(double *m, size_t item, double bent)
{
    size_t low = CELLS + P * item + ENT_IDEAL_LOW, high = low + 1;

    m[low * ROWS + low] += bent;
    m[high * ROWS + high] += bent;
    m[low * ROWS + high] -= bent;
    m[high * ROWS + low] -= bent;
}

/* The curvature of all points and items, as ideal_model.h has the model; no point: a 1. */
static void
bend(const invented *w, double *m)
{
    memset(m, 0, ROWS * ROWS * sizeof *m);
    for (size_t k = 0; k < CELLS; k++) {
        m[k * ROWS + k] += is_there(w, k) ? (w->answered[k] > 0 ? .02 * 3 : 0) : 1;
        if (k % SESSIONS > 0 && is_there(w, k) && is_there(w, k - 1)) {
            double step = 1. / (YEAR[k % SESSIONS] - YEAR[k % SESSIONS - 1]);

            m[k * ROWS + k] += step;
            m[(k - 1) * ROWS + k - 1] += step;
            m[k * ROWS + k - 1] -= step;
            m[(k - 1) * ROWS + k] -= step;
        }
    }
    for (size_t i = 0; i < ITEMS; i++) {
        double distance = w->items[i].value[ENT_IDEAL_HIGH] - w->items[i].value[ENT_IDEAL_LOW];
        size_t at = CELLS + P * i;

        m[at * ROWS + at] += 1;
        m[(at + 1) * ROWS + at + 1] += 1. / 25;
        m[(at + 2) * ROWS + at + 2] += 1. / 25;
        add_distance(m, i, 1 / (distance * distance));
        for (size_t v = 0; v < CALLS; v++) {
            for (size_t s = 0; ITEM[v] == i && s < STATES; s++) {
                uint8_t answer = w->answers[s * CALLS + v];
                size_t  cell = s * SESSIONS + SESSION[v];

                if (answer == ENT_BALLOT_NO || answer == ENT_BALLOT_ABSTAIN) {
                    add_side(w, m, cell, i, answer == ENT_BALLOT_NO ? 1 : 2);
                }
                if (answer == ENT_BALLOT_YES || answer == ENT_BALLOT_ABSTAIN) {
                    add_side(w, m, cell, i, answer == ENT_BALLOT_YES ? 2 : 1);
                }
                if (answer == ENT_BALLOT_ABSTAIN) { /* of log(1 - exp(-distance)) */
                    add_distance(m, i, exp(distance) / ((exp(distance) - 1) * (exp(distance) - 1)));
                }
            }
        }
    }
}

/* Gauss and Jordan. */
static void
invert(double *m, double *inverse)
{
    for (size_t i = 0; i < ROWS; i++) {
        for (size_t j = 0; j < ROWS; j++) {
            inverse[i * ROWS + j] = i == j;
        }
    }
    for (size_t k = 0; k < ROWS; k++) {
        double pivot = m[k * ROWS + k];

        for (size_t j = 0; j < ROWS; j++) {
            m[k * ROWS + j] /= pivot;
            inverse[k * ROWS + j] /= pivot;
        }
        for (size_t i = 0; i < ROWS; i++) {
            double factor = i == k ? 0 : m[i * ROWS + k];

            for (size_t j = 0; j < ROWS; j++) {
                m[i * ROWS + j] -= factor * m[k * ROWS + j];
                inverse[i * ROWS + j] -= factor * inverse[k * ROWS + j];
            }
        }
    }
}

static void
scale(const invented *w, const double *point, double *mean, double *sd)
{
    double sum = 0, squares = 0, count = 0;

    for (size_t k = 0; k < CELLS; k++) {
        if (w->answered[k] > 0) {
            sum += point[k];
            squares += point[k] * point[k];
            count++;
        }
    }
    *mean = sum / count;
    *sd = sqrt(squares / count - *mean * *mean);
}

/* How the standardised point k changes with point j: by differences. */
static double
derivative(const invented *w, size_t k, size_t j)
{
    const double small = 1e-6;
    double       moved[CELLS], mean, sd, up, down;

    memcpy(moved, w->point, sizeof moved);
    moved[j] += small;
    scale(w, moved, &mean, &sd);
    up = (moved[k] - mean) / sd;
    moved[j] -= 2 * small;
    scale(w, moved, &mean, &sd);
    down = (moved[k] - mean) / sd;
    return (up - down) / (2 * small);
}

static void
blocks_give_the_errors_of_one_large_matrix(void **state)
{
    static double   m[ROWS * ROWS], inverse[ROWS * ROWS];
    static invented w;
    ent_ctx        *ctx = unit_ctx(2);
    double          errors[CELLS], mean, sd;

    (void)state;
    invent(&w);
    scale(&w, w.point, &mean, &sd);
    assert_int_equal(ent_ideal_errors(ctx, &w.fit, mean, sd, errors), ENT_OK);
    bend(&w, m);
    invert(m, inverse);
    for (size_t k = 0; k < CELLS; k++) {
        double variance = 0;

        for (size_t i = 0; i < CELLS; i++) {
            for (size_t j = 0; j < CELLS; j++) {
                variance += derivative(&w, k, i) * inverse[i * ROWS + j] * derivative(&w, k, j);
            }
        }
        if (is_there(&w, k)) {
            assert_true(fabs(errors[k] - sqrt(variance)) < 1e-6 * sqrt(variance));
        } else {
            assert_true(isnan(errors[k]));
        }
    }
    ent_ctx_destroy(ctx);
}

static void
a_curvature_that_is_not_positive_is_a_bug(void **state)
{
    static invented w;
    ent_ctx        *ctx = unit_ctx(1);
    double          errors[CELLS];

    (void)state;
    invent(&w);
    w.point[0] = NAN;
    assert_int_equal(ent_ideal_errors(ctx, &w.fit, 0, 1, errors), ENT_E_BUG);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_give_the_errors_of_one_large_matrix),
        cmocka_unit_test(a_curvature_that_is_not_positive_is_a_bug),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
