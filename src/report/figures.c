/*
 * figures.c - what a page says in one word or number each, and how it differs from another page
 *
 *   1. writing     2. reading     3. comparing
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/figures.h"

#include <string.h>

#include "report/html.h"

static const char START[] = "<data class=\"figure\" ";

/* 1. writing */

static void
add_attribute(ent_text *out, const char *name, const char *value)
{
    ent_text_addf(out, "%s=\"", name);
    ent_html_clip(out, value, ENT_FIGURE_MOST_BYTES / 2);
    ent_text_add_char(out, '"');
}

void
ent_figure_open(ent_text *out, const char *key, const char *label, const char *value)
{
    ent_text_add(out, START);
    add_attribute(out, "data-key", key);
    add_attribute(out, " data-label", label);
    add_attribute(out, " value", value);
    ent_text_add_char(out, '>');
}

void
ent_figure_close(ent_text *out)
{
    ent_text_add(out, "</data>");
}

/* 2. reading */

/* Characters in the place of the five references that are written. */
static char *
plain(ent_arena *arena, const char *bytes, size_t length)
{
    static const struct {
        const char *reference;
        char        is;
    } REFERENCES[] = {{"&amp;", '&'},  {"&lt;", '<'},   {"&gt;", '>'},
                      {"&quot;", '"'}, {"&#39;", '\''}, {"&apos;", '\''}};
    char  *out = ent_arena_alloc(arena, length + 1, 1);
    size_t at = 0;

    for (size_t i = 0; out != NULL && i < length;) {
        size_t step = 1;

        out[at] = bytes[i];
        for (size_t r = 0; r < sizeof REFERENCES / sizeof *REFERENCES; r++) {
            size_t size = strlen(REFERENCES[r].reference);

            if (size <= length - i && memcmp(bytes + i, REFERENCES[r].reference, size) == 0) {
                out[at] = REFERENCES[r].is;
                step = size;
            }
        }
        i += step;
        at++;
    }
    return out;
}

/* The value of an attribute within a tag; false where it has none, an empty or an overlong one. */
static bool
find_attribute(const char *tag, size_t length, const char *name, const char **value, size_t *size)
{
    size_t name_length = strlen(name);

    for (size_t i = 0; i + name_length < length; i++) {
        if (memcmp(tag + i, name, name_length) == 0) {
            const char *end;

            *value = tag + i + name_length;
            end = memchr(*value, '"', length - i - name_length);
            *size = end != NULL ? (size_t)(end - *value) : 0;
            return *size > 0 && *size <= ENT_FIGURE_MOST_BYTES &&
                   memchr(*value, '\0', *size) == NULL;
        }
    }
    return false;
}

const ent_figure *
ent_figures_find(const ent_figures *figures, const char *key)
{
    for (size_t i = 0; i < figures->count; i++) {
        if (strcmp(figures->items[i].key, key) == 0) {
            return &figures->items[i];
        }
    }
    return NULL;
}

static ent_status
add_figure(ent_ctx *ctx, const char *tag, size_t length, ent_figures *out)
{
    static const char *const NAMES[] = {"data-key=\"", "data-label=\"", " value=\""};
    const char              *parts[3];

    for (size_t i = 0; i < 3; i++) {
        const char *value;
        size_t      size;

        if (!find_attribute(tag, length, NAMES[i], &value, &size)) {
            return ENT_OK;
        }
        parts[i] = plain(&out->arena, value, size);
        if (parts[i] == NULL) {
            return ent_fail_nomem(ctx);
        }
    }
    if (ent_figures_find(out, parts[0]) != NULL) {
        return ENT_OK;
    }
    if (out->count == ENT_FIGURES_MOST) {
        return ent_fail(ctx, ENT_E_LIMIT, "more than %d figures", ENT_FIGURES_MOST);
    }
    out->items[out->count++] = (ent_figure){parts[0], parts[1], parts[2]};
    return ENT_OK;
}

/* The first place of the mark, or NULL. */
static const char *
next_mark(const char *at, const char *end)
{
    while (at != NULL && (size_t)(end - at) >= sizeof START - 1) {
        if (memcmp(at, START, sizeof START - 1) == 0) {
            return at;
        }
        at = memchr(at + 1, '<', (size_t)(end - at) - 1);
    }
    return NULL;
}

ent_status
ent_figures_read(ent_ctx *ctx, const char *bytes, size_t length, ent_figures *out)
{
    ent_figures figures = {.count = 0};
    const char *end = bytes + length;
    ent_status  status = ENT_OK;

    ent_arena_init(&figures.arena);
    figures.items = ent_arena_alloc(&figures.arena, ENT_FIGURES_MOST, sizeof *figures.items);
    if (figures.items == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (const char *at = length > 0 ? next_mark(bytes, end) : NULL; at != NULL && status == ENT_OK;
         at = next_mark(at + 1, end)) {
        const char *close = memchr(at, '>', (size_t)(end - at));

        if (close != NULL) {
            status = add_figure(ctx, at, (size_t)(close - at), &figures);
        }
    }
    if (status != ENT_OK) {
        ent_figures_clear(&figures);
        return status;
    }
    *out = figures;
    return ENT_OK;
}

void
ent_figures_clear(ent_figures *figures)
{
    ent_arena_clear(&figures->arena);
    figures->items = NULL;
    figures->count = 0;
}

/* 3. comparing */

static void
add_item(ent_text *out, const ent_figure *figure, const char *before, const char *now)
{
    ent_text_add(out, "<li>");
    ent_html_text(out, figure->label);
    ent_text_add(out, figure->label[strlen(figure->label) - 1] == '.' ? " " : ": ");
    if (before != NULL) {
        ent_text_add(out, "<del>");
        ent_html_text(out, before);
        ent_text_add(out, "</del> ");
    }
    if (now != NULL) {
        ent_text_add(out, "<ins>");
        ent_html_text(out, now);
        ent_text_add(out, "</ins>");
    }
    ent_text_add(out, "</li>\n");
}

void
ent_figures_write_changes(ent_text *out, const ent_figures *before, const ent_figures *now)
{
    size_t changed = 0;
    size_t start;

    ent_text_add(out, "<ul class=\"changes\">\n");
    start = out->length;
    for (size_t i = 0; i < now->count; i++) {
        const ent_figure *old = ent_figures_find(before, now->items[i].key);

        if (old == NULL || strcmp(old->value, now->items[i].value) != 0) {
            add_item(out, &now->items[i], old != NULL ? old->value : NULL, now->items[i].value);
            changed++;
        }
    }
    for (size_t i = 0; i < before->count; i++) {
        if (ent_figures_find(now, before->items[i].key) == NULL) {
            add_item(out, &before->items[i], before->items[i].value, NULL);
            changed++;
        }
    }
    if (out->length == start) {
        ent_text_add(out, "<li class=\"none\">Nothing: all figures are the same.</li>\n");
    }
    ent_text_addf(out, "</ul>\n<p class=\"note\">%zu of ", changed);
    ent_html_count(out, now->count, "figure", "figures");
    ent_text_add(out, " changed; what is struck out was said before.</p>\n");
}
