/*
 * sentence.c - the words of a sentence, and the phrases of the trie in them
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "read/dictionary/pattern.h"
#include "read/dictionary/trie.h"
#include "read/dictionary/vocabulary.h"
#include "read/dictionary/word.h"
#include "read/pattern/pattern.h"

enum { SEARCH_MOST = 4000 /* steps for one phrase */ };

/* ---- tokens ---- */

static bool
is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80 || c == '\'' || c == '-' || c == '.' || c == '&';
}

/* In which endings a word is its own beginning of `length` bytes; `rest` is what follows it. */
static uint8_t
endings_for(const char *rest, size_t length)
{
    unsigned mask = ENT_ENDING_ANY;

    if (length == 0) {
        return ENT_ENDING_NONE | ENT_ENDING_NOUN | ENT_ENDING_VERB | ENT_ENDING_ANY;
    }
    if ((length == 1 && rest[0] == 'S') || (length == 2 && memcmp(rest, "ES", 2) == 0)) {
        mask |= ENT_ENDING_NOUN | ENT_ENDING_VERB;
    }
    if ((length == 1 && rest[0] == 'D') || (length == 2 && memcmp(rest, "ED", 2) == 0) ||
        (length == 3 && memcmp(rest, "ING", 3) == 0)) {
        mask |= ENT_ENDING_VERB;
    }
    return (uint8_t)mask;
}

static void
add_candidate(const ent_dictionary *d, ent_shallow_token *t, const char *word, size_t length,
              size_t whole, uint32_t hash)
{
    uint32_t number = ent_dictionary_find(d, word, length, hash);
    uint8_t  mask = endings_for(word + length, whole - length);

    if (number == 0 || t->candidate_count >= ENT_SHALLOW_CANDIDATES) {
        return;
    }
    if (length == whole) {
        t->classes |= d->words[number].classes;
    } else if ((d->words[number].endings & mask) == 0) {
        return;
    } else {
        t->classes |= d->words[number].classes & (ENT_SHALLOW_NOUN | ENT_SHALLOW_ADJECTIVE);
    }
    t->roots |= d->words[number].roots;
    t->candidates[t->candidate_count++] = (ent_candidate){number, mask};
}

/* How much of a word a plural can have added. */
static size_t
plural_end(const char *word, size_t length)
{
    if (length < 3 || word[length - 1] != 'S') {
        return 0;
    }
    return word[length - 2] == 'E' ? 2 : 1;
}

/* The words of the dictionary that a word can be, the longest first. */
static void
find_candidates(const ent_dictionary *d, ent_shallow_token *t, const char *word, size_t length)
{
    uint32_t hashes[ENT_NORMAL_ROOM], hash = ENT_HASH_START;
    size_t   shortest = d->stems ? 1 : length - plural_end(word, length);

    for (size_t i = 0; i < length; i++) {
        hash = ent_hash_step(hash, word[i]);
        hashes[i] = hash;
    }
    for (size_t n = length; n >= shortest && n > 0; n--) {
        add_candidate(d, t, word, n, length, hashes[n - 1]);
    }
}

static bool
is_capital(const char *text)
{
    return text[0] >= 'A' && text[0] <= 'Z';
}

static bool
ends_with(const char *word, size_t length, const char *end)
{
    size_t n = strlen(end);

    return length > n && memcmp(word + length - n, end, n) == 0;
}

/* Add the tokens of one written word; one with hyphens that no dictionary has is cut at them. */
static bool
add_word(ent_shallow *s, size_t start, size_t length, bool gap, bool hyphened)
{
    ent_normal_word word;
    const char     *hyphen = memchr(s->text + start, '-', length);

    if (!ent_word_normalise(s->text + start, length, &word) || word.parts == 0) {
        return true;
    }
    if (hyphen != NULL && length > 1) {
        uint32_t hash = ENT_HASH_START;

        for (size_t i = 0; i < word.length[0]; i++) {
            hash = ent_hash_step(hash, word.text[0][i]);
        }
        if (ent_dictionary_find(s->d, word.text[0], word.length[0], hash) == 0) {
            size_t first = (size_t)(hyphen - s->text) - start;

            return add_word(s, start, first, gap, false) &&
                   add_word(s, start + first + 1, length - first - 1, false, true);
        }
    }
    for (size_t i = 0; i < word.parts; i++) {
        ent_shallow_token *t = &s->tokens[s->count];

        if (s->count >= ENT_SHALLOW_TOKENS_MOST) {
            return false;
        }
        *t = (ent_shallow_token){.start = (uint32_t)start,
                                 .length = (uint32_t)length,
                                 .unit = -1,
                                 .gap = gap,
                                 .hyphen = hyphened,
                                 .lead = s->count == 0,
                                 .capital = is_capital(s->text + start),
                                 .possessive = word.possessive && i + 1 == word.parts,
                                 .ending_ed = ends_with(word.text[i], word.length[i], "ED"),
                                 .ending_ing = ends_with(word.text[i], word.length[i], "ING"),
                                 .ending_s = ends_with(word.text[i], word.length[i], "S")};
        find_candidates(s->d, t, word.text[i], word.length[i]);
        s->count++;
    }
    return true;
}

void
ent_shallow_mark_words(ent_shallow *s)
{
    memset(s->words, 0, sizeof s->words);
    for (size_t i = 0; i < s->count; i++) {
        for (size_t k = 0; k < s->tokens[i].candidate_count; k++) {
            const ent_dictionary_word *w = &s->d->words[s->tokens[i].candidates[k].word];

            ent_word_mark(s->words, s->tokens[i].candidates[k].word);
            for (size_t m = 0; m < w->set_count; m++) {
                ent_set_mark(s->words, s->d->memberships[w->sets + m].set);
            }
        }
    }
}

bool
ent_shallow_split(ent_shallow *s, const char *text, size_t length)
{
    bool gap = false;

    s->text = text;
    s->count = 0;
    for (size_t i = 0; i < length;) {
        size_t end = i;

        while (end < length && is_word_byte(text[end])) {
            end++;
        }
        if (end > i) {
            if (!add_word(s, i, end - i, gap, false)) {
                return false;
            }
            gap = false;
            i = end;
            continue;
        }
        if (text[i] == ',' && s->count > 0) {
            if (s->count >= ENT_SHALLOW_TOKENS_MOST) {
                return false;
            }
            s->tokens[s->count++] =
                (ent_shallow_token){.start = (uint32_t)i, .length = 1, .comma = true, .unit = -1};
        }
        gap = gap || (text[i] != ' ' && text[i] != '_' && text[i] != ',');
        i++;
    }
    return true;
}

void
ent_shallow_drop(ent_shallow *s, size_t from, size_t to)
{
    size_t reach = s->d->stems || from < ENT_PHRASE_WORDS_MOST ? 0 : from - ENT_PHRASE_WORDS_MOST;

    for (size_t i = reach; i < from; i++) {
        s->tokens[i].looked = 0; /* its phrase may have gone on there */
    }
    memmove(s->tokens + from, s->tokens + to, (s->count - to) * sizeof *s->tokens);
    s->count -= to - from;
}

const char *
ent_shallow_keep(ent_shallow *s, const char *a, const char *b)
{
    size_t first = strlen(a), second = strlen(b);
    char  *out = s->pool + s->pool_used;

    if (s->pool_used + first + second + 1 > sizeof s->pool) {
        return NULL;
    }
    memcpy(out, a, first);
    memcpy(out + first, b, second + 1);
    s->pool_used += first + second + 1;
    return out;
}

bool
ent_shallow_is(const ent_shallow *s, size_t at, const char *word)
{
    const ent_candidate *c = s->tokens[at].candidates;
    size_t               length = strlen(word);

    return at < s->count && s->tokens[at].candidate_count > 0 && (c->endings & ENT_ENDING_NONE) &&
           s->d->words[c->word].length == length &&
           memcmp(s->d->bytes + s->d->words[c->word].offset, word, length) == 0;
}

/* ---- phrases ---- */

typedef struct search {
    const ent_shallow *s;
    ent_found          best;
    unsigned           steps;
} search;

static void look(search *f, uint32_t node, size_t at, unsigned words, size_t end);

/* Follow the edges of a node whose words the token at `at` can be. */
static void
follow(search *f, uint32_t node, size_t at, unsigned words, size_t end, bool distant)
{
    const ent_dictionary    *d = f->s->d;
    const ent_shallow_token *t = &f->s->tokens[at];
    uint8_t                  edges = distant ? d->nodes[node].distant : d->nodes[node].near;

    if (node >= ENT_ROOTS && (t->roots & 1U << ENT_ROOT_INSIDE) == 0) {
        return;
    }
    for (size_t k = 0; k < t->candidate_count; k++) {
        unsigned mask = t->candidates[k].endings & edges;

        for (unsigned ending = 1; ending <= mask; ending <<= 1) {
            uint32_t to = (mask & ending) != 0
                              ? ent_trie_step(d, node, t->candidates[k].word, ending, distant)
                              : 0;

            if (to != 0) {
                look(f, to, at + 1, words + 1, end == at ? at + 1 : end);
            }
        }
    }
}

static void
look(search *f, uint32_t node, size_t at, unsigned words, size_t end)
{
    const ent_trie_node *n = &f->s->d->nodes[node];

    if (n->value != 0 && words > f->best.words) {
        f->best = (ent_found){n->value, (uint8_t)words, (uint16_t)end};
    }
    if (n->near != 0 && at < f->s->count && f->steps++ < SEARCH_MOST) {
        follow(f, node, at, words, end, false);
    }
    for (size_t i = at; n->distant != 0 && i < f->s->count && f->steps++ < SEARCH_MOST; i++) {
        follow(f, node, i, words, end, true);
    }
}

ent_found
ent_shallow_find(ent_shallow *s, ent_root root, size_t at)
{
    ent_shallow_token *t = &s->tokens[at];
    search             f = {.s = s};

    if ((t->roots & 1U << root) == 0) {
        return f.best;
    }
    if ((t->looked & 1U << root) == 0) {
        follow(&f, (uint32_t)root, at, 0, at, false);
        t->looked |= (uint8_t)(1U << root);
        f.best.end = (uint16_t)(f.best.words > 0 ? f.best.end - at : 0);
        t->found[root] = f.best; /* its end counts from its beginning: tokens before may go */
    }
    f.best = t->found[root];
    f.best.end = (uint16_t)(f.best.end + at);
    return f.best;
}
