/*
 * cache.h - answers that were made, and those that are being made
 *
 * Stage: serve.  Knows nothing of sockets; every function is called under the
 * server's lock.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SERVE_CACHE_H
#define ENT_SERVE_CACHE_H

#include "serve/resource.h"

enum { ENT_CACHE_BUCKETS = 512 };

typedef struct ent_entry ent_entry;

/** One answer by its target.  Who looks at it holds it. */
struct ent_entry {
    char      *target;
    size_t     length;
    uint64_t   generation; /**< of the site it is made from */
    bool       ready, listed;
    ent_answer answer;   /**< when it is ready */
    void      *response; /**< of the server, made from the answer */
    void     **waiting;  /**< connections that wait for it */
    size_t     waiting_count, waiting_capacity;
    size_t     size;  /**< in the sum of the cache; 0 while it is not ready */
    uint64_t   used;  /**< the turn in which it was last asked for */
    uint64_t   asked; /**< the same in the server's time */
    unsigned   holders;
    ent_entry *next, *queued; /**< of its bucket; of the queue */
};

typedef struct ent_cache {
    ent_entry *buckets[ENT_CACHE_BUCKETS];
    ent_entry *first, *last; /**< the queue of those to be made */
    size_t     queue_length, bytes, most_bytes;
    uint64_t   turn;
    void (*forget)(void *response); /**< called where an entry with a response goes */
} ent_cache;

/** The entry of a target and generation, held; NULL where there is none. */
ent_entry *ent_cache_find(ent_cache *cache, const char *target, size_t length, uint64_t generation);

/** A new one at the end of the queue, held by the caller and by the queue; NULL: no memory. */
ent_entry *ent_cache_add(ent_cache *cache, const char *target, size_t length, uint64_t generation);

/** The first of the queue, still held by it; NULL where it is empty. */
ent_entry *ent_cache_take(ent_cache *cache);

/** Its answer is there: what is no success, or older than the site, is not listed any longer; the
 * least used give way where there is too much. */
void ent_cache_settle(ent_cache *cache, ent_entry *entry, bool keep);

/** Let a connection wait; false: no memory. */
bool ent_entry_wait(ent_entry *entry, void *connection);

/** Let it wait no longer; false: it did not, or is being told. */
bool ent_entry_leave(ent_entry *entry, void *connection);

void ent_cache_release(ent_cache *cache, ent_entry *entry);

/** Forget the answers to targets in which a word stands, or (`whole`) that are that word. */
void ent_cache_forget(ent_cache *cache, const char *word, bool whole);

/** Forget all; none may be held but by the queue. */
void ent_cache_clear(ent_cache *cache);

#endif
