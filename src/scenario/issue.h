/*
 * issue.h - what a bargain comes to in the world of a run
 *
 * Stage: scenario.  A bargain of a file (entente/bargain.h), asked anew in each world: what an
 * actor that is a state brings is its capability of the file times the power of the state in the
 * world over that at the start of the run.  Who is no state keeps its capability.  Positions and
 * saliences are those of the file in every world: nobody has measured by how much an obligation or
 * a level of cooperation moves them.
 *
 * A run has an input of its own, with noise, and every second run a parameter of the model
 * changed, as the ensembles of `entente bargain` do; scenario and base share them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_SCENARIO_ISSUE_H
#define ENT_SCENARIO_ISSUE_H

#include "entente/bargain.h"
#include "entente/scenario.h"
#include "model/bargain/bargain.h"
#include "model/rule/world.h"

/** What is asked of a bargain. */
typedef struct ent_issue_question {
    size_t dimension;
    double threshold; /**< 0 to 100 */
    bool   below;     /**< whether it settles below the threshold; else above it */
    double noise;     /**< percent, 0 to 50 */
} ent_issue_question;

/**
 * Open a bargain of a file.
 *
 * @param day  on which names of states are meant
 * @param path of a file, or the name of one in data/bargains
 * @param out  owned: ent_issue_close()
 * @return ENT_OK; as ent_bargain_parse(); ENT_E_INPUT for a dimension that the file does not have;
 *         ENT_E_FILE, ENT_E_NOTFOUND, ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_issue_open(ent_ctx *ctx, const ent_codes *codes, ent_day day,
                                         const char *path, const ent_issue_question *question,
                                         ent_issue **out);
void                      ent_issue_close(ent_issue *issue);

/** The state of each actor, in the order of the file; ENT_NO_STATE: it is none. */
const ent_state          *ent_issue_states(const ent_issue *issue, size_t *count);
const char               *ent_issue_digest(const ent_issue *issue); /**< SHA-256 of the file */
const ent_issue_question *ent_issue_asked(const ent_issue *issue);
const char               *ent_issue_dimension(const ent_issue *issue); /**< the one asked about */

/** What a breath of noise does to where it settles at the capabilities of the file;
 * ENT_E_CANCELLED, ENT_E_NOMEM. */
ENT_MUST_CHECK ent_status ent_issue_breathe(ent_ctx *ctx, const ent_issue *issue,
                                            ent_bargain_breath *out);

/**
 * Whether it settles beyond its threshold in the world of a run: 1 or 0.
 *
 * @param world whose `key` says which run it is
 * @return ENT_OK; ENT_E_CANCELLED, ENT_E_NOMEM
 * Cost: one path of the model, O(n^3) a turn, for each run and each set of capabilities in it.
 */
ENT_MUST_CHECK ent_status ent_issue_beyond(ent_ctx *ctx, const ent_issue *issue,
                                           ent_settled_by rule, const ent_world *world,
                                           double *out);

/** Where it settles by each rule, 0 to 100; likewise. */
ENT_MUST_CHECK ent_status ent_issue_settle(ent_ctx *ctx, const ent_issue *issue,
                                           const ent_world *world,
                                           double           out[ENT_SETTLED_BY_RULES]);

#endif
