/*
 * match.h - reported events against the record
 *
 * Stage: scenario (it reads the record and a reading; it alters neither).
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_MATCH_H
#define ENTENTE_MATCH_H

#include "entente/system.h"

typedef enum ent_match_verdict {
    ENT_MATCH_NOT_APPLICABLE, /**< conditional, negated, without two states, or undated and not
                                 found */
    ENT_MATCH_NEW,            /**< the record holds nothing of this kind at that date      */
    ENT_MATCH_CORROBORATED,   /**< the record holds a fact of this kind, dyad and date     */
    ENT_MATCH_CONTRADICTED    /**< the record says otherwise                               */
} ent_match_verdict;

typedef struct ent_match {
    ent_match_verdict verdict;
    ent_fact_kind     kind; /**< of the fact behind it */
    const void       *fact; /**< borrowed from the record; NULL where there is none */
} ent_match;

/**
 * Match every event of a reading with the record.
 *
 * An event is corroborated by the fact of a fitting kind, of the same dyad, that begins nearest to
 * its date (within a week of a day, within a month or year as written).  An actual event that its
 * sentence does not date is looked for in the week before the report; it is never new or
 * contradicted.
 *
 * @param out reading->event_count entries, the caller's
 */
ENT_MUST_CHECK ent_status ent_match_reading(ent_ctx *ctx, const ent_record *record,
                                            const ent_reading *reading, ent_match *out);

const char *ent_match_name(ent_match_verdict verdict); /**< "corroborated", ... */

#endif
