/*
 * test_parser.c - trees are whole whatever the weights are; with ours, plain sentences come out
 * right
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit_weights.h"

#include <time.h>

#include "base/alloc.h"

typedef struct bench {
    ent_tree         tree;
    ent_tree_scratch scratch;
    ent_token        tokens[ENT_TOKENS_MAX];
} bench;

static void
parse(bench *b, const ent_weights *weights, const char *text)
{
    size_t count = ent_tokens_split(text, strlen(text), b->tokens, ENT_TOKENS_MAX);

    ent_tree_make(weights, &b->scratch, text, b->tokens, count, &b->tree);
}

/* `word/TAG relation head` for each word. */
static void
expect(const ent_weights *weights, const char *text, const char *const *wanted)
{
    bench *b = calloc(1, sizeof *b);

    assert_non_null(b);
    parse(b, weights, text);
    unit_tree_is_whole(&b->tree);
    for (size_t i = 0; i < b->tree.count; i++) {
        const ent_tree *t = &b->tree;
        const ent_word *word = &t->words[i];
        const ent_word *head = t->heads[i] != ENT_NO_WORD ? &t->words[t->heads[i]] : NULL;
        char            got[128];

        assert_non_null(wanted[i]);
        (void)snprintf(
            got, sizeof got, "%.*s/%s %s %.*s", (int)word->length, text + word->start,
            ent_tag_name((ent_tag)t->tags[i]), ent_relation_name((ent_relation)t->relations[i]),
            head != NULL ? (int)head->length : 1, head != NULL ? text + head->start : "-");
        assert_string_equal(got, wanted[i]);
    }
    assert_null(wanted[b->tree.count]);
    free(b);
}

static void
plain_sentences_come_out_right(void **state)
{
    static const char *const ACTIVE[] = {"Russia/NNP nsubj attacked", "attacked/VBD root -",
                                         "Ukraine/NNP obj attacked", "./. punct attacked", NULL};
    static const char *const PASSIVE[] = {"The/DT det treaty",
                                          "treaty/NN nsubj:pass signed",
                                          "was/VBD aux:pass signed",
                                          "signed/VBN root -",
                                          "by/IN case ministers",
                                          "both/DT det ministers",
                                          "ministers/NNS obl:agent signed",
                                          "./. punct signed",
                                          NULL};
    static const char *const SAID[] = {"He/PRP nsubj said",   "said/VBD root -",
                                       "they/PRP nsubj want", "do/VBP aux want",
                                       "n't/RB advmod want",  "want/VB ccomp said",
                                       "a/DT det war",        "war/NN obj want",
                                       "./. punct said",      NULL};
    ent_ctx                 *ctx = unit_ctx(1);
    ent_weights             *weights = unit_weights_open(ctx);

    (void)state;
    expect(weights, "Russia attacked Ukraine.", ACTIVE);
    expect(weights, "The treaty was signed by both ministers.", PASSIVE);
    expect(weights, "He said they don't want a war.", SAID);
    ent_weights_close(weights);
    ent_ctx_destroy(ctx);
}

static void
a_headline_in_capitals_has_verbs(void **state)
{
    ent_ctx     *ctx = unit_ctx(1);
    ent_weights *weights = unit_weights_open(ctx);
    bench       *b = calloc(1, sizeof *b);

    (void)state;
    assert_non_null(b);
    parse(b, weights, "THE PRESIDENT SAID THAT THE TWO COUNTRIES HAD SIGNED A TREATY");
    assert_int_equal(b->tree.count, 11);
    assert_int_equal(b->tree.tags[0], ENT_TAG_DT);
    assert_int_equal(b->tree.tags[2], ENT_TAG_VBD);
    assert_int_equal(b->tree.tags[8], ENT_TAG_VBN);
    assert_int_equal(b->tree.heads[2], ENT_NO_WORD);
    free(b);
    ent_weights_close(weights);
    ent_ctx_destroy(ctx);
}

/* Weights that mean nothing make trees that mean nothing, but trees. */
static void
trees_are_whole_whatever_the_weights(void **state)
{
    ent_ctx *ctx = unit_ctx(1);
    bench   *b = calloc(1, sizeof *b);

    (void)state;
    assert_non_null(b);
    for (uint64_t seed = 1; seed <= 20; seed++) {
        size_t         length;
        unsigned char *bytes = unit_weights_make(seed, &length);
        ent_weights    weights;
        char           text[400];

        assert_int_equal(ent_weights_view(ctx, "w", bytes, length, &weights), ENT_OK);
        for (size_t words = 0; words < 60; words++) {
            for (size_t i = 0; i < words; i++) {
                text[2 * i] = (char)('a' + ent_key_mix(seed + 31 * i + words) % 26);
                text[2 * i + 1] = ' ';
            }
            text[2 * words] = '\0';
            parse(b, &weights, text);
            assert_int_equal(b->tree.count, words);
            unit_tree_is_whole(&b->tree);
        }
        free(bytes);
    }
    free(b);
    ent_ctx_destroy(ctx);
}

static double
seconds_for(const ent_weights *weights, bench *b, size_t words, size_t times)
{
    static char text[2 * ENT_WORDS_MAX + 1];
    ent_word   *w = b->tree.words;
    clock_t     start = clock();

    for (size_t i = 0; i < words; i++) {
        text[2 * i] = (char)('a' + i * 7 % 26);
        text[2 * i + 1] = ' ';
        w[i] = (ent_word){(uint32_t)(2 * i), 1, (uint16_t)i};
    }
    b->tree.count = words;
    for (size_t i = 0; i < times; i++) {
        ent_tree_of_words(weights, &b->scratch, text, &b->tree);
    }
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static void
time_grows_with_the_words_alone(void **state)
{
    ent_ctx     *ctx = unit_ctx(1);
    ent_weights *weights = unit_weights_open(ctx);
    bench       *b = calloc(1, sizeof *b);
    double       briefly, at_length;

    (void)state;
    assert_non_null(b);
    (void)seconds_for(weights, b, ENT_WORDS_MAX, 2);
    briefly = seconds_for(weights, b, ENT_WORDS_MAX / 4, 4 * 20);
    at_length = seconds_for(weights, b, ENT_WORDS_MAX, 20);
    unit_tree_is_whole(&b->tree);
    assert_true(at_length < 4 * briefly + 0.01);
    free(b);
    ent_weights_close(weights);
    ent_ctx_destroy(ctx);
}

static void
each_relation_has_its_move(void **state)
{
    size_t count, held[2][ENT_RELATIONS] = {{0}};

    (void)state;
    for (unsigned move = ENT_MOVE_LEFT; move < ENT_MOVES; move++) {
        const uint8_t *relations = ent_move_relations(move, &count);

        assert_in_range(count, 1, ENT_LABEL_ROW);
        for (size_t i = 0; i < count; i++) {
            bool left = move < ENT_MOVE_RIGHT;

            assert_int_equal(ent_move_of((ent_relation)relations[i], left), move);
            held[left][relations[i]]++;
        }
    }
    assert_int_equal(held[0][ENT_RELATION_CONJ], 1);
    assert_int_equal(held[1][ENT_RELATION_CONJ], 0);
    for (size_t r = 0; r < ENT_RELATIONS; r++) {
        assert_true(held[0][r] <= 1 && held[1][r] <= 1);
        assert_true(r == ENT_RELATION_ROOT || held[0][r] + held[1][r] > 0);
    }
}

static void
tags_and_relations_have_names(void **state)
{
    (void)state;
    for (unsigned tag = 0; tag < ENT_TAGS; tag++) {
        assert_int_equal(ent_tag_find(ent_tag_name((ent_tag)tag)), tag);
    }
    for (unsigned rel = 0; rel < ENT_RELATIONS; rel++) {
        assert_int_equal(ent_relation_find(ent_relation_name((ent_relation)rel)), rel);
    }
    assert_int_equal(ent_tag_find("NOUN"), ENT_TAGS);
    assert_int_equal(ent_relation_find("nsubj:"), ENT_RELATIONS);
    assert_string_equal(ent_tag_name(ENT_TAGS), "?");
    assert_string_equal(ent_relation_name(ENT_RELATIONS), "?");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_sentences_come_out_right),
        cmocka_unit_test(a_headline_in_capitals_has_verbs),
        cmocka_unit_test(trees_are_whole_whatever_the_weights),
        cmocka_unit_test(time_grows_with_the_words_alone),
        cmocka_unit_test(each_relation_has_its_move),
        cmocka_unit_test(tags_and_relations_have_names),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
