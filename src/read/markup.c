/*
 * markup.c - HTML pages, and HTML inside feeds: paragraphs out of tags
 *
 * What is open is a stack of one byte an element, which grows with the page
 * and never with the machine's own stack; so there is no depth at which text
 * is lost.  Elements that say nothing about paragraphs are not on it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/markup.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "read/tags.h"

/* ---- what elements mean ---- */

enum {
    BLOCK = 1,   /* a paragraph ends where it begins and where it ends */
    HIDDEN = 2,  /* its text is not shown */
    RAW = 4,     /* its content holds no tags */
    CODE = 8,    /* when it never ends, the rest of the page is hidden, as browsers do */
    VOID = 16,   /* has no content */
    HEADING = 32 /* the title, if it has text */
};

typedef struct element {
    const char *name;
    unsigned    flags;
    const char *kind; /* of the paragraphs in it, or NULL */
} element;

/* In the order of their names. */
static const element ELEMENTS[] = {
    {"address", BLOCK, NULL},
    {"article", BLOCK, NULL},
    {"aside", BLOCK, "aside"},
    {"blockquote", BLOCK, NULL},
    {"body", BLOCK, NULL},
    {"br", BLOCK | VOID, NULL},
    {"button", HIDDEN, NULL},
    {"center", BLOCK, NULL},
    {"dd", BLOCK, NULL},
    {"div", BLOCK, NULL},
    {"dl", BLOCK, NULL},
    {"dt", BLOCK, NULL},
    {"figcaption", BLOCK, "caption"},
    {"figure", BLOCK, NULL},
    {"footer", BLOCK, "footer"},
    {"form", BLOCK, "form"},
    {"h1", BLOCK | HEADING, NULL},
    {"h2", BLOCK, NULL},
    {"h3", BLOCK, NULL},
    {"h4", BLOCK, NULL},
    {"h5", BLOCK, NULL},
    {"h6", BLOCK, NULL},
    {"head", BLOCK, NULL},
    {"header", BLOCK, NULL},
    {"hr", BLOCK | VOID, NULL},
    {"html", BLOCK, NULL},
    {"iframe", HIDDEN | RAW, NULL},
    {"li", BLOCK, NULL},
    {"main", BLOCK, NULL},
    {"meta", VOID, NULL},
    {"nav", BLOCK, "navigation"},
    {"noscript", HIDDEN, NULL},
    {"object", HIDDEN, NULL},
    {"ol", BLOCK, NULL},
    {"option", HIDDEN, NULL},
    {"p", BLOCK, NULL},
    {"pre", BLOCK, NULL},
    {"script", HIDDEN | RAW | CODE, NULL},
    {"section", BLOCK, NULL},
    {"select", HIDDEN, NULL},
    {"style", HIDDEN | RAW | CODE, NULL},
    {"svg", HIDDEN, NULL},
    {"table", BLOCK, NULL},
    {"td", BLOCK, NULL},
    {"template", HIDDEN, NULL},
    {"textarea", HIDDEN | RAW, NULL},
    {"th", BLOCK, NULL},
    {"title", HIDDEN | RAW, NULL},
    {"tr", BLOCK, NULL},
    {"ul", BLOCK, NULL},
};
enum { ELEMENT_COUNT = sizeof ELEMENTS / sizeof *ELEMENTS, ELEMENT_LONGEST = 10 };

static int
compare_name(const void *name, const void *row)
{
    return strcmp(name, ((const element *)row)->name);
}

static const element *
find_element(const ent_tag *tag)
{
    char name[ELEMENT_LONGEST + 1];

    if (tag->name_length > ELEMENT_LONGEST) {
        return NULL;
    }
    for (size_t i = 0; i < tag->name_length; i++) {
        name[i] = ent_lower(tag->name[i]);
    }
    name[tag->name_length] = '\0';
    return bsearch(name, ELEMENTS, ELEMENT_COUNT, sizeof *ELEMENTS, compare_name);
}

/* ---- text out of elements ---- */

typedef struct walk {
    ent_arena     *arena;
    ent_item      *item;
    size_t         start; /* of the paragraph that is being written */
    unsigned char *open;  /* indices of the open elements */
    size_t         open_count, open_capacity;
    size_t         open_of[ELEMENT_COUNT];
    bool           endless[ELEMENT_COUNT]; /* raw elements that are not ended any more */
    size_t         hidden_at, aside_at;    /* elements open when it began; 0: it did not */
    const char    *aside;
    bool           heading;
    bool           failed;
} walk;

/* End the paragraph that is being written, if it holds anything. */
static void
end_paragraph(walk *w)
{
    ent_text       *text = &w->item->owned;
    ent_paragraphs *all = &w->item->paragraphs;
    size_t          end = text->length;

    if (all->count == ENT_PARAGRAPHS_MOST) {
        return; /* the rest is one paragraph, which the end of the page ends */
    }
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

/* What stands beyond the most paragraphs. */
static void
end_page(walk *w)
{
    ent_text       *text = &w->item->owned;
    ent_paragraphs *all = &w->item->paragraphs;

    end_paragraph(w);
    if (all->count == ENT_PARAGRAPHS_MOST && text->length > w->start) {
        if (!ENT_GROW(all->items, all->capacity, all->count + 1)) {
            w->failed = true;
            return;
        }
        all->items[all->count++] =
            (ent_paragraph){w->start, text->length - w->start, "beyond limit", false};
    }
}

/* Text with its white space folded, as a browser shows it, and its references resolved. */
static void
add_folded(ent_text *text, size_t start, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length;) {
        char   c = bytes[i], character[5];
        size_t used = c == '&' ? ent_reference_read(bytes + i, length - i, character) : 0;

        c = used > 0 && character[1] == '\0' ? character[0] : c;
        if (used > 0 && character[1] != '\0') {
            ent_text_add(text, character);
        } else if (c != ' ' && (c < '\t' || c > '\r')) {
            ent_text_add_char(text, c);
        } else if (text->length > start && text->bytes[text->length - 1] != ' ') {
            ent_text_add_char(text, ' ');
        }
        i += used > 0 ? used : 1;
    }
}

static void
add_text(walk *w, const ent_tag *tag)
{
    if (w->hidden_at == 0) {
        add_folded(&w->item->owned, w->start, tag->bytes, tag->length);
        w->failed = w->failed || w->item->owned.failed;
    }
}

/* ---- metadata ---- */

static bool
is_date_name(const char *name)
{
    static const char *const NAMES[] = {
        "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate",
        "parsely-pub-date",       "publish-date"};

    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        if (ent_compare_nocase(name, NAMES[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* <meta property="article:published_time" content="..."> and its like. */
static void
read_meta(walk *w, const ent_tag *tag)
{
    ent_text name, content;

    if (w->item->document.published.from != ENT_DAY_MIN) {
        return;
    }
    ent_text_init(&name);
    ent_text_init(&content);
    if ((ent_tag_attribute(tag, "property", &name) || ent_tag_attribute(tag, "name", &name) ||
         ent_tag_attribute(tag, "itemprop", &name)) &&
        is_date_name(ent_text_get(&name)) && ent_tag_attribute(tag, "content", &content)) {
        (void)ent_published_read(ent_text_get(&content), &w->item->document.published);
    }
    w->failed = w->failed || name.failed || content.failed;
    ent_text_clear(&name);
    ent_text_clear(&content);
}

static void
read_title(walk *w, const ent_tag *tag)
{
    ent_text title;

    if (w->item->document.title != NULL || w->hidden_at > 0) {
        return;
    }
    ent_text_init(&title);
    add_folded(&title, 0, tag->bytes, tag->length);
    if (title.length > 0) {
        w->item->document.title = ent_title_keep(w->arena, ent_text_get(&title));
        w->failed = w->failed || w->item->document.title == NULL;
    }
    w->failed = w->failed || title.failed;
    ent_text_clear(&title);
}

/* ---- elements ---- */

static void
pop(walk *w)
{
    w->open_of[w->open[--w->open_count]]--;
    if (w->open_count < w->hidden_at) {
        w->hidden_at = 0;
    }
    if (w->open_count < w->aside_at) {
        w->aside_at = 0;
        w->aside = NULL;
    }
}

static void
push(walk *w, const element *e)
{
    if (!ENT_GROW(w->open, w->open_capacity, w->open_count + 1)) {
        w->failed = true;
        return;
    }
    w->open[w->open_count++] = (unsigned char)(e - ELEMENTS);
    w->open_of[e - ELEMENTS]++;
    if (w->hidden_at == 0 && (e->flags & HIDDEN) != 0) {
        w->hidden_at = w->open_count;
    }
    if (w->aside_at == 0 && e->kind != NULL) {
        w->aside_at = w->open_count;
        w->aside = e->kind;
    }
}

/* A block ends the paragraph before it, also the element <p>. */
static void
end_block(walk *w)
{
    if (w->hidden_at == 0) {
        end_paragraph(w);
        w->heading = false;
    }
}

/* <script>, <title> and their like. */
static void
pass_raw(walk *w, ent_tags *tags, const element *e)
{
    bool   *endless = &w->endless[e - ELEMENTS];
    ent_tag content;

    *endless = *endless || !ent_tags_pass(tags, e->name, &content);
    if (*endless && (e->flags & CODE) != 0) {
        tags->at = tags->length;
    } else if (!*endless && strcmp(e->name, "title") == 0) {
        read_title(w, &content);
    }
}

static void
enter(walk *w, ent_tags *tags, const ent_tag *tag)
{
    const element *e = find_element(tag);

    if (e == NULL) {
        return;
    }
    if ((e->flags & BLOCK) != 0) {
        end_block(w);
        if (w->open_count > 0 && strcmp(ELEMENTS[w->open[w->open_count - 1]].name, "p") == 0) {
            pop(w);
        }
    }
    if (strcmp(e->name, "meta") == 0) {
        read_meta(w, tag);
    } else if (tag->empty || (e->flags & VOID) != 0) {
        return;
    } else if ((e->flags & RAW) != 0) {
        pass_raw(w, tags, e);
    } else {
        push(w, e);
        w->heading = w->heading || ((e->flags & HEADING) != 0 && w->hidden_at == 0);
    }
}

/* An end tag ends the innermost element of its name and all in it; without one it means nothing. */
static void
leave(walk *w, const ent_tag *tag)
{
    const element *e = find_element(tag);
    size_t         before;

    if (e == NULL) {
        return;
    }
    if ((e->flags & BLOCK) != 0) {
        end_block(w);
    }
    before = w->open_of[e - ELEMENTS];
    while (before > 0 && w->open_count > 0 && w->open_of[e - ELEMENTS] == before) {
        pop(w);
    }
}

static void
walk_page(walk *w, const char *bytes, size_t length)
{
    ent_tags tags;
    ent_tag  tag;

    ent_tags_start(&tags, bytes, length, false);
    do {
        ent_tags_next(&tags, &tag);
        if (tag.kind == ENT_TAG_TEXT) {
            add_text(w, &tag);
        } else if (tag.kind == ENT_TAG_OPEN) {
            enter(w, &tags, &tag);
        } else if (tag.kind == ENT_TAG_CLOSE) {
            leave(w, &tag);
        }
    } while (tag.kind != ENT_TAG_END && !w->failed);
    end_page(w);
}

ent_status
ent_item_from_html(ent_ctx *ctx, ent_arena *arena, const char *bytes, size_t length, ent_item *item)
{
    walk w = {.arena = arena, .item = item};

    walk_page(&w, bytes, length);
    ent_free(w.open);
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
