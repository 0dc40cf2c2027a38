/*
 * score.h - a rule of voting as sums of what each vote adds, and who passes it
 *
 * Stage: model.  A criterion is a sum over the members of what their votes add, to be compared
 * with a threshold: an abstention adds nothing, all, or takes its weight out of the quota.  The
 * chance that a motion passes is exact where the sums of two halves of the members can be listed,
 * and simulated where members move together.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ENT_MODEL_DECIDE_SCORE_H
#define ENT_MODEL_DECIDE_SCORE_H

#include "measure/voting/join.h"

/** What a member does, in the order of approval; an absence is an abstention. */
typedef enum ent_stance {
    ENT_STANCE_NO,
    ENT_STANCE_ABSTAIN,
    ENT_STANCE_YES,
    ENT_STANCES
} ent_stance;

/** How probable each stance is; sums to 1. */
typedef struct ent_chances {
    double of[ENT_STANCES];
} ent_chances;

typedef struct ent_member_adds {
    int64_t of[ENT_STANCES]; /**< never falls from one stance to the next */
} ent_member_adds;

/** Criteria that add up the same are one sum with several thresholds. */
typedef struct ent_vote_scores {
    size_t            member_count, sum_count, criterion_count;
    ent_member_adds  *adds; /**< of a sum and member: [sum * member_count + member]; owned */
    ent_sum_criterion criteria[ENT_VOTING_MOST_CRITERIA];
} ent_vote_scores;

/**
 * The sums of a rule.  An abstention of which the rule says nothing is no yes.
 *
 * @param out ent_vote_scores_clear() frees
 */
ENT_MUST_CHECK ent_status ent_vote_scores_of(ent_ctx *ctx, const ent_voting_rule *rule,
                                             ent_vote_scores *out);
void                      ent_vote_scores_clear(ent_vote_scores *scores);

/** Whether sums pass: every criterion of some clause reaches its threshold. */
bool ent_vote_scores_pass(const ent_vote_scores *scores, const int64_t *sums);

/** The sums of a vote, and whether it passes. */
bool ent_vote_scores_vote(const ent_vote_scores *scores, const ent_stance *votes,
                          int64_t sums[ENT_VOTING_MOST_CRITERIA]);

/** The chance of a motion, and with each vote of each member fixed while the others vote as they
 * may. */
typedef struct ent_odds {
    double  passes;
    double *given; /**< [member * ENT_STANCES + stance]; the caller's */
} ent_odds;

/**
 * The exact chance, members being independent.
 *
 *     P = sum over the sums a of one half and b of the other, where a + b pass, of P(a) P(b)
 *
 * @param chances of each member
 * @param out     `given` has 3 n places, or is NULL: not wanted
 * @return ENT_OK; ENT_E_LIMIT where a half has more than 2^20 sums, or joining them takes more than
 *         4e9 steps, and ent_odds_by_losses() does not reach it either; ENT_E_CANCELLED;
 * ENT_E_NOMEM
 *
 * Sums that no clause can be met with any more are left out, and equal ones are one: 40 members
 * whose votes are open have at most 2^20 in a half where an abstention is as a yes, or as a no, in
 * all criteria that are fine, and else 24.
 *
 * Cost: O(s) for s sums of a half, and ent_sums_join() of the halves (some 2 s of the processor for
 * 2^20 sums in two that are fine); `given` takes twice that, and as much again for each vote that
 * has no chance.
 */
ENT_MUST_CHECK ent_status ent_odds_exact(ent_ctx *ctx, const ent_vote_scores *scores,
                                         const ent_chances *chances, ent_odds *out);

/**
 * The same by what is lost of each sum (ent_losses_odds_of()): many members, of whom the votes of
 * one sum differ, and the others (heads, founders) are small numbers.
 *
 * @return ENT_OK; ENT_E_LIMIT beyond what that reaches; ENT_E_CANCELLED; ENT_E_NOMEM
 */
ENT_MUST_CHECK ent_status ent_odds_by_losses(ent_ctx *ctx, const ent_vote_scores *scores,
                                             const ent_chances *chances, ent_odds *out);

/** Members whose votes move together: of normal variables with this correlation. */
typedef struct ent_group {
    size_t *members; /**< places in the rule */
    size_t  count;   /**< 2 and more; a correlation below 0 needs 2 */
    double  correlation;
} ent_group;

/**
 * The chance by simulation: member i votes by the place of u_i among its chances, u_i = Phi(z_i),
 * with z_i = sqrt(c) f + sqrt(1 - c) e_i in a group with the factor f, of draws keyed by
 * (seed, run, member).  Standard error: sqrt(P (1 - P) / runs).
 *
 * @param groups disjoint
 * @return ENT_OK; ENT_E_CANCELLED; ENT_E_NOMEM
 *
 * Cost: O(runs n criteria).
 */
ENT_MUST_CHECK ent_status ent_odds_simulated(ent_ctx *ctx, const ent_vote_scores *scores,
                                             const ent_chances *chances, const ent_group *groups,
                                             size_t group_count, uint64_t seed, uint32_t runs,
                                             ent_odds *out);

/** The distribution function of the standard normal. */
double ent_normal_below(double z);

enum { ENT_TURN_NEVER = 0x7FFFFFFF };

/**
 * The fewest members that turn a vote when they change it, all to yes where it fails, all to no
 * where it passes; of equally few the likeliest, taken one after the other.
 *
 * @param votes   of each member
 * @param chances that rank equally few; NULL: by their order
 * @param with    a member that must be among them, or the number of members
 * @param turned  set for each of them; n places
 * @return how many; ENT_TURN_NEVER where not even all turn it, or the search was given up after
 *         2^20 steps
 */
size_t ent_fewest_to_turn(const ent_vote_scores *scores, const ent_stance *votes,
                          const ent_chances *chances, size_t with, bool *turned);

#endif
