/*
 * train.c - a treebank becomes the weights of the tagger and the parser
 *
 * usage: entente-train TREEBANK.tsv WORDNET OUT.weights
 *
 *   1. settings     2. traits and tags     3. the file     4. main
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/file.h"
#include "learn.h"
#include "lexemes.h"
#include "wordnet.h"

/* ---- 1. settings ---- */

static const char ABOUT[] =
    "Learned from Universal Dependencies English-EWT (universaldependencies.org): CC BY-SA 4.0, as "
    "are these weights. With forms of WordNet 3.0, Copyright 2006 by Princeton University. "
    "See README.md beside them.";

enum {
    PARTS = 5,          /* the tags that the parser learns from are found by taggers that have not
                            seen the sentence: as many as this */
    OTHER_LETTERS = 20, /* each so many sentences are learned in other letters, too */
};

static const learn_settings TAGS = {.least = 2, .trials = 3, .epochs = 8, .buckets = 3000};
static const learn_settings TREES = {
    .least = 3, .trials = 3, .epochs = 14, .buckets = 36000, .label_buckets = 8000};

/* All that is learned. */
typedef struct school {
    ent_ctx    *ctx;
    bank        bank;
    lexemes     lexemes;
    wordnet     wordnet;
    ent_traits *traits;
    uint8_t    *tags;
    model       tagger, moves, labels;
} school;

/* ---- 2. traits and tags ---- */

static void
find_traits(const school *s, const lexemes *words)
{
    ent_weights known = {.lexemes = words->table,
                         .lexeme_buckets = words->buckets,
                         .wordbook = s->wordnet.table,
                         .wordbook_buckets = s->wordnet.buckets};
    size_t      start = 0;

    for (size_t i = 0; i < s->bank.count; i++) {
        const bank_sentence *sentence = &s->bank.sentences[i];

        ent_traits_find(&known, sentence->text, sentence->words, sentence->count,
                        s->traits + start);
        start += sentence->count;
    }
}

/* Tag one part of the treebank with what the others teach. */
static ent_status
tag_part(const school *s, size_t part)
{
    lexemes    words;
    model      tagger;
    size_t     start = 0;
    ent_status status = lexemes_make(s->ctx, &s->bank, part, PARTS, &words);

    if (status != ENT_OK) {
        return status;
    }
    find_traits(s, &words);
    status = learn_tags(s->ctx, &s->bank, s->traits, part, PARTS, &TAGS, &tagger);
    for (size_t i = 0; i < s->bank.count && status == ENT_OK; i++) {
        size_t count = s->bank.sentences[i].count;

        if (bank_is_in_part(&s->bank.sentences[i], part, PARTS)) {
            learn_tag(&tagger, s->traits + start, count, s->tags + start);
        }
        start += count;
    }
    lexemes_clear(&words);
    model_clear(&tagger);
    return status;
}

static ent_status
learn_all(school *s)
{
    ent_status status = ENT_OK;

    for (size_t part = 0; part < PARTS && status == ENT_OK; part++) {
        ent_progress(s->ctx, "tagging parts", part, PARTS);
        status = tag_part(s, part);
    }
    if (status == ENT_OK) {
        status = lexemes_make(s->ctx, &s->bank, 0, 0, &s->lexemes);
    }
    if (status == ENT_OK) {
        find_traits(s, &s->lexemes);
        status = learn_tags(s->ctx, &s->bank, s->traits, 0, 0, &TAGS, &s->tagger);
    }
    return status == ENT_OK
               ? learn_trees(s->ctx, &s->bank, s->traits, s->tags, &TREES, &s->moves, &s->labels)
               : status;
}

/* ---- 3. the file ---- */

static ent_status
write_file(const school *s, const char *path)
{
    const uint32_t buckets[ENT_WEIGHTS_TABLES] = {s->lexemes.buckets, s->wordnet.buckets,
                                                  TREES.buckets, TAGS.buckets, TREES.label_buckets};
    const model   *models[ENT_WEIGHTS_TABLES] = {NULL, NULL, &s->moves, &s->tagger, &s->labels};
    size_t         starts[ENT_WEIGHTS_TABLES], length = ent_weights_size(buckets);
    unsigned char *bytes = ent_alloc_zero(length, 1);
    ent_output     output;
    ent_status     status = ENT_OK;

    if (bytes == NULL) {
        return ent_fail_nomem(s->ctx);
    }
    ent_weights_starts(buckets, starts);
    memcpy(bytes + starts[0], s->lexemes.table, starts[1] - starts[0]);
    memcpy(bytes + starts[1], s->wordnet.table, starts[2] - starts[1]);
    for (size_t i = 2; i < ENT_WEIGHTS_TABLES && status == ENT_OK; i++) {
        status = model_pack(s->ctx, models[i], buckets[i], models[i]->classes, bytes + starts[i]);
    }
    ent_weights_seal(bytes, buckets, ABOUT);
    if (status == ENT_OK) {
        status = ent_output_open(s->ctx, path, &output);
    }
    if (status == ENT_OK) {
        (void)fwrite(bytes, 1, length, output.stream);
        status = ent_output_commit(s->ctx, &output);
    }
    ent_free(bytes);
    return status;
}

/* ---- 4. main ---- */

static void
show_progress(void *user, const char *what, uint64_t done, uint64_t total)
{
    (void)user;
    (void)fprintf(stderr, "%s: %llu of %llu\n", what, (unsigned long long)done,
                  (unsigned long long)total);
}

static ent_status
run(school *s, const char *from, const char *dictionary, const char *to)
{
    ent_status status = bank_read(s->ctx, from, &s->bank);

    if (status == ENT_OK) {
        status = bank_add_letters(s->ctx, &s->bank, OTHER_LETTERS);
    }
    if (status == ENT_OK) {
        status = wordnet_make(s->ctx, dictionary, &s->wordnet);
    }
    if (status != ENT_OK) {
        return status;
    }
    s->traits = ent_alloc(s->bank.words, sizeof *s->traits);
    s->tags = ent_alloc(s->bank.words, 1);
    if (s->traits == NULL || s->tags == NULL) {
        return ent_fail_nomem(s->ctx);
    }
    status = learn_all(s);
    return status == ENT_OK ? write_file(s, to) : status;
}

int
main(int argc, char **argv)
{
    ent_ctx_options options = {.on_progress = show_progress};
    school          s = {0};
    ent_status      status;

    if (argc != 4) {
        (void)fprintf(stderr, "usage: entente-train TREEBANK.tsv WORDNET OUT.weights\n");
        return 2;
    }
    if (ent_ctx_create(&options, &s.ctx) != ENT_OK) {
        return 4;
    }
    status = run(&s, argv[1], argv[2], argv[3]);
    if (status != ENT_OK) {
        (void)fprintf(stderr, "entente-train: %s\n", ent_ctx_error(s.ctx));
    }
    model_clear(&s.tagger);
    model_clear(&s.moves);
    model_clear(&s.labels);
    lexemes_clear(&s.lexemes);
    wordnet_clear(&s.wordnet);
    ent_free(s.traits);
    ent_free(s.tags);
    bank_clear(&s.bank);
    ent_ctx_destroy(s.ctx);
    return status == ENT_OK ? 0 : 3;
}
