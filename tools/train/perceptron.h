/*
 * perceptron.h - the averaged perceptron over sparse features
 *
 * Collins (2002), "Discriminative training methods for hidden Markov models",
 * EMNLP.  All sums are whole numbers, so that the same examples in the same
 * order give the same weights everywhere.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TRAIN_PERCEPTRON_H
#define ENT_TRAIN_PERCEPTRON_H

#include "base/context.h"

enum { MODEL_NONE = UINT32_MAX, MODEL_CLASSES = 56 };

typedef struct model_place {
    uint64_t key; /**< 0: empty */
    uint32_t row;
} model_place;

typedef struct model_feature {
    uint64_t key;
    uint32_t uses; /**< how often it was counted */
} model_feature;

/** Weights of each feature for each class. */
typedef struct model {
    size_t         classes;
    model_place   *table;    /**< by key */
    size_t         places;   /**< of the table: a power of two */
    model_feature *features; /**< of the rows */
    size_t         rows, capacity;
    int32_t       *weights; /**< rows * classes, made by model_ready() */
    int64_t       *sums;    /**< of the changes, each times the time at which it was made */
    int64_t        time;    /**< examples seen */
} model;

void model_init(model *m, size_t classes);
void model_clear(model *m);

/** Count the features of an example; all are counted before anything is learned. */
ENT_MUST_CHECK ent_status model_count(ent_ctx *ctx, model *m, const uint64_t *keys, size_t count);

/** Keep the features that were counted `least` times or more, with weights of 0. */
ENT_MUST_CHECK ent_status model_ready(ent_ctx *ctx, model *m, uint32_t least);

/** Look features up: MODEL_NONE for one that is not kept. */
void model_find(const model *m, const uint64_t *keys, size_t count, uint32_t *rows);

/**
 * Forget one feature in four of an example, chosen by `number`: what is left has to suffice, so
 * that no rare feature takes the weight that a common one should have.
 */
void model_drop(uint32_t *rows, size_t count, uint64_t number);

/** Sums of weights, one a class. */
void model_score(const model *m, const uint32_t *rows, size_t count, int32_t *scores);

/** One example is over. */
void model_tick(model *m);

/** The example should have been `right` and was taken for `wrong`. */
void model_learn(model *m, const uint32_t *rows, size_t count, size_t right, size_t wrong);

/** The mean over time of a row's weight for a class, in 1/1024. */
int64_t model_mean(const model *m, size_t row, size_t class);

/**
 * Forget all features but those that matter most and fit in a table of `buckets` (see weights.h):
 * the first of each bucket, by their importance.  The others begin again with weights of 0.
 */
ENT_MUST_CHECK ent_status model_prune(ent_ctx *ctx, model *m, uint32_t buckets);

/** The table of the model's means, rounded to steps of which 127 are the largest weights. */
ENT_MUST_CHECK ent_status model_pack(ent_ctx *ctx, const model *m, uint32_t buckets, size_t width,
                                     unsigned char *table);

#endif
