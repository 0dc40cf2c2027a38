/*
 * memo.h - what is dear to make and never changes, kept for whoever asks again
 *
 * Stage: base.  Objects by key, shared by threads: made once even where many
 * ask at the same time, held by all who look at them, bounded in bytes.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_BASE_MEMO_H
#define ENT_BASE_MEMO_H

#include "base/context.h"
#include "base/digest.h"

typedef struct ent_memo      ent_memo;
typedef struct ent_memo_item ent_memo_item;

/** How objects of one kind are made and freed. */
typedef struct ent_memo_kind {
    /** Make the object; *bytes is what it holds in memory.  Called without the memo's lock, so that
     *  it may take other items. */
    ENT_MUST_CHECK ent_status (*make)(ent_ctx *ctx, ent_memo_item *self, const void *user,
                                      void **out, size_t *bytes);
    void (*destroy)(void *object); /**< called under the lock: it takes and releases nothing */
} ent_memo_kind;

enum { ENT_MEMO_KEY = 3 };

/** What tells objects apart: their kind, and numbers whose meaning the kind knows. */
typedef struct ent_memo_key {
    const ent_memo_kind *kind;
    int64_t              of[ENT_MEMO_KEY];
} ent_memo_key;

/** The key of an object that is a function of bytes alone: 192 bits of their digest, which is
 * spent.
 */
ent_memo_key ent_memo_key_of(const ent_memo_kind *kind, ent_digest *digest);

/**
 * @param most_bytes of the objects that are kept; the least recently asked for go first.  One that
 *                   is held lives on until it is released, as does one that is larger than this.
 * @param out        owned: ent_memo_destroy()
 */
ENT_MUST_CHECK ent_status ent_memo_create(ent_ctx *ctx, size_t most_bytes, ent_memo **out);

/** Forget all; nothing may be held any more.  NULL does nothing. */
void ent_memo_destroy(ent_memo *memo);

/**
 * The object of a key, held: made by the first who asks, while all others wait for it.  Where it
 * cannot be made, nothing is kept and each of those that waited tries for itself.
 *
 * @param memo NULL: nothing is kept, the object lives until it is released
 * @param user handed to make()
 * @param out  ent_memo_release() ends the holding
 * @return ENT_OK; ENT_E_NOMEM; what make() returns
 * Cost: a lock and a look into a table beside the making.
 */
ENT_MUST_CHECK ent_status ent_memo_take(ent_ctx *ctx, ent_memo *memo, const ent_memo_key *key,
                                        const void *user, ent_memo_item **out);

/** The object; borrowed while the item is held. */
void *ent_memo_object(const ent_memo_item *item);

void ent_memo_release(ent_memo_item *item);

/** Bytes of what is kept now. */
size_t ent_memo_bytes(ent_memo *memo);

#endif
