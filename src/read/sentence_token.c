/*
 * sentence_token.c - what is asked of the tokens of a sentence
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/sentence_token.h"

#include "base/text.h"

bool
ent_token_is(const ent_parse *p, size_t at, const char *word)
{
    const char *bytes;

    if (at >= p->count) {
        return false;
    }
    bytes = p->text + p->offset + p->tokens[at].start;
    for (size_t i = 0; i < p->tokens[at].length; i++) {
        if (ent_lower(bytes[i]) != word[i]) {
            return false;
        }
    }
    return word[p->tokens[at].length] == '\0';
}

bool
ent_token_has(const ent_parse *p, size_t at, uint64_t classes)
{
    return at < p->count && (p->tokens[at].classes & classes) != 0;
}

bool
ent_token_denies(const ent_parse *p, size_t at)
{
    return ent_token_has(p, at, ENT_CLASS(NOT)) ||
           (at > 0 && ent_token_is(p, at, "longer") && ent_token_is(p, at - 1, "no"));
}

bool
ent_token_is_mark(const ent_parse *p, size_t at, char mark)
{
    return at < p->count && p->tokens[at].kind == ENT_TOKEN_MARK &&
           p->text[p->offset + p->tokens[at].start] == mark;
}

bool
ent_token_is_kind(const ent_parse *p, size_t at, ent_token_kind kind)
{
    return at < p->count && p->tokens[at].kind == kind;
}
