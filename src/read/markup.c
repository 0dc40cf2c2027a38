/*
 * markup.c - HTML pages and feeds (RSS, Atom), by libxml2, without network or entities
 *
 * Both are walked without recursion and under our own limits, because
 * libxml2's own either drop text or are switched off with HUGE.
 *
 * SPDX-License-Identifier: MIT
 */
#include <libxml/HTMLparser.h>
#include <libxml/xmlreader.h>
#include <string.h>

#include "base/alloc.h"
#include "read/document.h"

/* ---- text out of elements ---- */

typedef struct walk {
    ent_ctx    *ctx;
    ent_arena  *arena;
    ent_item   *item;
    size_t      start; /* of the paragraph that is being written */
    const char *aside; /* kind of the element we are in (nav, footer), or NULL */
    const void *aside_end;
    bool        heading;
    bool        failed;
} walk;

static bool
is_one_of(const char *name, const char *const *names)
{
    for (; *names != NULL; names++) {
        if (ent_compare_nocase(name, *names) == 0) {
            return true;
        }
    }
    return false;
}

static bool
is_block(const char *name)
{
    static const char *const BLOCKS[] = {
        "p",          "div",     "li",      "ul",     "ol",     "h1",     "h2",         "h3",
        "h4",         "h5",      "h6",      "table",  "tr",     "td",     "th",         "br",
        "hr",         "article", "section", "header", "footer", "nav",    "aside",      "main",
        "blockquote", "pre",     "dl",      "dt",     "dd",     "figure", "figcaption", "form",
        "address",    "title",   "body",    "head",   "html",   "center", NULL};

    return is_one_of(name, BLOCKS);
}

static bool
is_hidden(const char *name)
{
    static const char *const HIDDEN[] = {"script", "style",    "noscript", "template", "iframe",
                                         "svg",    "textarea", "select",   "option",   "button",
                                         "object", "head",     NULL};

    return is_one_of(name, HIDDEN);
}

static const char *
kind_of_element(const char *name)
{
    if (ent_compare_nocase(name, "nav") == 0) {
        return "navigation";
    }
    if (ent_compare_nocase(name, "footer") == 0) {
        return "footer";
    }
    if (ent_compare_nocase(name, "aside") == 0) {
        return "aside";
    }
    if (ent_compare_nocase(name, "form") == 0) {
        return "form";
    }
    return ent_compare_nocase(name, "figcaption") == 0 ? "caption" : NULL;
}

/* End the paragraph that is being written, if it holds anything. */
static void
end_paragraph(walk *w)
{
    ent_text       *text = &w->item->owned;
    ent_paragraphs *all = &w->item->paragraphs;
    size_t          end = text->length;

    while (end > w->start && text->bytes[end - 1] == ' ') {
        end--;
    }
    if (end > w->start) {
        if (!ENT_GROW(all->items, all->capacity, all->count + 1)) {
            w->failed = true;
            return;
        }
        all->items[all->count++] = (ent_paragraph){w->start, end - w->start, w->aside, w->heading};
        ent_text_add_char(text, '\n');
    }
    w->start = text->length;
    w->failed = w->failed || text->failed;
}

/* Text with its white space folded, as a browser shows it. */
static void
add_folded(walk *w, const char *bytes)
{
    ent_text *text = &w->item->owned;

    for (; *bytes != '\0'; bytes++) {
        bool space = *bytes == ' ' || (*bytes >= '\t' && *bytes <= '\r');

        if (!space) {
            ent_text_add_char(text, *bytes);
        } else if (text->length > w->start && text->bytes[text->length - 1] != ' ') {
            ent_text_add_char(text, ' ');
        }
    }
    w->failed = w->failed || text->failed;
}

/* ---- HTML ---- */

static char *
attribute(const xmlNode *node, const char *name)
{
    return (char *)xmlGetProp(node, (const xmlChar *)name);
}

/* <meta property="article:published_time" content="..."> and its like. */
static void
read_meta(const xmlNode *node, ent_item *item)
{
    static const char *const NAMES[] = {
        "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate",
        "parsely-pub-date",       "publish-date",  NULL};

    char *name = attribute(node, "property"), *content = attribute(node, "content");

    if (name == NULL) {
        name = attribute(node, "name");
    }
    if (name == NULL) {
        name = attribute(node, "itemprop");
    }
    if (name != NULL && content != NULL && is_one_of(name, NAMES) &&
        item->document.published.from == ENT_DAY_MIN) {
        (void)ent_published_read(content, &item->document.published);
    }
    xmlFree(name);
    xmlFree(content);
}

static void
read_title(walk *w, const xmlNode *node)
{
    xmlChar *content;

    if (w->item->document.title != NULL) {
        return;
    }
    content = xmlNodeGetContent(node);
    if (content != NULL) {
        w->item->document.title = ent_arena_strdup(w->arena, (const char *)content);
        w->failed = w->failed || w->item->document.title == NULL;
    }
    xmlFree(content);
}

/* Metadata stands in <head>, whose text is not shown. */
static void
read_head(walk *w, const xmlNode *head)
{
    for (const xmlNode *node = head->children; node != NULL; node = node->next) {
        if (node->type != XML_ELEMENT_NODE) {
            continue;
        }
        if (ent_compare_nocase((const char *)node->name, "meta") == 0) {
            read_meta(node, w->item);
        } else if (ent_compare_nocase((const char *)node->name, "title") == 0) {
            read_title(w, node);
        }
    }
}

/* Returns whether its children are to be walked. */
static bool
enter(walk *w, const xmlNode *node)
{
    const char *name = (const char *)node->name;

    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        if (node->content != NULL) {
            add_folded(w, (const char *)node->content);
        }
        return false;
    }
    if (node->type != XML_ELEMENT_NODE) {
        return false;
    }
    if (ent_compare_nocase(name, "head") == 0) {
        read_head(w, node);
    }
    if (is_hidden(name)) {
        return false;
    }
    if (is_block(name)) {
        end_paragraph(w);
    }
    if (w->aside == NULL && kind_of_element(name) != NULL) {
        w->aside = kind_of_element(name);
        w->aside_end = node;
    }
    w->heading = ent_compare_nocase(name, "h1") == 0;
    return true;
}

static void
leave(walk *w, const xmlNode *node)
{
    if (node->type == XML_ELEMENT_NODE && is_block((const char *)node->name)) {
        end_paragraph(w);
        w->heading = false;
    }
    if (w->aside_end == node) {
        w->aside = NULL;
        w->aside_end = NULL;
    }
}

static void
walk_tree(walk *w, const xmlNode *root)
{
    const xmlNode *node = root;

    while (node != NULL && !w->failed) {
        if (enter(w, node) && node->children != NULL) {
            node = node->children;
            continue;
        }
        leave(w, node);
        while (node != root && node->next == NULL) {
            node = node->parent;
            leave(w, node);
        }
        node = node == root ? NULL : node->next;
    }
    end_paragraph(w);
}

ent_status
ent_item_from_html(ent_ctx *ctx, ent_arena *arena, const char *bytes, size_t length, ent_item *item)
{
    walk w = {.ctx = ctx, .arena = arena, .item = item};
    int  options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                  HTML_PARSE_NONET | HTML_PARSE_COMPACT | (int)XML_PARSE_HUGE;
    htmlDocPtr page = htmlReadMemory(bytes, (int)length, NULL, "UTF-8", options);

    if (page == NULL) {
        item->document.set_aside = "not readable as HTML";
        return ENT_OK;
    }
    walk_tree(&w, xmlDocGetRootElement(page));
    xmlFreeDoc(page);
    if (w.failed) {
        return ent_fail_nomem(ctx);
    }
    item->text = ent_text_get(&item->owned);
    item->length = item->owned.length;
    if (item->paragraphs.count == 0) {
        item->document.set_aside = "empty";
    }
    return ENT_OK;
}

/* ---- feeds ---- */

typedef struct feed {
    ent_ctx    *ctx;
    ent_arena  *arena;
    const char *name;
    ent_items  *out;
    ent_item    item; /* the one that is open */
    bool        open;
    size_t      number;
    int         depth; /* of the item element */
    ent_text    body;  /* HTML of the item's longest text */
} feed;

static ent_status
close_item(feed *f)
{
    ent_item  *item;
    ent_status status = ENT_OK;

    f->open = false;
    f->number++;
    item = ent_items_add(f->out);
    if (item == NULL) {
        return ent_fail_nomem(f->ctx);
    }
    item->document = f->item.document;
    if (item->document.name == NULL) {
        item->document.name = ent_arena_printf(f->arena, "%s:%zu", f->name, f->number);
        if (item->document.name == NULL) {
            return ent_fail_nomem(f->ctx);
        }
    }
    item->document.bytes = f->body.length;
    if (f->body.length == 0) {
        item->document.set_aside = "empty";
    } else {
        status = ent_item_from_html(f->ctx, f->arena, ent_text_get(&f->body), f->body.length, item);
    }
    f->body.length = 0;
    return status;
}

/* The text of the element that the reader stands on, kept where the item wants it. */
static ent_status
read_field(feed *f, xmlTextReaderPtr reader, const char *name)
{
    static const char *const BODIES[] = {"description", "encoded", "content", "summary", NULL};
    static const char *const DATES[] = {"pubdate", "published", "updated", "date", NULL};
    static const char *const IDS[] = {"guid", "id", NULL};

    bool  body = is_one_of(name, BODIES), date = is_one_of(name, DATES);
    bool  id = is_one_of(name, IDS), title = ent_compare_nocase(name, "title") == 0;
    char *value;
    bool  failed = false;

    if (!body && !date && !id && !title) {
        return ENT_OK;
    }
    value = (char *)xmlTextReaderReadString(reader);
    if (value == NULL) {
        return ENT_OK;
    }
    if (body && strlen(value) > f->body.length) {
        f->body.length = 0;
        ent_text_add(&f->body, value);
        failed = f->body.failed;
    } else if (date && f->item.document.published.from == ENT_DAY_MIN) {
        (void)ent_published_read(value, &f->item.document.published);
    } else if (title && f->item.document.title == NULL) {
        f->item.document.title = ent_arena_strdup(f->arena, value);
        failed = f->item.document.title == NULL;
    } else if (id && f->item.document.name == NULL && value[0] != '\0') {
        f->item.document.name = ent_arena_strdup(f->arena, value);
        failed = f->item.document.name == NULL;
    }
    xmlFree(value);
    return failed ? ent_fail_nomem(f->ctx) : ENT_OK;
}

static ent_status
read_node(feed *f, xmlTextReaderPtr reader)
{
    const char *name = (const char *)xmlTextReaderConstLocalName(reader);
    int         type = xmlTextReaderNodeType(reader), depth = xmlTextReaderDepth(reader);
    bool        item;

    if (name == NULL) {
        return ENT_OK;
    }
    item = strcmp(name, "item") == 0 || strcmp(name, "entry") == 0;
    if (type == XML_READER_TYPE_ELEMENT && item && !f->open) {
        memset(&f->item, 0, sizeof f->item);
        f->item.document.published = (ent_span){ENT_DAY_MIN, ENT_DAY_MAX};
        f->open = xmlTextReaderIsEmptyElement(reader) == 0;
        f->depth = depth;
    } else if (type == XML_READER_TYPE_END_ELEMENT && item && f->open && depth == f->depth) {
        return close_item(f);
    } else if (type == XML_READER_TYPE_ELEMENT && f->open && depth == f->depth + 1) {
        return read_field(f, reader, name);
    }
    return ENT_OK;
}

static ent_status
read_nodes(feed *f, xmlTextReaderPtr reader)
{
    ent_status status = ENT_OK;

    while (status == ENT_OK && xmlTextReaderRead(reader) == 1) {
        if (f->out->count >= ENT_ITEMS_MOST || xmlTextReaderDepth(reader) > ENT_MARKUP_DEEPEST) {
            break;
        }
        status = read_node(f, reader);
    }
    /* A feed that breaks off in an item still holds what the item said so far. */
    return status == ENT_OK && f->open ? close_item(f) : status;
}

ent_status
ent_items_from_feed(ent_ctx *ctx, ent_arena *arena, const char *name, const char *bytes,
                    size_t length, ent_items *out)
{
    feed f = {.ctx = ctx, .arena = arena, .name = name, .out = out};
    int  options = XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET |
                  XML_PARSE_HUGE;
    xmlTextReaderPtr reader = xmlReaderForMemory(bytes, (int)length, NULL, NULL, options);
    ent_status       status;

    ent_text_init(&f.body);
    if (reader == NULL) {
        return ent_fail_nomem(ctx);
    }
    status = read_nodes(&f, reader);
    xmlFreeTextReader(reader);
    ent_text_clear(&f.body);
    if (status == ENT_OK && out->count == 0) {
        ent_item *item = ent_items_add(out);

        if (item == NULL || (item->document.name = ent_arena_strdup(arena, name)) == NULL) {
            return ent_fail_nomem(ctx);
        }
        item->document.bytes = length;
        item->document.set_aside = "no items of a feed";
    }
    return status;
}
