/*
 * verb.c - which words of a sentence are verbs of the dictionaries
 *
 * TABARI's reading: a word that a phrase of the dictionary begins with, unless it is written with
 * a capital or stands behind an article.  PETRARCH reads the tags of a tree; here the form of the
 * word and the words before it have to do.
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/pattern/pattern.h"

enum { PHRASE_REACH = 5 /* words of a noun phrase looked back over */ };

static bool
all_capitals(const ent_shallow *s)
{
    for (size_t i = 0; i < s->count; i++) {
        if (!s->tokens[i].comma && !s->tokens[i].capital) {
            return false;
        }
    }
    return true;
}

const ent_verb *
ent_verb_at(const ent_shallow *s, size_t at)
{
    uint32_t definition = s->tokens[at].verb;

    return definition == 0 ? NULL : &s->d->verbs[s->d->definitions[definition - 1].value];
}

/* A word that a noun phrase may have before its head. */
static bool
is_modifier(const ent_shallow *s, size_t at)
{
    const ent_shallow_token *t = &s->tokens[at];

    return !t->comma && t->verb == 0 &&
           (t->unit >= 0 ||
            (t->classes & ~(unsigned)(ENT_SHALLOW_ADJECTIVE | ENT_SHALLOW_NOUN)) == 0);
}

/* Whether an article opens the noun phrase that would end with the word: an anti-Gondor parade. */
static bool
article_before(const ent_shallow *s, size_t at)
{
    bool party = false;
    int  before = s->tokens[at - 1].unit;

    if (before >= 0 && s->units[before].role) {
        return false; /* a senior Bree official said */
    }
    for (size_t i = at; i-- > 0 && at - i <= PHRASE_REACH;) {
        if (ent_shallow_is(s, i, "A") || ent_shallow_is(s, i, "AN")) {
            return true;
        }
        if (ent_shallow_has(s, i, ENT_SHALLOW_DETERMINER | ENT_SHALLOW_OWN)) {
            return !party && at - i <= 3;
        }
        if (!is_modifier(s, i)) {
            return false;
        }
        party = party || s->tokens[i].unit >= 0;
    }
    return false;
}

static bool
is_like(const ent_shallow *s, size_t a, size_t b, unsigned class)
{
    return ent_shallow_has(s, a, class) && ent_shallow_has(s, b, class);
}

bool
ent_joins_words(const ent_shallow *s, size_t at)
{
    size_t next = at + 1;

    if (at == 0 || next >= s->count) {
        return false;
    }
    if (is_like(s, at - 1, next, ENT_SHALLOW_ADJECTIVE)) {
        return true;
    }
    if (s->tokens[at - 1].ending_ing && s->tokens[at - 1].verb == 0 && s->tokens[next].ending_ing &&
        s->tokens[next].verb == 0) {
        return true;
    }
    while (ent_shallow_has(s, next, ENT_SHALLOW_ADJECTIVE | ENT_SHALLOW_DETERMINER)) {
        next++;
    }
    return is_like(s, at - 1, next, ENT_SHALLOW_NOUN);
}

/* Whether a verb of the present may stand here: behind TO, an auxiliary, a subject. */
static bool
base_stands(const ent_shallow *s, size_t at)
{
    size_t i = at;

    while (i > 0 && ent_shallow_has(s, i - 1, ENT_SHALLOW_ADVERB)) {
        i--;
    }
    if (i == 0 || ent_shallow_has(s, i - 1,
                                  ENT_SHALLOW_TO | ENT_SHALLOW_AUXILIARY | ENT_SHALLOW_CONJUNCTION |
                                      ENT_SHALLOW_PRONOUN)) {
        return true;
    }
    for (; i > 0; i--) {
        if (s->tokens[i - 1].verb != 0) {
            return false;
        }
        if (s->tokens[i - 1].unit < 0 &&
            (s->tokens[i - 1].comma || ent_shallow_has(s, i - 1, ENT_SHALLOW_SUBORDINATOR) ||
             (ent_shallow_has(s, i - 1, ENT_SHALLOW_CONJUNCTION) && !ent_joins_words(s, i - 1)))) {
            return true;
        }
    }
    return true;
}

/* What stands before a noun and never before a verb. */
static bool
is_noun_here(const ent_shallow *s, size_t at, const ent_found *found)
{
    const ent_shallow_token *t = &s->tokens[at];
    bool                     base;

    if (at == 0) {
        return false;
    }
    if (ent_shallow_has(s, at - 1, ENT_SHALLOW_DETERMINER)) {
        return true;
    }
    if (t->ending_ing && at > 1 && ent_shallow_has(s, at - 2, ENT_SHALLOW_DETERMINER) &&
        s->tokens[at - 1].unit < 0) {
        return true; /* a new bombing */
    }
    if (t->ending_ing && at > 1 && ent_shallow_has(s, at - 1, ENT_SHALLOW_CONJUNCTION) &&
        s->tokens[at - 2].ending_ing && s->tokens[at - 2].verb == 0) {
        return true; /* bombing and shelling */
    }
    if (s->d->older || t->ending_ed) {
        return false;
    }
    base = (t->ending_s || t->candidates[0].word ==
                               s->d->verbs[s->d->definitions[found->definition - 1].value].base) &&
           !ent_shallow_has(s, at, ENT_SHALLOW_PAST);
    return ent_shallow_has(s, at - 1, ENT_SHALLOW_OWN) || s->tokens[at - 1].possessive ||
           (ent_shallow_has(s, at - 1, ENT_SHALLOW_PREPOSITION) && !t->ending_ing) ||
           (base && (article_before(s, at) || !base_stands(s, at)));
}

void
ent_verbs_mark(ent_shallow *s)
{
    bool shouting = all_capitals(s);

    for (size_t i = 0; i < s->count; i++) {
        s->tokens[i].verb = 0;
    }
    for (size_t i = 0; i < s->count; i++) {
        ent_shallow_token *t = &s->tokens[i];
        ent_found          found;

        if (t->comma || t->hyphen || t->unit >= 0 || t->possessive ||
            ent_shallow_has(s, i, ENT_SHALLOW_NOUN) || (t->capital && !t->lead && !shouting)) {
            continue;
        }
        found = ent_shallow_find(s, ENT_ROOT_VERB, i);
        if (found.definition != 0 && !is_noun_here(s, i, &found)) {
            t->verb = found.definition;
            t->verb_length = (uint8_t)(found.end - i);
            i = (size_t)found.end - 1;
        }
    }
}
