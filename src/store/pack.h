/*
 * pack.h - many facts of a kind as a few bytes each
 *
 * Stage: store.  What a row of a table says in words, columns of whole numbers say in a tenth of
 * the time: each as its distance from the least, or from the one before, in as many bytes as the
 * greatest needs.  Texts stand once, states by their ids.  Touches no store.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_STORE_PACK_H
#define ENT_STORE_PACK_H

#include "base/arena.h"
#include "base/text.h"
#include "entente/import.h"

typedef struct ent_packer ent_packer;

/** For facts of a kind, of one file. */
ENT_MUST_CHECK ent_status ent_packer_create(ent_ctx *ctx, ent_fact_kind kind,
                                            const ent_codes *codes, ent_packer **out);
void                      ent_packer_destroy(ent_packer *packer);

/** Take facts, in the order of their rows; the user is the packer.  ENT_E_NOMEM. */
ent_fact_sink ent_packer_sink(ent_packer *packer);

/** All facts that were taken; ENT_E_NOMEM. */
ENT_MUST_CHECK ent_status ent_packer_finish(ent_ctx *ctx, const ent_packer *packer, ent_text *out);

/** What the bytes of a kind look like: facts that were packed in another form are none. */
void ent_pack_describe(ent_fact_kind kind, ent_text *out);

/** A growing list of facts of one kind. */
typedef struct ent_unpacked {
    unsigned char *items; /**< owned */
    size_t         count, capacity;
} ent_unpacked;

/**
 * Add what was packed to a list.
 *
 * @param file  of the facts
 * @param texts keeps their texts
 * @param list  as it was unless *good
 * @param good  false for bytes that are no facts which the kind accepts
 * @return ENT_OK; ENT_E_NOMEM
 * Cost: some ten nanoseconds a fact.
 */
ENT_MUST_CHECK ent_status ent_pack_read(ent_ctx *ctx, const unsigned char *bytes, size_t size,
                                        ent_fact_kind kind, uint32_t file, const ent_codes *codes,
                                        ent_arena *texts, ent_unpacked *list, bool *good);

#endif
