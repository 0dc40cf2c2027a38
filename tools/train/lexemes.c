/*
 * lexemes.c - the words of a treebank and the tags that they have in it
 *
 * SPDX-License-Identifier: MIT
 */
#include "lexemes.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "read/syntax/traits.h"

enum {
    LEAST_KNOWN = 2,   /* times that a known word occurs */
    LEAST_OPEN = 3,    /* and one whose tags tell something */
    LEAST_CERTAIN = 15 /* and one that has no other tag than the one seen */
};

/* One word of the text. */
typedef struct seen {
    uint64_t form;
    uint8_t  tag;
} seen;

static int
compare(const void *a, const void *b)
{
    const seen *left = a, *right = b;

    if (left->form != right->form) {
        return left->form < right->form ? -1 : 1;
    }
    return (left->tag > right->tag) - (left->tag < right->tag);
}

/* What the `count` occurrences of one word, sorted by tag, say of it. */
static ent_lexeme
judge(const seen *words, size_t count)
{
    ent_lexeme lexeme = {.check = (uint32_t)words->form | 1, .tag = ENT_TAGS};
    uint64_t   tags = 0;

    for (size_t i = 0, next; i < count; i = next) {
        for (next = i; next < count && words[next].tag == words[i].tag; next++) {
        }
        if ((next - i) * 20 >= count) {
            tags |= (uint64_t)1 << words[i].tag;
        }
        if (next - i == count && count >= LEAST_CERTAIN) {
            lexeme.tag = words[i].tag;
        }
    }
    if (count >= LEAST_OPEN) {
        lexeme.ambiguity = (uint16_t)(ent_key_mix(tags) | 1);
    }
    return lexeme;
}

static ent_status
collect(ent_ctx *ctx, const bank *b, size_t part, size_t parts, seen **out, size_t *count)
{
    ent_traits *traits = ent_alloc(ENT_WORDS_MAX, sizeof *traits);
    seen       *words = ent_alloc(b->words, sizeof *words);

    *count = 0;
    if (traits == NULL || words == NULL) {
        ent_free(traits);
        ent_free(words);
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < b->count; i++) {
        const bank_sentence *s = &b->sentences[i];

        if (bank_is_in_part(s, part, parts)) {
            continue;
        }
        ent_traits_find(NULL, s->text, s->words, s->count, traits);
        for (size_t k = 0; k < s->count; k++) {
            words[(*count)++] = (seen){traits[k].form, s->tags[k]};
        }
    }
    ent_free(traits);
    qsort(words, *count, sizeof *words, compare);
    *out = words;
    return ENT_OK;
}

/* The more often a word occurs, the earlier it takes its place; one that finds none is unknown. */
static void
fill(const seen *words, size_t count, size_t least, size_t most, lexemes *out)
{
    for (size_t i = 0, next; i < count; i = next) {
        ent_lexeme *bucket;
        size_t      slot = 0;

        for (next = i; next < count && words[next].form == words[i].form; next++) {
        }
        if (next - i < least || next - i >= most) {
            continue;
        }
        bucket =
            out->table + (size_t)ent_bucket_of(words[i].form, out->buckets) * ENT_LEXEMES_OF_BUCKET;
        while (slot < ENT_LEXEMES_OF_BUCKET && bucket[slot].check != 0) {
            slot++;
        }
        if (slot < ENT_LEXEMES_OF_BUCKET) {
            bucket[slot] = judge(words + i, next - i);
        }
    }
}

ent_status
lexemes_make(ent_ctx *ctx, const bank *b, size_t part, size_t parts, lexemes *out)
{
    lexemes    made = {NULL, 0};
    seen      *words = NULL;
    size_t     count, known = 0;
    ent_status status = collect(ctx, b, part, parts, &words, &count);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0, next; i < count; i = next) {
        for (next = i; next < count && words[next].form == words[i].form; next++) {
        }
        known += next - i >= LEAST_KNOWN;
    }
    made.buckets = (uint32_t)(known / 5 + 1);
    made.table = ent_alloc_zero((size_t)made.buckets * ENT_LEXEMES_OF_BUCKET, sizeof *made.table);
    if (made.table == NULL) {
        ent_free(words);
        return ent_fail_nomem(ctx);
    }
    fill(words, count, LEAST_CERTAIN, SIZE_MAX, &made);
    fill(words, count, LEAST_KNOWN, LEAST_CERTAIN, &made);
    ent_free(words);
    *out = made;
    return ENT_OK;
}

void
lexemes_clear(lexemes *l)
{
    ent_free(l->table);
    l->table = NULL;
}
