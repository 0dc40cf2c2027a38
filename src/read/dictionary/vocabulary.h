/*
 * vocabulary.h - the words of the dictionaries, each with its number
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_DICTIONARY_VOCABULARY_H
#define ENT_READ_DICTIONARY_VOCABULARY_H

#include "read/dictionary/dictionary.h"

/** The number of a word (0 when there is no memory); upper case, made if it is new. */
uint32_t ent_dictionary_intern(ent_dictionary *d, const char *word, size_t length);
/** The number of a word of this hash, or 0. */
uint32_t ent_dictionary_find(const ent_dictionary *d, const char *word, size_t length,
                             uint32_t hash);

/** One byte more of a word's hash; begin with ENT_HASH_START. */
static inline uint32_t
ent_hash_step(uint32_t hash, char c)
{
    return (hash ^ (unsigned char)c) * UINT32_C(16777619);
}
#define ENT_HASH_START UINT32_C(2166136261)

/** Make room for so many more words; false when there is no memory. */
bool ent_words_reserve(ent_dictionary *d, size_t more);

/** Slots for that many entries in a table of `have`: it is never more than half full. */
size_t ent_word_slots(size_t entries, size_t have);

#endif
