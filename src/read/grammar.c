/*
 * grammar.c - who stands where to a verb, and how it is said, by the tree of the sentence
 *
 * 1. walks in the tree
 * 2. subjects
 * 3. what belongs to a verb or noun
 * 4. voice
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/grammar.h"
#include "read/sentence_token.h"

enum {
    CLIMB_MOST = 8,  /* from a verb to the one that governs it */
    CARRIER_MOST = 3 /* from a noun to the verb that carries it */
};

/* ---- 1. walks in the tree ---- */

static size_t
word_of(const ent_parse *p, size_t token)
{
    return p->word_at[token];
}

static size_t
token_of(const ent_parse *p, size_t word)
{
    return p->tree.words[word].token;
}

static size_t
head_of(const ent_parse *p, size_t word)
{
    return p->tree.heads[word];
}

static bool
is_rel(const ent_parse *p, size_t word, ent_relation relation)
{
    return p->tree.relations[word] == relation;
}

static bool
is_tag(const ent_parse *p, size_t word, ent_tag tag)
{
    return p->tree.tags[word] == tag;
}

/* The first dependent with the relation, or ENT_NO_WORD. */
static size_t
child(const ent_parse *p, size_t word, ent_relation relation)
{
    for (size_t i = 0; i < p->tree.count; i++) {
        if (p->tree.heads[i] == word && p->tree.relations[i] == relation) {
            return i;
        }
    }
    return ENT_NO_WORD;
}

/* "was", "is", "did" stand in the tree below the word that they help. */
static size_t
helped(const ent_parse *p, size_t word)
{
    for (size_t i = 0; i < CLIMB_MOST && head_of(p, word) != ENT_NO_WORD; i++) {
        if (!is_rel(p, word, ENT_RELATION_AUX) && !is_rel(p, word, ENT_RELATION_AUX_PASS) &&
            !is_rel(p, word, ENT_RELATION_COP)) {
            break;
        }
        word = head_of(p, word);
    }
    return word;
}

bool
ent_tree_is_within(const ent_parse *p, size_t token, size_t of)
{
    size_t word = word_of(p, token), root = helped(p, word_of(p, of));

    for (size_t i = 0; i < p->tree.count && word != ENT_NO_WORD; i++) {
        if (word == root) {
            return true;
        }
        word = head_of(p, word);
    }
    return false;
}

/* ---- 2. subjects ---- */

static bool
is_relative(const ent_parse *p, size_t word)
{
    return is_tag(p, word, ENT_TAG_WDT) || is_tag(p, word, ENT_TAG_WP);
}

static size_t subject_of(const ent_parse *p, size_t word, int depth);

/* The subject of a clause that has none of its own. */
static size_t
inherited(const ent_parse *p, size_t word, int depth)
{
    size_t head = head_of(p, word), object;

    switch ((ent_relation)p->tree.relations[word]) {
    case ENT_RELATION_XCOMP: /* "urged X to sign", "began to sign" */
        object = child(p, head, ENT_RELATION_OBJ);
        return object != ENT_NO_WORD ? object : subject_of(p, head, depth + 1);
    case ENT_RELATION_CONJ:
    case ENT_RELATION_ADVCL:
        return subject_of(p, head, depth + 1);
    case ENT_RELATION_ACL: /* "troops shelling X", "a plan to shell X" */
        return head;
    default:
        return ENT_NO_WORD;
    }
}

/* The word that is the subject of a verb or predicate, or ENT_NO_WORD. */
static size_t
subject_of(const ent_parse *p, size_t word, int depth)
{
    size_t subject;

    if (word == ENT_NO_WORD || depth > CLIMB_MOST) {
        return ENT_NO_WORD;
    }
    subject = child(p, word, ENT_RELATION_NSUBJ);
    subject = subject != ENT_NO_WORD ? subject : child(p, word, ENT_RELATION_NSUBJ_PASS);
    if (subject == ENT_NO_WORD) {
        return inherited(p, word, depth);
    }
    if (is_relative(p, subject) && is_rel(p, word, ENT_RELATION_ACL)) {
        return head_of(p, word); /* "sanctions that hit X" */
    }
    return subject;
}

static int
mention_at(const ent_parse *p, size_t word)
{
    return p->mention_at[token_of(p, word)];
}

/* The actor that a noun phrase means or belongs to: "China", "Chinese plans", "plans of China". */
static int
mention_of(const ent_parse *p, size_t word, int depth)
{
    static const ent_relation OWNERS[] = {ENT_RELATION_NMOD_POSS, ENT_RELATION_AMOD,
                                          ENT_RELATION_COMPOUND, ENT_RELATION_APPOS,
                                          ENT_RELATION_NMOD};

    int number = mention_at(p, word);

    for (size_t k = 0; number < 0 && depth < 2 && k < sizeof OWNERS / sizeof *OWNERS; k++) {
        for (size_t i = 0; i < p->tree.count && number < 0; i++) {
            if (p->tree.heads[i] == word && p->tree.relations[i] == OWNERS[k]) {
                number = mention_of(p, i, depth + 1);
            }
        }
    }
    return number;
}

int
ent_tree_subject(const ent_parse *p, size_t verb)
{
    size_t word = helped(p, word_of(p, verb)), subject = subject_of(p, word, 0);
    int    number = subject == ENT_NO_WORD ? -1 : mention_of(p, subject, 0);

    /* "makes efforts to persuade": whoever makes them */
    if (number < 0 && subject != ENT_NO_WORD && is_rel(p, word, ENT_RELATION_ACL) &&
        is_tag(p, word, ENT_TAG_VB) && is_rel(p, subject, ENT_RELATION_OBJ)) {
        subject = subject_of(p, head_of(p, subject), 0);
        number = subject == ENT_NO_WORD ? -1 : mention_of(p, subject, 0);
    }
    return number;
}

/* ---- 3. what belongs to a verb or noun ---- */

static bool
is_verb_tag(const ent_parse *p, size_t word)
{
    ent_tag tag = (ent_tag)p->tree.tags[word];

    return tag == ENT_TAG_VB || tag == ENT_TAG_VBD || tag == ENT_TAG_VBP || tag == ENT_TAG_VBZ ||
           tag == ENT_TAG_VBN || tag == ENT_TAG_VBG;
}

bool
ent_tree_is_content(const ent_parse *p, size_t token, size_t of)
{
    size_t word = word_of(p, token);

    for (size_t steps = 0; steps < CARRIER_MOST && word < p->tree.count; steps++) {
        bool content =
            is_rel(p, word, ENT_RELATION_CCOMP) || is_rel(p, word, ENT_RELATION_PARATAXIS);

        if (p->tree.heads[word] == word_of(p, of)) {
            return content;
        }
        word = p->tree.heads[word];
    }
    return false;
}

/* "on Tuesday blocked transport", "the US government sent food", but "US backed forces": behind a
 * date or a subject nothing else than a verb is likely. */
static bool
stands_as_verb(const ent_parse *p, size_t token)
{
    int number = token > 0 ? p->mention_at[token - 1] : -1;

    if (number < 0) {
        return token > 0 && p->dated[token - 1];
    }
    return ent_token_has(p, token, ENT_CLASS(PAST)) &&
           p->mentions[number].kind == ENT_MENTION_NAME && !p->mentions[number].possessive &&
           (p->mentions[number].body || !ent_token_has(p, token + 1, ENT_CLASS(AGENT)));
}

bool
ent_tree_is_attribute(const ent_parse *p, size_t token)
{
    size_t word = word_of(p, token);

    return is_rel(p, word, ENT_RELATION_AMOD) && p->tree.heads[word] > word &&
           !stands_as_verb(p, token);
}

bool
ent_tree_is_done_to(const ent_parse *p, size_t token)
{
    size_t word = word_of(p, token);

    return is_rel(p, word, ENT_RELATION_ACL) && is_tag(p, word, ENT_TAG_VBN) &&
           p->tree.heads[word] < word && ent_token_has(p, token + 1, ENT_CLASS(PREPOSITION)) &&
           p->mention_at[token + 1] < 0;
}

bool
ent_tree_is_base(const ent_parse *p, size_t token)
{
    return is_tag(p, word_of(p, token), ENT_TAG_VB);
}

size_t
ent_tree_carrier(const ent_parse *p, size_t noun)
{
    size_t word = word_of(p, noun);

    for (size_t i = 0; i < CARRIER_MOST; i++) {
        bool hangs = is_rel(p, word, ENT_RELATION_OBJ) || is_rel(p, word, ENT_RELATION_NMOD) ||
                     is_rel(p, word, ENT_RELATION_CONJ);
        bool object = is_rel(p, word, ENT_RELATION_OBJ);

        word = hangs ? head_of(p, word) : ENT_NO_WORD;
        if (word == ENT_NO_WORD || (object && is_verb_tag(p, word))) {
            break;
        }
        if (ent_token_has(p, token_of(p, word), ENT_CLASS(NOUN))) {
            return p->count; /* "opposition to an alliance": of the opposition, not of the verb */
        }
    }
    return word == ENT_NO_WORD || !is_verb_tag(p, word) ? p->count : token_of(p, word);
}

bool
ent_tree_this_does(const ent_parse *p, size_t verb)
{
    size_t subject = subject_of(p, helped(p, word_of(p, verb)), 0), which;

    if (subject == ENT_NO_WORD || mention_at(p, subject) >= 0 ||
        !ent_token_has(p, token_of(p, subject), ENT_CLASS(NOUN))) {
        return false;
    }
    which = child(p, subject, ENT_RELATION_DET);
    return which != ENT_NO_WORD && (ent_token_is(p, token_of(p, which), "this") ||
                                    ent_token_is(p, token_of(p, which), "these"));
}

/* ---- 4. voice ---- */

static bool
has_class(const ent_parse *p, size_t word, uint64_t classes)
{
    return ent_token_has(p, token_of(p, word), classes) && mention_at(p, word) < 0;
}

/* Words that say how a verb or predicate is meant: may, would, not, if. */
static void
hear_helpers(const ent_parse *p, size_t word, bool own, ent_voice *v)
{
    for (size_t i = 0; i < p->tree.count; i++) {
        if (p->tree.heads[i] != word) {
            continue;
        }
        if (is_rel(p, i, ENT_RELATION_AUX) && has_class(p, i, ENT_CLASS(MAY) | ENT_CLASS(WOULD))) {
            v->conditional = true;
        }
        if (is_rel(p, i, ENT_RELATION_AUX) && has_class(p, i, ENT_CLASS(WOULD) | ENT_CLASS(WILL))) {
            v->conditional = true;
            v->future = v->future || own;
        }
        if (is_rel(p, i, ENT_RELATION_MARK) && has_class(p, i, ENT_CLASS(IF))) {
            v->conditional = true;
        }
    }
}

static bool
is_negated(const ent_parse *p, size_t word)
{
    for (size_t i = 0; i < p->tree.count; i++) {
        if (p->tree.heads[i] == word && ent_token_denies(p, token_of(p, i)) &&
            mention_at(p, i) < 0 &&
            (is_rel(p, i, ENT_RELATION_ADVMOD) || is_rel(p, i, ENT_RELATION_AUX))) {
            return true;
        }
    }
    return false;
}

/* "does not have the appearance of", "is not a step that": what is denied of its governor. */
static bool
is_denied_with(const ent_parse *p, size_t word)
{
    size_t head = head_of(p, word);

    if (head == ENT_NO_WORD || !is_negated(p, head)) {
        return false;
    }
    switch ((ent_relation)p->tree.relations[word]) {
    case ENT_RELATION_OBJ:
    case ENT_RELATION_XCOMP:
        return true;
    case ENT_RELATION_ACL:
        return child(p, head, ENT_RELATION_COP) != ENT_NO_WORD;
    default:
        return false;
    }
}

/* Whether what is said of a word holds for what governs it: "may V by V-ing", "able to V". */
static bool
passes_on(const ent_parse *p, size_t word)
{
    switch ((ent_relation)p->tree.relations[word]) {
    case ENT_RELATION_XCOMP:
    case ENT_RELATION_OBJ:
    case ENT_RELATION_OBL:
    case ENT_RELATION_NMOD:
    case ENT_RELATION_NSUBJ:
        return true;
    case ENT_RELATION_CONJ:
        return child(p, word, ENT_RELATION_NSUBJ) == ENT_NO_WORD &&
               child(p, word, ENT_RELATION_AUX) == ENT_NO_WORD;
    case ENT_RELATION_ADVCL:
        return child(p, word, ENT_RELATION_NSUBJ) == ENT_NO_WORD;
    case ENT_RELATION_ACL: /* "a change towards V-ing", not "troops V-ing" */
        return child(p, word, ENT_RELATION_MARK) != ENT_NO_WORD &&
               child(p, word, ENT_RELATION_NSUBJ) == ENT_NO_WORD;
    default:
        return false;
    }
}

ent_voice
ent_tree_voice(const ent_parse *p, size_t token)
{
    ent_voice v = {false, false, false, false};
    size_t    word = helped(p, word_of(p, token));

    hear_helpers(p, word, true, &v);
    v.negated = is_denied_with(p, word) ||
                (is_rel(p, word, ENT_RELATION_NMOD) && is_denied_with(p, head_of(p, word)));
    for (size_t i = 0; i < CLIMB_MOST && passes_on(p, word); i++) {
        word = head_of(p, word);
        if (word == ENT_NO_WORD) {
            break;
        }
        hear_helpers(p, word, false, &v);
        if (has_class(p, word, ENT_CLASS(POSSIBLE) | ENT_CLASS(UNREAL))) {
            v.conditional = true;
        }
    }
    return v;
}
