/*
 * side.h - a decision from inside: the present rule and the reformed one
 *
 * Stage: model.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_DECIDE_SIDE_H
#define ENT_MODEL_DECIDE_SIDE_H

#include "model/decide/past.h"

enum { ENT_DECIDE_RUNS = 100000, ENT_DECIDE_YEARS = 10 };

/** Members that move together, and what says so. */
typedef struct ent_moving {
    ent_group       group;
    ent_tetrachoric correlation; /**< lo and hi NaN where it was given */
    const char     *basis;
} ent_moving;

/** A rule with how its members would vote. */
typedef struct ent_side {
    ent_voting_rules rules; /**< one rule */
    ent_vote_scores  scores;
    ent_decided     *members;
    ent_chances     *chances;
    ent_moving      *moving;
    size_t           moving_count;
    bool             simulated; /**< members that move together are uncertain */
    ent_passage      passage;
} ent_side;

struct ent_decision {
    ent_arena          memory;
    const ent_record  *record;               /**< borrowed: outlives the decision */
    const char        *institution, *matter; /**< institution NULL: of a file of rules */
    ent_day            day;
    int                years;
    uint64_t           seed;
    uint32_t           runs;
    const char *const *may_not_vote;
    size_t             may_not_vote_count;
    ent_side           sides[2]; /**< present, reformed */
    size_t             side_count;
};

static inline const ent_voting_rule *
ent_side_rule(const ent_side *side)
{
    return side->rules.rules[0];
}

/**
 * The chance under a rule with the members of a side, by whatever way goes: exact, or simulated.
 *
 * @param scores of the side's rule or of a part of it
 * @param end    of the intervals of the correlations: -1, 0 (the value) or 1
 */
ENT_MUST_CHECK ent_status ent_side_odds(ent_ctx *ctx, const ent_decision *d, const ent_side *side,
                                        const ent_vote_scores *scores, int end, ent_odds *out);

/** Find out which members of the side move together. */
ENT_MUST_CHECK ent_status ent_side_join(ent_ctx *ctx, ent_decision *d, const ent_past *past,
                                        ent_side *side);

/** Rows of COHESION and ENLARGEMENT. */
ENT_MUST_CHECK ent_status ent_decision_cohesion(ent_ctx *ctx, const ent_decision *d,
                                                ent_table **out);
ENT_MUST_CHECK ent_status ent_decision_enlargement(ent_ctx *ctx, const ent_decision *d,
                                                   ent_table **out);

#endif
