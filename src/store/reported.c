/*
 * reported.c - kept documents and events, as the reading that they came from
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "read/reading.h"
#include "store/lists.h"

static const char DOCUMENT_QUERY[] =
    "SELECT document, name, sha256, title, published_start, published_end, bytes, set_aside"
    " FROM documents ORDER BY document";

/* Those of a sentence stand together. */
static const char EVENT_QUERY[] =
    "SELECT e.event, e.document, e.sentence, s.offset, s.length, s.text, e.start, e.\"end\","
    " e.precision, e.type, e.mode, e.cameo, e.goldstein, e.status, e.speaker, e.rule,"
    " e.verb_offset, e.verb_length, e.source_offset, e.source_length, e.target_offset,"
    " e.target_length FROM events e JOIN sentences s USING (document, sentence)"
    " ORDER BY e.document, e.sentence, e.event";

enum {
    OF_EVENT,
    OF_DOCUMENT,
    OF_SENTENCE,
    OF_OFFSET,
    OF_LENGTH,
    OF_TEXT,
    OF_START,
    OF_END,
    OF_PRECISION,
    OF_TYPE,
    OF_MODE,
    OF_CAMEO,
    OF_GOLDSTEIN,
    OF_STATUS,
    OF_SPEAKER,
    OF_RULE,
    OF_VERB,
    OF_SOURCE = OF_VERB + 2,
    OF_TARGET = OF_SOURCE + 2
};

typedef struct bringer {
    sqlite3_stmt *actors;
    ent_arena    *texts;
    int64_t      *numbers; /* of the documents, ascending */
    size_t        number_capacity, document_capacity, sentence_capacity, event_capacity;
    ent_reading   reading;
} bringer;

/* A copy; NULL stays NULL, and only then is NULL no lack of memory. */
static ent_status
copy_text(ent_ctx *ctx, bringer *b, sqlite3_stmt *statement, int column, const char **out)
{
    const char *text = ent_db_text(statement, column);

    *out = text != NULL ? ent_arena_strdup(b->texts, text) : NULL;
    return text != NULL && *out == NULL ? ent_fail_nomem(ctx) : ENT_OK;
}

typedef struct text_field {
    int          column;
    const char **to;
} text_field;

static ent_status
copy_texts(ent_ctx *ctx, bringer *b, sqlite3_stmt *statement, const text_field *fields,
           size_t count)
{
    ent_status status = ENT_OK;

    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        status = copy_text(ctx, b, statement, fields[i].column, fields[i].to);
    }
    return status;
}

/* What ent_lists_check() has found to be a number and not negative. */
static size_t
size_at(sqlite3_stmt *statement, int column)
{
    int64_t value = sqlite3_column_int64(statement, column);

    return value > 0 ? (size_t)value : 0;
}

static ent_place
place_at(sqlite3_stmt *statement, int column)
{
    return (ent_place){size_at(statement, column), size_at(statement, column + 1)};
}

static ent_status
read_span(ent_ctx *ctx, sqlite3_stmt *statement, int column, ent_span *out)
{
    return ent_db_day(statement, column, false, &out->from) &&
                   ent_db_day(statement, column + 1, true, &out->to)
               ? ENT_OK
               : ent_fail(ctx, ENT_E_STORE, "a date in the store is none");
}

static ent_status
bring_document(ent_ctx *ctx, bringer *b, sqlite3_stmt *statement)
{
    ent_reading  *r = &b->reading;
    ent_document *d;
    ent_status    status;

    if (!ENT_GROW(b->numbers, b->number_capacity, r->document_count + 1) ||
        !ENT_GROW(r->documents, b->document_capacity, r->document_count + 1)) {
        return ent_fail_nomem(ctx);
    }
    d = &r->documents[r->document_count];
    *d = (ent_document){.bytes = size_at(statement, 6)};
    b->numbers[r->document_count++] = sqlite3_column_int64(statement, 0);
    status = copy_texts(
        ctx, b, statement,
        (text_field[]){{1, &d->name}, {2, &d->sha256}, {3, &d->title}, {7, &d->set_aside}}, 4);
    return status == ENT_OK ? read_span(ctx, statement, 4, &d->published) : status;
}

/* The place of a document by its number, which there is: the store was checked. */
static uint32_t
find_document(const bringer *b, int64_t number)
{
    size_t from = 0, to = b->reading.document_count;

    while (from + 1 < to) {
        size_t middle = from + (to - from) / 2;

        if (b->numbers[middle] <= number) {
            from = middle;
        } else {
            to = middle;
        }
    }
    return (uint32_t)from;
}

/* The sentence of an event: the last one, or a new one. */
static ent_status
bring_sentence(ent_ctx *ctx, bringer *b, sqlite3_stmt *statement)
{
    ent_reading  *r = &b->reading;
    uint32_t      document = find_document(b, sqlite3_column_int64(statement, OF_DOCUMENT));
    uint32_t      number = (uint32_t)size_at(statement, OF_SENTENCE);
    ent_sentence *s;

    if (r->sentence_count > 0) {
        s = &r->sentences[r->sentence_count - 1];
        if (s->document == document && s->number == number) {
            return ENT_OK;
        }
    }
    if (!ENT_GROW(r->sentences, b->sentence_capacity, r->sentence_count + 1)) {
        return ent_fail_nomem(ctx);
    }
    s = &r->sentences[r->sentence_count++];
    *s = (ent_sentence){
        .document = document, .number = number, .place = place_at(statement, OF_OFFSET)};
    return copy_text(ctx, b, statement, OF_TEXT, &s->text);
}

static ent_status
bring_actors(ent_ctx *ctx, bringer *b, int64_t event, const char *side, const char *const **out,
             size_t *count)
{
    const char *actors[ENT_ACTORS_MAX];
    size_t      n = 0;
    ent_bind    bind;
    bool        row = true;
    ent_status  status;

    ent_bind_start(&bind, b->actors);
    ent_bind_integer(&bind, event);
    ent_bind_text(&bind, side);
    status = ent_bind_check(ctx, &bind);
    while (status == ENT_OK && row) {
        status = ent_db_step(ctx, b->actors, &row);
        if (status == ENT_OK && row && n < ENT_ACTORS_MAX) {
            status = copy_text(ctx, b, b->actors, 0, &actors[n++]);
        }
    }
    if (status == ENT_OK) {
        const char **kept = ent_arena_alloc(b->texts, n, sizeof *kept);

        if (kept == NULL) {
            return ent_fail_nomem(ctx);
        }
        memcpy(kept, actors, n * sizeof *kept);
        *out = kept;
        *count = n;
    }
    return status;
}

/* The number of a name in a list of names, which it stands in: the store was checked. */
static unsigned
number_of(const char *name, const char *(*name_of)(unsigned), unsigned count)
{
    unsigned i = 0;

    while (i + 1 < count && (name == NULL || strcmp(name, name_of(i)) != 0)) {
        i++;
    }
    return i;
}

static const char *
status_name(unsigned number)
{
    return ent_event_status_name((ent_event_status)number);
}

static const char *
precision_name(unsigned number)
{
    const char *name = ent_precision_name((ent_precision)number);

    return name != NULL ? name : "none";
}

static ent_status
bring_event(ent_ctx *ctx, bringer *b, sqlite3_stmt *statement)
{
    ent_reading *r = &b->reading;
    int64_t      number = sqlite3_column_int64(statement, OF_EVENT);
    ent_event   *e;
    ent_status   status = bring_sentence(ctx, b, statement);

    if (status != ENT_OK) {
        return status;
    }
    if (!ENT_GROW(r->events, b->event_capacity, r->event_count + 1)) {
        return ent_fail_nomem(ctx);
    }
    e = &r->events[r->event_count++];
    *e = (ent_event){.sentence = (uint32_t)(r->sentence_count - 1),
                     .precision = (ent_precision)number_of(ent_db_text(statement, OF_PRECISION),
                                                           precision_name, ENT_PRECISION_SPAN + 1),
                     .status = (ent_event_status)number_of(ent_db_text(statement, OF_STATUS),
                                                           status_name, ENT_EVENT_PAST + 1),
                     .goldstein = sqlite3_column_type(statement, OF_GOLDSTEIN) == SQLITE_NULL
                                      ? (double)NAN
                                      : sqlite3_column_double(statement, OF_GOLDSTEIN),
                     .verb = place_at(statement, OF_VERB),
                     .source_place = place_at(statement, OF_SOURCE),
                     .target_place = place_at(statement, OF_TARGET)};
    status = copy_texts(ctx, b, statement,
                        (text_field[]){{OF_TYPE, &e->type},
                                       {OF_MODE, &e->mode},
                                       {OF_CAMEO, &e->cameo},
                                       {OF_SPEAKER, &e->speaker},
                                       {OF_RULE, &e->rule}},
                        5);
    if (status == ENT_OK) {
        status = read_span(ctx, statement, OF_START, &e->date);
    }
    if (status == ENT_OK) {
        status = bring_actors(ctx, b, number, "source", &e->sources, &e->source_count);
    }
    return status == ENT_OK ? bring_actors(ctx, b, number, "target", &e->targets, &e->target_count)
                            : status;
}

typedef ent_status bring_row(ent_ctx *ctx, bringer *b, sqlite3_stmt *statement);

static ent_status
bring_rows(ent_ctx *ctx, sqlite3 *db, bringer *b, const char *sql, bring_row *bring)
{
    sqlite3_stmt *statement = NULL;
    bool          row = true;
    ent_status    status = ent_lists_check(ctx, db, sql);

    if (status == ENT_OK) {
        status = ent_db_prepare(ctx, db, sql, &statement);
    }
    while (status == ENT_OK && row) {
        status = ent_db_step(ctx, statement, &row);
        if (status == ENT_OK && row) {
            status = bring(ctx, b, statement);
        }
    }
    (void)sqlite3_finalize(statement);
    return status;
}

static ent_status
bring_all(ent_ctx *ctx, sqlite3 *db, bringer *b)
{
    ent_status status = ent_db_prepare(ctx, db,
                                       "SELECT actor FROM event_actors WHERE event = ? AND side = ?"
                                       " ORDER BY position",
                                       &b->actors);

    if (status == ENT_OK) {
        status = ent_lists_check(ctx, db, "event_actors");
    }
    if (status == ENT_OK) {
        status = bring_rows(ctx, db, b, DOCUMENT_QUERY, bring_document);
    }
    return status == ENT_OK ? bring_rows(ctx, db, b, EVENT_QUERY, bring_event) : status;
}

ent_status
ent_store_reported(ent_ctx *ctx, ent_store *store, ent_reading *out)
{
    bringer    b = {.actors = NULL};
    ent_status status = ent_reading_begin(ctx, &b.reading, &b.texts);

    if (status == ENT_OK) {
        status = ent_db_exec(ctx, store->db, "BEGIN"); /* all as of one moment */
    }
    if (status == ENT_OK) {
        status = ent_db_end(ctx, store->db, bring_all(ctx, store->db, &b));
    }
    (void)sqlite3_finalize(b.actors);
    ent_free(b.numbers);
    if (status != ENT_OK) {
        ent_reading_clear(&b.reading);
        return status;
    }
    *out = b.reading;
    return ENT_OK;
}
