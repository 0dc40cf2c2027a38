/*
 * read.h - documents to sentences to coded events
 *
 * Stage: read.  Who did what to whom, when, according to a text.  Touches no
 * store; a document's date comes from its text, its metadata or the caller,
 * never from the file system or the clock.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_READ_H
#define ENTENTE_READ_H

#include <stdio.h>

#include "entente/codes.h"
#include "entente/dictionary.h"
#include "entente/table.h"

typedef enum ent_event_status {
    ENT_EVENT_ACTUAL,      /**< asserted, of the time written about or lasting  */
    ENT_EVENT_CONDITIONAL, /**< may, would, should, if, plans, fears, aims      */
    ENT_EVENT_NEGATED,     /**< asserted not to be, refused or denied           */
    ENT_EVENT_PAST         /**< asserted, background                            */
} ent_event_status;

typedef enum ent_precision {
    ENT_PRECISION_NONE,
    ENT_PRECISION_DAY,
    ENT_PRECISION_MONTH,
    ENT_PRECISION_YEAR,
    ENT_PRECISION_SPAN
} ent_precision;

/** Bytes of a document as given. */
typedef struct ent_place {
    size_t offset, length;
} ent_place;

typedef struct ent_document {
    const char *name;      /**< base name of the file, or the id in a feed; printable */
    const char *sha256;    /**< of the file, or of title, date, text and JSON id of one of its
                                documents; "" where there were no bytes to read */
    const char *title;     /**< NULL where none was found                           */
    ent_span    published; /**< ENT_DAY_MIN..ENT_DAY_MAX where unknown           */
    size_t      bytes;
    const char *set_aside; /**< why it was not read (empty, binary, too large, same as NAME); NULL
                              if read */
} ent_document;

typedef struct ent_sentence {
    uint32_t    document; /**< index in the reading */
    uint32_t    number;   /**< within its document, from 1 */
    ent_place   place;
    const char *text;    /**< white space folded, UTF-8 */
    const char *dropped; /**< kind of boilerplate (title, byline, biography, foreign, share, ...);
                            NULL: kept */
    const char *reason;  /**< why it gave no event; NULL if it gave one or was dropped */
} ent_sentence;

typedef struct ent_event {
    uint32_t           sentence; /**< index in the reading */
    ent_span           date;     /**< ENT_DAY_MIN..ENT_DAY_MAX where unknown */
    ent_precision      precision;
    const char *const *sources; /**< ids of states, organisations, blocs */
    size_t             source_count;
    const char *const *targets;
    size_t             target_count;
    const char *type; /**< NULL: a code of other dictionaries; else a PLOVER type: AGREE CONSULT
                         SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN
                         PROTEST SANCTION MOBILIZE COERCE ASSAULT */
    const char      *mode;      /**< PLOVER mode, or NULL */
    const char      *cameo;     /**< CAMEO code, two to four digits */
    double           goldstein; /**< NaN where the code has none */
    ent_event_status status;
    const char      *speaker;             /**< "author" or a name */
    const char      *rule;                /**< what fired: "demand + noun" */
    ent_place        verb;                /**< the word that carries the event, in the document */
    ent_place source_place, target_place; /**< length 0 where there is none in the sentence */
} ent_event;

/** Whether an actor supports or opposes an issue, as a sentence says it. */
typedef struct ent_position {
    uint32_t         sentence; /**< index in the reading */
    ent_span         date;     /**< ENT_DAY_MIN..ENT_DAY_MAX where unknown */
    ent_precision    precision;
    const char      *actor;    /**< id of a state, organisation or bloc */
    const char      *issue;    /**< id in data/lexicon/issues.txt */
    bool             supports; /**< else opposes; support that is denied opposes */
    ent_event_status status;
    const char      *speaker; /**< "author" or a name */
    const char      *rule;    /**< what fired */
} ent_position;

/** What the record says of an event (see match.h): words to print, borrowed. */
typedef struct ent_remark {
    const char *verdict; /**< "corroborated", "new", "contradicted"; NULL: nothing */
    const char *fact;    /**< id of the fact behind it, or NULL */
} ent_remark;

/**
 * All that was read, in the order given; owned.  Pointers inside are borrowed
 * from it and from the reader, which must outlive it.
 */
typedef struct ent_reading {
    ent_document *documents;
    size_t        document_count;
    ent_sentence *sentences;
    size_t        sentence_count;
    ent_event    *events;
    size_t        event_count;
    ent_position *positions;
    size_t        position_count;
    void         *memory;
    /** Of each event, to be written behind it; borrowed, the caller's to set; NULL: none. */
    const ent_remark *remarks;
} ent_reading;

typedef struct ent_read_options {
    ent_span published; /**< date of documents that have none; zeroed or ENT_DAY_MIN: none */
} ent_read_options;

enum {
    ENT_DOCUMENT_LARGEST = 64 << 20,
    ENT_ACTORS_MAX = 12 /**< of one side of an event */
};

typedef struct ent_reader ent_reader; /**< the dictionaries, loaded once, shared by threads */

/**
 * Load the dictionaries of data/lexicon.
 *
 * @param codes to check the ids of states against, or NULL; borrowed for the reader's life
 * @return ENT_OK; ENT_E_INPUT with file, line and column for a wrong entry; ENT_E_NOTFOUND
 *         for a missing file; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_reader_create(ent_ctx *ctx, const ent_codes *codes, ent_reader **out);
/**
 * Code with dictionaries of other programs from now on.  An event is then actual, by the author,
 * and has the codes of those dictionaries as its source, target and `cameo`; its type and
 * intensity are NULL and NaN for a code that is not one of CAMEO.
 *
 * @param dictionary finished; borrowed for the life of the reader and of what it reads
 * @return ENT_OK; ENT_E_ARG for a dictionary that is not finished
 */
ENT_MUST_CHECK ent_status ent_reader_use(ent_ctx *ctx, ent_reader *reader,
                                         const ent_dictionary *dictionary);

/**
 * Have sentences tagged and parsed by the weights in a file, which is mapped for the reader's life.
 * Without it, reading goes by chunks: names, verbs and what stands beside them.
 *
 * @param path  NULL: by chunks again
 * @return ENT_OK; ENT_E_NOTFOUND where there is no such file; ENT_E_FILE where it cannot be read;
 *         ENT_E_INPUT where it is damaged or of another version; ENT_E_NOMEM; the reader stays
 *         as it was unless ENT_OK
 */
ENT_MUST_CHECK ent_status ent_reader_map_weights(ent_ctx *ctx, ent_reader *reader,
                                                 const char *path);

/** Whether sentences get a tree. */
bool ent_reader_parses(const ent_reader *reader);

/** Free the dictionaries; what was read with them must be gone before.  NULL does nothing. */
void ent_reader_destroy(ent_reader *reader);

/**
 * Read one document that is in memory.
 *
 * @param name  base name; shown, and its end (.html, .xml, .rss, .jsonl) is a hint of the form
 * @return ENT_OK also for a document that was set aside (see ent_document); ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_read_bytes(ent_ctx *ctx, const ent_reader *reader, const char *name,
                                         const char *bytes, size_t length,
                                         const ent_read_options *options, ent_reading *out);

/**
 * Read files, folders (their .txt .html .htm .xml .rss .atom .json .jsonl files, sorted) and "-".
 * Documents are read in parallel and stand in the order given; a folder is gone through once, and
 * what is no regular file in it is passed with a warning.
 *
 * @return ENT_OK also when documents were set aside, each with a warning, among them files that
 *         do not exist or cannot be opened; ENT_E_FILE when none of the files could be;
 *         ENT_E_CANCELLED; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_read_paths(ent_ctx *ctx, const ent_reader *reader,
                                         const char *const *paths, size_t count,
                                         const ent_read_options *options, ent_reading *out);

/**
 * Whom a name means that somebody typed, in any case: the id of a state (also SUN, YUG, ...), its
 * ISO alpha-2 code, a name that it bore, or a name or seat of government of the dictionaries
 * (USSR, UK, Peking).
 *
 * @param span days that it is meant for: of several bearers of a name the one of these days comes
 *             first, else the first listed; ENT_DAY_MIN to ENT_DAY_MAX for any
 * @param out  the id of a state or organisation; written only on ENT_OK
 * @return ENT_OK; ENT_E_NOTFOUND with the nearest id of a state as a hint; ENT_E_ARG for a code
 *         that depends on the date; ENT_E_INPUT for wrong dictionaries; ENT_E_NOMEM
 *
 * Cost: the dictionaries are loaded when the codes and names do not tell.
 */
ENT_MUST_CHECK ent_status ent_actor_find(ent_ctx *ctx, const ent_codes *codes, const char *name,
                                         ent_span span, char out[ENT_CODE_SIZE]);

/** Free what was read; a zeroed reading may be cleared too. */
void ent_reading_clear(ent_reading *reading);

/** How many documents were read; the others were set aside.  NULL: 0. */
size_t ent_reading_read_count(const ent_reading *reading);

const char *ent_event_status_name(ent_event_status status); /**< "actual", ... */
const char *ent_precision_name(ent_precision precision);    /**< "day", ...; NULL for none */

/** `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `A..B`, or "" (at least 32 bytes). */
void ent_reported_date(ent_span date, ent_precision precision, char out[32]);

/** What of a reading is written, one a row. */
typedef enum ent_reading_rows {
    ENT_ROWS_EVENTS,    /**< each event in each sentence */
    ENT_ROWS_ACTS,      /**< several reports of one act once, with all their sentences */
    ENT_ROWS_POSITIONS, /**< each actor's position on each issue in each sentence */
    ENT_ROWS_SENTENCES, /**< each sentence, and why it gave no event */
    ENT_ROWS_COUNT
} ent_reading_rows;

/**
 * Which events tell of the same act: of one type, between the same parties, asserted, denied or
 * thought of alike (past counts as actual), and of the same days.
 *
 * Dates are the same when they are written alike; a month is a day of it if the reports know one
 * alone.  What has no date is one act within its document only: who repeats himself acts once.
 *
 * @param out reading->event_count numbers, the caller's: of the first event that tells of the act
 * @return ENT_OK or ENT_E_NOMEM
 *
 * Cost: O(n log n) in the events.
 */
ENT_MUST_CHECK ent_status ent_reading_acts(ent_ctx *ctx, const ent_reading *reading, uint32_t *out);

/**
 * What each kept sentence is about, by the phrases of issues of a dictionary: one row a sentence
 * and issue, with how often it has a phrase of it.  Columns: document, sentence, offset, length,
 * category, issue, count, text.
 *
 * At each word the longest phrase of each group counts, and nothing of the group inside it.  Words
 * of a phrase with ~ are no issue of its group, and a sentence with a phrase with ~~ has none.
 *
 * @param out owned by the caller: ent_table_destroy(); borrows the texts of both
 * @return ENT_OK; ENT_E_ARG for a dictionary that is not finished; ENT_E_CANCELLED; ENT_E_NOMEM
 *
 * Cost: linear in the words, times the logarithm of the phrases.
 */
ENT_MUST_CHECK ent_status ent_reading_issues(ent_ctx *ctx, const ent_reading *reading,
                                             const ent_dictionary *dictionary, ent_table **out);

/**
 * Write rows of one kind.  JSON and JSON Lines hold lists; the other formats join lists by ";",
 * and of an act they give the number of its reports.  Where the reading has remarks, events and
 * acts (by their first report) end with `verdict` and `fact`.
 *
 * @param about what stands beside the rows in JSON, or NULL
 * @return ENT_OK, ENT_E_FILE when the stream fails, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_reading_write(ent_ctx *ctx, const ent_reading *reading,
                                            ent_reading_rows rows, ent_format format,
                                            const ent_table_about *about, FILE *stream);

#endif
