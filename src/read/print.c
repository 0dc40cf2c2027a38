/*
 * print.c - events and sentences as people and programs read them
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/context.h"
#include "base/table_json.h"
#include "entente/read.h"

/* ---- JSON, in lines or in the frame of tables ---- */

static void
add_string(ent_text *line, const char *key, const char *value)
{
    ent_text_addf(line, ", \"%s\": ", key);
    if (value == NULL) {
        ent_text_add(line, "null");
    } else {
        ent_text_add_json(line, value, strlen(value));
    }
}

static void
add_ids(ent_text *line, const char *key, const char *const *ids, size_t count)
{
    ent_text_addf(line, ", \"%s\": [", key);
    for (size_t i = 0; i < count; i++) {
        ent_text_add(line, i > 0 ? "," : "");
        ent_text_add_json(line, ids[i], strlen(ids[i]));
    }
    ent_text_add_char(line, ']');
}

static void
add_place(ent_text *line, const ent_reading *reading, const ent_sentence *s)
{
    const char *name = reading->documents[s->document].name;

    ent_text_add(line, "{\"document\": ");
    ent_text_add_json(line, name, strlen(name));
    ent_text_addf(line, ", \"sentence\": %u, \"offset\": %zu, \"length\": %zu", s->number,
                  s->place.offset, s->place.length);
}

static void
add_event(ent_text *line, const ent_reading *reading, const ent_event *e)
{
    const ent_sentence *s = &reading->sentences[e->sentence];
    char                date[32];

    ent_event_date(e, date);
    add_place(line, reading, s);
    add_string(line, "date", date[0] == '\0' ? NULL : date);
    add_string(line, "date_precision", ent_precision_name(e->precision));
    add_ids(line, "source", e->sources, e->source_count);
    add_ids(line, "target", e->targets, e->target_count);
    add_string(line, "type", e->type);
    add_string(line, "plover_mode", e->mode);
    add_string(line, "cameo", e->cameo);
    ent_text_add(line, ", \"goldstein\": ");
    ent_text_add_json_number(line, e->goldstein);
    add_string(line, "status", ent_event_status_name(e->status));
    add_string(line, "speaker", e->speaker);
    add_string(line, "text", s->text);
    add_string(line, "rule", e->rule);
    ent_text_add_char(line, '}');
}

static void
add_sentence(ent_text *line, const ent_reading *reading, const ent_sentence *s)
{
    add_place(line, reading, s);
    add_string(line, "text", s->text);
    if (s->dropped == NULL) {
        ent_text_add(line, ", \"kept\": true");
    } else {
        add_string(line, "kept", s->dropped);
    }
    add_string(line, "reason", s->reason);
    ent_text_add_char(line, '}');
}

static ent_status
write_line(ent_ctx *ctx, ent_text *line, FILE *stream)
{
    if (line->failed) {
        return ent_fail_nomem(ctx);
    }
    if (fwrite(ent_text_get(line), 1, line->length, stream) != line->length) {
        return ent_fail(ctx, ENT_E_FILE, "the output cannot be written");
    }
    line->length = 0;
    return ENT_OK;
}

static ent_status
write_json(ent_ctx *ctx, const ent_reading *reading, bool events, bool lines,
           const ent_table_about *about, FILE *stream)
{
    size_t     count = events ? reading->event_count : reading->sentence_count;
    ent_text   line;
    ent_status status = ENT_OK;

    ent_text_init(&line);
    if (!lines) {
        ent_table_about_add(&line, about);
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        ent_text_add(&line, lines ? "" : ENT_TABLE_JSON_BEFORE(i));
        if (events) {
            add_event(&line, reading, &reading->events[i]);
        } else {
            add_sentence(&line, reading, &reading->sentences[i]);
        }
        ent_text_add(&line, lines ? "\n" : "");
        status = write_line(ctx, &line, stream);
    }
    if (status == ENT_OK && !lines) {
        ent_text_add(&line, ENT_TABLE_JSON_END(count));
        status = write_line(ctx, &line, stream);
    }
    ent_text_clear(&line);
    return status;
}

static bool
is_json(ent_format format)
{
    return format == ENT_FORMAT_JSON || format == ENT_FORMAT_JSONL;
}

/* ---- tables ---- */

enum {
    DOCUMENT,
    SENTENCE,
    OFFSET,
    LENGTH,
    DATE,
    PRECISION,
    SOURCE,
    TARGET,
    TYPE,
    MODE,
    CAMEO,
    GOLDSTEIN,
    STATUS,
    SPEAKER,
    TEXT,
    RULE,
    EVENT_COLUMNS
};

static const ent_column EVENT_TABLE[EVENT_COLUMNS] = {
    {"document", ENT_COLUMN_TEXT},  {"sentence", ENT_COLUMN_INTEGER},
    {"offset", ENT_COLUMN_INTEGER}, {"length", ENT_COLUMN_INTEGER},
    {"date", ENT_COLUMN_TEXT},      {"date_precision", ENT_COLUMN_TEXT},
    {"source", ENT_COLUMN_TEXT},    {"target", ENT_COLUMN_TEXT},
    {"type", ENT_COLUMN_TEXT},      {"plover_mode", ENT_COLUMN_TEXT},
    {"cameo", ENT_COLUMN_TEXT},     {"goldstein", ENT_COLUMN_NUMBER},
    {"status", ENT_COLUMN_TEXT},    {"speaker", ENT_COLUMN_TEXT},
    {"text", ENT_COLUMN_TEXT},      {"rule", ENT_COLUMN_TEXT},
};

/* The ids joined by ";", in `scratch`. */
static const char *
joined(ent_text *scratch, const char *const *ids, size_t count)
{
    scratch->length = 0;
    for (size_t i = 0; i < count; i++) {
        ent_text_add(scratch, i > 0 ? ";" : "");
        ent_text_add(scratch, ids[i]);
    }
    return count > 0 ? ent_text_get(scratch) : NULL;
}

static void
fill_event(ent_table *table, const ent_reading *reading, const ent_event *e, ent_text *scratch)
{
    const ent_sentence *s = &reading->sentences[e->sentence];
    char                date[32];

    ent_event_date(e, date);
    ent_table_row(table);
    ent_table_text_borrowed(table, DOCUMENT, reading->documents[s->document].name);
    ent_table_integer(table, SENTENCE, s->number);
    ent_table_integer(table, OFFSET, (int64_t)s->place.offset);
    ent_table_integer(table, LENGTH, (int64_t)s->place.length);
    ent_table_text(table, DATE, date[0] == '\0' ? NULL : date);
    ent_table_text_borrowed(table, PRECISION, ent_precision_name(e->precision));
    ent_table_text(table, SOURCE, joined(scratch, e->sources, e->source_count));
    ent_table_text(table, TARGET, joined(scratch, e->targets, e->target_count));
    ent_table_text_borrowed(table, TYPE, e->type);
    ent_table_text_borrowed(table, MODE, e->mode);
    ent_table_text_borrowed(table, CAMEO, e->cameo);
    ent_table_number(table, GOLDSTEIN, e->goldstein);
    ent_table_text_borrowed(table, STATUS, ent_event_status_name(e->status));
    ent_table_text_borrowed(table, SPEAKER, e->speaker);
    ent_table_text_borrowed(table, TEXT, s->text);
    ent_table_text_borrowed(table, RULE, e->rule);
}

static const ent_column SENTENCE_TABLE[] = {
    {"document", ENT_COLUMN_TEXT},  {"sentence", ENT_COLUMN_INTEGER},
    {"offset", ENT_COLUMN_INTEGER}, {"length", ENT_COLUMN_INTEGER},
    {"text", ENT_COLUMN_TEXT},      {"kept", ENT_COLUMN_TEXT},
    {"reason", ENT_COLUMN_TEXT},
};

static void
fill_sentence(ent_table *table, const ent_reading *reading, const ent_sentence *s)
{
    ent_table_row(table);
    ent_table_text_borrowed(table, 0, reading->documents[s->document].name);
    ent_table_integer(table, 1, s->number);
    ent_table_integer(table, 2, (int64_t)s->place.offset);
    ent_table_integer(table, 3, (int64_t)s->place.length);
    ent_table_text_borrowed(table, 4, s->text);
    ent_table_text_borrowed(table, 5, s->dropped == NULL ? "true" : s->dropped);
    ent_table_text_borrowed(table, 6, s->reason);
}

static ent_status
write_table(ent_ctx *ctx, const ent_reading *reading, bool events, ent_format format,
            const ent_table_about *about, FILE *stream)
{
    ent_table *table;
    ent_text   scratch;
    ent_status status =
        events ? ent_table_create(ctx, EVENT_TABLE, EVENT_COLUMNS, &table)
               : ent_table_create(ctx, SENTENCE_TABLE,
                                  sizeof SENTENCE_TABLE / sizeof *SENTENCE_TABLE, &table);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&scratch);
    for (size_t i = 0; i < (events ? reading->event_count : reading->sentence_count); i++) {
        if (events) {
            fill_event(table, reading, &reading->events[i], &scratch);
        } else {
            fill_sentence(table, reading, &reading->sentences[i]);
        }
    }
    status = scratch.failed ? ent_fail_nomem(ctx) : ent_table_check(ctx, table);
    if (status == ENT_OK) {
        status = ent_table_write(ctx, table, format, about, stream);
    }
    ent_text_clear(&scratch);
    ent_table_destroy(table);
    return status;
}

ent_status
ent_reading_write_events(ent_ctx *ctx, const ent_reading *reading, ent_format format,
                         const ent_table_about *about, FILE *stream)
{
    return is_json(format)
               ? write_json(ctx, reading, true, format == ENT_FORMAT_JSONL, about, stream)
               : write_table(ctx, reading, true, format, about, stream);
}

ent_status
ent_reading_write_sentences(ent_ctx *ctx, const ent_reading *reading, ent_format format,
                            const ent_table_about *about, FILE *stream)
{
    return is_json(format)
               ? write_json(ctx, reading, false, format == ENT_FORMAT_JSONL, about, stream)
               : write_table(ctx, reading, false, format, about, stream);
}
