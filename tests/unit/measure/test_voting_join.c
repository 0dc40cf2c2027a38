/*
 * test_voting_join.c - points that dominate, and parts that pass together, against all pairs
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "measure/voting/dominance.h"
#include "measure/voting/join.h"

enum { MOST = 300, DIMS = 5, CRITERIA = 6, SUMS = 4 };

static uint32_t
next(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

/* Whole numbers, so that sums are exact; a small range has many ties, a large one none. */
static void
draw(uint32_t *seed, int64_t *out, size_t count, int64_t range)
{
    for (size_t i = 0; i < count; i++) {
        out[i] = ((int64_t)next(seed) * (INT64_C(1) << 24) + next(seed)) % range - range / 2;
    }
}

static void
all_that_dominate_are_added(void **state)
{
    static const int64_t RANGES[] = {1, 3, 60, 100000, INT64_C(1) << 47};
    static int64_t       asks[MOST * DIMS], points[MOST * DIMS];
    static double        weights[MOST], out[MOST];
    ent_ctx             *ctx = unit_ctx(1);

    (void)state;
    for (uint32_t i = 1; i <= 400; i++) {
        uint32_t      seed = i;
        size_t        a = next(&seed) % MOST, p = next(&seed) % MOST, dims = i % (DIMS + 1);
        ent_dominance d = {dims, a, p, asks, points, weights};

        draw(&seed, asks, a * dims, RANGES[i % 5]);
        draw(&seed, points, p * dims, RANGES[i % 5]);
        for (size_t k = 0; k < MOST; k++) {
            weights[k] = next(&seed) % 1000;
            out[k] = (double)k;
        }
        assert_int_equal(ent_dominance_add(ctx, &d, out), ENT_OK);
        for (size_t k = 0; k < MOST; k++) {
            double expected = (double)k;

            for (size_t j = 0; j < p && k < a; j++) {
                bool over = true;

                for (size_t c = 0; c < dims; c++) {
                    over = over && points[j * dims + c] >= asks[k * dims + c];
                }
                expected += over ? weights[j] : 0;
            }
            assert_true(out[k] == expected);
        }
    }
    ent_ctx_destroy(ctx);
}

/* A rule and two lists invented from a seed. */
typedef struct made {
    ent_sum_criterion criteria[CRITERIA];
    ent_sum_rule      rule;
    int64_t           sums[2][MOST * SUMS];
    double            weights[MOST];
    ent_sums          asks, points;
} made;

static void
invent(made *m, uint32_t seed)
{
    int64_t range = seed % 3 == 0 ? 6 : 5000;

    m->rule = (ent_sum_rule){1 + next(&seed) % SUMS, 1 + next(&seed) % CRITERIA, m->criteria};
    m->asks = (ent_sums){next(&seed) % MOST, m->sums[0], m->weights};
    m->points = (ent_sums){next(&seed) % MOST, m->sums[1], m->weights};
    draw(&seed, m->sums[0], MOST * m->rule.sum_count, range);
    draw(&seed, m->sums[1], MOST * m->rule.sum_count, range);
    for (size_t i = 0; i < m->rule.criterion_count; i++) {
        m->criteria[i] = (ent_sum_criterion){
            next(&seed) % m->rule.sum_count,
            (int64_t)(next(&seed) % (uint32_t)range) - range * 2 / 3, (int64_t)(next(&seed) % 4)};
    }
    for (size_t i = 0; i < MOST; i++) {
        m->weights[i] = next(&seed) % 100;
    }
}

static bool
meets(const made *m, int64_t clause, const int64_t *x, const int64_t *y)
{
    for (size_t i = 0; i < m->rule.criterion_count; i++) {
        size_t sum = m->criteria[i].sum;

        if (m->criteria[i].clause == clause && x[sum] + y[sum] < m->criteria[i].threshold) {
            return false;
        }
    }
    return true;
}

static bool
passes(const made *m, const int64_t *x, const int64_t *y)
{
    bool any = false;

    for (size_t i = 0; i < m->rule.criterion_count; i++) {
        any = any || meets(m, m->criteria[i].clause, x, y);
    }
    return any;
}

static void
what_passes_is_added_once(void **state)
{
    static made   m;
    static double out[MOST];
    ent_ctx      *ctx = unit_ctx(1);
    size_t        some = 0;

    (void)state;
    for (uint32_t seed = 1; seed <= 300; seed++) {
        double steps = 1e9, whole = 0, all = 0;

        invent(&m, seed);
        memset(out, 0, sizeof out);
        assert_int_equal(ent_sums_join(ctx, &m.rule, &m.asks, &m.points, &steps, out), ENT_OK);
        for (size_t i = 0; i < m.asks.count; i++) {
            const int64_t *x = m.sums[0] + i * m.rule.sum_count;
            double         expected = 0;

            for (size_t j = 0; j < m.points.count; j++) {
                expected += passes(&m, x, m.sums[1] + j * m.rule.sum_count) ? m.weights[j] : 0;
                all += m.weights[j];
            }
            assert_true(out[i] == expected);
            whole += expected;
        }
        some += whole > 0 && whole < all;
    }
    assert_true(some > 150); /* rules that pass neither nothing nor all */
    ent_ctx_destroy(ctx);
}

static void
too_many_steps_are_refused(void **state)
{
    static made   m;
    static double out[MOST];
    ent_ctx      *ctx = unit_ctx(1);
    double        steps = 100;

    (void)state;
    m.rule = (ent_sum_rule){1, 1, m.criteria};
    m.criteria[0] = (ent_sum_criterion){0, MOST, 1};
    for (int64_t i = 0; i < MOST; i++) {
        m.sums[0][i] = m.sums[1][i] = i;
    }
    m.asks = (ent_sums){MOST, m.sums[0], m.weights};
    m.points = (ent_sums){MOST, m.sums[1], m.weights};
    assert_int_equal(ent_sums_join(ctx, &m.rule, &m.asks, &m.points, &steps, out), ENT_E_LIMIT);
    steps = 1e6;
    assert_int_equal(ent_sums_join(ctx, &m.rule, &m.asks, &m.points, &steps, out), ENT_OK);
    assert_true(steps > 0 && steps < 1e6);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_dominate_are_added),
        cmocka_unit_test(what_passes_is_added_once),
        cmocka_unit_test(too_many_steps_are_refused),
    };

    return cmocka_run_group_tests_name("voting_join", tests, NULL, NULL);
}
