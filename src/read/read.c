/*
 * read.c - documents to sentences to events: one reader, many documents
 *
 * 1. the reader
 * 2. one document
 * 3. one file
 * 4. many files
 * 5. words for what was read
 *
 * SPDX-License-Identifier: MIT
 */
#include "entente/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/file.h"
#include "base/parallel.h"
#include "read/code.h"
#include "read/document.h"
#include "read/paths.h"
#include "read/pattern/pattern.h"
#include "read/reading.h"
#include "read/same.h"
#include "read/sentence.h"

enum {
    SENTENCES_MOST = 1 << 19, /* of a file */
    REST_SHOWN = 1000,        /* bytes of what comes after them */
    DATELINE_SLACK = 31       /* days between the writing of a text and its publication */
};

/* ---- 1. the reader ---- */

struct ent_reader {
    ent_lexicon          *lexicon;
    const ent_dictionary *dictionary; /* of another program: what to code with, or NULL */
    ent_weights          *weights;    /* NULL: sentences get no tree */
};

ent_status
ent_reader_create(ent_ctx *ctx, const ent_codes *codes, ent_reader **out)
{
    ent_reader *reader = ent_alloc_zero(1, sizeof *reader);
    ent_status  status;

    if (reader == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = ent_lexicon_load(ctx, codes, &reader->lexicon);
    if (status != ENT_OK) {
        ent_reader_destroy(reader);
        return ent_note(ctx, status, "while loading the dictionaries");
    }
    *out = reader;
    return ENT_OK;
}

ent_status
ent_reader_map_weights(ent_ctx *ctx, ent_reader *reader, const char *path)
{
    ent_weights *weights = NULL;
    ent_status   status = path != NULL ? ent_weights_open(ctx, path, &weights) : ENT_OK;

    if (status == ENT_OK) {
        ent_weights_close(reader->weights);
        reader->weights = weights;
    }
    return status;
}

bool
ent_reader_parses(const ent_reader *reader)
{
    return reader->weights != NULL;
}

void
ent_reader_destroy(ent_reader *reader)
{
    if (reader != NULL) {
        ent_lexicon_destroy(reader->lexicon);
        ent_weights_close(reader->weights);
        ent_free(reader);
    }
}

ent_status
ent_reader_use(ent_ctx *ctx, ent_reader *reader, const ent_dictionary *dictionary)
{
    if (!dictionary->finished) {
        return ent_fail(ctx, ENT_E_ARG, "the dictionaries are not complete");
    }
    reader->dictionary = dictionary;
    return ENT_OK;
}

/* ---- 2. one document ---- */

/* What one file gives; becomes a reading, or a part of one. */
typedef struct batch {
    ent_arena         arena;
    ent_document     *documents;
    size_t            document_count, document_capacity;
    ent_sentence     *sentences;
    size_t            sentence_count, sentence_capacity;
    ent_event_list    events;
    ent_position_list positions;
    const char       *trouble; /* why the file could not be read, or NULL */
} batch;

typedef struct work {
    ent_ctx          *ctx;
    const ent_reader *reader;
    batch            *batch;
    const ent_item   *item;
    ent_parse        *parse;
    ent_discourse     discourse;
    ent_shallow      *shallow; /* with a dictionary of another program */
    uint32_t          document, number;
    bool              full; /* the document has a sentence that is the rest of it */
} work;

static void
clear_batch(batch *b)
{
    ent_arena_clear(&b->arena);
    ent_free(b->documents);
    ent_free(b->sentences);
    ent_free(b->events.items);
    ent_free(b->positions.items);
    memset(b, 0, sizeof *b);
}

/* A copy with white space folded and invalid UTF-8 replaced, by three bytes for each of `bad`. */
static char *
clean_text(ent_arena *arena, const char *bytes, size_t length, size_t bad)
{
    char  *copy = ent_arena_alloc(arena, length + 2 * bad + 1, 1);
    size_t used = 0;

    if (copy == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < length;) {
        unsigned char c = (unsigned char)bytes[i];
        size_t        step = c < 0x80 ? 1 : ent_utf8_length(bytes + i, length - i);

        if (c <= ' ' || c == 0x7F) {
            if (used > 0 && copy[used - 1] != ' ') {
                copy[used++] = ' ';
            }
            i++;
        } else if (step == 0) {
            memcpy(copy + used, "\xEF\xBF\xBD", 3);
            used += 3;
            i++;
        } else {
            memcpy(copy + used, bytes + i, step);
            used += step;
            i += step;
        }
    }
    return copy;
}

static char *
kept_text(ent_arena *arena, const char *bytes, size_t length)
{
    size_t bad = 0;
    bool   clean = true;

    for (size_t i = 0; i < length;) {
        unsigned char c = (unsigned char)bytes[i];
        size_t        step = c < 0x80 ? 1 : ent_utf8_length(bytes + i, length - i);
        bool          space = c == ' ' && (i == 0 || bytes[i - 1] == ' ');

        clean = clean && step > 0 && c >= ' ' && c != 0x7F && !space;
        bad += step == 0;
        i += step > 0 ? step : 1;
    }
    return clean ? ent_arena_strndup(arena, bytes, length) : clean_text(arena, bytes, length, bad);
}

static ent_sentence *
add_sentence(work *w, size_t start, size_t length, const char *dropped)
{
    batch        *b = w->batch;
    ent_sentence *s;
    char         *text;

    if (!ENT_GROW(b->sentences, b->sentence_capacity, b->sentence_count + 1)) {
        return NULL;
    }
    text = kept_text(&b->arena, w->item->text + start, length);
    if (text == NULL) {
        return NULL;
    }
    s = &b->sentences[b->sentence_count++];
    *s = (ent_sentence){w->document, ++w->number, {start, length}, text, dropped, NULL};
    return s;
}

/* Whether a document may have both dates; that it cannot is told, and the one it has counts. */
static bool
agrees_with(const work *w, ent_span dateline)
{
    ent_span known = w->discourse.published;
    char     here[16], there[16];

    if (known.from == ENT_DAY_MIN || (dateline.from >= known.from - DATELINE_SLACK &&
                                      dateline.from <= known.to + DATELINE_SLACK)) {
        return true;
    }
    ent_date_print(dateline.from, here);
    ent_date_print(known.from, there);
    ent_say(w->ctx, ENT_WARNING, "%s: its dateline is of %s, the document of %s, which counts",
            w->item->document.name, here, there);
    return false;
}

/* A dateline tells when the text was written, if nothing else did. */
static size_t
pass_dateline(work *w, size_t start, size_t length)
{
    const ent_weights *weights = w->parse->weights;
    ent_span           day;
    size_t             tokens;

    w->parse->weights = NULL; /* it needs no tree */
    ent_parse_sentence(w->parse, &w->discourse, w->item->text + start, length);
    w->parse->weights = weights;
    tokens = ent_dateline_find(w->parse, &day);
    if (tokens == 0 || tokens >= w->parse->count) {
        return 0;
    }
    if (day.from != ENT_DAY_MIN && agrees_with(w, day)) {
        if (w->discourse.published.from == ENT_DAY_MIN) {
            w->discourse.published = day;
        }
        w->discourse.carried = (ent_when){0, 0, day, {ENT_DAY_MIN, ENT_DAY_MAX}, ENT_PRECISION_DAY};
        w->discourse.has_carried = true;
    }
    return w->parse->tokens[tokens].start;
}

static ent_status
read_sentence(work *w, size_t start, size_t length, bool first)
{
    ent_sentence *s = add_sentence(w, start, length, NULL);
    size_t        lead = first ? pass_dateline(w, start, length) : 0;
    const char   *reason = NULL;
    ent_status    status;

    if (s == NULL) {
        return ent_fail_nomem(w->ctx);
    }
    w->discourse.is_item = ent_sentence_is_item(w->item->text, start);
    if (w->shallow != NULL) {
        ent_place place = {start + lead, length - lead};

        status = ent_shallow_sentence(w->ctx, &w->batch->arena, w->shallow, w->reader->lexicon,
                                      w->item->text, place, w->discourse.published,
                                      (uint32_t)(w->batch->sentence_count - 1), &w->batch->events,
                                      &w->batch->sentences[w->batch->sentence_count - 1].reason);
        return status;
    }
    ent_parse_sentence(w->parse, &w->discourse, w->item->text + start + lead, length - lead);
    status = ent_sentence_code(w->ctx, &w->batch->arena, w->parse, &w->discourse,
                               (uint32_t)(w->batch->sentence_count - 1), &w->batch->events,
                               &w->batch->positions, &reason);
    w->batch->sentences[w->batch->sentence_count - 1].reason = reason;
    return status;
}

/* What is beyond the most sentences: one more, of which the beginning is kept. */
static ent_status
drop_rest(work *w, size_t start)
{
    const ent_paragraph *last = &w->item->paragraphs.items[w->item->paragraphs.count - 1];
    size_t               length = last->start + last->length - start;
    size_t               kept = length < REST_SHOWN ? length : REST_SHOWN;
    ent_sentence        *s;

    while (kept < length && kept > 0 &&
           ((unsigned char)w->item->text[start + kept] & 0xC0) == 0x80) {
        kept--;
    }
    s = add_sentence(w, start, kept, "beyond limit");
    if (s == NULL) {
        return ent_fail_nomem(w->ctx);
    }
    s->place.length = length;
    w->full = true;
    ent_say(w->ctx, ENT_WARNING,
            "%s: %zu bytes from offset %zu on are not read: more than %d sentences",
            w->batch->documents[w->document].name, length, start, SENTENCES_MOST);
    return ENT_OK;
}

static ent_status
read_paragraph(work *w, const ent_paragraph *p, bool first)
{
    size_t     at = p->start, end = p->start + p->length, start, length;
    ent_status status = ENT_OK;

    w->discourse.has_carried = false;
    while (status == ENT_OK && ent_sentence_next(w->item->text, end, &at, &start, &length)) {
        if (w->batch->sentence_count >= SENTENCES_MOST) {
            return drop_rest(w, start);
        }
        status = ent_check_cancelled(w->ctx);
        if (status == ENT_OK) {
            status = read_sentence(w, start, length, first);
        }
        first = false;
    }
    return status;
}

/* A title is not coded, but says whom the text is about. */
static ent_status
drop_paragraph(work *w, const ent_paragraph *p)
{
    batch *b = w->batch;

    if (add_sentence(w, p->start, p->length, p->kind) == NULL) {
        return ent_fail_nomem(w->ctx);
    }
    if (strcmp(p->kind, "title") == 0 && p->length <= ENT_SENTENCE_LONGEST) {
        ent_document *document = &b->documents[w->document];

        ent_parse_sentence(w->parse, &w->discourse, w->item->text + p->start, p->length);
        ent_discourse_hear(&w->discourse, w->parse);
        if (document->title == NULL) {
            document->title = b->sentences[b->sentence_count - 1].text;
        }
    }
    return ENT_OK;
}

static bool
is_unknown(ent_span span)
{
    return span.from == ENT_DAY_MIN || (span.from == 0 && span.to == 0);
}

static ent_status
read_item(work *w, ent_item *item, const ent_read_options *options)
{
    batch        *b = w->batch;
    ent_document *document;
    bool          first = true;
    ent_status    status = ENT_OK;

    if (!ENT_GROW(b->documents, b->document_capacity, b->document_count + 1)) {
        return ent_fail_nomem(w->ctx);
    }
    document = &b->documents[b->document_count];
    *document = item->document;
    w->document = (uint32_t)b->document_count++;
    w->item = item;
    w->number = 0;
    w->full = false;
    memset(&w->discourse, 0, sizeof w->discourse);
    w->discourse.published = document->published;
    if (document->set_aside != NULL) {
        return ENT_OK;
    }
    w->parse->text = item->text;
    w->parse->lexicon = w->reader->lexicon;
    w->parse->weights = w->reader->weights;
    ent_paragraphs_judge(item->text, &item->paragraphs);
    for (size_t i = 0; i < item->paragraphs.count && status == ENT_OK && !w->full; i++) {
        const ent_paragraph *p = &item->paragraphs.items[i];

        if (first && p->kind == NULL && options != NULL && !is_unknown(options->published) &&
            is_unknown(w->discourse.published)) {
            /* A dateline comes before what the caller says. */
            (void)pass_dateline(
                w, p->start, p->length < ENT_SENTENCE_LONGEST ? p->length : ENT_SENTENCE_LONGEST);
            if (is_unknown(w->discourse.published)) {
                w->discourse.published = options->published;
            }
        }
        if (b->sentence_count >= SENTENCES_MOST) {
            status = drop_rest(w, p->start);
        } else {
            status = p->kind != NULL ? drop_paragraph(w, p) : read_paragraph(w, p, first);
        }
        first = first && p->kind != NULL;
    }
    b->documents[w->document].published = w->discourse.published;
    return status;
}

/* ---- 3. one file ---- */

static ent_status
read_batch(ent_ctx *ctx, const ent_reader *reader, const char *name, const char *bytes,
           size_t length, const ent_read_options *options, batch *out)
{
    work       w = {.ctx = ctx, .reader = reader, .batch = out};
    ent_items  items = {NULL, 0, 0};
    ent_status status;

    w.parse = ent_alloc_zero(1, sizeof *w.parse);
    if (w.parse == NULL) {
        return ent_fail_nomem(ctx);
    }
    if (reader->dictionary != NULL) {
        w.shallow = ent_alloc_zero(1, sizeof *w.shallow);
        if (w.shallow == NULL) {
            ent_free(w.parse);
            return ent_fail_nomem(ctx);
        }
        ent_shallow_init(w.shallow, reader->dictionary);
    }
    status = ent_items_read(ctx, &out->arena, name, bytes, length, &items);
    for (size_t i = 0; i < items.count && status == ENT_OK; i++) {
        status = read_item(&w, &items.items[i], options);
        if (status == ENT_OK && items.items[i].document.set_aside != NULL) {
            ent_say(ctx, ENT_WARNING, "%s: set aside: %s", items.items[i].document.name,
                    items.items[i].document.set_aside);
        }
    }
    ent_items_clear(&items);
    ent_free(w.shallow);
    ent_free(w.parse);
    return status;
}

/* What a reading keeps behind its `memory`. */
typedef struct memory {
    size_t     count;
    ent_arena *arenas; /* of the batches, and one more */
} memory;

static ent_status
make_arenas(ent_ctx *ctx, ent_reading *r, size_t count)
{
    memory *m = ent_alloc_zero(1, sizeof *m);

    r->memory = m;
    if (m != NULL) {
        m->arenas = ent_alloc_zero(count, sizeof *m->arenas);
    }
    if (m == NULL || m->arenas == NULL) {
        return ent_fail_nomem(ctx);
    }
    m->count = count;
    return ENT_OK;
}

ent_status
ent_reading_begin(ent_ctx *ctx, ent_reading *out, ent_arena **texts)
{
    ent_reading r = {0};
    ent_status  status = make_arenas(ctx, &r, 1);

    if (status != ENT_OK) {
        ent_reading_clear(&r);
        return status;
    }
    *out = r;
    *texts = ((memory *)r.memory)->arenas;
    ent_arena_init(*texts);
    return ENT_OK;
}

/* Make room for what the batches hold; of a single one, take what it holds. */
static ent_status
begin_join(ent_ctx *ctx, batch *batches, size_t count, ent_reading *r)
{
    ent_status status = make_arenas(ctx, r, count + 1);

    if (status != ENT_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        r->document_count += batches[i].document_count;
        r->sentence_count += batches[i].sentence_count;
        r->event_count += batches[i].events.count;
        r->position_count += batches[i].positions.count;
    }
    if (count == 1) {
        r->documents = batches->documents;
        r->sentences = batches->sentences;
        r->events = batches->events.items;
        r->positions = batches->positions.items;
        batches->documents = NULL;
        batches->sentences = NULL;
        batches->events.items = NULL;
        batches->positions.items = NULL;
        return ENT_OK;
    }
    r->documents = ent_alloc(r->document_count, sizeof *r->documents);
    r->sentences = ent_alloc(r->sentence_count, sizeof *r->sentences);
    r->events = ent_alloc(r->event_count, sizeof *r->events);
    r->positions = ent_alloc(r->position_count, sizeof *r->positions);
    return r->documents == NULL || r->sentences == NULL || r->events == NULL || r->positions == NULL
               ? ent_fail_nomem(ctx)
               : ENT_OK;
}

/* Add a batch behind what is there; its arena goes with it. */
static void
join_batch(batch *b, ent_reading *r, ent_arena *arena)
{
    for (size_t k = 0; k < b->events.count; k++) {
        r->events[r->event_count] = b->events.items[k];
        r->events[r->event_count++].sentence += (uint32_t)r->sentence_count;
    }
    for (size_t k = 0; k < b->positions.count; k++) {
        r->positions[r->position_count] = b->positions.items[k];
        r->positions[r->position_count++].sentence += (uint32_t)r->sentence_count;
    }
    for (size_t k = 0; k < b->sentence_count; k++) {
        r->sentences[r->sentence_count + k] = b->sentences[k];
        r->sentences[r->sentence_count + k].document += (uint32_t)r->document_count;
    }
    r->sentence_count += b->sentence_count;
    for (size_t k = 0; k < b->document_count; k++) {
        r->documents[r->document_count++] = b->documents[k];
    }
    *arena = b->arena;
    ent_arena_init(&b->arena);
    clear_batch(b);
}

/* Join the batches in their order; on success they are empty. */
static ent_status
join(ent_ctx *ctx, batch *batches, size_t count, ent_reading *out)
{
    ent_reading r = {0};
    ent_status  status = begin_join(ctx, batches, count, &r);
    memory     *m = r.memory;

    if (status == ENT_OK && count != 1) {
        r.document_count = r.sentence_count = r.event_count = r.position_count = 0;
        for (size_t i = 0; i < count; i++) {
            join_batch(&batches[i], &r, &m->arenas[i]);
        }
    } else if (status == ENT_OK) {
        m->arenas[0] = batches->arena;
        ent_arena_init(&batches->arena);
        clear_batch(batches);
    }
    if (status == ENT_OK) {
        status = ent_reading_part_same(ctx, &r, &m->arenas[count]);
    }
    if (status != ENT_OK) {
        ent_reading_clear(&r);
        return status;
    }
    *out = r;
    return ENT_OK;
}

void
ent_reading_clear(ent_reading *reading)
{
    memory *m = reading->memory;

    for (size_t i = 0; m != NULL && m->arenas != NULL && i < m->count; i++) {
        ent_arena_clear(&m->arenas[i]);
    }
    if (m != NULL) {
        ent_free(m->arenas);
    }
    ent_free(m);
    ent_free(reading->documents);
    ent_free(reading->sentences);
    ent_free(reading->events);
    ent_free(reading->positions);
    memset(reading, 0, sizeof *reading);
}

size_t
ent_reading_read_count(const ent_reading *reading)
{
    size_t count = 0;

    for (size_t i = 0; reading != NULL && i < reading->document_count; i++) {
        count += reading->documents[i].set_aside == NULL;
    }
    return count;
}

ent_status
ent_read_bytes(ent_ctx *ctx, const ent_reader *reader, const char *name, const char *bytes,
               size_t length, const ent_read_options *options, ent_reading *out)
{
    batch      b = {0};
    ent_status status = read_batch(ctx, reader, name, bytes, length, options, &b);

    if (status == ENT_OK) {
        status = join(ctx, &b, 1, out);
    }
    clear_batch(&b);
    return status;
}

/* ---- 4. many files ---- */

typedef struct job {
    const ent_reader       *reader;
    const ent_paths        *paths;
    const ent_read_options *options;
    batch                  *batches;
} job;

/* A document of which there are no bytes. */
static ent_status
set_aside(ent_ctx *ctx, const char *path, const char *why, batch *b)
{
    char *name = ent_name_keep(&b->arena, ent_base_name(path));

    if (name == NULL || !ENT_GROW(b->documents, b->document_capacity, b->document_count + 1)) {
        return ent_fail_nomem(ctx);
    }
    b->documents[b->document_count++] = (ent_document){
        .name = name, .sha256 = "", .published = {ENT_DAY_MIN, ENT_DAY_MAX}, .set_aside = why};
    return ENT_OK;
}

static ent_status
read_path(ent_ctx *ctx, size_t index, void *data)
{
    const job  *j = data;
    batch      *b = &j->batches[index];
    const char *path = j->paths->items[index];
    ent_bytes   bytes;
    ent_status  status = ent_file_read(ctx, path, (size_t)ENT_DOCUMENT_LARGEST, &bytes);

    if (status == ENT_E_LIMIT) {
        ent_say(ctx, ENT_WARNING, "%s: set aside: too large", ent_base_name(path));
        return set_aside(ctx, path, "too large", b);
    }
    if (status == ENT_E_FILE) {
        b->trouble = ent_arena_strdup(&b->arena, ent_ctx_error(ctx));
        return b->trouble == NULL ? ent_fail_nomem(ctx) : set_aside(ctx, path, "cannot be read", b);
    }
    if (status != ENT_OK) {
        return status;
    }
    status =
        read_batch(ctx, j->reader, ent_base_name(path), bytes.bytes, bytes.length, j->options, b);
    ent_bytes_clear(&bytes);
    return status;
}

/* Say which files could not be read; when none could, that is the failure. */
static ent_status
tell_troubles(ent_ctx *ctx, const job *j)
{
    size_t troubles = 0;

    for (size_t i = 0; i < j->paths->count; i++) {
        troubles += j->batches[i].trouble != NULL;
    }
    if (troubles > 0 && troubles == j->paths->count) {
        (void)ent_fail(ctx, ENT_E_FILE, "%s", j->batches[0].trouble);
        return troubles == 1 ? ENT_E_FILE
                             : ent_note(ctx, ENT_E_FILE, "and so with all %zu documents", troubles);
    }
    for (size_t i = 0; i < j->paths->count; i++) {
        if (j->batches[i].trouble != NULL) {
            ent_say(ctx, ENT_WARNING, "%s: set aside: %s", j->batches[i].documents[0].name,
                    j->batches[i].trouble);
        }
    }
    return ENT_OK;
}

ent_status
ent_read_paths(ent_ctx *ctx, const ent_reader *reader, const char *const *paths, size_t count,
               const ent_read_options *options, ent_reading *out)
{
    ent_paths  list;
    job        j = {reader, &list, options, NULL};
    ent_status status = ent_paths_list(ctx, paths, count, &list);

    if (status != ENT_OK) {
        return status;
    }
    j.batches = ent_alloc_zero(list.count, sizeof *j.batches);
    status = j.batches == NULL ? ent_fail_nomem(ctx)
                               : ent_parallel_for(ctx, "reading", list.count, read_path, &j);
    if (status == ENT_OK) {
        status = tell_troubles(ctx, &j);
    }
    if (status == ENT_OK) {
        status = join(ctx, j.batches, list.count, out);
    }
    for (size_t i = 0; j.batches != NULL && i < list.count; i++) {
        clear_batch(&j.batches[i]);
    }
    ent_free(j.batches);
    ent_paths_clear(&list);
    return status;
}

/* ---- 5. words for what was read ---- */

const char *
ent_event_status_name(ent_event_status status)
{
    static const char *const NAMES[] = {"actual", "conditional", "negated", "past"};

    return NAMES[status];
}

const char *
ent_precision_name(ent_precision precision)
{
    static const char *const NAMES[] = {NULL, "day", "month", "year", "span"};

    return NAMES[precision];
}

void
ent_reported_date(ent_span date, ent_precision precision, char out[32])
{
    char from[16], to[16];

    ent_date_print(date.from, from);
    ent_date_print(date.to == ENT_DAY_MAX ? ENT_DAY_MAX : date.to - 1, to);
    switch (precision) {
    case ENT_PRECISION_DAY:
        (void)snprintf(out, 32, "%s", from);
        break;
    case ENT_PRECISION_MONTH:
        (void)snprintf(out, 32, "%.7s", from);
        break;
    case ENT_PRECISION_YEAR:
        (void)snprintf(out, 32, "%.4s", from);
        break;
    case ENT_PRECISION_SPAN:
        (void)snprintf(out, 32, "%.13s..%.13s", from, to);
        break;
    case ENT_PRECISION_NONE:
        out[0] = '\0';
        break;
    }
}
