/*
 * test_bits.c - numbers come back from their text to the bit
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <float.h>
#include <math.h>

#include "base/bits.h"
#include "base/random.h"

static void
numbers_come_back_to_the_bit(void **state)
{
    static const double   NUMBERS[] = {0, -0., 1, -1. / 3, DBL_MIN, DBL_MAX, 4e-320};
    static const uint64_t WHOLE[] = {0, 1, 15, 16, UINT32_MAX, UINT64_MAX};
    ent_key               key = {.seed = 5, .process = ENT_PROCESS_TEST};
    ent_text              text;
    ent_bits              read;

    (void)state;
    ent_text_init(&text);
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
        ent_bits_add_number(&text, NUMBERS[i]);
    }
    ent_bits_add_number(&text, (double)NAN);
    ent_bits_add_number(&text, -(double)INFINITY);
    for (size_t i = 0; i < sizeof WHOLE / sizeof *WHOLE; i++) {
        ent_bits_add(&text, WHOLE[i]);
    }
    for (uint32_t k = 0; k < 1000; k++) {
        ent_bits_add_number(&text, ent_random_normal(&key, k));
    }
    assert_false(text.failed);
    read = (ent_bits){ent_text_get(&text), false};
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
        double value = ent_bits_next_number(&read);

        assert_memory_equal(&value, &NUMBERS[i], sizeof value);
    }
    assert_true(isnan(ent_bits_next_number(&read)));
    assert_true(ent_bits_next_number(&read) == -(double)INFINITY);
    for (size_t i = 0; i < sizeof WHOLE / sizeof *WHOLE; i++) {
        assert_true(ent_bits_next(&read) == WHOLE[i]);
    }
    for (uint32_t k = 0; k < 1000; k++) {
        assert_false(ent_bits_are_over(&read));
        assert_true(ent_bits_next_number(&read) == ent_random_normal(&key, k));
    }
    assert_true(ent_bits_are_over(&read));
    ent_text_clear(&text);
}

static void
what_is_no_number_fails(void **state)
{
    static const char *const BAD[] = {"", " ", "1", "g ", "1x ", "A ", "-1 ", "11112222333344445 "};

    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        ent_bits read = {BAD[i], false};

        assert_true(ent_bits_next(&read) == 0);
        assert_true(read.failed);
        assert_true(ent_bits_next(&read) == 0);
        assert_false(ent_bits_are_over(&read));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_come_back_to_the_bit),
                                       cmocka_unit_test(what_is_no_number_fails)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
