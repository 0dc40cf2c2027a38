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

#include <dirent.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/file.h"
#include "base/parallel.h"
#include "read/code.h"
#include "read/document.h"
#include "read/sentence.h"

enum { SENTENCES_MOST = 1 << 20, FOLDERS_DEEPEST = 32 };

/* ---- 1. the reader ---- */

struct ent_reader {
    ent_lexicon *lexicon;
};

ent_status
ent_reader_create(ent_ctx *ctx, const ent_codes *codes, ent_reader **out)
{
    ent_reader *reader = ent_alloc_zero(1, sizeof *reader);
    ent_status  status;

    if (reader == NULL) {
        return ent_fail_nomem(ctx);
    }
    /* Once, before threads: libxml2's own globals. */
    xmlInitParser();
    status = ent_lexicon_load(ctx, codes, &reader->lexicon);
    if (status != ENT_OK) {
        ent_reader_destroy(reader);
        return ent_note(ctx, status, "while loading the dictionaries");
    }
    *out = reader;
    return ENT_OK;
}

void
ent_reader_destroy(ent_reader *reader)
{
    if (reader != NULL) {
        ent_lexicon_destroy(reader->lexicon);
        ent_free(reader);
    }
}

/* ---- 2. one document ---- */

/* What one file gives; becomes a reading, or a part of one. */
typedef struct batch {
    ent_arena      arena;
    ent_document  *documents;
    size_t         document_count, document_capacity;
    ent_sentence  *sentences;
    size_t         sentence_count, sentence_capacity;
    ent_event_list events;
} batch;

typedef struct work {
    ent_ctx          *ctx;
    const ent_reader *reader;
    batch            *batch;
    const ent_item   *item;
    ent_parse        *parse;
    ent_discourse     discourse;
    uint32_t          document, number;
} work;

static void
clear_batch(batch *b)
{
    ent_arena_clear(&b->arena);
    ent_free(b->documents);
    ent_free(b->sentences);
    ent_free(b->events.items);
    memset(b, 0, sizeof *b);
}

/* A copy with white space folded and invalid UTF-8 replaced. */
static char *
clean_text(ent_arena *arena, const char *bytes, size_t length)
{
    char  *copy = ent_arena_alloc(arena, length * 3 + 1, 1);
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

/* Three bytes for each are only needed where there are invalid ones. */
static char *
kept_text(ent_arena *arena, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length;) {
        unsigned char c = (unsigned char)bytes[i];
        size_t        step = c < 0x80 ? 1 : ent_utf8_length(bytes + i, length - i);
        bool          space = c == ' ' && (i == 0 || bytes[i - 1] == ' ');

        if (step == 0 || c < ' ' || c == 0x7F || space) {
            return clean_text(arena, bytes, length);
        }
        i += step;
    }
    return ent_arena_strndup(arena, bytes, length);
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

/* A dateline tells when the text was written, if nothing else did. */
static size_t
pass_dateline(work *w, size_t start, size_t length)
{
    ent_span day;
    size_t   tokens;

    ent_parse_sentence(w->parse, &w->discourse, w->item->text + start, length);
    tokens = ent_dateline_find(w->parse, &day);
    if (tokens == 0 || tokens >= w->parse->count) {
        return 0;
    }
    if (day.from != ENT_DAY_MIN) {
        if (w->discourse.published.from == ENT_DAY_MIN) {
            w->discourse.published = day;
        }
        w->discourse.carried = (ent_when){0, 0, day, ENT_PRECISION_DAY};
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
    ent_parse_sentence(w->parse, &w->discourse, w->item->text + start + lead, length - lead);
    status =
        ent_sentence_code(w->ctx, &w->batch->arena, w->parse, &w->discourse,
                          (uint32_t)(w->batch->sentence_count - 1), &w->batch->events, &reason);
    w->batch->sentences[w->batch->sentence_count - 1].reason = reason;
    return status;
}

static ent_status
read_paragraph(work *w, const ent_paragraph *p, bool first)
{
    size_t     at = p->start, end = p->start + p->length, start, length;
    ent_status status = ENT_OK;

    w->discourse.has_carried = false;
    while (status == ENT_OK && ent_sentence_next(w->item->text, end, &at, &start, &length)) {
        if (w->batch->sentence_count >= SENTENCES_MOST) {
            return add_sentence(w, start, end - start, "beyond limit") == NULL
                       ? ent_fail_nomem(w->ctx)
                       : ENT_OK;
        }
        status = read_sentence(w, start, length, first);
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
    memset(&w->discourse, 0, sizeof w->discourse);
    w->discourse.published = document->published;
    if (document->set_aside != NULL) {
        return ENT_OK;
    }
    w->parse->text = item->text;
    w->parse->lexicon = w->reader->lexicon;
    ent_paragraphs_judge(item->text, &item->paragraphs);
    for (size_t i = 0; i < item->paragraphs.count && status == ENT_OK; i++) {
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
        status = p->kind != NULL ? drop_paragraph(w, p) : read_paragraph(w, p, first);
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
    status = ent_items_read(ctx, &out->arena, name, bytes, length, &items);
    for (size_t i = 0; i < items.count && status == ENT_OK; i++) {
        status = read_item(&w, &items.items[i], options);
        if (status == ENT_OK && items.items[i].document.set_aside != NULL) {
            ent_say(ctx, ENT_WARNING, "%s: set aside: %s", items.items[i].document.name,
                    items.items[i].document.set_aside);
        }
    }
    ent_items_clear(&items);
    ent_free(w.parse);
    return status;
}

/* What a reading keeps behind its `memory`. */
typedef struct memory {
    size_t     count;
    ent_arena *arenas;
} memory;

/* Join the batches in their order; on success they are empty. */
static ent_status
join(ent_ctx *ctx, batch *batches, size_t count, ent_reading *out)
{
    ent_reading r = {0};
    memory     *m = ent_alloc_zero(1, sizeof *m);

    for (size_t i = 0; i < count; i++) {
        r.document_count += batches[i].document_count;
        r.sentence_count += batches[i].sentence_count;
        r.event_count += batches[i].events.count;
    }
    r.documents = ent_alloc(r.document_count, sizeof *r.documents);
    r.sentences = ent_alloc(r.sentence_count, sizeof *r.sentences);
    r.events = ent_alloc(r.event_count, sizeof *r.events);
    if (m != NULL) {
        m->arenas = ent_alloc_zero(count, sizeof *m->arenas);
    }
    r.memory = m;
    if (r.documents == NULL || r.sentences == NULL || r.events == NULL || m == NULL ||
        m->arenas == NULL) {
        ent_reading_clear(&r);
        return ent_fail_nomem(ctx);
    }
    r.document_count = r.sentence_count = r.event_count = 0;
    for (size_t i = 0; i < count; i++) {
        batch *b = &batches[i];

        for (size_t k = 0; k < b->events.count; k++) {
            r.events[r.event_count] = b->events.items[k];
            r.events[r.event_count++].sentence += (uint32_t)r.sentence_count;
        }
        for (size_t k = 0; k < b->sentence_count; k++) {
            r.sentences[r.sentence_count + k] = b->sentences[k];
            r.sentences[r.sentence_count + k].document += (uint32_t)r.document_count;
        }
        r.sentence_count += b->sentence_count;
        for (size_t k = 0; k < b->document_count; k++) {
            r.documents[r.document_count++] = b->documents[k];
        }
        m->arenas[m->count++] = b->arena;
        ent_arena_init(&b->arena);
        clear_batch(b);
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
    memset(reading, 0, sizeof *reading);
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

typedef struct path_list {
    char **items;
    size_t count, capacity;
} path_list;

typedef struct job {
    const ent_reader       *reader;
    const path_list        *paths;
    const ent_read_options *options;
    batch                  *batches;
} job;

static ent_status
add_path(ent_ctx *ctx, path_list *list, const char *folder, const char *name)
{
    ent_text path;

    ent_text_init(&path);
    if (folder != NULL) {
        ent_text_add(&path, folder);
        ent_text_add_char(&path, '/');
    }
    ent_text_add(&path, name);
    if (path.failed || !ENT_GROW(list->items, list->capacity, list->count + 1)) {
        ent_text_clear(&path);
        return ent_fail_nomem(ctx);
    }
    list->items[list->count++] = path.bytes;
    return ENT_OK;
}

static void
clear_paths(path_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        ent_free(list->items[i]);
    }
    ent_free(list->items);
}

static bool
is_document_name(const char *name)
{
    static const char *const ENDS[] = {".txt", ".html", ".htm",  ".xml",
                                       ".rss", ".atom", ".json", ".jsonl"};

    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++) {
        size_t length = strlen(name), tail = strlen(ENDS[i]);

        if (name[0] != '.' && length > tail &&
            ent_compare_nocase(name + length - tail, ENDS[i]) == 0) {
            return true;
        }
    }
    return false;
}

static int
compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static ent_status add_folder(ent_ctx *ctx, path_list *list, const char *folder, int depth);

/* A file's name, or a folder's documents; links to folders are not followed beyond a depth. */
static ent_status
add_any(ent_ctx *ctx, path_list *list, const char *path, bool named, int depth)
{
    struct stat about;

    if (strcmp(path, "-") == 0 && named) {
        return add_path(ctx, list, NULL, path);
    }
    if (stat(path, &about) != 0) {
        return named ? ent_fail(ctx, ENT_E_FILE, "'%s' does not exist", path) : ENT_OK;
    }
    if (S_ISDIR(about.st_mode)) {
        return depth < FOLDERS_DEEPEST ? add_folder(ctx, list, path, depth + 1) : ENT_OK;
    }
    return named || is_document_name(ent_base_name(path)) ? add_path(ctx, list, NULL, path)
                                                          : ENT_OK;
}

static ent_status
list_folder(ent_ctx *ctx, path_list *out, const char *folder)
{
    DIR           *stream = opendir(folder);
    struct dirent *entry;
    ent_status     status = ENT_OK;

    if (stream == NULL) {
        return ent_fail(ctx, ENT_E_FILE, "the folder '%s' cannot be opened", folder);
    }
    while (status == ENT_OK && (entry = readdir(stream)) != NULL) {
        if (entry->d_name[0] != '.') {
            status = add_path(ctx, out, folder, entry->d_name);
        }
    }
    (void)closedir(stream);
    return status;
}

static ent_status
add_folder(ent_ctx *ctx, path_list *list, const char *folder, int depth)
{
    path_list  inside = {NULL, 0, 0};
    ent_status status = list_folder(ctx, &inside, folder);

    if (inside.count > 1) {
        qsort(inside.items, inside.count, sizeof *inside.items, compare_paths);
    }
    for (size_t i = 0; i < inside.count && status == ENT_OK; i++) {
        status = add_any(ctx, list, inside.items[i], false, depth);
    }
    clear_paths(&inside);
    return status;
}

static ent_status
set_aside_large(ent_ctx *ctx, const char *path, batch *b)
{
    char *name = ent_arena_strdup(&b->arena, ent_base_name(path));

    if (name == NULL || !ENT_GROW(b->documents, b->document_capacity, b->document_count + 1)) {
        return ent_fail_nomem(ctx);
    }
    b->documents[b->document_count++] = (ent_document){.name = name,
                                                       .sha256 = "",
                                                       .published = {ENT_DAY_MIN, ENT_DAY_MAX},
                                                       .set_aside = "too large"};
    ent_say(ctx, ENT_WARNING, "%s: set aside: too large", name);
    return ENT_OK;
}

static ent_status
read_path(ent_ctx *ctx, size_t index, void *data)
{
    const job  *j = data;
    const char *path = j->paths->items[index];
    ent_bytes   bytes;
    ent_status  status = ent_file_read(ctx, path, (size_t)ENT_DOCUMENT_LARGEST, &bytes);

    if (status == ENT_E_LIMIT) {
        return set_aside_large(ctx, path, &j->batches[index]);
    }
    if (status != ENT_OK) {
        return status;
    }
    status = read_batch(ctx, j->reader, ent_base_name(path), bytes.bytes, bytes.length, j->options,
                        &j->batches[index]);
    ent_bytes_clear(&bytes);
    return status;
}

ent_status
ent_read_paths(ent_ctx *ctx, const ent_reader *reader, const char *const *paths, size_t count,
               const ent_read_options *options, ent_reading *out)
{
    path_list  list = {NULL, 0, 0};
    job        j = {reader, &list, options, NULL};
    ent_status status = ENT_OK;

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = add_any(ctx, &list, paths[i], true, 0);
    }
    if (status == ENT_OK) {
        j.batches = ent_alloc_zero(list.count, sizeof *j.batches);
        status = j.batches == NULL ? ent_fail_nomem(ctx)
                                   : ent_parallel_for(ctx, "reading", list.count, read_path, &j);
    }
    if (status == ENT_OK) {
        status = join(ctx, j.batches, list.count, out);
    }
    for (size_t i = 0; j.batches != NULL && i < list.count; i++) {
        clear_batch(&j.batches[i]);
    }
    ent_free(j.batches);
    clear_paths(&list);
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
ent_event_date(const ent_event *event, char out[32])
{
    char from[16], to[16];

    ent_date_print(event->date.from, from);
    ent_date_print(event->date.to == ENT_DAY_MAX ? ENT_DAY_MAX : event->date.to - 1, to);
    switch (event->precision) {
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
