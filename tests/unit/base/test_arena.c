/*
 * test_arena.c - memory that is given back all at once
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "base/arena.h"

static void
what_is_taken_is_cleared_aligned_and_apart(void **state)
{
    enum { COUNT = 3000 };
    static unsigned char *taken[COUNT];
    ent_arena             arena;

    (void)state;
    ent_arena_init(&arena);
    for (size_t i = 0; i < COUNT; i++) {
        size_t size = i % 97;

        taken[i] = ent_arena_alloc(&arena, 1, size);
        assert_non_null(taken[i]);
        assert_int_equal((uintptr_t)taken[i] % 16, 0);
        for (size_t j = 0; j < size; j++) {
            assert_int_equal(taken[i][j], 0);
            taken[i][j] = (unsigned char)i;
        }
    }
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t j = 0; j < i % 97; j++) {
            assert_int_equal(taken[i][j], (unsigned char)i);
        }
    }
    ent_arena_clear(&arena);
    assert_null(arena.blocks);
}

static void
a_request_larger_than_a_block_is_met(void **state)
{
    ent_arena      arena;
    unsigned char *small, *large;

    (void)state;
    ent_arena_init(&arena);
    small = ent_arena_alloc(&arena, 1, 10);
    large = ent_arena_alloc(&arena, 5 << 20, 1);
    assert_non_null(small);
    assert_non_null(large);
    large[(5 << 20) - 1] = 7;
    assert_int_equal(large[0], 0);
    ent_arena_clear(&arena);
}

static void
sizes_that_overflow_are_refused(void **state)
{
    ent_arena arena;

    (void)state;
    ent_arena_init(&arena);
    assert_null(ent_arena_alloc(&arena, SIZE_MAX, 2));
    assert_null(ent_arena_alloc(&arena, SIZE_MAX / 2, 1));
    assert_null(ent_arena_alloc(&arena, (size_t)1 << 40, (size_t)1 << 40));
    assert_null(ent_arena_strndup(&arena, "x", SIZE_MAX));
    assert_non_null(ent_arena_alloc(&arena, 1, 1));
    ent_arena_clear(&arena);
}

static void
texts_are_copied(void **state)
{
    ent_arena arena;
    char     *printed;

    (void)state;
    ent_arena_init(&arena);
    assert_string_equal(ent_arena_strdup(&arena, "SCO"), "SCO");
    assert_string_equal(ent_arena_strdup(&arena, ""), "");
    assert_string_equal(ent_arena_strndup(&arena, "BRICS", 4), "BRIC");
    printed = ent_arena_printf(&arena, "%s-%5000d", "x", 7);
    assert_int_equal(strlen(printed), 5002);
    assert_string_equal(printed + 5000, " 7");
    ent_arena_clear(&arena);
    ent_arena_clear(&arena); /* twice does no harm */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_taken_is_cleared_aligned_and_apart),
        cmocka_unit_test(a_request_larger_than_a_block_is_met),
        cmocka_unit_test(sizes_that_overflow_are_refused),
        cmocka_unit_test(texts_are_copied),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
