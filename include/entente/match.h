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
    ENT_MATCH_NOT_APPLICABLE, /**< conditional, negated, undated, without two states, or of a kind
                                 that the record does not hold */
    ENT_MATCH_NEW,            /**< the record holds nothing like it at that date           */
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
 * Only an event that is asserted (actual or past), between two states, and dated by its sentence to
 * a day, a month or a year is compared.  A fact corroborates it that is of the same dyad, of the
 * kind that the event's CAMEO code names, and of its days.
 *
 *     CAMEO       kind
 *     04          consultation
 *     05          declaration, treaty; 057: border and confidence agreements too; 054: declaration
 *     061         energy, trade, finance
 *     062         exercise, patrol, basing, joint command, honoured defence obligation
 *     064         warning, technology
 *     071         energy, finance
 *     072         arms, technology, honoured defence obligation
 *     074         basing, honoured defence obligation
 *     16          sanction of the sender on the target
 *     138, 139    dispute of hostility 2 or more; 15: 3 or more; 18 to 20: 4 or more
 *     129         veto, by its caster
 *
 * A day: the fact lies within three days of it, or lasts over it.  A month: the fact falls into it.
 * A year: the same, and a treaty must be bilateral; a fact of which the year alone is known counts
 * for a year alone.  A kind that may go with the code (the meeting
 * at which a statement is made, any agreement for 030) counts on that very day or in that month
 * alone.  Of meetings and papers that last over a month the beginning counts, and so it does of
 * sanctions, save for a whole year.  Of several facts the nearest is the evidence, then the
 * likeliest kind, then the shortest.
 *
 * What is not found is new, unless the record holds something like it then, or facts of its kind
 * not at all (words, aims, appeals), or a side was not in the state system (before its first day
 * there, or between two spells, it may have acted).  It is contradicted where a state was gone for
 * good, and where a veto is missing from the list within its span.
 *
 * @param out reading->event_count entries, the caller's
 */
ENT_MUST_CHECK ent_status ent_match_reading(ent_ctx *ctx, const ent_record *record,
                                            const ent_reading *reading, ent_match *out);

const char *ent_match_name(ent_match_verdict verdict); /**< "corroborated", ... */

#endif
