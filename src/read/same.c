/*
 * same.c - a document that was read before counts once
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/same.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"

enum { SAID_MOST = 20 /* of what is the same, by name */ };

typedef struct entry {
    const char *sha256;
    size_t      index;
} entry;

static int
compare_entries(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    int          order = strcmp(x->sha256, y->sha256);

    return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

/* Set aside what is the same as one before it; `found` counts them. */
static ent_status
mark_same(ent_ctx *ctx, ent_document *documents, entry *entries, size_t count, ent_arena *arena,
          size_t *found)
{
    const ent_document *first = NULL;

    qsort(entries, count, sizeof *entries, compare_entries);
    *found = 0;
    for (size_t i = 0; i < count; i++) {
        ent_document *document = &documents[entries[i].index];

        if (first == NULL || strcmp(first->sha256, document->sha256) != 0) {
            first = document;
            continue;
        }
        document->set_aside = ent_arena_printf(arena, "same as %s", first->name);
        if (document->set_aside == NULL) {
            return ent_fail_nomem(ctx);
        }
        ++*found;
    }
    return ENT_OK;
}

/* Take out sentences and events of documents that are set aside. */
static ent_status
drop_same(ent_ctx *ctx, ent_reading *r)
{
    uint32_t *moved = ent_alloc(r->sentence_count, sizeof *moved);
    size_t    sentences = 0, events = 0, positions = 0;

    if (moved == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < r->sentence_count; i++) {
        moved[i] = UINT32_MAX;
        if (r->documents[r->sentences[i].document].set_aside == NULL) {
            moved[i] = (uint32_t)sentences;
            r->sentences[sentences++] = r->sentences[i];
        }
    }
    for (size_t i = 0; i < r->event_count; i++) {
        if (moved[r->events[i].sentence] != UINT32_MAX) {
            r->events[events] = r->events[i];
            r->events[events++].sentence = moved[r->events[i].sentence];
        }
    }
    for (size_t i = 0; i < r->position_count; i++) {
        if (moved[r->positions[i].sentence] != UINT32_MAX) {
            r->positions[positions] = r->positions[i];
            r->positions[positions++].sentence = moved[r->positions[i].sentence];
        }
    }
    r->position_count = positions;
    r->sentence_count = sentences;
    r->event_count = events;
    ent_free(moved);
    return ENT_OK;
}

static void
say_same(ent_ctx *ctx, const ent_reading *r, size_t found)
{
    size_t said = 0;

    for (size_t i = 0; i < r->document_count && said < found && said < SAID_MOST; i++) {
        const char *why = r->documents[i].set_aside;

        if (why != NULL && ent_starts_with(why, "same as ")) {
            ent_say(ctx, ENT_WARNING, "%s: set aside: %s", r->documents[i].name, why);
            said++;
        }
    }
    if (found > said) {
        ent_say(ctx, ENT_WARNING, "%zu more documents are the same as others, and set aside",
                found - said);
    }
}

ent_status
ent_reading_part_same(ent_ctx *ctx, ent_reading *reading, ent_arena *arena)
{
    entry     *entries;
    size_t     count = 0, found;
    ent_status status;

    if (reading->document_count < 2) {
        return ENT_OK;
    }
    entries = ent_alloc(reading->document_count, sizeof *entries);
    if (entries == NULL) {
        return ent_fail_nomem(ctx);
    }
    for (size_t i = 0; i < reading->document_count; i++) {
        if (reading->documents[i].set_aside == NULL) {
            entries[count++] = (entry){reading->documents[i].sha256, i};
        }
    }
    status = mark_same(ctx, reading->documents, entries, count, arena, &found);
    ent_free(entries);
    if (status != ENT_OK || found == 0) {
        return status;
    }
    say_same(ctx, reading, found);
    return drop_same(ctx, reading);
}
