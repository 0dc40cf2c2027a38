/*
 * unit_weights.h - small files of weights, invented or of the program, in a test
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TESTS_UNIT_WEIGHTS_H
#define ENT_TESTS_UNIT_WEIGHTS_H

#include "unit.h"

#include "read/syntax/tree.h"

/** Bytes of a file with small tables of arbitrary numbers; the caller frees them. */
static inline unsigned char *
unit_weights_make(uint64_t seed, size_t *length)
{
    const uint32_t buckets[ENT_WEIGHTS_TABLES] = {7, 5, 300, 40, 60};
    unsigned char *bytes;

    *length = ent_weights_size(buckets);
    bytes = malloc(*length);
    assert_non_null(bytes);
    for (size_t i = 0; i < *length; i++) {
        bytes[i] = (unsigned char)ent_key_mix(seed * 1000003 + i);
    }
    ent_weights_seal(bytes, buckets, "invented");
    return bytes;
}

/** The weights that the program is built with. */
static inline ent_weights *
unit_weights_open(ent_ctx *ctx)
{
    const char  *source = getenv("ENT_SOURCE");
    ent_weights *weights = NULL;
    char         path[1024];

    assert_non_null(source);
    (void)snprintf(path, sizeof path, "%s/data/weights/english.weights", source);
    assert_int_equal(ent_weights_open(ctx, path, &weights), ENT_OK);
    return weights;
}

/** Each word has a head that is another word, one has none, and all lead to that one. */
static inline void
unit_tree_is_whole(const ent_tree *tree)
{
    size_t roots = 0;

    for (size_t i = 0; i < tree->count; i++) {
        size_t at = i, steps = 0;

        assert_true(tree->tags[i] < ENT_TAGS);
        assert_true(tree->relations[i] < ENT_RELATIONS);
        assert_int_equal(tree->relations[i] == ENT_RELATION_ROOT, tree->heads[i] == ENT_NO_WORD);
        roots += tree->heads[i] == ENT_NO_WORD;
        while (tree->heads[at] != ENT_NO_WORD) {
            at = tree->heads[at];
            assert_true(at < tree->count);
            assert_true(++steps < tree->count);
        }
    }
    assert_int_equal(roots, tree->count > 0);
}

#endif
