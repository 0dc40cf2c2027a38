/*
 * lexicon.c - words and phrases in two flat hash tables, and the longest match
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/lexicon/lexicon.h"

#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "read/lexicon/build.h"

enum { FIRST_TABLE = 1 << 15, PHRASE_LONGEST = 16 };

static uint64_t
hash_bytes(const char *bytes, size_t length)
{
    uint64_t hash = 14695981039346656037u;

    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
    }
    return hash ^ hash >> 32;
}

static uint64_t
hash_step(uint32_t parent, uint32_t word)
{
    uint64_t hash = ((uint64_t)parent << 32 | word) * 0x9E3779B97F4A7C15u;

    return hash ^ hash >> 29;
}

/* The slot of a word in the table: its own, or the empty one where it belongs. */
static size_t
word_slot(const ent_lexicon *lexicon, const char *text, size_t length)
{
    size_t mask = lexicon->word_table_size - 1;
    size_t slot = hash_bytes(text, length) & mask;

    while (lexicon->word_table[slot] != 0) {
        const char *other = lexicon->words[lexicon->word_table[slot]].text;

        if (strncmp(other, text, length) == 0 && other[length] == '\0') {
            break;
        }
        slot = (slot + 1) & mask;
    }
    return slot;
}

static size_t
node_slot(const ent_lexicon *lexicon, uint32_t parent, uint32_t word)
{
    size_t mask = lexicon->node_table_size - 1;
    size_t slot = hash_step(parent, word) & mask;

    while (lexicon->node_table[slot] != 0) {
        const ent_node *node = &lexicon->nodes[lexicon->node_table[slot]];

        if (node->parent == parent && node->word == word) {
            break;
        }
        slot = (slot + 1) & mask;
    }
    return slot;
}

/* Double both tables when they are half full; the arrays hold what is needed to refill them. */
static bool
grow_words(ent_lexicon *lexicon)
{
    size_t    size = lexicon->word_table_size == 0 ? FIRST_TABLE : lexicon->word_table_size * 2;
    uint32_t *table;

    if (lexicon->word_count * 2 < lexicon->word_table_size) {
        return true;
    }
    table = ent_alloc_zero(size, sizeof *table);
    if (table == NULL) {
        return false;
    }
    ent_free(lexicon->word_table);
    lexicon->word_table = table;
    lexicon->word_table_size = size;
    for (size_t i = 1; i < lexicon->word_count; i++) {
        const char *text = lexicon->words[i].text;

        table[word_slot(lexicon, text, strlen(text))] = (uint32_t)i;
    }
    return true;
}

static bool
grow_nodes(ent_lexicon *lexicon)
{
    size_t    size = lexicon->node_table_size == 0 ? FIRST_TABLE : lexicon->node_table_size * 2;
    uint32_t *table;

    if (lexicon->node_count * 2 < lexicon->node_table_size) {
        return true;
    }
    table = ent_alloc_zero(size, sizeof *table);
    if (table == NULL) {
        return false;
    }
    ent_free(lexicon->node_table);
    lexicon->node_table = table;
    lexicon->node_table_size = size;
    for (size_t i = 1; i < lexicon->node_count; i++) {
        table[node_slot(lexicon, lexicon->nodes[i].parent, lexicon->nodes[i].word)] = (uint32_t)i;
    }
    return true;
}

uint32_t
ent_lexicon_word(ent_lexicon *lexicon, const char *text, size_t length)
{
    size_t slot;
    char  *copy;

    if (!grow_words(lexicon) ||
        !ENT_GROW(lexicon->words, lexicon->word_capacity, lexicon->word_count + 2)) {
        return 0;
    }
    if (lexicon->word_count == 0) {
        memset(&lexicon->words[0], 0, sizeof lexicon->words[0]);
        lexicon->words[0].text = "";
        lexicon->word_count = 1;
    }
    slot = word_slot(lexicon, text, length);
    if (lexicon->word_table[slot] != 0) {
        return lexicon->word_table[slot];
    }
    copy = ent_arena_strndup(&lexicon->arena, text, length);
    if (copy == NULL) {
        return 0;
    }
    lexicon->words[lexicon->word_count] = (ent_word){copy, 0};
    lexicon->word_table[slot] = (uint32_t)lexicon->word_count;
    return (uint32_t)lexicon->word_count++;
}

static uint32_t
child_of(ent_lexicon *lexicon, uint32_t parent, uint32_t word)
{
    size_t slot;

    if (!grow_nodes(lexicon) ||
        !ENT_GROW(lexicon->nodes, lexicon->node_capacity, lexicon->node_count + 2)) {
        return 0;
    }
    if (lexicon->node_count == 0) {
        memset(&lexicon->nodes[0], 0, sizeof lexicon->nodes[0]);
        lexicon->node_count = 1;
    }
    slot = node_slot(lexicon, parent, word);
    if (lexicon->node_table[slot] == 0) {
        lexicon->nodes[lexicon->node_count] = (ent_node){parent, word, NULL, NULL};
        lexicon->node_table[slot] = (uint32_t)lexicon->node_count++;
    }
    return lexicon->node_table[slot];
}

/* The more a frame asks for, the earlier it is tried; else the order of the files holds. */
static bool
goes_before(const ent_entry *one, const ent_entry *other)
{
    return one->frame != NULL && one->frame->then_count > 0 && other->frame->then_count == 0;
}

bool
ent_lexicon_add(ent_lexicon *lexicon, const char *phrase, size_t length, ent_entry *entry)
{
    ent_token   tokens[PHRASE_LONGEST];
    size_t      count = ent_tokens_split(phrase, length, tokens, PHRASE_LONGEST);
    uint32_t    at = 0;
    ent_entry **last;

    for (size_t i = 0; i < count; i++) {
        char     folded[ENT_WORD_LONGEST + 1];
        size_t   bytes = ent_token_fold(phrase, &tokens[i], folded);
        uint32_t word = ent_lexicon_word(lexicon, folded, bytes);

        at = word == 0 ? 0 : child_of(lexicon, at, word);
        if (at == 0) {
            return false;
        }
        if (i == 0 && entry->frame != NULL) {
            lexicon->words[word].classes |= ENT_CLASS(EVENT);
        }
    }
    if (count == 0) {
        return true;
    }
    entry->exact = count == 1 && tokens[0].capitals;
    for (size_t i = 0; i < count; i++) {
        entry->capitals = (uint16_t)(entry->capitals | (unsigned)tokens[i].capital << i);
    }
    last = entry->frame != NULL ? &lexicon->nodes[at].events : &lexicon->nodes[at].actors;
    while (*last != NULL && !goes_before(entry, *last)) {
        last = &(*last)->next;
    }
    entry->next = *last;
    *last = entry;
    return true;
}

/* -ly words that no dictionary needs to list. */
static bool
is_adverb(const ent_token *token, const char *folded, size_t length)
{
    return token->kind == ENT_TOKEN_WORD && !token->capital && token->classes == 0 && length > 4 &&
           folded[length - 1] == 'y' && folded[length - 2] == 'l';
}

void
ent_lexicon_mark(const ent_lexicon *lexicon, const char *text, ent_token *tokens, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char   folded[ENT_WORD_LONGEST + 1];
        size_t bytes = ent_token_fold(text, &tokens[i], folded);

        tokens[i].word = 0;
        tokens[i].classes = 0;
        if (bytes > 0) {
            tokens[i].word = lexicon->word_table[word_slot(lexicon, folded, bytes)];
            tokens[i].classes = lexicon->words[tokens[i].word].classes;
            tokens[i].classes |= is_adverb(&tokens[i], folded, bytes) ? ENT_CLASS(ADVERB) : 0;
        }
    }
}

/* Whether a reading may stand here: US is no "us", Turkey no "turkey", the West no "the west". */
static bool
fits_case(const ent_entry *entry, const ent_token *tokens)
{
    if (entry->exact) {
        return tokens[0].capitals;
    }
    for (size_t i = 0; entry->capitals >> i != 0; i++) {
        if ((entry->capitals >> i & 1) != 0 && !tokens[i].capital) {
            return false;
        }
    }
    return true;
}

const ent_entry *
ent_lexicon_match(const ent_lexicon *lexicon, const ent_token *tokens, size_t count, size_t at,
                  bool events, size_t *length)
{
    const ent_entry *best = NULL;
    uint32_t         node = 0;

    for (size_t i = at; i < count && i < at + PHRASE_LONGEST; i++) {
        const ent_entry *entry;
        uint32_t         child =
            tokens[i].word == 0 ? 0 : lexicon->node_table[node_slot(lexicon, node, tokens[i].word)];

        if (child == 0 && events && i > at && (tokens[i].classes & ENT_CLASS(ADVERB)) != 0) {
            continue; /* "are still wary of" */
        }
        if (child == 0) {
            break;
        }
        node = child;
        entry = events ? lexicon->nodes[node].events : lexicon->nodes[node].actors;
        while (entry != NULL && !fits_case(entry, &tokens[at])) {
            entry = entry->next;
        }
        if (entry != NULL) {
            best = entry;
            *length = i + 1 - at;
        }
    }
    return best;
}

const ent_cameo *
ent_lexicon_cameo(const ent_lexicon *lexicon, const char *code)
{
    return ent_cameo_find(&lexicon->cameo, code, strlen(code));
}

const char *
ent_lexicon_name(const ent_lexicon *lexicon, const char *id)
{
    for (size_t i = 0; i < lexicon->name_count; i++) {
        if (strcmp(lexicon->names[i].id, id) == 0) {
            return lexicon->names[i].name;
        }
    }
    return id;
}

void
ent_lexicon_destroy(ent_lexicon *lexicon)
{
    if (lexicon == NULL) {
        return;
    }
    ent_free(lexicon->words);
    ent_free(lexicon->word_table);
    ent_free(lexicon->nodes);
    ent_free(lexicon->node_table);
    ent_cameo_clear(&lexicon->cameo);
    ent_free(lexicon->names);
    ent_free(lexicon->sets);
    ent_free(lexicon->ways);
    ent_arena_clear(&lexicon->arena);
    ent_free(lexicon);
}
