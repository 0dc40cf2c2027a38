/*
 * perceptron.c - the averaged perceptron over sparse features
 *
 * SPDX-License-Identifier: MIT
 */
#include "perceptron.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "read/syntax/weights.h"

enum { FIRST_PLACES = 1 << 16 };

void
model_init(model *m, size_t classes)
{
    memset(m, 0, sizeof *m);
    m->classes = classes;
}

void
model_clear(model *m)
{
    ent_free(m->table);
    ent_free(m->features);
    ent_free(m->weights);
    ent_free(m->sums);
    model_init(m, m->classes);
}

/* The place of a key, or the empty one where it belongs. */
static size_t
place_of(const model *m, uint64_t key)
{
    size_t at = (size_t)(key >> 20) & (m->places - 1);

    while (m->table[at].key != 0 && m->table[at].key != key) {
        at = (at + 1) & (m->places - 1);
    }
    return at;
}

/* Places for the rows that there are, at most half of them taken. */
static ent_status
make_places(ent_ctx *ctx, model *m, size_t places)
{
    ent_free(m->table);
    m->places = places;
    m->table = ent_alloc_zero(places, sizeof *m->table);
    if (m->table == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < m->rows; i++) {
        size_t at = place_of(m, m->features[i].key);

        m->table[at].key = m->features[i].key;
        m->table[at].row = (uint32_t)i;
    }
    return ENT_OK;
}

ent_status
model_count(ent_ctx *ctx, model *m, const uint64_t *keys, size_t count)
{
    if (m->places < 2 * (m->rows + count)) {
        ent_status status =
            make_places(ctx, m, m->places == 0 ? (size_t)FIRST_PLACES : 2 * m->places);

        if (status != ENT_OK) {
            return status;
        }
    }
    for (size_t i = 0; i < count; i++) {
        size_t at = place_of(m, keys[i]);

        if (m->table[at].key == 0) {
            if (!ENT_GROW(m->features, m->capacity, m->rows + 1)) {
                return ent_fail_nomem(ctx);
            }
            m->table[at].key = keys[i];
            m->table[at].row = (uint32_t)m->rows;
            m->features[m->rows++] = (model_feature){keys[i], 0};
        }
        m->features[m->table[at].row].uses++;
    }
    return ENT_OK;
}

/* Forget the rows that are not marked. */
static ent_status
keep_rows(ent_ctx *ctx, model *m, const bool *kept)
{
    size_t rows = 0, places = FIRST_PLACES;

    for (size_t i = 0; i < m->rows; i++) {
        if (kept[i]) {
            m->features[rows++] = m->features[i];
        }
    }
    m->rows = rows;
    while (places < 2 * rows) {
        places *= 2;
    }
    ent_free(m->weights);
    ent_free(m->sums);
    m->weights = ent_alloc_zero(rows * m->classes, sizeof *m->weights);
    m->sums = ent_alloc_zero(rows * m->classes, sizeof *m->sums);
    m->time = 0;
    return m->weights == NULL || m->sums == NULL ? ent_fail_nomem(ctx)
                                                 : make_places(ctx, m, places);
}

ent_status
model_ready(ent_ctx *ctx, model *m, uint32_t least)
{
    bool      *kept = ent_alloc(m->rows, sizeof *kept);
    ent_status status;

    if (kept == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < m->rows; i++) {
        kept[i] = m->features[i].uses >= least;
    }
    status = keep_rows(ctx, m, kept);
    ent_free(kept);
    return status;
}

void
model_find(const model *m, const uint64_t *keys, size_t count, uint32_t *rows)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = (size_t)(keys[i] >> 20) & (m->places - 1);

        __builtin_prefetch(&m->table[at]);
    }
    for (size_t i = 0; i < count; i++) {
        size_t at = place_of(m, keys[i]);

        rows[i] = m->table[at].key != 0 ? m->table[at].row : (uint32_t)MODEL_NONE;
        if (rows[i] != (uint32_t)MODEL_NONE) {
            __builtin_prefetch(&m->weights[rows[i] * m->classes]);
        }
    }
}

void
model_drop(uint32_t *rows, size_t count, uint64_t number)
{
    uint64_t dropped = 0;

    for (size_t i = 0; i < count; i++, dropped >>= 1) {
        if (i % 64 == 0) {
            dropped =
                ent_key_mix(4 * number + i / 64 + 1) & ent_key_mix(~(4 * number + i / 64 + 1));
        }
        if ((dropped & 1) != 0) {
            rows[i] = (uint32_t)MODEL_NONE;
        }
    }
}

void
model_score(const model *m, const uint32_t *rows, size_t count, int32_t *scores)
{
    memset(scores, 0, m->classes * sizeof *scores);
    for (size_t i = 0; i < count; i++) {
        if (rows[i] != (uint32_t)MODEL_NONE) {
            const int32_t *weights = m->weights + rows[i] * m->classes;

            for (size_t k = 0; k < m->classes; k++) {
                scores[k] += weights[k];
            }
        }
    }
}

void
model_tick(model *m)
{
    m->time++;
}

void
model_learn(model *m, const uint32_t *rows, size_t count, size_t right, size_t wrong)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i] != (uint32_t)MODEL_NONE) {
            size_t at = rows[i] * m->classes;

            m->weights[at + right]++;
            m->sums[at + right] += m->time;
            m->weights[at + wrong]--;
            m->sums[at + wrong] -= m->time;
        }
    }
}

int64_t
model_mean(const model *m, size_t row, size_t class)
{
    size_t at = row * m->classes + class;

    if (m->time == 0) {
        return 0;
    }
    return (m->weights[at] * m->time - m->sums[at]) * 1024 / m->time;
}

/* How much a row changes decisions: the size of its weights, and how often it is used. */
static double
importance(const model *m, size_t row)
{
    double sum = 0;

    for (size_t k = 0; k < m->classes; k++) {
        double mean = (double)model_mean(m, row, k);

        sum += mean * mean;
    }
    return sum * (double)m->features[row].uses;
}

typedef struct ranked {
    double   importance;
    uint64_t key;
    size_t   row;
} ranked;

static int
compare(const void *a, const void *b)
{
    const ranked *left = a, *right = b;

    if (left->importance != right->importance) {
        return left->importance > right->importance ? -1 : 1;
    }
    return left->key < right->key ? -1 : left->key > right->key;
}

/* Whether a bucket has room for a key; it then has it. */
static bool
enter(uint16_t *checks, uint32_t buckets, uint64_t key)
{
    uint16_t *bucket = checks + (size_t)ent_bucket_of(key, buckets) * ENT_ROWS_OF_BUCKET;

    for (size_t i = 0; i < ENT_ROWS_OF_BUCKET; i++) {
        if (bucket[i] == 0) {
            bucket[i] = ent_check_of(key);
            return true;
        }
        if (bucket[i] == ent_check_of(key)) {
            return false;
        }
    }
    return false;
}

ent_status
model_prune(ent_ctx *ctx, model *m, uint32_t buckets)
{
    ranked    *rank = ent_alloc(m->rows, sizeof *rank);
    bool      *kept = ent_alloc_zero(m->rows, sizeof *kept);
    uint16_t  *checks = ent_alloc_zero(buckets, ENT_ROWS_OF_BUCKET * sizeof *checks);
    ent_status status = ENT_OK;

    if (rank == NULL || kept == NULL || checks == NULL) {
        status = ent_fail_nomem(ctx);
    } else {
        for (size_t i = 0; i < m->rows; i++) {
            rank[i] = (ranked){importance(m, i), m->features[i].key, i};
        }
        qsort(rank, m->rows, sizeof *rank, compare);
        for (size_t i = 0; i < m->rows; i++) {
            kept[rank[i].row] = rank[i].importance > 0 && enter(checks, buckets, rank[i].key);
        }
        status = keep_rows(ctx, m, kept);
    }
    ent_free(rank);
    ent_free(kept);
    ent_free(checks);
    return status;
}

static int
compare_sizes(const void *a, const void *b)
{
    const int64_t *left = a, *right = b;

    return *left < *right ? -1 : *left > *right;
}

/* The size of mean that becomes 127: of twenty thousand weights one is larger. */
static int64_t
largest_mean(const model *m, int64_t *sizes)
{
    size_t count = 0;

    for (size_t i = 0; i < m->rows * m->classes; i++) {
        int64_t mean = model_mean(m, i / m->classes, i % m->classes);

        if (mean != 0) {
            sizes[count++] = mean < 0 ? -mean : mean;
        }
    }
    qsort(sizes, count, sizeof *sizes, compare_sizes);
    return count > 0 ? sizes[count - 1 - count / 20000] : 1;
}

static int8_t
step_of(int64_t mean, int64_t largest)
{
    int64_t step = (2 * 127 * mean + (mean < 0 ? -largest : largest)) / (2 * largest);

    return (int8_t)(step > 127 ? 127 : step < -127 ? -127 : step);
}

ent_status
model_pack(ent_ctx *ctx, const model *m, uint32_t buckets, size_t width, unsigned char *table)
{
    int64_t *sizes = ent_alloc(m->rows * m->classes, sizeof *sizes);
    int64_t  largest;

    if (sizes == NULL) {
        return ent_fail_nomem(ctx);
    }
    largest = largest_mean(m, sizes);
    ent_free(sizes);
    memset(table, 0, buckets * ENT_BUCKET_SIZE(width));
    for (size_t i = 0; i < m->rows; i++) {
        size_t    bucket = ent_bucket_of(m->features[i].key, buckets), slot = 0;
        uint16_t *checks = (uint16_t *)(void *)(table + bucket * sizeof(ent_checks));
        int8_t   *row =
            (int8_t *)table + buckets * sizeof(ent_checks) + bucket * ENT_ROWS_OF_BUCKET * width;

        while (slot < ENT_ROWS_OF_BUCKET && checks[slot] != 0) {
            slot++;
        }
        if (slot == ENT_ROWS_OF_BUCKET) {
            return ent_fail(ctx, ENT_E_BUG, "a bucket has more rows than fit");
        }
        checks[slot] = ent_check_of(m->features[i].key);
        for (size_t k = 0; k < m->classes; k++) {
            row[slot * width + k] = step_of(model_mean(m, i, k), largest);
        }
    }
    return ENT_OK;
}
