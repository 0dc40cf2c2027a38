/*
 * answers.h - what is dear to find out and rests on the store and the program alone
 *
 * Stage: store.  An answer is true of one state of the file: SQLite counts the transactions that
 * changed it, whoever made them, and an answer of another count is none.  So an import, a run that
 * is kept, another program that writes: all end it, and a copy of the file takes it along.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_STORE_ANSWERS_H
#define ENT_STORE_ANSWERS_H

#include "entente/store.h"

/**
 * What was kept for a question.
 *
 * @param question all that the answer rests on beside the store and this build of the program
 * @param out      owned: ent_free(); NULL where there is none, for a store in memory, an older
 * store, a folder of data in the place of our own, or what cannot be read
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_store_recall(ent_ctx *ctx, ent_store *store, const char *question,
                                           char **out);

/**
 * Keep an answer for whoever asks the same, in place of the oldest where there are many; where it
 * cannot be kept (the store cannot be written, is busy, has changed since it was opened) it is not.
 * The record stays as it is.
 *
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_store_retain(ent_ctx *ctx, ent_store *store, const char *question,
                                           const char *answer);

#endif
