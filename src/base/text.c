/*
 * text.c - growing strings, numbers as text, comparison of words
 *
 *   1. growing strings     2. quoting for CSV, JSON, XML
 *   3. numbers             4. words
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/text.h"

#include <errno.h>
#include <float.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/decimal.h"

/* 1. growing strings */

void
ent_text_init(ent_text *text)
{
    memset(text, 0, sizeof *text);
}

void
ent_text_clear(ent_text *text)
{
    ent_free(text->bytes);
    ent_text_init(text);
}

void
ent_text_reset(ent_text *text)
{
    text->length = 0;
    text->failed = false;
    if (text->bytes != NULL) {
        text->bytes[0] = '\0'; /* room for it there is: bytes are never of size 0 */
    }
}

void
ent_text_add_bytes(ent_text *text, const char *more, size_t length)
{
    if (text->failed || length >= SIZE_MAX / 2 - text->length ||
        !ENT_GROW(text->bytes, text->capacity, text->length + length + 1)) {
        text->failed = true;
        return;
    }
    if (length > 0) {
        memcpy(text->bytes + text->length, more, length);
    }
    text->length += length;
    text->bytes[text->length] = '\0';
}

void
ent_text_add(ent_text *text, const char *more)
{
    ent_text_add_bytes(text, more, strlen(more));
}

void
ent_text_add_char(ent_text *text, char c)
{
    ent_text_add_bytes(text, &c, 1);
}

void
ent_text_addf(ent_text *text, const char *format, ...)
{
    char    small[512];
    va_list args;
    int     length;

    va_start(args, format);
    length = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    if (length < 0) {
        text->failed = true;
    } else if ((size_t)length < sizeof small) {
        ent_text_add_bytes(text, small, (size_t)length);
    } else if (!text->failed &&
               ENT_GROW(text->bytes, text->capacity, text->length + (size_t)length + 1)) {
        va_start(args, format);
        (void)vsnprintf(text->bytes + text->length, (size_t)length + 1, format, args);
        va_end(args);
        text->length += (size_t)length;
    } else {
        text->failed = true;
    }
}

const char *
ent_text_get(const ent_text *text)
{
    return text->bytes != NULL ? text->bytes : "";
}

/* 2. quoting for CSV, JSON, XML */

/* C0 and DEL, C1, and the controls of direction. */
static bool
is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* The number of a valid character of `length` bytes. */
static uint32_t
decode(const char *bytes, size_t length)
{
    const unsigned char *s = (const unsigned char *)bytes;
    uint32_t             c = length == 1 ? s[0] : s[0] & (0x7Fu >> length);

    for (size_t i = 1; i < length; i++) {
        c = c << 6 | (s[i] & 0x3F);
    }
    return c;
}

size_t
ent_visible_at(const char *bytes, size_t available, char out[ENT_VISIBLE_SIZE])
{
    static const char REPLACEMENT[] = "\xEF\xBF\xBD";
    size_t            length = ent_utf8_length(bytes, available);
    uint32_t          c = length > 0 ? decode(bytes, length) : 0;

    if (length == 0) {
        memcpy(out, REPLACEMENT, sizeof REPLACEMENT);
        return 1;
    }
    if (is_control(c)) {
        (void)snprintf(out, ENT_VISIBLE_SIZE, "\\u%04x", (unsigned)c & 0xFFFF);
    } else {
        memcpy(out, bytes, length);
        out[length] = '\0';
    }
    return length;
}

void
ent_text_add_visible(ent_text *text, const char *value, size_t length)
{
    char shown[ENT_VISIBLE_SIZE];

    for (size_t i = 0; i < length;) {
        i += ent_visible_at(value + i, length - i, shown);
        ent_text_add(text, shown);
    }
}

void
ent_visible_print(const char *value, char *out, size_t size)
{
    size_t length = strlen(value), used = 0;

    for (size_t i = 0; i < length;) {
        char   shown[ENT_VISIBLE_SIZE];
        size_t taken = ent_visible_at(value + i, length - i, shown);

        if (strlen(shown) >= size - used) {
            break;
        }
        memcpy(out + used, shown, strlen(shown));
        used += strlen(shown);
        i += taken;
    }
    out[used] = '\0';
}

void
ent_text_add_json(ent_text *text, const char *value, size_t length)
{
    ent_text_add_char(text, '"');
    for (size_t i = 0; i < length;) {
        char   shown[ENT_VISIBLE_SIZE];
        size_t taken = ent_visible_at(value + i, length - i, shown);

        if (value[i] == '"' || value[i] == '\\') {
            ent_text_add_char(text, '\\');
        }
        ent_text_add(text, value[i] == '\n' ? "\\n" : value[i] == '\t' ? "\\t" : shown);
        i += taken;
    }
    ent_text_add_char(text, '"');
}

void
ent_text_add_json_number(ent_text *text, double value)
{
    if (isfinite(value)) {
        ent_text_add_number(text, value);
    } else {
        ent_text_add(text, "null");
    }
}

/* White space that documents are laid out with: no control of a terminal to be shown. */
static bool
is_layout(const char *at)
{
    return at[0] == '\n' || at[0] == '\t';
}

void
ent_text_add_csv(ent_text *text, const char *value)
{
    size_t length = strlen(value);
    bool   plain = value[strcspn(value, ",\"\n")] == '\0' && value[0] != '#' && value[0] != ' ';

    ent_text_add(text, plain ? "" : "\"");
    for (size_t i = 0; i < length;) {
        char shown[ENT_VISIBLE_SIZE];

        if (is_layout(value + i) || (value[i] == '\r' && value[i + 1] == '\n')) {
            ent_text_add_char(text, value[i++]);
            continue;
        }
        ent_text_add(text, value[i] == '"' ? "\"" : "");
        i += ent_visible_at(value + i, length - i, shown);
        ent_text_add(text, shown);
    }
    ent_text_add(text, plain ? "" : "\"");
}

/* The reference that stands for a character in XML; NULL: itself. */
static const char *
xml_reference(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void
ent_text_add_xml(ent_text *text, const char *value, size_t length)
{
    for (size_t i = 0; i < length;) {
        const char *reference = xml_reference(value[i]);
        char        shown[ENT_VISIBLE_SIZE];

        if (is_layout(value + i)) {
            ent_text_add_char(text, value[i++]);
        } else if (value[i] == '\r' && i + 1 < length && value[i + 1] == '\n') {
            i++; /* XML makes one line break of the two */
        } else {
            i += ent_visible_at(value + i, length - i, shown);
            ent_text_add(text, reference != NULL ? reference : shown);
        }
    }
}

/* 3. numbers */

enum { LONGEST_NUMBER = 400 };

/* The caller's locale may have any decimal point, also one of several bytes. */
static size_t
point_to_dot(char *number)
{
    const char *point = localeconv()->decimal_point;
    size_t      n = strlen(point);
    char       *at = strstr(number, point);

    if (at != NULL && n > 0) {
        *at = '.';
        memmove(at + 1, at + n, strlen(at + n) + 1);
    }
    return strlen(number);
}

size_t
ent_number_print_digits(double value, int digits, char *out, size_t size)
{
    out[0] = '\0';
    if (isnan(value)) {
        return 0;
    }
    (void)snprintf(out, size, "%.*g", digits, value == 0 ? 0 : value); /* no minus before a zero */
    return point_to_dot(out);
}

/*
 * Below a power of two the doubles lie closer than above it: the nearest decimal of 16 digits,
 * which lies below, may read back as another number where the next one above reads back right.
 */
static bool
print_next_above(double value, char *out, size_t size)
{
    char  *last;
    size_t i;

    (void)snprintf(out, size, "%.15e", value);
    last = strchr(out, 'e');
    if (last == NULL) {
        return false;
    }
    for (i = 1; last[-(ptrdiff_t)i] == '9'; i++) {
        last[-(ptrdiff_t)i] = '0';
    }
    last[-(ptrdiff_t)i]++;
    return i <= 15 && strtod(out, NULL) == value;
}

size_t
ent_number_print_shown(double value, char *out, size_t size)
{
    int digits = fabs(value) >= 1e5 && fabs(value) < 1e15 ? 15 : 5;

    return ent_number_print_digits(value, digits, out, size);
}

size_t
ent_number_print(double value, char *out, size_t size)
{
    int    fewest = fabs(value) < DBL_MIN ? 1 : 15; /* a subnormal number holds fewer digits */
    size_t length;

    if (isnan(value) || value == 0) {
        return ent_number_print_digits(value, 1, out, size);
    }
    length = ent_decimal_print(value, out);
    if (length > 0) {
        return length;
    }
    for (int digits = fewest; digits < DBL_DECIMAL_DIG; digits++) {
        (void)snprintf(out, size, "%.*g", digits, value);
        if (strtod(out, NULL) == value) {
            return point_to_dot(out);
        }
    }
    if (!print_next_above(value, out, size)) {
        (void)snprintf(out, size, "%.*g", DBL_DECIMAL_DIG, value);
    }
    return point_to_dot(out);
}

size_t
ent_integer_print(int64_t value, char *out)
{
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
    char     digits[20];
    size_t   count = 0, length = 0;

    do {
        digits[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0) {
        out[length++] = '-';
    }
    while (count > 0) {
        out[length++] = digits[--count];
    }
    out[length] = '\0';
    return length;
}

void
ent_text_add_fixed(ent_text *text, double value, int decimals)
{
    static const unsigned UNIT[] = {1, 10, 100, 1000, 10000};
    unsigned long long    scaled = (unsigned long long)llround(fabs(value) * UNIT[decimals]);

    ent_text_add(text, value < 0 && scaled > 0 ? "-" : "");
    ent_text_addf(text, "%llu", scaled / UNIT[decimals]);
    if (decimals > 0) {
        ent_text_addf(text, ".%0*llu", decimals, scaled % UNIT[decimals]);
    }
}

void
ent_text_add_number(ent_text *text, double value)
{
    char   printed[40];
    size_t length = ent_number_print(value, printed, sizeof printed);

    ent_text_add_bytes(text, printed, length);
}

/* digits [. digits] [e [+-] digits], nothing else (no hexadecimal, no "inf") */
static bool
is_decimal(const char *s, size_t n)
{
    size_t i = n > 0 && (s[0] == '-' || s[0] == '+') ? 1 : 0;
    size_t digits = 0;

    for (; i < n && s[i] >= '0' && s[i] <= '9'; i++) {
        digits++;
    }
    if (i < n && s[i] == '.') {
        for (i++; i < n && s[i] >= '0' && s[i] <= '9'; i++) {
            digits++;
        }
    }
    if (digits > 0 && i < n && (s[i] == 'e' || s[i] == 'E')) {
        i++;
        i += i < n && (s[i] == '-' || s[i] == '+') ? 1 : 0;
        if (i == n) {
            return false;
        }
        for (; i < n && s[i] >= '0' && s[i] <= '9'; i++) {
        }
    }
    return digits > 0 && i == n;
}

/* The C library's reading, which wants the decimal point of the caller's locale. */
static bool
read_with_point(const char *text, size_t length, double *out)
{
    const char *point = localeconv()->decimal_point;
    char        copy[LONGEST_NUMBER + 16];
    size_t      n = 0;

    if (length > LONGEST_NUMBER || strlen(point) > 8) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '.') {
            memcpy(copy + n, point, strlen(point));
            n += strlen(point);
        } else {
            copy[n++] = text[i];
        }
    }
    copy[n] = '\0';
    *out = strtod(copy, NULL);
    return isfinite(*out);
}

bool
ent_number_read(const char *text, size_t length, double *out)
{
    static const double POWER[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    uint64_t            mantissa = 0;
    size_t              digits = 0, decimals = 0;
    bool                point = false, plain = true;
    double              value;

    if (!is_decimal(text, length)) {
        return false;
    }
    /* up to 15 digits without an exponent: one exact division gives the nearest double */
    for (size_t i = 0; i < length; i++) {
        if (text[i] >= '0' && text[i] <= '9') {
            mantissa = mantissa * 10 + (uint64_t)(text[i] - '0');
            decimals += point;
            plain = plain && ++digits <= 15;
        } else if (text[i] == '.') {
            point = true;
        } else if (text[i] == 'e' || text[i] == 'E') {
            plain = false;
        }
        if (!plain) {
            break;
        }
    }
    if (plain) {
        value = (double)mantissa / POWER[decimals];
        *out = text[0] == '-' ? -value : value;
        return true;
    }
    if (!read_with_point(text, length, &value)) {
        return false;
    }
    *out = value;
    return true;
}

bool
ent_integer_read(const char *text, size_t length, int64_t *out)
{
    uint64_t value = 0;
    size_t   i = length > 0 && (text[0] == '-' || text[0] == '+') ? 1 : 0;

    if (i == length || length - i > 18) {
        return false;
    }
    for (; i < length; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        value = value * 10 + (uint64_t)(text[i] - '0');
    }
    *out = text[0] == '-' ? -(int64_t)value : (int64_t)value;
    return true;
}

/* 4. words */

bool
ent_starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

bool
ent_ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);

    return n >= m && strcmp(text + n - m, end) == 0;
}

char
ent_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

int
ent_compare_nocase(const char *a, const char *b)
{
    for (; *a != '\0' && ent_lower(*a) == ent_lower(*b); a++, b++) {
    }
    return (int)(unsigned char)ent_lower(*a) - (int)(unsigned char)ent_lower(*b);
}

static size_t
least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t
ent_edit_distance(const char *a, const char *b)
{
    enum { LONGEST = 63 };
    size_t rows[3][LONGEST + 1] = {{0}};
    size_t n = strlen(a), m = strlen(b);

    if (n > LONGEST || m > LONGEST) {
        return SIZE_MAX;
    }
    for (size_t j = 0; j <= m; j++) {
        rows[0][j] = j;
    }
    for (size_t i = 1; i <= n; i++) {
        size_t       *row = rows[i % 3];
        const size_t *up = rows[(i + 2) % 3], *upup = rows[(i + 1) % 3];

        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            char   x = ent_lower(a[i - 1]), y = ent_lower(b[j - 1]);
            size_t cost = least(least(up[j] + 1, row[j - 1] + 1), up[j - 1] + (x != y));

            if (i > 1 && j > 1 && x == ent_lower(b[j - 2]) && y == ent_lower(a[i - 2])) {
                cost = least(cost, upup[j - 2] + 1);
            }
            row[j] = cost;
        }
    }
    return rows[n % 3][m];
}

const char *
ent_nearest_word(const char *word, const char *const *words, size_t count)
{
    const char *best = NULL;
    size_t      length = strlen(word);
    size_t      best_distance = length < 5 ? 1 : length / 3 + 1;

    for (size_t i = 0; i < count; i++) {
        size_t distance = ent_edit_distance(word, words[i]);

        if (distance <= best_distance && (best == NULL || distance < best_distance)) {
            best = words[i];
            best_distance = distance;
        }
    }
    return best;
}

size_t
ent_utf8_length(const char *bytes, size_t available)
{
    const unsigned char *s = (const unsigned char *)bytes;
    size_t               n;

    if (available == 0) {
        return 0;
    }
    if (s[0] < 0x80) {
        return 1;
    }
    n = s[0] >= 0xC2 && s[0] <= 0xDF ? 2 : s[0] >= 0xE0 && s[0] <= 0xEF ? 3 : 0;
    n = s[0] >= 0xF0 && s[0] <= 0xF4 ? 4 : n;
    if (n == 0 || available < n) {
        return 0;
    }
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xC0) != 0x80) {
            return 0;
        }
    }
    if ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F) ||
        (s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] > 0x8F)) {
        return 0;
    }
    return n;
}

bool
ent_is_utf16(const char *bytes, size_t length)
{
    return length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
}

const char *
ent_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL && slash[1] != '\0' ? slash + 1 : path;
}
