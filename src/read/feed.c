/*
 * feed.c - RSS and Atom: the items of a feed
 *
 *   1. the text of an item     2. what is open     3. the feed
 *
 * Items are read as they come; of the feed itself only the names of the open
 * elements are kept, so that an end tag that does not fit is told.
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/feed.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "read/charset.h"
#include "read/markup.h"
#include "read/tags.h"

enum { ENDS_SOUGHT = 64 /* open elements that an end tag that does not fit may belong to */ };

/* What an element of an item is to us. */
typedef enum field { FIELD_NONE, FIELD_BODY, FIELD_DATE, FIELD_ID, FIELD_TITLE } field;

typedef struct open_element {
    uint32_t at, length; /* of its name, in the feed */
} open_element;

typedef struct feed {
    ent_ctx      *ctx;
    ent_arena    *arena;
    const char   *name;
    ent_items    *out;
    ent_tags      tags;
    open_element *open;
    size_t        depth, capacity;
    ent_document  item;                     /* the one that is open */
    size_t        item_depth, number, kept; /* items so far; of them, those with a text */
    field         field;
    ent_text      text;   /* of the field that is open */
    ent_text      body;   /* HTML of the item's longest text */
    const char   *broken; /* why the feed is no XML, and where; or NULL */
} feed;

/* ---- 1. the text of an item ---- */

static bool
is_one_of(const char *name, size_t length, const char *const *names)
{
    for (; *names != NULL; names++) {
        size_t i = 0;

        while (i < length && (*names)[i] != '\0' && ent_lower(name[i]) == (*names)[i]) {
            i++;
        }
        if (i == length && (*names)[i] == '\0') {
            return true;
        }
    }
    return false;
}

/* The name without its prefix: <dc:date> is a date. */
static void
strip_prefix(const char **name, size_t *length)
{
    const char *colon = memchr(*name, ':', *length);

    if (colon != NULL) {
        *length -= (size_t)(colon + 1 - *name);
        *name = colon + 1;
    }
}

static field
field_of(const char *name, size_t length)
{
    static const char *const BODIES[] = {"description", "encoded", "content", "summary", NULL};
    static const char *const DATES[] = {"pubdate", "published", "updated", "date", NULL};
    static const char *const IDS[] = {"guid", "id", NULL};
    static const char *const TITLES[] = {"title", NULL};

    if (is_one_of(name, length, BODIES)) {
        return FIELD_BODY;
    }
    if (is_one_of(name, length, DATES)) {
        return FIELD_DATE;
    }
    if (is_one_of(name, length, IDS)) {
        return FIELD_ID;
    }
    return is_one_of(name, length, TITLES) ? FIELD_TITLE : FIELD_NONE;
}

static ent_status
close_field(feed *f)
{
    const char *text = ent_text_get(&f->text);
    bool        failed = f->text.failed;

    if (f->field == FIELD_BODY && f->text.length > f->body.length) {
        ent_text longer = f->text;

        f->text = f->body;
        f->body = longer;
    } else if (f->field == FIELD_DATE && f->item.published.from == ENT_DAY_MIN) {
        (void)ent_published_read(text, &f->item.published);
    } else if (f->field == FIELD_TITLE && f->item.title == NULL && f->text.length > 0) {
        f->item.title = ent_title_keep(f->arena, text);
        failed = failed || f->item.title == NULL;
    } else if (f->field == FIELD_ID && f->item.name == NULL && f->text.length > 0) {
        f->item.name = ent_name_keep(f->arena, text);
        failed = failed || f->item.name == NULL;
    }
    f->text.length = 0;
    f->field = FIELD_NONE;
    return failed ? ent_fail_nomem(f->ctx) : ENT_OK;
}

/* The elements of a text stand for themselves, without attributes: they part its paragraphs. */
static void
add_tag(feed *f, const ent_tag *tag)
{
    ent_text_add(&f->text, tag->kind == ENT_TAG_CLOSE ? "</" : "<");
    ent_text_add_bytes(&f->text, tag->name, tag->name_length);
    ent_text_add(&f->text, tag->empty ? "/>" : ">");
}

/* Text directly in a field is written HTML; inside elements of its own it stays as it is. */
static void
add_text(feed *f, const ent_tag *tag)
{
    if (f->field == FIELD_NONE) {
        return;
    }
    if (tag->kind == ENT_TAG_TEXT && f->depth == f->item_depth + 1) {
        ent_references_add(&f->text, tag->bytes, tag->length);
    } else {
        ent_text_add_bytes(&f->text, tag->bytes, tag->length);
    }
}

/* ---- 2. what is open ---- */

/* The first break is told; what comes after it may follow from it. */
static ent_status
note_break(feed *f, size_t at, const char *what)
{
    size_t line, column;

    if (f->broken != NULL) {
        return ENT_OK;
    }
    ent_place_count(f->tags.bytes, at, &line, &column);
    f->broken =
        ent_arena_printf(f->arena, "not well-formed, line %zu, column %zu: %s", line, column, what);
    return f->broken == NULL ? ent_fail_nomem(f->ctx) : ENT_OK;
}

/* A document of its own for what was not read of the feed. */
static ent_status
set_aside(feed *f, const char *why)
{
    ent_item *item = ent_items_add(f->out);

    if (item == NULL || why == NULL) {
        return ent_fail_nomem(f->ctx);
    }
    item->document.name = f->name;
    item->document.bytes = f->tags.length;
    item->document.set_aside = why;
    return ENT_OK;
}

static ent_status
close_item(feed *f)
{
    ent_item  *item = ent_items_add(f->out);
    ent_status status = ENT_OK;

    f->item_depth = 0;
    f->number++;
    if (item == NULL) {
        return ent_fail_nomem(f->ctx);
    }
    item->document = f->item;
    if (item->document.name == NULL) {
        item->document.name = ent_arena_printf(f->arena, "%s:%zu", f->name, f->number);
        if (item->document.name == NULL) {
            return ent_fail_nomem(f->ctx);
        }
    }
    item->document.bytes = f->body.length;
    if (f->body.length > 0) {
        status = ent_item_from_html(f->ctx, f->arena, ent_text_get(&f->body), f->body.length, item);
    } else {
        item->document.set_aside = f->broken == NULL ? "empty" : f->broken;
    }
    f->kept += item->document.set_aside == NULL;
    f->body.length = 0;
    return status;
}

static ent_status
open_element_of(feed *f, const ent_tag *tag)
{
    const char *name = tag->name;
    size_t      length = tag->name_length;

    if (f->field != FIELD_NONE) {
        add_tag(f, tag);
    }
    if (tag->empty) {
        return ENT_OK;
    }
    if (!ENT_GROW(f->open, f->capacity, f->depth + 1)) {
        return ent_fail_nomem(f->ctx);
    }
    f->open[f->depth++] = (open_element){(uint32_t)(name - f->tags.bytes), (uint32_t)length};
    strip_prefix(&name, &length);
    if (f->item_depth == 0 &&
        is_one_of(name, length, (const char *const[]){"item", "entry", NULL})) {
        f->item = (ent_document){.published = {ENT_DAY_MIN, ENT_DAY_MAX}};
        f->item_depth = f->depth;
    } else if (f->item_depth > 0 && f->depth == f->item_depth + 1) {
        f->field = field_of(name, length);
    }
    return ENT_OK;
}

static ent_status
close_element(feed *f)
{
    f->depth--;
    if (f->item_depth > 0 && f->depth == f->item_depth) {
        return close_field(f);
    }
    return f->item_depth > 0 && f->depth + 1 == f->item_depth ? close_item(f) : ENT_OK;
}

static bool
is_of(const feed *f, size_t index, const ent_tag *tag)
{
    const open_element *e = &f->open[index];

    return e->length == tag->name_length &&
           memcmp(f->tags.bytes + e->at, tag->name, e->length) == 0;
}

/* How the text of an error shows a name of the feed. */
static int
shown(size_t length)
{
    return length < 40 ? (int)length : 40;
}

static ent_status
note_misfit(feed *f, const ent_tag *tag)
{
    char what[160];

    if (f->depth == 0) {
        (void)snprintf(what, sizeof what, "</%.*s> ends nothing", shown(tag->name_length),
                       tag->name);
    } else {
        const open_element *e = &f->open[f->depth - 1];

        (void)snprintf(what, sizeof what, "</%.*s> stands where </%.*s> is expected",
                       shown(tag->name_length), tag->name, shown(e->length), f->tags.bytes + e->at);
    }
    return note_break(f, tag->at, what);
}

/* An end tag that does not fit ends what it may, if that is near, or nothing. */
static ent_status
end_element(feed *f, const ent_tag *tag)
{
    size_t     keep = f->depth;
    ent_status status = ENT_OK;

    while (keep > 0 && f->depth - keep < ENDS_SOUGHT && !is_of(f, keep - 1, tag)) {
        keep--;
    }
    if (keep != f->depth || keep == 0) {
        status = note_misfit(f, tag);
    }
    if (keep == 0 || !is_of(f, keep - 1, tag)) {
        return status;
    }
    while (f->depth >= keep && status == ENT_OK) {
        if (f->field != FIELD_NONE && f->depth > f->item_depth + 1) {
            add_tag(f, tag);
        }
        status = close_element(f);
    }
    return status;
}

/* ---- 3. the feed ---- */

/* What is open at the end: a feed that breaks off in an item still holds what the item said. */
static ent_status
end_feed(feed *f)
{
    ent_status status = ENT_OK;
    char       what[80];

    if (f->depth > 0) {
        const open_element *e = &f->open[f->depth - 1];

        (void)snprintf(what, sizeof what, "the feed ends inside <%.*s>", shown(e->length),
                       f->tags.bytes + e->at);
        status = note_break(f, f->tags.length, what);
    }
    if (status == ENT_OK && f->item_depth > 0) {
        status = close_field(f);
    }
    return status == ENT_OK && f->item_depth > 0 ? close_item(f) : status;
}

/* What is beyond our limits, or NULL. */
static const char *
beyond_limit(const feed *f, const ent_tag *tag)
{
    size_t line, column;

    if (f->depth <= ENT_MARKUP_DEEPEST && f->out->count < ENT_ITEMS_MOST) {
        return NULL;
    }
    ent_place_count(f->tags.bytes, tag->at, &line, &column);
    return f->depth > ENT_MARKUP_DEEPEST
               ? ent_arena_printf(f->arena,
                                  "line %zu, column %zu: more than %d elements inside each other",
                                  line, column, ENT_MARKUP_DEEPEST)
               : ent_arena_printf(f->arena,
                                  "line %zu, column %zu: more than %d items, the rest is not read",
                                  line, column, ENT_ITEMS_MOST);
}

static ent_status
read_tags(feed *f)
{
    ent_status status = ENT_OK;

    while (status == ENT_OK) {
        ent_tag tag;

        ent_tags_next(&f->tags, &tag);
        if (f->tags.broken != NULL) {
            status = note_break(f, f->tags.broken_at, f->tags.broken);
        }
        if (tag.kind == ENT_TAG_END || status != ENT_OK) {
            break;
        }
        if (f->depth > ENT_MARKUP_DEEPEST || f->out->count >= ENT_ITEMS_MOST) {
            return set_aside(f, beyond_limit(f, &tag));
        }
        if (tag.kind == ENT_TAG_OPEN) {
            status = open_element_of(f, &tag);
        } else if (tag.kind == ENT_TAG_CLOSE) {
            status = end_element(f, &tag);
        } else {
            add_text(f, &tag);
        }
    }
    return status == ENT_OK ? end_feed(f) : status;
}

static ent_status
read_feed(feed *f, const char *bytes, size_t length)
{
    ent_status status;

    ent_tags_start(&f->tags, bytes, length, true);
    status = read_tags(f);
    if (status == ENT_OK && f->out->count == 0) {
        status = set_aside(f, f->broken == NULL ? "no items of a feed" : f->broken);
    } else if (status == ENT_OK && f->broken != NULL && f->kept > 0) {
        ent_say(f->ctx, ENT_WARNING, "%s: %s; what could be read of it is kept", f->name,
                f->broken);
    }
    ent_free(f->open);
    ent_text_clear(&f->text);
    ent_text_clear(&f->body);
    return status;
}

ent_status
ent_items_from_feed(ent_ctx *ctx, ent_arena *arena, const char *name, const char *bytes,
                    size_t length, ent_items *out)
{
    feed       f = {.ctx = ctx, .arena = arena, .name = name, .out = out};
    ent_text   utf8;
    bool       converted;
    ent_status status;

    ent_text_init(&f.text);
    ent_text_init(&f.body);
    ent_text_init(&utf8);
    status = ent_charset_convert(ctx, name, bytes, length, &utf8, &converted);
    if (status == ENT_OK) {
        status = converted ? read_feed(&f, ent_text_get(&utf8), utf8.length)
                           : read_feed(&f, bytes, length);
    }
    ent_text_clear(&utf8);
    return status;
}
