/*
 * view.h - all that the page shows, gathered once from the record and the readings
 *
 * Stage: report.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_REPORT_VIEW_H
#define ENT_REPORT_VIEW_H

#include "base/arena.h"
#include "entente/report.h"
#include "report/chart/chart.h"
#include "report/references.h"

/** The corners of the triangle, in the order of ent_triangle_history. */
enum { ENT_CORNER_USA, ENT_CORNER_RUS, ENT_CORNER_CHN, ENT_CORNERS };

typedef struct ent_view {
    const ent_report_input *input;
    const ent_codes        *codes; /**< NULL without a record */
    ent_arena               arena;
    ent_references          references;
    ent_state               corners[ENT_CORNERS];
    ent_state               pair[2]; /**< whose history is gathered */
    int                     first_year;
    int                     last_year; /**< the last that the record has acts of; 0: none */
    ent_history             history;   /**< of the pair */
    ent_triangle_history    triangle;
    ent_network             network;
} ent_view;

/**
 * An empty view of Russia and China, and of the triangle with the United States, from 1949 to the
 * last year of the record.  Corners, pair and years may be changed before its parts are gathered.
 *
 * @param input borrowed for the view's life
 */
void ent_view_open(const ent_report_input *input, ent_view *out);

/**
 * Gather the view.  A record that is NULL or holds nothing gives empty parts.
 *
 * @param input borrowed for the view's life
 * @return ENT_OK, ENT_E_NOMEM, ENT_E_CANCELLED, or what the system and the measures fail with
 */
ENT_MUST_CHECK ent_status ent_view_gather(ent_ctx *ctx, const ent_report_input *input,
                                          ent_view *out);
void                      ent_view_clear(ent_view *view);

/**
 * The record with the roll calls of the last years alone: those of all take longer than a page.
 *
 * @param store   open; one thread at a time
 * @param sources KIND=SET, or NULL
 * @param record  of the same store, which says what the last years are
 * @param out     owned by the caller
 * @return as ent_record_load()
 */
ENT_MUST_CHECK ent_status ent_view_load_votes(ent_ctx *ctx, ent_store *store,
                                              const ent_codes *codes, const char *const *sources,
                                              const ent_record *record, ent_record **out);

/** The number of a fact's citation, from 1; 0 where it has none. */
size_t ent_view_cite(ent_view *view, const ent_provenance *from);

/** The name of a state in the view's last year; "?" where the number is none. */
const char *ent_view_name(const ent_view *view, ent_state state);

/* The parts, for ent_view_gather(): of the years without holes in which all corners exist the
 * triangle, of those in which both of the pair do its history. */
ENT_MUST_CHECK ent_status ent_view_gather_history(ent_ctx *ctx, ent_view *view);
/** The network of the last year: of the states given, or those that the page draws. */
ENT_MUST_CHECK ent_status ent_view_gather_network(ent_ctx *ctx, ent_view *view,
                                                  const ent_state *states, size_t state_count);

#endif
