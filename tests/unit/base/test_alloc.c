/*
 * test_alloc.c - checked allocation
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "base/alloc.h"

static void
no_bytes_still_give_a_block(void **state)
{
    void *a = ent_alloc(0, 8);
    void *b = ent_alloc_zero(3, 0);

    (void)state;
    assert_non_null(a);
    assert_non_null(b);
    ent_free(a);
    ent_free(b);
    ent_free(NULL);
}

static void
a_product_that_overflows_is_refused(void **state)
{
    (void)state;
    assert_null(ent_alloc(SIZE_MAX, 2));
    assert_null(ent_alloc(SIZE_MAX / 2, 3));
    assert_null(ent_alloc_zero((size_t)1 << 33, (size_t)1 << 33));
    assert_null(ent_alloc(SIZE_MAX, 1));
}

static void
cleared_memory_is_zero(void **state)
{
    unsigned char *bytes = ent_alloc_zero(1000, 3);

    (void)state;
    assert_non_null(bytes);
    for (size_t i = 0; i < 3000; i++) {
        assert_int_equal(bytes[i], 0);
    }
    ent_free(bytes);
}

static void
a_copy_of_text_is_whole(void **state)
{
    char *whole = ent_strdup("Shanghai");
    char *part = ent_strndup("Shanghai", 4);
    char *nothing = ent_strndup(NULL, 0);

    (void)state;
    assert_string_equal(whole, "Shanghai");
    assert_string_equal(part, "Shan");
    assert_string_equal(nothing, "");
    assert_null(ent_strndup("x", SIZE_MAX));
    ent_free(whole);
    ent_free(part);
    ent_free(nothing);
}

static void
growing_keeps_the_items(void **state)
{
    int   *items = NULL;
    size_t capacity = 0;

    (void)state;
    for (int i = 0; i < 10000; i++) {
        assert_true(ENT_GROW(items, capacity, (size_t)i + 1));
        assert_true(capacity > (size_t)i);
        items[i] = i;
    }
    for (int i = 0; i < 10000; i++) {
        assert_int_equal(items[i], i);
    }
    assert_true(capacity < 20001);
    ent_free(items);
}

static void
growing_too_far_changes_nothing(void **state)
{
    int   *items = NULL;
    int   *before;
    size_t capacity = 0, old;

    (void)state;
    assert_true(ENT_GROW(items, capacity, 5));
    before = items;
    old = capacity;
    assert_false(ENT_GROW(items, capacity, SIZE_MAX));
    assert_false(ENT_GROW(items, capacity, SIZE_MAX / 4));
    assert_ptr_equal(items, before);
    assert_int_equal(capacity, old);
    ent_free(items);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_bytes_still_give_a_block),
        cmocka_unit_test(a_product_that_overflows_is_refused),
        cmocka_unit_test(cleared_memory_is_zero),
        cmocka_unit_test(a_copy_of_text_is_whole),
        cmocka_unit_test(growing_keeps_the_items),
        cmocka_unit_test(growing_too_far_changes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
