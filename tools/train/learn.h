/*
 * learn.h - the tagger and the parser learn from a treebank
 *
 * Everything is a function of the treebank and of the settings: the same
 * bytes come of them each time.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TRAIN_LEARN_H
#define ENT_TRAIN_LEARN_H

#include "bank.h"
#include "perceptron.h"
#include "read/syntax/parser.h"

typedef struct learn_settings {
    uint32_t least;         /**< times that a feature has to occur */
    size_t   trials;        /**< passes over the treebank that choose features */
    size_t   epochs;        /**< passes that learn with those that were chosen */
    uint32_t buckets;       /**< of the table that the features have to fit in */
    uint32_t label_buckets; /**< of the table of relations */
} learn_settings;

/**
 * Learn to tag.
 *
 * @param traits of the words of all sentences, one behind the other
 * @param part, parts sentences to pass over, as in lexemes_make()
 * @param out    owned; model_clear() frees
 */
ENT_MUST_CHECK ent_status learn_tags(ent_ctx *ctx, const bank *b, const ent_traits *traits,
                                     size_t part, size_t parts, const learn_settings *settings,
                                     model *out);

/** Tag a sentence with a model that is not packed yet. */
void learn_tag(const model *m, const ent_traits *traits, size_t count, uint8_t *tags);

/**
 * Learn to parse.
 *
 * @param tags of all words, as they will be found
 */
ENT_MUST_CHECK ent_status learn_trees(ent_ctx *ctx, const bank *b, const ent_traits *traits,
                                      const uint8_t *tags, const learn_settings *settings,
                                      model *moves, model *labels);

#endif
