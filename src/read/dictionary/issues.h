/*
 * issues.h - the files of issues
 *
 * Stage: read.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_DICTIONARY_ISSUES_H
#define ENT_READ_DICTIONARY_ISSUES_H

#include "read/dictionary/source.h"

ENT_MUST_CHECK ent_status ent_dictionary_read_issues(ent_dictionary_source *s, const char *bytes,
                                                     size_t length);

/** Put the phrases of issues in order. */
void ent_dictionary_settle_issues(ent_dictionary *d);

#endif
