/*
 * learn_trees.c - the parser learns from a treebank
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/random.h"
#include "learn.h"
#include "oracle.h"
#include "order.h"

enum { RIGHT_PATHS = 10 /* of a hundred wrong moves, how many are put right and not followed */ };

typedef struct lesson {
    ent_ctx              *ctx;
    const bank           *bank;
    const ent_traits     *traits;
    const uint8_t        *tags;
    const learn_settings *settings;
    model                *moves, *labels;
    ent_parsing          *parsing;
} lesson;

/* The best of the moves that are allowed, and of those that are right. */
static void
choose(const ent_parsing *p, const int32_t *scores, const bool *right, unsigned *best,
       unsigned *wanted)
{
    *best = *wanted = ENT_MOVES;
    for (unsigned k = 0; k < ENT_MOVES; k++) {
        if (!ent_move_is_allowed(p, k)) {
            continue;
        }
        if (*best == ENT_MOVES || scores[k] > scores[*best]) {
            *best = k;
        }
        if (right[k] && (*wanted == ENT_MOVES || scores[k] > scores[*wanted])) {
            *wanted = k;
        }
    }
}

/* The place in its group of the relation that the arc of a move has in the right tree, or `count`.
 */
static size_t
right_label(const ent_parsing *p, const oracle_gold *gold, unsigned move, const uint8_t *relations,
            size_t count)
{
    uint16_t    dependent, head, right;
    const void *found = NULL;

    ent_move_arc(p, move, &dependent, &head);
    right = gold->heads[dependent - 1];
    if (right != ENT_NO_WORD && right + 1 == head) {
        found = memchr(relations, gold->relations[dependent - 1], count);
    }
    return found != NULL ? (size_t)((const uint8_t *)found - relations) : count;
}

/* The relation for the arc of a move; a wrong one is learned from. */
static ent_relation
learn_label(const lesson *l, const oracle_gold *gold, unsigned move)
{
    size_t         count, best = 0, right;
    const uint8_t *relations = ent_move_relations(move, &count);
    uint64_t       keys[ENT_LABEL_FEATURES];
    uint32_t       rows[ENT_LABEL_FEATURES];
    int32_t        scores[MODEL_CLASSES];

    if (count < 2) {
        return (ent_relation)relations[0];
    }
    ent_label_features(l->parsing, move, keys);
    model_find(l->labels, keys, ENT_LABEL_FEATURES, rows);
    model_drop(rows, ENT_LABEL_FEATURES, (uint64_t)l->labels->time);
    model_score(l->labels, rows, ENT_LABEL_FEATURES, scores);
    for (size_t k = 1; k < count; k++) {
        best = scores[k] > scores[best] ? k : best;
    }
    right = right_label(l->parsing, gold, move, relations, count);
    model_tick(l->labels);
    if (right < count && right != best) {
        model_learn(l->labels, rows, ENT_LABEL_FEATURES, right, best);
    }
    return (ent_relation)relations[best];
}

/* Whether only the last word is left, which becomes the root. */
static bool
only_root_is_left(const ent_parsing *p)
{
    return p->next > p->count && p->depth == 1;
}

static void
learn_sentence(const lesson *l, size_t number, size_t start, size_t epoch)
{
    const bank_sentence *s = &l->bank->sentences[number];
    oracle_gold          gold = {s->heads, s->relations};
    ent_key              key = {.seed = 2,
                                .process = ENT_PROCESS_TRAINING,
                                .step = (uint32_t)epoch,
                                .unit = (uint32_t)number};
    uint64_t             keys[ENT_MOVE_FEATURES];
    uint32_t             rows[ENT_MOVE_FEATURES], steps = 0;
    int32_t              scores[MODEL_CLASSES];

    ent_parsing_begin(l->parsing, l->traits + start, l->tags + start, s->count);
    while (!only_root_is_left(l->parsing)) {
        bool         right[ENT_MOVES];
        unsigned     best, wanted;
        ent_relation relation = ENT_RELATION_DEP;

        ent_move_features(l->parsing, keys);
        model_find(l->moves, keys, ENT_MOVE_FEATURES, rows);
        model_drop(rows, ENT_MOVE_FEATURES, (uint64_t)l->moves->time);
        oracle_moves(l->parsing, &gold, right);
        model_score(l->moves, rows, ENT_MOVE_FEATURES, scores);
        choose(l->parsing, scores, right, &best, &wanted);
        model_tick(l->moves);
        if (best != wanted) {
            model_learn(l->moves, rows, ENT_MOVE_FEATURES, wanted, best);
            if (epoch == 0 || ent_random_below(&key, steps, 100) < RIGHT_PATHS) {
                best = wanted;
            }
        }
        if (best != ENT_MOVE_SHIFT) {
            relation = learn_label(l, &gold, best);
        }
        ent_move_make(l->parsing, best, relation);
        steps++;
    }
}

/* Count the features on the way to the right tree. */
static ent_status
count_sentence(const lesson *l, size_t number, size_t start)
{
    const bank_sentence *s = &l->bank->sentences[number];
    oracle_gold          gold = {s->heads, s->relations};
    uint64_t             keys[ENT_MOVE_FEATURES];
    ent_status           status = ENT_OK;

    ent_parsing_begin(l->parsing, l->traits + start, l->tags + start, s->count);
    while (status == ENT_OK && !only_root_is_left(l->parsing)) {
        const int32_t no_scores[ENT_MOVES] = {0};
        bool          right[ENT_MOVES];
        unsigned      best, wanted;
        ent_relation  relation = ENT_RELATION_DEP;

        ent_move_features(l->parsing, keys);
        status = model_count(l->ctx, l->moves, keys, ENT_MOVE_FEATURES);
        oracle_moves(l->parsing, &gold, right);
        choose(l->parsing, no_scores, right, &best, &wanted);
        if (wanted != ENT_MOVE_SHIFT && status == ENT_OK) {
            uint16_t dependent, head;

            ent_label_features(l->parsing, wanted, keys);
            status = model_count(l->ctx, l->labels, keys, ENT_LABEL_FEATURES);
            ent_move_arc(l->parsing, wanted, &dependent, &head);
            relation = (ent_relation)s->relations[dependent - 1];
        }
        ent_move_make(l->parsing, wanted, relation);
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
            learn_sentence(l, o.items[i], o.starts[o.items[i]], epoch);
        }
        ent_progress(l->ctx, "learning trees", epoch + 1, epochs);
    }
    order_clear(&o);
    return status;
}

static ent_status
learn(const lesson *l)
{
    size_t     start = 0;
    ent_status status = ENT_OK;

    for (size_t i = 0; i < l->bank->count && status == ENT_OK; i++) {
        status = count_sentence(l, i, start);
        start += l->bank->sentences[i].count;
    }
    if (status == ENT_OK) {
        status = model_ready(l->ctx, l->moves, l->settings->least);
    }
    if (status == ENT_OK) {
        status = model_ready(l->ctx, l->labels, l->settings->least);
    }
    if (status == ENT_OK) {
        status = learn_passes(l, l->settings->trials);
    }
    if (status == ENT_OK) {
        status = model_prune(l->ctx, l->moves, l->settings->buckets);
    }
    if (status == ENT_OK) {
        status = model_prune(l->ctx, l->labels, l->settings->label_buckets);
    }
    return status == ENT_OK ? learn_passes(l, l->settings->epochs) : status;
}

ent_status
learn_trees(ent_ctx *ctx, const bank *b, const ent_traits *traits, const uint8_t *tags,
            const learn_settings *settings, model *moves, model *labels)
{
    lesson l = {ctx, b, traits, tags, settings, moves, labels, ent_alloc(1, sizeof(ent_parsing))};
    ent_status status;

    model_init(moves, ENT_MOVE_ROW);
    model_init(labels, ENT_LABEL_ROW);
    status = l.parsing == NULL ? ent_fail_nomem(ctx) : learn(&l);
    ent_free(l.parsing);
    if (status != ENT_OK) {
        model_clear(moves);
        model_clear(labels);
    }
    return status;
}
