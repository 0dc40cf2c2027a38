/*
 * derive.h - what published rows of single states say of a pair
 *
 * Stage: system.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SYSTEM_DERIVE_H
#define ENT_SYSTEM_DERIVE_H

#include "base/arena.h"
#include "entente/system.h"

/**
 * Hand over the facts of pairs that the rows of one file give, in the order of their lines:
 *
 * - ENT_FACT_ATOP_MEMBER gives ENT_FACT_ALLIANCE: two members in the same phase of an alliance,
 *   for their common days; each flag where either owes it, asymmetric where they differ;
 * - ENT_FACT_MID_PARTICIPANT gives ENT_FACT_DISPUTE: two states on opposite sides, for their
 *   common days; the higher of their two hostilities; initiator is side A where it was there
 *   from the first day;
 * - ENT_FACT_SANCTION_CASE gives ENT_FACT_SANCTION: sender and target as ids, EU and UN among
 *   them; kinds joined by `+`.
 *
 * A fact has the provenance of the later of the two rows.  Other kinds give nothing.
 *
 * @param rows of that kind, ordered by line
 * @return ENT_OK, what the sink returns, or ENT_E_NOMEM.  Cost: the square of the members of a
 *         dispute or a phase.
 */
ENT_MUST_CHECK ent_status ent_derive_pairs(ent_ctx *ctx, const ent_codes *codes, ent_fact_kind kind,
                                           const void *rows, size_t count, ent_arena *arena,
                                           const ent_fact_sink *sink);

/** Whether rows of a kind give facts of pairs: those of one state alone give none. */
bool ent_derives_pairs(ent_fact_kind kind);

#endif
