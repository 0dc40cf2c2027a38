/*
 * kept.h - ideal points as a store keeps them
 *
 * Stage: measure.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MEASURE_IDEAL_KEPT_H
#define ENT_MEASURE_IDEAL_KEPT_H

#include "base/text.h"
#include "measure/ideal/model.h"

enum { ENT_IDEAL_LAST_SESSION = 200 };

/** A state that voted in a session. */
typedef struct ent_ideal_voter {
    ent_state state;
    ent_ccode ccode;
    uint32_t  session, votes;
    double    estimate, error; /**< NaN where it has none */
} ent_ideal_voter;

/** All of them, by session and COW number. */
typedef struct ent_ideal_voters {
    bool             converged;
    unsigned         iterations;
    size_t           count, capacity;
    ent_ideal_voter *items; /**< owned: ent_free() */
} ent_ideal_voters;

/** Points as a text, to the bit; `cells` are states times sessions. */
void ent_ideal_points_print(const ent_ideal_points *points, size_t cells, ent_text *out);

/**
 * Points out of it.
 *
 * @param out without estimates where the text is not that of so many; else
 *            ent_ideal_points_clear() frees it
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_ideal_points_read(ent_ctx *ctx, const char *text, size_t cells,
                                                ent_ideal_points *out);

/** Voters as a text, to the bit. */
void ent_ideal_voters_print(const ent_ideal_voters *all, ent_text *out);

/**
 * Voters out of it.
 *
 * @param states of the codes: no voter has a greater number
 * @param out    empty before, and where the text is none of voters
 * @return ENT_OK; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_ideal_voters_read(ent_ctx *ctx, const char *text, size_t states,
                                                ent_ideal_voters *out);

#endif
