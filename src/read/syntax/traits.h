/*
 * traits.h - what the tagger and the parser see of a word: its form, ends, shape, and fame
 *
 * Stage: read.  A form is in small letters, with every digit as 0.  In a
 * sentence all in capitals, and in a title with Most Words Capitalised, the
 * case of letters tells little: the shape says so in place of the case.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_SYNTAX_TRAITS_H
#define ENT_READ_SYNTAX_TRAITS_H

#include <stddef.h>

#include "read/syntax/weights.h"

enum { ENT_SHAPE_CASE = 0xC83 /**< bits of a shape that tell of capital letters */ };

typedef struct ent_traits {
    uint64_t form;      /**< key of the form */
    uint64_t kind;      /**< of the form of a known word; of shape and ending of an unknown one */
    uint32_t ending;    /**< its last 4 bytes, the last one lowest */
    uint32_t beginning; /**< its first 4 bytes */
    uint16_t shape;
    uint16_t ambiguity;  /**< which tags the word has in the treebank, 0 for an unknown one */
    uint16_t uses;       /**< what it can be by the dictionary: bits ENT_USE_... */
    uint8_t  noun, verb; /**< class of its meaning as a noun and as a verb, 0 for none */
    uint8_t  tag;        /**< the only tag that it has in the treebank, or ENT_TAGS */
} ent_traits;

/** The key of a form that is in small letters already. */
uint64_t ent_form_key(const char *form, size_t length);

/**
 * The traits of the words of a sentence.
 *
 * @param weights words that are known; NULL: none is
 * @param text    that the places of the words are in; borrowed
 * @param out     `count` of them
 */
void ent_traits_find(const ent_weights *weights, const char *text, const ent_word *words,
                     size_t count, ent_traits *out);

#endif
