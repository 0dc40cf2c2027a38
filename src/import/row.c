/*
 * row.c - one row of a table on its way to a fact
 *
 *   1. fields, one by one     2. columns into the fields of a fact
 *
 * SPDX-License-Identifier: MIT
 */
#include "import/row.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"

enum { FIRST_YEAR = 1000, LAST_YEAR = 3000, KEY_ROOM = 64, LONGEST_NAME = ENT_CODE_SIZE };

void
ent_row_init(ent_row *row, const ent_codes *codes, const char *name, const char *bytes,
             size_t length, char separator, bool comments)
{
    memset(row, 0, sizeof *row);
    row->codes = codes;
    ent_csv_init(&row->csv, name, bytes, length, separator, comments);
}

void
ent_row_clear(ent_row *row)
{
    ent_csv_clear(&row->csv);
    ent_free(row->strings);
    row->strings = NULL;
    row->used = row->capacity = 0;
}

static ent_status
find_column(ent_ctx *ctx, ent_row *row, const ent_row_column *column, size_t *out)
{
    int found = ent_csv_column(&row->csv, column->name);

    if (found < 0 && !column->optional) {
        return ent_csv_find_columns(ctx, &row->csv, &column->name, 1, out); /* says which */
    }
    *out = found >= 0 ? (size_t)found : SIZE_MAX;
    return ENT_OK;
}

ent_status
ent_row_header(ent_ctx *ctx, ent_row *row, bool headless, const ent_row_column *columns)
{
    ent_status status = headless ? ENT_OK : ent_csv_read_header(ctx, &row->csv);

    for (size_t i = 0; status == ENT_OK && columns[i].name != NULL; i++) {
        if (i == ENT_ROW_MAX_COLUMNS) {
            return ent_fail(ctx, ENT_E_BUG, "%s: an importer of too many columns", row->csv.name);
        }
        row->columns[i] = i;
        if (!headless) {
            status = find_column(ctx, row, &columns[i], &row->columns[i]);
        }
    }
    return status;
}

/* Room for a copy of every field and a key, so that the texts of one row never move. */
static bool
reserve_strings(ent_row *row)
{
    size_t need = KEY_ROOM;

    for (size_t i = 0; i < row->csv.count; i++) {
        need += row->csv.fields[i].length + 1;
    }
    row->used = 0;
    return ENT_GROW(row->strings, row->capacity, need);
}

ent_status
ent_row_next(ent_ctx *ctx, ent_row *row, bool *more)
{
    ent_status status = ent_csv_next(ctx, &row->csv, more);

    row->bad = row->unmatched = false;
    row->reason[0] = '\0';
    row->bad_column = 1;
    if (status == ENT_E_INPUT) {
        const char *text = ent_ctx_error(ctx);
        const char *reason = strstr(text, ": ");

        row->bad = true;
        (void)snprintf(row->reason, sizeof row->reason, "%s", reason != NULL ? reason + 2 : text);
        return ENT_OK;
    }
    if (status == ENT_OK && *more && !reserve_strings(row)) {
        return ent_fail_nomem(ctx);
    }
    return status;
}

void
ent_row_reject(ent_row *row, size_t index, const char *format, ...)
{
    va_list arguments;

    if (row->bad) {
        return;
    }
    row->bad = true;
    row->bad_column = ent_row_field(row, index).column;
    va_start(arguments, format);
    (void)vsnprintf(row->reason, sizeof row->reason, format, arguments);
    va_end(arguments);
}

void
ent_row_expect(ent_row *row, size_t index, const char *expected)
{
    ent_field field = ent_row_field(row, index), name;
    int       shown = field.length > 60 ? 60 : (int)field.length;

    if (row->columns[index] < row->csv.header_count) {
        name = row->csv.header[row->columns[index]];
        ent_row_reject(row, index, "'%.*s' is '%.*s', expected %s",
                       name.length > 40 ? 40 : (int)name.length, name.bytes, shown, field.bytes,
                       expected);
    } else {
        ent_row_reject(row, index, "field %zu is '%.*s', expected %s", row->columns[index] + 1,
                       shown, field.bytes, expected);
    }
}

ent_field
ent_row_field(const ent_row *row, size_t index)
{
    ent_field field = ent_csv_field(&row->csv, row->columns[index]);

    while (field.length > 0 && (field.bytes[0] == ' ' || field.bytes[0] == '\t')) {
        field.bytes++;
        field.length--;
        field.column++;
    }
    while (field.length > 0 &&
           (field.bytes[field.length - 1] == ' ' || field.bytes[field.length - 1] == '\t')) {
        field.length--;
    }
    return field;
}

static bool
field_is_one_of(ent_field field, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (ent_field_is(field, *words)) {
            return true;
        }
    }
    return false;
}

/* What every publisher's statistics program writes for missing. */
static bool
is_blank(ent_field field)
{
    static const char *const WORDS[] = {".", "NA", "NaN", "nan", "NULL", NULL};

    return field.length == 0 || field_is_one_of(field, WORDS);
}

/* Negative codes for missing, where a number is never negative. */
static bool
is_missing_code(ent_field field)
{
    static const char *const CODES[] = {"-7",  "-8",  "-9",   "-66",  "-77",
                                        "-88", "-99", "-8.0", "-9.0", NULL};

    return field_is_one_of(field, CODES);
}

bool
ent_row_missing(const ent_row *row, size_t index)
{
    ent_field field = ent_row_field(row, index);

    return is_blank(field) || is_missing_code(field);
}

static const char *
copy_text(ent_row *row, size_t index, ent_field field)
{
    char *copy = row->strings + row->used;

    if (field.length == 0) {
        return NULL;
    }
    if (memchr(field.bytes, '\0', field.length) != NULL) {
        ent_row_reject(row, index, "a zero byte in the text");
        return NULL;
    }
    memcpy(copy, field.bytes, field.length);
    copy[field.length] = '\0';
    row->used += field.length + 1;
    return copy;
}

const char *
ent_row_text(ent_row *row, size_t index)
{
    return copy_text(row, index, ent_row_field(row, index));
}

const char *
ent_row_key(ent_row *row, size_t index, const char *prefix)
{
    int32_t number = ent_row_integer(row, index, 1, INT32_MAX);
    char   *key = row->strings + row->used;

    if (number == ENT_NO_INTEGER) {
        ent_row_expect(row, index, "a positive number");
        return NULL;
    }
    (void)snprintf(key, KEY_ROOM, "%s%d", prefix, (int)number);
    row->used += strlen(key) + 1;
    return key;
}

/* Statistics programs write 1e+05 and 3.0 for whole numbers. */
static bool
read_whole(ent_field field, int64_t *out)
{
    double number;

    if (ent_integer_read(field.bytes, field.length, out)) {
        return true;
    }
    if (!ent_number_read(field.bytes, field.length, &number) || !(fabs(number) <= INT32_MAX) ||
        floor(number) < number) {
        return false;
    }
    *out = (int64_t)number;
    return true;
}

int32_t
ent_row_integer(ent_row *row, size_t index, int32_t least, int32_t most)
{
    ent_field field = ent_row_field(row, index);
    int64_t   value;
    char      expected[64];

    if (is_blank(field)) {
        return ENT_NO_INTEGER;
    }
    if (!read_whole(field, &value) || value < least || value > most) {
        if (is_missing_code(field)) {
            return ENT_NO_INTEGER;
        }
        (void)snprintf(expected, sizeof expected, "a whole number from %d to %d", (int)least,
                       (int)most);
        ent_row_expect(row, index, expected);
        return ENT_NO_INTEGER;
    }
    return (int32_t)value;
}

double
ent_row_number(ent_row *row, size_t index)
{
    ent_field field = ent_row_field(row, index);
    double    value = (double)NAN;

    if (!is_blank(field) && !ent_number_read(field.bytes, field.length, &value)) {
        ent_row_expect(row, index, "a number");
    }
    return value;
}

double
ent_row_amount(ent_row *row, size_t index)
{
    ent_field field = ent_row_field(row, index);
    double    value;

    if (ent_row_missing(row, index)) {
        return (double)NAN;
    }
    if (!ent_number_read(field.bytes, field.length, &value) || !(value >= 0)) {
        ent_row_expect(row, index, "a number of at least 0, or -9 for missing");
        return (double)NAN;
    }
    return value;
}

bool
ent_row_flag(ent_row *row, size_t index)
{
    ent_field field = ent_row_field(row, index);

    if (ent_row_missing(row, index) || ent_field_is(field, "0")) {
        return false;
    }
    if (!ent_field_is(field, "1")) {
        ent_row_expect(row, index, "0 or 1");
        return false;
    }
    return true;
}

void
ent_row_unmatched(ent_row *row, size_t index, const char *reason)
{
    if (!row->bad && !row->unmatched) {
        row->unmatched = true;
        row->bad_column = ent_row_field(row, index).column;
        (void)snprintf(row->reason, sizeof row->reason, "%s", reason);
    }
}

/* A code or name that is no state is kept, and the first of a row is listed. */
static ent_party
unmatched(ent_row *row, size_t index, ent_field field)
{
    static const char *const SCHEMES[] = {
        [ENT_SCHEME_ID] = "id",         [ENT_SCHEME_ISO3] = "ISO code",
        [ENT_SCHEME_ISO2] = "ISO code", [ENT_SCHEME_COW] = "COW code",
        [ENT_SCHEME_CCODE] = "ccode",   [ENT_SCHEME_GW] = "gwcode",
        [ENT_SCHEME_NAME] = "name"};

    if (!row->bad && !row->unmatched) {
        row->unmatched = true;
        row->bad_column = field.column;
        (void)snprintf(row->reason, sizeof row->reason, "unmatched %s %.*s", SCHEMES[row->parties],
                       field.length > 100 ? 100 : (int)field.length, field.bytes);
    }
    return (ent_party){ENT_NO_STATE, copy_text(row, index, field)};
}

/* Publishers write numbers as 2, 2.0 or 002. */
static bool
read_number_code(ent_field field, int64_t *out)
{
    if (field.length > 2 && memcmp(field.bytes + field.length - 2, ".0", 2) == 0) {
        field.length -= 2;
    }
    return ent_integer_read(field.bytes, field.length, out) && *out >= 1 && *out <= INT32_MAX;
}

ent_party
ent_row_party(ent_row *row, size_t index, ent_day day)
{
    return ent_row_party_in(row, index, ent_row_field(row, index), day);
}

ent_party
ent_row_party_in(ent_row *row, size_t index, ent_field field, ent_day day)
{
    ent_party party = {ENT_NO_STATE, NULL};
    bool      number = row->parties == ENT_SCHEME_CCODE || row->parties == ENT_SCHEME_GW;
    int64_t   code = 0;
    char      digits[16];

    if (number ? is_blank(field) || is_missing_code(field)
               : field.length == 0 || ent_field_is(field, "NA")) {
        return party;
    }
    if (number && !read_number_code(field, &code)) {
        ent_row_expect(row, index, "the number of a state");
        return party;
    }
    if (number) {
        (void)snprintf(digits, sizeof digits, "%d", (int)code);
        party.state = ent_party_find(row->index, digits, strlen(digits), day);
    } else {
        party.state = ent_party_find(row->index, field.bytes, field.length, day);
    }
    return party.state != ENT_NO_STATE ? party : unmatched(row, index, field);
}

static ent_field
trimmed(ent_field field, size_t length)
{
    field.length = length;
    while (field.length > 0 && field.bytes[0] == ' ') {
        field.bytes++;
        field.length--;
        field.column++;
    }
    while (field.length > 0 && field.bytes[field.length - 1] == ' ') {
        field.length--;
    }
    return field;
}

/* Where a comma stands, or the end. */
static size_t
next_comma(ent_field field, size_t from)
{
    while (from < field.length && field.bytes[from] != ',') {
        from++;
    }
    return from;
}

bool
ent_row_next_party(ent_row *row, size_t index, ent_field *rest, ent_day day, ent_party *out)
{
    size_t    first, length;
    ent_field part;

    while (rest->length > 0 && (rest->bytes[0] == ' ' || rest->bytes[0] == ',')) {
        rest->bytes++;
        rest->column++;
        rest->length--;
    }
    if (rest->length == 0) {
        return false;
    }
    length = first = next_comma(*rest, 0);
    *out = (ent_party){ENT_NO_STATE, NULL};
    for (size_t end = first;; end = next_comma(*rest, end + 1)) {
        ent_state state;

        part = trimmed(*rest, end);
        state = ent_party_find(row->index, part.bytes, part.length, day);
        if (state != ENT_NO_STATE) {
            out->state = state;
            length = end;
        }
        if (end == rest->length || part.length > LONGEST_NAME) {
            break;
        }
    }
    if (out->state == ENT_NO_STATE) {
        *out = unmatched(row, index, trimmed(*rest, first));
    }
    rest->bytes += length;
    rest->column += length;
    rest->length -= length;
    return true;
}

bool
ent_row_span(ent_row *row, size_t index, int32_t year, int32_t month, int32_t day, ent_span *out)
{
    if (year == ENT_NO_INTEGER || row->bad) {
        return false;
    }
    if (month == ENT_NO_INTEGER) {
        *out = ent_span_of_year(year);
    } else if (day == ENT_NO_INTEGER) {
        out->from = ent_date_day(year, month, 1);
        out->to = out->from + ent_date_month_length(year, month);
    } else if (!ent_date_is_valid(year, month, day)) {
        ent_row_expect(row, index, "a day of that month");
        return false;
    } else {
        out->from = ent_date_day(year, month, day);
        out->to = out->from + 1;
    }
    return true;
}

/* A part of a date, where publishers write 0 for missing as well. */
static int32_t
date_part(ent_row *row, size_t index, int32_t least, int32_t most)
{
    return ent_field_is(ent_row_field(row, index), "0") ? ENT_NO_INTEGER
                                                        : ent_row_integer(row, index, least, most);
}

bool
ent_row_date(ent_row *row, size_t day, size_t month, size_t year, ent_span *out)
{
    int32_t y = date_part(row, year, FIRST_YEAR, LAST_YEAR);
    int32_t m = date_part(row, month, 1, 12);
    int32_t d = date_part(row, day, 1, 31);

    return ent_row_span(row, day, y, m, d, out);
}

/* `20220204`, which ent_span_read() does not know. */
static bool
read_compact_date(ent_field field, ent_span *out)
{
    int64_t number;
    int     year, month, day;

    if (field.length != 8 || !ent_integer_read(field.bytes, field.length, &number) || number < 0) {
        return false;
    }
    year = (int)(number / 10000);
    month = (int)(number / 100 % 100);
    day = (int)(number % 100);
    if (!ent_date_is_valid(year, month, day)) {
        return false;
    }
    out->from = ent_date_day(year, month, day);
    out->to = out->from + 1;
    return true;
}

bool
ent_row_day(ent_row *row, size_t index, ent_span *out)
{
    ent_field field = ent_row_field(row, index);

    if (ent_row_missing(row, index)) {
        return false;
    }
    if (!read_compact_date(field, out) && !ent_span_read(field.bytes, field.length, out)) {
        ent_row_expect(row, index, "a date: YYYY-MM-DD, YYYYMMDD, YYYY-MM or YYYY");
        return false;
    }
    return true;
}

void
ent_row_spell(ent_row *row, const size_t start[3], const size_t end[3], ent_day *from, ent_day *to)
{
    ent_span date;

    if (ent_row_date(row, start[0], start[1], start[2], &date)) {
        *from = date.from;
    } else {
        ent_row_expect(row, start[2], "a year");
    }
    *to = ent_row_date(row, end[0], end[1], end[2], &date) ? date.to : ENT_DAY_MAX;
    ent_row_check_spell(row, end[0], *from, *to);
}

void
ent_row_check_party(ent_row *row, size_t index, ent_party party)
{
    if (party.state == ENT_NO_STATE && party.given == NULL) {
        ent_row_expect(row, index, "a state");
    }
}

void
ent_row_check_dyad(ent_row *row, size_t index, ent_party a, ent_party b)
{
    if (!row->bad && a.state != ENT_NO_STATE && a.state == b.state) {
        ent_row_reject(row, index, "no dyad: both codes mean %s",
                       ent_codes_id(row->codes, a.state));
    }
}

void
ent_row_check_spell(ent_row *row, size_t index, ent_day from, ent_day to)
{
    if (!row->bad && to <= from) {
        ent_row_reject(row, index, "a spell of no day: it ends before it starts");
    }
}

/* 2. columns into the fields of a fact */

static const ent_fact_field *
field_at(const ent_fact_type *type, size_t offset)
{
    const ent_fact_field *field = type->fields;

    while (field->name != NULL && field->offset != offset) {
        field++;
    }
    return field;
}

/* `2020`, `2020-05`, `2020-05-17`, `20200517`, a day that is there and is no date is wrong. */
static ent_day
read_day(ent_row *row, size_t index, bool end)
{
    ent_span span = {ENT_DAY_MIN, ENT_DAY_MAX};

    (void)ent_row_day(row, index, &span);
    return end ? span.to : span.from;
}

static void
fill_text(ent_row *row, size_t index, const ent_fact_field *field, char *at)
{
    const char *text = is_blank(ent_row_field(row, index)) ? NULL : ent_row_text(row, index);

    if (text == NULL && field->required) {
        ent_row_expect(row, index, "a value");
    }
    memcpy(at, &text, sizeof text);
}

static void
fill_integer(ent_row *row, size_t index, const ent_row_column *column, const ent_fact_field *field,
             char *at)
{
    bool    year = strcmp(field->name, "year") == 0;
    int32_t least = column->negative ? -INT32_MAX : column->least;
    int32_t most = column->most != 0 ? column->most : INT32_MAX;
    int32_t value = year ? ent_row_integer(row, index, FIRST_YEAR, LAST_YEAR)
                         : ent_row_integer(row, index, least, most);

    if (value == ENT_NO_INTEGER && field->required) {
        ent_row_expect(row, index, year ? "a year" : "a whole number");
    }
    memcpy(at, &value, sizeof value);
}

static void
fill_field(ent_row *row, size_t index, const ent_row_column *column, const ent_fact_field *field,
           char *at)
{
    ent_party party;
    ent_day   day;
    double    number;
    bool      flag;

    switch (field->type) {
    case ENT_FIELD_TEXT:
        fill_text(row, index, field, at);
        break;
    case ENT_FIELD_STATE:
    case ENT_FIELD_PARTY:
        party = ent_row_party(row, index, row->day);
        if (field->type == ENT_FIELD_PARTY) {
            memcpy(at, &party, sizeof party);
        } else {
            memcpy(at, &party.state, sizeof party.state);
        }
        break;
    case ENT_FIELD_START:
    case ENT_FIELD_END:
        day = read_day(row, index, field->type == ENT_FIELD_END);
        memcpy(at, &day, sizeof day);
        break;
    case ENT_FIELD_INTEGER:
        fill_integer(row, index, column, field, at);
        break;
    case ENT_FIELD_NUMBER:
        number = column->negative ? ent_row_number(row, index) : ent_row_amount(row, index);
        memcpy(at, &number, sizeof number);
        break;
    case ENT_FIELD_FLAG:
        flag = ent_row_flag(row, index);
        memcpy(at, &flag, sizeof flag);
        break;
    }
}

/* The day on which the codes of the row are meant: the middle of its first column `year`. */
static ent_day
day_of(const ent_row *row, const ent_fact_type *type, const ent_row_column *columns)
{
    for (size_t i = 0; columns[i].name != NULL; i++) {
        ent_field field = ent_row_field(row, i);
        int64_t   year;

        if (columns[i].field != ENT_ROW_NO_FIELD &&
            strcmp(field_at(type, columns[i].field)->name, "year") == 0 &&
            ent_integer_read(field.bytes, field.length, &year) && year >= FIRST_YEAR &&
            year <= LAST_YEAR) {
            return ent_date_day((int32_t)year, 7, 1);
        }
    }
    return ENT_NO_DAY;
}

/* Missing until a column says otherwise. */
static void
set_missing(const ent_fact_type *type, char *fact)
{
    static const ent_party NOBODY = {ENT_NO_STATE, NULL};
    static const ent_day   FIRST = ENT_DAY_MIN, LAST = ENT_DAY_MAX;
    static const int32_t   NONE = ENT_NO_INTEGER;
    const double           nan = (double)NAN;

    for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
        char *at = fact + field->offset;

        switch (field->type) {
        case ENT_FIELD_STATE:
            memcpy(at, &NOBODY.state, sizeof NOBODY.state);
            break;
        case ENT_FIELD_PARTY:
            memcpy(at, &NOBODY, sizeof NOBODY);
            break;
        case ENT_FIELD_START:
            memcpy(at, &FIRST, sizeof FIRST);
            break;
        case ENT_FIELD_END:
            memcpy(at, &LAST, sizeof LAST);
            break;
        case ENT_FIELD_INTEGER:
            memcpy(at, &NONE, sizeof NONE);
            break;
        case ENT_FIELD_NUMBER:
            memcpy(at, &nan, sizeof nan);
            break;
        case ENT_FIELD_TEXT:
        case ENT_FIELD_FLAG:
            break; /* NULL and false are zero */
        }
    }
}

void
ent_row_fill(ent_row *row, const ent_fact_type *type, const ent_row_column *columns, void *fact)
{
    set_missing(type, fact);
    row->day = day_of(row, type, columns);
    for (size_t i = 0; columns[i].name != NULL; i++) {
        if (columns[i].field != ENT_ROW_NO_FIELD && row->columns[i] != SIZE_MAX) {
            fill_field(row, i, &columns[i], field_at(type, columns[i].field),
                       (char *)fact + columns[i].field);
        }
    }
}

ent_status
ent_row_report(ent_ctx *ctx, ent_row *row, const ent_fact_sink *sink, bool *stays)
{
    bool anything = row->bad || row->unmatched;

    *stays = !row->bad;
    row->bad = row->unmatched = false;
    return anything ? sink->reject(ctx, sink->user, (uint32_t)row->csv.line,
                                   (uint32_t)row->bad_column, row->reason)
                    : ENT_OK;
}
