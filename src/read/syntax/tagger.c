/*
 * tagger.c - the part of speech of each word of a sentence
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/syntax/tagger.h"

#include <string.h>

/* What features are made of: parts of the word (0), of its neighbours, and tags before it. */
enum {
    NONE,
    W0,
    W1, /* the next word */
    W2,
    P1, /* the word before */
    P2,
    E1, /* the last letter */
    E2,
    E3,
    E4,
    B2, /* the first two letters */
    B3,
    SHAPE,
    T1, /* the tag before */
    T2,
    A0, /* ambiguity */
    A1,
    A2,
    WE3, /* ending of the next word */
    WS,  /* shape of the next word */
    PE3, /* ending of the word before */
    PS,
    U0, /* what the word can be by the dictionary */
    U1,
    UP,
    C0, /* case of its letters */
    C1,
    CP,
    PARTS
};

/* One row a feature: the parts that it joins. */
static const uint8_t FEATURES[ENT_TAG_FEATURES][4] = {
    {W0},
    {W0, SHAPE},
    {E1, SHAPE},
    {E2, SHAPE},
    {E3},
    {E4},
    {E3, SHAPE},
    {B2, SHAPE},
    {B3},
    {SHAPE, T1},
    {T1},
    {T1, T2},
    {T1, W0},
    {T1, T2, W0},
    {P1},
    {P2},
    {W1},
    {W2},
    {P1, W0},
    {W0, W1},
    {P1, W1},
    {A0, T1},
    {A0, T1, T2},
    {A0, A1},
    {A0, A1, T1},
    {A0, A1, A2},
    {A0, W1},
    {A0, P1},
    {T1, W1},
    {T1, E3},
    {T1, T2, E2},
    {E3, WE3},
    {WE3, T1},
    {SHAPE, WS},
    {SHAPE, PS, T1},
    {PE3, E3},
    {U0, SHAPE},
    {U0, T1},
    {U0, U1, T1},
    {U0, E2},
    {U1, T1, SHAPE},
    {U0, UP, SHAPE},
    {A0, C0},
    {A0, C0, T1},
    {A0, C0, C1},
    {C0, C1, T1},
    {C0, C1, CP},
    {U0, C0, T1, C1},
};

/* The first or last `bytes` bytes, told apart by their number. */
static uint64_t
some(uint32_t affix, unsigned bytes)
{
    return (affix & (UINT32_MAX >> (32 - 8 * bytes))) | (uint64_t)bytes << 40;
}

void
ent_tag_features(const ent_traits *traits, const uint8_t *tags, size_t count, size_t at,
                 uint64_t *out)
{
    static const ent_traits OUTSIDE = {.form = 1, .ending = 1, .shape = 1 << 15, .ambiguity = 1};
    const ent_traits       *word = &traits[at];
    const ent_traits       *before = at > 0 ? word - 1 : &OUTSIDE;
    const ent_traits       *next = at + 1 < count ? word + 1 : &OUTSIDE;
    const ent_traits       *second = at + 2 < count ? word + 2 : &OUTSIDE;
    uint64_t                parts[PARTS];

    parts[NONE] = 0;
    parts[W0] = word->form;
    parts[W1] = next->form;
    parts[W2] = second->form;
    parts[P1] = before->form;
    parts[P2] = at > 1 ? traits[at - 2].form : 1;
    parts[E1] = some(word->ending, 1);
    parts[E2] = some(word->ending, 2);
    parts[E3] = some(word->ending, 3);
    parts[E4] = some(word->ending, 4);
    parts[B2] = some(word->beginning, 2);
    parts[B3] = some(word->beginning, 3);
    parts[SHAPE] = word->shape + 1u;
    parts[T1] = at > 0 ? tags[at - 1] + 1u : ENT_TAGS + 1u;
    parts[T2] = at > 1 ? tags[at - 2] + 1u : ENT_TAGS + 1u;
    parts[A0] = word->ambiguity + 1u;
    parts[A1] = next->ambiguity + 1u;
    parts[A2] = second->ambiguity + 1u;
    parts[WE3] = some(next->ending, 3);
    parts[WS] = next->shape + 1u;
    parts[PE3] = some(before->ending, 3);
    parts[PS] = before->shape + 1u;
    parts[C0] = (word->shape & ENT_SHAPE_CASE) + 1u;
    parts[C1] = (next->shape & ENT_SHAPE_CASE) + 1u;
    parts[CP] = (before->shape & ENT_SHAPE_CASE) + 1u;
    parts[U0] = word->uses + 1u;
    parts[U1] = next->uses + 1u;
    parts[UP] = before->uses + 1u;
    for (size_t i = 0; i < ENT_TAG_FEATURES; i++) {
        const uint8_t *f = FEATURES[i];

        out[i] = ent_key_of(i, parts[f[0]], parts[f[1]], parts[f[2]], parts[f[3]]);
    }
}

static uint8_t
best_tag(const ent_rows *rows, const uint64_t *keys)
{
    int16_t scores[ENT_TAG_ROW] = {0};
    size_t  best = 0;

    ent_rows_expect(rows, keys, ENT_TAG_FEATURES);
    ent_rows_add(rows, ENT_TAG_ROW, keys, ENT_TAG_FEATURES, scores);
    for (size_t k = 1; k < ENT_TAGS; k++) {
        if (scores[k] > scores[best]) {
            best = k;
        }
    }
    return (uint8_t)best;
}

/* "will no longer support": rare in the treebank, and always a verb. */
static bool
is_verb_no_longer(const ent_traits *traits, const uint8_t *tags, size_t at)
{
    return at > 2 && tags[at - 3] == ENT_TAG_MD && (traits[at].uses & ENT_USE_VERB) != 0 &&
           traits[at - 1].form == ent_form_key("longer", 6) &&
           traits[at - 2].form == ent_form_key("no", 2);
}

void
ent_tags_find(const ent_weights *weights, const ent_traits *traits, size_t count, uint8_t *tags)
{
    uint64_t keys[ENT_TAG_FEATURES];

    for (size_t i = 0; i < count; i++) {
        tags[i] = traits[i].tag;
        if (tags[i] == ENT_TAGS) {
            ent_tag_features(traits, tags, count, i, keys);
            tags[i] =
                is_verb_no_longer(traits, tags, i) ? ENT_TAG_VB : best_tag(&weights->tags, keys);
        }
    }
}
