/*
 * marked.c - a sentence in which the words of its events are marked
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/marked.h"

#include <string.h>

#include "report/html.h"

enum { MOST_SENTENCE = 1600 };

static const char MARKS[] = "vst"; /* verb, source, target: the first wins where they overlap */

static bool
is_inside_character(const char *text, size_t at)
{
    return ((unsigned char)text[at] & 0xC0) == 0x80;
}

/* Set the letter of a mark on the bytes of the sentence that a place of the document means. */
static bool
set_mark(const char *text, const ent_place *sentence, const ent_place *place, char letter,
         char *marks)
{
    size_t at;

    if (place->length == 0) {
        return true;
    }
    if (place->offset < sentence->offset || place->offset - sentence->offset >= sentence->length ||
        place->length > sentence->length - (place->offset - sentence->offset)) {
        return false;
    }
    at = place->offset - sentence->offset;
    if (is_inside_character(text, at) || is_inside_character(text, at + place->length)) {
        return false;
    }
    for (size_t i = at; i < at + place->length; i++) {
        if (marks[i] == '\0' || strchr(MARKS, letter) < strchr(MARKS, marks[i])) {
            marks[i] = letter;
        }
    }
    return true;
}

/* False when the places of the document do not map to the folded text of the sentence. */
static bool
set_marks(const char *text, const ent_place *place, const ent_marks *of, size_t count, char *marks)
{
    if (strlen(text) != place->length || place->length > MOST_SENTENCE) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!set_mark(text, place, &of[i].verb, 'v', marks) ||
            !set_mark(text, place, &of[i].source, 's', marks) ||
            !set_mark(text, place, &of[i].target, 't', marks)) {
            return false;
        }
    }
    return true;
}

void
ent_html_marked(ent_text *out, const char *text, const ent_place *place, const ent_marks *of,
                size_t count)
{
    char   marks[MOST_SENTENCE + 1] = {0};
    size_t length = strlen(text);

    if (!set_marks(text, place, of, count, marks)) {
        ent_text_add(out, "<mark class=\"whole\">");
        ent_html_clip(out, text, MOST_SENTENCE);
        ent_text_add(out, "</mark>");
        return;
    }
    for (size_t from = 0, to; from < length; from = to) {
        const char *klass = marks[from] == 'v'   ? "verb"
                            : marks[from] == 's' ? "source"
                            : marks[from] == 't' ? "target"
                                                 : NULL;

        for (to = from + 1; to < length && marks[to] == marks[from]; to++) {
        }
        if (klass != NULL) {
            ent_text_addf(out, "<mark class=\"%s\">", klass);
        }
        ent_text_add_xml(out, text + from, to - from);
        ent_text_add(out, klass != NULL ? "</mark>" : "");
    }
}
