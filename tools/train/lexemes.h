/*
 * lexemes.h - the words of a treebank and the tags that they have in it
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TRAIN_LEXEMES_H
#define ENT_TRAIN_LEXEMES_H

#include "bank.h"
#include "read/syntax/weights.h"

/** A table of words as the weights hold it. */
typedef struct lexemes {
    ent_lexeme *table;
    uint32_t    buckets;
} lexemes;

/**
 * Make the table of the words that occur twice or more in sentences `skip` does not mark.
 *
 * @param part, parts sentences number part, part + parts, ... are passed over; 0 parts: none
 */
ENT_MUST_CHECK ent_status lexemes_make(ent_ctx *ctx, const bank *b, size_t part, size_t parts,
                                       lexemes *out);
void                      lexemes_clear(lexemes *l);

#endif
