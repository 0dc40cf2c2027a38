/*
 * wordnet.h - what the dictionary WordNet knows of words, inflected forms included
 *
 * WordNet 3.0 (Princeton University), files index.*, data.* and *.exc.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_TRAIN_WORDNET_H
#define ENT_TRAIN_WORDNET_H

#include "base/context.h"
#include "read/syntax/weights.h"

typedef struct wordnet {
    ent_wordbook *table;
    uint32_t      buckets;
} wordnet;

/**
 * Make the table of single words without capitals: regular inflections are formed by rule, the
 * others come from the lists of exceptions.
 *
 * @param folder of the files of WordNet
 * @return ENT_OK; ENT_E_FILE for a missing file; ENT_E_INPUT for a line of another form;
 * ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status wordnet_make(ent_ctx *ctx, const char *folder, wordnet *out);
void                      wordnet_clear(wordnet *w);

#endif
