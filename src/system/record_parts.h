/*
 * record_parts.h - what a record is made of: for those who make one
 *
 * Stage: system.  Whoever asks a record asks record.h.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SYSTEM_RECORD_PARTS_H
#define ENT_SYSTEM_RECORD_PARTS_H

#include "base/arena.h"
#include "system/begin.h"
#include "system/fingerprint.h"
#include "system/seam.h"

/** The parties of one treaty, as a stretch of ent_record.parties. */
typedef struct ent_treaty_parties {
    size_t first, count;
} ent_treaty_parties;

/** The places of the facts of a kind by year: a picture of one year asks for few of them. */
typedef struct ent_year_index {
    const unsigned char *items; /**< the list of which these are places */
    uint32_t            *order; /**< places, by year, then as they stand */
    size_t              *first; /**< of each year in `order`, and one more */
    int                  from, to;
} ent_year_index;

enum { ENT_YEARLY_KINDS = 8 }; /**< those of ent_record_year() */

struct ent_record {
    const ent_codes          *codes;
    ent_arena                 arena;
    ent_fact_list             facts[ENT_FACT_KINDS];
    ent_late_facts           *late[ENT_FACT_KINDS]; /**< NULL: the facts are there */
    const ent_treaty_member **parties;              /**< all, by treaty */
    ent_treaty_parties       *of_treaty; /**< one for each treaty, in the order of the facts */
    ent_source_file          *files;
    size_t                    file_count;
    const ent_source_file   **sources; /**< one file of each set and version that gave facts */
    size_t                    source_count;
    const ent_source_file   **by_number; /**< as many as the greatest number, and one */
    size_t                    number_count;
    ent_seams                 seams;
    unsigned                  detail; /**< that was asked for */
    ent_day                   as_of;  /**< of which facts are known; ENT_DAY_MAX: all */
    ent_year_index            years[ENT_YEARLY_KINDS];
    ent_year_span             spans[ENT_FACT_KINDS];
    const ent_year_span      *deliveries; /**< of each order of arms */
    ent_memo                 *memo;
    ent_answers              *answers; /**< of the store; NULL: none are kept */
    const char       *identity; /**< what of the store was asked for, as a question says it */
    ent_fingerprint  *print;    /**< NULL where no answers are kept, or of a cut */
    const ent_record *of;       /**< the record that this one was cut from; NULL: from none */
};

/**
 * List what facts were read from; the files stand by set and version.
 *
 * @param gave_facts one for each file
 */
void ent_record_list_sources(ent_record *record, const bool *gave_facts);

/**
 * What is looked up in the facts, when all of them are there: parties by treaty, places by year,
 * and the years that each kind speaks of.
 *
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_record_index(ent_ctx *ctx, ent_record *record);

/** The index of a yearly kind; NULL for others. */
const ent_year_index *ent_record_year_index(const ent_record *record, ent_fact_kind kind);

#endif
