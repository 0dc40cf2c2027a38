/*
 * events.c - coded events, streamed: block by block into monthly counts
 *
 *   1. opening     2. fields of a line     3. an event     4. lines of a block     5. the end
 *
 * A line costs what it must: it is split where it stands, a date, a country or a code that was met
 * before is known again, and nothing is allocated.
 *
 * SPDX-License-Identifier: MIT
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/text.h"
#include "codes/cameo.h"
#include "import/event_counts.h"
#include "import/importer.h"

enum {
    MOST_FIELDS = 80,
    LONGEST_LINE = 1 << 20,
    MOST_TYPES = 64,
    UNKNOWN_CODE = 0xFE, /* beside ENT_EVENT_NO_TYPE, a code without a type */
    RECENT = 1 << 16,
    LAST_YEAR = 2099,
    DATE_LENGTH = 10
};

typedef struct piece {
    const char *bytes;
    size_t      length;
} piece;

/* A date as it was last written, and what it means. */
typedef struct known_date {
    char    text[DATE_LENGTH];
    size_t  length;
    ent_day day;
    int32_t month; /* from January of ENT_EVENT_FIRST_YEAR */
} known_date;

struct ent_import_stream {
    const ent_importer     *importer;
    const ent_event_layout *layout;
    const char             *name;
    const ent_fact_sink    *sink;
    bool                    keep_events, header_read;
    size_t                  places[ENT_EVENT_COLUMNS]; /* SIZE_MAX where it is not there */
    size_t                  width;                     /* columns of the header */
    ent_cameo_table         cameo;
    const char             *types[MOST_TYPES];
    size_t                  type_count;
    uint8_t                 type_of[3][10000]; /* by number of digits (2 to 4) and number */
    ent_party_index         parties;
    ent_event_counts        counts;
    ent_text                rest;           /* of a line that goes on in the next block */
    ent_text                unpacked;       /* a line without its quotes */
    ent_text                kept;           /* texts of the event that is handed over */
    uint64_t                recent[RECENT]; /* ids, each where its last bits say */
    known_date              date;
    uint32_t                line;
    ent_import_summary      summary;
    piece                   fields[MOST_FIELDS];
    size_t                  field_count;
    const char             *start; /* of the line */
    bool                    bad;
    ent_status              status; /* of the reject */
};

/* 1. opening */

static ent_status
number_of_type(ent_ctx *ctx, ent_import_stream *s, const char *type, uint8_t *out)
{
    for (size_t i = 0; i < s->type_count; i++) {
        if (strcmp(s->types[i], type) == 0) {
            *out = (uint8_t)i;
            return ENT_OK;
        }
    }
    if (s->type_count == MOST_TYPES) {
        return ent_fail(ctx, ENT_E_INPUT, "lexicon/cameo.txt: more than %d types", (int)MOST_TYPES);
    }
    s->types[s->type_count] = type;
    *out = (uint8_t)s->type_count++;
    return ENT_OK;
}

/* The number of a code of 2 to 4 digits; false for anything else. */
static bool
read_code(const char *bytes, size_t length, size_t *out)
{
    size_t number = 0;

    for (size_t i = 0; i < length; i++) {
        if (bytes[i] < '0' || bytes[i] > '9') {
            return false;
        }
        number = number * 10 + (size_t)(bytes[i] - '0');
    }
    *out = number;
    return length >= 2 && length <= 4;
}

/* The types of all codes, so that an event finds its own in one step. */
static ent_status
load_types(ent_ctx *ctx, ent_import_stream *s)
{
    ent_status status = ent_cameo_load(ctx, &s->cameo);

    memset(s->type_of, UNKNOWN_CODE, sizeof s->type_of);
    for (size_t i = 0; i < s->cameo.count && status == ENT_OK; i++) {
        const ent_cameo *row = &s->cameo.rows[i];
        uint8_t          type = ENT_EVENT_NO_TYPE;
        size_t           number;

        if (ent_cameo_has_type(row)) {
            status = number_of_type(ctx, s, row->type, &type);
        }
        if (status == ENT_OK && read_code(row->code, strlen(row->code), &number)) {
            s->type_of[strlen(row->code) - 2][number] = type;
        }
    }
    return status;
}

/* Without a header the importer's columns are those of the file, in its order. */
static void
count_places(ent_import_stream *s)
{
    const ent_row_column *columns = s->importer->columns;

    for (size_t i = 0; columns[i].name != NULL; i++) {
        for (int role = 0; role < ENT_EVENT_COLUMNS; role++) {
            if (s->layout->names[role] != NULL &&
                strcmp(s->layout->names[role], columns[i].name) == 0) {
                s->places[role] = i;
            }
        }
    }
}

ent_status
ent_import_stream_open(ent_ctx *ctx, const ent_codes *codes, const ent_recognised *recognised,
                       const char *file_name, bool keep_events, const ent_fact_sink *sink,
                       ent_import_stream **out)
{
    ent_import_stream *s = ent_alloc_zero(1, sizeof *s);
    ent_status         status;

    if (s == NULL) {
        return ent_fail_nomem(ctx);
    }
    s->importer = ent_importer_of(recognised->set);
    s->layout = s->importer->events;
    s->name = file_name;
    s->sink = sink;
    s->keep_events = keep_events;
    s->header_read = s->importer->headless;
    s->summary.span = (ent_span){ENT_DAY_MAX, ENT_DAY_MIN};
    for (int role = 0; role < ENT_EVENT_COLUMNS; role++) {
        s->places[role] = SIZE_MAX;
    }
    if (s->importer->headless) {
        count_places(s);
    }
    status = load_types(ctx, s);
    if (status == ENT_OK) {
        status = ent_party_index_make(ctx, codes, s->importer->parties, &s->parties);
    }
    if (status == ENT_OK) {
        status = ent_event_counts_init(ctx, &s->parties, s->layout->aliases, &s->counts);
    }
    if (status != ENT_OK) {
        ent_import_stream_close(s);
        return status;
    }
    *out = s;
    return ENT_OK;
}

void
ent_import_stream_close(ent_import_stream *s)
{
    if (s == NULL) {
        return;
    }
    ent_event_counts_clear(&s->counts);
    ent_party_index_clear(&s->parties);
    ent_cameo_clear(&s->cameo);
    ent_text_clear(&s->rest);
    ent_text_clear(&s->unpacked);
    ent_text_clear(&s->kept);
    ent_free(s);
}

/* 2. fields of a line */

static void
add_field(ent_import_stream *s, const char *bytes, const char *end)
{
    if (s->field_count < MOST_FIELDS) {
        s->fields[s->field_count] = (piece){bytes, (size_t)(end - bytes)};
    }
    s->field_count++;
}

static void
split(ent_import_stream *s, char separator, const char *line, size_t length)
{
    const char *end = line + length, *at = line;

    s->field_count = 0;
    for (const char *tab; (tab = memchr(at, separator, (size_t)(end - at))) != NULL; at = tab + 1) {
        add_field(s, at, tab);
    }
    add_field(s, at, end);
}

/* The next field of a line with quotes: its bytes without them are added to the copy. */
static const char *
unquote(ent_text *copy, char separator, const char *at, const char *end)
{
    bool inside = false;

    for (; at < end && (inside || *at != separator); at++) {
        if (*at != '"') {
            ent_text_add_char(copy, *at);
        } else if (inside && at + 1 < end && at[1] == '"') {
            ent_text_add_char(copy, *at++);
        } else {
            inside = !inside;
        }
    }
    return inside ? NULL : at;
}

/* The same for a line with quotes, of which a copy is made.  False where a quote never ends. */
static bool
split_quoted(ent_import_stream *s, char separator, const char *line, size_t length)
{
    const char *end = line + length, *at = line;
    ent_text   *copy = &s->unpacked;

    copy->length = 0;
    s->field_count = 0;
    ent_text_add_bytes(copy, line, length); /* makes the room: the copy never moves below */
    copy->length = 0;
    while (!copy->failed) {
        size_t start = copy->length;

        at = unquote(copy, separator, at, end);
        if (at == NULL) {
            return false;
        }
        add_field(s, copy->bytes + start, copy->bytes + copy->length);
        if (at++ == end) {
            break;
        }
    }
    return true;
}

static piece
field(const ent_import_stream *s, ent_event_column role)
{
    return s->places[role] < s->field_count ? s->fields[s->places[role]] : (piece){"", 0};
}

/* What is not there: nothing, or how R writes it. */
static bool
is_blank(piece p)
{
    return p.length == 0 || (p.length == 2 && memcmp(p.bytes, "NA", 2) == 0);
}

/* Byte column in the line, from 1; of a line whose quotes were taken away, 1. */
static uint32_t
column_of(const ent_import_stream *s, piece p)
{
    return s->layout->quoted || p.length == 0 ? 1 : (uint32_t)(p.bytes - s->start + 1);
}

static bool
is_utf8(piece p)
{
    size_t at = 0;

    while (at < p.length) {
        size_t step = ent_utf8_length(p.bytes + at, p.length - at);

        if (step == 0) {
            return false;
        }
        at += step;
    }
    return true;
}

/* What is not UTF-8 is Latin-1. */
static void
add_text(ent_text *text, piece p)
{
    if (is_utf8(p)) {
        ent_text_add_bytes(text, p.bytes, p.length);
        return;
    }
    for (size_t i = 0; i < p.length; i++) {
        unsigned char c = (unsigned char)p.bytes[i];

        if (c < 0x80) {
            ent_text_add_char(text, (char)c);
        } else {
            ent_text_add_char(text, (char)(0xC0 | (c >> 6)));
            ent_text_add_char(text, (char)(0x80 | (c & 0x3F)));
        }
    }
}

/* Set the line aside. */
static void
reject(ent_ctx *ctx, ent_import_stream *s, uint32_t column, const char *reason)
{
    if (!s->bad) {
        s->bad = true;
        s->status = s->sink->reject(ctx, s->sink->user, s->line, column, reason);
    }
}

static void
reject_field(ent_ctx *ctx, ent_import_stream *s, ent_event_column role, const char *expected)
{
    piece    p = field(s, role);
    ent_text reason;

    ent_text_init(&reason);
    ent_text_addf(&reason, "'%s' is '", s->layout->names[role]);
    add_text(&reason, (piece){p.bytes, p.length > 60 ? 60 : p.length});
    ent_text_addf(&reason, "', expected %s", expected);
    if (reason.failed) {
        s->bad = true;
        s->status = ent_fail_nomem(ctx);
    } else {
        reject(ctx, s, column_of(s, p), reason.bytes);
    }
    ent_text_clear(&reason);
}

/* 3. an event */

static bool
read_digits(const char *bytes, size_t count, int *out)
{
    *out = 0;
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] < '0' || bytes[i] > '9') {
            return false;
        }
        *out = *out * 10 + (bytes[i] - '0');
    }
    return true;
}

/* `20151027` or `2015-10-27`. */
static bool
split_date(piece p, int *year, int *month, int *day)
{
    if (p.length == 8) {
        return read_digits(p.bytes, 4, year) && read_digits(p.bytes + 4, 2, month) &&
               read_digits(p.bytes + 6, 2, day);
    }
    return p.length == DATE_LENGTH && p.bytes[4] == '-' && p.bytes[7] == '-' &&
           read_digits(p.bytes, 4, year) && read_digits(p.bytes + 5, 2, month) &&
           read_digits(p.bytes + 8, 2, day);
}

/* Most events are of the day of the one before. */
static bool
read_date(ent_import_stream *s)
{
    piece       p = field(s, ENT_EVENT_DATE);
    known_date *known = &s->date;
    int         year, month, day;

    if (p.length == known->length && p.length > 0 && memcmp(p.bytes, known->text, p.length) == 0) {
        return true;
    }
    if (!split_date(p, &year, &month, &day) || year < s->layout->first_year || year > LAST_YEAR ||
        !ent_date_is_valid(year, month, day)) {
        return false;
    }
    memcpy(known->text, p.bytes, p.length);
    known->length = p.length;
    known->day = ent_date_day(year, month, day);
    known->month = (year - ENT_EVENT_FIRST_YEAR) * 12 + month - 1;
    return true;
}

/* The type of a code; that of the more general one for a code that the table leaves out. */
static uint8_t
type_of(const ent_import_stream *s, piece code)
{
    size_t  number;
    uint8_t type = UNKNOWN_CODE;

    for (size_t length = code.length; length >= 2 && type == UNKNOWN_CODE; length--) {
        if (read_code(code.bytes, length, &number)) {
            type = s->type_of[length - 2][number];
        }
    }
    return type;
}

/* A whole number of at least 0; 0 where there is none. */
static uint64_t
read_count(ent_ctx *ctx, ent_import_stream *s, ent_event_column role)
{
    piece    p = field(s, role);
    uint64_t value = 0;

    for (size_t i = 0; i < p.length && value < UINT32_MAX; i++) {
        if (p.bytes[i] < '0' || p.bytes[i] > '9') {
            value = UINT32_MAX;
            break;
        }
        value = value * 10 + (uint64_t)(p.bytes[i] - '0');
    }
    if (value > INT32_MAX) {
        reject_field(ctx, s, role, "a whole number from 0 to 2147483647");
        return 0;
    }
    return value;
}

/* A number from -most to most; NaN where there is none. */
static double
read_score(ent_ctx *ctx, ent_import_stream *s, ent_event_column role, double most,
           const char *expected)
{
    piece  p = field(s, role);
    double value = (double)NAN;

    if (!is_blank(p) && (!ent_number_read(p.bytes, p.length, &value) || !(fabs(value) <= most))) {
        reject_field(ctx, s, role, expected);
    }
    return value;
}

/* Whether the id was met among the last ones; GDELT and ICEWS number their events upwards. */
static bool
is_repeated(ent_ctx *ctx, ent_import_stream *s)
{
    piece     p = field(s, ENT_EVENT_ID);
    int64_t   id;
    uint64_t *recent;

    if (!ent_integer_read(p.bytes, p.length, &id) || id <= 0) {
        reject_field(ctx, s, ENT_EVENT_ID, "the number of an event");
        return false;
    }
    recent = &s->recent[(uint64_t)id % RECENT];
    if (*recent == (uint64_t)id) {
        return true;
    }
    *recent = (uint64_t)id;
    return false;
}

/* The number of a country; one that means no state is listed the first time that it is met. */
static ent_status
find_actor(ent_ctx *ctx, ent_import_stream *s, ent_event_column role, uint16_t *out)
{
    piece      p = field(s, role), word = p;
    bool       known = true;
    ent_status status = ENT_OK;

    *out = ENT_EVENT_NO_ACTOR;
    if (is_blank(p)) {
        return ENT_OK;
    }
    if (!is_utf8(p)) {
        s->kept.length = 0;
        add_text(&s->kept, p);
        word = (piece){s->kept.bytes, s->kept.length};
    }
    status = s->kept.failed
                 ? ent_fail_nomem(ctx)
                 : ent_event_actor_find(ctx, &s->counts, word.bytes, word.length, out, &known);
    if (status == ENT_OK && !known &&
        ent_event_party(&s->counts, *out, s->date.month).state == ENT_NO_STATE) {
        char reason[160];

        (void)snprintf(reason, sizeof reason, "unmatched %s %.100s",
                       s->importer->parties == ENT_SCHEME_NAME ? "name" : "ISO code",
                       s->counts.actors[*out].given);
        status = s->sink->reject(ctx, s->sink->user, s->line, column_of(s, p), reason);
    }
    return status;
}

/* A text of the event that is handed over, as a place in what is kept; SIZE_MAX for none. */
static size_t
keep(ent_import_stream *s, ent_event_column role)
{
    piece  p = field(s, role);
    size_t start = s->kept.length;

    if (is_blank(p)) {
        return SIZE_MAX;
    }
    add_text(&s->kept, p);
    ent_text_add_char(&s->kept, '\0');
    return start;
}

static const char *
kept_at(const ent_import_stream *s, size_t place)
{
    return place == SIZE_MAX ? NULL : s->kept.bytes + place;
}

static int32_t
count_or_none(const ent_import_stream *s, ent_event_column role, uint64_t count)
{
    return field(s, role).length > 0 ? (int32_t)count : ENT_NO_INTEGER;
}

static ent_status
give_event(ent_ctx *ctx, ent_import_stream *s, uint16_t a, uint16_t b, uint8_t type,
           const ent_event_sums *event)
{
    static const ent_event_column TEXTS[] = {ENT_EVENT_ID, ENT_EVENT_ACTOR_A, ENT_EVENT_ACTOR_B,
                                             ENT_EVENT_CODE};
    size_t                        places[4];
    ent_coded_event               fact = {
                      .from.line = s->line,
                      .date = s->date.day,
                      .state_a = ent_event_party(&s->counts, a, s->date.month),
                      .state_b = ent_event_party(&s->counts, b, s->date.month),
                      .type = type == ENT_EVENT_NO_TYPE ? NULL : s->types[type],
                      .goldstein = event->goldstein,
                      .mentions = count_or_none(s, ENT_EVENT_MENTIONS, event->mentions),
                      .articles = count_or_none(s, ENT_EVENT_ARTICLES, event->articles),
                      .tone = event->tone,
    };

    s->kept.length = 0;
    for (size_t i = 0; i < 4; i++) {
        places[i] = keep(s, TEXTS[i]);
    }
    if (s->kept.failed) {
        return ent_fail_nomem(ctx);
    }
    fact.event = kept_at(s, places[0]);
    fact.actor_a = kept_at(s, places[1]);
    fact.actor_b = kept_at(s, places[2]);
    fact.cameo = kept_at(s, places[3]);
    return s->sink->fact(ctx, s->sink->user, ENT_FACT_CODED_EVENT, &fact);
}

static void
widen_span(ent_span *span, ent_day day)
{
    span->from = day < span->from ? day : span->from;
    span->to = day >= span->to ? day + 1 : span->to;
}

/* The event whose fields are there, into its month and cell. */
static ent_status
add_event(ent_ctx *ctx, ent_import_stream *s, uint8_t type, ent_event_sums *event)
{
    uint16_t   a, b = ENT_EVENT_NO_ACTOR;
    ent_status status = find_actor(ctx, s, ENT_EVENT_COUNTRY_A, &a);

    if (status == ENT_OK) {
        status = find_actor(ctx, s, ENT_EVENT_COUNTRY_B, &b);
    }
    if (status == ENT_OK && s->keep_events) {
        status = give_event(ctx, s, a, b, type, event);
    }
    if (status != ENT_OK) {
        return status;
    }
    widen_span(&s->summary.span, s->date.day);
    event->goldstein = isnan(event->goldstein) ? 0 : event->goldstein;
    event->tone = isnan(event->tone) ? 0 : event->tone;
    return ent_event_counts_add(ctx, &s->counts, s->date.month, a, b, type, event);
}

static ent_status
read_event(ent_ctx *ctx, ent_import_stream *s)
{
    ent_event_sums event = {.line = s->line, .events = 1};
    piece          code = field(s, ENT_EVENT_CODE);
    uint8_t        type = type_of(s, code);
    bool           repeated;

    if (!read_date(s)) {
        char expected[32];

        (void)snprintf(expected, sizeof expected, "a day since %d", s->layout->first_year);
        reject_field(ctx, s, ENT_EVENT_DATE, expected);
    }
    if (type == UNKNOWN_CODE) {
        reject_field(ctx, s, ENT_EVENT_CODE, "a CAMEO code");
    }
    event.goldstein = read_score(ctx, s, ENT_EVENT_GOLDSTEIN, 10, "a number from -10 to 10");
    event.tone = read_score(ctx, s, ENT_EVENT_TONE, 100, "a number from -100 to 100");
    event.mentions = read_count(ctx, s, ENT_EVENT_MENTIONS);
    event.articles = read_count(ctx, s, ENT_EVENT_ARTICLES);
    repeated = !s->bad && is_repeated(ctx, s);
    s->summary.repeated += repeated;
    if (s->bad || repeated) {
        return s->status;
    }
    return add_event(ctx, s, type, &event);
}

/* 4. lines of a block */

static bool
is_of_width(const ent_import_stream *s)
{
    if (!s->importer->headless) {
        return s->field_count == s->width;
    }
    return s->field_count == (size_t)s->layout->widths[0] ||
           s->field_count == (size_t)s->layout->widths[1];
}

static bool
is_name(piece p, const char *name)
{
    return name != NULL && p.length == strlen(name) && memcmp(p.bytes, name, p.length) == 0;
}

static ent_status
read_header(ent_ctx *ctx, ent_import_stream *s)
{
    s->header_read = true;
    s->width = s->field_count;
    for (size_t i = 0; i < s->field_count && i < MOST_FIELDS; i++) {
        for (int role = 0; role < ENT_EVENT_COLUMNS; role++) {
            if (is_name(s->fields[i], s->layout->names[role])) {
                s->places[role] = i;
            }
        }
    }
    for (int role = 0; role < ENT_EVENT_COLUMNS; role++) {
        if (s->layout->names[role] != NULL && s->places[role] == SIZE_MAX) {
            return ent_fail(ctx, ENT_E_INPUT, "%s:1:1: no column '%s'", s->name,
                            s->layout->names[role]);
        }
    }
    return ENT_OK;
}

static ent_status
reject_width(ent_ctx *ctx, ent_import_stream *s)
{
    size_t want = s->importer->headless ? (size_t)s->layout->widths[1] : s->width;
    char   reason[80];

    (void)snprintf(reason, sizeof reason, "%zu columns, expected %zu", s->field_count, want);
    reject(ctx, s, 1, reason);
    return s->status;
}

/* One line without its end. */
static ent_status
read_line(ent_ctx *ctx, ent_import_stream *s, const char *line, size_t length)
{
    char separator = s->importer->separator != '\0' ? s->importer->separator : ',';
    bool good = true;

    if (s->line == UINT32_MAX) {
        return ent_fail(ctx, ENT_E_LIMIT, "%s: more than %u lines", s->name, UINT32_MAX);
    }
    s->line++;
    if (s->line == 1 && length >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0) {
        line += 3;
        length -= 3;
    }
    length -= length > 0 && line[length - 1] == '\r';
    if (length == 0) {
        return ENT_OK;
    }
    s->start = line;
    s->bad = false;
    s->status = ENT_OK;
    if (s->layout->quoted) {
        good = split_quoted(s, separator, line, length);
    } else {
        split(s, separator, line, length);
    }
    if (s->unpacked.failed) {
        return ent_fail_nomem(ctx);
    }
    if (!s->header_read) {
        return read_header(ctx, s);
    }
    s->summary.rows++;
    if (!good || memchr(line, '\0', length) != NULL) {
        reject(ctx, s, 1, good ? "a zero byte in the line" : "a quote that never ends");
        return s->status;
    }
    return is_of_width(s) ? read_event(ctx, s) : reject_width(ctx, s);
}

/* The part of a line that goes on in the next block. */
static ent_status
keep_rest(ent_ctx *ctx, ent_import_stream *s, const char *bytes, size_t length)
{
    if (s->rest.length + length > LONGEST_LINE) {
        return ent_fail(ctx, ENT_E_INPUT, "%s:%u:1: a line longer than %d bytes", s->name,
                        (unsigned)s->line + 1, (int)LONGEST_LINE);
    }
    ent_text_add_bytes(&s->rest, bytes, length);
    return s->rest.failed ? ent_fail_nomem(ctx) : ENT_OK;
}

static ent_status
read_rest(ent_ctx *ctx, ent_import_stream *s)
{
    ent_status status = read_line(ctx, s, s->rest.bytes, s->rest.length);

    s->rest.length = 0;
    return status;
}

ent_status
ent_import_stream_feed(ent_ctx *ctx, ent_import_stream *s, const char *bytes, size_t length)
{
    const char *at = bytes, *end = bytes + length;
    ent_status  status = ENT_OK;

    while (at < end && status == ENT_OK) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));

        if (stop == NULL) {
            return keep_rest(ctx, s, at, (size_t)(end - at));
        }
        if (s->rest.length > 0) {
            status = keep_rest(ctx, s, at, (size_t)(stop - at));
            if (status == ENT_OK) {
                status = read_rest(ctx, s);
            }
        } else {
            status = read_line(ctx, s, at, (size_t)(stop - at));
        }
        at = stop + 1;
    }
    return status;
}

/* 5. the end */

ent_status
ent_import_stream_finish(ent_ctx *ctx, ent_import_stream *s, ent_import_summary *out)
{
    ent_status status = s->rest.length > 0 ? read_rest(ctx, s) : ENT_OK;

    if (status == ENT_OK) {
        status = ent_event_counts_give(ctx, &s->counts, s->types, s->layout->has_mentions, s->sink);
    }
    if (status == ENT_OK) {
        *out = s->summary;
    }
    return status;
}

bool
ent_import_is_streamed(const ent_recognised *recognised)
{
    return ent_importer_of(recognised->set)->events != NULL;
}

ent_status
ent_import_streamed(ent_ctx *ctx, const ent_codes *codes, const ent_recognised *recognised,
                    const char *file_name, const char *bytes, size_t length,
                    const ent_fact_sink *sink)
{
    ent_import_stream *stream;
    ent_import_summary summary;
    ent_status         status =
        ent_import_stream_open(ctx, codes, recognised, file_name, true, sink, &stream);

    if (status != ENT_OK) {
        return status;
    }
    status = ent_import_stream_feed(ctx, stream, bytes, length);
    if (status == ENT_OK) {
        status = ent_import_stream_finish(ctx, stream, &summary);
    }
    ent_import_stream_close(stream);
    return status;
}
