/*
 * lists.h - what the record holds, as tables for `list` and for the API
 *
 * Stage: report.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_LISTS_H
#define ENT_REPORT_LISTS_H

#include "entente/system.h"
#include "entente/table.h"

/** Which rows; zeroed: all. */
typedef struct ent_list_options {
    ent_span         span; /**< of these days, where from < to */
    const ent_state *states;
    size_t           state_count;
} ent_list_options;

/** Spells of states: state,ccode,gwcode,name,start,end. */
ENT_MUST_CHECK ent_status ent_list_states(ent_ctx *ctx, const ent_codes *codes,
                                          const ent_list_options *options, ent_table **out);

/** institution,name,kind,members,rule,commitment,start,end; members are those of the days asked
 * for, of today without any. */
ENT_MUST_CHECK ent_status ent_list_institutions(ent_ctx *ctx, const ent_record *record,
                                                const ent_list_options *options, ent_table **out);

/** The files behind the record and what each is used for:
 * set,version,file,rows,first,last,used_for,used_until. */
ENT_MUST_CHECK ent_status ent_list_sources(ent_ctx *ctx, const ent_record *record, ent_table **out);

/** measure,title. */
ENT_MUST_CHECK ent_status ent_list_measures(ent_ctx *ctx, ent_table **out);

/** The scenarios of the built-in data: scenario,title,interventions. */
ENT_MUST_CHECK ent_status ent_list_scenarios(ent_ctx *ctx, const ent_codes *codes, ent_table **out);

/** The files of claims of the built-in data: file,document,claims. */
ENT_MUST_CHECK ent_status ent_list_claims(ent_ctx *ctx, const ent_codes *codes, ent_table **out);

/** The motions of the built-in data: motion,title,institution. */
ENT_MUST_CHECK ent_status ent_list_motions(ent_ctx *ctx, const ent_codes *codes, ent_table **out);

#endif
