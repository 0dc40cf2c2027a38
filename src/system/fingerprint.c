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

enum { LATE_TEXTS = 1024 }; /* a power of 2 */

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

static const lanes START = {0x243F6A8885A308D3U, 0x13198A2E03707344U};

/* The fingerprint in the taking.  Most texts of a table are a few, each in one place of memory. */
typedef struct taking {
    lanes all;
    struct {
        const char *text;
        lanes       says;
    } late[LATE_TEXTS];
} taking;

static lanes
look_at(const char *text)
{
    lanes  says = START;
    size_t length = strlen(text);

    add_word(&says, length);
    for (size_t at = 0; at < length; at += 8) {
        uint64_t word = 0;

        memcpy(&word, text + at, length - at < 8 ? length - at : 8);
        add_word(&says, word);
    }
    return says;
}

static void
add_text(taking *t, const char *text)
{
    size_t place = ((uintptr_t)text >> 4) & (LATE_TEXTS - 1);

    if (text == NULL) {
        add_word(&t->all, 0);
        return;
    }
    if (t->late[place].text != text) {
        t->late[place].text = text;
        t->late[place].says = look_at(text);
    }
    add_word(&t->all, t->late[place].says.one);
    add_word(&t->all, t->late[place].says.two);
}

static void
add_field(taking *t, const ent_fact_field *field, const unsigned char *fact)
{
    const unsigned char *at = fact + field->offset;
    const char          *text;
    ent_state            state;
    ent_party            party;
    uint64_t             word = 0;

    switch (field->type) {
    case ENT_FIELD_TEXT:
        memcpy(&text, at, sizeof text);
        add_text(t, text);
        return;
    case ENT_FIELD_STATE:
        memcpy(&state, at, sizeof state);
        word = state;
        break;
    case ENT_FIELD_PARTY:
        memcpy(&party, at, sizeof party);
        add_text(t, party.given);
        word = party.state;
        break;
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
    add_word(&t->all, word);
}

static void
add_file(taking *t, const ent_source_file *file)
{
    if (file != NULL) {
        add_text(t, file->set);
        add_text(t, file->version);
        add_text(t, file->name);
        add_word(&t->all, (uint64_t)file->first);
        add_word(&t->all, (uint64_t)file->last);
    }
}

static void
add_facts(taking *t, const ent_record *record, ent_fact_kind kind)
{
    const ent_fact_type *type = ent_fact_describe(kind);
    const ent_fact_list *list = &record->facts[kind];
    uint32_t             file = 0;

    add_word(&t->all, list->count);
    for (size_t i = 0; i < list->count; i++) {
        const unsigned char  *fact = list->items + i * type->size;
        const ent_provenance *from = (const void *)fact;

        if (i == 0 || from->file != file) { /* they stand file by file */
            file = from->file;
            add_file(t, file < record->number_count ? record->by_number[file] : NULL);
        }
        add_word(&t->all, from->line);
        add_text(t, from->citation);
        add_text(t, from->locator);
        for (const ent_fact_field *field = type->fields; field->name != NULL; field++) {
            add_field(t, field, fact);
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
add_seams(taking *t, const ent_record *record)
{
    const ent_seams *seams = &record->seams;

    for (size_t i = 0; i < seams->count; i++) {
        if (is_of_facts(record, i)) {
            add_text(t, seams->items[i].kind);
            add_word(&t->all, (uint64_t)seams->items[i].used.from);
            add_word(&t->all, (uint64_t)seams->items[i].used.to);
            add_file(t, seams->files[i]);
        }
    }
}

static void
take(const ent_record *record, char out[ENT_FINGERPRINT_SIZE])
{
    taking  t = {.all = START};
    ent_day last = ENT_DAY_MIN; /* of which any file speaks: the end of the record's days */

    for (int kind = 0; kind < ENT_FACT_KINDS; kind++) {
        add_facts(&t, record, (ent_fact_kind)kind);
    }
    add_seams(&t, record);
    for (size_t i = 0; i < record->file_count; i++) {
        const ent_source_file *file = &record->files[i];

        last = file->last != ENT_DAY_MAX && file->last > last ? file->last : last;
    }
    add_word(&t.all, (uint64_t)last);
    (void)snprintf(out, ENT_FINGERPRINT_SIZE, "%016llx%016llx", (unsigned long long)t.all.one,
                   (unsigned long long)t.all.two);
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
