/*
 * token.c - words, numbers and marks of a sentence, with their places
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/token.h"

#include <string.h>

#include "base/text.h"

enum { ENDNOTE_LONGEST = 7 };

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool
is_letter(char c)
{
    return is_upper(c) || (c >= 'a' && c <= 'z');
}

static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* What a run of bytes from U+2010 to U+203F is: hyphen, dash, quotation mark, or other. */
static ent_token_kind
general_punctuation(unsigned char last)
{
    switch (last) {
    case 0x90:
    case 0x91:
    case 0x92:
    case 0x93:
        return ENT_TOKEN_HYPHEN;
    case 0x94:
    case 0x95:
        return ENT_TOKEN_DASH;
    case 0x98:
    case 0x9A:
    case 0x9C:
    case 0x9E:
    case 0xB9:
        return ENT_TOKEN_OPEN;
    case 0x99:
    case 0x9D:
    case 0xBA:
        return ENT_TOKEN_CLOSE;
    default:
        return ENT_TOKEN_MARK;
    }
}

/* A byte of a character outside ASCII that can stand in a word. */
static bool
starts_foreign_letter(const char *text, size_t length, size_t at)
{
    unsigned char c = (unsigned char)text[at];

    if (c < 0xC3) {
        return false;
    }
    if (c == 0xE2) {
        /* General punctuation, arrows, symbols and bullets begin with E2. */
        return false;
    }
    return c < 0xF0 && ent_utf8_length(text + at, length - at) > 0;
}

static bool
is_curly_apostrophe(const char *text, size_t length, size_t at)
{
    return at + 2 < length && memcmp(text + at, "\xE2\x80\x99", 3) == 0;
}

/* Length of an apostrophe at `at`, straight or curly, or 0. */
static size_t
apostrophe_length(const char *text, size_t length, size_t at)
{
    if (at < length && text[at] == '\'') {
        return 1;
    }
    return is_curly_apostrophe(text, length, at) ? 3 : 0;
}

static bool
word_goes_on(const char *text, size_t length, size_t at)
{
    return at < length &&
           (is_letter(text[at]) || is_digit(text[at]) || starts_foreign_letter(text, length, at));
}

/* The possessive at `at` ('s, or ' after an s), or 0. */
static size_t
possessive_length(const char *text, size_t length, size_t at)
{
    size_t mark = apostrophe_length(text, length, at);

    if (mark == 0) {
        return 0;
    }
    if (at + mark < length && (text[at + mark] == 's' || text[at + mark] == 'S') &&
        !word_goes_on(text, length, at + mark + 1)) {
        return mark + 1;
    }
    if (at > 0 && (text[at - 1] == 's' || text[at - 1] == 'S') &&
        !word_goes_on(text, length, at + mark)) {
        return mark;
    }
    return 0;
}

/* U.S., U.N., e.g.: letters each with a full stop; returns the place after them or `at`. */
static size_t
acronym_end(const char *text, size_t length, size_t at)
{
    size_t start = at, letters = 0;

    while (at + 1 < length && is_letter(text[at]) && text[at + 1] == '.') {
        at += 2;
        letters++;
    }
    return letters >= 2 ? at : start;
}

static size_t
word_end(const char *text, size_t length, size_t at)
{
    size_t end = acronym_end(text, length, at);

    if (end > at) {
        return end;
    }
    while (at < length) {
        if (is_letter(text[at]) || is_digit(text[at])) {
            at++;
        } else if (starts_foreign_letter(text, length, at)) {
            at += ent_utf8_length(text + at, length - at);
        } else if (apostrophe_length(text, length, at) > 0 &&
                   possessive_length(text, length, at) == 0 &&
                   word_goes_on(text, length, at + apostrophe_length(text, length, at))) {
            at += apostrophe_length(text, length, at);
        } else {
            break;
        }
    }
    return at;
}

static size_t
number_end(const char *text, size_t length, size_t at)
{
    while (at < length &&
           (is_digit(text[at]) || is_letter(text[at]) ||
            ((text[at] == ',' || text[at] == '.') && at + 1 < length && is_digit(text[at + 1])))) {
        at++;
    }
    return at;
}

size_t
ent_endnote_length(const char *text, size_t length, size_t at)
{
    size_t end = at + 1;

    if (at >= length || text[at] != '[') {
        return 0;
    }
    while (end < length && end - at <= ENDNOTE_LONGEST &&
           (is_digit(text[end]) || strchr("ivxlcdm", text[end]) != NULL) && text[end] != '\0') {
        end++;
    }
    return end > at + 1 && end < length && text[end] == ']' ? end + 1 - at : 0;
}

/* The mark at `at`: sets its kind and returns its length. */
static size_t
read_mark(const char *text, size_t length, size_t at, uint8_t *kind)
{
    unsigned char c = (unsigned char)text[at];
    bool          left = at > 0 && !is_space(text[at - 1]);
    bool          right = at + 1 < length && !is_space(text[at + 1]);

    *kind = ENT_TOKEN_MARK;
    if (c == 0xE2 && at + 2 < length && (unsigned char)text[at + 1] == 0x80) {
        bool tight = left && at + 3 < length && !is_space(text[at + 3]);

        *kind = (uint8_t)general_punctuation((unsigned char)text[at + 2]);
        if (*kind == ENT_TOKEN_HYPHEN && !tight) {
            *kind = ENT_TOKEN_DASH;
        }
        return 3;
    }
    if (c == '-') {
        *kind = left && right && text[at + 1] != '-' ? ENT_TOKEN_HYPHEN : ENT_TOKEN_DASH;
    } else if (c == '"') {
        *kind = !left || (at > 0 && text[at - 1] == '(') ? ENT_TOKEN_OPEN : ENT_TOKEN_CLOSE;
    } else if (c == '\'' || c == '`') {
        *kind = left ? ENT_TOKEN_CLOSE : ENT_TOKEN_OPEN;
    }
    if (c >= 0x80) {
        size_t bytes = ent_utf8_length(text + at, length - at);

        return bytes > 0 ? bytes : 1;
    }
    return 1;
}

/* The letter under the marks of U+00C0 to U+017F, `.` where there is no single one. */
static const char BASE_LETTERS[] = "AAAAAA.CEEEEIIIIDNOOOOO.OUUUUYT."
                                   "aaaaaa.ceeeeiiiidnooooo.ouuuuyty"
                                   "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHh"
                                   "IiIiIiIiIi..JjKk.LlLlLlLlLlNnNnNn...OoOoOo..RrRrRrSsSsSsSs"
                                   "TtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

/* The letter of ASCII under the mark of a character of two bytes, or '\0'. */
static char
base_letter(const char *bytes)
{
    unsigned code = ((unsigned char)bytes[0] & 0x1Fu) << 6 | ((unsigned char)bytes[1] & 0x3Fu);

    if (code >= 0xC0 && code < 0xC0 + sizeof BASE_LETTERS - 1) {
        char letter = BASE_LETTERS[code - 0xC0];

        return letter == '.' ? '\0' : letter;
    }
    switch (code) {
    case 0x218:
        return 'S';
    case 0x219:
        return 's';
    case 0x21A:
        return 'T';
    case 0x21B:
        return 't';
    default:
        return '\0';
    }
}

static bool
has_two_bytes(const char *text, size_t left)
{
    return left >= 2 && ((unsigned char)text[0] & 0xE0) == 0xC0 &&
           ((unsigned char)text[1] & 0xC0) == 0x80;
}

static bool
begins_with_capital(const char *text, size_t length)
{
    return is_upper(text[0]) || (has_two_bytes(text, length) && is_upper(base_letter(text)));
}

static void
set_case(const char *text, ent_token *token)
{
    size_t upper = 0, lower = 0;

    for (size_t i = 0; i < token->length; i++) {
        upper += is_upper(text[token->start + i]);
        lower += text[token->start + i] >= 'a' && text[token->start + i] <= 'z';
    }
    token->capital = begins_with_capital(text + token->start, token->length);
    token->capitals = upper >= 2 && lower == 0;
}

static size_t
read_token(const char *text, size_t length, size_t at, ent_token *token)
{
    size_t end;

    memset(token, 0, sizeof *token);
    token->start = (uint32_t)at;
    if (is_digit(text[at])) {
        token->kind = ENT_TOKEN_NUMBER;
        end = number_end(text, length, at);
    } else if (is_letter(text[at]) || starts_foreign_letter(text, length, at)) {
        token->kind = ENT_TOKEN_WORD;
        end = word_end(text, length, at);
    } else if (possessive_length(text, length, at) > 0 && at > 0 && !is_space(text[at - 1])) {
        token->kind = ENT_TOKEN_POSSESSIVE;
        end = at + possessive_length(text, length, at);
    } else {
        end = at + read_mark(text, length, at, &token->kind);
    }
    token->length = (uint32_t)(end - at);
    set_case(text, token);
    return end;
}

size_t
ent_tokens_split(const char *text, size_t length, ent_token *tokens, size_t room)
{
    size_t count = 0, at = 0;

    while (at < length && count < room) {
        size_t endnote = ent_endnote_length(text, length, at);

        if (endnote > 0) {
            at += endnote;
        } else if (is_space(text[at])) {
            at++;
        } else if (at + 1 < length && memcmp(text + at, "\xC2\xA0", 2) == 0) {
            at += 2;
        } else {
            at = read_token(text, length, at, &tokens[count]);
            count++;
        }
    }
    return count;
}

size_t
ent_token_fold(const char *text, const ent_token *token, char out[ENT_WORD_LONGEST + 1])
{
    size_t length = 0;

    if (token->length > ENT_WORD_LONGEST) {
        out[0] = '\0';
        return 0;
    }
    for (size_t i = 0; i < token->length; i++) {
        size_t at = token->start + i;

        if (is_curly_apostrophe(text, (size_t)token->start + token->length, at)) {
            out[length++] = '\'';
            i += 2;
        } else if (has_two_bytes(text + at, token->length - i) && base_letter(text + at) != '\0') {
            out[length++] = ent_lower(base_letter(text + at));
            i++;
        } else {
            out[length++] = ent_lower(text[at]);
        }
    }
    out[length] = '\0';
    return length;
}
