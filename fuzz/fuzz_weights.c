/*
 * fuzz_weights.c - any bytes as weights: refused, or trees that are trees
 *
 * The first byte chooses whether the bytes are taken as they are, or sealed as the tables of a
 * file whose checksum is right.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "read/syntax/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void
check_tree(const ent_tree *tree)
{
    size_t roots = 0;

    for (size_t i = 0; i < tree->count; i++) {
        size_t at = i, steps = 0;

        roots += tree->heads[i] == ENT_NO_WORD;
        while (tree->heads[at] != ENT_NO_WORD) {
            at = tree->heads[at];
            if (at >= tree->count || ++steps > tree->count) {
                abort();
            }
        }
        if (tree->tags[i] >= ENT_TAGS || tree->relations[i] >= ENT_RELATIONS) {
            abort();
        }
    }
    if (roots != (tree->count > 0)) {
        abort();
    }
}

static void
parse(const ent_weights *weights, const char *text, size_t length)
{
    static ent_token        tokens[ENT_TOKENS_MAX];
    static ent_tree         tree;
    static ent_tree_scratch scratch;
    size_t                  count = ent_tokens_split(text, length, tokens, ENT_TOKENS_MAX);

    ent_tree_make(weights, &scratch, text, tokens, count, &tree);
    check_tree(&tree);
}

/* Tables of one bucket or two, filled with the bytes again and again. */
static unsigned char *
seal(const uint8_t *bytes, size_t length, size_t *size)
{
    const uint32_t buckets[ENT_WEIGHTS_TABLES] = {2, 1, 2, 1, 2};
    unsigned char *file;

    *size = ent_weights_size(buckets);
    file = calloc(*size, 1);
    for (size_t i = 0; file != NULL && length > 0 && i < *size; i++) {
        file[i] = bytes[i % length];
    }
    if (file != NULL) {
        ent_weights_seal(file, buckets, "fuzz");
    }
    return file;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    bool           sealed = length > 0 && (bytes[0] & 1) != 0;
    size_t         skip = length > 0, size = length - skip;
    unsigned char *file = sealed ? seal(bytes + skip, length - skip, &size) : malloc(size + 1);
    ent_weights    weights;
    ent_ctx       *ctx;

    if (file == NULL || ent_ctx_create(NULL, &ctx) != ENT_OK) {
        free(file);
        return 0;
    }
    if (!sealed) {
        memcpy(file, bytes + skip, size);
    }
    if (ent_weights_view(ctx, "fuzz", file, size, &weights) == ENT_OK) {
        parse(&weights, (const char *)bytes + skip, length - skip);
    } else if (sealed) {
        abort();
    }
    ent_ctx_destroy(ctx);
    free(file);
    return 0;
}
