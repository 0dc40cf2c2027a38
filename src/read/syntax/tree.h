/*
 * tree.h - from the tokens of a sentence to its tags and tree
 *
 * Stage: read.  Words, traits, tags, tree in one call.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_SYNTAX_TREE_H
#define ENT_READ_SYNTAX_TREE_H

#include "read/syntax/parser.h"
#include "read/syntax/tagger.h"
#include "read/token.h"

/** Memory that a tree is made in, used again for the next one. */
typedef struct ent_tree_scratch {
    ent_traits traits[ENT_WORDS_MAX];
    ent_beam   beam;
} ent_tree_scratch;

/**
 * Tag and parse a sentence.
 *
 * @param text    that the places of the tokens are in
 * @param tokens  of ent_tokens_split()
 * @param out     words (at most ENT_WORDS_MAX), tags, heads and relations; its words have exactly
 *                one root and no circle
 *
 * Cost: linear in the number of words, no allocation.
 */
void ent_tree_make(const ent_weights *weights, ent_tree_scratch *scratch, const char *text,
                   const ent_token *tokens, size_t count, ent_tree *out);

/** The same of words that are cut already: `out` holds them. */
void ent_tree_of_words(const ent_weights *weights, ent_tree_scratch *scratch, const char *text,
                       ent_tree *out);

#endif
