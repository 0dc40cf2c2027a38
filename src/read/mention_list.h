/*
 * mention_list.h - the mentions of a sentence as a list
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_MENTION_LIST_H
#define ENT_READ_MENTION_LIST_H

#include "read/parse.h"

/** A new mention of tokens [first, last), the last of the list; NULL when the list is full. */
ent_mention *ent_mention_add(ent_parse *parse, size_t first, size_t last, ent_mention_kind kind);

/** Drops the mentions that mean nobody any longer, and numbers the others anew, in their order. */
void ent_mentions_compact(ent_parse *parse);

#endif
