/*
 * print.c - events and sentences as people and programs read them
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/context.h"
#include "base/table_json.h"
#include "entente/read.h"

#define NO_REPORT UINT32_MAX

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

/* What is written: the rows, and of acts the first event of each. */
typedef struct content {
    const ent_reading *reading;
    uint32_t          *acts; /* by event; NULL where rows are no acts */
    uint32_t          *next; /* the next report of the same act, or NO_REPORT */
} content;

/* The sentences that tell of the act. */
static void
add_reports(ent_text *line, const content *what, size_t act)
{
    const ent_reading *reading = what->reading;

    ent_text_add(line, ", \"reports\": [");
    for (size_t i = act; i != NO_REPORT; i = what->next[i]) {
        const ent_sentence *s = &reading->sentences[reading->events[i].sentence];

        ent_text_add(line, i > act ? ", " : "");
        add_place(line, reading, s);
        add_string(line, "speaker", reading->events[i].speaker);
        add_string(line, "text", s->text);
        ent_text_add_char(line, '}');
    }
    ent_text_add_char(line, ']');
}

static void
add_event(ent_text *line, const content *what, size_t row)
{
    const ent_reading  *reading = what->reading;
    const ent_event    *e = &reading->events[row];
    const ent_sentence *s = &reading->sentences[e->sentence];
    char                date[32];

    ent_reported_date(e->date, e->precision, date);
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
    if (what->acts != NULL) {
        add_reports(line, what, row);
    }
    if (reading->remarks != NULL) {
        add_string(line, "verdict", reading->remarks[row].verdict);
        add_string(line, "fact", reading->remarks[row].fact);
    }
    ent_text_add_char(line, '}');
}

static void
add_position(ent_text *line, const content *what, size_t row)
{
    const ent_position *q = &what->reading->positions[row];
    const ent_sentence *s = &what->reading->sentences[q->sentence];
    char                date[32];

    ent_reported_date(q->date, q->precision, date);
    add_place(line, what->reading, s);
    add_string(line, "date", date[0] == '\0' ? NULL : date);
    add_string(line, "date_precision", ent_precision_name(q->precision));
    add_string(line, "actor", q->actor);
    add_string(line, "issue", q->issue);
    add_string(line, "position", q->supports ? "supports" : "opposes");
    add_string(line, "status", ent_event_status_name(q->status));
    add_string(line, "speaker", q->speaker);
    add_string(line, "text", s->text);
    add_string(line, "rule", q->rule);
    ent_text_add_char(line, '}');
}

static void
add_sentence(ent_text *line, const content *what, size_t row)
{
    const ent_sentence *s = &what->reading->sentences[row];

    add_place(line, what->reading, s);
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

static int64_t
count_reports(const content *what, size_t act)
{
    int64_t count = 0;

    for (size_t i = act; i != NO_REPORT; i = what->next[i]) {
        count++;
    }
    return count;
}

static void
fill_event(ent_table *table, const content *what, size_t row, ent_text *scratch)
{
    const ent_reading  *reading = what->reading;
    const ent_event    *e = &reading->events[row];
    const ent_sentence *s = &reading->sentences[e->sentence];
    size_t              column = EVENT_COLUMNS;
    char                date[32];

    ent_reported_date(e->date, e->precision, date);
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
    if (what->acts != NULL) {
        ent_table_integer(table, column++, count_reports(what, row));
    }
    if (reading->remarks != NULL) {
        ent_table_text_borrowed(table, column, reading->remarks[row].verdict);
        ent_table_text_borrowed(table, column + 1, reading->remarks[row].fact);
    }
}

static const ent_column POSITION_TABLE[] = {
    {"document", ENT_COLUMN_TEXT},  {"sentence", ENT_COLUMN_INTEGER},
    {"offset", ENT_COLUMN_INTEGER}, {"length", ENT_COLUMN_INTEGER},
    {"date", ENT_COLUMN_TEXT},      {"date_precision", ENT_COLUMN_TEXT},
    {"actor", ENT_COLUMN_TEXT},     {"issue", ENT_COLUMN_TEXT},
    {"position", ENT_COLUMN_TEXT},  {"status", ENT_COLUMN_TEXT},
    {"speaker", ENT_COLUMN_TEXT},   {"text", ENT_COLUMN_TEXT},
    {"rule", ENT_COLUMN_TEXT},
};

static void
fill_position(ent_table *table, const content *what, size_t row, ent_text *scratch)
{
    const ent_position *q = &what->reading->positions[row];
    const ent_sentence *s = &what->reading->sentences[q->sentence];
    char                date[32];

    (void)scratch;
    ent_reported_date(q->date, q->precision, date);
    ent_table_row(table);
    ent_table_text_borrowed(table, 0, what->reading->documents[s->document].name);
    ent_table_integer(table, 1, s->number);
    ent_table_integer(table, 2, (int64_t)s->place.offset);
    ent_table_integer(table, 3, (int64_t)s->place.length);
    ent_table_text(table, 4, date[0] == '\0' ? NULL : date);
    ent_table_text_borrowed(table, 5, ent_precision_name(q->precision));
    ent_table_text_borrowed(table, 6, q->actor);
    ent_table_text_borrowed(table, 7, q->issue);
    ent_table_text_borrowed(table, 8, q->supports ? "supports" : "opposes");
    ent_table_text_borrowed(table, 9, ent_event_status_name(q->status));
    ent_table_text_borrowed(table, 10, q->speaker);
    ent_table_text_borrowed(table, 11, s->text);
    ent_table_text_borrowed(table, 12, q->rule);
}

static const ent_column SENTENCE_TABLE[] = {
    {"document", ENT_COLUMN_TEXT},  {"sentence", ENT_COLUMN_INTEGER},
    {"offset", ENT_COLUMN_INTEGER}, {"length", ENT_COLUMN_INTEGER},
    {"text", ENT_COLUMN_TEXT},      {"kept", ENT_COLUMN_TEXT},
    {"reason", ENT_COLUMN_TEXT},
};

static void
fill_sentence(ent_table *table, const content *what, size_t row, ent_text *scratch)
{
    const ent_sentence *s = &what->reading->sentences[row];

    (void)scratch;
    ent_table_row(table);
    ent_table_text_borrowed(table, 0, what->reading->documents[s->document].name);
    ent_table_integer(table, 1, s->number);
    ent_table_integer(table, 2, (int64_t)s->place.offset);
    ent_table_integer(table, 3, (int64_t)s->place.length);
    ent_table_text_borrowed(table, 4, s->text);
    ent_table_text_borrowed(table, 5, s->dropped == NULL ? "true" : s->dropped);
    ent_table_text_borrowed(table, 6, s->reason);
}

/* ---- rows of one kind ---- */

static size_t
count_events(const ent_reading *reading)
{
    return reading->event_count;
}

static size_t
count_sentences(const ent_reading *reading)
{
    return reading->sentence_count;
}

static size_t
count_positions(const ent_reading *reading)
{
    return reading->position_count;
}

static const struct rows {
    const ent_column *columns;
    size_t            column_count;
    size_t (*count)(const ent_reading *reading);
    void (*add)(ent_text *line, const content *what, size_t row);
    void (*fill)(ent_table *table, const content *what, size_t row, ent_text *scratch);
} ROWS[ENT_ROWS_COUNT] = {
    [ENT_ROWS_EVENTS] = {EVENT_TABLE, EVENT_COLUMNS, count_events, add_event, fill_event},
    [ENT_ROWS_ACTS] = {EVENT_TABLE, EVENT_COLUMNS, count_events, add_event, fill_event},
    [ENT_ROWS_POSITIONS] = {POSITION_TABLE, sizeof POSITION_TABLE / sizeof *POSITION_TABLE,
                            count_positions, add_position, fill_position},
    [ENT_ROWS_SENTENCES] = {SENTENCE_TABLE, sizeof SENTENCE_TABLE / sizeof *SENTENCE_TABLE,
                            count_sentences, add_sentence, fill_sentence},
};

/* Whether the row is written: of an act, its first report alone. */
static bool
is_row(const content *what, size_t row)
{
    return what->acts == NULL || what->acts[row] == row;
}

static ent_status
write_json(ent_ctx *ctx, const content *what, const struct rows *rows, bool lines,
           const ent_table_about *about, FILE *stream)
{
    size_t     count = rows->count(what->reading), written = 0;
    ent_text   line;
    ent_status status = ENT_OK;

    ent_text_init(&line);
    if (!lines) {
        ent_table_about_add(&line, about);
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        if (is_row(what, i)) {
            ent_text_add(&line, lines ? "" : ENT_TABLE_JSON_BEFORE(written));
            rows->add(&line, what, i);
            ent_text_add(&line, lines ? "\n" : "");
            status = write_line(ctx, &line, stream);
            written++;
        }
    }
    if (status == ENT_OK && !lines) {
        ent_text_add(&line, ENT_TABLE_JSON_END(written));
        status = write_line(ctx, &line, stream);
    }
    ent_text_clear(&line);
    return status;
}

enum { MORE_COLUMNS = 3 }; /* reports, verdict, fact */

/* The columns of the rows, and those that acts and remarks add to events. */
static size_t
columns_of(const content *what, const struct rows *rows, ent_column *out)
{
    size_t count = rows->column_count;

    memcpy(out, rows->columns, count * sizeof *out);
    if (rows->columns != EVENT_TABLE) {
        return count;
    }
    if (what->acts != NULL) {
        out[count++] = (ent_column){"reports", ENT_COLUMN_INTEGER};
    }
    if (what->reading->remarks != NULL) {
        out[count++] = (ent_column){"verdict", ENT_COLUMN_TEXT};
        out[count++] = (ent_column){"fact", ENT_COLUMN_TEXT};
    }
    return count;
}

static ent_status
write_table(ent_ctx *ctx, const content *what, const struct rows *rows, ent_format format,
            const ent_table_about *about, FILE *stream)
{
    ent_column columns[EVENT_COLUMNS + MORE_COLUMNS];
    size_t     column_count = columns_of(what, rows, columns);
    ent_table *table;
    ent_text   scratch;
    ent_status status = ent_table_create(ctx, columns, column_count, &table);

    if (status != ENT_OK) {
        return status;
    }
    ent_text_init(&scratch);
    for (size_t i = 0; i < rows->count(what->reading); i++) {
        if (is_row(what, i)) {
            rows->fill(table, what, i, &scratch);
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

/* The acts of the reading, and the reports of each. */
static ent_status
find_acts(ent_ctx *ctx, content *what)
{
    size_t     count = what->reading->event_count;
    uint32_t  *last = ent_alloc(count, sizeof *last);
    ent_status status;

    what->acts = ent_alloc(count, sizeof *what->acts);
    what->next = ent_alloc(count, sizeof *what->next);
    status = last == NULL || what->acts == NULL || what->next == NULL
                 ? ent_fail_nomem(ctx)
                 : ent_reading_acts(ctx, what->reading, what->acts);
    for (uint32_t i = 0; i < count && status == ENT_OK; i++) {
        if (what->acts[i] != i) {
            what->next[last[what->acts[i]]] = i;
        }
        what->next[i] = NO_REPORT;
        last[what->acts[i]] = i;
    }
    ent_free(last);
    return status;
}

ent_status
ent_reading_write(ent_ctx *ctx, const ent_reading *reading, ent_reading_rows rows,
                  ent_format format, const ent_table_about *about, FILE *stream)
{
    content    what = {.reading = reading};
    bool       json = format == ENT_FORMAT_JSON || format == ENT_FORMAT_JSONL;
    ent_status status = rows == ENT_ROWS_ACTS ? find_acts(ctx, &what) : ENT_OK;

    if (status == ENT_OK) {
        status =
            json ? write_json(ctx, &what, &ROWS[rows], format == ENT_FORMAT_JSONL, about, stream)
                 : write_table(ctx, &what, &ROWS[rows], format, about, stream);
    }
    ent_free(what.next);
    ent_free(what.acts);
    return status;
}
