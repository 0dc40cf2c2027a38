/*
 * tree.c - from the tokens of a sentence to its tags and tree
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/syntax/tree.h"

#include "read/words.h"

void
ent_tree_of_words(const ent_weights *weights, ent_tree_scratch *scratch, const char *text,
                  ent_tree *out)
{
    ent_traits_find(weights, text, out->words, out->count, scratch->traits);
    ent_tags_find(weights, scratch->traits, out->count, out->tags);
    ent_tree_parse(weights, scratch->traits, &scratch->beam, out);
}

void
ent_tree_make(const ent_weights *weights, ent_tree_scratch *scratch, const char *text,
              const ent_token *tokens, size_t count, ent_tree *out)
{
    out->count = ent_words_cut(text, tokens, count, out->words);
    ent_tree_of_words(weights, scratch, text, out);
}
