/*
 * dictionary.c - the dictionaries of other programs: made, filled file by file, finished
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/dictionary/dictionary.h"

#include <string.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/text.h"
#include "read/dictionary/issues.h"
#include "read/dictionary/phrases.h"
#include "read/dictionary/seed.h"
#include "read/dictionary/settle.h"
#include "read/dictionary/trie.h"
#include "read/dictionary/verbs.h"
#include "read/dictionary/vocabulary.h"

enum {
    BYTES_A_WORD = 64, /* of a file, to each word and edge that is new: about as they are */
    BYTES_AN_EDGE = 24
};

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
    if (!ent_words_reserve(d, length / BYTES_A_WORD) ||
        !ent_trie_reserve(d, length / BYTES_AN_EDGE)) {
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
