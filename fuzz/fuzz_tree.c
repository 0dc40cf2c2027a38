/*
 * fuzz_tree.c - arbitrary tokens: words lie in their tokens, trees have one root and no circle
 *
 * The weights are a small invented table.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>

#include "read/syntax/tree.h"
#include "read/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static ent_weights weights; /* made once */

static void
make_weights(void)
{
    const uint32_t buckets[ENT_WEIGHTS_TABLES] = {5, 5, 50, 20, 50};
    size_t         size = ent_weights_size(buckets);
    unsigned char *file = malloc(size);
    ent_ctx       *ctx;

    if (file == NULL || ent_ctx_create(NULL, &ctx) != ENT_OK) {
        abort();
    }
    for (size_t i = 0; i < size; i++) {
        file[i] = (unsigned char)ent_key_mix(i);
    }
    ent_weights_seal(file, buckets, "fuzz");
    if (ent_weights_view(ctx, "fuzz", file, size, &weights) != ENT_OK) {
        abort();
    }
    ent_ctx_destroy(ctx);
}

static void
check_words(const ent_tree *tree, const ent_token *tokens, size_t count, size_t length)
{
    size_t end = 0;

    for (size_t i = 0; i < tree->count; i++) {
        const ent_word *w = &tree->words[i];

        if (w->token >= count || w->start < tokens[w->token].start || w->start < end ||
            w->length == 0 || w->start + w->length > length) {
            abort();
        }
        end = w->start + w->length;
    }
}

static void
check_heads(const ent_tree *tree)
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
    }
    if (roots != (tree->count > 0)) {
        abort();
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static ent_token        tokens[ENT_TOKENS_MAX];
    static ent_tree         tree;
    static ent_tree_scratch scratch;
    const char             *text = (const char *)bytes;
    size_t                  count;

    if (weights.length == 0) {
        make_weights();
    }
    count = ent_tokens_split(text, length, tokens, ENT_TOKENS_MAX);
    ent_tree_make(&weights, &scratch, text, tokens, count, &tree);
    if ((tree.count > 0) != (count > 0)) {
        abort();
    }
    check_words(&tree, tokens, count, length);
    check_heads(&tree);
    return 0;
}
