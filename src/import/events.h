/*
 * events.h - where the columns of coded events stand in a file that is streamed into counts
 *
 * Stage: import.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_IMPORT_EVENTS_H
#define ENT_IMPORT_EVENTS_H

#include "entente/import.h"

/** What a column says of an event. */
typedef enum ent_event_column {
    ENT_EVENT_ID,
    ENT_EVENT_DATE,
    ENT_EVENT_COUNTRY_A,
    ENT_EVENT_COUNTRY_B,
    ENT_EVENT_ACTOR_A,
    ENT_EVENT_ACTOR_B,
    ENT_EVENT_CODE,
    ENT_EVENT_GOLDSTEIN,
    ENT_EVENT_MENTIONS, /**< this and the next two: of GDELT alone */
    ENT_EVENT_ARTICLES,
    ENT_EVENT_TONE,
    ENT_EVENT_COLUMNS
} ent_event_column;

/** A country's letters in the file, and in the scheme of the importer. */
typedef struct ent_event_alias {
    const char *given, *code; /**< NULL ends a table */
} ent_event_alias;

/** A layout of coded events. */
typedef struct ent_event_layout {
    const char *names[ENT_EVENT_COLUMNS]; /**< in the header, else among the importer's columns */
    const ent_event_alias *aliases;
    bool                   has_mentions; /**< and articles, and tone */
    bool                   quoted;       /**< fields may stand in quotes, as in RFC 4180 */
    int                    first_year;   /**< what is dated before it is a wrong date */
    int                    widths[2];    /**< without a header: how many columns a row may have */
} ent_event_layout;

/** ent_import_bytes() for a set that is streamed. */
ENT_MUST_CHECK ent_status ent_import_streamed(ent_ctx *ctx, const ent_codes *codes,
                                              const ent_recognised *recognised,
                                              const char *file_name, const char *bytes,
                                              size_t length, const ent_fact_sink *sink);

#endif
