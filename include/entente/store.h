/*
 * store.h - the record in one SQLite file
 *
 * Stage: store.  Versioned schema with migrations, provenance on every row,
 * stable views v_*.  A store from elsewhere is untrusted: application id and
 * schema are compared before any query, in defensive mode without a trusted
 * schema.  The tables of facts are those of entente/fact.h.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_STORE_H
#define ENTENTE_STORE_H

#include "entente/import.h"
#include "entente/read.h"
#include "entente/table.h"

typedef struct ent_store ent_store;

typedef enum ent_store_mode {
    ENT_STORE_READ,  /**< never written; data/world is overlaid in memory where it is not current */
    ENT_STORE_WRITE, /**< created where it is missing, migrated where it is older */
    ENT_STORE_ADD,   /**< as ENT_STORE_WRITE, but a missing one is not created */
    ENT_STORE_LATE   /**< as ENT_STORE_WRITE, but a missing one is created with the first file,
                          reading or run that is kept, and not at all where nothing is */
} ent_store_mode;

/**
 * Open a store.  A new or older one imports data/world in one transaction.  A new store is made
 * under a temporary name in its folder and gets its own when it is whole: a kill at any moment
 * leaves a store or none.
 *
 * @param path a file, or ":memory:"; with ENT_STORE_READ and ENT_STORE_ADD a missing file is
 *             ENT_E_STORE
 * @param codes borrowed for the store's life
 * @return ENT_OK; ENT_E_STORE (not a store of ours, from a newer version, locked, damaged);
 *         ENT_E_INPUT when data/world is wrong; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_store_open(ent_ctx *ctx, const char *path, ent_store_mode mode,
                                         const ent_codes *codes, ent_store **out);
void                      ent_store_close(ent_store *store);

/** What an import did with one file. */
typedef struct ent_import_report {
    const char *set; /**< NULL when the file is no known set */
    char        version[32];
    uint64_t    rows, rejects; /**< all rows of the file; those set aside, repeated ones too */
    uint64_t    unmatched;     /**< of the rejects, names and codes of no state, kept as given; 0
                                    for a file that is unchanged */
    uint64_t    repeated;      /**< rows of coded events that were there: counted once */
    bool        unchanged;     /**< the same bytes were there already */
    bool        replaced;      /**< other bytes of the same set and version gave way */
    const char *skipped;       /**< reason, or NULL */
} ent_import_report;

typedef struct ent_import_options {
    double max_rejects; /**< share of rows, from 0 to 1; more of them fail a file as a whole */
    bool   keep_events; /**< of coded events keep each one beside the counts */
} ent_import_options;

/** Told of each file that was imported, skipped or found unchanged; `name` as the store has it. */
typedef void (*ent_import_visitor)(void *user, const char *name, const ent_import_report *report);

/**
 * Import a file or standard input ("-"), plain or packed with gzip, zstd or zip.  Each file of an
 * archive is one of its own, called `archive.zip/entry`; what is no known set there is told and
 * passed over.  A file is one transaction: it is in the store whole or not at all.  Of a set that
 * comes in many files (coded events) a file replaces the one of its name, of any other set the one
 * of its set and version.
 *
 * @param set_name "auto", or the name of the set that the files must be
 * @param visit    NULL: nobody is told
 * @return ENT_OK; ENT_E_INPUT (no known set, too many rejects, cannot be unpacked; of an archive
 *         the text says how many files failed), ENT_E_FILE, ENT_E_LIMIT, ENT_E_ARG, ENT_E_STORE,
 *         ENT_E_CANCELLED, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_store_import_files(ent_ctx *ctx, ent_store *store,
                                                 const char *set_name, const char *path,
                                                 const ent_import_options *options,
                                                 ent_import_visitor visit, void *user);

/** The same for what is one file; `out` is that of the last one of an archive. */
ENT_MUST_CHECK ent_status ent_store_import(ent_ctx *ctx, ent_store *store, const char *set_name,
                                           const char *path, double max_rejects,
                                           ent_import_report *out);

/** Keep documents, sentences and events; a document that is there already (by sha256) stays. */
ENT_MUST_CHECK ent_status ent_store_add_reading(ent_ctx *ctx, ent_store *store,
                                                const ent_reading *reading);

/** What happened in one ensemble run, as `list runs` shows it. */
typedef struct ent_run_row {
    const char *scenario, *model, *system_at, *file_sha256;
    uint64_t    seed, runs, horizon, finished;
    const char *status;  /**< "done", "partial", "failed: ..." */
    const char *result;  /**< the result table as CSV, or NULL */
    const char *version; /**< of the program, or NULL */
    const char *command; /**< normalised, or NULL */
    const char *sources; /**< "set version" of every file behind the record, a line each, or NULL */
} ent_run_row;

/** Keep a run; ENT_E_ARG for a seed above INT64_MAX or a store that is only read; ENT_E_STORE,
 * ENT_E_NOMEM. */
ENT_MUST_CHECK ent_status ent_store_add_run(ent_ctx *ctx, ent_store *store, const ent_run_row *row);

/**
 * Begin a run, or go on with the newest one that was broken off and has the same digest.
 *
 * @param row its `file_sha256` is the digest of all that its numbers depend on; it stands as
 *            "partial" until ent_store_finish_run()
 * @param out its number
 * @return ENT_OK; as ent_store_add_run()
 */
ENT_MUST_CHECK ent_status ent_store_begin_run(ent_ctx *ctx, ent_store *store,
                                              const ent_run_row *row, int64_t *out);

/** A part of a run: two rows of numbers, finite all. */
typedef struct ent_store_batch {
    int64_t  run, batch;
    uint64_t runs; /**< that are in it */
    double  *numbers[2];
    size_t   counts[2];
} ent_store_batch;

/**
 * Fill the numbers of a batch that was kept; `*found` says whether it was.
 *
 * @return ENT_OK; ENT_E_STORE for another count or what is no number; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_store_load_batch(ent_ctx *ctx, ent_store *store,
                                               const ent_store_batch *batch, bool *found);

/** Keep batches in one transaction; a run's `finished` is then the sum of its batches. */
ENT_MUST_CHECK ent_status ent_store_save_batches(ent_ctx *ctx, ent_store *store,
                                                 const ent_store_batch *batches, size_t count);

/** The run is "done" with its result as CSV, or "failed: ..." without; its batches go. */
ENT_MUST_CHECK ent_status ent_store_finish_run(ent_ctx *ctx, ent_store *store, int64_t run,
                                               const char *status, const char *result);

/** Receives a kept run; its strings live for the call. */
typedef ent_status (*ent_run_visitor)(ent_ctx *ctx, void *user, const ent_run_row *row);

/**
 * Hand a kept run to `visit`, whose status is passed on.
 *
 * @param run its number, as `list runs` shows it
 * @return ENT_OK; ENT_E_NOTFOUND when no run of that number is kept; ENT_E_STORE; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_store_run(ent_ctx *ctx, ent_store *store, int64_t run,
                                        ent_run_visitor visit, void *user);

/** A model that was fitted, as `list fits` shows it and `show fit` reads it. */
typedef struct ent_fit_row {
    const char *model;
    const char *status; /**< "converged", or why it did not */
    uint64_t    seed, parameters;
    const char *file;    /**< the model file, word for word */
    const char *result;  /**< the table of estimates as CSV */
    const char *details; /**< the same as JSON, with the covariance */
    const char *version; /**< of the program, or NULL */
    const char *command; /**< normalised, or NULL */
    const char *sources; /**< "set version" of every file behind the record, a line each, or NULL */
} ent_fit_row;

/** Keep a fit; ENT_E_ARG for a seed above INT64_MAX or a store that is only read; ENT_E_STORE,
 * ENT_E_NOMEM. */
ENT_MUST_CHECK ent_status ent_store_add_fit(ent_ctx *ctx, ent_store *store, const ent_fit_row *row);

/** Receives a kept fit; its strings live for the call. */
typedef ent_status (*ent_fit_visitor)(ent_ctx *ctx, void *user, const ent_fit_row *row);

/**
 * Hand a kept fit to `visit`, whose status is passed on.
 *
 * @param fit its number, as `list fits` shows it
 * @return ENT_OK; ENT_E_NOTFOUND when no fit of that number is kept; ENT_E_STORE; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_store_fit(ent_ctx *ctx, ent_store *store, int64_t fit,
                                        ent_fit_visitor visit, void *user);

/** Hand every kept fit of a status to `visit`, the newest first; a status of its own ends it. */
ENT_MUST_CHECK ent_status ent_store_fits(ent_ctx *ctx, ent_store *store, const char *kept_status,
                                         ent_fit_visitor visit, void *user);

/**
 * Visit all facts of a kind, ordered by file and line.  The struct's strings live for the call.
 * A row that no importer writes (no value of its field, out of its range, of a file that is not
 * there) is ENT_E_STORE with table, row and column.
 */
ENT_MUST_CHECK ent_status ent_store_facts(ent_ctx *ctx, ent_store *store, ent_fact_kind kind,
                                          const ent_fact_sink *sink);

/** Which facts are wanted.  {0} is all of them. */
typedef struct ent_fact_filter {
    uint32_t file; /**< number of the file; 0: all files */
    ent_span span; /**< days of which the facts speak, where from < to; those without a start, an
                        end or a year speak of all days */
    const ent_state *states; /**< of those that name a state or a pair, with one state those that it
                                  is of, with more those among them; NULL: all */
    size_t state_count;
} ent_fact_filter;

/** The same for the facts that a filter lets through. */
ENT_MUST_CHECK ent_status ent_store_facts_of(ent_ctx *ctx, ent_store *store, ent_fact_kind kind,
                                             const ent_fact_filter *filter,
                                             const ent_fact_sink   *sink);

/** One imported file. */
typedef struct ent_source_file {
    uint32_t    file; /**< as in ent_provenance */
    const char *set, *version, *name, *sha256;
    const char *citation; /**< plain text of the set */
    uint64_t    rows, rejects;
    ent_day     first, last; /**< earliest and latest day that its facts speak of */
} ent_source_file;

/** All imported files, by set, version, name; `*out` is owned by the store, valid to its next
 * change. */
ENT_MUST_CHECK ent_status ent_store_files(ent_ctx *ctx, ent_store *store,
                                          const ent_source_file **out, size_t *count);

/**
 * What tells one state of the record from another: a digest of the files, documents and fits of a
 * store as it is now, of kept runs nothing.
 */
ENT_MUST_CHECK ent_status ent_store_state(ent_ctx *ctx, ent_store *store, char digest[65]);

/** `set@version/file:line`, at least 160 bytes; "" for an unknown file. */
void ent_store_fact_id(const ent_store *store, const ent_provenance *from, char out[160]);

/** Rejects and unmatched names: file,line,column,reason. */
ENT_MUST_CHECK ent_status ent_store_rejects(ent_ctx *ctx, ent_store *store, ent_table **out);

/** Where in their documents the words of the events lie, a row for each row of the list of events,
 * in the same order: offset,verb_offset,verb_length,source_offset,source_length,target_offset,
 * target_length,length, of which the first and the last are the sentence's. */
ENT_MUST_CHECK ent_status ent_store_event_places(ent_ctx *ctx, ent_store *store, ent_table **out);

/**
 * What the documents of the store report, as the reading that it came from: all documents, and of
 * their sentences those that gave an event, with their events.  Positions are left out.
 *
 * @param out ent_reading_clear(); written only on ENT_OK
 * @return ENT_OK; ENT_E_STORE where the store was altered outside of entente; ENT_E_NOMEM
 *
 * Cost: a few microseconds an event.
 */
ENT_MUST_CHECK ent_status ent_store_reported(ent_ctx *ctx, ent_store *store, ent_reading *out);

/** Documents, sentences, events or runs that the store holds, as tables for `list`. */
ENT_MUST_CHECK ent_status ent_store_list(ent_ctx *ctx, ent_store *store, const char *what,
                                         ent_table **out);

/** The citations of the sets (and, with `all`, of every source of data/world) in the store. */
ENT_MUST_CHECK ent_status ent_store_citations(ent_ctx *ctx, ent_store *store, bool all,
                                              ent_table **out);

#endif
