/*
 * learn_tags.c - the tagger learns from a treebank
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/alloc.h"
#include "base/random.h"
#include "learn.h"
#include "order.h"
#include "read/syntax/tagger.h"

static size_t
best_class(const int32_t *scores, size_t count)
{
    size_t best = 0;

    for (size_t k = 1; k < count; k++) {
        best = scores[k] > scores[best] ? k : best;
    }
    return best;
}

/* What the passes over the treebank share. */
typedef struct lesson {
    ent_ctx          *ctx;
    const bank       *bank;
    const ent_traits *traits;
    size_t            part, parts;
    model            *model;
} lesson;

/* Tag one sentence; learn from each mistake. */
static void
learn_sentence(const lesson *l, const bank_sentence *s, const ent_traits *traits)
{
    uint8_t  tags[ENT_WORDS_MAX];
    uint64_t keys[ENT_TAG_FEATURES];
    uint32_t rows[ENT_TAG_FEATURES];
    int32_t  scores[MODEL_CLASSES];

    for (size_t i = 0; i < s->count; i++) {
        tags[i] = traits[i].tag;
        if (tags[i] != ENT_TAGS) {
            continue;
        }
        ent_tag_features(traits, tags, s->count, i, keys);
        model_find(l->model, keys, ENT_TAG_FEATURES, rows);
        model_drop(rows, ENT_TAG_FEATURES, (uint64_t)l->model->time);
        model_score(l->model, rows, ENT_TAG_FEATURES, scores);
        tags[i] = (uint8_t)best_class(scores, ENT_TAGS);
        model_tick(l->model);
        if (tags[i] != s->tags[i]) {
            model_learn(l->model, rows, ENT_TAG_FEATURES, s->tags[i], tags[i]);
        }
    }
}

static ent_status
count_sentence(const lesson *l, const bank_sentence *s, const ent_traits *traits)
{
    uint64_t   keys[ENT_TAG_FEATURES];
    ent_status status = ENT_OK;

    for (size_t i = 0; i < s->count && status == ENT_OK; i++) {
        if (traits[i].tag == ENT_TAGS) {
            ent_tag_features(traits, s->tags, s->count, i, keys);
            status = model_count(l->ctx, l->model, keys, ENT_TAG_FEATURES);
        }
    }
    return status;
}

static ent_status
learn_passes(const lesson *l, size_t epochs)
{
    order      o;
    ent_status status = order_make(l->ctx, l->bank, &o);

    for (size_t epoch = 0; status == ENT_OK && epoch < epochs; epoch++) {
        order_shuffle(&o, epoch);
        for (size_t i = 0; i < l->bank->count; i++) {
            size_t at = o.items[i];

            if (!bank_is_in_part(&l->bank->sentences[at], l->part, l->parts)) {
                learn_sentence(l, &l->bank->sentences[at], l->traits + o.starts[at]);
            }
        }
    }
    order_clear(&o);
    return status;
}

ent_status
learn_tags(ent_ctx *ctx, const bank *b, const ent_traits *traits, size_t part, size_t parts,
           const learn_settings *settings, model *out)
{
    lesson     l = {ctx, b, traits, part, parts, out};
    size_t     start = 0;
    ent_status status = ENT_OK;

    model_init(out, ENT_TAG_ROW);
    for (size_t i = 0; i < b->count && status == ENT_OK; i++) {
        if (!bank_is_in_part(&b->sentences[i], part, parts)) {
            status = count_sentence(&l, &b->sentences[i], traits + start);
        }
        start += b->sentences[i].count;
    }
    if (status == ENT_OK) {
        status = model_ready(ctx, out, settings->least);
    }
    if (status == ENT_OK) {
        status = learn_passes(&l, settings->trials);
    }
    if (status == ENT_OK) {
        status = model_prune(ctx, out, settings->buckets);
    }
    if (status == ENT_OK) {
        status = learn_passes(&l, settings->epochs);
    }
    if (status != ENT_OK) {
        model_clear(out);
    }
    return status;
}

/* The mean weights decide, as they will in the packed table. */
void
learn_tag(const model *m, const ent_traits *traits, size_t count, uint8_t *tags)
{
    uint64_t keys[ENT_TAG_FEATURES];
    uint32_t rows[ENT_TAG_FEATURES];

    for (size_t i = 0; i < count; i++) {
        int32_t scores[MODEL_CLASSES] = {0};

        tags[i] = traits[i].tag;
        if (tags[i] != ENT_TAGS) {
            continue;
        }
        ent_tag_features(traits, tags, count, i, keys);
        model_find(m, keys, ENT_TAG_FEATURES, rows);
        for (size_t f = 0; f < ENT_TAG_FEATURES; f++) {
            for (size_t k = 0; k < ENT_TAGS && rows[f] != (uint32_t)MODEL_NONE; k++) {
                scores[k] += (int32_t)model_mean(m, rows[f], k);
            }
        }
        tags[i] = (uint8_t)best_class(scores, ENT_TAGS);
    }
}
