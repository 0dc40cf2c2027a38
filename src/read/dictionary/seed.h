/*
 * seed.h - words that every text has
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_DICTIONARY_SEED_H
#define ENT_READ_DICTIONARY_SEED_H

#include "read/dictionary/dictionary.h"

/** Words that every text has: the, and, was. */
ENT_MUST_CHECK ent_status ent_dictionary_seed(ent_dictionary *d);

#endif
