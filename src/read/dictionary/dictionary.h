/*
 * dictionary.h - the dictionaries of other programs in memory: words, one trie, flat arrays
 *
 * Stage: read.  Filled by dictionary/phrases.c, dictionary/verbs.c and dictionary/issues.c, read by
 * the rooms of pattern.  Phrases of every kind stand in one trie over words; each
 * kind begins at a root of its own.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_DICTIONARY_DICTIONARY_H
#define ENT_READ_DICTIONARY_DICTIONARY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/context.h"
#include "entente/codes.h"
#include "entente/date.h"
#include "entente/dictionary.h"

enum {
    ENT_PHRASE_WORDS_MOST = 32,         /* of a phrase; more than any has */
    ENT_DEFINITIONS_MOST = 64,          /* of one phrase */
    ENT_DATED_CODES_MOST = 1024,        /* of one phrase with its synonyms */
    ENT_DICTIONARY_LINE_LONGEST = 4096, /* bytes; what is longer is set aside */
    ENT_DICTIONARY_WORD_LONGEST = 63
};

/* ---- words ---- */

/** How a word of a dictionary is matched; the values are bits of a mask, too. */
typedef enum ent_ending {
    ENT_ENDING_NONE = 1, /**< the word itself */
    ENT_ENDING_NOUN = 2, /**< also with S, ES */
    ENT_ENDING_VERB = 4, /**< also with S, ES, D, ED, ING */
    ENT_ENDING_ANY = 8   /**< whatever begins with it */
} ent_ending;

typedef struct ent_dictionary_word {
    uint32_t offset; /**< in the bytes of the words */
    uint8_t  length;
    uint8_t  endings; /**< mask of all ways in which phrases and patterns use it */
    uint16_t classes; /**< ent_shallow_class */
    uint32_t sets;    /**< first of its memberships */
    uint16_t set_count;
    uint8_t  roots; /**< which phrases it begins, and whether it stands inside one, as bits */
} ent_dictionary_word;

/** A place of the table of words; number 0 is empty. */
typedef struct ent_word_slot {
    uint32_t hash, number;
} ent_word_slot;

/** A word stands in an alternative of a synonym set. */
typedef struct ent_membership {
    uint32_t word, set;
} ent_membership;

/** Classes of words that the coder knows by itself, beside those of the files. */
typedef enum ent_shallow_class {
    ENT_SHALLOW_DETERMINER = 1,
    ENT_SHALLOW_OWN = 2, /**< its, their, his */
    ENT_SHALLOW_CONJUNCTION = 4,
    ENT_SHALLOW_PREPOSITION = 8,
    ENT_SHALLOW_PRONOUN = 16,
    ENT_SHALLOW_BE = 32,
    ENT_SHALLOW_AUXILIARY = 64,
    ENT_SHALLOW_SUBORDINATOR = 128, /**< after, because, who, that */
    ENT_SHALLOW_ADVERB = 256,
    ENT_SHALLOW_NOUN = 512,
    ENT_SHALLOW_ADJECTIVE = 1024,
    ENT_SHALLOW_FORMER = 2048,
    ENT_SHALLOW_TO = 4096,
    ENT_SHALLOW_PAST = 8192 /**< said, met, fought: past forms without -ed */
} ent_shallow_class;

/* ---- the trie ---- */

typedef enum ent_root {
    ENT_ROOT_ACTOR,
    ENT_ROOT_AGENT,
    ENT_ROOT_VERB,
    ENT_ROOT_DISCARD,
    ENT_ROOT_TIME,
    ENT_ROOT_SYNSET, /**< names of synonym sets, written &NAME */
    ENT_ROOTS,
    ENT_ROOT_INSIDE = 7 /**< no root: the bit of words that stand inside a phrase */
} ent_root;

typedef struct ent_trie_node {
    uint32_t value;   /**< first of its chain + 1, 0 for none; of what depends on the root */
    uint32_t last;    /**< of its chain + 1 */
    uint8_t  count;   /**< of its chain */
    uint8_t  near;    /**< endings of the edges to words that follow at once */
    uint8_t  distant; /**< endings of the edges to words that may follow later */
} ent_trie_node;

typedef struct ent_trie_edge {
    uint32_t from; /**< node; 0 with `word` 0 is an empty slot */
    uint32_t word; /**< number * 16 + ending, with bit 31 for one that may follow later */
    uint32_t to;
} ent_trie_edge;

/* ---- what stands at the ends of phrases ---- */

/** A code of an actor and the days for which it holds, both included. */
typedef struct ent_days_code {
    const char *code;
    ent_day     from, to;
    bool        dated;
} ent_days_code;

/** The codes of a primary phrase, which its synonyms share. */
typedef struct ent_code_group {
    uint32_t first, count;
} ent_code_group;

/** One definition of a phrase; a phrase that is defined again has a chain of them. */
typedef struct ent_definition {
    uint32_t next;  /**< + 1, 0 for the last one */
    uint32_t value; /**< number of the group, agent or verb */
} ent_definition;

typedef struct ent_agent {
    const char *code;
    bool        before; /**< NGO~: stands before the code of the actor */
} ent_agent;

/** What a verb means where no pattern matches; a and b NULL for no event. */
typedef struct ent_code_pair {
    const char *forth, *back;
    bool        weak;   /**< 023?: only where nothing else is coded */
    bool        strong; /**< 031!: nothing else is coded */
} ent_code_pair;

typedef struct ent_verb {
    ent_code_pair code;
    uint32_t      block; /**< patterns and synonyms are those of its block */
    uint32_t      base;  /**< the word that its first form begins with */
    uint8_t       head;  /**< which of its words is the verb */
} ent_verb;

typedef struct ent_verb_block {
    uint32_t first, count; /**< patterns, the longest first */
} ent_verb_block;

/* ---- patterns ---- */

typedef enum ent_element_kind {
    ENT_ELEMENT_WORD,
    ENT_ELEMENT_SET,    /**< a synonym set or { A | B C } */
    ENT_ELEMENT_SOURCE, /**< $ */
    ENT_ELEMENT_TARGET, /**< + */
    ENT_ELEMENT_BOTH,   /**< % */
    ENT_ELEMENT_SKIP    /**< ^ */
} ent_element_kind;

typedef struct ent_element {
    uint32_t value; /**< word or set */
    uint8_t  kind;
    uint8_t  ending;
    bool     joined; /**< nothing may stand between it and the element before it */
} ent_element;

/** A row of elements: one of the alternatives of a set, or a side of a pattern. */
typedef struct ent_row_of_elements {
    uint32_t first;
    uint32_t next; /**< alternative of the same set + 1, 0 for the last one */
    uint16_t count;
} ent_row_of_elements;

typedef struct ent_synset {
    const char *name;        /**< NULL for { A | B } */
    uint32_t    first, last; /**< alternatives + 1, 0 for none */
    uint32_t    line;        /**< where it was first named */
    const char *file;
    bool        defined;
    bool        wordless; /**< an alternative needs no word */
    uint8_t     mark;     /**< while cycles are looked for */
} ent_synset;

enum { ENT_WORD_MASKS = 8 };

typedef struct ent_pattern {
    ent_row_of_elements before, after;
    bool                joined_before, joined_after; /**< to the verb */
    ent_code_pair       code;
    uint32_t            block, order;
    uint16_t            sets;                  /**< how many of its elements are sets */
    uint16_t            length;                /**< bytes as written */
    uint64_t            words[ENT_WORD_MASKS]; /**< words and sets it cannot do without */
} ent_pattern;

/** ~ a (b . ATTACK) SAY = a b 112 */
typedef struct ent_transformation {
    uint32_t    outer, inner; /**< blocks of the verbs; inner UINT32_MAX: any */
    char        inner_source; /**< a, b, . or _ */
    char        inner_target;
    char        source, target;
    const char *code; /**< NULL: the code of the inner verb */
} ent_transformation;

/* ---- issues ---- */

/** One form of a phrase of an issue. */
typedef struct ent_issue_phrase {
    const char *text;     /**< as it is compared: small letters, one blank between tokens */
    const char *code;     /**< "" where it is passed over */
    const char *category; /**< of its group */
    uint32_t    order;
    uint16_t    group;
    bool        passes; /**< ~: its words are no issue of the group */
    bool        bars;   /**< ~~: nor is any other of its sentence */
} ent_issue_phrase;

/* ---- all of it ---- */

struct ent_dictionary {
    ent_arena arena; /* names, codes, reasons */

    char                *bytes; /* of words */
    size_t               bytes_used, bytes_capacity;
    ent_dictionary_word *words; /* from 1 */
    size_t               word_count, word_capacity;
    ent_word_slot       *word_slots;
    size_t               word_slot_count;

    ent_trie_node *nodes;
    size_t         node_count, node_capacity;
    ent_trie_edge *edges;
    size_t         edge_count, edge_slot_count;

    ent_definition *definitions;
    size_t          definition_count, definition_capacity;
    ent_days_code  *codes;
    size_t          code_count, code_capacity;
    ent_code_group *groups;
    size_t          group_count, group_capacity;
    ent_agent      *agents;
    size_t          agent_count, agent_capacity;

    ent_verb            *verbs;
    size_t               verb_count, verb_capacity;
    ent_verb_block      *blocks;
    size_t               block_count, block_capacity;
    ent_pattern         *patterns;
    size_t               pattern_count, pattern_capacity;
    ent_element         *elements;
    size_t               element_count, element_capacity;
    ent_row_of_elements *alternatives;
    size_t               alternative_count, alternative_capacity;
    ent_synset          *synsets;
    size_t               synset_count, synset_capacity;
    ent_membership      *memberships; /* by word */
    size_t               membership_count, membership_capacity;
    ent_transformation  *transformations;
    size_t               transformation_count, transformation_capacity;

    ent_issue_phrase *issues;                                     /* by text, when finished */
    size_t            issue_count, issue_capacity, issue_longest; /* longest: in tokens */
    uint16_t          issue_groups;

    ent_dictionary_reject *rejects;
    size_t                 reject_count, reject_capacity, reject_total;
    size_t                 line_count;
    bool                   stems; /* a file of the older style was read */
    bool                   older; /* its verbs are of the older style */
    bool                   finished;
};

#endif
