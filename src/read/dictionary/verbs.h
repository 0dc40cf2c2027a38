/*
 * verbs.h - the files of verbs, with their patterns
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_DICTIONARY_VERBS_H
#define ENT_READ_DICTIONARY_VERBS_H

#include "read/dictionary/source.h"

ENT_MUST_CHECK ent_status ent_dictionary_read_verbs(ent_dictionary_source *s, const char *bytes,
                                                    size_t length);

#endif
