/*
 * parse.c - a sentence from its words to its mentions, its tree and who says it
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/parse.h"

#include "read/sentence_token.h"

/* Whether the sentence can tell of an event: somebody is meant, and a word of one is there. */
static bool
may_tell(const ent_parse *p, const ent_discourse *d)
{
    for (size_t i = 0; (p->mention_count > 0 || d->joint.count > 0) && i < p->count; i++) {
        if (ent_token_has(p, i, ENT_CLASS(EVENT)) && p->mention_at[i] < 0) {
            return true;
        }
    }
    return false;
}

/* Tags and tree of the sentence. */
static void
grow_tree(ent_parse *p)
{
    p->has_tree = true;
    ent_tree_make(p->weights, &p->scratch, p->text + p->offset, p->tokens, p->count, &p->tree);
    for (size_t at = 0, word = 0; at < p->count; at++) {
        while (word + 1 < p->tree.count && p->tree.words[word + 1].token <= at &&
               p->tree.words[word].token < at) {
            word++;
        }
        p->word_at[at] = (uint16_t)word;
    }
}

void
ent_parse_sentence(ent_parse *p, const ent_discourse *d, const char *sentence, size_t length)
{
    p->count = ent_tokens_split(sentence, length, p->tokens, ENT_TOKENS_MAX);
    p->offset = (size_t)(sentence - p->text);
    p->has_tree = false;
    ent_lexicon_mark(p->lexicon, sentence, p->tokens, p->count);
    ent_whens_find(p, d);
    ent_mentions_find(p, d);
    if (p->weights != NULL && may_tell(p, d)) {
        grow_tree(p);
    }
    p->tail = ent_tail_find(p);
}
