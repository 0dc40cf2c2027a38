/*
 * svg_head.c - what stands over and under a drawing: finding, explanation, key, sources
 *
 *   1. lines of words     2. keys     3. the head     4. the foot
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "report/svg.h"

enum { MARGIN = 12, TITLE_LINE = 20, SAID_LINE = 17, KEY_LINE = 19, MARK = 18, AFTER = 10 };

#define TITLE_SIZE 16.0
#define SAID_SIZE  13.0
#define KEY_SIZE   11.5

/* 1. lines of words: as many as fit, and at least one */

static size_t
end_of_line(const char *text, double size, double width)
{
    char   word[400];
    size_t end = strcspn(text, " "), length = strlen(text);

    while (end < length) {
        size_t next = end + 1 + strcspn(text + end + 1, " ");

        (void)snprintf(word, sizeof word, "%.*s", (int)next, text);
        if (next >= sizeof word || ent_svg_text_width(word, size) > width) {
            break;
        }
        end = next;
    }
    return end;
}

/* Semibold words are wider than the guess of ent_svg_text_width(). */
#define BOLD 1.12

/* Where the last line stands; without `out` they are but measured. */
static double
add_lines(ent_text *out, const char *klass, const char *text, double size, double width,
          double line, double y)
{
    while (text[0] != '\0') {
        size_t end = end_of_line(text, size, width);
        char   one[400];

        y += line;
        if (out != NULL) {
            (void)snprintf(one, sizeof one, "%.*s", (int)end, text);
            ent_svg_text_fit(out, klass, MARGIN, y, one, size, width);
        }
        text += end + strspn(text + end, " ");
    }
    return y;
}

/* 2. keys */

static void
add_key(ent_text *out, const ent_svg_key *key, double x, double y)
{
    double middle = y - 4;

    if (key->shape == ENT_KEY_LINE) {
        ent_svg_line(out, key->klass, x, middle, x + MARK, middle, NULL);
    } else if (key->shape == ENT_KEY_DOT) {
        ent_svg_circle(out, key->klass, x + MARK / 2.0, middle, 5, NULL);
    } else if (key->shape == ENT_KEY_HATCH) {
        ent_svg_hatch(out, key->klass, x, middle - 6, MARK, 12, 5);
    } else {
        ent_svg_rect(out, key->klass, x, middle - 6, MARK, 12, NULL);
    }
    if (key->glyph != NULL) {
        ent_svg_text(out, "glyph", x + MARK / 2.0, y, key->glyph);
    }
    ent_svg_text(out, "tick", x + MARK + 5, y, key->words);
}

static double
add_keys(ent_text *out, const ent_svg_head *head, double width, double y)
{
    double x = MARGIN;

    for (size_t i = 0; i < head->key_count; i++) {
        double wide = MARK + 5 + ent_svg_text_width(head->keys[i].words, KEY_SIZE);

        if (i == 0 || x + wide > width) {
            x = MARGIN;
            y += KEY_LINE;
        }
        if (out != NULL) {
            add_key(out, &head->keys[i], x, y);
        }
        x += wide + 14;
    }
    return y;
}

/* 3. the head */

static double
add_head(ent_text *out, const ent_svg_head *head, double width, double y)
{
    double room = width - 2 * MARGIN;

    y = add_lines(out, "title", head->title, TITLE_SIZE, room / BOLD, TITLE_LINE, y);
    if (head->said != NULL) {
        y = add_lines(out, "said", head->said, SAID_SIZE, room, SAID_LINE, y + 1);
    }
    return add_keys(out, head, width, y + 2);
}

void
ent_svg_open_headed(ent_text *out, const char *id, const char *klass, double width, double height,
                    const ent_svg_head *head, const char *desc)
{
    double top = add_head(NULL, head, width, 0) + AFTER;

    ent_svg_open_at(out, id, klass, -top, width, height + top, head->title, desc);
    ent_text_add(out, "<g class=\"head\">\n");
    (void)add_head(out, head, width, -top);
    ent_svg_group_close(out);
}

void
ent_svg_caption(ent_text *out, const char *bare)
{
    const char *title = strstr(bare, "<title"), *text, *end;

    text = title != NULL ? strchr(title, '>') : NULL;
    end = text != NULL ? strstr(text, "</title>") : NULL;
    if (end != NULL) {
        ent_text_add(out, "<figcaption class=\"finding\" aria-hidden=\"true\">");
        ent_text_add_bytes(out, text + 1, (size_t)(end - text - 1)); /* escaped as it stands */
        ent_text_add(out, "</figcaption>\n");
    }
}

/* 4. the foot */

bool
ent_svg_box(const char *bare, double box[4])
{
    static const char BOX[] = "viewBox=\"";
    const char       *at = strstr(bare, BOX);

    at = at != NULL ? at + strlen(BOX) : "";
    for (int i = 0; i < 4; i++) {
        size_t length = strcspn(at, " \"");

        if (!ent_number_read(at, length, &box[i])) {
            return false;
        }
        at += length + (at[length] != '\0');
    }
    return true;
}

void
ent_svg_add_foot(ent_text *out, const char *bare, const char *foot)
{
    static const char BOX[] = "viewBox=\"", CLOSE[] = "</svg>";
    const char       *at = strstr(bare, BOX), *end = strstr(bare, CLOSE), *after;
    double            box[4], bottom, height;

    if (at == NULL || end == NULL || !ent_svg_box(bare, box)) {
        ent_text_add(out, bare);
        return;
    }
    after = strchr(at + strlen(BOX), '"');
    bottom = box[1] + box[3];
    height = add_lines(NULL, "", foot, KEY_SIZE, box[2] - 2 * MARGIN, SAID_LINE, 0) + AFTER;
    ent_text_add_bytes(out, bare, (size_t)(at - bare) + strlen(BOX));
    for (int i = 0; i < 4; i++) {
        ent_text_add(out, i > 0 ? " " : "");
        ent_svg_number(out, box[i] + (i == 3 ? height : 0));
    }
    ent_text_add_bytes(out, after, (size_t)(end - after));
    (void)add_lines(out, "tick", foot, KEY_SIZE, box[2] - 2 * MARGIN, SAID_LINE, bottom);
    ent_text_add(out, end);
}
