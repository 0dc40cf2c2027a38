/*
 * records.c - files of validation records, coded with the dictionaries of other programs
 *
 * 1. rows
 * 2. options
 * 3. records
 *
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "read/dictionary/slice.h"
#include "read/pattern/pattern.h"

enum { COLUMNS_MOST = 64 };

/* ---- 1. rows ---- */

/* The file: tab-separated, nothing quoted. */
typedef struct rows {
    const char *name, *bytes;
    size_t      length, at, line;
    ent_slice   fields[COLUMNS_MOST];
    size_t      count;
} rows;

static bool
next_row(rows *r)
{
    ent_slice line;

    do {
        ent_slice rest = {r->bytes + r->at, r->length - r->at};

        if (r->at >= r->length) {
            return false;
        }
        line = ent_slice_cut(&rest, '\n');
        r->at = r->length - rest.length;
        r->line++;
        if (line.length > 0 && line.text[line.length - 1] == '\r') {
            line.length--;
        }
    } while (line.length == 0);
    r->count = 0;
    while (r->count < COLUMNS_MOST) {
        r->fields[r->count++] = ent_slice_cut(&line, '\t');
        if (line.length == 0 && line.text[-1] != '\t') {
            break;
        }
    }
    return true;
}

static ent_slice
field(const rows *r, int column)
{
    static const char none[] = "";

    return column >= 0 && (size_t)column < r->count ? r->fields[column] : (ent_slice){none, 0};
}

static int
column_of(const rows *r, const char *name)
{
    for (size_t i = 0; i < r->count; i++) {
        if (ent_slice_is(ent_slice_trim(r->fields[i]), name)) {
            return (int)i;
        }
    }
    return -1;
}

/* ---- 2. options ---- */

typedef struct setting {
    ent_shallow_options options;
    bool                forward; /* pronouns reach back to the record before */
} setting;

/* The number behind `key` and a `=`, or `otherwise`. */
static int
number_after(ent_slice text, const char *key, int otherwise)
{
    size_t n = strlen(key);

    for (size_t i = 0; i + n < text.length; i++) {
        size_t k = i + n;
        int    value = 0;

        if (memcmp(text.text + i, key, n) != 0 ||
            (i > 0 && text.text[i - 1] >= 'A' && text.text[i - 1] <= 'Z')) {
            continue;
        }
        while (k < text.length && strchr(" =[", text.text[k]) != NULL) {
            k++;
        }
        if (k >= text.length || text.text[k] < '0' || text.text[k] > '9') {
            continue;
        }
        while (k < text.length && text.text[k] >= '0' && text.text[k] <= '9' && value < 100000) {
            value = value * 10 + (text.text[k++] - '0');
        }
        return value;
    }
    return otherwise;
}

static bool
has(ent_slice text, const char *word)
{
    size_t n = strlen(word);

    for (size_t i = 0; i + n <= text.length; i++) {
        if (memcmp(text.text + i, word, n) == 0) {
            return true;
        }
    }
    return false;
}

/* COMMA: MIN = 2 MAX = 10 EMIN = 2 EMAX = 10 BMIN = 255 BMAX = 0, or OFF */
static void
set_comma(ent_shallow_options *o, ent_slice text)
{
    if (has(text, "OFF")) {
        o->comma_most = o->comma_start_most = o->comma_end_most = 0;
        return;
    }
    o->comma_least = number_after(text, "MIN", o->comma_least);
    o->comma_most = number_after(text, "MAX", o->comma_most);
    o->comma_start_least = number_after(text, "BMIN", o->comma_start_least);
    o->comma_start_most = number_after(text, "BMAX", o->comma_start_most);
    o->comma_end_least = number_after(text, "EMIN", o->comma_end_least);
    o->comma_end_most = number_after(text, "EMAX", o->comma_end_most);
}

/* SOURCE [DEFSRC] PRIOR: the code, and whether it stands for what is not on that side. */
static void
set_default(ent_slice text, const char *side, const char *word, char code[16], bool *strict)
{
    for (size_t i = 0; i + strlen(side) <= text.length; i++) {
        ent_slice rest = {text.text + i + strlen(side), text.length - i - strlen(side)};
        ent_slice inside;

        if (memcmp(text.text + i, side, strlen(side)) != 0) {
            continue;
        }
        (void)ent_slice_cut(&rest, '[');
        inside = ent_slice_trim(ent_slice_cut(&rest, ']'));
        rest = ent_slice_trim(rest);
        if (inside.length > 0 && inside.length < 16) {
            memcpy(code, inside.text, inside.length);
            code[inside.length] = '\0';
        }
        *strict = rest.length >= strlen(word) && memcmp(rest.text, word, strlen(word)) == 0;
        return;
    }
}

static void
set_defaults(ent_shallow_options *o, ent_slice text)
{
    o->default_source[0] = o->default_target[0] = '\0';
    o->default_prior = o->default_after = false;
    if (!has(text, "OFF")) {
        set_default(text, "SOURCE", "PRIOR", o->default_source, &o->default_prior);
        set_default(text, "TARGET", "AFTER", o->default_target, &o->default_after);
    }
}

static void
set_complex(ent_shallow_options *o, ent_slice text)
{
    o->verbs_most = number_after(text, "VERBS", 0);
    o->conjunctions_most = number_after(text, "CONJ", 0);
    o->needs_prior = has(text, "NOACTPRIOR");
}

static void
set_one(ent_shallow_options *o, ent_slice text)
{
    bool on = has(text, "TRUE");

    if (has(text, "CODE ALL")) {
        o->every_verb = true;
    } else if (has(text, "CODE BY CLAUSE")) {
        o->every_verb = o->by_sentence = false;
    } else if (has(text, "CODE BY SENTENCE")) {
        o->every_verb = false;
        o->by_sentence = true;
    } else if (has(text, "CONVERT AGENT")) {
        o->bare_agents = on;
    } else if (has(text, "TIME SHIFT")) {
        o->time_phrases = on;
    } else if (has(text, "MINIMUM WORDS")) {
        o->words_least = number_after(text, "MINIMUM WORDS", 0);
    }
}

/* One option of TABARI: its name and what follows the colon. */
static void
set_older(setting *to, ent_slice option)
{
    ent_slice rest = option, name = ent_slice_trim(ent_slice_cut(&rest, ':'));

    if (ent_slice_is(name, "COMMA")) {
        set_comma(&to->options, rest);
    } else if (ent_slice_is(name, "DEFAULT")) {
        set_defaults(&to->options, rest);
    } else if (ent_slice_is(name, "COMPLEX")) {
        set_complex(&to->options, rest);
    } else if (ent_slice_is(name, "SET")) {
        set_one(&to->options, rest);
    } else if (ent_slice_is(name, "FORWARD")) {
        to->forward = !has(rest, "OFF");
    }
}

/* key=value of PETRARCH */
static void
set_newer(ent_shallow_options *o, ent_slice option)
{
    const struct {
        const char *key;
        int        *value;
    } NUMBERS[] = {
        {"comma_min", &o->comma_least},
        {"comma_max", &o->comma_most},
        {"comma_bmin", &o->comma_start_least},
        {"comma_bmax", &o->comma_start_most},
        {"comma_emin", &o->comma_end_least},
        {"comma_emax", &o->comma_end_most},
        {"new_actor_length", &o->new_actor_length},
    };
    ent_slice value = option, key = ent_slice_trim(ent_slice_cut(&value, '='));
    int64_t   number;

    value = ent_slice_trim(value);
    if (ent_slice_is(key, "require_dyad")) {
        o->needs_dyad = !ent_slice_is(value, "false") && !ent_slice_is(value, "False");
    }
    for (size_t i = 0; i < sizeof NUMBERS / sizeof *NUMBERS; i++) {
        if (ent_slice_is(key, NUMBERS[i].key) &&
            ent_integer_read(value.text, value.length, &number) && number >= 0 &&
            number <= ENT_SHALLOW_TOKENS_MOST) {
            *NUMBERS[i].value = (int)number;
        }
    }
}

/* The next option of TABARI: up to the word OPTION: that follows. */
static ent_slice
next_older(ent_slice *rest)
{
    static const char MARK[] = "OPTION:";
    ent_slice         part = *rest;

    for (size_t i = 0; i + sizeof MARK - 1 <= rest->length; i++) {
        if (memcmp(rest->text + i, MARK, sizeof MARK - 1) == 0) {
            part.length = i;
            *rest =
                (ent_slice){rest->text + i + sizeof MARK - 1, rest->length - i - (sizeof MARK - 1)};
            return ent_slice_trim(part);
        }
    }
    rest->length = 0;
    return ent_slice_trim(part);
}

/* TABARI's options hold from their record on; those of PETRARCH are the record's own. */
static setting
setting_of(setting *lasting, ent_slice options)
{
    setting own;

    if (memchr(options.text, ':', options.length) != NULL) {
        while (options.length > 0) {
            set_older(lasting, next_older(&options));
        }
        return *lasting;
    }
    own = *lasting;
    while (options.length > 0) {
        set_newer(&own.options, ent_slice_trim(ent_slice_cut(&options, ',')));
    }
    return own;
}

/* ---- 3. records ---- */

typedef struct work {
    ent_ctx           *ctx;
    rows               rows;
    int                id, date, text, options;
    setting            lasting;
    ent_shallow       *sentence;
    ent_shallow_memory memory;
    ent_slice          story; /* of the record before */
    ent_text           line;
} work;

/* The id without its last part: records of one story. */
static ent_slice
story_of(ent_slice id)
{
    while (id.length > 0 && id.text[id.length - 1] != '-') {
        id.length--;
    }
    return id;
}

static void
add_events(ent_text *line, const ent_shallow *s)
{
    if (s->refused != NULL) {
        ent_text_add(line, "ERROR");
        return;
    }
    if (s->event_count == 0) {
        ent_text_add(line, "NONE");
        return;
    }
    for (size_t i = 0; i < s->event_count; i++) {
        ent_text_addf(line, "%s%s>%s:%s", i > 0 ? ";" : "", s->events[i].source,
                      s->events[i].target, s->events[i].code);
    }
}

static ent_status
code_record(work *w)
{
    ent_slice id = field(&w->rows, w->id), text = field(&w->rows, w->text),
              date = ent_slice_trim(field(&w->rows, w->date)), story = story_of(id);
    setting own = setting_of(&w->lasting, ent_slice_trim(field(&w->rows, w->options)));
    ent_day day;

    if (!ent_short_date_read(date.text, date.length, &day)) {
        size_t column = date.length > 0 ? (size_t)(date.text - w->rows.fields[0].text) + 1 : 1;

        return ent_fail(w->ctx, ENT_E_INPUT,
                        "%s:%zu:%zu: 'date' is '%.*s', expected YYMMDD or YYYYMMDD", w->rows.name,
                        w->rows.line, column, (int)(date.length < 40 ? date.length : 40),
                        date.text);
    }
    if (!own.forward || story.length != w->story.length ||
        memcmp(story.text, w->story.text, story.length) != 0) {
        w->memory.code[0] = '\0';
    }
    w->story = story;
    w->sentence->options = own.options;
    w->sentence->memory = own.forward ? &w->memory : NULL;
    w->sentence->day = day;
    ent_shallow_code(w->sentence, text.text, text.length);
    w->line.length = 0;
    add_events(&w->line, w->sentence);
    return ENT_OK;
}

/* Write `id,events` of the record in the line. */
static ent_status
write_record(work *w, FILE *stream)
{
    ent_slice id = field(&w->rows, w->id);
    char     *name = ent_strndup(id.text, id.length);
    ent_text  row;
    bool      failed;

    ent_text_init(&row);
    if (name != NULL) {
        ent_text_add_csv(&row, name);
        ent_text_add_char(&row, ',');
        ent_text_add_csv(&row, ent_text_get(&w->line));
        ent_text_add_char(&row, '\n');
    }
    failed = name == NULL || row.failed || w->line.failed;
    ent_free(name);
    if (!failed && fwrite(ent_text_get(&row), 1, row.length, stream) != row.length) {
        ent_text_clear(&row);
        return ent_fail(w->ctx, ENT_E_FILE, "the output cannot be written");
    }
    ent_text_clear(&row);
    return failed ? ent_fail_nomem(w->ctx) : ENT_OK;
}

static ent_status
find_columns(work *w)
{
    static const char *const NEEDED[] = {"id", "date", "text"};
    int *const               PLACES[] = {&w->id, &w->date, &w->text};

    if (!next_row(&w->rows)) {
        return ent_fail(w->ctx, ENT_E_INPUT, "%s: empty, expected a header with id, date and text",
                        w->rows.name);
    }
    for (size_t i = 0; i < sizeof NEEDED / sizeof *NEEDED; i++) {
        *PLACES[i] = column_of(&w->rows, NEEDED[i]);
        if (*PLACES[i] < 0) {
            return ent_fail(
                w->ctx, ENT_E_INPUT,
                "%s:%zu:1: no column '%s'; expected tab-separated columns id, date, text "
                "and, if there are any, options",
                w->rows.name, w->rows.line, NEEDED[i]);
        }
    }
    w->options = column_of(&w->rows, "options");
    return ENT_OK;
}

ent_status
ent_records_code(ent_ctx *ctx, const ent_dictionary *d, const char *name, const char *bytes,
                 size_t length, FILE *stream)
{
    work       w = {.ctx = ctx, .rows = {.name = name, .bytes = bytes, .length = length}};
    ent_status status;

    if (!d->finished) {
        return ent_fail(ctx, ENT_E_ARG, "%s: the dictionaries are not complete", name);
    }
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        w.rows.at = 3;
    }
    status = find_columns(&w);
    if (status != ENT_OK) {
        return status;
    }
    w.sentence = ent_alloc_zero(1, sizeof *w.sentence);
    if (w.sentence == NULL) {
        return ent_fail_nomem(ctx);
    }
    ent_shallow_init(w.sentence, d);
    w.lasting.options = w.sentence->options;
    ent_text_init(&w.line);
    if (fputs("id,events\n", stream) < 0) {
        status = ent_fail(ctx, ENT_E_FILE, "the output cannot be written");
    }
    while (status == ENT_OK && next_row(&w.rows)) {
        status = ent_check_cancelled(ctx);
        if (status == ENT_OK) {
            status = code_record(&w);
        }
        if (status == ENT_OK) {
            status = write_record(&w, stream);
        }
    }
    ent_text_clear(&w.line);
    ent_free(w.sentence);
    return status;
}
