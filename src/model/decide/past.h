/*
 * past.h - what the past says of how a member would vote on a motion
 *
 * Stage: model.  The roll calls like the motion are those that its sponsor voted for and the state
 * it is against voted against.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_DECIDE_PAST_H
#define ENT_MODEL_DECIDE_PAST_H

#include "base/arena.h"
#include "entente/decide.h"
#include "measure/ballot.h"
#include "model/decide/score.h"

enum {
    ENT_PAST_AGREEMENT_YEARS = 5, /**< over which agreement is measured */
    ENT_PAST_VETO_YEARS = 30,
    ENT_PAST_BINS = 10 /**< tenths of agreement */
};

/** How often each stance was taken. */
typedef struct ent_stance_count {
    uint32_t of[ENT_STANCES];
} ent_stance_count;

uint32_t ent_stance_sum(const ent_stance_count *count);

/** The past of one motion. */
typedef struct ent_past {
    const ent_record  *record;
    const ent_motion  *motion;
    const ent_reading *reading; /**< NULL: no documents */
    ent_day            day;     /**< nothing of it or later is seen */
    ent_ballot         ballot;  /**< zeroed: no votes */
    bool              *like;    /**< of each roll call: like the motion */
    bool              *on;      /**< of each roll call: counts as a past vote on it */
    size_t             on_count;
    bool               is_narrow; /**< those on the issue and the states concerned alone */
    ent_stance_count   bins[ENT_PAST_BINS]; /**< votes by agreement */
    ent_stance_count   all;                 /**< votes of all */
    bool               all_are_like;        /**< `all` counts roll calls like the motion */
} ent_past;

/**
 * Gather the past of a motion.
 *
 * @param out ent_past_clear() frees
 * @return ENT_OK; ENT_E_ARG for an issue of which neither roll calls nor documents tell;
 *         ENT_E_CANCELLED; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_past_open(ent_ctx *ctx, const ent_record *record,
                                        const ent_motion *motion, const ent_reading *reading,
                                        ent_day day, int years, ent_past *out);
void                      ent_past_clear(ent_past *past);

/**
 * The position of a member.
 *
 * @param member    its name in the rule, and `out->state` what state that is
 * @param permanent it holds a veto, as `against_permanent` says of the state the motion is against
 * @param out       chance, stance, evidence and basis are filled in
 * @return ENT_OK; ENT_E_NOTFOUND where nothing tells it; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_past_position(ent_ctx *ctx, const ent_past *past, bool permanent,
                                            bool against_permanent, ent_arena *memory,
                                            ent_decided *out);

/**
 * In how many of the roll calls that count as past votes on the motion its members' own votes, as
 * they stood together, would have passed it; those in which more than half of them voted, absent
 * ones abstaining.
 *
 * @param members in the order of the scores
 */
void ent_past_passages(const ent_past *past, const ent_vote_scores *scores,
                       const ent_decided *members, uint32_t *calls, uint32_t *passed);

/** Drafts that somebody vetoed before a day, by who of two states did. */
typedef struct ent_veto_table {
    uint32_t both, first, second, neither;
    int      from, to; /**< years */
} ent_veto_table;

/** The table of two states over the last 30 years. */
ent_veto_table ent_vetoes_of(const ent_record *record, ent_state first, ent_state second,
                             ent_day day);

/** The drafts that `caster` vetoed, and how many of them `other` vetoed as well; of those about
 * the states concerned where there are any, else of all. */
typedef struct ent_joint_vetoes {
    uint32_t cast, joined;
    int      from, to;
    bool     concerned;
} ent_joint_vetoes;

ent_joint_vetoes ent_vetoes_joined(const ent_record *record, ent_state caster, ent_state other,
                                   const ent_state *concerns, size_t concern_count, ent_day day);

/** The correlation of the normal variables behind a table of two by two, and its interval. */
typedef struct ent_tetrachoric {
    double value, lo, hi; /**< NaN where a margin is empty */
} ent_tetrachoric;

/**
 * Tetrachoric correlation: that of two standard normal variables which, cut at the margins of the
 * table, give `both`; half a case is added to each cell.
 *
 *     Phi2(h, k; c) = (both + 1/2) / (n + 2),   Phi(h), Phi(k) the margins
 *
 * lo, hi: where twice the log-likelihood, with the margins held, falls by 2.706 (90 %).
 *
 * Reference: Pearson (1900), Philosophical Transactions A 195:1-47; Drezner and Wesolowsky (1990),
 * Journal of Statistical Computation and Simulation 35:101-107 (the integral).
 */
ent_tetrachoric ent_tetrachoric_of(const ent_veto_table *table);

/** The probability that two standard normal variables are below h and k. */
double ent_normal_below_both(double h, double k, double correlation);

/** The same table of two states' votes in roll calls: yes, or not. */
ent_veto_table ent_past_common_votes(const ent_past *past, ent_state first, ent_state second);

#endif
