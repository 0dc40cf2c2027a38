/*
 * test_lexicon_image.c - the dictionaries as one block give what their texts give
 *
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include "base/alloc.h"
#include "base/context.h"
#include "codes/cameo.h"
#include "read/lexicon/image.h"

typedef struct pair {
    ent_ctx     *ctx;
    ent_lexicon *read;     /* from the texts */
    ent_lexicon *unpacked; /* from its image */
    ent_text     image;
} pair;

static ent_lexicon *
empty_lexicon(void)
{
    ent_lexicon *lexicon = ent_alloc_zero(1, sizeof *lexicon);

    assert_non_null(lexicon);
    ent_arena_init(&lexicon->arena);
    return lexicon;
}

static int
setup(void **state)
{
    pair *p = calloc(1, sizeof *p);

    assert_non_null(p);
    p->ctx = unit_ctx(1);
    assert_int_equal(ent_lexicon_load(p->ctx, NULL, &p->read), ENT_OK);
    ent_text_init(&p->image);
    assert_int_equal(ent_lexicon_pack(p->ctx, p->read, &p->image), ENT_OK);
    p->unpacked = empty_lexicon();
    assert_int_equal(
        ent_lexicon_unpack(p->ctx, ent_text_get(&p->image), p->image.length, p->unpacked), ENT_OK);
    *state = p;
    return 0;
}

static int
teardown(void **state)
{
    pair *p = *state;

    ent_lexicon_destroy(p->unpacked);
    ent_lexicon_destroy(p->read);
    ent_text_clear(&p->image);
    ent_ctx_destroy(p->ctx);
    free(p);
    return 0;
}

static void
assert_same_text(const char *a, const char *b)
{
    assert_int_equal(a == NULL, b == NULL);
    if (a != NULL) {
        assert_string_equal(a, b);
    }
}

static void
assert_same_frame(const ent_frame *a, const ent_frame *b)
{
    assert_int_equal(a == NULL, b == NULL);
    if (a == NULL) {
        return;
    }
    assert_same_text(a->lemma, b->lemma);
    assert_same_text(a->type, b->type);
    assert_same_text(a->mode, b->mode);
    assert_same_text(a->cameo, b->cameo);
    assert_memory_equal(&a->goldstein, &b->goldstein, sizeof a->goldstein);
    assert_int_equal(a->flags, b->flags);
    assert_int_equal(a->is_noun, b->is_noun);
    assert_int_equal(a->then_count, b->then_count);
    assert_int_equal(a->prep_count, b->prep_count);
    assert_memory_equal(a->preps, b->preps, sizeof a->preps);
    assert_memory_equal(a->then_count > 0 ? (const void *)a->then : "",
                        b->then_count > 0 ? (const void *)b->then : "",
                        a->then_count * sizeof *a->then);
}

/* All readings of a phrase, in their order; how many. */
static size_t
assert_same_entries(const ent_entry *a, const ent_entry *b)
{
    size_t count = 0;

    for (; a != NULL && b != NULL; a = a->next, b = b->next, count++) {
        assert_int_equal(a->kind, b->kind);
        assert_int_equal(a->organisation, b->organisation);
        assert_int_equal(a->exact, b->exact);
        assert_int_equal(a->alone, b->alone);
        assert_int_equal(a->derived, b->derived);
        assert_int_equal(a->weak, b->weak);
        assert_int_equal(a->capitals, b->capitals);
        assert_int_equal(a->span.from, b->span.from);
        assert_int_equal(a->span.to, b->span.to);
        assert_same_text(a->name, b->name);
        assert_same_frame(a->frame, b->frame);
        assert_int_equal(a->id_count, b->id_count);
        for (size_t i = 0; i < a->id_count; i++) {
            assert_string_equal(a->ids[i], b->ids[i]);
        }
    }
    assert_null(a);
    assert_null(b);
    return count;
}

static void
an_image_holds_every_word_phrase_and_reading(void **state)
{
    const pair        *p = *state;
    const ent_lexicon *a = p->read, *b = p->unpacked;
    size_t             entries = 0;

    assert_true(a->word_count > 5000 && a->node_count > 10000);
    assert_int_equal(a->word_count, b->word_count);
    for (size_t i = 0; i < a->word_count; i++) {
        assert_string_equal(a->words[i].text, b->words[i].text);
        assert_true(a->words[i].classes == b->words[i].classes);
    }
    assert_int_equal(a->node_count, b->node_count);
    for (size_t i = 0; i < a->node_count; i++) {
        assert_int_equal(a->nodes[i].parent, b->nodes[i].parent);
        assert_int_equal(a->nodes[i].word, b->nodes[i].word);
        entries += assert_same_entries(a->nodes[i].actors, b->nodes[i].actors);
        entries += assert_same_entries(a->nodes[i].events, b->nodes[i].events);
    }
    assert_true(entries > 10000);
    assert_string_equal(ent_lexicon_name(b, "RUS"), ent_lexicon_name(a, "RUS"));
    assert_string_not_equal(ent_lexicon_name(b, "RUS"), "RUS");
}

static void
a_word_that_an_image_has_is_found_in_it_and_another_can_be_added(void **state)
{
    const pair *p = *state;
    uint32_t    known = ent_lexicon_word(p->read, "russia", 6);
    uint32_t    added = ent_lexicon_word(p->unpacked, "xyzzyx", 6);

    assert_int_equal(ent_lexicon_word(p->unpacked, "russia", 6), known);
    assert_int_equal(added, p->unpacked->word_count - 1);
    assert_int_equal(ent_lexicon_word(p->unpacked, "xyzzyx", 6), added);
}

static void
an_image_that_is_cut_or_of_another_version_is_refused(void **state)
{
    const pair *p = *state;
    size_t      lengths[] = {0, 7, 50, 100, 10000, p->image.length / 2, p->image.length - 100000};

    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        ent_lexicon *lexicon = empty_lexicon();

        assert_int_equal(ent_lexicon_unpack(p->ctx, ent_text_get(&p->image), lengths[i], lexicon),
                         ENT_E_INPUT);
        ent_lexicon_destroy(lexicon);
    }
    for (size_t at = 0; at < 16; at += 8) {
        ent_lexicon *lexicon = empty_lexicon();

        p->image.bytes[at]++;
        assert_int_equal(
            ent_lexicon_unpack(p->ctx, ent_text_get(&p->image), p->image.length, lexicon),
            ENT_E_INPUT);
        p->image.bytes[at]--;
        ent_lexicon_destroy(lexicon);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_image_holds_every_word_phrase_and_reading),
        cmocka_unit_test(a_word_that_an_image_has_is_found_in_it_and_another_can_be_added),
        cmocka_unit_test(an_image_that_is_cut_or_of_another_version_is_refused),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
