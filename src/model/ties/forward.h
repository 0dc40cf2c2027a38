/*
 * forward.h - years ahead, between the runs and the table of what they brought
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_TIES_FORWARD_H
#define ENT_MODEL_TIES_FORWARD_H

#include "base/arena.h"
#include "model/ties/accession.h"
#include "model/ties/sample.h"

/** What is counted of a pair, or of all, in a year; the last two of all alone. */
typedef enum ent_ahead_kind {
    ENT_AHEAD_TIED,
    ENT_AHEAD_BEGUN,
    ENT_AHEAD_ENDED,
    ENT_AHEAD_JOINED,
    ENT_AHEAD_ENLARGED,
    ENT_AHEAD_LEFT,
    ENT_AHEAD_KINDS
} ent_ahead_kind;

typedef struct ent_ahead {
    ent_ctx            *ctx;
    const ent_saom     *model;
    const ent_fit      *fit;
    ent_forward_options options;
    ent_arena           arena;
    ent_saom        view; /**< the model with what follows the last wave: a first year, others */
    ent_saom_period periods[2];
    double         *weights[2];
    double         *root;  /**< of the covariance of the effects: terms * terms */
    size_t          pairs; /**< asked for; 0: all are counted together */
    uint32_t (*pair)[2];
    ent_accession *accession; /**< NULL: larger treaties stay as they are */
    /** asked for in the place of shares: of draws * years * pairs, of draws, of draws * terms */
    ent_tie_hazard *hazards;
    double         *rates, *effects;
    double         *share; /**< draws * years * slots * ENT_AHEAD_KINDS: means over a draw's runs */
    size_t          slots;
} ent_ahead;

/** The answer of ent_saom_forward(). */
ENT_MUST_CHECK ent_status ent_ahead_tabulate(ent_ahead *ahead, ent_table **out);

#endif
