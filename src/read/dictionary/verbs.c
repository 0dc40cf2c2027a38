/*
 * verbs.c - verbs as TABARI, PETRARCH and PETRARCH2 write them
 *
 * 1. codes
 * 2. verbs and their forms
 * 3. blocks, sets, transformations
 * 4. lines
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/dictionary/verbs.h"

#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "read/dictionary/pattern.h"
#include "read/dictionary/trie.h"
#include "read/dictionary/vocabulary.h"
#include "read/dictionary/word.h"

enum { FORM_ROOM = 80, NO_BLOCK = -1 };

/* What is being read. */
typedef struct verbs {
    uint32_t      block;
    bool          has_block;
    bool          in_set, in_time;
    uint32_t      set;
    ent_code_pair header; /* code of the block */
    uint32_t      verb;   /* the last one, to which { forms } belong */
    bool          has_verb;
    uint8_t       ending; /* of words in patterns */
} verbs;

/* ---- 1. codes ---- */

static const char *
keep_code(ent_dictionary_source *s, ent_slice code, ent_status *status)
{
    char *copy;

    code = ent_slice_trim(code);
    if (code.length == 0 || ent_slice_is(code, "---") || ent_slice_is(code, "- - -") ||
        *status != ENT_OK) {
        return NULL;
    }
    copy = ent_arena_strndup(&s->d->arena, code.text, code.length);
    if (copy == NULL) {
        *status = ent_fail_nomem(s->ctx);
    }
    return copy;
}

/* `042`, `042:043`, `:110`, `---`, `031!`, `023?` */
static ent_status
read_pair(ent_dictionary_source *s, ent_slice inside, ent_code_pair *out)
{
    ent_slice  rest = ent_slice_trim(inside), forth;
    ent_status status = ENT_OK;
    char       last = rest.length > 0 ? rest.text[rest.length - 1] : '\0';

    *out = (ent_code_pair){.weak = last == '?', .strong = last == '!'};
    rest.length -= last == '?' || last == '!';
    forth = ent_slice_cut(&rest, ':');
    out->forth = keep_code(s, forth, &status);
    out->back = keep_code(s, rest, &status);
    return status;
}

/* The code in the brackets at the end of `line`, which keeps what stands before them. */
static ent_status
cut_code(ent_dictionary_source *s, ent_slice *line, ent_code_pair *out, bool *found)
{
    ent_slice   rest = *line, before = ent_slice_cut(&rest, '['), inside;
    const char *close = rest.length > 0 ? memchr(rest.text, ']', rest.length) : NULL;

    *found = close != NULL;
    *out = (ent_code_pair){NULL, NULL, false, false};
    if (close == NULL) {
        return ENT_OK;
    }
    inside = (ent_slice){rest.text, (size_t)(close - rest.text)};
    *line = ent_slice_trim(before);
    return read_pair(s, inside, out);
}

/* ---- 2. verbs and their forms ---- */

static ent_status
add_form(ent_dictionary_source *s, ent_slice form, uint32_t verb)
{
    ent_phrase  phrase;
    const char *wrong;
    ent_status  status = ent_phrase_read(s, form, ENT_ENDING_VERB, &phrase, &wrong);

    if (status != ENT_OK || wrong != NULL) {
        return status == ENT_OK ? ent_dictionary_set_aside(s, s->whole.text, wrong) : status;
    }
    for (size_t i = 0; i < phrase.count; i++) {
        if (phrase.words[i].head) {
            s->d->verbs[verb].head = (uint8_t)i;
        }
    }
    if (s->d->verbs[verb].base == 0) {
        s->d->verbs[verb].base = phrase.words[0].word;
    }
    return ent_trie_add(s, ENT_ROOT_VERB, &phrase, verb);
}

static bool
is_vowel(char c)
{
    return c != '\0' && strchr("aeiou", c) != NULL;
}

/* The regular form of a word with S, ED or ING. */
static size_t
inflect(ent_slice word, const char *end, char out[FORM_ROOM])
{
    size_t n = word.length;
    char   last = ent_lower(word.text[n - 1]), before = n > 1 ? ent_lower(word.text[n - 2]) : 'a';
    bool   consonant_y = last == 'y' && !is_vowel(before);

    memcpy(out, word.text, n);
    if (end[0] == 'S') {
        bool hiss = strchr("sxz", last) != NULL || (last == 'h' && strchr("cs", before) != NULL);

        if (consonant_y) {
            memcpy(out + n - 1, "IES", 3);
            return n + 2;
        }
        memcpy(out + n, hiss ? "ES" : "S", 2);
        return n + (hiss ? 2 : 1);
    }
    if (end[0] == 'E' && consonant_y) {
        memcpy(out + n - 1, "IED", 3);
        return n + 2;
    }
    n -= last == 'e' && (end[0] == 'E' || (before != 'e' && before != 'y' && before != 'o'));
    memcpy(out + n, end, strlen(end));
    return n + strlen(end);
}

/* Base, S, ED and ING of the head of a verb of the newer style. */
static ent_status
add_regular_forms(ent_dictionary_source *s, ent_slice name, uint32_t verb)
{
    static const char *const ENDS[] = {"S", "ED", "ING"};
    const char              *plus = memchr(name.text, '+', name.length);
    size_t                   start = plus == NULL ? 0 : (size_t)(plus - name.text) + 1, end = start;
    ent_status               status = ENT_OK;

    while (end < name.length && strchr("_ \t", name.text[end]) == NULL) {
        end++;
    }
    if (end == start || name.length + 4 > FORM_ROOM) {
        return ENT_OK;
    }
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS && status == ENT_OK; i++) {
        char   inflected[FORM_ROOM], whole[2 * FORM_ROOM];
        size_t length = inflect((ent_slice){name.text + start, end - start}, ENDS[i], inflected);

        memcpy(whole, name.text, start);
        memcpy(whole + start, inflected, length);
        memcpy(whole + start + length, name.text + end, name.length - end);
        status = add_form(s, (ent_slice){whole, name.length - (end - start) + length}, verb);
    }
    return status;
}

/* { BROKE BROKEN } */
static ent_status
read_forms(ent_dictionary_source *s, ent_slice inside, uint32_t verb)
{
    ent_status status = ENT_OK;

    while (inside.length > 0 && status == ENT_OK) {
        ent_slice form = ent_slice_trim(ent_slice_cut(&inside, ' '));

        if (form.length > 0) {
            status = add_form(s, form, verb);
        }
    }
    return status;
}

static ent_status
new_block(ent_dictionary_source *s, verbs *v)
{
    ent_dictionary *d = s->d;

    if (!ENT_GROW(d->blocks, d->block_capacity, d->block_count + 1)) {
        return ent_fail_nomem(s->ctx);
    }
    d->blocks[d->block_count] = (ent_verb_block){0, 0};
    v->block = (uint32_t)d->block_count++;
    v->has_block = true;
    return ENT_OK;
}

/* NAME { FORMS } [code] */
static ent_status
read_verb(ent_dictionary_source *s, verbs *v, ent_slice line)
{
    ent_dictionary *d = s->d;
    ent_code_pair   code;
    bool            coded, braces;
    ent_slice       forms;
    ent_status      status = cut_code(s, &line, &code, &coded);

    if (status == ENT_OK && s->older) {
        status = new_block(s, v);
    }
    if (status != ENT_OK) {
        return status;
    }
    if (!v->has_block) {
        return ent_dictionary_set_aside(s, line.text, "a verb before the first block (--- NAME)");
    }
    if (s->older && !coded) {
        status = ent_dictionary_set_aside(s, line.text + line.length, "a verb without a code");
    }
    if (status != ENT_OK || !ENT_GROW(d->verbs, d->verb_capacity, d->verb_count + 1)) {
        return status != ENT_OK ? status : ent_fail_nomem(s->ctx);
    }
    d->verbs[d->verb_count] = (ent_verb){coded ? code : v->header, v->block, 0, 0};
    v->verb = (uint32_t)d->verb_count++;
    v->has_verb = true;
    braces = memchr(line.text, '{', line.length) != NULL;
    forms = line;
    line = ent_slice_trim(ent_slice_cut(&forms, '{'));
    forms = ent_slice_cut(&forms, '}');
    if (line.length > 0) {
        status = add_form(s, line, v->verb);
    }
    if (status == ENT_OK && braces) {
        status = read_forms(s, forms, v->verb);
    } else if (status == ENT_OK && !s->older) {
        status = add_regular_forms(s, line, v->verb);
    }
    return status;
}

/* ---- 3. blocks, sets, transformations ---- */

/* ---  NAME   [code]  --- */
static ent_status
read_header(ent_dictionary_source *s, verbs *v, ent_slice line)
{
    bool       coded;
    ent_status status = cut_code(s, &line, &v->header, &coded);

    v->in_set = false;
    v->has_verb = false;
    if (status == ENT_OK && !coded) {
        status = ent_dictionary_set_aside(
            s, line.text + line.length, "a block without a code in brackets: it is read as [---]");
    }
    return status == ENT_OK ? new_block(s, v) : status;
}

static ent_status
read_set_name(ent_dictionary_source *s, verbs *v, ent_slice line)
{
    ent_slice  name = {line.text + 1, 0};
    ent_status status;

    while (name.length + 1 < line.length && strchr(" \t;", name.text[name.length]) == NULL) {
        name.length++;
    }
    if (name.length == 0 || name.length + 2 > ENT_DICTIONARY_WORD_LONGEST) {
        v->in_set = false;
        return ent_dictionary_set_aside(s, line.text, "& without the name of a set");
    }
    status = ent_synset_get(s, name, &v->set);
    v->in_set = status == ENT_OK;
    if (status == ENT_OK) {
        s->d->synsets[v->set].defined = true;
        v->ending = 0;
    }
    return status;
}

static ent_status
read_synonym(ent_dictionary_source *s, const verbs *v, ent_slice line)
{
    ent_slice word = ent_slice_trim((ent_slice){line.text + 1, line.length - 1});
    uint8_t   ending =
        word.length > 0 && word.text[word.length - 1] == '_' ? ENT_ENDING_NONE : ENT_ENDING_NOUN;

    return ent_synonym_read(s, word, ending, v->set);
}

/* The block of the verb of this name, UINT32_MAX for Q, or false when there is none. */
static bool
block_of(const ent_dictionary *d, ent_slice name, uint32_t *out)
{
    ent_normal_word word;
    uint32_t        number, hash = ENT_HASH_START, node;

    if (ent_slice_is(name, "Q")) {
        *out = UINT32_MAX;
        return true;
    }
    if (!ent_word_normalise(name.text, name.length, &word) || word.parts != 1) {
        return false;
    }
    for (size_t i = 0; i < word.length[0]; i++) {
        hash = ent_hash_step(hash, word.text[0][i]);
    }
    number = ent_dictionary_find(d, word.text[0], word.length[0], hash);
    node = number == 0 ? 0 : ent_trie_step(d, ENT_ROOT_VERB, number, ENT_ENDING_NONE, false);
    if (node == 0 || d->nodes[node].value == 0) {
        return false;
    }
    *out = d->verbs[d->definitions[d->nodes[node].value - 1].value].block;
    return true;
}

static ent_slice
next_word(ent_slice *rest)
{
    *rest = ent_slice_trim(*rest);
    return ent_slice_cut(rest, ' ');
}

static bool
is_party(ent_slice word)
{
    return word.length == 1 && strchr("ab._", word.text[0]) != NULL;
}

/* ~ a (b . ATTACK) SAY = a b 112 */
static ent_status
read_transformation(ent_dictionary_source *s, ent_slice line)
{
    ent_dictionary    *d = s->d;
    ent_transformation t = {0};
    ent_slice          rest = {line.text + 1, line.length - 1}, left, inner, source, target, code;
    ent_slice          outer_source, inner_source, inner_target;

    left = ent_slice_trim(ent_slice_cut(&rest, '='));
    outer_source = ent_slice_trim(ent_slice_cut(&left, '('));
    inner = ent_slice_trim(ent_slice_cut(&left, ')'));
    inner_source = next_word(&inner);
    inner_target = next_word(&inner);
    source = next_word(&rest);
    target = next_word(&rest);
    code = ent_slice_trim(rest);
    if (!ent_slice_is(outer_source, "a") || !is_party(inner_source) || !is_party(inner_target) ||
        !is_party(source) || !is_party(target) || code.length == 0) {
        return ent_dictionary_set_aside(s, line.text,
                                        "a transformation is ~ a (b . VERB) VERB = a b CODE");
    }
    if (!block_of(d, ent_slice_trim(inner), &t.inner) ||
        !block_of(d, ent_slice_trim(left), &t.outer) || t.outer == UINT32_MAX) {
        return ent_dictionary_set_aside(s, line.text,
                                        "a transformation of verbs not defined above");
    }
    t.inner_source = inner_source.text[0];
    t.inner_target = inner_target.text[0];
    t.source = source.text[0];
    t.target = target.text[0];
    if (!ent_slice_is(code, "Q")) {
        t.code = ent_arena_strndup(&d->arena, code.text, code.length);
    }
    if ((t.code == NULL && !ent_slice_is(code, "Q")) ||
        !ENT_GROW(d->transformations, d->transformation_capacity, d->transformation_count + 1)) {
        return ent_fail_nomem(s->ctx);
    }
    d->transformations[d->transformation_count++] = t;
    return ENT_OK;
}

/* ---- 4. lines ---- */

/* Of <TIME>: how the day moves is not kept, only that a phrase sets a sentence aside. */
static ent_status
read_time(ent_dictionary_source *s, ent_slice line)
{
    ent_code_pair code;
    bool          coded;
    ent_phrase    phrase;
    const char   *wrong;
    ent_status    status = line.text[0] == '-' ? ENT_OK : cut_code(s, &line, &code, &coded);

    if (status != ENT_OK || line.text[0] == '-' || !coded || code.forth == NULL ||
        strcmp(code.forth, "+++") != 0) {
        return status;
    }
    status = ent_phrase_read(s, line, ENT_ENDING_NOUN, &phrase, &wrong);
    if (status == ENT_OK) {
        status = wrong != NULL ? ent_dictionary_set_aside(s, line.text, wrong)
                               : ent_trie_add(s, ENT_ROOT_TIME, &phrase, 0);
    }
    return status;
}

static ent_status
read_pattern_line(ent_dictionary_source *s, const verbs *v, ent_slice line)
{
    ent_slice     text = ent_slice_trim((ent_slice){line.text + 1, line.length - 1});
    ent_code_pair code;
    bool          coded;
    ent_status    status = cut_code(s, &text, &code, &coded);

    if (status != ENT_OK) {
        return status;
    }
    if (!coded) {
        return ent_dictionary_set_aside(s, line.text + line.length,
                                        "a pattern without a code in brackets");
    }
    if (!v->has_block) {
        return ent_dictionary_set_aside(s, line.text, "a pattern of no verb before it");
    }
    return ent_pattern_read(s, text, v->ending, code, v->block);
}

static ent_status
read_verb_line(ent_dictionary_source *s, verbs *v, ent_slice line)
{
    bool header = line.length >= 3 && memcmp(line.text, "---", 3) == 0;

    if (header) {
        return read_header(s, v, line);
    }
    if (v->in_time) {
        return read_time(s, line);
    }
    if (line.text[0] == '&') {
        return read_set_name(s, v, line);
    }
    if (line.text[0] == '-') {
        return read_pattern_line(s, v, line);
    }
    if (line.text[0] == '~') {
        return read_transformation(s, line);
    }
    if (line.text[0] == '+' && v->in_set) {
        return read_synonym(s, v, line);
    }
    if (line.text[0] == '{') {
        ent_slice forms = {line.text + 1, line.length - 1};

        return v->has_verb ? read_forms(s, ent_slice_cut(&forms, '}'), v->verb)
                           : ent_dictionary_set_aside(s, line.text, "forms of no verb before them");
    }
    v->in_set = false;
    return read_verb(s, v, line);
}

/* Without the comment; brackets hold ### without being one. */
static ent_slice
bare_line(const ent_dictionary_source *s)
{
    ent_slice line = s->whole;
    bool      inside = false;

    for (size_t i = 0; i < line.length; i++) {
        char c = line.text[i];

        inside = c == '[' || (inside && c != ']');
        if (!inside && (c == '#' || (c == ';' && s->older))) {
            line.length = i;
        }
    }
    return ent_slice_trim(line);
}

static bool
is_rule(ent_slice line)
{
    for (size_t i = 0; i < line.length; i++) {
        if (line.text[i] != '-' && line.text[i] != '=') {
            return false;
        }
    }
    return true;
}

/* Whether patterns of this file speak of nouns and prepositions: - * (FOR AID) */
static uint8_t
ending_of(const ent_dictionary_source *s, const char *bytes, size_t length)
{
    if (s->older) {
        return ENT_ENDING_ANY;
    }
    for (const char *at = bytes; at != NULL && at + 3 < bytes + length; at++) {
        at = memchr(at, '*', (size_t)(bytes + length - at) - 3);
        if (at == NULL) {
            break;
        }
        if (at[1] == ' ' && at[2] == '(') {
            return ENT_ENDING_NOUN;
        }
    }
    return ENT_ENDING_NONE;
}

ent_status
ent_dictionary_read_verbs(ent_dictionary_source *s, const char *bytes, size_t length)
{
    verbs      v = {.block = 0};
    uint8_t    ending = ending_of(s, bytes, length);
    size_t     at = 0;
    ent_status status = ENT_OK;

    while (status == ENT_OK && ent_dictionary_line(s, bytes, length, &at)) {
        ent_slice line = bare_line(s);

        if (line.length == 0 || is_rule(line) ||
            (line.length > 1 && line.text[0] == '~' && line.text[1] == '~')) {
            continue;
        }
        if (line.text[0] == '<') {
            v.in_time = ent_slice_is(line, "<TIME>");
            continue;
        }
        v.ending = ending;
        status = read_verb_line(s, &v, line);
    }
    return status;
}
