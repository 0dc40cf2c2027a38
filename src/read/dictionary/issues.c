/*
 * issues.c - phrases of issues as Phoenix writes them, and how often a sentence has them
 *
 * 1. forms of a phrase
 * 2. lines
 * 3. counting
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "entente/read.h"
#include "read/dictionary/issues.h"
#include "read/token.h"

enum {
    FORMS_MOST = 64, /* of one phrase */
    WORDS_MOST = 12,
    FOUND_MOST = 64,
    LONGEST = 256,
    PHRASES_MOST = 1 << 20, /* forms of all phrases */
    GROUPS_MOST = 1 << 12
};

/* ---- 1. forms of a phrase ---- */

/* All that a phrase can be: "pre+n:school" is preschool, pre-school and their plurals. */
typedef struct forms {
    char   texts[FORMS_MOST][LONGEST];
    size_t count;
    bool   failed; /* too many, or too long */
} forms;

/* Each form with each of `more` behind it. */
static void
extend(forms *all, const char more[][LONGEST], size_t count)
{
    size_t before = all->count;

    if (before * count > FORMS_MOST) {
        all->failed = true;
        return;
    }
    for (size_t i = before * count; i-- > 0;) {
        char text[LONGEST];
        int  length = snprintf(text, sizeof text, "%s%s", all->texts[i % before], more[i / before]);

        all->failed |= length < 0 || (size_t)length >= sizeof text;
        memcpy(all->texts[i], text, sizeof text);
    }
    all->count = before * count;
}

static bool
is_vowel(char c)
{
    return c != '\0' && strchr("aeiou", c) != NULL;
}

/* A word that ends in a hissing sound takes es. */
static bool
hisses(const char *word, size_t length)
{
    char last = word[length - 1], before = length > 1 ? word[length - 2] : '\0';

    return last == 's' || last == 'x' || last == 'z' ||
           (last == 'h' && (before == 'c' || before == 's'));
}

/* The word with its regular endings: of a noun the plural, of a verb -s, -ed and -ing. */
static size_t
inflect(ent_slice word, bool noun, bool verb, char out[4][LONGEST])
{
    size_t length = word.length < LONGEST - 8 ? word.length : LONGEST - 8;
    char   last = length > 0 ? word.text[length - 1] : '\0';
    bool   y = last == 'y' && length > 1 && !is_vowel(word.text[length - 2]), e = last == 'e';
    int    whole = (int)length, stem = (int)(length - y), bare = (int)(length - e);

    (void)snprintf(out[0], LONGEST, "%.*s", whole, word.text);
    if (length == 0 || (!noun && !verb)) {
        return 1;
    }
    (void)snprintf(out[1], LONGEST, "%.*s%s", stem, word.text,
                   y                           ? "ies"
                   : hisses(word.text, length) ? "es"
                                               : "s");
    (void)snprintf(out[2], LONGEST, "%.*s%s", stem - e, word.text, y ? "ied" : "ed");
    (void)snprintf(out[3], LONGEST, "%.*sing", bare, word.text);
    return verb ? 4 : 2;
}

/* One word of a phrase: parts joined by +, n: before a noun, v: before a verb. */
static void
add_word(forms *all, ent_slice word)
{
    static const char JOINTS[][LONGEST] = {"", "-"}, BLANK[][LONGEST] = {" "};
    bool              first = true;

    if (all->texts[0][0] != '\0') {
        extend(all, BLANK, 1);
    }
    while (word.length > 0) {
        ent_slice part = ent_slice_cut(&word, '+');
        bool      marked = part.length > 1 && part.text[1] == ':';
        bool      noun = marked && part.text[0] == 'n', verb = marked && part.text[0] == 'v';
        char      ways[4][LONGEST];

        if (part.length == 0) {
            continue;
        }
        if (!first) {
            extend(all, JOINTS, 2);
        }
        if (noun || verb) {
            part = (ent_slice){part.text + 2, part.length - 2};
        }
        extend(all, (const char(*)[LONGEST])ways, inflect(part, noun, verb, ways));
        first = false;
    }
}

static void
make_forms(ent_slice phrase, forms *all)
{
    memset(all->texts[0], 0, sizeof all->texts[0]);
    all->count = 1;
    all->failed = false;
    for (phrase = ent_slice_trim(phrase); phrase.length > 0 && !all->failed;
         phrase = ent_slice_trim(phrase)) {
        add_word(all, ent_slice_cut(&phrase, ' '));
    }
}

/* The tokens of a text from `first` on as they are compared: small letters, one blank between. */
static size_t
fold_tokens(const char *text, const ent_token *tokens, size_t count, char *out, size_t room)
{
    size_t used = 0;

    for (size_t i = 0; i < count; i++) {
        char   folded[ENT_WORD_LONGEST + 1];
        size_t length = ent_token_fold(text, &tokens[i], folded);

        if (length == 0 || used + length + 2 > room) {
            return 0;
        }
        out[used] = ' ';
        used += i > 0;
        memcpy(out + used, folded, length);
        used += length;
    }
    out[used] = '\0';
    return used;
}

/* ---- 2. lines ---- */

static ent_status
add_form(ent_dictionary_source *s, const char *text, ent_issue_phrase model, const char **wrong)
{
    ent_dictionary *d = s->d;
    ent_token       tokens[WORDS_MOST + 1];
    size_t          count = ent_tokens_split(text, strlen(text), tokens, WORDS_MOST + 1);
    char            folded[LONGEST];

    if (count == 0 || count > WORDS_MOST ||
        fold_tokens(text, tokens, count, folded, sizeof folded) == 0) {
        *wrong = "no phrase, or one of too many words";
        return ENT_OK;
    }
    if (d->issue_count >= PHRASES_MOST) {
        *wrong = "too many phrases of issues";
        return ENT_OK;
    }
    model.text = ent_arena_strdup(&d->arena, folded);
    model.order = (uint32_t)d->issue_count;
    if (model.text == NULL || !ENT_GROW(d->issues, d->issue_capacity, d->issue_count + 1)) {
        return ent_fail_nomem(s->ctx);
    }
    d->issues[d->issue_count++] = model;
    d->issue_longest = count > d->issue_longest ? count : d->issue_longest;
    return ENT_OK;
}

static ent_status
add_phrase(ent_dictionary_source *s, ent_slice phrase, ent_issue_phrase model)
{
    forms      *all = ent_alloc(1, sizeof *all);
    const char *wrong = NULL;
    ent_status  status = ENT_OK;

    if (all == NULL) {
        return ent_fail_nomem(s->ctx);
    }
    make_forms(phrase, all);
    for (size_t i = 0; i < all->count && !all->failed && status == ENT_OK && wrong == NULL; i++) {
        status = add_form(s, all->texts[i], model, &wrong);
    }
    wrong = all->failed ? "a phrase of too many forms" : wrong;
    ent_free(all);
    return status == ENT_OK && wrong != NULL ? ent_dictionary_set_aside(s, s->whole.text, wrong)
                                             : status;
}

/* `<ISSUE CATEGORY="X" ...>` begins a group of phrases, `</ISSUE>` ends it. */
static ent_status
read_group(ent_dictionary_source *s, ent_slice line, const char **category)
{
    static const char NAME[] = "CATEGORY=\"";
    ent_dictionary   *d = s->d;

    *category = NULL;
    if (line.length > 1 && line.text[1] == '/') {
        return ENT_OK;
    }
    if (d->issue_groups >= GROUPS_MOST) {
        return ent_dictionary_set_aside(s, line.text, "too many groups of issues");
    }
    for (size_t i = 0; i + sizeof NAME - 1 < line.length; i++) {
        if (memcmp(line.text + i, NAME, sizeof NAME - 1) == 0) {
            ent_slice rest = {line.text + i + sizeof NAME - 1, line.length - i - sizeof NAME + 1};
            ent_slice name = ent_slice_cut(&rest, '"');

            *category = ent_arena_strndup(&d->arena, name.text, name.length);
            d->issue_groups++;
            return *category == NULL ? ent_fail_nomem(s->ctx) : ENT_OK;
        }
    }
    return ent_dictionary_set_aside(s, line.text, "no category of issues");
}

/* `phrase [CODE]`; `~phrase` is passed over in its group, `~~phrase` keeps its sentence out of it.
 */
static ent_status
read_phrase(ent_dictionary_source *s, ent_slice line, const char *category)
{
    ent_issue_phrase model = {.category = category, .group = s->d->issue_groups - 1};
    ent_slice        rest = line, phrase = ent_slice_cut(&rest, '[');
    ent_slice        code = ent_slice_trim(ent_slice_cut(&rest, ']'));

    while (phrase.length > 0 && phrase.text[0] == '~') {
        model.bars = model.passes;
        model.passes = true;
        phrase = (ent_slice){phrase.text + 1, phrase.length - 1};
    }
    if (!model.passes && code.length == 0) {
        return ent_dictionary_set_aside(s, line.text, "no code in brackets");
    }
    model.code = ent_arena_strndup(&s->d->arena, code.text, code.length);
    return model.code == NULL ? ent_fail_nomem(s->ctx) : add_phrase(s, phrase, model);
}

ent_status
ent_dictionary_read_issues(ent_dictionary_source *s, const char *bytes, size_t length)
{
    const char *category = NULL;
    size_t      at = 0;
    ent_status  status = ENT_OK;

    while (status == ENT_OK && ent_dictionary_line(s, bytes, length, &at)) {
        ent_slice rest = s->whole, line = ent_slice_trim(ent_slice_cut(&rest, '#'));

        if (line.length == 0) {
            continue;
        }
        if (line.text[0] == '<') {
            status = read_group(s, line, &category);
        } else if (category == NULL) {
            status = ent_dictionary_set_aside(s, line.text, "a phrase outside of a group");
        } else {
            status = read_phrase(s, line, category);
        }
    }
    return status;
}

/* By text, then in the order of the files. */
static int
compare_phrases(const void *a, const void *b)
{
    const ent_issue_phrase *x = a, *y = b;
    int                     order = strcmp(x->text, y->text);

    return order != 0 ? order : (x->order > y->order) - (x->order < y->order);
}

void
ent_dictionary_settle_issues(ent_dictionary *d)
{
    if (d->issue_count > 1) {
        qsort(d->issues, d->issue_count, sizeof *d->issues, compare_phrases);
    }
}

/* ---- 3. counting ---- */

typedef struct found_issue {
    const ent_issue_phrase *phrase;
    int64_t                 count;
} found_issue;

/* A sentence while its issues are counted. */
typedef struct counting {
    const ent_dictionary *d;
    uint16_t             *until; /* by group: the token up to which a phrase of it was found */
    bool                 *barred;
    found_issue           found[FOUND_MOST];
    size_t                found_count;
} counting;

/* The first phrase with that text, or the end of them. */
static size_t
first_phrase(const ent_dictionary *d, const char *text)
{
    size_t low = 0, high = d->issue_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(d->issues[middle].text, text) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void
count_one(counting *c, const ent_issue_phrase *phrase)
{
    size_t i = 0;

    while (i < c->found_count && (c->found[i].phrase->group != phrase->group ||
                                  strcmp(c->found[i].phrase->code, phrase->code) != 0)) {
        i++;
    }
    if (i < c->found_count) {
        c->found[i].count++;
    } else if (i < FOUND_MOST) {
        c->found[c->found_count++] = (found_issue){phrase, 1};
    }
}

/* The longest phrase of each group that begins at the token. */
static void
count_at(counting *c, const char *text, const ent_token *tokens, size_t count, size_t at)
{
    size_t most = count - at < c->d->issue_longest ? count - at : c->d->issue_longest;

    for (size_t length = most; length > 0; length--) {
        char folded[LONGEST];

        if (fold_tokens(text, tokens + at, length, folded, sizeof folded) == 0) {
            continue;
        }
        for (size_t i = first_phrase(c->d, folded);
             i < c->d->issue_count && strcmp(c->d->issues[i].text, folded) == 0; i++) {
            const ent_issue_phrase *phrase = &c->d->issues[i];

            if (c->until[phrase->group] <= at) {
                c->until[phrase->group] = (uint16_t)(at + length);
                c->barred[phrase->group] |= phrase->bars;
                if (!phrase->passes) {
                    count_one(c, phrase);
                }
            }
        }
    }
}

enum { DOCUMENT, SENTENCE, OFFSET, LENGTH, CATEGORY, ISSUE, COUNT, TEXT, COLUMNS };

static void
add_rows(ent_table *table, const counting *c, const ent_reading *reading, const ent_sentence *s)
{
    for (size_t i = 0; i < c->found_count; i++) {
        const ent_issue_phrase *phrase = c->found[i].phrase;

        if (c->barred[phrase->group]) {
            continue;
        }
        ent_table_row(table);
        ent_table_text_borrowed(table, DOCUMENT, reading->documents[s->document].name);
        ent_table_integer(table, SENTENCE, s->number);
        ent_table_integer(table, OFFSET, (int64_t)s->place.offset);
        ent_table_integer(table, LENGTH, (int64_t)s->place.length);
        ent_table_text_borrowed(table, CATEGORY, phrase->category);
        ent_table_text_borrowed(table, ISSUE, phrase->code);
        ent_table_integer(table, COUNT, c->found[i].count);
        ent_table_text_borrowed(table, TEXT, s->text);
    }
}

static void
count_sentence(counting *c, const ent_reading *reading, const ent_sentence *s, ent_table *table)
{
    ent_token tokens[ENT_TOKENS_MAX];
    size_t    count = ent_tokens_split(s->text, strlen(s->text), tokens, ENT_TOKENS_MAX);

    memset(c->until, 0, c->d->issue_groups * sizeof *c->until);
    memset(c->barred, 0, c->d->issue_groups * sizeof *c->barred);
    c->found_count = 0;
    for (size_t at = 0; at < count; at++) {
        count_at(c, s->text, tokens, count, at);
    }
    add_rows(table, c, reading, s);
}

ent_status
ent_reading_issues(ent_ctx *ctx, const ent_reading *reading, const ent_dictionary *dictionary,
                   ent_table **out)
{
    static const ent_column TABLE[COLUMNS] = {
        {"document", ENT_COLUMN_TEXT},  {"sentence", ENT_COLUMN_INTEGER},
        {"offset", ENT_COLUMN_INTEGER}, {"length", ENT_COLUMN_INTEGER},
        {"category", ENT_COLUMN_TEXT},  {"issue", ENT_COLUMN_TEXT},
        {"count", ENT_COLUMN_INTEGER},  {"text", ENT_COLUMN_TEXT},
    };

    size_t     groups = dictionary->issue_groups + 1;
    counting   c = {.d = dictionary,
                    .until = ent_alloc(groups, sizeof *c.until),
                    .barred = ent_alloc(groups, sizeof *c.barred)};
    ent_table *table = NULL;
    ent_status status = dictionary->finished
                            ? ENT_OK
                            : ent_fail(ctx, ENT_E_ARG, "the dictionaries are not complete");

    if (status == ENT_OK && (c.until == NULL || c.barred == NULL)) {
        status = ent_fail_nomem(ctx);
    }
    if (status == ENT_OK) {
        status = ent_table_create(ctx, TABLE, COLUMNS, &table);
    }
    for (size_t i = 0; i < reading->sentence_count && status == ENT_OK; i++) {
        if (reading->sentences[i].dropped == NULL) {
            count_sentence(&c, reading, &reading->sentences[i], table);
        }
        status = ent_check_cancelled(ctx);
    }
    ent_free(c.until);
    ent_free(c.barred);
    if (status == ENT_OK) {
        status = ent_table_check(ctx, table);
    }
    if (status != ENT_OK) {
        ent_table_destroy(table);
        return status;
    }
    *out = table;
    return ENT_OK;
}
