/*
 * cache.c - answers that were made, and those that are being made
 *
 * SPDX-License-Identifier: MIT
 */
#include "serve/cache.h"

#include <string.h>

#include "base/alloc.h"

enum { OVERHEAD = 1024 }; /* of an entry beside its bytes */

static size_t
bucket_of(const char *target, size_t length)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a */

    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (unsigned char)target[i]) * 1099511628211u;
    }
    return (size_t)(hash % ENT_CACHE_BUCKETS);
}

static void
unlist(ent_cache *cache, ent_entry *entry)
{
    ent_entry **at = &cache->buckets[bucket_of(entry->target, entry->length)];

    if (!entry->listed) {
        return;
    }
    while (*at != entry) {
        at = &(*at)->next;
    }
    *at = entry->next;
    entry->listed = false;
    cache->bytes -= entry->size;
    ent_cache_release(cache, entry);
}

void
ent_cache_release(ent_cache *cache, ent_entry *entry)
{
    if (--entry->holders > 0) {
        return;
    }
    if (entry->response != NULL) {
        cache->forget(entry->response);
    }
    ent_answer_clear(&entry->answer);
    ent_free(entry->waiting);
    ent_free(entry->target);
    ent_free(entry);
}

ent_entry *
ent_cache_find(ent_cache *cache, const char *target, size_t length, uint64_t generation)
{
    ent_entry *entry = cache->buckets[bucket_of(target, length)];

    while (entry != NULL &&
           (entry->length != length || memcmp(entry->target, target, length) != 0)) {
        entry = entry->next;
    }
    if (entry == NULL) {
        return NULL;
    }
    if (entry->generation != generation) {
        unlist(cache, entry);
        return NULL;
    }
    entry->used = ++cache->turn;
    entry->holders++;
    return entry;
}

ent_entry *
ent_cache_add(ent_cache *cache, const char *target, size_t length, uint64_t generation)
{
    ent_entry  *entry = ent_alloc_zero(1, sizeof *entry);
    ent_entry **bucket = &cache->buckets[bucket_of(target, length)];

    if (entry == NULL) {
        return NULL;
    }
    entry->target = ent_strndup(target, length);
    if (entry->target == NULL) {
        ent_free(entry);
        return NULL;
    }
    entry->length = length;
    entry->generation = generation;
    entry->used = ++cache->turn;
    ent_answer_init(&entry->answer);
    entry->holders = 3; /* the caller, the queue and the list */
    entry->listed = true;
    entry->next = *bucket;
    *bucket = entry;
    if (cache->last != NULL) {
        cache->last->queued = entry;
    } else {
        cache->first = entry;
    }
    cache->last = entry;
    cache->queue_length++;
    return entry;
}

ent_entry *
ent_cache_take(ent_cache *cache)
{
    ent_entry *entry = cache->first;

    if (entry != NULL) {
        cache->first = entry->queued;
        cache->last = cache->first == NULL ? NULL : cache->last;
        entry->queued = NULL;
        cache->queue_length--;
    }
    return entry;
}

static ent_entry *
least_used(const ent_cache *cache)
{
    ent_entry *found = NULL;

    for (size_t i = 0; i < ENT_CACHE_BUCKETS; i++) {
        for (ent_entry *at = cache->buckets[i]; at != NULL; at = at->next) {
            if (at->ready && (found == NULL || at->used < found->used)) {
                found = at;
            }
        }
    }
    return found;
}

void
ent_cache_settle(ent_cache *cache, ent_entry *entry, bool keep)
{
    entry->ready = true;
    if (entry->listed) {
        entry->size = entry->answer.body.length + OVERHEAD;
        cache->bytes += entry->size;
    }
    if (!keep) {
        unlist(cache, entry);
    }
    while (cache->bytes > cache->most_bytes) {
        unlist(cache, least_used(cache));
    }
}

bool
ent_entry_wait(ent_entry *entry, void *connection)
{
    if (!ENT_GROW(entry->waiting, entry->waiting_capacity, entry->waiting_count + 1)) {
        return false;
    }
    entry->waiting[entry->waiting_count++] = connection;
    return true;
}

bool
ent_entry_leave(ent_entry *entry, void *connection)
{
    for (size_t i = 0; i < entry->waiting_count; i++) {
        if (entry->waiting[i] == connection) {
            entry->waiting[i] = entry->waiting[--entry->waiting_count];
            return true;
        }
    }
    return false;
}

void
ent_cache_forget(ent_cache *cache, const char *word, bool whole)
{
    for (size_t i = 0; i < ENT_CACHE_BUCKETS; i++) {
        for (ent_entry *at = cache->buckets[i], *next; at != NULL; at = next) {
            next = at->next;
            if (whole ? strcmp(at->target, word) == 0 : strstr(at->target, word) != NULL) {
                unlist(cache, at);
            }
        }
    }
}

void
ent_cache_clear(ent_cache *cache)
{
    ent_entry *entry;

    while ((entry = ent_cache_take(cache)) != NULL) {
        ent_cache_release(cache, entry);
    }
    for (size_t i = 0; i < ENT_CACHE_BUCKETS; i++) {
        while (cache->buckets[i] != NULL) {
            unlist(cache, cache->buckets[i]);
        }
    }
}
