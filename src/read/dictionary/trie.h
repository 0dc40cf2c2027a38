/*
 * trie.h - phrases of every kind in one trie over words
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_DICTIONARY_TRIE_H
#define ENT_READ_DICTIONARY_TRIE_H

#include "read/dictionary/source.h"

/** Put a phrase at a root, with its value behind those that it has. */
ENT_MUST_CHECK ent_status ent_trie_add(ent_dictionary_source *s, ent_root root,
                                       const ent_phrase *phrase, uint32_t value);
/** The node behind an edge, or 0. */
uint32_t ent_trie_step(const ent_dictionary *d, uint32_t node, uint32_t word, uint32_t ending,
                       bool distant);

/** Make room for so many more edges; false when there is no memory. */
bool ent_trie_reserve(ent_dictionary *d, size_t more);

#endif
