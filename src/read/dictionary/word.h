/*
 * word.h - a word as the dictionaries of other programs compare it
 *
 * Stage: read.  Dictionaries and texts go through the same function, so that
 * what is written alike is alike: upper case, plain apostrophes, letters
 * without accents, no full stop at the end, no possessive 's.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_DICTIONARY_WORD_H
#define ENT_READ_DICTIONARY_WORD_H

#include <stdbool.h>
#include <stddef.h>

enum { ENT_NORMAL_ROOM = 64, ENT_NORMAL_PARTS = 2 };

/** A word in upper case; "didn't" is DID and N'T. */
typedef struct ent_normal_word {
    char        bytes[ENT_NORMAL_ROOM];
    const char *text[ENT_NORMAL_PARTS]; /**< in `bytes` */
    size_t      length[ENT_NORMAL_PARTS];
    size_t      parts;      /**< 0 where nothing is left */
    bool        possessive; /**< it ended with 's or s' */
} ent_normal_word;

/** False for a word of more than 63 bytes. */
bool ent_word_normalise(const char *text, size_t length, ent_normal_word *out);

#endif
