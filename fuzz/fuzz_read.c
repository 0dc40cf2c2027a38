/*
 * fuzz_read.c - documents of any form: places lie inside the text, nothing crashes or hangs
 *
 * The first byte chooses the form: plain text, HTML, feed, JSON Lines.
 *
 * SPDX-License-Identifier: MIT
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "entente/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Loaded once: the dictionaries do not change. */
static ent_ctx    *context;
static ent_reader *reader;

static void
check_place(ent_place place, const ent_sentence *s)
{
    if (place.length > 0 && (place.offset < s->place.offset ||
                             place.offset + place.length > s->place.offset + s->place.length)) {
        abort();
    }
}

static void
check(const ent_reading *r, size_t length, bool plain)
{
    for (size_t i = 0; i < r->sentence_count; i++) {
        const ent_sentence *s = &r->sentences[i];

        if (s->document >= r->document_count || s->text == NULL || s->number == 0 ||
            (plain && s->place.offset + s->place.length > length)) {
            abort();
        }
    }
    for (size_t i = 0; i < r->event_count; i++) {
        const ent_event *e = &r->events[i];
        char             date[32];

        if (e->sentence >= r->sentence_count || e->source_count == 0 || e->speaker == NULL ||
            e->rule == NULL || e->type == NULL || r->sentences[e->sentence].reason != NULL) {
            abort();
        }
        ent_reported_date(e->date, e->precision, date);
        check_place(e->verb, &r->sentences[e->sentence]);
        check_place(e->source_place, &r->sentences[e->sentence]);
        check_place(e->target_place, &r->sentences[e->sentence]);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const char *const NAMES[] = {"fuzz.txt", "fuzz.html", "fuzz.xml", "fuzz.jsonl"};
    unsigned                 form = length > 0 ? bytes[0] & 3 : 0;
    size_t                   skip = length > 0;
    ent_reading              reading;

    if (reader == NULL && (ent_ctx_create(NULL, &context) != ENT_OK ||
                           ent_reader_create(context, NULL, &reader) != ENT_OK)) {
        abort();
    }
    if (ent_read_bytes(context, reader, NAMES[form], (const char *)bytes + skip, length - skip,
                       NULL, &reading) == ENT_OK) {
        check(&reading, length - skip, form == 0);
        ent_reading_clear(&reading);
    }
    return 0;
}
