/*
 * bank.h - sentences of a treebank, to learn from and to measure by
 *
 * Five columns separated by tabs (form, UPOS, XPOS, head, relation), an empty
 * line after each sentence.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TRAIN_BANK_H
#define ENT_TRAIN_BANK_H

#include <stdbool.h>

#include "base/context.h"
#include "read/syntax/treebank.h"

/** One sentence; heads and relations as in ent_tree. */
typedef struct bank_sentence {
    char     *text; /**< its words, one blank between them */
    ent_word *words;
    uint8_t  *tags, *relations;
    uint16_t *heads;
    size_t    count;
    size_t    origin; /**< number of the sentence of which this is a copy, or its own */
} bank_sentence;

enum { BANK_BLOCK = 64 /**< sentences that stand together, as those of a document do */ };

typedef struct bank {
    bank_sentence *sentences;
    size_t         count, capacity;
    size_t         words; /**< of all sentences */
} bank;

/**
 * Read a treebank.  A sentence longer than ENT_WORDS_MAX is left out.
 *
 * @return ENT_OK; ENT_E_INPUT with file, line and what is wrong; ENT_E_FILE; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status bank_read(ent_ctx *ctx, const char *path, bank *out);
void                      bank_clear(bank *b);

/** Whether a sentence belongs to one of `parts` parts; whole blocks do.  0 parts: to none. */
bool bank_is_in_part(const bank_sentence *s, size_t part, size_t parts);

/**
 * Add a copy of each `every`-th sentence in capital letters, and of another one as many with the
 * Capitals of a Title: the same tags and tree in other letters.
 */
ENT_MUST_CHECK ent_status bank_add_letters(ent_ctx *ctx, bank *b, size_t every);

#endif
