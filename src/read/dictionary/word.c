/*
 * word.c - a word as the dictionaries of other programs compare it
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/dictionary/word.h"

#include <string.h>

/* U+00C0 to U+00FF without their accents; '*' is multiplication and division, no letters. */
static const char LATIN[] = "AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTSAAAAAAACEEEEIIIIDNOOOOO*OUUUUYTY";

/* One character in upper case; its bytes in the text. */
static size_t
fold(const char *text, size_t left, char *out, size_t *written)
{
    unsigned char c = (unsigned char)text[0];

    *written = 1;
    out[0] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    if (c == 0xC3 && left >= 2 && ((unsigned char)text[1] & 0xC0) == 0x80) {
        out[0] = LATIN[(unsigned char)text[1] & 0x3F];
        return 2;
    }
    if (left >= 3 &&
        (memcmp(text, "\xE2\x80\x99", 3) == 0 || memcmp(text, "\xE2\x80\x98", 3) == 0)) {
        out[0] = '\'';
        return 3;
    }
    return 1;
}

static bool
ends(const char *word, size_t length, const char *end)
{
    size_t n = strlen(end);

    return length > n && memcmp(word + length - n, end, n) == 0;
}

static bool
is_quote(char c)
{
    return c == '\'' || c == '"' || c == '`';
}

static bool
is_stop(char c)
{
    return c == '.' || c == '?' || c == '!' || c == ':' || is_quote(c);
}

/* Full stops, quotes and the like around the word. */
static void
strip(const char **word, size_t *length)
{
    while (*length > 0 && is_stop((*word)[*length - 1])) {
        --*length;
    }
    while (*length > 0 && is_quote(**word)) {
        ++*word;
        --*length;
    }
}

bool
ent_word_normalise(const char *text, size_t length, ent_normal_word *out)
{
    const char *word;
    size_t      used = 0;

    out->parts = 0;
    out->possessive = false;
    for (size_t i = 0; i < length;) {
        size_t written;

        if (used + 1 >= ENT_NORMAL_ROOM) {
            return false;
        }
        i += fold(text + i, length - i, out->bytes + used, &written);
        used += written;
    }
    out->bytes[used] = '\0';
    word = out->bytes;
    if (ends(word, used, "'S") || ends(word, used, "S'")) {
        out->possessive = true;
        used -= word[used - 1] == 'S' ? 2 : 1;
    }
    strip(&word, &used);
    if (used == 0) {
        return true;
    }
    out->text[0] = word;
    out->length[0] = used;
    out->parts = 1;
    if (ends(word, used, "N'T")) {
        out->length[0] = used - 3;
        out->text[1] = word + used - 3;
        out->length[1] = 3;
        out->parts = 2;
    } else if (used == 6 && memcmp(word, "CANNOT", 6) == 0) {
        out->length[0] = 3;
        out->text[1] = word + 3;
        out->length[1] = 3;
        out->parts = 2;
    }
    return true;
}
