/*
 * issue.h - what states take sides on, and where a sentence speaks of it
 *
 * Stage: read.  The issues are those of data/lexicon/issues.txt, loaded with
 * the other dictionaries.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_ISSUE_H
#define ENT_READ_ISSUE_H

#include "read/lexicon/lexicon.h"

enum { ENT_ISSUE_MENTIONS_MAX = 8 /**< of one sentence */ };

/** An issue in a sentence. */
typedef struct ent_issue_mention {
    const char *issue;       /**< its id; borrowed from the lexicon */
    size_t      first, last; /**< tokens [first, last) */
    bool        opposite;    /**< its opposite is named: independence of Taiwan */
} ent_issue_mention;

/**
 * The issues that the tokens speak of, each once, in the order of the file.
 *
 * @param tokens marked by the lexicon
 * @return how many, at most ENT_ISSUE_MENTIONS_MAX
 *
 * Cost: linear in the tokens where no word of an issue stands among them; no allocation.
 */
size_t ent_issues_find(const ent_lexicon *lexicon, const ent_token *tokens, size_t count,
                       ent_issue_mention out[ENT_ISSUE_MENTIONS_MAX]);

#endif
