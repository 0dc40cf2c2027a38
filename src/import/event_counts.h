/*
 * event_counts.h - coded events added up: by month, directed dyad and type, and all of a month
 *
 * Stage: import.  What is kept grows with the cells that have events, not with the events.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_IMPORT_EVENT_COUNTS_H
#define ENT_IMPORT_EVENT_COUNTS_H

#include "base/arena.h"
#include "entente/import.h"
#include "import/events.h"
#include "import/party.h"

enum {
    ENT_EVENT_FIRST_YEAR = 1900,
    ENT_EVENT_MONTHS = 2400, /**< from January of the first year */
    ENT_EVENT_NO_ACTOR = 0xFFFF,
    ENT_EVENT_NO_TYPE = 0xFF
};

/** What events add up to. */
typedef struct ent_event_sums {
    uint32_t line; /**< of the first event, from 1 */
    uint64_t events, mentions, articles;
    double   goldstein, tone;
} ent_event_sums;

/** A country as the file writes it. */
typedef struct ent_event_actor {
    const char *given;
    ent_state   state; /**< in `month` */
    int32_t     month;
} ent_event_actor;

typedef struct ent_event_cell ent_event_cell;

typedef struct ent_event_counts {
    const ent_party_index *index;   /**< borrowed */
    const ent_event_alias *aliases; /**< borrowed */
    ent_arena              memory;
    ent_event_actor       *actors;
    size_t                 actor_count, actor_capacity;
    uint16_t              *actor_table; /**< by hash: place in actors */
    ent_event_cell        *cells;       /**< by hash */
    size_t                 cell_count, cell_room;
    ent_event_sums        *totals; /**< by month */
} ent_event_counts;

ENT_MUST_CHECK ent_status ent_event_counts_init(ent_ctx *ctx, const ent_party_index *index,
                                                const ent_event_alias *aliases,
                                                ent_event_counts      *out);
void                      ent_event_counts_clear(ent_event_counts *counts);

/**
 * The number of a country, as the file writes it.
 *
 * @param known false where it is met for the first time
 * @return ENT_OK; ENT_E_LIMIT beyond 60,000 of them; ENT_E_NOMEM.  Cost: constant.
 */
ENT_MUST_CHECK ent_status ent_event_actor_find(ent_ctx *ctx, ent_event_counts *counts,
                                               const char *given, size_t length, uint16_t *out,
                                               bool *known);

/** The party that a number is in a month; `given` is NULL where it is a state. */
ent_party ent_event_party(ent_event_counts *counts, uint16_t actor, int32_t month);

/**
 * Add an event to its month and, where both actors and the type are there and the actors differ,
 * to its cell.
 *
 * @param event its line, and what it adds
 * @return ENT_OK; ENT_E_LIMIT beyond 16 million cells; ENT_E_NOMEM.  Cost: constant.
 */
ENT_MUST_CHECK ent_status ent_event_counts_add(ent_ctx *ctx, ent_event_counts *counts,
                                               int32_t month, uint16_t a, uint16_t b, uint8_t type,
                                               const ent_event_sums *event);

/**
 * Hand over the totals by month, then the counts by the line of their first event.  A cell whose
 * two actors mean one state is none of a dyad and is left out.  The counts are spent.
 *
 * @param types          the names of the types, by number
 * @param has_mentions   whether the file has mentions, articles and tone; else they are missing
 * @return ENT_OK; ENT_E_LIMIT for a sum beyond 2,147,483,647; what the sink fails with
 */
ENT_MUST_CHECK ent_status ent_event_counts_give(ent_ctx *ctx, ent_event_counts *counts,
                                                const char *const *types, bool has_mentions,
                                                const ent_fact_sink *sink);

#endif
