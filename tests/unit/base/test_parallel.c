/*
 * test_parallel.c - the same result at any number of threads
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "base/parallel.h"
#include "base/random.h"
#include "base/text.h"

enum { UNITS = 500 };

static void
keep_text(void *user, ent_severity severity, const char *text)
{
    ent_text *heard = user;

    ent_text_addf(heard, "%d %s\n", (int)severity, text);
}

static ent_ctx *
listening_ctx(int jobs, ent_text *heard, const volatile sig_atomic_t *cancel)
{
    ent_ctx_options options = {
        .jobs = jobs, .on_message = keep_text, .user = heard, .cancel = cancel};
    ent_ctx *ctx = NULL;

    ent_text_init(heard);
    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    return ctx;
}

/* Work of very uneven length, so that threads finish out of order. */
static ent_status
uneven_unit(ent_ctx *ctx, size_t index, void *data)
{
    ent_key key = {.seed = 1, .process = ENT_PROCESS_TEST, .unit = (uint32_t)index};
    double *slots = data;
    double  sum = 0;

    for (uint32_t i = 0; i < 1 + 1000 * (index % 7 == 0); i++) {
        sum += ent_random_normal(&key, i);
    }
    slots[index] = sum;
    if (index % 50 == 3) {
        ent_say(ctx, ENT_WARNING, "unit %zu, once", index);
        ent_say(ctx, ENT_INFO, "unit %zu, twice", index);
    }
    return ENT_OK;
}

static void
results_and_messages_are_the_same_at_1_and_8_threads(void **state)
{
    static const int JOBS[] = {1, 2, 8, 0};
    double           slots[4][UNITS];
    ent_text         heard[4];

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        ent_ctx *ctx = listening_ctx(JOBS[i], &heard[i], NULL);

        assert_int_equal(ent_parallel_for(ctx, NULL, UNITS, uneven_unit, slots[i]), ENT_OK);
        assert_memory_equal(slots[i], slots[0], sizeof slots[0]);
        assert_string_equal(ent_text_get(&heard[i]), ent_text_get(&heard[0]));
        ent_ctx_destroy(ctx);
    }
    assert_true(ent_starts_with(ent_text_get(&heard[0]),
                                "1 unit 3, once\n0 unit 3, twice\n1 unit 53, once\n"));
    for (size_t i = 0; i < 4; i++) {
        ent_text_clear(&heard[i]);
    }
}

/* Every unit from `*data` on fails, the later ones sooner. */
static ent_status
failing_unit(ent_ctx *ctx, size_t index, void *data)
{
    const size_t *first = data;

    if (index < *first) {
        ent_say(ctx, ENT_INFO, "%zu", index);
        return ENT_OK;
    }
    if (index == *first) {
        for (volatile int i = 0; i < 100000; i++) {
        }
    }
    ent_say(ctx, ENT_INFO, "%zu fails", index);
    return ent_fail(ctx, index % 2 == 0 ? ENT_E_INPUT : ENT_E_FILE, "unit %zu", index);
}

static void
the_lowest_error_wins(void **state)
{
    (void)state;
    for (int jobs = 1; jobs <= 8; jobs *= 2) {
        for (size_t first = 0; first < 40; first += 13) {
            ent_text heard;
            ent_ctx *ctx = listening_ctx(jobs, &heard, NULL);
            char     expected[40];
            size_t   length;

            assert_int_equal(ent_parallel_for(ctx, NULL, 60, failing_unit, &first),
                             first % 2 == 0 ? ENT_E_INPUT : ENT_E_FILE);
            (void)snprintf(expected, sizeof expected, "unit %zu", first);
            assert_string_equal(ent_ctx_error(ctx), expected);
            /* the messages of the units up to the failing one, and no more */
            length = (size_t)snprintf(expected, sizeof expected, "0 %zu fails\n", first);
            assert_true(heard.length >= length);
            assert_string_equal(heard.bytes + heard.length - length, expected);
            ent_text_clear(&heard);
            ent_ctx_destroy(ctx);
        }
    }
}

static ent_status
cancelling_unit(ent_ctx *ctx, size_t index, void *data)
{
    volatile sig_atomic_t *cancel = data;

    (void)ctx;
    if (index == 10) {
        __atomic_store_n(cancel, 1, __ATOMIC_RELAXED);
    }
    return ENT_OK;
}

static void
cancellation_stops_the_loop(void **state)
{
    volatile sig_atomic_t cancel = 0;
    ent_text              heard;
    ent_ctx              *ctx = listening_ctx(1, &heard, &cancel);

    (void)state;
    assert_int_equal(ent_parallel_for(ctx, NULL, UNITS, cancelling_unit, (void *)&cancel),
                     ENT_E_CANCELLED);
    assert_string_equal(ent_ctx_error(ctx), "cancelled");
    ent_text_clear(&heard);
    ent_ctx_destroy(ctx);
}

typedef struct progress {
    uint64_t calls, last, total;
    bool     in_order;
} progress;

static void
watch(void *user, const char *what, uint64_t done, uint64_t total)
{
    progress *seen = user;

    seen->in_order = seen->in_order && done == seen->last + 1 && strcmp(what, "units") == 0;
    seen->calls++;
    seen->last = done;
    seen->total = total;
}

static void
progress_counts_every_unit_once(void **state)
{
    progress        seen = {.in_order = true};
    ent_ctx_options options = {.jobs = 4, .on_progress = watch, .user = &seen};
    ent_ctx        *ctx = NULL;
    double          slots[UNITS];

    (void)state;
    assert_int_equal(ent_ctx_create(&options, &ctx), ENT_OK);
    assert_int_equal(ent_parallel_for(ctx, "units", UNITS, uneven_unit, slots), ENT_OK);
    assert_true(seen.in_order);
    assert_int_equal(seen.calls, UNITS);
    assert_int_equal(seen.total, UNITS);
    ent_ctx_destroy(ctx);
}

/* Each task runs a loop of its own, and says what its units say. */
static ent_status
task(ent_ctx *ctx, size_t index, void *data)
{
    double *slots = data;

    return ent_parallel_for(ctx, NULL, UNITS, uneven_unit, slots + index * UNITS);
}

static void
loops_within_tasks_are_the_same_at_1_and_8_threads(void **state)
{
    enum { TASKS = 3 };
    static const int JOBS[] = {1, 2, 8};
    static double    slots[3][TASKS * UNITS];
    ent_text         heard[3];

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        ent_ctx *ctx = listening_ctx(JOBS[i], &heard[i], NULL);

        assert_int_equal(ent_parallel_tasks(ctx, NULL, TASKS, task, slots[i]), ENT_OK);
        assert_memory_equal(slots[i], slots[0], sizeof slots[0]);
        assert_memory_equal(slots[i] + UNITS, slots[0], UNITS * sizeof slots[0][0]);
        assert_string_equal(ent_text_get(&heard[i]), ent_text_get(&heard[0]));
        ent_ctx_destroy(ctx);
    }
    for (size_t i = 0; i < 3; i++) {
        ent_text_clear(&heard[i]);
    }
}

static ent_status
failing_task(ent_ctx *ctx, size_t index, void *data)
{
    size_t first = 2;

    (void)data;
    return index == 0 ? ENT_OK : ent_parallel_for(ctx, NULL, 4, failing_unit, &first);
}

static void
the_lowest_error_of_the_lowest_task_wins(void **state)
{
    ent_ctx *ctx = unit_ctx(4);

    (void)state;
    assert_int_equal(ent_parallel_tasks(ctx, NULL, 3, failing_task, NULL), ENT_E_INPUT);
    assert_string_equal(ent_ctx_error(ctx), "unit 2");
    ent_ctx_destroy(ctx);
}

static void
no_units_is_no_work(void **state)
{
    ent_ctx *ctx = unit_ctx(4);

    (void)state;
    assert_int_equal(ent_parallel_for(ctx, NULL, 0, uneven_unit, NULL), ENT_OK);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_and_messages_are_the_same_at_1_and_8_threads),
        cmocka_unit_test(the_lowest_error_wins),
        cmocka_unit_test(cancellation_stops_the_loop),
        cmocka_unit_test(progress_counts_every_unit_once),
        cmocka_unit_test(loops_within_tasks_are_the_same_at_1_and_8_threads),
        cmocka_unit_test(the_lowest_error_of_the_lowest_task_wins),
        cmocka_unit_test(no_units_is_no_work),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
