/*
 * pattern.c - patterns and synonym sets, compiled into rows of elements
 *
 * Both styles have the same marks: * the verb, $ source, + target, % both, ^ somebody passed over,
 * & a synonym set, a blank where words may stand between, _ where none may.
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "read/dictionary/pattern.h"
#include "read/dictionary/trie.h"
#include "read/dictionary/vocabulary.h"
#include "read/dictionary/word.h"

enum { NESTED_MOST = 8, SIDE_MOST = 64 };

/* A row while it is read. */
typedef struct row {
    ent_element items[SIDE_MOST];
    size_t      count;
    size_t      star; /* items before the verb */
    bool        has_star;
    bool        joined_star;  /* the verb, to what stands before it */
    bool        joined_after; /* the first item after it, to the verb */
    const char *wrong;
} row;

static void
add_element(row *r, ent_element element)
{
    if (r->count >= SIDE_MOST) {
        r->wrong = "more elements than any pattern has";
        return;
    }
    if (r->has_star && r->count == r->star) {
        r->joined_after = element.joined;
    }
    r->items[r->count++] = element;
}

/* ---- synonym sets ---- */

static ent_slice
without_underline(ent_slice name)
{
    while (name.length > 1 && name.text[name.length - 1] == '_') {
        name.length--;
    }
    return name;
}

/* The number of a set + 1, or 0. */
static uint32_t
find_synset(const ent_dictionary *d, ent_slice name, uint32_t *word)
{
    char     key[ENT_DICTIONARY_WORD_LONGEST + 1] = "&";
    uint32_t hash = ent_hash_step(ENT_HASH_START, '&'), node;

    *word = 0;
    if (name.length >= ENT_DICTIONARY_WORD_LONGEST) {
        return 0;
    }
    for (size_t i = 0; i < name.length; i++) {
        key[i + 1] = name.text[i];
        hash = ent_hash_step(hash, name.text[i]);
    }
    *word = ent_dictionary_find(d, key, name.length + 1, hash);
    node = *word == 0 ? 0 : ent_trie_step(d, ENT_ROOT_SYNSET, *word, ENT_ENDING_NONE, false);
    return node == 0 ? 0 : d->definitions[d->nodes[node].value - 1].value + 1;
}

ent_status
ent_synset_get(ent_dictionary_source *s, ent_slice name, uint32_t *out)
{
    ent_dictionary *d = s->d;
    uint32_t        word, found;
    char           *key;
    ent_phrase      phrase = {.count = 1};

    name = without_underline(name);
    found = find_synset(d, name, &word);
    if (found != 0) {
        *out = found - 1;
        return ENT_OK;
    }
    key = ent_arena_printf(&d->arena, "&%.*s", (int)name.length, name.text);
    if (key == NULL || !ENT_GROW(d->synsets, d->synset_capacity, d->synset_count + 1)) {
        return ent_fail_nomem(s->ctx);
    }
    word = ent_dictionary_intern(d, key, name.length + 1);
    if (word == 0) {
        return ent_fail_nomem(s->ctx);
    }
    d->synsets[d->synset_count] =
        (ent_synset){.name = key + 1, .line = (uint32_t)s->line, .file = s->file};
    phrase.words[0] = (ent_phrase_word){word, ENT_ENDING_NONE, false, false};
    *out = (uint32_t)d->synset_count++;
    return ent_trie_add(s, ENT_ROOT_SYNSET, &phrase, *out);
}

/* The longest known name that `text` begins with; else all up to the first underline. */
static ent_slice
name_at(const ent_dictionary *d, ent_slice text)
{
    ent_slice name = text;
    uint32_t  word;

    if (name.length >= ENT_DICTIONARY_WORD_LONGEST) {
        name.length = ENT_DICTIONARY_WORD_LONGEST - 1;
    }
    while (name.length > 0) {
        ent_slice bare = without_underline(name);

        if (find_synset(d, bare, &word) != 0) {
            return bare;
        }
        do {
            name.length--;
        } while (name.length > 0 && name.text[name.length] != '_');
    }
    name = ent_slice_cut(&text, '_');
    return name.length >= ENT_DICTIONARY_WORD_LONGEST ? (ent_slice){name.text, 0} : name;
}

/* Put a row behind the others and return it as an alternative. */
static ent_status
keep_row(ent_dictionary_source *s, const ent_element *items, size_t count, ent_row_of_elements *out)
{
    ent_dictionary *d = s->d;

    if (!ENT_GROW(d->elements, d->element_capacity, d->element_count + count)) {
        return ent_fail_nomem(s->ctx);
    }
    if (count > 0) {
        memcpy(d->elements + d->element_count, items, count * sizeof *items);
    }
    *out = (ent_row_of_elements){(uint32_t)d->element_count, 0, (uint16_t)count};
    d->element_count += count;
    for (size_t i = 0; i < count; i++) {
        if (items[i].kind == ENT_ELEMENT_WORD) {
            d->words[items[i].value].endings |= items[i].ending;
        }
    }
    return ENT_OK;
}

/* Add an alternative to a set. */
static ent_status
extend_synset(ent_dictionary_source *s, uint32_t set, ent_row_of_elements kept)
{
    ent_dictionary *d = s->d;
    ent_synset     *synset = &d->synsets[set];

    if (!ENT_GROW(d->alternatives, d->alternative_capacity, d->alternative_count + 1)) {
        return ent_fail_nomem(s->ctx);
    }
    d->alternatives[d->alternative_count++] = kept;
    *(synset->last == 0 ? &synset->first : &d->alternatives[synset->last - 1].next) =
        (uint32_t)d->alternative_count;
    synset->last = (uint32_t)d->alternative_count;
    return ENT_OK;
}

/* ---- reading a row ---- */

typedef struct reader {
    ent_dictionary_source *s;
    uint8_t                ending; /* of words in the newer style */
    int                    depth;
} reader;

static ent_status read_row(reader *r, ent_slice text, row *out);

static bool
ends_word(char c)
{
    return strchr(" \t_~={}|()*$%^&", c) != NULL;
}

/* A word, or the words on both sides of a slash. */
static ent_status
read_words(reader *r, ent_slice text, size_t end, bool joined, row *out)
{
    ent_dictionary *d = r->s->d;
    uint8_t         ending = r->ending;
    ent_normal_word word;

    if (r->s->older) {
        bool closed = end < text.length && (text.text[end] == '_' || text.text[end] == '=');

        ending = closed ? ENT_ENDING_NONE : ENT_ENDING_ANY;
    } else if (end < text.length && text.text[end] == '_') {
        ending = ENT_ENDING_NONE;
    }
    if (!ent_word_normalise(text.text, end, &word)) {
        out->wrong = "a word is too long";
        return ENT_OK;
    }
    for (size_t i = 0; i < word.parts; i++) {
        uint32_t number = ent_dictionary_intern(d, word.text[i], word.length[i]);

        if (number == 0) {
            return ent_fail_nomem(r->s->ctx);
        }
        add_element(out, (ent_element){number, ENT_ELEMENT_WORD,
                                       i + 1 < word.parts ? (uint8_t)ENT_ENDING_NONE : ending,
                                       i > 0 || joined});
    }
    return ENT_OK;
}

/* Alternatives between separators, as a set without a name. */
static ent_status
read_alternatives(reader *r, ent_slice text, char separator, bool joined, row *out)
{
    ent_dictionary     *d = r->s->d;
    uint32_t            set;
    ent_row_of_elements kept[SIDE_MOST];
    size_t              count = 0;
    ent_status          status = ENT_OK;

    if (r->depth >= NESTED_MOST) {
        out->wrong = "alternatives are nested too deep";
        return ENT_OK;
    }
    r->depth++;
    while (status == ENT_OK && text.length > 0 && count < SIDE_MOST) {
        row inner = {.count = 0};

        status = read_row(r, ent_slice_trim(ent_slice_cut(&text, separator)), &inner);
        if (status == ENT_OK && inner.wrong == NULL && inner.count > 0) {
            status = keep_row(r->s, inner.items, inner.count, &kept[count++]);
        }
    }
    r->depth--;
    if (status != ENT_OK || !ENT_GROW(d->synsets, d->synset_capacity, d->synset_count + 1)) {
        return status != ENT_OK ? status : ent_fail_nomem(r->s->ctx);
    }
    set = (uint32_t)d->synset_count++;
    d->synsets[set] = (ent_synset){.defined = true, .file = r->s->file};
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = extend_synset(r->s, set, kept[i]);
    }
    if (status != ENT_OK) {
        return status;
    }
    add_element(out, (ent_element){set, ENT_ELEMENT_SET, 0, joined});
    return ENT_OK;
}

/* { A | B } are alternatives; { A B } are words that belong together. */
static ent_status
read_braces(reader *r, ent_slice text, size_t *at, bool joined, row *out)
{
    const char *close = memchr(text.text + *at, '}', text.length - *at);
    ent_slice   inside;

    if (close == NULL) {
        out->wrong = "the brace is not closed";
        return ENT_OK;
    }
    inside = (ent_slice){text.text + *at + 1, (size_t)(close - text.text) - *at - 1};
    if (memchr(inside.text, '|', inside.length) == NULL && !r->s->older) {
        (*at)++; /* the words are read as they come */
        return ENT_OK;
    }
    *at = (size_t)(close - text.text) + 1;
    return read_alternatives(r, inside, '|', joined, out);
}

static void
read_star(row *out, bool joined)
{
    if (out->has_star) {
        out->wrong = "the verb (*) stands twice";
    }
    out->has_star = true;
    out->star = out->count;
    out->joined_star = joined;
}

/* What begins at `at`: a mark, a set, or a word. */
static ent_status
read_element(reader *r, ent_slice text, size_t *at, bool joined, row *out)
{
    static const char    MARKS[] = "$+%^";
    static const uint8_t KINDS[] = {ENT_ELEMENT_SOURCE, ENT_ELEMENT_TARGET, ENT_ELEMENT_BOTH,
                                    ENT_ELEMENT_SKIP};
    char                 c = text.text[*at];
    const char          *mark = c == '\0' ? NULL : strchr(MARKS, c);
    size_t               end = *at;
    ent_status           status;

    if (c == '*') {
        read_star(out, joined);
        (*at)++;
        return ENT_OK;
    }
    if (mark != NULL) {
        add_element(out, (ent_element){0, KINDS[mark - MARKS], 0, joined});
        (*at)++;
        return ENT_OK;
    }
    if (c == '{') {
        return read_braces(r, text, at, joined, out);
    }
    if (c == '&') {
        ent_slice name = {text.text + *at + 1, 0};
        uint32_t  set;

        while (*at + 1 + name.length < text.length &&
               (name.text[name.length] == '_' || !ends_word(name.text[name.length]))) {
            name.length++;
        }
        name = name_at(r->s->d, name);
        *at += 1 + name.length;
        if (name.length == 0) {
            out->wrong = "& without the name of a set";
            return ENT_OK;
        }
        status = ent_synset_get(r->s, name, &set);
        add_element(out, (ent_element){set, ENT_ELEMENT_SET, 0, joined});
        return status;
    }
    while (end < text.length && !ends_word(text.text[end])) {
        end++;
    }
    if (memchr(text.text + *at, '/', end - *at) != NULL && end - *at > 1) {
        status = read_alternatives(r, (ent_slice){text.text + *at, end - *at}, '/', joined, out);
    } else {
        status =
            read_words(r, (ent_slice){text.text + *at, text.length - *at}, end - *at, joined, out);
    }
    *at = end;
    return status;
}

static ent_status
read_row(reader *r, ent_slice text, row *out)
{
    bool       joined = false;
    ent_status status = ENT_OK;

    for (size_t i = 0; i < text.length && status == ENT_OK && out->wrong == NULL;) {
        char c = text.text[i];

        if (c == '_' || c == '~' || c == '=') {
            joined = joined || c == '_';
            i++;
        } else if (strchr(" \t()}|", c) != NULL) {
            /* a blank after _ only closes the word: IN_ * */
            joined = false;
            i++;
        } else {
            status = read_element(r, text, &i, joined, out);
            joined = false;
        }
    }
    return status;
}

/* ---- patterns ---- */

ent_status
ent_pattern_read(ent_dictionary_source *s, ent_slice text, uint8_t ending, ent_code_pair code,
                 uint32_t block)
{
    ent_dictionary *d = s->d;
    row            *r = ent_alloc_zero(1, sizeof *r);
    reader          from = {s, ending, 0};
    ent_pattern     pattern = {.code = code, .block = block, .length = (uint16_t)text.length};
    ent_status      status = r == NULL ? ent_fail_nomem(s->ctx) : read_row(&from, text, r);

    if (status == ENT_OK && r->wrong == NULL && !r->has_star) {
        r->wrong = "the pattern does not say where the verb (*) stands";
    }
    if (status != ENT_OK || r->wrong != NULL) {
        status = status == ENT_OK ? ent_dictionary_set_aside(s, text.text, r->wrong) : status;
        ent_free(r);
        return status;
    }
    pattern.joined_before = r->joined_star;
    pattern.joined_after = r->joined_after;
    for (size_t i = 0; i < r->count; i++) {
        pattern.sets = (uint16_t)(pattern.sets + (r->items[i].kind == ENT_ELEMENT_SET));
    }
    status = keep_row(s, r->items, r->star, &pattern.before);
    if (status == ENT_OK) {
        status = keep_row(s, r->items + r->star, r->count - r->star, &pattern.after);
    }
    ent_free(r);
    if (status == ENT_OK && !ENT_GROW(d->patterns, d->pattern_capacity, d->pattern_count + 1)) {
        status = ent_fail_nomem(s->ctx);
    }
    if (status == ENT_OK) {
        pattern.order = (uint32_t)d->pattern_count;
        d->patterns[d->pattern_count++] = pattern;
    }
    return status;
}

ent_status
ent_synonym_read(ent_dictionary_source *s, ent_slice text, uint8_t ending, uint32_t set)
{
    row                *r = ent_alloc_zero(1, sizeof *r);
    reader              from = {s, ending, 0};
    ent_row_of_elements kept;
    ent_status          status = r == NULL ? ent_fail_nomem(s->ctx) : read_row(&from, text, r);

    if (status == ENT_OK && r->wrong == NULL && (r->count == 0 || r->has_star)) {
        r->wrong = r->has_star ? "a verb (*) in a synonym set" : "an empty synonym";
    }
    if (status != ENT_OK || r->wrong != NULL) {
        status = status == ENT_OK ? ent_dictionary_set_aside(s, text.text, r->wrong) : status;
        ent_free(r);
        return status;
    }
    status = keep_row(s, r->items, r->count, &kept);
    ent_free(r);
    return status == ENT_OK ? extend_synset(s, set, kept) : status;
}
