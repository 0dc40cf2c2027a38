/*
 * vocabulary.c - the words of the dictionaries, each with its number
 *
 * SPDX-License-Identifier: MIT
 */
#include "read/dictionary/vocabulary.h"

#include <string.h>

#include "base/alloc.h"

enum { SLOTS_LEAST = 256, NUMBERS_MOST = 1 << 26 };

uint32_t
ent_dictionary_find(const ent_dictionary *d, const char *word, size_t length, uint32_t hash)
{
    size_t mask = d->word_slot_count - 1;

    for (size_t i = hash & mask; d->word_slot_count > 0 && d->word_slots[i].number != 0;
         i = (i + 1) & mask) {
        const ent_word_slot       *slot = &d->word_slots[i];
        const ent_dictionary_word *w = &d->words[slot->number];

        if (slot->hash == hash && w->length == length &&
            memcmp(d->bytes + w->offset, word, length) == 0) {
            return slot->number;
        }
    }
    return 0;
}

static uint32_t
hash_of(const char *word, size_t length)
{
    uint32_t hash = ENT_HASH_START;

    for (size_t i = 0; i < length; i++) {
        hash = ent_hash_step(hash, word[i]);
    }
    return hash;
}

static void
place_word(ent_word_slot *slots, size_t count, ent_word_slot word)
{
    size_t i = word.hash & (count - 1);

    while (slots[i].number != 0) {
        i = (i + 1) & (count - 1);
    }
    slots[i] = word;
}

size_t
ent_word_slots(size_t entries, size_t have)
{
    size_t count = have == 0 ? SLOTS_LEAST : have;

    while (entries * 2 >= count) {
        count *= 2;
    }
    return count;
}

bool
ent_words_reserve(ent_dictionary *d, size_t more)
{
    size_t         count = ent_word_slots(d->word_count + more, d->word_slot_count);
    ent_word_slot *slots;

    if (count == d->word_slot_count) {
        return true;
    }
    slots = ent_alloc_zero(count, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < d->word_slot_count; i++) {
        if (d->word_slots[i].number != 0) {
            place_word(slots, count, d->word_slots[i]);
        }
    }
    ent_free(d->word_slots);
    d->word_slots = slots;
    d->word_slot_count = count;
    return true;
}

uint32_t
ent_dictionary_intern(ent_dictionary *d, const char *word, size_t length)
{
    uint32_t hash = hash_of(word, length), found = ent_dictionary_find(d, word, length, hash);

    if (found != 0 || length > ENT_DICTIONARY_WORD_LONGEST) {
        return found;
    }
    if (d->word_count >= NUMBERS_MOST || !ent_words_reserve(d, 1) ||
        !ENT_GROW(d->words, d->word_capacity, d->word_count + 2) ||
        !ENT_GROW(d->bytes, d->bytes_capacity, d->bytes_used + length)) {
        return 0;
    }
    if (d->word_count == 0) {
        d->words[d->word_count++] = (ent_dictionary_word){0};
    }
    memcpy(d->bytes + d->bytes_used, word, length);
    d->words[d->word_count] =
        (ent_dictionary_word){.offset = (uint32_t)d->bytes_used, .length = (uint8_t)length};
    d->bytes_used += length;
    place_word(d->word_slots, d->word_slot_count, (ent_word_slot){hash, (uint32_t)d->word_count});
    return (uint32_t)d->word_count++;
}
