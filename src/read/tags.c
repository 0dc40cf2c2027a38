/*
 * tags.c - the tags and texts of HTML and XML, one after the other
 *
 * 1. references     2. attributes     3. comments and their like     4. tags and texts
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/tags.h"

#include <libxml/HTMLparser.h>
#include <string.h>

enum { NAME_LONGEST = 8 /* of a reference: "thetasym" */ };

/* The terminators that ent_tags.absent remembers, a bit each. */
enum { END_OF_COMMENT, END_OF_CDATA, END_OF_INSTRUCTION };

static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* ---- 1. references ---- */

static size_t
put_character(unsigned long code, char out[5])
{
    size_t n = 0;

    if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) {
        code = 0xFFFD;
    }
    if (code < 0x80) {
        out[n++] = (char)code;
    } else if (code < 0x800) {
        out[n++] = (char)(0xC0 | code >> 6);
        out[n++] = (char)(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        out[n++] = (char)(0xE0 | code >> 12);
        out[n++] = (char)(0x80 | (code >> 6 & 0x3F));
        out[n++] = (char)(0x80 | (code & 0x3F));
    } else {
        out[n++] = (char)(0xF0 | code >> 18);
        out[n++] = (char)(0x80 | (code >> 12 & 0x3F));
        out[n++] = (char)(0x80 | (code >> 6 & 0x3F));
        out[n++] = (char)(0x80 | (code & 0x3F));
    }
    out[n] = '\0';
    return n;
}

static int
digit_of(char c, int base)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = ent_lower(c);
    return base == 16 && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* &#8217; or &#x2019;, of which `bytes` are what stands after "&#". */
static size_t
read_number(const char *bytes, size_t length, char out[5])
{
    int           base = length > 0 && ent_lower(bytes[0]) == 'x' ? 16 : 10;
    size_t        start = base == 16, i = start;
    unsigned long code = 0;

    while (i < length && digit_of(bytes[i], base) >= 0) {
        code = code > 0x10FFFF ? code : code * (unsigned)base + (unsigned)digit_of(bytes[i], base);
        i++;
    }
    if (i == start) {
        return 0;
    }
    (void)put_character(code, out);
    return i < length && bytes[i] == ';' ? i + 1 : i;
}

size_t
ent_reference_read(const char *bytes, size_t length, char out[5])
{
    char                  name[NAME_LONGEST + 1];
    size_t                n = 0;
    const htmlEntityDesc *known;

    if (length >= 3 && bytes[1] == '#') {
        size_t read = read_number(bytes + 2, length - 2, out);

        return read > 0 ? read + 2 : 0;
    }
    while (n < NAME_LONGEST && n + 1 < length &&
           (is_letter(bytes[n + 1]) || digit_of(bytes[n + 1], 10) >= 0)) {
        name[n] = bytes[n + 1];
        n++;
    }
    if (n < 2 || n + 1 >= length || bytes[n + 1] != ';') {
        return 0;
    }
    name[n] = '\0';
    known = htmlEntityLookup((const xmlChar *)name);
    if (known == NULL && strcmp(name, "apos") != 0) {
        return 0;
    }
    (void)put_character(known == NULL ? '\'' : known->value, out);
    return n + 2;
}

void
ent_references_add(ent_text *out, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length;) {
        const char *ampersand = memchr(bytes + i, '&', length - i);
        size_t      plain = ampersand == NULL ? length : (size_t)(ampersand - bytes), used;
        char        character[5];

        ent_text_add_bytes(out, bytes + i, plain - i);
        i = plain;
        if (i < length) {
            used = ent_reference_read(bytes + i, length - i, character);
            ent_text_add(out, used > 0 ? character : "&");
            i += used > 0 ? used : 1;
        }
    }
}

/* ---- 2. attributes ---- */

/* One attribute of a tag; `at` moves behind it.  False when there is none any more. */
static bool
next_attribute(const ent_tag *tag, size_t *at, ent_tag *out)
{
    const char *b = tag->bytes;
    size_t      i = *at, end = tag->length;

    while (i < end && (is_space(b[i]) || b[i] == '/')) {
        i++;
    }
    out->name = b + i;
    while (i < end && !is_space(b[i]) && b[i] != '=') {
        i++;
    }
    out->name_length = (size_t)(b + i - out->name);
    while (i < end && is_space(b[i])) {
        i++;
    }
    out->length = 0;
    out->bytes = b + i;
    if (i < end && b[i] == '=') {
        i++;
        while (i < end && is_space(b[i])) {
            i++;
        }
        if (i < end && (b[i] == '"' || b[i] == '\'')) {
            const char *quote = memchr(b + i + 1, b[i], end - i - 1);

            out->bytes = b + i + 1;
            i = quote == NULL ? end : (size_t)(quote - b);
            out->length = (size_t)(b + i - out->bytes);
            i += i < end;
        } else {
            out->bytes = b + i;
            while (i < end && !is_space(b[i])) {
                i++;
            }
            out->length = (size_t)(b + i - out->bytes);
        }
    }
    *at = i;
    return out->name_length > 0 || out->length > 0;
}

static bool
is_named(const ent_tag *tag, const char *name)
{
    size_t i = 0;

    while (i < tag->name_length && name[i] != '\0' && ent_lower(tag->name[i]) == name[i]) {
        i++;
    }
    return i == tag->name_length && name[i] == '\0';
}

bool
ent_tag_attribute(const ent_tag *tag, const char *name, ent_text *out)
{
    ent_tag attribute;
    size_t  at = 0;

    while (next_attribute(tag, &at, &attribute)) {
        if (is_named(&attribute, name)) {
            ent_references_add(out, attribute.bytes, attribute.length);
            return true;
        }
    }
    return false;
}

/* ---- 3. comments and their like ---- */

static void
note_break(ent_tags *t, const char *what, size_t at)
{
    if (t->xml && t->broken == NULL) {
        t->broken = what;
        t->broken_at = at;
    }
}

/* The place of `end` from `from` on, or `length`; one that did not come is not looked for again. */
static size_t
find_end(ent_tags *t, size_t from, const char *end, unsigned bit)
{
    size_t tail = strlen(end);

    if ((t->absent & 1U << bit) == 0) {
        for (size_t i = from; i + tail <= t->length; i++) {
            const char *at = memchr(t->bytes + i, end[0], t->length - tail + 1 - i);

            if (at == NULL) {
                break;
            }
            i = (size_t)(at - t->bytes);
            if (memcmp(at, end, tail) == 0) {
                return i;
            }
        }
        t->absent |= 1U << bit;
    }
    return t->length;
}

static bool
stands_at(const ent_tags *t, size_t at, const char *what)
{
    size_t length = strlen(what);

    return t->length - at >= length && memcmp(t->bytes + at, what, length) == 0;
}

/* Pass what ends in `end`; where that never comes, what ends in ">". */
static void
pass_to(ent_tags *t, size_t start, const char *end, unsigned bit, const char *fault)
{
    size_t      found = find_end(t, t->at, end, bit);
    const char *bracket;

    if (found < t->length) {
        t->at = found + strlen(end);
        return;
    }
    note_break(t, fault, start);
    bracket = memchr(t->bytes + t->at, '>', t->length - t->at);
    t->at = bracket == NULL ? t->length : (size_t)(bracket - t->bytes) + 1;
}

/* <!DOCTYPE rss [<!ENTITY x "y">]>: its declarations mean nothing to us. */
static void
pass_declaration(ent_tags *t)
{
    size_t start = t->at, depth = 0;
    char   quote = '\0';

    for (; t->at < t->length; t->at++) {
        char c = t->bytes[t->at];

        if (quote != '\0') {
            quote = c == quote ? '\0' : quote;
        } else if (stands_at(t, t->at, "<!--")) {
            pass_to(t, t->at, "-->", END_OF_COMMENT, "a comment that never ends");
            t->at -= t->at > start;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '[') {
            depth++;
        } else if (c == ']' && depth > 0) {
            depth--;
        } else if (c == '>' && depth == 0) {
            t->at++;
            return;
        }
    }
    note_break(t, "a declaration that never ends", start);
}

/* ---- 4. tags and texts ---- */

void
ent_tags_start(ent_tags *tags, const char *bytes, size_t length, bool xml)
{
    static const char ENDS[] = {'"', '\'', '>'};

    memset(tags, 0, sizeof *tags);
    tags->bytes = bytes;
    tags->length = length;
    tags->xml = xml;
    for (int i = 0; i < 3; i++) {
        size_t at = length;

        while (at > 0 && bytes[at - 1] != ENDS[i]) {
            at--;
        }
        *(i < 2 ? &tags->last_quote[i] : &tags->last_end) = at;
    }
}

/* The place of the ">" that ends a tag, whose attributes begin at `i`, or `length`. */
static size_t
end_of_tag(ent_tags *t, size_t start)
{
    const char *bracket;

    if (start >= t->last_end) {
        return t->length;
    }
    for (size_t i = start; i < t->length && !t->quotes_off;) {
        char c = t->bytes[i];

        if (c == '>') {
            return i;
        }
        i++;
        if (c != '=') {
            continue;
        }
        while (i < t->length && is_space(t->bytes[i])) {
            i++;
        }
        c = i < t->length ? t->bytes[i] : '\0';
        if ((c == '"' || c == '\'') && i + 1 < t->last_quote[c == '\'']) {
            i = (size_t)((const char *)memchr(t->bytes + i + 1, c, t->length - i - 1) - t->bytes);
            i++;
        }
    }
    t->quotes_off = true;
    bracket = memchr(t->bytes + start, '>', t->length - start);
    return bracket == NULL ? t->length : (size_t)(bracket - t->bytes);
}

static bool
begins_name(const ent_tags *t, size_t at)
{
    char c = at < t->length ? t->bytes[at] : '\0';

    return is_letter(c) || (t->xml && (c == '_' || c == ':' || (unsigned char)c >= 0x80));
}

/* The tag at `at`; false when it never ends, and what follows it up to the next one is passed. */
static bool
read_tag(ent_tags *t, ent_tag *out)
{
    size_t start = t->at, i = start + 1, end;

    out->at = start;
    out->kind = t->bytes[i] == '/' ? ENT_TAG_CLOSE : ENT_TAG_OPEN;
    i += out->kind == ENT_TAG_CLOSE;
    out->name = t->bytes + i;
    while (i < t->length && !is_space(t->bytes[i]) && t->bytes[i] != '>' && t->bytes[i] != '/') {
        i++;
    }
    out->name_length = (size_t)(t->bytes + i - out->name);
    end = end_of_tag(t, i);
    if (end == t->length) {
        const char *next = memchr(t->bytes + start + 1, '<', t->length - start - 1);

        note_break(t, "a tag that never ends", start);
        t->at = next == NULL ? t->length : (size_t)(next - t->bytes);
        return false;
    }
    out->empty = out->kind == ENT_TAG_OPEN && end > i && t->bytes[end - 1] == '/';
    out->bytes = t->bytes + i;
    out->length = end - i - out->empty;
    t->at = end + 1;
    return true;
}

/* <!...> and <?...>; true when it is text, of a CDATA section. */
static bool
read_other(ent_tags *t, ent_tag *out)
{
    size_t start = t->at;

    if (stands_at(t, start, "<!--")) {
        t->at += stands_at(t, start, "<!-->") ? 2 : 4;
        pass_to(t, start, "-->", END_OF_COMMENT, "a comment that never ends");
    } else if (t->xml && stands_at(t, start, "<![CDATA[")) {
        size_t end = find_end(t, start + 9, "]]>", END_OF_CDATA);

        if (end == t->length) {
            note_break(t, "a CDATA section that never ends", start);
        }
        *out = (ent_tag){.kind = ENT_TAG_VERBATIM,
                         .at = start,
                         .bytes = t->bytes + start + 9,
                         .length = end - start - 9};
        t->at = end == t->length ? end : end + 3;
        return true;
    } else if (t->xml && stands_at(t, start, "<?")) {
        pass_to(t, start, "?>", END_OF_INSTRUCTION, "an instruction that never ends");
    } else if (t->xml) {
        pass_declaration(t);
    } else {
        const char *bracket = memchr(t->bytes + start, '>', t->length - start);

        t->at = bracket == NULL ? t->length : (size_t)(bracket - t->bytes) + 1;
    }
    return false;
}

void
ent_tags_next(ent_tags *tags, ent_tag *out)
{
    while (tags->at < tags->length) {
        size_t      start = tags->at;
        const char *next;

        if (tags->bytes[start] == '<') {
            char c = start + 1 < tags->length ? tags->bytes[start + 1] : '\0';

            *out = (ent_tag){.kind = ENT_TAG_END};
            if (begins_name(tags, start + 1) || (c == '/' && begins_name(tags, start + 2))) {
                if (read_tag(tags, out)) {
                    return;
                }
                continue;
            }
            if (c == '!' || c == '?' || c == '/') {
                if (read_other(tags, out)) {
                    return;
                }
                continue;
            }
            note_break(tags, "a '<' that begins no tag", start);
        }
        next = memchr(tags->bytes + start + 1, '<', tags->length - start - 1);
        tags->at = next == NULL ? tags->length : (size_t)(next - tags->bytes);
        *out = (ent_tag){.kind = ENT_TAG_TEXT,
                         .at = start,
                         .bytes = tags->bytes + start,
                         .length = tags->at - start};
        return;
    }
    *out = (ent_tag){.kind = ENT_TAG_END, .at = tags->length};
}

bool
ent_tags_pass(ent_tags *tags, const char *name, ent_tag *text)
{
    size_t length = strlen(name), from = tags->at;

    for (size_t i = from; i < tags->length; i++) {
        const char *at = memchr(tags->bytes + i, '<', tags->length - i);
        ent_tag     end;

        if (at == NULL) {
            break;
        }
        i = (size_t)(at - tags->bytes);
        end = (ent_tag){.name = at + 2, .name_length = length};
        if (tags->length - i > length + 2 && at[1] == '/' && is_named(&end, name) &&
            !is_letter(at[length + 2])) {
            *text = (ent_tag){
                .kind = ENT_TAG_TEXT, .at = from, .bytes = tags->bytes + from, .length = i - from};
            at = memchr(at, '>', tags->length - i);
            tags->at = at == NULL ? tags->length : (size_t)(at - tags->bytes) + 1;
            return true;
        }
    }
    return false;
}

void
ent_place_count(const char *bytes, size_t at, size_t *line, size_t *column)
{
    size_t start = 0;

    *line = 1;
    for (size_t i = 0; i < at; i++) {
        if (bytes[i] == '\n') {
            ++*line;
            start = i + 1;
        }
    }
    *column = at - start + 1;
}
