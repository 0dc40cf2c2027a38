/*
 * settle.h - what waits for the last file of verbs
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_DICTIONARY_SETTLE_H
#define ENT_READ_DICTIONARY_SETTLE_H

#include "read/dictionary/dictionary.h"

/** Cycles, names without a set, the order of patterns. */
ENT_MUST_CHECK ent_status ent_dictionary_settle_verbs(ent_ctx *ctx, ent_dictionary *d);

#endif
