/*
 * tables.h - the tables that the steps of the schema make
 *
 * Stage: store.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_STORE_TABLES_H
#define ENT_STORE_TABLES_H

#include "store/db.h"

/** Kinds of facts that the first step has; each later one is made by a step of its own. */
enum { ENT_SCHEMA_FIRST_KINDS = ENT_FACT_CORRIDOR };

/** The tables of the first step: files, documents, events, runs, and those kinds of facts. */
ENT_MUST_CHECK ent_status ent_schema_make_tables(ent_ctx *ctx, sqlite3 *db);

/** The table of one kind of fact. */
ENT_MUST_CHECK ent_status ent_schema_make_table(ent_ctx *ctx, sqlite3 *db, ent_fact_kind kind);

/** What the runs of a part add up to (batches.c). */
ENT_MUST_CHECK ent_status ent_schema_make_batches(ent_ctx *ctx, sqlite3 *db);

/** What was found out of a state of the file (answers.c). */
ENT_MUST_CHECK ent_status ent_schema_make_answers(ent_ctx *ctx, sqlite3 *db);

#endif
