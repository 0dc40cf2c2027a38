/*
 * bank.c - sentences of a treebank
 *
 * SPDX-License-Identifier: MIT
 */
#include "bank.h"

#include <string.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/text.h"

enum { LARGEST = 256 << 20, COLUMNS = 5 };

/* The lines of one sentence while they are read. */
typedef struct lines {
    ent_text text;
    ent_word words[ENT_WORDS_MAX];
    uint8_t  tags[ENT_WORDS_MAX], relations[ENT_WORDS_MAX];
    uint16_t heads[ENT_WORDS_MAX];
    size_t   count;
} lines;

static void *
copy(const void *items, size_t count, size_t size)
{
    void *to = ent_alloc(count, size);

    if (to != NULL) {
        memcpy(to, items, count * size);
    }
    return to;
}

static void
clear_sentence(bank_sentence *s)
{
    ent_free(s->text);
    ent_free(s->words);
    ent_free(s->tags);
    ent_free(s->relations);
    ent_free(s->heads);
}

/* Keep a copy of a sentence. */
static ent_status
add(ent_ctx *ctx, bank *b, const bank_sentence *from)
{
    bank_sentence s = {
        .text = ent_strdup(from->text), .count = from->count, .origin = from->origin};

    s.words = copy(from->words, s.count, sizeof *s.words);
    s.tags = copy(from->tags, s.count, 1);
    s.relations = copy(from->relations, s.count, 1);
    s.heads = copy(from->heads, s.count, sizeof *s.heads);
    if (s.text == NULL || s.words == NULL || s.tags == NULL || s.relations == NULL ||
        s.heads == NULL || !ENT_GROW(b->sentences, b->capacity, b->count + 1)) {
        clear_sentence(&s);
        return ent_fail_nomem(ctx);
    }
    b->sentences[b->count++] = s;
    b->words += s.count;
    return ENT_OK;
}

/* One word; the columns are zero-terminated. */
static ent_status
read_word(ent_ctx *ctx, char *const columns[COLUMNS], lines *l)
{
    int64_t      head;
    ent_tag      tag = ent_tag_find(columns[2]);
    ent_relation relation = ent_relation_find(columns[4]);

    if (tag == ENT_TAGS || relation == ENT_RELATIONS) {
        return ent_fail(ctx, ENT_E_INPUT, "unknown tag '%s' or relation '%s'", columns[2],
                        columns[4]);
    }
    if (!ent_integer_read(columns[3], strlen(columns[3]), &head) || head < 0 ||
        head > ENT_WORDS_MAX) {
        return ent_fail(ctx, ENT_E_INPUT, "head is '%s', expected 0 to %d", columns[3],
                        ENT_WORDS_MAX);
    }
    if (l->count < ENT_WORDS_MAX) {
        l->words[l->count] =
            (ent_word){(uint32_t)l->text.length, (uint32_t)strlen(columns[0]), (uint16_t)l->count};
        l->tags[l->count] = (uint8_t)tag;
        l->relations[l->count] = (uint8_t)relation;
        l->heads[l->count] = head == 0 ? (uint16_t)ENT_NO_WORD : (uint16_t)(head - 1);
        ent_text_add(&l->text, columns[0]);
        ent_text_add_char(&l->text, ' ');
    }
    l->count++;
    return ENT_OK;
}

static ent_status
end_sentence(ent_ctx *ctx, bank *b, lines *l)
{
    bank_sentence s = {l->text.bytes, l->words, l->tags, l->relations,
                       l->heads,      l->count, b->count};
    ent_status    status = ENT_OK;

    for (size_t i = 0; i < l->count && l->count <= ENT_WORDS_MAX; i++) {
        if (l->heads[i] != ENT_NO_WORD && l->heads[i] >= l->count) {
            return ent_fail(ctx, ENT_E_INPUT, "the head of word %zu is beyond the sentence", i + 1);
        }
    }
    if (l->text.failed) {
        return ent_fail_nomem(ctx);
    }
    if (l->count > 0 && l->count <= ENT_WORDS_MAX) {
        status = add(ctx, b, &s);
    }
    ent_text_reset(&l->text);
    l->count = 0;
    return status;
}

static ent_status
read_line(ent_ctx *ctx, char *line, bank *b, lines *l)
{
    char  *columns[COLUMNS];
    size_t count = 0;

    if (line[0] == '\0') {
        return end_sentence(ctx, b, l);
    }
    for (char *at = line; count < COLUMNS; count++) {
        columns[count] = at;
        at = strchr(at, '\t');
        if (at == NULL) {
            count++;
            break;
        }
        *at++ = '\0';
    }
    return count == COLUMNS ? read_word(ctx, columns, l)
                            : ent_fail(ctx, ENT_E_INPUT, "%zu columns, expected 5", count);
}

ent_status
bank_read(ent_ctx *ctx, const char *path, bank *out)
{
    bank       made = {0};
    lines     *l = ent_alloc_zero(1, sizeof *l);
    ent_bytes  bytes;
    size_t     number = 0;
    ent_status status;

    if (l == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = ent_file_read(ctx, path, LARGEST, &bytes);
    if (status != ENT_OK) {
        ent_free(l);
        return status;
    }
    for (char *line = bytes.owned, *end; status == ENT_OK && *line != '\0'; line = end) {
        end = line + strcspn(line, "\n");
        end += *end == '\n' ? (*end = '\0', 1) : 0;
        number++;
        status = read_line(ctx, line, &made, l);
    }
    if (status == ENT_OK) {
        status = end_sentence(ctx, &made, l);
    }
    ent_text_clear(&l->text);
    ent_free(l);
    ent_bytes_clear(&bytes);
    if (status != ENT_OK) {
        bank_clear(&made);
        return ent_note(ctx, status, "at %s:%zu", path, number);
    }
    *out = made;
    return ENT_OK;
}

void
bank_clear(bank *b)
{
    for (size_t i = 0; i < b->count; i++) {
        clear_sentence(&b->sentences[i]);
    }
    ent_free(b->sentences);
    memset(b, 0, sizeof *b);
}

bool
bank_is_in_part(const bank_sentence *s, size_t part, size_t parts)
{
    return parts > 0 && s->origin / BANK_BLOCK % parts == part;
}

static void
capitalise(bank_sentence *s, bool all)
{
    for (size_t i = 0; i < s->count; i++) {
        char  *word = s->text + s->words[i].start;
        size_t length = all ? s->words[i].length : s->words[i].length >= 4;

        for (size_t k = 0; k < length; k++) {
            word[k] = word[k] >= 'a' && word[k] <= 'z' ? (char)(word[k] - 'a' + 'A') : word[k];
        }
    }
}

ent_status
bank_add_letters(ent_ctx *ctx, bank *b, size_t every)
{
    size_t     count = b->count;
    ent_status status = ENT_OK;

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        if (i % every == 0 || i % every == every / 2) {
            status = add(ctx, b, &b->sentences[i]);
            if (status == ENT_OK) {
                capitalise(&b->sentences[b->count - 1], i % every == 0);
            }
        }
    }
    return status;
}
