/*
 * test_weights.c - a file of weights is taken whole, or refused with the reason
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_weights.h"

#include <unistd.h>

static void
refuse(const unsigned char *bytes, size_t length, const char *reason)
{
    ent_ctx    *ctx = unit_ctx(1);
    ent_weights weights;

    assert_int_equal(ent_weights_view(ctx, "w", bytes, length, &weights), ENT_E_INPUT);
    assert_non_null(strstr(ent_ctx_error(ctx), reason));
    assert_non_null(strstr(ent_ctx_error(ctx), "w: "));
    ent_ctx_destroy(ctx);
}

static void
a_sealed_file_is_read(void **state)
{
    ent_ctx       *ctx = unit_ctx(1);
    size_t         length;
    unsigned char *bytes = unit_weights_make(1, &length);
    ent_weights    weights;

    (void)state;
    assert_int_equal(ent_weights_view(ctx, "w", bytes, length, &weights), ENT_OK);
    assert_int_equal(weights.lexeme_buckets, 7);
    assert_int_equal(weights.wordbook_buckets, 5);
    assert_int_equal(weights.labels.count, 60);
    assert_string_equal(weights.about, "invented");
    assert_ptr_equal(weights.labels.checks + 60 * ENT_BUCKET_SIZE(ENT_LABEL_ROW), bytes + length);
    free(bytes);
    ent_ctx_destroy(ctx);
}

static void
every_changed_byte_is_noticed(void **state)
{
    ent_ctx       *ctx = unit_ctx(1);
    size_t         length;
    unsigned char *bytes = unit_weights_make(2, &length);
    ent_weights    weights;

    (void)state;
    for (size_t i = 0; i < length; i += i < 400 ? 1 : 97) {
        bytes[i] ^= 0x10;
        assert_int_equal(ent_weights_view(ctx, "w", bytes, length, &weights), ENT_E_INPUT);
        bytes[i] ^= 0x10;
    }
    assert_int_equal(ent_weights_view(ctx, "w", bytes, length, &weights), ENT_OK);
    free(bytes);
    ent_ctx_destroy(ctx);
}

static void
what_is_wrong_is_said(void **state)
{
    size_t         length;
    unsigned char *bytes = unit_weights_make(3, &length);

    (void)state;
    refuse(bytes, 100, "100 bytes are no weights");
    refuse(bytes, length - 1, "bytes, expected");
    bytes[length - 1] ^= 1;
    refuse(bytes, length, "damaged");
    bytes[8]++;
    refuse(bytes, length, "form 3, expected form 2");
    bytes[12]++;
    refuse(bytes, length, "another order of bytes");
    bytes[0] = 'X';
    refuse(bytes, length, "no file of weights");
    free(bytes);
}

/* A header that was made to harm: its checksum is right. */
static void
tables_that_do_not_fit_are_refused(void **state)
{
    const uint32_t hostile[][ENT_WEIGHTS_TABLES] = {{0, 5, 300, 40, 60},
                                                    {UINT32_MAX, 5, 300, 40, 60},
                                                    {7, 5, 299, 40, 60},
                                                    {7, 5, 300, 40, 61}};
    size_t         length;
    unsigned char *bytes = unit_weights_make(4, &length);

    (void)state;
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        ent_weights_header *header = (ent_weights_header *)(void *)bytes;
        ent_ctx            *ctx = unit_ctx(1);
        ent_weights         weights;

        memcpy(header->buckets, hostile[i], sizeof hostile[i]);
        assert_int_equal(ent_weights_view(ctx, "w", bytes, length, &weights), ENT_E_INPUT);
        ent_ctx_destroy(ctx);
    }
    free(bytes);
}

static void
a_file_that_is_none_is_refused(void **state)
{
    ent_ctx     *ctx = unit_ctx(1);
    char         path[] = "/tmp/ent-weights-XXXXXX";
    int          fd = mkstemp(path);
    ent_weights *weights = NULL;

    (void)state;
    assert_true(fd >= 0);
    assert_int_equal(ent_weights_open(ctx, "/nowhere/at/all", &weights), ENT_E_NOTFOUND);
    assert_int_equal(ent_weights_open(ctx, "/tmp", &weights), ENT_E_FILE);
    assert_int_equal(ent_weights_open(ctx, path, &weights), ENT_E_INPUT);
    assert_int_equal(write(fd, "entente", 7), 7);
    assert_int_equal(ent_weights_open(ctx, path, &weights), ENT_E_INPUT);
    assert_null(weights);
    assert_int_equal(close(fd), 0);
    assert_int_equal(unlink(path), 0);
    ent_ctx_destroy(ctx);
}

static void
a_row_is_found_by_its_key_alone(void **state)
{
    unsigned char table[2 * ENT_BUCKET_SIZE(ENT_LABEL_ROW)] __attribute__((aligned(8))) = {0};
    ent_rows      rows = ent_rows_of(table, 2);
    uint64_t      key = (uint64_t)3 << 62 | 0x1235; /* the second bucket */
    uint16_t      check = 0x1235;
    size_t        second = ENT_ROWS_OF_BUCKET + 3; /* of all rows, the third of its bucket */

    (void)state;
    assert_null(ent_rows_find(&rows, ENT_LABEL_ROW, key));
    memcpy(table + sizeof(ent_checks) + 3 * sizeof check, &check, sizeof check);
    assert_ptr_equal(ent_rows_find(&rows, ENT_LABEL_ROW, key),
                     table + 2 * sizeof(ent_checks) + second * ENT_LABEL_ROW);
    assert_null(ent_rows_find(&rows, ENT_LABEL_ROW, key + 2));
    assert_null(ent_rows_find(&rows, ENT_LABEL_ROW, 0x1235));
}

/* Rows of arbitrary keys, some of which are there, added one by one. */
static void
rows_are_added_as_a_plain_search_adds_them(void **state)
{
    enum { BUCKETS = 9, KEYS = 90 };
    static unsigned char table[BUCKETS * ENT_BUCKET_SIZE(ENT_MOVE_ROW)] __attribute__((aligned(8)));
    ent_rows             rows = ent_rows_of(table, BUCKETS);
    int16_t              sums[ENT_MOVE_ROW] = {0}, wanted[ENT_MOVE_ROW] = {0};
    uint64_t             keys[KEYS];
    size_t               found = 0;

    (void)state;
    for (size_t i = 0; i < sizeof table; i++) {
        table[i] = (unsigned char)(ent_key_mix(i) >> 8);
    }
    for (size_t i = 0; i < KEYS; i++) {
        size_t   bucket = i % BUCKETS, slot = i % (ENT_ROWS_OF_BUCKET + 1);
        uint16_t check = (uint16_t)(2 * i + 1);

        keys[i] = ((((uint64_t)bucket << 32) / BUCKETS + 1) << 32) | check;
        if (i % 3 != 0 && slot < ENT_ROWS_OF_BUCKET) {
            memcpy(table + bucket * sizeof(ent_checks) + slot * sizeof check, &check, sizeof check);
        }
    }
    for (size_t i = 0; i < KEYS; i++) {
        size_t   bucket = i % BUCKETS;
        uint16_t check;

        assert_int_equal(ent_bucket_of(keys[i], BUCKETS), bucket);
        for (size_t slot = 0; slot < ENT_ROWS_OF_BUCKET; slot++) {
            memcpy(&check, table + bucket * sizeof(ent_checks) + slot * sizeof check, sizeof check);
            for (size_t k = 0; k < ENT_MOVE_ROW && check == (uint16_t)keys[i]; k++) {
                wanted[k] =
                    (int16_t)(wanted[k] +
                              rows.rows[(bucket * ENT_ROWS_OF_BUCKET + slot) * ENT_MOVE_ROW + k]);
            }
            found += check == (uint16_t)keys[i];
        }
    }
    assert_true(found > KEYS / 4 && found < KEYS);
    ent_rows_expect(&rows, keys, KEYS);
    ent_rows_add(&rows, ENT_MOVE_ROW, keys, KEYS, sums);
    assert_memory_equal(sums, wanted, sizeof sums);
}

static void
the_weights_of_the_program_are_small_and_say_their_licence(void **state)
{
    ent_ctx     *ctx = unit_ctx(1);
    ent_weights *weights = unit_weights_open(ctx);

    (void)state;
    assert_true(weights->length < ENT_WEIGHTS_LARGEST);
    assert_non_null(strstr(weights->about, "CC BY-SA 4.0"));
    assert_non_null(strstr(weights->about, "English-EWT"));
    ent_weights_close(weights);
    ent_weights_close(NULL);
    ent_ctx_destroy(ctx);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sealed_file_is_read),
        cmocka_unit_test(every_changed_byte_is_noticed),
        cmocka_unit_test(what_is_wrong_is_said),
        cmocka_unit_test(tables_that_do_not_fit_are_refused),
        cmocka_unit_test(a_file_that_is_none_is_refused),
        cmocka_unit_test(a_row_is_found_by_its_key_alone),
        cmocka_unit_test(rows_are_added_as_a_plain_search_adds_them),
        cmocka_unit_test(the_weights_of_the_program_are_small_and_say_their_licence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
