/*
 * parser.h - which word depends on which, and how
 *
 * Stage: read.  A sentence is read from left to right with a stack.  Each
 * move takes the next word onto the stack, or makes the top of the stack
 * depend on the next word (left) or on the word below it (right) and takes it
 * off: two moves a word.  A root that stands behind the last word may take
 * one dependent alone, so that every tree has one root.
 *
 * The system is arc-hybrid (Kuhlmann, Gomez-Rodriguez and Satta 2011); its
 * weights are learned with a dynamic oracle (Goldberg and Nivre 2013,
 * "Training deterministic parsers with non-deterministic oracles", TACL 1),
 * from features after Zhang and Nivre (2011, "Transition-based dependency
 * parsing with rich non-local features", ACL).  A move is chosen first, as
 * one of 16 classes (the direction with a group of relations), then the
 * relation within its group.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_SYNTAX_PARSER_H
#define ENT_READ_SYNTAX_PARSER_H

#include <stdbool.h>

#include "read/syntax/traits.h"

enum {
    ENT_MOVE_SHIFT = 0,
    ENT_MOVE_LEFT = 1,  /**< the first of the left moves */
    ENT_MOVE_RIGHT = 9, /**< the first of the right ones */
    ENT_MOVES = 16,
    ENT_MOVE_FEATURES = 94,
    ENT_LABEL_FEATURES = 34
};

/** A word of the sentence while it is parsed. */
typedef struct ent_node {
    uint64_t kind;         /**< key of its kind of word */
    uint64_t left, right;  /**< relations of its dependents, one bit each */
    uint16_t head;         /**< its number, 0 while it has none */
    uint16_t verbs_before; /**< finite verbs of the sentence before it */
    uint16_t marks_before; /**< marks before it */
    uint16_t lefts[2];     /**< the leftmost dependent and the one next to it, or 0 */
    uint16_t rights[2];    /**< the rightmost dependent and the one next to it, or 0 */
    uint8_t  tag;          /**< 0 for none, else ent_tag + 1 */
    uint8_t  relation;     /**< to its head: 0 for none, else ent_relation + 1 */
    uint8_t class;         /**< of its meaning by the dictionary and its tag, 0 for none */
    uint8_t left_count, right_count;
} ent_node;

/** Words are numbered from 1; 0 is no word, count + 1 the root. */
typedef struct ent_parsing {
    ent_node nodes[ENT_WORDS_MAX + 2];
    uint16_t stack[ENT_WORDS_MAX];
    size_t   depth, next, count;
} ent_parsing;

/** Begin with an empty stack. */
void ent_parsing_begin(ent_parsing *parsing, const ent_traits *traits, const uint8_t *tags,
                       size_t count);

/** Whether all words have their head. */
bool ent_parsing_is_done(const ent_parsing *parsing);

/** Whether a move can be made here; one always can until all is done. */
bool ent_move_is_allowed(const ent_parsing *parsing, unsigned move);

/** The dependent and the head of the arc that a left or right move makes. */
void ent_move_arc(const ent_parsing *parsing, unsigned move, uint16_t *dependent, uint16_t *head);

/** The group that holds a relation: a left move, or a right one; ENT_MOVES for none. */
unsigned ent_move_of(ent_relation relation, bool left);

/** The relations of a move, `*count` of them, at most ENT_LABEL_ROW. */
const uint8_t *ent_move_relations(unsigned move, size_t *count);

/** Make a move; `relation` of its arc is not looked at for a shift. */
void ent_move_make(ent_parsing *parsing, unsigned move, ent_relation relation);

/** Keys of what the next move depends on: ENT_MOVE_FEATURES. */
void ent_move_features(const ent_parsing *parsing, uint64_t *out);

/** Keys of what the relation of a move's arc depends on: ENT_LABEL_FEATURES. */
void ent_label_features(const ent_parsing *parsing, unsigned move, uint64_t *out);

/** A way through the sentence, and what the moves on it that were not the best have cost. */
typedef struct ent_way {
    ent_parsing parsing;
    float       cost;
} ent_way;

enum {
    ENT_BEAM_WAYS = 4,     /**< followed at a time */
    ENT_BEAM_WORDS = 120,  /**< of the longest sentence of which more than one way is followed */
    ENT_BEAM_WEIGHED = 128 /**< places for what was weighed */
};

/** What the moves cost where they depend on these features. */
typedef struct ent_weighed {
    uint64_t features; /**< the sum of their keys; 0: none */
    float    costs[ENT_MOVES];
} ent_weighed;

/** Paths that are followed and those that are free, and what was weighed; scratch memory. */
typedef struct ent_beam {
    ent_way     items[ENT_BEAM_WAYS];
    ent_weighed known[ENT_BEAM_WEIGHED];
} ent_beam;

/**
 * Parse a tagged sentence.  Where the best move is not clear, several ways are followed for a
 * while; the one whose moves are the likeliest together wins.
 *
 * @param beam  scratch memory
 * @param tree  its words and tags are given, heads and relations are written
 *
 * Edge cases: one word is the root; an empty sentence has none.
 * Cost: linear in the number of words beyond ENT_BEAM_WORDS, no allocation.
 */
void ent_tree_parse(const ent_weights *weights, const ent_traits *traits, ent_beam *beam,
                    ent_tree *tree);

#endif
