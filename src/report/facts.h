/*
 * facts.h - from the provenance of a tie back to its fact in the record
 *
 * Stage: report.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_FACTS_H
#define ENT_REPORT_FACTS_H

#include "base/arena.h"
#include "entente/system.h"
#include "entente/table.h"

/** The fact of a kind at a file and line, borrowed from the record; NULL where there is none. */
const void *ent_fact_find(const ent_record *record, ent_fact_kind kind, const ent_provenance *from);

/**
 * What a cooperation level rests on: an act, a signal, a transfer of arms or an exercise.
 *
 * @param kind written where it is found
 * @return borrowed from the record; NULL where there is none
 */
const void *ent_evidence_find(const ent_record *record, const ent_provenance *from,
                              ent_fact_kind *kind);

/** The days of a fact, by its columns `start` and `end`; open where it has none. */
ent_span ent_fact_days(ent_fact_kind kind, const void *fact);

/** Facts of a kind by the text that names them: treaties, institutions. */
typedef struct ent_named_facts {
    struct ent_named_fact *items; /**< in the arena */
    size_t                 count;
} ent_named_facts;

/** `offset` is that of the name in the kind's struct, a required text; ENT_E_NOMEM. */
ENT_MUST_CHECK ent_status ent_named_facts_make(ent_ctx *ctx, const ent_record *record,
                                               ent_fact_kind kind, size_t offset, ent_arena *arena,
                                               ent_named_facts *out);

/** The fact of a name, the last of several; NULL where there is none. */
const void *ent_named_facts_find(const ent_named_facts *facts, const char *name);

/** Whether a year of a fact is one: a fact may have none, a store from elsewhere any number. */
bool ent_fact_has_year(int32_t year);

/** The newest product of a state up to a year that the seams read, or NULL; borrowed. */
const ent_gdp *ent_gdp_until(const ent_record *record, ent_state state, int year);

/** The newest row up to a year that has a polity2, of whatever set, or NULL; borrowed. */
const ent_regime *ent_polity_until(const ent_record *record, ent_state state, int year);

/** Flags of an obligation in words: "defence consultation"; at least 64 bytes, "" for none. */
void ent_obligation_print(unsigned flags, char out[64]);

/** The place of a column in a table that has it. */
size_t ent_column_of(const ent_table *table, const char *name);

/** The days of a date that a document states: 2022, 2022-02, 2022-02-04, or A..B with either side
 * open; false for any other text. */
bool ent_reported_days(const char *text, ent_span *out);

#endif
