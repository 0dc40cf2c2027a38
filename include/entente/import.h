/*
 * import.h - published data sets into facts
 *
 * Stage: import.  One file per set in src/import/, one row in its registry.
 * An importer reads bytes and hands facts to a sink; it touches no store.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_IMPORT_H
#define ENTENTE_IMPORT_H

#include "entente/fact.h"

/** Takes what an importer finds.  `fact` is the struct of its kind; its strings are borrowed. */
typedef struct ent_fact_sink {
    void          *user;
    ENT_MUST_CHECK ent_status (*fact)(ent_ctx *ctx, void *user, ent_fact_kind kind,
                                      const void *fact);
    /** A row that cannot be read, or (`unmatched ...`) a name kept as given. */
    ENT_MUST_CHECK ent_status (*reject)(ent_ctx *ctx, void *user, uint32_t line, uint32_t column,
                                        const char *reason);
} ent_fact_sink;

/** A published data set: (publisher, matter, layout). */
typedef struct ent_set {
    const char   *name;      /**< "cow-alliances": as in the manual and `list sets` */
    const char   *publisher; /**< "Correlates of War Project"                       */
    const char   *matter;    /**< "obligations", "capabilities", ...                */
    const char   *layout;    /**< "dyad spells"                                     */
    const char   *versions;  /**< known versions, joined by a blank                 */
    const char   *licence;   /**< as known                                          */
    const char   *citation;  /**< plain text                                        */
    const char   *bibtex;    /**< one entry                                         */
    ent_fact_kind kind;      /**< of what it brings                                 */
} ent_set;

/** The sets that are known, as `list sets` shows them, from 0; NULL behind the last. */
const ent_set *ent_import_set(size_t index);

/** What a file was recognised as. */
typedef struct ent_recognised {
    const ent_set *set;
    char           version[32];
    const char    *skipped; /**< reason why a known, derived table is skipped, or NULL */
    ent_day        last;    /**< last day that the set speaks of; ENT_DAY_MAX where unknown */
} ent_recognised;

/**
 * Recognise a file by its header; the version comes from a column, else from
 * the file's name, else from its content.
 *
 * @param set_name "auto", or the name of a set that it must be
 * @return ENT_OK, or ENT_E_INPUT for a file that is no known set
 */
ENT_MUST_CHECK ent_status ent_import_recognise(ent_ctx *ctx, const char *set_name,
                                               const char *file_name, const char *bytes,
                                               size_t length, ent_recognised *out);

/**
 * Read a recognised file into the sink.  Rows that cannot be read go to sink->reject.  Of coded
 * events the sink gets each one, the totals of the months, then the counts.
 */
ENT_MUST_CHECK ent_status ent_import_bytes(ent_ctx *ctx, const ent_codes *codes,
                                           const ent_recognised *recognised, const char *file_name,
                                           const char *bytes, size_t length,
                                           const ent_fact_sink *sink);

/**
 * Whether files of this set are streamed: coded events, of which a file may be larger than memory.
 * The first bytes are enough to recognise one.  Such a set comes in many files, which stand side by
 * side in the store.
 */
bool ent_import_is_streamed(const ent_recognised *recognised);

/** Coded events on their way into counts. */
typedef struct ent_import_stream ent_import_stream;

/**
 * Begin a file of a set that is streamed.  Its events become, for each month, counts of each
 * directed pair of countries by PLOVER type (from the CAMEO code), and totals.  All coded events
 * count, whether or not they lead their article.  Those with less than two countries, within one
 * country, or with a code that PLOVER leaves out (01, statements) count in the totals alone.  An
 * event whose number is that of one of the last ones counts once.  Memory grows with the counts,
 * not with the file.
 *
 * @param file_name   borrowed, for messages
 * @param keep_events hand over each event, too
 * @param sink        borrowed; gets rejects and events at once, totals and counts at the end, each
 *                    with the line of its first event
 * @param out         owned by the caller, ent_import_stream_close() frees it
 * @return ENT_OK, ENT_E_INPUT or ENT_E_NOTFOUND for a wrong or missing lexicon/cameo.txt in a
 *         folder of data, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_import_stream_open(ent_ctx *ctx, const ent_codes *codes,
                                                 const ent_recognised *recognised,
                                                 const char *file_name, bool keep_events,
                                                 const ent_fact_sink *sink,
                                                 ent_import_stream  **out);

/**
 * The next bytes of the file, cut anywhere.
 *
 * @return ENT_OK; ENT_E_INPUT for a header without a column that is needed or a line of over 1 MB;
 *         ENT_E_LIMIT (over 60,000 countries, 16 million counts, 4 billion lines); ENT_E_NOMEM;
 *         what the sink fails with
 */
ENT_MUST_CHECK ent_status ent_import_stream_feed(ent_ctx *ctx, ent_import_stream *stream,
                                                 const char *bytes, size_t length);

/** What a stream held. */
typedef struct ent_import_summary {
    uint64_t rows;     /**< read, set aside or repeated */
    uint64_t repeated; /**< of an event that was there already: counted once */
    ent_span span;     /**< of the days of its events; empty where it has none */
} ent_import_summary;

/** Hand over totals and counts; a sum beyond 2,147,483,647 is ENT_E_LIMIT. */
ENT_MUST_CHECK ent_status ent_import_stream_finish(ent_ctx *ctx, ent_import_stream *stream,
                                                   ent_import_summary *out);
void                      ent_import_stream_close(ent_import_stream *stream);

/**
 * Read one table of data/world (`world/acts.csv`) into the sink.  The columns are the kind's
 * fields, then `source,locator`; a wrong row is ENT_E_INPUT: our own facts hold no rejects.  So
 * are two rows with the same key, once all are read.
 */
ENT_MUST_CHECK ent_status ent_import_world_table(ent_ctx *ctx, const ent_codes *codes,
                                                 ent_fact_kind kind, const char *name,
                                                 const char *bytes, size_t length,
                                                 const ent_fact_sink *sink);

/**
 * Read every table of data/world and keep nothing: ENT_E_INPUT for the first wrong row.  For a
 * folder of data in the place of our own, which a command may only half need.  Cost: that of
 * reading all tables.
 */
ENT_MUST_CHECK ent_status ent_import_world_check(ent_ctx *ctx, const ent_codes *codes);

#endif
