/*
 * dictionary.h - coding with the dictionaries of TABARI, PETRARCH and Phoenix
 *
 * Stage: read.  The files are read as they are: what a line does wrong sets
 * that line aside, with its place and the reason, and never ends the reading.
 * Touches no store and no clock.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_DICTIONARY_H
#define ENTENTE_DICTIONARY_H

#include <stddef.h>
#include <stdio.h>

#include "entente/context.h"

typedef enum ent_dictionary_kind {
    ENT_DICTIONARY_ACTORS,   /**< who: names with codes by date */
    ENT_DICTIONARY_AGENTS,   /**< roles that attach to an actor: police, ministers */
    ENT_DICTIONARY_VERBS,    /**< what: verbs, patterns around them, synonym sets */
    ENT_DICTIONARY_DISCARDS, /**< phrases whose sentence is not coded */
    ENT_DICTIONARY_ISSUES,   /**< what a sentence is about; see ent_reading_issues() */
    ENT_DICTIONARY_KINDS
} ent_dictionary_kind;

/** A line, or a part of one, that was set aside. */
typedef struct ent_dictionary_reject {
    const char *file; /**< as it was named */
    size_t      line; /**< from 1 */
    size_t      column;
    const char *reason;
} ent_dictionary_reject;

/** What was read. */
typedef struct ent_dictionary_counts {
    size_t lines, words, phrases, codes; /**< codes: of actors, with their dates */
    size_t verbs, patterns, synsets, transformations;
    size_t issues;  /**< forms of their phrases */
    size_t rejects; /**< all of them; no more than ENT_DICTIONARY_REJECTS_KEPT are kept */
} ent_dictionary_counts;

enum { ENT_DICTIONARY_LARGEST = 64 << 20, ENT_DICTIONARY_REJECTS_KEPT = 1000 };

typedef struct ent_dictionary ent_dictionary; /**< after finishing shared by threads */

/** An empty dictionary; ENT_E_NOMEM. */
ENT_MUST_CHECK ent_status ent_dictionary_create(ent_ctx *ctx, ent_dictionary **out);
/** Free it; NULL does nothing. */
void ent_dictionary_destroy(ent_dictionary *dictionary);

/**
 * Add a file that is in memory.  The older style of TABARI (stems, open phrases, sections in angle
 * brackets, comments behind a semicolon) and the one of PETRARCH and Phoenix (whole words, blocks
 * of verbs) are told apart by the file itself.
 *
 * @param name  for messages; copied
 * @return ENT_OK also when lines were set aside; ENT_E_ARG after finishing; ENT_E_LIMIT above
 *         ENT_DICTIONARY_LARGEST bytes; ENT_E_NOMEM
 *
 * Cost: linear in `length`.
 */
ENT_MUST_CHECK ent_status ent_dictionary_add(ent_ctx *ctx, ent_dictionary *dictionary,
                                             ent_dictionary_kind kind, const char *name,
                                             const char *bytes, size_t length);

/** Add a file by its path; as ent_dictionary_add(), or ENT_E_FILE. */
ENT_MUST_CHECK ent_status ent_dictionary_add_file(ent_ctx *ctx, ent_dictionary *dictionary,
                                                  ent_dictionary_kind kind, const char *path);

/**
 * No file follows: order the patterns of each verb, break cycles of synonym sets, report names of
 * sets that nothing defines.  ENT_E_NOMEM.
 */
ENT_MUST_CHECK ent_status ent_dictionary_finish(ent_ctx *ctx, ent_dictionary *dictionary);

/** What was read; NULL gives zeros. */
ent_dictionary_counts ent_dictionary_count(const ent_dictionary *dictionary);

/** The reject of this number, from 0; NULL behind the last one kept.  Borrowed. */
const ent_dictionary_reject *ent_dictionary_reject_at(const ent_dictionary *dictionary,
                                                      size_t                number);

/**
 * Code a file of validation records and write `id,events` as CSV: events as `SRC>TAR:code` joined
 * by `;`, `NONE`, or `ERROR` for a record that is refused (too complex, or with a phrase that
 * discards it).
 *
 * The file is tab-separated text with a header; its columns `id`, `date` (YYMMDD or YYYYMMDD),
 * `text` and, if there is one, `options` are used, all others are passed over.  An option holds
 * from its record on, as in the suites of both programs: `OPTION: COMMA: MIN = 2 ...`, `SET: ...`,
 * `DEFAULT: ...`, `COMPLEX: ...` or `key=value` joined by commas, where those without the word
 * OPTION are the record's own.
 *
 * @param name  of the file, for messages
 * @return ENT_OK; ENT_E_INPUT for a file without the columns or a row that cannot be read, with
 *         line and column; ENT_E_ARG for a dictionary that is not finished; ENT_E_FILE when the
 *         stream fails; ENT_E_CANCELLED; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_records_code(ent_ctx *ctx, const ent_dictionary *dictionary,
                                           const char *name, const char *bytes, size_t length,
                                           FILE *stream);

#endif
