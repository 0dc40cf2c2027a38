/*
 * dictionary.c - the dictionaries of other programs: words, the trie, the reading of files
 *
 * 1. words
 * 2. the trie
 * 3. lines and phrases
 * 4. life and files
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/dictionary/dictionary.h"

#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "read/dictionary/word.h"

enum {
    SLOTS_LEAST = 256,
    NUMBERS_MOST = 1 << 26,
    BYTES_A_WORD = 64, /* of a file, to each word and edge that is new: about as they are */
    BYTES_AN_EDGE = 24
};

/* ---- 1. words ---- */

uint32_t
ent_dictionary_find(const ent_dictionary *d, const char *word, size_t length, uint32_t hash)
{
    size_t mask = d->word_slot_count - 1;

    for (size_t i = hash & mask; d->word_slot_count > 0 && d->word_slots[i].number != 0;
         i = (i + 1) & mask) {
        const ent_word_slot       *slot = &d->word_slots[i];
        const ent_dictionary_word *w = &d->words[slot->number];

        if (slot->hash == hash && w->length == length &&
            memcmp(d->bytes + w->offset, word, length) == 0) {
            return slot->number;
        }
    }
    return 0;
}

static uint32_t
hash_of(const char *word, size_t length)
{
    uint32_t hash = ENT_HASH_START;

    for (size_t i = 0; i < length; i++) {
        hash = ent_hash_step(hash, word[i]);
    }
    return hash;
}

static void
place_word(ent_word_slot *slots, size_t count, ent_word_slot word)
{
    size_t i = word.hash & (count - 1);

    while (slots[i].number != 0) {
        i = (i + 1) & (count - 1);
    }
    slots[i] = word;
}

/* Slots for that many entries: a table is never more than half full. */
static size_t
slots_for(size_t entries, size_t have)
{
    size_t count = have == 0 ? SLOTS_LEAST : have;

    while (entries * 2 >= count) {
        count *= 2;
    }
    return count;
}

/* Room for so many more words in their table. */
static bool
room_for_words(ent_dictionary *d, size_t more)
{
    size_t         count = slots_for(d->word_count + more, d->word_slot_count);
    ent_word_slot *slots;

    if (count == d->word_slot_count) {
        return true;
    }
    slots = ent_alloc_zero(count, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < d->word_slot_count; i++) {
        if (d->word_slots[i].number != 0) {
            place_word(slots, count, d->word_slots[i]);
        }
    }
    ent_free(d->word_slots);
    d->word_slots = slots;
    d->word_slot_count = count;
    return true;
}

uint32_t
ent_dictionary_intern(ent_dictionary *d, const char *word, size_t length)
{
    uint32_t hash = hash_of(word, length), found = ent_dictionary_find(d, word, length, hash);

    if (found != 0 || length > ENT_DICTIONARY_WORD_LONGEST) {
        return found;
    }
    if (d->word_count >= NUMBERS_MOST || !room_for_words(d, 1) ||
        !ENT_GROW(d->words, d->word_capacity, d->word_count + 2) ||
        !ENT_GROW(d->bytes, d->bytes_capacity, d->bytes_used + length)) {
        return 0;
    }
    if (d->word_count == 0) {
        d->words[d->word_count++] = (ent_dictionary_word){0};
    }
    memcpy(d->bytes + d->bytes_used, word, length);
    d->words[d->word_count] =
        (ent_dictionary_word){.offset = (uint32_t)d->bytes_used, .length = (uint8_t)length};
    d->bytes_used += length;
    place_word(d->word_slots, d->word_slot_count, (ent_word_slot){hash, (uint32_t)d->word_count});
    return (uint32_t)d->word_count++;
}

/* ---- 2. the trie ---- */

static uint32_t
edge_word(uint32_t word, uint32_t ending, bool distant)
{
    return word * 16 + ending + (distant ? UINT32_C(1) << 31 : 0);
}

static size_t
edge_slot(const ent_dictionary *d, uint32_t node, uint32_t word)
{
    uint32_t hash = (node * UINT32_C(2654435761)) ^ (word * UINT32_C(2246822519));

    hash ^= hash >> 15;
    return hash & (d->edge_slot_count - 1);
}

/* The slot of an edge, or the empty one where it belongs. */
static ent_trie_edge *
find_edge(const ent_dictionary *d, uint32_t node, uint32_t word)
{
    size_t i = edge_slot(d, node, word);

    while (d->edges[i].word != 0 && (d->edges[i].word != word || d->edges[i].from != node)) {
        i = (i + 1) & (d->edge_slot_count - 1);
    }
    return &d->edges[i];
}

uint32_t
ent_trie_step(const ent_dictionary *d, uint32_t node, uint32_t word, uint32_t ending, bool distant)
{
    return d->edge_slot_count == 0 ? 0 : find_edge(d, node, edge_word(word, ending, distant))->to;
}

/* Room for so many more edges in their table. */
static bool
room_for_edges(ent_dictionary *d, size_t more)
{
    size_t         old = d->edge_slot_count, count = slots_for(d->edge_count + more, old);
    ent_trie_edge *before = d->edges, *edges;

    if (count == old) {
        return true;
    }
    edges = ent_alloc_zero(count, sizeof *edges);
    if (edges == NULL) {
        return false;
    }
    d->edges = edges;
    d->edge_slot_count = count;
    for (size_t i = 0; i < old; i++) {
        if (before[i].word != 0) {
            *find_edge(d, before[i].from, before[i].word) = before[i];
        }
    }
    ent_free(before);
    return true;
}

/* The node behind an edge, made if it is new; 0 when there is no memory. */
static uint32_t
grow_edge(ent_dictionary *d, uint32_t node, const ent_phrase_word *w)
{
    uint32_t       word = edge_word(w->word, w->ending, w->distant);
    ent_trie_edge *edge;

    if (!room_for_edges(d, 1) || !ENT_GROW(d->nodes, d->node_capacity, d->node_count + 1)) {
        return 0;
    }
    edge = find_edge(d, node, word);
    if (edge->word == 0) {
        d->nodes[d->node_count] = (ent_trie_node){0};
        *edge = (ent_trie_edge){node, word, (uint32_t)d->node_count++};
        d->edge_count++;
        *(w->distant ? &d->nodes[node].distant : &d->nodes[node].near) |= w->ending;
        d->words[w->word].endings |= w->ending;
        d->words[w->word].roots |= (uint8_t)(node < ENT_ROOTS ? 1U << node : 1U << ENT_ROOT_INSIDE);
    }
    return edge->to;
}

ent_status
ent_trie_add(ent_dictionary_source *s, ent_root root, const ent_phrase *phrase, uint32_t value)
{
    ent_dictionary *d = s->d;
    uint32_t        node = (uint32_t)root;
    ent_trie_node  *end;

    for (size_t i = 0; i < phrase->count; i++) {
        node = grow_edge(d, node, &phrase->words[i]);
        if (node == 0) {
            return ent_fail_nomem(s->ctx);
        }
    }
    end = &d->nodes[node];
    if (end->last != 0 && d->definitions[end->last - 1].value == value) {
        return ENT_OK;
    }
    if (end->count >= ENT_DEFINITIONS_MOST) {
        return ent_dictionary_set_aside(s, s->whole.text, "a phrase that is defined too often");
    }
    if (!ENT_GROW(d->definitions, d->definition_capacity, d->definition_count + 1)) {
        return ent_fail_nomem(s->ctx);
    }
    d->definitions[d->definition_count++] = (ent_definition){0, value};
    *(end->last == 0 ? &end->value : &d->definitions[end->last - 1].next) =
        (uint32_t)d->definition_count;
    end->last = (uint32_t)d->definition_count;
    end->count++;
    return ENT_OK;
}

/* ---- 3. lines and phrases ---- */

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

ent_slice
ent_slice_trim(ent_slice slice)
{
    while (slice.length > 0 && is_blank(slice.text[0])) {
        slice.text++;
        slice.length--;
    }
    while (slice.length > 0 && is_blank(slice.text[slice.length - 1])) {
        slice.length--;
    }
    return slice;
}

ent_slice
ent_slice_cut(ent_slice *rest, char separator)
{
    const char *at = rest->length > 0 ? memchr(rest->text, separator, rest->length) : NULL;
    ent_slice   part = *rest;

    if (at == NULL) {
        *rest = (ent_slice){rest->text + rest->length, 0};
    } else {
        part.length = (size_t)(at - rest->text);
        *rest = (ent_slice){at + 1, rest->length - part.length - 1};
    }
    return part;
}

bool
ent_slice_is(ent_slice slice, const char *text)
{
    return slice.length == strlen(text) && memcmp(slice.text, text, slice.length) == 0;
}

bool
ent_dictionary_line(ent_dictionary_source *s, const char *bytes, size_t length, size_t *at)
{
    const char *start = bytes + *at, *end;

    if (*at >= length) {
        return false;
    }
    end = memchr(start, '\n', length - *at);
    end = end == NULL ? bytes + length : end;
    *at = (size_t)(end - bytes) + 1;
    s->line++;
    s->d->line_count++;
    s->whole = ent_slice_trim((ent_slice){start, (size_t)(end - start)});
    if (s->whole.length > ENT_DICTIONARY_LINE_LONGEST) {
        s->whole.length = 0; /* set_long_aside() has told it */
    }
    return true;
}

ent_status
ent_dictionary_set_aside(ent_dictionary_source *s, const char *at, const char *reason)
{
    ent_dictionary *d = s->d;
    char           *copy;

    d->reject_total++;
    if (d->reject_count >= ENT_DICTIONARY_REJECTS_KEPT) {
        return ENT_OK;
    }
    copy = ent_arena_strdup(&d->arena, reason);
    if (copy == NULL || !ENT_GROW(d->rejects, d->reject_capacity, d->reject_count + 1)) {
        return ent_fail_nomem(s->ctx);
    }
    d->rejects[d->reject_count++] = (ent_dictionary_reject){
        s->file, s->line, at == NULL ? 1 : (size_t)(at - s->whole.text) + 1, copy};
    return ENT_OK;
}

bool
ent_short_date_read(const char *text, size_t length, ent_day *out)
{
    int digits[8], year, month, day;

    if (length != 6 && length != 8) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        digits[i] = text[i] - '0';
    }
    year = digits[0] * 10 + digits[1];
    if (length == 8) {
        year = year * 100 + digits[2] * 10 + digits[3];
    } else {
        year += year <= 30 ? 2000 : 1900;
    }
    month = digits[length - 4] * 10 + digits[length - 3];
    day = digits[length - 2] * 10 + digits[length - 1];
    if (!ent_date_is_valid(year, month, day)) {
        return false;
    }
    *out = ent_date_day(year, month, day);
    return true;
}

/* The end of a word at `from`. */
static size_t
word_end(ent_slice text, size_t from)
{
    size_t i = from;

    while (i < text.length && !is_blank(text.text[i]) && text.text[i] != '_' &&
           text.text[i] != '~' && text.text[i] != '=') {
        i++;
    }
    return i;
}

/* How the older style closes a word: `_` it is whole, `=` it takes no ending, `~` any. */
static uint8_t
older_ending(ent_slice text, size_t end, ent_ending last)
{
    size_t after = end;

    if (end >= text.length || strchr("_=", text.text[end]) == NULL) {
        return ENT_ENDING_ANY;
    }
    if (text.text[end] == '=') {
        return ENT_ENDING_NONE;
    }
    while (after < text.length && strchr("_ \t", text.text[after]) != NULL) {
        after++;
    }
    return after < text.length ? ENT_ENDING_NONE : (uint8_t)last;
}

static ent_status
add_words(ent_dictionary_source *s, ent_slice written, uint8_t ending, bool distant,
          ent_phrase *out, const char **reason)
{
    bool            head = written.length > 1 && written.text[0] == '+';
    ent_normal_word word;

    written.text += head;
    written.length -= head;
    if (!ent_word_normalise(written.text, written.length, &word)) {
        *reason = "a word is too long";
        return ENT_OK;
    }
    for (size_t part = 0; part < word.parts; part++) {
        uint32_t number;

        if (out->count >= ENT_PHRASE_WORDS_MOST) {
            *reason = "more words than any phrase has";
            return ENT_OK;
        }
        number = ent_dictionary_intern(s->d, word.text[part], word.length[part]);
        if (number == 0) {
            return ent_fail_nomem(s->ctx);
        }
        out->words[out->count++] =
            (ent_phrase_word){number, part + 1 < word.parts ? (uint8_t)ENT_ENDING_NONE : ending,
                              distant && part == 0, head};
    }
    return ENT_OK;
}

ent_status
ent_phrase_read(ent_dictionary_source *s, ent_slice text, ent_ending last, ent_phrase *out,
                const char **reason)
{
    bool       distant = false;
    ent_status status = ENT_OK;

    out->count = 0;
    *reason = NULL;
    for (size_t i = 0; i < text.length && status == ENT_OK && *reason == NULL;) {
        size_t end = word_end(text, i);

        if (end == i) {
            distant = distant || is_blank(text.text[i]);
            i++;
            continue;
        }
        status = add_words(s, (ent_slice){text.text + i, end - i},
                           s->older ? older_ending(text, end, last) : (uint8_t)ENT_ENDING_NONE,
                           distant && s->older && out->count > 0, out, reason);
        distant = false;
        i = end;
    }
    if (status == ENT_OK && *reason == NULL && out->count == 0) {
        *reason = "no phrase";
    }
    return status;
}

/* ---- 4. life and files ---- */

ent_status
ent_dictionary_create(ent_ctx *ctx, ent_dictionary **out)
{
    ent_dictionary *d = ent_alloc_zero(1, sizeof *d);

    if (d == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_arena_init(&d->arena);
    if (!ENT_GROW(d->nodes, d->node_capacity, ENT_ROOTS)) {
        ent_dictionary_destroy(d);
        return ent_fail_nomem(ctx);
    }
    memset(d->nodes, 0, ENT_ROOTS * sizeof *d->nodes);
    d->node_count = ENT_ROOTS;
    if (ent_dictionary_seed(d) != ENT_OK) {
        ent_dictionary_destroy(d);
        return ent_fail_nomem(ctx);
    }
    *out = d;
    return ENT_OK;
}

void
ent_dictionary_destroy(ent_dictionary *d)
{
    if (d == NULL) {
        return;
    }
    ent_arena_clear(&d->arena);
    ent_free(d->bytes);
    ent_free(d->words);
    ent_free(d->word_slots);
    ent_free(d->nodes);
    ent_free(d->edges);
    ent_free(d->definitions);
    ent_free(d->codes);
    ent_free(d->groups);
    ent_free(d->agents);
    ent_free(d->verbs);
    ent_free(d->blocks);
    ent_free(d->patterns);
    ent_free(d->elements);
    ent_free(d->alternatives);
    ent_free(d->synsets);
    ent_free(d->memberships);
    ent_free(d->transformations);
    ent_free(d->issues);
    ent_free(d->rejects);
    ent_free(d);
}

/* Whether the file is of the older style: sections in angle brackets, or comments behind `;`. */
static bool
is_older(const char *bytes, size_t length)
{
    size_t older = 0, newer = 0;

    for (size_t i = 0; i < length;) {
        const char *end = memchr(bytes + i, '\n', length - i);
        size_t      stop = end == NULL ? length : (size_t)(end - bytes);
        ent_slice   line = {bytes + i, stop - i};
        const char *close = line.length > 0 ? memchr(line.text, ']', line.length) : NULL;

        if (line.length > 2 && (memcmp(line.text, "---", 3) == 0 || line.text[0] == '#')) {
            newer += line.text[0] == '-';
        } else if (line.length > 2 && (memcmp(line.text, "~~F", 3) == 0 ||
                                       (line.text[0] == '<' && line.text[1] >= 'A'))) {
            older++;
        } else if (close != NULL) {
            ent_slice rest = ent_slice_trim(
                (ent_slice){close + 1, (size_t)(line.text + line.length - close) - 1});

            older += rest.length > 0 && rest.text[0] == ';';
            newer += rest.length > 0 && rest.text[0] == '#';
        }
        i = stop + 1;
    }
    return older > newer;
}

/* Lines that are longer than any entry. */
static ent_status
set_long_aside(const ent_dictionary_source *from, const char *bytes, size_t length)
{
    ent_dictionary_source s = *from;
    ent_status            status = ENT_OK;

    for (size_t i = 0; i < length && status == ENT_OK;) {
        const char *end = memchr(bytes + i, '\n', length - i);
        size_t      stop = end == NULL ? length : (size_t)(end - bytes);

        s.line++;
        if (stop - i > ENT_DICTIONARY_LINE_LONGEST &&
            ent_slice_trim((ent_slice){bytes + i, stop - i}).length > ENT_DICTIONARY_LINE_LONGEST) {
            status = ent_dictionary_set_aside(&s, NULL, "a line that is longer than any entry");
        }
        i = stop + 1;
    }
    return status;
}

typedef ent_status (*file_reader)(ent_dictionary_source *s, const char *bytes, size_t length);

ent_status
ent_dictionary_add(ent_ctx *ctx, ent_dictionary *d, ent_dictionary_kind kind, const char *name,
                   const char *bytes, size_t length)
{
    static const file_reader READERS[ENT_DICTIONARY_KINDS] = {
        ent_dictionary_read_actors, ent_dictionary_read_agents, ent_dictionary_read_verbs,
        ent_dictionary_read_discards, ent_dictionary_read_issues};
    ent_dictionary_source s = {.ctx = ctx, .d = d};
    ent_status            status;

    if (d->finished) {
        return ent_fail(ctx, ENT_E_ARG, "%s: the dictionaries are complete already", name);
    }
    if (length > ENT_DICTIONARY_LARGEST) {
        return ent_fail(ctx, ENT_E_LIMIT, "%s: over %d MB, larger than any dictionary", name,
                        ENT_DICTIONARY_LARGEST >> 20);
    }
    s.file = ent_arena_strdup(&d->arena, name);
    if (s.file == NULL) {
        return ent_fail_nomem(ctx);
    }
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    if (!room_for_words(d, length / BYTES_A_WORD) || !room_for_edges(d, length / BYTES_AN_EDGE)) {
        return ent_fail_nomem(ctx);
    }
    s.older = is_older(bytes, length);
    d->stems = d->stems || s.older;
    d->older = d->older || (s.older && kind == ENT_DICTIONARY_VERBS);
    status = set_long_aside(&s, bytes, length);
    return status == ENT_OK ? READERS[kind](&s, bytes, length) : status;
}

ent_status
ent_dictionary_add_file(ent_ctx *ctx, ent_dictionary *d, ent_dictionary_kind kind, const char *path)
{
    ent_bytes  bytes;
    ent_status status = ent_file_read(ctx, path, ENT_DICTIONARY_LARGEST, &bytes);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_dictionary_add(ctx, d, kind, ent_base_name(path), bytes.bytes, bytes.length);
    ent_bytes_clear(&bytes);
    return status;
}

ent_status
ent_dictionary_finish(ent_ctx *ctx, ent_dictionary *d)
{
    ent_status status = d->finished ? ENT_OK : ent_dictionary_settle_verbs(ctx, d);

    ent_dictionary_settle_issues(d);
    d->finished = status == ENT_OK;
    return status;
}

ent_dictionary_counts
ent_dictionary_count(const ent_dictionary *d)
{
    ent_dictionary_counts none = {0};

    if (d == NULL) {
        return none;
    }
    return (ent_dictionary_counts){.lines = d->line_count,
                                   .words = d->word_count > 0 ? d->word_count - 1 : 0,
                                   .phrases = d->definition_count,
                                   .codes = d->code_count,
                                   .verbs = d->verb_count,
                                   .patterns = d->pattern_count,
                                   .synsets = d->synset_count,
                                   .transformations = d->transformation_count,
                                   .issues = d->issue_count,
                                   .rejects = d->reject_total};
}

const ent_dictionary_reject *
ent_dictionary_reject_at(const ent_dictionary *d, size_t number)
{
    return number < d->reject_count ? &d->rejects[number] : NULL;
}
