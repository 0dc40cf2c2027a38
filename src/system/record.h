/*
 * record.h - what the system stage asks of the record beside entente/system.h
 *
 * Stage: system.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SYSTEM_RECORD_H
#define ENT_SYSTEM_RECORD_H

#include "base/digest.h"
#include "base/memo.h"
#include "entente/system.h"
#include "store/answers.h"

/** Whether the seams let a fact of this provenance supply `kind` on a day. */
bool ent_record_uses(const ent_record *record, const char *kind, const ent_provenance *from,
                     ent_day day);

/**
 * Mark the pairs of states that worked together before a day: an act of a level above 0, a signal,
 * a delivery of arms or an exercise of the two alone, of what the seams let speak.
 *
 * @param states number of states of the codes
 * @param marks  states x states; 1 is written where a pair did, either way round
 * Cost: a pass over these facts.
 */
void ent_record_cooperated(const ent_record *record, ent_day before, size_t states, uint8_t *marks);

/** The first fact of a kind that stands in this row, or NULL; borrowed.  Cost: O(log facts). */
const void *ent_record_fact(const ent_record *record, ent_fact_kind kind,
                            const ent_provenance *from);

/** The facts of one year: their places among rows, by file and line. */
typedef struct ent_yearly {
    const void     *rows; /**< of the kind; others than these may stand between them */
    const uint32_t *places;
    size_t          count;
} ent_yearly;

/**
 * The facts of a yearly kind (trade, shared organisations, capabilities, gdp, regimes, profiles,
 * signals, troops) of one year; borrowed.  None for other kinds and years.
 */
ent_yearly ent_record_year(const ent_record *record, ent_fact_kind kind, int year);

typedef struct ent_year_span {
    int from, to; /**< from > to: of none */
} ent_year_span;

/** The first and the last year of a list as "1995; 1997" that are not after another one; `to` is 0
 * where there is none. */
ent_year_span ent_years_in(const char *years, int most);

/** The years in which the order of arms of each such fact was delivered; borrowed. */
const ent_year_span *ent_record_deliveries(const ent_record *record);

/** What keeps the objects that are made of the whole record (ent_record_remember); NULL: nothing
 *  does.  A key of it says what is asked of the record, not of which. */
ent_memo *ent_record_memo(const ent_record *record);

/** The same of what several records cut from one share (ent_record_known): a key of it says what
 * the object was made of, all of it. */
ent_memo *ent_record_common_memo(const ent_record *record);

/**
 * What the store keeps of a question about the whole record, for as long as a record says the same,
 * whatever else the store comes to hold, and to keep it: ent_answers_recall(),
 * ent_answers_retain_lasting().
 *
 * @param question all that the answer rests on beside the record and this build of the program
 */
ENT_MUST_CHECK ent_status ent_record_recall(ent_ctx *ctx, const ent_record *record,
                                            const char *question, char **out);
ENT_MUST_CHECK ent_status ent_record_retain(ent_ctx *ctx, const ent_record *record,
                                            const char *question, const char *answer);

/** What keeps them; NULL: nothing does.  Borrowed. */
ent_answers *ent_record_answers(const ent_record *record);

/**
 * The first record, among this one and those that it was cut from (ent_record_known), that tells
 * the same of a span: what was over on the day of a cut looks the same in what was cut, for a
 * system rests on nothing that begins after its span.
 */
const ent_record *ent_record_of_span(const ent_record *record, ent_span span);

/** The record that this one was cut from (ent_record_known), first of all; itself where from none.
 */
const ent_record *ent_record_uncut(const ent_record *record);

/** The parties of the treaty of this index among the facts, wherever their rows stand; borrowed. */
const ent_treaty_member *const *ent_record_parties(const ent_record *record, size_t treaty,
                                                   size_t *count);

/**
 * Whether a fact could be known on a day: one of its first days (begun, signed, cast) is no later,
 * and the year that it speaks of was over.  A fact without either could always be known.
 */
bool ent_fact_begins_by(const ent_fact_type *type, const void *fact, ent_day day);

/** Add to a digest what tells one record from another: its files, and which of them is used. */
void ent_record_add_digest(const ent_record *record, ent_digest *digest);

#endif
