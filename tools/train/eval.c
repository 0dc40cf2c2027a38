/*
 * eval.c - how well and how fast the tagger and the parser do on a treebank
 *
 * usage: entente-eval WEIGHTS TREEBANK.tsv [SECONDS]
 *
 * Prints the share of words with the right tag (XPOS), the right head (UAS), the right head and
 * relation (LAS), punctuation counted, tags as found; the same as F1 where the words are cut by our
 * own rules out of the text as it would be printed (the treebank does not keep its blanks); then,
 * where SECONDS is given, sentences a second of processor time, all of the treebank again and
 * again.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "bank.h"
#include "base/alloc.h"
#include "read/syntax/tree.h"

typedef struct scratch {
    ent_tree_scratch memory;
    ent_tree         tree;
} scratch;

typedef struct counts {
    size_t words, tags, heads, arcs;
    size_t found, same; /* of raw text: words found, and those that are words of the treebank */
} counts;

static void
tag(const ent_weights *w, const bank_sentence *s, scratch *x)
{
    x->tree.count = s->count;
    ent_traits_find(w, s->text, s->words, s->count, x->memory.traits);
    ent_tags_find(w, x->memory.traits, s->count, x->tree.tags);
}

static void
compare(const bank_sentence *s, const ent_tree *tree, counts *c)
{
    for (size_t i = 0; i < s->count; i++) {
        bool head = tree->heads[i] == s->heads[i];

        c->words++;
        c->tags += tree->tags[i] == s->tags[i];
        c->heads += head;
        c->arcs += head && tree->relations[i] == s->relations[i];
    }
}

static double
percent(size_t part, size_t all)
{
    return all > 0 ? 100.0 * (double)part / (double)all : 0;
}

/* ---- raw text ---- */

/* Whether no blank stands between two words of the treebank in print. */
static bool
is_joined(const char *text, const bank_sentence *s, size_t at)
{
    static const char *const BEFORE[] = {".",  ",",   ";",  ":",   "?",   "!",   ")",  "]",   "%",
                                         "'s", "n't", "'m", "'re", "'ve", "'ll", "'d", "...", "'"};
    const ent_word          *left = &s->words[at - 1], *right = &s->words[at];

    if (s->tags[at] == ENT_TAG_HYPH || s->tags[at - 1] == ENT_TAG_HYPH ||
        s->tags[at - 1] == ENT_TAG_LRB || s->tags[at - 1] == ENT_TAG_OPEN ||
        s->tags[at - 1] == ENT_TAG_DOLLAR || s->tags[at] == ENT_TAG_CLOSE ||
        s->tags[at] == ENT_TAG_POS) {
        return true;
    }
    for (size_t i = 0; i < sizeof BEFORE / sizeof *BEFORE; i++) {
        if (right->length == strlen(BEFORE[i]) &&
            strncasecmp(text + right->start, BEFORE[i], right->length) == 0) {
            return true;
        }
    }
    return left->length == 3 && right->length == 3 &&
           strncasecmp(text + left->start, "can", 3) == 0 &&
           strncasecmp(text + right->start, "not", 3) == 0;
}

/* The sentence as in print; where its words are there. */
static size_t
print_sentence(const bank_sentence *s, char *out, ent_word *places)
{
    size_t used = 0;

    for (size_t i = 0; i < s->count; i++) {
        if (i > 0 && !is_joined(s->text, s, i)) {
            out[used++] = ' ';
        }
        places[i] = (ent_word){(uint32_t)used, s->words[i].length, (uint16_t)i};
        memcpy(out + used, s->text + s->words[i].start, s->words[i].length);
        used += s->words[i].length;
    }
    return used;
}

/* The right word at the place of a found one, or ENT_NO_WORD; `from` moves on. */
static uint16_t
same_word(const ent_word *found, const ent_word *places, size_t count, size_t *from)
{
    while (*from < count && places[*from].start < found->start) {
        (*from)++;
    }
    return *from < count && places[*from].start == found->start &&
                   places[*from].length == found->length
               ? (uint16_t)*from
               : (uint16_t)ENT_NO_WORD;
}

/* Words of a sentence in print that are found, and that are tagged and hung right. */
static void
compare_raw(const ent_weights *w, const bank_sentence *s, scratch *x, counts *c)
{
    static char      text[1 << 16];
    static ent_word  places[ENT_WORDS_MAX];
    static ent_token tokens[ENT_TOKENS_MAX];
    static uint16_t  same[ENT_WORDS_MAX];
    size_t           length = print_sentence(s, text, places), from = 0;
    size_t           count = ent_tokens_split(text, length, tokens, ENT_TOKENS_MAX);

    ent_tree_make(w, &x->memory, text, tokens, count, &x->tree);
    for (size_t i = 0; i < x->tree.count; i++) {
        same[i] = same_word(&x->tree.words[i], places, s->count, &from);
    }
    c->words += s->count;
    c->found += x->tree.count;
    for (size_t i = 0; i < x->tree.count; i++) {
        uint16_t head =
            x->tree.heads[i] == ENT_NO_WORD ? (uint16_t)ENT_NO_WORD : same[x->tree.heads[i]];
        bool root = x->tree.heads[i] == ENT_NO_WORD, right;

        if (same[i] == ENT_NO_WORD) {
            continue;
        }
        right = head == s->heads[same[i]] && root == (s->heads[same[i]] == ENT_NO_WORD);
        c->same++;
        c->tags += x->tree.tags[i] == s->tags[same[i]];
        c->heads += right;
        c->arcs += right && x->tree.relations[i] == s->relations[same[i]];
    }
}

static double
processor_seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* Shares as F1: of the words found and of those that there are. */
static void
print_raw(const ent_weights *w, const bank *b, scratch *x)
{
    counts c = {0};

    for (size_t i = 0; i < b->count; i++) {
        compare_raw(w, &b->sentences[i], x, &c);
    }
    (void)printf("raw text: words %.2f XPOS %.2f UAS %.2f LAS %.2f\n",
                 percent(2 * c.same, c.words + c.found), percent(2 * c.tags, c.words + c.found),
                 percent(2 * c.heads, c.words + c.found), percent(2 * c.arcs, c.words + c.found));
}

/* Sentences a second, and what that is in sentences of 25 words. */
static void
measure_speed(const ent_weights *w, const bank *b, scratch *x, double seconds, bool trees)
{
    double start = processor_seconds(), passed = 0;
    size_t sentences = 0, words = 0;

    while (passed < seconds) {
        for (size_t i = 0; i < b->count; i++) {
            tag(w, &b->sentences[i], x);
            if (trees) {
                ent_tree_parse(w, x->memory.traits, &x->memory.beam, &x->tree);
            }
        }
        sentences += b->count;
        words += b->words;
        passed = processor_seconds() - start;
    }
    (void)printf("%s: %.0f sentences/s, %.0f of 25 words\n", trees ? "tag and parse" : "tag",
                 (double)sentences / passed, (double)words / 25 / passed);
}

static ent_status
run(ent_ctx *ctx, char **argv, double seconds)
{
    ent_weights *w;
    bank         b;
    scratch     *x = ent_alloc_zero(1, sizeof *x);
    counts       c = {0};
    double       start = processor_seconds();
    ent_status   status = ent_weights_open(ctx, argv[1], &w);

    if (status != ENT_OK || x == NULL) {
        return status != ENT_OK ? status : ent_fail_nomem(ctx);
    }
    (void)printf("opened in %.2f ms, %zu bytes\n", 1e3 * (processor_seconds() - start), w->length);
    status = bank_read(ctx, argv[2], &b);
    if (status == ENT_OK) {
        for (size_t i = 0; i < b.count; i++) {
            tag(w, &b.sentences[i], x);
            ent_tree_parse(w, x->memory.traits, &x->memory.beam, &x->tree);
            compare(&b.sentences[i], &x->tree, &c);
        }
        (void)printf("%zu sentences, %zu words: XPOS %.2f UAS %.2f LAS %.2f\n", b.count, c.words,
                     percent(c.tags, c.words), percent(c.heads, c.words), percent(c.arcs, c.words));
        print_raw(w, &b, x);
        if (seconds > 0) {
            measure_speed(w, &b, x, seconds, false);
            measure_speed(w, &b, x, seconds, true);
        }
        bank_clear(&b);
    }
    ent_weights_close(w);
    ent_free(x);
    return status;
}

int
main(int argc, char **argv)
{
    ent_ctx   *ctx;
    ent_status status;

    if (argc < 3 || argc > 4) {
        (void)fprintf(stderr, "usage: entente-eval WEIGHTS TREEBANK.tsv [SECONDS]\n");
        return 2;
    }
    if (ent_ctx_create(NULL, &ctx) != ENT_OK) {
        return 4;
    }
    status = run(ctx, argv, argc > 3 ? strtod(argv[3], NULL) : 0);
    if (status != ENT_OK) {
        (void)fprintf(stderr, "entente-eval: %s\n", ent_ctx_error(ctx));
    }
    ent_ctx_destroy(ctx);
    return status == ENT_OK ? 0 : 3;
}
