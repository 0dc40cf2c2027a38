/*
 * words.h - words as the treebank cuts them, from the tokens of a sentence
 *
 * Stage: read.  A word of the treebank may be a part of a token (do and n't,
 * I and 'm, can and not) or several tokens (Mr., 8:30, ..., a@b.org): both
 * are places in the same text, and a word knows in which token it begins.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_WORDS_H
#define ENT_READ_WORDS_H

#include "read/syntax/treebank.h"
#include "read/token.h"

/**
 * Cut the tokens of a sentence into words of the treebank, or join them.
 *
 * @param text  that the places of the tokens are in
 * @param words room for ENT_WORDS_MAX; what is beyond them is left out
 * @return the number of words
 *
 * Cost: linear in the length of the tokens.
 */
size_t ent_words_cut(const char *text, const ent_token *tokens, size_t count, ent_word *words);

#endif
