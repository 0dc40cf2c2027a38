/*
 * body.h - institutions as scenario files name them: known, and with their members of a day
 *
 * Stage: scenario.  Reads the tables of data/world, so that a file is checked before any record is
 * there.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_BODY_H
#define ENT_SCENARIO_BODY_H

#include "entente/codes.h"

enum { ENT_BODY_MOST_MEMBERS = 256 };

/** What a body binds its members to. */
typedef enum ent_commitment {
    ENT_COMMITMENT_NONE,
    ENT_COMMITMENT_CONSULTATION,
    ENT_COMMITMENT_DEFENCE
} ent_commitment;

typedef struct ent_body {
    bool           exists;  /**< on the day */
    bool           decides; /**< it has a decision rule */
    ent_commitment commitment;
    ent_state      members[ENT_BODY_MOST_MEMBERS];
    size_t         count;
} ent_body;

/**
 * An institution of data/world on a day.
 *
 * @return ENT_OK, also for one that does not exist; ENT_E_INPUT for tables that cannot be read;
 *         ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_body_of(ent_ctx *ctx, const ent_codes *codes, const char *institution,
                                      ent_day day, ent_body *out);

bool ent_body_has(const ent_body *body, ent_state state);
void ent_body_add(ent_body *body, ent_state state);  /**< once; no more than there is room for */
void ent_body_drop(ent_body *body, ent_state state); /**< where it is a member */

#endif
