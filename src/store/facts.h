/*
 * facts.h - facts into their tables and out again, by the fields of their kinds
 *
 * Stage: store.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_STORE_FACTS_H
#define ENT_STORE_FACTS_H

#include "store/db.h"

/** Writes the facts of one file; what it learns on the way goes to the row of the file. */
typedef struct ent_fact_writer {
    sqlite3         *db;
    const ent_codes *codes;
    sqlite3_stmt    *insert[ENT_FACT_KINDS]; /**< prepared at the first fact of a kind */
    sqlite3_stmt    *reject;
    int64_t          file;
    uint32_t         line, part; /**< of the last fact */
    uint32_t         row;        /**< line of the last row, kept or not */
    uint64_t         rows, rejects;
    uint64_t         unreadable; /**< rejects but for the unmatched ones */
    const char      *name;       /**< of the file, where `most` is set */
    uint64_t         most;       /**< more unreadable rows end the import at once */
    ent_day          first, last;
    bool             open;              /**< some spell has no end */
    char             first_reason[128]; /**< of the first unreadable row */
} ent_fact_writer;

ENT_MUST_CHECK ent_status ent_fact_writer_open(ent_ctx *ctx, sqlite3 *db, const ent_codes *codes,
                                               int64_t file, ent_fact_writer *out);
void                      ent_fact_writer_close(ent_fact_writer *writer);

/** The two callbacks of a sink whose user is an ent_fact_writer. */
ent_fact_sink ent_fact_writer_sink(ent_fact_writer *writer);

/** Whether a filter of all states lets a fact of its file through, as the rows do. */
bool ent_filter_takes(ent_fact_kind kind, const ent_fact_filter *filter, const void *fact);

/** A new row of `files`; rows, rejects and span are set by ent_file_finish(). */
typedef struct ent_file_row {
    const char *set, *version, *layout, *name, *sha256;
    const char *publisher, *licence, *citation, *bibtex;
} ent_file_row;

/** `first_number`: the least number that the file may get. */
ENT_MUST_CHECK ent_status ent_file_insert(ent_ctx *ctx, sqlite3 *db, const ent_file_row *row,
                                          int64_t first_number, int64_t *file);

/**
 * `span`: what the file says it speaks of; from ENT_DAY_MIN, its facts tell, and its end is that
 * of the spells without one.
 */
ENT_MUST_CHECK ent_status ent_file_finish(ent_ctx *ctx, sqlite3 *db, int64_t file,
                                          const ent_fact_writer *writer, ent_span span);

/** Read the rows of files, also those of the overlay; ent_files_clear() frees. */
ENT_MUST_CHECK ent_status ent_files_read(ent_ctx *ctx, const ent_store *store, ent_files *out);
void                      ent_files_clear(ent_files *files);

/** The file of a number, also of the overlay; NULL for none. */
const ent_source_file *ent_files_find(const ent_store *store, int64_t number);

/** Put these into the store, which owns them then; all that ent_store_files() gave is gone. */
void ent_files_replace(ent_store *store, ent_files *files);

#endif
