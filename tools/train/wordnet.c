/*
 * wordnet.c - what the dictionary WordNet knows of words
 *
 *   1. entries     2. inflection     3. files     4. the table
 *
 * SPDX-License-Identifier: MIT
 */
#include "wordnet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/text.h"
#include "read/syntax/traits.h"

enum { LARGEST = 64 << 20, LONGEST = 32, SHORT_ADJECTIVE = 6 };

/* ---- 1. entries ---- */

typedef struct entry {
    uint64_t key;
    uint16_t uses;
    uint8_t  noun, verb;
} entry;

typedef struct entries {
    entry *items;
    size_t count, capacity;
} entries;

static ent_status
add(ent_ctx *ctx, entries *e, const char *form, size_t length, unsigned uses, uint8_t class)
{
    bool is_verb = (uses & (ENT_USE_VERB | ENT_USE_THIRD | ENT_USE_ING | ENT_USE_PAST)) != 0;
    bool is_noun = (uses & (ENT_USE_NOUN | ENT_USE_PLURAL)) != 0;

    if (!ENT_GROW(e->items, e->capacity, e->count + 1)) {
        return ent_fail_nomem(ctx);
    }
    e->items[e->count++] = (entry){ent_form_key(form, length), (uint16_t)uses, is_noun ? class : 0,
                                   is_verb ? class : 0};
    return ENT_OK;
}

/* ---- 2. inflection ---- */

static bool
is_vowel(char c)
{
    return c != '\0' && strchr("aeiou", c) != NULL;
}

/* Add `base` without its last `cut` letters, with `end`. */
static ent_status
add_formed(ent_ctx *ctx, entries *e, const char *base, size_t cut, const char *end, unsigned uses,
           uint8_t class)
{
    char form[LONGEST + 8];
    int  length = snprintf(form, sizeof form, "%.*s%s", (int)(strlen(base) - cut), base, end);

    return add(ctx, e, form, (size_t)length, uses, class);
}

/* With s: boxes, cities, days. */
static ent_status
add_s(ent_ctx *ctx, entries *e, const char *base, unsigned use, uint8_t class)
{
    size_t length = strlen(base);
    char   last = base[length - 1], before = length > 1 ? base[length - 2] : '\0';

    if (last == 'y' && !is_vowel(before)) {
        return add_formed(ctx, e, base, 1, "ies", use, class);
    }
    if (strchr("sxz", last) != NULL || (last == 'h' && (before == 'c' || before == 's'))) {
        return add_formed(ctx, e, base, 0, "es", use, class);
    }
    return add_formed(ctx, e, base, 0, "s", use, class);
}

/* With an ending that begins with e (ed, er, est): loved, tried, called. */
static ent_status
add_e(ent_ctx *ctx, entries *e, const char *base, const char *end, unsigned use, uint8_t class)
{
    size_t length = strlen(base);
    char   last = base[length - 1], before = length > 1 ? base[length - 2] : '\0';
    char   with_i[8];

    if (last == 'e') {
        return add_formed(ctx, e, base, 0, end + 1, use, class);
    }
    if (last == 'y' && !is_vowel(before)) {
        (void)snprintf(with_i, sizeof with_i, "i%s", end);
        return add_formed(ctx, e, base, 1, with_i, use, class);
    }
    return add_formed(ctx, e, base, 0, end, use, class);
}

static ent_status
add_ing(ent_ctx *ctx, entries *e, const char *base, uint8_t class)
{
    size_t length = strlen(base);
    bool silent = length > 2 && base[length - 1] == 'e' && strchr("eoy", base[length - 2]) == NULL;

    return add_formed(ctx, e, base, silent, "ing", ENT_USE_ING, class);
}

/* A word of the index with all its regular forms. */
static ent_status
add_word(ent_ctx *ctx, entries *e, const char *base, char part, uint8_t class)
{
    size_t     length = strlen(base);
    ent_status status;

    switch (part) {
    case 'n':
        status = add(ctx, e, base, length, ENT_USE_NOUN, class);
        return status == ENT_OK ? add_s(ctx, e, base, ENT_USE_PLURAL, class) : status;
    case 'v':
        status = add(ctx, e, base, length, ENT_USE_VERB, class);
        if (status == ENT_OK) {
            status = add_s(ctx, e, base, ENT_USE_THIRD, class);
        }
        if (status == ENT_OK) {
            status = add_e(ctx, e, base, "ed", ENT_USE_PAST, class);
        }
        return status == ENT_OK ? add_ing(ctx, e, base, class) : status;
    case 'a':
        status = add(ctx, e, base, length, ENT_USE_ADJECTIVE, 0);
        if (status == ENT_OK && length <= SHORT_ADJECTIVE) {
            status = add_e(ctx, e, base, "er", ENT_USE_MORE, 0);
        }
        if (status == ENT_OK && length <= SHORT_ADJECTIVE) {
            status = add_e(ctx, e, base, "est", ENT_USE_MOST, 0);
        }
        return status;
    default:
        return add(ctx, e, base, length, ENT_USE_ADVERB, 0);
    }
}

/* An irregular form; its class is that of its base where that came before. */
static ent_status
add_exception(ent_ctx *ctx, entries *e, const char *form, const char *base, char part)
{
    uint64_t key = ent_form_key(base, strlen(base));
    uint8_t class = 0;

    for (size_t i = 0; i < e->count; i++) {
        if (e->items[i].key == key) {
            class = part == 'n' ? e->items[i].noun : e->items[i].verb;
            if (class != 0) {
                break;
            }
        }
    }
    if (part == 'n') {
        return add(ctx, e, form, strlen(form), ENT_USE_PLURAL, class);
    }
    if (part == 'v') {
        return add(ctx, e, form, strlen(form),
                   ent_ends_with(form, "ing") ? ENT_USE_ING : ENT_USE_PAST, class);
    }
    return add(ctx, e, form, strlen(form), ent_ends_with(form, "est") ? ENT_USE_MOST : ENT_USE_MORE,
               0);
}

/* ---- 3. files ---- */

static const struct {
    const char *name;
    char        part;
} PARTS[] = {{"noun", 'n'}, {"verb", 'v'}, {"adj", 'a'}, {"adv", 'r'}};

static ent_status
open_file(ent_ctx *ctx, const char *folder, const char *begin, const char *end, ent_bytes *out)
{
    ent_text   path;
    ent_status status;

    ent_text_init(&path);
    ent_text_addf(&path, "%s/%s.%s", folder, begin, end);
    status = path.failed ? ent_fail_nomem(ctx) : ent_file_read(ctx, path.bytes, LARGEST, out);
    ent_text_clear(&path);
    return status;
}

static bool
is_plain(const char *word)
{
    size_t length = strlen(word);

    return length > 1 && length < LONGEST && strspn(word, "abcdefghijklmnopqrstuvwxyz") == length;
}

/* The number of the lexicographer's file of a word's first sense: what kind of thing or act it is.
 */
static uint8_t
class_of(const ent_bytes *data, char *const *columns, size_t count)
{
    size_t pointers = count > 3 ? strtoul(columns[3], NULL, 10) : 0;
    size_t at = 4 + pointers + 2 < count ? strtoul(columns[4 + pointers + 2], NULL, 10) : SIZE_MAX;
    int64_t class = 0;

    if (at > data->length || data->length - at < 11 ||
        !ent_integer_read(data->bytes + at + 9, 2, &class) || class < 0 || class > 50) {
        return 0;
    }
    return (uint8_t)(class + 1);
}

static size_t
split(char *line, char **columns, size_t room)
{
    size_t count = 0;

    for (char *at = line; *at != '\0' && count < room;) {
        columns[count++] = at;
        at += strcspn(at, " ");
        if (*at != '\0') {
            *at++ = '\0';
        }
    }
    return count;
}

/* The lines of a file: `lemma n ...` of an index, `form base` of exceptions. */
static ent_status
add_lines(ent_ctx *ctx, entries *e, ent_bytes *bytes, char part, const ent_bytes *data)
{
    char      *columns[64];
    ent_status status = ENT_OK;

    for (char *line = bytes->owned, *end; status == ENT_OK && *line != '\0'; line = end) {
        size_t count;

        end = line + strcspn(line, "\n");
        end += *end == '\n' ? (*end = '\0', 1) : 0;
        count = split(line, columns, sizeof columns / sizeof *columns);
        if (count < 2 || !is_plain(columns[0])) {
            continue;
        }
        status = data != NULL ? add_word(ctx, e, columns[0], part, class_of(data, columns, count))
                              : add_exception(ctx, e, columns[0], columns[1], part);
    }
    return status;
}

static ent_status
add_part(ent_ctx *ctx, entries *e, const char *folder, size_t part)
{
    ent_bytes  index = {NULL, 0, NULL}, data = {NULL, 0, NULL}, exceptions = {NULL, 0, NULL};
    ent_status status = open_file(ctx, folder, "index", PARTS[part].name, &index);

    if (status == ENT_OK) {
        status = open_file(ctx, folder, "data", PARTS[part].name, &data);
    }
    if (status == ENT_OK) {
        status = add_lines(ctx, e, &index, PARTS[part].part, &data);
    }
    if (status == ENT_OK && PARTS[part].part != 'r') {
        status = open_file(ctx, folder, PARTS[part].name, "exc", &exceptions);
    }
    if (status == ENT_OK && PARTS[part].part != 'r') {
        status = add_lines(ctx, e, &exceptions, PARTS[part].part, NULL);
    }
    ent_bytes_clear(&index);
    ent_bytes_clear(&data);
    ent_bytes_clear(&exceptions);
    return status;
}

/* ---- 4. the table ---- */

static int
compare(const void *a, const void *b)
{
    const entry *left = a, *right = b;

    if (left->key != right->key) {
        return left->key < right->key ? -1 : 1;
    }
    if (left->uses != right->uses) {
        return left->uses < right->uses ? -1 : 1;
    }
    return left->noun != right->noun ? (left->noun > right->noun) - (left->noun < right->noun)
                                     : (left->verb > right->verb) - (left->verb < right->verb);
}

/* One entry for each form: all its uses, the first class that it has. */
static void
merge(entries *e)
{
    size_t kept = 0;

    qsort(e->items, e->count, sizeof *e->items, compare);
    for (size_t i = 0; i < e->count; i++) {
        if (kept > 0 && e->items[kept - 1].key == e->items[i].key) {
            entry *to = &e->items[kept - 1];

            to->uses |= e->items[i].uses;
            to->noun = to->noun != 0 ? to->noun : e->items[i].noun;
            to->verb = to->verb != 0 ? to->verb : e->items[i].verb;
        } else {
            e->items[kept++] = e->items[i];
        }
    }
    e->count = kept;
}

static void
fill(const entries *e, wordnet *w)
{
    for (size_t i = 0; i < e->count; i++) {
        const entry  *from = &e->items[i];
        ent_wordbook *bucket = &w->table[ent_bucket_of(from->key, w->buckets)];
        size_t        slot = 0;

        while (slot < ENT_FORMS_OF_BUCKET && bucket->checks[slot] != 0) {
            slot++;
        }
        if (slot < ENT_FORMS_OF_BUCKET) {
            bucket->checks[slot] = ent_check_of(from->key);
            bucket->uses[slot] = from->uses;
            bucket->nouns[slot] = from->noun;
            bucket->verbs[slot] = from->verb;
        }
    }
}

ent_status
wordnet_make(ent_ctx *ctx, const char *folder, wordnet *out)
{
    entries    e = {NULL, 0, 0};
    wordnet    made;
    ent_status status = ENT_OK;

    for (size_t part = 0; part < sizeof PARTS / sizeof *PARTS && status == ENT_OK; part++) {
        status = add_part(ctx, &e, folder, part);
    }
    if (status == ENT_OK) {
        merge(&e);
        made.buckets = (uint32_t)(e.count / 8 + 1);
        made.table = ent_alloc_zero(made.buckets, sizeof *made.table);
        status = made.table == NULL ? ent_fail_nomem(ctx) : ENT_OK;
    }
    if (status == ENT_OK) {
        fill(&e, &made);
        *out = made;
    }
    ent_free(e.items);
    return status;
}

void
wordnet_clear(wordnet *w)
{
    ent_free(w->table);
    w->table = NULL;
}
