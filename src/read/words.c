/*
 * words.c - words as the treebank cuts them
 *
 *   1. tokens that are one word     2. words within a token     3. a sentence
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/words.h"

#include <stdbool.h>
#include <string.h>

#include "read/sentence.h"

/* ---- 1. tokens that are one word ---- */

/* The text of the sentence and where in it we are. */
typedef struct cutting {
    const char      *text;
    const ent_token *tokens;
    size_t           count;
} cutting;

static char
first_byte(const cutting *c, size_t at)
{
    return at < c->count ? c->text[c->tokens[at].start] : '\0';
}

/* Whether nothing stands between a token and the one before it. */
static bool
touches(const cutting *c, size_t at)
{
    return at > 0 && at < c->count &&
           c->tokens[at - 1].start + c->tokens[at - 1].length == c->tokens[at].start;
}

/* The tokens that touch one another, from `at` on: their end. */
static size_t
run_end(const cutting *c, size_t at)
{
    size_t end = at + 1;

    while (touches(c, end)) {
        end++;
    }
    return end;
}

/* ..., --, !!!, ?!: the end of the run of marks at `at`. */
static size_t
marks_end(const cutting *c, size_t at)
{
    static const char *const RUNS[] = {".", "-", "!?", "*", "="};
    size_t                   end = at + 1;

    for (size_t i = 0; i < sizeof RUNS / sizeof *RUNS; i++) {
        if (first_byte(c, at) != '\0' && strchr(RUNS[i], first_byte(c, at)) != NULL) {
            while (touches(c, end) && strchr(RUNS[i], first_byte(c, end)) != NULL) {
                end++;
            }
        }
    }
    return end;
}

static bool
is_number(const cutting *c, size_t at)
{
    return at < c->count && c->tokens[at].kind == ENT_TOKEN_NUMBER;
}

static bool
is_word(const cutting *c, size_t at)
{
    return at < c->count && c->tokens[at].kind == ENT_TOKEN_WORD;
}

/* 8:30, 24/7, 9/11/2001: the end of the numbers at `at`; AT&T: of the words. */
static size_t
joined_end(const cutting *c, size_t at)
{
    size_t end = at + 1;

    while (touches(c, end) && touches(c, end + 1) &&
           ((is_number(c, at) && is_number(c, end + 1) &&
             (first_byte(c, end) == ':' || first_byte(c, end) == '/')) ||
            (is_word(c, at) && is_word(c, end + 1) && first_byte(c, end) == '&'))) {
        end += 2;
    }
    return end;
}

/* Whether some token of [at, end) begins with that byte. */
static bool
has(const cutting *c, size_t at, size_t end, char byte)
{
    while (at < end && first_byte(c, at) != byte) {
        at++;
    }
    return at < end;
}

/* Whether a token is this word in small letters. */
static bool
is_text(const cutting *c, size_t at, const char *text)
{
    size_t length = strlen(text);

    return at < c->count && c->tokens[at].length == length &&
           memcmp(c->text + c->tokens[at].start, text, length) == 0;
}

/* A mail address or one of the web: the end of what touches, without the marks that close it. */
static size_t
address_end(const cutting *c, size_t at)
{
    size_t end = at + 1, run;
    bool   web;

    if (!is_word(c, at) || !touches(c, at + 1) || touches(c, at)) {
        return end;
    }
    run = run_end(c, at);
    web = is_text(c, at, "http") || is_text(c, at, "https") || is_text(c, at, "www");
    if (!web && !has(c, at + 1, run, '@')) {
        return end;
    }
    while (run > end && first_byte(c, run - 1) != '/' &&
           c->tokens[run - 1].kind != ENT_TOKEN_WORD && !is_number(c, run - 1)) {
        run--;
    }
    return run;
}

/* The end of the tokens that make one word together with the one at `at`. */
static size_t
word_end(const cutting *c, size_t at)
{
    const ent_token *t = &c->tokens[at];
    size_t           end = address_end(c, at);

    if (end == at + 1) {
        end = joined_end(c, at);
    }
    if (end == at + 1 && t->kind != ENT_TOKEN_WORD && t->kind != ENT_TOKEN_NUMBER) {
        end = marks_end(c, at);
    }
    if (end == at + 1 && is_word(c, at) && touches(c, end) && first_byte(c, end) == '.' &&
        end + 1 < c->count && !touches(c, end + 1) &&
        ent_is_abbreviation(c->text + t->start, t->length)) {
        end++;
    }
    return end;
}

/* ---- 2. words within a token ---- */

/* Bytes of an apostrophe at the end of text[0, length), 0 if there is none. */
static size_t
apostrophe_before(const char *text, size_t length)
{
    if (length >= 1 && text[length - 1] == '\'') {
        return 1;
    }
    return length >= 3 && memcmp(text + length - 3, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

static char
small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
ends_with(const char *text, size_t length, const char *end)
{
    size_t n = strlen(end);

    if (length < n) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (small(text[length - n + i]) != end[i]) {
            return false;
        }
    }
    return true;
}

/* Where the second word of a token begins, or 0: do|n't, I|'m, they|'ve, can|not, 5|pm. */
static size_t
second_word(const char *text, size_t length, bool number)
{
    static const char *const ENDS[] = {"m", "re", "ve", "ll", "d"};
    static const char *const WHOLE[][2] = {
        {"cannot", "not"}, {"gonna", "na"}, {"wanna", "na"}, {"gotta", "ta"}};
    size_t mark = length > 1 ? apostrophe_before(text, length - 1) : 0;

    if (number) {
        return ends_with(text, length, "am") || ends_with(text, length, "pm") ? length - 2 : 0;
    }
    if (mark > 0 && length > mark + 2 && small(text[length - 1]) == 't' &&
        small(text[length - mark - 2]) == 'n') {
        return length - mark - 2;
    }
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
        size_t end = strlen(ENDS[i]);

        mark = ends_with(text, length, ENDS[i]) ? apostrophe_before(text, length - end) : 0;
        if (mark > 0 && length > mark + end) {
            return length - mark - end;
        }
    }
    for (size_t i = 0; i < sizeof WHOLE / sizeof *WHOLE; i++) {
        if (length == strlen(WHOLE[i][0]) && ends_with(text, length, WHOLE[i][0])) {
            return length - strlen(WHOLE[i][1]);
        }
    }
    return 0;
}

/* ---- 3. a sentence ---- */

size_t
ent_words_cut(const char *text, const ent_token *tokens, size_t count, ent_word *words)
{
    cutting c = {text, tokens, count};
    size_t  made = 0;

    for (size_t at = 0, end; at < count && made < ENT_WORDS_MAX; at = end) {
        const ent_token *t = &tokens[at];
        uint32_t         length;
        size_t           second = 0;

        end = word_end(&c, at);
        length = tokens[end - 1].start + tokens[end - 1].length - t->start;
        if (end == at + 1 && (t->kind == ENT_TOKEN_WORD || t->kind == ENT_TOKEN_NUMBER)) {
            second = second_word(text + t->start, length, t->kind == ENT_TOKEN_NUMBER);
        }
        if (second == 0 || made + 1 == ENT_WORDS_MAX) {
            words[made++] = (ent_word){t->start, length, (uint16_t)at};
        } else {
            words[made++] = (ent_word){t->start, (uint32_t)second, (uint16_t)at};
            words[made++] =
                (ent_word){t->start + (uint32_t)second, length - (uint32_t)second, (uint16_t)at};
        }
    }
    return made;
}
