/*
 * party.h - the state that a publisher's number, code or name means
 *
 * Stage: import.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_IMPORT_PARTY_H
#define ENT_IMPORT_PARTY_H

#include "base/context.h"
#include "entente/codes.h"

/** The words of one scheme, sorted; made once for a file. */
typedef struct ent_party_index {
    struct ent_party_word *words;
    size_t                 count, capacity;
} ent_party_index;

/** ENT_OK or ENT_E_NOMEM; the words are borrowed from the codes. */
ENT_MUST_CHECK ent_status ent_party_index_make(ent_ctx *ctx, const ent_codes *codes,
                                               ent_scheme scheme, ent_party_index *out);
void                      ent_party_index_clear(ent_party_index *index);

/**
 * The state that a word means on a day: the one that holds it then, else the one that held it
 * nearest to that day; on ENT_NO_DAY, the one that held it last.  Letters of either case.
 *
 * @return ENT_NO_STATE for a word that means no state.  Cost: logarithmic.
 */
ent_state ent_party_find(const ent_party_index *index, const char *word, size_t length,
                         ent_day day);

#endif
