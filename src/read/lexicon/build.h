/*
 * build.h - how the dictionaries are put together; private to lexicon*.c
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_LEXICON_BUILD_H
#define ENT_READ_LEXICON_BUILD_H

#include "base/arena.h"
#include "read/lexicon/lexicon.h"

typedef struct ent_word {
    const char *text;
    uint64_t    classes;
} ent_word;

/** A node of the trie: reached from `parent` by `word`; `entries` of the phrase that ends here. */
typedef struct ent_node {
    uint32_t   parent, word;
    ent_entry *actors, *events;
} ent_node;

typedef struct ent_printed_name {
    const char *id, *name;
} ent_printed_name;

/** Nouns that many verbs take: `set TROOPS = troops soldiers forces`. */
typedef struct ent_word_set {
    const char     *name;
    const uint32_t *words;
    size_t          count;
} ent_word_set;

struct ent_lexicon {
    ent_arena                    arena;
    ent_word                    *words; /* words[0] is no word */
    size_t                       word_count, word_capacity;
    uint32_t                    *word_table; /* by hash of the text; 0 is empty */
    size_t                       word_table_size;
    ent_node                    *nodes; /* nodes[0] is the root */
    size_t                       node_count, node_capacity;
    uint32_t                    *node_table; /* by hash of (parent, word); 0 is empty */
    size_t                       node_table_size;
    ent_cameo_table              cameo;
    ent_printed_name            *names;
    size_t                       name_count, name_capacity;
    ent_word_set                *sets;
    size_t                       set_count, set_capacity;
    const struct ent_issue_way **ways; /* to speak of an issue, in the order of the file */
    size_t                       way_count, way_capacity;
};

/** The id of a word, added if it is new; 0 when there is no memory. */
uint32_t ent_lexicon_word(ent_lexicon *lexicon, const char *text, size_t length);

/** Add `entry` (in the lexicon's arena) under a phrase; false when there is no memory. */
bool ent_lexicon_add(ent_lexicon *lexicon, const char *phrase, size_t length, ent_entry *entry);

#endif
