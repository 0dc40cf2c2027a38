/*
 * fingerprint.c - whether two records say the same
 *
 * SPDX-License-Identifier: MIT
 */
#include "system/fingerprint.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "system/record_parts.h"

struct ent_fingerprint {
    pthread_mutex_t lock;
    bool            taken;
    char            text[ENT_FINGERPRINT_SIZE];
};

ent_fingerprint *
ent_fingerprint_create(void)
{
    ent_fingerprint *print = ent_alloc_zero(1, sizeof *print);

    if (print != NULL && pthread_mutex_init(&print->lock, NULL) != 0) {
        ent_free(print);
        return NULL;
    }
    return print;
}

void
ent_fingerprint_destroy(ent_fingerprint *print)
{
    if (print != NULL) {
        (void)pthread_mutex_destroy(&print->lock);
        ent_free(print);
    }
}

/* Two numbers, each of which every word of what is said changes for good. */
typedef struct lanes {
    uint64_t one, two;
} lanes;

static void
add_word(lanes *l, uint64_t word)
{
    l->one = (l->one ^ word) * 0x9E3779B97F4A7C15U;
    l->one ^= l->one >> 29;
    l->two = (l->two + word) * 0xC2B2AE3D27D4EB4FU;
    l->two ^= l->two >> 32;
}

/* A text and none are two things, and so are two texts one after the other. */
static void
add_text(lanes *l, const char *text)
{
    size_t length = text != NULL ? strlen(text) : 0;

    add_word(l, text != NULL ? length : UINT64_MAX);
    for (size_t at = 0; at < length; at += 8) {
        uint64_t word = 0;

        memcpy(&word, text + at, length - at < 8 ? length - at : 8);
        add_word(l, word);
    }
}

static void
add_state(lanes *l, const ent_codes *codes, ent_state state)
{
    add_text(l, state != ENT_NO_STATE ? ent_codes_id(codes, state) : NULL);
}

static void
add_field(lanes *l, const ent_codes *codes, const ent_fact_field *field, const unsigned char *fact)
{
    const unsigned char *at = fact + field->offset;
    const char          *text;
    ent_state            state;
    ent_party            party;
    uint64_t             word = 0;

    switch (field->type) {
    case ENT_FIELD_TEXT:
        memcpy(&text, at, sizeof text);
        add_text(l, text);
        return;
    case ENT_FIELD_STATE:
        memcpy(&state, at, sizeof state);
        add_state(l, codes, state);
        return;
    case ENT_FIELD_PARTY:
        memcpy(&party, at, sizeof party);
        add_state(l, codes, party.state);
        add_text(l, party.given);
        return;
    case ENT_FIELD_START:
    case ENT_FIELD_END:
    case ENT_FIELD_INTEGER:
        memcpy(&word, at, sizeof(int32_t));
        break;
    case ENT_FIELD_NUMBER:
        memcpy(&word, at, sizeof(double));
        break;
    case ENT_FIELD_FLAG:
        word = *(const bool *)at;
        break;
    }
    add_word(l, word);
}

static void
add_file(lanes *l, const ent_source_file *file)
{
    if (file != NULL) {
        add_text(l, file->set);
        add_text(l, file->version);
        add_text(l, file->name);
        add_word(l, (uint64_t)file->first);
        add_word(l, (uint64_t)file->last);
    }
}

static void
add_facts(lanes *l, const ent_record *record, ent_fact_kind kind)
{
    const ent_fact_type *type = ent_fact_describe(kind);
    const ent_fact_list *list = &record->facts[kind];
    uint32_t             file = 0;

    add_word(l, list->count);
    for (size_t i = 0; i < list->count; i++) {
        const unsigned char  *fact = list->items + i * type->size;
        const ent_provenance *from = (const void *)fact;

        if (i == 0 || from->file != file) { /* they stand file by file */
            file = from->file;
            add_file(l, file < record->number_count ? record->by_number[file] : NULL);
        }
        add_word(l, from->line);
        add_text(l, from->citation);
        add_text(l, from->locator);
        for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
            add_field(l, record->codes, field, fact);
        }
    }
}

/* Whether a seam speaks of facts that may be there: all of our own are, of published sets those
   that were asked for. */
static bool
is_of_facts(const ent_record *record, size_t seam)
{
    unsigned detail = record->seams.supplies[seam]->detail;

    return strcmp(record->seams.items[seam].set, "world") == 0 ||
           (detail & ~(record->detail | ENT_SUPPLY_EVIDENCE)) == 0;
}

static void
add_seams(lanes *l, const ent_record *record)
{
    const ent_seams *seams = &record->seams;

    for (size_t i = 0; i < seams->count; i++) {
        if (is_of_facts(record, i)) {
            add_text(l, seams->items[i].kind);
            add_word(l, (uint64_t)seams->items[i].used.from);
            add_word(l, (uint64_t)seams->items[i].used.to);
            add_file(l, seams->files[i]);
        }
    }
}

static void
take(const ent_record *record, char out[ENT_FINGERPRINT_SIZE])
{
    lanes   l = {0x243F6A8885A308D3U, 0x13198A2E03707344U};
    ent_day last = ENT_DAY_MIN; /* of which any file speaks: the end of the record's days */

    for (int kind = 0; kind < ENT_FACT_KINDS; kind++) {
        add_facts(&l, record, (ent_fact_kind)kind);
    }
    add_seams(&l, record);
    for (size_t i = 0; i < record->file_count; i++) {
        const ent_source_file *file = &record->files[i];

        last = file->last != ENT_DAY_MAX && file->last > last ? file->last : last;
    }
    add_word(&l, (uint64_t)last);
    (void)snprintf(out, ENT_FINGERPRINT_SIZE, "%016llx%016llx", (unsigned long long)l.one,
                   (unsigned long long)l.two);
}

void
ent_fingerprint_of(const ent_record *record, ent_fingerprint *print, char out[ENT_FINGERPRINT_SIZE])
{
    (void)pthread_mutex_lock(&print->lock);
    if (!print->taken) {
        take(record, print->text);
        print->taken = true;
    }
    memcpy(out, print->text, ENT_FINGERPRINT_SIZE);
    (void)pthread_mutex_unlock(&print->lock);
}
