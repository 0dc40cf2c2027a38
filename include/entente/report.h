/*
 * report.h - one self-contained page: what was read, measured and run
 *
 * Stage: report.  HTML and SVG drawn in C; works without JavaScript, obeys
 * `default-src 'none'`, fetches nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_REPORT_H
#define ENTENTE_REPORT_H

#include "entente/claim.h"
#include "entente/match.h"

typedef struct ent_report_input {
    const ent_record    *record;    /**< NULL: the parts that need it say that there is none */
    const ent_record    *votes;     /**< the same with roll calls of late years, or NULL: none */
    const ent_reading   *reading;   /**< NULL: no documents */
    const ent_match     *matches;   /**< one an event of `reading`; NULL with it */
    ent_table           *events;    /**< of ent_store_list() in the place of a reading: what the
                                     * documents of a store report of the pair; NULL: none */
    const ent_ensemble  *ensembles; /**< the base first; may be 0 */
    ent_scenario *const *scenarios; /**< as many */
    size_t               ensemble_count;
    ent_table           *why; /**< of ent_scenario_why() for these scenarios; NULL: not asked */
    ent_table  *verdicts;     /**< of ent_claims_check(), as the documents' claims; NULL: none */
    ent_table  *curves;       /**< ent_check_options::curves of the same; NULL: none */
    const char *before;       /**< an earlier page, to say what changed since; NULL: none */
    size_t      before_length;
    const char *before_name; /**< of its file */
    const char *command;     /**< normalised, for the foot of the page */
    const char *generated;   /**< a date from SOURCE_DATE_EPOCH, or NULL */
    const char *title;
} ent_report_input;

/** Write the page.  Deterministic: the same input gives the same bytes.  ENT_E_INPUT where the
 * earlier page marks no figure, so that it is none of ours. */
ENT_MUST_CHECK ent_status ent_report_write(ent_ctx *ctx, const ent_report_input *input,
                                           FILE *stream);

#endif
