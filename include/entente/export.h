/*
 * export.h - the system and its ties for other programs: tables, GraphML, GEXF
 *
 * Stage: report.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENTENTE_EXPORT_H
#define ENTENTE_EXPORT_H

#include <stdio.h>

#include "entente/measure.h"
#include "entente/system.h"
#include "entente/table.h"

/** A zeroed struct gives the defaults. */
typedef struct ent_export_options {
    ent_signs        signs;
    ent_scheme       code;   /**< of the ids of nodes; only ENT_SCHEME_CCODE and _GW differ */
    const ent_state *states; /**< rows to show; never changes the system */
    size_t           state_count;
    const char      *command; /**< normalised, for the head of GraphML and GEXF; or NULL */
    unsigned         kinds;   /**< bit k: ties of the kind ent_export_kind(k); 0: all */
    ent_power        power;   /**< what capabilities in a bargain are */
    const char      *issues;  /**< of a bargain, joined by commas; NULL: all */
} ent_export_options;

/** The kinds of ties by name, from 0: "obligation", ...; NULL behind the last. */
const char *ent_export_kind(size_t index);

/**
 * The ties of the system of a year or a day:
 *
 *     state_a,state_b,kind,value,sign,start,end,fact_id,directed,carried
 *
 *     kind         value                    directed    weight in a graph
 *     obligation   flags                    no          1
 *     rivalry      -                        no          1
 *     dispute      highest hostility (5 years) no       hostility
 *     cooperation  level 1 to 7             no          level
 *     border       -                        no          1
 *     sanction     number in force, a on b  yes         number
 *     claim        number, of a on b        yes         number
 *     trade        imports of b from a, in million current US dollars; yes; the same
 *     arms         TIV of what came of the orders of five years; yes; the same
 *     exercise     joint exercises of five years    no  number
 *     contiguity   1 land, 2 to 5 by water  no          6 - value
 *     peace        peace scale, 0 to 1      no          1 + 4 value
 *
 * `sign` is that of the pair under the chosen coding, -1, 0 or 1, and the
 * same on all its ties.  `start`, `end` (inclusive) and `fact_id` are those
 * of one fact behind the tie: the strongest, or the first; those of an
 * obligation are the days on which the treaty binds both, and its fact is the
 * row that dates them: of the treaty, or of the member that joined it last.
 * `carried` is the age in years of what a cooperation level rests on, and of
 * obligations and rivalries the years since their source's last day, 0 within
 * it; missing elsewhere.  So it is of the last five kinds, which come from published sets alone:
 * trade is known of its year or not at all; arms are goods of a that b ordered, exercises those
 * of the five years to the last day, both counted up to their source's last day; contiguity is the
 * nearest of the span and the peace scale its last, carried where no other source goes on.
 * Ties are ordered by the COW numbers of the pair, then by kind.
 *
 * @param options NULL for the defaults
 * @param out     owned by the caller; may have no rows
 * @return ENT_OK; ENT_E_NOTFOUND when no state exists then; ENT_E_ARG; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_export_ties(ent_ctx *ctx, const ent_record *record, ent_span span,
                                          const ent_export_options *options, ent_table **out);

/**
 * The states of the system of a year or a day:
 * state,ccode,gwcode,name,cinc,milex,power_year,polyarchy,fact_id,
 * gdp,population,gdp_year,gdp_fact,polity2; fact_id is that of the power, whose year may be
 * earlier than the one asked for, as that of the gdp (both as published) may.  polity2 is that of
 * the year itself.
 */
ENT_MUST_CHECK ent_status ent_export_states(ent_ctx *ctx, const ent_record *record, ent_span span,
                                            const ent_export_options *options, ent_table **out);

/**
 * The events of the documents in a store, with the columns of `list events`.
 *
 * @param span zeroed: all, also undated ones; else those whose date touches it
 * @param options with one state those in which it acts or is acted on, with
 *                more those between two of them
 */
ENT_MUST_CHECK ent_status ent_export_events(ent_ctx *ctx, ent_store *store, const ent_codes *codes,
                                            ent_span span, const ent_export_options *options,
                                            ent_table **out);

/**
 * What documents say of the positions of states, as a file that ent_bargain_read() reads.
 *
 *     position   = 100 (statements in favour) / (statements), of an actor on an issue
 *     salience   = 100 (statements on the issue) / (statements of the actor on any issue)
 *     capability = the actor's power in percent of that of all states
 *
 * A statement is one that is made or denied, not one about the past or under a condition.  Issues
 * are those of options->issues, or those on which two states at least take a position, in order.
 * An actor that says nothing on one of several issues has the position 50 there, and salience 0.
 * Organisations, blocs and states of unknown power are left out and told.  Powers are those of the
 * last day of the span; of all statements, of the last day that one of them is dated to.
 *
 * @param span zeroed: all statements, also undated ones; else those whose date touches it
 * @param options with states those alone
 * @return ENT_OK; ENT_E_NOTFOUND where no two states take a position on one issue, for an issue
 *         that no state speaks of, and where nothing tells of what day powers are to be;
 *         ENT_E_FILE; ENT_E_NOMEM
 *
 * A position rests on as many statements as the description of its actor says; documents report
 * what was said, not what is wanted.
 */
ENT_MUST_CHECK ent_status ent_export_bargaining(ent_ctx *ctx, const ent_record *record,
                                                ent_store *store, ent_span span,
                                                const ent_export_options *options, FILE *stream);

/**
 * The system as a graph in GraphML: nodes are states with the columns of
 * ent_export_states(), edges the ties of ent_export_ties() with a positive
 * `weight`; several edges may join a pair.  The graph is undirected, because
 * readers of the format refuse or forget a mixture; source and target of an
 * edge whose `directed` is true are sender and target all the same.
 *
 * @return as ent_export_ties(); ENT_E_FILE when the stream fails
 */
ENT_MUST_CHECK ent_status ent_export_graphml(ent_ctx *ctx, const ent_record *record, ent_span span,
                                             const ent_export_options *options, FILE *stream);

/** The same in GEXF 1.3, with intervals: of a node the span, of an edge the days of its fact
 * within the span, or the span where it is remembered from before. */
ENT_MUST_CHECK ent_status ent_export_gexf(ent_ctx *ctx, const ent_record *record, ent_span span,
                                          const ent_export_options *options, FILE *stream);

/**
 * What stands beside a CSV file, as JSON: version, command, the sets of the
 * record with their citations, the documents of the store.
 *
 * @param record,store either may be NULL
 */
ENT_MUST_CHECK ent_status ent_export_about(ent_ctx *ctx, const ent_record *record, ent_store *store,
                                           const char *command, FILE *stream);

#endif
