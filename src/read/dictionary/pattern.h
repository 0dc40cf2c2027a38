/*
 * pattern.h - patterns of verbs and sets of synonyms, compiled for the matching
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_DICTIONARY_PATTERN_H
#define ENT_READ_DICTIONARY_PATTERN_H

#include "read/dictionary/source.h"

/** The number of the set of this name (a _ at its end does not count), made if it is new. */
ENT_MUST_CHECK ent_status ent_synset_get(ent_dictionary_source *s, ent_slice name, uint32_t *out);

/** Add an alternative to a set; a wrong one is set aside. */
ENT_MUST_CHECK ent_status ent_synonym_read(ent_dictionary_source *s, ent_slice text, uint8_t ending,
                                           uint32_t set);

/** Add a pattern to a block; a wrong one is set aside.  `ending`: of words, in the newer style. */
ENT_MUST_CHECK ent_status ent_pattern_read(ent_dictionary_source *s, ent_slice text, uint8_t ending,
                                           ent_code_pair code, uint32_t block);

/** Mark a word, or a set, among those that a pattern needs or a sentence has. */
static inline void
ent_word_mark(uint64_t words[ENT_WORD_MASKS], uint32_t word)
{
    uint32_t bit = (word * UINT32_C(2654435761)) >> 23;

    words[bit >> 6] |= UINT64_C(1) << (bit & 63);
}

static inline void
ent_set_mark(uint64_t words[ENT_WORD_MASKS], uint32_t set)
{
    ent_word_mark(words, ~set);
}

#endif
