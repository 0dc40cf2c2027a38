/*
 * document.c - the forms documents come in: plain text and JSON Lines, and which is which
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/document.h"

#include <jansson.h>
#include <string.h>

#include "base/data.h"
#include "base/date.h"
#include "read/feed.h"
#include "read/markup.h"

enum {
    SNIFF_BYTES = 512,
    BINARY_PERCENT = 10, /* of control characters and invalid bytes */
    JSON_DEEPEST = 64,   /* brackets open in one line */
    JSON_VALUES = 100000 /* in one line */
};

/* ---- plain text ---- */

/* Why these bytes are no document, or NULL. */
static const char *
unfit(const char *bytes, size_t length)
{
    size_t bad = 0, visible = 0;

    if (length > (size_t)ENT_DOCUMENT_LARGEST) {
        return "too large";
    }
    if (ent_is_utf16(bytes, length)) {
        return "UTF-16; save it as UTF-8";
    }
    if (length > 0 && memchr(bytes, '\0', length) != NULL) {
        return "binary";
    }
    for (size_t i = 0; i < length;) {
        unsigned char c = (unsigned char)bytes[i];
        size_t        step = c < 0x80 ? 1 : ent_utf8_length(bytes + i, length - i);

        bad += step == 0 || (c < 0x20 && strchr("\t\n\v\f\r", c) == NULL) || c == 0x7F;
        visible += c > 0x20;
        i += step == 0 ? 1 : step;
    }
    if (visible == 0) {
        return "empty";
    }
    return bad * 100 > length * BINARY_PERCENT ? "binary" : NULL;
}

static ent_status
read_plain(ent_ctx *ctx, const char *bytes, size_t length, ent_item *item)
{
    size_t mark = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

    item->text = bytes;
    item->length = length;
    if (!ent_paragraphs_split(bytes + mark, length - mark, &item->paragraphs)) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < item->paragraphs.count; i++) {
        item->paragraphs.items[i].start += mark;
    }
    return ENT_OK;
}

/* ---- JSON Lines ---- */

/*
 * Why a line is not to be parsed, or NULL: jansson descends by recursion, and a value of two
 * bytes costs it fifty.
 */
static const char *
too_much(const char *line, size_t length)
{
    size_t depth = 0, values = 0;
    bool   string = false;

    for (size_t i = 0; i < length; i++) {
        if (string && line[i] == '\\') {
            i++;
        } else if (line[i] == '"') {
            string = !string;
        } else if (!string && (line[i] == '{' || line[i] == '[')) {
            depth++;
        } else if (!string && (line[i] == '}' || line[i] == ']') && depth > 0) {
            depth--;
        }
        values += !string && (line[i] == ',' || line[i] == '{' || line[i] == '[');
        if (depth > JSON_DEEPEST || values > JSON_VALUES) {
            return depth > JSON_DEEPEST ? "nested too deep" : "more than 100000 values in a line";
        }
    }
    return NULL;
}

static const char *
first_string(const json_t *object, const char *const *keys)
{
    for (; *keys != NULL; keys++) {
        const char *value = json_string_value(json_object_get(object, *keys));

        if (value != NULL) {
            return value;
        }
    }
    return NULL;
}

static ent_status
fill_from_json(ent_ctx *ctx, ent_arena *arena, const json_t *object, ent_item *item)
{
    static const char *const TEXTS[] = {"text", "content", "body", NULL};
    static const char *const DATES[] = {"date", "published", NULL};
    static const char *const TITLES[] = {"title", NULL};
    static const char *const IDS[] = {"id", NULL};

    const char *text = first_string(object, TEXTS), *date = first_string(object, DATES);
    const char *title = first_string(object, TITLES), *id = first_string(object, IDS);

    if (title != NULL && (item->document.title = ent_title_keep(arena, title)) == NULL) {
        return ent_fail_nomem(ctx);
    }
    if (id != NULL && (item->document.name = ent_name_keep(arena, id)) == NULL) {
        return ent_fail_nomem(ctx);
    }
    item->has_id = id != NULL;
    if (date != NULL) {
        (void)ent_published_read(date, &item->document.published);
    }
    if (text == NULL || (item->document.set_aside = unfit(text, strlen(text))) != NULL) {
        item->document.set_aside = text == NULL ? "no text" : item->document.set_aside;
        return ENT_OK;
    }
    ent_text_add(&item->owned, text);
    if (item->owned.failed) {
        return ent_fail_nomem(ctx);
    }
    item->text = ent_text_get(&item->owned);
    item->length = item->owned.length;
    item->document.bytes = item->length;
    return ent_paragraphs_split(item->text, item->length, &item->paragraphs) ? ENT_OK
                                                                             : ent_fail_nomem(ctx);
}

static ent_status
read_json_line(ent_ctx *ctx, ent_arena *arena, const char *line, size_t length, ent_item *item)
{
    json_error_t error;
    json_t      *object;
    ent_status   status = ENT_OK;

    item->document.bytes = length;
    item->document.set_aside = too_much(line, length);
    if (item->document.set_aside != NULL) {
        return ENT_OK;
    }
    object = json_loadb(line, length, JSON_DISABLE_EOF_CHECK, &error);
    if (!json_is_object(object)) {
        item->document.set_aside = json_error_code(&error) == json_error_out_of_memory
                                       ? "no memory to read it"
                                       : "not a JSON object";
    } else {
        status = fill_from_json(ctx, arena, object, item);
    }
    json_decref(object);
    return status;
}

static ent_status
read_json_lines(ent_ctx *ctx, ent_arena *arena, const char *name, const char *bytes, size_t length,
                ent_items *out)
{
    size_t     number = 0;
    ent_status status = ENT_OK;

    for (size_t at = 0; at < length && status == ENT_OK;) {
        const char *newline = memchr(bytes + at, '\n', length - at);
        size_t      end = newline == NULL ? length : (size_t)(newline - bytes);
        size_t      start = at;

        number++;
        at = end + 1;
        while (start < end && strchr(" \t\r", bytes[start]) != NULL) {
            start++;
        }
        if (start < end) {
            ent_item *item = ent_items_add(out);

            if (item == NULL) {
                return ent_fail_nomem(ctx);
            }
            item->document.name = ent_arena_printf(arena, "%s:%zu", name, number);
            if (item->document.name == NULL) {
                return ent_fail_nomem(ctx);
            }
            if (out->count > ENT_ITEMS_MOST) {
                item->document.set_aside = "too many documents in one file";
                return ENT_OK;
            }
            status = read_json_line(ctx, arena, bytes + start, end - start, item);
        }
    }
    return status;
}

/* ---- which form ---- */

typedef enum form { FORM_PLAIN, FORM_HTML, FORM_FEED, FORM_JSON } form;

static bool
ends_in(const char *name, const char *const *ends)
{
    for (; *ends != NULL; ends++) {
        size_t length = strlen(name), tail = strlen(*ends);

        if (length > tail && ent_compare_nocase(name + length - tail, *ends) == 0) {
            return true;
        }
    }
    return false;
}

/* The name's end decides; without a known one, what the bytes begin with. */
static form
form_of(const char *name, const char *bytes, size_t length)
{
    static const char *const HTML[] = {".html", ".htm", ".xhtml", NULL};
    static const char *const FEED[] = {".xml", ".rss", ".atom", NULL};
    static const char *const JSON[] = {".jsonl", ".json", ".ndjson", NULL};
    static const char *const PLAIN[] = {".txt", ".text", ".md", NULL};

    char   head[SNIFF_BYTES + 1];
    size_t count = 0;

    if (ends_in(name, HTML)) {
        return FORM_HTML;
    }
    if (ends_in(name, FEED)) {
        return FORM_FEED;
    }
    if (ends_in(name, JSON)) {
        return FORM_JSON;
    }
    if (ends_in(name, PLAIN)) {
        return FORM_PLAIN;
    }
    while (count < SNIFF_BYTES && count < length) {
        head[count] = ent_lower(bytes[count]);
        count++;
    }
    head[count] = '\0';
    if (strstr(head, "<!doctype html") != NULL || strstr(head, "<html") != NULL) {
        return FORM_HTML;
    }
    if (strstr(head, "<rss") != NULL || strstr(head, "<feed") != NULL) {
        return FORM_FEED;
    }
    return strncmp(head, "{\"", 2) == 0 ? FORM_JSON : FORM_PLAIN;
}

static ent_status
read_single(ent_ctx *ctx, ent_arena *arena, const char *name, const char *bytes, size_t length,
            bool html, ent_items *out)
{
    ent_item *item = ent_items_add(out);

    if (item == NULL) {
        return ent_fail_nomem(ctx);
    }
    item->document.name = name;
    item->document.bytes = length;
    item->document.set_aside = unfit(bytes, length);
    if (item->document.set_aside != NULL) {
        return ENT_OK;
    }
    return html ? ent_item_from_html(ctx, arena, bytes, length, item)
                : read_plain(ctx, bytes, length, item);
}

/*
 * The digest of a document that is one of many in its file: of its title, date and text, and of the
 * id that its writer gave it in JSON Lines (who gives ids says what is the same); of what was set
 * aside, of the file's and its name.
 */
static bool
digest_item(const ent_item *item, const char *of_file, char out[65])
{
    const ent_document *d = &item->document;
    char                text[65], from[16];
    ent_text            all;
    bool                failed;

    ent_text_init(&all);
    if (d->set_aside != NULL) {
        ent_text_addf(&all, "%s\n%s", of_file, d->name);
    } else {
        ent_sha256(item->text, item->length, text);
        ent_date_print(d->published.from, from);
        ent_text_addf(&all, "%s\n%s\n%s", d->title == NULL ? "" : d->title, from, text);
        ent_text_addf(&all, "%s%s", item->has_id ? "\n" : "", item->has_id ? d->name : "");
    }
    ent_sha256(ent_text_get(&all), all.length, out);
    failed = all.failed;
    ent_text_clear(&all);
    return !failed;
}

/* A file of one document has the digest of its bytes, whatever they are. */
static ent_status
add_digests(ent_ctx *ctx, ent_arena *arena, const char *bytes, size_t length, bool many,
            ent_items *items)
{
    char of_file[65], digest[65];

    ent_sha256(bytes, length, of_file);
    memcpy(digest, of_file, sizeof digest);
    for (size_t i = 0; i < items->count; i++) {
        ent_document *document = &items->items[i].document;

        if (many && !digest_item(&items->items[i], of_file, digest)) {
            return ent_fail_nomem(ctx);
        }
        document->sha256 = ent_arena_strdup(arena, digest);
        if (document->sha256 == NULL) {
            return ent_fail_nomem(ctx);
        }
    }
    return ENT_OK;
}

ent_status
ent_items_read(ent_ctx *ctx, ent_arena *arena, const char *name, const char *bytes, size_t length,
               ent_items *out)
{
    form        f = form_of(name, bytes, length);
    bool        single = f == FORM_PLAIN || f == FORM_HTML || unfit(bytes, length) != NULL;
    const char *shown = ent_name_keep(arena, name);
    ent_status  status;

    if (shown == NULL) {
        return ent_fail_nomem(ctx);
    }
    if (single) {
        status = read_single(ctx, arena, shown, bytes, length, f == FORM_HTML, out);
    } else if (f == FORM_FEED) {
        status = ent_items_from_feed(ctx, arena, shown, bytes, length, out);
    } else {
        status = read_json_lines(ctx, arena, shown, bytes, length, out);
    }
    return status == ENT_OK ? add_digests(ctx, arena, bytes, length, !single, out) : status;
}
