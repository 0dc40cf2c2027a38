/*
 * party.c - the state that a publisher's number, code or name means
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/party.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"

/* A word, whose it is and when. */
typedef struct ent_party_word {
    char        number[12]; /* a number is a word like any other */
    const char *text;       /* NULL: the number */
    ent_state   state;
    ent_span    span;
} ent_party_word;

static const char *
text_of(const ent_party_word *word)
{
    return word->text != NULL ? word->text : word->number;
}

static bool
add(ent_party_index *index, const char *text, ent_ccode number, ent_state state, ent_span span)
{
    ent_party_word *word;

    if (!ENT_GROW(index->words, index->capacity, index->count + 1)) {
        return false;
    }
    word = &index->words[index->count++];
    memset(word, 0, sizeof *word);
    word->text = text;
    if (text == NULL) {
        (void)snprintf(word->number, sizeof word->number, "%d", (int)number);
    }
    word->state = state;
    word->span = span;
    return true;
}

static bool
add_spells(ent_party_index *index, const ent_codes *codes, ent_scheme scheme)
{
    size_t           count;
    const ent_spell *spells = ent_codes_spells(codes, &count);
    bool             good = true;

    for (size_t i = 0; i < count && good; i++) {
        good = add(index, scheme == ENT_SCHEME_COW ? spells[i].cow : NULL, spells[i].ccode,
                   spells[i].state, spells[i].span);
    }
    return good;
}

static bool
add_codes(ent_party_index *index, const ent_codes *codes, ent_scheme scheme)
{
    bool           good = true;
    ent_dated_code code;

    for (size_t state = 0; state < ent_codes_count(codes) && good; state++) {
        for (size_t i = 0; good && ent_codes_code_at(codes, (ent_state)state, scheme, i, &code);
             i++) {
            good = add(index, code.code, 0, (ent_state)state, code.span);
        }
    }
    return good;
}

static bool
add_spellings(ent_party_index *index, const ent_codes *codes)
{
    bool           good = true;
    ent_dated_code name;

    for (size_t state = 0; state < ent_codes_count(codes) && good; state++) {
        for (size_t i = 0; good && ent_codes_spelling_at(codes, (ent_state)state, i, &name); i++) {
            good = add(index, name.code, 0, (ent_state)state, name.span);
        }
    }
    return good;
}

static int
compare(const void *a, const void *b)
{
    const ent_party_word *x = a, *y = b;
    int                   order = ent_compare_nocase(text_of(x), text_of(y));

    if (order == 0) {
        order = (x->span.from > y->span.from) - (x->span.from < y->span.from);
    }
    return order != 0 ? order : (x->state > y->state) - (x->state < y->state);
}

ent_status
ent_party_index_make(ent_ctx *ctx, const ent_codes *codes, ent_scheme scheme, ent_party_index *out)
{
    ent_party_index index = {NULL, 0, 0};
    bool            good = scheme == ENT_SCHEME_COW || scheme == ENT_SCHEME_CCODE
                               ? add_spells(&index, codes, scheme)
                               : add_codes(&index, codes, scheme);

    good = good && (scheme != ENT_SCHEME_NAME || add_spellings(&index, codes));
    if (!good) {
        ent_party_index_clear(&index);
        return ent_fail_nomem(ctx);
    }
    if (index.count > 0) {
        qsort(index.words, index.count, sizeof *index.words, compare);
    }
    *out = index;
    return ENT_OK;
}

void
ent_party_index_clear(ent_party_index *index)
{
    ent_free(index->words);
    *index = (ent_party_index){NULL, 0, 0};
}

/* Days between a day and a span; 0 within it. */
static int64_t
distance(ent_span span, ent_day day)
{
    if (day < span.from) {
        return (int64_t)span.from - day;
    }
    return day < span.to ? 0 : (int64_t)day - span.to + 1;
}

ent_state
ent_party_find(const ent_party_index *index, const char *word, size_t length, ent_day day)
{
    char      text[128];
    size_t    low = 0, high = index->count;
    ent_state found = ENT_NO_STATE;
    int64_t   least = INT64_MAX;

    if (length == 0 || length >= sizeof text) {
        return ENT_NO_STATE;
    }
    memcpy(text, word, length);
    text[length] = '\0';
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (ent_compare_nocase(text_of(&index->words[middle]), text) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < index->count && ent_compare_nocase(text_of(&index->words[low]), text) == 0;
         low++) {
        const ent_party_word *at = &index->words[low];
        int64_t               far = distance(at->span, day == ENT_NO_DAY ? ENT_DAY_MAX : day);

        if (far <= least) {
            least = far;
            found = at->state;
        }
    }
    return found;
}
