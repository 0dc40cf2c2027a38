/*
 * marked.h - a sentence in which the words of its events are marked
 *
 * Stage: report.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_MARKED_H
#define ENT_REPORT_MARKED_H

#include "base/text.h"
#include "entente/read.h"

/** What an event marks: the word that carries it, who acts, on whom; of length 0 where there is
 * none.  Bytes of the document. */
typedef struct ent_marks {
    ent_place verb, source, target;
} ent_marks;

/**
 * The text of a sentence, escaped, with <mark class="verb|source|target"> around what is marked;
 * where marks overlap the first of these wins.  A sentence whose text is not that of its place in
 * the document (folded white space, references), or too long, is marked whole.
 *
 * @param place of the sentence in its document
 */
void ent_html_marked(ent_text *out, const char *text, const ent_place *place,
                     const ent_marks *marks, size_t count);

#endif
