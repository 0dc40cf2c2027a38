/*
 * weights.h - what the tagger and the parser have learned, mapped from a file
 *
 * Stage: read.  The file is data with a licence of its own (data/weights);
 * it is mapped, not copied, and every byte of it is covered by a checksum.
 * No number in it is used as an index without a check, so that a file made
 * to harm can give wrong trees and nothing worse.
 *
 * Form, all numbers little-endian:
 *
 *     header          see ent_weights_header
 *     words           buckets of 8 ent_lexeme: words of the treebank
 *     wordbook        ent_wordbook: forms of words of a dictionary
 *     moves           buckets of 7 rows of ENT_MOVE_ROW weights
 *     tags            buckets of 7 rows of ENT_TAG_ROW weights
 *     labels          buckets of 7 rows of ENT_LABEL_ROW weights
 *
 * A bucket of rows has 8 checks of 16 bits (the last unused).  The checks of
 * all buckets of a table stand before all rows: a third of the features looked
 * for is not there, and what tells so is to stay near the processor.  A feature is a key of 64
 * bits: the upper 32 choose the bucket, the lower 16, made odd, the row in it; a feature that is
 * not there has no weight.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_SYNTAX_WEIGHTS_H
#define ENT_READ_SYNTAX_WEIGHTS_H

#include <string.h>

#include "base/context.h"
#include "read/syntax/treebank.h"

enum {
    ENT_WEIGHTS_VERSION = 2,
    ENT_WEIGHTS_LARGEST = 8000000, /**< bytes; a larger file is refused */
    ENT_WEIGHTS_TABLES = 5,        /**< words, wordbook, moves, tags, labels */
    ENT_ROWS_OF_BUCKET = 7,
    ENT_LEXEMES_OF_BUCKET = 8,
    ENT_FORMS_OF_BUCKET = 10,
    ENT_TAG_ROW = 56,      /**< weights of a row: one a tag, the rest 0 */
    ENT_MOVE_ROW = 16,     /**< one a move */
    ENT_LABEL_ROW = 8,     /**< one a relation of a move */
    ENT_FEATURES_MOST = 96 /**< that one decision depends on */
};

/** What is known of a word of the treebank. */
typedef struct ent_lexeme {
    uint32_t check;     /**< upper bits of its key; 0 for an empty place */
    uint16_t ambiguity; /**< which tags it had, as a hash */
    uint8_t  tag;       /**< the only one that it has, or ENT_TAGS */
    uint8_t  spare;
} ent_lexeme;

/** What a form can be, one bit each. */
enum {
    ENT_USE_NOUN = 1,
    ENT_USE_PLURAL = 2,
    ENT_USE_VERB = 4,
    ENT_USE_THIRD = 8,
    ENT_USE_ING = 16,
    ENT_USE_PAST = 32,
    ENT_USE_ADJECTIVE = 64,
    ENT_USE_MORE = 128,
    ENT_USE_MOST = 256,
    ENT_USE_ADVERB = 512
};

/** A bucket of forms of words. */
typedef struct ent_wordbook {
    uint16_t checks[ENT_FORMS_OF_BUCKET]; /**< ent_check_of() of the form's key; 0: empty */
    uint16_t uses[ENT_FORMS_OF_BUCKET];
    uint8_t  nouns[ENT_FORMS_OF_BUCKET]; /**< class of its meaning as a noun, 0 for none */
    uint8_t  verbs[ENT_FORMS_OF_BUCKET]; /**< and as a verb */
    uint8_t  spare[4];
} ent_wordbook;

typedef struct ent_weights_header {
    char     magic[8];  /**< "entente\x1A" */
    uint32_t version;   /**< ENT_WEIGHTS_VERSION */
    uint32_t order;     /**< 0x01020304 */
    uint64_t length;    /**< of the file */
    uint64_t checksum;  /**< of all behind the header's first 32 bytes */
    uint32_t tags;      /**< ENT_TAGS */
    uint32_t relations; /**< ENT_RELATIONS */
    uint32_t buckets[ENT_WEIGHTS_TABLES];
    uint32_t spare;
    char     about[256]; /**< whence it comes and its licence, zero-terminated */
} ent_weights_header;

/** Eight numbers of 16 bits that are worked on together. */
typedef uint16_t ent_checks __attribute__((vector_size(16)));

/** A table of rows, all of one width. */
typedef struct ent_rows {
    const unsigned char *checks; /**< of all buckets */
    const int8_t        *rows;   /**< of all buckets, behind them */
    uint32_t             count;  /**< of buckets, at least 1 */
} ent_rows;

typedef struct ent_weights {
    const ent_lexeme   *lexemes;
    uint32_t            lexeme_buckets;
    const ent_wordbook *wordbook;
    uint32_t            wordbook_buckets; /**< 0: there is no wordbook */
    ent_rows            moves, tags, labels;
    const char         *about; /**< whence it comes and its licence */
    void               *map;   /**< NULL where the bytes are the caller's */
    size_t              length;
} ent_weights;

/**
 * Map a file of weights and check it.
 *
 * @param out owned; ent_weights_close() unmaps
 * @return ENT_OK; ENT_E_NOTFOUND where there is no such file; ENT_E_FILE where it cannot be read
 *         (a folder, no permission); ENT_E_INPUT with what is wrong with its bytes; ENT_E_NOMEM
 *
 * Cost: one pass over the file, about a millisecond.
 */
ENT_MUST_CHECK ent_status ent_weights_open(ent_ctx *ctx, const char *path, ent_weights **out);
void                      ent_weights_close(ent_weights *weights);

/**
 * The same of bytes in memory, which are borrowed.
 *
 * @param name  what messages call it
 * @param bytes aligned to 8
 */
ENT_MUST_CHECK ent_status ent_weights_view(ent_ctx *ctx, const char *name,
                                           const unsigned char *bytes, size_t length,
                                           ent_weights *out);

/** Bytes of a file with tables of so many buckets. */
size_t ent_weights_size(const uint32_t buckets[ENT_WEIGHTS_TABLES]);

/** Where the tables begin in such a file. */
void ent_weights_starts(const uint32_t buckets[ENT_WEIGHTS_TABLES],
                        size_t         starts[ENT_WEIGHTS_TABLES]);

/** Write the header of a file whose tables are filled, with their checksum; `bytes` aligned to 8.
 */
void ent_weights_seal(unsigned char *bytes, const uint32_t buckets[ENT_WEIGHTS_TABLES],
                      const char *about);

/** What is known of the word with that key, or NULL. */
const ent_lexeme *ent_lexeme_find(const ent_weights *weights, uint64_t key);

/** Bytes of a bucket of rows of `width` weights, with its checks. */
#define ENT_BUCKET_SIZE(width) (sizeof(ent_checks) + ENT_ROWS_OF_BUCKET * (width))

/** The table in these bytes. */
static inline ent_rows
ent_rows_of(const unsigned char *bytes, uint32_t count)
{
    return (ent_rows){bytes, (const int8_t *)bytes + count * sizeof(ent_checks), count};
}

/** The bucket, of `count`, in which a key belongs. */
static inline uint32_t
ent_bucket_of(uint64_t key, uint32_t count)
{
    return (uint32_t)(((key >> 32) * count) >> 32);
}

/** What tells a key from the others of its bucket; never 0. */
static inline uint16_t
ent_check_of(uint64_t key)
{
    return (uint16_t)(key | 1);
}

/** Ask the processor to fetch what tells whether the keys have rows. */
static inline void
ent_rows_expect(const ent_rows *rows, const uint64_t *keys, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        __builtin_prefetch(rows->checks + ent_bucket_of(keys[i], rows->count) * sizeof(ent_checks));
    }
}

/**
 * The place of a key in its bucket, from 1; 0 where it is not there.  The checks of a bucket
 * differ. No branch depends on them: which features have a row cannot be foreseen.
 */
static inline size_t
ent_place_of(const ent_rows *rows, uint32_t bucket, uint64_t key)
{
    static const ent_checks PLACES = {1, 2, 3, 4, 5, 6, 7, 0};
    ent_checks              checks;
    uint64_t                halves[2], place;

    memcpy(&checks, rows->checks + bucket * sizeof checks, sizeof checks);
    checks = (ent_checks)(checks == ent_check_of(key)) & PLACES;
    memcpy(halves, &checks, sizeof halves);
    place = halves[0] | halves[1];
    place |= place >> 32;
    place |= place >> 16;
    return place & ENT_ROWS_OF_BUCKET;
}

/** The row of a feature, or NULL. */
static inline const int8_t *
ent_rows_find(const ent_rows *rows, size_t width, uint64_t key)
{
    uint32_t bucket = ent_bucket_of(key, rows->count);
    size_t   place = ent_place_of(rows, bucket, key);

    return place == 0 ? NULL
                      : rows->rows + ((size_t)bucket * ENT_ROWS_OF_BUCKET + place - 1) * width;
}

/**
 * Add the row of each feature to the sums of weights; `width` is a constant of at most 64, `count`
 * at most ENT_FEATURES_MOST.  The rows are found and asked for before any is added.
 */
static inline void
ent_rows_add(const ent_rows *rows, size_t width, const uint64_t *keys, size_t count,
             int16_t *restrict sums)
{
    size_t found[ENT_FEATURES_MOST]; /* where the rows begin */
    size_t found_count = 0;

    for (size_t i = 0; i < count; i++) {
        uint32_t bucket = ent_bucket_of(keys[i], rows->count);
        size_t   place = ent_place_of(rows, bucket, keys[i]);
        size_t   row = (size_t)bucket * ENT_ROWS_OF_BUCKET + place - (place != 0);

        found[found_count] = row * width;
        __builtin_prefetch(rows->rows + row * width);
        found_count += place != 0;
    }
    for (size_t i = 0; i < found_count; i++) {
        const int8_t *restrict row = rows->rows + found[i];

        for (size_t k = 0; k < width; k++) {
            sums[k] = (int16_t)(sums[k] + row[k]);
        }
    }
}

/** Mix the bits of a number: the key of a feature from what it is made of. */
static inline uint64_t
ent_key_mix(uint64_t x)
{
    x ^= x >> 31;
    x *= 0x7FB5D329728EA185u;
    x ^= x >> 27;
    x *= 0x81DADEF4BC2DD44Du;
    return x ^ x >> 33;
}

/** The key of the feature number `number` made of up to four parts. */
static inline uint64_t
ent_key_of(uint64_t number, uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
    uint64_t sum = (number + 1) * 0x9E3779B97F4A7C15u + a * 0xD6E8FEB86659FD93u +
                   b * 0xA0761D6478BD642Fu + c * 0xE7037ED1A0B428DBu + d * 0x8EBC6AF09C88C6E3u;

    sum ^= sum >> 32;
    sum *= 0xD6E8FEB86659FD93u;
    return sum ^ sum >> 32;
}

#endif
