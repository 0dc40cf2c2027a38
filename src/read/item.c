/*
 * item.c - one document of a file: its room, and its name, title and date as they are kept
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/item.h"

#include <string.h>

#include "base/alloc.h"
#include "base/date.h"

enum { NAME_LONGEST = 400, TITLE_LONGEST = 1000 };

static const ent_span UNKNOWN = {ENT_DAY_MIN, ENT_DAY_MAX};

ent_item *
ent_items_add(ent_items *items)
{
    ent_item *item;

    if (!ENT_GROW(items->items, items->capacity, items->count + 1)) {
        return NULL;
    }
    item = &items->items[items->count++];
    memset(item, 0, sizeof *item);
    ent_text_init(&item->owned);
    item->document.published = UNKNOWN;
    return item;
}

void
ent_items_clear(ent_items *items)
{
    for (size_t i = 0; i < items->count; i++) {
        ent_text_clear(&items->items[i].owned);
        ent_free(items->items[i].paragraphs.items);
    }
    ent_free(items->items);
    memset(items, 0, sizeof *items);
}

/* ---- names and titles ---- */

/* Length of the control character at `at`, 0 for any other; U+0080 to U+009F are some too. */
static size_t
control_length(const char *at, size_t left)
{
    unsigned char c = (unsigned char)*at;

    if (c < 0x20 || c == 0x7F) {
        return 1;
    }
    return c == 0xC2 && left > 1 && (unsigned char)at[1] >= 0x80 && (unsigned char)at[1] < 0xA0 ? 2
                                                                                                : 0;
}

static char *
keep_text(ent_arena *arena, ent_text *text)
{
    char *kept = text->failed ? NULL : ent_arena_strdup(arena, ent_text_get(text));

    ent_text_clear(text);
    return kept;
}

char *
ent_name_keep(ent_arena *arena, const char *name)
{
    size_t   length = strlen(name);
    ent_text kept;

    ent_text_init(&kept);
    for (size_t i = 0; i < length && !kept.failed;) {
        size_t step = (unsigned char)name[i] < 0x80 ? 1 : ent_utf8_length(name + i, length - i);

        if (kept.length >= NAME_LONGEST) {
            ent_text_add(&kept, "...");
            break;
        }
        if (strchr("\t\n\v\f\r", name[i]) != NULL) {
            ent_text_add_char(&kept, ' ');
        } else if (step == 0) {
            ent_text_add(&kept, "\xEF\xBF\xBD");
        } else {
            ent_text_add_bytes(&kept, name + i, step);
        }
        i += step > 0 ? step : 1;
    }
    return keep_text(arena, &kept);
}

char *
ent_title_keep(ent_arena *arena, const char *title)
{
    size_t   length = strlen(title);
    ent_text folded;

    ent_text_init(&folded);
    for (size_t i = 0; i < length && !folded.failed && folded.length < TITLE_LONGEST;) {
        size_t control = control_length(title + i, length - i);
        size_t step = control > 0 ? control : ent_utf8_length(title + i, length - i);

        if (step == 0) {
            ent_text_add(&folded, "\xEF\xBF\xBD");
        } else if (control == 0 && title[i] != ' ') {
            ent_text_add_bytes(&folded, title + i, step);
        } else if (folded.length > 0 && folded.bytes[folded.length - 1] != ' ') {
            ent_text_add_char(&folded, ' ');
        }
        i += step > 0 ? step : 1;
    }
    return keep_text(arena, &folded);
}

/* ---- dates of metadata ---- */

static int
month_of(const char *text)
{
    static const char MONTHS[] = "janfebmaraprmayjunjulaugsepoctnovdec";

    for (int i = 0; i < 12; i++) {
        bool same = true;

        for (int k = 0; k < 3 && same; k++) {
            same = ent_lower(text[k]) == MONTHS[3 * i + k];
        }
        if (same) {
            return i + 1;
        }
    }
    return 0;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* `Fri, 04 Feb 2022 10:00:00 GMT` or `4 February 2022`. */
static bool
read_rfc822(const char *text, ent_span *out)
{
    int day = 0, month, year = 0;

    while (*text != '\0' && !is_digit(*text)) {
        text++;
    }
    for (int i = 0; i < 2 && is_digit(*text); i++) {
        day = day * 10 + (*text++ - '0');
    }
    while (*text == ' ' || *text == '-') {
        text++;
    }
    month = strlen(text) >= 3 ? month_of(text) : 0;
    while (*text != '\0' && !is_digit(*text)) {
        text++;
    }
    for (int i = 0; i < 4 && is_digit(*text); i++) {
        year = year * 10 + (*text++ - '0');
    }
    if (month == 0 || year < 1000 || !ent_date_is_valid(year, month, day)) {
        return false;
    }
    out->from = ent_date_day(year, month, day);
    out->to = out->from + 1;
    return true;
}

bool
ent_published_read(const char *text, ent_span *out)
{
    while (*text == ' ' || (*text >= '\t' && *text <= '\r')) {
        text++;
    }
    if (strlen(text) >= 10 && is_digit(text[0]) && text[4] == '-') {
        return ent_span_read(text, 10, out);
    }
    return read_rfc822(text, out);
}
