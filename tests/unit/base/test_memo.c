/*
 * test_memo.c - made once, shared, bounded, and made again where it was forgotten
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <pthread.h>
#include <sched.h>

#include "base/alloc.h"
#include "base/memo.h"

enum { ASKERS = 8, SIZE = 100 };

static int made, destroyed, refusals; /* under the lock where threads ask */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static ent_status
make_number(ent_ctx *ctx, ent_memo_item *self, const void *user, void **out, size_t *bytes)
{
    int *number;
    bool refused;

    assert_non_null(self);
    (void)pthread_mutex_lock(&lock);
    made++;
    refused = refusals > 0;
    refusals -= refused;
    (void)pthread_mutex_unlock(&lock);
    for (int i = 0; i < 100; i++) {
        (void)sched_yield(); /* time for others to ask */
    }
    if (refused) {
        return ent_fail(ctx, ENT_E_INPUT, "refused");
    }
    number = ent_alloc(1, sizeof *number);
    if (number == NULL) {
        return ent_fail_nomem(ctx);
    }
    *number = *(const int *)user;
    *out = number;
    *bytes = SIZE;
    return ENT_OK;
}

static void
destroy_number(void *number)
{
    destroyed++;
    ent_free(number);
}

static const ent_memo_kind NUMBERS = {make_number, destroy_number};
static const ent_memo_kind OTHERS = {make_number, destroy_number};

typedef struct trial {
    ent_ctx  *ctx;
    ent_memo *memo;
} trial;

/* Room for three numbers. */
static int
set_up(void **state)
{
    trial *t = calloc(1, sizeof *t);

    assert_non_null(t);
    made = destroyed = refusals = 0;
    t->ctx = unit_ctx(1);
    assert_int_equal(ent_memo_create(t->ctx, 3 * SIZE, &t->memo), ENT_OK);
    *state = t;
    return 0;
}

static int
tear_down(void **state)
{
    trial *t = *state;

    ent_memo_destroy(t->memo);
    ent_ctx_destroy(t->ctx);
    assert_int_equal(destroyed, made - refusals);
    free(t);
    return 0;
}

static ent_memo_item *
take(trial *t, const ent_memo_kind *kind, int number)
{
    ent_memo_key   key = {kind, {number, -number, 7}};
    ent_memo_item *item = NULL;

    assert_int_equal(ent_memo_take(t->ctx, t->memo, &key, &number, &item), ENT_OK);
    assert_int_equal(*(const int *)ent_memo_object(item), number);
    return item;
}

static void
ask(trial *t, int number)
{
    ent_memo_release(take(t, &NUMBERS, number));
}

static void
what_is_asked_for_again_is_the_same_object(void **state)
{
    trial         *t = *state;
    ent_memo_item *first = take(t, &NUMBERS, 1), *again = take(t, &NUMBERS, 1);

    assert_ptr_equal(ent_memo_object(first), ent_memo_object(again));
    assert_int_equal(made, 1);
    ent_memo_release(first);
    ent_memo_release(again);
    assert_int_equal(destroyed, 0);
    assert_int_equal(ent_memo_bytes(t->memo), SIZE);
}

static void
kinds_with_the_same_numbers_are_told_apart(void **state)
{
    trial         *t = *state;
    ent_memo_item *one = take(t, &NUMBERS, 1), *other = take(t, &OTHERS, 1);

    assert_ptr_not_equal(ent_memo_object(one), ent_memo_object(other));
    ent_memo_release(one);
    ent_memo_release(other);
}

static void
what_was_not_asked_for_the_longest_goes_first(void **state)
{
    trial *t = *state;

    ask(t, 1);
    ask(t, 2);
    ask(t, 3);
    ask(t, 1);
    ask(t, 4); /* in the place of 2 */
    assert_int_equal(destroyed, 1);
    assert_int_equal(ent_memo_bytes(t->memo), 3 * SIZE);
    ask(t, 1);
    ask(t, 3);
    ask(t, 4);
    assert_int_equal(made, 4);
    ask(t, 2);
    assert_int_equal(made, 5);
}

static void
what_is_held_outlives_its_place(void **state)
{
    trial         *t = *state;
    ent_memo_item *held = take(t, &NUMBERS, 1);

    for (int i = 2; i < 10; i++) {
        ask(t, i);
    }
    assert_int_equal(*(const int *)ent_memo_object(held), 1);
    assert_int_equal(destroyed, made - 4); /* three that are kept, one that is held */
    ent_memo_release(held);
    assert_int_equal(destroyed, made - 3);
}

static void
without_a_memo_it_lives_until_it_is_released(void **state)
{
    trial *t = *state, alone = {t->ctx, NULL};

    ask(&alone, 1);
    ask(&alone, 1);
    assert_int_equal(made, 2);
    assert_int_equal(destroyed, 2);
}

static void
what_cannot_be_made_is_not_kept(void **state)
{
    trial         *t = *state;
    int            number = 1;
    ent_memo_key   key = {&NUMBERS, {1, -1, 7}};
    ent_memo_item *item = NULL;

    refusals = 1;
    assert_int_equal(ent_memo_take(t->ctx, t->memo, &key, &number, &item), ENT_E_INPUT);
    assert_string_equal(ent_ctx_error(t->ctx), "refused");
    assert_null(item);
    assert_int_equal(ent_memo_bytes(t->memo), 0);
    made = 0;
    ask(t, 1);
    assert_int_equal(made, 1);
}

typedef struct asker {
    ent_memo  *memo;
    ent_status status;
    int        seen;
} asker;

static void *
ask_from_a_thread(void *data)
{
    asker         *a = data;
    ent_ctx       *ctx = NULL;
    int            number = 5;
    ent_memo_key   key = {&NUMBERS, {5, 0, 0}};
    ent_memo_item *item;

    a->status = ent_ctx_create(NULL, &ctx);
    if (a->status == ENT_OK) {
        a->status = ent_memo_take(ctx, a->memo, &key, &number, &item);
    }
    if (a->status == ENT_OK) {
        a->seen = *(const int *)ent_memo_object(item);
        ent_memo_release(item);
    }
    ent_ctx_destroy(ctx);
    return NULL;
}

static void
ask_at_once(trial *t, asker askers[ASKERS])
{
    pthread_t threads[ASKERS];

    for (size_t i = 0; i < ASKERS; i++) {
        askers[i] = (asker){t->memo, ENT_E_BUG, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, ask_from_a_thread, &askers[i]), 0);
    }
    for (size_t i = 0; i < ASKERS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
}

static void
what_many_ask_for_at_once_is_made_once(void **state)
{
    trial *t = *state;
    asker  askers[ASKERS];

    ask_at_once(t, askers);
    for (size_t i = 0; i < ASKERS; i++) {
        assert_int_equal(askers[i].status, ENT_OK);
        assert_int_equal(askers[i].seen, 5);
    }
    assert_int_equal(made, 1);
}

static void
those_that_waited_for_a_failure_try_themselves(void **state)
{
    trial *t = *state;
    asker  askers[ASKERS];
    int    refused = 0;

    refusals = 3;
    ask_at_once(t, askers);
    for (size_t i = 0; i < ASKERS; i++) {
        refused += askers[i].status == ENT_E_INPUT;
    }
    assert_int_equal(refused, 3);
    assert_int_equal(made, 4);
    made = 1; /* of which something is left */
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_asked_for_again_is_the_same_object, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(kinds_with_the_same_numbers_are_told_apart, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_was_not_asked_for_the_longest_goes_first, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_held_outlives_its_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_a_memo_it_lives_until_it_is_released, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_made_is_not_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_many_ask_for_at_once_is_made_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(those_that_waited_for_a_failure_try_themselves, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
