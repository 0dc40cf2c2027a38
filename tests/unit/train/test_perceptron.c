/*
 * test_perceptron.c - the averaged perceptron on a toy, and its table
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "base/alloc.h"
#include "perceptron.h"
#include "read/syntax/weights.h"

enum { CLASSES = ENT_LABEL_ROW, FEATURES = 3, TOYS = 64, BUCKETS = 40 };

/* A toy is a number: its class is its remainder by 5, which one feature tells; two others do not.
 */
static void
toy(size_t number, uint64_t keys[FEATURES])
{
    keys[0] = ent_key_of(0, number % 5, 0, 0, 0);
    keys[1] = ent_key_of(1, number % 7, 0, 0, 0);
    keys[2] = ent_key_of(2, number, 0, 0, 0);
}

static size_t
best_of(const int32_t *scores)
{
    size_t best = 0;

    for (size_t k = 1; k < CLASSES; k++) {
        best = scores[k] > scores[best] ? k : best;
    }
    return best;
}

static void
count_toys(ent_ctx *ctx, model *m)
{
    uint64_t keys[FEATURES];

    model_init(m, CLASSES);
    for (size_t i = 0; i < TOYS; i++) {
        toy(i, keys);
        assert_int_equal(model_count(ctx, m, keys, FEATURES), ENT_OK);
    }
}

static size_t
learn_toys(model *m)
{
    uint64_t keys[FEATURES];
    uint32_t rows[FEATURES];
    int32_t  scores[CLASSES];
    size_t   mistakes = 0;

    for (size_t i = 0; i < TOYS; i++) {
        toy(i, keys);
        model_find(m, keys, FEATURES, rows);
        model_score(m, rows, FEATURES, scores);
        model_tick(m);
        if (best_of(scores) != i % 5) {
            model_learn(m, rows, FEATURES, i % 5, best_of(scores));
            mistakes++;
        }
    }
    return mistakes;
}

static void
it_learns_what_can_be_told_apart(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    model    m;

    (void)state;
    count_toys(ctx, &m);
    assert_int_equal(m.rows, 5 + 7 + TOYS);
    assert_int_equal(model_ready(ctx, &m, 2), ENT_OK);
    assert_int_equal(m.rows, 5 + 7); /* what occurred once is forgotten */
    for (size_t pass = 0; pass < 20; pass++) {
        (void)learn_toys(&m);
    }
    assert_int_equal(learn_toys(&m), 0);
    model_clear(&m);
    ent_ctx_destroy(ctx);
}

/* The mean over time, by its definition. */
static void
the_mean_is_that_of_all_moments(void **state)
{
    const uint64_t key = 77;
    ent_ctx       *ctx = unit_ctx(1);
    double         sum = 0;
    model          m;
    uint32_t       row;

    (void)state;
    model_init(&m, CLASSES);
    assert_int_equal(model_count(ctx, &m, &key, 1), ENT_OK);
    assert_int_equal(model_ready(ctx, &m, 1), ENT_OK);
    model_find(&m, &key, 1, &row);
    for (int time = 1; time <= 10; time++) {
        model_tick(&m);
        if (time == 3 || time == 7) {
            model_learn(&m, &row, 1, 2, 4);
        }
        sum += (time > 3) + (time > 7);
    }
    assert_int_equal(model_mean(&m, row, 2), (int64_t)(sum * 1024 / 10));
    assert_int_equal(model_mean(&m, row, 4), -(int64_t)(sum * 1024 / 10));
    assert_int_equal(model_mean(&m, row, 0), 0);
    model_clear(&m);
    ent_ctx_destroy(ctx);
}

static void
a_quarter_of_the_features_is_dropped(void **state)
{
    size_t dropped = 0;

    (void)state;
    for (uint64_t number = 0; number < 200; number++) {
        uint32_t rows[100] = {0}, again[100] = {0};

        model_drop(rows, 100, number);
        model_drop(again, 100, number);
        assert_memory_equal(rows, again, sizeof rows);
        for (size_t i = 0; i < 100; i++) {
            dropped += rows[i] == (uint32_t)MODEL_NONE;
        }
    }
    assert_in_range(dropped, 4700, 5300);
}

static void
the_table_holds_what_was_kept(void **state)
{
    static unsigned char table[BUCKETS * ENT_BUCKET_SIZE(CLASSES)] __attribute__((aligned(8)));
    ent_rows             rows = ent_rows_of(table, BUCKETS);
    ent_ctx             *ctx = unit_ctx(1);
    uint64_t             keys[FEATURES];
    model                m;

    (void)state;
    count_toys(ctx, &m);
    assert_int_equal(model_ready(ctx, &m, 1), ENT_OK);
    (void)learn_toys(&m);
    assert_int_equal(model_prune(ctx, &m, BUCKETS), ENT_OK);
    for (size_t pass = 0; pass < 20; pass++) {
        (void)learn_toys(&m);
    }
    assert_int_equal(model_pack(ctx, &m, BUCKETS, CLASSES, table), ENT_OK);
    for (size_t i = 0; i < TOYS; i++) {
        int32_t scores[CLASSES] = {0};

        toy(i, keys);
        for (size_t f = 0; f < FEATURES; f++) {
            const int8_t *row = ent_rows_find(&rows, CLASSES, keys[f]);

            for (size_t k = 0; k < CLASSES && row != NULL; k++) {
                scores[k] += row[k];
            }
        }
        assert_int_equal(best_of(scores), i % 5);
    }
    model_clear(&m);
    ent_ctx_destroy(ctx);
}

static void
a_small_table_keeps_what_matters_most(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    uint64_t keys[FEATURES];
    uint32_t rows[FEATURES];
    model    m;

    (void)state;
    count_toys(ctx, &m);
    assert_int_equal(model_ready(ctx, &m, 1), ENT_OK);
    for (size_t pass = 0; pass < 20; pass++) {
        (void)learn_toys(&m);
    }
    assert_int_equal(model_prune(ctx, &m, 1), ENT_OK);
    assert_int_equal(m.rows, ENT_ROWS_OF_BUCKET);
    toy(3, keys);
    model_find(&m, keys, FEATURES, rows);
    assert_true(rows[0] != (uint32_t)MODEL_NONE);
    model_clear(&m);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_learns_what_can_be_told_apart),
        cmocka_unit_test(the_mean_is_that_of_all_moments),
        cmocka_unit_test(a_quarter_of_the_features_is_dropped),
        cmocka_unit_test(the_table_holds_what_was_kept),
        cmocka_unit_test(a_small_table_keeps_what_matters_most),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
