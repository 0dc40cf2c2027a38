/*
 * test_cache.c - answers by target: found, made in order, forgotten
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "serve/cache.h"

static ent_cache cache;
static unsigned  forgotten;

static void
forget(void *response)
{
    assert_non_null(response);
    forgotten++;
}

static int
begin(void **state)
{
    (void)state;
    memset(&cache, 0, sizeof cache);
    cache.most_bytes = 1 << 20;
    cache.forget = forget;
    forgotten = 0;
    return 0;
}

static int
end(void **state)
{
    (void)state;
    ent_cache_clear(&cache);
    assert_int_equal(cache.bytes, 0);
    return 0;
}

/* Add one, make its answer of so many bytes, let go of it. */
static void
make(const char *target, size_t bytes, bool keep)
{
    ent_entry *entry = ent_cache_add(&cache, target, strlen(target), 1);

    assert_non_null(entry);
    assert_ptr_equal(ent_cache_take(&cache), entry);
    for (size_t i = 0; i < bytes; i++) {
        ent_text_add_char(&entry->answer.body, 'x');
    }
    entry->response = &cache;
    ent_cache_settle(&cache, entry, keep);
    ent_cache_release(&cache, entry);
    ent_cache_release(&cache, entry);
}

static bool
has(const char *target, uint64_t generation)
{
    ent_entry *entry = ent_cache_find(&cache, target, strlen(target), generation);

    if (entry != NULL) {
        ent_cache_release(&cache, entry);
    }
    return entry != NULL;
}

static void
an_answer_is_found_by_its_target_and_generation(void **state)
{
    (void)state;
    make("/a", 10, true);
    assert_true(has("/a", 1));
    assert_false(has("/b", 1));
    assert_true(has("/a", 1));
    assert_false(has("/a", 2)); /* the store is another: the old answer goes */
    assert_int_equal(forgotten, 1);
    assert_false(has("/a", 1));
}

static void
what_is_no_success_is_not_kept(void **state)
{
    (void)state;
    make("/a", 10, false);
    assert_false(has("/a", 1));
    assert_int_equal(forgotten, 1);
}

static void
the_queue_is_in_order(void **state)
{
    ent_entry *a = ent_cache_add(&cache, "/a", 2, 1), *b = ent_cache_add(&cache, "/b", 2, 1);

    (void)state;
    assert_int_equal(cache.queue_length, 2);
    assert_ptr_equal(ent_cache_take(&cache), a);
    assert_ptr_equal(ent_cache_take(&cache), b);
    assert_null(ent_cache_take(&cache));
    for (int i = 0; i < 2; i++) {
        ent_cache_release(&cache, a);
        ent_cache_release(&cache, b);
    }
}

static void
the_least_used_give_way(void **state)
{
    (void)state;
    cache.most_bytes = 4000;
    make("/a", 500, true);
    make("/b", 500, true);
    assert_true(has("/a", 1)); /* used later than b */
    make("/c", 500, true);
    assert_true(has("/a", 1) && has("/c", 1));
    assert_false(has("/b", 1));
    make("/large", 8000, true); /* more than all may have: it is answered, not kept */
    assert_false(has("/large", 1));
    assert_int_equal(forgotten, 4);
}

static void
an_entry_that_is_held_outlives_its_place(void **state)
{
    ent_entry *entry;

    (void)state;
    make("/a", 10, true);
    entry = ent_cache_find(&cache, "/a", 2, 1);
    assert_false(has("/a", 2));
    assert_int_equal(forgotten, 0);
    assert_int_equal(entry->answer.body.length, 10);
    ent_cache_release(&cache, entry);
    assert_int_equal(forgotten, 1);
}

static void
who_leaves_is_not_told(void **state)
{
    ent_entry *entry = ent_cache_add(&cache, "/w", 2, 1);
    int        guests[3];

    (void)state;
    assert_non_null(entry);
    for (size_t i = 0; i < 3; i++) {
        assert_true(ent_entry_wait(entry, &guests[i]));
    }
    assert_true(ent_entry_leave(entry, &guests[0]));
    assert_false(ent_entry_leave(entry, &guests[0]));
    assert_int_equal(entry->waiting_count, 2);
    assert_true(entry->waiting[0] != &guests[0] && entry->waiting[1] != &guests[0]);
    ent_cache_release(&cache, entry);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_answer_is_found_by_its_target_and_generation, begin,
                                        end),
        cmocka_unit_test_setup_teardown(what_is_no_success_is_not_kept, begin, end),
        cmocka_unit_test_setup_teardown(the_queue_is_in_order, begin, end),
        cmocka_unit_test_setup_teardown(the_least_used_give_way, begin, end),
        cmocka_unit_test_setup_teardown(who_leaves_is_not_told, begin, end),
        cmocka_unit_test_setup_teardown(an_entry_that_is_held_outlives_its_place, begin, end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
