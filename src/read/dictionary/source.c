/*
 * source.c - a file of a dictionary while it is read: its lines, what is set aside, phrases
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/dictionary/source.h"

#include <string.h>

#include "base/alloc.h"
#include "read/dictionary/vocabulary.h"
#include "read/dictionary/word.h"

bool
ent_dictionary_line(ent_dictionary_source *s, const char *bytes, size_t length, size_t *at)
{
    const char *start = bytes + *at, *end;

    if (*at >= length) {
        return false;
    }
    end = memchr(start, '\n', length - *at);
    end = end == NULL ? bytes + length : end;
    *at = (size_t)(end - bytes) + 1;
    s->line++;
    s->d->line_count++;
    s->whole = ent_slice_trim((ent_slice){start, (size_t)(end - start)});
    if (s->whole.length > ENT_DICTIONARY_LINE_LONGEST) {
        s->whole.length = 0; /* set_long_aside() has told it */
    }
    return true;
}

ent_status
ent_dictionary_set_aside(ent_dictionary_source *s, const char *at, const char *reason)
{
    ent_dictionary *d = s->d;
    char           *copy;

    d->reject_total++;
    if (d->reject_count >= ENT_DICTIONARY_REJECTS_KEPT) {
        return ENT_OK;
    }
    copy = ent_arena_strdup(&d->arena, reason);
    if (copy == NULL || !ENT_GROW(d->rejects, d->reject_capacity, d->reject_count + 1)) {
        return ent_fail_nomem(s->ctx);
    }
    d->rejects[d->reject_count++] = (ent_dictionary_reject){
        s->file, s->line, at == NULL ? 1 : (size_t)(at - s->whole.text) + 1, copy};
    return ENT_OK;
}

/* The end of a word at `from`. */
static size_t
word_end(ent_slice text, size_t from)
{
    size_t i = from;

    while (i < text.length && !ent_is_blank(text.text[i]) && text.text[i] != '_' &&
           text.text[i] != '~' && text.text[i] != '=') {
        i++;
    }
    return i;
}

/* How the older style closes a word: `_` it is whole, `=` it takes no ending, `~` any. */
static uint8_t
older_ending(ent_slice text, size_t end, ent_ending last)
{
    size_t after = end;

    if (end >= text.length || strchr("_=", text.text[end]) == NULL) {
        return ENT_ENDING_ANY;
    }
    if (text.text[end] == '=') {
        return ENT_ENDING_NONE;
    }
    while (after < text.length && strchr("_ \t", text.text[after]) != NULL) {
        after++;
    }
    return after < text.length ? ENT_ENDING_NONE : (uint8_t)last;
}

static ent_status
add_words(ent_dictionary_source *s, ent_slice written, uint8_t ending, bool distant,
          ent_phrase *out, const char **reason)
{
    bool            head = written.length > 1 && written.text[0] == '+';
    ent_normal_word word;

    written.text += head;
    written.length -= head;
    if (!ent_word_normalise(written.text, written.length, &word)) {
        *reason = "a word is too long";
        return ENT_OK;
    }
    for (size_t part = 0; part < word.parts; part++) {
        uint32_t number;

        if (out->count >= ENT_PHRASE_WORDS_MOST) {
            *reason = "more words than any phrase has";
            return ENT_OK;
        }
        number = ent_dictionary_intern(s->d, word.text[part], word.length[part]);
        if (number == 0) {
            return ent_fail_nomem(s->ctx);
        }
        out->words[out->count++] =
            (ent_phrase_word){number, part + 1 < word.parts ? (uint8_t)ENT_ENDING_NONE : ending,
                              distant && part == 0, head};
    }
    return ENT_OK;
}

ent_status
ent_phrase_read(ent_dictionary_source *s, ent_slice text, ent_ending last, ent_phrase *out,
                const char **reason)
{
    bool       distant = false;
    ent_status status = ENT_OK;

    out->count = 0;
    *reason = NULL;
    for (size_t i = 0; i < text.length && status == ENT_OK && *reason == NULL;) {
        size_t end = word_end(text, i);

        if (end == i) {
            distant = distant || ent_is_blank(text.text[i]);
            i++;
            continue;
        }
        status = add_words(s, (ent_slice){text.text + i, end - i},
                           s->older ? older_ending(text, end, last) : (uint8_t)ENT_ENDING_NONE,
                           distant && s->older && out->count > 0, out, reason);
        distant = false;
        i = end;
    }
    if (status == ENT_OK && *reason == NULL && out->count == 0) {
        *reason = "no phrase";
    }
    return status;
}
