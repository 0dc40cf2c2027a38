/*
 * answers.h - what is dear to find out and rests on the store and the program alone
 *
 * Stage: store.  An answer is true of one state of the file: SQLite counts the transactions that
 * changed it, whoever made them, and an answer of another count is none.  So an import, a run that
 * is kept, another program that writes: all end it, and a copy of the file takes it along.  Only
 * where the question itself holds all that the answer rests on, by its digest, does it last.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_STORE_ANSWERS_H
#define ENT_STORE_ANSWERS_H

#include "entente/store.h"

/** The answers of one state of a store's file, shared by threads. */
typedef struct ent_answers ent_answers;

/** Those of the state in which a store was opened; borrowed.  NULL where it keeps none: a store in
 * memory, one that is open for writing. */
ent_answers *ent_store_answers(const ent_store *store);

/**
 * Let another opening of the same file have these for its own, where it finds the file in the state
 * that these are of: what either writes then ends nothing for the other.
 *
 * @param answers NULL: does nothing
 */
void ent_store_share_answers(ent_store *store, ent_answers *answers);

/** Note the state of the file, before anything is read of it that an answer may rest on. */
ENT_MUST_CHECK ent_status ent_store_mark(ent_ctx *ctx, ent_store *store);

/** Share them beyond the store's life; each holder releases them once.  NULL does nothing. */
ent_answers *ent_answers_hold(ent_answers *answers);
void         ent_answers_release(ent_answers *answers);

/**
 * What was found out of a question: by this program, or as it stands in the file.
 *
 * @param answers  NULL: nothing was
 * @param question all that the answer rests on beside the store and this build of the program
 * @param out      owned: ent_free(); NULL where there is none, for a file that has changed since it
 * was opened, a folder of data in the place of our own, or what cannot be read
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_answers_recall(ent_ctx *ctx, ent_answers *answers,
                                             const char *question, char **out);

/**
 * Hold an answer for whoever asks the same in this program, until it is written for others.
 *
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_answers_retain(ent_ctx *ctx, ent_answers *answers,
                                             const char *question, const char *answer);

/**
 * Hold an answer that is true whatever the file comes to hold: it is not ended by a change.
 *
 * @param question names by a digest all that the answer rests on beside this build of the program
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_answers_retain_lasting(ent_ctx *ctx, ent_answers *answers,
                                                     const char *question, const char *answer);

/**
 * Write what was found out into the file, in one transaction, in place of the oldest where there
 * are many; where it cannot be kept (the file cannot be written, is busy, has changed since it was
 * opened, the disk is full) it is not, and may be another time.  The record stays as it is.
 *
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_answers_write(ent_ctx *ctx, ent_answers *answers);

#endif
