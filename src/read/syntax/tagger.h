/*
 * tagger.h - the part of speech of each word of a sentence
 *
 * Stage: read.  From left to right, each word gets the tag with the highest
 * sum of weights; a word that has one tag in the treebank has it here.
 *
 * The weights were learned by an averaged perceptron (Collins 2002,
 * "Discriminative training methods for hidden Markov models", EMNLP).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_SYNTAX_TAGGER_H
#define ENT_READ_SYNTAX_TAGGER_H

#include "read/syntax/traits.h"

enum { ENT_TAG_FEATURES = 48 /**< of one word */ };

/**
 * The keys of the features of the word at `at`; tags before it are known.
 *
 * @param out ENT_TAG_FEATURES keys
 */
void ent_tag_features(const ent_traits *traits, const uint8_t *tags, size_t count, size_t at,
                      uint64_t *out);

/**
 * Tag a sentence.
 *
 * @param tags `count` of ent_tag
 *
 * Cost: linear in `count`, no allocation.
 */
void ent_tags_find(const ent_weights *weights, const ent_traits *traits, size_t count,
                   uint8_t *tags);

#endif
