/*
 * sentence_token.h - what is asked of the tokens of a sentence
 *
 * Stage: read.  Beyond the last token the answer is no.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_READ_SENTENCE_TOKEN_H
#define ENT_READ_SENTENCE_TOKEN_H

#include "read/parse.h"

/** Whether the token is this word, given in small letters. */
bool ent_token_is(const ent_parse *parse, size_t at, const char *word);

/** Whether its word has one of the classes. */
bool ent_token_has(const ent_parse *parse, size_t at, uint64_t classes);

bool ent_token_is_kind(const ent_parse *parse, size_t at, ent_token_kind kind);

bool ent_token_is_mark(const ent_parse *parse, size_t at, char mark);

/** Whether a token says no: "not", "never", the "longer" of "no longer". */
bool ent_token_denies(const ent_parse *parse, size_t at);

#endif
