/*
 * token.h - words, numbers and marks of a sentence, with their places
 *
 * Stage: read.  A token never changes the text: it is a place in it.  The
 * possessive 's is a token, and so is each part of a hyphenated name
 * (Sino-American, US-led), because both carry actors.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_TOKEN_H
#define ENT_READ_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    ENT_TOKENS_MAX = 512, /**< of one sentence; what is longer was cut by the splitter */
    ENT_WORD_LONGEST = 47 /**< bytes; a longer word is no word of the dictionaries */
};

typedef enum ent_token_kind {
    ENT_TOKEN_WORD,
    ENT_TOKEN_NUMBER,
    ENT_TOKEN_POSSESSIVE,
    ENT_TOKEN_HYPHEN, /**< between the parts of one word, and the dash between two names */
    ENT_TOKEN_DASH,   /**< between clauses */
    ENT_TOKEN_OPEN,   /**< quotation begins */
    ENT_TOKEN_CLOSE,  /**< quotation ends */
    ENT_TOKEN_MARK    /**< any other punctuation: its first byte tells which */
} ent_token_kind;

typedef struct ent_token {
    uint64_t classes;       /**< classes of the word in the lexicon */
    uint32_t start, length; /**< bytes, from the start of the text given */
    uint32_t word;          /**< id in the lexicon, 0 for a word it does not hold */
    uint8_t  kind;
    bool     capital;  /**< begins with a capital letter */
    bool     capitals; /**< has no small letter, and two capitals */
} ent_token;

/**
 * Cut a text into at most `room` tokens.  Endnote marks ([ii], [3]) are
 * passed over.  Linear in `length`.
 *
 * @return the number of tokens
 */
size_t ent_tokens_split(const char *text, size_t length, ent_token *tokens, size_t room);

/**
 * The word in small letters of ASCII with straight apostrophes; Latin letters lose their marks
 * (Şimşek is simsek), others stay.
 *
 * @return its length, 0 if it is too long
 */
size_t ent_token_fold(const char *text, const ent_token *token, char out[ENT_WORD_LONGEST + 1]);

/** Bytes of the endnote mark ([ii], [3]) at `at`, 0 if there is none. */
size_t ent_endnote_length(const char *text, size_t length, size_t at);

#endif
