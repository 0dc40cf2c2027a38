/*
 * sentence.c - where the sentences of a paragraph begin and end
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/sentence.h"

#include <string.h>

#include "base/text.h"
#include "read/token.h"

enum { MARKS_MOST = 24 /* bytes of stops, quotes and notes that end one sentence */ };

/* Words after which a full stop ends no sentence. */
static const char *const ABBREVIATIONS[] = {
    "dr",   "mr",     "mrs",  "ms",   "gen", "col", "lt",   "sgt",  "sen",    "rep",
    "gov",  "prof",   "st",   "jr",   "sr",  "vs",  "no",   "nos",  "inc",    "co",
    "corp", "ltd",    "jan",  "feb",  "mar", "apr", "jun",  "jul",  "aug",    "sept",
    "sep",  "oct",    "nov",  "dec",  "adm", "maj", "capt", "cmdr", "brig",   "hon",
    "rev",  "assoc",  "asst", "dept", "doç", "p",   "pp",   "vol",  "art",    "cf",
    "ca",   "approx", "fig",  "ed",   "eds", "al",  "ft",   "mt",   "messrs", "pres",
};

/* Words that begin a sentence after "... in the U.S." */
static const char *const STARTERS[] = {"The", "In",  "It",    "He",  "She",  "They",  "But",
                                       "And", "On",  "A",     "An",  "This", "That",  "However",
                                       "At",  "For", "These", "Its", "As",   "While", "Moreover"};

static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0xC3;
}

/* Length of a closing quote or bracket at `at`, or 0. */
static size_t
closer_length(const char *text, size_t end, size_t at)
{
    if (at >= end) {
        return 0;
    }
    if (strchr("\"')]", text[at]) != NULL && text[at] != '\0') {
        return 1;
    }
    if (at + 2 < end &&
        (memcmp(text + at, "\xE2\x80\x9D", 3) == 0 || memcmp(text + at, "\xE2\x80\x99", 3) == 0)) {
        return 3;
    }
    return at + 1 < end && memcmp(text + at, "\xC2\xBB", 2) == 0 ? 2 : 0;
}

/* Bytes of white space, bullets and non-breaking spaces at `at`. */
static size_t
skip_lead(const char *text, size_t end, size_t at)
{
    for (;;) {
        if (at < end && is_space(text[at])) {
            at++;
        } else if (at + 2 < end && memcmp(text + at, "\xE2\x80\xA2", 3) == 0) {
            at += 3;
        } else if (at + 1 < end && memcmp(text + at, "\xC2\xA0", 2) == 0) {
            at += 2;
        } else if (at + 1 < end && (text[at] == '*' || text[at] == '-') && is_space(text[at + 1])) {
            at += 1;
        } else {
            return at;
        }
    }
}

/* Whether the full stop at `dot` belongs to the word before it. */
static bool
is_abbreviation(const char *text, size_t start, size_t dot)
{
    size_t from = dot;
    char   word[12];
    size_t length = 0;

    while (from > start && (is_letter(text[from - 1]) || (unsigned char)text[from - 1] >= 0x80) &&
           dot - from < sizeof word) {
        from--;
    }
    if (from == dot || dot - from >= sizeof word ||
        (from > start && text[from - 1] >= '0' && text[from - 1] <= '9')) {
        return false;
    }
    for (size_t i = from; i < dot; i++) {
        word[length++] = ent_lower(text[i]);
    }
    word[length] = '\0';
    if (length == 1) {
        return word[0] != 'i' || (from > start && text[from - 1] == '.');
    }
    for (size_t i = 0; i < sizeof ABBREVIATIONS / sizeof *ABBREVIATIONS; i++) {
        if (strcmp(word, ABBREVIATIONS[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool
starts_sentence(const char *text, size_t end, size_t at)
{
    for (size_t i = 0; i < sizeof STARTERS / sizeof *STARTERS; i++) {
        size_t length = strlen(STARTERS[i]);

        if (end - at > length && strncmp(text + at, STARTERS[i], length) == 0 &&
            is_space(text[at + length])) {
            return true;
        }
    }
    return false;
}

/* Whether what follows a full stop, behind the white space at `at`, can begin a sentence. */
static bool
may_begin(const char *text, size_t end, size_t at)
{
    at = skip_lead(text, end, at);
    return at >= end || !(text[at] >= 'a' && text[at] <= 'z');
}

/* Whether a sentence ends with the mark at `at`; `after` is the place behind it and its quotes. */
static bool
ends_at(const char *text, size_t start, size_t end, size_t at, size_t *after)
{
    bool   acronym = at >= start + 3 && text[at] == '.' && text[at - 2] == '.';
    size_t step;

    *after = at + 1;
    while (*after < end && *after - at < MARKS_MOST && strchr(".!?", text[*after]) != NULL &&
           text[*after] != '\0') {
        (*after)++;
    }
    while (*after - at < MARKS_MOST && ((step = closer_length(text, end, *after)) > 0 ||
                                        (step = ent_endnote_length(text, end, *after)) > 0)) {
        *after += step;
    }
    if (*after < end && !is_space(text[*after]) &&
        (end - *after < 2 || memcmp(text + *after, "\xC2\xA0", 2) != 0)) {
        return false;
    }
    if (text[at] == '.' && *after == at + 1 && is_abbreviation(text, start, at)) {
        size_t next = skip_lead(text, end, *after);

        return next >= end || (acronym && starts_sentence(text, end, next));
    }
    return may_begin(text, end, *after);
}

/* The last white space before `limit`, or a place between characters where there is none. */
static size_t
forced_end(const char *text, size_t start, size_t limit)
{
    size_t at = limit;

    while (at > start + ENT_SENTENCE_LONGEST / 2 && !is_space(text[at])) {
        at--;
    }
    if (!is_space(text[at])) {
        at = limit;
        while (at > start + 1 && ((unsigned char)text[at] & 0xC0) == 0x80 && limit - at < 4) {
            at--;
        }
    }
    return at;
}

bool
ent_sentence_next(const char *text, size_t end, size_t *at, size_t *start, size_t *length)
{
    size_t from = skip_lead(text, end, *at), stop = from, after;

    if (from >= end) {
        *at = end;
        return false;
    }
    for (;; stop++) {
        if (stop >= end) {
            stop = end;
            break;
        }
        if (stop - from >= ENT_SENTENCE_LONGEST) {
            stop = forced_end(text, from, stop);
            break;
        }
        if ((text[stop] == '.' || text[stop] == '!' || text[stop] == '?') &&
            ends_at(text, from, end, stop, &after)) {
            stop = after;
            break;
        }
    }
    *at = stop;
    while (stop > from && is_space(text[stop - 1])) {
        stop--;
    }
    *start = from;
    *length = stop - from;
    return true;
}

bool
ent_sentence_is_item(const char *text, size_t start)
{
    size_t line = start, first;

    while (line > 0 && start - line < ENT_SENTENCE_LONGEST && text[line - 1] != '\n') {
        line--;
    }
    first = skip_lead(text, start, line);
    while (line < first && is_space(text[line])) {
        line++;
    }
    return line < first;
}
