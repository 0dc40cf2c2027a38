/*
 * references.c - the numbered list of sources that the page cites
 *
 * SPDX-License-Identifier: MIT
 */
#include "report/references.h"

#include <stdint.h>
#include <string.h>

#include "base/alloc.h"

void
ent_references_clear(ent_references *references)
{
    ent_free(references->citations);
    ent_free(references->slots);
    memset(references, 0, sizeof *references);
}

/* FNV-1a */
static size_t
hash_of(const char *text)
{
    uint64_t hash = UINT64_C(14695981039346656037);

    for (; *text != '\0'; text++) {
        hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
    }
    return (size_t)(hash ^ hash >> 32);
}

/* The slot of a citation, or the free one where it belongs. */
static size_t
find_slot(const ent_references *references, const char *citation)
{
    size_t slot = hash_of(citation) % references->slot_count;

    while (references->slots[slot] != 0 &&
           strcmp(references->citations[references->slots[slot] - 1], citation) != 0) {
        slot = (slot + 1) % references->slot_count;
    }
    return slot;
}

static bool
make_room(ent_references *references)
{
    size_t *old = references->slots;

    if (!ENT_GROW(references->citations, references->capacity, references->count + 1)) {
        return false;
    }
    if (references->count * 2 < references->slot_count) {
        return true;
    }
    references->slots = ent_alloc_zero(references->count * 4 + 64, sizeof *references->slots);
    if (references->slots == NULL) {
        references->slots = old;
        return false;
    }
    references->slot_count = references->count * 4 + 64;
    for (size_t i = 0; i < references->count; i++) {
        references->slots[find_slot(references, references->citations[i])] = i + 1;
    }
    ent_free(old);
    return true;
}

size_t
ent_references_number(ent_references *references, const char *citation)
{
    size_t slot;

    if (citation == NULL || citation[0] == '\0' || references->failed) {
        return 0;
    }
    if (!make_room(references)) {
        references->failed = true;
        return 0;
    }
    slot = find_slot(references, citation);
    if (references->slots[slot] == 0) {
        references->citations[references->count] = citation;
        references->slots[slot] = ++references->count;
    }
    return references->slots[slot];
}
