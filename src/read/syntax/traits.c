/*
 * traits.c - what the tagger and the parser see of a word
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/syntax/traits.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

enum {
    LONGEST = 40, /* bytes of a form that count */
    LONG_WORD = 4 /* letters from which on a word is capitalised in titles */
};

/* Bits of a shape. */
enum {
    CAPITAL = 1,
    CAPITALS = 2,
    DIGIT = 4,
    NUMBER = 8, /* begins with a digit */
    HYPHEN = 16,
    DOT = 32,
    MARK = 64, /* has neither letters nor digits */
    FIRST = 128,
    FOREIGN = 256,
    SHORT = 512,
    CASELESS = 1024, /* the sentence is all in capitals */
    TITLE = 2048
};

typedef enum letters { LETTERS_AS_USUAL, LETTERS_CAPITAL, LETTERS_OF_TITLE } letters;

static bool
is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool
is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Whether capitals tell anything here. */
static letters
letters_of(const char *text, const ent_word *words, size_t count)
{
    size_t long_words = 0, capital = 0, capitals = 0;

    for (size_t i = 0; i < count; i++) {
        const char *word = text + words[i].start;
        size_t      upper = 0, lower = 0;

        for (size_t k = 0; k < words[i].length; k++) {
            upper += is_upper(word[k]);
            lower += is_lower(word[k]);
        }
        if (upper + lower >= LONG_WORD) {
            long_words++;
            capital += is_upper(word[0]);
            capitals += lower == 0;
        }
    }
    if (long_words >= 2 && capitals * 5 >= long_words * 4) {
        return LETTERS_CAPITAL;
    }
    return long_words >= 4 && capital * 5 >= long_words * 4 ? LETTERS_OF_TITLE : LETTERS_AS_USUAL;
}

/* The form of a word, in `out`; adds to its shape what its bytes tell. */
static size_t
fold(const char *word, size_t length, char out[LONGEST], uint16_t *shape)
{
    size_t used = 0, upper = 0, lower = 0, digits = 0;

    for (size_t i = 0; i < length && used < LONGEST; i++) {
        char c = word[i];

        upper += is_upper(c);
        lower += is_lower(c);
        if (c >= '0' && c <= '9') {
            digits++;
            c = '0';
        } else if (c == '-') {
            *shape |= HYPHEN;
        } else if (c == '.') {
            *shape |= DOT;
        } else if (length - i >= 3 && memcmp(word + i, "\xE2\x80\x99", 3) == 0) {
            c = '\'';
            i += 2;
        } else if ((unsigned char)c >= 0xC3 && (unsigned char)c != 0xE2) {
            *shape |= FOREIGN;
        }
        out[used++] = ent_lower(c);
    }
    *shape |= (uint16_t)((is_upper(word[0]) ? CAPITAL : 0) |
                         (upper >= 2 && lower == 0 ? CAPITALS : 0) | (digits > 0 ? DIGIT : 0) |
                         (used > 0 && out[0] == '0' ? NUMBER : 0) | (length <= 3 ? SHORT : 0));
    if (upper + lower + digits == 0 && (*shape & FOREIGN) == 0) {
        *shape |= MARK;
    }
    return used;
}

/* A straight quotation mark opens and closes in turn. */
static size_t
turn_quote(char form[LONGEST], size_t length, bool *open)
{
    if (length == 1 && form[0] == '"') {
        *open = !*open;
        memcpy(form, *open ? "``" : "''", 2);
        return 2;
    }
    return length;
}

uint64_t
ent_form_key(const char *form, size_t length)
{
    uint64_t key = length, part = 0;

    for (; length >= 8; form += 8, length -= 8) {
        memcpy(&part, form, 8);
        key = ent_key_mix(key ^ part);
    }
    part = 0;
    memcpy(&part, form, length);
    return ent_key_mix(key ^ part ^ 0x5851F42D4C957F2Du);
}

static void
find_one(const char *form, size_t length, ent_traits *out)
{
    out->ending = out->beginning = 0;
    for (size_t i = 0; i < length && i < 4; i++) {
        out->ending |= (uint32_t)(unsigned char)form[length - 1 - i] << 8 * i;
        out->beginning |= (uint32_t)(unsigned char)form[i] << 8 * i;
    }
    out->form = ent_form_key(form, length);
}

static void
look_up(const ent_weights *weights, ent_traits *out)
{
    uint16_t            check = ent_check_of(out->form);
    const ent_wordbook *bucket;

    out->uses = 0;
    out->noun = out->verb = 0;
    if (weights == NULL || weights->wordbook_buckets == 0) {
        return;
    }
    bucket = &weights->wordbook[ent_bucket_of(out->form, weights->wordbook_buckets)];
    for (size_t i = 0; i < ENT_FORMS_OF_BUCKET; i++) {
        if (bucket->checks[i] == check) {
            out->uses = bucket->uses[i];
            out->noun = bucket->nouns[i];
            out->verb = bucket->verbs[i];
        }
    }
}

/* A capital letter where none is due: whatever the word is elsewhere, here it may be a name. */
static bool
is_name(uint16_t shape)
{
    return (shape & CAPITAL) != 0 && (shape & FIRST) == 0;
}

void
ent_traits_find(const ent_weights *weights, const char *text, const ent_word *words, size_t count,
                ent_traits *out)
{
    letters usage = letters_of(text, words, count);
    bool    open = false, first = true;

    for (size_t i = 0; i < count; i++) {
        const ent_lexeme *lexeme;
        char              form[LONGEST];
        uint16_t          shape = first ? FIRST : 0;
        size_t            length = fold(text + words[i].start, words[i].length, form, &shape);

        length = turn_quote(form, length, &open);
        find_one(form, length, &out[i]);
        if (usage == LETTERS_CAPITAL) {
            shape = (uint16_t)((shape & ~(CAPITAL | CAPITALS)) | CASELESS);
        } else if (usage == LETTERS_OF_TITLE) {
            shape |= TITLE;
        }
        first = first && (shape & MARK) != 0;
        look_up(weights, &out[i]);
        lexeme = weights != NULL ? ent_lexeme_find(weights, out[i].form) : NULL;
        out[i].shape = shape;
        out[i].ambiguity = lexeme != NULL ? lexeme->ambiguity : 0;
        out[i].tag =
            lexeme != NULL && lexeme->tag < ENT_TAGS && !is_name(shape) ? lexeme->tag : ENT_TAGS;
        out[i].kind =
            lexeme != NULL ? out[i].form : ent_key_of(shape, out[i].ending & 0xFFFF, 0, 0, 0);
    }
}
