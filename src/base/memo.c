/*
 * memo.c - what is dear to make and never changes, kept for whoever asks again
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/memo.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

enum { BUCKETS = 1024 };

struct ent_memo_item {
    ent_memo      *memo; /* NULL: of its one holder alone */
    ent_memo_key   key;
    void          *object; /* NULL while it is being made */
    size_t         bytes;
    uint64_t       used;    /* the turn in which it was last asked for */
    unsigned       holders; /* under the memo's lock; the list is one */
    ent_memo_item *next;    /* of its bucket */
};

struct ent_memo {
    pthread_mutex_t lock;
    pthread_cond_t  made; /* one more is there, or failed */
    ent_memo_item  *buckets[BUCKETS];
    size_t          bytes, most_bytes;
    uint64_t        turn;
};

ent_status
ent_memo_create(ent_ctx *ctx, size_t most_bytes, ent_memo **out)
{
    ent_memo *memo = ent_alloc_zero(1, sizeof *memo);

    if (memo == NULL || pthread_mutex_init(&memo->lock, NULL) != 0) {
        ent_free(memo);
        return ent_fail_nomem(ctx);
    }
    if (pthread_cond_init(&memo->made, NULL) != 0) {
        (void)pthread_mutex_destroy(&memo->lock);
        ent_free(memo);
        return ent_fail_nomem(ctx);
    }
    memo->most_bytes = most_bytes;
    *out = memo;
    return ENT_OK;
}

ent_memo_key
ent_memo_key_of(const ent_memo_kind *kind, ent_digest *digest)
{
    ent_memo_key key = {kind, {0}};
    char         hex[65];

    ent_digest_print(digest, hex);
    for (size_t i = 0; i < ENT_MEMO_KEY; i++) {
        char word[17] = "";

        memcpy(word, hex + 16 * i, 16);
        key.of[i] = (int64_t)strtoull(word, NULL, 16);
    }
    return key;
}

static bool
is_same(const ent_memo_key *a, const ent_memo_key *b)
{
    return a->kind == b->kind && memcmp(a->of, b->of, sizeof a->of) == 0;
}

static ent_memo_item **
bucket_of(ent_memo *memo, const ent_memo_key *key)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a, by whole numbers */

    for (size_t i = 0; i < ENT_MEMO_KEY; i++) {
        hash = (hash ^ (uint64_t)key->of[i]) * 1099511628211u;
    }
    return &memo->buckets[(hash ^ hash >> 32) % BUCKETS];
}

static ent_memo_item *
find(ent_memo *memo, const ent_memo_key *key)
{
    ent_memo_item *item = *bucket_of(memo, key);

    while (item != NULL && !is_same(&item->key, key)) {
        item = item->next;
    }
    return item;
}

static void
free_item(ent_memo_item *item)
{
    if (item->object != NULL) {
        item->key.kind->destroy(item->object);
    }
    ent_free(item);
}

/* The list holds it no longer; returns whether nobody does.  Under the lock. */
static bool
unlist(ent_memo *memo, ent_memo_item *item)
{
    ent_memo_item **at = bucket_of(memo, &item->key);

    while (*at != item) {
        at = &(*at)->next;
    }
    *at = item->next;
    memo->bytes -= item->bytes;
    return --item->holders == 0;
}

static ent_memo_item *
least_used(const ent_memo *memo)
{
    ent_memo_item *found = NULL;

    for (size_t i = 0; i < BUCKETS; i++) {
        for (ent_memo_item *item = memo->buckets[i]; item != NULL; item = item->next) {
            if (item->object != NULL && (found == NULL || item->used < found->used)) {
                found = item;
            }
        }
    }
    return found;
}

/* What is made stands in the list from now on, what could not be made leaves it. */
static void
settle(ent_memo *memo, ent_memo_item *item, void *object, size_t bytes)
{
    (void)pthread_mutex_lock(&memo->lock);
    item->object = object;
    if (object == NULL) {
        (void)unlist(memo, item); /* its maker still holds it */
    } else {
        item->bytes = bytes;
        memo->bytes += bytes;
    }
    while (memo->bytes > memo->most_bytes) {
        ent_memo_item *last = least_used(memo);

        if (unlist(memo, last)) {
            free_item(last);
        }
    }
    (void)pthread_cond_broadcast(&memo->made);
    (void)pthread_mutex_unlock(&memo->lock);
}

static ent_memo_item *
new_item(ent_memo *memo, const ent_memo_key *key)
{
    ent_memo_item *item = ent_alloc_zero(1, sizeof *item);

    if (item != NULL) {
        *item = (ent_memo_item){.memo = memo, .key = *key, .holders = 1};
    }
    return item;
}

/* The item that is there when nobody makes it any more; else a new one in the list, to be made. */
static ent_memo_item *
find_or_add(ent_memo *memo, const ent_memo_key *key)
{
    ent_memo_item *item;

    (void)pthread_mutex_lock(&memo->lock);
    while ((item = find(memo, key)) != NULL && item->object == NULL) {
        (void)pthread_cond_wait(&memo->made, &memo->lock);
    }
    if (item == NULL && (item = new_item(memo, key)) != NULL) {
        ent_memo_item **bucket = bucket_of(memo, key);

        item->next = *bucket;
        *bucket = item;
    }
    if (item != NULL) {
        item->used = ++memo->turn;
        item->holders++;
    }
    (void)pthread_mutex_unlock(&memo->lock);
    return item;
}

ent_status
ent_memo_take(ent_ctx *ctx, ent_memo *memo, const ent_memo_key *key, const void *user,
              ent_memo_item **out)
{
    ent_memo_item *item = memo != NULL ? find_or_add(memo, key) : new_item(NULL, key);
    ent_status     status = ENT_OK;

    if (item == NULL) {
        return ent_fail_nomem(ctx);
    }
    if (item->object == NULL) { /* ours to make: of others we have waited for the end */
        void  *object = NULL;
        size_t bytes = 0;

        status = key->kind->make(ctx, item, user, &object, &bytes);
        if (memo != NULL) {
            settle(memo, item, status == ENT_OK ? object : NULL, bytes);
        } else if (status == ENT_OK) {
            item->object = object;
        }
    }
    if (status != ENT_OK) {
        ent_memo_release(item);
        return status;
    }
    *out = item;
    return ENT_OK;
}

void *
ent_memo_object(const ent_memo_item *item)
{
    return item->object;
}

void
ent_memo_release(ent_memo_item *item)
{
    ent_memo *memo = item->memo;
    bool      is_last = true;

    if (memo != NULL) {
        (void)pthread_mutex_lock(&memo->lock);
        is_last = --item->holders == 0;
        (void)pthread_mutex_unlock(&memo->lock);
    }
    if (is_last) {
        free_item(item);
    }
}

size_t
ent_memo_bytes(ent_memo *memo)
{
    size_t bytes;

    (void)pthread_mutex_lock(&memo->lock);
    bytes = memo->bytes;
    (void)pthread_mutex_unlock(&memo->lock);
    return bytes;
}

void
ent_memo_destroy(ent_memo *memo)
{
    if (memo == NULL) {
        return;
    }
    for (size_t i = 0; i < BUCKETS; i++) {
        while (memo->buckets[i] != NULL) {
            ent_memo_item *item = memo->buckets[i];

            memo->buckets[i] = item->next;
            free_item(item);
        }
    }
    (void)pthread_cond_destroy(&memo->made);
    (void)pthread_mutex_destroy(&memo->lock);
    ent_free(memo);
}
